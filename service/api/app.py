"""The FastAPI application: the routes below /v1, probes, metrics, documentation pages."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any, Final

from fastapi import FastAPI
from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import BaseRoute, Match, Route
from starlette.types import Receive, Scope, Send

from service.api import docs
from service.api.edge import Edge
from service.api.events import Events, wants_stream
from service.api.exchange import Exchange, Reply, problem, send_reply
from service.api.handlers import Handler, Handlers
from service.api.middleware import Front, bug
from service.api.openapi import document
from service.api.router import Router
from service.api.routes import ROUTES
from service.api.row import Row
from service.edge.refusals import refusal_of
from service.reasons import Refused

_ACCEPTED: Final = frozenset(
    {"*/*", "application/*", "application/json", "application/problem+json"}
)


def acceptable(accept: str | None) -> bool:
    """Whether the client takes JSON."""
    if not accept:
        return True
    for part in accept.split(","):
        kind, _, parameters = part.partition(";")
        weight = parameters.replace(" ", "").lower()
        refused = weight.startswith("q=0") and not weight.strip("q=0.")
        if kind.strip().lower() in _ACCEPTED and not refused:
            return True
    return False


class V1:
    """Everything below /v1, as one ASGI application over the route table."""

    __slots__ = ("_events", "_handlers", "_router", "edge")

    def __init__(self, edge: Edge) -> None:
        self.edge = edge
        handlers = Handlers(edge)
        self._router = Router(ROUTES)
        self._events = Events(edge)
        self._handlers: dict[tuple[str, str], Handler] = {
            (row.method, row.path): handlers.handler(row) for row in ROUTES if row.kind != "events"
        }

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Finds the row, answers, or refuses."""
        request_id = scope["state"]["request_id"]
        method = scope["method"]
        found = self._router.find(scope["path"])
        if found is None:
            raise Refused("UNKNOWN_RESOURCE", path=scope["path"])
        row = found.rows.get("GET" if method == "HEAD" else method)
        if row is None:
            refused = Refused("METHOD_NOT_ALLOWED", method=method, path=scope["path"])
            allow = (b"allow", allowed(found.rows).encode())
            await send_reply(send, problem(refusal_of(refused), request_id, (allow,)))
            return
        scope["state"]["route"] = row.path
        try:
            await self._answer(row, Exchange(scope, receive, send, row, found.params))
        except Refused as refused:
            params = found.params
            refused.revision = self.edge.control.revision_about(
                params.get("fabric"), params.get("host")
            )
            raise

    async def _answer(self, row: Row, exchange: Exchange) -> None:
        """Answers one request of a row."""
        if row.kind == "events" and wants_stream(exchange):
            await self._events.stream(exchange)
            return
        accept = exchange.header(b"accept")
        if not acceptable(accept):
            raise Refused("NOT_ACCEPTABLE", accept=accept)
        if row.kind == "events":
            await exchange.reply(await self._events.page(exchange))
            return
        await exchange.reply(await self._handlers[row.method, row.path](exchange))


def allowed(methods: Sequence[str] | dict[str, Any]) -> str:
    """The Allow header: the union over everything that answers on a path."""
    names = set(methods)
    if "GET" in names:
        names.add("HEAD")
    return ", ".join(sorted(names))


class _Outside:
    """404 and 405 for paths that the route table does not have, as problems."""

    __slots__ = ("routes",)

    def __init__(self, routes: Sequence[BaseRoute]) -> None:
        self.routes = routes

    async def __call__(self, request: Request, error: Exception) -> Response:
        """The problem; 405 names the union of the methods of all matching routes."""
        methods: set[str] = set()
        for route in self.routes:
            match, _ = route.matches(request.scope)
            if match is not Match.NONE:
                methods |= set(getattr(route, "methods", None) or ())
        path = request.url.path
        headers = {}
        if getattr(error, "status_code", 404) == 405 and methods:  # noqa: PLR2004
            refused = Refused("METHOD_NOT_ALLOWED", method=request.method, path=path)
            headers["allow"] = allowed(sorted(methods))
        else:
            refused = Refused("UNKNOWN_RESOURCE", path=path)
        reply = problem(refusal_of(refused), request.scope["state"]["request_id"])
        return _response(reply, headers)


def _response(reply: Reply, headers: Mapping[str, str] | None = None) -> Response:
    found = {name.decode(): value.decode() for name, value in reply.headers}
    found.update(headers or {})
    return Response(reply.body, reply.status, found, media_type=reply.content_type.decode())


async def _refused(request: Request, error: Exception) -> Response:
    """A refusal outside of /v1."""
    assert isinstance(error, Refused), "the handler of refusals"
    return _response(problem(refusal_of(error), request.scope["state"]["request_id"]))


async def _bug(request: Request, error: Exception) -> Response:
    """A bug outside of /v1; it is raised again after this answer, and noted by `Front`."""
    del error
    return _response(bug(request.scope["state"]["request_id"]))


def _probes(edge: Edge) -> list[BaseRoute]:
    async def healthz(_: Request) -> Response:
        return Response(b'{"status":"ok"}', media_type="application/json")

    async def readyz(_: Request) -> Response:
        if edge.draining.is_set():
            raise Refused("DRAINING")
        await edge.control.ping()
        return Response(b'{"status":"ready"}', media_type="application/json")

    async def metrics(_: Request) -> Response:
        fabrics = await edge.control.fabrics()
        text = edge.metrics.text(fabrics)
        return Response(text, media_type="text/plain; version=0.0.4; charset=utf-8")

    return [
        Route("/healthz", healthz, name="healthz"),
        Route("/readyz", readyz, name="readyz"),
        Route("/metrics", metrics, name="metrics"),
    ]


class Twin:
    """The application: what is below /v1 goes straight to the route table, the rest to FastAPI.

    FastAPI's dispatch costs more than a simulated call; its document is ours in any case.
    """

    __slots__ = ("_v1", "fastapi")

    def __init__(self, edge: Edge, ui: Sequence[BaseRoute]) -> None:
        self._v1 = V1(edge)
        self.fastapi = FastAPI(title="cxltwin", docs_url=None, redoc_url=None, openapi_url=None)
        self.fastapi.openapi = document  # type: ignore[method-assign]
        router = self.fastapi.router
        router.redirect_slashes = False
        router.routes.extend([*_probes(edge), *docs.routes(), *ui])
        outside = _Outside(router.routes)
        self.fastapi.add_exception_handler(404, outside)
        self.fastapi.add_exception_handler(405, outside)
        self.fastapi.add_exception_handler(Refused, _refused)
        self.fastapi.add_exception_handler(Exception, _bug)

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """One request."""
        if scope["type"] == "http" and scope["path"].startswith("/v1/"):
            await self._v1(scope, receive, send)
        else:
            await self.fastapi(scope, receive, send)


def build(edge: Edge, ui: Sequence[BaseRoute] = ()) -> Front:
    """The application behind its limits. `ui` are the routes of the dashboard, `/` among them."""
    return Front(Twin(edge, ui), edge.metrics)
