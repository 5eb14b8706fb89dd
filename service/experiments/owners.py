"""E2, owner confinement: what of one owner's requests ends on another owner's node.

Two private nodes of two owners. The scope of the key cuts what a bind may name: `single` lets one
key open every private node, `list_self` only the node that the request starts at, `class` the nodes
of one memory class, `owner` the nodes of one owner.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any, Final

from service.experiments.e1.catalogue import CATALOGUE
from service.experiments.e1.machine import NODE_PAGES, PID, Machine
from service.experiments.e1.sites import outcome
from service.mm.commands.memory import TouchAnswer
from service.mm.models import KernelModel, with_cells

KEY_SCOPES: Final = ("single", "list_self", "class", "owner")
#: nodes of one memory class in the machine: both private nodes are of one
_CLASSES: Final = {2: "accelerator", 3: "accelerator"}


def _allowed(scope: str, home: int, mask: tuple[int, ...]) -> tuple[int, ...]:
    """What of a mask the owner of `home` may name; ordinary nodes stay."""
    kind = _CLASSES[home]
    keep = {
        "single": frozenset(_CLASSES),
        "list_self": frozenset({home}),
        "class": frozenset(nid for nid, each in _CLASSES.items() if each == kind),
        "owner": frozenset({home}),
    }[scope]
    return tuple(nid for nid in mask if nid not in _CLASSES or nid in keep)


def _bound(machine: Machine, mask: tuple[int, ...], count: int) -> dict[str, Any]:
    """Binds and fills so many pages; where they are, and what ended it."""
    with machine.commands() as do:
        do("mmap", pid=PID, area="a", nr_pages=count, kind="anon_private")
        answer = do("mbind", pid=PID, area="a", mode="MPOL_BIND", nodemask=mask)
        if answer.ret < 0:
            return {
                "errno": answer.errno,
                "pages": {},
                "killed": False,
                "decided_by": answer.decided_by.rule,
            }
        answer = do("touch", pid=PID, area="a", access="write")
        assert isinstance(answer, TouchAnswer), "the shape of the command"
        return {
            "errno": answer.errno,
            "pages": {str(each.nid): each.nr_pages for each in answer.placed},
            "killed": answer.signal is not None,
            "decided_by": answer.decided_by.rule,
        }


def _case(machine: Machine, scope: str, mask: tuple[int, ...], count: int) -> dict[str, Any]:
    home, other = machine.private[:2]
    found = _bound(machine, _allowed(scope, home, mask), count)
    crossed = found["pages"].get(str(other), 0)
    placed = sum(found["pages"].values())
    return {
        **found,
        "mask": list(mask),
        "crossed_pages": crossed,
        "placed_pages": placed,
        "stranded_pages": NODE_PAGES - crossed if placed < count else 0,
    }


def owner_confinement(
    models: Mapping[str, KernelModel], progress: Callable[[str], None] = lambda _: None
) -> dict[str, Any]:
    """Per model and key scope: a mask over two owners, and pressure on one's own node."""
    rows: dict[str, Any] = {}
    for name, model in models.items():
        progress(name)
        machine = Machine(model, "rights_all")
        home, other = machine.private[:2]
        rows[name] = {
            scope: {
                "both_owners_named": _case(machine, scope, (home, other), NODE_PAGES + 4096),
                "own_node_full": _case(machine, scope, (home,), NODE_PAGES + 4096),
                "own_node_and_dram": _case(machine, scope, (0, home), 4096),
            }
            for scope in KEY_SCOPES
        }
    return {"key_scopes": list(KEY_SCOPES), "node_pages": NODE_PAGES, "models": rows}


def outward_fallback(
    models: Mapping[str, KernelModel], progress: Callable[[str], None] = lambda _: None
) -> dict[str, Any]:
    """E3: what fails, and what silently lands in DRAM, with and without ordinary nodes in a list.

    Per-node objects of hotplug, memory cgroups and workqueues ask the private node with a hint.
    """
    rows: dict[str, Any] = {}
    for name, model in models.items():
        progress(name)
        for value in ("normal", "empty"):
            if model.knobs.private_nodes == "none":
                continue
            flipped = with_cells(model, {"own_fallback": value}, "switch of E3")
            machine = Machine(flipped, "rights_none")
            letters = {each.id: outcome(machine, each) for each in CATALOGUE if each.plain}
            rows.setdefault(name, {})[value] = {
                "as_written": model.cells["own_fallback"].value == value,
                "second_hotplug": letters["E1.07b"],
                "failing": [key for key, letter in letters.items() if letter == "F"],
                "pages_in_dram": sum(
                    each.nr << each.order for each in CATALOGUE if letters.get(each.id) == "D"
                ),
                "outcomes": letters,
            }
    return {"switch": "own_fallback", "models": rows}
