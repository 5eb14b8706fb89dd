from service.gen.cxltwin.mm.v1 import types_pb2 as _types_pb2
from google.protobuf.internal import containers as _containers
from google.protobuf import descriptor as _descriptor
from google.protobuf import message as _message
from collections.abc import Iterable as _Iterable, Mapping as _Mapping
from typing import ClassVar as _ClassVar, Optional as _Optional, Union as _Union

DESCRIPTOR: _descriptor.FileDescriptor

class SetMempolicyRequest(_message.Message):
    __slots__ = ("host", "validate_only", "explain", "expect", "idempotency_key", "pid", "mode", "flags", "nodemask", "maxnode", "efault")
    HOST_FIELD_NUMBER: _ClassVar[int]
    VALIDATE_ONLY_FIELD_NUMBER: _ClassVar[int]
    EXPLAIN_FIELD_NUMBER: _ClassVar[int]
    EXPECT_FIELD_NUMBER: _ClassVar[int]
    IDEMPOTENCY_KEY_FIELD_NUMBER: _ClassVar[int]
    PID_FIELD_NUMBER: _ClassVar[int]
    MODE_FIELD_NUMBER: _ClassVar[int]
    FLAGS_FIELD_NUMBER: _ClassVar[int]
    NODEMASK_FIELD_NUMBER: _ClassVar[int]
    MAXNODE_FIELD_NUMBER: _ClassVar[int]
    EFAULT_FIELD_NUMBER: _ClassVar[int]
    host: str
    validate_only: bool
    explain: bool
    expect: _types_pb2.Expect
    idempotency_key: str
    pid: int
    mode: str
    flags: _containers.RepeatedScalarFieldContainer[str]
    nodemask: _types_pb2.Int32List
    maxnode: int
    efault: _containers.RepeatedScalarFieldContainer[str]
    def __init__(self, host: _Optional[str] = ..., validate_only: _Optional[bool] = ..., explain: _Optional[bool] = ..., expect: _Optional[_Union[_types_pb2.Expect, _Mapping]] = ..., idempotency_key: _Optional[str] = ..., pid: _Optional[int] = ..., mode: _Optional[str] = ..., flags: _Optional[_Iterable[str]] = ..., nodemask: _Optional[_Union[_types_pb2.Int32List, _Mapping]] = ..., maxnode: _Optional[int] = ..., efault: _Optional[_Iterable[str]] = ...) -> None: ...

class SetMempolicyResponse(_message.Message):
    __slots__ = ("fabric", "host", "model", "revision", "host_revision", "replayed", "trace", "would_ask", "ret", "errno", "reason", "decided_by", "effects")
    FABRIC_FIELD_NUMBER: _ClassVar[int]
    HOST_FIELD_NUMBER: _ClassVar[int]
    MODEL_FIELD_NUMBER: _ClassVar[int]
    REVISION_FIELD_NUMBER: _ClassVar[int]
    HOST_REVISION_FIELD_NUMBER: _ClassVar[int]
    REPLAYED_FIELD_NUMBER: _ClassVar[int]
    TRACE_FIELD_NUMBER: _ClassVar[int]
    WOULD_ASK_FIELD_NUMBER: _ClassVar[int]
    RET_FIELD_NUMBER: _ClassVar[int]
    ERRNO_FIELD_NUMBER: _ClassVar[int]
    REASON_FIELD_NUMBER: _ClassVar[int]
    DECIDED_BY_FIELD_NUMBER: _ClassVar[int]
    EFFECTS_FIELD_NUMBER: _ClassVar[int]
    fabric: str
    host: str
    model: str
    revision: int
    host_revision: int
    replayed: bool
    trace: _containers.RepeatedCompositeFieldContainer[_types_pb2.TraceEntry]
    would_ask: _containers.RepeatedCompositeFieldContainer[_types_pb2.Question]
    ret: int
    errno: str
    reason: str
    decided_by: _types_pb2.DecidedBy
    effects: _containers.RepeatedCompositeFieldContainer[_types_pb2.Effect]
    def __init__(self, fabric: _Optional[str] = ..., host: _Optional[str] = ..., model: _Optional[str] = ..., revision: _Optional[int] = ..., host_revision: _Optional[int] = ..., replayed: _Optional[bool] = ..., trace: _Optional[_Iterable[_Union[_types_pb2.TraceEntry, _Mapping]]] = ..., would_ask: _Optional[_Iterable[_Union[_types_pb2.Question, _Mapping]]] = ..., ret: _Optional[int] = ..., errno: _Optional[str] = ..., reason: _Optional[str] = ..., decided_by: _Optional[_Union[_types_pb2.DecidedBy, _Mapping]] = ..., effects: _Optional[_Iterable[_Union[_types_pb2.Effect, _Mapping]]] = ...) -> None: ...

class MbindRequest(_message.Message):
    __slots__ = ("host", "validate_only", "explain", "expect", "idempotency_key", "area", "first", "count", "addr", "len", "pid", "mode", "mode_flags", "nodemask", "maxnode", "flags", "raw_flags", "efault")
    HOST_FIELD_NUMBER: _ClassVar[int]
    VALIDATE_ONLY_FIELD_NUMBER: _ClassVar[int]
    EXPLAIN_FIELD_NUMBER: _ClassVar[int]
    EXPECT_FIELD_NUMBER: _ClassVar[int]
    IDEMPOTENCY_KEY_FIELD_NUMBER: _ClassVar[int]
    AREA_FIELD_NUMBER: _ClassVar[int]
    FIRST_FIELD_NUMBER: _ClassVar[int]
    COUNT_FIELD_NUMBER: _ClassVar[int]
    ADDR_FIELD_NUMBER: _ClassVar[int]
    LEN_FIELD_NUMBER: _ClassVar[int]
    PID_FIELD_NUMBER: _ClassVar[int]
    MODE_FIELD_NUMBER: _ClassVar[int]
    MODE_FLAGS_FIELD_NUMBER: _ClassVar[int]
    NODEMASK_FIELD_NUMBER: _ClassVar[int]
    MAXNODE_FIELD_NUMBER: _ClassVar[int]
    FLAGS_FIELD_NUMBER: _ClassVar[int]
    RAW_FLAGS_FIELD_NUMBER: _ClassVar[int]
    EFAULT_FIELD_NUMBER: _ClassVar[int]
    host: str
    validate_only: bool
    explain: bool
    expect: _types_pb2.Expect
    idempotency_key: str
    area: str
    first: int
    count: int
    addr: str
    len: int
    pid: int
    mode: str
    mode_flags: _containers.RepeatedScalarFieldContainer[str]
    nodemask: _types_pb2.Int32List
    maxnode: int
    flags: _containers.RepeatedScalarFieldContainer[str]
    raw_flags: int
    efault: _containers.RepeatedScalarFieldContainer[str]
    def __init__(self, host: _Optional[str] = ..., validate_only: _Optional[bool] = ..., explain: _Optional[bool] = ..., expect: _Optional[_Union[_types_pb2.Expect, _Mapping]] = ..., idempotency_key: _Optional[str] = ..., area: _Optional[str] = ..., first: _Optional[int] = ..., count: _Optional[int] = ..., addr: _Optional[str] = ..., len: _Optional[int] = ..., pid: _Optional[int] = ..., mode: _Optional[str] = ..., mode_flags: _Optional[_Iterable[str]] = ..., nodemask: _Optional[_Union[_types_pb2.Int32List, _Mapping]] = ..., maxnode: _Optional[int] = ..., flags: _Optional[_Iterable[str]] = ..., raw_flags: _Optional[int] = ..., efault: _Optional[_Iterable[str]] = ...) -> None: ...

class MbindResponse(_message.Message):
    __slots__ = ("fabric", "host", "model", "revision", "host_revision", "replayed", "trace", "would_ask", "ret", "errno", "reason", "decided_by", "effects")
    FABRIC_FIELD_NUMBER: _ClassVar[int]
    HOST_FIELD_NUMBER: _ClassVar[int]
    MODEL_FIELD_NUMBER: _ClassVar[int]
    REVISION_FIELD_NUMBER: _ClassVar[int]
    HOST_REVISION_FIELD_NUMBER: _ClassVar[int]
    REPLAYED_FIELD_NUMBER: _ClassVar[int]
    TRACE_FIELD_NUMBER: _ClassVar[int]
    WOULD_ASK_FIELD_NUMBER: _ClassVar[int]
    RET_FIELD_NUMBER: _ClassVar[int]
    ERRNO_FIELD_NUMBER: _ClassVar[int]
    REASON_FIELD_NUMBER: _ClassVar[int]
    DECIDED_BY_FIELD_NUMBER: _ClassVar[int]
    EFFECTS_FIELD_NUMBER: _ClassVar[int]
    fabric: str
    host: str
    model: str
    revision: int
    host_revision: int
    replayed: bool
    trace: _containers.RepeatedCompositeFieldContainer[_types_pb2.TraceEntry]
    would_ask: _containers.RepeatedCompositeFieldContainer[_types_pb2.Question]
    ret: int
    errno: str
    reason: str
    decided_by: _types_pb2.DecidedBy
    effects: _containers.RepeatedCompositeFieldContainer[_types_pb2.Effect]
    def __init__(self, fabric: _Optional[str] = ..., host: _Optional[str] = ..., model: _Optional[str] = ..., revision: _Optional[int] = ..., host_revision: _Optional[int] = ..., replayed: _Optional[bool] = ..., trace: _Optional[_Iterable[_Union[_types_pb2.TraceEntry, _Mapping]]] = ..., would_ask: _Optional[_Iterable[_Union[_types_pb2.Question, _Mapping]]] = ..., ret: _Optional[int] = ..., errno: _Optional[str] = ..., reason: _Optional[str] = ..., decided_by: _Optional[_Union[_types_pb2.DecidedBy, _Mapping]] = ..., effects: _Optional[_Iterable[_Union[_types_pb2.Effect, _Mapping]]] = ...) -> None: ...

class GetMempolicyRequest(_message.Message):
    __slots__ = ("host", "validate_only", "explain", "expect", "idempotency_key", "pid", "area", "page", "addr", "flags", "raw_flags", "want", "maxnode", "efault")
    HOST_FIELD_NUMBER: _ClassVar[int]
    VALIDATE_ONLY_FIELD_NUMBER: _ClassVar[int]
    EXPLAIN_FIELD_NUMBER: _ClassVar[int]
    EXPECT_FIELD_NUMBER: _ClassVar[int]
    IDEMPOTENCY_KEY_FIELD_NUMBER: _ClassVar[int]
    PID_FIELD_NUMBER: _ClassVar[int]
    AREA_FIELD_NUMBER: _ClassVar[int]
    PAGE_FIELD_NUMBER: _ClassVar[int]
    ADDR_FIELD_NUMBER: _ClassVar[int]
    FLAGS_FIELD_NUMBER: _ClassVar[int]
    RAW_FLAGS_FIELD_NUMBER: _ClassVar[int]
    WANT_FIELD_NUMBER: _ClassVar[int]
    MAXNODE_FIELD_NUMBER: _ClassVar[int]
    EFAULT_FIELD_NUMBER: _ClassVar[int]
    host: str
    validate_only: bool
    explain: bool
    expect: _types_pb2.Expect
    idempotency_key: str
    pid: int
    area: str
    page: int
    addr: str
    flags: _containers.RepeatedScalarFieldContainer[str]
    raw_flags: int
    want: _types_pb2.StringList
    maxnode: int
    efault: _containers.RepeatedScalarFieldContainer[str]
    def __init__(self, host: _Optional[str] = ..., validate_only: _Optional[bool] = ..., explain: _Optional[bool] = ..., expect: _Optional[_Union[_types_pb2.Expect, _Mapping]] = ..., idempotency_key: _Optional[str] = ..., pid: _Optional[int] = ..., area: _Optional[str] = ..., page: _Optional[int] = ..., addr: _Optional[str] = ..., flags: _Optional[_Iterable[str]] = ..., raw_flags: _Optional[int] = ..., want: _Optional[_Union[_types_pb2.StringList, _Mapping]] = ..., maxnode: _Optional[int] = ..., efault: _Optional[_Iterable[str]] = ...) -> None: ...

class GetMempolicyResponse(_message.Message):
    __slots__ = ("fabric", "host", "model", "revision", "host_revision", "replayed", "trace", "would_ask", "ret", "errno", "reason", "decided_by", "effects", "mode", "mode_flags", "mode_nid", "nodemask")
    FABRIC_FIELD_NUMBER: _ClassVar[int]
    HOST_FIELD_NUMBER: _ClassVar[int]
    MODEL_FIELD_NUMBER: _ClassVar[int]
    REVISION_FIELD_NUMBER: _ClassVar[int]
    HOST_REVISION_FIELD_NUMBER: _ClassVar[int]
    REPLAYED_FIELD_NUMBER: _ClassVar[int]
    TRACE_FIELD_NUMBER: _ClassVar[int]
    WOULD_ASK_FIELD_NUMBER: _ClassVar[int]
    RET_FIELD_NUMBER: _ClassVar[int]
    ERRNO_FIELD_NUMBER: _ClassVar[int]
    REASON_FIELD_NUMBER: _ClassVar[int]
    DECIDED_BY_FIELD_NUMBER: _ClassVar[int]
    EFFECTS_FIELD_NUMBER: _ClassVar[int]
    MODE_FIELD_NUMBER: _ClassVar[int]
    MODE_FLAGS_FIELD_NUMBER: _ClassVar[int]
    MODE_NID_FIELD_NUMBER: _ClassVar[int]
    NODEMASK_FIELD_NUMBER: _ClassVar[int]
    fabric: str
    host: str
    model: str
    revision: int
    host_revision: int
    replayed: bool
    trace: _containers.RepeatedCompositeFieldContainer[_types_pb2.TraceEntry]
    would_ask: _containers.RepeatedCompositeFieldContainer[_types_pb2.Question]
    ret: int
    errno: str
    reason: str
    decided_by: _types_pb2.DecidedBy
    effects: _containers.RepeatedCompositeFieldContainer[_types_pb2.Effect]
    mode: str
    mode_flags: _containers.RepeatedScalarFieldContainer[str]
    mode_nid: int
    nodemask: _types_pb2.Int32List
    def __init__(self, fabric: _Optional[str] = ..., host: _Optional[str] = ..., model: _Optional[str] = ..., revision: _Optional[int] = ..., host_revision: _Optional[int] = ..., replayed: _Optional[bool] = ..., trace: _Optional[_Iterable[_Union[_types_pb2.TraceEntry, _Mapping]]] = ..., would_ask: _Optional[_Iterable[_Union[_types_pb2.Question, _Mapping]]] = ..., ret: _Optional[int] = ..., errno: _Optional[str] = ..., reason: _Optional[str] = ..., decided_by: _Optional[_Union[_types_pb2.DecidedBy, _Mapping]] = ..., effects: _Optional[_Iterable[_Union[_types_pb2.Effect, _Mapping]]] = ..., mode: _Optional[str] = ..., mode_flags: _Optional[_Iterable[str]] = ..., mode_nid: _Optional[int] = ..., nodemask: _Optional[_Union[_types_pb2.Int32List, _Mapping]] = ...) -> None: ...

class SetMempolicyHomeNodeRequest(_message.Message):
    __slots__ = ("host", "validate_only", "explain", "expect", "idempotency_key", "area", "first", "count", "addr", "len", "pid", "home_node", "flags")
    HOST_FIELD_NUMBER: _ClassVar[int]
    VALIDATE_ONLY_FIELD_NUMBER: _ClassVar[int]
    EXPLAIN_FIELD_NUMBER: _ClassVar[int]
    EXPECT_FIELD_NUMBER: _ClassVar[int]
    IDEMPOTENCY_KEY_FIELD_NUMBER: _ClassVar[int]
    AREA_FIELD_NUMBER: _ClassVar[int]
    FIRST_FIELD_NUMBER: _ClassVar[int]
    COUNT_FIELD_NUMBER: _ClassVar[int]
    ADDR_FIELD_NUMBER: _ClassVar[int]
    LEN_FIELD_NUMBER: _ClassVar[int]
    PID_FIELD_NUMBER: _ClassVar[int]
    HOME_NODE_FIELD_NUMBER: _ClassVar[int]
    FLAGS_FIELD_NUMBER: _ClassVar[int]
    host: str
    validate_only: bool
    explain: bool
    expect: _types_pb2.Expect
    idempotency_key: str
    area: str
    first: int
    count: int
    addr: str
    len: int
    pid: int
    home_node: int
    flags: int
    def __init__(self, host: _Optional[str] = ..., validate_only: _Optional[bool] = ..., explain: _Optional[bool] = ..., expect: _Optional[_Union[_types_pb2.Expect, _Mapping]] = ..., idempotency_key: _Optional[str] = ..., area: _Optional[str] = ..., first: _Optional[int] = ..., count: _Optional[int] = ..., addr: _Optional[str] = ..., len: _Optional[int] = ..., pid: _Optional[int] = ..., home_node: _Optional[int] = ..., flags: _Optional[int] = ...) -> None: ...

class SetMempolicyHomeNodeResponse(_message.Message):
    __slots__ = ("fabric", "host", "model", "revision", "host_revision", "replayed", "trace", "would_ask", "ret", "errno", "reason", "decided_by", "effects")
    FABRIC_FIELD_NUMBER: _ClassVar[int]
    HOST_FIELD_NUMBER: _ClassVar[int]
    MODEL_FIELD_NUMBER: _ClassVar[int]
    REVISION_FIELD_NUMBER: _ClassVar[int]
    HOST_REVISION_FIELD_NUMBER: _ClassVar[int]
    REPLAYED_FIELD_NUMBER: _ClassVar[int]
    TRACE_FIELD_NUMBER: _ClassVar[int]
    WOULD_ASK_FIELD_NUMBER: _ClassVar[int]
    RET_FIELD_NUMBER: _ClassVar[int]
    ERRNO_FIELD_NUMBER: _ClassVar[int]
    REASON_FIELD_NUMBER: _ClassVar[int]
    DECIDED_BY_FIELD_NUMBER: _ClassVar[int]
    EFFECTS_FIELD_NUMBER: _ClassVar[int]
    fabric: str
    host: str
    model: str
    revision: int
    host_revision: int
    replayed: bool
    trace: _containers.RepeatedCompositeFieldContainer[_types_pb2.TraceEntry]
    would_ask: _containers.RepeatedCompositeFieldContainer[_types_pb2.Question]
    ret: int
    errno: str
    reason: str
    decided_by: _types_pb2.DecidedBy
    effects: _containers.RepeatedCompositeFieldContainer[_types_pb2.Effect]
    def __init__(self, fabric: _Optional[str] = ..., host: _Optional[str] = ..., model: _Optional[str] = ..., revision: _Optional[int] = ..., host_revision: _Optional[int] = ..., replayed: _Optional[bool] = ..., trace: _Optional[_Iterable[_Union[_types_pb2.TraceEntry, _Mapping]]] = ..., would_ask: _Optional[_Iterable[_Union[_types_pb2.Question, _Mapping]]] = ..., ret: _Optional[int] = ..., errno: _Optional[str] = ..., reason: _Optional[str] = ..., decided_by: _Optional[_Union[_types_pb2.DecidedBy, _Mapping]] = ..., effects: _Optional[_Iterable[_Union[_types_pb2.Effect, _Mapping]]] = ...) -> None: ...

class MigratePagesRequest(_message.Message):
    __slots__ = ("host", "validate_only", "explain", "expect", "idempotency_key", "pid", "target", "old_nodes", "new_nodes", "maxnode", "efault")
    HOST_FIELD_NUMBER: _ClassVar[int]
    VALIDATE_ONLY_FIELD_NUMBER: _ClassVar[int]
    EXPLAIN_FIELD_NUMBER: _ClassVar[int]
    EXPECT_FIELD_NUMBER: _ClassVar[int]
    IDEMPOTENCY_KEY_FIELD_NUMBER: _ClassVar[int]
    PID_FIELD_NUMBER: _ClassVar[int]
    TARGET_FIELD_NUMBER: _ClassVar[int]
    OLD_NODES_FIELD_NUMBER: _ClassVar[int]
    NEW_NODES_FIELD_NUMBER: _ClassVar[int]
    MAXNODE_FIELD_NUMBER: _ClassVar[int]
    EFAULT_FIELD_NUMBER: _ClassVar[int]
    host: str
    validate_only: bool
    explain: bool
    expect: _types_pb2.Expect
    idempotency_key: str
    pid: int
    target: int
    old_nodes: _types_pb2.Int32List
    new_nodes: _types_pb2.Int32List
    maxnode: int
    efault: _containers.RepeatedScalarFieldContainer[str]
    def __init__(self, host: _Optional[str] = ..., validate_only: _Optional[bool] = ..., explain: _Optional[bool] = ..., expect: _Optional[_Union[_types_pb2.Expect, _Mapping]] = ..., idempotency_key: _Optional[str] = ..., pid: _Optional[int] = ..., target: _Optional[int] = ..., old_nodes: _Optional[_Union[_types_pb2.Int32List, _Mapping]] = ..., new_nodes: _Optional[_Union[_types_pb2.Int32List, _Mapping]] = ..., maxnode: _Optional[int] = ..., efault: _Optional[_Iterable[str]] = ...) -> None: ...

class MigratePagesResponse(_message.Message):
    __slots__ = ("fabric", "host", "model", "revision", "host_revision", "replayed", "trace", "would_ask", "ret", "errno", "reason", "decided_by", "effects")
    FABRIC_FIELD_NUMBER: _ClassVar[int]
    HOST_FIELD_NUMBER: _ClassVar[int]
    MODEL_FIELD_NUMBER: _ClassVar[int]
    REVISION_FIELD_NUMBER: _ClassVar[int]
    HOST_REVISION_FIELD_NUMBER: _ClassVar[int]
    REPLAYED_FIELD_NUMBER: _ClassVar[int]
    TRACE_FIELD_NUMBER: _ClassVar[int]
    WOULD_ASK_FIELD_NUMBER: _ClassVar[int]
    RET_FIELD_NUMBER: _ClassVar[int]
    ERRNO_FIELD_NUMBER: _ClassVar[int]
    REASON_FIELD_NUMBER: _ClassVar[int]
    DECIDED_BY_FIELD_NUMBER: _ClassVar[int]
    EFFECTS_FIELD_NUMBER: _ClassVar[int]
    fabric: str
    host: str
    model: str
    revision: int
    host_revision: int
    replayed: bool
    trace: _containers.RepeatedCompositeFieldContainer[_types_pb2.TraceEntry]
    would_ask: _containers.RepeatedCompositeFieldContainer[_types_pb2.Question]
    ret: int
    errno: str
    reason: str
    decided_by: _types_pb2.DecidedBy
    effects: _containers.RepeatedCompositeFieldContainer[_types_pb2.Effect]
    def __init__(self, fabric: _Optional[str] = ..., host: _Optional[str] = ..., model: _Optional[str] = ..., revision: _Optional[int] = ..., host_revision: _Optional[int] = ..., replayed: _Optional[bool] = ..., trace: _Optional[_Iterable[_Union[_types_pb2.TraceEntry, _Mapping]]] = ..., would_ask: _Optional[_Iterable[_Union[_types_pb2.Question, _Mapping]]] = ..., ret: _Optional[int] = ..., errno: _Optional[str] = ..., reason: _Optional[str] = ..., decided_by: _Optional[_Union[_types_pb2.DecidedBy, _Mapping]] = ..., effects: _Optional[_Iterable[_Union[_types_pb2.Effect, _Mapping]]] = ...) -> None: ...

class MovePagesRequest(_message.Message):
    __slots__ = ("host", "validate_only", "explain", "expect", "idempotency_key", "pid", "target", "pages", "nodes", "flags", "raw_flags", "efault")
    HOST_FIELD_NUMBER: _ClassVar[int]
    VALIDATE_ONLY_FIELD_NUMBER: _ClassVar[int]
    EXPLAIN_FIELD_NUMBER: _ClassVar[int]
    EXPECT_FIELD_NUMBER: _ClassVar[int]
    IDEMPOTENCY_KEY_FIELD_NUMBER: _ClassVar[int]
    PID_FIELD_NUMBER: _ClassVar[int]
    TARGET_FIELD_NUMBER: _ClassVar[int]
    PAGES_FIELD_NUMBER: _ClassVar[int]
    NODES_FIELD_NUMBER: _ClassVar[int]
    FLAGS_FIELD_NUMBER: _ClassVar[int]
    RAW_FLAGS_FIELD_NUMBER: _ClassVar[int]
    EFAULT_FIELD_NUMBER: _ClassVar[int]
    host: str
    validate_only: bool
    explain: bool
    expect: _types_pb2.Expect
    idempotency_key: str
    pid: int
    target: int
    pages: _containers.RepeatedCompositeFieldContainer[_types_pb2.PagePick]
    nodes: _types_pb2.Int32List
    flags: _containers.RepeatedScalarFieldContainer[str]
    raw_flags: int
    efault: _containers.RepeatedScalarFieldContainer[str]
    def __init__(self, host: _Optional[str] = ..., validate_only: _Optional[bool] = ..., explain: _Optional[bool] = ..., expect: _Optional[_Union[_types_pb2.Expect, _Mapping]] = ..., idempotency_key: _Optional[str] = ..., pid: _Optional[int] = ..., target: _Optional[int] = ..., pages: _Optional[_Iterable[_Union[_types_pb2.PagePick, _Mapping]]] = ..., nodes: _Optional[_Union[_types_pb2.Int32List, _Mapping]] = ..., flags: _Optional[_Iterable[str]] = ..., raw_flags: _Optional[int] = ..., efault: _Optional[_Iterable[str]] = ...) -> None: ...

class MovePagesResponse(_message.Message):
    __slots__ = ("fabric", "host", "model", "revision", "host_revision", "replayed", "trace", "would_ask", "ret", "errno", "reason", "decided_by", "effects", "status")
    FABRIC_FIELD_NUMBER: _ClassVar[int]
    HOST_FIELD_NUMBER: _ClassVar[int]
    MODEL_FIELD_NUMBER: _ClassVar[int]
    REVISION_FIELD_NUMBER: _ClassVar[int]
    HOST_REVISION_FIELD_NUMBER: _ClassVar[int]
    REPLAYED_FIELD_NUMBER: _ClassVar[int]
    TRACE_FIELD_NUMBER: _ClassVar[int]
    WOULD_ASK_FIELD_NUMBER: _ClassVar[int]
    RET_FIELD_NUMBER: _ClassVar[int]
    ERRNO_FIELD_NUMBER: _ClassVar[int]
    REASON_FIELD_NUMBER: _ClassVar[int]
    DECIDED_BY_FIELD_NUMBER: _ClassVar[int]
    EFFECTS_FIELD_NUMBER: _ClassVar[int]
    STATUS_FIELD_NUMBER: _ClassVar[int]
    fabric: str
    host: str
    model: str
    revision: int
    host_revision: int
    replayed: bool
    trace: _containers.RepeatedCompositeFieldContainer[_types_pb2.TraceEntry]
    would_ask: _containers.RepeatedCompositeFieldContainer[_types_pb2.Question]
    ret: int
    errno: str
    reason: str
    decided_by: _types_pb2.DecidedBy
    effects: _containers.RepeatedCompositeFieldContainer[_types_pb2.Effect]
    status: _containers.RepeatedCompositeFieldContainer[_types_pb2.PageStatus]
    def __init__(self, fabric: _Optional[str] = ..., host: _Optional[str] = ..., model: _Optional[str] = ..., revision: _Optional[int] = ..., host_revision: _Optional[int] = ..., replayed: _Optional[bool] = ..., trace: _Optional[_Iterable[_Union[_types_pb2.TraceEntry, _Mapping]]] = ..., would_ask: _Optional[_Iterable[_Union[_types_pb2.Question, _Mapping]]] = ..., ret: _Optional[int] = ..., errno: _Optional[str] = ..., reason: _Optional[str] = ..., decided_by: _Optional[_Union[_types_pb2.DecidedBy, _Mapping]] = ..., effects: _Optional[_Iterable[_Union[_types_pb2.Effect, _Mapping]]] = ..., status: _Optional[_Iterable[_Union[_types_pb2.PageStatus, _Mapping]]] = ...) -> None: ...

class CreateTaskRequest(_message.Message):
    __slots__ = ("host", "validate_only", "explain", "expect", "idempotency_key", "pid", "cpu", "uid", "caps", "oom_score_adj", "cgroup", "kthread")
    HOST_FIELD_NUMBER: _ClassVar[int]
    VALIDATE_ONLY_FIELD_NUMBER: _ClassVar[int]
    EXPLAIN_FIELD_NUMBER: _ClassVar[int]
    EXPECT_FIELD_NUMBER: _ClassVar[int]
    IDEMPOTENCY_KEY_FIELD_NUMBER: _ClassVar[int]
    PID_FIELD_NUMBER: _ClassVar[int]
    CPU_FIELD_NUMBER: _ClassVar[int]
    UID_FIELD_NUMBER: _ClassVar[int]
    CAPS_FIELD_NUMBER: _ClassVar[int]
    OOM_SCORE_ADJ_FIELD_NUMBER: _ClassVar[int]
    CGROUP_FIELD_NUMBER: _ClassVar[int]
    KTHREAD_FIELD_NUMBER: _ClassVar[int]
    host: str
    validate_only: bool
    explain: bool
    expect: _types_pb2.Expect
    idempotency_key: str
    pid: int
    cpu: int
    uid: int
    caps: _types_pb2.StringList
    oom_score_adj: int
    cgroup: str
    kthread: bool
    def __init__(self, host: _Optional[str] = ..., validate_only: _Optional[bool] = ..., explain: _Optional[bool] = ..., expect: _Optional[_Union[_types_pb2.Expect, _Mapping]] = ..., idempotency_key: _Optional[str] = ..., pid: _Optional[int] = ..., cpu: _Optional[int] = ..., uid: _Optional[int] = ..., caps: _Optional[_Union[_types_pb2.StringList, _Mapping]] = ..., oom_score_adj: _Optional[int] = ..., cgroup: _Optional[str] = ..., kthread: _Optional[bool] = ...) -> None: ...

class CreateTaskResponse(_message.Message):
    __slots__ = ("fabric", "host", "model", "revision", "host_revision", "replayed", "trace", "would_ask", "ret", "errno", "reason", "decided_by", "effects")
    FABRIC_FIELD_NUMBER: _ClassVar[int]
    HOST_FIELD_NUMBER: _ClassVar[int]
    MODEL_FIELD_NUMBER: _ClassVar[int]
    REVISION_FIELD_NUMBER: _ClassVar[int]
    HOST_REVISION_FIELD_NUMBER: _ClassVar[int]
    REPLAYED_FIELD_NUMBER: _ClassVar[int]
    TRACE_FIELD_NUMBER: _ClassVar[int]
    WOULD_ASK_FIELD_NUMBER: _ClassVar[int]
    RET_FIELD_NUMBER: _ClassVar[int]
    ERRNO_FIELD_NUMBER: _ClassVar[int]
    REASON_FIELD_NUMBER: _ClassVar[int]
    DECIDED_BY_FIELD_NUMBER: _ClassVar[int]
    EFFECTS_FIELD_NUMBER: _ClassVar[int]
    fabric: str
    host: str
    model: str
    revision: int
    host_revision: int
    replayed: bool
    trace: _containers.RepeatedCompositeFieldContainer[_types_pb2.TraceEntry]
    would_ask: _containers.RepeatedCompositeFieldContainer[_types_pb2.Question]
    ret: int
    errno: str
    reason: str
    decided_by: _types_pb2.DecidedBy
    effects: _containers.RepeatedCompositeFieldContainer[_types_pb2.Effect]
    def __init__(self, fabric: _Optional[str] = ..., host: _Optional[str] = ..., model: _Optional[str] = ..., revision: _Optional[int] = ..., host_revision: _Optional[int] = ..., replayed: _Optional[bool] = ..., trace: _Optional[_Iterable[_Union[_types_pb2.TraceEntry, _Mapping]]] = ..., would_ask: _Optional[_Iterable[_Union[_types_pb2.Question, _Mapping]]] = ..., ret: _Optional[int] = ..., errno: _Optional[str] = ..., reason: _Optional[str] = ..., decided_by: _Optional[_Union[_types_pb2.DecidedBy, _Mapping]] = ..., effects: _Optional[_Iterable[_Union[_types_pb2.Effect, _Mapping]]] = ...) -> None: ...

class ExitTaskRequest(_message.Message):
    __slots__ = ("host", "validate_only", "explain", "expect", "idempotency_key", "pid")
    HOST_FIELD_NUMBER: _ClassVar[int]
    VALIDATE_ONLY_FIELD_NUMBER: _ClassVar[int]
    EXPLAIN_FIELD_NUMBER: _ClassVar[int]
    EXPECT_FIELD_NUMBER: _ClassVar[int]
    IDEMPOTENCY_KEY_FIELD_NUMBER: _ClassVar[int]
    PID_FIELD_NUMBER: _ClassVar[int]
    host: str
    validate_only: bool
    explain: bool
    expect: _types_pb2.Expect
    idempotency_key: str
    pid: int
    def __init__(self, host: _Optional[str] = ..., validate_only: _Optional[bool] = ..., explain: _Optional[bool] = ..., expect: _Optional[_Union[_types_pb2.Expect, _Mapping]] = ..., idempotency_key: _Optional[str] = ..., pid: _Optional[int] = ...) -> None: ...

class ExitTaskResponse(_message.Message):
    __slots__ = ("fabric", "host", "model", "revision", "host_revision", "replayed", "trace", "would_ask", "ret", "errno", "reason", "decided_by", "effects")
    FABRIC_FIELD_NUMBER: _ClassVar[int]
    HOST_FIELD_NUMBER: _ClassVar[int]
    MODEL_FIELD_NUMBER: _ClassVar[int]
    REVISION_FIELD_NUMBER: _ClassVar[int]
    HOST_REVISION_FIELD_NUMBER: _ClassVar[int]
    REPLAYED_FIELD_NUMBER: _ClassVar[int]
    TRACE_FIELD_NUMBER: _ClassVar[int]
    WOULD_ASK_FIELD_NUMBER: _ClassVar[int]
    RET_FIELD_NUMBER: _ClassVar[int]
    ERRNO_FIELD_NUMBER: _ClassVar[int]
    REASON_FIELD_NUMBER: _ClassVar[int]
    DECIDED_BY_FIELD_NUMBER: _ClassVar[int]
    EFFECTS_FIELD_NUMBER: _ClassVar[int]
    fabric: str
    host: str
    model: str
    revision: int
    host_revision: int
    replayed: bool
    trace: _containers.RepeatedCompositeFieldContainer[_types_pb2.TraceEntry]
    would_ask: _containers.RepeatedCompositeFieldContainer[_types_pb2.Question]
    ret: int
    errno: str
    reason: str
    decided_by: _types_pb2.DecidedBy
    effects: _containers.RepeatedCompositeFieldContainer[_types_pb2.Effect]
    def __init__(self, fabric: _Optional[str] = ..., host: _Optional[str] = ..., model: _Optional[str] = ..., revision: _Optional[int] = ..., host_revision: _Optional[int] = ..., replayed: _Optional[bool] = ..., trace: _Optional[_Iterable[_Union[_types_pb2.TraceEntry, _Mapping]]] = ..., would_ask: _Optional[_Iterable[_Union[_types_pb2.Question, _Mapping]]] = ..., ret: _Optional[int] = ..., errno: _Optional[str] = ..., reason: _Optional[str] = ..., decided_by: _Optional[_Union[_types_pb2.DecidedBy, _Mapping]] = ..., effects: _Optional[_Iterable[_Union[_types_pb2.Effect, _Mapping]]] = ...) -> None: ...

class SetuidRequest(_message.Message):
    __slots__ = ("host", "validate_only", "explain", "expect", "idempotency_key", "pid", "uid")
    HOST_FIELD_NUMBER: _ClassVar[int]
    VALIDATE_ONLY_FIELD_NUMBER: _ClassVar[int]
    EXPLAIN_FIELD_NUMBER: _ClassVar[int]
    EXPECT_FIELD_NUMBER: _ClassVar[int]
    IDEMPOTENCY_KEY_FIELD_NUMBER: _ClassVar[int]
    PID_FIELD_NUMBER: _ClassVar[int]
    UID_FIELD_NUMBER: _ClassVar[int]
    host: str
    validate_only: bool
    explain: bool
    expect: _types_pb2.Expect
    idempotency_key: str
    pid: int
    uid: int
    def __init__(self, host: _Optional[str] = ..., validate_only: _Optional[bool] = ..., explain: _Optional[bool] = ..., expect: _Optional[_Union[_types_pb2.Expect, _Mapping]] = ..., idempotency_key: _Optional[str] = ..., pid: _Optional[int] = ..., uid: _Optional[int] = ...) -> None: ...

class SetuidResponse(_message.Message):
    __slots__ = ("fabric", "host", "model", "revision", "host_revision", "replayed", "trace", "would_ask", "ret", "errno", "reason", "decided_by", "effects")
    FABRIC_FIELD_NUMBER: _ClassVar[int]
    HOST_FIELD_NUMBER: _ClassVar[int]
    MODEL_FIELD_NUMBER: _ClassVar[int]
    REVISION_FIELD_NUMBER: _ClassVar[int]
    HOST_REVISION_FIELD_NUMBER: _ClassVar[int]
    REPLAYED_FIELD_NUMBER: _ClassVar[int]
    TRACE_FIELD_NUMBER: _ClassVar[int]
    WOULD_ASK_FIELD_NUMBER: _ClassVar[int]
    RET_FIELD_NUMBER: _ClassVar[int]
    ERRNO_FIELD_NUMBER: _ClassVar[int]
    REASON_FIELD_NUMBER: _ClassVar[int]
    DECIDED_BY_FIELD_NUMBER: _ClassVar[int]
    EFFECTS_FIELD_NUMBER: _ClassVar[int]
    fabric: str
    host: str
    model: str
    revision: int
    host_revision: int
    replayed: bool
    trace: _containers.RepeatedCompositeFieldContainer[_types_pb2.TraceEntry]
    would_ask: _containers.RepeatedCompositeFieldContainer[_types_pb2.Question]
    ret: int
    errno: str
    reason: str
    decided_by: _types_pb2.DecidedBy
    effects: _containers.RepeatedCompositeFieldContainer[_types_pb2.Effect]
    def __init__(self, fabric: _Optional[str] = ..., host: _Optional[str] = ..., model: _Optional[str] = ..., revision: _Optional[int] = ..., host_revision: _Optional[int] = ..., replayed: _Optional[bool] = ..., trace: _Optional[_Iterable[_Union[_types_pb2.TraceEntry, _Mapping]]] = ..., would_ask: _Optional[_Iterable[_Union[_types_pb2.Question, _Mapping]]] = ..., ret: _Optional[int] = ..., errno: _Optional[str] = ..., reason: _Optional[str] = ..., decided_by: _Optional[_Union[_types_pb2.DecidedBy, _Mapping]] = ..., effects: _Optional[_Iterable[_Union[_types_pb2.Effect, _Mapping]]] = ...) -> None: ...

class SchedSetaffinityRequest(_message.Message):
    __slots__ = ("host", "validate_only", "explain", "expect", "idempotency_key", "pid", "cpu")
    HOST_FIELD_NUMBER: _ClassVar[int]
    VALIDATE_ONLY_FIELD_NUMBER: _ClassVar[int]
    EXPLAIN_FIELD_NUMBER: _ClassVar[int]
    EXPECT_FIELD_NUMBER: _ClassVar[int]
    IDEMPOTENCY_KEY_FIELD_NUMBER: _ClassVar[int]
    PID_FIELD_NUMBER: _ClassVar[int]
    CPU_FIELD_NUMBER: _ClassVar[int]
    host: str
    validate_only: bool
    explain: bool
    expect: _types_pb2.Expect
    idempotency_key: str
    pid: int
    cpu: int
    def __init__(self, host: _Optional[str] = ..., validate_only: _Optional[bool] = ..., explain: _Optional[bool] = ..., expect: _Optional[_Union[_types_pb2.Expect, _Mapping]] = ..., idempotency_key: _Optional[str] = ..., pid: _Optional[int] = ..., cpu: _Optional[int] = ...) -> None: ...

class SchedSetaffinityResponse(_message.Message):
    __slots__ = ("fabric", "host", "model", "revision", "host_revision", "replayed", "trace", "would_ask", "ret", "errno", "reason", "decided_by", "effects")
    FABRIC_FIELD_NUMBER: _ClassVar[int]
    HOST_FIELD_NUMBER: _ClassVar[int]
    MODEL_FIELD_NUMBER: _ClassVar[int]
    REVISION_FIELD_NUMBER: _ClassVar[int]
    HOST_REVISION_FIELD_NUMBER: _ClassVar[int]
    REPLAYED_FIELD_NUMBER: _ClassVar[int]
    TRACE_FIELD_NUMBER: _ClassVar[int]
    WOULD_ASK_FIELD_NUMBER: _ClassVar[int]
    RET_FIELD_NUMBER: _ClassVar[int]
    ERRNO_FIELD_NUMBER: _ClassVar[int]
    REASON_FIELD_NUMBER: _ClassVar[int]
    DECIDED_BY_FIELD_NUMBER: _ClassVar[int]
    EFFECTS_FIELD_NUMBER: _ClassVar[int]
    fabric: str
    host: str
    model: str
    revision: int
    host_revision: int
    replayed: bool
    trace: _containers.RepeatedCompositeFieldContainer[_types_pb2.TraceEntry]
    would_ask: _containers.RepeatedCompositeFieldContainer[_types_pb2.Question]
    ret: int
    errno: str
    reason: str
    decided_by: _types_pb2.DecidedBy
    effects: _containers.RepeatedCompositeFieldContainer[_types_pb2.Effect]
    def __init__(self, fabric: _Optional[str] = ..., host: _Optional[str] = ..., model: _Optional[str] = ..., revision: _Optional[int] = ..., host_revision: _Optional[int] = ..., replayed: _Optional[bool] = ..., trace: _Optional[_Iterable[_Union[_types_pb2.TraceEntry, _Mapping]]] = ..., would_ask: _Optional[_Iterable[_Union[_types_pb2.Question, _Mapping]]] = ..., ret: _Optional[int] = ..., errno: _Optional[str] = ..., reason: _Optional[str] = ..., decided_by: _Optional[_Union[_types_pb2.DecidedBy, _Mapping]] = ..., effects: _Optional[_Iterable[_Union[_types_pb2.Effect, _Mapping]]] = ...) -> None: ...

class ForkRequest(_message.Message):
    __slots__ = ("host", "validate_only", "explain", "expect", "idempotency_key", "pid", "child")
    HOST_FIELD_NUMBER: _ClassVar[int]
    VALIDATE_ONLY_FIELD_NUMBER: _ClassVar[int]
    EXPLAIN_FIELD_NUMBER: _ClassVar[int]
    EXPECT_FIELD_NUMBER: _ClassVar[int]
    IDEMPOTENCY_KEY_FIELD_NUMBER: _ClassVar[int]
    PID_FIELD_NUMBER: _ClassVar[int]
    CHILD_FIELD_NUMBER: _ClassVar[int]
    host: str
    validate_only: bool
    explain: bool
    expect: _types_pb2.Expect
    idempotency_key: str
    pid: int
    child: int
    def __init__(self, host: _Optional[str] = ..., validate_only: _Optional[bool] = ..., explain: _Optional[bool] = ..., expect: _Optional[_Union[_types_pb2.Expect, _Mapping]] = ..., idempotency_key: _Optional[str] = ..., pid: _Optional[int] = ..., child: _Optional[int] = ...) -> None: ...

class ForkResponse(_message.Message):
    __slots__ = ("fabric", "host", "model", "revision", "host_revision", "replayed", "trace", "would_ask", "ret", "errno", "reason", "decided_by", "effects")
    FABRIC_FIELD_NUMBER: _ClassVar[int]
    HOST_FIELD_NUMBER: _ClassVar[int]
    MODEL_FIELD_NUMBER: _ClassVar[int]
    REVISION_FIELD_NUMBER: _ClassVar[int]
    HOST_REVISION_FIELD_NUMBER: _ClassVar[int]
    REPLAYED_FIELD_NUMBER: _ClassVar[int]
    TRACE_FIELD_NUMBER: _ClassVar[int]
    WOULD_ASK_FIELD_NUMBER: _ClassVar[int]
    RET_FIELD_NUMBER: _ClassVar[int]
    ERRNO_FIELD_NUMBER: _ClassVar[int]
    REASON_FIELD_NUMBER: _ClassVar[int]
    DECIDED_BY_FIELD_NUMBER: _ClassVar[int]
    EFFECTS_FIELD_NUMBER: _ClassVar[int]
    fabric: str
    host: str
    model: str
    revision: int
    host_revision: int
    replayed: bool
    trace: _containers.RepeatedCompositeFieldContainer[_types_pb2.TraceEntry]
    would_ask: _containers.RepeatedCompositeFieldContainer[_types_pb2.Question]
    ret: int
    errno: str
    reason: str
    decided_by: _types_pb2.DecidedBy
    effects: _containers.RepeatedCompositeFieldContainer[_types_pb2.Effect]
    def __init__(self, fabric: _Optional[str] = ..., host: _Optional[str] = ..., model: _Optional[str] = ..., revision: _Optional[int] = ..., host_revision: _Optional[int] = ..., replayed: _Optional[bool] = ..., trace: _Optional[_Iterable[_Union[_types_pb2.TraceEntry, _Mapping]]] = ..., would_ask: _Optional[_Iterable[_Union[_types_pb2.Question, _Mapping]]] = ..., ret: _Optional[int] = ..., errno: _Optional[str] = ..., reason: _Optional[str] = ..., decided_by: _Optional[_Union[_types_pb2.DecidedBy, _Mapping]] = ..., effects: _Optional[_Iterable[_Union[_types_pb2.Effect, _Mapping]]] = ...) -> None: ...

class MmapRequest(_message.Message):
    __slots__ = ("host", "validate_only", "explain", "expect", "idempotency_key", "pid", "area", "nr_pages", "kind", "file", "pgoff", "prot", "addr", "ino")
    HOST_FIELD_NUMBER: _ClassVar[int]
    VALIDATE_ONLY_FIELD_NUMBER: _ClassVar[int]
    EXPLAIN_FIELD_NUMBER: _ClassVar[int]
    EXPECT_FIELD_NUMBER: _ClassVar[int]
    IDEMPOTENCY_KEY_FIELD_NUMBER: _ClassVar[int]
    PID_FIELD_NUMBER: _ClassVar[int]
    AREA_FIELD_NUMBER: _ClassVar[int]
    NR_PAGES_FIELD_NUMBER: _ClassVar[int]
    KIND_FIELD_NUMBER: _ClassVar[int]
    FILE_FIELD_NUMBER: _ClassVar[int]
    PGOFF_FIELD_NUMBER: _ClassVar[int]
    PROT_FIELD_NUMBER: _ClassVar[int]
    ADDR_FIELD_NUMBER: _ClassVar[int]
    INO_FIELD_NUMBER: _ClassVar[int]
    host: str
    validate_only: bool
    explain: bool
    expect: _types_pb2.Expect
    idempotency_key: str
    pid: int
    area: str
    nr_pages: int
    kind: str
    file: str
    pgoff: int
    prot: _types_pb2.StringList
    addr: str
    ino: int
    def __init__(self, host: _Optional[str] = ..., validate_only: _Optional[bool] = ..., explain: _Optional[bool] = ..., expect: _Optional[_Union[_types_pb2.Expect, _Mapping]] = ..., idempotency_key: _Optional[str] = ..., pid: _Optional[int] = ..., area: _Optional[str] = ..., nr_pages: _Optional[int] = ..., kind: _Optional[str] = ..., file: _Optional[str] = ..., pgoff: _Optional[int] = ..., prot: _Optional[_Union[_types_pb2.StringList, _Mapping]] = ..., addr: _Optional[str] = ..., ino: _Optional[int] = ...) -> None: ...

class MmapResponse(_message.Message):
    __slots__ = ("fabric", "host", "model", "revision", "host_revision", "replayed", "trace", "would_ask", "ret", "errno", "reason", "decided_by", "effects", "addr")
    FABRIC_FIELD_NUMBER: _ClassVar[int]
    HOST_FIELD_NUMBER: _ClassVar[int]
    MODEL_FIELD_NUMBER: _ClassVar[int]
    REVISION_FIELD_NUMBER: _ClassVar[int]
    HOST_REVISION_FIELD_NUMBER: _ClassVar[int]
    REPLAYED_FIELD_NUMBER: _ClassVar[int]
    TRACE_FIELD_NUMBER: _ClassVar[int]
    WOULD_ASK_FIELD_NUMBER: _ClassVar[int]
    RET_FIELD_NUMBER: _ClassVar[int]
    ERRNO_FIELD_NUMBER: _ClassVar[int]
    REASON_FIELD_NUMBER: _ClassVar[int]
    DECIDED_BY_FIELD_NUMBER: _ClassVar[int]
    EFFECTS_FIELD_NUMBER: _ClassVar[int]
    ADDR_FIELD_NUMBER: _ClassVar[int]
    fabric: str
    host: str
    model: str
    revision: int
    host_revision: int
    replayed: bool
    trace: _containers.RepeatedCompositeFieldContainer[_types_pb2.TraceEntry]
    would_ask: _containers.RepeatedCompositeFieldContainer[_types_pb2.Question]
    ret: int
    errno: str
    reason: str
    decided_by: _types_pb2.DecidedBy
    effects: _containers.RepeatedCompositeFieldContainer[_types_pb2.Effect]
    addr: str
    def __init__(self, fabric: _Optional[str] = ..., host: _Optional[str] = ..., model: _Optional[str] = ..., revision: _Optional[int] = ..., host_revision: _Optional[int] = ..., replayed: _Optional[bool] = ..., trace: _Optional[_Iterable[_Union[_types_pb2.TraceEntry, _Mapping]]] = ..., would_ask: _Optional[_Iterable[_Union[_types_pb2.Question, _Mapping]]] = ..., ret: _Optional[int] = ..., errno: _Optional[str] = ..., reason: _Optional[str] = ..., decided_by: _Optional[_Union[_types_pb2.DecidedBy, _Mapping]] = ..., effects: _Optional[_Iterable[_Union[_types_pb2.Effect, _Mapping]]] = ..., addr: _Optional[str] = ...) -> None: ...

class MunmapRequest(_message.Message):
    __slots__ = ("host", "validate_only", "explain", "expect", "idempotency_key", "area", "first", "count", "addr", "len", "pid")
    HOST_FIELD_NUMBER: _ClassVar[int]
    VALIDATE_ONLY_FIELD_NUMBER: _ClassVar[int]
    EXPLAIN_FIELD_NUMBER: _ClassVar[int]
    EXPECT_FIELD_NUMBER: _ClassVar[int]
    IDEMPOTENCY_KEY_FIELD_NUMBER: _ClassVar[int]
    AREA_FIELD_NUMBER: _ClassVar[int]
    FIRST_FIELD_NUMBER: _ClassVar[int]
    COUNT_FIELD_NUMBER: _ClassVar[int]
    ADDR_FIELD_NUMBER: _ClassVar[int]
    LEN_FIELD_NUMBER: _ClassVar[int]
    PID_FIELD_NUMBER: _ClassVar[int]
    host: str
    validate_only: bool
    explain: bool
    expect: _types_pb2.Expect
    idempotency_key: str
    area: str
    first: int
    count: int
    addr: str
    len: int
    pid: int
    def __init__(self, host: _Optional[str] = ..., validate_only: _Optional[bool] = ..., explain: _Optional[bool] = ..., expect: _Optional[_Union[_types_pb2.Expect, _Mapping]] = ..., idempotency_key: _Optional[str] = ..., area: _Optional[str] = ..., first: _Optional[int] = ..., count: _Optional[int] = ..., addr: _Optional[str] = ..., len: _Optional[int] = ..., pid: _Optional[int] = ...) -> None: ...

class MunmapResponse(_message.Message):
    __slots__ = ("fabric", "host", "model", "revision", "host_revision", "replayed", "trace", "would_ask", "ret", "errno", "reason", "decided_by", "effects")
    FABRIC_FIELD_NUMBER: _ClassVar[int]
    HOST_FIELD_NUMBER: _ClassVar[int]
    MODEL_FIELD_NUMBER: _ClassVar[int]
    REVISION_FIELD_NUMBER: _ClassVar[int]
    HOST_REVISION_FIELD_NUMBER: _ClassVar[int]
    REPLAYED_FIELD_NUMBER: _ClassVar[int]
    TRACE_FIELD_NUMBER: _ClassVar[int]
    WOULD_ASK_FIELD_NUMBER: _ClassVar[int]
    RET_FIELD_NUMBER: _ClassVar[int]
    ERRNO_FIELD_NUMBER: _ClassVar[int]
    REASON_FIELD_NUMBER: _ClassVar[int]
    DECIDED_BY_FIELD_NUMBER: _ClassVar[int]
    EFFECTS_FIELD_NUMBER: _ClassVar[int]
    fabric: str
    host: str
    model: str
    revision: int
    host_revision: int
    replayed: bool
    trace: _containers.RepeatedCompositeFieldContainer[_types_pb2.TraceEntry]
    would_ask: _containers.RepeatedCompositeFieldContainer[_types_pb2.Question]
    ret: int
    errno: str
    reason: str
    decided_by: _types_pb2.DecidedBy
    effects: _containers.RepeatedCompositeFieldContainer[_types_pb2.Effect]
    def __init__(self, fabric: _Optional[str] = ..., host: _Optional[str] = ..., model: _Optional[str] = ..., revision: _Optional[int] = ..., host_revision: _Optional[int] = ..., replayed: _Optional[bool] = ..., trace: _Optional[_Iterable[_Union[_types_pb2.TraceEntry, _Mapping]]] = ..., would_ask: _Optional[_Iterable[_Union[_types_pb2.Question, _Mapping]]] = ..., ret: _Optional[int] = ..., errno: _Optional[str] = ..., reason: _Optional[str] = ..., decided_by: _Optional[_Union[_types_pb2.DecidedBy, _Mapping]] = ..., effects: _Optional[_Iterable[_Union[_types_pb2.Effect, _Mapping]]] = ...) -> None: ...

class MremapRequest(_message.Message):
    __slots__ = ("host", "validate_only", "explain", "expect", "idempotency_key", "area", "first", "count", "addr", "len", "pid", "new_len", "flags", "raw_flags", "new_addr")
    HOST_FIELD_NUMBER: _ClassVar[int]
    VALIDATE_ONLY_FIELD_NUMBER: _ClassVar[int]
    EXPLAIN_FIELD_NUMBER: _ClassVar[int]
    EXPECT_FIELD_NUMBER: _ClassVar[int]
    IDEMPOTENCY_KEY_FIELD_NUMBER: _ClassVar[int]
    AREA_FIELD_NUMBER: _ClassVar[int]
    FIRST_FIELD_NUMBER: _ClassVar[int]
    COUNT_FIELD_NUMBER: _ClassVar[int]
    ADDR_FIELD_NUMBER: _ClassVar[int]
    LEN_FIELD_NUMBER: _ClassVar[int]
    PID_FIELD_NUMBER: _ClassVar[int]
    NEW_LEN_FIELD_NUMBER: _ClassVar[int]
    FLAGS_FIELD_NUMBER: _ClassVar[int]
    RAW_FLAGS_FIELD_NUMBER: _ClassVar[int]
    NEW_ADDR_FIELD_NUMBER: _ClassVar[int]
    host: str
    validate_only: bool
    explain: bool
    expect: _types_pb2.Expect
    idempotency_key: str
    area: str
    first: int
    count: int
    addr: str
    len: int
    pid: int
    new_len: int
    flags: _containers.RepeatedScalarFieldContainer[str]
    raw_flags: int
    new_addr: str
    def __init__(self, host: _Optional[str] = ..., validate_only: _Optional[bool] = ..., explain: _Optional[bool] = ..., expect: _Optional[_Union[_types_pb2.Expect, _Mapping]] = ..., idempotency_key: _Optional[str] = ..., area: _Optional[str] = ..., first: _Optional[int] = ..., count: _Optional[int] = ..., addr: _Optional[str] = ..., len: _Optional[int] = ..., pid: _Optional[int] = ..., new_len: _Optional[int] = ..., flags: _Optional[_Iterable[str]] = ..., raw_flags: _Optional[int] = ..., new_addr: _Optional[str] = ...) -> None: ...

class MremapResponse(_message.Message):
    __slots__ = ("fabric", "host", "model", "revision", "host_revision", "replayed", "trace", "would_ask", "ret", "errno", "reason", "decided_by", "effects", "addr")
    FABRIC_FIELD_NUMBER: _ClassVar[int]
    HOST_FIELD_NUMBER: _ClassVar[int]
    MODEL_FIELD_NUMBER: _ClassVar[int]
    REVISION_FIELD_NUMBER: _ClassVar[int]
    HOST_REVISION_FIELD_NUMBER: _ClassVar[int]
    REPLAYED_FIELD_NUMBER: _ClassVar[int]
    TRACE_FIELD_NUMBER: _ClassVar[int]
    WOULD_ASK_FIELD_NUMBER: _ClassVar[int]
    RET_FIELD_NUMBER: _ClassVar[int]
    ERRNO_FIELD_NUMBER: _ClassVar[int]
    REASON_FIELD_NUMBER: _ClassVar[int]
    DECIDED_BY_FIELD_NUMBER: _ClassVar[int]
    EFFECTS_FIELD_NUMBER: _ClassVar[int]
    ADDR_FIELD_NUMBER: _ClassVar[int]
    fabric: str
    host: str
    model: str
    revision: int
    host_revision: int
    replayed: bool
    trace: _containers.RepeatedCompositeFieldContainer[_types_pb2.TraceEntry]
    would_ask: _containers.RepeatedCompositeFieldContainer[_types_pb2.Question]
    ret: int
    errno: str
    reason: str
    decided_by: _types_pb2.DecidedBy
    effects: _containers.RepeatedCompositeFieldContainer[_types_pb2.Effect]
    addr: str
    def __init__(self, fabric: _Optional[str] = ..., host: _Optional[str] = ..., model: _Optional[str] = ..., revision: _Optional[int] = ..., host_revision: _Optional[int] = ..., replayed: _Optional[bool] = ..., trace: _Optional[_Iterable[_Union[_types_pb2.TraceEntry, _Mapping]]] = ..., would_ask: _Optional[_Iterable[_Union[_types_pb2.Question, _Mapping]]] = ..., ret: _Optional[int] = ..., errno: _Optional[str] = ..., reason: _Optional[str] = ..., decided_by: _Optional[_Union[_types_pb2.DecidedBy, _Mapping]] = ..., effects: _Optional[_Iterable[_Union[_types_pb2.Effect, _Mapping]]] = ..., addr: _Optional[str] = ...) -> None: ...

class MprotectRequest(_message.Message):
    __slots__ = ("host", "validate_only", "explain", "expect", "idempotency_key", "area", "first", "count", "addr", "len", "pid", "prot")
    HOST_FIELD_NUMBER: _ClassVar[int]
    VALIDATE_ONLY_FIELD_NUMBER: _ClassVar[int]
    EXPLAIN_FIELD_NUMBER: _ClassVar[int]
    EXPECT_FIELD_NUMBER: _ClassVar[int]
    IDEMPOTENCY_KEY_FIELD_NUMBER: _ClassVar[int]
    AREA_FIELD_NUMBER: _ClassVar[int]
    FIRST_FIELD_NUMBER: _ClassVar[int]
    COUNT_FIELD_NUMBER: _ClassVar[int]
    ADDR_FIELD_NUMBER: _ClassVar[int]
    LEN_FIELD_NUMBER: _ClassVar[int]
    PID_FIELD_NUMBER: _ClassVar[int]
    PROT_FIELD_NUMBER: _ClassVar[int]
    host: str
    validate_only: bool
    explain: bool
    expect: _types_pb2.Expect
    idempotency_key: str
    area: str
    first: int
    count: int
    addr: str
    len: int
    pid: int
    prot: _containers.RepeatedScalarFieldContainer[str]
    def __init__(self, host: _Optional[str] = ..., validate_only: _Optional[bool] = ..., explain: _Optional[bool] = ..., expect: _Optional[_Union[_types_pb2.Expect, _Mapping]] = ..., idempotency_key: _Optional[str] = ..., area: _Optional[str] = ..., first: _Optional[int] = ..., count: _Optional[int] = ..., addr: _Optional[str] = ..., len: _Optional[int] = ..., pid: _Optional[int] = ..., prot: _Optional[_Iterable[str]] = ...) -> None: ...

class MprotectResponse(_message.Message):
    __slots__ = ("fabric", "host", "model", "revision", "host_revision", "replayed", "trace", "would_ask", "ret", "errno", "reason", "decided_by", "effects")
    FABRIC_FIELD_NUMBER: _ClassVar[int]
    HOST_FIELD_NUMBER: _ClassVar[int]
    MODEL_FIELD_NUMBER: _ClassVar[int]
    REVISION_FIELD_NUMBER: _ClassVar[int]
    HOST_REVISION_FIELD_NUMBER: _ClassVar[int]
    REPLAYED_FIELD_NUMBER: _ClassVar[int]
    TRACE_FIELD_NUMBER: _ClassVar[int]
    WOULD_ASK_FIELD_NUMBER: _ClassVar[int]
    RET_FIELD_NUMBER: _ClassVar[int]
    ERRNO_FIELD_NUMBER: _ClassVar[int]
    REASON_FIELD_NUMBER: _ClassVar[int]
    DECIDED_BY_FIELD_NUMBER: _ClassVar[int]
    EFFECTS_FIELD_NUMBER: _ClassVar[int]
    fabric: str
    host: str
    model: str
    revision: int
    host_revision: int
    replayed: bool
    trace: _containers.RepeatedCompositeFieldContainer[_types_pb2.TraceEntry]
    would_ask: _containers.RepeatedCompositeFieldContainer[_types_pb2.Question]
    ret: int
    errno: str
    reason: str
    decided_by: _types_pb2.DecidedBy
    effects: _containers.RepeatedCompositeFieldContainer[_types_pb2.Effect]
    def __init__(self, fabric: _Optional[str] = ..., host: _Optional[str] = ..., model: _Optional[str] = ..., revision: _Optional[int] = ..., host_revision: _Optional[int] = ..., replayed: _Optional[bool] = ..., trace: _Optional[_Iterable[_Union[_types_pb2.TraceEntry, _Mapping]]] = ..., would_ask: _Optional[_Iterable[_Union[_types_pb2.Question, _Mapping]]] = ..., ret: _Optional[int] = ..., errno: _Optional[str] = ..., reason: _Optional[str] = ..., decided_by: _Optional[_Union[_types_pb2.DecidedBy, _Mapping]] = ..., effects: _Optional[_Iterable[_Union[_types_pb2.Effect, _Mapping]]] = ...) -> None: ...

class MlockRequest(_message.Message):
    __slots__ = ("host", "validate_only", "explain", "expect", "idempotency_key", "area", "first", "count", "addr", "len", "pid", "onfault")
    HOST_FIELD_NUMBER: _ClassVar[int]
    VALIDATE_ONLY_FIELD_NUMBER: _ClassVar[int]
    EXPLAIN_FIELD_NUMBER: _ClassVar[int]
    EXPECT_FIELD_NUMBER: _ClassVar[int]
    IDEMPOTENCY_KEY_FIELD_NUMBER: _ClassVar[int]
    AREA_FIELD_NUMBER: _ClassVar[int]
    FIRST_FIELD_NUMBER: _ClassVar[int]
    COUNT_FIELD_NUMBER: _ClassVar[int]
    ADDR_FIELD_NUMBER: _ClassVar[int]
    LEN_FIELD_NUMBER: _ClassVar[int]
    PID_FIELD_NUMBER: _ClassVar[int]
    ONFAULT_FIELD_NUMBER: _ClassVar[int]
    host: str
    validate_only: bool
    explain: bool
    expect: _types_pb2.Expect
    idempotency_key: str
    area: str
    first: int
    count: int
    addr: str
    len: int
    pid: int
    onfault: bool
    def __init__(self, host: _Optional[str] = ..., validate_only: _Optional[bool] = ..., explain: _Optional[bool] = ..., expect: _Optional[_Union[_types_pb2.Expect, _Mapping]] = ..., idempotency_key: _Optional[str] = ..., area: _Optional[str] = ..., first: _Optional[int] = ..., count: _Optional[int] = ..., addr: _Optional[str] = ..., len: _Optional[int] = ..., pid: _Optional[int] = ..., onfault: _Optional[bool] = ...) -> None: ...

class MlockResponse(_message.Message):
    __slots__ = ("fabric", "host", "model", "revision", "host_revision", "replayed", "trace", "would_ask", "ret", "errno", "reason", "decided_by", "effects")
    FABRIC_FIELD_NUMBER: _ClassVar[int]
    HOST_FIELD_NUMBER: _ClassVar[int]
    MODEL_FIELD_NUMBER: _ClassVar[int]
    REVISION_FIELD_NUMBER: _ClassVar[int]
    HOST_REVISION_FIELD_NUMBER: _ClassVar[int]
    REPLAYED_FIELD_NUMBER: _ClassVar[int]
    TRACE_FIELD_NUMBER: _ClassVar[int]
    WOULD_ASK_FIELD_NUMBER: _ClassVar[int]
    RET_FIELD_NUMBER: _ClassVar[int]
    ERRNO_FIELD_NUMBER: _ClassVar[int]
    REASON_FIELD_NUMBER: _ClassVar[int]
    DECIDED_BY_FIELD_NUMBER: _ClassVar[int]
    EFFECTS_FIELD_NUMBER: _ClassVar[int]
    fabric: str
    host: str
    model: str
    revision: int
    host_revision: int
    replayed: bool
    trace: _containers.RepeatedCompositeFieldContainer[_types_pb2.TraceEntry]
    would_ask: _containers.RepeatedCompositeFieldContainer[_types_pb2.Question]
    ret: int
    errno: str
    reason: str
    decided_by: _types_pb2.DecidedBy
    effects: _containers.RepeatedCompositeFieldContainer[_types_pb2.Effect]
    def __init__(self, fabric: _Optional[str] = ..., host: _Optional[str] = ..., model: _Optional[str] = ..., revision: _Optional[int] = ..., host_revision: _Optional[int] = ..., replayed: _Optional[bool] = ..., trace: _Optional[_Iterable[_Union[_types_pb2.TraceEntry, _Mapping]]] = ..., would_ask: _Optional[_Iterable[_Union[_types_pb2.Question, _Mapping]]] = ..., ret: _Optional[int] = ..., errno: _Optional[str] = ..., reason: _Optional[str] = ..., decided_by: _Optional[_Union[_types_pb2.DecidedBy, _Mapping]] = ..., effects: _Optional[_Iterable[_Union[_types_pb2.Effect, _Mapping]]] = ...) -> None: ...

class MunlockRequest(_message.Message):
    __slots__ = ("host", "validate_only", "explain", "expect", "idempotency_key", "area", "first", "count", "addr", "len", "pid")
    HOST_FIELD_NUMBER: _ClassVar[int]
    VALIDATE_ONLY_FIELD_NUMBER: _ClassVar[int]
    EXPLAIN_FIELD_NUMBER: _ClassVar[int]
    EXPECT_FIELD_NUMBER: _ClassVar[int]
    IDEMPOTENCY_KEY_FIELD_NUMBER: _ClassVar[int]
    AREA_FIELD_NUMBER: _ClassVar[int]
    FIRST_FIELD_NUMBER: _ClassVar[int]
    COUNT_FIELD_NUMBER: _ClassVar[int]
    ADDR_FIELD_NUMBER: _ClassVar[int]
    LEN_FIELD_NUMBER: _ClassVar[int]
    PID_FIELD_NUMBER: _ClassVar[int]
    host: str
    validate_only: bool
    explain: bool
    expect: _types_pb2.Expect
    idempotency_key: str
    area: str
    first: int
    count: int
    addr: str
    len: int
    pid: int
    def __init__(self, host: _Optional[str] = ..., validate_only: _Optional[bool] = ..., explain: _Optional[bool] = ..., expect: _Optional[_Union[_types_pb2.Expect, _Mapping]] = ..., idempotency_key: _Optional[str] = ..., area: _Optional[str] = ..., first: _Optional[int] = ..., count: _Optional[int] = ..., addr: _Optional[str] = ..., len: _Optional[int] = ..., pid: _Optional[int] = ...) -> None: ...

class MunlockResponse(_message.Message):
    __slots__ = ("fabric", "host", "model", "revision", "host_revision", "replayed", "trace", "would_ask", "ret", "errno", "reason", "decided_by", "effects")
    FABRIC_FIELD_NUMBER: _ClassVar[int]
    HOST_FIELD_NUMBER: _ClassVar[int]
    MODEL_FIELD_NUMBER: _ClassVar[int]
    REVISION_FIELD_NUMBER: _ClassVar[int]
    HOST_REVISION_FIELD_NUMBER: _ClassVar[int]
    REPLAYED_FIELD_NUMBER: _ClassVar[int]
    TRACE_FIELD_NUMBER: _ClassVar[int]
    WOULD_ASK_FIELD_NUMBER: _ClassVar[int]
    RET_FIELD_NUMBER: _ClassVar[int]
    ERRNO_FIELD_NUMBER: _ClassVar[int]
    REASON_FIELD_NUMBER: _ClassVar[int]
    DECIDED_BY_FIELD_NUMBER: _ClassVar[int]
    EFFECTS_FIELD_NUMBER: _ClassVar[int]
    fabric: str
    host: str
    model: str
    revision: int
    host_revision: int
    replayed: bool
    trace: _containers.RepeatedCompositeFieldContainer[_types_pb2.TraceEntry]
    would_ask: _containers.RepeatedCompositeFieldContainer[_types_pb2.Question]
    ret: int
    errno: str
    reason: str
    decided_by: _types_pb2.DecidedBy
    effects: _containers.RepeatedCompositeFieldContainer[_types_pb2.Effect]
    def __init__(self, fabric: _Optional[str] = ..., host: _Optional[str] = ..., model: _Optional[str] = ..., revision: _Optional[int] = ..., host_revision: _Optional[int] = ..., replayed: _Optional[bool] = ..., trace: _Optional[_Iterable[_Union[_types_pb2.TraceEntry, _Mapping]]] = ..., would_ask: _Optional[_Iterable[_Union[_types_pb2.Question, _Mapping]]] = ..., ret: _Optional[int] = ..., errno: _Optional[str] = ..., reason: _Optional[str] = ..., decided_by: _Optional[_Union[_types_pb2.DecidedBy, _Mapping]] = ..., effects: _Optional[_Iterable[_Union[_types_pb2.Effect, _Mapping]]] = ...) -> None: ...

class MadviseRequest(_message.Message):
    __slots__ = ("host", "validate_only", "explain", "expect", "idempotency_key", "area", "first", "count", "addr", "len", "pid", "advice")
    HOST_FIELD_NUMBER: _ClassVar[int]
    VALIDATE_ONLY_FIELD_NUMBER: _ClassVar[int]
    EXPLAIN_FIELD_NUMBER: _ClassVar[int]
    EXPECT_FIELD_NUMBER: _ClassVar[int]
    IDEMPOTENCY_KEY_FIELD_NUMBER: _ClassVar[int]
    AREA_FIELD_NUMBER: _ClassVar[int]
    FIRST_FIELD_NUMBER: _ClassVar[int]
    COUNT_FIELD_NUMBER: _ClassVar[int]
    ADDR_FIELD_NUMBER: _ClassVar[int]
    LEN_FIELD_NUMBER: _ClassVar[int]
    PID_FIELD_NUMBER: _ClassVar[int]
    ADVICE_FIELD_NUMBER: _ClassVar[int]
    host: str
    validate_only: bool
    explain: bool
    expect: _types_pb2.Expect
    idempotency_key: str
    area: str
    first: int
    count: int
    addr: str
    len: int
    pid: int
    advice: str
    def __init__(self, host: _Optional[str] = ..., validate_only: _Optional[bool] = ..., explain: _Optional[bool] = ..., expect: _Optional[_Union[_types_pb2.Expect, _Mapping]] = ..., idempotency_key: _Optional[str] = ..., area: _Optional[str] = ..., first: _Optional[int] = ..., count: _Optional[int] = ..., addr: _Optional[str] = ..., len: _Optional[int] = ..., pid: _Optional[int] = ..., advice: _Optional[str] = ...) -> None: ...

class MadviseResponse(_message.Message):
    __slots__ = ("fabric", "host", "model", "revision", "host_revision", "replayed", "trace", "would_ask", "ret", "errno", "reason", "decided_by", "effects")
    FABRIC_FIELD_NUMBER: _ClassVar[int]
    HOST_FIELD_NUMBER: _ClassVar[int]
    MODEL_FIELD_NUMBER: _ClassVar[int]
    REVISION_FIELD_NUMBER: _ClassVar[int]
    HOST_REVISION_FIELD_NUMBER: _ClassVar[int]
    REPLAYED_FIELD_NUMBER: _ClassVar[int]
    TRACE_FIELD_NUMBER: _ClassVar[int]
    WOULD_ASK_FIELD_NUMBER: _ClassVar[int]
    RET_FIELD_NUMBER: _ClassVar[int]
    ERRNO_FIELD_NUMBER: _ClassVar[int]
    REASON_FIELD_NUMBER: _ClassVar[int]
    DECIDED_BY_FIELD_NUMBER: _ClassVar[int]
    EFFECTS_FIELD_NUMBER: _ClassVar[int]
    fabric: str
    host: str
    model: str
    revision: int
    host_revision: int
    replayed: bool
    trace: _containers.RepeatedCompositeFieldContainer[_types_pb2.TraceEntry]
    would_ask: _containers.RepeatedCompositeFieldContainer[_types_pb2.Question]
    ret: int
    errno: str
    reason: str
    decided_by: _types_pb2.DecidedBy
    effects: _containers.RepeatedCompositeFieldContainer[_types_pb2.Effect]
    def __init__(self, fabric: _Optional[str] = ..., host: _Optional[str] = ..., model: _Optional[str] = ..., revision: _Optional[int] = ..., host_revision: _Optional[int] = ..., replayed: _Optional[bool] = ..., trace: _Optional[_Iterable[_Union[_types_pb2.TraceEntry, _Mapping]]] = ..., would_ask: _Optional[_Iterable[_Union[_types_pb2.Question, _Mapping]]] = ..., ret: _Optional[int] = ..., errno: _Optional[str] = ..., reason: _Optional[str] = ..., decided_by: _Optional[_Union[_types_pb2.DecidedBy, _Mapping]] = ..., effects: _Optional[_Iterable[_Union[_types_pb2.Effect, _Mapping]]] = ...) -> None: ...

class TouchRequest(_message.Message):
    __slots__ = ("host", "validate_only", "explain", "expect", "idempotency_key", "area", "first", "count", "addr", "len", "pid", "access", "stride", "value")
    HOST_FIELD_NUMBER: _ClassVar[int]
    VALIDATE_ONLY_FIELD_NUMBER: _ClassVar[int]
    EXPLAIN_FIELD_NUMBER: _ClassVar[int]
    EXPECT_FIELD_NUMBER: _ClassVar[int]
    IDEMPOTENCY_KEY_FIELD_NUMBER: _ClassVar[int]
    AREA_FIELD_NUMBER: _ClassVar[int]
    FIRST_FIELD_NUMBER: _ClassVar[int]
    COUNT_FIELD_NUMBER: _ClassVar[int]
    ADDR_FIELD_NUMBER: _ClassVar[int]
    LEN_FIELD_NUMBER: _ClassVar[int]
    PID_FIELD_NUMBER: _ClassVar[int]
    ACCESS_FIELD_NUMBER: _ClassVar[int]
    STRIDE_FIELD_NUMBER: _ClassVar[int]
    VALUE_FIELD_NUMBER: _ClassVar[int]
    host: str
    validate_only: bool
    explain: bool
    expect: _types_pb2.Expect
    idempotency_key: str
    area: str
    first: int
    count: int
    addr: str
    len: int
    pid: int
    access: str
    stride: int
    value: int
    def __init__(self, host: _Optional[str] = ..., validate_only: _Optional[bool] = ..., explain: _Optional[bool] = ..., expect: _Optional[_Union[_types_pb2.Expect, _Mapping]] = ..., idempotency_key: _Optional[str] = ..., area: _Optional[str] = ..., first: _Optional[int] = ..., count: _Optional[int] = ..., addr: _Optional[str] = ..., len: _Optional[int] = ..., pid: _Optional[int] = ..., access: _Optional[str] = ..., stride: _Optional[int] = ..., value: _Optional[int] = ...) -> None: ...

class TouchResponse(_message.Message):
    __slots__ = ("fabric", "host", "model", "revision", "host_revision", "replayed", "trace", "would_ask", "ret", "errno", "reason", "decided_by", "effects", "nr_pages", "placed", "signal")
    FABRIC_FIELD_NUMBER: _ClassVar[int]
    HOST_FIELD_NUMBER: _ClassVar[int]
    MODEL_FIELD_NUMBER: _ClassVar[int]
    REVISION_FIELD_NUMBER: _ClassVar[int]
    HOST_REVISION_FIELD_NUMBER: _ClassVar[int]
    REPLAYED_FIELD_NUMBER: _ClassVar[int]
    TRACE_FIELD_NUMBER: _ClassVar[int]
    WOULD_ASK_FIELD_NUMBER: _ClassVar[int]
    RET_FIELD_NUMBER: _ClassVar[int]
    ERRNO_FIELD_NUMBER: _ClassVar[int]
    REASON_FIELD_NUMBER: _ClassVar[int]
    DECIDED_BY_FIELD_NUMBER: _ClassVar[int]
    EFFECTS_FIELD_NUMBER: _ClassVar[int]
    NR_PAGES_FIELD_NUMBER: _ClassVar[int]
    PLACED_FIELD_NUMBER: _ClassVar[int]
    SIGNAL_FIELD_NUMBER: _ClassVar[int]
    fabric: str
    host: str
    model: str
    revision: int
    host_revision: int
    replayed: bool
    trace: _containers.RepeatedCompositeFieldContainer[_types_pb2.TraceEntry]
    would_ask: _containers.RepeatedCompositeFieldContainer[_types_pb2.Question]
    ret: int
    errno: str
    reason: str
    decided_by: _types_pb2.DecidedBy
    effects: _containers.RepeatedCompositeFieldContainer[_types_pb2.Effect]
    nr_pages: int
    placed: _containers.RepeatedCompositeFieldContainer[_types_pb2.NodePages]
    signal: int
    def __init__(self, fabric: _Optional[str] = ..., host: _Optional[str] = ..., model: _Optional[str] = ..., revision: _Optional[int] = ..., host_revision: _Optional[int] = ..., replayed: _Optional[bool] = ..., trace: _Optional[_Iterable[_Union[_types_pb2.TraceEntry, _Mapping]]] = ..., would_ask: _Optional[_Iterable[_Union[_types_pb2.Question, _Mapping]]] = ..., ret: _Optional[int] = ..., errno: _Optional[str] = ..., reason: _Optional[str] = ..., decided_by: _Optional[_Union[_types_pb2.DecidedBy, _Mapping]] = ..., effects: _Optional[_Iterable[_Union[_types_pb2.Effect, _Mapping]]] = ..., nr_pages: _Optional[int] = ..., placed: _Optional[_Iterable[_Union[_types_pb2.NodePages, _Mapping]]] = ..., signal: _Optional[int] = ...) -> None: ...

class CreateFileRequest(_message.Message):
    __slots__ = ("host", "validate_only", "explain", "expect", "idempotency_key", "file", "nr_pages", "fs", "ino")
    HOST_FIELD_NUMBER: _ClassVar[int]
    VALIDATE_ONLY_FIELD_NUMBER: _ClassVar[int]
    EXPLAIN_FIELD_NUMBER: _ClassVar[int]
    EXPECT_FIELD_NUMBER: _ClassVar[int]
    IDEMPOTENCY_KEY_FIELD_NUMBER: _ClassVar[int]
    FILE_FIELD_NUMBER: _ClassVar[int]
    NR_PAGES_FIELD_NUMBER: _ClassVar[int]
    FS_FIELD_NUMBER: _ClassVar[int]
    INO_FIELD_NUMBER: _ClassVar[int]
    host: str
    validate_only: bool
    explain: bool
    expect: _types_pb2.Expect
    idempotency_key: str
    file: str
    nr_pages: int
    fs: str
    ino: int
    def __init__(self, host: _Optional[str] = ..., validate_only: _Optional[bool] = ..., explain: _Optional[bool] = ..., expect: _Optional[_Union[_types_pb2.Expect, _Mapping]] = ..., idempotency_key: _Optional[str] = ..., file: _Optional[str] = ..., nr_pages: _Optional[int] = ..., fs: _Optional[str] = ..., ino: _Optional[int] = ...) -> None: ...

class CreateFileResponse(_message.Message):
    __slots__ = ("fabric", "host", "model", "revision", "host_revision", "replayed", "trace", "would_ask", "ret", "errno", "reason", "decided_by", "effects")
    FABRIC_FIELD_NUMBER: _ClassVar[int]
    HOST_FIELD_NUMBER: _ClassVar[int]
    MODEL_FIELD_NUMBER: _ClassVar[int]
    REVISION_FIELD_NUMBER: _ClassVar[int]
    HOST_REVISION_FIELD_NUMBER: _ClassVar[int]
    REPLAYED_FIELD_NUMBER: _ClassVar[int]
    TRACE_FIELD_NUMBER: _ClassVar[int]
    WOULD_ASK_FIELD_NUMBER: _ClassVar[int]
    RET_FIELD_NUMBER: _ClassVar[int]
    ERRNO_FIELD_NUMBER: _ClassVar[int]
    REASON_FIELD_NUMBER: _ClassVar[int]
    DECIDED_BY_FIELD_NUMBER: _ClassVar[int]
    EFFECTS_FIELD_NUMBER: _ClassVar[int]
    fabric: str
    host: str
    model: str
    revision: int
    host_revision: int
    replayed: bool
    trace: _containers.RepeatedCompositeFieldContainer[_types_pb2.TraceEntry]
    would_ask: _containers.RepeatedCompositeFieldContainer[_types_pb2.Question]
    ret: int
    errno: str
    reason: str
    decided_by: _types_pb2.DecidedBy
    effects: _containers.RepeatedCompositeFieldContainer[_types_pb2.Effect]
    def __init__(self, fabric: _Optional[str] = ..., host: _Optional[str] = ..., model: _Optional[str] = ..., revision: _Optional[int] = ..., host_revision: _Optional[int] = ..., replayed: _Optional[bool] = ..., trace: _Optional[_Iterable[_Union[_types_pb2.TraceEntry, _Mapping]]] = ..., would_ask: _Optional[_Iterable[_Union[_types_pb2.Question, _Mapping]]] = ..., ret: _Optional[int] = ..., errno: _Optional[str] = ..., reason: _Optional[str] = ..., decided_by: _Optional[_Union[_types_pb2.DecidedBy, _Mapping]] = ..., effects: _Optional[_Iterable[_Union[_types_pb2.Effect, _Mapping]]] = ...) -> None: ...

class FtruncateRequest(_message.Message):
    __slots__ = ("host", "validate_only", "explain", "expect", "idempotency_key", "file", "nr_pages")
    HOST_FIELD_NUMBER: _ClassVar[int]
    VALIDATE_ONLY_FIELD_NUMBER: _ClassVar[int]
    EXPLAIN_FIELD_NUMBER: _ClassVar[int]
    EXPECT_FIELD_NUMBER: _ClassVar[int]
    IDEMPOTENCY_KEY_FIELD_NUMBER: _ClassVar[int]
    FILE_FIELD_NUMBER: _ClassVar[int]
    NR_PAGES_FIELD_NUMBER: _ClassVar[int]
    host: str
    validate_only: bool
    explain: bool
    expect: _types_pb2.Expect
    idempotency_key: str
    file: str
    nr_pages: int
    def __init__(self, host: _Optional[str] = ..., validate_only: _Optional[bool] = ..., explain: _Optional[bool] = ..., expect: _Optional[_Union[_types_pb2.Expect, _Mapping]] = ..., idempotency_key: _Optional[str] = ..., file: _Optional[str] = ..., nr_pages: _Optional[int] = ...) -> None: ...

class FtruncateResponse(_message.Message):
    __slots__ = ("fabric", "host", "model", "revision", "host_revision", "replayed", "trace", "would_ask", "ret", "errno", "reason", "decided_by", "effects")
    FABRIC_FIELD_NUMBER: _ClassVar[int]
    HOST_FIELD_NUMBER: _ClassVar[int]
    MODEL_FIELD_NUMBER: _ClassVar[int]
    REVISION_FIELD_NUMBER: _ClassVar[int]
    HOST_REVISION_FIELD_NUMBER: _ClassVar[int]
    REPLAYED_FIELD_NUMBER: _ClassVar[int]
    TRACE_FIELD_NUMBER: _ClassVar[int]
    WOULD_ASK_FIELD_NUMBER: _ClassVar[int]
    RET_FIELD_NUMBER: _ClassVar[int]
    ERRNO_FIELD_NUMBER: _ClassVar[int]
    REASON_FIELD_NUMBER: _ClassVar[int]
    DECIDED_BY_FIELD_NUMBER: _ClassVar[int]
    EFFECTS_FIELD_NUMBER: _ClassVar[int]
    fabric: str
    host: str
    model: str
    revision: int
    host_revision: int
    replayed: bool
    trace: _containers.RepeatedCompositeFieldContainer[_types_pb2.TraceEntry]
    would_ask: _containers.RepeatedCompositeFieldContainer[_types_pb2.Question]
    ret: int
    errno: str
    reason: str
    decided_by: _types_pb2.DecidedBy
    effects: _containers.RepeatedCompositeFieldContainer[_types_pb2.Effect]
    def __init__(self, fabric: _Optional[str] = ..., host: _Optional[str] = ..., model: _Optional[str] = ..., revision: _Optional[int] = ..., host_revision: _Optional[int] = ..., replayed: _Optional[bool] = ..., trace: _Optional[_Iterable[_Union[_types_pb2.TraceEntry, _Mapping]]] = ..., would_ask: _Optional[_Iterable[_Union[_types_pb2.Question, _Mapping]]] = ..., ret: _Optional[int] = ..., errno: _Optional[str] = ..., reason: _Optional[str] = ..., decided_by: _Optional[_Union[_types_pb2.DecidedBy, _Mapping]] = ..., effects: _Optional[_Iterable[_Union[_types_pb2.Effect, _Mapping]]] = ...) -> None: ...

class UnlinkFileRequest(_message.Message):
    __slots__ = ("host", "validate_only", "explain", "expect", "idempotency_key", "file")
    HOST_FIELD_NUMBER: _ClassVar[int]
    VALIDATE_ONLY_FIELD_NUMBER: _ClassVar[int]
    EXPLAIN_FIELD_NUMBER: _ClassVar[int]
    EXPECT_FIELD_NUMBER: _ClassVar[int]
    IDEMPOTENCY_KEY_FIELD_NUMBER: _ClassVar[int]
    FILE_FIELD_NUMBER: _ClassVar[int]
    host: str
    validate_only: bool
    explain: bool
    expect: _types_pb2.Expect
    idempotency_key: str
    file: str
    def __init__(self, host: _Optional[str] = ..., validate_only: _Optional[bool] = ..., explain: _Optional[bool] = ..., expect: _Optional[_Union[_types_pb2.Expect, _Mapping]] = ..., idempotency_key: _Optional[str] = ..., file: _Optional[str] = ...) -> None: ...

class UnlinkFileResponse(_message.Message):
    __slots__ = ("fabric", "host", "model", "revision", "host_revision", "replayed", "trace", "would_ask", "ret", "errno", "reason", "decided_by", "effects")
    FABRIC_FIELD_NUMBER: _ClassVar[int]
    HOST_FIELD_NUMBER: _ClassVar[int]
    MODEL_FIELD_NUMBER: _ClassVar[int]
    REVISION_FIELD_NUMBER: _ClassVar[int]
    HOST_REVISION_FIELD_NUMBER: _ClassVar[int]
    REPLAYED_FIELD_NUMBER: _ClassVar[int]
    TRACE_FIELD_NUMBER: _ClassVar[int]
    WOULD_ASK_FIELD_NUMBER: _ClassVar[int]
    RET_FIELD_NUMBER: _ClassVar[int]
    ERRNO_FIELD_NUMBER: _ClassVar[int]
    REASON_FIELD_NUMBER: _ClassVar[int]
    DECIDED_BY_FIELD_NUMBER: _ClassVar[int]
    EFFECTS_FIELD_NUMBER: _ClassVar[int]
    fabric: str
    host: str
    model: str
    revision: int
    host_revision: int
    replayed: bool
    trace: _containers.RepeatedCompositeFieldContainer[_types_pb2.TraceEntry]
    would_ask: _containers.RepeatedCompositeFieldContainer[_types_pb2.Question]
    ret: int
    errno: str
    reason: str
    decided_by: _types_pb2.DecidedBy
    effects: _containers.RepeatedCompositeFieldContainer[_types_pb2.Effect]
    def __init__(self, fabric: _Optional[str] = ..., host: _Optional[str] = ..., model: _Optional[str] = ..., revision: _Optional[int] = ..., host_revision: _Optional[int] = ..., replayed: _Optional[bool] = ..., trace: _Optional[_Iterable[_Union[_types_pb2.TraceEntry, _Mapping]]] = ..., would_ask: _Optional[_Iterable[_Union[_types_pb2.Question, _Mapping]]] = ..., ret: _Optional[int] = ..., errno: _Optional[str] = ..., reason: _Optional[str] = ..., decided_by: _Optional[_Union[_types_pb2.DecidedBy, _Mapping]] = ..., effects: _Optional[_Iterable[_Union[_types_pb2.Effect, _Mapping]]] = ...) -> None: ...

class FileReadRequest(_message.Message):
    __slots__ = ("host", "validate_only", "explain", "expect", "idempotency_key", "file", "first", "count", "pid")
    HOST_FIELD_NUMBER: _ClassVar[int]
    VALIDATE_ONLY_FIELD_NUMBER: _ClassVar[int]
    EXPLAIN_FIELD_NUMBER: _ClassVar[int]
    EXPECT_FIELD_NUMBER: _ClassVar[int]
    IDEMPOTENCY_KEY_FIELD_NUMBER: _ClassVar[int]
    FILE_FIELD_NUMBER: _ClassVar[int]
    FIRST_FIELD_NUMBER: _ClassVar[int]
    COUNT_FIELD_NUMBER: _ClassVar[int]
    PID_FIELD_NUMBER: _ClassVar[int]
    host: str
    validate_only: bool
    explain: bool
    expect: _types_pb2.Expect
    idempotency_key: str
    file: str
    first: int
    count: int
    pid: int
    def __init__(self, host: _Optional[str] = ..., validate_only: _Optional[bool] = ..., explain: _Optional[bool] = ..., expect: _Optional[_Union[_types_pb2.Expect, _Mapping]] = ..., idempotency_key: _Optional[str] = ..., file: _Optional[str] = ..., first: _Optional[int] = ..., count: _Optional[int] = ..., pid: _Optional[int] = ...) -> None: ...

class FileReadResponse(_message.Message):
    __slots__ = ("fabric", "host", "model", "revision", "host_revision", "replayed", "trace", "would_ask", "ret", "errno", "reason", "decided_by", "effects", "nr_pages", "placed", "signal")
    FABRIC_FIELD_NUMBER: _ClassVar[int]
    HOST_FIELD_NUMBER: _ClassVar[int]
    MODEL_FIELD_NUMBER: _ClassVar[int]
    REVISION_FIELD_NUMBER: _ClassVar[int]
    HOST_REVISION_FIELD_NUMBER: _ClassVar[int]
    REPLAYED_FIELD_NUMBER: _ClassVar[int]
    TRACE_FIELD_NUMBER: _ClassVar[int]
    WOULD_ASK_FIELD_NUMBER: _ClassVar[int]
    RET_FIELD_NUMBER: _ClassVar[int]
    ERRNO_FIELD_NUMBER: _ClassVar[int]
    REASON_FIELD_NUMBER: _ClassVar[int]
    DECIDED_BY_FIELD_NUMBER: _ClassVar[int]
    EFFECTS_FIELD_NUMBER: _ClassVar[int]
    NR_PAGES_FIELD_NUMBER: _ClassVar[int]
    PLACED_FIELD_NUMBER: _ClassVar[int]
    SIGNAL_FIELD_NUMBER: _ClassVar[int]
    fabric: str
    host: str
    model: str
    revision: int
    host_revision: int
    replayed: bool
    trace: _containers.RepeatedCompositeFieldContainer[_types_pb2.TraceEntry]
    would_ask: _containers.RepeatedCompositeFieldContainer[_types_pb2.Question]
    ret: int
    errno: str
    reason: str
    decided_by: _types_pb2.DecidedBy
    effects: _containers.RepeatedCompositeFieldContainer[_types_pb2.Effect]
    nr_pages: int
    placed: _containers.RepeatedCompositeFieldContainer[_types_pb2.NodePages]
    signal: int
    def __init__(self, fabric: _Optional[str] = ..., host: _Optional[str] = ..., model: _Optional[str] = ..., revision: _Optional[int] = ..., host_revision: _Optional[int] = ..., replayed: _Optional[bool] = ..., trace: _Optional[_Iterable[_Union[_types_pb2.TraceEntry, _Mapping]]] = ..., would_ask: _Optional[_Iterable[_Union[_types_pb2.Question, _Mapping]]] = ..., ret: _Optional[int] = ..., errno: _Optional[str] = ..., reason: _Optional[str] = ..., decided_by: _Optional[_Union[_types_pb2.DecidedBy, _Mapping]] = ..., effects: _Optional[_Iterable[_Union[_types_pb2.Effect, _Mapping]]] = ..., nr_pages: _Optional[int] = ..., placed: _Optional[_Iterable[_Union[_types_pb2.NodePages, _Mapping]]] = ..., signal: _Optional[int] = ...) -> None: ...

class FileWriteRequest(_message.Message):
    __slots__ = ("host", "validate_only", "explain", "expect", "idempotency_key", "file", "first", "count", "pid")
    HOST_FIELD_NUMBER: _ClassVar[int]
    VALIDATE_ONLY_FIELD_NUMBER: _ClassVar[int]
    EXPLAIN_FIELD_NUMBER: _ClassVar[int]
    EXPECT_FIELD_NUMBER: _ClassVar[int]
    IDEMPOTENCY_KEY_FIELD_NUMBER: _ClassVar[int]
    FILE_FIELD_NUMBER: _ClassVar[int]
    FIRST_FIELD_NUMBER: _ClassVar[int]
    COUNT_FIELD_NUMBER: _ClassVar[int]
    PID_FIELD_NUMBER: _ClassVar[int]
    host: str
    validate_only: bool
    explain: bool
    expect: _types_pb2.Expect
    idempotency_key: str
    file: str
    first: int
    count: int
    pid: int
    def __init__(self, host: _Optional[str] = ..., validate_only: _Optional[bool] = ..., explain: _Optional[bool] = ..., expect: _Optional[_Union[_types_pb2.Expect, _Mapping]] = ..., idempotency_key: _Optional[str] = ..., file: _Optional[str] = ..., first: _Optional[int] = ..., count: _Optional[int] = ..., pid: _Optional[int] = ...) -> None: ...

class FileWriteResponse(_message.Message):
    __slots__ = ("fabric", "host", "model", "revision", "host_revision", "replayed", "trace", "would_ask", "ret", "errno", "reason", "decided_by", "effects", "nr_pages", "placed", "signal")
    FABRIC_FIELD_NUMBER: _ClassVar[int]
    HOST_FIELD_NUMBER: _ClassVar[int]
    MODEL_FIELD_NUMBER: _ClassVar[int]
    REVISION_FIELD_NUMBER: _ClassVar[int]
    HOST_REVISION_FIELD_NUMBER: _ClassVar[int]
    REPLAYED_FIELD_NUMBER: _ClassVar[int]
    TRACE_FIELD_NUMBER: _ClassVar[int]
    WOULD_ASK_FIELD_NUMBER: _ClassVar[int]
    RET_FIELD_NUMBER: _ClassVar[int]
    ERRNO_FIELD_NUMBER: _ClassVar[int]
    REASON_FIELD_NUMBER: _ClassVar[int]
    DECIDED_BY_FIELD_NUMBER: _ClassVar[int]
    EFFECTS_FIELD_NUMBER: _ClassVar[int]
    NR_PAGES_FIELD_NUMBER: _ClassVar[int]
    PLACED_FIELD_NUMBER: _ClassVar[int]
    SIGNAL_FIELD_NUMBER: _ClassVar[int]
    fabric: str
    host: str
    model: str
    revision: int
    host_revision: int
    replayed: bool
    trace: _containers.RepeatedCompositeFieldContainer[_types_pb2.TraceEntry]
    would_ask: _containers.RepeatedCompositeFieldContainer[_types_pb2.Question]
    ret: int
    errno: str
    reason: str
    decided_by: _types_pb2.DecidedBy
    effects: _containers.RepeatedCompositeFieldContainer[_types_pb2.Effect]
    nr_pages: int
    placed: _containers.RepeatedCompositeFieldContainer[_types_pb2.NodePages]
    signal: int
    def __init__(self, fabric: _Optional[str] = ..., host: _Optional[str] = ..., model: _Optional[str] = ..., revision: _Optional[int] = ..., host_revision: _Optional[int] = ..., replayed: _Optional[bool] = ..., trace: _Optional[_Iterable[_Union[_types_pb2.TraceEntry, _Mapping]]] = ..., would_ask: _Optional[_Iterable[_Union[_types_pb2.Question, _Mapping]]] = ..., ret: _Optional[int] = ..., errno: _Optional[str] = ..., reason: _Optional[str] = ..., decided_by: _Optional[_Union[_types_pb2.DecidedBy, _Mapping]] = ..., effects: _Optional[_Iterable[_Union[_types_pb2.Effect, _Mapping]]] = ..., nr_pages: _Optional[int] = ..., placed: _Optional[_Iterable[_Union[_types_pb2.NodePages, _Mapping]]] = ..., signal: _Optional[int] = ...) -> None: ...

class FsyncRequest(_message.Message):
    __slots__ = ("host", "validate_only", "explain", "expect", "idempotency_key", "file")
    HOST_FIELD_NUMBER: _ClassVar[int]
    VALIDATE_ONLY_FIELD_NUMBER: _ClassVar[int]
    EXPLAIN_FIELD_NUMBER: _ClassVar[int]
    EXPECT_FIELD_NUMBER: _ClassVar[int]
    IDEMPOTENCY_KEY_FIELD_NUMBER: _ClassVar[int]
    FILE_FIELD_NUMBER: _ClassVar[int]
    host: str
    validate_only: bool
    explain: bool
    expect: _types_pb2.Expect
    idempotency_key: str
    file: str
    def __init__(self, host: _Optional[str] = ..., validate_only: _Optional[bool] = ..., explain: _Optional[bool] = ..., expect: _Optional[_Union[_types_pb2.Expect, _Mapping]] = ..., idempotency_key: _Optional[str] = ..., file: _Optional[str] = ...) -> None: ...

class FsyncResponse(_message.Message):
    __slots__ = ("fabric", "host", "model", "revision", "host_revision", "replayed", "trace", "would_ask", "ret", "errno", "reason", "decided_by", "effects")
    FABRIC_FIELD_NUMBER: _ClassVar[int]
    HOST_FIELD_NUMBER: _ClassVar[int]
    MODEL_FIELD_NUMBER: _ClassVar[int]
    REVISION_FIELD_NUMBER: _ClassVar[int]
    HOST_REVISION_FIELD_NUMBER: _ClassVar[int]
    REPLAYED_FIELD_NUMBER: _ClassVar[int]
    TRACE_FIELD_NUMBER: _ClassVar[int]
    WOULD_ASK_FIELD_NUMBER: _ClassVar[int]
    RET_FIELD_NUMBER: _ClassVar[int]
    ERRNO_FIELD_NUMBER: _ClassVar[int]
    REASON_FIELD_NUMBER: _ClassVar[int]
    DECIDED_BY_FIELD_NUMBER: _ClassVar[int]
    EFFECTS_FIELD_NUMBER: _ClassVar[int]
    fabric: str
    host: str
    model: str
    revision: int
    host_revision: int
    replayed: bool
    trace: _containers.RepeatedCompositeFieldContainer[_types_pb2.TraceEntry]
    would_ask: _containers.RepeatedCompositeFieldContainer[_types_pb2.Question]
    ret: int
    errno: str
    reason: str
    decided_by: _types_pb2.DecidedBy
    effects: _containers.RepeatedCompositeFieldContainer[_types_pb2.Effect]
    def __init__(self, fabric: _Optional[str] = ..., host: _Optional[str] = ..., model: _Optional[str] = ..., revision: _Optional[int] = ..., host_revision: _Optional[int] = ..., replayed: _Optional[bool] = ..., trace: _Optional[_Iterable[_Union[_types_pb2.TraceEntry, _Mapping]]] = ..., would_ask: _Optional[_Iterable[_Union[_types_pb2.Question, _Mapping]]] = ..., ret: _Optional[int] = ..., errno: _Optional[str] = ..., reason: _Optional[str] = ..., decided_by: _Optional[_Union[_types_pb2.DecidedBy, _Mapping]] = ..., effects: _Optional[_Iterable[_Union[_types_pb2.Effect, _Mapping]]] = ...) -> None: ...

class DropCachesRequest(_message.Message):
    __slots__ = ("host", "validate_only", "explain", "expect", "idempotency_key", "file")
    HOST_FIELD_NUMBER: _ClassVar[int]
    VALIDATE_ONLY_FIELD_NUMBER: _ClassVar[int]
    EXPLAIN_FIELD_NUMBER: _ClassVar[int]
    EXPECT_FIELD_NUMBER: _ClassVar[int]
    IDEMPOTENCY_KEY_FIELD_NUMBER: _ClassVar[int]
    FILE_FIELD_NUMBER: _ClassVar[int]
    host: str
    validate_only: bool
    explain: bool
    expect: _types_pb2.Expect
    idempotency_key: str
    file: str
    def __init__(self, host: _Optional[str] = ..., validate_only: _Optional[bool] = ..., explain: _Optional[bool] = ..., expect: _Optional[_Union[_types_pb2.Expect, _Mapping]] = ..., idempotency_key: _Optional[str] = ..., file: _Optional[str] = ...) -> None: ...

class DropCachesResponse(_message.Message):
    __slots__ = ("fabric", "host", "model", "revision", "host_revision", "replayed", "trace", "would_ask", "ret", "errno", "reason", "decided_by", "effects")
    FABRIC_FIELD_NUMBER: _ClassVar[int]
    HOST_FIELD_NUMBER: _ClassVar[int]
    MODEL_FIELD_NUMBER: _ClassVar[int]
    REVISION_FIELD_NUMBER: _ClassVar[int]
    HOST_REVISION_FIELD_NUMBER: _ClassVar[int]
    REPLAYED_FIELD_NUMBER: _ClassVar[int]
    TRACE_FIELD_NUMBER: _ClassVar[int]
    WOULD_ASK_FIELD_NUMBER: _ClassVar[int]
    RET_FIELD_NUMBER: _ClassVar[int]
    ERRNO_FIELD_NUMBER: _ClassVar[int]
    REASON_FIELD_NUMBER: _ClassVar[int]
    DECIDED_BY_FIELD_NUMBER: _ClassVar[int]
    EFFECTS_FIELD_NUMBER: _ClassVar[int]
    fabric: str
    host: str
    model: str
    revision: int
    host_revision: int
    replayed: bool
    trace: _containers.RepeatedCompositeFieldContainer[_types_pb2.TraceEntry]
    would_ask: _containers.RepeatedCompositeFieldContainer[_types_pb2.Question]
    ret: int
    errno: str
    reason: str
    decided_by: _types_pb2.DecidedBy
    effects: _containers.RepeatedCompositeFieldContainer[_types_pb2.Effect]
    def __init__(self, fabric: _Optional[str] = ..., host: _Optional[str] = ..., model: _Optional[str] = ..., revision: _Optional[int] = ..., host_revision: _Optional[int] = ..., replayed: _Optional[bool] = ..., trace: _Optional[_Iterable[_Union[_types_pb2.TraceEntry, _Mapping]]] = ..., would_ask: _Optional[_Iterable[_Union[_types_pb2.Question, _Mapping]]] = ..., ret: _Optional[int] = ..., errno: _Optional[str] = ..., reason: _Optional[str] = ..., decided_by: _Optional[_Union[_types_pb2.DecidedBy, _Mapping]] = ..., effects: _Optional[_Iterable[_Union[_types_pb2.Effect, _Mapping]]] = ...) -> None: ...

class AllocPagesRequest(_message.Message):
    __slots__ = ("host", "validate_only", "explain", "expect", "idempotency_key", "label", "preferred_nid", "gfp", "order", "nodemask", "count", "pid", "context", "key", "folio", "scopes")
    HOST_FIELD_NUMBER: _ClassVar[int]
    VALIDATE_ONLY_FIELD_NUMBER: _ClassVar[int]
    EXPLAIN_FIELD_NUMBER: _ClassVar[int]
    EXPECT_FIELD_NUMBER: _ClassVar[int]
    IDEMPOTENCY_KEY_FIELD_NUMBER: _ClassVar[int]
    LABEL_FIELD_NUMBER: _ClassVar[int]
    PREFERRED_NID_FIELD_NUMBER: _ClassVar[int]
    GFP_FIELD_NUMBER: _ClassVar[int]
    ORDER_FIELD_NUMBER: _ClassVar[int]
    NODEMASK_FIELD_NUMBER: _ClassVar[int]
    COUNT_FIELD_NUMBER: _ClassVar[int]
    PID_FIELD_NUMBER: _ClassVar[int]
    CONTEXT_FIELD_NUMBER: _ClassVar[int]
    KEY_FIELD_NUMBER: _ClassVar[int]
    FOLIO_FIELD_NUMBER: _ClassVar[int]
    SCOPES_FIELD_NUMBER: _ClassVar[int]
    host: str
    validate_only: bool
    explain: bool
    expect: _types_pb2.Expect
    idempotency_key: str
    label: str
    preferred_nid: int
    gfp: _types_pb2.StringList
    order: int
    nodemask: _types_pb2.Int32List
    count: int
    pid: int
    context: str
    key: bool
    folio: bool
    scopes: _containers.RepeatedScalarFieldContainer[str]
    def __init__(self, host: _Optional[str] = ..., validate_only: _Optional[bool] = ..., explain: _Optional[bool] = ..., expect: _Optional[_Union[_types_pb2.Expect, _Mapping]] = ..., idempotency_key: _Optional[str] = ..., label: _Optional[str] = ..., preferred_nid: _Optional[int] = ..., gfp: _Optional[_Union[_types_pb2.StringList, _Mapping]] = ..., order: _Optional[int] = ..., nodemask: _Optional[_Union[_types_pb2.Int32List, _Mapping]] = ..., count: _Optional[int] = ..., pid: _Optional[int] = ..., context: _Optional[str] = ..., key: _Optional[bool] = ..., folio: _Optional[bool] = ..., scopes: _Optional[_Iterable[str]] = ...) -> None: ...

class AllocPagesResponse(_message.Message):
    __slots__ = ("fabric", "host", "model", "revision", "host_revision", "replayed", "trace", "would_ask", "ret", "errno", "reason", "decided_by", "effects", "nr_allocated", "nids", "pages")
    FABRIC_FIELD_NUMBER: _ClassVar[int]
    HOST_FIELD_NUMBER: _ClassVar[int]
    MODEL_FIELD_NUMBER: _ClassVar[int]
    REVISION_FIELD_NUMBER: _ClassVar[int]
    HOST_REVISION_FIELD_NUMBER: _ClassVar[int]
    REPLAYED_FIELD_NUMBER: _ClassVar[int]
    TRACE_FIELD_NUMBER: _ClassVar[int]
    WOULD_ASK_FIELD_NUMBER: _ClassVar[int]
    RET_FIELD_NUMBER: _ClassVar[int]
    ERRNO_FIELD_NUMBER: _ClassVar[int]
    REASON_FIELD_NUMBER: _ClassVar[int]
    DECIDED_BY_FIELD_NUMBER: _ClassVar[int]
    EFFECTS_FIELD_NUMBER: _ClassVar[int]
    NR_ALLOCATED_FIELD_NUMBER: _ClassVar[int]
    NIDS_FIELD_NUMBER: _ClassVar[int]
    PAGES_FIELD_NUMBER: _ClassVar[int]
    fabric: str
    host: str
    model: str
    revision: int
    host_revision: int
    replayed: bool
    trace: _containers.RepeatedCompositeFieldContainer[_types_pb2.TraceEntry]
    would_ask: _containers.RepeatedCompositeFieldContainer[_types_pb2.Question]
    ret: int
    errno: str
    reason: str
    decided_by: _types_pb2.DecidedBy
    effects: _containers.RepeatedCompositeFieldContainer[_types_pb2.Effect]
    nr_allocated: int
    nids: _containers.RepeatedScalarFieldContainer[int]
    pages: _containers.RepeatedCompositeFieldContainer[_types_pb2.PfnRun]
    def __init__(self, fabric: _Optional[str] = ..., host: _Optional[str] = ..., model: _Optional[str] = ..., revision: _Optional[int] = ..., host_revision: _Optional[int] = ..., replayed: _Optional[bool] = ..., trace: _Optional[_Iterable[_Union[_types_pb2.TraceEntry, _Mapping]]] = ..., would_ask: _Optional[_Iterable[_Union[_types_pb2.Question, _Mapping]]] = ..., ret: _Optional[int] = ..., errno: _Optional[str] = ..., reason: _Optional[str] = ..., decided_by: _Optional[_Union[_types_pb2.DecidedBy, _Mapping]] = ..., effects: _Optional[_Iterable[_Union[_types_pb2.Effect, _Mapping]]] = ..., nr_allocated: _Optional[int] = ..., nids: _Optional[_Iterable[int]] = ..., pages: _Optional[_Iterable[_Union[_types_pb2.PfnRun, _Mapping]]] = ...) -> None: ...

class FreePagesRequest(_message.Message):
    __slots__ = ("host", "validate_only", "explain", "expect", "idempotency_key", "label")
    HOST_FIELD_NUMBER: _ClassVar[int]
    VALIDATE_ONLY_FIELD_NUMBER: _ClassVar[int]
    EXPLAIN_FIELD_NUMBER: _ClassVar[int]
    EXPECT_FIELD_NUMBER: _ClassVar[int]
    IDEMPOTENCY_KEY_FIELD_NUMBER: _ClassVar[int]
    LABEL_FIELD_NUMBER: _ClassVar[int]
    host: str
    validate_only: bool
    explain: bool
    expect: _types_pb2.Expect
    idempotency_key: str
    label: str
    def __init__(self, host: _Optional[str] = ..., validate_only: _Optional[bool] = ..., explain: _Optional[bool] = ..., expect: _Optional[_Union[_types_pb2.Expect, _Mapping]] = ..., idempotency_key: _Optional[str] = ..., label: _Optional[str] = ...) -> None: ...

class FreePagesResponse(_message.Message):
    __slots__ = ("fabric", "host", "model", "revision", "host_revision", "replayed", "trace", "would_ask", "ret", "errno", "reason", "decided_by", "effects")
    FABRIC_FIELD_NUMBER: _ClassVar[int]
    HOST_FIELD_NUMBER: _ClassVar[int]
    MODEL_FIELD_NUMBER: _ClassVar[int]
    REVISION_FIELD_NUMBER: _ClassVar[int]
    HOST_REVISION_FIELD_NUMBER: _ClassVar[int]
    REPLAYED_FIELD_NUMBER: _ClassVar[int]
    TRACE_FIELD_NUMBER: _ClassVar[int]
    WOULD_ASK_FIELD_NUMBER: _ClassVar[int]
    RET_FIELD_NUMBER: _ClassVar[int]
    ERRNO_FIELD_NUMBER: _ClassVar[int]
    REASON_FIELD_NUMBER: _ClassVar[int]
    DECIDED_BY_FIELD_NUMBER: _ClassVar[int]
    EFFECTS_FIELD_NUMBER: _ClassVar[int]
    fabric: str
    host: str
    model: str
    revision: int
    host_revision: int
    replayed: bool
    trace: _containers.RepeatedCompositeFieldContainer[_types_pb2.TraceEntry]
    would_ask: _containers.RepeatedCompositeFieldContainer[_types_pb2.Question]
    ret: int
    errno: str
    reason: str
    decided_by: _types_pb2.DecidedBy
    effects: _containers.RepeatedCompositeFieldContainer[_types_pb2.Effect]
    def __init__(self, fabric: _Optional[str] = ..., host: _Optional[str] = ..., model: _Optional[str] = ..., revision: _Optional[int] = ..., host_revision: _Optional[int] = ..., replayed: _Optional[bool] = ..., trace: _Optional[_Iterable[_Union[_types_pb2.TraceEntry, _Mapping]]] = ..., would_ask: _Optional[_Iterable[_Union[_types_pb2.Question, _Mapping]]] = ..., ret: _Optional[int] = ..., errno: _Optional[str] = ..., reason: _Optional[str] = ..., decided_by: _Optional[_Union[_types_pb2.DecidedBy, _Mapping]] = ..., effects: _Optional[_Iterable[_Union[_types_pb2.Effect, _Mapping]]] = ...) -> None: ...

class RunRequest(_message.Message):
    __slots__ = ("host", "validate_only", "explain", "expect", "idempotency_key", "work", "nid", "pid")
    HOST_FIELD_NUMBER: _ClassVar[int]
    VALIDATE_ONLY_FIELD_NUMBER: _ClassVar[int]
    EXPLAIN_FIELD_NUMBER: _ClassVar[int]
    EXPECT_FIELD_NUMBER: _ClassVar[int]
    IDEMPOTENCY_KEY_FIELD_NUMBER: _ClassVar[int]
    WORK_FIELD_NUMBER: _ClassVar[int]
    NID_FIELD_NUMBER: _ClassVar[int]
    PID_FIELD_NUMBER: _ClassVar[int]
    host: str
    validate_only: bool
    explain: bool
    expect: _types_pb2.Expect
    idempotency_key: str
    work: str
    nid: int
    pid: int
    def __init__(self, host: _Optional[str] = ..., validate_only: _Optional[bool] = ..., explain: _Optional[bool] = ..., expect: _Optional[_Union[_types_pb2.Expect, _Mapping]] = ..., idempotency_key: _Optional[str] = ..., work: _Optional[str] = ..., nid: _Optional[int] = ..., pid: _Optional[int] = ...) -> None: ...

class RunResponse(_message.Message):
    __slots__ = ("fabric", "host", "model", "revision", "host_revision", "replayed", "trace", "would_ask", "ret", "errno", "reason", "decided_by", "effects")
    FABRIC_FIELD_NUMBER: _ClassVar[int]
    HOST_FIELD_NUMBER: _ClassVar[int]
    MODEL_FIELD_NUMBER: _ClassVar[int]
    REVISION_FIELD_NUMBER: _ClassVar[int]
    HOST_REVISION_FIELD_NUMBER: _ClassVar[int]
    REPLAYED_FIELD_NUMBER: _ClassVar[int]
    TRACE_FIELD_NUMBER: _ClassVar[int]
    WOULD_ASK_FIELD_NUMBER: _ClassVar[int]
    RET_FIELD_NUMBER: _ClassVar[int]
    ERRNO_FIELD_NUMBER: _ClassVar[int]
    REASON_FIELD_NUMBER: _ClassVar[int]
    DECIDED_BY_FIELD_NUMBER: _ClassVar[int]
    EFFECTS_FIELD_NUMBER: _ClassVar[int]
    fabric: str
    host: str
    model: str
    revision: int
    host_revision: int
    replayed: bool
    trace: _containers.RepeatedCompositeFieldContainer[_types_pb2.TraceEntry]
    would_ask: _containers.RepeatedCompositeFieldContainer[_types_pb2.Question]
    ret: int
    errno: str
    reason: str
    decided_by: _types_pb2.DecidedBy
    effects: _containers.RepeatedCompositeFieldContainer[_types_pb2.Effect]
    def __init__(self, fabric: _Optional[str] = ..., host: _Optional[str] = ..., model: _Optional[str] = ..., revision: _Optional[int] = ..., host_revision: _Optional[int] = ..., replayed: _Optional[bool] = ..., trace: _Optional[_Iterable[_Union[_types_pb2.TraceEntry, _Mapping]]] = ..., would_ask: _Optional[_Iterable[_Union[_types_pb2.Question, _Mapping]]] = ..., ret: _Optional[int] = ..., errno: _Optional[str] = ..., reason: _Optional[str] = ..., decided_by: _Optional[_Union[_types_pb2.DecidedBy, _Mapping]] = ..., effects: _Optional[_Iterable[_Union[_types_pb2.Effect, _Mapping]]] = ...) -> None: ...

class AdvanceRequest(_message.Message):
    __slots__ = ("host", "validate_only", "explain", "expect", "idempotency_key", "ns")
    HOST_FIELD_NUMBER: _ClassVar[int]
    VALIDATE_ONLY_FIELD_NUMBER: _ClassVar[int]
    EXPLAIN_FIELD_NUMBER: _ClassVar[int]
    EXPECT_FIELD_NUMBER: _ClassVar[int]
    IDEMPOTENCY_KEY_FIELD_NUMBER: _ClassVar[int]
    NS_FIELD_NUMBER: _ClassVar[int]
    host: str
    validate_only: bool
    explain: bool
    expect: _types_pb2.Expect
    idempotency_key: str
    ns: int
    def __init__(self, host: _Optional[str] = ..., validate_only: _Optional[bool] = ..., explain: _Optional[bool] = ..., expect: _Optional[_Union[_types_pb2.Expect, _Mapping]] = ..., idempotency_key: _Optional[str] = ..., ns: _Optional[int] = ...) -> None: ...

class AdvanceResponse(_message.Message):
    __slots__ = ("fabric", "host", "model", "revision", "host_revision", "replayed", "trace", "would_ask", "ret", "errno", "reason", "decided_by", "effects")
    FABRIC_FIELD_NUMBER: _ClassVar[int]
    HOST_FIELD_NUMBER: _ClassVar[int]
    MODEL_FIELD_NUMBER: _ClassVar[int]
    REVISION_FIELD_NUMBER: _ClassVar[int]
    HOST_REVISION_FIELD_NUMBER: _ClassVar[int]
    REPLAYED_FIELD_NUMBER: _ClassVar[int]
    TRACE_FIELD_NUMBER: _ClassVar[int]
    WOULD_ASK_FIELD_NUMBER: _ClassVar[int]
    RET_FIELD_NUMBER: _ClassVar[int]
    ERRNO_FIELD_NUMBER: _ClassVar[int]
    REASON_FIELD_NUMBER: _ClassVar[int]
    DECIDED_BY_FIELD_NUMBER: _ClassVar[int]
    EFFECTS_FIELD_NUMBER: _ClassVar[int]
    fabric: str
    host: str
    model: str
    revision: int
    host_revision: int
    replayed: bool
    trace: _containers.RepeatedCompositeFieldContainer[_types_pb2.TraceEntry]
    would_ask: _containers.RepeatedCompositeFieldContainer[_types_pb2.Question]
    ret: int
    errno: str
    reason: str
    decided_by: _types_pb2.DecidedBy
    effects: _containers.RepeatedCompositeFieldContainer[_types_pb2.Effect]
    def __init__(self, fabric: _Optional[str] = ..., host: _Optional[str] = ..., model: _Optional[str] = ..., revision: _Optional[int] = ..., host_revision: _Optional[int] = ..., replayed: _Optional[bool] = ..., trace: _Optional[_Iterable[_Union[_types_pb2.TraceEntry, _Mapping]]] = ..., would_ask: _Optional[_Iterable[_Union[_types_pb2.Question, _Mapping]]] = ..., ret: _Optional[int] = ..., errno: _Optional[str] = ..., reason: _Optional[str] = ..., decided_by: _Optional[_Union[_types_pb2.DecidedBy, _Mapping]] = ..., effects: _Optional[_Iterable[_Union[_types_pb2.Effect, _Mapping]]] = ...) -> None: ...

class FailFunctionRequest(_message.Message):
    __slots__ = ("host", "validate_only", "explain", "expect", "idempotency_key", "inject", "retval", "times", "space", "block")
    HOST_FIELD_NUMBER: _ClassVar[int]
    VALIDATE_ONLY_FIELD_NUMBER: _ClassVar[int]
    EXPLAIN_FIELD_NUMBER: _ClassVar[int]
    EXPECT_FIELD_NUMBER: _ClassVar[int]
    IDEMPOTENCY_KEY_FIELD_NUMBER: _ClassVar[int]
    INJECT_FIELD_NUMBER: _ClassVar[int]
    RETVAL_FIELD_NUMBER: _ClassVar[int]
    TIMES_FIELD_NUMBER: _ClassVar[int]
    SPACE_FIELD_NUMBER: _ClassVar[int]
    BLOCK_FIELD_NUMBER: _ClassVar[int]
    host: str
    validate_only: bool
    explain: bool
    expect: _types_pb2.Expect
    idempotency_key: str
    inject: str
    retval: str
    times: int
    space: int
    block: int
    def __init__(self, host: _Optional[str] = ..., validate_only: _Optional[bool] = ..., explain: _Optional[bool] = ..., expect: _Optional[_Union[_types_pb2.Expect, _Mapping]] = ..., idempotency_key: _Optional[str] = ..., inject: _Optional[str] = ..., retval: _Optional[str] = ..., times: _Optional[int] = ..., space: _Optional[int] = ..., block: _Optional[int] = ...) -> None: ...

class FailFunctionResponse(_message.Message):
    __slots__ = ("fabric", "host", "model", "revision", "host_revision", "replayed", "trace", "would_ask", "ret", "errno", "reason", "decided_by", "effects")
    FABRIC_FIELD_NUMBER: _ClassVar[int]
    HOST_FIELD_NUMBER: _ClassVar[int]
    MODEL_FIELD_NUMBER: _ClassVar[int]
    REVISION_FIELD_NUMBER: _ClassVar[int]
    HOST_REVISION_FIELD_NUMBER: _ClassVar[int]
    REPLAYED_FIELD_NUMBER: _ClassVar[int]
    TRACE_FIELD_NUMBER: _ClassVar[int]
    WOULD_ASK_FIELD_NUMBER: _ClassVar[int]
    RET_FIELD_NUMBER: _ClassVar[int]
    ERRNO_FIELD_NUMBER: _ClassVar[int]
    REASON_FIELD_NUMBER: _ClassVar[int]
    DECIDED_BY_FIELD_NUMBER: _ClassVar[int]
    EFFECTS_FIELD_NUMBER: _ClassVar[int]
    fabric: str
    host: str
    model: str
    revision: int
    host_revision: int
    replayed: bool
    trace: _containers.RepeatedCompositeFieldContainer[_types_pb2.TraceEntry]
    would_ask: _containers.RepeatedCompositeFieldContainer[_types_pb2.Question]
    ret: int
    errno: str
    reason: str
    decided_by: _types_pb2.DecidedBy
    effects: _containers.RepeatedCompositeFieldContainer[_types_pb2.Effect]
    def __init__(self, fabric: _Optional[str] = ..., host: _Optional[str] = ..., model: _Optional[str] = ..., revision: _Optional[int] = ..., host_revision: _Optional[int] = ..., replayed: _Optional[bool] = ..., trace: _Optional[_Iterable[_Union[_types_pb2.TraceEntry, _Mapping]]] = ..., would_ask: _Optional[_Iterable[_Union[_types_pb2.Question, _Mapping]]] = ..., ret: _Optional[int] = ..., errno: _Optional[str] = ..., reason: _Optional[str] = ..., decided_by: _Optional[_Union[_types_pb2.DecidedBy, _Mapping]] = ..., effects: _Optional[_Iterable[_Union[_types_pb2.Effect, _Mapping]]] = ...) -> None: ...

class NodePrivateRegisterRequest(_message.Message):
    __slots__ = ("host", "validate_only", "explain", "expect", "idempotency_key", "nid", "owner", "driver", "rights")
    HOST_FIELD_NUMBER: _ClassVar[int]
    VALIDATE_ONLY_FIELD_NUMBER: _ClassVar[int]
    EXPLAIN_FIELD_NUMBER: _ClassVar[int]
    EXPECT_FIELD_NUMBER: _ClassVar[int]
    IDEMPOTENCY_KEY_FIELD_NUMBER: _ClassVar[int]
    NID_FIELD_NUMBER: _ClassVar[int]
    OWNER_FIELD_NUMBER: _ClassVar[int]
    DRIVER_FIELD_NUMBER: _ClassVar[int]
    RIGHTS_FIELD_NUMBER: _ClassVar[int]
    host: str
    validate_only: bool
    explain: bool
    expect: _types_pb2.Expect
    idempotency_key: str
    nid: int
    owner: str
    driver: str
    rights: _types_pb2.StringList
    def __init__(self, host: _Optional[str] = ..., validate_only: _Optional[bool] = ..., explain: _Optional[bool] = ..., expect: _Optional[_Union[_types_pb2.Expect, _Mapping]] = ..., idempotency_key: _Optional[str] = ..., nid: _Optional[int] = ..., owner: _Optional[str] = ..., driver: _Optional[str] = ..., rights: _Optional[_Union[_types_pb2.StringList, _Mapping]] = ...) -> None: ...

class NodePrivateRegisterResponse(_message.Message):
    __slots__ = ("fabric", "host", "model", "revision", "host_revision", "replayed", "trace", "would_ask", "ret", "errno", "reason", "decided_by", "effects")
    FABRIC_FIELD_NUMBER: _ClassVar[int]
    HOST_FIELD_NUMBER: _ClassVar[int]
    MODEL_FIELD_NUMBER: _ClassVar[int]
    REVISION_FIELD_NUMBER: _ClassVar[int]
    HOST_REVISION_FIELD_NUMBER: _ClassVar[int]
    REPLAYED_FIELD_NUMBER: _ClassVar[int]
    TRACE_FIELD_NUMBER: _ClassVar[int]
    WOULD_ASK_FIELD_NUMBER: _ClassVar[int]
    RET_FIELD_NUMBER: _ClassVar[int]
    ERRNO_FIELD_NUMBER: _ClassVar[int]
    REASON_FIELD_NUMBER: _ClassVar[int]
    DECIDED_BY_FIELD_NUMBER: _ClassVar[int]
    EFFECTS_FIELD_NUMBER: _ClassVar[int]
    fabric: str
    host: str
    model: str
    revision: int
    host_revision: int
    replayed: bool
    trace: _containers.RepeatedCompositeFieldContainer[_types_pb2.TraceEntry]
    would_ask: _containers.RepeatedCompositeFieldContainer[_types_pb2.Question]
    ret: int
    errno: str
    reason: str
    decided_by: _types_pb2.DecidedBy
    effects: _containers.RepeatedCompositeFieldContainer[_types_pb2.Effect]
    def __init__(self, fabric: _Optional[str] = ..., host: _Optional[str] = ..., model: _Optional[str] = ..., revision: _Optional[int] = ..., host_revision: _Optional[int] = ..., replayed: _Optional[bool] = ..., trace: _Optional[_Iterable[_Union[_types_pb2.TraceEntry, _Mapping]]] = ..., would_ask: _Optional[_Iterable[_Union[_types_pb2.Question, _Mapping]]] = ..., ret: _Optional[int] = ..., errno: _Optional[str] = ..., reason: _Optional[str] = ..., decided_by: _Optional[_Union[_types_pb2.DecidedBy, _Mapping]] = ..., effects: _Optional[_Iterable[_Union[_types_pb2.Effect, _Mapping]]] = ...) -> None: ...

class NodePrivateSetOpsRequest(_message.Message):
    __slots__ = ("host", "validate_only", "explain", "expect", "idempotency_key", "nid", "ops")
    HOST_FIELD_NUMBER: _ClassVar[int]
    VALIDATE_ONLY_FIELD_NUMBER: _ClassVar[int]
    EXPLAIN_FIELD_NUMBER: _ClassVar[int]
    EXPECT_FIELD_NUMBER: _ClassVar[int]
    IDEMPOTENCY_KEY_FIELD_NUMBER: _ClassVar[int]
    NID_FIELD_NUMBER: _ClassVar[int]
    OPS_FIELD_NUMBER: _ClassVar[int]
    host: str
    validate_only: bool
    explain: bool
    expect: _types_pb2.Expect
    idempotency_key: str
    nid: int
    ops: _types_pb2.NodePrivateOps
    def __init__(self, host: _Optional[str] = ..., validate_only: _Optional[bool] = ..., explain: _Optional[bool] = ..., expect: _Optional[_Union[_types_pb2.Expect, _Mapping]] = ..., idempotency_key: _Optional[str] = ..., nid: _Optional[int] = ..., ops: _Optional[_Union[_types_pb2.NodePrivateOps, _Mapping]] = ...) -> None: ...

class NodePrivateSetOpsResponse(_message.Message):
    __slots__ = ("fabric", "host", "model", "revision", "host_revision", "replayed", "trace", "would_ask", "ret", "errno", "reason", "decided_by", "effects")
    FABRIC_FIELD_NUMBER: _ClassVar[int]
    HOST_FIELD_NUMBER: _ClassVar[int]
    MODEL_FIELD_NUMBER: _ClassVar[int]
    REVISION_FIELD_NUMBER: _ClassVar[int]
    HOST_REVISION_FIELD_NUMBER: _ClassVar[int]
    REPLAYED_FIELD_NUMBER: _ClassVar[int]
    TRACE_FIELD_NUMBER: _ClassVar[int]
    WOULD_ASK_FIELD_NUMBER: _ClassVar[int]
    RET_FIELD_NUMBER: _ClassVar[int]
    ERRNO_FIELD_NUMBER: _ClassVar[int]
    REASON_FIELD_NUMBER: _ClassVar[int]
    DECIDED_BY_FIELD_NUMBER: _ClassVar[int]
    EFFECTS_FIELD_NUMBER: _ClassVar[int]
    fabric: str
    host: str
    model: str
    revision: int
    host_revision: int
    replayed: bool
    trace: _containers.RepeatedCompositeFieldContainer[_types_pb2.TraceEntry]
    would_ask: _containers.RepeatedCompositeFieldContainer[_types_pb2.Question]
    ret: int
    errno: str
    reason: str
    decided_by: _types_pb2.DecidedBy
    effects: _containers.RepeatedCompositeFieldContainer[_types_pb2.Effect]
    def __init__(self, fabric: _Optional[str] = ..., host: _Optional[str] = ..., model: _Optional[str] = ..., revision: _Optional[int] = ..., host_revision: _Optional[int] = ..., replayed: _Optional[bool] = ..., trace: _Optional[_Iterable[_Union[_types_pb2.TraceEntry, _Mapping]]] = ..., would_ask: _Optional[_Iterable[_Union[_types_pb2.Question, _Mapping]]] = ..., ret: _Optional[int] = ..., errno: _Optional[str] = ..., reason: _Optional[str] = ..., decided_by: _Optional[_Union[_types_pb2.DecidedBy, _Mapping]] = ..., effects: _Optional[_Iterable[_Union[_types_pb2.Effect, _Mapping]]] = ...) -> None: ...

class NodePrivateClearOpsRequest(_message.Message):
    __slots__ = ("host", "validate_only", "explain", "expect", "idempotency_key", "nid", "ops")
    HOST_FIELD_NUMBER: _ClassVar[int]
    VALIDATE_ONLY_FIELD_NUMBER: _ClassVar[int]
    EXPLAIN_FIELD_NUMBER: _ClassVar[int]
    EXPECT_FIELD_NUMBER: _ClassVar[int]
    IDEMPOTENCY_KEY_FIELD_NUMBER: _ClassVar[int]
    NID_FIELD_NUMBER: _ClassVar[int]
    OPS_FIELD_NUMBER: _ClassVar[int]
    host: str
    validate_only: bool
    explain: bool
    expect: _types_pb2.Expect
    idempotency_key: str
    nid: int
    ops: str
    def __init__(self, host: _Optional[str] = ..., validate_only: _Optional[bool] = ..., explain: _Optional[bool] = ..., expect: _Optional[_Union[_types_pb2.Expect, _Mapping]] = ..., idempotency_key: _Optional[str] = ..., nid: _Optional[int] = ..., ops: _Optional[str] = ...) -> None: ...

class NodePrivateClearOpsResponse(_message.Message):
    __slots__ = ("fabric", "host", "model", "revision", "host_revision", "replayed", "trace", "would_ask", "ret", "errno", "reason", "decided_by", "effects")
    FABRIC_FIELD_NUMBER: _ClassVar[int]
    HOST_FIELD_NUMBER: _ClassVar[int]
    MODEL_FIELD_NUMBER: _ClassVar[int]
    REVISION_FIELD_NUMBER: _ClassVar[int]
    HOST_REVISION_FIELD_NUMBER: _ClassVar[int]
    REPLAYED_FIELD_NUMBER: _ClassVar[int]
    TRACE_FIELD_NUMBER: _ClassVar[int]
    WOULD_ASK_FIELD_NUMBER: _ClassVar[int]
    RET_FIELD_NUMBER: _ClassVar[int]
    ERRNO_FIELD_NUMBER: _ClassVar[int]
    REASON_FIELD_NUMBER: _ClassVar[int]
    DECIDED_BY_FIELD_NUMBER: _ClassVar[int]
    EFFECTS_FIELD_NUMBER: _ClassVar[int]
    fabric: str
    host: str
    model: str
    revision: int
    host_revision: int
    replayed: bool
    trace: _containers.RepeatedCompositeFieldContainer[_types_pb2.TraceEntry]
    would_ask: _containers.RepeatedCompositeFieldContainer[_types_pb2.Question]
    ret: int
    errno: str
    reason: str
    decided_by: _types_pb2.DecidedBy
    effects: _containers.RepeatedCompositeFieldContainer[_types_pb2.Effect]
    def __init__(self, fabric: _Optional[str] = ..., host: _Optional[str] = ..., model: _Optional[str] = ..., revision: _Optional[int] = ..., host_revision: _Optional[int] = ..., replayed: _Optional[bool] = ..., trace: _Optional[_Iterable[_Union[_types_pb2.TraceEntry, _Mapping]]] = ..., would_ask: _Optional[_Iterable[_Union[_types_pb2.Question, _Mapping]]] = ..., ret: _Optional[int] = ..., errno: _Optional[str] = ..., reason: _Optional[str] = ..., decided_by: _Optional[_Union[_types_pb2.DecidedBy, _Mapping]] = ..., effects: _Optional[_Iterable[_Union[_types_pb2.Effect, _Mapping]]] = ...) -> None: ...

class NodePrivateUnregisterRequest(_message.Message):
    __slots__ = ("host", "validate_only", "explain", "expect", "idempotency_key", "nid")
    HOST_FIELD_NUMBER: _ClassVar[int]
    VALIDATE_ONLY_FIELD_NUMBER: _ClassVar[int]
    EXPLAIN_FIELD_NUMBER: _ClassVar[int]
    EXPECT_FIELD_NUMBER: _ClassVar[int]
    IDEMPOTENCY_KEY_FIELD_NUMBER: _ClassVar[int]
    NID_FIELD_NUMBER: _ClassVar[int]
    host: str
    validate_only: bool
    explain: bool
    expect: _types_pb2.Expect
    idempotency_key: str
    nid: int
    def __init__(self, host: _Optional[str] = ..., validate_only: _Optional[bool] = ..., explain: _Optional[bool] = ..., expect: _Optional[_Union[_types_pb2.Expect, _Mapping]] = ..., idempotency_key: _Optional[str] = ..., nid: _Optional[int] = ...) -> None: ...

class NodePrivateUnregisterResponse(_message.Message):
    __slots__ = ("fabric", "host", "model", "revision", "host_revision", "replayed", "trace", "would_ask", "ret", "errno", "reason", "decided_by", "effects")
    FABRIC_FIELD_NUMBER: _ClassVar[int]
    HOST_FIELD_NUMBER: _ClassVar[int]
    MODEL_FIELD_NUMBER: _ClassVar[int]
    REVISION_FIELD_NUMBER: _ClassVar[int]
    HOST_REVISION_FIELD_NUMBER: _ClassVar[int]
    REPLAYED_FIELD_NUMBER: _ClassVar[int]
    TRACE_FIELD_NUMBER: _ClassVar[int]
    WOULD_ASK_FIELD_NUMBER: _ClassVar[int]
    RET_FIELD_NUMBER: _ClassVar[int]
    ERRNO_FIELD_NUMBER: _ClassVar[int]
    REASON_FIELD_NUMBER: _ClassVar[int]
    DECIDED_BY_FIELD_NUMBER: _ClassVar[int]
    EFFECTS_FIELD_NUMBER: _ClassVar[int]
    fabric: str
    host: str
    model: str
    revision: int
    host_revision: int
    replayed: bool
    trace: _containers.RepeatedCompositeFieldContainer[_types_pb2.TraceEntry]
    would_ask: _containers.RepeatedCompositeFieldContainer[_types_pb2.Question]
    ret: int
    errno: str
    reason: str
    decided_by: _types_pb2.DecidedBy
    effects: _containers.RepeatedCompositeFieldContainer[_types_pb2.Effect]
    def __init__(self, fabric: _Optional[str] = ..., host: _Optional[str] = ..., model: _Optional[str] = ..., revision: _Optional[int] = ..., host_revision: _Optional[int] = ..., replayed: _Optional[bool] = ..., trace: _Optional[_Iterable[_Union[_types_pb2.TraceEntry, _Mapping]]] = ..., would_ask: _Optional[_Iterable[_Union[_types_pb2.Question, _Mapping]]] = ..., ret: _Optional[int] = ..., errno: _Optional[str] = ..., reason: _Optional[str] = ..., decided_by: _Optional[_Union[_types_pb2.DecidedBy, _Mapping]] = ..., effects: _Optional[_Iterable[_Union[_types_pb2.Effect, _Mapping]]] = ...) -> None: ...

class AddMemoryDriverManagedRequest(_message.Message):
    __slots__ = ("host", "validate_only", "explain", "expect", "idempotency_key", "nid", "start", "size", "resource_name", "online_type", "mgid")
    HOST_FIELD_NUMBER: _ClassVar[int]
    VALIDATE_ONLY_FIELD_NUMBER: _ClassVar[int]
    EXPLAIN_FIELD_NUMBER: _ClassVar[int]
    EXPECT_FIELD_NUMBER: _ClassVar[int]
    IDEMPOTENCY_KEY_FIELD_NUMBER: _ClassVar[int]
    NID_FIELD_NUMBER: _ClassVar[int]
    START_FIELD_NUMBER: _ClassVar[int]
    SIZE_FIELD_NUMBER: _ClassVar[int]
    RESOURCE_NAME_FIELD_NUMBER: _ClassVar[int]
    ONLINE_TYPE_FIELD_NUMBER: _ClassVar[int]
    MGID_FIELD_NUMBER: _ClassVar[int]
    host: str
    validate_only: bool
    explain: bool
    expect: _types_pb2.Expect
    idempotency_key: str
    nid: int
    start: str
    size: int
    resource_name: str
    online_type: str
    mgid: int
    def __init__(self, host: _Optional[str] = ..., validate_only: _Optional[bool] = ..., explain: _Optional[bool] = ..., expect: _Optional[_Union[_types_pb2.Expect, _Mapping]] = ..., idempotency_key: _Optional[str] = ..., nid: _Optional[int] = ..., start: _Optional[str] = ..., size: _Optional[int] = ..., resource_name: _Optional[str] = ..., online_type: _Optional[str] = ..., mgid: _Optional[int] = ...) -> None: ...

class AddMemoryDriverManagedResponse(_message.Message):
    __slots__ = ("fabric", "host", "model", "revision", "host_revision", "replayed", "trace", "would_ask", "ret", "errno", "reason", "decided_by", "effects")
    FABRIC_FIELD_NUMBER: _ClassVar[int]
    HOST_FIELD_NUMBER: _ClassVar[int]
    MODEL_FIELD_NUMBER: _ClassVar[int]
    REVISION_FIELD_NUMBER: _ClassVar[int]
    HOST_REVISION_FIELD_NUMBER: _ClassVar[int]
    REPLAYED_FIELD_NUMBER: _ClassVar[int]
    TRACE_FIELD_NUMBER: _ClassVar[int]
    WOULD_ASK_FIELD_NUMBER: _ClassVar[int]
    RET_FIELD_NUMBER: _ClassVar[int]
    ERRNO_FIELD_NUMBER: _ClassVar[int]
    REASON_FIELD_NUMBER: _ClassVar[int]
    DECIDED_BY_FIELD_NUMBER: _ClassVar[int]
    EFFECTS_FIELD_NUMBER: _ClassVar[int]
    fabric: str
    host: str
    model: str
    revision: int
    host_revision: int
    replayed: bool
    trace: _containers.RepeatedCompositeFieldContainer[_types_pb2.TraceEntry]
    would_ask: _containers.RepeatedCompositeFieldContainer[_types_pb2.Question]
    ret: int
    errno: str
    reason: str
    decided_by: _types_pb2.DecidedBy
    effects: _containers.RepeatedCompositeFieldContainer[_types_pb2.Effect]
    def __init__(self, fabric: _Optional[str] = ..., host: _Optional[str] = ..., model: _Optional[str] = ..., revision: _Optional[int] = ..., host_revision: _Optional[int] = ..., replayed: _Optional[bool] = ..., trace: _Optional[_Iterable[_Union[_types_pb2.TraceEntry, _Mapping]]] = ..., would_ask: _Optional[_Iterable[_Union[_types_pb2.Question, _Mapping]]] = ..., ret: _Optional[int] = ..., errno: _Optional[str] = ..., reason: _Optional[str] = ..., decided_by: _Optional[_Union[_types_pb2.DecidedBy, _Mapping]] = ..., effects: _Optional[_Iterable[_Union[_types_pb2.Effect, _Mapping]]] = ...) -> None: ...

class AddPrivateMemoryDriverManagedRequest(_message.Message):
    __slots__ = ("host", "validate_only", "explain", "expect", "idempotency_key", "nid", "owner", "start", "size", "resource_name", "online_type", "mgid", "rights")
    HOST_FIELD_NUMBER: _ClassVar[int]
    VALIDATE_ONLY_FIELD_NUMBER: _ClassVar[int]
    EXPLAIN_FIELD_NUMBER: _ClassVar[int]
    EXPECT_FIELD_NUMBER: _ClassVar[int]
    IDEMPOTENCY_KEY_FIELD_NUMBER: _ClassVar[int]
    NID_FIELD_NUMBER: _ClassVar[int]
    OWNER_FIELD_NUMBER: _ClassVar[int]
    START_FIELD_NUMBER: _ClassVar[int]
    SIZE_FIELD_NUMBER: _ClassVar[int]
    RESOURCE_NAME_FIELD_NUMBER: _ClassVar[int]
    ONLINE_TYPE_FIELD_NUMBER: _ClassVar[int]
    MGID_FIELD_NUMBER: _ClassVar[int]
    RIGHTS_FIELD_NUMBER: _ClassVar[int]
    host: str
    validate_only: bool
    explain: bool
    expect: _types_pb2.Expect
    idempotency_key: str
    nid: int
    owner: str
    start: str
    size: int
    resource_name: str
    online_type: str
    mgid: int
    rights: _types_pb2.StringList
    def __init__(self, host: _Optional[str] = ..., validate_only: _Optional[bool] = ..., explain: _Optional[bool] = ..., expect: _Optional[_Union[_types_pb2.Expect, _Mapping]] = ..., idempotency_key: _Optional[str] = ..., nid: _Optional[int] = ..., owner: _Optional[str] = ..., start: _Optional[str] = ..., size: _Optional[int] = ..., resource_name: _Optional[str] = ..., online_type: _Optional[str] = ..., mgid: _Optional[int] = ..., rights: _Optional[_Union[_types_pb2.StringList, _Mapping]] = ...) -> None: ...

class AddPrivateMemoryDriverManagedResponse(_message.Message):
    __slots__ = ("fabric", "host", "model", "revision", "host_revision", "replayed", "trace", "would_ask", "ret", "errno", "reason", "decided_by", "effects")
    FABRIC_FIELD_NUMBER: _ClassVar[int]
    HOST_FIELD_NUMBER: _ClassVar[int]
    MODEL_FIELD_NUMBER: _ClassVar[int]
    REVISION_FIELD_NUMBER: _ClassVar[int]
    HOST_REVISION_FIELD_NUMBER: _ClassVar[int]
    REPLAYED_FIELD_NUMBER: _ClassVar[int]
    TRACE_FIELD_NUMBER: _ClassVar[int]
    WOULD_ASK_FIELD_NUMBER: _ClassVar[int]
    RET_FIELD_NUMBER: _ClassVar[int]
    ERRNO_FIELD_NUMBER: _ClassVar[int]
    REASON_FIELD_NUMBER: _ClassVar[int]
    DECIDED_BY_FIELD_NUMBER: _ClassVar[int]
    EFFECTS_FIELD_NUMBER: _ClassVar[int]
    fabric: str
    host: str
    model: str
    revision: int
    host_revision: int
    replayed: bool
    trace: _containers.RepeatedCompositeFieldContainer[_types_pb2.TraceEntry]
    would_ask: _containers.RepeatedCompositeFieldContainer[_types_pb2.Question]
    ret: int
    errno: str
    reason: str
    decided_by: _types_pb2.DecidedBy
    effects: _containers.RepeatedCompositeFieldContainer[_types_pb2.Effect]
    def __init__(self, fabric: _Optional[str] = ..., host: _Optional[str] = ..., model: _Optional[str] = ..., revision: _Optional[int] = ..., host_revision: _Optional[int] = ..., replayed: _Optional[bool] = ..., trace: _Optional[_Iterable[_Union[_types_pb2.TraceEntry, _Mapping]]] = ..., would_ask: _Optional[_Iterable[_Union[_types_pb2.Question, _Mapping]]] = ..., ret: _Optional[int] = ..., errno: _Optional[str] = ..., reason: _Optional[str] = ..., decided_by: _Optional[_Union[_types_pb2.DecidedBy, _Mapping]] = ..., effects: _Optional[_Iterable[_Union[_types_pb2.Effect, _Mapping]]] = ...) -> None: ...

class OnlinePagesRequest(_message.Message):
    __slots__ = ("host", "validate_only", "explain", "expect", "idempotency_key", "start", "size", "online_type")
    HOST_FIELD_NUMBER: _ClassVar[int]
    VALIDATE_ONLY_FIELD_NUMBER: _ClassVar[int]
    EXPLAIN_FIELD_NUMBER: _ClassVar[int]
    EXPECT_FIELD_NUMBER: _ClassVar[int]
    IDEMPOTENCY_KEY_FIELD_NUMBER: _ClassVar[int]
    START_FIELD_NUMBER: _ClassVar[int]
    SIZE_FIELD_NUMBER: _ClassVar[int]
    ONLINE_TYPE_FIELD_NUMBER: _ClassVar[int]
    host: str
    validate_only: bool
    explain: bool
    expect: _types_pb2.Expect
    idempotency_key: str
    start: str
    size: int
    online_type: str
    def __init__(self, host: _Optional[str] = ..., validate_only: _Optional[bool] = ..., explain: _Optional[bool] = ..., expect: _Optional[_Union[_types_pb2.Expect, _Mapping]] = ..., idempotency_key: _Optional[str] = ..., start: _Optional[str] = ..., size: _Optional[int] = ..., online_type: _Optional[str] = ...) -> None: ...

class OnlinePagesResponse(_message.Message):
    __slots__ = ("fabric", "host", "model", "revision", "host_revision", "replayed", "trace", "would_ask", "ret", "errno", "reason", "decided_by", "effects")
    FABRIC_FIELD_NUMBER: _ClassVar[int]
    HOST_FIELD_NUMBER: _ClassVar[int]
    MODEL_FIELD_NUMBER: _ClassVar[int]
    REVISION_FIELD_NUMBER: _ClassVar[int]
    HOST_REVISION_FIELD_NUMBER: _ClassVar[int]
    REPLAYED_FIELD_NUMBER: _ClassVar[int]
    TRACE_FIELD_NUMBER: _ClassVar[int]
    WOULD_ASK_FIELD_NUMBER: _ClassVar[int]
    RET_FIELD_NUMBER: _ClassVar[int]
    ERRNO_FIELD_NUMBER: _ClassVar[int]
    REASON_FIELD_NUMBER: _ClassVar[int]
    DECIDED_BY_FIELD_NUMBER: _ClassVar[int]
    EFFECTS_FIELD_NUMBER: _ClassVar[int]
    fabric: str
    host: str
    model: str
    revision: int
    host_revision: int
    replayed: bool
    trace: _containers.RepeatedCompositeFieldContainer[_types_pb2.TraceEntry]
    would_ask: _containers.RepeatedCompositeFieldContainer[_types_pb2.Question]
    ret: int
    errno: str
    reason: str
    decided_by: _types_pb2.DecidedBy
    effects: _containers.RepeatedCompositeFieldContainer[_types_pb2.Effect]
    def __init__(self, fabric: _Optional[str] = ..., host: _Optional[str] = ..., model: _Optional[str] = ..., revision: _Optional[int] = ..., host_revision: _Optional[int] = ..., replayed: _Optional[bool] = ..., trace: _Optional[_Iterable[_Union[_types_pb2.TraceEntry, _Mapping]]] = ..., would_ask: _Optional[_Iterable[_Union[_types_pb2.Question, _Mapping]]] = ..., ret: _Optional[int] = ..., errno: _Optional[str] = ..., reason: _Optional[str] = ..., decided_by: _Optional[_Union[_types_pb2.DecidedBy, _Mapping]] = ..., effects: _Optional[_Iterable[_Union[_types_pb2.Effect, _Mapping]]] = ...) -> None: ...

class OfflinePagesRequest(_message.Message):
    __slots__ = ("host", "validate_only", "explain", "expect", "idempotency_key", "start", "size")
    HOST_FIELD_NUMBER: _ClassVar[int]
    VALIDATE_ONLY_FIELD_NUMBER: _ClassVar[int]
    EXPLAIN_FIELD_NUMBER: _ClassVar[int]
    EXPECT_FIELD_NUMBER: _ClassVar[int]
    IDEMPOTENCY_KEY_FIELD_NUMBER: _ClassVar[int]
    START_FIELD_NUMBER: _ClassVar[int]
    SIZE_FIELD_NUMBER: _ClassVar[int]
    host: str
    validate_only: bool
    explain: bool
    expect: _types_pb2.Expect
    idempotency_key: str
    start: str
    size: int
    def __init__(self, host: _Optional[str] = ..., validate_only: _Optional[bool] = ..., explain: _Optional[bool] = ..., expect: _Optional[_Union[_types_pb2.Expect, _Mapping]] = ..., idempotency_key: _Optional[str] = ..., start: _Optional[str] = ..., size: _Optional[int] = ...) -> None: ...

class OfflinePagesResponse(_message.Message):
    __slots__ = ("fabric", "host", "model", "revision", "host_revision", "replayed", "trace", "would_ask", "ret", "errno", "reason", "decided_by", "effects")
    FABRIC_FIELD_NUMBER: _ClassVar[int]
    HOST_FIELD_NUMBER: _ClassVar[int]
    MODEL_FIELD_NUMBER: _ClassVar[int]
    REVISION_FIELD_NUMBER: _ClassVar[int]
    HOST_REVISION_FIELD_NUMBER: _ClassVar[int]
    REPLAYED_FIELD_NUMBER: _ClassVar[int]
    TRACE_FIELD_NUMBER: _ClassVar[int]
    WOULD_ASK_FIELD_NUMBER: _ClassVar[int]
    RET_FIELD_NUMBER: _ClassVar[int]
    ERRNO_FIELD_NUMBER: _ClassVar[int]
    REASON_FIELD_NUMBER: _ClassVar[int]
    DECIDED_BY_FIELD_NUMBER: _ClassVar[int]
    EFFECTS_FIELD_NUMBER: _ClassVar[int]
    fabric: str
    host: str
    model: str
    revision: int
    host_revision: int
    replayed: bool
    trace: _containers.RepeatedCompositeFieldContainer[_types_pb2.TraceEntry]
    would_ask: _containers.RepeatedCompositeFieldContainer[_types_pb2.Question]
    ret: int
    errno: str
    reason: str
    decided_by: _types_pb2.DecidedBy
    effects: _containers.RepeatedCompositeFieldContainer[_types_pb2.Effect]
    def __init__(self, fabric: _Optional[str] = ..., host: _Optional[str] = ..., model: _Optional[str] = ..., revision: _Optional[int] = ..., host_revision: _Optional[int] = ..., replayed: _Optional[bool] = ..., trace: _Optional[_Iterable[_Union[_types_pb2.TraceEntry, _Mapping]]] = ..., would_ask: _Optional[_Iterable[_Union[_types_pb2.Question, _Mapping]]] = ..., ret: _Optional[int] = ..., errno: _Optional[str] = ..., reason: _Optional[str] = ..., decided_by: _Optional[_Union[_types_pb2.DecidedBy, _Mapping]] = ..., effects: _Optional[_Iterable[_Union[_types_pb2.Effect, _Mapping]]] = ...) -> None: ...

class RemoveMemoryRequest(_message.Message):
    __slots__ = ("host", "validate_only", "explain", "expect", "idempotency_key", "start", "size")
    HOST_FIELD_NUMBER: _ClassVar[int]
    VALIDATE_ONLY_FIELD_NUMBER: _ClassVar[int]
    EXPLAIN_FIELD_NUMBER: _ClassVar[int]
    EXPECT_FIELD_NUMBER: _ClassVar[int]
    IDEMPOTENCY_KEY_FIELD_NUMBER: _ClassVar[int]
    START_FIELD_NUMBER: _ClassVar[int]
    SIZE_FIELD_NUMBER: _ClassVar[int]
    host: str
    validate_only: bool
    explain: bool
    expect: _types_pb2.Expect
    idempotency_key: str
    start: str
    size: int
    def __init__(self, host: _Optional[str] = ..., validate_only: _Optional[bool] = ..., explain: _Optional[bool] = ..., expect: _Optional[_Union[_types_pb2.Expect, _Mapping]] = ..., idempotency_key: _Optional[str] = ..., start: _Optional[str] = ..., size: _Optional[int] = ...) -> None: ...

class RemoveMemoryResponse(_message.Message):
    __slots__ = ("fabric", "host", "model", "revision", "host_revision", "replayed", "trace", "would_ask", "ret", "errno", "reason", "decided_by", "effects")
    FABRIC_FIELD_NUMBER: _ClassVar[int]
    HOST_FIELD_NUMBER: _ClassVar[int]
    MODEL_FIELD_NUMBER: _ClassVar[int]
    REVISION_FIELD_NUMBER: _ClassVar[int]
    HOST_REVISION_FIELD_NUMBER: _ClassVar[int]
    REPLAYED_FIELD_NUMBER: _ClassVar[int]
    TRACE_FIELD_NUMBER: _ClassVar[int]
    WOULD_ASK_FIELD_NUMBER: _ClassVar[int]
    RET_FIELD_NUMBER: _ClassVar[int]
    ERRNO_FIELD_NUMBER: _ClassVar[int]
    REASON_FIELD_NUMBER: _ClassVar[int]
    DECIDED_BY_FIELD_NUMBER: _ClassVar[int]
    EFFECTS_FIELD_NUMBER: _ClassVar[int]
    fabric: str
    host: str
    model: str
    revision: int
    host_revision: int
    replayed: bool
    trace: _containers.RepeatedCompositeFieldContainer[_types_pb2.TraceEntry]
    would_ask: _containers.RepeatedCompositeFieldContainer[_types_pb2.Question]
    ret: int
    errno: str
    reason: str
    decided_by: _types_pb2.DecidedBy
    effects: _containers.RepeatedCompositeFieldContainer[_types_pb2.Effect]
    def __init__(self, fabric: _Optional[str] = ..., host: _Optional[str] = ..., model: _Optional[str] = ..., revision: _Optional[int] = ..., host_revision: _Optional[int] = ..., replayed: _Optional[bool] = ..., trace: _Optional[_Iterable[_Union[_types_pb2.TraceEntry, _Mapping]]] = ..., would_ask: _Optional[_Iterable[_Union[_types_pb2.Question, _Mapping]]] = ..., ret: _Optional[int] = ..., errno: _Optional[str] = ..., reason: _Optional[str] = ..., decided_by: _Optional[_Union[_types_pb2.DecidedBy, _Mapping]] = ..., effects: _Optional[_Iterable[_Union[_types_pb2.Effect, _Mapping]]] = ...) -> None: ...

class OfflineAndRemoveMemoryRequest(_message.Message):
    __slots__ = ("host", "validate_only", "explain", "expect", "idempotency_key", "start", "size")
    HOST_FIELD_NUMBER: _ClassVar[int]
    VALIDATE_ONLY_FIELD_NUMBER: _ClassVar[int]
    EXPLAIN_FIELD_NUMBER: _ClassVar[int]
    EXPECT_FIELD_NUMBER: _ClassVar[int]
    IDEMPOTENCY_KEY_FIELD_NUMBER: _ClassVar[int]
    START_FIELD_NUMBER: _ClassVar[int]
    SIZE_FIELD_NUMBER: _ClassVar[int]
    host: str
    validate_only: bool
    explain: bool
    expect: _types_pb2.Expect
    idempotency_key: str
    start: str
    size: int
    def __init__(self, host: _Optional[str] = ..., validate_only: _Optional[bool] = ..., explain: _Optional[bool] = ..., expect: _Optional[_Union[_types_pb2.Expect, _Mapping]] = ..., idempotency_key: _Optional[str] = ..., start: _Optional[str] = ..., size: _Optional[int] = ...) -> None: ...

class OfflineAndRemoveMemoryResponse(_message.Message):
    __slots__ = ("fabric", "host", "model", "revision", "host_revision", "replayed", "trace", "would_ask", "ret", "errno", "reason", "decided_by", "effects")
    FABRIC_FIELD_NUMBER: _ClassVar[int]
    HOST_FIELD_NUMBER: _ClassVar[int]
    MODEL_FIELD_NUMBER: _ClassVar[int]
    REVISION_FIELD_NUMBER: _ClassVar[int]
    HOST_REVISION_FIELD_NUMBER: _ClassVar[int]
    REPLAYED_FIELD_NUMBER: _ClassVar[int]
    TRACE_FIELD_NUMBER: _ClassVar[int]
    WOULD_ASK_FIELD_NUMBER: _ClassVar[int]
    RET_FIELD_NUMBER: _ClassVar[int]
    ERRNO_FIELD_NUMBER: _ClassVar[int]
    REASON_FIELD_NUMBER: _ClassVar[int]
    DECIDED_BY_FIELD_NUMBER: _ClassVar[int]
    EFFECTS_FIELD_NUMBER: _ClassVar[int]
    fabric: str
    host: str
    model: str
    revision: int
    host_revision: int
    replayed: bool
    trace: _containers.RepeatedCompositeFieldContainer[_types_pb2.TraceEntry]
    would_ask: _containers.RepeatedCompositeFieldContainer[_types_pb2.Question]
    ret: int
    errno: str
    reason: str
    decided_by: _types_pb2.DecidedBy
    effects: _containers.RepeatedCompositeFieldContainer[_types_pb2.Effect]
    def __init__(self, fabric: _Optional[str] = ..., host: _Optional[str] = ..., model: _Optional[str] = ..., revision: _Optional[int] = ..., host_revision: _Optional[int] = ..., replayed: _Optional[bool] = ..., trace: _Optional[_Iterable[_Union[_types_pb2.TraceEntry, _Mapping]]] = ..., would_ask: _Optional[_Iterable[_Union[_types_pb2.Question, _Mapping]]] = ..., ret: _Optional[int] = ..., errno: _Optional[str] = ..., reason: _Optional[str] = ..., decided_by: _Optional[_Union[_types_pb2.DecidedBy, _Mapping]] = ..., effects: _Optional[_Iterable[_Union[_types_pb2.Effect, _Mapping]]] = ...) -> None: ...

class OfflineAndRemovePrivateMemoryRequest(_message.Message):
    __slots__ = ("host", "validate_only", "explain", "expect", "idempotency_key", "start", "size", "nid")
    HOST_FIELD_NUMBER: _ClassVar[int]
    VALIDATE_ONLY_FIELD_NUMBER: _ClassVar[int]
    EXPLAIN_FIELD_NUMBER: _ClassVar[int]
    EXPECT_FIELD_NUMBER: _ClassVar[int]
    IDEMPOTENCY_KEY_FIELD_NUMBER: _ClassVar[int]
    START_FIELD_NUMBER: _ClassVar[int]
    SIZE_FIELD_NUMBER: _ClassVar[int]
    NID_FIELD_NUMBER: _ClassVar[int]
    host: str
    validate_only: bool
    explain: bool
    expect: _types_pb2.Expect
    idempotency_key: str
    start: str
    size: int
    nid: int
    def __init__(self, host: _Optional[str] = ..., validate_only: _Optional[bool] = ..., explain: _Optional[bool] = ..., expect: _Optional[_Union[_types_pb2.Expect, _Mapping]] = ..., idempotency_key: _Optional[str] = ..., start: _Optional[str] = ..., size: _Optional[int] = ..., nid: _Optional[int] = ...) -> None: ...

class OfflineAndRemovePrivateMemoryResponse(_message.Message):
    __slots__ = ("fabric", "host", "model", "revision", "host_revision", "replayed", "trace", "would_ask", "ret", "errno", "reason", "decided_by", "effects")
    FABRIC_FIELD_NUMBER: _ClassVar[int]
    HOST_FIELD_NUMBER: _ClassVar[int]
    MODEL_FIELD_NUMBER: _ClassVar[int]
    REVISION_FIELD_NUMBER: _ClassVar[int]
    HOST_REVISION_FIELD_NUMBER: _ClassVar[int]
    REPLAYED_FIELD_NUMBER: _ClassVar[int]
    TRACE_FIELD_NUMBER: _ClassVar[int]
    WOULD_ASK_FIELD_NUMBER: _ClassVar[int]
    RET_FIELD_NUMBER: _ClassVar[int]
    ERRNO_FIELD_NUMBER: _ClassVar[int]
    REASON_FIELD_NUMBER: _ClassVar[int]
    DECIDED_BY_FIELD_NUMBER: _ClassVar[int]
    EFFECTS_FIELD_NUMBER: _ClassVar[int]
    fabric: str
    host: str
    model: str
    revision: int
    host_revision: int
    replayed: bool
    trace: _containers.RepeatedCompositeFieldContainer[_types_pb2.TraceEntry]
    would_ask: _containers.RepeatedCompositeFieldContainer[_types_pb2.Question]
    ret: int
    errno: str
    reason: str
    decided_by: _types_pb2.DecidedBy
    effects: _containers.RepeatedCompositeFieldContainer[_types_pb2.Effect]
    def __init__(self, fabric: _Optional[str] = ..., host: _Optional[str] = ..., model: _Optional[str] = ..., revision: _Optional[int] = ..., host_revision: _Optional[int] = ..., replayed: _Optional[bool] = ..., trace: _Optional[_Iterable[_Union[_types_pb2.TraceEntry, _Mapping]]] = ..., would_ask: _Optional[_Iterable[_Union[_types_pb2.Question, _Mapping]]] = ..., ret: _Optional[int] = ..., errno: _Optional[str] = ..., reason: _Optional[str] = ..., decided_by: _Optional[_Union[_types_pb2.DecidedBy, _Mapping]] = ..., effects: _Optional[_Iterable[_Union[_types_pb2.Effect, _Mapping]]] = ...) -> None: ...

class MemoryGroupRegisterStaticRequest(_message.Message):
    __slots__ = ("host", "validate_only", "explain", "expect", "idempotency_key", "nid", "max_pages")
    HOST_FIELD_NUMBER: _ClassVar[int]
    VALIDATE_ONLY_FIELD_NUMBER: _ClassVar[int]
    EXPLAIN_FIELD_NUMBER: _ClassVar[int]
    EXPECT_FIELD_NUMBER: _ClassVar[int]
    IDEMPOTENCY_KEY_FIELD_NUMBER: _ClassVar[int]
    NID_FIELD_NUMBER: _ClassVar[int]
    MAX_PAGES_FIELD_NUMBER: _ClassVar[int]
    host: str
    validate_only: bool
    explain: bool
    expect: _types_pb2.Expect
    idempotency_key: str
    nid: int
    max_pages: int
    def __init__(self, host: _Optional[str] = ..., validate_only: _Optional[bool] = ..., explain: _Optional[bool] = ..., expect: _Optional[_Union[_types_pb2.Expect, _Mapping]] = ..., idempotency_key: _Optional[str] = ..., nid: _Optional[int] = ..., max_pages: _Optional[int] = ...) -> None: ...

class MemoryGroupRegisterStaticResponse(_message.Message):
    __slots__ = ("fabric", "host", "model", "revision", "host_revision", "replayed", "trace", "would_ask", "ret", "errno", "reason", "decided_by", "effects")
    FABRIC_FIELD_NUMBER: _ClassVar[int]
    HOST_FIELD_NUMBER: _ClassVar[int]
    MODEL_FIELD_NUMBER: _ClassVar[int]
    REVISION_FIELD_NUMBER: _ClassVar[int]
    HOST_REVISION_FIELD_NUMBER: _ClassVar[int]
    REPLAYED_FIELD_NUMBER: _ClassVar[int]
    TRACE_FIELD_NUMBER: _ClassVar[int]
    WOULD_ASK_FIELD_NUMBER: _ClassVar[int]
    RET_FIELD_NUMBER: _ClassVar[int]
    ERRNO_FIELD_NUMBER: _ClassVar[int]
    REASON_FIELD_NUMBER: _ClassVar[int]
    DECIDED_BY_FIELD_NUMBER: _ClassVar[int]
    EFFECTS_FIELD_NUMBER: _ClassVar[int]
    fabric: str
    host: str
    model: str
    revision: int
    host_revision: int
    replayed: bool
    trace: _containers.RepeatedCompositeFieldContainer[_types_pb2.TraceEntry]
    would_ask: _containers.RepeatedCompositeFieldContainer[_types_pb2.Question]
    ret: int
    errno: str
    reason: str
    decided_by: _types_pb2.DecidedBy
    effects: _containers.RepeatedCompositeFieldContainer[_types_pb2.Effect]
    def __init__(self, fabric: _Optional[str] = ..., host: _Optional[str] = ..., model: _Optional[str] = ..., revision: _Optional[int] = ..., host_revision: _Optional[int] = ..., replayed: _Optional[bool] = ..., trace: _Optional[_Iterable[_Union[_types_pb2.TraceEntry, _Mapping]]] = ..., would_ask: _Optional[_Iterable[_Union[_types_pb2.Question, _Mapping]]] = ..., ret: _Optional[int] = ..., errno: _Optional[str] = ..., reason: _Optional[str] = ..., decided_by: _Optional[_Union[_types_pb2.DecidedBy, _Mapping]] = ..., effects: _Optional[_Iterable[_Union[_types_pb2.Effect, _Mapping]]] = ...) -> None: ...

class MemoryGroupUnregisterRequest(_message.Message):
    __slots__ = ("host", "validate_only", "explain", "expect", "idempotency_key", "mgid")
    HOST_FIELD_NUMBER: _ClassVar[int]
    VALIDATE_ONLY_FIELD_NUMBER: _ClassVar[int]
    EXPLAIN_FIELD_NUMBER: _ClassVar[int]
    EXPECT_FIELD_NUMBER: _ClassVar[int]
    IDEMPOTENCY_KEY_FIELD_NUMBER: _ClassVar[int]
    MGID_FIELD_NUMBER: _ClassVar[int]
    host: str
    validate_only: bool
    explain: bool
    expect: _types_pb2.Expect
    idempotency_key: str
    mgid: int
    def __init__(self, host: _Optional[str] = ..., validate_only: _Optional[bool] = ..., explain: _Optional[bool] = ..., expect: _Optional[_Union[_types_pb2.Expect, _Mapping]] = ..., idempotency_key: _Optional[str] = ..., mgid: _Optional[int] = ...) -> None: ...

class MemoryGroupUnregisterResponse(_message.Message):
    __slots__ = ("fabric", "host", "model", "revision", "host_revision", "replayed", "trace", "would_ask", "ret", "errno", "reason", "decided_by", "effects")
    FABRIC_FIELD_NUMBER: _ClassVar[int]
    HOST_FIELD_NUMBER: _ClassVar[int]
    MODEL_FIELD_NUMBER: _ClassVar[int]
    REVISION_FIELD_NUMBER: _ClassVar[int]
    HOST_REVISION_FIELD_NUMBER: _ClassVar[int]
    REPLAYED_FIELD_NUMBER: _ClassVar[int]
    TRACE_FIELD_NUMBER: _ClassVar[int]
    WOULD_ASK_FIELD_NUMBER: _ClassVar[int]
    RET_FIELD_NUMBER: _ClassVar[int]
    ERRNO_FIELD_NUMBER: _ClassVar[int]
    REASON_FIELD_NUMBER: _ClassVar[int]
    DECIDED_BY_FIELD_NUMBER: _ClassVar[int]
    EFFECTS_FIELD_NUMBER: _ClassVar[int]
    fabric: str
    host: str
    model: str
    revision: int
    host_revision: int
    replayed: bool
    trace: _containers.RepeatedCompositeFieldContainer[_types_pb2.TraceEntry]
    would_ask: _containers.RepeatedCompositeFieldContainer[_types_pb2.Question]
    ret: int
    errno: str
    reason: str
    decided_by: _types_pb2.DecidedBy
    effects: _containers.RepeatedCompositeFieldContainer[_types_pb2.Effect]
    def __init__(self, fabric: _Optional[str] = ..., host: _Optional[str] = ..., model: _Optional[str] = ..., revision: _Optional[int] = ..., host_revision: _Optional[int] = ..., replayed: _Optional[bool] = ..., trace: _Optional[_Iterable[_Union[_types_pb2.TraceEntry, _Mapping]]] = ..., would_ask: _Optional[_Iterable[_Union[_types_pb2.Question, _Mapping]]] = ..., ret: _Optional[int] = ..., errno: _Optional[str] = ..., reason: _Optional[str] = ..., decided_by: _Optional[_Union[_types_pb2.DecidedBy, _Mapping]] = ..., effects: _Optional[_Iterable[_Union[_types_pb2.Effect, _Mapping]]] = ...) -> None: ...

class AttachDriverRequest(_message.Message):
    __slots__ = ("host", "validate_only", "explain", "expect", "idempotency_key", "nid", "driver")
    HOST_FIELD_NUMBER: _ClassVar[int]
    VALIDATE_ONLY_FIELD_NUMBER: _ClassVar[int]
    EXPLAIN_FIELD_NUMBER: _ClassVar[int]
    EXPECT_FIELD_NUMBER: _ClassVar[int]
    IDEMPOTENCY_KEY_FIELD_NUMBER: _ClassVar[int]
    NID_FIELD_NUMBER: _ClassVar[int]
    DRIVER_FIELD_NUMBER: _ClassVar[int]
    host: str
    validate_only: bool
    explain: bool
    expect: _types_pb2.Expect
    idempotency_key: str
    nid: int
    driver: str
    def __init__(self, host: _Optional[str] = ..., validate_only: _Optional[bool] = ..., explain: _Optional[bool] = ..., expect: _Optional[_Union[_types_pb2.Expect, _Mapping]] = ..., idempotency_key: _Optional[str] = ..., nid: _Optional[int] = ..., driver: _Optional[str] = ...) -> None: ...

class AttachDriverResponse(_message.Message):
    __slots__ = ("fabric", "host", "model", "revision", "host_revision", "replayed", "trace", "would_ask", "ret", "errno", "reason", "decided_by", "effects")
    FABRIC_FIELD_NUMBER: _ClassVar[int]
    HOST_FIELD_NUMBER: _ClassVar[int]
    MODEL_FIELD_NUMBER: _ClassVar[int]
    REVISION_FIELD_NUMBER: _ClassVar[int]
    HOST_REVISION_FIELD_NUMBER: _ClassVar[int]
    REPLAYED_FIELD_NUMBER: _ClassVar[int]
    TRACE_FIELD_NUMBER: _ClassVar[int]
    WOULD_ASK_FIELD_NUMBER: _ClassVar[int]
    RET_FIELD_NUMBER: _ClassVar[int]
    ERRNO_FIELD_NUMBER: _ClassVar[int]
    REASON_FIELD_NUMBER: _ClassVar[int]
    DECIDED_BY_FIELD_NUMBER: _ClassVar[int]
    EFFECTS_FIELD_NUMBER: _ClassVar[int]
    fabric: str
    host: str
    model: str
    revision: int
    host_revision: int
    replayed: bool
    trace: _containers.RepeatedCompositeFieldContainer[_types_pb2.TraceEntry]
    would_ask: _containers.RepeatedCompositeFieldContainer[_types_pb2.Question]
    ret: int
    errno: str
    reason: str
    decided_by: _types_pb2.DecidedBy
    effects: _containers.RepeatedCompositeFieldContainer[_types_pb2.Effect]
    def __init__(self, fabric: _Optional[str] = ..., host: _Optional[str] = ..., model: _Optional[str] = ..., revision: _Optional[int] = ..., host_revision: _Optional[int] = ..., replayed: _Optional[bool] = ..., trace: _Optional[_Iterable[_Union[_types_pb2.TraceEntry, _Mapping]]] = ..., would_ask: _Optional[_Iterable[_Union[_types_pb2.Question, _Mapping]]] = ..., ret: _Optional[int] = ..., errno: _Optional[str] = ..., reason: _Optional[str] = ..., decided_by: _Optional[_Union[_types_pb2.DecidedBy, _Mapping]] = ..., effects: _Optional[_Iterable[_Union[_types_pb2.Effect, _Mapping]]] = ...) -> None: ...

class KswapdRunRequest(_message.Message):
    __slots__ = ("host", "validate_only", "explain", "expect", "idempotency_key", "nid")
    HOST_FIELD_NUMBER: _ClassVar[int]
    VALIDATE_ONLY_FIELD_NUMBER: _ClassVar[int]
    EXPLAIN_FIELD_NUMBER: _ClassVar[int]
    EXPECT_FIELD_NUMBER: _ClassVar[int]
    IDEMPOTENCY_KEY_FIELD_NUMBER: _ClassVar[int]
    NID_FIELD_NUMBER: _ClassVar[int]
    host: str
    validate_only: bool
    explain: bool
    expect: _types_pb2.Expect
    idempotency_key: str
    nid: int
    def __init__(self, host: _Optional[str] = ..., validate_only: _Optional[bool] = ..., explain: _Optional[bool] = ..., expect: _Optional[_Union[_types_pb2.Expect, _Mapping]] = ..., idempotency_key: _Optional[str] = ..., nid: _Optional[int] = ...) -> None: ...

class KswapdRunResponse(_message.Message):
    __slots__ = ("fabric", "host", "model", "revision", "host_revision", "replayed", "trace", "would_ask", "ret", "errno", "reason", "decided_by", "effects")
    FABRIC_FIELD_NUMBER: _ClassVar[int]
    HOST_FIELD_NUMBER: _ClassVar[int]
    MODEL_FIELD_NUMBER: _ClassVar[int]
    REVISION_FIELD_NUMBER: _ClassVar[int]
    HOST_REVISION_FIELD_NUMBER: _ClassVar[int]
    REPLAYED_FIELD_NUMBER: _ClassVar[int]
    TRACE_FIELD_NUMBER: _ClassVar[int]
    WOULD_ASK_FIELD_NUMBER: _ClassVar[int]
    RET_FIELD_NUMBER: _ClassVar[int]
    ERRNO_FIELD_NUMBER: _ClassVar[int]
    REASON_FIELD_NUMBER: _ClassVar[int]
    DECIDED_BY_FIELD_NUMBER: _ClassVar[int]
    EFFECTS_FIELD_NUMBER: _ClassVar[int]
    fabric: str
    host: str
    model: str
    revision: int
    host_revision: int
    replayed: bool
    trace: _containers.RepeatedCompositeFieldContainer[_types_pb2.TraceEntry]
    would_ask: _containers.RepeatedCompositeFieldContainer[_types_pb2.Question]
    ret: int
    errno: str
    reason: str
    decided_by: _types_pb2.DecidedBy
    effects: _containers.RepeatedCompositeFieldContainer[_types_pb2.Effect]
    def __init__(self, fabric: _Optional[str] = ..., host: _Optional[str] = ..., model: _Optional[str] = ..., revision: _Optional[int] = ..., host_revision: _Optional[int] = ..., replayed: _Optional[bool] = ..., trace: _Optional[_Iterable[_Union[_types_pb2.TraceEntry, _Mapping]]] = ..., would_ask: _Optional[_Iterable[_Union[_types_pb2.Question, _Mapping]]] = ..., ret: _Optional[int] = ..., errno: _Optional[str] = ..., reason: _Optional[str] = ..., decided_by: _Optional[_Union[_types_pb2.DecidedBy, _Mapping]] = ..., effects: _Optional[_Iterable[_Union[_types_pb2.Effect, _Mapping]]] = ...) -> None: ...

class KswapdStopRequest(_message.Message):
    __slots__ = ("host", "validate_only", "explain", "expect", "idempotency_key", "nid")
    HOST_FIELD_NUMBER: _ClassVar[int]
    VALIDATE_ONLY_FIELD_NUMBER: _ClassVar[int]
    EXPLAIN_FIELD_NUMBER: _ClassVar[int]
    EXPECT_FIELD_NUMBER: _ClassVar[int]
    IDEMPOTENCY_KEY_FIELD_NUMBER: _ClassVar[int]
    NID_FIELD_NUMBER: _ClassVar[int]
    host: str
    validate_only: bool
    explain: bool
    expect: _types_pb2.Expect
    idempotency_key: str
    nid: int
    def __init__(self, host: _Optional[str] = ..., validate_only: _Optional[bool] = ..., explain: _Optional[bool] = ..., expect: _Optional[_Union[_types_pb2.Expect, _Mapping]] = ..., idempotency_key: _Optional[str] = ..., nid: _Optional[int] = ...) -> None: ...

class KswapdStopResponse(_message.Message):
    __slots__ = ("fabric", "host", "model", "revision", "host_revision", "replayed", "trace", "would_ask", "ret", "errno", "reason", "decided_by", "effects")
    FABRIC_FIELD_NUMBER: _ClassVar[int]
    HOST_FIELD_NUMBER: _ClassVar[int]
    MODEL_FIELD_NUMBER: _ClassVar[int]
    REVISION_FIELD_NUMBER: _ClassVar[int]
    HOST_REVISION_FIELD_NUMBER: _ClassVar[int]
    REPLAYED_FIELD_NUMBER: _ClassVar[int]
    TRACE_FIELD_NUMBER: _ClassVar[int]
    WOULD_ASK_FIELD_NUMBER: _ClassVar[int]
    RET_FIELD_NUMBER: _ClassVar[int]
    ERRNO_FIELD_NUMBER: _ClassVar[int]
    REASON_FIELD_NUMBER: _ClassVar[int]
    DECIDED_BY_FIELD_NUMBER: _ClassVar[int]
    EFFECTS_FIELD_NUMBER: _ClassVar[int]
    fabric: str
    host: str
    model: str
    revision: int
    host_revision: int
    replayed: bool
    trace: _containers.RepeatedCompositeFieldContainer[_types_pb2.TraceEntry]
    would_ask: _containers.RepeatedCompositeFieldContainer[_types_pb2.Question]
    ret: int
    errno: str
    reason: str
    decided_by: _types_pb2.DecidedBy
    effects: _containers.RepeatedCompositeFieldContainer[_types_pb2.Effect]
    def __init__(self, fabric: _Optional[str] = ..., host: _Optional[str] = ..., model: _Optional[str] = ..., revision: _Optional[int] = ..., host_revision: _Optional[int] = ..., replayed: _Optional[bool] = ..., trace: _Optional[_Iterable[_Union[_types_pb2.TraceEntry, _Mapping]]] = ..., would_ask: _Optional[_Iterable[_Union[_types_pb2.Question, _Mapping]]] = ..., ret: _Optional[int] = ..., errno: _Optional[str] = ..., reason: _Optional[str] = ..., decided_by: _Optional[_Union[_types_pb2.DecidedBy, _Mapping]] = ..., effects: _Optional[_Iterable[_Union[_types_pb2.Effect, _Mapping]]] = ...) -> None: ...

class MemoryTierRefreshDemotionRequest(_message.Message):
    __slots__ = ("host", "validate_only", "explain", "expect", "idempotency_key")
    HOST_FIELD_NUMBER: _ClassVar[int]
    VALIDATE_ONLY_FIELD_NUMBER: _ClassVar[int]
    EXPLAIN_FIELD_NUMBER: _ClassVar[int]
    EXPECT_FIELD_NUMBER: _ClassVar[int]
    IDEMPOTENCY_KEY_FIELD_NUMBER: _ClassVar[int]
    host: str
    validate_only: bool
    explain: bool
    expect: _types_pb2.Expect
    idempotency_key: str
    def __init__(self, host: _Optional[str] = ..., validate_only: _Optional[bool] = ..., explain: _Optional[bool] = ..., expect: _Optional[_Union[_types_pb2.Expect, _Mapping]] = ..., idempotency_key: _Optional[str] = ...) -> None: ...

class MemoryTierRefreshDemotionResponse(_message.Message):
    __slots__ = ("fabric", "host", "model", "revision", "host_revision", "replayed", "trace", "would_ask", "ret", "errno", "reason", "decided_by", "effects")
    FABRIC_FIELD_NUMBER: _ClassVar[int]
    HOST_FIELD_NUMBER: _ClassVar[int]
    MODEL_FIELD_NUMBER: _ClassVar[int]
    REVISION_FIELD_NUMBER: _ClassVar[int]
    HOST_REVISION_FIELD_NUMBER: _ClassVar[int]
    REPLAYED_FIELD_NUMBER: _ClassVar[int]
    TRACE_FIELD_NUMBER: _ClassVar[int]
    WOULD_ASK_FIELD_NUMBER: _ClassVar[int]
    RET_FIELD_NUMBER: _ClassVar[int]
    ERRNO_FIELD_NUMBER: _ClassVar[int]
    REASON_FIELD_NUMBER: _ClassVar[int]
    DECIDED_BY_FIELD_NUMBER: _ClassVar[int]
    EFFECTS_FIELD_NUMBER: _ClassVar[int]
    fabric: str
    host: str
    model: str
    revision: int
    host_revision: int
    replayed: bool
    trace: _containers.RepeatedCompositeFieldContainer[_types_pb2.TraceEntry]
    would_ask: _containers.RepeatedCompositeFieldContainer[_types_pb2.Question]
    ret: int
    errno: str
    reason: str
    decided_by: _types_pb2.DecidedBy
    effects: _containers.RepeatedCompositeFieldContainer[_types_pb2.Effect]
    def __init__(self, fabric: _Optional[str] = ..., host: _Optional[str] = ..., model: _Optional[str] = ..., revision: _Optional[int] = ..., host_revision: _Optional[int] = ..., replayed: _Optional[bool] = ..., trace: _Optional[_Iterable[_Union[_types_pb2.TraceEntry, _Mapping]]] = ..., would_ask: _Optional[_Iterable[_Union[_types_pb2.Question, _Mapping]]] = ..., ret: _Optional[int] = ..., errno: _Optional[str] = ..., reason: _Optional[str] = ..., decided_by: _Optional[_Union[_types_pb2.DecidedBy, _Mapping]] = ..., effects: _Optional[_Iterable[_Union[_types_pb2.Effect, _Mapping]]] = ...) -> None: ...

class CramRegisterPrivateNodeRequest(_message.Message):
    __slots__ = ("host", "validate_only", "explain", "expect", "idempotency_key", "nid", "owner", "flush_cb")
    HOST_FIELD_NUMBER: _ClassVar[int]
    VALIDATE_ONLY_FIELD_NUMBER: _ClassVar[int]
    EXPLAIN_FIELD_NUMBER: _ClassVar[int]
    EXPECT_FIELD_NUMBER: _ClassVar[int]
    IDEMPOTENCY_KEY_FIELD_NUMBER: _ClassVar[int]
    NID_FIELD_NUMBER: _ClassVar[int]
    OWNER_FIELD_NUMBER: _ClassVar[int]
    FLUSH_CB_FIELD_NUMBER: _ClassVar[int]
    host: str
    validate_only: bool
    explain: bool
    expect: _types_pb2.Expect
    idempotency_key: str
    nid: int
    owner: str
    flush_cb: _types_pb2.FlushCallback
    def __init__(self, host: _Optional[str] = ..., validate_only: _Optional[bool] = ..., explain: _Optional[bool] = ..., expect: _Optional[_Union[_types_pb2.Expect, _Mapping]] = ..., idempotency_key: _Optional[str] = ..., nid: _Optional[int] = ..., owner: _Optional[str] = ..., flush_cb: _Optional[_Union[_types_pb2.FlushCallback, _Mapping]] = ...) -> None: ...

class CramRegisterPrivateNodeResponse(_message.Message):
    __slots__ = ("fabric", "host", "model", "revision", "host_revision", "replayed", "trace", "would_ask", "ret", "errno", "reason", "decided_by", "effects")
    FABRIC_FIELD_NUMBER: _ClassVar[int]
    HOST_FIELD_NUMBER: _ClassVar[int]
    MODEL_FIELD_NUMBER: _ClassVar[int]
    REVISION_FIELD_NUMBER: _ClassVar[int]
    HOST_REVISION_FIELD_NUMBER: _ClassVar[int]
    REPLAYED_FIELD_NUMBER: _ClassVar[int]
    TRACE_FIELD_NUMBER: _ClassVar[int]
    WOULD_ASK_FIELD_NUMBER: _ClassVar[int]
    RET_FIELD_NUMBER: _ClassVar[int]
    ERRNO_FIELD_NUMBER: _ClassVar[int]
    REASON_FIELD_NUMBER: _ClassVar[int]
    DECIDED_BY_FIELD_NUMBER: _ClassVar[int]
    EFFECTS_FIELD_NUMBER: _ClassVar[int]
    fabric: str
    host: str
    model: str
    revision: int
    host_revision: int
    replayed: bool
    trace: _containers.RepeatedCompositeFieldContainer[_types_pb2.TraceEntry]
    would_ask: _containers.RepeatedCompositeFieldContainer[_types_pb2.Question]
    ret: int
    errno: str
    reason: str
    decided_by: _types_pb2.DecidedBy
    effects: _containers.RepeatedCompositeFieldContainer[_types_pb2.Effect]
    def __init__(self, fabric: _Optional[str] = ..., host: _Optional[str] = ..., model: _Optional[str] = ..., revision: _Optional[int] = ..., host_revision: _Optional[int] = ..., replayed: _Optional[bool] = ..., trace: _Optional[_Iterable[_Union[_types_pb2.TraceEntry, _Mapping]]] = ..., would_ask: _Optional[_Iterable[_Union[_types_pb2.Question, _Mapping]]] = ..., ret: _Optional[int] = ..., errno: _Optional[str] = ..., reason: _Optional[str] = ..., decided_by: _Optional[_Union[_types_pb2.DecidedBy, _Mapping]] = ..., effects: _Optional[_Iterable[_Union[_types_pb2.Effect, _Mapping]]] = ...) -> None: ...

class CramUnregisterPrivateNodeRequest(_message.Message):
    __slots__ = ("host", "validate_only", "explain", "expect", "idempotency_key", "nid")
    HOST_FIELD_NUMBER: _ClassVar[int]
    VALIDATE_ONLY_FIELD_NUMBER: _ClassVar[int]
    EXPLAIN_FIELD_NUMBER: _ClassVar[int]
    EXPECT_FIELD_NUMBER: _ClassVar[int]
    IDEMPOTENCY_KEY_FIELD_NUMBER: _ClassVar[int]
    NID_FIELD_NUMBER: _ClassVar[int]
    host: str
    validate_only: bool
    explain: bool
    expect: _types_pb2.Expect
    idempotency_key: str
    nid: int
    def __init__(self, host: _Optional[str] = ..., validate_only: _Optional[bool] = ..., explain: _Optional[bool] = ..., expect: _Optional[_Union[_types_pb2.Expect, _Mapping]] = ..., idempotency_key: _Optional[str] = ..., nid: _Optional[int] = ...) -> None: ...

class CramUnregisterPrivateNodeResponse(_message.Message):
    __slots__ = ("fabric", "host", "model", "revision", "host_revision", "replayed", "trace", "would_ask", "ret", "errno", "reason", "decided_by", "effects")
    FABRIC_FIELD_NUMBER: _ClassVar[int]
    HOST_FIELD_NUMBER: _ClassVar[int]
    MODEL_FIELD_NUMBER: _ClassVar[int]
    REVISION_FIELD_NUMBER: _ClassVar[int]
    HOST_REVISION_FIELD_NUMBER: _ClassVar[int]
    REPLAYED_FIELD_NUMBER: _ClassVar[int]
    TRACE_FIELD_NUMBER: _ClassVar[int]
    WOULD_ASK_FIELD_NUMBER: _ClassVar[int]
    RET_FIELD_NUMBER: _ClassVar[int]
    ERRNO_FIELD_NUMBER: _ClassVar[int]
    REASON_FIELD_NUMBER: _ClassVar[int]
    DECIDED_BY_FIELD_NUMBER: _ClassVar[int]
    EFFECTS_FIELD_NUMBER: _ClassVar[int]
    fabric: str
    host: str
    model: str
    revision: int
    host_revision: int
    replayed: bool
    trace: _containers.RepeatedCompositeFieldContainer[_types_pb2.TraceEntry]
    would_ask: _containers.RepeatedCompositeFieldContainer[_types_pb2.Question]
    ret: int
    errno: str
    reason: str
    decided_by: _types_pb2.DecidedBy
    effects: _containers.RepeatedCompositeFieldContainer[_types_pb2.Effect]
    def __init__(self, fabric: _Optional[str] = ..., host: _Optional[str] = ..., model: _Optional[str] = ..., revision: _Optional[int] = ..., host_revision: _Optional[int] = ..., replayed: _Optional[bool] = ..., trace: _Optional[_Iterable[_Union[_types_pb2.TraceEntry, _Mapping]]] = ..., would_ask: _Optional[_Iterable[_Union[_types_pb2.Question, _Mapping]]] = ..., ret: _Optional[int] = ..., errno: _Optional[str] = ..., reason: _Optional[str] = ..., decided_by: _Optional[_Union[_types_pb2.DecidedBy, _Mapping]] = ..., effects: _Optional[_Iterable[_Union[_types_pb2.Effect, _Mapping]]] = ...) -> None: ...

class CramUnpurgeRequest(_message.Message):
    __slots__ = ("host", "validate_only", "explain", "expect", "idempotency_key", "nid")
    HOST_FIELD_NUMBER: _ClassVar[int]
    VALIDATE_ONLY_FIELD_NUMBER: _ClassVar[int]
    EXPLAIN_FIELD_NUMBER: _ClassVar[int]
    EXPECT_FIELD_NUMBER: _ClassVar[int]
    IDEMPOTENCY_KEY_FIELD_NUMBER: _ClassVar[int]
    NID_FIELD_NUMBER: _ClassVar[int]
    host: str
    validate_only: bool
    explain: bool
    expect: _types_pb2.Expect
    idempotency_key: str
    nid: int
    def __init__(self, host: _Optional[str] = ..., validate_only: _Optional[bool] = ..., explain: _Optional[bool] = ..., expect: _Optional[_Union[_types_pb2.Expect, _Mapping]] = ..., idempotency_key: _Optional[str] = ..., nid: _Optional[int] = ...) -> None: ...

class CramUnpurgeResponse(_message.Message):
    __slots__ = ("fabric", "host", "model", "revision", "host_revision", "replayed", "trace", "would_ask", "ret", "errno", "reason", "decided_by", "effects")
    FABRIC_FIELD_NUMBER: _ClassVar[int]
    HOST_FIELD_NUMBER: _ClassVar[int]
    MODEL_FIELD_NUMBER: _ClassVar[int]
    REVISION_FIELD_NUMBER: _ClassVar[int]
    HOST_REVISION_FIELD_NUMBER: _ClassVar[int]
    REPLAYED_FIELD_NUMBER: _ClassVar[int]
    TRACE_FIELD_NUMBER: _ClassVar[int]
    WOULD_ASK_FIELD_NUMBER: _ClassVar[int]
    RET_FIELD_NUMBER: _ClassVar[int]
    ERRNO_FIELD_NUMBER: _ClassVar[int]
    REASON_FIELD_NUMBER: _ClassVar[int]
    DECIDED_BY_FIELD_NUMBER: _ClassVar[int]
    EFFECTS_FIELD_NUMBER: _ClassVar[int]
    fabric: str
    host: str
    model: str
    revision: int
    host_revision: int
    replayed: bool
    trace: _containers.RepeatedCompositeFieldContainer[_types_pb2.TraceEntry]
    would_ask: _containers.RepeatedCompositeFieldContainer[_types_pb2.Question]
    ret: int
    errno: str
    reason: str
    decided_by: _types_pb2.DecidedBy
    effects: _containers.RepeatedCompositeFieldContainer[_types_pb2.Effect]
    def __init__(self, fabric: _Optional[str] = ..., host: _Optional[str] = ..., model: _Optional[str] = ..., revision: _Optional[int] = ..., host_revision: _Optional[int] = ..., replayed: _Optional[bool] = ..., trace: _Optional[_Iterable[_Union[_types_pb2.TraceEntry, _Mapping]]] = ..., would_ask: _Optional[_Iterable[_Union[_types_pb2.Question, _Mapping]]] = ..., ret: _Optional[int] = ..., errno: _Optional[str] = ..., reason: _Optional[str] = ..., decided_by: _Optional[_Union[_types_pb2.DecidedBy, _Mapping]] = ..., effects: _Optional[_Iterable[_Union[_types_pb2.Effect, _Mapping]]] = ...) -> None: ...

class CramSetPressureRequest(_message.Message):
    __slots__ = ("host", "validate_only", "explain", "expect", "idempotency_key", "nid", "pressure")
    HOST_FIELD_NUMBER: _ClassVar[int]
    VALIDATE_ONLY_FIELD_NUMBER: _ClassVar[int]
    EXPLAIN_FIELD_NUMBER: _ClassVar[int]
    EXPECT_FIELD_NUMBER: _ClassVar[int]
    IDEMPOTENCY_KEY_FIELD_NUMBER: _ClassVar[int]
    NID_FIELD_NUMBER: _ClassVar[int]
    PRESSURE_FIELD_NUMBER: _ClassVar[int]
    host: str
    validate_only: bool
    explain: bool
    expect: _types_pb2.Expect
    idempotency_key: str
    nid: int
    pressure: int
    def __init__(self, host: _Optional[str] = ..., validate_only: _Optional[bool] = ..., explain: _Optional[bool] = ..., expect: _Optional[_Union[_types_pb2.Expect, _Mapping]] = ..., idempotency_key: _Optional[str] = ..., nid: _Optional[int] = ..., pressure: _Optional[int] = ...) -> None: ...

class CramSetPressureResponse(_message.Message):
    __slots__ = ("fabric", "host", "model", "revision", "host_revision", "replayed", "trace", "would_ask", "ret", "errno", "reason", "decided_by", "effects", "pressure", "migration_blocked", "watermark_boost", "kswapd")
    FABRIC_FIELD_NUMBER: _ClassVar[int]
    HOST_FIELD_NUMBER: _ClassVar[int]
    MODEL_FIELD_NUMBER: _ClassVar[int]
    REVISION_FIELD_NUMBER: _ClassVar[int]
    HOST_REVISION_FIELD_NUMBER: _ClassVar[int]
    REPLAYED_FIELD_NUMBER: _ClassVar[int]
    TRACE_FIELD_NUMBER: _ClassVar[int]
    WOULD_ASK_FIELD_NUMBER: _ClassVar[int]
    RET_FIELD_NUMBER: _ClassVar[int]
    ERRNO_FIELD_NUMBER: _ClassVar[int]
    REASON_FIELD_NUMBER: _ClassVar[int]
    DECIDED_BY_FIELD_NUMBER: _ClassVar[int]
    EFFECTS_FIELD_NUMBER: _ClassVar[int]
    PRESSURE_FIELD_NUMBER: _ClassVar[int]
    MIGRATION_BLOCKED_FIELD_NUMBER: _ClassVar[int]
    WATERMARK_BOOST_FIELD_NUMBER: _ClassVar[int]
    KSWAPD_FIELD_NUMBER: _ClassVar[int]
    fabric: str
    host: str
    model: str
    revision: int
    host_revision: int
    replayed: bool
    trace: _containers.RepeatedCompositeFieldContainer[_types_pb2.TraceEntry]
    would_ask: _containers.RepeatedCompositeFieldContainer[_types_pb2.Question]
    ret: int
    errno: str
    reason: str
    decided_by: _types_pb2.DecidedBy
    effects: _containers.RepeatedCompositeFieldContainer[_types_pb2.Effect]
    pressure: int
    migration_blocked: bool
    watermark_boost: int
    kswapd: str
    def __init__(self, fabric: _Optional[str] = ..., host: _Optional[str] = ..., model: _Optional[str] = ..., revision: _Optional[int] = ..., host_revision: _Optional[int] = ..., replayed: _Optional[bool] = ..., trace: _Optional[_Iterable[_Union[_types_pb2.TraceEntry, _Mapping]]] = ..., would_ask: _Optional[_Iterable[_Union[_types_pb2.Question, _Mapping]]] = ..., ret: _Optional[int] = ..., errno: _Optional[str] = ..., reason: _Optional[str] = ..., decided_by: _Optional[_Union[_types_pb2.DecidedBy, _Mapping]] = ..., effects: _Optional[_Iterable[_Union[_types_pb2.Effect, _Mapping]]] = ..., pressure: _Optional[int] = ..., migration_blocked: _Optional[bool] = ..., watermark_boost: _Optional[int] = ..., kswapd: _Optional[str] = ...) -> None: ...

class CramClearPressureRequest(_message.Message):
    __slots__ = ("host", "validate_only", "explain", "expect", "idempotency_key", "nid")
    HOST_FIELD_NUMBER: _ClassVar[int]
    VALIDATE_ONLY_FIELD_NUMBER: _ClassVar[int]
    EXPLAIN_FIELD_NUMBER: _ClassVar[int]
    EXPECT_FIELD_NUMBER: _ClassVar[int]
    IDEMPOTENCY_KEY_FIELD_NUMBER: _ClassVar[int]
    NID_FIELD_NUMBER: _ClassVar[int]
    host: str
    validate_only: bool
    explain: bool
    expect: _types_pb2.Expect
    idempotency_key: str
    nid: int
    def __init__(self, host: _Optional[str] = ..., validate_only: _Optional[bool] = ..., explain: _Optional[bool] = ..., expect: _Optional[_Union[_types_pb2.Expect, _Mapping]] = ..., idempotency_key: _Optional[str] = ..., nid: _Optional[int] = ...) -> None: ...

class CramClearPressureResponse(_message.Message):
    __slots__ = ("fabric", "host", "model", "revision", "host_revision", "replayed", "trace", "would_ask", "ret", "errno", "reason", "decided_by", "effects", "pressure", "migration_blocked", "watermark_boost", "kswapd")
    FABRIC_FIELD_NUMBER: _ClassVar[int]
    HOST_FIELD_NUMBER: _ClassVar[int]
    MODEL_FIELD_NUMBER: _ClassVar[int]
    REVISION_FIELD_NUMBER: _ClassVar[int]
    HOST_REVISION_FIELD_NUMBER: _ClassVar[int]
    REPLAYED_FIELD_NUMBER: _ClassVar[int]
    TRACE_FIELD_NUMBER: _ClassVar[int]
    WOULD_ASK_FIELD_NUMBER: _ClassVar[int]
    RET_FIELD_NUMBER: _ClassVar[int]
    ERRNO_FIELD_NUMBER: _ClassVar[int]
    REASON_FIELD_NUMBER: _ClassVar[int]
    DECIDED_BY_FIELD_NUMBER: _ClassVar[int]
    EFFECTS_FIELD_NUMBER: _ClassVar[int]
    PRESSURE_FIELD_NUMBER: _ClassVar[int]
    MIGRATION_BLOCKED_FIELD_NUMBER: _ClassVar[int]
    WATERMARK_BOOST_FIELD_NUMBER: _ClassVar[int]
    KSWAPD_FIELD_NUMBER: _ClassVar[int]
    fabric: str
    host: str
    model: str
    revision: int
    host_revision: int
    replayed: bool
    trace: _containers.RepeatedCompositeFieldContainer[_types_pb2.TraceEntry]
    would_ask: _containers.RepeatedCompositeFieldContainer[_types_pb2.Question]
    ret: int
    errno: str
    reason: str
    decided_by: _types_pb2.DecidedBy
    effects: _containers.RepeatedCompositeFieldContainer[_types_pb2.Effect]
    pressure: int
    migration_blocked: bool
    watermark_boost: int
    kswapd: str
    def __init__(self, fabric: _Optional[str] = ..., host: _Optional[str] = ..., model: _Optional[str] = ..., revision: _Optional[int] = ..., host_revision: _Optional[int] = ..., replayed: _Optional[bool] = ..., trace: _Optional[_Iterable[_Union[_types_pb2.TraceEntry, _Mapping]]] = ..., would_ask: _Optional[_Iterable[_Union[_types_pb2.Question, _Mapping]]] = ..., ret: _Optional[int] = ..., errno: _Optional[str] = ..., reason: _Optional[str] = ..., decided_by: _Optional[_Union[_types_pb2.DecidedBy, _Mapping]] = ..., effects: _Optional[_Iterable[_Union[_types_pb2.Effect, _Mapping]]] = ..., pressure: _Optional[int] = ..., migration_blocked: _Optional[bool] = ..., watermark_boost: _Optional[int] = ..., kswapd: _Optional[str] = ...) -> None: ...

class CramFlushTakeRequest(_message.Message):
    __slots__ = ("host", "validate_only", "explain", "expect", "idempotency_key", "nid", "cpu", "overflow")
    HOST_FIELD_NUMBER: _ClassVar[int]
    VALIDATE_ONLY_FIELD_NUMBER: _ClassVar[int]
    EXPLAIN_FIELD_NUMBER: _ClassVar[int]
    EXPECT_FIELD_NUMBER: _ClassVar[int]
    IDEMPOTENCY_KEY_FIELD_NUMBER: _ClassVar[int]
    NID_FIELD_NUMBER: _ClassVar[int]
    CPU_FIELD_NUMBER: _ClassVar[int]
    OVERFLOW_FIELD_NUMBER: _ClassVar[int]
    host: str
    validate_only: bool
    explain: bool
    expect: _types_pb2.Expect
    idempotency_key: str
    nid: int
    cpu: int
    overflow: bool
    def __init__(self, host: _Optional[str] = ..., validate_only: _Optional[bool] = ..., explain: _Optional[bool] = ..., expect: _Optional[_Union[_types_pb2.Expect, _Mapping]] = ..., idempotency_key: _Optional[str] = ..., nid: _Optional[int] = ..., cpu: _Optional[int] = ..., overflow: _Optional[bool] = ...) -> None: ...

class CramFlushTakeResponse(_message.Message):
    __slots__ = ("fabric", "host", "model", "revision", "host_revision", "replayed", "trace", "would_ask", "ret", "errno", "reason", "decided_by", "effects", "ranges")
    FABRIC_FIELD_NUMBER: _ClassVar[int]
    HOST_FIELD_NUMBER: _ClassVar[int]
    MODEL_FIELD_NUMBER: _ClassVar[int]
    REVISION_FIELD_NUMBER: _ClassVar[int]
    HOST_REVISION_FIELD_NUMBER: _ClassVar[int]
    REPLAYED_FIELD_NUMBER: _ClassVar[int]
    TRACE_FIELD_NUMBER: _ClassVar[int]
    WOULD_ASK_FIELD_NUMBER: _ClassVar[int]
    RET_FIELD_NUMBER: _ClassVar[int]
    ERRNO_FIELD_NUMBER: _ClassVar[int]
    REASON_FIELD_NUMBER: _ClassVar[int]
    DECIDED_BY_FIELD_NUMBER: _ClassVar[int]
    EFFECTS_FIELD_NUMBER: _ClassVar[int]
    RANGES_FIELD_NUMBER: _ClassVar[int]
    fabric: str
    host: str
    model: str
    revision: int
    host_revision: int
    replayed: bool
    trace: _containers.RepeatedCompositeFieldContainer[_types_pb2.TraceEntry]
    would_ask: _containers.RepeatedCompositeFieldContainer[_types_pb2.Question]
    ret: int
    errno: str
    reason: str
    decided_by: _types_pb2.DecidedBy
    effects: _containers.RepeatedCompositeFieldContainer[_types_pb2.Effect]
    ranges: _containers.RepeatedCompositeFieldContainer[_types_pb2.FlushRange]
    def __init__(self, fabric: _Optional[str] = ..., host: _Optional[str] = ..., model: _Optional[str] = ..., revision: _Optional[int] = ..., host_revision: _Optional[int] = ..., replayed: _Optional[bool] = ..., trace: _Optional[_Iterable[_Union[_types_pb2.TraceEntry, _Mapping]]] = ..., would_ask: _Optional[_Iterable[_Union[_types_pb2.Question, _Mapping]]] = ..., ret: _Optional[int] = ..., errno: _Optional[str] = ..., reason: _Optional[str] = ..., decided_by: _Optional[_Union[_types_pb2.DecidedBy, _Mapping]] = ..., effects: _Optional[_Iterable[_Union[_types_pb2.Effect, _Mapping]]] = ..., ranges: _Optional[_Iterable[_Union[_types_pb2.FlushRange, _Mapping]]] = ...) -> None: ...

class CramFlushPutRequest(_message.Message):
    __slots__ = ("host", "validate_only", "explain", "expect", "idempotency_key", "nid", "cpu", "overflow", "zeroed")
    HOST_FIELD_NUMBER: _ClassVar[int]
    VALIDATE_ONLY_FIELD_NUMBER: _ClassVar[int]
    EXPLAIN_FIELD_NUMBER: _ClassVar[int]
    EXPECT_FIELD_NUMBER: _ClassVar[int]
    IDEMPOTENCY_KEY_FIELD_NUMBER: _ClassVar[int]
    NID_FIELD_NUMBER: _ClassVar[int]
    CPU_FIELD_NUMBER: _ClassVar[int]
    OVERFLOW_FIELD_NUMBER: _ClassVar[int]
    ZEROED_FIELD_NUMBER: _ClassVar[int]
    host: str
    validate_only: bool
    explain: bool
    expect: _types_pb2.Expect
    idempotency_key: str
    nid: int
    cpu: int
    overflow: bool
    zeroed: str
    def __init__(self, host: _Optional[str] = ..., validate_only: _Optional[bool] = ..., explain: _Optional[bool] = ..., expect: _Optional[_Union[_types_pb2.Expect, _Mapping]] = ..., idempotency_key: _Optional[str] = ..., nid: _Optional[int] = ..., cpu: _Optional[int] = ..., overflow: _Optional[bool] = ..., zeroed: _Optional[str] = ...) -> None: ...

class CramFlushPutResponse(_message.Message):
    __slots__ = ("fabric", "host", "model", "revision", "host_revision", "replayed", "trace", "would_ask", "ret", "errno", "reason", "decided_by", "effects", "nr_folios", "nr_pages")
    FABRIC_FIELD_NUMBER: _ClassVar[int]
    HOST_FIELD_NUMBER: _ClassVar[int]
    MODEL_FIELD_NUMBER: _ClassVar[int]
    REVISION_FIELD_NUMBER: _ClassVar[int]
    HOST_REVISION_FIELD_NUMBER: _ClassVar[int]
    REPLAYED_FIELD_NUMBER: _ClassVar[int]
    TRACE_FIELD_NUMBER: _ClassVar[int]
    WOULD_ASK_FIELD_NUMBER: _ClassVar[int]
    RET_FIELD_NUMBER: _ClassVar[int]
    ERRNO_FIELD_NUMBER: _ClassVar[int]
    REASON_FIELD_NUMBER: _ClassVar[int]
    DECIDED_BY_FIELD_NUMBER: _ClassVar[int]
    EFFECTS_FIELD_NUMBER: _ClassVar[int]
    NR_FOLIOS_FIELD_NUMBER: _ClassVar[int]
    NR_PAGES_FIELD_NUMBER: _ClassVar[int]
    fabric: str
    host: str
    model: str
    revision: int
    host_revision: int
    replayed: bool
    trace: _containers.RepeatedCompositeFieldContainer[_types_pb2.TraceEntry]
    would_ask: _containers.RepeatedCompositeFieldContainer[_types_pb2.Question]
    ret: int
    errno: str
    reason: str
    decided_by: _types_pb2.DecidedBy
    effects: _containers.RepeatedCompositeFieldContainer[_types_pb2.Effect]
    nr_folios: int
    nr_pages: int
    def __init__(self, fabric: _Optional[str] = ..., host: _Optional[str] = ..., model: _Optional[str] = ..., revision: _Optional[int] = ..., host_revision: _Optional[int] = ..., replayed: _Optional[bool] = ..., trace: _Optional[_Iterable[_Union[_types_pb2.TraceEntry, _Mapping]]] = ..., would_ask: _Optional[_Iterable[_Union[_types_pb2.Question, _Mapping]]] = ..., ret: _Optional[int] = ..., errno: _Optional[str] = ..., reason: _Optional[str] = ..., decided_by: _Optional[_Union[_types_pb2.DecidedBy, _Mapping]] = ..., effects: _Optional[_Iterable[_Union[_types_pb2.Effect, _Mapping]]] = ..., nr_folios: _Optional[int] = ..., nr_pages: _Optional[int] = ...) -> None: ...

class CramRegisterRequest(_message.Message):
    __slots__ = ("host", "validate_only", "explain", "expect", "idempotency_key", "nid", "owner", "ranges", "zratio", "trim", "module")
    HOST_FIELD_NUMBER: _ClassVar[int]
    VALIDATE_ONLY_FIELD_NUMBER: _ClassVar[int]
    EXPLAIN_FIELD_NUMBER: _ClassVar[int]
    EXPECT_FIELD_NUMBER: _ClassVar[int]
    IDEMPOTENCY_KEY_FIELD_NUMBER: _ClassVar[int]
    NID_FIELD_NUMBER: _ClassVar[int]
    OWNER_FIELD_NUMBER: _ClassVar[int]
    RANGES_FIELD_NUMBER: _ClassVar[int]
    ZRATIO_FIELD_NUMBER: _ClassVar[int]
    TRIM_FIELD_NUMBER: _ClassVar[int]
    MODULE_FIELD_NUMBER: _ClassVar[int]
    host: str
    validate_only: bool
    explain: bool
    expect: _types_pb2.Expect
    idempotency_key: str
    nid: int
    owner: str
    ranges: _containers.RepeatedCompositeFieldContainer[_types_pb2.PhysRange]
    zratio: int
    trim: _containers.RepeatedCompositeFieldContainer[_types_pb2.TrimAnswer]
    module: str
    def __init__(self, host: _Optional[str] = ..., validate_only: _Optional[bool] = ..., explain: _Optional[bool] = ..., expect: _Optional[_Union[_types_pb2.Expect, _Mapping]] = ..., idempotency_key: _Optional[str] = ..., nid: _Optional[int] = ..., owner: _Optional[str] = ..., ranges: _Optional[_Iterable[_Union[_types_pb2.PhysRange, _Mapping]]] = ..., zratio: _Optional[int] = ..., trim: _Optional[_Iterable[_Union[_types_pb2.TrimAnswer, _Mapping]]] = ..., module: _Optional[str] = ...) -> None: ...

class CramRegisterResponse(_message.Message):
    __slots__ = ("fabric", "host", "model", "revision", "host_revision", "replayed", "trace", "would_ask", "ret", "errno", "reason", "decided_by", "effects")
    FABRIC_FIELD_NUMBER: _ClassVar[int]
    HOST_FIELD_NUMBER: _ClassVar[int]
    MODEL_FIELD_NUMBER: _ClassVar[int]
    REVISION_FIELD_NUMBER: _ClassVar[int]
    HOST_REVISION_FIELD_NUMBER: _ClassVar[int]
    REPLAYED_FIELD_NUMBER: _ClassVar[int]
    TRACE_FIELD_NUMBER: _ClassVar[int]
    WOULD_ASK_FIELD_NUMBER: _ClassVar[int]
    RET_FIELD_NUMBER: _ClassVar[int]
    ERRNO_FIELD_NUMBER: _ClassVar[int]
    REASON_FIELD_NUMBER: _ClassVar[int]
    DECIDED_BY_FIELD_NUMBER: _ClassVar[int]
    EFFECTS_FIELD_NUMBER: _ClassVar[int]
    fabric: str
    host: str
    model: str
    revision: int
    host_revision: int
    replayed: bool
    trace: _containers.RepeatedCompositeFieldContainer[_types_pb2.TraceEntry]
    would_ask: _containers.RepeatedCompositeFieldContainer[_types_pb2.Question]
    ret: int
    errno: str
    reason: str
    decided_by: _types_pb2.DecidedBy
    effects: _containers.RepeatedCompositeFieldContainer[_types_pb2.Effect]
    def __init__(self, fabric: _Optional[str] = ..., host: _Optional[str] = ..., model: _Optional[str] = ..., revision: _Optional[int] = ..., host_revision: _Optional[int] = ..., replayed: _Optional[bool] = ..., trace: _Optional[_Iterable[_Union[_types_pb2.TraceEntry, _Mapping]]] = ..., would_ask: _Optional[_Iterable[_Union[_types_pb2.Question, _Mapping]]] = ..., ret: _Optional[int] = ..., errno: _Optional[str] = ..., reason: _Optional[str] = ..., decided_by: _Optional[_Union[_types_pb2.DecidedBy, _Mapping]] = ..., effects: _Optional[_Iterable[_Union[_types_pb2.Effect, _Mapping]]] = ...) -> None: ...

class CramUnregisterRequest(_message.Message):
    __slots__ = ("host", "validate_only", "explain", "expect", "idempotency_key", "nid", "ranges")
    HOST_FIELD_NUMBER: _ClassVar[int]
    VALIDATE_ONLY_FIELD_NUMBER: _ClassVar[int]
    EXPLAIN_FIELD_NUMBER: _ClassVar[int]
    EXPECT_FIELD_NUMBER: _ClassVar[int]
    IDEMPOTENCY_KEY_FIELD_NUMBER: _ClassVar[int]
    NID_FIELD_NUMBER: _ClassVar[int]
    RANGES_FIELD_NUMBER: _ClassVar[int]
    host: str
    validate_only: bool
    explain: bool
    expect: _types_pb2.Expect
    idempotency_key: str
    nid: int
    ranges: _containers.RepeatedCompositeFieldContainer[_types_pb2.PhysRange]
    def __init__(self, host: _Optional[str] = ..., validate_only: _Optional[bool] = ..., explain: _Optional[bool] = ..., expect: _Optional[_Union[_types_pb2.Expect, _Mapping]] = ..., idempotency_key: _Optional[str] = ..., nid: _Optional[int] = ..., ranges: _Optional[_Iterable[_Union[_types_pb2.PhysRange, _Mapping]]] = ...) -> None: ...

class CramUnregisterResponse(_message.Message):
    __slots__ = ("fabric", "host", "model", "revision", "host_revision", "replayed", "trace", "would_ask", "ret", "errno", "reason", "decided_by", "effects")
    FABRIC_FIELD_NUMBER: _ClassVar[int]
    HOST_FIELD_NUMBER: _ClassVar[int]
    MODEL_FIELD_NUMBER: _ClassVar[int]
    REVISION_FIELD_NUMBER: _ClassVar[int]
    HOST_REVISION_FIELD_NUMBER: _ClassVar[int]
    REPLAYED_FIELD_NUMBER: _ClassVar[int]
    TRACE_FIELD_NUMBER: _ClassVar[int]
    WOULD_ASK_FIELD_NUMBER: _ClassVar[int]
    RET_FIELD_NUMBER: _ClassVar[int]
    ERRNO_FIELD_NUMBER: _ClassVar[int]
    REASON_FIELD_NUMBER: _ClassVar[int]
    DECIDED_BY_FIELD_NUMBER: _ClassVar[int]
    EFFECTS_FIELD_NUMBER: _ClassVar[int]
    fabric: str
    host: str
    model: str
    revision: int
    host_revision: int
    replayed: bool
    trace: _containers.RepeatedCompositeFieldContainer[_types_pb2.TraceEntry]
    would_ask: _containers.RepeatedCompositeFieldContainer[_types_pb2.Question]
    ret: int
    errno: str
    reason: str
    decided_by: _types_pb2.DecidedBy
    effects: _containers.RepeatedCompositeFieldContainer[_types_pb2.Effect]
    def __init__(self, fabric: _Optional[str] = ..., host: _Optional[str] = ..., model: _Optional[str] = ..., revision: _Optional[int] = ..., host_revision: _Optional[int] = ..., replayed: _Optional[bool] = ..., trace: _Optional[_Iterable[_Union[_types_pb2.TraceEntry, _Mapping]]] = ..., would_ask: _Optional[_Iterable[_Union[_types_pb2.Question, _Mapping]]] = ..., ret: _Optional[int] = ..., errno: _Optional[str] = ..., reason: _Optional[str] = ..., decided_by: _Optional[_Union[_types_pb2.DecidedBy, _Mapping]] = ..., effects: _Optional[_Iterable[_Union[_types_pb2.Effect, _Mapping]]] = ...) -> None: ...

class CramSetCompressionRatioRequest(_message.Message):
    __slots__ = ("host", "validate_only", "explain", "expect", "idempotency_key", "nid", "ratio", "block")
    HOST_FIELD_NUMBER: _ClassVar[int]
    VALIDATE_ONLY_FIELD_NUMBER: _ClassVar[int]
    EXPLAIN_FIELD_NUMBER: _ClassVar[int]
    EXPECT_FIELD_NUMBER: _ClassVar[int]
    IDEMPOTENCY_KEY_FIELD_NUMBER: _ClassVar[int]
    NID_FIELD_NUMBER: _ClassVar[int]
    RATIO_FIELD_NUMBER: _ClassVar[int]
    BLOCK_FIELD_NUMBER: _ClassVar[int]
    host: str
    validate_only: bool
    explain: bool
    expect: _types_pb2.Expect
    idempotency_key: str
    nid: int
    ratio: int
    block: bool
    def __init__(self, host: _Optional[str] = ..., validate_only: _Optional[bool] = ..., explain: _Optional[bool] = ..., expect: _Optional[_Union[_types_pb2.Expect, _Mapping]] = ..., idempotency_key: _Optional[str] = ..., nid: _Optional[int] = ..., ratio: _Optional[int] = ..., block: _Optional[bool] = ...) -> None: ...

class CramSetCompressionRatioResponse(_message.Message):
    __slots__ = ("fabric", "host", "model", "revision", "host_revision", "replayed", "trace", "would_ask", "ret", "errno", "reason", "decided_by", "effects")
    FABRIC_FIELD_NUMBER: _ClassVar[int]
    HOST_FIELD_NUMBER: _ClassVar[int]
    MODEL_FIELD_NUMBER: _ClassVar[int]
    REVISION_FIELD_NUMBER: _ClassVar[int]
    HOST_REVISION_FIELD_NUMBER: _ClassVar[int]
    REPLAYED_FIELD_NUMBER: _ClassVar[int]
    TRACE_FIELD_NUMBER: _ClassVar[int]
    WOULD_ASK_FIELD_NUMBER: _ClassVar[int]
    RET_FIELD_NUMBER: _ClassVar[int]
    ERRNO_FIELD_NUMBER: _ClassVar[int]
    REASON_FIELD_NUMBER: _ClassVar[int]
    DECIDED_BY_FIELD_NUMBER: _ClassVar[int]
    EFFECTS_FIELD_NUMBER: _ClassVar[int]
    fabric: str
    host: str
    model: str
    revision: int
    host_revision: int
    replayed: bool
    trace: _containers.RepeatedCompositeFieldContainer[_types_pb2.TraceEntry]
    would_ask: _containers.RepeatedCompositeFieldContainer[_types_pb2.Question]
    ret: int
    errno: str
    reason: str
    decided_by: _types_pb2.DecidedBy
    effects: _containers.RepeatedCompositeFieldContainer[_types_pb2.Effect]
    def __init__(self, fabric: _Optional[str] = ..., host: _Optional[str] = ..., model: _Optional[str] = ..., revision: _Optional[int] = ..., host_revision: _Optional[int] = ..., replayed: _Optional[bool] = ..., trace: _Optional[_Iterable[_Union[_types_pb2.TraceEntry, _Mapping]]] = ..., would_ask: _Optional[_Iterable[_Union[_types_pb2.Question, _Mapping]]] = ..., ret: _Optional[int] = ..., errno: _Optional[str] = ..., reason: _Optional[str] = ..., decided_by: _Optional[_Union[_types_pb2.DecidedBy, _Mapping]] = ..., effects: _Optional[_Iterable[_Union[_types_pb2.Effect, _Mapping]]] = ...) -> None: ...

class CramAllowAllocationRequest(_message.Message):
    __slots__ = ("host", "validate_only", "explain", "expect", "idempotency_key", "nid", "allow")
    HOST_FIELD_NUMBER: _ClassVar[int]
    VALIDATE_ONLY_FIELD_NUMBER: _ClassVar[int]
    EXPLAIN_FIELD_NUMBER: _ClassVar[int]
    EXPECT_FIELD_NUMBER: _ClassVar[int]
    IDEMPOTENCY_KEY_FIELD_NUMBER: _ClassVar[int]
    NID_FIELD_NUMBER: _ClassVar[int]
    ALLOW_FIELD_NUMBER: _ClassVar[int]
    host: str
    validate_only: bool
    explain: bool
    expect: _types_pb2.Expect
    idempotency_key: str
    nid: int
    allow: bool
    def __init__(self, host: _Optional[str] = ..., validate_only: _Optional[bool] = ..., explain: _Optional[bool] = ..., expect: _Optional[_Union[_types_pb2.Expect, _Mapping]] = ..., idempotency_key: _Optional[str] = ..., nid: _Optional[int] = ..., allow: _Optional[bool] = ...) -> None: ...

class CramAllowAllocationResponse(_message.Message):
    __slots__ = ("fabric", "host", "model", "revision", "host_revision", "replayed", "trace", "would_ask", "ret", "errno", "reason", "decided_by", "effects")
    FABRIC_FIELD_NUMBER: _ClassVar[int]
    HOST_FIELD_NUMBER: _ClassVar[int]
    MODEL_FIELD_NUMBER: _ClassVar[int]
    REVISION_FIELD_NUMBER: _ClassVar[int]
    HOST_REVISION_FIELD_NUMBER: _ClassVar[int]
    REPLAYED_FIELD_NUMBER: _ClassVar[int]
    TRACE_FIELD_NUMBER: _ClassVar[int]
    WOULD_ASK_FIELD_NUMBER: _ClassVar[int]
    RET_FIELD_NUMBER: _ClassVar[int]
    ERRNO_FIELD_NUMBER: _ClassVar[int]
    REASON_FIELD_NUMBER: _ClassVar[int]
    DECIDED_BY_FIELD_NUMBER: _ClassVar[int]
    EFFECTS_FIELD_NUMBER: _ClassVar[int]
    fabric: str
    host: str
    model: str
    revision: int
    host_revision: int
    replayed: bool
    trace: _containers.RepeatedCompositeFieldContainer[_types_pb2.TraceEntry]
    would_ask: _containers.RepeatedCompositeFieldContainer[_types_pb2.Question]
    ret: int
    errno: str
    reason: str
    decided_by: _types_pb2.DecidedBy
    effects: _containers.RepeatedCompositeFieldContainer[_types_pb2.Effect]
    def __init__(self, fabric: _Optional[str] = ..., host: _Optional[str] = ..., model: _Optional[str] = ..., revision: _Optional[int] = ..., host_revision: _Optional[int] = ..., replayed: _Optional[bool] = ..., trace: _Optional[_Iterable[_Union[_types_pb2.TraceEntry, _Mapping]]] = ..., would_ask: _Optional[_Iterable[_Union[_types_pb2.Question, _Mapping]]] = ..., ret: _Optional[int] = ..., errno: _Optional[str] = ..., reason: _Optional[str] = ..., decided_by: _Optional[_Union[_types_pb2.DecidedBy, _Mapping]] = ..., effects: _Optional[_Iterable[_Union[_types_pb2.Effect, _Mapping]]] = ...) -> None: ...

class CramReportHotPagesRequest(_message.Message):
    __slots__ = ("host", "validate_only", "explain", "expect", "idempotency_key", "nid", "pfns")
    HOST_FIELD_NUMBER: _ClassVar[int]
    VALIDATE_ONLY_FIELD_NUMBER: _ClassVar[int]
    EXPLAIN_FIELD_NUMBER: _ClassVar[int]
    EXPECT_FIELD_NUMBER: _ClassVar[int]
    IDEMPOTENCY_KEY_FIELD_NUMBER: _ClassVar[int]
    NID_FIELD_NUMBER: _ClassVar[int]
    PFNS_FIELD_NUMBER: _ClassVar[int]
    host: str
    validate_only: bool
    explain: bool
    expect: _types_pb2.Expect
    idempotency_key: str
    nid: int
    pfns: _containers.RepeatedCompositeFieldContainer[_types_pb2.PfnSpan]
    def __init__(self, host: _Optional[str] = ..., validate_only: _Optional[bool] = ..., explain: _Optional[bool] = ..., expect: _Optional[_Union[_types_pb2.Expect, _Mapping]] = ..., idempotency_key: _Optional[str] = ..., nid: _Optional[int] = ..., pfns: _Optional[_Iterable[_Union[_types_pb2.PfnSpan, _Mapping]]] = ...) -> None: ...

class CramReportHotPagesResponse(_message.Message):
    __slots__ = ("fabric", "host", "model", "revision", "host_revision", "replayed", "trace", "would_ask", "ret", "errno", "reason", "decided_by", "effects")
    FABRIC_FIELD_NUMBER: _ClassVar[int]
    HOST_FIELD_NUMBER: _ClassVar[int]
    MODEL_FIELD_NUMBER: _ClassVar[int]
    REVISION_FIELD_NUMBER: _ClassVar[int]
    HOST_REVISION_FIELD_NUMBER: _ClassVar[int]
    REPLAYED_FIELD_NUMBER: _ClassVar[int]
    TRACE_FIELD_NUMBER: _ClassVar[int]
    WOULD_ASK_FIELD_NUMBER: _ClassVar[int]
    RET_FIELD_NUMBER: _ClassVar[int]
    ERRNO_FIELD_NUMBER: _ClassVar[int]
    REASON_FIELD_NUMBER: _ClassVar[int]
    DECIDED_BY_FIELD_NUMBER: _ClassVar[int]
    EFFECTS_FIELD_NUMBER: _ClassVar[int]
    fabric: str
    host: str
    model: str
    revision: int
    host_revision: int
    replayed: bool
    trace: _containers.RepeatedCompositeFieldContainer[_types_pb2.TraceEntry]
    would_ask: _containers.RepeatedCompositeFieldContainer[_types_pb2.Question]
    ret: int
    errno: str
    reason: str
    decided_by: _types_pb2.DecidedBy
    effects: _containers.RepeatedCompositeFieldContainer[_types_pb2.Effect]
    def __init__(self, fabric: _Optional[str] = ..., host: _Optional[str] = ..., model: _Optional[str] = ..., revision: _Optional[int] = ..., host_revision: _Optional[int] = ..., replayed: _Optional[bool] = ..., trace: _Optional[_Iterable[_Union[_types_pb2.TraceEntry, _Mapping]]] = ..., would_ask: _Optional[_Iterable[_Union[_types_pb2.Question, _Mapping]]] = ..., ret: _Optional[int] = ..., errno: _Optional[str] = ..., reason: _Optional[str] = ..., decided_by: _Optional[_Union[_types_pb2.DecidedBy, _Mapping]] = ..., effects: _Optional[_Iterable[_Union[_types_pb2.Effect, _Mapping]]] = ...) -> None: ...

class NodePrivateRegisterCapsRequest(_message.Message):
    __slots__ = ("host", "validate_only", "explain", "expect", "idempotency_key", "nid", "owner", "caps")
    HOST_FIELD_NUMBER: _ClassVar[int]
    VALIDATE_ONLY_FIELD_NUMBER: _ClassVar[int]
    EXPLAIN_FIELD_NUMBER: _ClassVar[int]
    EXPECT_FIELD_NUMBER: _ClassVar[int]
    IDEMPOTENCY_KEY_FIELD_NUMBER: _ClassVar[int]
    NID_FIELD_NUMBER: _ClassVar[int]
    OWNER_FIELD_NUMBER: _ClassVar[int]
    CAPS_FIELD_NUMBER: _ClassVar[int]
    host: str
    validate_only: bool
    explain: bool
    expect: _types_pb2.Expect
    idempotency_key: str
    nid: int
    owner: str
    caps: _containers.RepeatedScalarFieldContainer[str]
    def __init__(self, host: _Optional[str] = ..., validate_only: _Optional[bool] = ..., explain: _Optional[bool] = ..., expect: _Optional[_Union[_types_pb2.Expect, _Mapping]] = ..., idempotency_key: _Optional[str] = ..., nid: _Optional[int] = ..., owner: _Optional[str] = ..., caps: _Optional[_Iterable[str]] = ...) -> None: ...

class NodePrivateRegisterCapsResponse(_message.Message):
    __slots__ = ("fabric", "host", "model", "revision", "host_revision", "replayed", "trace", "would_ask", "ret", "errno", "reason", "decided_by", "effects")
    FABRIC_FIELD_NUMBER: _ClassVar[int]
    HOST_FIELD_NUMBER: _ClassVar[int]
    MODEL_FIELD_NUMBER: _ClassVar[int]
    REVISION_FIELD_NUMBER: _ClassVar[int]
    HOST_REVISION_FIELD_NUMBER: _ClassVar[int]
    REPLAYED_FIELD_NUMBER: _ClassVar[int]
    TRACE_FIELD_NUMBER: _ClassVar[int]
    WOULD_ASK_FIELD_NUMBER: _ClassVar[int]
    RET_FIELD_NUMBER: _ClassVar[int]
    ERRNO_FIELD_NUMBER: _ClassVar[int]
    REASON_FIELD_NUMBER: _ClassVar[int]
    DECIDED_BY_FIELD_NUMBER: _ClassVar[int]
    EFFECTS_FIELD_NUMBER: _ClassVar[int]
    fabric: str
    host: str
    model: str
    revision: int
    host_revision: int
    replayed: bool
    trace: _containers.RepeatedCompositeFieldContainer[_types_pb2.TraceEntry]
    would_ask: _containers.RepeatedCompositeFieldContainer[_types_pb2.Question]
    ret: int
    errno: str
    reason: str
    decided_by: _types_pb2.DecidedBy
    effects: _containers.RepeatedCompositeFieldContainer[_types_pb2.Effect]
    def __init__(self, fabric: _Optional[str] = ..., host: _Optional[str] = ..., model: _Optional[str] = ..., revision: _Optional[int] = ..., host_revision: _Optional[int] = ..., replayed: _Optional[bool] = ..., trace: _Optional[_Iterable[_Union[_types_pb2.TraceEntry, _Mapping]]] = ..., would_ask: _Optional[_Iterable[_Union[_types_pb2.Question, _Mapping]]] = ..., ret: _Optional[int] = ..., errno: _Optional[str] = ..., reason: _Optional[str] = ..., decided_by: _Optional[_Union[_types_pb2.DecidedBy, _Mapping]] = ..., effects: _Optional[_Iterable[_Union[_types_pb2.Effect, _Mapping]]] = ...) -> None: ...

class KernfsReadRequest(_message.Message):
    __slots__ = ("host", "validate_only", "explain", "expect", "idempotency_key", "path")
    HOST_FIELD_NUMBER: _ClassVar[int]
    VALIDATE_ONLY_FIELD_NUMBER: _ClassVar[int]
    EXPLAIN_FIELD_NUMBER: _ClassVar[int]
    EXPECT_FIELD_NUMBER: _ClassVar[int]
    IDEMPOTENCY_KEY_FIELD_NUMBER: _ClassVar[int]
    PATH_FIELD_NUMBER: _ClassVar[int]
    host: str
    validate_only: bool
    explain: bool
    expect: _types_pb2.Expect
    idempotency_key: str
    path: str
    def __init__(self, host: _Optional[str] = ..., validate_only: _Optional[bool] = ..., explain: _Optional[bool] = ..., expect: _Optional[_Union[_types_pb2.Expect, _Mapping]] = ..., idempotency_key: _Optional[str] = ..., path: _Optional[str] = ...) -> None: ...

class KernfsReadResponse(_message.Message):
    __slots__ = ("fabric", "host", "model", "revision", "host_revision", "replayed", "trace", "would_ask", "ret", "errno", "reason", "decided_by", "effects", "text", "names")
    FABRIC_FIELD_NUMBER: _ClassVar[int]
    HOST_FIELD_NUMBER: _ClassVar[int]
    MODEL_FIELD_NUMBER: _ClassVar[int]
    REVISION_FIELD_NUMBER: _ClassVar[int]
    HOST_REVISION_FIELD_NUMBER: _ClassVar[int]
    REPLAYED_FIELD_NUMBER: _ClassVar[int]
    TRACE_FIELD_NUMBER: _ClassVar[int]
    WOULD_ASK_FIELD_NUMBER: _ClassVar[int]
    RET_FIELD_NUMBER: _ClassVar[int]
    ERRNO_FIELD_NUMBER: _ClassVar[int]
    REASON_FIELD_NUMBER: _ClassVar[int]
    DECIDED_BY_FIELD_NUMBER: _ClassVar[int]
    EFFECTS_FIELD_NUMBER: _ClassVar[int]
    TEXT_FIELD_NUMBER: _ClassVar[int]
    NAMES_FIELD_NUMBER: _ClassVar[int]
    fabric: str
    host: str
    model: str
    revision: int
    host_revision: int
    replayed: bool
    trace: _containers.RepeatedCompositeFieldContainer[_types_pb2.TraceEntry]
    would_ask: _containers.RepeatedCompositeFieldContainer[_types_pb2.Question]
    ret: int
    errno: str
    reason: str
    decided_by: _types_pb2.DecidedBy
    effects: _containers.RepeatedCompositeFieldContainer[_types_pb2.Effect]
    text: str
    names: _types_pb2.StringList
    def __init__(self, fabric: _Optional[str] = ..., host: _Optional[str] = ..., model: _Optional[str] = ..., revision: _Optional[int] = ..., host_revision: _Optional[int] = ..., replayed: _Optional[bool] = ..., trace: _Optional[_Iterable[_Union[_types_pb2.TraceEntry, _Mapping]]] = ..., would_ask: _Optional[_Iterable[_Union[_types_pb2.Question, _Mapping]]] = ..., ret: _Optional[int] = ..., errno: _Optional[str] = ..., reason: _Optional[str] = ..., decided_by: _Optional[_Union[_types_pb2.DecidedBy, _Mapping]] = ..., effects: _Optional[_Iterable[_Union[_types_pb2.Effect, _Mapping]]] = ..., text: _Optional[str] = ..., names: _Optional[_Union[_types_pb2.StringList, _Mapping]] = ...) -> None: ...

class KernfsWriteRequest(_message.Message):
    __slots__ = ("host", "validate_only", "explain", "expect", "idempotency_key", "path", "value", "pid")
    HOST_FIELD_NUMBER: _ClassVar[int]
    VALIDATE_ONLY_FIELD_NUMBER: _ClassVar[int]
    EXPLAIN_FIELD_NUMBER: _ClassVar[int]
    EXPECT_FIELD_NUMBER: _ClassVar[int]
    IDEMPOTENCY_KEY_FIELD_NUMBER: _ClassVar[int]
    PATH_FIELD_NUMBER: _ClassVar[int]
    VALUE_FIELD_NUMBER: _ClassVar[int]
    PID_FIELD_NUMBER: _ClassVar[int]
    host: str
    validate_only: bool
    explain: bool
    expect: _types_pb2.Expect
    idempotency_key: str
    path: str
    value: str
    pid: int
    def __init__(self, host: _Optional[str] = ..., validate_only: _Optional[bool] = ..., explain: _Optional[bool] = ..., expect: _Optional[_Union[_types_pb2.Expect, _Mapping]] = ..., idempotency_key: _Optional[str] = ..., path: _Optional[str] = ..., value: _Optional[str] = ..., pid: _Optional[int] = ...) -> None: ...

class KernfsWriteResponse(_message.Message):
    __slots__ = ("fabric", "host", "model", "revision", "host_revision", "replayed", "trace", "would_ask", "ret", "errno", "reason", "decided_by", "effects")
    FABRIC_FIELD_NUMBER: _ClassVar[int]
    HOST_FIELD_NUMBER: _ClassVar[int]
    MODEL_FIELD_NUMBER: _ClassVar[int]
    REVISION_FIELD_NUMBER: _ClassVar[int]
    HOST_REVISION_FIELD_NUMBER: _ClassVar[int]
    REPLAYED_FIELD_NUMBER: _ClassVar[int]
    TRACE_FIELD_NUMBER: _ClassVar[int]
    WOULD_ASK_FIELD_NUMBER: _ClassVar[int]
    RET_FIELD_NUMBER: _ClassVar[int]
    ERRNO_FIELD_NUMBER: _ClassVar[int]
    REASON_FIELD_NUMBER: _ClassVar[int]
    DECIDED_BY_FIELD_NUMBER: _ClassVar[int]
    EFFECTS_FIELD_NUMBER: _ClassVar[int]
    fabric: str
    host: str
    model: str
    revision: int
    host_revision: int
    replayed: bool
    trace: _containers.RepeatedCompositeFieldContainer[_types_pb2.TraceEntry]
    would_ask: _containers.RepeatedCompositeFieldContainer[_types_pb2.Question]
    ret: int
    errno: str
    reason: str
    decided_by: _types_pb2.DecidedBy
    effects: _containers.RepeatedCompositeFieldContainer[_types_pb2.Effect]
    def __init__(self, fabric: _Optional[str] = ..., host: _Optional[str] = ..., model: _Optional[str] = ..., revision: _Optional[int] = ..., host_revision: _Optional[int] = ..., replayed: _Optional[bool] = ..., trace: _Optional[_Iterable[_Union[_types_pb2.TraceEntry, _Mapping]]] = ..., would_ask: _Optional[_Iterable[_Union[_types_pb2.Question, _Mapping]]] = ..., ret: _Optional[int] = ..., errno: _Optional[str] = ..., reason: _Optional[str] = ..., decided_by: _Optional[_Union[_types_pb2.DecidedBy, _Mapping]] = ..., effects: _Optional[_Iterable[_Union[_types_pb2.Effect, _Mapping]]] = ...) -> None: ...

class KernfsMkdirRequest(_message.Message):
    __slots__ = ("host", "validate_only", "explain", "expect", "idempotency_key", "path")
    HOST_FIELD_NUMBER: _ClassVar[int]
    VALIDATE_ONLY_FIELD_NUMBER: _ClassVar[int]
    EXPLAIN_FIELD_NUMBER: _ClassVar[int]
    EXPECT_FIELD_NUMBER: _ClassVar[int]
    IDEMPOTENCY_KEY_FIELD_NUMBER: _ClassVar[int]
    PATH_FIELD_NUMBER: _ClassVar[int]
    host: str
    validate_only: bool
    explain: bool
    expect: _types_pb2.Expect
    idempotency_key: str
    path: str
    def __init__(self, host: _Optional[str] = ..., validate_only: _Optional[bool] = ..., explain: _Optional[bool] = ..., expect: _Optional[_Union[_types_pb2.Expect, _Mapping]] = ..., idempotency_key: _Optional[str] = ..., path: _Optional[str] = ...) -> None: ...

class KernfsMkdirResponse(_message.Message):
    __slots__ = ("fabric", "host", "model", "revision", "host_revision", "replayed", "trace", "would_ask", "ret", "errno", "reason", "decided_by", "effects")
    FABRIC_FIELD_NUMBER: _ClassVar[int]
    HOST_FIELD_NUMBER: _ClassVar[int]
    MODEL_FIELD_NUMBER: _ClassVar[int]
    REVISION_FIELD_NUMBER: _ClassVar[int]
    HOST_REVISION_FIELD_NUMBER: _ClassVar[int]
    REPLAYED_FIELD_NUMBER: _ClassVar[int]
    TRACE_FIELD_NUMBER: _ClassVar[int]
    WOULD_ASK_FIELD_NUMBER: _ClassVar[int]
    RET_FIELD_NUMBER: _ClassVar[int]
    ERRNO_FIELD_NUMBER: _ClassVar[int]
    REASON_FIELD_NUMBER: _ClassVar[int]
    DECIDED_BY_FIELD_NUMBER: _ClassVar[int]
    EFFECTS_FIELD_NUMBER: _ClassVar[int]
    fabric: str
    host: str
    model: str
    revision: int
    host_revision: int
    replayed: bool
    trace: _containers.RepeatedCompositeFieldContainer[_types_pb2.TraceEntry]
    would_ask: _containers.RepeatedCompositeFieldContainer[_types_pb2.Question]
    ret: int
    errno: str
    reason: str
    decided_by: _types_pb2.DecidedBy
    effects: _containers.RepeatedCompositeFieldContainer[_types_pb2.Effect]
    def __init__(self, fabric: _Optional[str] = ..., host: _Optional[str] = ..., model: _Optional[str] = ..., revision: _Optional[int] = ..., host_revision: _Optional[int] = ..., replayed: _Optional[bool] = ..., trace: _Optional[_Iterable[_Union[_types_pb2.TraceEntry, _Mapping]]] = ..., would_ask: _Optional[_Iterable[_Union[_types_pb2.Question, _Mapping]]] = ..., ret: _Optional[int] = ..., errno: _Optional[str] = ..., reason: _Optional[str] = ..., decided_by: _Optional[_Union[_types_pb2.DecidedBy, _Mapping]] = ..., effects: _Optional[_Iterable[_Union[_types_pb2.Effect, _Mapping]]] = ...) -> None: ...

class KernfsRmdirRequest(_message.Message):
    __slots__ = ("host", "validate_only", "explain", "expect", "idempotency_key", "path")
    HOST_FIELD_NUMBER: _ClassVar[int]
    VALIDATE_ONLY_FIELD_NUMBER: _ClassVar[int]
    EXPLAIN_FIELD_NUMBER: _ClassVar[int]
    EXPECT_FIELD_NUMBER: _ClassVar[int]
    IDEMPOTENCY_KEY_FIELD_NUMBER: _ClassVar[int]
    PATH_FIELD_NUMBER: _ClassVar[int]
    host: str
    validate_only: bool
    explain: bool
    expect: _types_pb2.Expect
    idempotency_key: str
    path: str
    def __init__(self, host: _Optional[str] = ..., validate_only: _Optional[bool] = ..., explain: _Optional[bool] = ..., expect: _Optional[_Union[_types_pb2.Expect, _Mapping]] = ..., idempotency_key: _Optional[str] = ..., path: _Optional[str] = ...) -> None: ...

class KernfsRmdirResponse(_message.Message):
    __slots__ = ("fabric", "host", "model", "revision", "host_revision", "replayed", "trace", "would_ask", "ret", "errno", "reason", "decided_by", "effects")
    FABRIC_FIELD_NUMBER: _ClassVar[int]
    HOST_FIELD_NUMBER: _ClassVar[int]
    MODEL_FIELD_NUMBER: _ClassVar[int]
    REVISION_FIELD_NUMBER: _ClassVar[int]
    HOST_REVISION_FIELD_NUMBER: _ClassVar[int]
    REPLAYED_FIELD_NUMBER: _ClassVar[int]
    TRACE_FIELD_NUMBER: _ClassVar[int]
    WOULD_ASK_FIELD_NUMBER: _ClassVar[int]
    RET_FIELD_NUMBER: _ClassVar[int]
    ERRNO_FIELD_NUMBER: _ClassVar[int]
    REASON_FIELD_NUMBER: _ClassVar[int]
    DECIDED_BY_FIELD_NUMBER: _ClassVar[int]
    EFFECTS_FIELD_NUMBER: _ClassVar[int]
    fabric: str
    host: str
    model: str
    revision: int
    host_revision: int
    replayed: bool
    trace: _containers.RepeatedCompositeFieldContainer[_types_pb2.TraceEntry]
    would_ask: _containers.RepeatedCompositeFieldContainer[_types_pb2.Question]
    ret: int
    errno: str
    reason: str
    decided_by: _types_pb2.DecidedBy
    effects: _containers.RepeatedCompositeFieldContainer[_types_pb2.Effect]
    def __init__(self, fabric: _Optional[str] = ..., host: _Optional[str] = ..., model: _Optional[str] = ..., revision: _Optional[int] = ..., host_revision: _Optional[int] = ..., replayed: _Optional[bool] = ..., trace: _Optional[_Iterable[_Union[_types_pb2.TraceEntry, _Mapping]]] = ..., would_ask: _Optional[_Iterable[_Union[_types_pb2.Question, _Mapping]]] = ..., ret: _Optional[int] = ..., errno: _Optional[str] = ..., reason: _Optional[str] = ..., decided_by: _Optional[_Union[_types_pb2.DecidedBy, _Mapping]] = ..., effects: _Optional[_Iterable[_Union[_types_pb2.Effect, _Mapping]]] = ...) -> None: ...

class BatchRequest(_message.Message):
    __slots__ = ("id", "host", "validate_only", "explain", "expect", "idempotency_key", "stop_on_error", "steps")
    ID_FIELD_NUMBER: _ClassVar[int]
    HOST_FIELD_NUMBER: _ClassVar[int]
    VALIDATE_ONLY_FIELD_NUMBER: _ClassVar[int]
    EXPLAIN_FIELD_NUMBER: _ClassVar[int]
    EXPECT_FIELD_NUMBER: _ClassVar[int]
    IDEMPOTENCY_KEY_FIELD_NUMBER: _ClassVar[int]
    STOP_ON_ERROR_FIELD_NUMBER: _ClassVar[int]
    STEPS_FIELD_NUMBER: _ClassVar[int]
    id: int
    host: str
    validate_only: bool
    explain: bool
    expect: _types_pb2.Expect
    idempotency_key: str
    stop_on_error: bool
    steps: _containers.RepeatedCompositeFieldContainer[BatchStep]
    def __init__(self, id: _Optional[int] = ..., host: _Optional[str] = ..., validate_only: _Optional[bool] = ..., explain: _Optional[bool] = ..., expect: _Optional[_Union[_types_pb2.Expect, _Mapping]] = ..., idempotency_key: _Optional[str] = ..., stop_on_error: _Optional[bool] = ..., steps: _Optional[_Iterable[_Union[BatchStep, _Mapping]]] = ...) -> None: ...

class BatchResponse(_message.Message):
    __slots__ = ("id", "results", "stopped", "refusal")
    ID_FIELD_NUMBER: _ClassVar[int]
    RESULTS_FIELD_NUMBER: _ClassVar[int]
    STOPPED_FIELD_NUMBER: _ClassVar[int]
    REFUSAL_FIELD_NUMBER: _ClassVar[int]
    id: int
    results: _containers.RepeatedCompositeFieldContainer[BatchResult]
    stopped: bool
    refusal: _types_pb2.Refusal
    def __init__(self, id: _Optional[int] = ..., results: _Optional[_Iterable[_Union[BatchResult, _Mapping]]] = ..., stopped: _Optional[bool] = ..., refusal: _Optional[_Union[_types_pb2.Refusal, _Mapping]] = ...) -> None: ...

class ListNodesRequest(_message.Message):
    __slots__ = ("host", "page_size", "page_token", "revision")
    HOST_FIELD_NUMBER: _ClassVar[int]
    PAGE_SIZE_FIELD_NUMBER: _ClassVar[int]
    PAGE_TOKEN_FIELD_NUMBER: _ClassVar[int]
    REVISION_FIELD_NUMBER: _ClassVar[int]
    host: str
    page_size: int
    page_token: str
    revision: int
    def __init__(self, host: _Optional[str] = ..., page_size: _Optional[int] = ..., page_token: _Optional[str] = ..., revision: _Optional[int] = ...) -> None: ...

class ListNodesResponse(_message.Message):
    __slots__ = ("items", "next_page_token", "revision", "host_revision")
    ITEMS_FIELD_NUMBER: _ClassVar[int]
    NEXT_PAGE_TOKEN_FIELD_NUMBER: _ClassVar[int]
    REVISION_FIELD_NUMBER: _ClassVar[int]
    HOST_REVISION_FIELD_NUMBER: _ClassVar[int]
    items: _containers.RepeatedCompositeFieldContainer[_types_pb2.NodeView]
    next_page_token: str
    revision: int
    host_revision: int
    def __init__(self, items: _Optional[_Iterable[_Union[_types_pb2.NodeView, _Mapping]]] = ..., next_page_token: _Optional[str] = ..., revision: _Optional[int] = ..., host_revision: _Optional[int] = ...) -> None: ...

class GetNodeRequest(_message.Message):
    __slots__ = ("host", "nid", "revision")
    HOST_FIELD_NUMBER: _ClassVar[int]
    NID_FIELD_NUMBER: _ClassVar[int]
    REVISION_FIELD_NUMBER: _ClassVar[int]
    host: str
    nid: int
    revision: int
    def __init__(self, host: _Optional[str] = ..., nid: _Optional[int] = ..., revision: _Optional[int] = ...) -> None: ...

class GetNodeResponse(_message.Message):
    __slots__ = ("item", "revision", "host_revision")
    ITEM_FIELD_NUMBER: _ClassVar[int]
    REVISION_FIELD_NUMBER: _ClassVar[int]
    HOST_REVISION_FIELD_NUMBER: _ClassVar[int]
    item: _types_pb2.NodeView
    revision: int
    host_revision: int
    def __init__(self, item: _Optional[_Union[_types_pb2.NodeView, _Mapping]] = ..., revision: _Optional[int] = ..., host_revision: _Optional[int] = ...) -> None: ...

class ListZonelistsRequest(_message.Message):
    __slots__ = ("host", "page_size", "page_token", "revision")
    HOST_FIELD_NUMBER: _ClassVar[int]
    PAGE_SIZE_FIELD_NUMBER: _ClassVar[int]
    PAGE_TOKEN_FIELD_NUMBER: _ClassVar[int]
    REVISION_FIELD_NUMBER: _ClassVar[int]
    host: str
    page_size: int
    page_token: str
    revision: int
    def __init__(self, host: _Optional[str] = ..., page_size: _Optional[int] = ..., page_token: _Optional[str] = ..., revision: _Optional[int] = ...) -> None: ...

class ListZonelistsResponse(_message.Message):
    __slots__ = ("items", "next_page_token", "revision", "host_revision")
    ITEMS_FIELD_NUMBER: _ClassVar[int]
    NEXT_PAGE_TOKEN_FIELD_NUMBER: _ClassVar[int]
    REVISION_FIELD_NUMBER: _ClassVar[int]
    HOST_REVISION_FIELD_NUMBER: _ClassVar[int]
    items: _containers.RepeatedCompositeFieldContainer[_types_pb2.ZonelistView]
    next_page_token: str
    revision: int
    host_revision: int
    def __init__(self, items: _Optional[_Iterable[_Union[_types_pb2.ZonelistView, _Mapping]]] = ..., next_page_token: _Optional[str] = ..., revision: _Optional[int] = ..., host_revision: _Optional[int] = ...) -> None: ...

class ZoneinfoRequest(_message.Message):
    __slots__ = ("host", "page_size", "page_token", "revision")
    HOST_FIELD_NUMBER: _ClassVar[int]
    PAGE_SIZE_FIELD_NUMBER: _ClassVar[int]
    PAGE_TOKEN_FIELD_NUMBER: _ClassVar[int]
    REVISION_FIELD_NUMBER: _ClassVar[int]
    host: str
    page_size: int
    page_token: str
    revision: int
    def __init__(self, host: _Optional[str] = ..., page_size: _Optional[int] = ..., page_token: _Optional[str] = ..., revision: _Optional[int] = ...) -> None: ...

class ZoneinfoResponse(_message.Message):
    __slots__ = ("items", "next_page_token", "revision", "host_revision")
    ITEMS_FIELD_NUMBER: _ClassVar[int]
    NEXT_PAGE_TOKEN_FIELD_NUMBER: _ClassVar[int]
    REVISION_FIELD_NUMBER: _ClassVar[int]
    HOST_REVISION_FIELD_NUMBER: _ClassVar[int]
    items: _containers.RepeatedCompositeFieldContainer[_types_pb2.ZoneView]
    next_page_token: str
    revision: int
    host_revision: int
    def __init__(self, items: _Optional[_Iterable[_Union[_types_pb2.ZoneView, _Mapping]]] = ..., next_page_token: _Optional[str] = ..., revision: _Optional[int] = ..., host_revision: _Optional[int] = ...) -> None: ...

class NumastatRequest(_message.Message):
    __slots__ = ("host", "page_size", "page_token", "revision")
    HOST_FIELD_NUMBER: _ClassVar[int]
    PAGE_SIZE_FIELD_NUMBER: _ClassVar[int]
    PAGE_TOKEN_FIELD_NUMBER: _ClassVar[int]
    REVISION_FIELD_NUMBER: _ClassVar[int]
    host: str
    page_size: int
    page_token: str
    revision: int
    def __init__(self, host: _Optional[str] = ..., page_size: _Optional[int] = ..., page_token: _Optional[str] = ..., revision: _Optional[int] = ...) -> None: ...

class NumastatResponse(_message.Message):
    __slots__ = ("items", "next_page_token", "revision", "host_revision")
    ITEMS_FIELD_NUMBER: _ClassVar[int]
    NEXT_PAGE_TOKEN_FIELD_NUMBER: _ClassVar[int]
    REVISION_FIELD_NUMBER: _ClassVar[int]
    HOST_REVISION_FIELD_NUMBER: _ClassVar[int]
    items: _containers.RepeatedCompositeFieldContainer[_types_pb2.NumastatView]
    next_page_token: str
    revision: int
    host_revision: int
    def __init__(self, items: _Optional[_Iterable[_Union[_types_pb2.NumastatView, _Mapping]]] = ..., next_page_token: _Optional[str] = ..., revision: _Optional[int] = ..., host_revision: _Optional[int] = ...) -> None: ...

class ListTasksRequest(_message.Message):
    __slots__ = ("host", "page_size", "page_token", "revision")
    HOST_FIELD_NUMBER: _ClassVar[int]
    PAGE_SIZE_FIELD_NUMBER: _ClassVar[int]
    PAGE_TOKEN_FIELD_NUMBER: _ClassVar[int]
    REVISION_FIELD_NUMBER: _ClassVar[int]
    host: str
    page_size: int
    page_token: str
    revision: int
    def __init__(self, host: _Optional[str] = ..., page_size: _Optional[int] = ..., page_token: _Optional[str] = ..., revision: _Optional[int] = ...) -> None: ...

class ListTasksResponse(_message.Message):
    __slots__ = ("items", "next_page_token", "revision", "host_revision")
    ITEMS_FIELD_NUMBER: _ClassVar[int]
    NEXT_PAGE_TOKEN_FIELD_NUMBER: _ClassVar[int]
    REVISION_FIELD_NUMBER: _ClassVar[int]
    HOST_REVISION_FIELD_NUMBER: _ClassVar[int]
    items: _containers.RepeatedCompositeFieldContainer[_types_pb2.TaskView]
    next_page_token: str
    revision: int
    host_revision: int
    def __init__(self, items: _Optional[_Iterable[_Union[_types_pb2.TaskView, _Mapping]]] = ..., next_page_token: _Optional[str] = ..., revision: _Optional[int] = ..., host_revision: _Optional[int] = ...) -> None: ...

class GetTaskRequest(_message.Message):
    __slots__ = ("host", "pid", "revision")
    HOST_FIELD_NUMBER: _ClassVar[int]
    PID_FIELD_NUMBER: _ClassVar[int]
    REVISION_FIELD_NUMBER: _ClassVar[int]
    host: str
    pid: int
    revision: int
    def __init__(self, host: _Optional[str] = ..., pid: _Optional[int] = ..., revision: _Optional[int] = ...) -> None: ...

class GetTaskResponse(_message.Message):
    __slots__ = ("item", "revision", "host_revision")
    ITEM_FIELD_NUMBER: _ClassVar[int]
    REVISION_FIELD_NUMBER: _ClassVar[int]
    HOST_REVISION_FIELD_NUMBER: _ClassVar[int]
    item: _types_pb2.TaskView
    revision: int
    host_revision: int
    def __init__(self, item: _Optional[_Union[_types_pb2.TaskView, _Mapping]] = ..., revision: _Optional[int] = ..., host_revision: _Optional[int] = ...) -> None: ...

class NumaMapsRequest(_message.Message):
    __slots__ = ("host", "pid", "page_size", "page_token", "revision")
    HOST_FIELD_NUMBER: _ClassVar[int]
    PID_FIELD_NUMBER: _ClassVar[int]
    PAGE_SIZE_FIELD_NUMBER: _ClassVar[int]
    PAGE_TOKEN_FIELD_NUMBER: _ClassVar[int]
    REVISION_FIELD_NUMBER: _ClassVar[int]
    host: str
    pid: int
    page_size: int
    page_token: str
    revision: int
    def __init__(self, host: _Optional[str] = ..., pid: _Optional[int] = ..., page_size: _Optional[int] = ..., page_token: _Optional[str] = ..., revision: _Optional[int] = ...) -> None: ...

class NumaMapsResponse(_message.Message):
    __slots__ = ("items", "next_page_token", "revision", "host_revision")
    ITEMS_FIELD_NUMBER: _ClassVar[int]
    NEXT_PAGE_TOKEN_FIELD_NUMBER: _ClassVar[int]
    REVISION_FIELD_NUMBER: _ClassVar[int]
    HOST_REVISION_FIELD_NUMBER: _ClassVar[int]
    items: _containers.RepeatedCompositeFieldContainer[_types_pb2.VmaView]
    next_page_token: str
    revision: int
    host_revision: int
    def __init__(self, items: _Optional[_Iterable[_Union[_types_pb2.VmaView, _Mapping]]] = ..., next_page_token: _Optional[str] = ..., revision: _Optional[int] = ..., host_revision: _Optional[int] = ...) -> None: ...

class ListMemoryBlocksRequest(_message.Message):
    __slots__ = ("host", "nid", "state", "page_size", "page_token", "revision")
    HOST_FIELD_NUMBER: _ClassVar[int]
    NID_FIELD_NUMBER: _ClassVar[int]
    STATE_FIELD_NUMBER: _ClassVar[int]
    PAGE_SIZE_FIELD_NUMBER: _ClassVar[int]
    PAGE_TOKEN_FIELD_NUMBER: _ClassVar[int]
    REVISION_FIELD_NUMBER: _ClassVar[int]
    host: str
    nid: int
    state: str
    page_size: int
    page_token: str
    revision: int
    def __init__(self, host: _Optional[str] = ..., nid: _Optional[int] = ..., state: _Optional[str] = ..., page_size: _Optional[int] = ..., page_token: _Optional[str] = ..., revision: _Optional[int] = ...) -> None: ...

class ListMemoryBlocksResponse(_message.Message):
    __slots__ = ("items", "next_page_token", "revision", "host_revision")
    ITEMS_FIELD_NUMBER: _ClassVar[int]
    NEXT_PAGE_TOKEN_FIELD_NUMBER: _ClassVar[int]
    REVISION_FIELD_NUMBER: _ClassVar[int]
    HOST_REVISION_FIELD_NUMBER: _ClassVar[int]
    items: _containers.RepeatedCompositeFieldContainer[_types_pb2.MemoryBlockView]
    next_page_token: str
    revision: int
    host_revision: int
    def __init__(self, items: _Optional[_Iterable[_Union[_types_pb2.MemoryBlockView, _Mapping]]] = ..., next_page_token: _Optional[str] = ..., revision: _Optional[int] = ..., host_revision: _Optional[int] = ...) -> None: ...

class ListSysramDevicesRequest(_message.Message):
    __slots__ = ("host", "page_size", "page_token", "revision")
    HOST_FIELD_NUMBER: _ClassVar[int]
    PAGE_SIZE_FIELD_NUMBER: _ClassVar[int]
    PAGE_TOKEN_FIELD_NUMBER: _ClassVar[int]
    REVISION_FIELD_NUMBER: _ClassVar[int]
    host: str
    page_size: int
    page_token: str
    revision: int
    def __init__(self, host: _Optional[str] = ..., page_size: _Optional[int] = ..., page_token: _Optional[str] = ..., revision: _Optional[int] = ...) -> None: ...

class ListSysramDevicesResponse(_message.Message):
    __slots__ = ("items", "next_page_token", "revision", "host_revision")
    ITEMS_FIELD_NUMBER: _ClassVar[int]
    NEXT_PAGE_TOKEN_FIELD_NUMBER: _ClassVar[int]
    REVISION_FIELD_NUMBER: _ClassVar[int]
    HOST_REVISION_FIELD_NUMBER: _ClassVar[int]
    items: _containers.RepeatedCompositeFieldContainer[_types_pb2.SysramView]
    next_page_token: str
    revision: int
    host_revision: int
    def __init__(self, items: _Optional[_Iterable[_Union[_types_pb2.SysramView, _Mapping]]] = ..., next_page_token: _Optional[str] = ..., revision: _Optional[int] = ..., host_revision: _Optional[int] = ...) -> None: ...

class ListPciDevicesRequest(_message.Message):
    __slots__ = ("host", "page_size", "page_token", "revision")
    HOST_FIELD_NUMBER: _ClassVar[int]
    PAGE_SIZE_FIELD_NUMBER: _ClassVar[int]
    PAGE_TOKEN_FIELD_NUMBER: _ClassVar[int]
    REVISION_FIELD_NUMBER: _ClassVar[int]
    host: str
    page_size: int
    page_token: str
    revision: int
    def __init__(self, host: _Optional[str] = ..., page_size: _Optional[int] = ..., page_token: _Optional[str] = ..., revision: _Optional[int] = ...) -> None: ...

class ListPciDevicesResponse(_message.Message):
    __slots__ = ("items", "next_page_token", "revision", "host_revision")
    ITEMS_FIELD_NUMBER: _ClassVar[int]
    NEXT_PAGE_TOKEN_FIELD_NUMBER: _ClassVar[int]
    REVISION_FIELD_NUMBER: _ClassVar[int]
    HOST_REVISION_FIELD_NUMBER: _ClassVar[int]
    items: _containers.RepeatedCompositeFieldContainer[_types_pb2.PciDeviceView]
    next_page_token: str
    revision: int
    host_revision: int
    def __init__(self, items: _Optional[_Iterable[_Union[_types_pb2.PciDeviceView, _Mapping]]] = ..., next_page_token: _Optional[str] = ..., revision: _Optional[int] = ..., host_revision: _Optional[int] = ...) -> None: ...

class ListFilesRequest(_message.Message):
    __slots__ = ("host", "page_size", "page_token", "revision")
    HOST_FIELD_NUMBER: _ClassVar[int]
    PAGE_SIZE_FIELD_NUMBER: _ClassVar[int]
    PAGE_TOKEN_FIELD_NUMBER: _ClassVar[int]
    REVISION_FIELD_NUMBER: _ClassVar[int]
    host: str
    page_size: int
    page_token: str
    revision: int
    def __init__(self, host: _Optional[str] = ..., page_size: _Optional[int] = ..., page_token: _Optional[str] = ..., revision: _Optional[int] = ...) -> None: ...

class ListFilesResponse(_message.Message):
    __slots__ = ("items", "next_page_token", "revision", "host_revision")
    ITEMS_FIELD_NUMBER: _ClassVar[int]
    NEXT_PAGE_TOKEN_FIELD_NUMBER: _ClassVar[int]
    REVISION_FIELD_NUMBER: _ClassVar[int]
    HOST_REVISION_FIELD_NUMBER: _ClassVar[int]
    items: _containers.RepeatedCompositeFieldContainer[_types_pb2.FileView]
    next_page_token: str
    revision: int
    host_revision: int
    def __init__(self, items: _Optional[_Iterable[_Union[_types_pb2.FileView, _Mapping]]] = ..., next_page_token: _Optional[str] = ..., revision: _Optional[int] = ..., host_revision: _Optional[int] = ...) -> None: ...

class ListAllocationsRequest(_message.Message):
    __slots__ = ("host", "page_size", "page_token", "revision")
    HOST_FIELD_NUMBER: _ClassVar[int]
    PAGE_SIZE_FIELD_NUMBER: _ClassVar[int]
    PAGE_TOKEN_FIELD_NUMBER: _ClassVar[int]
    REVISION_FIELD_NUMBER: _ClassVar[int]
    host: str
    page_size: int
    page_token: str
    revision: int
    def __init__(self, host: _Optional[str] = ..., page_size: _Optional[int] = ..., page_token: _Optional[str] = ..., revision: _Optional[int] = ...) -> None: ...

class ListAllocationsResponse(_message.Message):
    __slots__ = ("items", "next_page_token", "revision", "host_revision")
    ITEMS_FIELD_NUMBER: _ClassVar[int]
    NEXT_PAGE_TOKEN_FIELD_NUMBER: _ClassVar[int]
    REVISION_FIELD_NUMBER: _ClassVar[int]
    HOST_REVISION_FIELD_NUMBER: _ClassVar[int]
    items: _containers.RepeatedCompositeFieldContainer[_types_pb2.AllocationView]
    next_page_token: str
    revision: int
    host_revision: int
    def __init__(self, items: _Optional[_Iterable[_Union[_types_pb2.AllocationView, _Mapping]]] = ..., next_page_token: _Optional[str] = ..., revision: _Optional[int] = ..., host_revision: _Optional[int] = ...) -> None: ...

class GetSysfsRequest(_message.Message):
    __slots__ = ("host", "revision")
    HOST_FIELD_NUMBER: _ClassVar[int]
    REVISION_FIELD_NUMBER: _ClassVar[int]
    host: str
    revision: int
    def __init__(self, host: _Optional[str] = ..., revision: _Optional[int] = ...) -> None: ...

class GetSysfsResponse(_message.Message):
    __slots__ = ("item", "revision", "host_revision")
    ITEM_FIELD_NUMBER: _ClassVar[int]
    REVISION_FIELD_NUMBER: _ClassVar[int]
    HOST_REVISION_FIELD_NUMBER: _ClassVar[int]
    item: _types_pb2.SysfsNodes
    revision: int
    host_revision: int
    def __init__(self, item: _Optional[_Union[_types_pb2.SysfsNodes, _Mapping]] = ..., revision: _Optional[int] = ..., host_revision: _Optional[int] = ...) -> None: ...

class BatchStep(_message.Message):
    __slots__ = ("set_mempolicy", "mbind", "get_mempolicy", "set_mempolicy_home_node", "migrate_pages", "move_pages", "create_task", "exit_task", "setuid", "sched_setaffinity", "fork", "mmap", "munmap", "mprotect", "mlock", "munlock", "madvise", "touch", "create_file", "ftruncate", "unlink_file", "file_read", "file_write", "fsync", "drop_caches", "alloc_pages", "free_pages", "run", "advance", "node_private_register", "node_private_set_ops", "node_private_clear_ops", "node_private_unregister", "add_memory_driver_managed", "add_private_memory_driver_managed", "online_pages", "offline_pages", "remove_memory", "offline_and_remove_memory", "offline_and_remove_private_memory", "kernfs_read", "kernfs_write", "kernfs_mkdir", "kernfs_rmdir", "fail_function", "memory_group_register_static", "memory_group_unregister", "attach_driver", "kswapd_run", "kswapd_stop", "memory_tier_refresh_demotion", "cram_register_private_node", "cram_unregister_private_node", "cram_unpurge", "cram_set_pressure", "cram_clear_pressure", "cram_flush_take", "cram_flush_put", "cram_register", "cram_unregister", "cram_set_compression_ratio", "cram_allow_allocation", "cram_report_hot_pages", "node_private_register_caps", "mremap")
    SET_MEMPOLICY_FIELD_NUMBER: _ClassVar[int]
    MBIND_FIELD_NUMBER: _ClassVar[int]
    GET_MEMPOLICY_FIELD_NUMBER: _ClassVar[int]
    SET_MEMPOLICY_HOME_NODE_FIELD_NUMBER: _ClassVar[int]
    MIGRATE_PAGES_FIELD_NUMBER: _ClassVar[int]
    MOVE_PAGES_FIELD_NUMBER: _ClassVar[int]
    CREATE_TASK_FIELD_NUMBER: _ClassVar[int]
    EXIT_TASK_FIELD_NUMBER: _ClassVar[int]
    SETUID_FIELD_NUMBER: _ClassVar[int]
    SCHED_SETAFFINITY_FIELD_NUMBER: _ClassVar[int]
    FORK_FIELD_NUMBER: _ClassVar[int]
    MMAP_FIELD_NUMBER: _ClassVar[int]
    MUNMAP_FIELD_NUMBER: _ClassVar[int]
    MPROTECT_FIELD_NUMBER: _ClassVar[int]
    MLOCK_FIELD_NUMBER: _ClassVar[int]
    MUNLOCK_FIELD_NUMBER: _ClassVar[int]
    MADVISE_FIELD_NUMBER: _ClassVar[int]
    TOUCH_FIELD_NUMBER: _ClassVar[int]
    CREATE_FILE_FIELD_NUMBER: _ClassVar[int]
    FTRUNCATE_FIELD_NUMBER: _ClassVar[int]
    UNLINK_FILE_FIELD_NUMBER: _ClassVar[int]
    FILE_READ_FIELD_NUMBER: _ClassVar[int]
    FILE_WRITE_FIELD_NUMBER: _ClassVar[int]
    FSYNC_FIELD_NUMBER: _ClassVar[int]
    DROP_CACHES_FIELD_NUMBER: _ClassVar[int]
    ALLOC_PAGES_FIELD_NUMBER: _ClassVar[int]
    FREE_PAGES_FIELD_NUMBER: _ClassVar[int]
    RUN_FIELD_NUMBER: _ClassVar[int]
    ADVANCE_FIELD_NUMBER: _ClassVar[int]
    NODE_PRIVATE_REGISTER_FIELD_NUMBER: _ClassVar[int]
    NODE_PRIVATE_SET_OPS_FIELD_NUMBER: _ClassVar[int]
    NODE_PRIVATE_CLEAR_OPS_FIELD_NUMBER: _ClassVar[int]
    NODE_PRIVATE_UNREGISTER_FIELD_NUMBER: _ClassVar[int]
    ADD_MEMORY_DRIVER_MANAGED_FIELD_NUMBER: _ClassVar[int]
    ADD_PRIVATE_MEMORY_DRIVER_MANAGED_FIELD_NUMBER: _ClassVar[int]
    ONLINE_PAGES_FIELD_NUMBER: _ClassVar[int]
    OFFLINE_PAGES_FIELD_NUMBER: _ClassVar[int]
    REMOVE_MEMORY_FIELD_NUMBER: _ClassVar[int]
    OFFLINE_AND_REMOVE_MEMORY_FIELD_NUMBER: _ClassVar[int]
    OFFLINE_AND_REMOVE_PRIVATE_MEMORY_FIELD_NUMBER: _ClassVar[int]
    KERNFS_READ_FIELD_NUMBER: _ClassVar[int]
    KERNFS_WRITE_FIELD_NUMBER: _ClassVar[int]
    KERNFS_MKDIR_FIELD_NUMBER: _ClassVar[int]
    KERNFS_RMDIR_FIELD_NUMBER: _ClassVar[int]
    FAIL_FUNCTION_FIELD_NUMBER: _ClassVar[int]
    MEMORY_GROUP_REGISTER_STATIC_FIELD_NUMBER: _ClassVar[int]
    MEMORY_GROUP_UNREGISTER_FIELD_NUMBER: _ClassVar[int]
    ATTACH_DRIVER_FIELD_NUMBER: _ClassVar[int]
    KSWAPD_RUN_FIELD_NUMBER: _ClassVar[int]
    KSWAPD_STOP_FIELD_NUMBER: _ClassVar[int]
    MEMORY_TIER_REFRESH_DEMOTION_FIELD_NUMBER: _ClassVar[int]
    CRAM_REGISTER_PRIVATE_NODE_FIELD_NUMBER: _ClassVar[int]
    CRAM_UNREGISTER_PRIVATE_NODE_FIELD_NUMBER: _ClassVar[int]
    CRAM_UNPURGE_FIELD_NUMBER: _ClassVar[int]
    CRAM_SET_PRESSURE_FIELD_NUMBER: _ClassVar[int]
    CRAM_CLEAR_PRESSURE_FIELD_NUMBER: _ClassVar[int]
    CRAM_FLUSH_TAKE_FIELD_NUMBER: _ClassVar[int]
    CRAM_FLUSH_PUT_FIELD_NUMBER: _ClassVar[int]
    CRAM_REGISTER_FIELD_NUMBER: _ClassVar[int]
    CRAM_UNREGISTER_FIELD_NUMBER: _ClassVar[int]
    CRAM_SET_COMPRESSION_RATIO_FIELD_NUMBER: _ClassVar[int]
    CRAM_ALLOW_ALLOCATION_FIELD_NUMBER: _ClassVar[int]
    CRAM_REPORT_HOT_PAGES_FIELD_NUMBER: _ClassVar[int]
    NODE_PRIVATE_REGISTER_CAPS_FIELD_NUMBER: _ClassVar[int]
    MREMAP_FIELD_NUMBER: _ClassVar[int]
    set_mempolicy: SetMempolicyRequest
    mbind: MbindRequest
    get_mempolicy: GetMempolicyRequest
    set_mempolicy_home_node: SetMempolicyHomeNodeRequest
    migrate_pages: MigratePagesRequest
    move_pages: MovePagesRequest
    create_task: CreateTaskRequest
    exit_task: ExitTaskRequest
    setuid: SetuidRequest
    sched_setaffinity: SchedSetaffinityRequest
    fork: ForkRequest
    mmap: MmapRequest
    munmap: MunmapRequest
    mprotect: MprotectRequest
    mlock: MlockRequest
    munlock: MunlockRequest
    madvise: MadviseRequest
    touch: TouchRequest
    create_file: CreateFileRequest
    ftruncate: FtruncateRequest
    unlink_file: UnlinkFileRequest
    file_read: FileReadRequest
    file_write: FileWriteRequest
    fsync: FsyncRequest
    drop_caches: DropCachesRequest
    alloc_pages: AllocPagesRequest
    free_pages: FreePagesRequest
    run: RunRequest
    advance: AdvanceRequest
    node_private_register: NodePrivateRegisterRequest
    node_private_set_ops: NodePrivateSetOpsRequest
    node_private_clear_ops: NodePrivateClearOpsRequest
    node_private_unregister: NodePrivateUnregisterRequest
    add_memory_driver_managed: AddMemoryDriverManagedRequest
    add_private_memory_driver_managed: AddPrivateMemoryDriverManagedRequest
    online_pages: OnlinePagesRequest
    offline_pages: OfflinePagesRequest
    remove_memory: RemoveMemoryRequest
    offline_and_remove_memory: OfflineAndRemoveMemoryRequest
    offline_and_remove_private_memory: OfflineAndRemovePrivateMemoryRequest
    kernfs_read: KernfsReadRequest
    kernfs_write: KernfsWriteRequest
    kernfs_mkdir: KernfsMkdirRequest
    kernfs_rmdir: KernfsRmdirRequest
    fail_function: FailFunctionRequest
    memory_group_register_static: MemoryGroupRegisterStaticRequest
    memory_group_unregister: MemoryGroupUnregisterRequest
    attach_driver: AttachDriverRequest
    kswapd_run: KswapdRunRequest
    kswapd_stop: KswapdStopRequest
    memory_tier_refresh_demotion: MemoryTierRefreshDemotionRequest
    cram_register_private_node: CramRegisterPrivateNodeRequest
    cram_unregister_private_node: CramUnregisterPrivateNodeRequest
    cram_unpurge: CramUnpurgeRequest
    cram_set_pressure: CramSetPressureRequest
    cram_clear_pressure: CramClearPressureRequest
    cram_flush_take: CramFlushTakeRequest
    cram_flush_put: CramFlushPutRequest
    cram_register: CramRegisterRequest
    cram_unregister: CramUnregisterRequest
    cram_set_compression_ratio: CramSetCompressionRatioRequest
    cram_allow_allocation: CramAllowAllocationRequest
    cram_report_hot_pages: CramReportHotPagesRequest
    node_private_register_caps: NodePrivateRegisterCapsRequest
    mremap: MremapRequest
    def __init__(self, set_mempolicy: _Optional[_Union[SetMempolicyRequest, _Mapping]] = ..., mbind: _Optional[_Union[MbindRequest, _Mapping]] = ..., get_mempolicy: _Optional[_Union[GetMempolicyRequest, _Mapping]] = ..., set_mempolicy_home_node: _Optional[_Union[SetMempolicyHomeNodeRequest, _Mapping]] = ..., migrate_pages: _Optional[_Union[MigratePagesRequest, _Mapping]] = ..., move_pages: _Optional[_Union[MovePagesRequest, _Mapping]] = ..., create_task: _Optional[_Union[CreateTaskRequest, _Mapping]] = ..., exit_task: _Optional[_Union[ExitTaskRequest, _Mapping]] = ..., setuid: _Optional[_Union[SetuidRequest, _Mapping]] = ..., sched_setaffinity: _Optional[_Union[SchedSetaffinityRequest, _Mapping]] = ..., fork: _Optional[_Union[ForkRequest, _Mapping]] = ..., mmap: _Optional[_Union[MmapRequest, _Mapping]] = ..., munmap: _Optional[_Union[MunmapRequest, _Mapping]] = ..., mprotect: _Optional[_Union[MprotectRequest, _Mapping]] = ..., mlock: _Optional[_Union[MlockRequest, _Mapping]] = ..., munlock: _Optional[_Union[MunlockRequest, _Mapping]] = ..., madvise: _Optional[_Union[MadviseRequest, _Mapping]] = ..., touch: _Optional[_Union[TouchRequest, _Mapping]] = ..., create_file: _Optional[_Union[CreateFileRequest, _Mapping]] = ..., ftruncate: _Optional[_Union[FtruncateRequest, _Mapping]] = ..., unlink_file: _Optional[_Union[UnlinkFileRequest, _Mapping]] = ..., file_read: _Optional[_Union[FileReadRequest, _Mapping]] = ..., file_write: _Optional[_Union[FileWriteRequest, _Mapping]] = ..., fsync: _Optional[_Union[FsyncRequest, _Mapping]] = ..., drop_caches: _Optional[_Union[DropCachesRequest, _Mapping]] = ..., alloc_pages: _Optional[_Union[AllocPagesRequest, _Mapping]] = ..., free_pages: _Optional[_Union[FreePagesRequest, _Mapping]] = ..., run: _Optional[_Union[RunRequest, _Mapping]] = ..., advance: _Optional[_Union[AdvanceRequest, _Mapping]] = ..., node_private_register: _Optional[_Union[NodePrivateRegisterRequest, _Mapping]] = ..., node_private_set_ops: _Optional[_Union[NodePrivateSetOpsRequest, _Mapping]] = ..., node_private_clear_ops: _Optional[_Union[NodePrivateClearOpsRequest, _Mapping]] = ..., node_private_unregister: _Optional[_Union[NodePrivateUnregisterRequest, _Mapping]] = ..., add_memory_driver_managed: _Optional[_Union[AddMemoryDriverManagedRequest, _Mapping]] = ..., add_private_memory_driver_managed: _Optional[_Union[AddPrivateMemoryDriverManagedRequest, _Mapping]] = ..., online_pages: _Optional[_Union[OnlinePagesRequest, _Mapping]] = ..., offline_pages: _Optional[_Union[OfflinePagesRequest, _Mapping]] = ..., remove_memory: _Optional[_Union[RemoveMemoryRequest, _Mapping]] = ..., offline_and_remove_memory: _Optional[_Union[OfflineAndRemoveMemoryRequest, _Mapping]] = ..., offline_and_remove_private_memory: _Optional[_Union[OfflineAndRemovePrivateMemoryRequest, _Mapping]] = ..., kernfs_read: _Optional[_Union[KernfsReadRequest, _Mapping]] = ..., kernfs_write: _Optional[_Union[KernfsWriteRequest, _Mapping]] = ..., kernfs_mkdir: _Optional[_Union[KernfsMkdirRequest, _Mapping]] = ..., kernfs_rmdir: _Optional[_Union[KernfsRmdirRequest, _Mapping]] = ..., fail_function: _Optional[_Union[FailFunctionRequest, _Mapping]] = ..., memory_group_register_static: _Optional[_Union[MemoryGroupRegisterStaticRequest, _Mapping]] = ..., memory_group_unregister: _Optional[_Union[MemoryGroupUnregisterRequest, _Mapping]] = ..., attach_driver: _Optional[_Union[AttachDriverRequest, _Mapping]] = ..., kswapd_run: _Optional[_Union[KswapdRunRequest, _Mapping]] = ..., kswapd_stop: _Optional[_Union[KswapdStopRequest, _Mapping]] = ..., memory_tier_refresh_demotion: _Optional[_Union[MemoryTierRefreshDemotionRequest, _Mapping]] = ..., cram_register_private_node: _Optional[_Union[CramRegisterPrivateNodeRequest, _Mapping]] = ..., cram_unregister_private_node: _Optional[_Union[CramUnregisterPrivateNodeRequest, _Mapping]] = ..., cram_unpurge: _Optional[_Union[CramUnpurgeRequest, _Mapping]] = ..., cram_set_pressure: _Optional[_Union[CramSetPressureRequest, _Mapping]] = ..., cram_clear_pressure: _Optional[_Union[CramClearPressureRequest, _Mapping]] = ..., cram_flush_take: _Optional[_Union[CramFlushTakeRequest, _Mapping]] = ..., cram_flush_put: _Optional[_Union[CramFlushPutRequest, _Mapping]] = ..., cram_register: _Optional[_Union[CramRegisterRequest, _Mapping]] = ..., cram_unregister: _Optional[_Union[CramUnregisterRequest, _Mapping]] = ..., cram_set_compression_ratio: _Optional[_Union[CramSetCompressionRatioRequest, _Mapping]] = ..., cram_allow_allocation: _Optional[_Union[CramAllowAllocationRequest, _Mapping]] = ..., cram_report_hot_pages: _Optional[_Union[CramReportHotPagesRequest, _Mapping]] = ..., node_private_register_caps: _Optional[_Union[NodePrivateRegisterCapsRequest, _Mapping]] = ..., mremap: _Optional[_Union[MremapRequest, _Mapping]] = ...) -> None: ...

class BatchResult(_message.Message):
    __slots__ = ("set_mempolicy", "mbind", "get_mempolicy", "set_mempolicy_home_node", "migrate_pages", "move_pages", "create_task", "exit_task", "setuid", "sched_setaffinity", "fork", "mmap", "munmap", "mprotect", "mlock", "munlock", "madvise", "touch", "create_file", "ftruncate", "unlink_file", "file_read", "file_write", "fsync", "drop_caches", "alloc_pages", "free_pages", "run", "advance", "node_private_register", "node_private_set_ops", "node_private_clear_ops", "node_private_unregister", "add_memory_driver_managed", "add_private_memory_driver_managed", "online_pages", "offline_pages", "remove_memory", "offline_and_remove_memory", "offline_and_remove_private_memory", "kernfs_read", "kernfs_write", "kernfs_mkdir", "kernfs_rmdir", "fail_function", "memory_group_register_static", "memory_group_unregister", "attach_driver", "kswapd_run", "kswapd_stop", "memory_tier_refresh_demotion", "cram_register_private_node", "cram_unregister_private_node", "cram_unpurge", "cram_set_pressure", "cram_clear_pressure", "cram_flush_take", "cram_flush_put", "cram_register", "cram_unregister", "cram_set_compression_ratio", "cram_allow_allocation", "cram_report_hot_pages", "node_private_register_caps", "mremap")
    SET_MEMPOLICY_FIELD_NUMBER: _ClassVar[int]
    MBIND_FIELD_NUMBER: _ClassVar[int]
    GET_MEMPOLICY_FIELD_NUMBER: _ClassVar[int]
    SET_MEMPOLICY_HOME_NODE_FIELD_NUMBER: _ClassVar[int]
    MIGRATE_PAGES_FIELD_NUMBER: _ClassVar[int]
    MOVE_PAGES_FIELD_NUMBER: _ClassVar[int]
    CREATE_TASK_FIELD_NUMBER: _ClassVar[int]
    EXIT_TASK_FIELD_NUMBER: _ClassVar[int]
    SETUID_FIELD_NUMBER: _ClassVar[int]
    SCHED_SETAFFINITY_FIELD_NUMBER: _ClassVar[int]
    FORK_FIELD_NUMBER: _ClassVar[int]
    MMAP_FIELD_NUMBER: _ClassVar[int]
    MUNMAP_FIELD_NUMBER: _ClassVar[int]
    MPROTECT_FIELD_NUMBER: _ClassVar[int]
    MLOCK_FIELD_NUMBER: _ClassVar[int]
    MUNLOCK_FIELD_NUMBER: _ClassVar[int]
    MADVISE_FIELD_NUMBER: _ClassVar[int]
    TOUCH_FIELD_NUMBER: _ClassVar[int]
    CREATE_FILE_FIELD_NUMBER: _ClassVar[int]
    FTRUNCATE_FIELD_NUMBER: _ClassVar[int]
    UNLINK_FILE_FIELD_NUMBER: _ClassVar[int]
    FILE_READ_FIELD_NUMBER: _ClassVar[int]
    FILE_WRITE_FIELD_NUMBER: _ClassVar[int]
    FSYNC_FIELD_NUMBER: _ClassVar[int]
    DROP_CACHES_FIELD_NUMBER: _ClassVar[int]
    ALLOC_PAGES_FIELD_NUMBER: _ClassVar[int]
    FREE_PAGES_FIELD_NUMBER: _ClassVar[int]
    RUN_FIELD_NUMBER: _ClassVar[int]
    ADVANCE_FIELD_NUMBER: _ClassVar[int]
    NODE_PRIVATE_REGISTER_FIELD_NUMBER: _ClassVar[int]
    NODE_PRIVATE_SET_OPS_FIELD_NUMBER: _ClassVar[int]
    NODE_PRIVATE_CLEAR_OPS_FIELD_NUMBER: _ClassVar[int]
    NODE_PRIVATE_UNREGISTER_FIELD_NUMBER: _ClassVar[int]
    ADD_MEMORY_DRIVER_MANAGED_FIELD_NUMBER: _ClassVar[int]
    ADD_PRIVATE_MEMORY_DRIVER_MANAGED_FIELD_NUMBER: _ClassVar[int]
    ONLINE_PAGES_FIELD_NUMBER: _ClassVar[int]
    OFFLINE_PAGES_FIELD_NUMBER: _ClassVar[int]
    REMOVE_MEMORY_FIELD_NUMBER: _ClassVar[int]
    OFFLINE_AND_REMOVE_MEMORY_FIELD_NUMBER: _ClassVar[int]
    OFFLINE_AND_REMOVE_PRIVATE_MEMORY_FIELD_NUMBER: _ClassVar[int]
    KERNFS_READ_FIELD_NUMBER: _ClassVar[int]
    KERNFS_WRITE_FIELD_NUMBER: _ClassVar[int]
    KERNFS_MKDIR_FIELD_NUMBER: _ClassVar[int]
    KERNFS_RMDIR_FIELD_NUMBER: _ClassVar[int]
    FAIL_FUNCTION_FIELD_NUMBER: _ClassVar[int]
    MEMORY_GROUP_REGISTER_STATIC_FIELD_NUMBER: _ClassVar[int]
    MEMORY_GROUP_UNREGISTER_FIELD_NUMBER: _ClassVar[int]
    ATTACH_DRIVER_FIELD_NUMBER: _ClassVar[int]
    KSWAPD_RUN_FIELD_NUMBER: _ClassVar[int]
    KSWAPD_STOP_FIELD_NUMBER: _ClassVar[int]
    MEMORY_TIER_REFRESH_DEMOTION_FIELD_NUMBER: _ClassVar[int]
    CRAM_REGISTER_PRIVATE_NODE_FIELD_NUMBER: _ClassVar[int]
    CRAM_UNREGISTER_PRIVATE_NODE_FIELD_NUMBER: _ClassVar[int]
    CRAM_UNPURGE_FIELD_NUMBER: _ClassVar[int]
    CRAM_SET_PRESSURE_FIELD_NUMBER: _ClassVar[int]
    CRAM_CLEAR_PRESSURE_FIELD_NUMBER: _ClassVar[int]
    CRAM_FLUSH_TAKE_FIELD_NUMBER: _ClassVar[int]
    CRAM_FLUSH_PUT_FIELD_NUMBER: _ClassVar[int]
    CRAM_REGISTER_FIELD_NUMBER: _ClassVar[int]
    CRAM_UNREGISTER_FIELD_NUMBER: _ClassVar[int]
    CRAM_SET_COMPRESSION_RATIO_FIELD_NUMBER: _ClassVar[int]
    CRAM_ALLOW_ALLOCATION_FIELD_NUMBER: _ClassVar[int]
    CRAM_REPORT_HOT_PAGES_FIELD_NUMBER: _ClassVar[int]
    NODE_PRIVATE_REGISTER_CAPS_FIELD_NUMBER: _ClassVar[int]
    MREMAP_FIELD_NUMBER: _ClassVar[int]
    set_mempolicy: SetMempolicyResponse
    mbind: MbindResponse
    get_mempolicy: GetMempolicyResponse
    set_mempolicy_home_node: SetMempolicyHomeNodeResponse
    migrate_pages: MigratePagesResponse
    move_pages: MovePagesResponse
    create_task: CreateTaskResponse
    exit_task: ExitTaskResponse
    setuid: SetuidResponse
    sched_setaffinity: SchedSetaffinityResponse
    fork: ForkResponse
    mmap: MmapResponse
    munmap: MunmapResponse
    mprotect: MprotectResponse
    mlock: MlockResponse
    munlock: MunlockResponse
    madvise: MadviseResponse
    touch: TouchResponse
    create_file: CreateFileResponse
    ftruncate: FtruncateResponse
    unlink_file: UnlinkFileResponse
    file_read: FileReadResponse
    file_write: FileWriteResponse
    fsync: FsyncResponse
    drop_caches: DropCachesResponse
    alloc_pages: AllocPagesResponse
    free_pages: FreePagesResponse
    run: RunResponse
    advance: AdvanceResponse
    node_private_register: NodePrivateRegisterResponse
    node_private_set_ops: NodePrivateSetOpsResponse
    node_private_clear_ops: NodePrivateClearOpsResponse
    node_private_unregister: NodePrivateUnregisterResponse
    add_memory_driver_managed: AddMemoryDriverManagedResponse
    add_private_memory_driver_managed: AddPrivateMemoryDriverManagedResponse
    online_pages: OnlinePagesResponse
    offline_pages: OfflinePagesResponse
    remove_memory: RemoveMemoryResponse
    offline_and_remove_memory: OfflineAndRemoveMemoryResponse
    offline_and_remove_private_memory: OfflineAndRemovePrivateMemoryResponse
    kernfs_read: KernfsReadResponse
    kernfs_write: KernfsWriteResponse
    kernfs_mkdir: KernfsMkdirResponse
    kernfs_rmdir: KernfsRmdirResponse
    fail_function: FailFunctionResponse
    memory_group_register_static: MemoryGroupRegisterStaticResponse
    memory_group_unregister: MemoryGroupUnregisterResponse
    attach_driver: AttachDriverResponse
    kswapd_run: KswapdRunResponse
    kswapd_stop: KswapdStopResponse
    memory_tier_refresh_demotion: MemoryTierRefreshDemotionResponse
    cram_register_private_node: CramRegisterPrivateNodeResponse
    cram_unregister_private_node: CramUnregisterPrivateNodeResponse
    cram_unpurge: CramUnpurgeResponse
    cram_set_pressure: CramSetPressureResponse
    cram_clear_pressure: CramClearPressureResponse
    cram_flush_take: CramFlushTakeResponse
    cram_flush_put: CramFlushPutResponse
    cram_register: CramRegisterResponse
    cram_unregister: CramUnregisterResponse
    cram_set_compression_ratio: CramSetCompressionRatioResponse
    cram_allow_allocation: CramAllowAllocationResponse
    cram_report_hot_pages: CramReportHotPagesResponse
    node_private_register_caps: NodePrivateRegisterCapsResponse
    mremap: MremapResponse
    def __init__(self, set_mempolicy: _Optional[_Union[SetMempolicyResponse, _Mapping]] = ..., mbind: _Optional[_Union[MbindResponse, _Mapping]] = ..., get_mempolicy: _Optional[_Union[GetMempolicyResponse, _Mapping]] = ..., set_mempolicy_home_node: _Optional[_Union[SetMempolicyHomeNodeResponse, _Mapping]] = ..., migrate_pages: _Optional[_Union[MigratePagesResponse, _Mapping]] = ..., move_pages: _Optional[_Union[MovePagesResponse, _Mapping]] = ..., create_task: _Optional[_Union[CreateTaskResponse, _Mapping]] = ..., exit_task: _Optional[_Union[ExitTaskResponse, _Mapping]] = ..., setuid: _Optional[_Union[SetuidResponse, _Mapping]] = ..., sched_setaffinity: _Optional[_Union[SchedSetaffinityResponse, _Mapping]] = ..., fork: _Optional[_Union[ForkResponse, _Mapping]] = ..., mmap: _Optional[_Union[MmapResponse, _Mapping]] = ..., munmap: _Optional[_Union[MunmapResponse, _Mapping]] = ..., mprotect: _Optional[_Union[MprotectResponse, _Mapping]] = ..., mlock: _Optional[_Union[MlockResponse, _Mapping]] = ..., munlock: _Optional[_Union[MunlockResponse, _Mapping]] = ..., madvise: _Optional[_Union[MadviseResponse, _Mapping]] = ..., touch: _Optional[_Union[TouchResponse, _Mapping]] = ..., create_file: _Optional[_Union[CreateFileResponse, _Mapping]] = ..., ftruncate: _Optional[_Union[FtruncateResponse, _Mapping]] = ..., unlink_file: _Optional[_Union[UnlinkFileResponse, _Mapping]] = ..., file_read: _Optional[_Union[FileReadResponse, _Mapping]] = ..., file_write: _Optional[_Union[FileWriteResponse, _Mapping]] = ..., fsync: _Optional[_Union[FsyncResponse, _Mapping]] = ..., drop_caches: _Optional[_Union[DropCachesResponse, _Mapping]] = ..., alloc_pages: _Optional[_Union[AllocPagesResponse, _Mapping]] = ..., free_pages: _Optional[_Union[FreePagesResponse, _Mapping]] = ..., run: _Optional[_Union[RunResponse, _Mapping]] = ..., advance: _Optional[_Union[AdvanceResponse, _Mapping]] = ..., node_private_register: _Optional[_Union[NodePrivateRegisterResponse, _Mapping]] = ..., node_private_set_ops: _Optional[_Union[NodePrivateSetOpsResponse, _Mapping]] = ..., node_private_clear_ops: _Optional[_Union[NodePrivateClearOpsResponse, _Mapping]] = ..., node_private_unregister: _Optional[_Union[NodePrivateUnregisterResponse, _Mapping]] = ..., add_memory_driver_managed: _Optional[_Union[AddMemoryDriverManagedResponse, _Mapping]] = ..., add_private_memory_driver_managed: _Optional[_Union[AddPrivateMemoryDriverManagedResponse, _Mapping]] = ..., online_pages: _Optional[_Union[OnlinePagesResponse, _Mapping]] = ..., offline_pages: _Optional[_Union[OfflinePagesResponse, _Mapping]] = ..., remove_memory: _Optional[_Union[RemoveMemoryResponse, _Mapping]] = ..., offline_and_remove_memory: _Optional[_Union[OfflineAndRemoveMemoryResponse, _Mapping]] = ..., offline_and_remove_private_memory: _Optional[_Union[OfflineAndRemovePrivateMemoryResponse, _Mapping]] = ..., kernfs_read: _Optional[_Union[KernfsReadResponse, _Mapping]] = ..., kernfs_write: _Optional[_Union[KernfsWriteResponse, _Mapping]] = ..., kernfs_mkdir: _Optional[_Union[KernfsMkdirResponse, _Mapping]] = ..., kernfs_rmdir: _Optional[_Union[KernfsRmdirResponse, _Mapping]] = ..., fail_function: _Optional[_Union[FailFunctionResponse, _Mapping]] = ..., memory_group_register_static: _Optional[_Union[MemoryGroupRegisterStaticResponse, _Mapping]] = ..., memory_group_unregister: _Optional[_Union[MemoryGroupUnregisterResponse, _Mapping]] = ..., attach_driver: _Optional[_Union[AttachDriverResponse, _Mapping]] = ..., kswapd_run: _Optional[_Union[KswapdRunResponse, _Mapping]] = ..., kswapd_stop: _Optional[_Union[KswapdStopResponse, _Mapping]] = ..., memory_tier_refresh_demotion: _Optional[_Union[MemoryTierRefreshDemotionResponse, _Mapping]] = ..., cram_register_private_node: _Optional[_Union[CramRegisterPrivateNodeResponse, _Mapping]] = ..., cram_unregister_private_node: _Optional[_Union[CramUnregisterPrivateNodeResponse, _Mapping]] = ..., cram_unpurge: _Optional[_Union[CramUnpurgeResponse, _Mapping]] = ..., cram_set_pressure: _Optional[_Union[CramSetPressureResponse, _Mapping]] = ..., cram_clear_pressure: _Optional[_Union[CramClearPressureResponse, _Mapping]] = ..., cram_flush_take: _Optional[_Union[CramFlushTakeResponse, _Mapping]] = ..., cram_flush_put: _Optional[_Union[CramFlushPutResponse, _Mapping]] = ..., cram_register: _Optional[_Union[CramRegisterResponse, _Mapping]] = ..., cram_unregister: _Optional[_Union[CramUnregisterResponse, _Mapping]] = ..., cram_set_compression_ratio: _Optional[_Union[CramSetCompressionRatioResponse, _Mapping]] = ..., cram_allow_allocation: _Optional[_Union[CramAllowAllocationResponse, _Mapping]] = ..., cram_report_hot_pages: _Optional[_Union[CramReportHotPagesResponse, _Mapping]] = ..., node_private_register_caps: _Optional[_Union[NodePrivateRegisterCapsResponse, _Mapping]] = ..., mremap: _Optional[_Union[MremapResponse, _Mapping]] = ...) -> None: ...
