"""cxl_sysram and the sample drivers in the case language (patches 24 to 27)."""

from __future__ import annotations

from typing import Any, Final

from service.conformance.lang_host import Handler, LangHost, Outcome, known, ret
from service.conformance.verdict import Unsupported
from service.fabric.devices import kmem
from service.fabric.devices.commands import SysramAnswer
from service.fabric.devices.drivers import post_teardown
from service.fabric.devices.handlers import ACTIONS, HANDLERS
from service.fabric.devices.machine import Machine
from service.fabric.devices.state import Resource
from service.mm.flush import last_put
from service.mm.partition import FREE
from service.mm.state import Zone
from service.mm.zones import PAGE_SHIFT

#: answers of cram_flush_cb_t
_FLUSH_CODES: Final = {"resolved": 0, "deferred": 1, "buffer_full": 2}


def _dax_state(host: LangHost, op: dict[str, Any]) -> Outcome:
    """A write to the `state` of the dax device of the topology."""
    known(op, "value")
    if host.entry.cxl is None:
        raise Unsupported("dax_state without a dax device")
    path = "/sys/bus/dax/devices/dax0.0/state"
    answer = host.do("kernfs_write", path=path, value=op["value"])
    return Outcome(answer.errno if answer.ret < 0 else 0)


def setup_dax(host: LangHost, state: str) -> None:
    """The dax device as the topology has it, `unplugged` or plugged by probing."""
    if state in {kmem.UNPLUGGED, "devdax"}:
        return
    assert host.entry.cxl is not None, "the fixture has the region"
    with host.hook() as ctx:
        machine = Machine(ctx, host.entry, HANDLERS, ACTIONS)
        kmem.plug(machine, host.entry.cxl.region(0), state)


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


def _flush_cb(host: LangHost, op: dict[str, Any]) -> Outcome:
    """The last put of a folio of the region on a CPU; one that is free is allocated first."""
    known(op, "nid", "idx", "order", "cpu")
    base = min(each.start for each in host.entry.devices.sysrams.values() if each.nid == op["nid"])
    pfn = (base >> PAGE_SHIFT) + op["idx"]
    zone = next(each for each in host.state.nodes[op["nid"]].zones if _holds(each, pfn))
    with host.hook() as ctx:
        ctx.cpu = op["cpu"]
        if _is_free(zone, pfn):
            zone.partition.take_range(ctx.undo, pfn, 1 << op["order"], ctx.new_id(), 0)
        word = last_put(ctx, zone.key, pfn, op["order"])
    return Outcome(_FLUSH_CODES[word])


def _holds(zone: Zone, pfn: int) -> bool:
    return bool(zone.present) and zone.start_pfn <= pfn < zone.start_pfn + zone.spanned


def _is_free(zone: Zone, pfn: int) -> bool:
    found = zone.partition.find(pfn)
    return found is not None and found[2] == FREE


def _kthread(host: LangHost, op: dict[str, Any]) -> Outcome:
    known(op, "nid")
    return Outcome(ret(host.do("cxl_flush_kthread_fn", nid=op["nid"])))


def _overflow_work(host: LangHost, op: dict[str, Any]) -> Outcome:
    known(op, "nid", "cpu")
    return Outcome(ret(host.do("cxl_flush_overflow_work", nid=op["nid"], cpu=op["cpu"])))


def _post_teardown(host: LangHost, op: dict[str, Any]) -> Outcome:
    """The devm action of a region, called by itself."""
    with host.hook() as ctx:
        post_teardown(Machine(ctx, host.entry, HANDLERS, ACTIONS), op["region"])
    return Outcome()


DEVICE_OPS: Final[dict[str, Handler]] = {
    "dax_state": _dax_state,
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
    "cxl_compression_flush_cb": _flush_cb,
    "cxl_flush_kthread_fn": _kthread,
    "cxl_flush_overflow_work": _overflow_work,
    "cxl_compression_post_teardown": _post_teardown,
    "module_param_write": _module_param_write,
}
