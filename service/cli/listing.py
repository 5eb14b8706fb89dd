"""`cxltwin list`: the inventory of a host as `cxl list` prints it."""

from __future__ import annotations

from typing import Any

from service.cli import output
from service.client import Client
from service.cxl.commands import CxlInventory
from service.cxl.listing import ListOptions, listing, render

#: read -> key of the object in an item, which is also its plural's stem
_READS = {
    "buses": "bus",
    "ports": "port",
    "memdevs": "memdev",
    "decoders": "decoder",
    "regions": "region",
}


def cxl_list(client: Client, host: str, options: ListOptions, *, verbose: int, human: bool) -> str:
    """The text of `cxl list` with these options."""
    found = client.get("get_host", host=host or _only_host(client))
    params = {"fabric": found["fabric"], "host": found["host"]}
    parts: dict[str, Any] = {
        plural: [
            item[word]
            for item in sorted(
                client.items(f"list_{plural}", **params), key=lambda item: item["position"]
            )
        ]
        for plural, word in _READS.items()
    }
    inventory = CxlInventory.model_validate(parts)
    return render(listing(inventory, options, verbose=verbose), human=human)


def _only_host(client: Client) -> str:
    """The host of a service that has one, or the one of them that has memory devices."""
    hosts = list(client.items("list_hosts"))
    fabrics = sorted({item["fabric"] for item in hosts})
    seen = {item["host"] for name in fabrics for item in client.items("list_memdevs", fabric=name)}
    names: list[str] = sorted(seen) or [item["host"] for item in hosts]
    if len(names) != 1:
        listed = ", ".join(names) or "none"
        output.fail(output.EXIT_USAGE, f"say whose view with --host; there are {listed}")
    return names[0]
