"""Strict YAML for files that strangers send: data with the line of every key, or a refusal.

Accepted is the part of YAML that JSON has too: mappings with plain string keys, sequences,
strings, decimal integers, true, false. Refused: anchors and aliases, tags, merge keys, duplicate
keys, more than one document, texts above 1 MiB, nesting deeper than 32. What YAML 1.1 would turn
into something else (`no`, `0x10`, `12:30`, dates) stays the string that stands there.
"""

from __future__ import annotations

import re
from pathlib import Path as FilePath
from typing import Final, NamedTuple, NoReturn

import yaml
from yaml.nodes import MappingNode, Node, ScalarNode, SequenceNode

from service.reasons import Refused

#: Largest text, in bytes of UTF-8.
TEXT_BYTES_MAX: Final = 1 << 20
#: Deepest nesting of mappings and sequences.
DEPTH_MAX: Final = 32
#: Most values in one document.
VALUES_MAX: Final = 100_000

#: A place in the document: keys and indexes from the root.
Path = tuple[str | int, ...]

_INTEGER: Final = re.compile(r"^(?:0|-?[1-9][0-9]{0,19})$")
_BOOLEAN: Final = re.compile(r"^(?:true|false)$")
_INT_TAG: Final = "tag:yaml.org,2002:int"
_BOOL_TAG: Final = "tag:yaml.org,2002:bool"
_STR_TAG: Final = "tag:yaml.org,2002:str"


class _Loader(yaml.SafeLoader):
    """PyYAML's safe loader with integers and booleans as JSON has them, and nothing else."""

    yaml_implicit_resolvers: dict[str, list[tuple[str, re.Pattern[str]]]] = {}  # noqa: RUF012


for _first in "-0123456789":
    _Loader.add_implicit_resolver(_INT_TAG, _INTEGER, [_first])
for _first in "tf":
    _Loader.add_implicit_resolver(_BOOL_TAG, _BOOLEAN, [_first])


class Document(NamedTuple):
    """The data of a file and the line (from 1) on which each place begins."""

    file: str
    data: object
    lines: dict[Path, int]

    def line_of(self, path: Path) -> int:
        """The line of a place, or of the nearest place around it."""
        while path and path not in self.lines:
            path = path[:-1]
        return self.lines.get(path, 1)

    def refuse(self, path: Path, why: str) -> NoReturn:
        """Refuse the document for what stands at `path`."""
        raise malformed(self.file, self.line_of(path), path, why)


def malformed(file: str, line: int, path: Path, why: str) -> Refused:
    """The refusal of a scenario file: where, which field, which rule."""
    field = ".".join(str(part) for part in path) or "document"
    return Refused("SCENARIO_MALFORMED", file=file, line=line, field=field, why=why)


def read_text(path: FilePath) -> str:
    """The text of a file; no more than the largest accepted one is read.

    Refuses: SCENARIO_MALFORMED, OSError.
    """
    with path.open("rb") as file:
        data = file.read(TEXT_BYTES_MAX + 1)
    if len(data) > TEXT_BYTES_MAX:
        raise malformed(str(path), 1, (), f"the file is larger than {TEXT_BYTES_MAX} bytes")
    try:
        return data.decode("utf-8")
    except UnicodeDecodeError as error:
        line = data.count(b"\n", 0, error.start) + 1
        raise malformed(str(path), line, (), "the file is not UTF-8") from None


def load_yaml(file: str, text: str) -> Document:
    """The document in `text`; `file` is only its name in messages.

    Refuses: SCENARIO_MALFORMED with line, field and rule.
    """
    if len(text.encode("utf-8", "surrogatepass")) > TEXT_BYTES_MAX:
        raise malformed(file, 1, (), f"the file is larger than {TEXT_BYTES_MAX} bytes")
    try:
        return _compose(file, text)
    except yaml.MarkedYAMLError as error:
        mark = error.problem_mark or error.context_mark
        line = mark.line + 1 if mark is not None else 1
        raise malformed(file, line, (), error.problem or "not YAML") from None
    except yaml.YAMLError as error:
        why = str(error).splitlines()[0]
        raise malformed(file, 1, (), f"not YAML: {why}") from None


def _compose(file: str, text: str) -> Document:
    _check_events(file, text)
    loader = _Loader(text)
    try:
        root = loader.get_single_node()
    finally:
        loader.dispose()
    if root is None:
        raise malformed(file, 1, (), "the file is empty")
    lines: dict[Path, int] = {}
    return Document(file, _Builder(file, lines).build(root, ()), lines)


def _check_events(file: str, text: str) -> None:
    """Refuses by the event stream, before any tree is built: depth, size, anchors, aliases."""
    depth = values = 0
    for event in yaml.parse(text, Loader=_Loader):
        line = event.start_mark.line + 1 if event.start_mark is not None else 1
        if isinstance(event, yaml.AliasEvent):
            raise malformed(file, line, (), "aliases are not accepted")
        if isinstance(event, yaml.NodeEvent):
            values += 1
            if event.anchor is not None:
                raise malformed(file, line, (), "anchors are not accepted")
            if getattr(event, "tag", None) is not None:
                raise malformed(file, line, (), "tags are not accepted")
        if isinstance(event, yaml.CollectionStartEvent):
            depth += 1
        elif isinstance(event, yaml.CollectionEndEvent):
            depth -= 1
        if depth > DEPTH_MAX:
            raise malformed(file, line, (), f"nested deeper than {DEPTH_MAX}")
        if values > VALUES_MAX:
            raise malformed(file, line, (), f"more than {VALUES_MAX} values")


class _Builder:
    """Turns composed nodes into data and notes the lines."""

    def __init__(self, file: str, lines: dict[Path, int]) -> None:
        self._file = file
        self._lines = lines

    def build(self, node: Node, path: Path) -> object:
        """The data of one node."""
        line = node.start_mark.line + 1
        self._lines.setdefault(path, line)
        if isinstance(node, MappingNode):
            return self._mapping(node, path)
        if isinstance(node, SequenceNode):
            return [self.build(item, (*path, index)) for index, item in enumerate(node.value)]
        assert isinstance(node, ScalarNode)
        return self._scalar(node, path)

    def _mapping(self, node: MappingNode, path: Path) -> dict[str, object]:
        data: dict[str, object] = {}
        for key_node, value_node in node.value:
            line = key_node.start_mark.line + 1
            if not isinstance(key_node, ScalarNode) or key_node.tag != _STR_TAG:
                raise malformed(self._file, line, path, "keys must be strings")
            key = key_node.value
            if key == "<<":
                raise malformed(self._file, line, path, "merge keys are not accepted")
            if key in data:
                raise malformed(self._file, line, (*path, key), "the key stands twice")
            self._lines[(*path, key)] = line
            data[key] = self.build(value_node, (*path, key))
        return data

    def _scalar(self, node: ScalarNode, path: Path) -> object:
        text: str = node.value
        if node.tag == _INT_TAG:
            return int(text)
        if node.tag == _BOOL_TAG:
            return text == "true"
        if node.style is None and text in ("", "~", "null"):
            raise malformed(self._file, node.start_mark.line + 1, path, "the value is missing")
        return text
