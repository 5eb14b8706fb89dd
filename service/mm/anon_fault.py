"""Anonymous pages at a fault: fresh ones, copies on write, copies of file pages (mm/memory.c).

A copy is allocated before the page that it replaces is unmapped, so a fault that fails leaves what
was mapped. Pages come piece by piece, in address order.
"""

from __future__ import annotations

from typing import Final

from service.mm import gfp as g
from service.mm import mpol as m
from service.mm.alloc_mpol import (
    Placed,
    Turns,
    common_room,
    local_nid,
    place,
    policy_slots,
    policy_turns,
    turns_of,
)
from service.mm.context import Context
from service.mm.filemap import cache_pages, cache_turns, needs_index_node
from service.mm.huge_memory import HPAGE_PMD_NR, HPAGE_PMD_ORDER, huge_turn, place_folio
from service.mm.memcontrol import limiting_group, try_charge
from service.mm.mmap import (
    ZERO_PAGE,
    anon_vma_prepare,
    file_object,
    get_vma_policy,
    put_pages,
    shared_object,
)
from service.mm.objects import PageObject
from service.mm.services import copies_off
from service.mm.shmem import policy_run, shmem_slots
from service.mm.state import Mempolicy, Vma
from service.mm.versions import KERNEL_VERSIONS
from service.mm.vm_fault import (
    PROT_WRITE,
    SIGKILL,
    Access,
    Fault,
    allocation_failed,
    fault_tables,
)
from service.mm.write_fence import leave_fence

#: what a page-table entry says: (object id, object index - page, writable)
Entry = tuple[int, int, bool]

_GFP: Final = g.GFP_HIGHUSER_MOVABLE


class AnonFaults:
    """Maps fresh anonymous pages as they arrive; `old` is what was mapped there before."""

    __slots__ = ("access", "ctx", "old", "own", "writable")

    def __init__(
        self, ctx: Context, access: Access, vma: Vma, own: PageObject, old: Entry | None
    ) -> None:
        self.ctx = ctx
        self.access = access
        self.own = own
        self.writable = bool(vma.prot & PROT_WRITE) and not access.unshare
        self.old = old

    def wanted(self, index: int) -> None:
        """The page's tables come first."""
        fault_tables(self.ctx, self.access, index, index + 1)

    def arrived(self, first: int, end: int) -> None:
        """The pages are mapped, and the old ones lose this mapping."""
        ctx, access = self.ctx, self.access
        fault_tables(ctx, access, first, end)
        access.mm.pages.assign(ctx.undo, first, end, (self.own.id, 0, self.writable))
        access.page = end
        for low, high, zone in list(self.own.runs(first, end)) if access.driver else ():
            if copies_off(ctx.state, zone[0]):
                access.mm.pages.assign(ctx.undo, low, high, (self.own.id, 0, False))
        if self.old is not None and self.old[0] != ZERO_PAGE:
            obj_id, shift, _ = self.old
            put_pages(ctx, ctx.state.objects[obj_id], first + shift, end + shift)


def policy_of(ctx: Context, access: Access, vma: Vma, page: int) -> tuple[Mempolicy | None, str]:
    """The policy of a fault and where it comes from. Source: mm/mempolicy.c, get_vma_policy."""
    policy = get_vma_policy(ctx.state, vma, page)
    if policy is not None:
        return policy, "mapping's"
    if access.task.policy is not None:
        return access.task.policy, "task's"
    return None, "default"


def anonymous_pages(
    ctx: Context,
    access: Access,
    vma: Vma,
    first: int,
    end: int,
    old: Entry | None = None,
    *,
    pause: bool = False,
) -> int:
    """Fresh anonymous pages for [first, end), in place of `old`; the first page not reached.

    `pause`: as for `place`. Refuses: Fault. Source: do_anonymous_page, wp_page_copy.
    """
    if not vma.anon_vma:
        anon_vma_prepare(ctx, access.mm, first)
    if vma.kind == "anon_private":
        return _policy_run(ctx, access, vma, (first, end), old, pause=pause)
    for span in _policy_spans(ctx, vma, first, end):
        reached = _policy_run(ctx, access, vma, span, old, pause=pause)
        if reached < span[1]:
            return reached
    return end


def _policy_spans(ctx: Context, vma: Vma, first: int, end: int) -> list[tuple[int, int]]:
    """The parts of a range with one policy each: a private mapping of shmem has the inode's."""
    shared = shared_object(ctx.state, vma)
    if shared is None:
        return [(first, end)]
    shift = vma.pgoff - vma.start
    low, high = first + shift, end + shift
    spans = [(a - shift, b - shift) for a, b, _ in shared.policies.overlaps(low, high)]
    spans += [(a - shift, b - shift) for a, b in shared.policies.holes(low, high)]
    return sorted(spans)


def _phase(ctx: Context, vma: Vma) -> int:
    """Pattern index minus page number: by the index in the file, from shmem's inode number on."""
    if vma.kind == "anon_private":
        return vma.pgoff - vma.start
    shared = shared_object(ctx.state, vma)
    based = shared is not None and KERNEL_VERSIONS[ctx.state.kernel_version].shmem_copy_uses_inode
    return vma.pgoff - vma.start + (shared.ino if based and shared is not None else 0)


def _own_object(ctx: Context, access: Access, first: int, end: int) -> PageObject:
    """The object that gets fresh pages; a new one where the task's own still holds these indexes.

    A stable KSM page keeps its index while others map it.
    """
    own = ctx.state.objects[access.mm.anon]
    if own.extents.overlaps_any(first, end):
        own = ctx.new_object("anon")
        ctx.undo.assign(access.mm, "anon", own.id)
    return own


def _policy_run(
    ctx: Context,
    access: Access,
    vma: Vma,
    span: tuple[int, int],
    old: Entry | None,
    *,
    pause: bool,
) -> int:
    """Fresh pages of a run with one policy; the first page not reached."""
    page, end = span
    policy, origin = policy_of(ctx, access, vma, page)
    while page < end:
        stop = end
        if vma.huge and old is None:
            page, stop = _huge_page(ctx, access, vma, policy, (page, end))
            if page >= stop:
                continue
        first, stop = _charge(ctx, access, (page, stop))
        own = _own_object(ctx, access, first, stop)
        turns = policy_turns(ctx, access.task, policy, _GFP, keyed=_keyed(ctx, access))
        faults = AnonFaults(ctx, access, vma, own, old)
        local = local_nid(ctx.state, access.task)
        done = place(ctx, local, own, (first, stop), _phase(ctx, vma), turns, faults, pause=pause)
        access.add(done.counts)
        if done.failed is not None:
            allocation_failed(ctx, access, done)
        _decided(ctx, policy, origin, done)
        fences = ctx.state.n_memory_private and not access.driver and not access.unshare
        if access.write and fences:
            _leave_fence(ctx, access, vma, own, (first, done.end))
        page = done.end
        if page < stop:
            return page
    return end


def _keyed(ctx: Context, access: Access) -> bool:
    """Whether the site adds the model's key: a fault does, swap readahead by the model's cell."""
    return not access.readahead or ctx.knobs.key_swap_in == "policy"


def _charge(ctx: Context, access: Access, span: tuple[int, int]) -> tuple[int, int]:
    """The part of a range that the task's memory cgroup takes; reclaims or kills for one page."""
    first, end = span
    charge = try_charge(ctx, access.task, end - first)
    if charge.killed:
        facts = {"pid": access.task.pid, "constraint": "CONSTRAINT_MEMCG"}
        raise Fault(SIGKILL, "OOM_KILLED", "oom.kill", **facts)
    if not charge.pages:
        local = local_nid(ctx.state, access.task)
        raise Fault(0, "VM_FAULT_RETRIED", "fault.retried", preferred=local)
    return first, first + charge.pages


def _huge_page(
    ctx: Context, access: Access, vma: Vma, policy: Mempolicy | None, span: tuple[int, int]
) -> tuple[int, int]:
    """A huge folio for the block of the first page; (first, end) of small pages that come next.

    The block must lie in the area and be wholly unmapped (do_huge_pmd_anonymous_page).
    """
    page, end = span
    low = page >> HPAGE_PMD_ORDER << HPAGE_PMD_ORDER
    block = (low, low + HPAGE_PMD_NR)
    stop = min(end, block[1])
    if block[0] < vma.start or vma.end < block[1] or access.mm.pages.overlaps_any(*block):
        return page, stop
    group = limiting_group(ctx.state, access.task)
    own = ctx.state.objects[access.mm.anon]
    if own.extents.overlaps_any(*block) or (group is not None and group[1] < HPAGE_PMD_NR):
        return page, stop
    slots = policy_slots(ctx, access.task, policy, g.GFP_TRANSHUGE_LIGHT, keyed=True)
    local = local_nid(ctx.state, access.task)
    turn = huge_turn(vma, block[0])
    done = place_folio(ctx, local, own, block, 0, slots, HPAGE_PMD_ORDER, turn)
    if done.failed is not None:
        return page, stop
    access.add(done.counts)
    fault_tables(ctx, access, *block)
    access.mm.pages.assign(ctx.undo, *block, (own.id, 0, bool(vma.prot & PROT_WRITE)))
    access.page = stop
    ctx.decide("fault.huge", policy=m.mpol_to_str(policy), nid=next(iter(done.counts))[0])
    return stop, stop


def _decided(ctx: Context, policy: Mempolicy | None, origin: str, done: Placed) -> None:
    """Names the rule that placed the first page of the run."""
    text = m.mpol_to_str(policy)
    if ctx.trace is not None:
        ctx.note("policy", name=text, detail=f"the {origin} policy")
    nid = next(iter(done.counts))[0]
    if policy is not None and policy.private:
        ctx.decide("fault.key", origin=origin, policy=text, key=ctx.knobs.policy_key, nid=nid)
    else:
        shown = text if policy is not None else "(local node first)"
        ctx.decide("fault.policy", origin=origin, policy=shown, nid=nid)


def copy_shared(ctx: Context, access: Access, vma: Vma, first: int, end: int, old: Entry) -> None:
    """A write to anonymous pages mapped read-only: shared ones are copied, the others reused.

    A kill on the way may leave the task as the only user of pages that come next. An unshare fault
    leaves exclusive pages as they are.
    Refuses: Fault. Source: mm/memory.c, do_wp_page.
    """
    obj_id, shift, _ = old
    page = first
    while page < end:
        obj = ctx.state.objects[obj_id]
        shared = iter(obj.extra.overlaps(page + shift, end + shift))
        low, high, _ = next(shared, (end + shift, 0, 0))
        if page + shift < low:
            if not access.unshare:
                _leave_fence(ctx, access, vma, obj, (page + shift, low))
                access.mm.pages.assign(ctx.undo, page, low - shift, (obj_id, shift, True))
            page = access.page = low - shift
        else:
            page = anonymous_pages(ctx, access, vma, page, high - shift, old, pause=True)


def _leave_fence(
    ctx: Context, access: Access, vma: Vma, obj: PageObject, span: tuple[int, int]
) -> None:
    """Exclusive pages behind a write fence are copied elsewhere first. Refuses: Fault."""
    phase = vma.pgoff - vma.start
    policy, _ = policy_of(ctx, access, vma, span[0] - phase)
    if leave_fence(ctx, access.task, policy, obj, span, phase):
        return
    if not access.task.alive:
        facts = {"pid": access.task.pid, "constraint": "CONSTRAINT_NONE"}
        raise Fault(SIGKILL, "OOM_KILLED", "oom.kill", **facts)
    local = local_nid(ctx.state, access.task)
    raise Fault(0, "VM_FAULT_RETRIED", "fault.retried", preferred=local)


def cow_fault(ctx: Context, access: Access, vma: Vma, first: int, end: int) -> None:
    """Writes to a private file mapping where nothing is mapped: copies, and the file's pages.

    Refuses: Fault. Source: mm/memory.c, do_cow_fault: for each page the copy's folio comes first,
    then the file's page.
    """
    obj = file_object(ctx.state, vma)
    assert obj is not None, "a private file mapping has a file"
    shift = vma.pgoff - vma.start
    page = first
    while page < end:
        high, present = obj.run_from(page + shift, end + shift)
        if present:
            page = anonymous_pages(ctx, access, vma, page, high - shift, pause=True)
        else:
            page = _copy_uncached(ctx, access, vma, obj, page, high - shift)


def _copy_uncached(
    ctx: Context, access: Access, vma: Vma, obj: PageObject, first: int, end: int
) -> int:
    """Copies of pages that the file must be read for; the first page not reached.

    As many at once as find room in turns for copy and original, else a single one.
    """
    _, end = _policy_spans(ctx, vma, first, end)[0]
    _, end = _charge(ctx, access, (first, end))
    policy, _ = policy_of(ctx, access, vma, first)
    turns = policy_turns(ctx, access.task, policy, _GFP, keyed=_keyed(ctx, access))
    shift = vma.pgoff - vma.start
    rounds = 0
    if ctx.state.inodes[obj.name].fs == "tmpfs" or not needs_index_node(ctx, obj):
        filed, position, stop = _file_turns(ctx, access, vma, obj, first + shift, end + shift)
        demands = ((turns, first + _phase(ctx, vma)), (filed, position))
        rounds = common_room(ctx, demands, stop - first - shift)
    if rounds < 2:  # noqa: PLR2004 - one round is the single step
        _copy_one(ctx, access, vma, obj, first)
        return first + 1
    reached = anonymous_pages(ctx, access, vma, first, first + rounds)
    assert reached == first + rounds, "there was room"
    span = (first + shift, reached + shift)
    placed, failed = cache_pages(ctx, access.task, obj, *span, vma=vma)
    assert failed is None, "there was room"
    access.add(placed)
    return reached


def _file_turns(
    ctx: Context, access: Access, vma: Vma, obj: PageObject, index: int, end: int
) -> tuple[Turns, int, int]:
    """The turns of a file's missing pages: slots, next pattern index, and where they end."""
    task = access.task
    if ctx.state.inodes[obj.name].fs == "tmpfs":
        policy, _, stop = policy_run(task, obj, index, end)
        return turns_of(shmem_slots(ctx, task, policy)), index + obj.ino, stop
    turns = cache_turns(ctx, task, obj, index, end, vma)
    return turns_of(turns.slots), turns.position, turns.end


def _copy_one(ctx: Context, access: Access, vma: Vma, obj: PageObject, page: int) -> None:
    """One page: when the file's page fails, the copy is given back and nothing is mapped."""
    anon_vma_prepare(ctx, access.mm, page)
    fault_tables(ctx, access, page, page + 1)
    policy, origin = policy_of(ctx, access, vma, page)
    own = _own_object(ctx, access, page, page + 1)
    turns = policy_turns(ctx, access.task, policy, _GFP, keyed=_keyed(ctx, access))
    local = local_nid(ctx.state, access.task)
    done = place(ctx, local, own, (page, page + 1), _phase(ctx, vma), turns)
    if done.failed is not None:
        allocation_failed(ctx, access, done)
    index = page + vma.pgoff - vma.start
    placed, failed = cache_pages(ctx, access.task, obj, index, index + 1, vma=vma)
    if failed is not None:
        if access.task.alive:
            ctx.store.release(own, page, page + 1)
        allocation_failed(ctx, access, failed)
    access.add(done.counts)
    access.add(placed)
    AnonFaults(ctx, access, vma, own, None).arrived(page, page + 1)
    _decided(ctx, policy, origin, done)
