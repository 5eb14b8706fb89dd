"""Every callback of a private node is an event of the step in which it happens.

Sources: patches 10 to 16 and 21 of RFC v4 (20260222084842.1824063-{11..17,22}-gourry@gourry.net).
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from typing import Any, Final

import msgspec
import pytest

from service.mm.batch import Batch
from service.mm.context import Context
from service.mm.fault import handle_mm_fault
from service.mm.huge_memory import split_folio
from service.mm.kswapd import node_private_reclaim_policy
from service.mm.managed_fault import VM_FAULT_WORDS
from service.mm.memory_failure import memory_failure
from service.mm.migrate import mapped_runs
from service.mm.migrate_to import node_private_migrate_to
from service.mm.mmap import find_vma
from service.reasons import KernelError
from tests.mm.mmhost import OPS_MP, Host, std_host

#: all seven members of struct node_private_ops
CALLBACKS: Final = (
    "free_folio",
    "folio_split",
    "migrate_to",
    "folio_migrate",
    "handle_fault",
    "reclaim_policy",
    "memory_failure",
)
ALL_OPS: Final = {"name": "all", "flags": ["NP_OPS_MIGRATION"], "callbacks": list(CALLBACKS)}


def busy_host() -> Host:
    """2p with every callback; area `d` has a page in DRAM, `p` four on 2p, `h` a huge folio there.

    Area `p` is mapped read-only from its node's point of view: its first write is a fault.
    """
    host = std_host(ops={2: OPS_MP})
    host.task()
    host.area(100, "d", 1)
    host.ok("touch", pid=100, area="d")
    for area, pages in (("p", 4), ("h", 1024)):
        host.area(100, area, pages)
        if area == "h":
            host.ok("madvise", pid=100, area=area, advice="MADV_HUGEPAGE")
        host.ok("mbind", pid=100, area=area, mode="MPOL_BIND", nodemask=[2])
        host.ok("touch", pid=100, area=area)
    host.ok("node_private_set_ops", nid=2, ops=ALL_OPS)
    return host


def told(effects: Iterable[Any]) -> list[tuple[str, int]]:
    """(callback, node) of the events."""
    return [(each.name, each.nid) for each in effects if each.effect == "callback"]


def by_command(op: str, **args: Any) -> Callable[[Host], list[tuple[str, int]]]:
    """Callbacks that a command reports."""
    return lambda host: told(host.ok(op, pid=100, **args).effects)


def _run_of(host: Host, ctx: Context, area: str) -> Any:
    mm = host.state.mms[host.state.tasks[100].mm]
    first, pages = mm.areas[area]
    return mm, next(iter(mapped_runs(ctx, mm, first, first + pages)))


def _split(host: Host) -> list[tuple[str, int]]:
    ctx = Context(host.state, explain=False)
    mm = host.state.mms[host.state.tasks[100].mm]
    first, pages = mm.areas["h"]
    runs = list(mapped_runs(ctx, mm, first, first + pages))
    obj = runs[0].obj
    huge = obj.marked("order", first + runs[0].shift, first + pages + runs[0].shift)
    assert huge, "the area has a huge folio"
    assert split_folio(ctx, obj, huge[0][0], 0)
    return told(ctx.effects)


def _write_fault(host: Host) -> list[tuple[str, int]]:
    ctx = Context(host.state, explain=False)
    mm, run = _run_of(host, ctx, "p")
    mm.pages.assign(ctx.undo, run.start, run.start + 1, (run.obj.id, run.shift, False))
    vma = find_vma(mm, run.start)
    assert vma is not None
    handle_mm_fault(ctx, host.state.tasks[100], vma, run.start, "write")
    return told(ctx.effects)


def _reclaim_policy(host: Host) -> list[tuple[str, int]]:
    ctx = Context(host.state, explain=False)
    node_private_reclaim_policy(ctx, 2)
    return told(ctx.effects)


def _memory_failure(host: Host) -> list[tuple[str, int]]:
    ctx = Context(host.state, explain=False)
    _, run = _run_of(host, ctx, "p")
    memory_failure(ctx, run.obj, run.start + run.shift)
    return told(ctx.effects)


_MOVE: Final = {"flags": ["MPOL_MF_MOVE"]}
CAUSES: Final[dict[str, Callable[[Host], list[tuple[str, int]]]]] = {
    "free_folio": by_command("munmap", area="p"),
    "folio_split": _split,
    "migrate_to": by_command("move_pages", pages=[{"area": "d"}], nodes=[2], **_MOVE),
    "folio_migrate": by_command("move_pages", pages=[{"area": "p"}], nodes=[0], **_MOVE),
    "handle_fault": _write_fault,
    "reclaim_policy": _reclaim_policy,
    "memory_failure": _memory_failure,
}


@pytest.mark.parametrize("callback", CALLBACKS)
def test_a_callback_is_an_event_that_names_it_and_its_node(callback: str) -> None:
    assert (callback, 2) in CAUSES[callback](busy_host())


@pytest.mark.parametrize("callback", CALLBACKS)
def test_a_callback_that_the_table_lacks_is_no_event(callback: str) -> None:
    """Presence in the ops table decides, no flag does (patches 10, 11, 15, 16, 21)."""
    host = busy_host()
    rest = [name for name in CALLBACKS if name != callback]
    host.ok("node_private_set_ops", nid=2, ops={"name": "r", "flags": [], "callbacks": rest})
    command = COMMANDED.get(callback)
    found = CAUSES[callback](host) if command is None else command(host)
    assert callback not in [name for name, _ in found]


def _refused_move(host: Host) -> list[tuple[str, int]]:
    """Without migrate_to the call is ENODEV, and nobody was asked."""
    answer = host.do("move_pages", pid=100, pages=[{"area": "d"}], nodes=[2], **_MOVE)
    assert answer.errno == "ENODEV"
    return told(answer.effects)


#: causes that the kernel refuses without the callback
COMMANDED: Final = {"migrate_to": _refused_move}


def test_row_146_folio_migrate_comes_with_the_move() -> None:
    """After the copy, one call for the folio that left; nobody can touch it in between."""
    host = busy_host()
    answer = host.ok("move_pages", pid=100, pages=[{"area": "p"}], nodes=[0], **_MOVE)
    kinds = [each.effect for each in answer.effects]
    assert kinds.index("pages_migrated") < kinds.index("callback")
    moved = [each for each in answer.effects if each.name == "folio_migrate"]
    assert [(each.nid, each.to_nid, each.nr_pages) for each in moved] == [(2, 0, 1)]
    assert host.area_pages(100, "p") == {0: 1, 2: 3}


@pytest.mark.parametrize("answer", [*VM_FAULT_WORDS, "", "unknown"])
def test_row_w20_a_builtin_handle_fault_drops_its_lock(answer: str) -> None:
    """The contract is the driver's; the twin's own never keeps the lock: the next fault goes on."""
    host = busy_host()
    ctx = Context(host.state, explain=False)
    mm, run = _run_of(host, ctx, "p")
    np = host.state.nodes[2].node_private
    assert np is not None
    assert np.ops is not None
    host.state.nodes[2].node_private = _answering(np, answer)
    mm.pages.assign(ctx.undo, run.start, run.start + 2, (run.obj.id, run.shift, False))
    vma = find_vma(mm, run.start)
    assert vma is not None
    for page in (run.start, run.start + 1):
        found = handle_mm_fault(ctx, host.state.tasks[100], vma, page, "write")
        assert found == (answer if answer in VM_FAULT_WORDS else 0)
    assert told(ctx.effects) == [("handle_fault", 2)] * 2


def _answering(np: Any, answer: str) -> Any:
    ops = msgspec.structs.replace(np.ops, answers=(("handle_fault", answer),))
    return msgspec.structs.replace(np, ops=ops)


def test_row_c23_migrate_to_of_a_purged_node_is_enodev_and_moves_nothing() -> None:
    """No call of v4 sets the field, so the state is made by hand: -ENODEV, nr 0, pages stay."""
    host = std_host(private=(2,))
    host.ok("cram_register_private_node", nid=2, owner="drv")
    entry = host.state.cram[2]
    assert entry.purged is False
    host.state.cram[2] = msgspec.structs.replace(entry, purged=True)
    host.task()
    host.area(100, "a", 2)
    host.ok("touch", pid=100, area="a")
    ctx = Context(host.state, explain=False)
    _, run = _run_of(host, ctx, "a")
    span = (run.obj, run.start + run.shift, run.end + run.shift)
    why = ("MIGRATE_ASYNC", "MR_DEMOTION")
    moved = node_private_migrate_to(ctx, 0, Batch([span], 2), 2, why, nr=True)
    assert isinstance(moved.outcome, KernelError)
    assert moved.outcome.row.errno is not None
    assert (moved.outcome.row.errno.name, moved.reported, moved.taken) == ("ENODEV", 0, 0)
    host.ok("cram_unpurge", nid=2)
    assert host.state.cram[2].purged is False
    assert host.area_pages(100, "a") == {0: 2}
