"""The examples of the document are the scenario: each request is sent, each answer compared."""

from __future__ import annotations

import json
from typing import Any

import httpx

from service.api import examples
from service.api.examples import EXAMPLES_PATH, Request
from service.api.recording import record, requests, scenario


async def test_every_example_answers_as_shown(empty: httpx.AsyncClient) -> None:
    """Run `python tools/record_examples.py` when this fails."""

    async def send(request: Request) -> tuple[int, dict[str, Any]]:
        answer = await empty.request(request.method, request.path, json=request.body)
        return answer.status_code, answer.json()

    assert json.loads(await record(send)) == json.loads(EXAMPLES_PATH.read_text(encoding="utf-8"))


def test_every_step_of_the_scenario_is_an_example() -> None:
    wanted = [request for _, request in requests(scenario())]
    assert [each.request for each in examples.load()] == wanted


def test_the_document_shows_them_in_order() -> None:
    from service.api.openapi import document

    shown: dict[str, int] = {}
    for item in document()["paths"].values():
        for operation in item.values():
            for answer in operation["responses"].values():
                media = answer.get("content", {}).get("application/json", {})
                for number in media.get("examples", {}):
                    shown[number] = shown.get(number, 0) + 1
    assert set(shown) == {f"{each.number:02d}" for each in examples.load()}
