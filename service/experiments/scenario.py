"""The scenario format, `apiVersion: cxltwin/v1`, `kind: Scenario`, as models.

A scenario builds hosts from a short topology, runs steps on them under several kernel models and
says what each model answers. Nodes have names (`A`, `B`, `C`), usable wherever a step names a node.
"""

from __future__ import annotations

from typing import Annotated, Any, Final, Literal, NamedTuple

from pydantic import Field, model_validator

from service.bounded import NOT_NULL, Cpu, Distance, Hex, HostName, Nid, NrPages, Strict, Text
from service.experiments.scenario_card import Card
from service.experiments.scenario_drivers import DRIVERS_MAX, DriverName, ScenarioDriver
from service.mm.commands.topology import KernelVersion, ZoneSpec
from service.mm.models import VARIANTS

MODELS_MAX: Final = 16
STEPS_MAX: Final = 1000
HOSTS_MAX: Final = 16
NODES_MAX: Final = 64

NodeName = Annotated[str, Field(pattern=r"^[A-Za-z][A-Za-z0-9_]{0,15}$", max_length=16)]
#: A size in bytes with a binary unit, as the kernel command line writes it.
Size = Annotated[str, Field(pattern=r"^[1-9][0-9]{0,6}[KMGT]$", max_length=8)]
#: A kernel model or a variant of one (`rfc-v4/as-coded`), with cells set by hand:
#: `list-isolation+own_fallback=empty`.
ModelLabel = Annotated[
    str,
    Field(
        pattern=r"^[a-z0-9][a-z0-9.-]{0,62}(?:/[a-z][a-z0-9-]{0,30})?"
        r"(?:\+[a-z][a-z0-9_.]{0,62}=[a-z0-9][a-z0-9_.-]{0,62}){0,8}$",
        max_length=255,
    ),
]
#: What a read step looks at.
ReadKind = Literal["zonelists", "nodes", "sysfs", "task", "numa_maps", "numastat", "file"]

_UNITS: Final = {"K": 1 << 10, "M": 1 << 20, "G": 1 << 30, "T": 1 << 40}


class ModelChoice(NamedTuple):
    """A label taken apart: the model's id and the cells set by hand."""

    label: str
    model: str
    knobs: dict[str, str]


def model_choice(label: str) -> ModelChoice:
    """The model and knobs behind a `ModelLabel`."""
    name, *cells = label.split("+")
    model = name.partition("/")[0] if name in VARIANTS else name
    knobs = {**VARIANTS.get(name, {}), **dict(cell.split("=", 1) for cell in cells)}
    return ModelChoice(label, model, knobs)


def size_bytes(size: str) -> int:
    """The bytes behind a `Size`."""
    return int(size[:-1]) * _UNITS[size[-1]]


class Source(Strict):
    """Where a scenario comes from: the mail or patch that states it."""

    title: Text
    message: Annotated[str | None, NOT_NULL, Field(pattern=r"^[!-~]{1,255}$", max_length=255)] = (
        None
    )
    patch: Annotated[Text | None, NOT_NULL] = None
    date: Annotated[str | None, NOT_NULL, Field(pattern=r"^\d{4}-\d{2}-\d{2}$")] = None


class ScenarioNode(Strict):
    """A node in short form: an id, CPUs, and memory by `size` (zone Normal) or by `zones`.

    Memory without `start` follows the memory of the nodes before it, from 4 GiB up. A `private`
    node is a possible id whose range a driver hotplugs: it has no memory when the host boots.
    """

    nid: Nid
    cpus: Annotated[tuple[Cpu, ...], Field(max_length=1024, strict=False)] = ()
    size: Annotated[Size | None, NOT_NULL] = None
    start: Annotated[Hex | None, NOT_NULL] = None
    private: bool = False
    #: abstract distance of its memory; DRAM has 576, a slower device more
    adistance: Annotated[int | None, NOT_NULL, Field(ge=1, le=1 << 20)] = None
    zones: Annotated[tuple[ZoneSpec, ...], Field(max_length=5, strict=False)] = ()


class ScenarioHost(Strict):
    """A machine: nodes by name, and for each node a row of distances in the order of `nodes`."""

    nodes: Annotated[dict[NodeName, ScenarioNode], Field(min_length=1, max_length=NODES_MAX)]
    distances: Annotated[
        dict[NodeName, Annotated[tuple[Distance, ...], Field(max_length=NODES_MAX, strict=False)]],
        Field(max_length=NODES_MAX),
    ]
    kernel_version: KernelVersion = "7.3"
    memory_block_size: Size = "128M"
    swap_pages: NrPages = 0
    description: Text = ""


class ScenarioStep(Strict):
    """One request or read. `expect` holds assertions, or blocks of them by model and `default`.

    A step without `expect` must return 0. `phase: setup` marks what the demo runs when it starts.
    With `only` the step runs under these models and is left out under the others. `section` is a
    heading over this step and those after it.
    """

    title: Text
    section: Annotated[Text | None, NOT_NULL] = None
    host: Annotated[HostName | None, NOT_NULL] = None
    phase: Literal["setup", "try"] = "try"
    only: Annotated[
        tuple[ModelLabel, ...] | None, NOT_NULL, Field(max_length=MODELS_MAX, strict=False)
    ] = None
    op: Annotated[str | None, NOT_NULL, Field(pattern=r"^[a-z_]{1,63}$", max_length=63)] = None
    read: Annotated[ReadKind | None, NOT_NULL] = None
    args: dict[str, Any] = Field(default_factory=dict, max_length=32)
    expect: dict[str, Any] = Field(default_factory=dict, max_length=32)

    @model_validator(mode="after")
    def _one_kind(self) -> ScenarioStep:
        if (self.op is None) == (self.read is None):
            msg = "a step has either op or read"
            raise ValueError(msg)
        return self


class Scenario(Strict):
    """A scenario file."""

    apiVersion: Literal["cxltwin/v1"]  # noqa: N815 - the word that such files use
    kind: Literal["Scenario"]
    title: Text
    description: Text = ""
    source: Source
    #: the use case that the scenario plays, for the files in `cards/`
    card: Annotated[Card | None, NOT_NULL] = None
    #: the first is the default of everything that shows one model only
    models: Annotated[
        tuple[ModelLabel, ...], Field(min_length=1, max_length=MODELS_MAX, strict=False)
    ]
    hosts: Annotated[dict[HostName, ScenarioHost], Field(min_length=1, max_length=HOSTS_MAX)]
    #: drivers that this scenario plays itself: who answers the callbacks of their nodes
    drivers: Annotated[dict[DriverName, ScenarioDriver], Field(max_length=DRIVERS_MAX)] = Field(
        default_factory=dict
    )
    steps: Annotated[
        tuple[ScenarioStep, ...], Field(min_length=1, max_length=STEPS_MAX, strict=False)
    ]

    def host_of(self, step: ScenarioStep) -> str:
        """The host a step is for: the one it names, or the first."""
        return step.host if step.host is not None else next(iter(self.hosts))
