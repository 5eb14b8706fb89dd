"""How a host names its kernel model: an id, a variant, knobs, or the table of one's own."""

from __future__ import annotations

from typing import Annotated, Literal

from pydantic import Field

from service.bounded import ModelId, ModelName, Strict

KnobName = Annotated[str, Field(pattern=r"^[a-z][a-z0-9_.]{0,62}$", max_length=63)]
KnobValue = Annotated[str, Field(pattern=r"^[A-Za-z0-9_][A-Za-z0-9_.+-]{0,62}$", max_length=63)]
#: what a model or a cell says of itself
Line = Annotated[str, Field(pattern=r"^[^\x00-\x1f\x7f]*$", min_length=1, max_length=1000)]


class OwnCell(Strict):
    """A cell that differs from the base, where that was read, and how sure it is."""

    cell: KnobName
    value: KnobValue
    source: Line
    evidence: Literal["read", "recorded", "inferred"] = "read"


class OwnModel(Strict):
    """A kernel model that a user wrote: a base, by id or variant, and the cells that differ."""

    name: ModelId
    base: ModelName
    title: Line
    source: Line
    cells: Annotated[tuple[OwnCell, ...], Field(max_length=128, strict=False)]
