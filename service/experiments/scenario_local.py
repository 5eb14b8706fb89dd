"""The engine in process as a scenario target: no server, no store, nothing outlives the run."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, Final

from service.bounded import Strict
from service.experiments.scenario import ModelChoice
from service.experiments.scenario_drivers import PlayedDrivers
from service.experiments.scenario_expect import Json
from service.experiments.scenario_run import TargetRefused
from service.fabric.commands import CreateFabric, CreateHost
from service.fabric.engine import Done, Envelope, committed, step
from service.fabric.state import FabricState
from service.mm import views
from service.mm.commands import Command
from service.mm.commands.driver import DriverAnswer, Question
from service.mm.commands.topology import Topology
from service.mm.driver import check_answer, check_targets
from service.mm.state import HostState
from service.reasons import Refused

_FABRIC: Final = "scenario"


class LocalTarget:
    """Hosts of one model inside one fabric of this process."""

    def __init__(self, choice: ModelChoice, *, explain: bool = False) -> None:
        self._choice = choice
        self._explain = explain
        self._fabric = FabricState(_FABRIC)
        self._revision = 0
        self._drivers: PlayedDrivers | None = None
        self._step(CreateFabric(fabric=_FABRIC), None)

    def boot(self, host: str, topology: Topology) -> None:
        """Boots a host of the model."""
        self._step(
            CreateHost(
                host=host,
                kernel_model=self._choice.model,
                knobs=self._choice.knobs,
                topology=topology,
            ),
            host,
        )

    def play(self, drivers: PlayedDrivers) -> None:
        """These answer from now on."""
        self._drivers = drivers

    def call(self, host: str, command: Command) -> Json:
        """One step of the engine."""
        done = self._step(command, host)
        answer = done.answer.model_dump(mode="json", exclude_none=True)
        if self._explain:
            walk = [entry.model_dump(mode="json", exclude_none=True) for entry in done.trace]
            answer["trace"] = walk
        return answer

    def read(self, host: str, kind: str, args: Json) -> Json:
        """One view of the host."""
        try:
            return _READS[kind](self._fabric.hosts[host].state, args)
        except Refused as refused:
            raise _as_target_refused(refused) from None

    def close(self) -> None:
        """Nothing to give up."""

    def _step(self, command: Command, host: str | None) -> Done:
        answers: list[DriverAnswer] = []
        try:
            while True:
                done = step(self._fabric, Envelope(command, host), answers, explain=self._explain)
                if isinstance(done, Done):
                    break
                answers.append(self._ask(host, done.question))
        except Refused as refused:
            raise _as_target_refused(refused) from None
        self._revision += 1
        committed(self._fabric, done.subjects, self._revision)
        return done

    def _ask(self, host: str | None, question: Question) -> DriverAnswer:
        """What a driver of the scenario answers; nobody attaches to a local run."""
        if self._drivers is None or host is None or not self._drivers.plays(host, question.driver):
            raise TargetRefused(
                "DRIVER_FAILED", f"the scenario plays no driver {question.driver} on {host}"
            )
        answer = self._drivers.answer(question)
        check_answer(question, answer)
        check_targets(self._fabric.hosts[host].state, question.driver, answer.script or ())
        return answer


def _as_target_refused(refused: Refused) -> TargetRefused:
    return TargetRefused(refused.reason, refused.row.render(refused.facts))


def _json(view: Strict) -> Json:
    return view.model_dump(mode="json", exclude_none=True)


def _items(found: tuple[Strict, ...], **only: object) -> Json:
    rows = [_json(view) for view in found]
    return {
        "items": [row for row in rows if all(row.get(key) == value for key, value in only.items())]
    }


def _only(args: Json, **fields: str) -> dict[str, Any]:
    """The filters of a read: view field by argument name, where the argument is given."""
    return {field: args[name] for field, name in fields.items() if name in args}


_READS: Final[dict[str, Callable[[HostState, Json], Json]]] = {
    "zonelists": lambda state, args: _items(views.zonelists(state), **_only(args, nid="node")),
    "nodes": lambda state, args: _items(views.nodes(state), **_only(args, nid="node")),
    "numastat": lambda state, args: _items(views.numastat(state), **_only(args, nid="node")),
    "numa_maps": lambda state, args: _items(
        views.numa_maps(state, args["pid"]), **_only(args, area="area")
    ),
    "sysfs": lambda state, _: _json(views.sysfs(state)),
    "task": lambda state, args: _json(views.task(state, args["pid"])),
    "file": lambda state, args: _items(views.files(state), **_only(args, file="file")),
}
