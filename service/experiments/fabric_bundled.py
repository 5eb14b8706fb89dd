"""The fabrics that come with the product, by name: topologies, and events that hit them."""

from __future__ import annotations

from collections.abc import Callable
from typing import Final

from service.experiments.fabric_events import EVENTS
from service.experiments.fabric_file import FabricFile, FabricStep
from service.experiments.fabric_topologies import TOPOLOGIES
from service.reasons import Refused

#: name -> the commands behind create_fabric
BUNDLED: Final[dict[str, Callable[[], list[FabricStep]]]] = {**TOPOLOGIES, **EVENTS}


def bundled(name: str, fabric: str = "") -> FabricFile:
    """A bundled fabric as a file. Refuses: UNKNOWN_OBJECT."""
    if name not in BUNDLED:
        raise Refused("UNKNOWN_OBJECT", kind="bundled fabric", name=name)
    named = fabric or name.replace("_", "-")
    return FabricFile(
        named, [FabricStep("create_fabric", None, {"fabric": named}), *BUNDLED[name]()]
    )
