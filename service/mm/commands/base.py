"""What every command and every answer of a host has in common."""

from __future__ import annotations

from typing import Annotated, ClassVar, Literal

from pydantic import ConfigDict, Field, model_validator

from service.bounded import (
    NOT_NULL,
    Count,
    Hex,
    HostName,
    Label,
    Nid,
    NrPages,
    Order,
    Pid,
    SmallInt,
    Strict,
    WideBytes,
)

#: Zone names as /proc/zoneinfo prints them, lowest first.
ZoneName = Literal["DMA", "DMA32", "Normal", "Movable", "Device"]

#: Why a zone of a list was taken or skipped; every walk is explained with these words only.
Verdict = Literal[
    "TAKEN",  # pages came from it
    "GATED",  # the model's gate for private zones refused it
    "MASKED",  # its node is not in the nodemask
    "CPUSET",  # the task's cpuset does not allow its node
    "ZONE_CLASS",  # above the highest zone that the gfp flags allow
    "WATERMARK",  # free pages would fall below the mark
    "FULL",  # above the mark, but no free block of the order
    "KSWAPD",  # first pass skips nodes whose kswapd is running
]

EffectKind = Literal[
    "pages_allocated",
    "pages_freed",
    "pages_migrated",
    "pages_kept",
    "oom_kill",
    "kswapd_woken",
    "work_queued",
    "policy_installed",
    "vma_changed",
    "zonelists_rebuilt",
    "node_state",
    "callback",
    "memory_block",
    "notifier",
    "task",
    "page_cache",
    "warning",
    "mailbox",
    "device",
    "sleep",
    "memdev",
    "region",
    "vppb",
    "link",
    "plant",
    "extent",
]


TraceStep = Literal[
    "policy", "zonelist", "zone", "pass", "check", "gate", "placement", "oom", "ask", "call"
]


class Effect(Strict):
    """One thing the kernel did, in order; also what a call did before it failed."""

    effect: EffectKind
    #: of a command that touches several hosts: where it happened
    host: Annotated[HostName | None, NOT_NULL] = None
    nid: Annotated[Nid | None, NOT_NULL] = None
    to_nid: Annotated[Nid | None, NOT_NULL] = None
    zone: Annotated[ZoneName | None, NOT_NULL] = None
    nr_pages: Annotated[NrPages | None, NOT_NULL] = None
    order: Annotated[Order | None, NOT_NULL] = None
    pid: Annotated[Pid | None, NOT_NULL] = None
    name: Annotated[str | None, NOT_NULL, Field(max_length=255)] = None
    detail: Annotated[str | None, NOT_NULL, Field(max_length=1000)] = None


class DecidedBy(Strict):
    """The rule that decided an answer: one sentence, its source and the model that holds it."""

    rule: Annotated[str, Field(max_length=64)]
    sentence: Annotated[str, Field(max_length=500)]
    source: Annotated[str, Field(max_length=255)]
    model: Annotated[str, Field(max_length=63)]
    evidence: Literal["read", "recorded", "inferred"] = "read"
    #: cells of the model that took part and that nobody wrote down (evidence `inferred`)
    inferred_cells: Annotated[tuple[str, ...], Field(max_length=64)] = ()


class TraceEntry(Strict):
    """One line of the decision trace that `explain` adds; absent keys do not apply to the step."""

    step: TraceStep
    name: Annotated[str | None, NOT_NULL, Field(max_length=64)] = None
    nid: Annotated[Nid | None, NOT_NULL] = None
    zone: Annotated[ZoneName | None, NOT_NULL] = None
    verdict: Annotated[Verdict | None, NOT_NULL] = None
    nodes: Annotated[tuple[Nid, ...] | None, NOT_NULL] = None
    nr_pages: Annotated[NrPages | None, NOT_NULL] = None
    free: Annotated[NrPages | None, NOT_NULL] = None
    mark: Annotated[NrPages | None, NOT_NULL] = None
    detail: Annotated[str | None, NOT_NULL, Field(max_length=500)] = None
    rule: Annotated[str | None, NOT_NULL, Field(max_length=64)] = None
    source: Annotated[str | None, NOT_NULL, Field(max_length=255)] = None


class Answer(Strict):
    """What a simulated call returned: the kernel's value `ret`, named by `errno` if below 0."""

    ret: SmallInt
    errno: Annotated[str | None, Field(max_length=32)] = None
    reason: Annotated[str | None, Field(max_length=64)] = None
    decided_by: DecidedBy
    effects: Annotated[tuple[Effect, ...], Field(max_length=4096)] = ()


class Command(Strict):
    """A request to one host: `op` is the kernel's name of it, `answer` the shape it returns."""

    op: ClassVar[str]
    answer: ClassVar[type[Answer]] = Answer


class PageRange(Strict):
    """Pages of a task: `area` (label given at mmap), `first`, `count`; or `addr` and `len`.

    Without `count` the range goes to the end of the area.
    Refuses: both or neither of `area` and `addr`.
    """

    model_config: ClassVar[ConfigDict] = ConfigDict(
        json_schema_extra={
            "oneOf": [
                {
                    "required": ["area"],
                    "not": {"anyOf": [{"required": ["addr"]}, {"required": ["len"]}]},
                },
                {
                    "required": ["addr", "len"],
                    "not": {
                        "anyOf": [
                            {"required": ["area"]},
                            {"required": ["first"]},
                            {"required": ["count"]},
                        ]
                    },
                },
            ]
        }
    )

    area: Annotated[Label | None, NOT_NULL] = None
    first: Annotated[NrPages | None, NOT_NULL] = None
    count: Annotated[NrPages | None, NOT_NULL] = None
    addr: Annotated[Hex | None, NOT_NULL] = None
    len: Annotated[WideBytes | None, NOT_NULL] = None

    @model_validator(mode="after")
    def _one_way_to_name_it(self) -> PageRange:
        by_area = self.area is not None
        by_addr = self.addr is not None and self.len is not None
        mixed = (
            (self.addr is not None or self.len is not None)
            if by_area
            else (self.first is not None or self.count is not None)
        )
        if by_area == by_addr or mixed:
            msg = "give either area (with first and count) or addr and len"
            raise ValueError(msg)
        return self


class NodePages(Strict):
    """Pages of one node and zone."""

    nid: Nid
    zone: ZoneName
    nr_pages: NrPages


class PageStatus(Strict):
    """A run of equal per-page statuses: a node, an errno, or nothing written."""

    count: Count
    nid: Annotated[Nid | None, NOT_NULL] = None
    errno: Annotated[str | None, NOT_NULL, Field(max_length=32)] = None
