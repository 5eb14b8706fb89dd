"""Whatever happens to a file, an import ends in a host or in a refusal with line and field."""

from __future__ import annotations

import random
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from service.fabric.imports import (
    ImportedHost,
    SourceFile,
    cxl_list,
    daxctl,
    import_host,
    kernel_log,
    numactl,
    zoneinfo,
)
from service.reasons import Refused

PARSERS: dict[str, Any] = {
    "numactl-hardware.txt": numactl.parse,
    "zoneinfo.txt": zoneinfo.parse,
    "kernel-log.txt": kernel_log.parse,
    "daxctl_list.json": daxctl.parse,
}
NUMA = [
    f"{name}/{file}"
    for name in ("abcd", "memless", "n8")
    for file in ("numactl-hardware.txt", "zoneinfo.txt", "kernel-log.txt")
]
CXL = [
    *(
        f"{name}/cxl_list_{form}.json"
        for name in ("cxl1", "cxl1hv", "cxlsw")
        for form in ("vvv", "R_v")
    ),
    "cxl1/daxctl_list.json",
]


def parser(name: str) -> Any:
    """The parser of a recorded file."""
    return PARSERS.get(name.split("/")[1], cxl_list.parse)


def attempt(call: Any, lines: int) -> Any:
    """The result, or the refusal after a look at its facts."""
    try:
        return call()
    except Refused as caught:
        refused = caught
    assert refused.reason in {"IMPORT_MALFORMED", "IMPORT_INCONSISTENT"}
    facts = refused.facts
    assert set(facts) == {"file", "line", "field", "why"}
    line = facts["line"]
    assert isinstance(line, int)
    assert 1 <= line <= max(lines, 1)
    assert facts["field"]
    assert facts["why"]
    assert "{" not in str(refused).split(": ")[1]
    return refused


@pytest.mark.parametrize("name", NUMA + CXL)
@pytest.mark.parametrize("end", ["\n", "\r\n", ""])
def test_truncated_after_every_line(real: Any, name: str, end: str) -> None:
    """A file cut short either reads (nothing needed is missing) or is refused at its last line."""
    lines = real(name).text.split("\n")
    parse = parser(name)
    whole = parse(real(name).text, name)
    step = 1 if len(lines) < 500 or end == "\n" else 7
    for kept in range(0, len(lines), step):
        text = (end or "\n").join(lines[:kept]) + end
        result = attempt(lambda text=text: parse(text, name), kept)
        if name.endswith((".json", "numactl-hardware.txt")):
            complete = not any(line.strip() for line in lines[kept:])
            assert isinstance(result, Refused) is not complete
            if isinstance(result, Refused):
                assert result.facts["line"] == max(kept, 1)
        elif not isinstance(result, Refused):
            assert result != whole or kept > len(lines) // 3


@pytest.mark.parametrize("name", [*NUMA, *CXL])
def test_truncated_in_the_middle_of_a_line(real: Any, name: str) -> None:
    text = real(name).text
    rng = random.Random(name)
    for _ in range(60):
        cut = text[: rng.randrange(len(text))]
        result = attempt(lambda cut=cut: parser(name)(cut, name), cut.count("\n") + 1)
        if name.endswith(".json") and text[len(cut) :].strip():
            assert isinstance(result, Refused)


@pytest.mark.parametrize("name", ["abcd", "memless", "n8"])
@pytest.mark.parametrize("file", ["zoneinfo.txt", "kernel-log.txt"])
def test_a_cut_is_found_by_the_other_file(real: Any, name: str, file: str) -> None:
    """Beside `numactl --hardware` no cut that loses a node passes."""
    table = real(f"{name}/numactl-hardware.txt")
    cut = real(f"{name}/{file}")
    lines = cut.text.split("\n")
    whole = import_host([table, cut])
    for kept in range(len(lines)):
        text = "\n".join(lines[:kept])
        result = attempt(
            lambda text=text: import_host([table, SourceFile(file, text)]),
            max(kept, table.text.count("\n")),
        )
        if not isinstance(result, Refused):
            assert [spec.nid for spec in result.topology.nodes] == [
                spec.nid for spec in whole.topology.nodes
            ]
            assert result.fallback_orders == whole.fallback_orders


LINES = st.sampled_from(
    [
        "",
        " ",
        "{",
        "]",
        '"region": "region0",',
        '"size": -1,',
        '"size": 1e400,',
        "node 1 size: 99999999999999999999 MB",
        "Node 0, zone Normal",
        "  pages free 1",
        "        protection: (0, 0, 0)",
        "Fallback order for Node 0: 0 1 2 3",
        "Linux version 6.1.0",
        "  0:  10  21  17  28 ",
        "\x00\ufeff\ud800",
        "\u0663 \xb2 \U0001d7d7",
    ]
)
EDIT = st.one_of(
    st.tuples(st.just("delete"), st.integers(0, 9999), st.just("")),
    st.tuples(st.just("double"), st.integers(0, 9999), st.just("")),
    st.tuples(st.just("swap"), st.integers(0, 9999), st.just("")),
    st.tuples(st.just("insert"), st.integers(0, 9999), LINES),
    st.tuples(
        st.just("digit"), st.integers(0, 9999), st.sampled_from(["0", "9", "-", "x", "7777"])
    ),
    st.tuples(st.just("char"), st.integers(0, 99999), st.characters()),
)


def edit(text: str, what: str, at: int, new: str) -> str:
    """One random edit of a text."""
    lines = text.split("\n")
    index = at % len(lines)
    if what == "delete":
        del lines[index]
    elif what == "double":
        lines.insert(index, lines[index])
    elif what == "swap":
        lines[index], lines[-index] = lines[-index], lines[index]
    elif what == "insert":
        lines.insert(index, new)
    elif what == "digit":
        digits = [i for i, char in enumerate(lines[index]) if char.isdigit()]
        if digits:
            i = digits[at % len(digits)]
            lines[index] = lines[index][:i] + new + lines[index][i + 1 :]
    else:
        at %= len(text) or 1
        return text[:at] + new + text[at + 1 :]
    return "\n".join(lines) or "\n"


@settings(max_examples=150, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(name=st.sampled_from(NUMA + CXL), edits=st.lists(EDIT, min_size=1, max_size=6))
def test_random_edits(real: Any, name: str, edits: list[tuple[str, int, str]]) -> None:
    text = real(name).text
    for what, at, new in edits:
        text = edit(text, what, at, new)
    lines = text.count("\n") + 1
    attempt(lambda: parser(name)(text, name), lines)
    attempt(lambda: import_host([SourceFile(name, text)]), lines)


@settings(max_examples=80, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(
    names=st.lists(st.sampled_from(NUMA + CXL), min_size=1, max_size=4),
    edits=st.lists(EDIT, max_size=2),
)
def test_any_set_of_files(real: Any, names: list[str], edits: list[tuple[str, int, str]]) -> None:
    files = [real(name) for name in names]
    for what, at, new in edits:
        files[0] = SourceFile(files[0].name, edit(files[0].text, what, at, new))
    result = attempt(lambda: import_host(files), max(file.text.count("\n") + 1 for file in files))
    if isinstance(result, ImportedHost):
        nids = [spec.nid for spec in result.topology.nodes]
        assert nids == sorted(set(nids))
        assert len(result.topology.distances) == len(nids)


@settings(max_examples=100, deadline=None)
@given(text=st.text(max_size=300) | st.text('[]{}":,0 \nabusport', max_size=60))
def test_any_text(text: str) -> None:
    for parse in (*PARSERS.values(), cxl_list.parse):
        attempt(lambda parse=parse: parse(text, "x"), text.count("\n") + 1)
    attempt(lambda: import_host([SourceFile("x", text)]), text.count("\n") + 1)
