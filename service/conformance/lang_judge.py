"""Judging a case of the case language that was run: its expectations, and what it leaves unsaid."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, Final

from service.conformance.lang_expect import JUDGES, Judge
from service.conformance.lang_host import LangHost
from service.conformance.verdict import Difference, Unsupported

#: results that are no errno: a case that does not name them says the rest by other expectations
_NO_ERRNO: Final = frozenset({"OOM", "NULL", "refused", "REFUSED"})


def _judge_keys(
    host: LangHost, expect: dict[str, Any], judges: Mapping[str, Judge]
) -> list[tuple[str, Any, Any]]:
    """What is wrong with the keys of an expectation; of `any_of` one has to hold."""
    wrong: list[tuple[str, Any, Any]] = []
    for key, expected in expect.items():
        if key == "reason_hint":
            continue
        if key == "any_of" and key not in judges:
            found = [_judge_keys(host, each, judges) for each in expected]
            wrong += [] if not all(found) else [("any_of", expected, found)]
        elif key in judges:
            wrong += judges[key](host, expected, host.outcomes)
        else:
            raise Unsupported(f"expectation {key}")
    return wrong


def judge(
    host: LangHost, case: dict[str, Any], run: str, own: Mapping[str, Judge] | None = None
) -> list[Difference]:
    """The differences of a case that was run; `own` judges win. Refuses: Unsupported."""
    expect = case["expect"]
    wrong = _judge_keys(host, expect, {**JUDGES, **(own or {})})
    named = expect.get("ret", {})
    for index, outcome in enumerate(host.outcomes):
        silent = str(index) not in named and str(index) not in expect.get("alloc_nodes", {})
        silent = silent and not outcome.shown.get("injected")
        if silent and isinstance(outcome.ret, str) and outcome.ret not in _NO_ERRNO:
            wrong.append((f"ret[{index}]", "success", outcome.ret))
    ops = case["ops"]
    return [
        Difference(run, 0, ops[0] if ops else {"op": "none"}, f"{name}: {expected}", got)
        for name, expected, got in wrong
    ]
