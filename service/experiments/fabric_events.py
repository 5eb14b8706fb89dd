"""What happens to real machines, as fabrics that are built, used, and then hit by one event.

Each ends with the event: its answer says which tasks lost what, and the watch shows it.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, Final

from service.experiments.fabric_file import FabricStep
from service.experiments.fabric_topologies import two_host_pool

_GIB: Final = 1 << 30
_NP_OPS: Final = ["NP_OPS_MIGRATION", "NP_OPS_MEMPOLICY"]


def _step(op: str, host: str | None = None, /, **fields: Any) -> FabricStep:
    return FabricStep(op, host, fields)


def used_pool() -> list[FabricStep]:
    """The two-host pool with a private node on each host, and a task that holds 64 MiB of it."""
    steps = two_host_pool()
    for number in range(2):
        host = f"host{number}"
        part = {"host": host, "size": 16 * _GIB, "private": True, "np_ops": _NP_OPS, "ways": 1}
        callbacks = ["migrate_to", "folio_migrate", "memory_failure"]
        parts = [{**part, "callbacks": callbacks}]
        steps.append(_step("compose", composition=f"part{number}", parts=parts))
        steps.append(_step("create_task", host, pid=100))
        steps.append(_step("mmap", host, pid=100, area="weights", nr_pages=16384))
        bind = {"mode": "MPOL_BIND", "nodemask": [1]}
        steps.append(_step("mbind", host, pid=100, area="weights", **bind))
        steps.append(_step("touch", host, pid=100, area="weights"))
    return steps


def host_reboot() -> list[FabricStep]:
    """A host with a task on private memory restarts; the other host goes on."""
    return [*used_pool(), _step("reboot_host", "host0")]


def host_power_loss() -> list[FabricStep]:
    """A host loses power: what is bound to it stays bound."""
    return [*used_pool(), _step("power_off_host", "host0")]


def surprise_removal() -> list[FabricStep]:
    """The device of the pool is pulled out while tasks of both hosts use it."""
    return [*used_pool(), _step("remove_device", device="pool0", in_use="surprise")]


def link_down() -> list[FabricStep]:
    """The link of one host goes down: that host loses its memory, the other does not."""
    end = {"host": "host0", "host_bridge": 12, "root_port": 0, "switch": "sw0", "port": 0}
    return [*used_pool(), _step("set_link", **end, up=False, in_use="surprise")]


def switch_failure() -> list[FabricStep]:
    """The switch fails: every host below it loses its memory in one revision."""
    return [*used_pool(), _step("set_switch_power", switch="sw0", on=False, in_use="surprise")]


#: name -> what happens
EVENTS: Final[dict[str, Callable[[], list[FabricStep]]]] = {
    "host-reboot": host_reboot,
    "host-power-loss": host_power_loss,
    "surprise-removal": surprise_removal,
    "link-down": link_down,
    "switch-failure": switch_failure,
}
