"""Explains an old answer: replays the fabric's journal in process and walks the step again.

State is journal plus pure engine, so the walk that no journal row stores can be had back at any
time. The replayed answer must equal the recorded one, or the command says so.
"""

from __future__ import annotations

import json
from collections.abc import Iterable
from typing import Any, NamedTuple

from service.cli import output
from service.cli.answer_text import answer_text
from service.client import Client
from service.fabric.commands import ALL_COMMANDS
from service.fabric.engine import Done, Envelope, committed, step
from service.fabric.state import FabricState
from service.mm.commands import Command

Json = dict[str, Any]


class Explained(NamedTuple):
    """A step of the past: the event, the trace, and whether the replay gave the same answer."""

    event: Json
    trace: list[Json]
    same: bool


class CannotReplay(Exception):  # noqa: N818 - says what the command cannot do
    """The step cannot be replayed from its events alone."""


def explain_revision(
    fabric: str,
    events: Iterable[Json],
    revision: int,
    progress: output.Progress,
) -> Explained:
    """Replays events up to `revision`, that one with its walk.

    Refuses: CannotReplay, where the revision is not there or a step needed a driver's answer.
    """
    state = FabricState(fabric)
    for event in events:
        number = int(event["revision"])
        done = _replay(state, event, explain=number == revision)
        committed(state, done.subjects, number)
        progress(number, revision)
        if number < revision:
            continue
        answer = done.answer.model_dump(mode="json", exclude_none=True)
        recorded = {key: value for key, value in event["answer"].items() if value is not None}
        trace = [entry.model_dump(mode="json", exclude_none=True) for entry in done.trace]
        return Explained(event, trace, answer == recorded)
    raise CannotReplay(f"fabric {fabric} has no revision {revision}")


def _replay(state: FabricState, event: Json, *, explain: bool) -> Done:
    done = step(state, Envelope(_command(event), event.get("host")), explain=explain)
    if not isinstance(done, Done):
        raise CannotReplay(f"revision {event['revision']} needed an answer of a driver")
    return done


def _command(event: Json) -> Command:
    commands = ALL_COMMANDS
    return commands[event["op"]].model_validate_json(json.dumps(event["command"]))


def explain_host(client: Client, host: str, revision: int, *, as_json: bool) -> str:
    """The explanation of a step of a host, as text or JSON."""
    fabric = client.get("get_host", host=host)["fabric"]
    events = client.items("list_events", fabric=fabric)
    try:
        with output.progress(f"replaying {fabric}") as progress:
            explained = explain_revision(fabric, events, revision, progress)
    except CannotReplay as why:
        output.fail(output.EXIT_REFUSED, str(why))
    if explained.event.get("host") != host:
        changed = explained.event.get("host", "the fabric itself")
        output.fail(output.EXIT_REFUSED, f"revision {revision} changed {changed}, not {host}")
    if as_json:
        return json.dumps(explained._asdict(), indent=2) + "\n"
    return text(explained)


def text(explained: Explained) -> str:
    """The step as lines: the call, the answer, the rule, and the walk."""
    event = explained.event
    head = (
        f"{event['op']} on {event.get('host', event['fabric'])}: {json.dumps(event['command'])}\n"
    )
    note = "" if explained.same else "note: the replay gives another answer than the journal has\n"
    answer = {**event["answer"], "revision": event["revision"]}
    return head + answer_text(answer, explained.trace) + note
