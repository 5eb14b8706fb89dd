"""Page tokens: opaque, signed, bound to the list and its filters; never a grant."""

from __future__ import annotations

import base64
import hashlib
import hmac
import json
from collections.abc import Mapping
from typing import Final

from service.reasons import Refused

#: A key of a list item: sorted, unique, the position where the next page starts behind.
Key = int | str | tuple[str | int, ...]

_MAC_BYTES: Final = 16
TOKEN_PATTERN: Final = r"^[A-Za-z0-9_-]{0,1024}$"  # noqa: S105 - a pattern, not a secret


class PageTokens:
    """Signs and reads page tokens with a secret of the service."""

    __slots__ = ("_secret",)

    def __init__(self, secret: bytes) -> None:
        self._secret = secret

    def _mac(self, path: str, filters: Mapping[str, str], payload: bytes) -> bytes:
        bound = json.dumps([path, sorted(filters.items())], separators=(",", ":")).encode()
        digest = hmac.new(self._secret, bound + b"\0" + payload, hashlib.sha256)
        return digest.digest()[:_MAC_BYTES]

    def write(self, path: str, filters: Mapping[str, str], after: Key) -> str:
        """The token of the page behind the item `after`."""
        payload = json.dumps(after, separators=(",", ":")).encode()
        mac = self._mac(path, filters, payload)
        return base64.urlsafe_b64encode(mac + payload).rstrip(b"=").decode()

    def read(self, path: str, filters: Mapping[str, str], token: str) -> Key:
        """The key behind a token.

        Refuses: PAGE_TOKEN_INVALID for a token of another list, filter or service, or none of ours.
        """
        try:
            raw = base64.urlsafe_b64decode(token + "=" * (-len(token) % 4))
        except ValueError:
            raise Refused("PAGE_TOKEN_INVALID", why="it is not one of ours") from None
        mac, payload = raw[:_MAC_BYTES], raw[_MAC_BYTES:]
        if not hmac.compare_digest(mac, self._mac(path, filters, payload)):
            raise Refused("PAGE_TOKEN_INVALID", why="it belongs to another list or filter")
        after = json.loads(payload)
        return tuple(after) if isinstance(after, list) else after
