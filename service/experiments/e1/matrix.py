"""The modelled part of E1: every pattern under every model, the fixes, and the smallest sets."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from itertools import combinations
from typing import Any, Final

import msgspec

from service.experiments.e1.catalogue import (
    ALTERNATIVES,
    CATALOGUE,
    CONTROLS,
    FIXES,
    MASKED,
    PLAIN,
    UNASKED,
)
from service.experiments.e1.machine import RUNS, Machine, Run
from service.experiments.e1.pattern import Pattern
from service.experiments.e1.sites import Fixes, outcome
from service.experiments.scenario import model_choice
from service.mm.models import KernelModel

#: pattern -> outcome
Row = Mapping[str, str]
#: cells of a model that say how the sites act
SITE_COLUMNS: Final = (
    "private_nodes",
    "selector",
    "gate",
    "own_fallback_self",
    "own_fallback",
    "own_nofallback",
    "private_list",
    "service.hugetlb",
    "move_pages.target",
    "service.spread",
    "demotion.targets",
    "service.khugepaged",
    "contig.guard",
    "service.damon",
    "key.page_tables",
)
#: the names of masks that carry __GFP_HIGHMEM and __GFP_MOVABLE
MOVABLE_NAMES: Final = {"GFP_HIGHUSER_MOVABLE", "GFP_TRANSHUGE", "__GFP_MOVABLE"}
#: the rows of the table of fixes, by name
FIX_SETS: Final[Mapping[str, tuple[str, ...]]] = {
    "none": (),
    "F1a": ("F1a",),
    "F1b": ("F1b",),
    "F1b+F2": ("F1b", "F2"),
    "F1b+F2+F3": ("F1b", "F2", "F3"),
    "F1b..F5": ("F1b", "F2", "F3", "F4", "F5"),
    "F1b..F5+F7": ("F1b", "F2", "F3", "F4", "F5", "F7"),
    "F1a..F7 with F6": ("F1a", "F2", "F3", "F4", "F5", "F6", "F7"),
    "F1b..F7 all": ("F1b", "F2", "F3", "F4", "F5", "F6", "F7"),
}


def pages(pattern: Pattern) -> int:
    """Pages of a pattern on private nodes: a per-node loop visits two of them."""
    return (pattern.nr << pattern.order) * (2 if pattern.nid == "each" else 1)


def is_movable(pattern: Pattern) -> bool:
    """Whether a request may be answered from ZONE_MOVABLE."""
    return bool(MOVABLE_NAMES & set(pattern.gfp))


def outcomes(model: KernelModel, run: Run, fixes: Fixes = frozenset()) -> dict[str, str]:
    """Every pattern's outcome under a model."""
    machine = Machine(model, run)
    return {pattern.id: outcome(machine, pattern, fixes) for pattern in CATALOGUE}


def summary(row: Row) -> dict[str, Any]:
    """What a report says of a model: spills, failures of plain requests, pages, controls."""
    spill = [name for name in UNASKED if row[name] == "P"]
    by_id = {pattern.id: pattern for pattern in CATALOGUE}
    failing = [name for name in PLAIN if row[name] == "F"]
    return {
        "spilling": spill,
        "nr_spilling": len(spill),
        "failing": failing,
        "nr_failing": len(failing),
        "pages": sum(pages(by_id[name]) for name in spill),
        "controls": {name: row[name] for name in CONTROLS},
    }


def fixed_rows(model: KernelModel, run: Run) -> Callable[[Fixes], Row]:
    """Rows by set of fixes; a fix re-runs only the patterns whose callers it changes."""
    machine = Machine(model, run)
    base = {pattern.id: outcome(machine, pattern) for pattern in CATALOGUE}
    memo: dict[tuple[str, Fixes], str] = {}

    def row(fixes: Fixes) -> Row:
        found = dict(base)
        for pattern in CATALOGUE:
            own = fixes & frozenset(pattern.fixes)
            if own:
                key = (pattern.id, own)
                if key not in memo:
                    memo[key] = outcome(machine, pattern, own)
                found[pattern.id] = memo[key]
        return found

    return row


def is_clean(row: Row) -> bool:
    """No spill and no regression."""
    return not any(row[name] == "P" for name in UNASKED) and not any(
        row[name] == "F" for name in PLAIN
    )


def minimal_fix_sets(row: Callable[[Fixes], Row]) -> list[list[str]]:
    """Every smallest set of fixes that leaves neither spill nor regression; [] when none does."""
    names = list(FIXES)
    for size in range(len(names)):
        found = []
        for chosen in combinations(names, size):
            if set(ALTERNATIVES) <= set(chosen):
                continue
            if is_clean(row(frozenset(chosen))):
                found.append(list(chosen))
        if found:
            return found
    return []


def scope_delta(row: Row) -> dict[str, str]:
    """The outcomes of requests made while a private allocation is in progress."""
    return {pattern.id: row[pattern.id] for pattern in CATALOGUE if pattern.scoped}


_packed: Final = msgspec.msgpack.Encoder().encode


class EventTable:
    """The events behind every cell of the matrix; equal ones stand once.

    `of`: run -> pattern -> model -> place in `table`, a list of lists of events.
    """

    def __init__(self) -> None:
        self.of: dict[str, dict[str, dict[str, int]]] = {
            run: {pattern.id: {} for pattern in CATALOGUE} for run in RUNS
        }
        self.table: list[list[dict[str, Any]]] = []
        self._places: dict[bytes, int] = {}

    def outcomes(self, run: Run, name: str, model: KernelModel) -> dict[str, str]:
        """Every pattern's outcome under a model; what decided them is kept."""
        machine = Machine(model, run)
        row: dict[str, str] = {}
        for pattern in CATALOGUE:
            with machine.collected() as events:
                letter = row[pattern.id] = outcome(machine, pattern)
            if not events:
                events.append({"op": "none", "outcome": letter})  # the site makes no request
            key = _packed(events)
            if key not in self._places:
                self._places[key] = len(self.table)
                self.table.append(events)
            self.of[run][pattern.id][name] = self._places[key]
        return row


def modelled(
    models: Mapping[str, KernelModel],
    *,
    fixes: bool = True,
    progress: Callable[[str], None] = lambda _: None,
) -> dict[str, Any]:
    """The result matrix in the schema `spillage-golden/1`, for models by name."""
    matrix: dict[str, dict[str, dict[str, str]]] = {
        run: {pattern.id: {} for pattern in CATALOGUE} for run in RUNS
    }
    sums: dict[str, dict[str, Any]] = {run: {} for run in RUNS}
    events = EventTable()
    sets: dict[str, Any] = {}
    minimal: dict[str, Any] = {}
    deltas: dict[str, Any] = {}
    for name, model in models.items():
        progress(name)
        for run in RUNS:
            row = events.outcomes(run, name, model)
            for pattern, letter in row.items():
                matrix[run][pattern][name] = letter
            sums[run][name] = summary(row)
        deltas[name] = scope_delta({key: row[name] for key, row in matrix["rights_none"].items()})
        if fixes:
            fixed = fixed_rows(model, "rights_none")
            sets[name] = {
                label: {
                    "spill": summary(fixed(frozenset(chosen)))["nr_spilling"],
                    "regressions": summary(fixed(frozenset(chosen)))["nr_failing"],
                }
                for label, chosen in FIX_SETS.items()
            }
            minimal[name] = minimal_fix_sets(fixed)
    return {
        "schema": "spillage-golden/1",
        "topology": {
            "fixture": "std",
            "note": "0,1 ordinary with CPUs; 2,3 private, two owners; request target 2; "
            "loops visit 2 and 3",
        },
        "outcomes": OUTCOMES,
        "patterns": [_pattern(pattern) for pattern in CATALOGUE],
        "site_columns": {name: _columns(model) for name, model in models.items()},
        "models": [_named(name, model) for name, model in models.items()],
        "matrix": matrix,
        "cell_marks": {name: _marks(model) for name, model in models.items()},
        "unasked": list(UNASKED),
        "plain": list(PLAIN),
        "movable_requests": [pattern.id for pattern in CATALOGUE if is_movable(pattern)],
        "summary": sums,
        "fixes": dict(FIXES),
        "fix_sets": sets,
        "minimal_fix_sets": minimal,
        "scope_delta": deltas,
        "events": events.of,
        "event_table": events.table,
    }


OUTCOMES: Final[dict[str, str]] = {
    "P": "lands on a private node",
    "D": "lands on an ordinary node",
    "F": "fails (NULL or the call's error)",
    "R": "ordinary memory pressure on ordinary nodes; never private",
    "S": "the site does not act on the node",
    "E:x": "the call returns x",
}


def _pattern(pattern: Pattern) -> dict[str, Any]:
    return {
        "id": pattern.id,
        "title": pattern.title,
        "call": pattern.call,
        "gfp": " | ".join(pattern.gfp),
        "nid": pattern.nid,
        "mask": "{private}" if pattern.id in MASKED else "none",
        "order": pattern.order,
        "count": pattern.nr,
        "ctx": pattern.context,
        "loop": pattern.nid == "each",
        "cls": pattern.kind,
        "ev": pattern.evidence,
        "fixes": list(pattern.fixes),
    }


def _named(name: str, model: KernelModel) -> dict[str, Any]:
    """A model by its label: knobs of a variant, and cells set by hand."""
    given = model_choice(name).knobs if name.startswith(model.id) else {}
    knobs = {key: _BOOLS.get(value, value) for key, value in given.items()}
    told = {"title": model.title, "source": model.source}
    return {"key": name, "model": model.id, "knobs": knobs, **told}


#: knobs that are switches stand as such in the published schema
_BOOLS: Final[dict[str, bool]] = {"true": True, "false": False}


def _columns(model: KernelModel) -> dict[str, str]:
    return {name: model.cells[name].value for name in SITE_COLUMNS}


def _marks(model: KernelModel) -> dict[str, dict[str, str]]:
    return {
        name: {"source": model.cells[name].source, "evidence": model.cells[name].evidence}
        for name in SITE_COLUMNS
    }


def inferred_columns(model: KernelModel, names: Iterable[str] = SITE_COLUMNS) -> list[str]:
    """The cells of the sites that nobody wrote down for a model."""
    return [name for name in names if model.cells[name].evidence == "inferred"]
