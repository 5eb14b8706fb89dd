"""The CXL side of a host at boot: root decoders and host bridges, nothing plugged in yet."""

from __future__ import annotations

from typing import Final

from service.bounded import parse_hex
from service.cxl.state import CxlState, initial_state
from service.cxl.topology import MODULO, XOR, Port, Restriction, Window, build
from service.fabric.cxl.commands import CxlHost, CxlWindow
from service.mm.commands.topology import Topology
from service.reasons import KernelError, Refused

#: HDM decoders of a host bridge that does not say
NR_DECODERS: Final = 8
_RESTRICTIONS: Final[dict[str, Restriction]] = {
    "type2": Restriction.TYPE2,
    "type3": Restriction.TYPE3,
    "ram": Restriction.VOLATILE,
    "pmem": Restriction.PMEM,
    "fixed": Restriction.FIXED,
}


def _window(number: int, spec: CxlWindow) -> Window:
    restrictions = 0
    for word in spec.restrictions:
        restrictions |= _RESTRICTIONS[word]
    return Window(
        id=number,
        base=parse_hex(spec.base),
        size=spec.size,
        targets=spec.targets,
        granularity=spec.interleave_granularity,
        arithmetic=XOR if spec.arithmetic == "xor" else MODULO,
        restrictions=restrictions,
        qos_class=spec.qos_class,
        xormaps=tuple(parse_hex(each) for each in spec.xormaps),
        nid=-1 if spec.nid is None else spec.nid,
    )


def boot_cxl(spec: CxlHost, topology: Topology) -> CxlState:
    """The hierarchy as enumeration leaves it.

    Refuses: PLANT_MISFIT where host bridges or windows do not fit each other or the machine.
    """
    uids = [bridge.uid for bridge in spec.host_bridges]
    if len(set(uids)) != len(uids):
        raise _misfit("cxl.host_bridges", "each host bridge has a UID of its own")
    nids = {node.nid for node in topology.nodes}
    for number, window in enumerate(spec.windows):
        field = f"cxl.windows[{number}]"
        missing = sorted(set(window.targets) - set(uids))
        if missing:
            raise _misfit(f"{field}.targets", f"no host bridge has UID {missing[0]}")
        if window.nid is not None and window.nid not in nids:
            raise _misfit(f"{field}.nid", f"node {window.nid} is not in the topology")
    ports = tuple(
        Port(
            f"port{number}",
            number,
            nr_dports=bridge.nr_root_ports,
            uid=bridge.uid,
            nr_decoders=bridge.nr_decoders or NR_DECODERS,
            passthrough=bridge.nr_root_ports == 1 and bridge.nr_decoders is None,
            rch=bridge.rch,
        )
        for number, bridge in enumerate(spec.host_bridges, 1)
    )
    windows = tuple(_window(number, each) for number, each in enumerate(spec.windows))
    try:
        found = build(windows, ports, ())
    except KernelError as error:
        raise _misfit("cxl.windows", error.row.render(error.facts)) from None
    return initial_state(found, version=topology.kernel_version)


def _misfit(field: str, why: str) -> Refused:
    return Refused("PLANT_MISFIT", field=field, why=why)
