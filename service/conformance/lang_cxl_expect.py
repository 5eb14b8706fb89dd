"""Runs the CXL rows of the case language and judges their expectations."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, Final

from service.conformance.lang_cxl import CxlLangHost, CxlOutcome
from service.conformance.lang_cxl_steps import STEPS
from service.conformance.lang_cxl_tool import TOOL
from service.conformance.lang_expect import matches
from service.conformance.verdict import Difference, Unsupported
from service.cxl.state import Config, Region

Wrong = list[tuple[str, Any, Any]]

#: operation of the case language -> its interpreter
CXL_OPS: Final = {**STEPS, **TOOL}
#: state names as the rows write them
STATES: Final = {config: config.name for config in Config}
#: a window of volatile memory is `ram` in sysfs and `volatile` in the tool
_SAME_WORD: Final = {"volatile": "ram"}

#: a return of dynamic capacity commands that is no failure
_SUCCESS: Final = "SUCCESS"


def _ret(host: CxlLangHost, expected: Any) -> Wrong:
    """Operations without an entry must succeed."""
    wrong: Wrong = []
    for index, outcome in enumerate(host.outcomes):
        if str(index) in expected:
            wanted = expected[str(index)]
            if not any(matches(wanted, ret) for ret in (outcome.ret, *outcome.also)):
                wrong.append((f"ret[{index}]", wanted, _told(outcome)))
        elif isinstance(outcome.ret, str) and outcome.ret != _SUCCESS:
            wrong.append((f"ret[{index}]", "success", _told(outcome)))
    return wrong


def _told(outcome: CxlOutcome) -> Any:
    return outcome.ret if outcome.reason is None else f"{outcome.ret} ({outcome.reason})"


def _count(host: CxlLangHost, expected: Any) -> Wrong:
    got = {key: host.freed if key == "freed" else host.outcomes[int(key)].count for key in expected}
    return [
        (f"count[{key}]", expected[key], got[key]) for key in expected if got[key] != expected[key]
    ]


def _value(host: CxlLangHost, expected: Any) -> Wrong:
    return [
        (f"value[{index}]", value, host.outcomes[int(index)].value)
        for index, value in expected.items()
        if host.outcomes[int(index)].value != _spelled(value)
    ]


def _spelled(value: Any) -> Any:
    """A value in our spelling."""
    if isinstance(value, dict):
        return {key: _spelled(each) if key == "cap" else each for key, each in value.items()}
    if isinstance(value, list):
        return [_spelled(each) for each in value]
    return _SAME_WORD.get(value, value) if isinstance(value, str) else value


def _state(host: CxlLangHost, expected: Any) -> Wrong:
    wrong: Wrong = []
    for name, value in expected.items():
        got = STATES[host.region(name).state]
        if got != value:
            wrong.append((f"state {name}", value, got))
    return wrong


def _endpoint_rows(host: CxlLangHost, found: Region) -> list[dict[str, Any]]:
    return [
        {
            "interleave_ways": found.ways,
            "interleave_granularity": found.granularity,
            "size": found.hpa_size,
            "start": found.hpa_start,
            "dpa_size": decoder.dpa_size,
            "dpa_resource": decoder.dpa_start,
            "mode": decoder.mode,
        }
        for decoder in (
            host.state.endpoints[target.memdev][target.decoder] for target in found.ordered
        )
    ]


def _port_rows(host: CxlLangHost, found: Region, *, switches: bool) -> list[dict[str, Any]]:
    return [
        {
            "interleave_ways": each.ways,
            "interleave_granularity": each.granularity,
            "size": each.hpa_size,
            "start": each.hpa_start,
            "target_list": list(each.targets),
            "nr_targets": len(each.targets),
        }
        for name, decoders in host.state.switches.items()
        if (host.state.topology.port_of[name].parent is not None) == switches
        for each in decoders
        if each.region == found.id
    ]


def _decoder_attrs(host: CxlLangHost, expected: Any) -> Wrong:
    """Every decoder of a kind that the row's one region uses shows these values."""
    if len(host.regions) != 1:
        raise Unsupported("decoder_attrs without exactly one region")
    found = host.state.region(next(iter(host.regions.values())))
    rows = {
        "endpoint": lambda: _endpoint_rows(host, found),
        "switch": lambda: _port_rows(host, found, switches=True),
        "host_bridge": lambda: _port_rows(host, found, switches=False),
    }
    rows["bridge"] = rows["host_bridge"]
    wrong: Wrong = []
    for kind, attrs in expected.items():
        if kind not in rows:
            raise Unsupported(f"decoder_attrs of {kind}")
        wanted = {
            key: found.hpa_start if value == "region.resource" else value
            for key, value in attrs.items()
        }
        for row in rows[kind]():
            got = {key: row.get(key) for key in wanted}
            if got != wanted:
                wrong.append((f"decoder_attrs {kind}", wanted, got))
    return wrong


def _extents(host: CxlLangHost, expected: Any) -> Wrong:
    return [
        (f"extents[{index}]", value, host.outcomes[int(index)].extents)
        for index, value in expected.items()
        if host.outcomes[int(index)].extents != value
    ]


def _min_wait_ms(host: CxlLangHost, expected: Any) -> Wrong:
    rows = (
        expected.items()
        if isinstance(expected, dict)
        else [(str(len(host.outcomes) - 1), expected)]
    )
    return [
        (f"min_wait_ms[{index}]", least, host.outcomes[int(index)].wait_ms)
        for index, least in rows
        if (host.outcomes[int(index)].wait_ms or 0) < least
    ]


def _any_result(host: CxlLangHost, expected: Any) -> Wrong:
    del host, expected
    return []


#: key of `expect` -> its judge
JUDGES: Final[dict[str, Callable[[CxlLangHost, Any], Wrong]]] = {
    "count": _count,
    "value": _value,
    "state": _state,
    "decoder_attrs": _decoder_attrs,
    "extents": _extents,
    "min_wait_ms": _min_wait_ms,
    "any_result": _any_result,
}


def run_cxl_row(row: dict[str, Any], run: str) -> list[Difference]:
    """The differences of a row whose topology names `cxl`. Refuses: Unsupported."""
    host = CxlLangHost(row["topology_needed"], CXL_OPS)
    for op in row["ops"]:
        host.run(op)
    expect = row["expect"]
    unknown = expect.keys() - JUDGES.keys() - {"ret"}
    if unknown:
        raise Unsupported(f"expectation {min(unknown)}")
    wrong = [] if "any_result" in expect else _ret(host, expect.get("ret", {}))
    for key, judge in JUDGES.items():
        if key in expect:
            wrong += judge(host, expect[key])
    first = row["ops"][0] if row["ops"] else {"op": "none"}
    return [Difference(run, 0, first, f"{name}: {value}", got) for name, value, got in wrong]
