"""What a service that owns a node may answer to migrate_to, and what the caller is told of it.

Source: patch 12 of 27 (node_private_migrate_to), mm/migrate.c (migrate_pages: a negative return, or the
number of folios that stayed); the answers of built-in drivers are in service/mm/migrate_to.py.
"""

from __future__ import annotations

from typing import Any, Final

import pytest

from service.mm.batch import Batch
from service.mm.commands.driver import DriverAnswer
from service.mm.context import Context
from service.mm.migrate import mapped_runs
from service.mm.migrate_to import _answered, _asked, node_private_migrate_to
from service.reasons import KernelError
from tests.mm.mmhost import BOTH, Host, std_host

NR: Final = 8
WHY: Final = ("MIGRATE_SYNC", "MR_SYSCALL")
OPS: Final[dict[str, Any]] = {"name": "o", "flags": ["NP_OPS_MIGRATION"], "callbacks": list(BOTH)}


def bench() -> tuple[Host, Context, Batch]:
    """Node 2 of a service; eight pages of task 100 on node 0, as a batch."""
    host = std_host("rfc-v4", private=(2,), ops={2: OPS})
    host.task()
    host.area(100, "a", NR)
    host.ok("touch", pid=100, area="a")
    ctx = Context(host.state, explain=True)
    mm = host.state.mms[host.state.tasks[100].mm]
    runs = [
        (run.obj, run.start + run.shift, run.end + run.shift)
        for run in mapped_runs(ctx, mm, 0, 1 << 35)
    ]
    return host, ctx, Batch(runs, NR)


def outcome_of(found: Any) -> tuple[int | str, int, int]:
    """(result or reason, reported, taken)."""
    result = found.outcome.reason if isinstance(found.outcome, KernelError) else found.outcome
    return result, found.reported, found.taken


#: (answer, result, reported, taken)
BUILT_IN: Final = (
    ("generic", 0, NR, NR),
    ("fit", 0, NR, NR),
    ("refuse", NR, 0, 0),
    ("partial(3)", 3, NR - 3, NR - 3),
    ("partial(99)", NR, 0, 0),
    ("ENOMEM", "DRIVER_ANSWERED_ENOMEM", 0, 0),
    ("script(5,-12,5)", -12, 5, 5),
    ("script(5,3,5)", 3, 5, 5),
    ("script(99,0,2)", 0, 2, NR),
    ("script(2,EBUSY,7)", "DRIVER_ANSWERED_EBUSY", 7, 2),
)


@pytest.mark.parametrize(("answer", "result", "reported", "taken"), BUILT_IN)
def test_a_built_in_driver_moves_what_its_answer_says(
    answer: str, result: int | str, reported: int, taken: int
) -> None:
    host, ctx, batch = bench()
    assert outcome_of(_answered(ctx, 0, batch, 2, answer)) == (result, reported, taken)
    assert host.area_pages(100, "a").get(2, 0) == taken


#: (fields of the answer, result, reported, taken)
ATTACHED: Final = (
    ({"rc": 0}, 0, NR, NR),
    ({"rc": 3}, 3, NR - 3, NR - 3),
    ({"rc": 3, "nr": 1}, 3, 1, NR - 3),
    ({"rc": -12}, "DRIVER_ANSWERED_ENOMEM", 0, 0),
    ({"rc": -12, "nr": 4}, "DRIVER_ANSWERED_ENOMEM", 4, 0),
    ({"rc": 8, "script": ({"first": 0, "count": 2, "nid": 1},)}, NR, 2, 2),
    ({"rc": 0, "outcome": "timeout"}, "DRIVER_TIMEOUT", 0, 0),
    ({"rc": 0, "outcome": "driver_gone"}, "DRIVER_GONE", 0, 0),
)


@pytest.mark.parametrize(("fields", "result", "reported", "taken"), ATTACHED)
def test_the_return_value_of_an_attached_driver_is_believed_whatever_moved(
    fields: dict[str, Any], result: int | str, reported: int, taken: int
) -> None:
    host, ctx, batch = bench()
    host.ok("attach_driver", nid=2, driver="d")
    answer = DriverAnswer.model_validate({"outcome": "answered", **fields})
    found = _asked(ctx, 0, batch, 2, answer)
    if answer.outcome == "answered":
        assert outcome_of(found) == (result, reported, taken)
    else:
        assert isinstance(found.outcome, KernelError)
        assert (found.outcome.rule, found.outcome.facts["driver"]) == ("migrate.driver", "d")
        assert (found.reported, found.taken) == (0, 0)
    assert NR - host.area_pages(100, "a").get(0, 0) == taken


def test_a_node_without_the_callback_moves_nothing() -> None:
    _, ctx, batch = bench()
    found = node_private_migrate_to(ctx, 0, batch, 1, WHY)
    assert outcome_of(found) == ("NO_MIGRATE_TO", 0, 0)


def test_a_target_beyond_the_last_possible_node_is_enodev() -> None:
    """add_folio_for_migration is not reached: node >= MAX_NUMNODES (mm/migrate.c, do_pages_move)."""
    host, _, _ = bench()
    for node in (host.state.max_numnodes - 1, host.state.max_numnodes, -1):
        answer = host.do(
            "move_pages",
            pid=100,
            pages=[{"area": "a", "first": 0, "count": 1}],
            nodes=[node],
            flags=["MPOL_MF_MOVE"],
        )
        assert answer.errno == "ENODEV", node
