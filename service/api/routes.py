"""The route table: router, handlers, OpenAPI and docs come from these rows.

A simulated call is a POST on the object it acts on, as `:verb`; a row is all it takes to add one.
"""

from __future__ import annotations

from typing import Any, Final

from service.api.row import Audience, Row
from service.edge.views import VIEWS
from service.fabric.commands import FABRIC_COMMANDS
from service.mm.commands import COMMANDS

_HOST: Final = "/v1/hosts/{host}"
_TASKS: Final = _HOST + "/tasks"
_TASK: Final = _TASKS + "/{pid}"
_NODE: Final = _HOST + "/nodes/{nid}"
_MEMORY: Final = _HOST + "/memory"
_FABRIC: Final = "/v1/fabrics/{fabric}"

_RANGE: Final = {"start": "0x280000000", "size": 2147483648}
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


def _call(
    path: str, op: str, noun: str, audience: Audience, summary: str, source: str, **example: Any
) -> Row:
    """A command of a host."""
    return Row(
        "POST", path, op, "command", noun, audience, summary, source, COMMANDS[op], None, example
    )


def _read(path: str, name: str, noun: str, summary: str, source: str = "") -> Row:
    """A view."""
    view = VIEWS[name]
    kind = "list" if view.items is not None else "get"
    return Row("GET", path, name, kind, noun, "readers", summary, source, None, view)


_TASK_CALLS: Final = (
    _call(_TASKS, "create_task", "tasks", "system calls", "Start a process",
          "kernel/fork.c", pid=100, cpu=0),
    _call(_TASK + ":exit", "exit_task", "tasks", "system calls", "End a process and free its memory",
          "kernel/exit.c, do_exit"),
    _call(_TASK + ":fork", "fork", "tasks", "system calls", "fork(2): copy a process",
          "kernel/fork.c, kernel_clone", child=101),
    _call(_TASK + ":sched_setaffinity", "sched_setaffinity", "tasks", "system calls",
          "sched_setaffinity(2): move a task to a CPU", "kernel/sched/syscalls.c", cpu=0),
    _call(_TASK + ":setuid", "setuid", "tasks", "system calls", "setuid(2): change the user of a task",
          "kernel/sys.c, __sys_setuid", uid=1000),
    _call(_TASK + ":set_mempolicy", "set_mempolicy", "tasks", "system calls",
          "set_mempolicy(2): the policy of a task", "mm/mempolicy.c, do_set_mempolicy",
          mode="MPOL_BIND", nodemask=[2]),
    _call(_TASK + ":get_mempolicy", "get_mempolicy", "tasks", "system calls",
          "get_mempolicy(2): read a policy back", "mm/mempolicy.c, do_get_mempolicy"),
    _call(_TASK + ":mbind", "mbind", "tasks", "system calls",
          "mbind(2): the policy of a range of pages", "mm/mempolicy.c, do_mbind",
          area="buf", mode="MPOL_BIND", nodemask=[2]),
    _call(_TASK + ":set_mempolicy_home_node", "set_mempolicy_home_node", "tasks", "system calls",
          "set_mempolicy_home_node(2)", "mm/mempolicy.c", area="buf", home_node=0),
    _call(_TASK + ":migrate_pages", "migrate_pages", "tasks", "system calls",
          "migrate_pages(2): move a task's pages", "mm/mempolicy.c, do_migrate_pages",
          old_nodes=[0], new_nodes=[1]),
    _call(_TASK + ":move_pages", "move_pages", "tasks", "system calls",
          "move_pages(2): move or locate single pages", "mm/migrate.c, kernel_move_pages",
          pages=[{"area": "buf", "first": 0, "count": 4}], nodes=[0], flags=["MPOL_MF_MOVE"]),
    _call(_TASK + ":mmap", "mmap", "tasks", "system calls", "mmap(2): map pages under a label",
          "mm/mmap.c, do_mmap", area="buf", nr_pages=256),
    _call(_TASK + ":munmap", "munmap", "tasks", "system calls", "munmap(2): unmap a range",
          "mm/vma.c, do_vmi_munmap", area="buf"),
    _call(_TASK + ":touch", "touch", "tasks", "system calls", "Access each page of a range once",
          "mm/memory.c, handle_mm_fault", area="buf", first=0, count=16),
    _call(_TASK + ":file_read", "file_read", "files", "system calls",
          "read(2): pages enter the page cache", "mm/filemap.c, filemap_read",
          file="data.bin", first=0, count=16),
    _call(_TASK + ":file_write", "file_write", "files", "system calls",
          "write(2): pages enter the cache and are dirty", "mm/filemap.c, generic_perform_write",
          file="data.bin", first=0, count=16),
    _call(_HOST + "/files", "create_file", "files", "system calls", "Create a file, nothing cached",
          "fs/namei.c", file="data.bin", nr_pages=256),
    _call(_HOST + "/files:unlink", "unlink_file", "files", "system calls",
          "unlink(2): a file and its page cache go", "fs/namei.c, do_unlinkat", file="data.bin"),
)

_KERNEL_CALLS: Final = (
    _call(_HOST + ":alloc_pages", "alloc_pages", "allocations", "kernel requests",
          "__alloc_pages: ask the page allocator", "mm/page_alloc.c, __alloc_frozen_pages_noprof",
          label="a", preferred_nid=2, gfp=["GFP_KERNEL"]),
    _call(_HOST + ":free_pages", "free_pages", "allocations", "kernel requests",
          "__free_pages: give an allocation back", "mm/page_alloc.c, __free_pages", label="a"),
    _call(_HOST + ":run", "run", "hosts", "kernel requests", "Run background work now",
          "mm/vmscan.c, kswapd", work="kswapd", nid=0),
    _call(_HOST + ":advance", "advance", "hosts", "kernel requests", "Advance the simulated clock",
          "the twin's own clock", ns=1000000),
    _call(_HOST + ":drop_caches", "drop_caches", "files", "kernel requests",
          "Drop clean, unmapped page cache", "fs/drop_caches.c"),
)

_DRIVER_CALLS: Final = (
    _call(_NODE + ":node_private_register", "node_private_register", "nodes", "drivers",
          "A driver claims a node", "patch 01, node_private_register", owner="cxl_sysram"),
    _call(_NODE + ":node_private_set_ops", "node_private_set_ops", "nodes", "drivers",
          "Set the ops table of a private node", "patch 12, node_private_set_ops",
          ops={"name": "cxl_mempolicy", "flags": ["NP_OPS_MIGRATION", "NP_OPS_MEMPOLICY"],
               "callbacks": ["migrate_to", "folio_migrate"]}),
    _call(_NODE + ":node_private_clear_ops", "node_private_clear_ops", "nodes", "drivers",
          "Clear the ops table of a private node", "patch 12, node_private_clear_ops",
          ops="cxl_mempolicy"),
    _call(_NODE + ":node_private_unregister", "node_private_unregister", "nodes", "drivers",
          "A driver gives a node up", "patch 01, node_private_unregister"),
    _call(_NODE + ":add_memory_driver_managed", "add_memory_driver_managed", "nodes", "drivers",
          "Hotplug memory of an ordinary node", "mm/memory_hotplug.c", **_RANGE),
    _call(_NODE + ":add_private_memory_driver_managed", "add_private_memory_driver_managed", "nodes",
          "drivers", "Hotplug memory of a private node", "patch 22", owner="cxl_sysram", **_RANGE),
    _call(_NODE + ":offline_and_remove_private_memory", "offline_and_remove_private_memory", "nodes",
          "drivers", "Offline and remove private memory", "patch 22", **_RANGE),
    _call(_MEMORY + ":online_pages", "online_pages", "memory", "drivers", "Online memory blocks",
          "mm/memory_hotplug.c, online_pages", online_type="online_movable", **_RANGE),
    _call(_MEMORY + ":offline_pages", "offline_pages", "memory", "drivers", "Offline memory blocks",
          "mm/memory_hotplug.c, offline_pages", **_RANGE),
    _call(_MEMORY + ":remove_memory", "remove_memory", "memory", "drivers",
          "Remove offline memory blocks", "mm/memory_hotplug.c, remove_memory", **_RANGE),
    _call(_MEMORY + ":offline_and_remove_memory", "offline_and_remove_memory", "memory", "drivers",
          "Offline and remove memory, or nothing", "mm/memory_hotplug.c", **_RANGE),
)

_CONFIGURATION: Final = (
    Row("POST", "/v1/fabrics", "create_fabric", "create", "fabrics", "operators", "Create a fabric",
        command=FABRIC_COMMANDS["create_fabric"], example={"fabric": "lab"}),
    Row("PATCH", _FABRIC, "update_fabric", "update", "fabrics", "operators", "Change a fabric",
        command=FABRIC_COMMANDS["update_fabric"], example={"description": "two sockets, one expander"}),
    Row("DELETE", _FABRIC, "delete_fabric", "delete", "fabrics", "operators",
        "Delete an empty fabric", command=FABRIC_COMMANDS["delete_fabric"]),
    Row("POST", _FABRIC + "/hosts", "create_host", "create", "hosts", "operators",
        "Boot a host under a kernel model", command=FABRIC_COMMANDS["create_host"],
        example={"host": "june", "kernel_model": "thread-2026-06", "topology": _TOPOLOGY}),
    Row("PATCH", _HOST, "update_host", "update", "hosts", "operators",
        "Change a host's configuration", command=FABRIC_COMMANDS["update_host"],
        example={"auto_run": True}),
    Row("DELETE", _HOST, "delete_host", "delete", "hosts", "operators",
        "Remove a host and what it runs", command=FABRIC_COMMANDS["delete_host"]),
    Row("POST", _FABRIC + ":import", "import_host", "import", "hosts", "operators",
        "Make a host from what a real machine prints",
        "numactl --hardware, /proc/zoneinfo, cxl list -vvv, daxctl list, kernel log",
        example={"host": "real", "kernel_model": "thread-2026-06", "files": [
            {"name": "numactl.txt", "text": "available: 1 nodes (0)\nnode 0 cpus: 0 1\n"
             "node 0 size: 4096 MB\nnode 0 free: 2048 MB\nnode distances:\nnode   0 \n  0:  10 \n"}]}),
    Row("POST", _HOST + ":batch", "batch", "batch", "hosts", "operators",
        "Run up to 1000 commands in one commit",
        example={"steps": [{"op": "create_task", "pid": 100},
                           {"op": "mmap", "pid": 100, "area": "buf", "nr_pages": 256},
                           {"op": "touch", "pid": 100, "area": "buf"}]}),
    Row("GET", _FABRIC + "/events", "list_events", "events", "fabrics", "readers",
        "Committed commands since a revision, or a stream"),
)

_READS: Final = (
    _read("/v1/fabrics", "list_fabrics", "fabrics", "List fabrics"),
    _read(_FABRIC, "get_fabric", "fabrics", "Get a fabric"),
    _read("/v1/hosts", "list_hosts", "hosts", "List hosts of all fabrics, or of one"),
    _read(_HOST, "get_host", "hosts", "Get a host"),
    _read(_HOST + "/nodes", "list_nodes", "nodes", "List the NUMA nodes of a host",
          "/sys/devices/system/node/node*"),
    _read(_NODE, "get_node", "nodes", "Get a NUMA node", "/sys/devices/system/node/nodeN"),
    _read(_HOST + "/zonelists", "list_zonelists", "nodes", "List fallback lists and who is not in them",
          "mm/page_alloc.c, build_zonelists"),
    _read(_HOST + "/zoneinfo", "zoneinfo", "nodes", "List zones as /proc/zoneinfo",
          "mm/vmstat.c, zoneinfo_show"),
    _read(_HOST + "/numastat", "numastat", "nodes", "List allocation counters of each node",
          "drivers/base/node.c, node_read_numastat"),
    _read(_HOST + "/sysfs", "get_sysfs", "nodes", "Get the node lists of sysfs",
          "drivers/base/node.c, node_state_attr"),
    _read(_TASKS, "list_tasks", "tasks", "List tasks"),
    _read(_TASK, "get_task", "tasks", "Get a task with its memory areas"),
    _read(_TASK + "/numa_maps", "numa_maps", "tasks", "List mappings as /proc/PID/numa_maps",
          "fs/proc/task_mmu.c, show_numa_map"),
    _read(_HOST + "/memory_blocks", "list_memory_blocks", "memory", "List memory blocks",
          "drivers/base/memory.c"),
    _read(_HOST + "/files", "list_files", "files", "List files and their page cache"),
    _read(_HOST + "/allocations", "list_allocations", "allocations",
          "List what kernel callers hold"),
    _read(_FABRIC + "/buses", "list_buses", "inventory", "List CXL buses", "cxl list -B"),
    _read(_FABRIC + "/ports", "list_ports", "inventory", "List CXL ports", "cxl list -P"),
    _read(_FABRIC + "/memdevs", "list_memdevs", "inventory", "List memory devices", "cxl list -M"),
    _read(_FABRIC + "/decoders", "list_decoders", "inventory", "List HDM decoders", "cxl list -D"),
    _read(_FABRIC + "/regions", "list_regions", "inventory", "List CXL regions", "cxl list -R"),
    _read("/v1/models", "list_models", "reference", "List kernel models"),
    _read("/v1/models/{model}", "get_model", "reference", "Get a kernel model, cell by cell"),
    _read("/v1/limits", "list_limits", "reference", "List the limits of this service"),
    _read("/v1/reasons", "list_reasons", "reference", "List the error table"),
    _read("/v1/reasons/{reason}", "get_reason", "reference", "Get a row of the error table"),
)

#: Every operation below /v1.
ROUTES: Final[tuple[Row, ...]] = (
    *_CONFIGURATION,
    *_TASK_CALLS,
    *_KERNEL_CALLS,
    *_DRIVER_CALLS,
    *_READS,
)
