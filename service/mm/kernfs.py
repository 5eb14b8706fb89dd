"""Kernel files as a table: path pattern, reader, writer (sysfs, /proc/sys/vm, cgroup2).

A path that no row matches is ENOENT; a row without a writer is read-only.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import Final

from service.mm import contig_zones, cpuset, memory_hotplug
from service.mm.commands.base import Answer
from service.mm.commands.kernfs import (
    KernfsMkdir,
    KernfsRead,
    KernfsReadAnswer,
    KernfsRmdir,
    KernfsWrite,
)
from service.mm.compaction import compact_node
from service.mm.context import Context
from service.mm.kernfs_background import BACKGROUND_FILES
from service.mm.kernfs_cgroup import CGROUP_FILES
from service.mm.kernfs_cram import CRAM_FILES
from service.mm.kernfs_file import RULE, KernelFile, Match, Write, malformed, number
from service.mm.kernfs_hugetlb import HUGETLB_FILES
from service.mm.kernfs_memcg import MEMCG_FILES
from service.mm.kswapd import recompute_wmarks
from service.mm.memcontrol import reparent
from service.mm.memory_blocks import BlockRun
from service.mm.memory_tiers import tiers
from service.mm.nodemask import format_nodelist, nodes_of
from service.mm.services import may_touch
from service.mm.state import HostState
from service.mm.versions import KERNEL_VERSIONS
from service.mm.views import sysfs
from service.mm.watermark import setup_per_zone_lowmem_reserve
from service.mm.weights import reset_weights
from service.mm.zones import MAX_NR_ZONES, ZONE_NAMES
from service.reasons import KernelError, Refused

_WEIGHTS: Final = "/sys/kernel/mm/mempolicy/weighted_interleave"
_NODE: Final = "/sys/devices/system/node"
_MEMORY: Final = "/sys/devices/system/memory"
_TIERING: Final = "/sys/devices/virtual/memory_tiering"


#: vm.watermark_scale_factor: at most 30 % (kernel/sysctl.c)
WATERMARK_SCALE_FACTOR_MAX: Final = 3000
WEIGHT_MAX: Final = 255
ONLINE_TYPES: Final = ("offline", "online", "online_kernel", "online_movable")
#: lines of nodeN/numastat
_NUMASTAT: Final = (
    "numa_hit",
    "numa_miss",
    "numa_foreign",
    "interleave_hit",
    "local_node",
    "other_node",
)
INT_MAX: Final = (1 << 31) - 1
#: names that a directory lists at most; published at /v1/limits
DIRECTORY_NAMES_MAX: Final = 65536


def _bool(write: Write) -> bool:
    """Kstrtobool."""
    text = write.value.strip()[:2].lower()
    if text[:1] in {"y", "t", "1"} or text == "on":
        return True
    if text[:1] in {"n", "f", "0"} or text == "of":
        return False
    raise malformed(write)


# sysctl


def _write_min_free(ctx: Context, match: Match, write: Write) -> None:
    del match
    value = number(write)
    if not 0 <= value <= INT_MAX:
        raise malformed(write)
    ctx.undo.assign(ctx.state, "min_free_kbytes", value)
    ctx.undo.assign(ctx.state, "user_min_free_kbytes", value)
    recompute_wmarks(ctx)


def _write_scale(ctx: Context, match: Match, write: Write) -> None:
    del match
    value = number(write)
    if not 1 <= value <= WATERMARK_SCALE_FACTOR_MAX:
        raise malformed(write)
    ctx.undo.assign(ctx.state, "watermark_scale_factor", value)
    recompute_wmarks(ctx)


def _write_reserve(ctx: Context, match: Match, write: Write) -> None:
    del match
    words = write.value.split()
    if not words or any(re.match(r"^-?\d+$", word) is None for word in words[:MAX_NR_ZONES]):
        raise malformed(write)
    given = [max(int(word), 0) for word in words[:MAX_NR_ZONES]]
    ratios = (*given, *ctx.state.lowmem_reserve_ratio[len(given) :])
    ctx.undo.assign(ctx.state, "lowmem_reserve_ratio", ratios)
    setup_per_zone_lowmem_reserve(ctx.state, ctx.undo)


# weights


def _has_weight_file(state: HostState, nid: int) -> bool:
    cells = KERNEL_VERSIONS[state.kernel_version]
    everywhere = cells.weight_files_of_possible_nodes
    nodes = state.possible if everywhere else state.n_memory | state.n_memory_private
    nodes = nodes if cells.weighted_interleave else 0
    return bool(nodes >> nid & 1)


def _read_weight(state: HostState, match: Match) -> str | None:
    nid = int(match[1])
    return str(state.weight_of(nid)) if _has_weight_file(state, nid) else None


def _write_weight(ctx: Context, match: Match, write: Write) -> None:
    nid = int(match[1])
    text = write.value.strip()
    if not text.isdigit():
        raise malformed(write)
    value = int(text)
    resets = KERNEL_VERSIONS[ctx.state.kernel_version].weight_zero_resets
    if value > WEIGHT_MAX or (not value and not resets):
        raise malformed(write)
    ctx.undo.set(ctx.state.weights, nid, value or 1)
    ctx.state.forget_plans(ctx.undo)
    ctx.undo.assign(ctx.state, "weights_auto", value=False)


def _read_auto(state: HostState, match: Match) -> str | None:
    del match
    if KERNEL_VERSIONS[state.kernel_version].weight_files_of_possible_nodes:
        return None
    return "true" if state.weights_auto else "false"


def _write_auto(ctx: Context, match: Match, write: Write) -> None:
    del match
    wanted = _bool(write)
    if wanted == ctx.state.weights_auto:
        return
    if wanted:
        if not ctx.state.access:
            raise KernelError("NO_BANDWIDTH_DATA", rule=RULE)
        reset_weights(ctx.state, ctx.undo)
    ctx.undo.assign(ctx.state, "weights_auto", wanted)


# nodes


def _read_node_list(state: HostState, match: Match) -> str | None:
    text: str | None = getattr(sysfs(state), match[1])
    return text


def _write_compact(ctx: Context, match: Match, write: Write) -> None:
    """A write to nodeN/compact. Refuses: NODE_NOT_COMPACTED (no service may compact the node)."""
    del write
    nid = int(match[1])
    if nid not in ctx.state.nodes:
        raise KernelError("NO_SUCH_FILE", rule=RULE, path=match[0])
    if not may_touch(ctx.state, nid, "compaction"):
        ctx.used("service.compaction")
        raise KernelError("NODE_NOT_COMPACTED", rule=RULE, nid=nid)
    compact_node(ctx, nid)


def _read_generic_initiator(state: HostState, match: Match) -> str | None:
    del state, match
    return ""


def _online(state: HostState, match: Match) -> int | None:
    nid = int(match[1])
    return nid if state.online >> nid & 1 else None


def _read_distance(state: HostState, match: Match) -> str | None:
    nid = _online(state, match)
    if nid is None:
        return None
    return " ".join(str(state.distance(nid, other)) for other in nodes_of(state.online))


def _read_cpulist(state: HostState, match: Match) -> str | None:
    nid = _online(state, match)
    if nid is None:
        return None
    return format_nodelist(sum(1 << cpu for cpu in state.nodes[nid].cpus))


def _read_meminfo(state: HostState, match: Match) -> str | None:
    nid = _online(state, match)
    if nid is None:
        return None
    zones = state.nodes[nid].zones
    total = 4 * sum(zone.managed for zone in zones)
    free = 4 * sum(zone.free for zone in zones)
    return f"Node {nid} MemTotal: {total} kB\nNode {nid} MemFree: {free} kB"


def _read_buddyinfo(state: HostState, match: Match) -> str | None:
    del match
    lines = [
        f"Node {nid}, zone {ZONE_NAMES[zone.idx]:>8} "
        + " ".join(f"{count:6}" for count in zone.partition.free_orders())
        for nid in nodes_of(state.online)
        for zone in state.nodes[nid].zones
        if zone.present
    ]
    return "\n".join(lines)


def _read_access(state: HostState, match: Match) -> str | None:
    access = state.access.get(int(match[1]))
    return None if access is None else str(getattr(access, match[2]))


def _list_access(state: HostState, match: Match) -> list[str] | None:
    access = state.access.get(int(match[1]))
    if access is None:
        return None
    return [
        f"node{access.initiator}",
        "read_bandwidth",
        "read_latency",
        "write_bandwidth",
        "write_latency",
    ]


# tiers


def _read_tier(state: HostState, match: Match) -> str | None:
    nodes = tiers(state).get(int(match[1]))
    return None if nodes is None else format_nodelist(nodes)


def _read_demotion(state: HostState, match: Match) -> str | None:
    del match
    return "true" if state.demotion_enabled else "false"


def _write_demotion(ctx: Context, match: Match, write: Write) -> None:
    del match
    ctx.undo.assign(ctx.state, "demotion_enabled", _bool(write))


# memory blocks


def _read_block(state: HostState, match: Match) -> str | None:
    block = state.blocks.get(int(match[1]))
    if block is None:
        return None
    return {
        "state": block.state,
        "removable": "1",
        "phys_device": "0",
        "phys_index": f"{block.block:08x}",
        "valid_zones": contig_zones.valid_zones(state, block),
    }[match[2]]


def _write_block(ctx: Context, match: Match, write: Write) -> None:
    block = ctx.state.blocks.get(int(match[1]))
    if block is None:
        raise KernelError("NO_SUCH_FILE", rule=RULE, path=write.path)
    word = write.value.strip()
    if word not in ONLINE_TYPES:
        raise malformed(write)
    wanted = "offline" if word == "offline" else "online"
    if block.state == wanted:
        raise KernelError("BLOCK_STATE", rule="hotplug.online", block=block.block, state=wanted)
    if wanted == "offline":
        memory_hotplug.offline_block(ctx, block)
    else:
        memory_hotplug.online_block(ctx, block, word)


def _write_auto_online(ctx: Context, match: Match, write: Write) -> None:
    """What hot-added blocks become by themselves: one of the four words."""
    del match
    word = write.value.strip()
    if word not in ONLINE_TYPES:
        raise malformed(write)
    ctx.undo.assign(ctx.state, "auto_online_blocks", word)


def _write_zonelist_order(ctx: Context, match: Match, write: Write) -> None:
    """Node order is the only one since 4.14: words of d and n are taken and change nothing."""
    del ctx, match
    if write.value.strip()[:1].lower() not in {"d", "n"}:
        raise malformed(write)


def _read_numastat(state: HostState, match: Match) -> str | None:
    nid = _online(state, match)
    if nid is None:
        return None
    counts = [(name, state.counters.get((name, nid), 0)) for name in _NUMASTAT]
    return "\n".join(f"{name} {count}" for name, count in counts)


FILES: Final[tuple[KernelFile, ...]] = (
    KernelFile("/proc/sys/vm/numa_zonelist_order", lambda *_: "Node", _write_zonelist_order),
    KernelFile(rf"{_NODE}/node(\d+)/numastat", _read_numastat),
    KernelFile(
        "/proc/sys/vm/min_free_kbytes", lambda s, _: str(s.min_free_kbytes), _write_min_free
    ),
    KernelFile(
        "/proc/sys/vm/watermark_scale_factor",
        lambda s, _: str(s.watermark_scale_factor),
        _write_scale,
    ),
    KernelFile(
        "/proc/sys/vm/lowmem_reserve_ratio",
        lambda s, _: "\t".join(map(str, s.lowmem_reserve_ratio)),
        _write_reserve,
    ),
    KernelFile(rf"{_WEIGHTS}/node(\d+)", _read_weight, _write_weight),
    KernelFile(f"{_WEIGHTS}/auto", _read_auto, _write_auto),
    KernelFile(
        rf"{_NODE}/(online|possible|has_memory|has_normal_memory|has_cpu|has_private_memory"
        r"|has_user_memory|has_public_memory|has_common_memory)",
        _read_node_list,
    ),
    KernelFile(rf"{_NODE}/node(\d+)/compact", None, _write_compact),
    KernelFile(f"{_NODE}/has_generic_initiator", _read_generic_initiator),
    KernelFile(rf"{_NODE}/node(\d+)/distance", _read_distance),
    KernelFile(rf"{_NODE}/node(\d+)/cpulist", _read_cpulist),
    KernelFile(rf"{_NODE}/node(\d+)/meminfo", _read_meminfo),
    KernelFile("/proc/buddyinfo", _read_buddyinfo),
    KernelFile(
        rf"{_NODE}/node(\d+)/access[01]/initiators/((?:read|write)_(?:latency|bandwidth))",
        _read_access,
    ),
    KernelFile(rf"{_TIERING}/memory_tier(\d+)/nodelist", _read_tier),
    KernelFile("/sys/kernel/mm/numa/demotion_enabled", _read_demotion, _write_demotion),
    KernelFile(f"{_MEMORY}/block_size_bytes", lambda s, _: f"{s.block_size:x}"),
    KernelFile(
        f"{_MEMORY}/auto_online_blocks", lambda s, _: s.auto_online_blocks, _write_auto_online
    ),
    KernelFile(rf"{_MEMORY}/memory(\d+)/(state)", _read_block, _write_block),
    KernelFile(
        rf"{_MEMORY}/memory(\d+)/(removable|phys_device|phys_index|valid_zones)", _read_block
    ),
    *BACKGROUND_FILES,
    *CGROUP_FILES,
    *CRAM_FILES,
    *MEMCG_FILES,
    *HUGETLB_FILES,
)

Lister = Callable[[HostState, Match], "list[str] | None"]


def _list_weights(state: HostState, match: Match) -> list[str] | None:
    if not KERNEL_VERSIONS[state.kernel_version].weighted_interleave:
        return None
    names = [f"node{nid}" for nid in nodes_of(state.possible) if _has_weight_file(state, nid)]
    return names + (["auto"] if _read_auto(state, match) is not None else [])


def _list_tiers(state: HostState, match: Match) -> list[str] | None:
    del match
    return ["power", "uevent", *(f"memory_tier{tier}" for tier in tiers(state))]


def _list_node(state: HostState, match: Match) -> list[str] | None:
    nid = _online(state, match)
    if nid is None:
        return None
    own = [run for run in state.blocks.runs() if nid in run.kind.nids]
    return ["memory_failure", *_block_names(own)]


def _list_block(state: HostState, match: Match) -> list[str] | None:
    block = state.blocks.get(int(match[1]))
    return None if block is None else [f"node{nid}" for nid in block.nids]


def _list_memory(state: HostState, match: Match) -> list[str] | None:
    del match
    fixed = [
        "auto_online_blocks",
        "block_size_bytes",
        "crash_hotplug",
        "hard_offline_page",
        "power",
        "soft_offline_page",
        "uevent",
    ]
    return [*fixed, *_block_names(list(state.blocks.runs()))]


def _block_names(runs: list[BlockRun]) -> list[str]:
    """Refuses: LIMIT_EXCEEDED."""
    needs = sum(run.end - run.start for run in runs)
    if needs > DIRECTORY_NAMES_MAX:
        raise Refused(
            "LIMIT_EXCEEDED", limit="directory_names", max=DIRECTORY_NAMES_MAX, needs=needs
        )
    return [f"memory{number}" for run in runs for number in range(run.start, run.end)]


#: directories whose names are state; `prefix` filters are the reader's business
DIRECTORIES: Final[tuple[tuple[str, Lister], ...]] = (
    (_WEIGHTS, _list_weights),
    (_TIERING, _list_tiers),
    (rf"{_NODE}/node(\d+)", _list_node),
    (rf"{_NODE}/node(\d+)/access[01]/initiators", _list_access),
    (rf"{_MEMORY}/memory(\d+)", _list_block),
    (_MEMORY, _list_memory),
)


def _find(path: str) -> tuple[KernelFile, Match] | None:
    for row in FILES:
        match = re.fullmatch(row.pattern, path)
        if match is not None:
            return row, match
    return None


def kernfs_read(ctx: Context, command: KernfsRead) -> Answer:
    """Reads a file or lists a directory. Refuses: NO_SUCH_FILE."""
    found = _find(command.path)
    ctx.decide("kernfs.read", path=command.path)
    if found is not None and found[0].read is not None:
        text = found[0].read(ctx.state, found[1])
        if text is not None:
            return ctx.answer(KernfsReadAnswer, text=text)
    for pattern, lister in DIRECTORIES:
        match = re.fullmatch(pattern, command.path)
        names = lister(ctx.state, match) if match is not None else None
        if names is not None:
            return ctx.answer(KernfsReadAnswer, names=tuple(sorted(names)))
    raise KernelError("NO_SUCH_FILE", rule="kernfs.read", path=command.path)


def kernfs_write(ctx: Context, command: KernfsWrite) -> Answer:
    """Writes a file. Refuses: NO_SUCH_FILE, FILE_READ_ONLY, and what the file refuses."""
    found = _find(command.path)
    if found is None:
        raise KernelError("NO_SUCH_FILE", rule=RULE, path=command.path)
    row, match = found
    if row.read is not None and row.read(ctx.state, match) is None:
        raise KernelError("NO_SUCH_FILE", rule=RULE, path=command.path)
    if row.write is None:
        raise KernelError("FILE_READ_ONLY", rule=RULE, path=command.path)
    ctx.decide(RULE, text=f"{command.path} took {command.value.strip()!r}")
    error = row.write(ctx, match, Write(command.path, command.value, command.pid))
    return ctx.answer(Answer) if error is None else ctx.refusal(Answer, error)


def _cgroup_path(path: str) -> str:
    if not path.startswith("/cg/"):
        raise KernelError("FILE_READ_ONLY", rule=RULE, path=path)
    return path.removeprefix("/cg")


def kernfs_mkdir(ctx: Context, command: KernfsMkdir) -> Answer:
    """A new cgroup."""
    cpuset.mkdir(ctx, _cgroup_path(command.path))
    ctx.decide(RULE, text="a new cgroup inherits its parent's nodes")
    return ctx.answer(Answer)


def kernfs_rmdir(ctx: Context, command: KernfsRmdir) -> Answer:
    """Removes an empty cgroup."""
    path = _cgroup_path(command.path)
    group = cpuset.cgroup_of(ctx, path)
    cpuset.rmdir(ctx, path)
    reparent(ctx, group)
    ctx.decide(RULE, text="the cgroup had neither tasks nor children")
    return ctx.answer(Answer)
