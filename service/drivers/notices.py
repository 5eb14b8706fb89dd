"""Notices to drivers, from the feed of committed commands: callbacks that nobody is asked about.

One watcher per fabric serves all its sessions; what a session missed before it is read from the
journal once.
"""

from __future__ import annotations

import asyncio
import contextlib
import json
import logging
from collections.abc import AsyncIterator, Callable, Iterable, Iterator
from typing import Any, Final

from service.control.control import Control
from service.control.journal import decode_answers, decode_command
from service.control.ports import JournalRow
from service.drivers.session import OUTBOX_MAX, Session
from service.reasons import Refused

#: callbacks that the driver is asked about; everything else is told
_ASKED: Final = frozenset({"migrate_to", "handle_fault", "memory_failure"})
_MARK: Final = b'"callback"'
_NO_ANSWERS: Final = b"[]"
_PAGE: Final = 500

_log: Final = logging.getLogger(__name__)


def notices_of(row: JournalRow) -> Iterator[tuple[int, dict[str, Any]]]:
    """(nid, notice) of the callbacks in a committed row that nobody was asked about."""
    if _MARK not in row.result:
        return
    effects = json.loads(row.result).get("effects", ())
    for number, effect in enumerate(effects):
        if effect["effect"] != "callback" or effect["name"] in _ASKED:
            continue
        yield (
            effect["nid"],
            {
                "revision": row.revision,
                "number": number,
                "name": effect["name"],
                "nid": effect["nid"],
                "to_nid": effect.get("to_nid"),
                "nr_folios": effect.get("nr_pages", 0),
                "detail": effect.get("detail"),
            },
        )


#: what names the driver of a node, or takes the node from it
_NAMING: Final = frozenset({"node_private_register", "node_private_unregister", "attach_driver"})


def names(row: JournalRow, nid: int) -> str | None:
    """The driver that a row makes that of a node ("": nobody's), or None: it stays as it was."""
    if row.op not in _NAMING:
        return None
    command = decode_command(row.op, row.command)
    if getattr(command, "nid", None) != nid or json.loads(row.result)["ret"]:
        return None
    return str(getattr(command, "driver", ""))


def answered_in(row: JournalRow) -> Iterator[str]:
    """The callbacks whose answers a committed row holds."""
    if row.answers != _NO_ANSWERS:
        for answer in decode_answers(row.answers):
            if answer.callback_id:
                yield answer.callback_id


class Router:
    """Follows one fabric and hands notices to the sessions of its hosts.

    `sessions` gives those of a host whose nodes are no other driver's.
    """

    def __init__(
        self, control: Control, fabric: str, sessions: Callable[[str], Iterable[Session]]
    ) -> None:
        self._control = control
        self._fabric = fabric
        self._sessions = sessions
        #: rows up to this revision were handed out
        self.position = control.head(fabric)
        self._task = asyncio.create_task(self._run())

    async def _run(self) -> None:
        try:
            async for row in self._control.watch(self._fabric, self.position):
                self._hand_out(row)
                self.position = row.revision
        except Refused as refused:
            _log.warning("drivers of fabric %s hear no notices: %s", self._fabric, refused)

    def _hand_out(self, row: JournalRow) -> None:
        sessions = list(self._sessions(row.host))
        if not sessions:
            return
        for nid, fields in notices_of(row):
            for session in sessions:
                if session.hello.nid == nid and session.owner:
                    session.notice(fields)

    @property
    def done(self) -> bool:
        """Whether nothing is handed out any more."""
        return self._task.done()

    async def stop(self) -> None:
        """Ends the watch."""
        self._task.cancel()
        with contextlib.suppress(asyncio.CancelledError):
            await self._task


async def rows_of(
    control: Control, session: Session, since: int, until: int
) -> AsyncIterator[JournalRow]:
    """The rows of (since, until] that concern a session's host, at the pace of its driver."""
    while since < until and not session.closed:
        rows = await control.events(session.fabric, since, min(_PAGE, until - since))
        for row in rows:
            since = row.revision
            if row.host == session.hello.host:
                yield row
            if len(session.outbox) >= OUTBOX_MAX // 2:
                await written(session)
        if not rows:
            return
        await written(session)


async def written(session: Session) -> None:
    """Returns when the driver has read what waited for it, or is gone."""
    if session.outbox and not session.closed:
        session.written.clear()
        await session.written.wait()


async def _renamed(control: Control, session: Session, since: int, until: int) -> bool:
    """Whether the node had another driver, or none, at some time of (since, until]."""
    if not since:
        return False  # the fabric is told whole: its first row names everything
    while since < until and not session.closed:
        rows = await control.events(session.fabric, since, min(_PAGE, until - since))
        for row in rows:
            if row.host == session.hello.host and names(row, session.hello.nid) is not None:
                return True
        if not rows:
            break
        since = rows[-1].revision
    return False


class OldNotices:
    """Tells a session the notices of old rows, of the times in which its driver had the node."""

    def __init__(self, session: Session, driver: str) -> None:
        self._session = session
        #: whose the node is before the next row
        self._driver = driver

    @classmethod
    async def between(
        cls, control: Control, session: Session, since: int, until: int
    ) -> OldNotices:
        """Those of (since, until]. Refuses: UNKNOWN_REVISION, REVISION_COMPACTED."""
        hello = session.hello
        if await _renamed(control, session, since, until):
            entry = (await control.past.state_at(session.fabric, since)).hosts.get(hello.host)
            node = None if entry is None else entry.state.nodes.get(hello.nid)
            np = None if node is None else node.node_private
            return cls(session, "" if np is None else np.driver)
        return cls(session, hello.driver if session.owner and since else "")

    def tell(self, row: JournalRow) -> None:
        """Sends the notices of the next row that are this driver's."""
        hello = self._session.hello
        if self._driver == hello.driver:
            for nid, fields in notices_of(row):
                if nid == hello.nid:
                    self._session.send("notice", fields)
        named = names(row, hello.nid)
        self._driver = self._driver if named is None else named
