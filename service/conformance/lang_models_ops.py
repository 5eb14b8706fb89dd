"""Operations that the format `models` adds: walks, services, pools, ranges and devices."""

from __future__ import annotations

from typing import Any, Final

from service.conformance import lang_models_device as device
from service.conformance import lang_models_setup as setup
from service.conformance.lang_alloc import ALLOC_OPS
from service.conformance.lang_host import Handler, LangHost, Outcome, errno_of, ret
from service.conformance.lang_pages import PAGE_OPS
from service.conformance.lang_policy import POLICY_OPS
from service.conformance.lang_reclaim import RECLAIM_OPS, cold_folios
from service.conformance.lang_system import SYSTEM_OPS, block_range
from service.conformance.lang_tasks import TASK_OPS
from service.conformance.lang_words import gfp_bits, gfp_names
from service.conformance.verdict import Unsupported
from service.mm import gfp as g
from service.mm.alloc_mpol import own_key, policy_slots
from service.mm.commands.kernel import AllocPagesAnswer
from service.mm.commands.kernfs import KernfsReadAnswer
from service.mm.context import Context
from service.mm.contig import alloc_contig_pages, alloc_contig_range
from service.mm.gup import pin_user_pages
from service.mm.hugetlb import set_max_huge_pages
from service.mm.hugetlb_pool import HPAGE_ORDER
from service.mm.khugepaged import collapse_huge_page
from service.mm.mmap import TASK_PAGES, get_vma_policy
from service.mm.nodemask import mask_of
from service.mm.numa_balancing import change_prot_numa, do_numa_page
from service.mm.page_alloc import Request, helper_refuses, passes_gate, zonelist
from service.mm.views import sysfs
from service.reasons import KernelError

_HPAGE: Final = 512


def walk(ctx: Context, request: Request) -> list[int] | str:
    """The nodes that a request may use, in order; REFUSED where the interface rejects it."""
    if helper_refuses(ctx, request):
        return "REFUSED"
    found: dict[int, None] = {}
    for zone in zonelist(ctx, request):
        private = ctx.state.n_memory_private >> zone.nid & 1
        masked = request.nodemask is not None and not request.nodemask >> zone.nid & 1
        gated = private and not passes_gate(ctx, request)
        if zone.idx <= request.highest and not masked and not gated:
            found[zone.nid] = None
    return list(found)


def _request(host: LangHost, ctx: Context, op: dict[str, Any]) -> Request:
    """A kernel request: the model's own key, folio or page, bits of an outer allocation."""
    key = own_key(ctx) if op.get("private") else None
    scopes = host.refs.get("scopes", ()) if op.get("nested") else ()
    bits = gfp_bits(list(gfp_names(op.get("gfp", ["KERNEL"]))))
    return Request(
        op.get("node", 0),
        bits | (key.gfp if key is not None else 0),
        op.get("order", 0),
        None if op.get("nodes") is None else mask_of(op["nodes"]),
        host.task(op),
        private=bool(key and key.private) or "private" in scopes,
        folio=op.get("kind", "folio") == "folio" or bool(op.get("private")) or "folio" in scopes,
    )


def _zone_walk(host: LangHost, op: dict[str, Any]) -> Outcome:
    with host.hook() as ctx:
        return Outcome(shown={"walk": walk(ctx, _request(host, ctx, op))})


def _fault_walk(host: LangHost, op: dict[str, Any]) -> Outcome:
    """The walks of an anonymous fault, and what follows when their last node is full."""
    task = host.task(op)
    mm = host.state.mms[task.mm]
    page = mm.areas[op["area"]][0] + op.get("page", 0)
    vma = next(each for each in mm.vmas if each.start <= page < each.end)
    own = get_vma_policy(host.state, vma, page)
    policy = own if own is not None else task.policy
    with host.hook() as ctx:
        slots = policy_slots(ctx, task, policy, g.GFP_HIGHUSER_MOVABLE, keyed=True)
        turn = op.get("turn")
        slot = next((each for each in slots if each.requests[0].preferred == turn), slots[0])
        walks = [walk(ctx, request) for request in slot.requests]
        last = slot.requests[-1]
        ends = "fault_retry"
        if walks[-1] and not last.gfp & g.GFP_THISNODE:
            # The format has one word for the OOM kill of a fault, whatever limited it.
            ends = "oom:MEMORY_POLICY"
    return Outcome(shown={"walk": walks[0], "walk_b": walks[1:], "exhausted": ends})


def _kernel_alloc(host: LangHost, op: dict[str, Any]) -> Outcome:
    if "node" not in op:
        return ALLOC_OPS["kernel_alloc"](host, op)
    scopes = tuple(host.refs.get("scopes", ())) if op.get("nested") else ()
    label = host.label()
    answer = host.do(
        "alloc_pages",
        label=label,
        preferred_nid=op["node"],
        gfp=gfp_names(op.get("gfp", ["KERNEL"])),
        order=op.get("order", 0),
        count=op.get("count", 1),
        pid=host.pid(op.get("proc", "p0")),
        context=op.get("from", "task"),
        key=bool(op.get("private")),
        folio=op.get("kind") == "folio",
        scopes=scopes,
        nodemask=None if op.get("nodes") is None else tuple(op["nodes"]),
    )
    assert isinstance(answer, AllocPagesAnswer), "the shape of the command"
    if answer.nr_allocated:
        host.allocations[len(host.outcomes)] = [label]
    nodes = [run.nid for run in answer.pages for _ in range(run.nr_pages >> op.get("order", 0))]
    word = "REFUSED" if answer.reason == "HELPER_REFUSES" else "NULL"
    return Outcome(word if answer.ret < 0 and not nodes else 0, nodes=nodes)


def _scope_enter(host: LangHost, op: dict[str, Any]) -> Outcome:
    host.refs["scopes"] = tuple(op["scopes"])
    return Outcome()


def _scope_exit(host: LangHost, op: dict[str, Any]) -> Outcome:
    del op
    host.refs["scopes"] = ()
    return Outcome()


def _pool_write(host: LangHost, op: dict[str, Any]) -> Outcome:
    if op.get("order", HPAGE_ORDER) != HPAGE_ORDER:
        raise Unsupported(f"huge pages of order {op['order']}")
    with host.hook() as ctx:
        set_max_huge_pages(ctx, op["count"], op.get("node"))
    return Outcome()


def _pool_read(host: LangHost, op: dict[str, Any]) -> Outcome:
    pool, nid = host.state.hugetlb, op.get("node")
    return Outcome(value=pool.nr_pages if nid is None else pool.nr.get(nid, 0))


def _contig_range(host: LangHost, op: dict[str, Any]) -> Outcome:
    zone = next(each for each in host.state.nodes[op["node"]].zones if each.present)
    start = zone.start_pfn + op.get("first", 0)
    with host.hook() as ctx:
        alloc_contig_range(ctx, zone, start, op["count"], keyed=bool(op.get("private")))
    return Outcome()


def _contig_search(host: LangHost, op: dict[str, Any]) -> Outcome:
    with host.hook() as ctx:
        request = _request(host, ctx, {**op, "kind": "page"})
        node = alloc_contig_pages(ctx, request, op["count"], keyed=bool(op.get("private")))
    return Outcome(shown={"contig_node": "NULL" if node is None else node})


def _node_compact(host: LangHost, op: dict[str, Any]) -> Outcome:
    path = f"/sys/devices/system/node/node{op['node']}/compact"
    return Outcome(ret(host.do("kernfs_write", path=path, value="1")))


def _collapse(host: LangHost, op: dict[str, Any]) -> Outcome:
    """Every aligned block of the area; the answer is where huge pages then are."""
    mm, first, end = host.span(op)
    by = "collapse" if op["by"] == "MADV_COLLAPSE" else "khugepaged"
    with host.hook() as ctx:
        block = -(-first // _HPAGE) * _HPAGE
        while block + _HPAGE <= end:
            collapse_huge_page(ctx, host.task(op), mm, block, by)
            block += _HPAGE
    return Outcome()


def _demote(host: LangHost, op: dict[str, Any]) -> Outcome:
    """Without pages on that LRU, a helper process has `count` of them on the node."""
    with host.hook() as ctx:
        found = cold_folios(host, ctx, op["node"], 1, None).nr_pages
    if not found:
        mapped = {"op": "mmap", "area": "demoted", "pages": op["count"], "proc": "helper"}
        TASK_OPS["mmap"](host, mapped)
        place = {"op": "place", "area": "demoted", "node": op["node"], "proc": "helper"}
        PAGE_OPS["place"](host, place)
    return RECLAIM_OPS["demote"](host, {k: v for k, v in op.items() if k != "from_lru"})


def _hint_fault(host: LangHost, op: dict[str, Any]) -> Outcome:
    mm, first, end = host.span(op)
    with host.hook() as ctx:
        change_prot_numa(ctx, mm, first, end)
        for low, high in [(a, b) for a, b, _ in list(mm.protnone.overlaps(first, end))]:
            for page in range(low, high):
                vma = next(each for each in mm.vmas if each.start <= page < each.end)
                do_numa_page(ctx, mm, vma, page, op["cpu_node"])
    return Outcome()


def _cpuset_write(host: LangHost, op: dict[str, Any]) -> Outcome:
    if op["file"] == "cpus" and op["value"] == "all":
        op = {**op, "value": f"0-{max(host.state.cpu_nid)}"}
        if not host.state.cpusets_v1:
            return Outcome()
    if op["file"] == "mems.sysram":
        path = f"/cg{op['path']}/cpuset.mems.sysram"
        return Outcome(ret(host.do("kernfs_write", path=path, value=str(op["value"]))))
    return SYSTEM_OPS["cpuset_write"](host, op)


def _cpuset_read(host: LangHost, op: dict[str, Any]) -> Outcome:
    path = op["path"]
    if op["file"] == "tasks":
        names = sorted(
            name for name, pid in host.pids.items() if host.state.tasks[pid].cgroup == path
        )
        return Outcome(shown={"tasks": names})
    if op["file"] in {"mems.sysram", "mems_sysram"}:
        answer = host.do("kernfs_read", path=f"/cg{path}/cpuset.{op['file']}")
        assert isinstance(answer, KernfsReadAnswer), "the shape of the command"
        return Outcome(ret(answer), value=answer.text)
    return SYSTEM_OPS["cpuset_read"](host, op)


def _memory_remove(host: LangHost, op: dict[str, Any]) -> Outcome:
    """All blocks of a node are offlined and removed, or what the language says."""
    if op["blocks"] != "all":
        return SYSTEM_OPS["memory_remove"](host, op)
    mine = sorted(each.block for each in host.state.blocks.values() if each.nid == op["node"])
    where = block_range(host, min(mine), len(mine))
    return Outcome(ret(host.do("offline_and_remove_memory", **where)))


def _memcg_reclaim(host: LangHost, op: dict[str, Any]) -> Outcome:
    path = f"/cg{op['path']}/memory.reclaim"
    host.do("kernfs_write", path=path, value=str(op["pages"] << 12), pid=host.pid("p0"))
    return Outcome()


def _numa_maps(host: LangHost, op: dict[str, Any]) -> Outcome:
    outcome = PAGE_OPS["numa_maps"](host, op)
    if host.state.model.knobs.report_numa_maps == "all":
        mm, first, end = host.span(op)
        counts: dict[str, int] = {}
        for low, high, (obj_id, shift, _) in mm.pages.overlaps(first, end):
            obj = host.state.objects.get(obj_id)
            for (nid, _), pages in obj.counts(low + shift, high + shift).items() if obj else ():
                counts[str(nid)] = counts.get(str(nid), 0) + pages
        outcome.value = counts
    return outcome


def _memcg_numa_stat(host: LangHost, op: dict[str, Any]) -> Outcome:
    """Anonymous bytes of all processes on a node."""
    total = 0
    for mm_id in sorted(host.state.mms):
        mm = host.state.mms[mm_id]
        for low, high, (obj_id, shift, _) in mm.pages.overlaps(0, TASK_PAGES):
            obj = host.state.objects.get(obj_id)
            if obj is not None and obj.kind == "anon":
                counts = obj.counts(low + shift, high + shift)
                total += sum(pages for (nid, _), pages in counts.items() if nid == op["node"])
    return Outcome(value=total << 12)


def _kcore_covers(host: LangHost, op: dict[str, Any]) -> Outcome:
    """/proc/kcore lists the physical memory that is online, whatever its node."""
    return Outcome(value=any(zone.present for zone in host.state.nodes[op["node"]].zones))


def _sysfs_read(host: LangHost, op: dict[str, Any]) -> Outcome:
    prefix = "devices/system/node/"
    if op["path"].startswith(prefix) and "/" not in op["path"][len(prefix) :]:
        return Outcome(value=getattr(sysfs(host.state), op["path"][len(prefix) :]))
    return SYSTEM_OPS["sysfs_read"](host, op)


def _node_register_private(host: LangHost, op: dict[str, Any]) -> Outcome:
    """node_register_private of rfc-v3: the memory type of the range is the node's right."""
    given = op.get("ops")
    if given is not None and "res" in given and given["res"][0] > given["res"][1]:
        return Outcome("EINVAL")
    rights = None if given is None else (f"NODE_MEM_{given['memtype']}",)
    owner = None if given is None else "driver"
    answer = host.do("node_private_register", nid=op["nid"], owner=owner, rights=rights)
    return Outcome(ret(answer))


def _pin(host: LangHost, op: dict[str, Any]) -> Outcome:
    """pin_user_pages of the range; `unpin` of the area gives the references back."""
    mm, first, end = host.span(op)
    with host.hook() as ctx:
        task = host.task(op)
        longterm = bool(op.get("longterm"))
        number = pin_user_pages(ctx, task, first, end, longterm=longterm, write=True)
        held = [
            (obj_id, low + shift, high + shift)
            for low, high, (obj_id, shift, _) in mm.pages.overlaps(first, end)
        ]
    host.refs[f"pin {op['area']}"] = held
    return Outcome(0 if number == end - first else "ENOMEM")


def _unpin(host: LangHost, op: dict[str, Any]) -> Outcome:
    return PAGE_OPS["unpin"](host, {"op": "unpin", "ref": f"pin {op['area']}"})


def _exit(host: LangHost, op: dict[str, Any]) -> Outcome:
    return Outcome(ret(host.do("exit_task", pid=host.pid(op.get("proc", "p0")))))


def _mmap(host: LangHost, op: dict[str, Any]) -> Outcome:
    if op.get("kind") == "thp_private" and "at_page" not in op:
        op = {**op, "at_page": setup.aligned_page(host)}
    return TASK_OPS["mmap"](host, op)


def _touch(host: LangHost, op: dict[str, Any]) -> Outcome:
    proc, _, area = op["area"].rpartition(":")
    op = {**op, "area": area, **({"proc": proc} if proc else {})}
    empty = _no_zone(host, op)
    outcome = TASK_OPS["touch"](host, op)
    outcome.shown["no_zone"] = empty and outcome.ret == "OOM"
    outcome.shown["signal"] = outcome.ret if outcome.ret in {"SIGBUS", "SIGSEGV"} else None
    if outcome.ret in {"SIGBUS", "SIGSEGV"}:
        outcome.ret = 0
    return outcome


def _no_zone(host: LangHost, op: dict[str, Any] | None) -> bool:
    """Whether the request behind a failure had no zone once the gate is applied.

    The resolver of the format drops gated zones like masked ones and calls what is left empty.
    """
    task = host.task(op or {})
    policy, keyed = task.policy, host.state.model.knobs.key_page_cache == "task_policy"
    if op is not None:
        mm = host.state.mms.get(task.mm)
        if mm is None or op["area"] not in mm.areas:
            return False
        start, _ = mm.areas[op["area"]]
        vma = next(each for each in mm.vmas if each.start <= start < each.end)
        policy = get_vma_policy(host.state, vma, start) or task.policy
        keyed = vma.kind == "anon_private" or host.state.model.knobs.key_shmem == "policy"
    with host.hook() as ctx:
        slots = policy_slots(ctx, task, policy, g.GFP_HIGHUSER_MOVABLE, keyed=keyed)
        return all(not walk(ctx, request) for slot in slots for request in slot.requests)


def _page_cache_read(host: LangHost, op: dict[str, Any]) -> Outcome:
    empty = _no_zone(host, None)
    outcome = ALLOC_OPS["page_cache_read"](host, op)
    outcome.shown["no_zone"] = empty and outcome.ret == "OOM"
    return outcome


def _views(host: LangHost, op: dict[str, Any]) -> Outcome:
    del host, op
    return Outcome()


def _guarded(handler: Handler) -> Handler:
    """Refusals of engine functions become the operation's errno."""

    def run(host: LangHost, op: dict[str, Any]) -> Outcome:
        try:
            return handler(host, op)
        except KernelError as error:
            return Outcome(errno_of(error))

    return run


MODEL_OPS: Final[dict[str, Handler]] = {
    "zone_walk": _zone_walk,
    "fault_walk": _fault_walk,
    "kernel_alloc": _kernel_alloc,
    "scope_enter": _scope_enter,
    "scope_exit": _scope_exit,
    "hugetlb_pool_write": _pool_write,
    "hugetlb_pool_read": _pool_read,
    "contig_range": _guarded(_contig_range),
    "contig_search": _contig_search,
    "node_compact": _node_compact,
    "collapse": _collapse,
    "demote": _demote,
    "numa_hint_fault": _hint_fault,
    "cgroup_mk": SYSTEM_OPS["cpuset_mk"],
    "cgroup_attach": SYSTEM_OPS["cpuset_attach"],
    "cpuset_write": _cpuset_write,
    "cpuset_read": _cpuset_read,
    "memory_remove": _memory_remove,
    "memcg_reclaim": _memcg_reclaim,
    "memcg_numa_stat": _memcg_numa_stat,
    "numa_maps": _numa_maps,
    "kcore_covers": _kcore_covers,
    "sysfs_read": _sysfs_read,
    "views": _views,
    "page_cache_read": _page_cache_read,
    "mmap": _mmap,
    "touch": _touch,
    "exit": _exit,
    "pin": _pin,
    "unpin": _unpin,
    "map_on_node": setup.map_on_node,
    "np_register": setup.np_register,
    "np_add_memory": setup.np_add_memory,
    "np_offline_remove": setup.np_offline_remove,
    "node_register_private": _node_register_private,
    "boot_private_node": device.boot_private_node,
    "cram_register": device.cram_register,
    "cram_unregister": device.cram_unregister,
    "dax_attr": device.dax_attr,
    "dax_attr_read": device.dax_attr_read,
    "dax_attr_exists": device.dax_attr_exists,
    "dax_state": device.dax_state,
    "dax_mmap": device.dax_mmap,
    "dax_unbind": device.dax_unbind,
    "read_value": device.read_value,
    "set_home_node": POLICY_OPS["set_home_node"],
}
