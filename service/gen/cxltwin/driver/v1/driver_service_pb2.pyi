from service.gen.cxltwin.mm.v1 import types_pb2 as _types_pb2
from google.protobuf.internal import containers as _containers
from google.protobuf import descriptor as _descriptor
from google.protobuf import message as _message
from collections.abc import Iterable as _Iterable, Mapping as _Mapping
from typing import ClassVar as _ClassVar, Optional as _Optional, Union as _Union

DESCRIPTOR: _descriptor.FileDescriptor

class NodePrivateRegisterRequest(_message.Message):
    __slots__ = ("host", "validate_only", "explain", "expect", "idempotency_key", "nid", "owner", "driver")
    HOST_FIELD_NUMBER: _ClassVar[int]
    VALIDATE_ONLY_FIELD_NUMBER: _ClassVar[int]
    EXPLAIN_FIELD_NUMBER: _ClassVar[int]
    EXPECT_FIELD_NUMBER: _ClassVar[int]
    IDEMPOTENCY_KEY_FIELD_NUMBER: _ClassVar[int]
    NID_FIELD_NUMBER: _ClassVar[int]
    OWNER_FIELD_NUMBER: _ClassVar[int]
    DRIVER_FIELD_NUMBER: _ClassVar[int]
    host: str
    validate_only: bool
    explain: bool
    expect: _types_pb2.Expect
    idempotency_key: str
    nid: int
    owner: str
    driver: str
    def __init__(self, host: _Optional[str] = ..., validate_only: _Optional[bool] = ..., explain: _Optional[bool] = ..., expect: _Optional[_Union[_types_pb2.Expect, _Mapping]] = ..., idempotency_key: _Optional[str] = ..., nid: _Optional[int] = ..., owner: _Optional[str] = ..., driver: _Optional[str] = ...) -> None: ...

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
    __slots__ = ("host", "validate_only", "explain", "expect", "idempotency_key", "nid", "owner", "start", "size", "resource_name", "online_type", "mgid")
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
    def __init__(self, host: _Optional[str] = ..., validate_only: _Optional[bool] = ..., explain: _Optional[bool] = ..., expect: _Optional[_Union[_types_pb2.Expect, _Mapping]] = ..., idempotency_key: _Optional[str] = ..., nid: _Optional[int] = ..., owner: _Optional[str] = ..., start: _Optional[str] = ..., size: _Optional[int] = ..., resource_name: _Optional[str] = ..., online_type: _Optional[str] = ..., mgid: _Optional[int] = ...) -> None: ...

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
