"""Sizes up to 2**64 - 1 survive JSON in every command, and the kernel answers them.

Source: mm/mempolicy.c (do_mbind), mm/madvise.c (is_valid_madvise), mm/mmap.c, mm/mlock.c.
"""

from __future__ import annotations

import json
from typing import Any

import pytest

from service.bounded import U64_MAX
from service.fabric.commands import ALL_COMMANDS
from service.mm.commands import Command
from tests.fabric.lab import Lab, topology

TOP = hex(U64_MAX)


def _wide_fields() -> list[tuple[str, str]]:
    return [
        (op, name)
        for op, command in sorted(ALL_COMMANDS.items())
        for name, schema in command.model_json_schema().get("properties", {}).items()
        if "maximum" in json.dumps(schema) and str(U64_MAX) in json.dumps(schema)
        if schema.get("type") != "array" and "$ref" not in json.dumps(schema)
    ]


def _minimal(op: str) -> dict[str, Any]:
    """Arguments of the commands of memory that have a size."""
    where = {"start": "0x0", "nid": 1}
    ranges = {"pid": 1, "addr": "0x1000", "len": 4096}
    mine: dict[str, dict[str, Any]] = {
        "mbind": {**ranges, "mode": "MPOL_BIND"},
        "madvise": {**ranges, "advice": "MADV_PAGEOUT"},
        "mprotect": {**ranges, "prot": []},
        "set_mempolicy_home_node": {**ranges, "home_node": 0},
        "mremap": {**ranges, "new_len": 4096},
        "add_memory_driver_managed": where,
        "online_pages": {"start": "0x0"},
        "offline_pages": {"start": "0x0"},
    }
    return mine.get(op, ranges if "len" in ALL_COMMANDS[op].model_fields else where)


@pytest.mark.parametrize(
    ("op", "name"),
    [each for each in _wide_fields() if each[0] in {
        "mbind", "madvise", "munmap", "mlock", "munlock", "touch", "set_mempolicy_home_node",
        "mremap", "add_memory_driver_managed", "online_pages", "offline_pages", "remove_memory",
        "offline_and_remove_memory",
    }],
)  # fmt: skip
@pytest.mark.parametrize("value", [2**53 - 1, 2**53, 2**63, U64_MAX])
def test_a_size_is_an_integer_or_a_hex_string_and_comes_back(
    op: str, name: str, value: int
) -> None:
    for given in (value, hex(value)):
        fields = {**_minimal(op), name: given}
        fields = {key: each for key, each in fields.items() if key in ALL_COMMANDS[op].model_fields}
        command: Command = ALL_COMMANDS[op].model_validate_json(json.dumps(fields))
        assert getattr(command, name) == value
        text = command.model_dump_json(exclude_none=True)
        shown = json.loads(text)[name]
        assert shown == (value if value < 2**53 else hex(value)), "exact in every JSON client"
        assert ALL_COMMANDS[op].model_validate_json(text) == command


def test_every_size_of_a_command_is_wide() -> None:
    """No command has a `size` or `len` that ends below 64 bits."""
    found = {op for op, _ in _wide_fields()}
    for op, command in ALL_COMMANDS.items():
        if {"size", "len", "new_len"} & command.model_fields.keys():
            assert op in found, op


@pytest.fixture
def lab() -> Lab:
    lab = Lab()
    lab.ok("create_host", host="h", kernel_model="mainline", topology=topology())
    lab.ok("create_task", "h", pid=7)
    lab.ok("mmap", "h", pid=7, area="m", nr_pages=4)
    return lab


@pytest.mark.parametrize(
    ("op", "fields", "errno"),
    [
        # PAGE_ALIGN(ULONG_MAX) is 0: an empty range
        ("mbind", {"mode": "MPOL_BIND", "nodemask": [0], "len": TOP}, None),
        ("mbind", {"mode": "MPOL_BIND", "nodemask": [0], "len": hex(U64_MAX - 4095)}, "EINVAL"),
        ("madvise", {"advice": "MADV_PAGEOUT", "len": TOP}, "EINVAL"),
        ("munmap", {"len": TOP}, "EINVAL"),
        ("mlock", {"len": hex(U64_MAX - 4095)}, "EINVAL"),
        ("mremap", {"len": 4096, "new_len": TOP}, "EINVAL"),
    ],
)
def test_a_call_with_such_a_length_is_answered_as_the_kernel_does(
    lab: Lab, op: str, fields: dict[str, Any], errno: str | None
) -> None:
    answer = lab.do(op, "h", pid=7, addr="0x7f0000000000", **fields)
    assert answer.errno == errno


def test_a_hotplug_of_such_a_size_is_refused_and_says_it(lab: Lab) -> None:
    answer = lab.do("add_memory_driver_managed", "h", nid=1, start="0x0", size=TOP)
    assert (answer.errno, answer.reason) == ("EINVAL", "BLOCK_UNALIGNED")
