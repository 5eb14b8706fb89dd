"""The short way of a single fault ends as the long way does, which every explained step takes."""

from __future__ import annotations

from typing import Any, Final

from hypothesis import given
from hypothesis import strategies as st

from service.mm.boot import boot_host
from service.mm.codec import state_hash
from service.mm.commands import COMMANDS
from service.mm.commands.topology import NodeSpec, Topology, ZoneSpec
from service.mm.models import MODELS
from service.mm.state import HostState
from service.mm.step import Done, step
from tests.mm.mmhost import MM

PAGES: Final = 1 << 11
NODES: Final = 3
AREA: Final = 3000

POLICIES: Final[tuple[dict[str, Any], ...]] = (
    {"mode": "MPOL_DEFAULT"},
    {"mode": "MPOL_LOCAL"},
    {"mode": "MPOL_BIND", "nodemask": [1, 2]},
    {"mode": "MPOL_BIND", "nodemask": [2]},
    {"mode": "MPOL_PREFERRED", "nodemask": [1]},
    {"mode": "MPOL_PREFERRED_MANY", "nodemask": [0, 2]},
    {"mode": "MPOL_INTERLEAVE", "nodemask": [0, 1, 2]},
    {"mode": "MPOL_WEIGHTED_INTERLEAVE", "nodemask": [0, 2]},
)


def _host() -> HostState:
    """Three small nodes, one without a CPU, and two tasks with an area each."""
    specs = tuple(
        NodeSpec(
            nid=nid,
            cpus=(nid,) if nid < NODES - 1 else (),
            zones=(
                ZoneSpec(
                    zone="Normal",
                    start_pfn=hex(nid * PAGES),
                    spanned=PAGES,
                    present=PAGES,
                    managed=PAGES,
                ),
            ),
        )
        for nid in range(NODES)
    )
    rows = tuple(
        tuple(10 if a == b else 20 + abs(a - b) for b in range(NODES)) for a in range(NODES)
    )
    topology = Topology(nodes=specs, distances=rows, min_free_kbytes=256)
    state = boot_host(topology, MODELS["mainline"])
    for pid in (100, 101):
        for op, fields in (
            ("create_task", {"pid": pid, "cpu": pid - 100}),
            ("mmap", {"pid": pid, "area": "a", "nr_pages": AREA}),
        ):
            step(state, COMMANDS[op].model_validate(fields))
    return state


_pids = st.sampled_from((100, 101))
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
        st.integers(0, NODES - 1),
        st.integers(1, 3),
    ),
)


@MM
@given(st.lists(_commands, min_size=1, max_size=25))
def test_a_fault_without_explanation_ends_as_the_explained_one(
    commands: list[tuple[str, dict[str, Any]]],
) -> None:
    """Same answer, same state, command by command; only the explained one takes the long way."""
    plain, explained = _host(), _host()
    for op, fields in commands:
        if not plain.tasks[fields.get("pid", 100)].alive:  # killed when memory ran out
            continue
        command = COMMANDS[op].model_validate(fields)
        short = step(plain, command)
        long = step(explained, command, explain=True)
        assert isinstance(short, Done), "no driver takes part"
        assert isinstance(long, Done), "no driver takes part"
        assert short.answer == long.answer
        assert state_hash(plain) == state_hash(explained)
