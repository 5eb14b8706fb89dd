"""REST and gRPC are two ways to one engine: the same reason, errno and state hash, every operation.

One control room, two equal hosts. Each step goes over REST to the one and over gRPC to the other;
answers and refusals must be equal member by member, and so must the state hash after it. A story
brings the hosts into a state in which most operations have something to do; then every operation
of a host is called as its page in the documentation calls it, and once more on what is not there.
"""

from __future__ import annotations

from typing import Any, Final

import grpc
import httpx
import pytest
from google.rpc import error_details_pb2
from grpc_status import rpc_status

from service.api.routes import ROUTES
from service.client.requests import NO_OPTIONS, Call, call_request
from service.control.control import Control
from service.mm.codec import state_hash
from service.mm.commands import COMMANDS
from service.rpc.convert import build, to_dict
from service.rpc.methods import METHODS
from service.rpc.pool import message_class
from tests.api.conftest import TOPOLOGY

Json = dict[str, Any]
Step = tuple[str, Json]

_METHODS: Final = {method.op: method for method in reversed(METHODS)}
#: members that name the host or the commit, not the simulated kernel
_OWN: Final = frozenset(
    {"fabric", "host", "model", "revision", "host_revision", "replayed", "trace", "would_ask"}
)
_HOT: Final = {"start": "0x1000000000", "size": 128 << 20}
_OPS: Final = {
    "name": "ops",
    "flags": ["NP_OPS_MIGRATION", "NP_OPS_MEMPOLICY"],
    "callbacks": ["migrate_to", "folio_migrate"],
}
_BUF: Final = {"pid": 100, "area": "buf"}
_MOVE: Final = {"pid": 100, "pages": [{"area": "buf"}], "flags": ["MPOL_MF_MOVE"]}

#: success, errno and refusal by turns
STORY: Final[tuple[Step, ...]] = (
    ("create_task", {"pid": 100, "cpu": 0}),
    ("create_task", {"pid": 100, "cpu": 0}),
    ("mmap", {**_BUF, "nr_pages": 64}),
    ("touch", {**_BUF, "count": 16}),
    ("touch", {"pid": 100, "area": "nowhere"}),
    ("create_file", {"file": "data.bin", "nr_pages": 64}),
    ("file_read", {"pid": 100, "file": "data.bin", "count": 8}),
    ("alloc_pages", {"label": "a", "preferred_nid": 0}),
    ("node_private_register", {"nid": 2}),
    ("node_private_register", {"nid": 2, "owner": "drv"}),
    ("node_private_register", {"nid": 2, "owner": "other"}),
    ("node_private_register", {"nid": 0, "owner": "drv"}),
    ("node_private_set_ops", {"nid": 2, "ops": {**_OPS, "callbacks": []}}),
    ("node_private_set_ops", {"nid": 2, "ops": _OPS}),
    ("add_private_memory_driver_managed", {"nid": 2, "owner": "drv", **_HOT, "size": 4096}),
    ("add_private_memory_driver_managed", {"nid": 2, "owner": "drv", **_HOT}),
    ("online_pages", _HOT),
    ("online_pages", _HOT),
    ("node_private_unregister", {"nid": 2}),
    ("set_mempolicy", {"pid": 100, "mode": "MPOL_BIND", "nodemask": [2]}),
    ("mbind", {**_BUF, "mode": "MPOL_INTERLEAVE", "nodemask": [0, 2]}),
    ("mbind", {**_BUF, "mode": "MPOL_BIND", "nodemask": [2], "flags": ["MPOL_MF_MOVE"]}),
    ("touch", {**_BUF, "first": 16, "count": 16}),
    ("move_pages", {**_MOVE, "nodes": [0]}),
    ("move_pages", {**_MOVE, "nodes": [2]}),
    ("move_pages", {**_MOVE, "nodes": [1]}),
    ("get_mempolicy", {"pid": 100, "area": "buf", "flags": ["MPOL_F_ADDR"]}),
    ("alloc_pages", {"label": "k", "preferred_nid": 2, "gfp": ["GFP_KERNEL", "__GFP_THISNODE"]}),
    ("alloc_pages", {"label": "p", "preferred_nid": 2, "gfp": ["GFP_KERNEL", "GFP_PRIVATE"]}),
    ("offline_pages", _HOT),
    ("kernfs_write", {"path": "/sys/kernel/mm/numa/demotion_enabled", "value": "1"}),
    ("kernfs_read", {"path": "/sys/devices/system/node/has_private_memory"}),
    ("kernfs_read", {"path": "/sys/devices/system/node/nothing"}),
)
#: what stands in the path of a route
_PATH: Final[Json] = {"pid": 100, "nid": 2, "file": "data.bin", "label": "a"}
#: the same, of things that no host has
_ABSENT: Final[Json] = {"pid": 4242, "nid": 900, "file": "none.bin", "label": "none"}


def _documented(names: Json) -> list[Step]:
    """Every operation of a host with the arguments of its page, on the things in `names`."""
    found: dict[str, Json] = {}
    for row in ROUTES:
        if row.command is None or row.command.op not in COMMANDS:
            continue
        fields = row.command.model_fields
        path = {name: value for name, value in names.items() if f"{{{name}}}" in row.path}
        found.setdefault(row.command.op, {**row.example, **path} if fields else {})
    return sorted(found.items(), key=lambda step: (step[0] in LAST, step[0]))


#: operations after which little is left to do
LAST: Final = frozenset({"exit_task", "unlink_file", "remove_memory", "node_private_unregister"})
STEPS: Final = (*STORY, *_documented(_PATH), *_documented(_ABSENT))


def test_every_operation_of_a_host_is_called() -> None:
    """A new command comes with a row in the route table, and so into this test."""
    called = {op for op, _ in STEPS}
    assert called >= set(COMMANDS)


async def _rest(client: httpx.AsyncClient, op: str, fields: Json) -> Json:
    request = call_request("r", Call(op, fields), NO_OPTIONS)
    answer = await client.request(request.method, request.path, json=request.body)
    body: Json = answer.json()
    if answer.is_success:
        return {key: value for key, value in body.items() if key not in _OWN}
    return {"refused": body["reason"]}


async def _grpc(channel: Any, op: str, fields: Json) -> Json:
    method = _METHODS[op]
    command = COMMANDS[op].model_validate(fields).model_dump(exclude_unset=True)
    request = build(message_class(method.request), {"host": "g", **command})
    send = channel.unary_unary(
        method.path,
        request_serializer=type(request).SerializeToString,
        response_deserializer=message_class(method.response).FromString,
    )
    try:
        answer = _plain(to_dict(await send(request)))
    except grpc.aio.AioRpcError as error:
        return {"refused": _reason(error)}
    return {key: value for key, value in answer.items() if key not in _OWN}


def _plain(value: Any) -> Any:
    """`[nid, nr_pages]` for each NodeCount, as JSON has it."""
    if isinstance(value, dict):
        if value.keys() == {"nid", "nr_pages"}:
            return [value["nid"], value["nr_pages"]]
        return {name: _plain(each) for name, each in value.items()}
    return [_plain(each) for each in value] if isinstance(value, list) else value


def _reason(error: grpc.aio.AioRpcError) -> str:
    status = rpc_status.from_call(error)
    for detail in status.details if status is not None else ():
        info = error_details_pb2.ErrorInfo()
        if detail.Unpack(info):
            return str(info.reason)
    raise error


def _canonical(answer: Json) -> Json:
    """Members that say nothing are left out on either side: no value, no entries."""
    return {
        key: _members(value) for key, value in sorted(answer.items()) if value not in (None, [], ())
    }


def _members(value: Any) -> Any:
    if isinstance(value, dict):
        return _canonical(value)
    return [_members(each) for each in value] if isinstance(value, list) else value


@pytest.fixture
async def pair(client: httpx.AsyncClient, channel: Any, control: Control) -> Any:
    """Two equal hosts, one for each way in."""
    for host in ("r", "g"):
        body = {"host": host, "kernel_model": "thread-2026-06", "topology": TOPOLOGY}
        await client.post("/v1/fabrics", json={"fabric": f"fabric-{host}"})
        answer = await client.post(f"/v1/fabrics/fabric-{host}/hosts", json=body)
        assert answer.status_code < 300, answer.text
    return client, channel, control


async def test_rest_and_grpc_give_the_same_answers_and_states(pair: Any) -> None:
    """Step by step over every operation: errno, reason, rule, effects, state hash."""
    client, channel, control = pair
    seen = {"errno": 0, "refused": 0, "done": 0}
    for op, fields in STEPS:
        left = _canonical(await _rest(client, op, fields))
        right = _canonical(await _grpc(channel, op, fields))
        assert left == right, (op, fields)
        kind = "refused" if "refused" in left else "errno" if "errno" in left else "done"
        seen[kind] += 1
        hashes = [state_hash((await control.host_entry(host)).state) for host in ("r", "g")]
        assert hashes[0] == hashes[1], (op, fields)
    assert all(count > 10 for count in seen.values()), seen
