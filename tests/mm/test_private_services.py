"""Who may touch the pages of a private node: migration matrix and service matrix, whole.

Every valid set of NP_OPS flags x every mm service, and every migration x opt-in of source and
target x fullness x cpuset, against `private_oracle`. Sources: patches 05 to 09 and 12 to 22 of
RFC v4 (20260222084842.1824063-{6..23}-gourry@gourry.net).
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from itertools import product
from typing import Any, Final

import msgspec
import pytest

from service.mm import gfp as g
from service.mm import views
from service.mm.commands import COMMANDS
from service.mm.compaction import suitable_zones, zone_supports_compaction
from service.mm.context import Context
from service.mm.demote import can_demote, demote_folio_list
from service.mm.gup import pin_user_pages
from service.mm.khugepaged import SCAN_SUCCEED, collapse_huge_page
from service.mm.ksm import ksm_merge
from service.mm.kswapd import wakeup_kswapd
from service.mm.memory_failure import soft_offline_page
from service.mm.memory_tiers import demotion_targets, memory_tier_refresh_demotion
from service.mm.migrate import mapped_runs
from service.mm.migrate_to import Batch
from service.mm.numa_balancing import (
    change_prot_numa,
    damon_migrate,
    migrate_misplaced_folio,
    prepare_misplaced,
)
from service.mm.objects import PageObject
from service.mm.oom import node_oom_eligible
from service.mm.page_alloc import Request
from service.mm.state import Mm, Zone
from service.mm.step import Done, step
from service.mm.vmscan import shrink_zones
from service.reasons import KernelError
from tests.mm.mmhost import BLOCK_BYTES, BOTH, OPS_MP, Host, hot_start, std_topology
from tests.mm.private_oracle import FLAGS, KINDS, SERVICES, Move, Outcome, may, migrate, valid_flags

#: a huge folio's worth of pages; area `p` has them twice, so one aligned block lies inside
HUGE: Final = 512
#: abstract distance of the private nodes: a slower tier than DRAM
SLOW: Final = 2880


def table(name: str, flags: frozenset[str], *, callbacks: bool) -> dict[str, Any]:
    """An ops table."""
    return {
        "name": name,
        "flags": [f"NP_OPS_{flag}" for flag in FLAGS if flag in flags],
        "callbacks": list(BOTH) if callbacks else [],
    }


def settle(host: Host, area: str, nid: int, pages: int) -> None:
    """Puts an area's pages on a private node, whatever its ops are afterwards."""
    host.ok("node_private_set_ops", nid=nid, ops=OPS_MP)
    host.area(100, area, pages)
    host.ok("mbind", pid=100, area=area, mode="MPOL_BIND", nodemask=[nid])
    host.ok("touch", pid=100, area=area)
    host.ok("mbind", pid=100, area=area, mode="MPOL_DEFAULT")
    host.ok("node_private_clear_ops", nid=nid, ops=OPS_MP["name"])


def slow_host(**options: Any) -> Host:
    """The standard fixture with private nodes of a slower tier, and swap."""
    host = Host(std_topology(swap_pages=4096, **options), "rfc-v4")
    for nid in (2, 3):
        host.state.adistance[nid] = SLOW
        host.add_private(nid)
    host.ok("kernfs_write", path="/sys/kernel/mm/numa/demotion_enabled", value="1")
    return host


class Bench:
    """A host under one question: everything a probe does is undone."""

    def __init__(self, host: Host) -> None:
        self.host = host
        self.ctx = Context(host.state, explain=False)

    @property
    def mm(self) -> Mm:
        """The address space of task 100."""
        return self.host.state.mms[self.host.state.tasks[100].mm]

    def span(self, area: str, pages: int = 1) -> tuple[int, int]:
        """Page numbers of an area's first pages."""
        first, _ = self.mm.areas[area]
        return first, first + pages

    def runs(self, area: str, pages: int = 1) -> list[tuple[PageObject, int, int]]:
        """(object, first index, end index) of an area's first pages."""
        found = mapped_runs(self.ctx, self.mm, *self.span(area, pages))
        return [(run.obj, run.start + run.shift, run.end + run.shift) for run in found]

    def run(self, op: str, **args: Any) -> Done:
        """A command without the checks of `Host`."""
        done = step(self.host.state, COMMANDS[op].model_validate(args))
        assert isinstance(done, Done)
        return done

    def command(self, op: str, **args: Any) -> Any:
        """A command, undone at once; its answer."""
        done = self.run(op, **args)
        self.after = self.nodes()
        done.undo.rollback()
        return done.answer

    def nodes(self) -> dict[str, dict[int, int]]:
        """Pages of each area by node."""
        return {area: self.host.area_pages(100, area) for area in sorted(self.mm.areas)}


# --- section 6 of the notes on patches 15 to 27: service x flags --------------------------------------------


def _keyed(flags: int = 0) -> Request:
    return Request(2, g.GFP_HIGHUSER_MOVABLE | g.GFP_PRIVATE_BIT | flags)


def _alloc(bench: Bench, *flags: str) -> bool:
    answer = bench.command("alloc_pages", label="x", preferred_nid=2, gfp=["GFP_KERNEL", *flags])
    return bool(answer.nids == (2,))


def _move_to(bench: Bench) -> bool:
    pages, flags = [{"area": "a"}], ["MPOL_MF_MOVE"]
    answer = bench.command("move_pages", pid=100, pages=pages, nodes=[2], flags=flags)
    return answer.errno is None and bench.after["a"].get(2) == 1


def _move_from(bench: Bench) -> bool:
    pages, flags = [{"area": "p"}], ["MPOL_MF_MOVE"]
    bench.command("move_pages", pid=100, pages=pages, nodes=[0], flags=flags)
    return bench.after["p"].get(0) == 1


def _migrate_from(bench: Bench) -> bool:
    bench.command("migrate_pages", pid=100, old_nodes=[2], new_nodes=[0])
    return bench.after["p"] == {0: 2 * HUGE}


def _mbind(bench: Bench) -> bool:
    answer = bench.command("mbind", pid=100, area="a", mode="MPOL_BIND", nodemask=[2])
    return answer.errno is None


def _demotion_target(bench: Bench) -> bool:
    memory_tier_refresh_demotion(bench.host.state, bench.ctx.undo)
    return bool(demotion_targets(bench.host.state, 0)[0] >> 2 & 1)


def _stays_read_only(bench: Bench) -> bool:
    done = [
        bench.run("mprotect", pid=100, area="p", prot=["PROT_READ"]),
        bench.run("mprotect", pid=100, area="p", prot=["PROT_READ", "PROT_WRITE"]),
    ]
    entry = bench.mm.pages.at(bench.span("p")[0])
    for each in reversed(done):
        each.undo.rollback()
    assert entry is not None
    return not entry[2]


def _zone(bench: Bench) -> Zone:
    return next(each for each in bench.host.state.nodes[2].zones if each.managed)


def _wakeup(bench: Bench) -> bool:
    zone = _zone(bench)
    return wakeup_kswapd(bench.ctx, zone, 0, zone.idx) != "ignored"


def _numa_to(bench: Bench) -> bool:
    obj, first, _ = bench.runs("a")[0]
    try:
        prepare_misplaced(bench.ctx, obj, first, 2)
        migrate_misplaced_folio(bench.ctx, obj, first, 2)
    except KernelError:
        return False
    return True


def _pin(bench: Bench, *, longterm: bool) -> bool:
    task = bench.host.state.tasks[100]
    try:
        pin_user_pages(bench.ctx, task, *bench.span("p"), longterm=longterm, write=False)
    except KernelError:
        return False
    return bench.runs("p")[0][0].zone_at(bench.runs("p")[0][1]) in {(2, 2), (2, 3)}


def _soft_offline(bench: Bench) -> bool:
    obj, first, _ = bench.runs("p")[0]
    try:
        soft_offline_page(bench.ctx, obj, first)
    except KernelError:
        return False
    return True


def _unplug(bench: Bench) -> bool:
    answer = bench.command("offline_pages", start=hex(hot_start(2)), size=BLOCK_BYTES)
    return answer.errno is None


def _advises(bench: Bench) -> bool:
    before = bench.host.hash()
    advices = ("MADV_COLD", "MADV_PAGEOUT", "MADV_FREE")
    done = [bench.run("madvise", pid=100, area="p", advice=advice) for advice in advices]
    changed = bench.host.hash() != before
    for each in reversed(done):
        each.undo.rollback()
    return changed


def _mlocks(bench: Bench) -> bool:
    done = bench.run("mlock", pid=100, area="p")
    counted = bench.host.state.counters.get(("nr_mlock", 2))
    done.undo.rollback()
    return bool(counted)


def _merges(bench: Bench) -> bool:
    for obj, first, end in bench.runs("p", 2 * HUGE):
        obj.set_mark(bench.ctx.undo, "value", first, end, 7)
    vmas = tuple(msgspec.structs.replace(vma, mergeable=True) for vma in bench.mm.vmas)
    bench.ctx.undo.assign(bench.mm, "vmas", vmas)
    return ksm_merge(bench.ctx) > 0


def _collapses(bench: Bench) -> bool:
    block = -(-bench.span("p")[0] // HUGE) * HUGE
    task = bench.host.state.tasks[100]
    return collapse_huge_page(bench.ctx, task, bench.mm, block) == SCAN_SUCCEED


PROBES: Final[dict[str, Callable[[Bench], bool]]] = {
    "page allocator without __GFP_PRIVATE": _alloc,
    "page allocator with __GFP_PRIVATE": lambda bench: _alloc(bench, "__GFP_PRIVATE"),
    "move_pages to the node": _move_to,
    "move_pages from the node": _move_from,
    "migrate_pages from the node": _migrate_from,
    "mbind": _mbind,
    "demotion target": _demotion_target,
    "mprotect keeps entries read-only": _stays_read_only,
    "wakeup_kswapd": _wakeup,
    "direct reclaim": lambda bench: 2 in shrink_zones(bench.ctx, _keyed(), None),
    "memcg reclaim": lambda bench: 2 in shrink_zones(bench.ctx, _keyed(), "/"),
    "OOM counts the node": lambda bench: node_oom_eligible(bench.ctx, 2),
    "NUMA balancing scan": lambda b: bool(change_prot_numa(b.ctx, b.mm, *b.span("p"))),
    "NUMA balancing to the node": _numa_to,
    "DAMON from the node": lambda b: bool(damon_migrate(b.ctx, b.runs("p"), 0)),
    "DAMON to the node": lambda b: bool(damon_migrate(b.ctx, b.runs("a"), 2)),
    "direct compaction": lambda b: 2 in [z.nid for z in suitable_zones(b.ctx, _keyed())],
    "compact_node": lambda bench: zone_supports_compaction(bench.ctx, _zone(bench)),
    "long-term pin in place": lambda bench: _pin(bench, longterm=True),
    "short-term pin": lambda bench: _pin(bench, longterm=False),
    "soft offline of a page in use": _soft_offline,
    "hot-unplug with live folios": _unplug,
    "madvise COLD, PAGEOUT, FREE": _advises,
    "mlock counts its pages": _mlocks,
    "KSM": _merges,
    "khugepaged": _collapses,
    "has_memory lists the node": lambda b: "2" in views.sysfs(b.host.state).has_memory,
}


def flag_sets() -> Iterator[frozenset[str]]:
    """The sets of flags that node_private_set_ops takes."""
    for bits in product((False, True), repeat=len(FLAGS)):
        flags = frozenset(flag for flag, bit in zip(FLAGS, bits, strict=True) if bit)
        if valid_flags(flags):
            yield flags


def test_every_service_has_a_probe() -> None:
    assert PROBES.keys() == SERVICES.keys()


def test_service_matrix() -> None:
    """Section 6.1: every service x every valid set of flags, callbacks given.

    The madvise, KSM and khugepaged rows have no flag (cover letter: always skipped).
    """
    host = slow_host()
    host.task()
    settle(host, "p", 2, 2 * HUGE)
    host.area(100, "a", 1)
    host.ok("touch", pid=100, area="a")
    host.state.nodes[2].kswapd = True
    wrong = []
    before = host.hash()
    for flags in flag_sets():
        host.ok("node_private_set_ops", nid=2, ops=table("x", flags, callbacks=True))
        for service, probe in PROBES.items():
            bench = Bench(host)
            got = probe(bench)
            bench.ctx.undo.rollback()
            if got != may(service, flags):
                wrong.append((service, sorted(flags), got))
    assert wrong[:5] == []
    host.ok("node_private_clear_ops", nid=2, ops="x")
    assert host.hash() == before, "every probe was undone"


# --- section 18: migration --------------------------------------------------------------------------------

ACTIONS: Final = ("move_pages", "migrate_pages", "mbind", "demotion", "NUMA balancing", "DAMON")


def migration_host(source: str, target: str, *, full: bool, in_cpuset: bool) -> Host:
    """A page of area `s` on node 1 or 3, to be moved to node 0 or 2."""
    host = slow_host(watermarks=False)
    host.ok("kernfs_mkdir", path="/cg/x")
    host.task(cpu=1)
    if source == "dram":
        host.area(100, "s", 1)
        host.ok("touch", pid=100, area="s")
    else:
        settle(host, "s", 3, 1)
    for nid, kind in ((3, source), (2, target)):
        flags, callbacks = KINDS.get(kind, KINDS["none"])
        if kind not in {"dram", "none"}:
            ops = table(f"ops{nid}", flags, callbacks=callbacks)
            host.ok("node_private_set_ops", nid=nid, ops=ops)
    nid = 0 if target == "dram" else 2
    if full:
        gfp = ["GFP_KERNEL", "__GFP_THISNODE", "__GFP_PRIVATE"]
        host.ok("alloc_pages", label="f", preferred_nid=nid, gfp=gfp, count=host.free(nid))
    if not in_cpuset:
        host.state.tasks[100].mems_allowed = 0b1111 & ~(1 << nid)
    return host


def act(bench: Bench, move: Move) -> tuple[str | None, list[Any]]:
    """Does the move; (errno or status, effects)."""
    nid = 0 if move.target == "dram" else 2
    source = 1 if move.source == "dram" else 3
    if move.action == "move_pages":
        pages, flags = [{"area": "s"}], ["MPOL_MF_MOVE"]
        answer = bench.host.do("move_pages", pid=100, pages=pages, nodes=[nid], flags=flags)
        status = next((each.errno for each in answer.status if each.errno), None)
        return answer.errno or status, list(answer.effects)
    if move.action == "migrate_pages":
        answer = bench.host.do("migrate_pages", pid=100, old_nodes=[source], new_nodes=[nid])
        return answer.errno, list(answer.effects)
    if move.action == "mbind":
        bind = {"mode": "MPOL_BIND", "nodemask": [nid], "flags": ["MPOL_MF_MOVE"]}
        answer = bench.host.do("mbind", pid=100, area="s", **bind)  # type: ignore[arg-type]
        return answer.errno, list(answer.effects)
    ctx = bench.ctx
    obj, first, end = bench.runs("s")[0]
    if move.action == "demotion":
        memory_tier_refresh_demotion(bench.host.state, ctx.undo)
        if can_demote(ctx, source):
            demote_folio_list(ctx, Batch([(obj, first, end)], 1), source)
    elif move.action == "DAMON":
        damon_migrate(ctx, [(obj, first, end)], nid)
    else:
        try:
            prepare_misplaced(ctx, obj, first, nid)
            migrate_misplaced_folio(ctx, obj, first, nid)
        except KernelError:
            pass
    return None, ctx.effects


def engine_moves(move: Move) -> Outcome:
    """The engine's outcome of a move."""
    host = migration_host(move.source, move.target, full=move.full, in_cpuset=move.in_cpuset)
    bench = Bench(host)
    result, effects = act(bench, move)
    nid = 0 if move.target == "dram" else 2
    told = frozenset(each.name for each in effects if each.effect == "callback")
    return Outcome(result, moved=host.area_pages(100, "s") == {nid: 1}, callbacks=told)


@pytest.mark.parametrize("action", ACTIONS)
def test_migration_matrix(action: str) -> None:
    """Section 18: action x opt-in of source x opt-in of target x target full x cpuset."""
    kinds = ("dram", *KINDS)
    wrong = []
    for source, target, full, in_cpuset in product(kinds, kinds, (False, True), (True, False)):
        if not in_cpuset and action in {"demotion", "NUMA balancing", "DAMON"}:
            continue  # reclaim and scanners do not ask the task's cpuset
        move = Move(action, source, target, full, in_cpuset)
        expected, got = migrate(move), engine_moves(move)
        if expected != got:
            wrong.append((move, f"expected {expected}, got {got}"))
    assert wrong[:4] == []
