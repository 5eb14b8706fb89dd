"""The few types that only the edges know: revisions as text, options, page sizes."""

from __future__ import annotations

from typing import Annotated, Final

from pydantic import Field

from service.bounded import NOT_NULL, RevisionText, Strict
from service.edge import limits
from service.edge.tokens import TOKEN_PATTERN

IdempotencyKey = Annotated[str, Field(pattern=r"^[A-Za-z0-9_.:-]{1,128}$", max_length=128)]
RequestId = Annotated[str, Field(pattern=r"^[A-Za-z0-9_.:-]{1,128}$", max_length=128)]
EntityTag = Annotated[str, Field(pattern=r'^"[0-9]{1,15}"$', max_length=17)]
PageSize = Annotated[int, Field(ge=1, le=limits.PAGE_SIZE_MAX)]
PageToken = Annotated[str, Field(pattern=TOKEN_PATTERN, max_length=1024)]


class ExpectBody(Strict):
    """Preconditions: the command is refused (412) when the host has moved on."""

    host_revision: RevisionText


class Options(Strict):
    """What every command of a host accepts beside its own fields."""

    #: run it, answer, and undo it: nothing is committed and no driver is asked
    validate_only: bool = False
    #: add the decision trace to the answer
    explain: bool = False
    expect: Annotated[ExpectBody | None, NOT_NULL] = None


class ConfigOptions(Strict):
    """What every change of a fabric's or a host's configuration accepts beside its own fields."""

    #: check it and answer, but commit nothing
    validate_only: bool = False


OPTION_NAMES: Final = frozenset(Options.model_fields)

__all__ = [
    "OPTION_NAMES",
    "ConfigOptions",
    "EntityTag",
    "ExpectBody",
    "IdempotencyKey",
    "Options",
    "PageSize",
    "PageToken",
    "RequestId",
    "RevisionText",
]
