"""Whatever people do with a plant, in any order: legal or refused with a reason, never wedged.

After every step all invariants hold, each host has exactly the devices that it sees, a refusal has
changed nothing, and no task dies and no page of it is lost without being told.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable
from random import Random
from typing import Any

import pytest

from service.fabric import engine
from service.reasons import Refused
from tests.fabric.lab import GIB, Lab, pool_lab

Step = tuple[str, str | None, dict[str, Any]]
OPS = {"private": True, "np_ops": ["NP_OPS_MIGRATION", "NP_OPS_MEMPOLICY"]}
CABLES: list[dict[str, Any]] = [
    {"switch": "sw", "port": 2, "device": "pool"},
    {"switch": "sw", "port": 3, "device": "sld"},
    {"host": "h0", "host_bridge": 12, "root_port": 0, "switch": "sw", "port": 0},
    {"host": "h1", "host_bridge": 12, "root_port": 0, "switch": "sw", "port": 1},
]


def _vppb(rng: Random) -> dict[str, Any]:
    return {"switch": "sw", "vcs_id": rng.randrange(2), "vppb_id": rng.randrange(3)}


def _in_use(rng: Random) -> str:
    return rng.choice(["refuse", "refuse", "drain", "drain", "surprise"])


def _bind(rng: Random) -> Step:
    place = {**_vppb(rng), "port_id": rng.choice([2, 2, 2, 3, 4])}
    return "bind_vppb", None, {**place, "ld_id": rng.choice([0, 1, 2, 3, 0xFFFF])}


def _unbind(rng: Random) -> Step:
    fields = {**_vppb(rng), "option": rng.choice([0, 1, 1, 2]), "drain": rng.random() < 0.5}
    return "unbind_vppb", None, fields


def _compose(rng: Random) -> Step:
    part = {"host": rng.choice(["h0", "h1"]), "size": GIB, **(OPS if rng.random() < 0.5 else {})}
    lease = {"lease_ns": 100} if rng.random() < 0.3 else {}
    return "compose", None, {"composition": f"c{rng.randrange(4)}", "parts": [part], **lease}


def _on_host(op: str, **choices: list[Any]) -> Callable[[Random], Step]:
    def make(rng: Random) -> Step:
        fields = {name: rng.choice(values) for name, values in choices.items()}
        return op, rng.choice(["h0", "h1"]), fields

    return make


def _plant(op: str, **choices: list[Any]) -> Callable[[Random], Step]:
    def make(rng: Random) -> Step:
        fields = {name: rng.choice(values) for name, values in choices.items()}
        return op, None, fields

    return make


def _cable(op: str, **choices: list[Any]) -> Callable[[Random], Step]:
    def make(rng: Random) -> Step:
        fields = {name: rng.choice(values) for name, values in choices.items()}
        return op, None, {**rng.choice(CABLES), **fields}

    return make


REGION = ["region0", "region1"]
MEMDEV = ["mem0", "mem0", "mem1"]
POLICIES = ["refuse", "drain", "surprise"]
#: (weight, command)
COMMANDS: list[tuple[int, Callable[[Random], Step]]] = [
    (8, _bind),
    (6, _unbind),
    (10, _compose),
    (4, _plant("free_composition", composition=["c0", "c1", "c2", "c3"], in_use=POLICIES)),
    (2, _plant("confirm_composition", composition=["c0", "c1", "c2", "c3"])),
    (2, _plant("advance_fabric", ns=[60])),
    (2, lambda rng: ("freeze_vppb", None, _vppb(rng))),
    (3, lambda rng: ("unfreeze_vppb", None, _vppb(rng))),
    (4, _cable("connect")),
    (1, _cable("disconnect", in_use=POLICIES)),
    (2, _cable("set_link", up=[True, True, False], in_use=POLICIES)),
    (1, _plant("set_switch_power", switch=["sw"], on=[True, True, False], in_use=POLICIES)),
    (2, _plant("set_ld_allocations", device=["pool"], start_ld=[0, 3], lds=[[{"range1": 6}]])),
    (4, _on_host("create_region", decoder=["decoder0.0"], ways=[1, 2], size=[GIB, 2 * GIB])),
    (4, _on_host("devm_cxl_add_sysram", region=REGION, online_type=["online_movable"])),
    (3, _on_host("disable_region", region=REGION, force=[False, True])),
    (3, _on_host("destroy_region", region=REGION, force=[False, True])),
    (2, _on_host("disable_memdev", memdev=MEMDEV, force=[False, True])),
    (3, _on_host("enable_memdev", memdev=MEMDEV)),
    (8, _on_host("inject_poison", memdev=MEMDEV, dpa=["0x0", "0x40", "0x3000"])),
    (12, _on_host("create_task", pid=[1, 2])),
    (10, _on_host("mmap", pid=[1, 2], area=["a", "b"], nr_pages=[64])),
    (
        8,
        _on_host(
            "mbind",
            pid=[1, 2],
            area=["a", "b"],
            mode=["MPOL_BIND"],
            nodemask=[[0], [1], [1]],
            flags=[[], ["MPOL_MF_MOVE"]],
        ),
    ),
    (10, _on_host("touch", pid=[1, 2], area=["a", "b"])),
    (1, _on_host("reboot_host", decoders=["volatile", "firmware"])),
    (1, _on_host("power_off_host")),
    (3, _on_host("power_on_host")),
]


def _use(rng: Random) -> list[Step]:
    """A task that holds pages of the node behind the window, as far as there is one."""
    host, pid = rng.choice(["h0", "h1"]), rng.choice([1, 2])
    area = {"pid": pid, "area": "a"}
    return [
        ("compose", None, {"composition": "c0", "parts": [{"host": host, "size": GIB, **OPS}]}),
        ("create_task", host, {"pid": pid}),
        ("mmap", host, {**area, "nr_pages": 64}),
        ("mbind", host, {**area, "mode": "MPOL_BIND", "nodemask": [1]}),
        ("touch", host, area),
    ]


#: a fabric manager that freezes and leases a lot, and never unfreezes
FREEZING: list[tuple[int, Callable[[Random], Step]]] = [
    *((weight, make) for weight, make in COMMANDS if make(Random(0))[0] != "unfreeze_vppb"),
    (6, lambda rng: ("freeze_vppb", None, _vppb(rng))),
    (6, _plant("advance_fabric", ns=[60])),
]


def history(
    seed: int, steps: int, commands: list[tuple[int, Callable[[Random], Step]]] = COMMANDS
) -> list[Step]:
    """Commands by weight, and now and then a task that uses what is there."""
    rng = Random(seed)
    weights = [weight for weight, _ in commands]
    found: list[Step] = []
    while len(found) < steps:
        if rng.random() < 0.06:
            found += _use(rng)
        found.append(rng.choices(commands, weights)[0][1](rng))
    return found


def _alive(lab: Lab) -> int:
    return sum(
        task.alive for entry in lab.fabric.hosts.values() for task in entry.state.tasks.values()
    )


def live(lab: Lab, steps: list[Step]) -> Counter[tuple[str, str]]:
    """Runs a history; how each command ended, by operation."""
    ended: Counter[tuple[str, str]] = Counter()
    for op, at, fields in steps:
        before, alive = engine.state_hash(lab.fabric), _alive(lab)
        try:
            answer = lab.do(op, at, **fields)
        except Refused as error:
            refused = error
        else:
            ended[op, answer.errno or "ok"] += 1
            told = [each for each in answer.effects if each.effect in {"task", "oom_kill"}]
            assert alive - _alive(lab) <= len(told), "a task that died is told"
            continue
        assert "{" not in refused.row.render(refused.facts), "every fact is named"
        assert engine.state_hash(lab.fabric) == before, "a refusal changed something"
        ended[op, refused.reason] += 1
    return ended


@pytest.mark.parametrize("seed", range(12))
def test_any_order_is_legal_or_refused_and_never_wedges(seed: int) -> None:
    lab = pool_lab()
    live(lab, history(seed, 250))
    _recovers(lab)


def test_with_freezes_that_stay_time_passes_and_nothing_wedges() -> None:
    ended: Counter[tuple[str, str]] = Counter()
    for seed in range(6):
        lab = pool_lab()
        ended += live(lab, history(seed, 250, FREEZING))
        _recovers(lab)
        lab.ok("advance_fabric", ns=100)
        assert not [each for each in lab.fabric.compositions.values() if each.waits]
    assert {how for op, how in ended if op == "advance_fabric"} == {"ok"}
    assert ended["unbind_vppb", "VPPB_FROZEN"] >= 5, ended


def test_the_histories_go_deep() -> None:
    ended: Counter[tuple[str, str]] = Counter()
    for seed in range(12):
        ended += live(pool_lab(), history(seed, 250))
    for op in ("bind_vppb", "unbind_vppb", "compose", "create_region", "touch", "inject_poison"):
        assert ended[op, "ok"] >= 5, (op, ended)
    assert ended["unbind_vppb", "MEMORY_IN_USE"] + ended["free_composition", "MEMORY_IN_USE"] >= 3


def _recovers(lab: Lab) -> None:
    """From wherever it went, the plant can be brought to where each host has an LD again."""
    for name, entry in lab.fabric.hosts.items():
        if not entry.powered:
            lab.ok("power_on_host", name)
    if not lab.fabric.plant.switches["sw"].powered:
        lab.ok("set_switch_power", switch="sw", on=True, in_use="surprise")
    for vcs in range(2):
        for number in range(4):
            place = {"switch": "sw", "vcs_id": vcs, "vppb_id": number}
            if lab.fabric.plant.switches["sw"].vcss[vcs].vppbs[number].frozen:
                lab.ok("unfreeze_vppb", **place)  # may release, and so unbind, what waited for it
            if lab.fabric.plant.switches["sw"].vcss[vcs].vppbs[number].port >= 0:
                lab.ok("unbind_vppb", **place, option=2)
    for cable in (CABLES[0], CABLES[2], CABLES[3]):
        try:
            lab.do("connect", **cable)
        except Refused:
            lab.ok("set_link", **cable, up=True)
    for number in range(2):
        lab.bind(number, 0, 2, ld=number)
        cxl = lab.fabric.hosts[f"h{number}"].cxl
        assert cxl is not None
        assert [each.ld for each in cxl.topology.memdevs] == [number]
