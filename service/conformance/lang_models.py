"""The format `models`: the contracts of every kernel model, over the language of `rfc`.

A case names a model by id and knobs, and the rights of its private nodes in that model's own words;
the fixture gives them by the call that takes them there.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any, Final

from service.conformance.corpus import Case, Source, read
from service.conformance.lang_fixture import Fixture, rfc_fixture, setup_private
from service.conformance.lang_host import LangHost
from service.conformance.lang_judge import judge
from service.conformance.lang_models_judge import MODEL_JUDGES
from service.conformance.lang_models_ops import MODEL_OPS
from service.conformance.lang_models_setup import rights_fields
from service.conformance.lang_ops import OPS
from service.conformance.verdict import Difference, Judged, Unsupported
from service.mm.memory_tiers import init_memory_tiers
from service.mm.models import MODELS, KernelModel, with_knobs
from service.mm.undo import Undo

#: keys of a topology that the fixture of `rfc` knows
_RFC: Final = frozenset({"fixture", "cgroup", "block_pages", "mem_nodes", "cpu_nodes", "tiers"})
_OWN: Final = frozenset(
    {
        "rights",
        "zone",
        "private",
        "adistance",
        "swap_mib",
        "dax",
        "distances",
        "cmdline",
        "config",
        "demotion_enabled",
    }
)
_PAGES_PER_MIB: Final = 256
_STD_NODES: Final = 8


def model_of(data: dict[str, Any]) -> KernelModel:
    """The model that a case names. Refuses: Unsupported."""
    if data["model"] not in MODELS:
        raise Unsupported(f"model {data['model']}")
    knobs = {
        name: str(value).lower() if isinstance(value, bool) else str(value)
        for name, value in data.get("knobs", {}).items()
    }
    try:
        return with_knobs(MODELS[data["model"]], knobs)
    except ValueError as error:
        raise Unsupported(f"knob {error}") from error


def _flat() -> list[list[int]]:
    return [[10 if a == b else 20 for b in range(_STD_NODES)] for a in range(_STD_NODES)]


def _ordinary(model: KernelModel) -> bool:
    """Whether the model has no private nodes: the devices' nodes are ordinary ones."""
    return model.knobs.private_nodes == "none"


def _translated(topology: dict[str, Any], model: KernelModel) -> dict[str, Any]:
    """The topology in the keys of `rfc`. Refuses: Unsupported."""
    if unknown := sorted(topology.keys() - _RFC - _OWN):
        raise Unsupported(f"topology key {unknown[0]}")
    given = {key: value for key, value in topology.items() if key in _RFC}
    private: dict[str, Any] = {"2": {}, "3": {}}
    for nid, overrides in topology.get("private", {}).items():
        private[nid] = None if overrides is None else dict(overrides)
    for nid, zone in topology.get("zone", {}).items():
        if private.get(nid) is not None:
            private[nid].setdefault("zone", zone)
    given["private"] = private
    if topology.get("distances") == "all 20":
        given["distances"] = _flat()
    elif "distances" in topology:
        given["distances"] = topology["distances"]
    if _ordinary(model):
        mem = given.get("mem_nodes", [0, 1])
        given["cpu_nodes"] = given.get("cpu_nodes", mem)
        there = {nid: each for nid, each in private.items() if each is not None}
        given["mem_nodes"] = sorted({*mem, *map(int, there)})
        given["dram"] = {nid: {"pages": each.get("pages", 2048)} for nid, each in there.items()}
        given["movable_only"] = [
            int(nid) for nid, each in private.items() if each and each.get("zone") == "MOVABLE"
        ]
        given["private"] = dict.fromkeys(private)
    if "swap_mib" in topology:
        given["swap_pages"] = topology["swap_mib"] * _PAGES_PER_MIB
    given["demotion_enabled"] = topology.get("demotion_enabled", True)
    return given


def models_fixture(topology: dict[str, Any], model: KernelModel) -> Fixture:
    """The std fixture of a case under its model, before private memory is added."""
    fixture = rfc_fixture(_translated(topology, model), model)
    for nid, value in topology.get("adistance", {}).items():
        fixture.state.adistance[int(nid)] = value
    if _ordinary(model):
        fixture.state.rebuilt = True
        fixture.rebuild()
        init_memory_tiers(fixture.state, Undo())
    return fixture


def _host(case: dict[str, Any]) -> LangHost:
    topology = dict(case["topology"])
    model = model_of(case)
    fixture = models_fixture(topology, model)
    host = LangHost(fixture, {**OPS, **MODEL_OPS})
    host.refs["topology"] = topology
    host.pid("p0")
    if topology.get("dax") == "unplugged":
        fixture.private[min(fixture.private, default=2)]["state"] = "possible"
    setup_private(host, lambda nid: rights_fields(host, nid))
    return host


def _run(case: Case) -> list[Difference]:
    host = _host(case.data)
    host.refs["ops"] = case.data["ops"]
    for op in case.data["ops"]:
        host.run(op)
    run = f"{case.data['model']} {case.data.get('knobs') or ''}".strip()
    return judge(host, case.data, run, MODEL_JUDGES)


def run_models(source: Source) -> Iterator[Judged]:
    """The verdicts of a file of the format `models`."""
    for case in read(source):
        category = str(case.data.get("area", "models"))
        try:
            differences = _run(case)
        except Unsupported as error:
            yield Judged(case.id, category, "unsupported", (), str(error))
            continue
        verdict = "failed" if differences else "passed"
        yield Judged(case.id, category, verdict, tuple(differences))  # type: ignore[arg-type]
