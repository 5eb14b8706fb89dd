"""Refusals of a service, as exceptions."""

from __future__ import annotations

from typing import Any


class ServiceError(Exception):
    """No usable answer came: nothing listens, the connection broke, or the answer is not ours."""

    def __init__(self, url: str, why: str) -> None:
        self.url = url
        self.why = why
        super().__init__(f"{url}: {why}")


class Problem(Exception):  # noqa: N818 - the service calls it so (RFC 9457)
    """The service refused a request (RFC 9457): `reason` is a name of its error table."""

    def __init__(self, body: dict[str, Any]) -> None:
        self.status: int = body.get("status", 0)
        self.reason: str = body.get("reason", "UNKNOWN")
        self.detail: str = body.get("detail", body.get("title", ""))
        self.errno: str | None = body.get("errno")
        self.facts: dict[str, Any] = body.get("facts", {})
        self.retryable: bool = body.get("retryable", False)
        self.revision: str | None = body.get("revision")
        self.body = body
        super().__init__(f"{self.reason}: {self.detail}")
