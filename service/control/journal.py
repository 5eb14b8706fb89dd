"""The journal's encoding: commands, driver answers and results as JSON, and the digest chain."""

from __future__ import annotations

import hashlib
from collections.abc import Sequence
from typing import Final

from pydantic import TypeAdapter

from service.control.ports import JournalRow, PendingRow
from service.fabric.commands import ALL_COMMANDS, DriverAnswer
from service.fabric.engine import Envelope
from service.mm.commands import Answer, Command

#: The digest before a fabric's first row.
GENESIS: Final = bytes(32)

_NO_ANSWERS: Final = b"[]"
_ANSWERS: Final = TypeAdapter(tuple[DriverAnswer, ...])


def command_type(op: str) -> type[Command]:
    """The command behind an operation name; KeyError if there is none."""
    return ALL_COMMANDS[op]


def encode_model(model: Command | Answer) -> bytes:
    """A command or an answer as it stands in the journal: JSON without absent fields."""
    return model.__pydantic_serializer__.to_json(model, exclude_none=True)


def decode_command(op: str, data: bytes) -> Command:
    """The command behind `encode_model`."""
    return command_type(op).model_validate_json(data)


def decode_answer(op: str, data: bytes) -> Answer:
    """The answer behind `encode_model`."""
    return command_type(op).answer.model_validate_json(data)


def encode_answers(answers: Sequence[DriverAnswer]) -> bytes:
    """What drivers answered, in the order of the questions."""
    return _ANSWERS.dump_json(tuple(answers), exclude_none=True) if answers else _NO_ANSWERS


def decode_answers(data: bytes) -> tuple[DriverAnswer, ...]:
    """The answers behind `encode_answers`."""
    return () if data == _NO_ANSWERS else _ANSWERS.validate_json(data)


def envelope_of(row: JournalRow) -> Envelope:
    """The command of a row, addressed as it was."""
    return Envelope(decode_command(row.op, row.command), row.host or None)


def chain(previous: bytes, row: JournalRow | PendingRow, revision: int) -> bytes:
    """The digest of a row: SHA-256 over the previous digest and every other column.

    So neither what happened nor who did it and when can be changed unnoticed. The lengths stand in
    front, so that no two rows have the same bytes.
    """
    at_ns = row.committed_at_ns if isinstance(row, JournalRow) else row.at_ns
    command, answers, result = row.command, row.answers, row.result
    head = (
        f"{revision} {row.engine_version} {at_ns} {len(command)} {len(answers)} {len(result)} "
        f"{row.fabric}\0{row.host}\0{row.op}\0{row.principal}\0{row.request_id}\0"
    )
    return hashlib.sha256(b"".join((previous, head.encode(), command, answers, result))).digest()
