"""Lists of folios on their way to another node, and what became of them (mm/migrate.c)."""

from __future__ import annotations

import msgspec

from service.mm import driver
from service.mm.folio import folios
from service.mm.objects import PageObject
from service.reasons import KernelError


class Batch(msgspec.Struct, frozen=True):
    """Folios on a list: (object, first index, end index) runs, and how many pages they are."""

    runs: list[tuple[PageObject, int, int]]
    nr_pages: int

    @property
    def nr_folios(self) -> int:
        """Folios on the list."""
        return sum(folios(obj, first, end) for obj, first, end in self.runs)

    def head(self, count: int) -> Batch:
        """The first `count` folios of the list."""
        runs = driver.part(self.runs, 0, count)
        return Batch(runs, sum(end - first for _, first, end in runs))


class Moved(msgspec.Struct, frozen=True):
    """What a migrate_to gave: 0, folios left or a refusal; folios it reports; folios that moved."""

    outcome: int | KernelError
    reported: int
    taken: int
    #: nr_succeeded was not written at all
    untouched: bool = False
