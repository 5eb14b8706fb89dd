"""What the dashboard shows of a host: nodes and fallback lists, as plain data."""

from __future__ import annotations

from collections.abc import Callable
from typing import Final, NamedTuple

from service.fabric.state import HostEntry
from service.mm import views
from service.mm.commands.views import ListedNode, NodeView, ZonelistView

_PAGE: Final = 4096
_UNITS: Final = (("TiB", 1 << 40), ("GiB", 1 << 30), ("MiB", 1 << 20), ("KiB", 1 << 10))
#: Footnote marks of a card, in order.
_MARKS: Final = "abcdefghijklmnopqrstuvwxyz"
#: Nodes of a host whose lists the page draws; a larger machine has too many lanes to read.
LANES_MAX: Final = 16

#: The name under which a node is shown.
NodeNames = Callable[[int], str]


class NodeBar(NamedTuple):
    """A node as a bar. `kind` is normal, private, offline or memoryless; `used` a percentage."""

    name: str
    nid: int
    kind: str
    cpus: str
    size: str
    free: str
    used: float
    states: str


class Chip(NamedTuple):
    """A node in a lane: `listed`, `gated` (in the list, needs the key) or `refused`."""

    name: str
    state: str
    private: bool
    reason: str
    source: str
    mark: str


class Lane(NamedTuple):
    """The FALLBACK list of a node, with those who are not in it, and its NOFALLBACK list."""

    name: str
    private: bool
    chips: tuple[Chip, ...]
    nofallback: tuple[str, ...]


class Note(NamedTuple):
    """Why nodes are refused: mark, reason, source."""

    mark: str
    reason: str
    source: str


class HostCard(NamedTuple):
    """A host as the page shows it; a machine of many nodes has no bars and no lanes."""

    host: str
    model: str
    title: str
    nr_nodes: int
    nodes: tuple[NodeBar, ...]
    lanes: tuple[Lane, ...]
    notes: tuple[Note, ...]


def _three_digits(value: float) -> str:
    """A number below 1024 with at least three digits, without an exponent."""
    return str(round(value)) if value >= 100 else f"{value:.3g}"  # noqa: PLR2004


def size_text(pages: int) -> str:
    """Pages as a size: `512 MiB`."""
    size = pages * _PAGE
    for unit, factor in _UNITS:
        if size >= factor:
            return f"{_three_digits(size / factor)} {unit}"
    return f"{size} B"


def plain_card(entry: HostEntry) -> HostCard:
    """A host without what is computed from its nodes."""
    title = entry.state.model.title
    return HostCard(entry.host, entry.kernel_model, title, len(entry.state.nodes), (), (), ())


def host_card(entry: HostEntry, names: NodeNames) -> HostCard:
    """A host as it stands, in plain data: nothing of its state is kept."""
    state = entry.state
    notes: dict[tuple[str, str], str] = {}
    bars: tuple[NodeBar, ...] = ()
    lanes: tuple[Lane, ...] = ()
    if len(state.nodes) <= LANES_MAX:
        found = views.nodes(state)
        private = {node.nid for node in found if "N_MEMORY_PRIVATE" in node.states}
        bars = tuple(_bar(node, names) for node in found)
        lanes = tuple(_lane(view, names, private, notes) for view in views.zonelists(state))
    return plain_card(entry)._replace(
        nodes=bars,
        lanes=lanes,
        notes=tuple(Note(mark, *why) for why, mark in notes.items()),
    )


def _bar(node: NodeView, names: NodeNames) -> NodeBar:
    used = node.total_pages - node.free_pages
    cpus = [str(cpu) for cpu in node.cpus]
    return NodeBar(
        name=names(node.nid),
        nid=node.nid,
        kind=_kind(node),
        cpus=f"CPU {cpus[0]}" + (f"-{cpus[-1]}" if len(cpus) > 1 else "") if cpus else "no CPU",
        size=size_text(node.total_pages),
        free=size_text(node.free_pages),
        used=round(100 * used / node.total_pages, 2) if node.total_pages else 0.0,
        states=" ".join(node.states),
    )


def _kind(node: NodeView) -> str:
    if "N_MEMORY_PRIVATE" in node.states:
        return "private"
    if "N_MEMORY" in node.states:
        return "normal"
    return "memoryless" if "N_ONLINE" in node.states else "offline"


def _lane(
    view: ZonelistView, names: NodeNames, private: set[int], notes: dict[tuple[str, str], str]
) -> Lane:
    chips = tuple(_chip(node, names, private, notes) for node in view.nodes)
    own = tuple(names(nid) for nid in view.nofallback)
    return Lane(names(view.nid), view.nid in private, chips, own)


def _chip(
    node: ListedNode, names: NodeNames, private: set[int], notes: dict[tuple[str, str], str]
) -> Chip:
    state = "refused" if not node.listed else "gated" if node.verdict is not None else "listed"
    mark = ""
    if node.reason:
        mark = notes.setdefault((node.reason, node.source), _MARKS[len(notes) % len(_MARKS)])
    return Chip(names(node.nid), state, node.nid in private, node.reason, node.source, mark)
