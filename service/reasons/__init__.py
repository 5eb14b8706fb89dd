"""The one error table: reason -> errno, HTTP status, gRPC code, retryable, text.

Two kinds of row. A **kernel** row refuses a simulated call: the answer is 200 / OK and carries the
errno. A **control** row refuses the request itself: problem+json and google.rpc.Status. A reason
has one cause; its text names the rule and the offending value through `{facts}`.
"""

from __future__ import annotations

from typing import Final

from service.reasons.cxl import CXL_REASONS, PLANT_REASONS
from service.reasons.devices import DEVICE_REASONS
from service.reasons.row import AT_TARGET, Errno, Reason
from service.reasons.row import control as _control
from service.reasons.row import kernel as _kernel

_E = Errno

KERNEL_REASONS: Final[dict[str, Reason]] = {
    # arguments of the policy calls
    "MODE_UNKNOWN": _kernel(_E.EINVAL, "mode {mode} is not a memory policy mode"),
    "MODE_FLAGS_EXCLUDE": _kernel(
        _E.EINVAL, "MPOL_F_STATIC_NODES and MPOL_F_RELATIVE_NODES exclude each other"
    ),
    "MODE_FLAG_NEEDS_BIND": _kernel(
        _E.EINVAL,
        "MPOL_F_NUMA_BALANCING is accepted with MPOL_BIND and MPOL_PREFERRED_MANY only, not {mode}",
    ),
    "MASK_TOO_LONG": _kernel(_E.EINVAL, "maxnode {maxnode} names more bits than the kernel reads"),
    "MASK_UNREADABLE": _kernel(_E.EFAULT, "the pointer argument {pointer} cannot be read"),
    "MASK_BIT_TOO_HIGH": _kernel(_E.EINVAL, "node {nid} is not below MAX_NUMNODES ({max})"),
    "MASK_NOT_ALLOWED_WITH_MODE": _kernel(_E.EINVAL, "{mode} takes no nodes, got {nodes}"),
    "MODE_FLAGS_NEED_NODES": _kernel(_E.EINVAL, "{mode} without nodes takes no STATIC or RELATIVE"),
    "MASK_EMPTY": _kernel(_E.EINVAL, "{mode} needs at least one node"),
    "NO_ALLOWED_NODE": _kernel(
        _E.EINVAL, "none of the nodes {nodes} has memory inside the cpuset's {allowed}"
    ),
    # mempolicy: private nodes
    "TASK_POLICY_ON_PRIVATE_NODE": _kernel(
        _E.EINVAL, "set_mempolicy refuses a mask with the private nodes {nodes}"
    ),
    "POLICY_MODE_ON_PRIVATE_NODE": _kernel(
        _E.EINVAL, "{mode} is refused on the private nodes {nodes}: only MPOL_BIND places there"
    ),
    "NO_NODE_WITH_RIGHT": _kernel(
        _E.EINVAL,
        "private nodes {nodes} have no right to be named by a policy, and no node is left",
    ),
    "HELPER_REFUSES": _kernel(
        _E.ENOMEM, "the driver's helper demands __GFP_THISNODE and a private node"
    ),
    "NODE_WITHOUT_NP_OPS_MEMPOLICY": _kernel(
        _E.EINVAL, "private node {nid} has not opted in to memory policies"
    ),
    # ranges and flags
    "FLAGS_UNKNOWN": _kernel(_E.EINVAL, "unknown flag bits {flags:#x}"),
    "MOVE_ALL_NEEDS_CAP_SYS_NICE": _kernel(_E.EPERM, "MPOL_MF_MOVE_ALL needs CAP_SYS_NICE"),
    "START_UNALIGNED": _kernel(_E.EINVAL, "start {addr} is not page aligned"),
    "RANGE_WRAPS": _kernel(_E.EINVAL, "start {addr} plus len {len} wraps around"),
    "RANGE_UNMAPPED": _kernel(_E.EFAULT, "no mapping covers {addr}"),
    "RANGE_HAS_HOLE": _kernel(_E.EFAULT, "the range has an unmapped hole at {addr}"),
    "STRICT_MISPLACED": _kernel(_E.EIO, "a page on node {nid} lies outside the mask {nodes}"),
    "STRICT_NOT_MOVED": _kernel(_E.EIO, "{nr_pages} pages could not be moved"),
    "GET_FLAGS_COMBINATION": _kernel(_E.EINVAL, "get_mempolicy flags {flags} exclude each other"),
    "GET_MASK_TOO_SHORT": _kernel(_E.EINVAL, "maxnode {maxnode} is below nr_node_ids {nr}"),
    "GET_ADDR_WITHOUT_FLAG": _kernel(_E.EINVAL, "an address needs MPOL_F_ADDR"),
    "GET_NODE_NEEDS_INTERLEAVE": _kernel(
        _E.EINVAL, "MPOL_F_NODE without MPOL_F_ADDR needs an interleave policy"
    ),
    "POINTER_UNWRITABLE": _kernel(_E.EFAULT, "the pointer argument {pointer} cannot be written"),
    "HOME_NODE_NOT_ONLINE": _kernel(_E.EINVAL, "home node {nid} is not online"),
    "HOME_NODE_NO_POLICY": _kernel(_E.ENOENT, "no mapping with a policy in the range"),
    "HOME_NODE_MODE": _kernel(
        _E.EOPNOTSUPP, "a home node needs MPOL_BIND or MPOL_PREFERRED_MANY, found {mode}"
    ),
    # migration calls
    "NO_SUCH_TASK": _kernel(_E.ESRCH, "no task {pid}"),
    "NO_PTRACE_RIGHT": _kernel(_E.EPERM, "task {pid} may not inspect task {target}"),
    "NEW_NODES_OUTSIDE_CPUSET": _kernel(_E.EPERM, "nodes {nodes} are outside the cpuset of {pid}"),
    "NO_NODE_TO_MIGRATE_TO": _kernel(_E.EINVAL, "none of {nodes} is in the caller's cpuset"),
    "TASK_WITHOUT_MM": _kernel(_E.EINVAL, "task {pid} has no memory"),
    "TARGET_NODE_UNUSABLE": _kernel(_E.ENODEV, "node {nid} has no memory to move to"),
    "TARGET_OUTSIDE_CPUSET": _kernel(_E.EACCES, "node {nid} is outside the task's cpuset"),
    "NO_MIGRATE_TO": _kernel(_E.ENODEV, "private node {nid} has no migrate_to callback"),
    "TARGET_NODE_FULL": _kernel(_E.ENOMEM, "node {nid} has no room for the pages"),
    **{
        f"DRIVER_ANSWERED_{errno.name}": _kernel(errno, "the driver of node {nid} answered so")
        for errno in (
            _E.EPERM,
            _E.EIO,
            _E.EAGAIN,
            _E.ENOMEM,
            _E.EBUSY,
            _E.ENODEV,
            _E.EINVAL,
            _E.ENOSPC,
            _E.EOPNOTSUPP,
            _E.ETIMEDOUT,
        )
    },
    "DRIVER_GONE": _kernel(_E.ENODEV, "driver {driver} of node {nid} is not attached"),
    "DRIVER_LATE": _kernel(_E.ETIMEDOUT, "driver {driver} of node {nid} did not answer in time"),
    "FOLIO_NOT_MIGRATABLE": _kernel(_E.ENOENT, "the folio's node has no NP_OPS_MIGRATION"),
    "TARGET_NODE_UNBALANCED": _kernel(_E.EAGAIN, "node {nid} is below its high mark"),
    "MISPLACED_NOT_MOVED": _kernel(_E.EAGAIN, "the folio could not be moved to node {nid}"),
    **{
        f"NOTIFIER_{errno.name}": _kernel(errno, "a listener refused the event {event}")
        for errno in (_E.ENOMEM, _E.EBUSY, _E.EINVAL, _E.EPERM, _E.EIO)
    },
    "PIN_NOT_MIGRATED": _kernel(_E.ENOMEM, "a folio of node {nid} may not be pinned there"),
    "HWPOISON_NEEDS_CAP_SYS_ADMIN": _kernel(_E.EPERM, "{advice} needs CAP_SYS_ADMIN"),
    "GUP_FAULTED": _kernel(_E.EFAULT, "page {page} of the range cannot be faulted in"),
    "GUP_NO_MEMORY": _kernel(_E.ENOMEM, "out of memory: page {page} cannot be faulted in"),
    "PAGE_UNPOISONABLE": _kernel(_E.EBUSY, "{addr} maps the zero page, which belongs to nobody"),
    "PAGE_POISONED": _kernel(_E.EHWPOISON, "the page is poisoned already"),
    "FOLIO_UNSPLIT": _kernel(_E.EBUSY, "others hold the large folio on node {nid}: it stays whole"),
    "SOFT_OFFLINE_BUSY": _kernel(_E.EBUSY, "the folio on node {nid} cannot be moved"),
    "ONLINE_TYPE": _kernel(_E.EINVAL, "no such online type: {value}"),
    **DEVICE_REASONS,
    "MEMORY_GROUP_BUSY": _kernel(_E.EBUSY, "memory group {mgid} still has memory blocks"),
    "MEMORY_GROUP_EMPTY": _kernel(_E.EINVAL, "a static memory group needs at least one page"),
    "MEMORY_GROUP_UNKNOWN": _kernel(_E.EINVAL, "memory group {mgid} is not registered"),
    "COLLAPSE_REFUSED": _kernel(_E.EINVAL, "the range cannot be collapsed: {result}"),
    "COLLAPSE_NO_MEMORY": _kernel(_E.ENOMEM, "no huge page could be allocated: {result}"),
    "COLLAPSE_BUSY": _kernel(_E.EBUSY, "a page of the range is shared or busy: {result}"),
    "MIGRATE_TO_FAILED": _kernel(_E.EAGAIN, "migrate_to of node {nid} moved {nr} of {of} folios"),
    # allocation
    "ORDER_TOO_LARGE": _kernel(_E.ENOMEM, "order {order} exceeds MAX_PAGE_ORDER (10)"),
    "GFP_ZONE_INVALID": _kernel(_E.EINVAL, "zone modifiers {gfp} exclude each other"),
    "NO_ZONE_IN_LIST": _kernel(_E.ENOMEM, "no zone of node {nid}'s list can serve the request"),
    "ALLOCATION_FAILED": _kernel(_E.ENOMEM, "no zone of node {nid}'s list passed: {verdicts}"),
    "OOM_KILLED": _kernel(_E.ENOMEM, "out of memory: task {pid} was killed ({constraint})"),
    "VM_FAULT_RETRIED": _kernel(
        _E.EAGAIN, "no zone is in both list and mask: the fault is repeated, without an OOM kill"
    ),
    "SIGNAL_SIGBUS": _kernel(_E.EFAULT, "SIGBUS: page {page} lies beyond the end of the file"),
    "SIGNAL_HWPOISON": _kernel(_E.EHWPOISON, "SIGBUS: page {page} is poisoned"),
    "FAULT_SIGBUS": _kernel(
        _E.ENOMEM, "SIGBUS: the allocation for the fault failed without an OOM kill"
    ),
    "SIGNAL_SIGSEGV": _kernel(_E.EFAULT, "SIGSEGV: {detail}"),
    "RANGE_NOT_MAPPED": _kernel(_E.ENOMEM, "no mapping covers {addr}"),
    "KSM_PAGES_SHARED": _kernel(_E.EBUSY, "pages are merged: unmerge them first (ksm/run)"),
    "MADVISE_AREA": _kernel(_E.EINVAL, "the area at {addr} is none that {advice} is for"),
    "MADVISE_NOT_SHARED": _kernel(
        _E.EACCES, "{advice} needs a shared writable mapping; the one at {addr} is not"
    ),
    "FILE_NOT_PUNCHABLE": _kernel(_E.EOPNOTSUPP, "the file system of {name} punches no holes"),
    "MMAP_OVERLAPS": _kernel(_E.EEXIST, "address {addr} is already mapped"),
    "HUGETLB_UNALIGNED": _kernel(_E.EINVAL, "{addr} lies inside a huge page"),
    "HUGETLB_NO_RESERVE": _kernel(
        _E.ENOMEM, "{nr_pages} huge pages cannot be promised: the pool is too small"
    ),
    "HUGETLB_EMPTY": _kernel(_E.ENOMEM, "the pool has no huge page for this fault: SIGBUS"),
    "MREMAP_NEW_LEN": _kernel(_E.EINVAL, "new_len {new_len} is 0 or larger than an address space"),
    "MREMAP_NEW_ADDR": _kernel(
        _E.EINVAL, "new_addr {addr} is not page aligned, or the mapping would end above TASK_SIZE"
    ),
    "MREMAP_NEEDS_MAYMOVE": _kernel(
        _E.EINVAL, "MREMAP_FIXED and MREMAP_DONTUNMAP need MREMAP_MAYMOVE"
    ),
    "MREMAP_DONTUNMAP_RESIZES": _kernel(_E.EINVAL, "MREMAP_DONTUNMAP keeps the length"),
    "MREMAP_DONTUNMAP_HUGETLB": _kernel(
        _E.EINVAL, "MREMAP_DONTUNMAP does not take a mapping of huge pages"
    ),
    "MREMAP_OVERLAPS": _kernel(_E.EINVAL, "the range at {addr} overlaps the old one"),
    "MREMAP_DUPLICATES_PRIVATE": _kernel(
        _E.EINVAL, "an old length of 0 duplicates shared mappings only"
    ),
    "MREMAP_ACROSS_AREAS": _kernel(_E.EFAULT, "the mapping ends at {addr}, inside the range"),
    "MREMAP_HUGETLB_GROWS": _kernel(_E.EINVAL, "a mapping of huge pages never grows"),
    "MREMAP_NO_ROOM_IN_PLACE": _kernel(
        _E.ENOMEM, "{nr_pages} pages do not fit in place, and MREMAP_MAYMOVE is not given"
    ),
    "MMAP_NO_ROOM": _kernel(_E.ENOMEM, "no room for {nr_pages} pages in the address space"),
    # cgroups and kernel files
    "NODELIST_MALFORMED": _kernel(_E.EINVAL, "{value!r} is not a list of nodes"),
    "NODELIST_RANGE": _kernel(_E.ERANGE, "node {nid} is not below MAX_NUMNODES"),
    "CPUSET_NODE_NOT_IN_ROOT": _kernel(_E.EINVAL, "node {nid} is not in the root cpuset"),
    "CPUSET_CHILD_OUTSIDE": _kernel(_E.EBUSY, "child cpuset {path} would lie outside"),
    "CPUSET_OUTSIDE_PARENT": _kernel(_E.EACCES, "cpuset {path} would exceed its parent"),
    "CPUSET_NEEDS_MEMS": _kernel(_E.ENOSPC, "cpuset {path} with tasks needs nodes"),
    "CPUSET_PRIVATE_ONLY": _kernel(_E.EINVAL, "cpuset {path} must keep a node that is not private"),
    "CPUSET_EXCLUSIVE": _kernel(_E.EINVAL, "cpuset {path} shares nodes with an exclusive one"),
    "ROOT_CPUSET": _kernel(_E.EINVAL, "the root cpuset has no cpuset.mems to write"),
    "CGROUP_EXISTS": _kernel(_E.EEXIST, "cgroup {path} exists"),
    "CGROUP_BUSY": _kernel(_E.EBUSY, "cgroup {path} has tasks or children"),
    "NO_SUCH_FILE": _kernel(_E.ENOENT, "no file {path}"),
    "FILE_READ_ONLY": _kernel(_E.EACCES, "{path} cannot be written"),
    "VALUE_MALFORMED": _kernel(_E.EINVAL, "{path} does not take {value!r}"),
    "RECLAIM_TOO_LITTLE": _kernel(_E.EAGAIN, "{nr} of {of} bytes could be reclaimed"),
    "NO_BANDWIDTH_DATA": _kernel(_E.ENODEV, "no bandwidth data to compute weights from"),
    # node_private
    "NP_NULL": _kernel(_E.EINVAL, "node_private is NULL"),
    "NODE_PRIVATE_NOT_BUILT": _kernel(_E.ENODEV, "the kernel is built without private nodes"),
    "HOTREMOVE_NOT_BUILT": _kernel(
        _E.EOPNOTSUPP, "the kernel is built without CONFIG_MEMORY_HOTREMOVE"
    ),
    "NODE_PRIVATE_NOT_READY": _kernel(_E.ENODEV, "node_private is not initialised yet"),
    "NP_OPS_NULL": _kernel(_E.EINVAL, "ops is NULL"),
    "NODE_NOT_POSSIBLE": _kernel(_E.EINVAL, "node {nid} is not a possible node"),
    "NODE_IS_N_MEMORY": _kernel(_E.EBUSY, "node {nid} is in N_MEMORY"),
    "NODE_HAS_OTHER_OWNER": _kernel(_E.EBUSY, "node {nid} is registered by {owner}"),
    "NODE_NOT_REGISTERED": _kernel(_E.ENODEV, "node {nid} has no node_private"),
    "NODE_STILL_PRIVATE": _kernel(_E.EBUSY, "node {nid} is still in N_MEMORY_PRIVATE"),
    "NP_OPS_MIGRATION_NEEDS_CALLBACKS": _kernel(
        _E.EINVAL, "NP_OPS_MIGRATION needs migrate_to and folio_migrate, missing: {missing}"
    ),
    "RIGHT_UNKNOWN": _kernel(_E.EINVAL, "{right} is no right of model {model}: {known}"),
    "RIGHT_NEEDS_MOVABLE": _kernel(
        _E.EINVAL, "{right} may be withheld only on a movable-only node, not with {online_type}"
    ),
    "RIGHTS_DIFFER": _kernel(
        _E.EBUSY, "node {nid} was registered with {rights}; another range must give the same"
    ),
    "NP_OPS_NEEDS": _kernel(_E.EINVAL, "{flag} needs {needs}"),
    "NP_OPS_EXCLUDES": _kernel(_E.EINVAL, "{flag} excludes {other}"),
    "NP_OPS_NOT_CURRENT": _kernel(_E.EINVAL, "{ops} is not the current ops table of node {nid}"),
    "CRAM_NOT_BUILT": _kernel(_E.ENODEV, "the kernel has no such mm/cram"),
    "CRAM_NODE_NOT_PRIVATE": _kernel(_E.EINVAL, "node {nid} has no private memory online"),
    "CRAM_HAS_OTHER_OWNER": _kernel(_E.EBUSY, "cram serves {owner} on node {nid}"),
    "CRAM_NID_RANGE": _kernel(_E.EINVAL, "no node can have the id {nid}"),
    "CRAM_NOT_REGISTERED": _kernel(_E.ENODEV, "cram does not serve node {nid}"),
    "CRAM_NODE_BUSY": _kernel(_E.EBUSY, "{nr} pages of node {nid} found no other place"),
    "CRAM_PURGED": _kernel(_E.ENODEV, "node {nid} is being torn down"),
    "CRAM_PRESSURE": _kernel(_E.ENOSPC, "node {nid} is at pressure 1000: nothing may enter"),
    "CRAM_ENTRY": _kernel(_E.ENODEV, "only demotion brings folios to node {nid}, not {why}"),
    "CRAM_NO_FLUSH": _kernel(_E.ENODEV, "nobody flushes folios of node {nid}"),
    "CRAM_NO_RANGES": _kernel(_E.EINVAL, "no range of memory is given"),
    "CRAM_MODULE_GONE": _kernel(_E.EBUSY, "the module of {owner} cannot be pinned"),
    "CRAM_REGISTERED": _kernel(_E.EBUSY, "cram serves node {nid} already"),
    "CRAM_OTHER_RANGES": _kernel(_E.EINVAL, "node {nid} was registered with other ranges"),
    "CRAM_RATIO": _kernel(_E.EINVAL, "ratio {ratio} is below 1:1 (1000)"),
    "NP_CAP_NEEDS": _kernel(_E.EINVAL, "capability {cap} needs {needs}"),
    "NO_PRIVATE_NODES": _kernel(_E.ENOSYS, "model {model} has no private nodes"),
    "NODE_NOT_COMPACTED": _kernel(_E.EINVAL, "compaction may not touch private node {nid}"),
    "DAX_NO_ATTRIBUTE": _kernel(_E.ENOENT, "the dax device has no attribute {name}"),
    "DAX_PLUGGED": _kernel(_E.EBUSY, "{name} can be written only while unplugged, not {state}"),
    "DAX_VALUE": _kernel(_E.EINVAL, "{value} is no value of {name}"),
    "CRAM_FEATURES": _kernel(
        _E.EINVAL, "cram needs RECLAIM and the write fence and not the marker of all: {features}"
    ),
    "CRAM_RANGES": _kernel(_E.EINVAL, "the ranges of node {nid} are empty or not those registered"),
    "CRAM_NODE_TAKEN": _kernel(_E.EBUSY, "node {nid} is registered with cram"),
    "CRAM_NODE_UNKNOWN": _kernel(_E.ENODEV, "node {nid} is not registered with cram"),
    "BOOT_PRIVATE_NODE": _kernel(_E.EINVAL, "private_node= is refused: {why}"),
    "MEMTYPE_DIFFERS": _kernel(
        _E.EINVAL, "all ranges of node {nid} have one memory type, and it is {rights}"
    ),
    "CONTIG_GUARDED": _kernel(
        _E.EPERM, "contiguous ranges of private node {nid} are closed to this request"
    ),
    "CONTIG_DISPLACES": _kernel(
        _E.EPERM, "folios of private node {nid} may be displaced only with its reclaim right"
    ),
    # hotplug
    "BLOCK_UNALIGNED": _kernel(
        _E.EINVAL, "range {start} size {size:#x} is not aligned to memory blocks of {block:#x}"
    ),
    "RANGE_EXISTS": _kernel(_E.EEXIST, "range {start} overlaps memory of node {nid}"),
    "RESOURCE_NAME": _kernel(_E.EINVAL, "resource name must look like 'System RAM (driver)'"),
    "BLOCK_UNKNOWN": _kernel(_E.EINVAL, "no memory block at {start}"),
    "BLOCK_STATE": _kernel(_E.EINVAL, "memory block {block} is already {state}"),
    "BLOCK_BUSY": _kernel(_E.EBUSY, "memory block {block} is not offline"),
    "BLOCK_HOLES": _kernel(_E.EINVAL, "memory block {block} has memory holes"),
    "BLOCK_ZONES": _kernel(_E.EINVAL, "memory block {block} has pages of several zones"),
    "BLOCK_UNMOVABLE": _kernel(
        _E.EBUSY, "memory block {block} holds pages that cannot be moved: {owner}"
    ),
    "BLOCK_NO_TARGET": _kernel(_E.EBUSY, "no room elsewhere for the pages of block {block}"),
    "NODE_OTHER_MEMORY": _kernel(_E.EBUSY, "node {nid} keeps other private memory online"),
    **CXL_REASONS,
}

CONTROL_REASONS: Final[dict[str, Reason]] = {
    "MALFORMED_JSON": _control(422, "INVALID_ARGUMENT", "the body is not acceptable JSON: {why}"),
    "INVALID_FIELD": _control(422, "INVALID_ARGUMENT", "{field}: {why}"),
    # well formed, but the parts do not fit each other or the plant
    "PLANT_MISFIT": _control(422, "INVALID_ARGUMENT", "{field}: {why}"),
    "IMPORT_MALFORMED": _control(422, "INVALID_ARGUMENT", "{file} line {line}: {field}: {why}"),
    "IMPORT_INCONSISTENT": _control(422, "INVALID_ARGUMENT", "{file} line {line}: {field}: {why}"),
    "SCENARIO_MALFORMED": _control(422, "INVALID_ARGUMENT", "{file} line {line}: {field}: {why}"),
    "UNKNOWN_KERNEL_MODEL": _control(422, "INVALID_ARGUMENT", "no kernel model {kernel_model}"),
    "PAGE_TOKEN_INVALID": _control(422, "INVALID_ARGUMENT", "the page token does not fit: {why}"),
    "UNKNOWN_RESOURCE": _control(404, "NOT_FOUND", "no such resource: {path}"),
    "UNKNOWN_FABRIC": _control(404, "NOT_FOUND", "no fabric {fabric}"),
    "UNKNOWN_HOST": _control(404, "NOT_FOUND", "no host {host}"),
    "UNKNOWN_TASK": _control(404, "NOT_FOUND", "no task {pid} on host {host}"),
    "UNKNOWN_AREA": _control(404, "NOT_FOUND", "task {pid} has no area {area}"),
    "UNKNOWN_FILE": _control(404, "NOT_FOUND", "no file {file} on host {host}"),
    "UNKNOWN_ALLOCATION": _control(404, "NOT_FOUND", "no allocation {label} on host {host}"),
    "UNKNOWN_NODE": _control(404, "NOT_FOUND", "node {nid} is {standing} on host {host}"),
    "UNKNOWN_CPU": _control(422, "INVALID_ARGUMENT", "host {host} has no CPU {cpu}"),
    "UNKNOWN_OBJECT": _control(404, "NOT_FOUND", "no {kind} {name}"),
    "UNKNOWN_REVISION": _control(404, "NOT_FOUND", "fabric {fabric} has no revision {revision}"),
    "METHOD_NOT_ALLOWED": _control(405, "UNIMPLEMENTED", "{method} is not allowed on {path}"),
    "UNSUPPORTED_MEDIA_TYPE": _control(
        415, "INVALID_ARGUMENT", "send application/json, not {type}"
    ),
    "NOT_ACCEPTABLE": _control(406, "INVALID_ARGUMENT", "cannot answer as {accept}"),
    "ALREADY_EXISTS": _control(409, "ALREADY_EXISTS", "{kind} {name} exists already"),
    "FABRIC_NOT_EMPTY": _control(
        409, "FAILED_PRECONDITION", "fabric {fabric} still has hosts: {hosts}"
    ),
    **PLANT_REASONS,
    "FILE_IN_USE": _control(409, "FAILED_PRECONDITION", "file {file} is still mapped"),
    "TOO_MANY_EFFECTS": _control(
        409, "FAILED_PRECONDITION", "the step has more than {max} effects"
    ),
    "IDEMPOTENCY_KEY_REUSED": _control(
        422, "INVALID_ARGUMENT", "idempotency key {key} was used with another request"
    ),
    "IDEMPOTENCY_IN_PROGRESS": _control(
        409, "ABORTED", "the first request with key {key} is still running", retryable=True
    ),
    "STALE_PRECONDITION": _control(
        412, "ABORTED", "{what} is {actual}, the request expects {expected}"
    ),
    "PRECONDITION_REQUIRED": _control(
        428,
        "FAILED_PRECONDITION",
        "send the generation of {path} that you read (HTTP: If-Match)",
    ),
    "REVISION_COMPACTED": _control(
        410, "OUT_OF_RANGE", "revision {revision} is gone; the oldest is {oldest}"
    ),
    "BODY_TOO_LARGE": _control(413, "RESOURCE_EXHAUSTED", "the body exceeds {limit} bytes"),
    "URI_TOO_LONG": _control(414, "INVALID_ARGUMENT", "the URL exceeds {limit} bytes"),
    "DRIVER_FAILED": _control(
        424, "FAILED_PRECONDITION", "driver {driver} failed: {why}", retryable=True
    ),
    "DRIVER_NOT_OWNER": _control(
        403, "PERMISSION_DENIED", "node {nid} of host {host} belongs to driver {owner}"
    ),
    "DRIVER_EPOCH_STALE": _control(
        409,
        "FAILED_PRECONDITION",
        "a session of node {nid} has epoch {current}; {epoch} is not newer",
    ),
    "DRIVER_FENCED": _control(409, "ABORTED", "a session with epoch {epoch} took node {nid} over"),
    "DRIVER_PROTOCOL": _control(422, "INVALID_ARGUMENT", "the stream is not as agreed: {why}"),
    "DRIVER_ANSWER_INVALID": _control(422, "INVALID_ARGUMENT", "answer, {field}: {why}"),
    "DRIVER_ANSWER_DIFFERS": _control(
        409, "ALREADY_EXISTS", "callback {callback_id} has another answer; the first one counts"
    ),
    "UNKNOWN_CALLBACK": _control(404, "NOT_FOUND", "no callback {callback_id} was sent here"),
    "DRIVER_FLOODS": _control(
        429, "RESOURCE_EXHAUSTED", "more than {max} {what}: the session is closed"
    ),
    "DRIVER_TOO_SLOW": _control(
        429, "RESOURCE_EXHAUSTED", "{max} messages wait to be read: the session is closed"
    ),
    "DRIVER_SILENT": _control(
        424, "DEADLINE_EXCEEDED", "nothing was heard for {silence_ms} ms", retryable=True
    ),
    "DRIVER_TIMEOUT": _control(
        424,
        "DEADLINE_EXCEEDED",
        "driver {driver} did not answer {callback} in {deadline_ms} ms",
        retryable=True,
    ),
    "LIMIT_EXCEEDED": _control(
        429, "RESOURCE_EXHAUSTED", "limit {limit} is {max}, the request needs {needs}"
    ),
    "NO_RESULT": _control(
        409, "FAILED_PRECONDITION", "experiment {experiment} is {state}: it has no result"
    ),
    "RUN_FAILED": _control(424, "FAILED_PRECONDITION", "the run ended: {why}"),
    "OVERLOADED": _control(
        503, "UNAVAILABLE", "too many commands wait ({waiting})", retryable=True
    ),
    "DRAINING": _control(503, "UNAVAILABLE", "the service is stopping", retryable=True),
    "STORE_UNAVAILABLE": _control(503, "UNAVAILABLE", "the store does not answer", retryable=True),
    "HOST_QUARANTINED": _control(503, "UNAVAILABLE", "host {host} is quarantined: {why}"),
}

#: Reasons that only a driver's stream gives: no request of REST is refused with them.
STREAM_REASONS: Final = frozenset(
    {
        "DRIVER_ANSWER_DIFFERS",
        "DRIVER_ANSWER_INVALID",
        "DRIVER_EPOCH_STALE",
        "DRIVER_FENCED",
        "DRIVER_FLOODS",
        "DRIVER_NOT_OWNER",
        "DRIVER_PROTOCOL",
        "DRIVER_SILENT",
        "DRIVER_TOO_SLOW",
        "UNKNOWN_CALLBACK",
    }
)

#: Every reason the product can give, by name.
REASONS: Final[dict[str, Reason]] = {**KERNEL_REASONS, **CONTROL_REASONS}


class Refused(Exception):  # noqa: N818 - a refusal is an answer, not a fault of ours
    """A control-plane refusal: `reason` is a key of `CONTROL_REASONS`, `facts` fill its text.

    `revision` is where the fabric stood that the request was about, if it was about one.
    """

    def __init__(self, reason: str, **facts: object) -> None:
        self.revision: int | None = None
        self.reason = reason
        self.row = CONTROL_REASONS[reason]
        self.facts = facts
        super().__init__(f"{reason}: {self.row.render(facts)}")


class KernelError(Exception):
    """A simulated call that the kernel refuses: `reason` is a key of `KERNEL_REASONS`."""

    def __init__(self, reason: str, *, rule: str | None = None, **facts: object) -> None:
        self.reason = reason
        self.row = KERNEL_REASONS[reason]
        self.rule = rule
        self.facts = facts
        super().__init__(f"{reason}: {self.row.render(facts)}")

    def about(self, fact: str, value: object) -> None:
        """Adds a fact that the one who asked knows and the refusing rule does not."""
        self.facts[fact] = value
        self.args = (f"{self.reason}: {self.row.render(self.facts)}",)


__all__ = [
    "AT_TARGET",
    "CONTROL_REASONS",
    "KERNEL_REASONS",
    "REASONS",
    "Errno",
    "KernelError",
    "Reason",
    "Refused",
]
