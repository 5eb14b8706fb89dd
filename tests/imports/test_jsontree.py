"""The JSON reader: every value knows its line, every refusal its place."""

from __future__ import annotations

import json
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from service.fabric.imports import jsontree
from service.fabric.imports.jsontree import JsonNode

JSON = st.recursive(
    st.none()
    | st.booleans()
    | st.integers(-(2**64), 2**64)
    | st.floats(allow_nan=False, allow_infinity=False)
    | st.text(st.characters(exclude_categories=["Cs"])),
    lambda inner: (
        st.lists(inner, max_size=4)
        | st.dictionaries(st.text('ab"\\\n', max_size=4), inner, max_size=4)
    ),
    max_leaves=20,
)


def plain(node: JsonNode) -> Any:
    """The tree without its lines."""
    if isinstance(node.value, dict):
        return {key: plain(child) for key, child in node.value.items()}
    if isinstance(node.value, list):
        return [plain(child) for child in node.value]
    return node.value


@given(value=JSON, indent=st.sampled_from([None, 2]), ascii_only=st.booleans())
def test_reads_what_json_writes(value: Any, indent: int | None, ascii_only: bool) -> None:
    text = json.dumps(value, indent=indent, ensure_ascii=ascii_only)
    assert plain(jsontree.parse(text, "j")) == value


def test_lines_of_values() -> None:
    root = jsontree.parse(
        '[\r\n  {\r\n    "a": 1,\r\n    "b": [\r\n      true\r\n    ]\r\n  }\r\n]', "j"
    )
    assert isinstance(root.value, list)
    first = root.value[0]
    assert isinstance(first.value, dict)
    assert (first.line, first.value["a"].line, first.value["b"].line) == (2, 3, 4)


@pytest.mark.parametrize(
    ("text", "line", "field", "why"),
    [
        ("", 1, "JSON", "ends here"),
        ("[\n\n", 1, "[0]", "ends here"),
        ('[\n{"a": 1', 2, "[0]", "ends here"),
        ('[\n{"a":\n', 2, "[0].a", "ends here"),
        ('[\n{"a": "b', 2, "[0].a", "ends here"),
        ('[\n{"a": "b\n"}]', 2, "[0].a", "ends on its line"),
        ('[\n{"a": 1,\n"a": 2}]', 3, "[0].a", "each key once"),
        ("[1,]", 1, "[1]", "a JSON value"),
        ("[1 2]", 1, "JSON", "',' or ']'"),
        ('{"a" 1}', 1, "a", "':'"),
        ("{a: 1}", 1, "JSON", "a string"),
        ("[NaN]", 1, "[0]", "a JSON value"),
        ("[01]", 1, "JSON", "',' or ']'"),
        ("[1]\n[2]", 2, "JSON", "the end of the file"),
        (f"[{'9' * 41}]", 1, "[0]", "at most 40"),
        ('["\\ud800"]', 1, "[0]", "valid characters"),
        ('["\\x"]', 1, "[0]", "ends on its line"),
        ("[" * 65, 1, "[0]" * 65, "at most 64 levels"),
    ],
)
def test_refusals(refusal: Any, text: str, line: int, field: str, why: str) -> None:
    facts = refusal(lambda: jsontree.parse(text, "j"))
    assert (facts["reason"], facts["line"]) == ("IMPORT_MALFORMED", line)
    assert facts["field"] == field
    assert why in facts["why"]
