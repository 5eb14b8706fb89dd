"""Fault points and memory groups: what a driver's hotplug meets when the kernel fails on purpose.

Sources: kernel/fail_function.c and drivers/base/memory.c of Linux 7.3; patch 22 of the 27 of RFC v4.
"""

from __future__ import annotations

from typing import Any, Final

import pytest

from service.mm.codec import decode, encode
from tests.mm.mmhost import BLOCK_BYTES, BLOCK_PAGES, Host, hot_start, std_host


@pytest.fixture
def bare() -> Host:
    return std_host(private=())


def _add(host: Host, nid: int = 2, block: int = 0, **args: Any) -> str | None:
    return host.errno(
        "add_private_memory_driver_managed",
        nid=nid,
        start=hex(hot_start(nid, block)),
        size=BLOCK_BYTES,
        online_type="online_movable",
        **({"owner": f"np{nid}"} | args),
    )


#: (times, space) -> errno of five additions in a row
PASSES: Final = {
    (1, 0): ["ENOMEM", None, None, None, None],
    (2, 1): [None, "ENOMEM", "ENOMEM", None, None],
    (-1, 3): [None, None, None, "ENOMEM", "ENOMEM"],
    (-1, 0): ["ENOMEM"] * 5,
    (0, 0): [None] * 5,
}


@pytest.mark.parametrize(("times", "space"), PASSES)
def test_a_point_fails_after_its_space_and_so_often_as_told(
    bare: Host, times: int, space: int
) -> None:
    """fail_function: `space` good passes, then `times` that fail; a refused call counts too."""
    bare.ok(
        "fail_function", inject="add_memory_resource", retval="ENOMEM", times=times, space=space
    )
    assert [_add(bare, block=number) for number in range(5)] == PASSES[times, space]


def test_what_a_point_has_consumed_survives_a_snapshot(bare: Host) -> None:
    bare.ok("fail_function", inject="add_memory_resource", retval="EEXIST", times=2)
    assert _add(bare) == "EEXIST"
    bare.state = decode(encode(bare.state))
    assert [_add(bare), _add(bare)] == ["EEXIST", None]


def test_a_failed_hot_add_undoes_the_registration_of_a_fresh_node(bare: Host) -> None:
    """Patch 22, H07: node_private_unregister after __add_memory_driver_managed failed."""
    bare.ok("fail_function", inject="add_memory_resource", retval="ENOMEM")
    assert _add(bare) == "ENOMEM"
    assert bare.state.nodes[2].node_private is None
    assert hot_start(2) // BLOCK_BYTES not in bare.state.blocks


def test_an_offline_error_of_one_block_brings_the_others_back_online(bare: Host) -> None:
    """Patch 22, H17: offline_and_remove_memory is all or nothing, the registration stays."""
    assert [_add(bare, block=number) for number in range(2)] == [None, None]
    second = hot_start(2, 1) // BLOCK_BYTES
    bare.ok("fail_function", inject="offline_pages", retval="EBUSY", block=second)
    args = {"nid": 2, "start": hex(hot_start(2)), "size": 2 * BLOCK_BYTES}
    assert bare.errno("offline_and_remove_private_memory", **args) == "EBUSY"
    assert "N_MEMORY_PRIVATE" in bare.states(2)
    assert {block.state for block in bare.state.blocks.values() if block.nid == 2} == {"online"}
    assert bare.state.nodes[2].node_private is not None
    bare.ok("offline_and_remove_private_memory", **args)


def test_a_memory_group_stands_for_its_node(bare: Host) -> None:
    """MHP_NID_IS_MGID: the group's node counts, whatever nid says (patch 22)."""
    mgid = bare.ok("memory_group_register_static", nid=2, max_pages=BLOCK_PAGES).ret
    assert _add(bare, nid=3, owner="np", mgid=mgid) is None
    assert "N_MEMORY_PRIVATE" in bare.states(2)
    assert "N_MEMORY_PRIVATE" not in bare.states(3)


def test_a_memory_group_goes_only_after_its_blocks(bare: Host) -> None:
    """memory_group_unregister: EBUSY while blocks count for the group; ids are reused."""
    first = bare.ok("memory_group_register_static", nid=2, max_pages=1).ret
    second = bare.ok("memory_group_register_static", nid=3, max_pages=1).ret
    assert (first, second) == (0, 1)
    assert _add(bare, owner="np2", mgid=first) is None
    assert bare.errno("memory_group_unregister", mgid=first) == "EBUSY"
    args = {"nid": 2, "start": hex(hot_start(2)), "size": BLOCK_BYTES}
    bare.ok("offline_and_remove_private_memory", **args)
    bare.ok("memory_group_unregister", mgid=first)
    assert bare.errno("memory_group_unregister", mgid=first) == "EINVAL"
    assert bare.ok("memory_group_register_static", nid=2, max_pages=1).ret == first


@pytest.mark.parametrize(
    ("args", "errno"),
    [({"nid": 9, "max_pages": 1}, "EINVAL"), ({"nid": 2, "max_pages": 0}, "EINVAL")],
)
def test_a_memory_group_needs_a_possible_node_and_pages(
    bare: Host, args: dict[str, Any], errno: str
) -> None:
    """memory_group_register_static, memory_group_register."""
    assert bare.errno("memory_group_register_static", **args) == errno


def test_a_private_hot_add_with_an_unknown_group_registers_nothing(bare: Host) -> None:
    """Patch 22, H02."""
    assert _add(bare, mgid=5) == "EINVAL"
    assert bare.state.nodes[2].node_private is None
