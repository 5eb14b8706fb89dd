"""The allocation, policy and fault matrices of private nodes, whole, against an independent oracle.

Every mode x mask x opt-in x home node x cpuset x fullness: what the engine answers is compared with
`private_oracle`, which was written from the text of patches 02, 03, 04 and 13 of RFC v4
(20260222084842.1824063-{3,4,5,14}-gourry@gourry.net) and of the discussion of 4 June 2026.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from itertools import chain, combinations, product
from typing import Any, Final

import pytest

from service.mm import gfp as g
from service.mm import mpol as m
from service.mm.alloc_mpol import local_nid, place, policy_turns
from service.mm.context import Context
from service.mm.mempolicy import mpol_new, mpol_set_nodemask
from service.mm.models import KernelModel
from service.mm.models.rfc_v4 import RFC_V4_FIDELITIES
from service.mm.nodemask import mask_of, nodes_of
from service.mm.page_alloc import Request, alloc_frozen_pages
from service.mm.state import Mempolicy, Task
from service.reasons import KernelError
from tests.mm.mmhost import OPS_M, OPS_MP, Host, std_topology
from tests.mm.private_oracle import (
    DRAM,
    PRIVATE,
    Call,
    Machine,
    Policy,
    Rights,
    Wish,
    allocate,
    create,
    fault,
)

#: distances with node 4, DRAM without CPUs
FIVE: Final = (
    (10, 20, 15, 25, 40),
    (20, 10, 25, 15, 40),
    (15, 25, 10, 30, 18),
    (25, 15, 30, 10, 40),
    (40, 40, 18, 40, 10),
)


def subsets(of: Iterable[int], *, least: int = 0) -> Iterator[frozenset[int]]:
    """All subsets with at least `least` members."""
    items = sorted(of)
    sizes = (combinations(items, size) for size in range(least, len(items) + 1))
    return (frozenset(each) for each in chain.from_iterable(sizes))


def fill(host: Host, nid: int) -> None:
    """Takes every page of a node."""
    gfp = ["GFP_HIGHUSER_MOVABLE", "__GFP_THISNODE", "__GFP_PRIVATE"]
    count = host.free(nid)
    host.ok("alloc_pages", label=f"fill_{nid}", preferred_nid=nid, gfp=gfp, count=count)
    assert host.free(nid) == 0


def filled(host: Host, nodes: Iterable[int]) -> Iterator[Host]:
    """The host with some nodes full, for one turn of a loop."""
    for nid in sorted(nodes):
        fill(host, nid)
    yield host
    for nid in sorted(nodes):
        host.ok("free_pages", label=f"fill_{nid}")


# --- section 16: allocation -------------------------------------------------------------------------------

#: context of a request, and the mems_allowed of its task (None: no cpusets)
CONTEXTS: Final[tuple[tuple[str, frozenset[int] | None], ...]] = (
    ("kthread", None),
    ("task", frozenset({0, 1})),
    ("task", frozenset({0, 2})),
    ("task", frozenset({1, 3})),
    ("interrupt", None),
    ("atomic", frozenset({0, 1})),
    ("victim", frozenset({0, 1})),
)


def allocation_host(
    model: KernelModel | str, *, cpusets: bool, online: frozenset[int], movable_only: bool
) -> Host:
    """Nodes 0 and 1 DRAM, 2 and 3 private; a node that is not online is registered."""
    host = Host(std_topology(watermarks=False), model)
    for nid in sorted(PRIVATE):
        if nid in online:
            kind = "online_movable" if movable_only else "online"
            host.add_private(nid, online_type=kind)
        else:
            host.ok("node_private_register", nid=nid, owner=f"np{nid}")
    if cpusets:
        host.ok("kernfs_mkdir", path="/cg/x")
    host.task()
    return host


def request_of(call: Call, task: Task) -> Request:
    """The engine's request for a call of the oracle; with __GFP_HARDWALL: the cpuset is final."""
    atomic = call.context in {"atomic", "interrupt"}
    gfp = g.GFP_HIGH | g.GFP_KSWAPD_RECLAIM if atomic else g.GFP_USER
    gfp |= g.GFP_PRIVATE_BIT if call.key else 0
    gfp |= g.GFP_THISNODE if call.thisnode else 0
    gfp |= g.GFP_MOVABLE | g.GFP_HIGHMEM if call.movable else 0
    return Request(
        call.nid,
        gfp,
        nodemask=None if call.mask is None else mask_of(call.mask),
        task=None if call.context == "kthread" else task,
        interrupt=call.context == "interrupt",
        oom_victim=call.context == "victim",
    )


ENDS: Final = {
    "alloc.no_zone": "no_zone",
    "alloc.no_reclaim": "no_reclaim",
    "alloc.thisnode": "thisnode",
    "oom.kill": "oom",
    "alloc.oom_no_victim": "oom",
}


def engine_allocates(host: Host, call: Call) -> int | str:
    """What the engine answers: a node, or how the request ends."""
    task = host.state.tasks[100]
    task.mems_allowed = mask_of(call.mems) if call.mems is not None else 0b1111
    ctx = Context(host.state, explain=False)
    grant = alloc_frozen_pages(ctx, request_of(call, task))
    ctx.undo.rollback()
    return grant.zone.nid if grant.zone is not None else ENDS[grant.rule]


def calls(contexts: Iterable[tuple[str, frozenset[int] | None]]) -> Iterator[Call]:
    """Every request of the matrix."""
    masks = [None, *subsets(range(4), least=1)]
    yesno = (False, True)
    for (context, mems), nid, key, thisnode, movable, mask in product(
        contexts, range(4), yesno, yesno, yesno, masks
    ):
        yield Call(nid, key, thisnode, movable, mask, context, mems)


def differing(host: Host, machine: Machine, asked: Iterable[Call]) -> list[Any]:
    """The cells where engine and oracle differ."""
    found = []
    for call in asked:
        expected, got = allocate(machine, call), engine_allocates(host, call)
        if expected != got:
            found.append((machine, call, f"expected {expected}, got {got}"))
    return found


@pytest.mark.parametrize("movable_only", [False, True], ids=["normal", "movable_only"])
@pytest.mark.parametrize("online", [{2, 3}, {3}, set()], ids=["both", "one_offline", "none"])
@pytest.mark.parametrize("cpusets", [False, True], ids=["no_cpusets", "cpusets"])
def test_allocation_matrix(cpusets: bool, online: set[int], movable_only: bool) -> None:
    """Section 16: preferred node x flags x nodemask x zone class x context x fullness."""
    nodes = frozenset(online)
    host = allocation_host("rfc-v4", cpusets=cpusets, online=nodes, movable_only=movable_only)
    contexts = [each for each in CONTEXTS if (each[1] is not None) == cpusets]
    asked = list(calls(contexts))
    for full in subsets(nodes | {0, 1}):
        for each in filled(host, full):
            assert differing(each, Machine(nodes, movable_only, full), asked)[:5] == []


@pytest.mark.parametrize("fidelity", ["documented", "as-coded"])
def test_interrupts_with_the_key_are_where_changelog_and_code_differ(fidelity: str) -> None:
    """Ambiguity A2: patch 02's changelog keeps them to N_MEMORY, patch 03's code does not."""
    nodes = frozenset(PRIVATE)
    model = RFC_V4_FIDELITIES[fidelity]
    host = allocation_host(model, cpusets=False, online=nodes, movable_only=False)
    machine = Machine(
        nodes, movable_only=False, full=frozenset(), documented=fidelity != "as-coded"
    )
    assert differing(host, machine, calls([("interrupt", None)]))[:5] == []


# --- section 17.1: creating a policy ----------------------------------------------------------------------

MODES: Final = ("BIND", "PREFERRED", "PREFERRED_MANY", "INTERLEAVE", "WEIGHTED_INTERLEAVE")
FLAG_BITS: Final = {
    "": 0,
    "STATIC": m.MPOL_F_STATIC_NODES,
    "RELATIVE": m.MPOL_F_RELATIVE_NODES,
}
MEMS: Final = (*subsets(range(4), least=1),)


def engine_creates(host: Host, wish: Wish) -> tuple[frozenset[int], bool] | str:
    """What mpol_new and mpol_set_nodemask make of the wish."""
    task = host.state.tasks[100]
    task.mems_allowed = mask_of(wish.mems)
    ctx = Context(host.state, explain=False)
    user = mask_of(wish.user)
    try:
        policy = mpol_new(m.mode_number(f"MPOL_{wish.mode}"), FLAG_BITS[wish.flag], user)
        policy = mpol_set_nodemask(ctx, task, policy, user, wish.call)
    except KernelError as error:
        return error.row.errno.name if error.row.errno is not None else error.reason
    assert policy is not None
    return frozenset(nodes_of(policy.nodes)), policy.private


def policy_host(model: str, rights: Rights) -> Host:
    """Private nodes with NP_OPS_MEMPOLICY (plus) or without; not online ones are registered."""
    host = Host(std_topology(watermarks=False), model)
    for nid in sorted(PRIVATE):
        ops = OPS_MP if nid in rights.plus else OPS_M
        if nid in rights.online:
            host.add_private(nid, ops=ops)
        else:
            host.ok("node_private_register", nid=nid, owner=f"np{nid}")
            host.ok("node_private_set_ops", nid=nid, ops=ops)
    host.task()
    return host


@pytest.mark.parametrize("model", ["rfc-v4", "thread-2026-06", "list-isolation"])
@pytest.mark.parametrize("plus", list(subsets(PRIVATE)), ids=lambda each: f"plus_{sorted(each)}")
@pytest.mark.parametrize("online", list(subsets(PRIVATE)), ids=lambda each: f"up_{sorted(each)}")
def test_policy_creation_matrix(model: str, plus: frozenset[int], online: frozenset[int]) -> None:
    """Section 17.1: mode x mode flag x mask x cpuset x opt-in x node state, both calls.

    A cpuset of private nodes alone cannot be a task's mems (patch 02), the rest is enumerated.
    """
    rights = Rights(online, plus)
    host = policy_host(model, rights)
    wrong = []
    for mode, flag, user, mems, call in product(
        MODES, FLAG_BITS, list(subsets(range(4), least=1)), MEMS, ("mbind", "set_mempolicy")
    ):
        if not mems & DRAM:
            continue
        wish = Wish(mode, flag, user, mems, call)
        expected, got = create(model, wish, rights), engine_creates(host, wish)
        if expected != got:
            wrong.append((wish, f"expected {expected}, got {got}"))
    assert wrong[:5] == []


# --- section 17.2: anonymous faults -----------------------------------------------------------------------

#: pages faulted: two rounds of an interleave over five nodes
PAGES: Final = 10
#: mems_allowed of the task; None: no cpusets
CONFINED: Final = (None, frozenset({0, 1, 4}), frozenset({0, 2}), frozenset({1, 2, 3, 4}))


def policies(mems: frozenset[int] | None) -> Iterator[Policy]:
    """Every policy that can be installed: modes, masks inside the cpuset, home nodes."""
    yield Policy("DEFAULT", mems=mems)
    yield Policy("LOCAL", mems=mems)
    for nodes in subsets(mems if mems is not None else range(5), least=1):
        private = bool(nodes & PRIVATE)
        for home in (None, 0, 1, 2, 3, 4):
            yield Policy("BIND", nodes, home, private, mems)
            yield Policy("PREFERRED_MANY", nodes, home, private, mems)
        yield Policy("PREFERRED", frozenset({min(nodes)}), None, private, mems)
        yield Policy("INTERLEAVE", nodes, None, private, mems)
        yield Policy("WEIGHTED_INTERLEAVE", nodes, None, private, mems)


def installed(policy: Policy) -> Mempolicy | None:
    """The policy as the engine keeps it."""
    if policy.mode == "DEFAULT":
        return None
    home = -1 if policy.home is None else policy.home
    number = m.mode_number(f"MPOL_{policy.mode}")
    return Mempolicy(number, 0, mask_of(policy.nodes), 0, home, policy.private)


def engine_faults(host: Host, policy: Policy) -> list[int] | str:
    """Where PAGES anonymous pages land; how the fault ends when one fails."""
    task = host.state.tasks[100]
    ctx = Context(host.state, explain=False)
    obj = ctx.new_object("anon")
    turns = policy_turns(ctx, task, installed(policy), g.GFP_HIGHUSER_MOVABLE, keyed=True)
    done = place(ctx, local_nid(host.state, task), obj, (0, PAGES), 0, turns)
    if done.failed is not None:
        ends: list[int] | str = {"alloc.no_zone": "retry"}.get(done.failed.rule, "oom")
    else:
        runs = sorted(obj.runs(0, PAGES))
        ends = [zone[0] for first, end, zone in runs for _ in range(end - first)]
    ctx.undo.rollback()
    return ends


#: what the private nodes opt in to at the time of the fault
OPTED: Final = {"plus": OPS_MP, "migration": OPS_M, "nothing": None}


def fault_host(*, cpusets: bool, cpu: int, ops: dict[str, Any] | None) -> Host:
    """Five nodes, 2 and 3 private; no watermarks: full is full."""
    more = {4: {"zones": [("Normal", 4096)]}}
    host = Host(std_topology(watermarks=False, more=more, distances=FIVE), "rfc-v4")
    for nid in sorted(PRIVATE):
        host.add_private(nid, ops=ops)
    if cpusets:
        host.ok("kernfs_mkdir", path="/cg/x")
    host.task(cpu=cpu)
    return host


@pytest.mark.parametrize(("cpu", "opted"), [(0, "plus"), (1, "migration"), (0, "nothing")])
@pytest.mark.parametrize("mems", CONFINED, ids=lambda each: f"mems_{sorted(each or ())}")
def test_fault_matrix(mems: frozenset[int] | None, cpu: int, opted: str) -> None:
    """Section 17.2: mode x mask x home node x local CPU x cpuset x fullness x opt-in.

    NP_OPS_MEMPOLICY is asked when a policy is made (patch 13): a fault reads the policy's mark, so
    a node that has taken its right back since is filled all the same.
    """
    host = fault_host(cpusets=mems is not None, cpu=cpu, ops=OPTED[opted])
    host.state.tasks[100].mems_allowed = mask_of(mems if mems is not None else range(5))
    wishes = list(policies(mems))
    wrong = []
    for full in subsets(range(5)):
        for each in filled(host, full):
            for policy in wishes:
                expected, got = fault(policy, cpu, full, PAGES), engine_faults(each, policy)
                if expected != got:
                    wrong.append((policy, sorted(full), f"expected {expected}, got {got}"))
    assert wrong[:5] == []
