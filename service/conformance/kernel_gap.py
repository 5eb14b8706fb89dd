"""Where a sequence of recorded cases has a gap: the state at the start of the next one is an input.

`state`, `wmark` and `hotplug` cases stand on their predecessors. A corpus may hold only part of a
sequence; then what a case finds before it changes anything is unknown, and the first thing that the
case shows of a file is taken as the state it started from. Everything after that is judged.
"""

from __future__ import annotations

import re
from typing import Any, Final

from service.conformance.kernel_host import KernelHost
from service.conformance.kernel_ops import run

_BLOCK: Final = re.compile(r"/sys/devices/system/memory/memory\d+/state")
_INPUT: Final = re.compile(r"/proc/sys/vm/\w+|/sys/kernel/mm/mempolicy/weighted_interleave/node\d+")
#: an offline that ends so met unmovable pages: the block is in a kernel zone (H1)
_STUCK: Final = ("EBUSY", "timeout")
_ONLINE: Final = frozenset({"online", "online_kernel", "online_movable"})


def number_of(case_id: str) -> int:
    """The number at the end of a case id; -1 when it has none."""
    tail = case_id.rsplit("-", 1)[-1]
    return int(tail) if tail.isdigit() else -1


def take_start_state(host: KernelHost, case: dict[str, Any]) -> None:
    """Brings the host into the state that the case's first looks reveal."""
    seen: set[str] = set()
    for op, result in zip(case["ops"], case["res"], strict=True):
        path = _path(op)
        if path is None:
            continue
        if _BLOCK.fullmatch(path) and path not in seen:
            _block(host, path, op, result)
        elif _INPUT.fullmatch(path) and path not in seen and op["op"] == "sysr":
            if run(host, op) != result:
                run(host, {"op": "sysw", "path": path, "value": result})
        elif path == "/proc/zoneinfo" and path not in seen and "zoneinfo" in result:
            _min_free(host, result["zoneinfo"])
        if op["op"] == "sysr" or result == 0 or _BLOCK.fullmatch(path):
            seen.add(path)


def _path(op: dict[str, Any]) -> str | None:
    if op["op"] == "weight":
        return f"/sys/kernel/mm/mempolicy/weighted_interleave/node{op['node']}"
    return op.get("path")


def _min_free(host: KernelHost, rows: list[Any]) -> None:
    """min_free_kbytes behind recorded marks: their sum, a page more for what division dropped."""
    pages = sum(row[4] for row in rows if row[1] != "Movable")
    now = run(host, {"op": "sysr", "path": "/proc/zoneinfo"})["zoneinfo"]
    if abs(pages - sum(row[4] for row in now if row[1] != "Movable")) > len(rows):
        value = 4 * (pages + 1)
        run(host, {"op": "sysw", "path": "/proc/sys/vm/min_free_kbytes", "value": value})


def _block(host: KernelHost, path: str, op: dict[str, Any], result: Any) -> None:
    """A block's state before the case: what a read says, or what a write's result implies."""
    if op["op"] == "sysr":
        before = result
    elif op["value"] in _ONLINE and result in (0, "EINVAL"):
        before = "offline" if result == 0 else "online"
    elif op["value"] == "offline" and result in (0, "EINVAL", *_STUCK):
        before = "offline" if result == "EINVAL" else "online"
    else:
        return
    now = run(host, {"op": "sysr", "path": path})
    if now in {"online", "offline"} and now != before:
        kernel = before == "online" and (result in _STUCK or op["value"] == "online_kernel")
        word = "online_kernel" if kernel else before
        run(host, {"op": "sysw", "path": path, "value": word})
