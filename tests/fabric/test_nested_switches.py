"""A switch below a switch: what hosts see through both, and what goes when either goes.

Source: CXL 3.2 7.2 (multi-level switching); Linux 7.3 core/port.c (devm_cxl_enumerate_ports).
"""

from __future__ import annotations

from service.cxl.translate import hpa_to_dpa
from service.edge import cxl_views
from tests.fabric.lab import GIB, Lab, with_memory


def _lab() -> Lab:
    """Host h, switch `top` with SLD `near` at port 2 and switch `low` at port 3 with two SLDs."""
    lab = Lab()
    lab.host("h")
    for name in ("top", "low"):
        vcss = [{"vcs_id": 0, "usp": 0, "nr_vppbs": 4}]
        lab.ok("create_switch", switch=name, nr_ports=6, vcss=vcss)
    lab.cable("h", "top", 0)
    for number, name in enumerate(("near", "far0", "far1")):
        lab.ok("create_device", device=name, serial=hex(number + 1), ram_size=GIB)
    lab.ok("connect", switch="top", port=2, device="near")
    lab.ok("connect", switch="top", port=3, lower_switch="low", lower_port=0)
    for number in range(2):
        lab.ok("connect", switch="low", port=number + 1, device=f"far{number}")
        _bind(lab, "low", number, number + 1)
    _bind(lab, "top", 1, 2)
    return lab


def _bind(lab: Lab, switch: str, vppb: int, port: int) -> None:
    lab.ok("bind_vppb", switch=switch, vcs_id=0, vppb_id=vppb, port_id=port)


def _memdevs(lab: Lab) -> list[str]:
    cxl = lab.fabric.hosts["h"].cxl
    assert cxl is not None
    return [each.device for each in cxl.topology.memdevs]


def test_a_host_sees_through_both_when_the_port_between_is_bound() -> None:
    lab = _lab()
    assert _memdevs(lab) == ["near"], "the vPPB above is not bound yet"
    _bind(lab, "top", 0, 3)
    assert lab.subjects == ("", "h")
    assert sorted(_memdevs(lab)) == ["far0", "far1", "near"]
    cxl = lab.fabric.hosts["h"].cxl
    assert cxl is not None
    depths = {
        each.port: each.depth
        for each in lab.fabric.hosts["h"].inventory.ports
        if each.port.startswith("port")
    }
    assert sorted(depths.values()) == [1, 2, 3]
    hosts = [each.pci for each in cxl.topology.memdevs] + [
        each.pci for each in cxl.topology.ports if each.parent is not None
    ]
    assert len(set(hosts)) == len(hosts), "every function has an address of its own"
    assert lab.fabric.plant.hosts_of_device("far1") == ("h",)
    views = cxl_views.vppb_views(lab.fabric, [lab.fabric.plant.switches["low"]])
    assert [getattr(each, "memdev", None) for each in views[:2]] != [None, None]


def test_a_region_interleaves_below_the_lower_switch_and_decodes_on_every_level() -> None:
    lab = _lab()
    _bind(lab, "top", 0, 3)
    cxl = lab.fabric.hosts["h"].cxl
    assert cxl is not None
    far = tuple(each.name for each in cxl.topology.memdevs if each.device != "near")
    made = lab.ok("create_region", "h", decoder="decoder0.0", memdevs=far, size=GIB)
    start = int(made.resource, 16)
    cxl = lab.fabric.hosts["h"].cxl
    assert cxl is not None
    places = [hpa_to_dpa(cxl, start + at * 256) for at in range(2)]
    assert [each.memdev for each in places if each is not None] == list(far)
    ways = [each[0].ways for name, each in cxl.switches.items() if each[0].region is not None]
    assert ways == [1, 1, 2]


def test_losing_the_upper_switch_loses_what_is_below_the_lower() -> None:
    lab = _lab()
    _bind(lab, "top", 0, 3)
    lab.ok("set_switch_power", switch="low", on=False, in_use="surprise")
    assert _memdevs(lab) == ["near"]
    lab.ok("set_switch_power", switch="low", on=True)
    assert len(_memdevs(lab)) == 3
    lab.ok("set_switch_power", switch="top", on=False, in_use="surprise")
    assert _memdevs(lab) == []
    lab.ok("set_switch_power", switch="top", on=True)
    lab.ok("set_link", switch="top", port=3, lower_switch="low", lower_port=0, up=False)
    assert _memdevs(lab) == ["near"]


def test_memory_behind_the_lower_switch_is_refused_drained_or_lost() -> None:
    lab = _lab()
    lab.ok("unbind_vppb", switch="top", vcs_id=0, vppb_id=1)
    _bind(lab, "top", 0, 3)
    with_memory(lab, "h")
    busy = lab.refused("disconnect", switch="top", port=3, lower_switch="low", lower_port=0)
    assert busy.reason == "MEMORY_IN_USE"
    assert "task 100" in str(busy)
    lab.ok("unbind_vppb", switch="top", vcs_id=0, vppb_id=0, drain=True)
    assert _memdevs(lab) == []
    assert lab.fabric.hosts["h"].state.tasks[100].alive


def test_cables_that_would_make_a_loop_or_bind_twice_are_refused() -> None:
    lab = _lab()
    lab.ok(
        "create_switch", switch="third", nr_ports=4, vcss=[{"vcs_id": 0, "usp": 0, "nr_vppbs": 1}]
    )
    lab.ok("connect", switch="low", port=4, lower_switch="third", lower_port=0)
    lab.ok("disconnect", host="h", host_bridge=12, root_port=0, switch="top", port=0)
    loop = lab.refused("connect", switch="third", port=1, lower_switch="top", lower_port=0)
    assert "switch top is above switch third" in str(loop)
    _bind(lab, "top", 0, 3)
    twice = {"switch": "top", "vcs_id": 0, "vppb_id": 2, "port_id": 3}
    assert lab.refused("bind_vppb", **twice).reason == "LD_BOUND"
    wrong = lab.refused("bind_vppb", **{**twice, "ld_id": 1})
    assert wrong.reason == "LD_UNKNOWN"
    down = lab.refused("connect", switch="top", port=4, lower_switch="low", lower_port=5)
    assert down.reason == "PORT_NOT_DOWNSTREAM"
