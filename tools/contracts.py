"""Writes docs/reference/contracts.md: what each call answers, and every cell of every model.

The calls are made on the engine (experiments E2 and E4), the cells are the tables: `make docs`.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any, Final

from service.experiments.owners import owner_confinement
from service.experiments.policy_matrix import policy_matrix
from service.mm.models import COLUMNS, MODELS, KernelModel
from service.mm.models.catalogue import find, names

PAGE = Path(__file__).parent.parent / "docs" / "reference" / "contracts.md"
MARKS = {"read": "", "recorded": " (recorded)", "inferred": " (inferred)"}

_OTHERS: Final = ("PREFERRED", "PREFERRED_MANY", "INTERLEAVE", "WEIGHTED_INTERLEAVE")
_BIND: Final = {
    "BIND {P}, right": "BIND P rights_all",
    "BIND {P}, none": "BIND P rights_none",
    "BIND {D,P}, right": "BIND D+P rights_all",
    "BIND {D,P}, none": "BIND D+P rights_none",
}
#: call -> heads with the rows of E4 behind them, and the cells that decide
CALLS: Final[dict[str, tuple[dict[str, str], tuple[str, ...]]]] = {
    "set_mempolicy": (
        {head: f"set_mempolicy {row}" for head, row in _BIND.items()}
        | {f"{mode} {{P}}, right": f"set_mempolicy {mode} P rights_all" for mode in _OTHERS[:1]}
        | {
            f"{mode} {{D,P}}, right": f"set_mempolicy {mode} D+P rights_all"
            for mode in _OTHERS[2:3]
        },
        ("policy.set_mempolicy", "policy.other_modes"),
    ),
    "mbind": (
        {head: f"mbind {row}" for head, row in _BIND.items()}
        | {f"{mode} {{D,P}}, right": f"mbind {mode} D+P rights_all" for mode in _OTHERS[2:3]}
        | {"BIND {P} with MPOL_MF_MOVE, right": "mbind BIND P MPOL_MF_MOVE rights_all"},
        ("policy.mbind", "policy.other_modes", "policy.key"),
    ),
    "move_pages": (
        {
            "to P, right": "move_pages D to P rights_all",
            "to P, none": "move_pages D to P rights_none",
        },
        ("move_pages.target", "migration_source"),
    ),
    "migrate_pages": (
        {
            "to P, right": "migrate_pages D to P rights_all",
            "to P, none": "migrate_pages D to P rights_none",
        },
        ("migrate_pages.refused", "migration_source", "cpuset.governs_policy"),
    ),
    "page cache": ({}, ("key.page_cache", "file_policy", "unmapped_cache", "service.spread")),
    "OOM": ({}, ("oom.private", "fault.on_failure", "device.oom")),
    "reclaim": (
        {},
        ("service.reclaim", "service.madvise", "service.compaction", "demotion.targets"),
    ),
    "cpuset": (
        {
            "mems = P": "cpuset.mems = 2 rights_all",
            "mems = D,P": "cpuset.mems = 0,2 rights_all",
            "bind, then P leaves the set": "bind then cpuset.mems 0,2 -> 0 rights_all",
            "bind, then unplug": "bind then unplug rights_all",
        },
        ("cpuset.universe", "cpuset.private_only", "rebind.private", "unplug.policies"),
    ),
}


def _cell(model: KernelModel, name: str) -> str:
    """A cell with its mark and source, as a footnote would have it."""
    cell = model.cells[name]
    return f"`{name}` = `{cell.value}`{MARKS[cell.evidence]}, {cell.source}".replace("|", "\\|")


def _ended(row: Mapping[str, Any]) -> str:
    end = "killed" if row["killed"] else row["errno"] or "0"
    return f"{end} ({row['decided_by']})"


def _rows(heads: Mapping[str, Sequence[str]], cells: tuple[str, ...]) -> list[str]:
    """A table: one row per model, its answers, and the cells behind them."""
    lines = [
        f"| model | {' | '.join((*heads, 'cells, marks and sources'))} |",
        f"|{'---|' * (len(heads) + 2)}",
    ]
    for index, label in enumerate(names()):
        model = find(label).model
        told = [answers[index] for answers in heads.values()]
        lines.append(
            f"| `{label}` | {' | '.join((*told, '; '.join(_cell(model, c) for c in cells)))} |"
        )
    return lines


def calls() -> list[str]:
    """The contracts by call: answers of the engine where a call has one."""
    models = {label: find(label).model for label in names()}
    rows = policy_matrix(models)["rows"]
    private = {n: m for n, m in models.items() if m.knobs.private_nodes != "none"}
    full = owner_confinement(private)["models"]
    lines = [
        "## Calls",
        "",
        "D: an ordinary node, P: a private one; *right*: with every right that the model has. An",
        "answer is an errno, the mask in force, or where pages are, made on the engine by E4.",
        "",
    ]
    for call, (wanted, cells) in CALLS.items():
        heads = {head: [rows[row][label] for label in models] for head, row in wanted.items()}
        if call == "OOM":
            heads["bound task fills P"] = [
                _ended(full[label]["shared_list+mask"]["own_node_full"]) if label in full else "-"
                for label in models
            ]
            heads["the driver's request with P full"] = [
                _ended(full[label]["list_self"]["own_node_full"]) if label in full else "-"
                for label in models
            ]
        lines += [f"### {call}", "", *_rows(heads, cells), ""]
    return lines


def page() -> str:
    """The page."""
    lines = [
        "# Contracts of the kernel models",
        "",
        "Written by `tools/contracts.py` from `service/mm/models`; the engine reads these cells.",
        "A cell without a mark was read in the source named for it; *inferred* means that nobody",
        "wrote it down. `cxltwin models show MODEL` prints the source of each cell.",
        "",
        "## Models",
        "",
    ]
    lines += [f"- `{each.id}`: {each.title}. {each.source}" for each in MODELS.values()]
    lines += ["", *calls(), "## Cells", ""]
    found = {label: find(label).model for label in names()}
    for name, column in COLUMNS.items():
        lines += [f"### {name}", "", column.text, ""]
        by_value: dict[str, list[str]] = {}
        for label, model in found.items():
            cell = model.cells[name]
            by_value.setdefault(cell.value, []).append(f"{label}{MARKS[cell.evidence]}")
        lines += [f"- `{value}`: {', '.join(labels)}" for value, labels in by_value.items()]
        lines.append("")
    return "\n".join(lines)


if __name__ == "__main__":
    PAGE.write_text(page(), encoding="utf-8")
