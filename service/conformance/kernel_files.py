"""Operations of the recorded vocabulary on kernel files: sysfs, /proc/sys and cgroups."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, Final

from service.conformance.kernel_host import KernelHost
from service.mm.commands import Answer
from service.mm.commands.kernfs import KernfsReadAnswer
from service.mm.nodemask import format_nodelist, nodes_of
from service.mm.zones import ZONE_MOVABLE, ZONE_NAMES

Handler = Callable[[KernelHost, int, dict[str, Any]], Any]


def return_value(answer: Answer) -> Any:
    """The errno name of a call that failed, else what it returned."""
    return answer.errno if answer.ret < 0 else answer.ret


def _weight(host: KernelHost, pid: int, op: dict[str, Any]) -> Any:
    path = f"/sys/kernel/mm/mempolicy/weighted_interleave/node{op['node']}"
    return return_value(host.do("kernfs_write", path=path, value=str(op["value"]), pid=pid))


def _mkdir(host: KernelHost, pid: int, op: dict[str, Any]) -> Any:
    del pid
    return return_value(host.do("kernfs_mkdir", path=op["path"]))


def _rmdir(host: KernelHost, pid: int, op: dict[str, Any]) -> Any:
    del pid
    return return_value(host.do("kernfs_rmdir", path=op["path"]))


def _sysw(host: KernelHost, pid: int, op: dict[str, Any]) -> Any:
    done = return_value(host.do("kernfs_write", path=op["path"], value=str(op["value"]), pid=pid))
    if op["path"].endswith("cgroup.procs"):
        host.let_run(pid)
    return done


def _condensed_zoneinfo(host: KernelHost) -> Any:
    """The rows of /proc/zoneinfo that the recordings keep."""
    rows = []
    for nid in nodes_of(host.state.online):
        for zone in host.state.nodes[nid].zones:
            if zone.present or zone.idx == ZONE_MOVABLE:
                marks = [zone.min, zone.low, zone.high, zone.promo]
                rows.append(
                    [
                        nid,
                        ZONE_NAMES[zone.idx],
                        zone.managed,
                        zone.present,
                        *marks,
                        list(zone.lowmem_reserve),
                    ]
                )
    return {"zoneinfo": rows}


def _status(host: KernelHost, pid: int) -> Any:
    cpus = sum(1 << cpu for cpu in host.state.cpu_nid)
    mems = host.state.tasks[pid].mems_allowed
    return {"Cpus_allowed_list": format_nodelist(cpus), "Mems_allowed_list": format_nodelist(mems)}


def _sysr(host: KernelHost, pid: int, op: dict[str, Any]) -> Any:
    if op["path"] == "/proc/zoneinfo":
        return _condensed_zoneinfo(host)
    if op["path"] == "/proc/self/status":
        return _status(host, pid)
    answer = host.do("kernfs_read", path=op["path"])
    assert isinstance(answer, KernfsReadAnswer), "the shape of the command"
    return answer.errno if answer.ret < 0 else answer.text


def _ls(host: KernelHost, pid: int, op: dict[str, Any]) -> Any:
    del pid
    answer = host.do("kernfs_read", path=op["path"])
    assert isinstance(answer, KernfsReadAnswer), "the shape of the command"
    if answer.ret < 0:
        return answer.errno
    prefix = op.get("prefix", "")
    return [name for name in answer.names or () if name.startswith(prefix)]


#: operation on a kernel file -> its interpreter
FILE_OPS: Final[dict[str, Handler]] = {
    "weight": _weight,
    "mkdir": _mkdir,
    "rmdir": _rmdir,
    "sysw": _sysw,
    "sysr": _sysr,
    "ls": _ls,
}
