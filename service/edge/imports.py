"""The import use case: files of a real machine become a host, its lists held against theirs."""

from __future__ import annotations

import asyncio
from typing import Annotated, Any, Literal

import msgspec
from pydantic import Field, ValidationError

from service.bounded import NOT_NULL, HostName, ModelName, Nid, Strict, Text
from service.control.calls import Call, Committed
from service.cxl.rebuild import ListingError, rebuild
from service.edge import limits
from service.edge.ports import ControlPort
from service.edge.refusals import invalid
from service.fabric.commands import CreateHost, WindowNode
from service.fabric.cxl.adopt import adopt
from service.fabric.hosts import kernel_model
from service.fabric.imports import ImportedHost, SourceFile, import_host
from service.fabric.models.commands import KnobName, KnobValue, OwnModel
from service.fabric.state import FabricState
from service.mm.boot import boot_host
from service.mm.undo import Undo


class ImportText(Strict):
    """A file: a name for messages, and its text. What it is, the text decides."""

    name: Annotated[str, Field(pattern=r"^[ -~]{1,255}$", max_length=255)]
    text: Annotated[str, Field(pattern=r"^[^\x00]*$", max_length=limits.IMPORT_BODY_BYTES)]


class ImportHost(Strict):
    """Makes a host from what its tools print.

    Known are `numactl --hardware`, /proc/zoneinfo, `cxl list -vvv`, `daxctl list`, and a kernel log
    with its "Fallback order" lines.
    """

    host: HostName
    kernel_model: ModelName
    knobs: Annotated[dict[KnobName, KnobValue], Field(max_length=64, default_factory=dict)]
    files: Annotated[
        tuple[ImportText, ...], Field(min_length=1, max_length=limits.IMPORT_FILES, strict=False)
    ]
    description: Text = ""
    auto_run: bool = False


class ImportedText(Strict):
    """A file that was read, and what it turned out to be."""

    name: Annotated[str, Field(max_length=255)]
    kind: Annotated[str, Field(max_length=63)]


class FallbackDifference(Strict):
    """A node whose computed fallback order is not the recorded one."""

    nid: Nid
    recorded: Annotated[tuple[Nid, ...], Field(max_length=1024)]
    computed: Annotated[tuple[Nid, ...], Field(max_length=1024)]


class ImportReport(Strict):
    """What was read, what was assumed instead, and whether the lists come out as recorded."""

    files: Annotated[tuple[ImportedText, ...], Field(max_length=limits.IMPORT_FILES)]
    assumed: Annotated[tuple[str, ...], Field(max_length=4096)] = ()
    ignored: Annotated[tuple[str, ...], Field(max_length=4096)] = ()
    private_nodes: Annotated[tuple[Nid, ...], Field(max_length=1024)] = ()
    #: `rebuilt`: its CXL side can be worked with, devices and switches are in the plant; `listing`:
    #: it is shown as it was, and why no more; `none`: no file shows a CXL side
    cxl: Literal["rebuilt", "listing", "none"] = "none"
    cxl_why: Annotated[str | None, NOT_NULL, Field(max_length=1000)] = None
    fallback_orders: Literal["equal", "different", "not_recorded"]
    differences: Annotated[tuple[FallbackDifference, ...], Field(max_length=1024)] = ()


class Imported(msgspec.Struct, frozen=True):
    """A committed import."""

    committed: Committed
    report: ImportReport


def _read(request: ImportHost, own: OwnModel | None = None) -> tuple[CreateHost, ImportReport]:
    """Parses the files and boots a scratch host under the model, to look at its lists."""
    model = kernel_model(request.kernel_model, request.knobs, own)
    found = import_host([SourceFile(each.name, each.text) for each in request.files])
    fields: dict[str, Any] = request.model_dump(exclude={"files"})
    why: str | None = None
    if found.inventory is not None:
        fields["inventory"] = found.inventory
        why = _why_not(found)
        nodes = [
            WindowNode(decoder=name, nid=nid) for name, nid in sorted(found.window_nodes.items())
        ]
        fields |= {} if why is not None else {"window_nodes": nodes}
    try:
        command = CreateHost(topology=found.topology, **fields)
    except ValidationError as error:
        raise invalid(error, "files") from error
    computed = boot_host(found.topology, model).order_of
    report = _report(found, {nid: order[0] for nid, order in computed.items()})
    kind = "none" if found.inventory is None else "rebuilt" if why is None else "listing"
    return command, report.model_copy(update={"cxl": kind, "cxl_why": why})


def _why_not(found: ImportedHost) -> str | None:
    """Why the listing cannot become a machine that can be worked with; None where it can."""
    assert found.inventory is not None, "asked where there is one"
    try:
        scratch = rebuild(found.inventory, found.window_nodes, found.topology.kernel_version)
        adopt(FabricState("scratch"), Undo(), "scratch", scratch)
    except ListingError as error:
        return str(error)[:1000]
    return None


def _report(found: ImportedHost, computed: dict[int, tuple[int, ...]]) -> ImportReport:
    differences = tuple(
        FallbackDifference(nid=nid, recorded=recorded, computed=computed.get(nid, ()))
        for nid, recorded in sorted(found.fallback_orders.items())
        if computed.get(nid, ()) != recorded
    )
    verdict: Literal["equal", "different", "not_recorded"] = "not_recorded"
    if found.fallback_orders:
        verdict = "different" if differences else "equal"
    return ImportReport(
        files=tuple(ImportedText(name=each.name, kind=each.kind) for each in found.files),
        assumed=found.assumed,
        ignored=found.ignored,
        private_nodes=found.private_nodes,
        fallback_orders=verdict,
        differences=differences,
    )


async def import_into(control: ControlPort, call: Call, request: ImportHost) -> Imported:
    """Reads the files off the event loop, then creates the host by `call` with its command.

    Refuses: IMPORT_MALFORMED, IMPORT_INCONSISTENT with file, line and field; UNKNOWN_KERNEL_MODEL;
    what `create_host` refuses.
    """
    own = await control.documents.own_model(request.kernel_model)
    command, report = await asyncio.to_thread(_read, request, own)
    committed = await control.execute(msgspec.structs.replace(call, command=command))
    return Imported(committed, report)
