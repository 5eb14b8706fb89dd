"""Reads of both edges: look up what a view needs, take one page of it."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from typing import Any, Final, NamedTuple

from service.bounded import Strict
from service.control.ports import Document
from service.edge.limits import PAGE_SIZE_DEFAULT
from service.edge.ports import ControlPort
from service.edge.tokens import Key, PageTokens
from service.edge.views import Scope, View
from service.reasons import Refused
from service.runs.lab import Lab

#: the parameter of a read of a host that asks for its past
AT: Final = "revision"


class Page(NamedTuple):
    """One page of a list; `next_page_token` is empty on the last."""

    items: Sequence[Strict]
    next_page_token: str
    scope: Scope


async def scope_of(
    control: ControlPort, view: View, params: Mapping[str, Any], lab: Lab | None = None
) -> Scope:
    """What the view looks at, a host also as it was.

    Refuses: UNKNOWN_FABRIC, UNKNOWN_HOST, INVALID_FIELD (a parameter that it needs).
    """
    for name in view.needs:
        if name not in params:
            raise Refused("INVALID_FIELD", field=name, why="Field required")
    if view.documents:
        found = await _documents(control, view)
        return Scope((), None, None, params, documents=found)
    if view.made is not None:
        assert lab is not None, f"{view.name} asks the lab"
        return Scope((), None, None, params, made=await view.made(lab, params))
    if view.level == "host":
        if AT in params and view.asked is None:
            ref = await control.past.host_at(params["host"], int(params[AT]))
        else:
            ref = await control.host_ref(params["host"])
        return Scope((), ref.fabric, ref.entry, params)
    if view.level == "fabric":
        return Scope((), await control.fabric_state(params["fabric"]), None, params)
    return Scope(await control.fabrics(), None, None, params, control.driver_sessions())


async def _documents(control: ControlPort, view: View) -> Sequence[Document]:
    """The documents that a view shows."""
    found = await control.documents.list(view.documents)
    if not view.whole:
        return found
    whole = [await control.documents.get(view.documents, each.name) for each in found]
    return [each for each in whole if each is not None]


async def read_one(
    control: ControlPort, view: View, params: Mapping[str, Any]
) -> tuple[Strict, Scope]:
    """A single view."""
    scope = await scope_of(control, view, params)
    if view.asked is not None:
        return await view.asked(control, scope), scope
    assert view.one is not None, f"{view.name} is not a list"
    with _naming_host(scope):
        return view.one(scope), scope


@contextmanager
def _naming_host(scope: Scope) -> Iterator[None]:
    """Refusals of the host's engine, which does not know its name, get it."""
    try:
        yield
    except Refused as refused:
        if scope.entry is not None:
            refused.facts["host"] = scope.entry.host
        raise


def _filtered(view: View, items: Sequence[Strict], params: Mapping[str, Any]) -> Sequence[Strict]:
    wanted = {
        name: params[name]
        for name in view.filters
        if name in params and name in view.model.model_fields
    }
    if not wanted or view.filtered:
        return items
    return [
        item for item in items if all(getattr(item, name) == each for name, each in wanted.items())
    ]


async def read_page(
    control: ControlPort,
    tokens: PageTokens,
    view: View,
    params: Mapping[str, Any],
    *,
    page_size: int = PAGE_SIZE_DEFAULT,
    page_token: str = "",
    lab: Lab | None = None,
) -> Page:
    """One page of a list, behind the item that `page_token` names.

    Refuses: PAGE_TOKEN_INVALID, and what the view's scope refuses.
    """
    assert view.items is not None, f"{view.name} is a list"
    assert view.key is not None, f"{view.name} is ordered"
    bound = {name: str(value) for name, value in params.items()}
    after = tokens.read(view.name, bound, page_token) if page_token else None
    scope = await scope_of(control, view, params, lab)
    with _naming_host(scope):
        if view.window is not None:
            page, more = _window(view, scope, after, page_size)
        else:
            items = _filtered(view, view.items(scope), params)
            start = 0 if after is None else _behind(view, items, after)
            page = items[start : start + page_size]
            more = start + page_size < len(items)
    token = tokens.write(view.name, bound, view.key(page[-1])) if more else ""
    return Page(page, token, scope)


def _window(
    view: View, scope: Scope, after: Key | None, page_size: int
) -> tuple[Sequence[Strict], bool]:
    """A page of a list too long to be made whole for it."""
    assert view.window is not None, "asked before"
    try:
        found = view.window(scope, after, page_size + 1)
    except (TypeError, ValueError):
        raise Refused("PAGE_TOKEN_INVALID", why="it names no item of this list") from None
    return found[:page_size], len(found) > page_size


def _behind(view: View, items: Sequence[Strict], after: Key) -> int:
    key: Any = view.key
    try:
        return bisect_right(items, after, key=key)
    except TypeError:
        raise Refused("PAGE_TOKEN_INVALID", why="it names no item of this list") from None
