"""The sample drivers of patches 26 and 27 as processes: the walks of both, step by step."""

from __future__ import annotations

import signal
import subprocess
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import httpx
import pytest

from service.client import Client
from service.emulators.compressed_ram import HIGH_VECTOR, LOW_VECTOR, CompressedRam, Ratio
from tests.fabric.lab import GIB, WINDOW, topology
from tests.support.twin import Twin, cxltwin, environment

CXL: dict[str, Any] = {
    "windows": [{"base": hex(WINDOW), "size": 16 * GIB, "targets": [12], "nid": 1}],
    "host_bridges": [{"uid": 12, "nr_root_ports": 2}],
}
MIB = 1 << 20


@pytest.fixture(scope="module")
def twin(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Twin]:
    with Twin(tmp_path_factory.mktemp("twin")) as found, Client(found.url) as client:
        client.create_fabric("f")
        for number, host in enumerate(("m", "c")):
            client.create_host("f", host, "rfc-v4", topology=topology(dram_gib=1), cxl=CXL)
            device = {"device": f"dev{number}", "serial": hex(7 + number), "ram_size": GIB}
            cable = {"host": host, "host_bridge": 12, "root_port": 0, "device": f"dev{number}"}
            for path, body in (("/devices", device), (":connect", cable)):
                answer = httpx.post(f"{found.url}/v1/fabrics/f{path}", json=body, trust_env=False)
                assert answer.status_code < 300, answer.text
        yield found


def until(condition: Callable[[], bool], what: Callable[[], str]) -> None:
    deadline = time.monotonic() + 30
    while not condition():
        assert time.monotonic() < deadline, what()
        time.sleep(0.02)


class Emulator:
    """`cxltwin emulate` as a process."""

    def __init__(self, log: Path, twin: Twin, *args: str) -> None:
        self.log = log
        options = [f"--url={twin.url}", f"--grpc=127.0.0.1:{twin.grpc_port}"]
        with log.open("w") as out:
            self.process = subprocess.Popen(
                [cxltwin(), "emulate", *args, *options],
                stdout=out,
                stderr=subprocess.STDOUT,
                cwd=log.parent,
                env=environment(PYTHONUNBUFFERED="1"),
            )

    @property
    def text(self) -> str:
        return self.log.read_text(encoding="utf-8")

    def wait_for(self, text: str) -> None:
        until(lambda: text in self.text, lambda: f"no {text!r} in\n{self.text}")

    def steps(self) -> list[str]:
        """The commands it gave, in order."""
        return [line.split()[0] for line in self.text.splitlines() if "->" in line]

    def stop(self) -> int:
        self.process.send_signal(signal.SIGTERM)
        return self.process.wait(20)


@contextmanager
def emulating(folder: Path, twin: Twin, *args: str) -> Iterator[Emulator]:
    emulator = Emulator(folder / "emulator.log", twin, *args)
    try:
        yield emulator
    finally:
        emulator.process.kill()
        emulator.process.wait(10)


def pages(client: Client, host: str) -> dict[int, int]:
    """Resident pages of task 100 by node."""
    found: dict[int, int] = {}
    for item in client.items("numa_maps", host=host, pid=100):
        for nid, count in item["nodes"]:
            found[nid] = found.get(nid, 0) + count
    return found


def pdev_of(client: Client, host: str) -> str:
    (item,) = client.items("list_pci_devices", host=host)
    return str(item["pdev"])


def ok(client: Client, host: str, op: str, **fields: Any) -> Any:
    reply = client.call(host, op, **fields)
    assert reply.errno is None, (op, reply.raw)
    return reply


def test_cxl_mempolicy_as_a_process_from_probe_to_remove(twin: Twin, tmp_path: Path) -> None:
    """Walk 8.1: bind, region, sysram, set_ops, mbind and touch, migrate_to asked, unbind."""
    with Client(twin.url) as client:
        pdev = pdev_of(client, "m")
        with emulating(tmp_path, twin, "cxl_mempolicy", "m", pdev) as driver:
            driver.wait_for("attached at revision")
            assert driver.steps() == [
                "pci_bind",
                "cxl_get_committed_regions",
                "cxl_dev_state",
                "cxl_get_hpa_freespace",
                "cxl_request_dpa",
                "cxl_create_region",
                "device_release_driver",
                "devm_cxl_add_sysram",
                "node_private_set_ops",
            ]
            node = client.get("get_node", host="m", nid=1)
            assert "N_MEMORY_PRIVATE" in node["states"]
            assert node["node_private"]["flags"] == ["NP_OPS_MIGRATION", "NP_OPS_MEMPOLICY"]
            assert node["kswapd"] is False
            ok(client, "m", "create_task", pid=100)
            ok(client, "m", "mmap", pid=100, area="a", nr_pages=64)
            ok(client, "m", "mbind", pid=100, area="a", mode="MPOL_BIND", nodemask=[1])
            ok(client, "m", "touch", pid=100, area="a", access="write")
            assert pages(client, "m") == {1: 64}
            for node_, expected in ((0, {0: 8, 1: 56}), (1, {1: 64})):
                where = [{"area": "a", "first": 0, "count": 8}]
                ok(client, "m", "move_pages", pid=100, pages=where, nodes=[node_], flags=[MOVE])
                assert pages(client, "m") == expected
            driver.wait_for("migrate_to 8 folios -> 0")
            driver.wait_for("settled COMMITTED")
            assert driver.stop() == 0
            removed = driver.steps()[driver.steps().index("cxl_sysram_offline_and_remove") :]
            assert removed == [
                "cxl_sysram_offline_and_remove",
                "cxl_destroy_region",
                "cxl_dpa_free",
                "pci_unbind",
            ]
        assert pages(client, "m") == {0: 64}
        assert "N_MEMORY_PRIVATE" not in client.get("get_node", host="m", nid=1)["states"]


MOVE = "MPOL_MF_MOVE"


def test_cxl_compression_as_a_process_from_demotion_to_teardown(twin: Twin, tmp_path: Path) -> None:
    """Walk 8.2: support test, convert, cram, demote, write, flush, watermarks, teardown."""
    options = (
        "--capacity=1000000",
        "--low-free=200000",
        "--high-free=700000",
        "--latency-ms=1",
        "--flush-interval-ms=20",
        "--seed=7",
    )
    with Client(twin.url) as client:
        pdev = pdev_of(client, "c")
        with emulating(tmp_path, twin, "cxl_compression", "c", pdev, *options) as driver:
            driver.wait_for("is bound to")
            steps = driver.steps()
            assert steps[:2] == ["pci_bind", "media_operation"]
            assert [each for each in steps if each in WALK] == list(WALK)
            node = client.get("get_node", host="c", nid=1)
            assert (node["kswapd"], node["cram"]["pressure"]) == (True, 0)
            ok(client, "c", "kernfs_write", path=DEMOTION, value="true\n")
            ok(client, "c", "create_task", pid=100)
            ok(client, "c", "mmap", pid=100, area="a", nr_pages=600)
            ok(client, "c", "touch", pid=100, area="a", access="write")
            cram_demote(client)
            driver.wait_for(f"irq pdev={pdev} vector={LOW_VECTOR}")
            until(lambda: pressure(client) == 1000, lambda: driver.text)
            text = httpx.get(f"{twin.url}/metrics", trust_env=False).text
            assert 'cxltwin_cram_pressure{host="c",nid="1"} 1000.0' in text
            stored = pages(client, "c")[1]
            ok(client, "c", "touch", pid=100, area="a", count=500, access="write")
            assert pages(client, "c")[1] < stored, "writes brought pages home"
            driver.wait_for("cram_flush_put")
            driver.wait_for(f"irq pdev={pdev} vector={HIGH_VECTOR}")
            until(lambda: pressure(client) == 0, lambda: driver.text)
            head = client.get("get_fabric", fabric="f")["revision"]
            seen = twin.run("watch", "f", "--limit", head).stdout
            raised = [line for line in seen.splitlines() if " irq(" in line]
            assert raised[0].endswith("; node 1 pressure 1000 of 1000, nothing may enter")
            assert raised[-1].endswith("; node 1 pressure 0 of 1000, demotion may enter")
            assert driver.stop() == 0
            assert "cram_unregister_private_node" in driver.steps()
            assert driver.steps()[-3:] == ["cxl_destroy_region", "cxl_dpa_free", "pci_unbind"]
        assert pages(client, "c") == {0: 600}
        assert "N_MEMORY_PRIVATE" not in client.get("get_node", host="c", nid=1)["states"]


WALK = (
    "devm_cxl_add_sysram",
    "kthread_run",
    "cram_register_private_node",
    "request_irq",
    "request_irq",
)
DEMOTION = "/sys/kernel/mm/numa/demotion_enabled"


def pressure(client: Client) -> int:
    return int(client.get("get_node", host="c", nid=1)["cram"]["pressure"])


def cram_demote(client: Client) -> None:
    """Pushes all pages of the task to the next tier, as proactive reclaim of its cgroup does."""
    ok(client, "c", "kernfs_write", path="/cg/memory.reclaim", value=str(600 << 12))


def test_a_device_fills_by_its_seed_and_interrupts_once_per_crossing() -> None:
    ram = CompressedRam(40_000, low_free=10_000, high_free=20_000, seed=3)
    same = CompressedRam(40_000, low_free=10_000, high_free=20_000, seed=3)
    assert [ram.used(n) for n in range(50)] == [same.used(n) for n in range(50)]
    assert ram.used(20) - ram.used(19) in {4096 * each // 1000 for each in (500, 250, 1000)}
    assert [ram.vector(n) for n in (0, 5, 30, 31, 16, 3, 2)] == [
        None,
        None,
        LOW_VECTOR,
        None,
        None,
        HIGH_VECTOR,
        None,
    ]


def test_ratios_are_what_the_device_is_given() -> None:
    ram = CompressedRam(10, 1, 2, ratios=(Ratio(250, 1),))
    assert ram.used(8) == 8 * 1024
