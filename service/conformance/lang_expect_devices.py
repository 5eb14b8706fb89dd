"""Expectations about sysram devices and the sample drivers (patches 24 to 27)."""

from __future__ import annotations

import re
from typing import Any, Final

from service.conformance.lang_expect_services import part
from service.conformance.lang_host import LangHost, Outcome
from service.fabric.devices.cxl_compression import CHUNK_BITS, PRE_TEARDOWN
from service.fabric.devices.state import DriverContext, Sysram
from service.fabric.devices.sysram import CHILD_RESOURCE, CXL_DEVICE_SYSRAM
from service.mm.commands.base import Effect
from service.mm.flush import entries, recorded
from service.mm.memory_tiers import tier_of
from service.mm.zones import PAGE_SHIFT

Wrong = list[tuple[str, Any, Any]]
_MIB: Final = 1 << 20


def _shown(host: LangHost, region: str, sysram: Sysram | None) -> dict[str, Any]:
    """A sysram device as the format describes it."""
    cxl = host.entry.cxl
    assert cxl is not None, "the case has regions"
    found = cxl.regions.get(int(region.removeprefix("region")))
    nid = sysram.nid if sysram is not None else cxl.window(found).nid if found else -1
    shown: dict[str, Any] = {"exists": sysram is not None, "node_type": nid in host.state.adistance}
    if sysram is None:
        return shown
    group = host.state.memory_groups.get(sysram.mgid)
    block = host.state.block_size
    children = {each.resource for each in host.state.blocks.values() if each.nid == sysram.nid}
    return shown | {
        "plugged": sysram.plugged,
        "private": sysram.private,
        "online_type": sysram.online_type,
        "last_hotplug_cmd": sysram.last_hotplug_cmd,
        "device": sysram.device,
        "parent": sysram.region,
        "type": "cxl_sysram",
        "modalias": f"cxl:t{CXL_DEVICE_SYSRAM}*",
        "res_name": sysram.res_name,
        "child_res": CHILD_RESOURCE if CHILD_RESOURCE in children else None,
        "first_block": sysram.start // block,
        "blocks": sysram.size // block,
        "memory_group": group is not None,
        "memory_group_pages": group.max_pages if group is not None else None,
    }


def _sysram(host: LangHost, expected: Any, outcomes: list[Outcome]) -> Wrong:
    del outcomes
    wrong: Wrong = []
    for region, wanted in expected.items():
        got = _shown(host, region, host.entry.devices.sysrams.get(region))
        if isinstance(wanted.get("modalias"), int):
            got["modalias"] = CXL_DEVICE_SYSRAM  # the type id alone
        wrong += part(f"sysram {region}", wanted, got)
    return wrong


def _tier_order(host: LangHost, expected: Any, outcomes: list[Outcome]) -> Wrong:
    """Node lists, faster first; a node without memory has the tier of its memory type."""
    del outcomes
    tiers = [{tier_of(host.state, nid) or _typed(host, nid) for nid in nids} for nids in expected]
    flat = [tier for group in tiers for tier in sorted(group)]
    ordered = all(len(group) == 1 for group in tiers) and flat == sorted(set(flat))
    return [] if ordered else [("tier_order", expected, [sorted(group) for group in tiers])]


def _typed(host: LangHost, nid: int) -> int:
    return host.state.adistance.get(nid, 0) >> 7


def _region_driver(host: LangHost, expected: Any, outcomes: list[Outcome]) -> Wrong:
    del outcomes
    assert host.entry.cxl is not None, "the case has regions"
    wrong: Wrong = []
    for region, wanted in expected.items():
        found = host.entry.cxl.regions.get(int(region.removeprefix("region")))
        if (found is not None and found.bound) != (wanted is not None):
            wrong.append((f"region_driver {region}", wanted, found))
    return wrong


def _driver_shown(host: LangHost, pdev: str) -> dict[str, Any]:
    devices, cxl = host.entry.devices, host.entry.cxl
    assert cxl is not None, "the case has devices"
    context = devices.contexts.get(pdev, DriverContext())
    made = cxl.regions.get(int(context.cxlr.removeprefix("region"))) if context.cxlr else None
    return {
        "bound": bool(devices.pdevs[pdev].driver),
        "nid": context.nid,
        "owned_region": context.cxlr or None,
        "converted": [region for region, _ in context.converted],
        "created_mib": made.hpa_size // _MIB if made is not None else None,
    }


def _driver(host: LangHost, expected: Any, outcomes: list[Outcome]) -> Wrong:
    del outcomes
    wrong: Wrong = []
    for pdev, wanted in expected.items():
        wrong += part(f"driver {pdev}", wanted, _driver_shown(host, pdev))
    return wrong


def _dpa_allocated(host: LangHost, expected: Any, outcomes: list[Outcome]) -> Wrong:
    """What a device allocated of its own RAM."""
    del outcomes
    assert host.entry.cxl is not None, "the case has devices"
    wrong: Wrong = []
    for pdev, wanted in expected.items():
        memdev = host.entry.cxl.topology.memdev_of[host.entry.devices.pdevs[pdev].memdev]
        ram = memdev.capacity("ram")
        decoders = host.entry.cxl.endpoints[memdev.name]
        got = sum(each.dpa_size for each in decoders if each.dpa_start < ram) // _MIB
        if got != wanted:
            wrong.append((f"dpa_allocated_mib {pdev}", wanted, got))
    return wrong


def _irq_handlers(host: LangHost, expected: Any, outcomes: list[Outcome]) -> Wrong:
    del outcomes
    irqs = host.entry.devices.irqs
    wrong: Wrong = []
    for pdev, wanted in expected.items():
        got = sorted(vector for name, vector in irqs if name == pdev)
        if got != wanted:
            wrong.append((f"irq_handlers {pdev}", wanted, got))
    return wrong


def _flush_shown(host: LangHost, nid: int) -> dict[str, Any]:
    """The flush context of a node as the format describes it."""
    threads = [each for each in host.entry.devices.flushers.values() if each.nid == nid]
    found = host.state.flush.get(nid)
    shown: dict[str, Any] = {
        "kthread": bool(threads),
        "kthread_name": threads[0].name if threads else None,
        "bits": recorded(found),
        "ranges": [],
        "overflow_queued": [],
    }
    if found is not None:
        shown["ranges"] = [
            [start << PAGE_SHIFT, 1 << entry.order + PAGE_SHIFT]
            for entry in entries(found)
            for start in range(
                entry.pfn - found.base_pfn,
                entry.pfn - found.base_pfn + entry.nr_pages,
                1 << entry.order,
            )
        ]
        shown["overflow_queued"] = [each.cpu for each in found.buffers if each.queued]
    if threads:
        shown["buf_max"] = threads[0].buf_max
        shown["bit_count"] = threads[0].nr_pages
        shown["chunks"] = -(-threads[0].nr_pages // CHUNK_BITS)
    return shown


def _flush(host: LangHost, expected: Any, outcomes: list[Outcome]) -> Wrong:
    del outcomes
    wrong: Wrong = []
    for nid, wanted in expected.items():
        wrong += part(f"flush {nid}", wanted, _flush_shown(host, int(nid)))
    return wrong


_COMMAND: Final = re.compile(r"(0x[0-9a-f]{4}), class (\d+), subclass (\d+), (\d+) bytes: (.*)")


def _sent(effect: Effect) -> dict[str, Any]:
    """A mailbox command as the format describes it."""
    found = _COMMAND.fullmatch(effect.detail or "")
    assert found is not None, "a mailbox effect names its command"
    ranges = [[int(number) for number in each.split("+")] for each in found[5].split()]
    return {
        "opcode": found[1],
        "class": int(found[2]),
        "subclass": int(found[3]),
        "size": int(found[4]),
        "count": effect.nr_pages,
        "ranges": ranges,
    }


def _mbox(host: LangHost, expected: Any, outcomes: list[Outcome]) -> Wrong:
    """Commands of a device from an operation on, in order."""
    del host
    wrong: Wrong = []
    for pdev, wanted in expected.items():
        got = [
            _sent(effect)
            for outcome in outcomes[wanted["from_op"] :]
            for effect in outcome.shown.get("mailbox", [])
            if effect.name == pdev
        ]
        alike = len(got) == len(wanted["cmds"]) and not any(
            part("", a, b) for a, b in zip(wanted["cmds"], got, strict=True)
        )
        if not alike:
            wrong.append((f"mbox {pdev}", wanted["cmds"], got))
    return wrong


def _slept(outcome: Outcome) -> list[int]:
    return [int(each.detail.removesuffix(" ms")) for each in outcome.shown.get("sleep", [])]


def _sleeps_ms(host: LangHost, expected: Any, outcomes: list[Outcome]) -> Wrong:
    del host
    return [
        (f"sleeps_ms[{index}]", wanted, _slept(outcomes[int(index)]))
        for index, wanted in expected.items()
        if _slept(outcomes[int(index)]) != wanted
    ]


def _names(outcomes: list[Outcome]) -> list[str]:
    return [each.name for outcome in outcomes for each in outcome.shown.get("device", [])]


def _teardown(host: LangHost, expected: Any, outcomes: list[Outcome]) -> Wrong:
    """The offline loop of the one teardown of a case, in the operation that ran it."""
    del host
    ran = [each for each in outcomes if PRE_TEARDOWN in _names([each])]
    attempts = _names(ran).count("cxl_sysram_offline_and_remove")
    slept = [ms for each in ran for ms in _slept(each)]
    got = {"attempts": attempts, "sleeps": len(slept), "sleeps_ms": slept}
    wrong: Wrong = []
    for pdev, wanted in expected.items():
        wrong += part(f"teardown {pdev}", wanted, got)
    return wrong


def _order(host: LangHost, expected: Any, outcomes: list[Outcome]) -> Wrong:
    """Names that happened in this order; others may lie between."""
    del host
    got = _names(outcomes)
    left = iter(got)
    return [] if all(name in left for name in expected) else [("order", expected, got)]


DEVICE_JUDGES: Final = {
    "sysram": _sysram,
    "tier_order": _tier_order,
    "region_driver": _region_driver,
    "driver": _driver,
    "dpa_allocated_mib": _dpa_allocated,
    "irq_handlers": _irq_handlers,
    "flush": _flush,
    "mbox": _mbox,
    "sleeps_ms": _sleeps_ms,
    "teardown": _teardown,
    "order": _order,
}
