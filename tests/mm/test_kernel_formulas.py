"""The engine against transliterations of the kernel's own loops, over random machines and masks.

Each oracle below follows one function of Linux 7.3 statement by statement, with sets and lists
where the kernel has bitmaps; none looks at the engine. Machines have up to 16 nodes: memoryless
ones, ones without CPUs, of unequal and asymmetric distance, with zones of any size.
"""

from __future__ import annotations

from math import isqrt
from typing import Any, Final

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from service.mm.nodemask import mask_of, nodes_of
from service.mm.pattern import weighted
from service.mm.state import HostState
from tests.mm.mmhost import MM, Host, topology

ZONES: Final = ("DMA", "DMA32", "Normal", "Movable")
MAXN: Final = 64


# --- oracles ----------------------------------------------------------------------------------------


def build_zonelists(
    nodes: list[int],
    memory: set[int],
    cpus: set[int],
    dist: list[list[int]],
    *,
    memoryless_first: bool = False,
) -> dict[int, list[int]]:
    """mm/page_alloc.c: build_all_zonelists, build_zonelists, find_next_best_node."""
    node_load = dict.fromkeys(nodes, 0)
    orders = {}
    for local_node in nodes:
        used_mask: set[int] = set()
        prev_node = local_node
        node_order = []
        while True:
            best_node = -1
            if local_node not in used_mask and (local_node in memory or memoryless_first):
                best_node = local_node
            else:
                min_val = None
                for n in nodes:
                    if n not in memory or n in used_mask:
                        continue
                    val = dist[local_node][n]
                    val += n < local_node
                    if n in cpus:
                        val += 1
                    val *= MAXN
                    val += node_load[n]
                    if min_val is None or val < min_val:
                        min_val, best_node = val, n
            if best_node < 0:
                break
            used_mask.add(best_node)
            if dist[local_node][best_node] != dist[local_node][prev_node]:
                node_load[best_node] += 1
            node_order.append(best_node)
            prev_node = best_node
        orders[local_node] = node_order
    return orders


def setup_per_zone_wmarks(
    managed: dict[tuple[int, int], int], min_free_kbytes: int, factor: int, *, movable_lowmem: bool
) -> dict[tuple[int, int], list[int]]:
    """mm/page_alloc.c: __setup_per_zone_wmarks; keys are (node, zone index)."""
    pages_min = min_free_kbytes >> (12 - 10)
    highest = 3 if movable_lowmem else 2
    lowmem_pages = sum(pages for (_, idx), pages in managed.items() if idx <= highest)
    marks = {}
    for key, pages in managed.items():
        tmp = pages_min * pages // lowmem_pages if lowmem_pages else 0
        low = tmp
        if key[1] == 3 and not movable_lowmem:
            low = min(max(pages // 1024, 32), 128)
        step = max(tmp >> 2, pages * factor // 10000)
        marks[key] = [low, low + step, low + 2 * step, low + 3 * step]
    return marks


def calculate_min_free_kbytes(lowmem_pages: int) -> int:
    """mm/page_alloc.c: int_sqrt(lowmem_kbytes * 16), clamped."""
    return min(max(isqrt(lowmem_pages * 4 * 16), 128), 262144)


def setup_per_zone_lowmem_reserve(
    managed: dict[tuple[int, int], int], ratios: list[int]
) -> dict[tuple[int, int], list[int]]:
    """mm/page_alloc.c: setup_per_zone_lowmem_reserve, with DEVICE empty."""
    nids = {nid for nid, _ in managed}
    reserve = {}
    for nid in nids:
        for i in range(4):
            row = [0] * 5
            clear = not ratios[i] or not managed.get((nid, i), 0)
            managed_pages = 0
            for j in range(i + 1, 5):
                managed_pages += managed.get((nid, j), 0)
                row[j] = 0 if clear else managed_pages // ratios[i]
            reserve[nid, i] = row
    return reserve


def establish_demotion_targets(
    adist: dict[int, int], dist: list[list[int]], cpus: set[int], load: dict[int, int]
) -> dict[int, tuple[set[int], set[int]]]:
    """mm/memory-tiers.c: preferred nodes of the next slower tier, and all slower nodes."""
    tiers: dict[int, set[int]] = {}
    for nid, value in adist.items():
        tiers.setdefault(value >> 7, set()).add(nid)
    ordered = sorted(tiers)
    targets: dict[int, tuple[set[int], set[int]]] = {}
    for nid, value in adist.items():
        at = ordered.index(value >> 7)
        lower: set[int] = set().union(*(tiers[each] for each in ordered[at + 1 :]))
        preferred: set[int] = set()
        if at + 1 < len(ordered):
            best_distance = -1
            skip = set(adist) - tiers[ordered[at + 1]]
            while True:
                scores = [
                    ((dist[nid][n] + (n < nid) + (n in cpus)) * MAXN + load[n], n)
                    for n in sorted(set(adist) - skip)
                ]
                if not scores:
                    break
                target = min(scores)[1]
                skip.add(target)
                distance = dist[nid][target]
                if best_distance not in {-1, distance}:
                    break
                best_distance = distance
                preferred.add(target)
        targets[nid] = (preferred, lower)
    return targets


def bitmap_remap(src: set[int], old: set[int], new: set[int]) -> set[int]:
    """lib/bitmap.c: bitmap_remap."""
    w = len(new)
    ordered = sorted(old)
    result = set()
    for oldbit in src:
        if oldbit not in old or not w:
            result.add(oldbit)
        else:
            result.add(sorted(new)[ordered.index(oldbit) % w])
    return result


def mpol_relative_nodemask(orig: set[int], rel: set[int]) -> set[int]:
    """mm/mempolicy.c: nodes_fold, then nodes_onto."""
    folded = {bit % len(rel) for bit in orig}
    return {bit for n, bit in enumerate(sorted(rel)) if n in folded}


def rebind(
    mode: str, flag: str | None, user: set[int], nodes: set[int], old: set[int], new: set[int]
) -> set[int]:
    """mm/mempolicy.c: mpol_rebind_policy and its per-mode functions."""
    if flag is None and old == new:
        return nodes
    if mode in {"MPOL_PREFERRED", "MPOL_PREFERRED_MANY"}:
        return nodes
    if flag == "MPOL_F_STATIC_NODES":
        tmp = user & new
    elif flag == "MPOL_F_RELATIVE_NODES":
        tmp = mpol_relative_nodemask(user, new)
    else:
        tmp = bitmap_remap(nodes, old, new)
    return tmp or new


def weighted_interleave_nid(nodes: list[int], weights: dict[int, int], ilx: int) -> int:
    """mm/mempolicy.c: weighted_interleave_nid."""
    target = ilx % sum(weights[nid] for nid in nodes)
    for nid in nodes:
        if target < weights[nid]:
            return nid
        target -= weights[nid]
    raise AssertionError("the weights sum up to the period")


def do_migrate_pages(source: set[int], to: set[int]) -> list[tuple[int, int]]:
    """mm/mempolicy.c: the loop of do_migrate_pages."""
    tmp = set(source)
    moves = []
    while tmp:
        chosen, dest = -1, 0
        for s in sorted(tmp):
            if len(source) != len(to) and s in to:
                continue
            (d,) = bitmap_remap({s}, source, to)
            if s == d:
                continue
            chosen, dest = s, d
            if dest not in tmp:
                break
        if chosen < 0:
            break
        tmp.remove(chosen)
        moves.append((chosen, dest))
    return moves


# --- machines ---------------------------------------------------------------------------------------


@st.composite
def machines(draw: st.DrawFn) -> dict[str, Any]:
    """Up to 16 nodes; at least one with memory and one with CPUs."""
    size = draw(st.integers(1, 16))
    memory = draw(st.sets(st.integers(0, size - 1), min_size=1))
    cpus = draw(st.sets(st.integers(0, size - 1), min_size=1))
    pool = draw(st.sampled_from([[20], [11, 20], [10, 17, 21, 28, 40], list(range(10, 60))]))
    far = st.sampled_from(pool)
    dist = [[10 if a == b else draw(far) for b in range(size)] for a in range(size)]
    if draw(st.booleans()):
        dist = [[dist[min(a, b)][max(a, b)] for b in range(size)] for a in range(size)]
    zones: dict[int, list[tuple[str, int]]] = {}
    for nid in sorted(memory):
        names = draw(st.sets(st.sampled_from(ZONES[1:]), min_size=1))
        zones[nid] = [(name, draw(st.integers(1, 9000))) for name in ZONES if name in names]
    return {
        "size": size,
        "memory": memory,
        "cpus": cpus,
        "dist": dist,
        "zones": zones,
        "rebuilt": draw(st.booleans()),
        "version": draw(st.sampled_from(["6.1", "6.12", "7.3"])),
    }


def boot(machine: dict[str, Any], **options: Any) -> HostState:
    """The engine's host of a machine; CPU n belongs to the n-th node with CPUs."""
    nodes: dict[int, Any] = {nid: {"online": True} for nid in range(machine["size"])}
    for number, nid in enumerate(sorted(machine["cpus"])):
        nodes[nid]["cpus"] = [number]
    for nid, zones in machine["zones"].items():
        nodes[nid]["zones"] = zones
    given_options = {"kernel_version": machine["version"], "rebuilt": machine["rebuilt"]}
    made = topology(nodes, machine["dist"], max_numnodes=MAXN, **given_options, **options)
    return Host(made, "mainline").state


def managed_of(machine: dict[str, Any]) -> dict[tuple[int, int], int]:
    """Managed pages of every zone, empty ones too."""
    return {
        (nid, idx): dict(machine["zones"].get(nid, ())).get(name, 0)
        for nid in range(machine["size"])
        for idx, name in enumerate(ZONES)
    }


# --- the comparisons --------------------------------------------------------------------------------


@settings(MM, max_examples=150)
@given(machine=machines())
def test_fallback_orders(machine: dict[str, Any]) -> None:
    """The CPU term counts from the first rebuild on; 6.1 lets a memoryless node head its list."""
    state = boot(machine)
    expected = build_zonelists(
        list(range(machine["size"])),
        machine["memory"],
        machine["cpus"] if machine["rebuilt"] else set(),
        machine["dist"],
        memoryless_first=machine["version"] == "6.1",
    )
    for nid, order in expected.items():
        assert list(state.order_of[nid][0]) == order, nid
        zones = [zone.key for zone in state.lists[nid][0]]
        assert zones == [
            (each, idx)
            for each in order
            for idx in (3, 2, 1, 0)
            if dict(machine["zones"].get(each, ())).get(ZONES[idx])
        ]


@settings(MM, max_examples=150)
@given(
    machine=machines(),
    kbytes=st.none() | st.integers(0, 300000),
    factor=st.integers(1, 3000),
    ratios=st.lists(st.integers(-2, 10000), min_size=5, max_size=5),
)
def test_watermarks_and_reserves(
    machine: dict[str, Any], kbytes: int | None, factor: int, ratios: list[int]
) -> None:
    """From the formula at boot, then exactly what is written; ratios below 1 reserve nothing."""
    host = Host.__new__(Host)
    host.state = boot(machine)
    managed = managed_of(machine)
    lowmem = sum(
        pages for (nid, idx), pages in managed.items() if idx <= 2 and nid in machine["memory"]
    )
    free = calculate_min_free_kbytes(lowmem)
    assert host.state.min_free_kbytes == free
    if kbytes is not None:
        host.ok("kernfs_write", path="/proc/sys/vm/min_free_kbytes", value=f"{kbytes}")
        free = kbytes
    host.ok("kernfs_write", path="/proc/sys/vm/watermark_scale_factor", value=f"{factor}")
    text = " ".join(map(str, ratios))
    host.ok("kernfs_write", path="/proc/sys/vm/lowmem_reserve_ratio", value=text)
    marks = setup_per_zone_wmarks(managed, free, factor, movable_lowmem=machine["version"] == "6.1")
    reserves = setup_per_zone_lowmem_reserve(managed, [max(each, 0) for each in ratios])
    for (nid, idx), expected in marks.items():
        zone = host.state.nodes[nid].zones[idx]
        assert [zone.min, zone.low, zone.high, zone.promo] == expected, (nid, idx)
        assert list(zone.lowmem_reserve) == reserves[nid, idx], (nid, idx)


@settings(MM, max_examples=100)
@given(machine=machines(), data=st.data())
def test_demotion_targets(machine: dict[str, Any], data: st.DataObject) -> None:
    """By tier and distance, with the node_load of the last build of the lists."""
    adist = {
        nid: data.draw(st.sampled_from([100, 576, 576, 700, 2880, 5000]), label=f"node {nid}")
        for nid in sorted(machine["memory"])
    }
    nodes: dict[int, Any] = {nid: {"online": True} for nid in range(machine["size"])}
    nodes[min(machine["cpus"])]["cpus"] = [0]
    for nid, zones in machine["zones"].items():
        nodes[nid]["zones"] = zones
    made = topology(nodes, machine["dist"], max_numnodes=MAXN, rebuilt=machine["rebuilt"])
    document = made.model_dump(exclude_none=True)
    for nid, value in adist.items():
        document["nodes"][nid]["adistance"] = value
    state = Host(type(made).model_validate(document), "mainline").state
    cpus = {min(machine["cpus"])} if machine["rebuilt"] else set()
    load = {nid: state.node_load.get(nid, 0) for nid in range(machine["size"])}
    for nid, (preferred, lower) in establish_demotion_targets(
        adist, machine["dist"], cpus, load
    ).items():
        found = state.node_demotion.get(nid, (0, 0))
        assert (set(nodes_of(found[0])), set(nodes_of(found[1]))) == (preferred, lower), nid


MASKS: Final = st.sets(st.integers(0, 7), min_size=1)


@settings(MM, max_examples=200)
@given(
    mode=st.sampled_from(
        [
            "MPOL_BIND",
            "MPOL_INTERLEAVE",
            "MPOL_WEIGHTED_INTERLEAVE",
            "MPOL_PREFERRED",
            "MPOL_PREFERRED_MANY",
        ]
    ),
    flag=st.sampled_from([None, "MPOL_F_STATIC_NODES", "MPOL_F_RELATIVE_NODES"]),
    user=MASKS,
    first=MASKS,
    then=st.lists(MASKS, min_size=1, max_size=3),
)
def test_policies_under_changing_cpusets(
    mode: str, flag: str | None, user: set[int], first: set[int], then: list[set[int]]
) -> None:
    """Effective nodes of task and area policy after each change of cpuset.mems (2 is memoryless)."""
    nodes = {nid: {"cpus": [nid], "zones": [("Normal", 600)]} for nid in range(8)}
    nodes[2] = {"cpus": [2]}
    host = Host(topology(nodes, [[10] * 8] * 8, max_numnodes=MAXN), "mainline")
    memory = set(range(8)) - {2}
    host.task(100, 0)
    host.area(100, "a", 4)
    host.ok("kernfs_mkdir", path="/cg/t")
    mems = first & memory or memory
    host.ok("kernfs_write", path="/cg/t/cpuset.mems", value=",".join(map(str, first)))
    host.ok("kernfs_write", path="/cg/t/cgroup.procs", value="100")
    flags = [flag] if flag else []
    given_mask: dict[str, Any] = {"mode": mode, "nodemask": sorted(user)}
    effective = (
        mpol_relative_nodemask(user, mems) if flag == "MPOL_F_RELATIVE_NODES" else user & mems
    )
    if mode == "MPOL_PREFERRED":
        effective = set(sorted(effective)[:1])
    errno = None if effective else "EINVAL"
    assert host.errno("set_mempolicy", pid=100, flags=flags, **given_mask) == errno
    assert host.errno("mbind", pid=100, area="a", mode_flags=flags, **given_mask) == errno
    if errno:
        return
    remembered = mems
    for each in then:
        text = ",".join(map(str, sorted(each)))
        host.ok("kernfs_write", path="/cg/t/cpuset.mems", value=text)
        new = each & memory or memory
        if new != mems:
            effective = rebind(mode, flag, user, effective, remembered, new)
            if mode in {"MPOL_PREFERRED", "MPOL_PREFERRED_MANY"} and flag:
                user = new
            mems = remembered = new
        task = host.state.tasks[100]
        (vma,) = host.state.mms[task.mm].vmas
        for policy in (task.policy, vma.policy):
            assert policy is not None
            assert set(nodes_of(policy.nodes)) == effective, (mode, flag, each)


@settings(MM, max_examples=200)
@given(
    weights=st.dictionaries(st.integers(0, 15), st.integers(1, 255), min_size=1),
    ilx=st.integers(0, 1 << 40),
)
def test_weighted_interleave_index(weights: dict[int, int], ilx: int) -> None:
    """The node of an index is the one whose cumulative weight passes it."""
    nodes = sorted(weights)
    pattern = weighted([(nid, 0) for nid in nodes], [weights[nid] for nid in nodes])
    assert pattern.zone_of(ilx)[0] == weighted_interleave_nid(nodes, weights, ilx)


@settings(MM, max_examples=300)
@given(old=st.sets(st.integers(0, 15)), new=st.sets(st.integers(0, 15)))
def test_the_plan_of_a_migration(old: set[int], new: set[int]) -> None:
    """Overlapping, equal and unequal masks of up to 16 nodes."""
    from service.mm.migrate_pages import migration_plan

    assert migration_plan(mask_of(old), mask_of(new)) == do_migrate_pages(old, new)


@pytest.mark.parametrize("bandwidths", [(300, 100), (256, 64), (512, 128, 64), (400, 40, 10)])
def test_weights_by_bandwidth(bandwidths: tuple[int, ...]) -> None:
    """reduce_interleave_weights: floor of 32 times the share, at least 1, by the common divisor."""
    from math import gcd

    from service.mm.access import Access
    from service.mm.weights import bandwidth_weights

    nodes = {nid: {"cpus": [nid], "zones": [("Normal", 600)]} for nid in range(len(bandwidths))}
    size = len(bandwidths)
    host = Host(topology(nodes, [[10] * size] * size), "mainline")
    for nid, bandwidth in enumerate(bandwidths):
        host.state.access[nid] = Access(nid, 100, 100, bandwidth, bandwidth * 2)
    raw = [max(32 * each // sum(bandwidths), 1) for each in bandwidths]
    divisor = gcd(*raw)
    assert list(bandwidth_weights(host.state).values()) == [each // divisor for each in raw]
