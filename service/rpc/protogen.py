"""Writes the proto files from the command models, the view models and the rpc table.

Field numbers are kept: a file that exists says which number a field has; new fields get the next
free one and the number of a field that went is reserved. `python -m service.rpc.protogen`.
"""

from __future__ import annotations

import re
import textwrap
from collections.abc import Iterable
from pathlib import Path
from typing import Final

from pydantic import BaseModel

from service.edge.imports import ImportHost, ImportReport
from service.edge.resources import EventView
from service.fabric.commands import HOST_COMMANDS, DriverAnswer, Question
from service.fabric.devices.commands import DEVICE_COMMANDS
from service.mm.commands import Answer, TraceEntry
from service.rpc.attach_shapes import ONEOFS, attach_messages
from service.rpc.lab_shapes import COMMITTED, LAB_MESSAGES, lab_text
from service.rpc.methods import DRIVER, EXPERIMENTS, FABRIC, METHODS, MM, SERVICES, Method
from service.rpc.shapes import Field, Message, Shapes

PROTO_ROOT: Final = Path(__file__).resolve().parents[2] / "proto"
#: package -> file of its messages; the driver package has none of its own
_TYPES: Final = {
    MM: "cxltwin/mm/v1/types.proto",
    FABRIC: "cxltwin/fabric/v1/types.proto",
    EXPERIMENTS: "cxltwin/experiments/v1/types.proto",
}
_SERVICE_FILES: Final = {
    MM: "cxltwin/mm/v1/mm_service.proto",
    FABRIC: "cxltwin/fabric/v1/fabric_service.proto",
    DRIVER: "cxltwin/driver/v1/driver_service.proto",
    EXPERIMENTS: "cxltwin/experiments/v1/experiment_service.proto",
}
_STRUCT: Final = "google/protobuf/struct.proto"
_FIELD: Final = re.compile(r"^ {2,4}(?:optional |repeated )?(?:map<[^>]+>|[\w.]+) (\w+) = (\d+);")
_RESERVED: Final = re.compile(r"^  reserved ([0-9, ]+);")
_MESSAGE: Final = re.compile(r"^message (\w+) \{")

_EXPECT: Final = Message(
    "Expect",
    "Preconditions of a command; one that does not hold refuses it.",
    (Field("host_revision", "int64"),),
)
_OPTIONS: Final = (
    Field("validate_only", "bool"),
    Field("explain", "bool"),
    Field("expect", "Expect", ""),
    Field("idempotency_key", "string"),
)
_CONFIG: Final = (Field("validate_only", "bool"), Field("idempotency_key", "string"))
_HOST: Final = Field("host", "string")
_FABRIC_NAME: Final = Field("fabric", "string")
_COMMITTED: Final = COMMITTED
_EXPLAINED: Final = (
    Field("trace", "TraceEntry", "repeated"),
    Field("would_ask", "Question", "repeated"),
)
_PAGING: Final = (Field("page_size", "int32"), Field("page_token", "string"))
_SEEN: Final = (Field("revision", "int64"), Field("host_revision", "int64"))


class Numbers:
    """The field numbers of the files as they are."""

    def __init__(self, text: str) -> None:
        self.fields: dict[str, dict[str, int]] = {}
        self.reserved: dict[str, set[int]] = {}
        message = ""
        for line in text.splitlines():
            if found := _MESSAGE.match(line):
                message = found[1]
                self.fields[message], self.reserved[message] = {}, set()
            elif found := _FIELD.match(line):
                self.fields[message][found[1]] = int(found[2])
            elif found := _RESERVED.match(line):
                self.reserved[message] = {int(number) for number in found[1].split(",")}

    def assign(self, message: str, names: Iterable[str]) -> tuple[dict[str, int], list[int]]:
        """The number of each field, and the numbers that must not come back."""
        known = self.fields.get(message, {})
        wanted = list(names)
        reserved = self.reserved.get(message, set()) | {
            number for name, number in known.items() if name not in wanted
        }
        following = max([0, *known.values(), *reserved]) + 1
        numbers: dict[str, int] = {}
        for name in wanted:
            if name not in known:
                numbers[name] = following
                following += 1
            else:
                numbers[name] = known[name]
        return numbers, sorted(reserved)


class _Package:
    """The messages of a package: shared types, and requests and responses of its service."""

    def __init__(self, package: str) -> None:
        self.package = package
        self.shapes = Shapes()
        self.calls: list[Message] = []

    def add(self, method: Method) -> None:
        """Request and response of an rpc."""
        if method.kind == "attach":
            self.calls += attach_messages(self.shapes)
            return
        request, response = _MESSAGES[method.kind](self.shapes, method)
        comment = f"{method.rpc}, as the operation `{method.op}` of REST."
        self.calls.append(Message(f"{method.rpc}Request", comment, _unique(request)))
        self.calls.append(Message(f"{method.rpc}Response", "", _unique(response)))


def _unique(fields: tuple[Field, ...]) -> tuple[Field, ...]:
    names = [field.name for field in fields]
    assert len(set(names)) == len(names), f"a field stands twice: {names}"
    return fields


def _with_trace(shapes: Shapes) -> tuple[Field, ...]:
    shapes.message(TraceEntry)
    shapes.message(Question)
    return _EXPLAINED


def _command(shapes: Shapes, method: Method) -> tuple[tuple[Field, ...], tuple[Field, ...]]:
    assert method.command is not None, "a command has a type"
    shapes.messages.setdefault(_EXPECT.name, _EXPECT)
    return (
        (_HOST, *_OPTIONS, *shapes.fields(method.command)),
        (*_COMMITTED, *_with_trace(shapes), *shapes.fields(method.command.answer)),
    )


def _create(shapes: Shapes, method: Method) -> tuple[tuple[Field, ...], tuple[Field, ...]]:
    assert method.command is not None, "a command has a type"
    fields = shapes.fields(method.command)
    own = () if any(field.name == "fabric" for field in fields) else (_FABRIC_NAME,)
    return (*own, *_CONFIG, *fields), (*_COMMITTED, *shapes.fields(method.command.answer))


def _change(shapes: Shapes, method: Method) -> tuple[tuple[Field, ...], tuple[Field, ...]]:
    assert method.command is not None, "a command has a type"
    name = _HOST if method.op.endswith("_host") else _FABRIC_NAME
    generation = Field("generation", "int64")
    request = (name, generation, Field("validate_only", "bool"), *shapes.fields(method.command))
    return request, (*_COMMITTED, *shapes.fields(method.command.answer))


def _import(shapes: Shapes, method: Method) -> tuple[tuple[Field, ...], tuple[Field, ...]]:
    del method
    request = (_FABRIC_NAME, *_CONFIG, *shapes.fields(ImportHost))
    return request, (*_COMMITTED, *shapes.fields(Answer), *shapes.fields(ImportReport))


def _view_params(method: Method) -> tuple[Field, ...]:
    assert method.view is not None, "a read has a view"
    names = {"host": (_HOST,), "fabric": (_FABRIC_NAME,), "service": ()}[method.view.level]
    own = {
        "get_node": (Field("nid", "int32"),),
        "get_task": (Field("pid", "int32"),),
        "numa_maps": (Field("pid", "int32"),),
        "get_switch": (Field("switch", "string"),),
        "list_vppbs": (Field("switch", "string"),),
        "get_device": (Field("device", "string"),),
        "list_dc_extents": (Field("device", "string"),),
        "get_composition": (Field("composition", "string"),),
        "get_explanation": (Field("revision", "int64"),),
        "get_hpa": (Field("hpa", "string"),),
        "get_dpa": (Field("memdev", "string"), Field("dpa", "string")),
        "get_model": (Field("model", "string"),),
        "get_model_variant": (Field("model", "string"), Field("variant", "string")),
        "get_experiment": (Field("experiment", "string"),),
        "list_experiment_cells": (Field("experiment", "string"),),
        "list_experiment_events": (Field("experiment", "string"),),
        "get_reason": (Field("reason", "string"),),
    }.get(method.op, ())
    types = {"nid": "int32", "revision": "int64"}
    filters = tuple(Field(name, types.get(name, "string")) for name in method.view.params)
    return (*names, *own, *filters)


def _one(shapes: Shapes, method: Method) -> tuple[tuple[Field, ...], tuple[Field, ...]]:
    assert method.view is not None, "a read has a view"
    item = Field("item", shapes.message(method.view.model), "")
    return _view_params(method), (item, *_SEEN)


def _list(shapes: Shapes, method: Method) -> tuple[tuple[Field, ...], tuple[Field, ...]]:
    assert method.view is not None, "a read has a view"
    items = Field("items", shapes.message(method.view.model), "repeated")
    response = (items, Field("next_page_token", "string"), *_SEEN)
    return (*_view_params(method), *_PAGING), response


def _watch(shapes: Shapes, method: Method) -> tuple[tuple[Field, ...], tuple[Field, ...]]:
    del method
    event = Field("event", shapes.message(EventView), "")
    return (_FABRIC_NAME, Field("since", "int64")), (event,)


def _batch(shapes: Shapes, method: Method) -> tuple[tuple[Field, ...], tuple[Field, ...]]:
    del method
    shapes.messages.setdefault(_EXPECT.name, _EXPECT)
    refusal = Message(
        "Refusal",
        "A request that the control plane refuses; a row of the error table with its facts.",
        (
            Field("reason", "string"),
            Field("code", "string"),
            Field("detail", "string"),
            Field("retryable", "bool"),
            Field("facts", "map<string, string>", ""),
        ),
    )
    shapes.messages.setdefault(refusal.name, refusal)
    request = (
        Field("id", "int64"),
        _HOST,
        *_OPTIONS,
        Field("stop_on_error", "bool"),
        Field("steps", "BatchStep", "repeated"),
    )
    response = (
        Field("id", "int64"),
        Field("results", "BatchResult", "repeated"),
        Field("stopped", "bool"),
        Field("refusal", "Refusal", ""),
    )
    return request, response


_MESSAGES: Final = {
    "command": _command,
    "create": _create,
    "change": _change,
    "import": _import,
    "one": _one,
    "list": _list,
    "batch": _batch,
    "watch": _watch,
    **LAB_MESSAGES,
}


_ONEOF_COMMENTS: Final = {
    "BatchStep": "One of the commands, as `op` of a step in REST.",
    "BatchResult": "One of the commands, as `op` of a step in REST.",
    "AttachRequest": "What a driver says: Hello first, then answers and heartbeats.",
    "AttachResponse": "What a driver hears: Welcome first, then callbacks and how they ended.",
}


def _batch_oneofs(package: str) -> list[tuple[str, str, list[Field]]]:
    """The two messages of a batch that hold one of many.

    The service of memory takes the commands of memory, that of the fabric all of a host: its
    package may name those of the others, theirs may not name it.
    """
    ops = {
        method.op: method
        for method in reversed(METHODS)
        if method.kind == "command" and package in {method.package, FABRIC}
    }
    chosen = [ops[op] for op in HOST_COMMANDS if op in ops]
    steps = [Field(each.op, each.request.removeprefix(f"{package}."), "") for each in chosen]
    results = [Field(each.op, each.response.removeprefix(f"{package}."), "") for each in chosen]
    return [("BatchStep", "step", steps), ("BatchResult", "result", results)]


def _render(message: Message, numbers: Numbers) -> str:
    assigned, reserved = numbers.assign(message.name, [field.name for field in message.fields])
    lines = [f"// {line}" for line in textwrap.wrap(message.comment, 96)]
    if not message.fields:
        return "\n".join([*lines, f"message {message.name} {{}}"])
    lines.append(f"message {message.name} {{")
    if reserved:
        lines.append(f"  reserved {', '.join(map(str, reserved))};")
    for field in sorted(message.fields, key=lambda each: assigned[each.name]):
        label = f"{field.label} " if field.label else ""
        lines.append(f"  {label}{field.type} {field.name} = {assigned[field.name]};")
    return "\n".join([*lines, "}"])


def _render_oneof(name: str, oneof: str, fields: list[Field], numbers: Numbers) -> str:
    assigned, reserved = numbers.assign(name, [field.name for field in fields])
    lines = [f"// {_ONEOF_COMMENTS[name]}", f"message {name} {{"]
    if reserved:
        lines.append(f"  reserved {', '.join(map(str, reserved))};")
    lines.append(f"  oneof {oneof} {{")
    ordered = sorted(fields, key=lambda each: assigned[each.name])
    lines += [f"    {field.type} {field.name} = {assigned[field.name]};" for field in ordered]
    return "\n".join([*lines, "  }", "}"])


def _render_service(package: str) -> str:
    name, comment = SERVICES[package]
    lines = [f"// {line}" for line in textwrap.wrap(comment, 96)]
    lines.append(f"service {name} {{")
    for method in METHODS:
        if method.package != package:
            continue
        request = "stream " if method.kind in {"batch", "attach"} else ""
        response = "stream " if method.kind in _STREAMS else ""
        lines += [f"  // {line}" for line in textwrap.wrap(_summary(method), 94)]
        lines.append(
            f"  rpc {method.rpc}({request}{method.rpc}Request) returns"
            f" ({response}{method.rpc}Response);"
        )
    return "\n".join([*lines, "}"])


_STREAMS: Final = frozenset({"batch", "watch", "attach", "result", "progress"})


def _summary(method: Method) -> str:
    if method.kind == "batch":
        return (
            "Each message is a batch in one commit; batches run in order and are answered in order."
            " A refused batch is answered with `refusal`; the stream goes on. A step's own `host`"
            " and options are not read."
        )
    if method.kind == "attach":
        return (
            "A driver serves a node: it is asked the callbacks that may sleep, told the others and"
            " how each ended. A newer epoch fences the session before it; a driver that comes back"
            " is asked again what it did not answer."
        )
    if method.kind == "watch":
        return "Committed commands with revision > since, and then each new one, without a gap."
    if method.kind in LAB_MESSAGES:
        doc: str | None = lab_text(method)
    elif method.kind == "import":
        doc = ImportHost.__doc__
    else:
        view = method.view
        model: type[BaseModel] = method.command or (view.model if view else Answer)
        doc = model.__doc__
    return " ".join((doc or "").split("\n\n")[0].split())


def _file(package: str, imports: list[str], parts: list[str], about: str) -> str:
    head = [
        "// Written by `python -m service.rpc.protogen` from the command models; numbers are kept.",
        f"// {about}",
        'syntax = "proto3";',
        "",
        f"package {package};",
        "",
    ]
    head += [f'import "{each}";' for each in sorted(imports)]
    if imports:
        head.append("")
    return "\n".join(head) + "\n" + "\n\n".join(parts) + "\n"


def _qualified(messages: list[Message], own: set[str], foreign: dict[str, str]) -> list[Message]:
    """Types of another package by their full name."""
    return [
        Message(
            message.name,
            message.comment,
            tuple(
                Field(f.name, f"{foreign[f.type]}.{f.type}", f.label)
                if f.type in foreign and f.type not in own
                else f
                for f in message.fields
            ),
        )
        for message in messages
    ]


def files(root: Path = PROTO_ROOT) -> dict[str, str]:
    """The text of every proto file, by its path below the proto root."""
    packages = {name: _Package(name) for name in SERVICES}
    for method in METHODS:
        packages[method.package].add(method)
    packages[MM].shapes.fields(DriverAnswer)  # its parts are types of mm
    for command in DEVICE_COMMANDS.values():  # their parts are types of mm
        packages[MM].shapes.fields(command)
        packages[MM].shapes.fields(command.answer)
    shared = packages[MM].shapes.messages
    home = dict.fromkeys(shared, MM)
    found: dict[str, str] = {}
    for name, package in packages.items():
        own = {
            each: message
            for each, message in package.shapes.messages.items()
            if name == MM or each not in shared
        }
        for each, message in package.shapes.messages.items():
            assert each in own or shared[each] == message, f"two messages are called {each}"
        if name == DRIVER:
            assert not own, f"a driver's types are those of mm: {sorted(own)}"
        else:
            found[_TYPES[name]] = _types_file(name, list(own.values()), set(own), home, root)
        found[_SERVICE_FILES[name]] = _service_file(package, set(own), home, root)
    return found


def _read(root: Path, path: str) -> Numbers:
    file = root / path
    return Numbers(file.read_text(encoding="utf-8") if file.exists() else "")


def _types_file(
    name: str, messages: list[Message], own: set[str], home: dict[str, str], root: Path
) -> str:
    numbers = _read(root, _TYPES[name])
    messages = sorted(_qualified(messages, own, home), key=lambda message: message.name)
    imports = set()
    for message in messages:
        for field in message.fields:
            if field.type.startswith("google.protobuf."):
                imports.add(_STRUCT)
            elif field.type.startswith(f"{MM}."):
                imports.add(_TYPES[MM])
    parts = [_render(message, numbers) for message in messages]
    about = "Scalars are `optional`: absent and zero differ. Addresses are hex strings."
    return _file(name, sorted(imports), parts, about)


def _service_file(package: _Package, own: set[str], home: dict[str, str], root: Path) -> str:
    name = package.package
    numbers = _read(root, _SERVICE_FILES[name])
    calls = _qualified(package.calls, own, home)
    imports = {_TYPES[name]} if name in _TYPES else set()
    if any(field.type.startswith(f"{MM}.") for call in calls for field in call.fields):
        imports.add(_TYPES[MM])
    parts = [_render_service(name), *(_render(message, numbers) for message in calls)]
    oneofs = {
        **{package: _batch_oneofs(package) for package in (MM, FABRIC)},
        DRIVER: [(each, oneof, list(fields)) for each, oneof, fields in ONEOFS],
    }
    for each, oneof, fields in oneofs.get(name, ()):
        imports |= {
            _SERVICE_FILES[other]
            for other in _SERVICE_FILES
            if any(field.type.startswith(f"{other}.") for field in fields)
        }
        parts.append(_render_oneof(each, oneof, fields, numbers))
    return _file(name, sorted(imports), parts, SERVICES[name][1].split(";")[0].split(".")[0] + ".")


def main() -> None:
    """Writes the files."""
    for path, text in files().items():
        target = PROTO_ROOT / path
        target.parent.mkdir(parents=True, exist_ok=True)
        target.write_text(text, encoding="utf-8")


if __name__ == "__main__":
    main()
