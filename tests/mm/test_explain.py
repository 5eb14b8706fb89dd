"""Every answer says which rule decided it and where that rule stands; `explain` adds the walk."""

from __future__ import annotations

import ast
from collections.abc import Callable
from pathlib import Path
from typing import Any, Final

import pytest

import service.mm
from service.mm.models import COLUMNS, MODELS
from service.mm.rules import RULES
from service.reasons import KERNEL_REASONS
from tests.mm.mmhost import OPS_M, OPS_MP, Host, hot_start, std_host

VERDICTS: Final = {
    "TAKEN",
    "GATED",
    "MASKED",
    "CPUSET",
    "ZONE_CLASS",
    "WATERMARK",
    "FULL",
    "KSWAPD",
}


def _refusals(host: Host) -> dict[str, Callable[[], Any]]:
    """A call for each way a kernel call of this room is refused, by its reason."""
    bind = {"mode": "MPOL_BIND", "nodemask": [0]}

    def mbind(**args: Any) -> Callable[[], Any]:
        return lambda: host.do("mbind", **{"pid": 100, "area": "a", **bind, **args})

    def call(op: str, **args: Any) -> Callable[[], Any]:
        return lambda: host.do(op, **args)

    block = {"start": hex(hot_start(2)), "size": 128 << 20}
    return {
        "MODE_UNKNOWN": mbind(mode="0x9"),
        "MODE_FLAGS_EXCLUDE": mbind(mode_flags=["MPOL_F_STATIC_NODES", "MPOL_F_RELATIVE_NODES"]),
        "MODE_FLAG_NEEDS_BIND": mbind(mode="MPOL_PREFERRED", mode_flags=["MPOL_F_NUMA_BALANCING"]),
        "MASK_TOO_LONG": mbind(maxnode=40000),
        "MASK_UNREADABLE": mbind(efault=["nodemask"]),
        "MASK_BIT_TOO_HIGH": mbind(nodemask=[1024], maxnode=2000),
        "MASK_NOT_ALLOWED_WITH_MODE": mbind(mode="MPOL_LOCAL"),
        "MODE_FLAGS_NEED_NODES": mbind(
            mode="MPOL_PREFERRED", nodemask=[], mode_flags=["MPOL_F_STATIC_NODES"]
        ),
        "MASK_EMPTY": mbind(nodemask=[]),
        "NO_ALLOWED_NODE": mbind(nodemask=[9]),
        "NODE_WITHOUT_NP_OPS_MEMPOLICY": mbind(nodemask=[3]),
        "FLAGS_UNKNOWN": mbind(raw_flags=64),
        "MOVE_ALL_NEEDS_CAP_SYS_NICE": mbind(pid=200, area="b", flags=["MPOL_MF_MOVE_ALL"]),
        "START_UNALIGNED": call("mbind", pid=100, addr="0x1001", len=4096, **bind),
        "RANGE_WRAPS": call("mbind", pid=100, addr="0xfffffffffffff000", len=8192, **bind),
        "RANGE_UNMAPPED": call("mbind", pid=100, addr="0x1000", len=4096, **bind),
        "STRICT_MISPLACED": mbind(nodemask=[1], flags=["MPOL_MF_STRICT"]),
        "GET_FLAGS_COMBINATION": call(
            "get_mempolicy", pid=100, flags=["MPOL_F_NODE", "MPOL_F_MEMS_ALLOWED"]
        ),
        "GET_MASK_TOO_SHORT": call("get_mempolicy", pid=100, maxnode=1),
        "GET_ADDR_WITHOUT_FLAG": call("get_mempolicy", pid=100, addr="0x1000"),
        "GET_NODE_NEEDS_INTERLEAVE": call("get_mempolicy", pid=100, flags=["MPOL_F_NODE"]),
        "POINTER_UNWRITABLE": call("get_mempolicy", pid=100, efault=["mode"]),
        "HOME_NODE_NOT_ONLINE": call("set_mempolicy_home_node", pid=100, area="a", home_node=900),
        "HOME_NODE_NO_POLICY": call("set_mempolicy_home_node", pid=100, area="a", home_node=0),
        "NO_SUCH_TASK": call("migrate_pages", pid=100, target=9, old_nodes=[0], new_nodes=[1]),
        "NO_PTRACE_RIGHT": call("migrate_pages", pid=200, target=100, old_nodes=[0], new_nodes=[1]),
        "NEW_NODES_OUTSIDE_CPUSET": call("migrate_pages", pid=200, old_nodes=[0], new_nodes=[9]),
        "NO_NODE_TO_MIGRATE_TO": call("migrate_pages", pid=100, old_nodes=[0], new_nodes=[9]),
        "TARGET_NODE_UNUSABLE": call(
            "move_pages", pid=100, pages=[{"area": "a"}], nodes=[9], flags=["MPOL_MF_MOVE"]
        ),
        "NO_MIGRATE_TO": call(
            "move_pages", pid=100, pages=[{"area": "a"}], nodes=[4], flags=["MPOL_MF_MOVE"]
        ),
        "ORDER_TOO_LARGE": call("alloc_pages", label="x", preferred_nid=0, order=11),
        "ALLOCATION_FAILED": call(
            "alloc_pages", label="x", preferred_nid=2, gfp=["GFP_KERNEL", "__GFP_THISNODE"]
        ),
        "NO_ZONE_IN_LIST": call(
            "alloc_pages", label="x", preferred_nid=0, nodemask=[3], gfp=["GFP_KERNEL"]
        ),
        "SIGNAL_SIGSEGV": call("touch", pid=100, addr="0x1000", len=4096),
        "NP_NULL": call("node_private_register", nid=2),
        "NP_OPS_NULL": call("node_private_set_ops", nid=2),
        "NODE_NOT_POSSIBLE": call("node_private_register", nid=77, owner="x"),
        "NODE_IS_N_MEMORY": call("node_private_register", nid=0, owner="x"),
        "NODE_HAS_OTHER_OWNER": call("node_private_register", nid=2, owner="x"),
        "NODE_NOT_REGISTERED": call("node_private_clear_ops", nid=0),
        "NODE_STILL_PRIVATE": call("node_private_unregister", nid=2),
        "NP_OPS_MIGRATION_NEEDS_CALLBACKS": call(
            "node_private_set_ops", nid=2, ops={"name": "o", "flags": ["NP_OPS_MIGRATION"]}
        ),
        "NP_OPS_NEEDS": call(
            "node_private_set_ops", nid=2, ops={"name": "o", "flags": ["NP_OPS_MEMPOLICY"]}
        ),
        "NP_OPS_EXCLUDES": call(
            "node_private_set_ops",
            nid=2,
            ops={**OPS_MP, "flags": [*OPS_MP["flags"], "NP_OPS_PROTECT_WRITE"]},
        ),
        "NP_OPS_NOT_CURRENT": call("node_private_clear_ops", nid=2, ops="other"),
        "BLOCK_UNALIGNED": call(
            "add_memory_driver_managed", nid=5, start=hex(hot_start(5)), size=4096
        ),
        "RANGE_EXISTS": call("add_memory_driver_managed", nid=5, **block),
        "RESOURCE_NAME": call(
            "add_memory_driver_managed",
            nid=5,
            start=hex(hot_start(5)),
            size=128 << 20,
            resource_name="x",
        ),
        "BLOCK_UNKNOWN": call("online_pages", start=hex(hot_start(5)), size=128 << 20),
        "BLOCK_STATE": call("online_pages", **block),
        "BLOCK_BUSY": call("remove_memory", **block),
    }


def _machine() -> Host:
    """2p with the right, 3p and 4p without; area `a` of task 100 touched, task 200 unprivileged."""
    from tests.mm.mmhost import flat, topology

    nodes: dict[int, dict[str, Any]] = {
        0: {"cpus": [0], "zones": [("Normal", 4096)]},
        1: {"cpus": [1], "zones": [("Normal", 4096)]},
        **{nid: {} for nid in (2, 3, 4, 5)},
    }
    host = Host(topology(nodes, flat(6)), "rfc-v4")
    host.add_private(2, ops=OPS_MP)
    host.add_private(3, ops=OPS_M)
    host.add_private(4)
    host.task()
    host.area(100, "a", 8)
    host.ok("touch", pid=100, area="a")
    host.task(200, caps=[], uid=1000)
    host.area(200, "b", 8)
    return host


@pytest.mark.parametrize("reason", sorted(_refusals(_machine())))
def test_a_refusal_names_its_rule_with_a_source(reason: str) -> None:
    """`decided_by`: one sentence, a source, the model; the errno is the one of the error table."""
    host = _machine()
    answer = _refusals(host)[reason]()
    assert answer.reason == reason
    assert answer.errno == KERNEL_REASONS[reason].errno.name  # type: ignore[union-attr]
    decided = answer.decided_by
    assert decided.rule in RULES
    assert decided.source
    assert decided.model == "rfc-v4"
    assert decided.sentence
    assert "{" not in decided.sentence, "every fact is filled in"


def test_kernel_errors_of_the_source_name_a_rule_of_the_table() -> None:
    """Read from the source: a refusal without a rule could not be rendered."""
    broken = []
    for path in sorted(Path(service.mm.__file__).parent.glob("*.py")):
        for node in ast.walk(ast.parse(path.read_text())):
            if not isinstance(node, ast.Call) or getattr(node.func, "id", "") != "KernelError":
                continue
            rule = [key.value for key in node.keywords if key.arg == "rule"]
            if not rule and path.name != "gfp.py":
                broken.append(f"{path.name}:{node.lineno} has no rule")
            for value in rule:
                if isinstance(value, ast.Constant) and value.value not in RULES:
                    broken.append(f"{path.name}:{node.lineno} names {value.value!r}")
    assert broken == []


def test_rules_read_only_cells_that_exist() -> None:
    for name, rule in RULES.items():
        assert rule.source, name
        assert set(rule.cells) <= set(COLUMNS), name


@pytest.mark.parametrize("model", sorted(MODELS))
def test_every_cell_of_a_model_has_a_source(model: str) -> None:
    for name, cell in MODELS[model].cells.items():
        assert cell.source.strip(), name
        assert cell.evidence in {"read", "recorded", "inferred"}, name


def test_an_answer_that_rests_on_an_inferred_cell_lists_it() -> None:
    host = std_host("list-isolation")
    host.task()
    host.area(100, "a", 1)
    answer = host.ok("mbind", pid=100, area="a", mode="MPOL_BIND", nodemask=[2])
    assert "policy.mbind" in answer.decided_by.inferred_cells
    answer = host.do("set_mempolicy", pid=100, mode="MPOL_BIND", nodemask=[2])
    assert "policy.set_mempolicy" not in answer.decided_by.inferred_cells, "that cell was read"


# --- the walk ----------------------------------------------------------------------------------------------


def _walk(host: Host, **args: Any) -> tuple[Any, list[Any], list[Any]]:
    answer = host.do("alloc_pages", explain=True, label="x", **args)
    zones = [(each.nid, each.zone, each.verdict) for each in host.trace if each.step == "zone"]
    lists = [each for each in host.trace if each.step == "zonelist"]
    return answer, zones, lists


@pytest.mark.parametrize(
    ("args", "verdicts"),
    [
        ({"preferred_nid": 2}, [(2, "Normal", "GATED"), (0, "Normal", "TAKEN")]),
        ({"preferred_nid": 2, "gfp": ["GFP_KERNEL", "__GFP_PRIVATE"]}, [(2, "Normal", "TAKEN")]),
        (
            {"preferred_nid": 2, "nodemask": [1]},
            [(2, "Normal", "MASKED"), (0, "Normal", "MASKED"), (1, "Normal", "TAKEN")],
        ),
        ({"preferred_nid": 0}, [(0, "Normal", "TAKEN")]),
    ],
)
def test_the_trace_names_each_zone_and_why(
    args: dict[str, Any], verdicts: list[tuple[int, str, str]]
) -> None:
    """The fast path stops at the first zone that gives a page."""
    answer, zones, lists = _walk(std_host(), **args)
    assert answer.errno is None
    assert zones == verdicts
    assert lists, "the list that was walked is named"
    assert lists[0].nid == args["preferred_nid"]


def test_the_trace_of_a_failure_names_gate_and_lists() -> None:
    host = std_host()
    answer, zones, lists = _walk(host, preferred_nid=2, gfp=["GFP_KERNEL", "__GFP_THISNODE"])
    assert answer.errno == "ENOMEM"
    assert {verdict for _, _, verdict in zones} == {"GATED"}
    assert lists[0].nodes == (2,)
    assert "NOFALLBACK" in (lists[0].name or "") + (lists[0].detail or "")


def test_the_trace_shows_zone_classes_and_watermarks() -> None:
    host = std_host(online_type="online_movable")
    host.leave(0, 0, mark="low")
    answer, zones, _ = _walk(host, preferred_nid=2, gfp=["GFP_KERNEL", "__GFP_PRIVATE"])
    assert answer.nids == (1,)
    assert zones == [
        (2, "Movable", "ZONE_CLASS"),
        (0, "Normal", "WATERMARK"),
        (1, "Normal", "TAKEN"),
    ]


def test_a_fault_explains_policy_list_and_placement() -> None:
    host = std_host(ops={2: OPS_MP})
    host.task()
    host.area(100, "a", 4)
    host.ok("mbind", pid=100, area="a", mode="MPOL_BIND", nodemask=[2])
    host.done("touch", explain=True, pid=100, area="a")
    steps = [each.step for each in host.trace]
    assert "policy" in steps
    assert "zonelist" in steps
    assert {each.verdict for each in host.trace if each.verdict} <= VERDICTS


@pytest.mark.parametrize("explain", [True, False])
def test_explain_changes_nothing_but_the_trace(explain: bool) -> None:
    """Same answer, same state; without it there is no trace."""
    plain, told = std_host(ops={2: OPS_MP}), std_host(ops={2: OPS_MP})
    for host, flag in ((plain, False), (told, explain)):
        host.task()
        host.area(100, "a", 100)
        host.ok("mbind", pid=100, area="a", mode="MPOL_BIND", nodemask=[2])
        host.done("touch", explain=flag, pid=100, area="a")
        assert bool(host.trace) is flag
    assert plain.hash() == told.hash()


def test_a_list_isolation_thisnode_answer_says_that_the_list_is_the_gate() -> None:
    host = std_host("list-isolation")
    answer = host.ok(
        "alloc_pages", label="x", preferred_nid=2, gfp=["GFP_KERNEL", "__GFP_THISNODE"]
    )
    assert answer.decided_by.rule == "alloc.list_is_gate"
    gated = std_host("rfc-v4").do(
        "alloc_pages", label="x", preferred_nid=2, gfp=["GFP_KERNEL", "__GFP_THISNODE"]
    )
    assert gated.decided_by.rule == "alloc.gate_failed"


@pytest.mark.parametrize("model", sorted(MODELS))
def test_answers_name_their_model(model: str) -> None:
    host = std_host(model, private=())
    assert host.ok("alloc_pages", label="x", preferred_nid=0).decided_by.model == model


SET_OPS: Final = {
    12: {"flags": ["NP_OPS_MIGRATION"], "callbacks": ["migrate_to"]},
    13: {"flags": ["NP_OPS_MEMPOLICY"]},
    15: {
        "flags": ["NP_OPS_MIGRATION", "NP_OPS_MEMPOLICY", "NP_OPS_PROTECT_WRITE"],
        "callbacks": ["migrate_to", "folio_migrate"],
    },
    18: {"flags": ["NP_OPS_NUMA_BALANCING"]},
    19: {"flags": ["NP_OPS_COMPACTION"]},
}


@pytest.mark.parametrize("number", SET_OPS)
def test_a_refused_table_of_ops_cites_the_patch_that_added_the_check(number: int) -> None:
    """node_private_set_ops as patches 12, 13, 15, 18 and 19 extend it."""
    refused = std_host().do("node_private_set_ops", nid=2, ops={"name": "x", **SET_OPS[number]})
    assert (refused.errno, refused.decided_by.source[:11]) == ("EINVAL", f"patch {number:02} of")


def test_registration_of_ops_and_driver_managed_hotplug_cite_their_own_patches() -> None:
    """node_private_set_ops and clear_ops are patch 01, private memory comes online with 22."""
    host = std_host()
    table = {"name": "x"}
    unregistered = host.do("node_private_set_ops", nid=5, ops=table)
    assert unregistered.errno is not None
    given = host.ok("node_private_set_ops", nid=2, ops=table)
    cleared = host.ok("node_private_clear_ops", nid=2, ops="x")
    for answer in (unregistered, given, cleared):
        assert answer.decided_by.source.startswith("patch 01 of 27")
    again = host.do(
        "add_private_memory_driver_managed",
        nid=2,
        owner="np2",
        start=hex(hot_start(2)),
        size=128 << 20,
        online_type="online_movable",
    )
    assert again.errno == "EEXIST"
    assert again.decided_by.source.startswith("patch 22 of 27")
