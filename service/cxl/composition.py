"""A composition as a fabric remembers it: which regions of which hosts, and until when."""

from __future__ import annotations

import msgspec


class Part(msgspec.Struct, frozen=True, array_like=True):
    """Memory of one host: its region, and what it is online as."""

    host: str
    region: str
    nid: int
    size: int
    private: bool
    online_type: str
    np_ops: tuple[str, ...] = ()
    callbacks: tuple[str, ...] = ()


class Composition(msgspec.Struct, frozen=True):
    """Parts that came together; `lease_end` is a time of the fabric, -1 once it is confirmed.

    `bound` are (switch, VCS, vPPB) that it bound itself. `waits` is why it could not be released
    when its lease ended; empty otherwise.
    """

    name: str
    parts: tuple[Part, ...]
    lease_end: int = -1
    bound: tuple[tuple[str, int, int], ...] = ()
    generation: int = 1
    waits: str = ""
