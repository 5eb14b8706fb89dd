"""One host from several files: reads each, holds them against each other, assembles the host."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

import msgspec

from service.cxl.commands import CxlInventory, DaxDevice
from service.fabric.imports import (
    assemble,
    cross,
    cxl_list,
    daxctl,
    detect,
    kernel_log,
    numactl,
    zoneinfo,
)
from service.fabric.imports.source import FILE_CHARS_MAX, SourceFile, inconsistent, malformed
from service.mm.commands.topology import Topology

FILES_MAX: Final = 16


class ImportedFile(msgspec.Struct, frozen=True):
    """A file that was read, and what it turned out to be."""

    name: str
    kind: detect.Kind


class ImportedHost(msgspec.Struct, frozen=True):
    """A host as its files describe it.

    `fallback_orders` are those of the kernel log, to compare the engine's lists with; those of
    `private_nodes` are meant for a model with private nodes. `assumed` says in sentences what no
    file stated, `ignored` which keys of the files have no place here.
    """

    topology: Topology
    inventory: CxlInventory | None
    fallback_orders: dict[int, tuple[int, ...]]
    assumed: tuple[str, ...]
    files: tuple[ImportedFile, ...]
    private_nodes: tuple[int, ...] = ()
    dax_devices: tuple[DaxDevice, ...] = ()
    ignored: tuple[str, ...] = ()
    #: the nodes of root decoders, as far as the files tell
    window_nodes: dict[str, int] = {}


def import_host(files: Sequence[SourceFile]) -> ImportedHost:
    """The host that `files`, all of one machine, describe.

    Needs `numactl --hardware`, /proc/zoneinfo or `cxl list`; each kind at most once.
    Refuses: IMPORT_MALFORMED, IMPORT_INCONSISTENT, both with file, line, field and why.
    """
    if not 1 <= len(files) <= FILES_MAX:
        raise malformed("import", 1, "files", f"{len(files)} files, expected 1 to {FILES_MAX}")
    sources = cross.Sources()
    read: list[ImportedFile] = []
    for file in files:
        if len(file.text) > FILE_CHARS_MAX:
            raise malformed(file.name, 1, "file", f"longer than {FILE_CHARS_MAX} characters")
        kind = detect.kind_of(file.text, file.name)
        earlier = [one.name for one in read if one.kind == kind]
        if earlier:
            why = f"a second output of {kind}, {earlier[0]} is the first: one machine, one of each"
            raise inconsistent(file.name, 1, "file", why)
        _read(sources, kind, file)
        read.append(ImportedFile(file.name, kind))
    if sources.numactl is None and sources.zones is None and sources.cxl is None:
        why = "not enough for a host: add numactl --hardware, /proc/zoneinfo or cxl list"
        raise malformed(files[0].name, 1, "files", why)
    cross.check(sources)
    topology, assumed, windows = assemble.topology(sources)
    log, listing = sources.log, sources.cxl
    return ImportedHost(
        topology=topology,
        inventory=None if listing is None else listing.inventory,
        fallback_orders={}
        if log is None
        else {nid: log.fallback[nid].order for nid in sorted(log.fallback)},
        assumed=assumed,
        files=tuple(read),
        private_nodes=sources.private_nodes,
        dax_devices=() if sources.dax is None else sources.dax.devices,
        ignored=_ignored(sources),
        window_nodes=windows,
    )


def _read(sources: cross.Sources, kind: detect.Kind, file: SourceFile) -> None:
    match kind:
        case "numactl --hardware":
            sources.numactl = numactl.parse(file.text, file.name)
        case "/proc/zoneinfo":
            sources.zones = zoneinfo.parse(file.text, file.name)
        case "kernel log":
            sources.log = kernel_log.parse(file.text, file.name)
        case "cxl list":
            sources.cxl = cxl_list.parse(file.text, file.name)
        case "daxctl list":
            sources.dax = daxctl.parse(file.text, file.name)


def _ignored(sources: cross.Sources) -> tuple[str, ...]:
    listings = [one for one in (sources.cxl, sources.dax) if one is not None]
    return tuple(f"{one.file}: {key}" for one in listings for key in one.ignored)
