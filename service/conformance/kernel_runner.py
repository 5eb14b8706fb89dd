"""Runs recorded cases: one booted host per topology and kernel, each case taken back at its end.

`state`, `wmark` and `hotplug` cases change global state and run in id order, `hotplug` last; all
others are independent. Lines with `replay_only` are applied where their recorded result is 0.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any, Final

from service.conformance.corpus import Case, Source, fixture, read
from service.conformance.kernel_boot import boot_facts
from service.conformance.kernel_compare import Context, boot_differences, equal
from service.conformance.kernel_cxl import run_cxl
from service.conformance.kernel_gap import number_of, take_start_state
from service.conformance.kernel_host import KernelHost
from service.conformance.kernel_ops import run
from service.conformance.kernel_topology import topology_of
from service.conformance.verdict import Difference, Judged, Unsupported
from service.mm.boot import boot_host
from service.mm.models import MODELS

#: categories whose cases stand on each other, in this order after all others
SEQUENTIAL: Final = ("state", "wmark", "hotplug")
#: P1: the inode number is unknown: one of these offsets must make every result match
INODE_OFFSETS: Final = 130
_SHARED: Final = frozenset({"anonsh", "filesh", "filepriv", "filero", "filetext"})


class KernelRunner:
    """The hosts of a corpus file's topologies."""

    def __init__(self, topologies: list[dict[str, Any]]) -> None:
        self._entries = {entry["topo"]: entry for entry in topologies}
        self._hosts: dict[tuple[str, str], KernelHost] = {}
        #: (topology, kernel, category) -> number of the last case of the sequence
        self._last: dict[tuple[str, str, str], int] = {}

    def host(self, topo: str, kernel: str) -> KernelHost:
        """The booted host of a topology under a kernel. Refuses: Unsupported."""
        key = (topo, kernel)
        if key not in self._hosts:
            if topo not in self._entries:
                raise Unsupported(f"topology {topo}")
            state = boot_host(topology_of(self._entries[topo], kernel), MODELS["mainline"])
            self._hosts[key] = KernelHost(state)
        return self._hosts[key]

    def _follows(self, case: Case, kernel: str) -> bool:
        """Whether the case before this one in its sequence was run."""
        key = (case.data["topo"], kernel, case.data["cat"])
        number = number_of(case.id)
        last = self._last.get(key, -1)
        self._last[key] = number
        return number == last + 1

    def judge(self, case: Case) -> Judged | None:
        """The verdict of a case over all its kernels; None for a line that is only replayed."""
        category = str(case.data["cat"])
        differences: list[Difference] = []
        try:
            for kernel in case.data["kernels"]:
                host = self.host(case.data["topo"], kernel)
                if case.data.get("replay_only"):
                    if not self._follows(case, kernel):
                        take_start_state(host, case.data)
                    if not replay(host, case.data):
                        self._last.pop((case.data["topo"], kernel, category), None)
                    continue
                if category in SEQUENTIAL and not self._follows(case, kernel):
                    take_start_state(host, case.data)
                    host.keep()
                differences += run_case(host, case.data, kernel)
        except Unsupported as error:
            return Judged(case.id, category, "unsupported", (), str(error))
        if case.data.get("replay_only"):
            return None
        return Judged(case.id, category, "failed" if differences else "passed", tuple(differences))


def replay(host: KernelHost, case: dict[str, Any]) -> bool:
    """Applies the writes of a case that was not judged; False when its end is unknown."""
    for op, result in zip(case["ops"], case["res"], strict=False):
        if op["op"] == "sysw" and result == 0:
            run(host, op)
    host.keep()
    return not any(isinstance(result, dict) and "sig" in result for result in case["res"])


def run_case(host: KernelHost, case: dict[str, Any], kernel: str) -> list[Difference]:
    """The differences of a case on a host; the host is then as before, or kept in a sequence."""
    if case["cat"] == "boot":
        wrong = boot_differences(case["res"][0], boot_facts(host.state), kernel)
        return [Difference(kernel, 0, case["ops"][0], each, None) for each in wrong]
    first: list[Difference] = []
    offsets = INODE_OFFSETS if _inode_unknown(case) else 1
    for offset in range(offsets):
        host.inodes = _inodes(case, offset)
        for cpu in _cpus(host, case):
            host.reset()
            host.free_cpu = cpu
            found = _attempt(host, case, kernel)
            if not found:
                break
        if case["cat"] in SEQUENTIAL:
            host.keep()
        else:
            host.reset()
        if not found:
            return []
        first = first or found
    return first


def _cpus(host: KernelHost, case: dict[str, Any]) -> list[int | None]:
    """The CPUs that a case may have run on (H3), None: the one it pinned, or the first.

    Hotplug cases need not pin one; before 6.2 a move to another cpuset undid the pinning.
    """
    if case["cat"] == "hotplug" and not any(op["op"] == "cpu" for op in case["ops"]):
        return [*sorted(host.state.cpu_nid)]
    loses = host.state.kernel_version == "6.1" and any(
        str(op.get("path", "")).endswith("cgroup.procs") for op in case["ops"]
    )
    return [None, *sorted(host.state.cpu_nid)] if loses else [None]


def _attempt(host: KernelHost, case: dict[str, Any], kernel: str) -> list[Difference]:
    got: list[Any] = []
    host.start(case)
    for position, (op, expected) in enumerate(zip(case["ops"], case["res"], strict=True)):
        result = run(host, op)
        context = Context(case, kernel, position, got)
        got.append(result)
        if not equal(context, op, expected, result):
            if case["cat"] in SEQUENTIAL:
                for rest in case["ops"][position + 1 :]:
                    run(host, rest)
            return [Difference(kernel, position, op, expected, result)]
    return []


def _inode_unknown(case: dict[str, Any]) -> bool:
    return any(
        op["op"] == "map" and op["kind"] in _SHARED and not isinstance(result, dict)
        for op, result in zip(case["ops"], case["res"], strict=True)
    )


def _inodes(case: dict[str, Any], offset: int) -> dict[str, int]:
    inodes: dict[str, int] = {}
    for op, result in zip(case["ops"], case["res"], strict=True):
        if op["op"] != "map" or op["kind"] not in _SHARED:
            continue
        key = op.get("path") or op["name"]
        if isinstance(result, dict) and "ino" in result:
            inodes[key] = result["ino"]
        else:
            inodes.setdefault(key, 1 + offset)
    return inodes


def _order(case: Case) -> tuple[int, str]:
    category = str(case.data["cat"])
    return (SEQUENTIAL.index(category) + 1, case.id) if category in SEQUENTIAL else (0, "")


def run_source(source: Source) -> Iterator[Judged]:
    """The verdicts of a file's cases."""
    topologies = fixture(source, "topologies.json")
    runner = KernelRunner(topologies)
    cases = list(read(source))
    yield from run_cxl(topologies, [case for case in cases if case.data["cat"] == "cxl"])
    for case in sorted((case for case in cases if case.data["cat"] != "cxl"), key=_order):
        judged = runner.judge(case)
        if judged is not None:
            yield judged
