"""One process a SQLite file: a second one is refused before it can do harm."""

from __future__ import annotations

import fcntl
import os
from pathlib import Path

from service.store.errors import StoreLockedError


class LockFile:
    """An advisory lock that the operating system drops when the process dies, however it dies."""

    def __init__(self, path: Path) -> None:
        self._path = path
        self._descriptor: int | None = None

    def acquire(self) -> None:
        """Takes the lock. Raises: StoreLockedError with the holder's process id."""
        descriptor = os.open(self._path, os.O_RDWR | os.O_CREAT | os.O_CLOEXEC, 0o600)
        try:
            fcntl.flock(descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            holder = os.pread(descriptor, 32, 0).decode(errors="replace").strip()
            os.close(descriptor)
            raise StoreLockedError(
                f"{self._path.with_suffix('')} is served by process {holder or 'unknown'}: "
                "SQLite has one writer; stop it, or use PostgreSQL for replicas"
            ) from None
        os.ftruncate(descriptor, 0)
        os.pwrite(descriptor, f"{os.getpid()}\n".encode(), 0)
        self._descriptor = descriptor

    def release(self) -> None:
        """Drops the lock; the file stays, so that nobody locks a deleted one."""
        if self._descriptor is not None:
            os.close(self._descriptor)
            self._descriptor = None
