"""The short way of a single fault ends as the long way does, which every explained step takes."""

from __future__ import annotations

from functools import cache
from typing import Any, Final

import pytest
from hypothesis import given
from hypothesis import strategies as st

from service.mm.codec import decode, encode, state_hash
from service.mm.commands import COMMANDS
from service.mm.models import MODELS
from service.mm.step import Done, step
from service.reasons import Refused
from tests.mm.mmhost import MM, std_host

PAGES: Final = 2048
AREA: Final = 3000
PIDS: Final = (100, 101, 102)
#: DRAM 0 and 1, private 2, nothing 3; CPU 2 is on node 4 without memory, next to the private node
DISTANCES: Final = (
    (10, 20, 15, 25, 30),
    (20, 10, 25, 15, 30),
    (15, 25, 10, 30, 12),
    (25, 15, 30, 10, 30),
    (30, 30, 12, 30, 10),
)

POLICIES: Final[tuple[dict[str, Any], ...]] = (
    {"mode": "MPOL_DEFAULT"},
    {"mode": "MPOL_LOCAL"},
    {"mode": "MPOL_BIND", "nodemask": [1, 2]},
    {"mode": "MPOL_BIND", "nodemask": [2]},
    {"mode": "MPOL_PREFERRED", "nodemask": [1]},
    {"mode": "MPOL_PREFERRED_MANY", "nodemask": [0, 2]},
    {"mode": "MPOL_INTERLEAVE", "nodemask": [0, 1, 2]},
    {"mode": "MPOL_WEIGHTED_INTERLEAVE", "nodemask": [0, 2]},
    {"mode": "MPOL_WEIGHTED_INTERLEAVE", "nodemask": [0, 1]},
)


@cache
def _machine(model: str) -> bytes:
    """A host with a private node where the model has them, and three tasks with an area each."""
    host = std_host(
        model,
        private=() if model == "mainline" else (2,),
        pages=PAGES,
        distances=DISTANCES,
        more={4: {"cpus": [2]}},
        min_free_kbytes=256,
    )
    host.ok("kernfs_mkdir", path="/cg/g")
    for cpu, pid in enumerate(PIDS):
        host.task(pid, cpu)
        host.area(pid, "a", AREA)
    return encode(host.state)


_pids = st.sampled_from(PIDS)
_commands = st.one_of(
    st.builds(
        lambda pid, first, access: (
            "touch",
            {"pid": pid, "area": "a", "first": first, "count": 1, "access": access},
        ),
        _pids,
        st.integers(0, 40),
        st.sampled_from(("write", "write", "write", "read")),
    ),
    st.builds(
        lambda pid, first, count: (
            "touch",
            {"pid": pid, "area": "a", "first": first, "count": count},
        ),
        _pids,
        st.integers(0, 1500),
        st.sampled_from((2, 17, 700, 1400)),
    ),
    st.builds(
        lambda pid, count, stride: (
            "touch",
            {"pid": pid, "area": "a", "first": 0, "count": count, "stride": stride},
        ),
        _pids,
        st.integers(100, AREA),
        st.sampled_from((3, 64, 512)),
    ),
    st.builds(
        lambda pid, policy: ("set_mempolicy", {"pid": pid, **policy}),
        _pids,
        st.sampled_from(POLICIES),
    ),
    st.builds(
        lambda pid, first, policy: (
            "mbind",
            {"pid": pid, "area": "a", "first": first, "count": 20, **policy},
        ),
        _pids,
        st.sampled_from((0, 10, 20)),
        st.sampled_from(POLICIES),
    ),
    st.builds(
        lambda pid, first: ("munmap", {"pid": pid, "area": "a", "first": first, "count": 7}),
        _pids,
        st.integers(0, 30),
    ),
    st.builds(
        lambda node, weight: (
            "kernfs_write",
            {
                "path": f"/sys/kernel/mm/mempolicy/weighted_interleave/node{node}",
                "value": str(weight),
            },
        ),
        st.integers(0, 2),
        st.integers(1, 3),
    ),
    st.builds(
        lambda file, value: ("kernfs_write", {"path": f"/cg/{file}", "value": value}),
        st.sampled_from(("g/cgroup.procs", "cgroup.procs")),
        st.sampled_from([str(pid) for pid in PIDS]),
    ),
    st.builds(
        lambda value: ("kernfs_write", {"path": "/cg/g/cpuset.mems", "value": value}),
        st.sampled_from(("0", "1", "0-1", "0-2", "2")),
    ),
    st.builds(
        lambda pages: ("kernfs_write", {"path": "/cg/g/memory.max", "value": str(pages << 12)}),
        st.sampled_from((5, 50, 5000)),
    ),
)


@pytest.mark.parametrize("model", MODELS)
@MM
@given(commands=st.lists(_commands, min_size=1, max_size=25))
def test_a_fault_without_explanation_ends_as_the_explained_one(
    model: str, commands: list[tuple[str, dict[str, Any]]]
) -> None:
    """Same answer, same state, command by command; only the explained one takes the long way."""
    plain, explained = decode(_machine(model)), decode(_machine(model))
    for op, fields in commands:
        command = COMMANDS[op].model_validate(fields)
        try:
            short = step(plain, command)
        except Refused:  # of a task that was killed when memory ran out
            continue
        long = step(explained, command, explain=True)
        assert isinstance(short, Done), "no driver takes part"
        assert isinstance(long, Done), "no driver takes part"
        assert short.answer == long.answer
        assert state_hash(plain) == state_hash(explained)
