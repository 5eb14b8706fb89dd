"""What RFC v4 says of requests, policies, faults and services, written from the text alone.

An independent second account of patches 02 to 04, 12 to 22 (20260222084842.1824063-{3..23}): sets
and loops, nothing of the engine. Nodes 0 and 1 (and 4, where it is there) are DRAM, 2 and 3
private. The matrices of the tests compare the engine with this, cell by cell.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from collections.abc import Set as AbstractSet
from itertools import cycle, islice
from typing import Final, NamedTuple

DRAM: Final = frozenset({0, 1, 4})
PRIVATE: Final = frozenset({2, 3})

#: patch 04: DRAM by distance, a private node first in its own list and in nobody else's
FALLBACK: Final[Mapping[int, tuple[int, ...]]] = {
    0: (0, 1),
    1: (1, 0),
    2: (2, 0, 1),
    3: (3, 1, 0),
}
#: the same with node 4, DRAM without CPUs: far from all, nearest to 2
FALLBACK_4: Final[Mapping[int, tuple[int, ...]]] = {
    0: (0, 1, 4),
    1: (1, 0, 4),
    2: (2, 0, 4, 1),
    3: (3, 1, 0, 4),
    4: (4, 0, 1),
}


class Call(NamedTuple):
    """A kernel request. `movable`: it may use ZONE_MOVABLE. `context`: who asks."""

    nid: int
    key: bool
    thisnode: bool
    movable: bool
    mask: frozenset[int] | None
    context: str
    #: the asking task's mems_allowed; None: no cpusets, or no task
    mems: frozenset[int] | None


class Machine(NamedTuple):
    """Which private nodes are online, which are movable only, and which nodes are full."""

    online: frozenset[int]
    movable_only: bool
    full: frozenset[int]
    #: fidelity: changelog of patch 02 (interrupts get N_MEMORY only), or the code of patch 03
    documented: bool = True


def lists(machine: Machine, nid: int, *, thisnode: bool) -> tuple[int, ...]:
    """FALLBACK or NOFALLBACK list (patch 04); a node that is not online has only the first."""
    present = [n for n in FALLBACK[nid] if n in DRAM or n in machine.online]
    if thisnode:
        return tuple(n for n in present if n == nid)
    return tuple(present)


def _refused(machine: Machine, call: Call, nid: int, *, cpuset: bool) -> bool:
    """The gate is asked first, then the cpuset (patch 03)."""
    if nid in PRIVATE:
        if not call.key:
            return True
        if machine.documented and call.context == "interrupt":
            return True
    bypass = call.context in {"interrupt", "victim"}
    return cpuset and not bypass and call.mems is not None and nid not in call.mems


def _serves(machine: Machine, call: Call, nid: int) -> bool:
    """Zone class and free pages."""
    if nid in PRIVATE and machine.movable_only and not call.movable:
        return False
    return nid not in machine.full


def _walk(
    machine: Machine,
    call: Call,
    mask: AbstractSet[int] | None,
    order: Sequence[int],
    *,
    cpuset: bool,
) -> int | None:
    for nid in order:
        if mask is not None and nid not in mask:
            continue
        if not _refused(machine, call, nid, cpuset=cpuset) and _serves(machine, call, nid):
            return nid
    return None


def allocate(machine: Machine, call: Call) -> int | str:
    """The serving node, or how the request ends: no_zone, no_reclaim, thisnode, oom."""
    order = lists(machine, call.nid, thisnode=call.thisnode)
    confined = call.mems is not None and call.context != "interrupt"
    if call.mems is not None and call.mask is None and confined:
        found = _walk(machine, call, call.mems, order, cpuset=False)
    else:
        found = _walk(machine, call, call.mask, order, cpuset=call.mems is not None)
    if found is not None:
        return found
    usable = [
        nid
        for nid in order
        if (call.mask is None or nid in call.mask)
        and not (nid in PRIVATE and machine.movable_only and not call.movable)
    ]
    if not usable:
        return "no_zone"
    atomic = call.context in {"atomic", "interrupt"}
    checks = not (atomic or call.context == "victim")
    found = _walk(machine, call, call.mask, order, cpuset=checks)
    if found is None and not checks:
        found = _walk(machine, call, None, order, cpuset=False)
    if found is not None:
        return found
    if atomic:
        return "no_reclaim"
    return "thisnode" if call.thisnode else "oom"


# --- section 17.1: creating a policy ----------------------------------------------------------------------


class Wish(NamedTuple):
    """A policy asked for: mode without MPOL_, mode flag, user mask, the task's mems."""

    mode: str
    flag: str
    user: frozenset[int]
    mems: frozenset[int]
    call: str = "mbind"


class Rights(NamedTuple):
    """Private nodes that are online, and those whose ops have NP_OPS_MEMPOLICY."""

    online: frozenset[int]
    plus: frozenset[int]


def fold_onto(user: Iterable[int], allowed: Iterable[int]) -> frozenset[int]:
    """MPOL_F_RELATIVE_NODES: bit n means the (n mod weight)-th allowed node."""
    ranks = sorted(allowed)
    return frozenset(ranks[nid % len(ranks)] for nid in user) if ranks else frozenset()


def create(model: str, wish: Wish, rights: Rights) -> tuple[frozenset[int], bool] | str:
    """(effective nodes, MPOL_F_PRIVATE), or the errno (patch 13; the June models refuse more)."""
    allowed = wish.mems & (DRAM | rights.online)
    if model == "list-isolation":  # cpusets know N_MEMORY only, and do not govern private nodes
        allowed |= rights.online
    relative = wish.flag == "RELATIVE"
    nodes = fold_onto(wish.user, allowed) if relative else wish.user & allowed
    private = nodes & PRIVATE
    if private:
        june = model in {"thread-2026-06", "list-isolation"}
        if june and (wish.call == "set_mempolicy" or wish.mode != "BIND"):
            return "EINVAL"
        if model != "list-isolation" and not private <= rights.plus:
            return "EINVAL"
    if not nodes:
        return "EINVAL"
    return (frozenset({min(nodes)}) if wish.mode == "PREFERRED" else nodes), bool(private)


# --- section 17.2: anonymous faults -----------------------------------------------------------------------


class Policy(NamedTuple):
    """An installed policy: its mask, home node, MPOL_F_PRIVATE; weights are all 1."""

    mode: str
    nodes: frozenset[int] = frozenset()
    home: int | None = None
    private: bool = False
    #: the task's mems_allowed; None: no cpusets
    mems: frozenset[int] | None = None


def _first(
    order: Iterable[int], full: AbstractSet[int], policy: Policy, mask: AbstractSet[int] | None
) -> int:
    for nid in order:
        if mask is not None and nid not in mask:
            continue
        if policy.mems is not None and nid not in policy.mems:
            continue
        if nid in PRIVATE and not policy.private:
            continue
        if nid not in full:
            return nid
    return -1


def fault(policy: Policy, local: int, full: AbstractSet[int], pages: int) -> list[int] | str:
    """The nodes of the next `pages` anonymous pages; when one fails: oom, or retry (no zone)."""
    order = FALLBACK_4
    turns: list[tuple[Sequence[int], AbstractSet[int] | None]]
    if policy.mode in {"DEFAULT", "LOCAL"}:
        turns = [(order[local], None)]
    elif policy.mode == "BIND":
        start = local
        if policy.home is not None:
            start = policy.home
        elif policy.private and local not in policy.nodes:
            start = min(policy.nodes)
        if not policy.nodes & set(order[start]):
            return "retry"
        turns = [(order[start], policy.nodes)]
    elif policy.mode == "PREFERRED":
        turns = [(order[min(policy.nodes)], None)]
    elif policy.mode == "PREFERRED_MANY":
        start = local if policy.home is None else policy.home
        inside = _first(order[start], full, policy, policy.nodes)
        turns = [(order[start], {inside} if inside >= 0 else None)]
    else:
        turns = [(order[nid], None) for nid in sorted(policy.nodes)]
    found = []
    for nodes, mask in islice(cycle(turns), pages):
        nid = _first(nodes, full, policy, mask)
        if nid < 0:
            return "oom"
        found.append(nid)
    return found


# --- section 18 and section 6 of the second half: services and rights -----------------------------------------


#: flag -> flags that it needs, and excludes (patches 12, 13, 15, 18, 19)
NEEDS: Final[Mapping[str, str]] = {
    "MEMPOLICY": "MIGRATION",
    "NUMA_BALANCING": "MIGRATION",
    "COMPACTION": "MIGRATION",
}
FLAGS: Final = (
    "MIGRATION",
    "MEMPOLICY",
    "DEMOTION",
    "PROTECT_WRITE",
    "RECLAIM",
    "NUMA_BALANCING",
    "COMPACTION",
    "LONGTERM_PIN",
)


def valid_flags(flags: AbstractSet[str]) -> bool:
    """Whether node_private_set_ops takes the flags, both migration callbacks given."""
    if any(flag in flags and need not in flags for flag, need in NEEDS.items()):
        return False
    return not {"MEMPOLICY", "PROTECT_WRITE"} <= flags


#: service -> the flags of which all are needed for it to touch the node's pages; None: never
SERVICES: Final[Mapping[str, frozenset[str] | None]] = {
    "page allocator without __GFP_PRIVATE": None,
    "page allocator with __GFP_PRIVATE": frozenset(),
    "move_pages to the node": frozenset(),  # the callback decides, no flag is tested
    "move_pages from the node": frozenset({"MIGRATION"}),
    "migrate_pages from the node": frozenset({"MIGRATION"}),
    "mbind": frozenset({"MEMPOLICY"}),
    "demotion target": frozenset({"DEMOTION"}),
    "mprotect keeps entries read-only": frozenset({"PROTECT_WRITE"}),
    "wakeup_kswapd": frozenset({"RECLAIM"}),
    "direct reclaim": frozenset({"RECLAIM"}),
    "memcg reclaim": frozenset(),
    "OOM counts the node": frozenset({"RECLAIM", "DEMOTION"}),
    "NUMA balancing scan": frozenset({"NUMA_BALANCING"}),
    "NUMA balancing to the node": None,
    "DAMON from the node": frozenset({"MIGRATION"}),
    "DAMON to the node": None,
    "direct compaction": frozenset({"COMPACTION"}),
    "compact_node": frozenset({"COMPACTION"}),
    "long-term pin in place": frozenset({"LONGTERM_PIN"}),
    "short-term pin": frozenset(),
    "soft offline of a page in use": frozenset({"MIGRATION"}),
    "hot-unplug with live folios": frozenset({"MIGRATION"}),
    "madvise COLD, PAGEOUT, FREE": None,
    "mlock counts its pages": None,
    "KSM": None,
    "khugepaged": None,
    "has_memory lists the node": frozenset({"MEMPOLICY"}),
}


def may(service: str, flags: AbstractSet[str]) -> bool:
    """Whether a service touches the pages of a node with these flags."""
    needed = SERVICES[service]
    return needed is not None and needed <= flags


#: what an ops table holds: (flags, are the two migration callbacks there); `none` is no table
KINDS: Final[Mapping[str, tuple[frozenset[str], bool]]] = {
    "none": (frozenset(), False),
    "callbacks": (frozenset(), True),
    "M": (frozenset({"MIGRATION"}), True),
    "MP": (frozenset({"MIGRATION", "MEMPOLICY"}), True),
    "MD": (frozenset({"MIGRATION", "DEMOTION"}), True),
    "D": (frozenset({"DEMOTION"}), False),
}


class Move(NamedTuple):
    """One page to move: kinds of source and destination (`dram`, or a row of KINDS)."""

    action: str
    source: str
    target: str
    full: bool
    in_cpuset: bool


class Outcome(NamedTuple):
    """Errno or per-page status, whether the page moved, the callbacks that were made."""

    result: str | None
    moved: bool
    callbacks: frozenset[str]


def _moved(move: Move, *, asks: bool) -> Outcome:
    """The page goes to its target; `asks`: through the target's migrate_to."""
    told = {"migrate_to"} if asks else set()
    if move.full:
        return Outcome("ENOMEM", moved=False, callbacks=frozenset(told))
    if move.source != "dram" and KINDS[move.source][1]:
        told.add("folio_migrate")
    return Outcome(None, moved=True, callbacks=frozenset(told))


_STAYS: Final = Outcome(None, moved=False, callbacks=frozenset())


def _leaves(move: Move) -> bool:
    """Pages of a private node may leave with NP_OPS_MIGRATION."""
    return move.source == "dram" or "MIGRATION" in KINDS[move.source][0]


def _no_service(move: Move) -> bool:
    """A private target whose ops have no migrate_to."""
    return move.target != "dram" and not KINDS[move.target][1]


def _move_pages(move: Move) -> Outcome:
    if not move.in_cpuset:
        return _STAYS._replace(result="EACCES")
    if not _leaves(move):
        return _STAYS._replace(result="ENOENT")
    if _no_service(move):
        return _STAYS._replace(result="ENODEV")
    return _moved(move, asks=move.target != "dram")


def _migrate_pages(move: Move) -> Outcome:
    if not move.in_cpuset:
        return _STAYS._replace(result="EINVAL")
    if not _leaves(move):
        return _STAYS
    if _no_service(move):
        return _STAYS._replace(result="ENODEV")
    return _moved(move, asks=move.target != "dram")


def _mbind(move: Move) -> Outcome:
    right = move.target == "dram" or "MEMPOLICY" in KINDS[move.target][0]
    if not move.in_cpuset or not right:
        return _STAYS._replace(result="EINVAL")
    return (_moved(move, asks=False) if _leaves(move) else _STAYS)._replace(result=None)


def _demotion(move: Move) -> Outcome:
    """From an ordinary node; the targets were refreshed after the ops were set."""
    target = move.target != "dram" and "DEMOTION" in KINDS[move.target][0]
    if move.source != "dram" or not target or _no_service(move):
        return _STAYS
    return _moved(move, asks=True)._replace(result=None)


def _scanner(move: Move) -> Outcome:
    """NUMA balancing and DAMON allocate their targets without the flag."""
    if not _leaves(move) or move.target != "dram" or move.full:
        return _STAYS
    return _moved(move, asks=False)


_MIGRATE: Final[Mapping[str, Callable[[Move], Outcome]]] = {
    "move_pages": _move_pages,
    "migrate_pages": _migrate_pages,
    "mbind": _mbind,
    "demotion": _demotion,
    "NUMA balancing": _scanner,
    "DAMON": _scanner,
}


def migrate(move: Move) -> Outcome:
    """Section 18, with the order of the checks in sections 12 to 14."""
    return _MIGRATE[move.action](move)
