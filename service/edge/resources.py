"""Resources of the control plane as one reads them: fabrics, hosts, CXL objects, models, events."""

from __future__ import annotations

from typing import Annotated, Any, Literal

from pydantic import Field

from service.bounded import (
    Count,
    FabricName,
    HostName,
    ModelName,
    SmallInt,
    Strict,
    Text,
    WideBytes,
)
from service.cxl import dpa
from service.cxl.commands import Bus, Decoder, Memdev, Port, Region
from service.edge.words import RevisionText
from service.fabric.models.commands import KnobName, KnobValue
from service.fabric.state import FabricState, HostEntry
from service.mm.commands.views import Conditions
from service.mm.models import COLUMNS, VARIANTS, KernelModel
from service.reasons import REASONS, Reason

#: where `cxl list` has an object among those of its kind on its host, from 0
Position = Count
Sentence = Annotated[str, Field(max_length=1000)]


class FabricView(Strict):
    """A fabric: the unit of order. `generation` is its ETag, `revision` its last command."""

    fabric: FabricName
    description: Text
    generation: Count
    revision: RevisionText
    nr_hosts: Count


class ForkOrigin(Strict):
    """The host that a fork was made of, and the revision at which it stood there."""

    host: HostName
    revision: RevisionText


class HostView(Strict):
    """A host and its configuration: `generation` is its ETag, `host_revision` its last change."""

    host: HostName
    fabric: FabricName
    kernel_model: ModelName
    knobs: Annotated[dict[KnobName, KnobValue], Field(max_length=64)]
    kernel_version: Annotated[str, Field(max_length=16)]
    description: Text
    auto_run: bool
    generation: Count
    created_revision: RevisionText
    host_revision: RevisionText
    forked_from: ForkOrigin | None = None


class BusView(Strict):
    """A CXL root, and the host that sees it. `bus.host` is absent: a bus hangs on the machine."""

    host: HostName
    bus: Bus
    position: Position


class PortView(Strict):
    """A port, and the host that sees it; `port.host` is the device, as in `cxl list`."""

    host: HostName
    port: Port
    position: Position


class MemdevView(Strict):
    """A memory device, and the host that sees it (`memdev.host` is its PCI address).

    In bytes: `total_size` = `used_size` + `skipped_size` + `free_size`; used is in decoders,
    `max_available_extent` is what one more decoder could get.
    """

    host: HostName
    memdev: Memdev
    position: Position
    total_size: WideBytes
    used_size: WideBytes
    skipped_size: WideBytes
    free_size: WideBytes
    max_available_extent: WideBytes


def memdev_capacity(entry: HostEntry, found: Memdev) -> dict[str, Any]:
    """The accounts of a memdev; of a host that only a listing tells of, from its decoders."""
    if entry.cxl is not None:
        has = dpa.capacity(entry.cxl, found.memdev)
    else:
        has = _listed_capacity(entry, found)
    return {
        "total_size": has.total,
        "used_size": has.used,
        "skipped_size": has.skipped,
        "free_size": has.free,
        "max_available_extent": has.largest,
    }


def _listed_capacity(entry: HostEntry, found: Memdev) -> dpa.Capacity:
    inventory = entry.inventory
    ports = {each.port for each in inventory.ports if each.memdev == found.memdev}
    taken = dict.fromkeys(dpa.MODES, 0)
    for decoder in inventory.decoders:
        if decoder.port in ports and decoder.mode in taken:
            taken[decoder.mode] += decoder.dpa_size or 0
    left = {"ram": found.ram_size - taken["ram"], "pmem": found.pmem_size - taken["pmem"]}
    used = sum(taken.values())
    total = found.ram_size + found.pmem_size
    return dpa.Capacity(total, used, 0, total - used, max(0, *left.values()))


class DecoderView(Strict):
    """An HDM decoder, and the host that programmed it."""

    host: HostName
    decoder: Decoder
    position: Position


class RegionView(Strict):
    """A CXL region, the host that uses it, and how far it has come.

    A host that only a listing tells of has no conditions.
    """

    host: HostName
    region: Region
    position: Position
    conditions: Conditions = ()


class CellView(Strict):
    """One cell of a kernel model: its value, where it was read, and how sure that is."""

    cell: Annotated[str, Field(max_length=63)]
    value: Annotated[str, Field(max_length=63)]
    values: Annotated[tuple[str, ...], Field(max_length=16)]
    decides: Sentence
    uapi: bool
    source: Sentence
    evidence: Literal["read", "recorded", "inferred"]


class ModelView(Strict):
    """A kernel model: what a kernel with private nodes does, as a table.

    A variant is an id with `knobs`; `base` is what a variant or a user's own model starts from.
    """

    model: ModelName
    base: ModelName
    knobs: Annotated[dict[str, str], Field(max_length=64)]
    own: bool
    title: Sentence
    source: Sentence
    cells: Annotated[tuple[CellView, ...], Field(max_length=128)]
    generation: Count = 1


class CellOf(Strict):
    """The cell of one of two models."""

    value: Annotated[str, Field(max_length=63)]
    source: Sentence
    evidence: Literal["read", "recorded", "inferred"]


class DifferingCell(Strict):
    """A cell in which two models differ."""

    cell: Annotated[str, Field(max_length=63)]
    decides: Sentence
    uapi: bool
    first: CellOf
    second: CellOf


class ModelDiffView(Strict):
    """The cells in which two kernel models differ."""

    first: ModelName
    second: ModelName
    cells: Annotated[tuple[DifferingCell, ...], Field(max_length=128)]


class LimitView(Strict):
    """A published limit."""

    limit: Annotated[str, Field(max_length=63)]
    value: Count
    unit: Annotated[str, Field(max_length=16)]
    text: Sentence


class ReasonView(Strict):
    """A row of the error table: kernel rows have an `errno`, control rows a status and a code."""

    reason: Annotated[str, Field(max_length=64)]
    kind: Literal["kernel", "control"]
    errno: Annotated[str | None, Field(max_length=32)] = None
    ret: SmallInt | None = None
    status: SmallInt | None = None
    grpc: Annotated[str | None, Field(max_length=32)] = None
    retryable: bool
    text: Sentence


class EventView(Strict):
    """A committed command: what was asked and what came of it, under one revision of its fabric."""

    revision: RevisionText
    fabric: FabricName
    host: HostName | None = None
    op: Annotated[str, Field(max_length=63)]
    command: dict[str, Any]
    answer: dict[str, Any]


def fabric_view(fabric: FabricState) -> FabricView:
    """A fabric as it stands."""
    return FabricView(
        fabric=fabric.fabric,
        description=fabric.description,
        generation=fabric.generation,
        revision=str(fabric.revision),
        nr_hosts=len(fabric.hosts),
    )


def host_view(fabric: str, entry: HostEntry) -> HostView:
    """A host as it stands."""
    return HostView(
        host=entry.host,
        fabric=fabric,
        kernel_model=entry.kernel_model,
        knobs=dict(sorted(entry.knobs.items())),
        kernel_version=entry.state.kernel_version,
        description=entry.description,
        auto_run=entry.auto_run,
        generation=entry.generation,
        created_revision=str(entry.created_revision),
        host_revision=str(entry.revision),
        forked_from=_origin(entry),
    )


def _origin(entry: HostEntry) -> ForkOrigin | None:
    if entry.origin is None:
        return None
    host, revision = entry.origin
    return ForkOrigin(host=host, revision=str(revision or max(entry.created_revision - 1, 0)))


def model_view(name: str, model: KernelModel) -> ModelView:
    """A kernel model with every cell."""
    return ModelView(
        model=name,
        base=model.base,
        knobs=dict(VARIANTS.get(name, {})),
        own=model.is_own,
        title=model.title,
        source=model.source,
        cells=tuple(
            CellView(
                cell=name,
                value=cell.value,
                values=COLUMNS[name].values,
                decides=COLUMNS[name].text,
                uapi=COLUMNS[name].uapi,
                source=cell.source,
                evidence=cell.evidence,
            )
            for name, cell in model.cells.items()
        ),
    )


def reason_view(reason: str) -> ReasonView:
    """A row of the error table."""
    row: Reason = REASONS[reason]
    return ReasonView(
        reason=reason,
        kind="control" if row.errno is None else "kernel",
        errno=row.errno.name if row.errno is not None else None,
        ret=-row.errno if row.errno is not None else None,
        status=row.http,
        grpc=row.grpc,
        retryable=row.retryable,
        text=row.text,
    )
