"""Rows of compressed RAM: mm/cram of patch 23, its driver's flush buffers, the later cram."""

from __future__ import annotations

from typing import Any, Final

from service.api.row import NODE, Row, call

_LATER: Final = "mm/cram.c of the author's branch after v4"
_RANGES: Final = [{"start": "0x280000000", "size": 2147483648}]


def _row(op: str, summary: str, source: str, /, **example: Any) -> Row:
    return call(f"{NODE}:{op}", op, "nodes", "drivers", summary, source, **example)


CRAM_CALLS: Final[tuple[Row, ...]] = (
    _row(
        "cram_register_private_node",
        "A driver makes a private node compressed RAM",
        "patch 23, cram_register_private_node",
        owner="cxl_compression",
        flush_cb={"name": "cxl_compression_flush_cb", "answer": "buffer", "buf_max": 31},
    ),
    _row(
        "cram_unregister_private_node",
        "A driver gives a node of cram up",
        "patch 23, cram_unregister_private_node",
    ),
    _row("cram_unpurge", "Clear the purged flag of a node of cram", "patch 23, cram_unpurge"),
    _row(
        "cram_set_pressure",
        "Report how full the device is",
        "patch 23, cram_set_pressure",
        pressure=250,
    ),
    _row("cram_clear_pressure", "Report that the device has room", "patch 23, cram_clear_pressure"),
    _row(
        "cram_flush_take",
        "Begin a flush round: take the deferred folios",
        "patch 27, cxl_flush_kthread_fn",
    ),
    _row(
        "cram_flush_put",
        "End a flush round: put the taken folios",
        "patch 27, cxl_flush_send_buf",
        zeroed="device",
    ),
    _row(
        "cram_register",
        "Donate ranges to the later cram",
        _LATER,
        owner="cram0",
        ranges=_RANGES,
        zratio=3000,
        trim=[{"ret": "0"}],
    ),
    _row("cram_unregister", "Take ranges back from the later cram", _LATER, ranges=_RANGES),
    _row(
        "cram_set_compression_ratio",
        "Report the ratio that the device achieves",
        _LATER,
        ratio=2000,
    ),
    _row("cram_allow_allocation", "Open or close a node of cram", _LATER, allow=False),
    _row(
        "cram_report_hot_pages",
        "Nominate hot pages for promotion",
        _LATER,
        pfns=[{"pfn": "0x280000", "nr_pages": 4}],
    ),
    _row(
        "node_private_register_caps",
        "A driver claims a node by capabilities",
        "node_private_register of the author's branch after v4",
        owner="cram0",
        caps=["RECLAIM", "TIERING"],
    ),
)
