"""The table type of kernel models, and the compiled form that the mm code reads."""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType
from typing import Literal, NamedTuple

from service.mm.models.columns import COLUMNS
from service.mm.models.contradictions import contradiction
from service.mm.models.rights import RIGHTS, SUBTRACTED, RightsTable

Evidence = Literal["read", "recorded", "inferred"]


class Cell(NamedTuple):
    """A value of a column, where it was read, and how sure that is."""

    value: str
    source: str
    evidence: Evidence = "read"


class Knobs:
    """The cells of a model as attributes (`policy.key` is `policy_key`), read in hot code."""

    __slots__ = (*(name.replace(".", "_") for name in COLUMNS), "subtracted", "table")

    private_nodes: str
    private_nodes_state: str
    private_nodes_set_at: str
    gate: str
    selector: str
    private_list: str
    private_nofallback: str
    own_fallback_self: str
    own_fallback: str
    own_nofallback: str
    own_list_node_load: str
    policy_key: str
    key_page_cache: str
    key_shmem: str
    key_swap_in: str
    key_page_tables: str
    key_demotion: str
    fault_on_failure: str
    policy_bind_start: str
    policy_set_mempolicy: str
    policy_mbind: str
    policy_other_modes: str
    rights: str
    move_pages_target: str
    migrate_pages_refused: str
    migration_source: str
    service_reclaim: str
    service_madvise: str
    service_compaction: str
    service_demotion_source: str
    service_numa_balancing: str
    service_khugepaged: str
    service_collapse: str
    service_ksm: str
    service_damon: str
    service_hugetlb: str
    service_hotunplug: str
    service_spread: str
    contig_guard: str
    contig_displace: str
    write_fence: str
    unplug_policies: str
    device_map: str
    device_oom: str
    file_policy: str
    unmapped_cache: str
    has_memory: str
    report_numa_maps: str
    report_files: str
    cpuset_private_only: str
    cpuset_sysram: str
    cpuset_universe: str
    cpuset_governs_policy: str
    gate_interrupt: str
    demotion_targets: str
    demotion_count: str
    rebind_empty: str
    rebind_private: str
    mlock_fault: str
    madvise_pmd: str
    handle_fault_reads: str
    reclaim_boost_owner: str
    wmark_recompute: str
    oom_private: str
    longterm_private: str
    offline_unmovable: str
    remove_registration: str
    private_kswapd: str
    cram: str
    cram_entry: str
    cram_unregister: str
    cram_nr_unregistered: str
    sysram_online_type: str
    sysram_remove_busy: str
    drivers_shared_node: str
    drivers_remove: str
    drivers_preexisting: str
    drivers_irq: str
    drivers_teardown: str

    #: the table named by `rights`, and the services that its rights are subtracted from
    table: RightsTable
    subtracted: bool

    def __init__(self, cells: Mapping[str, Cell]) -> None:
        for name in COLUMNS:
            setattr(self, name.replace(".", "_"), cells[name].value)
        self.table = RIGHTS[self.rights]
        self.subtracted = self.rights in SUBTRACTED


class KernelModel:
    """A kernel model: its id, where it comes from, and one cell per column.

    `base` is the id of the built-in model that a user's own one starts from; else its own id.

    Refuses (ValueError): a missing or unknown column, a value outside the column's vocabulary, two
    cells that contradict each other.
    """

    __slots__ = ("base", "cells", "id", "knobs", "source", "title")

    def __init__(
        self,
        id: str,  # noqa: A002
        title: str,
        source: str,
        cells: Mapping[str, Cell],
        base: str = "",
    ) -> None:
        for name in sorted(cells.keys() | COLUMNS.keys()):
            if name not in COLUMNS:
                msg = f"unknown cell {name}"
                raise ValueError(msg)
            if name not in cells:
                msg = f"model {id} has no cell {name}"
                raise ValueError(msg)
            if cells[name].value not in COLUMNS[name].values:
                allowed = ", ".join(COLUMNS[name].values)
                msg = f"cell {name} is {cells[name].value!r}; allowed: {allowed}"
                raise ValueError(msg)
        if clash := contradiction({name: cells[name].value for name in COLUMNS}):
            raise ValueError(clash)
        self.id = id
        self.base = base or id
        self.title = title
        self.source = source
        self.cells: Mapping[str, Cell] = MappingProxyType({name: cells[name] for name in COLUMNS})
        self.knobs = Knobs(self.cells)

    @property
    def is_own(self) -> bool:
        """Whether a user wrote it."""
        return self.id != self.base

    def inferred(self, names: tuple[str, ...]) -> tuple[str, ...]:
        """Those of the cells `names` that rest on inference."""
        return tuple(name for name in names if self.cells[name].evidence == "inferred")


def with_cells(base: KernelModel, overrides: Mapping[str, str], source: str) -> KernelModel:
    """`base` with some cells set by hand; the id stays, the cells name `source` as theirs.

    Refuses (ValueError): as `KernelModel`.
    """
    if not overrides:
        return base
    cells = dict(base.cells)
    for name, value in sorted(overrides.items()):
        cells[name] = Cell(value, source)
    return KernelModel(base.id, base.title, base.source, cells, base.base)
