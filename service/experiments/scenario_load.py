"""Loads a scenario file and checks everything that can be checked before it runs."""

from __future__ import annotations

import json
from typing import Any, Final

from pydantic import ValidationError

from service.experiments.scenario import Scenario, ScenarioStep, model_choice
from service.experiments.scenario_expect import Expect
from service.experiments.scenario_names import Names
from service.experiments.scenario_yaml import Document, Path, load_yaml
from service.mm.commands import Command
from service.mm.commands.cram import CramRegisterPrivateNode
from service.mm.commands.private import NodePrivateSetOps
from service.mm.models import MODELS, with_knobs
from service.reasons import REASONS, Errno

#: The block of `expect` that stands for every model without one of its own.
DEFAULT: Final = "default"


class LoadedStep:
    """A checked step: its command (or None for a read), its arguments, its expectations."""

    __slots__ = ("args", "command", "expects", "host", "line", "step")

    def __init__(
        self,
        step: ScenarioStep,
        host: str,
        command: Command | None,
        args: dict[str, Any],
        expects: dict[str, Expect],
        line: int = 1,
    ) -> None:
        self.step = step
        self.host = host
        self.command = command
        self.args = args
        self.expects = expects
        self.line = line

    def expect_for(self, label: str) -> Expect:
        """The block of the label, else of its model, else `default`."""
        for key in (label, model_choice(label).model, DEFAULT):
            if key in self.expects:
                return self.expects[key]
        return Expect()

    def runs_under(self, label: str) -> bool:
        """Whether the step is for a label or its model."""
        only = self.step.only
        return only is None or label in only or model_choice(label).model in only


class LoadedScenario:
    """A checked scenario, ready to run."""

    __slots__ = ("names", "scenario", "steps")

    def __init__(
        self, scenario: Scenario, names: dict[str, Names], steps: tuple[LoadedStep, ...]
    ) -> None:
        self.scenario = scenario
        self.names = names
        self.steps = steps


def load_scenario(file: str, text: str) -> LoadedScenario:
    """The scenario in `text`, checked as a whole; `file` is only its name in messages.

    Refuses: SCENARIO_MALFORMED with line, field and rule.
    """
    document = load_yaml(file, text)
    if not isinstance(document.data, dict):
        document.refuse((), "a scenario is a mapping with apiVersion, kind, hosts and steps")
    try:
        scenario = Scenario.model_validate_json(json.dumps(document.data))
    except ValidationError as error:
        _refuse_validation(document, (), error)
    for index, label in enumerate(scenario.models):
        if why := unknown_model(label):
            document.refuse(("models", index), why)
    names = {host: _names(document, scenario, host) for host in scenario.hosts}
    _check_drivers(document, scenario, names)
    steps = tuple(
        _step(document, scenario, names, index, step) for index, step in enumerate(scenario.steps)
    )
    _check_card(document, scenario, steps)
    return LoadedScenario(scenario, names, steps)


def _check_drivers(document: Document, scenario: Scenario, names: dict[str, Names]) -> None:
    """Drivers are of a host that is there, and move folios to its nodes."""
    for driver, part in scenario.drivers.items():
        host = part.host or next(iter(scenario.hosts))
        if host not in names:
            document.refuse(("drivers", driver, "host"), f"no host {host}")
        for index, row in enumerate(part.answers):
            for position, move in enumerate(row.move or ()):
                try:
                    names[host].nid(move.nid)
                except ValueError as error:
                    path = ("drivers", driver, "answers", index, "move", position, "nid")
                    document.refuse(path, str(error))


def _check_card(document: Document, scenario: Scenario, steps: tuple[LoadedStep, ...]) -> None:
    """A card is about a private node, whose ops are those that the steps install."""
    card = scenario.card
    if card is None:
        return
    nodes = {name: node for host in scenario.hosts.values() for name, node in host.nodes.items()}
    if card.node not in nodes or not nodes[card.node].private:
        document.refuse(("card", "node"), f"no private node {card.node}")
    nid = nodes[card.node].nid
    tables = [
        each.command.ops
        for each in steps
        if isinstance(each.command, NodePrivateSetOps) and each.command.nid == nid
    ]
    wanted = (set(card.flags), set(card.callbacks))
    for ops in tables:
        if ops is not None and (set(ops.flags), set(ops.callbacks)) != wanted:
            document.refuse(("card", "flags"), f"the steps install other ops on {card.node}")
    by_cram = any(
        isinstance(each.command, CramRegisterPrivateNode) and each.command.nid == nid
        for each in steps
    )
    if not tables and any(wanted) and not by_cram:
        document.refuse(("card", "flags"), f"no step installs ops on {card.node}")


def unknown_model(label: str) -> str:
    """Why no host can be booted under a label; empty when one can."""
    choice = model_choice(label)
    if choice.model not in MODELS:
        return f"no kernel model {choice.model}; there are {', '.join(MODELS)}"
    try:
        with_knobs(MODELS[choice.model], choice.knobs, "set by hand")
    except ValueError as error:
        return str(error)
    return ""


def _refuse_validation(document: Document, base: Path, error: ValidationError) -> None:
    """Refuses the document for the first thing (by line) that pydantic found wrong."""
    found = []
    for item in error.errors(include_url=False, include_context=False, include_input=False):
        path = (*base, *(part for part in item["loc"] if part != "[key]"))
        found.append((document.line_of(path), path, item["msg"].removeprefix("Value error, ")))
    _, path, why = min(found, key=lambda row: row[0])
    document.refuse(path, why)


def _names(document: Document, scenario: Scenario, host: str) -> Names:
    short = scenario.hosts[host]
    base: Path = ("hosts", host)
    for name in short.nodes:
        row = short.distances.get(name)
        if row is None:
            document.refuse((*base, "distances"), f"no row for node {name}")
        if len(row) != len(short.nodes):
            why = f"{len(row)} distances for {len(short.nodes)} nodes"
            document.refuse((*base, "distances", name), why)
    for name in short.distances:
        if name not in short.nodes:
            document.refuse((*base, "distances", name), f"no node {name}")
    try:
        names = Names(short)
        names.topology()
    except ValidationError as error:
        _refuse_validation(document, (*base, "nodes"), error)
    except ValueError as error:
        document.refuse((*base, "nodes"), str(error))
    return names


def _step(
    document: Document, scenario: Scenario, names: dict[str, Names], index: int, step: ScenarioStep
) -> LoadedStep:
    base: Path = ("steps", index)
    host = scenario.host_of(step)
    if host not in names:
        document.refuse((*base, "host"), f"no host {host}")
    for position, label in enumerate(step.only or ()):
        if why := unknown_model(label):
            document.refuse((*base, "only", position), why)
    args, command = step.args, None
    try:
        args = names[host].resolve(step.args)
        if step.op is not None:
            command = names[host].command(step.op, step.args)
    except ValidationError as error:
        _refuse_validation(document, (*base, "args"), error)
    except ValueError as error:
        document.refuse((*base, "args" if "operation" not in str(error) else "op"), str(error))
    if step.read is not None:
        _check_read(document, (*base, "args"), step)
    expects = _expects(document, base, step, names[host])
    return LoadedStep(step, host, command, args, expects, document.line_of(base))


#: arguments of a read: those it needs, then those it may have
READ_ARGS: Final[dict[str, tuple[frozenset[str], frozenset[str]]]] = {
    "zonelists": (frozenset(), frozenset({"node"})),
    "nodes": (frozenset(), frozenset({"node"})),
    "sysfs": (frozenset(), frozenset()),
    "task": (frozenset({"pid"}), frozenset()),
    "numa_maps": (frozenset({"pid"}), frozenset({"area"})),
    "numastat": (frozenset(), frozenset({"node"})),
    "file": (frozenset({"file"}), frozenset()),
}


def _check_read(document: Document, path: Path, step: ScenarioStep) -> None:
    assert step.read is not None, "a read step"
    needed, allowed = READ_ARGS[step.read]
    for name in sorted(needed - step.args.keys()):
        document.refuse(path, f"a read of {step.read} needs {name}")
    for name, value in step.args.items():
        if name not in needed | allowed:
            document.refuse((*path, name), f"a read of {step.read} takes no {name}")
        if (name == "pid") != isinstance(value, int) and name != "node":
            document.refuse((*path, name), "a number" if name == "pid" else "a name")


def _expects(document: Document, base: Path, step: ScenarioStep, names: Names) -> dict[str, Expect]:
    """The blocks of `expect` by label; one block alone is the default."""
    path = (*base, "expect")
    if not step.expect:
        return {}
    blocks: dict[str, Any] = step.expect
    if all(key in Expect.model_fields for key in step.expect):
        return {DEFAULT: _expect(document, path, step.expect, names)}
    for label in blocks:
        if label in Expect.model_fields:
            document.refuse((*path, label), "assertions stand in default or in a model's block")
        if label != DEFAULT and (why := unknown_model(label)):
            document.refuse((*path, label), f"{label} is no assertion, and {why}")
    return {
        label: _expect(document, (*path, label), block, names) for label, block in blocks.items()
    }


def _expect(document: Document, path: Path, block: object, names: Names) -> Expect:
    try:
        expect = Expect.model_validate_json(json.dumps(block))
    except ValidationError as error:
        _refuse_validation(document, path, error)
    if expect.reason is not None and expect.reason not in REASONS:
        document.refuse((*path, "reason"), f"no reason {expect.reason}")
    if expect.refused is not None and expect.refused not in REASONS:
        document.refuse((*path, "refused"), f"no reason {expect.refused}")
    if expect.errno is not None and expect.errno not in Errno.__members__:
        document.refuse((*path, "errno"), f"no errno {expect.errno}")
    for key, node in _named_nodes(expect):
        try:
            names.nid(node)
        except ValueError as error:
            document.refuse((*path, key), str(error))
    return expect


def _named_nodes(expect: Expect) -> list[tuple[str, str | int]]:
    found: list[tuple[str, str | int]] = []
    for key in ("nodes", "not_on", "pages", "free", "kswapd"):
        found += [(key, node) for node in getattr(expect, key) or ()]
    for key in ("fallback", "nofallback", "sysfs"):
        for node, others in (getattr(expect, key) or {}).items():
            found += [(key, other) for other in others]
            if key != "sysfs":
                found.append((key, node))
    return found
