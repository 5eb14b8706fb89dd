"""`cxl list` printed again: what was imported comes out byte for byte."""

from __future__ import annotations

import json
from typing import Any

import pytest

from service.cxl.commands import CxlInventory
from service.cxl.listing import ListOptions, listing, render
from service.cxl.listing_objects import Details, human_size
from service.fabric.imports import cxl_list

B_D_P_E_M_T = ListOptions(
    buses=True,
    decoders=True,
    ports=True,
    endpoints=True,
    memdevs=True,
    details=Details(targets=True),
)
FORMS = {
    "vvv": (ListOptions(), 3),
    "R_v": (ListOptions(regions=True), 1),
    "B_D_P_E_M_T": (B_D_P_E_M_T, 0),
}


def imported(real: Any, name: str) -> CxlInventory:
    return cxl_list.parse(real(name).text, name).inventory


@pytest.mark.parametrize("name", ["cxl1", "cxl1hv", "cxlsw"])
@pytest.mark.parametrize("form", FORMS)
def test_recorded_lists_come_out_byte_for_byte(real: Any, name: str, form: str) -> None:
    file = real(f"{name}/cxl_list_{form}.json")
    options, verbose = FORMS[form]
    assert render(listing(imported(real, file.name), options, verbose=verbose)) == file.text


@pytest.mark.parametrize("form", ["R_v", "B_D_P_E_M_T"])
def test_one_import_prints_as_every_recorded_form(real: Any, form: str) -> None:
    """cxl1hv was recorded in one state: its -vvv list holds what the shorter lists show."""
    options, verbose = FORMS[form]
    found = listing(imported(real, "cxl1hv/cxl_list_vvv.json"), options, verbose=verbose)
    assert render(found) == real(f"cxl1hv/cxl_list_{form}.json").text


def test_default_lists_memdevs_and_regions(real: Any) -> None:
    found: Any = listing(imported(real, "cxlsw/cxl_list_vvv.json"), ListOptions())
    assert [list(group) for group in found] == [["memdevs"], ["regions"]]
    assert [m["memdev"] for m in found[0]["memdevs"]] == ["mem2", "mem1", "mem3", "mem0"]
    assert "mappings" not in found[1]["regions"][0], "mappings need -T"


@pytest.mark.parametrize("name", ["mem1", "1", "0000:11:00.0"])
def test_filter_m_alone_lists_that_memdev(real: Any, name: str) -> None:
    options = ListOptions(memdev_filter=(name,))
    found: Any = listing(imported(real, "cxlsw/cxl_list_vvv.json"), options)
    assert [memdev["memdev"] for memdev in found] == ["mem1"]


def test_filter_m_prunes_what_does_not_lead_to_the_memdev(real: Any) -> None:
    options = ListOptions(
        buses=True,
        ports=True,
        endpoints=True,
        memdevs=True,
        decoders=True,
        details=Details(targets=True),
        memdev_filter=("mem0",),
    )
    found: Any = listing(imported(real, "cxlsw/cxl_list_vvv.json"), options)
    port2 = found[0]["ports:root0"][0]["ports:port1"][0]
    assert (port2["nr_dports"], [d["dport"] for d in port2["dports"]]) == (4, ["0000:0e:00.0"])
    assert [e["endpoint"] for e in port2["endpoints:port2"]] == ["endpoint3"]
    assert port2["endpoints:port2"][0]["memdev"]["memdev"] == "mem0"
    assert [t["target"] for t in port2["decoders:port2"][0]["targets"]] == ["0000:0e:00.0"]
    assert found[0]["decoders:root0"][0]["targets"][0]["target"] == "pci0000:0c"
    again = cxl_list.parse(render(found), "filtered").inventory
    assert render(listing(again, options)) == render(found)


def test_filter_m_of_an_unknown_memdev_is_an_empty_list(real: Any) -> None:
    options = ListOptions(buses=True, memdevs=True, memdev_filter=("mem9",))
    assert listing(imported(real, "cxlsw/cxl_list_vvv.json"), options) == []
    assert render([]) == "[]\n"


def test_memdevs_hang_on_the_deepest_listed_object(real: Any) -> None:
    inventory = imported(real, "cxlsw/cxl_list_vvv.json")
    ports: Any = listing(inventory, ListOptions(buses=True, ports=True, memdevs=True))
    assert len(ports[0]["ports:root0"][0]["ports:port1"][0]["memdevs:port2"]) == 4
    buses: Any = listing(inventory, ListOptions(buses=True, memdevs=True))
    assert len(buses[0]["memdevs:root0"]) == 4


def test_groups_without_buses_and_ports(real: Any) -> None:
    inventory = imported(real, "cxlsw/cxl_list_vvv.json")
    found: Any = listing(inventory, ListOptions(decoders=True, regions=True))
    assert [next(iter(group)) for group in found] == [
        "root decoders",
        "port decoders",
        "endpoint decoders",
    ]
    assert [d["decoder"] for d in found[2]["endpoint decoders"]] == ["decoder5.0", "decoder3.0"]
    assert [d["decoder"] for d in found[1]["port decoders"]] == ["decoder1.0", "decoder2.0"]
    assert found[0]["root decoders"][0]["regions:decoder0.0"][0]["region"] == "region0"


@pytest.mark.parametrize(
    "options",
    [
        ListOptions(memdevs=True),
        ListOptions(regions=True),
        ListOptions(decoders=True),
        ListOptions(decoders=True, idle=True, details=Details(targets=True)),
        ListOptions(ports=True, details=Details(targets=True)),
        ListOptions(endpoints=True, memdevs=True, decoders=True),
        ListOptions(buses=True, memdevs=True, regions=True),
        ListOptions(buses=True, decoders=True),
        ListOptions(buses=True, endpoints=True, decoders=True, regions=True),
    ],
)
def test_a_partial_list_imports_and_prints_again(real: Any, options: ListOptions) -> None:
    text = render(listing(imported(real, "cxlsw/cxl_list_vvv.json"), options))
    assert render(listing(cxl_list.parse(text, "partial").inventory, options)) == text


def test_disabled_memdevs_are_listed_with_i_only() -> None:
    text = json.dumps(
        [
            {"anon memdevs": [{"memdev": "mem3", "host": "x", "state": "disabled"}]},
            {"buses": [{"bus": "root0", "provider": "ACPI.CXL"}]},
        ]
    )
    inventory = cxl_list.parse(text, "x").inventory
    options = ListOptions(buses=True, memdevs=True)
    assert listing(inventory, options) == [{"bus": "root0", "provider": "ACPI.CXL"}]
    idle = ListOptions(buses=True, memdevs=True, idle=True)
    assert listing(inventory, idle) == json.loads(text)


def test_disabled_regions_and_idle_decoders_need_i() -> None:
    text = json.dumps(
        [
            {
                "decoder": "decoder0.0",
                "nr_targets": 0,
                "pmem_capable": True,
                "regions:decoder0.0": [
                    {
                        "region": "region0",
                        "size": 0,
                        "interleave_ways": 0,
                        "interleave_granularity": 0,
                        "state": "disabled",
                    }
                ],
            }
        ]
    )
    inventory = cxl_list.parse(text, "x").inventory
    assert listing(inventory, ListOptions(decoders=True, regions=True)) == []
    assert listing(inventory, ListOptions(decoders=True, regions=True, idle=True)) == json.loads(
        text
    )


def test_every_key_of_the_models_is_printed_again() -> None:
    """One object with every optional key comes back complete."""
    error = {"offset": 64, "length": 64, "source": "Injected", "flags": "Overflow", "overflow_t": 9}
    memdev = {
        "memdev": "mem0",
        "pmem_size": 1 << 30,
        "pmem_qos_class": 1,
        "ram_size": 1 << 30,
        "ram_qos_class": 2,
        "health": {
            "maintenance_needed": False,
            "ext_life_used": "normal",
            "temperature": -3,
            "dirty_shutdowns": 1,
        },
        "alert_config": {
            "life_used_prog_warn_threshold_valid": True,
            "life_used_crit_alert_threshold": 75,
        },
        "serial": 2**64 - 1,
        "numa_node": 0,
        "host": "0000:35:00.0",
        "firmware_version": "1.0",
        "poison_injectable": True,
        "partition_info": {"total_size": 2 << 30, "next_volatile_size": 0},
        "firmware": {"num_slots": 2, "staged_slot": 2, "remaining_size": 4},
        "media_errors": [error],
    }
    region = {
        "region": "region0",
        "resource": 1 << 40,
        "size": 1 << 30,
        "extended_linear_cache_size": 1 << 29,
        "type": "pmem",
        "interleave_ways": 1,
        "interleave_granularity": 256,
        "decode_state": "reset",
        "media_errors": [error],
        "mappings": [],
        "daxregion": {
            "path": "/p",
            "id": 0,
            "size": 1 << 30,
            "available_size": 0,
            "align": 2 << 20,
            "devices": [
                {
                    "chardev": "dax0.0",
                    "size": 1 << 30,
                    "target_node": 1,
                    "align": 2 << 20,
                    "mode": "devdax",
                    "state": "disabled",
                    "mappings": [
                        {"page_offset": 0, "start": 1 << 40, "end": (1 << 40) + 1, "size": 2}
                    ],
                }
            ],
        },
        "qos_class_mismatch": True,
    }
    bus = {
        "bus": "root0",
        "provider": "cxl_test",
        "injectable_protocol_errors": ["CXL.cache"],
        "nr_dports": 1,
        "dports": [{"dport": "pci0", "alias": "ACPI0016:00", "id": 1, "protocol_injectable": True}],
        "endpoints:root0": [
            {
                "endpoint": "endpoint1",
                "host": "mem0",
                "depth": 1,
                "decoders_committed": 0,
                "memdev": memdev,
            }
        ],
        "regions:root0": [region],
    }
    parsed = cxl_list.parse(json.dumps([bus]), "x")
    assert parsed.ignored == ()
    options = ListOptions(buses=True, endpoints=True, memdevs=True, regions=True)
    details = ListOptions().resolved(3).details
    again = ListOptions(
        buses=True, endpoints=True, memdevs=True, regions=True, idle=True, details=details
    )
    assert options.asked
    assert json.dumps(listing(parsed.inventory, again)) == json.dumps([bus])


@pytest.mark.parametrize(
    ("size", "text"),
    [
        (0, 0),
        (2 << 20, 2 << 20),
        (5000 * 1024 - 1, 5000 * 1024 - 1),
        (5000 * 1024, "4.88 MiB (5.12 MB)"),
        (256 << 20, "256.00 MiB (268.44 MB)"),
        (512 << 20, "512.00 MiB (536.87 MB)"),
        (2 << 30, "2.00 GiB (2.15 GB)"),
        (4 << 30, "4.00 GiB (4.29 GB)"),
        (2 << 40, "2.00 TiB (2.20 TB)"),
    ],
)
def test_human_sizes(size: int, text: str | int) -> None:
    assert human_size(size) == text


def test_option_u_prints_hex_and_one_object_alone(real: Any) -> None:
    options = ListOptions(buses=True, decoders=True, details=Details(targets=True, human=True))
    text = render(listing(imported(real, "cxl1hv/cxl_list_vvv.json"), options), human=True)
    found = json.loads(text)
    assert found["dports"][0]["id"] == "0xc"
    root, bridge = found["decoders:root0"]
    assert (root["resource"], root["size"]) == ("0x3d0000000", "4.00 GiB (4.29 GB)")
    assert bridge["targets"][0]["id"] == "0"
