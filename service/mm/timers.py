"""Work that waits for time: the full scans of ksmd and khugepaged, as `advance` makes them due.

A thread looks at `pages_to_scan` pages, then sleeps; a full scan ends with the sleep in which its
last page was looked at, and the twin makes the whole of it at that moment. A scan that changes
nothing is not made again until another thread changed something: the rest is only counted, so
`advance` costs nothing per nanosecond.
Source: mm/ksm.c, ksm_scan_thread; mm/khugepaged.c, khugepaged and khugepaged_wait_work.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Final, NamedTuple

import msgspec

from service.mm.background import KSM_RUN_MERGE
from service.mm.context import Context
from service.mm.huge_memory import HPAGE_PMD_NR
from service.mm.scanners import SCANNERS
from service.mm.state import HostState, Vma

_NS_PER_MS: Final = 1_000_000


class Timed(NamedTuple):
    """A thread: its work in `run`, the prefix of its fields of `Background`, pages to look at."""

    work: str
    fields: str
    pages: Callable[[HostState], int]


def _mapped(state: HostState, wanted: Callable[[Vma], bool]) -> int:
    """Pages that the areas of interest map, over all address spaces."""
    return sum(
        end - first
        for _, mm in sorted(state.mms.items())
        for vma in mm.vmas
        if wanted(vma)
        for first, end, _ in mm.pages.overlaps(vma.start, vma.end)
    )


def _ksm_pages(state: HostState) -> int:
    runs = state.background.ksm_run & KSM_RUN_MERGE
    return _mapped(state, lambda vma: vma.mergeable) if runs else 0


def _khugepaged_pages(state: HostState) -> int:
    """Pages of the aligned blocks inside areas of MADV_HUGEPAGE."""
    return sum(
        max(vma.end // HPAGE_PMD_NR - -(-vma.start // HPAGE_PMD_NR), 0) * HPAGE_PMD_NR
        for _, mm in sorted(state.mms.items())
        for vma in mm.vmas
        if vma.huge
    )


THREADS: Final = (
    Timed("ksmd", "ksm", _ksm_pages),
    Timed("khugepaged", "khugepaged", _khugepaged_pages),
)


def _get(state: HostState, thread: Timed, name: str) -> int:
    value: int = getattr(state.background, f"{thread.fields}_{name}")
    return value


def _set(ctx: Context, thread: Timed, name: str, value: int) -> None:
    changed = msgspec.structs.replace(ctx.state.background, **{f"{thread.fields}_{name}": value})
    ctx.undo.assign(ctx.state, "background", changed)


def scan_ns(state: HostState, thread: Timed) -> int:
    """How long one full scan of a thread takes; 0 while it has nothing to do."""
    pages, step = thread.pages(state), _get(state, thread, "pages_to_scan")
    if not pages or not step:
        return 0
    return max(-(-pages // step) * _get(state, thread, "sleep_millisecs") * _NS_PER_MS, 1)


def run_timers(ctx: Context, ns: int) -> list[str]:
    """Moves the clock by `ns` and makes the scans that end in it, oldest first; what they did."""
    start, clock = ctx.state.now_ns, 0
    told: list[str] = []
    idle: set[str] = set()
    while True:
        due = [
            (max(length - _get(ctx.state, thread, "elapsed_ns"), 0), order, thread)
            for order, thread in enumerate(THREADS)
            if thread.work not in idle and (length := scan_ns(ctx.state, thread))
        ]
        if not due or clock + min(due)[0] > ns:
            break
        wait, _, thread = min(due)
        clock += wait
        ctx.undo.assign(ctx.state, "now_ns", start + clock)
        _pass_time(ctx, wait)
        _set(ctx, thread, "elapsed_ns", 0)
        found = SCANNERS[thread.work](ctx, None)
        if found:
            told.append(f"{thread.work} changed {found} at {start + clock} ns")
            idle = set()
        idle.add(thread.work)
    ctx.undo.assign(ctx.state, "now_ns", start + ns)
    _pass_time(ctx, ns - clock)
    for thread in THREADS:
        length = scan_ns(ctx.state, thread)
        elapsed = _get(ctx.state, thread, "elapsed_ns")
        if length:
            scans = _get(ctx.state, thread, "full_scans") + elapsed // length
            _set(ctx, thread, "full_scans", scans)
        _set(ctx, thread, "elapsed_ns", elapsed % length if length else 0)
    return told


def _pass_time(ctx: Context, ns: int) -> None:
    for thread in THREADS:
        _set(ctx, thread, "elapsed_ns", _get(ctx.state, thread, "elapsed_ns") + ns)
