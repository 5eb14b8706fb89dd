"""Kernel logs: the fallback lines, and what stands around them."""

from __future__ import annotations

from typing import Any

import pytest

from service.fabric.imports import kernel_log

GOOD = """\
[    0.000000] Linux version 7.3.4+deb13-amd64 (gcc) #1 SMP
[    0.000000] ACPI: SRAT: Node 0 PXM 4 [mem 0x00100000-0x1fffffff]
[    0.000000]   node   0: [mem 0x0000000000001000-0x000000000009efff]
[    0.000000] Fallback order for Node 0: 0 2
[    0.000000] Fallback order for Node 1: 2 0
[    0.000000] Fallback order for Node 2: 2 0
[    0.000000] Policy zone: DMA32
[    0.762283] x86/mm: Memory block size: 2048MB
[    2.051773] Demotion targets for Node 0: preferred: 1-2, fallback: 1-2
[    2.051827] Demotion targets for Node 2: null
"""


def test_recorded_logs(real: Any) -> None:
    log = kernel_log.parse(real("abcd/kernel-log.txt").text, "dmesg")
    assert {nid: order.order for nid, order in log.fallback.items()} == {
        0: (0, 2, 1, 3),
        1: (1, 3, 0, 2),
        2: (2, 0, 3, 1),
        3: (3, 1, 0, 2),
    }
    assert (log.version, log.memory_block_size, log.policy_zone) == ((7, 3), 128 << 20, "Normal")
    assert [(r.nid, r.start) for r in log.early_ranges][2:] == [
        (0, 0x100000000),
        (1, 0x118000000),
        (2, 0x128000000),
        (3, 0x130000000),
    ]
    assert [r.pxm for r in log.srat] == [0, 0, 0, 1, 2, 3]
    assert log.demotion == {0: (), 1: (), 2: (), 3: ()}
    assert not log.rebuilt


def test_optional_lines() -> None:
    log = kernel_log.parse(GOOD, "dmesg")
    assert log.demotion == {0: (1, 2), 2: ()}
    assert log.memory_block_size == 2 << 30
    assert log.srat[0].pxm == 4
    assert log.fallback[1].order == (2, 0)


@pytest.mark.parametrize(
    "prefix", ["", "[Mon Nov 23 07:50:12 2026] ", "Nov 23 07:50:12 host kernel: ", "<6>[    0.1] "]
)
def test_fallback_lines_with_any_prefix(prefix: str) -> None:
    text = f"{prefix}Fallback order for Node 0: 0 1 \r\n{prefix}Fallback order for Node 1: 1 0 \r\n"
    log = kernel_log.parse(text, "dmesg")
    assert {nid: order.order for nid, order in log.fallback.items()} == {0: (0, 1), 1: (1, 0)}
    assert log.version is None


def test_private_form_and_later_rebuild() -> None:
    boot = "Fallback order for Node 0: 0 1\nFallback order for Node 1: 1 0\n"
    online = boot + "Fallback order for Node 2 (private): 2 0 1\n"
    log = kernel_log.parse(boot + online, "dmesg")
    assert log.rebuilt
    assert log.fallback[2].private
    assert log.fallback[2].order == (2, 0, 1)
    assert log.fallback[2].line == 5


def test_memoryless_node_heads_its_own_list_on_old_kernels() -> None:
    text = "Fallback order for Node 0: 0\nFallback order for Node 1: 1 0\n"
    assert kernel_log.parse(text, "dmesg").fallback[1].order == (1, 0)


def test_the_last_boot_counts() -> None:
    first = "Linux version 6.12.107\nFallback order for Node 0: 0\n"
    log = kernel_log.parse(first + GOOD, "dmesg")
    assert log.version == (7, 3)
    assert not log.rebuilt


@pytest.mark.parametrize(
    ("old", "new", "reason", "line", "field"),
    [
        ("Fallback", "Fallforward", "MALFORMED", 10, "Fallback order"),
        ("Node 0: 0 2", "Node 0:", "MALFORMED", 4, "Fallback order for Node 0"),
        ("Node 0: 0 2", "Node 0: 0 x", "MALFORMED", 4, "Fallback order for Node 0"),
        ("Node 0: 0 2", "Node 0: 0 1024", "MALFORMED", 4, "Fallback order for Node 0"),
        ("Node 0: 0 2", "Node 0: 0 0 2", "INCONSISTENT", 4, "Fallback order for Node 0"),
        ("Node 0: 0 2", "Node 0: 2 0", "INCONSISTENT", 4, "Fallback order for Node 0"),
        ("Node 2: 2 0", "Node 2: 2", "INCONSISTENT", 6, "Fallback order for Node 2"),
        ("Node 0: 0 2", "Node 0: 0 2 3", "INCONSISTENT", 5, "Fallback order for Node 1"),
        ("Node 2: 2 0", "Node 4: 2 0", "INCONSISTENT", 6, "Fallback order for Node 2"),
        ("Node 2: 2 0", "Node 2 (private): 2 0", "INCONSISTENT", 6, "Fallback order for Node 2"),
        ("size: 2048MB", "size: 2047MB", "INCONSISTENT", 8, "Memory block size"),
        ("0x00100000-", "0x30000000-", "INCONSISTENT", 2, "node 0 mem"),
    ],
)
def test_refusals_name_line_and_field(
    refusal: Any, old: str, new: str, reason: str, line: int, field: str
) -> None:
    times = 3 if old == "Fallback" else 1
    facts = refusal(lambda: kernel_log.parse(GOOD.replace(old, new, times), "dmesg"))
    assert (facts["reason"], facts["line"], facts["field"]) == (f"IMPORT_{reason}", line, field)
