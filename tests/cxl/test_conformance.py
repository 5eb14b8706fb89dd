"""The interpreters of recorded CXL cases and of CXL rows: what they compare and what they refuse.

The machines and answers here are made up in the documented formats; the recordings themselves are
replayed by `cxltwin conform`.
"""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from service.conformance.corpus import Source, read
from service.conformance.kernel_cxl import CxlHost, Inputs, region_sysfs
from service.conformance.kernel_cxl_machine import machine, windows_base
from service.conformance.lang_cxl import CxlLangHost
from service.conformance.lang_cxl_expect import CXL_OPS, run_cxl_row
from service.conformance.run import run
from service.conformance.verdict import Unsupported
from tests.cxl.machines import M256, parametrize

LTP = Path(__file__).parent.parent / "corpus" / "ltp"
ENTRY: dict[str, Any] = {
    "topo": "made_up",
    "nodes": [{"mem": 768, "cpus": 1}, {"mem": 256, "cpus": 1}],
    "boot_zones": {"7.3.4": []},
    "cxl": {
        "host_bridges": [
            {"id": "hb0", "bus_nr": 12, "root_ports": ["rp0", "rp1"]},
            {"id": "hb1", "bus_nr": 64, "root_ports": ["rp2"]},
        ],
        "switches": [{"id": "us0", "at": "rp1", "downstream_ports": ["d0", "d1"]}],
        "memdevs": [
            {"serial": "0x102", "ram_mib": 512, "at": "rp0"},
            {"serial": "0x101", "ram_mib": 256, "pmem_mib": 256, "at": "d0"},
            {"serial": "0x100", "ram_mib": 256, "at": "d1"},
            {"serial": "0x103", "ram_mib": 256, "at": "rp2"},
        ],
        "windows": [
            {"targets": ["hb0"], "size_gib": 4},
            {"targets": ["hb0", "hb1"], "size_gib": 2, "granularity": 1024},
        ],
    },
}


def _try(**changes: str) -> dict[str, Any]:
    op = {"op": "cxl_region_sysfs", "decoder": "decoder0.0", "ways": "1", "gran": "256"}
    return {**op, "size": str(M256), "dpa": str(M256), "mems": "S0", **changes}


def _host() -> CxlHost:
    return CxlHost(ENTRY, "7.3.4", Inputs())


def _corpus(folder: Path, name: str, lines: list[dict[str, Any]]) -> Path:
    folder = folder / name
    folder.mkdir()
    (folder / "topologies.json").write_text(json.dumps([ENTRY]))
    path = folder / "cxl.jsonl"
    path.write_text("".join(json.dumps(line) + "\n" for line in lines))
    return path


def _line(number: int, op: dict[str, Any], result: Any, **more: Any) -> dict[str, Any]:
    name = {"id": f"made-{number:04}", "topo": "made_up", "cat": "cxl", "kernels": ["7.3.4"]}
    return {**name, "ops": [op], "res": [result], **more}


def test_devices_are_named_by_serial_number() -> None:
    topology = machine(ENTRY, "7.3").topology
    assert {each.name: each.parent for each in topology.memdevs} == {
        "S0": "us0",
        "S1": "us0",
        "S2": "hb0",
        "S3": "hb1",
    }
    assert [port.passthrough for port in topology.ports] == [False, True, False]


@parametrize(
    ("nodes", "base"),
    [
        ([1024], 0x3D0000000),
        ([2816], 0x360000000),
        ([3072], 0x390000000),
    ],
)
def test_windows_follow_the_memory_that_may_be_plugged(nodes: list[int], base: int) -> None:
    entry = {**ENTRY, "nodes": [{"mem": size, "cpus": 1} for size in nodes]}
    assert windows_base(entry) == base


def test_an_attempt_shows_steps_attributes_and_programmed_decoders() -> None:
    got = region_sysfs(_host(), _try(ways="2", size=str(2 * M256), mems="S1 S0"))
    assert got["ok"]
    assert got["steps"][-4:] == [
        ["region0/commit", "0", 0],
        ["decoder0.0/delete_region", "region0", 0],
        ["EP(S1)/dpa_size", "0", 0],
        ["EP(S0)/dpa_size", "0", 0],
    ]
    programmed = [line.split()[-3:] for line in got["attrs"] if line.startswith("SW hw")]
    assert programmed == [
        ["interleave_ways=1", "interleave_granularity=256", "target_list=1"],
        ["interleave_ways=2", "interleave_granularity=256", "target_list=0,1"],
    ]


def test_a_refused_step_does_not_end_an_attempt() -> None:
    got = region_sysfs(_host(), _try(gran="100"))
    assert not got["ok"]
    assert [step for step in got["steps"] if step[2]] == [
        ["region0/interleave_granularity", "100", 1, "Invalid argument"],
        ["region0/size", str(M256), 1, "No such device or address"],
        ["region0/target0", "EP(S0)", 1, "No such device or address"],
        ["region0/commit", "1", 1, "No such device or address"],
    ]


def test_an_attempt_may_be_of_pmem() -> None:
    got = region_sysfs(_host(), _try(mems="S1", mode="pmem"))
    assert ["region0/size", str(M256), 1, "No such device or address"] in got["steps"]


@parametrize("op", [_try(colour="red"), _try(mems="S9"), _try(decoder="decoder0.9")], ids=str)
def test_what_the_vocabulary_does_not_have_is_unsupported(op: dict[str, Any]) -> None:
    with pytest.raises(Unsupported):
        region_sysfs(_host(), op)


def _cmd(argv: str) -> dict[str, Any]:
    return {"op": "cmd", "argv": argv, "phase": 1}


def _printed(ways: int, size: int) -> dict[str, Any]:
    region = {"region": "region0", "size": size, "type": "ram", "mappings": []}
    return {**region, "interleave_ways": ways, "interleave_granularity": 256}


def test_tool_calls_are_one_sequence_with_the_names_of_the_recording(tmp_path: Path) -> None:
    made = _printed(2, 2 * M256)
    lines = [
        _line(0, {"op": "dev"}, {"text": "mem7 numa_node=-1 serial=0x100"}, replay_only=True),
        _line(1, {"op": "dev"}, {"text": "mem5 numa_node=-1 serial=0x101"}, replay_only=True),
        _line(2, _cmd("uname -r"), {"rc": 0, "text": "7.3.4"}, replay_only=True),
        _line(
            3,
            _cmd("cxl create-region -m -t ram -d decoder0.0 -w 2 -g 256 mem7 mem5"),
            {"rc": 0, "text": "created 1 region\n" + json.dumps(made, indent=2)},
        ),
        _line(4, _cmd("cxl list -R -v"), {"rc": 0, "json": [{"regions:decoder0.0": [made]}]}),
        _line(5, _cmd("cxl list -D"), {"rc": 0, "json": []}),
        _line(6, _cmd("cxl destroy-region all"), {"rc": 1, "text": ""}),
        _line(7, _cmd("cxl disable-region all"), {"rc": 0, "text": ""}),
        _line(8, _cmd("cxl list -R"), {"rc": 0, "json": []}),
        _line(9, _cmd("cxl disable-memdev mem7"), {"rc": 1, "text": ""}),
        _line(10, _cmd("cxl destroy-region -f all"), {"rc": 0, "text": ""}),
        _line(11, _cmd("cxl create-region -m -t ram -d decoder0.0 mem9"), {"rc": 1}),
        _line(12, _cmd("cxl reserve-dpa -t ram -s 256M mem7"), {"rc": 0}),
        _line(13, _cmd("cxl free-dpa -t ram mem7"), {"rc": 0}),
        _line(14, _cmd("cxl free-dpa -t ram mem7"), {"rc": 1}),
    ]
    report = run([_corpus(tmp_path, "kernel", lines)])
    assert report.last_line() == (
        "conform: 12 passed, 0 diverged, 0 failed, 0 unsupported of 12"
    ), [each for each in report.judged if each.verdict != "passed"]


def test_wrong_answers_fail_and_unknown_commands_are_unsupported(tmp_path: Path) -> None:
    steps = region_sysfs(_host(), _try())
    lines = [
        _line(0, _try(), {**steps, "log": ["anything"]}),
        _line(1, _try(), {**steps, "ok": False}),
        _line(2, _try(), {**steps, "attrs": steps["attrs"][1:]}),
        _line(3, _cmd("cxl list -R"), {"rc": 0, "json": [_printed(1, M256)]}),
        _line(4, _cmd("cxl fly mem0"), {"rc": 0}),
        _line(5, _cmd("cxl create-region --ways 2"), {"rc": 0}),
        {**_line(6, _try(), steps), "topo": "elsewhere"},
    ]
    report = run([_corpus(tmp_path, "kernel", lines)])
    assert [each.verdict for each in report.judged] == [
        "passed",
        "failed",
        "failed",
        "failed",
        "unsupported",
        "unsupported",
        "unsupported",
    ]


def _row(cxl: str, ops: list[dict[str, Any]], expect: dict[str, Any]) -> dict[str, Any]:
    return {"topology_needed": {"cxl": cxl}, "ops": ops, "expect": expect}


_AUTO = {"op": "cxl_region_auto", "root": "root_decoder2", "memdevs": ["hb0.mem0"], "as_": "R"}


@parametrize(
    "row",
    [
        _row("cxl_test", [_AUTO], {"ret": {"0": 0}, "state": {"R": "COMMIT"}}),
        _row("cxl_test", [_AUTO, {"op": "cxl_memdev", "memdev": "mem0", "enable": False,
                                  "force": False}],
             {"ret": {"1": "EBUSY"}}),
        _row("cxl_test", [_AUTO, {"op": "cxl_memdev", "memdev": "mem0", "enable": False}],
             {"ret": {"1": 0}}),
        _row("cxl_test", [{"op": "cxl_get", "obj": "mem3", "attrs": ["ram_size"]}],
             {"value": {"0": {"ram_size": 1 << 30}}}),
        _row("cxl_test", [{"op": "cxl_sanitize", "memdev": "mem8"},
                          {"op": "cxl_wait_sanitize", "memdev": "mem8"}],
             {"min_wait_ms": {"1": 500}}),
        _row("cxl_test", [{"op": "cxl_poison", "memdev": "mem0", "dpa": 4096},
                          {"op": "cxl_poison_list", "memdev": "mem0"}],
             {"count": {"1": 1}}),
    ],
)  # fmt: skip
def test_rows_that_hold(row: dict[str, Any]) -> None:
    assert run_cxl_row(row, "made up") == []


@parametrize(
    "row",
    [
        _row("cxl_test", [_AUTO], {"ret": {"0": "EINVAL"}}),
        _row("cxl_test", [_AUTO, _AUTO], {}),
        _row("cxl_test", [{"op": "cxl_list", "what": "memdevs"}], {"count": {"0": 10}}),
        _row("cxl_test", [_AUTO], {"state": {"R": "ACTIVE"}}),
        _row("cxl_test", [_AUTO], {"decoder_attrs": {"endpoint": {"interleave_ways": 2}}}),
        _row("dcd", [{"op": "dc_extent_list"}], {"extents": {"0": [[0, 1]]}}),
    ],
)
def test_rows_that_do_not_hold(row: dict[str, Any]) -> None:
    assert run_cxl_row(row, "made up") != []


@parametrize(
    "row",
    [
        _row("cxl_test", [{"op": "cxl_fly"}], {}),
        _row("elsewhere", [], {}),
        _row("cxl_test", [], {"weather": 1}),
        _row("cxl_test", [{"op": "cxl_commit"}], {}),
        _row("cxl_test", [{"op": "cxl_set", "region": "R", "attr": "size", "value": 1}], {}),
        _row("cxl_test", [{"op": "cxl_sanitize", "memdev": "hb9.mem0"}], {}),
        _row("dcd", [{"op": "fm_dc_add", "policy": "whim", "extents": []}], {}),
    ],
)
def test_rows_without_a_word_for_it_are_unsupported(row: dict[str, Any]) -> None:
    with pytest.raises(Unsupported):
        run_cxl_row(row, "made up")


def test_a_missing_topology_key_is_unsupported() -> None:
    row = _row("cxl_test", [], {})
    row["topology_needed"]["moon"] = "full"
    with pytest.raises(Unsupported):
        run_cxl_row(row, "made up")


# --- every argument counts

ROWS = [
    *read(Source(LTP / "cases.jsonl.gz", "ltp")),
    *read(Source(LTP / "cxl-steps.jsonl", "ltp")),
]


def test_every_argument_of_the_vocabulary_is_read() -> None:
    """An interpreter reads what its row of the vocabulary declares, in some case of the corpora."""
    read_by: dict[str, set[str]] = {}
    given: dict[str, set[str]] = {}
    for case in ROWS:
        topology = case.data["topology_needed"]
        if "cxl" not in topology:
            continue
        host = CxlLangHost(topology, CXL_OPS)
        for op in case.data["ops"]:
            host.run(op)
            given.setdefault(op["op"], set()).update(op.keys() - {"op"})
        for name, keys in host.read.items():
            read_by.setdefault(name, set()).update(keys)
    assert read_by.keys() == CXL_OPS.keys(), "every operation is in a case"
    for name, found in CXL_OPS.items():
        assert found.arguments <= read_by[name], f"{name} declares what it does not read"
        assert given[name] <= found.arguments


@parametrize(
    "op",
    [
        {"op": "cxl_region_auto", "root": "root_decoder2", "colour": "red"},
        {"op": "cxl_get", "obj": "mem0", "attrs": ["colour"]},
        {"op": "cxl_list", "what": "colours"},
        {"op": "cxl_list", "what": "buses", "of": "hb0"},
        {"op": "cxl_poison", "memdev": "mem0"},
        {"op": "cxl_poison", "memdev": "mem0", "dpa": 0, "region": "region0"},
        {"op": "cxl_delete_region", "root": "root_decoder2", "text": "region0", "region": "R"},
        {"op": "dax_state", "value": "online", "region": "region9"},
    ],
    ids=lambda op: op["op"],
)
def test_an_argument_that_nobody_uses_makes_the_row_unsupported(op: dict[str, Any]) -> None:
    with pytest.raises(Unsupported):
        run_cxl_row(_row("cxl_test", [op], {}), "made up")


def test_own_rows_of_region_steps_tools_poison_and_dynamic_capacity_hold() -> None:
    """Expected values from the source that each row names."""
    report = run([LTP / "cxl-steps.jsonl"])
    assert len(report.judged) == 176
    assert [each for each in report.judged if each.verdict != "passed"] == []
