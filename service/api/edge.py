"""What the REST edge stands on."""

from __future__ import annotations

import asyncio

import msgspec

from service.edge.metrics import Metrics
from service.edge.ports import ControlPort
from service.edge.tokens import PageTokens
from service.runs.lab import Lab


class Edge(msgspec.Struct):
    """The control room, and what is the edge's own; `draining` is set once, at the end.

    Without a lab of the process the edge has one of its own.
    """

    control: ControlPort
    tokens: PageTokens
    metrics: Metrics
    draining: asyncio.Event
    lab: Lab | None = None
