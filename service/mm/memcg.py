"""Which memory cgroup a task is charged to; a group's pages are those of its descendants too."""

from __future__ import annotations

from service.mm.state import Task


def memcg_of(task: Task) -> str:
    """The path of a task's memory cgroup."""
    return task.memcg or task.cgroup


def in_memcg(task: Task, path: str) -> bool:
    """Whether a task is charged to a group or to a group below it (mem_cgroup_iter)."""
    group = memcg_of(task)
    return group == path or group.startswith(path.rstrip("/") + "/")
