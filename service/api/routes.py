"""The route table: router, handlers, OpenAPI and docs come from these rows.

A simulated call is a POST on the object it acts on, as `:verb`; a row is all it takes to add one.
"""

from __future__ import annotations

from typing import Any, Final

from service.api.routes_cram import CRAM_CALLS
from service.api.routes_cxl import COMPOSE_CALLS, CXL_CALLS, CXL_READS, PLANT_CALLS, POWER_CALLS
from service.api.routes_devices import DEVICE_CALLS
from service.api.routes_kernel import DRIVER_CALLS, KERNEL_CALLS, KERNFS_CALLS
from service.api.routes_lab import LAB_CALLS, LAB_READS
from service.api.routes_tasks import TASK_CALLS
from service.api.row import FABRIC, HOST, NODE, TASK, TASKS, Kind, Row
from service.edge.views import VIEWS
from service.fabric.commands import FABRIC_COMMANDS

_NUMACTL: Final = """\
available: 1 nodes (0)
node 0 cpus: 0 1
node 0 size: 4096 MB
node 0 free: 2048 MB
node distances:
node   0
  0:  10
"""
_TOPOLOGY: Final[dict[str, Any]] = {
    "nodes": [
        {
            "nid": 0,
            "cpus": [0],
            "zones": [
                {
                    "zone": "Normal",
                    "start_pfn": "0x100000",
                    "spanned": 262144,
                    "present": 262144,
                    "managed": 262144,
                }
            ],
        },
        {"nid": 1, "online": False},
    ],
    "distances": [[10, 20], [20, 10]],
}


def _read(path: str, name: str, noun: str, summary: str, source: str = "") -> Row:
    """A view."""
    view = VIEWS[name]
    kind: Kind = "list" if view.items is not None else "get"
    return Row("GET", path, name, kind, noun, "readers", summary, source, None, view)


_CONFIGURATION: Final = (
    Row(
        "POST",
        "/v1/fabrics",
        "create_fabric",
        "create",
        "fabrics",
        "operators",
        "Create a fabric",
        command=FABRIC_COMMANDS["create_fabric"],
        example={"fabric": "lab"},
    ),
    Row(
        "PATCH",
        FABRIC,
        "update_fabric",
        "update",
        "fabrics",
        "operators",
        "Change a fabric",
        command=FABRIC_COMMANDS["update_fabric"],
        example={"description": "two sockets, one expander"},
    ),
    Row(
        "DELETE",
        FABRIC,
        "delete_fabric",
        "delete",
        "fabrics",
        "operators",
        "Delete an empty fabric",
        command=FABRIC_COMMANDS["delete_fabric"],
    ),
    Row(
        "POST",
        FABRIC + "/hosts",
        "create_host",
        "create",
        "hosts",
        "operators",
        "Boot a host under a kernel model",
        command=FABRIC_COMMANDS["create_host"],
        example={"host": "june", "kernel_model": "thread-2026-06", "topology": _TOPOLOGY},
    ),
    Row(
        "PATCH",
        HOST,
        "update_host",
        "update",
        "hosts",
        "operators",
        "Change a host's configuration",
        command=FABRIC_COMMANDS["update_host"],
        example={"auto_run": True},
    ),
    Row(
        "DELETE",
        HOST,
        "delete_host",
        "delete",
        "hosts",
        "operators",
        "Remove a host and what it runs",
        command=FABRIC_COMMANDS["delete_host"],
    ),
    Row(
        "POST",
        FABRIC + ":import",
        "import_host",
        "import",
        "hosts",
        "operators",
        "Make a host from what a real machine prints",
        "numactl --hardware, /proc/zoneinfo, cxl list -vvv, daxctl list, kernel log",
        example={
            "host": "real",
            "kernel_model": "thread-2026-06",
            "files": [
                {
                    "name": "numactl.txt",
                    "text": _NUMACTL,
                }
            ],
        },
    ),
    Row(
        "POST",
        HOST + ":batch",
        "batch",
        "batch",
        "hosts",
        "operators",
        "Run up to 1000 commands in one commit",
        example={
            "steps": [
                {"op": "create_task", "pid": 100},
                {"op": "mmap", "pid": 100, "area": "buf", "nr_pages": 256},
                {"op": "touch", "pid": 100, "area": "buf"},
            ]
        },
    ),
    Row(
        "GET",
        FABRIC + "/events",
        "list_events",
        "events",
        "fabrics",
        "readers",
        "Committed commands since a revision, or a stream",
    ),
)

_READS: Final = (
    _read("/v1/fabrics", "list_fabrics", "fabrics", "List fabrics"),
    _read(FABRIC, "get_fabric", "fabrics", "Get a fabric"),
    _read("/v1/hosts", "list_hosts", "hosts", "List hosts of all fabrics, or of one"),
    _read(HOST, "get_host", "hosts", "Get a host"),
    _read(
        HOST + "/explain/{revision}",
        "get_explanation",
        "hosts",
        "Explain a committed command with its decision trace",
    ),
    _read(
        HOST + "/nodes",
        "list_nodes",
        "nodes",
        "List the NUMA nodes of a host",
        "/sys/devices/system/node/node*",
    ),
    _read(NODE, "get_node", "nodes", "Get a NUMA node", "/sys/devices/system/node/nodeN"),
    _read(
        HOST + "/zonelists",
        "list_zonelists",
        "nodes",
        "List fallback lists and who is not in them",
        "mm/page_alloc.c, build_zonelists",
    ),
    _read(
        HOST + "/zoneinfo",
        "zoneinfo",
        "nodes",
        "List zones as /proc/zoneinfo",
        "mm/vmstat.c, zoneinfo_show",
    ),
    _read(
        HOST + "/numastat",
        "numastat",
        "nodes",
        "List allocation counters of each node",
        "drivers/base/node.c, node_read_numastat",
    ),
    _read(
        HOST + "/sysfs",
        "get_sysfs",
        "nodes",
        "Get the node lists of sysfs",
        "drivers/base/node.c, node_state_attr",
    ),
    _read(TASKS, "list_tasks", "tasks", "List tasks"),
    _read(TASK, "get_task", "tasks", "Get a task with its memory areas"),
    _read(
        TASK + "/numa_maps",
        "numa_maps",
        "tasks",
        "List mappings as /proc/PID/numa_maps",
        "fs/proc/task_mmu.c, show_numa_map",
    ),
    _read(
        HOST + "/memory_blocks",
        "list_memory_blocks",
        "memory",
        "List memory blocks",
        "drivers/base/memory.c",
    ),
    _read(
        HOST + "/sysram_devices",
        "list_sysram_devices",
        "devices",
        "List sysram devices",
        "patch 24, struct cxl_sysram",
    ),
    _read(HOST + "/pci_devices", "list_pci_devices", "devices", "List PCI functions and drivers"),
    _read(HOST + "/files", "list_files", "files", "List files and their page cache"),
    _read(
        HOST + "/allocations", "list_allocations", "allocations", "List what kernel callers hold"
    ),
    _read(FABRIC + "/buses", "list_buses", "inventory", "List CXL buses", "cxl list -B"),
    _read(FABRIC + "/ports", "list_ports", "inventory", "List CXL ports", "cxl list -P"),
    _read(FABRIC + "/memdevs", "list_memdevs", "inventory", "List memory devices", "cxl list -M"),
    _read(FABRIC + "/decoders", "list_decoders", "inventory", "List HDM decoders", "cxl list -D"),
    _read(FABRIC + "/regions", "list_regions", "inventory", "List CXL regions", "cxl list -R"),
    _read("/v1/drivers", "list_drivers", "devices", "List attached drivers and what they owe"),
    _read("/v1/models", "list_models", "reference", "List kernel models"),
    _read("/v1/models/{model}", "get_model", "reference", "Get a kernel model, cell by cell"),
    _read("/v1/limits", "list_limits", "reference", "List the limits of this service"),
    _read("/v1/reasons", "list_reasons", "reference", "List the error table"),
    _read("/v1/reasons/{reason}", "get_reason", "reference", "Get a row of the error table"),
)

#: Every operation below /v1.
ROUTES: Final[tuple[Row, ...]] = (
    *_CONFIGURATION,
    *TASK_CALLS,
    *KERNEL_CALLS,
    *DRIVER_CALLS,
    *DEVICE_CALLS,
    *CRAM_CALLS,
    *KERNFS_CALLS,
    *PLANT_CALLS,
    *COMPOSE_CALLS,
    *CXL_CALLS,
    *POWER_CALLS,
    *LAB_CALLS,
    *LAB_READS,
    *_READS,
    *CXL_READS,
)
