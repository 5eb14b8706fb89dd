"""Files as user space changes them: size, removal, and what their mappings see of it.

Sources: mm/truncate.c (truncate_pagecache), mm/memory.c (unmap_mapping_range), mm/filemap.c.
"""

from __future__ import annotations

import pytest

from service.mm.vm_fault import SIGBUS
from tests.mm.mmhost import Host, std_topology

PAGES = 8


@pytest.fixture
def host() -> Host:
    """Mainline, task 100, file `f` of 8 pages."""
    made = Host(std_topology(), "mainline")
    made.task()
    made.ok("create_file", file="f", nr_pages=PAGES)
    return made


def present(host: Host, pid: int = 100) -> int:
    return sum(host.area_pages(pid, "m").values())


@pytest.mark.parametrize("kind", ["file_shared", "file_private"])
@pytest.mark.parametrize("access", ["read", "write"])
@pytest.mark.parametrize("fs", ["ext4", "tmpfs"])
@pytest.mark.parametrize("pgoff", [0, 2])
def test_ftruncate_unmaps_what_lies_beyond_private_copies_too(
    host: Host, kind: str, access: str, fs: str, pgoff: int
) -> None:
    """truncate_pagecache unmaps with even_cows: a copy-on-write page goes with its file page."""
    host.ok("create_file", file="g", nr_pages=PAGES, fs=fs)
    host.area(100, "m", PAGES - pgoff, kind=kind, file="g", pgoff=pgoff)
    host.ok("touch", pid=100, area="m", access=access)
    host.ok("ftruncate", file="g", nr_pages=3)
    assert present(host) == 3 - pgoff
    beyond = host.do("touch", pid=100, area="m", first=3 - pgoff, count=1, access="read")
    assert beyond.signal == SIGBUS


def test_ftruncate_leaves_other_files_and_what_lies_before(host: Host) -> None:
    host.ok("create_file", file="other", nr_pages=PAGES)
    host.area(100, "m", PAGES, kind="file_shared", file="other")
    host.area(100, "n", 2, kind="file_shared", file="f")
    host.area(100, "a", 4)
    for area in ("m", "n", "a"):
        host.ok("touch", pid=100, area=area)
    before = host.free(0)
    host.ok("ftruncate", file="f", nr_pages=4)
    assert [sum(host.area_pages(100, each).values()) for each in ("m", "n", "a")] == [PAGES, 2, 4]
    assert host.free(0) == before


def test_a_write_beyond_the_end_makes_the_file_longer_a_read_does_not(host: Host) -> None:
    """Source: mm/filemap.c, filemap_read (i_size) and generic_perform_write."""
    assert host.ok("file_read", pid=100, file="f", first=6, count=6).nr_pages == 2
    assert host.state.inodes["f"].nr_pages == PAGES
    assert host.ok("file_write", pid=100, file="f", first=6, count=6).nr_pages == 6
    assert host.state.inodes["f"].nr_pages == 12
    assert host.ok("file_read", pid=100, file="f", first=6, count=9).nr_pages == 6


def test_unlink_takes_the_page_cache_along(host: Host) -> None:
    before = host.free(0)
    host.ok("file_read", pid=100, file="f")
    assert host.free(0) == before - PAGES
    answer = host.ok("unlink_file", file="f")
    assert [(each.nid, each.nr_pages) for each in answer.effects] == [(0, PAGES)]
    assert host.free(0) == before
    assert "f" not in host.state.inodes
    host.ok("create_file", file="f", nr_pages=1)


def test_an_empty_file_has_nothing_to_drop(host: Host) -> None:
    assert host.ok("unlink_file", file="f").effects == ()
