"""The past of fabrics and hosts: state is the journal plus a pure engine, so all of it is there."""

from __future__ import annotations

from collections import OrderedDict
from collections.abc import Awaitable, Callable
from typing import Final, NamedTuple

import msgspec

from service.control import explaining
from service.control.cache import FabricCache
from service.control.ports import Engine, JournalRow, Store
from service.control.replay import ReplayMismatchError, Timeline, load, rows_after
from service.fabric.state import FabricState, HostEntry
from service.fabric.whatif.replay import Past, PastRow
from service.reasons import Refused

#: old states that are kept, because the pages of a list are read one after the other
KEPT_MAX: Final = 2
#: rows of a fabric that one replay may take in, and their bytes
REPLAY_ROWS_MAX: Final = 100_000
REPLAY_BYTES_MAX: Final = 64 << 20


class HostRef(NamedTuple):
    """A host and the fabric it belongs to."""

    fabric: FabricState
    entry: HostEntry


class History:
    """Reads the past of what `cache_of` (by host) and `known` (by fabric) find.

    `confirm` waits until a fabric is no older than the request.
    """

    def __init__(
        self,
        store: Store,
        engine: Engine,
        known: Callable[[str], FabricCache],
        cache_of: Callable[[str], Awaitable[FabricCache]],
        confirm: Callable[[str], Awaitable[None]],
    ) -> None:
        self._store = store
        self._engine = engine
        self._known = known
        self._cache_of = cache_of
        self._confirm = confirm
        self._kept: OrderedDict[tuple[str, int], FabricState] = OrderedDict()

    def _check(self, fabric: str, revision: int) -> None:
        if not 1 <= revision <= self._known(fabric).revision:
            raise Refused("UNKNOWN_REVISION", fabric=fabric, revision=revision)

    async def state_at(self, fabric: str, revision: int) -> FabricState:
        """A copy of the fabric as it was; the caller's own. Refuses: UNKNOWN_REVISION."""
        await self._confirm(fabric)
        self._check(fabric, revision)
        line = Timeline(self._engine, fabric)
        try:
            await load(self._store, line, revision)
        except ReplayMismatchError as mismatch:
            raise Refused("HOST_QUARANTINED", host=fabric, why=mismatch.why) from mismatch
        return line.state

    async def host_at(self, host: str, revision: int) -> HostRef:
        """A host as it was at a revision of its fabric; only to be read.

        Refuses: UNKNOWN_HOST (also where it was not there yet), UNKNOWN_REVISION, HOST_QUARANTINED.
        """
        cache = await self._cache_of(host)
        self._check(cache.fabric, revision)
        if cache.is_clean(host) and 0 < cache.subjects.get(host, 0) <= revision:
            cache.check_service(host)
            return HostRef(cache.state, cache.state.hosts[host])  # it has not changed since
        key = (cache.fabric, revision)
        state = self._kept.get(key)
        if state is None:
            state = self._kept[key] = await self.state_at(*key)
            if len(self._kept) > KEPT_MAX:
                self._kept.popitem(last=False)
        entry = state.hosts.get(host)
        if entry is None:
            raise Refused("UNKNOWN_HOST", host=host)
        return HostRef(state, entry)

    async def explain(self, host: str, revision: int) -> explaining.Explained:
        """A committed step of a host again, with its trace.

        Refuses: UNKNOWN_HOST, UNKNOWN_REVISION, INVALID_FIELD, HOST_QUARANTINED.
        """
        fabric = (await self._cache_of(host)).fabric
        self._check(fabric, revision)
        return await explaining.explain(self._store, self._engine, fabric, host, revision)

    async def history(self, host: str, revision: int | None = None) -> Past:
        """What led to a host as it was at a revision (default: the newest), for a replay.

        The history of a fork is that of its source up to the fork, and its own from there on.
        Refuses: UNKNOWN_HOST, UNKNOWN_REVISION, LIMIT_EXCEEDED.
        """
        cache = await self._cache_of(host)
        until = cache.revision if revision is None else revision
        self._check(cache.fabric, until)
        rows: list[JournalRow] = []
        size = 0
        async for row in rows_after(self._store, cache.fabric, 0, until):
            rows.append(row)
            size += len(row.command) + len(row.answers) + len(row.result)
            if len(rows) > REPLAY_ROWS_MAX:
                raise _too_long("commands of a replay", REPLAY_ROWS_MAX, len(rows))
            if size > REPLAY_BYTES_MAX:
                raise _too_long("bytes of a replay", REPLAY_BYTES_MAX, size)
        return Past(cache.fabric, host, until, tuple(_relevant(rows, host, until)))


def _too_long(limit: str, most: int, needs: int) -> Refused:
    return Refused("LIMIT_EXCEEDED", limit=limit, max=most, needs=needs)


class _Origin(msgspec.Struct):
    """The parts of a creating command that say where a host comes from."""

    source: str = ""
    revision: int = 0
    cxl: dict[str, object] | None = None
    window_nodes: list[object] | None = None


def _relevant(rows: list[JournalRow], host: str, until: int) -> list[PastRow]:
    """The rows that made a host what it is; `own` are those of the host itself, or its sources.

    A host with a CXL side shares devices with others: every row of the fabric counts then.
    Refuses: UNKNOWN_HOST.
    """
    found: list[PastRow] = []
    name, end = host, until
    while True:
        made = [
            row for row in rows[:end] if row.host == name and row.op in {"create_host", "fork_host"}
        ]
        if not made:
            raise Refused("UNKNOWN_HOST", host=name)
        first = made[-1]
        origin = msgspec.json.decode(first.command, type=_Origin)
        every = origin.cxl is not None or origin.window_nodes is not None
        start = 0 if every or first.op == "create_host" else first.revision - 1
        found[:0] = [
            _past_row(row, own=row.host == name and row.revision >= first.revision)
            for row in rows[start:end]
            if every
            or (row.host == name and row.revision >= first.revision)
            or row.op == "create_fabric"
        ]
        if first.op == "create_host":
            return found
        name, end = origin.source, origin.revision or first.revision - 1


def _past_row(row: JournalRow, *, own: bool) -> PastRow:
    return PastRow(row.revision, row.host, row.op, row.command, row.answers, row.result, own)
