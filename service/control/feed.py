"""The feed of committed rows: watchers pull from the store or from the newest rows in memory.

A watcher has no buffer of its own: it remembers the revision that it has seen and asks for the next
ones, so a slow one costs nothing and can neither miss nor see a row twice.
"""

from __future__ import annotations

import asyncio
from collections import deque
from collections.abc import AsyncIterator
from itertools import islice
from typing import Final, Protocol

from service.control.failpoints import failpoints
from service.control.ports import JournalRow, Store
from service.reasons import Refused

#: Rows that a watcher takes at a time.
WATCH_PAGE_ROWS: Final = 500


class Feed:
    """The newest rows of one fabric, kept only while somebody watches."""

    def __init__(self, max_rows: int) -> None:
        self._rows: deque[JournalRow] = deque(maxlen=max_rows)
        self._watchers = 0
        self._news = asyncio.Event()
        self._closed = False

    @property
    def closed(self) -> bool:
        """Whether nothing will come any more."""
        return self._closed

    @property
    def watchers(self) -> int:
        """How many watch."""
        return self._watchers

    def push(self, row: JournalRow) -> None:
        """A row is durable."""
        if self._watchers:
            self._rows.append(row)
            self.wake()

    def skip(self) -> None:
        """The next row does not follow the kept ones: watchers read the store."""
        self._rows.clear()
        self.wake()

    def wake(self) -> None:
        """Watchers look again."""
        self._news.set()
        self._news = asyncio.Event()

    def close(self) -> None:
        """Watchers end once they have seen everything."""
        self._closed = True
        self.wake()

    def join(self) -> None:
        """One more watcher."""
        self._watchers += 1

    def leave(self) -> None:
        """One watcher less; without any, nothing is kept."""
        self._watchers -= 1
        if not self._watchers:
            self._rows.clear()

    def after(self, revision: int, limit: int) -> list[JournalRow] | None:
        """Kept rows behind a revision; None where the next one is not kept."""
        if not self._rows or self._rows[0].revision > revision + 1:
            return None
        first = revision + 1 - self._rows[0].revision
        return list(islice(self._rows, first, first + limit))

    async def news(self) -> None:
        """Returns when a row was pushed or the feed was closed since the call."""
        await self._news.wait()


class Watched(Protocol):
    """What `watch` needs of a fabric: its name, its newest durable revision and its feed."""

    fabric: str
    revision: int
    feed: Feed


async def page_after(store: Store, watched: Watched, after: int, limit: int) -> list[JournalRow]:
    """Durable rows behind a revision, without a gap. Refuses: REVISION_COMPACTED."""
    if after >= watched.revision:
        return []
    rows = watched.feed.after(after, limit)
    if rows is None:
        newest = watched.revision
        read = await store.journal(watched.fabric, after, limit)
        # The store may be ahead: a commit is news only when this process has taken it in.
        rows = [row for row in read if row.revision <= newest]
    if rows and rows[0].revision != after + 1:
        raise Refused("REVISION_COMPACTED", revision=after + 1, oldest=rows[0].revision)
    return rows


async def watch(store: Store, watched: Watched, since: int) -> AsyncIterator[JournalRow]:
    """Every row behind `since`, each once and in order, until the feed is closed."""
    feed = watched.feed
    feed.join()
    try:
        while True:
            rows = await page_after(store, watched, since, WATCH_PAGE_ROWS)
            for row in rows:
                await failpoints.reach("before_publish")
                yield row
                since = row.revision
            if not rows:
                if feed.closed:
                    return
                if since >= watched.revision:
                    await feed.news()
    finally:
        feed.leave()
