"""Bundled fabrics: published counts, and a file that rebuilds any fabric identically."""

from __future__ import annotations

from collections import Counter
from typing import Any

import pytest

from service.cxl import fixtures
from service.cxl.describe import describe
from service.experiments import fabric_bundled, fabric_file
from service.experiments.fabric_file import FabricFile, FabricStep
from service.fabric import engine
from service.fabric.cxl.commands.host import CreateRegion
from service.reasons import Refused
from tests.fabric.lab import Lab

NAMES = sorted(fabric_bundled.BUNDLED)
GIB = 1 << 30


def built(name: str) -> Any:
    return fabric_file.build(fabric_bundled.bundled(name))


@pytest.mark.parametrize("name", NAMES)
def test_a_bundled_fabric_is_built_and_its_file_rebuilds_it_identically(name: str) -> None:
    file = fabric_bundled.bundled(name)
    first = fabric_file.build(file)
    again = fabric_file.read("x.yaml", fabric_file.write(file))
    assert again.fabric == file.fabric
    second = fabric_file.build(again)
    assert engine.state_hash(second) == engine.state_hash(first)
    assert engine.encode(second) == engine.encode(first), "revisions too"


def test_cxl_test_has_the_published_counts() -> None:
    """Source: Linux 7.3 tools/testing/cxl/test/cxl.c; ndctl test/cxl-topology.sh."""
    entry = built("cxl_test").hosts["cxl-test"]
    listed = entry.inventory
    assert len(listed.buses) == 1
    assert len(listed.buses[0].dports) == 4
    ports = [each for each in listed.ports if each.port.startswith("port")]
    assert Counter(each.depth for each in ports) == {1: 3, 2: 5}, "host bridges, switches"
    assert [len(each.dports) for each in ports if each.depth == 1] == [2, 2, 1]
    assert {len(each.dports) for each in ports if each.depth == 2} == {2}
    assert len(listed.memdevs) == 11
    assert {(each.ram_size, each.pmem_size) for each in listed.memdevs} == {(GIB, GIB)}
    roots = [each for each in listed.decoders if each.port == "root0"]
    sizes = [each.size for each in roots]
    assert sizes == [GIB, 2 * GIB, GIB, 2 * GIB, GIB, GIB // 4]
    assert [each.interleave_ways for each in roots] == [1, 2, 1, 2, 1, 1]
    assert {each.qos_class for each in roots} == {42}
    held = Counter(each.port for each in listed.decoders if each.port != "root0")
    assert set(held.values()) == {8}
    assert [(each.size, each.interleave_ways) for each in listed.regions] == [(512 << 20, 2)]


def test_cxl_test_is_the_fixture_of_the_recorded_cases() -> None:
    listed = built("cxl_test").hosts["cxl-test"].inventory
    reference = describe(fixtures.cxl_test())
    for kind in ("memdevs", "regions"):
        assert len(getattr(listed, kind)) == len(getattr(reference, kind))
    for ours, theirs in zip(listed.decoders[:6], reference.decoders[:6], strict=True):
        assert ours.model_copy(update={"targets": ()}) == theirs.model_copy(update={"targets": ()})


def test_the_pool_has_two_logical_devices_bound_and_two_free() -> None:
    fabric = built("two-host-pool")
    for number in range(2):
        (memdev,) = fabric.hosts[f"host{number}"].inventory.memdevs
        assert memdev.ram_size == 16 * GIB
    assert len(fabric.plant.devices["pool0"].lds) == 4


def test_the_rack_interleaves_over_both_switches() -> None:
    fabric = built("rack")
    assert (len(fabric.hosts), len(fabric.plant.switches), len(fabric.plant.devices)) == (8, 2, 16)
    step = FabricStep("create_region", "host3", {"decoder": "decoder0.0", "ways": 2})
    file = fabric_bundled.bundled("rack")
    with_region = fabric_file.build(FabricFile(file.fabric, [*file.steps, step]))
    (region,) = with_region.hosts["host3"].inventory.regions
    assert (region.size, region.interleave_ways, region.decode_state) == (64 * GIB, 2, "commit")


def test_june_has_a_private_node_and_a_slow_ordinary_one() -> None:
    state = built("june").hosts["june"].state
    assert (state.n_memory, state.n_memory_private) == (0b1011, 0b0100)


@pytest.mark.parametrize(
    ("text", "line", "word"),
    [
        ("kind: Fabric\n", 1, "apiVersion"),
        ("apiVersion: cxltwin/v1\nkind: Host\nfabric: x\nsteps: []\n", 2, "Fabric"),
        (
            "apiVersion: cxltwin/v1\nkind: Fabric\nfabric: x\nsteps:\n- op: no_such\n",
            5,
            "no operation",
        ),
        (
            "apiVersion: cxltwin/v1\nkind: Fabric\nfabric: x\nsteps:\n- op: create_region\n",
            5,
            "for a host",
        ),
        (
            (
                "apiVersion: cxltwin/v1\nkind: Fabric\nfabric: x\nsteps:\n- op: create_switch\n"
                "  with:\n    switch: a\n    nr_ports: 1\n    vcss: []\n"
            ),
            8,
            "nr_ports",
        ),
    ],
)
def test_a_malformed_file_names_the_line(text: str, line: int, word: str) -> None:
    with pytest.raises(Refused) as caught:
        fabric_file.read("x.yaml", text)
    assert caught.value.facts["line"] == line
    assert word in str(caught.value)


@pytest.mark.parametrize("size", [2**53 - 2**28, 2**53, 2**63 - 2**28, 2**63, 2**64 - 2**28])
@pytest.mark.parametrize("form", [int, hex])
def test_serials_and_sizes_up_to_64_bits_survive_the_file(size: int, form: Any) -> None:
    device = {"device": "d", "serial": "0xffffffffffffffff", "ram_size": form(size)}
    steps = [FabricStep("create_fabric", None, {"fabric": "f"})]
    steps.append(FabricStep("create_device", None, device))
    file = fabric_file.read("x.yaml", fabric_file.write(FabricFile("f", steps)))
    fabric = fabric_file.build(file)
    again = engine.decode(engine.encode(fabric)).plant.devices["d"]
    for found in (fabric.plant.devices["d"], again):
        assert (found.serial, found.ram_size) == (2**64 - 1, size)


def test_dpa_of_a_device_ends_at_64_bits() -> None:
    """CXL 3.2 8.2.4.20: DPA base and size registers have 64 bits."""
    lab = Lab()
    device = {"device": "d", "serial": "0x1", "ram_size": 2**64 - 2**28, "pmem_size": 2**28}
    refused = lab.refused("create_device", **device)
    assert (refused.reason, refused.facts["field"]) == ("PLANT_MISFIT", "pmem_size")


def test_an_absent_size_stays_absent_in_a_dump() -> None:
    region = {"decoder": "decoder0.0"}
    assert CreateRegion.model_validate(region).model_dump(mode="json")["size"] is None
    wide = CreateRegion.model_validate({**region, "size": "0x8000000000000000"})
    assert wide.model_dump(mode="json")["size"] == "0x8000000000000000"
    assert wide.model_dump()["size"] == 1 << 63
