"""Fabrics that come with the product, as commands: cxl_test, shared pool, rack, the mail's ABCD.

Each is a list of the same commands that anybody may send; sizes and names are theirs to change.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, Final

from service.cxl import fixtures
from service.cxl.topology import XOR, Restriction
from service.experiments.fabric_file import FabricStep

_GIB: Final = 1 << 30
_PAGES: Final = 1 << 18
#: kernel model of bundled hosts
MODEL: Final = "thread-2026-06"
#: where the windows of bundled hosts begin
WINDOW: Final = 0x100_0000_0000


def _step(op: str, host: str | None = None, /, **fields: Any) -> FabricStep:
    return FabricStep(op, host, fields)


def _zone(start_gib: int, gib: int) -> dict[str, Any]:
    pages = gib * _PAGES
    return {
        "zone": "Normal",
        "start_pfn": hex(start_gib * _PAGES),
        "spanned": pages,
        "present": pages,
        "managed": pages,
    }


def _machine(dram_gib: int, cpus: int, windows: int, distance: int = 20) -> dict[str, Any]:
    """Node 0 with memory and CPUs, and a possible node for each window."""
    nodes: list[dict[str, Any]] = [
        {"nid": 0, "cpus": list(range(cpus)), "zones": [_zone(4, dram_gib)]}
    ]
    nodes += [{"nid": nid, "online": False} for nid in range(1, windows + 1)]
    nids = range(windows + 1)
    return {
        "nodes": nodes,
        "distances": [[10 if a == b else distance for b in nids] for a in nids],
    }


def _host(
    name: str, bridges: list[dict[str, Any]], windows: list[dict[str, Any]], dram_gib: int = 16
) -> FabricStep:
    return _step(
        "create_host",
        host=name,
        kernel_model=MODEL,
        topology=_machine(dram_gib, 4, len(windows)),
        cxl={"windows": windows, "host_bridges": bridges},
    )


def cxl_test() -> list[FabricStep]:
    """The kernel's cxl_test module as loaded, on a host `cxl-test`.

    Source: Linux 7.3 tools/testing/cxl/test/cxl.c; the counts that ndctl's cxl-topology.sh asserts.
    """
    windows = []
    for window in fixtures.windows(fixtures.MODULO_WINDOWS):
        kind = "ram" if window.restrictions & Restriction.VOLATILE else "pmem"
        windows.append(
            {
                "base": hex(window.base),
                "size": window.size,
                "targets": list(window.targets),
                "interleave_granularity": window.granularity,
                "arithmetic": "xor" if window.arithmetic == XOR else "modulo",
                "restrictions": ["type3", kind],
                "qos_class": fixtures.QTG_ID,
                "nid": window.id + 1,
            }
        )
    bridges: list[dict[str, Any]] = [
        {"uid": uid, "nr_root_ports": count, "nr_decoders": fixtures.NR_DECODERS}
        for uid, count in enumerate(fixtures.ROOT_PORTS)
    ]
    bridges.append({"uid": fixtures.RCH_UID, "nr_root_ports": 1, "rch": True})
    steps = [_host("cxl-test", bridges, windows)]
    number = 0
    for uid, count in enumerate(fixtures.ROOT_PORTS):
        for root_port in range(count):
            name = f"sw{number // 2}"
            vcss = [{"vcs_id": 0, "usp": 0, "nr_vppbs": 2}]
            steps.append(_step("create_switch", switch=name, nr_ports=3, vcss=vcss))
            end = {"host": "cxl-test", "host_bridge": uid, "root_port": root_port}
            steps.append(_step("connect", **end, switch=name, port=0))
            for port in (1, 2):
                steps += _mock_device(number)
                device = f"dev{number}"
                steps.append(_step("connect", switch=name, port=port, device=device))
                place = {"switch": name, "vcs_id": 0, "vppb_id": port - 1, "port_id": port}
                steps.append(_step("bind_vppb", **place))
                number += 1
    steps += _mock_device(number)
    end = {"host": "cxl-test", "host_bridge": fixtures.RCH_UID, "root_port": 0}
    steps.append(_step("connect", **end, device=f"dev{number}"))
    steps.append(
        _step(
            "create_region",
            "cxl-test",
            decoder="decoder0.0",
            memdevs=["mem0", "mem1"],
            granularity=fixtures.AUTO_REGION_GRANULARITY,
            size=fixtures.AUTO_REGION_SIZE,
        )
    )
    return steps


def _mock_device(number: int) -> list[FabricStep]:
    sizes = {"ram_size": _GIB, "pmem_size": _GIB}
    name, serial = f"dev{number}", hex(number + 1)
    fields = {"device": name, "serial": serial, "qos_class": fixtures.QTG_ID, **sizes}
    return [_step("create_device", **fields)]


def two_host_pool() -> list[FabricStep]:
    """Two hosts share an MLD of 64 GiB through one switch: two of four LDs are bound, two free."""
    windows = [{"base": hex(WINDOW), "size": 256 * _GIB, "targets": [12], "nid": 1}]
    bridges = [{"uid": 12, "nr_root_ports": 2}]
    steps = [_host(name, bridges, windows) for name in ("host0", "host1")]
    vcss = [{"vcs_id": number, "usp": number, "nr_vppbs": 4} for number in range(2)]
    steps.append(_step("create_switch", switch="sw0", nr_ports=4, vcss=vcss))
    lds = [{"range1": 64}] * 4
    steps.append(
        _step("create_device", device="pool0", serial="0x1001", ram_size=64 * _GIB, lds=lds)
    )
    steps.append(_step("connect", switch="sw0", port=2, device="pool0"))
    for number in range(2):
        end = {"host": f"host{number}", "host_bridge": 12, "root_port": 0}
        steps.append(_step("connect", **end, switch="sw0", port=number))
        place = {"switch": "sw0", "vcs_id": number, "vppb_id": 0, "port_id": 2}
        steps.append(_step("bind_vppb", **place, ld_id=number))
    return steps


def rack() -> list[FabricStep]:
    """Eight hosts on two switches with 16 memdevs of 32 GiB; each host has one of each switch.

    A host has a host bridge for each switch and an x2 window over both, and an x1 window for each.
    """
    base, size = WINDOW, 512 * _GIB
    windows: list[dict[str, Any]] = [
        {"base": hex(base), "size": size, "targets": [12, 13], "nid": 1}
    ]
    windows += [
        {"base": hex(base + (n + 1) * size), "size": size, "targets": [12 + n], "nid": n + 2}
        for n in range(2)
    ]
    bridges = [{"uid": 12 + number, "nr_root_ports": 2} for number in range(2)]
    steps = [_host(f"host{number}", bridges, windows, dram_gib=64) for number in range(8)]
    for number in range(2):
        vcss = [{"vcs_id": host, "usp": host, "nr_vppbs": 4} for host in range(8)]
        steps.append(_step("create_switch", switch=f"sw{number}", nr_ports=16, vcss=vcss))
        for host in range(8):
            end = {"host": f"host{host}", "host_bridge": 12 + number, "root_port": 0}
            steps.append(_step("connect", **end, switch=f"sw{number}", port=host))
            device = f"dev{number * 8 + host}"
            serial = hex(0x2000 + number * 8 + host)
            steps.append(_step("create_device", device=device, serial=serial, ram_size=32 * _GIB))
            steps.append(_step("connect", switch=f"sw{number}", port=8 + host, device=device))
            place = {"switch": f"sw{number}", "vcs_id": host, "vppb_id": 0, "port_id": 8 + host}
            steps.append(_step("bind_vppb", **place))
    return steps


def june() -> list[FabricStep]:
    """The mail of 4 June 2026: A and B ordinary nodes, C private memory of an accelerator, D slow.

    C comes from a type 2 device with ATS, D is an expander that is online as System RAM.
    """
    nodes: list[dict[str, Any]] = [
        {"nid": 0, "cpus": [0, 1], "zones": [_zone(4, 8)]},
        {"nid": 1, "cpus": [2, 3], "zones": [_zone(12, 8)]},
        {"nid": 2, "online": False},
        {"nid": 3, "online": False},
    ]
    distances = [[10, 20, 40, 30], [20, 10, 40, 30], [40, 40, 10, 50], [30, 30, 50, 10]]
    windows: list[dict[str, Any]] = [
        {
            "base": hex(WINDOW),
            "size": 16 * _GIB,
            "targets": [12],
            "restrictions": ["type2", "ram"],
            "nid": 2,
        },
        {
            "base": hex(WINDOW + 16 * _GIB),
            "size": 16 * _GIB,
            "targets": [13],
            "restrictions": ["type3", "ram"],
            "nid": 3,
        },
    ]
    bridges = [{"uid": uid, "nr_root_ports": 1} for uid in (12, 13)]
    return [
        _step(
            "create_host",
            host="june",
            kernel_model=MODEL,
            topology={"nodes": nodes, "distances": distances},
            cxl={"windows": windows, "host_bridges": bridges},
        ),
        _step(
            "create_device",
            device="accel",
            serial="0xc",
            ram_size=4 * _GIB,
            device_type=2,
            memory_class="accelerator",
            owner="cxl_mempolicy",
            ats=True,
        ),
        _step("create_device", device="expander", serial="0xd", ram_size=4 * _GIB),
        _step("connect", host="june", host_bridge=12, root_port=0, device="accel"),
        _step("connect", host="june", host_bridge=13, root_port=0, device="expander"),
        _step("create_region", "june", decoder="decoder0.0", memdevs=["mem0"]),
        _step("create_region", "june", decoder="decoder0.1", memdevs=["mem1"]),
        _step(
            "devm_cxl_add_sysram",
            "june",
            region="region0",
            private=True,
            online_type="online_movable",
        ),
        _step("devm_cxl_add_sysram", "june", region="region1", online_type="online_movable"),
    ]


#: name -> what it is made of
TOPOLOGIES: Final[dict[str, Callable[[], list[FabricStep]]]] = {
    "cxl_test": cxl_test,
    "two-host-pool": two_host_pool,
    "rack": rack,
    "june": june,
}
