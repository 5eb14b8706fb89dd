"""Operations of the case language that are several calls of user space, and two plain readings."""

from __future__ import annotations

from typing import Any, Final

from service.conformance.lang_host import Handler, LangHost, Outcome, known
from service.mm.commands.kernfs import KernfsReadAnswer
from service.mm.memcontrol import usage


def _memcg_charge(host: LangHost, op: dict[str, Any]) -> Outcome:
    """Pages that all memory cgroups together are charged for."""
    known(op)
    return Outcome(value=usage(host.state, "/"))


def _events_reset(host: LangHost, op: dict[str, Any]) -> Outcome:
    """Node events before this are forgotten: the expectation looks at what follows."""
    del host
    known(op)
    return Outcome(shown={"events_reset": True})


def _touch_files(host: LangHost, op: dict[str, Any]) -> Outcome:
    """Files of so many pages, list by list: each mapped shared, written, unmapped."""
    known(op, "lists", "proc", "access")
    given = {"proc": op["proc"]} if "proc" in op else {}
    for sizes in op["lists"]:
        for pages in sizes:
            area = f"file{host.files}"
            common = {**given, "area": area}
            whole = {**common, "first": 0, "count": pages}
            for step in (
                {"op": "mmap", **common, "pages": pages, "kind": "file_shared"},
                {"op": "touch", **whole, "access": op.get("access", "write")},
                {"op": "munmap", **whole},
            ):
                done = host.handlers[str(step["op"])](host, step)
                if done.ret != 0:
                    return done
    return Outcome()


def _memblock_offline_ratio(host: LangHost, op: dict[str, Any]) -> Outcome:
    """Offlines a share of the online blocks, from the last: EBUSY where too few let go.

    Source: tools/testing/selftests/memory-hotplug, mem-on-off-test.sh -r.
    """
    known(op, "percent")
    numbers = [n for run in host.state.blocks.runs() for n in range(run.start, run.end)]
    online = [number for number in numbers if _state(host, number) == "online"]
    left = len(online) * op["percent"] // 100
    for number in reversed(online):
        if left and host.do("kernfs_write", path=_path(number), value="offline").ret >= 0:
            left -= 1
    return Outcome("EBUSY" if left else 0)


def _path(number: int) -> str:
    return f"/sys/devices/system/memory/memory{number}/state"


def _state(host: LangHost, number: int) -> str:
    answer = host.do("kernfs_read", path=_path(number))
    assert isinstance(answer, KernfsReadAnswer), "the shape of the command"
    return (answer.text or "").strip()


BATCH_OPS: Final[dict[str, Handler]] = {
    "memcg_charge": _memcg_charge,
    "events_reset": _events_reset,
    "touch_files": _touch_files,
    "memblock_offline_ratio": _memblock_offline_ratio,
}
