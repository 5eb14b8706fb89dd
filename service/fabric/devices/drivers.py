"""Binding PCI drivers: the programs of the sample drivers run here, inside one step.

Refused bindings leave what the kernel's driver would leave: a probe that fails half way is no
transaction (patches 26 and 27 do not roll back a region that they made).
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Final

import msgspec

from service.fabric.devices import cxl_compression, cxl_mempolicy
from service.fabric.devices.commands import (
    CxlFlushKthreadFn,
    CxlFlushOverflowWork,
    Irq,
    KthreadRun,
    KthreadStop,
    Msleep,
    PciBind,
    PciDeviceAdd,
    PciUnbind,
)
from service.fabric.devices.cxl_core import pdev_of, release_region
from service.fabric.devices.machine import Machine
from service.fabric.devices.state import DriverContext, Flusher, PciDevice
from service.mm import flush
from service.mm.commands import Answer
from service.mm.fault_inject import should_fail
from service.mm.zones import PAGE_SHIFT
from service.reasons import KERNEL_REASONS, Errno, KernelError, Refused

RULE: Final = "pci.bind"
FLUSH_RULE: Final = "cxl_compression.flush"
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


def _probe_compression(machine: Machine, pdev: str) -> tuple[int, DriverContext]:
    size = machine.devices.params["cxl_compression.flush_buf_size"]
    probed = machine.run(cxl_compression.probe(pdev, size))
    for text in probed.warnings:
        machine.warn(text)
    for region, _ in probed.context.converted:
        _add_teardown(machine, region)
    return probed.ret, probed.context


def _add_teardown(machine: Machine, region: str) -> None:
    """The devm actions of a converted region. Cell drivers.teardown: in which order they run."""
    machine.ctx.used("drivers.teardown")
    post, pre = cxl_compression.POST_TEARDOWN, cxl_compression.PRE_TEARDOWN
    found = machine.devices.actions[region]
    sysram_first = machine.ctx.knobs.drivers_teardown == "sysram_first"
    ordered = (post, *found, pre) if sysram_first else (*found, post, pre)
    machine.ctx.undo.set(machine.devices.actions, region, ordered)


def pre_teardown(machine: Machine, region: str) -> None:
    """cxl_compression_pre_teardown: nothing where the region has no flush context."""
    flusher = machine.devices.flushers.get(region)
    if flusher is None:
        return
    interval = machine.devices.params["cxl_compression.flush_interval_ms"]
    program = cxl_compression.pre_teardown(flusher, interval, machine.signal_after)
    gone, failed = machine.run(program)
    _warn_failed(machine, failed)
    if not gone:
        machine.warn(f"memory offline failed after {cxl_compression.OFFLINE_ATTEMPTS} retries")


def post_teardown(machine: Machine, region: str) -> None:
    """cxl_compression_post_teardown: nothing where the region has no flush context."""
    flusher = machine.devices.flushers.get(region)
    if flusher is not None:
        _warn_failed(machine, machine.run(cxl_compression.post_teardown(flusher)))


def _warn_failed(machine: Machine, failed: int) -> None:
    for _ in range(failed):
        machine.warn("media ops zero CCI command failed")


def _remove_compression(machine: Machine, pdev: str, signal_after: int | None) -> None:
    context = machine.devices.contexts[pdev]
    machine.ctx.undo.delete(machine.devices.contexts, pdev)
    machine.run(cxl_compression.remove(pdev, context, signal_after))
    machine.ctx.used("drivers.preexisting")
    if machine.ctx.knobs.drivers_preexisting == "torn_down":
        machine.signal_after = signal_after
        for region, _ in context.converted:
            if region != context.cxlr:
                release_region(machine, region)


Probe = Callable[[Machine, str], tuple[int, DriverContext]]
Remove = Callable[[Machine, str, "int | None"], None]


class Driver(msgspec.Struct, frozen=True):
    """A driver whose programs run in the engine."""

    probe: Probe
    remove: Remove


#: sample drivers; cxl_pci has nothing to do here, any other driver is a process of its own
DRIVERS: Final[dict[str, Driver]] = {
    cxl_mempolicy.DRIVER: Driver(_probe_mempolicy, _remove_mempolicy),
    cxl_compression.DRIVER: Driver(_probe_compression, _remove_compression),
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


def function_gone(machine: Machine, pdev: str) -> None:
    """A PCI function goes while its memdev is still known: its driver's remove runs first."""
    found = machine.devices.pdevs.get(pdev)
    if found is None:
        return
    driver = DRIVERS.get(found.driver)
    if driver is not None:
        driver.remove(machine, pdev, None)
    _free_irqs(machine, pdev)
    machine.ctx.undo.delete(machine.devices.pdevs, pdev)


def irq(machine: Machine, command: Irq) -> Answer:
    """An interrupt of a device: its handler runs; a vector without handler does nothing."""
    pdev_of(machine, command.pdev)
    nid = machine.devices.irqs.get((command.pdev, command.vector))
    nids: tuple[int, ...] = () if nid is None else (nid,)
    context = machine.devices.contexts.get(command.pdev)
    machine.ctx.used("drivers.irq")
    if nids and context is not None and machine.ctx.knobs.drivers_irq == "every_region":
        nids = tuple(each for _, each in context.converted) or nids
    if nids and command.vector in cxl_compression.VECTORS:
        machine.run(cxl_compression.watermark(nids, command.vector))
    shown = ", ".join(map(str, nids))
    what = f"is handled for node {shown}" if nids else "has no handler"
    machine.ctx.decide(RULE, text=f"vector {command.vector} of {command.pdev} {what}")
    return machine.ctx.answer(Answer)


# --- threads and works


def kthread_run(machine: Machine, command: KthreadRun) -> Answer:
    """kthread_run(cxl_flush_kthread_fn, ctx, "cxl-flush/%d", nid). Refuses: KTHREAD_EXISTS."""
    pdev_of(machine, command.pdev)
    should_fail(machine.ctx, "kthread_create")
    if command.region in machine.devices.flushers:
        raise KernelError("KTHREAD_EXISTS", rule=FLUSH_RULE, region=command.region)
    flusher = Flusher(
        command.pdev,
        command.region,
        command.nid,
        command.size >> PAGE_SHIFT,
        command.buf_max,
        command.media_operations,
    )
    machine.ctx.undo.set(machine.devices.flushers, command.region, flusher)
    machine.ctx.decide(FLUSH_RULE, text=f"{flusher.name} runs")
    return machine.ctx.answer(Answer)


def kthread_stop(machine: Machine, command: KthreadStop) -> Answer:
    """kthread_stop; buffers that hold nothing are freed with it."""
    flusher = machine.devices.flushers.get(command.region)
    if flusher is None:
        raise Refused("UNKNOWN_OBJECT", kind="flush thread", name=command.region)
    machine.ctx.undo.delete(machine.devices.flushers, command.region)
    found = machine.ctx.state.flush.get(flusher.nid)
    if found is not None and not found.buffers:
        flush.exit_ctx(machine.ctx, flusher.nid)
    machine.ctx.decide(FLUSH_RULE, text=f"{flusher.name} was stopped")
    return machine.ctx.answer(Answer)


def msleep(machine: Machine, command: Msleep) -> Answer:
    """Msleep."""
    machine.ctx.effect("sleep", detail=f"{command.ms} ms")
    machine.ctx.decide(FLUSH_RULE, text=f"a driver waited for {command.ms} ms")
    return machine.ctx.answer(Answer)


def _flusher_of(machine: Machine, nid: int) -> Flusher:
    """The flush thread of a node. Refuses: UNKNOWN_OBJECT."""
    for _, each in sorted(machine.devices.flushers.items()):
        if each.nid == nid:
            return each
    raise Refused("UNKNOWN_OBJECT", kind="flush thread", name=f"cxl-flush/{nid}")


def cxl_flush_kthread_fn(machine: Machine, command: CxlFlushKthreadFn) -> Answer:
    """A round of the flush thread, then flush_interval_ms of sleep, read anew each round."""
    flusher = _flusher_of(machine, command.nid)
    _warn_failed(machine, machine.run(cxl_compression.flush(flusher)))
    interval = machine.devices.params["cxl_compression.flush_interval_ms"]
    machine.do(Msleep.model_construct(ms=interval))
    machine.ctx.decide(FLUSH_RULE, text=f"{flusher.name} made a round and sleeps {interval} ms")
    return machine.ctx.answer(Answer)


def cxl_flush_overflow_work(machine: Machine, command: CxlFlushOverflowWork) -> Answer:
    """The overflow work of a CPU: swaps the full buffer with its own spare and sends it."""
    flusher = _flusher_of(machine, command.nid)
    _warn_failed(machine, machine.run(cxl_compression.flush(flusher, command.cpu, overflow=True)))
    machine.ctx.decide(FLUSH_RULE, text=f"the overflow work of CPU {command.cpu} ran")
    return machine.ctx.answer(Answer)
