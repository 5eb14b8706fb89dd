"""An imported `cxl list` becomes a machine that can be worked with, and still prints as it was."""

from __future__ import annotations

import json
from typing import Any

import pytest

from service.cxl.commands import CxlInventory
from service.cxl.invariants import check
from service.cxl.listing import ListOptions, listing, render
from service.edge.imports import ImportHost, _read
from service.edge.inventory_views import Inventory
from service.edge.resources import RegionView
from service.fabric import engine
from tests.fabric.lab import Lab

REAL = ["cxl1", "cxl1hv", "cxlsw"]


def _import(*texts: tuple[str, str]) -> tuple[Lab, Any]:
    lab = Lab()
    request = ImportHost.model_validate(
        {
            "host": "m",
            "kernel_model": "mainline",
            "files": [{"name": name, "text": text} for name, text in texts],
        }
    )
    command, report = _read(request)
    lab.ok(command.op, **json.loads(command.model_dump_json(exclude_none=True)))
    return lab, report


def _printed(lab: Lab) -> str:
    entry = lab.fabric.hosts["m"]
    found = entry.inventory
    lister = Inventory("region", "regions", RegionView, lambda _entry, _each: {})
    regions: Any = lister.of_host(lab.fabric, entry)
    shown = CxlInventory.model_construct(
        **{**dict(found), "regions": tuple(each.region for each in regions)}
    )
    return render(listing(shown, ListOptions(), verbose=3))


@pytest.mark.parametrize("name", REAL)
def test_a_real_listing_is_rebuilt_and_prints_byte_for_byte(real: Any, name: str) -> None:
    text = real(f"{name}/cxl_list_vvv.json").text
    lab, report = _import(("list", text))
    assert (report.cxl, report.cxl_why) == ("rebuilt", None)
    assert _printed(lab) == text
    state = lab.fabric.hosts["m"].cxl
    assert state is not None
    check(state)
    again = engine.decode(engine.encode(lab.fabric))
    assert engine.state_hash(again) == engine.state_hash(lab.fabric)
    lab.fabric = again
    assert _printed(lab) == text, "a snapshot prints the same"


def test_its_devices_and_switches_are_in_the_plant(real: Any) -> None:
    lab, _ = _import(("list", real("cxlsw/cxl_list_vvv.json").text))
    plant = lab.fabric.plant
    assert sorted(plant.devices) == ["m.mem0", "m.mem1", "m.mem2", "m.mem3"]
    assert next(str(link.lower) for link in plant.links.values()) == "port 0 of switch m.port2"
    assert plant.hosts_of_device("m.mem2") == ("m",)
    lab.ok("unbind_vppb", switch="m.port2", vcs_id=0, vppb_id=3)
    shown = lab.fabric.hosts["m"].inventory
    assert [each.memdev for each in shown.memdevs] == ["mem2", "mem1", "mem0"]
    lab.ok("bind_vppb", switch="m.port2", vcs_id=0, vppb_id=3, port_id=4)
    assert len(lab.fabric.hosts["m"].inventory.memdevs) == 4


def test_regions_of_it_can_be_destroyed_and_made_and_only_they_change(real: Any) -> None:
    text = real("cxlsw/cxl_list_vvv.json").text
    lab, _ = _import(("list", text))
    before = lab.fabric.hosts["m"].inventory
    lab.ok("destroy_region", "m", region="region0", force=True)
    now = lab.fabric.hosts["m"].inventory
    assert now.regions == ()
    assert now.buses == before.buses
    assert [each.firmware for each in now.memdevs] == [each.firmware for each in before.memdevs]
    root = next(each for each in now.decoders if each.decoder == "decoder0.0")
    assert root.max_available_extent == root.size
    made = lab.ok("create_region", "m", decoder="decoder0.0", ways=2, size=512 << 20)
    assert made.region == "region0"
    switch = next(
        each for each in lab.fabric.hosts["m"].inventory.decoders if each.decoder == "decoder2.0"
    )
    names = {each.target for each in switch.targets}
    assert names <= {"0000:0e:00.0", "0000:0e:01.0", "0000:0e:02.0", "0000:0e:03.0"}, (
        "downstream ports keep the names that the machine gave them"
    )
    lab.ok("inject_poison", "m", memdev="mem0", dpa="0x1000")
    memdev = next(each for each in lab.fabric.hosts["m"].inventory.memdevs if each.memdev == "mem0")
    assert [each.offset for each in memdev.media_errors or ()] == ["0x1000"]
    lab.ok("power_off_host", "m")
    lab.ok("power_on_host", "m")


def test_a_listing_that_does_not_hold_enough_stays_a_listing_and_says_why(real: Any) -> None:
    text = real("cxlsw/cxl_list_B_D_P_E_M_T.json").text
    short = json.loads(text)
    _, whole = _import(("list", text))
    assert whole.cxl in {"rebuilt", "listing"}
    del short[0]["dports"]
    short[0].pop("decoders:root0", None)
    lab, report = _import(("list", json.dumps(short)))
    assert report.cxl == "listing"
    assert report.cxl_why is not None
    assert "root0" in report.cxl_why
    assert lab.fabric.hosts["m"].cxl is None
    assert lab.errno("create_region", "m", decoder="decoder0.0") == ("ENODEV", "CXL_NO_CXL")


@pytest.mark.parametrize(
    ("was", "lie", "why"),
    [
        (
            '"parent_dport": "0000:0e:01.0"',
            '"parent_dport": "0000:0e:00.0"',
            "mem2 and mem0 are both at dport 0 of port2",
        ),
        (
            '"decoders_committed": 1,\n        "nr_dports": 2',
            '"decoders_committed": 0,\n        "nr_dports": 2',
            "region0 is committed, port1 has no decoder so",
        ),
        ('"decoder": "decoder4.3"', '"decoder": "decoder4.7"', "the decoders of endpoint4"),
    ],
)
def test_what_no_kernel_could_have_programmed_is_named(
    real: Any, was: str, lie: str, why: str
) -> None:
    text = real("cxlsw/cxl_list_vvv.json").text
    assert was in text
    _, report = _import(("list", text.replace(was, lie)))
    assert report.cxl == "listing"
    assert why in (report.cxl_why or "")
