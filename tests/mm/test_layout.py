"""Where the pages of zones lie: every frame has one owner, and what cannot be is refused."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from service.mm.boot import boot_host
from service.mm.commands.topology import Topology
from service.mm.invariants import check
from service.mm.layout import Claim, Conflict, place
from service.mm.models import MODELS
from tests.mm.mmhost import MM, flat


@st.composite
def claims(draw: st.DrawFn) -> list[Claim]:
    found = []
    for nid in range(draw(st.integers(1, 4))):
        start = draw(st.integers(0, 12))
        spanned = draw(st.integers(1, 10))
        present = draw(st.integers(0, spanned))
        found.append(Claim(nid, "Normal", start, start + spanned, present))
    return found


def can_be(given_claims: list[Claim]) -> bool:
    """Hall's condition, by brute force: no interval is asked for more frames than it has."""
    return all(
        sum(each.present for each in given_claims if low <= each.start and each.end <= high)
        <= high - low
        for low in range(23)
        for high in range(low, 23)
    )


@MM
@given(claims())
def test_zones_are_placed_if_and_only_if_a_placement_exists(given_claims: list[Claim]) -> None:
    placed = place(given_claims)
    if isinstance(placed, Conflict):
        assert not can_be(given_claims)
        assert placed.first != placed.second
        return
    frames: list[int] = []
    for claim, runs in zip(given_claims, placed, strict=True):
        mine = [pfn for start, end in runs for pfn in range(start, end)]
        assert len(mine) == claim.present
        assert all(claim.start <= pfn < claim.end for pfn in mine)
        frames += mine
    assert len(frames) == len(set(frames))


def test_interleaved_nodes_boot_with_disjoint_frames() -> None:
    """Node 0 has memory on both sides of node 1's: its span covers node 1, its pages do not."""
    gib = 1 << 18

    def node(nid: int, start: int, spanned: int, present: int) -> dict[str, object]:
        sizes = {"spanned": spanned, "present": present, "managed": present - 100, "free": 1000}
        zone = {"zone": "Normal", "start_pfn": hex(start), **sizes}
        return {"nid": nid, "cpus": [nid], "zones": [zone]}

    nodes = [node(0, 4 * gib, 12 * gib, 8 * gib), node(1, 8 * gib, 4 * gib, 4 * gib)]
    machine = Topology.model_validate({"nodes": nodes, "distances": flat(2)})
    state = boot_host(machine, MODELS["mainline"])
    assert check(state) == []
    runs = [zone.partition.encode() for zone in (state.zone((0, 2)), state.zone((1, 2)))]
    assert {start >> 18 for start, _, _, _ in runs[1]} <= {8, 11}
    assert not any(8 * gib < end and start < 12 * gib for start, end, _, _ in runs[0])
    nids = {run.start * 32768 // gib: run.kind.nid for run in state.blocks.runs()}
    assert nids == {4: 0, 8: 1, 12: 0}


def test_a_frame_in_two_zones_breaks_an_invariant() -> None:
    """The check itself: a state made wrong by hand is found out."""
    sizes = {"spanned": 64, "present": 64, "managed": 64}
    nodes = [
        {"nid": nid, "cpus": [nid], "zones": [{"zone": "Normal", "start_pfn": pfn, **sizes}]}
        for nid, pfn in enumerate(("0x100000", "0x200000"))
    ]
    machine = Topology.model_validate({"nodes": nodes, "distances": flat(2)})
    state = boot_host(machine, MODELS["mainline"])
    assert check(state) == []
    state.zone((1, 2)).partition = state.zone((0, 2)).partition
    assert check(state) == ["frame 0x100000 belongs to zone 0/2 and to zone 1/2"]
