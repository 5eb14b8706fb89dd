"""cpusets, sysfs, memory blocks, hotplug and registration in the case language."""

from __future__ import annotations

from typing import Any, Final, get_args

from msgspec.structs import replace

from service.conformance.lang_fixture import BLOCKS_PER_NODE
from service.conformance.lang_host import Handler, LangHost, Outcome, known, names, proc_pid, ret
from service.conformance.verdict import Unsupported
from service.mm.commands.kernfs import KernfsReadAnswer
from service.mm.commands.private import NodePrivateOps, NpOp
from service.mm.cram_state import TrimAnswer
from service.mm.node_private import get_np, put_np
from service.mm.services import rights_of
from service.mm.state import NodePrivateOps as OpsState
from service.mm.views import sysfs
from service.mm.zones import PAGE_SHIFT


def _cgroup(op: dict[str, Any]) -> str:
    return "/cg" + (op["path"] if op["path"] != "/" else "")


def _cpuset_mk(host: LangHost, op: dict[str, Any]) -> Outcome:
    return Outcome(ret(host.do("kernfs_mkdir", path=_cgroup(op))))


def _cpuset_attach(host: LangHost, op: dict[str, Any]) -> Outcome:
    path = f"{_cgroup(op)}/cgroup.procs"
    return Outcome(ret(host.do("kernfs_write", path=path, value=str(proc_pid(host, op)))))


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


#: flags of an ops table, lowest bit first
NP_OPS: Final[tuple[str, ...]] = get_args(NpOp)

#: file of a case -> file of the cpuset controller
_CPUSET_FILES: Final = {
    "mems": "cpuset.mems",
    "cpus": "cpuset.cpus",
    "effective_mems": "cpuset.mems.effective",
    "mems.effective": "cpuset.mems.effective",
    "memory_spread_page": "cpuset.memory_spread_page",
    "memory_migrate": "cpuset.memory_migrate",
    "mem_exclusive": "cpuset.mem_exclusive",
    "clone_children": "cgroup.clone_children",
}


def _cpuset_path(op: dict[str, Any]) -> str:
    if op["file"] not in _CPUSET_FILES:
        raise Unsupported(f"cpuset file {op['file']}")
    return f"{_cgroup(op)}/{_CPUSET_FILES[op['file']]}"


def _cpuset_write(host: LangHost, op: dict[str, Any]) -> Outcome:
    return Outcome(
        ret(host.do("kernfs_write", path=_cpuset_path(op), value=str(op["value"]), pid=None))
    )


def _cpuset_read(host: LangHost, op: dict[str, Any]) -> Outcome:
    answer = host.do("kernfs_read", path=_cpuset_path(op))
    assert isinstance(answer, KernfsReadAnswer), "the shape of the command"
    return Outcome(ret(answer), value=answer.text)


#: callbacks whose built-in answers are words of the ops table
_BOOLEANS: Final = {True: "keep", False: "", "true": "keep", "false": ""}


def answer_word(callback: str, answer: Any) -> str:
    """What a built-in driver's table says for an answer of a case. Refuses: Unsupported."""
    if callback == "free_folio":
        return _BOOLEANS[answer]
    if callback == "migrate_to" and isinstance(answer, dict):
        nr = answer.get("nr_succeeded", answer["move"])
        return f"script({answer['move']},{answer['ret']},{nr})"
    if callback == "migrate_to" and isinstance(answer, int):
        return f"partial({answer})"
    if isinstance(answer, dict):
        return ",".join(sorted(key for key, value in answer.items() if value))
    if isinstance(answer, int | str):
        return str(answer)
    raise Unsupported(f"answer {answer}")


def ops_table(host: LangHost, given: dict[str, Any]) -> NodePrivateOps:
    """An ops table by name, written inline."""
    unknown = given.keys() - {"name", "flags", "callbacks"}
    if unknown:
        raise Unsupported(f"ops key {min(unknown)}")
    fields: dict[str, Any] = {
        "name": given["name"],
        "flags": names(given.get("flags", []), "NP_OPS_"),
        "callbacks": tuple(given.get("callbacks", ())),
        "migrate_to": "fit",
    }
    table = NodePrivateOps.model_construct(**fields)
    host.ops[given["name"]] = table
    return table


def _callback(host: LangHost, op: dict[str, Any]) -> Outcome:
    """From now on the driver of a node answers so."""
    if op["name"] in {"flush_cb", "trim"}:
        return _cram_callback(host, op)
    node = host.state.nodes[op["nid"]]
    np = node.node_private
    if np is None or np.ops is None:
        raise Unsupported("an answer of a driver without ops")
    answers = dict(np.ops.answers)
    answers[op["name"]] = answer_word(op["name"], op["answer"])
    ops = replace(np.ops, answers=tuple(sorted((k, v) for k, v in answers.items() if v)))
    with host.hook() as ctx:
        ctx.undo.assign(node, "node_private", replace(np, ops=ops))
        ctx.undo.set(host.state.np_tables, f"{np.owner}@{op['nid']}", ops)
    return Outcome()


#: answers of a flush callback; all others mean a full buffer
_FLUSH: Final = {0: "resolved", 1: "deferred"}


def _cram_callback(host: LangHost, op: dict[str, Any]) -> Outcome:
    """The answers of a driver of compressed RAM: flush_cb (patch 23), trim (later cram)."""
    nid, answer = op["nid"], op["answer"]
    v4, later = host.state.cram.get(nid), host.state.cram_next.get(nid)
    with host.hook() as ctx:
        if op["name"] == "flush_cb" and v4 is not None:
            word = _FLUSH.get(answer, "buffer_full")
            ctx.undo.set(host.state.cram, nid, replace(v4, answer=word))
        elif op["name"] == "trim" and later is not None:
            given = answer if isinstance(answer, list) else [answer]
            trim = tuple(_trim_answer(each) for each in given)
            ctx.undo.set(host.state.cram_next, nid, replace(later, trim=trim))
        else:
            raise Unsupported(f"an answer of {op['name']} for a node without it")
    return Outcome()


def _trim_answer(given: Any) -> TrimAnswer:
    """`{"ret", "failed": "all" or indices}`, or the return value alone."""
    if not isinstance(given, dict):
        return TrimAnswer(str(given))
    failed = given.get("failed", ())
    every = failed == "all"
    return TrimAnswer(str(given["ret"]), every, () if every else tuple(failed))


def _np_init(host: LangHost, op: dict[str, Any]) -> Outcome:
    """The driver fills the ops pointer of a node_private that is not registered."""
    given = ops_table(host, op["ops"])
    ops = OpsState(given.name, given.flags, given.callbacks, given.migrate_to)
    with host.hook() as ctx:
        ctx.undo.set(host.state.np_tables, op["np"], ops)
    return Outcome()


def _np_register(host: LangHost, op: dict[str, Any]) -> Outcome:
    return Outcome(ret(host.do("node_private_register", nid=op["nid"], owner=op.get("np"))))


def _np_set_ops(host: LangHost, op: dict[str, Any]) -> Outcome:
    given = op.get("ops")
    table = None if given is None else ops_table(host, given)
    return Outcome(ret(host.do("node_private_set_ops", nid=op["nid"], ops=table)))


def _np_clear_ops(host: LangHost, op: dict[str, Any]) -> Outcome:
    return Outcome(ret(host.do("node_private_clear_ops", nid=op["nid"], ops=op.get("ops"))))


def _np_unregister(host: LangHost, op: dict[str, Any]) -> Outcome:
    np = host.state.nodes[op["nid"]].node_private if op["nid"] in host.state.nodes else None
    answer = host.do("node_private_unregister", nid=op["nid"])
    struct = f"{np.owner}@{op['nid']}" if np is not None else ""
    if struct in host.state.releasing:
        if op.get("wait", True):
            raise Unsupported("waiting for a callback that never returns")
        host.refs[op.get("as_", "")] = struct
        return Outcome("PENDING")
    return Outcome(ret(answer))


def _np_wait_unregister(host: LangHost, op: dict[str, Any]) -> Outcome:
    return Outcome("PENDING" if host.refs[op["ref"]] in host.state.releasing else 0)


def _np_migrate_to_start(host: LangHost, op: dict[str, Any]) -> Outcome:
    with host.hook() as ctx:
        owner = get_np(ctx, op["nid"])
    host.refs[op["as_"]] = owner
    return Outcome("ENODEV" if owner is None else 0)


def _np_migrate_to_finish(host: LangHost, op: dict[str, Any]) -> Outcome:
    with host.hook() as ctx:
        put_np(ctx, host.refs[op["ref"]])
    return Outcome()


def _np_flags(host: LangHost, op: dict[str, Any]) -> Outcome:
    with host.hook() as ctx:
        flags = rights_of(ctx.state, op["nid"])
    ordered = [flag for flag in NP_OPS if flag in flags]
    ordered += sorted(flag for flag in flags if flag not in NP_OPS)
    return Outcome(value=[flag.removeprefix("NP_OPS_") for flag in ordered])


def _np_has_flag(host: LangHost, op: dict[str, Any]) -> Outcome:
    with host.hook() as ctx:
        flags = rights_of(ctx.state, op["nid"])
    return Outcome(any(flag in flags for flag in names(op["mask"], "NP_OPS_")))


def _np_migration_blocked(host: LangHost, op: dict[str, Any]) -> Outcome:
    node = host.state.nodes.get(op["nid"])
    np = node.node_private if node is not None else None
    if op.get("value") is not None and node is not None and np is not None:
        with host.hook() as ctx:
            np = replace(np, migration_blocked=bool(op["value"]))
            ctx.undo.assign(node, "node_private", np)
    return Outcome(np is not None and np.migration_blocked)


def block_range(host: LangHost, first: int, count: int, offset: int = 0) -> dict[str, Any]:
    """Start and size of blocks."""
    size = host.fixture.block_pages << PAGE_SHIFT
    return {"start": hex(first * size + offset), "size": count * size}


#: a memory group id that nobody registered
_UNKNOWN_GROUP: Final = 77


def _group(host: LangHost, op: dict[str, Any]) -> dict[str, int]:
    """The memory group that an operation names: one made by an earlier operation, or none."""
    given = op.get("mgid")
    if given is None:
        return {}
    if given == "unknown":
        return {"mgid": _UNKNOWN_GROUP}
    return {"mgid": host.outcomes[given["op"]].ret}


def _memory_group_register_static(host: LangHost, op: dict[str, Any]) -> Outcome:
    answer = host.do("memory_group_register_static", nid=op["node"], max_pages=op["pages"])
    return Outcome(ret(answer))


def _inject(host: LangHost, op: dict[str, Any]) -> Outcome:
    """The next passes of a point fail."""
    known(op, "site", "errno", "times", "block", "skip")
    times = -1 if op.get("times") == "always" else op.get("times", 1)
    fields = {"space": op.get("skip", 0), "block": op.get("block", -1)}
    host.do("fail_function", inject=op["site"], retval=op["errno"], times=times, **fields)
    return Outcome()


def _np_add_memory(host: LangHost, op: dict[str, Any]) -> Outcome:
    where = block_range(host, op["start_block"], op["blocks"], op.get("start_offset_bytes", 0))
    answer = host.do(
        "add_private_memory_driver_managed",
        nid=op["nid"],
        owner=op.get("np"),
        resource_name=op.get("name", "System RAM (np)"),
        online_type=op["online_type"],
        **_group(host, op),
        **where,
    )
    return Outcome(ret(answer))


def _np_offline_remove(host: LangHost, op: dict[str, Any]) -> Outcome:
    where = block_range(host, op["start_block"], op["blocks"], op.get("start_offset_bytes", 0))
    answer = host.do(
        "offline_and_remove_private_memory",
        nid=op["nid"],
        **where,
    )
    if "signal_after" in op and answer.errno == "EBUSY" and _until_signal(host):
        return Outcome("EINTR")
    return Outcome(ret(answer))


def _until_signal(host: LangHost) -> bool:
    """Whether the kernel would repeat until a signal comes where the twin answers EBUSY."""
    return host.state.model.knobs.offline_unmovable == "until_signal"


def _memory_add(host: LangHost, op: dict[str, Any]) -> Outcome:
    """Plain hot-add of the lowest free blocks of a node."""
    first = op["node"] * BLOCKS_PER_NODE
    while any(
        host.fixture.block_number(first + i) in host.state.blocks for i in range(op["blocks"])
    ):
        first += 1
    where = block_range(host, host.fixture.block_number(first), op["blocks"])
    kind = op.get("online_type", "offline")
    answer = host.do(
        "add_memory_driver_managed",
        nid=op["node"],
        resource_name="System RAM (test)",
        online_type=kind,
        **where,
    )
    return Outcome(ret(answer))


def _memory_remove(host: LangHost, op: dict[str, Any]) -> Outcome:
    """Offline and remove blocks: a list, or the last so many of a node."""
    mine = [
        number
        for run in host.state.blocks.runs()
        if run.kind.nid == op["node"]
        for number in range(run.start, run.end)
    ]
    blocks = op["blocks"] if isinstance(op["blocks"], list) else mine[-op["blocks"] :]
    command = "offline_and_remove_memory" if isinstance(op["blocks"], list) else "remove_memory"
    return Outcome(ret(host.do(command, **block_range(host, min(blocks), len(blocks)))))


def _memblock(host: LangHost, op: dict[str, Any]) -> str:
    number = host.fixture.block_number(op["block"], op.get("node"))
    return f"/sys/devices/system/memory/memory{number}/{op.get('file', 'state')}"


def _memblock_write(host: LangHost, op: dict[str, Any]) -> Outcome:
    answer = host.do("kernfs_write", path=_memblock(host, op), value=op["value"])
    if "signal_after" in op and answer.ret < 0 and answer.errno == "EBUSY":
        return Outcome("EINTR")
    return Outcome(ret(answer))


def _memblock_read(host: LangHost, op: dict[str, Any]) -> Outcome:
    answer = host.do("kernfs_read", path=_memblock(host, op))
    assert isinstance(answer, KernfsReadAnswer), "the shape of the command"
    return Outcome(ret(answer), value=answer.text)


def _node_attr_read(host: LangHost, op: dict[str, Any]) -> Outcome:
    return Outcome(value=getattr(sysfs(host.state), op["name"]))


def _node_attr_write(host: LangHost, op: dict[str, Any]) -> Outcome:
    path = f"/sys/devices/system/node/{op['name']}"
    return Outcome(ret(host.do("kernfs_write", path=path, value=op["value"])))


def _list_nodes(host: LangHost, op: dict[str, Any]) -> Outcome:
    """Numactl's list: the nodes that has_memory names."""
    del op
    return Outcome(value=nodes_of_list(sysfs(host.state).has_memory))


def nodes_of_list(text: str) -> list[int]:
    """The nodes of a node list."""
    nodes: list[int] = []
    for part in filter(None, text.split(",")):
        first, _, last = part.partition("-")
        nodes += range(int(first), int(last or first) + 1)
    return nodes


def _meminfo(host: LangHost, op: dict[str, Any]) -> Outcome:
    zones = [zone for node in host.state.nodes.values() for zone in node.zones]
    totals = {
        "MemTotal": sum(zone.managed for zone in zones),
        "MemFree": sum(zone.free for zone in zones),
    }
    if op["field"] not in totals:
        raise Unsupported(f"meminfo {op['field']}")
    return Outcome(value=totals[op["field"]])


SYSTEM_OPS: Final[dict[str, Handler]] = {
    "cpuset_mk": _cpuset_mk,
    "cpuset_write": _cpuset_write,
    "cpuset_read": _cpuset_read,
    "cpuset_attach": _cpuset_attach,
    "sysfs_write": _sysfs_write,
    "sysfs_read": _sysfs_read,
    "callback": _callback,
    "np_init": _np_init,
    "np_register": _np_register,
    "np_set_ops": _np_set_ops,
    "np_clear_ops": _np_clear_ops,
    "np_unregister": _np_unregister,
    "np_wait_unregister": _np_wait_unregister,
    "np_migrate_to_start": _np_migrate_to_start,
    "np_migrate_to_finish": _np_migrate_to_finish,
    "np_flags": _np_flags,
    "np_has_flag": _np_has_flag,
    "np_migration_blocked": _np_migration_blocked,
    "np_add_memory": _np_add_memory,
    "np_offline_remove": _np_offline_remove,
    "memory_group_register_static": _memory_group_register_static,
    "inject": _inject,
    "memory_add": _memory_add,
    "memory_remove": _memory_remove,
    "memblock_write": _memblock_write,
    "memblock_read": _memblock_read,
    "node_attr_read": _node_attr_read,
    "node_attr_write": _node_attr_write,
    "list_nodes": _list_nodes,
    "meminfo": _meminfo,
}
