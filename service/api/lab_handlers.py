"""Handlers of what is no command of a fabric: experiments, forks and replays, own models."""

from __future__ import annotations

from typing import Any, Final

from pydantic import ValidationError

from service.api.batch import Keyed
from service.api.exchange import Exchange, Header, Reply
from service.api.params import params_of
from service.control.calls import Call
from service.edge.refusals import invalid
from service.edge.rendering import answer_json, model_json
from service.edge.uses import USES, Use, keyed_of
from service.fabric.commands import DeleteFabric
from service.reasons import Refused
from service.runs import whatif
from service.runs.lab import MEDIA, Lab
from service.runs.shapes import ForkHostRequest

_YAML: Final = frozenset({"application/yaml", "text/yaml", "application/x-yaml"})
#: the member that says that a JSON body is itself the document
_DOCUMENT: Final = "apiVersion"
#: Stands in a call until it is known what stands behind the fork.
_LATER: Final = DeleteFabric()


async def _body(exchange: Exchange, use: Use) -> dict[str, Any]:
    """The fields in a body; YAML, and JSON without the field of a text, are that text."""
    if not use.text:
        return await exchange.json_if_any()
    kind = (exchange.header(b"content-type") or "").partition(";")[0].strip().lower()
    text = await exchange.read()
    if kind not in _YAML:
        found = exchange.decoded(text)
        if _DOCUMENT not in found:
            return found
    try:
        return {use.text: text.decode("utf-8")}
    except UnicodeDecodeError:
        raise Refused("INVALID_FIELD", field=use.text, why="the document is not UTF-8") from None


async def use(lab: Lab, exchange: Exchange, keyed: Any) -> Reply:
    """A request of the table of uses."""
    row = USES[exchange.row.operation_id]
    params = params_of(exchange.row)
    params.read_query(exchange)
    path = params.read_path(exchange)
    body = await _body(exchange, row)
    found: Keyed = keyed(exchange, body)
    if exchange.row.method == "DELETE":
        tag = params.read_header(exchange, "If-Match")
        path |= {} if tag is None else {"generation": int(tag.strip('"'))}
    for name in path:
        if name in body:
            raise Refused("INVALID_FIELD", field=name, why="stands in the path or a header")
    try:
        request = row.request.model_validate({**body, **path})
    except ValidationError as error:
        raise invalid(error) from None
    answer, replayed = await row.run(lab, request, keyed_of(found.key, found.fingerprint))
    headers: list[Header] = [(b"idempotency-replayed", b"true")] if replayed else []
    if row.place is None or getattr(request, "validate_only", False):
        return Reply(200, model_json(answer), headers=tuple(headers))
    headers.append((b"location", row.place(answer).encode()))
    return Reply(201, model_json(answer), headers=tuple(headers))


async def fork(lab: Lab, exchange: Exchange, keyed: Any) -> Reply:
    """A host that stands where another one stands, or stood."""
    params = params_of(exchange.row)
    params.read_query(exchange)
    path = params.read_path(exchange)
    body = await exchange.json()
    found: Keyed = keyed(exchange, body)
    if "host" in body:
        raise Refused("INVALID_FIELD", field="host", why="stands in the path already")
    try:
        request = ForkHostRequest.model_validate({**body, **path})
    except ValidationError as error:
        raise invalid(error) from None
    call = Call(
        command=_LATER,
        validate_only=request.validate_only,
        request_id=exchange.request_id,
        idempotency_key=found.key,
        fingerprint=found.fingerprint,
    )
    committed = await whatif.fork(lab, call, request)
    answer = answer_json(committed)
    if request.validate_only:
        return Reply(200, answer)
    headers: tuple[Header, ...] = ((b"location", f"/v1/hosts/{request.name}".encode()),)
    if committed.replayed:
        headers = (*headers, (b"idempotency-replayed", b"true"))
    return Reply(201, answer, headers=headers)


async def result(lab: Lab, exchange: Exchange) -> Reply:
    """The bytes of a result, as the command line writes them."""
    params = params_of(exchange.row)
    form = params.read_query(exchange).get("format", "json")
    name = params.read_path(exchange)["experiment"]
    data = await lab.result(name, form)
    headers: tuple[Header, ...] = ()
    if form == "html":  # a report of its own, with its style inside and nothing from elsewhere
        policy = b"default-src 'none'; style-src 'unsafe-inline'; img-src data:"
        headers = ((b"content-security-policy", policy),)
    return Reply(200, data, MEDIA[form].encode(), headers)
