"""The scenario as numbered requests: what to send, and what each demo host answers.

The answers come from the engine in process, once; a test compares them with the running service.
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from typing import Any, Final, NamedTuple

from service.client.paths import PlainRequest, command_request, read_request
from service.experiments.scenario_load import LoadedScenario, LoadedStep
from service.experiments.scenario_local import LocalTarget
from service.experiments.scenario_run import Outcome, run_scenario

#: read step -> operation id of the service
_READS: Final = {
    "zonelists": "list_zonelists",
    "nodes": "list_nodes",
    "numastat": "numastat",
    "numa_maps": "numa_maps",
    "file": "list_files",
    "sysfs": "get_sysfs",
    "task": "get_task",
}


class HostAnswer(NamedTuple):
    """What a host answers: one line, the rule behind it, and the whole JSON."""

    host: str
    result: str
    differs: bool
    sentence: str
    source: str
    json: str


class NumberedRequest(NamedTuple):
    """A step: `section` opens a group; `request` is for the first host that it applies to."""

    number: int
    section: str
    title: str
    setup: bool
    call: str
    host: str
    request: PlainRequest
    answers: tuple[HostAnswer, ...]


def numbered_requests(
    loaded: LoadedScenario, hosts: Mapping[str, str]
) -> tuple[NumberedRequest, ...]:
    """All steps, as requests to the hosts (name -> kernel model)."""
    run = run_scenario(loaded, LocalTarget, tuple(hosts.values()))
    found = []
    for index, step in enumerate(loaded.steps):
        outcomes = {
            host: model.outcomes[index]
            for host, model in zip(hosts, run.models, strict=True)
            if not model.outcomes[index].skipped
        }
        first = next(iter(outcomes))
        answers = tuple(
            _answer(host, outcome, differs=outcome.text.result != outcomes[first].text.result)
            for host, outcome in outcomes.items()
        )
        found.append(
            NumberedRequest(
                number=index + 1,
                section=step.step.section or "",
                title=step.step.title,
                setup=step.step.phase == "setup",
                call=outcomes[first].text.call,
                host=first,
                request=request_of(step, first),
                answers=answers,
            )
        )
    return tuple(found)


def request_of(step: LoadedStep, host: str) -> PlainRequest:
    """The request of a step to a host."""
    if step.command is not None:
        fields = step.command.model_dump(mode="json", exclude_unset=True)
        return command_request(host, step.command.op, fields)
    assert step.step.read is not None, "a step without command is a read"
    params: dict[str, Any] = {"host": host}
    if "pid" in step.args:
        params["pid"] = step.args["pid"]
    return read_request(_READS[step.step.read], params)


def _answer(host: str, outcome: Outcome, *, differs: bool) -> HostAnswer:
    decided = outcome.answer.get("decided_by", {})
    return HostAnswer(
        host=host,
        result=outcome.text.result,
        differs=differs,
        sentence=decided.get("sentence", ""),
        source=decided.get("source", ""),
        json=json.dumps(outcome.answer, indent=2, ensure_ascii=False),
    )
