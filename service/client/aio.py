"""The asynchronous client: the same calls, awaited."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator, Sequence
from types import TracebackType
from typing import Any, Self

import httpx

from service.client import requests as r
from service.client.errors import ServiceError


class AsyncClient:
    """A connection to a service, for asyncio; see `service.client.sync.Client`."""

    def __init__(
        self,
        url: str = r.DEFAULT_URL,
        *,
        timeout: float = 30.0,
        transport: httpx.AsyncBaseTransport | None = None,
    ) -> None:
        self.url = url.rstrip("/")
        self._http = httpx.AsyncClient(
            base_url=self.url, timeout=timeout, transport=transport, trust_env=False
        )

    async def __aenter__(self) -> Self:
        return self

    async def __aexit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        await self.close()

    async def close(self) -> None:
        """Closes the connection."""
        await self._http.aclose()

    async def send(self, request: r.Request) -> httpx.Response:
        """Sends a request, again where that is safe and may help."""
        attempt = 0
        while True:
            response, why = None, ""
            try:
                response = await self._http.request(
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
            await asyncio.sleep(wait)
            attempt += 1

    async def call(
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
        return r.reply_of(r.object_of(await self.send(request)))

    async def batch(
        self,
        host: str,
        calls: Sequence[r.Call],
        *,
        stop_on_error: bool = False,
        options: r.Options = r.NO_OPTIONS,
    ) -> list[r.Reply]:
        """Runs commands in order and commits them together; with `stop_on_error` maybe not all."""
        request = r.batch_request(host, calls, options, stop_on_error=stop_on_error)
        return [r.reply_of(raw) for raw in r.object_of(await self.send(request))["results"]]

    async def create_fabric(self, fabric: str, description: str = "") -> r.Json:
        """Creates a fabric."""
        return r.object_of(await self.send(r.create_fabric_request(fabric, description)))

    async def create_host(self, fabric: str, host: str, kernel_model: str, **fields: Any) -> r.Json:
        """Boots a host under a kernel model; `topology` is needed, `knobs`, `inventory` are not."""
        fields |= {"host": host, "kernel_model": kernel_model}
        return r.object_of(await self.send(r.create_host_request(fabric, fields)))

    async def get(self, name: str, **params: Any) -> r.Json:
        """One object, by operation id."""
        return r.object_of(await self.send(r.read_request(name, params)))

    async def items(self, name: str, **params: Any) -> AsyncIterator[r.Json]:
        """All items of a list, page by page."""
        token = ""
        while True:
            extra = {"page_token": token} if token else {}
            page = await self.get(name, **params, page_size=1000, **extra)
            for item in page["items"]:
                yield item
            token = page.get("next_page_token", "")
            if not token:
                return
