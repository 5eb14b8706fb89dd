"""Lists of the objects that hosts see: host by host, made anew only where CXL changed."""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING, Any, Final, cast

from service.bounded import Strict
from service.cxl.commands import DaxRegion
from service.edge.capacity import region_conditions
from service.edge.tokens import Key
from service.fabric.cxl.dax import dax_region
from service.fabric.state import FabricState, HostEntry

if TYPE_CHECKING:
    from service.edge.views import Scope

_NAME_PARTS: Final = re.compile(r"[0-9]+|[^0-9]+")


def natural(name: str) -> str:
    """Orders `mem2` before `mem10`: each number stands with its length in front."""
    return "".join(
        f"{len(part):02d}{part}" if part.isdigit() else part for part in _NAME_PARTS.findall(name)
    )


def _hosts_of(scope: Scope) -> list[str]:
    assert scope.fabric is not None, "an inventory view has a fabric"
    wanted = scope.params.get("host")
    if wanted is not None:
        return [wanted] if wanted in scope.fabric.hosts else []
    return sorted(scope.fabric.hosts)


class Inventory:
    """The objects of one kind that hosts see, host by host; made anew only where CXL changed."""

    def __init__(
        self,
        word: str,
        plural: str,
        model: type[Strict],
        more: Callable[[HostEntry, Any], dict[str, Any]],
    ) -> None:
        self._word, self._plural, self._more = word, plural, more
        self._construct: Callable[..., Strict] = model.model_construct

    def of_host(self, fabric: FabricState, entry: HostEntry) -> Sequence[Strict]:
        """The views of a host in order."""
        inventory = entry.inventory
        known = entry.viewed.get(self._plural)
        if known is None or known[0] is not inventory:
            word = self._word
            found = sorted(
                enumerate(getattr(inventory, self._plural)),
                key=lambda each: natural(getattr(each[1], word)),
            )
            views = tuple(
                self._construct(
                    host=entry.host, position=at, **{word: each}, **self._more(entry, each)
                )
                for at, each in found
            )
            known = entry.viewed[self._plural] = inventory, views
        if self._plural == "regions" and entry.cxl is not None:
            return [_as_it_is(fabric, entry, each) for each in cast("Sequence[Any]", known[1])]
        return cast("Sequence[Strict]", known[1])

    def items(self, scope: Scope) -> Sequence[Strict]:
        """All of them."""
        return self.window(scope, None, 1 << 62)

    def window(self, scope: Scope, after: Key | None, count: int) -> Sequence[Strict]:
        """So many behind a (host, name) key."""
        names = _hosts_of(scope)
        host, name = ("", "") if after is None else cast("tuple[str, str]", after)
        assert scope.fabric is not None, "an inventory view has a fabric"
        key: Any = inventory_key(self._word)
        found: list[Strict] = []
        for each in names[bisect_left(names, host) :]:
            views = self.of_host(scope.fabric, scope.fabric.hosts[each])
            start = bisect_right(views, (host, name), key=key) if each == host else 0
            found += views[start : start + count - len(found)]
            if len(found) >= count:
                break
        return found


def _as_it_is(fabric: FabricState, entry: HostEntry, view: Any) -> Strict:
    """A region view with the dax region that its memory has now, and its conditions."""
    assert entry.cxl is not None, "a region of a CXL side"
    state = entry.cxl.regions[int(view.region.region.removeprefix("region"))]
    dax = dax_region(entry, state)
    update: dict[str, Any] = {"conditions": region_conditions(fabric, entry, state)}
    if dax is not None and not _says(view.region.daxregion, dax):
        update["region"] = view.region.model_copy(update={"daxregion": dax})
    return cast("Strict", view.model_copy(update=update))


def _says(listed: DaxRegion | None, now: DaxRegion) -> bool:
    """Whether a listing of the same region says of its device what holds now."""
    if listed is None or not listed.devices or not now.devices:
        return False
    keys = ("mode", "size", "online_memblocks", "total_memblocks")
    return all(getattr(listed.devices[0], key) == getattr(now.devices[0], key) for key in keys)


def inventory_key(word: str) -> Callable[[Any], Key]:
    """The order of a list: by host, then by name."""
    return lambda item: (item.host, natural(getattr(getattr(item, word), word)))
