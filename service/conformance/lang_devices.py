"""cxl_sysram and the sample drivers in the case language (patches 24 to 27)."""

from __future__ import annotations

from typing import Any, Final

from service.conformance.lang_host import Handler, LangHost, Outcome, known, ret
from service.conformance.verdict import Unsupported
from service.fabric.devices.commands import SysramAnswer
from service.fabric.devices.drivers import DRIVERS
from service.fabric.devices.state import Resource


def _devm_cxl_add_sysram(host: LangHost, op: dict[str, Any]) -> Outcome:
    online_type = None if op["online_type"] == -1 else op["online_type"]
    answer = host.do(
        "devm_cxl_add_sysram",
        region=op["region"],
        private=op["private"],
        online_type=online_type,
    )
    return Outcome(ret(answer))


def _hotplug(op: dict[str, Any]) -> str:
    return f"/sys/bus/cxl/devices/sysram_{op['region']}/hotplug"


def _hotplug_store(host: LangHost, op: dict[str, Any]) -> Outcome:
    known(op, "region", "value")
    return Outcome(ret(host.do("kernfs_write", path=_hotplug(op), value=op["value"])))


def _hotplug_show(host: LangHost, op: dict[str, Any]) -> Outcome:
    return Outcome(ret(host.do("kernfs_read", path=_hotplug(op))))


def _offline_and_remove(host: LangHost, op: dict[str, Any]) -> Outcome:
    known(op, "region", "signal_after")
    signal = op.get("signal_after")
    answer = host.do("cxl_sysram_offline_and_remove", region=op["region"], signal_after=signal)
    return Outcome(ret(answer))


def _find_sysram(host: LangHost, op: dict[str, Any]) -> Outcome:
    answer = host.do("cxl_region_find_sysram", region=op["region"])
    assert isinstance(answer, SysramAnswer), "the shape of the command"
    return Outcome("NULL" if answer.device is None else answer.device)


def _destroy_region(host: LangHost, op: dict[str, Any]) -> Outcome:
    known(op, "region", "signal_after")
    signal = op.get("signal_after")
    return Outcome(ret(host.do("cxl_destroy_region", region=op["region"], signal_after=signal)))


def _request_mem_region(host: LangHost, op: dict[str, Any]) -> Outcome:
    """Another driver claims a range."""
    block = host.state.block_size
    start = op["start_block"] * block
    claimed = Resource(start, start + op["blocks"] * block, op["name"])
    with host.hook() as ctx:
        ctx.undo.set(host.entry.devices.resources, start, claimed)
    return Outcome()


def _pci_bind(host: LangHost, op: dict[str, Any]) -> Outcome:
    return Outcome(ret(host.do("pci_bind", driver=op["driver"], pdev=op["pdev"])))


def _pci_unbind(host: LangHost, op: dict[str, Any]) -> Outcome:
    answer = host.do(
        "pci_unbind", driver=op["driver"], pdev=op["pdev"], signal_after=op.get("signal_after")
    )
    return Outcome(ret(answer))


def _probe(driver: str) -> Handler:
    def probe(host: LangHost, op: dict[str, Any]) -> Outcome:
        known(op, "pdev", "params")
        if driver not in DRIVERS:
            raise Unsupported(f"driver {driver}")
        with host.hook() as ctx:
            for name, value in op.get("params", {}).items():
                ctx.undo.set(host.entry.devices.params, f"{driver}.{name}", value)
        return _pci_bind(host, {**op, "driver": driver})

    return probe


def _remove(driver: str) -> Handler:
    def remove(host: LangHost, op: dict[str, Any]) -> Outcome:
        known(op, "pdev", "signal_after")
        return _pci_unbind(host, {**op, "driver": driver})

    return remove


def _irq(host: LangHost, op: dict[str, Any]) -> Outcome:
    return Outcome(ret(host.do("irq", pdev=op["pdev"], vector=op["vector"])))


def _module_param_write(host: LangHost, op: dict[str, Any]) -> Outcome:
    path = f"/sys/module/{op['module']}/parameters/{op['name']}"
    answer = host.do("kernfs_write", path=path, value=str(op["value"]))
    return Outcome(answer.errno if answer.ret < 0 else 0)


DEVICE_OPS: Final[dict[str, Handler]] = {
    "devm_cxl_add_sysram": _devm_cxl_add_sysram,
    "hotplug_store": _hotplug_store,
    "hotplug_show": _hotplug_show,
    "cxl_sysram_offline_and_remove": _offline_and_remove,
    "cxl_region_find_sysram": _find_sysram,
    "cxl_destroy_region": _destroy_region,
    "request_mem_region": _request_mem_region,
    "pci_bind": _pci_bind,
    "pci_unbind": _pci_unbind,
    "cxl_mempolicy_probe": _probe("cxl_mempolicy"),
    "cxl_mempolicy_remove": _remove("cxl_mempolicy"),
    "cxl_compression_probe": _probe("cxl_compression"),
    "cxl_compression_remove": _remove("cxl_compression"),
    "irq": _irq,
    "module_param_write": _module_param_write,
}
