"""Content decides what a file is, never its name."""

from __future__ import annotations

from typing import Any

import pytest

from service.fabric.imports import cxl_list, detect, kernel_log, numactl, zoneinfo

RECORDED = [
    *((f"{name}/numactl-hardware.txt", "numactl --hardware") for name in ("abcd", "memless", "n8")),
    *((f"{name}/zoneinfo.txt", "/proc/zoneinfo") for name in ("abcd", "memless", "n8")),
    *((f"{name}/kernel-log.txt", "kernel log") for name in ("abcd", "memless", "n8")),
    *((f"{name}/cxl_list_vvv.json", "cxl list") for name in ("cxl1", "cxl1hv", "cxlsw")),
    *((f"{name}/cxl_list_R_v.json", "cxl list") for name in ("cxl1", "cxl1hv", "cxlsw")),
    ("cxl1/daxctl_list.json", "daxctl list"),
]


@pytest.mark.parametrize(("name", "kind"), RECORDED)
def test_recorded_files(real: Any, name: str, kind: str) -> None:
    assert detect.kind_of(real(name).text, "input") == kind
    assert detect.kind_of(real(name).text.replace("\n", "\r\n"), "input") == kind


@pytest.mark.parametrize(
    ("name", "looks"),
    [
        ("abcd/numactl-show.txt", "numactl --show"),
        ("abcd/numastat.txt", "numastat"),
        ("abcd/numastat-m.txt", "numastat"),
        ("abcd/buddyinfo.txt", "buddyinfo"),
        ("abcd/version.txt", "'7.3.4+deb13-amd64'"),
    ],
)
def test_other_tools_are_refused_by_name(real: Any, refusal: Any, name: str, looks: str) -> None:
    facts = refusal(lambda: detect.kind_of(real(name).text, name))
    assert facts["reason"] == "IMPORT_MALFORMED"
    assert looks in facts["why"]
    assert "numactl --hardware" in facts["why"]


@pytest.mark.parametrize(
    ("text", "line"),
    [
        ("", 1),
        ("\n \r\n", 1),
        ("[", 1),
        ("[\n  {\n", 2),
        ("[]", 1),
        ('\n{\n "lscpu": []}', 3),
        ('[\n  {\n    "dev":"namespace0.0"}]', 3),
        ("\x00\x01\x02", 1),
        ("\n\nhello", 3),
    ],
)
def test_unknown_content(refusal: Any, text: str, line: int) -> None:
    assert refusal(lambda: detect.kind_of(text, "x"))["line"] == line


PARSERS = {
    "numactl --hardware": numactl.parse,
    "/proc/zoneinfo": zoneinfo.parse,
    "kernel log": kernel_log.parse,
    "cxl list": cxl_list.parse,
}


@pytest.mark.parametrize(("name", "kind"), RECORDED)
@pytest.mark.parametrize("parser", PARSERS)
def test_a_parser_refuses_every_other_tool(
    real: Any, refusal: Any, name: str, kind: str, parser: str
) -> None:
    parse: Any = PARSERS[parser]
    if kind != parser:
        refusal(lambda: parse(real(name).text, name))
