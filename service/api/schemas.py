"""JSON Schema components of the OpenAPI document, from the models that validate."""

from __future__ import annotations

from typing import Any, Final

from pydantic import BaseModel, TypeAdapter

from service.api.batch import BatchRequest
from service.bounded import HostName, ModelName, Strict
from service.edge.imports import ImportHost, ImportReport
from service.edge.resources import EventView
from service.edge.words import ConfigOptions, RevisionText
from service.fabric.commands import HOST_COMMANDS, Question
from service.mm.commands import Command, TraceEntry
from service.reasons import CONTROL_REASONS, KERNEL_REASONS

_REF: Final = "#/components/schemas/{model}"
_PLAIN_WORDS: Final = ("title", "default")
Schema = dict[str, Any]
_KERNEL_REASON: Final[Schema] = {
    "type": "string",
    "enum": sorted(KERNEL_REASONS),
    "description": "Why a kernel refused a simulated call: a row of `/v1/reasons`.",
}


def pascal(name: str) -> str:
    """`set_mempolicy` as `SetMempolicy`."""
    return "".join(part.capitalize() for part in name.split("_"))


def ref(name: str) -> Schema:
    """A reference to a component."""
    return {"$ref": _REF.format(model=name)}


def _tidy(schema: Any, *, named: bool = False) -> Any:
    """Without titles, `null` alternatives and null defaults: an optional field is absent."""
    if isinstance(schema, list):
        return [_tidy(each) for each in schema]
    if not isinstance(schema, dict):
        return schema
    if named:
        return {name: _tidy(each) for name, each in schema.items()}
    found = dict(schema)
    if "title" in found and isinstance(found["title"], str):
        del found["title"]
    if found.get("default", 0) is None:
        del found["default"]
    if "patternProperties" in found:
        found["additionalProperties"] = False
    choices = found.get("anyOf")
    if isinstance(choices, list):
        left = [each for each in choices if each != {"type": "null"}]
        if len(left) == 1:
            del found["anyOf"]
            found = {**left[0], **found}
        else:
            found["anyOf"] = left
    return {
        key: _tidy(each, named=key in {"properties", "patternProperties", "$defs"})
        for key, each in found.items()
        if key != "examples"
    }


class Components:
    """Collects component schemas; two models of one name must be one schema."""

    def __init__(self) -> None:
        self.schemas: dict[str, Schema] = {}

    def put(self, name: str, schema: Schema) -> Schema:
        """Adds a schema under a name; returns the reference to it."""
        known = self.schemas.setdefault(name, schema)
        assert known == schema, f"two schemas are called {name}"
        return ref(name)

    def flat(self, model: type[BaseModel]) -> Schema:
        """The schema of a model, what it refers to hoisted into the components."""
        schema = _tidy(model.model_json_schema(ref_template=_REF, mode="validation"))
        for name, each in schema.pop("$defs", {}).items():
            self.put(name, each)
        return dict(schema)

    def model(self, model: type[BaseModel]) -> Schema:
        """A model as a component under its own name."""
        return self.put(model.__name__, self.flat(model))

    def type(self, type_: Any) -> Schema:
        """The schema of a field type."""
        return dict(_tidy(TypeAdapter(type_).json_schema(ref_template=_REF)))


def request_schema(
    components: Components, command: type[Command], without: tuple[str, ...], options: type[Strict]
) -> Schema:
    """The body of a command: its fields but those of the path, and the options."""
    schema = components.flat(command)
    properties = dict(schema.get("properties", {}))
    required = [name for name in schema.get("required", ()) if name not in without]
    for name in without:
        properties.pop(name, None)
    extra = components.flat(options)
    schema["properties"] = {**properties, **extra["properties"]}
    schema.pop("required", None)
    if required:
        schema["required"] = required
    return schema


def use_schema(components: Components, model: type[BaseModel], without: tuple[str, ...]) -> Schema:
    """The body of a request that is no command: its fields but those of the path."""
    schema = components.flat(model)
    properties = dict(schema.get("properties", {}))
    for name in without:
        properties.pop(name, None)
    required = [name for name in schema.get("required", ()) if name not in without]
    schema["properties"] = properties
    schema.pop("required", None)
    if required:
        schema["required"] = required
    return schema


def _committed_members(components: Components) -> Schema:
    return {
        "fabric": {**components.type(HostName), "description": "the fabric whose order this is in"},
        "host": components.type(HostName),
        "model": {**components.type(ModelName), "description": "kernel model that answered"},
        "revision": {
            **components.type(RevisionText),
            "description": "the fabric's revision of this command; absent when only validated",
        },
        "host_revision": components.type(RevisionText),
    }


def answer_schema(components: Components, answer: type[BaseModel], *, options: bool) -> Schema:
    """An answer: the engine's members, and those of the control room."""
    schema = components.flat(answer)
    schema["properties"] = {**schema["properties"], **_committed_members(components)}
    if options:
        trace = components.model(TraceEntry)
        schema["properties"]["trace"] = {
            "type": "array",
            "items": trace,
            "description": "how it was decided; with `explain`",
        }
        schema["properties"]["would_ask"] = {
            "type": "array",
            "items": components.model(Question),
            "description": "what drivers would have been asked; with `validate_only`",
        }
    schema["required"] = [*schema["required"], "fabric"]
    schema["properties"]["reason"] = components.put("KernelReason", _KERNEL_REASON)
    return schema


def import_schemas(components: Components, answer: type[BaseModel]) -> tuple[Schema, Schema]:
    """Body and answer of an import."""
    body = components.flat(ImportHost)
    body["properties"].update(components.flat(ConfigOptions)["properties"])
    report = components.flat(ImportReport)
    schema = answer_schema(components, answer, options=False)
    schema["properties"].update(report["properties"])
    schema["required"] = [*schema["required"], *report["required"]]
    schema["description"] = report["description"]
    return body, schema


def batch_schemas(components: Components, answers: dict[str, str]) -> tuple[Schema, Schema]:
    """Body and answer of a batch: steps by `op`, and the answers of those operations."""
    mapping: dict[str, str] = {}
    for op, command in HOST_COMMANDS.items():
        step = components.flat(command)
        step["properties"] = {"op": {"type": "string", "const": op}, **step.get("properties", {})}
        step["required"] = ["op", *step.get("required", ())]
        name = f"{pascal(op)}Step"
        components.put(name, step)
        mapping[op] = _REF.format(model=name)
    steps = {
        "oneOf": [{"$ref": target} for target in mapping.values()],
        "discriminator": {"propertyName": "op", "mapping": mapping},
    }
    body = components.flat(BatchRequest)
    body["properties"]["steps"]["items"] = steps
    results = {"type": "array", "items": {"anyOf": [ref(name) for name in answers.values()]}}
    answer = {
        "type": "object",
        "additionalProperties": False,
        "required": ["results", "stopped"],
        "properties": {
            "results": {**results, "description": "one answer per step that ran, in order"},
            "stopped": {"type": "boolean", "description": "stop_on_error ended the batch early"},
        },
    }
    return body, answer


def list_schema(item: Schema) -> Schema:
    """A page of a list."""
    token = {"type": "string", "maxLength": 1024, "description": "empty on the last page"}
    return {
        "type": "object",
        "additionalProperties": False,
        "required": ["items", "next_page_token"],
        "properties": {"items": {"type": "array", "items": item}, "next_page_token": token},
    }


def event_schema(components: Components) -> Schema:
    """An event."""
    return components.model(EventView)


def problem_schema() -> Schema:
    """problem+json (RFC 9457) with our members."""
    text = {"type": "string", "maxLength": 2000}
    return {
        "type": "object",
        "description": "A request that the control plane refuses (RFC 9457).",
        "additionalProperties": False,
        "required": [
            "type",
            "title",
            "status",
            "detail",
            "instance",
            "reason",
            "retryable",
            "facts",
        ],
        "properties": {
            "type": {**text, "description": "where the row of the error table stands"},
            "title": text,
            "status": {"type": "integer", "minimum": 400, "maximum": 599},
            "detail": text,
            "instance": {**text, "description": "names this request, as X-Request-Id does"},
            "reason": {"type": "string", "enum": sorted(CONTROL_REASONS)},
            "retryable": {"type": "boolean"},
            "facts": {"type": "object", "description": "what the detail was made of"},
            "errno": {**text, "description": "where a kernel step refused"},
            "source": text,
            "revision": text,
        },
    }
