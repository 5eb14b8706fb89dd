"""docs/how-to/write-a-driver.md: its driver and its script do what the page says."""

from __future__ import annotations

import json
import re
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path

import pytest

from service.client import Client
from tests.support.twin import ROOT, Twin, cxltwin, environment

PAGE = (ROOT / "docs/how-to/write-a-driver.md").read_text(encoding="utf-8")


def block(language: str) -> str:
    """The code block of a language; there is one."""
    (found,) = re.findall(rf"^```{language}\n(.*?)^```$", PAGE, re.MULTILINE | re.DOTALL)
    return str(found)


def wait_for(path: Path, text: str) -> None:
    deadline = time.monotonic() + 30
    while text not in path.read_text(encoding="utf-8"):
        assert time.monotonic() < deadline, path.read_text(encoding="utf-8")
        time.sleep(0.02)


@pytest.fixture(scope="module")
def twin(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Twin]:
    with Twin(tmp_path_factory.mktemp("twin"), "demo") as found:
        found.wait_for_demo()
        with Client(found.url) as client:
            for op, fields in (
                ("create_task", {"pid": 7}),
                ("mmap", {"pid": 7, "area": "mine", "nr_pages": 64}),
                ("touch", {"pid": 7, "area": "mine"}),
            ):
                assert client.call("v4", op, **fields).ret == 0
        yield found


def migrate(client: Client) -> tuple[int, str | None]:
    reply = client.call("v4", "migrate_pages", pid=7, old_nodes=[0], new_nodes=[2])
    return reply.ret, reply.errno


def test_the_driver_of_the_page_is_short_and_works(twin: Twin, tmp_path: Path) -> None:
    file, log = tmp_path / "driver.py", tmp_path / "driver.log"
    file.write_text(block("python"), encoding="utf-8")
    assert len(block("python").splitlines()) <= 60
    with log.open("w") as out:
        driver = subprocess.Popen(
            [sys.executable, file, f"127.0.0.1:{twin.grpc_port}"],
            stdout=out,
            stderr=subprocess.STDOUT,
            cwd=ROOT,
            env=environment(PYTHONPATH=str(ROOT)),
        )
    try:
        wait_for(log, "attached at revision")
        with Client(twin.url) as client:
            assert migrate(client) == (48, None)
            wait_for(log, block("text"))
            assert client.call("v4", "migrate_pages", pid=7, old_nodes=[2], new_nodes=[0]).ret == 0
            wait_for(log, "folio_migrate: 16 folios")
    finally:
        driver.kill()
        driver.wait(10)


def test_the_script_of_the_page_misbehaves_as_it_says(twin: Twin, tmp_path: Path) -> None:
    file, log = tmp_path / "faults.yaml", tmp_path / "driver.log"
    file.write_text(block("yaml"), encoding="utf-8")
    with log.open("w") as out:
        driver = subprocess.Popen(
            [
                cxltwin(),
                "driver",
                file,
                f"--grpc=127.0.0.1:{twin.grpc_port}",
                f"--url={twin.url}",
                "--settled=3",
                "--json",
            ],
            stdout=out,
            stderr=subprocess.STDOUT,
            cwd=tmp_path,
            env=environment(),
        )
    try:
        wait_for(log, '"attached"')
        with Client(twin.url) as client:
            assert migrate(client) == (-110, "ETIMEDOUT")
            assert migrate(client) == (-12, "ENOMEM")
            assert migrate(client) == (4, None)
        assert driver.wait(20) == 0
    finally:
        driver.kill()
    events = [json.loads(line) for line in log.read_text().splitlines()]
    ended = [each["ended"] for each in events if each["event"] == "settled"]
    assert ended == ["EXPIRED", "COMMITTED", "COMMITTED"]


def test_a_script_that_is_wrong_names_file_line_and_field(tmp_path: Path) -> None:
    file = tmp_path / "bad.yaml"
    file.write_text("driver: d\nhost: h\nnid: 2\nanswers:\n  - {callback: eat}\n")
    done = subprocess.run(
        [cxltwin(), "driver", file],
        capture_output=True,
        text=True,
        check=False,
        env=environment(),
        timeout=60,
    )
    assert done.returncode == 1
    assert "SCENARIO_MALFORMED" in done.stderr
    assert "bad.yaml line 5" in done.stderr
    assert "answers.0.callback" in done.stderr
