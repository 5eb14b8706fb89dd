"""One CXL object as `cxl list` prints it: keys, their order, and the form of numbers.

The tool's own types: addresses and serial numbers are integers here (hex strings with option -u),
while REST gives them as hex strings. Source: ndctl, cxl/json.c, daxctl/json.c, util/json.c.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Final, TypeAlias

import msgspec

from service.bounded import Strict, parse_hex, to_hex
from service.cxl.commands import (
    Bus,
    DaxDevice,
    DaxRegion,
    Decoder,
    DecoderTarget,
    Dport,
    MediaError,
    Memdev,
    Port,
    Region,
    RegionMapping,
)

Json: TypeAlias = "dict[str, Json] | list[Json] | str | int | bool"

#: printed with a unit under -u when they are large enough
_SIZES: Final = frozenset(
    {
        *("size", "ram_size", "pmem_size", "dpa_size", "max_available_extent", "length", "align"),
        *("available_size", "extended_linear_cache_size", "remaining_size", "total_size"),
        *("volatile_only_size", "persistent_only_size", "partition_alignment_size"),
        *("active_volatile_size", "active_persistent_size", "next_volatile_size"),
        *("next_persistent_size",),
    }
)
_ADDRESSES: Final = frozenset(
    {"resource", "dpa_resource", "serial", "offset", "overflow_t", "start", "end"}
)
_DECODER_KEYS: Final = (
    *("decoder", "resource", "size", "interleave_ways", "interleave_granularity", "region"),
    *("state", "dpa_resource", "dpa_size", "mode", "max_available_extent", "pmem_capable"),
    *("volatile_capable", "accelmem_capable", "qos_class"),
)
_REGION_KEYS: Final = (
    *("region", "resource", "size", "extended_linear_cache_size", "type", "interleave_ways"),
    *("interleave_granularity", "decode_state", "state"),
)
#: below this a size stays a plain number under -u
_HUMAN_FROM: Final = 5000 * 1024
_MIB: Final = 1 << 20
_GIB: Final = 1 << 30
_TIB: Final = 1 << 40


class Details(msgspec.Struct, frozen=True):
    """What to show of each object: options -T -I -F -H -A -X -L, and -u."""

    targets: bool = False
    partition: bool = False
    firmware: bool = False
    health: bool = False
    alert_config: bool = False
    dax: bool = False
    media_errors: bool = False
    human: bool = False


def human_size(size: int) -> str | int:
    """A size as -u prints it: binary and decimal unit, two digits, or the number if small."""
    if size < _HUMAN_FROM:
        return size
    if size < 2 * _GIB:
        unit, binary, decimal = "M", _MIB, 1000**2
    elif size < 2 * _TIB:
        unit, binary, decimal = "G", _GIB, 1000**3
    else:
        unit, binary, decimal = "T", _TIB, 1000**4
    hundredths = (size * 200 // binary + 1) // 2
    decimals = (size // (decimal // 200) + 1) // 2
    return (
        f"{hundredths // 100}.{hundredths % 100:02d} {unit}iB"
        f" ({decimals // 100}.{decimals % 100:02d} {unit}B)"
    )


def human_hex(value: int) -> str:
    """A number as C prints it with `%#llx`: zero has no prefix."""
    return to_hex(value) if value else "0"


def _number(key: str, value: Json, details: Details) -> Json:
    if key in _ADDRESSES and isinstance(value, str):
        return human_hex(parse_hex(value)) if details.human else parse_hex(value)
    if key in _SIZES and isinstance(value, int) and details.human:
        return human_size(value)
    return value


def _plain(model: Strict, keys: Iterable[str], details: Details) -> dict[str, Json]:
    """The stated keys of a model that have a value, in that order."""
    values: dict[str, Json] = {}
    for key in keys:
        value = getattr(model, key)
        if value is not None:
            values[key] = _number(key, value, details)
    return values


def _record(model: Strict | None, details: Details) -> dict[str, Json] | None:
    """A whole record without nested objects."""
    return None if model is None else _plain(model, type(model).model_fields, details)


def _put(target: dict[str, Json], parts: Mapping[str, Json | None]) -> None:
    target.update({key: value for key, value in parts.items() if value is not None})


def _dports(found: Bus | Port, dports: Iterable[Dport], details: Details) -> dict[str, Json]:
    total = len(found.dports) if found.nr_dports is None else found.nr_dports
    if not details.targets or not total:
        return {}
    listed: list[Json] = []
    for dport in dports:
        values = _plain(dport, ("dport", "alias", "id", "protocol_injectable"), details)
        if details.human:
            values["id"] = human_hex(dport.id)
        listed.append(values)
    return {"nr_dports": total, "dports": listed}


def bus(found: Bus, dports: Iterable[Dport], details: Details) -> dict[str, Json]:
    """A bus; `dports` are those to show."""
    values = _plain(found, ("bus", "provider"), details)
    if found.injectable_protocol_errors is not None:
        values["injectable_protocol_errors"] = list(found.injectable_protocol_errors)
    return {**values, **_dports(found, dports, details)}


def port(found: Port, dports: Iterable[Dport], details: Details) -> dict[str, Json]:
    """A port or endpoint; `dports` are those to show."""
    name = "endpoint" if found.port.startswith("endpoint") else "port"
    keys = ("host", "parent_dport", "depth", "state", "decoders_committed")
    values: dict[str, Json] = {name: found.port, **_plain(found, keys, details)}
    return {**values, **_dports(found, dports, details)}


def memdev(found: Memdev, details: Details) -> dict[str, Json]:
    """A memdev with the parts that the options ask for."""
    values: dict[str, Json] = {"memdev": found.memdev}
    for kind in ("pmem", "ram"):
        if getattr(found, f"{kind}_size"):
            values.update(_plain(found, (f"{kind}_size", f"{kind}_qos_class"), details))
    if details.health:
        _put(values, {"health": _record(found.health, details)})
    if details.alert_config:
        _put(values, {"alert_config": _record(found.alert_config, details)})
    keys = ("serial", "numa_node", "host", "firmware_version", "state", "poison_injectable")
    values.update(_plain(found, keys, details))
    if details.partition:
        _put(values, {"partition_info": _record(found.partition_info, details)})
    if details.firmware:
        _put(values, {"firmware": _record(found.firmware, details)})
    _put(values, {"media_errors": _media_errors(found.media_errors, details)})
    return values


def _media_errors(errors: tuple[MediaError, ...] | None, details: Details) -> list[Json] | None:
    if errors is None or not details.media_errors:
        return None
    return [_plain(error, type(error).model_fields, details) for error in errors]


def decoder(found: Decoder, targets: Iterable[DecoderTarget], details: Details) -> dict[str, Json]:
    """A decoder; `targets` are those to show."""
    values = _plain(found, _DECODER_KEYS, details)
    total = found.nr_targets
    if total is None and found.targets:
        total = len(found.targets)
    if total is not None:
        values["nr_targets"] = total
    if total and details.targets:
        values["targets"] = [_target(target, details) for target in targets]
    return values


def _target(target: DecoderTarget, details: Details) -> Json:
    values = _plain(target, ("target", "alias", "position", "id"), details)
    if details.human:
        values["id"] = human_hex(target.id)
    return values


def region(found: Region, details: Details) -> dict[str, Json]:
    """A region with its mappings and, where asked for, its dax region."""
    values = _plain(found, _REGION_KEYS, details)
    _put(values, {"media_errors": _media_errors(found.media_errors, details)})
    if details.targets and found.interleave_ways:
        values["mappings"] = [_mapping(one, details) for one in found.mappings]
    if details.dax and found.daxregion is not None:
        values["daxregion"] = dax_region(found.daxregion, details)
    values.update(_plain(found, ("qos_class_mismatch",), details))
    return values


def _mapping(mapping: RegionMapping, details: Details) -> Json:
    return _plain(mapping, ("position", "memdev", "decoder"), details)


def dax_region(found: DaxRegion, details: Details) -> Json:
    """A dax region and its devices."""
    values = _plain(found, ("path", "id", "size", "available_size", "align"), details)
    if found.devices is not None:
        values["devices"] = [dax_device(device, details) for device in found.devices]
    return values


def dax_device(found: DaxDevice, details: Details) -> Json:
    """A dax device as `daxctl list` prints it."""
    keys = ("chardev", "size", "target_node", "align", "mode", "online_memblocks")
    values = _plain(found, (*keys, "total_memblocks", "movable", "state"), details)
    if found.mappings is not None:
        values["mappings"] = [
            _plain(one, ("page_offset", "start", "end", "size"), details) for one in found.mappings
        ]
    return values
