"""Interpreter of the category `cxl`: region assembly by sysfs, and the `cxl` and `daxctl` tools.

Rule C1: names of memdevs, ports and decoders below the root depend on the order of probing and are
not compared; of tool calls the return code and the regions they print are. What the recordings say
about those names (`dev` lines, listings with serial numbers) is read first, as an input.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from typing import Any, Final

import msgspec

from service.conformance.corpus import Case
from service.conformance.kernel_cxl_machine import machine
from service.conformance.kernel_cxl_tool import Tool
from service.conformance.kernel_topology import version_of
from service.conformance.verdict import Difference, Judged, Unsupported
from service.cxl import sysfs
from service.cxl.state import Config, CxlState, attempt
from service.reasons import Errno, KernelError

#: strerror(3) of what a shell prints
STRERROR: Final[dict[Errno, str]] = {
    Errno.EPERM: "Operation not permitted",
    Errno.ENOENT: "No such file or directory",
    Errno.EIO: "Input/output error",
    Errno.ENXIO: "No such device or address",
    Errno.EACCES: "Permission denied",
    Errno.EBUSY: "Device or resource busy",
    Errno.ENODEV: "No such device",
    Errno.EINVAL: "Invalid argument",
    Errno.ENOSPC: "No space left on device",
    Errno.ERANGE: "Numerical result out of range",
    Errno.ETIMEDOUT: "Connection timed out",
}
_NOWHERE: Final = (1 << 64) - 1
#: what of a printed region is compared
REGION_KEYS: Final = ("size", "interleave_ways", "interleave_granularity", "type")
_SYSFS_KEYS: Final = frozenset({"op", "decoder", "ways", "gran", "size", "dpa", "mems", "mode"})
_WINDOW_LINE: Final = re.compile(r"decoder0\.0 .*\bstart=(0x[0-9a-f]+)")
_MEMDEV_LINE: Final = re.compile(r"(mem[0-9]+) .*\bserial=(0x[0-9a-f]+)")


class Inputs(msgspec.Struct):
    """What a recording tells about a boot: names of memdevs, where the windows are."""

    serial_of: dict[str, int] = msgspec.field(default_factory=dict)
    base: int | None = None


def _listed(value: Any) -> Iterator[dict[str, Any]]:
    if isinstance(value, dict):
        yield value
        for each in value.values():
            yield from _listed(each)
    elif isinstance(value, list):
        for each in value:
            yield from _listed(each)


def _inputs(cases: Iterable[Case]) -> dict[tuple[str, str], Inputs]:
    found: dict[tuple[str, str], Inputs] = {}
    for case in cases:
        for kernel in case.data["kernels"]:
            row = found.setdefault((case.data["topo"], kernel), Inputs())
            for op, result in zip(case.data["ops"], case.data["res"], strict=False):
                _learn(row, op["op"], result)
    return found


def _learn(row: Inputs, op: str, result: Any) -> None:
    if op == "dev":
        window, memdev = (
            pattern.match(result.get("text", "")) for pattern in (_WINDOW_LINE, _MEMDEV_LINE)
        )
        if window is not None:
            row.base = int(window[1], 16)
        if memdev is not None:
            row.serial_of[memdev[1]] = int(memdev[2], 16)
    if op == "cmd" and "json" in result:
        for each in _listed(result["json"]):
            if "memdev" in each and "serial" in each:
                row.serial_of.setdefault(each["memdev"], each["serial"])


class CxlHost:
    """A booted hierarchy with the names its recording uses."""

    def __init__(self, entry: dict[str, Any], kernel: str, inputs: Inputs) -> None:
        self.boot = machine(entry, version_of(kernel), inputs.base)
        memdevs = self.boot.topology.memdevs
        by_serial = {memdev.serial: memdev.name for memdev in memdevs}
        #: name in the recording -> ours; in order of serial numbers where nothing tells otherwise
        self.names = {f"mem{number}": memdev.name for number, memdev in enumerate(memdevs)}
        self.names.update({memdev.name: memdev.name for memdev in memdevs})
        for name, serial in inputs.serial_of.items():
            if serial in by_serial:
                self.names[name] = by_serial[serial]
        self.tool = Tool(self.boot, self.names)

    def endpoint(self, name: str) -> tuple[str, str]:
        """(memdev, name of its decoder 0) of a device. Refuses: Unsupported."""
        if name not in self.names:
            raise Unsupported(f"memdev {name}")
        memdev = self.boot.topology.memdev_of[self.names[name]]
        return memdev.name, memdev.decoder_name(0)


def _steps(op: dict[str, Any], region: str) -> Iterator[tuple[str, str]]:
    """The writes of an attempt: (attribute, value); `EP(x)` stands for decoder 0 of a device."""
    mems = op["mems"].split()
    mode = op.get("mode", "ram")
    for name in mems:
        yield f"EP({name})/mode", mode
        yield f"EP({name})/dpa_size", op["dpa"]
    yield f"{op['decoder']}/create_{mode}_region", region
    yield f"{region}/interleave_granularity", op["gran"]
    yield f"{region}/interleave_ways", op["ways"]
    yield f"{region}/size", op["size"]
    for pos, name in enumerate(mems):
        yield f"{region}/target{pos}", f"EP({name})"
    yield f"{region}/commit", "1"
    yield f"{region}/commit", "0"
    yield f"{op['decoder']}/delete_region", region
    for name in mems:
        yield f"EP({name})/dpa_size", "0"


def _real(host: CxlHost, text: str) -> str:
    return re.sub(r"EP\((\w+)\)", lambda found: host.endpoint(found[1])[1], text)


def region_sysfs(host: CxlHost, op: dict[str, Any]) -> dict[str, Any]:
    """One attempt to assemble a region on a fresh hierarchy: steps, attributes, whether all went.

    Attributes are those after the commit, before it is taken back. Refuses: Unsupported.
    """
    unknown = op.keys() - _SYSFS_KEYS
    if unknown:
        raise Unsupported(f"cxl_region_sysfs {min(unknown)}")
    state = host.boot
    window = int(op["decoder"].rpartition(".")[2])
    if window not in state.next_id:
        raise Unsupported(f"decoder {op['decoder']}")
    region = f"region{state.next_id[window]}"
    steps: list[list[Any]] = []
    attrs: list[str] = []
    for attribute, value in _steps(op, region):
        path, text = _real(host, attribute), _real(host, value)
        state, refused = attempt(state, lambda at, p=path, t=text: sysfs.write(at, p, t))  # type: ignore[misc]
        steps.append([attribute, value, *_answer(refused)])
        if (attribute, value) == (f"{region}/commit", "1"):
            attrs = _attrs(host, state, op, region)
    return {"steps": steps, "attrs": sorted(attrs), "ok": all(step[2] == 0 for step in steps)}


def _answer(refused: KernelError | None) -> list[Any]:
    if refused is None:
        return [0]
    errno = refused.row.errno
    assert errno is not None, "a kernel row has an errno"
    return [1, STRERROR[errno]]


def _attrs(host: CxlHost, state: CxlState, op: dict[str, Any], region: str) -> list[str]:
    lines = []
    for name in op["mems"].split():
        decoder = state.endpoints[host.endpoint(name)[0]][0]
        start = decoder.dpa_start if decoder.dpa_size else _NOWHERE
        lines.append(f"EP({name}) dpa {start:#x} {decoder.dpa_size:#018x}")
    found = next((each for each in state.regions.values() if each.name == region), None)
    if found is None:
        return lines
    start = _NOWHERE if found.hpa_start is None else found.hpa_start
    lines += [
        f"{region} commit {int(found.state >= Config.COMMIT)}",
        f"{region} interleave_granularity {found.granularity}",
        f"{region} interleave_ways {found.ways}",
        f"{region} mode {found.mode}",
        f"{region} resource {start:#x}",
        f"{region} size {found.hpa_size:#x}",
    ]
    if found.state < Config.COMMIT:
        return lines
    for name in op["mems"].split():
        lines.append(
            f"EP({name}) hw region={region} start={start:#x} size={found.hpa_size:#x} "
            f"interleave_ways={found.ways} interleave_granularity={found.granularity} target_list="
        )
    lines += [
        f"SW hw region={region} start={each.hpa_start:#x} size={each.hpa_size:#x} "
        f"interleave_ways={each.ways} interleave_granularity={each.granularity} "
        f"target_list={','.join(map(str, each.targets))}"
        for decoders in state.switches.values()
        for each in decoders
        if each.region == found.id
    ]
    return lines


def _recorded(op: str, result: dict[str, Any]) -> dict[str, Any]:
    """What of a recorded result is compared."""
    if op == "cxl_region_sysfs":
        return {
            "steps": result["steps"],
            "attrs": sorted(result["attrs"]),
            "ok": result["ok"],
        }
    regions = {
        each["region"]: [each.get(key) for key in REGION_KEYS]
        for document in _documents(result)
        for each in _listed(document)
        if "region" in each and "mappings" in each
    }
    return {"rc": result["rc"], "regions": [regions[name] for name in sorted(regions)]}


def _documents(result: dict[str, Any]) -> Iterator[Any]:
    """The JSON of a result, or the object that a text ends with."""
    if "json" in result:
        yield result["json"]
    text = result.get("text", "")
    begin, end = text.find("{\n"), text.rfind("}")
    if 0 <= begin < end:
        yield msgspec.json.decode(text[begin : end + 1])


class CxlRunner:
    """The hierarchies of a corpus file; tool calls of a machine and kernel are one sequence."""

    def __init__(self, topologies: list[dict[str, Any]], cases: list[Case]) -> None:
        self._entries = {entry["topo"]: entry for entry in topologies}
        self._inputs = _inputs(cases)
        self._hosts: dict[tuple[str, str], CxlHost] = {}

    def host(self, topo: str, kernel: str) -> CxlHost:
        """The booted hierarchy of a topology under a kernel. Refuses: Unsupported."""
        key = (topo, kernel)
        if key not in self._hosts:
            entry = self._entries.get(topo)
            if entry is None or "cxl" not in entry:
                raise Unsupported(f"topology {topo}")
            self._hosts[key] = CxlHost(entry, kernel, self._inputs[key])
        return self._hosts[key]

    def judge(self, case: Case) -> Judged | None:
        """The verdict of a case over its kernels; None for a line that is only replayed."""
        differences: list[Difference] = []
        judged = not case.data.get("replay_only")
        try:
            for kernel in case.data["kernels"]:
                host = self.host(case.data["topo"], kernel)
                for position, op in enumerate(case.data["ops"]):
                    if not judged:
                        host.tool.replay(op)
                        continue
                    expected = _recorded(op["op"], case.data["res"][position])
                    got = run(host, op)
                    if got != expected:
                        differences.append(Difference(kernel, position, op, expected, got))
        except Unsupported as error:
            return Judged(case.id, "cxl", "unsupported", (), str(error)) if judged else None
        if not judged:
            return None
        return Judged(case.id, "cxl", "failed" if differences else "passed", tuple(differences))


def run(host: CxlHost, op: dict[str, Any]) -> dict[str, Any]:
    """The result of one operation as far as it is compared. Refuses: Unsupported."""
    if op["op"] == "cxl_region_sysfs":
        return region_sysfs(host, op)
    if op["op"] == "cmd":
        return host.tool.run(op["argv"])
    raise Unsupported(f"operation {op['op']}")


def run_cxl(topologies: list[dict[str, Any]], cases: list[Case]) -> Iterator[Judged]:
    """The verdicts of the cases of category `cxl`, in id order."""
    runner = CxlRunner(topologies, cases)
    for case in sorted(cases, key=lambda each: each.id):
        judged = runner.judge(case)
        if judged is not None:
            yield judged
