"""Encodings of HDM decoders and windows: ways, granularity, decoder counts, capabilities.

The specification stores ways as `eiw` and granularity as `eig`; what has no encoding cannot be
programmed. A port says by capability bits which ways it decodes and which address bits it may
interleave on.
Source: CXL 3.2 8.2.4.20; Linux 7.3 drivers/cxl/cxl.h, drivers/cxl/core/region.c.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

import msgspec

from service.reasons import KernelError

SZ_256M: Final = 1 << 28
#: no address of the host or of a device is longer (HPAOFFSET[51:0])
ADDRESS_BITS: Final = 52

#: interleave ways -> eiw
EIW_OF_WAYS: Final[Mapping[int, int]] = {
    1: 0,
    2: 1,
    4: 2,
    8: 3,
    16: 4,
    3: 8,
    6: 9,
    12: 10,
}
WAYS_OF_EIW: Final[Mapping[int, int]] = {eiw: ways for ways, eiw in EIW_OF_WAYS.items()}
WAYS: Final = tuple(sorted(EIW_OF_WAYS))
#: eig 0 .. 6
GRANULARITIES: Final = tuple(256 << eig for eig in range(7))
EIG_MAX: Final = len(GRANULARITIES) - 1
#: from this eiw on the ways are three times a power of two
EIW_THREE: Final = 8
WAYS_MAX: Final = 16

#: field value -> number of decoders of a component
_DECODER_COUNTS: Final[Mapping[int, int]] = {
    0: 1,
    **{field: 2 * field for field in range(1, 9)},
    **{field: 4 * field - 16 for field in range(9, 13)},
}


def ways_to_eiw(ways: int) -> int:
    """The encoding of interleave ways. Refuses: CXL_WAYS_ENCODING."""
    if ways not in EIW_OF_WAYS:
        raise KernelError("CXL_WAYS_ENCODING", ways=ways)
    return EIW_OF_WAYS[ways]


def eiw_to_ways(eiw: int) -> int:
    """The interleave ways of an encoding. Refuses: CXL_EIW_RESERVED."""
    if eiw not in WAYS_OF_EIW:
        raise KernelError("CXL_EIW_RESERVED", eiw=eiw)
    return WAYS_OF_EIW[eiw]


def granularity_to_eig(granularity: int) -> int:
    """The encoding of a granularity in bytes. Refuses: CXL_GRANULARITY_ENCODING."""
    if granularity not in GRANULARITIES:
        raise KernelError("CXL_GRANULARITY_ENCODING", granularity=granularity)
    return granularity.bit_length() - 9


def eig_to_granularity(eig: int) -> int:
    """The granularity in bytes of an encoding. Refuses: CXL_EIG_RESERVED."""
    if not 0 <= eig <= EIG_MAX:
        raise KernelError("CXL_EIG_RESERVED", eig=eig)
    return 256 << eig


def decoder_count(field: int) -> int:
    """Decoders of a component from its capability field. Refuses: CXL_DECODER_COUNT_RESERVED."""
    if field not in _DECODER_COUNTS:
        raise KernelError("CXL_DECODER_COUNT_RESERVED", field=field)
    return _DECODER_COUNTS[field]


class InterleaveCap(msgspec.Struct, frozen=True):
    """What the HDM decoders of a port can interleave.

    `a11_8` and `a14_12` are the address bits that may select a target; x3, x6, x12 and x16 need a
    bit of their own, x1, x2, x4 and x8 do not.
    """

    a11_8: bool = True
    a14_12: bool = True
    ways_3_6_12: bool = True
    ways_16: bool = True

    @property
    def address_mask(self) -> int:
        """The address bits that may select a target."""
        return (0xF00 if self.a11_8 else 0) | (0x7000 if self.a14_12 else 0)

    def has_ways(self, ways: int) -> bool:
        """Whether decoders may be programmed with these ways."""
        if ways in {3, 6, 12}:
            return self.ways_3_6_12
        return ways in {1, 2, 4, 8} or (ways == WAYS_MAX and self.ways_16)


def interleave_bits(ways: int, granularity: int) -> int:
    """The address bits that select a target with these ways and granularity, as a mask."""
    eiw, eig = EIW_OF_WAYS[ways], granularity.bit_length() - 9
    if eiw in {0, EIW_THREE}:
        return 0
    high = eiw + eig - 1 if eiw > EIW_THREE else eiw + eig + 7
    return ((2 << high) - 1) & ~((1 << (eig + 8)) - 1)


def check_interleave_cap(cap: InterleaveCap, ways: int, granularity: int, *, decoder: str) -> None:
    """Whether a decoder of a port can be programmed so.

    Refuses: CXL_INTERLEAVE_CAPABILITY (ENXIO).
    Source: Linux 7.3 check_interleave_cap().
    """
    if cap.has_ways(ways):
        # an unset granularity is refused later, by the state of the region
        granularity = granularity or GRANULARITIES[0]
        if not interleave_bits(ways, granularity) & ~cap.address_mask:
            return
    raise KernelError(
        "CXL_INTERLEAVE_CAPABILITY", decoder=decoder, ways=ways, granularity=granularity
    )
