"""What a host's kernel and its `cxl` tool are asked on CXL objects: regions, memdevs, DPA, poison.

Every handler gives the errno of the kernel; memory of a region goes before its decoders do, and
never silently.
Source: Linux 7.3 drivers/cxl/core, ndctl cxl/region.c and cxl/memdev.c.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import Any, Final

import msgspec

from service.bounded import parse_hex, to_hex
from service.cxl import assembly, commit, dpa, sysfs, tool, translate
from service.cxl import memdev as memdevs
from service.cxl import region as regions
from service.cxl.encoding import SZ_256M
from service.cxl.state import CxlState, LeftBehind, Region, hdm_end
from service.cxl.topology import Window
from service.fabric.cxl import power
from service.fabric.cxl.commands import (
    ClearPoison,
    CommitRegion,
    CreateRegion,
    CxlSysfsWrite,
    DestroyRegion,
    DisableMemdev,
    DisableRegion,
    EnableMemdev,
    EnableRegion,
    FreeDpa,
    InjectPoison,
    MappingView,
    RegionAnswer,
    ReserveDpa,
    ResetRegion,
    SanitizeMemdev,
)
from service.fabric.cxl.memory import let_go, regions_of, release
from service.fabric.cxl.step import Step
from service.fabric.state import HostEntry
from service.mm.commands import Answer, Command
from service.mm.hwpoison import hard_offline
from service.mm.rmap import frame_of
from service.mm.zones import PAGE_SHIFT, PAGE_SIZE
from service.reasons import KernelError

#: a sanitize takes as long on every device
SANITIZE_MS: Final = 1000
_TARGET: Final = re.compile(r"region([0-9]+)/(target[0-9]+|commit)")


class Host:
    """A host whose kernel is asked; `state` is its CXL side, `put` changes it."""

    def __init__(self, step: Step, entry: HostEntry) -> None:
        if entry.cxl is None:
            raise KernelError("CXL_NO_CXL")
        self.step = step
        self.entry = entry

    @property
    def state(self) -> CxlState:
        """What the host has of CXL now."""
        assert self.entry.cxl is not None, "checked when the step began"
        return self.entry.cxl

    def put(self, state: CxlState) -> None:
        """The CXL side is as given from now on."""
        self.step.put_cxl(self.entry, state)

    def apply(self, change: Callable[[CxlState], CxlState]) -> None:
        """A change of the CXL side; what a refusal leaves behind is kept."""
        try:
            self.put(change(self.state))
        except LeftBehind as error:
            self.put(error.left)
            raise

    def region(self, name: str) -> Region:
        """A region by name. Refuses: CXL_NO_REGION (ENODEV)."""
        number = regions.region_number(name)
        if number is None or number not in self.state.regions:
            raise KernelError("CXL_NO_REGION", region=name)
        return self.state.region(number)

    def memdev(self, name: str) -> str:
        """A memdev by name. Refuses: CXL_MEMDEV_UNKNOWN (ENODEV)."""
        if name not in self.state.topology.memdev_of:
            raise KernelError("CXL_MEMDEV_UNKNOWN", memdev=name)
        return name

    def window(self, decoder: str) -> Window:
        """A root decoder by name. Refuses: CXL_NO_ROOT_DECODER (ENXIO)."""
        for window in self.state.topology.windows:
            if window.name == decoder:
                return window
        raise KernelError("CXL_NO_ROOT_DECODER", decoder=decoder)

    def release(self, region: Region, *, force: bool) -> None:
        """Takes the memory of a region offline."""
        release(self.step, self.entry, region, force=force)

    def report(self, region: Region, detail: str) -> None:
        """Says what became of a region."""
        self.step.effect("region", self.entry, name=region.name, detail=detail)


def _sysfs_write(host: Host, command: CxlSysfsWrite) -> dict[str, Any]:
    """A write that takes decoders away first takes the memory, lost where it cannot go."""
    name, _, attribute = command.path.partition("/")
    losing = _loses(host, name, attribute, command.value)
    if losing is not None:
        # the kernel looks at a lock first, and nothing is lost where it refuses
        sysfs.write(host.state, command.path, command.value)
        host.release(losing, force=True)
        if attribute == "delete_region":
            let_go(host.step, host.entry, losing)
    host.apply(lambda state: sysfs.write(state, command.path, command.value))
    return {}


def _loses(host: Host, name: str, attribute: str, value: str) -> Region | None:
    """The region whose decoders a write resets, if it does."""
    text = value.strip()
    if attribute == "delete_region":
        number = regions.region_number(text)
    elif _TARGET.fullmatch(f"{name}/{attribute}"):
        resets = not text if attribute.startswith("target") else text in {"0", "n", "N", "off"}
        number = regions.region_number(name) if resets else None
    else:
        number = None
    return host.state.regions.get(number) if number is not None else None


def _create_region(host: Host, command: CreateRegion) -> dict[str, Any]:
    window = host.window(command.decoder)
    mode = command.type or ("ram" if window.takes("ram") else "pmem")
    number = host.state.next_id[window.id]
    host.apply(lambda state: assembly.create_region(state, _plan(host, window, mode, command)))
    made = host.state.region(number)
    host.report(made, f"committed at {to_hex(made.hpa_start or 0)}, enabled")
    return {
        "region": made.name,
        "resource": to_hex(made.hpa_start or 0),
        "size": made.hpa_size,
        "memdevs": tuple(target.memdev for target in made.ordered),
    }


def _plan(host: Host, window: Window, mode: str, command: CreateRegion) -> assembly.Plan:
    """What to make. Refuses: CXL_MEMDEV_UNKNOWN, what `tool.plan` refuses."""
    memdevs = command.memdevs
    wanted = tool.Wanted(
        window=window.id,
        mode=mode,
        memdevs=None if memdevs is None else tuple(host.memdev(name) for name in memdevs),
        ways=command.ways,
        granularity=command.granularity,
        size=command.size,
        uuid=command.uuid,
        enforce_qos=bool(command.enforce_qos),
    )
    return tool.plan(host.state, wanted, _uuid(host, window.id))


def _uuid(host: Host, window: int) -> str:
    """A uuid that no region of the host has; the tool draws one, the twin counts."""
    number = host.state.next_id[window]
    return f"00000000-0000-4000-8000-{number + 1:012x}"


def _commit_region(host: Host, command: CommitRegion) -> dict[str, Any]:
    found = host.region(command.region)
    host.apply(lambda state: commit.commit(state, found.id))
    host.report(found, "committed")
    return {}


def _reset_region(host: Host, command: ResetRegion) -> dict[str, Any]:
    found = host.region(command.region)
    commit.decommit(host.state, found.id)
    host.release(found, force=command.force)
    host.apply(lambda state: commit.decommit(state, found.id))
    host.report(found, "reset")
    return {}


def _enable_region(host: Host, command: EnableRegion) -> dict[str, Any]:
    found = host.region(command.region)
    host.apply(lambda state: commit.bind(state, found.id))
    host.report(found, "enabled")
    return {}


def _disable_region(host: Host, command: DisableRegion) -> dict[str, Any]:
    found = host.region(command.region)
    host.release(found, force=command.force)
    host.apply(lambda state: commit.unbind(state, found.id))
    host.report(found, "disabled")
    return {}


def _destroy_region(host: Host, command: DestroyRegion) -> dict[str, Any]:
    found = host.region(command.region)
    if found.bound and not command.force:
        raise KernelError("CXL_REGION_ENABLED", region=found.name)
    commit.decommit(host.state, found.id)
    host.release(found, force=command.force)
    let_go(host.step, host.entry, found)
    host.apply(lambda state: assembly.destroy_region(state, found.id))
    host.report(found, "destroyed")
    return {}


def _enable_memdev(host: Host, command: EnableMemdev) -> dict[str, Any]:
    name = host.memdev(command.memdev)
    host.apply(lambda state: memdevs.enable_memdev(state, name))
    host.step.effect("memdev", host.entry, name=name, detail="enabled")
    return {}


def _disable_memdev(host: Host, command: DisableMemdev) -> dict[str, Any]:
    name = host.memdev(command.memdev)
    changed = memdevs.disable_memdev(host.state, name, force=command.force)
    for found in regions_of(host.state, [name]):
        host.release(found, force=True)
    host.put(changed)
    host.step.effect("memdev", host.entry, name=name, detail="disabled")
    return {}


def _reserve_dpa(host: Host, command: ReserveDpa) -> dict[str, Any]:
    name = host.memdev(command.memdev)

    def change(state: CxlState) -> CxlState:
        decoder = assembly.free_decoder(state, name)
        left = dpa.set_mode(state, name, decoder, command.type)
        size = command.size
        if size is None:
            size = dpa.available(left, name, command.type) // SZ_256M * SZ_256M
        return dpa.set_size(left, name, decoder, size)

    host.apply(change)
    return {}


def _free_dpa(host: Host, command: FreeDpa) -> dict[str, Any]:
    name = host.memdev(command.memdev)
    number = hdm_end(host.state.endpoints[name])
    if number < 0 or host.state.endpoints[name][number].mode != command.type:
        raise KernelError("CXL_DPA_NONE", memdev=name, mode=command.type)
    host.apply(lambda state: dpa.set_size(state, name, number, 0))
    return {}


def _sanitize_memdev(host: Host, command: SanitizeMemdev) -> dict[str, Any]:
    """Wipes a device; it ends within the command, and takes its poison along."""
    name = host.memdev(command.memdev)
    done = memdevs.wait_sanitize(memdevs.sanitize(host.state, name, SANITIZE_MS), name)
    left = {each: lines for each, lines in done.poison.items() if each != name}
    host.put(msgspec.structs.replace(done, poison=left))
    host.step.effect("memdev", host.entry, name=name, detail=f"sanitized in {SANITIZE_MS} ms")
    return {}


def _inject_poison(host: Host, command: InjectPoison) -> dict[str, Any]:
    name, at = host.memdev(command.memdev), parse_hex(command.dpa)
    _check_mailbox(host, name)
    host.put(memdevs.inject_poison(host.state, name, at))
    found = _surfaces(host, name, at)
    if "pfn" not in found:
        host.step.effect("memdev", host.entry, name=name, detail=f"poison at DPA {at:#x}")
        return found
    pfn = parse_hex(found["pfn"])
    try:
        kind, mappings = host.step.on_host(host.entry, lambda ctx: hard_offline(ctx, pfn))
    except KernelError:
        kind, mappings = "hwpoison", []  # another line of the same page is known already
    if kind:
        found["page"] = kind
    offset = parse_hex(found["hpa"]) % PAGE_SIZE
    found["mappings"] = tuple(
        MappingView.model_construct(
            pid=each.task.pid,
            area=each.vma.label or each.vma.kind,
            addr=to_hex((each.vpn << PAGE_SHIFT) + offset),
        )
        for each in mappings
    )
    detail = f"poison at DPA {at:#x}, HPA {found['hpa']}, pfn {pfn:#x}: {kind or 'not online'}"
    host.step.effect("memdev", host.entry, name=name, nid=found.get("nid"), detail=detail)
    return found


def _check_mailbox(host: Host, name: str) -> None:
    if name in host.state.frozen:
        raise KernelError("CXL_MAILBOX_TIMEOUT", memdev=name)


def _surfaces(host: Host, name: str, at: int) -> dict[str, Any]:
    """HPA, region, PFN and node of a byte of a device, as far as there are any."""
    found: dict[str, Any] = {"memdev": name, "dpa": to_hex(at)}
    hpa = translate.dpa_to_hpa(host.state, translate.Place(name, at))
    if hpa is None:
        return found
    decoder = next(
        each
        for each in host.state.endpoints[name]
        if each.dpa_start <= at < each.dpa_start + each.dpa_size
    )
    frame = frame_of(host.entry.state, hpa >> PAGE_SHIFT)
    found |= {
        "hpa": to_hex(hpa),
        "region": f"region{decoder.region}",
        "pfn": to_hex(hpa >> PAGE_SHIFT),
    }
    if frame is not None:
        found["nid"] = frame.zone[0]
    return found


def _clear_poison(host: Host, command: ClearPoison) -> dict[str, Any]:
    name, at = host.memdev(command.memdev), parse_hex(command.dpa)
    _check_mailbox(host, name)
    host.put(memdevs.clear_poison(host.state, name, at))
    host.step.effect("memdev", host.entry, name=name, detail=f"poison at DPA {at:#x} cleared")
    return _surfaces(host, name, at)


Handler = Callable[[Host, Any], dict[str, Any]]

#: operation -> (handler, where the behaviour was read)
HANDLERS: Final[dict[str, tuple[Handler, str]]] = {
    "cxl_sysfs_write": (_sysfs_write, "Linux 7.3 drivers/cxl/core/port.c, core/region.c"),
    "create_region": (_create_region, "ndctl cxl/region.c, create_region"),
    "commit_region": (_commit_region, "Linux 7.3 drivers/cxl/core/region.c, commit_store"),
    "reset_region": (_reset_region, "Linux 7.3 drivers/cxl/core/region.c, queue_reset"),
    "enable_region": (_enable_region, "Linux 7.3 drivers/cxl/core/region.c, cxl_region_probe"),
    "disable_region": (_disable_region, "ndctl cxl/region.c, disable_region"),
    "destroy_region": (_destroy_region, "ndctl cxl/region.c, destroy_region"),
    "enable_memdev": (_enable_memdev, "ndctl cxl/memdev.c, action_enable"),
    "disable_memdev": (_disable_memdev, "ndctl cxl/memdev.c, action_disable"),
    "reserve_dpa": (_reserve_dpa, "ndctl cxl/memdev.c, reserve_dpa"),
    "free_dpa": (_free_dpa, "ndctl cxl/memdev.c, free_dpa"),
    "inject_poison": (_inject_poison, "Linux 7.3 drivers/cxl/core/memdev.c, cxl_inject_poison"),
    "clear_poison": (_clear_poison, "Linux 7.3 drivers/cxl/core/memdev.c, cxl_clear_poison"),
    "sanitize_memdev": (_sanitize_memdev, "Linux 7.3 drivers/cxl/core/memdev.c, cxl_mem_sanitize"),
}


def run(step: Step, host: str | None, command: Command) -> Answer:
    """A kernel request: carried out, or refused with an errno and without effect on memory.

    Refuses: UNKNOWN_HOST.
    """
    entry = step.entry(host)
    if command.op in power.HANDLERS:
        return power.run(step, entry, command)
    handler, source = HANDLERS[command.op]
    rule = f"cxl.{command.op}"
    mark, before = step.undo.mark(), len(step.effects)
    model = entry.kernel_model
    try:
        fields = handler(Host(step, entry), command)
    except KernelError as error:
        if not isinstance(error, LeftBehind):
            step.undo.rollback(mark)
            del step.effects[before:]
        step.subjects[entry.host] = None
        answer = step.refused(error, rule, source, command.answer)
    else:
        step.subjects[entry.host] = None
        answer = step.done(rule, f"{command.op} was carried out", source, command.answer, **fields)
    decided = answer.decided_by.model_copy(update={"model": model})
    return answer.model_copy(update={"decided_by": decided})


__all__ = ["HANDLERS", "Host", "RegionAnswer", "run"]
