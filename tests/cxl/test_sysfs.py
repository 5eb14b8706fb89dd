"""Writes by attribute name: numbers, truth values, names, attributes that are not shown.

Source: Linux 7.3 lib/kstrtox.c, drivers/cxl/core/port.c; answers of a shell recorded.
"""

from __future__ import annotations

import pytest

from service.cxl import memdev, sysfs
from service.cxl.state import Config
from service.reasons import Errno, KernelError
from tests.cxl.machines import M256, assert_refused, host, parametrize, sized, tree

ONE = tree(1, 2)


@parametrize(
    ("text", "value"),
    [
        ("0", 0),
        ("1", 1),
        ("256\n", 256),
        ("0x100", 256),
        ("0X1f", 31),
        ("010", 8),
        ("+5", 5),
        ("18446744073709551615", (1 << 64) - 1),
    ],
)
def test_numbers_are_read_as_the_kernel_reads_them(text: str, value: int) -> None:
    assert sysfs.number(text) == value


@parametrize("text", ["", "\n", "x", "1x", "-1", "1 2", " 1", "0x", "08", "1.0", "1_000", "٣"])
def test_other_texts_are_einval(text: str) -> None:
    with pytest.raises(KernelError) as caught:
        sysfs.number(text)
    assert caught.value.row.errno is Errno.EINVAL


def test_numbers_beyond_the_type_are_erange() -> None:
    with pytest.raises(KernelError) as caught:
        sysfs.number("18446744073709551616")
    assert caught.value.row.errno is Errno.ERANGE


@parametrize(("text", "value"), [("1", True), ("y", True), ("on\n", True), ("0", False)])
def test_truth_values(text: str, *, value: bool) -> None:
    assert sysfs.boolean(text) is value


@parametrize("text", ["", "2", "o", "maybe"])
def test_other_truth_values_are_einval(text: str) -> None:
    state, number = sized(host(ONE), 1)
    assert_refused(
        state,
        lambda at: sysfs.write(at, f"region{number}/commit", text),
        Errno.EINVAL,
        "CXL_BOOL_MALFORMED",
    )


def test_a_region_is_made_by_writes_alone() -> None:
    state = host(ONE)
    first = ONE.memdevs[0].decoder_name(0)
    for path, text in (
        (f"{first}/mode", "ram\n"),
        (f"{first}/dpa_size", hex(M256)),
        ("decoder0.0/create_ram_region", "region0\n"),
        ("region0/interleave_granularity", "0x100"),
        ("region0/interleave_ways", "1"),
        ("region0/size", str(M256)),
        ("region0/target0", first),
        ("region0/commit", "1"),
    ):
        state = sysfs.write(state, path, text)
    assert state.region(0).state is Config.COMMIT
    for path, text in (
        ("region0/commit", "0"),
        ("region0/target0", "\n"),
        (f"{first}/dpa_size", "0"),
        ("decoder0.0/delete_region", "region0"),
    ):
        state = sysfs.write(state, path, text)
    assert state.regions == {}


@parametrize(
    "path",
    [
        "region0/target0",
        "region0/nothing",
        "region9/size",
        "decoder0.9/create_ram_region",
        "decoder0.0/size",
        "root0/flush",
        "decoder4.0/size",
        "region0",
        "",
    ],
)
def test_what_is_not_shown_cannot_be_opened(path: str) -> None:
    state = sysfs.write(host(ONE), "decoder0.0/create_ram_region", "region0")
    path = path.replace("decoder4.0", ONE.memdevs[0].decoder_name(0))
    assert_refused(
        state, lambda at: sysfs.write(at, path, "1"), Errno.EACCES, "CXL_ATTRIBUTE_HIDDEN"
    )


def test_decoders_of_a_disabled_memdev_are_gone() -> None:
    state = memdev.disable_memdev(host(ONE), "mem0")
    name = ONE.memdevs[0].decoder_name(0)
    assert_refused(
        state,
        lambda at: sysfs.write(at, f"{name}/mode", "ram"),
        Errno.ENODEV,
        "CXL_DECODER_UNKNOWN",
    )
