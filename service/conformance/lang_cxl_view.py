"""Objects of a hierarchy as rows of the case language list and query them."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, Final

from service.conformance.verdict import Unsupported
from service.cxl.state import Config, CxlState, Region
from service.cxl.topology import Memdev, Port, Restriction, Window


def memdev_row(state: CxlState, each: Memdev) -> dict[str, Any]:
    """A memdev in the words of `cxl list`; state only where it is disabled."""
    row: dict[str, Any] = {
        "memdev": each.name,
        "serial": each.serial,
        "ram_size": each.capacity("ram"),
        "pmem_size": each.capacity("pmem"),
        "ram_qos_class": each.qos_class,
        "pmem_qos_class": each.qos_class,
    }
    if each.name in state.disabled:
        row["state"] = "disabled"
    return row


def root_row(window: Window) -> dict[str, Any]:
    """A root decoder."""
    kinds = [
        word
        for word, kind in (("ram", Restriction.VOLATILE), ("pmem", Restriction.PMEM))
        if window.restrictions & kind
    ]
    return {
        "decoder": window.name,
        "cap": kinds[0] if len(kinds) == 1 else kinds,
        "pmem_capable": window.takes("pmem"),
        "volatile_capable": window.takes("ram"),
        "resource": window.base,
        "start": window.base,
        "size": window.size,
        "interleave_ways": window.ways,
        "interleave_granularity": window.granularity,
        "nr_targets": window.ways,
        "qos_class": window.qos_class,
        "locked": window.locked,
    }


def region_row(each: Region) -> dict[str, Any]:
    """A region."""
    return {
        "region": each.name,
        "resource": each.hpa_start,
        "size": each.hpa_size,
        "type": each.mode,
        "mode": each.mode,
        "interleave_ways": each.ways,
        "interleave_granularity": each.granularity,
        "decode_state": "commit" if each.state >= Config.COMMIT else "reset",
        "nr_targets": len(each.targets),
    }


def _ports(state: CxlState, *, switches: bool, of: str | None) -> list[dict[str, Any]]:
    found: list[Port] = [
        port
        for port in state.topology.ports
        if not port.rch and (port.parent is not None) == switches and of in {None, port.parent}
    ]
    return [{"port": port.name, "nr_dports": port.nr_dports} for port in found]


def _memdevs(state: CxlState, of: str | None) -> list[dict[str, Any]]:
    found = state.topology.memdevs if of is None else state.topology.below(of)
    return [memdev_row(state, each) for each in found]


def _dports(state: CxlState, of: str | None) -> list[dict[str, Any]]:
    if of is None or of not in state.topology.port_of:
        raise Unsupported(f"dports of {of}")
    port = state.topology.port_of[of]
    return [{"dport": f"{port.name}.{number}", "id": number} for number in range(port.nr_dports)]


def _endpoints(state: CxlState, of: str | None) -> list[dict[str, Any]]:
    rows = _memdevs(state, of)
    return [{"endpoint": row["memdev"]} for row in rows if "state" not in row]


#: `what` of a listing -> rows, below `of` where given
_LISTS: Final[dict[str, Callable[[CxlState, str | None], list[dict[str, Any]]]]] = {
    "bus": lambda _state, _of: [{"bus": "root0"}],
    "buses": lambda _state, _of: [{"bus": "root0"}],
    "host_bridges": lambda state, _of: _ports(state, switches=False, of=None),
    "switches": lambda state, of: _ports(state, switches=True, of=of),
    "dports": _dports,
    "root_ports": _dports,
    "memdevs": _memdevs,
    "endpoints": _endpoints,
    "root_decoders": lambda state, _of: [root_row(each) for each in state.topology.windows],
    "regions": lambda state, _of: [region_row(each) for each in state.regions.values()],
}


def objects(state: CxlState, what: str, of: str | None) -> list[dict[str, Any]]:
    """The rows of a listing. Refuses: Unsupported."""
    if what not in _LISTS:
        raise Unsupported(f"list of {what}")
    return _LISTS[what](state, of)


def named(state: CxlState, name: str) -> dict[str, Any]:
    """One object by name: `root_decoderN`, `memN`, `regionN`. Refuses: Unsupported."""
    if name in state.topology.memdev_of:
        return memdev_row(state, state.topology.memdev_of[name])
    for window in state.topology.windows:
        if name == f"root_decoder{window.id}":
            return root_row(window)
    for each in state.regions.values():
        if name == each.name:
            return region_row(each)
    raise Unsupported(f"object {name}")
