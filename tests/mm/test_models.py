"""Kernel models as tables: their names and knobs, and what no model may be."""

from __future__ import annotations

from typing import Final

import pytest

from service.mm.models import MODELS, KernelModel
from service.mm.models.catalogue import KnobError, find, names, with_knobs
from service.mm.models.columns import COLUMNS
from service.mm.models.rights import RIGHTS
from service.mm.models.table import Cell


def test_every_name_finds_its_model() -> None:
    for name in names():
        found = find(name)
        assert found.name == name
        assert found.model_id == name.partition("/")[0]
        assert found.model.id == found.model_id
        assert set(found.model.cells) == set(COLUMNS)
    assert {name.partition("/")[0] for name in names()} == set(MODELS)
    with pytest.raises(KeyError):
        find("rfc-v9")


#: (model, knobs, what the refusal says)
KNOBS: Final[tuple[tuple[str, dict[str, str], str], ...]] = (
    ("rfc-v4", {"fidelity": "roughly"}, "fidelity: roughly: one of documented, as-coded"),
    ("rfc-v4", {"colour": "blue"}, "unknown cell colour"),
    ("rfc-v4", {"gate": "blue"}, "gate: blue: one of "),
    ("mainline", {"fidelity": "as-coded"}, "unknown cell fidelity"),
)


@pytest.mark.parametrize(("model", "knobs", "said"), KNOBS)
def test_a_knob_that_is_none_is_refused_by_name(
    model: str, knobs: dict[str, str], said: str
) -> None:
    with pytest.raises(KnobError) as refused:
        with_knobs(MODELS[model], knobs)
    assert said in str(refused.value)
    assert refused.value.name in knobs


def test_a_single_cell_is_a_knob_and_wins_over_a_variant() -> None:
    """A cell whose name is also a variant's (own_fallback) takes either's values."""
    base = MODELS["list-isolation"]
    assert with_knobs(base, {"own_fallback": "empty"}).cells["own_fallback"].value == "empty"
    changed = with_knobs(MODELS["rfc-v4"], {"fidelity": "as-coded", "mlock.fault": "skip"})
    coded = find("rfc-v4/as-coded").model
    assert {name for name in COLUMNS if changed.cells[name].value != coded.cells[name].value} == {
        "mlock.fault"
    }


def cells(**changes: str | None) -> dict[str, Cell]:
    """The cells of rfc-v4 with some changed; None takes one away."""
    made = dict(MODELS["rfc-v4"].cells)
    for name, value in changes.items():
        key = name.replace("__", ".")
        if value is None:
            del made[key]
        else:
            made[key] = Cell(value, "test")
    return made


@pytest.mark.parametrize(
    ("changes", "said"),
    [
        ({"colour": "blue"}, "unknown cell colour"),
        ({"gate": None}, "model x has no cell gate"),
        ({"gate": "blue"}, "cell gate is 'blue'; allowed: "),
        ({"private_nodes": "none"}, "without private nodes there is nothing to gate"),
        ({"selector": "key"}, "two doors that exclude each other"),
        (
            {"rights": "none", "move_pages__target": "refuse", "key__demotion": "key"},
            "no right of that table grants",
        ),
    ],
)
def test_a_model_that_contradicts_itself_is_refused(
    changes: dict[str, str | None], said: str
) -> None:
    with pytest.raises(ValueError) as refused:  # noqa: PT011 - the words are what is asked for
        KernelModel("x", "x", "x", cells(**changes))
    assert said in str(refused.value)


@pytest.mark.parametrize("name", sorted(RIGHTS))
def test_the_names_of_a_mask_are_its_bits_and_what_is_left_over(name: str) -> None:
    table = RIGHTS[name]
    every = sum(each.bit for each in table.rights)
    full = tuple(table.full(each) for each in table.rights if each.bit)
    if full and not table.one_of:
        assert table.from_mask(every) == full
    assert table.from_mask(1 << 30)[-1] == f"{1 << 30:#x}"
