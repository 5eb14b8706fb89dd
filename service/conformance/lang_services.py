"""The mm services that patches 15 to 21 touch, called as engine functions by their kernel names."""

from __future__ import annotations

from typing import Any, Final

from service.conformance.lang_host import Handler, LangHost, Outcome
from service.conformance.lang_words import gfp_bits
from service.conformance.verdict import Unsupported
from service.mm import oom
from service.mm.compaction import (
    compact_node,
    compact_zone,
    suitable_zones,
    zone_supports_compaction,
)
from service.mm.fault import handle_mm_fault
from service.mm.gup import is_longterm_pinnable, pin_user_pages
from service.mm.kswapd import (
    balance_pgdat,
    node_private_reclaim_policy,
    recompute_wmarks,
    wakeup_kswapd,
)
from service.mm.memory_failure import memory_failure, memory_failure_free, soft_offline_page
from service.mm.mmap import find_vma
from service.mm.nodemask import mask_of
from service.mm.numa_balancing import change_prot_numa, do_numa_page
from service.mm.page_alloc import Request, zonelist
from service.mm.state import Zone
from service.mm.vmscan import shrink_zones
from service.mm.zones import ZONE_INDEX, ZONE_MOVABLE
from service.reasons import KernelError


def _zone(host: LangHost, nid: int, name: str | None) -> Zone:
    """The zone an operation names; the first managed one by default."""
    zones = host.state.nodes[nid].zones
    if name is not None:
        return zones[ZONE_INDEX[name.capitalize()]]
    return next((zone for zone in zones if zone.managed), zones[ZONE_MOVABLE])


def _request(host: LangHost, op: dict[str, Any]) -> Request:
    mask = op.get("nodemask")
    return Request(
        op["node"],
        gfp_bits(op.get("gfp")),
        op.get("order", 0),
        None if mask is None else mask_of(mask),
        host.task(op),
    )


def _handle_mm_fault(host: LangHost, op: dict[str, Any]) -> Outcome:
    _, vma, _, _, page = host.page(op)
    changed = op.get("race") == "pte_changed"
    with host.hook() as ctx:
        return Outcome(
            handle_mm_fault(ctx, host.task(op), vma, page, op["access"], changed=changed)
        )


def _do_numa_page(host: LangHost, op: dict[str, Any]) -> Outcome:
    mm, vma, _, _, page = host.page(op)
    with host.hook() as ctx:
        do_numa_page(ctx, mm, vma, page, op.get("target"))
    return Outcome()


def _change_prot_numa(host: LangHost, op: dict[str, Any]) -> Outcome:
    mm, first, end = host.span(op)
    with host.hook() as ctx:
        return Outcome(change_prot_numa(ctx, mm, first, end))


def _daemon(host: LangHost, op: dict[str, Any]) -> Outcome:
    name, _, verb = op["op"].partition("_")
    with host.hook() as ctx:
        ctx.undo.assign(host.state.nodes[op["nid"]], name, verb == "run")
    return Outcome()


def _wakeup_kswapd(host: LangHost, op: dict[str, Any]) -> Outcome:
    highest = ZONE_INDEX[op.get("highest_zoneidx", "MOVABLE").capitalize()]
    with host.hook() as ctx:
        zone = _zone(host, op["nid"], op.get("zone"))
        return Outcome(wakeup_kswapd(ctx, zone, op.get("order", 0), highest))


def _balance_pgdat(host: LangHost, op: dict[str, Any]) -> Outcome:
    with host.hook() as ctx:
        laptop = bool(host.sysctls.get("vm.laptop_mode"))
        run = balance_pgdat(ctx, op["nid"], op.get("order", 0), laptop_mode=laptop)
    shown = [
        {
            "boosted": each.boosted,
            "may_swap": each.may_swap,
            "may_writepage": each.may_writepage,
        }
        for each in run.passes
    ]
    return Outcome(run.order, shown={"passes": shown})


def _reclaim_policy(host: LangHost, op: dict[str, Any]) -> Outcome:
    with host.hook() as ctx:
        policy = node_private_reclaim_policy(ctx, op["nid"])
    names = ("active", "may_swap", "may_writepage", "managed_watermarks")
    return Outcome(value={name: getattr(policy, name) for name in names})


def _set_watermark_boost(host: LangHost, op: dict[str, Any]) -> Outcome:
    with host.hook() as ctx:
        ctx.undo.assign(_zone(host, op["nid"], op.get("zone")), "boost", op["pages"])
    return Outcome()


def _setup_per_zone_wmarks(host: LangHost, op: dict[str, Any]) -> Outcome:
    del op
    with host.hook() as ctx:
        recompute_wmarks(ctx)
    return Outcome()


def _sysctl_write(host: LangHost, op: dict[str, Any]) -> Outcome:
    name = op["name"]
    if name == "vm.min_free_kbytes":
        path = "/proc/sys/vm/min_free_kbytes"
        answer = host.do("kernfs_write", path=path, value=str(op["value"]))
        return Outcome(answer.errno if answer.ret < 0 else 0)
    if name == "vm.compact_memory":
        compacted = [nid for nid in sorted(host.state.nodes) if host.state.online >> nid & 1]
        with host.hook() as ctx:
            done = [nid for nid in compacted if compact_node(ctx, nid)]
        return Outcome(shown={"compacted": done})
    if name == "vm.laptop_mode":
        host.sysctls[name] = op["value"]
        return Outcome()
    raise Unsupported(f"sysctl {name}")


def _shrink_zones(host: LangHost, op: dict[str, Any]) -> Outcome:
    with host.hook() as ctx:
        return Outcome(value=shrink_zones(ctx, _request(host, op), op.get("memcg")))


def _node_oom_eligible(host: LangHost, op: dict[str, Any]) -> Outcome:
    with host.hook() as ctx:
        return Outcome(oom.node_oom_eligible(ctx, op["nid"]))


def _constrained_alloc(host: LangHost, op: dict[str, Any]) -> Outcome:
    request = _request(host, op)
    thisnode = any(word in {"THISNODE", "GFP_PRIVATE"} for word in op["gfp"])
    with host.hook() as ctx:
        nids = [zone.nid for zone in zonelist(ctx, request) if zone.idx <= request.highest]
        mask = request.nodemask
        found = oom.constrained_alloc(ctx, request.task, nids, mask, thisnode=thisnode)
    return Outcome(value={"constraint": found[0], "totalpages": found[1]})


def _oom_mems_intersect(host: LangHost, op: dict[str, Any]) -> Outcome:
    a, b = (host.state.tasks[host.pid(name)] for name in op["tasks"])
    with host.hook() as ctx:
        return Outcome(oom.oom_mems_intersect(ctx, a, b))


def _suitable(host: LangHost, op: dict[str, Any]) -> Outcome:
    with host.hook() as ctx:
        nodes = list(dict.fromkeys(zone.nid for zone in suitable_zones(ctx, _request(host, op))))
    return Outcome(ret=nodes, value=nodes, shown={"zones_tested": nodes, "compacted": nodes})


def _compact_node(host: LangHost, op: dict[str, Any]) -> Outcome:
    with host.hook() as ctx:
        zones = [zone for zone in host.state.nodes[op["nid"]].zones if zone.managed]
        allowed = [zone for zone in zones if zone_supports_compaction(ctx, zone)]
        if op.get("fatal_signal") and allowed:
            return Outcome("EINTR")
        done = compact_node(ctx, op["nid"])
    return Outcome(shown={"compacted": [op["nid"]] if done else []})


def _kcompactd(host: LangHost, op: dict[str, Any]) -> Outcome:
    with host.hook() as ctx:
        for zone in host.state.nodes[op["nid"]].zones:
            if zone.managed:
                compact_zone(ctx, zone)
    return Outcome(shown={"compacted": [op["nid"]]})


def _pin_user_pages(host: LangHost, op: dict[str, Any]) -> Outcome:
    _, first, end = host.span(op)
    flags = op.get("flags", [])
    with host.hook() as ctx:
        number = pin_user_pages(
            ctx, host.task(op), first, end, longterm="LONGTERM" in flags, write="WRITE" in flags
        )
    return Outcome(number)


def _pinnable(host: LangHost, op: dict[str, Any]) -> Outcome:
    _, _, obj, index, _ = host.page(op)
    if obj is None:
        return Outcome(ret=True)  # the zero page
    with host.hook() as ctx:
        return Outcome(is_longterm_pinnable(ctx, obj, index))


def _memory_failure(host: LangHost, op: dict[str, Any]) -> Outcome:
    with host.hook() as ctx:
        if "free" in op:
            memory_failure_free(ctx, op["nid"])
            return Outcome()
        mm, _, obj, index, page = host.page(op)
        if mm.hwpoison.at(page):
            raise KernelError("PAGE_POISONED")
        if obj is None:
            raise Unsupported("an error on a page that is not there")
        host.poisoned[op["area"], op["page"]] = obj.pfn_at(index) or 0
        memory_failure(ctx, obj, index)
    return Outcome()


def _soft_offline_page(host: LangHost, op: dict[str, Any]) -> Outcome:
    mm, page, _ = host.span(op)
    vma = find_vma(mm, page)
    _, _, obj, index, _ = host.page(op)
    with host.hook() as ctx:
        if obj is None and vma is not None and vma.kind.startswith("file"):
            obj = ctx.state.objects[ctx.state.inodes[vma.file].obj]
            index = page + vma.pgoff - vma.start
        if obj is None:
            raise Unsupported("soft offline of a page that is not there")
        soft_offline_page(ctx, obj, index)
    return Outcome()


SERVICE_OPS: Final[dict[str, Handler]] = {
    "handle_mm_fault": _handle_mm_fault,
    "do_numa_page": _do_numa_page,
    "change_prot_numa": _change_prot_numa,
    "kswapd_run": _daemon,
    "kswapd_stop": _daemon,
    "kcompactd_run": _daemon,
    "wakeup_kswapd": _wakeup_kswapd,
    "balance_pgdat": _balance_pgdat,
    "node_private_reclaim_policy": _reclaim_policy,
    "set_watermark_boost": _set_watermark_boost,
    "setup_per_zone_wmarks": _setup_per_zone_wmarks,
    "sysctl_write": _sysctl_write,
    "shrink_zones": _shrink_zones,
    "node_oom_eligible": _node_oom_eligible,
    "constrained_alloc": _constrained_alloc,
    "oom_mems_intersect": _oom_mems_intersect,
    "try_to_compact_pages": _suitable,
    "compaction_zonelist_suitable": _suitable,
    "compact_node": _compact_node,
    "kcompactd_do_work": _kcompactd,
    "pin_user_pages": _pin_user_pages,
    "folio_is_longterm_pinnable": _pinnable,
    "memory_failure": _memory_failure,
    "soft_offline_page": _soft_offline_page,
}
