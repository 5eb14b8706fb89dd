"""Commands that need no service."""

from __future__ import annotations

import json
import re
import subprocess
import sys
import time
from pathlib import Path
from typing import get_type_hints

import pytest

from service.cli import main
from service.cli.benching import BENCHES
from service.experiments.scenario_schema import schema
from service.mm.models import COLUMNS, MODELS
from tests.cli.conftest import Cli

ROOT = Path(__file__).parents[2]
FOUR_LISTS = str(ROOT / "scenarios" / "four-lists.yaml")


def test_help_names_every_command_and_is_quick() -> None:
    begin = time.perf_counter()
    done = subprocess.run(
        [sys.executable, "-c", "from service.cli.main import app; app()", "--help"],
        capture_output=True,
        text=True,
        check=True,
        cwd=ROOT,
    )
    assert time.perf_counter() - begin < 2.0
    for name in ("serve", "demo", "import", "list", "numactl", "numastat", "explain", "watch"):
        assert f"  {name} " in done.stdout


def test_help_imports_neither_engine_nor_server() -> None:
    code = (
        "import sys\n"
        "import service.cli.main\n"
        "heavy = {'pydantic', 'httpx', 'fastapi', 'grpc', 'sqlalchemy', 'service.mm', 'yaml'}\n"
        "print(sorted(heavy & set(sys.modules)))\n"
    )
    done = subprocess.run(
        [sys.executable, "-c", code], capture_output=True, text=True, check=True, cwd=ROOT
    )
    assert done.stdout.strip() == "[]"


@pytest.mark.parametrize("form", ["table", "mail", "json"])
def test_the_four_lists_run_locally_in_every_format(cli: Cli, form: str) -> None:
    done = cli("scenario", "run", FOUR_LISTS, "--local", "--format", form)
    assert done.exit_code == 0, done.output
    assert "EINVAL" in done.stdout


def test_a_failing_expectation_is_exit_code_1(cli: Cli) -> None:
    models = "list-isolation+own_fallback=empty"
    done = cli("scenario", "run", FOUR_LISTS, "--local", "--models", models, "--format", "mail")
    assert done.exit_code == 1
    assert "NOT AS EXPECTED" in done.stdout


def test_explain_shows_every_step_also_where_the_models_agree(cli: Cli) -> None:
    done = cli("scenario", "run", FOUR_LISTS, "--local", "--models", "rfc-v4,rfc-v4", "--explain")
    assert "because" in done.stdout
    assert "\n 1 " in done.stdout


def test_an_unknown_model_is_exit_code_2(cli: Cli) -> None:
    done = cli("scenario", "run", FOUR_LISTS, "--local", "--models", "rfc-v9")
    assert done.exit_code == 2
    assert done.stderr.startswith("error: no kernel model rfc-v9")


def test_a_missing_file_is_exit_code_2(cli: Cli) -> None:
    done = cli("scenario", "run", "nowhere.yaml", "--local")
    assert (done.exit_code, done.stderr) == (2, "error: nowhere.yaml: No such file or directory\n")


def test_a_malformed_file_is_exit_code_1_with_line_and_field(cli: Cli, tmp_path: Path) -> None:
    path = tmp_path / "bad.yaml"
    path.write_text("apiVersion: cxltwin/v2\n", encoding="utf-8")
    done = cli("scenario", "run", str(path), "--local")
    assert done.exit_code == 1
    assert done.stderr.startswith("error: 422 (SCENARIO_MALFORMED): bad.yaml line 1: apiVersion:")


def test_a_binary_file_is_refused_as_no_text(cli: Cli, tmp_path: Path) -> None:
    path = tmp_path / "bad.yaml"
    path.write_bytes(b"\xff\xfe\x00")
    done = cli("scenario", "run", str(path), "--local")
    assert done.exit_code == 1
    assert "bad.yaml line 1: document: the file is not UTF-8" in " ".join(done.stderr.split())


def test_the_schema_is_printed(cli: Cli) -> None:
    assert json.loads(cli("scenario", "schema").stdout) == json.loads(json.dumps(schema()))


def test_models_are_listed_shown_and_compared(cli: Cli) -> None:
    lines = cli("models", "list").stdout.splitlines()
    assert [line.split()[0] for line in lines if not line.startswith(" ")] == list(MODELS)
    shown = cli("models", "show", "thread-2026-06").stdout
    assert all(f"{name}: " in shown for name in COLUMNS)
    different = cli("models", "diff", "rfc-v4", "thread-2026-06").stdout
    assert "policy.set_mempolicy:" in different
    assert "gate:" not in different


def test_equal_models_have_no_difference(cli: Cli) -> None:
    assert "equal cells" in cli("models", "diff", "rfc-v4", "rfc-v4").stdout


def test_an_unknown_model_is_refused_with_its_reason(cli: Cli) -> None:
    done = cli("models", "show", "nope")
    assert done.exit_code == 1
    assert done.stderr == "error: 422 (UNKNOWN_KERNEL_MODEL): no kernel model nope\n"


def test_no_service_is_exit_code_2(cli: Cli) -> None:
    done = cli("numastat", "june", "--url", "http://127.0.0.1:9")
    assert done.exit_code == 2
    assert done.stderr.startswith("error: no answer from http://127.0.0.1:9/v1/hosts/june/nodes")


def test_the_help_of_bench_names_every_bench() -> None:
    said = get_type_hints(main.bench, include_extras=True)["name"].__metadata__[0].help
    assert sorted(re.findall(r"\b(?!or\b)\w+", said)) == sorted(BENCHES)
