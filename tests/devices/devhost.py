"""A small machine with CXL devices for the tests of sysram regions and of the sample drivers.

One host bridge, one window for each device, its memory on node 2 + its number; node 0 and 1 are
DRAM.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any, Final

import msgspec

from service.cxl import attach, commit, dpa, region
from service.cxl.state import CxlState, initial_state
from service.cxl.topology import Memdev, Partition, Port, Window, build
from service.fabric.commands import HOST_COMMANDS
from service.fabric.devices import state as devices
from service.fabric.devices.step import device_step, is_device_step
from service.fabric.hosts import entry_data, entry_from_data
from service.fabric.state import HostEntry
from service.mm.invariants import check
from service.mm.models import MODELS, KernelModel
from service.mm.models.rfc_v4 import RFC_V4_FIDELITIES
from service.mm.step import Done, step
from tests.mm.mmhost import Host, std_host

MIB: Final = 1 << 20
SZ_256M: Final = 256 * MIB
#: windows lie one behind the other from here on, far above other memory of these hosts
WINDOW_BASE: Final = 0x200_0000_0000
WINDOW_SIZE: Final = 4096 * MIB
DOCUMENTED: Final = RFC_V4_FIDELITIES["documented"]
AS_CODED: Final = RFC_V4_FIDELITIES["as-coded"]


def hierarchy(ram_mib: Sequence[int] = (512,), nids: Sequence[int] = (2,)) -> CxlState:
    """Devices of so much RAM, each below a host bridge and a window of its own, of a node."""
    ports = tuple(
        Port(f"hb{at}", at + 1, nr_dports=1, uid=at, nr_decoders=8) for at in range(len(ram_mib))
    )
    memdevs = tuple(
        Memdev(
            f"mem{at}",
            len(ports) + at + 1,
            at + 1,
            f"hb{at}",
            0,
            (Partition("ram", 0, ram * MIB),),
            nr_decoders=8,
        )
        for at, ram in enumerate(ram_mib)
    )
    windows = tuple(
        Window(at, WINDOW_BASE + at * WINDOW_SIZE, WINDOW_SIZE, (at,), nid=nid)
        for at, nid in enumerate(nids)
    )
    return initial_state(build(windows, ports, memdevs))


def with_region(
    state: CxlState, at: int = 0, size: int = SZ_256M, *, bound: bool = True
) -> CxlState:
    """A committed 1-way RAM region of a device, as firmware or an operator leaves it."""
    number = state.next_id[at]
    state = region.create(state, at, "ram", f"region{number}")
    state = region.set_interleave_ways(state, number, 1)
    state = region.set_interleave_granularity(state, number, 256)
    state = region.set_size(state, number, size)
    decoder = sum(bool(each.dpa_size) for each in state.endpoints[f"mem{at}"])
    state = dpa.set_mode(state, f"mem{at}", decoder, "ram")
    state = dpa.set_size(state, f"mem{at}", decoder, size)
    state = attach.set_target(state, number, 0, f"mem{at}", decoder)
    state = commit.commit(state, number)
    return commit.bind(state, number) if bound else state


class DeviceHost:
    """A host with devices; after each step the memory must be sound, and so must the devices."""

    def __init__(
        self, cxl: CxlState | None = None, model: KernelModel | str = DOCUMENTED, **adds: Any
    ) -> None:
        chosen = MODELS[model] if isinstance(model, str) else model
        mm: Host = std_host(chosen, private=())
        self.entry = HostEntry("h", chosen.id, mm.state)
        self.entry.cxl = hierarchy() if cxl is None else cxl
        self.done: Done | None = None
        for at, memdev in enumerate(self.entry.cxl.topology.memdevs):
            self.ok("pci_device_add", pdev=f"0000:0{at + 1}:00.0", memdev=memdev.name, **adds)

    def do(self, op: str, **args: Any) -> Any:
        """Runs a command; its answer."""
        command = HOST_COMMANDS[op].model_validate(args)
        if is_device_step(command):
            outcome = device_step(self.entry, command)
        else:
            outcome = step(self.entry.state, command)
        assert isinstance(outcome, Done), outcome
        assert check(self.entry.state) == []
        self.check()
        self.done = outcome
        return outcome.answer

    def check(self) -> None:
        """A plugged sysram has claimed its range and has memory blocks there (invariant 14)."""
        for sysram in self.entry.devices.sysrams.values():
            claimed = self.entry.devices.resources.get(sysram.start)
            assert (claimed is not None and claimed.name == sysram.res_name) == sysram.plugged
            block = self.entry.state.block_size
            if sysram.plugged:
                numbers = range(sysram.start // block, (sysram.start + sysram.size) // block)
                assert all(number in self.entry.state.blocks for number in numbers)

    def ok(self, op: str, **args: Any) -> Any:
        """Runs a command that must not be refused."""
        answer = self.do(op, **args)
        assert answer.errno is None, (op, args, answer)
        return answer

    def errno(self, op: str, **args: Any) -> str | None:
        """The errno of a command, None for success."""
        errno: str | None = self.do(op, **args).errno
        return errno

    def store(self, value: str, name: str = "region0") -> Any:
        """Writes a word to `hotplug`: the bytes it took, or an errno."""
        path = f"/sys/bus/cxl/devices/sysram_{name}/hotplug"
        answer = self.do("kernfs_write", path=path, value=value)
        return answer.errno or answer.ret

    def states(self, nid: int) -> set[str]:
        """Node states of a node."""
        bits = {
            "N_MEMORY": self.entry.state.n_memory,
            "N_MEMORY_PRIVATE": self.entry.state.n_memory_private,
        }
        return {name for name, mask in bits.items() if mask >> nid & 1}

    def flags(self, nid: int) -> tuple[str, ...] | None:
        """NP_OPS flags of a node; None where nobody registered it."""
        np = self.entry.state.nodes[nid].node_private
        if np is None:
            return None
        return np.ops.flags if np.ops is not None else ()

    def warnings(self) -> list[str | None]:
        """What the last command wrote to the kernel's log."""
        assert self.done is not None
        return [each.name for each in self.done.answer.effects if each.effect == "warning"]

    def snapshot(self) -> Any:
        """Everything but the CXL hierarchy, as data."""
        return msgspec.msgpack.encode(entry_data(self.entry), order="deterministic")

    def through_snapshot(self) -> None:
        """Goes on with what a snapshot holds."""
        cxl = self.entry.cxl
        self.entry = entry_from_data(msgspec.msgpack.decode(self.snapshot()))
        self.entry.cxl = cxl


__all__ = ["DeviceHost", "devices"]
