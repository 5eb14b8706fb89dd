"""`cxltwin fabric`: whole fabrics from files and bundles, and commands of the fabric manager."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import typer

from service.cli import output
from service.cli.answer_text import answer_text
from service.cli.calling import field_of
from service.client import Client
from service.client.paths import OTHER_ROUTES, ROUTES
from service.client.requests import Request, new_key, object_of, read_request
from service.experiments.fabric_file import FabricFile, FabricStep, of_events, write
from service.fabric.commands import CXL_PLANT_COMMANDS, HOST_COMMANDS

Json = dict[str, Any]


def call_plant(
    client: Client, fabric: str, op: str, fields: Sequence[str], *, as_json: bool
) -> None:
    """Sends a command of the fabric manager and prints its answer."""
    if op not in CXL_PLANT_COMMANDS:
        known = ", ".join(sorted(CXL_PLANT_COMMANDS))
        output.fail(output.EXIT_USAGE, f"no operation {op}; there are {known}")
    given = dict(field_of(text) for text in fields)
    missing = [name for name in OTHER_ROUTES[op].params if name not in {*given, "fabric"}]
    if missing:
        output.fail(output.EXIT_USAGE, f"{op} needs {', '.join(missing)}")
    answer = plant(client, fabric, op, given)
    if as_json:
        output.print_json(answer)
    else:
        typer.echo(answer_text(answer, ()), nl=False)


def plant(client: Client, fabric: str, op: str, fields: Json) -> Json:
    """A command of the fabric manager. Refuses: Problem."""
    route = OTHER_ROUTES[op]
    path = route.fill({**fields, "fabric": fabric})
    body = {name: value for name, value in fields.items() if name not in route.params}
    request = Request("POST", path, body, headers={"Idempotency-Key": new_key()})
    return object_of(client.send(request))


def load(client: Client, file: FabricFile, fabric: str) -> str:
    """Runs the commands of a file on a new fabric; what was made, as text."""
    refused = 0
    with output.progress(f"building {fabric}") as progress:
        for number, step in enumerate(file.steps, 1):
            refused += _run(client, fabric, step) < 0
            progress(number, len(file.steps))
    kept = f", {refused} of them refused by a kernel as before" if refused else ""
    return f"fabric {fabric}: {len(file.steps)} commands{kept}\n"


def _run(client: Client, fabric: str, step: FabricStep) -> int:
    if step.op == "create_fabric":
        return int(client.create_fabric(fabric, step.fields.get("description", ""))["ret"])
    if step.op == "create_host":
        return int(client.create_host(fabric, **step.fields)["ret"])
    if step.op == "fork_host":
        return _fork(client, step.fields)
    if step.op in CXL_PLANT_COMMANDS:
        return int(plant(client, fabric, step.op, step.fields)["ret"])
    if step.op in HOST_COMMANDS:
        assert step.host is not None, "a command of a host names it"
        return client.call(step.host, step.op, **step.fields).ret
    return _configure(client, fabric, step)


def _fork(client: Client, fields: Json) -> int:
    """A fork again: its past is that of this fabric, so the state that it carries is made anew."""
    body: Json = {"name": fields["host"], "description": fields.get("description", "")}
    body |= {name: fields[name] for name in ("kernel_model", "knobs") if fields.get(name)}
    if "revision" in fields:
        body["revision"] = str(fields["revision"])
    path = ROUTES["fork_host"].fill({"host": fields["source"]})
    request = Request("POST", path, body, headers={"Idempotency-Key": new_key()})
    return int(object_of(client.send(request))["ret"])


def _configure(client: Client, fabric: str, step: FabricStep) -> int:
    """PATCH and DELETE of a fabric or a host, as it stands now."""
    kind = "host" if step.op.endswith("_host") else "fabric"
    params = {kind: step.host or fabric}
    found = client.send(read_request(f"get_{kind}", params))
    object_of(found)
    route = ROUTES[step.op]
    body = step.fields if route.method == "PATCH" else None
    headers = {"If-Match": found.headers["etag"]}
    request = Request(route.method, route.fill(params), body, headers=headers)
    return int(object_of(client.send(request))["ret"])


def export(client: Client, fabric: str) -> str:
    """The file of a fabric as it stands."""
    return write(of_events(fabric, client.items("list_events", fabric=fabric)))
