"""The gRPC server: generic handlers over the rpc table, health and reflection."""

from __future__ import annotations

import errno
import logging
import random
import re
import time
from collections.abc import AsyncIterator, Callable
from typing import Any, Final, NoReturn

import grpc
from google.protobuf.message import DecodeError, Message
from grpc_health.v1 import health, health_pb2, health_pb2_grpc
from grpc_reflection.v1alpha import reflection

from service.edge.limits import GRPC_MESSAGE_BYTES
from service.reasons import Refused
from service.rpc.attach import attach
from service.rpc.batch import batch
from service.rpc.convert import build, to_dict
from service.rpc.handlers import Context, Handlers, Rpc
from service.rpc.methods import METHODS, SERVICES, Method
from service.rpc.pool import message_class
from service.rpc.status import abort

_log: Final = logging.getLogger("cxltwin.rpc")
_OPTIONS: Final = (
    ("grpc.max_receive_message_length", GRPC_MESSAGE_BYTES),
    ("grpc.max_send_message_length", GRPC_MESSAGE_BYTES),
    ("grpc.so_reuseport", 0),
    ("grpc.keepalive_time_ms", 60_000),
    ("grpc.http2.min_recv_ping_interval_without_data_ms", 10_000),
)
#: Full names of our services, as health and reflection know them.
SERVICE_NAMES: Final = tuple(f"{package}.{name}" for package, (name, _) in SERVICES.items())
_REQUEST_ID: Final = re.compile(r"[A-Za-z0-9_.:-]{1,128}")
_Unary = Callable[[Message | None, Context], Any]


def request_id_of(context: Context) -> str:
    """The request id that the client sent, or a new one."""
    for key, value in context.invocation_metadata() or ():
        if key == "x-request-id" and isinstance(value, str) and _REQUEST_ID.fullmatch(value):
            return value
    return f"{random.getrandbits(128):032x}"


def _decoder(request: type[Message]) -> Callable[[bytes], Message | None]:
    """Parses a request, or gives None: an exception here would be a log entry and UNKNOWN."""

    def decode(data: bytes) -> Message | None:
        try:
            return request.FromString(data)
        except DecodeError:
            return None

    return decode


def _parsed(request: Message | None) -> Message:
    if request is None:
        raise Refused("INVALID_FIELD", field="message", why="the bytes are not this message")
    return request


class Server:
    """A grpc.aio server over one control room."""

    def __init__(self, rpc: Rpc, *, reflect: bool = True) -> None:
        self.rpc = rpc
        self._handlers = Handlers(rpc)
        self._server = grpc.aio.server(options=_OPTIONS)
        self.health = health.aio.HealthServicer()
        self._server.add_generic_rpc_handlers(self._services())
        health_pb2_grpc.add_HealthServicer_to_server(self.health, self._server)
        if reflect:
            names = (*SERVICE_NAMES, health.SERVICE_NAME, reflection.SERVICE_NAME)
            reflection.enable_server_reflection(names, self._server)

    def _services(self) -> tuple[grpc.GenericRpcHandler, ...]:
        found = []
        for package, (name, _) in SERVICES.items():
            methods = {each.rpc: self._method(each) for each in METHODS if each.package == package}
            full_name = f"{package}.{name}"
            found.append(grpc.method_handlers_generic_handler(full_name, methods))
        return tuple(found)

    def _method(self, method: Method) -> grpc.RpcMethodHandler[Any, Any]:
        codec: dict[str, Any] = {
            "request_deserializer": _decoder(message_class(method.request)),
            "response_serializer": message_class(method.response).SerializeToString,
        }
        if method.kind in {"watch", "result", "progress"}:
            return grpc.unary_stream_rpc_method_handler(self._stream(method), **codec)
        if method.kind == "attach":
            return grpc.stream_stream_rpc_method_handler(self._attach, **codec)
        if method.kind == "batch":
            return grpc.stream_stream_rpc_method_handler(self._batch(method), **codec)
        return grpc.unary_unary_rpc_method_handler(self._unary(method), **codec)

    def _unary(self, method: Method) -> _Unary:
        answer = self._handlers.answer(method)
        response = message_class(method.response)

        async def unary(given: Message | None, context: Context) -> Message:
            begin = time.perf_counter()
            code = "OK"
            about: tuple[str | None, str | None] = (None, None)
            try:
                request = _parsed(given)
                asked = to_dict(request)
                about = asked.get("fabric"), asked.get("host")
                fields = await answer(asked, request, request_id_of(context))
                return build(response, fields)
            except Refused as refused:
                code = refused.row.grpc or "UNKNOWN"
                refused.revision = self.rpc.control.revision_about(*about)
                await abort(context, refused)
            except Exception:  # noqa: BLE001 - noted, and answered without details
                code = "INTERNAL"
                await self._bug(method.rpc, context)
            finally:
                self.rpc.metrics.rpc(method.rpc, code, time.perf_counter() - begin)

        return unary

    async def _bug(self, name: str, context: Context) -> NoReturn:
        """Ends an rpc that met a bug of ours; the client learns no more than that."""
        self.rpc.metrics.bugs.inc()
        _log.exception("rpc %s: a bug", name)
        await context.abort(grpc.StatusCode.INTERNAL, "a bug of the service; its log knows more")
        raise AssertionError("abort raises")

    def _stream(
        self, method: Method
    ) -> Callable[[Message | None, Context], AsyncIterator[Message]]:
        response = message_class(method.response)
        answers = {
            "watch": self._handlers.watch,
            "result": self._handlers.result,
            "progress": self._handlers.progress,
        }[method.kind]

        async def stream(given: Message | None, context: Context) -> AsyncIterator[Message]:
            with self.rpc.metrics.watchers.labels("grpc").track_inprogress():
                try:
                    async for fields in answers(_parsed(given)):
                        yield build(response, fields)
                except Refused as refused:
                    await abort(context, refused)
                except Exception:  # noqa: BLE001 - noted, and answered without details
                    await self._bug(method.rpc, context)

        return stream

    def _batch(
        self, method: Method
    ) -> Callable[[AsyncIterator[Message | None], Context], AsyncIterator[Message]]:
        async def batches(
            requests: AsyncIterator[Message | None], context: Context
        ) -> AsyncIterator[Message]:
            asked = request_id_of(context)
            try:
                async for response in batch(self.rpc, method.package, requests, asked):
                    yield response
            except Exception:  # noqa: BLE001 - noted, and answered without details
                await self._bug("Batch", context)

        return batches

    async def _attach(
        self, requests: AsyncIterator[Message | None], context: Context
    ) -> AsyncIterator[Message]:
        try:
            async for response in attach(self.rpc.drivers, requests):
                yield response
        except Refused as refused:
            await abort(context, refused)
        except Exception:  # noqa: BLE001 - noted, and answered without details
            await self._bug("Attach", context)

    async def start(self, host: str, port: int) -> int:
        """Starts to serve; returns the port (`port` 0 takes a free one).

        Raises: OSError for a port that cannot be had.
        """
        address = f"[{host}]:{port}" if ":" in host else f"{host}:{port}"
        try:
            bound = self._server.add_insecure_port(address)
        except RuntimeError as error:  # gRPC does not say why
            msg = f"cannot listen on {host} port {port} for gRPC"
            raise OSError(errno.EADDRINUSE, msg) from error
        await self._server.start()
        for name in ("", *SERVICE_NAMES):
            await self.health.set(name, health_pb2.HealthCheckResponse.SERVING)
        return bound

    async def drain(self) -> None:
        """Says NOT_SERVING; new calls still get answers."""
        await self.health.enter_graceful_shutdown()

    async def stop(self, grace: float) -> None:
        """Takes no new calls and gives the running ones `grace` seconds."""
        await self._server.stop(grace)
