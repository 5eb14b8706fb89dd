"""The rights of nodes: one table per generation of the interface, one reader.

A right has the name and the bit that its model gives it, and grants services by names of our own,
so that the mm code asks for a service and never knows by which word a model opts in to it.
"""

from __future__ import annotations

from typing import Final, Literal, NamedTuple

from service.mm.models.series import patch


class Right(NamedTuple):
    """One right. `grants` are services; `needs` and `excludes` other rights of the table.

    `source`: what added it, where the rights of the table came one by one.
    """

    name: str
    bit: int
    grants: tuple[str, ...] = ()
    needs: tuple[str, ...] = ()
    excludes: tuple[str, ...] = ()
    source: str = ""


class RightsTable(NamedTuple):
    """The rights of one interface.

    `given_by`: the call that takes them. `unknown`: what other names and bits do. `marker`: a right
    that stands for all others and needs every one of them. `kernel_zone_needs`: rights without
    which memory of the node must be movable only. `sticky`: a second range must give the same.
    """

    prefix: str
    rights: tuple[Right, ...] = ()
    given_by: Literal["nobody", "set_ops", "register", "add_memory", "device"] = "nobody"
    unknown: Literal["accepted", "refused"] = "refused"
    marker: str = ""
    kernel_zone_needs: tuple[str, ...] = ()
    source: str = ""
    #: exactly one right, the type of the node
    one_of: bool = False

    def named(self, text: str) -> Right | None:
        """The right of this name, given with or without the prefix of the table."""
        short = text.removeprefix(self.prefix)
        return next((each for each in self.rights if each.name == short), None)

    def source_of(self, name: str) -> str:
        """What added a right; empty where the table came as one."""
        return next((each.source for each in self.rights if each.name == name), "")

    def full(self, right: Right) -> str:
        """The name with its prefix."""
        return self.prefix + right.name

    def granting(self, service: str) -> tuple[str, ...]:
        """Full names of the rights that grant a service."""
        return tuple(self.full(each) for each in self.rights if service in each.grants)

    def from_mask(self, mask: int) -> tuple[str, ...]:
        """Full names behind a bit mask; unknown bits as hex text."""
        names = [self.full(each) for each in self.rights if each.bit and mask & each.bit]
        known = 0
        for each in self.rights:
            known |= each.bit
        if mask & ~known:
            names.append(f"{mask & ~known:#x}")
        return tuple(names)


#: services that rights grant; a column `service.X` or another cell says whether one is asked
SERVICES: Final[tuple[str, ...]] = (
    "mempolicy",
    "migration",
    "reclaim",
    "madvise",
    "compaction",
    "demotion",
    "demotion_source",
    "numa_balancing",
    "longterm_pin",
    "khugepaged",
    "collapse",
    "ksm",
    "damon",
    "hugetlb",
    "hotunplug",
    "contig",
    "write",
    "write_fence",
)

_V5_RECLAIM: Final = ("reclaim", "madvise", "compaction")
_USER_NUMA: Final = ("mempolicy", "migration")

RIGHTS: Final[dict[str, RightsTable]] = {
    "none": RightsTable(""),
    "memtype": RightsTable(
        "NODE_MEM_",
        tuple(
            Right(name, number)
            for number, name in enumerate(
                ("NOTYPE", "ZSWAP", "COMPRESSED", "ACCELERATOR", "DEMOTE_ONLY")
            )
        ),
        "register",
        source="20260108203755.1163107-2-gourry@gourry.net",
        one_of=True,
    ),
    "np_ops": RightsTable(
        "NP_OPS_",
        (
            Right("MIGRATION", 0x01, ("migration", "hotunplug"), source=patch(12)),
            Right("MEMPOLICY", 0x02, ("mempolicy",), ("MIGRATION",), ("PROTECT_WRITE",), patch(13)),
            Right("DEMOTION", 0x04, ("demotion",), source=patch(14)),
            Right("PROTECT_WRITE", 0x08, ("write_fence",), source=patch(15)),
            Right("RECLAIM", 0x10, ("reclaim",), source=patch(16)),
            Right("NUMA_BALANCING", 0x20, ("numa_balancing",), ("MIGRATION",), source=patch(18)),
            Right("COMPACTION", 0x40, ("compaction",), ("MIGRATION",), source=patch(19)),
            Right("LONGTERM_PIN", 0x80, ("longterm_pin",), source=patch(20)),
        ),
        "set_ops",
        "accepted",
        source="patches 12 to 20 of 27 (20260222084842.1824063-{13..21}-gourry@gourry.net)",
    ),
    "opts": RightsTable(
        "NODE_PRIVATE_OPT_",
        (
            Right("reclaim", 0, ("reclaim", "compaction")),
            Right("demotion", 0, ("demotion", "demotion_source")),
            Right("mbind", 0, ("mempolicy", "migration")),
            Right("madvise", 0, ("madvise",)),
            Right("numa_balance", 0, ("numa_balancing",)),
            Right("ltpin", 0, ("longterm_pin",)),
        ),
        "device",
        source="aiwl4kCG814dpX7L (12 June 2026)",
    ),
    "caps": RightsTable(
        "NODE_PRIVATE_CAP_",
        (
            Right("RECLAIM", 0x01, _V5_RECLAIM),
            Right("USER_NUMA", 0x02, (*_USER_NUMA, "collapse")),
            Right("HOTUNPLUG", 0x04, ("hotunplug",)),
            Right("DEMOTION", 0x08, ("demotion", "demotion_source"), needs=("RECLAIM",)),
            Right("NUMA_BALANCING", 0x10, ("numa_balancing",)),
            Right("LTPIN", 0x20, ("longterm_pin",)),
        ),
        "register",
        "accepted",
        source="Documentation/mm/numa_private_nodes.rst@42844446",
    ),
    "features_public": RightsTable(
        "NODE_FEATURE_",
        (
            Right("PUBLIC", 0x001),
            Right("RECLAIM", 0x002, _V5_RECLAIM),
            Right("DEMOTION", 0x004, ("demotion", "demotion_source"), needs=("RECLAIM",)),
            Right("USER_NUMA", 0x080, (*_USER_NUMA, "hugetlb")),
            Right("USER_WRITE", 0x100, ("write",)),
        ),
        "add_memory",
        marker="PUBLIC",
        source="Documentation/mm/numa_private_nodes.rst@0509b826",
    ),
    "features_public8": RightsTable(
        "NODE_FEATURE_",
        (
            Right("PUBLIC", 0x001),
            Right("RECLAIM", 0x002, _V5_RECLAIM),
            Right("DEMOTION", 0x004, ("demotion", "demotion_source"), needs=("RECLAIM",)),
            Right("NUMA_BALANCING", 0x008, ("numa_balancing",)),
            Right("LTPIN", 0x010, ("longterm_pin",)),
            Right("DAMON", 0x020, ("damon",)),
            Right("KSM", 0x040, ("ksm",)),
            Right("COLLAPSE", 0x080, ("collapse", "khugepaged")),
            Right("USER_NUMA", 0x100, (*_USER_NUMA, "hugetlb")),
        ),
        "add_memory",
        marker="PUBLIC",
        source="Documentation/mm/numa_private_nodes.rst, PUBLIC text with eight features",
    ),
    "features_common_user": RightsTable(
        "NODE_FEATURE_",
        (
            Right("COMMON", 0x001),
            Right("COMPACTION", 0x002, ("compaction",)),
            Right("CONTIG_ALLOC", 0x004, ("contig",)),
            Right("RECLAIM", 0x008, ("reclaim", "madvise")),
            Right("DEMOTION", 0x010, ("demotion", "demotion_source"), needs=("RECLAIM",)),
            Right("USER_NUMA", 0x020, (*_USER_NUMA, "hugetlb")),
            Right("USER_WRITE", 0x040, ("write",)),
            Right("WR_FENCE", 0x080, ("write_fence",)),
        ),
        "add_memory",
        marker="COMMON",
        source="Documentation/mm/numa_private_nodes.rst, COMMON text with USER_NUMA; mm/cram.c",
    ),
    "features_common_driver": RightsTable(
        "NODE_FEATURE_",
        (
            Right("COMMON", 0x001),
            Right("COMPACTION", 0x002, ("compaction",)),
            Right("RECLAIM", 0x004, ("reclaim", "madvise")),
            Right("USER_WRITE", 0x008, ("write",)),
        ),
        "add_memory",
        marker="COMMON",
        kernel_zone_needs=("USER_WRITE",),
        source="Documentation/mm/numa_private_nodes.rst, COMMON text, driver-only",
    ),
    "blueprint": RightsTable(
        "NO_",
        (
            Right("RECLAIM", 0x01, ("reclaim", "madvise", "compaction")),
            Right("MEMPOLICY", 0x02, ("mempolicy", "migration")),
            Right("DEMOTION", 0x04, ("demotion", "demotion_source")),
            Right("NUMA_BALANCING", 0x08, ("numa_balancing",)),
            Right("LONGTERM_PIN", 0x10, ("longterm_pin",)),
            Right("COLLAPSE", 0x20, ("khugepaged", "collapse", "ksm")),
            Right("HOTUNPLUG", 0x40, ("hotunplug",)),
            Right("HUGETLB", 0x80, ("hugetlb", "contig")),
        ),
        "register",
        source="discussion of 4 June 2026 (aiFSZfRlFPd7qlIw): N_MEMORY minus things",
    ),
}

#: tables whose rights are taken away instead of given
SUBTRACTED: Final = frozenset({"blueprint"})
