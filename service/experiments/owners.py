"""E2, owner confinement, and E3, outward fallback.

E2: two accelerators of one class and a compressed node of another, one owner each. How far a key
opens is a switch: `single` is the key alone, `list_self` the key with __GFP_THISNODE, and three
ways to cut the mask that user space names: not at all (`shared_list+mask`), to the nodes of the
owner's class (`per_class_list`), to the owner's own (`owner_handle`). The engine answers under the
model; what it places on another owner's node has crossed.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any, Final

from service.experiments.e1.catalogue import CATALOGUE
from service.experiments.e1.machine import NODE_PAGES, PID, Logged, Machine, Shape
from service.experiments.e1.sites import outcome
from service.mm.commands import Answer
from service.mm.commands.kernel import AllocPagesAnswer
from service.mm.commands.memory import TouchAnswer
from service.mm.models import KernelModel, with_cells
from service.mm.zones import PAGE_SIZE

KEY_SCOPES: Final = (
    "single",
    "list_self",
    "shared_list+mask",
    "per_class_list",
    "owner_handle",
)
#: owner, memory class, and whether the device translates addresses for CPUs (ATS) by private node
DEVICES: Final[Mapping[int, tuple[str, str, bool]]] = {
    2: ("gpu0", "accelerator", True),
    3: ("gpu1", "accelerator", False),
    4: ("cram0", "compressed", True),
}
HOME: Final = 2
#: scopes in which no mask is passed: the driver's own request
WITHOUT_MASK: Final = frozenset({"single", "list_self"})
SHAPE: Final = Shape(
    (0, 1),
    tuple(DEVICES),
    (
        (10, 20, 15, 25, 30),
        (20, 10, 25, 15, 30),
        (15, 25, 10, 30, 40),
        (25, 15, 30, 10, 40),
        (30, 30, 40, 40, 10),
    ),
)
#: case -> nodes that the owner of HOME names, pages that it needs
CASES: Final[Mapping[str, tuple[tuple[int, ...], int]]] = {
    "own_node": ((2,), 4096),
    "own_node_full": ((2,), NODE_PAGES + 4096),
    "own_node_and_dram": ((0, 2), 4096),
    "other_owner_named": ((2, 3), NODE_PAGES + 4096),
    "only_the_other": ((3,), 4096),
    "every_private_node": ((2, 3, 4), 2 * NODE_PAGES + 4096),
}


def _cut(scope: str, mask: tuple[int, ...]) -> tuple[int, ...]:
    """What of a mask the owner of HOME may name; ordinary nodes stay."""
    owner, kind, _ = DEVICES[HOME]
    keep = set(DEVICES)
    if scope == "per_class_list":
        keep = {nid for nid, row in DEVICES.items() if row[1] == kind}
    elif scope == "owner_handle":
        keep = {nid for nid, row in DEVICES.items() if row[0] == owner}
    return tuple(nid for nid in mask if nid not in DEVICES or nid in keep)


def _ended(answer: Answer, placed: Mapping[str, int]) -> dict[str, Any]:
    return {
        "errno": answer.errno,
        "pages": dict(placed),
        "killed": getattr(answer, "signal", None) is not None,
        "decided_by": answer.decided_by.rule,
        "source": answer.decided_by.source,
    }


def _keyed(machine: Machine, *, thisnode: bool, count: int) -> dict[str, Any]:
    """The driver's own request for so many pages of its node, by the model's key."""
    gfp = ("GFP_HIGHUSER_MOVABLE", "__GFP_NOWARN", *(("__GFP_THISNODE",) if thisnode else ()))
    with machine.commands() as do:
        answer = do(
            "alloc_pages",
            label="e2",
            preferred_nid=HOME,
            gfp=gfp,
            count=count,
            key=True,
            folio=True,
        )
        assert isinstance(answer, AllocPagesAnswer), "the shape of the command"
        placed: dict[str, int] = {}
        for each in answer.pages:
            placed[str(each.nid)] = placed.get(str(each.nid), 0) + each.nr_pages
        return _ended(answer, placed)


def _bound(machine: Machine, mask: tuple[int, ...], count: int) -> dict[str, Any]:
    """Binds and fills so many pages; where they are, and what ended it."""
    with machine.commands() as do:
        do("mmap", pid=PID, area="a", nr_pages=count, kind="anon_private")
        answer = do("mbind", pid=PID, area="a", mode="MPOL_BIND", nodemask=mask)
        if answer.ret < 0:
            return _ended(answer, {})
        answer = do("touch", pid=PID, area="a", access="write")
        assert isinstance(answer, TouchAnswer), "the shape of the command"
        placed: dict[str, int] = {}
        for each in answer.placed:
            placed[str(each.nid)] = placed.get(str(each.nid), 0) + each.nr_pages
        return _ended(answer, placed)


def _case(machine: Machine, scope: str, mask: tuple[int, ...], count: int) -> dict[str, Any]:
    """One case: what was placed where, and the price."""
    if scope in WITHOUT_MASK:
        found = _keyed(machine, thisnode=scope == "list_self", count=count)
    else:
        found = _bound(machine, _cut(scope, mask), count)
    placed = {int(nid): pages for nid, pages in found["pages"].items()}
    owner, kind, _ = DEVICES[HOME]
    others = {nid: pages for nid, pages in placed.items() if nid in DEVICES and nid != HOME}
    total = sum(placed.values())
    missing = count - total
    free = sum(NODE_PAGES - placed.get(nid, 0) for nid in DEVICES if nid != HOME)
    return {
        **found,
        "mask": list(mask),
        "asked_pages": count,
        "placed_pages": total,
        "success_percent": 100 * total // count,
        "crossed_pages": sum(others.values()),
        "crossed_bytes": sum(others.values()) * PAGE_SIZE,
        "crossed_to_another_class": sum(p for nid, p in others.items() if DEVICES[nid][1] != kind),
        "dram_pages": sum(pages for nid, pages in placed.items() if nid not in DEVICES),
        "unreachable_pages": sum(
            p for nid, p in placed.items() if nid in DEVICES and not DEVICES[nid][2]
        ),
        "stranded_pages": free if missing > 0 else 0,
        "owner": owner,
    }


def owner_confinement(
    models: Mapping[str, KernelModel], progress: Callable[[str], None] = lambda _: None
) -> dict[str, Any]:
    """Per model and key scope: masks over three owners, and pressure on one's own node."""
    rows: dict[str, Any] = {}
    for name, model in models.items():
        progress(name)
        machine = Machine(model, "rights_all", SHAPE)
        rows[name] = {
            scope: {
                case: _case(machine, scope, mask, count)
                for case, (mask, count) in CASES.items()
                if scope not in WITHOUT_MASK or mask == (HOME,)
            }
            for scope in KEY_SCOPES
        }
    return {
        "key_scopes": list(KEY_SCOPES),
        "node_pages": NODE_PAGES,
        "devices": {
            str(nid): {"owner": owner, "class": kind, "ats": ats}
            for nid, (owner, kind, ats) in DEVICES.items()
        },
        "home": HOME,
        "models": rows,
    }


def ask_again(model: KernelModel, scope: str, case: str) -> tuple[list[Logged], dict[str, Any]]:
    """The commands behind a case, with their walks. Refuses (KeyError): there is no such case."""
    mask, count = CASES[case]
    if scope not in KEY_SCOPES or (scope in WITHOUT_MASK and mask != (HOME,)):
        raise KeyError(scope)
    machine = Machine(model, "rights_all", SHAPE)
    machine.log = []
    row = _case(machine, scope, mask, count)
    return machine.log, row


def flipped_machine(model: KernelModel, own_fallback: str) -> Machine:
    """The machine of E3 with its switch set. Refuses (ValueError): it has no such position."""
    flipped = with_cells(model, {"own_fallback": own_fallback}, "switch of E3")
    return Machine(flipped, "rights_none")


def hint_again(model: KernelModel, own_fallback: str) -> tuple[list[Logged], dict[str, Any]]:
    """The commands behind the request that hints while DRAM is full, with their walks."""
    machine = flipped_machine(model, own_fallback)
    machine.log = []
    row = _hint_when_dram_is_full(machine)
    return machine.log, row


def _hint_when_dram_is_full(machine: Machine) -> dict[str, Any]:
    """A plain request that hints at a private node while no ordinary node has a page."""
    with machine.commands() as do:
        for nid in machine.shape.ordinary:
            gfp = ("GFP_KERNEL", "__GFP_THISNODE", "__GFP_NOWARN")
            do("alloc_pages", label=f"full{nid}", preferred_nid=nid, gfp=gfp, count=NODE_PAGES)
        hint = machine.private[0]
        answer = do("alloc_pages", label="hint", preferred_nid=hint, gfp=("GFP_KERNEL",))
        return {
            "hint_when_dram_is_full": answer.errno or "0",
            "oom_kills_of_hints": sum(each.effect == "oom_kill" for each in answer.effects),
        }


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
            machine = flipped_machine(model, value)
            letters = {each.id: outcome(machine, each) for each in CATALOGUE if each.plain}
            rows.setdefault(name, {})[value] = {
                "as_written": model.cells["own_fallback"].value == value,
                "second_hotplug": letters["E1.07b"],
                "failing": [key for key, letter in letters.items() if letter == "F"],
                "pages_in_dram": sum(
                    each.nr << each.order for each in CATALOGUE if letters.get(each.id) == "D"
                ),
                "bytes_in_dram": PAGE_SIZE
                * sum(each.nr << each.order for each in CATALOGUE if letters.get(each.id) == "D"),
                **_hint_when_dram_is_full(machine),
                "outcomes": letters,
            }
    return {"switch": "own_fallback", "models": rows}
