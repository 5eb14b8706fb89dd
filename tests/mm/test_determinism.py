"""The same commands give the same answers and the same state hash everywhere.

Not under another hash seed, not after a snapshot, not with another host beside it, not with other
nids: nothing but state and command decides.
"""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path
from typing import Any, Final

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from service.mm import views
from service.mm.codec import decode, encode, state_hash
from service.mm.commands import COMMANDS
from service.mm.step import Done, step
from tests.mm.mmhost import (
    MM,
    OPS_MP,
    Host,
    flat,
    hot_start,
    std_host,
    std_topology,
    topology,
)

ROOT: Final = Path(__file__).parents[2]

#: one life of a host: every room of the engine is entered
STORY: Final[list[tuple[str, dict[str, Any]]]] = [
    ("node_private_register", {"nid": 2, "owner": "np2"}),
    ("node_private_set_ops", {"nid": 2, "ops": OPS_MP}),
    (
        "add_private_memory_driver_managed",
        {
            "nid": 2,
            "owner": "np2",
            "start": hex(hot_start(2)),
            "size": 128 << 20,
            "online_type": "online",
        },
    ),
    (
        "add_memory_driver_managed",
        {"nid": 3, "start": hex(hot_start(3)), "size": 256 << 20, "online_type": "online_movable"},
    ),
    ("create_task", {"pid": 100, "cpu": 0}),
    ("create_task", {"pid": 200, "cpu": 1, "caps": [], "uid": 1000}),
    ("mmap", {"pid": 100, "area": "a", "nr_pages": 900}),
    ("mmap", {"pid": 100, "area": "s", "nr_pages": 40, "kind": "anon_shared"}),
    (
        "mbind",
        {"pid": 100, "area": "a", "first": 100, "count": 300, "mode": "MPOL_BIND", "nodemask": [2]},
    ),
    (
        "mbind",
        {"pid": 100, "area": "a", "first": 500, "mode": "MPOL_INTERLEAVE", "nodemask": [0, 1, 3]},
    ),
    ("touch", {"pid": 100, "area": "a"}),
    ("touch", {"pid": 100, "area": "s"}),
    ("fork", {"pid": 100, "child": 101}),
    ("touch", {"pid": 101, "area": "a", "stride": 3}),
    ("create_file", {"file": "f", "nr_pages": 300}),
    ("set_mempolicy", {"pid": 200, "mode": "MPOL_WEIGHTED_INTERLEAVE", "nodemask": [0, 1, 3]}),
    ("file_read", {"pid": 200, "file": "f", "first": 0, "count": 200}),
    ("file_write", {"pid": 100, "file": "f", "first": 150, "count": 100}),
    ("mmap", {"pid": 200, "area": "m", "nr_pages": 300, "kind": "file_private", "file": "f"}),
    ("touch", {"pid": 200, "area": "m", "first": 10, "count": 50}),
    (
        "move_pages",
        {
            "pid": 100,
            "pages": [{"area": "a", "first": 0, "count": 90}],
            "nodes": [1, 2, 3],
            "flags": ["MPOL_MF_MOVE_ALL"],
        },
    ),
    ("migrate_pages", {"pid": 101, "old_nodes": [0], "new_nodes": [1]}),
    ("munmap", {"pid": 100, "area": "a", "first": 200, "count": 150}),
    ("alloc_pages", {"label": "k", "preferred_nid": 1, "count": 700}),
    ("alloc_pages", {"label": "o", "preferred_nid": 0, "order": 3, "count": 9}),
    ("free_pages", {"label": "k"}),
    ("set_mempolicy", {"pid": 100, "mode": "MPOL_BIND", "nodemask": [9]}),
    ("offline_pages", {"start": hex(hot_start(3, 1)), "size": 128 << 20}),
    ("drop_caches", {}),
    ("exit_task", {"pid": 101}),
]


def play(host: Host, story: list[tuple[str, dict[str, Any]]] = STORY) -> list[str]:
    """Runs a story; state hash after every step."""
    hashes = []
    for op, args in story:
        host.do(op, **args)
        hashes.append(host.hash())
    return hashes


def fresh(model: str = "rfc-v4") -> Host:
    """The machine of the story."""
    return Host(std_topology(), model)


_CHILD: Final = """
import json, sys
from tests.mm.test_determinism import fresh, play
print(json.dumps(play(fresh(sys.argv[1]))))
"""


@pytest.mark.parametrize("model", ["rfc-v4", "mainline"])
def test_hashes_do_not_depend_on_the_hash_seed(model: str) -> None:
    """Subprocesses with three PYTHONHASHSEED values and this process agree step by step."""
    seen = [play(fresh(model))]
    for seed in ("0", "1", "4242"):
        done = subprocess.run(
            [sys.executable, "-c", _CHILD, model],
            cwd=ROOT,
            capture_output=True,
            text=True,
            check=True,
            env={**os.environ, "PYTHONHASHSEED": seed, "PYTHONPATH": str(ROOT)},
        )
        seen.append(json.loads(done.stdout))
    assert all(hashes == seen[0] for hashes in seen)
    assert len(set(seen[0])) > len(STORY) // 2, "the story changes the state"


def test_a_snapshot_in_between_changes_nothing() -> None:
    """decode(encode(s)) goes on as s does, and encodes to the same bytes."""
    straight, broken = fresh(), fresh()
    expected = play(straight)
    got = []
    for op, args in STORY:
        data = encode(broken.state)
        broken.state = decode(data)
        assert encode(broken.state) == data
        broken.do(op, **args)
        got.append(broken.hash())
    assert got == expected


@pytest.mark.parametrize("index", range(len(STORY)))
def test_undo_takes_every_step_back(index: int) -> None:
    """The state hash before a step is the one after its rollback; doing it again agrees."""
    host = fresh()
    play(host, STORY[:index])
    before = host.hash()
    op, args = STORY[index]
    command = COMMANDS[op].model_validate(args)
    done = step(host.state, command)
    assert isinstance(done, Done)
    after = host.hash()
    done.undo.rollback()
    assert host.hash() == before
    again = step(host.state, command)
    assert isinstance(again, Done)
    assert host.hash() == after
    assert again.answer == done.answer


def test_undo_of_many_steps_newest_first() -> None:
    host = fresh()
    before = host.hash()
    log = [host.done(op, **args).undo for op, args in STORY]
    for undo in reversed(log):
        undo.rollback()
    assert host.hash() == before


def test_an_unrelated_host_changes_nothing() -> None:
    """Two hosts stepped alternately are as each alone."""
    alone = play(fresh())
    host, other = fresh(), fresh("thread-2026-06")
    got = []
    for op, args in STORY:
        other.do(op, **args)
        host.do(op, **args)
        got.append(host.hash())
    assert got == alone


@settings(MM, max_examples=40)
@given(
    shift=st.integers(1, 40),
    mode=st.sampled_from(["MPOL_BIND", "MPOL_PREFERRED", "MPOL_INTERLEAVE", "MPOL_PREFERRED_MANY"]),
    nodes=st.sets(st.integers(0, 2), min_size=1),
    cpu=st.integers(0, 2),
    count=st.integers(1, 3000),
)
def test_relabelled_nids_give_relabelled_answers(
    shift: int, mode: str, nodes: set[int], cpu: int, count: int
) -> None:
    """Nids shifted by a constant: every placement shifts with them (order by id is kept)."""

    def run(base: int) -> dict[int, int]:
        spec = {base + nid: {"cpus": [nid], "zones": [("Normal", 2500)]} for nid in range(3)}
        host = Host(topology(spec, [[10, 20, 30], [20, 10, 30], [30, 30, 10]]), "mainline")
        host.task(cpu=cpu)
        host.area(100, "a", count)
        host.ok("mbind", pid=100, area="a", mode=mode, nodemask=[base + nid for nid in nodes])
        host.do("touch", pid=100, area="a")
        return {nid - base: pages for nid, pages in host.area_pages(100, "a").items()}

    assert run(0) == run(shift)


def test_equal_states_have_equal_hashes_whatever_led_to_them() -> None:
    """One touch of 90 pages, or ninety of one; policies set in two ways."""
    one, many = fresh(), fresh()
    for host in (one, many):
        host.task()
        host.area(100, "a", 90)
    one.ok("mbind", pid=100, area="a", mode="MPOL_INTERLEAVE", nodemask=[0, 1])
    one.ok("touch", pid=100, area="a")
    for page in range(90):
        many.ok(
            "mbind", pid=100, area="a", first=page, count=1, mode="MPOL_INTERLEAVE", nodemask=[0, 1]
        )
        many.ok("touch", pid=100, area="a", first=page, count=1)
    assert [views.node(one.state, nid).free_pages for nid in (0, 1)] == [
        views.node(many.state, nid).free_pages for nid in (0, 1)
    ]
    assert one.statuses(100, "a", 0, 90) == many.statuses(100, "a", 0, 90)


def test_hash_tells_models_and_knobs_apart() -> None:
    hashes = {
        state_hash(std_host(model, private=()).state)
        for model in ("rfc-v4", "thread-2026-06", "list-isolation", "mainline")
    }
    assert len(hashes) == 4


def test_flat_machines_of_any_size_boot_alike_twice() -> None:
    for size in (1, 2, 5, 8):
        spec = {nid: {"cpus": [nid], "zones": [("Normal", 2048)]} for nid in range(size)}
        assert (
            Host(topology(spec, flat(size)), "mainline").hash()
            == Host(topology(spec, flat(size)), "mainline").hash()
        )
