"""What must hold in every state; checked after every step in tests and on demand in production."""

from __future__ import annotations

import itertools

from service.mm.cram_state import CRAM_PRESSURE_MAX
from service.mm.flush import entries
from service.mm.hugetlb_pool import HPAGE_NR, HPAGE_ORDER, HUGETLB, is_hugetlb, zone_of_pfn
from service.mm.layout import PFN_END
from service.mm.mmap import ZERO_PAGE
from service.mm.objects import PageObject
from service.mm.partition import FREE
from service.mm.state import HostState, Zone
from service.mm.swap import swap_used


def check(state: HostState) -> list[str]:
    """Every broken invariant in words; empty when the state is sound."""
    broken: list[str] = []
    owned: dict[int, int] = {}
    for nid in sorted(state.nodes):
        for zone in state.nodes[nid].zones:
            broken += _zone(state, zone, owned)
    for obj_id in sorted(state.objects):
        broken += _object(state, state.objects[obj_id], owned)
    for label in sorted(state.allocations):
        allocation = state.allocations[label]
        pages = sum(count for _, _, count in allocation.runs)
        if owned.pop(allocation.owner, 0) != pages:
            broken.append(f"allocation {label} holds {pages} pages, its zones say otherwise")
    for owner in sorted(owned):
        if state.owners.get(owner, ("",))[0] not in {"kernel", "service", "hwpoison", "hugetlb"}:
            broken.append(f"{owned[owner]} pages belong to unknown owner {owner}")
    broken += _frames(state)
    broken += _mappings(state)
    broken += _private(state)
    broken += _soft_state(state)
    broken += _cram(state)
    broken += _hugetlb(state)
    return broken


def _hugetlb(state: HostState) -> list[str]:
    """Pages of the pool are free or of an object; counts and promises are what is there."""
    pool, broken = state.hugetlb, []
    pages = {nid: pool.free_on(nid) for nid in pool.free}
    for obj in state.objects.values():
        for (nid, _), count in obj.counts(0, 1 << 62).items() if is_hugetlb(obj) else ():
            pages[nid] = pages.get(nid, 0) + count // HPAGE_NR
    if pages != pool.nr:
        broken.append(f"the pool counts {pool.nr} huge pages and has {pages}")
    if any(count > pool.nr.get(nid, 0) for nid, count in pool.surplus.items()):
        broken.append(f"surplus {pool.surplus} of {pool.nr} huge pages")
    promised = sum(each.count(0, 1 << 62) for each in pool.promised.values()) // HPAGE_NR
    if promised != pool.resv or pool.resv > pool.nr_free:
        broken.append(f"{pool.resv} of {pool.nr_free} free huge pages promised, {promised} known")
    for nid, free in sorted(pool.free.items()):
        for low, high in free.intervals(0, 1 << 52):
            first, end = low << HPAGE_ORDER, high << HPAGE_ORDER
            zone = zone_of_pfn(state, nid, first)
            kinds = {state.owners[owner] for _, _, owner, _ in zone.partition.iter_runs(first, end)}
            if kinds != {(HUGETLB, nid)}:
                broken.append(f"free huge pages at {first:#x} belong to {sorted(kinds)}")
    return broken


def _cram(state: HostState) -> list[str]:
    """Frames that a driver or a balloon holds are its own, once; registered nodes are marked."""
    broken: list[str] = []
    held: list[tuple[int, int, int, int]] = []
    for nid, flush in sorted(state.flush.items()):
        held += [(nid, each.zone, each.pfn, each.nr_pages) for each in entries(flush)]
    for nid, node in sorted(state.cram_next.items()):
        held += [(nid, *each) for each in node.balloon]
    held.sort()
    for before, after in itertools.pairwise(held):
        if before[:2] == after[:2] and before[2] + before[3] > after[2]:
            broken.append(f"node {after[0]}: frame {after[2]:#x} is held twice")
    for nid, idx, pfn, pages in held:
        runs = state.zone((nid, idx)).partition.iter_runs(pfn, pfn + pages)
        if any(state.owners.get(owner, ("",))[0] != "service" for _, _, owner, _ in runs):
            broken.append(f"node {nid}: frames at {pfn:#x} are held and not the service's")
    for nid, registered in sorted(state.cram.items()):
        if not 0 <= registered.pressure <= CRAM_PRESSURE_MAX:
            broken.append(f"node {nid}: pressure {registered.pressure}")
    return broken


def _soft_state(state: HostState) -> list[str]:
    """Marks are on present pages, large folios on aligned frames; swap fits its size."""
    broken = [
        f"object {obj_id}: mark {name} on absent pages at {first:#x}"
        for obj_id, obj in sorted(state.objects.items())
        for name, first, end, _ in obj.soft_state(0, 1 << 62)
        if obj.extents.holes(first, end)
    ]
    for _, obj in sorted(state.objects.items()):
        broken += _large_folios(obj)
    swapped = swap_used(state)
    for mm_id, mm in sorted(state.mms.items()):
        for start, (end, _) in sorted(mm.swapped.values.items()):
            if mm.pages.overlaps_any(start, end):
                broken.append(f"mm {mm_id}: pages at {start:#x} are mapped and in swap")
        for start, (end, _) in sorted(mm.protnone.values.items()):
            if mm.pages.holes(start, end):
                broken.append(f"mm {mm_id}: hint entries at {start:#x} map nothing")
    if swapped > state.swap_pages:
        broken.append(f"{swapped} pages in swap of {state.swap_pages}")
    return broken + _tiers(state)


def _large_folios(obj: PageObject) -> list[str]:
    """A whole large folio has one aligned block of frames; a partly unmapped one may not."""
    broken: list[str] = []
    for first, end, order in obj.marked("order", 0, 1 << 62):
        size = 1 << order
        for folio in range(-(-first // size) * size, end - size + 1, size):
            pfn = obj.pfn_at(folio)
            if pfn is None or pfn % size or obj.pfn_at(folio + size - 1) != pfn + size - 1:
                broken.append(f"object {obj.id}: no block of frames for the folio at {folio:#x}")
    return broken


def _tiers(state: HostState) -> list[str]:
    """Nodes with memory are in a tier; demotion goes from N_MEMORY nodes to nodes with memory."""
    memory = state.n_memory | state.n_memory_private
    broken = [
        f"node {nid} without memory is in a tier"
        for nid in sorted(state.tier_adistance)
        if not memory >> nid & 1
    ]
    for nid, (preferred, allowed) in sorted(state.node_demotion.items()):
        if preferred & ~allowed or allowed & ~memory:
            broken.append(f"node {nid}: demotion targets without memory or outside their mask")
        if preferred and not state.n_memory >> nid & 1:
            broken.append(f"node {nid} demotes without being in N_MEMORY")
    return broken


def _zone(state: HostState, zone: Zone, owned: dict[int, int]) -> list[str]:
    """Pages are conserved: what exists is managed, runs do not overlap, free runs are merged."""
    broken: list[str] = []
    name = f"zone {zone.nid}/{zone.idx}"
    pages = free = 0
    previous_end, previous_owner = -1, -1
    for start, end, owner, _ in zone.partition.iter_runs():
        if start < previous_end or end <= start:
            broken.append(f"{name}: runs overlap at {start:#x}")
        if start == previous_end and owner == previous_owner == FREE:
            broken.append(f"{name}: free runs at {start:#x} are not merged")
        previous_end, previous_owner = end, owner
        pages += end - start
        if owner == FREE:
            free += end - start
        else:
            owned[owner] = owned.get(owner, 0) + end - start
            if owner not in state.owners:
                broken.append(f"{name}: owner {owner} of {start:#x} is unknown")
    if pages != zone.managed or pages != zone.partition.nr_pages:
        broken.append(f"{name}: {pages} pages, managed {zone.managed}")
    if free != zone.free:
        broken.append(f"{name}: {free} free pages, counter {zone.free}")
    return broken


def _frames(state: HostState) -> list[str]:
    """Every frame belongs to one zone, and blocks are within physical memory."""
    runs = sorted(
        (start, end, f"{zone.nid}/{zone.idx}")
        for nid in state.nodes
        for zone in state.nodes[nid].zones
        for start, end, _, _ in zone.partition.iter_runs()
    )
    broken = [
        f"frame {second[0]:#x} belongs to zone {first[2]} and to zone {second[2]}"
        for first, second in itertools.pairwise(runs)
        if second[0] < first[1]
    ]
    if runs and max(end for _, end, _ in runs) > PFN_END:
        broken.append(f"frames beyond {PFN_END:#x}")
    return broken


def _object(state: HostState, obj: PageObject, owned: dict[int, int]) -> list[str]:
    """An extent's pages are exactly its lanes' frames, and the frames point back."""
    broken: list[str] = []
    expected: dict[int, int] = {}
    for start in obj.extents:
        end, (pattern, phase) = obj.extents.values[start]
        for zone in pattern.zones:
            number = pattern.count(zone, start + phase, end + phase)
            if number:
                lane = obj.lanes.get((pattern, phase, zone))
                if lane is None:
                    broken.append(f"object {obj.id}: no lane for {zone}")
                    continue
                expected[lane.id] = expected.get(lane.id, 0) + number
    for (_, _, zone), lane in obj.lanes.items():
        held = sum(lane.runs.values[index][0] - index for index in lane.runs)
        if held != expected.get(lane.id, 0):
            broken.append(f"object {obj.id}: lane {lane.id} has {held} frames")
        if owned.pop(lane.id, 0) != held:
            broken.append(f"object {obj.id}: zone {zone} disagrees with lane {lane.id}")
        for index in lane.runs:
            _, pfn = lane.runs.values[index]
            found = state.zone(zone).partition.find(pfn)
            if found is None or found[2] != lane.id or found[3] + pfn - found[0] != index:
                broken.append(f"object {obj.id}: frame {pfn:#x} does not point back")
    return broken


def _mappings(state: HostState) -> list[str]:
    """Every mapped page exists, and an object's counts are what the page tables say."""
    broken: list[str] = []
    mapped: dict[int, int] = {}
    for mm_id in sorted(state.mms):
        mm = state.mms[mm_id]
        for start in mm.pages:
            end, (obj_id, shift, _) = mm.pages.values[start]
            if obj_id == ZERO_PAGE:
                continue
            obj = state.objects.get(obj_id)
            if obj is None or obj.extents.holes(start + shift, end + shift):
                broken.append(f"mm {mm_id}: pages at {start:#x} map nothing")
            mapped[obj_id] = mapped.get(obj_id, 0) + end - start
    for obj_id in sorted(state.objects):
        obj = state.objects[obj_id]
        extra = sum((end - start) * count for start, (end, count) in obj.extra.values.items())
        present = sum(end - start for start, (end, _) in obj.extents.values.items())
        expected = extra + (present if obj.kind == "anon" else 0)
        if expected != mapped.get(obj_id, 0):
            broken.append(
                f"object {obj_id}: counts {expected} mappings, tables {mapped.get(obj_id, 0)}"
            )
    return broken


def _private(state: HostState) -> list[str]:
    """Node states exclude each other, and page cache stays off nodes where the model forbids it."""
    broken: list[str] = []
    if state.n_memory & state.n_memory_private:
        broken.append("a node is in N_MEMORY and N_MEMORY_PRIVATE")
    for obj_id in sorted(state.objects):
        obj = state.objects[obj_id]
        if obj.kind == "file" and state.model.knobs.unmapped_cache != "as_coded":
            broken += _file_pages(state, obj)
    return broken


def _file_pages(state: HostState, obj: PageObject) -> list[str]:
    """Page cache on private nodes: none, or what mappings bound there and still map."""
    knobs = state.model.knobs
    spans = [(0, 1 << 62)]
    if knobs.file_policy == "binders_union":
        leaves = knobs.unmapped_cache == "never_placed_and_leaves_on_last_unmap"
        spans = obj.extra.holes(0, 1 << 62) if leaves else []
    return [
        f"{pages} pages of file {obj.name} are on private node {nid}"
        for span in spans
        for (nid, _), pages in obj.counts(*span).items()
        if state.n_memory_private >> nid & 1
    ]
