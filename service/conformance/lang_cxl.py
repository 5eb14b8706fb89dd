"""The CXL layer of the case language: hierarchies, region steps, tool steps, dynamic capacity.

A row whose topology names `cxl` runs on a CXL hierarchy of its own; nothing of it needs the memory
of a host. Devices are called as the rows call them: `memN`, or `hbI.memJ` and `swI.memJ` for the
J-th below a host bridge or switch; an endpoint is the decoder that got DPA last on its device.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import Any, Final

import msgspec

from service.conformance.lang_cxl_view import named, objects
from service.conformance.verdict import Unsupported
from service.cxl import assembly, attach, commit, dcd, dpa, memdev, region, sysfs
from service.cxl.fixtures import cxl_test
from service.cxl.state import Config, CxlState, LeftBehind, Region, initial_state
from service.cxl.topology import MODULO, XOR, Topology, Window, check_window
from service.reasons import KernelError

#: `topology_needed.cxl` -> the hierarchy
_HIERARCHIES: Final[dict[str, Callable[[bool], CxlState]]] = {
    "cxl_test": lambda auto: cxl_test(auto_region=auto),
    "cxl_test(xor)": lambda auto: cxl_test(xor=True, auto_region=auto),
    "empty": lambda _: initial_state(Topology()),
    "dcd": lambda _: initial_state(Topology()),
}
_TOPOLOGY_KEYS: Final = frozenset({"cxl", "auto_region", "regions"})
_PLACE: Final = re.compile(r"(hb|sw)([0-9]+)\.mem([0-9]+)")
_ROOT: Final = re.compile(r"root_decoder([0-9]+)")
_SELECTIONS: Final = {each.name.lower(): each for each in dcd.Selection}
_REMOVALS: Final = {each.name.lower(): each for each in dcd.Removal}
#: the mock device takes as long for a sanitize where a row does not say
SANITIZE_MS: Final = 1000


class CxlOutcome(msgspec.Struct):
    """What one operation gave."""

    ret: Any = 0
    value: Any = None
    count: int | None = None
    extents: list[list[int]] | None = None
    wait_ms: int | None = None
    reason: str | None = None


class _Op(dict[str, Any]):
    """An operation; an argument it does not have makes the row unsupported."""

    def __missing__(self, key: str) -> Any:
        raise Unsupported(f"{self.get('op')} without {key}")


class CxlLangHost:
    """A hierarchy, a device with dynamic capacity, and the names of a row."""

    def __init__(self, topology: dict[str, Any]) -> None:
        unknown = topology.keys() - _TOPOLOGY_KEYS
        if unknown:
            raise Unsupported(f"topology key {min(unknown)}")
        if topology["cxl"] not in _HIERARCHIES:
            raise Unsupported(f"hierarchy {topology['cxl']}")
        self.state = _HIERARCHIES[topology["cxl"]](topology.get("auto_region", True))
        self.device = dcd.dcd(
            tuple(
                dcd.DcRegion(each["base"], each["len"], each["block"])
                for each in topology.get("regions", ())
            )
        )
        self.regions: dict[str, int] = {}
        #: memdev -> decoder that got DPA last
        self.decoders: dict[str, int] = {}
        self.outcomes: list[CxlOutcome] = []
        self.freed = 0
        self._uuids = 0

    def run(self, op: dict[str, Any]) -> CxlOutcome:
        """One operation. Refuses: Unsupported."""
        handler = CXL_OPS.get(op["op"])
        if handler is None:
            raise Unsupported(f"operation {op['op']}")
        try:
            outcome = handler(self, _Op(op))
        except LeftBehind as error:
            self.state = error.left
            outcome = _refused(error)
        except KernelError as error:
            outcome = _refused(error)
        self.outcomes.append(outcome)
        return outcome

    def memdev(self, name: str) -> str:
        """The device of a row's name. Refuses: Unsupported."""
        if name == "active":
            return next(
                each.name
                for each in self.state.topology.memdevs
                if memdev.committed(self.state, each.name)
            )
        place = _PLACE.fullmatch(name)
        if place is not None:
            below = self.state.topology.below(f"{place[1]}{place[2]}")
            if int(place[3]) < len(below):
                return below[int(place[3])].name
        if name in self.state.topology.memdev_of:
            return name
        raise Unsupported(f"memdev {name}")

    def endpoint(self, name: str) -> str:
        """The decoder name that a row's endpoint stands for, as the kernel would be told it."""
        root = _ROOT.fullmatch(name)
        if root is not None:
            return f"decoder0.{root[1]}"
        if name.startswith("decoder"):
            return name
        device = self.memdev(name)
        number = self.decoders.get(device)
        if number is None:
            number = next_decoder(self.state, device)
        return self.state.topology.memdev_of[device].decoder_name(number)

    def window(self, op: dict[str, Any]) -> int:
        """The window of an operation. Refuses: Unsupported."""
        root = _ROOT.fullmatch(op["root"])
        if root is None or int(root[1]) not in self.state.topology.window_of:
            raise Unsupported(f"root {op['root']}")
        return int(root[1])

    def region(self, op: dict[str, Any]) -> Region:
        """The region of an operation. Refuses: Unsupported."""
        name = op["region"]
        number = self.regions.get(name, region.region_number(name))
        if number is None or number not in self.state.regions:
            raise Unsupported(f"region {name}")
        return self.state.regions[number]

    def uuid(self) -> str:
        """A fresh uuid."""
        self._uuids += 1
        return f"00000000-0000-4000-8000-{self._uuids:012x}"


def _refused(error: KernelError) -> CxlOutcome:
    errno = error.row.errno
    assert errno is not None, "a kernel row has an errno"
    return CxlOutcome(errno.name, reason=str(error))


def next_decoder(state: CxlState, device: str) -> int:
    """The decoder behind the last one with DPA or a region."""
    taken = [
        number
        for number, each in enumerate(state.endpoints[device])
        if each.dpa_size or each.region is not None
    ]
    last = len(state.endpoints[device]) - 1
    return min(max(taken, default=-1) + 1, last)


def _create_region(host: CxlLangHost, op: dict[str, Any]) -> CxlOutcome:
    window = host.window(op)
    number = host.state.next_id[window]
    host.state = region.create(host.state, window, op.get("kind", "ram"), f"region{number}")
    host.regions[op.get("as_", f"region{number}")] = number
    return CxlOutcome()


def _create_region_raw(host: CxlLangHost, op: dict[str, Any]) -> CxlOutcome:
    window = host.window(op)
    root = host.state.topology.window_of[window]
    mode = op.get("kind", "pmem" if root.takes("pmem") else "ram")
    host.state = region.create(host.state, window, mode, op["text"])
    return CxlOutcome()


def _delete_region(host: CxlLangHost, op: dict[str, Any]) -> CxlOutcome:
    if "text" in op:
        host.state = attach.delete(host.state, host.window(op), op["text"])
        return CxlOutcome()
    found = host.region(op)
    host.state = attach.delete(host.state, found.window, found.name)
    return CxlOutcome()


def _set(host: CxlLangHost, op: dict[str, Any]) -> CxlOutcome:
    value = host.uuid() if op["value"] == "generated" else str(op["value"])
    host.state = sysfs.write(host.state, f"{host.region(op).name}/{op['attr']}", value)
    return CxlOutcome()


def _set_target(host: CxlLangHost, op: dict[str, Any]) -> CxlOutcome:
    path = f"{host.region(op).name}/target{op['pos']}"
    host.state = sysfs.write(host.state, path, host.endpoint(op["endpoint"]))
    return CxlOutcome()


def _clear_target(host: CxlLangHost, op: dict[str, Any]) -> CxlOutcome:
    host.state = sysfs.write(host.state, f"{host.region(op).name}/target{op['pos']}", "")
    return CxlOutcome()


def _commit(host: CxlLangHost, op: dict[str, Any]) -> CxlOutcome:
    path = f"{host.region(op).name}/commit"
    host.state = sysfs.write(host.state, path, str(op.get("value", 1)))
    return CxlOutcome()


def _dpa_alloc(host: CxlLangHost, op: dict[str, Any]) -> CxlOutcome:
    device = host.memdev(op["memdev"])
    number = op.get("decoder", next_decoder(host.state, device))
    if "mode" in op:
        host.state = dpa.set_mode(host.state, device, number, op["mode"])
    host.state = dpa.set_size(host.state, device, number, op["size"])
    host.decoders[device] = number
    return CxlOutcome()


def _dpa_free(host: CxlLangHost, op: dict[str, Any]) -> CxlOutcome:
    device = host.memdev(op["memdev"])
    number = op.get("decoder", max(next_decoder(host.state, device) - 1, 0))
    host.state = dpa.set_size(host.state, device, number, 0)
    host.decoders.pop(device, None)
    host.freed += 1
    return CxlOutcome()


def _decoder_mode(host: CxlLangHost, op: dict[str, Any]) -> CxlOutcome:
    device = host.memdev(op["memdev"])
    number = op.get("decoder", next_decoder(host.state, device))
    host.state = dpa.set_mode(host.state, device, number, op["mode"])
    host.decoders[device] = number
    return CxlOutcome()


def _window(host: CxlLangHost, op: dict[str, Any]) -> CxlOutcome:
    del host
    arithmetic = op.get("arithmetic", MODULO)
    ways = op.get("ways", len(op.get("targets", (0,))))
    window = Window(
        id=op.get("id", 0),
        base=op["base"],
        size=op["size"],
        targets=tuple(op.get("targets", range(ways))),
        granularity=op.get("granularity", 256),
        arithmetic=arithmetic,
        xormaps=tuple(op.get("xormaps", ())) if arithmetic == XOR else (),
    )
    check_window(window, eiw=op.get("eiw"))
    return CxlOutcome()


def _region_auto(host: CxlLangHost, op: dict[str, Any]) -> CxlOutcome:
    window = host.window(op)
    names = tuple(host.memdev(name) for name in op.get("memdevs", ()))
    if op.get("enforce_qos"):
        root = host.state.topology.window_of[window]
        classes = {host.state.topology.memdev_of[name].qos_class for name in names}
        if classes - {root.qos_class}:
            return CxlOutcome("ENXIO")
    number = host.state.next_id[window]
    host.state = assembly.create_auto(host.state, window, names, host.uuid())
    host.regions[op.get("as_", f"region{number}")] = number
    return CxlOutcome()


def _region(host: CxlLangHost, op: dict[str, Any]) -> CxlOutcome:
    step = commit.bind if op["enable"] else commit.unbind
    host.state = step(host.state, host.region(op).id)
    return CxlOutcome()


def _region_destroy(host: CxlLangHost, op: dict[str, Any]) -> CxlOutcome:
    """The public tests destroy with force; a row that says otherwise is refused while bound."""
    found = host.region(op)
    if found.bound and op.get("force") is False:
        return CxlOutcome("EBUSY")
    host.state = assembly.destroy_region(host.state, found.id)
    return CxlOutcome()


def _dax_mode(host: CxlLangHost, op: dict[str, Any]) -> CxlOutcome:
    """The dax device of a bound ram region changes between `devdax` and `system-ram`."""
    found = host.region(op)
    if op["mode"] not in {"devdax", "system-ram"}:
        return CxlOutcome("EINVAL")
    return CxlOutcome(0 if found.bound and found.mode == "ram" else "ENODEV")


def _list(host: CxlLangHost, op: dict[str, Any]) -> CxlOutcome:
    found = [
        row
        for row in objects(host.state, op["what"], op.get("of"))
        if all(row.get(key) == value for key, value in op.get("filter", {}).items())
    ]
    return CxlOutcome(value=found, count=len(found))


def _get(host: CxlLangHost, op: dict[str, Any]) -> CxlOutcome:
    name = op["obj"]
    if name in host.regions:
        name = f"region{host.regions[name]}"
    elif not _ROOT.fullmatch(name) and not name.startswith("region"):
        name = host.memdev(name)
    row = named(host.state, name)
    missing = [key for key in op["attrs"] if key not in row]
    if missing:
        raise Unsupported(f"attribute {missing[0]} of {op['obj']}")
    return CxlOutcome(value={key: row[key] for key in op["attrs"]})


def _memdev(host: CxlLangHost, op: dict[str, Any]) -> CxlOutcome:
    device = host.memdev(op.get("memdev") or op["name"])
    if op["enable"]:
        host.state = memdev.enable_memdev(host.state, device)
    else:
        force = bool(op.get("force"))
        host.state = memdev.disable_memdev(host.state, device, force=force)
    return CxlOutcome()


def _port(host: CxlLangHost, op: dict[str, Any]) -> CxlOutcome:
    if op["name"] not in host.state.topology.port_of:
        raise Unsupported(f"port {op['name']}")
    if op["enable"]:
        every = bool(op.get("enable_memdevs"))
        host.state = memdev.enable_port(host.state, op["name"], memdevs=every)
    else:
        host.state = memdev.disable_port(host.state, op["name"], force=op.get("force", True))
    return CxlOutcome()


def _bus(host: CxlLangHost, op: dict[str, Any]) -> CxlOutcome:
    for port in host.state.topology.ports:
        if port.parent is not None:
            continue
        if op["enable"]:
            host.state = memdev.enable_port(host.state, port.name)
        else:
            host.state = memdev.disable_port(host.state, port.name, force=op.get("force", True))
    return CxlOutcome()


def _sanitize(host: CxlLangHost, op: dict[str, Any]) -> CxlOutcome:
    duration = op.get("duration_ms", op.get("timeout_ms", SANITIZE_MS))
    host.state = memdev.sanitize(host.state, host.memdev(op["memdev"]), duration)
    return CxlOutcome()


def _wait_sanitize(host: CxlLangHost, op: dict[str, Any]) -> CxlOutcome:
    device = host.memdev(op["memdev"])
    waited = host.state.sanitizing.get(device, 0)
    host.state = memdev.wait_sanitize(host.state, device)
    return CxlOutcome(wait_ms=waited)


def _poison(host: CxlLangHost, op: dict[str, Any]) -> CxlOutcome:
    clear = op.get("clear") or op.get("action") == "clear"
    step = memdev.clear_poison if clear else memdev.inject_poison
    host.state = step(host.state, host.memdev(op["memdev"]), op["dpa"])
    return CxlOutcome()


def _poison_list(host: CxlLangHost, op: dict[str, Any]) -> CxlOutcome:
    if "region" in op:
        lines = [
            line
            for target in host.region(op).ordered
            for line in _poison_of(host.state, target.memdev, target.decoder)
        ]
    else:
        lines = list(host.state.poison.get(host.memdev(op["memdev"]), ()))
    return CxlOutcome(value=[list(line) for line in lines], count=len(lines))


def _poison_of(state: CxlState, device: str, number: int) -> list[tuple[int, int]]:
    """Poisoned lines inside the DPA of a decoder."""
    decoder = state.endpoints[device][number]
    end = decoder.dpa_start + decoder.dpa_size
    return [line for line in state.poison.get(device, ()) if decoder.dpa_start <= line[0] < end]


def _extents(op: dict[str, Any]) -> tuple[dcd.Extent, ...]:
    return tuple(
        dcd.Extent(start, size, op.get("tag", "")) for start, size in op.get("extents", ())
    )


def _answered(host: CxlLangHost, reply: dcd.Reply) -> CxlOutcome:
    host.device = reply.device
    return CxlOutcome(reply.code.name)


def _fm_dc_add(host: CxlLangHost, op: dict[str, Any]) -> CxlOutcome:
    policy = _SELECTIONS.get(op["policy"])
    if policy is None:
        raise Unsupported(f"selection policy {op['policy']}")
    return _answered(host, dcd.initiate_add(host.device, policy, _extents(op)))


def _fm_dc_release(host: CxlLangHost, op: dict[str, Any]) -> CxlOutcome:
    policy = _REMOVALS.get(op.get("policy", "prescriptive"))
    if policy is None:
        raise Unsupported(f"removal policy {op['policy']}")
    forced = bool(op.get("forced")) or "FORCED" in op.get("flags", ())
    reply = dcd.initiate_release(host.device, policy, _extents(op), forced=forced)
    return _answered(host, reply)


def _dc_add_response(host: CxlLangHost, op: dict[str, Any]) -> CxlOutcome:
    return _answered(host, dcd.add_response(host.device, _extents(op)))


def _dc_release(host: CxlLangHost, op: dict[str, Any]) -> CxlOutcome:
    return _answered(host, dcd.release(host.device, _extents(op)))


def _dc_extent_list(host: CxlLangHost, op: dict[str, Any]) -> CxlOutcome:
    del op
    return CxlOutcome(extents=[[each.start, each.size] for each in host.device.extents])


#: state names as the rows write them
STATES: Final = {config: config.name for config in Config}

#: operation of the case language -> its interpreter
CXL_OPS: Final[dict[str, Callable[[CxlLangHost, dict[str, Any]], CxlOutcome]]] = {
    "cxl_create_region": _create_region,
    "cxl_create_region_raw": _create_region_raw,
    "cxl_delete_region": _delete_region,
    "cxl_set": _set,
    "cxl_set_target": _set_target,
    "cxl_clear_target": _clear_target,
    "cxl_commit": _commit,
    "cxl_dpa_alloc": _dpa_alloc,
    "cxl_dpa_free": _dpa_free,
    "cxl_decoder_mode": _decoder_mode,
    "cxl_window": _window,
    "cxl_region_auto": _region_auto,
    "cxl_region": _region,
    "cxl_region_destroy": _region_destroy,
    "dax_mode": _dax_mode,
    "cxl_list": _list,
    "cxl_get": _get,
    "cxl_memdev": _memdev,
    "cxl_port": _port,
    "cxl_bus": _bus,
    "cxl_sanitize": _sanitize,
    "cxl_wait_sanitize": _wait_sanitize,
    "cxl_poison": _poison,
    "cxl_poison_list": _poison_list,
    "fm_dc_add": _fm_dc_add,
    "fm_dc_release": _fm_dc_release,
    "dc_add_response": _dc_add_response,
    "dc_release": _dc_release,
    "dc_extent_list": _dc_extent_list,
}
