"""Records the examples of the OpenAPI document: a scenario, sent to an empty service."""

from __future__ import annotations

from collections.abc import Awaitable, Callable
from typing import Any, Final

from service.api.examples import READS, Example, Request, dump, request_of
from service.experiments.scenario_bundled import FOUR_LISTS, bundled
from service.experiments.scenario_load import LoadedScenario, LoadedStep, load_scenario

FABRIC: Final = "demo"
HOST: Final = "june"
MODEL: Final = "thread-2026-06"

#: Sends a request to the service; gives status and JSON answer.
Send = Callable[[Request], Awaitable[tuple[int, dict[str, Any]]]]


def scenario() -> LoadedScenario:
    """The scenario whose requests are the examples."""
    return load_scenario(FOUR_LISTS, bundled(FOUR_LISTS))


def requests(loaded: LoadedScenario) -> list[tuple[str, Request]]:
    """Titles and requests in order: a fabric, a host, and each step of the scenario on it."""
    machine = next(iter(loaded.scenario.hosts))
    topology = loaded.names[machine].topology().model_dump(mode="json", exclude_defaults=True)
    host = {"host": HOST, "kernel_model": MODEL, "topology": topology}
    found = [
        (
            "A fabric, the unit of order",
            Request("POST", "/v1/fabrics", {"fabric": FABRIC}, "create_fabric"),
        ),
        (
            f"A host that runs {MODEL}",
            Request("POST", f"/v1/fabrics/{FABRIC}/hosts", host, "create_host"),
        ),
    ]
    steps = [step for step in loaded.steps if step.runs_under(MODEL)]
    return [*found, *((step.step.title, _request(step)) for step in steps)]


def _request(step: LoadedStep) -> Request:
    if step.command is not None:
        fields = step.command.model_dump(mode="json", exclude_unset=True)
        return request_of(step.command.op, HOST, fields)
    assert step.step.read is not None, "a step without a command is a read"
    args = {name: value for name, value in step.args.items() if name == "pid"}
    return request_of(READS[step.step.read], HOST, args)


async def record(send: Send) -> str:
    """The text of docs/api/examples.json, as an empty service answers."""
    found: list[Example] = []
    for number, (title, request) in enumerate(requests(scenario()), 1):
        status, answer = await send(request)
        assert status < 300, f"{title}: {answer}"  # noqa: PLR2004 - a scenario runs through
        found.append(Example(number, title, request, status, answer))
    return dump(HOST, FOUR_LISTS, found)
