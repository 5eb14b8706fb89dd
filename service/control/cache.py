"""A fabric in memory: its state, which runs ahead of the store by the steps not durable yet.

`pending` holds those steps in the order in which they ran. Undoing goes from the newest backwards;
becoming durable goes from the oldest forwards. A reader that finds a subject dirty closes a gate:
commands that come after it wait until the subject is durable and the reader has read.
"""

from __future__ import annotations

import asyncio
from collections import deque
from collections.abc import Callable
from typing import Final

from service.control.calls import Call, Committed
from service.control.feed import Feed
from service.control.ports import Engine, IdempotencyRecord, JournalRow, Settled
from service.control.replay import HOST_SET_OPS, Timeline
from service.fabric.engine import Done
from service.fabric.state import Value
from service.reasons import Refused

#: What a reader waits for: a host, `""` for the configuration, WHOLE for everything.
Scope = str | None
WHOLE: Final = None

#: (table, host)
Place = tuple[str, str]
Rows = tuple[tuple[Value, ...], ...]


class Again:
    """What the caller of a step that was undone is told: run it once more."""

    def __init__(self, *, lost: bool) -> None:
        self.lost = lost


class Group:
    """Commands that become durable together: one call, or the calls of a batch."""

    __slots__ = ("applied", "cache", "future", "left", "nr_bytes", "record")

    def __init__(self, cache: FabricCache, applied: list[Applied]) -> None:
        self.cache = cache
        self.applied = applied
        #: what the store remembers under the idempotency key
        self.record: IdempotencyRecord | None = None
        self.future: asyncio.Future[list[Committed] | Again] = (
            asyncio.get_running_loop().create_future()
        )
        #: tells the drivers, when the caller went away and cannot
        self.left: Callable[[Settled, int | None], None] | None = None
        self.nr_bytes = 0
        for each in applied:
            self.nr_bytes += len(each.command) + len(each.answers) + len(each.result)

    def settle(self, ended: list[Committed] | Again) -> None:
        """Tells the caller, if it still waits."""
        if not self.future.done():
            self.future.set_result(ended)
        elif self.left is not None:
            left, self.left = self.left, None
            if isinstance(ended, Again):
                left("expired", None)
            else:
                left("committed", ended[-1].revision)

    def refuse(self, refused: Refused) -> None:
        """Tells the caller that it was in vain."""
        if not self.future.done():
            self.future.set_exception(refused)
        elif self.left is not None:
            left, self.left = self.left, None
            left("expired", None)

    def committed(self) -> list[Committed]:
        """The answers, once every row is written."""
        return [each.committed() for each in self.applied]


class Applied:
    """A step that is part of the cached state and not durable yet."""

    __slots__ = (
        "answers",
        "call",
        "command",
        "done",
        "gone",
        "host",
        "model",
        "op",
        "projected",
        "result",
        "row",
        "subjects",
    )

    def __init__(
        self,
        call: Call,
        host: str | None,
        model: str | None,
        done: Done,
        encoded: tuple[bytes, bytes, bytes],
    ) -> None:
        self.call = call
        self.op = call.command.op
        self.host = host
        self.model = model
        self.done = done
        self.command, self.answers, self.result = encoded
        self.subjects: tuple[str, ...] = ()
        self.gone: tuple[str, ...] = ()
        #: inventory rows that its journal row carries
        self.projected: list[tuple[Place, Rows]] = []
        #: the row in the store, once it is written
        self.row: JournalRow | None = None

    def committed(self) -> Committed:
        """The durable answer."""
        row = self.row
        assert row is not None, "answered before it was durable"
        return Committed(
            answer=self.done.answer,
            fabric=row.fabric,
            host=self.host,
            model=self.model,
            revision=row.revision,
            host_revision=None if self.host is None else row.revision,
            trace=self.done.trace,
        )


class Gate:
    """Closed while readers wait: they go first, then the commands that came after them."""

    __slots__ = ("readers", "writers")

    def __init__(self) -> None:
        self.readers = asyncio.Event()
        self.writers = asyncio.Event()

    def open(self) -> None:
        """Lets both go, in this order."""
        self.readers.set()
        self.writers.set()


def _never() -> bool:
    return False


class Hold:
    """A command whose questions changed too often: what others do may not change them again."""

    __slots__ = ("me", "over", "still_asks")

    def __init__(self, me: object) -> None:
        self.me = me
        self.over = asyncio.Event()
        #: whether it would ask the same on the state as it is now
        self.still_asks: Callable[[], bool] = _never


class FabricCache(Timeline):
    """The live state of a fabric."""

    def __init__(self, engine: Engine, fabric: str, watch_rows: int) -> None:
        super().__init__(engine, fabric)
        self.pending: deque[Applied] = deque()
        #: subject -> how many pending steps touch it
        self.dirty: dict[str, int] = {}
        self.gates: dict[Scope, Gate] = {}
        #: host -> the command whose question nobody may change meanwhile
        self.held: dict[str, Hold] = {}
        #: inventory rows as the store has them; what is missing here is written whole
        self.stored: dict[Place, Rows] = {}
        #: subject (or WHOLE) -> why it is out of service
        self.quarantine: dict[Scope, str] = {}
        self.feed = Feed(watch_rows)
        self.rows_since_snapshot = 0

    def check_service(self, host: str | None) -> None:
        """Refuses: HOST_QUARANTINED."""
        if self.quarantine:
            why = self.quarantine.get(WHOLE) or self.quarantine.get(host or "")
            if why is not None:
                raise Refused("HOST_QUARANTINED", host=host or self.fabric, why=why)

    # --- steps that are not durable --------------------------------------------------------------

    def push(self, step: Applied) -> None:
        """A step has run."""
        self.pending.append(step)
        for subject in step.subjects:
            self.dirty[subject] = self.dirty.get(subject, 0) + 1

    def _clean(self, step: Applied) -> None:
        for subject in step.subjects:
            left = self.dirty[subject] - 1
            if left:
                self.dirty[subject] = left
            else:
                del self.dirty[subject]

    def undo_newest(self) -> Applied:
        """Takes the newest step back."""
        step = self.pending.pop()
        self._roll_back(step)
        return step

    def undo_unwritten(self) -> list[Applied]:
        """Takes back, newest first, every step that the store has not; returns them oldest first.

        Steps that are written stay: a later step that shared a subject with a lost one is lost too.
        """
        undone = [step for step in self.pending if step.row is None]
        for step in reversed(undone):
            self._roll_back(step)
        self.pending = deque(step for step in self.pending if step.row is not None)
        return undone

    def _roll_back(self, step: Applied) -> None:
        step.done.undo.rollback()
        self._clean(step)
        if step.op in HOST_SET_OPS:
            # An entry that was out of the state missed the revisions noted meanwhile.
            for subject in step.subjects:
                if subject in self.subjects:
                    self.engine.committed(self.state, (subject,), self.subjects[subject])

    def written(self, step: Applied) -> None:
        """The oldest step, whose row is set, is part of the durable state now."""
        oldest = self.pending.popleft()
        assert oldest is step, "steps become durable in the order in which they ran"
        row = step.row
        assert row is not None, "a row is written before it is noted"
        self._clean(step)
        self.note(row, step.subjects, step.gone)
        for place, rows in step.projected:
            if rows:
                self.stored[place] = rows
            else:
                self.stored.pop(place, None)
        self.rows_since_snapshot += 1
        self.feed.push(row)

    def replace(self, line: Timeline) -> None:
        """Takes over a state that was built from the store; nothing may be pending."""
        assert not self.pending, "steps would be lost"
        self.state, self.subjects = line.state, line.subjects
        self.revision, self.digest = line.revision, line.digest
        self.stored.clear()
        self.quarantine.clear()
        self.feed.skip()

    def caught_up(self, row: JournalRow) -> None:
        """A row that another store wrote; nothing may be pending on its subjects."""
        subjects = self.apply(row)
        for place in [place for place in self.stored if place[1] in subjects]:
            del self.stored[place]  # the other replica wrote it
        self.rows_since_snapshot += 1
        self.feed.push(row)

    # --- readers and gates -----------------------------------------------------------------------

    def is_clean(self, scope: Scope) -> bool:
        """Whether everything of the scope is durable."""
        return not self.pending if scope is WHOLE else scope not in self.dirty

    async def durable(self, scope: Scope) -> None:
        """Returns when the scope is durable; its caller may read until it awaits again."""
        while not self.is_clean(scope):
            gate = self.gates.get(scope)
            if gate is None:
                gate = self.gates[scope] = Gate()
            await gate.readers.wait()

    async def pass_gates(self, scopes: tuple[Scope, ...]) -> None:
        """A command waits once for the readers before it."""
        for scope in (*scopes, WHOLE):
            gate = self.gates.get(scope)
            if gate is not None:
                await gate.writers.wait()

    def open_gates(self) -> None:
        """After something became durable or was undone."""
        if self.gates:
            for scope in [scope for scope in self.gates if self.is_clean(scope)]:
                self.gates.pop(scope).open()

    def hold(self, host: str, me: object, still_asks: Callable[[], bool] = _never) -> bool:
        """Nobody may change what `me` asks until `release`; False: somebody else holds the host."""
        hold = self.held.setdefault(host, Hold(me))
        hold.still_asks = still_asks if hold.me is me else hold.still_asks
        return hold.me is me

    def in_the_way(self, host: str | None, me: object) -> Hold | None:
        """The hold that the steps which ran last have disturbed: they must wait for its end."""
        hold = self.held.get(host or "")
        return None if hold is None or hold.me is me or hold.still_asks() else hold

    def release(self, host: str, me: object) -> None:
        """Ends `hold`."""
        if host in self.held and self.held[host].me is me:
            self.held.pop(host).over.set()
