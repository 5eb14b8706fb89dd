"""Rows of fault points, of sysram devices and of the drivers of CXL devices (patches 24 to 27)."""

from __future__ import annotations

from typing import Final

from service.reasons.row import Errno, Reason, kernel

_E = Errno

DEVICE_REASONS: Final[dict[str, Reason]] = {
    **{
        f"FAULT_INJECTED_{errno.name}": kernel(errno, "{site} was told to fail so")
        for errno in (
            _E.EAGAIN,
            _E.EBUSY,
            _E.EEXIST,
            _E.EINTR,
            _E.EINVAL,
            _E.EIO,
            _E.ENODEV,
            _E.ENOMEM,
            _E.ENOSPC,
            _E.ENXIO,
        )
    },
    # cxl_sysram and the drivers of CXL devices
    "CXL_REGION_NOT_BUILT": kernel(_E.ENXIO, "the kernel is built without CXL_REGION"),
    "SYSRAM_NO_BLOCK": kernel(
        _E.ENOSPC, "{region}: no whole memory block of {block} bytes in {start}+{size}"
    ),
    "SYSRAM_NO_NODE": kernel(_E.EINVAL, "{region}: no NUMA node is known for {start}"),
    "SYSRAM_NONE": kernel(_E.ENODEV, "{region} has no sysram device"),
    "SYSRAM_EXISTS": kernel(_E.EEXIST, "{device} exists already"),
    "SYSRAM_PLUGGED": kernel(_E.EBUSY, "{device} is plugged already"),
    "SYSRAM_WORD": kernel(
        _E.EINVAL, "{device}/hotplug takes offline, online, online_kernel, online_movable"
    ),
    "RESOURCE_BUSY": kernel(_E.EBUSY, "{start}+{size} is claimed by {holder}"),
    "OFFLINE_INTERRUPTED": kernel(_E.EINTR, "{device}: a signal ended the offline loop"),
    "CXL_NO_MEMDEV": kernel(_E.ENODEV, "{pdev} has no memdev {memdev}"),
    "CXL_NO_HPA_WINDOW": kernel(_E.ENXIO, "no window above {pdev} has room for RAM"),
    "IRQ_NO_VECTOR": kernel(_E.EINVAL, "{pdev} has no interrupt vector {vector}"),
    "IRQ_BUSY": kernel(_E.EBUSY, "vector {vector} of {pdev} has a handler, and is not shared"),
    "MBOX_UNSUPPORTED": kernel(_E.ENXIO, "{pdev} does not support opcode {opcode}"),
    "MBOX_PAYLOAD": kernel(_E.ENXIO, "{size} bytes exceed the payload of {pdev} ({max})"),
    "KTHREAD_EXISTS": kernel(_E.EEXIST, "{region} has a flush thread already"),
    "PCI_ID_UNMATCHED": kernel(_E.ENODEV, "{driver} does not match {pdev}"),
    "PCI_DRIVER_BOUND": kernel(_E.EBUSY, "{driver} is bound to {pdev}"),
    "PCI_NO_FUNCTION": kernel(_E.ENODEV, "no PCI function {pdev}"),
    "FILE_WRITE_ONLY": kernel(_E.EACCES, "{path} cannot be read"),
    "MODULE_PARAM_MALFORMED": kernel(_E.EINVAL, "{name} is an unsigned int, not {value!r}"),
    "PCI_DRIVER_NOT_BOUND": kernel(_E.ENODEV, "{driver} is not bound to {pdev}"),
    **{
        f"PROBE_FAILED_{errno.name}": kernel(errno, "{driver} does not bind to {pdev}: {why}")
        for errno in (
            _E.EINTR,
            _E.EIO,
            _E.ENXIO,
            _E.EAGAIN,
            _E.ENOMEM,
            _E.EBUSY,
            _E.EEXIST,
            _E.ENODEV,
            _E.EINVAL,
            _E.ENOSPC,
            _E.ERANGE,
            _E.EPERM,
        )
    },
}
