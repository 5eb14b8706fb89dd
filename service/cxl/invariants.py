"""What holds in every state of a CXL hierarchy, whatever was done or refused before.

Checked after every step in tests and on demand in production.
"""

from __future__ import annotations

from collections.abc import Iterable
from itertools import pairwise

from service.cxl import dpa
from service.cxl.setup import decoder_of, used_dports
from service.cxl.state import Config, CxlState, EndpointDecoder, Region
from service.cxl.topology import Port


def check(state: CxlState) -> None:
    """Asserts every invariant of a state."""
    _check_ids(state)
    for region in state.regions.values():
        _check_region(state, region)
    _check_ranges(state)
    for name, decoders in state.endpoints.items():
        _check_endpoint(state, name, decoders)
    for port in state.topology.ports:
        if not port.rch:
            _check_port(state, port)


def _check_ids(state: CxlState) -> None:
    advertised = list(state.next_id.values())
    assert len(set(advertised)) == len(advertised), "two windows advertise the same region id"
    assert not set(advertised) & set(state.regions), "an advertised id is that of a region"


def _check_region(state: CxlState, region: Region) -> None:
    assert (region.state > Config.IDLE) == (region.hpa_start is not None), "size and state agree"
    assert all(pos < region.ways for pos in region.targets), "a target stands above the ways"
    if region.state >= Config.ACTIVE:
        assert len(region.targets) == region.ways, "an active region has all its targets"
    for pos, target in region.targets.items():
        decoder = state.endpoints[target.memdev][target.decoder]
        assert (decoder.region, decoder.pos) == (region.id, pos), "a target knows its region"
        assert decoder.enabled == (region.state >= Config.COMMIT), "commit enables endpoints"
    memdevs = [target.memdev for target in region.targets.values()]
    assert len(set(memdevs)) == len(memdevs), "a device stands twice in a region"


def _disjoint(ranges: Iterable[tuple[int, int]]) -> bool:
    return all(low[1] <= high[0] for low, high in pairwise(sorted(ranges)))


def _check_ranges(state: CxlState) -> None:
    ranges = []
    for region in state.regions.values():
        if region.hpa_start is None:
            continue
        window = state.window(region)
        end = region.hpa_start + region.hpa_size
        assert window.base <= region.hpa_start < end <= window.end, "a region leaves its window"
        ranges.append((region.hpa_start, end))
    assert _disjoint(ranges), "two regions overlap"


def _check_endpoint(state: CxlState, name: str, decoders: tuple[EndpointDecoder, ...]) -> None:
    taken = [each for each in decoders if each.dpa_size]
    assert all(each.dpa_size for each in decoders[: len(taken)]), "decoders have DPA in order"
    assert _disjoint(
        (each.dpa_start - each.skip, each.dpa_start + each.dpa_size) for each in taken
    ), "two decoders of a device share DPA"
    for part in state.topology.memdev_of[name].partitions:
        found = dpa.account(state, name, part.mode)
        assert found.used + found.skipped + found.free == found.total, "DPA is accounted for"
    for each in decoders:
        assert not each.enabled or each.region is not None, "an enabled decoder has a region"


def _check_port(state: CxlState, port: Port) -> None:
    decoders = state.switches[port.name]
    held = [each.region for each in decoders if each.region is not None]
    assert len(set(held)) == len(held), "a region has two decoders at a port"
    for number in held:
        assert used_dports(state, state.region(number), port), "a decoder without targets"
    enabled = [each for each in decoders if each.enabled]
    assert _disjoint((each.hpa_start, each.hpa_start + each.hpa_size) for each in enabled)
    starts = [each.hpa_start for each in enabled]
    assert starts == sorted(starts), "decoders of a port ascend by HPA"
    for region in state.regions.values():
        if used_dports(state, region, port):
            assert decoder_of(state, port.name, region.id) is not None, "a path has decoders"
