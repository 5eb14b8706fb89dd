"""Where a sequence of recorded cases has a gap: the state at the start of the next one is an input.

`state`, `wmark` and `hotplug` cases stand on their predecessors. A corpus may hold only part of a
sequence; then what a case finds before it changes anything is unknown, and the first thing that the
case shows of a file is taken as the state it started from. Everything after that is judged.
"""

from __future__ import annotations

import re
from itertools import product
from typing import Any, Final

from service.conformance.kernel_host import KernelHost
from service.conformance.kernel_ops import run
from service.mm.zones import ZONE_MOVABLE

_BLOCK: Final = re.compile(r"/sys/devices/system/memory/memory\d+/state")
_INPUT: Final = re.compile(r"/proc/sys/vm/\w+|/sys/kernel/mm/mempolicy/weighted_interleave/node\d+")
#: an offline that ends so met unmovable pages: the block is in a kernel zone (H1)
_STUCK: Final = ("EBUSY", "timeout")
#: hot-added memory of the recorded machines lies above 4 GiB
_HOTPLUG_BASE: Final = 1 << 32
#: states of blocks that are tried for one case
_TRIALS_MAX: Final = 729
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
    if case["cat"] == "hotplug":
        _zones_of_blocks(host, case)


def _zones_of_blocks(host: KernelHost, case: dict[str, Any]) -> None:
    """Zones and states of blocks that the case's writes leave open: as its first zoneinfo implies.

    Blocks that were hot-added are tried in all states that the writes allow, few changes first.
    """
    shown = next((r for op, r in zip(case["ops"], case["res"], strict=True) if _shows(op, r)), None)
    if shown is None:
        return
    host.keep()
    wanted = {(row[0], row[1]): row[3] for row in shown["zoneinfo"]}
    choices = _choices(host, case)
    numbers = sorted(choices)
    trials = sorted(
        product(*(choices[number] for number in numbers)),
        key=lambda words: sum(word != "" for word in words),
    )
    for words in trials[:_TRIALS_MAX]:
        writes = {n: word for n, word in zip(numbers, words, strict=True) if word}
        _write_blocks(host, writes)
        fits = _present_then(host, case) == wanted
        host.reset()
        if fits:
            _write_blocks(host, writes)
            return


def _shows(op: dict[str, Any], result: Any) -> bool:
    return op.get("path") == "/proc/zoneinfo" and isinstance(result, dict) and "zoneinfo" in result


def _choices(host: KernelHost, case: dict[str, Any]) -> dict[int, tuple[str, ...]]:
    """Block -> what it may be brought to before the case ("": as it is)."""
    known = {_number(op["path"]) for op in case["ops"] if _BLOCK.fullmatch(str(op.get("path")))}
    added = {n for run in host.state.blocks.runs() for n in range(run.start, run.end)}
    added = {n for n in added if n * host.state.block_size >= _HOTPLUG_BASE}
    choices: dict[int, tuple[str, ...]] = {}
    for number in sorted(added):
        block = host.state.blocks.get(number)
        assert block is not None, "listed"
        if block.state == "online":
            other = "online_movable" if block.zone != ZONE_MOVABLE else "online_kernel"
            choices[number] = ("", other) if number in known else ("", other, "offline")
        elif number not in known:
            choices[number] = ("", "online_kernel", "online_movable")
    return choices


def _number(path: str) -> int:
    return int(path.rsplit("/memory", maxsplit=1)[-1].split("/", maxsplit=1)[0])


def _write_blocks(host: KernelHost, writes: dict[int, str]) -> None:
    for number, word in writes.items():
        path = f"/sys/devices/system/memory/memory{number}/state"
        run(host, {"op": "sysw", "path": path, "value": "offline"})
        if word != "offline":
            run(host, {"op": "sysw", "path": path, "value": word})


def _present_then(host: KernelHost, case: dict[str, Any]) -> dict[tuple[int, str], int]:
    """Present pages by node and zone where the case first looks at zoneinfo."""
    rows: list[Any] = []
    for op, result in zip(case["ops"], case["res"], strict=True):
        if result in _STUCK:
            continue
        got = run(host, op)
        if _shows(op, result):
            rows = got["zoneinfo"] if isinstance(got, dict) else []
            break
    return {(row[0], row[1]): row[3] for row in rows}


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
