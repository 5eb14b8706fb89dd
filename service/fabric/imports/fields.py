"""From JSON nodes to the models of `service.cxl.commands`, keeping lines for messages.

The models hold the limits; a value they refuse is reported with its own line and key. Keys that no
model knows belong to another version of the tool: they are noted and dropped.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Any, Final, TypeVar

from service.bounded import Strict, to_hex
from service.cxl.commands import (
    AlertConfig,
    Bus,
    DaxDevice,
    DaxMapping,
    DaxRegion,
    Decoder,
    DecoderTarget,
    Dport,
    Firmware,
    Health,
    MediaError,
    Memdev,
    PartitionInfo,
    Port,
    Region,
    RegionMapping,
)
from service.fabric.imports.jsontree import JsonNode
from service.fabric.imports.source import malformed, printable, shown
from service.reasons import Refused

_Model = TypeVar("_Model", bound=Strict)

#: addresses and serial numbers: numbers in the tool's JSON (strings with option -u), hex with us
_HEX: Final = frozenset(
    {"resource", "dpa_resource", "serial", "offset", "overflow_t", "start", "end"}
)
_HEX_TEXT: Final = re.compile(r"0|0x[0-9a-f]{1,16}")
_U64: Final = 1 << 64
_HUMAN_SIZE: Final = re.compile(r"[0-9.]+ [MGT]iB \([0-9.]+ [MGT]B\)")

#: keys whose values are objects, or lists of objects
_CHILDREN: Final[Mapping[type[Strict], Mapping[str, type[Strict]]]] = {
    Bus: {"dports": Dport},
    Port: {"dports": Dport},
    Memdev: {
        "health": Health,
        "alert_config": AlertConfig,
        "partition_info": PartitionInfo,
        "firmware": Firmware,
        "media_errors": MediaError,
    },
    Decoder: {"targets": DecoderTarget},
    Region: {"mappings": RegionMapping, "daxregion": DaxRegion, "media_errors": MediaError},
    DaxRegion: {"devices": DaxDevice},
    DaxDevice: {"mappings": DaxMapping},
}
#: keys that hold one object, not a list
_SINGLE: Final = frozenset({"health", "alert_config", "partition_info", "firmware", "daxregion"})


class Builder:
    """Builds models from the nodes of one file and collects the keys it dropped."""

    def __init__(self, file: str) -> None:
        self.file = file
        self.ignored: set[str] = set()

    def members(self, node: JsonNode, field: str) -> dict[str, JsonNode]:
        """The members of a node that must be an object."""
        if not isinstance(node.value, dict):
            raise malformed(self.file, node.line, field, f"expected an object, found {node.kind}")
        return node.value

    def elements(self, node: JsonNode, field: str) -> list[JsonNode]:
        """The elements of a node that must be a list."""
        if not isinstance(node.value, list):
            raise malformed(self.file, node.line, field, f"expected a list, found {node.kind}")
        return node.value

    def text(self, node: JsonNode, field: str) -> str:
        """The value of a node that must be a string."""
        if not isinstance(node.value, str):
            raise malformed(self.file, node.line, field, f"expected a string, found {node.kind}")
        return node.value

    def build(
        self,
        model: type[_Model],
        node: JsonNode,
        name: str,
        *,
        known: Mapping[str, Any],
        structural: frozenset[str] = frozenset(),
    ) -> _Model:
        """The model behind an object. `known` are fields that the structure gave already."""
        members = self.members(node, name)
        children = _CHILDREN.get(model, {})
        values: dict[str, Any] = dict(known)
        for key, child in members.items():
            if key in known or key in structural or ":" in key:
                continue
            if key not in model.model_fields:
                self.ignored.add(f"{model.__name__.lower()} {printable(key)}")
            elif key in children:
                values[key] = self._child(children[key], child, key, f"{name} {key}")
            else:
                values[key] = self._scalar(child, key, f"{name} {key}")
        try:
            return model.model_validate(values)
        except ValueError as error:
            raise self._refuse(error, node, name) from error

    def _child(self, model: type[Strict], node: JsonNode, key: str, field: str) -> Any:
        if key in _SINGLE:
            return self.build(model, node, field, known={})
        return tuple(
            self.build(model, element, f"{field}[{index}]", known={})
            for index, element in enumerate(self.elements(node, field))
        )

    def _scalar(self, node: JsonNode, key: str, field: str) -> Any:
        value = node.value
        if isinstance(value, list):
            return tuple(self.text(element, field) for element in value)
        if isinstance(value, str):
            if _HUMAN_SIZE.fullmatch(value):
                why = f"{shown(value)} is rounded: record the list without -u (--human)"
                raise malformed(self.file, node.line, field, why)
            if _HEX_TEXT.fullmatch(value) and (key == "id" or key in _HEX):
                return int(value, 16) if key == "id" else to_hex(int(value, 16))
        elif key in _HEX and isinstance(value, int) and not isinstance(value, bool):
            if not 0 <= value < _U64:
                raise malformed(
                    self.file, node.line, field, f"{value} is not an unsigned 64-bit number"
                )
            return to_hex(value)
        return value

    def _refuse(self, error: ValueError, node: JsonNode, name: str) -> Refused:
        """Says in the file's terms what pydantic found."""
        details: list[dict[str, Any]] = getattr(error, "errors", list)()
        location = details[0]["loc"] if details else ()
        members = self.members(node, name)
        key = str(location[0]) if location else ""
        field = f"{name} {key}".strip()
        if details and details[0]["type"] == "missing":
            return malformed(self.file, node.line, field, "missing")
        line = members[key].line if key in members else node.line
        why = str(details[0]["msg"]) if details else "not acceptable"
        found = members[key].value if key in members else ""
        why = why[0].lower() + why[1:].replace("nput should", "t must")
        shown_value = found if isinstance(found, (str, int, float)) else type(found).__name__
        return malformed(self.file, line, field, f"{why}, found {shown(str(shown_value))}")
