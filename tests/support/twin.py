"""`cxltwin` as a user starts it: a process of its own, on free ports, with its own database."""

from __future__ import annotations

import os
import signal
import socket
import subprocess
import sys
import time
from pathlib import Path
from typing import Self

import httpx

ROOT = Path(__file__).parents[2]
START_SECONDS = 30
STOP_SECONDS = 20


def free_port() -> int:
    """A port of the loopback interface that nobody listens on."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port: int = probe.getsockname()[1]
        return port


def cxltwin() -> Path:
    """The installed command."""
    return Path(sys.executable).with_name("cxltwin")


def environment(**settings: str) -> dict[str, str]:
    """The environment of a command: no settings of ours but these; bytecode is kept."""
    dropped = ("CXLTWIN_", "PYTHONDONTWRITEBYTECODE")
    plain = {name: value for name, value in os.environ.items() if not name.startswith(dropped)}
    return {**plain, "COLUMNS": "100", "NO_COLOR": "1", **settings}


class Twin:
    """A service process. `command` is `serve` or `demo`."""

    def __init__(
        self,
        folder: Path,
        command: str = "serve",
        *options: str,
        settings: dict[str, str] | None = None,
    ) -> None:
        self.folder = folder
        self.command = (command, *options)
        self.settings = settings or {}
        self.http_port, self.grpc_port = free_port(), free_port()
        self.url = f"http://127.0.0.1:{self.http_port}"
        self.database_url = f"sqlite:///{folder / 'twin.db'}"
        self.log = folder / "twin.log"
        self.process: subprocess.Popen[bytes] | None = None
        self._printed_before = 0

    def __enter__(self) -> Self:
        self.start()
        return self

    def __exit__(self, *_: object) -> None:
        self.kill()

    def start(self) -> None:
        """Starts the process and waits until it is ready."""
        self._printed_before = self.log.stat().st_size if self.log.exists() else 0
        with self.log.open("ab") as log:
            self.process = subprocess.Popen(
                [
                    cxltwin(),
                    *self.command,
                    f"--http-port={self.http_port}",
                    f"--grpc-port={self.grpc_port}",
                    f"--database-url={self.database_url}",
                ],
                stdout=log,
                stderr=subprocess.STDOUT,
                stdin=subprocess.DEVNULL,
                cwd=self.folder,
                env=environment(**self.settings),
            )
        self.wait_until_ready()

    def wait_until_ready(self) -> None:
        """Returns when /readyz answers 200."""
        assert self.process is not None
        deadline = time.monotonic() + START_SECONDS
        while time.monotonic() < deadline:
            assert self.process.poll() is None, self.output()
            try:
                if httpx.get(f"{self.url}/readyz", trust_env=False).status_code == 200:
                    return
            except httpx.TransportError:
                time.sleep(0.02)
        raise AssertionError(f"not ready after {START_SECONDS} s:\n{self.output()}")

    def wait_for(self, text: str) -> None:
        """Returns when the process has printed `text`."""
        deadline = time.monotonic() + START_SECONDS
        while text not in self.output():
            assert self.process is not None
            assert self.process.poll() is None, self.output()
            assert time.monotonic() < deadline, self.output()
            time.sleep(0.02)

    def output(self) -> str:
        """What the process printed since it was started."""
        if not self.log.exists():
            return ""
        return self.log.read_bytes()[self._printed_before :].decode(errors="replace")

    def wait_for_demo(self) -> None:
        """Returns when the demo hosts are set up."""
        self.wait_for("demo fabric is ready")

    def kill(self) -> None:
        """SIGKILL, and nothing else."""
        if self.process is not None:
            self.process.kill()
            self.process.wait(STOP_SECONDS)
            self.process = None

    def stop(self) -> int:
        """SIGTERM; the exit code of the process."""
        assert self.process is not None
        self.process.send_signal(signal.SIGTERM)
        code = self.process.wait(STOP_SECONDS)
        self.process = None
        return code

    def run(self, *args: str) -> subprocess.CompletedProcess[str]:
        """Another command of `cxltwin`, against this service and its database."""
        return subprocess.run(
            [cxltwin(), *args],
            capture_output=True,
            text=True,
            check=False,
            cwd=ROOT,
            env=environment(CXLTWIN_URL=self.url, CXLTWIN_DATABASE_URL=self.database_url),
            timeout=120,
        )
