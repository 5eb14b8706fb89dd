"""Hosts with compressed RAM for the tests of cram."""

from __future__ import annotations

from typing import Any, Final

import msgspec

from service.mm.cram_state import FlushCtx
from service.mm.flush import deferred_pages
from service.mm.models import with_cells
from service.mm.models.rfc_v4 import RFC_V4_FIDELITIES
from tests.mm.mmhost import BLOCK_BYTES, Host, hot_start, std_topology

PAGE: Final = 4096
#: abstract distance of a tier below DRAM
SLOW: Final = 704
#: the flags that cram installs: 1 + 4 + 8 + 16 + 32 = 61 (patch 23)
CRAM_FLAGS: Final = (
    "NP_OPS_MIGRATION",
    "NP_OPS_DEMOTION",
    "NP_OPS_PROTECT_WRITE",
    "NP_OPS_RECLAIM",
    "NP_OPS_NUMA_BALANCING",
)


class CramHost(Host):
    """DRAM nodes 0 and 1, node 2 a private node of the slower tier, task 100 on node 0."""

    def __init__(self, fidelity: str = "documented", swap: int = 65536, **cells: str) -> None:
        model = with_cells(RFC_V4_FIDELITIES[fidelity], cells, "test")
        super().__init__(std_topology(swap_pages=swap), model)
        self.state.adistance.update({2: SLOW, 3: SLOW})
        self.state.demotion_enabled = True
        self.task()

    def register(self, **flush: Any) -> CramHost:
        """Brings node 2 online and registers it with cram."""
        self.add_private(2, online_type="online_movable")
        callback = {"flush_cb": flush} if flush else {}
        self.ok("cram_register_private_node", nid=2, owner="drv", **callback)
        return self

    def fresh(self, label: str, pages: int) -> str:
        """A mapping of touched pages on node 0."""
        self.area(100, label, pages)
        self.ok("touch", pid=100, area=label, access="write")
        return label

    def demote(self, pages: int) -> Any:
        """Proactive reclaim of so many pages."""
        return self.do("kernfs_write", path="/cg/memory.reclaim", value=str(pages * PAGE))

    def demoted(self, label: str, pages: int) -> str:
        """A mapping all of whose pages are on node 2."""
        self.fresh(label, pages)
        self.demote(pages)
        assert self.area_pages(100, label) == {2: pages}
        return label

    def write(self, label: str, first: int = 0, count: int = 1) -> Any:
        """A write to some pages."""
        return self.do("touch", pid=100, area=label, first=first, count=count, access="write")

    def answers(self, word: str) -> None:
        """From now on the driver's flush callback answers so."""
        self.state.cram[2] = msgspec.structs.replace(self.state.cram[2], answer=word)

    def deferred(self) -> int:
        """Pages that the driver holds."""
        return deferred_pages(self.state.flush.get(2, FlushCtx()))

    def writable(self, nid: int = 2) -> int:
        """Writable entries of pages on a node."""
        found = 0
        for mm in self.state.mms.values():
            for start in mm.pages:
                end, (obj_id, shift, writable) = mm.pages.values[start]
                obj = self.state.objects.get(obj_id)
                runs = obj.runs(start + shift, end + shift) if obj is not None and writable else ()
                found += sum(b - a for a, b, zone in runs if zone[0] == nid)
        return found

    def counted(self, name: str, nid: int = 2) -> int:
        """A counter of a node."""
        return self.state.counters.get((name, nid), 0)

    def calls(self, answer: Any) -> dict[str, int]:
        """The callbacks of an answer's effects, by name."""
        found: dict[str, int] = {}
        for each in answer.effects:
            if each.effect == "callback":
                found[each.name] = found.get(each.name, 0) + each.nr_pages
        return found


def next_host(**options: Any) -> CramHost:
    """The later cram with node 2 registered at 3:1 over one block."""
    host = CramHost(cram="next")
    host.ok("cram_register", nid=2, ranges=block_range(2), zratio=3000, **options)
    return host


def block_range(nid: int, blocks: int = 1) -> list[dict[str, Any]]:
    """One range of whole blocks in the hotplug window of a node."""
    return [{"start": hex(hot_start(nid)), "size": blocks * BLOCK_BYTES}]
