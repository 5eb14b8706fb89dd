"""Fixtures of the mm tests."""

from __future__ import annotations

import pytest

from tests.mm.mmhost import OPS_MP, Host, std_host


@pytest.fixture
def host() -> Host:
    """rfc-v4 with 2p (ops MIGRATION and MEMPOLICY) and 3p (no ops) online."""
    return std_host(ops={2: OPS_MP})
