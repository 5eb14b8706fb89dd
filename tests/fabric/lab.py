"""A fabric to try commands on: every step is checked, and its undo is tried where asked."""

from __future__ import annotations

from typing import Any

from service.cxl import invariants as cxl_invariants
from service.fabric import engine
from service.fabric.commands import ALL_COMMANDS
from service.fabric.cxl.presence import sees
from service.fabric.cxl.step import Step
from service.fabric.engine import Done, Envelope
from service.fabric.state import FabricState
from service.mm import invariants as mm_invariants
from service.mm.commands import Answer
from service.mm.undo import Undo
from service.reasons import Refused

GIB = 1 << 30
#: where the windows of hosts begin
WINDOW = 0x10_0000_0000


def topology(nids: int = 2, dram_gib: int = 2) -> dict[str, Any]:
    """Node 0 with memory; the others are possible nodes for windows."""
    pages = dram_gib * GIB >> 12
    zone = {
        "zone": "Normal",
        "start_pfn": "0x100000",
        "spanned": pages,
        "present": pages,
        "managed": pages,
    }
    nodes: list[dict[str, Any]] = [{"nid": 0, "cpus": [0], "zones": [zone]}]
    nodes += [{"nid": nid, "online": False} for nid in range(1, nids)]
    return {
        "nodes": nodes,
        "distances": [[10 if a == b else 20 for b in range(nids)] for a in range(nids)],
    }


class Lab:
    """A fabric and the answers of its last command."""

    def __init__(self) -> None:
        self.fabric = FabricState("lab")
        self.revision = 0
        self.subjects: tuple[str, ...] = ()
        self.do("create_fabric", fabric="lab")

    def do(self, op: str, at: str | None = None, /, **fields: Any) -> Any:
        """Runs a command; the answer. Refuses: what the command refuses."""
        command = ALL_COMMANDS[op].model_validate(fields)
        outcome = engine.step(self.fabric, Envelope(command, at))
        assert isinstance(outcome, Done), "built-in drivers answer by themselves"
        self.revision += 1
        self.subjects = outcome.subjects
        engine.committed(self.fabric, outcome.subjects, self.revision)
        self.check()
        return outcome.answer

    def ok(self, op: str, at: str | None = None, /, **fields: Any) -> Any:
        """Runs a command that must be carried out."""
        answer: Answer = self.do(op, at, **fields)
        assert answer.ret >= 0, answer
        return answer

    def refused(self, op: str, at: str | None = None, /, **fields: Any) -> Refused:
        """Runs a command that must be refused by the control plane; nothing may change."""
        before = engine.state_hash(self.fabric)
        try:
            self.do(op, at, **fields)
        except Refused as refused:
            assert engine.state_hash(self.fabric) == before, "a refusal changed something"
            return refused
        raise AssertionError(f"{op} was not refused")

    def errno(self, op: str, at: str | None = None, /, **fields: Any) -> tuple[str, str]:
        """(errno, reason) of a kernel request that must be refused."""
        answer: Answer = self.do(op, at, **fields)
        assert answer.errno is not None, answer
        assert answer.reason is not None
        return answer.errno, answer.reason

    def undoes(self, op: str, at: str | None = None, /, **fields: Any) -> None:
        """Whether a command, taken back, leaves nothing behind."""
        before = engine.state_hash(self.fabric)
        command = ALL_COMMANDS[op].model_validate(fields)
        outcome = engine.step(self.fabric, Envelope(command, at))
        assert isinstance(outcome, Done)
        outcome.undo.rollback()
        assert engine.state_hash(self.fabric) == before

    def check(self) -> None:
        """Every invariant of every host that the last command changed, and of the plant."""
        plant = self.fabric.plant
        for upper, link in plant.links.items():
            assert link.upper == upper
            assert plant.uplinks[link.lower] == upper
        assert len(plant.uplinks) == len(plant.links)
        for name in self.subjects:
            entry = self.fabric.hosts.get(name)
            if entry is None:
                continue
            assert mm_invariants.check(entry.state) == []
            if entry.cxl is not None and entry.powered:
                cxl_invariants.check(entry.cxl)
                wanted = sees(Step(self.fabric, Undo()), entry)
                have = {
                    (each.device, each.ld) for each in entry.cxl.topology.memdevs if each.device
                }
                assert have == set(wanted), "a host has exactly the devices that it sees"

    # --- what most tests build

    def host(self, name: str, *, size: int = 16 * GIB, root_ports: int = 2, **extra: Any) -> None:
        """A host with one window over one host bridge; its node is 1."""
        cxl = {
            "windows": [{"base": hex(WINDOW), "size": size, "targets": [12], "nid": 1}],
            "host_bridges": [{"uid": 12, "nr_root_ports": root_ports}],
        }
        fields = {"kernel_model": "thread-2026-06", "topology": topology(), "cxl": cxl, **extra}
        self.ok("create_host", host=name, **fields)

    def cable(self, host: str, switch: str, port: int) -> None:
        """Root port 0 of a host to an upstream port."""
        self.ok("connect", host=host, host_bridge=12, root_port=0, switch=switch, port=port)

    def bind(self, vcs: int, vppb: int, port: int, ld: int | None = None) -> Any:
        """Binds a vPPB of switch `sw`."""
        extra = {} if ld is None else {"ld_id": ld}
        return self.ok("bind_vppb", switch="sw", vcs_id=vcs, vppb_id=vppb, port_id=port, **extra)


def pool_lab() -> Lab:
    """Two hosts on one switch `sw` with an MLD `pool` (4 LDs of 2 GiB) at port 2, an SLD at 3."""
    lab = Lab()
    lab.host("h0")
    lab.host("h1")
    vcss = [{"vcs_id": vcs, "usp": vcs, "nr_vppbs": 4} for vcs in (0, 1)]
    lab.ok("create_switch", switch="sw", nr_ports=8, vcss=vcss)
    lds = [{"range1": 8}] * 4
    lab.ok("create_device", device="pool", serial="0xffffffffffffffff", ram_size=8 * GIB, lds=lds)
    lab.ok("create_device", device="sld", serial="0x1", ram_size=4 * GIB, pmem_size=GIB)
    lab.cable("h0", "sw", 0)
    lab.cable("h1", "sw", 1)
    lab.ok("connect", switch="sw", port=2, device="pool")
    lab.ok("connect", switch="sw", port=3, device="sld")
    return lab


def with_memory(lab: Lab, host: str = "h0", *, pages: int = 512, private: bool = True) -> str:
    """A region of 1 GiB on a host, online on node 1, and task 100 with `pages` on it; its name."""
    made = lab.ok("create_region", host, decoder="decoder0.0", size=GIB)
    place = {"nid": 1, "start": made.resource, "size": GIB, "online_type": "online_movable"}
    if private:
        lab.ok("add_private_memory_driver_managed", host, owner="cxl", **place)
        ops = {
            "name": "cxl_mempolicy",
            "flags": ["NP_OPS_MIGRATION", "NP_OPS_MEMPOLICY"],
            "callbacks": ["migrate_to", "folio_migrate", "memory_failure"],
        }
        lab.ok("node_private_set_ops", host, nid=1, ops=ops)
    else:
        lab.ok("add_memory_driver_managed", host, **place)
    lab.ok("create_task", host, pid=100)
    lab.ok("mmap", host, pid=100, area="buf", nr_pages=pages)
    lab.ok("mbind", host, pid=100, area="buf", mode="MPOL_BIND", nodemask=[1])
    lab.ok("touch", host, pid=100, area="buf")
    name: str = made.region
    return name
