"""The inventory projection: what a fabric's state looks like as relational rows.

Rows are derived; the journal is the truth. `project` is compared with the stored rows by
`cxltwin journal verify`.
"""

from __future__ import annotations

import msgspec

from service.fabric.state import FabricState

#: table -> columns after (fabric, host); the store builds its tables from the same names.
INVENTORY_COLUMNS: dict[str, tuple[str, ...]] = {
    "hosts": ("kernel_model", "description", "generation", "host_revision"),
    "numa_nodes": (
        "nid",
        "state",
        "private_owner",
        "np_ops",
        "zones",
        "managed_pages",
        "free_pages",
    ),
    "memdevs": ("memdev", "serial", "ram_size", "pmem_size", "pci_host"),
    "decoders": ("decoder", "port", "resource", "size", "region"),
    "regions": ("region", "resource", "size", "interleave_ways", "interleave_granularity", "state"),
}


class InventoryChange(msgspec.Struct, frozen=True):
    """All rows of one table for one host, replacing what stood there before."""

    table: str
    fabric: str
    host: str
    rows: tuple[tuple[str | int | None, ...], ...]


def project(fabric: FabricState, subjects: tuple[str, ...]) -> tuple[InventoryChange, ...]:
    """The rows of the hosts among `subjects`; a host that is gone has none."""
    raise NotImplementedError
