"""Tasks, mappings, touches and hints of the case language, and the hook that places pages."""

from __future__ import annotations

from typing import Any, Final

from service.bounded import parse_hex
from service.conformance.lang_host import (
    Handler,
    LangHost,
    Outcome,
    known,
    names,
    page_range,
    proc_pid,
    ret,
)
from service.conformance.verdict import Unsupported
from service.mm.commands.memory import MremapAnswer, TouchAnswer
from service.mm.folio import folios
from service.mm.hugetlb_pool import HPAGE_NR
from service.mm.memory import touch_range
from service.mm.state import vmas_in
from service.mm.tasks import clone_thread
from service.mm.vm_fault import SIGBUS, SIGSEGV, Access, Fault
from service.mm.zones import PAGE_SHIFT

_UIDS: Final[dict[Any, int]] = {"root": 0, "nobody": 65534}


def _task(host: LangHost, op: dict[str, Any]) -> Outcome:
    pid = proc_pid(host, op)
    if "cpu_node" in op:
        cpu = next(c for c, nid in sorted(host.state.cpu_nid.items()) if nid == op["cpu_node"])
        host.do("sched_setaffinity", pid=pid, cpu=cpu)
    task = host.state.tasks[pid]
    if "uid" in op:
        host.do("setuid", pid=pid, uid=_UIDS.get(op["uid"], op["uid"]))
    if "caps" in op:
        # The cases name CAP_SYS_NICE only: a root process keeps the right to look at others.
        caps = [f"CAP_{cap}" for cap in op["caps"]]
        with host.hook() as ctx:
            held = tuple(caps if task.uid else [*caps, "CAP_SYS_PTRACE"])
            ctx.undo.assign(task, "caps", held)
    if "dumpable" in op:
        with host.hook() as ctx:
            ctx.undo.assign(task, "dumpable", value=bool(op["dumpable"]))
    return Outcome()


#: kind of a mapping -> (kind of the engine, file system, advice given after mmap)
_KINDS: Final[dict[str, tuple[str, str, str]]] = {
    "anon_private": ("anon_private", "", ""),
    "anon_shared": ("anon_shared", "", ""),
    "file_private": ("file_private", "ext4", ""),
    "file_shared": ("file_shared", "ext4", ""),
    "tmpfs_shared": ("file_shared", "tmpfs", ""),
    # shmem_enabled is `never`: shared anonymous memory has small pages, whatever is advised
    "thp_shared": ("anon_shared", "", "MADV_HUGEPAGE"),
    "thp_private": ("anon_private", "", "MADV_HUGEPAGE"),
    "ksm": ("anon_private", "", "MADV_MERGEABLE"),
    # of these the cases count huge pages
    "hugetlb_private": ("hugetlb_private", "", ""),
    "hugetlb_shared": ("hugetlb_shared", "", ""),
}

_PROT: Final = {"rw": ("PROT_READ", "PROT_WRITE"), "r": ("PROT_READ",), "none": ()}


def _mmap(host: LangHost, op: dict[str, Any]) -> Outcome:
    known(op, "area", "pages", "kind", "at_page", "mergeable", "page_cache", "proc", "prot", "file")
    given = op.get("kind", "anon_private")
    if given not in _KINDS:
        raise Unsupported(f"mmap kind {given}")
    kind, fs, advice = _KINDS[given]
    fields: dict[str, Any] = {}
    if fs:
        host.files += 1
        fields["file"] = op.get("file", f"f{host.files}")
        if fields["file"] not in host.state.inodes:
            host.do("create_file", file=fields["file"], nr_pages=op["pages"], fs=fs)
    elif kind == "anon_shared":
        fields["ino"] = 5040
    pid = proc_pid(host, op)
    addr = host.place_area(op.get("at_page"))
    answer = host.do(
        "mmap",
        pid=pid,
        area=op["area"],
        nr_pages=op["pages"] * (HPAGE_NR if kind.startswith("hugetlb") else 1),
        kind=kind,
        addr=addr,
        prot=_PROT[op.get("prot", "rw")],
        **fields,
    )
    if answer.ret >= 0:
        where = (parse_hex(addr) >> PAGE_SHIFT, op["pages"])
        host.known_areas[op.get("proc", "p0"), op["area"]] = where
    for word in (advice, "MADV_MERGEABLE" if op.get("mergeable") else ""):
        if word:
            host.do("madvise", pid=pid, area=op["area"], advice=word)
    return Outcome(ret(answer))


def _munmap(host: LangHost, op: dict[str, Any]) -> Outcome:
    pid = proc_pid(host, op)
    return Outcome(ret(host.do("munmap", pid=pid, **page_range(host, op, pid))))


def _mremap(host: LangHost, op: dict[str, Any]) -> Outcome:
    """To so many pages, moved if need be; of huge mappings the cases count huge pages."""
    known(op, "area", "pages", "proc", "flags", "caller")
    pid = proc_pid(host, op)
    mm = host.state.mms[host.state.tasks[pid].mm]
    unit = host.unit(mm, op["area"]) if op["area"] in mm.areas else 1
    answer = host.do(
        "mremap",
        pid=pid,
        new_len=op["pages"] * unit << PAGE_SHIFT,
        flags=names(op.get("flags", ["MAYMOVE"]), "MREMAP_"),
        **page_range(host, {"area": op["area"]}, pid),
    )
    if isinstance(answer, MremapAnswer) and answer.addr is not None:
        where = (parse_hex(answer.addr) >> PAGE_SHIFT, op["pages"])
        host.known_areas[op.get("proc", "p0"), op["area"]] = where
    return Outcome(ret(answer) if answer.ret < 0 else 0)


def _mprotect(host: LangHost, op: dict[str, Any]) -> Outcome:
    pid = proc_pid(host, op)
    where = page_range(host, op, pid)
    return Outcome(ret(host.do("mprotect", pid=pid, prot=_PROT[op["prot"]], **where)))


_SIGNALS: Final = {SIGBUS: "SIGBUS", SIGSEGV: "SIGSEGV"}


def _touch(host: LangHost, op: dict[str, Any]) -> Outcome:
    if "procs" in op:
        return _touch_in_turns(host, op)
    pid = proc_pid(host, op)
    if op.get("via") == "readahead":
        return _touch_readahead(host, op)
    if "in_block" in op:
        place = {**op, "op": "place", "node": _block_nid(host, op["in_block"])}
        return host.handlers["place"](host, place)
    where = page_range(host, op, pid)
    faults = _nr_faults(host, op)
    answer = host.do("touch", pid=pid, access=op.get("access", "write"), **where)
    assert isinstance(answer, TouchAnswer), "the shape of the command"
    if answer.ret >= 0 and "value" in op:
        _write_value(host, op)
    word = 0 if answer.ret >= 0 else _SIGNALS.get(answer.signal or 0, "OOM")
    if faults is not None:
        # After its service has moved a folio, the access faults once more (write protection).
        handled = [each for each in answer.effects if each.name == "handle_fault"]
        faults += sum(each.nr_pages or 1 for each in handled)
    return Outcome(word, faults=faults)


def _nr_faults(host: LangHost, op: dict[str, Any]) -> int | None:
    """Entries of a touch that are absent, or read-only under a write."""
    if "area" not in op or op["area"] not in host.state.mms[host.task(op).mm].areas:
        return None
    mm, first, end = host.span(op)
    write = op.get("access", "write") == "write"
    absent = sum(b - a for a, b in mm.pages.holes(first, end))
    barred = 0
    for a, b, (obj_id, shift, writable) in mm.pages.overlaps(first, end):
        obj = host.state.objects.get(obj_id)
        if write and not writable:
            barred += b - a if obj is None else folios(obj, a + shift, b + shift)
    return absent + barred


def _block_nid(host: LangHost, block: int) -> int:
    return host.state.blocks[host.fixture.block_number(block)].nid


def _write_value(host: LangHost, op: dict[str, Any]) -> None:
    """The byte that the touched pages hold from now on."""
    mm, first, end = host.span(op)
    with host.hook() as ctx:
        for low, high, (obj, shift, _) in list(mm.pages.overlaps(first, end)):
            found = ctx.state.objects.get(obj)
            if found is not None:
                found.set_mark(ctx.undo, "value", low + shift, high + shift, op["value"])


def _touch_readahead(host: LangHost, op: dict[str, Any]) -> Outcome:
    """A touch whose swapped pages come back by readahead."""
    mm, first, end = host.span(op)
    with host.hook() as ctx:
        access = Access(host.task(op), mm, op.get("access", "write") == "write", readahead=True)
        try:
            touch_range(ctx, access, first, end)
        except Fault as fault:
            return Outcome(_SIGNALS.get(fault.signal, "OOM"))
    return Outcome()


def _touch_in_turns(host: LangHost, op: dict[str, Any]) -> Outcome:
    """N processes touch every n-th page each, one page at a time in turn."""
    word: Any = 0
    procs = op["procs"]
    names = procs if isinstance(procs, list) else [f"p{index}" for index in range(procs)]
    for name in names:
        if name not in host.pids and name != "p0":
            _fork(host, {"parent": "p0", "child": name})
    stride = op.get("stride", len(names))
    _, first, end = host.span(op)
    for page in range(first, end):
        name = names[(page - first) % stride % len(names)]
        single = {**op, "proc": name, "first": page - first + op.get("first", 0), "count": 1}
        del single["procs"]
        single.pop("stride", None)
        word = _touch(host, single).ret or word
    return Outcome(word)


def _fork(host: LangHost, op: dict[str, Any]) -> Outcome:
    parent = host.pid(op.get("parent", "p0"))
    child = host.pids[op["child"]] = 100 + len(host.pids)
    return Outcome(ret(host.do("fork", pid=parent, child=child)))


def _thread(host: LangHost, op: dict[str, Any]) -> Outcome:
    owner = host.task(op)
    name = op["thread"]
    host.pids[name] = 100 + len(host.pids)
    with host.hook() as ctx:
        clone_thread(ctx, owner, host.pids[name])
    return Outcome()


def _mlock(host: LangHost, op: dict[str, Any]) -> Outcome:
    pid = proc_pid(host, op)
    fields = page_range(host, op, pid)
    if op["op"] == "mlock":
        fields["onfault"] = bool(op.get("onfault"))
    return Outcome(ret(host.do(op["op"], pid=pid, **fields)))


def _madvise(host: LangHost, op: dict[str, Any]) -> Outcome:
    pid = proc_pid(host, op)
    advice = f"MADV_{op['advice'].removeprefix('MADV_')}"
    return Outcome(ret(host.do("madvise", pid=pid, advice=advice, **page_range(host, op, pid))))


def _count_vmas(host: LangHost, op: dict[str, Any]) -> Outcome:
    mm, first, end = host.span(op)
    return Outcome(value=len(vmas_in(mm, first, end)))


TASK_OPS: Final[dict[str, Handler]] = {
    "task": _task,
    "fork": _fork,
    "thread": _thread,
    "mmap": _mmap,
    "munmap": _munmap,
    "mremap": _mremap,
    "mprotect": _mprotect,
    "touch": _touch,
    "mlock": _mlock,
    "munlock": _mlock,
    "madvise": _madvise,
    "count_vmas": _count_vmas,
}
