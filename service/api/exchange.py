"""One request and its reply, as the handlers see them."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, Final

import msgspec
from starlette.types import Receive, Scope, Send

from service.api.body import decode
from service.api.row import Row
from service.edge.refusals import Refusal
from service.edge.rendering import to_json
from service.reasons import Refused

JSON: Final = b"application/json"
PROBLEM: Final = b"application/problem+json"

Header = tuple[bytes, bytes]


class Reply(msgspec.Struct, frozen=True):
    """A finished answer."""

    status: int
    body: bytes
    content_type: bytes = JSON
    headers: tuple[Header, ...] = ()


class Exchange:
    """A request below /v1: its row, its path parameters as text, and its headers."""

    __slots__ = ("_headers", "params", "receive", "request_id", "row", "scope", "send")

    def __init__(
        self, scope: Scope, receive: Receive, send: Send, row: Row, params: dict[str, str]
    ) -> None:
        self.scope = scope
        self.receive = receive
        self.send = send
        self.row = row
        self.params = params
        self.request_id: str = scope.get("state", {}).get("request_id", "")
        self._headers: dict[bytes, bytes] | None = None

    def header(self, name: bytes) -> str | None:
        """A header's value; several of the same name are joined by commas."""
        if self._headers is None:
            found: dict[bytes, bytes] = {}
            for key, value in self.scope["headers"]:
                found[key] = found[key] + b", " + value if key in found else value
            self._headers = found
        raw = self._headers.get(name)
        return None if raw is None else raw.decode("latin-1")

    async def read(self) -> bytes:
        """The whole body; the middleware in front has limited it."""
        chunks: list[bytes] = []
        while True:
            message = await self.receive()
            if message["type"] == "http.disconnect":
                raise Refused("MALFORMED_JSON", why="the client went away")
            chunks.append(message.get("body", b""))
            if not message.get("more_body", False):
                return b"".join(chunks)

    async def json(self) -> dict[str, Any]:
        """The object in the body.

        Refuses: UNSUPPORTED_MEDIA_TYPE, MALFORMED_JSON.
        """
        return self.decoded(await self.read())

    def decoded(self, text: bytes) -> dict[str, Any]:
        """The object in a text. Refuses: UNSUPPORTED_MEDIA_TYPE, MALFORMED_JSON."""
        given = self.header(b"content-type") or "no content type"
        kind, _, parameters = given.partition(";")
        charset = parameters.strip().lower()
        if kind.strip().lower() != "application/json" or charset not in {"", "charset=utf-8"}:
            raise Refused("UNSUPPORTED_MEDIA_TYPE", type=given)
        encoding = self.header(b"content-encoding") or "identity"
        if encoding.lower() != "identity":
            raise Refused("UNSUPPORTED_MEDIA_TYPE", type=f"Content-Encoding: {encoding}")
        return decode(text)

    async def json_if_any(self) -> dict[str, Any]:
        """As `json`; no body is an empty object."""
        text = await self.read()
        return self.decoded(text) if text else {}

    async def reply(self, reply: Reply) -> None:
        """Sends an answer."""
        await send_reply(self.send, reply)


async def send_reply(send: Send, reply: Reply) -> None:
    """Sends an answer with its length."""
    headers = [
        (b"content-type", reply.content_type),
        (b"content-length", str(len(reply.body)).encode()),
        *reply.headers,
    ]
    await send({"type": "http.response.start", "status": reply.status, "headers": headers})
    await send({"type": "http.response.body", "body": reply.body})


def problem(refusal: Refusal, request_id: str, headers: tuple[Header, ...] = ()) -> Reply:
    """A refusal as problem+json (RFC 9457)."""
    body: dict[str, Any] = {
        "type": f"/v1/reasons/{refusal.reason}",
        "title": refusal.title,
        "status": refusal.status,
        "detail": refusal.detail,
        "instance": f"urn:cxltwin:request:{request_id}",
        "reason": refusal.reason,
        "retryable": refusal.retryable,
        "facts": refusal.facts,
    }
    members: Mapping[str, str | None] = {
        "errno": refusal.errno,
        "source": refusal.source,
        "revision": refusal.revision,
    }
    body.update((name, value) for name, value in members.items() if value is not None)
    if refusal.status == 503:  # noqa: PLR2004 - the one status with a Retry-After
        headers = (*headers, (b"retry-after", b"1"))
    return Reply(refusal.status, to_json(body), PROBLEM, headers)
