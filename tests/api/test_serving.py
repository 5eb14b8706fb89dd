"""The whole process: ports, lines, drain, and data that outlives it."""

from __future__ import annotations

import os
import re
import signal
import socket
import subprocess
import sys
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import grpc
import httpx
import pytest

from service.rpc.methods import FABRIC
from service.rpc.pool import message_class

PROGRAM = """\
import sys
from service.app import serve
from service.settings import Settings
serve(Settings(database_url=sys.argv[1], http_port=int(sys.argv[2]), grpc_port=0))
"""
ROOT = Path(__file__).resolve().parents[2]


class Running:
    """A service in a process of its own."""

    def __init__(self, process: subprocess.Popen[str]) -> None:
        self.process = process
        assert process.stdout is not None
        text = "".join(process.stdout.readline() for _ in range(4))
        found = re.search(
            r"API +(http://\S+)/v1/fabrics\ndocs +\S+/docs\n\S+ +\S+/\ngRPC +(\S+)\n", text
        )
        assert found, text
        self.http, self.grpc = found[1], found[2]

    def stop(self) -> float:
        """Seconds from SIGTERM to the end."""
        begin = time.monotonic()
        self.process.send_signal(signal.SIGTERM)
        assert self.process.wait(20) == 0
        return time.monotonic() - begin


@contextmanager
def serving(url: str, port: int = 0) -> Iterator[Running]:
    process = subprocess.Popen(
        [sys.executable, "-c", PROGRAM, url, str(port)],
        cwd=ROOT,
        stdout=subprocess.PIPE,
        text=True,
        env={**os.environ, "PYTHONPATH": str(ROOT)},
    )
    try:
        yield Running(process)
    finally:
        if process.poll() is None:
            process.kill()
        process.communicate(timeout=10)


def test_sigterm_ends_streams_and_the_process(tmp_path: Path) -> None:
    with serving(f"sqlite:///{tmp_path}/t.db") as service:
        assert httpx.get(f"{service.http}/readyz").status_code == 200
        assert httpx.post(f"{service.http}/v1/fabrics", json={"fabric": "lab"}).status_code == 201
        lines: list[str] = []
        heard = threading.Event()

        def listen() -> None:
            headers = {"accept": "text/event-stream"}
            with httpx.stream("GET", f"{service.http}/v1/fabrics/lab/events", headers=headers) as r:
                for line in r.iter_lines():
                    lines.append(line)
                    heard.set()

        listener = threading.Thread(target=listen)
        listener.start()
        deadline = time.monotonic() + 10
        while "event: create_fabric" not in lines and time.monotonic() < deadline:
            heard.wait(0.1)
        request = message_class(f"{FABRIC}.WatchRequest")
        response = message_class(f"{FABRIC}.WatchResponse")
        with grpc.insecure_channel(service.grpc) as channel:
            watch = channel.unary_stream(
                f"/{FABRIC}.FabricService/Watch",
                request_serializer=request.SerializeToString,
                response_deserializer=response.FromString,
            )(request(fabric="lab"))
            event = next(watch).event
            assert event.op == "create_fabric"
            assert service.stop() < 10
            assert list(watch) == []
        listener.join(5)
        assert "event: create_fabric" in lines


def test_a_second_start_has_the_data(tmp_path: Path) -> None:
    url = f"sqlite:///{tmp_path}/t.db"
    with serving(url) as service:
        httpx.post(f"{service.http}/v1/fabrics", json={"fabric": "lab"}).raise_for_status()
        service.stop()
    with serving(url) as service:
        assert httpx.get(f"{service.http}/v1/fabrics/lab").json()["revision"] == "1"
        service.stop()


def test_a_taken_port_is_named(tmp_path: Path) -> None:
    with socket.create_server(("127.0.0.1", 0)) as taken:
        port = taken.getsockname()[1]
        done = subprocess.run(
            [sys.executable, "-c", PROGRAM, "memory://", str(port)],
            cwd=ROOT,
            capture_output=True,
            text=True,
            timeout=60,
            env={**os.environ, "PYTHONPATH": str(ROOT)},
            check=False,
        )
    assert done.returncode != 0
    assert f"cannot listen on 127.0.0.1 port {port}" in done.stderr


def test_a_taken_grpc_port_is_named_and_leaves_the_database_unlocked(tmp_path: Path) -> None:
    url = f"sqlite:///{tmp_path}/t.db"
    with socket.create_server(("127.0.0.1", 0)) as taken:
        port = taken.getsockname()[1]
        done = subprocess.run(
            [
                Path(sys.executable).with_name("cxltwin"),
                *("serve", "--http-port", "0", "--grpc-port", str(port), "--database-url", url),
            ],
            cwd=tmp_path,
            capture_output=True,
            text=True,
            timeout=60,
            env={**os.environ, "PYTHONPATH": str(ROOT)},
            check=False,
        )
    assert done.returncode == 2
    assert done.stderr.endswith(f"error: cannot listen on 127.0.0.1 port {port} for gRPC\n")
    assert "Traceback" not in done.stderr
    with serving(url) as service:
        service.stop()


def test_a_draining_service_says_so_before_it_closes() -> None:
    with serving("memory://") as service, httpx.Client(base_url=service.http) as client:
        assert client.get("/readyz").status_code == 200
        service.process.send_signal(signal.SIGTERM)
        seen: list[int] = []
        while not seen or seen[-1] != 503:
            seen.append(client.get("/readyz").status_code)
        refused = httpx.post(f"{service.http}/v1/fabrics", json={"fabric": "late"})
        assert (refused.status_code, refused.json()["reason"]) == (503, "DRAINING")
        assert refused.headers["retry-after"] == "1"
        assert service.process.wait(20) == 0


def test_what_ready_raises_ends_the_service() -> None:
    from service.app import Addresses, serve
    from service.settings import Settings

    def ready(addresses: Addresses) -> None:
        assert httpx.get(f"{addresses.http}/healthz").status_code == 200
        raise LookupError("nothing to load")

    with pytest.raises(LookupError):
        serve(Settings(database_url="memory://", http_port=0, grpc_port=0), ready=ready)


def test_malformed_http_is_400(tmp_path: Path) -> None:
    with serving("memory://") as service:
        host, _, port = service.http.removeprefix("http://").partition(":")
        for request in (
            b"GET /v1/\xff HTTP/1.1\r\nHost: x\r\n\r\n",
            b"GET /v1 HTTP/9.9\r\n\r\n",
            b"\x00\x01\x02\r\n\r\n",
            b"POST /v1/fabrics HTTP/1.1\r\nHost: x\r\nContent-Length: -1\r\n\r\n",
        ):
            with socket.create_connection((host, int(port)), timeout=5) as connection:
                connection.sendall(request)
                assert b" 400 " in connection.recv(100)
        answer = httpx.get(f"{service.http}/v1/hosts/%ff%fe%ed%a0%80%00")
        assert answer.status_code == 422
        service.stop()
