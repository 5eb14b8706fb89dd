"""A running service as a scenario target, over gRPC."""

from __future__ import annotations

import secrets
from collections.abc import Callable, Sequence
from typing import Any, Final

import grpc
from google.rpc import error_details_pb2
from grpc_status import rpc_status

from service.experiments.scenario import ModelChoice
from service.experiments.scenario_drivers import PlayedDrivers
from service.experiments.scenario_expect import Json
from service.experiments.scenario_run import TargetRefused
from service.mm.commands import Command
from service.mm.commands.topology import Topology
from service.rpc.convert import build, to_dict
from service.rpc.methods import METHODS, Method
from service.rpc.pool import message_class

_DEADLINE_SECONDS: Final = 30.0
#: members of an answer that belong to the service, not to the simulated kernel
_ENVELOPE: Final = frozenset(
    {"fabric", "host", "model", "revision", "host_revision", "replayed", "trace", "would_ask"}
)
#: The first rpc of each operation; a driver's calls also stand in a service of their own.
_BY_OP: Final[dict[str, Method]] = {method.op: method for method in reversed(METHODS)}


class Stub:
    """Calls any unary rpc of the service by the name of its operation."""

    def __init__(self, channel: grpc.Channel) -> None:
        self._channel = channel

    def __call__(self, op: str, **fields: Any) -> Json:
        """The answer as plain data. Refuses: TargetRefused, grpc.RpcError."""
        method = _BY_OP[op]
        request = build(message_class(method.request), fields)
        send = self._channel.unary_unary(
            method.path,
            request_serializer=type(request).SerializeToString,
            response_deserializer=message_class(method.response).FromString,
        )
        try:
            answer: Json = _pairs(to_dict(send(request, timeout=_DEADLINE_SECONDS)))
        except grpc.RpcError as error:
            raise _as_refusal(error) from None
        return answer


def _pairs(value: Any) -> Any:
    """Plain data with `[nid, nr_pages]` for each NodeCount, as JSON has it."""
    if isinstance(value, dict):
        if value.keys() == {"nid", "nr_pages"}:
            return [value["nid"], value["nr_pages"]]
        return {name: _pairs(each) for name, each in value.items()}
    return [_pairs(each) for each in value] if isinstance(value, list) else value


def _as_refusal(error: grpc.RpcError) -> Exception:
    """The refusal in a status with ErrorInfo, or the error itself."""
    call: Any = error
    status = rpc_status.from_call(call)
    for detail in status.details if status is not None else ():
        info = error_details_pb2.ErrorInfo()
        if detail.Unpack(info):
            return TargetRefused(info.reason, status.message)
    return error


class GrpcTarget:
    """Hosts of one model in a fabric made for the run; removed after it, unless `keep`."""

    def __init__(self, channel: grpc.Channel, choice: ModelChoice, *, keep: bool) -> None:
        self._keep = keep
        self._stub = Stub(channel)
        self._choice = choice
        self._hosts: list[str] = []
        self.fabric = f"scenario-{secrets.token_hex(4)}"
        self._stub("create_fabric", fabric=self.fabric)

    def _name(self, host: str) -> str:
        return f"{self.fabric}-{host}"

    def boot(self, host: str, topology: Topology) -> None:
        """Creates a host of the model."""
        self._stub(
            "create_host",
            fabric=self.fabric,
            host=self._name(host),
            kernel_model=self._choice.model,
            knobs=self._choice.knobs,
            topology=topology.model_dump(mode="json", exclude_none=True),
        )
        self._hosts.append(self._name(host))

    def play(self, drivers: PlayedDrivers) -> None:
        """A service asks drivers that attach to it, not those of a file. Refuses: TargetRefused."""
        del drivers
        raise TargetRefused("DRIVER_FAILED", "this file plays its drivers itself: run it --local")

    def call(self, host: str, command: Command) -> Json:
        """One command."""
        fields = command.model_dump(mode="json", exclude_unset=True)
        answer = self._stub(command.op, **{**fields, "host": self._name(host)})
        return {name: value for name, value in answer.items() if name not in _ENVELOPE}

    def read(self, host: str, kind: str, args: Json) -> Json:
        """One read."""
        return _READS[kind](self._stub, self._name(host), args)

    def close(self) -> None:
        """Removes the hosts and the fabric, unless they are kept."""
        if self._keep:
            return
        for host in self._hosts:
            self._stub("delete_host", host=host, generation=self._generation("get_host", host=host))
        generation = self._generation("get_fabric", fabric=self.fabric)
        self._stub("delete_fabric", fabric=self.fabric, generation=generation)

    def _generation(self, op: str, **params: str) -> int:
        found = self._stub(op, **params)
        item = found.get("item", found)
        return int(item["generation"])


def _items(stub: Stub, op: str, params: Json) -> Sequence[Json]:
    """All items of a list."""
    found: list[Json] = []
    token = ""
    while True:
        page = stub(op, **params, page_size=1000, **({"page_token": token} if token else {}))
        found += page["items"]
        token = page.get("next_page_token", "")
        if not token:
            return found


_Read = Callable[[Stub, str, Json], Json]


def _list(op: str, **fields: str) -> _Read:
    """A list, narrowed by the view fields whose argument is given."""

    def read(stub: Stub, host: str, args: Json) -> Json:
        params = {"host": host, **({"pid": args["pid"]} if "pid" in args else {})}
        wanted = {field: args[name] for field, name in fields.items() if name in args}
        items = [
            item
            for item in _items(stub, op, params)
            if all(item.get(field) == value for field, value in wanted.items())
        ]
        return {"items": items}

    return read


def _one(op: str, *names: str) -> _Read:
    def read(stub: Stub, host: str, args: Json) -> Json:
        found = stub(op, host=host, **{name: args[name] for name in names})
        item: Json = found.get("item", found)
        return item

    return read


_READS: Final[dict[str, _Read]] = {
    "zonelists": _list("list_zonelists", nid="node"),
    "nodes": _list("list_nodes", nid="node"),
    "numastat": _list("numastat", nid="node"),
    "numa_maps": _list("numa_maps", area="area"),
    "file": _list("list_files", file="file"),
    "sysfs": _one("get_sysfs"),
    "task": _one("get_task", "pid"),
}
