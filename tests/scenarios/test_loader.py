"""A scenario file that is wrong is refused with its line, its field and the rule."""

from __future__ import annotations

import json
from contextlib import suppress
from pathlib import Path

import jsonschema
import pytest

from service.experiments.scenario_bundled import FOUR_LISTS, bundled
from service.experiments.scenario_load import load_scenario
from service.experiments.scenario_schema import schema
from service.experiments.scenario_yaml import DEPTH_MAX, TEXT_BYTES_MAX, load_yaml
from service.reasons import Refused

SCENARIOS = Path(__file__).parents[2] / "scenarios"

GOOD = """\
apiVersion: cxltwin/v1
kind: Scenario
title: small
source: {title: a test}
models: [thread-2026-06]
hosts:
  machine:
    nodes:
      A: {nid: 0, cpus: [0], size: 256M}
      C: {nid: 2, private: true, size: 128M}
    distances:
      A: [10, 17]
      C: [17, 10]
steps:
  - title: register
    op: node_private_register
    args: {nid: C, owner: drv}
    expect: {ret: 0}
  - title: lists
    read: zonelists
    expect: {fallback: {A: [A]}}
"""


def refusal(text: str) -> tuple[int, str, str]:
    """(line, field, why) of the refusal."""
    with pytest.raises(Refused) as caught:
        load_scenario("file.yaml", text)
    assert caught.value.reason == "SCENARIO_MALFORMED"
    facts = caught.value.facts
    assert facts["file"] == "file.yaml"
    return int(str(facts["line"])), str(facts["field"]), str(facts["why"])


def test_the_small_file_is_accepted() -> None:
    assert len(load_scenario("file.yaml", GOOD).steps) == 2


@pytest.mark.parametrize(
    ("old", "new", "line", "field", "why"),
    [
        ("cxltwin/v1", "cxltwin/v2", 1, "apiVersion", "'cxltwin/v1'"),
        ("title: small\n", "", 1, "title", "required"),
        ("[thread-2026-06]", "[rfc-v9]", 5, "models.0", "no kernel model rfc-v9"),
        ("[thread-2026-06]", "[rfc-v4+gate=maybe]", 5, "models.0", "gate"),
        ("[thread-2026-06]", "[rfc-v4+nothing=no]", 5, "models.0", "unknown cell nothing"),
        ("{nid: 2, private", "{nid: 0, private", 8, "hosts.machine.nodes", "same nid"),
        ("size: 256M", "size: 100M", 8, "hosts.machine.nodes", "whole blocks"),
        ("size: 256M", "size: 256", 9, "hosts.machine.nodes.A.size", "string"),
        ("      C: [17, 10]\n", "", 11, "hosts.machine.distances", "no row for node C"),
        ("C: [17, 10]", "C: [17]", 13, "hosts.machine.distances.C", "1 distances for 2 nodes"),
        ("C: [17, 10]", "C: [17, 900]", 13, "hosts.machine.distances.C.1", "255"),
        ("op: node_private_register", "op: mbindd", 16, "steps.0.op", "no operation 'mbindd'"),
        ("nid: C, owner", "nid: X, owner", 17, "steps.0.args", "no node 'X'"),
        ("owner: drv", "owner: 7", 17, "steps.0.args.owner", "string"),
        ("owner: drv", "owners: drv", 17, "steps.0.args.owners", "not permitted"),
        ("{ret: 0}", "{errno: EWHAT}", 18, "steps.0.expect.errno", "no errno EWHAT"),
        ("{ret: 0}", "{reason: NOPE}", 18, "steps.0.expect.reason", "no reason NOPE"),
        ("{ret: 0}", "{refused: NOPE}", 18, "steps.0.expect.refused", "no reason NOPE"),
        ("{ret: 0}", "{rett: 0}", 18, "steps.0.expect.rett", "is no assertion"),
        ("{ret: 0}", "{default: {rett: 0}}", 18, "steps.0.expect.default.rett", "not permitted"),
        ("{ret: 0}", "{default: {ret: 0}, ret: 0}", 18, "steps.0.expect.ret", "default"),
        ("{ret: 0}", "{rfc-v9: {ret: 0}}", 18, "steps.0.expect.rfc-v9", "no kernel model"),
        ("{ret: 0}", "{nodes: [Q]}", 18, "steps.0.expect.nodes", "no node 'Q'"),
        ("{ret: 0}", "{ret: null}", 18, "steps.0.expect.ret", "missing"),
        ("read: zonelists", "read: everything", 20, "steps.1.read", "Input should be"),
        ("read: zonelists", "read: task", 19, "steps.1.args", "needs pid"),
        ("read: zonelists", "read: sysfs\n    args: {pid: 1}", 21, "steps.1.args.pid", "no pid"),
        ("    read: zonelists\n", "", 19, "steps.1", "either op or read"),
        ("read: zonelists", "read: zonelists\n    host: other", 21, "steps.1.host", "no host"),
        ("read: zonelists", "read: zonelists\n    only: [x]", 21, "steps.1.only.0", "no kernel"),
    ],
)
def test_a_wrong_file_is_refused_by_line_and_field(
    old: str, new: str, line: int, field: str, why: str
) -> None:
    assert old in GOOD
    found = refusal(GOOD.replace(old, new))
    assert (found[0], found[1]) == (line, field), found
    assert why in found[2]


@pytest.mark.parametrize(
    ("text", "why"),
    [
        ("a: &x 1\n", "anchors"),
        ("a: *x\n", "aliases"),
        ("a: !!int 1\n", "tags"),
        ("a: !!python/object:os.system x\n", "tags"),
        ("a: 1\na: 2\n", "twice"),
        ("a: {<<: {b: 1}}\n", "merge keys"),
        ("1: 2\n", "keys must be strings"),
        ("[a]: 2\n", "keys must be strings"),
        ("a: 1\n---\nb: 2\n", "another document"),
        ("a: \x00\n", "not YAML"),
        ("a:\n", "missing"),
        ("a: ~\n", "missing"),
        ("", "empty"),
        ("a: [1\n", "expected"),
        ("[" * 2000, "nested deeper"),
        ("a: " + "x" * TEXT_BYTES_MAX, "larger than"),
        ("- " + "0\n- " * 100_001, "more than"),
        ("- just a list\n", "a scenario is a mapping"),
        ("a: '\ud800'\n", "not YAML"),
    ],
)
def test_dangerous_yaml_is_refused(text: str, why: str) -> None:
    assert why in refusal(text)[2]


def test_values_that_yaml_would_reinterpret_stay_strings() -> None:
    data = load_yaml("f", "a: [no, on, 0x10, 010, 12:30, 2026-06-04, 1.5, .inf, =, 1_000]\n").data
    assert data == {
        "a": [*("no", "on", "0x10", "010", "12:30", "2026-06-04", "1.5", ".inf", "=", "1_000")]
    }


def test_integers_and_booleans_are_those_of_json() -> None:
    assert load_yaml("f", "a: [0, -7, 12, true, false, '5']\n").data == {
        "a": [0, -7, 12, True, False, "5"]
    }


def test_nesting_up_to_the_limit_is_accepted() -> None:
    depth = DEPTH_MAX
    assert load_yaml("f", "[" * depth + "]" * depth).data is not None


def test_every_prefix_of_the_bundled_file_is_read_or_refused() -> None:
    text = bundled(FOUR_LISTS)
    for end in range(0, len(text), 97):
        with suppress(Refused):
            load_scenario("file.yaml", text[:end])


def test_the_published_schema_is_the_one_of_the_models() -> None:
    published = json.loads((SCENARIOS / "schema.json").read_text(encoding="utf-8"))
    assert published == json.loads(json.dumps(schema())), (
        "run: cxltwin scenario schema > scenarios/schema.json"
    )


def test_every_bundled_file_passes_loader_and_schema() -> None:
    validator = jsonschema.Draft202012Validator(schema())
    files = sorted(SCENARIOS.glob("*.yaml"))
    assert files
    for path in files:
        text = path.read_text(encoding="utf-8")
        load_scenario(path.name, text)
        assert list(validator.iter_errors(load_yaml(path.name, text).data)) == []


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("nid: C, owner", "nid: [1], owner"),
        ("owner: drv", "owners: drv"),
        ("{ret: 0}", "{ret: zero}"),
        ("read: zonelists", "read: task"),
        ("op: node_private_register", "op: mbindd"),
    ],
)
def test_the_schema_refuses_what_the_loader_refuses(old: str, new: str) -> None:
    validator = jsonschema.Draft202012Validator(schema())
    assert validator.is_valid(load_yaml("f", GOOD).data)
    assert not validator.is_valid(load_yaml("f", GOOD.replace(old, new)).data)
