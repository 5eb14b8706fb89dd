"""Expectations about entries, watermarks, daemons, blocks and poison (patches 15 to 22)."""

from __future__ import annotations

from typing import Any, Final

from service.conformance.lang_host import LangHost, Outcome
from service.mm.managed_fault import level_of
from service.mm.mmap import find_vma
from service.mm.rmap import frame_of
from service.mm.state import Mm
from service.mm.swap import shared_slots
from service.mm.zones import ZONE_INDEX, ZONE_NAMES

Wrong = list[tuple[str, Any, Any]]


def part(name: str, wanted: dict[str, Any], got: dict[str, Any]) -> Wrong:
    """Objects are compared on the keys given."""
    return [] if all(got.get(k) == v for k, v in wanted.items()) else [(name, wanted, got)]


def _mm(host: LangHost) -> Mm:
    return host.state.mms[host.task({}).mm]


def _pte_of(host: LangHost, mm: Mm, page: int) -> dict[str, Any]:
    entry = mm.pages.at(page)
    if entry is None:
        return {"present": False, "write": False, "prot_none": False, "level": None}
    hint = mm.protnone.at(page) is not None
    obj = host.state.objects.get(entry[0])
    return {
        "present": not hint,
        "write": entry[2] and not hint,
        "prot_none": hint,
        "level": level_of(obj, page + entry[1]) if obj is not None else "PTE",
    }


def _pte(host: LangHost, expected: Any, outcomes: list[Outcome]) -> Wrong:
    del outcomes
    mm = _mm(host)
    wrong: Wrong = []
    for area, pages in expected.items():
        for page, wanted in pages.items():
            got = _pte_of(host, mm, mm.areas[area][0] + int(page))
            wrong += part(f"pte {area} {page}", wanted, got)
    return wrong


def _vma_prot(host: LangHost, expected: Any, outcomes: list[Outcome]) -> Wrong:
    del outcomes
    mm = _mm(host)
    wrong: Wrong = []
    for area, pages in expected.items():
        for page, wanted in pages.items():
            vma = find_vma(mm, mm.areas[area][0] + int(page))
            prot = vma.prot if vma is not None else 0
            got = ("r" if prot & 1 else "") + ("w" if prot & 2 else "")
            if got != wanted:
                wrong.append((f"vma_prot {area} {page}", wanted, got))
    return wrong


def _faults(host: LangHost, expected: Any, outcomes: list[Outcome]) -> Wrong:
    del host
    return [
        (f"faults[{index}]", number, outcomes[int(index)].faults)
        for index, number in expected.items()
        if outcomes[int(index)].faults != number
    ]


def _kswapd(host: LangHost, expected: Any, outcomes: list[Outcome]) -> Wrong:
    del outcomes
    wrong: Wrong = []
    for nid, wanted in expected.items():
        node = host.state.nodes[int(nid)]
        got = {
            "running": node.kswapd,
            "order": node.kswapd_order,
            "failures": node.kswapd_failures,
        }
        wrong += part(f"kswapd {nid}", wanted, got)
    return wrong


def _kcompactd(host: LangHost, expected: Any, outcomes: list[Outcome]) -> Wrong:
    del outcomes
    wrong: Wrong = []
    for nid, wanted in expected.items():
        got = {"running": host.state.nodes[int(nid)].kcompactd}
        wrong += part(f"kcompactd {nid}", wanted, got)
    return wrong


def _passes(host: LangHost, expected: Any, outcomes: list[Outcome]) -> Wrong:
    """The first passes of each run."""
    del host
    wrong: Wrong = []
    for index, wanted in expected.items():
        got = outcomes[int(index)].shown.get("passes", [])[: len(wanted)]
        same = len(got) == len(wanted) and not any(
            part("", a, b) for a, b in zip(wanted, got, strict=True)
        )
        if not same:
            wrong.append((f"passes[{index}]", wanted, got))
    return wrong


def _pass_count(host: LangHost, expected: Any, outcomes: list[Outcome]) -> Wrong:
    del host
    return [
        (f"pass_count[{index}]", number, len(outcomes[int(index)].shown.get("passes", [])))
        for index, number in expected.items()
        if len(outcomes[int(index)].shown.get("passes", [])) != number
    ]


def _boost(host: LangHost, expected: Any, outcomes: list[Outcome]) -> Wrong:
    del outcomes
    wrong: Wrong = []
    for nid, zones in expected.items():
        for name, wanted in zones.items():
            got = host.state.nodes[int(nid)].zones[ZONE_INDEX[name.capitalize()]].boost
            if got != wanted:
                wrong.append((f"boost {nid} {name}", wanted, got))
    return wrong


def _watermarks(host: LangHost, expected: Any, outcomes: list[Outcome]) -> Wrong:
    del outcomes
    wrong: Wrong = []
    for nid, zones in expected.items():
        for name, wanted in zones.items():
            zone = host.state.nodes[int(nid)].zones[ZONE_INDEX[name.capitalize()]]
            got = {mark: getattr(zone, mark) for mark in ("min", "low", "high", "promo")}
            wrong += part(f"watermarks {nid} {name}", wanted, got)
    return wrong


def swapped(host: LangHost, area: str) -> int:
    """Pages of an area that are in swap; those that processes share count once."""
    slots: set[tuple[int, int]] = set()
    for mm in host.state.mms.values():
        if area in mm.areas:
            start, pages = mm.areas[area]
            for a, b, entry in mm.swapped.overlaps(start, start + pages):
                slots |= {(shared_slots(entry) or -mm.id, page) for page in range(a, b)}
    return len(slots)


def _swapped(host: LangHost, expected: Any, outcomes: list[Outcome]) -> Wrong:
    del outcomes
    found = {area: swapped(host, area) for area in expected}
    return [] if found == expected else [("swapped", expected, found)]


def _swapped_min(host: LangHost, expected: Any, outcomes: list[Outcome]) -> Wrong:
    del outcomes
    found = {area: swapped(host, area) for area in expected}
    low = [area for area, least in expected.items() if found[area] < least]
    return [("swapped_min", expected, found)] if low else []


def _alloc_count(host: LangHost, expected: Any, outcomes: list[Outcome]) -> Wrong:
    """Pages served before the first failure."""
    del host
    wrong: Wrong = []
    for index, nodes in expected.items():
        found = outcomes[int(index)].nodes or []
        got = {node: found.count(int(node)) for node in nodes}
        if got != nodes:
            wrong.append((f"alloc_count[{index}]", nodes, got))
    return wrong


def _compacted(host: LangHost, expected: Any, outcomes: list[Outcome]) -> Wrong:
    del host
    got = [nid for each in outcomes for nid in each.shown.get("compacted", [])]
    return [] if got == expected else [("compacted", expected, got)]


def _zones_tested(host: LangHost, expected: Any, outcomes: list[Outcome]) -> Wrong:
    del host
    return [
        (f"zones_tested[{index}]", nodes, outcomes[int(index)].shown.get("zones_tested"))
        for index, nodes in expected.items()
        if outcomes[int(index)].shown.get("zones_tested") != nodes
    ]


def _hwpoison(host: LangHost, expected: Any, outcomes: list[Outcome]) -> Wrong:
    """Pages of an area with an error: by its entries, and by the frame after its task is gone."""
    del outcomes
    mm = host.state.mms.get(host.task({}).mm)
    wrong: Wrong = []
    for area, wanted in expected.items():
        got = {
            page for (name, page), pfn in host.poisoned.items() if name == area and _lost(host, pfn)
        }
        start, pages = mm.areas[area] if mm is not None else (0, 0)
        for page in range(start, start + pages):
            assert mm is not None, "it has the area"
            obj_id, shift, _ = mm.pages.at(page) or (0, 0, False)
            obj = host.state.objects.get(obj_id)
            if mm.hwpoison.at(page) or (obj is not None and obj.mark_at("hwpoison", page + shift)):
                got.add(page - start)
        if sorted(got) != wanted:
            wrong.append((f"hwpoison {area}", wanted, sorted(got)))
    return wrong


def _lost(host: LangHost, pfn: int) -> bool:
    """PG_hwpoison of a frame that nobody has any more."""
    frame = frame_of(host.state, pfn)
    return frame is not None and host.state.owners.get(frame.owner, ("",))[0] == "hwpoison"


def _np_migration_blocked(host: LangHost, expected: Any, outcomes: list[Outcome]) -> Wrong:
    del outcomes
    wrong: Wrong = []
    for nid, wanted in expected.items():
        np = host.state.nodes[int(nid)].node_private
        got = np is not None and np.migration_blocked
        if got != wanted:
            wrong.append((f"np_migration_blocked {nid}", wanted, got))
    return wrong


def _node_events(host: LangHost, expected: Any, outcomes: list[Outcome]) -> Wrong:
    del host
    resets = [at for at, each in enumerate(outcomes) if "events_reset" in each.shown]
    since = outcomes[resets[-1] :] if resets else outcomes
    wrong: Wrong = []
    for nid, wanted in expected.items():
        got = [
            name
            for each in since
            for node, name in each.shown.get("node_events", [])
            if node == int(nid)
        ]
        if got != wanted:
            wrong.append((f"node_events {nid}", wanted, got))
    return wrong


def _block_state(host: LangHost, expected: Any, outcomes: list[Outcome]) -> Wrong:
    del outcomes
    wrong: Wrong = []
    for number, wanted in expected.items():
        block = host.state.blocks.get(host.fixture.block_number(int(number)))
        got = block.state if block is not None else "absent"
        if got != wanted:
            wrong.append((f"block_state {number}", wanted, got))
    return wrong


def _block_zone(host: LangHost, expected: Any, outcomes: list[Outcome]) -> Wrong:
    del outcomes
    wrong: Wrong = []
    for number, wanted in expected.items():
        block = host.state.blocks.get(host.fixture.block_number(int(number)))
        got = ZONE_NAMES[block.zone].upper() if block is not None and block.zone >= 0 else None
        if got != (wanted.upper() if wanted else None):
            wrong.append((f"block_zone {number}", wanted, got))
    return wrong


def _warnings(host: LangHost, expected: Any, outcomes: list[Outcome]) -> Wrong:
    del host
    got = sorted({word for each in outcomes for word in each.shown.get("warnings", [])})
    return [] if got == sorted(expected) else [("warnings", expected, got)]


SERVICE_JUDGES: Final = {
    "pte": _pte,
    "vma_prot": _vma_prot,
    "faults": _faults,
    "kswapd": _kswapd,
    "kcompactd": _kcompactd,
    "passes": _passes,
    "pass_count": _pass_count,
    "boost": _boost,
    "watermarks": _watermarks,
    "swapped": _swapped,
    "swapped_min": _swapped_min,
    "alloc_count": _alloc_count,
    "compacted": _compacted,
    "zones_tested": _zones_tested,
    "hwpoison": _hwpoison,
    "np_migration_blocked": _np_migration_blocked,
    "node_events": _node_events,
    "block_state": _block_state,
    "block_zone": _block_zone,
    "warnings": _warnings,
}
