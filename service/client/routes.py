"""Operation id -> (method, path template).

Made by tools/client_routes.py; do not edit.
"""

from __future__ import annotations

from typing import Final

#: Commands of a host.
COMMANDS: Final[dict[str, tuple[str, str]]] = {
    "add_memory_driver_managed": ("POST", "/v1/hosts/{host}/nodes/{nid}:add_memory_driver_managed"),
    "add_private_memory_driver_managed": (
        "POST",
        "/v1/hosts/{host}/nodes/{nid}:add_private_memory_driver_managed",
    ),
    "advance": ("POST", "/v1/hosts/{host}:advance"),
    "alloc_pages": ("POST", "/v1/hosts/{host}:alloc_pages"),
    "create_file": ("POST", "/v1/hosts/{host}/files"),
    "create_task": ("POST", "/v1/hosts/{host}/tasks"),
    "drop_caches": ("POST", "/v1/hosts/{host}:drop_caches"),
    "exit_task": ("POST", "/v1/hosts/{host}/tasks/{pid}:exit"),
    "fail_function": ("POST", "/v1/hosts/{host}:fail_function"),
    "file_read": ("POST", "/v1/hosts/{host}/tasks/{pid}:file_read"),
    "file_write": ("POST", "/v1/hosts/{host}/tasks/{pid}:file_write"),
    "fork": ("POST", "/v1/hosts/{host}/tasks/{pid}:fork"),
    "free_pages": ("POST", "/v1/hosts/{host}:free_pages"),
    "fsync": ("POST", "/v1/hosts/{host}/files:fsync"),
    "ftruncate": ("POST", "/v1/hosts/{host}/files:ftruncate"),
    "get_mempolicy": ("POST", "/v1/hosts/{host}/tasks/{pid}:get_mempolicy"),
    "kernfs_mkdir": ("POST", "/v1/hosts/{host}/kernfs:mkdir"),
    "kernfs_read": ("POST", "/v1/hosts/{host}/kernfs:read"),
    "kernfs_rmdir": ("POST", "/v1/hosts/{host}/kernfs:rmdir"),
    "kernfs_write": ("POST", "/v1/hosts/{host}/kernfs:write"),
    "madvise": ("POST", "/v1/hosts/{host}/tasks/{pid}:madvise"),
    "mbind": ("POST", "/v1/hosts/{host}/tasks/{pid}:mbind"),
    "memory_group_register_static": (
        "POST",
        "/v1/hosts/{host}/nodes/{nid}:memory_group_register_static",
    ),
    "memory_group_unregister": ("POST", "/v1/hosts/{host}/memory:memory_group_unregister"),
    "migrate_pages": ("POST", "/v1/hosts/{host}/tasks/{pid}:migrate_pages"),
    "mlock": ("POST", "/v1/hosts/{host}/tasks/{pid}:mlock"),
    "mmap": ("POST", "/v1/hosts/{host}/tasks/{pid}:mmap"),
    "move_pages": ("POST", "/v1/hosts/{host}/tasks/{pid}:move_pages"),
    "mprotect": ("POST", "/v1/hosts/{host}/tasks/{pid}:mprotect"),
    "munlock": ("POST", "/v1/hosts/{host}/tasks/{pid}:munlock"),
    "munmap": ("POST", "/v1/hosts/{host}/tasks/{pid}:munmap"),
    "node_private_clear_ops": ("POST", "/v1/hosts/{host}/nodes/{nid}:node_private_clear_ops"),
    "node_private_register": ("POST", "/v1/hosts/{host}/nodes/{nid}:node_private_register"),
    "node_private_set_ops": ("POST", "/v1/hosts/{host}/nodes/{nid}:node_private_set_ops"),
    "node_private_unregister": ("POST", "/v1/hosts/{host}/nodes/{nid}:node_private_unregister"),
    "offline_and_remove_memory": ("POST", "/v1/hosts/{host}/memory:offline_and_remove_memory"),
    "offline_and_remove_private_memory": (
        "POST",
        "/v1/hosts/{host}/nodes/{nid}:offline_and_remove_private_memory",
    ),
    "offline_pages": ("POST", "/v1/hosts/{host}/memory:offline_pages"),
    "online_pages": ("POST", "/v1/hosts/{host}/memory:online_pages"),
    "remove_memory": ("POST", "/v1/hosts/{host}/memory:remove_memory"),
    "run": ("POST", "/v1/hosts/{host}:run"),
    "sched_setaffinity": ("POST", "/v1/hosts/{host}/tasks/{pid}:sched_setaffinity"),
    "set_mempolicy": ("POST", "/v1/hosts/{host}/tasks/{pid}:set_mempolicy"),
    "set_mempolicy_home_node": ("POST", "/v1/hosts/{host}/tasks/{pid}:set_mempolicy_home_node"),
    "setuid": ("POST", "/v1/hosts/{host}/tasks/{pid}:setuid"),
    "touch": ("POST", "/v1/hosts/{host}/tasks/{pid}:touch"),
    "unlink_file": ("POST", "/v1/hosts/{host}/files:unlink"),
}

#: Reads.
READS: Final[dict[str, tuple[str, str]]] = {
    "get_fabric": ("GET", "/v1/fabrics/{fabric}"),
    "get_host": ("GET", "/v1/hosts/{host}"),
    "get_model": ("GET", "/v1/models/{model}"),
    "get_node": ("GET", "/v1/hosts/{host}/nodes/{nid}"),
    "get_reason": ("GET", "/v1/reasons/{reason}"),
    "get_sysfs": ("GET", "/v1/hosts/{host}/sysfs"),
    "get_task": ("GET", "/v1/hosts/{host}/tasks/{pid}"),
    "list_allocations": ("GET", "/v1/hosts/{host}/allocations"),
    "list_buses": ("GET", "/v1/fabrics/{fabric}/buses"),
    "list_decoders": ("GET", "/v1/fabrics/{fabric}/decoders"),
    "list_fabrics": ("GET", "/v1/fabrics"),
    "list_files": ("GET", "/v1/hosts/{host}/files"),
    "list_hosts": ("GET", "/v1/hosts"),
    "list_limits": ("GET", "/v1/limits"),
    "list_memdevs": ("GET", "/v1/fabrics/{fabric}/memdevs"),
    "list_memory_blocks": ("GET", "/v1/hosts/{host}/memory_blocks"),
    "list_models": ("GET", "/v1/models"),
    "list_nodes": ("GET", "/v1/hosts/{host}/nodes"),
    "list_ports": ("GET", "/v1/fabrics/{fabric}/ports"),
    "list_reasons": ("GET", "/v1/reasons"),
    "list_regions": ("GET", "/v1/fabrics/{fabric}/regions"),
    "list_tasks": ("GET", "/v1/hosts/{host}/tasks"),
    "list_zonelists": ("GET", "/v1/hosts/{host}/zonelists"),
    "numa_maps": ("GET", "/v1/hosts/{host}/tasks/{pid}/numa_maps"),
    "numastat": ("GET", "/v1/hosts/{host}/numastat"),
    "zoneinfo": ("GET", "/v1/hosts/{host}/zoneinfo"),
}

#: Configuration, batch and events.
OTHERS: Final[dict[str, tuple[str, str]]] = {
    "batch": ("POST", "/v1/hosts/{host}:batch"),
    "create_fabric": ("POST", "/v1/fabrics"),
    "create_host": ("POST", "/v1/fabrics/{fabric}/hosts"),
    "delete_fabric": ("DELETE", "/v1/fabrics/{fabric}"),
    "delete_host": ("DELETE", "/v1/hosts/{host}"),
    "import_host": ("POST", "/v1/fabrics/{fabric}:import"),
    "list_events": ("GET", "/v1/fabrics/{fabric}/events"),
    "update_fabric": ("PATCH", "/v1/fabrics/{fabric}"),
    "update_host": ("PATCH", "/v1/hosts/{host}"),
}
