"""What the sync and the async client share: requests as data, answers from responses."""

from __future__ import annotations

import uuid
from collections.abc import Mapping, Sequence
from types import MappingProxyType
from typing import Any, Final, NamedTuple

import httpx

from service.client.errors import Problem, ServiceError
from service.client.paths import ROUTES, command_request

Json = dict[str, Any]

DEFAULT_URL: Final = "http://127.0.0.1:8080"
#: Attempts of a request whose answer did not come or asked to come again.
ATTEMPTS: Final = 5
#: Longest pause between two attempts.
PAUSE_SECONDS_MAX: Final = 2.0


class Request(NamedTuple):
    """A request before it is sent. A POST carries an idempotency key, so it may be sent again."""

    method: str
    path: str
    body: Json | None = None
    params: Mapping[str, Any] = MappingProxyType({})
    headers: Mapping[str, str] = MappingProxyType({})


class DecidedBy(NamedTuple):
    """The rule that decided an answer: one sentence, where it was read, the model that holds it."""

    rule: str
    sentence: str
    source: str
    model: str
    evidence: str
    inferred_cells: tuple[str, ...]


class Reply(NamedTuple):
    """The answer to a command: what the simulated kernel returned; `raw` is all of its JSON."""

    ret: int
    errno: str | None
    reason: str | None
    decided_by: DecidedBy
    effects: list[Json]
    model: str
    fabric: str
    host: str
    revision: int | None
    host_revision: int | None
    trace: list[Json]
    raw: Json


class Call(NamedTuple):
    """A command of a batch: its operation and its fields."""

    op: str
    fields: Json


class ImportedFile(NamedTuple):
    """A file for an import: the name is only for messages."""

    name: str
    text: str


def new_key() -> str:
    """A fresh idempotency key."""
    return uuid.uuid4().hex


class Options(NamedTuple):
    """What every command accepts beside its own fields; `key` is the idempotency key."""

    explain: bool = False
    validate_only: bool = False
    host_revision: int | None = None
    key: str | None = None

    def members(self) -> Json:
        """The members of the body."""
        body: Json = {}
        if self.explain:
            body["explain"] = True
        if self.validate_only:
            body["validate_only"] = True
        if self.host_revision is not None:
            body["expect"] = {"host_revision": str(self.host_revision)}
        return body


NO_OPTIONS: Final = Options()


def call_request(host: str, call: Call, options: Options) -> Request:
    """A command of a host."""
    plain = command_request(host, call.op, call.fields)
    return _post(plain.path, {**(plain.body or {}), **options.members()}, options.key)


def batch_request(
    host: str, calls: Sequence[Call], options: Options, *, stop_on_error: bool
) -> Request:
    """Commands of one host, in one commit."""
    steps = [{"op": call.op, **call.fields} for call in calls]
    body: Json = {"steps": steps, **options.members()}
    if stop_on_error:
        body["stop_on_error"] = True
    return _post(ROUTES["batch"].fill({"host": host}), body, options.key)


def create_fabric_request(fabric: str, description: str) -> Request:
    """A new fabric."""
    return _post(ROUTES["create_fabric"].template, {"fabric": fabric, "description": description})


def create_host_request(fabric: str, fields: Json) -> Request:
    """A new host, with the fields of create_host."""
    return _post(ROUTES["create_host"].fill({"fabric": fabric}), fields)


def import_request(
    fabric: str, host: str, kernel_model: str, files: Sequence[ImportedFile], description: str
) -> Request:
    """A host from what a real machine prints."""
    body = {
        "host": host,
        "kernel_model": kernel_model,
        "description": description,
        "files": [{"name": each.name, "text": each.text} for each in files],
    }
    return _post(ROUTES["import_host"].fill({"fabric": fabric}), body)


def read_request(name: str, params: Json) -> Request:
    """A read by operation id; what is not in the path stands in the query."""
    route = ROUTES[name]
    rest = {key: value for key, value in params.items() if key not in route.params}
    return Request(route.method, route.fill(params), None, rest)


def _post(path: str, body: Json, key: str | None = None) -> Request:
    return Request("POST", path, body, headers={"Idempotency-Key": key or new_key()})


def object_of(response: httpx.Response) -> Json:
    """The JSON object of a good response. Refuses: Problem, ServiceError."""
    url = str(response.request.url)
    try:
        body = response.json()
    except ValueError:
        raise ServiceError(url, f"status {response.status_code} without JSON") from None
    if not isinstance(body, dict):
        raise ServiceError(url, "the answer is not an object")
    if response.is_error:
        raise Problem({"status": response.status_code, **body})
    return body


def reply_of(raw: Json) -> Reply:
    """The answer to a command, typed. Refuses: ServiceError, where it is not one."""
    try:
        decided = raw["decided_by"]
        return Reply(
            ret=raw["ret"],
            errno=raw.get("errno"),
            reason=raw.get("reason"),
            decided_by=DecidedBy(
                decided["rule"],
                decided["sentence"],
                decided["source"],
                decided["model"],
                decided.get("evidence", "read"),
                tuple(decided.get("inferred_cells", ())),
            ),
            effects=raw.get("effects", []),
            model=raw.get("model", decided["model"]),
            fabric=raw.get("fabric", ""),
            host=raw.get("host", ""),
            revision=_revision(raw, "revision"),
            host_revision=_revision(raw, "host_revision"),
            trace=raw.get("trace", []),
            raw=raw,
        )
    except (KeyError, TypeError) as error:
        raise ServiceError("answer", f"it has no {error}") from None


def _revision(raw: Json, name: str) -> int | None:
    return int(raw[name]) if name in raw else None


def pause(attempt: int, response: httpx.Response | None) -> float | None:
    """Seconds to wait before the next attempt; None when there is none.

    Without a response the request may or may not have been carried out: its key makes a second
    attempt safe, and GET changes nothing.
    """
    if attempt + 1 >= ATTEMPTS:
        return None
    if response is None:
        return float(min(PAUSE_SECONDS_MAX, 0.05 * 2.0**attempt))
    if response.status_code != httpx.codes.SERVICE_UNAVAILABLE:
        return None
    try:
        return min(PAUSE_SECONDS_MAX, float(response.headers.get("retry-after", "1")))
    except ValueError:
        return PAUSE_SECONDS_MAX
