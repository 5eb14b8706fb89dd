"""Forks and replays of hosts, and models of one's own: what the edges ask of the lab."""

from __future__ import annotations

import asyncio
from typing import Final

import msgspec

from service.control.calls import Call, Committed
from service.control.documents import MODEL
from service.control.ports import Document
from service.experiments.model_yaml import load_model
from service.fabric.hosts import entry_data, kernel_model
from service.fabric.models.commands import OwnModel
from service.fabric.state import HostEntry
from service.fabric.whatif.commands import ForkedState, ForkHost, ReplayReport
from service.fabric.whatif.fork import pack
from service.mm.models import MODELS, VARIANTS
from service.reasons import Refused
from service.runs.jobs import ModelChoice, ReplayJob, ReplayResult
from service.runs.lab import Keyed, Lab
from service.runs.shapes import CreateModel, ForkHostRequest, ReplayHost

#: models of one's own that a service keeps
OWN_MODELS_MAX: Final = 1000
_result: Final = msgspec.msgpack.Decoder(ReplayResult)


async def _choice(lab: Lab, label: str, knobs: dict[str, str]) -> ModelChoice:
    """A model of a replay. Refuses: UNKNOWN_KERNEL_MODEL, INVALID_FIELD."""
    own = await lab.rooms.documents.own_model(label)
    kernel_model(label, knobs, own)
    text = b"" if own is None else own.model_dump_json().encode()
    return ModelChoice(label, label, knobs, text)


async def fork(lab: Lab, call: Call, request: ForkHostRequest) -> Committed:
    """Forks a host; `call` has the options of the request.

    Refuses: UNKNOWN_HOST, UNKNOWN_REVISION, ALREADY_EXISTS, UNKNOWN_KERNEL_MODEL, INVALID_FIELD,
    LIMIT_EXCEEDED, OVERLOADED, and what `execute` refuses.
    """
    ref = await lab.rooms.host_ref(request.host)
    fabric = ref.fabric.fabric
    command = ForkHost(
        host=request.name, source=request.host, knobs={}, description=request.description
    )
    if request.revision is not None:
        command = command.model_copy(update={"revision": int(request.revision)})
    if _is_other(ref.entry, request):
        command = await _under_other_model(lab, command, ref.entry, request)
    elif command.revision is not None:
        then = await lab.rooms.past.host_at(request.host, command.revision)
        past = ForkedState(data=pack(entry_data(then.entry)))
        command = command.model_copy(update={"past": past})
    return await lab.rooms.execute(msgspec.structs.replace(call, command=command, fabric=fabric))


def _is_other(entry: HostEntry, request: ForkHostRequest) -> bool:
    name = request.kernel_model
    if name is None:
        return bool(request.knobs) and request.knobs != entry.knobs
    return name != entry.kernel_model or request.knobs != entry.knobs


async def _under_other_model(
    lab: Lab, command: ForkHost, entry: HostEntry, request: ForkHostRequest
) -> ForkHost:
    """The history again: the fork stands where that ends."""
    name = request.kernel_model or entry.kernel_model
    choice = await _choice(lab, name, request.knobs)
    past = await lab.rooms.past.history(request.host, command.revision)
    found = _result.decode(await lab.runner.quick(ReplayJob(past, (choice,), state=True)))
    report = await asyncio.to_thread(ReplayReport.model_validate_json, found.report)
    changed = {
        "revision": past.revision,
        "kernel_model": name,
        "knobs": request.knobs,
        "past": ForkedState(data=found.state, report=report),
    }
    return command.model_copy(update=changed)


async def replay(lab: Lab, request: ReplayHost) -> ReplayReport:
    """A host's history under models.

    Refuses: UNKNOWN_HOST, UNKNOWN_REVISION, UNKNOWN_KERNEL_MODEL, LIMIT_EXCEEDED, OVERLOADED.
    """
    choices = [await _choice(lab, label, {}) for label in request.models]
    revision = None if request.revision is None else int(request.revision)
    past = await lab.rooms.past.history(request.host, revision)
    found = _result.decode(await lab.runner.quick(ReplayJob(past, tuple(choices))))
    return await asyncio.to_thread(ReplayReport.model_validate_json, found.report)


class _Kept(msgspec.Struct):
    """The body of a model's document."""

    base: str
    title: str
    key: str
    fingerprint: str


async def create_model(
    lab: Lab,
    request: CreateModel,
    keyed: Keyed,
    file: str = "model",
) -> tuple[OwnModel, bool]:
    """Keeps a model of one's own; whether an earlier request with the key made it.

    Refuses: SCENARIO_MALFORMED with line, field and rule; ALREADY_EXISTS, IDEMPOTENCY_KEY_REUSED,
    LIMIT_EXCEEDED, DRAINING, STORE_UNAVAILABLE.
    """
    await lab.rooms.ping()
    mine = await asyncio.to_thread(load_model, file, request.text)
    documents = lab.rooms.documents
    known = await documents.get(MODEL, mine.name)
    if known is not None:
        kept = msgspec.json.decode(known.body, type=_Kept)
        if not keyed.key or kept.key != keyed.key:
            raise Refused("ALREADY_EXISTS", kind="kernel model", name=mine.name)
        if kept.fingerprint != keyed.fingerprint:
            raise Refused("IDEMPOTENCY_KEY_REUSED", key=keyed.key)
        return mine.own, True
    if request.validate_only:
        return mine.own, False
    count = len(await documents.list(MODEL))
    if count >= OWN_MODELS_MAX:
        raise Refused(
            "LIMIT_EXCEEDED", limit="own kernel models", max=OWN_MODELS_MAX, needs=count + 1
        )
    own = mine.own
    body = msgspec.json.encode(_Kept(own.base, own.title, keyed.key, keyed.fingerprint))
    made = Document(MODEL, mine.name, 1, body, own.model_dump_json().encode())
    if not await documents.put(made):
        raise Refused("ALREADY_EXISTS", kind="kernel model", name=mine.name)
    return own, False


async def delete_model(lab: Lab, name: str) -> None:
    """Forgets a model of one's own; hosts that run it have its table in their journal.

    Refuses: UNKNOWN_OBJECT, INVALID_FIELD (a model of the twin).
    """
    if name in MODELS or name in VARIANTS:
        raise Refused("INVALID_FIELD", field="model", why=f"{name} is a model of the twin")
    if not await lab.rooms.documents.drop(MODEL, name):
        raise Refused("UNKNOWN_OBJECT", kind="kernel model", name=name)
