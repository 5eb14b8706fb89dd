"""Forks and replays of a host's history: the command, and the reports that people read."""

from __future__ import annotations

from typing import Annotated, ClassVar, Final

from pydantic import Field

from service.bounded import (
    NOT_NULL,
    Count,
    HostName,
    ModelName,
    Nid,
    NrPages,
    Revision,
    RevisionText,
    SmallInt,
    Strict,
    Text,
)
from service.fabric.models.commands import KnobName, KnobValue
from service.mm.commands.base import Answer, Command

#: characters of the encoded state that a fork of the past carries into the journal
FORK_STATE_MAX: Final = 64 << 20
#: differing commands that a report spells out; `nr_differing` counts all of them
DIFFERENCES_MAX: Final = 1000
#: kernel models of one replay
REPLAY_MODELS_MAX: Final = 32

Label = Annotated[str, Field(max_length=255)]
Sentence = Annotated[str, Field(max_length=1000)]


class ReplayedAnswer(Strict):
    """What one model answers to a command of the past.

    `result` is the answer in one line; `placed` counts the pages that were allocated, by node.
    """

    model: Label
    result: Sentence
    ret: SmallInt | None = None
    errno: Annotated[str | None, Field(max_length=32)] = None
    reason: Annotated[str | None, Field(max_length=64)] = None
    placed: Annotated[tuple[tuple[Nid, NrPages], ...], Field(max_length=1024)] = ()
    rule: Annotated[str, Field(max_length=64)] = ""
    sentence: Sentence = ""
    source: Sentence = ""
    inferred_cells: Annotated[tuple[str, ...], Field(max_length=64)] = ()


class ReplayDifference(Strict):
    """A command that the models answer differently; `uapi`: a process made it, and can see it."""

    revision: RevisionText
    op: Annotated[str, Field(max_length=63)]
    command: Annotated[str, Field(max_length=2000)]
    uapi: bool
    answers: Annotated[tuple[ReplayedAnswer, ...], Field(max_length=REPLAY_MODELS_MAX + 1)]


class ReplayedNode(Strict):
    """A node at the end: its pages, and the counters of numastat."""

    nid: Nid
    states: Annotated[tuple[str, ...], Field(max_length=16)]
    total_pages: NrPages
    free_pages: NrPages
    numa_hit: Count
    numa_miss: Count
    numa_foreign: Count
    private_refused: Count


class ReplayedModel(Strict):
    """The end of the history under one model.

    `nr_differing` counts answers that are not as recorded; `standard_answers` are revisions at
    which a driver would have been asked what it never was, and got the standard answer.
    """

    model: Label
    title: Sentence
    nr_differing: Count
    nr_errno: Count
    nr_refused: Count
    oom_kills: Count
    standard_answers: Annotated[tuple[RevisionText, ...], Field(max_length=DIFFERENCES_MAX)] = ()
    nodes: Annotated[tuple[ReplayedNode, ...], Field(max_length=1024)]


class ReplayReport(Strict):
    """A host's history up to a revision, as recorded and under other kernel models."""

    host: HostName
    revision: RevisionText
    nr_commands: Count
    models: Annotated[tuple[ReplayedModel, ...], Field(max_length=REPLAY_MODELS_MAX + 1)]
    nr_differing: Count
    differences: Annotated[tuple[ReplayDifference, ...], Field(max_length=DIFFERENCES_MAX)]


class ForkedState(Strict):
    """The state that a fork of the past stands on: msgpack in base64, as the twin wrote it."""

    data: Annotated[str, Field(pattern=r"^[A-Za-z0-9+/]*={0,2}$", max_length=FORK_STATE_MAX)]
    #: what the history answers under the fork's own model, where that is another one
    report: Annotated[ReplayReport | None, NOT_NULL] = None


class ForkAnswer(Answer):
    """A new host that stands where another one stood.

    `source_revision` is absent where that is the source's state just before this command.
    """

    source: HostName
    source_revision: RevisionText | None = None
    report: ReplayReport | None = None


class ForkHost(Command):
    """A new host that stands where `source` stands, or stood at `revision`; memory, no cables.

    Without `past` the source is copied as it is, part by part, copy on write.
    """

    op: ClassVar[str] = "fork_host"
    answer: ClassVar[type[Answer]] = ForkAnswer
    host: HostName
    source: HostName
    revision: Annotated[Revision | None, NOT_NULL] = None
    #: what it runs, where that is not what the source runs
    kernel_model: Annotated[ModelName | None, NOT_NULL] = None
    knobs: Annotated[dict[KnobName, KnobValue], Field(max_length=64, default_factory=dict)]
    description: Text = ""
    past: Annotated[ForkedState | None, NOT_NULL] = None


#: commands that the service makes of requests; nobody sends them as they are
WHATIF_COMMANDS: Final[dict[str, type[Command]]] = {ForkHost.op: ForkHost}
