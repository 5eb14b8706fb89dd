"""The driver that a script describes, over the public API only."""

from __future__ import annotations

import asyncio
from collections.abc import Callable
from typing import Any, Final

from service.client.driver import AttachStream, Driver, Move
from service.emulators.script import DriverScript, Row

#: Says an event: its name and its facts.
Say = Callable[[str, dict[str, Any]], None]

_FLOOD: Final = 100
_STANDARD: Final = "standard"


class ScriptedDriver(Driver):
    """Answers callbacks as the rows of a script say; `left` is set when the script leaves."""

    def __init__(self, script: DriverScript, say: Say) -> None:
        self._script = script
        self._say = say
        self._used = [0] * len(script.answers)
        self.left = asyncio.Event()
        #: callbacks that were settled
        self.nr_settled = 0

    def _row(self, question: Any) -> Row | None:
        for number, row in enumerate(self._script.answers):
            if row.callback != question.callback or (row.times and self._used[number] >= row.times):
                continue
            when = row.when
            wanted = ((when.mode, question.mode), (when.why, question.why))
            if any(want is not None and want != has for want, has in wanted):
                continue
            if when.area is not None and when.area != question.area:
                continue
            most = question.nr_folios if when.max_folios is None else when.max_folios
            if when.min_folios <= question.nr_folios <= most:
                self._used[number] += 1
                return row
        return None

    async def callback(self, stream: AttachStream, callback: Any) -> None:
        """Answers after the row's delay, or does what the row's fault says."""
        question, id_ = callback.question, callback.callback_id
        row = self._row(question)
        facts = {
            "id": id_,
            "callback": question.callback,
            "nr_folios": question.nr_folios,
            "answer": _STANDARD if row is None else _about(row),
        }
        self._say("callback", facts)
        if row is None:
            await stream.answer(id_)
            return
        await asyncio.sleep(row.delay_ms / 1000)
        if row.fault is None:
            await _answer(stream, id_, row)
        else:
            await self._misbehave(stream, id_, row, question.nr_folios)

    async def _misbehave(self, stream: AttachStream, id_: str, row: Row, total: int) -> None:
        match row.fault:
            case "double":
                await _answer(stream, id_, row)
                await _answer(stream, id_, row)
            case "wrong_id":
                await _answer(stream, f"{id_}0", row)
            case "out_of_range":
                await stream.answer(id_, nr=total + 1)
            case "garbage":
                await stream.write(b"\x0a\xff\xff")
            case "disconnect":
                await stream.drop()
            case "goodbye":
                self.left.set()
            case "flood":
                for number in range(_FLOOD):
                    await stream.answer(f"{id_}-{number}")
            case _:  # it hangs
                pass

    def welcomed(self, welcome: Any) -> None:
        """The stream is open."""
        facts = {"revision": welcome.revision, "epoch": welcome.epoch, "ops": welcome.ops or "-"}
        self._say("attached", facts)

    def settled(self, settled: Any) -> None:
        """Only now the driver may believe in its answer."""
        self.nr_settled += 1
        facts = {"id": settled.callback_id, "ended": settled.ended}
        if settled.HasField("revision"):
            facts["revision"] = settled.revision
        self._say("settled", facts)

    def notice(self, notice: Any) -> None:
        """Something happened to the node's folios."""
        facts = {
            "revision": notice.revision,
            "name": notice.name,
            "nr_folios": notice.nr_folios,
        }
        self._say("notice", facts)

    def refused(self, refused: Any) -> None:
        """A message of ours does not count."""
        facts = {"id": refused.callback_id, "reason": refused.refusal.reason}
        self._say("refused", facts)


def _about(row: Row) -> str:
    said = row.fault or row.vm_fault or f"rc {row.rc}"
    return f"{said} after {row.delay_ms} ms" if row.delay_ms else said


async def _answer(stream: AttachStream, id_: str, row: Row) -> None:
    moves = row.move
    await stream.answer(
        id_,
        rc=row.rc,
        nr=row.nr,
        moves=None if moves is None else [Move(s.first, s.count, s.nid, s.gfp) for s in moves],
        fault=row.vm_fault,
    )
