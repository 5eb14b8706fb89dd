"""The protos carry the names of the models, and the generated code is that of the protos."""

from __future__ import annotations

import shutil
import subprocess
from pathlib import Path

import pytest
from google.protobuf.descriptor import Descriptor
from pydantic import BaseModel

from service.drivers.messages import Hello, Notice, Welcome
from service.edge.imports import ImportHost, ImportReport
from service.edge.views import VIEWS
from service.fabric.commands import ALL_COMMANDS, DriverAnswer
from service.fabric.whatif.commands import WHATIF_COMMANDS
from service.mm.commands import COMMANDS
from service.rpc import generate, protogen
from service.rpc.methods import DRIVER, METHODS, Method
from service.rpc.pool import FILES, message_class

COMMITTED = {"fabric", "host", "model", "revision", "host_revision", "replayed"}
EXPLAINED = {"trace", "would_ask"}
OPTIONS = {"validate_only", "explain", "expect", "idempotency_key"}
ROOT = Path(__file__).resolve().parents[2]


def names(descriptor: Descriptor) -> set[str]:
    return {field.name for field in descriptor.fields}


def test_every_command_and_every_view_has_an_rpc() -> None:
    ops = {method.op for method in METHODS}
    assert set(ALL_COMMANDS) | set(VIEWS) <= ops
    for package, file in FILES.items():
        (service,) = file.services_by_name.values()
        wanted = [method.rpc for method in METHODS if method.package == package]
        assert sorted(each.name for each in service.methods) == sorted(wanted)


def fields_of(model: type[BaseModel]) -> set[str]:
    return set(model.model_fields)


@pytest.mark.parametrize("method", METHODS, ids=lambda method: method.path)
def test_messages_have_the_fields_of_the_models(method: Method) -> None:
    request = names(message_class(method.request).DESCRIPTOR)
    response = names(message_class(method.response).DESCRIPTOR)
    if method.kind == "command":
        assert method.command is not None
        assert request == fields_of(method.command) | OPTIONS | {"host"}
        assert response == fields_of(method.command.answer) | COMMITTED | EXPLAINED
    elif method.kind == "create":
        assert method.command is not None
        own = {"fabric", "validate_only", "idempotency_key"}
        assert request == fields_of(method.command) | own
        assert response == fields_of(method.command.answer) | COMMITTED
    elif method.kind == "import":
        own = {"fabric", "validate_only", "idempotency_key"}
        assert request == fields_of(ImportHost) | own
        assert fields_of(ImportReport) < response
    elif method.kind == "one":
        assert response == {"item", "revision", "host_revision"}
    elif method.kind == "list":
        assert method.view is not None
        assert {"page_size", "page_token", *method.view.filters} <= request
        assert response == {"items", "next_page_token", "revision", "host_revision"}


@pytest.mark.parametrize(
    ("message", "model"),
    [("Hello", Hello), ("Welcome", Welcome), ("Notice", Notice), ("CallbackAnswer", DriverAnswer)],
)
def test_messages_of_a_drivers_stream_have_the_fields_of_the_models(
    message: str, model: type[BaseModel]
) -> None:
    """The outcome of an answer is the service's word, not the driver's."""
    found = names(message_class(f"{DRIVER}.{message}").DESCRIPTOR)
    assert found == fields_of(model) - {"outcome"}


def _models(model: type[BaseModel], found: dict[str, type[BaseModel]]) -> None:
    for name, schema in model.model_json_schema(ref_template="{model}").get("$defs", {}).items():
        found.setdefault(name, schema)


def test_shared_messages_have_the_fields_of_the_models() -> None:
    schemas: dict[str, dict[str, object]] = {}
    sent = [each for op, each in ALL_COMMANDS.items() if op not in WHATIF_COMMANDS]
    models = [*sent, ImportHost, ImportReport]
    models += [view.model for view in VIEWS.values()]
    models += [command.answer for command in COMMANDS.values()]
    for model in models:
        schema = model.model_json_schema(ref_template="{model}")
        schemas.update(schema.get("$defs", {}))
    messages = {
        message.name: message
        for file in FILES.values()
        for each in (file, *file.dependencies)
        for message in each.message_types_by_name.values()
    }
    assert schemas
    for name, schema in schemas.items():
        properties = schema.get("properties")
        if properties is not None:
            assert isinstance(properties, dict)
            assert names(messages[name]) == set(properties), name


def test_proto_files_are_those_of_the_models() -> None:
    """Run `make proto` when this fails."""
    for path, text in protogen.files().items():
        assert (protogen.PROTO_ROOT / path).read_text(encoding="utf-8") == text, path


def test_generated_code_is_that_of_the_protos() -> None:
    """Run `make proto` when this fails."""
    found = generate.generate()
    there = {
        str(path.relative_to(generate.GEN_ROOT)): path.read_text(encoding="utf-8")
        for path in generate.GEN_ROOT.rglob("*.py*")
        if "__pycache__" not in path.parts
    }
    assert set(there) == set(found)
    for name, text in found.items():
        assert there[name] == text, name


def test_field_numbers_are_kept_and_never_reused() -> None:
    numbers = protogen.Numbers(
        "message A {\n  optional string x = 1;\n  optional int32 y = 2;\n}\n"
    )
    assigned, reserved = numbers.assign("A", ["z", "y"])
    assert assigned == {"z": 3, "y": 2}
    assert reserved == [1]
    again = protogen.Numbers("message A {\n  reserved 1, 5;\n  repeated B y = 2;\n}\n")
    assert again.assign("A", ["y", "x"]) == ({"y": 2, "x": 6}, [1, 5])


def test_the_protos_pass_buf_lint() -> None:
    buf = shutil.which("buf") or str(ROOT / ".venv" / "bin" / "buf")
    done = subprocess.run(
        [buf, "lint"], cwd=ROOT, capture_output=True, text=True, timeout=120, check=False
    )
    assert done.returncode == 0, done.stdout + done.stderr
