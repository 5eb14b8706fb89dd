"""Writes service/gen from proto/: `make proto`. It is checked in, and a test proves it current.

protoc names Python modules after proto paths (`cxltwin.mm.v1`); ours live below `service.gen`, so
that the package stays one top-level folder. Only import lines are rewritten: the names by which the
wire and reflection know the files (`cxltwin/mm/v1/types.proto`) stay.
"""

from __future__ import annotations

import re
import shutil
import sys
from collections.abc import Sequence
from importlib import resources
from pathlib import Path
from typing import Final

from grpc_tools import protoc

ROOT: Final = Path(__file__).resolve().parents[1]
PROTO: Final = ROOT / "proto"
GEN: Final = ROOT / "service" / "gen"
PACKAGE: Final = "service.gen"

_OURS: Final = re.compile(r"^(\s*)(from|import) (cxltwin(?:\.\w+)*)\b", re.MULTILINE)
_SERVICE: Final = re.compile(r"^service \w+ \{", re.MULTILINE)


def generate(target: Path) -> None:
    """Fills `target` with modules, stubs and package files for every proto file."""
    sources = sorted(PROTO.rglob("*.proto"))
    if not sources:
        raise SystemExit(f"no proto files below {PROTO}")
    target.mkdir(parents=True, exist_ok=True)
    _protoc(target, ("python", "mypy"), sources)
    services = [path for path in sources if _SERVICE.search(path.read_text())]
    _protoc(target, ("grpc_python", "mypy_grpc"), services)
    for module in sorted([*target.rglob("*.py"), *target.rglob("*.pyi")]):
        module.write_text(_OURS.sub(rf"\1\2 {PACKAGE}.\3", module.read_text()))
    for folder in sorted({parent for path in target.rglob("*_pb2*") for parent in path.parents}):
        if folder != target and folder.is_relative_to(target):
            name = ".".join(folder.relative_to(target).parts)
            (folder / "__init__.py").write_text(f'"""Generated from the proto package {name}."""\n')


def _protoc(target: Path, kinds: Sequence[str], sources: Sequence[Path]) -> None:
    plugins = Path(sys.executable).parent
    code = protoc.main(
        [
            "protoc",
            f"-I{PROTO}",
            f"-I{resources.files('grpc_tools') / '_proto'}",
            f"--plugin=protoc-gen-mypy={plugins / 'protoc-gen-mypy'}",
            f"--plugin=protoc-gen-mypy_grpc={plugins / 'protoc-gen-mypy_grpc'}",
            *(f"--{kind}_out={'quiet:' if 'mypy' in kind else ''}{target}" for kind in kinds),
            *map(str, sources),
        ]
    )
    if code != 0:
        raise SystemExit(f"protoc exited {code}")


def main() -> None:
    """Writes service/gen anew; its hand-written `__init__.py` stays."""
    shutil.rmtree(GEN / "cxltwin", ignore_errors=True)
    generate(GEN)


if __name__ == "__main__":
    main()
