"""What firmware says of the speed of a node's memory (HMAT, drivers/acpi/numa/hmat.c)."""

from __future__ import annotations

import msgspec


class Access(msgspec.Struct, frozen=True, array_like=True):
    """Performance of a node's memory from its best initiator (ns, MB/s)."""

    initiator: int
    read_latency: int
    write_latency: int
    read_bandwidth: int
    write_bandwidth: int
