"""Attached drivers: who serves which node, what is asked, who is fenced. The control room's port.

A driver has one session for a node of a host. Until the node is registered any driver may wait for
it; the registration names the one that stays. A callback is asked of it and waits, outside any
lock, until its deadline: through a disconnect too, because a driver that comes back is asked again.
Ids are drawn once per process, so an id of an earlier life of the service is known to be one.
"""

from __future__ import annotations

import asyncio
import itertools
import secrets
import time
from collections import OrderedDict
from typing import Final, Protocol

from service.control.calls import Call
from service.control.control import Control
from service.control.ports import DriverEpoch, DriverSession, Settled
from service.drivers.messages import ENDED, Hello, refusal_fields
from service.drivers.notices import OldNotices, Router, answered_in, rows_of, written
from service.drivers.session import Session
from service.fabric.commands import DriverAnswer, Question
from service.mm.commands.driver import AttachDriver
from service.mm.driver import BUILTIN, check_answer, check_targets
from service.mm.state import NodePrivate, unknown_node
from service.reasons import Refused

#: Sessions of one process.
SESSIONS_MAX: Final = 4096
#: A driver sends something at least this often.
HEARTBEAT_MS: Final = 10_000
#: Heartbeats that may be missed.
MISSED_MAX: Final = 3
#: Ended callbacks of a node that are remembered for repetitions and late answers.
ENDED_MAX: Final = 64
#: Places whose last epoch is remembered.
EPOCHS_MAX: Final = 65_536

#: Ends of a session after which nobody waits for its driver: it does not keep to the protocol, or
#: the node is another driver's.
BROKEN: Final = frozenset(
    {"DRIVER_FLOODS", "DRIVER_NOT_OWNER", "DRIVER_PROTOCOL", "DRIVER_TOO_SLOW"}
)

#: (host, nid, driver): what one driver does to a node's epochs and callbacks is not another's
Place = tuple[str, int, str]


class DriverObserver(Protocol):
    """Is told what happens, for metrics; returns at once."""

    def driver_sessions(self, number: int) -> None:
        """How many are attached now."""

    def driver_callback(self, callback: str, outcome: str, seconds: float) -> None:
        """A callback was answered, or its time ran out."""

    def driver_refused(self, reason: str) -> None:
        """A message or a session of a driver was refused."""


class Asked:
    """A callback that was sent and has not been settled."""

    __slots__ = ("answer", "future", "id", "question", "revision", "until")

    def __init__(self, id_: str, question: Question, revision: int, until: float) -> None:
        self.id = id_
        self.question = question
        #: the fabric's revision when it was asked
        self.revision = revision
        self.until = until
        self.future: asyncio.Future[DriverAnswer] = asyncio.get_running_loop().create_future()
        self.answer: DriverAnswer | None = None


class Registry:
    """All sessions of one process. `open` it with the control room before the first one."""

    def __init__(
        self, observer: DriverObserver, deadline_ms: int, heartbeat_ms: int = HEARTBEAT_MS
    ) -> None:
        self._observer = observer
        self._deadline_ms = deadline_ms
        self._heartbeat_ms = heartbeat_ms
        self._control: Control | None = None
        self._sessions: dict[Place, Session] = {}
        self._by_host: dict[str, dict[Place, Session]] = {}
        self._asked: dict[Place, dict[str, Asked]] = {}
        self._places: dict[str, Place] = {}
        self._ended: dict[Place, OrderedDict[str, tuple[str, int | None]]] = {}
        self._epochs: OrderedDict[Place, int] = OrderedDict()
        self._routers: dict[str, Router] = {}
        self._boot = secrets.token_hex(6)
        self._numbers = itertools.count(1)
        self._catching: set[asyncio.Task[None]] = set()
        self._sweeper: asyncio.Task[None] | None = None
        self._draining = False

    # --- life ------------------------------------------------------------------------------------

    def open(self, control: Control) -> None:
        """From now on drivers may attach."""
        self._control = control
        self._sweeper = asyncio.create_task(self._sweep())

    @property
    def control(self) -> Control:
        """The control room."""
        assert self._control is not None, "the registry is open"
        return self._control

    def drain(self) -> None:
        """Says goodbye to drivers that nobody waits for; to the others after their answers."""
        self._draining = True
        for session in list(self._sessions.values()):
            self._part(session)

    def _part(self, session: Session) -> None:
        if self._draining and not self._asked.get(session.place):
            session.send("goodbye", {"reason": "DRAINING"})
            session.close(None)

    async def stop(self) -> None:
        """Ends everything that is still there."""
        for session in list(self._sessions.values()):
            session.close(Refused("DRAINING"))
        tasks = [*self._catching, *([self._sweeper] if self._sweeper else [])]
        for task in tasks:
            task.cancel()
        await asyncio.gather(*tasks, return_exceptions=True)
        for router in self._routers.values():
            await router.stop()
        self._routers.clear()

    async def _sweep(self) -> None:
        """Closes sessions that say nothing."""
        while True:
            await asyncio.sleep(self._heartbeat_ms / 1000 / 2)
            silence = self._heartbeat_ms * MISSED_MAX
            limit = time.monotonic() - silence / 1000
            for session in list(self._sessions.values()):
                if session.heard_at < limit:
                    self.end(session, Refused("DRIVER_SILENT", silence_ms=silence))

    # --- sessions --------------------------------------------------------------------------------

    async def attach(self, hello: Hello) -> Session:
        """A new session: Welcome and what is still asked are in its outbox.

        Refuses: UNKNOWN_HOST, UNKNOWN_NODE, DRIVER_NOT_OWNER, DRIVER_EPOCH_STALE, DRAINING,
        LIMIT_EXCEEDED, UNKNOWN_REVISION (from the future), INVALID_FIELD.
        """
        try:
            return await self._attach(hello)
        except Refused as refused:
            self._observer.driver_refused(refused.reason)
            raise

    async def _attach(self, hello: Hello) -> Session:
        if hello.unsettled and hello.resume_revision is None:
            raise Refused("INVALID_FIELD", field="resume_revision", why="unsettled needs it")
        self._check_epoch(hello)
        registered = await self._owned(hello)
        ref = await self.control.host_ref(hello.host)
        fabric, head = ref.fabric.fabric, self.control.head(ref.fabric.fabric)
        if (hello.resume_revision or 0) > head:
            raise Refused("UNKNOWN_REVISION", fabric=fabric, revision=hello.resume_revision)
        if registered is not None:
            born = ref.entry.created_revision
            noted = DriverEpoch(hello.host, hello.nid, hello.driver, born, hello.epoch)
            _check_newer(hello, await self.control.fence(noted))
        self._check_epoch(hello)  # nothing is awaited from here on
        if self._draining:
            raise Refused("DRAINING")
        if len(self._sessions) >= SESSIONS_MAX and _place(hello) not in self._sessions:
            needs = len(self._sessions) + 1
            raise Refused("LIMIT_EXCEEDED", limit="driver sessions", max=SESSIONS_MAX, needs=needs)
        session = self._install(hello, fabric)
        session.owner = registered is not None
        ops = registered.ops.name if registered is not None and registered.ops else None
        session.send(
            "welcome",
            {
                "fabric": fabric,
                "revision": head,
                "host_revision": ref.entry.revision,
                "epoch": hello.epoch,
                "deadline_ms": session.deadline_ms,
                "heartbeat_ms": self._heartbeat_ms,
                "registered": registered is not None,
                "ops": ops,
            },
        )
        self._resume(session)
        return session

    async def _owned(self, hello: Hello) -> NodePrivate | None:
        """The node's registration, which names this driver now. Refuses: DRIVER_NOT_OWNER."""
        found = await self._registration(hello)
        if found is not None and found.driver == BUILTIN:
            command = AttachDriver(nid=hello.nid, driver=hello.driver)
            await self.control.execute(Call(command, host=hello.host, principal=hello.driver))
            found = await self._registration(hello)
        if found is not None and found.driver != hello.driver:
            raise _not_owner(hello, found.driver)
        return found

    async def _registration(self, hello: Hello) -> NodePrivate | None:
        entry = await self.control.host_entry(hello.host)
        node = entry.state.nodes.get(hello.nid)
        if node is None:
            raise unknown_node(entry.state, hello.nid, host=hello.host)
        return node.node_private

    def _check_epoch(self, hello: Hello) -> None:
        """A lower epoch than the driver's last is stale; an equal one while its session lives."""
        place = _place(hello)
        last = self._epochs.get(place, 0)
        alive = place in self._sessions
        _check_newer(hello, last + 1 if alive else last, last)

    def _install(self, hello: Hello, fabric: str) -> Session:
        """Fences the session before it, and takes its place."""
        place = _place(hello)
        before = self._sessions.get(place)
        if before is not None:
            self.end(before, Refused("DRIVER_FENCED", epoch=hello.epoch, nid=hello.nid))
        wanted = hello.deadline_ms or self._deadline_ms
        session = Session(hello, fabric, wanted, time.monotonic())
        self._sessions[place] = session
        self._by_host.setdefault(hello.host, {})[place] = session
        self._epochs[place] = hello.epoch
        self._epochs.move_to_end(place)
        if len(self._epochs) > EPOCHS_MAX:
            self._epochs.popitem(last=False)
        self._observer.driver_sessions(len(self._sessions))
        router = self._routers.get(fabric)
        if router is None or router.done:
            self._routers[fabric] = Router(self.control, fabric, self._on_host)
        return session

    def _on_host(self, host: str) -> list[Session]:
        """The sessions of a host; those whose node is another driver's by now are ended first."""
        sessions = self._by_host.get(host)
        if sessions is None:
            return []
        entry = self.control.newest_entry(host)
        for session in list(sessions.values()):
            node = None if entry is None else entry.state.nodes.get(session.hello.nid)
            found = None if node is None else node.node_private
            if found is None:
                continue
            session.owner = found.driver == session.hello.driver
            if not session.owner and found.driver != BUILTIN:
                self.end(session, _not_owner(session.hello, found.driver))
        return list(sessions.values())

    def _resume(self, session: Session) -> None:
        """Asks again what is unanswered, settles what the driver does not know, catches up."""
        for asked in self._asked.get(session.place, {}).values():
            if asked.answer is None:
                self._send_callback(session, asked)
        since = session.hello.resume_revision
        if since is not None:
            session.catch_up()
            until = self._routers[session.fabric].position
            task = asyncio.create_task(self._catch_up(session, since, until))
            self._catching.add(task)
            task.add_done_callback(self._catching.discard)

    async def _catch_up(self, session: Session, since: int, until: int) -> None:
        """Notices of (since, until], and how the callbacks ended that the driver asks about."""
        known = self._ended.get(session.place) or OrderedDict()
        asked = self._asked.get(session.place, {})
        for each in session.hello.unsettled:
            if each in known:
                _tell(session, each, *known[each])
        unknown = set(session.hello.unsettled) - known.keys() - asked.keys()
        # Beyond what was handed out as a notice there may be commits already.
        head = max(until, self.control.head(session.fabric)) if unknown else until
        try:
            old = await OldNotices.between(self.control, session, since, until)
            async for row in rows_of(self.control, session, since, head):
                for id_ in unknown.intersection(answered_in(row)) if unknown else ():
                    _tell(session, id_, "COMMITTED", row.revision)
                    unknown.discard(id_)
                if row.revision <= until:
                    old.tell(row)
        except Refused as refused:  # nobody knows then what became of the rest
            self.refuse(session, refused)
        else:
            for id_ in sorted(unknown):
                _tell(session, id_, "EXPIRED", None)
        await written(session)
        session.caught_up()

    def _dealt_with(self, session: Session) -> int:
        """The revision up to which a session was told everything: what it may resume from.

        Not beyond notices that are still to be read, nor beyond the commit of an answer that is
        not settled: that comes after the revision at which it was asked.
        """
        since = session.hello.resume_revision
        if session.catching and since is not None:
            return since
        asked = self._asked.get(session.place, {}).values()
        open_ = [each.revision for each in asked if each.answer is not None]
        return min([self._routers[session.fabric].position, *open_])

    def detach(self, session: Session) -> None:
        """The stream is gone. Its callbacks wait for the driver to come back, or expire."""
        self.end(session, None)

    def goodbye(self, session: Session) -> None:
        """The driver leaves for good: whoever waits for it learns so at once."""
        self._give_up(session.place)
        self.end(session, None)

    def _give_up(self, place: Place) -> None:
        for asked in self._asked.get(place, {}).values():
            if not asked.future.done():
                asked.future.set_result(DriverAnswer(outcome="driver_gone", callback_id=asked.id))

    def end(self, session: Session, why: Refused | None) -> None:
        """Closes a session; `why` becomes the status of its stream."""
        session.close(why)
        place = session.place
        if self._sessions.get(place) is not session:
            return
        del self._sessions[place]
        nodes = self._by_host[place[0]]
        del nodes[place]
        if not nodes:
            del self._by_host[place[0]]
        self._observer.driver_sessions(len(self._sessions))
        if session.ended is not None:
            self._observer.driver_refused(session.ended.reason)
            if session.ended.reason in BROKEN:
                self._give_up(place)

    # --- what drivers say ------------------------------------------------------------------------

    def heard(self, session: Session) -> None:
        """A driver gave a sign of life."""
        session.heard_at = time.monotonic()

    def heartbeat(self, session: Session, number: int) -> None:
        """Answers a heartbeat with the revision up to which the driver was told everything."""
        if session.spare(session.heard_at):
            revision = self._dealt_with(session)
            session.send("heartbeat", {"number": number, "revision": revision})

    def answer(self, session: Session, answer: DriverAnswer) -> None:
        """A driver's answer: the first valid one counts; a repetition changes nothing.

        Refuses: UNKNOWN_CALLBACK, DRIVER_ANSWER_INVALID, DRIVER_ANSWER_DIFFERS.
        """
        id_ = answer.callback_id
        asked = self._asked.get(session.place, {}).get(id_)
        if asked is None:
            kept = self._ended.get(session.place)
            ended = None if kept is None else kept.get(id_)
            if ended is None:
                raise Refused("UNKNOWN_CALLBACK", callback_id=id_)
            if session.spare(session.heard_at):
                _tell(session, id_, *ended)
            return
        if asked.answer is not None:
            if asked.answer != answer:
                raise Refused("DRIVER_ANSWER_DIFFERS", callback_id=id_)
            session.spare(session.heard_at)
            return
        check_answer(asked.question, answer)
        entry = self.control.newest_entry(session.hello.host)
        if entry is not None:
            check_targets(entry.state, session.hello.driver, answer.script or ())
        asked.answer = answer
        if not asked.future.done():
            asked.future.set_result(answer)

    def refuse(self, session: Session, refused: Refused, callback_id: str = "") -> None:
        """Tells a driver why a message does not count."""
        self._observer.driver_refused(refused.reason)
        session.refuse(callback_id, refusal_fields(refused))

    # --- the port --------------------------------------------------------------------------------

    def sessions(self) -> list[DriverSession]:
        """All sessions, and drivers that are gone while their callbacks wait."""
        return [self._told_of(place) for place in sorted(self._sessions.keys() | self._asked)]

    def _told_of(self, place: Place) -> DriverSession:
        host, nid, driver = place
        session = self._sessions.get(place)
        asked = self._asked.get(place, {}).values()
        answered = sum(each.answer is not None for each in asked)
        return DriverSession(
            fabric=session.fabric if session else self.control.fabric_now(host),
            host=host,
            nid=nid,
            driver=driver,
            epoch=self._epochs.get(place, 0),
            deadline_ms=session.deadline_ms if session else self._deadline_ms,
            attached=session is not None,
            nr_asked=len(asked) - answered,
            nr_unsettled=answered,
            nr_unread=len(session.outbox) if session else 0,
            caught_up=session is not None and not session.catching,
        )

    def deadline_ms(self, host: str, question: Question) -> int | None:
        """The time that the attached driver wants for a command."""
        session = self._sessions.get((host, question.nid, question.driver))
        return None if session is None else session.deadline_ms

    async def ask(self, host: str, question: Question, deadline_ms: int) -> DriverAnswer:
        """Asks the driver of a node; late and gone are answers too."""
        place = (host, question.nid, question.driver)
        session = self._sessions.get(place)
        if session is None or session.closed:
            self._observer.driver_callback(question.callback, "driver_gone", 0.0)
            return DriverAnswer(outcome="driver_gone")
        begun = time.monotonic()
        id_ = f"{self._boot}-{next(self._numbers)}"
        head = self.control.head(session.fabric)
        asked = Asked(id_, question, head, begun + deadline_ms / 1000)
        self._asked.setdefault(place, {})[id_] = asked
        self._places[id_] = place
        self._send_callback(session, asked)
        try:
            async with asyncio.timeout(deadline_ms / 1000):
                answer = await asked.future
        except TimeoutError:
            gone = place not in self._sessions
            answer = DriverAnswer(outcome="driver_gone" if gone else "timeout", callback_id=id_)
        except asyncio.CancelledError:
            self._settle(id_, "expired", None)
            raise
        if answer.outcome != "answered":
            self._settle(id_, "expired", None)
        taken = time.monotonic() - begun
        self._observer.driver_callback(question.callback, answer.outcome, taken)
        return answer

    def _send_callback(self, session: Session, asked: Asked) -> None:
        left = max(0, int((asked.until - time.monotonic()) * 1000))
        fields = {
            "callback_id": asked.id,
            "revision": asked.revision,
            "deadline_ms": left,
            "question": asked.question.model_dump(exclude_none=True),
        }
        session.send("callback", fields)

    def settled(
        self, host: str, answer: DriverAnswer, ended: Settled, revision: int | None
    ) -> None:
        """Tells the driver what became of an answer; late and gone ones were told before."""
        del host
        if answer.outcome == "answered":
            self._settle(answer.callback_id, ended, revision)

    def _settle(self, id_: str, ended: Settled, revision: int | None) -> None:
        place = self._places.pop(id_, None)
        if place is None:
            return
        open_ = self._asked[place]
        del open_[id_]
        if not open_:
            del self._asked[place]
        kept = self._ended.setdefault(place, OrderedDict())
        kept[id_] = (ENDED[ended], revision)
        if len(kept) > ENDED_MAX:
            kept.popitem(last=False)
        session = self._sessions.get(place)
        if session is not None:
            _tell(session, id_, *kept[id_])
            self._part(session)


def _place(hello: Hello) -> Place:
    return (hello.host, hello.nid, hello.driver)


def _check_newer(hello: Hello, least: int, last: int | None = None) -> None:
    """Refuses: DRIVER_EPOCH_STALE below an epoch."""
    if hello.epoch < least:
        current = least if last is None else last
        raise Refused("DRIVER_EPOCH_STALE", nid=hello.nid, epoch=hello.epoch, current=current)


def _not_owner(hello: Hello, owner: str) -> Refused:
    return Refused("DRIVER_NOT_OWNER", nid=hello.nid, host=hello.host, owner=owner)


def _tell(session: Session, id_: str, ended: str, revision: int | None) -> None:
    session.send("settled", {"callback_id": id_, "ended": ended, "revision": revision})
