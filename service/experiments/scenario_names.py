"""Node names of a scenario host: its topology in full, and step arguments as real commands."""

from __future__ import annotations

import json
from itertools import pairwise
from typing import Any, Final, NamedTuple

from service.bounded import parse_hex, to_hex
from service.experiments.scenario import ScenarioHost, ScenarioNode, size_bytes
from service.fabric.commands import HOST_COMMANDS
from service.mm.commands import Command
from service.mm.commands.topology import NodeSpec, Topology, ZoneSpec

PAGE_SIZE: Final = 4096
#: Memory in short form begins here: the first address of zone Normal on x86-64.
FIRST_START: Final = 1 << 32

#: Fields that take a node: one, or a list of them.
NODE_FIELDS: Final = frozenset({"nid", "preferred_nid", "home_node", "node"})
NODE_LIST_FIELDS: Final = frozenset({"nodemask", "nodes", "old_nodes", "new_nodes"})


class MemoryRange(NamedTuple):
    """The physical memory of a node in short form."""

    start: int
    size: int


class Names:
    """The nodes of one scenario host: name to nid and back, and the memory of each.

    Refuses (ValueError): an unknown name, memory that overlaps or has no whole blocks.
    """

    __slots__ = ("_by_nid", "host", "nids", "ranges")

    def __init__(self, host: ScenarioHost) -> None:
        self.host = host
        self.nids = {name: node.nid for name, node in host.nodes.items()}
        self._by_nid = {nid: name for name, nid in self.nids.items()}
        if len(self._by_nid) != len(self.nids):
            msg = "two nodes have the same nid"
            raise ValueError(msg)
        self.ranges = _ranges(host)

    def nid(self, node: object) -> object:
        """The nid behind a name; anything that is not a name stays as it is."""
        if not isinstance(node, str):
            return node
        if node not in self.nids:
            known = ", ".join(self.nids)
            msg = f"no node {node!r}; the host has {known}"
            raise ValueError(msg)
        return self.nids[node]

    def name(self, nid: int) -> str:
        """The name of a nid, or the number where it has none."""
        return self._by_nid.get(nid, str(nid))

    def resolve(self, args: dict[str, object]) -> dict[str, object]:
        """Arguments with nids for names, and `range: C` as the start and size of C's memory."""
        resolved: dict[str, object] = {}
        for field, value in args.items():
            if field in NODE_FIELDS:
                resolved[field] = self.nid(value)
            elif field in NODE_LIST_FIELDS and isinstance(value, list):
                resolved[field] = [self.nid(node) for node in value]
            elif field == "range":
                memory = self._range(value)
                resolved |= {"start": to_hex(memory.start), "size": memory.size}
            else:
                resolved[field] = value
        return resolved

    def _range(self, node: object) -> MemoryRange:
        self.nid(node)
        if not isinstance(node, str) or node not in self.ranges:
            msg = f"node {node} has no size, so it has no range"
            raise ValueError(msg)
        return self.ranges[node]

    def command(self, op: str, args: dict[str, object]) -> Command:
        """The command of a step. Refuses (ValueError, pydantic's included): what does not fit."""
        if op not in HOST_COMMANDS:
            known = ", ".join(sorted(HOST_COMMANDS))
            msg = f"no operation {op!r}; there are {known}"
            raise ValueError(msg)
        return HOST_COMMANDS[op].model_validate_json(json.dumps(self.resolve(args)))

    def topology(self) -> Topology:
        """The machine in full, nodes ascending by nid."""
        order = sorted(self.host.nodes, key=self.nids.__getitem__)
        column = {name: index for index, name in enumerate(self.host.nodes)}
        rows = self.host.distances
        return Topology(
            nodes=tuple(self._node(name, self.host.nodes[name]) for name in order),
            distances=tuple(tuple(rows[a][column[b]] for b in order) for a in order),
            kernel_version=self.host.kernel_version,
            memory_block_size=size_bytes(self.host.memory_block_size),
            swap_pages=self.host.swap_pages,
        )

    def _node(self, name: str, node: ScenarioNode) -> NodeSpec:
        given: dict[str, Any] = {"nid": node.nid, "cpus": node.cpus}
        if node.adistance is not None:
            given["adistance"] = node.adistance
        if node.private:
            return NodeSpec(**given, online=False)
        if name not in self.ranges:
            return NodeSpec(**given, zones=node.zones)
        start, size = self.ranges[name]
        pages = size // PAGE_SIZE
        zone = ZoneSpec(
            zone="Normal",
            start_pfn=to_hex(start // PAGE_SIZE),
            spanned=pages,
            present=pages,
            managed=pages,
        )
        return NodeSpec(**given, zones=(zone,))


def _ranges(host: ScenarioHost) -> dict[str, MemoryRange]:
    block = size_bytes(host.memory_block_size)
    ranges: dict[str, MemoryRange] = {}
    free = FIRST_START
    for name, node in host.nodes.items():
        if node.private and (node.size is None or node.zones):
            msg = f"private node {name} needs a size and no zones: its memory is hotplugged"
            raise ValueError(msg)
        if node.size is None:
            continue
        if node.zones:
            msg = f"node {name} has both size and zones"
            raise ValueError(msg)
        start = free if node.start is None else parse_hex(node.start)
        size = size_bytes(node.size)
        if start % block or size % block:
            msg = f"memory of node {name} is not made of whole blocks of {host.memory_block_size}"
            raise ValueError(msg)
        ranges[name] = MemoryRange(start, size)
        free = max(free, start + size)
    _no_overlap(ranges)
    return ranges


def _no_overlap(ranges: dict[str, MemoryRange]) -> None:
    ordered = sorted((memory, name) for name, memory in ranges.items())
    for (low, first), (high, second) in pairwise(ordered):
        if low.start + low.size > high.start:
            msg = f"the memory of nodes {first} and {second} overlaps"
            raise ValueError(msg)
