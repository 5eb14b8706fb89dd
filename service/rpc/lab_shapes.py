"""Messages of what is no command of a fabric: experiments, forks, replays, own models."""

from __future__ import annotations

from collections.abc import Callable
from typing import Final

from service.edge.uses import USES
from service.fabric.whatif.commands import ForkAnswer
from service.rpc.methods import Method
from service.rpc.shapes import Field, Shapes
from service.runs.shapes import ExperimentRef, ExperimentView, ForkHostRequest, ResultRef

#: what every committed answer has beside its command's
COMMITTED: Final = (
    Field("fabric", "string"),
    Field("host", "string"),
    Field("model", "string"),
    Field("revision", "int64"),
    Field("host_revision", "int64"),
    Field("replayed", "bool"),
)
Fields = tuple[Field, ...]


def _use(shapes: Shapes, method: Method) -> tuple[tuple[Field, ...], tuple[Field, ...]]:
    use = USES[method.op]
    key = Field("idempotency_key", "string")
    return (*shapes.fields(use.request), key), shapes.fields(use.answer)


def _fork(shapes: Shapes, method: Method) -> tuple[tuple[Field, ...], tuple[Field, ...]]:
    del method
    key = Field("idempotency_key", "string")
    request = (*shapes.fields(ForkHostRequest), key)
    return request, (*COMMITTED, *shapes.fields(ForkAnswer))


def _result(shapes: Shapes, method: Method) -> tuple[tuple[Field, ...], tuple[Field, ...]]:
    del method
    return shapes.fields(ResultRef), (Field("media_type", "string"), Field("data", "bytes", ""))


def _progress(shapes: Shapes, method: Method) -> tuple[tuple[Field, ...], tuple[Field, ...]]:
    del method
    item = Field("item", shapes.message(ExperimentView), "")
    return shapes.fields(ExperimentRef), (item,)


LAB_MESSAGES: Final[dict[str, Callable[[Shapes, Method], tuple[Fields, Fields]]]] = {
    "use": _use,
    "fork": _fork,
    "result": _result,
    "progress": _progress,
}


def lab_text(method: Method) -> str:
    """What an rpc is for."""
    if method.kind == "result":
        return "The bytes of a result as JSON, CSV or HTML, in pieces; those of the command line."
    if method.kind == "progress":
        return "An experiment whenever it has come further, until it is over."
    model = ForkHostRequest if method.kind == "fork" else USES[method.op].request
    return model.__doc__ or ""
