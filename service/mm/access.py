"""One touch in progress, and how it ends early (mm/memory.c)."""

from __future__ import annotations

import msgspec

from service.mm.state import Mm, Task, ZoneKey


class Fault(Exception):  # noqa: N818 - a signal, not a fault of ours
    """The access ends here: with a signal, or repeated for ever (signal 0)."""

    def __init__(self, signal: int, reason: str, rule: str, **facts: object) -> None:
        self.signal = signal
        self.reason = reason
        self.rule = rule
        self.facts = facts
        super().__init__(reason)


class Access(msgspec.Struct):
    """One touch in progress: what was placed where, and how many pages were reached."""

    task: Task
    mm: Mm
    write: bool
    done: int = 0
    #: the pages come by swap readahead, which uses the policy but no model's key
    readahead: bool = False
    #: the pages are filled by their driver, not by a user's write: a fence does not see it
    driver: bool = False
    placed: dict[ZoneKey, int] = msgspec.field(default_factory=dict)

    def add(self, counts: dict[ZoneKey, int]) -> None:
        """Adds newly placed pages."""
        for zone, pages in counts.items():
            self.placed[zone] = self.placed.get(zone, 0) + pages
