"""The recorded part of E1: what counts, and which recordings are refused."""

from __future__ import annotations

import gzip
import json
from pathlib import Path
from typing import Any

import pytest

from service.experiments.e1.census import recorded
from service.experiments.e1.recording import CensusError, read_recording
from service.experiments.experiment import ExperimentError, Request, run_experiment
from service.experiments.report import headline
from service.mm.models import find, names

KERNEL = ["__GFP_IO", "__GFP_FS", "__GFP_DIRECT_RECLAIM", "__GFP_KSWAPD_RECLAIM"]
LINE: dict[str, Any] = {
    "kernel": "7.3.4",
    "topology": "abcd",
    "phase": "cgroup",
    "symbol": "__kmalloc_node_noprof",
    "gfp": KERNEL,
    "nid": 2,
    "nodemask": False,
    "count": 10,
    "stack": ["alloc_shrinker_info", "mem_cgroup_css_online"],
    "asks_other_node": True,
    "via": "node",
}
PAGE: dict[str, Any] = {**LINE, "symbol": "__alloc_pages_noprof", "order": 0, "count": 1}


def local(nid: int, topology: str = "abcd") -> dict[str, Any]:
    """A request for the node of the CPU that makes it: it shows that the node has a CPU."""
    return {**PAGE, "nid": nid, "topology": topology, "asks_other_node": False}


def other(nid: int, topology: str, **fields: Any) -> dict[str, Any]:
    return {**PAGE, "nid": nid, "topology": topology, **fields}


def written(tmp_path: Path, *lines: object, name: str = "boot.jsonl") -> Path:
    path = tmp_path / name
    path.write_text("".join(json.dumps(line) + "\n" for line in lines))
    return path


def audit(tmp_path: Path, model: str, *lines: object) -> dict[str, Any]:
    found: dict[str, Any] = recorded({model: find(model).model}, [written(tmp_path, *lines)])
    return found


@pytest.mark.parametrize(
    ("model", "fields", "wanted"),
    [
        ("list-isolation/normal", {}, (10, 0)),
        ("list-isolation/empty", {}, (10, 0)),
        ("thread-2026-06", {}, (0, 0)),
        ("rfc-v5", {}, (0, 0)),
        ("list-isolation/empty", {"symbol": "__alloc_pages_noprof", "order": 0}, (0, 10)),
        ("list-isolation/normal", {"symbol": "__alloc_pages_noprof", "order": 0}, (0, 0)),
        ("list-isolation/normal", {"stack": ["x", "do_pages_move"]}, (0, 0)),
        ("list-isolation/normal", {"stack": ["alloc_demote_folio", "x"]}, (0, 0)),
        ("list-isolation/normal", {"nid": 0}, (0, 0)),
        ("mainline", {"symbol": "__alloc_pages_noprof", "order": 0}, (10, 0)),
    ],
)
def test_a_recorded_request_counts_by_caller_and_outcome(
    tmp_path: Path, model: str, fields: dict[str, Any], wanted: tuple[int, int]
) -> None:
    """The slab allocator adds __GFP_THISNODE by itself; user space may have named the node."""
    row = audit(tmp_path, model, {**LINE, **fields}, local(0))["models"][model]
    assert (row["spill_requests"], row["regression_requests"]) == wanted


@pytest.mark.parametrize(
    ("lines", "ordinary", "private"),
    [
        ([local(0, "one")], [0], []),
        ([local(0, "three"), local(1, "three"), other(2, "three")], [0, 1], [2]),
        ([local(0, "m"), other(1, "m"), other(2, "m")], [0], [1, 2]),
        ([*(local(n, "e") for n in range(4)), *(other(n, "e") for n in range(8))], None, None),
        ([local(1, "late"), other(0, "late"), other(9, "late")], [1], [0, 9]),
        ([local(0, "window"), other(700, "window")], [0], [700]),
        ([other(2, "said by nobody"), other(0, "said by nobody")], [0], [2]),
    ],
)
def test_the_machine_follows_from_the_recording(
    tmp_path: Path,
    lines: list[dict[str, Any]],
    ordinary: list[int] | None,
    private: list[int] | None,
) -> None:
    """asks_other_node false shows a CPU on the node; every other node stands for a private one."""
    name = lines[0]["topology"]
    behind = audit(tmp_path, "rfc-v5", *lines)["behind"]["topologies"][name]
    assert behind["ordinary"] == (ordinary or [0, 1, 2, 3])
    assert behind["private"] == ([4, 5, 6, 7] if private is None else private)


@pytest.mark.parametrize("model", names())
def test_every_model_replays_a_machine_of_eight_nodes(tmp_path: Path, model: str) -> None:
    """What a model does with a node does not depend on its number or on how many there are."""
    eight = [local(0, "eight"), local(5, "eight")]
    eight += [other(n, "eight", gfp=[*KERNEL, "__GFP_THISNODE"]) for n in (1, 2, 3, 4, 6, 7)]
    four = [local(0), local(1)]
    four += [other(n, "abcd", gfp=[*KERNEL, "__GFP_THISNODE"], count=3) for n in (2, 3)]
    ours = audit(tmp_path, model, *eight)["models"][model]
    known = audit(tmp_path, model, *four)["models"][model]
    assert ours["spill_requests"] == known["spill_requests"]
    assert ours["outcomes_by_kernel"] == known["outcomes_by_kernel"]


def test_a_topology_file_names_nodes_with_cpus_that_asked_nothing(tmp_path: Path) -> None:
    """A short recording: node 1 has a CPU that made no request of its own."""
    nodes = [{"mem": 512, "cpus": 1}, {"mem": 512, "cpus": 1}, {"mem": 128, "cpus": 0}]
    path = written(tmp_path, local(0, "short"), other(1, "short"), other(2, "short"))
    alone = read_recording([path]).machines["short"]
    assert (alone.ordinary, alone.private) == ((0,), (1, 2))
    (tmp_path / "topologies.json").write_text(
        json.dumps([{"topo": "short", "nodes": nodes}, {"topo": "cxl1", "cxl": {}}, 7])
    )
    beside = read_recording([path]).machines["short"]
    assert (beside.ordinary, beside.private) == ((0, 1), (2,))
    assert beside.known_from == "the recording and topologies.json"


def test_a_machine_without_cpu_less_nodes_has_nothing_to_spill(tmp_path: Path) -> None:
    for model in names():
        row = audit(tmp_path, model, local(0, "one"))["models"][model]
        assert (row["spill_requests"], row["outcomes_by_kernel"]) == (
            0,
            {"7.3.4": {"P": 0, "D": 1, "F": 0}},
        )


def test_unknown_callers_kernels_and_flags_are_replayed(tmp_path: Path) -> None:
    """A flag that this engine does not know has no say in the node; the result lists it."""
    strange = other(
        2,
        "abcd",
        kernel="9.0.0-rc1+",
        gfp="__GFP_IO|__GFP_THISNODE|__GFP_NOLOCKDEP|0x8000000",
        stack=["quantum_alloc+0x10/0x40", "do_thing"],
        symbol="alloc_pages_of_the_future",
        phase="",
    )
    part = audit(tmp_path, "list-isolation/normal", local(0), strange)
    row = part["models"]["list-isolation/normal"]
    assert [(each["caller"], each["kernels"]) for each in row["spills"]] == [
        ("quantum_alloc", ["9.0.0-rc1+"])
    ]
    assert part["behind"]["unknown_flags"] == ["0x8000000", "__GFP_NOLOCKDEP"]
    assert part["behind"]["kernels"] == ["7.3.4", "9.0.0-rc1+"]


def test_a_request_with_an_empty_stack_has_an_unknown_caller(tmp_path: Path) -> None:
    row = audit(tmp_path, "mainline", local(0), other(2, "abcd", stack=[]))["models"]["mainline"]
    assert row["spills"][0]["caller"] == "unknown"


def test_a_range_named_by_its_frames_is_counted_apart(tmp_path: Path) -> None:
    """census.md 3: the frame range request carries no node; where it landed is not recorded."""
    frames = other(-1, "giga", symbol="alloc_contig_frozen_range_noprof", asks_other_node=False)
    del frames["order"]
    row = audit(tmp_path, "mainline", local(0, "giga"), frames)["models"]["mainline"]
    assert row["frames_not_recorded"] == 1
    assert row["outcomes_by_kernel"] == {"7.3.4": {"P": 0, "D": 1, "F": 0}}


def test_a_recorded_nodemask_decides(tmp_path: Path) -> None:
    """Its content, where a recording has it: {0} keeps an unkeyed request off node 2."""
    for nodes, spills in (([0], 0), ([0, 2], 1)):
        line = other(2, "abcd", nodemask=nodes)
        row = audit(tmp_path, "mainline", local(0), line)["models"]["mainline"]
        assert row["spill_requests"] == spills


def test_demotion_and_binds_are_reported_apart(tmp_path: Path) -> None:
    """E1.18: a right decides; a policy's mask is the user's bind."""
    lines = [
        other(2, "abcd", stack=["alloc_demote_folio"], gfp=[*KERNEL, "__GFP_THISNODE"], count=4),
        other(2, "abcd", via="policy", count=5),
        other(0, "abcd", via="policy", nodemask=True, asks_other_node=False, count=6),
        other(3, "abcd", stack=["kernel_move_pages"], count=7),
    ]
    row = audit(tmp_path, "list-isolation/normal", local(0), *lines)["models"][
        "list-isolation/normal"
    ]
    assert row["spill_requests"] == row["regression_requests"] == 0
    assert row["reported_apart"] == {
        "user names the node": 7,
        "follows the bind": 5,
        "right decides": 4,
    }


def test_loops_over_nodes_with_memory_are_told_apart(tmp_path: Path) -> None:
    """census.md 4.1: kmem_cache_create visits N_MEMORY, of which an exclusive node is no part."""
    line = {**LINE, "stack": ["do_kmem_cache_create"]}
    part = audit(tmp_path, "list-isolation/normal", local(0), line, LINE)
    row = part["models"]["list-isolation/normal"]
    assert (row["spill_requests"], row["of_loops_over_n_memory"]) == (20, 10)


def test_a_file_given_twice_counts_once_and_gzip_is_read(tmp_path: Path) -> None:
    path = written(tmp_path, local(0), LINE)
    packed = tmp_path / "more.jsonl.gz"
    packed.write_bytes(gzip.compress(path.read_bytes()))
    model = {"mainline": find("mainline").model}
    behind = recorded(model, [tmp_path, path, packed])["behind"]
    assert (behind["requests"], behind["files"]) == (22, ["boot.jsonl", "more.jsonl.gz"])


def test_the_headline_names_recorded_rows_only(tmp_path: Path) -> None:
    path = written(tmp_path, LINE, {**LINE, "nid": 3, "count": 5})
    labels = ("list-isolation/normal", "rfc-v5")
    result = run_experiment(Request("E1", labels, census=(path,), fixes=False))
    text = headline(result)
    assert "15 recorded requests (2 distinct, callers: 1, kernels: 7.3.4)" in text
    assert "15 would land on a private node unasked under list-isolation/normal" in text
    assert "none would under rfc-v5" in text
    assert "recorded" not in result["modelled"]


def test_the_headline_of_a_clean_run_names_no_worst_model(tmp_path: Path) -> None:
    result = run_experiment(
        Request("E1", ("rfc-v5",), census=(written(tmp_path, LINE),), fixes=False)
    )
    assert "none would land on a private node unasked under rfc-v5." in headline(result)


def without(field: str) -> dict[str, Any]:
    return {key: value for key, value in LINE.items() if key != field}


@pytest.mark.parametrize(
    ("line", "why"),
    [
        ([], "line: a request is an object"),
        *((without(field), f"{field}: is missing") for field in ("gfp", "nid", "stack", "kernel")),
        ({**LINE, "topology": ""}, "topology: '' is no name"),
        ({**LINE, "kernel": 7}, "kernel: 7 is no name"),
        ({**LINE, "nid": "2"}, "nid: '2'; a whole number from -1 to 1023"),
        ({**LINE, "nid": 4096}, "nid: 4096; a whole number from -1 to 1023"),
        ({**LINE, "nid": True}, "nid: True; a whole number"),
        ({**LINE, "count": 0}, "count: 0; a whole number from 1"),
        ({**LINE, "order": 99}, "order: 99; a whole number from 0 to 20"),
        ({**LINE, "gfp": {"a": 1}}, "gfp: {'a': 1}; a list of names"),
        ({**LINE, "gfp": ["__GFP_DMA", "__GFP_DMA32"]}, "names two zones"),
        ({**LINE, "stack": [1]}, "stack: [1]; a list of names"),
        ({**LINE, "nodemask": "0-3"}, "nodemask: '0-3'; true, false, or a list"),
        ({**LINE, "asks_other_node": "no"}, "asks_other_node: 'no'; true or false"),
        ({**LINE, "phase": 3}, "phase: 3 is no name"),
    ],
)
def test_a_bad_recording_is_refused_by_line_and_field(
    tmp_path: Path, line: object, why: str
) -> None:
    with pytest.raises(CensusError) as refused:
        read_recording([written(tmp_path, local(0), line)])
    assert str(refused.value).startswith("boot.jsonl:2: ")
    assert why in str(refused.value)


def test_a_line_that_is_no_json_is_refused_by_its_number(tmp_path: Path) -> None:
    path = tmp_path / "boot.jsonl"
    path.write_text(json.dumps(LINE) + "\n\n{oops\n")
    with pytest.raises(CensusError, match=r"^boot.jsonl:3: line: "):
        read_recording([path])


@pytest.mark.parametrize("content", [b"\n\n", b""])
def test_an_empty_recording_is_refused(tmp_path: Path, content: bytes) -> None:
    path = tmp_path / "boot.jsonl"
    path.write_bytes(content)
    with pytest.raises(CensusError, match="no line is a request"):
        read_recording([path])


def test_more_nodes_than_a_machine_may_have_are_refused(tmp_path: Path) -> None:
    path = written(tmp_path, *(other(nid, "big") for nid in range(65)))
    with pytest.raises(CensusError, match="65 nodes; at most 64"):
        read_recording([path])


def test_a_missing_recording_is_a_refused_request(tmp_path: Path) -> None:
    with pytest.raises(ExperimentError, match="census: no recording"):
        run_experiment(Request("E1", ("rfc-v5",), census=(tmp_path,), fixes=False))
    with pytest.raises(ExperimentError, match=r"census: .*No such file"):
        run_experiment(Request("E1", ("rfc-v5",), census=(tmp_path / "x.jsonl",), fixes=False))
