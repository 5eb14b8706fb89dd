"""E4: the errno matrix of policy calls over modes, masks and rights, and what a cpuset changes."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any, Final

from service.experiments.e1.machine import PID, Machine
from service.mm.commands import Answer
from service.mm.commands.policy import GetMempolicyAnswer, PagePick
from service.mm.models import KernelModel

MODES: Final = (
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


def _calls(machine: Machine) -> dict[str, str]:
    """Calls without a mode, on one page that stands on an ordinary node."""
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
    with machine.commands() as do:
        do("mmap", pid=PID, area="a", nr_pages=1, kind="anon_private")
        do("touch", pid=PID, area="a", access="write")
        moved = do("migrate_pages", pid=PID, target=PID, old_nodes=(0,), new_nodes=(private,))
        found["migrate_pages D to P"] = _told(moved)
    with machine.commands() as do:
        do("kernfs_mkdir", path="/cg/g")
        for text in ("2", "0,2"):
            write = do("kernfs_write", path="/cg/g/cpuset.mems", value=text)
            read = do("kernfs_read", path="/cg/g/cpuset.mems.effective")
            told = _told(write) if write.ret < 0 else f"effective {read.text}"
            found[f"cpuset.mems = {text}"] = told
    return found


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
            for call, told in _calls(machine).items():
                rows.setdefault(f"{call} {rights}", {})[name] = told
    return {
        "rows": rows,
        "differing": [key for key, row in rows.items() if len(set(row.values())) > 1],
    }
