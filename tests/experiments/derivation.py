"""E1 worked out a second time, from the published columns and nothing of the engine.

The columns are those of the paper that describes the models: recipes of the lists, gate, selector,
and how the sites act ("Site columns"). A request becomes an outcome by the five steps of its
resolver: build the list, choose it, drop what the gate refuses, drop what is outside the mask, drop
zones that the request may not use. Patterns 16 and 20 are as recorded from running kernels: a
collapse carries a nodemask and no __GFP_THISNODE, the first attempt of DAMON carries it.
"""

from __future__ import annotations

from dataclasses import dataclass, replace

#: what a list of the private node holds: itself, ordinary nodes, in this order
SELF, OTHERS, NOTHING = ("P",), ("D",), ()
BOTH = ("P", "D")


@dataclass(frozen=True)
class Column:
    """One model. `gate`: "", thisnode, flag, folio, scope. Site columns as in the paper."""

    own: tuple[str, ...]  # FALLBACK of the private node
    only: tuple[str, ...]  # NOFALLBACK of the private node
    gate: str = ""
    private_list: bool = False
    in_n_memory: bool = False
    hugetlb_key: bool = False
    global_pool: str = "N_MEMORY"
    move_pages: str = "N_MEMORY"
    rotor: bool = False  # private nodes take a turn
    demotion: str = "N_MEMORY"  # all, N_MEMORY, right, never
    khugepaged: str = "acts"  # acts, skips, right
    contig: str = "none"  # none, check, frames, right
    damon: str = "acts"  # acts, skips, right
    bind: str = "ordinary"  # of kernel pages: mask, ordinary, keyed
    policy: str = "right"  # mbind of a private node: any, right, no
    ordinary: bool = False  # mainline: the node is an ordinary one
    fault_thisnode: bool = False  # a bound fault adds __GFP_THISNODE


V4 = Column(
    BOTH,
    SELF,
    "flag",
    move_pages="service",
    demotion="right",
    khugepaged="skips",
    contig="check",
)
LISTS = Column(OTHERS, SELF, policy="any", fault_thisnode=True)
SCOPES = Column(NOTHING, SELF, "scope", demotion="right", contig="check", fault_thisnode=True)
V5 = Column(
    OTHERS,
    NOTHING,
    private_list=True,
    move_pages="right",
    demotion="right",
    khugepaged="skips",
    contig="check",
    damon="skips",
    bind="keyed",
)
PUBLIC = replace(
    V5,
    in_n_memory=True,
    hugetlb_key=True,
    global_pool="right",
    rotor=True,
    contig="frames",
)
COLUMNS = {
    "mainline": Column(
        BOTH,
        SELF,
        in_n_memory=True,
        rotor=True,
        demotion="all",
        bind="mask",
        policy="any",
        ordinary=True,
    ),
    "rfc-v3": Column(OTHERS, SELF, "thisnode", policy="no"),
    "rfc-v4/documented": V4,
    "rfc-v4/as-coded": replace(V4, contig="none"),
    "thread-2026-06": V4,
    "list-isolation/normal": LISTS,
    "list-isolation/empty": replace(LISTS, own=NOTHING),
    "list-isolation/sealed": replace(LISTS, own=NOTHING, only=NOTHING, fault_thisnode=False),
    "memalloc-scope/folio-only": replace(SCOPES, gate="folio", contig="none"),
    "memalloc-scope/strict": SCOPES,
    "memalloc-scope/pseudo": replace(SCOPES, own=BOTH, fault_thisnode=False),
    "rfc-v5": V5,
    "branch-common/public": PUBLIC,
    "branch-common/public-eight": replace(PUBLIC, khugepaged="right", damon="right"),
    "branch-common/common-user": replace(PUBLIC, contig="right"),
    "branch-common/common-driver": replace(
        PUBLIC,
        hugetlb_key=False,
        global_pool="never",
        move_pages="never",
        demotion="never",
        contig="check",
        bind="ordinary",
        policy="no",
    ),
}


@dataclass(frozen=True)
class Want:
    """A request that names the private node. `movable`: it may use a movable-only zone."""

    thisnode: bool = False
    keyed: bool = False
    folio: bool = False
    scoped: bool = False  # made while a private allocation of the same task is in progress
    movable: bool = False
    mask: bool = False  # a nodemask of the private node alone


def place(column: Column, want: Want, *, movable_zone: bool = False) -> str:
    """Where a request for the private node lands: P, D or F."""
    if column.private_list and want.keyed:
        walk = SELF if want.thisnode else BOTH
    else:
        walk = column.only if want.thisnode else column.own
    for place_ in walk:
        if place_ == "D":
            if not want.mask:
                return "D"
            continue
        if movable_zone and not want.movable:
            continue
        opened = {
            "": True,
            "thisnode": want.thisnode,
            "flag": want.keyed,
            "folio": want.keyed or want.folio or want.scoped,
            "scope": want.keyed or want.scoped,
        }[column.gate]
        if opened:
            return "P"
    return "F"


def _named(column: Column, zone: bool) -> dict[str, str]:
    """Requests that name the node, without any service between."""

    def got(**fields: bool) -> str:
        return place(column, Want(**fields), movable_zone=zone)

    def contig(want: Want) -> str:
        if column.contig in {"check", "right"} and not column.ordinary:
            return place(replace(column, own=column.own[-1:] if column.own == BOTH else column.own,
                                 only=NOTHING), want, movable_zone=zone)  # fmt: skip
        return place(replace(column, gate=""), want, movable_zone=zone)

    slab = got(thisnode=True)
    slab = slab if slab == "P" else got()
    scope = {"scoped": True}
    return {
        "E1.01": got(thisnode=True),
        **dict.fromkeys(("E1.02", "E1.02b", "E1.02c", "E1.02d", "E1.07b"), got()),
        "E1.02e": got(movable=True),
        **dict.fromkeys(("E1.03", "E1.04", "E1.05"), slab),
        "E1.03b": got(thisnode=True),
        **dict.fromkeys(("E1.06", "E1.07", "E1.17", "E1.19", "E1.21b", "E1.22b", "K3"), "D"),
        "E1.08": contig(Want(thisnode=True)),
        "E1.08b": contig(Want()),
        **dict.fromkeys(("E1.22", "E1.23"), got(thisnode=True, **scope)),
        "E1.23b": got(**scope),
        "E1.24": got(movable=True, **scope),
    }


def derive(name: str, run: str) -> dict[str, str]:
    """Every pattern's outcome under a model: rights_none, rights_all, rights_none_movable_zone."""
    return derive_column(COLUMNS[name], run)


def derive_column(column: Column, run: str) -> dict[str, str]:
    """The same of any column."""
    rights = run == "rights_all"
    zone = run == "rights_none_movable_zone"
    found = _named(column, zone)

    def user(**fields: bool) -> str:
        return place(column, Want(movable=True, folio=True, **fields), movable_zone=zone)

    full = "P" if column.ordinary else "R"
    found |= dict.fromkeys(("E1.10", "E1.12", "E1.12b", "E1.12c", "E1.12d", "E1.13"), full)
    found["E1.09"] = user(thisnode=True, keyed=column.hugetlb_key and rights)
    pool = column.ordinary or (column.global_pool == "right" and rights)
    found["E1.09b"] = found["E1.09"] if pool else "S"
    allowed = {"none": True, "frames": True, "check": False, "right": rights}[column.contig]
    found["E1.11"] = "P" if allowed or column.ordinary else "F"
    rotor = user() if column.rotor else "S"
    found["E1.14"] = rotor
    moves = column.ordinary or (rights and column.move_pages in {"right", "service"})
    found["E1.15"] = "P" if moves else "E:ENODEV"
    acts = {"acts": True, "skips": False, "right": rights}
    own_right = column.khugepaged == "right" and rights
    found["E1.16"] = user(mask=True, keyed=own_right) if acts[column.khugepaged] else "S"
    target = column.demotion == "all" or (rights and column.demotion == "right")
    found["E1.18"] = user(thisnode=True, keyed=True) if target else "S"
    first = user(thisnode=True)
    damon = first if first == "P" else user()
    found["E1.20"] = damon if acts[column.damon] else "S"
    found["E1.21"] = {
        "mask": place(column, Want(mask=True), movable_zone=zone),
        "ordinary": "D",
        "keyed": "P" if rights and not zone else "D",
    }[column.bind]
    bound = column.policy == "any" or (rights and column.policy == "right")
    driver = place(column, Want(thisnode=True, keyed=True, folio=True), movable_zone=zone)
    found["K1"] = driver
    found["K2"] = (
        user(thisnode=column.fault_thisnode, keyed=True, mask=True) if bound else "E:EINVAL"
    )
    return found
