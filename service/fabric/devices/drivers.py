"""Binding PCI drivers: the programs of the sample drivers run here, inside one step.

Refused bindings leave what the kernel's driver would leave: a probe that fails half way is no
transaction (patches 26 and 27 do not roll back a region that they made).
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Final

import msgspec

from service.fabric.devices import cxl_mempolicy
from service.fabric.devices.commands import Irq, PciBind, PciDeviceAdd, PciUnbind
from service.fabric.devices.cxl_core import pdev_of
from service.fabric.devices.machine import Machine
from service.fabric.devices.state import DriverContext, PciDevice
from service.mm.commands import Answer
from service.reasons import KERNEL_REASONS, Errno, KernelError, Refused

RULE: Final = "pci.bind"
#: PCI id that the sample drivers match
SAMPLE_ID: Final = "8086:0d93"


def pci_device_add(machine: Machine, command: PciDeviceAdd) -> Answer:
    """pci_device_add. Refuses: ALREADY_EXISTS, UNKNOWN_OBJECT (the memdev)."""
    devices = machine.devices
    if command.pdev in devices.pdevs:
        raise Refused("ALREADY_EXISTS", kind="PCI function", name=command.pdev)
    if command.memdev not in machine.cxl.topology.memdev_of:
        raise Refused("UNKNOWN_OBJECT", kind="memdev", name=command.memdev)
    fields = {name: getattr(command, name) for name in PciDevice.__struct_fields__[:-1]}
    machine.ctx.undo.set(devices.pdevs, command.pdev, PciDevice(**fields))
    machine.ctx.decide(RULE, text=f"{command.pdev} is the function of {command.memdev}")
    return machine.ctx.answer(Answer)


def mempolicy_options(machine: Machine) -> cxl_mempolicy.Options:
    """What this kernel's driver does where text and code of patch 26 differ."""
    machine.ctx.used("drivers.shared_node", "drivers.remove")
    knobs = machine.ctx.knobs
    return cxl_mempolicy.Options(
        refuses_shared_node=knobs.drivers_shared_node == "refused",
        offline_first=knobs.drivers_remove == "offline_first",
    )


def _probe_mempolicy(machine: Machine, pdev: str) -> tuple[int, DriverContext]:
    probed = machine.run(cxl_mempolicy.probe(pdev, mempolicy_options(machine)))
    return probed.ret, probed.context


def _remove_mempolicy(machine: Machine, pdev: str, signal_after: int | None) -> None:
    context = machine.devices.contexts[pdev]
    machine.ctx.undo.delete(machine.devices.contexts, pdev)
    options = mempolicy_options(machine)
    if not machine.run(cxl_mempolicy.remove(pdev, context, options, signal_after)):
        machine.warn("WARN_ON node_private_clear_ops")


Probe = Callable[[Machine, str], tuple[int, DriverContext]]
Remove = Callable[[Machine, str, "int | None"], None]


class Driver(msgspec.Struct, frozen=True):
    """A driver whose programs run in the engine."""

    probe: Probe
    remove: Remove


#: sample drivers; cxl_pci has nothing to do here, any other driver is a process of its own
DRIVERS: Final[dict[str, Driver]] = {
    cxl_mempolicy.DRIVER: Driver(_probe_mempolicy, _remove_mempolicy),
}


def pci_bind(machine: Machine, command: PciBind) -> Answer:
    """A write to the driver's `bind`.

    Refuses: PCI_ID_UNMATCHED (ENODEV), PCI_DRIVER_BOUND (EBUSY), what the driver's probe returns.
    """
    found = pdev_of(machine, command.pdev)
    driver = DRIVERS.get(command.driver)
    if driver is not None and found.id != SAMPLE_ID:
        raise KernelError("PCI_ID_UNMATCHED", rule=RULE, pdev=found.pdev, driver=command.driver)
    if found.driver:
        raise KernelError("PCI_DRIVER_BOUND", rule=RULE, pdev=found.pdev, driver=found.driver)
    ctx = machine.ctx
    ret, context = driver.probe(machine, found.pdev) if driver is not None else (0, None)
    if ret < 0:
        name = Errno(-ret).name
        reason = f"PROBE_FAILED_{name}"
        assert reason in KERNEL_REASONS, f"a probe ends with {name}"
        text = ctx.decided_by().sentence
        error = KernelError(reason, rule=RULE, pdev=found.pdev, driver=command.driver, why=text)
        return ctx.refusal(Answer, error)
    if context is not None:
        ctx.undo.set(machine.devices.contexts, found.pdev, context)
    bound = msgspec.structs.replace(found, driver=command.driver)
    ctx.undo.set(machine.devices.pdevs, found.pdev, bound)
    where = f" with node {context.nid}" if context is not None and context.nid >= 0 else ""
    ctx.decide(RULE, text=f"{command.driver} is bound to {found.pdev}{where}")
    return ctx.answer(Answer)


def pci_unbind(machine: Machine, command: PciUnbind) -> Answer:
    """A write to the driver's `unbind`. Refuses: PCI_DRIVER_NOT_BOUND (ENODEV)."""
    found = pdev_of(machine, command.pdev)
    if found.driver != command.driver:
        raise KernelError("PCI_DRIVER_NOT_BOUND", rule=RULE, pdev=found.pdev, driver=command.driver)
    driver = DRIVERS.get(command.driver)
    if driver is not None:
        driver.remove(machine, found.pdev, command.signal_after)
    _free_irqs(machine, found.pdev)
    bound = msgspec.structs.replace(found, driver="")
    machine.ctx.undo.set(machine.devices.pdevs, found.pdev, bound)
    machine.ctx.decide(RULE, text=f"{command.driver} let {found.pdev} go")
    return machine.ctx.answer(Answer)


def _free_irqs(machine: Machine, pdev: str) -> None:
    """Interrupts are device-managed: they go with the driver."""
    for key in sorted(machine.devices.irqs):
        if key[0] == pdev:
            machine.ctx.undo.delete(machine.devices.irqs, key)


def irq(machine: Machine, command: Irq) -> Answer:
    """An interrupt of a device: its handler runs; a vector without handler does nothing."""
    pdev_of(machine, command.pdev)
    nid = machine.devices.irqs.get((command.pdev, command.vector))
    what = "has no handler" if nid is None else f"is handled for node {nid}"
    machine.ctx.decide(RULE, text=f"vector {command.vector} of {command.pdev} {what}")
    return machine.ctx.answer(Answer)
