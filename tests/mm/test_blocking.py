"""A private node that cannot be emptied says what is in the way: EBUSY with the folios listed.

Patch 22 warns once and goes round for ever (do_migrate_range); see docs/divergences.md.
"""

from __future__ import annotations

from typing import Any

from service.mm.blocking import BLOCKING_RUNS_MAX
from tests.mm.mmhost import BLOCK_BYTES, OPS_MP, Host, hot_start, std_host

WHERE: dict[str, Any] = {"start": hex(hot_start(2)), "size": BLOCK_BYTES}


def bound(host: Host, pid: int, area: str, pages: int) -> None:
    """An area bound to node 2 and filled."""
    host.area(pid, area, pages)
    host.ok("mbind", pid=pid, area=area, mode="MPOL_BIND", nodemask=[2])
    host.ok("touch", pid=pid, area=area)


def kept(answer: Any) -> list[tuple[int | None, int, str]]:
    """(task, pages, words) of what stayed."""
    return [
        (each.pid, each.nr_pages, each.detail.partition(": ")[2] or each.detail)
        for each in answer.effects
        if each.effect == "pages_kept"
    ]


def test_offline_without_migration_lists_tasks_areas_and_files() -> None:
    host = std_host(ops={2: OPS_MP})
    host.task(100)
    host.task(200, cpu=1)
    bound(host, 100, "a", 8)
    bound(host, 200, "b", 4)
    host.ok("create_file", file="f", nr_pages=2)
    host.area(100, "m", 2, kind="file_shared", file="f")
    host.ok("touch", pid=100, area="m", access="read")
    pages = [{"area": "m", "count": 2}]
    host.ok("move_pages", pid=100, pages=pages, nodes=[2], flags=["MPOL_MF_MOVE"])
    host.ok("node_private_clear_ops", nid=2, ops=OPS_MP["name"])
    before = host.hash()
    answer = host.do("offline_pages", **WHERE)
    assert (answer.errno, answer.reason) == ("EBUSY", "BLOCK_UNMOVABLE")
    assert sorted(kept(answer), key=str) == [
        (100, 8, "anon memory of task 100, area a, page 0"),
        (200, 4, "anon memory of task 200, area b, page 0"),
        (None, 2, "page cache of f, page 0"),
    ]
    assert [each.name for each in answer.effects if each.effect == "warning"]
    assert host.hash() == before, "a refused offline changes nothing"


def test_offline_names_the_kernel_allocation_in_the_way() -> None:
    host = std_host(ops={2: OPS_MP})
    gfp = ["GFP_KERNEL", "GFP_PRIVATE"]
    host.ok("alloc_pages", label="rings", preferred_nid=2, gfp=gfp, count=16)
    answer = host.do("offline_and_remove_private_memory", nid=2, **WHERE)
    assert answer.errno == "EBUSY"
    assert kept(answer) == [(None, 16, "kernel allocation rings")]


def test_the_frames_are_those_of_the_folios() -> None:
    host = std_host(ops={2: OPS_MP})
    host.task()
    bound(host, 100, "a", 3)
    host.ok("node_private_clear_ops", nid=2, ops=OPS_MP["name"])
    answer = host.do("offline_pages", **WHERE)
    (detail,) = [each.detail for each in answer.effects if each.effect == "pages_kept"]
    first, last = (int(word.rstrip(":"), 16) for word in detail.split(" ")[1:4:2])
    assert last - first + 1 == 3
    assert hot_start(2) >> 12 <= first <= last < (hot_start(2) + BLOCK_BYTES) >> 12


def test_a_long_list_ends_with_a_count() -> None:
    host = std_host(ops={2: OPS_MP})
    host.task()
    pairs = BLOCKING_RUNS_MAX + 6
    for number in range(pairs):
        bound(host, 100, f"a{number}", 1)
        host.ok(
            "alloc_pages", label=f"gap{number}", preferred_nid=2, gfp=["GFP_KERNEL", "GFP_PRIVATE"]
        )
    for number in range(pairs):
        host.ok("free_pages", label=f"gap{number}")
    host.ok("node_private_clear_ops", nid=2, ops=OPS_MP["name"])
    found = kept(host.do("offline_pages", **WHERE))
    assert len(found) == BLOCKING_RUNS_MAX + 1
    assert found[-1] == (None, 6, "and 6 more runs of frames")
