"""GFP flags: bit values, composites, and the zone a request may reach (include/linux/gfp_types.h).

`__GFP_PRIVATE` takes bit 9, which mainline leaves unused (patch 02); mainline ignores it.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import Final

from service.mm.zones import ZONE_DMA, ZONE_DMA32, ZONE_MOVABLE, ZONE_NORMAL
from service.reasons import KernelError

GFP_DMA: Final = 0x1
GFP_HIGHMEM: Final = 0x2
GFP_DMA32: Final = 0x4
GFP_MOVABLE: Final = 0x8
GFP_RECLAIMABLE: Final = 0x10
GFP_HIGH: Final = 0x20
GFP_IO: Final = 0x40
GFP_FS: Final = 0x80
GFP_ZERO: Final = 0x100
GFP_PRIVATE_BIT: Final = 0x200
GFP_DIRECT_RECLAIM: Final = 0x400
GFP_KSWAPD_RECLAIM: Final = 0x800
GFP_WRITE: Final = 0x1000
GFP_NOWARN: Final = 0x2000
GFP_RETRY_MAYFAIL: Final = 0x4000
GFP_NOFAIL: Final = 0x8000
GFP_NORETRY: Final = 0x10000
GFP_MEMALLOC: Final = 0x20000
GFP_COMP: Final = 0x40000
GFP_NOMEMALLOC: Final = 0x80000
GFP_HARDWALL: Final = 0x100000
GFP_THISNODE: Final = 0x200000
GFP_ACCOUNT: Final = 0x400000

GFP_RECLAIM: Final = GFP_DIRECT_RECLAIM | GFP_KSWAPD_RECLAIM
GFP_KERNEL: Final = GFP_RECLAIM | GFP_IO | GFP_FS
GFP_USER: Final = GFP_KERNEL | GFP_HARDWALL
GFP_HIGHUSER: Final = GFP_USER | GFP_HIGHMEM
GFP_HIGHUSER_MOVABLE: Final = GFP_HIGHUSER | GFP_MOVABLE
GFP_TRANSHUGE_LIGHT: Final = (
    GFP_HIGHUSER_MOVABLE | GFP_COMP | GFP_NOMEMALLOC | GFP_NOWARN
) & ~GFP_RECLAIM
GFP_TRANSHUGE: Final = GFP_TRANSHUGE_LIGHT | GFP_DIRECT_RECLAIM

#: name -> bits, for every name that `service.mm.commands.kernel.GfpName` accepts
GFP_BITS: Final[dict[str, int]] = {
    "GFP_ATOMIC": GFP_HIGH | GFP_KSWAPD_RECLAIM,
    "GFP_KERNEL": GFP_KERNEL,
    "GFP_KERNEL_ACCOUNT": GFP_KERNEL | GFP_ACCOUNT,
    "GFP_NOWAIT": GFP_KSWAPD_RECLAIM | GFP_NOWARN,
    "GFP_NOIO": GFP_RECLAIM,
    "GFP_NOFS": GFP_RECLAIM | GFP_IO,
    "GFP_USER": GFP_USER,
    "GFP_DMA": GFP_DMA,
    "GFP_DMA32": GFP_DMA32,
    "GFP_HIGHUSER": GFP_HIGHUSER,
    "GFP_HIGHUSER_MOVABLE": GFP_HIGHUSER_MOVABLE,
    "GFP_TRANSHUGE_LIGHT": GFP_TRANSHUGE_LIGHT,
    "GFP_TRANSHUGE": GFP_TRANSHUGE,
    "GFP_PRIVATE": GFP_PRIVATE_BIT | GFP_THISNODE,
    "__GFP_DMA": GFP_DMA,
    "__GFP_HIGHMEM": GFP_HIGHMEM,
    "__GFP_DMA32": GFP_DMA32,
    "__GFP_MOVABLE": GFP_MOVABLE,
    "__GFP_RECLAIMABLE": GFP_RECLAIMABLE,
    "__GFP_HIGH": GFP_HIGH,
    "__GFP_IO": GFP_IO,
    "__GFP_FS": GFP_FS,
    "__GFP_ZERO": GFP_ZERO,
    "__GFP_PRIVATE": GFP_PRIVATE_BIT,
    "__GFP_DIRECT_RECLAIM": GFP_DIRECT_RECLAIM,
    "__GFP_KSWAPD_RECLAIM": GFP_KSWAPD_RECLAIM,
    "__GFP_RECLAIM": GFP_RECLAIM,
    "__GFP_WRITE": GFP_WRITE,
    "__GFP_NOWARN": GFP_NOWARN,
    "__GFP_RETRY_MAYFAIL": GFP_RETRY_MAYFAIL,
    "__GFP_NOFAIL": GFP_NOFAIL,
    "__GFP_NORETRY": GFP_NORETRY,
    "__GFP_MEMALLOC": GFP_MEMALLOC,
    "__GFP_COMP": GFP_COMP,
    "__GFP_NOMEMALLOC": GFP_NOMEMALLOC,
    "__GFP_HARDWALL": GFP_HARDWALL,
    "__GFP_THISNODE": GFP_THISNODE,
    "__GFP_ACCOUNT": GFP_ACCOUNT,
}

_ZONE_MODIFIERS: Final = GFP_DMA | GFP_HIGHMEM | GFP_DMA32 | GFP_MOVABLE

#: GFP_ZONE_TABLE of x86-64 (no highmem): zone modifiers -> highest zone; absent: invalid
_GFP_ZONE: Final[dict[int, int]] = {
    0: ZONE_NORMAL,
    GFP_MOVABLE: ZONE_NORMAL,
    GFP_DMA: ZONE_DMA,
    GFP_DMA | GFP_MOVABLE: ZONE_DMA,
    GFP_DMA32: ZONE_DMA32,
    GFP_DMA32 | GFP_MOVABLE: ZONE_DMA32,
    GFP_HIGHMEM: ZONE_NORMAL,
    GFP_HIGHMEM | GFP_MOVABLE: ZONE_MOVABLE,
}


def gfp_from_names(names: Iterable[str]) -> int:
    """The bits behind flag names, or'ed."""
    gfp = 0
    for name in names:
        gfp |= GFP_BITS[name]
    return gfp


def gfp_zone(gfp: int) -> int:
    """Highest zone index that a request may use.

    Refuses: two of DMA, DMA32 and HIGHMEM together (the kernel has a BUG_ON there).
    Source: include/linux/gfp.h, gfp_zone.
    """
    try:
        return _GFP_ZONE[gfp & _ZONE_MODIFIERS]
    except KeyError:
        raise KernelError(
            "GFP_ZONE_INVALID", rule="alloc.gfp_zone", gfp=f"{gfp & _ZONE_MODIFIERS:#x}"
        ) from None
