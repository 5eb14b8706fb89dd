"""Tells by its content which tool printed a file. Names of files are not looked at."""

from __future__ import annotations

import re
from typing import Final, Literal

from service.fabric.imports.source import lines_of, malformed, printable, shown

Kind = Literal["cxl list", "daxctl list", "numactl --hardware", "/proc/zoneinfo", "kernel log"]

EXPECTED: Final = (
    "expected the output of `cxl list -vvv`, `numactl --hardware`, /proc/zoneinfo, `daxctl list`"
    " or a kernel log with 'Fallback order' lines"
)

_JSON: Final = re.compile(r"\s*(?:\{|\[\s*(?:[\[{\]\"]|$))")
_KEY: Final = re.compile(r'[{,]\s*"([^"\\\n]{1,64})"\s*:')
_CXL_KEYS: Final = frozenset(
    {
        *(
            "bus",
            "port",
            "endpoint",
            "decoder",
            "region",
            "memdev",
            "anon memdevs",
            "buses",
            "ports",
        ),
        *("endpoints", "memdevs", "root decoders", "port decoders", "endpoint decoders", "regions"),
    }
)
_DAX_KEYS: Final = frozenset({"chardev", "path"})

#: how a line of each text format begins; the first line that fits decides
_LINES: Final[tuple[tuple[Kind, re.Pattern[str]], ...]] = (
    (
        "numactl --hardware",
        re.compile(r"available: [0-9]|node [0-9]+ (cpus|size|free):|node distances:|No NUMA "),
    ),
    ("/proc/zoneinfo", re.compile(r"Node +[0-9]+, zone +[A-Za-z0-9]+\s*$|  per-node stats")),
    (
        "kernel log",
        re.compile(
            r"(<[0-9]+>)?\[ *[0-9]+\.[0-9]{6}\]|.{0,200}Fallback order for Node |"
            r".{0,200}Linux version [0-9]"
        ),
    ),
)
#: texts of other tools that people try
_OTHERS: Final[tuple[tuple[str, re.Pattern[str]], ...]] = (
    ("`numactl --show`", re.compile(r"policy: ")),
    ("`numastat`", re.compile(r" +node0|numa_hit|Per-node system memory usage")),
    ("/proc/buddyinfo", re.compile(r"Node +[0-9]+, zone +[A-Za-z0-9]+ +[0-9]")),
    ("a node's meminfo", re.compile(r"Node [0-9]+ MemTotal:|MemTotal:")),
    ("`lscpu`", re.compile(r"Architecture:")),
    ("`free`", re.compile(r" +total +used +free")),
)


def kind_of(text: str, file: str) -> Kind:
    """Which parser reads this text.

    Refuses: IMPORT_MALFORMED, saying what was expected and what the text looks like.
    """
    if not text.strip().strip("\ufeff"):
        raise malformed(file, 1, "file", f"the file is empty: {EXPECTED}")
    if _JSON.match(text.removeprefix("\ufeff")):
        return _json_kind(text, file)
    lines = lines_of(text)
    for line in lines:
        for kind, pattern in _LINES:
            if pattern.match(line):
                return kind
    number, first = next((n, line) for n, line in enumerate(lines, 1) if line.strip())
    for name, pattern in _OTHERS:
        if any(pattern.match(line) for line in lines[:10]):
            raise malformed(file, number, "file", f"{EXPECTED}; this looks like {name}")
    raise malformed(file, number, "file", f"{EXPECTED}; it starts with {shown(first)}")


def _json_kind(text: str, file: str) -> Kind:
    keys = {found[1] for found in _KEY.finditer(text)}
    if keys & _CXL_KEYS:
        return "cxl list"
    if keys & _DAX_KEYS:
        return "daxctl list"
    found = _KEY.search(text)
    if found is None:
        raise malformed(file, len(lines_of(text)), "JSON", f"no object with a key: {EXPECTED}")
    line = text.count("\n", 0, found.start(1)) + 1
    raise malformed(file, line, printable(found[1]), f"a key of another tool: {EXPECTED}")
