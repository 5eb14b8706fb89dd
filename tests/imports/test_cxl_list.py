"""`cxl list` in all its forms, and lists that contradict themselves."""

from __future__ import annotations

import json
from typing import Any

import pytest

from service.fabric.imports import cxl_list, daxctl


def inventory(text: str) -> Any:
    """The inventory of a list."""
    return cxl_list.parse(text, "cxl.json").inventory


@pytest.fixture
def switch(real: Any) -> Any:
    """The recorded list of the machine with a switch, as data."""
    return json.loads(real("cxlsw/cxl_list_vvv.json").text)


def test_recorded_switch(real: Any) -> None:
    found = inventory(real("cxlsw/cxl_list_vvv.json").text)
    assert [bus.bus for bus in found.buses] == ["root0"]
    assert {port.port: (port.parent, port.memdev) for port in found.ports} == {
        "port1": ("root0", None),
        "port2": ("port1", None),
        "endpoint3": ("port2", "mem0"),
        "endpoint4": ("port2", "mem1"),
        "endpoint5": ("port2", "mem2"),
        "endpoint6": ("port2", "mem3"),
    }
    assert {m.memdev: (m.serial, m.ram_size) for m in found.memdevs} == {
        "mem0": ("0x100", 256 << 20),
        "mem1": ("0x102", 256 << 20),
        "mem2": ("0x101", 256 << 20),
        "mem3": ("0x103", 512 << 20),
    }
    root = next(one for one in found.decoders if one.decoder == "decoder0.0")
    assert (root.port, root.resource, root.size) == ("root0", "0x3d0000000", 4 << 30)
    region = found.regions[0]
    assert (region.decoder, region.resource, region.size) == (
        "decoder0.0",
        "0x3d0000000",
        512 << 20,
    )
    assert [(m.position, m.memdev, m.decoder) for m in region.mappings] == [
        (1, "mem2", "decoder5.0"),
        (0, "mem0", "decoder3.0"),
    ]
    assert region.daxregion.devices[0].target_node == 2
    assert found.memdevs[0].firmware.slot_1_version == "BWFW VERSION 0"


@pytest.mark.parametrize("name", ["cxl1", "cxl1hv", "cxlsw"])
@pytest.mark.parametrize("form", ["vvv", "R_v", "B_D_P_E_M_T"])
def test_recorded_lists_lose_no_key(real: Any, name: str, form: str) -> None:
    assert cxl_list.parse(real(f"{name}/cxl_list_{form}.json").text, "cxl.json").ignored == ()


@pytest.mark.parametrize("indent", [None, 1, 4])
@pytest.mark.parametrize("sort", [False, True])
def test_other_layouts_of_the_same_json(switch: Any, indent: int | None, sort: bool) -> None:
    text = json.dumps(switch, indent=indent, sort_keys=sort)
    found = inventory(text)
    plain = inventory(json.dumps(switch))
    for kind, key in (("ports", "port"), ("decoders", "decoder"), ("regions", "region")):
        by_name = {getattr(one, key): one for one in getattr(plain, kind)}
        assert {getattr(one, key): one for one in getattr(found, kind)} == by_name


def flat(switch: Any) -> dict[str, list[Any]]:
    """The objects of the list without their nesting."""
    groups: dict[str, list[Any]] = {}

    def walk(node: Any, group: str) -> None:
        own = {
            k: v
            for k, v in node.items()
            if ":" not in k and not (k == "memdev" and group == "endpoints")
        }
        groups.setdefault(group, []).append(own)
        for key, value in node.items():
            kind = key.split(":")[0]
            if kind == "decoders":
                kind = {"buses": "root", "ports": "port", "endpoints": "endpoint"}[
                    group
                ] + " decoders"
            if ":" in key:
                for child in value:
                    walk(child, kind)
            elif key == "memdev" and group == "endpoints":
                groups.setdefault("memdevs", []).append(value)

    for bus in switch:
        walk(bus, "buses")
    return groups


def test_groups_of_a_flat_list(switch: Any) -> None:
    groups = flat(switch)
    found = inventory(json.dumps([{name: objects} for name, objects in groups.items()]))
    nested = inventory(json.dumps(switch))
    assert {d.decoder: d.port for d in found.decoders} == {
        d.decoder: d.port for d in nested.decoders
    }
    assert {m.memdev for m in found.memdevs} == {"mem0", "mem1", "mem2", "mem3"}
    assert found.regions[0].decoder == "decoder0.0", "found by its address"


@pytest.mark.parametrize(
    ("group", "holder"),
    [("root decoders", "root0"), ("port decoders", "port2"), ("endpoint decoders", "endpoint3")],
)
def test_decoders_alone_tell_their_holder_by_number_and_keys(
    switch: Any, group: str, holder: str
) -> None:
    found = inventory(json.dumps(flat(switch)[group]))
    assert holder in {decoder.port for decoder in found.decoders}


def test_a_single_object_of_u_and_its_hex_numbers(refusal: Any) -> None:
    text = (
        '{"region":"region0","resource":"0x3d0000000","size":4096,"interleave_ways":1,'
        '"interleave_granularity":256}'
    )
    assert inventory(text).regions[0].resource == "0x3d0000000"
    human = text.replace("4096", '"512.00 MiB (536.87 MB)"')
    facts = refusal(lambda: inventory(human))
    assert facts["field"] == "region0 size"
    assert "--human" in facts["why"]


def test_unknown_keys_are_noted_and_dropped(switch: Any) -> None:
    switch[0]["colour"] = {"deep": [1, None, 2.5]}
    switch[0]["ports:root0"][0]["link_speed"] = "32 GT/s"
    listing = cxl_list.parse(json.dumps(switch), "cxl.json")
    assert listing.ignored == ("bus colour", "port link_speed")


def test_filtered_list_shows_fewer_dports(switch: Any) -> None:
    port = switch[0]["ports:root0"][0]["ports:port1"][0]
    port["dports"] = port["dports"][:3]
    listing = cxl_list.parse(json.dumps(switch), "cxl.json")
    assert listing.notes == ("port2 shows 3 of its 4 dports (a filtered list)",)


@pytest.mark.parametrize("edit", [{"resource": 0}, {"size": 1 << 30}])
def test_translated_addresses_and_memory_holes_are_real(switch: Any, edit: dict[str, int]) -> None:
    """Decoders below an address translation, or longer than a region cut by a hole."""
    switch[0]["ports:root0"][0]["decoders:port1"][0].update(edit)
    assert inventory(json.dumps(switch)).regions[0].region == "region0"


def test_objects_that_are_not_listed_may_be_named(switch: Any) -> None:
    root = switch[0]["decoders:root0"][0]
    del root["regions:decoder0.0"]
    assert inventory(json.dumps(switch)).regions == ()
    region_only = [
        {
            "region": "region0",
            "size": 0,
            "interleave_ways": 1,
            "interleave_granularity": 256,
            "mappings": [{"position": 0, "memdev": "mem5", "decoder": "decoder8.0"}],
        }
    ]
    assert inventory(json.dumps(region_only)).regions[0].mappings[0].memdev == "mem5"


@pytest.mark.parametrize(
    "text",
    [
        "[]",
        "[{}]",
        '[{"a":1}]',
        "[1]",
        '{"buses":1}',
        '[{"buses":[1]}]',
        '[{"buses":[{"port":"port1"}]}]',
        '"x"',
        "3",
    ],
)
def test_lists_without_objects(refusal: Any, text: str) -> None:
    assert refusal(lambda: inventory(text))["reason"] == "IMPORT_MALFORMED"


@pytest.mark.parametrize("name", ["cxl1", "cxlsw"])
def test_recorded_daxctl(real: Any, name: str) -> None:
    found = daxctl.parse(real(f"{name}/daxctl_list.json").text, "dax.json")
    assert [(d.chardev, d.target_node, d.mode, d.movable) for d in found.devices] == [
        ("dax0.0", 2, "system-ram", True)
    ]
    assert found.ignored == ()


def test_daxctl_regions_and_mappings() -> None:
    text = json.dumps(
        [
            {
                "path": "/platform/hmem.0/dax0",
                "id": 0,
                "size": 1 << 30,
                "available_size": 0,
                "align": 2 << 20,
                "devices": [
                    {
                        "chardev": "dax0.0",
                        "size": 1 << 30,
                        "mode": "devdax",
                        "mappings": [
                            {
                                "page_offset": 0,
                                "start": 1 << 32,
                                "end": (1 << 32) + (1 << 30) - 1,
                                "size": 1 << 30,
                            }
                        ],
                    }
                ],
            }
        ]
    )
    device = daxctl.parse(text, "dax.json").devices[0]
    assert device.mappings is not None
    assert device.mappings[0].start == "0x100000000"


@pytest.mark.parametrize(
    ("text", "field"),
    [
        ('[{"chardev":"dax0.0"}]', "dax0.0 size"),
        ('[{"chardev":"dax0.0","size":1},{"chardev":"dax0.0","size":1}]', "dax0.0"),
        ('[{"chardev":5,"size":1}]', "[0] chardev"),
        ('[{"path":"/x"}]', "[0]"),
        ('[{"size":1}]', "[0]"),
        ('[{"path":"/x","devices":5}]', "[0] devices"),
    ],
)
def test_daxctl_refusals(refusal: Any, text: str, field: str) -> None:
    assert refusal(lambda: daxctl.parse(text, "dax.json"))["field"] == field
