"""Objects of a CXL hierarchy as `cxl list` shows them, with the names that rows give them.

What the tool would print comes from the inventory; a value that it leaves out is None here (a
capability: False), so that a row may ask for every attribute that there is.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from typing import Any, Final

from pydantic import BaseModel

from service.bounded import parse_hex
from service.conformance.verdict import Unsupported
from service.cxl import memdev
from service.cxl.describe import describe
from service.cxl.state import CxlState, live_ports
from service.cxl.topology import Port

#: attributes that are numbers in rows and hex strings in an inventory
_ADDRESSES: Final = frozenset({"resource", "dpa_resource", "serial"})
_CAPABILITIES: Final = frozenset({"pmem_capable", "volatile_capable", "accelmem_capable"})
Row = dict[str, Any]


def _row(found: BaseModel) -> Row:
    """Every attribute of an object; of lists and records of it plain data."""
    row: Row = {}
    for key in type(found).model_fields:
        value = getattr(found, key)
        if key in _ADDRESSES and value is not None:
            value = parse_hex(value)
        elif key in _CAPABILITIES:
            value = bool(value)
        elif isinstance(value, BaseModel):
            value = value.model_dump(exclude_none=True)
        elif isinstance(value, tuple):
            value = [each.model_dump(exclude_none=True) for each in value]
        row[key] = value
    return row


def _memdev_rows(state: CxlState) -> list[Row]:
    rows = []
    for found in describe(state).memdevs:
        size = found.ram_size + found.pmem_size
        row = {**_row(found), "total_size": size}
        row["decoders_committed"] = memdev.committed(state, found.memdev)
        row["parent"] = state.topology.memdev_of[found.memdev].parent
        rows.append(row)
    return rows


def _decoder_rows(state: CxlState) -> list[Row]:
    return [_row(found) for found in describe(state).decoders]


def _root_rows(state: CxlState) -> list[Row]:
    """Root decoders with the names of sysfs beside those of the tool."""
    rows = []
    for found in describe(state).decoders:
        if found.port != "root0":
            continue
        window = state.topology.window_of[int(found.decoder.partition(".")[2])]
        row = _row(found)
        kinds = [kind for kind in ("ram", "pmem") if window.takes(kind)]
        row |= {
            "cap": kinds[0] if len(kinds) == 1 else kinds,
            "cap_ram": window.takes("ram"),
            "cap_pmem": window.takes("pmem"),
            "cap_type2": row["accelmem_capable"],
            "start": window.base,
            "interleave_granularity": window.granularity,
            "locked": window.locked,
            "target_list": list(window.targets),
        }
        rows.append(row)
    return rows


def _region_rows(state: CxlState) -> list[Row]:
    rows = []
    for found in describe(state).regions:
        region = state.region(int(found.region.removeprefix("region")))
        row = _row(found)
        row |= {
            "mode": region.mode,
            "uuid": region.uuid,
            "start": row["resource"],
            "nr_targets": len(region.targets),
            "nr_mappings": len(region.targets),
            "qos_class_mismatch": bool(row["qos_class_mismatch"]),
            "commit": int(row["decode_state"] == "commit"),
            "state": row["state"],
        }
        rows.append(row)
    return rows


def _port_rows(state: CxlState, keep: Callable[[Port], bool]) -> list[Row]:
    shown = {found.port: found for found in describe(state).ports}
    live = live_ports(state)
    rows = []
    for port in state.topology.ports:
        if port.rch or not keep(port) or port.name not in live:
            continue
        row = _row(shown[f"port{port.number}"])
        row |= {"name": port.name, "nr_dports": port.nr_dports, "above": port.parent}
        rows.append(row)
    return rows


def _below(state: CxlState, rows: list[Row], of: str | None) -> list[Row]:
    """Memdevs and endpoints below a port."""
    if of is None:
        return rows
    if of in state.topology.memdev_of:
        return [row for row in rows if row["memdev"] == of]
    names = {each.name for each in state.topology.below(_port(state, of).name)}
    return [row for row in rows if row["memdev"] in names]


def _port(state: CxlState, name: str) -> Port:
    """A port by its name of a row, or of the tool. Refuses: Unsupported."""
    for port in state.topology.ports:
        if name in {port.name, f"port{port.number}"}:
            return port
    raise Unsupported(f"port {name}")


def _ports(state: CxlState, of: str | None, kind: str) -> list[Row]:
    rows = _port_rows(
        state, lambda port: kind == "any" or (port.parent is not None) == (kind == "switch")
    )
    if of is None or of == "root0":
        return rows if of is None or kind != "any" else [r for r in rows if r["above"] is None]
    above = _port(state, of).name
    return [row for row in rows if row["above"] == above]


def _endpoints(state: CxlState, of: str | None) -> list[Row]:
    rows = [_row(each) for each in describe(state).ports if each.port.startswith("endpoint")]
    return _below(state, [{**row, "endpoint": row["port"]} for row in rows], of)


def _dports(state: CxlState, of: str | None) -> list[Row]:
    if of == "root0":
        (bus,) = describe(state).buses
        return [_row(each) for each in bus.dports]
    if of is None:
        raise Unsupported("dports of nothing")
    port = _port(state, of)
    found = next(
        (each for each in describe(state).ports if each.port == f"port{port.number}"), None
    )
    return [] if found is None else [_row(each) for each in found.dports]


def _root_ports(state: CxlState, of: str | None) -> list[Row]:
    bridges = [port for port in state.topology.ports if port.parent is None and not port.rch]
    if of is not None:
        bridges = [_port(state, of)]
    return [row for port in bridges for row in _dports(state, port.name)]


def _decoders(state: CxlState, of: str | None, kind: str) -> list[Row]:
    """Decoders of a kind; of a bus, port, device or region where one is given."""
    if kind == "root" and of in {None, "root0"}:
        return _root_rows(state)
    rows = _decoder_rows(state)
    words = {"root": ("root",), "switch": ("port",), "endpoint": ("endpoint",)}
    prefix = words.get(kind, ("root", "port", "endpoint"))
    rows = [row for row in rows if row["port"].startswith(prefix)]
    if of is None:
        return rows
    if of.startswith("region"):
        return [row for row in rows if row["region"] == of]
    if of in state.topology.memdev_of:
        holder = f"endpoint{state.topology.memdev_of[of].number}"
    else:
        holder = of if of.startswith(("root", "endpoint")) else f"port{_port(state, of).number}"
    return [row for row in rows if row["port"] == holder]


def _targets(state: CxlState, of: str | None) -> list[Row]:
    """Targets of a decoder, or the mappings of a region."""
    row = named(state, of or "")
    found = row.get("mappings") if "mappings" in row else row.get("targets")
    if found is None:
        raise Unsupported(f"targets of {of}")
    return list(found)


def _regions(state: CxlState, of: str | None) -> list[Row]:
    rows = _region_rows(state)
    if of is None or of == "root0":
        return rows
    if of in state.topology.memdev_of:
        return [row for row in rows if any(each["memdev"] == of for each in row["mappings"])]
    root = of.replace("root_decoder", "decoder0.")
    return [row for row in rows if row["decoder"] == root]


def _memdevs(state: CxlState, of: str | None) -> list[Row]:
    if of is not None and of.startswith("region"):
        names = {each["memdev"] for each in named(state, of)["mappings"]}
        return [row for row in _memdev_rows(state) if row["memdev"] in names]
    return _below(state, _memdev_rows(state), of)


def _media_errors(state: CxlState, of: str | None) -> list[Row]:
    rows = []
    for row in _memdevs(state, of):
        rows += [{**each, "memdev": row["memdev"]} for each in row["media_errors"] or ()]
    return rows


def _buses(state: CxlState, of: str | None) -> list[Row]:
    if of is not None:
        raise Unsupported(f"buses of {of}")
    return [_row(each) for each in describe(state).buses]


Lister = Callable[[CxlState, str | None], "list[Row]"]


def _of_kind(list_: Callable[[CxlState, str | None, str], list[Row]], kind: str) -> Lister:
    return lambda state, of: list_(state, of, kind)


def _words(lister: Lister, names: str) -> Iterable[tuple[str, Lister]]:
    return ((name, lister) for name in names.split())


#: `what` of a listing -> rows, below `of` where given
_LISTS: Final[dict[str, Lister]] = {
    **dict(_words(_buses, "bus buses")),
    **dict(_words(_of_kind(_ports, "bridge"), "host_bridge host_bridges")),
    **dict(_words(_of_kind(_ports, "switch"), "switch switches switch_ports")),
    **dict(_words(_of_kind(_ports, "any"), "port ports")),
    **dict(_words(_dports, "dport dports")),
    **dict(_words(_root_ports, "root_port root_ports")),
    **dict(_words(_memdevs, "memdev memdevs")),
    **dict(_words(_endpoints, "endpoint endpoints")),
    **dict(_words(_of_kind(_decoders, "any"), "decoder decoders")),
    **dict(_words(_of_kind(_decoders, "root"), "root_decoder root_decoders")),
    **dict(_words(_of_kind(_decoders, "switch"), "switch_decoders port_decoders")),
    **dict(_words(_of_kind(_decoders, "endpoint"), "endpoint_decoder endpoint_decoders")),
    **dict(_words(_targets, "target targets mapping mappings")),
    **dict(_words(_regions, "region regions")),
    **dict(_words(_media_errors, "media_errors")),
}


def objects(state: CxlState, what: str, of: str | None) -> list[Row]:
    """The rows of a listing. Refuses: Unsupported."""
    if what not in _LISTS:
        raise Unsupported(f"list of {what}")
    return _LISTS[what](state, of)


def named(state: CxlState, name: str) -> Row:
    """One object by name: `root_decoderN`, `decoderP.N`, `memN`, `regionN`, `hbN`, `swN`, `root0`.

    Refuses: Unsupported.
    """
    root = name.replace("root_decoder", "decoder0.")
    rows: list[tuple[str, list[Row]]] = [
        ("memdev", _memdev_rows(state)),
        ("region", _region_rows(state)),
        ("decoder", [*_root_rows(state), *_decoder_rows(state)]),
        ("name", _ports(state, None, "any")),
        ("port", _ports(state, None, "any")),
        ("endpoint", _endpoints(state, None)),
        ("bus", _buses(state, None)),
    ]
    for key, found in rows:
        for row in found:
            if row[key] in {name, root}:
                return row
    raise Unsupported(f"object {name}")
