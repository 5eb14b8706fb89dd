from service.gen.cxltwin.fabric.v1 import types_pb2 as _types_pb2
from service.gen.cxltwin.mm.v1 import types_pb2 as _types_pb2_1
from google.protobuf.internal import containers as _containers
from google.protobuf import descriptor as _descriptor
from google.protobuf import message as _message
from collections.abc import Iterable as _Iterable, Mapping as _Mapping
from typing import ClassVar as _ClassVar, Optional as _Optional, Union as _Union

DESCRIPTOR: _descriptor.FileDescriptor

class CreateFabricRequest(_message.Message):
    __slots__ = ("validate_only", "idempotency_key", "fabric", "description")
    VALIDATE_ONLY_FIELD_NUMBER: _ClassVar[int]
    IDEMPOTENCY_KEY_FIELD_NUMBER: _ClassVar[int]
    FABRIC_FIELD_NUMBER: _ClassVar[int]
    DESCRIPTION_FIELD_NUMBER: _ClassVar[int]
    validate_only: bool
    idempotency_key: str
    fabric: str
    description: str
    def __init__(self, validate_only: _Optional[bool] = ..., idempotency_key: _Optional[str] = ..., fabric: _Optional[str] = ..., description: _Optional[str] = ...) -> None: ...

class CreateFabricResponse(_message.Message):
    __slots__ = ("fabric", "host", "model", "revision", "host_revision", "replayed", "ret", "errno", "reason", "decided_by", "effects")
    FABRIC_FIELD_NUMBER: _ClassVar[int]
    HOST_FIELD_NUMBER: _ClassVar[int]
    MODEL_FIELD_NUMBER: _ClassVar[int]
    REVISION_FIELD_NUMBER: _ClassVar[int]
    HOST_REVISION_FIELD_NUMBER: _ClassVar[int]
    REPLAYED_FIELD_NUMBER: _ClassVar[int]
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
    ret: int
    errno: str
    reason: str
    decided_by: _types_pb2_1.DecidedBy
    effects: _containers.RepeatedCompositeFieldContainer[_types_pb2_1.Effect]
    def __init__(self, fabric: _Optional[str] = ..., host: _Optional[str] = ..., model: _Optional[str] = ..., revision: _Optional[int] = ..., host_revision: _Optional[int] = ..., replayed: _Optional[bool] = ..., ret: _Optional[int] = ..., errno: _Optional[str] = ..., reason: _Optional[str] = ..., decided_by: _Optional[_Union[_types_pb2_1.DecidedBy, _Mapping]] = ..., effects: _Optional[_Iterable[_Union[_types_pb2_1.Effect, _Mapping]]] = ...) -> None: ...

class UpdateFabricRequest(_message.Message):
    __slots__ = ("fabric", "generation", "validate_only", "description")
    FABRIC_FIELD_NUMBER: _ClassVar[int]
    GENERATION_FIELD_NUMBER: _ClassVar[int]
    VALIDATE_ONLY_FIELD_NUMBER: _ClassVar[int]
    DESCRIPTION_FIELD_NUMBER: _ClassVar[int]
    fabric: str
    generation: int
    validate_only: bool
    description: str
    def __init__(self, fabric: _Optional[str] = ..., generation: _Optional[int] = ..., validate_only: _Optional[bool] = ..., description: _Optional[str] = ...) -> None: ...

class UpdateFabricResponse(_message.Message):
    __slots__ = ("fabric", "host", "model", "revision", "host_revision", "replayed", "ret", "errno", "reason", "decided_by", "effects")
    FABRIC_FIELD_NUMBER: _ClassVar[int]
    HOST_FIELD_NUMBER: _ClassVar[int]
    MODEL_FIELD_NUMBER: _ClassVar[int]
    REVISION_FIELD_NUMBER: _ClassVar[int]
    HOST_REVISION_FIELD_NUMBER: _ClassVar[int]
    REPLAYED_FIELD_NUMBER: _ClassVar[int]
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
    ret: int
    errno: str
    reason: str
    decided_by: _types_pb2_1.DecidedBy
    effects: _containers.RepeatedCompositeFieldContainer[_types_pb2_1.Effect]
    def __init__(self, fabric: _Optional[str] = ..., host: _Optional[str] = ..., model: _Optional[str] = ..., revision: _Optional[int] = ..., host_revision: _Optional[int] = ..., replayed: _Optional[bool] = ..., ret: _Optional[int] = ..., errno: _Optional[str] = ..., reason: _Optional[str] = ..., decided_by: _Optional[_Union[_types_pb2_1.DecidedBy, _Mapping]] = ..., effects: _Optional[_Iterable[_Union[_types_pb2_1.Effect, _Mapping]]] = ...) -> None: ...

class DeleteFabricRequest(_message.Message):
    __slots__ = ("fabric", "generation", "validate_only")
    FABRIC_FIELD_NUMBER: _ClassVar[int]
    GENERATION_FIELD_NUMBER: _ClassVar[int]
    VALIDATE_ONLY_FIELD_NUMBER: _ClassVar[int]
    fabric: str
    generation: int
    validate_only: bool
    def __init__(self, fabric: _Optional[str] = ..., generation: _Optional[int] = ..., validate_only: _Optional[bool] = ...) -> None: ...

class DeleteFabricResponse(_message.Message):
    __slots__ = ("fabric", "host", "model", "revision", "host_revision", "replayed", "ret", "errno", "reason", "decided_by", "effects")
    FABRIC_FIELD_NUMBER: _ClassVar[int]
    HOST_FIELD_NUMBER: _ClassVar[int]
    MODEL_FIELD_NUMBER: _ClassVar[int]
    REVISION_FIELD_NUMBER: _ClassVar[int]
    HOST_REVISION_FIELD_NUMBER: _ClassVar[int]
    REPLAYED_FIELD_NUMBER: _ClassVar[int]
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
    ret: int
    errno: str
    reason: str
    decided_by: _types_pb2_1.DecidedBy
    effects: _containers.RepeatedCompositeFieldContainer[_types_pb2_1.Effect]
    def __init__(self, fabric: _Optional[str] = ..., host: _Optional[str] = ..., model: _Optional[str] = ..., revision: _Optional[int] = ..., host_revision: _Optional[int] = ..., replayed: _Optional[bool] = ..., ret: _Optional[int] = ..., errno: _Optional[str] = ..., reason: _Optional[str] = ..., decided_by: _Optional[_Union[_types_pb2_1.DecidedBy, _Mapping]] = ..., effects: _Optional[_Iterable[_Union[_types_pb2_1.Effect, _Mapping]]] = ...) -> None: ...

class CreateHostRequest(_message.Message):
    __slots__ = ("fabric", "validate_only", "idempotency_key", "host", "kernel_model", "knobs", "topology", "inventory", "description", "auto_run")
    class KnobsEntry(_message.Message):
        __slots__ = ("key", "value")
        KEY_FIELD_NUMBER: _ClassVar[int]
        VALUE_FIELD_NUMBER: _ClassVar[int]
        key: str
        value: str
        def __init__(self, key: _Optional[str] = ..., value: _Optional[str] = ...) -> None: ...
    FABRIC_FIELD_NUMBER: _ClassVar[int]
    VALIDATE_ONLY_FIELD_NUMBER: _ClassVar[int]
    IDEMPOTENCY_KEY_FIELD_NUMBER: _ClassVar[int]
    HOST_FIELD_NUMBER: _ClassVar[int]
    KERNEL_MODEL_FIELD_NUMBER: _ClassVar[int]
    KNOBS_FIELD_NUMBER: _ClassVar[int]
    TOPOLOGY_FIELD_NUMBER: _ClassVar[int]
    INVENTORY_FIELD_NUMBER: _ClassVar[int]
    DESCRIPTION_FIELD_NUMBER: _ClassVar[int]
    AUTO_RUN_FIELD_NUMBER: _ClassVar[int]
    fabric: str
    validate_only: bool
    idempotency_key: str
    host: str
    kernel_model: str
    knobs: _containers.ScalarMap[str, str]
    topology: _types_pb2.Topology
    inventory: _types_pb2.CxlInventory
    description: str
    auto_run: bool
    def __init__(self, fabric: _Optional[str] = ..., validate_only: _Optional[bool] = ..., idempotency_key: _Optional[str] = ..., host: _Optional[str] = ..., kernel_model: _Optional[str] = ..., knobs: _Optional[_Mapping[str, str]] = ..., topology: _Optional[_Union[_types_pb2.Topology, _Mapping]] = ..., inventory: _Optional[_Union[_types_pb2.CxlInventory, _Mapping]] = ..., description: _Optional[str] = ..., auto_run: _Optional[bool] = ...) -> None: ...

class CreateHostResponse(_message.Message):
    __slots__ = ("fabric", "host", "model", "revision", "host_revision", "replayed", "ret", "errno", "reason", "decided_by", "effects")
    FABRIC_FIELD_NUMBER: _ClassVar[int]
    HOST_FIELD_NUMBER: _ClassVar[int]
    MODEL_FIELD_NUMBER: _ClassVar[int]
    REVISION_FIELD_NUMBER: _ClassVar[int]
    HOST_REVISION_FIELD_NUMBER: _ClassVar[int]
    REPLAYED_FIELD_NUMBER: _ClassVar[int]
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
    ret: int
    errno: str
    reason: str
    decided_by: _types_pb2_1.DecidedBy
    effects: _containers.RepeatedCompositeFieldContainer[_types_pb2_1.Effect]
    def __init__(self, fabric: _Optional[str] = ..., host: _Optional[str] = ..., model: _Optional[str] = ..., revision: _Optional[int] = ..., host_revision: _Optional[int] = ..., replayed: _Optional[bool] = ..., ret: _Optional[int] = ..., errno: _Optional[str] = ..., reason: _Optional[str] = ..., decided_by: _Optional[_Union[_types_pb2_1.DecidedBy, _Mapping]] = ..., effects: _Optional[_Iterable[_Union[_types_pb2_1.Effect, _Mapping]]] = ...) -> None: ...

class UpdateHostRequest(_message.Message):
    __slots__ = ("host", "generation", "validate_only", "description", "auto_run")
    HOST_FIELD_NUMBER: _ClassVar[int]
    GENERATION_FIELD_NUMBER: _ClassVar[int]
    VALIDATE_ONLY_FIELD_NUMBER: _ClassVar[int]
    DESCRIPTION_FIELD_NUMBER: _ClassVar[int]
    AUTO_RUN_FIELD_NUMBER: _ClassVar[int]
    host: str
    generation: int
    validate_only: bool
    description: str
    auto_run: bool
    def __init__(self, host: _Optional[str] = ..., generation: _Optional[int] = ..., validate_only: _Optional[bool] = ..., description: _Optional[str] = ..., auto_run: _Optional[bool] = ...) -> None: ...

class UpdateHostResponse(_message.Message):
    __slots__ = ("fabric", "host", "model", "revision", "host_revision", "replayed", "ret", "errno", "reason", "decided_by", "effects")
    FABRIC_FIELD_NUMBER: _ClassVar[int]
    HOST_FIELD_NUMBER: _ClassVar[int]
    MODEL_FIELD_NUMBER: _ClassVar[int]
    REVISION_FIELD_NUMBER: _ClassVar[int]
    HOST_REVISION_FIELD_NUMBER: _ClassVar[int]
    REPLAYED_FIELD_NUMBER: _ClassVar[int]
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
    ret: int
    errno: str
    reason: str
    decided_by: _types_pb2_1.DecidedBy
    effects: _containers.RepeatedCompositeFieldContainer[_types_pb2_1.Effect]
    def __init__(self, fabric: _Optional[str] = ..., host: _Optional[str] = ..., model: _Optional[str] = ..., revision: _Optional[int] = ..., host_revision: _Optional[int] = ..., replayed: _Optional[bool] = ..., ret: _Optional[int] = ..., errno: _Optional[str] = ..., reason: _Optional[str] = ..., decided_by: _Optional[_Union[_types_pb2_1.DecidedBy, _Mapping]] = ..., effects: _Optional[_Iterable[_Union[_types_pb2_1.Effect, _Mapping]]] = ...) -> None: ...

class DeleteHostRequest(_message.Message):
    __slots__ = ("host", "generation", "validate_only")
    HOST_FIELD_NUMBER: _ClassVar[int]
    GENERATION_FIELD_NUMBER: _ClassVar[int]
    VALIDATE_ONLY_FIELD_NUMBER: _ClassVar[int]
    host: str
    generation: int
    validate_only: bool
    def __init__(self, host: _Optional[str] = ..., generation: _Optional[int] = ..., validate_only: _Optional[bool] = ...) -> None: ...

class DeleteHostResponse(_message.Message):
    __slots__ = ("fabric", "host", "model", "revision", "host_revision", "replayed", "ret", "errno", "reason", "decided_by", "effects")
    FABRIC_FIELD_NUMBER: _ClassVar[int]
    HOST_FIELD_NUMBER: _ClassVar[int]
    MODEL_FIELD_NUMBER: _ClassVar[int]
    REVISION_FIELD_NUMBER: _ClassVar[int]
    HOST_REVISION_FIELD_NUMBER: _ClassVar[int]
    REPLAYED_FIELD_NUMBER: _ClassVar[int]
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
    ret: int
    errno: str
    reason: str
    decided_by: _types_pb2_1.DecidedBy
    effects: _containers.RepeatedCompositeFieldContainer[_types_pb2_1.Effect]
    def __init__(self, fabric: _Optional[str] = ..., host: _Optional[str] = ..., model: _Optional[str] = ..., revision: _Optional[int] = ..., host_revision: _Optional[int] = ..., replayed: _Optional[bool] = ..., ret: _Optional[int] = ..., errno: _Optional[str] = ..., reason: _Optional[str] = ..., decided_by: _Optional[_Union[_types_pb2_1.DecidedBy, _Mapping]] = ..., effects: _Optional[_Iterable[_Union[_types_pb2_1.Effect, _Mapping]]] = ...) -> None: ...

class ImportHostRequest(_message.Message):
    __slots__ = ("fabric", "validate_only", "idempotency_key", "host", "kernel_model", "knobs", "files", "description", "auto_run")
    class KnobsEntry(_message.Message):
        __slots__ = ("key", "value")
        KEY_FIELD_NUMBER: _ClassVar[int]
        VALUE_FIELD_NUMBER: _ClassVar[int]
        key: str
        value: str
        def __init__(self, key: _Optional[str] = ..., value: _Optional[str] = ...) -> None: ...
    FABRIC_FIELD_NUMBER: _ClassVar[int]
    VALIDATE_ONLY_FIELD_NUMBER: _ClassVar[int]
    IDEMPOTENCY_KEY_FIELD_NUMBER: _ClassVar[int]
    HOST_FIELD_NUMBER: _ClassVar[int]
    KERNEL_MODEL_FIELD_NUMBER: _ClassVar[int]
    KNOBS_FIELD_NUMBER: _ClassVar[int]
    FILES_FIELD_NUMBER: _ClassVar[int]
    DESCRIPTION_FIELD_NUMBER: _ClassVar[int]
    AUTO_RUN_FIELD_NUMBER: _ClassVar[int]
    fabric: str
    validate_only: bool
    idempotency_key: str
    host: str
    kernel_model: str
    knobs: _containers.ScalarMap[str, str]
    files: _containers.RepeatedCompositeFieldContainer[_types_pb2.ImportText]
    description: str
    auto_run: bool
    def __init__(self, fabric: _Optional[str] = ..., validate_only: _Optional[bool] = ..., idempotency_key: _Optional[str] = ..., host: _Optional[str] = ..., kernel_model: _Optional[str] = ..., knobs: _Optional[_Mapping[str, str]] = ..., files: _Optional[_Iterable[_Union[_types_pb2.ImportText, _Mapping]]] = ..., description: _Optional[str] = ..., auto_run: _Optional[bool] = ...) -> None: ...

class ImportHostResponse(_message.Message):
    __slots__ = ("fabric", "host", "model", "revision", "host_revision", "replayed", "ret", "errno", "reason", "decided_by", "effects", "files", "assumed", "ignored", "private_nodes", "fallback_orders", "differences")
    FABRIC_FIELD_NUMBER: _ClassVar[int]
    HOST_FIELD_NUMBER: _ClassVar[int]
    MODEL_FIELD_NUMBER: _ClassVar[int]
    REVISION_FIELD_NUMBER: _ClassVar[int]
    HOST_REVISION_FIELD_NUMBER: _ClassVar[int]
    REPLAYED_FIELD_NUMBER: _ClassVar[int]
    RET_FIELD_NUMBER: _ClassVar[int]
    ERRNO_FIELD_NUMBER: _ClassVar[int]
    REASON_FIELD_NUMBER: _ClassVar[int]
    DECIDED_BY_FIELD_NUMBER: _ClassVar[int]
    EFFECTS_FIELD_NUMBER: _ClassVar[int]
    FILES_FIELD_NUMBER: _ClassVar[int]
    ASSUMED_FIELD_NUMBER: _ClassVar[int]
    IGNORED_FIELD_NUMBER: _ClassVar[int]
    PRIVATE_NODES_FIELD_NUMBER: _ClassVar[int]
    FALLBACK_ORDERS_FIELD_NUMBER: _ClassVar[int]
    DIFFERENCES_FIELD_NUMBER: _ClassVar[int]
    fabric: str
    host: str
    model: str
    revision: int
    host_revision: int
    replayed: bool
    ret: int
    errno: str
    reason: str
    decided_by: _types_pb2_1.DecidedBy
    effects: _containers.RepeatedCompositeFieldContainer[_types_pb2_1.Effect]
    files: _containers.RepeatedCompositeFieldContainer[_types_pb2.ImportedText]
    assumed: _containers.RepeatedScalarFieldContainer[str]
    ignored: _containers.RepeatedScalarFieldContainer[str]
    private_nodes: _containers.RepeatedScalarFieldContainer[int]
    fallback_orders: str
    differences: _containers.RepeatedCompositeFieldContainer[_types_pb2.FallbackDifference]
    def __init__(self, fabric: _Optional[str] = ..., host: _Optional[str] = ..., model: _Optional[str] = ..., revision: _Optional[int] = ..., host_revision: _Optional[int] = ..., replayed: _Optional[bool] = ..., ret: _Optional[int] = ..., errno: _Optional[str] = ..., reason: _Optional[str] = ..., decided_by: _Optional[_Union[_types_pb2_1.DecidedBy, _Mapping]] = ..., effects: _Optional[_Iterable[_Union[_types_pb2_1.Effect, _Mapping]]] = ..., files: _Optional[_Iterable[_Union[_types_pb2.ImportedText, _Mapping]]] = ..., assumed: _Optional[_Iterable[str]] = ..., ignored: _Optional[_Iterable[str]] = ..., private_nodes: _Optional[_Iterable[int]] = ..., fallback_orders: _Optional[str] = ..., differences: _Optional[_Iterable[_Union[_types_pb2.FallbackDifference, _Mapping]]] = ...) -> None: ...

class ListFabricsRequest(_message.Message):
    __slots__ = ("page_size", "page_token")
    PAGE_SIZE_FIELD_NUMBER: _ClassVar[int]
    PAGE_TOKEN_FIELD_NUMBER: _ClassVar[int]
    page_size: int
    page_token: str
    def __init__(self, page_size: _Optional[int] = ..., page_token: _Optional[str] = ...) -> None: ...

class ListFabricsResponse(_message.Message):
    __slots__ = ("items", "next_page_token", "revision", "host_revision")
    ITEMS_FIELD_NUMBER: _ClassVar[int]
    NEXT_PAGE_TOKEN_FIELD_NUMBER: _ClassVar[int]
    REVISION_FIELD_NUMBER: _ClassVar[int]
    HOST_REVISION_FIELD_NUMBER: _ClassVar[int]
    items: _containers.RepeatedCompositeFieldContainer[_types_pb2.FabricView]
    next_page_token: str
    revision: int
    host_revision: int
    def __init__(self, items: _Optional[_Iterable[_Union[_types_pb2.FabricView, _Mapping]]] = ..., next_page_token: _Optional[str] = ..., revision: _Optional[int] = ..., host_revision: _Optional[int] = ...) -> None: ...

class GetFabricRequest(_message.Message):
    __slots__ = ("fabric",)
    FABRIC_FIELD_NUMBER: _ClassVar[int]
    fabric: str
    def __init__(self, fabric: _Optional[str] = ...) -> None: ...

class GetFabricResponse(_message.Message):
    __slots__ = ("item", "revision", "host_revision")
    ITEM_FIELD_NUMBER: _ClassVar[int]
    REVISION_FIELD_NUMBER: _ClassVar[int]
    HOST_REVISION_FIELD_NUMBER: _ClassVar[int]
    item: _types_pb2.FabricView
    revision: int
    host_revision: int
    def __init__(self, item: _Optional[_Union[_types_pb2.FabricView, _Mapping]] = ..., revision: _Optional[int] = ..., host_revision: _Optional[int] = ...) -> None: ...

class ListHostsRequest(_message.Message):
    __slots__ = ("fabric", "page_size", "page_token")
    FABRIC_FIELD_NUMBER: _ClassVar[int]
    PAGE_SIZE_FIELD_NUMBER: _ClassVar[int]
    PAGE_TOKEN_FIELD_NUMBER: _ClassVar[int]
    fabric: str
    page_size: int
    page_token: str
    def __init__(self, fabric: _Optional[str] = ..., page_size: _Optional[int] = ..., page_token: _Optional[str] = ...) -> None: ...

class ListHostsResponse(_message.Message):
    __slots__ = ("items", "next_page_token", "revision", "host_revision")
    ITEMS_FIELD_NUMBER: _ClassVar[int]
    NEXT_PAGE_TOKEN_FIELD_NUMBER: _ClassVar[int]
    REVISION_FIELD_NUMBER: _ClassVar[int]
    HOST_REVISION_FIELD_NUMBER: _ClassVar[int]
    items: _containers.RepeatedCompositeFieldContainer[_types_pb2.HostView]
    next_page_token: str
    revision: int
    host_revision: int
    def __init__(self, items: _Optional[_Iterable[_Union[_types_pb2.HostView, _Mapping]]] = ..., next_page_token: _Optional[str] = ..., revision: _Optional[int] = ..., host_revision: _Optional[int] = ...) -> None: ...

class ListBusesRequest(_message.Message):
    __slots__ = ("fabric", "host", "page_size", "page_token")
    FABRIC_FIELD_NUMBER: _ClassVar[int]
    HOST_FIELD_NUMBER: _ClassVar[int]
    PAGE_SIZE_FIELD_NUMBER: _ClassVar[int]
    PAGE_TOKEN_FIELD_NUMBER: _ClassVar[int]
    fabric: str
    host: str
    page_size: int
    page_token: str
    def __init__(self, fabric: _Optional[str] = ..., host: _Optional[str] = ..., page_size: _Optional[int] = ..., page_token: _Optional[str] = ...) -> None: ...

class ListBusesResponse(_message.Message):
    __slots__ = ("items", "next_page_token", "revision", "host_revision")
    ITEMS_FIELD_NUMBER: _ClassVar[int]
    NEXT_PAGE_TOKEN_FIELD_NUMBER: _ClassVar[int]
    REVISION_FIELD_NUMBER: _ClassVar[int]
    HOST_REVISION_FIELD_NUMBER: _ClassVar[int]
    items: _containers.RepeatedCompositeFieldContainer[_types_pb2.BusView]
    next_page_token: str
    revision: int
    host_revision: int
    def __init__(self, items: _Optional[_Iterable[_Union[_types_pb2.BusView, _Mapping]]] = ..., next_page_token: _Optional[str] = ..., revision: _Optional[int] = ..., host_revision: _Optional[int] = ...) -> None: ...

class ListPortsRequest(_message.Message):
    __slots__ = ("fabric", "host", "page_size", "page_token")
    FABRIC_FIELD_NUMBER: _ClassVar[int]
    HOST_FIELD_NUMBER: _ClassVar[int]
    PAGE_SIZE_FIELD_NUMBER: _ClassVar[int]
    PAGE_TOKEN_FIELD_NUMBER: _ClassVar[int]
    fabric: str
    host: str
    page_size: int
    page_token: str
    def __init__(self, fabric: _Optional[str] = ..., host: _Optional[str] = ..., page_size: _Optional[int] = ..., page_token: _Optional[str] = ...) -> None: ...

class ListPortsResponse(_message.Message):
    __slots__ = ("items", "next_page_token", "revision", "host_revision")
    ITEMS_FIELD_NUMBER: _ClassVar[int]
    NEXT_PAGE_TOKEN_FIELD_NUMBER: _ClassVar[int]
    REVISION_FIELD_NUMBER: _ClassVar[int]
    HOST_REVISION_FIELD_NUMBER: _ClassVar[int]
    items: _containers.RepeatedCompositeFieldContainer[_types_pb2.PortView]
    next_page_token: str
    revision: int
    host_revision: int
    def __init__(self, items: _Optional[_Iterable[_Union[_types_pb2.PortView, _Mapping]]] = ..., next_page_token: _Optional[str] = ..., revision: _Optional[int] = ..., host_revision: _Optional[int] = ...) -> None: ...

class ListMemdevsRequest(_message.Message):
    __slots__ = ("fabric", "host", "page_size", "page_token")
    FABRIC_FIELD_NUMBER: _ClassVar[int]
    HOST_FIELD_NUMBER: _ClassVar[int]
    PAGE_SIZE_FIELD_NUMBER: _ClassVar[int]
    PAGE_TOKEN_FIELD_NUMBER: _ClassVar[int]
    fabric: str
    host: str
    page_size: int
    page_token: str
    def __init__(self, fabric: _Optional[str] = ..., host: _Optional[str] = ..., page_size: _Optional[int] = ..., page_token: _Optional[str] = ...) -> None: ...

class ListMemdevsResponse(_message.Message):
    __slots__ = ("items", "next_page_token", "revision", "host_revision")
    ITEMS_FIELD_NUMBER: _ClassVar[int]
    NEXT_PAGE_TOKEN_FIELD_NUMBER: _ClassVar[int]
    REVISION_FIELD_NUMBER: _ClassVar[int]
    HOST_REVISION_FIELD_NUMBER: _ClassVar[int]
    items: _containers.RepeatedCompositeFieldContainer[_types_pb2.MemdevView]
    next_page_token: str
    revision: int
    host_revision: int
    def __init__(self, items: _Optional[_Iterable[_Union[_types_pb2.MemdevView, _Mapping]]] = ..., next_page_token: _Optional[str] = ..., revision: _Optional[int] = ..., host_revision: _Optional[int] = ...) -> None: ...

class ListDecodersRequest(_message.Message):
    __slots__ = ("fabric", "host", "page_size", "page_token")
    FABRIC_FIELD_NUMBER: _ClassVar[int]
    HOST_FIELD_NUMBER: _ClassVar[int]
    PAGE_SIZE_FIELD_NUMBER: _ClassVar[int]
    PAGE_TOKEN_FIELD_NUMBER: _ClassVar[int]
    fabric: str
    host: str
    page_size: int
    page_token: str
    def __init__(self, fabric: _Optional[str] = ..., host: _Optional[str] = ..., page_size: _Optional[int] = ..., page_token: _Optional[str] = ...) -> None: ...

class ListDecodersResponse(_message.Message):
    __slots__ = ("items", "next_page_token", "revision", "host_revision")
    ITEMS_FIELD_NUMBER: _ClassVar[int]
    NEXT_PAGE_TOKEN_FIELD_NUMBER: _ClassVar[int]
    REVISION_FIELD_NUMBER: _ClassVar[int]
    HOST_REVISION_FIELD_NUMBER: _ClassVar[int]
    items: _containers.RepeatedCompositeFieldContainer[_types_pb2.DecoderView]
    next_page_token: str
    revision: int
    host_revision: int
    def __init__(self, items: _Optional[_Iterable[_Union[_types_pb2.DecoderView, _Mapping]]] = ..., next_page_token: _Optional[str] = ..., revision: _Optional[int] = ..., host_revision: _Optional[int] = ...) -> None: ...

class ListRegionsRequest(_message.Message):
    __slots__ = ("fabric", "host", "page_size", "page_token")
    FABRIC_FIELD_NUMBER: _ClassVar[int]
    HOST_FIELD_NUMBER: _ClassVar[int]
    PAGE_SIZE_FIELD_NUMBER: _ClassVar[int]
    PAGE_TOKEN_FIELD_NUMBER: _ClassVar[int]
    fabric: str
    host: str
    page_size: int
    page_token: str
    def __init__(self, fabric: _Optional[str] = ..., host: _Optional[str] = ..., page_size: _Optional[int] = ..., page_token: _Optional[str] = ...) -> None: ...

class ListRegionsResponse(_message.Message):
    __slots__ = ("items", "next_page_token", "revision", "host_revision")
    ITEMS_FIELD_NUMBER: _ClassVar[int]
    NEXT_PAGE_TOKEN_FIELD_NUMBER: _ClassVar[int]
    REVISION_FIELD_NUMBER: _ClassVar[int]
    HOST_REVISION_FIELD_NUMBER: _ClassVar[int]
    items: _containers.RepeatedCompositeFieldContainer[_types_pb2.RegionView]
    next_page_token: str
    revision: int
    host_revision: int
    def __init__(self, items: _Optional[_Iterable[_Union[_types_pb2.RegionView, _Mapping]]] = ..., next_page_token: _Optional[str] = ..., revision: _Optional[int] = ..., host_revision: _Optional[int] = ...) -> None: ...

class ListModelsRequest(_message.Message):
    __slots__ = ("page_size", "page_token")
    PAGE_SIZE_FIELD_NUMBER: _ClassVar[int]
    PAGE_TOKEN_FIELD_NUMBER: _ClassVar[int]
    page_size: int
    page_token: str
    def __init__(self, page_size: _Optional[int] = ..., page_token: _Optional[str] = ...) -> None: ...

class ListModelsResponse(_message.Message):
    __slots__ = ("items", "next_page_token", "revision", "host_revision")
    ITEMS_FIELD_NUMBER: _ClassVar[int]
    NEXT_PAGE_TOKEN_FIELD_NUMBER: _ClassVar[int]
    REVISION_FIELD_NUMBER: _ClassVar[int]
    HOST_REVISION_FIELD_NUMBER: _ClassVar[int]
    items: _containers.RepeatedCompositeFieldContainer[_types_pb2.ModelView]
    next_page_token: str
    revision: int
    host_revision: int
    def __init__(self, items: _Optional[_Iterable[_Union[_types_pb2.ModelView, _Mapping]]] = ..., next_page_token: _Optional[str] = ..., revision: _Optional[int] = ..., host_revision: _Optional[int] = ...) -> None: ...

class GetModelRequest(_message.Message):
    __slots__ = ("model",)
    MODEL_FIELD_NUMBER: _ClassVar[int]
    model: str
    def __init__(self, model: _Optional[str] = ...) -> None: ...

class GetModelResponse(_message.Message):
    __slots__ = ("item", "revision", "host_revision")
    ITEM_FIELD_NUMBER: _ClassVar[int]
    REVISION_FIELD_NUMBER: _ClassVar[int]
    HOST_REVISION_FIELD_NUMBER: _ClassVar[int]
    item: _types_pb2.ModelView
    revision: int
    host_revision: int
    def __init__(self, item: _Optional[_Union[_types_pb2.ModelView, _Mapping]] = ..., revision: _Optional[int] = ..., host_revision: _Optional[int] = ...) -> None: ...

class ListLimitsRequest(_message.Message):
    __slots__ = ("page_size", "page_token")
    PAGE_SIZE_FIELD_NUMBER: _ClassVar[int]
    PAGE_TOKEN_FIELD_NUMBER: _ClassVar[int]
    page_size: int
    page_token: str
    def __init__(self, page_size: _Optional[int] = ..., page_token: _Optional[str] = ...) -> None: ...

class ListLimitsResponse(_message.Message):
    __slots__ = ("items", "next_page_token", "revision", "host_revision")
    ITEMS_FIELD_NUMBER: _ClassVar[int]
    NEXT_PAGE_TOKEN_FIELD_NUMBER: _ClassVar[int]
    REVISION_FIELD_NUMBER: _ClassVar[int]
    HOST_REVISION_FIELD_NUMBER: _ClassVar[int]
    items: _containers.RepeatedCompositeFieldContainer[_types_pb2.LimitView]
    next_page_token: str
    revision: int
    host_revision: int
    def __init__(self, items: _Optional[_Iterable[_Union[_types_pb2.LimitView, _Mapping]]] = ..., next_page_token: _Optional[str] = ..., revision: _Optional[int] = ..., host_revision: _Optional[int] = ...) -> None: ...

class ListReasonsRequest(_message.Message):
    __slots__ = ("page_size", "page_token")
    PAGE_SIZE_FIELD_NUMBER: _ClassVar[int]
    PAGE_TOKEN_FIELD_NUMBER: _ClassVar[int]
    page_size: int
    page_token: str
    def __init__(self, page_size: _Optional[int] = ..., page_token: _Optional[str] = ...) -> None: ...

class ListReasonsResponse(_message.Message):
    __slots__ = ("items", "next_page_token", "revision", "host_revision")
    ITEMS_FIELD_NUMBER: _ClassVar[int]
    NEXT_PAGE_TOKEN_FIELD_NUMBER: _ClassVar[int]
    REVISION_FIELD_NUMBER: _ClassVar[int]
    HOST_REVISION_FIELD_NUMBER: _ClassVar[int]
    items: _containers.RepeatedCompositeFieldContainer[_types_pb2.ReasonView]
    next_page_token: str
    revision: int
    host_revision: int
    def __init__(self, items: _Optional[_Iterable[_Union[_types_pb2.ReasonView, _Mapping]]] = ..., next_page_token: _Optional[str] = ..., revision: _Optional[int] = ..., host_revision: _Optional[int] = ...) -> None: ...

class GetReasonRequest(_message.Message):
    __slots__ = ("reason",)
    REASON_FIELD_NUMBER: _ClassVar[int]
    reason: str
    def __init__(self, reason: _Optional[str] = ...) -> None: ...

class GetReasonResponse(_message.Message):
    __slots__ = ("item", "revision", "host_revision")
    ITEM_FIELD_NUMBER: _ClassVar[int]
    REVISION_FIELD_NUMBER: _ClassVar[int]
    HOST_REVISION_FIELD_NUMBER: _ClassVar[int]
    item: _types_pb2.ReasonView
    revision: int
    host_revision: int
    def __init__(self, item: _Optional[_Union[_types_pb2.ReasonView, _Mapping]] = ..., revision: _Optional[int] = ..., host_revision: _Optional[int] = ...) -> None: ...

class GetHostRequest(_message.Message):
    __slots__ = ("host",)
    HOST_FIELD_NUMBER: _ClassVar[int]
    host: str
    def __init__(self, host: _Optional[str] = ...) -> None: ...

class GetHostResponse(_message.Message):
    __slots__ = ("item", "revision", "host_revision")
    ITEM_FIELD_NUMBER: _ClassVar[int]
    REVISION_FIELD_NUMBER: _ClassVar[int]
    HOST_REVISION_FIELD_NUMBER: _ClassVar[int]
    item: _types_pb2.HostView
    revision: int
    host_revision: int
    def __init__(self, item: _Optional[_Union[_types_pb2.HostView, _Mapping]] = ..., revision: _Optional[int] = ..., host_revision: _Optional[int] = ...) -> None: ...

class WatchRequest(_message.Message):
    __slots__ = ("fabric", "since")
    FABRIC_FIELD_NUMBER: _ClassVar[int]
    SINCE_FIELD_NUMBER: _ClassVar[int]
    fabric: str
    since: int
    def __init__(self, fabric: _Optional[str] = ..., since: _Optional[int] = ...) -> None: ...

class WatchResponse(_message.Message):
    __slots__ = ("event",)
    EVENT_FIELD_NUMBER: _ClassVar[int]
    event: _types_pb2.EventView
    def __init__(self, event: _Optional[_Union[_types_pb2.EventView, _Mapping]] = ...) -> None: ...
