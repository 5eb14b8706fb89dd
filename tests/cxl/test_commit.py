"""Commit, reset, drivers: order, refusals, what is rolled back.

Source: Linux 7.3 drivers/cxl/core/region.c (commit_store, cxl_region_decode_commit), hdm.c
(cxl_decoder_commit, cxl_decoder_reset); a guest's answer recorded from 6.12.
"""

from __future__ import annotations

import msgspec

from service.cxl import attach, commit, memdev
from service.cxl.invariants import check
from service.cxl.state import Config, CxlState, commit_end
from service.cxl.topology import Restriction
from service.reasons import AT_TARGET, Errno
from tests.cxl.machines import (
    assembled,
    assert_refused,
    committed,
    host,
    refusal,
    reserve,
    sized,
    tree,
)

ONE = tree(1, 4)
DEEP = tree(2, 2, fan=2)
X8 = ["mem0", "mem4", "mem2", "mem6", "mem1", "mem5", "mem3", "mem7"]


def test_commit_without_all_targets_is_enxio() -> None:
    state, number = sized(reserve(host(ONE), "mem0"), 2)
    state = attach.set_target(state, number, 0, "mem0", 0)
    assert_refused(
        state, lambda at: commit.commit(at, number), Errno.ENXIO, "CXL_REGION_INCOMPLETE"
    )


def test_commit_in_a_guest_that_sees_the_hypervisor_bit_is_enxio() -> None:
    state, number = assembled(host(ONE), ["mem0"])
    state = msgspec.structs.replace(state, hypervisor=True)
    assert_refused(state, lambda at: commit.commit(at, number), Errno.ENXIO, "CXL_NO_CACHE_FLUSH")


def test_commit_again_and_decommit_of_what_is_not_committed_are_accepted() -> None:
    state, number = assembled(host(ONE), ["mem0"])
    assert commit.decommit(state, number) == state
    state = commit.commit(state, number)
    assert commit.commit(state, number) == state


def test_commit_enables_every_decoder_of_every_path() -> None:
    state, number = committed(host(DEEP), X8)
    assert all(state.switches[port.name][0].enabled for port in DEEP.ports)
    assert all(state.endpoints[device.name][0].enabled for device in DEEP.memdevs)
    assert state.region(number).state is Config.COMMIT
    check(state)


def test_decommit_disables_them_and_keeps_the_targets() -> None:
    state, number = committed(host(DEEP), X8)
    state = commit.decommit(state, number)
    assert state.region(number).state is Config.ACTIVE
    assert len(state.region(number).targets) == 8
    assert all(commit_end(row) == -1 for row in state.switches.values())
    assert all(commit_end(row) == -1 for row in state.endpoints.values())
    check(state)
    assert commit.commit(state, number).region(number).state is Config.COMMIT


def test_an_endpoint_decoder_that_is_not_next_is_ebusy_and_nothing_stays_programmed() -> None:
    # decoder 0 of the device has DPA but no region: decoder 1 cannot be committed before it
    state = reserve(reserve(host(ONE), "mem0"), "mem0")
    state, number = sized(reserve(state, "mem1"), 2)
    state = attach.set_target(state, number, 0, "mem1", 0)
    state = attach.set_target(state, number, 1, "mem0", 1)
    assert_refused(state, lambda at: commit.commit(at, number), Errno.EBUSY, "CXL_COMMIT_ORDER")
    assert all(commit_end(row) == -1 for row in state.endpoints.values())
    refused = refusal(state, lambda at: commit.commit(at, number))
    assert str(refused).startswith("CXL_COMMIT_ORDER: target1 of region0 (decoder2.1 of mem0): ")
    assert refused.facts[AT_TARGET] == {
        "region": "region0",
        "position": 1,
        "memdev": "mem0",
        "decoder": "decoder2.1",
    }


def test_commit_while_a_sanitize_runs_is_ebusy() -> None:
    state, number = assembled(host(ONE), ["mem0"])
    state = memdev.sanitize(state, "mem0", 1000)
    assert_refused(state, lambda at: commit.commit(at, number), Errno.EBUSY, "CXL_SANITIZE_RUNNING")
    state = memdev.wait_sanitize(state, "mem0")
    assert commit.commit(state, number).region(number).state is Config.COMMIT


def _locked() -> tuple[CxlState, int]:
    kinds = Restriction.TYPE3 | Restriction.VOLATILE | Restriction.FIXED
    return committed(host(tree(1, 2, restrictions=kinds)), ["mem0"])


def test_a_region_of_a_locked_window_cannot_be_decommitted() -> None:
    state, number = _locked()
    for step in (
        lambda at: commit.decommit(at, number),
        lambda at: attach.clear_target(at, number, 0),
        lambda at: attach.delete(at, 0, f"region{number}"),
    ):
        assert_refused(state, step, Errno.EPERM, "CXL_REGION_LOCKED")


def test_the_region_driver_binds_only_to_a_committed_region() -> None:
    state, number = assembled(host(ONE), ["mem0"])
    assert_refused(
        state, lambda at: commit.bind(at, number), Errno.ENXIO, "CXL_REGION_NOT_COMMITTED"
    )
    state = commit.bind(commit.commit(state, number), number)
    assert state.region(number).bound
    assert not commit.unbind(state, number).region(number).bound
    assert not commit.decommit(state, number).region(number).bound
    assert not attach.clear_target(state, number, 0).region(number).bound


def test_regions_reset_in_any_order_leave_a_port_usable() -> None:
    state = host(ONE)
    numbers = []
    for name in ("mem0", "mem1", "mem2"):
        state, number = committed(state, [name])
        numbers.append(number)
    assert commit_end(state.switches["hb0"]) == 2
    for number in (numbers[1], numbers[0], numbers[2]):
        state = attach.delete(commit.decommit(state, number), 0, f"region{number}")
        check(state)
    assert commit_end(state.switches["hb0"]) == -1
    committed(state, ["mem3"])


# --- memdevs --------------------------------------------------------------------------------------


def test_disabling_a_memdev_takes_its_decoders_and_targets() -> None:
    state, number = committed(host(ONE), ["mem0", "mem1"])
    assert_refused(
        state, lambda at: memdev.disable_memdev(at, "mem0"), Errno.EBUSY, "CXL_MEMDEV_ACTIVE"
    )
    state = memdev.disable_memdev(state, "mem0", force=True)
    assert state.region(number).state is Config.INTERLEAVE_ACTIVE
    assert set(state.region(number).targets) == {1}
    assert all(each.dpa_size == 0 for each in state.endpoints["mem0"])
    check(state)
    assert memdev.disable_memdev(state, "mem0") == state
    assert "mem0" not in memdev.enable_memdev(state, "mem0").disabled


def test_a_disabled_memdev_is_no_target() -> None:
    state, number = sized(reserve(host(ONE), "mem0"), 2)
    state = memdev.disable_memdev(state, "mem0")
    assert_refused(
        state,
        lambda at: attach.set_target(at, number, 0, "mem0", 0),
        Errno.ENODEV,
        "CXL_TARGET_GONE",
    )


def test_a_memdev_below_a_disabled_port_stays_disabled() -> None:
    state = memdev.disable_port(host(DEEP), "hb0")
    assert state.disabled == {"hb0", "mem0", "mem1", "mem2", "mem3"}
    assert_refused(
        state, lambda at: memdev.enable_memdev(at, "mem0"), Errno.ENXIO, "CXL_PORT_DISABLED"
    )
    assert memdev.enable_port(state, "hb0", memdevs=True).disabled == frozenset()


def test_sanitize_of_a_device_in_use_is_ebusy() -> None:
    state, _ = committed(host(ONE), ["mem0"])
    assert_refused(
        state, lambda at: memdev.sanitize(at, "mem0", 1), Errno.EBUSY, "CXL_MEMDEV_ACTIVE"
    )
    state = memdev.sanitize(state, "mem1", 1)
    assert_refused(
        state, lambda at: memdev.sanitize(at, "mem1", 1), Errno.EBUSY, "CXL_SANITIZE_RUNNING"
    )


def test_poison_is_kept_by_cache_lines_inside_the_device() -> None:
    state = memdev.inject_poison(host(ONE), "mem0", 0x1000)
    assert memdev.inject_poison(state, "mem0", 0x1000) == state
    assert state.poison == {"mem0": ((0x1000, 64),)}
    for address, reason in ((0x1001, "CXL_POISON_UNALIGNED"), (1 << 40, "CXL_POISON_RANGE")):
        assert_refused(
            state,
            lambda at, address=address: memdev.inject_poison(at, "mem0", address),
            Errno.EINVAL,
            reason,
        )
    assert memdev.clear_poison(state, "mem0", 0x1000).poison == {"mem0": ()}
