"""The four lists over REST, over gRPC and on the command line: the same answers."""

from __future__ import annotations

import json
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from service.client import Client
from tests.support.twin import ROOT, Twin

FOUR_LISTS = "scenarios/four-lists.yaml"


@pytest.fixture(scope="module")
def twin(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Twin]:
    with Twin(tmp_path_factory.mktemp("twin"), "demo") as running:
        running.wait_for_demo()
        yield running


def report(twin: Twin, *options: str) -> dict[str, Any]:
    done = twin.run("scenario", "run", FOUR_LISTS, "--format", "json", *options)
    assert done.returncode == 0, done.stdout[-2000:] + done.stderr
    found: dict[str, Any] = json.loads(done.stdout)
    return found


def test_rest_grpc_and_the_engine_in_process_answer_alike(twin: Twin) -> None:
    local = report(twin, "--local")
    assert report(twin) == local
    assert report(twin, "--grpc", f"127.0.0.1:{twin.grpc_port}") == local


def test_the_mail_from_the_service_is_the_mail_from_the_engine(twin: Twin) -> None:
    remote = twin.run("scenario", "run", FOUR_LISTS, "--format", "mail")
    local = twin.run("scenario", "run", FOUR_LISTS, "--format", "mail", "--local")
    assert remote.returncode == local.returncode == 0
    assert remote.stdout == local.stdout


def test_the_demo_prints_where_everything_is(twin: Twin) -> None:
    text = twin.output()
    for place in (twin.url, f"{twin.url}/docs", f"127.0.0.1:{twin.grpc_port}"):
        assert place in text


def test_a_second_start_keeps_what_was_made_and_reset_does_not(tmp_path: Path) -> None:
    with Twin(tmp_path, "demo") as first:
        first.wait_for_demo()
        with Client(first.url) as client:
            client.call("june", "create_task", pid=77)
        assert first.stop() == 0
    with Twin(tmp_path, "demo") as second:
        second.wait_for_demo()
        with Client(second.url) as client:
            assert [each["pid"] for each in client.items("list_tasks", host="june")] == [77]
        assert second.stop() == 0
    with Twin(tmp_path, "demo", "--reset") as third:
        third.wait_for_demo()
        with Client(third.url) as client:
            assert list(client.items("list_tasks", host="june")) == []
        assert third.run("journal", "verify").returncode == 0


def test_the_example_script_runs(twin: Twin) -> None:
    done = subprocess.run(
        [sys.executable, ROOT / "examples" / "tour.py", twin.url],
        capture_output=True,
        text=True,
        check=True,
    )
    assert "set_mempolicy = EINVAL  set_mempolicy refuses private nodes" in done.stdout
    assert "walked [(2, 'GATED'), (0, 'TAKEN')]" in done.stdout
    lines = (ROOT / "examples" / "tour.py").read_text(encoding="utf-8").splitlines()
    assert len(lines) <= 30
