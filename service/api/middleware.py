"""Pure ASGI in front of everything: request id, limits, security headers, problems, metrics.

No BaseHTTPMiddleware: it triples the cost of a request.
"""

from __future__ import annotations

import itertools
import logging
import re
import secrets
import time
from typing import Any, Final

from starlette.types import ASGIApp, Message, Receive, Scope, Send

from service.api.exchange import PROBLEM, Reply, problem, send_reply
from service.edge import limits
from service.edge.metrics import Metrics
from service.edge.refusals import printable, refusal_of
from service.edge.rendering import to_json
from service.reasons import Refused

_log: Final = logging.getLogger("cxltwin.api")
_REQUEST_ID: Final = re.compile(rb"[A-Za-z0-9_.:-]{1,128}")
#: requests that carry files
_IMPORT: Final = re.compile(r"/v1/fabrics/[^/]+:import|/v1/experiments")

#: Nothing from another origin, no inline script, no frame around us.
CSP: Final = (
    b"default-src 'self'; img-src 'self' data:; style-src 'self' 'unsafe-inline';"
    b" object-src 'none'; base-uri 'none'; frame-ancestors 'none'; form-action 'self'"
)
_SECURITY: Final = (
    (b"content-security-policy", CSP),
    (b"x-content-type-options", b"nosniff"),
    (b"referrer-policy", b"no-referrer"),
)


#: Ids of requests that came without one: a random start for each process, and a counter.
_PROCESS: Final = secrets.token_hex(8)
_NUMBERS: Final = itertools.count(1)


def next_request_id() -> bytes:
    """An id that no other request has."""
    return f"{_PROCESS}-{next(_NUMBERS):x}".encode()


def body_limit(path: str) -> int:
    """How many bytes the body of a request to this path may have."""
    return limits.IMPORT_BODY_BYTES if _IMPORT.fullmatch(path) else limits.BODY_BYTES


def _check_head(scope: Scope) -> None:
    """Refuses: URI_TOO_LONG, LIMIT_EXCEEDED, BODY_TOO_LARGE, before anything is read."""
    url = len(scope.get("raw_path") or b"") + len(scope["query_string"])
    if url > limits.URL_BYTES:
        raise Refused("URI_TOO_LONG", limit=limits.URL_BYTES)
    size = 0
    declared = b""
    for name, value in scope["headers"]:
        size += len(name) + len(value)
        if name == b"content-length":
            declared = value
    if size > limits.HEADER_BYTES:
        raise Refused("LIMIT_EXCEEDED", limit="header_bytes", max=limits.HEADER_BYTES, needs=size)
    limit = body_limit(scope["path"])
    if declared.isdigit() and int(declared[:20]) > limit:
        raise Refused("BODY_TOO_LARGE", limit=limit)


class Front:
    """The outermost layer: nothing leaves the service without a request id and a status of ours."""

    __slots__ = ("app", "metrics")

    def __init__(self, app: ASGIApp, metrics: Metrics) -> None:
        self.app = app
        self.metrics = metrics

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """One request."""
        if scope["type"] != "http":
            await self.app(scope, receive, send)
            return
        given = dict(scope["headers"]).get(b"x-request-id", b"")
        request_id = given if _REQUEST_ID.fullmatch(given) else next_request_id()
        state = scope.setdefault("state", {})
        state["request_id"] = request_id.decode()
        begin = time.perf_counter()
        status = 0

        async def sending(message: Message) -> None:
            nonlocal status
            if message["type"] == "http.response.start":
                status = message["status"]
                headers = list(message.get("headers", ()))
                headers.append((b"x-request-id", request_id))
                present = {name for name, _ in headers}
                headers.extend(each for each in _SECURITY if each[0] not in present)
                message = {**message, "headers": headers}
            await send(message)

        limited = _limited(receive, body_limit(scope["path"]))
        try:
            _check_head(scope)
            await self.app(scope, limited, sending)
        except Refused as refused:
            if status:
                raise
            close = ((b"connection", b"close"),) if refused.row.http in {413, 414} else ()
            await send_reply(sending, problem(refusal_of(refused), state["request_id"], close))
        except Exception:
            _log.exception("request %s: a bug", state["request_id"])
            self.metrics.bugs.inc()
            if status:
                raise
            await send_reply(sending, bug(state["request_id"]))
        finally:
            seconds = time.perf_counter() - begin
            self.metrics.http(scope["method"], state.get("route", "other"), status, seconds)
            if _log.isEnabledFor(logging.DEBUG):
                _access(scope, status, seconds)


def _access(scope: Scope, status: int, seconds: float) -> None:
    """One line a request; no payloads, no query strings."""
    extra = {
        "request_id": scope["state"]["request_id"],
        "method": scope["method"],
        "route": scope["state"].get("route", "other"),
        "status": status,
        "milliseconds": round(seconds * 1000, 3),
    }
    path = printable(scope["path"])
    _log.debug("%s %s %d", scope["method"], path, status, extra=extra)


def bug(request_id: str) -> Reply:
    """What a client hears of a bug of ours. No input may cause it: a test holds us to that."""
    body: dict[str, Any] = {
        "type": "about:blank",
        "title": "Internal Server Error",
        "status": 500,
        "detail": "a bug of the service; its log has the request id",
        "instance": f"urn:cxltwin:request:{request_id}",
    }
    return Reply(500, to_json(body), PROBLEM)


def _limited(receive: Receive, limit: int) -> Receive:
    """`receive` that refuses a body longer than it may be, declared or not."""
    read = 0

    async def receiving() -> Message:
        nonlocal read
        message = await receive()
        if message["type"] == "http.request":
            read += len(message.get("body", b""))
            if read > limit:
                raise Refused("BODY_TOO_LARGE", limit=limit)
        return message

    return receiving
