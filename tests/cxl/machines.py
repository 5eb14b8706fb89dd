"""Hierarchies and shorthands for tests of the CXL room."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from service.cxl import attach, commit, dpa, region
from service.cxl.encoding import SZ_256M, InterleaveCap
from service.cxl.fixtures import GIB
from service.cxl.invariants import check
from service.cxl.state import CxlState, attempt, initial_state
from service.cxl.topology import Memdev, Partition, Port, Restriction, Topology, Window, build
from service.reasons import KERNEL_REASONS, Errno, KernelError

M256 = SZ_256M
UUID = "00000000-0000-4000-8000-000000000001"

Step = Callable[[CxlState], CxlState]


def tree(
    bridges: int = 1,
    width: int = 2,
    *,
    fan: int = 0,
    granularity: int = 256,
    cap: InterleaveCap | None = None,
    restrictions: Restriction = Restriction.TYPE3 | Restriction.VOLATILE | Restriction.PMEM,
    arithmetic: int = 0,
    xormaps: tuple[int, ...] = (),
) -> Topology:
    """Host bridges of `width` root ports; below each a device, or with `fan` a switch of devices.

    Window 0 interleaves all bridges, window 1 + N is bridge N alone. Devices are `mem0`, ... by
    bridge, root port and switch port, with 2 GiB ram and 1 GiB pmem each.
    """
    cap = cap or InterleaveCap()
    ports = [Port(f"hb{uid}", uid + 1, nr_dports=width, uid=uid, cap=cap) for uid in range(bridges)]
    places = []
    for uid in range(bridges):
        for dport in range(width):
            if not fan:
                places.append((f"hb{uid}", dport))
                continue
            name = f"sw{len(ports) - bridges}"
            ports.append(
                Port(name, len(ports) + 1, nr_dports=fan, parent=f"hb{uid}", parent_dport=dport)
            )
            places += [(name, number) for number in range(fan)]
    memdevs = tuple(
        Memdev(
            name=f"mem{number}",
            number=len(ports) + number + 1,
            serial=number,
            parent=parent,
            dport=dport,
            partitions=(Partition("ram", 0, 2 * GIB), Partition("pmem", 2 * GIB, GIB)),
        )
        for number, (parent, dport) in enumerate(places)
    )
    every = tuple(range(bridges))
    size = 64 * GIB * 3
    windows = [
        Window(0, 1 << 40, size, every, granularity, arithmetic, restrictions, xormaps=xormaps)
    ]
    windows += [
        Window(uid + 1, (1 << 40) + (uid + 1) * size, size, (uid,), restrictions=restrictions)
        for uid in range(bridges)
    ]
    return build(tuple(windows), tuple(ports), memdevs)


def host(topology: Topology, version: str = "7.3") -> CxlState:
    return initial_state(topology, version=version)


def reserve(state: CxlState, memdev: str, size: int = M256, mode: str = "ram") -> CxlState:
    """The next decoder of a device gets DPA."""
    number = sum(1 for each in state.endpoints[memdev] if each.dpa_size)
    state = dpa.set_mode(state, memdev, number, mode)
    return dpa.set_size(state, memdev, number, size)


def sized(
    state: CxlState,
    ways: int,
    *,
    window: int = 0,
    granularity: int = 256,
    each: int = M256,
    mode: str = "ram",
) -> tuple[CxlState, int]:
    """A region in state INTERLEAVE_ACTIVE with `each` bytes a target."""
    number = state.next_id[window]
    state = region.create(state, window, mode, f"region{number}")
    if mode == "pmem":
        state = region.set_uuid(state, number, UUID[:-2] + f"{number:02x}")
    state = region.set_interleave_ways(state, number, ways)
    state = region.set_interleave_granularity(state, number, granularity)
    return region.set_size(state, number, ways * each), number


def assembled(
    state: CxlState, names: list[str], *, window: int = 0, granularity: int = 256
) -> tuple[CxlState, int]:
    """A region in state ACTIVE over the last decoder with DPA of each device."""
    for name in names:
        state = reserve(state, name)
    state, number = sized(state, len(names), window=window, granularity=granularity)
    for pos, name in enumerate(names):
        state = attach.set_target(state, number, pos, name, last_decoder(state, name))
    return state, number


def committed(
    state: CxlState, names: list[str], *, window: int = 0, granularity: int = 256
) -> tuple[CxlState, int]:
    state, number = assembled(state, names, window=window, granularity=granularity)
    return commit.commit(state, number), number


def last_decoder(state: CxlState, memdev: str) -> int:
    return max(index for index, each in enumerate(state.endpoints[memdev]) if each.dpa_size)


def refusal(state: CxlState, step: Step) -> KernelError:
    """Why a step is refused; what it leaves behind keeps every invariant."""
    left, refused = attempt(state, step)
    assert refused is not None, "the step was carried out"
    check(left)
    return refused


def assert_refused(state: CxlState, step: Step, errno: Errno, reason: str) -> None:
    refused = refusal(state, step)
    assert (refused.row.errno, refused.reason) == (errno, reason)
    text = KERNEL_REASONS[reason].render(refused.facts)
    assert "{" not in text, f"a fact of {reason} is missing: {text}"
    assert str(refused) == f"{reason}: {text}"


parametrize = pytest.mark.parametrize
