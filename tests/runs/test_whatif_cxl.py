"""Replays and forks of hosts that have a CXL side, which they share a fabric by."""

from __future__ import annotations

import pytest

from service.cli.fabrics import load
from service.client import Client
from service.experiments import fabric_bundled
from tests.runs.conftest import post
from tests.support.serving import running_service


@pytest.mark.parametrize("name", ["june", "cxl_test", "surprise-removal"])
def test_the_history_of_a_host_with_a_cxl_side_is_replayed(name: str) -> None:
    """As recorded nothing differs; under another model the host is forked with a report."""
    with running_service() as addresses, Client(addresses.http, timeout=60) as client:
        file = fabric_bundled.bundled(name)
        load(client, file, file.fabric)
        for host in list(client.items("list_hosts")):
            path = f"/v1/hosts/{host['host']}"
            report = post(client, f"{path}:replay", {"models": [host["kernel_model"]]})
            recorded, again = report["models"]
            assert report["nr_commands"] > 0
            assert (report["nr_differing"], recorded["nodes"]) == (0, again["nodes"])
            body = {"name": f"{host['host']}-fork", "kernel_model": "rfc-v5"}
            forked = post(client, f"{path}:fork", body)
            assert [each["model"] for each in forked["report"]["models"]] == ["recorded", "rfc-v5"]
