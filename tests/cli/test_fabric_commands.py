"""`cxltwin fabric`: bundled fabrics over REST, the fabric manager, export and rebuild."""

from __future__ import annotations

import json
from pathlib import Path

from service.cli.fabrics import export
from service.client import Client
from service.experiments import fabric_file
from service.experiments.fabric_events import EVENTS
from service.fabric import engine
from tests.cli.conftest import Cli


def test_a_shared_pool_is_built_by_one_command_and_handled_by_the_fabric_manager(on: Cli) -> None:
    built = on("fabric", "build", "two-host-pool", "--fabric", "pool")
    assert (built.exit_code, built.stdout) == (0, "fabric pool: 10 commands\n"), built.output
    listed = json.loads(on("list", "-M", "--host", "host0").stdout)
    assert [(each["memdev"], each["ram_size"], each["serial"]) for each in listed] == [
        ("mem0", 16 << 30, 0x1001)
    ]
    place = ("switch=sw0", "vcs_id=0", "vppb_id=1", "port_id=2")
    bound = on("fabric", "call", "pool", "bind_vppb", *place, "ld_id=2")
    assert bound.exit_code == 0, bound.output
    assert "memdev mem1 found: LD 2 of device pool0" in bound.stdout
    refused = on("fabric", "call", "pool", "bind_vppb", *place, "ld_id=2")
    assert refused.exit_code == 1
    assert "VPPB_NOT_UNBOUND" in refused.stderr


def test_an_exported_fabric_is_rebuilt_identically(on: Cli, url: str, tmp_path: Path) -> None:
    assert on("fabric", "build", "june", "--fabric", "mail").exit_code == 1, "the host june exists"
    on("fabric", "build", "cxl_test", "--fabric", "mock")
    on("call", "cxl-test", "create_region", "decoder=decoder0.1", "ways=2")
    on("call", "cxl-test", "create_region", "decoder=decoder0.9")
    with Client(url) as client:
        text = export(client, "mock")
        revision = client.get("get_fabric", fabric="mock")["revision"]
    assert on("fabric", "export", "mock").stdout == text
    file = fabric_file.read("mock.yaml", text)
    once, twice = fabric_file.build(file), fabric_file.build(file, "copy")
    assert str(once.revision) == revision
    assert once.hosts["cxl-test"].inventory == twice.hosts["cxl-test"].inventory
    assert engine.state_hash(once) == engine.state_hash(fabric_file.build(file))
    path = tmp_path / "mock.yaml"
    path.write_text(text.replace("cxl-test", "other"), encoding="utf-8")
    rebuilt = on("fabric", "build", str(path), "--fabric", "again")
    assert "1 of them refused by a kernel as before" in rebuilt.stdout, rebuilt.output
    assert (
        on("list", "-vvv", "--host", "other").stdout
        == on("list", "-vvv", "--host", "cxl-test").stdout
    )


def test_bundled_fabrics_are_listed(cli: Cli) -> None:
    lines = cli("fabric", "bundled").stdout.splitlines()
    names = [line.split()[0] for line in lines]
    assert names[:4] == ["cxl_test", "two-host-pool", "rack", "june"]
    assert names[4:] == list(EVENTS)


def test_a_real_listing_comes_back_byte_for_byte_and_its_fabric_is_rebuilt(
    on: Cli, url: str, tmp_path: Path
) -> None:
    """What `cxl list -vvv` printed is imported, printed, exported as YAML and built again."""
    real = Path(__file__).parent.parent / "data" / "real" / "cxlsw" / "cxl_list_vvv.json"
    imported = on("import", str(real), "--host", "real", "--fabric", "machines")
    assert "cxl: rebuilt" in imported.stdout, imported.output
    assert on("list", "-vvv", "--host", "real").stdout == real.read_text(encoding="utf-8")
    destroyed = on("call", "real", "destroy_region", "region=region0", "force=true")
    assert destroyed.exit_code == 0, destroyed.output
    with Client(url) as client:
        text = export(client, "machines")
    file = fabric_file.read("machines.yaml", text)
    once = fabric_file.build(file)
    assert engine.state_hash(once) == engine.state_hash(fabric_file.build(file))
    assert sorted(once.plant.devices) == ["real.mem0", "real.mem1", "real.mem2", "real.mem3"]
    assert once.hosts["real"].inventory.regions == ()
