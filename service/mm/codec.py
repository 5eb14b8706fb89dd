"""Snapshots of a host: a canonical msgpack encoding in key order, its inverse, and the state hash.

Caches (heaps, chunk boundaries, zonelists of zone objects) are never encoded; patterns stand as
their slots. Equal states have equal bytes whatever history led to them.
"""

from __future__ import annotations

import hashlib
from collections.abc import Mapping
from typing import Any, Final

import msgspec

from service.mm.access import Access
from service.mm.background import Background
from service.mm.cgroup import Cgroup
from service.mm.codec_maps import (
    interval_data,
    object_data,
    policy_data,
    read_intervals,
    read_object,
    read_policy,
)
from service.mm.cram_state import CramNextNode, CramNode, FlushCtx
from service.mm.fault_point import FaultPoint
from service.mm.hugetlb_pool import Hstate
from service.mm.intervals import IntervalSet
from service.mm.memory_blocks import MemoryBlocks
from service.mm.models import MODELS, Cell, KernelModel
from service.mm.partition import Partition
from service.mm.state import (
    LEVEL_SHIFTS,
    Allocation,
    HostState,
    Inode,
    MemoryGroup,
    Mm,
    Node,
    NodePrivate,
    NodePrivateOps,
    Task,
    Vma,
    Zone,
)
from service.mm.zonelist import zones_of_order

FORMAT: Final = 2

_SCALARS: Final[tuple[str, ...]] = (
    "kernel_version",
    "max_numnodes",
    "block_size",
    "now_ns",
    "next_id",
    "rebuilt",
    "cpusets_enabled",
    "cpusets_v1",
    "config_off",
    "top_mems",
    "min_free_kbytes",
    "user_min_free_kbytes",
    "watermark_scale_factor",
    "watermarks",
    "lowmem_reserve_ratio",
    "demotion_enabled",
    "auto_online_blocks",
    "weights_auto",
    "swap_pages",
    "init_on_free",
    "possible",
    "online",
    "n_memory",
    "n_memory_private",
    "n_cpu",
)
_MASKS: Final = frozenset(
    {"possible", "online", "n_memory", "n_memory_private", "n_cpu", "top_mems"}
)
_ZONE: Final[tuple[str, ...]] = (
    "start_pfn",
    "spanned",
    "present",
    "managed",
    "min",
    "low",
    "high",
    "promo",
    "boost",
)
_TASK: Final[tuple[str, ...]] = (
    "mm",
    "tgid",
    "cpu",
    "uid",
    "caps",
    "cgroup",
    "memcg",
    "policy",
    "il_prev",
    "il_weight",
    "spread_rotor",
    "oom_score_adj",
    "alive",
    "signal",
    "dumpable",
)


def _hook(value: Any) -> Any:
    if isinstance(value, int):
        return hex(value)
    msg = f"cannot encode {type(value)}"
    raise TypeError(msg)


_encoder: Final = msgspec.msgpack.Encoder(order="deterministic", enc_hook=_hook)


def _vma(vma: Vma) -> Any:
    row = list(msgspec.structs.astuple(vma))
    row[_POLICY] = policy_data(vma.policy)
    return row


def _read_vma(row: list[Any]) -> Vma:
    vma = Vma(*row)
    policy, flags = read_policy(row[_POLICY]), tuple(vma.vm_flags)
    return msgspec.structs.replace(vma, policy=policy, vm_flags=flags)


#: where the policy stands in an area's row
_POLICY: Final = Vma.__struct_fields__.index("policy")


def _mm(mm: Mm) -> Any:
    areas = sorted((label, *area) for label, area in mm.areas.items())
    tables = [interval_data(mm.tables[shift]) for shift in LEVEL_SHIFTS]
    vmas = [_vma(vma) for vma in mm.vmas]
    pages = interval_data(mm.pages)
    soft = (interval_data(mm.swapped), interval_data(mm.protnone), interval_data(mm.hwpoison))
    return (mm.anon, areas, vmas, pages, tables, mm.mmap_next, *soft, mm.hugetlb)


def _read_mm(mm_id: int, data: Any) -> Mm:
    anon, areas, vmas, pages, tables, mmap_next, swapped, protnone, hwpoison, hugetlb = data
    mm = Mm(mm_id, anon)
    mm.areas = {label: (start, pages_) for label, start, pages_ in areas}
    mm.vmas = tuple(_read_vma(row) for row in vmas)
    mm.pages = read_intervals(pages, tuple)
    mm.tables = {
        shift: read_intervals(rows) for shift, rows in zip(LEVEL_SHIFTS, tables, strict=True)
    }
    mm.mmap_next = mmap_next
    mm.swapped = read_intervals(swapped)
    mm.protnone = read_intervals(protnone)
    mm.hwpoison = read_intervals(hwpoison)
    mm.hugetlb = hugetlb
    return mm


_HSTATE: Final = ("resv", "overcommit", "next_to_alloc", "next_to_free")


def _hstate(pool: Hstate) -> Any:
    free = [(nid, interval_data(pool.free[nid])) for nid in sorted(pool.free)]
    promised = [(key, interval_data(pool.promised[key])) for key in sorted(pool.promised)]
    counts = tuple(getattr(pool, name) for name in _HSTATE)
    return (sorted(pool.nr.items()), sorted(pool.surplus.items()), free, promised, counts)


def _read_hstate(data: Any) -> Hstate:
    nr, surplus, free, promised, counts = data
    pool = Hstate()
    pool.nr, pool.surplus = dict(nr), dict(surplus)
    pool.free = {nid: IntervalSet.of_columns(columns) for nid, columns in free}
    pool.promised = {key: IntervalSet.of_columns(columns) for key, columns in promised}
    for name, value in zip(_HSTATE, counts, strict=True):
        setattr(pool, name, value)
    return pool


def _task(task: Task) -> Any:
    row = [getattr(task, name) for name in _TASK]
    row[_TASK.index("policy")] = policy_data(task.policy)
    return (*row, hex(task.mems_allowed))


def _read_task(pid: int, data: Any) -> Task:
    task = Task(pid, data[0])
    for name, value in zip(_TASK, data, strict=False):
        setattr(task, name, value)
    task.caps = tuple(task.caps)
    task.policy = read_policy(data[_TASK.index("policy")])
    task.mems_allowed = int(data[-1], 16)
    return task


def _zone(zone: Zone) -> Any:
    return (*(getattr(zone, name) for name in _ZONE), zone.lowmem_reserve, zone.partition.columns())


_DAEMONS: Final = ("kswapd", "kcompactd", "kswapd_order", "kswapd_highest", "kswapd_failures")


def _node(node: Node) -> Any:
    zones = [(zone.idx, _zone(zone)) for zone in node.zones if zone.present or zone.min]
    daemons = tuple(getattr(node, name) for name in _DAEMONS)
    return (node.cpus, daemons, node.private, node.node_private, zones)


def _read_node(nid: int, data: Any) -> Node:
    cpus, daemons, private, node_private, zones = data
    node = Node(nid, tuple(cpus))
    node.private = private
    for name, value in zip(_DAEMONS, daemons, strict=True):
        setattr(node, name, value)
    if node_private is not None:
        node.node_private = msgspec.convert(node_private, NodePrivate)
    for idx, row in zones:
        zone = node.zones[idx]
        for name, value in zip(_ZONE, row, strict=False):
            setattr(zone, name, value)
        zone.lowmem_reserve = tuple(row[len(_ZONE)])
        zone.partition = Partition.of_columns(row[-1])
    return node


def as_data(state: HostState) -> dict[str, Any]:
    """The state as plain data in key order."""
    scalars = {
        name: hex(getattr(state, name)) if name in _MASKS else getattr(state, name)
        for name in _SCALARS
    }
    data = {
        "format": FORMAT,
        "model": state.model.base,
        **_own(state.model),
        "knobs": _overrides(state.model),
        "scalars": scalars,
        "nodes": [(nid, _node(state.nodes[nid])) for nid in sorted(state.nodes)],
        "distances": sorted((a, b, value) for (a, b), value in state.distances.items()),
        "cpus": sorted(state.cpu_nid.items()),
        "node_load": sorted(state.node_load.items()),
        "orders": [(nid, *state.order_of[nid]) for nid in sorted(state.order_of)],
        "tasks": [(pid, _task(state.tasks[pid])) for pid in sorted(state.tasks)],
        "mms": [(each, _mm(state.mms[each])) for each in sorted(state.mms)],
        "objects": [(each, object_data(state.objects[each])) for each in sorted(state.objects)],
        "inodes": [state.inodes[name] for name in sorted(state.inodes)],
        "allocations": [
            (each.label, each.owner, each.order, each.runs)
            for _, each in sorted(state.allocations.items())
        ],
        "blocks": state.blocks.encode(),
        "counters": sorted((*key, value) for key, value in state.counters.items()),
        "owners": sorted((owner, kind, str(name)) for owner, (kind, name) in state.owners.items()),
        "weights": sorted(state.weights.items()),
        "cgroups": [_cgroup(state.cgroups[path]) for path in sorted(state.cgroups)],
        "access": sorted(state.access.items()),
        "adistance": sorted(state.adistance.items()),
        "tier_adistance": sorted(state.tier_adistance.items()),
        "node_demotion": [
            (nid, hex(preferred), hex(allowed))
            for nid, (preferred, allowed) in sorted(state.node_demotion.items())
        ],
        "np_tables": sorted(state.np_tables.items()),
        "np_blocked": sorted(state.np_blocked.items()),
        "hugetlb": _hstate(state.hugetlb),
        "background": msgspec.to_builtins(state.background),
        "fixed_marks": sorted((*key, *marks) for key, marks in state.fixed_marks.items()),
        "releasing": sorted(state.releasing.items()),
        "notifier_errors": sorted(state.notifier_errors.items()),
        "fault_points": sorted(state.fault_points.items()),
        "cram": sorted(state.cram.items()),
        "cram_next": sorted(state.cram_next.items()),
        "flush": sorted(state.flush.items()),
        "memory_groups": sorted(state.memory_groups.items()),
    }
    if state.private_order_of:
        data["private_orders"] = [
            (nid, *row) for nid, row in sorted(state.private_order_of.items())
        ]
    return data


_CGROUP: Final = (
    "spread_page",
    "memory_migrate",
    "clone_children",
    "mem_exclusive",
    "cpus",
    "memory_max",
    "memory_high",
    "swap_max",
    "oom_group",
    "events",
    "id",
    "memory_min",
    "memory_low",
    "events_local",
)


def _cgroup(group: Cgroup) -> Any:
    return (group.path, hex(group.mems), *(getattr(group, name) for name in _CGROUP))


def _read_cgroup(path: str, mems: str, *values: Any) -> Cgroup:
    fields = dict(zip(_CGROUP, values, strict=False))
    for each in ("events", "events_local"):
        fields[each] = tuple((name, count) for name, count in fields.get(each, ()))
    return Cgroup(path, int(mems, 16), **fields)


def _overrides(model: KernelModel) -> dict[str, tuple[str, str, str]]:
    """The cells that differ from the table of the model's id: value, source, evidence."""
    base = MODELS[model.base]
    return {
        name: (cell.value, cell.source, cell.evidence)
        for name, cell in model.cells.items()
        if cell != base.cells[name]
    }


def _own(model: KernelModel) -> dict[str, Any]:
    """The name of a model that a user wrote, its title and its source."""
    if not model.is_own:
        return {}
    return {"own_model": (model.id, model.title, model.source)}


def _read_model(data: Mapping[str, Any]) -> KernelModel:
    base = MODELS[data["model"]]
    knobs, own = data["knobs"], data.get("own_model")
    if not knobs and own is None:
        return base
    cells = dict(base.cells)
    for name, row in knobs.items():
        cells[name] = Cell(*row)
    name, title, source = own or (base.id, base.title, base.source)
    return KernelModel(name, title, source, cells, base.id)


def encode(state: HostState) -> bytes:
    """The canonical bytes of a state."""
    return _encoder.encode(as_data(state))


def _read_private_lists(state: HostState, data: dict[str, Any]) -> None:
    """The lists of models with a private selector; other snapshots do not have them."""
    state.private_order_of = {
        nid: (tuple(a), tuple(b)) for nid, a, b in data.get("private_orders", ())
    }
    state.private_lists = {
        nid: (zones_of_order(state, a), zones_of_order(state, b))
        for nid, (a, b) in state.private_order_of.items()
    }


def from_data(data: dict[str, Any]) -> HostState:
    """The state behind `as_data`."""
    if data["format"] != FORMAT:
        msg = f"snapshot format {data['format']} is not {FORMAT}"
        raise ValueError(msg)
    state = HostState(_read_model(data))
    for name, value in data["scalars"].items():
        setattr(state, name, int(value, 16) if name in _MASKS else value)
    state.nodes = {nid: _read_node(nid, row) for nid, row in data["nodes"]}
    state.distances = {(a, b): value for a, b, value in data["distances"]}
    state.cpu_nid = dict(data["cpus"])
    state.node_load = dict(data["node_load"])
    state.order_of = {nid: (tuple(a), tuple(b)) for nid, a, b in data["orders"]}
    state.lists = {
        nid: (zones_of_order(state, a), zones_of_order(state, b))
        for nid, (a, b) in state.order_of.items()
    }
    _read_private_lists(state, data)
    state.tasks = {pid: _read_task(pid, row) for pid, row in data["tasks"]}
    state.mms = {each: _read_mm(each, row) for each, row in data["mms"]}
    state.objects = {each: read_object(each, row) for each, row in data["objects"]}
    inodes = [msgspec.convert(row, Inode) for row in data["inodes"]]
    state.inodes = {inode.name: inode for inode in inodes}
    for label, owner, order, runs in data["allocations"]:
        allocation = Allocation(label, owner, order)
        allocation.runs = tuple(((key[0], key[1]), pfn, count) for key, pfn, count in runs)
        state.allocations[label] = allocation
    state.blocks = MemoryBlocks.decode(data["blocks"])
    state.counters = {(counter, nid): value for counter, nid, value in data["counters"]}
    state.owners = {
        owner: (kind, name if kind == "alloc" else int(name))
        for owner, kind, name in data["owners"]
    }
    state.weights = dict(data["weights"])
    state.cgroups = {
        path: _read_cgroup(path, mems, *values) for path, mems, *values in data["cgroups"]
    }
    state.access = {nid: msgspec.convert(row, Access) for nid, row in data["access"]}
    state.adistance = dict(data["adistance"])
    state.tier_adistance = dict(data["tier_adistance"])
    state.node_demotion = {
        nid: (int(preferred, 16), int(allowed, 16))
        for nid, preferred, allowed in data["node_demotion"]
    }
    state.np_tables = {
        owner: msgspec.convert(ops, NodePrivateOps) for owner, ops in data["np_tables"]
    }
    state.np_blocked = dict(data.get("np_blocked", ()))
    state.cram = {nid: msgspec.convert(row, CramNode) for nid, row in data.get("cram", ())}
    state.cram_next = {
        nid: msgspec.convert(row, CramNextNode) for nid, row in data.get("cram_next", ())
    }
    state.flush = {nid: msgspec.convert(row, FlushCtx) for nid, row in data.get("flush", ())}
    state.fixed_marks = {(nid, idx): (low, step) for nid, idx, low, step in data["fixed_marks"]}
    state.releasing = dict(data["releasing"])
    state.notifier_errors = dict(data["notifier_errors"])
    state.hugetlb = _read_hstate(data["hugetlb"])
    state.background = msgspec.convert(data.get("background", ()), Background)
    state.fault_points = {
        site: msgspec.convert(row, FaultPoint) for site, row in data.get("fault_points", ())
    }
    state.memory_groups = {
        mgid: msgspec.convert(row, MemoryGroup) for mgid, row in data.get("memory_groups", ())
    }
    state.config_off = tuple(state.config_off)
    state.lowmem_reserve_ratio = tuple(state.lowmem_reserve_ratio)
    return state


def decode(data: bytes) -> HostState:
    """The state behind `encode`."""
    return from_data(msgspec.msgpack.decode(data))


def state_hash(state: HostState) -> str:
    """SHA-256 of the canonical bytes, as hex."""
    return hashlib.sha256(encode(state)).hexdigest()
