"""A rebuilt machine in the words of its own listing: what nothing changed shows as it was.

Firmware versions, health, aliases and names of ports are the listing's; what a command changed is
the hierarchy's. Names of downstream ports in new targets are those that the listing knows.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, Final, TypeVar

from service.bounded import Strict
from service.cxl.commands import CxlInventory, Decoder, DecoderTarget

_KINDS: Final = (
    ("buses", "bus"),
    ("ports", "port"),
    ("memdevs", "memdev"),
    ("decoders", "decoder"),
    ("regions", "region"),
)
S = TypeVar("S", bound=Strict)


def relist(imported: CxlInventory, before: CxlInventory, now: CxlInventory) -> CxlInventory:
    """`now` in the words of the listing; `before` is what the rebuilt machine first showed."""
    dports = {
        (each.port, dport.id): dport.dport for each in imported.ports for dport in each.dports
    }
    made: dict[str, Any] = {}
    for plural, word in _KINDS:
        was = {getattr(each, word): each for each in getattr(before, plural)}
        current = {getattr(each, word): each for each in getattr(now, plural)}
        shown = []
        for each in getattr(imported, plural):
            name = getattr(each, word)
            if name in current and name in was:
                shown.append(_merged(each, was[name], current.pop(name), dports))
        shown += [_renamed(each, dports) for each in current.values()]
        made[plural] = tuple(shown)
    return CxlInventory.model_construct(**made)


def _merged(listed: S, was: S, current: S, dports: Mapping[tuple[str, int], str]) -> S:
    """The listed object with the fields that are no longer what they first were."""
    if current == was:
        return listed
    changed = {
        key: getattr(_renamed(current, dports), key)
        for key in type(current).model_fields
        if getattr(current, key) != getattr(was, key)
    }
    return listed.model_copy(update=changed)


def _renamed(found: S, dports: Mapping[tuple[str, int], str]) -> S:
    if not isinstance(found, Decoder) or not found.port.startswith("port"):
        return found
    targets = tuple(
        DecoderTarget.model_construct(
            target=dports.get((found.port, each.id), each.target),
            position=each.position,
            id=each.id,
        )
        for each in found.targets
    )
    return found.model_copy(update={"targets": targets})
