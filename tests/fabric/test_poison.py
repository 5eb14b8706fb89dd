"""Poison: from a byte of a device to the task that had it mapped, and back out of use.

Source: Linux 7.3 drivers/cxl/core/memdev.c (inject, clear), mm/memory-failure.c; patch 21 of 27.
"""

from __future__ import annotations

from typing import Any

import pytest

from service.cxl import translate
from service.edge import cxl_views
from tests.fabric.lab import GIB, Lab, pool_lab, with_memory


def striped() -> tuple[Lab, str]:
    """Host h0 with a region of two interleaved memdevs, online and private, task 100 on it."""
    lab = pool_lab()
    lab.bind(0, 0, 2, ld=0)
    lab.bind(0, 1, 2, ld=1)
    return lab, with_memory(lab, pages=512)


def place_of_first_page(lab: Lab) -> tuple[translate.Place, int]:
    """The device byte behind the first page of area buf, and its HPA."""
    entry = lab.fabric.hosts["h0"]
    assert entry.cxl is not None
    mm = entry.state.mms[entry.state.tasks[100].mm]
    vpn = mm.areas["buf"][0]
    obj_id, shift, _ = mm.pages.at(vpn) or (0, 0, False)
    pfn = entry.state.objects[obj_id].pfn_at(vpn + shift)
    assert pfn is not None
    place = translate.hpa_to_dpa(entry.cxl, pfn << 12)
    assert place is not None
    return place, pfn << 12


def test_a_device_byte_is_traced_to_the_task_and_its_address() -> None:
    lab, region = striped()
    place, hpa = place_of_first_page(lab)
    seen = cxl_views.by_dpa(lab.fabric.hosts["h0"], place.memdev, hex(place.dpa))
    assert seen.hpa == hex(hpa)
    assert (seen.region, seen.root_decoder, seen.nid) == (region, "decoder0.0", 1)
    assert seen.switch_decoders == ("decoder1.0", "decoder2.0")
    assert (seen.page, seen.poisoned) == ("anon", False)
    assert [(each.pid, each.area) for each in seen.mappings] == [(100, "buf")]
    back = cxl_views.by_hpa(lab.fabric.hosts["h0"], hex(hpa))
    assert (back.memdev, back.dpa) == (place.memdev, hex(place.dpa))


def test_poison_in_use_surfaces_and_the_next_access_is_a_sigbus() -> None:
    lab, region = striped()
    place, hpa = place_of_first_page(lab)
    answer = lab.ok("inject_poison", "h0", memdev=place.memdev, dpa=hex(place.dpa))
    assert (answer.hpa, answer.pfn) == (hex(hpa), hex(hpa >> 12))
    assert (answer.region, answer.nid, answer.page) == (region, 1, "anon")
    assert [(each.pid, each.area) for each in answer.mappings] == [(100, "buf")]
    told = [each for each in answer.effects if each.name == "memory_failure"]
    assert [(each.effect, each.nid) for each in told] == [("callback", 1), ("warning", 1)]
    entry = lab.fabric.hosts["h0"]
    assert entry.state.tasks[100].alive, "vm.memory_failure_early_kill is 0"
    touched = lab.do("touch", "h0", pid=100, area="buf")
    assert (touched.errno, touched.reason, touched.signal) == ("EHWPOISON", "SIGNAL_HWPOISON", 7)
    assert not entry.state.tasks[100].alive


def test_other_pages_of_the_task_stay_usable() -> None:
    lab, _ = striped()
    place, _ = place_of_first_page(lab)
    lab.ok("inject_poison", "h0", memdev=place.memdev, dpa=hex(place.dpa))
    lab.ok("touch", "h0", pid=100, area="buf", first=1, count=511)
    lab.ok("migrate_pages", "h0", pid=100, old_nodes=[1], new_nodes=[0])
    assert lab.fabric.hosts["h0"].state.tasks[100].alive


def test_a_poisoned_page_never_comes_back_to_the_allocator_until_its_memory_goes() -> None:
    lab, region = striped()
    place, hpa = place_of_first_page(lab)
    lab.ok("inject_poison", "h0", memdev=place.memdev, dpa=hex(place.dpa))
    lab.ok("exit_task", "h0", pid=100)
    entry = lab.fabric.hosts["h0"]
    zone = next(zone for zone in entry.state.nodes[1].zones if zone.present)
    assert zone.managed - zone.free == 1
    seen = cxl_views.by_hpa(entry, hex(hpa))
    assert (seen.page, seen.poisoned) == ("hwpoison", True)
    lab.ok("destroy_region", "h0", region=region, force=True)
    assert not any(zone.present for zone in entry.state.nodes[1].zones)


def test_a_second_line_of_a_poisoned_page_is_recorded_and_tells_nobody_again() -> None:
    lab, _ = striped()
    place, _ = place_of_first_page(lab)
    lab.ok("inject_poison", "h0", memdev=place.memdev, dpa=hex(place.dpa))
    again = lab.ok("inject_poison", "h0", memdev=place.memdev, dpa=hex(place.dpa + 64))
    assert [each for each in again.effects if each.name == "memory_failure"] == []
    rows: list[Any] = list(cxl_views.media_errors(lab.fabric.hosts["h0"]))
    assert [(row.memdev, row.dpa, row.page) for row in rows] == [
        (place.memdev, hex(place.dpa), "hwpoison"),
        (place.memdev, hex(place.dpa + 64), "hwpoison"),
    ]


def test_poison_of_free_memory_takes_the_page_out_and_clear_does_not_bring_it_back() -> None:
    lab = pool_lab()
    lab.bind(0, 0, 2, ld=0)
    with_memory(lab, pages=16)
    dpa = hex(GIB - 4096)
    answer = lab.ok("inject_poison", "h0", memdev="mem0", dpa=dpa)
    assert (answer.page, answer.mappings) == ("free", ())
    free = next(z for z in lab.fabric.hosts["h0"].state.nodes[1].zones if z.present).free
    lab.ok("clear_poison", "h0", memdev="mem0", dpa=dpa)
    assert next(z for z in lab.fabric.hosts["h0"].state.nodes[1].zones if z.present).free == free
    assert cxl_views.media_errors(lab.fabric.hosts["h0"]) == []


def test_poison_without_a_region_or_memory_says_how_far_it_surfaces() -> None:
    lab = pool_lab()
    lab.bind(0, 0, 2, ld=0)
    bare = lab.ok("inject_poison", "h0", memdev="mem0", dpa="0x40")
    assert (bare.hpa, bare.region, bare.pfn) == (None, None, None)
    lab.ok("create_region", "h0", decoder="decoder0.0")
    mapped = lab.ok("inject_poison", "h0", memdev="mem0", dpa="0x80")
    assert mapped.region == "region0"
    assert (mapped.nid, mapped.page) == (None, None), "no memory is online there"


def _plug(lab: Lab, way: str, resource: str, region: str) -> Any:
    if way == "sysram":
        more = {"private": True, "online_type": "online_movable"}
        return lab.ok("devm_cxl_add_sysram", "h0", region=region, **more)
    if way == "kmem":
        path = f"/sys/bus/dax/devices/dax{region[6:]}.0/state"
        return lab.ok("kernfs_write", "h0", path=path, value="online_movable")
    place = {"nid": 1, "start": resource, "size": GIB}
    if way == "offline":
        lab.ok("add_memory_driver_managed", "h0", **place)
        return lab.ok("online_pages", "h0", start=resource, size=GIB, online_type="online_movable")
    return lab.ok("add_memory_driver_managed", "h0", **place, online_type="online_kernel")


@pytest.mark.parametrize("way", ["sysram", "kmem", "offline", "driver"])
def test_poison_from_before_surfaces_when_its_memory_comes_online(way: str) -> None:
    """The device remembers: whichever way memory of the byte comes online, its page is struck."""
    lab = pool_lab()
    lab.bind(0, 0, 2, ld=0)
    lab.ok("inject_poison", "h0", memdev="mem0", dpa="0x3040")
    made = lab.ok("create_region", "h0", decoder="decoder0.0", size=GIB)
    answer = _plug(lab, way, made.resource, made.region)
    assert [each.nid for each in answer.effects if each.name == "memory_failure"] == [1]
    zone = next(zone for zone in lab.fabric.hosts["h0"].state.nodes[1].zones if zone.present)
    assert zone.managed - zone.free == 1, "the page never reaches the allocator"
    seen = cxl_views.by_dpa(lab.fabric.hosts["h0"], "mem0", "0x3040")
    assert (seen.page, seen.poisoned) == ("hwpoison", True)


def test_poison_from_before_surfaces_in_composed_memory_and_once_only() -> None:
    lab = pool_lab()
    lab.bind(0, 0, 2, ld=0)
    for dpa in ("0x0", "0x40", "0x2000"):
        lab.ok("inject_poison", "h0", memdev="mem0", dpa=dpa)
    part = {"host": "h0", "size": GIB, "private": True}
    answer = lab.ok("compose", composition="c", parts=[part])
    assert len([each for each in answer.effects if each.name == "memory_failure"]) == 2
    again = lab.ok("create_task", "h0", pid=7)
    assert [each for each in again.effects if each.name == "memory_failure"] == []


@pytest.mark.parametrize(
    ("dpa", "refusal"),
    [
        ("0x41", ("EINVAL", "CXL_POISON_UNALIGNED")),
        (hex(2 * GIB), ("EINVAL", "CXL_POISON_RANGE")),
        ("0xffffffffffffffff", ("EINVAL", "CXL_POISON_RANGE")),
    ],
)
def test_poison_is_refused_like_the_kernel_does(dpa: str, refusal: tuple[str, str]) -> None:
    lab = pool_lab()
    lab.bind(0, 0, 2, ld=0)
    assert lab.errno("inject_poison", "h0", memdev="mem0", dpa=dpa) == refusal
    assert lab.errno("inject_poison", "h0", memdev="mem7", dpa="0x0")[0] == "ENODEV"


def test_poison_moves_with_the_logical_device_to_its_next_host() -> None:
    lab = pool_lab()
    lab.bind(0, 0, 2, ld=2)
    lab.ok("inject_poison", "h0", memdev="mem0", dpa="0x1000")
    lab.ok("unbind_vppb", switch="sw", vcs_id=0, vppb_id=0)
    lab.bind(1, 0, 2, ld=2)
    cxl = lab.fabric.hosts["h1"].cxl
    assert cxl is not None
    assert cxl.poison == {"mem0": ((0x1000, 64),)}


def test_poison_can_be_taken_back() -> None:
    lab, _ = striped()
    place, _ = place_of_first_page(lab)
    lab.undoes("inject_poison", "h0", memdev=place.memdev, dpa=hex(place.dpa))


def test_a_file_page_that_is_clean_is_read_anew() -> None:
    lab = pool_lab()
    lab.bind(0, 0, 2, ld=0)
    with_memory(lab, pages=16, private=False)
    lab.ok("create_file", "h0", file="data", nr_pages=16)
    lab.ok("set_mempolicy", "h0", pid=100, mode="MPOL_BIND", nodemask=[1])
    lab.ok("file_read", "h0", pid=100, file="data", first=0, count=16)
    state = lab.fabric.hosts["h0"].state
    obj = state.objects[state.inodes["data"].obj]
    pfn = obj.pfn_at(3)
    assert pfn is not None
    cxl = lab.fabric.hosts["h0"].cxl
    assert cxl is not None
    place = translate.hpa_to_dpa(cxl, pfn << 12)
    assert place is not None
    answer = lab.ok("inject_poison", "h0", memdev=place.memdev, dpa=hex(place.dpa))
    assert answer.page == "file"
    assert obj.pfn_at(3) is None
    lab.ok("file_read", "h0", pid=100, file="data", first=3, count=1)
    assert obj.pfn_at(3) not in {None, pfn}
