"""The generic handlers: parse, one use case, render. What they do is decided by the row."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Awaitable, Callable
from typing import Any, Final

from pydantic import ValidationError

from service.api import batch, lab_handlers
from service.api.batch import Keyed
from service.api.edge import Edge
from service.api.exchange import Exchange, Header, Reply
from service.api.params import Params, params_of
from service.api.row import Row
from service.control.calls import Call, Committed, Expect
from service.edge.imports import ImportHost, import_into
from service.edge.paging import read_one, read_page
from service.edge.refusals import invalid
from service.edge.rendering import answer_json, joined, model_json, models_json, to_json
from service.edge.views import Scope
from service.edge.words import OPTION_NAMES, ConfigOptions, Options
from service.fabric.commands import CreateFabric
from service.mm.commands import Command
from service.reasons import Refused
from service.runs.lab import Lab

Handler = Callable[[Exchange], Awaitable[Reply]]

_NO_OPTIONS: Final = Options()


def _options(body: dict[str, Any]) -> Options:
    """Takes the options of a command out of its body."""
    given = {name: body.pop(name) for name in OPTION_NAMES if name in body}
    if not given:
        return _NO_OPTIONS
    try:
        return Options.model_validate(given)
    except ValidationError as error:
        raise invalid(error) from None


def _config_options(body: dict[str, Any]) -> ConfigOptions:
    given = {"validate_only": body.pop("validate_only")} if "validate_only" in body else {}
    try:
        return ConfigOptions.model_validate(given)
    except ValidationError as error:
        raise invalid(error) from None


def expectation(options: Options) -> Expect:
    """The preconditions of a command."""
    if options.expect is None:
        return Expect()
    return Expect(host_revision=int(options.expect.host_revision))


def fingerprint(exchange: Exchange, body: dict[str, Any]) -> str:
    """A digest of method, path and body: the same request has the same, however it is spaced."""
    text = json.dumps(body, sort_keys=True, separators=(",", ":"))
    whole = f"{exchange.row.method} {exchange.scope['path']}\n{text}"
    return hashlib.sha256(whole.encode("utf-8", "surrogatepass")).hexdigest()


def replayed(committed: Committed) -> tuple[Header, ...]:
    """Says that the answer was remembered."""
    return ((b"idempotency-replayed", b"true"),) if committed.replayed else ()


class Handlers:
    """The handlers over one edge."""

    __slots__ = ("control", "lab", "metrics", "params", "tokens")

    def __init__(self, edge: Edge) -> None:
        self.control = edge.control
        self.tokens = edge.tokens
        self.metrics = edge.metrics
        self.lab = edge.lab or Lab(edge.control)
        self.params: dict[tuple[str, str], Params] = {}

    def handler(self, row: Row) -> Handler:
        """The handler of a row."""
        self.params[row.method, row.path] = params_of(row)
        by_kind: dict[str, Handler] = {
            "command": self.command,
            "plant": self.plant,
            "batch": self.batch,
            "create": self.create,
            "update": self.change,
            "delete": self.change,
            "import": self.import_host,
            "list": self.list,
            "get": self.get,
            "use": lambda exchange: lab_handlers.use(self.lab, exchange, self._key),
            "fork": lambda exchange: lab_handlers.fork(self.lab, exchange, self._key),
            "result": lambda exchange: lab_handlers.result(self.lab, exchange),
        }
        return by_kind[row.kind]

    def _params(self, exchange: Exchange) -> Params:
        return self.params[exchange.row.method, exchange.row.path]

    def _key(self, exchange: Exchange, body: dict[str, Any]) -> Keyed:
        """Idempotency key and fingerprint of a POST, where it has a key."""
        if exchange.header(b"idempotency-key") is None or exchange.row.method != "POST":
            return Keyed(None, "")
        key = self._params(exchange).read_header(exchange, "Idempotency-Key")
        return Keyed(key, fingerprint(exchange, body))

    async def command(self, exchange: Exchange) -> Reply:
        """A command of a host: 200 whatever the kernel returned."""
        params = self._params(exchange)
        params.read_query(exchange)
        path = params.read_path(exchange)
        body = await exchange.json()
        keyed = self._key(exchange, body)
        options = _options(body)
        call = Call(
            command=_command(exchange.row, body, path),
            host=path["host"],
            validate_only=options.validate_only,
            explain=options.explain,
            expect=expectation(options),
            request_id=exchange.request_id,
            idempotency_key=keyed.key,
            fingerprint=keyed.fingerprint,
        )
        committed = await self.control.execute(call)
        self.metrics.allocated((call,), (committed,))
        answer = answer_json(
            committed, explain=options.explain, validate_only=options.validate_only
        )
        return Reply(200, answer, headers=replayed(committed))

    async def plant(self, exchange: Exchange) -> Reply:
        """A command of the fabric manager: done in one revision, or refused as a whole."""
        params = self._params(exchange)
        params.read_query(exchange)
        path = params.read_path(exchange)
        body = await exchange.json()
        keyed = self._key(exchange, body)
        options = _config_options(body)
        fabric = path.pop("fabric")
        call = Call(
            command=_command(exchange.row, body, path),
            fabric=fabric,
            validate_only=options.validate_only,
            request_id=exchange.request_id,
            idempotency_key=keyed.key,
            fingerprint=keyed.fingerprint,
        )
        committed = await self.control.execute(call)
        return Reply(200, answer_json(committed), headers=replayed(committed))

    async def batch(self, exchange: Exchange) -> Reply:
        """Many commands of a host in one commit."""
        params = self._params(exchange)
        params.read_query(exchange)
        path = params.read_path(exchange)
        body = await exchange.json()
        keyed = self._key(exchange, body)
        request = batch.parse(body)
        calls = batch.calls(request, path["host"], exchange.request_id, keyed)
        committed = await self.control.execute_batch(calls, stop_on_error=request.stop_on_error)
        self.metrics.allocated(calls, committed)
        answer = batch.answer(request, committed)
        return Reply(200, answer, headers=replayed(committed[0]))

    async def create(self, exchange: Exchange) -> Reply:
        """Creates a fabric or a host: 201 with its place."""
        params = self._params(exchange)
        params.read_query(exchange)
        path = params.read_path(exchange)
        body = await exchange.json()
        keyed = self._key(exchange, body)
        options = _config_options(body)
        command = _command(exchange.row, body, {})
        fabric = command.fabric if isinstance(command, CreateFabric) else path["fabric"]
        call = Call(
            command=command,
            fabric=fabric,
            validate_only=options.validate_only,
            request_id=exchange.request_id,
            idempotency_key=keyed.key,
            fingerprint=keyed.fingerprint,
        )
        committed = await self.control.execute(call)
        return created(committed, answer_json(committed), call)

    async def import_host(self, exchange: Exchange) -> Reply:
        """Creates a host from files."""
        params = self._params(exchange)
        params.read_query(exchange)
        path = params.read_path(exchange)
        body = await exchange.json()
        keyed = self._key(exchange, body)
        options = _config_options(body)
        try:
            request = ImportHost.model_validate(body)
        except ValidationError as error:
            raise invalid(error) from None
        call = Call(
            command=_NO_COMMAND,
            fabric=path["fabric"],
            validate_only=options.validate_only,
            request_id=exchange.request_id,
            idempotency_key=keyed.key,
            fingerprint=keyed.fingerprint,
        )
        imported = await import_into(self.control, call, request)
        answer = joined(answer_json(imported.committed), model_json(imported.report))
        return created(imported.committed, answer, call)

    async def change(self, exchange: Exchange) -> Reply:
        """PATCH and DELETE of a fabric or a host, at the generation that If-Match names."""
        params = self._params(exchange)
        query = params.read_query(exchange)
        path = params.read_path(exchange)
        body = await (exchange.json_if_any if exchange.row.method == "DELETE" else exchange.json)()
        options = _config_options(body)
        command = _command(exchange.row, body, {})
        tag = params.read_header(exchange, "If-Match")
        if tag is None:
            raise Refused("PRECONDITION_REQUIRED", path=exchange.scope["path"])
        generation = int(tag.strip('"'))
        validate_only = options.validate_only or query.get("validate_only", False)
        call = Call(
            command=command,
            fabric=path.get("fabric"),
            host=path.get("host"),
            validate_only=validate_only,
            expect=Expect(generation=generation),
            request_id=exchange.request_id,
        )
        committed = await self.control.execute(call)
        headers: tuple[Header, ...] = ()
        if exchange.row.kind == "update" and not validate_only:
            headers = (etag(generation + 1),)
        return Reply(200, answer_json(committed), headers=headers)

    async def list(self, exchange: Exchange) -> Reply:
        """One page of a list."""
        params = self._params(exchange)
        view = exchange.row.view
        assert view is not None, "a list has a view"
        query = params.read_query(exchange)
        paging = {name: query.pop(name) for name in ("page_size", "page_token") if name in query}
        wanted = {**query, **params.read_path(exchange)}
        page = await read_page(self.control, self.tokens, view, wanted, **paging, lab=self.lab)
        token = to_json({"next_page_token": page.next_page_token})
        body = joined(b'{"items":' + models_json(page.items) + b"}", token)
        return Reply(200, body, headers=seen(page.scope))

    async def get(self, exchange: Exchange) -> Reply:
        """One resource."""
        params = self._params(exchange)
        view = exchange.row.view
        assert view is not None, "a resource has a view"
        wanted = {**params.read_query(exchange), **params.read_path(exchange)}
        item, scope = await read_one(self.control, view, wanted)
        headers = seen(scope)
        generation = getattr(item, "generation", None)
        if generation is not None:
            headers = (*headers, etag(generation))
        return Reply(200, model_json(item), headers=headers)


class _NoCommand(Command):
    """Stands in a call until the files of an import have been read."""

    op = "no_command"


_NO_COMMAND: Final = _NoCommand()


def _command(row: Row, body: dict[str, Any], path: dict[str, Any]) -> Command:
    """The command of a row: body and path parameters together.

    Refuses: INVALID_FIELD; a path parameter must not stand in the body again.
    """
    assert row.command is not None, "the row has a command"
    fields = row.command.model_fields
    for name, value in path.items():
        if name in fields:
            if name in body:
                raise Refused("INVALID_FIELD", field=name, why="stands in the path already")
            body[name] = value
    try:
        return row.command.model_validate(body)
    except ValidationError as error:
        raise invalid(error) from None


def etag(generation: int) -> Header:
    """The ETag of a configuration."""
    return b"etag", f'"{generation}"'.encode()


def seen(scope: Scope) -> tuple[Header, ...]:
    """The revisions that a read saw."""
    headers: list[Header] = []
    if scope.fabric is not None:
        headers.append((b"cxltwin-revision", str(scope.fabric.revision).encode()))
    if scope.entry is not None:
        headers.append((b"cxltwin-host-revision", str(scope.entry.revision).encode()))
    return tuple(headers)


def created(committed: Committed, answer: bytes, call: Call) -> Reply:
    """201 with the place of the new resource; 200 where it was only validated."""
    if call.validate_only:
        return Reply(200, answer)
    if isinstance(call.command, CreateFabric):
        place = f"/v1/fabrics/{committed.fabric}"
    else:
        place = f"/v1/hosts/{committed.host}"
    headers = ((b"location", place.encode()), *replayed(committed))
    return Reply(201, answer, headers=headers)
