"""Everything that can be read, as one table: its model, its items, the key that orders them.

A list view has `items` in ascending order of `key`; a single view has `one`. Both edges serve the
same table, so a page of REST and a page of gRPC are the same page.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Callable, Sequence
from typing import Any, Final, cast

from service.bounded import Strict
from service.edge import capacity, cxl_resources, cxl_views, driver_views, resources
from service.edge.explanations import ExplanationView, explanation
from service.edge.inventory_views import Inventory, inventory_key, natural
from service.edge.service_views import EXPERIMENT_VIEWS, SERVICE_VIEWS
from service.edge.tokens import Key
from service.edge.view import Level, Scope, View, field
from service.fabric.devices import views as devices
from service.fabric.devices.commands import PciDeviceView, SysramView
from service.fabric.state import FabricState, HostEntry
from service.mm import views as mm
from service.mm.commands import views as mm_models
from service.mm.state import HostState
from service.reasons import Refused


def _named(
    names: Callable[[Scope], Sequence[str]], one: Callable[[Scope, str], Strict]
) -> Callable[[Scope, Key | None, int], Sequence[Strict]]:
    """The window of a list of named things, each made from its name."""

    def window(scope: Scope, after: Key | None, count: int) -> Sequence[Strict]:
        found = sorted(names(scope))
        start = 0 if after is None else bisect_right(found, cast("str", after))
        return [one(scope, name) for name in found[start : start + count]]

    return window


def _no_more(entry: HostEntry, found: Any) -> dict[str, Any]:
    del entry, found
    return {}


def _inventory_view(
    word: str,
    plural: str,
    model: type[Strict],
    more: Callable[[HostEntry, Any], dict[str, Any]] = _no_more,
) -> View:
    lister = Inventory(word, plural, model, more)
    return View(
        f"list_{plural}",
        "fabric",
        model,
        items=lister.items,
        key=inventory_key(word),
        window=lister.window,
        filters=("host",),
    )


def _host_list(
    name: str,
    model: type[Strict],
    read: Callable[[HostState], Sequence[Strict]],
    key: Callable[[Any], Key],
    *filters: str,
) -> View:
    def items(scope: Scope) -> Sequence[Strict]:
        return read(scope.state)

    return View(name, "host", model, items=items, key=key, filters=filters)


def _of_entry(read: Callable[[HostEntry], Sequence[Strict]]) -> Callable[[Scope], Sequence[Strict]]:
    def items(scope: Scope) -> Sequence[Strict]:
        assert scope.entry is not None, "a host view has a host"
        return read(scope.entry)

    return items


def _list_hosts(scope: Scope) -> Sequence[Strict]:
    wanted = scope.params.get("fabric")
    found = [
        (entry.host, fabric.fabric, entry)
        for fabric in scope.fabrics
        if wanted is None or fabric.fabric == wanted
        for entry in fabric.hosts.values()
    ]
    return [
        resources.host_view(name, entry) for _, name, entry in sorted(found, key=lambda e: e[0])
    ]


def _get_fabric(scope: Scope) -> Strict:
    assert scope.fabric is not None, "a fabric view has a fabric"
    return resources.fabric_view(scope.fabric)


def _get_host(scope: Scope) -> Strict:
    assert scope.fabric is not None, "a host view has a fabric"
    assert scope.entry is not None, "a host view has a host"
    return resources.host_view(scope.fabric.fabric, scope.entry)


def _numa_maps(scope: Scope) -> Sequence[Strict]:
    return sorted(
        mm.numa_maps(scope.state, scope.params["pid"]), key=lambda vma: int(vma.start, 16)
    )


def _memory_blocks(scope: Scope) -> Sequence[Strict]:
    return mm.memory_blocks(scope.state, scope.params.get("nid"), scope.params.get("state"))


_HOST_VIEWS: Final = (
    _host_list("list_nodes", mm_models.NodeView, mm.nodes, field("nid")),
    View(
        "get_node",
        "host",
        mm_models.NodeView,
        one=lambda scope: mm.node(scope.state, scope.params["nid"]),
    ),
    _host_list("list_zonelists", mm_models.ZonelistView, mm.zonelists, field("nid")),
    _host_list(
        "zoneinfo",
        mm_models.ZoneView,
        mm.zoneinfo,
        lambda zone: (zone.nid, int(zone.start_pfn, 16)),
    ),
    _host_list("numastat", mm_models.NumastatView, mm.numastat, field("nid")),
    _host_list("list_tasks", mm_models.TaskView, mm.tasks, field("pid")),
    View(
        "get_task",
        "host",
        mm_models.TaskView,
        one=lambda scope: mm.task(scope.state, scope.params["pid"]),
    ),
    View(
        "numa_maps",
        "host",
        mm_models.VmaView,
        items=_numa_maps,
        key=lambda vma: int(vma.start, 16),
    ),
    View(
        "list_memory_blocks",
        "host",
        mm_models.MemoryBlockView,
        items=_memory_blocks,
        key=field("block"),
        filters=("nid", "state"),
        filtered=True,
    ),
    View(
        "list_sysram_devices",
        "host",
        SysramView,
        items=_of_entry(devices.sysram_devices),
        key=lambda each: natural(each.region),
    ),
    View(
        "list_pci_devices",
        "host",
        PciDeviceView,
        items=_of_entry(devices.pci_devices),
        key=field("pdev"),
    ),
    _host_list("list_files", mm_models.FileView, mm.files, field("file")),
    _host_list("list_allocations", mm_models.AllocationView, mm.allocations, field("label")),
    View("get_sysfs", "host", mm_models.SysfsNodes, one=lambda scope: mm.sysfs(scope.state)),
)

_FABRIC_VIEWS: Final = (
    View(
        "list_fabrics",
        "service",
        resources.FabricView,
        items=lambda scope: [resources.fabric_view(fabric) for fabric in scope.fabrics],
        key=field("fabric"),
    ),
    View("get_fabric", "fabric", resources.FabricView, one=_get_fabric),
    View(
        "list_hosts",
        "service",
        resources.HostView,
        items=_list_hosts,
        key=field("host"),
        filters=("fabric",),
    ),
    View("get_host", "host", resources.HostView, one=_get_host),
    View("get_explanation", "host", ExplanationView, asked=explanation),
    _inventory_view("bus", "buses", resources.BusView),
    _inventory_view("port", "ports", resources.PortView),
    _inventory_view("memdev", "memdevs", resources.MemdevView, resources.memdev_capacity),
    _inventory_view("decoder", "decoders", resources.DecoderView),
    _inventory_view("region", "regions", resources.RegionView),
)


def _fabric(scope: Scope) -> FabricState:
    assert scope.fabric is not None, "a view of the plant has a fabric"
    return scope.fabric


def _entry(scope: Scope) -> HostEntry:
    assert scope.entry is not None, "a host view has a host"
    return scope.entry


def _get_composition(scope: Scope) -> Strict:
    name = scope.params["composition"]
    found = _fabric(scope).compositions.get(name)
    if found is None:
        raise Refused("UNKNOWN_OBJECT", kind="composition", name=name)
    return capacity.composition_view(_fabric(scope), found)


_CXL_VIEWS: Final = (
    View(
        "list_switches",
        "fabric",
        cxl_resources.SwitchView,
        items=lambda scope: [
            cxl_views.switch_view(_fabric(scope), each)
            for each in cxl_views.switches(_fabric(scope))
        ],
        key=field("switch"),
        window=_named(
            lambda scope: list(_fabric(scope).plant.switches),
            lambda scope, name: cxl_views.switch_view(
                _fabric(scope), _fabric(scope).plant.switches[name]
            ),
        ),
    ),
    View(
        "get_switch",
        "fabric",
        cxl_resources.SwitchView,
        one=lambda scope: cxl_views.switch_view(
            _fabric(scope), cxl_views.switches(_fabric(scope), scope.params["switch"])[0]
        ),
    ),
    View(
        "list_vppbs",
        "fabric",
        cxl_resources.VppbView,
        items=lambda scope: cxl_views.vppb_views(
            _fabric(scope), cxl_views.switches(_fabric(scope), scope.params["switch"])
        ),
        key=lambda item: (item.vcs_id, item.vppb_id),
    ),
    View(
        "list_devices",
        "fabric",
        cxl_resources.DeviceView,
        items=lambda scope: [
            cxl_views.device_view(_fabric(scope), each)
            for each in cxl_views.devices(_fabric(scope))
        ],
        key=field("device"),
        window=_named(
            lambda scope: list(_fabric(scope).plant.devices),
            lambda scope, name: cxl_views.device_view(
                _fabric(scope), _fabric(scope).plant.devices[name]
            ),
        ),
    ),
    View(
        "get_device",
        "fabric",
        cxl_resources.DeviceView,
        one=lambda scope: cxl_views.device_view(
            _fabric(scope), cxl_views.devices(_fabric(scope), scope.params["device"])[0]
        ),
    ),
    View(
        "list_dc_extents",
        "fabric",
        cxl_resources.DcExtentView,
        items=lambda scope: cxl_views.extent_views(
            cxl_views.devices(_fabric(scope), scope.params["device"])
        ),
        key=lambda item: (item.ld, item.position),
    ),
    View(
        "list_capacity",
        "fabric",
        capacity.CapacityView,
        items=lambda scope: [
            capacity.capacity_view(_fabric(scope), each)
            for each in cxl_views.devices(_fabric(scope))
        ],
        key=field("device"),
        window=_named(
            lambda scope: list(_fabric(scope).plant.devices),
            lambda scope, name: capacity.capacity_view(
                _fabric(scope), _fabric(scope).plant.devices[name]
            ),
        ),
    ),
    View(
        "list_compositions",
        "fabric",
        capacity.CompositionView,
        items=lambda scope: [
            capacity.composition_view(_fabric(scope), each)
            for _, each in sorted(_fabric(scope).compositions.items())
        ],
        key=field("composition"),
    ),
    View("get_composition", "fabric", capacity.CompositionView, one=_get_composition),
    View(
        "list_media_errors",
        "host",
        cxl_resources.MediaErrorView,
        items=lambda scope: cxl_views.media_errors(_entry(scope)),
        key=cxl_views.media_error_key,
        filters=("memdev",),
    ),
    View(
        "get_dpa",
        "host",
        cxl_resources.TranslationView,
        one=lambda scope: cxl_views.by_dpa(
            _entry(scope), scope.params["memdev"], scope.params["dpa"]
        ),
    ),
    View(
        "get_hpa",
        "host",
        cxl_resources.TranslationView,
        one=lambda scope: cxl_views.by_hpa(_entry(scope), scope.params["hpa"]),
    ),
)

_DRIVER_VIEWS: Final = (
    View(
        "list_drivers",
        "service",
        driver_views.DriverView,
        items=lambda scope: driver_views.drivers(scope.sessions, scope.fabrics),
        key=driver_views.key,
        filters=("fabric", "host"),
    ),
)

#: Every read by name; the name is the operation id of REST and, in capitals, the rpc.
VIEWS: Final[dict[str, View]] = {
    view.name: view
    for view in (
        *_HOST_VIEWS,
        *_FABRIC_VIEWS,
        *_CXL_VIEWS,
        *_DRIVER_VIEWS,
        *SERVICE_VIEWS,
        *EXPERIMENT_VIEWS,
    )
}

__all__ = ["EXPERIMENT_VIEWS", "VIEWS", "Level", "Scope", "View"]
