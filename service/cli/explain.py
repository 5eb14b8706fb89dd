"""Explains an old answer: the service replays the journal and walks the step again."""

from __future__ import annotations

import json
from typing import Any

from service.cli.answer_text import answer_text
from service.client import Client

Json = dict[str, Any]


def explain_host(client: Client, host: str, revision: int, *, as_json: bool) -> str:
    """The explanation of a step of a host, as text or JSON."""
    explained = client.get("get_explanation", host=host, revision=revision)
    if as_json:
        return json.dumps(explained, indent=2) + "\n"
    return text(explained)


def text(explained: Json) -> str:
    """The step as lines: the call, the answer, the rule, and the walk."""
    event = explained["event"]
    head = (
        f"{event['op']} on {event.get('host', event['fabric'])}: {json.dumps(event['command'])}\n"
    )
    note = "" if explained["same"] else "note: the replay gives another answer than the journal\n"
    answer = {**event["answer"], "revision": event["revision"]}
    return head + answer_text(answer, explained["trace"]) + note
