"""Refusals as google.rpc.Status: one ErrorInfo with the same reason and facts as problem+json."""

from __future__ import annotations

import json
from typing import Any, Final, NoReturn

import grpc
from google.protobuf import any_pb2
from google.protobuf.duration_pb2 import Duration
from google.rpc import code_pb2, error_details_pb2, status_pb2
from grpc_status import rpc_status

from service.edge.refusals import Refusal, refusal_of
from service.reasons import Refused

DOMAIN: Final = "cxltwin"
_RETRY_SECONDS: Final = 1


def text_of(fact: Any) -> str:
    """A fact as text: metadata of an ErrorInfo is a map of strings."""
    return fact if isinstance(fact, str) else json.dumps(fact, ensure_ascii=False)


def status_of(refusal: Refusal) -> status_pb2.Status:
    """The Status of a refusal."""
    metadata = {name: text_of(fact) for name, fact in refusal.facts.items()}
    metadata["retryable"] = "true" if refusal.retryable else "false"
    members = {"errno": refusal.errno, "source": refusal.source, "revision": refusal.revision}
    metadata.update((name, value) for name, value in members.items() if value is not None)
    info = error_details_pb2.ErrorInfo(reason=refusal.reason, domain=DOMAIN, metadata=metadata)
    details = [any_pb2.Any()]
    details[0].Pack(info)
    if refusal.status == 503:  # noqa: PLR2004 - the one status with a Retry-After
        retry = error_details_pb2.RetryInfo(retry_delay=Duration(seconds=_RETRY_SECONDS))
        details.append(any_pb2.Any())
        details[1].Pack(retry)
    code = code_pb2.Code.Value(refusal.grpc)
    return status_pb2.Status(code=code, message=refusal.detail, details=details)


async def abort(context: grpc.aio.ServicerContext[Any, Any], refused: Refused) -> NoReturn:
    """Ends the rpc with a refusal."""
    status = rpc_status.to_status(status_of(refusal_of(refused)))
    await context.abort_with_status(status)
    raise AssertionError("abort_with_status raises")
