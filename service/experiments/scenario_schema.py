"""The JSON Schema of scenario files, for editors and other checkers.

Made from the models: the arguments of every operation, with node names allowed where a step may
name a node. What a schema cannot say (a name must be a node of the host) the loader checks.
"""

from __future__ import annotations

from typing import Any, Final

from service.experiments.scenario import Scenario
from service.experiments.scenario_expect import Expect
from service.experiments.scenario_load import READ_ARGS
from service.experiments.scenario_names import NODE_FIELDS, NODE_LIST_FIELDS
from service.fabric.commands import HOST_COMMANDS
from service.mm.commands import Command

Schema = dict[str, Any]

_NAME: Final[Schema] = {"type": "string", "pattern": "^[A-Za-z][A-Za-z0-9_]{0,15}$"}
_NODE: Final[Schema] = {"anyOf": [{"type": "integer", "minimum": -(2**31)}, _NAME]}
_READ_ARGS: Final[dict[str, Schema]] = {
    "node": _NODE,
    "pid": {"type": "integer", "minimum": 1},
    "area": {"type": "string"},
    "file": {"type": "string"},
}


def schema() -> Schema:
    """The schema of a scenario file."""
    document = Scenario.model_json_schema()
    defs: Schema = document["$defs"]
    expect = Expect.model_json_schema()
    defs.update(expect.pop("$defs", {}))
    defs["Expect"] = expect
    step: Schema = defs["ScenarioStep"]
    step["properties"]["expect"] = {
        "description": "assertions, or blocks of them by model and `default`",
        "anyOf": [
            {"$ref": "#/$defs/Expect"},
            {"type": "object", "additionalProperties": {"$ref": "#/$defs/Expect"}},
        ],
    }
    step["properties"]["op"] = {"enum": sorted(HOST_COMMANDS)}
    step["oneOf"] = [{"required": ["op"]}, {"required": ["read"]}]
    step["allOf"] = [
        *(_when("op", op, _command_args(HOST_COMMANDS[op], defs)) for op in sorted(HOST_COMMANDS)),
        *(_when("read", kind, _read_args(kind)) for kind in sorted(READ_ARGS)),
    ]
    return {
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        "$id": "urn:cxltwin:scenario:v1",
        **document,
        "title": "cxltwin scenario",
    }


def _when(key: str, value: str, args: Schema) -> Schema:
    then: Schema = {"properties": {"args": args}}
    if args.get("required"):
        then["required"] = ["args"]
    return {"if": {"properties": {key: {"const": value}}, "required": [key]}, "then": then}


def _command_args(command: type[Command], defs: Schema) -> Schema:
    args = command.model_json_schema()
    defs.update(args.pop("$defs", {}))
    for noise in ("title", "description", "oneOf"):
        args.pop(noise, None)
    properties: Schema = args.get("properties", {})
    for name in properties:
        if name in NODE_FIELDS:
            properties[name] = _NODE
        elif name in NODE_LIST_FIELDS:
            properties[name] = {"type": "array", "items": _NODE, "maxItems": 1024}
    if {"start", "size"} <= properties.keys():
        properties["range"] = {**_NAME, "description": "start and size of a node's memory"}
        required = [name for name in args.pop("required", []) if name not in {"start", "size"}]
        args["required"] = required
        args["anyOf"] = [{"required": ["range"]}, {"required": ["start", "size"]}]
    return args


def _read_args(kind: str) -> Schema:
    needed, allowed = READ_ARGS[kind]
    return {
        "type": "object",
        "properties": {name: _READ_ARGS[name] for name in sorted(needed | allowed)},
        "required": sorted(needed),
        "additionalProperties": False,
    }
