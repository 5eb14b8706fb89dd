"""The dax region of a bound RAM region, as `cxl list -X` and `daxctl list` print it.

A region whose memory is nowhere is `devdax`; memory that is System RAM is `system-ram`; a private
cxl_sysram is one more mode, `sysram-private`, of the same field.
Source: ndctl daxctl/json.c; patches 24 and 25 of 27.
"""

from __future__ import annotations

from typing import Final

from service.cxl.commands import DaxDevice, DaxRegion
from service.cxl.state import Region
from service.cxl.topology import DYNAMIC
from service.cxl.translate import extent_ranges
from service.fabric.state import HostEntry
from service.mm.zones import ZONE_MOVABLE

ALIGN: Final = 2 << 20
#: mode of a device whose memory is a private node's
PRIVATE: Final = "sysram-private"


def dax_region(entry: HostEntry, region: Region) -> DaxRegion | None:
    """The dax region; None where the region driver is not bound, or the region is pmem."""
    if not region.bound or region.mode == "pmem" or region.hpa_start is None:
        return None
    assert entry.cxl is not None, "a region belongs to a CXL side"
    size = entry.state.block_size
    first, last = region.hpa_start // size, (region.hpa_start + region.hpa_size) // size
    runs = list(entry.state.blocks.runs(first, last))
    blocks = sum(run.end - run.start for run in runs)
    nid = entry.cxl.window(region).nid
    private = nid in entry.state.nodes and entry.state.nodes[nid].private
    online = [run for run in runs if run.kind.state == "online"]
    mode = "devdax" if not blocks else PRIVATE if private else "system-ram"
    backed = region.hpa_size
    if region.mode == DYNAMIC:
        backed = sum(length for _, length in extent_ranges(entry.cxl, region))
    device = DaxDevice.model_construct(
        chardev=f"dax{region.id}.0",
        size=backed,
        target_node=nid if nid >= 0 else None,
        align=ALIGN,
        mode=mode,
        online_memblocks=sum(run.end - run.start for run in online) if blocks else None,
        total_memblocks=blocks or None,
        movable=all(run.kind.zone == ZONE_MOVABLE for run in online) if online else None,
    )
    return DaxRegion.model_construct(
        id=region.id,
        size=region.hpa_size,
        available_size=None if region.mode == "ram" else backed - blocks * size,
        align=ALIGN,
        devices=(device,),
    )
