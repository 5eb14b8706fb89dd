from service.gen.cxltwin.mm.v1 import types_pb2 as _types_pb2
from google.protobuf.internal import containers as _containers
from google.protobuf import descriptor as _descriptor
from google.protobuf import message as _message
from collections.abc import Iterable as _Iterable, Mapping as _Mapping
from typing import ClassVar as _ClassVar, Optional as _Optional, Union as _Union

DESCRIPTOR: _descriptor.FileDescriptor

class Hello(_message.Message):
    __slots__ = ("driver", "host", "nid", "epoch", "resume_revision", "deadline_ms", "unsettled")
    DRIVER_FIELD_NUMBER: _ClassVar[int]
    HOST_FIELD_NUMBER: _ClassVar[int]
    NID_FIELD_NUMBER: _ClassVar[int]
    EPOCH_FIELD_NUMBER: _ClassVar[int]
    RESUME_REVISION_FIELD_NUMBER: _ClassVar[int]
    DEADLINE_MS_FIELD_NUMBER: _ClassVar[int]
    UNSETTLED_FIELD_NUMBER: _ClassVar[int]
    driver: str
    host: str
    nid: int
    epoch: int
    resume_revision: int
    deadline_ms: int
    unsettled: _containers.RepeatedScalarFieldContainer[str]
    def __init__(self, driver: _Optional[str] = ..., host: _Optional[str] = ..., nid: _Optional[int] = ..., epoch: _Optional[int] = ..., resume_revision: _Optional[int] = ..., deadline_ms: _Optional[int] = ..., unsettled: _Optional[_Iterable[str]] = ...) -> None: ...

class Welcome(_message.Message):
    __slots__ = ("fabric", "revision", "host_revision", "epoch", "deadline_ms", "heartbeat_ms", "registered", "ops")
    FABRIC_FIELD_NUMBER: _ClassVar[int]
    REVISION_FIELD_NUMBER: _ClassVar[int]
    HOST_REVISION_FIELD_NUMBER: _ClassVar[int]
    EPOCH_FIELD_NUMBER: _ClassVar[int]
    DEADLINE_MS_FIELD_NUMBER: _ClassVar[int]
    HEARTBEAT_MS_FIELD_NUMBER: _ClassVar[int]
    REGISTERED_FIELD_NUMBER: _ClassVar[int]
    OPS_FIELD_NUMBER: _ClassVar[int]
    fabric: str
    revision: int
    host_revision: int
    epoch: int
    deadline_ms: int
    heartbeat_ms: int
    registered: bool
    ops: str
    def __init__(self, fabric: _Optional[str] = ..., revision: _Optional[int] = ..., host_revision: _Optional[int] = ..., epoch: _Optional[int] = ..., deadline_ms: _Optional[int] = ..., heartbeat_ms: _Optional[int] = ..., registered: _Optional[bool] = ..., ops: _Optional[str] = ...) -> None: ...

class Callback(_message.Message):
    __slots__ = ("callback_id", "revision", "deadline_ms", "question")
    CALLBACK_ID_FIELD_NUMBER: _ClassVar[int]
    REVISION_FIELD_NUMBER: _ClassVar[int]
    DEADLINE_MS_FIELD_NUMBER: _ClassVar[int]
    QUESTION_FIELD_NUMBER: _ClassVar[int]
    callback_id: str
    revision: int
    deadline_ms: int
    question: _types_pb2.Question
    def __init__(self, callback_id: _Optional[str] = ..., revision: _Optional[int] = ..., deadline_ms: _Optional[int] = ..., question: _Optional[_Union[_types_pb2.Question, _Mapping]] = ...) -> None: ...

class CallbackAnswer(_message.Message):
    __slots__ = ("callback_id", "rc", "nr", "script", "fault")
    CALLBACK_ID_FIELD_NUMBER: _ClassVar[int]
    RC_FIELD_NUMBER: _ClassVar[int]
    NR_FIELD_NUMBER: _ClassVar[int]
    SCRIPT_FIELD_NUMBER: _ClassVar[int]
    FAULT_FIELD_NUMBER: _ClassVar[int]
    callback_id: str
    rc: int
    nr: int
    script: _types_pb2.ScriptStepList
    fault: str
    def __init__(self, callback_id: _Optional[str] = ..., rc: _Optional[int] = ..., nr: _Optional[int] = ..., script: _Optional[_Union[_types_pb2.ScriptStepList, _Mapping]] = ..., fault: _Optional[str] = ...) -> None: ...

class Settled(_message.Message):
    __slots__ = ("callback_id", "ended", "revision")
    CALLBACK_ID_FIELD_NUMBER: _ClassVar[int]
    ENDED_FIELD_NUMBER: _ClassVar[int]
    REVISION_FIELD_NUMBER: _ClassVar[int]
    callback_id: str
    ended: str
    revision: int
    def __init__(self, callback_id: _Optional[str] = ..., ended: _Optional[str] = ..., revision: _Optional[int] = ...) -> None: ...

class Notice(_message.Message):
    __slots__ = ("revision", "number", "name", "nid", "to_nid", "nr_folios", "detail")
    REVISION_FIELD_NUMBER: _ClassVar[int]
    NUMBER_FIELD_NUMBER: _ClassVar[int]
    NAME_FIELD_NUMBER: _ClassVar[int]
    NID_FIELD_NUMBER: _ClassVar[int]
    TO_NID_FIELD_NUMBER: _ClassVar[int]
    NR_FOLIOS_FIELD_NUMBER: _ClassVar[int]
    DETAIL_FIELD_NUMBER: _ClassVar[int]
    revision: int
    number: int
    name: str
    nid: int
    to_nid: int
    nr_folios: int
    detail: str
    def __init__(self, revision: _Optional[int] = ..., number: _Optional[int] = ..., name: _Optional[str] = ..., nid: _Optional[int] = ..., to_nid: _Optional[int] = ..., nr_folios: _Optional[int] = ..., detail: _Optional[str] = ...) -> None: ...

class AnswerRefused(_message.Message):
    __slots__ = ("callback_id", "refusal")
    CALLBACK_ID_FIELD_NUMBER: _ClassVar[int]
    REFUSAL_FIELD_NUMBER: _ClassVar[int]
    callback_id: str
    refusal: _types_pb2.Refusal
    def __init__(self, callback_id: _Optional[str] = ..., refusal: _Optional[_Union[_types_pb2.Refusal, _Mapping]] = ...) -> None: ...

class Heartbeat(_message.Message):
    __slots__ = ("number", "revision")
    NUMBER_FIELD_NUMBER: _ClassVar[int]
    REVISION_FIELD_NUMBER: _ClassVar[int]
    number: int
    revision: int
    def __init__(self, number: _Optional[int] = ..., revision: _Optional[int] = ...) -> None: ...

class Goodbye(_message.Message):
    __slots__ = ("reason", "refusal")
    REASON_FIELD_NUMBER: _ClassVar[int]
    REFUSAL_FIELD_NUMBER: _ClassVar[int]
    reason: str
    refusal: _types_pb2.Refusal
    def __init__(self, reason: _Optional[str] = ..., refusal: _Optional[_Union[_types_pb2.Refusal, _Mapping]] = ...) -> None: ...

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

class DevmCxlAddSysramRequest(_message.Message):
    __slots__ = ("host", "validate_only", "explain", "expect", "idempotency_key", "region", "private", "online_type")
    HOST_FIELD_NUMBER: _ClassVar[int]
    VALIDATE_ONLY_FIELD_NUMBER: _ClassVar[int]
    EXPLAIN_FIELD_NUMBER: _ClassVar[int]
    EXPECT_FIELD_NUMBER: _ClassVar[int]
    IDEMPOTENCY_KEY_FIELD_NUMBER: _ClassVar[int]
    REGION_FIELD_NUMBER: _ClassVar[int]
    PRIVATE_FIELD_NUMBER: _ClassVar[int]
    ONLINE_TYPE_FIELD_NUMBER: _ClassVar[int]
    host: str
    validate_only: bool
    explain: bool
    expect: _types_pb2.Expect
    idempotency_key: str
    region: str
    private: bool
    online_type: str
    def __init__(self, host: _Optional[str] = ..., validate_only: _Optional[bool] = ..., explain: _Optional[bool] = ..., expect: _Optional[_Union[_types_pb2.Expect, _Mapping]] = ..., idempotency_key: _Optional[str] = ..., region: _Optional[str] = ..., private: _Optional[bool] = ..., online_type: _Optional[str] = ...) -> None: ...

class DevmCxlAddSysramResponse(_message.Message):
    __slots__ = ("fabric", "host", "model", "revision", "host_revision", "replayed", "trace", "would_ask", "ret", "errno", "reason", "decided_by", "effects", "device", "nid", "start", "size", "plugged", "plug_errno", "plug_reason")
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
    DEVICE_FIELD_NUMBER: _ClassVar[int]
    NID_FIELD_NUMBER: _ClassVar[int]
    START_FIELD_NUMBER: _ClassVar[int]
    SIZE_FIELD_NUMBER: _ClassVar[int]
    PLUGGED_FIELD_NUMBER: _ClassVar[int]
    PLUG_ERRNO_FIELD_NUMBER: _ClassVar[int]
    PLUG_REASON_FIELD_NUMBER: _ClassVar[int]
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
    device: str
    nid: int
    start: str
    size: int
    plugged: bool
    plug_errno: str
    plug_reason: str
    def __init__(self, fabric: _Optional[str] = ..., host: _Optional[str] = ..., model: _Optional[str] = ..., revision: _Optional[int] = ..., host_revision: _Optional[int] = ..., replayed: _Optional[bool] = ..., trace: _Optional[_Iterable[_Union[_types_pb2.TraceEntry, _Mapping]]] = ..., would_ask: _Optional[_Iterable[_Union[_types_pb2.Question, _Mapping]]] = ..., ret: _Optional[int] = ..., errno: _Optional[str] = ..., reason: _Optional[str] = ..., decided_by: _Optional[_Union[_types_pb2.DecidedBy, _Mapping]] = ..., effects: _Optional[_Iterable[_Union[_types_pb2.Effect, _Mapping]]] = ..., device: _Optional[str] = ..., nid: _Optional[int] = ..., start: _Optional[str] = ..., size: _Optional[int] = ..., plugged: _Optional[bool] = ..., plug_errno: _Optional[str] = ..., plug_reason: _Optional[str] = ...) -> None: ...

class CxlSysramOfflineAndRemoveRequest(_message.Message):
    __slots__ = ("host", "validate_only", "explain", "expect", "idempotency_key", "region", "signal_after")
    HOST_FIELD_NUMBER: _ClassVar[int]
    VALIDATE_ONLY_FIELD_NUMBER: _ClassVar[int]
    EXPLAIN_FIELD_NUMBER: _ClassVar[int]
    EXPECT_FIELD_NUMBER: _ClassVar[int]
    IDEMPOTENCY_KEY_FIELD_NUMBER: _ClassVar[int]
    REGION_FIELD_NUMBER: _ClassVar[int]
    SIGNAL_AFTER_FIELD_NUMBER: _ClassVar[int]
    host: str
    validate_only: bool
    explain: bool
    expect: _types_pb2.Expect
    idempotency_key: str
    region: str
    signal_after: int
    def __init__(self, host: _Optional[str] = ..., validate_only: _Optional[bool] = ..., explain: _Optional[bool] = ..., expect: _Optional[_Union[_types_pb2.Expect, _Mapping]] = ..., idempotency_key: _Optional[str] = ..., region: _Optional[str] = ..., signal_after: _Optional[int] = ...) -> None: ...

class CxlSysramOfflineAndRemoveResponse(_message.Message):
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

class CxlRegionFindSysramRequest(_message.Message):
    __slots__ = ("host", "validate_only", "explain", "expect", "idempotency_key", "region")
    HOST_FIELD_NUMBER: _ClassVar[int]
    VALIDATE_ONLY_FIELD_NUMBER: _ClassVar[int]
    EXPLAIN_FIELD_NUMBER: _ClassVar[int]
    EXPECT_FIELD_NUMBER: _ClassVar[int]
    IDEMPOTENCY_KEY_FIELD_NUMBER: _ClassVar[int]
    REGION_FIELD_NUMBER: _ClassVar[int]
    host: str
    validate_only: bool
    explain: bool
    expect: _types_pb2.Expect
    idempotency_key: str
    region: str
    def __init__(self, host: _Optional[str] = ..., validate_only: _Optional[bool] = ..., explain: _Optional[bool] = ..., expect: _Optional[_Union[_types_pb2.Expect, _Mapping]] = ..., idempotency_key: _Optional[str] = ..., region: _Optional[str] = ...) -> None: ...

class CxlRegionFindSysramResponse(_message.Message):
    __slots__ = ("fabric", "host", "model", "revision", "host_revision", "replayed", "trace", "would_ask", "ret", "errno", "reason", "decided_by", "effects", "device", "nid", "start", "size", "plugged", "plug_errno", "plug_reason")
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
    DEVICE_FIELD_NUMBER: _ClassVar[int]
    NID_FIELD_NUMBER: _ClassVar[int]
    START_FIELD_NUMBER: _ClassVar[int]
    SIZE_FIELD_NUMBER: _ClassVar[int]
    PLUGGED_FIELD_NUMBER: _ClassVar[int]
    PLUG_ERRNO_FIELD_NUMBER: _ClassVar[int]
    PLUG_REASON_FIELD_NUMBER: _ClassVar[int]
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
    device: str
    nid: int
    start: str
    size: int
    plugged: bool
    plug_errno: str
    plug_reason: str
    def __init__(self, fabric: _Optional[str] = ..., host: _Optional[str] = ..., model: _Optional[str] = ..., revision: _Optional[int] = ..., host_revision: _Optional[int] = ..., replayed: _Optional[bool] = ..., trace: _Optional[_Iterable[_Union[_types_pb2.TraceEntry, _Mapping]]] = ..., would_ask: _Optional[_Iterable[_Union[_types_pb2.Question, _Mapping]]] = ..., ret: _Optional[int] = ..., errno: _Optional[str] = ..., reason: _Optional[str] = ..., decided_by: _Optional[_Union[_types_pb2.DecidedBy, _Mapping]] = ..., effects: _Optional[_Iterable[_Union[_types_pb2.Effect, _Mapping]]] = ..., device: _Optional[str] = ..., nid: _Optional[int] = ..., start: _Optional[str] = ..., size: _Optional[int] = ..., plugged: _Optional[bool] = ..., plug_errno: _Optional[str] = ..., plug_reason: _Optional[str] = ...) -> None: ...

class CxlDestroyRegionRequest(_message.Message):
    __slots__ = ("host", "validate_only", "explain", "expect", "idempotency_key", "region", "signal_after")
    HOST_FIELD_NUMBER: _ClassVar[int]
    VALIDATE_ONLY_FIELD_NUMBER: _ClassVar[int]
    EXPLAIN_FIELD_NUMBER: _ClassVar[int]
    EXPECT_FIELD_NUMBER: _ClassVar[int]
    IDEMPOTENCY_KEY_FIELD_NUMBER: _ClassVar[int]
    REGION_FIELD_NUMBER: _ClassVar[int]
    SIGNAL_AFTER_FIELD_NUMBER: _ClassVar[int]
    host: str
    validate_only: bool
    explain: bool
    expect: _types_pb2.Expect
    idempotency_key: str
    region: str
    signal_after: int
    def __init__(self, host: _Optional[str] = ..., validate_only: _Optional[bool] = ..., explain: _Optional[bool] = ..., expect: _Optional[_Union[_types_pb2.Expect, _Mapping]] = ..., idempotency_key: _Optional[str] = ..., region: _Optional[str] = ..., signal_after: _Optional[int] = ...) -> None: ...

class CxlDestroyRegionResponse(_message.Message):
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

class PciDeviceAddRequest(_message.Message):
    __slots__ = ("host", "validate_only", "explain", "expect", "idempotency_key", "pdev", "memdev", "id", "payload_size", "media_operations", "nr_vectors")
    HOST_FIELD_NUMBER: _ClassVar[int]
    VALIDATE_ONLY_FIELD_NUMBER: _ClassVar[int]
    EXPLAIN_FIELD_NUMBER: _ClassVar[int]
    EXPECT_FIELD_NUMBER: _ClassVar[int]
    IDEMPOTENCY_KEY_FIELD_NUMBER: _ClassVar[int]
    PDEV_FIELD_NUMBER: _ClassVar[int]
    MEMDEV_FIELD_NUMBER: _ClassVar[int]
    ID_FIELD_NUMBER: _ClassVar[int]
    PAYLOAD_SIZE_FIELD_NUMBER: _ClassVar[int]
    MEDIA_OPERATIONS_FIELD_NUMBER: _ClassVar[int]
    NR_VECTORS_FIELD_NUMBER: _ClassVar[int]
    host: str
    validate_only: bool
    explain: bool
    expect: _types_pb2.Expect
    idempotency_key: str
    pdev: str
    memdev: str
    id: str
    payload_size: int
    media_operations: bool
    nr_vectors: int
    def __init__(self, host: _Optional[str] = ..., validate_only: _Optional[bool] = ..., explain: _Optional[bool] = ..., expect: _Optional[_Union[_types_pb2.Expect, _Mapping]] = ..., idempotency_key: _Optional[str] = ..., pdev: _Optional[str] = ..., memdev: _Optional[str] = ..., id: _Optional[str] = ..., payload_size: _Optional[int] = ..., media_operations: _Optional[bool] = ..., nr_vectors: _Optional[int] = ...) -> None: ...

class PciDeviceAddResponse(_message.Message):
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

class PciBindRequest(_message.Message):
    __slots__ = ("host", "validate_only", "explain", "expect", "idempotency_key", "pdev", "driver")
    HOST_FIELD_NUMBER: _ClassVar[int]
    VALIDATE_ONLY_FIELD_NUMBER: _ClassVar[int]
    EXPLAIN_FIELD_NUMBER: _ClassVar[int]
    EXPECT_FIELD_NUMBER: _ClassVar[int]
    IDEMPOTENCY_KEY_FIELD_NUMBER: _ClassVar[int]
    PDEV_FIELD_NUMBER: _ClassVar[int]
    DRIVER_FIELD_NUMBER: _ClassVar[int]
    host: str
    validate_only: bool
    explain: bool
    expect: _types_pb2.Expect
    idempotency_key: str
    pdev: str
    driver: str
    def __init__(self, host: _Optional[str] = ..., validate_only: _Optional[bool] = ..., explain: _Optional[bool] = ..., expect: _Optional[_Union[_types_pb2.Expect, _Mapping]] = ..., idempotency_key: _Optional[str] = ..., pdev: _Optional[str] = ..., driver: _Optional[str] = ...) -> None: ...

class PciBindResponse(_message.Message):
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

class PciUnbindRequest(_message.Message):
    __slots__ = ("host", "validate_only", "explain", "expect", "idempotency_key", "pdev", "driver", "signal_after")
    HOST_FIELD_NUMBER: _ClassVar[int]
    VALIDATE_ONLY_FIELD_NUMBER: _ClassVar[int]
    EXPLAIN_FIELD_NUMBER: _ClassVar[int]
    EXPECT_FIELD_NUMBER: _ClassVar[int]
    IDEMPOTENCY_KEY_FIELD_NUMBER: _ClassVar[int]
    PDEV_FIELD_NUMBER: _ClassVar[int]
    DRIVER_FIELD_NUMBER: _ClassVar[int]
    SIGNAL_AFTER_FIELD_NUMBER: _ClassVar[int]
    host: str
    validate_only: bool
    explain: bool
    expect: _types_pb2.Expect
    idempotency_key: str
    pdev: str
    driver: str
    signal_after: int
    def __init__(self, host: _Optional[str] = ..., validate_only: _Optional[bool] = ..., explain: _Optional[bool] = ..., expect: _Optional[_Union[_types_pb2.Expect, _Mapping]] = ..., idempotency_key: _Optional[str] = ..., pdev: _Optional[str] = ..., driver: _Optional[str] = ..., signal_after: _Optional[int] = ...) -> None: ...

class PciUnbindResponse(_message.Message):
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

class IrqRequest(_message.Message):
    __slots__ = ("host", "validate_only", "explain", "expect", "idempotency_key", "pdev", "vector")
    HOST_FIELD_NUMBER: _ClassVar[int]
    VALIDATE_ONLY_FIELD_NUMBER: _ClassVar[int]
    EXPLAIN_FIELD_NUMBER: _ClassVar[int]
    EXPECT_FIELD_NUMBER: _ClassVar[int]
    IDEMPOTENCY_KEY_FIELD_NUMBER: _ClassVar[int]
    PDEV_FIELD_NUMBER: _ClassVar[int]
    VECTOR_FIELD_NUMBER: _ClassVar[int]
    host: str
    validate_only: bool
    explain: bool
    expect: _types_pb2.Expect
    idempotency_key: str
    pdev: str
    vector: int
    def __init__(self, host: _Optional[str] = ..., validate_only: _Optional[bool] = ..., explain: _Optional[bool] = ..., expect: _Optional[_Union[_types_pb2.Expect, _Mapping]] = ..., idempotency_key: _Optional[str] = ..., pdev: _Optional[str] = ..., vector: _Optional[int] = ...) -> None: ...

class IrqResponse(_message.Message):
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

class CxlDevStateRequest(_message.Message):
    __slots__ = ("host", "validate_only", "explain", "expect", "idempotency_key", "pdev")
    HOST_FIELD_NUMBER: _ClassVar[int]
    VALIDATE_ONLY_FIELD_NUMBER: _ClassVar[int]
    EXPLAIN_FIELD_NUMBER: _ClassVar[int]
    EXPECT_FIELD_NUMBER: _ClassVar[int]
    IDEMPOTENCY_KEY_FIELD_NUMBER: _ClassVar[int]
    PDEV_FIELD_NUMBER: _ClassVar[int]
    host: str
    validate_only: bool
    explain: bool
    expect: _types_pb2.Expect
    idempotency_key: str
    pdev: str
    def __init__(self, host: _Optional[str] = ..., validate_only: _Optional[bool] = ..., explain: _Optional[bool] = ..., expect: _Optional[_Union[_types_pb2.Expect, _Mapping]] = ..., idempotency_key: _Optional[str] = ..., pdev: _Optional[str] = ...) -> None: ...

class CxlDevStateResponse(_message.Message):
    __slots__ = ("fabric", "host", "model", "revision", "host_revision", "replayed", "trace", "would_ask", "ret", "errno", "reason", "decided_by", "effects", "memdev", "ram_size", "payload_size", "nr_vectors")
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
    MEMDEV_FIELD_NUMBER: _ClassVar[int]
    RAM_SIZE_FIELD_NUMBER: _ClassVar[int]
    PAYLOAD_SIZE_FIELD_NUMBER: _ClassVar[int]
    NR_VECTORS_FIELD_NUMBER: _ClassVar[int]
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
    memdev: str
    ram_size: int
    payload_size: int
    nr_vectors: int
    def __init__(self, fabric: _Optional[str] = ..., host: _Optional[str] = ..., model: _Optional[str] = ..., revision: _Optional[int] = ..., host_revision: _Optional[int] = ..., replayed: _Optional[bool] = ..., trace: _Optional[_Iterable[_Union[_types_pb2.TraceEntry, _Mapping]]] = ..., would_ask: _Optional[_Iterable[_Union[_types_pb2.Question, _Mapping]]] = ..., ret: _Optional[int] = ..., errno: _Optional[str] = ..., reason: _Optional[str] = ..., decided_by: _Optional[_Union[_types_pb2.DecidedBy, _Mapping]] = ..., effects: _Optional[_Iterable[_Union[_types_pb2.Effect, _Mapping]]] = ..., memdev: _Optional[str] = ..., ram_size: _Optional[int] = ..., payload_size: _Optional[int] = ..., nr_vectors: _Optional[int] = ...) -> None: ...

class CxlGetCommittedRegionsRequest(_message.Message):
    __slots__ = ("host", "validate_only", "explain", "expect", "idempotency_key", "pdev")
    HOST_FIELD_NUMBER: _ClassVar[int]
    VALIDATE_ONLY_FIELD_NUMBER: _ClassVar[int]
    EXPLAIN_FIELD_NUMBER: _ClassVar[int]
    EXPECT_FIELD_NUMBER: _ClassVar[int]
    IDEMPOTENCY_KEY_FIELD_NUMBER: _ClassVar[int]
    PDEV_FIELD_NUMBER: _ClassVar[int]
    host: str
    validate_only: bool
    explain: bool
    expect: _types_pb2.Expect
    idempotency_key: str
    pdev: str
    def __init__(self, host: _Optional[str] = ..., validate_only: _Optional[bool] = ..., explain: _Optional[bool] = ..., expect: _Optional[_Union[_types_pb2.Expect, _Mapping]] = ..., idempotency_key: _Optional[str] = ..., pdev: _Optional[str] = ...) -> None: ...

class CxlGetCommittedRegionsResponse(_message.Message):
    __slots__ = ("fabric", "host", "model", "revision", "host_revision", "replayed", "trace", "would_ask", "ret", "errno", "reason", "decided_by", "effects", "regions")
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
    REGIONS_FIELD_NUMBER: _ClassVar[int]
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
    regions: _containers.RepeatedCompositeFieldContainer[_types_pb2.CommittedRegion]
    def __init__(self, fabric: _Optional[str] = ..., host: _Optional[str] = ..., model: _Optional[str] = ..., revision: _Optional[int] = ..., host_revision: _Optional[int] = ..., replayed: _Optional[bool] = ..., trace: _Optional[_Iterable[_Union[_types_pb2.TraceEntry, _Mapping]]] = ..., would_ask: _Optional[_Iterable[_Union[_types_pb2.Question, _Mapping]]] = ..., ret: _Optional[int] = ..., errno: _Optional[str] = ..., reason: _Optional[str] = ..., decided_by: _Optional[_Union[_types_pb2.DecidedBy, _Mapping]] = ..., effects: _Optional[_Iterable[_Union[_types_pb2.Effect, _Mapping]]] = ..., regions: _Optional[_Iterable[_Union[_types_pb2.CommittedRegion, _Mapping]]] = ...) -> None: ...

class DeviceReleaseDriverRequest(_message.Message):
    __slots__ = ("host", "validate_only", "explain", "expect", "idempotency_key", "region")
    HOST_FIELD_NUMBER: _ClassVar[int]
    VALIDATE_ONLY_FIELD_NUMBER: _ClassVar[int]
    EXPLAIN_FIELD_NUMBER: _ClassVar[int]
    EXPECT_FIELD_NUMBER: _ClassVar[int]
    IDEMPOTENCY_KEY_FIELD_NUMBER: _ClassVar[int]
    REGION_FIELD_NUMBER: _ClassVar[int]
    host: str
    validate_only: bool
    explain: bool
    expect: _types_pb2.Expect
    idempotency_key: str
    region: str
    def __init__(self, host: _Optional[str] = ..., validate_only: _Optional[bool] = ..., explain: _Optional[bool] = ..., expect: _Optional[_Union[_types_pb2.Expect, _Mapping]] = ..., idempotency_key: _Optional[str] = ..., region: _Optional[str] = ...) -> None: ...

class DeviceReleaseDriverResponse(_message.Message):
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

class DeviceAttachRequest(_message.Message):
    __slots__ = ("host", "validate_only", "explain", "expect", "idempotency_key", "region")
    HOST_FIELD_NUMBER: _ClassVar[int]
    VALIDATE_ONLY_FIELD_NUMBER: _ClassVar[int]
    EXPLAIN_FIELD_NUMBER: _ClassVar[int]
    EXPECT_FIELD_NUMBER: _ClassVar[int]
    IDEMPOTENCY_KEY_FIELD_NUMBER: _ClassVar[int]
    REGION_FIELD_NUMBER: _ClassVar[int]
    host: str
    validate_only: bool
    explain: bool
    expect: _types_pb2.Expect
    idempotency_key: str
    region: str
    def __init__(self, host: _Optional[str] = ..., validate_only: _Optional[bool] = ..., explain: _Optional[bool] = ..., expect: _Optional[_Union[_types_pb2.Expect, _Mapping]] = ..., idempotency_key: _Optional[str] = ..., region: _Optional[str] = ...) -> None: ...

class DeviceAttachResponse(_message.Message):
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

class CxlGetHpaFreespaceRequest(_message.Message):
    __slots__ = ("host", "validate_only", "explain", "expect", "idempotency_key", "pdev")
    HOST_FIELD_NUMBER: _ClassVar[int]
    VALIDATE_ONLY_FIELD_NUMBER: _ClassVar[int]
    EXPLAIN_FIELD_NUMBER: _ClassVar[int]
    EXPECT_FIELD_NUMBER: _ClassVar[int]
    IDEMPOTENCY_KEY_FIELD_NUMBER: _ClassVar[int]
    PDEV_FIELD_NUMBER: _ClassVar[int]
    host: str
    validate_only: bool
    explain: bool
    expect: _types_pb2.Expect
    idempotency_key: str
    pdev: str
    def __init__(self, host: _Optional[str] = ..., validate_only: _Optional[bool] = ..., explain: _Optional[bool] = ..., expect: _Optional[_Union[_types_pb2.Expect, _Mapping]] = ..., idempotency_key: _Optional[str] = ..., pdev: _Optional[str] = ...) -> None: ...

class CxlGetHpaFreespaceResponse(_message.Message):
    __slots__ = ("fabric", "host", "model", "revision", "host_revision", "replayed", "trace", "would_ask", "ret", "errno", "reason", "decided_by", "effects", "decoder", "available")
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
    DECODER_FIELD_NUMBER: _ClassVar[int]
    AVAILABLE_FIELD_NUMBER: _ClassVar[int]
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
    decoder: str
    available: int
    def __init__(self, fabric: _Optional[str] = ..., host: _Optional[str] = ..., model: _Optional[str] = ..., revision: _Optional[int] = ..., host_revision: _Optional[int] = ..., replayed: _Optional[bool] = ..., trace: _Optional[_Iterable[_Union[_types_pb2.TraceEntry, _Mapping]]] = ..., would_ask: _Optional[_Iterable[_Union[_types_pb2.Question, _Mapping]]] = ..., ret: _Optional[int] = ..., errno: _Optional[str] = ..., reason: _Optional[str] = ..., decided_by: _Optional[_Union[_types_pb2.DecidedBy, _Mapping]] = ..., effects: _Optional[_Iterable[_Union[_types_pb2.Effect, _Mapping]]] = ..., decoder: _Optional[str] = ..., available: _Optional[int] = ...) -> None: ...

class CxlRequestDpaRequest(_message.Message):
    __slots__ = ("host", "validate_only", "explain", "expect", "idempotency_key", "pdev", "size")
    HOST_FIELD_NUMBER: _ClassVar[int]
    VALIDATE_ONLY_FIELD_NUMBER: _ClassVar[int]
    EXPLAIN_FIELD_NUMBER: _ClassVar[int]
    EXPECT_FIELD_NUMBER: _ClassVar[int]
    IDEMPOTENCY_KEY_FIELD_NUMBER: _ClassVar[int]
    PDEV_FIELD_NUMBER: _ClassVar[int]
    SIZE_FIELD_NUMBER: _ClassVar[int]
    host: str
    validate_only: bool
    explain: bool
    expect: _types_pb2.Expect
    idempotency_key: str
    pdev: str
    size: int
    def __init__(self, host: _Optional[str] = ..., validate_only: _Optional[bool] = ..., explain: _Optional[bool] = ..., expect: _Optional[_Union[_types_pb2.Expect, _Mapping]] = ..., idempotency_key: _Optional[str] = ..., pdev: _Optional[str] = ..., size: _Optional[int] = ...) -> None: ...

class CxlRequestDpaResponse(_message.Message):
    __slots__ = ("fabric", "host", "model", "revision", "host_revision", "replayed", "trace", "would_ask", "ret", "errno", "reason", "decided_by", "effects", "decoder")
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
    DECODER_FIELD_NUMBER: _ClassVar[int]
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
    decoder: str
    def __init__(self, fabric: _Optional[str] = ..., host: _Optional[str] = ..., model: _Optional[str] = ..., revision: _Optional[int] = ..., host_revision: _Optional[int] = ..., replayed: _Optional[bool] = ..., trace: _Optional[_Iterable[_Union[_types_pb2.TraceEntry, _Mapping]]] = ..., would_ask: _Optional[_Iterable[_Union[_types_pb2.Question, _Mapping]]] = ..., ret: _Optional[int] = ..., errno: _Optional[str] = ..., reason: _Optional[str] = ..., decided_by: _Optional[_Union[_types_pb2.DecidedBy, _Mapping]] = ..., effects: _Optional[_Iterable[_Union[_types_pb2.Effect, _Mapping]]] = ..., decoder: _Optional[str] = ...) -> None: ...

class CxlDpaFreeRequest(_message.Message):
    __slots__ = ("host", "validate_only", "explain", "expect", "idempotency_key", "pdev", "decoder")
    HOST_FIELD_NUMBER: _ClassVar[int]
    VALIDATE_ONLY_FIELD_NUMBER: _ClassVar[int]
    EXPLAIN_FIELD_NUMBER: _ClassVar[int]
    EXPECT_FIELD_NUMBER: _ClassVar[int]
    IDEMPOTENCY_KEY_FIELD_NUMBER: _ClassVar[int]
    PDEV_FIELD_NUMBER: _ClassVar[int]
    DECODER_FIELD_NUMBER: _ClassVar[int]
    host: str
    validate_only: bool
    explain: bool
    expect: _types_pb2.Expect
    idempotency_key: str
    pdev: str
    decoder: str
    def __init__(self, host: _Optional[str] = ..., validate_only: _Optional[bool] = ..., explain: _Optional[bool] = ..., expect: _Optional[_Union[_types_pb2.Expect, _Mapping]] = ..., idempotency_key: _Optional[str] = ..., pdev: _Optional[str] = ..., decoder: _Optional[str] = ...) -> None: ...

class CxlDpaFreeResponse(_message.Message):
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

class CxlCreateRegionRequest(_message.Message):
    __slots__ = ("host", "validate_only", "explain", "expect", "idempotency_key", "pdev", "root", "decoder")
    HOST_FIELD_NUMBER: _ClassVar[int]
    VALIDATE_ONLY_FIELD_NUMBER: _ClassVar[int]
    EXPLAIN_FIELD_NUMBER: _ClassVar[int]
    EXPECT_FIELD_NUMBER: _ClassVar[int]
    IDEMPOTENCY_KEY_FIELD_NUMBER: _ClassVar[int]
    PDEV_FIELD_NUMBER: _ClassVar[int]
    ROOT_FIELD_NUMBER: _ClassVar[int]
    DECODER_FIELD_NUMBER: _ClassVar[int]
    host: str
    validate_only: bool
    explain: bool
    expect: _types_pb2.Expect
    idempotency_key: str
    pdev: str
    root: str
    decoder: str
    def __init__(self, host: _Optional[str] = ..., validate_only: _Optional[bool] = ..., explain: _Optional[bool] = ..., expect: _Optional[_Union[_types_pb2.Expect, _Mapping]] = ..., idempotency_key: _Optional[str] = ..., pdev: _Optional[str] = ..., root: _Optional[str] = ..., decoder: _Optional[str] = ...) -> None: ...

class CxlCreateRegionResponse(_message.Message):
    __slots__ = ("fabric", "host", "model", "revision", "host_revision", "replayed", "trace", "would_ask", "ret", "errno", "reason", "decided_by", "effects", "region", "start", "size")
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
    REGION_FIELD_NUMBER: _ClassVar[int]
    START_FIELD_NUMBER: _ClassVar[int]
    SIZE_FIELD_NUMBER: _ClassVar[int]
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
    region: str
    start: str
    size: int
    def __init__(self, fabric: _Optional[str] = ..., host: _Optional[str] = ..., model: _Optional[str] = ..., revision: _Optional[int] = ..., host_revision: _Optional[int] = ..., replayed: _Optional[bool] = ..., trace: _Optional[_Iterable[_Union[_types_pb2.TraceEntry, _Mapping]]] = ..., would_ask: _Optional[_Iterable[_Union[_types_pb2.Question, _Mapping]]] = ..., ret: _Optional[int] = ..., errno: _Optional[str] = ..., reason: _Optional[str] = ..., decided_by: _Optional[_Union[_types_pb2.DecidedBy, _Mapping]] = ..., effects: _Optional[_Iterable[_Union[_types_pb2.Effect, _Mapping]]] = ..., region: _Optional[str] = ..., start: _Optional[str] = ..., size: _Optional[int] = ...) -> None: ...

class RequestIrqRequest(_message.Message):
    __slots__ = ("host", "validate_only", "explain", "expect", "idempotency_key", "pdev", "vector", "nid")
    HOST_FIELD_NUMBER: _ClassVar[int]
    VALIDATE_ONLY_FIELD_NUMBER: _ClassVar[int]
    EXPLAIN_FIELD_NUMBER: _ClassVar[int]
    EXPECT_FIELD_NUMBER: _ClassVar[int]
    IDEMPOTENCY_KEY_FIELD_NUMBER: _ClassVar[int]
    PDEV_FIELD_NUMBER: _ClassVar[int]
    VECTOR_FIELD_NUMBER: _ClassVar[int]
    NID_FIELD_NUMBER: _ClassVar[int]
    host: str
    validate_only: bool
    explain: bool
    expect: _types_pb2.Expect
    idempotency_key: str
    pdev: str
    vector: int
    nid: int
    def __init__(self, host: _Optional[str] = ..., validate_only: _Optional[bool] = ..., explain: _Optional[bool] = ..., expect: _Optional[_Union[_types_pb2.Expect, _Mapping]] = ..., idempotency_key: _Optional[str] = ..., pdev: _Optional[str] = ..., vector: _Optional[int] = ..., nid: _Optional[int] = ...) -> None: ...

class RequestIrqResponse(_message.Message):
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

class MediaOperationRequest(_message.Message):
    __slots__ = ("host", "validate_only", "explain", "expect", "idempotency_key", "pdev", "media_class", "subclass", "ranges")
    HOST_FIELD_NUMBER: _ClassVar[int]
    VALIDATE_ONLY_FIELD_NUMBER: _ClassVar[int]
    EXPLAIN_FIELD_NUMBER: _ClassVar[int]
    EXPECT_FIELD_NUMBER: _ClassVar[int]
    IDEMPOTENCY_KEY_FIELD_NUMBER: _ClassVar[int]
    PDEV_FIELD_NUMBER: _ClassVar[int]
    MEDIA_CLASS_FIELD_NUMBER: _ClassVar[int]
    SUBCLASS_FIELD_NUMBER: _ClassVar[int]
    RANGES_FIELD_NUMBER: _ClassVar[int]
    host: str
    validate_only: bool
    explain: bool
    expect: _types_pb2.Expect
    idempotency_key: str
    pdev: str
    media_class: int
    subclass: int
    ranges: _containers.RepeatedCompositeFieldContainer[_types_pb2.MediaRange]
    def __init__(self, host: _Optional[str] = ..., validate_only: _Optional[bool] = ..., explain: _Optional[bool] = ..., expect: _Optional[_Union[_types_pb2.Expect, _Mapping]] = ..., idempotency_key: _Optional[str] = ..., pdev: _Optional[str] = ..., media_class: _Optional[int] = ..., subclass: _Optional[int] = ..., ranges: _Optional[_Iterable[_Union[_types_pb2.MediaRange, _Mapping]]] = ...) -> None: ...

class MediaOperationResponse(_message.Message):
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

class KthreadRunRequest(_message.Message):
    __slots__ = ("host", "validate_only", "explain", "expect", "idempotency_key", "pdev", "region", "nid", "size", "buf_max", "media_operations")
    HOST_FIELD_NUMBER: _ClassVar[int]
    VALIDATE_ONLY_FIELD_NUMBER: _ClassVar[int]
    EXPLAIN_FIELD_NUMBER: _ClassVar[int]
    EXPECT_FIELD_NUMBER: _ClassVar[int]
    IDEMPOTENCY_KEY_FIELD_NUMBER: _ClassVar[int]
    PDEV_FIELD_NUMBER: _ClassVar[int]
    REGION_FIELD_NUMBER: _ClassVar[int]
    NID_FIELD_NUMBER: _ClassVar[int]
    SIZE_FIELD_NUMBER: _ClassVar[int]
    BUF_MAX_FIELD_NUMBER: _ClassVar[int]
    MEDIA_OPERATIONS_FIELD_NUMBER: _ClassVar[int]
    host: str
    validate_only: bool
    explain: bool
    expect: _types_pb2.Expect
    idempotency_key: str
    pdev: str
    region: str
    nid: int
    size: int
    buf_max: int
    media_operations: bool
    def __init__(self, host: _Optional[str] = ..., validate_only: _Optional[bool] = ..., explain: _Optional[bool] = ..., expect: _Optional[_Union[_types_pb2.Expect, _Mapping]] = ..., idempotency_key: _Optional[str] = ..., pdev: _Optional[str] = ..., region: _Optional[str] = ..., nid: _Optional[int] = ..., size: _Optional[int] = ..., buf_max: _Optional[int] = ..., media_operations: _Optional[bool] = ...) -> None: ...

class KthreadRunResponse(_message.Message):
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

class KthreadStopRequest(_message.Message):
    __slots__ = ("host", "validate_only", "explain", "expect", "idempotency_key", "pdev", "region")
    HOST_FIELD_NUMBER: _ClassVar[int]
    VALIDATE_ONLY_FIELD_NUMBER: _ClassVar[int]
    EXPLAIN_FIELD_NUMBER: _ClassVar[int]
    EXPECT_FIELD_NUMBER: _ClassVar[int]
    IDEMPOTENCY_KEY_FIELD_NUMBER: _ClassVar[int]
    PDEV_FIELD_NUMBER: _ClassVar[int]
    REGION_FIELD_NUMBER: _ClassVar[int]
    host: str
    validate_only: bool
    explain: bool
    expect: _types_pb2.Expect
    idempotency_key: str
    pdev: str
    region: str
    def __init__(self, host: _Optional[str] = ..., validate_only: _Optional[bool] = ..., explain: _Optional[bool] = ..., expect: _Optional[_Union[_types_pb2.Expect, _Mapping]] = ..., idempotency_key: _Optional[str] = ..., pdev: _Optional[str] = ..., region: _Optional[str] = ...) -> None: ...

class KthreadStopResponse(_message.Message):
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

class MsleepRequest(_message.Message):
    __slots__ = ("host", "validate_only", "explain", "expect", "idempotency_key", "ms")
    HOST_FIELD_NUMBER: _ClassVar[int]
    VALIDATE_ONLY_FIELD_NUMBER: _ClassVar[int]
    EXPLAIN_FIELD_NUMBER: _ClassVar[int]
    EXPECT_FIELD_NUMBER: _ClassVar[int]
    IDEMPOTENCY_KEY_FIELD_NUMBER: _ClassVar[int]
    MS_FIELD_NUMBER: _ClassVar[int]
    host: str
    validate_only: bool
    explain: bool
    expect: _types_pb2.Expect
    idempotency_key: str
    ms: int
    def __init__(self, host: _Optional[str] = ..., validate_only: _Optional[bool] = ..., explain: _Optional[bool] = ..., expect: _Optional[_Union[_types_pb2.Expect, _Mapping]] = ..., idempotency_key: _Optional[str] = ..., ms: _Optional[int] = ...) -> None: ...

class MsleepResponse(_message.Message):
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

class CxlFlushKthreadFnRequest(_message.Message):
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

class CxlFlushKthreadFnResponse(_message.Message):
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

class CxlFlushOverflowWorkRequest(_message.Message):
    __slots__ = ("host", "validate_only", "explain", "expect", "idempotency_key", "nid", "cpu")
    HOST_FIELD_NUMBER: _ClassVar[int]
    VALIDATE_ONLY_FIELD_NUMBER: _ClassVar[int]
    EXPLAIN_FIELD_NUMBER: _ClassVar[int]
    EXPECT_FIELD_NUMBER: _ClassVar[int]
    IDEMPOTENCY_KEY_FIELD_NUMBER: _ClassVar[int]
    NID_FIELD_NUMBER: _ClassVar[int]
    CPU_FIELD_NUMBER: _ClassVar[int]
    host: str
    validate_only: bool
    explain: bool
    expect: _types_pb2.Expect
    idempotency_key: str
    nid: int
    cpu: int
    def __init__(self, host: _Optional[str] = ..., validate_only: _Optional[bool] = ..., explain: _Optional[bool] = ..., expect: _Optional[_Union[_types_pb2.Expect, _Mapping]] = ..., idempotency_key: _Optional[str] = ..., nid: _Optional[int] = ..., cpu: _Optional[int] = ...) -> None: ...

class CxlFlushOverflowWorkResponse(_message.Message):
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

class AttachRequest(_message.Message):
    __slots__ = ("hello", "answer", "heartbeat", "goodbye")
    HELLO_FIELD_NUMBER: _ClassVar[int]
    ANSWER_FIELD_NUMBER: _ClassVar[int]
    HEARTBEAT_FIELD_NUMBER: _ClassVar[int]
    GOODBYE_FIELD_NUMBER: _ClassVar[int]
    hello: Hello
    answer: CallbackAnswer
    heartbeat: Heartbeat
    goodbye: Goodbye
    def __init__(self, hello: _Optional[_Union[Hello, _Mapping]] = ..., answer: _Optional[_Union[CallbackAnswer, _Mapping]] = ..., heartbeat: _Optional[_Union[Heartbeat, _Mapping]] = ..., goodbye: _Optional[_Union[Goodbye, _Mapping]] = ...) -> None: ...

class AttachResponse(_message.Message):
    __slots__ = ("welcome", "callback", "settled", "notice", "refused", "heartbeat", "goodbye")
    WELCOME_FIELD_NUMBER: _ClassVar[int]
    CALLBACK_FIELD_NUMBER: _ClassVar[int]
    SETTLED_FIELD_NUMBER: _ClassVar[int]
    NOTICE_FIELD_NUMBER: _ClassVar[int]
    REFUSED_FIELD_NUMBER: _ClassVar[int]
    HEARTBEAT_FIELD_NUMBER: _ClassVar[int]
    GOODBYE_FIELD_NUMBER: _ClassVar[int]
    welcome: Welcome
    callback: Callback
    settled: Settled
    notice: Notice
    refused: AnswerRefused
    heartbeat: Heartbeat
    goodbye: Goodbye
    def __init__(self, welcome: _Optional[_Union[Welcome, _Mapping]] = ..., callback: _Optional[_Union[Callback, _Mapping]] = ..., settled: _Optional[_Union[Settled, _Mapping]] = ..., notice: _Optional[_Union[Notice, _Mapping]] = ..., refused: _Optional[_Union[AnswerRefused, _Mapping]] = ..., heartbeat: _Optional[_Union[Heartbeat, _Mapping]] = ..., goodbye: _Optional[_Union[Goodbye, _Mapping]] = ...) -> None: ...
