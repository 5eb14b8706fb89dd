"""The interpreter of the case language: one operation in, an outcome with named results out."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, Final

import msgspec

from service.conformance.lang_fixture import BLOCKS_PER_NODE, PRIVATE_PAGES, Fixture
from service.conformance.verdict import Unsupported
from service.mm.commands import COMMANDS, Answer
from service.mm.commands.kernel import AllocPagesAnswer
from service.mm.commands.kernfs import KernfsReadAnswer
from service.mm.commands.memory import TouchAnswer
from service.mm.commands.policy import GetMempolicyAnswer, MovePagesAnswer, PagePick
from service.mm.commands.private import NodePrivateOps
from service.mm.context import Context
from service.mm.gfp import GFP_BITS, gfp_from_names
from service.mm.memory import SIGBUS
from service.mm.memory_tiers import demotion_targets
from service.mm.migrate_pages import migration_plan
from service.mm.mpol import MODE_NAMES, mode_name
from service.mm.nodemask import mask_of, nodes_of
from service.mm.page_alloc import ALLOC_CPUSET, Request, numa_zone_alloc_allowed
from service.mm.step import Done, step
from service.mm.views import sysfs
from service.mm.zones import PAGE_SHIFT
from service.reasons import Refused

#: first page of the first area: a multiple of every small number of nodes
_AREA_BASE: Final = 5040 << 12
_AREA_STEP: Final = 5040 << 12


class Outcome(msgspec.Struct):
    """What one operation gave: `ret` as errno name, number, bool or word, and what it shows."""

    ret: Any = 0
    value: Any = None
    nodes: list[int] | None = None
    statuses: list[Any] | None = None
    policy: dict[str, Any] | None = None
    node: int | None = None
    kills: list[str] = msgspec.field(default_factory=list)
    callbacks: list[dict[str, Any]] = msgspec.field(default_factory=list)


class LangHost:
    """A fixture's host with named processes and areas."""

    def __init__(self, fixture: Fixture) -> None:
        self.fixture = fixture
        self.state = fixture.state
        self.pids: dict[str, int] = {}
        self.allocations: dict[int, list[str]] = {}
        self.outcomes: list[Outcome] = []
        self.answers: dict[tuple[int, str], Any] = {}
        self.files = 0
        self._labels = 0
        self._areas = 0
        self.ops: dict[str, NodePrivateOps] = {}
        self.last: Done | None = None

    def do(self, op: str, **fields: Any) -> Answer:
        """Runs one command; arguments may exceed what JSON carries. Refuses: `Refused`."""
        outcome = step(self.state, COMMANDS[op].model_construct(**fields))
        assert isinstance(outcome, Done), "fixtures have built-in drivers only"
        self.last = outcome
        return outcome.answer

    def pid(self, name: str) -> int:
        """The process of this name; p0 runs on the lowest CPU node."""
        if name not in self.pids:
            self.pids[name] = 100 + len(self.pids)
            self.do("create_task", pid=self.pids[name])
        return self.pids[name]

    def label(self) -> str:
        """A fresh allocation label."""
        self._labels += 1
        return f"a{self._labels}"

    def place_area(self, at_page: int | None) -> str:
        """The address of the next area."""
        self._areas += 1
        page = at_page if at_page is not None else _AREA_BASE + self._areas * _AREA_STEP
        return hex(page << PAGE_SHIFT)

    def run(self, op: dict[str, Any]) -> Outcome:
        """One operation. Refuses: Unsupported."""
        handler = OPS.get(op["op"])
        if handler is None:
            raise Unsupported(f"operation {op['op']}")
        self.last = None
        try:
            outcome = handler(self, op)
        except Refused as refused:
            raise Unsupported(f"{op['op']}: {refused}") from refused
        done: Done | None = self.last
        if done is not None:
            for effect in done.answer.effects:
                if effect.effect == "oom_kill":
                    outcome.kills.append(str(effect.detail))
                if effect.effect == "callback":
                    outcome.callbacks.append(
                        {"name": effect.name, "nid": effect.nid, "count": effect.nr_pages}
                    )
        self.outcomes.append(outcome)
        return outcome


def ret(answer: Answer) -> Any:
    """The return value: an errno name when negative."""
    return answer.errno if answer.ret < 0 else answer.ret


def names(words: list[str], prefix: str) -> tuple[str, ...]:
    """Flag names with their kernel prefix."""
    return tuple(word if word.startswith(prefix) else prefix + word for word in words)


def gfp(words: list[str]) -> tuple[str, ...]:
    """GFP names with and without prefix (`KERNEL`, `PRIVATE`, `GFP_PRIVATE`)."""
    found: list[str] = []
    for word in words:
        if word == "MOVABLE":
            found.append("GFP_HIGHUSER_MOVABLE")
        elif word in GFP_BITS:
            found.append(word)
        elif word != "PRIVATE" and f"GFP_{word}" in GFP_BITS:
            found.append(f"GFP_{word}")
        elif f"__GFP_{word}" in GFP_BITS:
            found.append(f"__GFP_{word}")
        else:
            raise Unsupported(f"gfp {word}")
    return tuple(found)


def _mask(
    op: dict[str, Any], nodes: str = "nodes", mask: str = "mask"
) -> tuple[dict[str, Any], bool]:
    """(nodemask fields, faulting) of a mask argument."""
    if op.get(mask) in {"bad_pointer", "unreadable", "unmapped"}:
        return {"nodemask": ()}, True
    if op.get(mask) == "null" or op.get(nodes) is None:
        return {}, False
    return {"nodemask": tuple(sorted(set(op[nodes])))}, False


_MODE_FLAGS: Final = {
    "STATIC": "MPOL_F_STATIC_NODES",
    "RELATIVE": "MPOL_F_RELATIVE_NODES",
    "STATIC_NODES": "MPOL_F_STATIC_NODES",
    "RELATIVE_NODES": "MPOL_F_RELATIVE_NODES",
    "NUMA_BALANCING": "MPOL_F_NUMA_BALANCING",
}


def _mode(word: Any) -> str:
    if isinstance(word, int):
        return mode_name(word)
    name = f"MPOL_{word}"
    if name not in MODE_NAMES:
        raise Unsupported(f"mode {word}")
    return name


def _mode_flags(words: list[str] | None) -> tuple[str, ...]:
    flags = []
    for word in words or []:
        if word not in _MODE_FLAGS:
            raise Unsupported(f"mode flag {word}")
        flags.append(_MODE_FLAGS[word])
    return tuple(flags)


def _proc(host: LangHost, op: dict[str, Any], key: str = "proc") -> int:
    return host.pid(op.get("caller") or op.get(key) or "p0")


def _range(op: dict[str, Any]) -> dict[str, Any]:
    fields: dict[str, Any] = {"area": op["area"]}
    if "first" in op:
        fields["first"] = op["first"]
    if "count" in op:
        fields["count"] = op["count"]
    return fields


def _task(host: LangHost, op: dict[str, Any]) -> Outcome:
    pid = _proc(host, op)
    if "cpu_node" in op:
        cpu = next(c for c, nid in sorted(host.state.cpu_nid.items()) if nid == op["cpu_node"])
        host.do("sched_setaffinity", pid=pid, cpu=cpu)
    task = host.state.tasks[pid]
    if "uid" in op:
        host.do("setuid", pid=pid, uid=op["uid"])
    if "caps" in op:
        task.caps = tuple(f"CAP_{cap}" for cap in op["caps"])
    if op.get("dumpable") is False:
        raise Unsupported("a task that is not dumpable")
    return Outcome()


_KINDS: Final = {
    "anon_private": ("anon_private", ""),
    "anon_shared": ("anon_shared", ""),
    "file_private": ("file_private", "ext4"),
    "file_shared": ("file_shared", "ext4"),
    "tmpfs_shared": ("file_shared", "tmpfs"),
}


def _mmap(host: LangHost, op: dict[str, Any]) -> Outcome:
    if op.get("kind", "anon_private") not in _KINDS or op.get("mergeable"):
        raise Unsupported(f"mmap kind {op.get('kind')}")
    kind, fs = _KINDS[op.get("kind", "anon_private")]
    fields: dict[str, Any] = {}
    if fs:
        host.files += 1
        fields["file"] = op.get("file", f"f{host.files}")
        if fields["file"] not in host.state.inodes:
            host.do("create_file", file=fields["file"], nr_pages=op["pages"], fs=fs)
    elif kind == "anon_shared":
        fields["ino"] = 5040
    answer = host.do(
        "mmap",
        pid=_proc(host, op),
        area=op["area"],
        nr_pages=op["pages"],
        kind=kind,
        addr=host.place_area(op.get("at_page")),
        **fields,
    )
    return Outcome(ret(answer))


def _munmap(host: LangHost, op: dict[str, Any]) -> Outcome:
    return Outcome(ret(host.do("munmap", pid=_proc(host, op), **_range(op))))


def _touch(host: LangHost, op: dict[str, Any]) -> Outcome:
    if op.keys() & {"in_block", "procs", "via", "value"}:
        raise Unsupported(
            "touch " + ", ".join(sorted(op.keys() & {"in_block", "procs", "via", "value"}))
        )
    answer = host.do("touch", pid=_proc(host, op), access=op.get("access", "write"), **_range(op))
    assert isinstance(answer, TouchAnswer), "the shape of the command"
    word = 0 if answer.ret >= 0 else "SIGBUS" if answer.signal == SIGBUS else "OOM"
    return Outcome(word)


def _set_mempolicy(host: LangHost, op: dict[str, Any]) -> Outcome:
    fields, faulting = _mask(op)
    answer = host.do(
        "set_mempolicy",
        pid=_proc(host, op),
        mode=_mode(op["mode"]),
        flags=_mode_flags(op.get("flags")),
        maxnode=op.get("maxnode", 1025),
        efault=("nodemask",) if faulting else (),
        **fields,
    )
    return Outcome(ret(answer))


_MF_RAW: Final = {"BIT_9": 1 << 9, "ALL_BITS": 0xFFFFFFFF}


def _mbind(host: LangHost, op: dict[str, Any]) -> Outcome:
    if "start_offset_bytes" in op:
        raise Unsupported("start_offset_bytes")
    fields, faulting = _mask(op)
    flags = [word for word in op.get("flags", []) if word not in _MF_RAW]
    answer = host.do(
        "mbind",
        pid=_proc(host, op),
        mode=_mode(op["mode"]),
        mode_flags=_mode_flags(op.get("mode_flags")),
        maxnode=op.get("maxnode", 1025),
        flags=names(flags, "MPOL_MF_"),
        raw_flags=sum(_MF_RAW[word] for word in op.get("flags", []) if word in _MF_RAW),
        efault=("nodemask",) if faulting else (),
        **_range(op),
        **fields,
    )
    return Outcome(ret(answer))


def _set_home_node(host: LangHost, op: dict[str, Any]) -> Outcome:
    if "start_offset_bytes" in op:
        raise Unsupported("start_offset_bytes")
    answer = host.do(
        "set_mempolicy_home_node",
        pid=_proc(host, op),
        home_node=op["node"],
        flags=op.get("flags", 0) or 0,
        **_range(op),
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
        fields.update(area=op["area"], page=op.get("page", 0))
    answer = host.do(
        "get_mempolicy",
        pid=_proc(host, op),
        flags=names([word for word in flags if word != "ALL_BITS"], "MPOL_F_"),
        raw_flags=0xFFFFFFFF if "ALL_BITS" in flags else 0,
        maxnode=op.get("maxnode", 1025),
        **fields,
    )
    assert isinstance(answer, GetMempolicyAnswer), "the shape of the command"
    outcome = Outcome(ret(answer))
    if answer.ret >= 0:
        outcome.policy = _policy(answer)
        outcome.node = answer.mode_nid
    return outcome


def _effective_policy(host: LangHost, op: dict[str, Any]) -> Outcome:
    task = host.state.tasks[_proc(host, op)]
    policy = task.policy
    if "area" in op:
        mm = host.state.mms[task.mm]
        page = mm.areas[op["area"]][0] + op.get("page", 0)
        vma = next((each for each in mm.vmas if each.start <= page < each.end), None)
        policy = vma.policy if vma is not None and vma.policy is not None else policy
    found = {
        "mode": mode_name(policy.mode if policy else 0).removeprefix("MPOL_"),
        "nodes": list(nodes_of(policy.nodes)) if policy else [],
        "private_flag": bool(policy and policy.private),
    }
    return Outcome(policy=found)


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
    old, bad_old = _mask(op, "old", "old_mask")
    new, bad_new = _mask(op, "new", "new_mask")
    faults = [name for name, bad in (("old_nodes", bad_old), ("new_nodes", bad_new)) if bad]
    fields = {"old_nodes": old.get("nodemask"), "new_nodes": new.get("nodemask")}
    answer = host.do(
        "migrate_pages",
        pid=caller,
        target=target,
        maxnode=op.get("maxnode", 1025),
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
            picks.append(PagePick.model_construct(area=area, first=index))
    fields = {} if op.get("nodes") is None else {"nodes": tuple(op["nodes"])}
    answer = host.do(
        "move_pages",
        pid=caller,
        target=target,
        pages=tuple(picks),
        flags=names(op.get("flags", []), "MPOL_MF_"),
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


def _kernel_alloc(host: LangHost, op: dict[str, Any]) -> Outcome:
    pid = host.pid("p0") if "p0" in host.pids or "proc" not in op else host.pid(op["proc"])
    if "in_block" in op or ("node" not in op and host.state.tasks[pid].policy is not None):
        raise Unsupported("kernel_alloc by task policy")
    source = op.get("from", "task")
    if source == "oom_victim":
        raise Unsupported("kernel_alloc from an OOM victim")
    node = op.get("node", host.state.cpu_nid[host.state.tasks[pid].cpu])
    fields = {} if op.get("nodes") is None else {"nodemask": tuple(op["nodes"])}
    label = host.label()
    answer = host.do(
        "alloc_pages",
        label=label,
        preferred_nid=node,
        gfp=gfp(op.get("gfp", ["KERNEL"])),
        order=op.get("order", 0),
        count=op.get("count", 1),
        pid=pid,
        context="interrupt" if source == "interrupt" else "task",
        **fields,
    )
    assert isinstance(answer, AllocPagesAnswer), "the shape of the command"
    if answer.nr_allocated:
        host.allocations[len(host.outcomes)] = [label]
    nodes = [run.nid for run in answer.pages for _ in range(run.nr_pages >> op.get("order", 0))]
    return Outcome("NULL" if answer.ret < 0 and not nodes else 0, nodes=nodes)


def _fill_node(host: LangHost, op: dict[str, Any]) -> Outcome:
    """Every free page of the node is taken by the kernel itself, past gates and policies."""
    leave = op.get("leave", 0)
    for zone in host.state.nodes[op["node"]].zones:
        count = max(zone.free - leave, 0)
        if count:
            owner = host.state.next_id
            host.state.next_id += 1
            host.state.owners[owner] = ("kernel", op["node"])
            undo = Context(host.state, explain=False).undo
            zone.partition.take_pages(undo, count, owner, 0)
    return Outcome()


def _cgroup(op: dict[str, Any]) -> str:
    return "/cg" + (op["path"] if op["path"] != "/" else "")


def _cpuset_mk(host: LangHost, op: dict[str, Any]) -> Outcome:
    if host.fixture.cgroup != "v2":
        raise Unsupported("cgroup v1")
    return Outcome(ret(host.do("kernfs_mkdir", path=_cgroup(op))))


def _cpuset_write(host: LangHost, op: dict[str, Any]) -> Outcome:
    if host.fixture.cgroup != "v2" or op["file"] != "mems":
        raise Unsupported(f"cpuset file {op['file']}")
    path = f"{_cgroup(op)}/cpuset.mems"
    return Outcome(ret(host.do("kernfs_write", path=path, value=str(op["value"]))))


def _cpuset_read(host: LangHost, op: dict[str, Any]) -> Outcome:
    file = {
        "mems": "cpuset.mems",
        "effective_mems": "cpuset.mems.effective",
        "mems.effective": "cpuset.mems.effective",
    }.get(op["file"])
    if host.fixture.cgroup != "v2" or file is None:
        raise Unsupported(f"cpuset file {op['file']}")
    answer = host.do("kernfs_read", path=f"{_cgroup(op)}/{file}")
    assert isinstance(answer, KernfsReadAnswer), "the shape of the command"
    return Outcome(ret(answer), value=answer.text)


def _cpuset_attach(host: LangHost, op: dict[str, Any]) -> Outcome:
    if host.fixture.cgroup != "v2":
        raise Unsupported("cgroup v1")
    path = f"{_cgroup(op)}/cgroup.procs"
    return Outcome(ret(host.do("kernfs_write", path=path, value=str(_proc(host, op)))))


def _sysfs_path(path: str) -> str:
    if path.startswith("mm/"):
        return f"/sys/kernel/{path}"
    if path.startswith("/"):
        return path
    raise Unsupported(f"sysfs path {path}")


def _sysfs_write(host: LangHost, op: dict[str, Any]) -> Outcome:
    path = _sysfs_path(op["path"])
    return Outcome(ret(host.do("kernfs_write", path=path, value=str(op["value"]))))


def _sysfs_read(host: LangHost, op: dict[str, Any]) -> Outcome:
    answer = host.do("kernfs_read", path=_sysfs_path(op["path"]))
    assert isinstance(answer, KernfsReadAnswer), "the shape of the command"
    return Outcome(ret(answer), value=answer.text)


def _fork(host: LangHost, op: dict[str, Any]) -> Outcome:
    parent = host.pid(op.get("parent", "p0"))
    child = host.pids[op["child"]] = 100 + len(host.pids)
    return Outcome(ret(host.do("fork", pid=parent, child=child)))


def _mlock(host: LangHost, op: dict[str, Any]) -> Outcome:
    if op.get("onfault"):
        raise Unsupported("mlock onfault")
    return Outcome(ret(host.do(op["op"], pid=_proc(host, op), **_range(op))))


def ops_table(host: LangHost, given: dict[str, Any]) -> NodePrivateOps:
    """An ops table by name, written inline."""
    unknown = given.keys() - {"name", "flags", "callbacks"}
    if unknown:
        raise Unsupported(f"ops key {min(unknown)}")
    table = NodePrivateOps.model_construct(
        name=given["name"],
        flags=names(given.get("flags", []), "NP_OPS_"),  # type: ignore[arg-type]
        callbacks=tuple(given.get("callbacks", ())),
        migrate_to="generic",
    )
    host.ops[given["name"]] = table
    return table


def _np_register(host: LangHost, op: dict[str, Any]) -> Outcome:
    return Outcome(ret(host.do("node_private_register", nid=op["nid"], owner=op.get("np"))))


def _np_set_ops(host: LangHost, op: dict[str, Any]) -> Outcome:
    given = op.get("ops")
    table = None if given is None else ops_table(host, given)
    return Outcome(ret(host.do("node_private_set_ops", nid=op["nid"], ops=table)))


def _np_clear_ops(host: LangHost, op: dict[str, Any]) -> Outcome:
    return Outcome(ret(host.do("node_private_clear_ops", nid=op["nid"], ops=op.get("ops"))))


def _np_unregister(host: LangHost, op: dict[str, Any]) -> Outcome:
    if op.get("wait") is False:
        raise Unsupported("np_unregister without waiting")
    return Outcome(ret(host.do("node_private_unregister", nid=op["nid"])))


def _block_range(host: LangHost, first: int, count: int) -> dict[str, Any]:
    size = host.fixture.block_pages << PAGE_SHIFT
    return {"start": hex(first * size), "size": count * size}


def _np_add_memory(host: LangHost, op: dict[str, Any]) -> Outcome:
    answer = host.do(
        "add_private_memory_driver_managed",
        nid=op["nid"],
        owner=op.get("np"),
        resource_name=op.get("name", "System RAM (np)"),
        online_type=op["online_type"],
        **_block_range(host, op["start_block"], op["blocks"]),
    )
    return Outcome(ret(answer))


def _np_offline_remove(host: LangHost, op: dict[str, Any]) -> Outcome:
    where = _block_range(host, op["start_block"], op["blocks"])
    return Outcome(ret(host.do("offline_and_remove_private_memory", nid=op["nid"], **where)))


def _np_flags(host: LangHost, op: dict[str, Any]) -> Outcome:
    node = host.state.nodes.get(op["nid"])
    np = node.node_private if node is not None else None
    flags = np.ops.flags if np is not None and np.ops is not None else ()
    return Outcome(value=[flag.removeprefix("NP_OPS_") for flag in flags])


def _memblock_write(host: LangHost, op: dict[str, Any]) -> Outcome:
    if op.get("file", "state") != "state" or "signal_after" in op:
        raise Unsupported("memblock_write of another file or with a signal")
    path = f"/sys/devices/system/memory/memory{op['block']}/state"
    return Outcome(ret(host.do("kernfs_write", path=path, value=op["value"])))


def _node_attr_read(host: LangHost, op: dict[str, Any]) -> Outcome:
    return Outcome(value=getattr(sysfs(host.state), op["name"]))


def _demotion_targets(host: LangHost, op: dict[str, Any]) -> Outcome:
    if "node" not in op:
        return Outcome()
    return Outcome(value=list(nodes_of(demotion_targets(host.state, op["node"])[0])))


def _gate(host: LangHost, op: dict[str, Any]) -> Outcome:
    source = op.get("from", "task")
    if source == "oom_victim":
        raise Unsupported("the gate for an OOM victim")
    flags = ALLOC_CPUSET if "ALLOC_CPUSET" in op.get("alloc_flags", []) else 0
    request = Request(
        op["node"],
        gfp_from_names(gfp(op.get("gfp", ["KERNEL"]))),
        task=host.state.tasks[host.pid("p0")],
        interrupt=source == "interrupt",
    )
    zone = next(each for each in host.state.nodes[op["node"]].zones if each.present)
    context = Context(host.state, explain=False)
    return Outcome(not numa_zone_alloc_allowed(context, request, zone, flags))


_CONSTANTS: Final = {"__GFP_PRIVATE": 0x200, "GFP_PRIVATE": 0x200200}


def _constant(host: LangHost, op: dict[str, Any]) -> Outcome:
    del host
    if op["name"] not in _CONSTANTS:
        raise Unsupported(f"constant {op['name']}")
    return Outcome(_CONSTANTS[op["name"]])


def _nothing(host: LangHost, op: dict[str, Any]) -> Outcome:
    del host, op
    return Outcome()


Handler = Callable[[LangHost, dict[str, Any]], Outcome]

#: operation of the case language -> its interpreter
OPS: Final[dict[str, Handler]] = {
    "task": _task,
    "mmap": _mmap,
    "munmap": _munmap,
    "touch": _touch,
    "set_mempolicy": _set_mempolicy,
    "mbind": _mbind,
    "set_home_node": _set_home_node,
    "get_mempolicy": _get_mempolicy,
    "effective_policy": _effective_policy,
    "migrate_pages": _migrate_pages,
    "move_pages": _move_pages,
    "migrate_plan": _migrate_plan,
    "kernel_alloc": _kernel_alloc,
    "fill_node": _fill_node,
    "cpuset_mk": _cpuset_mk,
    "cpuset_write": _cpuset_write,
    "cpuset_read": _cpuset_read,
    "cpuset_attach": _cpuset_attach,
    "sysfs_write": _sysfs_write,
    "sysfs_read": _sysfs_read,
    "fork": _fork,
    "mlock": _mlock,
    "munlock": _mlock,
    "np_register": _np_register,
    "np_set_ops": _np_set_ops,
    "np_clear_ops": _np_clear_ops,
    "np_unregister": _np_unregister,
    "np_add_memory": _np_add_memory,
    "np_offline_remove": _np_offline_remove,
    "np_flags": _np_flags,
    "memblock_write": _memblock_write,
    "node_attr_read": _node_attr_read,
    "demotion_targets": _demotion_targets,
    "numa_zone_alloc_allowed": _gate,
    "constant": _constant,
    "quiesce": _nothing,
}


def setup_private(host: LangHost) -> None:
    """Brings the private nodes of a fixture into their states, in id order."""
    for nid, given in sorted(host.fixture.private.items()):
        state = given.get("state", "online")
        if state == "possible":
            continue
        host.run({"op": "np_register", "nid": nid, "np": given.get("np", f"np{nid}")})
        if given.get("ops"):
            host.run({"op": "np_set_ops", "nid": nid, "ops": given["ops"]})
        if state == "registered":
            continue
        pages = given.get("pages", PRIVATE_PAGES)
        if pages % host.fixture.block_pages:
            raise Unsupported(f"{pages} pages in blocks of {host.fixture.block_pages}")
        movable = given.get("zone", "NORMAL") == "MOVABLE"
        host.run(
            {
                "op": "np_add_memory",
                "nid": nid,
                "np": given.get("np", f"np{nid}"),
                "start_block": nid * BLOCKS_PER_NODE,
                "blocks": pages // host.fixture.block_pages,
                "online_type": "offline"
                if state == "hotplugged"
                else "online_movable"
                if movable
                else "online_kernel",
            }
        )
    host.outcomes.clear()
