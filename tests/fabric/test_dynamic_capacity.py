"""Dynamic capacity by the fabric manager: policies, tags, sharing, forced removal, CCI codes.

Source: CXL 3.2 7.6.7.6 (5604h, 5605h), 8.2.10.9.9 (4802h, 4803h).
"""

from __future__ import annotations

from typing import Any

import pytest

from tests.fabric.lab import GIB, Lab

MIB = 1 << 20
TAG = "ab" * 16
OTHER = "cd" * 16


def dcd_lab(*, dc_size: int = 2 * GIB) -> Lab:
    """A device `dcd` with two LDs that share dynamic capacity through one region of 2 GiB."""
    lab = Lab()
    lab.ok(
        "create_device",
        device="dcd",
        serial="0x1",
        ram_size=GIB,
        lds=[{"range1": 2}, {"range1": 2}],
        dc_size=dc_size,
        dc_regions=[{"base": GIB, "size": 2 * GIB, "block_size": 2 * MIB}],
    )
    return lab


def held(lab: Lab, ld: int) -> list[tuple[int, int]]:
    found = lab.fabric.plant.devices["dcd"].dc[ld]
    return [(each.start - GIB, each.size) for each in found.extents]


def add(lab: Lab, **fields: Any) -> Any:
    return lab.ok("dc_add", device="dcd", accept=True, **fields)


def test_contiguous_is_one_extent_and_free_fills_the_holes() -> None:
    lab = dcd_lab()
    add(lab, policy="contiguous", length=512 * MIB, tag=TAG)
    add(lab, policy="contiguous", length=512 * MIB, tag=OTHER)
    lab.ok("dc_release", device="dcd", policy="tag_based", tag=TAG, respond=True)
    assert held(lab, 0) == [(512 * MIB, 512 * MIB)]
    whole = add(lab, policy="contiguous", length=GIB)
    assert [(each.start, each.size) for each in whole.extents] == [(hex(2 * GIB), GIB)]
    lab.ok("dc_release", device="dcd", extents=[{"start": hex(2 * GIB), "size": GIB}], forced=True)
    split = add(lab, policy="free", length=GIB)
    assert [each.size for each in split.extents] == [512 * MIB, 512 * MIB]


def test_an_offer_waits_for_the_host_which_may_take_a_part_or_nothing() -> None:
    lab = dcd_lab()
    lab.ok("dc_add", device="dcd", extents=[{"start": hex(GIB), "size": 64 * MIB, "tag": TAG}])
    assert held(lab, 0) == []
    part = [{"start": hex(GIB), "size": 16 * MIB}]
    answer = lab.ok("dc_respond", device="dcd", extents=part)
    assert [(each.size, each.tag) for each in answer.extents] == [(16 * MIB, TAG)]
    lab.ok("dc_add", device="dcd", extents=[{"start": hex(GIB + 64 * MIB), "size": 2 * MIB}])
    lab.ok("dc_respond", device="dcd")
    assert held(lab, 0) == [(0, 16 * MIB)]


def test_the_middle_of_an_extent_can_be_released_and_splits_it() -> None:
    lab = dcd_lab()
    add(lab, policy="contiguous", length=64 * MIB)
    middle = [{"start": hex(GIB + 16 * MIB), "size": 16 * MIB}]
    lab.ok("dc_release", device="dcd", extents=middle, respond=True)
    assert sorted(held(lab, 0)) == [(0, 16 * MIB), (32 * MIB, 32 * MIB)]


def test_shared_extents_count_once_against_the_capacity() -> None:
    lab = dcd_lab(dc_size=GIB)
    add(lab, ld=0, policy="contiguous", length=768 * MIB, tag=TAG)
    answer = add(lab, ld=1, policy="enable_shared", tag=TAG)
    assert [each.tag for each in answer.extents] == [TAG]
    assert held(lab, 0) == held(lab, 1)
    fields = {"device": "dcd", "ld": 1, "policy": "contiguous"}
    assert lab.refused("dc_add", length=512 * MIB, **fields).facts["cci"] == "Resources Exhausted"
    lab.ok("dc_add", length=256 * MIB, **fields)


#: claim -> (op, fields, CCI return code)
REFUSALS: dict[str, tuple[str, dict[str, Any], str]] = {
    "an empty list": ("dc_add", {}, "Invalid Input"),
    "a range outside of every region": (
        "dc_add",
        {"extents": [{"start": "0x0", "size": 2 * MIB}]},
        "Invalid Physical Address",
    ),
    "a part of a block": (
        "dc_add",
        {"extents": [{"start": hex(GIB), "size": MIB}]},
        "Invalid Extent List",
    ),
    "an overlap in the list": (
        "dc_add",
        {"extents": [{"start": hex(GIB), "size": 4 * MIB}] * 2},
        "Invalid Extent List",
    ),
    "a region that is not there": (
        "dc_add",
        {"policy": "free", "region": 1, "length": 2 * MIB},
        "Invalid Input",
    ),
    "more than the region has": (
        "dc_add",
        {"policy": "contiguous", "length": 3 * GIB},
        "Resources Exhausted",
    ),
    "a tag that nobody has": (
        "dc_add",
        {"policy": "enable_shared", "tag": TAG},
        "Invalid Input",
    ),
    "an answer without an offer": ("dc_respond", {}, "Invalid Input"),
    "a release of what is not held": (
        "dc_release",
        {"extents": [{"start": hex(GIB), "size": 2 * MIB}], "respond": True},
        "Invalid Physical Address",
    ),
    "a release by a tag of nothing": (
        "dc_release",
        {"policy": "tag_based", "tag": TAG},
        "Invalid Input",
    ),
    "an LD that is not there": ("dc_add", {"ld": 2}, "Invalid Input"),
}


@pytest.mark.parametrize("claim", REFUSALS)
def test_dynamic_capacity_refuses(claim: str) -> None:
    op, fields, cci = REFUSALS[claim]
    refused = dcd_lab().refused(op, device="dcd", **fields)
    assert (refused.reason, refused.facts["cci"]) == ("DC_REFUSED", cci)
    assert refused.facts["why"]


def test_forced_removal_takes_extents_whatever_the_host_says() -> None:
    lab = dcd_lab()
    add(lab, policy="contiguous", length=64 * MIB, tag=TAG)
    answer = lab.ok("dc_release", device="dcd", policy="tag_based", tag=TAG, forced=True)
    assert held(lab, 0) == []
    assert [each.detail.split()[0] for each in answer.effects] == ["forced_release"]


def test_events_of_a_list_say_that_more_follow() -> None:
    lab = dcd_lab()
    extents = [{"start": hex(GIB + n * 4 * MIB), "size": 2 * MIB} for n in range(3)]
    answer = lab.ok("dc_add", device="dcd", extents=extents)
    assert [each.detail.endswith(" more") for each in answer.effects] == [True, True, False]


def test_capacity_belongs_to_mlds_and_slds_alike_and_can_be_taken_back() -> None:
    dcd_lab().undoes("dc_add", device="dcd", policy="contiguous", length=2 * MIB, accept=True)
