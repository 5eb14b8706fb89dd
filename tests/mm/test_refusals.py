"""Requests that cannot be: each is refused by its own reason, and the host stays as it was.

Sources: the functions named in the rows; for what no kernel function would see (names, fields), the
command's own text.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any, Final

import pytest
from pydantic import ValidationError

from service.mm.boot import boot_host
from service.mm.boot_private import parse_private_node
from service.mm.commands.topology import Topology
from service.mm.dax_device import CramRegistry, DaxDevice, store
from service.mm.models import MODELS
from service.mm.models.catalogue import find
from service.reasons import KernelError, Refused
from tests.mm.mmhost import Host, flat, std_host, std_topology, topology

BLOCK: Final = 128 << 20


def reason(host: Host, op: str, **args: Any) -> str:
    """The reason for which a command is refused; the state must be as before."""
    before = host.hash()
    try:
        answer = host.do(op, **args)
    except Refused as refused:
        found = refused.reason
    else:
        found = answer.reason or "none"
    assert host.hash() == before
    return found


def plain() -> Host:
    """Mainline: task 100 with a mapping of 8 pages, a gap, and one of 8 pages; files f and ram."""
    host = Host(std_topology(swap_pages=64), "mainline")
    host.task()
    host.area(100, "a", 8)
    host.area(100, "gap", 8)
    host.area(100, "b", 8)
    host.ok("munmap", pid=100, area="gap")
    host.ok("create_file", file="f", nr_pages=8)
    host.ok("kernfs_mkdir", path="/cg/outer")
    host.ok("kernfs_mkdir", path="/cg/outer/inner")
    return host


def mapped() -> Host:
    """As `plain`, with file f mapped as `m`, and what was allocated as label `held`."""
    host = plain()
    host.area(100, "m", 8, kind="file_shared", file="f")
    host.ok("alloc_pages", label="held", preferred_nid=0)
    return host


def old_cpusets() -> Host:
    """As `plain`, with cpusets of version 1: task 100 lives in /outer, on node 0."""
    host = Host(std_topology(), "mainline")
    host.state.cpusets_v1, host.state.top_mems = True, host.state.n_memory
    host.task()
    host.ok("kernfs_mkdir", path="/cg/outer")
    host.ok("kernfs_write", path="/cg/outer/cpuset.mems", value="0")
    host.ok("kernfs_write", path="/cg/outer/cgroup.procs", value="100")
    return host


def branch() -> Host:
    """The branch: node 2 is private, and its rights table has words."""
    return std_host("rfc-v5", private=())


A_PAGE: Final = "0x7f0000000"

#: (host, command, arguments, reason)
REFUSALS: Final[tuple[tuple[Callable[[], Host], str, Mapping[str, Any], str], ...]] = (
    # tasks
    (plain, "create_task", {"pid": 7, "cpu": 9}, "UNKNOWN_CPU"),
    (plain, "sched_setaffinity", {"pid": 100, "cpu": 9}, "UNKNOWN_CPU"),
    (plain, "exit_task", {"pid": 7}, "UNKNOWN_TASK"),
    # mmap: the label, the file, then what get_unmapped_area and MAP_FIXED_NOREPLACE refuse
    (plain, "mmap", {"pid": 100, "area": "a", "nr_pages": 1}, "ALREADY_EXISTS"),
    (plain, "mmap", {"pid": 100, "area": "x", "nr_pages": 1, "file": "f"}, "INVALID_FIELD"),
    (plain, "mmap", {"pid": 100, "area": "x", "nr_pages": 1, "kind": "file_shared"}, "INVALID_FIELD"),
    (plain, "mmap", {"pid": 100, "area": "x", "nr_pages": 1, "kind": "file_shared", "file": "g"}, "UNKNOWN_FILE"),
    (plain, "mmap", {"pid": 100, "area": "x", "nr_pages": 1 << 35}, "MMAP_NO_ROOM"),
    (plain, "mmap", {"pid": 100, "area": "x", "nr_pages": 1, "addr": "0x1001"}, "START_UNALIGNED"),
    (plain, "mmap", {"pid": 100, "area": "x", "nr_pages": 2, "addr": "0x7ffffffff000"}, "MMAP_NO_ROOM"),
    # the rest of the address space
    (plain, "munmap", {"pid": 100, "addr": "0x1001", "len": 4096}, "START_UNALIGNED"),
    (plain, "munmap", {"pid": 100, "addr": "0x7ffffffff000", "len": 8192}, "RANGE_WRAPS"),
    (plain, "mprotect", {"pid": 100, "addr": "0x1001", "len": 4096}, "START_UNALIGNED"),
    (plain, "mremap", {"pid": 100, "area": "a", "new_len": 4096, "flags": ["MREMAP_MAYMOVE", "MREMAP_FIXED"]}, "INVALID_FIELD"),
    (plain, "mremap", {"pid": 100, "addr": "0x1000", "len": 8192, "new_len": 8192,
                       "flags": ["MREMAP_MAYMOVE", "MREMAP_FIXED"], "new_addr": A_PAGE}, "RANGE_UNMAPPED"),
    (plain, "move_pages", {"pid": 100, "pages": [{"first": 1}]}, "INVALID_FIELD"),
    # files
    (plain, "create_file", {"file": "f", "nr_pages": 1}, "ALREADY_EXISTS"),
    (plain, "unlink_file", {"file": "g"}, "UNKNOWN_FILE"),
    (mapped, "unlink_file", {"file": "f"}, "FILE_IN_USE"),
    (plain, "file_read", {"pid": 100, "file": "g"}, "UNKNOWN_FILE"),
    # kernel code
    (plain, "alloc_pages", {"label": "x", "preferred_nid": 9}, "UNKNOWN_NODE"),
    (mapped, "alloc_pages", {"label": "held", "preferred_nid": 0}, "ALREADY_EXISTS"),
    (plain, "free_pages", {"label": "x"}, "UNKNOWN_ALLOCATION"),
    (plain, "run", {"work": "kswapd", "nid": 2}, "UNKNOWN_NODE"),
    (plain, "run", {"work": "kswapd", "nid": 9}, "UNKNOWN_NODE"),
    (plain, "kswapd_run", {"nid": 2}, "UNKNOWN_NODE"),
    (plain, "kswapd_stop", {"nid": 2}, "UNKNOWN_NODE"),
    # cgroup and sysfs files
    (plain, "kernfs_rmdir", {"path": "/cg/none"}, "UNKNOWN_OBJECT"),
    (plain, "kernfs_mkdir", {"path": "/cg/none/inner"}, "UNKNOWN_OBJECT"),
    (plain, "kernfs_write", {"path": "/cg/outer/cpuset.mems", "value": "1-0"}, "NODELIST_MALFORMED"),
    (old_cpusets, "kernfs_write", {"path": "/cg/cpuset.mems", "value": "0"}, "ROOT_CPUSET"),
    (old_cpusets, "kernfs_write", {"path": "/cg/outer/cpuset.cpus", "value": "one"}, "NODELIST_MALFORMED"),
    (old_cpusets, "kernfs_write", {"path": "/cg/outer/cpuset.mems", "value": ""}, "CPUSET_NEEDS_MEMS"),
    (plain, "kernfs_rmdir", {"path": "/cg/outer"}, "CGROUP_BUSY"),
    (plain, "kernfs_mkdir", {"path": "/cg/outer"}, "CGROUP_EXISTS"),
    (plain, "kernfs_mkdir", {"path": "/sys/x"}, "FILE_READ_ONLY"),
    (plain, "kernfs_write", {"path": "/cg/outer/cgroup.procs", "value": "7"}, "NO_SUCH_TASK"),
    (plain, "kernfs_write", {"path": "/cg/outer/memory.reclaim", "value": "much"}, "VALUE_MALFORMED"),
    (plain, "kernfs_read", {"path": "/cg/none/cpuset.mems.effective"}, "NO_SUCH_FILE"),
    (plain, "kernfs_read", {"path": "/cg/outer/cpuset.mems.sysram"}, "NO_SUCH_FILE"),
    (plain, "kernfs_read", {"path": "/cg/outer/cpuset.memory_spread_page"}, "NO_SUCH_FILE"),
    (plain, "kernfs_write", {"path": "/proc/sys/vm/lowmem_reserve_ratio", "value": "a few"}, "VALUE_MALFORMED"),
    (plain, "kernfs_write", {"path": "/sys/kernel/mm/numa/demotion_enabled", "value": "perhaps"}, "VALUE_MALFORMED"),
    (plain, "kernfs_write", {"path": "/sys/devices/system/memory/memory9999/state", "value": "online"}, "NO_SUCH_FILE"),
    (plain, "kernfs_read", {"path": "/sys/devices/system/node/node2/hugepages/hugepages-2048kB/nr_hugepages"}, "NO_SUCH_FILE"),
    # private nodes
    (branch, "attach_driver", {"nid": 2, "driver": "d"}, "NODE_NOT_REGISTERED"),
)  # fmt: skip


@pytest.mark.parametrize(
    ("made", "op", "args", "expected"),
    REFUSALS,
    ids=[f"{each[1]}-{each[3]}-{number}" for number, each in enumerate(REFUSALS)],
)
def test_an_impossible_request_has_its_own_reason_and_changes_nothing(
    made: Callable[[], Host], op: str, args: Mapping[str, Any], expected: str
) -> None:
    assert reason(made(), op, **args) == expected


@pytest.mark.parametrize(
    "where",
    [
        {},
        {"area": "a", "addr": "0x1000", "len": 4096},
        {"addr": "0x1000"},
        {"addr": "0x1000", "len": 4096, "first": 1},
    ],
)
def test_a_range_is_named_by_area_or_by_address_never_both(where: Mapping[str, Any]) -> None:
    with pytest.raises(ValidationError, match="give either area"):
        plain().do("munmap", pid=100, **where)


def machine(**changes: Any) -> dict[str, Any]:
    """Two nodes with CPUs and one that is only possible, with some fields set otherwise."""
    made = topology(
        {nid: {"cpus": [nid], "zones": [("Normal", 4096)]} for nid in (0, 1)} | {2: {}}, flat(3)
    )
    data: dict[str, Any] = made.model_dump(mode="json", exclude_none=True)
    for path, value in changes.items():
        *outer, last = path.split("__")
        inner: Any = data
        for key in outer:
            inner = inner[int(key) if key.isdigit() else key]
        inner[int(last) if last.isdigit() else last] = value
    return data


ZONE: Final = machine()["nodes"][1]["zones"][0]

#: (changes, what the refusal says)
MACHINES: Final[tuple[tuple[Mapping[str, Any], str], ...]] = (
    ({"nodes__0__nid": 1}, "node ids must ascend"),
    ({"max_numnodes": 2}, "node 2 is not below max_numnodes"),
    ({"nodes__1__cpus": [0]}, "each CPU belongs to one node"),
    ({"nodes__0__cpus": [], "nodes__1__cpus": []}, "there is at least one CPU"),
    ({"distances": [[10]]}, "must be a 3 by 3 matrix"),
    ({"nodes__0__zones": [], "nodes__1__zones": []}, "no node has memory"),
    ({"memory_block_size": (128 << 20) + (1 << 20)}, "is not a power of two"),
    ({"nodes__1__zones": [ZONE, ZONE]}, "a zone stands there twice"),
    ({"nodes__1__zones__0__managed": 4097}, "managed <= present <= spanned"),
    ({"nodes__1__zones__0__free": 4097}, "exceeds managed"),
    ({"nodes__1__zones__0__zone": "DMA"}, "where zone DMA ends"),
    ({"nodes__1__zones__0__start_pfn": ZONE["start_pfn"][:-3] + "000"}, ""),
    ({"nodes__1__zones__0__start_pfn": "0x1000"}, "zone Normal of node 0"),
    ({"nodes__2__offline_blocks": [40]}, "the node is not online"),
    ({"nodes__1__offline_blocks": [(1 << 30) - 1]}, "where physical memory ends"),
    ({"nodes__1__offline_blocks": [40, 40]}, "block 40 stands there twice"),
    ({"nodes__1__offline_blocks": [0]}, "block 0 is online on node"),
    ({"nodes__2__cpus": [7]}, "neither zones nor CPUs"),
)


@pytest.mark.parametrize(("changes", "why"), MACHINES, ids=[why or "sound" for _, why in MACHINES])
def test_what_cannot_be_one_machine_is_refused_by_its_field(
    changes: Mapping[str, Any], why: str
) -> None:
    described = Topology.model_validate(machine(**changes))
    if not why:
        boot_host(described, MODELS["mainline"])
        return
    with pytest.raises(Refused) as refused:
        boot_host(described, MODELS["mainline"])
    assert refused.value.reason == "INVALID_FIELD"
    assert why in str(refused.value)


@pytest.mark.parametrize(
    ("model", "text", "why"),
    [
        ("mainline", "2", "no such boot parameter"),
        ("branch-common/public", "9", "9 is no node"),
        ("branch-common/public", "2,reclaim", "reclaim is no mask"),
        ("branch-common/public", "2,0x8000", "unknown bits 0x8000"),
        ("branch-common/common-user", "2,colour", "unknown feature colour"),
        ("branch-common/common-user", "2,reclaim,reclaim", "a feature is named twice"),
        ("branch-common/common-user", "2,demotion", "RECLAIM"),
    ],
)
def test_a_private_node_parameter_is_refused_with_what_is_wrong_in_it(
    model: str, text: str, why: str
) -> None:
    """Source: the branch's text on `private_node=`."""
    state = boot_host(std_topology(), find(model).model)
    with pytest.raises(KernelError, match="BOOT_PRIVATE_NODE") as refused:
        parse_private_node(state, text)
    assert why in str(refused.value)


def dax(name: str, value: str, **fields: Any) -> str:
    """The reason for which a write to an attribute of a dax device is refused."""
    device = DaxDevice(**fields)
    with pytest.raises(KernelError) as refused:
        store(device, find("branch-common/common-user").model.knobs.table, name, value)
    assert device == DaxDevice(**fields)
    return refused.value.reason


def test_attributes_of_a_dax_device_refuse_what_they_do_not_hold() -> None:
    assert dax("adistance", "704", private=False) == "DAX_NO_ATTRIBUTE"
    assert dax("colour", "blue") == "DAX_NO_ATTRIBUTE"
    assert dax("private", "2") == "DAX_VALUE"
    assert dax("adistance", "0") == "DAX_VALUE"
    assert dax("private", "1", state="online") == "DAX_PLUGGED"
    assert dax("memory_features", "colour") == "RIGHT_UNKNOWN"
    with pytest.raises(KernelError, match="DAX_NO_ATTRIBUTE"):
        DaxDevice(private=False).read("adistance")


def test_a_cram_registration_ends_with_exactly_its_ranges() -> None:
    """Source: mm/cram.c of the branch, cram_register and cram_unregister."""
    registry, table = CramRegistry(), find("branch-common/common-user").model.knobs.table
    one, two, features = ((0, BLOCK),), ((0, 2 * BLOCK),), ("RECLAIM", "WR_FENCE")
    registry.register(table, 2, one, features)
    for call, expected in (
        (lambda: registry.register(table, 2, two, features), "CRAM_NODE_TAKEN"),
        (lambda: registry.register(table, 3, (), features), "CRAM_RANGES"),
        (lambda: registry.unregister(3, one), "CRAM_NODE_UNKNOWN"),
        (lambda: registry.unregister(2, two), "CRAM_RANGES"),
    ):
        with pytest.raises(KernelError) as refused:
            call()
        assert refused.value.reason == expected
    registry.unregister(2, one)
    assert registry.nodes == {}
