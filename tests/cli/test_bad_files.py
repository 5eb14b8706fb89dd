"""Files of strangers through the command line: refused with line, field and rule."""

from __future__ import annotations

import json
import re
import time
from pathlib import Path

import pytest
from typer.testing import CliRunner

from service.cli.main import app

SCENARIO = (Path(__file__).parents[2] / "scenarios/s01-first-light.yaml").read_text("utf-8")
MODEL = """apiVersion: cxltwin/v1
kind: KernelModel
name: mine
base: rfc-v5
cells:
  own_fallback: empty
"""
BOMB = "a: &a [x, x]\nb: &b [*a, *a, *a]\nc: &c [*b, *b, *b]\n"


def told(*words: str) -> tuple[int, str]:
    result = CliRunner().invoke(app, list(words))
    return result.exit_code, " ".join(result.output.split())


def model(tmp_path: Path, text: str) -> str:
    path = tmp_path / "mine.yaml"
    path.write_text(text, encoding="utf-8")
    return str(path)


@pytest.mark.parametrize(
    ("old", "new", "line", "field", "why"),
    [
        ("base: rfc-v5", "base: rfc-v9", 4, "base", "no kernel model rfc-v9"),
        ("own_fallback: empty", "own_fallbck: empty", 6, "cells.own_fallbck", "unknown cell"),
        ("own_fallback: empty", "own_fallback: both", 6, "cells.own_fallback", "normal"),
        (
            "own_fallback: empty",
            "gate: flag",
            6,
            "cells.gate",
            "a private zonelist and a gate in the walk are two doors that exclude each other",
        ),
        (
            "own_fallback: empty",
            "own_nofallback: self",
            6,
            "cells",
            "a private zonelist isolates only while __GFP_THISNODE alone does not reach the node",
        ),
        (
            "own_fallback: empty",
            "service.ksm: right",
            6,
            "cells",
            "no right of that table grants ksm",
        ),
        ("name: mine", "name: mine\nname: yours", 4, "name", "the key stands twice"),
        ("cells:", "cellz:", 5, "cellz", "unknown field"),
    ],
)
@pytest.mark.parametrize("command", ["experiment", "models"])
def test_a_bad_model_is_refused_by_line_field_and_rule(
    tmp_path: Path, command: str, old: str, new: str, line: int, field: str, why: str
) -> None:
    path = model(tmp_path, MODEL.replace(old, new, 1))
    words = (
        ("experiment", "run", "E3", "--models", path)
        if command == "experiment"
        else ("models", "show", path)
    )
    code, text = told(*words)
    assert code != 0
    assert f"mine.yaml line {line}: {field}" in text
    assert why in text


@pytest.mark.parametrize(
    ("words", "why"),
    [
        (("experiment", "run", "E1", "--models", "nope"), "no kernel model nope"),
        (("experiment", "run", "E9"), "E9"),
        (("models", "show", "nope"), "nope"),
        (("models", "diff", "rfc-v4", "nope"), "nope"),
        (("experiment", "run", "E1", "--models", "rfc-v5+gate=flag"), "exclude each other"),
        (("experiment", "run", "E1", "--models", "rfc-v5+gat=flag"), "unknown cell gat"),
        (("experiment", "run", "E1", "--census", "/nowhere.jsonl"), "No such file"),
        (("experiment", "run", "pivot", "--models", "rfc-v4"), "pivot takes two"),
    ],
)
def test_an_unknown_name_is_refused(words: tuple[str, ...], why: str) -> None:
    code, text = told(*words)
    assert code != 0
    assert why in text


@pytest.mark.parametrize(
    ("old", "new", "field", "why"),
    [
        ("models: [rfc-v4,", "models: [rfc-v9,", "models.0", "no kernel model rfc-v9"),
        ("models: [rfc-v4,", "models: [rfc-v4+gate=open,", "models.0", "gate: open"),
        ("op: mbind", "op: mbnd", "steps.", "no operation 'mbnd'"),
        ("nodemask: [C]", "nodemask: [Z]", "args", "no node 'Z'"),
        ("nr_pages: 1", "nr_pages: -1", "args.nr_pages", "greater than or equal to 1"),
        ("nr_pages: 1", "nr_pages: &x 1", "document", "anchors are not accepted"),
        ("    default: {", "    defualt: {", "expect.defualt", "no kernel model defualt"),
    ],
)
def test_a_bad_scenario_is_refused_by_line_field_and_rule(
    tmp_path: Path, old: str, new: str, field: str, why: str
) -> None:
    path = tmp_path / "bad.yaml"
    text = SCENARIO.replace(old, new, 1)
    path.write_text(text, encoding="utf-8")
    code, said = told("scenario", "run", str(path), "--local")
    assert code != 0
    at = next(n for n, row in enumerate(text.splitlines(), 1) if new.strip() in row)
    found = re.search(r"bad.yaml line (\d+): (\S+)", said)
    assert found is not None
    assert abs(int(found[1]) - at) <= 6, "the line, or that of the step around it"
    assert field in found[2]
    assert why in said


def test_an_alias_bomb_is_refused_at_its_first_anchor(tmp_path: Path) -> None:
    path = tmp_path / "bomb.yaml"
    path.write_text(BOMB, encoding="utf-8")
    for words in (
        ("scenario", "run", str(path), "--local"),
        ("models", "show", str(path)),
        ("experiment", "run", "pivot", "--scenario", str(path)),
    ):
        code, text = told(*words)
        assert code != 0
        assert "bomb.yaml line 1: document: anchors are not accepted" in text


def test_a_huge_file_is_not_read(tmp_path: Path) -> None:
    """100 MB, sparse: refused at once and without the memory for it."""
    path = tmp_path / "huge.yaml"
    with path.open("wb") as file:
        file.truncate(100 << 20)
    for words in (
        ("scenario", "run", str(path), "--local"),
        ("models", "show", str(path)),
        ("experiment", "run", "E1", "--models", str(path)),
        ("experiment", "run", "pivot", "--scenario", str(path)),
    ):
        before = time.monotonic()
        code, text = told(*words)
        assert code != 0
        assert "line 1: document: the file is larger than 1048576 bytes" in text
        assert time.monotonic() - before < 10


@pytest.mark.parametrize(
    ("text", "why"),
    [
        ("[" * 40 + "]" * 40, "nested deeper than 32"),
        ("", "the file is empty"),
        ("a: b\n---\nc: d\n", "but found another document"),
    ],
)
def test_what_no_scenario_is_refused(tmp_path: Path, text: str, why: str) -> None:
    path = tmp_path / "bad.yaml"
    path.write_text(text, encoding="utf-8")
    code, said = told("scenario", "run", str(path), "--local")
    assert code != 0
    assert why in said


def test_more_steps_than_a_scenario_may_have_are_refused(tmp_path: Path) -> None:
    path = tmp_path / "long.yaml"
    path.write_text(SCENARIO + "  - {title: again, read: sysfs}\n" * 1001, encoding="utf-8")
    code, text = told("scenario", "run", str(path), "--local")
    assert code != 0
    assert "steps: Tuple should have at most 1000 items" in text


def test_a_scenario_that_does_not_end_is_refused_at_its_step(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The limit is the clock's; the file, the line and the step that was running are named."""
    from service.experiments.scenario_local import LocalTarget

    def forever(*_: object) -> None:
        while True:
            time.sleep(0.01)

    monkeypatch.setattr(LocalTarget, "read", forever)
    path = tmp_path / "endless.yaml"
    path.write_text(SCENARIO, encoding="utf-8")
    code, text = told("scenario", "run", str(path), "--local", "--seconds", "1")
    line = next(n for n, row in enumerate(SCENARIO.splitlines(), 1) if "read: task" in row) - 1
    assert code != 0
    assert f"endless.yaml line {line}: steps." in text
    assert "the run takes longer than 1 seconds" in text


def test_a_recording_is_refused_by_line_and_field(tmp_path: Path) -> None:
    path = tmp_path / "boot.jsonl"
    line = {"kernel": "9", "topology": "t", "symbol": "s", "gfp": [], "nid": 0, "count": 0}
    path.write_text(json.dumps(line) + "\n", encoding="utf-8")
    code, text = told("experiment", "run", "E1", "--models", "rfc-v5", "--census", str(path))
    assert code != 0
    assert "boot.jsonl:1: stack: is missing" in text


def test_the_limits_are_published() -> None:
    """docs/guarantees.md says what the code enforces."""
    from service.cli.scenarios import RUN_SECONDS
    from service.experiments import scenario, scenario_drivers, scenario_yaml
    from service.experiments.e1 import recording
    from service.experiments.experiment import MODELS_MAX

    text = (Path(__file__).parents[2] / "docs/guarantees.md").read_text(encoding="utf-8")
    assert f"| {scenario_yaml.TEXT_BYTES_MAX >> 20} MiB; no more" in text
    assert f"{scenario_yaml.VALUES_MAX:,}; {scenario_yaml.DEPTH_MAX} |" in text
    limits = (scenario.STEPS_MAX, scenario.HOSTS_MAX, scenario.MODELS_MAX)
    assert f"| {limits[0]:,}; {limits[1]}; {limits[2]} |" in text
    assert f"| {scenario_drivers.DRIVERS_MAX}; {scenario_drivers.ROWS_MAX:,} |" in text
    assert f"| {scenario.NODES_MAX} |" in text
    assert f"| {RUN_SECONDS} seconds" in text
    assert f"| models of an experiment | {MODELS_MAX} |" in text
    recorded = (recording.FILE_BYTES_MAX >> 20, recording.LINES_MAX, recording.NODES_MAX)
    assert f"{recorded[0]} MiB a file unpacked, {recorded[1]:,} lines a file, {recorded[2]}" in text
    assert f"| {recording.ORDER_MAX}; 2^53 |" in text


def test_a_scenario_runs_under_a_model_of_ones_own(tmp_path: Path) -> None:
    """An empty own list fails the plain request for C that rfc-v4 sends to A (S07)."""
    path = model(tmp_path, MODEL.replace("rfc-v5", "list-isolation/normal"))
    file = Path(__file__).parents[2] / "scenarios/s07-shrinker-array.yaml"
    code, text = told("scenario", "run", str(file), "--local", "--models", f"rfc-v4,{path}")
    assert "list-isolation+own_fallback=empty" in text
    assert code == 0, "the file has expectations for this cell"
    assert "NULL" in text
