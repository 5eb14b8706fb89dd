"""Files of devices in sysfs: sysram devices, PCI drivers, module parameters (patches 24 to 27).

A write returns the bytes it took, as write(2) does. What no row knows is the host's own business.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import Final, NamedTuple

from service.fabric.devices import drivers, kmem, sysram
from service.fabric.devices.commands import PciBind, PciUnbind
from service.fabric.devices.functions import functions
from service.fabric.devices.machine import Machine
from service.fabric.devices.state import MODULE_PARAMS
from service.mm.commands import Answer, Command
from service.mm.commands.kernfs import KernfsRead, KernfsReadAnswer, KernfsWrite
from service.reasons import KernelError

RULE: Final = "kernfs.device"
_INT_MAX: Final = (1 << 32) - 1
Match = re.Match[str]


class DeviceFile(NamedTuple):
    """One row: a path, what reading it gives (None: it does not exist), what writing it does.

    Without a reader the file is write-only, without a writer read-only.
    """

    pattern: str
    exists: Callable[[Machine, Match], bool]
    read: Callable[[Machine, Match], str] | None = None
    write: Callable[[Machine, Match, str], None] | None = None


def _has_sysram(machine: Machine, match: Match) -> bool:
    return match[1] in machine.devices.sysrams


def _write_hotplug(machine: Machine, match: Match, value: str) -> None:
    sysram.store_hotplug(machine, machine.devices.sysrams[match[1]], value)


def _has_dax(machine: Machine, match: Match) -> bool:
    return kmem.region_of(machine, int(match[1])) is not None


def _read_dax(machine: Machine, match: Match) -> str:
    return f"{kmem.state_of(machine, f'region{match[1]}')}\n"


def _write_dax(machine: Machine, match: Match, value: str) -> None:
    region = kmem.region_of(machine, int(match[1]))
    assert region is not None, "the file exists"
    kmem.store(machine, region, value)


def _modalias(machine: Machine, match: Match) -> str:
    del machine, match
    return f"cxl:t{sysram.CXL_DEVICE_SYSRAM}*\n"


def _devtype(machine: Machine, match: Match) -> str:
    del machine, match
    return "cxl_sysram\n"


def _has_driver(machine: Machine, match: Match) -> bool:
    bound = {each.driver for each in machine.devices.pdevs.values() if each.driver}
    return match[1] in drivers.DRIVERS or match[1] == "cxl_pci" or match[1] in bound


def _refused(answer: Answer) -> None:
    if answer.ret < 0:
        raise _Partial(answer)


class _Partial(Exception):  # noqa: N818 - an answer that stands, with what it left behind
    def __init__(self, answer: Answer) -> None:
        super().__init__(answer.errno)
        self.answer = answer


def _write_bind(machine: Machine, match: Match, value: str) -> None:
    command = PciBind.model_construct(pdev=_known(machine, value), driver=match[1])
    _refused(drivers.pci_bind(machine, command))


def _write_unbind(machine: Machine, match: Match, value: str) -> None:
    command = PciUnbind.model_construct(pdev=_known(machine, value), driver=match[1])
    _refused(drivers.pci_unbind(machine, command))


def _known(machine: Machine, value: str) -> str:
    """The PCI function that is written to bind. Refuses: PCI_NO_FUNCTION (ENODEV)."""
    name = value.removesuffix("\n")
    if name not in functions(machine.entry):
        raise KernelError("PCI_NO_FUNCTION", rule=RULE, pdev=name)
    return name


def _param(match: Match) -> str:
    return f"{match[1]}.{match[2]}"


def _has_param(machine: Machine, match: Match) -> bool:
    del machine
    return _param(match) in MODULE_PARAMS


def _read_param(machine: Machine, match: Match) -> str:
    return f"{machine.devices.params[_param(match)]}\n"


def _write_param(machine: Machine, match: Match, value: str) -> None:
    """A module parameter of mode 0644, an unsigned int."""
    text = value.removesuffix("\n")
    name = _param(match)
    if not text.isdigit() or int(text) > _INT_MAX:
        raise KernelError("MODULE_PARAM_MALFORMED", rule=RULE, name=name, value=value)
    machine.ctx.undo.set(machine.devices.params, name, int(text))


_SYSRAM: Final = r"/sys/bus/cxl/devices/sysram_(region\d+)"
_DAX: Final = r"/sys/bus/dax/devices/dax(\d{1,5})\.0"
_DRIVER: Final = r"/sys/bus/pci/drivers/([a-z0-9_]+)"
_PARAMS: Final = r"/sys/module/([a-z0-9_]+)/parameters"

FILES: Final[tuple[DeviceFile, ...]] = (
    DeviceFile(rf"{_SYSRAM}/hotplug", _has_sysram, write=_write_hotplug),
    DeviceFile(rf"{_SYSRAM}/modalias", _has_sysram, read=_modalias),
    DeviceFile(rf"{_SYSRAM}/devtype", _has_sysram, read=_devtype),
    DeviceFile(rf"{_DAX}/state", _has_dax, read=_read_dax, write=_write_dax),
    DeviceFile(rf"{_DRIVER}/bind", _has_driver, write=_write_bind),
    DeviceFile(rf"{_DRIVER}/unbind", _has_driver, write=_write_unbind),
    DeviceFile(rf"{_PARAMS}/(flush_buf_size)", _has_param, read=_read_param),
    DeviceFile(rf"{_PARAMS}/([a-z_]+)", _has_param, read=_read_param, write=_write_param),
)


Lister = Callable[[Machine], "list[str]"]


def _list_cxl(machine: Machine) -> list[str]:
    """/sys/bus/cxl/devices: what the CXL bus holds, sysram devices among it."""
    shown = machine.entry.inventory
    named = (
        *(each.bus for each in shown.buses),
        *(each.port for each in shown.ports),
        *(each.memdev for each in shown.memdevs),
        *(each.decoder for each in shown.decoders),
        *(each.region for each in shown.regions),
    )
    return [*named, *(each.device for each in machine.devices.sysrams.values())]


def _list_dax(machine: Machine) -> list[str]:
    """/sys/bus/dax/devices: the dax devices of regions that are bound."""
    cxl = machine.entry.cxl
    numbers = () if cxl is None else cxl.regions
    return [f"dax{number}.0" for number in numbers if kmem.region_of(machine, number) is not None]


def _list_drivers(machine: Machine) -> list[str]:
    bound = {each.driver for each in machine.devices.pdevs.values() if each.driver}
    return [*bound, "cxl_pci", *drivers.DRIVERS]


#: directories whose names are the state of devices
DIRECTORIES: Final[dict[str, Lister]] = {
    "/sys/bus/cxl/devices": _list_cxl,
    "/sys/bus/dax/devices": _list_dax,
    "/sys/bus/pci/devices": lambda machine: list(functions(machine.entry)),
    "/sys/bus/pci/drivers": _list_drivers,
}


def _find(path: str) -> tuple[DeviceFile, Match] | None:
    for row in FILES:
        match = re.fullmatch(row.pattern, path)
        if match is not None:
            return row, match
    return None


def is_device_file(command: Command) -> bool:
    """Whether a command reads or writes a file of these."""
    if not isinstance(command, KernfsRead | KernfsWrite):
        return False
    if isinstance(command, KernfsRead) and command.path in DIRECTORIES:
        return True
    return _find(command.path) is not None


def access(machine: Machine, command: Command) -> Answer:
    """read(2) or write(2) of a device's file.

    Refuses: NO_SUCH_FILE (ENOENT), FILE_WRITE_ONLY, FILE_READ_ONLY (EACCES), what the file refuses.
    """
    assert isinstance(command, KernfsRead | KernfsWrite), "only these come here"
    if command.path in DIRECTORIES:
        machine.ctx.decide(RULE, text=f"{command.path} is a directory of devices")
        names = sorted(set(DIRECTORIES[command.path](machine)))
        return machine.ctx.answer(KernfsReadAnswer, names=tuple(names))
    found = _find(command.path)
    assert found is not None, "only files of devices come here"
    row, match = found
    if not row.exists(machine, match):
        raise KernelError("NO_SUCH_FILE", rule=RULE, path=command.path)
    if isinstance(command, KernfsRead):
        if row.read is None:
            raise KernelError("FILE_WRITE_ONLY", rule=RULE, path=command.path)
        machine.ctx.decide(RULE, text=f"{command.path} is computed at read time")
        return machine.ctx.answer(KernfsReadAnswer, text=row.read(machine, match))
    if row.write is None:
        raise KernelError("FILE_READ_ONLY", rule=RULE, path=command.path)
    machine.ctx.decide(RULE, text=f"{command.path} took {command.value.strip()!r}")
    try:
        row.write(machine, match, command.value)
    except _Partial as partial:
        return partial.answer
    return machine.ctx.answer(Answer, len(command.value))
