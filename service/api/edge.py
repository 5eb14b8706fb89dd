"""What the REST edge stands on."""

from __future__ import annotations

import asyncio

import msgspec

from service.edge.metrics import Metrics
from service.edge.ports import ControlPort
from service.edge.tokens import PageTokens


class Edge(msgspec.Struct):
    """The control room, and what is the edge's own; `draining` is set once, at the end."""

    control: ControlPort
    tokens: PageTokens
    metrics: Metrics
    draining: asyncio.Event
