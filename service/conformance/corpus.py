"""Reading corpora: files or folders of JSON lines, plain or gzipped, in the documented formats."""

from __future__ import annotations

import gzip
from collections.abc import Iterator
from pathlib import Path
from typing import Any, Final, NamedTuple

import msgspec

#: format by the name of the folder that holds a file
FORMATS: Final = ("kernel", "ltp", "rfc", "models")


class CorpusError(Exception):
    """A file that is no corpus: where and why."""


class Source(NamedTuple):
    """A file of cases and its format."""

    path: Path
    format: str


class Case(NamedTuple):
    """One line: `where` is file and line, `data` what it says."""

    id: str
    where: str
    data: dict[str, Any]


def sources(paths: list[Path], forced: str | None = None) -> list[Source]:
    """The corpus files under the paths, sorted. Refuses (CorpusError): none, or of no format."""
    found: list[Source] = []
    for path in paths:
        if not path.exists():
            msg = f"{path}: no such file or folder"
            raise CorpusError(msg)
        files = [path] if path.is_file() else sorted(path.rglob("*.jsonl*"))
        for file in files:
            if not file.name.endswith((".jsonl", ".jsonl.gz")):
                continue
            name = forced or next(
                (part for part in reversed(file.resolve().parts[:-1]) if part in FORMATS), None
            )
            if name is None:
                if path.is_file():
                    msg = f"{file}: no format; name one of {', '.join(FORMATS)} with --format"
                    raise CorpusError(msg)
                continue
            found.append(Source(file, name))
    if not found:
        msg = "no corpus file found"
        raise CorpusError(msg)
    return found


def read(source: Source) -> Iterator[Case]:
    """The cases of a file. Refuses (CorpusError): a line that is not an object with an id."""
    data = source.path.read_bytes()
    if source.path.name.endswith(".gz"):
        data = gzip.decompress(data)
    for number, line in enumerate(data.splitlines(), 1):
        if not line.strip():
            continue
        where = f"{source.path.name}:{number}"
        try:
            row = msgspec.json.decode(line)
        except msgspec.DecodeError as error:
            msg = f"{where}: {error}"
            raise CorpusError(msg) from error
        if not isinstance(row, dict) or "id" not in row:
            msg = f"{where}: a case is an object with an id"
            raise CorpusError(msg)
        yield Case(str(row["id"]), where, row)


def fixture(source: Source, name: str) -> Any:
    """A fixture file beside a corpus file. Refuses (CorpusError): it is missing."""
    path = source.path.parent / name
    packed = path.with_name(name + ".gz")
    if path.exists():
        return msgspec.json.decode(path.read_bytes())
    if packed.exists():
        return msgspec.json.decode(gzip.decompress(packed.read_bytes()))
    msg = f"{path}: the fixture is missing"
    raise CorpusError(msg)
