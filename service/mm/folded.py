"""Effects of many equal things: the first are told one by one, the rest in one line.

Onlining 256 GiB in blocks of 128 MiB is 2048 times the same three events.
"""

from __future__ import annotations

from typing import Final

from service.mm.context import Context

#: memory blocks of one call whose events are told one by one
TOLD_MAX: Final = 64


class Folded:
    """Counts what is done to blocks after the first ones, and forgets their effects."""

    __slots__ = ("_ctx", "_done", "_nid", "_pages", "_rest")

    def __init__(self, ctx: Context) -> None:
        self._ctx = ctx
        self._done = 0
        self._rest = 0
        self._pages = 0
        self._nid = 0

    def note(self, before: int, nid: int, pages: int) -> None:
        """A block is done; its effects are those from `before` on."""
        self._done += 1
        if self._done > TOLD_MAX:
            kept = [
                each
                for each in self._ctx.effects[before:]
                if each.effect not in {"notifier", "memory_block"}
            ]
            self._ctx.effects[before:] = kept
            self._rest += 1
            self._pages += pages
            self._nid = nid

    @property
    def full(self) -> bool:
        """Whether blocks from now on are told together."""
        return self._done >= TOLD_MAX

    def skip(self, nid: int, blocks: int, pages: int) -> None:
        """Blocks were done together, without effects of their own."""
        self._done += blocks
        self._rest += blocks
        self._pages += pages
        self._nid = nid

    def tell(self, what: str) -> None:
        """The line for the rest, if there is one."""
        if self._rest:
            self._ctx.effect(
                "memory_block",
                nid=self._nid,
                nr_pages=self._pages,
                detail=f"{self._rest} more blocks {what}, with the same events each",
            )
