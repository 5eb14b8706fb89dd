"""Page faults: what a first touch places, maps or copies (mm/memory.c).

A touch walks its range run by run: pages mapped with enough rights, holes, and pages that a write
has to copy. Each run is handled whole.
"""

from __future__ import annotations

import msgspec

from service.bounded import to_hex
from service.mm import gfp as g
from service.mm import mpol as m
from service.mm.alloc_mpol import Placed, Slot, local_nid, place, policy_slots
from service.mm.commands.base import Answer, NodePages
from service.mm.commands.memory import Touch, TouchAnswer
from service.mm.context import Context
from service.mm.filemap import cache_pages, take_turns
from service.mm.folio import mlock_pages
from service.mm.huge_memory import (
    HPAGE_PMD_ORDER,
    huge_blocks,
    huge_turn,
    place_folio,
)
from service.mm.managed_fault import managed_handle_fault
from service.mm.memcontrol import limiting_group, mem_cgroup_oom
from service.mm.mmap import (
    ZERO_PAGE,
    file_object,
    find_vma,
    get_pages,
    get_vma_policy,
    put_pages,
    resolve_range,
    shared_object,
)
from service.mm.objects import PageObject
from service.mm.oom import kill_task
from service.mm.pagetable import PTRS_PER_PTE, new_tables
from service.mm.shmem import shmem_pages
from service.mm.state import Mempolicy, Mm, Task, Vma, ZoneKey, vmas_in
from service.mm.swap import swap_in_done
from service.mm.write_fence import leave_fence
from service.mm.zones import PAGE_SHIFT, PAGE_SIZE, ZONE_NAMES
from service.reasons import KERNEL_REASONS, KernelError, Reason

PROT_READ = 1
PROT_WRITE = 2
SIGBUS = 7
SIGKILL = 9
SIGSEGV = 11


class Fault(Exception):  # noqa: N818 - a signal, not a fault of ours
    """The access ends here: with a signal, or repeated for ever (signal 0)."""

    def __init__(self, signal: int, reason: str, rule: str, **facts: object) -> None:
        self.signal = signal
        self.reason = reason
        self.rule = rule
        self.facts = facts
        super().__init__(reason)


class Access(msgspec.Struct):
    """One touch in progress: what was placed where, and how many pages were reached."""

    task: Task
    mm: Mm
    write: bool
    done: int = 0
    #: the pages come by swap readahead, which uses the policy but no model's key
    readahead: bool = False
    placed: dict[ZoneKey, int] = msgspec.field(default_factory=dict)

    def add(self, counts: dict[ZoneKey, int]) -> None:
        """Adds newly placed pages."""
        for zone, pages in counts.items():
            self.placed[zone] = self.placed.get(zone, 0) + pages


def touch(ctx: Context, command: Touch) -> Answer:
    """Accesses every page of a range once, in address order, as the task would."""
    task = ctx.task(command.pid)
    addr, length = resolve_range(ctx, task, command)
    first = addr >> PAGE_SHIFT
    end = (addr + length + PAGE_SIZE - 1) >> PAGE_SHIFT
    access = Access(task, ctx.state.mms[task.mm], command.access == "write")
    ctx.decide("fault.present")
    error: Fault | None = None
    try:
        if command.stride == 1:
            touch_range(ctx, access, first, end)
        else:
            for page in range(first, end, command.stride):
                touch_range(ctx, access, page, page + 1)
    except Fault as fault:
        error = fault
    return _touched(ctx, access, error)


def _touched(ctx: Context, access: Access, error: Fault | None) -> Answer:
    placed = tuple(
        NodePages.model_construct(nid=nid, zone=ZONE_NAMES[idx], nr_pages=pages)
        for (nid, idx), pages in sorted(access.placed.items())
    )
    for item in placed:
        ctx.effect("pages_allocated", nid=item.nid, zone=item.zone, nr_pages=item.nr_pages)
    if error is None:
        return ctx.answer(TouchAnswer, nr_pages=access.done, placed=placed)
    row: Reason = KERNEL_REASONS[error.reason]
    ctx.decide(error.rule, **{"text": row.render(error.facts), **error.facts})
    if error.signal and access.task.alive:
        ctx.effect("task", pid=access.task.pid, detail=f"killed by signal {error.signal}")
        kill_task(ctx, access.task, error.signal)
    assert row.errno is not None, "a fault has an errno"
    return ctx.answer(
        TouchAnswer,
        -int(row.errno),
        errno=row.errno.name,
        reason=error.reason,
        nr_pages=access.done,
        placed=placed,
        signal=error.signal or None,
    )


def touch_range(ctx: Context, access: Access, first: int, end: int) -> None:
    """Touches [first, end), area by area."""
    page = first
    while page < end:
        vma = find_vma(access.mm, page)
        if vma is None:
            detail = f"no mapping at {to_hex(page << PAGE_SHIFT)}"
            raise Fault(SIGSEGV, "SIGNAL_SIGSEGV", "fault.signal", detail=detail)
        needed = PROT_WRITE if access.write else PROT_READ
        if not vma.prot & needed and not (vma.prot and not access.write):
            detail = f"protection of {to_hex(page << PAGE_SHIFT)} forbids the access"
            raise Fault(SIGSEGV, "SIGNAL_SIGSEGV", "fault.signal", detail=detail)
        stop = min(end, vma.end)
        _touch_vma(ctx, access, vma, page, stop)
        page = stop


def _touch_vma(ctx: Context, access: Access, vma: Vma, first: int, end: int) -> None:
    """Touches pages of one area: mapped runs and holes in address order."""
    poisoned = next(iter(access.mm.hwpoison.overlaps(first, end)), None)
    if poisoned is not None:
        if first < poisoned[0]:
            _touch_vma(ctx, access, vma, first, poisoned[0])
        page = max(first, poisoned[0]) - vma.start
        raise Fault(SIGBUS, "SIGNAL_HWPOISON", "fault.signal", page=page)
    mapped = list(access.mm.pages.overlaps(first, end))
    runs: list[tuple[int, int, tuple[int, int, bool] | None]] = [*mapped]
    runs += [(low, high, None) for low, high in access.mm.pages.holes(first, end)]
    for low, high, entry in sorted(runs, key=lambda run: run[0]):
        if entry is None:
            _fault(ctx, access, vma, low, high)
        elif access.write and not entry[2]:
            _write_faults(ctx, access, vma, low, high, entry)
        if vma.locked and (entry is None or (access.write and not entry[2])):
            mlock_pages(ctx, access.mm, low, high, fault=True)
        access.done += high - low


def _write_faults(
    ctx: Context,
    access: Access,
    vma: Vma,
    first: int,
    end: int,
    entry: tuple[int, int, bool],
) -> None:
    """Writes to present read-only pages: the service of a private node decides before the core."""
    start, stopped = first, None
    obj = ctx.state.objects.get(entry[0])
    if obj is not None and ctx.state.n_memory_private:
        start, stopped = _dispatch(ctx, access, vma, obj, (first, end), entry[1])
        end = end if stopped is None else start
    _write_protected(ctx, access, vma, first, end, entry)
    if stopped is not None:
        access.done += end - first
        raise stopped


def _dispatch(
    ctx: Context,
    access: Access,
    vma: Vma,
    obj: PageObject,
    span: tuple[int, int],
    shift: int,
) -> tuple[int, Fault | None]:
    """handle_fault of the folios' service: the first page where the access ends, and how.

    A built-in one drops the lock and moves nothing, so the access is repeated for ever; folios
    that a driver moved elsewhere are written by the ordinary way.
    """
    first, end = span
    for low, high, zone in list(obj.runs(first + shift, end + shift)):
        answer = managed_handle_fault(ctx, access.task, vma, obj, low, low - shift, high)
        if answer is None:
            continue
        stays = next((a for a, _, now in obj.runs(low, high) if now == zone), None)
        page = low - shift if answer or stays is None else stays - shift
        if answer == "VM_FAULT_SIGBUS":
            return page, Fault(SIGBUS, "FAULT_SIGBUS", "fault.signal")
        if answer or stays is not None:
            return page, Fault(0, "VM_FAULT_RETRIED", "fault.retried", preferred=zone[0])
    return end, None


def _fault(ctx: Context, access: Access, vma: Vma, first: int, end: int) -> None:
    """Faults on pages that are not mapped, table by table: tables take counter turns first."""
    policy = access.task.policy
    counts = policy is not None and policy.mode in {
        m.MPOL_INTERLEAVE,
        m.MPOL_WEIGHTED_INTERLEAVE,
    }
    if not counts or vma.kind == "anon_private":
        take_turns(ctx, access.task, new_tables(ctx, access.mm, first, end))
        _fault_pages(ctx, access, vma, first, end)
        return
    while first < end:
        stop = min(end, (first // PTRS_PER_PTE + 1) * PTRS_PER_PTE)
        take_turns(ctx, access.task, new_tables(ctx, access.mm, first, stop))
        _fault_pages(ctx, access, vma, first, stop)
        first = stop


def _fault_pages(ctx: Context, access: Access, vma: Vma, first: int, end: int) -> None:
    """Faults on pages whose page tables are there."""
    if vma.kind == "anon_private":
        _fault_anonymous(ctx, access, vma, first, end)
        return
    shared = shared_object(ctx.state, vma)
    obj = shared if shared is not None else file_object(ctx.state, vma)
    assert obj is not None, "a mapping that is not anonymous has an object"
    shift = vma.pgoff - vma.start
    _check_size(ctx, vma, access, first, end)
    if shared is not None:
        placed, failed = shmem_pages(ctx, access.task, obj, first + shift, end + shift)
        access.add(placed)
        if failed is not None:
            _failed(ctx, access, failed)
        if not placed:
            ctx.decide("fault.soft")
    else:
        _cached(ctx, access, vma, obj, first + shift, end + shift)
    private = vma.kind == "file_private"
    get_pages(ctx, obj, first + shift, end + shift)
    writable = access.write and not private
    access.mm.pages.assign(ctx.undo, first, end, (obj.id, shift, writable))
    if access.write and private:
        _write_protected(ctx, access, vma, first, end, (obj.id, shift, False))
    elif access.write:
        obj.dirty.assign(ctx.undo, first + shift, end + shift, value=True)


def _fault_anonymous(ctx: Context, access: Access, vma: Vma, first: int, end: int) -> None:
    """First touches and swapped pages of anonymous memory; reads of holes get the zero page."""
    mm = access.mm
    swapped = list(mm.swapped.overlaps(first, end))
    runs = [(low, high, True) for low, high, _ in swapped]
    runs += [(low, high, False) for low, high in mm.swapped.holes(first, end)]
    for low, high, in_swap in sorted(runs):
        if access.write or in_swap:
            _anonymous(ctx, access, vma, low, high)
        else:
            ctx.decide("fault.zero_page")
            mm.pages.assign(ctx.undo, low, high, (ZERO_PAGE, 0, False))
    swap_in_done(ctx, mm, swapped)


def _check_size(ctx: Context, vma: Vma, access: Access, first: int, end: int) -> None:
    """SIGBUS beyond the end of the file; the pages before it are touched first."""
    if not vma.kind.startswith("file"):
        return
    size = ctx.state.inodes[vma.file].nr_pages
    limit = vma.start + size - vma.pgoff
    if end <= limit:
        return
    if first < limit:
        touch_range(ctx, access, first, limit)
    raise Fault(SIGBUS, "SIGNAL_SIGBUS", "fault.signal", page=max(first, limit) - vma.start)


def _cached(ctx: Context, access: Access, vma: Vma, obj: PageObject, first: int, end: int) -> None:
    """File pages: from the page cache, or read into it by the task's policy."""
    before = len(obj.extents.holes(first, end))
    placed, failed = cache_pages(ctx, access.task, obj, first, end, faults=True, mapping=vma.policy)
    access.add(placed)
    if failed is not None:
        _failed(ctx, access, failed)
    if not before:
        ctx.decide("fault.soft")


def _policy_of(ctx: Context, access: Access, vma: Vma, page: int) -> tuple[Mempolicy | None, str]:
    """The policy of a fault and where it comes from. Source: mm/mempolicy.c, get_vma_policy."""
    policy = get_vma_policy(ctx.state, vma, page)
    if policy is not None:
        return policy, "mapping's"
    if access.task.policy is not None:
        return access.task.policy, "task's"
    return None, "default"


def _explain_policy(ctx: Context, policy: Mempolicy | None, origin: str) -> str:
    text = m.mpol_to_str(policy)
    ctx.note("policy", name=text, detail=f"the {origin} policy")
    return text


def _anonymous(ctx: Context, access: Access, vma: Vma, first: int, end: int) -> None:
    """Fresh anonymous pages, policy by policy. Source: do_anonymous_page, do_cow_fault."""
    shared = shared_object(ctx.state, vma)
    if shared is None:
        _anonymous_run(ctx, access, vma, (first, end), 0)
        return
    shift = vma.pgoff - vma.start
    spans = [
        (a - shift, b - shift) for a, b, _ in shared.policies.overlaps(first + shift, end + shift)
    ]
    spans += [(a - shift, b - shift) for a, b in shared.policies.holes(first + shift, end + shift)]
    for span in sorted(spans):
        _anonymous_run(ctx, access, vma, span, shared.ino)


def _anonymous_run(
    ctx: Context, access: Access, vma: Vma, span: tuple[int, int], base: int
) -> None:
    """Fresh anonymous pages in the task's own object; `base` enters the interleave index."""
    first, end = span
    policy, origin = _policy_of(ctx, access, vma, first)
    if vma.huge:
        _huge_blocks(ctx, access, vma, span, policy)
        small = msgspec.structs.replace(vma, huge=False)
        for hole in access.mm.pages.holes(*span):
            _anonymous_run(ctx, access, small, hole, base)
        return
    keyed = not access.readahead
    slots = policy_slots(ctx, access.task, policy, g.GFP_HIGHUSER_MOVABLE, keyed=keyed)
    own = ctx.state.objects[access.mm.anon]
    writable = bool(vma.prot & PROT_WRITE)

    def arrived(low: int, high: int) -> None:
        access.mm.pages.assign(ctx.undo, low, high, (own.id, 0, writable))

    phase = vma.pgoff - vma.start + base
    span = _charge(ctx, access, span)
    done = place(ctx, local_nid(ctx.state, access.task), own, span, phase, slots, arrived=arrived)
    access.add(done.counts)
    if done.failed is not None:
        access.done += done.end - first
        _failed(ctx, access, done)
    _decided(ctx, policy, origin, own, slots, first)
    if span[1] < end:
        _anonymous_run(ctx, access, vma, (span[1], end), base)


def _charge(ctx: Context, access: Access, span: tuple[int, int]) -> tuple[int, int]:
    """The part of a range that the task's memory cgroup takes; reclaims or kills for one page."""
    first, end = span
    while (group := limiting_group(ctx.state, access.task)) is not None:
        path, room = group
        if room:
            return first, min(end, first + room)
        if mem_cgroup_oom(ctx, path) == access.task.pid:
            facts = {"pid": access.task.pid, "constraint": "CONSTRAINT_MEMCG"}
            raise Fault(SIGKILL, "OOM_KILLED", "oom.kill", **facts)
    return span


def _huge_blocks(
    ctx: Context, access: Access, vma: Vma, span: tuple[int, int], policy: Mempolicy | None
) -> None:
    """Huge folios for the blocks of a range where nothing is (do_huge_pmd_anonymous_page)."""
    own = ctx.state.objects[access.mm.anon]
    slots = policy_slots(ctx, access.task, policy, g.GFP_TRANSHUGE_LIGHT, keyed=True)
    local = local_nid(ctx.state, access.task)
    for block in huge_blocks(vma, *span):
        if access.mm.pages.overlaps_any(*block) or own.extents.overlaps_any(*block):
            continue
        turn = huge_turn(vma, block[0])
        done = place_folio(ctx, local, own, block, 0, slots, HPAGE_PMD_ORDER, turn)
        if done.failed is None:
            access.add(done.counts)
            writable = bool(vma.prot & PROT_WRITE)
            access.mm.pages.assign(ctx.undo, *block, (own.id, 0, writable))


def _decided(
    ctx: Context,
    policy: Mempolicy | None,
    origin: str,
    obj: PageObject,
    slots: list[Slot],
    first: int,
) -> None:
    """Names the rule that placed the first page of the run."""
    text = _explain_policy(ctx, policy, origin)
    zone = obj.zone_at(first)
    nid = zone[0] if zone is not None else slots[0].requests[0].preferred
    if policy is not None and policy.private:
        ctx.decide("fault.key", origin=origin, policy=text, key=ctx.knobs.policy_key, nid=nid)
    else:
        ctx.decide("fault.policy", origin=origin, policy=text, nid=nid)


def _write_protected(
    ctx: Context,
    access: Access,
    vma: Vma,
    first: int,
    end: int,
    entry: tuple[int, int, bool],
) -> None:
    """A write to pages mapped read-only: dirty, zero page, copy, or reuse (do_wp_page)."""
    obj_id, shift, _ = entry
    if obj_id == ZERO_PAGE:
        access.mm.pages.clear(ctx.undo, first, end)
        _anonymous(ctx, access, vma, first, end)
        return
    obj = ctx.state.objects[obj_id]
    if vma.kind in {"file_shared", "anon_shared"}:
        obj.dirty.assign(ctx.undo, first + shift, end + shift, value=True)
        access.mm.pages.assign(ctx.undo, first, end, (obj_id, shift, True))
        return
    if obj.kind != "anon":
        access.mm.pages.clear(ctx.undo, first, end)
        put_pages(ctx, obj, first + shift, end + shift)
        _anonymous(ctx, access, vma, first, end)
        return
    for low, high in obj.extra.holes(first + shift, end + shift):
        policy, _ = _policy_of(ctx, access, vma, low - shift)
        if not leave_fence(ctx, access.task, policy, obj, (low, high), vma.pgoff - vma.start):
            if not access.task.alive:
                facts = {"pid": access.task.pid, "constraint": "CONSTRAINT_NONE"}
                raise Fault(SIGKILL, "OOM_KILLED", "oom.kill", **facts)
            local = local_nid(ctx.state, access.task)
            raise Fault(0, "VM_FAULT_RETRIED", "fault.retried", preferred=local)
        access.mm.pages.assign(ctx.undo, low - shift, high - shift, (obj_id, shift, True))
    for low, high, _ in list(obj.extra.overlaps(first + shift, end + shift)):
        access.mm.pages.clear(ctx.undo, low - shift, high - shift)
        put_pages(ctx, obj, low, high)
        _anonymous(ctx, access, vma, low - shift, high - shift)


def _failed(ctx: Context, access: Access, done: Placed) -> None:
    """Ends the access after a failed allocation: killed, SIGBUS, or repeated for ever."""
    assert done.failed is not None, "called after a failure"
    grant = done.failed
    if not access.task.alive:
        ctx.decide(grant.rule, **grant.facts)
        raise Fault(SIGKILL, "OOM_KILLED", grant.rule, **grant.facts)
    if ctx.knobs.fault_on_failure == "sigbus":
        ctx.used("fault.on_failure")
        raise Fault(SIGBUS, "FAULT_SIGBUS", "fault.signal")
    raise Fault(0, "VM_FAULT_RETRIED", "fault.retried", preferred=done.preferred)


def fault_in(ctx: Context, access: Access, vma: Vma, page: int) -> None:
    """Faults one page in for reading, as get_user_pages does. Refuses: RANGE_UNMAPPED."""
    if access.mm.pages.at(page) is not None:
        return
    try:
        _touch_vma(ctx, access, vma, page, page + 1)
    except Fault:
        raise KernelError(
            "RANGE_UNMAPPED", rule="policy.get", addr=to_hex(page << PAGE_SHIFT)
        ) from None


def populate_range(ctx: Context, task: Task, start: int, end: int) -> None:
    """Faults areas in as mlock does: for writing where they are private and writable.

    A failure leaves the rest untouched, as the kernel's populate ignores it.
    """
    mm = ctx.state.mms[task.mm]
    for vma in vmas_in(mm, start, end):
        private = vma.kind in {"anon_private", "file_private"}
        access = Access(task, mm, private and bool(vma.prot & PROT_WRITE))
        try:
            _touch_vma(ctx, access, vma, max(start, vma.start), min(end, vma.end))
        except Fault:
            return
