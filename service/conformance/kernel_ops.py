"""The operations of the recorded vocabulary: fields in, the recorded form of the answer out."""

from __future__ import annotations

from typing import Any, Final

from service.conformance.kernel_files import FILE_OPS, Handler, return_value
from service.conformance.kernel_host import KernelHost
from service.conformance.verdict import Unsupported
from service.mm.commands.memory import ADVICE_NAMES, TouchAnswer
from service.mm.commands.policy import GetMempolicyAnswer, MovePagesAnswer, PagePick
from service.mm.mpol import MODE_NAMES
from service.mm.nodemask import nodes_of
from service.mm.views import numa_maps
from service.mm.zones import PAGE_SIZE
from service.reasons import Refused

#: the recorder's status array when a call names no page
_EMPTY_STATUSES: Final = 16
#: value of `modeptr` and `maskptr` for a pointer that faults
_BAD_POINTER: Final = 2
_MAP_BASE: Final = 0x600000000000
_MPOL_FLAGS: Final = {
    13: "MPOL_F_NUMA_BALANCING",
    14: "MPOL_F_RELATIVE_NODES",
    15: "MPOL_F_STATIC_NODES",
}
_KINDS: Final = {
    "anon": ("anon_private", ("PROT_READ", "PROT_WRITE")),
    "anonsh": ("anon_shared", ("PROT_READ", "PROT_WRITE")),
    "filesh": ("file_shared", ("PROT_READ", "PROT_WRITE")),
    "filepriv": ("file_private", ("PROT_READ", "PROT_WRITE")),
    "filero": ("file_private", ("PROT_READ",)),
    "filetext": ("file_private", ("PROT_READ", "PROT_EXEC")),
}


def _mode(value: int) -> tuple[str, tuple[str, ...]]:
    """(mode, flags) of a raw mode number; unknown bits stay in the number."""
    flags = tuple(name for bit, name in _MPOL_FLAGS.items() if value >> bit & 1)
    mode = (value & 0xFFFFFFFF) & ~(7 << 13)
    return (MODE_NAMES[mode] if mode < len(MODE_NAMES) else f"{mode:#x}"), flags


def _mask(op: dict[str, Any], key: str, field: str) -> tuple[dict[str, Any], tuple[str, ...]]:
    """(fields, faulting pointers) of a mask argument."""
    value = op.get(key)
    if value is None:
        return {}, ()
    if value == "bad":
        return {field: ()}, (field,)
    return {field: tuple(sorted(set(value)))}, ()


def _cpu(host: KernelHost, pid: int, op: dict[str, Any]) -> Any:
    return return_value(host.do("sched_setaffinity", pid=pid, cpu=op["cpu"]))


def _setpol(host: KernelHost, pid: int, op: dict[str, Any]) -> Any:
    mode, flags = _mode(op["mode"])
    fields, faults = _mask(op, "mask", "nodemask")
    return return_value(
        host.do(
            "set_mempolicy",
            pid=pid,
            mode=mode,
            flags=flags,
            maxnode=op.get("maxnode", 1024),
            efault=faults,
            **fields,
        )
    )


def _mode_value(answer: GetMempolicyAnswer) -> int | None:
    if answer.mode_nid is not None:
        return answer.mode_nid
    if answer.mode is None:
        return None
    bits = sum(1 << bit for bit, name in _MPOL_FLAGS.items() if name in answer.mode_flags)
    return MODE_NAMES.index(answer.mode) | bits


def _getpol(host: KernelHost, pid: int, op: dict[str, Any]) -> Any:
    want = [name for name, key in (("mode", "modeptr"), ("nodemask", "maskptr")) if op.get(key, 1)]
    faults = [
        name
        for name, key in (("mode", "modeptr"), ("nodemask", "maskptr"))
        if op.get(key, 1) == _BAD_POINTER
    ]
    addr = host.address(pid, op.get("addr", 0))
    fields = {"addr": hex(addr)} if addr else {}
    answer = host.do(
        "get_mempolicy",
        pid=pid,
        raw_flags=op.get("flags", 0),
        maxnode=op.get("maxnode", 1024),
        want=want,
        efault=faults,
        **fields,
    )
    assert isinstance(answer, GetMempolicyAnswer), "the shape of the command"
    if answer.ret < 0:
        return answer.errno
    nodemask = None if answer.nodemask is None else list(answer.nodemask)
    if op.get("maskptr", 1) != 1:
        nodemask = None
    return {"mode": _mode_value(answer), "mask": nodemask}


def _map(host: KernelHost, pid: int, op: dict[str, Any]) -> Any:
    if op["kind"] not in _KINDS:
        raise Unsupported(f"map kind {op['kind']}")
    kind, prot = _KINDS[op["kind"]]
    at = int(str(op["at"]), 0) if "at" in op else _MAP_BASE
    fields: dict[str, Any] = {}
    if kind.startswith("file"):
        fields = {"file": op["path"], "pgoff": op.get("pgoff", 0)}
    elif kind == "anon_shared":
        fields = {"ino": host.inodes.get(op["name"])}
    name = op["name"]
    answer = host.do(
        "mmap",
        pid=pid,
        area=name,
        nr_pages=op["pages"],
        kind=kind,
        prot=prot,
        addr=hex(at),
        **fields,
    )
    if answer.ret < 0:
        return answer.errno
    host.regions[pid, name] = (at, op["pages"])
    return 0


def _mbind(host: KernelHost, pid: int, op: dict[str, Any]) -> Any:
    mode, flags = _mode(op["mode"])
    fields, faults = _mask(op, "mask", "nodemask")
    return return_value(
        host.do(
            "mbind",
            pid=pid,
            addr=hex(host.address(pid, op["addr"]) & (2**64 - 1)),
            len=op["len"],
            mode=mode,
            mode_flags=flags,
            maxnode=op.get("maxnode", 1024),
            raw_flags=op.get("flags", 0),
            efault=faults,
            **fields,
        )
    )


def _home(host: KernelHost, pid: int, op: dict[str, Any]) -> Any:
    return return_value(
        host.do(
            "set_mempolicy_home_node",
            pid=pid,
            addr=hex(host.address(pid, op["addr"])),
            len=op["len"],
            home_node=op["node"],
            flags=op.get("flags", 0),
        )
    )


def _touch(host: KernelHost, pid: int, op: dict[str, Any]) -> Any:
    stride = op.get("stride", 1)
    answer = host.do(
        "touch",
        pid=pid,
        addr=hex(host.address(pid, op["addr"])),
        len=op["n"] * stride * PAGE_SIZE,
        access="write" if op.get("rw", "w") == "w" else "read",
        stride=stride,
    )
    assert isinstance(answer, TouchAnswer), "the shape of the command"
    return answer.nr_pages


def _statuses(answer: MovePagesAnswer) -> list[list[Any]]:
    runs: list[list[Any]] = []
    for run in answer.status:
        value: Any = "UNSET" if run.nid is None and run.errno is None else run.nid
        runs.append([run.errno if run.errno is not None else value, run.count])
    return runs


def _where(host: KernelHost, pid: int, op: dict[str, Any]) -> Any:
    addr = host.address(pid, op["addr"])
    answer = host.do(
        "move_pages", pid=pid, pages=(PagePick.model_construct(addr=hex(addr), count=op["n"]),)
    )
    assert isinstance(answer, MovePagesAnswer), "the shape of the command"
    return answer.errno if answer.ret < 0 else _statuses(answer)


def _target(host: KernelHost, op: dict[str, Any]) -> int:
    value = op.get("pid", 0)
    if isinstance(value, str) and value.startswith("@"):
        return host.pid(int(value[1:]))
    return int(value)


def _mvp(host: KernelHost, pid: int, op: dict[str, Any]) -> Any:
    fields: dict[str, Any] = {}
    if op.get("nodes") is not None:
        fields["nodes"] = op["nodes"]
    if op.get("statusptr", 1) != 1:
        fields["efault"] = ("status",)
    target = _target(host, op)
    owner = pid if target in {0, pid} else target
    addr = host.address(
        owner if (owner, str(op["addr"]).split("+")[0]) in host.regions else pid, op["addr"]
    )
    pages = (PagePick.model_construct(addr=hex(addr), count=op["n"]),) if op["n"] else ()
    answer = host.do(
        "move_pages", pid=pid, target=target, pages=pages, raw_flags=op.get("flags", 0), **fields
    )
    assert isinstance(answer, MovePagesAnswer), "the shape of the command"
    statuses = _statuses(answer)
    missing = (op["n"] or _EMPTY_STATUSES) - sum(count for _, count in statuses)
    if missing:
        statuses.append(["UNSET", missing])
    return {"r": return_value(answer), "st": statuses if op.get("statusptr", 1) == 1 else None}


def _mig(host: KernelHost, pid: int, op: dict[str, Any]) -> Any:
    old, old_faults = _mask(op, "old", "old_nodes")
    new, new_faults = _mask(op, "new", "new_nodes")
    return return_value(
        host.do(
            "migrate_pages",
            pid=pid,
            target=_target(host, op),
            maxnode=op.get("maxnode", 1024),
            efault=(*old_faults, *new_faults),
            **old,
            **new,
        )
    )


def _unmap(host: KernelHost, pid: int, op: dict[str, Any]) -> Any:
    addr = host.address(pid, op["addr"])
    return return_value(host.do("munmap", pid=pid, addr=hex(addr), len=_length(op)))


def _numamaps(host: KernelHost, pid: int, op: dict[str, Any]) -> Any:
    addr = host.address(pid, op["addr"])
    for view in numa_maps(host.state, pid):
        if int(view.start, 16) <= addr < int(view.end, 16):
            return view.line.split(" ", 1)[1]
    raise Unsupported(f"numamaps of an unmapped address {addr:#x}")


def _memfree(host: KernelHost, pid: int, op: dict[str, Any]) -> Any:
    del pid, op
    return {
        str(nid): 4 * sum(zone.free for zone in host.state.nodes[nid].zones)
        for nid in nodes_of(host.state.n_memory)
    }


def _drop(host: KernelHost, pid: int, op: dict[str, Any]) -> Any:
    del pid, op
    return return_value(host.do("drop_caches"))


def _vmstat(host: KernelHost, pid: int, op: dict[str, Any]) -> Any:
    del pid
    counters = host.state.counters
    return {
        name: value
        for name in sorted({name for name, _ in counters})
        if name.startswith(tuple(op["keys"]))
        for value in [sum(count for (each, _), count in counters.items() if each == name)]
    }


def _uid(host: KernelHost, pid: int, op: dict[str, Any]) -> Any:
    return return_value(host.do("setuid", pid=pid, uid=op["uid"]))


#: mount point of the recordings -> file system
_MOUNTS: Final = {"ext": "ext4", "ram": "ramfs", "tmp": "tmpfs"}


def _mkfile(host: KernelHost, pid: int, op: dict[str, Any]) -> Any:
    path = op["path"]
    fs = _MOUNTS.get(path.split("/")[1])
    if fs is None:
        raise Unsupported(f"file system of {path}")
    if path in host.state.inodes:
        host.do("ftruncate", file=path, nr_pages=0)
        host.do("ftruncate", file=path, nr_pages=op["pages"])
    else:
        host.do("create_file", file=path, nr_pages=op["pages"], fs=fs, ino=host.inodes.get(path))
    if op["how"] == "hole":
        return 0
    return min(
        return_value(host.do("file_write", pid=pid, file=path, first=0, count=op["pages"])), 0
    )


def _fread(host: KernelHost, pid: int, op: dict[str, Any]) -> Any:
    answer = host.do("file_read", pid=pid, file=op["path"], first=op.get("pgoff", 0), count=op["n"])
    assert isinstance(answer, TouchAnswer), "the shape of the command"
    return answer.nr_pages


def _fsync(host: KernelHost, pid: int, op: dict[str, Any]) -> Any:
    del pid
    return return_value(host.do("fsync", file=op["path"]))


def _unlink(host: KernelHost, pid: int, op: dict[str, Any]) -> Any:
    """The name goes; the recordings unlink files that are still mapped, at the end of a case."""
    del pid
    return 0 if op["path"] in host.state.inodes else "ENOENT"


def _whereaddr(host: KernelHost, pid: int, op: dict[str, Any]) -> Any:
    answer = host.do("get_mempolicy", pid=pid, addr=hex(host.address(pid, op["addr"])), raw_flags=3)
    assert isinstance(answer, GetMempolicyAnswer), "the shape of the command"
    return answer.errno if answer.ret < 0 else answer.mode_nid


def _fork(host: KernelHost, pid: int, op: dict[str, Any]) -> Any:
    child = op["child"]
    host.next_pid += 1
    host.actors[child] = host.next_pid
    for (owner, name), region in list(host.regions.items()):
        if owner == pid:
            host.regions[host.next_pid, name] = region
    return return_value(host.do("fork", pid=pid, child=host.next_pid))


def _mlock(host: KernelHost, pid: int, op: dict[str, Any]) -> Any:
    return return_value(
        host.do("mlock", pid=pid, addr=hex(host.address(pid, op["addr"])), len=op["len"])
    )


def _advise(host: KernelHost, pid: int, op: dict[str, Any]) -> Any:
    """Numbers that are no advice are EINVAL, before the range is looked at."""
    advice = ADVICE_NAMES.get(op["advice"])
    if advice is None:
        return "EINVAL"
    addr = hex(host.address(pid, op["addr"]))
    return return_value(host.do("madvise", pid=pid, addr=addr, len=_length(op), advice=advice))


_PROT: Final = {1: "PROT_READ", 2: "PROT_WRITE", 4: "PROT_EXEC"}


def _protect(host: KernelHost, pid: int, op: dict[str, Any]) -> Any:
    """`prot` is a number as mprotect takes it; absent: no access at all."""
    prot = [name for bit, name in _PROT.items() if int(op.get("prot", 0)) & bit]
    addr = hex(host.address(pid, op["addr"]))
    return return_value(host.do("mprotect", pid=pid, addr=addr, len=_length(op), prot=prot))


def _length(op: dict[str, Any]) -> int:
    return int(op["len"]) if "len" in op else int(op["n"]) * PAGE_SIZE


def _nothing(host: KernelHost, pid: int, op: dict[str, Any]) -> Any:
    del host, pid, op
    return 0


#: operation of the vocabulary -> its interpreter
OPS: Final[dict[str, Handler]] = {
    "cpu": _cpu,
    "setpol": _setpol,
    "getpol": _getpol,
    "map": _map,
    "mbind": _mbind,
    "home": _home,
    "touch": _touch,
    "where": _where,
    "mvp": _mvp,
    "mig": _mig,
    "unmap": _unmap,
    "numamaps": _numamaps,
    "memfree": _memfree,
    "drop": _drop,
    "uid": _uid,
    "vmstat": _vmstat,
    "mkfile": _mkfile,
    "fread": _fread,
    "fsync": _fsync,
    "unlink": _unlink,
    "whereaddr": _whereaddr,
    **FILE_OPS,
    "fork": _fork,
    "mlock": _mlock,
    "advise": _advise,
    "protect": _protect,
    "wait": _nothing,
}


def run(host: KernelHost, op: dict[str, Any]) -> Any:
    """The result of one operation in recorded form. Refuses: `Unsupported`."""
    handler = OPS.get(op["op"])
    if handler is None:
        raise Unsupported(f"operation {op['op']}")
    actor = op.get("a", 0)
    if actor in host.signal:
        return {"sig": host.signal[actor]}
    try:
        result = handler(host, host.pid(actor), op)
    except Refused as refused:
        raise Unsupported(f"{op['op']}: {refused}") from refused
    task = host.state.tasks.get(host.actors[actor])
    if task is not None and not task.alive:
        host.signal[actor] = task.signal
        return {"sig": task.signal}
    return result
