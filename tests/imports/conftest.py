"""Access to the recorded files, and one way to look at a refusal."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from service.fabric.imports import SourceFile
from service.reasons import Refused

REAL = Path(__file__).parents[1] / "data" / "real"

Real = Callable[[str], SourceFile]
Refusal = Callable[[Callable[[], Any]], dict[str, Any]]


@pytest.fixture(scope="session")
def real() -> Real:
    """A recorded file by its path below tests/data/real, bytes kept."""

    def read(name: str) -> SourceFile:
        return SourceFile(name, (REAL / name).read_bytes().decode())

    return read


@pytest.fixture(scope="session")
def refusal() -> Refusal:
    """The facts of the refusal that a call must end in, with its reason."""

    def call(run: Callable[[], Any]) -> dict[str, Any]:
        with pytest.raises(Refused) as caught:
            run()
        facts = {"reason": caught.value.reason, **caught.value.facts}
        assert set(facts) == {"reason", "file", "line", "field", "why"}
        assert isinstance(facts["line"], int)
        assert facts["line"] >= 1
        assert facts["field"]
        assert facts["why"]
        assert caught.value.row.http == 422
        return facts

    return call
