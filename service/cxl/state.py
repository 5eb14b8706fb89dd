"""What changes in a CXL hierarchy: decoders, regions, memdevs. Immutable; a step gives a new state.

How many targets of a port a region uses, which decoder is next and what is free follows from these
records; nothing is counted twice.
Source: Linux 7.3 drivers/cxl/cxl.h (cxl_decoder, cxl_region_params), core/region.c.
"""

from __future__ import annotations

import enum
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from typing import Final

import msgspec

from service.cxl.topology import Memdev, Topology, Window
from service.reasons import AT_TARGET, KernelError

#: a region has at most as many positions as an endpoint decoder has ways
TARGETS_MAX: Final = 16
#: regions of one host
REGIONS_MAX: Final = 16384


class Config(enum.IntEnum):
    """enum cxl_config_state (drivers/cxl/cxl.h)."""

    IDLE = 0
    INTERLEAVE_ACTIVE = 1
    ACTIVE = 2
    RESET_PENDING = 3
    COMMIT = 4


class EndpointDecoder(msgspec.Struct, frozen=True):
    """A decoder of an endpoint: its DPA allocation and the region it is attached to."""

    mode: str | None = None
    dpa_start: int = 0
    dpa_size: int = 0
    #: bytes below `dpa_start` that this allocation makes unusable
    skip: int = 0
    region: int | None = None
    pos: int = -1
    enabled: bool = False


class SwitchDecoder(msgspec.Struct, frozen=True):
    """A decoder of a host bridge or switch; `targets` are dport ids by position."""

    region: int | None = None
    ways: int = 1
    granularity: int = 256
    hpa_start: int = 0
    hpa_size: int = 0
    targets: tuple[int, ...] = ()
    enabled: bool = False


class Target(msgspec.Struct, frozen=True):
    """An endpoint decoder at a position of a region."""

    memdev: str
    decoder: int


class Region(msgspec.Struct, frozen=True):
    """A region. `targets` maps position -> endpoint decoder; unset ways and granularity are 0."""

    id: int
    window: int
    mode: str
    uuid: str | None = None
    ways: int = 0
    granularity: int = 0
    hpa_start: int | None = None
    hpa_size: int = 0
    state: Config = Config.IDLE
    targets: Mapping[int, Target] = {}
    #: found programmed by firmware at load
    auto: bool = False
    #: what its targets are: `expander` (HOSTONLYMEM) or `accelerator` (DEVMEM)
    target_type: str = "expander"
    #: the region driver is bound
    bound: bool = False

    @property
    def name(self) -> str:
        """`regionN`."""
        return f"region{self.id}"

    @property
    def ordered(self) -> tuple[Target, ...]:
        """Targets by position."""
        return tuple(self.targets[pos] for pos in sorted(self.targets))


class CxlState(msgspec.Struct, frozen=True):
    """The CXL side of a host. `version` is the kernel's, `hypervisor`: the guest sees the bit."""

    topology: Topology
    version: str = "7.3"
    hypervisor: bool = False
    endpoints: Mapping[str, tuple[EndpointDecoder, ...]] = {}
    switches: Mapping[str, tuple[SwitchDecoder, ...]] = {}
    regions: Mapping[int, Region] = {}
    #: window -> the region id it advertises; ids come from one pool
    next_id: Mapping[int, int] = {}
    #: memdevs and ports whose driver is not bound
    disabled: frozenset[str] = frozenset()
    #: memdev -> milliseconds a running sanitize still takes
    sanitizing: Mapping[str, int] = {}
    #: memdev -> poisoned DPA ranges (start, length), sorted
    poison: Mapping[str, tuple[tuple[int, int], ...]] = {}
    #: memdev -> dynamic capacity that it has accepted, as (DPA, size), sorted
    extents: Mapping[str, tuple[tuple[int, int], ...]] = {}
    #: memdevs behind a frozen vPPB: what is programmed there times out
    frozen: frozenset[str] = frozenset()

    def region(self, number: int) -> Region:
        """A region by id; it must exist."""
        return self.regions[number]

    def window(self, region: Region) -> Window:
        """The root decoder of a region."""
        return self.topology.window_of[region.window]

    def with_region(self, region: Region) -> CxlState:
        """The state with one region replaced or added."""
        return msgspec.structs.replace(self, regions={**self.regions, region.id: region})

    def with_endpoint(self, memdev: str, number: int, decoder: EndpointDecoder) -> CxlState:
        """The state with one endpoint decoder replaced."""
        row = self.endpoints[memdev]
        changed = (*row[:number], decoder, *row[number + 1 :])
        return msgspec.structs.replace(self, endpoints={**self.endpoints, memdev: changed})

    def with_switch(self, port: str, number: int, decoder: SwitchDecoder) -> CxlState:
        """The state with one switch or host bridge decoder replaced."""
        row = self.switches[port]
        changed = (*row[:number], decoder, *row[number + 1 :])
        return msgspec.structs.replace(self, switches={**self.switches, port: changed})


class LeftBehind(KernelError):  # noqa: N818 - a refusal is an answer
    """A refusal after which the kernel keeps part of the work: `left` is the state then."""

    def __init__(self, error: KernelError, left: CxlState) -> None:
        super().__init__(error.reason, rule=error.rule, **error.facts)
        self.left = left


@contextmanager
def at_target(region: Region, pos: int, memdev: Memdev, decoder: int) -> Iterator[None]:
    """Whatever a rule refuses here, the refusal names region, position, device and decoder."""
    try:
        yield
    except KernelError as error:
        where = {
            "region": region.name,
            "position": pos,
            "memdev": memdev.name,
            "decoder": memdev.decoder_name(decoder),
        }
        error.about(AT_TARGET, where)
        raise


def attempt(
    state: CxlState, step: Callable[[CxlState], CxlState]
) -> tuple[CxlState, KernelError | None]:
    """The state after a step and why it was refused, if it was."""
    try:
        return step(state), None
    except LeftBehind as error:
        return error.left, error
    except KernelError as error:
        return state, error


def commit_end(decoders: Sequence[EndpointDecoder | SwitchDecoder]) -> int:
    """The highest enabled decoder of a port; -1 when none is."""
    return max((number for number, each in enumerate(decoders) if each.enabled), default=-1)


def hdm_end(decoders: tuple[EndpointDecoder, ...]) -> int:
    """The highest decoder with a DPA allocation; -1 when none has one."""
    return max((number for number, each in enumerate(decoders) if each.dpa_size), default=-1)


def free_id(state: CxlState, *, besides: int | None = None) -> int:
    """The lowest region id that neither exists nor is advertised (memregion_alloc)."""
    used = {*state.regions, *state.next_id.values()}
    number = 0
    while number in used or number == besides:
        number += 1
    return number


def live_ports(state: CxlState) -> frozenset[str]:
    """The ports that are there: host bridges, and switch ports with an endpoint below them.

    The port of a switch comes with its first endpoint and goes with its last.
    Source: Linux 7.3 drivers/cxl/mem.c (devm_cxl_enumerate_ports), core/port.c (cxl_detach_ep).
    """
    found = {port.name for port in state.topology.ports if port.parent is None}
    for memdev in state.topology.memdevs:
        if memdev.name not in state.disabled:
            found.update(port.name for port, _ in state.topology.ancestors(memdev))
    return frozenset(found)


def initial_state(
    topology: Topology, *, version: str = "7.3", hypervisor: bool = False
) -> CxlState:
    """A hierarchy in which nothing is programmed; every window advertises a region id."""
    return CxlState(
        topology=topology,
        version=version,
        hypervisor=hypervisor,
        endpoints={
            memdev.name: (EndpointDecoder(),) * memdev.nr_decoders for memdev in topology.memdevs
        },
        switches={
            port.name: (SwitchDecoder(),) * (1 if port.passthrough else port.nr_decoders)
            for port in topology.ports
            if not port.rch
        },
        next_id={window.id: number for number, window in enumerate(topology.windows)},
    )
