"""Kernel models of one's own: uploaded, shown, compared, chosen for hosts and experiments."""

from __future__ import annotations

import socket
from pathlib import Path
from typing import Any

import pytest
from typer.testing import CliRunner

from service.app import Addresses
from service.cli.main import app
from service.client import Client, Problem
from service.client.requests import Request
from tests.api.conftest import TOPOLOGY
from tests.runs.conftest import Rpc, ended, post

YAML = """apiVersion: cxltwin/v1
kind: KernelModel
name: {name}
title: Option 2 with an empty list
base: list-isolation/normal
source: my mail of Tuesday
cells:
  own_fallback: empty
  service.reclaim: {{value: never, source: a reply, evidence: inferred}}
"""


def sent(client: Client, content: bytes, kind: str) -> Any:
    headers = {"Content-Type": kind}
    return client._http.request("POST", "/v1/models", content=content, headers=headers)


def test_yaml_and_json_are_the_same_model_over_every_door(
    client: Client, rpc: Rpc, addresses: Addresses, tmp_path: Path
) -> None:
    yaml = sent(client, YAML.format(name="by-yaml").encode(), "application/yaml")
    assert (yaml.status_code, yaml.headers["location"]) == (201, "/v1/models/by-yaml")
    text = b"""{"apiVersion": "cxltwin/v1", "kind": "KernelModel", "name": "by-json",
 "title": "Option 2 with an empty list", "base": "list-isolation/normal",
 "source": "my mail of Tuesday", "cells": {"own_fallback": "empty",
 "service.reclaim": {"value": "never", "source": "a reply", "evidence": "inferred"}}}"""
    assert sent(client, text, "application/json").status_code == 201
    rpc("create_model", text=YAML.format(name="by-grpc"))
    file = tmp_path / "by-cli.yaml"
    file.write_text(YAML.format(name="by-cli"))
    done = CliRunner().invoke(app, ["models", "add", str(file), "--url", addresses.http])
    assert done.exit_code == 0, done.output
    tables = [
        client.get("get_model", model=f"by-{door}") for door in ("yaml", "json", "grpc", "cli")
    ]
    assert len({str(each["cells"]) for each in tables}) == 1
    assert {(each["own"], each["base"]) for each in tables} == {(True, "list-isolation")}
    listed = [each["model"] for each in client.items("list_models")]
    assert {"by-yaml", "by-json", "rfc-v4/as-coded", "rfc-v4"} <= set(listed)
    assert listed == sorted(listed)
    diff = client.get("diff_models", first="by-yaml", second="list-isolation")
    assert {each["cell"] for each in diff["cells"]} >= {"own_fallback"}
    over_grpc = rpc("diff_models", first="by-yaml", second="list-isolation")["item"]
    assert [each["cell"] for each in over_grpc["cells"]] == [each["cell"] for each in diff["cells"]]
    shown = CliRunner().invoke(
        app, ["models", "diff", "by-yaml", "rfc-v5", "--url", addresses.http]
    )
    assert "my mail of Tuesday" in shown.stdout


def test_variants_are_models_of_their_own_name(client: Client, rpc: Rpc) -> None:
    found = client.get("get_model_variant", model="rfc-v4", variant="as-coded")
    assert found["knobs"] == {"fidelity": "as-coded"}
    assert rpc("get_model_variant", model="rfc-v4", variant="as-coded")["item"]["base"] == "rfc-v4"
    client.create_fabric("variants")
    client.create_host("variants", "coded", "rfc-v4/as-coded", topology=TOPOLOGY)
    knobbed = {"knobs": {"fidelity": "as-coded"}, "topology": TOPOLOGY}
    client.create_host("variants", "knobbed", "rfc-v4", **knobbed)
    for host in ("coded", "knobbed"):
        assert client.call(host, "create_task", pid=1).decided_by.model == "rfc-v4"
    with pytest.raises(Problem) as refused:
        client.create_host("variants", "none", "rfc-v4/nope", topology=TOPOLOGY)
    assert refused.value.reason == "UNKNOWN_KERNEL_MODEL"


def test_a_host_runs_it_also_when_it_is_forgotten(client: Client) -> None:
    """Its answers name the model, cite its source, and list its inferred cells."""
    sent(client, YAML.format(name="to-go").encode(), "application/yaml")
    client.create_fabric("own")
    made = client.create_host("own", "mine", "to-go", topology=TOPOLOGY)
    assert made["model"] == "to-go"
    client.delete("get_model", "delete_model", model="to-go")
    with pytest.raises(Problem):
        client.get("get_model", model="to-go")
    answer = client.call("mine", "create_task", pid=100)
    assert (answer.model, answer.decided_by.model) == ("to-go", "to-go")
    explained = client.get("get_explanation", host="mine", revision=answer.revision)
    assert explained["same"]
    report = post(client, "/v1/hosts/mine:replay", {"models": ["list-isolation/empty"]})
    assert report["models"][0]["title"] == "Option 2 with an empty list"
    fork = post(client, "/v1/hosts/mine:fork", {"name": "mine-2"})
    assert fork["model"] == "to-go"
    with pytest.raises(Problem) as refused:
        client.create_host("own", "late", "to-go", topology=TOPOLOGY)
    assert refused.value.reason == "UNKNOWN_KERNEL_MODEL"


def test_an_experiment_and_a_replay_run_under_it(client: Client) -> None:
    sent(client, YAML.format(name="asked").encode(), "application/yaml")
    body = {"name": "E1", "models": ["asked", "list-isolation/empty"], "fixes": False}
    name = post(client, "/v1/experiments", body)["experiment"]
    assert ended(client, name)["state"] == "succeeded"
    rows = client.get("get_experiment_result", experiment=name)["matrix"]["rights_none"]
    assert all(row["asked"] == row["list-isolation/empty"] for row in rows.values())
    report = post(client, "/v1/hosts/june:replay", {"models": ["asked"]})
    assert report["models"][1]["title"] == "Option 2 with an empty list"


@pytest.mark.parametrize(
    ("old", "new", "line", "field", "why"),
    [
        ("base: list-isolation/normal", "base: v9", 5, "base", "no kernel model v9"),
        ("own_fallback: empty", "own_fallbck: empty", 8, "cells.own_fallbck", "unknown cell"),
        ("own_fallback: empty", "gate: scope\n  selector: key", 8, "cells.gate", "two doors"),
        ("name: bad", "name: rfc-v5", 3, "name", "is a model of the twin"),
        ("own_fallback: empty", "own_fallback: &a empty\n  gate: *a", 8, "document", "anchors"),
        ("title: Option 2", "title: ${\x01}", 0, "", ""),
    ],
)
def test_a_bad_model_is_refused_by_line_field_and_rule(
    client: Client, rpc: Rpc, old: str, new: str, line: int, field: str, why: str
) -> None:
    del rpc
    text = YAML.format(name="bad").replace(old, new)
    answer = sent(client, text.encode(), "application/yaml")
    assert answer.status_code == 422
    problem = answer.json()
    assert problem["reason"] == "SCENARIO_MALFORMED"
    if line:
        assert problem["facts"]["line"] == line
        assert problem["facts"]["field"].startswith(field)
        assert why in problem["facts"]["why"]


def test_a_huge_yaml_and_an_alias_bomb_are_refused_early(client: Client) -> None:
    """100 MB are refused by their length, before they are read."""
    head = (
        b"POST /v1/models HTTP/1.1\r\nHost: twin\r\nContent-Type: application/yaml\r\n"
        b"Content-Length: 104857600\r\n\r\nbase: "
    )
    port = int(client.url.rpartition(":")[2])
    with socket.create_connection(("127.0.0.1", port), timeout=10) as raw:
        raw.sendall(head)
        assert b" 413 " in raw.recv(64)
    bomb = "a: &a [x]\n" + "".join(f"b{n}: [*a, *a]\n" for n in range(9))
    answer = sent(client, bomb.encode(), "application/yaml")
    assert answer.json()["reason"] == "SCENARIO_MALFORMED"


def test_a_name_is_taken_once_and_a_retry_is_no_second_upload(client: Client) -> None:
    text = YAML.format(name="once")
    first = post(client, "/v1/models", {"text": text}, key="model-1")
    assert post(client, "/v1/models", {"text": text}, key="model-1") == first
    with pytest.raises(Problem) as taken:
        post(client, "/v1/models", {"text": text})
    assert taken.value.reason == "ALREADY_EXISTS"
    changed = text.replace("Tuesday", "Friday")
    with pytest.raises(Problem) as reused:
        post(client, "/v1/models", {"text": changed}, key="model-1")
    assert reused.value.reason == "IDEMPOTENCY_KEY_REUSED"
    post(client, "/v1/models", {"text": YAML.format(name="never"), "validate_only": True})
    with pytest.raises(Problem):
        client.get("get_model", model="never")


def test_a_model_of_the_twin_cannot_be_removed(client: Client) -> None:
    answer = client.send(Request("DELETE", "/v1/models/rfc-v5", None, headers={"If-Match": '"1"'}))
    assert answer.json()["reason"] == "INVALID_FIELD"
    assert client.send(Request("DELETE", "/v1/models/rfc-v5")).status_code == 428
