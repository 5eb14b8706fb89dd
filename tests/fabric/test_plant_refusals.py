# ruff: noqa: E501 - a table of cases
"""What no plant can be: each field at fault is named, and nothing changes (CXL 3.1, 7.2, 9.13)."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, Final

import pytest

from tests.fabric.lab import GIB, Lab, pool_lab, with_memory

MIB: Final = 1 << 20
VCS: Final = {"vcs_id": 0, "usp": 0, "nr_vppbs": 1}
DEVICE: Final = {"device": "new", "serial": "0x77", "ram_size": GIB}


def regions(*specs: tuple[int, int]) -> dict[str, Any]:
    """A device with dynamic capacity regions of (base, size)."""
    made = [{"base": base, "size": size, "block_size": 2 * MIB} for base, size in specs]
    return {**DEVICE, "dc_regions": made}


#: (command, fields, reason, words of the refusal)
REFUSALS: Final[tuple[tuple[str, Mapping[str, Any], str, str], ...]] = (
    ("create_switch", {"switch": "sw", "nr_ports": 4, "vcss": [VCS]}, "ALREADY_EXISTS", "sw"),
    ("create_switch", {"switch": "new", "nr_ports": 4, "vcss": [VCS, VCS]}, "PLANT_MISFIT", "an id and an upstream port of its own"),
    ("create_switch", {"switch": "new", "nr_ports": 4, "vcss": [{**VCS, "usp": 4}]}, "PLANT_MISFIT", "upstream port 4"),
    ("create_device", {**DEVICE, "device": "sld"}, "ALREADY_EXISTS", "sld"),
    ("create_device", regions((GIB, 3 * MIB)), "PLANT_MISFIT", "a multiple of the block size"),
    ("create_device", regions((GIB, 0)), "PLANT_MISFIT", "a multiple of the block size, not 0"),
    ("create_device", regions((GIB, GIB), (GIB, GIB)), "PLANT_MISFIT", "from 0x80000000 on"),
    ("create_device", regions(((1 << 64) - (1 << 28), GIB)), "PLANT_MISFIT", "DPA has 64 bits"),
    ("set_ld_allocations", {"device": "pool", "start_ld": 5, "lds": [{"range1": 1}]}, "PLANT_MISFIT", "without a gap"),
    ("set_ld_allocations", {"device": "sld", "start_ld": 0, "lds": [{"range1": 1}]}, "LD_NOT_MLD", "sld"),
    ("remove_switch", {"switch": "sw"}, "PLANT_IN_USE", "a cable at"),
)  # fmt: skip


@pytest.mark.parametrize(("op", "fields", "reason", "words"), REFUSALS)
def test_what_does_not_fit_the_plant_is_refused_by_its_field(
    op: str, fields: Mapping[str, Any], reason: str, words: str
) -> None:
    refused = pool_lab().refused(op, **fields)
    assert (refused.reason, words in str(refused)) == (reason, True), refused


def test_a_switch_without_cables_goes_and_may_come_again() -> None:
    lab = Lab()
    for _ in range(2):
        lab.ok("create_switch", switch="spare", nr_ports=4, vcss=[VCS])
        lab.undoes("remove_switch", switch="spare")
        lab.ok("remove_switch", switch="spare")
    assert lab.refused("remove_switch", switch="spare").reason == "UNKNOWN_OBJECT"


def test_nothing_is_built_before_the_fabric() -> None:
    lab = Lab()
    lab.fabric.created = False
    assert (
        lab.refused("create_switch", switch="x", nr_ports=4, vcss=[VCS]).reason == "UNKNOWN_FABRIC"
    )


def test_a_device_is_sanitized_and_its_poison_goes_along() -> None:
    """CXL 3.1, 8.2.9.9.5.1: the media is overwritten; the host may not use it meanwhile."""
    lab = pool_lab()
    lab.bind(0, 0, 3)
    memdev = lab.fabric.hosts["h0"].cxl.topology.memdevs[0].name
    lab.ok("inject_poison", "h0", memdev=memdev, dpa="0x1000")
    assert lab.fabric.hosts["h0"].cxl.poison[memdev]
    answer = lab.ok("sanitize_memdev", "h0", memdev=memdev)
    assert any("sanitized" in (each.detail or "") for each in answer.effects)
    assert memdev not in lab.fabric.hosts["h0"].cxl.poison


def test_a_committed_region_is_committed_again_without_an_effect_of_its_own() -> None:
    lab = pool_lab()
    lab.bind(0, 0, 3)
    region = with_memory(lab)
    answer = lab.do("commit_region", "h0", region=region)
    assert answer.ret == 0
