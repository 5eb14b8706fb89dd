"""A scripted driver as YAML: which callback is answered how, how late, and how badly."""

from __future__ import annotations

from typing import Annotated, Any, Final, Literal

from pydantic import Field, ValidationError

from service.bounded import NOT_NULL, Count, DeadlineMs, HostName, Label, Nid, Strict
from service.experiments.scenario_yaml import Document, load_yaml
from service.mm.commands.driver import Callback, ScriptStep, VmFault
from service.reasons import Refused

FaultName = Literal[
    "hang",
    "double",
    "wrong_id",
    "out_of_range",
    "garbage",
    "disconnect",
    "goodbye",
    "flood",
]
DELAY_MS_MAX: Final = 3_600_000


class When(Strict):
    """Which callbacks of its kind a row is for; what is absent does not matter."""

    mode: Annotated[str | None, NOT_NULL, Field(max_length=32)] = None
    why: Annotated[str | None, NOT_NULL, Field(max_length=32)] = None
    area: Annotated[str | None, NOT_NULL, Field(max_length=63)] = None
    min_folios: Count = 0
    max_folios: Annotated[Count | None, NOT_NULL] = None


class Row(Strict):
    """How one kind of callback is answered: after `delay_ms`, so, or with a fault."""

    callback: Callback
    when: When = When()
    #: how often the row is used; 0 is always
    times: Count = 0
    delay_ms: Annotated[int, Field(ge=0, le=DELAY_MS_MAX)] = 0
    rc: Annotated[int, Field(ge=-4095, le=2**31 - 1)] = 0
    nr: Annotated[Count | None, NOT_NULL] = None
    move: Annotated[
        tuple[ScriptStep, ...] | None, NOT_NULL, Field(max_length=256, strict=False)
    ] = None
    vm_fault: Annotated[VmFault | None, NOT_NULL] = None
    fault: Annotated[FaultName | None, NOT_NULL] = None


class SetupStep(Strict):
    """A command of the host before the driver attaches; one that the kernel refuses ends it."""

    op: Label
    args: Annotated[dict[str, Any], Field(default_factory=dict)]


class DriverScript(Strict):
    """A driver of one node. The first row that fits a callback answers it; none: rc 0."""

    driver: Annotated[str, Field(pattern=r"^[A-Za-z][A-Za-z0-9_.-]{0,62}$", max_length=63)]
    host: HostName
    nid: Nid
    deadline_ms: Annotated[DeadlineMs | None, NOT_NULL] = None
    setup: Annotated[tuple[SetupStep, ...], Field(max_length=100, strict=False)] = ()
    answers: Annotated[tuple[Row, ...], Field(max_length=1000, strict=False)] = ()


def load_script(name: str, text: str) -> DriverScript:
    """The script of a file. Refuses: SCENARIO_MALFORMED with file, line and field."""
    document: Document = load_yaml(name, text)
    try:
        return DriverScript.model_validate(document.data)
    except ValidationError as error:
        first = error.errors()[0]
        path = tuple(first["loc"])
        raise Refused(
            "SCENARIO_MALFORMED",
            file=name,
            line=document.line_of(path),
            field=".".join(map(str, path)),
            why=first["msg"],
        ) from None
