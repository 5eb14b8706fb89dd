"""The JSON decoder of the edge: strict where the standard library is generous.

Refuses: duplicate keys, NaN and Infinity, nesting beyond the limit, integers beyond 64 bits, NUL
characters, lone surrogates, bytes that are not UTF-8, and anything but an object at the top.
"""

from __future__ import annotations

import json
import re
from typing import Any, Final

from service.bounded import U64_MAX
from service.edge.limits import JSON_DEPTH
from service.reasons import Refused

_INT_MIN: Final = -(1 << 63)
_SURROGATES: Final = re.compile("[\ud800-\udfff]")
#: A body without any of these needs no second look: no NUL, surrogate or 19-digit integer in it.
_SUSPICIOUS: Final = re.compile(rb"\\u0000|\\u[dD]|[0-9]{19}|\x00|[eE][+]?[0-9]{2}")


def _malformed(why: str) -> Refused:
    return Refused("MALFORMED_JSON", why=why)


def _pairs(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    found = dict(pairs)
    if len(found) != len(pairs):
        raise _malformed("an object has a key twice")
    return found


def _constant(word: str) -> Any:
    raise _malformed(f"{word} is not JSON")


def _number(text: str) -> int | float:
    """`2517.0` is an integer, as JSON Schema says."""
    value = float(text)
    return int(value) if value.is_integer() else value


_DECODER: Final = json.JSONDecoder(
    object_pairs_hook=_pairs, parse_constant=_constant, parse_float=_number
)


def _check_text(text: str) -> None:
    if "\0" in text:
        raise _malformed("a string has a NUL character")
    if not text.isascii() and _SURROGATES.search(text):
        raise _malformed("a string has a lone surrogate")


def _check_leaf(value: Any) -> None:
    if isinstance(value, str):
        _check_text(value)
    elif isinstance(value, int) and not _INT_MIN <= value <= U64_MAX:
        raise _malformed("an integer is not between -2**63 and 2**64 - 1")
    elif isinstance(value, float) and value in (float("inf"), float("-inf")):
        raise _malformed("a number exceeds the range of a double")


def _walk(value: Any) -> None:
    stack: list[tuple[Any, int]] = [(value, 1)]
    while stack:
        item, depth = stack.pop()
        if isinstance(item, (dict, list)):
            if depth > JSON_DEPTH:
                raise _malformed(f"nesting exceeds {JSON_DEPTH} levels")
            if isinstance(item, dict):
                for key in item:
                    _check_text(key)
                stack.extend((each, depth + 1) for each in item.values())
            else:
                stack.extend((each, depth + 1) for each in item)
        else:
            _check_leaf(item)


def decode(data: bytes) -> dict[str, Any]:
    """The object in a request body.

    Refuses: MALFORMED_JSON, saying why.
    """
    try:
        text = data.decode("utf-8")
    except UnicodeDecodeError as error:
        raise _malformed(f"byte {error.start} is not UTF-8") from None
    if text.startswith("\ufeff"):
        raise _malformed("a byte order mark stands in front")
    try:
        value = _DECODER.decode(text)
    except json.JSONDecodeError as error:
        raise _malformed(f"{error.msg} at line {error.lineno} column {error.colno}") from None
    except RecursionError:
        raise _malformed(f"nesting exceeds {JSON_DEPTH} levels") from None
    except ValueError:
        raise _malformed("an integer has too many digits") from None
    if not isinstance(value, dict):
        raise _malformed("an object is expected")
    if data.count(b"{") + data.count(b"[") > JSON_DEPTH or _SUSPICIOUS.search(data):
        _walk(value)
    return value
