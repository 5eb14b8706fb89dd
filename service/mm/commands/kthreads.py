"""What the service of a private node starts by itself, for hotplug does not (patches 14 and 22)."""

from __future__ import annotations

from typing import ClassVar, Final

from service.bounded import Nid
from service.mm.commands.base import Command


class KswapdRun(Command):
    """kswapd_run(nid): starts the kswapd of a node; nothing happens when it is there.

    Hotplug starts none on a private node (patch 22): its service does, as cram (patch 23).
    """

    op: ClassVar[str] = "kswapd_run"
    nid: Nid


class KswapdStop(Command):
    """kswapd_stop(nid): stops the kswapd of a node."""

    op: ClassVar[str] = "kswapd_stop"
    nid: Nid


class MemoryTierRefreshDemotion(Command):
    """memory_tier_refresh_demotion: demotion targets follow the NP_OPS_DEMOTION flags of now."""

    op: ClassVar[str] = "memory_tier_refresh_demotion"


KTHREAD_COMMANDS: Final[tuple[type[Command], ...]] = (
    KswapdRun,
    KswapdStop,
    MemoryTierRefreshDemotion,
)
