from google.protobuf.internal import containers as _containers
from google.protobuf import descriptor as _descriptor
from google.protobuf import message as _message
from collections.abc import Iterable as _Iterable, Mapping as _Mapping
from typing import ClassVar as _ClassVar, Optional as _Optional, Union as _Union

DESCRIPTOR: _descriptor.FileDescriptor

class AllocationView(_message.Message):
    __slots__ = ("label", "order", "nr_pages", "nodes")
    LABEL_FIELD_NUMBER: _ClassVar[int]
    ORDER_FIELD_NUMBER: _ClassVar[int]
    NR_PAGES_FIELD_NUMBER: _ClassVar[int]
    NODES_FIELD_NUMBER: _ClassVar[int]
    label: str
    order: int
    nr_pages: int
    nodes: _containers.RepeatedCompositeFieldContainer[NodeCount]
    def __init__(self, label: _Optional[str] = ..., order: _Optional[int] = ..., nr_pages: _Optional[int] = ..., nodes: _Optional[_Iterable[_Union[NodeCount, _Mapping]]] = ...) -> None: ...

class CommittedRegion(_message.Message):
    __slots__ = ("region", "mode")
    REGION_FIELD_NUMBER: _ClassVar[int]
    MODE_FIELD_NUMBER: _ClassVar[int]
    region: str
    mode: str
    def __init__(self, region: _Optional[str] = ..., mode: _Optional[str] = ...) -> None: ...

class Condition(_message.Message):
    __slots__ = ("type", "status", "reason", "message")
    TYPE_FIELD_NUMBER: _ClassVar[int]
    STATUS_FIELD_NUMBER: _ClassVar[int]
    REASON_FIELD_NUMBER: _ClassVar[int]
    MESSAGE_FIELD_NUMBER: _ClassVar[int]
    type: str
    status: bool
    reason: str
    message: str
    def __init__(self, type: _Optional[str] = ..., status: _Optional[bool] = ..., reason: _Optional[str] = ..., message: _Optional[str] = ...) -> None: ...

class CramNextView(_message.Message):
    __slots__ = ("owner", "zratio", "current_ratio", "perceived", "balloon", "target", "blocked", "allowed")
    OWNER_FIELD_NUMBER: _ClassVar[int]
    ZRATIO_FIELD_NUMBER: _ClassVar[int]
    CURRENT_RATIO_FIELD_NUMBER: _ClassVar[int]
    PERCEIVED_FIELD_NUMBER: _ClassVar[int]
    BALLOON_FIELD_NUMBER: _ClassVar[int]
    TARGET_FIELD_NUMBER: _ClassVar[int]
    BLOCKED_FIELD_NUMBER: _ClassVar[int]
    ALLOWED_FIELD_NUMBER: _ClassVar[int]
    owner: str
    zratio: int
    current_ratio: int
    perceived: int
    balloon: int
    target: int
    blocked: bool
    allowed: bool
    def __init__(self, owner: _Optional[str] = ..., zratio: _Optional[int] = ..., current_ratio: _Optional[int] = ..., perceived: _Optional[int] = ..., balloon: _Optional[int] = ..., target: _Optional[int] = ..., blocked: _Optional[bool] = ..., allowed: _Optional[bool] = ...) -> None: ...

class CramView(_message.Message):
    __slots__ = ("owner", "flush_cb", "pressure", "purged", "deferred_pages")
    OWNER_FIELD_NUMBER: _ClassVar[int]
    FLUSH_CB_FIELD_NUMBER: _ClassVar[int]
    PRESSURE_FIELD_NUMBER: _ClassVar[int]
    PURGED_FIELD_NUMBER: _ClassVar[int]
    DEFERRED_PAGES_FIELD_NUMBER: _ClassVar[int]
    owner: str
    flush_cb: str
    pressure: int
    purged: bool
    deferred_pages: int
    def __init__(self, owner: _Optional[str] = ..., flush_cb: _Optional[str] = ..., pressure: _Optional[int] = ..., purged: _Optional[bool] = ..., deferred_pages: _Optional[int] = ...) -> None: ...

class DecidedBy(_message.Message):
    __slots__ = ("rule", "sentence", "source", "model", "evidence", "inferred_cells")
    RULE_FIELD_NUMBER: _ClassVar[int]
    SENTENCE_FIELD_NUMBER: _ClassVar[int]
    SOURCE_FIELD_NUMBER: _ClassVar[int]
    MODEL_FIELD_NUMBER: _ClassVar[int]
    EVIDENCE_FIELD_NUMBER: _ClassVar[int]
    INFERRED_CELLS_FIELD_NUMBER: _ClassVar[int]
    rule: str
    sentence: str
    source: str
    model: str
    evidence: str
    inferred_cells: _containers.RepeatedScalarFieldContainer[str]
    def __init__(self, rule: _Optional[str] = ..., sentence: _Optional[str] = ..., source: _Optional[str] = ..., model: _Optional[str] = ..., evidence: _Optional[str] = ..., inferred_cells: _Optional[_Iterable[str]] = ...) -> None: ...

class Effect(_message.Message):
    __slots__ = ("effect", "nid", "to_nid", "zone", "nr_pages", "order", "pid", "name", "detail", "host")
    EFFECT_FIELD_NUMBER: _ClassVar[int]
    NID_FIELD_NUMBER: _ClassVar[int]
    TO_NID_FIELD_NUMBER: _ClassVar[int]
    ZONE_FIELD_NUMBER: _ClassVar[int]
    NR_PAGES_FIELD_NUMBER: _ClassVar[int]
    ORDER_FIELD_NUMBER: _ClassVar[int]
    PID_FIELD_NUMBER: _ClassVar[int]
    NAME_FIELD_NUMBER: _ClassVar[int]
    DETAIL_FIELD_NUMBER: _ClassVar[int]
    HOST_FIELD_NUMBER: _ClassVar[int]
    effect: str
    nid: int
    to_nid: int
    zone: str
    nr_pages: int
    order: int
    pid: int
    name: str
    detail: str
    host: str
    def __init__(self, effect: _Optional[str] = ..., nid: _Optional[int] = ..., to_nid: _Optional[int] = ..., zone: _Optional[str] = ..., nr_pages: _Optional[int] = ..., order: _Optional[int] = ..., pid: _Optional[int] = ..., name: _Optional[str] = ..., detail: _Optional[str] = ..., host: _Optional[str] = ...) -> None: ...

class Expect(_message.Message):
    __slots__ = ("host_revision",)
    HOST_REVISION_FIELD_NUMBER: _ClassVar[int]
    host_revision: int
    def __init__(self, host_revision: _Optional[int] = ...) -> None: ...

class FileView(_message.Message):
    __slots__ = ("file", "fs", "nr_pages", "cached_pages", "nodes")
    FILE_FIELD_NUMBER: _ClassVar[int]
    FS_FIELD_NUMBER: _ClassVar[int]
    NR_PAGES_FIELD_NUMBER: _ClassVar[int]
    CACHED_PAGES_FIELD_NUMBER: _ClassVar[int]
    NODES_FIELD_NUMBER: _ClassVar[int]
    file: str
    fs: str
    nr_pages: int
    cached_pages: int
    nodes: _containers.RepeatedCompositeFieldContainer[NodeCount]
    def __init__(self, file: _Optional[str] = ..., fs: _Optional[str] = ..., nr_pages: _Optional[int] = ..., cached_pages: _Optional[int] = ..., nodes: _Optional[_Iterable[_Union[NodeCount, _Mapping]]] = ...) -> None: ...

class FlushCallback(_message.Message):
    __slots__ = ("name", "answer", "buf_max", "start", "size")
    NAME_FIELD_NUMBER: _ClassVar[int]
    ANSWER_FIELD_NUMBER: _ClassVar[int]
    BUF_MAX_FIELD_NUMBER: _ClassVar[int]
    START_FIELD_NUMBER: _ClassVar[int]
    SIZE_FIELD_NUMBER: _ClassVar[int]
    name: str
    answer: str
    buf_max: int
    start: str
    size: int
    def __init__(self, name: _Optional[str] = ..., answer: _Optional[str] = ..., buf_max: _Optional[int] = ..., start: _Optional[str] = ..., size: _Optional[int] = ...) -> None: ...

class FlushRange(_message.Message):
    __slots__ = ("cpu", "start", "len", "nr_folios")
    CPU_FIELD_NUMBER: _ClassVar[int]
    START_FIELD_NUMBER: _ClassVar[int]
    LEN_FIELD_NUMBER: _ClassVar[int]
    NR_FOLIOS_FIELD_NUMBER: _ClassVar[int]
    cpu: int
    start: str
    len: int
    nr_folios: int
    def __init__(self, cpu: _Optional[int] = ..., start: _Optional[str] = ..., len: _Optional[int] = ..., nr_folios: _Optional[int] = ...) -> None: ...

class FolioRun(_message.Message):
    __slots__ = ("nid", "order", "count", "pfn")
    NID_FIELD_NUMBER: _ClassVar[int]
    ORDER_FIELD_NUMBER: _ClassVar[int]
    COUNT_FIELD_NUMBER: _ClassVar[int]
    PFN_FIELD_NUMBER: _ClassVar[int]
    nid: int
    order: int
    count: int
    pfn: str
    def __init__(self, nid: _Optional[int] = ..., order: _Optional[int] = ..., count: _Optional[int] = ..., pfn: _Optional[str] = ...) -> None: ...

class Int32List(_message.Message):
    __slots__ = ("values",)
    VALUES_FIELD_NUMBER: _ClassVar[int]
    values: _containers.RepeatedScalarFieldContainer[int]
    def __init__(self, values: _Optional[_Iterable[int]] = ...) -> None: ...

class ListedNode(_message.Message):
    __slots__ = ("nid", "listed", "verdict", "reason", "source")
    NID_FIELD_NUMBER: _ClassVar[int]
    LISTED_FIELD_NUMBER: _ClassVar[int]
    VERDICT_FIELD_NUMBER: _ClassVar[int]
    REASON_FIELD_NUMBER: _ClassVar[int]
    SOURCE_FIELD_NUMBER: _ClassVar[int]
    nid: int
    listed: bool
    verdict: str
    reason: str
    source: str
    def __init__(self, nid: _Optional[int] = ..., listed: _Optional[bool] = ..., verdict: _Optional[str] = ..., reason: _Optional[str] = ..., source: _Optional[str] = ...) -> None: ...

class MediaRange(_message.Message):
    __slots__ = ("start", "length")
    START_FIELD_NUMBER: _ClassVar[int]
    LENGTH_FIELD_NUMBER: _ClassVar[int]
    start: int
    length: int
    def __init__(self, start: _Optional[int] = ..., length: _Optional[int] = ...) -> None: ...

class MemoryBlockView(_message.Message):
    __slots__ = ("block", "nid", "start", "size", "state", "zone")
    BLOCK_FIELD_NUMBER: _ClassVar[int]
    NID_FIELD_NUMBER: _ClassVar[int]
    START_FIELD_NUMBER: _ClassVar[int]
    SIZE_FIELD_NUMBER: _ClassVar[int]
    STATE_FIELD_NUMBER: _ClassVar[int]
    ZONE_FIELD_NUMBER: _ClassVar[int]
    block: int
    nid: int
    start: str
    size: int
    state: str
    zone: str
    def __init__(self, block: _Optional[int] = ..., nid: _Optional[int] = ..., start: _Optional[str] = ..., size: _Optional[int] = ..., state: _Optional[str] = ..., zone: _Optional[str] = ...) -> None: ...

class NodeCount(_message.Message):
    __slots__ = ("nid", "nr_pages")
    NID_FIELD_NUMBER: _ClassVar[int]
    NR_PAGES_FIELD_NUMBER: _ClassVar[int]
    nid: int
    nr_pages: int
    def __init__(self, nid: _Optional[int] = ..., nr_pages: _Optional[int] = ...) -> None: ...

class NodePages(_message.Message):
    __slots__ = ("nid", "zone", "nr_pages")
    NID_FIELD_NUMBER: _ClassVar[int]
    ZONE_FIELD_NUMBER: _ClassVar[int]
    NR_PAGES_FIELD_NUMBER: _ClassVar[int]
    nid: int
    zone: str
    nr_pages: int
    def __init__(self, nid: _Optional[int] = ..., zone: _Optional[str] = ..., nr_pages: _Optional[int] = ...) -> None: ...

class NodePrivateOps(_message.Message):
    __slots__ = ("name", "flags", "callbacks", "migrate_to", "free_folio", "handle_fault", "reclaim_policy")
    NAME_FIELD_NUMBER: _ClassVar[int]
    FLAGS_FIELD_NUMBER: _ClassVar[int]
    CALLBACKS_FIELD_NUMBER: _ClassVar[int]
    MIGRATE_TO_FIELD_NUMBER: _ClassVar[int]
    FREE_FOLIO_FIELD_NUMBER: _ClassVar[int]
    HANDLE_FAULT_FIELD_NUMBER: _ClassVar[int]
    RECLAIM_POLICY_FIELD_NUMBER: _ClassVar[int]
    name: str
    flags: _containers.RepeatedScalarFieldContainer[str]
    callbacks: _containers.RepeatedScalarFieldContainer[str]
    migrate_to: str
    free_folio: str
    handle_fault: str
    reclaim_policy: _containers.RepeatedScalarFieldContainer[str]
    def __init__(self, name: _Optional[str] = ..., flags: _Optional[_Iterable[str]] = ..., callbacks: _Optional[_Iterable[str]] = ..., migrate_to: _Optional[str] = ..., free_folio: _Optional[str] = ..., handle_fault: _Optional[str] = ..., reclaim_policy: _Optional[_Iterable[str]] = ...) -> None: ...

class NodePrivateView(_message.Message):
    __slots__ = ("owner", "driver", "refcount", "ops", "flags", "callbacks", "migration_blocked", "conditions")
    OWNER_FIELD_NUMBER: _ClassVar[int]
    DRIVER_FIELD_NUMBER: _ClassVar[int]
    REFCOUNT_FIELD_NUMBER: _ClassVar[int]
    OPS_FIELD_NUMBER: _ClassVar[int]
    FLAGS_FIELD_NUMBER: _ClassVar[int]
    CALLBACKS_FIELD_NUMBER: _ClassVar[int]
    MIGRATION_BLOCKED_FIELD_NUMBER: _ClassVar[int]
    CONDITIONS_FIELD_NUMBER: _ClassVar[int]
    owner: str
    driver: str
    refcount: int
    ops: str
    flags: _containers.RepeatedScalarFieldContainer[str]
    callbacks: _containers.RepeatedScalarFieldContainer[str]
    migration_blocked: bool
    conditions: _containers.RepeatedCompositeFieldContainer[Condition]
    def __init__(self, owner: _Optional[str] = ..., driver: _Optional[str] = ..., refcount: _Optional[int] = ..., ops: _Optional[str] = ..., flags: _Optional[_Iterable[str]] = ..., callbacks: _Optional[_Iterable[str]] = ..., migration_blocked: _Optional[bool] = ..., conditions: _Optional[_Iterable[_Union[Condition, _Mapping]]] = ...) -> None: ...

class NodeView(_message.Message):
    __slots__ = ("nid", "states", "cpus", "distances", "total_pages", "free_pages", "kswapd", "node_private", "zones", "cram", "cram_next", "used_pages", "largest_free_pages")
    NID_FIELD_NUMBER: _ClassVar[int]
    STATES_FIELD_NUMBER: _ClassVar[int]
    CPUS_FIELD_NUMBER: _ClassVar[int]
    DISTANCES_FIELD_NUMBER: _ClassVar[int]
    TOTAL_PAGES_FIELD_NUMBER: _ClassVar[int]
    FREE_PAGES_FIELD_NUMBER: _ClassVar[int]
    KSWAPD_FIELD_NUMBER: _ClassVar[int]
    NODE_PRIVATE_FIELD_NUMBER: _ClassVar[int]
    ZONES_FIELD_NUMBER: _ClassVar[int]
    CRAM_FIELD_NUMBER: _ClassVar[int]
    CRAM_NEXT_FIELD_NUMBER: _ClassVar[int]
    USED_PAGES_FIELD_NUMBER: _ClassVar[int]
    LARGEST_FREE_PAGES_FIELD_NUMBER: _ClassVar[int]
    nid: int
    states: _containers.RepeatedScalarFieldContainer[str]
    cpus: _containers.RepeatedScalarFieldContainer[int]
    distances: _containers.RepeatedScalarFieldContainer[int]
    total_pages: int
    free_pages: int
    kswapd: bool
    node_private: NodePrivateView
    zones: _containers.RepeatedCompositeFieldContainer[ZoneView]
    cram: CramView
    cram_next: CramNextView
    used_pages: int
    largest_free_pages: int
    def __init__(self, nid: _Optional[int] = ..., states: _Optional[_Iterable[str]] = ..., cpus: _Optional[_Iterable[int]] = ..., distances: _Optional[_Iterable[int]] = ..., total_pages: _Optional[int] = ..., free_pages: _Optional[int] = ..., kswapd: _Optional[bool] = ..., node_private: _Optional[_Union[NodePrivateView, _Mapping]] = ..., zones: _Optional[_Iterable[_Union[ZoneView, _Mapping]]] = ..., cram: _Optional[_Union[CramView, _Mapping]] = ..., cram_next: _Optional[_Union[CramNextView, _Mapping]] = ..., used_pages: _Optional[int] = ..., largest_free_pages: _Optional[int] = ...) -> None: ...

class NumastatView(_message.Message):
    __slots__ = ("nid", "numa_hit", "numa_miss", "numa_foreign", "interleave_hit", "local_node", "other_node", "private_refused")
    NID_FIELD_NUMBER: _ClassVar[int]
    NUMA_HIT_FIELD_NUMBER: _ClassVar[int]
    NUMA_MISS_FIELD_NUMBER: _ClassVar[int]
    NUMA_FOREIGN_FIELD_NUMBER: _ClassVar[int]
    INTERLEAVE_HIT_FIELD_NUMBER: _ClassVar[int]
    LOCAL_NODE_FIELD_NUMBER: _ClassVar[int]
    OTHER_NODE_FIELD_NUMBER: _ClassVar[int]
    PRIVATE_REFUSED_FIELD_NUMBER: _ClassVar[int]
    nid: int
    numa_hit: int
    numa_miss: int
    numa_foreign: int
    interleave_hit: int
    local_node: int
    other_node: int
    private_refused: int
    def __init__(self, nid: _Optional[int] = ..., numa_hit: _Optional[int] = ..., numa_miss: _Optional[int] = ..., numa_foreign: _Optional[int] = ..., interleave_hit: _Optional[int] = ..., local_node: _Optional[int] = ..., other_node: _Optional[int] = ..., private_refused: _Optional[int] = ...) -> None: ...

class PagePick(_message.Message):
    __slots__ = ("area", "first", "addr", "count")
    AREA_FIELD_NUMBER: _ClassVar[int]
    FIRST_FIELD_NUMBER: _ClassVar[int]
    ADDR_FIELD_NUMBER: _ClassVar[int]
    COUNT_FIELD_NUMBER: _ClassVar[int]
    area: str
    first: int
    addr: str
    count: int
    def __init__(self, area: _Optional[str] = ..., first: _Optional[int] = ..., addr: _Optional[str] = ..., count: _Optional[int] = ...) -> None: ...

class PageStatus(_message.Message):
    __slots__ = ("count", "nid", "errno")
    COUNT_FIELD_NUMBER: _ClassVar[int]
    NID_FIELD_NUMBER: _ClassVar[int]
    ERRNO_FIELD_NUMBER: _ClassVar[int]
    count: int
    nid: int
    errno: str
    def __init__(self, count: _Optional[int] = ..., nid: _Optional[int] = ..., errno: _Optional[str] = ...) -> None: ...

class PciDeviceView(_message.Message):
    __slots__ = ("pdev", "memdev", "id", "driver", "payload_size", "media_operations", "nr_vectors", "vectors", "nid", "owned_region", "converted")
    PDEV_FIELD_NUMBER: _ClassVar[int]
    MEMDEV_FIELD_NUMBER: _ClassVar[int]
    ID_FIELD_NUMBER: _ClassVar[int]
    DRIVER_FIELD_NUMBER: _ClassVar[int]
    PAYLOAD_SIZE_FIELD_NUMBER: _ClassVar[int]
    MEDIA_OPERATIONS_FIELD_NUMBER: _ClassVar[int]
    NR_VECTORS_FIELD_NUMBER: _ClassVar[int]
    VECTORS_FIELD_NUMBER: _ClassVar[int]
    NID_FIELD_NUMBER: _ClassVar[int]
    OWNED_REGION_FIELD_NUMBER: _ClassVar[int]
    CONVERTED_FIELD_NUMBER: _ClassVar[int]
    pdev: str
    memdev: str
    id: str
    driver: str
    payload_size: int
    media_operations: bool
    nr_vectors: int
    vectors: _containers.RepeatedScalarFieldContainer[int]
    nid: int
    owned_region: str
    converted: _containers.RepeatedScalarFieldContainer[str]
    def __init__(self, pdev: _Optional[str] = ..., memdev: _Optional[str] = ..., id: _Optional[str] = ..., driver: _Optional[str] = ..., payload_size: _Optional[int] = ..., media_operations: _Optional[bool] = ..., nr_vectors: _Optional[int] = ..., vectors: _Optional[_Iterable[int]] = ..., nid: _Optional[int] = ..., owned_region: _Optional[str] = ..., converted: _Optional[_Iterable[str]] = ...) -> None: ...

class PfnRun(_message.Message):
    __slots__ = ("nid", "zone", "pfn", "nr_pages")
    NID_FIELD_NUMBER: _ClassVar[int]
    ZONE_FIELD_NUMBER: _ClassVar[int]
    PFN_FIELD_NUMBER: _ClassVar[int]
    NR_PAGES_FIELD_NUMBER: _ClassVar[int]
    nid: int
    zone: str
    pfn: str
    nr_pages: int
    def __init__(self, nid: _Optional[int] = ..., zone: _Optional[str] = ..., pfn: _Optional[str] = ..., nr_pages: _Optional[int] = ...) -> None: ...

class PfnSpan(_message.Message):
    __slots__ = ("pfn", "nr_pages")
    PFN_FIELD_NUMBER: _ClassVar[int]
    NR_PAGES_FIELD_NUMBER: _ClassVar[int]
    pfn: str
    nr_pages: int
    def __init__(self, pfn: _Optional[str] = ..., nr_pages: _Optional[int] = ...) -> None: ...

class PhysRange(_message.Message):
    __slots__ = ("start", "size")
    START_FIELD_NUMBER: _ClassVar[int]
    SIZE_FIELD_NUMBER: _ClassVar[int]
    start: str
    size: int
    def __init__(self, start: _Optional[str] = ..., size: _Optional[int] = ...) -> None: ...

class Question(_message.Message):
    __slots__ = ("callback", "nid", "driver", "nr_folios", "mode", "why", "from_nid", "ops", "nr_pages", "folios", "pid", "area", "page", "level")
    CALLBACK_FIELD_NUMBER: _ClassVar[int]
    NID_FIELD_NUMBER: _ClassVar[int]
    DRIVER_FIELD_NUMBER: _ClassVar[int]
    NR_FOLIOS_FIELD_NUMBER: _ClassVar[int]
    MODE_FIELD_NUMBER: _ClassVar[int]
    WHY_FIELD_NUMBER: _ClassVar[int]
    FROM_NID_FIELD_NUMBER: _ClassVar[int]
    OPS_FIELD_NUMBER: _ClassVar[int]
    NR_PAGES_FIELD_NUMBER: _ClassVar[int]
    FOLIOS_FIELD_NUMBER: _ClassVar[int]
    PID_FIELD_NUMBER: _ClassVar[int]
    AREA_FIELD_NUMBER: _ClassVar[int]
    PAGE_FIELD_NUMBER: _ClassVar[int]
    LEVEL_FIELD_NUMBER: _ClassVar[int]
    callback: str
    nid: int
    driver: str
    nr_folios: int
    mode: str
    why: str
    from_nid: int
    ops: str
    nr_pages: int
    folios: _containers.RepeatedCompositeFieldContainer[FolioRun]
    pid: int
    area: str
    page: int
    level: str
    def __init__(self, callback: _Optional[str] = ..., nid: _Optional[int] = ..., driver: _Optional[str] = ..., nr_folios: _Optional[int] = ..., mode: _Optional[str] = ..., why: _Optional[str] = ..., from_nid: _Optional[int] = ..., ops: _Optional[str] = ..., nr_pages: _Optional[int] = ..., folios: _Optional[_Iterable[_Union[FolioRun, _Mapping]]] = ..., pid: _Optional[int] = ..., area: _Optional[str] = ..., page: _Optional[int] = ..., level: _Optional[str] = ...) -> None: ...

class Refusal(_message.Message):
    __slots__ = ("reason", "code", "detail", "retryable", "facts")
    class FactsEntry(_message.Message):
        __slots__ = ("key", "value")
        KEY_FIELD_NUMBER: _ClassVar[int]
        VALUE_FIELD_NUMBER: _ClassVar[int]
        key: str
        value: str
        def __init__(self, key: _Optional[str] = ..., value: _Optional[str] = ...) -> None: ...
    REASON_FIELD_NUMBER: _ClassVar[int]
    CODE_FIELD_NUMBER: _ClassVar[int]
    DETAIL_FIELD_NUMBER: _ClassVar[int]
    RETRYABLE_FIELD_NUMBER: _ClassVar[int]
    FACTS_FIELD_NUMBER: _ClassVar[int]
    reason: str
    code: str
    detail: str
    retryable: bool
    facts: _containers.ScalarMap[str, str]
    def __init__(self, reason: _Optional[str] = ..., code: _Optional[str] = ..., detail: _Optional[str] = ..., retryable: _Optional[bool] = ..., facts: _Optional[_Mapping[str, str]] = ...) -> None: ...

class ScriptStep(_message.Message):
    __slots__ = ("first", "count", "nid", "gfp")
    FIRST_FIELD_NUMBER: _ClassVar[int]
    COUNT_FIELD_NUMBER: _ClassVar[int]
    NID_FIELD_NUMBER: _ClassVar[int]
    GFP_FIELD_NUMBER: _ClassVar[int]
    first: int
    count: int
    nid: int
    gfp: StringList
    def __init__(self, first: _Optional[int] = ..., count: _Optional[int] = ..., nid: _Optional[int] = ..., gfp: _Optional[_Union[StringList, _Mapping]] = ...) -> None: ...

class ScriptStepList(_message.Message):
    __slots__ = ("values",)
    VALUES_FIELD_NUMBER: _ClassVar[int]
    values: _containers.RepeatedCompositeFieldContainer[ScriptStep]
    def __init__(self, values: _Optional[_Iterable[_Union[ScriptStep, _Mapping]]] = ...) -> None: ...

class StringList(_message.Message):
    __slots__ = ("values",)
    VALUES_FIELD_NUMBER: _ClassVar[int]
    values: _containers.RepeatedScalarFieldContainer[str]
    def __init__(self, values: _Optional[_Iterable[str]] = ...) -> None: ...

class SysfsNodes(_message.Message):
    __slots__ = ("possible", "online", "has_memory", "has_normal_memory", "has_cpu", "has_private_memory", "has_user_memory", "has_public_memory", "has_common_memory")
    POSSIBLE_FIELD_NUMBER: _ClassVar[int]
    ONLINE_FIELD_NUMBER: _ClassVar[int]
    HAS_MEMORY_FIELD_NUMBER: _ClassVar[int]
    HAS_NORMAL_MEMORY_FIELD_NUMBER: _ClassVar[int]
    HAS_CPU_FIELD_NUMBER: _ClassVar[int]
    HAS_PRIVATE_MEMORY_FIELD_NUMBER: _ClassVar[int]
    HAS_USER_MEMORY_FIELD_NUMBER: _ClassVar[int]
    HAS_PUBLIC_MEMORY_FIELD_NUMBER: _ClassVar[int]
    HAS_COMMON_MEMORY_FIELD_NUMBER: _ClassVar[int]
    possible: str
    online: str
    has_memory: str
    has_normal_memory: str
    has_cpu: str
    has_private_memory: str
    has_user_memory: str
    has_public_memory: str
    has_common_memory: str
    def __init__(self, possible: _Optional[str] = ..., online: _Optional[str] = ..., has_memory: _Optional[str] = ..., has_normal_memory: _Optional[str] = ..., has_cpu: _Optional[str] = ..., has_private_memory: _Optional[str] = ..., has_user_memory: _Optional[str] = ..., has_public_memory: _Optional[str] = ..., has_common_memory: _Optional[str] = ...) -> None: ...

class SysramView(_message.Message):
    __slots__ = ("region", "device", "private", "plugged", "online_type", "last_hotplug_cmd", "nid", "start", "size", "mgid", "res_name", "child_res")
    REGION_FIELD_NUMBER: _ClassVar[int]
    DEVICE_FIELD_NUMBER: _ClassVar[int]
    PRIVATE_FIELD_NUMBER: _ClassVar[int]
    PLUGGED_FIELD_NUMBER: _ClassVar[int]
    ONLINE_TYPE_FIELD_NUMBER: _ClassVar[int]
    LAST_HOTPLUG_CMD_FIELD_NUMBER: _ClassVar[int]
    NID_FIELD_NUMBER: _ClassVar[int]
    START_FIELD_NUMBER: _ClassVar[int]
    SIZE_FIELD_NUMBER: _ClassVar[int]
    MGID_FIELD_NUMBER: _ClassVar[int]
    RES_NAME_FIELD_NUMBER: _ClassVar[int]
    CHILD_RES_FIELD_NUMBER: _ClassVar[int]
    region: str
    device: str
    private: bool
    plugged: bool
    online_type: str
    last_hotplug_cmd: str
    nid: int
    start: str
    size: int
    mgid: int
    res_name: str
    child_res: str
    def __init__(self, region: _Optional[str] = ..., device: _Optional[str] = ..., private: _Optional[bool] = ..., plugged: _Optional[bool] = ..., online_type: _Optional[str] = ..., last_hotplug_cmd: _Optional[str] = ..., nid: _Optional[int] = ..., start: _Optional[str] = ..., size: _Optional[int] = ..., mgid: _Optional[int] = ..., res_name: _Optional[str] = ..., child_res: _Optional[str] = ...) -> None: ...

class TaskView(_message.Message):
    __slots__ = ("pid", "cpu", "local_nid", "alive", "policy", "mems_allowed", "cgroup", "rss_pages", "nodes", "areas")
    PID_FIELD_NUMBER: _ClassVar[int]
    CPU_FIELD_NUMBER: _ClassVar[int]
    LOCAL_NID_FIELD_NUMBER: _ClassVar[int]
    ALIVE_FIELD_NUMBER: _ClassVar[int]
    POLICY_FIELD_NUMBER: _ClassVar[int]
    MEMS_ALLOWED_FIELD_NUMBER: _ClassVar[int]
    CGROUP_FIELD_NUMBER: _ClassVar[int]
    RSS_PAGES_FIELD_NUMBER: _ClassVar[int]
    NODES_FIELD_NUMBER: _ClassVar[int]
    AREAS_FIELD_NUMBER: _ClassVar[int]
    pid: int
    cpu: int
    local_nid: int
    alive: bool
    policy: str
    mems_allowed: _containers.RepeatedScalarFieldContainer[int]
    cgroup: str
    rss_pages: int
    nodes: _containers.RepeatedCompositeFieldContainer[NodeCount]
    areas: _containers.RepeatedCompositeFieldContainer[VmaView]
    def __init__(self, pid: _Optional[int] = ..., cpu: _Optional[int] = ..., local_nid: _Optional[int] = ..., alive: _Optional[bool] = ..., policy: _Optional[str] = ..., mems_allowed: _Optional[_Iterable[int]] = ..., cgroup: _Optional[str] = ..., rss_pages: _Optional[int] = ..., nodes: _Optional[_Iterable[_Union[NodeCount, _Mapping]]] = ..., areas: _Optional[_Iterable[_Union[VmaView, _Mapping]]] = ...) -> None: ...

class TraceEntry(_message.Message):
    __slots__ = ("step", "name", "nid", "zone", "verdict", "nodes", "nr_pages", "free", "mark", "detail", "rule", "source")
    STEP_FIELD_NUMBER: _ClassVar[int]
    NAME_FIELD_NUMBER: _ClassVar[int]
    NID_FIELD_NUMBER: _ClassVar[int]
    ZONE_FIELD_NUMBER: _ClassVar[int]
    VERDICT_FIELD_NUMBER: _ClassVar[int]
    NODES_FIELD_NUMBER: _ClassVar[int]
    NR_PAGES_FIELD_NUMBER: _ClassVar[int]
    FREE_FIELD_NUMBER: _ClassVar[int]
    MARK_FIELD_NUMBER: _ClassVar[int]
    DETAIL_FIELD_NUMBER: _ClassVar[int]
    RULE_FIELD_NUMBER: _ClassVar[int]
    SOURCE_FIELD_NUMBER: _ClassVar[int]
    step: str
    name: str
    nid: int
    zone: str
    verdict: str
    nodes: Int32List
    nr_pages: int
    free: int
    mark: int
    detail: str
    rule: str
    source: str
    def __init__(self, step: _Optional[str] = ..., name: _Optional[str] = ..., nid: _Optional[int] = ..., zone: _Optional[str] = ..., verdict: _Optional[str] = ..., nodes: _Optional[_Union[Int32List, _Mapping]] = ..., nr_pages: _Optional[int] = ..., free: _Optional[int] = ..., mark: _Optional[int] = ..., detail: _Optional[str] = ..., rule: _Optional[str] = ..., source: _Optional[str] = ...) -> None: ...

class TrimAnswer(_message.Message):
    __slots__ = ("ret", "failed", "all_failed")
    RET_FIELD_NUMBER: _ClassVar[int]
    FAILED_FIELD_NUMBER: _ClassVar[int]
    ALL_FAILED_FIELD_NUMBER: _ClassVar[int]
    ret: str
    failed: _containers.RepeatedScalarFieldContainer[int]
    all_failed: bool
    def __init__(self, ret: _Optional[str] = ..., failed: _Optional[_Iterable[int]] = ..., all_failed: _Optional[bool] = ...) -> None: ...

class VmaView(_message.Message):
    __slots__ = ("area", "start", "end", "kind", "policy", "nodes", "line")
    AREA_FIELD_NUMBER: _ClassVar[int]
    START_FIELD_NUMBER: _ClassVar[int]
    END_FIELD_NUMBER: _ClassVar[int]
    KIND_FIELD_NUMBER: _ClassVar[int]
    POLICY_FIELD_NUMBER: _ClassVar[int]
    NODES_FIELD_NUMBER: _ClassVar[int]
    LINE_FIELD_NUMBER: _ClassVar[int]
    area: str
    start: str
    end: str
    kind: str
    policy: str
    nodes: _containers.RepeatedCompositeFieldContainer[NodeCount]
    line: str
    def __init__(self, area: _Optional[str] = ..., start: _Optional[str] = ..., end: _Optional[str] = ..., kind: _Optional[str] = ..., policy: _Optional[str] = ..., nodes: _Optional[_Iterable[_Union[NodeCount, _Mapping]]] = ..., line: _Optional[str] = ...) -> None: ...

class ZoneView(_message.Message):
    __slots__ = ("nid", "zone", "free", "min", "low", "high", "promo", "spanned", "present", "managed", "protection", "start_pfn", "nr_free", "boost")
    NID_FIELD_NUMBER: _ClassVar[int]
    ZONE_FIELD_NUMBER: _ClassVar[int]
    FREE_FIELD_NUMBER: _ClassVar[int]
    MIN_FIELD_NUMBER: _ClassVar[int]
    LOW_FIELD_NUMBER: _ClassVar[int]
    HIGH_FIELD_NUMBER: _ClassVar[int]
    PROMO_FIELD_NUMBER: _ClassVar[int]
    SPANNED_FIELD_NUMBER: _ClassVar[int]
    PRESENT_FIELD_NUMBER: _ClassVar[int]
    MANAGED_FIELD_NUMBER: _ClassVar[int]
    PROTECTION_FIELD_NUMBER: _ClassVar[int]
    START_PFN_FIELD_NUMBER: _ClassVar[int]
    NR_FREE_FIELD_NUMBER: _ClassVar[int]
    BOOST_FIELD_NUMBER: _ClassVar[int]
    nid: int
    zone: str
    free: int
    min: int
    low: int
    high: int
    promo: int
    spanned: int
    present: int
    managed: int
    protection: _containers.RepeatedScalarFieldContainer[int]
    start_pfn: str
    nr_free: _containers.RepeatedScalarFieldContainer[int]
    boost: int
    def __init__(self, nid: _Optional[int] = ..., zone: _Optional[str] = ..., free: _Optional[int] = ..., min: _Optional[int] = ..., low: _Optional[int] = ..., high: _Optional[int] = ..., promo: _Optional[int] = ..., spanned: _Optional[int] = ..., present: _Optional[int] = ..., managed: _Optional[int] = ..., protection: _Optional[_Iterable[int]] = ..., start_pfn: _Optional[str] = ..., nr_free: _Optional[_Iterable[int]] = ..., boost: _Optional[int] = ...) -> None: ...

class ZonelistView(_message.Message):
    __slots__ = ("nid", "fallback", "nofallback", "zones", "nodes")
    NID_FIELD_NUMBER: _ClassVar[int]
    FALLBACK_FIELD_NUMBER: _ClassVar[int]
    NOFALLBACK_FIELD_NUMBER: _ClassVar[int]
    ZONES_FIELD_NUMBER: _ClassVar[int]
    NODES_FIELD_NUMBER: _ClassVar[int]
    nid: int
    fallback: _containers.RepeatedScalarFieldContainer[int]
    nofallback: _containers.RepeatedScalarFieldContainer[int]
    zones: _containers.RepeatedScalarFieldContainer[str]
    nodes: _containers.RepeatedCompositeFieldContainer[ListedNode]
    def __init__(self, nid: _Optional[int] = ..., fallback: _Optional[_Iterable[int]] = ..., nofallback: _Optional[_Iterable[int]] = ..., zones: _Optional[_Iterable[str]] = ..., nodes: _Optional[_Iterable[_Union[ListedNode, _Mapping]]] = ...) -> None: ...
