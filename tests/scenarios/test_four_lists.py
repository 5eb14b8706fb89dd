"""The scenario of the June 2026 discussion holds, on every model, and prints as it should."""

from __future__ import annotations

import json

import pytest

from service.experiments.scenario_bundled import FOUR_LISTS, bundled
from service.experiments.scenario_load import load_scenario
from service.experiments.scenario_local import LocalTarget
from service.experiments.scenario_report import MAIL_COLUMNS, as_json, mail
from service.experiments.scenario_run import ScenarioRun, run_scenario


@pytest.fixture(scope="module")
def run() -> ScenarioRun:
    return run_scenario(load_scenario(FOUR_LISTS, bundled(FOUR_LISTS)), LocalTarget)


def step_of(run: ScenarioRun, title: str) -> int:
    """Index of the step whose title begins so."""
    titles = [step.step.title for step in run.loaded.steps]
    return next(index for index, text in enumerate(titles) if text.startswith(title))


def results(run: ScenarioRun, title: str) -> dict[str, str]:
    index = step_of(run, title)
    return {model.label: model.outcomes[index].text.result for model in run.models}


def test_every_expectation_holds_under_every_model(run: ScenarioRun) -> None:
    failures = [
        (model.label, run.loaded.steps[index].step.title, outcome.failures)
        for model in run.models
        for index, outcome in enumerate(model.outcomes)
        if outcome.failures
    ]
    assert failures == []
    assert run.passed


def test_the_default_model_is_the_discussion_of_june_2026(run: ScenarioRun) -> None:
    assert run.models[0].label == "thread-2026-06"


def test_the_four_lists_come_out_as_in_the_mail(run: ScenarioRun) -> None:
    assert results(run, "Private nodes stand") == {
        "thread-2026-06": "A: A B; B: B A; C: C A B; D: D B A",
        "rfc-v4": "A: A B; B: B A; C: C A B; D: D B A",
        "list-isolation": "A: A B; B: B A; C: A B; D: B A",
    }


def test_set_mempolicy_is_einval_where_mbind_is_zero(run: ScenarioRun) -> None:
    assert results(run, "It may not make C its task policy") == {
        "thread-2026-06": "-1 EINVAL",
        "rfc-v4": "0",
        "list-isolation": "-1 EINVAL",
    }
    assert set(results(run, "It may bind the buffer to C").values()) == {"0"}


def test_thisnode_alone_reaches_c_under_list_isolation_only(run: ScenarioRun) -> None:
    assert results(run, "__GFP_THISNODE alone") == {
        "thread-2026-06": "NULL",
        "rfc-v4": "NULL",
        "list-isolation": "page on C",
    }


def test_every_answer_says_who_decided_it(run: ScenarioRun) -> None:
    for model in run.models:
        for step, outcome in zip(run.loaded.steps, model.outcomes, strict=True):
            if step.command is None or outcome.skipped:
                continue
            decided = outcome.answer["decided_by"]
            assert decided["sentence"]
            assert decided["source"]
            assert decided["model"] == model.label


@pytest.mark.parametrize("all_steps", [False, True])
def test_the_mail_fits_72_columns(run: ScenarioRun, *, all_steps: bool) -> None:
    text = mail(run, all_steps=all_steps)
    assert max(map(len, text.splitlines())) <= MAIL_COLUMNS == 72


def test_the_mail_has_strace_notation_with_model_and_source_in_the_last_column(
    run: ScenarioRun,
) -> None:
    line = next(
        line for line in mail(run).splitlines() if "set_mempolicy(MPOL_BIND, {C}) = -1" in line
    )
    assert line == "   set_mempolicy(MPOL_BIND, {C}) = -1 EINVAL  thread-2026-06, 4 June [8]"


def test_every_result_of_the_mail_has_a_source(run: ScenarioRun) -> None:
    """Reads too: the lists by the model's cell, the rest by the kernel file that prints it."""
    for model in run.models:
        shown = [each for each in model.outcomes if not each.skipped]
        assert [each.text.call for each in shown if not each.source] == []


def test_the_mail_names_the_message_behind_each_source(run: ScenarioRun) -> None:
    text = " ".join(mail(run).split())
    assert "[8] discussion of 4 June 2026 (aiE5DZC8Io4SNI3H" in text


def test_a_run_under_one_model_shows_every_step(run: ScenarioRun) -> None:
    alone = ScenarioRun(run.loaded, run.models[:1])
    assert len(alone.shown(all_steps=False)) == len(run.loaded.steps)
    assert max(map(len, mail(alone).splitlines())) <= 72


def test_the_json_report_round_trips(run: ScenarioRun) -> None:
    report = json.loads(json.dumps(as_json(run)))
    assert report["passed"] is True
    assert [each["model"] for each in report["models"]] == list(run.loaded.scenario.models)


def test_two_runs_give_equal_answers(run: ScenarioRun) -> None:
    again = run_scenario(run.loaded, LocalTarget)
    assert as_json(again) == as_json(run)


def test_a_knob_makes_the_own_list_empty(run: ScenarioRun) -> None:
    empty = run_scenario(run.loaded, LocalTarget, ["list-isolation+own_fallback=empty"])
    assert results(empty, "Private nodes stand") == {
        "list-isolation+own_fallback=empty": "A: A B; B: B A; C: -; D: -"
    }
    assert not empty.passed
