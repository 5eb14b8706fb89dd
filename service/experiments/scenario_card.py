"""A card: what a use case of a private node opts in to, and which mm services touch its pages.

A card stands in a scenario that plays its use case; the loader holds the two together.
"""

from __future__ import annotations

from typing import Annotated, Final, Literal

from pydantic import Field

from service.bounded import Strict, Text
from service.mm.commands.private import NpCallback, NpOp

NodeName = Annotated[str, Field(pattern=r"^[A-Za-z][A-Za-z0-9_]{0,15}$", max_length=16)]
#: mm services as the cards name them, in the order of the service matrix of the patches
MmService = Literal[
    "page allocator without __GFP_PRIVATE",
    "page allocator with __GFP_PRIVATE",
    "move_pages to the node",
    "move_pages from the node",
    "migrate_pages from the node",
    "mbind",
    "demotion target",
    "mprotect keeps entries read-only",
    "wakeup_kswapd",
    "direct reclaim",
    "memcg reclaim",
    "OOM counts the node",
    "NUMA balancing scan",
    "NUMA balancing to the node",
    "DAMON from the node",
    "DAMON to the node",
    "direct compaction",
    "compact_node",
    "long-term pin in place",
    "short-term pin",
    "soft offline of a page in use",
    "hot-unplug with live folios",
    "madvise COLD, PAGEOUT, FREE",
    "mlock counts its pages",
    "KSM",
    "khugepaged",
    "has_memory lists the node",
]
CARD_SERVICES_MAX: Final = 64


class Card(Strict):
    """What a driver of a use case declares, and what that means.

    `flags` and `callbacks` are those of the ops table that the scenario's steps install on `node`.
    `touched_by` are the services that may touch pages of the node, by rfc-v4; no other does.
    """

    use_case: Text
    #: why memory of a node and not ZONE_DEVICE pages, and not a file under /dev
    not_zone_device: Text = ""
    not_dev_file: Text = ""
    node: NodeName
    flags: Annotated[tuple[NpOp, ...], Field(max_length=8, strict=False)] = ()
    callbacks: Annotated[tuple[NpCallback, ...], Field(max_length=7, strict=False)] = ()
    touched_by: Annotated[
        tuple[MmService, ...], Field(max_length=CARD_SERVICES_MAX, strict=False)
    ] = ()
