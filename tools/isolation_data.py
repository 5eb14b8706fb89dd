"""Writes docs/explanation/isolation-data.md from a run of E1 and E2; with a folder, their results.

python tools/isolation_data.py [FOLDER]
"""

from __future__ import annotations

import sys
from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path
from typing import Any, Final

from service.experiments.experiment import Request, matrix_of, run_experiment, to_json
from service.experiments.report import headline, to_csv, to_html

ROOT: Final = Path(__file__).resolve().parents[1]
PAGE: Final = ROOT / "docs" / "explanation" / "isolation-data.md"
CENSUS: Final = ROOT / "tests" / "corpus" / "census"
#: callers shown of a model
TOP: Final = 8

_HEAD: Final = """# What reaches private memory that nobody sent there

A five-minute report for the question of June 2026: if isolation rests on fallback lists alone
(`list-isolation`, option 2), which requests of kernel code still land on a private node, and what
does it cost to fix them, compared with a gate (option 1)? And once the key is there: whose memory
does it open? Experiment E1 answers the first twice, with requests recorded from running kernels and
with a catalogue of request patterns; E2 answers the second.

Everything below is written by one command, which also leaves the results as JSON, CSV and HTML:

```
make isolation-data
```

It runs `cxltwin experiment run E1 --census tests/corpus/census` and `cxltwin experiment run E2`.
The same request gives the same bytes. Give `--census PATH` to replay a recording of your own, and
`--models my.yaml` to take another view of a cell.

## Recorded

"""
_AFTER_RECORDED: Final = """
The node that a recorded request names is made private, with free memory and without rights.
*Spilling*: the page lands there though neither user space, nor a policy, nor reclaim's demotion had
named the node. *Of loops over N_MEMORY*: that part of them would not be made where private nodes
are outside N_MEMORY (slab caches, hugetlb). *Failing*: the request did not insist on its node, a
node with memory was there, and it gets nothing.
"""
_MODELLED: Final = """
## Modelled, and the bill

Spilling patterns of the catalogue, plain requests that fail, and the smallest sets of changes to
callers after which neither is left (`F1a`/`F1b` slab, `F2` hugetlb, `F3` loops, `F4` contiguous
ranges, `F5` khugepaged, `F6` ten families of callers that only hint at a node, `F7` nested and
interrupt callers).

"""
_CONFINEMENT: Final = """
## Whose memory the key opens (E2, modelled)

Two accelerators of one class and a compressed node, three owners. Pages of the first owner that end
on another owner's node, over all cases, by the scope of the key: the key alone (`single`), the key
with `__GFP_THISNODE` (`list_self`), a mask of user space as it is (`shared_list+mask`), cut to the
class (`per_class_list`), cut to the owner (`owner_handle`). Behind each sum: asked pages that were
not placed while another private node was free.

"""
_SHOWS: Final = """
## What it shows

- A gate, or a private list that only a keyed request walks, leaves nothing to fix in callers, but
  for contiguous ranges where they do not ask it (`rfc-v4/as-coded`, frames in the branch).
- Isolation by lists needs {families} families of changes under `list-isolation/normal`, among them
  every caller that hints at a node; and with an empty own list {failing} plain patterns fail before
  anything is fixed, the memmap of a further hotplug among them.
- Not one recorded loop passes `__GFP_THISNODE` itself: the slab layer adds it. Fixing SLUB removes
  most of what was recorded, and leaves hugetlb, contiguous ranges and named page requests.
- No scope of the key but an owner handle, or `__GFP_THISNODE`, keeps owners apart when a mask names
  another owner's node: lists that span all private nodes also overflow from one to the other.

## What it cannot show

- What a kernel asks before init, on devices, file systems and architectures that were not booted;
  outcomes on the recorded machines (only requests were recorded); weights of a production host.
- Whether a slab call needs a page: calls are counted, existing slabs may serve them.
- Requests nested in a private allocation (patterns 22 to 24): no stock kernel makes them.
- Frames: a contiguous range named by its frames has no node in a recording and is counted apart.
- Time. A failed attempt costs a walk; nothing here measures it.

## What rests on inferred cells

Cells that nobody wrote down; `cell_marks` of the JSON names the source of each. Of the columns that
E1 reads:

"""


def table(head: Sequence[str], rows: Iterable[Sequence[object]]) -> str:
    """A table."""
    lines = [f"| {' | '.join(head)} |", f"|{'---|' * len(head)}"]
    for row in rows:
        cells = (f"{each:,}" if isinstance(each, int) else str(each) for each in row)
        lines.append(f"| {' | '.join(cells)} |")
    return "\n".join(lines) + "\n"


def _recorded(part: Mapping[str, Any]) -> str:
    rows = [
        (
            f"`{name}`" + ("" if row["has_private_nodes"] else " (the node is ordinary)"),
            row["spill_requests"],
            row["of_loops_over_n_memory"],
            row["spill_callers"],
            row["regression_requests"],
            row["regression_callers"],
        )
        for name, row in part["models"].items()
    ]
    head = ("model", "spilling", "of loops over N_MEMORY", "callers", "failing", "callers")
    behind, worst = part["behind"], part["models"]["list-isolation/normal"]
    top = [
        (f"`{row['caller']}`", row["site"], row["requests"], " ".join(row["kernels"]))
        for row in worst["spills"][:TOP]
    ]
    apart = ", ".join(f"{key}: {value:,}" for key, value in worst["reported_apart"].items())
    shown = sum(row[2] for row in top)
    return (
        f"\n{table(head, rows)}{_AFTER_RECORDED}\n"
        f"{behind['naming_a_private_node']:,} of the requests name a CPU-less node. Reported apart "
        f"under `list-isolation/normal`: {apart}. Its largest callers, {shown:,} of "
        f"{worst['spill_requests']:,} requests:\n\n"
        f"{table(('caller', 'layer', 'requests', 'kernels'), top)}"
    )


def _sets(sets: Sequence[Sequence[str]]) -> str:
    return " or ".join(" ".join(each) for each in sets) or "none needed"


def _bill(part: Mapping[str, Any]) -> str:
    sums = part["summary"]["rights_none"]
    rows = [
        (
            f"`{name}`",
            row["nr_spilling"],
            row["nr_failing"],
            _sets(part["minimal_fix_sets"][name]),
        )
        for name, row in sums.items()
        if name != "mainline"
    ]
    return table(("model", "spilling patterns", "failing plain requests", "smallest sets"), rows)


def _confinement(part: Mapping[str, Any]) -> str:
    rows = []
    for name, scopes in part["models"].items():
        told = []
        for scope in part["key_scopes"]:
            cases = scopes[scope].values()
            crossed = sum(row["crossed_pages"] for row in cases)
            missing = sum(
                row["asked_pages"] - row["placed_pages"] for row in cases if row["stranded_pages"]
            )
            told.append(f"{crossed:,} / {missing:,}")
        rows.append((f"`{name}`", *told))
    return table(("model", *part["key_scopes"]), rows)


def _inferred(part: Mapping[str, Any]) -> str:
    rows = []
    for name, marks in part["cell_marks"].items():
        cells = [cell for cell, mark in marks.items() if mark["evidence"] == "inferred"]
        listed = ", ".join(f"`{cell}`" for cell in cells) or "none"
        rows.append((f"`{name}`", f"{len(cells)} of {len(marks)}", listed))
    return table(("model", "inferred", "which"), rows)


def run() -> tuple[dict[str, Any], dict[str, Any]]:
    """E1 over the recordings of the repository, and E2."""
    return run_experiment(Request("E1", census=(CENSUS,))), run_experiment(Request("E2"))


def page(e1: Mapping[str, Any], e2: Mapping[str, Any]) -> str:
    """The page."""
    modelled = e1["modelled"]
    sums = modelled["summary"]["rights_none"]
    shows = _SHOWS.format(
        families=len(modelled["minimal_fix_sets"]["list-isolation/normal"][0]),
        failing=sums["list-isolation/empty"]["nr_failing"],
    )
    return (
        f"{_HEAD}{headline(e1)}\n{_recorded(e1['recorded'])}{_MODELLED}{_bill(modelled)}"
        f"{_CONFINEMENT}{_confinement(e2['modelled'])}{shows}{_inferred(modelled)}"
        "\nTwo patterns differ from the catalogue as first written, because recordings show\n"
        "otherwise: the request of a collapse (E1.16) carries a nodemask and not\n"
        "`__GFP_THISNODE`, and DAMON (E1.20) tries with `__GFP_THISNODE` first.\n"
    )


def main() -> None:
    """Writes the page; with a folder also the results behind it."""
    e1, e2 = run()
    PAGE.write_text(page(e1, e2), encoding="utf-8")
    for folder in map(Path, sys.argv[1:2]):
        folder.mkdir(parents=True, exist_ok=True)
        (folder / "e1-matrix.json").write_bytes(to_json(matrix_of(e1)))
        for name, result in (("e1", e1), ("e2", e2)):
            (folder / f"{name}.json").write_bytes(to_json(result))
            (folder / f"{name}.csv").write_text(to_csv(result), encoding="utf-8")
            (folder / f"{name}.html").write_text(to_html(result), encoding="utf-8")


if __name__ == "__main__":
    main()
