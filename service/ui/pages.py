"""The dashboard: `/`, one server-rendered page, and its two files. Nothing from another origin."""

from __future__ import annotations

import asyncio
import logging
from collections.abc import Callable, Mapping, Sequence
from functools import lru_cache
from importlib.resources import files
from typing import Final, NamedTuple

from jinja2 import Environment, PackageLoader, StrictUndefined
from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import BaseRoute, Route

from service.edge.driver_views import DriverView, drivers
from service.edge.ports import ControlPort
from service.experiments.experiment import EXPERIMENTS
from service.experiments.scenario_bundled import FOUR_LISTS, bundled
from service.experiments.scenario_load import LoadedScenario, load_scenario
from service.fabric.state import FabricState, HostEntry
from service.reasons import Refused
from service.ui.fabric_view import HostCard, NodeNames, host_card, plain_card
from service.ui.request_list import NumberedRequest, numbered_requests

_log: Final = logging.getLogger("cxltwin.ui")

DEMO_FABRIC: Final = "demo"
#: host of the demo -> kernel model
DEMO_HOSTS: Final[Mapping[str, str]] = {
    "june": "thread-2026-06",
    "v4": "rfc-v4",
    "lists": "list-isolation",
}
#: Hosts of a fabric that the page shows.
CARDS_MAX: Final = 12
#: Attached drivers of a fabric that the page shows.
DRIVERS_MAX: Final = 24
#: Nothing but what this service serves; no inline script and no inline style.
CONTENT_SECURITY_POLICY: Final = (
    "default-src 'self'; img-src 'self' data:; object-src 'none'; base-uri 'none';"
    " form-action 'none'; frame-ancestors 'none'"
)
_ASSETS: Final = {
    "style.css": "text/css; charset=utf-8",
    "page.js": "text/javascript; charset=utf-8",
    "lab.js": "text/javascript; charset=utf-8",
    "icon.svg": "image/svg+xml",
}

_environment: Final = Environment(
    loader=PackageLoader("service.ui"),
    autoescape=True,
    undefined=StrictUndefined,
    trim_blocks=True,
    lstrip_blocks=True,
)


class FabricSection(NamedTuple):
    """A fabric as the page shows it."""

    fabric: str
    description: str
    revision: int
    nr_hosts: int
    cards: tuple[HostCard, ...]
    drivers: tuple[DriverView, ...]


def routes(control: ControlPort) -> list[BaseRoute]:
    """`/` and the files it loads, for the application to mount."""

    async def index(request: Request) -> Response:
        loaded, requests = await asyncio.to_thread(_scenario)
        fabrics = await control.fabrics()
        attached = drivers(control.driver_sessions(), fabrics)
        sections = [await _section(control, each, loaded, attached) for each in fabrics]
        base = f"{request.url.scheme}://{request.url.netloc}"
        html = await asyncio.to_thread(_page, sections, loaded, requests, base)
        return _respond(html.encode(), "text/html; charset=utf-8", cache="no-store")

    async def lab(_: Request) -> Response:
        hosts = sorted(host for fabric in await control.fabrics() for host in fabric.hosts)
        template = _environment.get_template("lab.html.jinja")
        html = template.render(experiments=EXPERIMENTS, hosts=hosts)
        return _respond(html.encode(), "text/html; charset=utf-8", cache="no-store")

    return [
        Route("/", index, name="dashboard", include_in_schema=False),
        Route("/lab", lab, name="lab", include_in_schema=False),
        *(_asset(name, kind) for name, kind in _ASSETS.items()),
    ]


async def _section(
    control: ControlPort,
    fabric: FabricState,
    loaded: LoadedScenario,
    attached: Sequence[DriverView],
) -> FabricSection:
    """The hosts of a fabric, each read when it is durable; those of the demo in their order."""
    is_demo = fabric.fabric == DEMO_FABRIC
    names = next(iter(loaded.names.values())).name if is_demo else str
    order = {host: index for index, host in enumerate(DEMO_HOSTS if is_demo else ())}
    hosts = sorted(fabric.hosts, key=lambda host: (order.get(host, len(order)), host))
    found = []
    for host in hosts[:CARDS_MAX]:
        try:
            ref = await control.host_ref(host)
        except Refused:
            continue
        found.append(_card(ref.entry, names))
    name, text, revision = fabric.fabric, fabric.description, fabric.revision
    mine = tuple(each for each in attached if each.fabric == name)[:DRIVERS_MAX]
    return FabricSection(name, text, revision, len(hosts), tuple(found), mine)


def _card(entry: HostEntry, names: NodeNames) -> HostCard:
    """The card of a host; one that cannot be drawn does not take the page from all others."""
    try:
        return host_card(entry, names)
    except Exception:  # noqa: BLE001 - whatever is wrong with one host stays with it
        _log.exception("the dashboard cannot draw host %s", entry.host)
        return plain_card(entry)


def _asset(name: str, media_type: str) -> Route:
    content = files("service.ui").joinpath("static", name).read_bytes()

    async def asset(_: Request) -> Response:
        return _respond(content, media_type, cache="max-age=300")

    return Route(f"/ui/{name}", asset, include_in_schema=False)


def _respond(content: bytes, media_type: str, *, cache: str) -> Response:
    headers = {
        "Content-Security-Policy": CONTENT_SECURITY_POLICY,
        "X-Content-Type-Options": "nosniff",
        "Referrer-Policy": "no-referrer",
        "Cache-Control": cache,
    }
    return Response(content, headers=headers, media_type=media_type)


@lru_cache(maxsize=1)
def _scenario() -> tuple[LoadedScenario, tuple[NumberedRequest, ...]]:
    """The demo scenario and its requests; run once a process."""
    loaded = load_scenario(FOUR_LISTS, bundled(FOUR_LISTS))
    return loaded, numbered_requests(loaded, DEMO_HOSTS)


def _page(
    sections: Sequence[FabricSection],
    loaded: LoadedScenario,
    requests: Sequence[NumberedRequest],
    base: str,
) -> str:
    """The page as text."""
    names = next(iter(loaded.names.values()))
    demo = next((each for each in sections if each.fabric == DEMO_FABRIC), None)
    return _environment.get_template("index.html.jinja").render(
        scenario=loaded.scenario,
        machine=names.host,
        node_names=list(names.nids),
        demo=demo,
        others=[each for each in sections if each is not demo and each.cards],
        setup=[each for each in requests if each.setup],
        tries=[each for each in requests if not each.setup],
        curl=_curl(base),
    )


def _curl(base: str) -> Callable[[NumberedRequest], str]:
    return lambda numbered: numbered.request.curl(base)
