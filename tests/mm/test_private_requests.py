"""Which list a request walks under each kernel model, which nodes stand in it, and who turns it away.

One row for a model and one column for a request, against node 2 (private, nearest to 0) and node 0.
Sources: patches 03 and 04 of RFC v4; RFC v5; the discussion of June 2026; the branch's texts PUBLIC,
COMMON (their cells carry the citations).
"""

from __future__ import annotations

from typing import Any, Final

import pytest

from service.mm.models.catalogue import find, names
from tests.mm.mmhost import std_host

THIS: Final = {"gfp": ["GFP_KERNEL", "__GFP_THISNODE"]}
#: requests, in the order of the columns
REQUESTS: Final[dict[str, dict[str, Any]]] = {
    "plain": {"preferred_nid": 2},
    "thisnode": {"preferred_nid": 2, **THIS},
    "flag": {"preferred_nid": 2, "gfp": ["GFP_KERNEL", "__GFP_PRIVATE"]},
    "folio": {"preferred_nid": 2, "folio": True},
    "key": {"preferred_nid": 2, "key": True},
    "key+thisnode": {"preferred_nid": 2, "key": True, **THIS},
    "key on 0": {"preferred_nid": 0, "key": True},
    "key+thisnode on 0": {"preferred_nid": 0, "key": True, **THIS},
}

#: list and nodes > the node that gave the page, or why none did
N, S, P = "FALLBACK 01 > 0", "FALLBACK 201 > 0", "FALLBACK 201 > 2"
NONE = "FALLBACK - > NO_ZONE_IN_LIST"
ALONE, SHUT, EMPTY = (
    f"NOFALLBACK {nodes}" for nodes in ("2 > 2", "2 > ALLOCATION_FAILED", "- > NO_ZONE_IN_LIST")
)
ZERO, HELPER = "NOFALLBACK 0 > 0", "- > HELPER_REFUSES"
OWN, OWN_ALONE = "PRIVATE 2013 > 2", "PRIVATE_NOFALLBACK 2 > 2"
FLAG: Final = (S, SHUT, P, S, P, ALONE, N, ZERO)
SELECTED: Final = (N, EMPTY, N, N, OWN, OWN_ALONE, "PRIVATE 0213 > 0", "PRIVATE_NOFALLBACK 0 > 0")
BY_LIST: Final = (N, ALONE, N, N, N, ALONE, N, ZERO)
ROWS: Final[dict[str, tuple[str, ...]]] = {
    "rfc-v3": BY_LIST,
    "rfc-v4/documented": FLAG,
    "rfc-v4/as-coded": FLAG,
    "thread-2026-06": FLAG,
    "list-isolation/normal": BY_LIST,
    "list-isolation/empty": (NONE, ALONE, NONE, NONE, NONE, ALONE, N, ZERO),
    "list-isolation/sealed": (NONE, EMPTY, NONE, NONE, NONE, EMPTY, N, ZERO),
    "memalloc-scope/folio-only": (NONE, SHUT, NONE, NONE, NONE, ALONE, N, ZERO),
    "memalloc-scope/strict": (NONE, SHUT, NONE, NONE, NONE, ALONE, N, ZERO),
    "memalloc-scope/pseudo": (S, SHUT, S, S, P, ALONE, N, ZERO),
    "rfc-v5": SELECTED,
    "branch-common/public": SELECTED,
    "branch-common/public-eight": SELECTED,
    "branch-common/common-user": SELECTED,
    "branch-common/common-driver": (N, EMPTY, N, N, HELPER, OWN_ALONE, HELPER, HELPER),
    "blueprint": SELECTED,
}


def test_every_model_with_private_nodes_has_a_row() -> None:
    assert set(ROWS) == set(names()) - {"mainline"}


@pytest.mark.parametrize("model", ROWS)
def test_a_request_walks_its_list_and_is_served_or_turned_away(model: str) -> None:
    found = []
    for request in REQUESTS.values():
        host = std_host(find(model).model)
        answer = host.do("alloc_pages", label="x", explain=True, **request)
        lists = [
            f"{each.name} {''.join(map(str, each.nodes)) or '-'}"
            for each in host.trace
            if each.step == "zonelist"
        ]
        outcome = answer.nids[0] if answer.nids else answer.reason
        found.append(f"{lists[0] if lists else '-'} > {outcome}")
    assert tuple(found) == ROWS[model]


@pytest.mark.parametrize("model", [name for name, row in ROWS.items() if row == SELECTED])
def test_private_lists_follow_the_distances_and_charge_no_load(model: str) -> None:
    """Both lists are rebuilt with the others; they are no reason for another order."""
    host = std_host(find(model).model)
    orders = {nid: host.state.private_order_of[nid] for nid in range(4)}
    assert orders == {
        0: ((0, 2, 1, 3), (0,)),
        1: ((1, 3, 0, 2), (1,)),
        2: ((2, 0, 1, 3), (2,)),
        3: ((3, 1, 0, 2), (3,)),
    }
    for nid, order in orders.items():
        lists = host.state.private_lists[nid]
        assert [tuple(zone.nid for zone in each) for each in lists] == list(order)
    plain = std_host(find(model).model, private=())
    assert plain.state.private_order_of[2][1] == ()
    assert plain.state.private_order_of[2][0] == (0, 1)


@pytest.mark.parametrize(("model", "built"), [("rfc-v4", False), ("rfc-v5", True)])
def test_only_models_with_a_private_selector_have_private_lists(model: str, built: bool) -> None:
    host = std_host(model)
    assert bool(host.state.private_lists) is built
    assert bool(host.state.private_order_of) is built
