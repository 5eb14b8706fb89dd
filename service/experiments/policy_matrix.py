"""E4: the errno matrix of policy calls over modes, masks and rights, and what a cpuset changes.

A row answers an errno, the mask in force, or where pages are. Rows of `bind then` bind memory to
the private node, fill it, change something, and fill the rest: policy, places and fate afterwards.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from itertools import product
from typing import Any, Final

from service.bounded import to_hex
from service.experiments.e1.machine import NODE_PAGES, PID, Logged, Machine, Run
from service.mm.commands import Answer
from service.mm.commands.memory import TouchAnswer
from service.mm.commands.policy import GetMempolicyAnswer, PagePick
from service.mm.cpuset import root_mems
from service.mm.models import KernelModel
from service.mm.zones import PAGE_SHIFT

MODES: Final = (
    "MPOL_DEFAULT",
    "MPOL_LOCAL",
    "MPOL_PREFERRED",
    "MPOL_BIND",
    "MPOL_INTERLEAVE",
    "MPOL_PREFERRED_MANY",
    "MPOL_WEIGHTED_INTERLEAVE",
)
MASKS: Final[Mapping[str, tuple[int, ...]]] = {
    "D": (0,),
    "P": (2,),
    "D+P": (0, 2),
    "P+P": (2, 3),
    "all": (0, 1, 2, 3),
}
FLAGS: Final = ((), ("MPOL_F_STATIC_NODES",), ("MPOL_F_RELATIVE_NODES",))


def _told(answer: Answer) -> str:
    return answer.errno or "0"


def _nodes(do: Any, **fields: Any) -> str:
    answer = do("get_mempolicy", pid=PID, **fields)
    assert isinstance(answer, GetMempolicyAnswer), "the shape of the command"
    return "{" + ",".join(map(str, answer.nodemask or ())) + "}"


def _set_mempolicy(
    machine: Machine, mode: str, flags: tuple[str, ...], mask: tuple[int, ...]
) -> str:
    with machine.commands() as do:
        answer = do("set_mempolicy", pid=PID, mode=mode, flags=flags, nodemask=mask)
        return _told(answer) if answer.ret < 0 else _nodes(do)


def _mbind(machine: Machine, mode: str, flags: tuple[str, ...], mask: tuple[int, ...]) -> str:
    with machine.commands() as do:
        do("mmap", pid=PID, area="a", nr_pages=4, kind="anon_private")
        answer = do("mbind", pid=PID, area="a", mode=mode, mode_flags=flags, nodemask=mask)
        if answer.ret < 0:
            return _told(answer)
        return _nodes(do, flags=("MPOL_F_ADDR",), area="a", page=0)


def _places(do: Any) -> str:
    """Pages of the task by node, or its end."""
    answer = do("get_mempolicy", pid=PID, flags=("MPOL_F_NODE", "MPOL_F_ADDR"), area="a", page=0)
    assert isinstance(answer, GetMempolicyAnswer), "the shape of the command"
    return f"page on {answer.mode_nid}" if answer.ret >= 0 else _told(answer)


def _touched(do: Any, *, first: int, count: int) -> str:
    answer = do("touch", pid=PID, area="a", first=first, count=count, access="write")
    assert isinstance(answer, TouchAnswer), "the shape of the command"
    pages: dict[int, int] = {}
    for each in answer.placed:
        pages[each.nid] = pages.get(each.nid, 0) + each.nr_pages
    placed = " ".join(f"{nid}:{number}" for nid, number in sorted(pages.items())) or "nothing"
    end = "killed" if answer.signal is not None else answer.errno or ""
    return f"{placed} {end}".rstrip()


def _syscalls(machine: Machine) -> dict[str, str]:
    """Calls without a mode, on pages that stand on an ordinary node."""
    private = machine.private[0]
    found: dict[str, str] = {}
    with machine.commands() as do:
        do("mmap", pid=PID, area="a", nr_pages=1, kind="anon_private")
        do("mbind", pid=PID, area="a", mode="MPOL_BIND", nodemask=(0,))
        do("touch", pid=PID, area="a", access="write")
        found["set_mempolicy_home_node P"] = _told(
            do("set_mempolicy_home_node", pid=PID, area="a", home_node=private)
        )
        pick = (PagePick.model_construct(area="a", first=0),)
        moved = do(
            "move_pages", pid=PID, target=PID, pages=pick, nodes=(private,), flags=("MPOL_MF_MOVE",)
        )
        found["move_pages D to P"] = _told(moved)
    for flags in (("MPOL_MF_MOVE",), ("MPOL_MF_STRICT",), ("MPOL_MF_MOVE", "MPOL_MF_STRICT")):
        with machine.commands() as do:
            do("mmap", pid=PID, area="a", nr_pages=1, kind="anon_private")
            do("touch", pid=PID, area="a", access="write")
            bind = do(
                "mbind", pid=PID, area="a", mode="MPOL_BIND", nodemask=(private,), flags=flags
            )
            found[f"mbind BIND P {' '.join(flags)}"] = f"{_told(bind)}, {_places(do)}"
    with machine.commands() as do:
        do("mmap", pid=PID, area="a", nr_pages=1, kind="anon_private")
        do("touch", pid=PID, area="a", access="write")
        moved = do("migrate_pages", pid=PID, target=PID, old_nodes=(0,), new_nodes=(private,))
        found["migrate_pages D to P"] = _told(moved)
    return found


def _cpusets(machine: Machine) -> dict[str, str]:
    """What a cpuset may hold, and what a bind is after its changes."""
    found: dict[str, str] = {}
    with machine.commands() as do:
        do("kernfs_mkdir", path="/cg/g")
        for text in ("2", "0,2"):
            write = do("kernfs_write", path="/cg/g/cpuset.mems", value=text)
            read = do("kernfs_read", path="/cg/g/cpuset.mems.effective")
            told = _told(write) if write.ret < 0 else f"effective {read.text}"
            found[f"cpuset.mems = {text}"] = told
    for words in (("0,2", "0"), ("0,2", "0", "0,2"), ("0,2", "1,2"), ("0,2", "0,3")):
        with machine.commands() as do:
            do("kernfs_mkdir", path="/cg/g")
            do("kernfs_write", path="/cg/g/cpuset.mems", value=words[0])
            do("kernfs_write", path="/cg/g/cgroup.procs", value=str(PID))
            do("mmap", pid=PID, area="a", nr_pages=32, kind="anon_private")
            bind = do("mbind", pid=PID, area="a", mode="MPOL_BIND", nodemask=(machine.private[0],))
            label = f"bind then cpuset.mems {' -> '.join(words)}"
            if bind.ret < 0:
                found[label] = _told(bind)
                continue
            _touched(do, first=0, count=16)
            for text in words[1:]:
                do("kernfs_write", path="/cg/g/cpuset.mems", value=text)
            policy = _nodes(do, flags=("MPOL_F_ADDR",), area="a", page=0)
            found[label] = f"{policy}, {_places(do)}, then {_touched(do, first=16, count=16)}"
    return found


def _cpusets_v1(machine: Machine) -> dict[str, str]:
    """What a cpuset of cgroup v1 may hold, and whether a task may enter it."""
    found: dict[str, str] = {}
    state = machine.state
    before = (state.cpusets_v1, state.top_mems)
    state.cpusets_v1, state.top_mems = True, root_mems(state)
    try:
        for text in ("2", "0,2"):
            with machine.commands() as do:
                do("kernfs_mkdir", path="/cg/g")
                do("kernfs_write", path="/cg/g/cpuset.cpus", value="0")
                write = do("kernfs_write", path="/cg/g/cpuset.mems", value=text)
                enter = do("kernfs_write", path="/cg/g/cgroup.procs", value=str(PID))
                found[f"v1 cpuset.mems = {text}"] = f"{_told(write)}, attach {_told(enter)}"
    finally:
        state.cpusets_v1, state.top_mems = before
    return found


def _unplug(machine: Machine) -> dict[str, str]:
    """A bind when its node is unplugged under it."""
    nid = machine.private[0]
    zone = next(each for each in machine.state.nodes[nid].zones if each.present)
    with machine.commands() as do:
        do("mmap", pid=PID, area="a", nr_pages=32, kind="anon_private")
        bind = do("mbind", pid=PID, area="a", mode="MPOL_BIND", nodemask=(nid,))
        if bind.ret < 0:
            return {"bind then unplug": _told(bind)}
        _touched(do, first=0, count=16)
        gone = do(
            "offline_pages",
            start=to_hex(zone.start_pfn << PAGE_SHIFT),
            size=NODE_PAGES << PAGE_SHIFT,
        )
        policy = _nodes(do, flags=("MPOL_F_ADDR",), area="a", page=0)
        after = f"{policy}, {_places(do)}, then {_touched(do, first=16, count=16)}"
        return {"bind then unplug": f"{_told(gone)}, {after}"}


def _unmovable(machine: Machine) -> dict[str, str]:
    """Page tables of a task-wide bind, the open Q4: do they go elsewhere, or is the task killed."""
    nid = machine.private[0]
    with machine.commands() as do:
        task = do("set_mempolicy", pid=PID, mode="MPOL_BIND", nodemask=(nid,))
        if task.ret < 0:
            return {"task-wide bind, filled": _told(task)}
        do("mmap", pid=PID, area="a", nr_pages=2048, kind="anon_private")
        return {"task-wide bind, filled": _touched(do, first=0, count=2048)}


PARTS: Final = (_syscalls, _cpusets, _cpusets_v1, _unplug, _unmovable)


def ask_again(model: KernelModel, row: str) -> list[Logged]:
    """The commands behind a row of the matrix, with their walks. Refuses (KeyError): no such row.

    Calls without a mode are made one after the other: all of their part stand behind one of them.
    """
    movable = row.endswith(", movable zone rights_none")
    rights: Run = "rights_all" if row.endswith(" rights_all") else "rights_none"
    machine = Machine(model, "rights_none_movable_zone" if movable else rights)
    suffix = ", movable zone rights_none" if movable else f" {rights}"
    call = row.removesuffix(suffix)
    machine.log = []
    for mode, flags, label in product(MODES, FLAGS, MASKS):
        words = " ".join((mode.removeprefix("MPOL_"), *flags, label))
        asks = {f"set_mempolicy {words}": _set_mempolicy, f"mbind {words}": _mbind}
        if call in asks and not movable:
            asks[call](machine, mode, flags, MASKS[label])
            return machine.log
    for part in (_unmovable,) if movable else PARTS:
        machine.log = []
        if call in part(machine):
            return machine.log
    raise KeyError(row)


def policy_matrix(
    models: Mapping[str, KernelModel], progress: Callable[[str], None] = lambda _: None
) -> dict[str, Any]:
    """Rows `call mode flags mask rights` -> model -> errno, or the nodes that are in force."""
    rows: dict[str, dict[str, str]] = {}
    for name, model in models.items():
        progress(name)
        for rights in ("rights_none", "rights_all"):
            machine = Machine(model, rights)
            for mode in MODES:
                for flags in FLAGS:
                    for label, mask in MASKS.items():
                        words = " ".join((mode.removeprefix("MPOL_"), *flags, label, rights))
                        task = _set_mempolicy(machine, mode, flags, mask)
                        area = _mbind(machine, mode, flags, mask)
                        rows.setdefault(f"set_mempolicy {words}", {})[name] = task
                        rows.setdefault(f"mbind {words}", {})[name] = area
            for part in PARTS:
                for call, told in part(machine).items():
                    rows.setdefault(f"{call} {rights}", {})[name] = told
        movable = Machine(model, "rights_none_movable_zone")
        for call, told in _unmovable(movable).items():
            rows.setdefault(f"{call}, movable zone rights_none", {})[name] = told
    return {
        "rows": rows,
        "differing": [key for key, row in rows.items() if len(set(row.values())) > 1],
    }
