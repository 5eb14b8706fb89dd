"""The program of a worker process: `python -m service.runs.worker`.

Jobs come on stdin and what becomes of them goes to stdout, as frames: a length of four bytes and
msgpack. It ends with its stdin, and so with the service. It is nice: whoever serves requests goes
first.
"""

from __future__ import annotations

import os
import sys
import time
from typing import Any, BinaryIO, Final

import msgspec

from service.runs.jobs import Failed, Job, run

#: niceness of a worker: requests of the service go first
NICE: Final = 15
#: seconds between two reports of progress
TICK_SECONDS: Final = 0.05

_decoder: Final = msgspec.msgpack.Decoder(Job)
_encoder: Final = msgspec.msgpack.Encoder(enc_hook=str)


def read_frame(source: BinaryIO) -> bytes | None:
    """The next frame; None at the end."""
    head = source.read(4)
    if len(head) < 4:  # noqa: PLR2004 - bytes of a length
        return None
    size = int.from_bytes(head, "big")
    data = source.read(size)
    return data if len(data) == size else None


def write_frame(target: BinaryIO, data: bytes) -> None:
    """Sends a frame."""
    target.write(len(data).to_bytes(4, "big") + data)
    target.flush()


class _Reporter:
    """Tells how far a job is, not more often than anybody reads."""

    def __init__(self, target: BinaryIO) -> None:
        self.target = target
        self.last = 0.0

    def __call__(self, done: int, total: int, what: str) -> None:
        now = time.monotonic()
        if done < total and now - self.last < TICK_SECONDS:
            return
        self.last = now
        self.send({"progress": (done, total, what)})

    def send(self, row: dict[str, Any]) -> None:
        """Sends a row."""
        write_frame(self.target, _encoder.encode(row))


def serve(source: BinaryIO, target: BinaryIO) -> None:
    """Runs jobs until there are no more."""
    report = _Reporter(target)
    while (data := read_frame(source)) is not None:
        report.last = 0.0
        try:
            report.send({"result": run(_decoder.decode(data), report)})
        except Failed as failed:
            report.send({"refused": failed.reason, "facts": failed.facts})
        except Exception as error:  # noqa: BLE001 - told to the service, which goes on
            report.send({"error": f"{type(error).__name__}: {error}"})


if __name__ == "__main__":
    os.nice(NICE)
    out = os.fdopen(os.dup(1), "wb")
    os.dup2(2, 1)  # nothing else may come between frames
    serve(sys.stdin.buffer, out)
