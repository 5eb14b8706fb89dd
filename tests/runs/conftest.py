"""A whole service in this process, its worker processes included, and clients of both doors."""

from __future__ import annotations

import time
from collections.abc import Callable, Iterator
from typing import Any

import grpc
import pytest

from service.app import Addresses
from service.client import Client
from service.client.requests import Request, new_key, object_of
from service.rpc.convert import build, to_dict
from service.rpc.methods import METHODS
from service.rpc.pool import message_class
from tests.api.conftest import TOPOLOGY
from tests.support.serving import running_service

Json = dict[str, Any]
#: Calls an rpc by its operation; a stream gives the list of its messages.
Rpc = Callable[..., Any]
FINISHED = {"succeeded", "failed", "cancelled", "interrupted"}


@pytest.fixture(scope="module")
def addresses() -> Iterator[Addresses]:
    with running_service() as found:
        yield found


@pytest.fixture(scope="module")
def client(addresses: Addresses) -> Iterator[Client]:
    """REST, with fabric `demo` and host `june`."""
    with Client(addresses.http, timeout=60) as found:
        story(found)
        yield found


def post(client: Client, path: str, body: Json, key: str = "") -> Json:
    """A POST. Refuses: Problem."""
    headers = {"Idempotency-Key": key or new_key()}
    return object_of(client.send(Request("POST", path, body, headers=headers)))


def story(client: Client, fabric: str = "demo", host: str = "june") -> None:
    """A host that binds pages to a private node and fails to make it a task's policy."""
    client.create_fabric(fabric)
    client.create_host(fabric, host, "thread-2026-06", topology=TOPOLOGY)
    ops = {
        "name": "ops",
        "flags": ["NP_OPS_MIGRATION", "NP_OPS_MEMPOLICY"],
        "callbacks": ["migrate_to", "folio_migrate"],
    }
    client.call(host, "node_private_register", nid=2, owner="drv")
    client.call(host, "node_private_set_ops", nid=2, ops=ops)
    memory = {"start": "0x1000000000", "size": 128 << 20}
    client.call(host, "add_private_memory_driver_managed", nid=2, owner="drv", **memory)
    client.call(host, "online_pages", **memory)
    client.call(host, "create_task", pid=100, cpu=0)
    client.call(host, "mmap", pid=100, area="buf", nr_pages=64)
    client.call(host, "set_mempolicy", pid=100, mode="MPOL_BIND", nodemask=[2])
    client.call(host, "mbind", pid=100, area="buf", mode="MPOL_BIND", nodemask=[2])
    client.call(host, "touch", pid=100, area="buf", count=16)


def ended(client: Client, name: str) -> Json:
    """An experiment when it is over."""
    for _ in range(600):
        view = client.get("get_experiment", experiment=name)
        if view["state"] in FINISHED:
            return view
        time.sleep(0.05)
    raise AssertionError(f"{name} does not end: {view}")


@pytest.fixture(scope="module")
def rpc(addresses: Addresses, client: Client) -> Iterator[Rpc]:
    """GRPC to the same service."""
    del client  # it has made the host
    methods = {method.op: method for method in METHODS}
    with grpc.insecure_channel(addresses.grpc) as channel:

        def call(op: str, **fields: Any) -> Any:
            method = methods[op]
            request = build(message_class(method.request), fields)
            kind = "stream" if method.kind in {"result", "progress"} else "unary"
            send = getattr(channel, f"unary_{kind}")(
                method.path,
                request_serializer=type(request).SerializeToString,
                response_deserializer=message_class(method.response).FromString,
            )
            answer = send(request, timeout=60)
            return [to_dict(each) for each in answer] if kind == "stream" else to_dict(answer)

        yield call
