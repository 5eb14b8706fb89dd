"""Every operation prints as a call, and results read as strace would print them."""

from __future__ import annotations

from typing import Any

import pytest

from service.api.routes import ROUTES
from service.experiments.scenario import ScenarioStep
from service.experiments.scenario_load import LoadedStep
from service.experiments.scenario_report import short_source
from service.experiments.scenario_text import render, render_call
from service.mm.commands import COMMANDS
from tests.scenarios.test_expect import NAMES

DECIDED = {"rule": "r", "sentence": "s", "source": "patch 13 of 27 (x)", "model": "rfc-v4"}


def step_of(op: str, args: dict[str, Any]) -> LoadedStep:
    step = ScenarioStep(title="a step", op=op, args=args)
    return LoadedStep(step, "machine", NAMES.command(op, args), NAMES.resolve(args), {})


EXAMPLES = [
    (row.command.op, {"pid": 100, "nid": 2, **row.example})
    for row in ROUTES
    if row.kind == "command" and row.command is not None and row.command.op in COMMANDS
]


@pytest.mark.parametrize(("op", "fields"), EXAMPLES, ids=[op for op, _ in EXAMPLES])
def test_every_operation_prints_as_a_call(op: str, fields: dict[str, Any]) -> None:
    args = {name: value for name, value in fields.items() if name in COMMANDS[op].model_fields}
    text = render_call(step_of(op, args), NAMES)
    assert text.startswith(f"{op}(")
    assert "None" not in text
    assert "\n" not in text


@pytest.mark.parametrize(
    ("op", "args", "answer", "line"),
    [
        (
            "set_mempolicy",
            {"pid": 1, "mode": "MPOL_BIND", "nodemask": ["C"]},
            {"ret": -22, "errno": "EINVAL"},
            "set_mempolicy(MPOL_BIND, {C}) = -1 EINVAL",
        ),
        (
            "mbind",
            {"pid": 1, "area": "buf", "first": 2, "count": 4, "mode": "MPOL_DEFAULT"},
            {"ret": 0},
            "mbind(buf[2..6), MPOL_DEFAULT, NULL) = 0",
        ),
        (
            "alloc_pages",
            {"label": "x", "preferred_nid": "C", "gfp": ["GFP_KERNEL", "__GFP_PRIVATE"]},
            {"ret": 0, "nr_allocated": 1, "pages": [{"nid": 2, "nr_pages": 1}]},
            "alloc_pages(C, GFP_KERNEL|__GFP_PRIVATE) = page on C",
        ),
        (
            "alloc_pages",
            {"label": "x", "preferred_nid": "C", "order": 3, "count": 9},
            {"ret": -12, "errno": "ENOMEM", "nr_allocated": 4, "pages": []},
            "alloc_pages(C, GFP_KERNEL, order 3, 9 times) = NULL after 4",
        ),
        (
            "touch",
            {"pid": 1, "area": "buf"},
            {"ret": -12, "errno": "ENOMEM", "signal": 9, "effects": [{"effect": "oom_kill"}]},
            "touch(buf) = killed by SIGKILL (OOM)",
        ),
        (
            "touch",
            {"pid": 1, "area": "buf", "access": "read"},
            {"ret": 0, "placed": [], "effects": [{"effect": "oom_kill", "pid": 7}]},
            "touch(buf, read) = 0 (OOM kill of 7)",
        ),
        (
            "move_pages",
            {"pid": 1, "pages": [{"area": "buf"}], "nodes": ["C"]},
            {"ret": 0, "status": [{"count": 1, "nid": 2}]},
            "move_pages(buf[0..1), {C}) = 0 status C",
        ),
        (
            "online_pages",
            {"range": "C"},
            {"refused": "UNKNOWN_HOST", "detail": "no host"},
            "online_pages(C) = refused (UNKNOWN_HOST)",
        ),
        (
            "offline_pages",
            {"start": "0x1000", "size": 4096},
            {"ret": 0},
            "offline_pages(0x1000+0x1000) = 0",
        ),
    ],
)
def test_results_read_as_strace_prints_them(
    op: str, args: dict[str, Any], answer: dict[str, Any], line: str
) -> None:
    assert render(step_of(op, args), {"decided_by": DECIDED, **answer}, NAMES).line == line


@pytest.mark.parametrize(
    ("source", "short"),
    [
        ("patch 13 of 27 (20260222084842.1824063-14-gourry@gourry.net), x", "patch 13"),
        ("discussion of 4 June 2026 (aiE5DZC8Io4SNI3H), mpol_set_nodemask", "4 June"),
        ("mm/page_alloc.c, get_page_from_freelist", "page_alloc.c"),
        ("the twin's own inventory", "the twin's own inventory"),
    ],
)
def test_sources_have_a_short_form(source: str, short: str) -> None:
    assert short_source(source) == short
