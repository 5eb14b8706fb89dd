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
    __slots__ = ("fabric", "validate_only", "idempotency_key", "host", "kernel_model", "knobs", "topology", "inventory", "description", "auto_run", "cxl")
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
    def __init__(self, fabric: _Optional[str] = ..., validate_only: _Optional[bool] = ..., idempotency_key: _Optional[str] = ..., host: _Optional[str] = ..., kernel_model: _Optional[str] = ..., knobs: _Optional[_Mapping[str, str]] = ..., topology: _Optional[_Union[_types_pb2.Topology, _Mapping]] = ..., inventory: _Optional[_Union[_types_pb2.CxlInventory, _Mapping]] = ..., description: _Optional[str] = ..., auto_run: _Optional[bool] = ..., cxl: _Optional[_Union[_types_pb2.CxlHost, _Mapping]] = ...) -> None: ...

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
    __slots__ = ("fabric", "validate_only", "idempotency_key", "host", "host_bridge", "root_port", "switch", "port", "device", "head")
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
    def __init__(self, fabric: _Optional[str] = ..., validate_only: _Optional[bool] = ..., idempotency_key: _Optional[str] = ..., host: _Optional[str] = ..., host_bridge: _Optional[int] = ..., root_port: _Optional[int] = ..., switch: _Optional[str] = ..., port: _Optional[int] = ..., device: _Optional[str] = ..., head: _Optional[int] = ...) -> None: ...

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
    __slots__ = ("fabric", "validate_only", "idempotency_key", "in_use", "host", "host_bridge", "root_port", "switch", "port", "device", "head")
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
    def __init__(self, fabric: _Optional[str] = ..., validate_only: _Optional[bool] = ..., idempotency_key: _Optional[str] = ..., in_use: _Optional[str] = ..., host: _Optional[str] = ..., host_bridge: _Optional[int] = ..., root_port: _Optional[int] = ..., switch: _Optional[str] = ..., port: _Optional[int] = ..., device: _Optional[str] = ..., head: _Optional[int] = ...) -> None: ...

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
    __slots__ = ("fabric", "validate_only", "idempotency_key", "in_use", "host", "host_bridge", "root_port", "switch", "port", "device", "head", "up")
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
    def __init__(self, fabric: _Optional[str] = ..., validate_only: _Optional[bool] = ..., idempotency_key: _Optional[str] = ..., in_use: _Optional[str] = ..., host: _Optional[str] = ..., host_bridge: _Optional[int] = ..., root_port: _Optional[int] = ..., switch: _Optional[str] = ..., port: _Optional[int] = ..., device: _Optional[str] = ..., head: _Optional[int] = ..., up: _Optional[bool] = ...) -> None: ...

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
    __slots__ = ("fabric", "validate_only", "idempotency_key", "device", "ld", "policy", "tag", "extents", "forced", "respond")
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
    def __init__(self, fabric: _Optional[str] = ..., validate_only: _Optional[bool] = ..., idempotency_key: _Optional[str] = ..., device: _Optional[str] = ..., ld: _Optional[int] = ..., policy: _Optional[str] = ..., tag: _Optional[str] = ..., extents: _Optional[_Iterable[_Union[_types_pb2.ExtentSpec, _Mapping]]] = ..., forced: _Optional[bool] = ..., respond: _Optional[bool] = ...) -> None: ...

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
    __slots__ = ("host", "memdev", "page_size", "page_token")
    HOST_FIELD_NUMBER: _ClassVar[int]
    MEMDEV_FIELD_NUMBER: _ClassVar[int]
    PAGE_SIZE_FIELD_NUMBER: _ClassVar[int]
    PAGE_TOKEN_FIELD_NUMBER: _ClassVar[int]
    host: str
    memdev: str
    page_size: int
    page_token: str
    def __init__(self, host: _Optional[str] = ..., memdev: _Optional[str] = ..., page_size: _Optional[int] = ..., page_token: _Optional[str] = ...) -> None: ...

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
    __slots__ = ("host", "hpa")
    HOST_FIELD_NUMBER: _ClassVar[int]
    HPA_FIELD_NUMBER: _ClassVar[int]
    host: str
    hpa: str
    def __init__(self, host: _Optional[str] = ..., hpa: _Optional[str] = ...) -> None: ...

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
    __slots__ = ("host", "memdev", "dpa")
    HOST_FIELD_NUMBER: _ClassVar[int]
    MEMDEV_FIELD_NUMBER: _ClassVar[int]
    DPA_FIELD_NUMBER: _ClassVar[int]
    host: str
    memdev: str
    dpa: str
    def __init__(self, host: _Optional[str] = ..., memdev: _Optional[str] = ..., dpa: _Optional[str] = ...) -> None: ...

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
