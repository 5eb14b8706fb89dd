"""cram and the later cram in the case language, with the LRU hooks that their cases need."""

from __future__ import annotations

from typing import Any, Final

from service.conformance.lang_host import Handler, LangHost, Outcome, errno_of, known, ret
from service.conformance.lang_reclaim import batch_of
from service.conformance.lang_system import block_range
from service.conformance.verdict import Unsupported
from service.mm.alloc_mpol import local_nid
from service.mm.batch import Batch, Moved
from service.mm.commands.cram import (
    CramPressureAnswer,
    FlushCallback,
    PfnSpan,
    PhysRange,
)
from service.mm.commands.cram import TrimAnswer as GivenTrim
from service.mm.cram_fault import OFF_LRU
from service.mm.cram_migrate import cram_migrate_to
from service.mm.cram_pick import (
    NUMA_NO_NODE,
    cram_can_demote,
    cram_demote,
    cram_folio_eligible,
    cram_pick_node,
    eligible_part,
)
from service.mm.cram_work import cram_promote_work_fn, cram_wmark_work_fn
from service.mm.folio import folio_span
from service.reasons import KernelError

#: bytes of a page
_PAGE: Final = 4096


def _nid(host: LangHost, op: dict[str, Any]) -> int:
    """A node id, also one that cannot be."""
    return host.state.max_numnodes if op["nid"] == "MAX_NUMNODES" else int(op["nid"])


def _register_v4(host: LangHost, op: dict[str, Any]) -> Outcome:
    known(op, "nid", "owner", "flush_cb")
    fields: dict[str, Any] = {}
    if op.get("flush_cb") is not None:
        name = op["flush_cb"]
        fields["flush_cb"] = FlushCallback.model_construct(name=name, answer="resolved")
    answer = host.do("cram_register_private_node", nid=_nid(host, op), owner=op["owner"], **fields)
    return Outcome(ret(answer))


def _by_nid(host: LangHost, op: dict[str, Any]) -> Outcome:
    known(op, "nid")
    return Outcome(ret(host.do(op["op"], nid=_nid(host, op))))


def _pressure(host: LangHost, op: dict[str, Any]) -> Outcome:
    known(op, "nid", "pressure")
    fields = {"pressure": op["pressure"]} if "pressure" in op else {}
    answer = host.do(op["op"], nid=_nid(host, op), **fields)
    assert isinstance(answer, CramPressureAnswer), "the shape of the command"
    return Outcome(ret(answer), shown={"woken": answer.kswapd != "not_asked"})


def _on_lru(batch: Batch) -> Batch:
    """The folios of a list that can be isolated."""
    runs = []
    for obj, first, end in batch.runs:
        start = first
        for a, b, value in obj.marked("isolated", first, end):
            if value == OFF_LRU:
                runs.append((obj, start, a))
                start = b
        runs.append((obj, start, end))
    kept = [run for run in runs if run[1] < run[2]]
    return Batch(kept, sum(end - first for _, first, end in kept))


def _drained(host: LangHost) -> int:
    return sum(
        count for (name, _), count in host.state.counters.items() if name == "lru_add_drain_all"
    )


def _moved(moved: Moved, *, pointer: bool, **shown: Any) -> Outcome:
    outcome = moved.outcome
    word = errno_of(outcome) if isinstance(outcome, KernelError) else outcome
    nr = moved.reported if pointer and not moved.untouched else "unchanged"
    return Outcome(word, shown={"nr": nr, **shown})


def _migrate_to(host: LangHost, op: dict[str, Any]) -> Outcome:
    """The migrate_to of patch 23, or that of the later cram where a source is given."""
    known(op, "nid", "src_nid", "area", "first", "count", "mode", "reason", "nr", "proc")
    pointer = op.get("nr", 0) is not None
    before = _drained(host)
    with host.hook() as ctx:
        given = _on_lru(batch_of(ctx, host, op))
        if "src_nid" in op:
            batch = eligible_part(ctx, given)
            moved = cram_demote(ctx, batch, op["src_nid"])
            if isinstance(moved.outcome, int):
                left = given.nr_folios - batch.nr_folios
                moved = Moved(moved.outcome + left, moved.reported, moved.taken)
        else:
            local = local_nid(ctx.state, host.task(op))
            moved = cram_migrate_to(ctx, local, given, op["nid"], op.get("reason", "MR_DEMOTION"))
    return _moved(moved, pointer=pointer, lru_drained=_drained(host) > before)


def _isolate(host: LangHost, op: dict[str, Any]) -> Outcome:
    """Another CPU takes the folio off the LRU, or puts it back."""
    _, _, obj, index, _ = host.page(op)
    if obj is None:
        raise Unsupported("a folio that is not there")
    value = OFF_LRU if op["op"] == "folio_isolate_lru" else 0
    with host.hook() as ctx:
        obj.set_mark(ctx.undo, "isolated", *folio_span(obj, index), value)
    return Outcome()


def _block_ranges(host: LangHost, op: dict[str, Any]) -> tuple[PhysRange, ...]:
    return tuple(
        PhysRange.model_construct(**block_range(host, first, count))
        for first, count in op["ranges"]
    )


def _register(host: LangHost, op: dict[str, Any]) -> Outcome:
    known(op, "nid", "ranges", "zratio", "ops", "module")
    trim = {"trim": (GivenTrim.model_construct(),)} if "trim" in op.get("ops", ()) else {}
    answer = host.do(
        "cram_register",
        nid=_nid(host, op),
        ranges=_block_ranges(host, op),
        zratio=op["zratio"],
        module=op.get("module", "live"),
        **trim,
    )
    return Outcome(ret(answer))


def _unregister(host: LangHost, op: dict[str, Any]) -> Outcome:
    known(op, "nid", "ranges")
    ranges = _block_ranges(host, op)
    return Outcome(ret(host.do("cram_unregister", nid=_nid(host, op), ranges=ranges)))


def _set_ratio(host: LangHost, op: dict[str, Any]) -> Outcome:
    known(op, "nid", "ratio", "block")
    block = op.get("block", False)
    answer = host.do(
        "cram_set_compression_ratio", nid=_nid(host, op), ratio=op["ratio"], block=block
    )
    return Outcome(ret(answer))


def _allow(host: LangHost, op: dict[str, Any]) -> Outcome:
    known(op, "nid", "allow")
    answer = host.do("cram_allow_allocation", nid=_nid(host, op), allow=op["allow"])
    return Outcome(ret(answer))


def _report_hot(host: LangHost, op: dict[str, Any]) -> Outcome:
    """The resident pages of an area that are on the node, else the first frames of the node."""
    known(op, "nid", "count", "area", "proc")
    nid, count = _nid(host, op), op["count"]
    pfns: list[int] = []
    if "area" in op:
        mm, first, end = host.span({**op, "first": 0, "count": count})
        for low, high, (obj_id, shift, _) in mm.pages.overlaps(first, end):
            obj = host.state.objects.get(obj_id)
            for index in range(low + shift, high + shift) if obj is not None else ():
                zone, pfn = obj.zone_at(index), obj.pfn_at(index)  # type: ignore[union-attr]
                pfns += [pfn] if zone is not None and pfn is not None and zone[0] == nid else []
    elif nid in host.state.nodes:
        start = min((z.start_pfn for z in host.state.nodes[nid].zones if z.managed), default=0)
        pfns = list(range(start, start + count))
    spans = tuple(PfnSpan.model_construct(pfn=hex(pfn), nr_pages=1) for pfn in pfns)
    return Outcome(ret(host.do("cram_report_hot_pages", nid=nid, pfns=spans)))


def _pick_node(host: LangHost, op: dict[str, Any]) -> Outcome:
    with host.hook() as ctx:
        nid = cram_pick_node(ctx, op["src_nid"])
    return Outcome("NUMA_NO_NODE" if nid == NUMA_NO_NODE else nid)


def _can_demote(host: LangHost, op: dict[str, Any]) -> Outcome:
    with host.hook() as ctx:
        return Outcome(cram_can_demote(ctx, op["src_nid"]))


def _eligible(host: LangHost, op: dict[str, Any]) -> Outcome:
    _, _, obj, index, _ = host.page(op)
    if obj is None:
        raise Unsupported("a folio that is not there")
    with host.hook() as ctx:
        return Outcome(cram_folio_eligible(ctx, obj, index))


def _wmark_work(host: LangHost, op: dict[str, Any]) -> Outcome:
    with host.hook() as ctx:
        log = cram_wmark_work_fn(ctx, op["nid"])
    return Outcome(shown={"trim_sizes": log.sizes, "trim_calls": log.per_batch})


def _promote_work(host: LangHost, op: dict[str, Any]) -> Outcome:
    with host.hook() as ctx:
        cram_promote_work_fn(ctx, op["nid"])
    return Outcome()


def _register_caps(host: LangHost, op: dict[str, Any]) -> Outcome:
    known(op, "nid", "caps")
    caps = tuple(op["caps"])
    return Outcome(ret(host.do("node_private_register_caps", nid=_nid(host, op), caps=caps)))


CRAM_OPS: Final[dict[str, Handler]] = {
    "cram_register_private_node": _register_v4,
    "cram_unregister_private_node": _by_nid,
    "cram_unpurge": _by_nid,
    "cram_set_pressure": _pressure,
    "cram_clear_pressure": _pressure,
    "cram_migrate_to": _migrate_to,
    "folio_isolate_lru": _isolate,
    "folio_putback_lru": _isolate,
    "cram_register": _register,
    "cram_unregister": _unregister,
    "cram_set_compression_ratio": _set_ratio,
    "cram_allow_allocation": _allow,
    "cram_report_hot_pages": _report_hot,
    "cram_pick_node": _pick_node,
    "cram_can_demote": _can_demote,
    "cram_folio_eligible": _eligible,
    "cram_wmark_work_fn": _wmark_work,
    "cram_promote_work_fn": _promote_work,
    "node_private_register_caps": _register_caps,
}
