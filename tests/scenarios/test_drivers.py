"""Drivers that a scenario plays itself."""

from __future__ import annotations

from pathlib import Path

import pytest

from service.cli.targets import RestTarget
from service.experiments.scenario_drivers import AnswerRow, PlayedDrivers, ScenarioDriver
from service.experiments.scenario_load import load_scenario
from service.experiments.scenario_local import LocalTarget
from service.experiments.scenario_run import TargetRefused, run_scenario
from service.mm.commands.driver import Question
from service.reasons import Refused

SCENARIOS = Path(__file__).parents[2] / "scenarios"
TEXT = (SCENARIOS / "s10-writable-budget.yaml").read_text(encoding="utf-8")


def question(area: str) -> Question:
    return Question(callback="handle_fault", nid=2, driver="d", nr_folios=1, area=area)


def test_the_first_row_that_fits_answers_and_is_used_up() -> None:
    rows = (
        AnswerRow(callback="migrate_to", rc=-12),
        AnswerRow(callback="handle_fault", area="a", times=2, fault="VM_FAULT_RETRY"),
        AnswerRow(callback="handle_fault", area="a", outcome="driver_gone"),
    )
    drivers = PlayedDrivers({"d": ScenarioDriver(answers=rows)}, {"h": {"A": 0}})
    told = [drivers.answer(question(area)) for area in ("a", "b", "a", "a")]
    assert [each.fault for each in told] == ["VM_FAULT_RETRY", None, "VM_FAULT_RETRY", None]
    assert [each.outcome for each in told] == ["answered", "answered", "answered", "driver_gone"]


def test_every_run_starts_with_unused_rows() -> None:
    """A budget of one is one under each model, and again in the next run."""
    loaded = load_scenario("s10.yaml", TEXT)
    for _ in range(2):
        assert run_scenario(loaded, LocalTarget).passed


@pytest.mark.parametrize(
    ("old", "new", "field", "why"),
    [
        ("nid: D, gfp", "nid: X, gfp", "drivers.budget.answers.0.move.0.nid", "no node 'X'"),
        ("  budget:\n", "  budget:\n    host: moon\n", "drivers.budget.host", "no host moon"),
        ("handle_fault, area", "free_folio, area", "drivers.budget.answers.0.callback", "Input"),
        ("times: 1,", "times: -1,", "drivers.budget.answers.0.times", "greater than"),
    ],
)
def test_a_driver_that_does_not_fit_is_refused_by_field(
    old: str, new: str, field: str, why: str
) -> None:
    with pytest.raises(Refused) as caught:
        load_scenario("s10.yaml", TEXT.replace(old, new, 1))
    assert caught.value.facts["field"] == field
    assert why in str(caught.value.facts["why"])


def test_a_driver_that_nobody_plays_refuses_the_step() -> None:
    text = TEXT.replace("  budget:\n", "  other:\n", 1)
    run = run_scenario(load_scenario("s10.yaml", text), LocalTarget)
    refused = [each for each in run.models[0].outcomes if "refused" in each.answer]
    assert refused[0].answer == {
        "refused": "DRIVER_FAILED",
        "detail": "the scenario plays no driver budget on machine",
    }


def test_an_answer_that_no_driver_may_give_is_refused() -> None:
    text = TEXT.replace("move: [{count: 1, nid: A}]", "move: [{count: 7, nid: A}]")
    run = run_scenario(load_scenario("s10.yaml", text), LocalTarget)
    refused = [each.answer for each in run.models[0].outcomes if "refused" in each.answer]
    assert refused[0]["refused"] == "DRIVER_ANSWER_INVALID"


def test_a_service_does_not_play_the_drivers_of_a_file() -> None:
    target = RestTarget.__new__(RestTarget)
    with pytest.raises(TargetRefused, match="run it --local"):
        target.play(PlayedDrivers({}, {}))
