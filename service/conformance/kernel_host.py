"""The interpreter of recorded cases: one operation of the vocabulary in, its recorded form out.

Actors are processes; a case starts with fresh ones. Everything a case does is taken back at its
end, so that one booted host serves all cases of a topology and kernel.
"""

from __future__ import annotations

from typing import Any, Final

from service.conformance.verdict import Unsupported
from service.mm.commands import COMMANDS, Answer
from service.mm.state import HostState
from service.mm.step import Done, step

_FIRST_PID: Final = 1000
#: zone -> modifiers of a request that starts there
_ZONE_GFP: Final[dict[int, tuple[str, ...]]] = {
    0: ("__GFP_DMA",),
    1: ("__GFP_DMA32",),
    2: (),
    3: ("__GFP_HIGHMEM", "__GFP_MOVABLE"),
}


class KernelHost:
    """A booted host that runs cases."""

    def __init__(self, state: HostState) -> None:
        self.state = state
        self._done: list[Done] = []
        self.actors: dict[int, int] = {}
        self.regions: dict[tuple[int, str], tuple[int, int]] = {}
        self.signal: dict[int, int] = {}
        self.next_pid = _FIRST_PID
        #: where a task runs that is not pinned, or was moved to another cpuset; None: where it is
        self.free_cpu: int | None = None
        #: inode numbers by file path or mapping name, as far as the recording tells them
        self.inodes: dict[str, int] = {}
        self.do("create_task", pid=1)
        self.do("create_task", pid=2, kthread=True)
        self.keep()

    def reset(self) -> None:
        """Takes back everything since the last reset or `keep`."""
        for done in reversed(self._done):
            done.undo.rollback()
        self.keep()

    def start(self, case: dict[str, Any]) -> None:
        """A case begins: the first recorded free memory is an input (E1, M1).

        So is a cgroup that the first mkdir found there.
        """
        for op, result in zip(case["ops"], case["res"], strict=True):
            if op["op"] == "memfree" and isinstance(result, dict):
                for node in sorted(result, key=int):
                    self._hold(int(node), result[node] // 4)
                break
        made = {op["path"] for op in case["ops"] if op["op"] == "mkdir"}
        for op, result in zip(case["ops"], case["res"], strict=True):
            if op["op"] == "mkdir" and result == "EEXIST" and op["path"] in made:
                self.do("kernfs_mkdir", path=op["path"])
                made.discard(op["path"])

    def _hold(self, nid: int, free: int) -> None:
        """Lets the kernel hold what a node had in use, taken from each zone in proportion."""
        zones = [zone for zone in self.state.nodes[nid].zones if zone.managed]
        total = sum(zone.free for zone in zones)
        spare = total - free
        for zone in zones:
            share = spare * zone.free // total if total else 0
            if share > 0:
                mask = _ZONE_GFP[zone.idx]
                label = f"held.{nid}.{zone.idx}"
                self.do(
                    "alloc_pages",
                    label=label,
                    preferred_nid=nid,
                    gfp=(*mask, "__GFP_THISNODE", "__GFP_HIGH", "__GFP_NOWARN"),
                    count=share,
                )

    def keep(self) -> None:
        """Makes what was done part of the host."""
        self._done.clear()
        self.actors.clear()
        self.regions.clear()
        self.signal.clear()

    def do(self, op: str, **fields: Any) -> Answer:
        """Runs one command. Recorded arguments may exceed what JSON carries, so nothing is bounded.

        Refuses: `Refused`.
        """
        outcome = step(self.state, COMMANDS[op].model_construct(**fields))
        assert isinstance(outcome, Done), "recorded kernels have no drivers"
        self._done.append(outcome)
        return outcome.answer

    def pid(self, actor: int) -> int:
        """The process of an actor, created at its first operation."""
        if actor not in self.actors:
            self.next_pid += 1
            self.actors[actor] = self.next_pid
            self.do("create_task", pid=self.next_pid)
            self.let_run(self.next_pid)
        return self.actors[actor]

    def let_run(self, pid: int) -> None:
        """The scheduler puts a task that is not pinned where the attempt says."""
        if self.free_cpu is not None:
            self.do("sched_setaffinity", pid=pid, cpu=self.free_cpu)

    def region(self, pid: int, name: str) -> tuple[int, int]:
        """(address, pages) of a mapping. Refuses: `Unsupported`."""
        found = self.regions.get((pid, name))
        if found is None:
            raise Unsupported(f"unknown region {name}")
        return found

    def address(self, pid: int, text: str | int) -> int:
        """`NAME+offset`, `xHEX` or a number."""
        text = str(text)
        if text.startswith("x"):
            return int(text[1:], 16)
        if "+" in text:
            name, offset = text.split("+", 1)
            return self.region(pid, name)[0] + int(offset, 0)
        if (pid, text) in self.regions:
            return self.regions[pid, text][0]
        try:
            return int(text, 0)
        except ValueError:
            raise Unsupported(f"address {text}") from None
