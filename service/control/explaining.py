"""A committed step again, with its decision trace: state is the journal plus a pure engine.

The walk that no journal row stores can be had back at any time; its answer must be the stored one.
"""

from __future__ import annotations

from typing import NamedTuple

from service.control.journal import decode_answers, encode_model, envelope_of
from service.control.ports import Engine, JournalRow, Store
from service.control.replay import ReplayMismatchError, Timeline, load
from service.fabric.engine import Done
from service.reasons import Refused


class Explained(NamedTuple):
    """A journal row and what the engine did for it; `same`: it answers as it is stored."""

    row: JournalRow
    done: Done
    same: bool


async def explain(store: Store, engine: Engine, fabric: str, host: str, revision: int) -> Explained:
    """Replays a fabric up to a revision and runs the row there with its trace.

    Refuses: INVALID_FIELD where the row is not one of the host, HOST_QUARANTINED where the journal
    does not replay, STORE_UNAVAILABLE.
    """
    rows = await store.journal(fabric, revision - 1, 1)
    if not rows or rows[0].revision != revision:
        raise Refused("UNKNOWN_REVISION", fabric=fabric, revision=revision)
    row = rows[0]
    if row.host != host:
        why = f"revision {revision} changed {row.host or 'the fabric itself'}, not {host}"
        raise Refused("INVALID_FIELD", field="revision", why=why)
    line = Timeline(engine, fabric)
    try:
        if revision > 1:
            await load(store, line, revision - 1)
    except ReplayMismatchError as mismatch:
        raise Refused("HOST_QUARANTINED", host=fabric, why=mismatch.why) from mismatch
    answers = decode_answers(row.answers)
    done = engine.step(line.state, envelope_of(row), answers, explain=True)
    if not isinstance(done, Done):
        why = f"revision {revision}: a question has no answer: {done.question}"
        raise Refused("HOST_QUARANTINED", host=fabric, why=why)
    return Explained(row, done, encode_model(done.answer) == row.result)
