"""From pydantic models to proto messages, by way of their JSON Schema.

Rules: an integer is int32 where its bounds fit, uint64 where it exceeds 63 bits (JSON has a hex
string for it as well) and int64 elsewhere; kernel words are strings; every
scalar is `optional`, so that absent and zero differ; a list whose absence differs from emptiness is
a `...List` message; a list of lists is a list of `...Row` messages; a pair is a `NodeCount`.
"""

from __future__ import annotations

from typing import Any, Final

import msgspec
from pydantic import BaseModel

_INT32_MAX: Final = 2**31 - 1
_INT64_MAX: Final = 2**63 - 1
Schema = dict[str, Any]


class Field(msgspec.Struct, frozen=True):
    """A field of a message: `label` is `optional`, `repeated` or empty (messages and maps)."""

    name: str
    type: str
    label: str = "optional"


class Message(msgspec.Struct, frozen=True):
    """A message: its comment and its fields in order."""

    name: str
    comment: str
    fields: tuple[Field, ...]


#: messages that stand for JSON arrays
NODE_COUNT: Final = Message(
    "NodeCount", "Pages on a node.", (Field("nid", "int32"), Field("nr_pages", "int64"))
)


def _list_of(type_: str) -> Message:
    name = type_.capitalize() if type_ in {"int32", "int64", "uint64", "string"} else type_
    return Message(
        f"{name}List", "A list that may be absent.", (Field("values", type_, "repeated"),)
    )


def _row_of(type_: str) -> Message:
    return Message(
        f"{type_.capitalize()}Row", "A row of a matrix.", (Field("values", type_, "repeated"),)
    )


class Shapes:
    """Collects the messages that a set of models needs, in the order in which they are met."""

    def __init__(self) -> None:
        self.messages: dict[str, Message] = {}
        self.needs_struct = False

    def fields(self, model: type[BaseModel], without: tuple[str, ...] = ()) -> tuple[Field, ...]:
        """The fields of a model; what they refer to becomes messages."""
        schema = model.model_json_schema(ref_template="{model}", mode="validation")
        definitions = schema.get("$defs", {})
        for name, each in definitions.items():
            self._define(name, each)
        return tuple(
            self._field(name, each, name in schema.get("required", ()))
            for name, each in schema.get("properties", {}).items()
            if name not in without
        )

    def message(self, model: type[BaseModel]) -> str:
        """A model as a message of its own name."""
        self._put(Message(model.__name__, one_line(model.__doc__), self.fields(model)))
        return model.__name__

    def _put(self, message: Message) -> str:
        known = self.messages.setdefault(message.name, message)
        assert known == message, f"two messages are called {message.name}"
        return message.name

    def _define(self, name: str, schema: Schema) -> None:
        if name in self.messages:
            return
        fields = tuple(
            self._field(each, sub, each in schema.get("required", ()))
            for each, sub in schema.get("properties", {}).items()
        )
        self._put(Message(name, one_line(schema.get("description")), fields))

    def _field(self, name: str, schema: Schema, required: bool) -> Field:  # noqa: FBT001
        bare, nullable = _without_null(schema)
        kind = bare.get("type")
        if kind == "array":
            return self._array(
                name,
                bare,
                absent_differs=not required and (nullable or bool(schema.get("default", True))),
            )
        if kind == "object":
            return Field(name, self._map(bare), "")
        type_ = self._scalar(bare)
        return Field(name, type_, "" if "$ref" in bare else "optional")

    def _array(self, name: str, schema: Schema, *, absent_differs: bool) -> Field:
        items = schema["items"]
        if "prefixItems" in items:
            self._put(NODE_COUNT)
            return Field(name, NODE_COUNT.name, "repeated")
        if items.get("type") == "array":
            row = _row_of(self._scalar(items["items"]))
            return Field(name, self._put(row), "repeated")
        type_ = self._scalar(items)
        if absent_differs:
            return Field(name, self._put(_list_of(type_)), "")
        return Field(name, type_, "repeated")

    def _map(self, schema: Schema) -> str:
        values = next(iter(schema.get("patternProperties", {}).values()), None)
        if values is None:
            values = schema.get("additionalProperties")
        if isinstance(values, dict) and values.get("type") == "string":
            return "map<string, string>"
        self.needs_struct = True
        return "google.protobuf.Struct"

    def _scalar(self, schema: Schema) -> str:
        if "$ref" in schema:
            return str(schema["$ref"])
        kind = schema.get("type", "string")
        if kind != "integer":
            return {"boolean": "bool", "string": "string"}[kind]
        fits = (
            schema.get("maximum", _INT32_MAX + 1) <= _INT32_MAX
            and schema.get("minimum", -_INT32_MAX - 2) >= -_INT32_MAX - 1
        )
        wide = schema.get("maximum", 0) > _INT64_MAX
        return "int32" if fits else "uint64" if wide else "int64"


def _without_null(schema: Schema) -> tuple[Schema, bool]:
    """The schema without its `null` alternative, and whether absence means something of its own."""
    choices = schema.get("anyOf")
    if choices is None:
        return schema, "default" in schema and schema["default"] is None
    left = [each for each in choices if each.get("type") != "null"]
    if [each.get("type") for each in left] == ["integer", "string"]:
        left = left[:1]  # an integer of 64 bits; proto has a type for it
    assert len(left) == 1, f"one type per field: {schema}"
    nullable = any(each.get("type") == "null" for each in choices)
    return left[0], nullable or ("default" in schema and schema["default"] is None)


def one_line(text: str | None) -> str:
    """A text with its line breaks as blanks."""
    return " ".join((text or "").split())
