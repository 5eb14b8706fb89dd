"""The commands on devices of a host, and the functions that answer them."""

from __future__ import annotations

from typing import Final

from service.fabric.devices import cxl_compression, cxl_core, drivers, sysram
from service.fabric.devices.machine import Action, Handler

#: operation -> handler
HANDLERS: Final[dict[str, Handler]] = {
    "devm_cxl_add_sysram": sysram.devm_cxl_add_sysram,
    "cxl_sysram_offline_and_remove": sysram.cxl_sysram_offline_and_remove,
    "cxl_region_find_sysram": sysram.cxl_region_find_sysram,
    "cxl_destroy_region": cxl_core.cxl_destroy_region,
    "pci_device_add": drivers.pci_device_add,
    "pci_bind": drivers.pci_bind,
    "pci_unbind": drivers.pci_unbind,
    "irq": drivers.irq,
    "cxl_dev_state": cxl_core.cxl_dev_state,
    "cxl_get_committed_regions": cxl_core.cxl_get_committed_regions,
    "device_release_driver": cxl_core.device_release_driver,
    "device_attach": cxl_core.device_attach,
    "cxl_get_hpa_freespace": cxl_core.cxl_get_hpa_freespace,
    "cxl_request_dpa": cxl_core.cxl_request_dpa,
    "cxl_dpa_free": cxl_core.cxl_dpa_free,
    "cxl_create_region": cxl_core.cxl_create_region,
    "request_irq": cxl_core.request_irq,
    "media_operation": cxl_core.media_operation,
    "kthread_run": drivers.kthread_run,
    "kthread_stop": drivers.kthread_stop,
    "msleep": drivers.msleep,
    "cxl_flush_kthread_fn": drivers.cxl_flush_kthread_fn,
    "cxl_flush_overflow_work": drivers.cxl_flush_overflow_work,
}

#: devm action of a region -> what it does when the region goes
ACTIONS: Final[dict[str, Action]] = {
    sysram.UNREGISTER: sysram.sysram_unregister,
    cxl_compression.PRE_TEARDOWN: drivers.pre_teardown,
    cxl_compression.POST_TEARDOWN: drivers.post_teardown,
}
