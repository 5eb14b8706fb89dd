"""Rows of CXL: what a kernel refuses on decoders and regions, what a fabric manager refuses."""

from __future__ import annotations

from typing import Final

from service.reasons.row import Errno, Reason
from service.reasons.row import control as _control
from service.reasons.row import kernel as _kernel

_E = Errno

CXL_REASONS: Final[dict[str, Reason]] = {
    # encodings, windows and text of CXL
    "CXL_WAYS_ENCODING": _kernel(
        _E.EINVAL, "{ways} ways have no encoding (1, 2, 4, 8, 16, 3, 6, 12)"
    ),
    "CXL_EIW_RESERVED": _kernel(_E.EINVAL, "interleave ways encoding {eiw} is reserved"),
    "CXL_GRANULARITY_ENCODING": _kernel(
        _E.EINVAL, "granularity {granularity} is not a power of two from 256 to 16384"
    ),
    "CXL_EIG_RESERVED": _kernel(_E.EINVAL, "granularity encoding {eig} is reserved"),
    "CXL_DECODER_COUNT_RESERVED": _kernel(_E.ENXIO, "decoder count field {field} is reserved"),
    "CXL_INTERLEAVE_CAPABILITY": _kernel(
        _E.ENXIO, "{decoder} cannot interleave {ways} ways of {granularity} bytes"
    ),
    "CXL_WINDOW_ARITHMETIC": _kernel(
        _E.EINVAL, "{decoder}: arithmetic {arithmetic} is neither modulo (0) nor XOR (1)"
    ),
    "CXL_WINDOW_BASE": _kernel(_E.EINVAL, "{decoder}: base {base} is no multiple of 256 MiB"),
    "CXL_WINDOW_SIZE": _kernel(_E.EINVAL, "{decoder}: size {size} is no multiple of 256 MiB"),
    "CXL_WINDOW_TARGETS": _kernel(_E.EINVAL, "{decoder}: {targets} targets for {ways} ways"),
    "CXL_WINDOW_NO_CXIMS": _kernel(
        _E.EINVAL, "{decoder}: no CXIMS has XOR maps for granularity {granularity}"
    ),
    "CXL_WINDOW_OVERLAP": _kernel(_E.EBUSY, "{decoder} overlaps {other}"),
    "CXL_ATTRIBUTE_HIDDEN": _kernel(_E.EACCES, "{object} shows no attribute {attribute}"),
    "CXL_NUMBER_MALFORMED": _kernel(_E.EINVAL, "{text!r} is not a number"),
    "CXL_NUMBER_RANGE": _kernel(_E.ERANGE, "{text!r} exceeds {max}"),
    "CXL_BOOL_MALFORMED": _kernel(_E.EINVAL, "{text!r} is not a truth value"),
    # allocation of DPA
    "CXL_DECODER_UNKNOWN": _kernel(_E.ENODEV, "no decoder {decoder}"),
    "CXL_NOT_AN_ENDPOINT_DECODER": _kernel(_E.EINVAL, "{decoder} is not an endpoint decoder"),
    "CXL_MODE_UNKNOWN": _kernel(_E.EINVAL, "{decoder}: mode {mode!r} is neither ram nor pmem"),
    "CXL_DECODER_ENABLED": _kernel(_E.EBUSY, "{decoder} is committed"),
    "CXL_DECODER_ATTACHED": _kernel(_E.EBUSY, "{decoder} is attached to {region}"),
    "CXL_PARTITION_ABSENT": _kernel(_E.EINVAL, "{decoder}: the device has no {mode} partition"),
    "CXL_PARTITION_EMPTY": _kernel(_E.ENXIO, "{decoder}: the {mode} partition has no capacity"),
    "CXL_DPA_SIZE_UNALIGNED": _kernel(
        _E.EINVAL, "{decoder}: dpa_size {size} is no multiple of 256 MiB"
    ),
    "CXL_DPA_NOT_HIGHEST": _kernel(
        _E.EBUSY, "{decoder}: DPA is freed from the last decoder down, and that is {last}"
    ),
    "CXL_MODE_UNSET": _kernel(_E.EBUSY, "{decoder} has no mode"),
    "CXL_DPA_NO_SPACE": _kernel(
        _E.ENOSPC, "{decoder}: {size} bytes exceed the {left} left in the {mode} partition"
    ),
    "CXL_DPA_ORDER": _kernel(
        _E.EBUSY, "{decoder}: DPA is allocated in order of decoders, and {next} is next"
    ),
    # attributes of CXL regions
    "CXL_REGION_NAME": _kernel(_E.EINVAL, "{decoder}: {text!r} is not the name of a region"),
    "CXL_REGION_NOT_NEXT": _kernel(_E.EBUSY, "{decoder} makes {next} next, not {region}"),
    "CXL_REGION_UNKNOWN": _kernel(_E.ENODEV, "{decoder} has no region {region}"),
    "CXL_UUID_MALFORMED": _kernel(_E.EINVAL, "{region}: {uuid!r} is not a uuid, or null"),
    "CXL_UUID_TAKEN": _kernel(_E.EBUSY, "{region}: uuid {uuid} is that of {other}"),
    "CXL_REGION_ACTIVE": _kernel(_E.EBUSY, "{region}: {attribute} is fixed in state {state}"),
    "CXL_REGION_SIZED": _kernel(
        _E.EBUSY, "{region}: {attribute} is fixed once the size is set (state {state})"
    ),
    "CXL_WAYS_OF_WINDOW": _kernel(
        _E.EINVAL, "{region}: {ways} ways are no power of two times the {root} of {decoder}"
    ),
    "CXL_GRANULARITY_OF_WINDOW": _kernel(
        _E.EINVAL,
        "{region}: granularity {granularity} is not the {root} of the interleaved {decoder}",
    ),
    "CXL_TARGETS_ABOVE_WAYS": _kernel(
        _E.EBUSY, "{region} has targets at positions that {ways} ways do not show"
    ),
    "CXL_INTERLEAVE_UNSET": _kernel(_E.ENXIO, "{region}: size needs {missing} first"),
    "CXL_SIZE_UNALIGNED": _kernel(
        _E.EINVAL, "{region}: size {size} is no multiple of 256 MiB times {ways} ways"
    ),
    "CXL_NO_HPA": _kernel(
        _E.ERANGE, "{region}: no free range of {size} in {decoder}; the longest is {left}"
    ),
    # targets of CXL regions
    "CXL_TARGET_GONE": _kernel(_E.ENODEV, "{decoder}: memdev {memdev} is disabled"),
    "CXL_TARGET_MODE_UNSET": _kernel(_E.ENODEV, "{decoder} has no mode, {region} wants {wanted}"),
    "CXL_TARGET_MODE": _kernel(_E.EINVAL, "{decoder} has mode {mode}, {region} wants {wanted}"),
    "CXL_REGION_FULL": _kernel(_E.EBUSY, "{region} takes no target in state {state}"),
    "CXL_REGION_UNSIZED": _kernel(_E.ENXIO, "{region} has no size yet: {decoder} cannot join"),
    "CXL_TARGETS_COMPLETE": _kernel(_E.EINVAL, "{region} has its {ways} targets"),
    "CXL_REGION_AUTO": _kernel(
        _E.EINVAL, "{region} was assembled from firmware: {decoder} cannot be added by hand"
    ),
    "CXL_TARGET_NOT_BELOW": _kernel(_E.ENXIO, "{decoder} is not below {root}"),
    "CXL_TARGET_TYPE": _kernel(_E.ENXIO, "{decoder} is of type {type}, {region} is not"),
    "CXL_TARGET_NO_DPA": _kernel(_E.ENXIO, "{decoder} has no DPA for {region}"),
    "CXL_TARGET_DPA_SIZE": _kernel(
        _E.EINVAL, "{decoder}: DPA size {dpa} times {ways} ways is not the {size} of {region}"
    ),
    "CXL_TARGET_TAKEN": _kernel(_E.EBUSY, "{region}: position {pos} holds {held}, not {decoder}"),
    "CXL_TARGET_MEMDEV_TWICE": _kernel(
        _E.EBUSY, "{region}: {memdev} stands at position {other}, not again at {pos}"
    ),
    "CXL_DECODER_RESERVED": _kernel(_E.EBUSY, "{decoder} belongs to {region}"),
    "CXL_TARGET_BRIDGE": _kernel(
        _E.ENXIO,
        "{decoder} at position {pos}: slot {slot} of {root} is another host bridge than {bridge}",
    ),
    "CXL_NO_FREE_DECODER": _kernel(_E.EBUSY, "{port}: {decoder} is not free ({why})"),
    "CXL_HPA_ORDER": _kernel(
        _E.EBUSY,
        "{region} at {start}: {port} already maps {other} at {at}, and decoders ascend by HPA",
    ),
    "CXL_TARGETS_OVERFLOW": _kernel(
        _E.ENXIO, "{port}: {decoder} would need {targets} targets, of at most {max}"
    ),
    "CXL_TARGETS_NOT_POWER_OF_TWO": _kernel(
        _E.EINVAL, "{region}: {port} would decode {targets} targets, no power of two"
    ),
    "CXL_TARGET_DISTANCE": _kernel(
        _E.ENXIO,
        "{region}: {port} carries position {pos} only with position {pos} - {distance}",
    ),
    "CXL_TOPOLOGY_MIXED": _kernel(_E.ENXIO, "{region} mixes restricted and other devices"),
    # commit, drivers and memdevs of CXL
    "CXL_REGION_INCOMPLETE": _kernel(
        _E.ENXIO, "{region} has {targets} of {ways} targets in state {state}: nothing to commit"
    ),
    "CXL_NO_CACHE_FLUSH": _kernel(
        _E.ENXIO, "{region}: a guest cannot flush CPU caches by range before a commit"
    ),
    "CXL_COMMIT_ORDER": _kernel(
        _E.EBUSY, "{port}: decoders commit in order, number {next} is next, not {decoder}"
    ),
    "CXL_SANITIZE_RUNNING": _kernel(_E.EBUSY, "{memdev}: a sanitize runs, {decoder} must wait"),
    "CXL_COMMIT_TIMEOUT": _kernel(
        _E.ETIMEDOUT, "{memdev}: {decoder} does not commit, the vPPB above it is frozen"
    ),
    "CXL_MAILBOX_TIMEOUT": _kernel(
        _E.ETIMEDOUT, "{memdev}: its mailbox does not answer, the vPPB above it is frozen"
    ),
    "CXL_REGION_LOCKED": _kernel(_E.EPERM, "{region}: firmware locked the decoders of {decoder}"),
    "CXL_REGION_ENABLED": _kernel(_E.EBUSY, "{region} is enabled: disable it, or use force"),
    "CXL_REGION_MEMORY_BUSY": _kernel(
        _E.EBUSY, "memory of {region} cannot go offline: {why}; it is held by {holders}"
    ),
    "CXL_REGION_MEMORY_STAYS": _kernel(
        _E.EBUSY, "{region}: its driver let go, but memory that could not be moved stays online"
    ),
    "COMPOSE_NOT_PLUGGED": _kernel(
        _E.EBUSY, "the memory of {region} could not be hotplugged: {why}"
    ),
    "CXL_QOS_MISMATCH": _kernel(
        _E.ENXIO, "{memdev} has QoS class {qos_class}, {decoder} has {wanted}"
    ),
    "CXL_WAYS_ABOVE_MEMDEVS": _kernel(
        _E.EINVAL, "{decoder}: {ways} ways need as many memdevs, {memdevs} are named or left"
    ),
    "CXL_MEMDEV_UNKNOWN": _kernel(_E.ENODEV, "no memdev {memdev}"),
    "CXL_NO_ROOT_DECODER": _kernel(_E.ENXIO, "no root decoder {decoder}"),
    "CXL_NO_REGION": _kernel(_E.ENODEV, "no region {region}"),
    "CXL_DPA_NONE": _kernel(_E.ENXIO, "{memdev}: no decoder has {mode} DPA last"),
    "CXL_NO_CXL": _kernel(_E.ENODEV, "the host has no CXL root"),
    "CXL_REGION_NOT_COMMITTED": _kernel(_E.ENXIO, "{region} is not committed but {state}"),
    "CXL_MEMDEV_ACTIVE": _kernel(_E.EBUSY, "{memdev} has {decoders} committed decoders"),
    "CXL_PORT_DISABLED": _kernel(_E.ENXIO, "{memdev}: port {port} is disabled"),
    "CXL_NO_FREE_ENDPOINT_DECODER": _kernel(_E.EBUSY, "{memdev}: every decoder has DPA"),
    "CXL_NO_CANDIDATE": _kernel(_E.ENXIO, "{decoder}: no device has {mode} capacity left"),
    "CXL_POISON_RANGE": _kernel(_E.EINVAL, "{memdev}: {dpa} is not below {end}"),
    "CXL_POISON_UNALIGNED": _kernel(_E.EINVAL, "{memdev}: {dpa} is no multiple of 64"),
    "CXL_DYNAMIC_INTERLEAVE": _kernel(
        _E.EINVAL, "{region}: dynamic capacity is not interleaved, {ways} ways"
    ),
    "CXL_NO_EXTENT": _kernel(
        _E.ENOSPC, "{region}: no accepted extent holds a whole block of {block} bytes"
    ),
    "DAX_STATE_WORD": _kernel(_E.EINVAL, "{device}: state takes no {value!r}"),
    "DAX_STATE_PLUGGED": _kernel(
        _E.EBUSY, "{device} is {state}: only an unplugged device takes {value}"
    ),
    "DAX_NO_NODE": _kernel(_E.EINVAL, "{device} has no target node"),
    "CXL_REGION_OFFSET": _kernel(_E.EINVAL, "{region}: offset {offset} is not below {size}"),
    "CXL_POISON_LIMIT": _kernel(_E.EBUSY, "{memdev} has {max} poison records"),
}

#: of the plant: switches, devices, cables, and memory behind them
PLANT_REASONS: Final[dict[str, Reason]] = {
    "PLANT_END_TAKEN": _control(409, "FAILED_PRECONDITION", "{end} is cabled to {other}"),
    "PLANT_NO_CABLE": _control(409, "FAILED_PRECONDITION", "no cable runs from {end} to {other}"),
    "PLANT_IN_USE": _control(409, "FAILED_PRECONDITION", "{kind} {name} still has {what}"),
    "VPPB_NOT_UNBOUND": _control(
        409,
        "FAILED_PRECONDITION",
        "vPPB {vppb_id} of VCS {vcs_id} of switch {switch} is {status} ({cci})",
    ),
    "VPPB_NOT_BOUND": _control(
        409,
        "FAILED_PRECONDITION",
        "vPPB {vppb_id} of VCS {vcs_id} of switch {switch} is {status} ({cci})",
    ),
    "VPPB_FROZEN": _control(
        409,
        "FAILED_PRECONDITION",
        "vPPB {vppb_id} of VCS {vcs_id} of switch {switch} is frozen ({cci})",
    ),
    "VPPB_NOT_FROZEN": _control(
        409,
        "FAILED_PRECONDITION",
        "vPPB {vppb_id} of VCS {vcs_id} of switch {switch} is not frozen ({cci})",
    ),
    "PORT_NOT_DOWNSTREAM": _control(
        409, "FAILED_PRECONDITION", "port {port_id} of switch {switch} is {what} ({cci})"
    ),
    "LD_UNKNOWN": _control(
        409, "FAILED_PRECONDITION", "head {head} of {kind} {device} shows no LD {ld_id} ({cci})"
    ),
    "LD_BOUND": _control(
        409, "FAILED_PRECONDITION", "LD {ld} of device {device} is bound to {to} ({cci})"
    ),
    "LD_CAPACITY": _control(
        409,
        "FAILED_PRECONDITION",
        "device {device}: LDs would take {needs} bytes of {what}, it has {has} ({cci})",
    ),
    "LD_NOT_MLD": _control(
        409, "FAILED_PRECONDITION", "device {device} is a {kind}: its LDs are fixed ({cci})"
    ),
    "DC_REFUSED": _control(
        409, "FAILED_PRECONDITION", "device {device}: {command} answers {cci}: {why}"
    ),
    "COMPOSE_NO_CANDIDATE": _control(
        409,
        "FAILED_PRECONDITION",
        "part {part}: host {host} has no way to {size} bytes, {largest} at most: {nearest}",
    ),
    "COMPOSE_FAILED": _control(
        409, "FAILED_PRECONDITION", "part {part}: host {host} answers {errno}: {why}"
    ),
    "COMPOSE_CONFIRMED": _control(
        409, "FAILED_PRECONDITION", "composition {composition} is confirmed already"
    ),
    "COMPOSE_LEASE_ENDED": _control(
        409,
        "FAILED_PRECONDITION",
        "the lease of composition {composition} ended at {lease_end_ns} ns; it waits to be "
        "released: {why}",
    ),
    "ASSIGN_NO_VPPB": _control(
        409, "FAILED_PRECONDITION", "no unbound vPPB leads from host {host} to device {device}"
    ),
    "ASSIGN_NOT_BOUND": _control(
        409, "FAILED_PRECONDITION", "LD {ld} of device {device} is bound to no vPPB"
    ),
    "HOST_OFF": _control(409, "FAILED_PRECONDITION", "host {host} has no power"),
    "HOST_ON": _control(409, "FAILED_PRECONDITION", "host {host} has power already"),
    "HOST_NO_BOOT": _control(
        409, "FAILED_PRECONDITION", "host {host} comes from a snapshot without its machine"
    ),
    "MEMORY_IN_USE": _control(
        409,
        "FAILED_PRECONDITION",
        "memory of {what} on host {host} is in use: {holders}",
        retryable=True,
    ),
}
