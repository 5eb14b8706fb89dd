"""One attached driver: its outgoing messages, what it may still do wrong, and how it ends."""

from __future__ import annotations

import asyncio
from collections import deque
from typing import Any, Final

from service.drivers.messages import Hello, Kind, Outgoing
from service.reasons import Refused

#: Messages that may wait for a driver that does not read; more close its session.
OUTBOX_MAX: Final = 1024
#: Live notices that may wait for the older ones; more close its session.
HELD_MAX: Final = OUTBOX_MAX // 2
#: Messages of a driver that were refused; more close its session.
REFUSED_MAX: Final = 64
#: Heartbeats, repetitions and late answers: so many at once, then so many a second.
SPARE_BURST: Final = 200
SPARE_PER_SECOND: Final = 50


class Session:
    """A stream between Hello and its end."""

    __slots__ = (
        "_held",
        "_refused",
        "_spare",
        "_spare_at",
        "catching",
        "closed",
        "deadline_ms",
        "ended",
        "fabric",
        "heard_at",
        "hello",
        "outbox",
        "owner",
        "wake",
        "written",
    )

    def __init__(self, hello: Hello, fabric: str, deadline_ms: int, now: float) -> None:
        self.hello = hello
        self.fabric = fabric
        self.deadline_ms = deadline_ms
        self.outbox: deque[Outgoing] = deque()
        self.wake = asyncio.Event()
        #: set whenever the outbox was written out
        self.written = asyncio.Event()
        #: nothing more is sent or heard; `ended` says why, None is a good end
        self.closed = False
        self.ended: Refused | None = None
        self.heard_at = now
        self._refused = 0
        self._spare = float(SPARE_BURST)
        self._spare_at = now
        #: the registration named this driver when it was last looked at: its notices are ours
        self.owner = False
        #: while old notices are read, new ones wait here
        self._held: list[dict[str, Any]] = []
        self.catching = False

    @property
    def place(self) -> tuple[str, int, str]:
        """(host, nid, driver) that the session serves."""
        return (self.hello.host, self.hello.nid, self.hello.driver)

    def send(self, kind: Kind, fields: dict[str, Any]) -> None:
        """Puts a message into the outbox; a driver that does not read loses its session."""
        if self.closed:
            return
        if len(self.outbox) >= OUTBOX_MAX:
            self.outbox.clear()
            self.close(Refused("DRIVER_TOO_SLOW", max=OUTBOX_MAX))
            return
        self.outbox.append((kind, fields))
        self.wake.set()

    def close(self, ended: Refused | None) -> None:
        """What is in the outbox is still written, then the stream ends."""
        if not self.closed:
            self.closed = True
            self.ended = ended
            self.wake.set()

    def refuse(self, callback_id: str, fields: dict[str, Any]) -> None:
        """Tells the driver that a message was refused; too many of them close the session."""
        self._refused += 1
        self.send("refused", {"callback_id": callback_id or None, "refusal": fields})
        if self._refused >= REFUSED_MAX:
            self.close(Refused("DRIVER_FLOODS", max=REFUSED_MAX, what="refused messages"))

    def spare(self, now: float) -> bool:
        """Counts a message that answers nothing; False once there are too many of them."""
        gained = (now - self._spare_at) * SPARE_PER_SECOND
        self._spare = min(float(SPARE_BURST), self._spare + gained)
        self._spare_at = now
        self._spare -= 1
        if self._spare < 0:
            what = f"messages that answer nothing, {SPARE_PER_SECOND} a second"
            self.close(Refused("DRIVER_FLOODS", max=SPARE_BURST, what=what))
            return False
        return True

    # --- notices ---------------------------------------------------------------------------------

    def catch_up(self) -> None:
        """Notices from before the session are read now: live ones wait."""
        self.catching = True

    def caught_up(self) -> None:
        """The old notices are sent; those that came meanwhile follow."""
        self.catching = False
        held, self._held = self._held, []
        for fields in held:
            self.send("notice", fields)

    def notice(self, fields: dict[str, Any]) -> None:
        """A live notice."""
        if not self.catching:
            self.send("notice", fields)
        elif len(self._held) < HELD_MAX:
            self._held.append(fields)
        else:
            self._held.clear()
            self.close(Refused("DRIVER_TOO_SLOW", max=HELD_MAX))
