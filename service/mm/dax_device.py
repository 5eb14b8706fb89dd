"""Attributes of a dax device that offers private memory (drivers/dax of v5 and the branch).

The device is `unplugged` or online in a zone. `private` and `adistance` may be written only while
it is unplugged; `adistance` exists only while `private` is set, and toggling that resets it.
"""

from __future__ import annotations

from typing import Final

import msgspec

from service.mm.models import RightsTable
from service.mm.node_private import check_dependencies
from service.reasons import KernelError

DEFAULT_ADISTANCE: Final = "default"
_RULE: Final = "dax.attribute"
_CRAM: Final = "cram.features"


class DaxDevice(msgspec.Struct):
    """A dax device; `features` are full names of rights."""

    state: str = "unplugged"
    private: bool = True
    adistance: str = DEFAULT_ADISTANCE
    features: tuple[str, ...] = ()

    def has(self, name: str) -> bool:
        """Whether an attribute file is there."""
        return name != "adistance" or self.private

    def read(self, name: str) -> str:
        """The text of an attribute. Refuses: DAX_NO_ATTRIBUTE."""
        if not self.has(name):
            raise KernelError("DAX_NO_ATTRIBUTE", rule=_RULE, name=name)
        if name == "private":
            return str(int(self.private))
        return self.adistance if name == "adistance" else " ".join(self.features)


def store(device: DaxDevice, table: RightsTable, name: str, value: str) -> None:
    """A write to an attribute.

    Refuses: DAX_NO_ATTRIBUTE, DAX_PLUGGED, DAX_VALUE, and what the rights table refuses.
    """
    if not device.has(name):
        raise KernelError("DAX_NO_ATTRIBUTE", rule=_RULE, name=name)
    if device.state != "unplugged":
        raise KernelError("DAX_PLUGGED", rule=_RULE, name=name, state=device.state)
    if name == "private":
        if value not in {"0", "1"}:
            raise KernelError("DAX_VALUE", rule=_RULE, name=name, value=value)
        if device.private != (value == "1"):
            device.adistance = DEFAULT_ADISTANCE
        device.private = value == "1"
    elif name == "adistance":
        if not value.isascii() or not value.isdigit() or not int(value):
            raise KernelError("DAX_VALUE", rule=_RULE, name=name, value=value)
        device.adistance = value
    elif name == "memory_features":
        device.features = cram_features(table, tuple(value.split()))
    else:
        raise KernelError("DAX_NO_ATTRIBUTE", rule=_RULE, name=name)


def cram_features(table: RightsTable, given: tuple[str, ...]) -> tuple[str, ...]:
    """The features of a cram node: reclaim and the write fence, never the marker of all rights.

    Refuses: RIGHT_UNKNOWN, CRAM_FEATURES, NP_OPS_NEEDS. Source: mm/cram.c of the branch.
    """
    names = []
    for text in given:
        right = table.named(text)
        if right is None:
            known = ", ".join(table.full(each) for each in table.rights)
            raise KernelError("RIGHT_UNKNOWN", rule=_CRAM, right=text, model="cram", known=known)
        names.append(table.full(right))
    wanted = {right for service in ("reclaim", "write_fence") for right in table.granting(service)}
    marker = table.prefix + table.marker
    if not wanted or not wanted <= set(names) or marker in names:
        raise KernelError("CRAM_FEATURES", rule="cram.features", features=" ".join(names) or "none")
    check_dependencies(table, tuple(names), "cram.features")
    return tuple(names)


class CramRegistry(msgspec.Struct):
    """cram_register and cram_unregister: which node is registered with which block ranges."""

    nodes: dict[int, tuple[tuple[int, int], ...]] = msgspec.field(default_factory=dict)

    def register(
        self,
        table: RightsTable,
        nid: int,
        ranges: tuple[tuple[int, int], ...],
        features: tuple[str, ...],
    ) -> None:
        """Refuses: CRAM_RANGES, CRAM_FEATURES, RIGHT_UNKNOWN, CRAM_NODE_TAKEN."""
        if not ranges or any(count <= 0 for _, count in ranges):
            raise KernelError("CRAM_RANGES", rule="cram.features", nid=nid)
        cram_features(table, features)
        if nid in self.nodes:
            raise KernelError("CRAM_NODE_TAKEN", rule="cram.features", nid=nid)
        self.nodes[nid] = ranges

    def unregister(self, nid: int, ranges: tuple[tuple[int, int], ...]) -> None:
        """Refuses: CRAM_NODE_UNKNOWN, CRAM_RANGES (they must be exactly those registered)."""
        if nid not in self.nodes:
            raise KernelError("CRAM_NODE_UNKNOWN", rule="cram.features", nid=nid)
        if self.nodes[nid] != ranges:
            raise KernelError("CRAM_RANGES", rule="cram.features", nid=nid)
        del self.nodes[nid]
