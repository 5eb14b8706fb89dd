"""Every scenario and card that comes with the product holds, and its explanation says why."""

from __future__ import annotations

import re
from functools import cache
from itertools import product
from pathlib import Path
from typing import Final

import pytest
from typer.testing import CliRunner

from service.cli.main import app
from service.experiments.scenario_explain import explanation
from service.experiments.scenario_load import LoadedScenario, load_scenario
from service.experiments.scenario_local import LocalTarget
from service.experiments.scenario_run import ScenarioRun, run_scenario
from service.mm.commands.cram import CramRegisterPrivateNode
from service.mm.commands.private import NodePrivateSetOps
from service.mm.cram import CRAM_OPS
from service.reasons import Refused
from tests.mm.private_oracle import SERVICES, may

SCENARIOS: Final = Path(__file__).parents[2] / "scenarios"
FILES: Final = sorted(
    str(path.relative_to(SCENARIOS)) for path in SCENARIOS.rglob("*.yaml") if path.is_file()
)
CARDS: Final = [name for name in FILES if name.startswith("cards/")]
#: scenarios of section 5 of the notes on the debate that the product plays
PLAYED: Final = (
    "s01",
    "s02",
    "s03",
    "s04",
    "s05",
    "s06",
    "s07",
    "s08",
    "s09",
    "s10",
    "s11",
    "s12",
    "s13",
    "s14",
    "s15",
    "s16",
    "s17",
    "s18",
    "s19",
    "s20",
    "s21",
    "s22",
    "s23",
)
#: use cases named in the thread
USE_CASES: Final = (
    "cards/nic-buffers.yaml",
    "cards/coherent-gpu.yaml",
    "cards/slow-pool.yaml",
    "cards/compressed-demotion.yaml",
    "cards/compressed-swap-backend.yaml",
    "cards/guest-pool.yaml",
    "cards/driver-only.yaml",
)


@cache
def loaded(name: str) -> LoadedScenario:
    return load_scenario(name, (SCENARIOS / name).read_text(encoding="utf-8"))


@cache
def ran(name: str) -> ScenarioRun:
    return run_scenario(loaded(name), lambda choice: LocalTarget(choice, explain=True))


@pytest.mark.parametrize("number", PLAYED)
def test_the_scenarios_of_the_debate_are_here(number: str) -> None:
    assert [name for name in FILES if name.startswith(f"{number}-")]


def test_there_is_a_card_for_every_use_case_of_the_thread() -> None:
    assert set(USE_CASES) <= set(CARDS)


@pytest.mark.parametrize("name", FILES)
def test_every_expectation_holds(name: str) -> None:
    run = ran(name)
    failures = [
        (model.label, run.loaded.steps[index].step.title, outcome.failures)
        for model in run.models
        for index, outcome in enumerate(model.outcomes)
        if outcome.failures
    ]
    assert failures == []


@pytest.mark.parametrize("name", FILES)
def test_a_scenario_asserts_results_beyond_success(name: str) -> None:
    """At least two steps say what they expect: placements, errno, effects, views."""
    told = [step for step in loaded(name).steps if step.step.expect and step.step.phase == "try"]
    assert len(told) >= 2


@pytest.mark.parametrize("name", FILES)
def test_the_explanation_names_rule_and_source_of_every_answer(name: str) -> None:
    run = ran(name)
    text = " ".join(explanation(run, all_steps=True).split())
    for model in run.models:
        for outcome in model.outcomes:
            decided = outcome.answer.get("decided_by")
            if decided is not None:
                assert f"{decided['rule']}: " in text
                assert decided["source"].split(",")[0] in text


def test_the_explanation_shows_lists_verdicts_and_callbacks() -> None:
    """What a kernel developer asks first: which list, which zone was refused, who was called."""
    text = explanation(ran("s05-per-node-loop.yaml"), all_steps=True)
    assert "walk NOFALLBACK of C: C" in text
    assert "C/Normal: GATED" in text
    assert "C/Normal: TAKEN" in text, "list-isolation takes it"
    moved = explanation(ran("s13-coherent-gpu.yaml"), all_steps=True)
    assert "- migrate_to of the service 1024 folios on C" in moved
    assert "- folio_migrate of the service 1024 folios from C to A" in moved


@pytest.mark.parametrize("name", FILES)
def test_scenario_run_explains_from_the_command_line(name: str) -> None:
    path = str(SCENARIOS / name)
    result = CliRunner().invoke(app, ["scenario", "run", path, "--local", "--explain", "--all"])
    assert result.exit_code == 0, result.output
    assert "because " in result.output
    assert result.output.rstrip().endswith("all expectations hold.")


def test_the_list_of_the_folder_names_every_file_with_its_title() -> None:
    text = (SCENARIOS / "README.md").read_text(encoding="utf-8")
    rows = dict(re.findall(r"^\| `([^`]+)` \| ([^|]+) \|", text, re.MULTILINE))
    assert rows == {name: loaded(name).scenario.title for name in FILES}


# --- cards ---------------------------------------------------------------------------------------


def cram_of(name: str) -> bool:
    """Whether cram installs the ops of a card's node."""
    return any(isinstance(each.command, CramRegisterPrivateNode) for each in loaded(name).steps)


@pytest.mark.parametrize("name", CARDS)
def test_a_card_lists_exactly_the_services_that_its_flags_allow(name: str) -> None:
    """Against the service matrix of the patches, which the engine is tested with whole.

    Without a migrate_to callback no page is moved onto the node; cram's lets only demotion in.
    """
    card = loaded(name).scenario.card
    assert card is not None
    flags = frozenset(flag.removeprefix("NP_OPS_") for flag in card.flags)
    wanted = [service for service in SERVICES if may(service, flags)]
    if "migrate_to" not in card.callbacks or cram_of(name):
        wanted.remove("move_pages to the node")
    assert list(card.touched_by) == wanted


@pytest.mark.parametrize("name", CARDS)
def test_a_card_says_what_its_steps_install(name: str) -> None:
    scenario = loaded(name)
    card = scenario.scenario.card
    assert card is not None
    tables = [
        each.command for each in scenario.steps if isinstance(each.command, NodePrivateSetOps)
    ]
    if cram_of(name):
        assert set(card.flags) == set(CRAM_OPS.flags)
        assert set(card.callbacks) == set(CRAM_OPS.callbacks)
    else:
        assert bool(tables) == bool(card.flags or card.callbacks)


@pytest.mark.parametrize(
    ("old", "new", "field"),
    [
        ("node: C", "node: X", "card.node"),
        ("node: C", "node: A", "card.node"),
        ("flags: [NP_OPS_RECLAIM]\n  callbacks", "flags: []\n  callbacks", "card.flags"),
        ("touched_by:", "touched_by:\n    - nobody", "card.touched_by.0"),
    ],
)
def test_a_card_that_is_not_about_its_scenario_is_refused(old: str, new: str, field: str) -> None:
    text = (SCENARIOS / "cards" / "driver-only.yaml").read_text(encoding="utf-8")
    with pytest.raises(Refused) as caught:
        load_scenario("card.yaml", text.replace(old, new, 1))
    assert caught.value.facts["field"] == field


def test_the_smallest_rights_of_each_use_case_are_minimal() -> None:
    """Taking a flag away from a card takes away a service that its scenario relies on."""
    for name, drop in product(CARDS, (0, 1, 2)):
        card = loaded(name).scenario.card
        assert card is not None
        if drop >= len(card.flags):
            continue
        flags = {flag.removeprefix("NP_OPS_") for flag in card.flags}
        less = flags - {card.flags[drop].removeprefix("NP_OPS_")}
        assert [s for s in SERVICES if may(s, flags)] != [s for s in SERVICES if may(s, less)]
