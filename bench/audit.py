"""E1 over all models against its engine operations run bare: `python bench/audit.py`.

Bare: the same machines, and every request made on them, with the search for smallest sets of fixes;
without the matrix, its marks and sums, and without the events behind each cell. Interleaved, best
of several rounds: the ratio may be at most 2.
"""

from __future__ import annotations

import sys
import time
from collections.abc import Mapping
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parents[1]))

from service.experiments.e1.machine import RUNS
from service.experiments.e1.matrix import fixed_rows, minimal_fix_sets, modelled, outcomes
from service.mm.models import KernelModel, find, names


def bare(models: Mapping[str, KernelModel]) -> None:
    """The engine operations of E1."""
    for model in models.values():
        for run in RUNS:
            outcomes(model, run)
        minimal_fix_sets(fixed_rows(model, "rights_none"))


def measure(rounds: int = 10) -> tuple[float, float]:
    """Seconds of the whole run and of the bare one, the best of so many rounds."""
    models = {name: find(name).model for name in names()}
    modelled(models)
    whole, alone = [], []
    for _ in range(rounds):
        begin = time.perf_counter()
        modelled(models)
        whole.append(time.perf_counter() - begin)
        begin = time.perf_counter()
        bare(models)
        alone.append(time.perf_counter() - begin)
    return min(whole), min(alone)


if __name__ == "__main__":
    seconds, least = measure()
    print(f"E1 over all models: {seconds:.3f} s, bare: {least:.3f} s, ratio {seconds / least:.2f}")
