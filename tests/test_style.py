"""The numbers of our style: what a reader can hold in the head at once."""

from __future__ import annotations

import ast
from collections.abc import Iterator
from pathlib import Path
from typing import Final

ROOT: Final = Path(__file__).resolve().parents[1]
SERVICE: Final = ROOT / "service"

FILE_LINES_MAX: Final = 500
FUNCTION_LINES_MAX: Final = 70

FUNCTIONS: Final = (ast.FunctionDef, ast.AsyncFunctionDef)
#: path -> syntax tree, generated code apart
TREES: Final = {
    path.relative_to(ROOT).as_posix(): ast.parse(path.read_text())
    for path in sorted(SERVICE.rglob("*.py"))
    if "gen" not in path.relative_to(SERVICE).parts
}


def _functions(tree: ast.AST) -> Iterator[ast.FunctionDef | ast.AsyncFunctionDef]:
    return (node for node in ast.walk(tree) if isinstance(node, FUNCTIONS))


def _public(
    tree: ast.Module,
) -> Iterator[tuple[str, ast.FunctionDef | ast.AsyncFunctionDef | ast.ClassDef]]:
    """Public functions, classes and their public methods; not what is nested in a function."""
    for node in tree.body:
        if isinstance(node, (*FUNCTIONS, ast.ClassDef)) and not node.name.startswith("_"):
            yield node.name, node
            if isinstance(node, ast.ClassDef):
                for each in node.body:
                    if isinstance(each, FUNCTIONS) and not each.name.startswith("_"):
                        yield f"{node.name}.{each.name}", each


def _is_overload(node: ast.AST) -> bool:
    marks = getattr(node, "decorator_list", [])
    return any(ast.unparse(mark).endswith("overload") for mark in marks)


def _missing_annotations(
    node: ast.FunctionDef | ast.AsyncFunctionDef, *, method: bool
) -> list[str]:
    arguments = [*node.args.posonlyargs, *node.args.args]
    static = any(ast.unparse(mark) == "staticmethod" for mark in node.decorator_list)
    if method and not static:
        arguments = arguments[1:]
    rest = [each for each in (node.args.vararg, node.args.kwarg) if each is not None]
    missing = [
        each.arg for each in (*arguments, *node.args.kwonlyargs, *rest) if each.annotation is None
    ]
    return missing if node.returns is not None else [*missing, "return"]


def test_files_are_short_enough_to_read_at_once() -> None:
    lines = {path: len((ROOT / path).read_text().splitlines()) for path in TREES}
    assert {path: n for path, n in lines.items() if n > FILE_LINES_MAX} == {}


def _is_list_of_fields(node: ast.FunctionDef | ast.AsyncFunctionDef) -> bool:
    """An `__init__` that only assigns: a table of what the object has, not logic."""
    return node.name == "__init__" and all(
        isinstance(each, (ast.Assign, ast.AnnAssign)) for each in node.body
    )


def test_functions_fit_on_a_screen() -> None:
    lines = {
        f"{path}:{node.lineno} {node.name}": (node.end_lineno or node.lineno) - node.lineno + 1
        for path, tree in TREES.items()
        for node in _functions(tree)
        if not _is_list_of_fields(node)
    }
    assert {name: n for name, n in lines.items() if n > FUNCTION_LINES_MAX} == {}


def test_public_names_have_docstrings() -> None:
    bare = [
        f"{path} {name}"
        for path, tree in TREES.items()
        for name, node in (("module", tree), *_public(tree))
        if not _is_overload(node) and ast.get_docstring(node) is None
    ]
    assert bare == []


def test_every_function_is_fully_annotated() -> None:
    offences = {}
    for path, tree in TREES.items():
        classes = [node for node in ast.walk(tree) if isinstance(node, ast.ClassDef)]
        methods = {id(each) for node in classes for each in node.body}
        for node in _functions(tree):
            if missing := _missing_annotations(node, method=id(node) in methods):
                offences[f"{path}:{node.lineno} {node.name}"] = missing
    assert offences == {}
