"""Jobs off the event loop: a thread waits for a process, the loop goes on."""

from __future__ import annotations

import asyncio
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from typing import Final, Protocol

from service.reasons import Refused
from service.runs.jobs import Job
from service.runs.pool import POOL, JobError, Pool, Stopped

#: what-ifs that run at a time and that wait, and how long one may take
QUICK_MAX: Final = 2
QUICK_WAITING_MAX: Final = 32
QUICK_SECONDS_MAX: Final = 60
_THREADS: Final = 8


class Stoppable(Protocol):
    """Somebody who may want to end what runs for him."""

    stop: Callable[[], None]


class _Quick:
    stop: Callable[[], None] = staticmethod(lambda: None)


def _silent(done: int, total: int, what: str) -> None:
    del done, total, what


class Runner:
    """Runs jobs in worker processes."""

    def __init__(self, pool: Pool = POOL) -> None:
        self._pool = pool
        self._threads = ThreadPoolExecutor(_THREADS, "cxltwin-run")
        self._quick = asyncio.Semaphore(QUICK_MAX)
        self._waiting = 0

    async def run(
        self, job: Job, progress: Callable[[int, int, str], None], owner: Stoppable
    ) -> bytes:
        """The result of a job; `owner.stop` ends it, and so does the end of the caller.

        `progress` is called in the loop. Refuses: what the job refuses. Raises: Stopped, JobError.
        """
        loop = asyncio.get_running_loop()
        worker = await loop.run_in_executor(self._threads, self._pool.take)
        owner.stop = worker.stop

        def tick(done: int, total: int, what: str) -> None:
            loop.call_soon_threadsafe(progress, done, total, what)

        future = loop.run_in_executor(self._threads, worker.run, job, tick)
        try:
            return await asyncio.shield(future)
        except asyncio.CancelledError:
            worker.stop()
            await asyncio.gather(future, return_exceptions=True)
            raise
        finally:
            owner.stop = lambda: None
            self._pool.give(worker)

    async def quick(self, job: Job) -> bytes:
        """The result of a job that a request waits for.

        Refuses: OVERLOADED, LIMIT_EXCEEDED (it takes too long), what the job refuses.
        """
        if self._waiting >= QUICK_WAITING_MAX:
            raise Refused("OVERLOADED", waiting=self._waiting)
        self._waiting += 1
        try:
            async with self._quick, asyncio.timeout(QUICK_SECONDS_MAX):
                return await self.run(job, _silent, _Quick())
        except TimeoutError:
            raise Refused(
                "LIMIT_EXCEEDED",
                limit="seconds of a what-if",
                max=QUICK_SECONDS_MAX,
                needs=QUICK_SECONDS_MAX + 1,
            ) from None
        except (Stopped, JobError) as error:
            raise Refused("RUN_FAILED", why=str(error) or "it was stopped") from error
        finally:
            self._waiting -= 1
