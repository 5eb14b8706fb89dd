"""The type of a read: what it looks at, its items, the key that orders them."""

from __future__ import annotations

from collections.abc import Awaitable, Callable, Mapping, Sequence
from typing import Any, Literal, NamedTuple, cast

import msgspec

from service.bounded import Strict
from service.control.ports import Document, DriverSession
from service.edge.ports import ControlPort
from service.edge.tokens import Key
from service.fabric.state import FabricState, HostEntry
from service.mm.state import HostState
from service.runs.lab import Lab

#: What must be looked up before a view is computed.
Level = Literal["service", "fabric", "host"]


class Scope(NamedTuple):
    """What a read looks at: `fabrics` at level service, `fabric` and `entry` below it."""

    fabrics: Sequence[FabricState]
    fabric: FabricState | None
    entry: HostEntry | None
    params: Mapping[str, Any]
    #: attached drivers, at level service
    sessions: Sequence[DriverSession] = ()
    #: documents of the view's kind
    documents: Sequence[Document] = ()
    #: what the lab made for the view
    made: Sequence[Strict] = ()

    @property
    def state(self) -> HostState:
        """The memory of the host."""
        assert self.entry is not None, "a host view has a host"
        return self.entry.state


class View(msgspec.Struct, frozen=True):
    """One thing that can be read. `filters` are optional equality filters on item fields."""

    name: str
    level: Level
    model: type[Strict]
    items: Callable[[Scope], Sequence[Strict]] | None = None
    key: Callable[[Any], Key] | None = None
    #: of a long list: so many items behind a key (None: from the first), without making the rest
    window: Callable[[Scope, Key | None, int], Sequence[Strict]] | None = None
    one: Callable[[Scope], Strict] | None = None
    #: a single view that the state at hand does not show: it asks the control room
    asked: Callable[[ControlPort, Scope], Awaitable[Strict]] | None = None
    #: kind of the documents that it shows
    documents: str = ""
    #: whether it looks at their data
    whole: bool = False
    #: items that the lab makes
    made: Callable[[Lab, Mapping[str, Any]], Awaitable[Sequence[Strict]]] | None = None
    #: filters that must be given
    needs: tuple[str, ...] = ()
    #: name of the parameter -> the model that has it as a field (its type is the parameter's)
    filters: tuple[str, ...] = ()
    #: `items` applies the filters itself, because there can be millions of items
    filtered: bool = False

    @property
    def has_past(self) -> bool:
        """Whether it can be asked for a revision of the past: what a host is, all of it."""
        return self.level == "host" and self.asked is None

    @property
    def params(self) -> tuple[str, ...]:
        """Optional parameters."""
        return (*self.filters, "revision") if self.has_past else self.filters


def field(name: str) -> Callable[[Any], Key]:
    """The key of items that one field orders."""
    return lambda item: cast("Key", getattr(item, name))
