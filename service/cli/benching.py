"""`cxltwin bench`: the measurements of bench/, each in a process of its own."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path
from typing import Final

import typer

from service.cli import output

_FOLDER: Final = Path(__file__).resolve().parents[2] / "bench"
#: name -> file of bench/
BENCHES: Final = {
    "engine": "engine.py",
    "grpc": "grpc_calls.py",
    "drivers": "drivers.py",
    "fabric": "fabric.py",
    "whatif": "whatif.py",
}


def bench(name: str, json_out: Path | None) -> None:
    """Runs a measurement; exit code 1 if a figure misses its mark."""
    if name not in BENCHES:
        output.fail(output.EXIT_USAGE, f"no bench {name}; there are {', '.join(BENCHES)}")
    file = _FOLDER / BENCHES[name]
    if not file.exists():
        output.fail(output.EXIT_USAGE, f"{file} is missing: benches come with the sources")
    options = [f"--json={json_out}"] if json_out is not None else []
    checked = ["--check"] if name == "engine" else []
    done = subprocess.run([sys.executable, str(file), *checked, *options], check=False)  # noqa: S603
    raise typer.Exit(output.EXIT_REFUSED if done.returncode else 0)
