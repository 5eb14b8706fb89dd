"""Who reaches which node: the allocation matrix, gates, lists, watermarks, zones, fallback.

Sources: patches 02 to 04 of the 27 of RFC v4 (20260222084842.1824063-{3..5}); the discussion of
June 2026 for list-isolation (aik_ddHymus2DJ6D); mm/page_alloc.c of Linux 6.12 and 7.3 (mainline).
"""

from __future__ import annotations

from functools import cache
from typing import Any, Final, NamedTuple

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from service.mm.models import KernelModel
from tests.mm.mmhost import (
    BLOCK_BYTES,
    MM,
    Host,
    flat,
    hot_start,
    knobbed,
    std_host,
    std_topology,
    topology,
)

FLAGS: Final[dict[str, list[str]]] = {
    "no flag": [],
    "key": ["__GFP_PRIVATE"],
    "thisnode": ["__GFP_THISNODE"],
    "both": ["__GFP_PRIVATE", "__GFP_THISNODE"],
}

#: node 2's conditions, as the matrix names them
ROOM, FULL, OFFLINE = "room", "full", "registered, offline"


def ask(
    host: Host,
    nid: int,
    *flags: str,
    base: str = "GFP_KERNEL",
    nodemask: list[int] | None = None,
    **args: Any,
) -> Any:
    """One allocation of one page, undone at once."""
    more: dict[str, Any] = {} if nodemask is None else {"nodemask": nodemask}
    done = host.done(
        "alloc_pages", label="probe", preferred_nid=nid, gfp=[base, *flags], **more, **args
    )
    done.undo.rollback()
    return done.answer


def served(host: Host, nid: int, *flags: str, **args: Any) -> int | None:
    """The node that serves a request, None when it fails."""
    answer = ask(host, nid, *flags, **args)
    if answer.errno is None:
        return int(answer.nids[0])
    assert answer.errno == "ENOMEM"
    return None


def exhaust(host: Host, nid: int, *, to: str = "min") -> None:
    """Fills a node until nothing but reserves is left above a mark."""
    host.leave(nid, 0, mark="low")
    if to == "min":
        host.leave(nid, 0, mark="min")


def order_of(
    host: Host, nid: int, *flags: str, nodemask: list[int] | None = None, base: str = "GFP_KERNEL"
) -> list[int]:
    """Every node a request can reach, in order, found by filling each node that serves it."""
    seen: list[int] = []
    while True:
        where = served(host, nid, *flags, nodemask=nodemask, base=base)
        if where is None:
            return seen
        assert where not in seen
        seen.append(where)
        exhaust(host, where)


@cache
def model_of(name: str) -> KernelModel | str:
    """A model by its name in the tables below."""
    if name.startswith("list-isolation own="):
        return knobbed("list-isolation", own_fallback=name.split("=")[1])
    return name


def machine(model: str, condition: str = ROOM) -> Host:
    """The standard fixture in a condition of node 2."""
    if condition == OFFLINE:
        host = std_host(model_of(model), private=(3,))
        host.ok("node_private_register", nid=2, owner="np2")
        host.ok(
            "add_private_memory_driver_managed",
            nid=2,
            owner="np2",
            start=hex(hot_start(2)),
            size=BLOCK_BYTES,
        )
        return host
    host = std_host(model_of(model))
    if condition == FULL:
        exhaust(host, 2)
    return host


class Row(NamedTuple):
    """Preferred node, condition of node 2, and the reachable nodes for each flag combination."""

    nid: int
    condition: str
    no_flag: list[int]
    key: list[int]
    thisnode: list[int]
    both: list[int]


#: section 16 of the notes on patches 1 to 14, written out
V4: Final = [
    Row(0, ROOM, [0, 1], [0, 1], [0], [0]),
    Row(1, ROOM, [1, 0], [1, 0], [1], [1]),
    Row(2, ROOM, [0, 1], [2, 0, 1], [], [2]),
    Row(2, FULL, [0, 1], [0, 1], [], []),
    Row(2, OFFLINE, [0, 1], [0, 1], [], []),
    Row(3, ROOM, [1, 0], [3, 1, 0], [], [3]),
    Row(3, FULL, [1, 0], [3, 1, 0], [], [3]),
]
#: no flag exists: the flag column equals the column without it
LISTS_NORMAL: Final = [
    Row(0, ROOM, [0, 1], [0, 1], [0], [0]),
    Row(2, ROOM, [0, 1], [0, 1], [2], [2]),
    Row(2, FULL, [0, 1], [0, 1], [], []),
    Row(2, OFFLINE, [0, 1], [0, 1], [], []),
    Row(3, ROOM, [1, 0], [1, 0], [3], [3]),
]
LISTS_EMPTY: Final = [
    Row(0, ROOM, [0, 1], [0, 1], [0], [0]),
    Row(2, ROOM, [], [], [2], [2]),
    Row(2, FULL, [], [], [], []),
    Row(2, OFFLINE, [0, 1], [0, 1], [], []),
    Row(3, ROOM, [], [], [3], [3]),
]
MATRIX: Final[dict[str, list[Row]]] = {
    "rfc-v4": V4,
    "thread-2026-06": V4,
    "list-isolation own=normal": LISTS_NORMAL,
    "list-isolation own=empty": LISTS_EMPTY,
}
CELLS: Final = [
    pytest.param(model, row, flags, id=f"{model}-{row.nid}-{row.condition}-{flags}")
    for model, rows in MATRIX.items()
    for row in rows
    for flags in FLAGS
]


@pytest.mark.parametrize(("model", "row", "flags"), CELLS)
def test_reachable_nodes(model: str, row: Row, flags: str) -> None:
    """Each cell of the matrix: the nodes in order, and failure when they are exhausted."""
    host = machine(model, row.condition)
    expected = dict(zip(FLAGS, row[2:], strict=True))[flags]
    assert order_of(host, row.nid, *FLAGS[flags]) == expected


def test_mainline_has_one_answer_for_every_flag() -> None:
    """__GFP_PRIVATE is an unused bit there, and hotplugged nodes are ordinary ones."""
    for flags in ("no flag", "key"):
        host = std_host("mainline", private=())
        host.add_ordinary(2)
        host.add_ordinary(3)
        assert order_of(host, 2, *FLAGS[flags]) == host.fallback(2)
    host = std_host("mainline", private=())
    host.add_ordinary(2)
    assert order_of(host, 2, "__GFP_THISNODE") == [2]


# --- golden list table (A, B ordinary = 0, 1; C, D private = 2, 3) ----------------------------------------


class Golden(NamedTuple):
    """A query of the golden list table and its answer in three columns; `>` joins the nodes."""

    nid: int
    mask: list[int] | None
    flags: list[str]
    v4: str
    own_normal: str
    own_empty: str


KEY: Final = "__GFP_PRIVATE"
THIS: Final = "__GFP_THISNODE"
GOLDEN: Final[dict[str, Golden]] = {
    "G1": Golden(0, None, [], "0>1", "0>1", "0>1"),
    "G2": Golden(2, None, [], "0>1", "0>1", "fail"),
    "G3": Golden(2, None, [THIS], "fail", "2", "2"),
    "G4": Golden(2, [0, 2, 3], [], "0", "0", "fail"),
    "G5": Golden(2, [0, 2, 3], [KEY], "2>0", "0", "fail"),
    "G6": Golden(2, [2, 3], [KEY], "2", "fail", "fail"),
    "G7": Golden(2, None, [KEY], "2>0>1", "0>1", "fail"),
    "G8": Golden(2, None, [KEY, THIS], "2", "2", "2"),
    "G9": Golden(0, [2], [KEY], "fail", "fail", "fail"),
    "G10": Golden(0, [2, 3], [KEY], "fail", "fail", "fail"),
    "G11": Golden(2, [2], [KEY], "2", "fail", "fail"),
}


@pytest.mark.parametrize("column", ["v4", "own_normal", "own_empty"])
@pytest.mark.parametrize("query", GOLDEN)
def test_golden_list_table(query: str, column: str) -> None:
    """Mails of 6 May, 3 June (v4) and 4 and 10 June 2026 (list-isolation)."""
    model = {
        "v4": "rfc-v4",
        "own_normal": "list-isolation own=normal",
        "own_empty": "list-isolation own=empty",
    }[column]
    row = GOLDEN[query]
    host = machine(model)
    found = order_of(host, row.nid, *row.flags, nodemask=row.mask)
    assert (">".join(map(str, found)) or "fail") == getattr(row, column)


@pytest.mark.parametrize("query", [name for name, row in GOLDEN.items() if KEY not in row.flags])
def test_list_isolation_does_not_look_at_the_flag(query: str) -> None:
    """Without a gate the bit means nothing (aimSzvoJDrpeQsmM: no filtering in the allocator)."""
    row = GOLDEN[query]
    for model in ("list-isolation own=normal", "list-isolation own=empty"):
        host = machine(model)
        assert served(host, row.nid, *row.flags, nodemask=row.mask) == served(
            host, row.nid, *row.flags, KEY, nodemask=row.mask
        )


# --- single rows ------------------------------------------------------------------------------------------


def test_row_91_gfp_private_contains_thisnode() -> None:
    """GFP_PRIVATE = __GFP_PRIVATE | __GFP_THISNODE (patch 02)."""
    host = machine("rfc-v4")
    assert order_of(host, 2, "GFP_PRIVATE") == [2]


def test_row_77_the_key_does_not_open_lists() -> None:
    """alloc(0, __GFP_PRIVATE) with DRAM full and 2p empty fails (patch 04)."""
    host = machine("rfc-v4")
    exhaust(host, 0)
    exhaust(host, 1)
    assert served(host, 0, KEY) is None
    assert host.free(2) > 30000


def test_row_79_a_mask_of_dram_with_a_private_preferred_node() -> None:
    host = machine("rfc-v4")
    assert served(host, 2, KEY, nodemask=[0]) == 0


@pytest.mark.parametrize("context", ["task", "interrupt"])
def test_rows_78_81_84_the_gate_is_asked_in_every_context(context: str) -> None:
    """First check of numa_zone_alloc_allowed: before cpusets, in interrupts too (patch 03).

    With the key an interrupt gets N_MEMORY nodes only: changelog of patch 02, fidelity documented.
    """
    host = machine("rfc-v4")
    host.task()
    assert served(host, 2, nodemask=[2], context=context) is None
    assert served(host, 2, KEY, nodemask=[2], context=context) == {"task": 2}.get(context)
    if context == "task":
        assert served(host, 2, nodemask=[2], pid=100) is None


def test_row_92_the_key_without_movable_bits_skips_a_movable_only_node() -> None:
    """2p onlined as ZONE_MOVABLE serves movable requests only (patch 04, derived)."""
    host = std_host("rfc-v4", online_type="online_movable")
    assert served(host, 2, KEY) == 0
    assert served(host, 2, KEY, THIS) is None
    assert served(host, 2, KEY, base="GFP_HIGHUSER_MOVABLE") == 2
    assert served(host, 2, KEY, "__GFP_MOVABLE") == 0, "MOVABLE without HIGHMEM is zone NORMAL"


def test_row_93_memory_of_private_nodes_is_never_taken_when_dram_runs_out() -> None:
    """malloc and touch under the default policy (patches 02 to 04)."""
    host = machine("rfc-v4")
    host.task(100)
    host.area(100, "a", 12000)
    answer = host.do("touch", pid=100, area="a")
    assert answer.signal == 9
    assert {each.nid for each in answer.placed} <= {0, 1}
    assert host.free(2) == host.free(3) == 32768


def test_a_failed_thisnode_request_is_no_oom_kill() -> None:
    """__alloc_pages_may_oom leaves THISNODE requests alone."""
    host = machine("rfc-v4", FULL)
    host.task()
    answer = ask(host, 2, KEY, THIS)
    assert answer.errno == "ENOMEM"
    assert not [each for each in answer.effects if each.effect == "oom_kill"]
    assert host.state.tasks[100].alive


def test_a_request_without_a_zone_is_no_oom_kill() -> None:
    """No zone in list and mask: nopage before the OOM killer."""
    host = machine("list-isolation own=empty")
    host.task()
    answer = ask(host, 2)
    assert answer.errno == "ENOMEM"
    assert host.state.tasks[100].alive


def test_a_gated_mask_ends_in_the_oom_killer_unless_flags_forbid_it() -> None:
    """The zone is in list and mask, so the slow path goes to the end (base); THISNODE stops it."""
    host = machine("rfc-v4")
    host.task()
    host.area(100, "a", 10)
    host.ok("touch", pid=100, area="a")
    assert served(host, 2, "__GFP_RETRY_MAYFAIL", nodemask=[2]) is None
    assert served(host, 2, THIS, nodemask=[2]) is None
    assert host.state.tasks[100].alive


# --- watermarks ---------------------------------------------------------------------------------------------

#: gfp -> the mark that stops it, in terms of min, and whether the OOM killer may follow
STOPS: Final[dict[str, tuple[list[str], str]]] = {
    "GFP_KERNEL stops at min": (["GFP_KERNEL", "__GFP_RETRY_MAYFAIL"], "min"),
    "GFP_NOWAIT stops at min": (["GFP_NOWAIT"], "min"),
    "__GFP_HIGH takes half of min": (
        ["GFP_KERNEL", "__GFP_HIGH", "__GFP_RETRY_MAYFAIL"],
        "min - min // 2",
    ),
    "GFP_ATOMIC takes a quarter of the rest as well": (
        ["GFP_ATOMIC"],
        "(min - min // 2) - (min - min // 2) // 4",
    ),
}


@pytest.mark.parametrize("claim", STOPS)
@pytest.mark.parametrize("kbytes", [4000, 4444, 12345])
def test_how_deep_a_request_goes(claim: str, kbytes: int) -> None:
    """__zone_watermark_ok: free > mark + lowmem_reserve of the highest zone."""
    nodes = {0: {"cpus": [0], "zones": [("Normal", 8192)]}}
    host = Host(topology(nodes, [[10]], min_free_kbytes=kbytes), "mainline")
    gfp, formula = STOPS[claim]
    mark = eval(formula, {}, {"min": host.zone(0, "Normal").min})  # noqa: S307 - our own text
    answer = host.do("alloc_pages", label="x", preferred_nid=0, gfp=gfp, count=10000)
    assert answer.errno == "ENOMEM"
    assert host.free(0) == mark


def test_low_before_min_on_every_node_of_the_list() -> None:
    """The fast path passes all nodes at LOW before the slow path takes MIN anywhere."""
    nodes = {0: {"cpus": [0], "zones": [("Normal", 4096)]}, 1: {"zones": [("Normal", 4096)]}}
    host = Host(topology(nodes, flat(2), min_free_kbytes=2000), "mainline")
    zones = [host.zone(nid, "Normal") for nid in (0, 1)]
    free = [each.free for each in zones]
    for step in (
        [free[0] - zones[0].low, 0],
        [0, free[1] - zones[1].low],
        [zones[0].low - zones[0].min, 0],
        [0, zones[1].low - zones[1].min],
    ):
        count = sum(step)
        before = [host.free(0), host.free(1)]
        host.ok("alloc_pages", label=f"s{count}_{step[0]}", preferred_nid=0, count=count)
        assert [before[0] - host.free(0), before[1] - host.free(1)] == step
    assert served(host, 0, "__GFP_RETRY_MAYFAIL") is None


def test_lowmem_reserve_protects_lower_zones_from_higher_requests() -> None:
    """A NORMAL request leaves reserve pages in DMA32; a DMA32 request does not."""
    nodes = {0: {"cpus": [0], "zones": [("DMA32", 4096), ("Normal", 25600)]}}
    host = Host(topology(nodes, [[10]], min_free_kbytes=2000), "mainline")
    reserve = host.zone(0, "DMA32").protection[2]
    assert reserve == 100
    host.do(
        "alloc_pages",
        label="n",
        preferred_nid=0,
        count=40000,
        gfp=["GFP_KERNEL", "__GFP_RETRY_MAYFAIL"],
    )
    low = host.zone(0, "DMA32")
    assert low.free == low.min + reserve
    host.do(
        "alloc_pages",
        label="d",
        preferred_nid=0,
        count=40000,
        gfp=["GFP_KERNEL", "__GFP_DMA32", "__GFP_RETRY_MAYFAIL"],
    )
    assert host.zone(0, "DMA32").free == low.min


@pytest.mark.parametrize(
    ("gfp", "zone"),
    [
        (["GFP_KERNEL"], "Normal"),
        (["GFP_KERNEL", "__GFP_MOVABLE"], "Normal"),
        (["GFP_KERNEL", "__GFP_DMA"], "DMA"),
        (["GFP_KERNEL", "__GFP_DMA", "__GFP_MOVABLE"], "DMA"),
        (["GFP_KERNEL", "__GFP_DMA32"], "DMA32"),
        (["GFP_KERNEL", "__GFP_DMA32", "__GFP_MOVABLE"], "DMA32"),
        (["GFP_KERNEL", "__GFP_HIGHMEM"], "Normal"),
        (["GFP_HIGHUSER"], "Normal"),
        (["GFP_HIGHUSER_MOVABLE"], "Movable"),
        (["GFP_TRANSHUGE_LIGHT"], "Movable"),
        (["GFP_ATOMIC"], "Normal"),
        (["GFP_NOFS"], "Normal"),
        (["GFP_DMA"], "DMA"),
        (["GFP_DMA32"], "DMA32"),
    ],
)
def test_gfp_to_highest_zone(gfp: list[str], zone: str) -> None:
    """GFP_ZONE_TABLE of x86-64 without highmem."""
    nodes = {
        0: {
            "cpus": [0],
            "zones": [("DMA", 2048), ("DMA32", 2048), ("Normal", 4096), ("Movable", 4096)],
        }
    }
    host = Host(topology(nodes, [[10]]), "mainline")
    answer = host.ok("alloc_pages", label="x", preferred_nid=0, gfp=gfp)
    assert [each.zone for each in answer.pages] == [zone]


@pytest.mark.parametrize(
    "gfp",
    [
        ["__GFP_DMA", "__GFP_HIGHMEM"],
        ["__GFP_DMA", "__GFP_DMA32"],
        ["__GFP_DMA32", "__GFP_HIGHMEM"],
    ],
)
def test_zone_modifiers_exclude_each_other(gfp: list[str]) -> None:
    """gfp_zone has a BUG_ON for two of DMA, DMA32 and HIGHMEM."""
    host = machine("rfc-v4")
    assert host.errno("alloc_pages", label="x", preferred_nid=0, gfp=gfp) == "EINVAL"


def test_orders_above_max_page_order_are_refused_at_once() -> None:
    host = machine("rfc-v4")
    assert host.errno("alloc_pages", label="x", preferred_nid=0, order=11) == "ENOMEM"
    assert host.errno("alloc_pages", label="x", preferred_nid=0, order=10) is None


def test_a_kernel_request_passes_a_movable_only_node() -> None:
    """A node with only ZONE_MOVABLE cannot serve GFP_KERNEL; THISNODE fails there."""
    nodes = {0: {"cpus": [0], "zones": [("Normal", 4096)]}, 1: {"zones": [("Movable", 4096)]}}
    host = Host(topology(nodes, flat(2)), "mainline")
    assert served(host, 1) == 0
    assert served(host, 1, THIS) is None
    assert served(host, 1, base="GFP_HIGHUSER_MOVABLE") == 1


# --- laws -----------------------------------------------------------------------------------------------------


@settings(MM, max_examples=60)
@given(
    nid=st.integers(0, 3),
    mask=st.none() | st.sets(st.integers(0, 3), min_size=1),
    flags=st.sets(st.sampled_from([KEY, THIS])),
    model=st.sampled_from(sorted(MATRIX)),
)
def test_a_mask_never_adds_nodes(
    nid: int, mask: set[int] | None, flags: set[str], model: str
) -> None:
    """Result nodes = list of the preferred node, in order, AND mask, AND gate (section 16)."""
    host = machine(model)
    listed = host.nofallback(nid) if THIS in flags else host.fallback(nid)
    gate = not model.startswith("list-isolation") and KEY not in flags
    expected = [n for n in listed if (mask is None or n in mask) and not (gate and n > 1)]
    found = served(
        host,
        nid,
        *sorted(flags),
        "__GFP_RETRY_MAYFAIL",
        nodemask=None if mask is None else sorted(mask),
    )
    assert found == (expected[0] if expected else None)


@settings(MM, max_examples=30)
@given(order=st.integers(0, 4), nid=st.integers(0, 1))
def test_an_order_k_block_is_two_blocks_of_order_k_minus_1(order: int, nid: int) -> None:
    """Splitting hands out the lowest addresses: the same pages in the end (expand)."""
    one, two = Host(std_topology(), "mainline"), Host(std_topology(), "mainline")
    whole = one.ok("alloc_pages", label="x", preferred_nid=nid, order=order + 1)
    halves = two.ok("alloc_pages", label="x", preferred_nid=nid, order=order, count=2)

    def frames(pages: Any) -> set[int]:
        return {int(run.pfn, 16) + i for run in pages for i in range(run.nr_pages)}

    assert frames(whole.pages) == frames(halves.pages)
    one.ok("free_pages", label="x")
    two.ok("free_pages", label="x")
    assert [one.free(n) for n in (0, 1)] == [two.free(n) for n in (0, 1)]


@settings(MM, max_examples=20)
@given(count=st.integers(1, 3000), nid=st.integers(0, 1))
def test_count_n_is_n_requests(count: int, nid: int) -> None:
    """`count` repeats the request: the same nodes and the same free pages as one by one."""
    one, many = Host(std_topology(), "mainline"), Host(std_topology(), "mainline")
    one.do("alloc_pages", label="x", preferred_nid=nid, count=count)
    for first, size in ((0, count // 3), (1, count - count // 3)):
        if size:
            many.do("alloc_pages", label=f"y{first}", preferred_nid=nid, count=size)
    assert [one.free(n) for n in (0, 1)] == [many.free(n) for n in (0, 1)]
