"""Documents: compare and swap by version, data that stays where it is not written."""

from __future__ import annotations

from service.control.ports import Document, Store


def _document(version: int, body: bytes = b"{}", data: bytes | None = None) -> Document:
    return Document("experiment", "x", version, body, data)


async def test_a_version_is_written_over_the_one_before_and_over_nothing_else(store: Store) -> None:
    assert await store.document("experiment", "x") is None
    assert not await store.put_document(_document(2))
    assert await store.put_document(_document(1, b'{"n":1}', b"big" * 1000))
    assert not await store.put_document(_document(1))
    assert not await store.put_document(_document(3))
    assert await store.put_document(_document(2, b'{"n":2}'))
    found = await store.document("experiment", "x")
    assert found == _document(2, b'{"n":2}', b"big" * 1000)
    assert await store.put_document(_document(3, b'{"n":3}', b"small"))
    assert await store.document("experiment", "x") == _document(3, b'{"n":3}', b"small")


async def test_lists_are_by_kind_and_name_and_without_data(store: Store) -> None:
    for name in ("b", "a", "B"):
        assert await store.put_document(Document("model", name, 1, b"{}", b"table"))
    assert await store.put_document(Document("other", "c", 1, b"{}"))
    assert await store.documents("model") == [
        Document("model", name, 1, b"{}") for name in ("B", "a", "b")
    ]


async def test_a_dropped_document_is_gone_and_may_come_again(store: Store) -> None:
    assert not await store.drop_document("model", "a")
    assert await store.put_document(Document("model", "a", 1, b"{}", b"one"))
    assert await store.drop_document("model", "a")
    assert await store.document("model", "a") is None
    assert await store.put_document(Document("model", "a", 1, b"{}", b"two"))
