"""The commit pipeline: steps that ran become durable in groups, then their callers are answered.

One task commits, one transaction after the other. While one is in flight, new steps gather in the
open batch: the commit itself is the batching window, there is no timer. Everything that the store
refuses is undone, newest first, the open batch included, because it was computed on top of it. What
another replica overtook is undone, caught up with, and told to its callers as `Again`.
"""

from __future__ import annotations

import asyncio
import logging
import random
import time
from collections import Counter, deque
from collections.abc import Awaitable, Callable, Iterable, Sequence
from typing import Final, TypeVar

from service.control.cache import WHOLE, Again, Applied, FabricCache, Group
from service.control.crowd import Crowd
from service.control.failpoints import FailpointError, failpoints
from service.control.inventory_diff import differences
from service.control.ports import (
    Clock,
    InventoryWrite,
    JournalRow,
    Observer,
    Options,
    OutcomeUnknown,
    PendingRow,
    Project,
    Store,
)
from service.control.replay import HOST_SET_OPS, ReplayMismatchError, rows_after
from service.control.stepping import Stepper
from service.reasons import Refused

T = TypeVar("T")

_RETRY_SECONDS: Final = 0.05
_RETRY_SECONDS_MAX: Final = 1.0
#: A revision that is always news.
ANY: Final = 1 << 62

_log: Final = logging.getLogger(__name__)


class Committer:
    """Gathers groups, commits them, answers; catches up when another replica wrote."""

    def __init__(
        self,
        store: Store,
        stepper: Stepper,
        project: Project,
        clock: Clock,
        options: Options,
        observer: Observer,
    ) -> None:
        self._store = store
        self._stepper = stepper
        self._project = project
        self._clock = clock
        self._options = options
        self._observer = observer
        self._random = random.Random()  # noqa: S311 - jitter
        self._open: list[Group] = []
        self._open_rows = 0
        self._open_bytes = 0
        self._crowd = Crowd()
        self._flight: list[Group] = []
        self._flight_since: float | None = None
        #: (op, errno) -> commands that became durable and were not told to the observer yet
        self._ended: Counter[tuple[str, str | None]] = Counter()
        #: fabric -> the revision that it is known to have in the store (ANY: have a look)
        self._behind: dict[str, int] = {}
        self._progress = asyncio.Event()
        self._turns: deque[asyncio.Event] = deque()
        self._task: asyncio.Task[None] | None = None
        self._stopped = False
        #: set while the store cannot tell what it has: nothing can be built on the cached state
        self.unsure = False
        #: called for each fabric of a settled commit
        self.on_written: Callable[[FabricCache], None] = lambda _: None

    # --- joining the open batch ------------------------------------------------------------------

    @property
    def age_seconds(self) -> float:
        """How long the commit in flight has been under way."""
        since = self._flight_since
        return 0.0 if since is None else time.monotonic() - since

    def _is_full(self, nr_rows: int) -> bool:
        return bool(self._open) and (
            self._open_rows + nr_rows > self._options.group_max
            or self._open_bytes >= self._options.group_bytes_max
        )

    async def room(self, nr_rows: int) -> None:
        """Returns when the open batch has room, first come, first served.

        So the cached state is never more than one open batch ahead of the commit in flight, and
        what is projected at a flush is exactly what its rows made.
        """
        if not self._turns and not self._is_full(nr_rows):
            return
        queue = self._turns.append
        while True:
            turn = asyncio.Event()
            queue(turn)
            try:
                await turn.wait()
            except asyncio.CancelledError:
                if turn.is_set():
                    self._next_turn()
                else:
                    self._turns.remove(turn)
                raise
            if not self._is_full(nr_rows):
                self._next_turn()
                return
            queue = self._turns.appendleft

    def _next_turn(self) -> None:
        if self._turns:
            self._turns.popleft().set()

    def add(self, group: Group) -> None:
        """The steps of the group have run; they ride on the next commit."""
        self._open.append(group)
        self._open_rows += len(group.applied)
        self._open_bytes += group.nr_bytes
        self._wake()

    def behind(self, fabric: str, revision: int) -> None:
        """Another process says that it committed."""
        cache = self._stepper.fabrics.get(fabric)
        if cache is None or cache.revision < revision:
            self._behind[fabric] = max(revision, self._behind.get(fabric, 0))
            self._wake()

    async def reached(self, fabric: str, revision: int) -> None:
        """Returns when the fabric is at least there, or cannot be brought there."""
        while True:
            cache = self._stepper.fabrics.get(fabric)
            if cache is not None and (cache.revision >= revision or cache.quarantine.get(WHOLE)):
                return
            self.behind(fabric, revision)
            await self._progress.wait()

    def _progressed(self) -> None:
        self._progress.set()
        self._progress = asyncio.Event()

    def _wake(self) -> None:
        self._crowd.came(self._open_rows, pressed=self._pressed())
        if self._task is None:
            self._task = asyncio.get_running_loop().create_task(self._run())

    async def idle(self) -> None:
        """Returns when nothing is open or in flight."""
        while self._task is not None:
            await asyncio.wait((self._task,))

    async def stop(self) -> None:
        """Gives up what is not durable."""
        self._stopped = True
        task = self._task
        if task is not None:
            task.cancel()
            await asyncio.wait((task,))

    # --- the one task that commits ---------------------------------------------------------------

    async def _run(self) -> None:
        try:
            while self._open or self._behind:
                await self._crowd.gather(lambda: self._open_rows, self._pressed)
                if self._behind:
                    await self._catch_up()
                else:
                    await self._flush()
                self._progressed()
        except asyncio.CancelledError:
            self._abandon("stopped")
            raise
        except Exception:  # noqa: BLE001 - a fault of ours must leave nobody waiting
            _log.exception("the committer failed")
            self._abandon("committer failed")
        finally:
            self._task = None
            self._flight_since = None
            self._progressed()
            if (self._open or self._behind) and not self._stopped:
                self._wake()

    def _pressed(self) -> bool:
        """Whether a batch must not wait."""
        return bool(self._turns or self._behind)

    async def _flush(self) -> None:
        await failpoints.reach("before_flush")
        groups = self._take()
        rows = self._pending_rows(groups)
        self._flight_since = time.monotonic()
        try:
            written = await self._commit(rows)
        finally:
            took = self.age_seconds
            self._crowd.answered(len(rows), took)
            self._flight_since = None
        if written is not None:
            self._observer.batch(len(rows), sum(group.nr_bytes for group in groups), took)
            await self._settle(written)
        self._flight = []

    def _take(self) -> list[Group]:
        """The open batch goes into flight; a new one opens."""
        groups, self._open = self._open, []
        self._open_rows = self._open_bytes = 0
        self._flight = groups
        self._next_turn()
        return groups

    async def _commit(self, rows: Sequence[PendingRow]) -> list[JournalRow | None] | None:
        """What the store wrote; None if the callers were told that it did not."""
        unknown = False
        try:
            return await self._store.commit(rows)
        except OutcomeUnknown:
            # Asked outside: what the exception holds on to must be gone before the store reopens.
            unknown = True
            self._observer.store_failed("OUTCOME_UNKNOWN")
        except Refused as refused:
            self._observer.store_failed(refused.reason)
        except Exception:  # noqa: BLE001 - a broken contract: believe what can be read back
            _log.exception("the store failed in an unforeseen way")
            self._observer.store_failed("UNFORESEEN")
            self._suspect(rows)
        if unknown:
            written, gave_up = await self._insist(self._store.outcome)
            if written is not None and not gave_up:
                return written
            if written is not None:
                self._suspect(rows)
        self._abandon("the store refused")
        return None

    def _suspect(self, rows: Sequence[PendingRow]) -> None:
        """The store may have what we undo: look before anything else is built on the cache."""
        self._behind.update({row.fabric: ANY for row in rows})

    async def _insist(self, ask: Callable[[], Awaitable[T]]) -> tuple[T, bool]:
        """Asks until the store answers. The callers do not wait beyond a deadline (then: True)."""
        deadline = time.monotonic() + self._options.outcome_deadline_ms / 1000
        delay, gave_up = _RETRY_SECONDS, False
        while True:
            try:
                answer = await ask()
            except Refused:
                if not gave_up and time.monotonic() >= deadline:
                    gave_up = self.unsure = True
                    self._abandon("the store does not answer")
                await asyncio.sleep(delay)
                delay = min(delay * 2, _RETRY_SECONDS_MAX)
            else:
                self.unsure = False
                return answer, gave_up

    # --- what goes into a transaction ------------------------------------------------------------

    def _pending_rows(self, groups: Sequence[Group]) -> list[PendingRow]:
        at_ns = self._clock.now_ns()
        inventory = self._inventory(groups)
        nothing: tuple[InventoryWrite, ...] = ()
        rows: list[PendingRow] = []
        for number, group in enumerate(groups, 1):
            cache, standing = group.cache, group.cache.subjects
            last = group.applied[-1]
            for step in group.applied:
                call = step.call
                row = PendingRow(
                    cache.fabric,
                    step.host or "",
                    step.op,
                    {each: standing.get(each, 0) for each in step.subjects},
                    step.command,
                    step.answers,
                    step.result,
                    cache.engine.ENGINE_VERSION,
                    call.principal,
                    call.request_id,
                    at_ns,
                    number if len(group.applied) > 1 else 0,
                    step.gone,
                    group.record if step is last else None,
                    inventory.get(step, nothing),
                )
                rows.append(row)
        return rows

    def _inventory(self, groups: Sequence[Group]) -> dict[Applied, tuple[InventoryWrite, ...]]:
        """The changed inventory rows of each subject, carried by its last step of the batch."""
        last: dict[FabricCache, dict[str, Applied]] = {}
        for group in groups:
            hosts = last.setdefault(group.cache, {})
            for step in group.applied:
                hosts.update(dict.fromkeys(step.subjects, step))
        found: dict[Applied, tuple[InventoryWrite, ...]] = {}
        for cache, hosts in last.items():
            for host, changes in differences(self._project, cache, hosts).items():
                step = hosts[host]
                step.projected.extend((place, rows) for place, rows, _ in changes)
                found[step] = (*found.get(step, ()), *(write for _, _, write in changes))
        return found

    # --- after a transaction ---------------------------------------------------------------------

    async def _settle(self, written: Sequence[JournalRow | None]) -> None:
        """Notes what is durable and answers in one pass; what was overtaken runs again."""
        rows = iter(written)
        overtaken: dict[FabricCache, None] = {}
        caches = {group.cache: None for group in self._flight}
        for group in self._flight:
            cache = group.cache
            for step in group.applied:
                row = step.row = next(rows)
                if row is None or cache in overtaken or row.revision != cache.revision + 1:
                    overtaken[cache] = None
                else:
                    self._written(cache, step)
        self._tell()
        replied = await self._may_reply()
        for cache in caches:
            if cache not in overtaken:
                cache.open_gates()  # first: readers go before the next commands of who is answered
                self._observer.revision(cache.fabric, cache.revision)
        for group in self._flight:
            if group.cache not in overtaken:
                self._reply(group, replied=replied)
        if overtaken:
            await self._overtaken(overtaken, [row for row in written if row is None])
        for cache in caches:
            self.on_written(cache)

    def _written(self, cache: FabricCache, step: Applied) -> None:
        cache.written(step)
        if step.op in HOST_SET_OPS:
            self._stepper.reindex(cache, step)
        self._ended[step.op, step.done.answer.errno] += 1

    def _tell(self) -> None:
        """Tells the observer which commands became durable."""
        ended, self._ended = self._ended, Counter()
        for (op, errno), number in ended.items():
            self._observer.command(op, errno, number)

    async def _may_reply(self) -> bool:
        try:
            await failpoints.reach("after_commit_before_reply")
        except FailpointError:
            return False
        return True

    def _reply(self, group: Group, *, replied: bool = True) -> None:
        if replied:
            group.settle(group.committed())
        else:
            group.refuse(Refused("STORE_UNAVAILABLE"))

    def _abandon(self, why: str) -> None:
        """Undoes everything that is not durable and tells the callers."""
        groups = [*self._flight, *self._open]
        self._flight, self._open = [], []
        self._open_rows = self._open_bytes = 0
        if groups:
            _log.warning("%d requests are refused: %s", len(groups), why)
        for cache in {group.cache: None for group in groups}:
            self._undo(cache)
            cache.open_gates()
            self._stepper.forget(cache)
        for group in groups:
            if any(step.row is None for step in group.applied):
                group.refuse(Refused("STORE_UNAVAILABLE"))
            else:
                group.settle(group.committed())
        self._next_turn()

    def _undo(self, cache: FabricCache) -> None:
        for step in reversed(cache.undo_unwritten()):
            self._stepper.reindex(cache, step)

    # --- other replicas --------------------------------------------------------------------------

    async def _overtaken(
        self, caches: Iterable[FabricCache], lost: Sequence[JournalRow | None]
    ) -> None:
        if lost:
            self._observer.lost(len(lost))
        for cache in caches:
            await self._resync(cache)
        # A host name may be lost to another fabric: take in whatever moved before the next try.
        heads, _ = await self._insist(self._store.heads)
        for head in heads:
            self.behind(head.fabric, head.revision)

    async def _catch_up(self) -> None:
        """Takes in what other processes committed."""
        await failpoints.reach("before_catch_up")
        behind, self._behind = self._behind, {}
        for name in sorted(behind):
            cache = self._stepper.fabric(name)
            if cache.revision < behind[name]:
                await self._resync(cache)

    async def _rows_of(self, cache: FabricCache) -> list[JournalRow]:
        return [row async for row in rows_after(self._store, cache.fabric, cache.revision)]

    async def _resync(self, cache: FabricCache) -> None:
        """Undoes what is not durable, takes in what the store has; then the callers try again."""
        rows, _ = await self._insist(lambda: self._rows_of(cache))
        flight = [group for group in self._flight if group.cache is cache]
        if not rows and not flight:
            return  # nothing happened: what is pending stands on the newest revision
        waiting = [group for group in self._open if group.cache is cache]
        self._open = [group for group in self._open if group.cache is not cache]
        self._open_rows = sum(len(group.applied) for group in self._open)
        self._open_bytes = sum(group.nr_bytes for group in self._open)
        own = {step.row.revision: step for step in cache.pending if step.row is not None}
        self._undo(cache)
        self._take_in(cache, rows, own)
        self._tell()
        self._stepper.index_all(cache)
        cache.open_gates()
        for group in (*flight, *waiting):
            if any(step.row is None for step in group.applied):
                group.settle(Again(lost=group in flight))
            else:
                group.settle(group.committed())
        self._observer.revision(cache.fabric, cache.revision)
        self._next_turn()
        await self._repair(cache, own.values())

    def _take_in(
        self, cache: FabricCache, rows: Sequence[JournalRow], own: dict[int, Applied]
    ) -> None:
        if cache.quarantine.get(WHOLE):
            return
        try:
            for row in rows:
                step = own.get(row.revision)
                if step is not None:
                    self._written(cache, step)
                else:
                    cache.caught_up(row)
        except ReplayMismatchError as mismatch:
            _log.critical("fabric %s is quarantined: %s", cache.fabric, mismatch)
            self._stepper.quarantine(cache, WHOLE, str(mismatch))

    async def _repair(self, cache: FabricCache, steps: Iterable[Applied]) -> None:
        """Writes inventory that was carried by a row which was lost, for rows which were not."""
        hosts = sorted({each for step in steps for each in step.subjects if each})
        clean = [host for host in hosts if cache.is_clean(host)]
        found = differences(self._project, cache, clean)
        for host, changes in found.items():
            standing = {host: cache.subjects.get(host, 0)}
            writes = [write for _, _, write in changes]
            try:
                if await self._store.put_inventory(cache.fabric, standing, writes):
                    cache.stored.update({place: rows for place, rows, _ in changes})
            except Refused:
                _log.warning("the inventory of host %s is repaired at the next start", host)

    def jitter(self, lost: int) -> float:
        """Seconds to wait before a lost command runs again."""
        return self._random.uniform(0, 0.001 * 2 ** min(lost, 8))
