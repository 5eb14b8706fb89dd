"""Runs a scenario against any target, once under each kernel model, and judges the answers."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Final, Protocol

import msgspec

from service.experiments.scenario import ModelChoice, model_choice
from service.experiments.scenario_drivers import PlayedDrivers
from service.experiments.scenario_expect import Json, failures
from service.experiments.scenario_load import LoadedScenario, LoadedStep
from service.experiments.scenario_text import Rendered, render, render_call
from service.mm.commands import Command
from service.mm.commands.topology import Topology
from service.mm.models import MODELS

#: what a read shows -> where the kernel makes it
_READ_SOURCES: Final[dict[str, str]] = {
    "zonelists": "mm/page_alloc.c, build_zonelists",
    "nodes": "drivers/base/node.c, node_read_meminfo",
    "sysfs": "drivers/base/node.c, node_state_attr",
    "task": "fs/proc/array.c, proc_pid_status",
    "numa_maps": "fs/proc/task_mmu.c, show_numa_map",
    "numastat": "drivers/base/node.c, node_read_numastat",
    "file": "mm/filemap.c",
}


class TargetRefused(Exception):  # noqa: N818 - a refusal is an answer, not a fault of ours
    """The control plane refused a step."""

    def __init__(self, reason: str, detail: str) -> None:
        self.reason = reason
        self.detail = detail
        super().__init__(f"{reason}: {detail}")


class Target(Protocol):
    """Something that has hosts of one kernel model: the engine in process, or a service."""

    def boot(self, host: str, topology: Topology) -> None:
        """Boots a host. Refuses: TargetRefused."""

    def play(self, drivers: PlayedDrivers) -> None:
        """From now on these answer the callbacks. Refuses: TargetRefused, where they cannot."""

    def call(self, host: str, command: Command) -> Json:
        """The answer to a command, as JSON. Refuses: TargetRefused."""

    def read(self, host: str, kind: str, args: Json) -> Json:
        """What a read shows, as JSON; lists stand under `items`. Refuses: TargetRefused."""

    def close(self) -> None:
        """Gives up the hosts."""


#: Makes a target whose hosts run under a model.
TargetFactory = Callable[[ModelChoice], Target]
#: Called before each step: (steps done, steps in all).
Progress = Callable[[int, int], None]


class Outcome(msgspec.Struct, frozen=True):
    """One step under one model: the answer, how it prints, and what did not hold.

    A step that is not for the model has an empty answer and the result `-`.
    """

    answer: Json
    text: Rendered
    failures: tuple[str, ...]
    #: where the kernel makes what a read shows
    shown_by: str = ""

    @property
    def skipped(self) -> bool:
        """Whether the step is not for this model."""
        return not self.answer

    @property
    def source(self) -> str:
        """Source of the rule that decided the answer, or of what a read shows."""
        source: str = self.answer.get("decided_by", {}).get("source", self.shown_by)
        return source

    @property
    def inferred(self) -> bool:
        """Whether the answer rests on a cell that nobody wrote down."""
        decided = self.answer.get("decided_by", {})
        return decided.get("evidence") == "inferred" or bool(decided.get("inferred_cells"))


class ModelRun(msgspec.Struct, frozen=True):
    """All steps under one model."""

    label: str
    outcomes: tuple[Outcome, ...]


class ScenarioRun(msgspec.Struct, frozen=True):
    """A scenario with what every model answered."""

    loaded: LoadedScenario
    models: tuple[ModelRun, ...]

    @property
    def passed(self) -> bool:
        """Whether every expectation held under every model."""
        return not any(outcome.failures for run in self.models for outcome in run.outcomes)

    def differs(self, index: int) -> bool:
        """Whether the models answer step `index` differently."""
        outcomes = (run.outcomes[index] for run in self.models)
        return len({each.text.result for each in outcomes if not each.skipped}) > 1

    def failed(self, index: int) -> bool:
        """Whether an expectation of step `index` does not hold."""
        return any(run.outcomes[index].failures for run in self.models)

    def shown(self, *, all_steps: bool) -> list[int]:
        """The steps a report shows: all, or those that differ or fail; one model shows all."""
        everything = all_steps or len(self.models) == 1
        return [
            index
            for index in range(len(self.loaded.steps))
            if everything or self.differs(index) or self.failed(index)
        ]


def run_scenario(
    loaded: LoadedScenario,
    factory: TargetFactory,
    labels: Sequence[str] = (),
    progress: Progress | None = None,
) -> ScenarioRun:
    """Runs every step under every model (`labels`, else the scenario's own), in order."""
    labels = tuple(labels) or loaded.scenario.models
    total = len(labels) * len(loaded.steps)
    runs: list[ModelRun] = []
    for label in labels:
        choice = model_choice(label)
        target = factory(choice)
        try:
            for host, names in loaded.names.items():
                target.boot(host, names.topology())
            if loaded.scenario.drivers:
                nids = {host: names.nids for host, names in loaded.names.items()}
                target.play(PlayedDrivers(loaded.scenario.drivers, nids))
            outcomes = []
            for step in loaded.steps:
                outcomes.append(_outcome(loaded, target, step, choice))
                if progress is not None:
                    progress(len(runs) * len(loaded.steps) + len(outcomes), total)
        finally:
            target.close()
        runs.append(ModelRun(label, tuple(outcomes)))
    return ScenarioRun(loaded, tuple(runs))


def _outcome(
    loaded: LoadedScenario, target: Target, step: LoadedStep, choice: ModelChoice
) -> Outcome:
    label = choice.label
    names = loaded.names[step.host]
    if not step.runs_under(label):
        return Outcome({}, Rendered(render_call(step, names), "-"), ())
    try:
        if step.command is not None:
            answer = target.call(step.host, step.command)
        else:
            assert step.step.read is not None, "a step without op is a read"
            answer = target.read(step.host, step.step.read, step.args)
    except TargetRefused as refused:
        answer = {"refused": refused.reason, "detail": refused.detail}
    found = failures(step.expect_for(label), answer, names)
    if "refused" in answer and not found and step.expect_for(label).refused is None:
        found = (f"refused: {answer['refused']}: {answer['detail']}",)
    return Outcome(answer, render(step, answer, names), found, _shown_by(step, choice))


def _shown_by(step: LoadedStep, choice: ModelChoice) -> str:
    """Where the kernel makes what a read shows; the lists are a matter of the model."""
    kind = step.step.read
    if kind is None:
        return ""
    if kind == "zonelists" and choice.model in MODELS:
        return MODELS[choice.model].cells["own_fallback_self"].source
    return _READ_SOURCES.get(kind, "")
