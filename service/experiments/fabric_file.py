"""A whole fabric as one YAML file: the commands that made it, in order.

Replaying them on an empty fabric gives the same state and the same revisions: commands carry all
that the engine knows. Refused kernel requests are kept, for they have a revision, too.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any, Final, NamedTuple

import yaml
from pydantic import ValidationError

from service.experiments.scenario_yaml import Document, load_yaml
from service.fabric import engine
from service.fabric.commands import ALL_COMMANDS, HOST_COMMANDS
from service.fabric.engine import Done, Envelope
from service.fabric.state import FabricState
from service.reasons import Refused

API_VERSION: Final = "cxltwin/v1"
KIND: Final = "Fabric"
_HEAD: Final = frozenset({"apiVersion", "kind", "fabric", "steps"})
#: commands whose host is their subject, not their addressee
_OF_HOSTS: Final = frozenset({"update_host", "delete_host"})


class FabricStep(NamedTuple):
    """A command with its fields, and the host that it is for."""

    op: str
    host: str | None
    fields: dict[str, Any]


class FabricFile(NamedTuple):
    """A fabric and the commands that make it; the first creates it."""

    fabric: str
    steps: list[FabricStep]


#: members of commands that the service makes of others: the state behind a fork
_MADE: Final = frozenset({"past"})


def of_events(fabric: str, events: Iterable[dict[str, Any]]) -> FabricFile:
    """The file of a fabric's committed commands, as REST lists them."""
    steps = []
    for event in events:
        op = event["op"]
        host = event.get("host") if op in HOST_COMMANDS or op in _OF_HOSTS else None
        fields = {name: value for name, value in event["command"].items() if name not in _MADE}
        steps.append(FabricStep(op, host, fields))
    return FabricFile(fabric, steps)


def write(file: FabricFile) -> str:
    """The text of a file."""
    steps = []
    for step in file.steps:
        row: dict[str, Any] = {"op": step.op}
        if step.host is not None:
            row["on"] = step.host
        steps.append({**row, **({"with": step.fields} if step.fields else {})})
    data = {"apiVersion": API_VERSION, "kind": KIND, "fabric": file.fabric, "steps": steps}
    text: str = yaml.dump(
        data,
        Dumper=_Dumper,
        sort_keys=False,
        allow_unicode=True,
        width=100,
        default_flow_style=None,
    )
    return text


class _Dumper(yaml.SafeDumper):
    """Every value stands where it is used: no anchors."""

    def ignore_aliases(self, data: Any) -> bool:
        """Equal values are written again."""
        del data
        return True


def read(name: str, text: str) -> FabricFile:
    """The file behind a text, every command checked.

    Refuses: SCENARIO_MALFORMED with the line.
    """
    document = load_yaml(name, text)
    data = document.data
    if not isinstance(data, dict) or set(data) != _HEAD:
        raise _malformed(document, (), "a fabric file has apiVersion, kind, fabric and steps")
    if (data["apiVersion"], data["kind"]) != (API_VERSION, KIND):
        raise _malformed(document, ("kind",), f"expected {API_VERSION} {KIND}")
    if not isinstance(data["steps"], list) or not isinstance(data["fabric"], str):
        raise _malformed(document, ("steps",), "a list of commands, for a fabric with a name")
    steps = [_step(document, number, row) for number, row in enumerate(data["steps"])]
    return FabricFile(data["fabric"], steps)


def _step(document: Document, number: int, row: Any) -> FabricStep:
    place = ("steps", number)
    if not isinstance(row, dict) or not set(row) <= {"op", "on", "with"} or "op" not in row:
        raise _malformed(document, place, "a step has op, on (a host) and with (fields)")
    command = ALL_COMMANDS.get(str(row["op"]))
    if command is None:
        raise _malformed(document, (*place, "op"), f"no operation {row['op']}")
    needs = command.op in HOST_COMMANDS or command.op in _OF_HOSTS
    if needs != isinstance(row.get("on"), str):
        raise _malformed(document, place, f"{command.op} is {'' if needs else 'not '}for a host")
    fields = row.get("with", {})
    try:
        command.model_validate(fields)
    except ValidationError as error:
        first = error.errors()[0]
        where = (*place, "with", *first["loc"])
        raise _malformed(document, where, f"{command.op}: {first['msg']}") from None
    return FabricStep(command.op, row.get("on"), fields)


def _malformed(document: Document, place: tuple[Any, ...], why: str) -> Refused:
    return Refused(
        "SCENARIO_MALFORMED",
        file=document.file,
        line=document.line_of(place),
        field=".".join(map(str, place)) or "file",
        why=why,
    )


def build(file: FabricFile, fabric: str = "") -> FabricState:
    """The fabric that the commands of a file make, in this process.

    Refuses: what a command refuses.
    """
    state = FabricState(fabric or file.fabric)
    for revision, step in enumerate(file.steps, 1):
        fields = {**step.fields, **({"fabric": state.fabric} if step.op == "create_fabric" else {})}
        command = ALL_COMMANDS[step.op].model_validate(fields)
        outcome = engine.step(state, Envelope(command, step.host))
        assert isinstance(outcome, Done), "built-in drivers answer by themselves"
        engine.committed(state, outcome.subjects, revision)
    return state
