"""The use cases of the service: commands, reads, the feed, old revisions, verification.

Everything runs on one event loop. A command runs at once on the cached state, without a lock and
without an await; it is answered when it is durable. A read waits until what it would show is.
"""

from __future__ import annotations

import asyncio
import logging
from collections.abc import AsyncIterator, Sequence
from contextlib import suppress
from functools import partial
from typing import Final, Literal

from service.control.auto_run import AutoRun
from service.control.cache import WHOLE, Again, FabricCache, Group
from service.control.calls import Call, Committed
from service.control.commit import Committer
from service.control.documents import Documents
from service.control.door import Door
from service.control.failpoints import failpoints
from service.control.feed import page_after, watch
from service.control.freshness import Freshness
from service.control.loading import Loader
from service.control.past import History, HostRef
from service.control.ports import (
    Clock,
    DriverEpoch,
    DriverPort,
    DriverSession,
    Engine,
    JournalRow,
    Observer,
    Options,
    Project,
    Store,
    Unobserved,
)
from service.control.questions import Questions, StandardAnswers
from service.control.remember import Memory
from service.control.snapshots import Snapshotter
from service.control.stepping import Asked, Stepper, Submission, Target
from service.control.verify import FabricReport, verify_fabric
from service.fabric import inventory
from service.fabric.commands import CreateHost
from service.fabric.state import FabricState, HostEntry
from service.fabric.whatif.commands import ForkHost
from service.reasons import Refused

#: What a read may show: the newest of all replicas that is durable, or also what is about to be.
Consistency = Literal["durable", "applied"]

#: Rows of one page of `events` at most.
EVENTS_MAX: Final = 1000
_PURGE_SECONDS: Final = 3600.0
#: Refusals that say nothing about the state: a remembered answer would not be told instead.
_NOT_ABOUT_STATE: Final = frozenset({"OVERLOADED", "DRAINING", "STORE_UNAVAILABLE"})

_log: Final = logging.getLogger(__name__)


class Control:
    """The control room of one process. `start` it before the first call, `stop` it at the end."""

    def __init__(
        self,
        store: Store,
        engine: Engine,
        drivers: DriverPort,
        clock: Clock,
        options: Options = Options(),  # noqa: B008 - frozen
        *,
        project: Project = inventory.project,
        observer: Observer | None = None,
    ) -> None:
        self._store = store
        self._engine = engine
        self._drivers = drivers
        self._clock = clock
        self._options = options
        self._project = project
        seen = observer or Unobserved()
        self._stepper = Stepper(engine, options, seen)
        self._committer = Committer(store, self._stepper, project, clock, options, seen)
        self._loader = Loader(store, self._stepper, project)
        self._memory = Memory(store, clock, options.idempotency_seconds)
        self._snapshotter = Snapshotter(store, engine, options.snapshot_every, seen)
        self._committer.on_written = self._snapshotter.consider
        self._freshness = Freshness(store, self._committer, options.outcome_deadline_ms)
        self.documents = Documents(store)
        #: revisions that are gone
        self.past = History(store, engine, self._known, self._past_of, self._freshness.confirm)
        self._auto_run = AutoRun(self._configured, self.execute)
        self._door = Door(self._committer, options)
        self._tasks: list[asyncio.Task[None]] = []

    # --- life ------------------------------------------------------------------------------------

    async def start(self) -> None:
        """Opens the store and brings every fabric to its newest revision.

        A fabric whose journal does not replay is quarantined; the others are served.
        Raises: what `Store.start` raises. Refuses: STORE_UNAVAILABLE.
        """
        await self._store.start()
        for head in await self._store.heads():
            await self._loader.load(head.fabric)
        self._tasks = [
            asyncio.create_task(self._follow()),
            asyncio.create_task(self._housekeeping()),
        ]

    async def reload(self, fabric: str) -> None:
        """Builds a fabric again from the store and ends its quarantine, if it replays.

        Refuses: UNKNOWN_FABRIC, STORE_UNAVAILABLE; HOST_QUARANTINED where it does not replay.
        """
        await self._loader.reload(self._known(fabric))

    def drain(self) -> None:
        """From now on new commands are refused with DRAINING; those inside are finished."""
        self._door.close()

    async def stop(self, deadline_seconds: float = 10.0) -> None:
        """Drains, finishes what is inside, takes last snapshots, closes the store."""
        self.drain()
        with suppress(TimeoutError):
            async with asyncio.timeout(deadline_seconds):
                await self._door.emptied()
                await self._auto_run.idle()
                await self._committer.idle()
        await self._freshness.stop()
        await self._committer.stop()
        for task in self._tasks:
            task.cancel()
        await asyncio.gather(*self._tasks, return_exceptions=True)
        caches = list(self._stepper.fabrics.values())
        with suppress(TimeoutError):
            async with asyncio.timeout(deadline_seconds):
                await self._snapshotter.stop(caches)
        for cache in caches:
            cache.feed.close()
        await self._store.stop()

    async def _follow(self) -> None:
        """Hears of other processes' commits."""
        async for fabric, revision in self._store.notifications():
            self._committer.behind(fabric, revision)

    async def _housekeeping(self) -> None:
        while True:
            with suppress(Refused):
                await self._store.purge(self._clock.now_ns())
            await asyncio.sleep(_PURGE_SECONDS)

    # --- commands --------------------------------------------------------------------------------

    async def execute(self, call: Call) -> Committed:
        """Runs one command; returns when it is durable (or, with `validate_only`, undone again).

        A kernel's refusal is an answer. Refuses: any control reason of the command's rooms;
        STALE_PRECONDITION, IDEMPOTENCY_*, OVERLOADED, DRAINING, STORE_UNAVAILABLE.
        """
        return (await self.execute_batch((call,)))[0]

    async def execute_batch(
        self, calls: Sequence[Call], *, stop_on_error: bool = False
    ) -> list[Committed]:
        """Runs calls of one fabric in order and commits them together, each with its revision.

        An errno does not stop the batch unless `stop_on_error`; a refusal takes all of it back and
        names the `step`. The first call's `validate_only`, `idempotency_key` and `fingerprint` are
        the batch's; preconditions are those at its start.
        """
        if not calls:
            return []
        self._door.enter()
        try:
            if any(isinstance(call.command, CreateHost) for call in calls):
                calls = await self.documents.with_tables(calls)
            first = calls[0]
            if first.validate_only:
                return await self._validate(calls, stop_on_error=stop_on_error)
            questions = Questions(self._drivers, self._options.driver_deadline_ms)
            work = Submission(calls, questions, stop_on_error=stop_on_error)
            once = first.idempotency_key is not None
            ended = await (self._submit_once(work) if once else self._submit(work))
        finally:
            self._door.leave()
        self._auto_run.after([each for each in ended if not each.replayed])
        return ended

    def _configured(self, committed: Committed) -> HostEntry | None:
        """The host of a command as it is configured now; None of the fabric's own commands."""
        cache = self._stepper.fabrics.get(committed.fabric)
        return None if cache is None else cache.state.hosts.get(committed.host or "")

    async def _submit_once(self, work: Submission) -> list[Committed]:
        """As `_submit`, but a remembered answer is told instead of a second effect."""
        first = work.calls[0]
        with self._memory.running(first):
            told = self._memory.recall(first)
            if told is not None:
                return told
            try:
                return await self._submit(work)
            except Refused as refused:
                if refused.reason in _NOT_ABOUT_STATE:
                    raise
                told = await self._memory.look_up(first)
                if told is None:
                    raise
                return told

    async def _submit(self, work: Submission) -> list[Committed]:
        """Runs, waits for the commit, and runs again where another replica was faster."""
        keyed = work.calls[0].idempotency_key is not None
        questions = work.questions
        assert isinstance(questions, Questions), "only a validation asks nobody"
        lost, fresh = 0, not self._store.shared
        held: Target | None = None
        try:
            while True:
                try:
                    target = self._stepper.target(work.calls[0])
                    await self._ready(work, target)
                    found = self._stepper.run(work)
                except Refused as refused:
                    if fresh or refused.reason in _NOT_ABOUT_STATE:
                        raise
                    # It may be old news: once more on a state that is no older than this request.
                    await self._confirm(work.calls[0])
                    fresh = True
                    continue
                if isinstance(found, Asked):
                    told = await self._memory.look_up(work.calls[0]) if keyed else None
                    if told is not None:
                        return told
                    held = await self._ask(work, target, found, held)
                    continue
                if hold := target.cache.in_the_way(target.host, questions):
                    self._stepper.take_back(found.cache, found.applied)
                    await hold.over.wait()
                    continue
                if keyed:
                    found.record = self._memory.record(work.calls[0], found)
                self._committer.add(found)
                ended = await self._ended(found, questions)
                if not isinstance(ended, Again):
                    questions.settle("committed", ended[-1].revision)
                    self._memory.committed(found, ended)
                    return ended
                lost += ended.lost
                told = await self._memory.look_up(work.calls[0]) if keyed else None
                if told is not None:
                    return told
                if lost > self._options.retries_max:
                    raise Refused("OVERLOADED", waiting=self._door.inside)
                await asyncio.sleep(self._committer.jitter(lost) if ended.lost else 0)
        finally:
            questions.settle("expired")
            if held is not None and held.host is not None:
                held.cache.release(held.host, questions)

    async def _confirm(self, first: Call) -> None:
        """Takes in what other replicas wrote before now, wherever the names of a call may be."""
        of_a_host = first.host is not None or isinstance(first.command, (CreateHost, ForkHost))
        await self._freshness.confirm(None if of_a_host else first.fabric)

    async def _ended(self, group: Group, questions: Questions) -> list[Committed] | Again:
        """How the group ended. A caller that goes away does not take it with it."""
        try:
            return await group.future
        except asyncio.CancelledError:
            group.left = questions.leave()
            raise

    async def _ready(self, work: Submission, target: Target) -> None:
        """Waits for readers before it, for room in the batch and, where it must, for durability."""
        cache, host, _ = target
        if cache.gates:
            await cache.pass_gates(target.scopes(work.calls[0].command.op))
        await self._committer.room(len(work.calls))
        if work.needs_durable:
            scope = host or ""
            while not cache.is_clean(scope):
                await cache.durable(scope)
                await self._committer.room(len(work.calls))
        self._door.check_store()

    async def _ask(
        self, work: Submission, target: Target, asked: Asked, held: Target | None
    ) -> Target | None:
        """Asks outside of any step; once its questions change too often, nobody may change them."""
        await failpoints.reach("before_ask")
        cache, host, _ = target
        questions = work.questions
        assert isinstance(questions, Questions), "only a validation asks nobody"
        if host is not None and (held is not None or questions.restless):
            again = partial(self._stepper.still_asks, work, asked)
            held = target if cache.hold(host, questions, again) else held
        await questions.ask(asked.call, asked.host, asked.questions)
        if held is not None and host is not None:
            cache.hold(host, questions)  # until the commit nobody passes
        await failpoints.reach("after_ask")
        return held

    async def _validate(self, calls: Sequence[Call], *, stop_on_error: bool) -> list[Committed]:
        """What the commands would answer, computed on durable state and taken back."""
        work = Submission(calls, StandardAnswers(), stop_on_error=stop_on_error)
        await self._freshness.confirm()
        target = self._stepper.target(calls[0])
        await target.cache.durable(target.host or "")
        return self._stepper.validate(work)

    # --- reads -----------------------------------------------------------------------------------

    def _known(self, fabric: str) -> FabricCache:
        cache = self._stepper.fabrics.get(fabric)
        if cache is None:
            raise Refused("UNKNOWN_FABRIC", fabric=fabric)
        return cache

    async def fabrics(self) -> list[FabricState]:
        """All fabrics that exist, by name; their configurations are durable."""
        await self._freshness.confirm()
        for cache in list(self._stepper.fabrics.values()):
            await cache.durable("")
        caches = self._stepper.fabrics
        return [caches[name].state for name in sorted(caches) if caches[name].state.created]

    async def fabric_state(
        self, fabric: str, *, whole: bool = False, consistency: Consistency = "durable"
    ) -> FabricState:
        """One fabric: its configuration, the set of its hosts and theirs are durable.

        `whole`: so is the memory of all hosts. Read it before the next await.
        Refuses: UNKNOWN_FABRIC, HOST_QUARANTINED.
        """
        if consistency == "durable":
            await self._freshness.confirm(fabric)
        cache = self._known(fabric)
        if consistency == "durable":
            await cache.durable(WHOLE if whole else "")
        cache.check_service(None)
        if not cache.state.created:
            raise Refused("UNKNOWN_FABRIC", fabric=fabric)
        return cache.state

    async def host_ref(self, host: str, *, consistency: Consistency = "durable") -> HostRef:
        """A host whose every step is durable. Read it before the next await.

        Refuses: UNKNOWN_HOST, HOST_QUARANTINED.
        """
        cache = await self._cache_of(host, consistency)
        if consistency == "durable":
            await cache.durable(host)
        cache.check_service(host)
        entry = cache.state.hosts.get(host)
        if entry is None:
            raise Refused("UNKNOWN_HOST", host=host)
        return HostRef(cache.state, entry)

    async def _cache_of(self, host: str, consistency: Consistency) -> FabricCache:
        """The fabric of a host, as new as the store where the store is shared."""
        if consistency == "durable" and self._store.shared:
            with suppress(Refused):
                await self._freshness.confirm(self._stepper.cache_of(host).fabric)
                return self._stepper.cache_of(host)
            await self._freshness.confirm()  # it may have been made, or made elsewhere, meanwhile
        return self._stepper.cache_of(host)

    async def _past_of(self, host: str) -> FabricCache:
        """The fabric of a host whose past is asked for."""
        return await self._cache_of(host, "durable")

    async def host_entry(self, host: str, *, consistency: Consistency = "durable") -> HostEntry:
        """As `host_ref`, without the fabric."""
        return (await self.host_ref(host, consistency=consistency)).entry

    def newest_entry(self, host: str) -> HostEntry | None:
        """A host after its newest step, durable or not; None where there is none."""
        with suppress(Refused):
            return self._stepper.cache_of(host).state.hosts.get(host)
        return None

    def fabric_now(self, host: str) -> str:
        """The name of the fabric that a host is or was in; empty if nobody knows it."""
        with suppress(Refused):
            return self._stepper.cache_of(host).fabric
        return ""

    async def fence(self, given: DriverEpoch) -> int:
        """Notes the epoch of a driver for the next life of this process too; the highest one.

        Replicas do not fence each other's drivers: one that serves several attaches to each.
        Refuses: STORE_UNAVAILABLE.
        """
        return given.epoch if self._store.shared else await self._store.fence(given)

    def driver_sessions(self) -> Sequence[DriverSession]:
        """Attached drivers, by host, node and name."""
        return self._drivers.sessions()

    async def fabric_of(self, host: str) -> str:
        """The name of a host's fabric. Refuses: UNKNOWN_HOST."""
        return (await self.host_ref(host)).fabric.fabric

    def revision_about(self, fabric: str | None, host: str | None) -> int | None:
        """The newest durable revision of the fabric that a request names, also by a host of it."""
        cache = self._stepper.fabrics.get(fabric or "")
        if cache is None and host is not None:
            with suppress(Refused):
                cache = self._stepper.cache_of(host)
        return None if cache is None or not cache.revision else cache.revision

    def head(self, fabric: str) -> int:
        """The newest durable revision. Refuses: UNKNOWN_FABRIC."""
        return self._known(fabric).revision

    # --- the feed --------------------------------------------------------------------------------

    async def events(self, fabric: str, since: int, limit: int) -> list[JournalRow]:
        """Committed commands with revision > since, ascending; also of a fabric that is gone.

        Refuses: UNKNOWN_FABRIC, UNKNOWN_REVISION (from the future), REVISION_COMPACTED.
        """
        await self._freshness.confirm(fabric)
        cache = self._seen(fabric, since)
        return await page_after(self._store, cache, since, min(limit, EVENTS_MAX))

    def watch(self, fabric: str, since: int) -> AsyncIterator[JournalRow]:
        """As `events`, and then each command as it becomes durable, without a gap or a repetition.

        Ends when the service stops. Refuses, at once: UNKNOWN_FABRIC, UNKNOWN_REVISION.
        """
        return watch(self._store, self._seen(fabric, since), since)

    def _seen(self, fabric: str, since: int) -> FabricCache:
        cache = self._known(fabric)
        if not cache.revision:
            raise Refused("UNKNOWN_FABRIC", fabric=fabric)
        if not 0 <= since <= cache.revision:
            raise Refused("UNKNOWN_REVISION", fabric=fabric, revision=since)
        return cache

    # --- the service itself ----------------------------------------------------------------------

    @property
    def shared(self) -> bool:
        """Whether other processes write to the same store."""
        return self._store.shared

    @property
    def waiting(self) -> int:
        """Requests inside."""
        return self._door.inside

    @property
    def commit_age_seconds(self) -> float:
        """How long the commit in flight has been under way; 0 without one."""
        return self._committer.age_seconds

    @property
    def quarantined(self) -> dict[tuple[str, str], str]:
        """(fabric, host or "") -> why it is out of service."""
        return {
            (cache.fabric, scope or ""): why
            for cache in self._stepper.fabrics.values()
            for scope, why in cache.quarantine.items()
        }

    async def ping(self) -> None:
        """Returns when commands can be committed.

        Refuses: STORE_UNAVAILABLE, DRAINING, OVERLOADED.
        """
        self._door.check_open()
        await self._store.ping()

    async def verify(self, fabric: str) -> FabricReport:
        """Replays a fabric's whole journal beside the service. Refuses: UNKNOWN_FABRIC."""
        self._known(fabric)
        return await verify_fabric(self._store, self._engine, fabric, project=self._project)
