"""cxl_sysram: from a committed region to memory of a node and back.

Sources: patches 24 (drivers/cxl/core/sysram_region.c) and 25 (private regions) of the 27 of RFC v4.
"""

from __future__ import annotations

from typing import Any, Final

import msgspec
import pytest
from hypothesis import given
from hypothesis import strategies as st

from service.cxl.state import Config
from service.mm.memory_tiers import tier_of
from service.mm.models import with_cells
from service.reasons import KERNEL_REASONS
from tests.devices.devhost import (
    AS_CODED,
    DOCUMENTED,
    MIB,
    SZ_256M,
    WINDOW_BASE,
    DeviceHost,
    hierarchy,
    with_region,
)
from tests.mm.mmhost import MM

BOTH: Final = pytest.mark.parametrize("model", [DOCUMENTED, AS_CODED], ids=["documented", "coded"])


def _host(model: Any = DOCUMENTED, **region: Any) -> DeviceHost:
    cxl = with_region(hierarchy(), **region)
    return DeviceHost(cxl, model)


def _add(host: DeviceHost, name: str = "region0", **args: Any) -> Any:
    given = {"private": True, "online_type": "online_movable"} | args
    return host.ok("devm_cxl_add_sysram", region=name, **given)


def _moved(host: DeviceHost, start: int, size: int, **fields: Any) -> None:
    """The region lies elsewhere, as firmware might have put it."""
    assert host.entry.cxl is not None
    found = msgspec.structs.replace(
        host.entry.cxl.region(0), hpa_start=start, hpa_size=size, **fields
    )
    host.entry.cxl = host.entry.cxl.with_region(found)


# --- devm_cxl_add_sysram ------------------------------------------------------------------------


@BOTH
@pytest.mark.parametrize(
    ("private", "states"), [(False, {"N_MEMORY"}), (True, {"N_MEMORY_PRIVATE"})]
)
def test_a_region_becomes_memory_of_its_node(model: Any, private: bool, states: set[str]) -> None:
    """S03, S04: a public region gives an ordinary node, a private one a private node."""
    host = _host(model)
    answer = _add(host, private=private)
    assert (answer.device, answer.nid, answer.plugged) == ("sysram_region0", 2, True)
    assert (answer.start, answer.size) == (hex(WINDOW_BASE), SZ_256M)
    assert host.states(2) == states
    assert (host.flags(2) is None) == (not private)


def test_names_of_the_device_and_of_its_resources() -> None:
    """S23."""
    host = _host()
    _add(host)
    sysram = host.entry.devices.sysrams["region0"]
    assert (sysram.device, sysram.res_name) == ("sysram_region0", "cxl_sysram0")
    resources = {each.resource for each in host.entry.state.blocks.values() if each.nid == 2}
    assert resources == {"System RAM (CXL)"}


def test_only_whole_memory_blocks_of_a_region_are_used() -> None:
    """S27, S01: the start rounds up, the end down; less than one block is ENOSPC."""
    host = _host()
    _moved(host, WINDOW_BASE + MIB, 3 * 128 * MIB)
    answer = _add(host)
    assert (answer.start, answer.size) == (hex(WINDOW_BASE + 128 * MIB), 2 * 128 * MIB)
    host = _host()
    _moved(host, WINDOW_BASE + 4096, 128 * MIB)
    assert host.errno("devm_cxl_add_sysram", region="region0") == "ENOSPC"


#: what is wrong with a region -> errno; the order is that of patch 24
REFUSED: Final = {
    "not_committed": "ENXIO",
    "no_whole_block": "ENOSPC",
    "no_node": "EINVAL",
}


@pytest.mark.parametrize("wrong", REFUSED)
def test_a_region_that_cannot_be_used_is_refused_and_nothing_stays(wrong: str) -> None:
    """S01, S02 and 4.2: range, alignment, node, in this order."""
    host = _host()
    assert host.entry.cxl is not None
    windows = host.entry.cxl.topology.windows
    state = host.entry.cxl
    if wrong == "not_committed":
        _moved(host, WINDOW_BASE, 4096, state=Config.ACTIVE)
    if wrong == "no_whole_block":
        _moved(host, WINDOW_BASE + 4096, 4096)
    if wrong != "not_committed":
        nameless = {0: msgspec.structs.replace(windows[0], nid=-1)}
        topology = msgspec.structs.replace(state.topology, window_of=nameless)
        host.entry.cxl = msgspec.structs.replace(host.entry.cxl, topology=topology)
    before = host.snapshot()
    assert host.errno("devm_cxl_add_sysram", region="region0") == REFUSED[wrong]
    assert host.snapshot() == before


#: fault point -> errno of the call; afterwards nothing is left of the device
CREATION: Final = ("mt_get_memory_type", "memory_group_register_static", "device_add")


@pytest.mark.parametrize("site", CREATION)
def test_an_error_after_the_object_was_made_undoes_all_of_it(site: str) -> None:
    """S30: its release undoes memory type, memory group and device."""
    host = _host()
    before = host.snapshot()
    host.ok("fail_function", inject=site, retval="ENOMEM")
    assert host.errno("devm_cxl_add_sysram", region="region0", private=True) == "ENOMEM"
    assert host.snapshot() == before


def test_a_node_gets_the_memory_type_of_slow_memory_before_the_device_appears() -> None:
    """S29: one static group a region, and a tier below DRAM."""
    host = _host()
    _add(host, online_type="offline")
    state = host.entry.state
    (group,) = state.memory_groups.values()
    assert (group.nid, group.max_pages) == (2, SZ_256M >> 12)
    host.store("online_movable")
    dram, slow = tier_of(state, 0), tier_of(state, 2)
    assert dram is not None
    assert slow is not None
    assert slow > dram


@pytest.mark.parametrize(
    ("choice", "online_type"),
    [
        ("system_default", "online"),
        ("movable", "online_movable"),
        ("normal", "online"),
        ("offline", "offline"),
    ],
)
def test_the_kconfig_choice_decides_where_nobody_does(choice: str, online_type: str) -> None:
    """S06: CXL_SYSRAM_ONLINE_TYPE_*, first match; offline is the last resort."""
    model = with_cells(DOCUMENTED, {"sysram.online_type": choice}, "test")
    host = _host(model)
    answer = host.ok("devm_cxl_add_sysram", region="region0", private=True)
    assert host.entry.devices.sysrams["region0"].online_type == online_type
    assert answer.plugged == (online_type != "offline")


@pytest.mark.parametrize("online_type", ["online", "online_kernel", "online_movable"])
def test_a_plug_that_fails_is_a_warning_and_the_call_returns_0(online_type: str) -> None:
    """S07, Q-24-1: the answer tells what the kernel only logs; the range is free again (S36)."""
    host = _host()
    host.ok("fail_function", inject="add_memory_resource", retval="ENOMEM")
    answer = _add(host, online_type=online_type)
    assert (answer.ret, answer.plugged, answer.plug_errno) == (0, False, "ENOMEM")
    assert host.warnings() == ["hotplug failed"]
    sysram = host.entry.devices.sysrams["region0"]
    assert (sysram.online_type, sysram.last_hotplug_cmd) == (online_type, "offline")
    assert host.flags(2) is None
    assert host.errno("node_private_set_ops", nid=2, ops={"name": "o"}) == "ENODEV"
    assert host.store(online_type) == len(online_type)


@pytest.mark.parametrize(("nid", "reason"), [(1, "NODE_IS_N_MEMORY"), (2, "NODE_HAS_OTHER_OWNER")])
def test_a_private_region_of_a_node_that_is_taken_is_not_plugged(nid: int, reason: str) -> None:
    """S10, S11: registration is EBUSY inside the plug; the node is as before."""
    host = DeviceHost(with_region(hierarchy(nids=(nid,))))
    if nid == 2:
        host.ok("node_private_register", nid=2, owner="other")
    answer = _add(host)
    assert (answer.plugged, answer.plug_errno, answer.plug_reason) == (False, "EBUSY", reason)
    assert host.store("online_movable") == "EBUSY"


def test_a_region_of_another_mode_is_registered_without_plugging() -> None:
    """S08: dynamic capacity is not plugged as a whole."""
    host = _host()
    _moved(host, WINDOW_BASE, SZ_256M, mode="dynamic_ram")
    assert not _add(host).plugged
    assert host.states(2) == set()


def test_without_region_support_both_calls_are_enxio() -> None:
    """S09."""
    host = _host()
    host.entry.state.config_off = ("CXL_REGION",)
    for op in ("devm_cxl_add_sysram", "cxl_sysram_offline_and_remove"):
        assert host.errno(op, region="region0") == "ENXIO"


def test_a_region_has_one_sysram_device() -> None:
    """device_add of a second device of the same name: EEXIST, and the first one is untouched."""
    host = _host()
    _add(host)
    before = host.snapshot()
    assert host.errno("devm_cxl_add_sysram", region="region0") == "EEXIST"
    assert host.snapshot() == before


# --- hotplug ------------------------------------------------------------------------------------

#: (plugged before, written) -> bytes or errno, plugged after
STORES: Final[dict[tuple[bool, str], tuple[object, bool]]] = {
    (True, "offline"): (7, False),
    (False, "offline"): (7, False),
    (False, "offline\n"): (8, False),
    (True, "online"): ("EBUSY", True),
    (True, "online_kernel"): ("EBUSY", True),
    (False, "online"): (6, True),
    (False, "online_kernel"): (13, True),
    (False, "online_movable\n"): (15, True),
    (True, "bogus"): ("EINVAL", True),
    (False, "bogus"): ("EINVAL", False),
    (False, ""): ("EINVAL", False),
    (False, "online "): ("EINVAL", False),
    (False, "ONLINE"): ("EINVAL", False),
    (False, "\n"): ("EINVAL", False),
}


@BOTH
@pytest.mark.parametrize(("plugged", "word"), STORES)
def test_a_write_to_hotplug(model: Any, plugged: bool, word: str) -> None:
    """4.5, S12 to S16: four words, bytes on success; online when plugged is EBUSY."""
    host = _host(model)
    _add(host, online_type="online_movable" if plugged else "offline")
    ret, after = STORES[plugged, word]
    assert host.store(word) == ret
    sysram = host.entry.devices.sysrams["region0"]
    assert sysram.plugged == after
    # Q-24-2: only the creation writes last_hotplug_cmd
    assert sysram.last_hotplug_cmd == ("online_movable" if plugged else "offline")


def test_hotplug_is_write_only_and_exists_only_with_the_device() -> None:
    """S17."""
    host = _host()
    path = "/sys/bus/cxl/devices/sysram_region0/hotplug"
    assert host.errno("kernfs_write", path=path, value="online") == "ENOENT"
    _add(host)
    assert host.errno("kernfs_read", path=path) == "EACCES"
    modalias = path.replace("hotplug", "modalias")
    assert host.ok("kernfs_read", path=modalias).text == "cxl:t10*\n"
    assert host.errno("kernfs_write", path=modalias, value="x") == "EACCES"


def test_a_zone_changes_only_by_offline_and_online() -> None:
    """S16."""
    host = _host()
    _add(host)
    zones = lambda: {each.zone for each in host.entry.state.blocks.values() if each.nid == 2}  # noqa: E731
    movable = zones()
    assert host.store("online_kernel") == "EBUSY"
    assert zones() == movable
    host.store("offline")
    host.store("online_kernel")
    assert zones() != movable


@pytest.mark.parametrize("errno", ["ENOMEM", "EEXIST"])
def test_a_failed_write_leaves_everything_as_it_was(errno: str) -> None:
    """S36: the range is released again, the registration undone."""
    host = _host()
    _add(host, online_type="offline")
    host.ok("fail_function", inject="add_memory_resource", retval=errno)
    assert host.store("online_movable") == errno
    assert host.flags(2) is None
    assert host.store("online_movable") == 14


def test_a_claimed_range_makes_the_plug_ebusy() -> None:
    """S18: request_mem_region gives no reason of its own; System RAM claims its range too."""
    host = _host()
    _add(host, online_type="offline")
    block = {"start": hex(WINDOW_BASE + 128 * MIB), "size": 128 * MIB}
    host.ok("add_memory_driver_managed", nid=3, **block)
    assert host.store("online") == "EBUSY"
    host.ok("remove_memory", **block)
    host.ok("fail_function", inject="request_mem_region", retval="ENOMEM")
    assert host.store("online") == "EBUSY"
    assert host.store("online") == 6


@BOTH
def test_ops_are_in_force_again_after_a_replug(model: Any) -> None:
    """S32, S28: np is the same structure; kswapd does not come back."""
    host = _host(model)
    _add(host)
    ops = {"name": "o", "flags": ["NP_OPS_RECLAIM"], "callbacks": []}
    host.ok("node_private_set_ops", nid=2, ops=ops)
    host.store("offline")
    assert host.flags(2) is None
    host.store("online_movable")
    assert host.flags(2) == ("NP_OPS_RECLAIM",)
    assert not host.entry.state.nodes[2].kswapd


# --- removal ------------------------------------------------------------------------------------

#: (private, errno of the offline) -> what offline answers as documented, as coded
REMOVAL: Final = {
    (False, "EBUSY"): ("EBUSY", "EBUSY"),
    (False, "EINTR"): ("EINTR", "EINTR"),
    (True, "EINTR"): ("EINTR", "EINTR"),
    (True, "EBUSY"): ("EBUSY", 7),
}


@BOTH
@pytest.mark.parametrize(("private", "errno"), REMOVAL)
def test_a_failed_offline(model: Any, private: bool, errno: str) -> None:
    """S19, S20, S22, Q-25-1: as coded -EBUSY of a private region is taken for a shared node."""
    host = _host(model)
    _add(host, private=private)
    host.ok("fail_function", inject="offline_pages", retval=errno)
    expected = REMOVAL[private, errno][model is AS_CODED]
    assert host.store("offline") == expected
    assert host.states(2), "the memory is still there"
    assert host.entry.devices.sysrams["region0"].plugged == (expected != 7)


@BOTH
def test_a_range_goes_though_other_memory_keeps_the_node_private(model: Any) -> None:
    """S21: -EBUSY of node_private_unregister is tolerated; this range is gone."""
    host = _host(model)
    _add(host)
    more = {"start": hex(WINDOW_BASE + 512 * MIB), "size": 128 * MIB}
    host.ok(
        "add_private_memory_driver_managed",
        nid=2,
        owner="region0",
        online_type="online_movable",
        **more,
    )
    assert host.store("offline") == 7
    assert host.states(2) == {"N_MEMORY_PRIVATE"}
    numbers = {each.block for each in host.entry.state.blocks.values() if each.nid == 2}
    assert numbers == {(WINDOW_BASE + 512 * MIB) // (128 * MIB)}


@pytest.mark.parametrize(
    ("model", "signal", "errno"),
    [(DOCUMENTED, None, "EBUSY"), (AS_CODED, None, "EBUSY"), (AS_CODED, 1, "EINTR")],
)
def test_pages_that_nobody_may_move_keep_the_region_plugged(
    model: Any, signal: int | None, errno: str
) -> None:
    """H20: as coded the offline loop ends only by a signal; without one the twin says EBUSY."""
    host = _host(model)
    _add(host)
    ops = {
        "name": "o",
        "flags": ["NP_OPS_MIGRATION", "NP_OPS_MEMPOLICY"],
        "callbacks": ["migrate_to", "folio_migrate"],
    }
    host.ok("node_private_set_ops", nid=2, ops=ops)
    host.ok("create_task", pid=100, cpu=0)
    host.ok("mmap", pid=100, area="a", nr_pages=4)
    host.ok("mbind", pid=100, area="a", mode="MPOL_BIND", nodemask=[2])
    host.ok("touch", pid=100, area="a")
    host.ok("node_private_clear_ops", nid=2, ops="o")
    args = {} if signal is None else {"signal_after": signal}
    assert host.errno("cxl_sysram_offline_and_remove", region="region0", **args) == errno
    assert host.entry.devices.sysrams["region0"].plugged


def test_offline_and_remove_of_an_unplugged_region_is_0() -> None:
    """S34, S26."""
    host = _host()
    assert host.ok("cxl_region_find_sysram", region="region0").device is None
    _add(host, online_type="offline")
    host.ok("cxl_sysram_offline_and_remove", region="region0")
    assert host.ok("cxl_region_find_sysram", region="region0").device == "sysram_region0"


def test_a_destroyed_region_leaves_nothing_of_its_sysram() -> None:
    """S25, 4.6: unplugged, memory group and type gone, the ops of its np with it."""
    host = _host()
    _add(host)
    ops = {"name": "o", "flags": ["NP_OPS_RECLAIM"], "callbacks": []}
    host.ok("node_private_set_ops", nid=2, ops=ops)
    host.ok("cxl_destroy_region", region="region0")
    state = host.entry.state
    assert not host.entry.devices.sysrams
    assert not host.entry.devices.resources
    assert not state.memory_groups
    assert 2 not in state.adistance
    assert not state.np_tables
    assert host.states(2) == set()


def test_a_region_that_cannot_be_unplugged_goes_all_the_same() -> None:
    """S25: the error of the release is lost; memory and node stay private."""
    host = _host()
    _add(host)
    host.ok("fail_function", inject="offline_pages", retval="EINTR", times=-1)
    host.ok("cxl_destroy_region", region="region0")
    assert not host.entry.devices.sysrams
    assert host.states(2) == {"N_MEMORY_PRIVATE"}


# --- any order ----------------------------------------------------------------------------------

STEPS: Final = st.one_of(
    st.tuples(
        st.just("devm_cxl_add_sysram"),
        st.fixed_dictionaries(
            {
                "private": st.booleans(),
                "online_type": st.sampled_from(
                    ["offline", "online", "online_kernel", "online_movable"]
                ),
            }
        ),
    ),
    st.tuples(st.just("store"), st.sampled_from(["offline", "online", "online_movable", "no"])),
    st.tuples(st.just("cxl_sysram_offline_and_remove"), st.just({})),
    st.tuples(
        st.just("fail_function"),
        st.fixed_dictionaries(
            {
                "inject": st.sampled_from(
                    ["add_memory_resource", "offline_pages", "request_mem_region", "device_add"]
                ),
                "retval": st.sampled_from(["EBUSY", "ENOMEM", "EINTR"]),
                "times": st.integers(1, 2),
            }
        ),
    ),
)


@MM
@given(steps=st.lists(STEPS, max_size=8), coded=st.booleans())
def test_after_any_steps_devices_and_memory_agree(steps: list[Any], coded: bool) -> None:
    """Plugged means claimed and added, whatever failed before; a snapshot holds all of it."""
    host = _host(AS_CODED if coded else DOCUMENTED)
    for op, args in steps:
        if op == "store":
            if host.entry.devices.sysrams:
                host.store(args)
            continue
        named = args if op == "fail_function" else {"region": "region0", **args}
        if op == "cxl_sysram_offline_and_remove" and not host.entry.devices.sysrams:
            continue
        answer = host.do(op, **named)
        assert answer.reason is None or answer.reason in KERNEL_REASONS
    before = host.snapshot()
    host.through_snapshot()
    assert host.snapshot() == before
