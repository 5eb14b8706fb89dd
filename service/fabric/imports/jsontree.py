"""A JSON reader that knows the line of every value, for messages about a user's file.

Stricter than most: no duplicate keys, no NaN, no control characters, a limited depth.
"""

from __future__ import annotations

import re
from typing import Final

import msgspec

from service.fabric.imports.source import malformed, printable, shown
from service.reasons import Refused

DEPTH_MAX: Final = 64
NUMBER_CHARS_MAX: Final = 40

_SPACE: Final = re.compile(r"[ \t\r\n]*")
#: possessive: a string without an end must not make the match slow
_STRING: Final = re.compile(r'"(?:[^"\\\x00-\x1f]|\\(?:["\\/bfnrt]|u[0-9a-fA-F]{4}))*+"')
_PLAIN: Final = re.compile(r'"[^"\\\x00-\x1f]*"')
_NUMBER: Final = re.compile(r"-?(?:0|[1-9][0-9]*)(\.[0-9]+)?([eE][+-]?[0-9]+)?")
_WORDS: Final[dict[str, bool | None]] = {"true": True, "false": False, "null": None}
_WORD: Final = re.compile(r"[A-Za-z]+")
_ENDS: Final = "the file ends here"

_KIND: Final = {
    dict: "an object",
    list: "a list",
    str: "a string",
    bool: "a boolean",
    int: "a number",
    float: "a number",
    type(None): "null",
}


class JsonNode(msgspec.Struct, frozen=True):
    """A value and the line it starts on."""

    line: int
    value: dict[str, JsonNode] | list[JsonNode] | str | int | float | bool | None

    @property
    def kind(self) -> str:
        """The JSON type in words."""
        return _KIND[type(self.value)]

    def child(self, step: str | int) -> JsonNode | None:
        """The member or element that `step` names, if there is one."""
        if isinstance(step, str):
            return self.value.get(step) if isinstance(self.value, dict) else None
        found = self.value if isinstance(self.value, list) else []
        return found[step] if step < len(found) else None


class _Scanner:
    """`path` is where in the document the scanner stands, in the words of the file."""

    def __init__(self, text: str, file: str) -> None:
        self.text = text
        self.file = file
        self.pos = 0
        self.line = 1
        self.path: list[str] = []

    def refuse(self, expected: str) -> Refused:
        """The refusal of what stands at `pos`."""
        field = "".join(self.path).removeprefix(".") or "JSON"
        if self.pos >= len(self.text):
            return malformed(self.file, self.line, field, f"{_ENDS}, expected {expected}")
        found = self.text[self.pos : self.pos + 20].split("\n")[0]
        return malformed(self.file, self.line, field, f"expected {expected}, found {shown(found)}")

    def space(self) -> None:
        found = _SPACE.match(self.text, self.pos)
        if found is not None and found.end() < len(self.text):
            self.line += self.text.count("\n", self.pos, found.end())
        self.pos = found.end() if found is not None else self.pos

    def take(self, char: str) -> bool:
        if self.text.startswith(char, self.pos):
            self.pos += 1
            return True
        return False

    def value(self) -> JsonNode:
        self.space()
        line = self.line
        if self.take("{"):
            return JsonNode(line, self.members())
        if self.take("["):
            return JsonNode(line, self.elements())
        if self.text.startswith('"', self.pos):
            return JsonNode(line, self.string())
        found = _NUMBER.match(self.text, self.pos)
        if found is not None:
            return JsonNode(line, self.number(found))
        found = _WORD.match(self.text, self.pos)
        if found is None or found[0] not in _WORDS:
            raise self.refuse("a JSON value")
        self.pos = found.end()
        return JsonNode(line, _WORDS[found[0]])

    def number(self, found: re.Match[str]) -> int | float:
        if len(found[0]) > NUMBER_CHARS_MAX:
            raise self.refuse(f"a number of at most {NUMBER_CHARS_MAX} characters")
        self.pos = found.end()
        return float(found[0]) if found[1] or found[2] else int(found[0])

    def string(self) -> str:
        found = _PLAIN.match(self.text, self.pos)
        if found is not None:
            self.pos = found.end()
            return found[0][1:-1]
        found = _STRING.match(self.text, self.pos)
        if found is None:
            if not self.text.startswith('"', self.pos):
                raise self.refuse("a string")
            end = self.text.find("\n", self.pos)
            self.pos = len(self.text) if end < 0 else self.pos
            raise self.refuse("a string that ends on its line")
        try:
            decoded = msgspec.json.decode(found[0], type=str)
        except (msgspec.DecodeError, UnicodeError) as error:
            raise self.refuse("a string of valid characters") from error
        self.pos = found.end()
        return decoded

    def enter(self, step: str) -> None:
        self.path.append(step)
        if len(self.path) > DEPTH_MAX:
            raise self.refuse(f"at most {DEPTH_MAX} levels")

    def members(self) -> dict[str, JsonNode]:
        members: dict[str, JsonNode] = {}
        self.space()
        if self.take("}"):
            return members
        while True:
            self.space()
            key = self.string()
            self.enter(f".{printable(key)}")
            if key in members:
                raise self.refuse("each key once")
            self.space()
            if not self.take(":"):
                raise self.refuse("':'")
            members[key] = self.value()
            self.path.pop()
            self.space()
            if self.take("}"):
                return members
            if not self.take(","):
                raise self.refuse("',' or '}'")

    def elements(self) -> list[JsonNode]:
        elements: list[JsonNode] = []
        self.space()
        if self.take("]"):
            return elements
        while True:
            self.enter(f"[{len(elements)}]")
            elements.append(self.value())
            self.path.pop()
            self.space()
            if self.take("]"):
                return elements
            if not self.take(","):
                raise self.refuse("',' or ']'")


def parse(text: str, file: str) -> JsonNode:
    """The document as a tree.

    Refuses: IMPORT_MALFORMED with the line and the path of what is wrong.
    """
    scanner = _Scanner(text.removeprefix("\ufeff"), file)
    root = scanner.value()
    scanner.space()
    if scanner.pos < len(scanner.text):
        raise scanner.refuse("the end of the file")
    return root
