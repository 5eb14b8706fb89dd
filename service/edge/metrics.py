"""Prometheus metrics of the edges; label sets are bounded."""

from __future__ import annotations

import logging
from collections import Counter as Counts
from collections.abc import Iterable, Sequence
from typing import Final

from prometheus_client import CollectorRegistry, Counter, Gauge, Histogram, generate_latest
from prometheus_client.core import GaugeMetricFamily
from prometheus_client.registry import Collector

from service.control.calls import Call, Committed
from service.fabric.state import FabricState
from service.mm.commands.kernel import AllocPages

_log: Final = logging.getLogger("cxltwin.control")
#: Hosts and fabrics with series of their own; the others are added up under `other`.
LABELLED_MAX: Final = 100
_BUCKETS: Final = (0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1.0, 2.5, 10.0)
PAGE_BYTES: Final = 4096


class Metrics:
    """The metrics of one service, in a registry of their own; the control room's observer too."""

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
        self._commit = self._histogram("commit_seconds", "Time of a transaction of the journal")
        self._commit_rows = Histogram(
            "cxltwin_commit_rows",
            "Commands that shared a transaction",
            buckets=(1, 2, 5, 10, 20, 50, 100, 200, 500, 1000),
            registry=self.registry,
        )
        self._snapshot = self._histogram("snapshot_seconds", "Time to store a snapshot")
        self._snapshot_bytes = self._counter("snapshot_bytes", "Bytes of snapshots stored")
        self._journal_bytes = self._counter("journal_bytes", "Bytes appended to the journal")
        self._lost = self._counter("lost_rows", "Commands that another replica overtook")
        self._store_failures = self._counter(
            "store_failures", "Commits that failed, by reason", "reason"
        )
        self._quarantined = self._counter("quarantined", "Hosts or fabrics taken out of service")
        self.bugs = self._counter("bugs", "Requests that met a bug of the service")
        self.watchers = Gauge(
            "cxltwin_watchers", "Open event streams", ("edge",), registry=self.registry
        )
        self._drivers = Gauge("cxltwin_driver_sessions", "Attached drivers", registry=self.registry)
        self._callbacks = Histogram(
            "cxltwin_driver_callback_seconds",
            "Time from a callback to its answer, or to its deadline",
            ("callback", "outcome"),
            buckets=_BUCKETS,
            registry=self.registry,
        )
        self._driver_refused = self._counter(
            "driver_refused", "Messages and sessions of drivers that were refused", "reason"
        )
        self._hosts: set[str] = set()
        #: series that were used, by their labels: looking one up anew costs as much as observing
        self._http_children: dict[tuple[str, str, int], Histogram] = {}
        self._rpc_children: dict[tuple[str, str], Histogram] = {}
        self._command_children: dict[tuple[str, str], Counter] = {}
        self._alloc_children: dict[tuple[str, int, str, str], Counter] = {}

    def _counter(self, name: str, text: str, *labels: str) -> Counter:
        return Counter(f"cxltwin_{name}", text, labels, registry=self.registry)

    def _histogram(self, name: str, text: str) -> Histogram:
        return Histogram(f"cxltwin_{name}", text, buckets=_BUCKETS, registry=self.registry)

    def http(self, method: str, route: str, status: int, seconds: float) -> None:
        """Notes an HTTP request."""
        known = method if method in {"GET", "HEAD", "POST", "PATCH", "DELETE"} else "other"
        key = (known, route, status)
        child = self._http_children.get(key)
        if child is None:
            child = self._http_children[key] = self._http.labels(known, route, str(status))
        child.observe(seconds)

    def rpc(self, name: str, code: str, seconds: float) -> None:
        """Notes a unary rpc."""
        key = (name, code)
        child = self._rpc_children.get(key)
        if child is None:
            child = self._rpc_children[key] = self._rpc.labels(*key)
        child.observe(seconds)

    def host_label(self, host: str) -> str:
        """The label of a host: its name, or `other` once there are too many."""
        if host not in self._hosts:
            if len(self._hosts) >= LABELLED_MAX:
                return "other"
            self._hosts.add(host)
        return host

    def allocated(self, calls: Sequence[Call], ended: Sequence[Committed]) -> None:
        """Notes requests to the page allocator; validated and replayed ones do not count."""
        found: Counts[tuple[str, int, str, str]] = Counts()
        for call, committed in zip(calls, ended, strict=False):
            if call.command.op != AllocPages.op or call.validate_only or committed.replayed:
                continue
            command, answer = call.command, committed.answer
            assert isinstance(command, AllocPages), "the operation names the command"
            key = (answer.errno or "OK", answer.reason or "")
            found[(committed.host or "", command.preferred_nid, *key)] += 1
        for (name, nid, result, reason), number in found.items():
            series = (self.host_label(name), nid, result, reason)
            child = self._alloc_children.get(series)
            if child is None:
                labels = (series[0], str(nid), result, reason)
                child = self._alloc_children[series] = self._alloc.labels(*labels)
            child.inc(number)

    def driver_sessions(self, number: int) -> None:
        """How many drivers are attached now."""
        self._drivers.set(number)

    def driver_callback(self, callback: str, outcome: str, seconds: float) -> None:
        """A driver answered (`answered`), was late (`timeout`) or is not there (`driver_gone`)."""
        self._callbacks.labels(callback, outcome).observe(seconds)

    def driver_refused(self, reason: str) -> None:
        """A driver's message or session was refused."""
        self._driver_refused.labels(reason).inc()

    def batch(self, nr_rows: int, nr_bytes: int, seconds: float) -> None:
        """A transaction was committed."""
        self._commit.observe(seconds)
        self._commit_rows.observe(nr_rows)
        self._journal_bytes.inc(nr_bytes)

    def command(self, op: str, errno: str | None, number: int = 1) -> None:
        """Commands became durable."""
        key = (op, errno or "OK")
        child = self._command_children.get(key)
        if child is None:
            child = self._command_children[key] = self._commands.labels(*key)
        child.inc(number)

    def revision(self, fabric: str, revision: int) -> None:
        """A fabric's newest durable revision: the gauge is read from the state, at the scrape."""
        del fabric, revision

    def lost(self, nr_rows: int) -> None:
        """Rows that another replica overtook."""
        self._lost.inc(nr_rows)

    def store_failed(self, reason: str) -> None:
        """A commit was refused, or its outcome is not known."""
        self._store_failures.labels(reason).inc()

    def snapshot(self, fabric: str, nr_bytes: int, seconds: float) -> None:
        """A snapshot was stored."""
        _log.debug("snapshot of fabric %s", fabric)
        self._snapshot.observe(seconds)
        self._snapshot_bytes.inc(nr_bytes)

    def quarantined(self, fabric: str, host: str, why: str) -> None:
        """A host, or a whole fabric, was taken out of service."""
        _log.error("%s of fabric %s is out of service: %s", host or "all", fabric, why)
        self._quarantined.inc()

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
        """Revision of each fabric, free bytes and pressure of each node, within the label bound."""
        revision = GaugeMetricFamily("cxltwin_revision", "Revision of a fabric", labels=["fabric"])
        free = GaugeMetricFamily(
            "cxltwin_node_free_bytes", "Free memory of a NUMA node", labels=["host", "nid"]
        )
        pressure = GaugeMetricFamily(
            "cxltwin_cram_pressure",
            "Pressure on a node of compressed RAM, 0 to 1000: from its device's watermarks",
            labels=["host", "nid"],
        )
        for fabric in self._fabrics[:LABELLED_MAX]:
            revision.add_metric([fabric.fabric], fabric.revision)
            for name, entry in sorted(fabric.hosts.items()):
                if self._metrics.host_label(name) == "other":
                    continue
                for nid, node in entry.state.nodes.items():
                    pages = sum(zone.free for zone in node.zones)
                    free.add_metric([name, str(nid)], pages * PAGE_BYTES)
                for nid, cram in sorted(entry.state.cram.items()):
                    pressure.add_metric([name, str(nid)], cram.pressure)
        yield revision
        yield free
        yield pressure
