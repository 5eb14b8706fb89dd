"""DPA allocation of endpoint decoders.

Source: Linux 7.3 drivers/cxl/core/hdm.c (cxl_dpa_set_part, cxl_dpa_alloc, cxl_dpa_free), port.c
(mode_store, dpa_size_store).
"""

from __future__ import annotations

import msgspec

from service.cxl import dpa
from service.cxl.fixtures import GIB
from service.cxl.invariants import check
from service.cxl.state import CxlState, LeftBehind, attempt
from service.cxl.topology import Partition, build
from service.reasons import Errno
from tests.cxl.machines import (
    M256,
    assembled,
    assert_refused,
    committed,
    host,
    parametrize,
    reserve,
    tree,
)

ONE = tree(1, 1)


def _with_partitions(*partitions: Partition, version: str = "7.3") -> CxlState:
    device = msgspec.structs.replace(ONE.memdevs[0], partitions=partitions)
    return host(build(ONE.windows, ONE.ports, (device,)), version)


@parametrize("mode", ["", "none", "RAM", "dynamic_ram_a", "ram "])
def test_an_unknown_mode_is_einval(mode: str) -> None:
    assert_refused(
        host(ONE), lambda at: dpa.set_mode(at, "mem0", 0, mode), Errno.EINVAL, "CXL_MODE_UNKNOWN"
    )


def test_the_mode_of_a_committed_decoder_is_ebusy() -> None:
    state, _ = committed(host(ONE), ["mem0"])
    assert_refused(
        state, lambda at: dpa.set_mode(at, "mem0", 0, "pmem"), Errno.EBUSY, "CXL_DECODER_ENABLED"
    )


@parametrize(
    ("version", "errno", "reason"),
    [("7.3", Errno.EINVAL, "CXL_PARTITION_ABSENT"), ("6.12", Errno.ENXIO, "CXL_PARTITION_EMPTY")],
)
def test_a_mode_without_partition(version: str, errno: Errno, reason: str) -> None:
    state = _with_partitions(Partition("ram", 0, GIB), version=version)
    assert_refused(state, lambda at: dpa.set_mode(at, "mem0", 0, "pmem"), errno, reason)


def test_a_partition_of_size_0_is_enxio() -> None:
    state = _with_partitions(Partition("ram", 0, GIB), Partition("pmem", GIB, 0))
    assert_refused(
        state, lambda at: dpa.set_mode(at, "mem0", 0, "pmem"), Errno.ENXIO, "CXL_PARTITION_EMPTY"
    )


@parametrize("size", [1, 4096, M256 - 1, M256 // 2, M256 + 4096])
def test_a_dpa_size_that_is_no_multiple_of_256_mib_is_einval(size: int) -> None:
    state = dpa.set_mode(host(ONE), "mem0", 0, "ram")
    assert_refused(
        state, lambda at: dpa.set_size(at, "mem0", 0, size), Errno.EINVAL, "CXL_DPA_SIZE_UNALIGNED"
    )


def test_dpa_before_mode_is_ebusy() -> None:
    assert_refused(
        host(ONE), lambda at: dpa.set_size(at, "mem0", 0, M256), Errno.EBUSY, "CXL_MODE_UNSET"
    )


def test_more_than_the_partition_has_left_is_enospc() -> None:
    state = dpa.set_mode(reserve(host(ONE), "mem0", GIB), "mem0", 1, "ram")
    assert_refused(
        state, lambda at: dpa.set_size(at, "mem0", 1, 2 * GIB), Errno.ENOSPC, "CXL_DPA_NO_SPACE"
    )


def test_dpa_out_of_decoder_order_is_ebusy() -> None:
    state = dpa.set_mode(host(ONE), "mem0", 1, "ram")
    assert_refused(
        state, lambda at: dpa.set_size(at, "mem0", 1, M256), Errno.EBUSY, "CXL_DPA_ORDER"
    )


def test_enospc_comes_before_the_order_of_decoders() -> None:
    state = dpa.set_mode(host(ONE), "mem0", 1, "ram")
    assert_refused(
        state, lambda at: dpa.set_size(at, "mem0", 1, 4 * GIB), Errno.ENOSPC, "CXL_DPA_NO_SPACE"
    )


def test_only_the_highest_allocated_decoder_gives_back() -> None:
    state = reserve(reserve(host(ONE), "mem0"), "mem0")
    assert_refused(
        state, lambda at: dpa.set_size(at, "mem0", 0, 0), Errno.EBUSY, "CXL_DPA_NOT_HIGHEST"
    )
    state = dpa.set_size(dpa.set_size(state, "mem0", 1, 0), "mem0", 0, 0)
    assert dpa.account(state, "mem0", "ram") == dpa.Account(2 * GIB, 0, 0, 2 * GIB)


def test_an_attached_decoder_keeps_its_dpa() -> None:
    state, _ = assembled(host(ONE), ["mem0"])
    for size in (0, M256, GIB):
        assert_refused(
            state,
            lambda at, size=size: dpa.set_size(at, "mem0", 0, size),
            Errno.EBUSY,
            "CXL_DECODER_ATTACHED",
        )


def test_freeing_nothing_succeeds() -> None:
    state = host(ONE)
    assert dpa.set_size(state, "mem0", 0, 0) == state
    assert dpa.set_size(state, "mem0", 5, 0) == state


def test_a_decoder_that_does_not_exist_is_enodev() -> None:
    assert_refused(
        host(ONE), lambda at: dpa.set_size(at, "mem0", 8, M256), Errno.ENODEV, "CXL_DECODER_UNKNOWN"
    )


def test_a_refused_new_size_leaves_the_old_allocation_freed() -> None:
    # dpa_size_store() frees before it allocates, and nothing takes that back
    state = reserve(host(ONE), "mem0", GIB)
    left, refused = attempt(state, lambda at: dpa.set_size(at, "mem0", 0, 4 * GIB))
    assert isinstance(refused, LeftBehind)
    assert refused.row.errno is Errno.ENOSPC
    assert left.endpoints["mem0"][0].dpa_size == 0
    check(left)


def test_allocation_is_bottom_up() -> None:
    state = reserve(reserve(host(ONE), "mem0", M256), "mem0", 2 * M256)
    first, second = state.endpoints["mem0"][:2]
    assert (first.dpa_start, second.dpa_start) == (0, M256)


def test_pmem_after_free_ram_skips_it_for_good() -> None:
    state = reserve(reserve(host(ONE), "mem0", M256), "mem0", M256, "pmem")
    second = state.endpoints["mem0"][1]
    assert (second.dpa_start, second.skip) == (2 * GIB, 2 * GIB - M256)
    assert dpa.account(state, "mem0", "ram") == dpa.Account(2 * GIB, M256, 2 * GIB - M256, 0)
    state = dpa.set_mode(state, "mem0", 2, "ram")
    assert_refused(
        state, lambda at: dpa.set_size(at, "mem0", 2, M256), Errno.ENOSPC, "CXL_DPA_NO_SPACE"
    )


def test_a_second_pmem_allocation_skips_nothing() -> None:
    state = reserve(reserve(host(ONE), "mem0", M256, "pmem"), "mem0", M256, "pmem")
    first, second = state.endpoints["mem0"][:2]
    assert (first.skip, second.skip, second.dpa_start) == (2 * GIB, 0, 2 * GIB + M256)


def test_giving_back_pmem_makes_the_skipped_ram_usable_again() -> None:
    state = reserve(host(ONE), "mem0", M256, "pmem")
    assert dpa.available(state, "mem0", "ram") == 0
    state = dpa.set_size(state, "mem0", 0, 0)
    assert dpa.available(state, "mem0", "ram") == 2 * GIB


def test_a_new_size_replaces_the_old() -> None:
    state = dpa.set_size(reserve(host(ONE), "mem0", GIB), "mem0", 0, 2 * GIB)
    assert state.endpoints["mem0"][0].dpa_size == 2 * GIB
