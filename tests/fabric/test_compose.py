"""Compose by size and by names: candidates explained, all parts or none, leases, conditions."""

from __future__ import annotations

from typing import Any

import pytest

from service.edge import capacity
from service.experiments import fabric_bundled, fabric_file
from service.fabric import engine
from service.fabric.commands import ALL_COMMANDS
from service.fabric.engine import Done, Envelope
from tests.fabric.lab import GIB, Lab, pool_lab

OPS = {"private": True, "np_ops": ["NP_OPS_MIGRATION", "NP_OPS_MEMPOLICY"]}


def bundled_lab(name: str) -> Lab:
    lab = Lab()
    lab.fabric = fabric_file.build(fabric_bundled.bundled(name))
    return lab


def conditions(lab: Lab, name: str) -> dict[str, tuple[bool, str]]:
    view = capacity.composition_view(lab.fabric, lab.fabric.compositions[name])
    return {each.type: (each.status, each.reason) for each in view.conditions}


def test_256_gib_private_4_way_with_these_np_ops_is_one_command() -> None:
    lab = Lab()
    lab.host("h", size=1024 * GIB, root_ports=4)
    for number in range(4):
        name = f"d{number}"
        lab.ok("create_device", device=name, serial=hex(number), ram_size=128 * GIB)
        lab.ok("connect", host="h", host_bridge=12, root_port=number, device=name)
    part = {"host": "h", "size": 256 * GIB, "ways": 4, **OPS}
    answer = lab.ok("compose", composition="big", parts=[part])
    (made,) = answer.parts
    assert (made.region, made.nid, made.size) == ("region0", 1, 256 * GIB)
    assert made.memdevs == ("mem0", "mem1", "mem2", "mem3")
    state = lab.fabric.hosts["h"].state
    assert state.n_memory_private == 0b10
    np = state.nodes[1].node_private
    assert np is not None
    assert np.ops is not None
    assert np.ops.flags == ("NP_OPS_MIGRATION", "NP_OPS_MEMPOLICY")
    assert conditions(lab, "big") == {
        "Requested": (True, "Confirmed"),
        "Bound": (True, "Committed"),
        "Hotplugged": (True, "Plugged"),
        "Online": (True, "Online"),
        "Degraded": (False, "Healthy"),
        "Draining": (False, "NotAsked"),
    }


def test_every_candidate_is_explained() -> None:
    lab = bundled_lab("rack")
    part = {"host": "host0", "size": 16 * GIB, **OPS}
    answer = lab.ok("compose", composition="c", parts=[part])
    verdicts = {(each.decoder, each.ways): each.verdict for each in answer.candidates}
    assert verdicts["decoder0.0", 2] == "TAKEN"
    assert verdicts["decoder0.1", 1] == "OK"
    assert verdicts["decoder0.0", 16] == "NO_SPREAD"
    assert all(each.why for each in answer.candidates if each.verdict not in {"OK", "TAKEN"})


def test_a_refused_compose_names_what_came_nearest() -> None:
    """First what could have given most; equal candidates are one; the facts are data."""
    lab = bundled_lab("rack")
    part = {"host": "host0", "size": 4096 * GIB, **OPS}
    refused = lab.refused("compose", composition="c", parts=[part])
    looked = refused.facts["candidates"]
    sizes = [each["largest"] for each in looked]
    assert sizes == sorted(sizes, reverse=True)
    assert refused.facts["largest"] == sizes[0] > 0
    first = looked[0]
    text = f"{sizes[0]} at most: {first['decoder']} x{first['ways'][0]}: {first['verdict']}"
    assert text in str(refused)
    none = [each for each in looked if not each["largest"]]
    assert len({(each["decoder"], each["verdict"], each["why"]) for each in none}) == len(none)
    assert max(len(each["ways"]) for each in none) > 1, "widths that fail alike are one"
    fits = {"host": "host0", "size": sizes[0], "ways": first["ways"][0], **OPS}
    lab.ok("compose", composition="c", parts=[fits])


def test_a_size_that_is_no_multiple_is_nearer_than_widths_that_cannot_be() -> None:
    lab = bundled_lab("rack")
    part = {"host": "host0", "size": GIB + 4096, **OPS}
    refused = lab.refused("compose", composition="c", parts=[part])
    assert refused.facts["candidates"][0]["verdict"] == "SIZE"
    assert "256 MiB times the ways" in refused.facts["candidates"][0]["why"]


def test_a_constraint_that_no_device_meets_is_named_as_such() -> None:
    lab = pool_lab()
    lab.bind(0, 0, 2, ld=0)
    part = {"host": "h0", "size": GIB, "memory_class": "hbm"}
    refused = lab.refused("compose", composition="c", parts=[part])
    assert refused.facts["candidates"][0]["verdict"] == "CONSTRAINT"


def test_a_pool_gives_free_logical_devices_where_the_hosts_own_do_not_do() -> None:
    lab = bundled_lab("two-host-pool")
    lab.ok("compose", composition="first", parts=[{"host": "host0", "size": 16 * GIB}])
    part = {"host": "host0", "size": 16 * GIB, "ways": 1}
    none = lab.refused("compose", composition="second", parts=[{**part, "bind": False}])
    assert none.reason == "COMPOSE_NO_CANDIDATE"
    assert "decoder0.0 x1: NO_SPREAD" in str(none.facts["nearest"])
    answer = lab.ok("compose", composition="second", parts=[part])
    assert [each.name for each in answer.effects if each.effect == "vppb"] == [
        "vPPB 1 of VCS 0 of switch sw0"
    ]
    lab.ok("free_composition", composition="second")
    vcs = lab.fabric.plant.switches["sw0"].vcs(0)
    assert vcs is not None
    assert [each.port for each in vcs.vppbs] == [2, -1, -1, -1], "what it bound is unbound again"


def test_compose_over_hosts_is_all_or_nothing() -> None:
    lab = bundled_lab("two-host-pool")
    parts = [{"host": "host0", "size": 16 * GIB}, {"host": "host1", "size": 999 * GIB}]
    refused = lab.refused("compose", composition="both", parts=parts)
    assert (refused.facts["part"], refused.facts["host"]) == (1, "host1")
    parts[1]["size"] = 16 * GIB
    lab.ok("compose", composition="both", parts=parts)
    assert lab.subjects == ("", "host0", "host1"), "one revision"


def test_compose_by_names_takes_exactly_these() -> None:
    lab = pool_lab()
    for number in range(3):
        lab.bind(0, number, 2, ld=number)
    part = {"host": "h0", "size": GIB, "memdevs": ["mem2", "mem0"]}
    answer = lab.ok("compose", composition="named", parts=[part])
    assert answer.parts[0].memdevs == ("mem2", "mem0")
    wrong = {"host": "h0", "size": GIB, "memdevs": ["mem9"]}
    refused = lab.refused("compose", composition="wrong", parts=[wrong])
    assert "CONSTRAINT (the host has no mem9)" in str(refused.facts["nearest"])


def test_a_lease_releases_what_is_not_confirmed_and_keeps_what_is() -> None:
    lab = pool_lab()
    lab.bind(0, 0, 2, ld=0)
    lab.bind(1, 0, 2, ld=1)
    for name, host in (("keeps", "h0"), ("lapses", "h1")):
        parts = [{"host": host, "size": GIB}]
        lab.ok("compose", composition=name, parts=parts, lease_ns=1000)
    assert conditions(lab, "lapses")["Requested"] == (True, "Reserved")
    assert conditions(lab, "lapses")["Bound"] == (True, "Committed")
    assert conditions(lab, "lapses")["Hotplugged"] == (False, "NotPlugged")
    lab.ok("confirm_composition", composition="keeps")
    lab.ok("advance_fabric", ns=999)
    assert sorted(lab.fabric.compositions) == ["keeps", "lapses"]
    answer = lab.ok("advance_fabric", ns=1)
    assert [each.name for each in answer.effects if each.effect == "plant"] == ["lapses"]
    assert lab.subjects == ("", "h1")
    assert sorted(lab.fabric.compositions) == ["keeps"]
    h1 = lab.fabric.hosts["h1"].cxl
    assert h1 is not None
    assert not h1.regions
    again = lab.refused("confirm_composition", composition="keeps")
    assert again.reason == "COMPOSE_CONFIRMED"


def two_leases(lab: Lab) -> dict[str, int]:
    """Reservations `x` (h0, lease 10) and `y` (h1, lease 5); the vPPB of x is frozen: its place."""
    for name, host, lease in (("x", "h0", 10), ("y", "h1", 5)):
        parts = [{"host": host, "size": GIB}]
        lab.ok("compose", composition=name, parts=parts, lease_ns=lease)
    ((_, vcs_id, vppb_id),) = lab.fabric.compositions["x"].bound
    place = {"vcs_id": vcs_id, "vppb_id": vppb_id}
    lab.ok("freeze_vppb", switch="sw", **place)
    return place


def test_a_frozen_vppb_holds_neither_the_clock_nor_the_leases_of_others() -> None:
    lab = pool_lab()
    place = two_leases(lab)
    lab.undoes("advance_fabric", ns=1000)
    answer = lab.ok("advance_fabric", ns=1000)
    assert lab.fabric.now_ns == 1000
    assert sorted(lab.fabric.compositions) == ["x"], "y is released"
    assert lab.subjects == ("", "h1"), "nothing of x has changed on its host"
    assert "x (VPPB_FROZEN: vPPB 0 of VCS 0 of switch sw is frozen" in answer.decided_by.sentence
    assert conditions(lab, "x")["Draining"] == (True, "LeaseEnded")
    view = capacity.composition_view(lab.fabric, lab.fabric.compositions["x"])
    assert "VPPB_FROZEN: vPPB 0 of VCS 0" in view.conditions[-1].message
    assert conditions(lab, "x")["Bound"] == (True, "Committed"), "it is kept whole"
    generation = view.generation
    lab.ok("advance_fabric", ns=1)
    assert lab.fabric.compositions["x"].generation == generation, "nothing new"
    late = lab.refused("confirm_composition", composition="x")
    assert late.reason == "COMPOSE_LEASE_ENDED"
    assert engine.state_hash(engine.decode(engine.encode(lab.fabric))) == engine.state_hash(
        lab.fabric
    )
    lab.ok("unfreeze_vppb", switch="sw", **place)
    assert lab.fabric.compositions == {}, "unfreezing tries again"
    assert lab.fabric.plant.switches["sw"].vcss[0].vppbs[0].port == -1


def test_confirming_on_a_host_without_power_is_refused_as_host_off() -> None:
    lab = pool_lab()
    parts = [{"host": "h0", "size": GIB}]
    lab.ok("compose", composition="c", parts=parts, lease_ns=9)
    lab.ok("power_off_host", "h0")
    refused = lab.refused("confirm_composition", composition="c")
    assert (refused.reason, refused.facts["host"]) == ("HOST_OFF", "h0")


def test_an_ended_lease_is_released_at_the_next_advance_after_it_can_be() -> None:
    lab = pool_lab()
    place = two_leases(lab)
    lab.ok("advance_fabric", ns=3)
    lab.ok("unfreeze_vppb", switch="sw", **place)
    assert sorted(lab.fabric.compositions) == ["x", "y"], "no lease has ended yet"
    lab.ok("advance_fabric", ns=7)
    assert lab.fabric.compositions == {}


def test_freeing_what_is_in_use_is_refused_drained_or_lost() -> None:
    lab = pool_lab()
    lab.bind(0, 0, 2, ld=0)
    lab.ok("compose", composition="c", parts=[{"host": "h0", "size": GIB, **OPS}])
    lab.ok("create_task", "h0", pid=7)
    lab.ok("mmap", "h0", pid=7, area="w", nr_pages=64)
    lab.ok("mbind", "h0", pid=7, area="w", mode="MPOL_BIND", nodemask=[1])
    lab.ok("touch", "h0", pid=7, area="w")
    refused = lab.refused("free_composition", composition="c")
    assert refused.facts["holders"] == "task 7 (area w) 64 pages"
    lab.undoes("free_composition", composition="c", in_use="surprise")
    lab.ok("free_composition", composition="c", in_use="drain")
    assert lab.fabric.hosts["h0"].state.tasks[7].alive
    assert lab.fabric.compositions == {}
    assert lab.fabric.hosts["h0"].devices.sysrams == {}


@pytest.mark.parametrize(
    ("event", "reason"),
    [
        (("inject_poison", "h0", {"memdev": "mem0", "dpa": "0x0"}), "Poison"),
        (("reboot_host", "h0", {}), "RegionGone"),
        (("remove_device", None, {"device": "pool", "in_use": "surprise"}), "TargetGone"),
        (("delete_host", "h0", {}), "HostGone"),
    ],
)
def test_conditions_say_what_degrades_a_composition(
    event: tuple[str, str | None, dict[str, Any]], reason: str
) -> None:
    lab = pool_lab()
    lab.bind(0, 0, 2, ld=0)
    lab.ok("compose", composition="c", parts=[{"host": "h0", "size": GIB}])
    op, host, fields = event
    lab.ok(op, host, **fields)
    assert conditions(lab, "c")["Degraded"] == (True, reason)


def test_a_waiting_unbind_shows_as_draining() -> None:
    lab = pool_lab()
    lab.bind(0, 0, 2, ld=0)
    lab.ok("compose", composition="c", parts=[{"host": "h0", "size": GIB}])
    lab.ok("unbind_vppb", switch="sw", vcs_id=0, vppb_id=0, option=0)
    assert conditions(lab, "c")["Draining"] == (True, "UnbindWaits")


def test_constraints_choose_by_class_owner_and_ats() -> None:
    lab = bundled_lab("june")
    part = {"host": "june", "size": GIB, "memory_class": "accelerator", "bind": False}
    refused = lab.refused("compose", composition="c", parts=[part])
    assert {each["verdict"] for each in refused.facts["candidates"]} <= {
        "NODE_TAKEN",
        "NO_SPREAD",
        "CONSTRAINT",
    }


def test_assign_finds_a_vppb_and_unassign_the_ld() -> None:
    lab = pool_lab()
    answer = lab.ok("assign_ld", device="pool", ld=3, host="h1")
    assert (answer.switch, answer.vcs_id, answer.vppb_id, answer.memdev) == ("sw", 1, 0, "mem0")
    assert lab.refused("assign_ld", device="pool", ld=3, host="h0").reason == "LD_BOUND"
    lab.ok("unassign_ld", device="pool", ld=3)
    assert lab.refused("unassign_ld", device="pool", ld=3).reason == "ASSIGN_NOT_BOUND"
    lab.host("h2")
    assert lab.refused("assign_ld", device="pool", ld=3, host="h2").reason == "ASSIGN_NO_VPPB"


def test_capacity_adds_up_and_has_a_generation() -> None:
    lab = pool_lab()
    lab.bind(0, 0, 2, ld=0)
    lab.ok("create_region", "h0", decoder="decoder0.0", size=GIB)
    pool = capacity.capacity_view(lab.fabric, lab.fabric.plant.devices["pool"])
    assert (pool.total, pool.reserved, pool.used, pool.free) == (8 * GIB, GIB, 0, 7 * GIB)
    lab.ok("devm_cxl_add_sysram", "h0", region="region0", online_type="online_movable")
    pool = capacity.capacity_view(lab.fabric, lab.fabric.plant.devices["pool"])
    assert (pool.reserved, pool.used, pool.free, pool.largest) == (0, GIB, 7 * GIB, 2 * GIB)
    assert (pool.unbound_lds, pool.generation) == (3, 1)


def test_a_composition_survives_a_snapshot() -> None:
    lab = pool_lab()
    lab.bind(0, 0, 2, ld=0)
    lab.ok("compose", composition="c", parts=[{"host": "h0", "size": GIB}], lease_ns=5)
    again = engine.decode(engine.encode(lab.fabric))
    assert engine.state_hash(again) == engine.state_hash(lab.fabric)
    lab.fabric = again
    lab.ok("advance_fabric", ns=5)
    assert lab.fabric.compositions == {}


@pytest.mark.parametrize(("ats", "word"), [(True, "true"), (False, "false")])
def test_explain_says_whether_the_device_reaches_what_a_cpu_maps(ats: bool, word: str) -> None:
    lab = pool_lab()
    lab.ok("create_device", device="gpu", serial="0x9", ram_size=GIB, ats=ats)
    lab.ok("connect", host="h0", host_bridge=12, root_port=1, device="gpu")
    lab.ok("compose", composition="c", parts=[{"host": "h0", "size": GIB, **OPS}])
    lab.ok("create_task", "h0", pid=7)
    lab.ok("mmap", "h0", pid=7, area="w", nr_pages=4)
    lab.ok("mbind", "h0", pid=7, area="w", mode="MPOL_BIND", nodemask=[1])
    command = ALL_COMMANDS["touch"].model_validate({"pid": 7, "area": "w"})
    outcome = engine.step(lab.fabric, Envelope(command, "h0"), explain=True)
    assert isinstance(outcome, Done)
    lines = [each.detail or "" for each in outcome.trace if each.name == "device_reachable"]
    assert [line.startswith(f"device_reachable: {word}") for line in lines] == [True]
