"""fork_host: a host that stands where another one stands, or stood."""

from __future__ import annotations

from base64 import b64decode, b64encode
from binascii import Error as Base64Error
from typing import Final

import msgspec

from service.fabric.devices.state import HostDevices
from service.fabric.state import FabricState, HostEntry
from service.fabric.whatif.commands import ForkAnswer, ForkHost
from service.mm.commands import Answer, DecidedBy
from service.mm.fork import fork
from service.mm.undo import Undo
from service.reasons import Refused

_encoder: Final = msgspec.msgpack.Encoder(order="deterministic")


def fork_entry(source: HostEntry, host: str) -> HostEntry:
    """A host that stands where `source` stands: shared until one of them writes.

    CXL regions and devices stay with the source, whose cables they hang on: the fork shows them as
    an imported machine does, and is refused commands on them.
    """
    made = HostEntry(host, source.kernel_model, fork(source.state))
    made.knobs = dict(source.knobs)
    made.auto_run = source.auto_run
    made.powered = source.powered
    made.boot = source.boot
    made.imported = source.inventory
    made.devices = HostDevices()
    for name in HostDevices.__slots__:
        setattr(made.devices, name, dict(getattr(source.devices, name)))
    return made


def pack(data: dict[str, object]) -> str:
    """A host as plain data (`entry_data`) in the text that a command carries."""
    return b64encode(_encoder.encode(data)).decode("ascii")


def unpack(text: str) -> dict[str, object]:
    """The plain data behind `pack`. Refuses: INVALID_FIELD."""
    try:
        data = msgspec.msgpack.decode(b64decode(text, validate=True))
    except (Base64Error, ValueError) as error:
        raise Refused("INVALID_FIELD", field="past.data", why=str(error)) from None
    if not isinstance(data, dict):
        raise Refused("INVALID_FIELD", field="past.data", why="is no state of a host")
    return data


def answer_of(command: ForkHost, entry: HostEntry) -> Answer:
    """What a fork answers."""
    where = "as it stands" if command.revision is None else f"at revision {command.revision}"
    decided = DecidedBy(
        rule="fabric.configuration",
        sentence=f"host {entry.host} stands where host {command.source} stood, {where}",
        source="the twin's own inventory",
        model=entry.kernel_model,
    )
    return ForkAnswer(
        ret=0,
        decided_by=decided,
        source=command.source,
        source_revision=None if command.revision is None else str(command.revision),
        report=None if command.past is None else command.past.report,
    )


def put(fabric: FabricState, undo: Undo, command: ForkHost, entry: HostEntry) -> None:
    """The fork becomes a host of the fabric."""
    entry.description = command.description
    entry.generation = 1
    entry.revision = entry.created_revision = 0
    entry.origin = (command.source, command.revision or 0)
    undo.set(fabric.hosts, entry.host, entry)
