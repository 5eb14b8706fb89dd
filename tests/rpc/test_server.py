"""The gRPC edge: health, reflection, refusals, and the same answers as REST."""

from __future__ import annotations

import asyncio
from typing import Any

import grpc
import httpx
import pytest
from google.protobuf.json_format import MessageToDict
from google.rpc import error_details_pb2
from grpc_health.v1 import health_pb2, health_pb2_grpc
from grpc_reflection.v1alpha import reflection_pb2, reflection_pb2_grpc
from grpc_status import rpc_status

from service.api.edge import Edge
from service.api.examples import request_of
from service.control.control import Control
from service.fabric.commands import HOST_COMMANDS
from service.reasons import Refused
from service.rpc.convert import build, to_dict
from service.rpc.methods import DRIVER, FABRIC, METHODS, MM, Method
from service.rpc.pool import message_class
from service.rpc.server import SERVICE_NAMES, Server
from tests.api.conftest import TOPOLOGY

BY_OP = {(method.package, method.op): method for method in METHODS}


def request_for(method: Method, **fields: Any) -> Any:
    return build(message_class(method.request), fields)


async def call(channel: Any, op: str, package: str = MM, **fields: Any) -> Any:
    method = BY_OP[package, op]
    unary = channel.unary_unary(
        method.path,
        request_serializer=message_class(method.request).SerializeToString,
        response_deserializer=message_class(method.response).FromString,
    )
    return await unary(request_for(method, **fields))


async def refused(channel: Any, op: str, package: str = MM, **fields: Any) -> tuple[Any, Any]:
    with pytest.raises(grpc.aio.AioRpcError) as error:
        await call(channel, op, package, **fields)
    status = rpc_status.from_call(error.value)
    info = error_details_pb2.ErrorInfo()
    assert status is not None
    assert status.details[0].Unpack(info)
    return error.value.code(), info


async def test_health_answers_for_each_service(
    empty_channel: Any, server: tuple[Server, int]
) -> None:
    stub = health_pb2_grpc.HealthStub(empty_channel)
    for name in ("", *SERVICE_NAMES):
        answer = await stub.Check(health_pb2.HealthCheckRequest(service=name))
        assert answer.status == health_pb2.HealthCheckResponse.SERVING
    await server[0].drain()
    answer = await stub.Check(health_pb2.HealthCheckRequest(service=""))
    assert answer.status == health_pb2.HealthCheckResponse.NOT_SERVING


async def test_reflection_lists_the_services(empty_channel: Any) -> None:
    stub = reflection_pb2_grpc.ServerReflectionStub(empty_channel)

    async def requests() -> Any:
        yield reflection_pb2.ServerReflectionRequest(list_services="")
        for name in SERVICE_NAMES:
            yield reflection_pb2.ServerReflectionRequest(file_containing_symbol=name)

    answers = [answer async for answer in stub.ServerReflectionInfo(requests())]
    names = {each.name for each in answers[0].list_services_response.service}
    assert set(SERVICE_NAMES) <= names
    assert all(each.file_descriptor_response.file_descriptor_proto for each in answers[1:])


async def test_a_simulated_refusal_is_ok(channel: Any) -> None:
    answer = await call(
        channel, "set_mempolicy", host="june", pid=100, mode="MPOL_BIND", nodemask=[]
    )
    assert (answer.ret, answer.errno, answer.reason) == (-22, "EINVAL", "MASK_EMPTY")
    assert answer.decided_by.source
    assert answer.model == "thread-2026-06"
    assert answer.revision == 8


async def test_absent_and_empty_masks_differ(channel: Any) -> None:
    """NULL and an empty mask are different arguments of a system call."""
    base = {"host": "june", "pid": 100, "mode": "MPOL_DEFAULT"}
    assert (await call(channel, "set_mempolicy", **base)).ret == 0
    assert (await call(channel, "set_mempolicy", **base, nodemask=[0])).ret == -22


async def test_refusals_carry_one_error_info(channel: Any) -> None:
    code, info = await refused(channel, "touch", host="nowhere", pid=1, area="a")
    assert code is grpc.StatusCode.NOT_FOUND
    assert (info.reason, info.domain) == ("UNKNOWN_HOST", "cxltwin")
    assert info.metadata["host"] == "nowhere"
    assert info.metadata["retryable"] == "false"


@pytest.mark.parametrize(
    ("fields", "field"),
    [
        ({}, "host"),
        ({"host": "june"}, "pid"),
        ({"host": "a\x00b", "pid": 100, "area": "buf"}, "host"),
        ({"host": "june", "pid": 0, "area": "buf"}, "pid"),
        ({"host": "june", "pid": 100, "area": "no area"}, "area"),
        ({"host": "june", "pid": 100, "area": "buf", "access": "eat"}, "access"),
        ({"host": "june", "pid": 100, "area": "buf", "stride": 0}, "stride"),
        ({"host": "june", "pid": 100, "area": "buf", "idempotency_key": "a b"}, "idempotency_key"),
        (
            {"host": "june", "pid": 100, "area": "buf", "expect": {"host_revision": -1}},
            "host_revision",
        ),
    ],
)
async def test_malformed_requests_name_the_field(
    channel: Any, fields: dict[str, Any], field: str
) -> None:
    code, info = await refused(channel, "touch", **fields)
    assert code is grpc.StatusCode.INVALID_ARGUMENT
    assert (info.reason, info.metadata["field"]) == ("INVALID_FIELD", field)


async def test_a_store_that_is_down_is_unavailable_with_a_delay(
    channel: Any, control: Control, monkeypatch: pytest.MonkeyPatch
) -> None:
    def store_down() -> None:
        raise Refused("STORE_UNAVAILABLE")

    monkeypatch.setattr(control._door, "check_open", store_down)
    with pytest.raises(grpc.aio.AioRpcError) as error:
        await call(channel, "create_task", host="june", pid=5)
    assert error.value.code() is grpc.StatusCode.UNAVAILABLE
    status = rpc_status.from_call(error.value)
    retry = error_details_pb2.RetryInfo()
    assert status is not None
    assert status.details[1].Unpack(retry)
    assert retry.retry_delay.seconds == 1


async def test_unknown_fields_are_ignored(channel: Any) -> None:
    method = BY_OP[MM, "touch"]
    raw = request_for(method, host="june", pid=100, area="buf").SerializeToString()
    unary = channel.unary_unary(
        method.path,
        request_serializer=lambda data: data,
        response_deserializer=message_class(method.response).FromString,
    )
    answer = await unary(raw + b"\xfa\x7f\x01x")
    assert answer.ret == 0


async def test_garbage_is_not_a_crash(channel: Any) -> None:
    method = BY_OP[MM, "touch"]
    unary = channel.unary_unary(
        method.path, request_serializer=lambda data: data, response_deserializer=lambda data: data
    )
    for raw in (b"\xff", b"\x0a\xff", b"\x0a\x02\xff\xfe"):
        with pytest.raises(grpc.aio.AioRpcError) as error:
            await unary(raw)
        assert error.value.code() is grpc.StatusCode.INVALID_ARGUMENT
    assert (await call(channel, "touch", host="june", pid=100, area="buf")).ret == 0


async def test_configuration_and_generations(empty_channel: Any) -> None:
    channel = empty_channel
    answer = await call(channel, "create_fabric", FABRIC, fabric="lab")
    assert (answer.ret, answer.revision) == (0, 1)
    code, info = await refused(channel, "create_fabric", FABRIC, fabric="lab")
    assert (code, info.reason) == (grpc.StatusCode.ALREADY_EXISTS, "ALREADY_EXISTS")
    host = {"fabric": "lab", "host": "h", "kernel_model": "rfc-v4", "topology": TOPOLOGY}
    assert (await call(channel, "create_host", FABRIC, **host)).host == "h"
    code, info = await refused(channel, "update_host", FABRIC, host="h", description="x")
    assert info.reason == "PRECONDITION_REQUIRED"
    code, info = await refused(channel, "update_host", FABRIC, host="h", generation=9)
    assert (code, info.reason) == (grpc.StatusCode.ABORTED, "STALE_PRECONDITION")
    await call(channel, "update_host", FABRIC, host="h", generation=1, description="x")
    found = await call(channel, "get_host", FABRIC, host="h")
    assert (found.item.description, found.item.generation) == ("x", 2)
    await call(channel, "delete_host", FABRIC, host="h", generation=2)
    await call(channel, "delete_fabric", FABRIC, fabric="lab", generation=1)


async def test_lists_come_in_pages(channel: Any) -> None:
    seen, token = [], ""
    while True:
        page = await call(channel, "list_memory_blocks", host="june", page_size=5, page_token=token)
        seen += [item.block for item in page.items]
        token = page.next_page_token
        if not token:
            break
    assert seen == sorted(set(seen))
    assert len(seen) == 16
    code, info = await refused(channel, "list_nodes", host="june", page_size=0)
    assert (code, info.metadata["field"]) == (grpc.StatusCode.INVALID_ARGUMENT, "page_size")
    code, info = await refused(channel, "list_nodes", host="june", page_token="abc")
    assert info.reason == "PAGE_TOKEN_INVALID"


async def test_watch_follows_a_fabric(channel: Any, client: httpx.AsyncClient, edge: Edge) -> None:
    method = BY_OP[FABRIC, "watch"]
    stream = channel.unary_stream(
        method.path,
        request_serializer=message_class(method.request).SerializeToString,
        response_deserializer=message_class(method.response).FromString,
    )(request_for(method, fabric="demo", since=6))
    first = await stream.read()
    assert (first.event.revision, first.event.op) == ("7", "alloc_pages")
    assert MessageToDict(first.event.command)["label"] == "a"
    await client.post("/v1/hosts/june/tasks", json={"pid": 8})
    assert (await stream.read()).event.op == "create_task"
    edge.draining.set()
    assert await stream.read() is grpc.aio.EOF


def batches(channel: Any, package: str = MM) -> Any:
    return channel.stream_stream(
        BY_OP[package, "batch"].path,
        request_serializer=message_class(f"{package}.BatchRequest").SerializeToString,
        response_deserializer=message_class(f"{package}.BatchResponse").FromString,
    )()


def batch_of(id_: int, *steps: tuple[str, dict[str, Any]], package: str = MM, **fields: Any) -> Any:
    steps_ = [{op: args} for op, args in steps]
    fields = {"id": id_, "host": "june", "steps": steps_, **fields}
    return build(message_class(f"{package}.BatchRequest"), fields)


async def test_batches_are_answered_in_order(channel: Any) -> None:
    stream = batches(channel)
    count = 100
    for id_ in range(count):
        task = {"pid": 1000 + id_}
        await stream.write(
            batch_of(
                id_,
                ("create_task", task),
                ("mmap", {**task, "area": "m", "nr_pages": 2}),
                ("touch", {**task, "area": "m"}),
            )
        )
    await stream.write(batch_of(count, ("create_task", {"pid": 0})))
    await stream.write(batch_of(count + 1))
    await stream.write(
        batch_of(
            count + 2,
            ("set_mempolicy", {"pid": 1000, "mode": "MPOL_BIND"}),
            ("exit_task", {"pid": 1000}),
            stop_on_error=True,
        )
    )
    await stream.done_writing()
    answers = [answer async for answer in stream]
    assert [answer.id for answer in answers] == list(range(count + 3))
    revisions = [
        getattr(result, result.WhichOneof("result")).revision
        for answer in answers[:count]
        for result in answer.results
    ]
    assert revisions == list(range(8, 8 + 3 * count))
    assert answers[0].results[2].touch.placed[0].nr_pages == 2
    assert answers[count].refusal.facts["field"] == "steps[0].pid"
    assert answers[count + 1].refusal.reason == "INVALID_FIELD"
    assert answers[count + 2].stopped
    assert answers[count + 2].results[0].set_mempolicy.errno == "EINVAL"


async def test_a_batch_takes_every_command_of_a_host(channel: Any) -> None:
    """That of the fabric service: CXL objects and devices too, as a batch of REST does."""
    fields = {field.name for field in message_class(f"{FABRIC}.BatchStep").DESCRIPTOR.fields}
    assert fields == HOST_COMMANDS.keys()
    stream = batches(channel, FABRIC)
    await stream.write(
        batch_of(
            1,
            ("create_region", {"decoder": "decoder0.0", "size": 1 << 28}),
            ("cxl_region_find_sysram", {"region": "region9"}),
            ("create_task", {"pid": 77}),
            package=FABRIC,
        )
    )
    await stream.done_writing()
    (answer,) = [answer async for answer in stream]
    assert not answer.refusal.reason, answer.refusal
    region, found, task = answer.results
    assert task.create_task.ret == 0
    assert region.create_region.decided_by.source == "ndctl cxl/region.c, create_region"
    assert found.cxl_region_find_sysram.errno == "ENODEV"


async def test_a_batch_stream_ends_with_its_client(channel: Any) -> None:
    stream = batches(channel)
    await stream.write(batch_of(1, ("create_task", {"pid": 9})))
    assert (await stream.read()).id == 1
    stream.cancel()
    await asyncio.sleep(0.05)
    assert (await call(channel, "list_tasks", host="june")).items


STEPS: list[tuple[str, dict[str, Any]]] = [
    ("node_private_register", {"nid": 2, "owner": "cxl_sysram"}),
    (
        "node_private_set_ops",
        {
            "nid": 2,
            "ops": {
                "name": "ops",
                "flags": ["NP_OPS_MIGRATION", "NP_OPS_MEMPOLICY"],
                "callbacks": ["migrate_to", "folio_migrate"],
            },
        },
    ),
    (
        "add_private_memory_driver_managed",
        {"nid": 2, "owner": "cxl_sysram", "start": "0x400000000", "size": 1 << 28},
    ),
    ("online_pages", {"start": "0x400000000", "size": 1 << 28, "online_type": "online_movable"}),
    ("set_mempolicy", {"pid": 100, "mode": "MPOL_BIND", "nodemask": [2]}),
    ("mmap", {"pid": 100, "area": "c", "nr_pages": 64}),
    ("mbind", {"pid": 100, "area": "c", "mode": "MPOL_BIND", "nodemask": [2]}),
    ("touch", {"pid": 100, "area": "c"}),
    ("get_mempolicy", {"pid": 100, "area": "c", "flags": ["MPOL_F_ADDR"]}),
    (
        "move_pages",
        {
            "pid": 100,
            "pages": [{"area": "c", "first": 0, "count": 2}],
            "nodes": [0],
            "flags": ["MPOL_MF_MOVE"],
        },
    ),
    (
        "alloc_pages",
        {
            "label": "t",
            "preferred_nid": 2,
            "gfp": ["GFP_KERNEL", "__GFP_THISNODE"],
            "explain": True,
        },
    ),
    (
        "alloc_pages",
        {"label": "u", "preferred_nid": 2, "gfp": ["GFP_KERNEL", "__GFP_PRIVATE"], "explain": True},
    ),
    ("munmap", {"pid": 100, "area": "c"}),
    ("offline_pages", {"start": "0x400000000", "size": 1 << 28}),
]
READS: list[tuple[str, dict[str, Any]]] = [
    ("list_nodes", {}),
    ("get_node", {"nid": 2}),
    ("list_zonelists", {}),
    ("zoneinfo", {}),
    ("numastat", {}),
    ("get_sysfs", {}),
    ("list_tasks", {}),
    ("get_task", {"pid": 100}),
    ("numa_maps", {"pid": 100}),
    ("list_files", {}),
    ("list_allocations", {}),
    ("list_memory_blocks", {"state": "online"}),
]


def same(message: Any) -> Any:
    """A message as REST would have written it: pairs are arrays, empty lists stay."""

    def plain(value: Any) -> Any:
        if isinstance(value, dict):
            if set(value) == {"nid", "nr_pages"}:
                return [value["nid"], value["nr_pages"]]
            return {name: plain(each) for name, each in value.items()}
        if isinstance(value, list):
            return [plain(each) for each in value]
        return value

    return plain(to_dict(message))


def rest_form(value: Any) -> Any:
    """REST with revisions as numbers, as gRPC has them, and pairs in one form."""
    if isinstance(value, dict):
        if set(value) == {"nid", "nr_pages"}:
            return [value["nid"], value["nr_pages"]]
        return {
            name: int(each) if name in {"revision", "host_revision"} else rest_form(each)
            for name, each in value.items()
        }
    if isinstance(value, list):
        return [rest_form(each) for each in value]
    return value


async def test_rest_and_grpc_answer_alike(channel: Any, client: httpx.AsyncClient) -> None:
    """Two hosts of one topology, one driven by REST and one by gRPC."""
    body = {"host": "twin", "kernel_model": "thread-2026-06", "topology": TOPOLOGY}
    await call(channel, "create_host", FABRIC, fabric="demo", **body)
    for op, args in [
        ("create_task", {"pid": 100, "cpu": 0}),
        ("mmap", {"pid": 100, "area": "buf", "nr_pages": 256}),
        ("touch", {"pid": 100, "area": "buf", "count": 16}),
        ("create_file", {"file": "data.bin", "nr_pages": 64}),
        ("alloc_pages", {"label": "a", "preferred_nid": 0}),
    ]:
        await call(channel, op, host="twin", **args)
    for op, args in STEPS:
        request = request_of(op, "june", args)
        by_rest = await client.post(request.path, json=request.body)
        assert by_rest.status_code == 200, by_rest.text
        by_rpc = same(await call(channel, op, host="twin", **args))
        wanted = rest_form(by_rest.json())
        for name in ("revision", "host_revision", "host"):
            wanted.pop(name, None)
            by_rpc.pop(name, None)
        empty = {name for name, value in by_rpc.items() if value == []} - set(wanted)
        assert {name: each for name, each in by_rpc.items() if name not in empty} == wanted, op
    for name, args in READS:
        request = request_of(name, "june", {k: v for k, v in args.items() if k != "state"})
        answer = await client.get(
            request.path, params={k: v for k, v in args.items() if k == "state"}
        )
        found = await call(channel, name, host="twin", **args)
        wanted = rest_form(answer.json())
        items = wanted.get("items", [wanted])
        got = found.items if "items" in wanted else [found.item]
        assert drop_empty([same(each) for each in got]) == drop_empty(items), name


def drop_empty(value: Any) -> Any:
    """Without empty lists: gRPC does not tell them from absent ones in an answer."""
    if isinstance(value, dict):
        return {name: drop_empty(each) for name, each in value.items() if each != []}
    if isinstance(value, list):
        return [drop_empty(each) for each in value]
    return value


async def test_an_idempotency_key_replays_the_answer(channel: Any) -> None:
    fields = {"host": "june", "pid": 900, "idempotency_key": "k"}
    first = await call(channel, "create_task", **fields)
    again = await call(channel, "create_task", **fields)
    assert (first.replayed, again.replayed) == (False, True)
    assert again.revision == first.revision
    _, info = await refused(channel, "create_task", **{**fields, "pid": 901})
    assert info.reason == "IDEMPOTENCY_KEY_REUSED"


async def test_drivers_have_a_service_of_their_own(channel: Any) -> None:
    answer = await call(
        channel, "node_private_register", DRIVER, host="june", nid=2, owner="cxl_sysram"
    )
    assert answer.ret == 0
    node = await call(channel, "get_node", host="june", nid=2)
    assert node.item.node_private.owner == "cxl_sysram"


async def test_imports_over_grpc(channel: Any) -> None:
    text = (
        "available: 1 nodes (0)\nnode 0 cpus: 0 1\nnode 0 size: 4096 MB\nnode 0 free: 2048 MB\n"
        "node distances:\nnode   0\n  0:  10\n"
    )
    fields = {
        "fabric": "demo",
        "host": "real",
        "kernel_model": "rfc-v4",
        "files": [{"name": "numactl.txt", "text": text}],
    }
    answer = await call(channel, "import_host", FABRIC, **fields)
    assert (answer.host, answer.fallback_orders) == ("real", "not_recorded")
    fields["files"] = [{"name": "bad.txt", "text": "policy: default\n"}]
    code, info = await refused(channel, "import_host", FABRIC, **{**fields, "host": "other"})
    assert (code, info.reason) == (grpc.StatusCode.INVALID_ARGUMENT, "IMPORT_MALFORMED")
    assert info.metadata["file"] == "bad.txt"


async def test_a_bug_is_internal_without_details(
    channel: Any, control: Control, edge: Edge, monkeypatch: pytest.MonkeyPatch
) -> None:
    def broken(*_: Any, **__: Any) -> None:
        raise RuntimeError("secret")

    for name in ("host_ref", "execute_batch", "execute", "watch"):
        monkeypatch.setattr(control, name, broken)
    method = BY_OP[FABRIC, "watch"]
    watch = channel.unary_stream(
        method.path,
        request_serializer=message_class(method.request).SerializeToString,
        response_deserializer=message_class(method.response).FromString,
    )(request_for(method, fabric="demo"))
    stream = batches(channel)
    await stream.write(batch_of(1, ("create_task", {"pid": 9})))
    for call_of in (
        call(channel, "list_nodes", host="june"),
        call(channel, "create_task", host="june", pid=5),
        watch.read(),
        stream.read(),
    ):
        with pytest.raises(grpc.aio.AioRpcError) as error:
            await call_of
        assert error.value.code() is grpc.StatusCode.INTERNAL
        assert "secret" not in (error.value.details() or "")
    assert b"cxltwin_bugs_total 4.0" in edge.metrics.text([])


async def test_an_unreadable_batch_is_refused_in_its_place(channel: Any) -> None:
    stream = channel.stream_stream(
        BY_OP[MM, "batch"].path,
        request_serializer=lambda data: data,
        response_deserializer=message_class(f"{MM}.BatchResponse").FromString,
    )()
    await stream.write(b"\xff")
    assert (await stream.read()).refusal.reason == "INVALID_FIELD"
    await stream.write(batch_of(2, ("create_task", {"pid": 9})).SerializeToString())
    assert (await stream.read()).results[0].create_task.ret == 0
    stream.cancel()


async def test_a_watch_from_the_future_is_refused(channel: Any) -> None:
    method = BY_OP[FABRIC, "watch"]
    watch = channel.unary_stream(
        method.path,
        request_serializer=message_class(method.request).SerializeToString,
        response_deserializer=message_class(method.response).FromString,
    )(request_for(method, fabric="demo", since=99))
    with pytest.raises(grpc.aio.AioRpcError) as error:
        await watch.read()
    assert error.value.code() is grpc.StatusCode.NOT_FOUND


@pytest.mark.parametrize("size", [2**53, 2**63, 2**64 - 2**28])
async def test_sizes_of_64_bits_survive_grpc(empty_channel: Any, size: int) -> None:
    await call(empty_channel, "create_fabric", FABRIC, fabric="lab")
    device = {"fabric": "lab", "device": "big", "serial": "0x1", "ram_size": size}
    await call(empty_channel, "create_device", FABRIC, **device)
    found = await call(empty_channel, "get_device", FABRIC, fabric="lab", device="big")
    assert found.item.ram_size == size
