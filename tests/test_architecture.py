"""Rules of the rooms that an import graph cannot say; the graph's own are in pyproject.toml."""

from __future__ import annotations

import ast
import os
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Final

import pytest

ROOT: Final = Path(__file__).resolve().parents[1]
SERVICE: Final = ROOT / "service"

#: rooms without input, output, clock or chance
PURE: Final = ("mm", "cxl", "fabric")

#: standard modules that reach outside, or whose answer depends on when and where it is asked
# fmt: off
IMPURE: Final = frozenset({
    "asyncio", "concurrent", "datetime", "getpass", "glob", "io", "json", "locale", "logging",
    "multiprocessing", "os", "pathlib", "platform", "random", "secrets", "select", "selectors",
    "shutil", "signal", "socket", "sqlite3", "ssl", "subprocess", "sys", "tempfile", "threading",
    "time", "urllib", "uuid", "warnings",
})
# fmt: on
PURE_PACKAGES: Final = frozenset({"msgspec", "sortedcontainers", "service"})

#: functions of FastAPI and Starlette that make a route of what they decorate
ROUTE_VERBS: Final = frozenset({"get", "put", "post", "patch", "delete", "api_route", "route"})


def _modules(folder: Path) -> Iterator[Path]:
    return (path for path in sorted(folder.rglob("*.py")) if "gen" not in path.parts)


def _imports(path: Path) -> Iterator[tuple[int, str]]:
    for node in ast.walk(ast.parse(path.read_text())):
        if isinstance(node, ast.Import):
            yield from ((node.lineno, alias.name) for alias in node.names)
        elif isinstance(node, ast.ImportFrom) and node.module is not None:
            yield node.lineno, node.module


def _may_use_pydantic(path: Path) -> bool:
    """Commands and answers are pydantic models; state and engine are not."""
    return "commands" in path.relative_to(SERVICE).with_suffix("").parts


@pytest.mark.parametrize("room", PURE)
def test_pure_room_imports_only_what_cannot_reach_outside(room: str) -> None:
    allowed = (sys.stdlib_module_names - IMPURE) | PURE_PACKAGES
    offences = []
    for path in _modules(SERVICE / room):
        mine = allowed | {"pydantic"} if _may_use_pydantic(path) else allowed
        offences += [
            f"{path.relative_to(ROOT)}:{line} imports {name}"
            for line, name in _imports(path)
            if name.split(".")[0] not in mine
        ]
    assert offences == []


@pytest.mark.parametrize("room", PURE)
def test_pure_room_calls_nothing_that_reaches_outside(room: str) -> None:
    forbidden = {"open", "print", "input", "eval", "exec", "compile", "__import__", "id", "hash"}
    offences = [
        f"{path.relative_to(ROOT)}:{node.lineno} calls {node.func.id}()"
        for path in _modules(SERVICE / room)
        for node in ast.walk(ast.parse(path.read_text()))
        if isinstance(node, ast.Call)
        and isinstance(node.func, ast.Name)
        and node.func.id in forbidden
    ]
    assert offences == []


@pytest.mark.parametrize("module", ["reasons", "bounded"])
def test_bottom_module_imports_nothing_of_the_service(module: str) -> None:
    single = SERVICE / f"{module}.py"
    paths = [single] if single.exists() else list(_modules(SERVICE / module))
    names = {name for path in paths for _, name in _imports(path)}
    own = ("service", module)
    foreign = {name for name in names if name.split(".")[0] == "service"}
    assert {name for name in foreign if tuple(name.split(".")[:2]) != own} == set()


def test_every_route_function_is_async() -> None:
    # a `def` route runs in a thread pool: 1.8 times the cost and a p99 of 60 ms, measured
    offences = [
        f"{path.relative_to(ROOT)}:{node.lineno} {node.name}"
        for room in ("api", "ui")
        for path in _modules(SERVICE / room)
        for node in ast.walk(ast.parse(path.read_text()))
        if isinstance(node, ast.FunctionDef)
        and any(
            isinstance(mark, ast.Call)
            and isinstance(mark.func, ast.Attribute)
            and mark.func.attr in ROUTE_VERBS
            for mark in node.decorator_list
        )
    ]
    assert offences == []


def test_command_line_starts_without_the_service() -> None:
    # --help must not pay for the web stack: it is what people type most
    heavy = ("fastapi", "sqlalchemy", "grpc", "alembic", "uvicorn")
    code = (
        "import sys; sys.argv = ['cxltwin', '--help']\n"
        "from service.cli.main import app\n"
        f"print(*[name for name in {heavy} if name in sys.modules])"
    )
    done = subprocess.run(
        [sys.executable, "-c", code],
        capture_output=True,
        text=True,
        check=True,
        cwd=ROOT,
        env={**os.environ, "PYTHONDONTWRITEBYTECODE": "1"},
    )
    assert done.stdout.strip() == ""


def test_no_file_names_a_package_registry_or_a_path_of_a_workplace() -> None:
    words = [
        "p" + "ypi.org",
        "python" + "hosted.",
        "npm" + "js.",
        "deb.deb" + "ian.",
        "/wo" + "rk/",
    ]
    tracked = subprocess.run(
        ["git", "ls-files", "-z"], cwd=ROOT, capture_output=True, text=True, check=False
    )
    if tracked.returncode != 0:
        pytest.skip("not a git work tree")
    offences = []
    for name in filter(None, tracked.stdout.split("\0")):
        path = ROOT / name
        if path.is_file():
            text = path.read_text(errors="ignore")
            offences += [f"{name}: {word}" for word in words if word in text]
    assert offences == []
