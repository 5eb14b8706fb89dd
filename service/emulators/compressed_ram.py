"""The device behind patch 27: how many bytes compressed pages take, and when it interrupts.

Deterministic: the ratio of the n-th page comes from the seed. Integers only: a ratio is in per
mille of compressed size.
"""

from __future__ import annotations

import random
from bisect import bisect_left
from itertools import accumulate
from typing import Final, Literal

import msgspec

PAGE_BYTES: Final = 4096
LOW_VECTOR: Final = 12
HIGH_VECTOR: Final = 13
Level = Literal["free", "low"]


class Ratio(msgspec.Struct, frozen=True):
    """`weight` of the pages compress to `size_permille` of their size."""

    size_permille: int
    weight: int


#: half of the pages to a half, a third to a quarter, some not at all
USUAL: Final = (Ratio(500, 50), Ratio(250, 35), Ratio(1000, 15))


class CompressedRam(msgspec.Struct):
    """The device: `capacity` bytes behind it, thresholds in free bytes, latency of interrupts."""

    capacity: int
    low_free: int
    high_free: int
    latency_ms: int = 0
    seed: int = 0
    ratios: tuple[Ratio, ...] = USUAL
    level: Level = "free"
    _used: list[int] = msgspec.field(default_factory=lambda: [0])
    _random: random.Random | None = None

    def used(self, nr_pages: int) -> int:
        """Bytes that so many pages take."""
        if self._random is None:
            self._random = random.Random(self.seed)  # noqa: S311 - a model, no secret
        marks = list(accumulate(each.weight for each in self.ratios))
        while len(self._used) <= nr_pages:
            drawn = self._random.randrange(marks[-1])
            ratio = self.ratios[bisect_left(marks, drawn + 1)]
            self._used.append(self._used[-1] + PAGE_BYTES * ratio.size_permille // 1000)
        return self._used[nr_pages]

    def free(self, nr_pages: int) -> int:
        """Bytes left behind so many pages; below 0 the device is over-full."""
        return self.capacity - self.used(nr_pages)

    def vector(self, nr_pages: int) -> int | None:
        """The interrupt that is due at this fill, if a threshold was crossed since the last."""
        free = self.free(nr_pages)
        if self.level == "free" and free < self.low_free:
            self.level = "low"
            return LOW_VECTOR
        if self.level == "low" and free > self.high_free:
            self.level = "free"
            return HIGH_VECTOR
        return None
