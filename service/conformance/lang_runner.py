"""Runs the cases of the formats `ltp` and `rfc`: layers of one language."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from service.conformance.corpus import Case, Source, read
from service.conformance.lang_cxl_expect import run_cxl_row
from service.conformance.lang_expect import judge
from service.conformance.lang_fixture import ltp_fixture, rfc_fixture
from service.conformance.lang_host import LangHost, setup_private
from service.conformance.verdict import Difference, Judged, Unsupported


def _run(host: LangHost, case: dict[str, Any], run: str) -> list[Difference]:
    host.pid("p0")
    for op in case["ops"]:
        host.run(op)
    return judge(host, case, run)


def _rfc_case(case: Case) -> list[Difference]:
    topology = case.data["topology"]
    if case.data.get("fidelity") == "as-coded":
        raise Unsupported("fidelity as-coded")
    host = LangHost(rfc_fixture(topology, "rfc-v4"))
    setup_private(host)
    return _run(host, case.data, "rfc-v4 documented")


def _ltp_case(case: Case) -> list[Difference]:
    if "cxl" in case.data["topology_needed"]:
        return run_cxl_row(case.data, "mainline 7.3")
    return _run(LangHost(ltp_fixture(case.data["topology_needed"])), case.data, "mainline 7.3")


def _judged(case: Case, category: str, *, rfc: bool) -> Judged:
    try:
        differences = _rfc_case(case) if rfc else _ltp_case(case)
    except Unsupported as error:
        return Judged(case.id, category, "unsupported", (), str(error))
    verdict = "failed" if differences else "passed"
    return Judged(case.id, category, verdict, tuple(differences))  # type: ignore[arg-type]


def run_rfc(source: Source) -> Iterator[Judged]:
    """The verdicts of a file of the format `rfc`."""
    for case in read(source):
        yield _judged(case, str(case.data.get("area", "rfc")), rfc=True)


def run_ltp(source: Source) -> Iterator[Judged]:
    """The verdicts of a file of the format `ltp`."""
    for case in read(source):
        yield _judged(case, str(case.data.get("area", "ltp")), rfc=False)
