"""The engine against the page-by-page reference, over random histories of a host.

Both get the same commands. After each step they must agree on the answer, on free pages, marks and
lists of every node, on task policies, on the node of every page of the area concerned, and on which
tasks live; the state must be sound, its snapshot stable, and now and then a step is taken back.

The reference knows no PFNs and no reclaim: histories either use page cache or run nodes full.
"""

from __future__ import annotations

import os
from collections import Counter
from itertools import combinations
from typing import Any, Final

import pytest
from hypothesis import Phase, note, settings
from hypothesis import strategies as st
from hypothesis.internal.conjecture import providers
from hypothesis.stateful import (
    RuleBasedStateMachine,
    initialize,
    precondition,
    rule,
    run_state_machine_as_test,
)

from service.mm import views
from service.mm.codec import decode, encode, state_hash
from service.mm.commands import COMMANDS
from service.mm.commands.topology import Topology
from service.mm.step import Done, step
from tests.mm import reference as ref
from tests.mm.mmhost import BLOCK_BYTES, BLOCK_PAGES, MM, OPS_MP, Host, hot_start, topology, unroll
from tests.mm.reference import Reference, Result

#: steps of one history, and of all of them by model in an ordinary and in a long run
STEPS: Final = 50
EXAMPLES: Final = int(os.environ.get("CXLTWIN_MM_EXAMPLES", "150"))
EXAMPLES_SLOW: Final = 1250
#: a rule that finds nothing to do is no step; this share of them compares at least
SHARE: Final = 0.7

DATA: Final = st.data()
ALL_OPS: Final = (
    OPS_MP,
    {"name": "m", "flags": ["NP_OPS_MIGRATION"], "callbacks": ["migrate_to", "folio_migrate"]},
    {
        "name": "r",
        "flags": ["NP_OPS_MIGRATION", "NP_OPS_MEMPOLICY"],
        "callbacks": ["migrate_to", "folio_migrate"],
        "migrate_to": "refuse",
    },
    {"name": "t", "flags": [], "callbacks": ["migrate_to"]},
    {"name": "bad1", "flags": ["NP_OPS_MEMPOLICY"], "callbacks": ["migrate_to", "folio_migrate"]},
    {"name": "bad2", "flags": ["NP_OPS_MIGRATION"], "callbacks": ["migrate_to"]},
)


def _shape(name: str, version: str) -> Topology:
    """Small machines of three to six nodes; the marks are large enough to be met."""
    options = {"min_free_kbytes": 3000, "kernel_version": version, "max_numnodes": 64}
    if name == "two sockets":
        nodes: dict[int, Any] = {
            0: {"cpus": [0], "zones": [("DMA32", 600), ("Normal", 2400)]},
            1: {"cpus": [1], "zones": [("Normal", 2500)]},
            2: {},
            3: {},
        }
        distances = [[10, 20, 15, 25], [20, 10, 25, 15], [15, 25, 10, 30], [25, 15, 30, 10]]
    elif name == "memoryless":
        nodes = {
            0: {"cpus": [0], "zones": [("Normal", 2200), ("Movable", 900)]},
            1: {"cpus": [1]},
            2: {"zones": [("Normal", 2000)]},
            3: {},
            4: {},
        }
        distances = [
            [10, 21, 17, 28, 30],
            [12, 10, 11, 30, 20],
            [17, 40, 10, 28, 19],
            [28, 17, 28, 10, 22],
            [30, 20, 19, 22, 10],
        ]
    elif name == "without kernel zones":
        # nodes 1 and 4 have ZONE_MOVABLE only, 4 no CPU; 3 has a CPU and no memory
        nodes = {
            0: {"cpus": [0], "zones": [("DMA", 300), ("DMA32", 2100)]},
            1: {"cpus": [1], "zones": [("Movable", 1900)]},
            2: {},
            3: {"cpus": [2]},
            4: {"zones": [("Movable", 1500)]},
            5: {},
        }
        distances = [
            [10, 20, 31, 20, 17, 20],
            [20, 10, 20, 11, 40, 20],
            [17, 20, 10, 20, 20, 28],
            [30, 11, 20, 10, 11, 20],
            [20, 60, 20, 12, 10, 20],
            [20, 20, 20, 20, 20, 10],
        ]
    elif name == "ring":
        nodes = {nid: {"cpus": [nid], "zones": [("Normal", 1300 + 300 * nid)]} for nid in range(4)}
        nodes |= {4: {}, 5: {}}
        distances = [[10 + 6 * min((a - b) % 6, (b - a) % 6) for b in range(6)] for a in range(6)]
    else:
        nodes = {
            0: {},
            1: {"cpus": [0], "zones": [("Normal", 2300)]},
            2: {"cpus": [1], "zones": [("Normal", 2300)]},
            3: {},
        }
        distances = [[10 if a == b else 20 for b in range(4)] for a in range(4)]
    return topology(nodes, distances, **options)


HOT: Final = {
    "two sockets": (2, 3),
    "memoryless": (3, 4),
    "low id missing": (0, 3),
    "without kernel zones": (2, 5),
    "ring": (4, 5),
}
SHAPES: Final = tuple(HOT)


class MmMachine(RuleBasedStateMachine):
    """Random histories. `model` is set by the subclasses."""

    model = "rfc-v4"
    steps = 0

    @initialize(
        shape=st.sampled_from(SHAPES),
        version=st.sampled_from(["7.3", "6.12", "6.1"]),
        cache=st.booleans(),
        data=DATA,
    )
    def boot(self, shape: str, version: str, cache: bool, data: st.DataObject) -> None:
        """A machine, perhaps with its hotplug nodes already online."""
        # the patches of private nodes are for 7.x; nobody carries them to 6.1
        version = version if self.model == "mainline" or version != "6.1" else "6.12"
        machine = _shape(shape, version)
        note(f"{shape}, {version}, page cache: {cache}")
        self.host = Host(machine, self.model)
        self.ref = Reference(machine, self.model)
        self.hot = HOT[shape]
        self.cache = cache
        self.next_pid = 100
        self.labels = 0
        self.areas: dict[tuple[int, str], tuple[int, int, str]] = {}
        self.checked = ""
        self.compare()
        for nid in self.hot:
            if data.draw(st.integers(0, 3), label=f"node {nid} is online"):
                self.bring(nid, data)
        weighted = [[]] if version == "6.1" else [[], self.ref.memory]
        for nid in data.draw(st.sampled_from(weighted), label="weights"):
            weight = data.draw(st.integers(1, 5), label=f"weight of node {nid}")
            self.ref.weights[nid] = weight
            path = f"/sys/kernel/mm/mempolicy/weighted_interleave/node{nid}"
            self.run("kernfs_write", Result(), {"path": path, "value": str(weight)})
        for _ in range(2):
            self.new_task(data)
        for pid in list(self.ref.tasks):
            self.new_area(pid, data)

    # --- both sides ----------------------------------------------------------------------------

    def run(self, op: str, expected: Result | None, args: dict[str, Any]) -> Any:
        """Runs a command on the engine and compares its errno with the reference's."""
        done = self.host.done(op, **args)
        note(f"{op} {args} -> {done.answer.errno or done.answer.ret}")
        if expected is not None:
            assert done.answer.errno == expected.errno, (op, args, done.answer, expected)
            if expected.errno is None:
                assert done.answer.ret == expected.ret, (op, args, done.answer, expected)
        return done.answer

    def ask(self, op: str, args: dict[str, Any]) -> Any:
        """A command that changes nothing."""
        done = step(self.host.state, COMMANDS[op].model_validate(args))
        assert isinstance(done, Done)
        return done.answer

    def undo_now_and_then(self, data: st.DataObject, op: str, args: dict[str, Any]) -> None:
        """A step that is rolled back leaves no trace; it is then run for good."""
        if data.draw(st.integers(0, 5), label="undo first") != 0:
            return
        before = state_hash(self.host.state)
        self.host.done(op, **args).undo.rollback()
        assert state_hash(self.host.state) == before, (op, args)

    def compare(self) -> None:
        """What both must agree on after every step."""
        MmMachine.steps += 1
        self._compare_zones()
        self._compare_lists()
        self._compare_tasks()
        self._compare_numastat()
        data = encode(self.host.state)
        assert encode(decode(data)) == data

    def _compare_numastat(self) -> None:
        for counter in ref.NUMASTAT:
            for nid in self.ref.nodes:
                found = self.host.state.counters.get((counter, nid), 0)
                expected = self.ref.stat[counter, nid]
                assert found == expected, (counter, nid, found, expected)

    def _compare_zones(self) -> None:
        for nid, node in self.ref.nodes.items():
            mine = self.host.state.nodes[nid]
            for zone in node.zones:
                other = mine.zones[zone.idx]
                expected = (zone.managed, zone.free, zone.min, zone.low, zone.high)
                found = (other.managed, other.free, other.min, other.low, other.high)
                assert found == expected, (nid, zone.idx, found, expected)
                if zone.managed:
                    assert list(other.lowmem_reserve) == zone.reserve, (nid, zone.idx)

    def _compare_lists(self) -> None:
        for nid, node in self.ref.nodes.items():
            if node.online:
                assert self.host.fallback(nid) == self.ref.fallback[nid], nid
                assert self.host.nofallback(nid) == self.ref.nofallback[nid], nid
            states = self.host.states(nid)
            assert ("N_ONLINE" in states) is node.online
            assert ("N_MEMORY" in states) is (nid in self.ref.memory)
            assert ("N_MEMORY_PRIVATE" in states) is (nid in self.ref.private)

    def _compare_tasks(self) -> None:
        for pid, task in self.ref.tasks.items():
            assert self.host.state.tasks[pid].alive is task.alive, pid
            if task.alive:
                self.compare_policy(pid, None)
                if self.turns(pid):
                    turn = self.ref.get_mempolicy(pid, None, ["MPOL_F_NODE"]).mode_nid
                    args = {"pid": pid, "flags": ["MPOL_F_NODE"], "want": ["mode"]}
                    assert self.ask("get_mempolicy", args).mode_nid == turn, pid
                rss = sum(1 for page in task.mm.pages.values() if page != ref.ZERO)
                found = views.task(self.host.state, pid, areas=False).rss_pages
                assert found == rss, (pid, found, rss)

    def compare_policy(self, pid: int, vpn: int | None) -> None:
        """get_mempolicy of the task or of an address."""
        flags = [] if vpn is None else ["MPOL_F_ADDR"]
        where = {} if vpn is None else {"addr": hex(vpn << 12)}
        expected = self.ref.get_mempolicy(pid, vpn, flags)
        answer = self.ask("get_mempolicy", {"pid": pid, "flags": flags, **where})
        assert answer.errno == expected.errno
        if expected.errno is None:
            assert answer.mode == expected.mode
            assert frozenset(answer.mode_flags) == expected.mode_flags
            assert tuple(answer.nodemask) == expected.nodemask, (pid, vpn, answer, expected)

    def compare_area(self, pid: int, area: str) -> None:
        """Node (or errno) of every page of an area, and the policy of some of its pages."""
        if not self.ref.tasks[pid].alive or (pid, area) not in self.areas:
            return
        start, count, _ = self.areas[pid, area]
        expected = self.ref.move_pages(pid, range(start, start + count), None).status
        answer = self.ask(
            "move_pages", {"pid": pid, "pages": [{"addr": hex(start << 12), "count": count}]}
        )
        assert unroll(answer.status) == expected, (pid, area)
        for vpn in {start, start + count // 2, start + count - 1}:
            if vpn in self.ref.tasks[pid].mm.cells:
                self.compare_policy(pid, vpn)

    # --- choices -------------------------------------------------------------------------------

    def living(self) -> list[int]:
        """Pids of living tasks."""
        return [pid for pid, task in self.ref.tasks.items() if task.alive]

    def pick_task(self, data: st.DataObject) -> int:
        return data.draw(st.sampled_from(self.living()), label="pid")

    def pick_area(self, data: st.DataObject, kinds: tuple[str, ...] = ()) -> tuple[int, str] | None:
        """An area of a living task."""
        keys = [
            key
            for key, area in self.areas.items()
            if self.ref.tasks[key[0]].alive and (not kinds or area[2] in kinds)
        ]
        return data.draw(st.sampled_from(keys), label="area") if keys else None

    def pick_range(self, data: st.DataObject, key: tuple[int, str], limit: int = 600) -> range:
        """Pages of an area."""
        start, count, _ = self.areas[key]
        first = data.draw(st.integers(0, count - 1), label="first")
        size = data.draw(st.integers(1, min(count - first, limit)), label="count")
        return range(start + first, start + first + size)

    def pick_mask(self, data: st.DataObject) -> list[int]:
        """Mostly nodes with memory, private ones often, now and then any id.

        Drawn from a list of masks: hypothesis draws sets with one member most of the time.
        """
        memory, private = self.ref.memory, self.ref.private
        usable = sorted([*memory, *private])
        masks = [list(each) for size in (2, 1, 3) for each in combinations(usable, size)]
        masks += [[nid] for nid in private] * 2
        masks += [[*self.ref.nodes], [9], [63, usable[0]], [], [usable[-1], 9]]
        return data.draw(st.sampled_from(masks), label="nodemask")

    def pick_mode(self, data: st.DataObject) -> tuple[str, list[str]]:
        """Mostly modes that take nodes and no mode flags."""
        mode = data.draw(
            st.sampled_from(
                [
                    "MPOL_BIND",
                    "MPOL_BIND",
                    "MPOL_BIND",
                    "MPOL_PREFERRED",
                    "MPOL_PREFERRED_MANY",
                    "MPOL_INTERLEAVE",
                    "MPOL_WEIGHTED_INTERLEAVE",
                    "MPOL_DEFAULT",
                    "MPOL_LOCAL",
                    "0x9",
                ]
            ),
            label="mode",
        )
        flag = data.draw(
            st.sampled_from([None, None, None, None, ref.STATIC, ref.RELATIVE, ref.BALANCING]),
            label="mode flag",
        )
        if flag is None or (flag == ref.RELATIVE and self.model == "list-isolation"):
            return mode, []
        return mode, [flag]

    def pick_policy(self, data: st.DataObject) -> tuple[str, list[str], list[int]]:
        """Mode, flags and mask; modes without nodes mostly get none."""
        mode, flags = self.pick_mode(data)
        mask = self.pick_mask(data)
        if mode in {"MPOL_DEFAULT", "MPOL_LOCAL"} and data.draw(st.integers(0, 3)):
            return mode, [], []
        return mode, flags, mask

    def spacious(self, pages: int) -> bool:
        """Every node is far from its low mark: `pages` more or less change no decision."""
        return all(
            zone.free > zone.low + zone.reserve[ref.MOVABLE] + 2 * pages
            for node in self.ref.nodes.values()
            for zone in node.zones
            if zone.managed
        )

    def interleaves(self, pid: int, vpns: range) -> bool:
        """Whether shared pages of the range would be placed by an index the reference lacks."""
        task = self.ref.tasks[pid]
        policies = [task.policy]
        for vpn in vpns:
            cell = task.mm.cells.get(vpn)
            if cell is not None and cell.backing:
                policies.append(self.ref.files[cell.backing].policies.get(cell.index))
        return any(policy is not None and "INTERLEAVE" in policy.mode for policy in policies)

    def turns(self, pid: int) -> bool:
        """Whether the task's page cache takes counter turns."""
        policy = self.ref.tasks[pid].policy
        return policy is not None and "INTERLEAVE" in policy.mode

    # --- tasks and areas -----------------------------------------------------------------------

    def new_task(self, data: st.DataObject) -> None:
        """A process on a CPU, privileged or not."""
        pid = self.next_pid
        self.next_pid += 1
        cpu = data.draw(st.integers(0, 1), label="cpu")
        caps = data.draw(st.sampled_from([["CAP_SYS_NICE", "CAP_SYS_PTRACE"], []]), label="caps")
        adj = data.draw(st.sampled_from([0, 0, 0, -1000]), label="oom_score_adj")
        args = {"pid": pid, "cpu": cpu, "caps": caps, "oom_score_adj": adj, "uid": 1000}
        self.run("create_task", self.ref.create_task(pid, cpu, caps, adj), args)

    def new_area(
        self, pid: int, data: st.DataObject, kind: str = "anon_private", file: str = ""
    ) -> None:
        """A mapping; its address is the engine's choice."""
        size = st.integers(1, 40) if self.cache or kind == "anon_shared" else st.integers(1, 700)
        pages = data.draw(size, label="pages")
        self.labels += 1
        area = f"a{self.labels}"
        args: dict[str, Any] = {"pid": pid, "area": area, "nr_pages": pages, "kind": kind}
        pgoff = 0
        if file:
            pgoff = data.draw(st.integers(0, self.ref.files[file].nr_pages - 1), label="pgoff")
            pages = min(pages, self.ref.files[file].nr_pages - pgoff)
            args |= {"file": file, "pgoff": pgoff, "nr_pages": pages}
        answer = self.run("mmap", None, args)
        start = int(answer.addr, 16) >> 12
        self.ref.mmap(pid, area, start, pages, kind, file, pgoff)
        self.areas[pid, area] = (start, pages, kind)

    @rule(data=DATA, what=st.sampled_from(["fork", "fork", "affinity", "create", "exit"]))
    def tasks(self, data: st.DataObject, what: str) -> None:
        """Tasks come, go and move."""
        count = len(self.living())
        if count == 0 or (what == "create" and count < 4):
            self.create_task(data)
        elif what == "exit" and count > 1:
            self.exit_task(data)
        elif what == "fork" and count < 4:
            self.fork(data)
        else:
            self.sched_setaffinity(data)

    def create_task(self, data: st.DataObject) -> None:
        self.new_task(data)
        self.compare()

    def exit_task(self, data: st.DataObject) -> None:
        pid = data.draw(st.sampled_from(list(self.ref.tasks)), label="pid")
        if len(self.living()) == 1 and self.ref.tasks[pid].alive:
            return
        args = {"pid": pid}
        self.undo_now_and_then(data, "exit_task", args)
        self.run("exit_task", self.ref.exit_task(pid), args)
        self.forget(pid)
        self.compare()

    def forget(self, pid: int) -> None:
        """Areas of a task that is gone."""
        for key in [key for key in self.areas if key[0] == pid]:
            del self.areas[key]

    def sched_setaffinity(self, data: st.DataObject) -> None:
        pid, cpu = self.pick_task(data), data.draw(st.integers(0, 1), label="cpu")
        self.run(
            "sched_setaffinity", self.ref.sched_setaffinity(pid, cpu), {"pid": pid, "cpu": cpu}
        )
        self.compare()

    def fork(self, data: st.DataObject) -> None:
        pid, child = self.pick_task(data), self.next_pid
        self.next_pid += 1
        args = {"pid": pid, "child": child}
        self.undo_now_and_then(data, "fork", args)
        self.run("fork", self.ref.fork(pid, child), args)
        for (owner, area), value in list(self.areas.items()):
            if owner == pid:
                self.areas[child, area] = value
        self.compare()
        for owner, area in list(self.areas):
            if owner == child:
                self.compare_area(owner, area)

    @rule(data=DATA, kind=st.sampled_from(["anon_private", "anon_private", "anon_shared"]))
    @precondition(lambda self: self.living() and len(self.areas) < 12)
    def mmap(self, data: st.DataObject, kind: str) -> None:
        self.new_area(self.pick_task(data), data, kind)
        self.compare()

    @rule(data=DATA)
    def munmap(self, data: st.DataObject) -> None:
        key = self.pick_area(data)
        if key is None:
            return
        vpns = self.pick_range(data, key)
        args = {"pid": key[0], "addr": hex(vpns.start << 12), "len": len(vpns) << 12}
        self.undo_now_and_then(data, "munmap", args)
        self.run("munmap", self.ref.munmap(key[0], vpns), args)
        start, count, _ = self.areas[key]
        if not any(vpn in self.ref.tasks[key[0]].mm.cells for vpn in range(start, start + count)):
            del self.areas[key]
        self.compare()
        self.compare_area(*key)

    @rule(data=DATA)
    def touch_all(self, data: st.DataObject) -> None:
        """The commonest step of all."""
        self.touch_some(data, "write", whole=True)

    @rule(data=DATA, access=st.sampled_from(["write", "write", "read"]), whole=st.booleans())
    def touch(self, data: st.DataObject, access: str, whole: bool) -> None:
        self.touch_some(data, access, whole=whole)

    def touch_some(
        self, data: st.DataObject, access: str, *, whole: bool, key: tuple[int, str] | None = None
    ) -> None:
        """Reads or writes pages of an area."""
        key = key or self.pick_area(data)
        if key is None:
            return
        pid = key[0]
        start, count, kind = self.areas[key]
        vpns = range(start, start + count) if whole else self.pick_range(data, key)
        if kind != "anon_private" and (self.interleaves(pid, vpns) or self.turns(pid)):
            return
        cells = self.ref.tasks[pid].mm.cells
        hole = any(vpn not in cells for vpn in vpns)
        if hole and data.draw(st.integers(0, 9), label="fault into a hole") != 0:
            return
        args = {"pid": pid, "addr": hex(vpns.start << 12), "len": len(vpns) << 12, "access": access}
        self.undo_now_and_then(data, "touch", args)
        expected = self.ref.touch(pid, vpns, access)
        answer = self.run("touch", expected, args)
        assert answer.signal == expected.signal, answer
        assert answer.nr_pages == expected.nr_pages, (answer, expected)
        placed = Counter(
            {(each.nid, ref.ZONES.index(each.zone)): each.nr_pages for each in answer.placed}
        )
        assert placed == Counter(expected.placed), (placed, expected.placed)
        self.compare()
        self.compare_area(*key)
        self.reap()

    def reap(self) -> None:
        """Dead tasks have no areas."""
        for pid, task in self.ref.tasks.items():
            if not task.alive:
                self.forget(pid)

    # --- policies ------------------------------------------------------------------------------

    @rule(data=DATA)
    @precondition(lambda self: self.living())
    def set_mempolicy(self, data: st.DataObject) -> None:
        pid = self.pick_task(data)
        mode, flags, mask = self.pick_policy(data)
        maxnode = data.draw(st.sampled_from([1025] * 6 + [65, 3, 1]), label="maxnode")
        args = {"pid": pid, "mode": mode, "flags": flags, "nodemask": mask, "maxnode": maxnode}
        self.undo_now_and_then(data, "set_mempolicy", args)
        self.run("set_mempolicy", self.ref.set_mempolicy(pid, mode, flags, mask, maxnode), args)
        self.compare()

    @rule(data=DATA)
    def bind_and_touch(self, data: st.DataObject) -> None:
        """A fresh area with a policy, touched at once."""
        if not self.living() or len(self.areas) > 14:
            return
        pid = self.pick_task(data)
        self.new_area(pid, data)
        key = (pid, f"a{self.labels}")
        self.bind_some(data, key)
        self.touch_some(data, "write", whole=True, key=key)

    @rule(data=DATA)
    def mbind(self, data: st.DataObject) -> None:
        self.bind_some(data, self.pick_area(data))

    def bind_some(self, data: st.DataObject, key: tuple[int, str] | None) -> None:
        """mbind on pages of an area, with or without moving."""
        if key is None:
            return
        pid, kind = key[0], self.areas[key][2]
        mode, mode_flags, mask = self.pick_policy(data)
        if kind != "anon_private" and "INTERLEAVE" in mode:
            return
        vpns = self.pick_range(data, key, 700)
        flags = data.draw(
            st.sets(st.sampled_from([ref.STRICT, ref.MOVE, ref.MOVE_ALL]), max_size=2),
            label="flags",
        )
        uncertain = kind != "anon_private" and (self.turns(pid) or self.interleaves(pid, vpns))
        if uncertain or not self.spacious(len(vpns)):
            flags -= {ref.MOVE, ref.MOVE_ALL}
        args = {
            "pid": pid,
            "addr": hex(vpns.start << 12),
            "len": len(vpns) << 12,
            "mode": mode,
            "mode_flags": mode_flags,
            "nodemask": mask,
            "flags": sorted(flags),
        }
        self.undo_now_and_then(data, "mbind", args)
        self.run("mbind", self.ref.mbind(pid, vpns, mode, mode_flags, mask, 1025, flags), args)
        self.compare()
        self.compare_area(*key)

    @rule(data=DATA)
    def set_mempolicy_home_node(self, data: st.DataObject) -> None:
        key = self.pick_area(data, ("anon_private",))
        if key is None:
            return
        vpns = self.pick_range(data, key)
        nid = data.draw(st.sampled_from([*self.ref.nodes, -1, 64]), label="home_node")
        args = {
            "pid": key[0],
            "addr": hex(vpns.start << 12),
            "len": len(vpns) << 12,
            "home_node": nid,
        }
        self.undo_now_and_then(data, "set_mempolicy_home_node", args)
        self.run(
            "set_mempolicy_home_node", self.ref.set_mempolicy_home_node(key[0], vpns, nid), args
        )
        self.compare()
        self.compare_area(*key)

    @rule(data=DATA)
    def get_mempolicy_of_a_page(self, data: st.DataObject) -> None:
        key = self.pick_area(data, ("anon_private",))
        if key is None:
            return
        vpn = self.pick_range(data, key, 1)[0]
        flags = ["MPOL_F_NODE", "MPOL_F_ADDR"]
        args = {"pid": key[0], "addr": hex(vpn << 12), "flags": flags}
        expected = self.ref.get_mempolicy(key[0], vpn, flags)
        answer = self.run("get_mempolicy", expected, args)
        if expected.mode_nid is not None:
            assert answer.mode_nid == expected.mode_nid
        self.compare()
        self.compare_area(*key)

    # --- migration -----------------------------------------------------------------------------

    @rule(data=DATA)
    def move_pages(self, data: st.DataObject) -> None:
        key = self.pick_area(data)
        if key is None:
            return
        pid = key[0]
        vpns: list[int] = []
        picks = []
        for _ in range(data.draw(st.integers(1, 3), label="picks")):
            part = self.pick_range(data, key, 60)
            if set(part) & set(vpns):
                continue
            vpns += part
            picks.append({"addr": hex(part.start << 12), "count": len(part)})
        nodes = data.draw(
            st.lists(
                st.sampled_from([*self.ref.nodes, *self.ref.memory, *self.ref.memory]),
                min_size=1,
                max_size=3,
            )
        )
        if data.draw(st.integers(0, 9)) == 0:
            nodes.append(data.draw(st.sampled_from([-1, 64, 9])))
        flags = data.draw(st.sampled_from([[ref.MOVE], [ref.MOVE_ALL]]), label="flags")
        args = {"pid": pid, "pages": picks, "nodes": nodes, "flags": flags}
        self.undo_now_and_then(data, "move_pages", args)
        expected = self.ref.move_pages(pid, vpns, nodes, flags)
        answer = self.run("move_pages", expected, args)
        if expected.status is not None:
            assert unroll(answer.status) == expected.status, (answer, expected)
        self.compare()
        self.compare_area(*key)

    @rule(data=DATA)
    @precondition(lambda self: self.living())
    def migrate_pages(self, data: st.DataObject) -> None:
        pid = self.pick_task(data)
        old, new = self.pick_mask(data), self.pick_mask(data)
        args = {"pid": pid, "old_nodes": old, "new_nodes": new}
        self.undo_now_and_then(data, "migrate_pages", args)
        self.run("migrate_pages", self.ref.migrate_pages(pid, old, new), args)
        self.compare()
        for owner, area in list(self.areas):
            if owner == pid:
                self.compare_area(owner, area)

    # --- kernel requests -----------------------------------------------------------------------

    def allocate(
        self, data: st.DataObject, nid: int, gfp: list[str], count: int, mask: list[int] | None
    ) -> None:
        self.labels += 1
        label = f"k{self.labels}"
        args: dict[str, Any] = {"label": label, "preferred_nid": nid, "gfp": gfp, "count": count}
        if mask is not None:
            args["nodemask"] = mask
        self.undo_now_and_then(data, "alloc_pages", args)
        expected, nids = self.ref.alloc_pages(label, nid, gfp, count, mask)
        answer = self.run("alloc_pages", expected, args)
        assert answer.nr_allocated == len(nids)
        assert set(answer.nids) == set(nids)
        self.compare()
        self.reap()

    @rule(
        data=DATA,
        base=st.sampled_from(
            ["GFP_KERNEL", "GFP_ATOMIC", "GFP_NOWAIT", "GFP_HIGHUSER_MOVABLE", "GFP_HIGHUSER"]
        ),
    )
    def alloc_pages(self, data: st.DataObject, base: str) -> None:
        nid = data.draw(st.sampled_from(list(self.ref.nodes)), label="preferred_nid")
        more = data.draw(
            st.sets(
                st.sampled_from(
                    ["__GFP_PRIVATE", "__GFP_THISNODE", "__GFP_RETRY_MAYFAIL", "__GFP_NORETRY"]
                ),
                max_size=2,
            ),
            label="gfp",
        )
        mask = None
        if data.draw(st.booleans(), label="masked"):
            mask = sorted(data.draw(st.sets(st.sampled_from(list(self.ref.nodes)), min_size=1)))
        count = data.draw(st.integers(1, 30 if self.cache else 300), label="count")
        self.allocate(data, nid, [base, *sorted(more)], count, mask)

    @rule(data=DATA, mark=st.sampled_from(["low", "low", "min"]))
    @precondition(lambda self: not self.cache)
    def fill_a_zone(self, data: st.DataObject, mark: str) -> None:
        """Leaves a few hundred pages above a mark."""
        zones = [zone for node in self.ref.nodes.values() for zone in node.zones if zone.managed]
        zone = data.draw(st.sampled_from(zones), label="zone")
        leave = data.draw(st.integers(0, 400), label="leave")
        limit = zone.low if mark == "low" else zone.min
        count = zone.free - limit - leave
        if count < 1:
            return
        self.take(data, zone, count)

    def take(self, data: st.DataObject, zone: ref.Zone, count: int) -> None:
        """Kernel pages from one node, the given zone first."""
        base = {ref.MOVABLE: "GFP_HIGHUSER_MOVABLE", ref.DMA32: "GFP_DMA32"}.get(
            zone.idx, "GFP_KERNEL"
        )
        self.allocate(
            data,
            zone.nid,
            [base, "__GFP_THISNODE", "__GFP_PRIVATE", "__GFP_RETRY_MAYFAIL"],
            count,
            None,
        )

    @rule(
        data=DATA,
        other=st.booleans(),
        mode=st.sampled_from(
            ["MPOL_BIND", "MPOL_BIND", "MPOL_PREFERRED", "MPOL_PREFERRED_MANY", "MPOL_INTERLEAVE"]
        ),
    )
    @precondition(lambda self: not self.cache and self.living())
    def run_a_node_full(self, data: st.DataObject, other: bool, mode: str) -> None:
        """Leaves little on a node, then touches more than that under a policy that names it."""
        nid = data.draw(st.sampled_from([*self.ref.memory, *self.ref.private, *self.ref.private]))
        for zone in [zone for zone in self.ref.nodes[nid].zones if zone.managed]:
            leave = data.draw(st.integers(0, 60), label="leave")
            for limit in (zone.low, zone.min):
                if zone.free - limit > leave:
                    self.take(data, zone, zone.free - limit - leave)
        if len(self.areas) > 14 or not self.living():
            return
        pid = self.pick_task(data)
        self.new_area(pid, data)
        key = (pid, f"a{self.labels}")
        mask = [nid]
        if other:
            mask = sorted({nid, data.draw(st.sampled_from([*self.ref.memory, *self.ref.private]))})
        start, count, _ = self.areas[key]
        args = {
            "pid": pid,
            "addr": hex(start << 12),
            "len": count << 12,
            "mode": mode,
            "nodemask": mask,
        }
        vpns = range(start, start + count)
        self.run("mbind", self.ref.mbind(pid, vpns, mode, (), mask), args)
        self.touch_some(data, "write", whole=True, key=key)

    @rule(data=DATA)
    @precondition(lambda self: self.ref.allocations)
    def free_pages(self, data: st.DataObject) -> None:
        label = data.draw(st.sampled_from(sorted(self.ref.allocations)), label="label")
        args = {"label": label}
        self.undo_now_and_then(data, "free_pages", args)
        self.run("free_pages", self.ref.free_pages(label), args)
        self.compare()

    # --- private nodes and hotplug -------------------------------------------------------------

    def block(self, nid: int) -> tuple[int, dict[str, Any]]:
        """The block number and range of a hotplug node: it has just one block."""
        start = hot_start(nid)
        return (start >> 12) // BLOCK_PAGES, {"start": hex(start), "size": BLOCK_BYTES}

    def bring(self, nid: int, data: st.DataObject) -> None:
        """Takes a hotplug node online, private or not."""
        if self.model != "mainline" and data.draw(st.integers(0, 3), label="private"):
            args: dict[str, Any] = {"nid": nid, "owner": "drv"}
            self.run("node_private_register", self.ref.node_private_register(nid, "drv"), args)
            if self.ref.rules.ops and data.draw(st.integers(0, 3), label="ops"):
                args = {"nid": nid, "ops": OPS_MP}
                self.run("node_private_set_ops", self.ref.node_private_set_ops(nid, OPS_MP), args)
        number, span = self.block(nid)
        start = hot_start(nid)
        note(f"node {nid} comes online")
        self.run(
            "add_memory_driver_managed",
            self.ref.add_memory(nid, start, BLOCK_BYTES),
            {"nid": nid, **span},
        )
        kind = data.draw(st.sampled_from(["online", "online_movable"]), label="online type")
        self.run("online_pages", self.ref.online_pages(number, kind), {**span, "online_type": kind})
        self.compare()

    @rule(data=DATA)
    def administer(self, data: st.DataObject) -> None:
        """One request of a driver or an administrator, sensible or not."""
        requests = []
        if self.ref.rules.ops:
            requests += [
                self.node_private_set_ops,
                self.node_private_set_ops,
                self.node_private_clear_ops,
            ]
        if self.ref.rules.private:
            requests += [self.node_private_register, self.node_private_unregister]
        requests += [self.online_pages, self.offline_pages, self.remove_memory, self.add_memory]
        data.draw(st.sampled_from(requests), label="request")(data)

    @rule(data=DATA)
    def advance(self, data: st.DataObject) -> None:
        """A hotplug node goes one step on in its life."""
        nid = data.draw(st.sampled_from(self.hot), label="nid")
        block = self.ref.blocks.get(self.block(nid)[0])
        if nid not in self.ref.memory and nid not in self.ref.private and block is None:
            self.bring(nid, data)
        elif block is not None and block["zone"] is None:
            self.online_pages(data, nid)
        else:
            self.offline_pages(data, nid)

    def node_private_register(self, data: st.DataObject) -> None:
        owner = data.draw(st.sampled_from(["drv", "drv", "other", None]), label="owner")
        nid = data.draw(st.sampled_from([*self.hot, *self.hot, 0, 1, 60]), label="nid")
        args = {"nid": nid, **({} if owner is None else {"owner": owner})}
        self.undo_now_and_then(data, "node_private_register", args)
        self.run("node_private_register", self.ref.node_private_register(nid, owner), args)
        self.compare()

    def node_private_set_ops(self, data: st.DataObject) -> None:
        ops = data.draw(st.sampled_from([*ALL_OPS, OPS_MP, OPS_MP, None]), label="ops")
        nid = data.draw(st.sampled_from([*self.hot, *self.hot, *self.hot, 1, 60]), label="nid")
        args = {"nid": nid, **({} if ops is None else {"ops": ops})}
        self.undo_now_and_then(data, "node_private_set_ops", args)
        self.run("node_private_set_ops", self.ref.node_private_set_ops(nid, ops), args)
        self.compare()

    def node_private_clear_ops(self, data: st.DataObject) -> None:
        nid = data.draw(st.sampled_from([*self.hot, 1, 60]), label="nid")
        names = [None, *(str(ops["name"]) for ops in ALL_OPS)]
        name = data.draw(st.sampled_from(names), label="ops")
        args = {"nid": nid, **({} if name is None else {"ops": name})}
        self.run("node_private_clear_ops", self.ref.node_private_clear_ops(nid, name), args)
        self.compare()

    def node_private_unregister(self, data: st.DataObject) -> None:
        nid = data.draw(st.sampled_from([*self.hot, 1, 60]), label="nid")
        self.run("node_private_unregister", self.ref.node_private_unregister(nid), {"nid": nid})
        self.compare()

    def add_memory(self, data: st.DataObject) -> None:
        nid = data.draw(st.sampled_from(self.hot), label="nid")
        span = self.block(nid)[1]
        start = hot_start(nid)
        if self.ref.rules.private and data.draw(st.booleans(), label="private"):
            args = {"nid": nid, "owner": "drv", **span}
            expected = self.ref.add_private_memory(nid, "drv", start, BLOCK_BYTES)
            self.run("add_private_memory_driver_managed", expected, args)
        else:
            args = {"nid": nid, **span}
            self.run(
                "add_memory_driver_managed", self.ref.add_memory(nid, start, BLOCK_BYTES), args
            )
        self.compare()

    def online_pages(self, data: st.DataObject, nid: int | None = None) -> None:
        kind = data.draw(st.sampled_from(["online", "online_kernel", "online_movable"]))
        nid = data.draw(st.sampled_from(self.hot), label="nid") if nid is None else nid
        number, span = self.block(nid)
        args = {**span, "online_type": kind}
        self.undo_now_and_then(data, "online_pages", args)
        self.run("online_pages", self.ref.online_pages(number, kind), args)
        self.compare()

    def offline_pages(self, data: st.DataObject, nid: int | None = None) -> None:
        nid = data.draw(st.sampled_from(self.hot), label="nid") if nid is None else nid
        number, span = self.block(nid)
        if not self.room_to_leave(number):
            return
        self.undo_now_and_then(data, "offline_pages", span)
        self.run("offline_pages", self.ref.offline_pages(number), span)
        self.compare()
        for owner, area in list(self.areas):
            self.compare_area(owner, area)

    def room_to_leave(self, number: int) -> bool:
        """The first node that takes the pages of a block has room for all of them."""
        block = self.ref.blocks.get(number)
        if block is None or block["zone"] is None:
            return True
        nid = block["nid"]
        held = [page for page in self.ref.pages if page.nid == nid]
        others = [n for n in self.ref.memory if n != nid]
        gfp = self.ref.offline_gfp(block["zone"])
        zones = [zone for zone in self.ref.zonelist(nid, gfp) if zone.nid in others]
        zone = self.ref.walk(zones, gfp, mark="low")
        if zone is None:
            return not held
        return len(held) < zone.free - zone.low - zone.reserve[ref.GFP_ZONE[gfp & 0xF]]

    def remove_memory(self, data: st.DataObject) -> None:
        number, span = self.block(data.draw(st.sampled_from(self.hot), label="nid"))
        self.run("remove_memory", self.ref.remove_memory(number), span)
        self.compare()

    # --- page cache ----------------------------------------------------------------------------

    @rule(data=DATA)
    @precondition(lambda self: self.cache and self.living())
    def page_cache(self, data: st.DataObject) -> None:
        """Files are made, read, written, mapped and dropped."""
        files = sum(1 for backing in self.ref.files.values() if backing.fs != "shmem")
        what = data.draw(st.integers(0, 9), label="what")
        if not files or (what == 0 and files < 6):
            self.create_file(data)
        elif what <= 5:
            self.read_or_write(data)
        elif what <= 8 and len(self.areas) < 12:
            self.map_file(data)
        else:
            self.drop_caches(data)

    @rule(data=DATA)
    @precondition(lambda self: self.cache and self.living())
    def more_page_cache(self, data: st.DataObject) -> None:
        """Twice as often as others."""
        self.page_cache(data)

    def create_file(self, data: st.DataObject) -> None:
        fs = data.draw(st.sampled_from(["ext4", "ext4", "ramfs"]), label="fs")
        self.labels += 1
        name, pages = f"f{self.labels}", data.draw(st.integers(1, 40), label="nr_pages")
        args = {"file": name, "nr_pages": pages, "fs": fs}
        self.run("create_file", self.ref.create_file(name, pages, fs), args)
        self.compare()

    def pick_file(self, data: st.DataObject) -> str | None:
        names = sorted(name for name, backing in self.ref.files.items() if backing.fs != "shmem")
        return data.draw(st.sampled_from(names), label="file") if names else None

    def read_or_write(self, data: st.DataObject) -> None:
        """read(2) or write(2) of a part of a file."""
        write = data.draw(st.booleans(), label="write")
        turning = [pid for pid in self.living() if self.turns(pid)]
        pid = turning[0] if turning else self.pick_task(data)
        name = self.pick_file(data)
        if name is None:
            return
        size = self.ref.files[name].nr_pages
        first = data.draw(st.integers(0, size - 1), label="first")
        count = data.draw(st.integers(1, size - first), label="count")
        op = "file_write" if write else "file_read"
        args = {"pid": pid, "file": name, "first": first, "count": count}
        self.undo_now_and_then(data, op, args)
        expected = self.ref.file_io(pid, name, first, count, write=write)
        answer = self.run(op, expected, args)
        assert answer.signal == expected.signal
        placed = Counter(
            {(each.nid, ref.ZONES.index(each.zone)): each.nr_pages for each in answer.placed}
        )
        assert placed == Counter(expected.placed), answer
        self.compare()
        self.reap()

    def map_file(self, data: st.DataObject) -> None:
        kind = data.draw(st.sampled_from(["file_private", "file_shared"]), label="kind")
        name = self.pick_file(data)
        if name is None:
            return
        self.new_area(self.pick_task(data), data, kind, name)
        self.compare()

    def drop_caches(self, data: st.DataObject) -> None:
        self.undo_now_and_then(data, "drop_caches", {})
        self.run("drop_caches", self.ref.drop_caches(), {})
        self.compare()


def _machine(model: str) -> type[MmMachine]:
    return type(f"Machine_{model.replace('-', '_')}", (MmMachine,), {"model": model})


def _run(model: str, examples: int) -> int:
    """Runs the histories of a model; how many steps were compared."""
    before = MmMachine.steps
    # shrinking a history of fifty steps takes minutes: ask for it
    phases = [Phase.generate, *([Phase.shrink] if os.environ.get("CXLTWIN_MM_SHRINK") else [])]
    run_state_machine_as_test(
        _machine(model),
        settings=settings(
            MM,
            max_examples=examples,
            stateful_step_count=STEPS,
            phases=phases,
            report_multiple_bugs=False,
        ),
    )
    return MmMachine.steps - before


@pytest.fixture(autouse=True)
def _no_constants_of_other_modules(monkeypatch: pytest.MonkeyPatch) -> None:
    """Hypothesis mixes in constants of all modules loaded so far: histories would depend on that.

    With them the same test drew other histories when it ran alone than after other tests.
    """
    monkeypatch.setattr(providers, "_get_local_constants", providers.Constants)


@pytest.mark.timeout(600)
@pytest.mark.parametrize("model", sorted(ref.MODELS))
def test_engine_agrees_with_the_reference(model: str) -> None:
    """At least 6,000 compared steps for each of four models: 24,000 in all."""
    assert _run(model, EXAMPLES) >= EXAMPLES * STEPS * SHARE


@pytest.mark.slow
@pytest.mark.timeout(3600)
@pytest.mark.parametrize("model", sorted(ref.MODELS))
def test_engine_agrees_with_the_reference_for_long(model: str) -> None:
    """At least 200,000 steps in all."""
    assert _run(model, EXAMPLES_SLOW) >= EXAMPLES_SLOW * STEPS * SHARE
