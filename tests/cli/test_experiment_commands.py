"""`cxltwin experiment list` and `run`, and models of one's own in YAML."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from pathlib import Path

    from tests.cli.conftest import Cli


def test_experiments_are_listed(cli: Cli) -> None:
    lines = cli("experiment", "list").stdout.splitlines()
    assert [line.split()[0] for line in lines if not line.startswith(" ")][:1] == ["E1"]


def test_e1_writes_data_tables_and_a_report(cli: Cli, tmp_path: Path) -> None:
    data, tables, page = tmp_path / "e1.json", tmp_path / "e1.csv", tmp_path / "e1.html"
    done = cli(
        "experiment", "run", "E1", "--models", "rfc-v4/as-coded,rfc-v5", "--no-fixes",
        "--json", str(data), "--csv", str(tables), "--html", str(page),
    )  # fmt: skip
    assert done.exit_code == 0, done.stderr
    assert json.loads(data.read_text())
    assert "E1.01" in tables.read_text()
    assert page.read_text().startswith("<!doctype html>")
    assert "http" not in page.read_text().split("</style>")[0]


def test_an_unknown_experiment_is_refused(cli: Cli) -> None:
    done = cli("experiment", "run", "E9")
    assert done.exit_code != 0
    assert "E9" in done.stderr


def test_a_model_of_ones_own_is_shown_compared_and_run(cli: Cli, tmp_path: Path) -> None:
    mine = tmp_path / "mine.yaml"
    mine.write_text(
        "apiVersion: cxltwin/v1\nkind: KernelModel\nname: mine\nbase: list-isolation/normal\n"
        "source: my mail\ncells:\n  own_fallback: empty\n"
    )
    different = cli("models", "diff", "list-isolation/normal", str(mine)).stdout
    assert "own_fallback:" in different
    assert "my mail" in different
    assert "own_fallback: empty" in cli("models", "show", str(mine)).stdout
    assert cli("experiment", "run", "E1", "--models", str(mine), "--no-fixes").exit_code == 0
    mine.write_text(mine.read_text().replace("own_fallback: empty", "own_fallbck: empty"))
    refused = cli("models", "show", str(mine))
    assert refused.exit_code != 0
    assert "cells.own_fallbck" in refused.stderr
