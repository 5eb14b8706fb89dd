"""What an edge needs of the control room; `service.control.control.Control` is one such thing."""

from __future__ import annotations

from collections.abc import AsyncIterator, Sequence
from typing import Protocol

from service.control.calls import Call, Committed
from service.control.documents import Documents
from service.control.past import History, HostRef
from service.control.ports import DriverSession, JournalRow
from service.fabric.state import FabricState


class ControlPort(Protocol):
    """The use cases. Every method may raise `Refused`; reads see durable state only."""

    @property
    def documents(self) -> Documents:
        """Experiments, and models of one's own."""

    @property
    def shared(self) -> bool:
        """Whether other processes write to the same store."""

    @property
    def past(self) -> History:
        """Revisions that are gone."""

    async def execute(self, call: Call) -> Committed:
        """Runs one command; returns when it is durable."""

    async def execute_batch(
        self, calls: Sequence[Call], *, stop_on_error: bool = False
    ) -> Sequence[Committed]:
        """Runs commands of one host in order and commits them together, each with its revision."""

    async def fabrics(self) -> Sequence[FabricState]:
        """All fabrics that exist, by name; their configurations are durable."""

    async def fabric_state(self, fabric: str) -> FabricState:
        """One fabric: its configuration and its set of hosts. Refuses: UNKNOWN_FABRIC."""

    async def host_ref(self, host: str) -> HostRef:
        """One host, durable; read it before the next await. Refuses: UNKNOWN_HOST."""

    def driver_sessions(self) -> Sequence[DriverSession]:
        """Attached drivers, by host, node and name."""

    def revision_about(self, fabric: str | None, host: str | None) -> int | None:
        """The newest durable revision of the fabric that a request names, if it exists."""

    def head(self, fabric: str) -> int:
        """The newest durable revision, also of a fabric that is gone. Refuses: UNKNOWN_FABRIC."""

    async def events(self, fabric: str, since: int, limit: int) -> Sequence[JournalRow]:
        """Committed commands with revision > since, ascending.

        Refuses: UNKNOWN_FABRIC, UNKNOWN_REVISION, REVISION_COMPACTED.
        """

    def watch(self, fabric: str, since: int) -> AsyncIterator[JournalRow]:
        """As `events`, and then each command as it becomes durable, without a gap.

        Refuses as `events`, at once; ends when the control room stops.
        """

    async def ping(self) -> None:
        """Returns when commands can be committed. Refuses: STORE_UNAVAILABLE, DRAINING."""


__all__ = ["ControlPort", "HostRef"]
