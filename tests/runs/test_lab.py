"""The lab: turns, cancels, restarts, and a service that goes on serving meanwhile."""

from __future__ import annotations

import asyncio
import time
from collections.abc import AsyncIterator
from pathlib import Path
from typing import Any

import msgspec
import pytest

from service.app import SystemClock
from service.control.control import Control
from service.control.documents import EXPERIMENT
from service.drivers.nobody import NoDrivers
from service.fabric import engine
from service.reasons import Refused
from service.runs import lab as lab_module
from service.runs.lab import Keyed, Lab
from service.runs.running import Runner
from service.runs.shapes import CreateExperiment
from service.store.memory import MemoryStore
from service.store.opening import open_store

#: long enough to be met while it runs: every model, with the bill of fixes
LONG = CreateExperiment(name="E1", models=(), seed=1)
SHORT = CreateExperiment(name="E2", models=("rfc-v5",))


class Held(Runner):
    """Runs wait until they are let go, or stopped."""

    def __init__(self) -> None:
        super().__init__()
        self.started = asyncio.Event()
        self.go = asyncio.Event()

    async def run(self, job: Any, progress: Any, owner: Any) -> bytes:
        self.started.set()
        stopped = asyncio.Event()
        owner.stop = stopped.set
        progress(1, 3, "the second")
        waits = [asyncio.ensure_future(each.wait()) for each in (self.go, stopped)]
        await asyncio.wait(waits, return_when=asyncio.FIRST_COMPLETED)
        for each in waits:
            each.cancel()
        if stopped.is_set():
            raise lab_module.Stopped
        return await super().run(job, progress, owner)


async def room(store: Any) -> Control:
    control = Control(store, engine, NoDrivers(), SystemClock())
    await control.start()
    return control


@pytest.fixture
async def control() -> AsyncIterator[Control]:
    found = await room(MemoryStore())
    yield found
    await found.stop(1)


async def until(lab: Lab, name: str, state: str) -> None:
    async with asyncio.timeout(30):
        while (await lab.get(name)).state != state:  # noqa: ASYNC110 - as a client would
            await asyncio.sleep(0.01)


async def test_one_runs_the_others_wait_and_too_many_are_refused(
    control: Control, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(lab_module, "QUEUED_MAX", 2)
    runner = Held()
    lab = Lab(control, runner)
    names = [(await lab.create(SHORT, Keyed()))[0].experiment for _ in range(3)]
    await runner.started.wait()
    await until(lab, names[0], "running")
    assert [(await lab.get(each)).state for each in names[1:]] == ["queued", "queued"]
    assert ((await lab.get(names[0])).done, (await lab.get(names[0])).total) == (1, 3)
    with pytest.raises(Refused) as refused:
        await lab.create(SHORT, Keyed())
    assert refused.value.reason == "LIMIT_EXCEEDED"
    assert (await lab.cancel(names[1])).state == "cancelled"
    runner.go.set()
    for name, state in zip(names, ("succeeded", "cancelled", "succeeded"), strict=True):
        await until(lab, name, state)
    await lab.stop()


async def test_a_running_one_is_cancelled_and_its_process_ends(control: Control) -> None:
    lab = Lab(control)
    view, _ = await lab.create(LONG, Keyed())
    await until(lab, view.experiment, "running")
    began = time.monotonic()
    assert (await lab.cancel(view.experiment)).state == "cancelled"
    assert time.monotonic() - began < 2
    with pytest.raises(Refused) as refused:
        await lab.result(view.experiment, "json")
    assert refused.value.reason == "NO_RESULT"
    second, _ = await lab.create(SHORT, Keyed())
    await until(lab, second.experiment, "succeeded")
    assert (await lab.cancel(second.experiment)).state == "succeeded"
    await lab.stop()


async def test_a_restart_says_what_became_of_it_and_results_survive(tmp_path: Path) -> None:
    """Finished, running at a stop, and running when the process died."""
    url = f"sqlite:///{tmp_path / 'twin.db'}"
    control = await room(open_store(url))
    lab = Lab(control)
    done, _ = await lab.create(SHORT, Keyed())
    await until(lab, done.experiment, "succeeded")
    result = await lab.result(done.experiment, "json")
    held = Lab(control, Held())
    stopped, _ = await held.create(SHORT, Keyed())
    await until(held, stopped.experiment, "running")
    await held.stop()
    died = Lab(control, Held())
    lost, _ = await died.create(SHORT, Keyed())
    await until(died, lost.experiment, "running")
    await control.stop(1)  # and nobody tells the lab

    control = await room(open_store(url))
    again = Lab(control)
    await again.start()
    for name in (stopped.experiment, lost.experiment):
        view = await again.get(name)
        assert view.state == "interrupted"
        assert "the same request gives the same result" in view.why
    assert (await again.get(done.experiment)).state == "succeeded"
    assert await again.result(done.experiment, "json") == result
    assert await again.events(done.experiment, "rfc-v5|single|own_node")
    await again.stop()
    await control.stop(1)


async def test_a_silent_replica_is_taken_for_gone_and_a_living_one_is_not(
    control: Control, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(Control, "shared", property(lambda _: True))
    one = Lab(control, Held())
    view, _ = await one.create(SHORT, Keyed())
    await until(one, view.experiment, "running")
    control.documents.live.clear()
    two = Lab(control)
    await two.start()
    assert (await two.get(view.experiment)).state == "running"
    monkeypatch.setattr(lab_module, "SILENT_SECONDS", 0)
    await two._sweep(everything=False)
    assert (await two.get(view.experiment)).state == "interrupted"
    await one.stop()
    await two.stop()
    assert (await two.get(view.experiment)).state == "interrupted"


async def test_a_worker_that_dies_is_a_failed_run(control: Control) -> None:
    lab = Lab(control)
    view, _ = await lab.create(LONG, Keyed())
    await until(lab, view.experiment, "running")
    run = lab._runs[view.experiment]
    async with asyncio.timeout(20):
        while run.stop.__qualname__ != "Worker.stop":  # noqa: ASYNC110
            await asyncio.sleep(0.005)
    run.stop.__self__._process.kill()  # type: ignore[attr-defined]
    await until(lab, view.experiment, "failed")
    assert "ended with -9" in (await lab.get(view.experiment)).why
    await lab.stop()


async def test_the_loop_goes_on_while_an_experiment_runs(control: Control) -> None:
    """No pause of the loop is as long as a turn of the experiment."""
    lab = Lab(control)
    warm, _ = await lab.create(SHORT, Keyed())
    await until(lab, warm.experiment, "succeeded")
    view, _ = await lab.create(LONG, Keyed())
    pauses = []
    while (await lab.get(view.experiment)).state != "succeeded":
        began = time.perf_counter()
        await asyncio.sleep(0.002)
        pauses.append(time.perf_counter() - began)
    pauses.sort()
    assert pauses[int(len(pauses) * 0.9)] < 0.1, pauses[-5:]
    await lab.stop()


async def test_what_is_kept_is_bounded(control: Control, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(lab_module, "KEPT_MAX", 1)
    lab = Lab(control, Held())
    await lab.create(SHORT, Keyed())
    with pytest.raises(Refused) as refused:
        await lab.create(SHORT, Keyed())
    assert refused.value.reason == "LIMIT_EXCEEDED"
    (stored,) = await control.documents.list(EXPERIMENT)
    assert msgspec.json.decode(stored.body)["view"]["name"] == "E2"
    await lab.stop()
