"""Cells that contradict each other: doors that exclude each other, services nobody can grant."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final, NamedTuple

from service.mm.models.rights import RIGHTS


class Exclusion(NamedTuple):
    """`cell` may have one of `values` only while `other` has one of `needs`; `why` is the rule."""

    cell: str
    values: tuple[str, ...]
    other: str
    needs: tuple[str, ...]
    why: str


_PRIVATE: Final = ("exclusive", "in_n_memory")

EXCLUSIONS: Final[tuple[Exclusion, ...]] = (
    Exclusion(
        "gate",
        ("flag", "thisnode", "folio", "scope"),
        "private_nodes",
        _PRIVATE,
        "without private nodes there is nothing to gate",
    ),
    Exclusion(
        "gate",
        ("flag", "thisnode", "folio", "scope"),
        "selector",
        ("thisnode",),
        "a private zonelist and a gate in the walk are two doors that exclude each other",
    ),
    Exclusion(
        "selector",
        ("key",),
        "private_list",
        ("all_nodes",),
        "a selector by key needs a private zonelist to select",
    ),
    Exclusion(
        "selector",
        ("key", "helper"),
        "private_nofallback",
        ("self",),
        "a private selector with __GFP_THISNODE needs a list of the node alone",
    ),
    Exclusion(
        "private_list",
        ("all_nodes",),
        "selector",
        ("key",),
        "a private zonelist that nothing selects cannot be reached",
    ),
    Exclusion(
        "selector",
        ("key", "helper"),
        "own_nofallback",
        ("empty",),
        "a private zonelist isolates only while __GFP_THISNODE alone does not reach the node",
    ),
    Exclusion(
        "policy.key",
        ("private_list",),
        "selector",
        ("key",),
        "policies cannot select a private zonelist that the model does not have",
    ),
    Exclusion(
        "policy.key",
        ("__GFP_PRIVATE",),
        "gate",
        ("flag",),
        "the flag opens nothing without a gate that asks for it",
    ),
    Exclusion(
        "policy.key",
        ("scope", "scope_thisnode"),
        "gate",
        ("folio", "scope"),
        "task bits open nothing without a gate that asks for them",
    ),
    Exclusion(
        "move_pages.target",
        ("migrate_to",),
        "rights",
        ("np_ops",),
        "only an ops table has a migrate_to",
    ),
    Exclusion(
        "key.demotion",
        ("migrate_to",),
        "rights",
        ("np_ops",),
        "only an ops table has a migrate_to",
    ),
    Exclusion(
        "cpuset.private_only",
        ("refuse", "add_common"),
        "cpuset.universe",
        ("n_memory_and_private",),
        "a cpuset cannot govern private nodes that are outside its universe",
    ),
)

#: columns whose value `right` (or `with_right`) asks the rights table for a service
_ASKED: Final[Mapping[str, tuple[str, str]]] = {
    "migration_source": ("right", "migration"),
    "demotion.targets": ("with_right", "demotion"),
    "contig.guard": ("right", "contig"),
    "policy.set_mempolicy": ("right", "mempolicy"),
    "policy.mbind": ("right", "mempolicy"),
    "move_pages.target": ("right", "mempolicy"),
    "write_fence": ("right", "write_fence"),
}


def contradiction(values: Mapping[str, str]) -> str:
    """The first contradiction among the cells, with the rule it breaks, or ""."""
    for rule in EXCLUSIONS:
        if values[rule.cell] in rule.values and values[rule.other] not in rule.needs:
            return (
                f"cell {rule.cell} is {values[rule.cell]!r} while {rule.other} is "
                f"{values[rule.other]!r}: {rule.why}"
            )
    if values["private_nodes"] == "none":
        return ""
    table = RIGHTS[values["rights"]]
    asked = dict(_ASKED)
    asked |= {
        name: ("right", name.removeprefix("service."))
        for name in values
        if name.startswith("service.")
    }
    for name, (value, service) in asked.items():
        if values[name] == value and not table.granting(service):
            return (
                f"cell {name} is {value!r} while rights is {values['rights']!r}: "
                f"no right of that table grants {service}"
            )
    return ""
