"""Models of one's own: what a file may say, and what is refused by line, field and rule."""

from __future__ import annotations

import pytest

from service.experiments.model_yaml import load_model
from service.fabric.hosts import kernel_model
from service.mm.models import MODELS, find
from service.reasons import Refused

GOOD = """apiVersion: cxltwin/v1
kind: KernelModel
name: mine
base: list-isolation/normal
source: my mail
cells:
  own_fallback: empty
  service.reclaim: {value: never, source: a reply, evidence: inferred}
"""


def test_a_model_is_its_base_with_other_cells() -> None:
    mine = load_model("mine.yaml", GOOD)
    base = find("list-isolation/normal").model
    changed = {name for name, cell in mine.model.cells.items() if cell != base.cells[name]}
    assert changed == {"own_fallback", "service.reclaim"}
    assert mine.model.cells["own_fallback"] == ("empty", "my mail", "read")
    assert mine.model.cells["service.reclaim"].evidence == "inferred"


def test_a_host_can_be_booted_under_it_by_base_and_knobs() -> None:
    mine = load_model("mine.yaml", GOOD)
    values = {
        name: cell.value for name, cell in kernel_model(mine.base, dict(mine.knobs)).cells.items()
    }
    assert values == {name: cell.value for name, cell in mine.model.cells.items()}


@pytest.mark.parametrize(
    ("old", "new", "line", "field", "why"),
    [
        ("base: list-isolation/normal", "base: v9", 4, "base", "no kernel model v9"),
        ("own_fallback: empty", "own_fallbck: empty", 7, "cells.own_fallbck", "unknown cell"),
        ("own_fallback: empty", "own_fallback: full", 7, "cells.own_fallback", "one of normal"),
        ("own_fallback: empty", "selector: key", 7, "cells.selector", "needs a private zonelist"),
        ("own_fallback: empty", "gate: scope\n  selector: key", 7, "cells.gate", "two doors"),
        ("name: mine", "name: rfc-v5", 3, "name", "is a model of the twin"),
        ("name: mine", "name: Mine!", 3, "name", "does not match"),
        ("kind: KernelModel", "kind: Scenario", 2, "kind", "is not KernelModel"),
        ("source: my mail", "sources: my mail", 5, "sources", "unknown field"),
        ("evidence: inferred", "evidence: guessed", 8, "cells.service.reclaim.evidence", "one of"),
        ("own_fallback: empty", "own_fallback: &a empty\n  gate: *a", 7, "document", "anchors"),
        (
            "own_fallback: empty",
            "own_fallback: empty\n  own_fallback: empty",
            8,
            "",
            "stands twice",
        ),
    ],
)
def test_a_wrong_file_is_refused_by_line_and_field(
    old: str, new: str, line: int, field: str, why: str
) -> None:
    with pytest.raises(Refused) as caught:
        load_model("mine.yaml", GOOD.replace(old, new))
    assert caught.value.reason == "SCENARIO_MALFORMED"
    facts = caught.value.facts
    assert facts["line"] == line
    assert str(facts["field"]).startswith(field)
    assert why in str(facts["why"])


def test_a_huge_file_and_an_alias_bomb_are_refused_before_they_are_built() -> None:
    bomb = "a: &a [x]\n" + "".join(f"b{n}: [*a, *a]\n" for n in range(9))
    for text in ("x" * (2 << 20), bomb):
        with pytest.raises(Refused) as caught:
            load_model("mine.yaml", text)
        assert caught.value.reason == "SCENARIO_MALFORMED"


@pytest.mark.parametrize("base", sorted(MODELS))
def test_every_model_can_be_a_base(base: str) -> None:
    text = f"apiVersion: cxltwin/v1\nkind: KernelModel\nname: mine\nbase: {base}\ncells: {{}}\n"
    assert load_model("mine.yaml", text).model.cells == MODELS[base].cells
