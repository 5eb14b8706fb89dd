"""Rows of devices of a host: sysram regions, PCI drivers, what drivers ask of the CXL core."""

from __future__ import annotations

from typing import Any, Final

from service.api.row import HOST, NODE, Row, call

_REGION: Final = HOST + "/regions/{region}"
_PCI: Final = HOST + "/pci_devices"
_SYSRAM: Final = "drivers/cxl/core/sysram_region.c (patch 24)"
_CORE: Final = "drivers/cxl/core, as patches 24 to 27 call it"
_COMPRESSION: Final = "patch 27, cxl_compression"
_PDEV: Final = "0000:35:00.0"


def _device(path: str, op: str, summary: str, source: str, **example: Any) -> Row:
    return call(f"{path}:{op}", op, "devices", "drivers", summary, source, **example)


def _pci(op: str, summary: str, source: str, **example: Any) -> Row:
    return _device(_PCI, op, summary, source, pdev=_PDEV, **example)


DEVICE_CALLS: Final[tuple[Row, ...]] = (
    _device(
        _REGION,
        "devm_cxl_add_sysram",
        "Give a region a sysram device and plug it",
        _SYSRAM,
        private=True,
        online_type="online_movable",
    ),
    _device(
        _REGION,
        "cxl_sysram_offline_and_remove",
        "Offline and remove the memory of a sysram device",
        _SYSRAM,
    ),
    _device(_REGION, "cxl_region_find_sysram", "Find the sysram device of a region", _SYSRAM),
    _device(_REGION, "cxl_destroy_region", "Destroy a region with its devices", _CORE),
    _device(_REGION, "device_release_driver", "Detach the driver of a region", "drivers/base/dd.c"),
    _device(_REGION, "device_attach", "Attach the region driver again", "drivers/base/dd.c"),
    _pci("pci_device_add", "Put a PCI function into a host", "drivers/pci/probe.c", memdev="mem0"),
    _pci("pci_bind", "Bind a driver", "drivers/base/bus.c, bind_store", driver="cxl_mempolicy"),
    _pci("pci_unbind", "Unbind a driver", "drivers/base/bus.c, unbind_store", driver="cxl_pci"),
    _pci("irq", "Raise an interrupt vector", "kernel/irq/handle.c", vector=12),
    _pci("cxl_dev_state", "Read what a device is", _CORE),
    _pci("cxl_get_committed_regions", "List committed regions of a device", _CORE),
    _pci("cxl_get_hpa_freespace", "Find the root decoder with most room", _CORE),
    _pci("cxl_request_dpa", "Allocate DPA of a device", _CORE, size=268435456),
    _pci("cxl_dpa_free", "Give DPA back", _CORE, decoder="decoder2.0"),
    _pci(
        "cxl_create_region",
        "Make a 1-way RAM region",
        _CORE,
        root="decoder0.0",
        decoder="decoder2.0",
    ),
    _pci("request_irq", "Install an interrupt handler", "kernel/irq/manage.c", vector=12, nid=2),
    _pci(
        "media_operation",
        "Send media operations (4402h)",
        "CXL 3.2, 8.2.10.9.5.3",
        ranges=[{"start": 0, "length": 4096}],
    ),
    _pci(
        "kthread_run",
        "Start the flush thread of a region",
        _COMPRESSION,
        region="region0",
        nid=2,
        size=268435456,
        buf_max=31,
        media_operations=True,
    ),
    _pci("kthread_stop", "Stop the flush thread of a region", _COMPRESSION, region="region0"),
    _device(_PCI, "msleep", "Let a driver wait", "kernel/time/sleep_timeout.c", ms=1000),
    _device(NODE, "cxl_flush_kthread_fn", "Run a round of the flush thread", _COMPRESSION),
    _device(NODE, "cxl_flush_overflow_work", "Run the overflow work", _COMPRESSION, cpu=0),
)
