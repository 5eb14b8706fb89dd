"""What a test needs from the machine, and how its absence is said aloud."""

from __future__ import annotations

import os
from typing import Final, NoReturn

import pytest

#: comma-separated needs (`postgres`, `browser`) whose absence fails the run instead of skipping
REQUIRE_ENV: Final = "CXLTWIN_TEST_REQUIRE"


def missing(need: str, reason: str) -> NoReturn:
    """Skips the test with the reason, or fails it where this run requires the need."""
    text = f"{need} is not available: {reason}"
    if need in os.environ.get(REQUIRE_ENV, "").split(","):
        pytest.fail(f"{text} ({REQUIRE_ENV} requires it)", pytrace=False)
    pytest.skip(text)
