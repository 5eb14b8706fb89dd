"""One host from the files of one machine; files of two machines are refused."""

from __future__ import annotations

import json
from typing import Any

import pytest

from service.fabric.imports import ImportedHost, SourceFile, import_host
from service.mm.commands.topology import NodeSpec, ZoneMarks

NUMA = ("numactl-hardware.txt", "zoneinfo.txt", "kernel-log.txt")


def node(host: ImportedHost, nid: int) -> NodeSpec:
    """The node with this id."""
    return next(spec for spec in host.topology.nodes if spec.nid == nid)


def edited(file: SourceFile, old: str, new: str, count: int = 1) -> SourceFile:
    """The file with a piece replaced."""
    assert old in file.text
    return SourceFile(file.name, file.text.replace(old, new, count))


@pytest.mark.parametrize("name", ["abcd", "memless", "n8"])
def test_complete_recordings_assume_nothing(real: Any, name: str) -> None:
    host = import_host([real(f"{name}/{file}") for file in NUMA])
    assert (host.assumed, host.ignored, host.inventory) == ((), (), None)
    assert [file.kind for file in host.files] == [
        "numactl --hardware",
        "/proc/zoneinfo",
        "kernel log",
    ]
    assert host.topology.kernel_version == "7.3"
    assert host.topology.memory_block_size == 128 << 20
    assert not host.topology.rebuilt
    assert sorted(host.fallback_orders) == [spec.nid for spec in host.topology.nodes]


def test_abcd_in_detail(real: Any) -> None:
    host = import_host([real(f"abcd/{file}") for file in reversed(NUMA)])
    assert [spec.cpus for spec in host.topology.nodes] == [(0,), (1,), (), ()]
    assert host.topology.distances[0] == (10, 21, 17, 28)
    dma, dma32, normal = node(host, 0).zones
    assert (dma.zone, dma32.zone, normal.zone) == ("DMA", "DMA32", "Normal")
    assert (normal.start_pfn, normal.spanned, normal.managed) == ("0x100000", 98304, 95634)
    assert normal.free == 90997
    assert normal.marks == ZoneMarks(min=375, low=470, high=565, promo=660)
    assert dma.protection == (0, 132, 505, 505, 505)


def test_a_memoryless_node_has_no_zones(real: Any) -> None:
    host = import_host([real(f"memless/{file}") for file in NUMA])
    assert node(host, 1) == NodeSpec(nid=1, cpus=(1,))


def test_numactl_alone(real: Any) -> None:
    host = import_host([real("memless/numactl-hardware.txt")])
    assert [(z.zone, z.managed, z.free) for z in node(host, 0).zones] == [
        ("Normal", 458 * 256, 421 * 256)
    ]
    starts = [int(spec.zones[0].start_pfn, 16) for spec in host.topology.nodes if spec.zones]
    assert starts == [0x100000, 0x120000]
    assert node(host, 1).zones == ()
    assert len(host.assumed) == 3


def test_zoneinfo_alone_assumes_cpus_and_distances(real: Any) -> None:
    host = import_host([real("abcd/zoneinfo.txt")])
    assert node(host, 0).cpus == (0, 1)
    assert host.topology.distances[2] == (20, 20, 10, 20)
    assert any("CPUs 0-1 on node 0" in line for line in host.assumed)
    assert any("distances 10 and 20 for nodes 0-3" in line for line in host.assumed)


def test_cxl_list_alone_assumes_a_node_and_takes_dax_memory(real: Any) -> None:
    host = import_host([real("cxlsw/cxl_list_vvv.json"), real("cxlsw/daxctl_list.json")])
    assert node(host, 0).cpus == (0,)
    (zone,) = node(host, 2).zones
    assert (zone.zone, zone.start_pfn, zone.present) == ("Movable", "0x3d0000", 131072)
    assert any(line.startswith("node 0 with 4 GiB") for line in host.assumed)
    assert host.inventory is not None
    assert len(host.inventory.memdevs) == 4
    assert host.dax_devices[0].chardev == "dax0.0"


def test_a_window_without_memory_is_a_possible_node(real: Any) -> None:
    host = import_host([real("cxl1hv/cxl_list_vvv.json")])
    assert node(host, 1) == NodeSpec(nid=1, online=False)
    assert "node 1 is the possible node of the window of decoder0.0" in host.assumed


def test_the_assumed_node_avoids_the_windows(real: Any) -> None:
    file = edited(real("cxl1hv/cxl_list_vvv.json"), "16374562816", str(1 << 32), 99)
    host = import_host([file])
    assert node(host, 0).zones[0].start_pfn == hex((2 << 32) >> 12)


def test_all_files_of_a_cxl_machine() -> None:
    """DRAM beside dax memory on node 0, a node of its own for another region."""
    dax = {"id": 0, "size": 1 << 30, "devices": []}
    regions = []
    for index, (nid, movable) in enumerate(((0, True), (1, False))):
        device = {
            "chardev": f"dax{index}.0",
            "size": 1 << 30,
            "target_node": nid,
            "mode": "system-ram",
            "online_memblocks": 4,
            "total_memblocks": 8,
            "movable": movable,
        }
        regions.append(
            {
                "region": f"region{index}",
                "resource": (16 + index) << 30,
                "size": 1 << 30,
                "interleave_ways": 1,
                "interleave_granularity": 256,
                "daxregion": {**dax, "devices": [device]},
            }
        )
    table = (
        "available: 2 nodes (0-1)\nnode 0 cpus: 0\nnode 0 size: 1536 MB\nnode 0 free: 1400 MB\n"
        "node 1 cpus:\nnode 1 size: 512 MB\nnode 1 free: 500 MB\n"
        "node distances:\nnode 0 1\n0: 10 21\n1: 22 10\n"
    )
    files = [SourceFile("n", table), SourceFile("c", json.dumps(regions))]
    host = import_host(files)
    assert [(z.zone, z.managed, z.free) for z in node(host, 0).zones] == [
        ("Normal", 1024 * 256, 1024 * 256),
        ("Movable", 512 * 256, 376 * 256),
    ]
    (zone,) = node(host, 1).zones
    assert (zone.zone, zone.spanned, zone.present, zone.managed) == (
        "Normal",
        1 << 18,
        1 << 17,
        1 << 17,
    )
    assert zone.start_pfn == "0x440000"
    assert host.topology.memory_block_size == 128 << 20


@pytest.mark.parametrize(
    ("recorded", "taken"),
    [
        ("6.12.107", "6.12"),
        ("7.3.4", "7.3"),
        ("5.10.0", "6.1"),
        ("6.1.0", "6.1"),
        ("6.7.0", "6.12"),
        ("6.17.1", "6.12"),
        ("6.18.0", "7.3"),
        ("7.0.0", "7.3"),
        ("8.2.0", "7.3"),
    ],
)
def test_nearest_kernel_version(real: Any, recorded: str, taken: str) -> None:
    log = edited(real("abcd/kernel-log.txt"), "Linux version 7.3.4", f"Linux version {recorded}")
    host = import_host([real("abcd/numactl-hardware.txt"), log])
    assert host.topology.kernel_version == taken
    exact = recorded.startswith(("6.1.", "6.12", "7.3"))
    assert any("stands for the recorded" in line for line in host.assumed) is not exact


def test_private_node_becomes_a_possible_one(real: Any) -> None:
    log = SourceFile(
        "dmesg",
        "Fallback order for Node 0: 0 1\nFallback order for Node 1: 1 0\n"
        "Fallback order for Node 2 (private): 2 0 1\nFallback order for Node 3 (private): 3 1 0\n"
        "Fallback order for Node 4: 0 1\n",
    )
    host = import_host([*(real(f"abcd/{file}") for file in NUMA[:2]), log])
    assert host.private_nodes == (2, 3)
    assert node(host, 2) == NodeSpec(nid=2, online=False)
    assert node(host, 4) == NodeSpec(nid=4, online=False), "possible: it has a list"
    assert host.fallback_orders[3] == (3, 1, 0)
    assert host.topology.distances[2][:4] == (17, 28, 10, 28), "distances are known all the same"


def test_later_rebuilds_are_noted(real: Any) -> None:
    log = real("abcd/kernel-log.txt")
    again = "[   90.000000] Fallback order for Node 0: 0 2 1 3 \n"
    host = import_host([real("abcd/numactl-hardware.txt"), SourceFile("d", log.text + again)])
    assert host.topology.rebuilt


def test_old_kernels_print_no_promo_and_boosted_marks_are_reduced(real: Any) -> None:
    file = real("abcd/zoneinfo.txt")
    text = "\n".join(line for line in file.text.split("\n") if "        promo" not in line)
    text = text.replace("boost    0", "boost    5", 1)
    host = import_host([SourceFile("z", text)])
    assert node(host, 0).zones[0].marks == ZoneMarks(min=10, low=13, high=16, promo=19)
    assert "node 0 zone DMA: watermarks without the passing boost of 5 pages" in host.assumed
    assert "node 0 zone DMA: promo watermark 24, this kernel prints none" in host.assumed


def test_a_kernel_without_zone_device_repeats_the_movable_protection(real: Any) -> None:
    blocks = real("abcd/zoneinfo.txt").text.split("Node ")
    kept = [block for block in blocks if ", zone   Device" not in block]
    text = "Node ".join(kept).replace("(0, 132, 505, 505, 505)", "(0, 132, 505, 506)")
    text = text.replace("(0, 0, 373, 373, 373)", "(0, 0, 373, 373)").replace(
        "(0, 0, 0, 0, 0)", "(0, 0, 0, 0)"
    )
    host = import_host([SourceFile("z", text)])
    assert node(host, 0).zones[0].protection == (0, 132, 505, 506, 506)


def test_files_of_two_machines(real: Any, refusal: Any) -> None:
    facts = refusal(
        lambda: import_host([real("abcd/numactl-hardware.txt"), real("n8/zoneinfo.txt")])
    )
    assert (facts["reason"], facts["file"]) == ("IMPORT_INCONSISTENT", "n8/zoneinfo.txt")
    assert facts["field"] == "Node 4"
    facts = refusal(
        lambda: import_host([real("n8/numactl-hardware.txt"), real("abcd/zoneinfo.txt")])
    )
    assert (facts["file"], facts["field"]) == ("abcd/zoneinfo.txt", "Node 4")
    facts = refusal(
        lambda: import_host([real("abcd/numactl-hardware.txt"), real("n8/kernel-log.txt")])
    )
    assert (facts["file"], facts["field"]) == ("n8/kernel-log.txt", "Fallback order for Node 0")


@pytest.mark.parametrize(
    ("file", "old", "new", "where", "line", "field"),
    [
        (0, "node 1 size: 251 MB", "node 1 size: 511 MB", 0, 6, "node 1 size"),
        (
            0,
            "node 1 size: 251 MB\nnode 1 free: 234",
            "node 1 size: 0 MB\nnode 1 free: 0",
            0,
            6,
            "node 1 size",
        ),
        (
            2,
            "Fallback order for Node 3",
            "Pullback order for Node 3",
            2,
            124,
            "Fallback order for Node 3",
        ),
        (2, "Node 0: 0 2 1 3", "Node 0: 0 2 1 4", 2, 122, "Fallback order for Node 0"),
        (2, "node   3: [mem", "node   9: [mem", 2, 105, "node 9"),
    ],
)
def test_what_disagrees_is_named(
    real: Any, refusal: Any, file: int, old: str, new: str, where: int, line: int, field: str
) -> None:
    files = [real(f"abcd/{name}") for name in NUMA]
    files[file] = edited(files[file], old, new)
    facts = refusal(lambda: import_host(files))
    assert facts["reason"] == "IMPORT_INCONSISTENT"
    assert (facts["file"], facts["line"], facts["field"]) == (files[where].name, line, field)


def test_fallback_orders_of_nodes_without_memory(real: Any, refusal: Any) -> None:
    log = SourceFile("d", "".join(f"Fallback order for Node {n}: {n} {1 - n}\n" for n in (0, 1)))
    table = real("memless/numactl-hardware.txt")
    facts = refusal(lambda: import_host([table, log]))
    assert (facts["line"], facts["why"]) == (1, "node 1 has no memory")


def test_dax_memory_must_be_on_a_known_node(real: Any, refusal: Any) -> None:
    table = real("memless/numactl-hardware.txt")
    file = edited(real("cxl1/cxl_list_vvv.json"), '"target_node": 2', '"target_node": 1')
    facts = refusal(lambda: import_host([table, file]))
    assert (facts["file"], facts["field"]) == (file.name, "dax0.0 target_node")
    other = edited(real("cxl1/daxctl_list.json"), '"size": 268435456', '"size": 4096')
    facts = refusal(lambda: import_host([real("cxl1/cxl_list_vvv.json"), other]))
    assert (facts["file"], facts["line"], facts["field"]) == (other.name, 2, "dax0.0 size")


def test_memdev_of_an_unknown_node(real: Any, refusal: Any) -> None:
    file = edited(real("cxl1/cxl_list_vvv.json"), '"serial": 256', '"numa_node": 7, "serial": 256')
    facts = refusal(lambda: import_host([real("abcd/numactl-hardware.txt"), file]))
    assert facts["field"] == "mem0 numa_node"


@pytest.mark.parametrize(
    "names",
    [
        (),
        ("abcd/kernel-log.txt",),
        ("cxl1/daxctl_list.json",),
        ("abcd/kernel-log.txt", "cxl1/cxl_list_vvv.json"),
        ("abcd/numactl-hardware.txt", "abcd/numactl-hardware.txt"),
        ("cxl1/cxl_list_vvv.json", "cxl1/cxl_list_R_v.json"),
        ("abcd/numactl-hardware.txt", "abcd/numastat.txt"),
        ("abcd/numactl-hardware.txt",) * 17,
    ],
)
def test_sets_of_files_that_make_no_host(real: Any, refusal: Any, names: tuple[str, ...]) -> None:
    refusal(lambda: import_host([real(name) for name in names]))


def test_a_file_beyond_the_limit(refusal: Any) -> None:
    assert "longer" in refusal(lambda: import_host([SourceFile("x", "a" * (17 << 20))]))["why"]


def test_a_machine_without_memory(refusal: Any) -> None:
    table = (
        "available: 1 nodes (0)\nnode 0 cpus: 0\nnode 0 size: 0 MB\nnode 0 free: 0 MB\n"
        "node distances:\nnode 0\n0: 10\n"
    )
    assert refusal(lambda: import_host([SourceFile("n", table)]))["why"] == "no node has memory"


def test_keys_of_other_versions_are_listed(real: Any) -> None:
    file = edited(real("cxl1/cxl_list_vvv.json"), '"provider"', '"colour": 1, "provider"')
    assert import_host([file]).ignored == (f"{file.name}: bus colour",)
