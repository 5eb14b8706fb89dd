"""Kernel files of KSM, NUMA balancing and khugepaged.

Source: mm/ksm.c, kernel/sysctl.c, mm/khugepaged.c.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Final

import msgspec

from service.mm.background import KSM_RUN_MERGE, KSM_RUN_UNMERGE, NUMA_BALANCING_MEMORY_TIERING
from service.mm.context import Context
from service.mm.huge_memory import HPAGE_PMD_NR
from service.mm.kernfs_file import RULE, KernelFile, Match, Write, malformed, number
from service.mm.ksm import ksm_counts, unmerge_all
from service.mm.state import HostState
from service.reasons import KernelError

_UINT_MAX: Final = (1 << 32) - 1
_KSM: Final = "/sys/kernel/mm/ksm"
_KHUGEPAGED: Final = "/sys/kernel/mm/transparent_hugepage/khugepaged"


def _set(ctx: Context, **values: int) -> None:
    changed = msgspec.structs.replace(ctx.state.background, **values)
    ctx.undo.assign(ctx.state, "background", changed)


def _whole(write: Write, most: int) -> int:
    text = write.value.strip()
    if not text.isdigit() or int(text) > most:
        raise malformed(write)
    return int(text)


def _write_run(ctx: Context, match: Match, write: Write) -> None:
    """0 stops ksmd, 1 lets it run, 2 stops it and gives every task its own pages back."""
    del match
    value = _whole(write, KSM_RUN_UNMERGE)
    if value == KSM_RUN_UNMERGE != ctx.state.background.ksm_run:
        unmerge_all(ctx)
    _set(ctx, ksm_run=value)


def _write_across(ctx: Context, match: Match, write: Write) -> None:
    """Refuses: KSM_PAGES_SHARED, while pages are merged (merge_across_nodes_store)."""
    del match
    value = bool(_whole(write, KSM_RUN_MERGE))
    if value != ctx.state.background.ksm_merge_across_nodes and ksm_counts(ctx.state)[0]:
        raise KernelError("KSM_PAGES_SHARED", rule=RULE)
    _set(ctx, ksm_merge_across_nodes=value)


def _write_balancing(ctx: Context, match: Match, write: Write) -> None:
    del match
    value = number(write)
    if not 0 <= value <= 2 * NUMA_BALANCING_MEMORY_TIERING - 1:
        raise malformed(write)
    _set(ctx, numa_balancing=value)


def _write_ptes(name: str) -> Callable[[Context, Match, Write], None]:
    def write_ptes(ctx: Context, match: Match, write: Write) -> None:
        del match
        _set(ctx, **{name: _whole(write, HPAGE_PMD_NR - 1)})

    return write_ptes


def _write_field(name: str, least: int = 0) -> Callable[[Context, Match, Write], None]:
    """Kstrtouint into a field; below `least` is EINVAL."""

    def write_field(ctx: Context, match: Match, write: Write) -> None:
        del match
        value = _whole(write, _UINT_MAX)
        if value < least:
            raise malformed(write)
        _set(ctx, **{name: value})

    return write_field


def _timing(path: str, name: str, field: str, least: int = 0) -> KernelFile:
    return KernelFile(f"{path}/{name}", _reads(field), _write_field(field, least))


def _reads(name: str) -> Callable[[HostState, Match], str]:
    return lambda state, _: str(int(getattr(state.background, name)))


def _read_counts(state: HostState, match: Match) -> str:
    return str(ksm_counts(state)[("pages_shared", "pages_sharing").index(match[1])])


BACKGROUND_FILES: Final[tuple[KernelFile, ...]] = (
    KernelFile(f"{_KSM}/run", _reads("ksm_run"), _write_run),
    KernelFile(f"{_KSM}/merge_across_nodes", _reads("ksm_merge_across_nodes"), _write_across),
    KernelFile(rf"{_KSM}/(pages_shared|pages_sharing)", _read_counts),
    _timing(_KSM, "pages_to_scan", "ksm_pages_to_scan"),
    _timing(_KSM, "sleep_millisecs", "ksm_sleep_millisecs"),
    KernelFile(f"{_KSM}/full_scans", _reads("ksm_full_scans")),
    _timing(_KHUGEPAGED, "pages_to_scan", "khugepaged_pages_to_scan", 1),
    _timing(_KHUGEPAGED, "scan_sleep_millisecs", "khugepaged_sleep_millisecs"),
    KernelFile(f"{_KHUGEPAGED}/full_scans", _reads("khugepaged_full_scans")),
    KernelFile("/proc/sys/kernel/numa_balancing", _reads("numa_balancing"), _write_balancing),
    KernelFile(
        f"{_KHUGEPAGED}/max_ptes_none", _reads("max_ptes_none"), _write_ptes("max_ptes_none")
    ),
    KernelFile(
        f"{_KHUGEPAGED}/max_ptes_shared", _reads("max_ptes_shared"), _write_ptes("max_ptes_shared")
    ),
)
