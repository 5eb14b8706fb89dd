"""Queries and memory pressure of the public suites: zonelists, weights, watermarks, hogs."""

from __future__ import annotations

from typing import Any, Final

from service.conformance.lang_host import Handler, LangHost, Outcome, known
from service.conformance.verdict import Unsupported
from service.mm.access import Access
from service.mm.batch import Batch
from service.mm.commands.kernfs import KernfsReadAnswer
from service.mm.commands.memory import TouchAnswer
from service.mm.demote import can_demote, demote_folio_list
from service.mm.lru import group_pages
from service.mm.mmap import unmap_pages
from service.mm.nodemask import nodes_of
from service.mm.vm_fault import SIGKILL
from service.mm.watermark import zone_marks
from service.mm.weights import reset_weights
from service.mm.zones import ZONE_INDEX, ZONE_MOVABLE

_WEIGHTS: Final = "/sys/kernel/mm/mempolicy/weighted_interleave"
#: pages of one step of a hog, and how many steps it makes at most
_HOG_PAGES: Final = 1024
_HOG_STEPS: Final = 4096


def _zonelist(host: LangHost, op: dict[str, Any]) -> Outcome:
    fallback, nofallback = host.state.order_of[op["node"]]
    return Outcome(value={"fallback": list(fallback), "nofallback": list(nofallback)})


def _distance(host: LangHost, op: dict[str, Any]) -> Outcome:
    return Outcome(value=host.state.distance(op["a"], op["b"]))


def _node_cpus(host: LangHost, op: dict[str, Any]) -> Outcome:
    return Outcome(value=list(host.state.nodes[op["node"]].cpus))


def _current_node(host: LangHost, op: dict[str, Any]) -> Outcome:
    return Outcome(node=host.state.cpu_nid[host.task(op).cpu])


def _set_bandwidth(host: LangHost, op: dict[str, Any]) -> Outcome:
    """Bandwidth of the nodes in order, as HMAT would report it."""
    with host.hook() as ctx:
        for nid, value in zip(nodes_of(host.state.n_memory), op["values"], strict=True):
            ctx.undo.set(host.state.access, nid, Access(nid, 100, 100, value, value))
        reset_weights(host.state, ctx.undo)
    return Outcome()


def _sysfs_read_weights(host: LangHost, op: dict[str, Any]) -> Outcome:
    del op
    weights = []
    for nid in nodes_of(host.state.n_memory):
        answer = host.do("kernfs_read", path=f"{_WEIGHTS}/node{nid}")
        assert isinstance(answer, KernfsReadAnswer), "the shape of the command"
        weights.append(int(answer.text or 0))
    return Outcome(value=weights)


def _watermarks(host: LangHost, op: dict[str, Any]) -> Outcome:
    """The arithmetic of __setup_per_zone_wmarks for one zone."""
    marks = zone_marks(
        op["managed"],
        op["min_free_pages"],
        op["lowmem_managed"],
        host.state.watermark_scale_factor,
        highmem=ZONE_INDEX[op["zone"].capitalize()] == ZONE_MOVABLE,
    )
    return Outcome(value={**dict(zip(("min", "low", "high", "promo"), marks, strict=True)),
                          "d": marks[1] - marks[0]})  # fmt: skip


def _drop_caches(host: LangHost, op: dict[str, Any]) -> Outcome:
    """The test unmaps its file before it drops: pages of mapped files go as well."""
    del op
    with host.hook() as ctx:
        for mm in [host.state.mms[each] for each in sorted(host.state.mms)]:
            for vma in mm.vmas:
                if vma.kind.startswith("file"):
                    unmap_pages(ctx, mm, vma.start, vma.end)
    host.do("drop_caches")
    return Outcome()


def _hog(
    host: LangHost, op: dict[str, Any], pages: int, kind: str = "normal"
) -> TouchAnswer | None:
    """Maps and touches `pages` more pages; None when the process is gone."""
    name = f"hog{len(host.known_areas)}"
    mapped = host.handlers["mmap"](host, {"op": "mmap", "area": name, "pages": pages, **op})
    if mapped.ret != 0:
        return None
    if kind == "ksm":
        host.do("madvise", pid=host.pid(op["proc"]), area=name, advice="MADV_MERGEABLE")
    answer = host.do("touch", pid=host.pid(op["proc"]), area=name, access="write")
    assert isinstance(answer, TouchAnswer), "the shape of the command"
    if kind == "mlock" and answer.ret >= 0:
        host.do("mlock", pid=host.pid(op["proc"]), area=name)
    return answer


def _alloc_until_failure(host: LangHost, op: dict[str, Any]) -> Outcome:
    """A hog maps and touches memory until it is refused or killed."""
    given = {"proc": op.get("proc", "p0")}
    kind = op.get("kind", "normal")
    for _ in range(_HOG_STEPS):
        answer = _hog(host, given, _HOG_PAGES, kind)
        if answer is None or (answer.ret < 0 and not answer.signal):
            return Outcome(shown={"outcome": "ENOMEM"})
        if answer.signal:
            return Outcome(shown={"outcome": "SIGKILL" if answer.signal == SIGKILL else "SIGBUS"})
    raise Unsupported("a hog that never ends")


def _hog_start(host: LangHost, op: dict[str, Any]) -> Outcome:
    known(op, "proc", "pages")
    if "pages" not in op:
        raise Unsupported("hog_start without pages")
    answer = _hog(host, {"proc": op.get("proc", "p0")}, op["pages"])
    return Outcome(0 if answer is not None and answer.ret >= 0 else "OOM")


def _reclaim(host: LangHost, op: dict[str, Any]) -> Outcome:
    """Reclaim of so many pages of a node: demotion where it is allowed."""
    node = op["node"]
    with host.hook() as ctx:
        runs = []
        left = op["pages"]
        for path in sorted(host.state.cgroups):
            for obj, first, end in group_pages(ctx, path, node):
                stop = min(end, first + left)
                runs.append((obj, first, stop))
                left -= stop - first
        batch = Batch(runs, op["pages"] - left)
        if can_demote(ctx, node):
            done = demote_folio_list(ctx, batch, node)
            ctx.count("pgdemote_direct", node, done)
    return Outcome()


def _notifier_error(host: LangHost, op: dict[str, Any]) -> Outcome:
    """The notifier error injection: from now on the event answers with an errno; null clears."""
    with host.hook() as ctx:
        if op.get("errno") is None:
            if op["event"] in host.state.notifier_errors:
                ctx.undo.delete(host.state.notifier_errors, op["event"])
        else:
            ctx.undo.set(host.state.notifier_errors, op["event"], op["errno"])
    return Outcome()


QUERY_OPS: Final[dict[str, Handler]] = {
    "zonelist": _zonelist,
    "distance": _distance,
    "node_cpus": _node_cpus,
    "current_node": _current_node,
    "set_bandwidth": _set_bandwidth,
    "sysfs_read_weights": _sysfs_read_weights,
    "watermarks": _watermarks,
    "drop_caches": _drop_caches,
    "alloc_until_failure": _alloc_until_failure,
    "hog_start": _hog_start,
    "hog_stop": lambda _host, _op: Outcome(),
    "reclaim": _reclaim,
    "notifier_error": _notifier_error,
}
