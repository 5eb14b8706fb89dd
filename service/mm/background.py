"""Settings of the kernel's own threads: KSM, NUMA balancing, khugepaged (sysfs, sysctl)."""

from __future__ import annotations

from typing import Final

import msgspec

#: bits of /proc/sys/kernel/numa_balancing
NUMA_BALANCING_NORMAL: Final = 1
NUMA_BALANCING_MEMORY_TIERING: Final = 2
#: states of /sys/kernel/mm/ksm/run
KSM_RUN_STOP: Final = 0
KSM_RUN_MERGE: Final = 1
KSM_RUN_UNMERGE: Final = 2


class Background(msgspec.Struct, frozen=True, array_like=True):
    """What the files of the threads say; defaults are a booted kernel's, with balancing off."""

    ksm_run: int = KSM_RUN_STOP
    ksm_merge_across_nodes: bool = True
    numa_balancing: int = 0
    #: empty and shared entries that khugepaged tolerates in a block of 512
    max_ptes_none: int = 511
    max_ptes_shared: int = 256
    #: what a wake-up looks at, how long the thread sleeps then, full scans, time since the last
    ksm_pages_to_scan: int = 100
    ksm_sleep_millisecs: int = 20
    ksm_full_scans: int = 0
    ksm_elapsed_ns: int = 0
    khugepaged_pages_to_scan: int = 4096
    khugepaged_sleep_millisecs: int = 10000
    khugepaged_full_scans: int = 0
    khugepaged_elapsed_ns: int = 0
