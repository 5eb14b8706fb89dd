"""Steps and answers in the notation of strace: `set_mempolicy(MPOL_BIND, {C}) = -1 EINVAL`.

One table row per operation says how its arguments print; what an answer adds to its return value
(nodes, statuses, signal) is the same for all.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, Final

import msgspec

from service.experiments.scenario_expect import SIGNALS, Json, nodes_of, parse_list, statuses_of
from service.experiments.scenario_load import LoadedStep
from service.experiments.scenario_names import Names


class Rendered(msgspec.Struct, frozen=True):
    """A step as text: the call and its result."""

    call: str
    result: str

    @property
    def line(self) -> str:
        """`call = result`."""
        return f"{self.call} = {self.result}"


def render(step: LoadedStep, answer: Json, names: Names) -> Rendered:
    """A step and its answer."""
    if step.command is None:
        return _render_read(step, answer, names)
    call = f"{step.command.op}({', '.join(_arguments(step, names))})"
    return Rendered(call, _result(step.command.op, answer, names))


def render_call(step: LoadedStep, names: Names) -> str:
    """The call of a step alone."""
    if step.command is None:
        return _read_call(step, names)
    return f"{step.command.op}({', '.join(_arguments(step, names))})"


#: arguments of a command as they print; empty texts are left out
_Args = dict[str, Any]
_Row = Callable[[_Args, Names], list[str]]


def _arguments(step: LoadedStep, names: Names) -> list[str]:
    assert step.command is not None, "only commands have arguments"
    row = CALLS.get(step.command.op, _generic)
    return [text for text in row(dict(step.args), names) if text]


def mask(nodes: Any, names: Names) -> str:
    """A nodemask: `{A, B}`."""
    return "{" + ", ".join(names.name(nid) for nid in nodes) + "}"


def _optional_mask(args: _Args, key: str, names: Names) -> str:
    return "NULL" if args.get(key) is None else mask(args[key], names)


def _flags(*flags: Any) -> str:
    return "|".join(flag for group in flags for flag in group or ())


def pages(args: _Args) -> str:
    """A page range: `buf`, `buf[0..16)`, or the address."""
    if "area" not in args:
        return f"{args.get('addr')}, {args.get('len')}"
    first, count = args.get("first"), args.get("count")
    if first is None and count is None:
        return str(args["area"])
    start = first or 0
    end = "" if count is None else start + count
    return f"{args['area']}[{start}..{end})"


def _set_mempolicy(args: _Args, names: Names) -> list[str]:
    mode = _flags([args["mode"]], args.get("flags"))
    return [mode, mask(args["nodemask"], names) if "nodemask" in args else "NULL"]


def _mbind(args: _Args, names: Names) -> list[str]:
    mode = _flags([args["mode"]], args.get("mode_flags"))
    return [pages(args), mode, _optional_mask(args, "nodemask", names), _flags(args.get("flags"))]


def _touch(args: _Args, names: Names) -> list[str]:
    del names
    return [pages(args), args.get("access", "")]


def _file(args: _Args, names: Names) -> list[str]:
    del names
    return [pages({**args, "area": args["file"]})]


def _mmap(args: _Args, names: Names) -> list[str]:
    del names
    return [args["area"], f"{args['nr_pages']} pages", args.get("kind", ""), args.get("file", "")]


def _alloc_pages(args: _Args, names: Names) -> list[str]:
    count = args.get("count", 1)
    return [
        names.name(args["preferred_nid"]),
        _flags(args.get("gfp", ["GFP_KERNEL"])),
        f"order {args['order']}" if args.get("order") else "",
        mask(args["nodemask"], names) if "nodemask" in args else "",
        f"{count} times" if count > 1 else "",
    ]


def _move_pages(args: _Args, names: Names) -> list[str]:
    picks = ", ".join(pages({"first": 0, "count": 1, **pick}) for pick in args["pages"])
    nodes = mask(args["nodes"], names) if args.get("nodes") is not None else "NULL"
    return [picks, nodes, _flags(args.get("flags"))]


def _migrate_pages(args: _Args, names: Names) -> list[str]:
    old, new = (_optional_mask(args, key, names) for key in ("old_nodes", "new_nodes"))
    return [str(args.get("target") or args["pid"]), old, new]


def _node(*keys: str) -> _Row:
    def row(args: _Args, names: Names) -> list[str]:
        shown = [str(args[key]) for key in keys if key in args]
        return [names.name(args["nid"]), *shown]

    return row


def _set_ops(args: _Args, names: Names) -> list[str]:
    ops = args.get("ops")
    flags = "NULL" if ops is None else "|".join(ops.get("flags", ())) or "0"
    return [names.name(args["nid"]), flags]


def _memory(*keys: str) -> _Row:
    def row(args: _Args, names: Names) -> list[str]:
        where = _range_name(args, names)
        node = names.name(args["nid"]) if "nid" in args else where
        shown = [str(args[key]) for key in keys if key in args]
        return [where, *shown] if node == where else [node, where, *shown]

    return row


def _range_name(args: _Args, names: Names) -> str:
    start, size = int(args["start"], 16), args["size"]
    for name, memory in names.ranges.items():
        if memory == (start, size):
            return name
    return f"{start:#x}+{size:#x}"


def _generic(args: _Args, names: Names) -> list[str]:
    del names
    return [str(value) for value in args.values()]


CALLS: Final[dict[str, _Row]] = {
    "set_mempolicy": _set_mempolicy,
    "mbind": _mbind,
    "touch": _touch,
    "mmap": _mmap,
    "munmap": lambda args, _: [pages(args)],
    "set_mempolicy_home_node": lambda args, names: [pages(args), names.name(args["home_node"])],
    "alloc_pages": _alloc_pages,
    "move_pages": _move_pages,
    "migrate_pages": _migrate_pages,
    "get_mempolicy": lambda args, _: [args.get("area", "")],
    "create_task": lambda args, _: [str(args["pid"]), f"cpu {args.get('cpu', 0)}"],
    "create_file": lambda args, _: [args["file"], f"{args['nr_pages']} pages", args.get("fs", "")],
    "file_read": _file,
    "file_write": _file,
    "node_private_register": _node("owner", "driver"),
    "node_private_set_ops": _set_ops,
    "node_private_clear_ops": _node("ops"),
    "node_private_unregister": _node(),
    "add_memory_driver_managed": _memory(),
    "add_private_memory_driver_managed": _memory("owner"),
    "online_pages": _memory("online_type"),
    "offline_pages": _memory(),
    "remove_memory": _memory(),
    "offline_and_remove_memory": _memory(),
    "offline_and_remove_private_memory": _memory(),
}


def _result(op: str, answer: Json, names: Names) -> str:
    if "refused" in answer:
        return f"refused ({answer['refused']})"
    killed = [effect for effect in answer.get("effects", ()) if effect["effect"] == "oom_kill"]
    if answer.get("signal"):
        name = SIGNALS.get(answer["signal"], f"signal {answer['signal']}")
        return f"killed by {name}" + (" (OOM)" if killed else "")
    parts = [_ret(op, answer)]
    if op == "move_pages":
        statuses = statuses_of(answer, names)
        if statuses not in ([], ["unwritten"]):
            parts.append("status " + " ".join(statuses))
    elif placed := nodes_of(answer):
        parts.append("on " + " ".join(names.name(nid) for nid in placed))
    parts += [f"(OOM kill of {effect.get('pid')})" for effect in killed]
    return " ".join(parts)


def _ret(op: str, answer: Json) -> str:
    ret, granted = answer["ret"], answer.get("nr_allocated", 0)
    if op == "alloc_pages" and answer.get("errno", "ENOMEM") == "ENOMEM":
        if ret < 0:
            return f"NULL after {granted}" if granted else "NULL"
        return "page" if granted == 1 else f"{granted} pages"
    return str(ret) if ret >= 0 else f"-1 {answer['errno']}"


def _render_read(step: LoadedStep, answer: Json, names: Names) -> Rendered:
    kind = step.step.read
    assert kind is not None, "a step without command is a read"
    call = _read_call(step, names)
    if "refused" in answer:
        return Rendered(call, f"refused ({answer['refused']})")
    return Rendered(call, _READS[kind](step, answer, names))


def _read_call(step: LoadedStep, names: Names) -> str:
    subjects = [
        names.name(value) if key == "node" else str(value) for key, value in step.args.items()
    ]
    return f"{step.step.read} {' '.join(subjects)}".rstrip()


def _zonelists(step: LoadedStep, answer: Json, names: Names) -> str:
    del step
    rows = [
        f"{names.name(item['nid'])}: {' '.join(map(names.name, item['fallback'])) or '-'}"
        for item in answer["items"]
    ]
    return "; ".join(rows)


def _sysfs(step: LoadedStep, answer: Json, names: Names) -> str:
    shown = [key for block in step.expects.values() for key in block.sysfs or {}]
    files = dict.fromkeys(shown or ("has_memory", "has_private_memory"))
    rows = [
        f"{file}: {' '.join(names.name(nid) for nid in parse_list(answer[file])) or '-'}"
        for file in files
    ]
    return "; ".join(rows)


def _placed(step: LoadedStep, answer: Json, names: Names) -> str:
    del step
    found = {names.name(nid): pages for nid, pages in nodes_of(answer).items() if pages}
    text = " ".join(f"{node}={pages}" for node, pages in found.items()) or "no pages"
    if answer.get("alive") is False:
        text = "dead, " + text
    return text


def _states(step: LoadedStep, answer: Json, names: Names) -> str:
    del step
    rows = [
        f"{names.name(item['nid'])}: {item['free_pages']}/{item['total_pages']} free"
        for item in answer["items"]
    ]
    return "; ".join(rows)


def _numastat(step: LoadedStep, answer: Json, names: Names) -> str:
    del step
    rows = [
        f"{names.name(item['nid'])}: hit {item['numa_hit']} refused {item['private_refused']}"
        for item in answer["items"]
    ]
    return "; ".join(rows)


_READS: Final[dict[str, Callable[[LoadedStep, Json, Names], str]]] = {
    "zonelists": _zonelists,
    "sysfs": _sysfs,
    "task": _placed,
    "numa_maps": _placed,
    "file": _placed,
    "nodes": _states,
    "numastat": _numastat,
}
