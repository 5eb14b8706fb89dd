"""Worker processes: started when there is work, kept for the next, ended to cancel what they do."""

from __future__ import annotations

import contextlib
import subprocess
import sys
import threading
from collections.abc import Callable
from typing import BinaryIO, Final, cast

import msgspec

from service.reasons import Refused
from service.runs.jobs import Job
from service.runs.worker import read_frame, write_frame

#: idle processes that are kept
IDLE_MAX: Final = 2
_encoder: Final = msgspec.msgpack.Encoder()

#: Called in the thread of the job with (done, total, what).
Progress = Callable[[int, int, str], None]


class Stopped(Exception):  # noqa: N818 - somebody asked for it
    """The process of a job was ended."""


class JobError(Exception):
    """A job that met a bug, or whose process died: what is known of it."""


class Worker:
    """One process; one job at a time."""

    def __init__(self) -> None:
        command = [sys.executable, "-m", "service.runs.worker"]
        self._process = subprocess.Popen(  # noqa: S603 - our own program
            command, stdin=subprocess.PIPE, stdout=subprocess.PIPE
        )
        self._in = cast("BinaryIO", self._process.stdin)
        self._out = cast("BinaryIO", self._process.stdout)
        self.stopped = False

    def run(self, job: Job, progress: Progress) -> bytes:
        """The result of a job; blocks. Refuses: what the job refuses. Raises: Stopped, JobError."""
        try:
            write_frame(self._in, _encoder.encode(job))
            while (data := read_frame(self._out)) is not None:
                row = msgspec.msgpack.decode(data)
                if "progress" in row:
                    progress(*row["progress"])
                elif "result" in row:
                    return cast("bytes", row["result"])
                elif "refused" in row:
                    raise Refused(row["refused"], **row["facts"])
                else:
                    raise JobError(row["error"])
        except (BrokenPipeError, ConnectionResetError):
            pass
        if self.stopped:
            raise Stopped
        code = self._process.wait()
        self.stop()
        raise JobError(f"the process of the run ended with {code}")

    def stop(self) -> None:
        """Ends the process and with it the job."""
        self.stopped = True
        self._process.kill()
        self._process.wait()
        for pipe in (self._in, self._out):
            with contextlib.suppress(OSError):
                pipe.close()


class Pool:
    """Idle workers of this process; who runs how many is up to the callers."""

    def __init__(self) -> None:
        self._idle: list[Worker] = []
        self._lock = threading.Lock()

    def take(self) -> Worker:
        """A worker, for one job; give it back."""
        with self._lock:
            if self._idle:
                return self._idle.pop()
        return Worker()

    def give(self, worker: Worker) -> None:
        """After a job; a worker that was stopped is gone."""
        if worker.stopped:
            return
        with self._lock:
            if len(self._idle) < IDLE_MAX:
                self._idle.append(worker)
                return
        worker.stop()

    def close(self) -> None:
        """Ends the idle ones."""
        with self._lock:
            idle, self._idle = self._idle, []
        for worker in idle:
            worker.stop()


#: The pool of this process: workers outlive an application, which tests make many of.
POOL: Final = Pool()
