from service.gen.cxltwin.mm.v1 import types_pb2 as _types_pb2
from google.protobuf.internal import containers as _containers
from google.protobuf import descriptor as _descriptor
from google.protobuf import message as _message
from collections.abc import Iterable as _Iterable, Mapping as _Mapping
from typing import ClassVar as _ClassVar, Optional as _Optional, Union as _Union

DESCRIPTOR: _descriptor.FileDescriptor

class EventBehind(_message.Message):
    __slots__ = ("number", "where", "what", "outcome", "nr_requests", "decided_by", "trace")
    NUMBER_FIELD_NUMBER: _ClassVar[int]
    WHERE_FIELD_NUMBER: _ClassVar[int]
    WHAT_FIELD_NUMBER: _ClassVar[int]
    OUTCOME_FIELD_NUMBER: _ClassVar[int]
    NR_REQUESTS_FIELD_NUMBER: _ClassVar[int]
    DECIDED_BY_FIELD_NUMBER: _ClassVar[int]
    TRACE_FIELD_NUMBER: _ClassVar[int]
    number: int
    where: str
    what: str
    outcome: str
    nr_requests: int
    decided_by: _types_pb2.DecidedBy
    trace: _containers.RepeatedCompositeFieldContainer[_types_pb2.TraceEntry]
    def __init__(self, number: _Optional[int] = ..., where: _Optional[str] = ..., what: _Optional[str] = ..., outcome: _Optional[str] = ..., nr_requests: _Optional[int] = ..., decided_by: _Optional[_Union[_types_pb2.DecidedBy, _Mapping]] = ..., trace: _Optional[_Iterable[_Union[_types_pb2.TraceEntry, _Mapping]]] = ...) -> None: ...

class ExperimentView(_message.Message):
    __slots__ = ("experiment", "name", "title", "question", "state", "done", "total", "step", "models", "seed", "fixes", "recordings", "headline", "digest", "why", "created_at", "finished_at", "generation")
    EXPERIMENT_FIELD_NUMBER: _ClassVar[int]
    NAME_FIELD_NUMBER: _ClassVar[int]
    TITLE_FIELD_NUMBER: _ClassVar[int]
    QUESTION_FIELD_NUMBER: _ClassVar[int]
    STATE_FIELD_NUMBER: _ClassVar[int]
    DONE_FIELD_NUMBER: _ClassVar[int]
    TOTAL_FIELD_NUMBER: _ClassVar[int]
    STEP_FIELD_NUMBER: _ClassVar[int]
    MODELS_FIELD_NUMBER: _ClassVar[int]
    SEED_FIELD_NUMBER: _ClassVar[int]
    FIXES_FIELD_NUMBER: _ClassVar[int]
    RECORDINGS_FIELD_NUMBER: _ClassVar[int]
    HEADLINE_FIELD_NUMBER: _ClassVar[int]
    DIGEST_FIELD_NUMBER: _ClassVar[int]
    WHY_FIELD_NUMBER: _ClassVar[int]
    CREATED_AT_FIELD_NUMBER: _ClassVar[int]
    FINISHED_AT_FIELD_NUMBER: _ClassVar[int]
    GENERATION_FIELD_NUMBER: _ClassVar[int]
    experiment: str
    name: str
    title: str
    question: str
    state: str
    done: int
    total: int
    step: str
    models: _containers.RepeatedScalarFieldContainer[str]
    seed: int
    fixes: bool
    recordings: _containers.RepeatedScalarFieldContainer[str]
    headline: str
    digest: str
    why: str
    created_at: str
    finished_at: str
    generation: int
    def __init__(self, experiment: _Optional[str] = ..., name: _Optional[str] = ..., title: _Optional[str] = ..., question: _Optional[str] = ..., state: _Optional[str] = ..., done: _Optional[int] = ..., total: _Optional[int] = ..., step: _Optional[str] = ..., models: _Optional[_Iterable[str]] = ..., seed: _Optional[int] = ..., fixes: _Optional[bool] = ..., recordings: _Optional[_Iterable[str]] = ..., headline: _Optional[str] = ..., digest: _Optional[str] = ..., why: _Optional[str] = ..., created_at: _Optional[str] = ..., finished_at: _Optional[str] = ..., generation: _Optional[int] = ...) -> None: ...

class RecordingText(_message.Message):
    __slots__ = ("name", "text")
    NAME_FIELD_NUMBER: _ClassVar[int]
    TEXT_FIELD_NUMBER: _ClassVar[int]
    name: str
    text: str
    def __init__(self, name: _Optional[str] = ..., text: _Optional[str] = ...) -> None: ...

class ResultCell(_message.Message):
    __slots__ = ("cell", "value")
    CELL_FIELD_NUMBER: _ClassVar[int]
    VALUE_FIELD_NUMBER: _ClassVar[int]
    cell: str
    value: str
    def __init__(self, cell: _Optional[str] = ..., value: _Optional[str] = ...) -> None: ...
