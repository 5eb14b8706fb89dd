"""Reads a kernel log: the "Fallback order" lines, and what else helps to place them.

Only fallback lines are required. Any prefix of a line (time stamp, `dmesg -T`, journal) is
skipped. A log of several boots counts from its last `Linux version` line on; of several rebuilds
of the zonelists the last one stands.
Source: mm/page_alloc.c (build_zonelists), drivers/acpi/numa/srat.c, mm/memory-tiers.c.
"""

from __future__ import annotations

import re
from typing import Final

import msgspec

from service.bounded import MAX_NUMNODES
from service.fabric.imports.source import count, id_list, inconsistent, lines_of, malformed, shown
from service.mm.commands.topology import BLOCK_SIZE_MAX

NID_MAX: Final = MAX_NUMNODES - 1
BLOCK_MB_MAX: Final = BLOCK_SIZE_MAX >> 20
#: MIN_MEMORY_BLOCK_SIZE of x86-64 is a section of 128 MiB
BLOCK_MB_MIN: Final = 128

FALLBACK: Final = re.compile(r"Fallback order for Node ([0-9]{1,20})( \(private\))?:(.*)")
VERSION: Final = re.compile(r"Linux version ([0-9]{1,5})\.([0-9]{1,5})")
_BLOCK: Final = re.compile(r"Memory block size: ?([0-9]{1,20}) ?MB")
_RANGE: Final = re.compile(r"  node +([0-9]{1,20}): \[mem 0x([0-9a-f]{1,16})-0x([0-9a-f]{1,16})\]")
_SRAT: Final = re.compile(
    r"SRAT: Node ([0-9]{1,20}) PXM ([0-9]{1,20}) \[mem 0x([0-9a-f]{1,16})-0x([0-9a-f]{1,16})\]"
)
_POLICY_ZONE: Final = re.compile(r"Policy zone: ([A-Za-z0-9]{1,16})")
_DEMOTION: Final = re.compile(
    r"Demotion targets for Node ([0-9]{1,20}): (?:null|preferred: ([0-9,-]+))"
)


class FallbackOrder(msgspec.Struct, frozen=True):
    """A node's zonelist as the kernel printed it, and whether it said `(private)`."""

    nid: int
    order: tuple[int, ...]
    private: bool
    line: int


class MemoryRange(msgspec.Struct, frozen=True):
    """A physical range of a node, ends included; `pxm` is the firmware's id."""

    nid: int
    start: int
    end: int
    line: int
    pxm: int | None = None


class KernelLog(msgspec.Struct):
    """What a log says. `rebuilt`: the zonelists were built again after the boot."""

    file: str
    fallback: dict[int, FallbackOrder] = {}
    version: tuple[int, int] | None = None
    memory_block_size: int | None = None
    early_ranges: list[MemoryRange] = []
    srat: list[MemoryRange] = []
    policy_zone: str | None = None
    demotion: dict[int, tuple[int, ...]] = {}
    rebuilt: bool = False


def parse(text: str, file: str) -> KernelLog:
    """The fallback orders of every node, and the optional lines that were found.

    Refuses: IMPORT_MALFORMED (also a log without any fallback line), IMPORT_INCONSISTENT.
    """
    log = KernelLog(file)
    lines = lines_of(text)
    for number, line in enumerate(lines, 1):
        found = VERSION.search(line)
        if found is not None:
            log = KernelLog(file, version=(int(found[1]), int(found[2])))
            continue
        found = FALLBACK.search(line)
        if found is not None:
            _fallback(log, number, found)
        elif "mem" in line or "Memory" in line:
            _memory(log, number, line)
        else:
            _other(log, number, line)
    if not log.fallback:
        raise malformed(
            file, len(lines), "Fallback order", "the log has no 'Fallback order for Node N' line"
        )
    _check_orders(log)
    return log


def _fallback(log: KernelLog, line: int, found: re.Match[str]) -> None:
    nid = count(found[1], log.file, line, "Fallback order", maximum=NID_MAX)
    field = f"Fallback order for Node {nid}"
    order = tuple(count(word, log.file, line, field, maximum=NID_MAX) for word in found[3].split())
    if not order:
        raise malformed(log.file, line, field, f"expected node ids, found {shown(found[3])}")
    if len(set(order)) != len(order):
        raise inconsistent(log.file, line, field, "a node stands twice")
    if nid in log.fallback:
        log.rebuilt = True
    log.fallback[nid] = FallbackOrder(nid, order, found[2] is not None, line)


def _memory(log: KernelLog, line: int, text: str) -> None:
    found = _RANGE.search(text)
    if found is not None:
        log.early_ranges.append(_range(log, line, found[1], None, (found[2], found[3])))
        return
    found = _SRAT.search(text)
    if found is not None:
        log.srat.append(_range(log, line, found[1], found[2], (found[3], found[4])))
        return
    found = _BLOCK.search(text)
    if found is not None:
        megabytes = count(found[1], log.file, line, "Memory block size", maximum=BLOCK_MB_MAX)
        if megabytes < BLOCK_MB_MIN or megabytes & (megabytes - 1):
            why = f"{megabytes} MB is not a power of two from {BLOCK_MB_MIN} MB on"
            raise inconsistent(log.file, line, "Memory block size", why)
        log.memory_block_size = megabytes << 20


def _range(
    log: KernelLog, line: int, nid_text: str, pxm: str | None, ends: tuple[str, str]
) -> MemoryRange:
    nid = count(nid_text, log.file, line, "node", maximum=NID_MAX)
    start, end = int(ends[0], 16), int(ends[1], 16)
    if end < start:
        raise inconsistent(log.file, line, f"node {nid} mem", f"{end:#x} is below {start:#x}")
    return MemoryRange(nid, start, end, line, None if pxm is None else int(pxm))


def _other(log: KernelLog, line: int, text: str) -> None:
    found = _POLICY_ZONE.search(text)
    if found is not None:
        log.policy_zone = found[1]
        return
    found = _DEMOTION.search(text)
    if found is not None:
        nid = count(found[1], log.file, line, "Demotion targets", maximum=NID_MAX)
        field = f"Demotion targets for Node {nid}"
        targets = found[2].strip(",-") if found[2] else ""
        log.demotion[nid] = (
            id_list(targets, log.file, line, field, maximum=NID_MAX) if targets else ()
        )


def _check_orders(log: KernelLog) -> None:
    """Every list holds the same nodes: those with memory.

    A node leads its own list if it has memory. A private node, and on kernels before 6.2 a
    memoryless one, stands in its own list only.
    """
    everyone = {nid for order in log.fallback.values() for nid in order.order if nid != order.nid}
    for order in log.fallback.values():
        field = f"Fallback order for Node {order.nid}"
        if order.nid in order.order and order.order[0] != order.nid:
            raise inconsistent(log.file, order.line, field, "the node is not first in its own list")
        if order.private and order.nid not in order.order:
            raise inconsistent(
                log.file, order.line, field, "a private node is missing in its own list"
            )
        listed = set(order.order)
        missing = sorted(everyone - listed - {order.nid})
        if missing:
            raise inconsistent(
                log.file, order.line, field, f"node {missing[0]}, in other lists, is missing"
            )
        if order.nid in everyone and order.nid not in listed:
            raise inconsistent(
                log.file, order.line, field, "a node of other lists is missing in its own"
            )
        if order.nid in everyone and order.private:
            raise inconsistent(log.file, order.line, field, "a private node stands in other lists")
    for nid in sorted(everyone):
        if nid not in log.fallback:
            line = max(order.line for order in log.fallback.values())
            raise inconsistent(log.file, line, f"Fallback order for Node {nid}", "missing")
