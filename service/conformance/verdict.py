"""What becomes of a case, and what an interpreter may say about it."""

from __future__ import annotations

from typing import Any, Literal, NamedTuple

Verdict = Literal["passed", "diverged", "failed", "unsupported"]


class Unsupported(Exception):  # noqa: N818 - a verdict
    """The case uses a word that the interpreter does not know: never passed, never skipped."""


class Difference(NamedTuple):
    """One operation that answered otherwise than recorded."""

    run: str
    position: int
    op: dict[str, Any]
    expected: Any
    got: Any


class Judged(NamedTuple):
    """A case with its verdict, its differences, or the word that is not supported."""

    id: str
    category: str
    verdict: Verdict
    differences: tuple[Difference, ...] = ()
    why: str = ""
