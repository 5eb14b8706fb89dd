"""Memory policy and migration system calls of the case language."""

from __future__ import annotations

from typing import Any, Final

from service.conformance.lang_host import (
    Handler,
    LangHost,
    Outcome,
    names,
    page_range,
    proc_pid,
    ret,
)
from service.conformance.lang_words import mask, mode, mode_flags
from service.conformance.verdict import Unsupported
from service.mm.commands.policy import GetMempolicyAnswer, MovePagesAnswer, PagePick
from service.mm.cpuset import parse_nodelist
from service.mm.migrate_pages import migration_plan
from service.mm.mmap import get_vma_policy
from service.mm.mpol import mode_name
from service.mm.nodemask import format_nodelist, mask_of, nodes_of


def _maxnode(op: dict[str, Any]) -> int:
    return int(str(op.get("maxnode", 1025)), 0)


def _set_mempolicy(host: LangHost, op: dict[str, Any]) -> Outcome:
    fields, faulting = mask(op)
    answer = host.do(
        "set_mempolicy",
        pid=proc_pid(host, op),
        mode=mode(op["mode"]),
        flags=mode_flags(op.get("flags")),
        maxnode=_maxnode(op),
        efault=("nodemask",) if faulting else (),
        **fields,
    )
    return Outcome(ret(answer))


#: flags that move_pages does not know
_MF_BITS: Final = {"STRICT": 1, "LAZY": 8, "BIT_9": 1 << 9, "ALL_BITS": 0xFFFFFFFF}
_MF_RAW: Final = {"BIT_9": 1 << 9, "ALL_BITS": 0xFFFFFFFF}


def _mbind(host: LangHost, op: dict[str, Any]) -> Outcome:
    fields, faulting = mask(op)
    flags = [word for word in op.get("flags", []) if word not in _MF_RAW]
    answer = host.do(
        "mbind",
        pid=proc_pid(host, op),
        mode=mode(op["mode"]),
        mode_flags=mode_flags(op.get("mode_flags")),
        maxnode=_maxnode(op),
        flags=names(flags, "MPOL_MF_"),
        raw_flags=sum(_MF_RAW[word] for word in op.get("flags", []) if word in _MF_RAW),
        efault=("nodemask",) if faulting else (),
        **page_range(host, op, proc_pid(host, op)),
        **fields,
    )
    return Outcome(ret(answer))


def _set_home_node(host: LangHost, op: dict[str, Any]) -> Outcome:
    answer = host.do(
        "set_mempolicy_home_node",
        pid=proc_pid(host, op),
        home_node=op["node"],
        flags=op.get("flags", 0) or 0,
        **page_range(host, op, proc_pid(host, op)),
    )
    return Outcome(ret(answer))


def _policy(answer: GetMempolicyAnswer) -> dict[str, Any]:
    return {
        "mode": (answer.mode or "MPOL_DEFAULT").removeprefix("MPOL_"),
        "mode_flags": [
            flag.removeprefix("MPOL_F_").removesuffix("_NODES") for flag in answer.mode_flags
        ],
        "nodes": list(answer.nodemask or ()),
    }


def _get_mempolicy(host: LangHost, op: dict[str, Any]) -> Outcome:
    flags = op.get("flags", [])
    fields: dict[str, Any] = {}
    if op.get("address") == "null":
        fields["addr"] = "0x0"
    elif "area" in op:
        mm = host.state.mms[host.state.tasks[proc_pid(host, op)].mm]
        unit = host.unit(mm, op["area"]) if op["area"] in mm.areas else 1
        fields.update(area=op["area"], page=op.get("page", 0) * unit)
    answer = host.do(
        "get_mempolicy",
        pid=proc_pid(host, op),
        flags=names([word for word in flags if word != "ALL_BITS"], "MPOL_F_"),
        raw_flags=0xFFFFFFFF if "ALL_BITS" in flags else 0,
        maxnode=_maxnode(op),
        **fields,
    )
    assert isinstance(answer, GetMempolicyAnswer), "the shape of the command"
    outcome = Outcome(ret(answer))
    if answer.ret >= 0:
        outcome.policy = _policy(answer)
        outcome.node = answer.mode_nid
    return outcome


def _effective_policy(host: LangHost, op: dict[str, Any]) -> Outcome:
    task = host.state.tasks[proc_pid(host, op)]
    policy = task.policy
    if "area" in op:
        mm = host.state.mms[task.mm]
        page = mm.areas[op["area"]][0] + op.get("page", 0)
        vma = next((each for each in mm.vmas if each.start <= page < each.end), None)
        own = get_vma_policy(host.state, vma, page) if vma is not None else None
        policy = own if own is not None else policy
    found = {
        "mode": mode_name(policy.mode if policy else 0).removeprefix("MPOL_"),
        "nodes": list(nodes_of(policy.nodes)) if policy else [],
        "private_flag": bool(policy and policy.private),
    }
    return Outcome(policy=found)


def _mask_roundtrip(host: LangHost, op: dict[str, Any]) -> Outcome:
    """A mask printed as a node list and read again: its nodes; a list (`text`) stays a text."""
    given = op.get("nodes", op.get("mask", op.get("text", ())))
    with host.hook() as ctx:
        if isinstance(given, str):
            return Outcome(value=format_nodelist(parse_nodelist(ctx, given)))
        printed = format_nodelist(mask_of(given))
        return Outcome(value=list(nodes_of(parse_nodelist(ctx, printed))))


def _target(host: LangHost, op: dict[str, Any]) -> tuple[int, int]:
    """(caller pid, target pid)."""
    target = op.get("target", op.get("proc", "p0"))
    if target == "pid:-1":
        return host.pid(op.get("caller", "p0")), -1
    if target == "pid:unused":
        return host.pid(op.get("caller", "p0")), 4000000
    pid = host.pid(target)
    return host.pid(op.get("caller", target)), pid


def _migrate_pages(host: LangHost, op: dict[str, Any]) -> Outcome:
    caller, target = _target(host, op)
    old, bad_old = mask(op, "old", "old_mask")
    new, bad_new = mask(op, "new", "new_mask")
    faults = [name for name, bad in (("old_nodes", bad_old), ("new_nodes", bad_new)) if bad]
    fields = {"old_nodes": old.get("nodemask"), "new_nodes": new.get("nodemask")}
    answer = host.do(
        "migrate_pages",
        pid=caller,
        target=target,
        maxnode=_maxnode(op),
        efault=tuple(faults),
        **{key: value for key, value in fields.items() if value is not None},
    )
    return Outcome(ret(answer))


def _move_pages(host: LangHost, op: dict[str, Any]) -> Outcome:
    caller, target = _target(host, op)
    picks = []
    owner = host.state.tasks.get(target)
    for page in op["pages"]:
        if not isinstance(page, list):
            raise Unsupported(f"page {page}")
        area, index = page
        if owner is None:
            picks.append(PagePick.model_construct(addr="0x0"))
        else:
            mm = host.state.mms.get(owner.mm)
            unit = host.unit(mm, area) if mm is not None and area in mm.areas else 1
            picks.append(PagePick.model_construct(area=area, first=index * unit))
    fields = {} if op.get("nodes") is None else {"nodes": tuple(op["nodes"])}
    words = op.get("flags", [])
    answer = host.do(
        "move_pages",
        pid=caller,
        target=target,
        pages=tuple(picks),
        flags=names([word for word in words if word in {"MOVE", "MOVE_ALL"}], "MPOL_MF_"),
        raw_flags=sum(_MF_BITS.get(word, 0) for word in words),
        **fields,
    )
    assert isinstance(answer, MovePagesAnswer), "the shape of the command"
    statuses: list[Any] = []
    for run in answer.status:
        value: Any = "unchanged" if run.nid is None and run.errno is None else run.nid
        statuses += [run.errno if run.errno is not None else value] * run.count
    statuses += ["unchanged"] * (len(op["pages"]) - len(statuses))
    return Outcome(ret(answer), statuses=statuses)


def _migrate_plan(host: LangHost, op: dict[str, Any]) -> Outcome:
    del host
    return Outcome(
        value=[list(pair) for pair in migration_plan(mask_of(op["old"]), mask_of(op["new"]))]
    )


POLICY_OPS: Final[dict[str, Handler]] = {
    "set_mempolicy": _set_mempolicy,
    "mbind": _mbind,
    "set_home_node": _set_home_node,
    "get_mempolicy": _get_mempolicy,
    "effective_policy": _effective_policy,
    "mask_roundtrip": _mask_roundtrip,
    "migrate_pages": _migrate_pages,
    "move_pages": _move_pages,
    "migrate_plan": _migrate_plan,
}
