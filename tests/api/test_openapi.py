"""The OpenAPI document: checked in, valid, and complete for a reader."""

from __future__ import annotations

import json
from collections.abc import Iterator
from typing import Any

import jsonschema
import pytest
from openapi_spec_validator import validate

from service.api import examples
from service.api.openapi import document
from service.api.openapi_dump import DOCUMENT_PATH, text
from service.api.routes import ROUTES

OPERATIONS = [
    (path, method, operation)
    for path, item in document()["paths"].items()
    for method, operation in item.items()
]
IDS = [operation["operationId"] for _, _, operation in OPERATIONS]


def test_the_document_is_checked_in() -> None:
    """Run `make openapi` when this fails."""
    assert DOCUMENT_PATH.read_text(encoding="utf-8") == text()


def test_the_document_is_valid() -> None:
    validate(json.loads(text()))


def test_every_row_is_an_operation_in_the_order_of_the_table() -> None:
    assert sorted(IDS) == sorted(row.operation_id for row in ROUTES)


def _shown(answer: dict[str, Any]) -> dict[str, Any]:
    """An answer, or the shared one that it refers to."""
    name = answer.get("$ref", "").removeprefix("#/components/responses/")
    found: dict[str, Any] = document()["components"]["responses"][name] if name else answer
    return found


@pytest.mark.parametrize(("path", "method", "operation"), OPERATIONS, ids=IDS)
def test_operation_is_complete(path: str, method: str, operation: dict[str, Any]) -> None:
    assert len(operation["summary"]) <= 60
    assert operation["description"], "says what it does"
    assert len(operation["tags"]) == 2
    answers = operation["responses"]
    assert set(answers) & {"200", "201"}
    for status, answer in answers.items():
        shown = _shown(answer)
        assert shown["description"], f"{status} names its reasons"
        if int(status) >= 400:
            assert answer == {"$ref": f"#/components/responses/Problem{status}"}
            schema = shown["content"]["application/problem+json"]["schema"]
            assert schema == {"$ref": "#/components/schemas/Problem"}
    assert {"404", "422", "503"} <= set(answers)
    if method in {"post", "patch"}:
        assert {"413", "415"} <= set(answers)
    if method in {"patch", "delete"}:
        assert {"412", "428"} <= set(answers)
    if method == "post":
        names = [each["name"] for each in operation["parameters"]]
        assert "Idempotency-Key" in names


def _resolver(schema: Any) -> dict[str, Any]:
    return {**schema, "components": document()["components"]}


@pytest.mark.parametrize(("path", "method", "operation"), OPERATIONS, ids=IDS)
def test_examples_fit_their_schemas(path: str, method: str, operation: dict[str, Any]) -> None:
    media = operation.get("requestBody", {}).get("content", {}).get("application/json")
    if media is not None:
        assert media["examples"], "at least one example"
        for example in media["examples"].values():
            jsonschema.validate(example["value"], _resolver(media["schema"]))
    for status, answer in operation["responses"].items():
        media = _shown(answer)["content"].get("application/json")
        for example in (media or {}).get("examples", {}).values():
            assert status in {"200", "201"}
            jsonschema.validate(example["value"], _resolver(media["schema"]))


def _walk(schema: Any, where: str) -> Iterator[tuple[str, dict[str, Any]]]:
    if isinstance(schema, list):
        for index, each in enumerate(schema):
            yield from _walk(each, f"{where}[{index}]")
    elif isinstance(schema, dict):
        if "$ref" in schema:
            return
        kind = schema.get("type")
        if isinstance(kind, str) and kind in {"object", "array", "string", "integer", "number"}:
            yield where, schema
        for name, each in schema.items():
            if name not in {"examples", "enum", "not", "discriminator"}:
                yield from _walk(each, f"{where}.{name}")


INPUTS = [
    (name, schema)
    for name, schema in document()["components"]["schemas"].items()
    if name.endswith(("Request", "Step"))
]


@pytest.mark.parametrize(("name", "schema"), INPUTS, ids=[name for name, _ in INPUTS])
def test_every_input_is_bounded_and_closed(name: str, schema: dict[str, Any]) -> None:
    for where, each in _walk(schema, name):
        kind = each["type"]
        if kind == "integer":
            assert each["minimum"] >= -(2**63), where
            assert each["maximum"] < 2**64, where
        elif kind == "string":
            assert "maxLength" in each or "enum" in each or "const" in each, where
        elif kind == "array":
            assert "maxItems" in each, where
        elif kind == "object":
            closed = each.get("additionalProperties") is False
            assert closed or "maxProperties" in each, where
        else:
            pytest.fail(f"{where} is a {kind}")


def test_examples_of_the_scenario_stand_in_order() -> None:
    numbers = [each.number for each in examples.load()]
    assert numbers == sorted(numbers)
