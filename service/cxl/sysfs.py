"""Writes to CXL attributes by name, as a shell does: `decoder0.0/create_ram_region`.

Numbers are read as the kernel reads them (decimal, `0x` hex, leading 0 octal). An attribute that an
object does not show cannot be opened: EACCES.
Source: Linux 7.3 drivers/cxl/core/port.c, core/region.c; lib/kstrtox.c.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from typing import Final

from service.cxl import attach, commit, dpa, region
from service.cxl.state import CxlState
from service.cxl.topology import DYNAMIC, Memdev
from service.reasons import AT_TARGET, KernelError

_DECODER: Final = re.compile(r"decoder([0-9]+)\.([0-9]+)")
_TARGET: Final = re.compile(r"target([0-9]+)")
_TRUE: Final = frozenset({"1", "y", "Y", "t", "T", "on", "On", "ON", "oN"})
_FALSE: Final = frozenset({"0", "n", "N", "f", "F", "of", "off", "Off", "OFF"})
_NUMBER: Final = re.compile(
    r"\+?(?:0[xX](?P<hex>[0-9a-fA-F]+)|(?P<octal>0[0-7]*)|(?P<decimal>[1-9][0-9]*))\n?"
)
_U32: Final = (1 << 32) - 1
_U64: Final = (1 << 64) - 1


def number(text: str, limit: int = _U64) -> int:
    """A number as kstrtoull(text, 0) reads it. Refuses: CXL_NUMBER_MALFORMED, CXL_NUMBER_RANGE."""
    found = _NUMBER.fullmatch(text)
    if found is None:
        raise KernelError("CXL_NUMBER_MALFORMED", text=text)
    bases = {"hex": 16, "octal": 8, "decimal": 10}
    value = next(int(found[name], base) for name, base in bases.items() if found[name])
    if value > limit:
        raise KernelError("CXL_NUMBER_RANGE", text=text, max=limit)
    return value


def boolean(text: str) -> bool:
    """A truth value as kstrtobool reads it. Refuses: CXL_BOOL_MALFORMED."""
    word = text.strip("\n")
    if word in _TRUE or word[:1] in {"y", "Y", "t", "T", "1"}:
        return True
    if word in _FALSE or word[:1] in {"n", "N", "f", "F", "0"}:
        return False
    raise KernelError("CXL_BOOL_MALFORMED", text=text)


def endpoint_decoder(state: CxlState, name: str) -> tuple[Memdev, int]:
    """The device and number of an endpoint decoder by name.

    Refuses, in this order: CXL_DECODER_UNKNOWN (ENODEV), CXL_NOT_AN_ENDPOINT_DECODER (EINVAL).
    """
    found = _DECODER.fullmatch(name.strip("\n"))
    if found is None:
        raise KernelError("CXL_DECODER_UNKNOWN", decoder=name)
    port, index = int(found[1]), int(found[2])
    for memdev in state.topology.memdevs:
        if memdev.number == port and index < memdev.nr_decoders:
            if memdev.name in state.disabled:
                break
            return memdev, index
    others = {(0, window.id) for window in state.topology.windows} | {
        (each.number, at)
        for each in state.topology.ports
        if each.name in state.switches
        for at in range(len(state.switches[each.name]))
    }
    if (port, index) in others:
        raise KernelError("CXL_NOT_AN_ENDPOINT_DECODER", decoder=name)
    raise KernelError("CXL_DECODER_UNKNOWN", decoder=name)


def _commit(state: CxlState, at: int, text: str) -> CxlState:
    return commit.commit(state, at) if boolean(text) else commit.decommit(state, at)


_REGION: Final[Mapping[str, Callable[[CxlState, int, str], CxlState]]] = {
    "uuid": region.set_uuid,
    "interleave_ways": lambda state, at, text: region.set_interleave_ways(
        state, at, number(text, _U32)
    ),
    "interleave_granularity": lambda state, at, text: region.set_interleave_granularity(
        state, at, number(text, _U32)
    ),
    "size": lambda state, at, text: region.set_size(state, at, number(text)),
    "commit": _commit,
}

_ROOT: Final[Mapping[str, Callable[[CxlState, int, str], CxlState]]] = {
    "create_ram_region": lambda state, at, text: region.create(state, at, "ram", text),
    f"create_{DYNAMIC}_region": lambda state, at, text: region.create(state, at, DYNAMIC, text),
    "create_pmem_region": lambda state, at, text: region.create(state, at, "pmem", text),
    "delete_region": attach.delete,
}


def write(state: CxlState, path: str, text: str) -> CxlState:
    """Writes `text` to `object/attribute`.

    Refuses: what the attribute refuses; CXL_ATTRIBUTE_HIDDEN (EACCES) where there is none.
    """
    name, _, attribute = path.partition("/")
    hidden = KernelError("CXL_ATTRIBUTE_HIDDEN", object=name, attribute=attribute)
    at = region.region_number(name)
    if at is not None:
        if at not in state.regions:
            raise hidden
        return _write_region(state, at, attribute, text, hidden)
    found = _DECODER.fullmatch(name)
    if found is None:
        raise hidden
    if int(found[1]) == 0:
        if int(found[2]) not in state.topology.window_of or attribute not in _ROOT:
            raise hidden
        return _ROOT[attribute](state, int(found[2]), text)
    device, index = endpoint_decoder(state, name)
    if attribute == "mode":
        return dpa.set_mode(state, device.name, index, text.strip("\n"))
    if attribute == "dpa_size":
        return dpa.set_size(state, device.name, index, number(text))
    raise hidden


def _write_region(
    state: CxlState, at: int, attribute: str, text: str, hidden: KernelError
) -> CxlState:
    target = _TARGET.fullmatch(attribute)
    if target is None:
        if attribute not in _REGION:
            raise hidden
        return _REGION[attribute](state, at, text)
    pos = int(target[1])
    if pos >= state.region(at).ways:
        raise hidden
    if not text.strip("\n"):
        return attach.clear_target(state, at, pos)
    try:
        device, index = endpoint_decoder(state, text)
    except KernelError as error:
        region_name, decoder = state.region(at).name, text.strip("\n")
        error.about(AT_TARGET, {"region": region_name, "position": pos, "decoder": decoder})
        raise
    return attach.set_target(state, at, pos, device.name, index)
