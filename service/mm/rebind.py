"""Policies of a private node that lost its memory: scrubbed to default (the branch, after v5)."""

from __future__ import annotations

import msgspec

from service.mm.context import Context
from service.mm.state import Mempolicy


def _scrubbed(policy: Mempolicy, nid: int) -> Mempolicy | None:
    left = policy.nodes & ~(1 << nid)
    return msgspec.structs.replace(policy, nodes=left, private=policy.private) if left else None


def scrub_policies(ctx: Context, nid: int) -> None:
    """Takes a node out of every policy; one that named nothing else becomes the default.

    A node that comes back under the same id is not bound again.
    Source: tools/testing/selftests/dax/private_node_unbind_rebind.sh.
    """
    ctx.used("unplug.policies")
    state = ctx.state
    bit = 1 << nid
    for pid in sorted(state.tasks):
        policy = state.tasks[pid].policy
        if policy is not None and policy.nodes & bit:
            ctx.undo.assign(state.tasks[pid], "policy", _scrubbed(policy, nid))
    for mm_id in sorted(state.mms):
        mm = state.mms[mm_id]
        vmas = tuple(
            msgspec.structs.replace(vma, policy=_scrubbed(vma.policy, nid))
            if vma.policy is not None and vma.policy.nodes & bit
            else vma
            for vma in mm.vmas
        )
        if vmas != mm.vmas:
            ctx.undo.assign(mm, "vmas", vmas)
    for obj_id in sorted(state.objects):
        policies = state.objects[obj_id].policies
        for low, high, found in list(policies.overlaps(0, 1 << 62)):
            if isinstance(found, Mempolicy) and found.nodes & bit:
                left = _scrubbed(found, nid)
                policies.clear(ctx.undo, low, high)
                if left is not None:
                    policies.assign(ctx.undo, low, high, left)
