"""`cxltwin call` and `cxltwin watch`: one command, and the stream of committed ones."""

from __future__ import annotations

import json
from collections.abc import Sequence
from itertools import islice
from typing import Any

import typer

from service.cli import output
from service.cli.answer_text import answer_text
from service.client import Client, Options
from service.client.paths import COMMAND_ROUTES
from service.fabric.commands import ALL_COMMANDS

Json = dict[str, Any]


def call_host(
    client: Client,
    host: str,
    op: str,
    fields: Sequence[str],
    *,
    explain: bool,
    validate_only: bool,
    as_json: bool,
) -> None:
    """Sends the command and prints its answer; an errno of the kernel ends with exit code 1."""
    if op not in COMMAND_ROUTES:
        known = ", ".join(sorted(COMMAND_ROUTES))
        output.fail(output.EXIT_USAGE, f"no operation {op}; there are {known}")
    given = dict(field_of(text) for text in fields)
    missing = [name for name in COMMAND_ROUTES[op].params if name not in {*given, "host"}]
    if missing:
        output.fail(output.EXIT_USAGE, f"{op} needs {', '.join(missing)}")
    options = Options(explain=explain, validate_only=validate_only)
    reply = client.call(host, op, options=options, **given)
    if as_json:
        output.print_json(reply.raw)
    else:
        typer.echo(answer_text(reply.raw, reply.trace), nl=False)
    if reply.errno is not None:
        output.refused(reply.errno, reply.reason or "", reply.decided_by.sentence)


def field_of(text: str) -> tuple[str, Any]:
    """`pid=100` -> ("pid", 100); what is not JSON is a string."""
    name, equals, value = text.partition("=")
    if not equals or not name:
        output.fail(output.EXIT_USAGE, f"a field looks like name=value, not {text}")
    try:
        return name, json.loads(value)
    except ValueError:
        return name, value


def watch_fabric(
    client: Client, fabric: str, since: int, limit: int | None, *, as_json: bool
) -> None:
    """Prints events until the user stops it, or `limit` of them."""
    last = since
    try:
        for event in islice(client.watch(fabric, since), limit):
            last = int(event["revision"])
            typer.echo(json.dumps(event) if as_json else event_line(event))
    except KeyboardInterrupt:
        typer.echo(f"go on with: cxltwin watch {fabric} --since {last}", err=True)


def event_line(event: Json) -> str:
    """An event in the notation of strace."""
    answer = event["answer"]
    given = _without_defaults(event["op"], event["command"])
    fields = ", ".join(f"{name}={json.dumps(value)}" for name, value in given.items())
    result = f"-1 {answer['errno']} ({answer['reason']})" if answer["ret"] < 0 else answer["ret"]
    call = _short(f"{event['op']}({fields})")
    line = f"{event['revision']:>6}  {event.get('host', '-'):<12}  {call} = {result}"
    return "; ".join((line, *_pressures(answer)))


def _pressures(answer: Json) -> list[str]:
    """What a call said of the pressure on nodes of compressed RAM."""
    return [
        f"node {each['nid']} pressure {each['detail']}"
        for each in answer.get("effects", ())
        if (each["effect"], each.get("name")) == ("node_state", "pressure")
    ]


def _without_defaults(op: str, fields: Json) -> Json:
    """The fields of a command that differ from what they are when not given."""
    command = ALL_COMMANDS.get(op)
    if command is None:
        return fields
    defaults = {
        name: field.get_default(call_default_factory=True)
        for name, field in command.model_fields.items()
        if not field.is_required()
    }
    plain = json.loads(json.dumps(defaults, default=str))
    return {
        name: value for name, value in fields.items() if name not in plain or plain[name] != value
    }


def _short(text: str) -> str:
    limit = 160
    return text if len(text) <= limit else f"{text[: limit - 4]}...)"
