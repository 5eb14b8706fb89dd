"""Idempotency: same key and same request, one effect and one answer, also after a crash.

The answer is stored with the effect, in its transaction, as the encoded answers without their
revisions; the store adds the revision, and `revive` builds the same `Committed` again, from which
an edge renders the same bytes. Whether a key is known is not looked up beforehand: the commit finds
out, a refusal looks, and so does whoever is about to bother a driver.
"""

from __future__ import annotations

from collections import OrderedDict
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from typing import Any, Final

import msgspec

from service.control.cache import Group
from service.control.calls import Call, Committed
from service.control.journal import decode_answer
from service.control.ports import Clock, IdempotencyRecord, Store
from service.mm.commands import TraceEntry
from service.reasons import Refused

#: Answers that are kept in memory too, and the size up to which one is.
RECENT_MAX: Final = 4096
RECENT_BYTES_MAX: Final = 16 << 10

#: (principal, key)
Key = tuple[str, str]


class _Item(msgspec.Struct, frozen=True, omit_defaults=True):
    """One answer of a remembered request."""

    op: str
    answer: msgspec.Raw
    host: str | None = None
    model: str | None = None
    trace: list[Any] = []


_encoder: Final = msgspec.json.Encoder()
_decoder: Final = msgspec.json.Decoder(list[_Item])


def encode_response(group: Group) -> bytes:
    """The answers of a group as they are remembered."""
    return _encoder.encode(
        [
            _Item(
                step.op,
                msgspec.Raw(step.result),
                step.host,
                step.model,
                [entry.model_dump(mode="json", exclude_none=True) for entry in step.done.trace],
            )
            for step in group.applied
        ]
    )


def revive(record: IdempotencyRecord) -> list[Committed]:
    """The answers behind a record: equal to the first ones but for `replayed`."""
    items = _decoder.decode(record.response)
    first = record.revision - len(items) + 1
    return [
        Committed(
            answer=decode_answer(item.op, bytes(item.answer)),
            fabric=record.fabric,
            host=item.host,
            model=item.model,
            revision=first + number,
            host_revision=None if item.host is None else first + number,
            trace=tuple(TraceEntry.model_validate(entry, strict=False) for entry in item.trace),
            replayed=True,
        )
        for number, item in enumerate(items)
    ]


class Memory:
    """The keys of this process: what is running, and what was answered lately."""

    def __init__(self, store: Store, clock: Clock, seconds: int) -> None:
        self._store = store
        self._clock = clock
        self._ns = seconds * 10**9
        #: key -> fingerprint of the request that runs
        self._running: dict[Key, str] = {}
        self._recent: OrderedDict[Key, IdempotencyRecord] = OrderedDict()

    @contextmanager
    def running(self, call: Call) -> Iterator[None]:
        """Only one request of a key runs at a time.

        Refuses: IDEMPOTENCY_IN_PROGRESS, IDEMPOTENCY_KEY_REUSED.
        """
        key = _key(call)
        running = self._running.get(key)
        if running is not None:
            reason = "IDEMPOTENCY_IN_PROGRESS"
            if running != call.fingerprint:
                reason = "IDEMPOTENCY_KEY_REUSED"
            raise Refused(reason, key=call.idempotency_key)
        self._running[key] = call.fingerprint
        try:
            yield
        finally:
            del self._running[key]

    def record(self, call: Call, group: Group) -> IdempotencyRecord:
        """What the store is to remember."""
        return IdempotencyRecord(
            principal=call.principal,
            key=call.idempotency_key or "",
            fingerprint=call.fingerprint,
            response=encode_response(group),
            expires_at_ns=self._clock.now_ns() + self._ns,
        )

    def recall(self, call: Call) -> list[Committed] | None:
        """The answer, if it was given lately. Refuses: IDEMPOTENCY_KEY_REUSED."""
        key = _key(call)
        record = self._recent.get(key)
        if record is None:
            return None
        if record.expires_at_ns <= self._clock.now_ns():
            del self._recent[key]
            return None
        return _answers(record, call)

    async def look_up(self, call: Call) -> list[Committed] | None:
        """The stored answer. Refuses: IDEMPOTENCY_KEY_REUSED, STORE_UNAVAILABLE."""
        record = await self._store.idempotent(*_key(call), self._clock.now_ns())
        if record is None:
            return None
        self.keep(record)
        return _answers(record, call)

    def keep(self, record: IdempotencyRecord) -> None:
        """Remembers an answer that is durable; the oldest one goes."""
        if len(record.response) > RECENT_BYTES_MAX:
            return
        self._recent[record.principal, record.key] = record
        if len(self._recent) > RECENT_MAX:
            self._recent.popitem(last=False)

    def committed(self, group: Group, answers: Sequence[Committed]) -> None:
        """The group's record is durable now."""
        if group.record is not None and answers[-1].revision is not None:
            self.keep(
                msgspec.structs.replace(
                    group.record, fabric=answers[-1].fabric, revision=answers[-1].revision
                )
            )


def _key(call: Call) -> Key:
    assert call.idempotency_key is not None, "a call without a key is not remembered"
    return call.principal, call.idempotency_key


def _answers(record: IdempotencyRecord, call: Call) -> list[Committed]:
    if record.fingerprint != call.fingerprint:
        raise Refused("IDEMPOTENCY_KEY_REUSED", key=call.idempotency_key)
    return revive(record)
