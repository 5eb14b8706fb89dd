"""Runs the cases of the formats `ltp` and `rfc`: layers of one language."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from service.conformance.corpus import Case, Source, read
from service.conformance.lang_cxl_expect import run_cxl_row
from service.conformance.lang_devices import setup_dax
from service.conformance.lang_fixture import ltp_fixture, rfc_fixture, setup_private
from service.conformance.lang_host import LangHost
from service.conformance.lang_judge import judge
from service.conformance.lang_ops import OPS
from service.conformance.verdict import Difference, Judged, Unsupported
from service.mm.models import with_cells
from service.mm.models.rfc_v4 import RFC_V4, RFC_V4_FIDELITIES


def _run(host: LangHost, case: dict[str, Any], run: str) -> list[Difference]:
    host.pid("p0")
    for op in case["ops"]:
        host.run(op)
    return judge(host, case, run)


def _rfc_case(case: Case) -> list[Difference]:
    """Both fidelities of the model where a case names none."""
    topology = case.data["topology"]
    named = case.data.get("fidelity")
    differences: list[Difference] = []
    knobs = case.data.get("knobs", {})
    if case.data.get("model", RFC_V4.id) != RFC_V4.id:
        raise Unsupported(f"model {case.data['model']}")
    for fidelity, table in RFC_V4_FIDELITIES.items():
        model = with_cells(table, knobs, "the case")
        if named is None or named == fidelity:
            host = LangHost(rfc_fixture(topology, model), OPS)
            setup_private(host)
            differences += _run(host, case.data, f"rfc-v4 {fidelity}")
    return differences


def _ltp_case(case: Case) -> list[Difference]:
    if "cxl" in case.data["topology_needed"]:
        return run_cxl_row(case.data, "mainline 7.3")
    topology = case.data["topology_needed"]
    host = LangHost(ltp_fixture(topology), OPS)
    if "dax" in topology:
        setup_dax(host, topology["dax"])
    return _run(host, case.data, "mainline 7.3")


def _judged(case: Case, category: str, *, rfc: bool) -> Judged:
    try:
        differences = _rfc_case(case) if rfc else _ltp_case(case)
    except Unsupported as error:
        return Judged(case.id, category, "unsupported", (), str(error))
    except Exception as error:  # noqa: BLE001 - one case must not end a run: what broke is judged
        ops = case.data.get("ops") or [{"op": "none"}]
        broke = Difference("the runner", 0, ops[0], "an answer", f"{type(error).__name__}: {error}")
        return Judged(case.id, category, "failed", (broke,))
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
