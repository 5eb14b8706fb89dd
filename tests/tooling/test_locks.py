"""The lock files: exact, complete, and without the address of anything."""

from __future__ import annotations

import re
import tomllib
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
LOCKS = ("requirements.lock", "requirements-dev.lock")
PIN = re.compile(r"^([a-z0-9][a-z0-9.-]*)==([0-9][\w.+!-]*)( ; [^#]+)?$")


def _lines(name: str) -> list[str]:
    lines = (ROOT / name).read_text().splitlines()
    return [line for line in lines if line and not line.startswith("#")]


def _pins(name: str) -> dict[str, str]:
    return {found[1]: found[2] for line in _lines(name) if (found := PIN.match(line))}


def _names(requirements: list[str]) -> set[str]:
    found = (re.match(r"[A-Za-z0-9._-]+", requirement) for requirement in requirements)
    return {re.sub(r"[._]", "-", each[0]).lower() for each in found if each}


@pytest.mark.parametrize("lock", LOCKS)
def test_every_line_is_an_exact_version_and_nothing_else(lock: str) -> None:
    assert [line for line in _lines(lock) if not PIN.match(line)] == []


def test_development_lock_extends_the_runtime_lock() -> None:
    assert _pins("requirements.lock").items() <= _pins("requirements-dev.lock").items()


def test_every_dependency_is_locked() -> None:
    project = tomllib.loads((ROOT / "pyproject.toml").read_text())["project"]
    runtime = _names(project["dependencies"])
    development = _names(project["optional-dependencies"]["dev"])
    assert runtime <= _pins("requirements.lock").keys()
    assert runtime | development <= _pins("requirements-dev.lock").keys()
