"""Path, query and header parameters: parsed strictly, by the same types as the commands."""

from __future__ import annotations

import re
from typing import Annotated, Any, Final, Literal
from urllib.parse import parse_qsl

from pydantic import Field, TypeAdapter, ValidationError

from service.api.exchange import Exchange
from service.api.row import Row
from service.bounded import FabricName, Hex, HostName, ModelId, ModelName, Nid, Pid
from service.edge.refusals import invalid, printable
from service.edge.words import EntityTag, IdempotencyKey, PageSize, PageToken, RevisionText
from service.fabric.cxl.commands import MemdevName, PlantName
from service.reasons import Refused
from service.runs.shapes import Cell, Format, State

_INTEGER: Final = re.compile(r"-?(?:0|[1-9][0-9]{0,18})")
_BOOLEANS: Final = {"true": True, "false": False}

_TYPES: Final[dict[str, Any]] = {
    "fabric": FabricName,
    "host": HostName,
    "pid": Pid,
    "nid": Nid,
    "model": ModelId,
    "variant": ModelId,
    "first": ModelName,
    "second": ModelName,
    "experiment": HostName,
    "cell": Cell,
    "format": Format,
    "switch": PlantName,
    "device": PlantName,
    "memdev": MemdevName,
    "composition": PlantName,
    "hpa": Hex,
    "dpa": Hex,
    "reason": Annotated[str, Field(pattern=r"^[A-Z][A-Z0-9_]{1,63}$", max_length=64)],
    "page_size": PageSize,
    "page_token": PageToken,
    "revision": RevisionText,
    "since": RevisionText,
    "validate_only": bool,
    "state": Literal["online", "offline", "going-offline"],
    "experiment_state": State,
    "If-Match": EntityTag,
    "Idempotency-Key": IdempotencyKey,
    "Last-Event-ID": RevisionText,
}

TEXTS: Final[dict[str, str]] = {
    "fabric": "name of a fabric",
    "host": "name of a host; unique in the service",
    "pid": "process id",
    "nid": "NUMA node id",
    "model": "id of a kernel model",
    "variant": "name of a variant of it",
    "first": "a kernel model: an id, a variant, or one's own",
    "second": "another one",
    "experiment": "name of an experiment",
    "cell": "a number of the result, as `cells` names it",
    "format": "how the result is written",
    "switch": "name of a switch of the fabric",
    "vcs_id": "id of a virtual CXL switch",
    "vppb_id": "number of a vPPB of the virtual switch",
    "device": "name of a device of the fabric",
    "memdev": "a memdev of the host, as `cxl list` names it",
    "region": "a region of the host, as `cxl list` names it",
    "composition": "name of a composition of the fabric",
    "hpa": "a host physical address",
    "dpa": "an address of the device",
    "reason": "a row of the error table",
    "page_size": "items of a page",
    "page_token": "`next_page_token` of the page before; empty for the first page",
    "revision": "a revision of the host's fabric; of a read: the host as it was then",
    "since": "events with a greater revision",
    "validate_only": "check and answer, but commit nothing",
    "state": "state of a memory block, or of an experiment",
    "If-Match": "the ETag of the resource as it was read; absent is 428, stale is 412",
    "Idempotency-Key": "a retry with the same key and body gets the first answer and has no effect",
    "Last-Event-ID": "the last revision that the watcher has seen; wins over `since`",
}


#: Adapter and schema of a type; few types serve many routes, and compiling one takes a millisecond.
_ADAPTERS: Final[dict[str, tuple[TypeAdapter[Any], dict[str, Any]]]] = {}


def _compiled(type_: Any) -> tuple[TypeAdapter[Any], dict[str, Any]]:
    key = repr(type_)
    if key not in _ADAPTERS:
        adapter: TypeAdapter[Any] = TypeAdapter(type_)
        _ADAPTERS[key] = adapter, adapter.json_schema()
    return _ADAPTERS[key]


class Param:
    """One parameter: where it stands, its type and its published schema."""

    __slots__ = ("adapter", "kind", "name", "required", "schema", "where")

    def __init__(self, name: str, where: str, type_: Any, *, required: bool) -> None:
        self.name = name
        self.where = where
        self.required = required
        self.adapter, self.schema = _compiled(type_)
        self.kind = self.schema.get("type", "string")

    def parse(self, text: str) -> Any:
        """The value behind the text. Refuses: INVALID_FIELD."""
        value: Any = text
        if self.kind == "integer":
            if not _INTEGER.fullmatch(text):
                raise Refused("INVALID_FIELD", field=self.name, why="must be a decimal integer")
            value = int(text)
        elif self.kind == "boolean":
            value = _BOOLEANS.get(text, text)
        try:
            return self.adapter.validate_python(value, strict=True)
        except ValidationError as error:
            raise invalid(error, self.name) from None


def _path_type(row: Row, name: str) -> Any:
    if row.command is not None and name in row.command.model_fields:
        field = row.command.model_fields[name]
        return Annotated[field.annotation, *field.metadata] if field.metadata else field.annotation
    return _TYPES[name]


def _query_type(row: Row, name: str) -> Any:
    of_experiment = name == "state" and row.operation_id == "list_experiments"
    return _TYPES["experiment_state" if of_experiment else name]


def _is_needed(row: Row, name: str) -> bool:
    return row.view is not None and name in row.view.needs


def _query_names(row: Row) -> tuple[str, ...]:
    match row.kind:
        case "list":
            assert row.view is not None, "a list has a view"
            return (*row.view.params, "page_size", "page_token")
        case "get":
            assert row.view is not None, "a resource has a view"
            return row.view.params
        case "events":
            return ("since", "page_size", "page_token")
        case "delete":
            return ("validate_only",)
        case "result":
            return ("format",)
        case _:
            return ()


def _header_names(row: Row) -> tuple[str, ...]:
    if row.method == "POST":
        return ("Idempotency-Key",)
    if row.method in {"PATCH", "DELETE"}:
        return ("If-Match",)
    return ("Last-Event-ID",) if row.kind == "events" else ()


class Params:
    """The parameters of a row."""

    __slots__ = ("headers", "path", "query")

    def __init__(self, row: Row) -> None:
        self.path = {
            name: Param(name, "path", _path_type(row, name), required=True)
            for name in row.path_params
        }
        self.query = {
            name: Param(name, "query", _query_type(row, name), required=_is_needed(row, name))
            for name in _query_names(row)
        }
        self.headers = {
            name: Param(name, "header", _TYPES[name], required=name == "If-Match")
            for name in _header_names(row)
        }

    def all(self) -> list[Param]:
        """All of them, in the order of the document."""
        return [*self.path.values(), *self.query.values(), *self.headers.values()]

    def read_path(self, exchange: Exchange) -> dict[str, Any]:
        """The path parameters. Refuses: INVALID_FIELD."""
        return {name: self.path[name].parse(text) for name, text in exchange.params.items()}

    def read_query(self, exchange: Exchange) -> dict[str, Any]:
        """The query parameters. Refuses: INVALID_FIELD: unknown, repeated or malformed."""
        raw: bytes = exchange.scope["query_string"]
        if not raw:
            return {}
        try:
            pairs = parse_qsl(
                raw.decode("ascii"),
                keep_blank_values=True,
                strict_parsing=True,
                errors="strict",
                max_num_fields=32,
            )
        except ValueError:
            raise Refused(
                "INVALID_FIELD", field="query", why="the query string is malformed"
            ) from None
        values: dict[str, Any] = {}
        for name, text in pairs:
            if name not in self.query:
                raise Refused("INVALID_FIELD", field=printable(name), why="no such query parameter")
            if name in values:
                raise Refused("INVALID_FIELD", field=name, why="given twice")
            values[name] = self.query[name].parse(text)
        return values

    def read_header(self, exchange: Exchange, name: str) -> Any:
        """A header, or None. Refuses: INVALID_FIELD."""
        text = exchange.header(name.lower().encode())
        return None if text is None else self.headers[name].parse(text)


_COMPILED: Final[dict[tuple[str, str], Params]] = {}


def params_of(row: Row) -> Params:
    """The parameters of a row, compiled once per process."""
    key = (row.method, row.path)
    if key not in _COMPILED:
        _COMPILED[key] = Params(row)
    return _COMPILED[key]
