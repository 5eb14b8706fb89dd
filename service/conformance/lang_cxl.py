"""The CXL layer of the case language: the host of a row, its names, and how an operation is read.

A row whose topology names `cxl` runs on a CXL hierarchy of its own; nothing of it needs the memory
of a host. Devices are called as the rows call them: `memN`, or `hbI.memJ` and `swI.memJ` for the
J-th below a host bridge or switch; an endpoint is the decoder that got DPA last on its device.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from typing import Any, Final

import msgspec

from service.conformance.verdict import Unsupported
from service.cxl import dcd, memdev, region
from service.cxl.fixtures import cxl_test
from service.cxl.state import CxlState, LeftBehind, Region, initial_state
from service.cxl.topology import Topology
from service.reasons import KernelError

#: `topology_needed.cxl` -> the hierarchy
_HIERARCHIES: Final[dict[str, Callable[[bool], CxlState]]] = {
    "cxl_test": lambda auto: cxl_test(auto_region=auto),
    "cxl_test(xor)": lambda auto: cxl_test(xor=True, auto_region=auto),
    "empty": lambda _: initial_state(Topology()),
    "dcd": lambda _: initial_state(Topology()),
}
_TOPOLOGY_KEYS: Final = frozenset({"cxl", "auto_region", "regions"})
_PLACE: Final = re.compile(r"(hb|sw)([0-9]+)\.mem([0-9]+)")
_ROOT: Final = re.compile(r"(?:root_decoder|decoder0\.)([0-9]+)")
#: words for a device by what it does, as the rows use them -> whether it decodes
_BY_USE: Final[Mapping[str, bool]] = {
    "active": True,
    "inactive": False,
    "idle": False,
    "unused": False,
}
#: a refusal -> other errnos of the same fact, and why a row may name one of them
SAME_FACT: Final[Mapping[str, tuple[str, ...]]] = {
    # open(2) of an attribute that sysfs does not show: a shell that may create gets EACCES, any
    # other ENOENT; the store function behind it, which no write reaches, would say ENXIO.
    "CXL_ATTRIBUTE_HIDDEN": ("ENOENT", "ENXIO"),
}


class CxlOutcome(msgspec.Struct):
    """What one operation gave; `also` are other names of the same errno."""

    ret: Any = 0
    value: Any = None
    count: int | None = None
    extents: list[list[int]] | None = None
    wait_ms: int | None = None
    reason: str | None = None
    also: tuple[str, ...] = ()


class Op:
    """The arguments of an operation; what is read is noted.

    An argument that an interpreter needs and a row does not give makes the row unsupported.
    """

    def __init__(self, given: dict[str, Any]) -> None:
        self._given = given
        self.name: str = given["op"]
        self.read: set[str] = set()

    def __getitem__(self, key: str) -> Any:
        self.read.add(key)
        if key not in self._given:
            raise Unsupported(f"{self.name} without {key}")
        return self._given[key]

    def __contains__(self, key: str) -> bool:
        self.read.add(key)
        return key in self._given

    def get(self, key: str, default: Any = None) -> Any:
        """An argument that may be missing."""
        self.read.add(key)
        return self._given.get(key, default)

    def one_of(self, *keys: str) -> Any:
        """The first argument of these that is given. Refuses: Unsupported."""
        found = [key for key in keys if key in self]
        if not found:
            raise Unsupported(f"{self.name} without {keys[0]}")
        return self._given[found[0]]

    def left(self) -> list[str]:
        """Arguments that nobody read."""
        return sorted(self._given.keys() - self.read - {"op"})


class Word(msgspec.Struct, frozen=True):
    """An operation of the vocabulary: its interpreter and the arguments that it may have."""

    handler: Callable[[CxlLangHost, Op], CxlOutcome]
    arguments: frozenset[str]


def word(handler: Callable[[CxlLangHost, Op], CxlOutcome], arguments: str = "") -> Word:
    """A word; its arguments as one text."""
    return Word(handler, frozenset(arguments.split()))


class CxlLangHost:
    """A hierarchy, a device with dynamic capacity, and the names of a row."""

    def __init__(self, topology: dict[str, Any], words: Mapping[str, Word]) -> None:
        unknown = topology.keys() - _TOPOLOGY_KEYS
        if unknown:
            raise Unsupported(f"topology key {min(unknown)}")
        if topology["cxl"] not in _HIERARCHIES:
            raise Unsupported(f"hierarchy {topology['cxl']}")
        self.state = _HIERARCHIES[topology["cxl"]](topology.get("auto_region", True))
        self.device = dcd.dcd(
            tuple(
                dcd.DcRegion(each["base"], each["len"], each["block"])
                for each in topology.get("regions", ())
            )
        )
        self.words = words
        self.regions: dict[str, int] = {}
        #: memdev -> decoder that got DPA last
        self.decoders: dict[str, int] = {}
        #: region -> state of its dax device; `unplugged` where it is not named
        self.dax: dict[int, str] = {}
        self.outcomes: list[CxlOutcome] = []
        self.freed = 0
        #: operation -> arguments that its interpreter read
        self.read: dict[str, set[str]] = {}
        self._uuids = 0

    def run(self, given: dict[str, Any]) -> CxlOutcome:
        """One operation. Refuses: Unsupported; also where an argument is no word, or is not read.

        Interpreters read their arguments before they ask the kernel, so a refusal hides none.
        """
        found = self.words.get(given["op"])
        if found is None:
            raise Unsupported(f"operation {given['op']}")
        unknown = given.keys() - found.arguments - {"op"}
        if unknown:
            raise Unsupported(f"{given['op']} with {min(unknown)}")
        op = Op(given)
        try:
            outcome = found.handler(self, op)
        except LeftBehind as error:
            self.state = error.left
            outcome = refused(error)
        except KernelError as error:
            outcome = refused(error)
        if op.left():
            raise Unsupported(f"{op.name} does not use {op.left()[0]}")
        self.read.setdefault(op.name, set()).update(op.read)
        self.outcomes.append(outcome)
        return outcome

    def memdev(self, name: str) -> str:
        """The device of a row's name. Refuses: Unsupported."""
        if name in _BY_USE:
            found = [
                each.name
                for each in self.state.topology.memdevs
                if bool(memdev.committed(self.state, each.name)) == _BY_USE[name]
            ]
            if found:
                return found[0]
        place = _PLACE.fullmatch(name)
        if place is not None:
            below = self.state.topology.below(f"{place[1]}{place[2]}")
            if int(place[3]) < len(below):
                return below[int(place[3])].name
        if name in self.state.topology.memdev_of:
            return name
        raise Unsupported(f"memdev {name}")

    def endpoint(self, name: str, number: int | None = None) -> str:
        """The decoder name that a row's endpoint stands for, as the kernel would be told it."""
        root = root_number(name)
        if root is not None:
            return f"decoder0.{root}"
        if name.startswith("decoder"):
            return name
        device = self.memdev(name)
        if number is None:
            number = self.decoders.get(device, next_decoder(self.state, device))
        return self.state.topology.memdev_of[device].decoder_name(number)

    def window(self, op: Op) -> int:
        """The window of an operation. Refuses: Unsupported."""
        number = root_number(op["root"])
        if number is None or number not in self.state.topology.window_of:
            raise Unsupported(f"root {op['root']}")
        return number

    def region(self, name: str) -> Region:
        """The region of a row's name. Refuses: Unsupported."""
        number = self.regions.get(name, region.region_number(name))
        if number is None or number not in self.state.regions:
            raise Unsupported(f"region {name}")
        return self.state.regions[number]

    def uuid(self) -> str:
        """A fresh uuid."""
        self._uuids += 1
        return f"00000000-0000-4000-8000-{self._uuids:012x}"


def root_number(name: str) -> int | None:
    """N of `root_decoderN` or `decoder0.N`."""
    root = _ROOT.fullmatch(name)
    return None if root is None else int(root[1])


def refused(error: KernelError) -> CxlOutcome:
    """A refusal as an outcome."""
    errno = error.row.errno
    assert errno is not None, "a kernel row has an errno"
    return CxlOutcome(errno.name, reason=str(error), also=SAME_FACT.get(error.reason, ()))


def next_decoder(state: CxlState, device: str) -> int:
    """The decoder behind the last one with DPA or a region."""
    taken = [
        number
        for number, each in enumerate(state.endpoints[device])
        if each.dpa_size or each.region is not None
    ]
    last = len(state.endpoints[device]) - 1
    return min(max(taken, default=-1) + 1, last)
