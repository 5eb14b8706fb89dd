"""Compose memory for hosts by size or by names, confirm it, free it; LDs assigned without vPPBs.

Words of compose services: compose, assign, unassign, free. What a composition is made of are the
same commands that anybody may send one by one.
"""

from __future__ import annotations

from typing import Annotated, ClassVar, Final, Literal

from pydantic import Field

from service.bounded import NOT_NULL, Hex, HostName, Label, Nanoseconds, Nid, Strict, WideBytes
from service.fabric.cxl.commands.host import AnswerType, MemdevName, PlantName, Ways
from service.fabric.cxl.commands.plant import PlantCommand, Removing
from service.fabric.devices.commands import DecoderName, RegionName
from service.mm.commands.base import Answer
from service.mm.commands.private import NpCallback, NpOp, OnlineType

CompositionName = HostName

#: why a candidate was not taken; OK: it would have been possible
Verdict = Literal[
    "TAKEN",
    "OK",
    "NOT_RAM",
    "NO_NODE",
    "NODE_TAKEN",
    "OTHER_DECODER",
    "NO_SPREAD",
    "NO_HPA",
    "SIZE",
    "CONSTRAINT",
]


class ComposePart(Strict):
    """Memory for one host: `size` bytes by constraints, or exactly `memdevs` by position.

    `private` memory becomes a private node whose ops table has these NP_OPS; other memory becomes
    System RAM. Constraints on devices: memory class, owner driver, ATS.
    """

    host: HostName
    size: WideBytes
    memdevs: Annotated[
        tuple[MemdevName, ...] | None, NOT_NULL, Field(min_length=1, max_length=16, strict=False)
    ] = None
    decoder: Annotated[DecoderName | None, NOT_NULL] = None
    ways: Annotated[Ways | None, NOT_NULL] = None
    private: bool = False
    online_type: OnlineType = "online_movable"
    np_ops: Annotated[tuple[NpOp, ...], Field(max_length=8, strict=False)] = ()
    callbacks: Annotated[tuple[NpCallback, ...], Field(max_length=7, strict=False)] = ()
    memory_class: Annotated[Label | None, NOT_NULL] = None
    owner: Annotated[Label | None, NOT_NULL] = None
    ats: Annotated[bool | None, NOT_NULL] = None
    #: bind free logical devices of switches that the host is cabled to, where its own do not do
    bind: bool = True


class Candidate(Strict):
    """A way to compose a part, and what became of it."""

    part: Annotated[int, Field(ge=0, le=63)]
    host: HostName
    decoder: DecoderName
    ways: Ways
    nid: Annotated[Nid | None, NOT_NULL] = None
    memdevs: Annotated[tuple[MemdevName, ...], Field(max_length=16)] = ()
    #: the largest size that it could have given
    size: WideBytes = 0
    verdict: Verdict
    why: Annotated[str, Field(max_length=200)] = ""


class ComposedPart(Strict):
    """What a part became."""

    host: HostName
    region: RegionName
    resource: Hex
    size: WideBytes
    memdevs: Annotated[tuple[MemdevName, ...], Field(max_length=16)]
    nid: Nid


class ComposeAnswer(Answer):
    """The parts by position, and every candidate that was looked at."""

    parts: Annotated[tuple[ComposedPart, ...], Field(max_length=64)] = ()
    candidates: Annotated[tuple[Candidate, ...], Field(max_length=4096)] = ()


class Compose(PlantCommand):
    """Memory for one or several hosts in one revision, or for none of them.

    Without `lease_ns` it is online at once. With it the capacity is only reserved (bound, regions
    committed) and released when it is not confirmed before the fabric's clock has gone so far.
    With validate_only the answer lists the candidates and nothing happens.
    """

    op: ClassVar[str] = "compose"
    answer: ClassVar[AnswerType] = ComposeAnswer
    composition: CompositionName
    parts: Annotated[tuple[ComposePart, ...], Field(min_length=1, max_length=64, strict=False)]
    lease_ns: Annotated[Nanoseconds | None, NOT_NULL] = None


class _OfComposition(PlantCommand):
    """A command on a composition."""

    composition: CompositionName


class ConfirmComposition(_OfComposition):
    """Brings a reserved composition online, all parts or none."""

    op: ClassVar[str] = "confirm_composition"
    answer: ClassVar[AnswerType] = ComposeAnswer


class FreeComposition(_OfComposition, Removing):
    """Gives the memory of a composition back: offline, regions destroyed, what it bound unbound."""

    op: ClassVar[str] = "free_composition"


class AdvanceFabric(PlantCommand):
    """Advances the fabric's clock; leases that end meanwhile release what they reserve."""

    op: ClassVar[str] = "advance_fabric"
    ns: Nanoseconds


class AssignAnswer(Answer):
    """The vPPB that an LD is bound to, and the memdev that its host found."""

    switch: Annotated[PlantName | None, NOT_NULL] = None
    vcs_id: Annotated[int | None, NOT_NULL] = None
    vppb_id: Annotated[int | None, NOT_NULL] = None
    memdev: Annotated[MemdevName | None, NOT_NULL] = None


class AssignLd(PlantCommand):
    """Binds an LD to the first unbound vPPB that the host has on the device's switch."""

    op: ClassVar[str] = "assign_ld"
    answer: ClassVar[AnswerType] = AssignAnswer
    device: PlantName
    ld: Annotated[int, Field(ge=0, le=15)] = 0
    host: HostName


class UnassignLd(PlantCommand, Removing):
    """Unbinds an LD from whatever vPPB has it."""

    op: ClassVar[str] = "unassign_ld"
    device: PlantName
    ld: Annotated[int, Field(ge=0, le=15)] = 0


COMPOSE_COMMANDS: Final[dict[str, type[PlantCommand]]] = {
    command.op: command
    for command in (
        Compose,
        ConfirmComposition,
        FreeComposition,
        AdvanceFabric,
        AssignLd,
        UnassignLd,
    )
}
