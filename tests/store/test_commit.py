"""One transaction a batch: numbering, compare-and-swap, groups, keys; the same on every store."""

from __future__ import annotations

import msgspec
import pytest

from service.control.ports import InventoryWrite, Store
from service.fabric.inventory import INVENTORY_COLUMNS, InventoryChange
from tests.store.pending import DAY, NOW, key, revisions, row, whole_journal


async def test_winners_are_numbered_gap_free_and_chained_in_each_fabric(store: Store) -> None:
    batch = [row("a", "h1"), row("b", "h2"), row("a", "h3"), row("a", "h1")]
    assert revisions(await store.commit(batch)) == [1, 1, 2, 3]
    assert revisions(await store.commit([row("b", "h2", 1), row("a", "h1", 3)])) == [2, 4]
    assert len(await whole_journal(store, "a")) == 4
    assert len(await whole_journal(store, "b")) == 2


async def test_a_row_reads_back_as_it_was_committed(store: Store) -> None:
    pending = row(command='{"description":"Grüße 🐧"}'.encode(), principal="zoë")
    (written,) = await store.commit([pending])
    (read,) = await store.journal("f", 0, 10)
    assert read == written
    assert read.command == pending.command
    assert read.committed_at_ns == NOW


async def test_a_row_built_on_an_old_revision_is_lost_and_others_win(store: Store) -> None:
    await store.commit([row(host="h1"), row(host="h2")])
    await store.commit([row(host="h1", known=1)])
    batch = [row(host="h1", known=1), row(host="h2", known=2), row(host="h1", known=1)]
    assert revisions(await store.commit(batch)) == [None, 4, None]
    await whole_journal(store)


async def test_losing_spreads_to_later_rows_that_share_a_subject_and_no_further(
    store: Store,
) -> None:
    await store.commit([row(host=host) for host in ("a", "b", "c")])
    await store.commit([row(host="a", known=1)])
    batch = [
        row(host="b", known=2),
        row(host="a", subjects={"a": 1, "b": 2}),
        row(host="b", known=2),
        row(host="b", subjects={"b": 2, "c": 3}),
        row(host="c", known=3),
        row(host="d"),
    ]
    assert revisions(await store.commit(batch)) == [5, None, None, None, None, 6]


async def test_a_lost_subject_does_not_lose_the_same_name_in_another_fabric(store: Store) -> None:
    await store.commit([row("f", subjects={"": 0}), row("g", subjects={"": 0})])
    lost = row("f", subjects={"": 9})
    won = row("g", subjects={"": 1})
    assert revisions(await store.commit([lost, won])) == [None, 2]


async def test_a_batch_without_a_winner_changes_nothing(store: Store) -> None:
    await store.commit([row()])
    before = await store.projection("f")
    lost = row(known=7, idempotency=key("k"), inventory=(InventoryWrite("hosts", "h", 0, ()),))
    assert revisions(await store.commit([lost])) == [None]
    assert await store.projection("f") == before
    assert await store.idempotent("anonymous", "k", NOW) is None


async def test_rows_of_a_group_win_or_lose_together(store: Store) -> None:
    await store.commit([row(host="a"), row(host="b")])
    batch = [
        row(host="a", known=1, group=1),
        row(host="b", known=99, group=1),
        row(host="a", known=1),
        row(host="b", known=2, group=2),
        row(host="c", group=2),
    ]
    assert revisions(await store.commit(batch)) == [None, None, None, None, None]
    batch = [row(host="a", known=1, group=3), row(host="a", known=1, group=3)]
    assert revisions(await store.commit(batch)) == [3, 4]


async def test_groups_beside_each_other_are_judged_apart(store: Store) -> None:
    batch = [row(host="a", known=9, group=1), row(host="b", group=2), row(host="c", group=2)]
    assert revisions(await store.commit(batch)) == [None, 1, 2]


async def test_a_subject_that_is_gone_exists_no_more_and_may_come_again(store: Store) -> None:
    await store.commit([row(host="h")])
    assert revisions(await store.commit([row(host="h", known=1, gone=("h",))])) == [2]
    assert (await store.projection("f")).subjects == {}
    assert revisions(await store.commit([row(host="h", known=1)])) == [None]
    assert revisions(await store.commit([row(host="h", known=0)])) == [3]
    assert (await store.projection("f")).subjects == {"h": 3}


async def test_gone_and_back_in_one_batch_leaves_the_last_revision(store: Store) -> None:
    await store.commit([row(host="h")])
    batch = [row(host="h", known=1, gone=("h",)), row(host="h", known=1)]
    assert revisions(await store.commit(batch)) == [2, 3]
    assert (await store.projection("f")).subjects == {"h": 3}


async def test_a_host_name_exists_once_over_all_fabrics(store: Store) -> None:
    await store.commit([row("a", "h")])
    assert revisions(await store.commit([row("b", "h"), row("b", "other")])) == [None, 1]
    both = [row("a", "twin"), row("b", "twin")]
    assert revisions(await store.commit(both)) == [2, None]
    await store.commit([row("a", "h", 1, gone=("h",))])
    assert revisions(await store.commit([row("b", "h")])) == [2]


async def test_the_configurations_of_two_fabrics_are_two_subjects(store: Store) -> None:
    batch = [row("a", "", subjects={"": 0}), row("b", "", subjects={"": 0})]
    assert revisions(await store.commit(batch)) == [1, 1]


async def test_a_remembered_key_loses_its_row_and_what_was_built_on_it(store: Store) -> None:
    await store.commit([row(host="a", idempotency=key("k"))])
    batch = [row(host="a", known=1, idempotency=key("k")), row(host="a", known=1), row(host="b")]
    assert revisions(await store.commit(batch)) == [None, None, 2]


async def test_a_key_twice_in_a_batch_wins_once(store: Store) -> None:
    batch = [row(host="a", idempotency=key("k")), row(host="b", idempotency=key("k"))]
    assert revisions(await store.commit(batch)) == [1, None]


async def test_a_key_is_remembered_with_its_revision_until_it_expires(store: Store) -> None:
    record = key("k")
    await store.commit([row(), row(known=0, idempotency=record)])
    found = await store.idempotent("anonymous", "k", NOW)
    assert found == msgspec.structs.replace(record, fabric="f", revision=2)
    assert await store.idempotent("somebody else", "k", NOW) is None
    assert await store.idempotent("anonymous", "k", NOW + DAY) is None
    assert await store.idempotent("anonymous", "k", NOW + DAY - 1) is not None


async def test_an_expired_key_is_taken_again(store: Store) -> None:
    await store.commit([row(idempotency=key("k"))])
    again = row(known=1, at_ns=NOW + DAY, idempotency=key("k", "new", NOW + 2 * DAY))
    assert revisions(await store.commit([again])) == [2]
    found = await store.idempotent("anonymous", "k", NOW + DAY)
    assert found is not None
    assert (found.fingerprint, found.revision) == ("new", 2)


async def test_purge_forgets_what_expired_and_nothing_else(store: Store) -> None:
    await store.commit([row(idempotency=key("old", expires_at_ns=NOW + 1))])
    await store.commit([row(known=1, idempotency=key("young"))])
    assert await store.purge(NOW + 1) == 1
    assert await store.idempotent("anonymous", "old", NOW) is None
    assert await store.idempotent("anonymous", "young", NOW) is not None


async def test_inventory_rows_are_written_by_position_and_trimmed(store: Store) -> None:
    assert INVENTORY_COLUMNS["hosts"] == ("kernel_model", "description", "generation")

    async def rows_of(host: str) -> tuple[tuple[object, ...], ...]:
        changes = (await store.projection("f")).inventory
        found = [each for each in changes if each.host == host]
        return found[0].rows if found else ()

    one, two, three = (("m", "d", number) for number in (1, 2, 3))
    write = InventoryWrite("hosts", "h", 3, ((0, one), (1, two), (2, three)))
    await store.commit([row(inventory=(write,))])
    assert await rows_of("h") == (one, two, three)
    await store.commit([row(known=1, inventory=(InventoryWrite("hosts", "h", None, ((1, one),)),))])
    assert await rows_of("h") == (one, one, three)
    await store.commit([row(known=2, inventory=(InventoryWrite("hosts", "h", 1, ()),))])
    assert await rows_of("h") == (one,)
    again = InventoryWrite("hosts", "h", None, ((0, two),))
    last = InventoryWrite("hosts", "h", None, ((0, three),))
    await store.commit([row(known=3, inventory=(again,)), row(known=3, inventory=(last,))])
    assert await rows_of("h") == (three,)
    assert (await store.projection("f")).inventory == (
        InventoryChange("hosts", "f", "h", (three,)),
    )


async def test_inventory_is_repaired_only_at_the_revision_it_was_computed_for(
    store: Store,
) -> None:
    await store.commit([row()])
    repair = (InventoryWrite("hosts", "h", 1, ((0, ("m", "d", 1)),)),)
    assert not await store.put_inventory("f", {"h": 7}, repair)
    assert (await store.projection("f")).inventory == ()
    assert await store.put_inventory("f", {"h": 1, "absent": 0}, repair)
    assert len((await store.projection("f")).inventory) == 1


async def test_a_batch_of_a_thousand_rows_on_a_hundred_hosts_is_one_commit(store: Store) -> None:
    batch = [row(host=f"h{number % 100}") for number in range(1000)]
    assert revisions(await store.commit(batch)) == list(range(1, 1001))
    await whole_journal(store)


@pytest.mark.parametrize("limit", [1, 2, 5])
async def test_the_journal_is_read_in_pages_behind_a_revision(store: Store, limit: int) -> None:
    await store.commit([row() for _ in range(5)])
    read: list[int] = []
    while page := await store.journal("f", read[-1] if read else 0, limit):
        assert len(page) <= limit
        read.extend(each.revision for each in page)
    assert read == [1, 2, 3, 4, 5]
    assert await store.journal("unknown", 0, 10) == []
