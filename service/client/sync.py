"""The synchronous client."""

from __future__ import annotations

import json
import time
from collections.abc import Iterator, Sequence
from types import TracebackType
from typing import Any, Final, Self

import httpx

from service.client import requests as r
from service.client.errors import Problem, ServiceError
from service.client.paths import ROUTES

_EVENT_STREAM: Final = "text/event-stream"


class Client:
    """A connection to a service.

    Requests are sent again when no answer came or the service was busy; keys make that safe.
    Refuses: `Problem` for what the service refuses, `ServiceError` where no answer comes.
    """

    def __init__(
        self,
        url: str = r.DEFAULT_URL,
        *,
        timeout: float = 30.0,
        transport: httpx.BaseTransport | None = None,
    ) -> None:
        self.url = url.rstrip("/")
        self._http = httpx.Client(
            base_url=self.url, timeout=timeout, transport=transport, trust_env=False
        )

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self.close()

    def close(self) -> None:
        """Closes the connection."""
        self._http.close()

    def send(self, request: r.Request) -> httpx.Response:
        """Sends a request, again where that is safe and may help."""
        attempt = 0
        while True:
            response, why = None, ""
            try:
                response = self._http.request(
                    request.method,
                    request.path,
                    json=request.body,
                    params=request.params,
                    headers=request.headers,
                )
            except httpx.TransportError as error:
                why = str(error) or type(error).__name__
            wait = r.pause(attempt, response)
            if response is not None and wait is None:
                return response
            if wait is None:
                raise ServiceError(f"{self.url}{request.path}", why)
            time.sleep(wait)
            attempt += 1

    def call(
        self,
        host: str,
        op: str,
        /,
        *,
        options: r.Options = r.NO_OPTIONS,
        **fields: Any,
    ) -> r.Reply:
        """Runs one command on a host; the answer may be an errno of the simulated kernel.

        Example: `call("june", "mbind", pid=100, area="buf", mode="MPOL_BIND", nodemask=[2])`.
        """
        request = r.call_request(host, r.Call(op, fields), options)
        return r.reply_of(r.object_of(self.send(request)))

    def batch(
        self,
        host: str,
        calls: Sequence[r.Call],
        *,
        stop_on_error: bool = False,
        options: r.Options = r.NO_OPTIONS,
    ) -> list[r.Reply]:
        """Runs commands in order and commits them together; with `stop_on_error` maybe not all."""
        request = r.batch_request(host, calls, options, stop_on_error=stop_on_error)
        return [r.reply_of(raw) for raw in r.object_of(self.send(request))["results"]]

    def create_fabric(self, fabric: str, description: str = "") -> r.Json:
        """Creates a fabric."""
        return r.object_of(self.send(r.create_fabric_request(fabric, description)))

    def create_host(self, fabric: str, host: str, kernel_model: str, **fields: Any) -> r.Json:
        """Boots a host under a kernel model; `topology` is needed, `knobs`, `inventory` are not."""
        fields |= {"host": host, "kernel_model": kernel_model}
        return r.object_of(self.send(r.create_host_request(fabric, fields)))

    def import_host(
        self,
        fabric: str,
        host: str,
        kernel_model: str,
        files: Sequence[r.ImportedFile],
        description: str = "",
    ) -> r.Json:
        """Makes a host from what a real machine prints; the answer has a report."""
        request = r.import_request(fabric, host, kernel_model, files, description)
        return r.object_of(self.send(request))

    def delete_host(self, host: str) -> r.Json:
        """Removes a host as it stands now."""
        return self.delete("get_host", "delete_host", host=host)

    def delete_fabric(self, fabric: str) -> r.Json:
        """Removes an empty fabric as it stands now."""
        return self.delete("get_fabric", "delete_fabric", fabric=fabric)

    def delete(self, get: str, delete: str, **params: str) -> r.Json:
        """Removes a thing as it stands now: the operations that get and that delete it."""
        found = self.send(r.read_request(get, params))
        r.object_of(found)
        headers = {"If-Match": found.headers["etag"]}
        request = r.Request("DELETE", ROUTES[delete].fill(params), headers=headers)
        return r.object_of(self.send(request))

    def get(self, name: str, **params: Any) -> r.Json:
        """One object, by operation id: `get("get_host", host="june")`."""
        return r.object_of(self.send(r.read_request(name, params)))

    def items(self, name: str, **params: Any) -> Iterator[r.Json]:
        """All items of a list, page by page: `items("list_nodes", host="june")`."""
        token = ""
        while True:
            extra = {"page_token": token} if token else {}
            page = self.get(name, **params, page_size=1000, **extra)
            yield from page["items"]
            token = page.get("next_page_token", "")
            if not token:
                return

    def watch(self, fabric: str, since: int = 0) -> Iterator[r.Json]:
        """Committed commands of a fabric with revision > `since`, and each new one, without end."""
        path = ROUTES["list_events"].fill({"fabric": fabric})
        headers = {"Accept": _EVENT_STREAM, "Last-Event-ID": str(since)}
        timeout = httpx.Timeout(10.0, read=60.0)
        with self._http.stream("GET", path, headers=headers, timeout=timeout) as response:
            if response.is_error:
                response.read()
                r.object_of(response)
            kind = ""
            for line in response.iter_lines():
                name, _, value = line.partition(":")
                if name == "event":
                    kind = value.strip()
                elif name == "data" and kind == "problem":
                    raise Problem(json.loads(value))
                elif name == "data":
                    yield json.loads(value)
