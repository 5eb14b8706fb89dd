from service.gen.cxltwin.experiments.v1 import types_pb2 as _types_pb2
from google.protobuf.internal import containers as _containers
from google.protobuf import descriptor as _descriptor
from google.protobuf import message as _message
from collections.abc import Iterable as _Iterable, Mapping as _Mapping
from typing import ClassVar as _ClassVar, Optional as _Optional, Union as _Union

DESCRIPTOR: _descriptor.FileDescriptor

class CreateExperimentRequest(_message.Message):
    __slots__ = ("name", "experiment", "models", "seed", "fixes", "recordings", "scenario", "validate_only", "idempotency_key")
    NAME_FIELD_NUMBER: _ClassVar[int]
    EXPERIMENT_FIELD_NUMBER: _ClassVar[int]
    MODELS_FIELD_NUMBER: _ClassVar[int]
    SEED_FIELD_NUMBER: _ClassVar[int]
    FIXES_FIELD_NUMBER: _ClassVar[int]
    RECORDINGS_FIELD_NUMBER: _ClassVar[int]
    SCENARIO_FIELD_NUMBER: _ClassVar[int]
    VALIDATE_ONLY_FIELD_NUMBER: _ClassVar[int]
    IDEMPOTENCY_KEY_FIELD_NUMBER: _ClassVar[int]
    name: str
    experiment: str
    models: _containers.RepeatedScalarFieldContainer[str]
    seed: int
    fixes: bool
    recordings: _containers.RepeatedCompositeFieldContainer[_types_pb2.RecordingText]
    scenario: str
    validate_only: bool
    idempotency_key: str
    def __init__(self, name: _Optional[str] = ..., experiment: _Optional[str] = ..., models: _Optional[_Iterable[str]] = ..., seed: _Optional[int] = ..., fixes: _Optional[bool] = ..., recordings: _Optional[_Iterable[_Union[_types_pb2.RecordingText, _Mapping]]] = ..., scenario: _Optional[str] = ..., validate_only: _Optional[bool] = ..., idempotency_key: _Optional[str] = ...) -> None: ...

class CreateExperimentResponse(_message.Message):
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

class CancelExperimentRequest(_message.Message):
    __slots__ = ("experiment", "idempotency_key")
    EXPERIMENT_FIELD_NUMBER: _ClassVar[int]
    IDEMPOTENCY_KEY_FIELD_NUMBER: _ClassVar[int]
    experiment: str
    idempotency_key: str
    def __init__(self, experiment: _Optional[str] = ..., idempotency_key: _Optional[str] = ...) -> None: ...

class CancelExperimentResponse(_message.Message):
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

class DeleteExperimentRequest(_message.Message):
    __slots__ = ("experiment", "idempotency_key", "generation")
    EXPERIMENT_FIELD_NUMBER: _ClassVar[int]
    IDEMPOTENCY_KEY_FIELD_NUMBER: _ClassVar[int]
    GENERATION_FIELD_NUMBER: _ClassVar[int]
    experiment: str
    idempotency_key: str
    generation: int
    def __init__(self, experiment: _Optional[str] = ..., idempotency_key: _Optional[str] = ..., generation: _Optional[int] = ...) -> None: ...

class DeleteExperimentResponse(_message.Message):
    __slots__ = ("deleted",)
    DELETED_FIELD_NUMBER: _ClassVar[int]
    deleted: str
    def __init__(self, deleted: _Optional[str] = ...) -> None: ...

class ListExperimentsRequest(_message.Message):
    __slots__ = ("state", "page_size", "page_token")
    STATE_FIELD_NUMBER: _ClassVar[int]
    PAGE_SIZE_FIELD_NUMBER: _ClassVar[int]
    PAGE_TOKEN_FIELD_NUMBER: _ClassVar[int]
    state: str
    page_size: int
    page_token: str
    def __init__(self, state: _Optional[str] = ..., page_size: _Optional[int] = ..., page_token: _Optional[str] = ...) -> None: ...

class ListExperimentsResponse(_message.Message):
    __slots__ = ("items", "next_page_token", "revision", "host_revision")
    ITEMS_FIELD_NUMBER: _ClassVar[int]
    NEXT_PAGE_TOKEN_FIELD_NUMBER: _ClassVar[int]
    REVISION_FIELD_NUMBER: _ClassVar[int]
    HOST_REVISION_FIELD_NUMBER: _ClassVar[int]
    items: _containers.RepeatedCompositeFieldContainer[_types_pb2.ExperimentView]
    next_page_token: str
    revision: int
    host_revision: int
    def __init__(self, items: _Optional[_Iterable[_Union[_types_pb2.ExperimentView, _Mapping]]] = ..., next_page_token: _Optional[str] = ..., revision: _Optional[int] = ..., host_revision: _Optional[int] = ...) -> None: ...

class GetExperimentRequest(_message.Message):
    __slots__ = ("experiment",)
    EXPERIMENT_FIELD_NUMBER: _ClassVar[int]
    experiment: str
    def __init__(self, experiment: _Optional[str] = ...) -> None: ...

class GetExperimentResponse(_message.Message):
    __slots__ = ("item", "revision", "host_revision")
    ITEM_FIELD_NUMBER: _ClassVar[int]
    REVISION_FIELD_NUMBER: _ClassVar[int]
    HOST_REVISION_FIELD_NUMBER: _ClassVar[int]
    item: _types_pb2.ExperimentView
    revision: int
    host_revision: int
    def __init__(self, item: _Optional[_Union[_types_pb2.ExperimentView, _Mapping]] = ..., revision: _Optional[int] = ..., host_revision: _Optional[int] = ...) -> None: ...

class ListExperimentCellsRequest(_message.Message):
    __slots__ = ("experiment", "page_size", "page_token")
    EXPERIMENT_FIELD_NUMBER: _ClassVar[int]
    PAGE_SIZE_FIELD_NUMBER: _ClassVar[int]
    PAGE_TOKEN_FIELD_NUMBER: _ClassVar[int]
    experiment: str
    page_size: int
    page_token: str
    def __init__(self, experiment: _Optional[str] = ..., page_size: _Optional[int] = ..., page_token: _Optional[str] = ...) -> None: ...

class ListExperimentCellsResponse(_message.Message):
    __slots__ = ("items", "next_page_token", "revision", "host_revision")
    ITEMS_FIELD_NUMBER: _ClassVar[int]
    NEXT_PAGE_TOKEN_FIELD_NUMBER: _ClassVar[int]
    REVISION_FIELD_NUMBER: _ClassVar[int]
    HOST_REVISION_FIELD_NUMBER: _ClassVar[int]
    items: _containers.RepeatedCompositeFieldContainer[_types_pb2.ResultCell]
    next_page_token: str
    revision: int
    host_revision: int
    def __init__(self, items: _Optional[_Iterable[_Union[_types_pb2.ResultCell, _Mapping]]] = ..., next_page_token: _Optional[str] = ..., revision: _Optional[int] = ..., host_revision: _Optional[int] = ...) -> None: ...

class ListExperimentEventsRequest(_message.Message):
    __slots__ = ("experiment", "cell", "page_size", "page_token")
    EXPERIMENT_FIELD_NUMBER: _ClassVar[int]
    CELL_FIELD_NUMBER: _ClassVar[int]
    PAGE_SIZE_FIELD_NUMBER: _ClassVar[int]
    PAGE_TOKEN_FIELD_NUMBER: _ClassVar[int]
    experiment: str
    cell: str
    page_size: int
    page_token: str
    def __init__(self, experiment: _Optional[str] = ..., cell: _Optional[str] = ..., page_size: _Optional[int] = ..., page_token: _Optional[str] = ...) -> None: ...

class ListExperimentEventsResponse(_message.Message):
    __slots__ = ("items", "next_page_token", "revision", "host_revision")
    ITEMS_FIELD_NUMBER: _ClassVar[int]
    NEXT_PAGE_TOKEN_FIELD_NUMBER: _ClassVar[int]
    REVISION_FIELD_NUMBER: _ClassVar[int]
    HOST_REVISION_FIELD_NUMBER: _ClassVar[int]
    items: _containers.RepeatedCompositeFieldContainer[_types_pb2.EventBehind]
    next_page_token: str
    revision: int
    host_revision: int
    def __init__(self, items: _Optional[_Iterable[_Union[_types_pb2.EventBehind, _Mapping]]] = ..., next_page_token: _Optional[str] = ..., revision: _Optional[int] = ..., host_revision: _Optional[int] = ...) -> None: ...

class GetExperimentResultRequest(_message.Message):
    __slots__ = ("experiment", "format")
    EXPERIMENT_FIELD_NUMBER: _ClassVar[int]
    FORMAT_FIELD_NUMBER: _ClassVar[int]
    experiment: str
    format: str
    def __init__(self, experiment: _Optional[str] = ..., format: _Optional[str] = ...) -> None: ...

class GetExperimentResultResponse(_message.Message):
    __slots__ = ("media_type", "data")
    MEDIA_TYPE_FIELD_NUMBER: _ClassVar[int]
    DATA_FIELD_NUMBER: _ClassVar[int]
    media_type: str
    data: bytes
    def __init__(self, media_type: _Optional[str] = ..., data: _Optional[bytes] = ...) -> None: ...

class WatchExperimentRequest(_message.Message):
    __slots__ = ("experiment",)
    EXPERIMENT_FIELD_NUMBER: _ClassVar[int]
    experiment: str
    def __init__(self, experiment: _Optional[str] = ...) -> None: ...

class WatchExperimentResponse(_message.Message):
    __slots__ = ("item",)
    ITEM_FIELD_NUMBER: _ClassVar[int]
    item: _types_pb2.ExperimentView
    def __init__(self, item: _Optional[_Union[_types_pb2.ExperimentView, _Mapping]] = ...) -> None: ...
