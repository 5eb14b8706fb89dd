"""The examples of the OpenAPI document: requests of a scenario in order, with recorded answers.

`docs/api/examples.json` is written by `record` from a run and checked in; a test executes each
request on a freshly seeded service and compares the answer.
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from functools import cache
from pathlib import Path
from typing import Any, Final, NamedTuple

from service.api.routes import ROUTES
from service.api.row import Row

#: Where the checked-in examples are, seen from the repository.
EXAMPLES_PATH: Final = Path(__file__).resolve().parents[2] / "docs" / "api" / "examples.json"

#: read step of a scenario -> operation that reads it
READS: Final[dict[str, str]] = {
    "zonelists": "list_zonelists",
    "nodes": "list_nodes",
    "sysfs": "get_sysfs",
    "task": "get_task",
    "numa_maps": "numa_maps",
    "numastat": "numastat",
    "file": "list_files",
}


class Request(NamedTuple):
    """An HTTP request of the service; `body` is None for a read."""

    method: str
    path: str
    body: dict[str, Any] | None
    operation_id: str


class Example(NamedTuple):
    """A request with the answer that was recorded for it."""

    number: int
    title: str
    request: Request
    status: int
    answer: dict[str, Any]


@cache
def _rows() -> dict[str, Row]:
    return {row.operation_id: row for row in ROUTES}


def request_of(operation_id: str, host: str, args: Mapping[str, Any]) -> Request:
    """An operation on a host as an HTTP request: path parameters out of `args`, the rest the body.

    `operation_id` is the name of a command or of a read.
    """
    row = _rows()[operation_id]
    body = dict(args)
    path = row.path
    for name in row.path_params:
        value = host if name == "host" else body.pop(name)
        path = path.replace("{" + name + "}", str(value))
    return Request(row.method, path, body if row.method == "POST" else None, operation_id)


def dump(host: str, scenario: str, examples: list[Example]) -> str:
    """The text of docs/api/examples.json."""
    rows = [
        {
            "number": each.number,
            "title": each.title,
            "operation_id": each.request.operation_id,
            "method": each.request.method,
            "path": each.request.path,
            **({} if each.request.body is None else {"body": each.request.body}),
            "status": each.status,
            "answer": each.answer,
        }
        for each in examples
    ]
    data = {"scenario": scenario, "host": host, "examples": rows}
    return json.dumps(data, indent=1, ensure_ascii=False) + "\n"


def load(path: Path = EXAMPLES_PATH) -> list[Example]:
    """The checked-in examples in order; none where the file is absent."""
    if not path.exists():
        return []
    data = json.loads(path.read_text(encoding="utf-8"))
    return [
        Example(
            row["number"],
            row["title"],
            Request(row["method"], row["path"], row.get("body"), row["operation_id"]),
            row["status"],
            row["answer"],
        )
        for row in data["examples"]
    ]
