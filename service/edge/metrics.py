"""Prometheus metrics of the edges; label sets are bounded."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Final

from prometheus_client import CollectorRegistry, Counter, Gauge, Histogram, generate_latest
from prometheus_client.core import GaugeMetricFamily
from prometheus_client.registry import Collector

from service.control.calls import Call, Committed
from service.fabric.state import FabricState
from service.mm.commands.kernel import AllocPages

#: Hosts and fabrics with series of their own; the others are added up under `other`.
LABELLED_MAX: Final = 100
_BUCKETS: Final = (0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1.0, 2.5, 10.0)
PAGE_BYTES: Final = 4096


class Metrics:
    """The metrics of one service, in a registry of their own."""

    def __init__(self) -> None:
        self.registry = CollectorRegistry()
        self._http = Histogram(
            "cxltwin_http_request_seconds",
            "Time from the request line to the last byte of the answer",
            ("method", "route", "status"),
            buckets=_BUCKETS,
            registry=self.registry,
        )
        self._rpc = Histogram(
            "cxltwin_grpc_request_seconds",
            "Time of a unary rpc",
            ("rpc", "code"),
            buckets=_BUCKETS,
            registry=self.registry,
        )
        self._commands = Counter(
            "cxltwin_commands",
            "Committed commands by operation and result (an errno, or OK)",
            ("op", "result"),
            registry=self.registry,
        )
        self._alloc = Counter(
            "cxltwin_alloc",
            "Requests to the page allocator by host, node asked for, result and reason",
            ("host", "nid", "result", "reason"),
            registry=self.registry,
        )
        self.bugs = Counter(
            "cxltwin_bugs", "Requests that met a bug of the service", registry=self.registry
        )
        self.watchers = Gauge(
            "cxltwin_watchers", "Open event streams", ("edge",), registry=self.registry
        )
        self._hosts: set[str] = set()

    def http(self, method: str, route: str, status: int, seconds: float) -> None:
        """Notes an HTTP request."""
        known = method if method in {"GET", "HEAD", "POST", "PATCH", "DELETE"} else "other"
        self._http.labels(known, route, str(status)).observe(seconds)

    def rpc(self, name: str, code: str, seconds: float) -> None:
        """Notes a unary rpc."""
        self._rpc.labels(name, code).observe(seconds)

    def host_label(self, host: str) -> str:
        """The label of a host: its name, or `other` once there are too many."""
        if host not in self._hosts:
            if len(self._hosts) >= LABELLED_MAX:
                return "other"
            self._hosts.add(host)
        return host

    def committed(self, call: Call, committed: Committed) -> None:
        """Notes a command that was carried out; a validated or replayed one does not count."""
        if call.validate_only or committed.replayed:
            return
        result = committed.answer.errno or "OK"
        self._commands.labels(call.command.op, result).inc()
        if isinstance(call.command, AllocPages):
            host = self.host_label(committed.host or "")
            reason = committed.answer.reason or ""
            self._alloc.labels(host, str(call.command.preferred_nid), result, reason).inc()

    def text(self, fabrics: Iterable[FabricState]) -> bytes:
        """The exposition format, with gauges read from the state as it is now."""
        state = CollectorRegistry()
        state.register(_StateCollector(self, list(fabrics)))
        return generate_latest(self.registry) + generate_latest(state)


class _StateCollector(Collector):
    def __init__(self, metrics: Metrics, fabrics: list[FabricState]) -> None:
        self._metrics = metrics
        self._fabrics = fabrics

    def collect(self) -> Iterable[GaugeMetricFamily]:
        """Revision of each fabric and free bytes of each node, within the label bound."""
        revision = GaugeMetricFamily("cxltwin_revision", "Revision of a fabric", labels=["fabric"])
        free = GaugeMetricFamily(
            "cxltwin_node_free_bytes", "Free memory of a NUMA node", labels=["host", "nid"]
        )
        for fabric in self._fabrics[:LABELLED_MAX]:
            revision.add_metric([fabric.fabric], fabric.revision)
            for name, entry in sorted(fabric.hosts.items()):
                if self._metrics.host_label(name) == "other":
                    continue
                for nid, node in entry.state.nodes.items():
                    pages = sum(zone.free for zone in node.zones)
                    free.add_metric([name, str(nid)], pages * PAGE_BYTES)
        yield revision
        yield free
