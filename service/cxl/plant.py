"""What hangs together in a plant: cables by their ends, and what each host sees below its ports.

Only the fabric changes a plant, entry by entry; nothing here does.
"""

from __future__ import annotations

from collections.abc import Iterator

import msgspec

from service.cxl.hardware import Device, Link, Peer, Seen, Switch, Vcs


class Plant:
    """Switches and devices by name, cables by their upper end, and the upper end of each lower."""

    __slots__ = ("devices", "links", "switches", "uplinks")

    def __init__(self) -> None:
        self.switches: dict[str, Switch] = {}
        self.devices: dict[str, Device] = {}
        self.links: dict[Peer, Link] = {}
        self.uplinks: dict[Peer, Peer] = {}

    def link_of(self, end: Peer) -> Link | None:
        """The cable at an end, whichever it is."""
        return self.links.get(self.uplinks.get(end, end))

    def below(self, upper: Peer) -> Peer | None:
        """What a port leads to, while the link is up and the other side has power."""
        link = self.links.get(upper)
        if link is None or not link.up:
            return None
        powered = (
            self.switches[link.lower.name].powered
            if link.lower.kind == "switch"
            else self.devices[link.lower.name].powered
        )
        return link.lower if powered else None

    def host_of(self, switch: str, vcs: Vcs) -> Peer | None:
        """The root port that a virtual switch hangs on, whether its link is up or not.

        Below another switch: that of the virtual switch whose vPPB is bound to the port above.
        """
        upper = self.uplinks.get(Peer("switch", switch, vcs.usp))
        if upper is None or upper.kind == "host":
            return upper
        for above in self.switches[upper.name].vcss:
            if any(each.port == upper.number for each in above.vppbs):
                return self.host_of(upper.name, above)
        return None

    def is_below(self, switch: str, other: str) -> bool:
        """Whether a switch hangs, by any of its upstream ports, below another or is it."""
        if switch == other:
            return True
        for vcs in self.switches[switch].vcss:
            upper = self.uplinks.get(Peer("switch", switch, vcs.usp))
            if upper is not None and upper.kind == "switch" and self.is_below(upper.name, other):
                return True
        return False

    def hosts_of_switch(self, switch: str) -> tuple[str, ...]:
        """The hosts cabled to a switch, sorted."""
        found = {
            host.name
            for vcs in self.switches[switch].vcss
            if (host := self.host_of(switch, vcs)) is not None
        }
        return tuple(sorted(found))

    def hosts_of_device(self, device: str) -> tuple[str, ...]:
        """The hosts whose root ports lead to a head of a device, by a switch or not, sorted."""
        found: set[str] = set()
        for head in range(self.devices[device].nr_heads):
            upper = self.uplinks.get(Peer("device", device, head))
            if upper is not None and upper.kind == "host":
                found.add(upper.name)
            elif upper is not None:
                for vcs in self.switches[upper.name].vcss:
                    for each in vcs.vppbs:
                        if each.port == upper.number:
                            host = self.host_of(upper.name, vcs)
                            found |= set() if host is None else {host.name}
                            break
        return tuple(sorted(found))

    def root_ports(self, host: str, bridges: dict[int, int]) -> Iterator[Peer]:
        """The root ports of a host; `bridges` maps host bridge UIDs to numbers of root ports."""
        for uid, nr_ports in sorted(bridges.items()):
            for number in range(nr_ports):
                yield Peer("host", host, number, uid)

    def seen_below(self, root_port: Peer) -> Iterator[Seen]:
        """The LDs that a root port leads to, in order of vPPBs."""
        lower = self.below(root_port)
        if lower is None:
            return
        if lower.kind == "device":
            ld = self._single_ld(lower)
            if ld is not None:
                yield Seen(lower.name, ld, root_port.bridge, root_port.number)
            return
        yield from self._below_switch(root_port, lower, ())

    def _below_switch(
        self, root_port: Peer, usp: Peer, above: tuple[tuple[str, int, int], ...]
    ) -> Iterator[Seen]:
        """The LDs below an upstream port; `frozen` where any vPPB on the way is."""
        vcs = self.switches[usp.name].of_usp(usp.number)
        for vppb_id, vppb in enumerate(() if vcs is None else vcs.vppbs):
            head = self.below(Peer("switch", usp.name, vppb.port)) if vppb.port >= 0 else None
            if head is None or vcs is None:
                continue
            if head.kind == "switch":
                hop = (usp.name, vcs.vcs_id, vppb_id)
                for seen in self._below_switch(root_port, head, (*above, hop)):
                    frozen = seen.frozen or vppb.frozen
                    yield msgspec.structs.replace(seen, frozen=frozen)
                continue
            ld = self.devices[head.name].ld_of(head.number, vppb.ld)
            if ld is not None:
                yield Seen(
                    head.name,
                    ld,
                    root_port.bridge,
                    root_port.number,
                    usp.name,
                    vcs.vcs_id,
                    vppb_id,
                    vppb.frozen,
                    above,
                )

    def _single_ld(self, head: Peer) -> int | None:
        """The LD that a host gets without a switch: the first of the head."""
        lds = self.devices[head.name].lds
        return next((ld for ld, each in enumerate(lds) if each.head == head.number), None)
