"""CXL rows: what the `cxl` and `daxctl` tools do, and what the test module's devices do."""

from __future__ import annotations

from typing import Any, Final

from service.conformance.lang_cxl import CxlLangHost, CxlOutcome, Op, Word, word
from service.conformance.lang_cxl_view import named, objects
from service.conformance.verdict import Unsupported
from service.cxl import assembly, commit, memdev, tool
from service.cxl.memdev import region_place
from service.cxl.state import Region
from service.fabric.devices import kmem

#: the mock device takes as long for a sanitize where a row does not say
SANITIZE_MS: Final = 1000
_DAX_MODES: Final = frozenset({"devdax", "system-ram"})


def _region_auto(host: CxlLangHost, op: Op) -> CxlOutcome:
    """`cxl create-region`: what the row does not say the tool chooses."""
    window = host.window(op)
    names = op.get("memdevs")
    wanted = tool.Wanted(
        window=window,
        mode=op.get("kind") or op.get("type") or op.get("mode"),
        memdevs=None if names is None else tuple(host.memdev(name) for name in names),
        ways=op.get("ways"),
        granularity=op.get("granularity"),
        size=op.get("size"),
        uuid=op.get("uuid"),
        enforce_qos=bool(op.get("enforce_qos")),
    )
    number = host.state.next_id[window]
    as_ = op.get("as_", f"region{number}")
    host.state = tool.create_auto(host.state, wanted, host.uuid())
    host.regions[as_] = number
    return CxlOutcome()


def _region(host: CxlLangHost, op: Op) -> CxlOutcome:
    step = commit.bind if op["enable"] else commit.unbind
    host.state = step(host.state, host.region(op["region"]).id)
    return CxlOutcome()


def _region_destroy(host: CxlLangHost, op: Op) -> CxlOutcome:
    """The public tests destroy with force; a row that says otherwise is refused while bound."""
    found = host.region(op["region"])
    if not op.get("force", True) and found.bound:
        return CxlOutcome("EBUSY")
    host.state = assembly.destroy_region(host.state, found.id)
    return CxlOutcome()


def _dax_mode(host: CxlLangHost, op: Op) -> CxlOutcome:
    """The dax device of a bound ram region changes between `devdax` and `system-ram`.

    In `system-ram` mode its memory is plugged, as the tool does.
    """
    found = _dax(host, op)
    if op["mode"] not in _DAX_MODES:
        return CxlOutcome("EINVAL")
    if not found.bound or found.mode != "ram":
        return CxlOutcome("ENODEV")
    if op["mode"] == "devdax":
        host.dax.pop(found.id, None)
    else:
        host.dax.setdefault(found.id, "online_movable")
    return CxlOutcome()


def _dax(host: CxlLangHost, op: Op) -> Region:
    """The region behind a dax device: named, or the only one that is bound."""
    names = [op.get(key) for key in ("region", "dax", "device")]
    name = next((each for each in names if each is not None), None)
    if name is None:
        bound = [each for each in host.state.regions.values() if each.bound and each.mode == "ram"]
        if len(bound) != 1:
            raise Unsupported(f"{op.name} without region")
        return bound[0]
    return host.region(f"region{name[3:].partition('.')[0]}" if name[:3] == "dax" else name)


def _dax_state(host: CxlLangHost, op: Op) -> CxlOutcome:
    """A write to `state` of a dax device, as far as it is about the device's own state."""
    found, value = _dax(host, op), op["value"]
    if not found.bound or found.mode != "ram":
        return CxlOutcome("ENOENT")
    now = host.dax.get(found.id, kmem.UNPLUGGED)
    host.dax[found.id] = kmem.next_state(f"dax{found.id}.0", now, value)
    return CxlOutcome()


def _list(host: CxlLangHost, op: Op) -> CxlOutcome:
    of = op.get("of")
    wanted = op.get("filter", {})
    found = [
        row
        for row in objects(host.state, op["what"], None if of is None else _object(host, of))
        if all(row.get(key) == value for key, value in wanted.items())
    ]
    return CxlOutcome(value=found, count=len(found))


def _object(host: CxlLangHost, name: str) -> str:
    """The object of a row's name: a region by its label, a device by its place."""
    if name in host.regions:
        return f"region{host.regions[name]}"
    if name in host.state.topology.port_of:
        return name
    if ".mem" in name or name in {"active", "inactive", "idle", "unused"}:
        return host.memdev(name)
    return name


def _get(host: CxlLangHost, op: Op) -> CxlOutcome:
    row = named(host.state, _object(host, op["obj"]))
    missing = [key for key in op["attrs"] if key not in row]
    if missing:
        raise Unsupported(f"attribute {missing[0]} of {op['obj']}")
    return CxlOutcome(value={key: row[key] for key in op["attrs"]})


def _memdev(host: CxlLangHost, op: Op) -> CxlOutcome:
    """The public tests disable with force; a row that says otherwise is refused while decoding."""
    device = host.memdev(op.one_of("memdev", "name"))
    force = bool(op.get("force", True))
    if op["enable"]:
        host.state = memdev.enable_memdev(host.state, device)
    else:
        host.state = memdev.disable_memdev(host.state, device, force=force)
    return CxlOutcome()


def _port(host: CxlLangHost, op: Op) -> CxlOutcome:
    name, every, force = op["name"], bool(op.get("enable_memdevs")), bool(op.get("force", True))
    if name not in host.state.topology.port_of:
        raise Unsupported(f"port {name}")
    if op["enable"]:
        host.state = memdev.enable_port(host.state, name, memdevs=every)
    else:
        host.state = memdev.disable_port(host.state, name, force=force)
    return CxlOutcome()


def _bus(host: CxlLangHost, op: Op) -> CxlOutcome:
    every, force = bool(op.get("enable_memdevs")), bool(op.get("force", True))
    for port in host.state.topology.ports:
        if port.parent is None and op["enable"]:
            host.state = memdev.enable_port(host.state, port.name, memdevs=every)
        elif port.parent is None:
            host.state = memdev.disable_port(host.state, port.name, force=force)
    return CxlOutcome()


def _sanitize(host: CxlLangHost, op: Op) -> CxlOutcome:
    duration = op.get("duration_ms", op.get("timeout_ms", SANITIZE_MS))
    host.state = memdev.sanitize(host.state, host.memdev(op["memdev"]), duration)
    return CxlOutcome()


def _wait_sanitize(host: CxlLangHost, op: Op) -> CxlOutcome:
    """Waits until it has ended, or until `timeout_ms` have passed (ETIMEDOUT)."""
    device = host.memdev(op["memdev"])
    left = host.state.sanitizing.get(device, 0)
    limit = op.get("timeout_ms")
    if limit is not None and limit < left:
        host.state = memdev.pass_sanitize(host.state, device, limit)
        return CxlOutcome("ETIMEDOUT", wait_ms=limit)
    host.state = memdev.wait_sanitize(host.state, device)
    return CxlOutcome(wait_ms=left)


def _poison(host: CxlLangHost, op: Op) -> CxlOutcome:
    """Of a device by DPA, or of a region by offset or host address; `dpa` may be a list."""
    clear = op.get("clear") or op.get("action") == "clear"
    step = memdev.clear_poison if clear else memdev.inject_poison
    for name, at in _lines(host, op):
        host.state = step(host.state, name, at)
    return CxlOutcome()


def _lines(host: CxlLangHost, op: Op) -> list[tuple[str, int]]:
    if "region" in op:
        found = host.region(op["region"])
        start = found.hpa_start or 0
        given, base = (op["hpa"], start) if "hpa" in op else (op["offset"], 0)
        offsets = given if isinstance(given, list) else [given]
        return [region_place(host.state, found.id, each - base) for each in offsets]
    given = op.one_of("dpa", "address", "offset")
    device = host.memdev(op["memdev"])
    return [(device, each) for each in (given if isinstance(given, list) else [given])]


def _poison_list(host: CxlLangHost, op: Op) -> CxlOutcome:
    """By memdev, or by region: lines of the DPA that its decoders map."""
    if "region" in op:
        found = [
            (target.memdev, start, size)
            for target in host.region(op["region"]).ordered
            for start, size in memdev.poison_of_decoder(host.state, target.memdev, target.decoder)
        ]
    else:
        device = host.memdev(op["memdev"])
        found = [(device, *line) for line in host.state.poison.get(device, ())]
    value: list[Any] = [[start, size] for _, start, size in found]
    return CxlOutcome(value=value, count=len(value))


#: operations of the tools
TOOL: Final[dict[str, Word]] = {
    "cxl_region_auto": word(
        _region_auto,
        "root memdevs ways granularity size kind type mode uuid enforce_qos as_",
    ),
    "cxl_region": word(_region, "region enable"),
    "cxl_region_destroy": word(_region_destroy, "region force"),
    "dax_state": word(_dax_state, "region dax device value"),
    "dax_mode": word(_dax_mode, "region dax device mode"),
    "cxl_list": word(_list, "what of filter"),
    "cxl_get": word(_get, "obj attrs"),
    "cxl_memdev": word(_memdev, "memdev name enable force"),
    "cxl_port": word(_port, "name enable enable_memdevs force"),
    "cxl_bus": word(_bus, "enable enable_memdevs force"),
    "cxl_sanitize": word(_sanitize, "memdev duration_ms timeout_ms"),
    "cxl_wait_sanitize": word(_wait_sanitize, "memdev timeout_ms"),
    "cxl_poison": word(_poison, "memdev dpa address region offset hpa clear action"),
    "cxl_poison_list": word(_poison_list, "memdev region"),
}
