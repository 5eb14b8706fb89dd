"""Experiments over REST, gRPC and the command line: the same request gives the same bytes."""

from __future__ import annotations

import hashlib
import json
from pathlib import Path
from typing import Any

import pytest
from typer.testing import CliRunner

from service.app import Addresses
from service.cli.main import app
from service.client import Client, Problem
from service.client.requests import Request
from tests.runs.conftest import Json, Rpc, ended, post

ASKED: dict[str, Json] = {
    "E1": {"models": ["list-isolation/empty", "rfc-v5"], "fixes": False, "seed": 7},
    "E2": {"models": ["rfc-v4/as-coded", "rfc-v5"]},
    "E3": {"models": ["rfc-v4/as-coded"]},
    "E4": {"models": ["thread-2026-06", "list-isolation"]},
    "pivot": {},
}
LINE: Json = {
    "kernel": "7.3.4",
    "topology": "abcd",
    "phase": "cgroup",
    "symbol": "__kmalloc_node_noprof",
    "gfp": ["__GFP_IO", "__GFP_FS", "__GFP_DIRECT_RECLAIM", "__GFP_KSWAPD_RECLAIM"],
    "nid": 2,
    "nodemask": False,
    "count": 10,
    "stack": ["alloc_shrinker_info", "mem_cgroup_css_online"],
    "via": "node",
}


def fetched(client: Client, name: str, form: str) -> bytes:
    answer = client.send(Request("GET", f"/v1/experiments/{name}/result", None, {"format": form}))
    assert answer.status_code == 200, answer.text
    return answer.content


@pytest.mark.parametrize("kind", list(ASKED))
def test_three_doors_give_the_same_bytes(
    kind: str, client: Client, rpc: Rpc, addresses: Addresses, tmp_path: Path
) -> None:
    """REST, gRPC, the command line in process and against the service: JSON, CSV, HTML."""
    asked = ASKED[kind]
    over_rest = post(client, "/v1/experiments", {"name": kind, **asked})["experiment"]
    over_grpc = rpc("create_experiment", name=kind, **asked)["experiment"]
    view = ended(client, over_rest)
    assert view["state"] == "succeeded", view
    progress = [each["item"] for each in rpc("watch_experiment", experiment=over_grpc)]
    assert progress[-1]["state"] == "succeeded"
    assert progress[-1]["done"] == progress[-1]["total"] > 0
    options = [
        *(["--models", ",".join(asked["models"])] if "models" in asked else []),
        *([] if asked.get("fixes", True) else ["--no-fixes"]),
        *["--seed", str(asked.get("seed", 0))],
    ]
    local = {form: tmp_path / f"local.{form}" for form in ("json", "csv", "html")}
    there = {form: tmp_path / f"there.{form}" for form in local}
    for outs, url in ((local, []), (there, ["--url", addresses.http])):
        paths = [word for form, path in outs.items() for word in (f"--{form}", str(path))]
        done = CliRunner().invoke(app, ["experiment", "run", kind, *options, *paths, *url])
        assert done.exit_code == 0, done.output
    for form, path in local.items():
        wanted = path.read_bytes()
        assert there[form].read_bytes() == wanted
        assert fetched(client, over_rest, form) == wanted
        pieces = rpc("get_experiment_result", experiment=over_grpc, format=form)
        assert b"".join(each["data"] for each in pieces) == wanted
    assert view["digest"] == hashlib.sha256(local["json"].read_bytes()).hexdigest()


def test_recordings_travel_with_the_request(client: Client, rpc: Rpc, tmp_path: Path) -> None:
    """The recorded part is the same as from files, and its events name line and walk."""
    text = json.dumps(LINE) + "\n"
    recording = {"name": "boot.jsonl", "text": text}
    asked = {"name": "E1", "models": ["list-isolation/normal"], "fixes": False}
    made = post(client, "/v1/experiments", {**asked, "recordings": [recording]})
    name = made["experiment"]
    assert ended(client, name)["headline"].startswith("Of 10 recorded requests")
    (tmp_path / "boot.jsonl").write_text(text)
    out = tmp_path / "out.json"
    arguments = ["--models", "list-isolation/normal", "--no-fixes", "--json", str(out)]
    run = ["experiment", "run", "E1", "--census", str(tmp_path / "boot.jsonl"), *arguments]
    assert CliRunner().invoke(app, run).exit_code == 0
    assert fetched(client, name, "json") == out.read_bytes()
    cell = "recorded|list-isolation/normal|spills|alloc_shrinker_info|slab"
    (event,) = client.items("list_experiment_events", experiment=name, cell=cell)
    assert event["where"].startswith("boot.jsonl:1 alloc_shrinker_info")
    assert event["nr_requests"] == 10
    assert event["outcome"] == "P"
    assert [each["verdict"] for each in event["trace"] if each["step"] == "zone"][-1] == "TAKEN"
    over_grpc = rpc("list_experiment_events", experiment=name, cell=cell)["items"]
    assert [each["where"] for each in over_grpc] == [event["where"]]


def test_a_bad_recording_fails_with_file_line_and_field(client: Client) -> None:
    text = json.dumps({**LINE, "count": 0})
    recording = {"name": "boot.jsonl", "text": text}
    made = post(
        client, "/v1/experiments", {"name": "E1", "models": ["rfc-v5"], "recordings": [recording]}
    )
    view = ended(client, made["experiment"])
    assert view["state"] == "failed"
    assert "boot.jsonl:1: count" in view["why"]
    with pytest.raises(Problem) as refused:
        client.get("get_experiment_result", experiment=made["experiment"])
    assert refused.value.reason == "NO_RESULT"


@pytest.mark.parametrize("kind", list(ASKED))
def test_every_number_has_the_events_behind_it(kind: str, client: Client) -> None:
    """Every cell that a result lists can be asked; a letter of E1 is the outcome of its events."""
    name = post(client, "/v1/experiments", {"name": kind, **ASKED[kind]})["experiment"]
    ended(client, name)
    cells = list(client.items("list_experiment_cells", experiment=name))
    assert len(cells) > 10
    for each in cells[:: max(1, len(cells) // 8)]:
        events = list(client.items("list_experiment_events", experiment=name, cell=each["cell"]))
        if each["cell"].startswith("matrix|"):
            assert each["value"] in {event["outcome"] for event in events} | {"R", "S"} or (
                each["value"].startswith("E:")
            )
        if each["value"] not in {"0", "S"} and kind != "E1":
            assert events, each
    with pytest.raises(Problem) as refused:
        list(client.items("list_experiment_events", experiment=name, cell="no|such|cell"))
    assert refused.value.reason == "INVALID_FIELD"


@pytest.mark.parametrize(
    ("body", "reason", "field"),
    [
        ({"name": "E9"}, "INVALID_FIELD", "name"),
        ({"name": "E1", "models": ["rfc-v9"]}, "UNKNOWN_KERNEL_MODEL", ""),
        ({"name": "E1", "models": ["rfc-v5", "rfc-v5"]}, "INVALID_FIELD", "models"),
        ({"name": "pivot", "models": ["rfc-v5"]}, "INVALID_FIELD", "models"),
        ({"name": "E2", "recordings": [{"name": "a.jsonl", "text": ""}]}, "INVALID_FIELD", "rec"),
        ({"name": "E1", "recordings": [{"name": "../a", "text": ""}]}, "INVALID_FIELD", "rec"),
        ({"name": "pivot", "scenario": "a: &a [*a]"}, "SCENARIO_MALFORMED", ""),
        ({"name": "E1", "seed": -1}, "INVALID_FIELD", "seed"),
        ({"name": "E1", "models": ["x"] * 40}, "INVALID_FIELD", "models"),
    ],
)
def test_a_bad_request_is_refused_at_once(
    client: Client, body: Json, reason: str, field: str
) -> None:
    with pytest.raises(Problem) as refused:
        post(client, "/v1/experiments", body)
    assert refused.value.reason == reason
    assert str(refused.value.facts.get("field", "")).startswith(field)


def test_a_retry_with_the_same_key_makes_no_second_experiment(client: Client) -> None:
    body = {"name": "E2", "models": ["rfc-v5"]}
    first = post(client, "/v1/experiments", body, key="again-1")
    again = client.send(
        Request("POST", "/v1/experiments", body, headers={"Idempotency-Key": "again-1"})
    )
    assert again.json()["experiment"] == first["experiment"]
    assert again.headers["idempotency-replayed"] == "true"
    with pytest.raises(Problem) as refused:
        post(client, "/v1/experiments", {**body, "seed": 3}, key="again-1")
    assert refused.value.reason == "IDEMPOTENCY_KEY_REUSED"
    with pytest.raises(Problem) as taken:
        post(client, "/v1/experiments", {**body, "experiment": first["experiment"]})
    assert taken.value.reason == "ALREADY_EXISTS"


def test_validate_only_runs_nothing(client: Client) -> None:
    body: dict[str, Any] = {"name": "E2", "experiment": "never", "validate_only": True}
    assert post(client, "/v1/experiments", body)["state"] == "queued"
    with pytest.raises(Problem):
        client.get("get_experiment", experiment="never")


def test_an_experiment_is_forgotten_with_its_result(client: Client, addresses: Addresses) -> None:
    post(client, "/v1/experiments", {"name": "E2", "models": ["rfc-v5"], "experiment": "gone"})
    ended(client, "gone")
    listed = CliRunner().invoke(app, ["experiment", "list", "--url", addresses.http]).stdout
    assert "gone" in listed
    done = CliRunner().invoke(app, ["experiment", "delete", "gone", "--url", addresses.http])
    assert done.exit_code == 0, done.output
    with pytest.raises(Problem) as refused:
        client.get("get_experiment", experiment="gone")
    assert refused.value.status == 404
