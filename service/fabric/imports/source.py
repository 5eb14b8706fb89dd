"""What an import reads: named texts. And how it refuses: with file, line, field and why."""

from __future__ import annotations

import re
from typing import Final

import msgspec

from service.bounded import JSON_INTEGER_MAX
from service.reasons import Refused

#: Largest text an import reads, in characters; recordings of large machines stay far below.
FILE_CHARS_MAX: Final = 16 << 20

_DIGITS: Final = re.compile(r"[0-9]{1,20}")
_SHOWN_MAX: Final = 60


class SourceFile(msgspec.Struct, frozen=True):
    """A file as the user gave it. The name is only for messages; content decides what it is."""

    name: str
    text: str


def malformed(file: str, line: int, field: str, why: str) -> Refused:
    """The refusal of a text that does not read as what it claims to be."""
    return Refused("IMPORT_MALFORMED", file=file, line=max(line, 1), field=field, why=why)


def inconsistent(file: str, line: int, field: str, why: str) -> Refused:
    """The refusal of a text that reads well and cannot be true."""
    return Refused("IMPORT_INCONSISTENT", file=file, line=max(line, 1), field=field, why=why)


def lines_of(text: str) -> list[str]:
    """The lines without their ends, LF or CR LF; blank lines at the end do not count.

    Only LF ends a line: `str.splitlines` would count form feeds and shift the numbers.
    """
    lines = [line.removesuffix("\r") for line in text.removeprefix("\ufeff").split("\n")]
    while lines and not lines[-1].strip():
        lines.pop()
    return lines


def printable(text: str) -> str:
    """A piece of the input, short and without characters that could confuse a terminal."""
    plain = "".join(char if " " <= char <= "~" else "?" for char in text[:_SHOWN_MAX])
    return plain if len(text) <= _SHOWN_MAX else plain + "..."


def shown(text: str) -> str:
    """A piece of the input, quoted, fit to stand in a message."""
    return repr(printable(text.strip()))


def count(text: str, file: str, line: int, field: str, *, maximum: int = JSON_INTEGER_MAX) -> int:
    """A non-negative decimal number that the input states at `line`, at most `maximum`."""
    if not _DIGITS.fullmatch(text):
        raise malformed(file, line, field, f"expected a number, found {shown(text)}")
    value = int(text)
    if value > maximum:
        raise malformed(file, line, field, f"{value} exceeds the largest accepted value {maximum}")
    return value


def id_list(text: str, file: str, line: int, field: str, *, maximum: int) -> tuple[int, ...]:
    """Ids as the kernel lists them (`0-3,8`), ascending and each once."""
    ids: list[int] = []
    for part in text.split(","):
        first, dash, last = part.strip().partition("-")
        low = count(first, file, line, field, maximum=maximum)
        high = count(last, file, line, field, maximum=maximum) if dash else low
        if high < low or (ids and low <= ids[-1]):
            raise malformed(file, line, field, f"{shown(text)} is not an ascending list of ids")
        ids.extend(range(low, high + 1))
    return tuple(ids)


def ids_text(ids: tuple[int, ...]) -> str:
    """Ids in the kernel's list format."""
    parts: list[str] = []
    start = 0
    while start < len(ids):
        end = start
        while end + 1 < len(ids) and ids[end + 1] == ids[end] + 1:
            end += 1
        parts.append(str(ids[start]) if start == end else f"{ids[start]}-{ids[end]}")
        start = end + 1
    return ",".join(parts)
