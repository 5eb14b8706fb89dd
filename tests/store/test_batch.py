"""Who wins a batch: the rules without a database, against a slow and obvious judge."""

from __future__ import annotations

import random

from service.control.ports import FabricHead, InventoryWrite, PendingRow
from service.store.batch import Found, fabrics_of, keys_of, merged, new_names, plan, subjects_of
from tests.store.pending import key, revisions, row


def obvious(batch: list[PendingRow], standing: dict[tuple[str, str], int]) -> list[bool]:
    """Rows of no group, no keys, no names: one row after the other, subjects as a plain table."""
    current = dict(standing)
    written: set[tuple[str, str]] = set()
    spoilt: set[tuple[str, str]] = set()
    verdicts = []
    for each in batch:
        mine = {(each.fabric, subject): known for subject, known in each.subjects.items()}
        fits = all(
            subject in written or current.get(subject, 0) == mine[subject] for subject in mine
        )
        won = fits and not spoilt & mine.keys()
        verdicts.append(won)
        (written if won else spoilt).update(mine)
    return verdicts


def test_random_batches_are_judged_as_the_obvious_judge_does() -> None:
    dice = random.Random(5)
    for _ in range(2000):
        hosts = [f"h{number}" for number in range(dice.randint(1, 6))]
        standing = {("f", host): dice.randint(1, 3) for host in hosts}
        batch = []
        for _ in range(dice.randint(1, 12)):
            picked = dice.sample(hosts, dice.randint(1, min(3, len(hosts))))
            subjects = {host: standing["f", host] if dice.random() < 0.85 else 9 for host in picked}
            batch.append(row(host=picked[0], subjects=subjects))
        heads = {"f": FabricHead("f", 10, bytes(32))}
        made = plan(batch, Found(heads, standing, (), frozenset()))
        won = [each is not None for each in made.rows]
        assert won == obvious(batch, standing)
        assert [each for each in revisions(made.rows) if each] == list(range(11, 11 + sum(won)))
        assert made.heads == ([] if not any(won) else [FabricHead(*_end(made))])


def _end(made: object) -> tuple[str, int, bytes]:
    last = made.written[-1]  # type: ignore[attr-defined]
    return last.fabric, last.revision, last.digest


def test_what_a_batch_touches_is_listed_once_and_in_order() -> None:
    batch = [
        row("b", "h", subjects={"h": 1, "": 2}, idempotency=key("z")),
        row("a", "new", idempotency=key("y")),
        row("b", "h", 1),
    ]
    assert fabrics_of(batch) == ["a", "b"]
    assert subjects_of(batch) == [("b", "h"), ("b", ""), ("a", "new")]
    assert new_names(batch) == ["new"]
    assert keys_of(batch) == [("anonymous", "y"), ("anonymous", "z")]


def test_inventory_of_a_batch_is_merged_by_table() -> None:
    changes = [
        ("f", InventoryWrite("t", "h", None, ((0, (1,)), (5, (5,))))),
        ("f", InventoryWrite("t", "h", 3, ((0, (2,)),))),
        ("f", InventoryWrite("t", "i", None, ((0, (3,)),))),
        ("g", InventoryWrite("u", "h", 0, ())),
    ]
    assert list(merged(changes)) == [
        ("t", [("f", "h", 3)], [("f", "h", 0, 2), ("f", "i", 0, 3)]),
        ("u", [("g", "h", 0)], []),
    ]
