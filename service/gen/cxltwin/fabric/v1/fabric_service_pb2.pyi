from service.gen.cxltwin.driver.v1 import driver_service_pb2 as _driver_service_pb2
from service.gen.cxltwin.fabric.v1 import types_pb2 as _types_pb2
from service.gen.cxltwin.mm.v1 import mm_service_pb2 as _mm_service_pb2
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
    __slots__ = ("fabric", "validate_only", "idempotency_key", "host", "kernel_model", "knobs", "topology", "inventory", "description", "auto_run", "cxl", "window_nodes", "own_model")
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
    CXL_FIELD_NUMBER: _ClassVar[int]
    WINDOW_NODES_FIELD_NUMBER: _ClassVar[int]
    OWN_MODEL_FIELD_NUMBER: _ClassVar[int]
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
    cxl: _types_pb2.CxlHost
    window_nodes: _types_pb2.WindowNodeList
    own_model: _types_pb2.OwnModel
    def __init__(self, fabric: _Optional[str] = ..., validate_only: _Optional[bool] = ..., idempotency_key: _Optional[str] = ..., host: _Optional[str] = ..., kernel_model: _Optional[str] = ..., knobs: _Optional[_Mapping[str, str]] = ..., topology: _Optional[_Union[_types_pb2.Topology, _Mapping]] = ..., inventory: _Optional[_Union[_types_pb2.CxlInventory, _Mapping]] = ..., description: _Optional[str] = ..., auto_run: _Optional[bool] = ..., cxl: _Optional[_Union[_types_pb2.CxlHost, _Mapping]] = ..., window_nodes: _Optional[_Union[_types_pb2.WindowNodeList, _Mapping]] = ..., own_model: _Optional[_Union[_types_pb2.OwnModel, _Mapping]] = ...) -> None: ...

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

class CreateSwitchRequest(_message.Message):
    __slots__ = ("fabric", "validate_only", "idempotency_key", "switch", "nr_ports", "vcss", "nr_decoders")
    FABRIC_FIELD_NUMBER: _ClassVar[int]
    VALIDATE_ONLY_FIELD_NUMBER: _ClassVar[int]
    IDEMPOTENCY_KEY_FIELD_NUMBER: _ClassVar[int]
    SWITCH_FIELD_NUMBER: _ClassVar[int]
    NR_PORTS_FIELD_NUMBER: _ClassVar[int]
    VCSS_FIELD_NUMBER: _ClassVar[int]
    NR_DECODERS_FIELD_NUMBER: _ClassVar[int]
    fabric: str
    validate_only: bool
    idempotency_key: str
    switch: str
    nr_ports: int
    vcss: _containers.RepeatedCompositeFieldContainer[_types_pb2.VcsSpec]
    nr_decoders: int
    def __init__(self, fabric: _Optional[str] = ..., validate_only: _Optional[bool] = ..., idempotency_key: _Optional[str] = ..., switch: _Optional[str] = ..., nr_ports: _Optional[int] = ..., vcss: _Optional[_Iterable[_Union[_types_pb2.VcsSpec, _Mapping]]] = ..., nr_decoders: _Optional[int] = ...) -> None: ...

class CreateSwitchResponse(_message.Message):
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

class RemoveSwitchRequest(_message.Message):
    __slots__ = ("fabric", "validate_only", "idempotency_key", "switch")
    FABRIC_FIELD_NUMBER: _ClassVar[int]
    VALIDATE_ONLY_FIELD_NUMBER: _ClassVar[int]
    IDEMPOTENCY_KEY_FIELD_NUMBER: _ClassVar[int]
    SWITCH_FIELD_NUMBER: _ClassVar[int]
    fabric: str
    validate_only: bool
    idempotency_key: str
    switch: str
    def __init__(self, fabric: _Optional[str] = ..., validate_only: _Optional[bool] = ..., idempotency_key: _Optional[str] = ..., switch: _Optional[str] = ...) -> None: ...

class RemoveSwitchResponse(_message.Message):
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

class SetSwitchPowerRequest(_message.Message):
    __slots__ = ("fabric", "validate_only", "idempotency_key", "in_use", "switch", "on")
    FABRIC_FIELD_NUMBER: _ClassVar[int]
    VALIDATE_ONLY_FIELD_NUMBER: _ClassVar[int]
    IDEMPOTENCY_KEY_FIELD_NUMBER: _ClassVar[int]
    IN_USE_FIELD_NUMBER: _ClassVar[int]
    SWITCH_FIELD_NUMBER: _ClassVar[int]
    ON_FIELD_NUMBER: _ClassVar[int]
    fabric: str
    validate_only: bool
    idempotency_key: str
    in_use: str
    switch: str
    on: bool
    def __init__(self, fabric: _Optional[str] = ..., validate_only: _Optional[bool] = ..., idempotency_key: _Optional[str] = ..., in_use: _Optional[str] = ..., switch: _Optional[str] = ..., on: _Optional[bool] = ...) -> None: ...

class SetSwitchPowerResponse(_message.Message):
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

class CreateDeviceRequest(_message.Message):
    __slots__ = ("fabric", "validate_only", "idempotency_key", "device", "serial", "ram_size", "pmem_size", "device_type", "nr_heads", "granularity", "lds", "nr_decoders", "qos_class", "dc_size", "dc_regions", "memory_class", "owner", "ats")
    FABRIC_FIELD_NUMBER: _ClassVar[int]
    VALIDATE_ONLY_FIELD_NUMBER: _ClassVar[int]
    IDEMPOTENCY_KEY_FIELD_NUMBER: _ClassVar[int]
    DEVICE_FIELD_NUMBER: _ClassVar[int]
    SERIAL_FIELD_NUMBER: _ClassVar[int]
    RAM_SIZE_FIELD_NUMBER: _ClassVar[int]
    PMEM_SIZE_FIELD_NUMBER: _ClassVar[int]
    DEVICE_TYPE_FIELD_NUMBER: _ClassVar[int]
    NR_HEADS_FIELD_NUMBER: _ClassVar[int]
    GRANULARITY_FIELD_NUMBER: _ClassVar[int]
    LDS_FIELD_NUMBER: _ClassVar[int]
    NR_DECODERS_FIELD_NUMBER: _ClassVar[int]
    QOS_CLASS_FIELD_NUMBER: _ClassVar[int]
    DC_SIZE_FIELD_NUMBER: _ClassVar[int]
    DC_REGIONS_FIELD_NUMBER: _ClassVar[int]
    MEMORY_CLASS_FIELD_NUMBER: _ClassVar[int]
    OWNER_FIELD_NUMBER: _ClassVar[int]
    ATS_FIELD_NUMBER: _ClassVar[int]
    fabric: str
    validate_only: bool
    idempotency_key: str
    device: str
    serial: str
    ram_size: int
    pmem_size: int
    device_type: int
    nr_heads: int
    granularity: int
    lds: _types_pb2.LdSpecList
    nr_decoders: int
    qos_class: int
    dc_size: int
    dc_regions: _containers.RepeatedCompositeFieldContainer[_types_pb2.DcRegionSpec]
    memory_class: str
    owner: str
    ats: bool
    def __init__(self, fabric: _Optional[str] = ..., validate_only: _Optional[bool] = ..., idempotency_key: _Optional[str] = ..., device: _Optional[str] = ..., serial: _Optional[str] = ..., ram_size: _Optional[int] = ..., pmem_size: _Optional[int] = ..., device_type: _Optional[int] = ..., nr_heads: _Optional[int] = ..., granularity: _Optional[int] = ..., lds: _Optional[_Union[_types_pb2.LdSpecList, _Mapping]] = ..., nr_decoders: _Optional[int] = ..., qos_class: _Optional[int] = ..., dc_size: _Optional[int] = ..., dc_regions: _Optional[_Iterable[_Union[_types_pb2.DcRegionSpec, _Mapping]]] = ..., memory_class: _Optional[str] = ..., owner: _Optional[str] = ..., ats: _Optional[bool] = ...) -> None: ...

class CreateDeviceResponse(_message.Message):
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

class RemoveDeviceRequest(_message.Message):
    __slots__ = ("fabric", "validate_only", "idempotency_key", "in_use", "device")
    FABRIC_FIELD_NUMBER: _ClassVar[int]
    VALIDATE_ONLY_FIELD_NUMBER: _ClassVar[int]
    IDEMPOTENCY_KEY_FIELD_NUMBER: _ClassVar[int]
    IN_USE_FIELD_NUMBER: _ClassVar[int]
    DEVICE_FIELD_NUMBER: _ClassVar[int]
    fabric: str
    validate_only: bool
    idempotency_key: str
    in_use: str
    device: str
    def __init__(self, fabric: _Optional[str] = ..., validate_only: _Optional[bool] = ..., idempotency_key: _Optional[str] = ..., in_use: _Optional[str] = ..., device: _Optional[str] = ...) -> None: ...

class RemoveDeviceResponse(_message.Message):
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

class ConnectRequest(_message.Message):
    __slots__ = ("fabric", "validate_only", "idempotency_key", "host", "host_bridge", "root_port", "switch", "port", "device", "head", "lower_switch", "lower_port")
    FABRIC_FIELD_NUMBER: _ClassVar[int]
    VALIDATE_ONLY_FIELD_NUMBER: _ClassVar[int]
    IDEMPOTENCY_KEY_FIELD_NUMBER: _ClassVar[int]
    HOST_FIELD_NUMBER: _ClassVar[int]
    HOST_BRIDGE_FIELD_NUMBER: _ClassVar[int]
    ROOT_PORT_FIELD_NUMBER: _ClassVar[int]
    SWITCH_FIELD_NUMBER: _ClassVar[int]
    PORT_FIELD_NUMBER: _ClassVar[int]
    DEVICE_FIELD_NUMBER: _ClassVar[int]
    HEAD_FIELD_NUMBER: _ClassVar[int]
    LOWER_SWITCH_FIELD_NUMBER: _ClassVar[int]
    LOWER_PORT_FIELD_NUMBER: _ClassVar[int]
    fabric: str
    validate_only: bool
    idempotency_key: str
    host: str
    host_bridge: int
    root_port: int
    switch: str
    port: int
    device: str
    head: int
    lower_switch: str
    lower_port: int
    def __init__(self, fabric: _Optional[str] = ..., validate_only: _Optional[bool] = ..., idempotency_key: _Optional[str] = ..., host: _Optional[str] = ..., host_bridge: _Optional[int] = ..., root_port: _Optional[int] = ..., switch: _Optional[str] = ..., port: _Optional[int] = ..., device: _Optional[str] = ..., head: _Optional[int] = ..., lower_switch: _Optional[str] = ..., lower_port: _Optional[int] = ...) -> None: ...

class ConnectResponse(_message.Message):
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

class DisconnectRequest(_message.Message):
    __slots__ = ("fabric", "validate_only", "idempotency_key", "in_use", "host", "host_bridge", "root_port", "switch", "port", "device", "head", "lower_switch", "lower_port")
    FABRIC_FIELD_NUMBER: _ClassVar[int]
    VALIDATE_ONLY_FIELD_NUMBER: _ClassVar[int]
    IDEMPOTENCY_KEY_FIELD_NUMBER: _ClassVar[int]
    IN_USE_FIELD_NUMBER: _ClassVar[int]
    HOST_FIELD_NUMBER: _ClassVar[int]
    HOST_BRIDGE_FIELD_NUMBER: _ClassVar[int]
    ROOT_PORT_FIELD_NUMBER: _ClassVar[int]
    SWITCH_FIELD_NUMBER: _ClassVar[int]
    PORT_FIELD_NUMBER: _ClassVar[int]
    DEVICE_FIELD_NUMBER: _ClassVar[int]
    HEAD_FIELD_NUMBER: _ClassVar[int]
    LOWER_SWITCH_FIELD_NUMBER: _ClassVar[int]
    LOWER_PORT_FIELD_NUMBER: _ClassVar[int]
    fabric: str
    validate_only: bool
    idempotency_key: str
    in_use: str
    host: str
    host_bridge: int
    root_port: int
    switch: str
    port: int
    device: str
    head: int
    lower_switch: str
    lower_port: int
    def __init__(self, fabric: _Optional[str] = ..., validate_only: _Optional[bool] = ..., idempotency_key: _Optional[str] = ..., in_use: _Optional[str] = ..., host: _Optional[str] = ..., host_bridge: _Optional[int] = ..., root_port: _Optional[int] = ..., switch: _Optional[str] = ..., port: _Optional[int] = ..., device: _Optional[str] = ..., head: _Optional[int] = ..., lower_switch: _Optional[str] = ..., lower_port: _Optional[int] = ...) -> None: ...

class DisconnectResponse(_message.Message):
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

class SetLinkRequest(_message.Message):
    __slots__ = ("fabric", "validate_only", "idempotency_key", "in_use", "host", "host_bridge", "root_port", "switch", "port", "device", "head", "up", "lower_switch", "lower_port")
    FABRIC_FIELD_NUMBER: _ClassVar[int]
    VALIDATE_ONLY_FIELD_NUMBER: _ClassVar[int]
    IDEMPOTENCY_KEY_FIELD_NUMBER: _ClassVar[int]
    IN_USE_FIELD_NUMBER: _ClassVar[int]
    HOST_FIELD_NUMBER: _ClassVar[int]
    HOST_BRIDGE_FIELD_NUMBER: _ClassVar[int]
    ROOT_PORT_FIELD_NUMBER: _ClassVar[int]
    SWITCH_FIELD_NUMBER: _ClassVar[int]
    PORT_FIELD_NUMBER: _ClassVar[int]
    DEVICE_FIELD_NUMBER: _ClassVar[int]
    HEAD_FIELD_NUMBER: _ClassVar[int]
    UP_FIELD_NUMBER: _ClassVar[int]
    LOWER_SWITCH_FIELD_NUMBER: _ClassVar[int]
    LOWER_PORT_FIELD_NUMBER: _ClassVar[int]
    fabric: str
    validate_only: bool
    idempotency_key: str
    in_use: str
    host: str
    host_bridge: int
    root_port: int
    switch: str
    port: int
    device: str
    head: int
    up: bool
    lower_switch: str
    lower_port: int
    def __init__(self, fabric: _Optional[str] = ..., validate_only: _Optional[bool] = ..., idempotency_key: _Optional[str] = ..., in_use: _Optional[str] = ..., host: _Optional[str] = ..., host_bridge: _Optional[int] = ..., root_port: _Optional[int] = ..., switch: _Optional[str] = ..., port: _Optional[int] = ..., device: _Optional[str] = ..., head: _Optional[int] = ..., up: _Optional[bool] = ..., lower_switch: _Optional[str] = ..., lower_port: _Optional[int] = ...) -> None: ...

class SetLinkResponse(_message.Message):
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

class BindVppbRequest(_message.Message):
    __slots__ = ("fabric", "validate_only", "idempotency_key", "switch", "vcs_id", "vppb_id", "port_id", "ld_id")
    FABRIC_FIELD_NUMBER: _ClassVar[int]
    VALIDATE_ONLY_FIELD_NUMBER: _ClassVar[int]
    IDEMPOTENCY_KEY_FIELD_NUMBER: _ClassVar[int]
    SWITCH_FIELD_NUMBER: _ClassVar[int]
    VCS_ID_FIELD_NUMBER: _ClassVar[int]
    VPPB_ID_FIELD_NUMBER: _ClassVar[int]
    PORT_ID_FIELD_NUMBER: _ClassVar[int]
    LD_ID_FIELD_NUMBER: _ClassVar[int]
    fabric: str
    validate_only: bool
    idempotency_key: str
    switch: str
    vcs_id: int
    vppb_id: int
    port_id: int
    ld_id: int
    def __init__(self, fabric: _Optional[str] = ..., validate_only: _Optional[bool] = ..., idempotency_key: _Optional[str] = ..., switch: _Optional[str] = ..., vcs_id: _Optional[int] = ..., vppb_id: _Optional[int] = ..., port_id: _Optional[int] = ..., ld_id: _Optional[int] = ...) -> None: ...

class BindVppbResponse(_message.Message):
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

class UnbindVppbRequest(_message.Message):
    __slots__ = ("fabric", "validate_only", "idempotency_key", "switch", "vcs_id", "vppb_id", "option", "drain")
    FABRIC_FIELD_NUMBER: _ClassVar[int]
    VALIDATE_ONLY_FIELD_NUMBER: _ClassVar[int]
    IDEMPOTENCY_KEY_FIELD_NUMBER: _ClassVar[int]
    SWITCH_FIELD_NUMBER: _ClassVar[int]
    VCS_ID_FIELD_NUMBER: _ClassVar[int]
    VPPB_ID_FIELD_NUMBER: _ClassVar[int]
    OPTION_FIELD_NUMBER: _ClassVar[int]
    DRAIN_FIELD_NUMBER: _ClassVar[int]
    fabric: str
    validate_only: bool
    idempotency_key: str
    switch: str
    vcs_id: int
    vppb_id: int
    option: int
    drain: bool
    def __init__(self, fabric: _Optional[str] = ..., validate_only: _Optional[bool] = ..., idempotency_key: _Optional[str] = ..., switch: _Optional[str] = ..., vcs_id: _Optional[int] = ..., vppb_id: _Optional[int] = ..., option: _Optional[int] = ..., drain: _Optional[bool] = ...) -> None: ...

class UnbindVppbResponse(_message.Message):
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

class FreezeVppbRequest(_message.Message):
    __slots__ = ("fabric", "validate_only", "idempotency_key", "switch", "vcs_id", "vppb_id")
    FABRIC_FIELD_NUMBER: _ClassVar[int]
    VALIDATE_ONLY_FIELD_NUMBER: _ClassVar[int]
    IDEMPOTENCY_KEY_FIELD_NUMBER: _ClassVar[int]
    SWITCH_FIELD_NUMBER: _ClassVar[int]
    VCS_ID_FIELD_NUMBER: _ClassVar[int]
    VPPB_ID_FIELD_NUMBER: _ClassVar[int]
    fabric: str
    validate_only: bool
    idempotency_key: str
    switch: str
    vcs_id: int
    vppb_id: int
    def __init__(self, fabric: _Optional[str] = ..., validate_only: _Optional[bool] = ..., idempotency_key: _Optional[str] = ..., switch: _Optional[str] = ..., vcs_id: _Optional[int] = ..., vppb_id: _Optional[int] = ...) -> None: ...

class FreezeVppbResponse(_message.Message):
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

class UnfreezeVppbRequest(_message.Message):
    __slots__ = ("fabric", "validate_only", "idempotency_key", "switch", "vcs_id", "vppb_id")
    FABRIC_FIELD_NUMBER: _ClassVar[int]
    VALIDATE_ONLY_FIELD_NUMBER: _ClassVar[int]
    IDEMPOTENCY_KEY_FIELD_NUMBER: _ClassVar[int]
    SWITCH_FIELD_NUMBER: _ClassVar[int]
    VCS_ID_FIELD_NUMBER: _ClassVar[int]
    VPPB_ID_FIELD_NUMBER: _ClassVar[int]
    fabric: str
    validate_only: bool
    idempotency_key: str
    switch: str
    vcs_id: int
    vppb_id: int
    def __init__(self, fabric: _Optional[str] = ..., validate_only: _Optional[bool] = ..., idempotency_key: _Optional[str] = ..., switch: _Optional[str] = ..., vcs_id: _Optional[int] = ..., vppb_id: _Optional[int] = ...) -> None: ...

class UnfreezeVppbResponse(_message.Message):
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

class SetLdAllocationsRequest(_message.Message):
    __slots__ = ("fabric", "validate_only", "idempotency_key", "device", "start_ld", "lds")
    FABRIC_FIELD_NUMBER: _ClassVar[int]
    VALIDATE_ONLY_FIELD_NUMBER: _ClassVar[int]
    IDEMPOTENCY_KEY_FIELD_NUMBER: _ClassVar[int]
    DEVICE_FIELD_NUMBER: _ClassVar[int]
    START_LD_FIELD_NUMBER: _ClassVar[int]
    LDS_FIELD_NUMBER: _ClassVar[int]
    fabric: str
    validate_only: bool
    idempotency_key: str
    device: str
    start_ld: int
    lds: _containers.RepeatedCompositeFieldContainer[_types_pb2.LdSpec]
    def __init__(self, fabric: _Optional[str] = ..., validate_only: _Optional[bool] = ..., idempotency_key: _Optional[str] = ..., device: _Optional[str] = ..., start_ld: _Optional[int] = ..., lds: _Optional[_Iterable[_Union[_types_pb2.LdSpec, _Mapping]]] = ...) -> None: ...

class SetLdAllocationsResponse(_message.Message):
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

class DcAddRequest(_message.Message):
    __slots__ = ("fabric", "validate_only", "idempotency_key", "device", "ld", "policy", "region", "length", "tag", "extents", "accept")
    FABRIC_FIELD_NUMBER: _ClassVar[int]
    VALIDATE_ONLY_FIELD_NUMBER: _ClassVar[int]
    IDEMPOTENCY_KEY_FIELD_NUMBER: _ClassVar[int]
    DEVICE_FIELD_NUMBER: _ClassVar[int]
    LD_FIELD_NUMBER: _ClassVar[int]
    POLICY_FIELD_NUMBER: _ClassVar[int]
    REGION_FIELD_NUMBER: _ClassVar[int]
    LENGTH_FIELD_NUMBER: _ClassVar[int]
    TAG_FIELD_NUMBER: _ClassVar[int]
    EXTENTS_FIELD_NUMBER: _ClassVar[int]
    ACCEPT_FIELD_NUMBER: _ClassVar[int]
    fabric: str
    validate_only: bool
    idempotency_key: str
    device: str
    ld: int
    policy: str
    region: int
    length: int
    tag: str
    extents: _containers.RepeatedCompositeFieldContainer[_types_pb2.ExtentSpec]
    accept: bool
    def __init__(self, fabric: _Optional[str] = ..., validate_only: _Optional[bool] = ..., idempotency_key: _Optional[str] = ..., device: _Optional[str] = ..., ld: _Optional[int] = ..., policy: _Optional[str] = ..., region: _Optional[int] = ..., length: _Optional[int] = ..., tag: _Optional[str] = ..., extents: _Optional[_Iterable[_Union[_types_pb2.ExtentSpec, _Mapping]]] = ..., accept: _Optional[bool] = ...) -> None: ...

class DcAddResponse(_message.Message):
    __slots__ = ("fabric", "host", "model", "revision", "host_revision", "replayed", "ret", "errno", "reason", "decided_by", "effects", "cci", "extents")
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
    CCI_FIELD_NUMBER: _ClassVar[int]
    EXTENTS_FIELD_NUMBER: _ClassVar[int]
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
    cci: str
    extents: _containers.RepeatedCompositeFieldContainer[_types_pb2.ExtentSpec]
    def __init__(self, fabric: _Optional[str] = ..., host: _Optional[str] = ..., model: _Optional[str] = ..., revision: _Optional[int] = ..., host_revision: _Optional[int] = ..., replayed: _Optional[bool] = ..., ret: _Optional[int] = ..., errno: _Optional[str] = ..., reason: _Optional[str] = ..., decided_by: _Optional[_Union[_types_pb2_1.DecidedBy, _Mapping]] = ..., effects: _Optional[_Iterable[_Union[_types_pb2_1.Effect, _Mapping]]] = ..., cci: _Optional[str] = ..., extents: _Optional[_Iterable[_Union[_types_pb2.ExtentSpec, _Mapping]]] = ...) -> None: ...

class DcRespondRequest(_message.Message):
    __slots__ = ("fabric", "validate_only", "idempotency_key", "device", "ld", "extents")
    FABRIC_FIELD_NUMBER: _ClassVar[int]
    VALIDATE_ONLY_FIELD_NUMBER: _ClassVar[int]
    IDEMPOTENCY_KEY_FIELD_NUMBER: _ClassVar[int]
    DEVICE_FIELD_NUMBER: _ClassVar[int]
    LD_FIELD_NUMBER: _ClassVar[int]
    EXTENTS_FIELD_NUMBER: _ClassVar[int]
    fabric: str
    validate_only: bool
    idempotency_key: str
    device: str
    ld: int
    extents: _containers.RepeatedCompositeFieldContainer[_types_pb2.ExtentSpec]
    def __init__(self, fabric: _Optional[str] = ..., validate_only: _Optional[bool] = ..., idempotency_key: _Optional[str] = ..., device: _Optional[str] = ..., ld: _Optional[int] = ..., extents: _Optional[_Iterable[_Union[_types_pb2.ExtentSpec, _Mapping]]] = ...) -> None: ...

class DcRespondResponse(_message.Message):
    __slots__ = ("fabric", "host", "model", "revision", "host_revision", "replayed", "ret", "errno", "reason", "decided_by", "effects", "cci", "extents")
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
    CCI_FIELD_NUMBER: _ClassVar[int]
    EXTENTS_FIELD_NUMBER: _ClassVar[int]
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
    cci: str
    extents: _containers.RepeatedCompositeFieldContainer[_types_pb2.ExtentSpec]
    def __init__(self, fabric: _Optional[str] = ..., host: _Optional[str] = ..., model: _Optional[str] = ..., revision: _Optional[int] = ..., host_revision: _Optional[int] = ..., replayed: _Optional[bool] = ..., ret: _Optional[int] = ..., errno: _Optional[str] = ..., reason: _Optional[str] = ..., decided_by: _Optional[_Union[_types_pb2_1.DecidedBy, _Mapping]] = ..., effects: _Optional[_Iterable[_Union[_types_pb2_1.Effect, _Mapping]]] = ..., cci: _Optional[str] = ..., extents: _Optional[_Iterable[_Union[_types_pb2.ExtentSpec, _Mapping]]] = ...) -> None: ...

class DcReleaseRequest(_message.Message):
    __slots__ = ("fabric", "validate_only", "idempotency_key", "device", "ld", "policy", "tag", "extents", "forced", "respond", "in_use")
    FABRIC_FIELD_NUMBER: _ClassVar[int]
    VALIDATE_ONLY_FIELD_NUMBER: _ClassVar[int]
    IDEMPOTENCY_KEY_FIELD_NUMBER: _ClassVar[int]
    DEVICE_FIELD_NUMBER: _ClassVar[int]
    LD_FIELD_NUMBER: _ClassVar[int]
    POLICY_FIELD_NUMBER: _ClassVar[int]
    TAG_FIELD_NUMBER: _ClassVar[int]
    EXTENTS_FIELD_NUMBER: _ClassVar[int]
    FORCED_FIELD_NUMBER: _ClassVar[int]
    RESPOND_FIELD_NUMBER: _ClassVar[int]
    IN_USE_FIELD_NUMBER: _ClassVar[int]
    fabric: str
    validate_only: bool
    idempotency_key: str
    device: str
    ld: int
    policy: str
    tag: str
    extents: _containers.RepeatedCompositeFieldContainer[_types_pb2.ExtentSpec]
    forced: bool
    respond: bool
    in_use: str
    def __init__(self, fabric: _Optional[str] = ..., validate_only: _Optional[bool] = ..., idempotency_key: _Optional[str] = ..., device: _Optional[str] = ..., ld: _Optional[int] = ..., policy: _Optional[str] = ..., tag: _Optional[str] = ..., extents: _Optional[_Iterable[_Union[_types_pb2.ExtentSpec, _Mapping]]] = ..., forced: _Optional[bool] = ..., respond: _Optional[bool] = ..., in_use: _Optional[str] = ...) -> None: ...

class DcReleaseResponse(_message.Message):
    __slots__ = ("fabric", "host", "model", "revision", "host_revision", "replayed", "ret", "errno", "reason", "decided_by", "effects", "cci", "extents")
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
    CCI_FIELD_NUMBER: _ClassVar[int]
    EXTENTS_FIELD_NUMBER: _ClassVar[int]
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
    cci: str
    extents: _containers.RepeatedCompositeFieldContainer[_types_pb2.ExtentSpec]
    def __init__(self, fabric: _Optional[str] = ..., host: _Optional[str] = ..., model: _Optional[str] = ..., revision: _Optional[int] = ..., host_revision: _Optional[int] = ..., replayed: _Optional[bool] = ..., ret: _Optional[int] = ..., errno: _Optional[str] = ..., reason: _Optional[str] = ..., decided_by: _Optional[_Union[_types_pb2_1.DecidedBy, _Mapping]] = ..., effects: _Optional[_Iterable[_Union[_types_pb2_1.Effect, _Mapping]]] = ..., cci: _Optional[str] = ..., extents: _Optional[_Iterable[_Union[_types_pb2.ExtentSpec, _Mapping]]] = ...) -> None: ...

class ComposeRequest(_message.Message):
    __slots__ = ("fabric", "validate_only", "idempotency_key", "composition", "parts", "lease_ns")
    FABRIC_FIELD_NUMBER: _ClassVar[int]
    VALIDATE_ONLY_FIELD_NUMBER: _ClassVar[int]
    IDEMPOTENCY_KEY_FIELD_NUMBER: _ClassVar[int]
    COMPOSITION_FIELD_NUMBER: _ClassVar[int]
    PARTS_FIELD_NUMBER: _ClassVar[int]
    LEASE_NS_FIELD_NUMBER: _ClassVar[int]
    fabric: str
    validate_only: bool
    idempotency_key: str
    composition: str
    parts: _containers.RepeatedCompositeFieldContainer[_types_pb2.ComposePart]
    lease_ns: int
    def __init__(self, fabric: _Optional[str] = ..., validate_only: _Optional[bool] = ..., idempotency_key: _Optional[str] = ..., composition: _Optional[str] = ..., parts: _Optional[_Iterable[_Union[_types_pb2.ComposePart, _Mapping]]] = ..., lease_ns: _Optional[int] = ...) -> None: ...

class ComposeResponse(_message.Message):
    __slots__ = ("fabric", "host", "model", "revision", "host_revision", "replayed", "ret", "errno", "reason", "decided_by", "effects", "parts", "candidates")
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
    PARTS_FIELD_NUMBER: _ClassVar[int]
    CANDIDATES_FIELD_NUMBER: _ClassVar[int]
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
    parts: _containers.RepeatedCompositeFieldContainer[_types_pb2.ComposedPart]
    candidates: _containers.RepeatedCompositeFieldContainer[_types_pb2.Candidate]
    def __init__(self, fabric: _Optional[str] = ..., host: _Optional[str] = ..., model: _Optional[str] = ..., revision: _Optional[int] = ..., host_revision: _Optional[int] = ..., replayed: _Optional[bool] = ..., ret: _Optional[int] = ..., errno: _Optional[str] = ..., reason: _Optional[str] = ..., decided_by: _Optional[_Union[_types_pb2_1.DecidedBy, _Mapping]] = ..., effects: _Optional[_Iterable[_Union[_types_pb2_1.Effect, _Mapping]]] = ..., parts: _Optional[_Iterable[_Union[_types_pb2.ComposedPart, _Mapping]]] = ..., candidates: _Optional[_Iterable[_Union[_types_pb2.Candidate, _Mapping]]] = ...) -> None: ...

class ConfirmCompositionRequest(_message.Message):
    __slots__ = ("fabric", "validate_only", "idempotency_key", "composition")
    FABRIC_FIELD_NUMBER: _ClassVar[int]
    VALIDATE_ONLY_FIELD_NUMBER: _ClassVar[int]
    IDEMPOTENCY_KEY_FIELD_NUMBER: _ClassVar[int]
    COMPOSITION_FIELD_NUMBER: _ClassVar[int]
    fabric: str
    validate_only: bool
    idempotency_key: str
    composition: str
    def __init__(self, fabric: _Optional[str] = ..., validate_only: _Optional[bool] = ..., idempotency_key: _Optional[str] = ..., composition: _Optional[str] = ...) -> None: ...

class ConfirmCompositionResponse(_message.Message):
    __slots__ = ("fabric", "host", "model", "revision", "host_revision", "replayed", "ret", "errno", "reason", "decided_by", "effects", "parts", "candidates")
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
    PARTS_FIELD_NUMBER: _ClassVar[int]
    CANDIDATES_FIELD_NUMBER: _ClassVar[int]
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
    parts: _containers.RepeatedCompositeFieldContainer[_types_pb2.ComposedPart]
    candidates: _containers.RepeatedCompositeFieldContainer[_types_pb2.Candidate]
    def __init__(self, fabric: _Optional[str] = ..., host: _Optional[str] = ..., model: _Optional[str] = ..., revision: _Optional[int] = ..., host_revision: _Optional[int] = ..., replayed: _Optional[bool] = ..., ret: _Optional[int] = ..., errno: _Optional[str] = ..., reason: _Optional[str] = ..., decided_by: _Optional[_Union[_types_pb2_1.DecidedBy, _Mapping]] = ..., effects: _Optional[_Iterable[_Union[_types_pb2_1.Effect, _Mapping]]] = ..., parts: _Optional[_Iterable[_Union[_types_pb2.ComposedPart, _Mapping]]] = ..., candidates: _Optional[_Iterable[_Union[_types_pb2.Candidate, _Mapping]]] = ...) -> None: ...

class FreeCompositionRequest(_message.Message):
    __slots__ = ("fabric", "validate_only", "idempotency_key", "in_use", "composition")
    FABRIC_FIELD_NUMBER: _ClassVar[int]
    VALIDATE_ONLY_FIELD_NUMBER: _ClassVar[int]
    IDEMPOTENCY_KEY_FIELD_NUMBER: _ClassVar[int]
    IN_USE_FIELD_NUMBER: _ClassVar[int]
    COMPOSITION_FIELD_NUMBER: _ClassVar[int]
    fabric: str
    validate_only: bool
    idempotency_key: str
    in_use: str
    composition: str
    def __init__(self, fabric: _Optional[str] = ..., validate_only: _Optional[bool] = ..., idempotency_key: _Optional[str] = ..., in_use: _Optional[str] = ..., composition: _Optional[str] = ...) -> None: ...

class FreeCompositionResponse(_message.Message):
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

class AdvanceFabricRequest(_message.Message):
    __slots__ = ("fabric", "validate_only", "idempotency_key", "ns")
    FABRIC_FIELD_NUMBER: _ClassVar[int]
    VALIDATE_ONLY_FIELD_NUMBER: _ClassVar[int]
    IDEMPOTENCY_KEY_FIELD_NUMBER: _ClassVar[int]
    NS_FIELD_NUMBER: _ClassVar[int]
    fabric: str
    validate_only: bool
    idempotency_key: str
    ns: int
    def __init__(self, fabric: _Optional[str] = ..., validate_only: _Optional[bool] = ..., idempotency_key: _Optional[str] = ..., ns: _Optional[int] = ...) -> None: ...

class AdvanceFabricResponse(_message.Message):
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

class AssignLdRequest(_message.Message):
    __slots__ = ("fabric", "validate_only", "idempotency_key", "device", "ld", "host")
    FABRIC_FIELD_NUMBER: _ClassVar[int]
    VALIDATE_ONLY_FIELD_NUMBER: _ClassVar[int]
    IDEMPOTENCY_KEY_FIELD_NUMBER: _ClassVar[int]
    DEVICE_FIELD_NUMBER: _ClassVar[int]
    LD_FIELD_NUMBER: _ClassVar[int]
    HOST_FIELD_NUMBER: _ClassVar[int]
    fabric: str
    validate_only: bool
    idempotency_key: str
    device: str
    ld: int
    host: str
    def __init__(self, fabric: _Optional[str] = ..., validate_only: _Optional[bool] = ..., idempotency_key: _Optional[str] = ..., device: _Optional[str] = ..., ld: _Optional[int] = ..., host: _Optional[str] = ...) -> None: ...

class AssignLdResponse(_message.Message):
    __slots__ = ("fabric", "host", "model", "revision", "host_revision", "replayed", "ret", "errno", "reason", "decided_by", "effects", "switch", "vcs_id", "vppb_id", "memdev")
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
    SWITCH_FIELD_NUMBER: _ClassVar[int]
    VCS_ID_FIELD_NUMBER: _ClassVar[int]
    VPPB_ID_FIELD_NUMBER: _ClassVar[int]
    MEMDEV_FIELD_NUMBER: _ClassVar[int]
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
    switch: str
    vcs_id: int
    vppb_id: int
    memdev: str
    def __init__(self, fabric: _Optional[str] = ..., host: _Optional[str] = ..., model: _Optional[str] = ..., revision: _Optional[int] = ..., host_revision: _Optional[int] = ..., replayed: _Optional[bool] = ..., ret: _Optional[int] = ..., errno: _Optional[str] = ..., reason: _Optional[str] = ..., decided_by: _Optional[_Union[_types_pb2_1.DecidedBy, _Mapping]] = ..., effects: _Optional[_Iterable[_Union[_types_pb2_1.Effect, _Mapping]]] = ..., switch: _Optional[str] = ..., vcs_id: _Optional[int] = ..., vppb_id: _Optional[int] = ..., memdev: _Optional[str] = ...) -> None: ...

class UnassignLdRequest(_message.Message):
    __slots__ = ("fabric", "validate_only", "idempotency_key", "in_use", "device", "ld")
    FABRIC_FIELD_NUMBER: _ClassVar[int]
    VALIDATE_ONLY_FIELD_NUMBER: _ClassVar[int]
    IDEMPOTENCY_KEY_FIELD_NUMBER: _ClassVar[int]
    IN_USE_FIELD_NUMBER: _ClassVar[int]
    DEVICE_FIELD_NUMBER: _ClassVar[int]
    LD_FIELD_NUMBER: _ClassVar[int]
    fabric: str
    validate_only: bool
    idempotency_key: str
    in_use: str
    device: str
    ld: int
    def __init__(self, fabric: _Optional[str] = ..., validate_only: _Optional[bool] = ..., idempotency_key: _Optional[str] = ..., in_use: _Optional[str] = ..., device: _Optional[str] = ..., ld: _Optional[int] = ...) -> None: ...

class UnassignLdResponse(_message.Message):
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

class CxlSysfsWriteRequest(_message.Message):
    __slots__ = ("host", "validate_only", "explain", "expect", "idempotency_key", "path", "value")
    HOST_FIELD_NUMBER: _ClassVar[int]
    VALIDATE_ONLY_FIELD_NUMBER: _ClassVar[int]
    EXPLAIN_FIELD_NUMBER: _ClassVar[int]
    EXPECT_FIELD_NUMBER: _ClassVar[int]
    IDEMPOTENCY_KEY_FIELD_NUMBER: _ClassVar[int]
    PATH_FIELD_NUMBER: _ClassVar[int]
    VALUE_FIELD_NUMBER: _ClassVar[int]
    host: str
    validate_only: bool
    explain: bool
    expect: _types_pb2_1.Expect
    idempotency_key: str
    path: str
    value: str
    def __init__(self, host: _Optional[str] = ..., validate_only: _Optional[bool] = ..., explain: _Optional[bool] = ..., expect: _Optional[_Union[_types_pb2_1.Expect, _Mapping]] = ..., idempotency_key: _Optional[str] = ..., path: _Optional[str] = ..., value: _Optional[str] = ...) -> None: ...

class CxlSysfsWriteResponse(_message.Message):
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
    trace: _containers.RepeatedCompositeFieldContainer[_types_pb2_1.TraceEntry]
    would_ask: _containers.RepeatedCompositeFieldContainer[_types_pb2_1.Question]
    ret: int
    errno: str
    reason: str
    decided_by: _types_pb2_1.DecidedBy
    effects: _containers.RepeatedCompositeFieldContainer[_types_pb2_1.Effect]
    def __init__(self, fabric: _Optional[str] = ..., host: _Optional[str] = ..., model: _Optional[str] = ..., revision: _Optional[int] = ..., host_revision: _Optional[int] = ..., replayed: _Optional[bool] = ..., trace: _Optional[_Iterable[_Union[_types_pb2_1.TraceEntry, _Mapping]]] = ..., would_ask: _Optional[_Iterable[_Union[_types_pb2_1.Question, _Mapping]]] = ..., ret: _Optional[int] = ..., errno: _Optional[str] = ..., reason: _Optional[str] = ..., decided_by: _Optional[_Union[_types_pb2_1.DecidedBy, _Mapping]] = ..., effects: _Optional[_Iterable[_Union[_types_pb2_1.Effect, _Mapping]]] = ...) -> None: ...

class CreateRegionRequest(_message.Message):
    __slots__ = ("host", "validate_only", "explain", "expect", "idempotency_key", "decoder", "memdevs", "ways", "granularity", "size", "type", "uuid", "enforce_qos")
    HOST_FIELD_NUMBER: _ClassVar[int]
    VALIDATE_ONLY_FIELD_NUMBER: _ClassVar[int]
    EXPLAIN_FIELD_NUMBER: _ClassVar[int]
    EXPECT_FIELD_NUMBER: _ClassVar[int]
    IDEMPOTENCY_KEY_FIELD_NUMBER: _ClassVar[int]
    DECODER_FIELD_NUMBER: _ClassVar[int]
    MEMDEVS_FIELD_NUMBER: _ClassVar[int]
    WAYS_FIELD_NUMBER: _ClassVar[int]
    GRANULARITY_FIELD_NUMBER: _ClassVar[int]
    SIZE_FIELD_NUMBER: _ClassVar[int]
    TYPE_FIELD_NUMBER: _ClassVar[int]
    UUID_FIELD_NUMBER: _ClassVar[int]
    ENFORCE_QOS_FIELD_NUMBER: _ClassVar[int]
    host: str
    validate_only: bool
    explain: bool
    expect: _types_pb2_1.Expect
    idempotency_key: str
    decoder: str
    memdevs: _types_pb2_1.StringList
    ways: int
    granularity: int
    size: int
    type: str
    uuid: str
    enforce_qos: bool
    def __init__(self, host: _Optional[str] = ..., validate_only: _Optional[bool] = ..., explain: _Optional[bool] = ..., expect: _Optional[_Union[_types_pb2_1.Expect, _Mapping]] = ..., idempotency_key: _Optional[str] = ..., decoder: _Optional[str] = ..., memdevs: _Optional[_Union[_types_pb2_1.StringList, _Mapping]] = ..., ways: _Optional[int] = ..., granularity: _Optional[int] = ..., size: _Optional[int] = ..., type: _Optional[str] = ..., uuid: _Optional[str] = ..., enforce_qos: _Optional[bool] = ...) -> None: ...

class CreateRegionResponse(_message.Message):
    __slots__ = ("fabric", "host", "model", "revision", "host_revision", "replayed", "trace", "would_ask", "ret", "errno", "reason", "decided_by", "effects", "region", "resource", "size", "memdevs")
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
    RESOURCE_FIELD_NUMBER: _ClassVar[int]
    SIZE_FIELD_NUMBER: _ClassVar[int]
    MEMDEVS_FIELD_NUMBER: _ClassVar[int]
    fabric: str
    host: str
    model: str
    revision: int
    host_revision: int
    replayed: bool
    trace: _containers.RepeatedCompositeFieldContainer[_types_pb2_1.TraceEntry]
    would_ask: _containers.RepeatedCompositeFieldContainer[_types_pb2_1.Question]
    ret: int
    errno: str
    reason: str
    decided_by: _types_pb2_1.DecidedBy
    effects: _containers.RepeatedCompositeFieldContainer[_types_pb2_1.Effect]
    region: str
    resource: str
    size: int
    memdevs: _types_pb2_1.StringList
    def __init__(self, fabric: _Optional[str] = ..., host: _Optional[str] = ..., model: _Optional[str] = ..., revision: _Optional[int] = ..., host_revision: _Optional[int] = ..., replayed: _Optional[bool] = ..., trace: _Optional[_Iterable[_Union[_types_pb2_1.TraceEntry, _Mapping]]] = ..., would_ask: _Optional[_Iterable[_Union[_types_pb2_1.Question, _Mapping]]] = ..., ret: _Optional[int] = ..., errno: _Optional[str] = ..., reason: _Optional[str] = ..., decided_by: _Optional[_Union[_types_pb2_1.DecidedBy, _Mapping]] = ..., effects: _Optional[_Iterable[_Union[_types_pb2_1.Effect, _Mapping]]] = ..., region: _Optional[str] = ..., resource: _Optional[str] = ..., size: _Optional[int] = ..., memdevs: _Optional[_Union[_types_pb2_1.StringList, _Mapping]] = ...) -> None: ...

class CommitRegionRequest(_message.Message):
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
    expect: _types_pb2_1.Expect
    idempotency_key: str
    region: str
    def __init__(self, host: _Optional[str] = ..., validate_only: _Optional[bool] = ..., explain: _Optional[bool] = ..., expect: _Optional[_Union[_types_pb2_1.Expect, _Mapping]] = ..., idempotency_key: _Optional[str] = ..., region: _Optional[str] = ...) -> None: ...

class CommitRegionResponse(_message.Message):
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
    trace: _containers.RepeatedCompositeFieldContainer[_types_pb2_1.TraceEntry]
    would_ask: _containers.RepeatedCompositeFieldContainer[_types_pb2_1.Question]
    ret: int
    errno: str
    reason: str
    decided_by: _types_pb2_1.DecidedBy
    effects: _containers.RepeatedCompositeFieldContainer[_types_pb2_1.Effect]
    def __init__(self, fabric: _Optional[str] = ..., host: _Optional[str] = ..., model: _Optional[str] = ..., revision: _Optional[int] = ..., host_revision: _Optional[int] = ..., replayed: _Optional[bool] = ..., trace: _Optional[_Iterable[_Union[_types_pb2_1.TraceEntry, _Mapping]]] = ..., would_ask: _Optional[_Iterable[_Union[_types_pb2_1.Question, _Mapping]]] = ..., ret: _Optional[int] = ..., errno: _Optional[str] = ..., reason: _Optional[str] = ..., decided_by: _Optional[_Union[_types_pb2_1.DecidedBy, _Mapping]] = ..., effects: _Optional[_Iterable[_Union[_types_pb2_1.Effect, _Mapping]]] = ...) -> None: ...

class ResetRegionRequest(_message.Message):
    __slots__ = ("host", "validate_only", "explain", "expect", "idempotency_key", "region", "force")
    HOST_FIELD_NUMBER: _ClassVar[int]
    VALIDATE_ONLY_FIELD_NUMBER: _ClassVar[int]
    EXPLAIN_FIELD_NUMBER: _ClassVar[int]
    EXPECT_FIELD_NUMBER: _ClassVar[int]
    IDEMPOTENCY_KEY_FIELD_NUMBER: _ClassVar[int]
    REGION_FIELD_NUMBER: _ClassVar[int]
    FORCE_FIELD_NUMBER: _ClassVar[int]
    host: str
    validate_only: bool
    explain: bool
    expect: _types_pb2_1.Expect
    idempotency_key: str
    region: str
    force: bool
    def __init__(self, host: _Optional[str] = ..., validate_only: _Optional[bool] = ..., explain: _Optional[bool] = ..., expect: _Optional[_Union[_types_pb2_1.Expect, _Mapping]] = ..., idempotency_key: _Optional[str] = ..., region: _Optional[str] = ..., force: _Optional[bool] = ...) -> None: ...

class ResetRegionResponse(_message.Message):
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
    trace: _containers.RepeatedCompositeFieldContainer[_types_pb2_1.TraceEntry]
    would_ask: _containers.RepeatedCompositeFieldContainer[_types_pb2_1.Question]
    ret: int
    errno: str
    reason: str
    decided_by: _types_pb2_1.DecidedBy
    effects: _containers.RepeatedCompositeFieldContainer[_types_pb2_1.Effect]
    def __init__(self, fabric: _Optional[str] = ..., host: _Optional[str] = ..., model: _Optional[str] = ..., revision: _Optional[int] = ..., host_revision: _Optional[int] = ..., replayed: _Optional[bool] = ..., trace: _Optional[_Iterable[_Union[_types_pb2_1.TraceEntry, _Mapping]]] = ..., would_ask: _Optional[_Iterable[_Union[_types_pb2_1.Question, _Mapping]]] = ..., ret: _Optional[int] = ..., errno: _Optional[str] = ..., reason: _Optional[str] = ..., decided_by: _Optional[_Union[_types_pb2_1.DecidedBy, _Mapping]] = ..., effects: _Optional[_Iterable[_Union[_types_pb2_1.Effect, _Mapping]]] = ...) -> None: ...

class EnableRegionRequest(_message.Message):
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
    expect: _types_pb2_1.Expect
    idempotency_key: str
    region: str
    def __init__(self, host: _Optional[str] = ..., validate_only: _Optional[bool] = ..., explain: _Optional[bool] = ..., expect: _Optional[_Union[_types_pb2_1.Expect, _Mapping]] = ..., idempotency_key: _Optional[str] = ..., region: _Optional[str] = ...) -> None: ...

class EnableRegionResponse(_message.Message):
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
    trace: _containers.RepeatedCompositeFieldContainer[_types_pb2_1.TraceEntry]
    would_ask: _containers.RepeatedCompositeFieldContainer[_types_pb2_1.Question]
    ret: int
    errno: str
    reason: str
    decided_by: _types_pb2_1.DecidedBy
    effects: _containers.RepeatedCompositeFieldContainer[_types_pb2_1.Effect]
    def __init__(self, fabric: _Optional[str] = ..., host: _Optional[str] = ..., model: _Optional[str] = ..., revision: _Optional[int] = ..., host_revision: _Optional[int] = ..., replayed: _Optional[bool] = ..., trace: _Optional[_Iterable[_Union[_types_pb2_1.TraceEntry, _Mapping]]] = ..., would_ask: _Optional[_Iterable[_Union[_types_pb2_1.Question, _Mapping]]] = ..., ret: _Optional[int] = ..., errno: _Optional[str] = ..., reason: _Optional[str] = ..., decided_by: _Optional[_Union[_types_pb2_1.DecidedBy, _Mapping]] = ..., effects: _Optional[_Iterable[_Union[_types_pb2_1.Effect, _Mapping]]] = ...) -> None: ...

class DisableRegionRequest(_message.Message):
    __slots__ = ("host", "validate_only", "explain", "expect", "idempotency_key", "region", "force")
    HOST_FIELD_NUMBER: _ClassVar[int]
    VALIDATE_ONLY_FIELD_NUMBER: _ClassVar[int]
    EXPLAIN_FIELD_NUMBER: _ClassVar[int]
    EXPECT_FIELD_NUMBER: _ClassVar[int]
    IDEMPOTENCY_KEY_FIELD_NUMBER: _ClassVar[int]
    REGION_FIELD_NUMBER: _ClassVar[int]
    FORCE_FIELD_NUMBER: _ClassVar[int]
    host: str
    validate_only: bool
    explain: bool
    expect: _types_pb2_1.Expect
    idempotency_key: str
    region: str
    force: bool
    def __init__(self, host: _Optional[str] = ..., validate_only: _Optional[bool] = ..., explain: _Optional[bool] = ..., expect: _Optional[_Union[_types_pb2_1.Expect, _Mapping]] = ..., idempotency_key: _Optional[str] = ..., region: _Optional[str] = ..., force: _Optional[bool] = ...) -> None: ...

class DisableRegionResponse(_message.Message):
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
    trace: _containers.RepeatedCompositeFieldContainer[_types_pb2_1.TraceEntry]
    would_ask: _containers.RepeatedCompositeFieldContainer[_types_pb2_1.Question]
    ret: int
    errno: str
    reason: str
    decided_by: _types_pb2_1.DecidedBy
    effects: _containers.RepeatedCompositeFieldContainer[_types_pb2_1.Effect]
    def __init__(self, fabric: _Optional[str] = ..., host: _Optional[str] = ..., model: _Optional[str] = ..., revision: _Optional[int] = ..., host_revision: _Optional[int] = ..., replayed: _Optional[bool] = ..., trace: _Optional[_Iterable[_Union[_types_pb2_1.TraceEntry, _Mapping]]] = ..., would_ask: _Optional[_Iterable[_Union[_types_pb2_1.Question, _Mapping]]] = ..., ret: _Optional[int] = ..., errno: _Optional[str] = ..., reason: _Optional[str] = ..., decided_by: _Optional[_Union[_types_pb2_1.DecidedBy, _Mapping]] = ..., effects: _Optional[_Iterable[_Union[_types_pb2_1.Effect, _Mapping]]] = ...) -> None: ...

class DestroyRegionRequest(_message.Message):
    __slots__ = ("host", "validate_only", "explain", "expect", "idempotency_key", "region", "force")
    HOST_FIELD_NUMBER: _ClassVar[int]
    VALIDATE_ONLY_FIELD_NUMBER: _ClassVar[int]
    EXPLAIN_FIELD_NUMBER: _ClassVar[int]
    EXPECT_FIELD_NUMBER: _ClassVar[int]
    IDEMPOTENCY_KEY_FIELD_NUMBER: _ClassVar[int]
    REGION_FIELD_NUMBER: _ClassVar[int]
    FORCE_FIELD_NUMBER: _ClassVar[int]
    host: str
    validate_only: bool
    explain: bool
    expect: _types_pb2_1.Expect
    idempotency_key: str
    region: str
    force: bool
    def __init__(self, host: _Optional[str] = ..., validate_only: _Optional[bool] = ..., explain: _Optional[bool] = ..., expect: _Optional[_Union[_types_pb2_1.Expect, _Mapping]] = ..., idempotency_key: _Optional[str] = ..., region: _Optional[str] = ..., force: _Optional[bool] = ...) -> None: ...

class DestroyRegionResponse(_message.Message):
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
    trace: _containers.RepeatedCompositeFieldContainer[_types_pb2_1.TraceEntry]
    would_ask: _containers.RepeatedCompositeFieldContainer[_types_pb2_1.Question]
    ret: int
    errno: str
    reason: str
    decided_by: _types_pb2_1.DecidedBy
    effects: _containers.RepeatedCompositeFieldContainer[_types_pb2_1.Effect]
    def __init__(self, fabric: _Optional[str] = ..., host: _Optional[str] = ..., model: _Optional[str] = ..., revision: _Optional[int] = ..., host_revision: _Optional[int] = ..., replayed: _Optional[bool] = ..., trace: _Optional[_Iterable[_Union[_types_pb2_1.TraceEntry, _Mapping]]] = ..., would_ask: _Optional[_Iterable[_Union[_types_pb2_1.Question, _Mapping]]] = ..., ret: _Optional[int] = ..., errno: _Optional[str] = ..., reason: _Optional[str] = ..., decided_by: _Optional[_Union[_types_pb2_1.DecidedBy, _Mapping]] = ..., effects: _Optional[_Iterable[_Union[_types_pb2_1.Effect, _Mapping]]] = ...) -> None: ...

class EnableMemdevRequest(_message.Message):
    __slots__ = ("host", "validate_only", "explain", "expect", "idempotency_key", "memdev")
    HOST_FIELD_NUMBER: _ClassVar[int]
    VALIDATE_ONLY_FIELD_NUMBER: _ClassVar[int]
    EXPLAIN_FIELD_NUMBER: _ClassVar[int]
    EXPECT_FIELD_NUMBER: _ClassVar[int]
    IDEMPOTENCY_KEY_FIELD_NUMBER: _ClassVar[int]
    MEMDEV_FIELD_NUMBER: _ClassVar[int]
    host: str
    validate_only: bool
    explain: bool
    expect: _types_pb2_1.Expect
    idempotency_key: str
    memdev: str
    def __init__(self, host: _Optional[str] = ..., validate_only: _Optional[bool] = ..., explain: _Optional[bool] = ..., expect: _Optional[_Union[_types_pb2_1.Expect, _Mapping]] = ..., idempotency_key: _Optional[str] = ..., memdev: _Optional[str] = ...) -> None: ...

class EnableMemdevResponse(_message.Message):
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
    trace: _containers.RepeatedCompositeFieldContainer[_types_pb2_1.TraceEntry]
    would_ask: _containers.RepeatedCompositeFieldContainer[_types_pb2_1.Question]
    ret: int
    errno: str
    reason: str
    decided_by: _types_pb2_1.DecidedBy
    effects: _containers.RepeatedCompositeFieldContainer[_types_pb2_1.Effect]
    def __init__(self, fabric: _Optional[str] = ..., host: _Optional[str] = ..., model: _Optional[str] = ..., revision: _Optional[int] = ..., host_revision: _Optional[int] = ..., replayed: _Optional[bool] = ..., trace: _Optional[_Iterable[_Union[_types_pb2_1.TraceEntry, _Mapping]]] = ..., would_ask: _Optional[_Iterable[_Union[_types_pb2_1.Question, _Mapping]]] = ..., ret: _Optional[int] = ..., errno: _Optional[str] = ..., reason: _Optional[str] = ..., decided_by: _Optional[_Union[_types_pb2_1.DecidedBy, _Mapping]] = ..., effects: _Optional[_Iterable[_Union[_types_pb2_1.Effect, _Mapping]]] = ...) -> None: ...

class DisableMemdevRequest(_message.Message):
    __slots__ = ("host", "validate_only", "explain", "expect", "idempotency_key", "memdev", "force")
    HOST_FIELD_NUMBER: _ClassVar[int]
    VALIDATE_ONLY_FIELD_NUMBER: _ClassVar[int]
    EXPLAIN_FIELD_NUMBER: _ClassVar[int]
    EXPECT_FIELD_NUMBER: _ClassVar[int]
    IDEMPOTENCY_KEY_FIELD_NUMBER: _ClassVar[int]
    MEMDEV_FIELD_NUMBER: _ClassVar[int]
    FORCE_FIELD_NUMBER: _ClassVar[int]
    host: str
    validate_only: bool
    explain: bool
    expect: _types_pb2_1.Expect
    idempotency_key: str
    memdev: str
    force: bool
    def __init__(self, host: _Optional[str] = ..., validate_only: _Optional[bool] = ..., explain: _Optional[bool] = ..., expect: _Optional[_Union[_types_pb2_1.Expect, _Mapping]] = ..., idempotency_key: _Optional[str] = ..., memdev: _Optional[str] = ..., force: _Optional[bool] = ...) -> None: ...

class DisableMemdevResponse(_message.Message):
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
    trace: _containers.RepeatedCompositeFieldContainer[_types_pb2_1.TraceEntry]
    would_ask: _containers.RepeatedCompositeFieldContainer[_types_pb2_1.Question]
    ret: int
    errno: str
    reason: str
    decided_by: _types_pb2_1.DecidedBy
    effects: _containers.RepeatedCompositeFieldContainer[_types_pb2_1.Effect]
    def __init__(self, fabric: _Optional[str] = ..., host: _Optional[str] = ..., model: _Optional[str] = ..., revision: _Optional[int] = ..., host_revision: _Optional[int] = ..., replayed: _Optional[bool] = ..., trace: _Optional[_Iterable[_Union[_types_pb2_1.TraceEntry, _Mapping]]] = ..., would_ask: _Optional[_Iterable[_Union[_types_pb2_1.Question, _Mapping]]] = ..., ret: _Optional[int] = ..., errno: _Optional[str] = ..., reason: _Optional[str] = ..., decided_by: _Optional[_Union[_types_pb2_1.DecidedBy, _Mapping]] = ..., effects: _Optional[_Iterable[_Union[_types_pb2_1.Effect, _Mapping]]] = ...) -> None: ...

class ReserveDpaRequest(_message.Message):
    __slots__ = ("host", "validate_only", "explain", "expect", "idempotency_key", "memdev", "type", "size")
    HOST_FIELD_NUMBER: _ClassVar[int]
    VALIDATE_ONLY_FIELD_NUMBER: _ClassVar[int]
    EXPLAIN_FIELD_NUMBER: _ClassVar[int]
    EXPECT_FIELD_NUMBER: _ClassVar[int]
    IDEMPOTENCY_KEY_FIELD_NUMBER: _ClassVar[int]
    MEMDEV_FIELD_NUMBER: _ClassVar[int]
    TYPE_FIELD_NUMBER: _ClassVar[int]
    SIZE_FIELD_NUMBER: _ClassVar[int]
    host: str
    validate_only: bool
    explain: bool
    expect: _types_pb2_1.Expect
    idempotency_key: str
    memdev: str
    type: str
    size: int
    def __init__(self, host: _Optional[str] = ..., validate_only: _Optional[bool] = ..., explain: _Optional[bool] = ..., expect: _Optional[_Union[_types_pb2_1.Expect, _Mapping]] = ..., idempotency_key: _Optional[str] = ..., memdev: _Optional[str] = ..., type: _Optional[str] = ..., size: _Optional[int] = ...) -> None: ...

class ReserveDpaResponse(_message.Message):
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
    trace: _containers.RepeatedCompositeFieldContainer[_types_pb2_1.TraceEntry]
    would_ask: _containers.RepeatedCompositeFieldContainer[_types_pb2_1.Question]
    ret: int
    errno: str
    reason: str
    decided_by: _types_pb2_1.DecidedBy
    effects: _containers.RepeatedCompositeFieldContainer[_types_pb2_1.Effect]
    def __init__(self, fabric: _Optional[str] = ..., host: _Optional[str] = ..., model: _Optional[str] = ..., revision: _Optional[int] = ..., host_revision: _Optional[int] = ..., replayed: _Optional[bool] = ..., trace: _Optional[_Iterable[_Union[_types_pb2_1.TraceEntry, _Mapping]]] = ..., would_ask: _Optional[_Iterable[_Union[_types_pb2_1.Question, _Mapping]]] = ..., ret: _Optional[int] = ..., errno: _Optional[str] = ..., reason: _Optional[str] = ..., decided_by: _Optional[_Union[_types_pb2_1.DecidedBy, _Mapping]] = ..., effects: _Optional[_Iterable[_Union[_types_pb2_1.Effect, _Mapping]]] = ...) -> None: ...

class FreeDpaRequest(_message.Message):
    __slots__ = ("host", "validate_only", "explain", "expect", "idempotency_key", "memdev", "type")
    HOST_FIELD_NUMBER: _ClassVar[int]
    VALIDATE_ONLY_FIELD_NUMBER: _ClassVar[int]
    EXPLAIN_FIELD_NUMBER: _ClassVar[int]
    EXPECT_FIELD_NUMBER: _ClassVar[int]
    IDEMPOTENCY_KEY_FIELD_NUMBER: _ClassVar[int]
    MEMDEV_FIELD_NUMBER: _ClassVar[int]
    TYPE_FIELD_NUMBER: _ClassVar[int]
    host: str
    validate_only: bool
    explain: bool
    expect: _types_pb2_1.Expect
    idempotency_key: str
    memdev: str
    type: str
    def __init__(self, host: _Optional[str] = ..., validate_only: _Optional[bool] = ..., explain: _Optional[bool] = ..., expect: _Optional[_Union[_types_pb2_1.Expect, _Mapping]] = ..., idempotency_key: _Optional[str] = ..., memdev: _Optional[str] = ..., type: _Optional[str] = ...) -> None: ...

class FreeDpaResponse(_message.Message):
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
    trace: _containers.RepeatedCompositeFieldContainer[_types_pb2_1.TraceEntry]
    would_ask: _containers.RepeatedCompositeFieldContainer[_types_pb2_1.Question]
    ret: int
    errno: str
    reason: str
    decided_by: _types_pb2_1.DecidedBy
    effects: _containers.RepeatedCompositeFieldContainer[_types_pb2_1.Effect]
    def __init__(self, fabric: _Optional[str] = ..., host: _Optional[str] = ..., model: _Optional[str] = ..., revision: _Optional[int] = ..., host_revision: _Optional[int] = ..., replayed: _Optional[bool] = ..., trace: _Optional[_Iterable[_Union[_types_pb2_1.TraceEntry, _Mapping]]] = ..., would_ask: _Optional[_Iterable[_Union[_types_pb2_1.Question, _Mapping]]] = ..., ret: _Optional[int] = ..., errno: _Optional[str] = ..., reason: _Optional[str] = ..., decided_by: _Optional[_Union[_types_pb2_1.DecidedBy, _Mapping]] = ..., effects: _Optional[_Iterable[_Union[_types_pb2_1.Effect, _Mapping]]] = ...) -> None: ...

class SanitizeMemdevRequest(_message.Message):
    __slots__ = ("host", "validate_only", "explain", "expect", "idempotency_key", "memdev")
    HOST_FIELD_NUMBER: _ClassVar[int]
    VALIDATE_ONLY_FIELD_NUMBER: _ClassVar[int]
    EXPLAIN_FIELD_NUMBER: _ClassVar[int]
    EXPECT_FIELD_NUMBER: _ClassVar[int]
    IDEMPOTENCY_KEY_FIELD_NUMBER: _ClassVar[int]
    MEMDEV_FIELD_NUMBER: _ClassVar[int]
    host: str
    validate_only: bool
    explain: bool
    expect: _types_pb2_1.Expect
    idempotency_key: str
    memdev: str
    def __init__(self, host: _Optional[str] = ..., validate_only: _Optional[bool] = ..., explain: _Optional[bool] = ..., expect: _Optional[_Union[_types_pb2_1.Expect, _Mapping]] = ..., idempotency_key: _Optional[str] = ..., memdev: _Optional[str] = ...) -> None: ...

class SanitizeMemdevResponse(_message.Message):
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
    trace: _containers.RepeatedCompositeFieldContainer[_types_pb2_1.TraceEntry]
    would_ask: _containers.RepeatedCompositeFieldContainer[_types_pb2_1.Question]
    ret: int
    errno: str
    reason: str
    decided_by: _types_pb2_1.DecidedBy
    effects: _containers.RepeatedCompositeFieldContainer[_types_pb2_1.Effect]
    def __init__(self, fabric: _Optional[str] = ..., host: _Optional[str] = ..., model: _Optional[str] = ..., revision: _Optional[int] = ..., host_revision: _Optional[int] = ..., replayed: _Optional[bool] = ..., trace: _Optional[_Iterable[_Union[_types_pb2_1.TraceEntry, _Mapping]]] = ..., would_ask: _Optional[_Iterable[_Union[_types_pb2_1.Question, _Mapping]]] = ..., ret: _Optional[int] = ..., errno: _Optional[str] = ..., reason: _Optional[str] = ..., decided_by: _Optional[_Union[_types_pb2_1.DecidedBy, _Mapping]] = ..., effects: _Optional[_Iterable[_Union[_types_pb2_1.Effect, _Mapping]]] = ...) -> None: ...

class InjectPoisonRequest(_message.Message):
    __slots__ = ("host", "validate_only", "explain", "expect", "idempotency_key", "memdev", "dpa")
    HOST_FIELD_NUMBER: _ClassVar[int]
    VALIDATE_ONLY_FIELD_NUMBER: _ClassVar[int]
    EXPLAIN_FIELD_NUMBER: _ClassVar[int]
    EXPECT_FIELD_NUMBER: _ClassVar[int]
    IDEMPOTENCY_KEY_FIELD_NUMBER: _ClassVar[int]
    MEMDEV_FIELD_NUMBER: _ClassVar[int]
    DPA_FIELD_NUMBER: _ClassVar[int]
    host: str
    validate_only: bool
    explain: bool
    expect: _types_pb2_1.Expect
    idempotency_key: str
    memdev: str
    dpa: str
    def __init__(self, host: _Optional[str] = ..., validate_only: _Optional[bool] = ..., explain: _Optional[bool] = ..., expect: _Optional[_Union[_types_pb2_1.Expect, _Mapping]] = ..., idempotency_key: _Optional[str] = ..., memdev: _Optional[str] = ..., dpa: _Optional[str] = ...) -> None: ...

class InjectPoisonResponse(_message.Message):
    __slots__ = ("fabric", "host", "model", "revision", "host_revision", "replayed", "trace", "would_ask", "ret", "errno", "reason", "decided_by", "effects", "memdev", "dpa", "hpa", "region", "pfn", "nid", "page", "mappings")
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
    DPA_FIELD_NUMBER: _ClassVar[int]
    HPA_FIELD_NUMBER: _ClassVar[int]
    REGION_FIELD_NUMBER: _ClassVar[int]
    PFN_FIELD_NUMBER: _ClassVar[int]
    NID_FIELD_NUMBER: _ClassVar[int]
    PAGE_FIELD_NUMBER: _ClassVar[int]
    MAPPINGS_FIELD_NUMBER: _ClassVar[int]
    fabric: str
    host: str
    model: str
    revision: int
    host_revision: int
    replayed: bool
    trace: _containers.RepeatedCompositeFieldContainer[_types_pb2_1.TraceEntry]
    would_ask: _containers.RepeatedCompositeFieldContainer[_types_pb2_1.Question]
    ret: int
    errno: str
    reason: str
    decided_by: _types_pb2_1.DecidedBy
    effects: _containers.RepeatedCompositeFieldContainer[_types_pb2_1.Effect]
    memdev: str
    dpa: str
    hpa: str
    region: str
    pfn: str
    nid: int
    page: str
    mappings: _containers.RepeatedCompositeFieldContainer[_types_pb2.MappingView]
    def __init__(self, fabric: _Optional[str] = ..., host: _Optional[str] = ..., model: _Optional[str] = ..., revision: _Optional[int] = ..., host_revision: _Optional[int] = ..., replayed: _Optional[bool] = ..., trace: _Optional[_Iterable[_Union[_types_pb2_1.TraceEntry, _Mapping]]] = ..., would_ask: _Optional[_Iterable[_Union[_types_pb2_1.Question, _Mapping]]] = ..., ret: _Optional[int] = ..., errno: _Optional[str] = ..., reason: _Optional[str] = ..., decided_by: _Optional[_Union[_types_pb2_1.DecidedBy, _Mapping]] = ..., effects: _Optional[_Iterable[_Union[_types_pb2_1.Effect, _Mapping]]] = ..., memdev: _Optional[str] = ..., dpa: _Optional[str] = ..., hpa: _Optional[str] = ..., region: _Optional[str] = ..., pfn: _Optional[str] = ..., nid: _Optional[int] = ..., page: _Optional[str] = ..., mappings: _Optional[_Iterable[_Union[_types_pb2.MappingView, _Mapping]]] = ...) -> None: ...

class ClearPoisonRequest(_message.Message):
    __slots__ = ("host", "validate_only", "explain", "expect", "idempotency_key", "memdev", "dpa")
    HOST_FIELD_NUMBER: _ClassVar[int]
    VALIDATE_ONLY_FIELD_NUMBER: _ClassVar[int]
    EXPLAIN_FIELD_NUMBER: _ClassVar[int]
    EXPECT_FIELD_NUMBER: _ClassVar[int]
    IDEMPOTENCY_KEY_FIELD_NUMBER: _ClassVar[int]
    MEMDEV_FIELD_NUMBER: _ClassVar[int]
    DPA_FIELD_NUMBER: _ClassVar[int]
    host: str
    validate_only: bool
    explain: bool
    expect: _types_pb2_1.Expect
    idempotency_key: str
    memdev: str
    dpa: str
    def __init__(self, host: _Optional[str] = ..., validate_only: _Optional[bool] = ..., explain: _Optional[bool] = ..., expect: _Optional[_Union[_types_pb2_1.Expect, _Mapping]] = ..., idempotency_key: _Optional[str] = ..., memdev: _Optional[str] = ..., dpa: _Optional[str] = ...) -> None: ...

class ClearPoisonResponse(_message.Message):
    __slots__ = ("fabric", "host", "model", "revision", "host_revision", "replayed", "trace", "would_ask", "ret", "errno", "reason", "decided_by", "effects", "memdev", "dpa", "hpa", "region", "pfn", "nid", "page", "mappings")
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
    DPA_FIELD_NUMBER: _ClassVar[int]
    HPA_FIELD_NUMBER: _ClassVar[int]
    REGION_FIELD_NUMBER: _ClassVar[int]
    PFN_FIELD_NUMBER: _ClassVar[int]
    NID_FIELD_NUMBER: _ClassVar[int]
    PAGE_FIELD_NUMBER: _ClassVar[int]
    MAPPINGS_FIELD_NUMBER: _ClassVar[int]
    fabric: str
    host: str
    model: str
    revision: int
    host_revision: int
    replayed: bool
    trace: _containers.RepeatedCompositeFieldContainer[_types_pb2_1.TraceEntry]
    would_ask: _containers.RepeatedCompositeFieldContainer[_types_pb2_1.Question]
    ret: int
    errno: str
    reason: str
    decided_by: _types_pb2_1.DecidedBy
    effects: _containers.RepeatedCompositeFieldContainer[_types_pb2_1.Effect]
    memdev: str
    dpa: str
    hpa: str
    region: str
    pfn: str
    nid: int
    page: str
    mappings: _containers.RepeatedCompositeFieldContainer[_types_pb2.MappingView]
    def __init__(self, fabric: _Optional[str] = ..., host: _Optional[str] = ..., model: _Optional[str] = ..., revision: _Optional[int] = ..., host_revision: _Optional[int] = ..., replayed: _Optional[bool] = ..., trace: _Optional[_Iterable[_Union[_types_pb2_1.TraceEntry, _Mapping]]] = ..., would_ask: _Optional[_Iterable[_Union[_types_pb2_1.Question, _Mapping]]] = ..., ret: _Optional[int] = ..., errno: _Optional[str] = ..., reason: _Optional[str] = ..., decided_by: _Optional[_Union[_types_pb2_1.DecidedBy, _Mapping]] = ..., effects: _Optional[_Iterable[_Union[_types_pb2_1.Effect, _Mapping]]] = ..., memdev: _Optional[str] = ..., dpa: _Optional[str] = ..., hpa: _Optional[str] = ..., region: _Optional[str] = ..., pfn: _Optional[str] = ..., nid: _Optional[int] = ..., page: _Optional[str] = ..., mappings: _Optional[_Iterable[_Union[_types_pb2.MappingView, _Mapping]]] = ...) -> None: ...

class RebootHostRequest(_message.Message):
    __slots__ = ("host", "validate_only", "explain", "expect", "idempotency_key", "decoders")
    HOST_FIELD_NUMBER: _ClassVar[int]
    VALIDATE_ONLY_FIELD_NUMBER: _ClassVar[int]
    EXPLAIN_FIELD_NUMBER: _ClassVar[int]
    EXPECT_FIELD_NUMBER: _ClassVar[int]
    IDEMPOTENCY_KEY_FIELD_NUMBER: _ClassVar[int]
    DECODERS_FIELD_NUMBER: _ClassVar[int]
    host: str
    validate_only: bool
    explain: bool
    expect: _types_pb2_1.Expect
    idempotency_key: str
    decoders: str
    def __init__(self, host: _Optional[str] = ..., validate_only: _Optional[bool] = ..., explain: _Optional[bool] = ..., expect: _Optional[_Union[_types_pb2_1.Expect, _Mapping]] = ..., idempotency_key: _Optional[str] = ..., decoders: _Optional[str] = ...) -> None: ...

class RebootHostResponse(_message.Message):
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
    trace: _containers.RepeatedCompositeFieldContainer[_types_pb2_1.TraceEntry]
    would_ask: _containers.RepeatedCompositeFieldContainer[_types_pb2_1.Question]
    ret: int
    errno: str
    reason: str
    decided_by: _types_pb2_1.DecidedBy
    effects: _containers.RepeatedCompositeFieldContainer[_types_pb2_1.Effect]
    def __init__(self, fabric: _Optional[str] = ..., host: _Optional[str] = ..., model: _Optional[str] = ..., revision: _Optional[int] = ..., host_revision: _Optional[int] = ..., replayed: _Optional[bool] = ..., trace: _Optional[_Iterable[_Union[_types_pb2_1.TraceEntry, _Mapping]]] = ..., would_ask: _Optional[_Iterable[_Union[_types_pb2_1.Question, _Mapping]]] = ..., ret: _Optional[int] = ..., errno: _Optional[str] = ..., reason: _Optional[str] = ..., decided_by: _Optional[_Union[_types_pb2_1.DecidedBy, _Mapping]] = ..., effects: _Optional[_Iterable[_Union[_types_pb2_1.Effect, _Mapping]]] = ...) -> None: ...

class PowerOffHostRequest(_message.Message):
    __slots__ = ("host", "validate_only", "explain", "expect", "idempotency_key")
    HOST_FIELD_NUMBER: _ClassVar[int]
    VALIDATE_ONLY_FIELD_NUMBER: _ClassVar[int]
    EXPLAIN_FIELD_NUMBER: _ClassVar[int]
    EXPECT_FIELD_NUMBER: _ClassVar[int]
    IDEMPOTENCY_KEY_FIELD_NUMBER: _ClassVar[int]
    host: str
    validate_only: bool
    explain: bool
    expect: _types_pb2_1.Expect
    idempotency_key: str
    def __init__(self, host: _Optional[str] = ..., validate_only: _Optional[bool] = ..., explain: _Optional[bool] = ..., expect: _Optional[_Union[_types_pb2_1.Expect, _Mapping]] = ..., idempotency_key: _Optional[str] = ...) -> None: ...

class PowerOffHostResponse(_message.Message):
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
    trace: _containers.RepeatedCompositeFieldContainer[_types_pb2_1.TraceEntry]
    would_ask: _containers.RepeatedCompositeFieldContainer[_types_pb2_1.Question]
    ret: int
    errno: str
    reason: str
    decided_by: _types_pb2_1.DecidedBy
    effects: _containers.RepeatedCompositeFieldContainer[_types_pb2_1.Effect]
    def __init__(self, fabric: _Optional[str] = ..., host: _Optional[str] = ..., model: _Optional[str] = ..., revision: _Optional[int] = ..., host_revision: _Optional[int] = ..., replayed: _Optional[bool] = ..., trace: _Optional[_Iterable[_Union[_types_pb2_1.TraceEntry, _Mapping]]] = ..., would_ask: _Optional[_Iterable[_Union[_types_pb2_1.Question, _Mapping]]] = ..., ret: _Optional[int] = ..., errno: _Optional[str] = ..., reason: _Optional[str] = ..., decided_by: _Optional[_Union[_types_pb2_1.DecidedBy, _Mapping]] = ..., effects: _Optional[_Iterable[_Union[_types_pb2_1.Effect, _Mapping]]] = ...) -> None: ...

class PowerOnHostRequest(_message.Message):
    __slots__ = ("host", "validate_only", "explain", "expect", "idempotency_key")
    HOST_FIELD_NUMBER: _ClassVar[int]
    VALIDATE_ONLY_FIELD_NUMBER: _ClassVar[int]
    EXPLAIN_FIELD_NUMBER: _ClassVar[int]
    EXPECT_FIELD_NUMBER: _ClassVar[int]
    IDEMPOTENCY_KEY_FIELD_NUMBER: _ClassVar[int]
    host: str
    validate_only: bool
    explain: bool
    expect: _types_pb2_1.Expect
    idempotency_key: str
    def __init__(self, host: _Optional[str] = ..., validate_only: _Optional[bool] = ..., explain: _Optional[bool] = ..., expect: _Optional[_Union[_types_pb2_1.Expect, _Mapping]] = ..., idempotency_key: _Optional[str] = ...) -> None: ...

class PowerOnHostResponse(_message.Message):
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
    trace: _containers.RepeatedCompositeFieldContainer[_types_pb2_1.TraceEntry]
    would_ask: _containers.RepeatedCompositeFieldContainer[_types_pb2_1.Question]
    ret: int
    errno: str
    reason: str
    decided_by: _types_pb2_1.DecidedBy
    effects: _containers.RepeatedCompositeFieldContainer[_types_pb2_1.Effect]
    def __init__(self, fabric: _Optional[str] = ..., host: _Optional[str] = ..., model: _Optional[str] = ..., revision: _Optional[int] = ..., host_revision: _Optional[int] = ..., replayed: _Optional[bool] = ..., trace: _Optional[_Iterable[_Union[_types_pb2_1.TraceEntry, _Mapping]]] = ..., would_ask: _Optional[_Iterable[_Union[_types_pb2_1.Question, _Mapping]]] = ..., ret: _Optional[int] = ..., errno: _Optional[str] = ..., reason: _Optional[str] = ..., decided_by: _Optional[_Union[_types_pb2_1.DecidedBy, _Mapping]] = ..., effects: _Optional[_Iterable[_Union[_types_pb2_1.Effect, _Mapping]]] = ...) -> None: ...

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
    expect: _types_pb2_1.Expect
    idempotency_key: str
    stop_on_error: bool
    steps: _containers.RepeatedCompositeFieldContainer[BatchStep]
    def __init__(self, id: _Optional[int] = ..., host: _Optional[str] = ..., validate_only: _Optional[bool] = ..., explain: _Optional[bool] = ..., expect: _Optional[_Union[_types_pb2_1.Expect, _Mapping]] = ..., idempotency_key: _Optional[str] = ..., stop_on_error: _Optional[bool] = ..., steps: _Optional[_Iterable[_Union[BatchStep, _Mapping]]] = ...) -> None: ...

class BatchResponse(_message.Message):
    __slots__ = ("id", "results", "stopped", "refusal")
    ID_FIELD_NUMBER: _ClassVar[int]
    RESULTS_FIELD_NUMBER: _ClassVar[int]
    STOPPED_FIELD_NUMBER: _ClassVar[int]
    REFUSAL_FIELD_NUMBER: _ClassVar[int]
    id: int
    results: _containers.RepeatedCompositeFieldContainer[BatchResult]
    stopped: bool
    refusal: _types_pb2_1.Refusal
    def __init__(self, id: _Optional[int] = ..., results: _Optional[_Iterable[_Union[BatchResult, _Mapping]]] = ..., stopped: _Optional[bool] = ..., refusal: _Optional[_Union[_types_pb2_1.Refusal, _Mapping]] = ...) -> None: ...

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
    __slots__ = ("fabric", "host", "model", "revision", "host_revision", "replayed", "ret", "errno", "reason", "decided_by", "effects", "files", "assumed", "ignored", "private_nodes", "fallback_orders", "differences", "cxl", "cxl_why")
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
    CXL_FIELD_NUMBER: _ClassVar[int]
    CXL_WHY_FIELD_NUMBER: _ClassVar[int]
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
    cxl: str
    cxl_why: str
    def __init__(self, fabric: _Optional[str] = ..., host: _Optional[str] = ..., model: _Optional[str] = ..., revision: _Optional[int] = ..., host_revision: _Optional[int] = ..., replayed: _Optional[bool] = ..., ret: _Optional[int] = ..., errno: _Optional[str] = ..., reason: _Optional[str] = ..., decided_by: _Optional[_Union[_types_pb2_1.DecidedBy, _Mapping]] = ..., effects: _Optional[_Iterable[_Union[_types_pb2_1.Effect, _Mapping]]] = ..., files: _Optional[_Iterable[_Union[_types_pb2.ImportedText, _Mapping]]] = ..., assumed: _Optional[_Iterable[str]] = ..., ignored: _Optional[_Iterable[str]] = ..., private_nodes: _Optional[_Iterable[int]] = ..., fallback_orders: _Optional[str] = ..., differences: _Optional[_Iterable[_Union[_types_pb2.FallbackDifference, _Mapping]]] = ..., cxl: _Optional[str] = ..., cxl_why: _Optional[str] = ...) -> None: ...

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

class ListSwitchesRequest(_message.Message):
    __slots__ = ("fabric", "page_size", "page_token")
    FABRIC_FIELD_NUMBER: _ClassVar[int]
    PAGE_SIZE_FIELD_NUMBER: _ClassVar[int]
    PAGE_TOKEN_FIELD_NUMBER: _ClassVar[int]
    fabric: str
    page_size: int
    page_token: str
    def __init__(self, fabric: _Optional[str] = ..., page_size: _Optional[int] = ..., page_token: _Optional[str] = ...) -> None: ...

class ListSwitchesResponse(_message.Message):
    __slots__ = ("items", "next_page_token", "revision", "host_revision")
    ITEMS_FIELD_NUMBER: _ClassVar[int]
    NEXT_PAGE_TOKEN_FIELD_NUMBER: _ClassVar[int]
    REVISION_FIELD_NUMBER: _ClassVar[int]
    HOST_REVISION_FIELD_NUMBER: _ClassVar[int]
    items: _containers.RepeatedCompositeFieldContainer[_types_pb2.SwitchView]
    next_page_token: str
    revision: int
    host_revision: int
    def __init__(self, items: _Optional[_Iterable[_Union[_types_pb2.SwitchView, _Mapping]]] = ..., next_page_token: _Optional[str] = ..., revision: _Optional[int] = ..., host_revision: _Optional[int] = ...) -> None: ...

class GetSwitchRequest(_message.Message):
    __slots__ = ("fabric", "switch")
    FABRIC_FIELD_NUMBER: _ClassVar[int]
    SWITCH_FIELD_NUMBER: _ClassVar[int]
    fabric: str
    switch: str
    def __init__(self, fabric: _Optional[str] = ..., switch: _Optional[str] = ...) -> None: ...

class GetSwitchResponse(_message.Message):
    __slots__ = ("item", "revision", "host_revision")
    ITEM_FIELD_NUMBER: _ClassVar[int]
    REVISION_FIELD_NUMBER: _ClassVar[int]
    HOST_REVISION_FIELD_NUMBER: _ClassVar[int]
    item: _types_pb2.SwitchView
    revision: int
    host_revision: int
    def __init__(self, item: _Optional[_Union[_types_pb2.SwitchView, _Mapping]] = ..., revision: _Optional[int] = ..., host_revision: _Optional[int] = ...) -> None: ...

class ListVppbsRequest(_message.Message):
    __slots__ = ("fabric", "switch", "page_size", "page_token")
    FABRIC_FIELD_NUMBER: _ClassVar[int]
    SWITCH_FIELD_NUMBER: _ClassVar[int]
    PAGE_SIZE_FIELD_NUMBER: _ClassVar[int]
    PAGE_TOKEN_FIELD_NUMBER: _ClassVar[int]
    fabric: str
    switch: str
    page_size: int
    page_token: str
    def __init__(self, fabric: _Optional[str] = ..., switch: _Optional[str] = ..., page_size: _Optional[int] = ..., page_token: _Optional[str] = ...) -> None: ...

class ListVppbsResponse(_message.Message):
    __slots__ = ("items", "next_page_token", "revision", "host_revision")
    ITEMS_FIELD_NUMBER: _ClassVar[int]
    NEXT_PAGE_TOKEN_FIELD_NUMBER: _ClassVar[int]
    REVISION_FIELD_NUMBER: _ClassVar[int]
    HOST_REVISION_FIELD_NUMBER: _ClassVar[int]
    items: _containers.RepeatedCompositeFieldContainer[_types_pb2.VppbView]
    next_page_token: str
    revision: int
    host_revision: int
    def __init__(self, items: _Optional[_Iterable[_Union[_types_pb2.VppbView, _Mapping]]] = ..., next_page_token: _Optional[str] = ..., revision: _Optional[int] = ..., host_revision: _Optional[int] = ...) -> None: ...

class ListDevicesRequest(_message.Message):
    __slots__ = ("fabric", "page_size", "page_token")
    FABRIC_FIELD_NUMBER: _ClassVar[int]
    PAGE_SIZE_FIELD_NUMBER: _ClassVar[int]
    PAGE_TOKEN_FIELD_NUMBER: _ClassVar[int]
    fabric: str
    page_size: int
    page_token: str
    def __init__(self, fabric: _Optional[str] = ..., page_size: _Optional[int] = ..., page_token: _Optional[str] = ...) -> None: ...

class ListDevicesResponse(_message.Message):
    __slots__ = ("items", "next_page_token", "revision", "host_revision")
    ITEMS_FIELD_NUMBER: _ClassVar[int]
    NEXT_PAGE_TOKEN_FIELD_NUMBER: _ClassVar[int]
    REVISION_FIELD_NUMBER: _ClassVar[int]
    HOST_REVISION_FIELD_NUMBER: _ClassVar[int]
    items: _containers.RepeatedCompositeFieldContainer[_types_pb2.DeviceView]
    next_page_token: str
    revision: int
    host_revision: int
    def __init__(self, items: _Optional[_Iterable[_Union[_types_pb2.DeviceView, _Mapping]]] = ..., next_page_token: _Optional[str] = ..., revision: _Optional[int] = ..., host_revision: _Optional[int] = ...) -> None: ...

class GetDeviceRequest(_message.Message):
    __slots__ = ("fabric", "device")
    FABRIC_FIELD_NUMBER: _ClassVar[int]
    DEVICE_FIELD_NUMBER: _ClassVar[int]
    fabric: str
    device: str
    def __init__(self, fabric: _Optional[str] = ..., device: _Optional[str] = ...) -> None: ...

class GetDeviceResponse(_message.Message):
    __slots__ = ("item", "revision", "host_revision")
    ITEM_FIELD_NUMBER: _ClassVar[int]
    REVISION_FIELD_NUMBER: _ClassVar[int]
    HOST_REVISION_FIELD_NUMBER: _ClassVar[int]
    item: _types_pb2.DeviceView
    revision: int
    host_revision: int
    def __init__(self, item: _Optional[_Union[_types_pb2.DeviceView, _Mapping]] = ..., revision: _Optional[int] = ..., host_revision: _Optional[int] = ...) -> None: ...

class ListDcExtentsRequest(_message.Message):
    __slots__ = ("fabric", "device", "page_size", "page_token")
    FABRIC_FIELD_NUMBER: _ClassVar[int]
    DEVICE_FIELD_NUMBER: _ClassVar[int]
    PAGE_SIZE_FIELD_NUMBER: _ClassVar[int]
    PAGE_TOKEN_FIELD_NUMBER: _ClassVar[int]
    fabric: str
    device: str
    page_size: int
    page_token: str
    def __init__(self, fabric: _Optional[str] = ..., device: _Optional[str] = ..., page_size: _Optional[int] = ..., page_token: _Optional[str] = ...) -> None: ...

class ListDcExtentsResponse(_message.Message):
    __slots__ = ("items", "next_page_token", "revision", "host_revision")
    ITEMS_FIELD_NUMBER: _ClassVar[int]
    NEXT_PAGE_TOKEN_FIELD_NUMBER: _ClassVar[int]
    REVISION_FIELD_NUMBER: _ClassVar[int]
    HOST_REVISION_FIELD_NUMBER: _ClassVar[int]
    items: _containers.RepeatedCompositeFieldContainer[_types_pb2.DcExtentView]
    next_page_token: str
    revision: int
    host_revision: int
    def __init__(self, items: _Optional[_Iterable[_Union[_types_pb2.DcExtentView, _Mapping]]] = ..., next_page_token: _Optional[str] = ..., revision: _Optional[int] = ..., host_revision: _Optional[int] = ...) -> None: ...

class ListCapacityRequest(_message.Message):
    __slots__ = ("fabric", "page_size", "page_token")
    FABRIC_FIELD_NUMBER: _ClassVar[int]
    PAGE_SIZE_FIELD_NUMBER: _ClassVar[int]
    PAGE_TOKEN_FIELD_NUMBER: _ClassVar[int]
    fabric: str
    page_size: int
    page_token: str
    def __init__(self, fabric: _Optional[str] = ..., page_size: _Optional[int] = ..., page_token: _Optional[str] = ...) -> None: ...

class ListCapacityResponse(_message.Message):
    __slots__ = ("items", "next_page_token", "revision", "host_revision")
    ITEMS_FIELD_NUMBER: _ClassVar[int]
    NEXT_PAGE_TOKEN_FIELD_NUMBER: _ClassVar[int]
    REVISION_FIELD_NUMBER: _ClassVar[int]
    HOST_REVISION_FIELD_NUMBER: _ClassVar[int]
    items: _containers.RepeatedCompositeFieldContainer[_types_pb2.CapacityView]
    next_page_token: str
    revision: int
    host_revision: int
    def __init__(self, items: _Optional[_Iterable[_Union[_types_pb2.CapacityView, _Mapping]]] = ..., next_page_token: _Optional[str] = ..., revision: _Optional[int] = ..., host_revision: _Optional[int] = ...) -> None: ...

class ListCompositionsRequest(_message.Message):
    __slots__ = ("fabric", "page_size", "page_token")
    FABRIC_FIELD_NUMBER: _ClassVar[int]
    PAGE_SIZE_FIELD_NUMBER: _ClassVar[int]
    PAGE_TOKEN_FIELD_NUMBER: _ClassVar[int]
    fabric: str
    page_size: int
    page_token: str
    def __init__(self, fabric: _Optional[str] = ..., page_size: _Optional[int] = ..., page_token: _Optional[str] = ...) -> None: ...

class ListCompositionsResponse(_message.Message):
    __slots__ = ("items", "next_page_token", "revision", "host_revision")
    ITEMS_FIELD_NUMBER: _ClassVar[int]
    NEXT_PAGE_TOKEN_FIELD_NUMBER: _ClassVar[int]
    REVISION_FIELD_NUMBER: _ClassVar[int]
    HOST_REVISION_FIELD_NUMBER: _ClassVar[int]
    items: _containers.RepeatedCompositeFieldContainer[_types_pb2.CompositionView]
    next_page_token: str
    revision: int
    host_revision: int
    def __init__(self, items: _Optional[_Iterable[_Union[_types_pb2.CompositionView, _Mapping]]] = ..., next_page_token: _Optional[str] = ..., revision: _Optional[int] = ..., host_revision: _Optional[int] = ...) -> None: ...

class GetCompositionRequest(_message.Message):
    __slots__ = ("fabric", "composition")
    FABRIC_FIELD_NUMBER: _ClassVar[int]
    COMPOSITION_FIELD_NUMBER: _ClassVar[int]
    fabric: str
    composition: str
    def __init__(self, fabric: _Optional[str] = ..., composition: _Optional[str] = ...) -> None: ...

class GetCompositionResponse(_message.Message):
    __slots__ = ("item", "revision", "host_revision")
    ITEM_FIELD_NUMBER: _ClassVar[int]
    REVISION_FIELD_NUMBER: _ClassVar[int]
    HOST_REVISION_FIELD_NUMBER: _ClassVar[int]
    item: _types_pb2.CompositionView
    revision: int
    host_revision: int
    def __init__(self, item: _Optional[_Union[_types_pb2.CompositionView, _Mapping]] = ..., revision: _Optional[int] = ..., host_revision: _Optional[int] = ...) -> None: ...

class ListDriversRequest(_message.Message):
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

class ListDriversResponse(_message.Message):
    __slots__ = ("items", "next_page_token", "revision", "host_revision")
    ITEMS_FIELD_NUMBER: _ClassVar[int]
    NEXT_PAGE_TOKEN_FIELD_NUMBER: _ClassVar[int]
    REVISION_FIELD_NUMBER: _ClassVar[int]
    HOST_REVISION_FIELD_NUMBER: _ClassVar[int]
    items: _containers.RepeatedCompositeFieldContainer[_types_pb2.DriverView]
    next_page_token: str
    revision: int
    host_revision: int
    def __init__(self, items: _Optional[_Iterable[_Union[_types_pb2.DriverView, _Mapping]]] = ..., next_page_token: _Optional[str] = ..., revision: _Optional[int] = ..., host_revision: _Optional[int] = ...) -> None: ...

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

class GetModelVariantRequest(_message.Message):
    __slots__ = ("model", "variant")
    MODEL_FIELD_NUMBER: _ClassVar[int]
    VARIANT_FIELD_NUMBER: _ClassVar[int]
    model: str
    variant: str
    def __init__(self, model: _Optional[str] = ..., variant: _Optional[str] = ...) -> None: ...

class GetModelVariantResponse(_message.Message):
    __slots__ = ("item", "revision", "host_revision")
    ITEM_FIELD_NUMBER: _ClassVar[int]
    REVISION_FIELD_NUMBER: _ClassVar[int]
    HOST_REVISION_FIELD_NUMBER: _ClassVar[int]
    item: _types_pb2.ModelView
    revision: int
    host_revision: int
    def __init__(self, item: _Optional[_Union[_types_pb2.ModelView, _Mapping]] = ..., revision: _Optional[int] = ..., host_revision: _Optional[int] = ...) -> None: ...

class DiffModelsRequest(_message.Message):
    __slots__ = ("first", "second")
    FIRST_FIELD_NUMBER: _ClassVar[int]
    SECOND_FIELD_NUMBER: _ClassVar[int]
    first: str
    second: str
    def __init__(self, first: _Optional[str] = ..., second: _Optional[str] = ...) -> None: ...

class DiffModelsResponse(_message.Message):
    __slots__ = ("item", "revision", "host_revision")
    ITEM_FIELD_NUMBER: _ClassVar[int]
    REVISION_FIELD_NUMBER: _ClassVar[int]
    HOST_REVISION_FIELD_NUMBER: _ClassVar[int]
    item: _types_pb2.ModelDiffView
    revision: int
    host_revision: int
    def __init__(self, item: _Optional[_Union[_types_pb2.ModelDiffView, _Mapping]] = ..., revision: _Optional[int] = ..., host_revision: _Optional[int] = ...) -> None: ...

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
    __slots__ = ("host", "revision")
    HOST_FIELD_NUMBER: _ClassVar[int]
    REVISION_FIELD_NUMBER: _ClassVar[int]
    host: str
    revision: int
    def __init__(self, host: _Optional[str] = ..., revision: _Optional[int] = ...) -> None: ...

class GetHostResponse(_message.Message):
    __slots__ = ("item", "revision", "host_revision")
    ITEM_FIELD_NUMBER: _ClassVar[int]
    REVISION_FIELD_NUMBER: _ClassVar[int]
    HOST_REVISION_FIELD_NUMBER: _ClassVar[int]
    item: _types_pb2.HostView
    revision: int
    host_revision: int
    def __init__(self, item: _Optional[_Union[_types_pb2.HostView, _Mapping]] = ..., revision: _Optional[int] = ..., host_revision: _Optional[int] = ...) -> None: ...

class GetExplanationRequest(_message.Message):
    __slots__ = ("host", "revision")
    HOST_FIELD_NUMBER: _ClassVar[int]
    REVISION_FIELD_NUMBER: _ClassVar[int]
    host: str
    revision: int
    def __init__(self, host: _Optional[str] = ..., revision: _Optional[int] = ...) -> None: ...

class GetExplanationResponse(_message.Message):
    __slots__ = ("item", "revision", "host_revision")
    ITEM_FIELD_NUMBER: _ClassVar[int]
    REVISION_FIELD_NUMBER: _ClassVar[int]
    HOST_REVISION_FIELD_NUMBER: _ClassVar[int]
    item: _types_pb2.ExplanationView
    revision: int
    host_revision: int
    def __init__(self, item: _Optional[_Union[_types_pb2.ExplanationView, _Mapping]] = ..., revision: _Optional[int] = ..., host_revision: _Optional[int] = ...) -> None: ...

class ListMediaErrorsRequest(_message.Message):
    __slots__ = ("host", "memdev", "page_size", "page_token", "revision")
    HOST_FIELD_NUMBER: _ClassVar[int]
    MEMDEV_FIELD_NUMBER: _ClassVar[int]
    PAGE_SIZE_FIELD_NUMBER: _ClassVar[int]
    PAGE_TOKEN_FIELD_NUMBER: _ClassVar[int]
    REVISION_FIELD_NUMBER: _ClassVar[int]
    host: str
    memdev: str
    page_size: int
    page_token: str
    revision: int
    def __init__(self, host: _Optional[str] = ..., memdev: _Optional[str] = ..., page_size: _Optional[int] = ..., page_token: _Optional[str] = ..., revision: _Optional[int] = ...) -> None: ...

class ListMediaErrorsResponse(_message.Message):
    __slots__ = ("items", "next_page_token", "revision", "host_revision")
    ITEMS_FIELD_NUMBER: _ClassVar[int]
    NEXT_PAGE_TOKEN_FIELD_NUMBER: _ClassVar[int]
    REVISION_FIELD_NUMBER: _ClassVar[int]
    HOST_REVISION_FIELD_NUMBER: _ClassVar[int]
    items: _containers.RepeatedCompositeFieldContainer[_types_pb2.MediaErrorView]
    next_page_token: str
    revision: int
    host_revision: int
    def __init__(self, items: _Optional[_Iterable[_Union[_types_pb2.MediaErrorView, _Mapping]]] = ..., next_page_token: _Optional[str] = ..., revision: _Optional[int] = ..., host_revision: _Optional[int] = ...) -> None: ...

class GetHpaRequest(_message.Message):
    __slots__ = ("host", "hpa", "revision")
    HOST_FIELD_NUMBER: _ClassVar[int]
    HPA_FIELD_NUMBER: _ClassVar[int]
    REVISION_FIELD_NUMBER: _ClassVar[int]
    host: str
    hpa: str
    revision: int
    def __init__(self, host: _Optional[str] = ..., hpa: _Optional[str] = ..., revision: _Optional[int] = ...) -> None: ...

class GetHpaResponse(_message.Message):
    __slots__ = ("item", "revision", "host_revision")
    ITEM_FIELD_NUMBER: _ClassVar[int]
    REVISION_FIELD_NUMBER: _ClassVar[int]
    HOST_REVISION_FIELD_NUMBER: _ClassVar[int]
    item: _types_pb2.TranslationView
    revision: int
    host_revision: int
    def __init__(self, item: _Optional[_Union[_types_pb2.TranslationView, _Mapping]] = ..., revision: _Optional[int] = ..., host_revision: _Optional[int] = ...) -> None: ...

class GetDpaRequest(_message.Message):
    __slots__ = ("host", "memdev", "dpa", "revision")
    HOST_FIELD_NUMBER: _ClassVar[int]
    MEMDEV_FIELD_NUMBER: _ClassVar[int]
    DPA_FIELD_NUMBER: _ClassVar[int]
    REVISION_FIELD_NUMBER: _ClassVar[int]
    host: str
    memdev: str
    dpa: str
    revision: int
    def __init__(self, host: _Optional[str] = ..., memdev: _Optional[str] = ..., dpa: _Optional[str] = ..., revision: _Optional[int] = ...) -> None: ...

class GetDpaResponse(_message.Message):
    __slots__ = ("item", "revision", "host_revision")
    ITEM_FIELD_NUMBER: _ClassVar[int]
    REVISION_FIELD_NUMBER: _ClassVar[int]
    HOST_REVISION_FIELD_NUMBER: _ClassVar[int]
    item: _types_pb2.TranslationView
    revision: int
    host_revision: int
    def __init__(self, item: _Optional[_Union[_types_pb2.TranslationView, _Mapping]] = ..., revision: _Optional[int] = ..., host_revision: _Optional[int] = ...) -> None: ...

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

class ForkHostRequest(_message.Message):
    __slots__ = ("host", "name", "revision", "kernel_model", "knobs", "description", "validate_only", "idempotency_key")
    class KnobsEntry(_message.Message):
        __slots__ = ("key", "value")
        KEY_FIELD_NUMBER: _ClassVar[int]
        VALUE_FIELD_NUMBER: _ClassVar[int]
        key: str
        value: str
        def __init__(self, key: _Optional[str] = ..., value: _Optional[str] = ...) -> None: ...
    HOST_FIELD_NUMBER: _ClassVar[int]
    NAME_FIELD_NUMBER: _ClassVar[int]
    REVISION_FIELD_NUMBER: _ClassVar[int]
    KERNEL_MODEL_FIELD_NUMBER: _ClassVar[int]
    KNOBS_FIELD_NUMBER: _ClassVar[int]
    DESCRIPTION_FIELD_NUMBER: _ClassVar[int]
    VALIDATE_ONLY_FIELD_NUMBER: _ClassVar[int]
    IDEMPOTENCY_KEY_FIELD_NUMBER: _ClassVar[int]
    host: str
    name: str
    revision: str
    kernel_model: str
    knobs: _containers.ScalarMap[str, str]
    description: str
    validate_only: bool
    idempotency_key: str
    def __init__(self, host: _Optional[str] = ..., name: _Optional[str] = ..., revision: _Optional[str] = ..., kernel_model: _Optional[str] = ..., knobs: _Optional[_Mapping[str, str]] = ..., description: _Optional[str] = ..., validate_only: _Optional[bool] = ..., idempotency_key: _Optional[str] = ...) -> None: ...

class ForkHostResponse(_message.Message):
    __slots__ = ("fabric", "host", "model", "revision", "host_revision", "replayed", "ret", "errno", "reason", "decided_by", "effects", "source", "source_revision", "report")
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
    SOURCE_FIELD_NUMBER: _ClassVar[int]
    SOURCE_REVISION_FIELD_NUMBER: _ClassVar[int]
    REPORT_FIELD_NUMBER: _ClassVar[int]
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
    source: str
    source_revision: str
    report: _types_pb2.ReplayReport
    def __init__(self, fabric: _Optional[str] = ..., host: _Optional[str] = ..., model: _Optional[str] = ..., revision: _Optional[int] = ..., host_revision: _Optional[int] = ..., replayed: _Optional[bool] = ..., ret: _Optional[int] = ..., errno: _Optional[str] = ..., reason: _Optional[str] = ..., decided_by: _Optional[_Union[_types_pb2_1.DecidedBy, _Mapping]] = ..., effects: _Optional[_Iterable[_Union[_types_pb2_1.Effect, _Mapping]]] = ..., source: _Optional[str] = ..., source_revision: _Optional[str] = ..., report: _Optional[_Union[_types_pb2.ReplayReport, _Mapping]] = ...) -> None: ...

class CreateModelRequest(_message.Message):
    __slots__ = ("text", "validate_only", "idempotency_key")
    TEXT_FIELD_NUMBER: _ClassVar[int]
    VALIDATE_ONLY_FIELD_NUMBER: _ClassVar[int]
    IDEMPOTENCY_KEY_FIELD_NUMBER: _ClassVar[int]
    text: str
    validate_only: bool
    idempotency_key: str
    def __init__(self, text: _Optional[str] = ..., validate_only: _Optional[bool] = ..., idempotency_key: _Optional[str] = ...) -> None: ...

class CreateModelResponse(_message.Message):
    __slots__ = ("model", "base", "knobs", "own", "title", "source", "cells", "generation")
    class KnobsEntry(_message.Message):
        __slots__ = ("key", "value")
        KEY_FIELD_NUMBER: _ClassVar[int]
        VALUE_FIELD_NUMBER: _ClassVar[int]
        key: str
        value: str
        def __init__(self, key: _Optional[str] = ..., value: _Optional[str] = ...) -> None: ...
    MODEL_FIELD_NUMBER: _ClassVar[int]
    BASE_FIELD_NUMBER: _ClassVar[int]
    KNOBS_FIELD_NUMBER: _ClassVar[int]
    OWN_FIELD_NUMBER: _ClassVar[int]
    TITLE_FIELD_NUMBER: _ClassVar[int]
    SOURCE_FIELD_NUMBER: _ClassVar[int]
    CELLS_FIELD_NUMBER: _ClassVar[int]
    GENERATION_FIELD_NUMBER: _ClassVar[int]
    model: str
    base: str
    knobs: _containers.ScalarMap[str, str]
    own: bool
    title: str
    source: str
    cells: _containers.RepeatedCompositeFieldContainer[_types_pb2.CellView]
    generation: int
    def __init__(self, model: _Optional[str] = ..., base: _Optional[str] = ..., knobs: _Optional[_Mapping[str, str]] = ..., own: _Optional[bool] = ..., title: _Optional[str] = ..., source: _Optional[str] = ..., cells: _Optional[_Iterable[_Union[_types_pb2.CellView, _Mapping]]] = ..., generation: _Optional[int] = ...) -> None: ...

class DeleteModelRequest(_message.Message):
    __slots__ = ("model", "generation", "idempotency_key")
    MODEL_FIELD_NUMBER: _ClassVar[int]
    GENERATION_FIELD_NUMBER: _ClassVar[int]
    IDEMPOTENCY_KEY_FIELD_NUMBER: _ClassVar[int]
    model: str
    generation: int
    idempotency_key: str
    def __init__(self, model: _Optional[str] = ..., generation: _Optional[int] = ..., idempotency_key: _Optional[str] = ...) -> None: ...

class DeleteModelResponse(_message.Message):
    __slots__ = ("deleted",)
    DELETED_FIELD_NUMBER: _ClassVar[int]
    deleted: str
    def __init__(self, deleted: _Optional[str] = ...) -> None: ...

class ReplayHostRequest(_message.Message):
    __slots__ = ("host", "models", "revision", "idempotency_key")
    HOST_FIELD_NUMBER: _ClassVar[int]
    MODELS_FIELD_NUMBER: _ClassVar[int]
    REVISION_FIELD_NUMBER: _ClassVar[int]
    IDEMPOTENCY_KEY_FIELD_NUMBER: _ClassVar[int]
    host: str
    models: _containers.RepeatedScalarFieldContainer[str]
    revision: str
    idempotency_key: str
    def __init__(self, host: _Optional[str] = ..., models: _Optional[_Iterable[str]] = ..., revision: _Optional[str] = ..., idempotency_key: _Optional[str] = ...) -> None: ...

class ReplayHostResponse(_message.Message):
    __slots__ = ("host", "revision", "nr_commands", "models", "nr_differing", "differences")
    HOST_FIELD_NUMBER: _ClassVar[int]
    REVISION_FIELD_NUMBER: _ClassVar[int]
    NR_COMMANDS_FIELD_NUMBER: _ClassVar[int]
    MODELS_FIELD_NUMBER: _ClassVar[int]
    NR_DIFFERING_FIELD_NUMBER: _ClassVar[int]
    DIFFERENCES_FIELD_NUMBER: _ClassVar[int]
    host: str
    revision: str
    nr_commands: int
    models: _containers.RepeatedCompositeFieldContainer[_types_pb2.ReplayedModel]
    nr_differing: int
    differences: _containers.RepeatedCompositeFieldContainer[_types_pb2.ReplayDifference]
    def __init__(self, host: _Optional[str] = ..., revision: _Optional[str] = ..., nr_commands: _Optional[int] = ..., models: _Optional[_Iterable[_Union[_types_pb2.ReplayedModel, _Mapping]]] = ..., nr_differing: _Optional[int] = ..., differences: _Optional[_Iterable[_Union[_types_pb2.ReplayDifference, _Mapping]]] = ...) -> None: ...

class BatchStep(_message.Message):
    __slots__ = ("set_mempolicy", "mbind", "get_mempolicy", "set_mempolicy_home_node", "migrate_pages", "move_pages", "create_task", "exit_task", "setuid", "sched_setaffinity", "fork", "mmap", "munmap", "mremap", "mprotect", "mlock", "munlock", "madvise", "touch", "create_file", "ftruncate", "unlink_file", "file_read", "file_write", "fsync", "drop_caches", "alloc_pages", "free_pages", "run", "advance", "fail_function", "node_private_register", "node_private_set_ops", "node_private_clear_ops", "node_private_unregister", "add_memory_driver_managed", "add_private_memory_driver_managed", "online_pages", "offline_pages", "remove_memory", "offline_and_remove_memory", "offline_and_remove_private_memory", "memory_group_register_static", "memory_group_unregister", "attach_driver", "kswapd_run", "kswapd_stop", "memory_tier_refresh_demotion", "cram_register_private_node", "cram_unregister_private_node", "cram_unpurge", "cram_set_pressure", "cram_clear_pressure", "cram_flush_take", "cram_flush_put", "cram_register", "cram_unregister", "cram_set_compression_ratio", "cram_allow_allocation", "cram_report_hot_pages", "node_private_register_caps", "kernfs_read", "kernfs_write", "kernfs_mkdir", "kernfs_rmdir", "devm_cxl_add_sysram", "cxl_sysram_offline_and_remove", "cxl_region_find_sysram", "cxl_destroy_region", "pci_device_add", "pci_bind", "pci_unbind", "irq", "cxl_dev_state", "cxl_get_committed_regions", "device_release_driver", "device_attach", "cxl_get_hpa_freespace", "cxl_request_dpa", "cxl_dpa_free", "cxl_create_region", "request_irq", "media_operation", "kthread_run", "kthread_stop", "msleep", "cxl_flush_kthread_fn", "cxl_flush_overflow_work", "cxl_sysfs_write", "create_region", "commit_region", "reset_region", "enable_region", "disable_region", "destroy_region", "enable_memdev", "disable_memdev", "reserve_dpa", "free_dpa", "sanitize_memdev", "inject_poison", "clear_poison", "reboot_host", "power_off_host", "power_on_host")
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
    MREMAP_FIELD_NUMBER: _ClassVar[int]
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
    FAIL_FUNCTION_FIELD_NUMBER: _ClassVar[int]
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
    KERNFS_READ_FIELD_NUMBER: _ClassVar[int]
    KERNFS_WRITE_FIELD_NUMBER: _ClassVar[int]
    KERNFS_MKDIR_FIELD_NUMBER: _ClassVar[int]
    KERNFS_RMDIR_FIELD_NUMBER: _ClassVar[int]
    DEVM_CXL_ADD_SYSRAM_FIELD_NUMBER: _ClassVar[int]
    CXL_SYSRAM_OFFLINE_AND_REMOVE_FIELD_NUMBER: _ClassVar[int]
    CXL_REGION_FIND_SYSRAM_FIELD_NUMBER: _ClassVar[int]
    CXL_DESTROY_REGION_FIELD_NUMBER: _ClassVar[int]
    PCI_DEVICE_ADD_FIELD_NUMBER: _ClassVar[int]
    PCI_BIND_FIELD_NUMBER: _ClassVar[int]
    PCI_UNBIND_FIELD_NUMBER: _ClassVar[int]
    IRQ_FIELD_NUMBER: _ClassVar[int]
    CXL_DEV_STATE_FIELD_NUMBER: _ClassVar[int]
    CXL_GET_COMMITTED_REGIONS_FIELD_NUMBER: _ClassVar[int]
    DEVICE_RELEASE_DRIVER_FIELD_NUMBER: _ClassVar[int]
    DEVICE_ATTACH_FIELD_NUMBER: _ClassVar[int]
    CXL_GET_HPA_FREESPACE_FIELD_NUMBER: _ClassVar[int]
    CXL_REQUEST_DPA_FIELD_NUMBER: _ClassVar[int]
    CXL_DPA_FREE_FIELD_NUMBER: _ClassVar[int]
    CXL_CREATE_REGION_FIELD_NUMBER: _ClassVar[int]
    REQUEST_IRQ_FIELD_NUMBER: _ClassVar[int]
    MEDIA_OPERATION_FIELD_NUMBER: _ClassVar[int]
    KTHREAD_RUN_FIELD_NUMBER: _ClassVar[int]
    KTHREAD_STOP_FIELD_NUMBER: _ClassVar[int]
    MSLEEP_FIELD_NUMBER: _ClassVar[int]
    CXL_FLUSH_KTHREAD_FN_FIELD_NUMBER: _ClassVar[int]
    CXL_FLUSH_OVERFLOW_WORK_FIELD_NUMBER: _ClassVar[int]
    CXL_SYSFS_WRITE_FIELD_NUMBER: _ClassVar[int]
    CREATE_REGION_FIELD_NUMBER: _ClassVar[int]
    COMMIT_REGION_FIELD_NUMBER: _ClassVar[int]
    RESET_REGION_FIELD_NUMBER: _ClassVar[int]
    ENABLE_REGION_FIELD_NUMBER: _ClassVar[int]
    DISABLE_REGION_FIELD_NUMBER: _ClassVar[int]
    DESTROY_REGION_FIELD_NUMBER: _ClassVar[int]
    ENABLE_MEMDEV_FIELD_NUMBER: _ClassVar[int]
    DISABLE_MEMDEV_FIELD_NUMBER: _ClassVar[int]
    RESERVE_DPA_FIELD_NUMBER: _ClassVar[int]
    FREE_DPA_FIELD_NUMBER: _ClassVar[int]
    SANITIZE_MEMDEV_FIELD_NUMBER: _ClassVar[int]
    INJECT_POISON_FIELD_NUMBER: _ClassVar[int]
    CLEAR_POISON_FIELD_NUMBER: _ClassVar[int]
    REBOOT_HOST_FIELD_NUMBER: _ClassVar[int]
    POWER_OFF_HOST_FIELD_NUMBER: _ClassVar[int]
    POWER_ON_HOST_FIELD_NUMBER: _ClassVar[int]
    set_mempolicy: _mm_service_pb2.SetMempolicyRequest
    mbind: _mm_service_pb2.MbindRequest
    get_mempolicy: _mm_service_pb2.GetMempolicyRequest
    set_mempolicy_home_node: _mm_service_pb2.SetMempolicyHomeNodeRequest
    migrate_pages: _mm_service_pb2.MigratePagesRequest
    move_pages: _mm_service_pb2.MovePagesRequest
    create_task: _mm_service_pb2.CreateTaskRequest
    exit_task: _mm_service_pb2.ExitTaskRequest
    setuid: _mm_service_pb2.SetuidRequest
    sched_setaffinity: _mm_service_pb2.SchedSetaffinityRequest
    fork: _mm_service_pb2.ForkRequest
    mmap: _mm_service_pb2.MmapRequest
    munmap: _mm_service_pb2.MunmapRequest
    mremap: _mm_service_pb2.MremapRequest
    mprotect: _mm_service_pb2.MprotectRequest
    mlock: _mm_service_pb2.MlockRequest
    munlock: _mm_service_pb2.MunlockRequest
    madvise: _mm_service_pb2.MadviseRequest
    touch: _mm_service_pb2.TouchRequest
    create_file: _mm_service_pb2.CreateFileRequest
    ftruncate: _mm_service_pb2.FtruncateRequest
    unlink_file: _mm_service_pb2.UnlinkFileRequest
    file_read: _mm_service_pb2.FileReadRequest
    file_write: _mm_service_pb2.FileWriteRequest
    fsync: _mm_service_pb2.FsyncRequest
    drop_caches: _mm_service_pb2.DropCachesRequest
    alloc_pages: _mm_service_pb2.AllocPagesRequest
    free_pages: _mm_service_pb2.FreePagesRequest
    run: _mm_service_pb2.RunRequest
    advance: _mm_service_pb2.AdvanceRequest
    fail_function: _mm_service_pb2.FailFunctionRequest
    node_private_register: _mm_service_pb2.NodePrivateRegisterRequest
    node_private_set_ops: _mm_service_pb2.NodePrivateSetOpsRequest
    node_private_clear_ops: _mm_service_pb2.NodePrivateClearOpsRequest
    node_private_unregister: _mm_service_pb2.NodePrivateUnregisterRequest
    add_memory_driver_managed: _mm_service_pb2.AddMemoryDriverManagedRequest
    add_private_memory_driver_managed: _mm_service_pb2.AddPrivateMemoryDriverManagedRequest
    online_pages: _mm_service_pb2.OnlinePagesRequest
    offline_pages: _mm_service_pb2.OfflinePagesRequest
    remove_memory: _mm_service_pb2.RemoveMemoryRequest
    offline_and_remove_memory: _mm_service_pb2.OfflineAndRemoveMemoryRequest
    offline_and_remove_private_memory: _mm_service_pb2.OfflineAndRemovePrivateMemoryRequest
    memory_group_register_static: _mm_service_pb2.MemoryGroupRegisterStaticRequest
    memory_group_unregister: _mm_service_pb2.MemoryGroupUnregisterRequest
    attach_driver: _mm_service_pb2.AttachDriverRequest
    kswapd_run: _mm_service_pb2.KswapdRunRequest
    kswapd_stop: _mm_service_pb2.KswapdStopRequest
    memory_tier_refresh_demotion: _mm_service_pb2.MemoryTierRefreshDemotionRequest
    cram_register_private_node: _mm_service_pb2.CramRegisterPrivateNodeRequest
    cram_unregister_private_node: _mm_service_pb2.CramUnregisterPrivateNodeRequest
    cram_unpurge: _mm_service_pb2.CramUnpurgeRequest
    cram_set_pressure: _mm_service_pb2.CramSetPressureRequest
    cram_clear_pressure: _mm_service_pb2.CramClearPressureRequest
    cram_flush_take: _mm_service_pb2.CramFlushTakeRequest
    cram_flush_put: _mm_service_pb2.CramFlushPutRequest
    cram_register: _mm_service_pb2.CramRegisterRequest
    cram_unregister: _mm_service_pb2.CramUnregisterRequest
    cram_set_compression_ratio: _mm_service_pb2.CramSetCompressionRatioRequest
    cram_allow_allocation: _mm_service_pb2.CramAllowAllocationRequest
    cram_report_hot_pages: _mm_service_pb2.CramReportHotPagesRequest
    node_private_register_caps: _mm_service_pb2.NodePrivateRegisterCapsRequest
    kernfs_read: _mm_service_pb2.KernfsReadRequest
    kernfs_write: _mm_service_pb2.KernfsWriteRequest
    kernfs_mkdir: _mm_service_pb2.KernfsMkdirRequest
    kernfs_rmdir: _mm_service_pb2.KernfsRmdirRequest
    devm_cxl_add_sysram: _driver_service_pb2.DevmCxlAddSysramRequest
    cxl_sysram_offline_and_remove: _driver_service_pb2.CxlSysramOfflineAndRemoveRequest
    cxl_region_find_sysram: _driver_service_pb2.CxlRegionFindSysramRequest
    cxl_destroy_region: _driver_service_pb2.CxlDestroyRegionRequest
    pci_device_add: _driver_service_pb2.PciDeviceAddRequest
    pci_bind: _driver_service_pb2.PciBindRequest
    pci_unbind: _driver_service_pb2.PciUnbindRequest
    irq: _driver_service_pb2.IrqRequest
    cxl_dev_state: _driver_service_pb2.CxlDevStateRequest
    cxl_get_committed_regions: _driver_service_pb2.CxlGetCommittedRegionsRequest
    device_release_driver: _driver_service_pb2.DeviceReleaseDriverRequest
    device_attach: _driver_service_pb2.DeviceAttachRequest
    cxl_get_hpa_freespace: _driver_service_pb2.CxlGetHpaFreespaceRequest
    cxl_request_dpa: _driver_service_pb2.CxlRequestDpaRequest
    cxl_dpa_free: _driver_service_pb2.CxlDpaFreeRequest
    cxl_create_region: _driver_service_pb2.CxlCreateRegionRequest
    request_irq: _driver_service_pb2.RequestIrqRequest
    media_operation: _driver_service_pb2.MediaOperationRequest
    kthread_run: _driver_service_pb2.KthreadRunRequest
    kthread_stop: _driver_service_pb2.KthreadStopRequest
    msleep: _driver_service_pb2.MsleepRequest
    cxl_flush_kthread_fn: _driver_service_pb2.CxlFlushKthreadFnRequest
    cxl_flush_overflow_work: _driver_service_pb2.CxlFlushOverflowWorkRequest
    cxl_sysfs_write: CxlSysfsWriteRequest
    create_region: CreateRegionRequest
    commit_region: CommitRegionRequest
    reset_region: ResetRegionRequest
    enable_region: EnableRegionRequest
    disable_region: DisableRegionRequest
    destroy_region: DestroyRegionRequest
    enable_memdev: EnableMemdevRequest
    disable_memdev: DisableMemdevRequest
    reserve_dpa: ReserveDpaRequest
    free_dpa: FreeDpaRequest
    sanitize_memdev: SanitizeMemdevRequest
    inject_poison: InjectPoisonRequest
    clear_poison: ClearPoisonRequest
    reboot_host: RebootHostRequest
    power_off_host: PowerOffHostRequest
    power_on_host: PowerOnHostRequest
    def __init__(self, set_mempolicy: _Optional[_Union[_mm_service_pb2.SetMempolicyRequest, _Mapping]] = ..., mbind: _Optional[_Union[_mm_service_pb2.MbindRequest, _Mapping]] = ..., get_mempolicy: _Optional[_Union[_mm_service_pb2.GetMempolicyRequest, _Mapping]] = ..., set_mempolicy_home_node: _Optional[_Union[_mm_service_pb2.SetMempolicyHomeNodeRequest, _Mapping]] = ..., migrate_pages: _Optional[_Union[_mm_service_pb2.MigratePagesRequest, _Mapping]] = ..., move_pages: _Optional[_Union[_mm_service_pb2.MovePagesRequest, _Mapping]] = ..., create_task: _Optional[_Union[_mm_service_pb2.CreateTaskRequest, _Mapping]] = ..., exit_task: _Optional[_Union[_mm_service_pb2.ExitTaskRequest, _Mapping]] = ..., setuid: _Optional[_Union[_mm_service_pb2.SetuidRequest, _Mapping]] = ..., sched_setaffinity: _Optional[_Union[_mm_service_pb2.SchedSetaffinityRequest, _Mapping]] = ..., fork: _Optional[_Union[_mm_service_pb2.ForkRequest, _Mapping]] = ..., mmap: _Optional[_Union[_mm_service_pb2.MmapRequest, _Mapping]] = ..., munmap: _Optional[_Union[_mm_service_pb2.MunmapRequest, _Mapping]] = ..., mremap: _Optional[_Union[_mm_service_pb2.MremapRequest, _Mapping]] = ..., mprotect: _Optional[_Union[_mm_service_pb2.MprotectRequest, _Mapping]] = ..., mlock: _Optional[_Union[_mm_service_pb2.MlockRequest, _Mapping]] = ..., munlock: _Optional[_Union[_mm_service_pb2.MunlockRequest, _Mapping]] = ..., madvise: _Optional[_Union[_mm_service_pb2.MadviseRequest, _Mapping]] = ..., touch: _Optional[_Union[_mm_service_pb2.TouchRequest, _Mapping]] = ..., create_file: _Optional[_Union[_mm_service_pb2.CreateFileRequest, _Mapping]] = ..., ftruncate: _Optional[_Union[_mm_service_pb2.FtruncateRequest, _Mapping]] = ..., unlink_file: _Optional[_Union[_mm_service_pb2.UnlinkFileRequest, _Mapping]] = ..., file_read: _Optional[_Union[_mm_service_pb2.FileReadRequest, _Mapping]] = ..., file_write: _Optional[_Union[_mm_service_pb2.FileWriteRequest, _Mapping]] = ..., fsync: _Optional[_Union[_mm_service_pb2.FsyncRequest, _Mapping]] = ..., drop_caches: _Optional[_Union[_mm_service_pb2.DropCachesRequest, _Mapping]] = ..., alloc_pages: _Optional[_Union[_mm_service_pb2.AllocPagesRequest, _Mapping]] = ..., free_pages: _Optional[_Union[_mm_service_pb2.FreePagesRequest, _Mapping]] = ..., run: _Optional[_Union[_mm_service_pb2.RunRequest, _Mapping]] = ..., advance: _Optional[_Union[_mm_service_pb2.AdvanceRequest, _Mapping]] = ..., fail_function: _Optional[_Union[_mm_service_pb2.FailFunctionRequest, _Mapping]] = ..., node_private_register: _Optional[_Union[_mm_service_pb2.NodePrivateRegisterRequest, _Mapping]] = ..., node_private_set_ops: _Optional[_Union[_mm_service_pb2.NodePrivateSetOpsRequest, _Mapping]] = ..., node_private_clear_ops: _Optional[_Union[_mm_service_pb2.NodePrivateClearOpsRequest, _Mapping]] = ..., node_private_unregister: _Optional[_Union[_mm_service_pb2.NodePrivateUnregisterRequest, _Mapping]] = ..., add_memory_driver_managed: _Optional[_Union[_mm_service_pb2.AddMemoryDriverManagedRequest, _Mapping]] = ..., add_private_memory_driver_managed: _Optional[_Union[_mm_service_pb2.AddPrivateMemoryDriverManagedRequest, _Mapping]] = ..., online_pages: _Optional[_Union[_mm_service_pb2.OnlinePagesRequest, _Mapping]] = ..., offline_pages: _Optional[_Union[_mm_service_pb2.OfflinePagesRequest, _Mapping]] = ..., remove_memory: _Optional[_Union[_mm_service_pb2.RemoveMemoryRequest, _Mapping]] = ..., offline_and_remove_memory: _Optional[_Union[_mm_service_pb2.OfflineAndRemoveMemoryRequest, _Mapping]] = ..., offline_and_remove_private_memory: _Optional[_Union[_mm_service_pb2.OfflineAndRemovePrivateMemoryRequest, _Mapping]] = ..., memory_group_register_static: _Optional[_Union[_mm_service_pb2.MemoryGroupRegisterStaticRequest, _Mapping]] = ..., memory_group_unregister: _Optional[_Union[_mm_service_pb2.MemoryGroupUnregisterRequest, _Mapping]] = ..., attach_driver: _Optional[_Union[_mm_service_pb2.AttachDriverRequest, _Mapping]] = ..., kswapd_run: _Optional[_Union[_mm_service_pb2.KswapdRunRequest, _Mapping]] = ..., kswapd_stop: _Optional[_Union[_mm_service_pb2.KswapdStopRequest, _Mapping]] = ..., memory_tier_refresh_demotion: _Optional[_Union[_mm_service_pb2.MemoryTierRefreshDemotionRequest, _Mapping]] = ..., cram_register_private_node: _Optional[_Union[_mm_service_pb2.CramRegisterPrivateNodeRequest, _Mapping]] = ..., cram_unregister_private_node: _Optional[_Union[_mm_service_pb2.CramUnregisterPrivateNodeRequest, _Mapping]] = ..., cram_unpurge: _Optional[_Union[_mm_service_pb2.CramUnpurgeRequest, _Mapping]] = ..., cram_set_pressure: _Optional[_Union[_mm_service_pb2.CramSetPressureRequest, _Mapping]] = ..., cram_clear_pressure: _Optional[_Union[_mm_service_pb2.CramClearPressureRequest, _Mapping]] = ..., cram_flush_take: _Optional[_Union[_mm_service_pb2.CramFlushTakeRequest, _Mapping]] = ..., cram_flush_put: _Optional[_Union[_mm_service_pb2.CramFlushPutRequest, _Mapping]] = ..., cram_register: _Optional[_Union[_mm_service_pb2.CramRegisterRequest, _Mapping]] = ..., cram_unregister: _Optional[_Union[_mm_service_pb2.CramUnregisterRequest, _Mapping]] = ..., cram_set_compression_ratio: _Optional[_Union[_mm_service_pb2.CramSetCompressionRatioRequest, _Mapping]] = ..., cram_allow_allocation: _Optional[_Union[_mm_service_pb2.CramAllowAllocationRequest, _Mapping]] = ..., cram_report_hot_pages: _Optional[_Union[_mm_service_pb2.CramReportHotPagesRequest, _Mapping]] = ..., node_private_register_caps: _Optional[_Union[_mm_service_pb2.NodePrivateRegisterCapsRequest, _Mapping]] = ..., kernfs_read: _Optional[_Union[_mm_service_pb2.KernfsReadRequest, _Mapping]] = ..., kernfs_write: _Optional[_Union[_mm_service_pb2.KernfsWriteRequest, _Mapping]] = ..., kernfs_mkdir: _Optional[_Union[_mm_service_pb2.KernfsMkdirRequest, _Mapping]] = ..., kernfs_rmdir: _Optional[_Union[_mm_service_pb2.KernfsRmdirRequest, _Mapping]] = ..., devm_cxl_add_sysram: _Optional[_Union[_driver_service_pb2.DevmCxlAddSysramRequest, _Mapping]] = ..., cxl_sysram_offline_and_remove: _Optional[_Union[_driver_service_pb2.CxlSysramOfflineAndRemoveRequest, _Mapping]] = ..., cxl_region_find_sysram: _Optional[_Union[_driver_service_pb2.CxlRegionFindSysramRequest, _Mapping]] = ..., cxl_destroy_region: _Optional[_Union[_driver_service_pb2.CxlDestroyRegionRequest, _Mapping]] = ..., pci_device_add: _Optional[_Union[_driver_service_pb2.PciDeviceAddRequest, _Mapping]] = ..., pci_bind: _Optional[_Union[_driver_service_pb2.PciBindRequest, _Mapping]] = ..., pci_unbind: _Optional[_Union[_driver_service_pb2.PciUnbindRequest, _Mapping]] = ..., irq: _Optional[_Union[_driver_service_pb2.IrqRequest, _Mapping]] = ..., cxl_dev_state: _Optional[_Union[_driver_service_pb2.CxlDevStateRequest, _Mapping]] = ..., cxl_get_committed_regions: _Optional[_Union[_driver_service_pb2.CxlGetCommittedRegionsRequest, _Mapping]] = ..., device_release_driver: _Optional[_Union[_driver_service_pb2.DeviceReleaseDriverRequest, _Mapping]] = ..., device_attach: _Optional[_Union[_driver_service_pb2.DeviceAttachRequest, _Mapping]] = ..., cxl_get_hpa_freespace: _Optional[_Union[_driver_service_pb2.CxlGetHpaFreespaceRequest, _Mapping]] = ..., cxl_request_dpa: _Optional[_Union[_driver_service_pb2.CxlRequestDpaRequest, _Mapping]] = ..., cxl_dpa_free: _Optional[_Union[_driver_service_pb2.CxlDpaFreeRequest, _Mapping]] = ..., cxl_create_region: _Optional[_Union[_driver_service_pb2.CxlCreateRegionRequest, _Mapping]] = ..., request_irq: _Optional[_Union[_driver_service_pb2.RequestIrqRequest, _Mapping]] = ..., media_operation: _Optional[_Union[_driver_service_pb2.MediaOperationRequest, _Mapping]] = ..., kthread_run: _Optional[_Union[_driver_service_pb2.KthreadRunRequest, _Mapping]] = ..., kthread_stop: _Optional[_Union[_driver_service_pb2.KthreadStopRequest, _Mapping]] = ..., msleep: _Optional[_Union[_driver_service_pb2.MsleepRequest, _Mapping]] = ..., cxl_flush_kthread_fn: _Optional[_Union[_driver_service_pb2.CxlFlushKthreadFnRequest, _Mapping]] = ..., cxl_flush_overflow_work: _Optional[_Union[_driver_service_pb2.CxlFlushOverflowWorkRequest, _Mapping]] = ..., cxl_sysfs_write: _Optional[_Union[CxlSysfsWriteRequest, _Mapping]] = ..., create_region: _Optional[_Union[CreateRegionRequest, _Mapping]] = ..., commit_region: _Optional[_Union[CommitRegionRequest, _Mapping]] = ..., reset_region: _Optional[_Union[ResetRegionRequest, _Mapping]] = ..., enable_region: _Optional[_Union[EnableRegionRequest, _Mapping]] = ..., disable_region: _Optional[_Union[DisableRegionRequest, _Mapping]] = ..., destroy_region: _Optional[_Union[DestroyRegionRequest, _Mapping]] = ..., enable_memdev: _Optional[_Union[EnableMemdevRequest, _Mapping]] = ..., disable_memdev: _Optional[_Union[DisableMemdevRequest, _Mapping]] = ..., reserve_dpa: _Optional[_Union[ReserveDpaRequest, _Mapping]] = ..., free_dpa: _Optional[_Union[FreeDpaRequest, _Mapping]] = ..., sanitize_memdev: _Optional[_Union[SanitizeMemdevRequest, _Mapping]] = ..., inject_poison: _Optional[_Union[InjectPoisonRequest, _Mapping]] = ..., clear_poison: _Optional[_Union[ClearPoisonRequest, _Mapping]] = ..., reboot_host: _Optional[_Union[RebootHostRequest, _Mapping]] = ..., power_off_host: _Optional[_Union[PowerOffHostRequest, _Mapping]] = ..., power_on_host: _Optional[_Union[PowerOnHostRequest, _Mapping]] = ...) -> None: ...

class BatchResult(_message.Message):
    __slots__ = ("set_mempolicy", "mbind", "get_mempolicy", "set_mempolicy_home_node", "migrate_pages", "move_pages", "create_task", "exit_task", "setuid", "sched_setaffinity", "fork", "mmap", "munmap", "mremap", "mprotect", "mlock", "munlock", "madvise", "touch", "create_file", "ftruncate", "unlink_file", "file_read", "file_write", "fsync", "drop_caches", "alloc_pages", "free_pages", "run", "advance", "fail_function", "node_private_register", "node_private_set_ops", "node_private_clear_ops", "node_private_unregister", "add_memory_driver_managed", "add_private_memory_driver_managed", "online_pages", "offline_pages", "remove_memory", "offline_and_remove_memory", "offline_and_remove_private_memory", "memory_group_register_static", "memory_group_unregister", "attach_driver", "kswapd_run", "kswapd_stop", "memory_tier_refresh_demotion", "cram_register_private_node", "cram_unregister_private_node", "cram_unpurge", "cram_set_pressure", "cram_clear_pressure", "cram_flush_take", "cram_flush_put", "cram_register", "cram_unregister", "cram_set_compression_ratio", "cram_allow_allocation", "cram_report_hot_pages", "node_private_register_caps", "kernfs_read", "kernfs_write", "kernfs_mkdir", "kernfs_rmdir", "devm_cxl_add_sysram", "cxl_sysram_offline_and_remove", "cxl_region_find_sysram", "cxl_destroy_region", "pci_device_add", "pci_bind", "pci_unbind", "irq", "cxl_dev_state", "cxl_get_committed_regions", "device_release_driver", "device_attach", "cxl_get_hpa_freespace", "cxl_request_dpa", "cxl_dpa_free", "cxl_create_region", "request_irq", "media_operation", "kthread_run", "kthread_stop", "msleep", "cxl_flush_kthread_fn", "cxl_flush_overflow_work", "cxl_sysfs_write", "create_region", "commit_region", "reset_region", "enable_region", "disable_region", "destroy_region", "enable_memdev", "disable_memdev", "reserve_dpa", "free_dpa", "sanitize_memdev", "inject_poison", "clear_poison", "reboot_host", "power_off_host", "power_on_host")
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
    MREMAP_FIELD_NUMBER: _ClassVar[int]
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
    FAIL_FUNCTION_FIELD_NUMBER: _ClassVar[int]
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
    KERNFS_READ_FIELD_NUMBER: _ClassVar[int]
    KERNFS_WRITE_FIELD_NUMBER: _ClassVar[int]
    KERNFS_MKDIR_FIELD_NUMBER: _ClassVar[int]
    KERNFS_RMDIR_FIELD_NUMBER: _ClassVar[int]
    DEVM_CXL_ADD_SYSRAM_FIELD_NUMBER: _ClassVar[int]
    CXL_SYSRAM_OFFLINE_AND_REMOVE_FIELD_NUMBER: _ClassVar[int]
    CXL_REGION_FIND_SYSRAM_FIELD_NUMBER: _ClassVar[int]
    CXL_DESTROY_REGION_FIELD_NUMBER: _ClassVar[int]
    PCI_DEVICE_ADD_FIELD_NUMBER: _ClassVar[int]
    PCI_BIND_FIELD_NUMBER: _ClassVar[int]
    PCI_UNBIND_FIELD_NUMBER: _ClassVar[int]
    IRQ_FIELD_NUMBER: _ClassVar[int]
    CXL_DEV_STATE_FIELD_NUMBER: _ClassVar[int]
    CXL_GET_COMMITTED_REGIONS_FIELD_NUMBER: _ClassVar[int]
    DEVICE_RELEASE_DRIVER_FIELD_NUMBER: _ClassVar[int]
    DEVICE_ATTACH_FIELD_NUMBER: _ClassVar[int]
    CXL_GET_HPA_FREESPACE_FIELD_NUMBER: _ClassVar[int]
    CXL_REQUEST_DPA_FIELD_NUMBER: _ClassVar[int]
    CXL_DPA_FREE_FIELD_NUMBER: _ClassVar[int]
    CXL_CREATE_REGION_FIELD_NUMBER: _ClassVar[int]
    REQUEST_IRQ_FIELD_NUMBER: _ClassVar[int]
    MEDIA_OPERATION_FIELD_NUMBER: _ClassVar[int]
    KTHREAD_RUN_FIELD_NUMBER: _ClassVar[int]
    KTHREAD_STOP_FIELD_NUMBER: _ClassVar[int]
    MSLEEP_FIELD_NUMBER: _ClassVar[int]
    CXL_FLUSH_KTHREAD_FN_FIELD_NUMBER: _ClassVar[int]
    CXL_FLUSH_OVERFLOW_WORK_FIELD_NUMBER: _ClassVar[int]
    CXL_SYSFS_WRITE_FIELD_NUMBER: _ClassVar[int]
    CREATE_REGION_FIELD_NUMBER: _ClassVar[int]
    COMMIT_REGION_FIELD_NUMBER: _ClassVar[int]
    RESET_REGION_FIELD_NUMBER: _ClassVar[int]
    ENABLE_REGION_FIELD_NUMBER: _ClassVar[int]
    DISABLE_REGION_FIELD_NUMBER: _ClassVar[int]
    DESTROY_REGION_FIELD_NUMBER: _ClassVar[int]
    ENABLE_MEMDEV_FIELD_NUMBER: _ClassVar[int]
    DISABLE_MEMDEV_FIELD_NUMBER: _ClassVar[int]
    RESERVE_DPA_FIELD_NUMBER: _ClassVar[int]
    FREE_DPA_FIELD_NUMBER: _ClassVar[int]
    SANITIZE_MEMDEV_FIELD_NUMBER: _ClassVar[int]
    INJECT_POISON_FIELD_NUMBER: _ClassVar[int]
    CLEAR_POISON_FIELD_NUMBER: _ClassVar[int]
    REBOOT_HOST_FIELD_NUMBER: _ClassVar[int]
    POWER_OFF_HOST_FIELD_NUMBER: _ClassVar[int]
    POWER_ON_HOST_FIELD_NUMBER: _ClassVar[int]
    set_mempolicy: _mm_service_pb2.SetMempolicyResponse
    mbind: _mm_service_pb2.MbindResponse
    get_mempolicy: _mm_service_pb2.GetMempolicyResponse
    set_mempolicy_home_node: _mm_service_pb2.SetMempolicyHomeNodeResponse
    migrate_pages: _mm_service_pb2.MigratePagesResponse
    move_pages: _mm_service_pb2.MovePagesResponse
    create_task: _mm_service_pb2.CreateTaskResponse
    exit_task: _mm_service_pb2.ExitTaskResponse
    setuid: _mm_service_pb2.SetuidResponse
    sched_setaffinity: _mm_service_pb2.SchedSetaffinityResponse
    fork: _mm_service_pb2.ForkResponse
    mmap: _mm_service_pb2.MmapResponse
    munmap: _mm_service_pb2.MunmapResponse
    mremap: _mm_service_pb2.MremapResponse
    mprotect: _mm_service_pb2.MprotectResponse
    mlock: _mm_service_pb2.MlockResponse
    munlock: _mm_service_pb2.MunlockResponse
    madvise: _mm_service_pb2.MadviseResponse
    touch: _mm_service_pb2.TouchResponse
    create_file: _mm_service_pb2.CreateFileResponse
    ftruncate: _mm_service_pb2.FtruncateResponse
    unlink_file: _mm_service_pb2.UnlinkFileResponse
    file_read: _mm_service_pb2.FileReadResponse
    file_write: _mm_service_pb2.FileWriteResponse
    fsync: _mm_service_pb2.FsyncResponse
    drop_caches: _mm_service_pb2.DropCachesResponse
    alloc_pages: _mm_service_pb2.AllocPagesResponse
    free_pages: _mm_service_pb2.FreePagesResponse
    run: _mm_service_pb2.RunResponse
    advance: _mm_service_pb2.AdvanceResponse
    fail_function: _mm_service_pb2.FailFunctionResponse
    node_private_register: _mm_service_pb2.NodePrivateRegisterResponse
    node_private_set_ops: _mm_service_pb2.NodePrivateSetOpsResponse
    node_private_clear_ops: _mm_service_pb2.NodePrivateClearOpsResponse
    node_private_unregister: _mm_service_pb2.NodePrivateUnregisterResponse
    add_memory_driver_managed: _mm_service_pb2.AddMemoryDriverManagedResponse
    add_private_memory_driver_managed: _mm_service_pb2.AddPrivateMemoryDriverManagedResponse
    online_pages: _mm_service_pb2.OnlinePagesResponse
    offline_pages: _mm_service_pb2.OfflinePagesResponse
    remove_memory: _mm_service_pb2.RemoveMemoryResponse
    offline_and_remove_memory: _mm_service_pb2.OfflineAndRemoveMemoryResponse
    offline_and_remove_private_memory: _mm_service_pb2.OfflineAndRemovePrivateMemoryResponse
    memory_group_register_static: _mm_service_pb2.MemoryGroupRegisterStaticResponse
    memory_group_unregister: _mm_service_pb2.MemoryGroupUnregisterResponse
    attach_driver: _mm_service_pb2.AttachDriverResponse
    kswapd_run: _mm_service_pb2.KswapdRunResponse
    kswapd_stop: _mm_service_pb2.KswapdStopResponse
    memory_tier_refresh_demotion: _mm_service_pb2.MemoryTierRefreshDemotionResponse
    cram_register_private_node: _mm_service_pb2.CramRegisterPrivateNodeResponse
    cram_unregister_private_node: _mm_service_pb2.CramUnregisterPrivateNodeResponse
    cram_unpurge: _mm_service_pb2.CramUnpurgeResponse
    cram_set_pressure: _mm_service_pb2.CramSetPressureResponse
    cram_clear_pressure: _mm_service_pb2.CramClearPressureResponse
    cram_flush_take: _mm_service_pb2.CramFlushTakeResponse
    cram_flush_put: _mm_service_pb2.CramFlushPutResponse
    cram_register: _mm_service_pb2.CramRegisterResponse
    cram_unregister: _mm_service_pb2.CramUnregisterResponse
    cram_set_compression_ratio: _mm_service_pb2.CramSetCompressionRatioResponse
    cram_allow_allocation: _mm_service_pb2.CramAllowAllocationResponse
    cram_report_hot_pages: _mm_service_pb2.CramReportHotPagesResponse
    node_private_register_caps: _mm_service_pb2.NodePrivateRegisterCapsResponse
    kernfs_read: _mm_service_pb2.KernfsReadResponse
    kernfs_write: _mm_service_pb2.KernfsWriteResponse
    kernfs_mkdir: _mm_service_pb2.KernfsMkdirResponse
    kernfs_rmdir: _mm_service_pb2.KernfsRmdirResponse
    devm_cxl_add_sysram: _driver_service_pb2.DevmCxlAddSysramResponse
    cxl_sysram_offline_and_remove: _driver_service_pb2.CxlSysramOfflineAndRemoveResponse
    cxl_region_find_sysram: _driver_service_pb2.CxlRegionFindSysramResponse
    cxl_destroy_region: _driver_service_pb2.CxlDestroyRegionResponse
    pci_device_add: _driver_service_pb2.PciDeviceAddResponse
    pci_bind: _driver_service_pb2.PciBindResponse
    pci_unbind: _driver_service_pb2.PciUnbindResponse
    irq: _driver_service_pb2.IrqResponse
    cxl_dev_state: _driver_service_pb2.CxlDevStateResponse
    cxl_get_committed_regions: _driver_service_pb2.CxlGetCommittedRegionsResponse
    device_release_driver: _driver_service_pb2.DeviceReleaseDriverResponse
    device_attach: _driver_service_pb2.DeviceAttachResponse
    cxl_get_hpa_freespace: _driver_service_pb2.CxlGetHpaFreespaceResponse
    cxl_request_dpa: _driver_service_pb2.CxlRequestDpaResponse
    cxl_dpa_free: _driver_service_pb2.CxlDpaFreeResponse
    cxl_create_region: _driver_service_pb2.CxlCreateRegionResponse
    request_irq: _driver_service_pb2.RequestIrqResponse
    media_operation: _driver_service_pb2.MediaOperationResponse
    kthread_run: _driver_service_pb2.KthreadRunResponse
    kthread_stop: _driver_service_pb2.KthreadStopResponse
    msleep: _driver_service_pb2.MsleepResponse
    cxl_flush_kthread_fn: _driver_service_pb2.CxlFlushKthreadFnResponse
    cxl_flush_overflow_work: _driver_service_pb2.CxlFlushOverflowWorkResponse
    cxl_sysfs_write: CxlSysfsWriteResponse
    create_region: CreateRegionResponse
    commit_region: CommitRegionResponse
    reset_region: ResetRegionResponse
    enable_region: EnableRegionResponse
    disable_region: DisableRegionResponse
    destroy_region: DestroyRegionResponse
    enable_memdev: EnableMemdevResponse
    disable_memdev: DisableMemdevResponse
    reserve_dpa: ReserveDpaResponse
    free_dpa: FreeDpaResponse
    sanitize_memdev: SanitizeMemdevResponse
    inject_poison: InjectPoisonResponse
    clear_poison: ClearPoisonResponse
    reboot_host: RebootHostResponse
    power_off_host: PowerOffHostResponse
    power_on_host: PowerOnHostResponse
    def __init__(self, set_mempolicy: _Optional[_Union[_mm_service_pb2.SetMempolicyResponse, _Mapping]] = ..., mbind: _Optional[_Union[_mm_service_pb2.MbindResponse, _Mapping]] = ..., get_mempolicy: _Optional[_Union[_mm_service_pb2.GetMempolicyResponse, _Mapping]] = ..., set_mempolicy_home_node: _Optional[_Union[_mm_service_pb2.SetMempolicyHomeNodeResponse, _Mapping]] = ..., migrate_pages: _Optional[_Union[_mm_service_pb2.MigratePagesResponse, _Mapping]] = ..., move_pages: _Optional[_Union[_mm_service_pb2.MovePagesResponse, _Mapping]] = ..., create_task: _Optional[_Union[_mm_service_pb2.CreateTaskResponse, _Mapping]] = ..., exit_task: _Optional[_Union[_mm_service_pb2.ExitTaskResponse, _Mapping]] = ..., setuid: _Optional[_Union[_mm_service_pb2.SetuidResponse, _Mapping]] = ..., sched_setaffinity: _Optional[_Union[_mm_service_pb2.SchedSetaffinityResponse, _Mapping]] = ..., fork: _Optional[_Union[_mm_service_pb2.ForkResponse, _Mapping]] = ..., mmap: _Optional[_Union[_mm_service_pb2.MmapResponse, _Mapping]] = ..., munmap: _Optional[_Union[_mm_service_pb2.MunmapResponse, _Mapping]] = ..., mremap: _Optional[_Union[_mm_service_pb2.MremapResponse, _Mapping]] = ..., mprotect: _Optional[_Union[_mm_service_pb2.MprotectResponse, _Mapping]] = ..., mlock: _Optional[_Union[_mm_service_pb2.MlockResponse, _Mapping]] = ..., munlock: _Optional[_Union[_mm_service_pb2.MunlockResponse, _Mapping]] = ..., madvise: _Optional[_Union[_mm_service_pb2.MadviseResponse, _Mapping]] = ..., touch: _Optional[_Union[_mm_service_pb2.TouchResponse, _Mapping]] = ..., create_file: _Optional[_Union[_mm_service_pb2.CreateFileResponse, _Mapping]] = ..., ftruncate: _Optional[_Union[_mm_service_pb2.FtruncateResponse, _Mapping]] = ..., unlink_file: _Optional[_Union[_mm_service_pb2.UnlinkFileResponse, _Mapping]] = ..., file_read: _Optional[_Union[_mm_service_pb2.FileReadResponse, _Mapping]] = ..., file_write: _Optional[_Union[_mm_service_pb2.FileWriteResponse, _Mapping]] = ..., fsync: _Optional[_Union[_mm_service_pb2.FsyncResponse, _Mapping]] = ..., drop_caches: _Optional[_Union[_mm_service_pb2.DropCachesResponse, _Mapping]] = ..., alloc_pages: _Optional[_Union[_mm_service_pb2.AllocPagesResponse, _Mapping]] = ..., free_pages: _Optional[_Union[_mm_service_pb2.FreePagesResponse, _Mapping]] = ..., run: _Optional[_Union[_mm_service_pb2.RunResponse, _Mapping]] = ..., advance: _Optional[_Union[_mm_service_pb2.AdvanceResponse, _Mapping]] = ..., fail_function: _Optional[_Union[_mm_service_pb2.FailFunctionResponse, _Mapping]] = ..., node_private_register: _Optional[_Union[_mm_service_pb2.NodePrivateRegisterResponse, _Mapping]] = ..., node_private_set_ops: _Optional[_Union[_mm_service_pb2.NodePrivateSetOpsResponse, _Mapping]] = ..., node_private_clear_ops: _Optional[_Union[_mm_service_pb2.NodePrivateClearOpsResponse, _Mapping]] = ..., node_private_unregister: _Optional[_Union[_mm_service_pb2.NodePrivateUnregisterResponse, _Mapping]] = ..., add_memory_driver_managed: _Optional[_Union[_mm_service_pb2.AddMemoryDriverManagedResponse, _Mapping]] = ..., add_private_memory_driver_managed: _Optional[_Union[_mm_service_pb2.AddPrivateMemoryDriverManagedResponse, _Mapping]] = ..., online_pages: _Optional[_Union[_mm_service_pb2.OnlinePagesResponse, _Mapping]] = ..., offline_pages: _Optional[_Union[_mm_service_pb2.OfflinePagesResponse, _Mapping]] = ..., remove_memory: _Optional[_Union[_mm_service_pb2.RemoveMemoryResponse, _Mapping]] = ..., offline_and_remove_memory: _Optional[_Union[_mm_service_pb2.OfflineAndRemoveMemoryResponse, _Mapping]] = ..., offline_and_remove_private_memory: _Optional[_Union[_mm_service_pb2.OfflineAndRemovePrivateMemoryResponse, _Mapping]] = ..., memory_group_register_static: _Optional[_Union[_mm_service_pb2.MemoryGroupRegisterStaticResponse, _Mapping]] = ..., memory_group_unregister: _Optional[_Union[_mm_service_pb2.MemoryGroupUnregisterResponse, _Mapping]] = ..., attach_driver: _Optional[_Union[_mm_service_pb2.AttachDriverResponse, _Mapping]] = ..., kswapd_run: _Optional[_Union[_mm_service_pb2.KswapdRunResponse, _Mapping]] = ..., kswapd_stop: _Optional[_Union[_mm_service_pb2.KswapdStopResponse, _Mapping]] = ..., memory_tier_refresh_demotion: _Optional[_Union[_mm_service_pb2.MemoryTierRefreshDemotionResponse, _Mapping]] = ..., cram_register_private_node: _Optional[_Union[_mm_service_pb2.CramRegisterPrivateNodeResponse, _Mapping]] = ..., cram_unregister_private_node: _Optional[_Union[_mm_service_pb2.CramUnregisterPrivateNodeResponse, _Mapping]] = ..., cram_unpurge: _Optional[_Union[_mm_service_pb2.CramUnpurgeResponse, _Mapping]] = ..., cram_set_pressure: _Optional[_Union[_mm_service_pb2.CramSetPressureResponse, _Mapping]] = ..., cram_clear_pressure: _Optional[_Union[_mm_service_pb2.CramClearPressureResponse, _Mapping]] = ..., cram_flush_take: _Optional[_Union[_mm_service_pb2.CramFlushTakeResponse, _Mapping]] = ..., cram_flush_put: _Optional[_Union[_mm_service_pb2.CramFlushPutResponse, _Mapping]] = ..., cram_register: _Optional[_Union[_mm_service_pb2.CramRegisterResponse, _Mapping]] = ..., cram_unregister: _Optional[_Union[_mm_service_pb2.CramUnregisterResponse, _Mapping]] = ..., cram_set_compression_ratio: _Optional[_Union[_mm_service_pb2.CramSetCompressionRatioResponse, _Mapping]] = ..., cram_allow_allocation: _Optional[_Union[_mm_service_pb2.CramAllowAllocationResponse, _Mapping]] = ..., cram_report_hot_pages: _Optional[_Union[_mm_service_pb2.CramReportHotPagesResponse, _Mapping]] = ..., node_private_register_caps: _Optional[_Union[_mm_service_pb2.NodePrivateRegisterCapsResponse, _Mapping]] = ..., kernfs_read: _Optional[_Union[_mm_service_pb2.KernfsReadResponse, _Mapping]] = ..., kernfs_write: _Optional[_Union[_mm_service_pb2.KernfsWriteResponse, _Mapping]] = ..., kernfs_mkdir: _Optional[_Union[_mm_service_pb2.KernfsMkdirResponse, _Mapping]] = ..., kernfs_rmdir: _Optional[_Union[_mm_service_pb2.KernfsRmdirResponse, _Mapping]] = ..., devm_cxl_add_sysram: _Optional[_Union[_driver_service_pb2.DevmCxlAddSysramResponse, _Mapping]] = ..., cxl_sysram_offline_and_remove: _Optional[_Union[_driver_service_pb2.CxlSysramOfflineAndRemoveResponse, _Mapping]] = ..., cxl_region_find_sysram: _Optional[_Union[_driver_service_pb2.CxlRegionFindSysramResponse, _Mapping]] = ..., cxl_destroy_region: _Optional[_Union[_driver_service_pb2.CxlDestroyRegionResponse, _Mapping]] = ..., pci_device_add: _Optional[_Union[_driver_service_pb2.PciDeviceAddResponse, _Mapping]] = ..., pci_bind: _Optional[_Union[_driver_service_pb2.PciBindResponse, _Mapping]] = ..., pci_unbind: _Optional[_Union[_driver_service_pb2.PciUnbindResponse, _Mapping]] = ..., irq: _Optional[_Union[_driver_service_pb2.IrqResponse, _Mapping]] = ..., cxl_dev_state: _Optional[_Union[_driver_service_pb2.CxlDevStateResponse, _Mapping]] = ..., cxl_get_committed_regions: _Optional[_Union[_driver_service_pb2.CxlGetCommittedRegionsResponse, _Mapping]] = ..., device_release_driver: _Optional[_Union[_driver_service_pb2.DeviceReleaseDriverResponse, _Mapping]] = ..., device_attach: _Optional[_Union[_driver_service_pb2.DeviceAttachResponse, _Mapping]] = ..., cxl_get_hpa_freespace: _Optional[_Union[_driver_service_pb2.CxlGetHpaFreespaceResponse, _Mapping]] = ..., cxl_request_dpa: _Optional[_Union[_driver_service_pb2.CxlRequestDpaResponse, _Mapping]] = ..., cxl_dpa_free: _Optional[_Union[_driver_service_pb2.CxlDpaFreeResponse, _Mapping]] = ..., cxl_create_region: _Optional[_Union[_driver_service_pb2.CxlCreateRegionResponse, _Mapping]] = ..., request_irq: _Optional[_Union[_driver_service_pb2.RequestIrqResponse, _Mapping]] = ..., media_operation: _Optional[_Union[_driver_service_pb2.MediaOperationResponse, _Mapping]] = ..., kthread_run: _Optional[_Union[_driver_service_pb2.KthreadRunResponse, _Mapping]] = ..., kthread_stop: _Optional[_Union[_driver_service_pb2.KthreadStopResponse, _Mapping]] = ..., msleep: _Optional[_Union[_driver_service_pb2.MsleepResponse, _Mapping]] = ..., cxl_flush_kthread_fn: _Optional[_Union[_driver_service_pb2.CxlFlushKthreadFnResponse, _Mapping]] = ..., cxl_flush_overflow_work: _Optional[_Union[_driver_service_pb2.CxlFlushOverflowWorkResponse, _Mapping]] = ..., cxl_sysfs_write: _Optional[_Union[CxlSysfsWriteResponse, _Mapping]] = ..., create_region: _Optional[_Union[CreateRegionResponse, _Mapping]] = ..., commit_region: _Optional[_Union[CommitRegionResponse, _Mapping]] = ..., reset_region: _Optional[_Union[ResetRegionResponse, _Mapping]] = ..., enable_region: _Optional[_Union[EnableRegionResponse, _Mapping]] = ..., disable_region: _Optional[_Union[DisableRegionResponse, _Mapping]] = ..., destroy_region: _Optional[_Union[DestroyRegionResponse, _Mapping]] = ..., enable_memdev: _Optional[_Union[EnableMemdevResponse, _Mapping]] = ..., disable_memdev: _Optional[_Union[DisableMemdevResponse, _Mapping]] = ..., reserve_dpa: _Optional[_Union[ReserveDpaResponse, _Mapping]] = ..., free_dpa: _Optional[_Union[FreeDpaResponse, _Mapping]] = ..., sanitize_memdev: _Optional[_Union[SanitizeMemdevResponse, _Mapping]] = ..., inject_poison: _Optional[_Union[InjectPoisonResponse, _Mapping]] = ..., clear_poison: _Optional[_Union[ClearPoisonResponse, _Mapping]] = ..., reboot_host: _Optional[_Union[RebootHostResponse, _Mapping]] = ..., power_off_host: _Optional[_Union[PowerOffHostResponse, _Mapping]] = ..., power_on_host: _Optional[_Union[PowerOnHostResponse, _Mapping]] = ...) -> None: ...
