"""Rows of the plant of a fabric, and of CXL objects of a host."""

from __future__ import annotations

from typing import Any, Final

from service.api.row import FABRIC, HOST, Kind, Row
from service.edge.views import VIEWS
from service.fabric.commands import CXL_HOST_COMMANDS, CXL_PLANT_COMMANDS

_GIB: Final = 1 << 30
_SWITCH: Final = FABRIC + "/switches/{switch}"
_VPPB: Final = _SWITCH + "/vcs/{vcs_id}/vppbs/{vppb_id}"
_DEVICE: Final = FABRIC + "/devices/{device}"
_REGION: Final = HOST + "/regions/{region}"
_MEMDEV: Final = HOST + "/memdevs/{memdev}"
_TOOL: Final = "ndctl cxl/region.c"
_MEMDEV_TOOL: Final = "ndctl cxl/memdev.c"


def _plant(template: str, op: str, noun: str, summary: str, source: str, /, **example: Any) -> Row:
    """A command of the fabric manager; `example` is its body."""
    command = CXL_PLANT_COMMANDS[op]
    return Row(
        "POST", template, op, "plant", noun, "operators", summary, source, command, None, example
    )


def _kernel(template: str, op: str, noun: str, summary: str, source: str, /, **example: Any) -> Row:
    """A command of a host's kernel; `example` is its body."""
    command = CXL_HOST_COMMANDS[op]
    return Row(
        "POST",
        template,
        op,
        "command",
        noun,
        "kernel requests",
        summary,
        source,
        command,
        None,
        example,
    )


def _read(path: str, name: str, noun: str, summary: str, source: str = "") -> Row:
    view = VIEWS[name]
    kind: Kind = "list" if view.items is not None else "get"
    return Row("GET", path, name, kind, noun, "readers", summary, source, None, view)


PLANT_CALLS: Final[tuple[Row, ...]] = (
    _plant(
        FABRIC + "/switches",
        "create_switch",
        "plant",
        "Put a switch into the plant",
        "CXL 3.2 7.2",
        switch="sw0",
        nr_ports=8,
        vcss=[{"vcs_id": 0, "usp": 0, "nr_vppbs": 4}],
    ),
    _plant(_SWITCH + ":remove", "remove_switch", "plant", "Take a switch out", "CXL 3.2 7.2"),
    _plant(
        _SWITCH + ":set_power",
        "set_switch_power",
        "plant",
        "A switch loses power or gets it back",
        "CXL 3.2 7.2",
        on=False,
        in_use="surprise",
    ),
    _plant(
        FABRIC + "/devices",
        "create_device",
        "plant",
        "Put a device into the plant",
        "CXL 3.2 2.4, 2.5",
        device="pool0",
        serial="0x1001",
        ram_size=8 * _GIB,
        lds=[{"range1": 16}, {"range1": 16}],
    ),
    _plant(
        _DEVICE + ":remove",
        "remove_device",
        "plant",
        "Take a device out, or pull it",
        "CXL 3.2 9.9",
        in_use="drain",
    ),
    _plant(
        FABRIC + ":connect",
        "connect",
        "plant",
        "Plug a cable",
        "CXL 3.2 7.6.6",
        host="june",
        host_bridge=12,
        root_port=0,
        switch="sw0",
        port=0,
    ),
    _plant(
        FABRIC + ":disconnect",
        "disconnect",
        "plant",
        "Unplug a cable",
        "CXL 3.2 9.9",
        switch="sw0",
        port=4,
        device="pool0",
    ),
    _plant(
        FABRIC + ":set_link",
        "set_link",
        "plant",
        "Take a link down or up",
        "CXL 3.2 7.6.7.1",
        switch="sw0",
        port=4,
        device="pool0",
        up=False,
        in_use="surprise",
    ),
    _plant(
        _VPPB + ":bind",
        "bind_vppb",
        "fabric manager",
        "Bind a vPPB to a port or a logical device",
        "CXL 3.2 7.6.7.2.2 (5201h)",
        port_id=4,
        ld_id=0,
    ),
    _plant(
        _VPPB + ":unbind",
        "unbind_vppb",
        "fabric manager",
        "Unbind a vPPB",
        "CXL 3.2 7.6.7.2.3 (5202h)",
        option=1,
        drain=True,
    ),
    _plant(
        _VPPB + ":freeze", "freeze_vppb", "fabric manager", "Stop a bound vPPB", "the twin's own"
    ),
    _plant(
        _VPPB + ":unfreeze",
        "unfreeze_vppb",
        "fabric manager",
        "Let a frozen vPPB go on",
        "the twin's own",
    ),
    _plant(
        _DEVICE + ":set_ld_allocations",
        "set_ld_allocations",
        "fabric manager",
        "Set what logical devices have",
        "CXL 3.2 7.6.7.4.3 (5402h)",
        start_ld=1,
        lds=[{"range1": 8}],
    ),
    _plant(
        _DEVICE + ":dc_add",
        "dc_add",
        "fabric manager",
        "Offer dynamic capacity to a host",
        "CXL 3.2 7.6.7.6.5 (5604h)",
        ld=0,
        policy="contiguous",
        length=_GIB,
        tag="5f" * 16,
        accept=True,
    ),
    _plant(
        _DEVICE + ":dc_respond",
        "dc_respond",
        "fabric manager",
        "A host answers an offer of capacity",
        "CXL 3.2 8.2.10.9.9.3 (4802h)",
        ld=0,
    ),
    _plant(
        _DEVICE + ":dc_release",
        "dc_release",
        "fabric manager",
        "Ask dynamic capacity back, or take it",
        "CXL 3.2 7.6.7.6.6 (5605h)",
        ld=0,
        policy="tag_based",
        tag="5f" * 16,
        forced=True,
    ),
)

_COMPOSITION: Final = FABRIC + "/compositions/{composition}"

COMPOSE_CALLS: Final[tuple[Row, ...]] = (
    _plant(
        FABRIC + "/compositions",
        "compose",
        "compositions",
        "Compose memory for hosts, all or none",
        "the twin's own",
        composition="train",
        parts=[
            {
                "host": "june",
                "size": 2 * _GIB,
                "private": True,
                "np_ops": ["NP_OPS_MIGRATION", "NP_OPS_MEMPOLICY"],
            }
        ],
    ),
    _plant(
        _COMPOSITION + ":confirm",
        "confirm_composition",
        "compositions",
        "Bring a reserved composition online",
        "the twin's own",
    ),
    _plant(
        _COMPOSITION + ":free",
        "free_composition",
        "compositions",
        "Give a composition back",
        "the twin's own",
        in_use="drain",
    ),
    _plant(
        FABRIC + ":advance",
        "advance_fabric",
        "fabrics",
        "Advance the fabric's clock; leases end",
        "the twin's own clock",
        ns=1000000000,
    ),
    _plant(
        _DEVICE + ":assign",
        "assign_ld",
        "fabric manager",
        "Assign a logical device to a host",
        "CXL 3.2 7.6.7.2.2 (5201h)",
        ld=0,
        host="june",
    ),
    _plant(
        _DEVICE + ":unassign",
        "unassign_ld",
        "fabric manager",
        "Take a logical device from its host",
        "CXL 3.2 7.6.7.2.3 (5202h)",
        ld=0,
        in_use="drain",
    ),
)

CXL_CALLS: Final[tuple[Row, ...]] = (
    _kernel(
        HOST + "/cxl:sysfs_write",
        "cxl_sysfs_write",
        "inventory",
        "Write a CXL attribute of sysfs",
        "Linux 7.3 drivers/cxl/core/region.c",
        path="decoder0.0/create_ram_region",
        value="region0",
    ),
    _kernel(
        HOST + "/regions",
        "create_region",
        "inventory",
        "cxl create-region",
        _TOOL,
        decoder="decoder0.0",
        ways=2,
    ),
    _kernel(
        _REGION + ":commit",
        "commit_region",
        "inventory",
        "Program the decoders of a region",
        "Linux 7.3 drivers/cxl/core/region.c, commit_store",
    ),
    _kernel(
        _REGION + ":reset",
        "reset_region",
        "inventory",
        "Reset the decoders of a region",
        "Linux 7.3 drivers/cxl/core/region.c, queue_reset",
    ),
    _kernel(_REGION + ":enable", "enable_region", "inventory", "cxl enable-region", _TOOL),
    _kernel(_REGION + ":disable", "disable_region", "inventory", "cxl disable-region", _TOOL),
    _kernel(
        _REGION + ":destroy", "destroy_region", "inventory", "cxl destroy-region", _TOOL, force=True
    ),
    _kernel(_MEMDEV + ":enable", "enable_memdev", "inventory", "cxl enable-memdev", _MEMDEV_TOOL),
    _kernel(
        _MEMDEV + ":disable", "disable_memdev", "inventory", "cxl disable-memdev", _MEMDEV_TOOL
    ),
    _kernel(
        _MEMDEV + ":reserve_dpa",
        "reserve_dpa",
        "inventory",
        "cxl reserve-dpa",
        _MEMDEV_TOOL,
        size=_GIB,
    ),
    _kernel(_MEMDEV + ":free_dpa", "free_dpa", "inventory", "cxl free-dpa", _MEMDEV_TOOL),
    _kernel(
        _MEMDEV + ":sanitize",
        "sanitize_memdev",
        "inventory",
        "Wipe a memdev that nobody decodes",
        "Linux 7.3 drivers/cxl/core/memdev.c, security_sanitize_store",
    ),
    _kernel(
        _MEMDEV + ":inject_poison",
        "inject_poison",
        "inventory",
        "Poison a cache line of a memdev",
        "Linux 7.3 drivers/cxl/core/memdev.c, cxl_inject_poison",
        dpa="0x1000",
    ),
    _kernel(
        _MEMDEV + ":clear_poison",
        "clear_poison",
        "inventory",
        "Clear a poisoned cache line",
        "Linux 7.3 drivers/cxl/core/memdev.c, cxl_clear_poison",
        dpa="0x1000",
    ),
)

POWER_CALLS: Final[tuple[Row, ...]] = (
    _kernel(
        HOST + ":reboot",
        "reboot_host",
        "hosts",
        "The machine restarts",
        "Linux 7.3 drivers/cxl/core/hdm.c, init_hdm_decoder",
        decoders="firmware",
    ),
    _kernel(
        HOST + ":power_off",
        "power_off_host",
        "hosts",
        "The machine loses power",
        "CXL 3.2 9.5, reset",
    ),
    _kernel(
        HOST + ":power_on",
        "power_on_host",
        "hosts",
        "The machine boots again",
        "CXL 3.2 9.5, reset",
    ),
)

CXL_READS: Final[tuple[Row, ...]] = (
    _read(FABRIC + "/switches", "list_switches", "plant", "List switches", "CXL 3.2 5100h, 5101h"),
    _read(_SWITCH, "get_switch", "plant", "Get a switch", "CXL 3.2 5100h, 5101h"),
    _read(
        _SWITCH + "/vppbs",
        "list_vppbs",
        "fabric manager",
        "List the vPPBs of a switch",
        "CXL 3.2 Get Virtual CXL Switch Info (5200h)",
    ),
    _read(
        FABRIC + "/devices",
        "list_devices",
        "plant",
        "List devices and their logical devices",
        "CXL 3.2 Get LD Info (5400h), Get LD Allocations (5401h)",
    ),
    _read(_DEVICE, "get_device", "plant", "Get a device", "CXL 3.2 5400h, 5401h"),
    _read(
        _DEVICE + "/dc_extents",
        "list_dc_extents",
        "fabric manager",
        "List extents of dynamic capacity",
        "CXL 3.2 Get DC Region Extent Lists (5603h)",
    ),
    _read(
        FABRIC + "/capacity",
        "list_capacity",
        "plant",
        "List what each device has, and what is left",
        "CXL 3.2 5400h; Placement's inventory words",
    ),
    _read(
        FABRIC + "/compositions",
        "list_compositions",
        "compositions",
        "List compositions and their conditions",
    ),
    _read(_COMPOSITION, "get_composition", "compositions", "Get a composition"),
    _read(
        HOST + "/media_errors",
        "list_media_errors",
        "inventory",
        "Survey the poison lists of a host",
        "ndctl cxl list -L; Linux 7.3 cxl_trigger_poison_list",
    ),
    _read(
        HOST + "/hpa/{hpa}",
        "get_hpa",
        "inventory",
        "Translate a host address to a device's byte",
        "Linux 7.3 drivers/cxl/core/region.c, cxl_calculate_dpa_offset",
    ),
    _read(
        _MEMDEV + "/dpa/{dpa}",
        "get_dpa",
        "inventory",
        "Translate a byte of a memdev to a host address",
        "Linux 7.3 drivers/cxl/core/region.c, cxl_dpa_to_hpa",
    ),
)
