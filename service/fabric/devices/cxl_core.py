"""What drivers of CXL devices ask of the CXL core: regions, DPA, HPA, the mailbox, interrupts.

Source: drivers/cxl/core of the branch that patches 24 to 27 stand on.
"""

from __future__ import annotations

from typing import Final

from service.bounded import to_hex
from service.cxl import attach, commit, dpa, region
from service.cxl.assembly import free_decoder
from service.cxl.state import Config, CxlState, Region
from service.cxl.topology import Memdev
from service.fabric.devices.commands import (
    CommittedRegion,
    CommittedRegionsAnswer,
    CreatedRegionAnswer,
    CxlCreateRegion,
    CxlDestroyRegion,
    CxlDevState,
    CxlDevStateAnswer,
    CxlDpaFree,
    CxlGetCommittedRegions,
    CxlGetHpaFreespace,
    CxlRequestDpa,
    DeviceAttach,
    DeviceReleaseDriver,
    EndpointDecoderAnswer,
    MediaOperation,
    RequestIrq,
    RootDecoderAnswer,
)
from service.fabric.devices.functions import functions
from service.fabric.devices.machine import Machine
from service.fabric.devices.state import PciDevice
from service.fabric.devices.sysram import region_of
from service.mm.commands import Answer
from service.mm.fault_inject import should_fail
from service.reasons import KernelError, Refused

RULE: Final = "cxl.core"
#: regions that a driver looks at
COMMITTED_MAX: Final = 8
#: opcode of media operations, and bytes of its header and of a range
MEDIA_OPERATION: Final = 0x4402
HEADER_BYTES: Final = 8
RANGE_BYTES: Final = 16
#: granularity of a 1-way region
_GRANULARITY: Final = 256


def pdev_of(machine: Machine, name: str) -> PciDevice:
    """A PCI function. Refuses: UNKNOWN_OBJECT."""
    found = functions(machine.entry).get(name)
    if found is None:
        raise Refused("UNKNOWN_OBJECT", kind="PCI function", name=name)
    return found


def memdev_of(machine: Machine, pdev: str) -> Memdev:
    """The memdev behind a PCI function. Refuses: UNKNOWN_OBJECT, CXL_NO_MEMDEV (ENODEV)."""
    name = pdev_of(machine, pdev).memdev
    found = machine.cxl.topology.memdev_of.get(name)
    if found is None or name in machine.cxl.disabled:
        raise KernelError("CXL_NO_MEMDEV", rule=RULE, pdev=pdev, memdev=name)
    return found


def cxl_dev_state(machine: Machine, command: CxlDevState) -> Answer:
    """What the driver found out about its device."""
    memdev = memdev_of(machine, command.pdev)
    found = pdev_of(machine, command.pdev)
    size = memdev.capacity("ram")
    machine.ctx.decide(RULE, text=f"{memdev.name} has {size} bytes of volatile memory")
    return machine.ctx.answer(
        CxlDevStateAnswer,
        memdev=memdev.name,
        ram_size=size,
        payload_size=found.payload_size,
        nr_vectors=found.nr_vectors,
    )


def committed_regions(state: CxlState, memdev: Memdev) -> list[Region]:
    """Committed regions of a device, in order of its decoders."""
    numbers = [each.region for each in state.endpoints[memdev.name] if each.region is not None]
    regions = [state.region(number) for number in numbers]
    return [each for each in regions if each.state is Config.COMMIT]


def cxl_get_committed_regions(machine: Machine, command: CxlGetCommittedRegions) -> Answer:
    """cxl_get_committed_regions(cxlmd, regions, 8)."""
    found = committed_regions(machine.cxl, memdev_of(machine, command.pdev))[:COMMITTED_MAX]
    names = " ".join(each.name for each in found) or "none"
    machine.ctx.decide(RULE, text=f"committed regions of {command.pdev}: {names}")
    rows = tuple(CommittedRegion(region=each.name, mode=each.mode) for each in found)
    return machine.ctx.answer(CommittedRegionsAnswer, regions=rows)


def device_release_driver(machine: Machine, command: DeviceReleaseDriver) -> Answer:
    """device_release_driver(&cxlr->dev)."""
    found = region_of(machine, command.region)
    machine.set_cxl(commit.unbind(machine.cxl, found.id))
    machine.ctx.decide(RULE, text=f"no driver is bound to {found.name}")
    return machine.ctx.answer(Answer)


def device_attach(machine: Machine, command: DeviceAttach) -> Answer:
    """device_attach(&cxlr->dev). Refuses: CXL_REGION_NOT_COMMITTED (ENXIO)."""
    found = region_of(machine, command.region)
    machine.set_cxl(commit.bind(machine.cxl, found.id))
    machine.ctx.decide(RULE, text=f"the region driver is bound to {found.name}")
    return machine.ctx.answer(Answer)


def cxl_get_hpa_freespace(machine: Machine, command: CxlGetHpaFreespace) -> Answer:
    """cxl_get_hpa_freespace: the 1-way RAM window above a device with the longest free range.

    Refuses: CXL_NO_HPA_WINDOW (ENXIO).
    """
    state = machine.cxl
    for site in ("cxl_get_hpa_freespace", f"cxl_get_hpa_freespace:{command.pdev}"):
        should_fail(machine.ctx, site)
    uid = state.topology.host_bridge(memdev_of(machine, command.pdev)).uid
    free = [
        (-region.max_available_extent(state, window.id), window.id)
        for window in state.topology.windows
        if window.targets == (uid,) and window.takes("ram")
    ]
    if not free or not min(free)[0]:
        raise KernelError("CXL_NO_HPA_WINDOW", rule=RULE, pdev=command.pdev)
    extent, number = min(free)
    name = state.topology.window_of[number].name
    machine.ctx.decide(RULE, text=f"{name} has {-extent} bytes left")
    return machine.ctx.answer(RootDecoderAnswer, decoder=name, available=-extent)


def cxl_request_dpa(machine: Machine, command: CxlRequestDpa) -> Answer:
    """cxl_request_dpa(cxlmd, CXL_PARTMODE_RAM, size).

    Refuses: CXL_NO_FREE_ENDPOINT_DECODER (EBUSY), what choosing a partition and DPA refuse.
    """
    state = machine.cxl
    memdev = memdev_of(machine, command.pdev)
    should_fail(machine.ctx, "cxl_request_dpa")
    number = free_decoder(state, memdev.name)
    state = dpa.set_mode(state, memdev.name, number, "ram")
    machine.set_cxl(dpa.set_size(state, memdev.name, number, command.size))
    name = memdev.decoder_name(number)
    machine.ctx.decide(RULE, text=f"{name} has {command.size} bytes of DPA")
    return machine.ctx.answer(EndpointDecoderAnswer, decoder=name)


def _endpoint(machine: Machine, pdev: str, name: str) -> tuple[Memdev, int]:
    memdev = memdev_of(machine, pdev)
    for number in range(memdev.nr_decoders):
        if memdev.decoder_name(number) == name:
            return memdev, number
    raise Refused("UNKNOWN_OBJECT", kind="endpoint decoder", name=name)


def cxl_dpa_free(machine: Machine, command: CxlDpaFree) -> Answer:
    """cxl_dpa_free(cxled). Refuses: CXL_DECODER_ATTACHED, CXL_DPA_NOT_HIGHEST (EBUSY)."""
    memdev, number = _endpoint(machine, command.pdev, command.decoder)
    machine.set_cxl(dpa.free(machine.cxl, memdev.name, number))
    machine.ctx.decide(RULE, text=f"{command.decoder} has no DPA")
    return machine.ctx.answer(Answer)


def cxl_create_region(machine: Machine, command: CxlCreateRegion) -> Answer:
    """cxl_create_region(cxlrd, &cxled, 1): a committed 1-way RAM region of the decoder's DPA.

    Refuses: what the steps of a region refuse.
    """
    should_fail(machine.ctx, "cxl_create_region")
    memdev, decoder = _endpoint(machine, command.pdev, command.decoder)
    state = machine.cxl
    window = next((w.id for w in state.topology.windows if w.name == command.root), None)
    if window is None:
        raise Refused("UNKNOWN_OBJECT", kind="root decoder", name=command.root)
    number = state.next_id[window]
    size = state.endpoints[memdev.name][decoder].dpa_size
    state = region.create(state, window, "ram", f"region{number}")
    state = region.set_interleave_ways(state, number, 1)
    state = region.set_interleave_granularity(state, number, _GRANULARITY)
    state = region.set_size(state, number, size)
    state = attach.set_target(state, number, 0, memdev.name, decoder)
    state = commit.commit(state, number)
    machine.set_cxl(state)
    made = state.region(number)
    assert made.hpa_start is not None, "a committed region has a range"
    machine.ctx.decide(RULE, text=f"{made.name} of {size} bytes is committed")
    return machine.ctx.answer(
        CreatedRegionAnswer, region=made.name, start=to_hex(made.hpa_start), size=size
    )


def cxl_destroy_region(machine: Machine, command: CxlDestroyRegion) -> Answer:
    """cxl_destroy_region: the devm actions run, newest first, then the region goes.

    Refuses: CXL_REGION_LOCKED (EPERM).
    """
    machine.signal_after = command.signal_after
    found = region_of(machine, command.region)
    release_region(machine, found.name)
    state = attach.delete(machine.cxl, found.window, found.name)
    machine.set_cxl(state)
    machine.ctx.decide(RULE, text=f"{found.name} is gone")
    return machine.ctx.answer(Answer)


def release_region(machine: Machine, name: str) -> None:
    """Runs the devm actions of a region that goes."""
    actions = machine.devices.actions.get(name, ())
    for action in reversed(actions):
        machine.ctx.effect("device", name=action, detail=name)
        machine.actions[action](machine, name)
    if name in machine.devices.actions:
        machine.ctx.undo.delete(machine.devices.actions, name)


def request_irq(machine: Machine, command: RequestIrq) -> Answer:
    """devm_request_threaded_irq.

    Refuses: IRQ_NO_VECTOR (EINVAL), IRQ_BUSY (EBUSY; vectors are not shared).
    """
    vector = command.vector
    should_fail(machine.ctx, f"request_irq:{vector}")
    if vector >= pdev_of(machine, command.pdev).nr_vectors:
        raise KernelError("IRQ_NO_VECTOR", rule=RULE, pdev=command.pdev, vector=vector)
    key = (command.pdev, vector)
    if key in machine.devices.irqs:
        raise KernelError("IRQ_BUSY", rule=RULE, pdev=command.pdev, vector=vector)
    machine.ctx.undo.set(machine.devices.irqs, key, command.nid)
    machine.ctx.decide(RULE, text=f"vector {vector} of {command.pdev} has a handler")
    return machine.ctx.answer(Answer)


def media_operation(machine: Machine, command: MediaOperation) -> Answer:
    """Media operations (4402h): zeroes ranges of the device, polled for 30 x 1000 ms.

    Refuses: MBOX_UNSUPPORTED, MBOX_PAYLOAD (both ENXIO, as the mailbox maps return codes).
    """
    found = pdev_of(machine, command.pdev)
    size = HEADER_BYTES + RANGE_BYTES * len(command.ranges)
    machine.ctx.effect(
        "mailbox",
        name=command.pdev,
        nr_pages=len(command.ranges),
        detail=_words(command, size),
    )
    should_fail(machine.ctx, f"mbox:{MEDIA_OPERATION:#06x}")
    if not found.media_operations:
        raise KernelError("MBOX_UNSUPPORTED", rule=RULE, pdev=command.pdev, opcode="0x4402")
    if size > max(found.payload_size, HEADER_BYTES + RANGE_BYTES):
        raise KernelError(
            "MBOX_PAYLOAD", rule=RULE, pdev=command.pdev, size=size, max=found.payload_size
        )
    done = f"zeroed {len(command.ranges)} ranges" if command.ranges else "has media operations"
    machine.ctx.decide(RULE, text=f"{command.pdev} {done}")
    return machine.ctx.answer(Answer)


def _words(command: MediaOperation, size: int) -> str:
    ranges = " ".join(f"{each.start}+{each.length}" for each in command.ranges[:32])
    return (
        f"0x4402, class {command.media_class}, subclass {command.subclass}, {size} bytes: {ranges}"
    )
