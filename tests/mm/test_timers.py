"""`advance`: scans of ksmd and khugepaged become due (mm/ksm.c, mm/khugepaged.c)."""

from __future__ import annotations

from typing import Final

import pytest

from tests.mm.mmhost import Host, flat, topology

MS: Final = 1_000_000
_KSM: Final = "/sys/kernel/mm/ksm"
_KHUGEPAGED: Final = "/sys/kernel/mm/transparent_hugepage/khugepaged"


def _host() -> Host:
    nodes = {nid: {"cpus": [nid], "zones": [("Normal", 8192)]} for nid in range(2)}
    host = Host(topology(nodes, flat(2)), "mainline")
    host.task(100, 0)
    return host


def _read(host: Host, path: str) -> str:
    return str(host.do("kernfs_read", path=path).text)


def _ksm(host: Host, pages: int) -> None:
    """So many equal pages that may be merged, ksmd on."""
    host.area(100, "k", pages)
    host.ok("madvise", pid=100, area="k", advice="MADV_MERGEABLE")
    host.ok("touch", pid=100, area="k", value=7)
    host.ok("kernfs_write", path=f"{_KSM}/run", value="1")


def test_ksmd_merges_when_its_full_scan_ends() -> None:
    """250 pages of 100 each 20 ms: the scan ends after 60 ms, also in small steps."""
    host = _host()
    _ksm(host, 250)
    host.ok("advance", ns=59 * MS)
    assert _read(host, f"{_KSM}/pages_sharing") == "0"
    answer = host.ok("advance", ns=MS)
    assert _read(host, f"{_KSM}/pages_sharing") == "249"
    assert "ksmd" in answer.decided_by.sentence
    assert _read(host, f"{_KSM}/full_scans") == "1"


def test_one_long_advance_is_many_short_ones() -> None:
    """The same state whichever way time passes, scans that change nothing counted too."""
    hosts = [_host(), _host()]
    for host in hosts:
        _ksm(host, 250)
    hosts[0].ok("advance", ns=1000 * MS)
    for _ in range(40):
        hosts[1].ok("advance", ns=25 * MS)
    assert hosts[0].hash() == hosts[1].hash()
    assert _read(hosts[0], f"{_KSM}/full_scans") == str(1000 // 60)


def test_a_century_costs_what_a_second_costs() -> None:
    """Scans that change nothing are counted, not made."""
    host = _host()
    _ksm(host, 100)
    host.ok("kernfs_write", path=f"{_KSM}/sleep_millisecs", value="0")
    host.ok("advance", ns=1 << 52)
    assert int(_read(host, f"{_KSM}/full_scans")) == 1 << 52


def test_khugepaged_collapses_after_its_sleep() -> None:
    """scan_sleep_millisecs is 10 s: a block of small pages becomes huge then."""
    host = _host()
    host.area(100, "h", 2048)
    host.ok("touch", pid=100, area="h", first=0, count=2048)
    host.ok("madvise", pid=100, area="h", advice="MADV_HUGEPAGE")
    host.ok("advance", ns=9_999 * MS)
    assert _read(host, f"{_KHUGEPAGED}/full_scans") == "0"
    answer = host.ok("advance", ns=MS)
    assert _read(host, f"{_KHUGEPAGED}/full_scans") == "1"
    assert "khugepaged changed" in answer.decided_by.sentence


def test_threads_without_work_sleep() -> None:
    """Nothing mergeable, ksm/run 0 or pages_to_scan 0: no scan ends, the clock moves."""
    host = _host()
    host.ok("advance", ns=10_000 * MS)
    _ksm(host, 10)
    host.ok("kernfs_write", path=f"{_KSM}/pages_to_scan", value="0")
    host.ok("advance", ns=10_000 * MS)
    assert _read(host, f"{_KSM}/full_scans") == "0"
    assert host.state.now_ns == 20_000 * MS


@pytest.mark.parametrize("value", ["-1", "4294967296", "x", ""])
@pytest.mark.parametrize("name", ["pages_to_scan", "sleep_millisecs"])
def test_timings_are_unsigned_numbers(name: str, value: str) -> None:
    """Kstrtouint."""
    host = _host()
    assert host.errno("kernfs_write", path=f"{_KSM}/{name}", value=value) == "EINVAL"


def test_khugepaged_must_look_at_something() -> None:
    """pages_to_scan_store: 0 is EINVAL."""
    path = f"{_KHUGEPAGED}/pages_to_scan"
    assert _host().errno("kernfs_write", path=path, value="0") == "EINVAL"
