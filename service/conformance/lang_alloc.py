"""Allocation requests of the case language: kernel callers, bulk, frees, the gate alone."""

from __future__ import annotations

from typing import Any, Final

from service.conformance.lang_host import Handler, LangHost, Outcome
from service.conformance.lang_words import gfp_bits, gfp_names
from service.conformance.verdict import Unsupported
from service.fabric.devices.sysram import CXL_DEVICE_SYSRAM
from service.mm import gfp as g
from service.mm.commands.kernel import AllocPagesAnswer
from service.mm.commands.memory import TouchAnswer
from service.mm.hugetlb import dequeue
from service.mm.hugetlb_pool import take_out
from service.mm.kernel_alloc import alloc_pages_bulk, alloc_policy_pages, put_allocation
from service.mm.nodemask import mask_of
from service.mm.page_alloc import ALLOC_CPUSET, Request, numa_zone_alloc_allowed
from service.mm.state import Allocation, ZoneKey


def _kernel_alloc(host: LangHost, op: dict[str, Any]) -> Outcome:
    pid = host.pid(op.get("proc", "p0"))
    source = op.get("from", "task")
    if "node" not in op and host.state.tasks[pid].policy is not None:
        return _by_policy(host, op)
    order = op.get("order", 0)
    fields = {} if op.get("nodes") is None else {"nodemask": tuple(op["nodes"])}
    label = host.label()
    answer = host.do(
        "alloc_pages",
        label=label,
        preferred_nid=op.get("node", host.state.cpu_nid[host.state.tasks[pid].cpu]),
        gfp=gfp_names(op.get("gfp", ["KERNEL"])),
        order=order,
        count=op.get("count", 1),
        pid=pid,
        context=source,
        **fields,
    )
    assert isinstance(answer, AllocPagesAnswer), "the shape of the command"
    if answer.nr_allocated:
        host.allocations[len(host.outcomes)] = [label]
    nodes = [run.nid for run in answer.pages for _ in range(run.nr_pages >> order)]
    return Outcome("NULL" if answer.ret < 0 and not nodes else 0, nodes=nodes)


def _by_policy(host: LangHost, op: dict[str, Any]) -> Outcome:
    """A kernel allocation that follows the task's policy (alloc_pages_mpol)."""
    label = host.label()
    with host.hook() as ctx:
        bits = gfp_bits(op.get("gfp", ["KERNEL"]))
        nodes = alloc_policy_pages(ctx, label, host.task(op), bits, op.get("count", 1))
    host.allocations[len(host.outcomes)] = [label]
    return Outcome(0 if nodes else "NULL", nodes=nodes)


def _alloc_bulk(host: LangHost, op: dict[str, Any]) -> Outcome:
    label = host.label()
    with host.hook() as ctx:
        request = Request(op["node"], gfp_bits(op.get("gfp")), task=host.task(op))
        nodes = alloc_pages_bulk(ctx, label, request, op["count"])
    host.allocations[len(host.outcomes)] = [label]
    return Outcome(0 if nodes else "NULL", nodes=nodes)


def _kmalloc_node(host: LangHost, op: dict[str, Any]) -> Outcome:
    """One slab page per object: the slab of a node comes from its list, without the model's key."""
    return _kernel_alloc(host, {**op, "gfp": op.get("gfp", ["KERNEL"])})


def _page_cache_read(host: LangHost, op: dict[str, Any]) -> Outcome:
    file, count = op["file"], op["count"]
    if file not in host.state.inodes:
        host.do("create_file", file=file, nr_pages=count, fs="ext4")
    answer = host.do("file_read", file=file, pid=host.pid(op.get("proc", "p0")), count=count)
    assert isinstance(answer, TouchAnswer), "the shape of the command"
    obj = host.state.objects[host.state.inodes[file].obj]
    nodes = [zone[0] for low, high, zone in obj.runs(0, count) for _ in range(low, high)]
    return Outcome(0 if answer.ret >= 0 else "OOM", nodes=nodes)


def _free(host: LangHost, op: dict[str, Any]) -> Outcome:
    count = op.get("count", 1 << 30)
    with host.hook() as ctx:
        for label in host.allocations.get(op["which"], []):
            count -= put_allocation(
                ctx, label, count, callbacks=op.get("how", "folio_put") == "folio_put"
            )
    return Outcome()


def _fill_node(host: LangHost, op: dict[str, Any]) -> Outcome:
    """Every free page of the node is taken by the kernel itself, past gates and policies."""
    leave = op.get("leave", 0)
    label = host.label()
    with host.hook() as ctx:
        taken = Allocation(label, ctx.new_id(), 0)
        runs: list[tuple[ZoneKey, int, int]] = []
        for zone in host.state.nodes[op["node"]].zones:
            count = max(zone.free - leave, 0)
            leave = max(leave - zone.free, 0)
            index = sum(pages for _, _, pages in runs)
            for pfn, pages in zone.partition.take_pages(ctx.undo, count, taken.owner, index):
                runs.append((zone.key, pfn, pages))
        if runs:
            ctx.undo.set(host.state.owners, taken.owner, ("alloc", label))
            ctx.undo.assign(taken, "runs", tuple(runs))
            ctx.undo.set(host.state.allocations, label, taken)
            host.allocations[len(host.outcomes)] = [label]
    return Outcome()


def _fragment_node(host: LangHost, op: dict[str, Any]) -> Outcome:
    """The kernel takes one page of each block above an order, so that no larger one is free."""
    size = 1 << op["max_order"] + 1
    with host.hook() as ctx:
        for zone in host.state.nodes[op["node"]].zones:
            owner = ctx.new_id()
            ctx.undo.set(host.state.owners, owner, ("kernel", op["node"]))
            for start, end, holder, _ in list(zone.partition.iter_runs()):
                first = -(-start // size) * size
                while not holder and first + size <= end:
                    zone.partition.take_range(ctx.undo, first + size - 1, 1, owner, first)
                    first += size
    return Outcome()


def _gate(host: LangHost, op: dict[str, Any]) -> Outcome:
    source = op.get("from", "task")
    flags = ALLOC_CPUSET if "ALLOC_CPUSET" in op.get("alloc_flags", []) else 0
    request = Request(
        op["node"],
        gfp_bits(op.get("gfp")),
        task=host.task(op),
        interrupt=source == "interrupt",
        oom_victim=source == "oom_victim",
    )
    zone = next(each for each in host.state.nodes[op["node"]].zones if each.present)
    with host.hook() as ctx:
        return Outcome(not numa_zone_alloc_allowed(ctx, request, zone, flags))


#: constants of the patches (patch 02, 12 to 20; appendix of the report)
CONSTANTS: Final[dict[str, int]] = {
    "__GFP_PRIVATE": 0x200,
    "__GFP_THISNODE": 0x200000,
    "GFP_PRIVATE": 0x200200,
    "MPOL_F_PRIVATE": 1 << 5,
    "NP_OPS_MIGRATION": 0x01,
    "NP_OPS_MEMPOLICY": 0x02,
    "NP_OPS_DEMOTION": 0x04,
    "NP_OPS_PROTECT_WRITE": 0x08,
    "NP_OPS_RECLAIM": 0x10,
    "NP_OPS_NUMA_BALANCING": 0x20,
    "NP_OPS_COMPACTION": 0x40,
    "NP_OPS_LONGTERM_PIN": 0x80,
    "NP_OPS_OOM_ELIGIBLE": 0x14,
    "cram_ops.flags": 61,
    "cxl_mempolicy_ops.flags": 3,
    "CRAM_PRESSURE_MAX": 1000,
    "CXL_DEVICE_SYSRAM": CXL_DEVICE_SYSRAM,
    "MMOP_OFFLINE": 0,
    "MMOP_ONLINE": 1,
    "MMOP_ONLINE_KERNEL": 2,
    "MMOP_ONLINE_MOVABLE": 3,
}


def _constant(host: LangHost, op: dict[str, Any]) -> Outcome:
    del host
    if op["name"] not in CONSTANTS:
        raise Unsupported(f"constant {op['name']}")
    return Outcome(CONSTANTS[op["name"]])


def _constants(host: LangHost, op: dict[str, Any]) -> Outcome:
    del host
    unknown = [name for name in op["names"] if name not in CONSTANTS]
    if unknown:
        raise Unsupported(f"constant {unknown[0]}")
    return Outcome(value={name: CONSTANTS[name] for name in op["names"]})


def _hugetlb_alloc(host: LangHost, op: dict[str, Any]) -> Outcome:
    """Folios out of the hugetlb pool, as the list of a node and a mask allow."""
    mask = op.get("nodes")
    nodes: list[int] = []
    with host.hook() as ctx:
        nodemask = None if mask is None else mask_of(mask)
        request = Request(op["node"], g.GFP_HIGHUSER_MOVABLE, 0, nodemask, host.task(op))
        for _ in range(op.get("count", 1)):
            nid = dequeue(ctx, request)
            if nid < 0:
                break
            take_out(ctx, nid, next(iter(ctx.state.hugetlb.free[nid].keys())))
            nodes.append(nid)
    return Outcome(0 if nodes else "NULL", nodes=nodes)


ALLOC_OPS: Final[dict[str, Handler]] = {
    "hugetlb_alloc": _hugetlb_alloc,
    "kernel_alloc": _kernel_alloc,
    "alloc_bulk": _alloc_bulk,
    "kmalloc_node": _kmalloc_node,
    "page_cache_read": _page_cache_read,
    "free": _free,
    "fill_node": _fill_node,
    "fragment_node": _fragment_node,
    "numa_zone_alloc_allowed": _gate,
    "constant": _constant,
    "constants": _constants,
}
