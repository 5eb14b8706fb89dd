"""Commands of the fabric itself: create, change and delete fabrics and hosts."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, Final

import msgspec

from service.cxl import codec as cxl_codec
from service.cxl.commands import CxlInventory
from service.cxl.rebuild import ListingError, rebuild
from service.cxl.state import CxlState
from service.fabric.commands import (
    CreateFabric,
    CreateHost,
    DeleteFabric,
    DeleteHost,
    UpdateFabric,
    UpdateHost,
)
from service.fabric.cxl.adopt import adopt
from service.fabric.cxl.boot import boot_cxl
from service.fabric.devices import state as devices
from service.fabric.models.commands import OwnModel
from service.fabric.state import FabricState, HostEntry
from service.fabric.whatif import fork
from service.fabric.whatif.commands import ForkHost
from service.mm.boot import boot_host
from service.mm.codec import as_data, from_data
from service.mm.commands import Answer, DecidedBy
from service.mm.commands.topology import Topology
from service.mm.models import MODELS, Cell, KernelModel, KnobError, find, with_knobs
from service.mm.undo import Undo
from service.reasons import Refused

#: hosts of one fabric at most; published at /v1/limits
HOSTS_PER_FABRIC_MAX: Final = 10000


def _done(sentence: str, model: str = "") -> Answer:
    decided = DecidedBy(
        rule="fabric.configuration",
        sentence=sentence,
        source="the twin's own inventory",
        model=model,
    )
    return Answer(ret=0, decided_by=decided)


def kernel_model(
    name: str, knobs: dict[str, str], own_model: OwnModel | None = None
) -> KernelModel:
    """A model by name with a host's own cells. Refuses: UNKNOWN_KERNEL_MODEL, INVALID_FIELD."""
    try:
        base = find(name).model if own_model is None else own_table(name, own_model)
    except KeyError:
        raise Refused("UNKNOWN_KERNEL_MODEL", kernel_model=name, known=sorted(MODELS)) from None
    try:
        return with_knobs(base, knobs)
    except KnobError as error:
        raise Refused("INVALID_FIELD", field=f"knobs.{error.name}", why=error.why) from None
    except ValueError as error:
        raise Refused("INVALID_FIELD", field="knobs", why=str(error)) from None


def own_table(name: str, own: OwnModel) -> KernelModel:
    """The table of a user's own model. Refuses: UNKNOWN_KERNEL_MODEL, INVALID_FIELD."""
    if name != own.name or name in MODELS:
        why = f"{own.name} is a model of the twin" if name in MODELS else f"is not {name}"
        raise Refused("INVALID_FIELD", field="own_model.name", why=why)
    try:
        base = find(own.base).model
    except KeyError:
        known = sorted(MODELS)
        raise Refused("UNKNOWN_KERNEL_MODEL", kernel_model=own.base, known=known) from None
    cells = {each.cell: Cell(each.value, each.source, each.evidence) for each in own.cells}
    try:
        return KernelModel(own.name, own.title, own.source, {**base.cells, **cells}, base.id)
    except ValueError as error:
        raise Refused("INVALID_FIELD", field="own_model.cells", why=str(error)) from None


def create_fabric(
    fabric: FabricState, undo: Undo, host: str | None, command: CreateFabric
) -> tuple[Answer, tuple[str, ...]]:
    """The first command of a fabric. Refuses: ALREADY_EXISTS."""
    del host
    if fabric.created:
        raise Refused("ALREADY_EXISTS", kind="fabric", name=fabric.fabric)
    undo.assign(fabric, "created", value=True)
    undo.assign(fabric, "description", command.description)
    undo.assign(fabric, "generation", fabric.generation + 1)
    return _done(f"fabric {fabric.fabric} exists from now on"), ("",)


def _need(fabric: FabricState) -> None:
    if not fabric.created:
        raise Refused("UNKNOWN_FABRIC", fabric=fabric.fabric)


def update_fabric(
    fabric: FabricState, undo: Undo, host: str | None, command: UpdateFabric
) -> tuple[Answer, tuple[str, ...]]:
    """Changes the description."""
    del host
    _need(fabric)
    if command.description is not None:
        undo.assign(fabric, "description", command.description)
    undo.assign(fabric, "generation", fabric.generation + 1)
    return _done(f"fabric {fabric.fabric} was changed"), ("",)


def delete_fabric(
    fabric: FabricState, undo: Undo, host: str | None, command: DeleteFabric
) -> tuple[Answer, tuple[str, ...]]:
    """Deletes an empty fabric; its history stays readable. Refuses: FABRIC_NOT_EMPTY."""
    del host, command
    _need(fabric)
    if fabric.plant.switches or fabric.plant.devices:
        raise Refused("PLANT_IN_USE", kind="fabric", name=fabric.fabric, what="switches or devices")
    if fabric.hosts:
        raise Refused(
            "FABRIC_NOT_EMPTY", fabric=fabric.fabric, hosts=", ".join(sorted(fabric.hosts)[:10])
        )
    undo.assign(fabric, "created", value=False)
    return _done(f"fabric {fabric.fabric} is gone"), ("",)


def _check_room(fabric: FabricState, host: str) -> None:
    """Refuses: UNKNOWN_FABRIC, ALREADY_EXISTS, LIMIT_EXCEEDED."""
    _need(fabric)
    if host in fabric.hosts:
        raise Refused("ALREADY_EXISTS", kind="host", name=host)
    if len(fabric.hosts) >= HOSTS_PER_FABRIC_MAX:
        raise Refused(
            "LIMIT_EXCEEDED",
            limit="hosts of a fabric",
            max=HOSTS_PER_FABRIC_MAX,
            needs=len(fabric.hosts) + 1,
        )


def create_host(
    fabric: FabricState, undo: Undo, host: str | None, command: CreateHost
) -> tuple[Answer, tuple[str, ...]]:
    """Boots a host.

    Refuses: ALREADY_EXISTS, UNKNOWN_KERNEL_MODEL, INVALID_FIELD, LIMIT_EXCEEDED, PLANT_MISFIT.
    """
    del host
    _check_room(fabric, command.host)
    model = kernel_model(command.kernel_model, command.knobs, command.own_model)
    entry = HostEntry(command.host, command.kernel_model, boot_host(command.topology, model))
    entry.knobs = dict(sorted(command.knobs.items()))
    entry.description = command.description
    entry.auto_run = command.auto_run
    entry.boot = command.topology
    if command.inventory is not None and command.cxl is None:
        entry.imported = command.inventory
    if command.cxl is not None:
        entry.cxl = boot_cxl(command.cxl, command.topology)
    subjects: tuple[str, ...] = (command.host,)
    if command.window_nodes is not None:
        entry.cxl = _rebuilt(fabric, undo, command)
        subjects = ("", command.host)
    undo.set(fabric.hosts, command.host, entry)
    sentence = f"host {command.host} booted under {command.kernel_model}"
    return _done(sentence, command.kernel_model), subjects


def _rebuilt(fabric: FabricState, undo: Undo, command: CreateHost) -> CxlState:
    """The machine behind an inventory. Refuses: INVALID_FIELD, ALREADY_EXISTS."""
    if command.cxl is not None or command.inventory is None:
        why = "needs an inventory, and no hierarchy beside it"
        raise Refused("INVALID_FIELD", field="window_nodes", why=why)
    nids = {each.decoder: each.nid for each in command.window_nodes or ()}
    try:
        state = rebuild(command.inventory, nids, command.topology.kernel_version)
        return adopt(fabric, undo, command.host, state)
    except ListingError as error:
        raise Refused("INVALID_FIELD", field="inventory", why=str(error)) from None


def fork_host(
    fabric: FabricState, undo: Undo, host: str | None, command: ForkHost
) -> tuple[Answer, tuple[str, ...]]:
    """A host that stands where another one stands: the source takes part, so it is a subject too.

    Refuses: ALREADY_EXISTS, UNKNOWN_HOST, INVALID_FIELD, LIMIT_EXCEEDED.
    """
    del host
    _check_room(fabric, command.host)
    if command.past is not None:
        entry = from_past(command.past.data, command.host)
        subjects: tuple[str, ...] = (command.host,)
    else:
        source = fabric.hosts.get(command.source)
        if source is None:
            raise Refused("UNKNOWN_HOST", host=command.source)
        entry = fork.fork_entry(source, command.host)
        subjects = tuple(sorted((command.host, command.source)))
    fork.put(fabric, undo, command, entry)
    return fork.answer_of(command, entry), subjects


def from_past(data: str, host: str) -> HostEntry:
    """The host behind the text of a fork. Refuses: INVALID_FIELD."""
    row = fork.unpack(data)
    try:
        entry = entry_from_data(row)
    except (KeyError, TypeError, ValueError, AttributeError, AssertionError) as error:
        why = f"is no state of a host: {type(error).__name__}"
        raise Refused("INVALID_FIELD", field="past.data", why=why) from None
    entry.host = host
    return entry


def update_host(
    fabric: FabricState, undo: Undo, host: str | None, command: UpdateHost
) -> tuple[Answer, tuple[str, ...]]:
    """Changes a host's configuration. Refuses: UNKNOWN_HOST."""
    entry = fabric.hosts.get(host or "")
    if entry is None:
        raise Refused("UNKNOWN_HOST", host=host)
    if command.description is not None:
        undo.assign(entry, "description", command.description)
    if command.auto_run is not None:
        undo.assign(entry, "auto_run", command.auto_run)
    undo.assign(entry, "generation", entry.generation + 1)
    return _done(f"host {entry.host} was changed", entry.kernel_model), (entry.host,)


def delete_host(
    fabric: FabricState, undo: Undo, host: str | None, command: DeleteHost
) -> tuple[Answer, tuple[str, ...]]:
    """Removes a host with everything it runs. Refuses: UNKNOWN_HOST."""
    del command
    if host is None or host not in fabric.hosts:
        raise Refused("UNKNOWN_HOST", host=host)
    _leave_poison(fabric, undo, fabric.hosts[host])
    for upper in [end for end in fabric.plant.links if (end.kind, end.name) == ("host", host)]:
        undo.delete(fabric.plant.uplinks, fabric.plant.links[upper].lower)
        undo.delete(fabric.plant.links, upper)
    undo.delete(fabric.hosts, host)
    return _done(f"host {host} is gone with everything it ran"), (host,)


def _leave_poison(fabric: FabricState, undo: Undo, entry: HostEntry) -> None:
    """What is poisoned on devices of a host stays so when the host goes."""
    for memdev in () if entry.cxl is None else entry.cxl.topology.memdevs:
        lines = entry.cxl.poison.get(memdev.name) if entry.cxl is not None else None
        device = fabric.plant.devices.get(memdev.device)
        if lines and device is not None:
            poison = {**device.poison, memdev.ld: lines}
            changed = msgspec.structs.replace(device, poison=poison)
            undo.set(fabric.plant.devices, device.device, changed)


Handler = Callable[[FabricState, Undo, "str | None", Any], tuple[Answer, tuple[str, ...]]]

#: operation -> handler
HANDLERS: Final[dict[str, Handler]] = {
    "create_fabric": create_fabric,
    "update_fabric": update_fabric,
    "delete_fabric": delete_fabric,
    "create_host": create_host,
    "update_host": update_host,
    "delete_host": delete_host,
    "fork_host": fork_host,
}

_ENTRY: Final = ("description", "auto_run", "generation", "revision", "created_revision")


def entry_data(entry: HostEntry) -> dict[str, Any]:
    """A host as plain data for a snapshot."""
    return {
        "host": entry.host,
        "kernel_model": entry.kernel_model,
        "knobs": sorted(entry.knobs.items()),
        "inventory": entry.imported.model_dump(mode="json", exclude_none=True),
        "cxl": entry.cxl_bytes,
        "state": as_data(entry.state),
        "devices": devices.as_data(entry.devices),
        "boot": None
        if entry.boot is None
        else entry.boot.model_dump(mode="json", exclude_none=True),
        "powered": entry.powered,
        **({} if entry.origin is None else {"origin": entry.origin}),
        **{name: getattr(entry, name) for name in _ENTRY},
    }


def entry_from_data(row: dict[str, Any]) -> HostEntry:
    """The host behind `entry_data`."""
    entry = HostEntry(row["host"], row["kernel_model"], from_data(row["state"]))
    entry.knobs = dict(row["knobs"])
    entry.imported = CxlInventory.model_validate(row["inventory"])
    if row.get("cxl") is not None:
        entry.cxl = cxl_codec.decode(row["cxl"])
    if "devices" in row:
        entry.devices = devices.from_data(row["devices"])
    if row.get("boot") is not None:
        entry.boot = Topology.model_validate(row["boot"])
    entry.powered = row.get("powered", True)
    if "origin" in row:
        entry.origin = (row["origin"][0], row["origin"][1])
    for name in _ENTRY:
        setattr(entry, name, row[name])
    return entry
