"""Many blocks at once come to what they come to one by one, and do not hold the service up.

Source: mm/memory_hotplug.c (walk_memory_blocks), mm/page_alloc.c (init_per_zone_wmark_min).
"""

from __future__ import annotations

import time
from typing import Any

import pytest

from service.fabric import engine
from service.mm import hotplug_bulk
from service.mm.context import Context
from tests.fabric.lab import GIB, WINDOW, Lab, topology

MIB = 1 << 20


def _lab(version: str) -> Lab:
    lab = Lab()
    shape = {**topology(3, dram_gib=4), "kernel_version": version}
    lab.ok("create_host", host="h", kernel_model="rfc-v4", topology=shape)
    return lab


def _add(lab: Lab, nid: int, blocks: int, kind: str, *, private: bool, at: int = 0) -> Any:
    place = {"nid": nid, "start": hex(WINDOW + at * 128 * MIB), "size": blocks * 128 * MIB}
    op = "add_private_memory_driver_managed" if private else "add_memory_driver_managed"
    owner = {"owner": "drv"} if private else {}
    return lab.ok(op, "h", **place, **owner, online_type=kind)


def _life(lab: Lab, blocks: int, kind: str, private: bool) -> list[str]:
    """Hashes of the state: after plugging, after a second range, after taking the first away."""
    found = []
    _add(lab, 1, blocks, kind, private=private)
    found.append(engine.state_hash(lab.fabric))
    _add(lab, 2, 3 * blocks, "online_movable", private=False, at=blocks)
    found.append(engine.state_hash(lab.fabric))
    place = {"start": hex(WINDOW), "size": blocks * 128 * MIB}
    if private:
        lab.do("offline_and_remove_private_memory", "h", nid=1, **place)
    else:
        lab.ok("offline_and_remove_memory", "h", **place)
    found.append(engine.state_hash(lab.fabric))
    return found


@pytest.mark.parametrize("version", ["6.12", "7.3"])
@pytest.mark.parametrize("kind", ["online_kernel", "online_movable"])
@pytest.mark.parametrize("private", [False, True])
@pytest.mark.parametrize("blocks", [66, 90])
def test_together_and_one_by_one_are_the_same_state(
    version: str, kind: str, private: bool, blocks: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    together = _life(_lab(version), blocks, kind, private)

    def never(ctx: Context) -> bool:
        del ctx
        return False

    monkeypatch.setattr(hotplug_bulk, "quiet", never)
    assert _life(_lab(version), blocks, kind, private) == together


def test_a_block_that_holds_pages_is_offlined_by_itself() -> None:
    """Pages in the middle of a range are moved away, as everywhere."""
    lab = _lab("7.3")
    _add(lab, 1, 200, "online_movable", private=False)
    lab.ok("create_task", "h", pid=7)
    lab.ok("mmap", "h", pid=7, area="m", nr_pages=64)
    lab.ok("mbind", "h", pid=7, area="m", mode="MPOL_BIND", nodemask=[1])
    lab.ok("touch", "h", pid=7, area="m")
    lab.ok("set_mempolicy", "h", pid=7, mode="MPOL_DEFAULT", nodemask=[])
    lab.ok("offline_and_remove_memory", "h", start=hex(WINDOW), size=200 * 128 * MIB)
    assert lab.fabric.hosts["h"].state.tasks[7].alive
    assert not any(zone.present for zone in lab.fabric.hosts["h"].state.nodes[1].zones)


def test_a_tebibyte_in_blocks_of_128_mib_does_not_hold_the_event_loop() -> None:
    lab = _lab("7.3")
    started = time.process_time()
    answer = _add(lab, 1, 8192, "online_movable", private=True)
    took = time.process_time() - started
    assert took < 1, "one step of the engine is one step of the event loop"
    assert answer.effects[-1].detail.startswith("8128 more blocks online")
    zone = next(zone for zone in lab.fabric.hosts["h"].state.nodes[1].zones if zone.present)
    assert zone.free == 1024 * GIB >> 12
