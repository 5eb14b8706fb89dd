"""Named points at which a test may make the service sleep, fail, die or wait.

They are inert: reaching one costs a look into an empty dictionary. Arming one is refused unless
the process was put into test mode, which only a setting does.
"""

from __future__ import annotations

import asyncio
import os
import signal
import time
from collections.abc import Awaitable, Callable
from typing import Final

#: Every point of the code, in the order in which a command passes them.
NAMES: Final = (
    "before_step",
    "after_step",
    "before_ask",
    "after_ask",
    "before_flush",
    "before_commit",
    "before_begin",
    "before_sqlite_commit",
    "before_lock",
    "after_lock",
    "before_postgres_commit",
    "after_commit",
    "after_commit_before_reply",
    "before_publish",
    "before_catch_up",
    "before_snapshot",
    "after_snapshot",
)

#: What an armed point does; a coroutine is awaited at points of the event loop.
Action = Callable[[], Awaitable[None] | None]


class FailpointError(Exception):
    """The error that the action `error` raises."""


class Failpoints:
    """The points of one process."""

    def __init__(self) -> None:
        self._armed: dict[str, Action] = {}
        self._test_mode = False

    def test_mode(self) -> None:
        """Allows arming, once and for the life of the process."""
        self._test_mode = True

    def arm(self, name: str, action: Action) -> None:
        """From now on `action` happens at the point. Raises: PermissionError, KeyError."""
        if not self._test_mode:
            raise PermissionError("failpoints are armed in test mode only")
        if name not in NAMES:
            raise KeyError(name)
        self._armed[name] = action

    def disarm(self, name: str | None = None) -> None:
        """One point, or all of them, inert again."""
        if name is None:
            self._armed.clear()
        else:
            self._armed.pop(name, None)

    def arm_text(self, text: str) -> None:
        """Arms points as written in a setting: `before_commit=panic;after_commit=sleep(50)`."""
        for part in filter(None, (each.strip() for each in text.split(";"))):
            name, _, action = part.partition("=")
            self.arm(name.strip(), parse_action(action.strip()))

    async def reach(self, name: str) -> None:
        """A point of the event loop."""
        if not self._armed:
            return
        action = self._armed.get(name)
        if action is not None:
            waiting = action()
            if waiting is not None:
                await waiting

    def reach_now(self, name: str) -> None:
        """A point of another thread, or one that must not wait."""
        if not self._armed:
            return
        action = self._armed.get(name)
        if action is not None:
            waiting = action()
            assert waiting is None, f"{name} cannot await"


def _panic() -> None:
    os.kill(os.getpid(), signal.SIGKILL)


def _error() -> None:
    raise FailpointError


def _after(count: int, action: Action) -> Action:
    """`action` from the `count`-th time on."""
    reached = 0

    def counted() -> Awaitable[None] | None:
        nonlocal reached
        reached += 1
        return action() if reached >= count else None

    return counted


def parse_action(text: str) -> Action:
    """`panic`, `error`, `sleep(ms)`, `pause(ms)`, each with `@n`: from the n-th time on.

    `sleep` blocks the thread, `pause` only the task. Raises: ValueError.
    """
    word, _, count = text.partition("@")
    name, _, rest = word.partition("(")
    argument = rest.removesuffix(")")
    actions: dict[str, Action] = {"panic": _panic, "error": _error}
    if name in {"sleep", "pause"}:
        seconds = int(argument) / 1000
        actions["sleep"] = lambda: time.sleep(seconds)
        actions["pause"] = lambda: asyncio.sleep(seconds)
    if name not in actions:
        raise ValueError(f"unknown failpoint action {text!r}")
    return _after(int(count), actions[name]) if count else actions[name]


#: The points of this process.
failpoints: Final = Failpoints()
