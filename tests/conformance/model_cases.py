"""More rows of our own: rights, placement, cpusets, migration and services, over every model.

What a row expects is written down per model from the papers (sections of the models' text in
`evidence`), by small rules where a table has one.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from itertools import combinations, product
from typing import Any

from tests.conformance.model_grid import KEYED_LIST, MODELS, ORDINARY, OWN, SCORE

Ops = list[dict[str, Any]]
Row = dict[str, Any]
BRANCH = ("BC-p", "BC-8", "BC-u", "BC-d")
LISTS = ("LI-n", "LI-e", "LI-s", "MS-f", "MS-s", "MS-p")
EVERY = tuple(MODELS)
BOTH = ("migrate_to", "folio_migrate")


def row(label: str, name: str, topology: Row, ops: Ops, expect: Row, section: int) -> Row:
    model, knobs, _ = MODELS[label]
    return {
        "id": f"own.{label}.{name}",
        "model": model,
        "knobs": knobs,
        "area": name.partition(".")[0],
        "topology": {"fixture": "std", **topology},
        "ops": ops,
        "expect": expect,
        "evidence": f"I:section {section} of the papers' tables",
    }


def bind_right(label: str) -> list[str]:
    return MODELS[label][2]


def rights_of(label: str) -> tuple[list[str], ...]:
    """Without the right of policies, and with it where a model has one."""
    words = bind_right(label)
    return ([], words) if words else ([],)


def _subsets(names: tuple[str, ...]) -> Iterator[tuple[str, ...]]:
    for size in range(len(names) + 1):
        yield from combinations(names, size)


# ---- rights: every mask of every interface -------------------------------------------------------

V4_FLAGS = (
    *("MIGRATION", "MEMPOLICY", "DEMOTION", "PROTECT_WRITE"),
    *("RECLAIM", "NUMA_BALANCING", "COMPACTION", "LONGTERM_PIN"),
)
V5_CAPS = ("RECLAIM", "USER_NUMA", "HOTUNPLUG", "DEMOTION", "NUMA_BALANCING", "LTPIN")
PUBLIC_BITS = (0x1, 0x2, 0x4, 0x80, 0x100)  # PUBLIC RECLAIM DEMOTION USER_NUMA USER_WRITE
POSSIBLE: Row = {"private": {"2": {"state": "possible"}}}


def np_set_ops(flags: Iterable[str], callbacks: Iterable[str] = BOTH) -> Row:
    ops = {"name": "o", "flags": list(flags), "callbacks": list(callbacks)}
    return {"op": "np_set_ops", "nid": 2, "ops": ops}


def np_register(*caps: str) -> Row:
    return {"op": "np_register", "nid": 2, "np": "A", "caps": list(caps)}


def np_add(features: list[str] | int, at: int = 0, zone: str = "online_movable") -> Row:
    op = {"op": "np_add_memory", "nid": 2, "features": features}
    return {**op, "start_block": at, "blocks": 1, "online_type": zone}


def v4_refused(flags: tuple[str, ...], callbacks: tuple[str, ...]) -> bool:
    needs = {"MEMPOLICY", "NUMA_BALANCING", "COMPACTION"} & set(flags)
    return bool(
        (needs and "MIGRATION" not in flags)
        or ("MIGRATION" in flags and set(callbacks) != set(BOTH))
        or {"MEMPOLICY", "PROTECT_WRITE"} <= set(flags)
    )


def ops_rows() -> Iterator[Row]:
    for label in ("v4d", "v4c"):
        for index, flags in enumerate(_subsets(V4_FLAGS)):
            told = "EINVAL" if v4_refused(flags, BOTH) else 0
            yield row(
                label, f"capability.ops{index}", {}, [np_set_ops(flags)], {"ret": {"0": told}}, 5
            )
        for index, callbacks in enumerate(_subsets(BOTH)):
            told = "EINVAL" if v4_refused(("MIGRATION",), callbacks) else 0
            ops = [np_set_ops(("MIGRATION",), callbacks)]
            yield row(label, f"capability.callbacks{index}", {}, ops, {"ret": {"0": told}}, 6)


def caps_rows() -> Iterator[Row]:
    for index, caps in enumerate(_subsets(V5_CAPS)):
        told = "EINVAL" if "DEMOTION" in caps and "RECLAIM" not in caps else 0
        ops = [np_register(*caps)]
        yield row("v5", f"capability.caps{index}", POSSIBLE, ops, {"ret": {"0": told}}, 5)
    for first, second in (("RECLAIM", "RECLAIM"), ("RECLAIM", "LTPIN"), ("USER_NUMA", "RECLAIM")):
        told = 0 if first == second else "EBUSY"
        ops = [np_register(first), np_register(second)]
        expect = {"ret": {"0": 0, "1": told}}
        yield row("v5", f"capability.twice.{first}.{second}", POSSIBLE, ops, expect, 5)
    for memtype in ("ZSWAP", "COMPRESSED", "ACCELERATOR", "DEMOTE_ONLY", "NOTYPE", "MAX"):
        ops = [{"op": "node_register_private", "nid": 2, "ops": {"memtype": memtype}}]
        expect = {"ret": {"0": "EINVAL" if memtype == "MAX" else 0}}
        yield row("v3", f"capability.{memtype}", POSSIBLE, ops, expect, 5)


def public_rows() -> Iterator[Row]:
    for mask in range(0x200):
        rest = mask & ~sum(PUBLIC_BITS)
        if rest in {0, 0x8, 0x40}:
            refused = rest or (mask & 0x4 and not mask & 0x2) or (mask & 0x1 and mask != 0x187)
            expect = {"ret": {"0": "EINVAL" if refused else 0}}
            yield row("BC-p", f"capability.mask{mask:#05x}", POSSIBLE, [np_add(mask)], expect, 5)
    for label in ("BC-p", "BC-u"):
        for second, told in (("RECLAIM", 0), ("USER_NUMA", "EBUSY")):
            ops = [np_add(["RECLAIM"]), np_add([second], 1)]
            expect = {"ret": {"0": 0, "1": told}}
            yield row(label, f"capability.second.{second}", POSSIBLE, ops, expect, 5)


def common_rows() -> Iterator[Row]:
    for label, words in (
        ("BC-u", ("COMPACTION", "CONTIG_ALLOC", "RECLAIM", "DEMOTION", "USER_NUMA")),
        ("BC-d", ("COMPACTION", "RECLAIM", "USER_WRITE")),
    ):
        for index, chosen in enumerate(_subsets(words)):
            for zone in ("online_movable", "online_kernel"):
                fenced = label == "BC-d" and "USER_WRITE" not in chosen
                refused = "DEMOTION" in chosen and "RECLAIM" not in chosen
                refused = refused or (fenced and zone == "online_kernel")
                ops = [np_add(list(chosen), 0, zone)]
                expect = {"ret": {"0": "EINVAL" if refused else 0}}
                yield row(label, f"capability.{zone}{index}", POSSIBLE, ops, expect, 5)
        for word in ("LTPIN", "PUBLIC", "HOTUNPLUG", "KSM"):
            expect = {"ret": {"0": "EINVAL"}}
            yield row(label, f"capability.{word}", POSSIBLE, [np_add([word])], expect, 5)


def rights_rows() -> Iterator[Row]:
    yield from ops_rows()
    yield from caps_rows()
    yield from public_rows()
    yield from common_rows()


# ---- placement of a bound fault ------------------------------------------------------------------


def bound_walk(label: str, cpu: int, mask: list[int], home: int | None) -> list[int]:
    """Where a bound anonymous fault may go, in order (section 7, details of placement)."""
    start = cpu if home is None else home
    if label == "main" or label in KEYED_LIST:
        return [node for node in SCORE[start] if node in mask]
    if home is None and start not in mask:
        start = min(mask)
    if start in ORDINARY:
        return [node for node in SCORE[start] if node in mask and node in ORDINARY]
    others = [node for node in SCORE[start] if node in ORDINARY]
    lists = {"self+ordinary": [start, *others], "ordinary": others, "empty": []}[OWN[label]]
    return [node for node in lists if node in mask]


HOMES = (None, 0, 1, 2)
BOUND = ([2], [3], [2, 3], [0, 2], [1, 2], [0, 1], [0, 1, 2], [1, 2, 3])


def _bound(label: str, cpu: int, mask: list[int], home: int | None) -> Row:
    words = bind_right(label)
    walk = bound_walk(label, cpu, mask, home)
    area = {"area": "A", "first": 0, "count": 1}
    ops: Ops = [
        {"op": "task", "proc": "p0", "cpu_node": cpu},
        {"op": "mmap", "area": "A", "pages": 1, "kind": "anon_private"},
        {"op": "mbind", **area, "mode": "BIND", "nodes": mask, "flags": []},
    ]
    if home is not None:
        ops.append({"op": "set_home_node", **area, "node": home})
    ops.append({"op": "fault_walk", "area": "A", "page": 0})
    expect: Row = {"walk": {str(len(ops) - 1): walk}}
    expect["exhausted"] = "oom:MEMORY_POLICY" if walk else "fault_retry"
    topology = {"rights": {"2": words, "3": words}} if words else {}
    name = f"placement.{cpu}{''.join(map(str, mask))}h{home}"
    return row(label, name, topology, ops, expect, 7)


def placement_rows() -> Iterator[Row]:
    for label in ("main", "v4d", "v4c", "MS-p", "v5", "BC-p", "BC-8", "BC-u"):
        for cpu, mask, home in product((0, 1), BOUND, HOMES):
            if home != 2 or 2 in mask:
                yield _bound(label, cpu, mask, home)
    for label in EVERY:
        default: Ops = [
            {"op": "mmap", "area": "A", "pages": 1, "kind": "anon_private"},
            {"op": "fault_walk", "area": "A", "page": 0},
        ]
        walk = SCORE[0] if label == "main" else [0, 1]
        yield row(label, "placement.default", {}, default, {"walk": {"1": walk}}, 2)


# ---- cpusets -------------------------------------------------------------------------------------


def _cpuset(
    label: str, mems: str, *more: Row, version: str = "v2", has: bool = True
) -> tuple[Row, Ops]:
    words = bind_right(label) if has else []
    topology: Row = {"cgroup": version, "rights": {"2": words}}
    ops: Ops = [
        {"op": "cpuset_mk", "path": "/g"},
        {"op": "cpuset_write", "path": "/g", "file": "cpus", "value": "all"},
        {"op": "cpuset_write", "path": "/g", "file": "mems", "value": mems},
        *more,
    ]
    return topology, ops


EFFECTIVE = {"op": "cpuset_read", "path": "/g", "file": "mems.effective"}
ATTACH = {"op": "cpuset_attach", "path": "/g", "proc": "p0"}
MMAP = {"op": "mmap", "area": "A", "pages": 16, "kind": "anon_private"}
TOUCH = {"op": "touch", "area": "A", "first": 0, "count": 16, "access": "write"}


def _bind(*nodes: int) -> Row:
    area = {"area": "A", "first": 0, "count": 16}
    return {"op": "mbind", **area, "mode": "BIND", "nodes": list(nodes), "flags": []}


def _mems_rows(label: str) -> Iterator[Row]:
    """What a set may hold: of the nodes 0 and 2, of node 2 alone, and a new one."""
    outside = label in (*LISTS, "v5")
    topology, ops = _cpuset(label, "0,2", EFFECTIVE)
    expect: Row = {"ret": {"2": 0}, "cpuset_value": {"3": "0" if outside else "0,2"}}
    yield row(label, "cpuset.mixed", topology, ops, expect, 8)
    new: Ops = [{"op": "cpuset_mk", "path": "/g"}, EFFECTIVE]
    expect = {"cpuset_value": {"1": "0-1" if outside else "0-3"}}
    yield row(label, "cpuset.new", {"cgroup": "v2"}, new, expect, 8)
    topology, ops = _cpuset(label, "2", EFFECTIVE)
    if label in {"BC-p", "BC-8"}:
        expect = {"ret": {"2": "EINVAL"}}
    else:
        alone = "0-2" if label in {"BC-u", "BC-d"} else "0-1" if outside else "2"
        expect = {"ret": {"2": 0}, "cpuset_value": {"3": alone}}
    yield row(label, "cpuset.alone", topology, ops, expect, 8)
    topology, ops = _cpuset(label, "2", version="v1")
    told: Any = "ENOSPC" if label in {"BC-u", "BC-d"} else 0
    if outside or label in {"BC-p", "BC-8"}:
        told = "EINVAL"
    yield row(label, "cpuset.alone_v1", topology, ops, {"ret": {"2": told}}, 8)
    topology, ops = _cpuset(label, "0", ATTACH, MMAP, _bind(1))
    yield row(label, "cpuset.bind_outside", topology, ops, {"ret": {"5": "EINVAL"}}, 8)
    topology, ops = _cpuset(label, "0,2", ATTACH, MMAP, TOUCH)
    yield row(label, "cpuset.plain", topology, ops, {"pages_on": {"A": {"0": 16}}}, 8)


def _bind_rows(label: str) -> Iterator[Row]:
    """A bind to node 2 from sets with and without it."""
    binds = label not in {"v3", "BC-d"}
    governed = label in {"main", "v3", "v4d", "v4c", *BRANCH}
    for mems in ("0", "0,2"):
        allowed = binds and (mems == "0,2" or not governed)
        more = (ATTACH, MMAP, _bind(2), *((TOUCH,) if allowed else ()))
        topology, ops = _cpuset(label, mems, *more)
        expect: Row = {"ret": {"5": 0 if allowed else "EINVAL"}}
        if allowed:
            expect["pages_on"] = {"A": {"2": 16}}
        yield row(label, f"cpuset.bind_from_{mems}", topology, ops, expect, 8)
    if binds and bind_right(label):
        topology, ops = _cpuset(label, "0,2", ATTACH, MMAP, _bind(2), has=False)
        expect = {"ret": {"5": "EINVAL"}}
        yield row(label, "cpuset.member_without_right", topology, ops, expect, 8)


def cpuset_rows() -> Iterator[Row]:
    for label in EVERY:
        yield from _mems_rows(label)
        if label not in {"LI-s", "MS-f"}:
            yield from _bind_rows(label)


# ---- migration -----------------------------------------------------------------------------------


def _to_rows(label: str, words: list[str]) -> Iterator[Row]:
    topology: Row = {"rights": {"2": words}}
    moves = label == "main" or (bool(words) and label not in LISTS)
    there = {"A": {"2" if moves else "0": 1}}
    ops: Ops = [
        {"op": "mmap", "area": "A", "pages": 1, "kind": "anon_private"},
        {"op": "touch", "area": "A", "first": 0, "count": 1, "access": "write"},
        {**MOVE, "nodes": [2], "flags": ["MOVE"]},
    ]
    expect: Row = {"ret": {"2": 0 if moves else "ENODEV"}, "pages_on": there}
    if moves:
        expect["status"] = {"2": [2]}
    yield row(label, f"migrate.to{len(words)}", topology, ops, expect, 16)
    ops = [MMAP, TOUCH, {"op": "migrate_pages", "target": "p0", "old": [0], "new": [2]}]
    refused = "ENODEV" if label in {"v4d", "v4c"} else "EINVAL"
    expect = {"ret": {"2": 0 if moves else refused}}
    expect["pages_on"] = {"A": {"2" if moves else "0": 16}}
    yield row(label, f"migrate.all{len(words)}", topology, ops, expect, 16)


def _off_rows(label: str, words: list[str]) -> Iterator[Row]:
    topology: Row = {"rights": {"2": words}}
    here = "0" if words else "2"
    driver = {"op": "map_on_node", "area": "A", "node": 2, "via": "driver"}
    ops: Ops = [
        {**driver, "pages": 16},
        {"op": "migrate_pages", "target": "p0", "old": [2], "new": [0]},
    ]
    expect: Row = {"ret": {"1": 0}, "pages_on": {"A": {here: 16}}}
    yield row(label, f"migrate.off{len(words)}", topology, ops, expect, 16)
    ops = [
        {**driver, "pages": 1},
        {**MOVE, "nodes": None, "flags": []},
        {**MOVE, "nodes": [0], "flags": ["MOVE"]},
    ]
    status: Row = {"1": [2], "2": [0]} if words else {"1": ["ENOENT"], "2": ["ENOENT"]}
    expect = {"ret": {"1": 0, "2": 0}, "status": status, "pages_on": {"A": {here: 1}}}
    yield row(label, f"migrate.status{len(words)}", topology, ops, expect, 16)


MOVE = {"op": "move_pages", "target": "p0", "pages": [["A", 0]]}


def migration_rows() -> Iterator[Row]:
    for label in EVERY:
        for words in rights_of(label):
            yield from _to_rows(label, words)
            if label not in (*LISTS, "main", "v3"):
                yield from _off_rows(label, words)


# ---- services ------------------------------------------------------------------------------------


def hugetlb_rows() -> Iterator[Row]:
    big = {"zone": {"2": "NORMAL"}, "private": {"2": {"pages": 65536}}}
    pool: Ops = [
        {"op": "hugetlb_pool_write", "node": 2, "count": 64, "order": 9},
        {"op": "hugetlb_pool_read", "node": 2},
    ]
    spread: Ops = [{**pool[0], "node": None}, pool[1]]
    for label in EVERY:
        leaks = label in {"main", "v3", "LI-n", "LI-e", "MS-f"}
        for words in rights_of(label):
            keyed = bool(words) and label in {"BC-p", "BC-8", "BC-u"}
            topology = {**big, "rights": {"2": words}}
            expect: Row = {"value": {"1": 64 if leaks or keyed else 0}}
            yield row(label, f"hugetlb.node{len(words)}", topology, pool, expect, 4)
            expect = {"value": {"1": ">=1" if label == "main" or keyed else 0}}
            yield row(label, f"hugetlb.global{len(words)}", topology, spread, expect, 4)


def searched(label: str, *, thisnode: bool) -> Any:
    """Where a contiguous search for node 2 without the key ends."""
    guarded = label in {"v4d", "MS-s", "MS-p"}
    if thisnode:
        closed = label in KEYED_LIST or label in {"BC-d", "LI-s"}
        return "NULL" if closed or guarded else 2
    if OWN[label] == "empty":
        return "NULL"
    return "not 2" if OWN[label] == "ordinary" or guarded else 2


def contig_rows() -> Iterator[Row]:
    topology: Row = {"rights": {"2": []}, "zone": {"2": "NORMAL"}}
    for label in EVERY:
        taken = label in {"main", "v3", "v4c", "LI-n", "LI-e", "LI-s", "MS-f", "BC-p", "BC-8"}
        request = {"node": 2, "count": 512, "private": False}
        ops: Ops = [{"op": "contig_range", "first": 0, **request}]
        expect: Row = {"ret": {"0": 0 if taken else "error"}}
        yield row(label, "contig.range", topology, ops, expect, 4)
        for thisnode in (False, True):
            gfp = ["GFP_KERNEL", *(["__GFP_THISNODE"] if thisnode else [])]
            ops = [{"op": "contig_search", "gfp": gfp, **request}]
            expect = {"contig_node": {"0": searched(label, thisnode=thisnode)}}
            yield row(label, f"contig.search{thisnode}", topology, ops, expect, 4)


COMPACTION = {
    **dict.fromkeys(("v4d", "v4c"), "MIGRATION COMPACTION"),
    **dict.fromkeys(("v5", "BC-p", "BC-8"), "RECLAIM"),
    **dict.fromkeys(("BC-u", "BC-d"), "COMPACTION"),
}
DEMOTION = {
    **dict.fromkeys(("v4d", "v4c"), "MIGRATION DEMOTION"),
    **dict.fromkeys(("MS-f", "MS-s", "MS-p"), "demotion"),
    **dict.fromkeys(("v5", "BC-p", "BC-8", "BC-u"), "RECLAIM DEMOTION"),
}


def compaction_rows() -> Iterator[Row]:
    for label, words in COMPACTION.items():
        for has in (False, True):
            if has or label not in {"v4d", "v4c"}:
                given = words.split() if has else []
                topology = {"rights": {"2": given}, "zone": {"2": "MOVABLE"}}
                ops: Ops = [{"op": "node_compact", "node": 2}]
                expect = {"ret": {"0": 0 if has else "EINVAL"}}
                yield row(label, f"reclaim.compact{has}", topology, ops, expect, 11)


def demotion_rows() -> Iterator[Row]:
    ops: Ops = [
        {"op": "refresh_demotion"},
        {"op": "demote", "node": 0, "count": 64, "from_lru": "anon"},
    ]
    for label in EVERY:
        for words in ("", DEMOTION[label]) if label in DEMOTION else ("",):
            topology = {
                "rights": {"2": words.split()},
                "zone": {"2": "NORMAL"},
                "adistance": {"2": 2880},
            }
            expect = {"pages_on_node": {"2": 64 if words or label == "main" else 0}}
            yield row(label, f"demotion.down{len(words)}", topology, ops, expect, 12)


def seen(label: str) -> list[str]:
    """State and lists of a private node without rights."""
    if label == "main" or label in BRANCH:
        return ["N_MEMORY", "has_memory"]
    return ["N_PRIVATE" if label == "v3" else "N_MEMORY_PRIVATE", "has_private_memory"]


def report_rows() -> Iterator[Row]:
    topology: Row = {"rights": {"2": []}, "zone": {"2": "NORMAL"}}
    load: Ops = [
        {"op": "mmap", "area": "A", "pages": 9000, "kind": "anon_private"},
        {"op": "touch", "area": "A", "first": 0, "count": 9000, "access": "write"},
    ]
    for label in EVERY:
        views: Row = {"views": {"2": seen(label)}}
        yield row(label, "reporting.views", topology, [{"op": "views"}], views, 15)
        expect: Row = {"pages_on_node": {"2": ">=1"} if label == "main" else {"2": 0, "3": 0}}
        yield row(label, "selftest.load", {**topology, "swap_mib": 64}, load, expect, 2)


def service_rows() -> Iterator[Row]:
    for rows in (hugetlb_rows, contig_rows, compaction_rows, demotion_rows, report_rows):
        yield from rows()


def driver_rows() -> Iterator[Row]:
    """The driver's own request with the model's key, and the same when the node is full."""
    topology = {"rights": {"2": []}, "zone": {"2": "NORMAL"}}
    ask = {
        "op": "kernel_alloc", "count": 1, "node": 2, "order": 0, "kind": "folio",
        "gfp": ["GFP_KERNEL", "__GFP_THISNODE"], "private": True,
    }  # fmt: skip
    for label in EVERY[1:]:
        expect: Row = {"alloc_nodes": {"0": "NULL" if label == "LI-s" else [2]}}
        yield row(label, "driver-alloc.own", topology, [ask], expect, 4)
        full: Ops = [{"op": "fill_node", "node": 2}, ask]
        expect = {"alloc_nodes": {"1": "NULL"}, "no_oom": True}
        yield row(label, "driver-alloc.full", topology, full, expect, 10)
        opened = label in {"v3", "LI-n", "LI-e", "MS-f"}
        expect = {"alloc_nodes": {"0": [2] if opened else "NULL"}, "no_oom": True}
        plain = {**ask, "private": False}
        yield row(label, "driver-alloc.without_key", topology, [plain], expect, 3)
