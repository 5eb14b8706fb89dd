"""No page reaches a private node but through a door, none leaks, nobody calls a driver that left.

Random histories of ordinary operations, in every model that has private nodes. The doors are those
of patches 12 to 14 (20260222084842.1824063-{13,14,15}-gourry@gourry.net): the key of a kernel
request, a policy that names the node, and the node's migrate_to. Where THISNODE is the key
(list-isolation) it is a door too.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, Final

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from service.mm.context import Context
from service.mm.folio import get_references, whole_folios
from service.reasons import Refused
from tests.mm.mmhost import BLOCK_BYTES, BOTH, MM, Host, hot_start, std_topology

PIDS: Final = (100, 200)
#: the child that fork makes and exit_task ends
CHILD: Final = 300
AREAS: Final = ("a", "b")
PAGES: Final = 24
PRIVATE: Final = (2, 3)
#: everything that a node can opt in to but mempolicy, and all callbacks: it is closed to policies
OPEN: Final = {
    "name": "open",
    "flags": [
        "NP_OPS_MIGRATION",
        "NP_OPS_MEMPOLICY",
        "NP_OPS_DEMOTION",
        "NP_OPS_RECLAIM",
        "NP_OPS_NUMA_BALANCING",
        "NP_OPS_COMPACTION",
        "NP_OPS_LONGTERM_PIN",
    ],
    "callbacks": [*BOTH, "free_folio", "folio_split"],
}
Draw = Callable[[Any], Any]
Args = dict[str, Any]


def _pid(draw: Draw) -> int:
    pid: int = draw(st.sampled_from((*PIDS, CHILD)))
    return pid


def _range(draw: Draw) -> Args:
    first = draw(st.integers(0, PAGES - 1))
    count = draw(st.integers(1, PAGES - first))
    return {"area": draw(st.sampled_from(AREAS)), "first": first, "count": count}


def _mask(draw: Draw) -> list[int]:
    return sorted(draw(st.sets(st.integers(0, 3), min_size=1)))


MODES: Final = (
    "MPOL_BIND",
    "MPOL_PREFERRED",
    "MPOL_PREFERRED_MANY",
    "MPOL_INTERLEAVE",
    "MPOL_WEIGHTED_INTERLEAVE",
)
FLAGS: Final = ([], ["MPOL_MF_MOVE"], ["MPOL_MF_STRICT"], ["MPOL_MF_MOVE", "MPOL_MF_STRICT"])
ADVICES: Final = (
    "MADV_DONTNEED",
    "MADV_PAGEOUT",
    "MADV_FREE",
    "MADV_COLD",
    "MADV_WILLNEED",
    "MADV_HUGEPAGE",
    "MADV_COLLAPSE",
    "MADV_SOFT_OFFLINE",
)
#: kinds of new mappings: the file ones are of `f`
KINDS: Final = ("anon_private", "anon_shared", "file_private", "file_shared")


def _mapping(draw: Draw) -> Args:
    kind = draw(st.sampled_from(KINDS))
    file = {"file": "f"} if kind.startswith("file") else {}
    return {"pid": _pid(draw), "area": "m", "nr_pages": 16, "kind": kind, **file}


#: operation -> its arguments, drawn
OPERATIONS: Final[dict[str, Callable[[Draw], Args]]] = {
    "touch": lambda d: {
        "pid": _pid(d),
        **_range(d),
        "access": d(st.sampled_from(["read", "write"])),
    },
    "mbind": lambda d: {
        "pid": _pid(d),
        **_range(d),
        "mode": d(st.sampled_from(MODES)),
        "nodemask": _mask(d),
        "flags": d(st.sampled_from(FLAGS)),
    },
    "set_mempolicy": lambda d: {
        "pid": _pid(d),
        "mode": d(st.sampled_from(MODES)),
        "nodemask": _mask(d),
    },
    "set_mempolicy_home_node": lambda d: {
        "pid": _pid(d),
        **_range(d),
        "home_node": d(st.integers(0, 3)),
    },
    "move_pages": lambda d: {
        "pid": _pid(d),
        "pages": [_range(d)],
        "nodes": [d(st.integers(0, 3))],
        "flags": ["MPOL_MF_MOVE"],
    },
    "migrate_pages": lambda d: {"pid": _pid(d), "old_nodes": _mask(d), "new_nodes": _mask(d)},
    "madvise": lambda d: {"pid": _pid(d), **_range(d), "advice": d(st.sampled_from(ADVICES))},
    "mmap": _mapping,
    "munmap": lambda d: {"pid": _pid(d), "area": d(st.sampled_from((*AREAS, "m")))},
    "mremap": lambda d: {
        "pid": _pid(d),
        "area": d(st.sampled_from((*AREAS, "m"))),
        "new_len": d(st.integers(1, 2 * PAGES)) * 4096,
        "flags": ["MREMAP_MAYMOVE"],
    },
    "touch_mapped": lambda d: {
        "pid": _pid(d),
        "area": "m",
        "access": d(st.sampled_from(["read", "write"])),
    },
    "pin": lambda d: {"pid": _pid(d), **_range(d)},
    "fork": lambda d: {"pid": _pid(d), "child": CHILD},
    "exit_task": lambda _: {"pid": CHILD},
    "cpuset_mems": lambda d: {
        "path": "/cg/x/cpuset.mems",
        "value": ",".join(map(str, _mask(d))),
    },
    "mlock": lambda d: {"pid": _pid(d), **_range(d)},
    "munlock": lambda d: {"pid": _pid(d), **_range(d)},
    "file_read": lambda d: {"pid": _pid(d), "file": "f"},
    "file_write": lambda d: {"pid": _pid(d), "file": "f", "first": 0, "count": 4},
    "drop_caches": lambda _: {},
    "run": lambda d: {"work": "kswapd", "nid": d(st.integers(0, 3))},
    "alloc_pages": lambda d: {
        "preferred_nid": d(st.integers(0, 3)),
        "gfp": d(st.sampled_from((["GFP_KERNEL"], ["GFP_HIGHUSER_MOVABLE"], ["GFP_ATOMIC"]))),
        "count": d(st.integers(1, 600)),
    },
    "memory_tier_refresh_demotion": lambda _: {},
}

#: operations that are another command under a name of their own
COMMAND_OF: Final = {"touch_mapped": "touch", "cpuset_mems": "kernfs_write"}


def machine(model: str, ops: Args | None) -> Host:
    """Small DRAM, swap, demotion on; private nodes of a slower tier; two tasks with two areas."""
    host = Host(std_topology(swap_pages=256, pages=1024), model)
    for nid in PRIVATE:
        host.state.adistance[nid] = 2880
        host.add_private(nid, ops=ops)
    host.ok("kernfs_write", path="/sys/kernel/mm/numa/demotion_enabled", value="1")
    host.ok("create_file", file="f", nr_pages=16)
    host.ok("kernfs_mkdir", path="/cg/x")
    for pid in PIDS:
        host.task(pid, cpu=pid // 200, cgroup="/x" if pid == 200 else "/")
        for area in AREAS:
            host.area(pid, area, PAGES)
    return host


def used(host: Host) -> dict[int, int]:
    """Pages in use on each private node."""
    zones = {nid: host.state.nodes[nid].zones for nid in PRIVATE}
    return {nid: sum(zone.managed - zone.free for zone in zones[nid]) for nid in PRIVATE}


def attempt(host: Host, op: str, args: Args) -> Any:
    """The answer of an operation; None where its task is dead or its node is not there."""
    if "pid" in args and not is_alive(host, args["pid"]):
        return None
    if op == "alloc_pages":
        args = {"label": f"k{len(host.state.allocations)}", **args}
    if op == "pin":
        return pin(host, **args)
    try:
        return host.do(COMMAND_OF.get(op, op), **args)
    except Refused:
        return None


def pin(host: Host, pid: int, area: str, first: int, count: int) -> None:
    """A reference that nobody gives back, to each present folio of a range."""
    mm = host.state.mms[host.state.tasks[pid].mm]
    ctx = Context(host.state, explain=False)
    start = mm.areas.get(area, (0, 0))[0] + first
    for low, high, (obj_id, shift, _) in list(mm.pages.overlaps(start, start + count)):
        obj = host.state.objects.get(obj_id)
        if obj is not None:
            get_references(ctx, obj, *whole_folios(obj, low + shift, high + shift))


def is_alive(host: Host, pid: int) -> bool:
    """Whether a task is there; the child comes and goes."""
    task = host.state.tasks.get(pid)
    return task is not None and task.alive


def names(policy: Any, nid: int) -> bool:
    """Whether a policy names a private node, and carries the mark that it does."""
    return policy is not None and policy.private and bool(policy.nodes >> nid & 1)


def door(host: Host, op: str, args: Args, answer: Any, nid: int) -> bool:
    """Whether the step had a door to a private node."""
    if any(each.effect == "callback" and each.name == "migrate_to" for each in answer.effects):
        return any(each.nid == nid for each in answer.effects if each.name == "migrate_to")
    if op == "alloc_pages":
        return any(word in {"GFP_PRIVATE", "__GFP_PRIVATE"} for word in args["gfp"])
    if op in {"touch", "touch_mapped", "mbind", "mlock", "migrate_pages"}:
        task = host.state.tasks[args["pid"]]
        mm = host.state.mms.get(task.mm)
        policies = [task.policy, *(vma.policy for vma in (mm.vmas if mm is not None else ()))]
        return any(names(policy, nid) for policy in policies)
    return False


@pytest.mark.parametrize("model", ["rfc-v4", "thread-2026-06", "list-isolation"])
@settings(MM, max_examples=40)
@given(data=st.data())
def test_a_node_that_nobody_opened_stays_empty(model: str, data: Any) -> None:
    """No ops: policies are refused, migration is ENODEV, demotion and reclaim pass it by.

    In list-isolation mbind needs no right: it is left out there.
    """
    host = machine(model, None)
    kinds = sorted(OPERATIONS)
    if model == "list-isolation":
        kinds.remove("mbind")
    for _ in range(data.draw(st.integers(3, 14))):
        op = data.draw(st.sampled_from(kinds))
        args = OPERATIONS[op](data.draw)
        attempt(host, op, args)
        assert used(host) == {2: 0, 3: 0}, (op, args)


@pytest.mark.parametrize("model", ["rfc-v4", "thread-2026-06"])
@settings(MM, max_examples=50)
@given(data=st.data())
def test_a_page_comes_to_a_private_node_through_a_door_only(model: str, data: Any) -> None:
    """Both nodes opt in to everything; a step after which a node holds more had a door to it."""
    host = machine(model, OPEN)
    for _ in range(data.draw(st.integers(3, 14))):
        op = data.draw(st.sampled_from(sorted(OPERATIONS)))
        args = OPERATIONS[op](data.draw)
        if op == "alloc_pages" and data.draw(st.booleans()):
            args["gfp"] = [*args["gfp"], "__GFP_PRIVATE"]
        before = used(host)
        answer = attempt(host, op, args)
        for nid, pages in used(host).items() if answer is not None else ():
            assert pages <= before[nid] or door(host, op, args, answer, nid), (op, args)


def test_the_check_of_the_doors_can_fail() -> None:
    """A host whose gate is off puts kernel pages on the node without a door."""
    host = machine("list-isolation", None)
    answer = host.ok(
        "alloc_pages", label="x", preferred_nid=2, gfp=["GFP_KERNEL", "__GFP_THISNODE"]
    )
    assert used(host)[2] == 1
    assert not door(host, "alloc_pages", {"gfp": ["GFP_KERNEL"]}, answer, 2)


# --- teardown ---------------------------------------------------------------------------------------------


def _retire(host: Host, nid: int) -> str | None:
    args = {"nid": nid, "start": hex(hot_start(nid)), "size": BLOCK_BYTES}
    return host.errno("offline_and_remove_private_memory", **args)


@settings(MM, max_examples=50)
@given(data=st.data())
def test_unregister_never_leaks_a_folio(data: Any) -> None:
    """It succeeds with nothing left on the node and no page lost, or it leaves all in place."""
    host = machine("rfc-v4", OPEN)
    for _ in range(data.draw(st.integers(3, 12))):
        op = data.draw(st.sampled_from(sorted(OPERATIONS)))
        args = OPERATIONS[op](data.draw)
        if op == "alloc_pages" and data.draw(st.booleans()):
            args["gfp"] = [*args["gfp"], "__GFP_PRIVATE"]
        attempt(host, op, args)
    for nid in PRIVATE:
        before, pages = host.hash(), resident(host)
        errno = _retire(host, nid)
        assert resident(host) == pages, "no page of a task is lost"
        if errno is None:
            node = host.state.nodes[nid]
            assert node.node_private is None
            assert not any(zone.managed or zone.partition.nr_pages for zone in node.zones)
            assert not host.state.releasing
            assert nid not in {zone for obj in host.state.objects.values() for zone in on(obj)}
        else:
            assert host.hash() == before


def on(obj: Any) -> set[int]:
    """The nodes that hold pages of an object."""
    return {nid for nid, _ in obj.counts(0, 1 << 62)}


def resident(host: Host) -> dict[tuple[int, str], int]:
    """Present or swapped pages of every area."""
    found = {}
    for pid in (*PIDS, CHILD):
        if not is_alive(host, pid):
            continue
        task = host.state.tasks[pid]
        mm = host.state.mms.get(task.mm) if task.alive else None
        for area, (first, pages) in sorted(mm.areas.items()) if mm is not None else ():
            maps = sum(b - a for a, b, _ in mm.pages.overlaps(first, first + pages))
            swapped = sum(b - a for a, b, _ in mm.swapped.overlaps(first, first + pages))
            found[pid, area] = maps + swapped
    return found


@settings(MM, max_examples=50)
@given(data=st.data())
def test_a_driver_that_left_is_never_called(data: Any) -> None:
    """After clear_ops or unregister no callback of the node is an event, until ops are set anew."""
    host = machine("rfc-v4", OPEN)
    acts = (*sorted(OPERATIONS), "clear", "set", "retire", "return")
    for _ in range(data.draw(st.integers(4, 16))):
        op = data.draw(st.sampled_from(acts))
        nid = data.draw(st.sampled_from(PRIVATE))
        listed = {each: callbacks(host, each) for each in PRIVATE}
        if op in OPERATIONS:
            answer = attempt(host, op, OPERATIONS[op](data.draw))
        else:
            answer = _driver(host, op, nid)
        for each in answer.effects if answer is not None else ():
            if each.effect == "callback":
                assert each.name in listed[each.nid], (op, each)


def callbacks(host: Host, nid: int) -> tuple[str, ...]:
    """The callbacks that may be made for a node now."""
    np = host.state.nodes[nid].node_private
    return np.ops.callbacks if np is not None and np.ops is not None else ()


def _driver(host: Host, act: str, nid: int) -> Any:
    if act == "clear":
        return host.do("node_private_clear_ops", nid=nid, ops="open")
    if act == "set":
        return host.do("node_private_set_ops", nid=nid, ops=OPEN)
    where = {"start": hex(hot_start(nid)), "size": BLOCK_BYTES}
    if act == "retire":
        return host.do("offline_and_remove_private_memory", nid=nid, **where)
    return host.do(
        "add_private_memory_driver_managed",
        nid=nid,
        owner=f"np{nid}",
        online_type="online_movable",
        **where,
    )
