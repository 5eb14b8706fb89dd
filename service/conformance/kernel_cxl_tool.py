"""The `cxl` and `daxctl` commands of recorded sessions: return codes and the regions they print.

Source: ndctl, cxl/{list,region,memdev,bus}.c; what they ask of the kernel is service.cxl.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import Any, Final

from service.conformance.verdict import Unsupported
from service.cxl import assembly, commit, dpa, memdev, region
from service.cxl.state import Config, CxlState, LeftBehind, Region, hdm_end
from service.reasons import KernelError

#: options of a command that take a value; all others are flags
_VALUED: Final[dict[str, str]] = {
    "create-region": "bdsgwtUQS",
    "list": "msbpedr",
    "reserve-dpa": "dts",
    "free-dpa": "dt",
    "set-partition": "ts",
}
_UNITS: Final = {"K": 1 << 10, "M": 1 << 20, "G": 1 << 30, "T": 1 << 40}
_SIZE: Final = re.compile(r"([0-9]+)([KMGT]?)i?B?", re.IGNORECASE)
_OPTION: Final = re.compile(r"-([A-Za-z])(.*)")
#: programs that change nothing of the hierarchy
_NEUTRAL: Final = frozenset({"uname", "insmod", "modprobe", "lsmod", "sleep"})

#: the uuid of pmem regions made without one: the tool draws it
_UUID: Final = "00000000-0000-4000-8000-{:012x}"


class _Failed(Exception):  # noqa: N818 - the tool's exit status
    """The tool ends with status 1."""


class Arguments:
    """Options and operands of one command."""

    def __init__(self, command: str, words: list[str]) -> None:
        self.options: dict[str, str] = {}
        self.flags: list[str] = []
        self.operands: list[str] = []
        valued = _VALUED.get(command, "")
        rest = list(words)
        while rest:
            word = rest.pop(0)
            if word.startswith("--"):
                raise Unsupported(f"cxl {command} {word}")
            option = _OPTION.fullmatch(word)
            if option is None:
                self.operands.append(word)
            elif option[1] in valued:
                self.options[option[1]] = option[2] or (rest.pop(0) if rest else "")
            else:
                self.flags += [option[1], *option[2]]

    def number(self, option: str, default: int) -> int:
        """A plain number. Refuses: _Failed."""
        text = self.options.get(option, str(default))
        if not text.isdigit():
            raise _Failed
        return int(text)

    def size(self, option: str) -> int | None:
        """A size with a unit letter; None when not given."""
        if option not in self.options:
            return None
        found = _SIZE.fullmatch(self.options[option])
        if found is None:
            raise _Failed
        return int(found[1]) * (_UNITS[found[2].upper()] if found[2] else 1)


class Tool:
    """A session of commands over one hierarchy."""

    def __init__(self, state: CxlState, names: dict[str, str]) -> None:
        self.state = state
        self._names = names
        self._uuids = 0

    def replay(self, op: dict[str, Any]) -> None:
        """Applies a call that is not judged; recorded device and state lines are inputs."""
        if op["op"] == "cmd":
            self.run(op["argv"])

    def run(self, argv: str) -> dict[str, Any]:
        """Runs a command line: return code and printed regions. Refuses: Unsupported."""
        words = argv.split()
        if words and words[0] in _NEUTRAL:
            return {"rc": 0, "regions": []}
        if words[:2] == ["daxctl", "list"]:
            return {"rc": 0, "regions": []}
        if words[:1] != ["cxl"] or len(words) == 1 or words[1] not in _COMMANDS:
            raise Unsupported(f"command {argv}")
        try:
            printed = _COMMANDS[words[1]](self, Arguments(words[1], words[2:]))
        except _Failed:
            return {"rc": 1, "regions": []}
        except LeftBehind as error:
            self.state = error.left
            return {"rc": 1, "regions": []}
        except KernelError:
            return {"rc": 1, "regions": []}
        shown = sorted(printed, key=lambda each: each.name)
        return {"rc": 0, "regions": [_shown(each) for each in shown]}

    def memdevs(self, operands: list[str]) -> list[str]:
        """The enabled devices that are named. Refuses: _Failed when one is not there."""
        found = []
        for name in operands:
            ours = self._names.get(name)
            if name == "all":
                found += [each.name for each in self.state.topology.memdevs]
            elif ours is None:
                raise _Failed
            else:
                found.append(ours)
        return found

    def uuid(self) -> str:
        """The next drawn uuid."""
        self._uuids += 1
        return _UUID.format(self._uuids)

    def regions(self, operands: list[str]) -> list[Region]:
        """The regions that are named; `all` may be none."""
        if "all" in operands:
            return [self.state.regions[number] for number in sorted(self.state.regions)]
        numbers = [region.region_number(name) for name in operands]
        if any(number not in self.state.regions for number in numbers):
            raise _Failed
        return [self.state.regions[number] for number in numbers if number is not None]


def _shown(each: Region) -> list[Any]:
    return [each.hpa_size, each.ways, each.granularity, each.mode]


def _window(tool: Tool, args: Arguments) -> int:
    number = args.options.get("d", "").removeprefix("decoder0.")
    if not number.isdigit() or int(number) not in tool.state.topology.window_of:
        raise _Failed
    return int(number)


def _create_region(tool: Tool, args: Arguments) -> list[Region]:
    """`cxl create-region -m`: ways default to the devices, granularity to that of the window."""
    if "m" not in args.flags:
        raise Unsupported("create-region without -m")
    window = _window(tool, args)
    root = tool.state.topology.window_of[window]
    mode = args.options.get("t", "pmem" if root.takes("pmem") else "ram")
    memdevs = [name for name in tool.memdevs(args.operands) if name not in tool.state.disabled]
    ways = args.number("w", len(memdevs))
    if not memdevs or ways > len(memdevs) or not ways:
        raise _Failed
    memdevs = memdevs[:ways]
    size = args.size("s")
    extent = region.max_available_extent(tool.state, window)
    if size is None:
        size = _whole_size(tool, mode, memdevs, extent)
    elif size > extent:
        raise _Failed
    plan = assembly.Plan(
        window=window,
        mode=mode,
        memdevs=tuple(memdevs),
        granularity=args.number("g", root.granularity),
        size=size,
        uuid=tool.uuid() if mode == "pmem" else None,
    )
    number = tool.state.next_id[window]
    tool.state = assembly.create_region(tool.state, plan)
    return [tool.state.regions[number]]


def _whole_size(tool: Tool, mode: str, memdevs: list[str], extent: int) -> int:
    """Ways times the smallest device's whole partition, cut to the window."""
    least = min(tool.state.topology.memdev_of[name].capacity(mode) for name in memdevs)
    step = (1 << 28) * len(memdevs)
    size = least * len(memdevs)
    if size > extent:
        size = extent // step * step
    if not size:
        raise _Failed
    return size


def _destroy_region(tool: Tool, args: Arguments) -> list[Region]:
    for each in tool.regions(args.operands):
        if each.bound and "f" not in args.flags:
            raise _Failed
        tool.state = assembly.destroy_region(tool.state, each.id)
    return []


def _disable_region(tool: Tool, args: Arguments) -> list[Region]:
    for each in tool.regions(args.operands):
        tool.state = commit.unbind(tool.state, each.id)
    return []


def _enable_region(tool: Tool, args: Arguments) -> list[Region]:
    for each in tool.regions(args.operands):
        tool.state = commit.bind(tool.state, each.id)
    return []


def _disable_memdev(tool: Tool, args: Arguments) -> list[Region]:
    for name in tool.memdevs(args.operands):
        tool.state = memdev.disable_memdev(tool.state, name, force="f" in args.flags)
    return []


def _enable_memdev(tool: Tool, args: Arguments) -> list[Region]:
    for name in tool.memdevs(args.operands):
        tool.state = memdev.enable_memdev(tool.state, name)
    return []


def _reserve_dpa(tool: Tool, args: Arguments) -> list[Region]:
    mode = args.options.get("t", "pmem")
    for name in tool.memdevs(args.operands):
        decoder = assembly.free_decoder(tool.state, name)
        size = args.size("s")
        tool.state = dpa.set_mode(tool.state, name, decoder, mode)
        tool.state = dpa.set_size(
            tool.state,
            name,
            decoder,
            dpa.available(tool.state, name, mode) if size is None else size,
        )
    return []


def _free_dpa(tool: Tool, args: Arguments) -> list[Region]:
    """The highest allocated decoder of the mode gives its DPA back."""
    mode = args.options.get("t", "pmem")
    for name in tool.memdevs(args.operands):
        number = hdm_end(tool.state.endpoints[name])
        if number < 0 or tool.state.endpoints[name][number].mode != mode:
            raise _Failed
        tool.state = dpa.set_size(tool.state, name, number, 0)
    return []


def _set_partition(tool: Tool, args: Arguments) -> list[Region]:
    """Emulated devices have no capacity that may change its kind."""
    tool.memdevs(args.operands)
    raise _Failed


def _list(tool: Tool, args: Arguments) -> list[Region]:
    """Regions are printed with -R, -X, or -v without a choice of objects; idle ones with -i."""
    chosen = [flag for flag in args.flags if flag.isupper()]
    verbose = args.flags.count("v")
    if not {"R", "X"} & set(chosen) and (not verbose or chosen or args.options):
        return []
    idle = "i" in args.flags or verbose > 1
    regions = tool.regions(["all"])
    if "r" in args.options:
        regions = [each for each in regions if each.name in args.options["r"].split()]
    return [each for each in regions if idle or (each.bound and each.state >= Config.COMMIT)]


_COMMANDS: Final[dict[str, Callable[[Tool, Arguments], list[Region]]]] = {
    "list": _list,
    "create-region": _create_region,
    "destroy-region": _destroy_region,
    "disable-region": _disable_region,
    "enable-region": _enable_region,
    "disable-memdev": _disable_memdev,
    "enable-memdev": _enable_memdev,
    "reserve-dpa": _reserve_dpa,
    "free-dpa": _free_dpa,
    "set-partition": _set_partition,
}
