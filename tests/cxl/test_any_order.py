"""Any order of steps is legal or refused with a reason, and never wedges the hierarchy.

After every step the invariants hold: decoders never overlap, DPA is accounted for to the byte, what
is committed translates both ways. A refused step leaves the state it found, except where the
kernel keeps part of its work and the refusal says so.
"""

from __future__ import annotations

from typing import Any

from hypothesis import given, settings
from hypothesis import strategies as st
from hypothesis.strategies import SearchStrategy

from service.cxl import assembly, attach, commit, dpa, memdev, region, sysfs, tool
from service.cxl.invariants import check
from service.cxl.state import Config, CxlState, LeftBehind, attempt
from service.cxl.translate import dpa_to_hpa, hpa_to_dpa
from service.reasons import KERNEL_REASONS
from tests.cxl.machines import M256, UUID, Step, host, reserve, sized, tree

TOPOLOGIES = {
    "one": tree(1, 2),
    "pair": tree(2, 2, granularity=512),
    "deep": tree(2, 2, fan=2),
    "triple": tree(3, 2),
}

#: numbers are taken modulo what there is, so that most steps name something that exists
_ANY = st.integers(0, 23)
_POS = st.integers(0, 7)
_DECODER = st.integers(0, 2)
_BLOCKS = st.integers(0, 4)
_WAYS = st.sampled_from([1, 2, 4])
_ANY_WAYS = st.sampled_from([0, 1, 2, 3, 4, 5, 6, 8, 12, 16])
_GRANULARITY = st.sampled_from([128, 256, 512, 1024, 16384])
_MODE = st.sampled_from(["ram", "ram", "pmem"])

Row = tuple[Any, ...]

#: steps whose first argument is a region
_OF_REGION = frozenset(
    {"target", "place", "clear", "commit", "decommit", "bind", "ways", "granularity", "size"}
    | {"destroy", "delete"}
)


def _row(word: str, *arguments: SearchStrategy[Any]) -> SearchStrategy[Row]:
    return st.tuples(st.just(word), *arguments)


STEPS = st.one_of(
    _row("create", _ANY, _MODE),
    _row("sized", _ANY, _WAYS, st.integers(1, 2)),
    _row("sized", _ANY, _WAYS, st.just(1)),
    _row("delete", _ANY),
    _row("ways", _ANY, _ANY_WAYS),
    _row("granularity", _ANY, _GRANULARITY),
    _row("size", _ANY, _BLOCKS),
    _row("target", _ANY, _POS, _ANY, _DECODER),
    _row("place", _ANY, _ANY, _ANY),
    _row("place", _ANY, _ANY, _ANY),
    _row("place", _ANY, _ANY, _ANY),
    _row("clear", _ANY, _POS),
    _row("commit", _ANY),
    _row("commit", _ANY),
    _row("decommit", _ANY),
    _row("bind", _ANY),
    _row("mode", _ANY, _DECODER, _MODE),
    _row("dpa", _ANY, _DECODER, _BLOCKS),
    _row("reserve", _ANY, st.integers(1, 2)),
    _row("reserve", _ANY, st.just(1)),
    _row("auto", _ANY),
    _row("destroy", _ANY),
    _row("disable", _ANY),
    _row("enable", _ANY),
)


def _place(state: CxlState, number: int, pos: int, memdev_name: str) -> CxlState:
    """The first unattached decoder with DPA of a device at a position that the region shows."""
    ways = max(state.region(number).ways, 1)
    decoders = state.endpoints[memdev_name]
    free = [at for at, each in enumerate(decoders) if each.dpa_size and each.region is None]
    return attach.set_target(state, number, pos % ways, memdev_name, free[0] if free else 0)


def _step(state: CxlState, row: Row) -> Step | None:
    """The step of a row; None where it needs a region and there is none."""
    word, first, *rest = row
    memdevs = state.topology.memdevs
    window = first % len(state.topology.windows)
    numbers = sorted(state.regions)
    if word in _OF_REGION and not numbers:
        return None
    at_region = numbers[first % len(numbers)] if numbers else 0
    name = memdevs[(rest[1] if word in {"target", "place"} else first) % len(memdevs)].name
    steps: dict[str, Step] = {
        "create": lambda at: region.create(at, window, rest[0], f"region{at.next_id[window]}"),
        "sized": lambda at: sized(
            at,
            rest[0] * at.topology.window_of[window].ways,
            window=window,
            granularity=at.topology.window_of[window].granularity,
            each=rest[1] * M256,
        )[0],
        "delete": lambda at: attach.delete(at, window, f"region{at_region}"),
        "ways": lambda at: region.set_interleave_ways(at, at_region, rest[0]),
        "granularity": lambda at: region.set_interleave_granularity(at, at_region, rest[0]),
        "size": lambda at: region.set_size(at, at_region, rest[0] * M256),
        "target": lambda at: attach.set_target(at, at_region, rest[0], name, rest[2]),
        "place": lambda at: _place(at, at_region, rest[0], name),
        "clear": lambda at: attach.clear_target(at, at_region, rest[0]),
        "commit": lambda at: commit.commit(at, at_region),
        "decommit": lambda at: commit.decommit(at, at_region),
        "bind": lambda at: commit.bind(at, at_region),
        "mode": lambda at: dpa.set_mode(at, name, rest[0], rest[1]),
        "dpa": lambda at: dpa.set_size(at, name, rest[0], rest[1] * M256),
        "reserve": lambda at: reserve(at, name, rest[0] * M256),
        "auto": lambda at: tool.create_auto(at, tool.Wanted(window), UUID),
        "destroy": lambda at: assembly.destroy_region(at, at_region),
        "disable": lambda at: memdev.disable_memdev(at, name, force=True),
        "enable": lambda at: memdev.enable_memdev(at, name),
    }
    return steps[word]


def _translates(state: CxlState) -> None:
    for each in state.regions.values():
        if each.state < Config.COMMIT:
            continue
        assert each.hpa_start is not None
        for offset in (0, each.granularity, each.hpa_size // 2 + 4096, each.hpa_size - 1):
            place = hpa_to_dpa(state, each.hpa_start + offset)
            assert place is not None
            assert dpa_to_hpa(state, place) == each.hpa_start + offset


@settings(max_examples=150, deadline=None)
@given(name=st.sampled_from(sorted(TOPOLOGIES)), rows=st.lists(STEPS, min_size=10, max_size=80))
def test_any_order_of_steps_is_legal_or_refused_with_a_reason(name: str, rows: list[Row]) -> None:
    state = host(TOPOLOGIES[name])
    for row in rows:
        step = _step(state, row)
        if step is None:
            continue
        left, refused = attempt(state, step)
        check(left)
        _translates(left)
        if refused is None:
            assert step(state) == left, "the same step on the same state gives the same state"
        else:
            text = KERNEL_REASONS[refused.reason].render(refused.facts)
            assert "{" not in text, f"a fact of {refused.reason} is missing: {text}"
            assert left is state or isinstance(refused, LeftBehind)
        state = left
    _can_be_cleared(state)


def _can_be_cleared(state: CxlState) -> None:
    """Whatever was done, everything can be taken down again and used anew."""
    for number in sorted(state.regions, reverse=True):
        found = state.region(number)
        state = attach.delete(commit.decommit(state, number), found.window, found.name)
        check(state)
    for device in state.topology.memdevs:
        for number in reversed(range(device.nr_decoders)):
            state = dpa.set_size(state, device.name, number, 0)
        state = memdev.enable_memdev(state, device.name)
    check(state)
    state = tool.create_auto(state, tool.Wanted(0), UUID)
    check(state)


@settings(max_examples=100, deadline=None)
@given(
    path=st.one_of(
        st.text(max_size=20),
        st.builds(
            "{}/{}".format,
            st.sampled_from(["decoder0.0", "decoder4.0", "region0", "region7"]),
            st.sampled_from(["size", "uuid", "commit", "target0", "mode", "dpa_size", "ways"]),
        ),
    ),
    text=st.text(max_size=40),
)
def test_any_write_is_carried_out_or_refused_with_a_reason(path: str, text: str) -> None:
    state = sysfs.write(host(TOPOLOGIES["one"]), "decoder0.0/create_ram_region", "region0")
    left, refused = attempt(state, lambda at: sysfs.write(at, path, text))
    check(left)
    if refused is not None:
        assert left is state
