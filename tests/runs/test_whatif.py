"""Forks, old revisions and replays over REST, gRPC and the command line."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest
from typer.testing import CliRunner

from service.api.routes import ROUTES
from service.app import Addresses
from service.cli.main import app
from service.client import Client, Problem
from service.edge.paging import AT
from service.edge.views import VIEWS
from service.experiments.scenario_bundled import FOUR_LISTS, bundled
from tests.runs.conftest import Json, Rpc, post, story

#: views of a host that have a past
PAST = sorted(name for name, view in VIEWS.items() if view.has_past)
HISTORY = 11


def cli(*args: str) -> Any:
    done = CliRunner().invoke(app, [*args])
    assert done.exit_code == 0, done.output
    return done


def read(client: Client, name: str, host: str, **at: Any) -> Any:
    fixed = {"pid": 100, "nid": 2, "hpa": "0x0", "memdev": "mem0", "dpa": "0x0"}
    row = next(row for row in ROUTES if row.operation_id == name)
    params = {each: fixed[each] for each in row.path_params if each != "host"}
    if VIEWS[name].items is not None:
        return list(client.items(name, host=host, **params, **at))
    return client.get(name, host=host, **params, **at)


@pytest.mark.parametrize("name", PAST)
def test_every_read_of_a_host_has_a_past(
    name: str, client: Client, rpc: Rpc, tmp_path: Path
) -> None:
    """At each revision a read shows what a host with so much of the history shows now."""
    del tmp_path
    if name in {"get_hpa", "get_dpa", "list_media_errors"}:  # june has no CXL side
        with pytest.raises(Problem, match="UNKNOWN_OBJECT"):
            read(client, name, "june", revision=5)
        return
    fields = {"pid": 100} if name in {"get_task", "numa_maps"} else {}
    fields |= {"nid": 2} if name == "get_node" else {}
    seen = []
    if name in {"get_task", "numa_maps"}:  # the task was not there yet
        with pytest.raises(Problem, match="UNKNOWN_TASK"):
            read(client, name, "june", revision=6)
    for revision in (7, 8, HISTORY) if name in {"get_task", "numa_maps"} else (2, 6, 7, HISTORY):
        then = read(client, name, "june", revision=revision)
        seen.append(json.dumps(then))
        answer = rpc(name, host="june", revision=revision, **fields)
        if isinstance(then, list):
            assert len(answer["items"]) == len(then)
    assert seen[-1] == json.dumps(read(client, name, "june"))
    if name in {"list_tasks", "list_nodes", "numastat", "numa_maps", "list_memory_blocks"}:
        assert len(set(seen)) > 1, "the history changes it"


def test_the_state_at_a_revision_is_that_of_a_host_that_stopped_there(client: Client) -> None:
    """Another fabric with the same commands, each read when it is the newest."""
    nodes = []

    class Counting(Client):
        def call(self, host: str, op: str, /, **fields: Any) -> Any:  # type: ignore[override]
            done = super().call(host, op, **fields)
            nodes.append(list(self.items("list_nodes", host=host)))
            return done

    with Counting(client.url) as other:
        story(other, "twice", "july")
    assert len(nodes) == HISTORY - 2
    for revision, then in enumerate(nodes, 3):
        assert list(client.items("list_nodes", host="june", revision=revision)) == then


@pytest.mark.parametrize(
    ("revision", "reason"),
    [("1", "UNKNOWN_HOST"), ("0", "UNKNOWN_REVISION"), ("999", "UNKNOWN_REVISION")],
)
def test_a_revision_without_the_host_is_refused(client: Client, revision: str, reason: str) -> None:
    with pytest.raises(Problem) as refused:
        client.get("get_sysfs", host="june", revision=revision)
    assert refused.value.reason == reason


def test_a_page_token_is_bound_to_its_revision(client: Client) -> None:
    page = client.get("list_nodes", host="june", revision=9, page_size=1)
    with pytest.raises(Problem) as refused:
        client.get("list_nodes", host="june", page_size=1, page_token=page["next_page_token"])
    assert refused.value.reason == "PAGE_TOKEN_INVALID"


def test_the_command_line_reads_the_past(addresses: Addresses, client: Client) -> None:
    del client
    at = ("--url", addresses.http, "--revision")
    assert json.loads(cli("show", "june", "tasks", *at, "6").stdout) == []
    assert json.loads(cli("show", "june", "tasks", *at, "7").stdout)[0]["pid"] == 100
    maps = cli("show", "june", "numa_maps", "--pid", "100", *at, "8").stdout
    assert json.loads(maps)[0]["area"] == "buf"
    assert "node 2 size" in cli("numactl", "--hardware", "june", *at, "6").stdout
    before, after = (cli("numastat", "june", *at, each).stdout for each in ("10", "11"))
    assert before != after
    assert "decided" in cli("explain", "june", "9", "--json", *at[:2]).stdout


@pytest.mark.parametrize("revision", [None, 2, 6, 10, HISTORY])
def test_a_fork_stands_where_its_source_stood(client: Client, revision: int | None) -> None:
    """Every view of the fork is the source's at that revision; then they part."""
    name = f"fork-{revision}"
    at = {} if revision is None else {"revision": str(revision)}
    answer = post(client, "/v1/hosts/june:fork", {"name": name, **at})
    assert answer["source"] == "june"
    source = client.get("get_host", host=name)["forked_from"]
    assert source["host"] == "june"
    if revision is not None:
        assert source["revision"] == str(revision) == answer["source_revision"]
    for view in ("list_nodes", "list_tasks", "numastat", "list_zonelists", "list_memory_blocks"):
        wanted = read(client, view, "june", **({} if revision is None else {AT: revision}))
        assert read(client, view, name) == wanted, view
    client.call(name, "create_task", pid=7, cpu=0)
    pids = [each["pid"] for each in client.items("list_tasks", host="june")]
    assert 7 not in pids


def test_a_fork_under_another_model_reports_the_answers_that_differ(
    client: Client, rpc: Rpc, addresses: Addresses
) -> None:
    """Revision 9: option 1 refuses the task policy, the posted patches take it."""
    body = {"name": "coded", "kernel_model": "rfc-v4/as-coded"}
    report = post(client, "/v1/hosts/june:fork", body)["report"]
    assert [each["model"] for each in report["models"]] == ["recorded", "rfc-v4/as-coded"]
    assert [(each["revision"], each["op"]) for each in report["differences"]] == [
        ("9", "set_mempolicy")
    ]
    assert client.get("get_host", host="coded")["kernel_model"] == "rfc-v4/as-coded"
    task = client.get("get_task", host="coded", pid=100)
    assert task["policy"] == "bind:2"
    end = {each["nid"]: each["free_pages"] for each in report["models"][1]["nodes"]}
    nodes = client.items("list_nodes", host="coded")
    assert end == {node["nid"]: node["free_pages"] for node in nodes}
    again = rpc("fork_host", host="june", name="coded-2", kernel_model="rfc-v4/as-coded")
    assert again["report"]["nr_differing"] == report["nr_differing"]
    text = cli(
        "fork", "june", "coded-3", "--model", "rfc-v4/as-coded", "--url", addresses.http
    ).stdout
    assert f"{report['nr_differing']} are answered differently" in text


def test_knobs_alone_are_another_model(client: Client) -> None:
    body = {"name": "knobbed", "knobs": {"own_fallback": "empty"}}
    report = post(client, "/v1/hosts/june:fork", body)["report"]
    assert report["models"][1]["model"] == "thread-2026-06"
    assert client.get("get_host", host="knobbed")["knobs"] == {"own_fallback": "empty"}


def test_a_replay_under_its_own_model_finds_nothing(client: Client) -> None:
    body = {"models": ["thread-2026-06"]}
    report = post(client, "/v1/hosts/june:replay", body)
    assert report["nr_differing"] == 0
    recorded, again = report["models"]
    assert recorded["nodes"] == again["nodes"]


def test_a_replay_is_the_same_over_every_door(
    client: Client, rpc: Rpc, addresses: Addresses
) -> None:
    """Placements, errnos, counters and OOM kills of N models against what was recorded."""
    models = ["rfc-v4/as-coded", "list-isolation", "rfc-v5", "mainline"]
    report = post(client, "/v1/hosts/june:replay", {"models": models, "revision": "11"})
    assert [each["model"] for each in report["models"]] == ["recorded", *models]
    rows = {each["op"]: each for each in report["differences"]}
    answers = {each["model"]: each for each in rows["set_mempolicy"]["answers"]}
    assert answers["recorded"]["errno"] == "EINVAL"
    assert answers["recorded"]["reason"] == "TASK_POLICY_ON_PRIVATE_NODE"
    assert "errno" not in answers["rfc-v4/as-coded"]
    assert rows["set_mempolicy"]["uapi"]
    touched = {each["model"]: each for each in rows["touch"]["answers"]}
    assert touched["recorded"]["placed"] == [[2, 16]]
    assert touched["mainline"]["placed"] != [[2, 16]]
    for each in report["models"]:
        assert {"oom_kills", "nodes", "nr_errno", "nr_refused"} <= each.keys()
    over_grpc = rpc("replay_host", host="june", models=models, revision="11")
    assert [each["op"] for each in over_grpc["differences"]] == [
        each["op"] for each in report["differences"]
    ]
    words = ("replay", "june", "--models", ",".join(models), "--revision", "11")
    printed = json.loads(cli(*words, "--json", "--url", addresses.http).stdout)
    assert printed == report
    assert "OOM kills" in cli(*words, "--url", addresses.http).stdout


def test_a_fork_has_the_history_of_its_source(client: Client) -> None:
    post(client, "/v1/hosts/june:fork", {"name": "branch", "revision": "8"})
    client.call("branch", "touch", pid=100, area="buf", count=4)
    post(client, "/v1/hosts/branch:fork", {"name": "twig"})
    client.call("twig", "touch", pid=100, area="buf", first=4, count=4)
    report = post(client, "/v1/hosts/twig:replay", {"models": ["thread-2026-06", "rfc-v5"]})
    assert report["nr_commands"] == 11
    assert report["models"][1]["nr_differing"] == 0


def test_an_oom_kill_under_one_model_only_is_counted(client: Client) -> None:
    """More than the private node has: option 1 kills, ordinary memory takes it elsewhere."""
    story(client, "full", "full")
    client.call("full", "mmap", pid=100, area="big", nr_pages=40000)
    client.call("full", "mbind", pid=100, area="big", mode="MPOL_BIND", nodemask=[2])
    client.call("full", "touch", pid=100, area="big")
    models = ["thread-2026-06", "mainline"]
    report = post(client, "/v1/hosts/full:replay", {"models": models})
    kills = [each["oom_kills"] for each in report["models"]]
    assert kills == [1, 1, 0]


@pytest.mark.parametrize(
    ("path", "body", "reason"),
    [
        ("june:fork", {"name": "june"}, "ALREADY_EXISTS"),
        ("june:fork", {"name": "x", "revision": "999"}, "UNKNOWN_REVISION"),
        ("june:fork", {"name": "x", "kernel_model": "rfc-v9"}, "UNKNOWN_KERNEL_MODEL"),
        ("june:fork", {"name": "x", "knobs": {"gate": "flag", "nix": "a"}}, "INVALID_FIELD"),
        ("nobody:fork", {"name": "x"}, "UNKNOWN_HOST"),
        ("june:fork", {}, "INVALID_FIELD"),
        ("june:replay", {"models": []}, "INVALID_FIELD"),
        ("june:replay", {"models": ["rfc-v9"]}, "UNKNOWN_KERNEL_MODEL"),
        ("nobody:replay", {"models": ["rfc-v5"]}, "UNKNOWN_HOST"),
    ],
)
def test_a_bad_what_if_is_refused(client: Client, path: str, body: Json, reason: str) -> None:
    with pytest.raises(Problem) as refused:
        post(client, f"/v1/hosts/{path}", body)
    assert refused.value.reason == reason


def test_a_fork_is_made_once_and_can_be_only_validated(client: Client) -> None:
    body = {"name": "once", "revision": "5"}
    first = post(client, "/v1/hosts/june:fork", body, key="fork-once")
    assert post(client, "/v1/hosts/june:fork", body, key="fork-once") == first
    post(client, "/v1/hosts/june:fork", {"name": "never", "validate_only": True})
    with pytest.raises(Problem):
        client.get("get_host", host="never")


def test_a_scenario_is_compared_by_counters_too(tmp_path: Path) -> None:
    file = tmp_path / "four.yaml"
    file.write_text(bundled(FOUR_LISTS))
    words = ("scenario", "run", str(file), "--models", "thread-2026-06,list-isolation")
    text = cli(*words, "--counters").stdout
    assert "OOM kills" in text
    assert "answered differently" in text
    (report,) = json.loads(cli(*words, "--counters", "--format", "json").stdout)
    assert [each["model"] for each in report["models"]] == ["thread-2026-06", "list-isolation"]
    assert report["nr_differing"] > 3


def test_a_fabric_with_forks_is_rebuilt_from_its_file(
    addresses: Addresses, client: Client, tmp_path: Path
) -> None:
    """The state that a fork carries is left out: the file has the history that makes it again."""
    story(client, "forked", "trunk")
    post(client, "/v1/hosts/trunk:fork", {"name": "leaf", "revision": "8"})
    post(client, "/v1/hosts/trunk:fork", {"name": "bud"})
    wanted = {host: read(client, "list_nodes", host) for host in ("trunk", "leaf", "bud")}
    text = cli("fabric", "export", "forked", "--url", addresses.http).stdout
    assert "past" not in text
    file = tmp_path / "forked.yaml"
    file.write_text(text)
    for host in ("leaf", "bud", "trunk"):
        client.delete_host(host)
    client.delete_fabric("forked")
    cli("fabric", "build", str(file), "--fabric", "again", "--url", addresses.http)
    assert {host: read(client, "list_nodes", host) for host in wanted} == wanted
