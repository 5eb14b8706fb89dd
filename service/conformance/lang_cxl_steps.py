"""CXL rows: the steps of a region by sysfs, windows, and dynamic capacity."""

from __future__ import annotations

from typing import Final

from service.conformance.lang_cxl import CxlLangHost, CxlOutcome, Op, Word, next_decoder, word
from service.conformance.verdict import Unsupported
from service.cxl import attach, dcd, dpa, region, sysfs
from service.cxl.topology import MODULO, XOR, Window, check_window

_SELECTIONS: Final = {each.name.lower(): each for each in dcd.Selection}
_REMOVALS: Final = {each.name.lower(): each for each in dcd.Removal}
#: XOR maps of a CXIMS are tried for windows of up to 16 ways
_XORMAPS: Final = (0x404100, 0x808200, 0x1010400, 0x2020800)


def _create_region(host: CxlLangHost, op: Op) -> CxlOutcome:
    window = host.window(op)
    number = host.state.next_id[window]
    kind, label = op.get("kind", "ram"), op.get("as_", f"region{number}")
    host.state = region.create(host.state, window, kind, f"region{number}")
    host.regions[label] = number
    return CxlOutcome()


def _create_region_raw(host: CxlLangHost, op: Op) -> CxlOutcome:
    window = host.window(op)
    root = host.state.topology.window_of[window]
    mode = op.get("kind", "pmem" if root.takes("pmem") else "ram")
    number = host.state.next_id[window]
    label = op.get("as_", f"region{number}")
    host.state = region.create(host.state, window, mode, op["text"])
    host.regions[label] = number
    return CxlOutcome()


def _delete_region(host: CxlLangHost, op: Op) -> CxlOutcome:
    if "text" in op:
        host.state = attach.delete(host.state, host.window(op), op["text"])
        return CxlOutcome()
    found = host.region(op["region"])
    window = host.window(op) if "root" in op else found.window
    host.state = attach.delete(host.state, window, found.name)
    return CxlOutcome()


def _write(host: CxlLangHost, op: Op, attribute: str, text: str) -> CxlOutcome:
    path = f"{host.region(op['region']).name}/{attribute}"
    host.state = sysfs.write(host.state, path, text)
    return CxlOutcome()


def _set(host: CxlLangHost, op: Op) -> CxlOutcome:
    value = host.uuid() if op["value"] == "generated" else str(op["value"])
    return _write(host, op, op["attr"], value)


def _set_target(host: CxlLangHost, op: Op) -> CxlOutcome:
    endpoint = host.endpoint(op["endpoint"], op.get("decoder"))
    return _write(host, op, f"target{op['pos']}", endpoint)


def _clear_target(host: CxlLangHost, op: Op) -> CxlOutcome:
    return _write(host, op, f"target{op['pos']}", "")


def _commit(host: CxlLangHost, op: Op) -> CxlOutcome:
    return _write(host, op, "commit", str(op.get("value", 1)))


def _dpa_alloc(host: CxlLangHost, op: Op) -> CxlOutcome:
    device = host.memdev(op["memdev"])
    number = op.get("decoder", next_decoder(host.state, device))
    mode, size = op.get("mode"), op["size"]
    if mode is not None:
        host.state = dpa.set_mode(host.state, device, number, mode)
    host.state = dpa.set_size(host.state, device, number, size)
    host.decoders[device] = number
    return CxlOutcome()


def _dpa_free(host: CxlLangHost, op: Op) -> CxlOutcome:
    device = host.memdev(op["memdev"])
    number = op.get("decoder", max(next_decoder(host.state, device) - 1, 0))
    host.state = dpa.set_size(host.state, device, number, 0)
    host.decoders.pop(device, None)
    host.freed += 1
    return CxlOutcome()


def _decoder_mode(host: CxlLangHost, op: Op) -> CxlOutcome:
    device = host.memdev(op["memdev"])
    number = op.get("decoder", next_decoder(host.state, device))
    host.state = dpa.set_mode(host.state, device, number, op["mode"])
    host.decoders[device] = number
    return CxlOutcome()


def _window(host: CxlLangHost, op: Op) -> CxlOutcome:
    """A CFMWS entry; `cxims` lists the granularities for which XOR maps are published."""
    del host
    arithmetic = op.get("arithmetic", MODULO)
    ways = op.get("ways", len(op.get("targets", (0,))))
    granularity = op.get("granularity", 256)
    xormaps = tuple(op.get("xormaps", ()))
    if granularity in op.get("cxims", ()):
        xormaps = xormaps or _XORMAPS
    window = Window(
        id=op.get("id", 0),
        base=op["base"],
        size=op["size"],
        targets=tuple(op.get("targets", range(ways))),
        granularity=granularity,
        arithmetic=arithmetic,
        xormaps=xormaps if arithmetic == XOR else (),
    )
    check_window(window, eiw=op.get("eiw"))
    return CxlOutcome()


# --- dynamic capacity


def _extents(op: Op) -> tuple[dcd.Extent, ...]:
    tag = op.get("tag", "")
    return tuple(dcd.Extent(start, size, tag) for start, size in op.get("extents", ()))


def _answered(host: CxlLangHost, reply: dcd.Reply) -> CxlOutcome:
    host.device = reply.device
    return CxlOutcome(reply.code.name)


def _fm_dc_add(host: CxlLangHost, op: Op) -> CxlOutcome:
    """Only prescriptive selection is in the device model: `length` is for the other policies."""
    policy = _SELECTIONS.get(op["policy"])
    if policy is None:
        raise Unsupported(f"selection policy {op['policy']}")
    extents = _extents(op)
    length = sum(each.size for each in extents)
    if op.get("length", length) != length and policy is dcd.Selection.PRESCRIPTIVE:
        raise Unsupported("a length other than that of the extents")
    return _answered(host, dcd.initiate_add(host.device, policy, extents))


def _fm_dc_release(host: CxlLangHost, op: Op) -> CxlOutcome:
    policy = _REMOVALS.get(op.get("policy", "prescriptive"))
    if policy is None:
        raise Unsupported(f"removal policy {op['policy']}")
    forced = bool(op.get("forced")) or "FORCED" in op.get("flags", ())
    reply = dcd.initiate_release(host.device, policy, _extents(op), forced=forced)
    return _answered(host, reply)


def _dc_add_response(host: CxlLangHost, op: Op) -> CxlOutcome:
    return _answered(host, dcd.add_response(host.device, _extents(op)))


def _dc_release(host: CxlLangHost, op: Op) -> CxlOutcome:
    return _answered(host, dcd.release(host.device, _extents(op)))


def _dc_extent_list(host: CxlLangHost, op: Op) -> CxlOutcome:
    del op
    extents = [[each.start, each.size] for each in host.device.extents]
    return CxlOutcome(extents=extents, count=len(extents))


#: operations by sysfs, of firmware and of dynamic capacity
STEPS: Final[dict[str, Word]] = {
    "cxl_create_region": word(_create_region, "root kind as_"),
    "cxl_create_region_raw": word(_create_region_raw, "root kind text as_"),
    "cxl_delete_region": word(_delete_region, "root text region"),
    "cxl_set": word(_set, "region attr value"),
    "cxl_set_target": word(_set_target, "region pos endpoint decoder"),
    "cxl_clear_target": word(_clear_target, "region pos"),
    "cxl_commit": word(_commit, "region value"),
    "cxl_dpa_alloc": word(_dpa_alloc, "memdev mode size decoder"),
    "cxl_dpa_free": word(_dpa_free, "memdev decoder"),
    "cxl_decoder_mode": word(_decoder_mode, "memdev mode decoder"),
    "cxl_window": word(
        _window, "id base size ways targets granularity arithmetic eiw xormaps cxims"
    ),
    "fm_dc_add": word(_fm_dc_add, "policy extents length tag"),
    "fm_dc_release": word(_fm_dc_release, "policy extents tag forced flags"),
    "dc_add_response": word(_dc_add_response, "extents tag"),
    "dc_release": word(_dc_release, "extents tag"),
    "dc_extent_list": word(_dc_extent_list),
}
