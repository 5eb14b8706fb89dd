"""Commands that speak to a running service."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from service.app import Addresses
from service.cli.demo import load_demo
from service.client import Client
from tests.cli.conftest import Cli
from tests.support.serving import running_service

ROOT = Path(__file__).parents[2]
FOUR_LISTS = str(ROOT / "scenarios" / "four-lists.yaml")
REAL = ROOT / "tests" / "data" / "real"


def test_the_scenario_gives_the_same_answers_locally_and_over_rest(on: Cli, cli: Cli) -> None:
    remote = on("scenario", "run", FOUR_LISTS, "--format", "json")
    local = cli("scenario", "run", FOUR_LISTS, "--local", "--format", "json")
    assert remote.exit_code == 0, remote.output
    assert json.loads(remote.stdout) == json.loads(local.stdout)


def test_the_scenario_gives_the_same_answers_over_grpc(cli: Cli, service: Addresses) -> None:
    remote = cli("scenario", "run", FOUR_LISTS, "--format", "json", "--grpc", service.grpc)
    local = cli("scenario", "run", FOUR_LISTS, "--local", "--format", "json")
    assert remote.exit_code == 0, remote.output
    assert json.loads(remote.stdout) == json.loads(local.stdout)


def test_a_run_over_grpc_is_kept_when_asked(cli: Cli, service: Addresses) -> None:
    cli("scenario", "run", FOUR_LISTS, "--models", "rfc-v4", "--grpc", service.grpc, "--keep")
    with Client(service.http) as client:
        kept = [each["fabric"] for each in client.items("list_fabrics")]
        kept.remove("demo")
        assert len(kept) == 1
        for host in [each["host"] for each in client.items("list_hosts", fabric=kept[0])]:
            client.delete_host(host)
        client.delete_fabric(kept[0])


def test_a_refused_import_leaves_no_fabric_and_no_host(
    on: Cli, service: Addresses, tmp_path: Path
) -> None:
    bad = tmp_path / "bad.yaml"
    bad.write_text("apiVersion: cxltwin/v2\n", encoding="utf-8")
    odd = tmp_path / "odd.txt"
    odd.write_bytes(b"one\ntwo \xff\n")
    assert on("import", str(bad), "--host", "x", "--fabric", "new").exit_code == 1
    done = on("import", FOUR_LISTS, FOUR_LISTS, "--host", "x" * 60, "--fabric", "new")
    assert done.exit_code == 1
    done = on("import", str(odd), "--host", "x", "--fabric", "new")
    assert (done.exit_code, done.stderr) == (
        2,
        "error: odd.txt line 2: not UTF-8 text (byte 8)\n",
    )
    with Client(service.http) as client:
        assert [each["fabric"] for each in client.items("list_fabrics")] == ["demo"]


def test_the_demo_goes_on_without_a_name_that_is_taken() -> None:
    said: list[str] = []
    with running_service() as addresses, Client(addresses.http) as client:
        client.create_fabric("mine")
        pages = dict.fromkeys(("spanned", "present", "managed"), 65536)
        zone = {"zone": "Normal", "start_pfn": "0x100000", **pages}
        topology = {"nodes": [{"nid": 0, "cpus": [0], "zones": [zone]}], "distances": [[10]]}
        client.create_host("mine", "june", "mainline", topology=topology)
        load_demo(client, reset=False, say=said.append)
        assert [each["host"] for each in client.items("list_hosts", fabric="demo")] == [
            "lists",
            "v4",
        ]
    assert said[0] == "host june is one of fabric mine: the demo goes on without it"


def test_a_scenario_run_leaves_nothing_behind(on: Cli, url: str) -> None:
    on("scenario", "run", FOUR_LISTS)
    with Client(url) as client:
        assert [each["fabric"] for each in client.items("list_fabrics")] == ["demo"]


def test_numactl_prints_the_text_of_the_tool(on: Cli) -> None:
    assert on("numactl", "--hardware", "june").stdout == (
        "available: 4 nodes (0-3)\n"
        "node 0 cpus: 0 1\n"
        "node 0 size: 512 MB\n"
        "node 0 free: 512 MB\n"
        "node 1 cpus: 2 3\n"
        "node 1 size: 256 MB\n"
        "node 1 free: 256 MB\n"
        "node 2 cpus:\n"
        "node 2 size: 128 MB\n"
        "node 2 free: 128 MB\n"
        "node 3 cpus:\n"
        "node 3 size: 128 MB\n"
        "node 3 free: 128 MB\n"
        "node distances:\n"
        "node   0   1   2   3 \n"
        "  0:  10  21  17  28 \n"
        "  1:  21  10  28  17 \n"
        "  2:  17  28  10  28 \n"
        "  3:  28  17  28  10 \n"
    )


def test_numactl_without_hardware_is_a_usage_error(on: Cli) -> None:
    assert on("numactl", "june").exit_code == 2


def test_numastat_has_a_column_a_node_and_our_counter(on: Cli) -> None:
    lines = on("numastat", "june").stdout.splitlines()
    assert lines[0].split() == ["node0", "node1", "node2", "node3"]
    assert [line.split()[0] for line in lines[1:]] == [
        "numa_hit",
        "numa_miss",
        "numa_foreign",
        "interleave_hit",
        "local_node",
        "other_node",
        "private_refused",
    ]


def test_a_call_prints_its_answer(on: Cli) -> None:
    done = on("call", "june", "create_task", "pid=7", "cpu=0")
    assert done.exit_code == 0, done.output
    assert done.stdout.startswith("= 0\n")
    assert "decided by task.created: a new task starts with the default policy\n" in done.stdout
    done = on("call", "june", "sched_setaffinity", "pid=7", "cpu=2", "--json")
    assert json.loads(done.stdout)["ret"] == 0


def test_a_refused_call_ends_with_errno_and_reason(on: Cli) -> None:
    on("call", "june", "create_task", "pid=8")
    done = on("call", "june", "set_mempolicy", "pid=8", "mode=MPOL_BIND", "nodemask=[2]")
    assert done.exit_code == 1
    assert done.stderr == (
        "error: EINVAL (TASK_POLICY_ON_PRIVATE_NODE):"
        " set_mempolicy refuses private nodes; mbind is the way in\n"
    )


def test_a_call_can_be_only_validated_and_explained(on: Cli) -> None:
    done = on(
        *("call", "june", "alloc_pages", "label=x", "preferred_nid=2", 'gfp=["GFP_KERNEL"]'),
        "--validate-only",
        "--explain",
        "--json",
    )
    answer = json.loads(done.stdout)
    assert "revision" not in answer
    assert any(entry.get("verdict") == "GATED" for entry in answer["trace"])


@pytest.mark.parametrize(
    ("args", "why"),
    [
        (("mbindd", "pid=1"), "no operation mbindd"),
        (("mbind",), "mbind needs pid"),
        (("mbind", "pid"), "a field looks like name=value, not pid"),
    ],
)
def test_a_call_that_cannot_be_sent_is_a_usage_error(
    on: Cli, args: tuple[str, ...], why: str
) -> None:
    done = on("call", "june", *args)
    assert done.exit_code == 2
    assert why in done.stderr


def test_an_unknown_host_is_refused(on: Cli) -> None:
    done = on("numastat", "nobody")
    assert (done.exit_code, done.stderr) == (1, "error: 404 (UNKNOWN_HOST): no host nobody\n")


def test_explain_walks_a_past_step_again(on: Cli) -> None:
    on("call", "v4", "free_pages", "label=asked")
    done = on(*("call", "v4", "alloc_pages", "label=asked", "preferred_nid=2"), "--json")
    revision = json.loads(done.stdout)["revision"]
    text = on("explain", "v4", revision).stdout
    assert "decided by alloc.gated" in text
    assert "GATED      node 2 Normal" in text
    assert "another answer" not in text
    as_json = json.loads(on("explain", "v4", revision, "--json").stdout)
    assert as_json["same"] is True


def test_explain_says_when_the_revision_is_of_another_host(on: Cli) -> None:
    done = on("explain", "june", "1")
    assert done.exit_code == 1
    assert "revision 1 changed the fabric itself, not june" in done.stderr


def test_explain_says_when_there_is_no_such_revision(on: Cli) -> None:
    done = on("explain", "june", "100000")
    assert (done.exit_code, done.stderr) == (
        1,
        "error: 404 (UNKNOWN_REVISION): fabric demo has no revision 100000\n",
    )


def test_an_import_makes_a_host_and_reports(on: Cli, url: str) -> None:
    files = [str(REAL / "abcd" / name) for name in ("numactl-hardware.txt", "kernel-log.txt")]
    done = on("import", *files, "--host", "abcd", "--fabric", "imported")
    assert done.exit_code == 0, done.output
    assert "host abcd runs thread-2026-06" in done.stdout
    assert "fallback orders: equal to the recorded ones" in done.stdout
    text = on("numactl", "--hardware", "abcd").stdout
    assert text == (REAL / "abcd" / "numactl-hardware.txt").read_text(encoding="utf-8")


def test_a_refused_import_leaves_nothing_behind(on: Cli, url: str, tmp_path: Path) -> None:
    path = tmp_path / "numactl.txt"
    path.write_text("available: 2 nodes (0-1)\nnode 0 cpus: 0\n", encoding="utf-8")
    done = on("import", str(path), "--host", "half", "--fabric", "halved")
    assert done.exit_code == 1
    assert "numactl.txt line" in done.stderr
    with Client(url) as client:
        assert "halved" not in [each["fabric"] for each in client.items("list_fabrics")]


def test_a_scenario_file_can_be_imported(on: Cli) -> None:
    done = on("import", FOUR_LISTS, "--host", "booted", "--fabric", "imported", "--model", "rfc-v4")
    assert done.stdout == "host booted runs rfc-v4: machine of four-lists.yaml\n"


def test_list_prints_what_cxl_list_prints(on: Cli) -> None:
    recorded = REAL / "cxl1" / "cxl_list_vvv.json"
    numa = REAL / "abcd" / "numactl-hardware.txt"
    on("import", str(numa), str(recorded), "--host", "cxl", "--fabric", "imported")
    done = on("list", "-vvv", "--host", "cxl")
    assert json.loads(done.stdout) == json.loads(recorded.read_text(encoding="utf-8"))
    (memdev,) = json.loads(on("list", "-M", "-m", "mem0", "--host", "cxl").stdout)
    assert memdev["memdev"] == "mem0"
    assert json.loads(on("list", "-M", "-m", "mem0", "-u").stdout)["memdev"] == "mem0"


def test_demo_keeps_what_is_there_and_reset_makes_it_anew(on: Cli, url: str) -> None:
    from service.cli.demo import load_demo

    with Client(url) as client:
        client.call("lists", "create_task", pid=55)
        load_demo(client, reset=False, say=lambda _: None)
        assert [each["pid"] for each in client.items("list_tasks", host="lists")] == [55]
        said: list[str] = []
        load_demo(client, reset=True, say=said.append)
        assert len(said) == 3
        assert list(client.items("list_tasks", host="lists")) == []
