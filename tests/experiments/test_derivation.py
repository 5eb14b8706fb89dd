"""E1's matrix, cell by cell, against a second derivation that shares no code with the engine."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import suppress
from dataclasses import replace

import pytest

from service.experiments.e1.machine import RUNS, Run
from service.experiments.e1.matrix import outcomes
from service.mm.models import find, names, with_cells
from tests.experiments.derivation import COLUMNS, Column, derive, derive_column


@pytest.mark.parametrize("run", RUNS)
@pytest.mark.parametrize("name", sorted(COLUMNS))
def test_the_matrix_follows_from_the_published_columns(name: str, run: Run) -> None:
    row = outcomes(find(name).model, run)
    wanted = derive(name, run)
    assert row.keys() == wanted.keys()
    assert {key: (row[key], wanted[key]) for key in row if row[key] != wanted[key]} == {}


def test_every_named_model_but_the_blueprint_is_derived() -> None:
    """The blueprint is nobody's paper: all its cells are inferred."""
    assert set(names()) - set(COLUMNS) == {"blueprint"}


def _own(column: Column, *, me: bool, others: bool) -> Column:
    return replace(column, own=(("P",) if me else ()) + (("D",) if others else ()))


#: (cell, value) -> the same change of a published column
FLIPS: dict[tuple[str, str], Callable[[Column], Column]] = {
    ("own_fallback", "empty"): lambda c: _own(c, me="P" in c.own, others=False),
    ("own_fallback", "normal"): lambda c: _own(c, me="P" in c.own, others=True),
    ("own_fallback_self", "yes"): lambda c: _own(c, me=True, others="D" in c.own),
    ("own_fallback_self", "no"): lambda c: _own(c, me=False, others="D" in c.own),
    ("own_nofallback", "empty"): lambda c: replace(c, only=()),
    ("own_nofallback", "self"): lambda c: replace(c, only=("P",)),
    ("contig.guard", "none"): lambda c: replace(c, contig="none"),
    ("contig.guard", "key"): lambda c: replace(c, contig="check"),
    ("service.khugepaged", "never"): lambda c: replace(c, khugepaged="skips"),
    ("service.khugepaged", "always"): lambda c: replace(c, khugepaged="acts"),
    ("service.damon", "never"): lambda c: replace(c, damon="skips"),
    ("service.damon", "always"): lambda c: replace(c, damon="acts"),
    ("service.spread", "never"): lambda c: replace(c, rotor=False),
    ("service.spread", "always"): lambda c: replace(c, rotor=True),
    ("demotion.targets", "n_memory"): lambda c: replace(c, demotion="N_MEMORY"),
    ("move_pages.target", "refuse"): lambda c: replace(c, move_pages="N_MEMORY"),
    ("policy.mbind", "any"): lambda c: replace(c, policy="any"),
    ("gate", "none"): lambda c: replace(c, gate=""),
    ("gate", "thisnode"): lambda c: replace(c, gate="thisnode"),
}
#: cells whose models are told apart only where a right is held
WITH_RIGHTS = {"demotion.targets", "move_pages.target"}
BASES = sorted(set(COLUMNS) - {"mainline", "thread-2026-06", "branch-common/public-eight"})


def _flips() -> Iterator[tuple[str, str, str]]:
    """Every flip that no rule forbids and that changes the table."""
    for base in BASES:
        model = find(base).model
        for cell, value in FLIPS:
            if model.cells[cell].value == value:
                continue
            with suppress(ValueError):  # the two cells contradict each other
                with_cells(model, {cell: value}, "flipped")
                yield base, cell, value


@pytest.mark.parametrize(("base", "cell", "value"), list(_flips()))
def test_a_flipped_cell_changes_what_the_columns_predict(base: str, cell: str, value: str) -> None:
    """And nothing else: before and after are both compared whole."""
    run: Run = "rights_all" if cell in WITH_RIGHTS else "rights_none"
    flipped = with_cells(find(base).model, {cell: value}, "flipped")
    wanted = derive_column(FLIPS[cell, value](COLUMNS[base]), run)
    row = outcomes(flipped, run)
    assert {key: (row[key], wanted[key]) for key in row if row[key] != wanted[key]} == {}


def test_the_flips_are_many_and_most_of_them_change_an_outcome() -> None:
    changed = 0
    for base, cell, value in _flips():
        run = "rights_all" if cell in WITH_RIGHTS else "rights_none"
        before = derive_column(COLUMNS[base], run)
        changed += derive_column(FLIPS[cell, value](COLUMNS[base]), run) != before
    assert changed >= 60
