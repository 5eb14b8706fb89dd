"""Events of real machines as bundled fabrics: who loses what in one revision, and who does not."""

from __future__ import annotations

from typing import Any

import pytest

from service.experiments import fabric_bundled
from service.experiments.fabric_file import FabricFile
from service.fabric import engine
from service.fabric.commands import ALL_COMMANDS
from service.fabric.engine import Done, Envelope
from tests.fabric.lab import Lab

PAGES = 16384


def hit(name: str) -> tuple[Lab, Any]:
    """The fabric after its event, and what the event answered."""
    file = fabric_bundled.bundled(name)
    lab = Lab()
    for step in file.steps[1:-1]:
        lab.ok(step.op, step.host, **step.fields)
    last = file.steps[-1]
    return lab, lab.ok(last.op, last.host, **last.fields)


#: event -> hosts that lose the memory of the device, hosts that are touched by its revision
LOSES: dict[str, tuple[list[str], tuple[str, ...]]] = {
    "surprise-removal": (["host0", "host1"], ("", "host0", "host1")),
    "link-down": (["host0"], ("", "host0")),
    "switch-failure": (["host0", "host1"], ("", "host0", "host1")),
}


@pytest.mark.parametrize("name", LOSES)
def test_an_event_kills_who_held_the_memory_and_tells_each_folio(name: str) -> None:
    losers, subjects = LOSES[name]
    lab, answer = hit(name)
    assert lab.subjects == subjects
    killed = [
        (each.host, each.pid, each.nr_pages) for each in answer.effects if each.name == "SIGBUS"
    ]
    assert killed == [(host, 100, PAGES) for host in losers]
    told = dict.fromkeys(losers, 0)
    for each in answer.effects:
        if each.name == "memory_failure":
            assert each.effect == "callback", "the driver of the private node hears of it"
            told[each.host] += each.nr_pages
    assert told == dict.fromkeys(losers, PAGES)
    for host, entry in lab.fabric.hosts.items():
        assert entry.state.tasks[100].alive == (host not in losers)
        assert bool(entry.state.n_memory_private) == (host not in losers)
        assert entry.cxl is not None
        assert len(entry.cxl.topology.memdevs) == (0 if host in losers else 1)


@pytest.mark.parametrize("name", ["host-reboot", "host-power-loss"])
def test_a_machine_that_goes_takes_its_own_tasks_and_nobody_elses(name: str) -> None:
    lab, answer = hit(name)
    assert lab.subjects == ("host0",)
    gone = [(each.host, each.pid) for each in answer.effects if each.effect == "task"]
    assert gone == [("host0", 100)]
    assert lab.fabric.hosts["host0"].state.tasks == {}
    assert lab.fabric.hosts["host1"].state.tasks[100].alive
    vcs = lab.fabric.plant.switches["sw0"].vcs(0)
    assert vcs is not None
    assert vcs.vppbs[0].port == 2, "its binding stays"


@pytest.mark.parametrize("name", sorted([*LOSES, "host-reboot", "host-power-loss"]))
def test_an_event_replays_to_the_same_state(name: str) -> None:
    file = fabric_bundled.bundled(name)
    lab, _ = hit(name)
    again = FabricFile("lab", [file.steps[0], *file.steps[1:]])
    state = engine.decode(engine.encode(lab.fabric))
    assert engine.state_hash(state) == engine.state_hash(lab.fabric)
    other = Lab()
    for step in again.steps[1:]:
        command = ALL_COMMANDS[step.op].model_validate(step.fields)
        outcome = engine.step(other.fabric, Envelope(command, step.host))
        assert isinstance(outcome, Done)
    assert engine.state_hash(other.fabric) == engine.state_hash(lab.fabric)
