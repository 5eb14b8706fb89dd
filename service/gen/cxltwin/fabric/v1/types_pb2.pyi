from service.gen.cxltwin.mm.v1 import types_pb2 as _types_pb2
from google.protobuf import struct_pb2 as _struct_pb2
from google.protobuf.internal import containers as _containers
from google.protobuf import descriptor as _descriptor
from google.protobuf import message as _message
from collections.abc import Iterable as _Iterable, Mapping as _Mapping
from typing import ClassVar as _ClassVar, Optional as _Optional, Union as _Union

DESCRIPTOR: _descriptor.FileDescriptor

class AccessCoordinate(_message.Message):
    __slots__ = ("initiator", "read_latency", "write_latency", "read_bandwidth", "write_bandwidth")
    INITIATOR_FIELD_NUMBER: _ClassVar[int]
    READ_LATENCY_FIELD_NUMBER: _ClassVar[int]
    WRITE_LATENCY_FIELD_NUMBER: _ClassVar[int]
    READ_BANDWIDTH_FIELD_NUMBER: _ClassVar[int]
    WRITE_BANDWIDTH_FIELD_NUMBER: _ClassVar[int]
    initiator: int
    read_latency: int
    write_latency: int
    read_bandwidth: int
    write_bandwidth: int
    def __init__(self, initiator: _Optional[int] = ..., read_latency: _Optional[int] = ..., write_latency: _Optional[int] = ..., read_bandwidth: _Optional[int] = ..., write_bandwidth: _Optional[int] = ...) -> None: ...

class AlertConfig(_message.Message):
    __slots__ = ("life_used_prog_warn_threshold_valid", "dev_over_temperature_prog_warn_threshold_valid", "dev_under_temperature_prog_warn_threshold_valid", "corrected_volatile_mem_err_prog_warn_threshold_valid", "corrected_pmem_err_prog_warn_threshold_valid", "life_used_prog_warn_threshold_writable", "dev_over_temperature_prog_warn_threshold_writable", "dev_under_temperature_prog_warn_threshold_writable", "corrected_volatile_mem_err_prog_warn_threshold_writable", "corrected_pmem_err_prog_warn_threshold_writable", "life_used_crit_alert_threshold", "life_used_prog_warn_threshold", "dev_over_temperature_crit_alert_threshold", "dev_under_temperature_crit_alert_threshold", "dev_over_temperature_prog_warn_threshold", "dev_under_temperature_prog_warn_threshold", "corrected_volatile_mem_err_prog_warn_threshold", "corrected_pmem_err_prog_warn_threshold")
    LIFE_USED_PROG_WARN_THRESHOLD_VALID_FIELD_NUMBER: _ClassVar[int]
    DEV_OVER_TEMPERATURE_PROG_WARN_THRESHOLD_VALID_FIELD_NUMBER: _ClassVar[int]
    DEV_UNDER_TEMPERATURE_PROG_WARN_THRESHOLD_VALID_FIELD_NUMBER: _ClassVar[int]
    CORRECTED_VOLATILE_MEM_ERR_PROG_WARN_THRESHOLD_VALID_FIELD_NUMBER: _ClassVar[int]
    CORRECTED_PMEM_ERR_PROG_WARN_THRESHOLD_VALID_FIELD_NUMBER: _ClassVar[int]
    LIFE_USED_PROG_WARN_THRESHOLD_WRITABLE_FIELD_NUMBER: _ClassVar[int]
    DEV_OVER_TEMPERATURE_PROG_WARN_THRESHOLD_WRITABLE_FIELD_NUMBER: _ClassVar[int]
    DEV_UNDER_TEMPERATURE_PROG_WARN_THRESHOLD_WRITABLE_FIELD_NUMBER: _ClassVar[int]
    CORRECTED_VOLATILE_MEM_ERR_PROG_WARN_THRESHOLD_WRITABLE_FIELD_NUMBER: _ClassVar[int]
    CORRECTED_PMEM_ERR_PROG_WARN_THRESHOLD_WRITABLE_FIELD_NUMBER: _ClassVar[int]
    LIFE_USED_CRIT_ALERT_THRESHOLD_FIELD_NUMBER: _ClassVar[int]
    LIFE_USED_PROG_WARN_THRESHOLD_FIELD_NUMBER: _ClassVar[int]
    DEV_OVER_TEMPERATURE_CRIT_ALERT_THRESHOLD_FIELD_NUMBER: _ClassVar[int]
    DEV_UNDER_TEMPERATURE_CRIT_ALERT_THRESHOLD_FIELD_NUMBER: _ClassVar[int]
    DEV_OVER_TEMPERATURE_PROG_WARN_THRESHOLD_FIELD_NUMBER: _ClassVar[int]
    DEV_UNDER_TEMPERATURE_PROG_WARN_THRESHOLD_FIELD_NUMBER: _ClassVar[int]
    CORRECTED_VOLATILE_MEM_ERR_PROG_WARN_THRESHOLD_FIELD_NUMBER: _ClassVar[int]
    CORRECTED_PMEM_ERR_PROG_WARN_THRESHOLD_FIELD_NUMBER: _ClassVar[int]
    life_used_prog_warn_threshold_valid: bool
    dev_over_temperature_prog_warn_threshold_valid: bool
    dev_under_temperature_prog_warn_threshold_valid: bool
    corrected_volatile_mem_err_prog_warn_threshold_valid: bool
    corrected_pmem_err_prog_warn_threshold_valid: bool
    life_used_prog_warn_threshold_writable: bool
    dev_over_temperature_prog_warn_threshold_writable: bool
    dev_under_temperature_prog_warn_threshold_writable: bool
    corrected_volatile_mem_err_prog_warn_threshold_writable: bool
    corrected_pmem_err_prog_warn_threshold_writable: bool
    life_used_crit_alert_threshold: int
    life_used_prog_warn_threshold: int
    dev_over_temperature_crit_alert_threshold: int
    dev_under_temperature_crit_alert_threshold: int
    dev_over_temperature_prog_warn_threshold: int
    dev_under_temperature_prog_warn_threshold: int
    corrected_volatile_mem_err_prog_warn_threshold: int
    corrected_pmem_err_prog_warn_threshold: int
    def __init__(self, life_used_prog_warn_threshold_valid: _Optional[bool] = ..., dev_over_temperature_prog_warn_threshold_valid: _Optional[bool] = ..., dev_under_temperature_prog_warn_threshold_valid: _Optional[bool] = ..., corrected_volatile_mem_err_prog_warn_threshold_valid: _Optional[bool] = ..., corrected_pmem_err_prog_warn_threshold_valid: _Optional[bool] = ..., life_used_prog_warn_threshold_writable: _Optional[bool] = ..., dev_over_temperature_prog_warn_threshold_writable: _Optional[bool] = ..., dev_under_temperature_prog_warn_threshold_writable: _Optional[bool] = ..., corrected_volatile_mem_err_prog_warn_threshold_writable: _Optional[bool] = ..., corrected_pmem_err_prog_warn_threshold_writable: _Optional[bool] = ..., life_used_crit_alert_threshold: _Optional[int] = ..., life_used_prog_warn_threshold: _Optional[int] = ..., dev_over_temperature_crit_alert_threshold: _Optional[int] = ..., dev_under_temperature_crit_alert_threshold: _Optional[int] = ..., dev_over_temperature_prog_warn_threshold: _Optional[int] = ..., dev_under_temperature_prog_warn_threshold: _Optional[int] = ..., corrected_volatile_mem_err_prog_warn_threshold: _Optional[int] = ..., corrected_pmem_err_prog_warn_threshold: _Optional[int] = ...) -> None: ...

class Bus(_message.Message):
    __slots__ = ("bus", "provider", "nr_dports", "dports", "injectable_protocol_errors")
    BUS_FIELD_NUMBER: _ClassVar[int]
    PROVIDER_FIELD_NUMBER: _ClassVar[int]
    NR_DPORTS_FIELD_NUMBER: _ClassVar[int]
    DPORTS_FIELD_NUMBER: _ClassVar[int]
    INJECTABLE_PROTOCOL_ERRORS_FIELD_NUMBER: _ClassVar[int]
    bus: str
    provider: str
    nr_dports: int
    dports: _containers.RepeatedCompositeFieldContainer[Dport]
    injectable_protocol_errors: _types_pb2.StringList
    def __init__(self, bus: _Optional[str] = ..., provider: _Optional[str] = ..., nr_dports: _Optional[int] = ..., dports: _Optional[_Iterable[_Union[Dport, _Mapping]]] = ..., injectable_protocol_errors: _Optional[_Union[_types_pb2.StringList, _Mapping]] = ...) -> None: ...

class BusView(_message.Message):
    __slots__ = ("host", "bus", "position")
    HOST_FIELD_NUMBER: _ClassVar[int]
    BUS_FIELD_NUMBER: _ClassVar[int]
    POSITION_FIELD_NUMBER: _ClassVar[int]
    host: str
    bus: Bus
    position: int
    def __init__(self, host: _Optional[str] = ..., bus: _Optional[_Union[Bus, _Mapping]] = ..., position: _Optional[int] = ...) -> None: ...

class Candidate(_message.Message):
    __slots__ = ("part", "host", "decoder", "ways", "nid", "memdevs", "size", "verdict", "why")
    PART_FIELD_NUMBER: _ClassVar[int]
    HOST_FIELD_NUMBER: _ClassVar[int]
    DECODER_FIELD_NUMBER: _ClassVar[int]
    WAYS_FIELD_NUMBER: _ClassVar[int]
    NID_FIELD_NUMBER: _ClassVar[int]
    MEMDEVS_FIELD_NUMBER: _ClassVar[int]
    SIZE_FIELD_NUMBER: _ClassVar[int]
    VERDICT_FIELD_NUMBER: _ClassVar[int]
    WHY_FIELD_NUMBER: _ClassVar[int]
    part: int
    host: str
    decoder: str
    ways: int
    nid: int
    memdevs: _containers.RepeatedScalarFieldContainer[str]
    size: int
    verdict: str
    why: str
    def __init__(self, part: _Optional[int] = ..., host: _Optional[str] = ..., decoder: _Optional[str] = ..., ways: _Optional[int] = ..., nid: _Optional[int] = ..., memdevs: _Optional[_Iterable[str]] = ..., size: _Optional[int] = ..., verdict: _Optional[str] = ..., why: _Optional[str] = ...) -> None: ...

class CapacityView(_message.Message):
    __slots__ = ("device", "kind", "generation", "total", "reserved", "used", "free", "largest", "dc_total", "dc_free", "min_unit", "step_size", "unbound_lds", "dc_used", "dc_largest")
    DEVICE_FIELD_NUMBER: _ClassVar[int]
    KIND_FIELD_NUMBER: _ClassVar[int]
    GENERATION_FIELD_NUMBER: _ClassVar[int]
    TOTAL_FIELD_NUMBER: _ClassVar[int]
    RESERVED_FIELD_NUMBER: _ClassVar[int]
    USED_FIELD_NUMBER: _ClassVar[int]
    FREE_FIELD_NUMBER: _ClassVar[int]
    LARGEST_FIELD_NUMBER: _ClassVar[int]
    DC_TOTAL_FIELD_NUMBER: _ClassVar[int]
    DC_FREE_FIELD_NUMBER: _ClassVar[int]
    MIN_UNIT_FIELD_NUMBER: _ClassVar[int]
    STEP_SIZE_FIELD_NUMBER: _ClassVar[int]
    UNBOUND_LDS_FIELD_NUMBER: _ClassVar[int]
    DC_USED_FIELD_NUMBER: _ClassVar[int]
    DC_LARGEST_FIELD_NUMBER: _ClassVar[int]
    device: str
    kind: str
    generation: int
    total: int
    reserved: int
    used: int
    free: int
    largest: int
    dc_total: int
    dc_free: int
    min_unit: int
    step_size: int
    unbound_lds: int
    dc_used: int
    dc_largest: int
    def __init__(self, device: _Optional[str] = ..., kind: _Optional[str] = ..., generation: _Optional[int] = ..., total: _Optional[int] = ..., reserved: _Optional[int] = ..., used: _Optional[int] = ..., free: _Optional[int] = ..., largest: _Optional[int] = ..., dc_total: _Optional[int] = ..., dc_free: _Optional[int] = ..., min_unit: _Optional[int] = ..., step_size: _Optional[int] = ..., unbound_lds: _Optional[int] = ..., dc_used: _Optional[int] = ..., dc_largest: _Optional[int] = ...) -> None: ...

class CellOf(_message.Message):
    __slots__ = ("value", "source", "evidence")
    VALUE_FIELD_NUMBER: _ClassVar[int]
    SOURCE_FIELD_NUMBER: _ClassVar[int]
    EVIDENCE_FIELD_NUMBER: _ClassVar[int]
    value: str
    source: str
    evidence: str
    def __init__(self, value: _Optional[str] = ..., source: _Optional[str] = ..., evidence: _Optional[str] = ...) -> None: ...

class CellView(_message.Message):
    __slots__ = ("cell", "value", "values", "decides", "uapi", "source", "evidence")
    CELL_FIELD_NUMBER: _ClassVar[int]
    VALUE_FIELD_NUMBER: _ClassVar[int]
    VALUES_FIELD_NUMBER: _ClassVar[int]
    DECIDES_FIELD_NUMBER: _ClassVar[int]
    UAPI_FIELD_NUMBER: _ClassVar[int]
    SOURCE_FIELD_NUMBER: _ClassVar[int]
    EVIDENCE_FIELD_NUMBER: _ClassVar[int]
    cell: str
    value: str
    values: _containers.RepeatedScalarFieldContainer[str]
    decides: str
    uapi: bool
    source: str
    evidence: str
    def __init__(self, cell: _Optional[str] = ..., value: _Optional[str] = ..., values: _Optional[_Iterable[str]] = ..., decides: _Optional[str] = ..., uapi: _Optional[bool] = ..., source: _Optional[str] = ..., evidence: _Optional[str] = ...) -> None: ...

class ComposePart(_message.Message):
    __slots__ = ("host", "size", "memdevs", "decoder", "ways", "private", "online_type", "np_ops", "callbacks", "memory_class", "owner", "ats", "bind")
    HOST_FIELD_NUMBER: _ClassVar[int]
    SIZE_FIELD_NUMBER: _ClassVar[int]
    MEMDEVS_FIELD_NUMBER: _ClassVar[int]
    DECODER_FIELD_NUMBER: _ClassVar[int]
    WAYS_FIELD_NUMBER: _ClassVar[int]
    PRIVATE_FIELD_NUMBER: _ClassVar[int]
    ONLINE_TYPE_FIELD_NUMBER: _ClassVar[int]
    NP_OPS_FIELD_NUMBER: _ClassVar[int]
    CALLBACKS_FIELD_NUMBER: _ClassVar[int]
    MEMORY_CLASS_FIELD_NUMBER: _ClassVar[int]
    OWNER_FIELD_NUMBER: _ClassVar[int]
    ATS_FIELD_NUMBER: _ClassVar[int]
    BIND_FIELD_NUMBER: _ClassVar[int]
    host: str
    size: int
    memdevs: _types_pb2.StringList
    decoder: str
    ways: int
    private: bool
    online_type: str
    np_ops: _containers.RepeatedScalarFieldContainer[str]
    callbacks: _containers.RepeatedScalarFieldContainer[str]
    memory_class: str
    owner: str
    ats: bool
    bind: bool
    def __init__(self, host: _Optional[str] = ..., size: _Optional[int] = ..., memdevs: _Optional[_Union[_types_pb2.StringList, _Mapping]] = ..., decoder: _Optional[str] = ..., ways: _Optional[int] = ..., private: _Optional[bool] = ..., online_type: _Optional[str] = ..., np_ops: _Optional[_Iterable[str]] = ..., callbacks: _Optional[_Iterable[str]] = ..., memory_class: _Optional[str] = ..., owner: _Optional[str] = ..., ats: _Optional[bool] = ..., bind: _Optional[bool] = ...) -> None: ...

class ComposedPart(_message.Message):
    __slots__ = ("host", "region", "resource", "size", "memdevs", "nid")
    HOST_FIELD_NUMBER: _ClassVar[int]
    REGION_FIELD_NUMBER: _ClassVar[int]
    RESOURCE_FIELD_NUMBER: _ClassVar[int]
    SIZE_FIELD_NUMBER: _ClassVar[int]
    MEMDEVS_FIELD_NUMBER: _ClassVar[int]
    NID_FIELD_NUMBER: _ClassVar[int]
    host: str
    region: str
    resource: str
    size: int
    memdevs: _containers.RepeatedScalarFieldContainer[str]
    nid: int
    def __init__(self, host: _Optional[str] = ..., region: _Optional[str] = ..., resource: _Optional[str] = ..., size: _Optional[int] = ..., memdevs: _Optional[_Iterable[str]] = ..., nid: _Optional[int] = ...) -> None: ...

class CompositionView(_message.Message):
    __slots__ = ("composition", "generation", "confirmed", "lease_end_ns", "size", "parts", "conditions")
    COMPOSITION_FIELD_NUMBER: _ClassVar[int]
    GENERATION_FIELD_NUMBER: _ClassVar[int]
    CONFIRMED_FIELD_NUMBER: _ClassVar[int]
    LEASE_END_NS_FIELD_NUMBER: _ClassVar[int]
    SIZE_FIELD_NUMBER: _ClassVar[int]
    PARTS_FIELD_NUMBER: _ClassVar[int]
    CONDITIONS_FIELD_NUMBER: _ClassVar[int]
    composition: str
    generation: int
    confirmed: bool
    lease_end_ns: int
    size: int
    parts: _containers.RepeatedCompositeFieldContainer[PartView]
    conditions: _containers.RepeatedCompositeFieldContainer[_types_pb2.Condition]
    def __init__(self, composition: _Optional[str] = ..., generation: _Optional[int] = ..., confirmed: _Optional[bool] = ..., lease_end_ns: _Optional[int] = ..., size: _Optional[int] = ..., parts: _Optional[_Iterable[_Union[PartView, _Mapping]]] = ..., conditions: _Optional[_Iterable[_Union[_types_pb2.Condition, _Mapping]]] = ...) -> None: ...

class CxlHost(_message.Message):
    __slots__ = ("windows", "host_bridges")
    WINDOWS_FIELD_NUMBER: _ClassVar[int]
    HOST_BRIDGES_FIELD_NUMBER: _ClassVar[int]
    windows: _containers.RepeatedCompositeFieldContainer[CxlWindow]
    host_bridges: _containers.RepeatedCompositeFieldContainer[CxlHostBridge]
    def __init__(self, windows: _Optional[_Iterable[_Union[CxlWindow, _Mapping]]] = ..., host_bridges: _Optional[_Iterable[_Union[CxlHostBridge, _Mapping]]] = ...) -> None: ...

class CxlHostBridge(_message.Message):
    __slots__ = ("uid", "nr_root_ports", "nr_decoders", "rch")
    UID_FIELD_NUMBER: _ClassVar[int]
    NR_ROOT_PORTS_FIELD_NUMBER: _ClassVar[int]
    NR_DECODERS_FIELD_NUMBER: _ClassVar[int]
    RCH_FIELD_NUMBER: _ClassVar[int]
    uid: int
    nr_root_ports: int
    nr_decoders: int
    rch: bool
    def __init__(self, uid: _Optional[int] = ..., nr_root_ports: _Optional[int] = ..., nr_decoders: _Optional[int] = ..., rch: _Optional[bool] = ...) -> None: ...

class CxlInventory(_message.Message):
    __slots__ = ("buses", "ports", "memdevs", "decoders", "regions")
    BUSES_FIELD_NUMBER: _ClassVar[int]
    PORTS_FIELD_NUMBER: _ClassVar[int]
    MEMDEVS_FIELD_NUMBER: _ClassVar[int]
    DECODERS_FIELD_NUMBER: _ClassVar[int]
    REGIONS_FIELD_NUMBER: _ClassVar[int]
    buses: _containers.RepeatedCompositeFieldContainer[Bus]
    ports: _containers.RepeatedCompositeFieldContainer[Port]
    memdevs: _containers.RepeatedCompositeFieldContainer[Memdev]
    decoders: _containers.RepeatedCompositeFieldContainer[Decoder]
    regions: _containers.RepeatedCompositeFieldContainer[Region]
    def __init__(self, buses: _Optional[_Iterable[_Union[Bus, _Mapping]]] = ..., ports: _Optional[_Iterable[_Union[Port, _Mapping]]] = ..., memdevs: _Optional[_Iterable[_Union[Memdev, _Mapping]]] = ..., decoders: _Optional[_Iterable[_Union[Decoder, _Mapping]]] = ..., regions: _Optional[_Iterable[_Union[Region, _Mapping]]] = ...) -> None: ...

class CxlWindow(_message.Message):
    __slots__ = ("base", "size", "targets", "interleave_granularity", "arithmetic", "xormaps", "restrictions", "qos_class", "nid")
    BASE_FIELD_NUMBER: _ClassVar[int]
    SIZE_FIELD_NUMBER: _ClassVar[int]
    TARGETS_FIELD_NUMBER: _ClassVar[int]
    INTERLEAVE_GRANULARITY_FIELD_NUMBER: _ClassVar[int]
    ARITHMETIC_FIELD_NUMBER: _ClassVar[int]
    XORMAPS_FIELD_NUMBER: _ClassVar[int]
    RESTRICTIONS_FIELD_NUMBER: _ClassVar[int]
    QOS_CLASS_FIELD_NUMBER: _ClassVar[int]
    NID_FIELD_NUMBER: _ClassVar[int]
    base: str
    size: int
    targets: _containers.RepeatedScalarFieldContainer[int]
    interleave_granularity: int
    arithmetic: str
    xormaps: _containers.RepeatedScalarFieldContainer[str]
    restrictions: _types_pb2.StringList
    qos_class: int
    nid: int
    def __init__(self, base: _Optional[str] = ..., size: _Optional[int] = ..., targets: _Optional[_Iterable[int]] = ..., interleave_granularity: _Optional[int] = ..., arithmetic: _Optional[str] = ..., xormaps: _Optional[_Iterable[str]] = ..., restrictions: _Optional[_Union[_types_pb2.StringList, _Mapping]] = ..., qos_class: _Optional[int] = ..., nid: _Optional[int] = ...) -> None: ...

class DaxDevice(_message.Message):
    __slots__ = ("chardev", "size", "target_node", "align", "mode", "online_memblocks", "total_memblocks", "movable", "state", "mappings")
    CHARDEV_FIELD_NUMBER: _ClassVar[int]
    SIZE_FIELD_NUMBER: _ClassVar[int]
    TARGET_NODE_FIELD_NUMBER: _ClassVar[int]
    ALIGN_FIELD_NUMBER: _ClassVar[int]
    MODE_FIELD_NUMBER: _ClassVar[int]
    ONLINE_MEMBLOCKS_FIELD_NUMBER: _ClassVar[int]
    TOTAL_MEMBLOCKS_FIELD_NUMBER: _ClassVar[int]
    MOVABLE_FIELD_NUMBER: _ClassVar[int]
    STATE_FIELD_NUMBER: _ClassVar[int]
    MAPPINGS_FIELD_NUMBER: _ClassVar[int]
    chardev: str
    size: int
    target_node: int
    align: int
    mode: str
    online_memblocks: int
    total_memblocks: int
    movable: bool
    state: str
    mappings: DaxMappingList
    def __init__(self, chardev: _Optional[str] = ..., size: _Optional[int] = ..., target_node: _Optional[int] = ..., align: _Optional[int] = ..., mode: _Optional[str] = ..., online_memblocks: _Optional[int] = ..., total_memblocks: _Optional[int] = ..., movable: _Optional[bool] = ..., state: _Optional[str] = ..., mappings: _Optional[_Union[DaxMappingList, _Mapping]] = ...) -> None: ...

class DaxDeviceList(_message.Message):
    __slots__ = ("values",)
    VALUES_FIELD_NUMBER: _ClassVar[int]
    values: _containers.RepeatedCompositeFieldContainer[DaxDevice]
    def __init__(self, values: _Optional[_Iterable[_Union[DaxDevice, _Mapping]]] = ...) -> None: ...

class DaxMapping(_message.Message):
    __slots__ = ("page_offset", "start", "end", "size")
    PAGE_OFFSET_FIELD_NUMBER: _ClassVar[int]
    START_FIELD_NUMBER: _ClassVar[int]
    END_FIELD_NUMBER: _ClassVar[int]
    SIZE_FIELD_NUMBER: _ClassVar[int]
    page_offset: int
    start: str
    end: str
    size: int
    def __init__(self, page_offset: _Optional[int] = ..., start: _Optional[str] = ..., end: _Optional[str] = ..., size: _Optional[int] = ...) -> None: ...

class DaxMappingList(_message.Message):
    __slots__ = ("values",)
    VALUES_FIELD_NUMBER: _ClassVar[int]
    values: _containers.RepeatedCompositeFieldContainer[DaxMapping]
    def __init__(self, values: _Optional[_Iterable[_Union[DaxMapping, _Mapping]]] = ...) -> None: ...

class DaxRegion(_message.Message):
    __slots__ = ("id", "size", "path", "available_size", "align", "devices")
    ID_FIELD_NUMBER: _ClassVar[int]
    SIZE_FIELD_NUMBER: _ClassVar[int]
    PATH_FIELD_NUMBER: _ClassVar[int]
    AVAILABLE_SIZE_FIELD_NUMBER: _ClassVar[int]
    ALIGN_FIELD_NUMBER: _ClassVar[int]
    DEVICES_FIELD_NUMBER: _ClassVar[int]
    id: int
    size: int
    path: str
    available_size: int
    align: int
    devices: DaxDeviceList
    def __init__(self, id: _Optional[int] = ..., size: _Optional[int] = ..., path: _Optional[str] = ..., available_size: _Optional[int] = ..., align: _Optional[int] = ..., devices: _Optional[_Union[DaxDeviceList, _Mapping]] = ...) -> None: ...

class DcExtentView(_message.Message):
    __slots__ = ("device", "ld", "state", "position", "start", "size", "tag", "shared_seq")
    DEVICE_FIELD_NUMBER: _ClassVar[int]
    LD_FIELD_NUMBER: _ClassVar[int]
    STATE_FIELD_NUMBER: _ClassVar[int]
    POSITION_FIELD_NUMBER: _ClassVar[int]
    START_FIELD_NUMBER: _ClassVar[int]
    SIZE_FIELD_NUMBER: _ClassVar[int]
    TAG_FIELD_NUMBER: _ClassVar[int]
    SHARED_SEQ_FIELD_NUMBER: _ClassVar[int]
    device: str
    ld: int
    state: str
    position: int
    start: str
    size: int
    tag: str
    shared_seq: int
    def __init__(self, device: _Optional[str] = ..., ld: _Optional[int] = ..., state: _Optional[str] = ..., position: _Optional[int] = ..., start: _Optional[str] = ..., size: _Optional[int] = ..., tag: _Optional[str] = ..., shared_seq: _Optional[int] = ...) -> None: ...

class DcRegionSpec(_message.Message):
    __slots__ = ("base", "size", "block_size")
    BASE_FIELD_NUMBER: _ClassVar[int]
    SIZE_FIELD_NUMBER: _ClassVar[int]
    BLOCK_SIZE_FIELD_NUMBER: _ClassVar[int]
    base: int
    size: int
    block_size: int
    def __init__(self, base: _Optional[int] = ..., size: _Optional[int] = ..., block_size: _Optional[int] = ...) -> None: ...

class Decoder(_message.Message):
    __slots__ = ("decoder", "port", "resource", "size", "interleave_ways", "interleave_granularity", "max_available_extent", "region", "dpa_resource", "dpa_size", "mode", "pmem_capable", "volatile_capable", "accelmem_capable", "qos_class", "nr_targets", "targets", "state")
    DECODER_FIELD_NUMBER: _ClassVar[int]
    PORT_FIELD_NUMBER: _ClassVar[int]
    RESOURCE_FIELD_NUMBER: _ClassVar[int]
    SIZE_FIELD_NUMBER: _ClassVar[int]
    INTERLEAVE_WAYS_FIELD_NUMBER: _ClassVar[int]
    INTERLEAVE_GRANULARITY_FIELD_NUMBER: _ClassVar[int]
    MAX_AVAILABLE_EXTENT_FIELD_NUMBER: _ClassVar[int]
    REGION_FIELD_NUMBER: _ClassVar[int]
    DPA_RESOURCE_FIELD_NUMBER: _ClassVar[int]
    DPA_SIZE_FIELD_NUMBER: _ClassVar[int]
    MODE_FIELD_NUMBER: _ClassVar[int]
    PMEM_CAPABLE_FIELD_NUMBER: _ClassVar[int]
    VOLATILE_CAPABLE_FIELD_NUMBER: _ClassVar[int]
    ACCELMEM_CAPABLE_FIELD_NUMBER: _ClassVar[int]
    QOS_CLASS_FIELD_NUMBER: _ClassVar[int]
    NR_TARGETS_FIELD_NUMBER: _ClassVar[int]
    TARGETS_FIELD_NUMBER: _ClassVar[int]
    STATE_FIELD_NUMBER: _ClassVar[int]
    decoder: str
    port: str
    resource: str
    size: int
    interleave_ways: int
    interleave_granularity: int
    max_available_extent: int
    region: str
    dpa_resource: str
    dpa_size: int
    mode: str
    pmem_capable: bool
    volatile_capable: bool
    accelmem_capable: bool
    qos_class: int
    nr_targets: int
    targets: _containers.RepeatedCompositeFieldContainer[DecoderTarget]
    state: str
    def __init__(self, decoder: _Optional[str] = ..., port: _Optional[str] = ..., resource: _Optional[str] = ..., size: _Optional[int] = ..., interleave_ways: _Optional[int] = ..., interleave_granularity: _Optional[int] = ..., max_available_extent: _Optional[int] = ..., region: _Optional[str] = ..., dpa_resource: _Optional[str] = ..., dpa_size: _Optional[int] = ..., mode: _Optional[str] = ..., pmem_capable: _Optional[bool] = ..., volatile_capable: _Optional[bool] = ..., accelmem_capable: _Optional[bool] = ..., qos_class: _Optional[int] = ..., nr_targets: _Optional[int] = ..., targets: _Optional[_Iterable[_Union[DecoderTarget, _Mapping]]] = ..., state: _Optional[str] = ...) -> None: ...

class DecoderTarget(_message.Message):
    __slots__ = ("target", "alias", "position", "id")
    TARGET_FIELD_NUMBER: _ClassVar[int]
    ALIAS_FIELD_NUMBER: _ClassVar[int]
    POSITION_FIELD_NUMBER: _ClassVar[int]
    ID_FIELD_NUMBER: _ClassVar[int]
    target: str
    alias: str
    position: int
    id: int
    def __init__(self, target: _Optional[str] = ..., alias: _Optional[str] = ..., position: _Optional[int] = ..., id: _Optional[int] = ...) -> None: ...

class DecoderView(_message.Message):
    __slots__ = ("host", "decoder", "position")
    HOST_FIELD_NUMBER: _ClassVar[int]
    DECODER_FIELD_NUMBER: _ClassVar[int]
    POSITION_FIELD_NUMBER: _ClassVar[int]
    host: str
    decoder: Decoder
    position: int
    def __init__(self, host: _Optional[str] = ..., decoder: _Optional[_Union[Decoder, _Mapping]] = ..., position: _Optional[int] = ...) -> None: ...

class DeviceView(_message.Message):
    __slots__ = ("device", "generation", "kind", "serial", "powered", "device_type", "nr_heads", "granularity", "ram_size", "pmem_size", "allocated_size", "unallocated_size", "used_size", "free_size", "max_available_extent", "dc_size", "dc_used_size", "qos_class", "memory_class", "owner", "ats", "heads", "lds", "dc_free_size", "dc_max_available_extent")
    DEVICE_FIELD_NUMBER: _ClassVar[int]
    GENERATION_FIELD_NUMBER: _ClassVar[int]
    KIND_FIELD_NUMBER: _ClassVar[int]
    SERIAL_FIELD_NUMBER: _ClassVar[int]
    POWERED_FIELD_NUMBER: _ClassVar[int]
    DEVICE_TYPE_FIELD_NUMBER: _ClassVar[int]
    NR_HEADS_FIELD_NUMBER: _ClassVar[int]
    GRANULARITY_FIELD_NUMBER: _ClassVar[int]
    RAM_SIZE_FIELD_NUMBER: _ClassVar[int]
    PMEM_SIZE_FIELD_NUMBER: _ClassVar[int]
    ALLOCATED_SIZE_FIELD_NUMBER: _ClassVar[int]
    UNALLOCATED_SIZE_FIELD_NUMBER: _ClassVar[int]
    USED_SIZE_FIELD_NUMBER: _ClassVar[int]
    FREE_SIZE_FIELD_NUMBER: _ClassVar[int]
    MAX_AVAILABLE_EXTENT_FIELD_NUMBER: _ClassVar[int]
    DC_SIZE_FIELD_NUMBER: _ClassVar[int]
    DC_USED_SIZE_FIELD_NUMBER: _ClassVar[int]
    QOS_CLASS_FIELD_NUMBER: _ClassVar[int]
    MEMORY_CLASS_FIELD_NUMBER: _ClassVar[int]
    OWNER_FIELD_NUMBER: _ClassVar[int]
    ATS_FIELD_NUMBER: _ClassVar[int]
    HEADS_FIELD_NUMBER: _ClassVar[int]
    LDS_FIELD_NUMBER: _ClassVar[int]
    DC_FREE_SIZE_FIELD_NUMBER: _ClassVar[int]
    DC_MAX_AVAILABLE_EXTENT_FIELD_NUMBER: _ClassVar[int]
    device: str
    generation: int
    kind: str
    serial: str
    powered: bool
    device_type: int
    nr_heads: int
    granularity: int
    ram_size: int
    pmem_size: int
    allocated_size: int
    unallocated_size: int
    used_size: int
    free_size: int
    max_available_extent: int
    dc_size: int
    dc_used_size: int
    qos_class: int
    memory_class: str
    owner: str
    ats: bool
    heads: _containers.RepeatedScalarFieldContainer[str]
    lds: _containers.RepeatedCompositeFieldContainer[LdView]
    dc_free_size: int
    dc_max_available_extent: int
    def __init__(self, device: _Optional[str] = ..., generation: _Optional[int] = ..., kind: _Optional[str] = ..., serial: _Optional[str] = ..., powered: _Optional[bool] = ..., device_type: _Optional[int] = ..., nr_heads: _Optional[int] = ..., granularity: _Optional[int] = ..., ram_size: _Optional[int] = ..., pmem_size: _Optional[int] = ..., allocated_size: _Optional[int] = ..., unallocated_size: _Optional[int] = ..., used_size: _Optional[int] = ..., free_size: _Optional[int] = ..., max_available_extent: _Optional[int] = ..., dc_size: _Optional[int] = ..., dc_used_size: _Optional[int] = ..., qos_class: _Optional[int] = ..., memory_class: _Optional[str] = ..., owner: _Optional[str] = ..., ats: _Optional[bool] = ..., heads: _Optional[_Iterable[str]] = ..., lds: _Optional[_Iterable[_Union[LdView, _Mapping]]] = ..., dc_free_size: _Optional[int] = ..., dc_max_available_extent: _Optional[int] = ...) -> None: ...

class DifferingCell(_message.Message):
    __slots__ = ("cell", "decides", "uapi", "first", "second")
    CELL_FIELD_NUMBER: _ClassVar[int]
    DECIDES_FIELD_NUMBER: _ClassVar[int]
    UAPI_FIELD_NUMBER: _ClassVar[int]
    FIRST_FIELD_NUMBER: _ClassVar[int]
    SECOND_FIELD_NUMBER: _ClassVar[int]
    cell: str
    decides: str
    uapi: bool
    first: CellOf
    second: CellOf
    def __init__(self, cell: _Optional[str] = ..., decides: _Optional[str] = ..., uapi: _Optional[bool] = ..., first: _Optional[_Union[CellOf, _Mapping]] = ..., second: _Optional[_Union[CellOf, _Mapping]] = ...) -> None: ...

class Dport(_message.Message):
    __slots__ = ("dport", "alias", "id", "protocol_injectable")
    DPORT_FIELD_NUMBER: _ClassVar[int]
    ALIAS_FIELD_NUMBER: _ClassVar[int]
    ID_FIELD_NUMBER: _ClassVar[int]
    PROTOCOL_INJECTABLE_FIELD_NUMBER: _ClassVar[int]
    dport: str
    alias: str
    id: int
    protocol_injectable: bool
    def __init__(self, dport: _Optional[str] = ..., alias: _Optional[str] = ..., id: _Optional[int] = ..., protocol_injectable: _Optional[bool] = ...) -> None: ...

class DriverCondition(_message.Message):
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

class DriverView(_message.Message):
    __slots__ = ("fabric", "host", "nid", "driver", "epoch", "deadline_ms", "nr_asked", "nr_unsettled", "nr_unread", "conditions")
    FABRIC_FIELD_NUMBER: _ClassVar[int]
    HOST_FIELD_NUMBER: _ClassVar[int]
    NID_FIELD_NUMBER: _ClassVar[int]
    DRIVER_FIELD_NUMBER: _ClassVar[int]
    EPOCH_FIELD_NUMBER: _ClassVar[int]
    DEADLINE_MS_FIELD_NUMBER: _ClassVar[int]
    NR_ASKED_FIELD_NUMBER: _ClassVar[int]
    NR_UNSETTLED_FIELD_NUMBER: _ClassVar[int]
    NR_UNREAD_FIELD_NUMBER: _ClassVar[int]
    CONDITIONS_FIELD_NUMBER: _ClassVar[int]
    fabric: str
    host: str
    nid: int
    driver: str
    epoch: int
    deadline_ms: int
    nr_asked: int
    nr_unsettled: int
    nr_unread: int
    conditions: _containers.RepeatedCompositeFieldContainer[DriverCondition]
    def __init__(self, fabric: _Optional[str] = ..., host: _Optional[str] = ..., nid: _Optional[int] = ..., driver: _Optional[str] = ..., epoch: _Optional[int] = ..., deadline_ms: _Optional[int] = ..., nr_asked: _Optional[int] = ..., nr_unsettled: _Optional[int] = ..., nr_unread: _Optional[int] = ..., conditions: _Optional[_Iterable[_Union[DriverCondition, _Mapping]]] = ...) -> None: ...

class EventView(_message.Message):
    __slots__ = ("revision", "fabric", "host", "op", "command", "answer")
    REVISION_FIELD_NUMBER: _ClassVar[int]
    FABRIC_FIELD_NUMBER: _ClassVar[int]
    HOST_FIELD_NUMBER: _ClassVar[int]
    OP_FIELD_NUMBER: _ClassVar[int]
    COMMAND_FIELD_NUMBER: _ClassVar[int]
    ANSWER_FIELD_NUMBER: _ClassVar[int]
    revision: str
    fabric: str
    host: str
    op: str
    command: _struct_pb2.Struct
    answer: _struct_pb2.Struct
    def __init__(self, revision: _Optional[str] = ..., fabric: _Optional[str] = ..., host: _Optional[str] = ..., op: _Optional[str] = ..., command: _Optional[_Union[_struct_pb2.Struct, _Mapping]] = ..., answer: _Optional[_Union[_struct_pb2.Struct, _Mapping]] = ...) -> None: ...

class ExplanationView(_message.Message):
    __slots__ = ("event", "trace", "same")
    EVENT_FIELD_NUMBER: _ClassVar[int]
    TRACE_FIELD_NUMBER: _ClassVar[int]
    SAME_FIELD_NUMBER: _ClassVar[int]
    event: EventView
    trace: _containers.RepeatedCompositeFieldContainer[_types_pb2.TraceEntry]
    same: bool
    def __init__(self, event: _Optional[_Union[EventView, _Mapping]] = ..., trace: _Optional[_Iterable[_Union[_types_pb2.TraceEntry, _Mapping]]] = ..., same: _Optional[bool] = ...) -> None: ...

class ExtentSpec(_message.Message):
    __slots__ = ("start", "size", "tag")
    START_FIELD_NUMBER: _ClassVar[int]
    SIZE_FIELD_NUMBER: _ClassVar[int]
    TAG_FIELD_NUMBER: _ClassVar[int]
    start: str
    size: int
    tag: str
    def __init__(self, start: _Optional[str] = ..., size: _Optional[int] = ..., tag: _Optional[str] = ...) -> None: ...

class FabricView(_message.Message):
    __slots__ = ("fabric", "description", "generation", "revision", "nr_hosts")
    FABRIC_FIELD_NUMBER: _ClassVar[int]
    DESCRIPTION_FIELD_NUMBER: _ClassVar[int]
    GENERATION_FIELD_NUMBER: _ClassVar[int]
    REVISION_FIELD_NUMBER: _ClassVar[int]
    NR_HOSTS_FIELD_NUMBER: _ClassVar[int]
    fabric: str
    description: str
    generation: int
    revision: str
    nr_hosts: int
    def __init__(self, fabric: _Optional[str] = ..., description: _Optional[str] = ..., generation: _Optional[int] = ..., revision: _Optional[str] = ..., nr_hosts: _Optional[int] = ...) -> None: ...

class FallbackDifference(_message.Message):
    __slots__ = ("nid", "recorded", "computed")
    NID_FIELD_NUMBER: _ClassVar[int]
    RECORDED_FIELD_NUMBER: _ClassVar[int]
    COMPUTED_FIELD_NUMBER: _ClassVar[int]
    nid: int
    recorded: _containers.RepeatedScalarFieldContainer[int]
    computed: _containers.RepeatedScalarFieldContainer[int]
    def __init__(self, nid: _Optional[int] = ..., recorded: _Optional[_Iterable[int]] = ..., computed: _Optional[_Iterable[int]] = ...) -> None: ...

class Firmware(_message.Message):
    __slots__ = ("num_slots", "active_slot", "staged_slot", "online_activate_capable", "slot_1_version", "slot_2_version", "slot_3_version", "slot_4_version", "fw_update_in_progress", "remaining_size")
    NUM_SLOTS_FIELD_NUMBER: _ClassVar[int]
    ACTIVE_SLOT_FIELD_NUMBER: _ClassVar[int]
    STAGED_SLOT_FIELD_NUMBER: _ClassVar[int]
    ONLINE_ACTIVATE_CAPABLE_FIELD_NUMBER: _ClassVar[int]
    SLOT_1_VERSION_FIELD_NUMBER: _ClassVar[int]
    SLOT_2_VERSION_FIELD_NUMBER: _ClassVar[int]
    SLOT_3_VERSION_FIELD_NUMBER: _ClassVar[int]
    SLOT_4_VERSION_FIELD_NUMBER: _ClassVar[int]
    FW_UPDATE_IN_PROGRESS_FIELD_NUMBER: _ClassVar[int]
    REMAINING_SIZE_FIELD_NUMBER: _ClassVar[int]
    num_slots: int
    active_slot: int
    staged_slot: int
    online_activate_capable: bool
    slot_1_version: str
    slot_2_version: str
    slot_3_version: str
    slot_4_version: str
    fw_update_in_progress: bool
    remaining_size: int
    def __init__(self, num_slots: _Optional[int] = ..., active_slot: _Optional[int] = ..., staged_slot: _Optional[int] = ..., online_activate_capable: _Optional[bool] = ..., slot_1_version: _Optional[str] = ..., slot_2_version: _Optional[str] = ..., slot_3_version: _Optional[str] = ..., slot_4_version: _Optional[str] = ..., fw_update_in_progress: _Optional[bool] = ..., remaining_size: _Optional[int] = ...) -> None: ...

class ForkOrigin(_message.Message):
    __slots__ = ("host", "revision")
    HOST_FIELD_NUMBER: _ClassVar[int]
    REVISION_FIELD_NUMBER: _ClassVar[int]
    host: str
    revision: str
    def __init__(self, host: _Optional[str] = ..., revision: _Optional[str] = ...) -> None: ...

class Health(_message.Message):
    __slots__ = ("maintenance_needed", "performance_degraded", "hw_replacement_needed", "media_normal", "media_not_ready", "media_persistence_lost", "media_data_lost", "media_powerloss_persistence_loss", "media_shutdown_persistence_loss", "media_persistence_loss_imminent", "media_powerloss_data_loss", "media_shutdown_data_loss", "media_data_loss_imminent", "ext_life_used", "ext_temperature", "ext_corrected_volatile", "ext_corrected_persistent", "life_used_percent", "temperature", "dirty_shutdowns", "volatile_errors", "pmem_errors")
    MAINTENANCE_NEEDED_FIELD_NUMBER: _ClassVar[int]
    PERFORMANCE_DEGRADED_FIELD_NUMBER: _ClassVar[int]
    HW_REPLACEMENT_NEEDED_FIELD_NUMBER: _ClassVar[int]
    MEDIA_NORMAL_FIELD_NUMBER: _ClassVar[int]
    MEDIA_NOT_READY_FIELD_NUMBER: _ClassVar[int]
    MEDIA_PERSISTENCE_LOST_FIELD_NUMBER: _ClassVar[int]
    MEDIA_DATA_LOST_FIELD_NUMBER: _ClassVar[int]
    MEDIA_POWERLOSS_PERSISTENCE_LOSS_FIELD_NUMBER: _ClassVar[int]
    MEDIA_SHUTDOWN_PERSISTENCE_LOSS_FIELD_NUMBER: _ClassVar[int]
    MEDIA_PERSISTENCE_LOSS_IMMINENT_FIELD_NUMBER: _ClassVar[int]
    MEDIA_POWERLOSS_DATA_LOSS_FIELD_NUMBER: _ClassVar[int]
    MEDIA_SHUTDOWN_DATA_LOSS_FIELD_NUMBER: _ClassVar[int]
    MEDIA_DATA_LOSS_IMMINENT_FIELD_NUMBER: _ClassVar[int]
    EXT_LIFE_USED_FIELD_NUMBER: _ClassVar[int]
    EXT_TEMPERATURE_FIELD_NUMBER: _ClassVar[int]
    EXT_CORRECTED_VOLATILE_FIELD_NUMBER: _ClassVar[int]
    EXT_CORRECTED_PERSISTENT_FIELD_NUMBER: _ClassVar[int]
    LIFE_USED_PERCENT_FIELD_NUMBER: _ClassVar[int]
    TEMPERATURE_FIELD_NUMBER: _ClassVar[int]
    DIRTY_SHUTDOWNS_FIELD_NUMBER: _ClassVar[int]
    VOLATILE_ERRORS_FIELD_NUMBER: _ClassVar[int]
    PMEM_ERRORS_FIELD_NUMBER: _ClassVar[int]
    maintenance_needed: bool
    performance_degraded: bool
    hw_replacement_needed: bool
    media_normal: bool
    media_not_ready: bool
    media_persistence_lost: bool
    media_data_lost: bool
    media_powerloss_persistence_loss: bool
    media_shutdown_persistence_loss: bool
    media_persistence_loss_imminent: bool
    media_powerloss_data_loss: bool
    media_shutdown_data_loss: bool
    media_data_loss_imminent: bool
    ext_life_used: str
    ext_temperature: str
    ext_corrected_volatile: str
    ext_corrected_persistent: str
    life_used_percent: int
    temperature: int
    dirty_shutdowns: int
    volatile_errors: int
    pmem_errors: int
    def __init__(self, maintenance_needed: _Optional[bool] = ..., performance_degraded: _Optional[bool] = ..., hw_replacement_needed: _Optional[bool] = ..., media_normal: _Optional[bool] = ..., media_not_ready: _Optional[bool] = ..., media_persistence_lost: _Optional[bool] = ..., media_data_lost: _Optional[bool] = ..., media_powerloss_persistence_loss: _Optional[bool] = ..., media_shutdown_persistence_loss: _Optional[bool] = ..., media_persistence_loss_imminent: _Optional[bool] = ..., media_powerloss_data_loss: _Optional[bool] = ..., media_shutdown_data_loss: _Optional[bool] = ..., media_data_loss_imminent: _Optional[bool] = ..., ext_life_used: _Optional[str] = ..., ext_temperature: _Optional[str] = ..., ext_corrected_volatile: _Optional[str] = ..., ext_corrected_persistent: _Optional[str] = ..., life_used_percent: _Optional[int] = ..., temperature: _Optional[int] = ..., dirty_shutdowns: _Optional[int] = ..., volatile_errors: _Optional[int] = ..., pmem_errors: _Optional[int] = ...) -> None: ...

class HostView(_message.Message):
    __slots__ = ("host", "fabric", "kernel_model", "knobs", "kernel_version", "description", "auto_run", "generation", "created_revision", "host_revision", "forked_from")
    class KnobsEntry(_message.Message):
        __slots__ = ("key", "value")
        KEY_FIELD_NUMBER: _ClassVar[int]
        VALUE_FIELD_NUMBER: _ClassVar[int]
        key: str
        value: str
        def __init__(self, key: _Optional[str] = ..., value: _Optional[str] = ...) -> None: ...
    HOST_FIELD_NUMBER: _ClassVar[int]
    FABRIC_FIELD_NUMBER: _ClassVar[int]
    KERNEL_MODEL_FIELD_NUMBER: _ClassVar[int]
    KNOBS_FIELD_NUMBER: _ClassVar[int]
    KERNEL_VERSION_FIELD_NUMBER: _ClassVar[int]
    DESCRIPTION_FIELD_NUMBER: _ClassVar[int]
    AUTO_RUN_FIELD_NUMBER: _ClassVar[int]
    GENERATION_FIELD_NUMBER: _ClassVar[int]
    CREATED_REVISION_FIELD_NUMBER: _ClassVar[int]
    HOST_REVISION_FIELD_NUMBER: _ClassVar[int]
    FORKED_FROM_FIELD_NUMBER: _ClassVar[int]
    host: str
    fabric: str
    kernel_model: str
    knobs: _containers.ScalarMap[str, str]
    kernel_version: str
    description: str
    auto_run: bool
    generation: int
    created_revision: str
    host_revision: str
    forked_from: ForkOrigin
    def __init__(self, host: _Optional[str] = ..., fabric: _Optional[str] = ..., kernel_model: _Optional[str] = ..., knobs: _Optional[_Mapping[str, str]] = ..., kernel_version: _Optional[str] = ..., description: _Optional[str] = ..., auto_run: _Optional[bool] = ..., generation: _Optional[int] = ..., created_revision: _Optional[str] = ..., host_revision: _Optional[str] = ..., forked_from: _Optional[_Union[ForkOrigin, _Mapping]] = ...) -> None: ...

class ImportText(_message.Message):
    __slots__ = ("name", "text")
    NAME_FIELD_NUMBER: _ClassVar[int]
    TEXT_FIELD_NUMBER: _ClassVar[int]
    name: str
    text: str
    def __init__(self, name: _Optional[str] = ..., text: _Optional[str] = ...) -> None: ...

class ImportedText(_message.Message):
    __slots__ = ("name", "kind")
    NAME_FIELD_NUMBER: _ClassVar[int]
    KIND_FIELD_NUMBER: _ClassVar[int]
    name: str
    kind: str
    def __init__(self, name: _Optional[str] = ..., kind: _Optional[str] = ...) -> None: ...

class Int32Row(_message.Message):
    __slots__ = ("values",)
    VALUES_FIELD_NUMBER: _ClassVar[int]
    values: _containers.RepeatedScalarFieldContainer[int]
    def __init__(self, values: _Optional[_Iterable[int]] = ...) -> None: ...

class Int64List(_message.Message):
    __slots__ = ("values",)
    VALUES_FIELD_NUMBER: _ClassVar[int]
    values: _containers.RepeatedScalarFieldContainer[int]
    def __init__(self, values: _Optional[_Iterable[int]] = ...) -> None: ...

class LdSpec(_message.Message):
    __slots__ = ("range1", "range2", "head")
    RANGE1_FIELD_NUMBER: _ClassVar[int]
    RANGE2_FIELD_NUMBER: _ClassVar[int]
    HEAD_FIELD_NUMBER: _ClassVar[int]
    range1: int
    range2: int
    head: int
    def __init__(self, range1: _Optional[int] = ..., range2: _Optional[int] = ..., head: _Optional[int] = ...) -> None: ...

class LdSpecList(_message.Message):
    __slots__ = ("values",)
    VALUES_FIELD_NUMBER: _ClassVar[int]
    values: _containers.RepeatedCompositeFieldContainer[LdSpec]
    def __init__(self, values: _Optional[_Iterable[_Union[LdSpec, _Mapping]]] = ...) -> None: ...

class LdView(_message.Message):
    __slots__ = ("ld", "head", "range1", "range2", "ram_size", "pmem_size", "bound_to", "host", "memdev", "total_size", "used_size", "skipped_size", "free_size", "max_available_extent", "dc_accepted_size", "dc_pending_size")
    LD_FIELD_NUMBER: _ClassVar[int]
    HEAD_FIELD_NUMBER: _ClassVar[int]
    RANGE1_FIELD_NUMBER: _ClassVar[int]
    RANGE2_FIELD_NUMBER: _ClassVar[int]
    RAM_SIZE_FIELD_NUMBER: _ClassVar[int]
    PMEM_SIZE_FIELD_NUMBER: _ClassVar[int]
    BOUND_TO_FIELD_NUMBER: _ClassVar[int]
    HOST_FIELD_NUMBER: _ClassVar[int]
    MEMDEV_FIELD_NUMBER: _ClassVar[int]
    TOTAL_SIZE_FIELD_NUMBER: _ClassVar[int]
    USED_SIZE_FIELD_NUMBER: _ClassVar[int]
    SKIPPED_SIZE_FIELD_NUMBER: _ClassVar[int]
    FREE_SIZE_FIELD_NUMBER: _ClassVar[int]
    MAX_AVAILABLE_EXTENT_FIELD_NUMBER: _ClassVar[int]
    DC_ACCEPTED_SIZE_FIELD_NUMBER: _ClassVar[int]
    DC_PENDING_SIZE_FIELD_NUMBER: _ClassVar[int]
    ld: int
    head: int
    range1: int
    range2: int
    ram_size: int
    pmem_size: int
    bound_to: str
    host: str
    memdev: str
    total_size: int
    used_size: int
    skipped_size: int
    free_size: int
    max_available_extent: int
    dc_accepted_size: int
    dc_pending_size: int
    def __init__(self, ld: _Optional[int] = ..., head: _Optional[int] = ..., range1: _Optional[int] = ..., range2: _Optional[int] = ..., ram_size: _Optional[int] = ..., pmem_size: _Optional[int] = ..., bound_to: _Optional[str] = ..., host: _Optional[str] = ..., memdev: _Optional[str] = ..., total_size: _Optional[int] = ..., used_size: _Optional[int] = ..., skipped_size: _Optional[int] = ..., free_size: _Optional[int] = ..., max_available_extent: _Optional[int] = ..., dc_accepted_size: _Optional[int] = ..., dc_pending_size: _Optional[int] = ...) -> None: ...

class LimitView(_message.Message):
    __slots__ = ("limit", "value", "unit", "text")
    LIMIT_FIELD_NUMBER: _ClassVar[int]
    VALUE_FIELD_NUMBER: _ClassVar[int]
    UNIT_FIELD_NUMBER: _ClassVar[int]
    TEXT_FIELD_NUMBER: _ClassVar[int]
    limit: str
    value: int
    unit: str
    text: str
    def __init__(self, limit: _Optional[str] = ..., value: _Optional[int] = ..., unit: _Optional[str] = ..., text: _Optional[str] = ...) -> None: ...

class MappingView(_message.Message):
    __slots__ = ("pid", "area", "addr")
    PID_FIELD_NUMBER: _ClassVar[int]
    AREA_FIELD_NUMBER: _ClassVar[int]
    ADDR_FIELD_NUMBER: _ClassVar[int]
    pid: int
    area: str
    addr: str
    def __init__(self, pid: _Optional[int] = ..., area: _Optional[str] = ..., addr: _Optional[str] = ...) -> None: ...

class MediaError(_message.Message):
    __slots__ = ("offset", "length", "source", "flags", "overflow_t")
    OFFSET_FIELD_NUMBER: _ClassVar[int]
    LENGTH_FIELD_NUMBER: _ClassVar[int]
    SOURCE_FIELD_NUMBER: _ClassVar[int]
    FLAGS_FIELD_NUMBER: _ClassVar[int]
    OVERFLOW_T_FIELD_NUMBER: _ClassVar[int]
    offset: str
    length: int
    source: str
    flags: str
    overflow_t: str
    def __init__(self, offset: _Optional[str] = ..., length: _Optional[int] = ..., source: _Optional[str] = ..., flags: _Optional[str] = ..., overflow_t: _Optional[str] = ...) -> None: ...

class MediaErrorList(_message.Message):
    __slots__ = ("values",)
    VALUES_FIELD_NUMBER: _ClassVar[int]
    values: _containers.RepeatedCompositeFieldContainer[MediaError]
    def __init__(self, values: _Optional[_Iterable[_Union[MediaError, _Mapping]]] = ...) -> None: ...

class MediaErrorView(_message.Message):
    __slots__ = ("memdev", "dpa", "length", "device", "ld", "hpa", "region", "pfn", "nid", "page")
    MEMDEV_FIELD_NUMBER: _ClassVar[int]
    DPA_FIELD_NUMBER: _ClassVar[int]
    LENGTH_FIELD_NUMBER: _ClassVar[int]
    DEVICE_FIELD_NUMBER: _ClassVar[int]
    LD_FIELD_NUMBER: _ClassVar[int]
    HPA_FIELD_NUMBER: _ClassVar[int]
    REGION_FIELD_NUMBER: _ClassVar[int]
    PFN_FIELD_NUMBER: _ClassVar[int]
    NID_FIELD_NUMBER: _ClassVar[int]
    PAGE_FIELD_NUMBER: _ClassVar[int]
    memdev: str
    dpa: str
    length: int
    device: str
    ld: int
    hpa: str
    region: str
    pfn: str
    nid: int
    page: str
    def __init__(self, memdev: _Optional[str] = ..., dpa: _Optional[str] = ..., length: _Optional[int] = ..., device: _Optional[str] = ..., ld: _Optional[int] = ..., hpa: _Optional[str] = ..., region: _Optional[str] = ..., pfn: _Optional[str] = ..., nid: _Optional[int] = ..., page: _Optional[str] = ...) -> None: ...

class Memdev(_message.Message):
    __slots__ = ("memdev", "host", "serial", "ram_size", "pmem_size", "numa_node", "firmware_version", "ram_qos_class", "pmem_qos_class", "state", "health", "alert_config", "partition_info", "firmware", "media_errors", "poison_injectable")
    MEMDEV_FIELD_NUMBER: _ClassVar[int]
    HOST_FIELD_NUMBER: _ClassVar[int]
    SERIAL_FIELD_NUMBER: _ClassVar[int]
    RAM_SIZE_FIELD_NUMBER: _ClassVar[int]
    PMEM_SIZE_FIELD_NUMBER: _ClassVar[int]
    NUMA_NODE_FIELD_NUMBER: _ClassVar[int]
    FIRMWARE_VERSION_FIELD_NUMBER: _ClassVar[int]
    RAM_QOS_CLASS_FIELD_NUMBER: _ClassVar[int]
    PMEM_QOS_CLASS_FIELD_NUMBER: _ClassVar[int]
    STATE_FIELD_NUMBER: _ClassVar[int]
    HEALTH_FIELD_NUMBER: _ClassVar[int]
    ALERT_CONFIG_FIELD_NUMBER: _ClassVar[int]
    PARTITION_INFO_FIELD_NUMBER: _ClassVar[int]
    FIRMWARE_FIELD_NUMBER: _ClassVar[int]
    MEDIA_ERRORS_FIELD_NUMBER: _ClassVar[int]
    POISON_INJECTABLE_FIELD_NUMBER: _ClassVar[int]
    memdev: str
    host: str
    serial: str
    ram_size: int
    pmem_size: int
    numa_node: int
    firmware_version: str
    ram_qos_class: int
    pmem_qos_class: int
    state: str
    health: Health
    alert_config: AlertConfig
    partition_info: PartitionInfo
    firmware: Firmware
    media_errors: MediaErrorList
    poison_injectable: bool
    def __init__(self, memdev: _Optional[str] = ..., host: _Optional[str] = ..., serial: _Optional[str] = ..., ram_size: _Optional[int] = ..., pmem_size: _Optional[int] = ..., numa_node: _Optional[int] = ..., firmware_version: _Optional[str] = ..., ram_qos_class: _Optional[int] = ..., pmem_qos_class: _Optional[int] = ..., state: _Optional[str] = ..., health: _Optional[_Union[Health, _Mapping]] = ..., alert_config: _Optional[_Union[AlertConfig, _Mapping]] = ..., partition_info: _Optional[_Union[PartitionInfo, _Mapping]] = ..., firmware: _Optional[_Union[Firmware, _Mapping]] = ..., media_errors: _Optional[_Union[MediaErrorList, _Mapping]] = ..., poison_injectable: _Optional[bool] = ...) -> None: ...

class MemdevView(_message.Message):
    __slots__ = ("host", "memdev", "total_size", "used_size", "skipped_size", "free_size", "max_available_extent", "position")
    HOST_FIELD_NUMBER: _ClassVar[int]
    MEMDEV_FIELD_NUMBER: _ClassVar[int]
    TOTAL_SIZE_FIELD_NUMBER: _ClassVar[int]
    USED_SIZE_FIELD_NUMBER: _ClassVar[int]
    SKIPPED_SIZE_FIELD_NUMBER: _ClassVar[int]
    FREE_SIZE_FIELD_NUMBER: _ClassVar[int]
    MAX_AVAILABLE_EXTENT_FIELD_NUMBER: _ClassVar[int]
    POSITION_FIELD_NUMBER: _ClassVar[int]
    host: str
    memdev: Memdev
    total_size: int
    used_size: int
    skipped_size: int
    free_size: int
    max_available_extent: int
    position: int
    def __init__(self, host: _Optional[str] = ..., memdev: _Optional[_Union[Memdev, _Mapping]] = ..., total_size: _Optional[int] = ..., used_size: _Optional[int] = ..., skipped_size: _Optional[int] = ..., free_size: _Optional[int] = ..., max_available_extent: _Optional[int] = ..., position: _Optional[int] = ...) -> None: ...

class ModelDiffView(_message.Message):
    __slots__ = ("first", "second", "cells")
    FIRST_FIELD_NUMBER: _ClassVar[int]
    SECOND_FIELD_NUMBER: _ClassVar[int]
    CELLS_FIELD_NUMBER: _ClassVar[int]
    first: str
    second: str
    cells: _containers.RepeatedCompositeFieldContainer[DifferingCell]
    def __init__(self, first: _Optional[str] = ..., second: _Optional[str] = ..., cells: _Optional[_Iterable[_Union[DifferingCell, _Mapping]]] = ...) -> None: ...

class ModelView(_message.Message):
    __slots__ = ("model", "title", "source", "cells", "base", "knobs", "own", "generation")
    class KnobsEntry(_message.Message):
        __slots__ = ("key", "value")
        KEY_FIELD_NUMBER: _ClassVar[int]
        VALUE_FIELD_NUMBER: _ClassVar[int]
        key: str
        value: str
        def __init__(self, key: _Optional[str] = ..., value: _Optional[str] = ...) -> None: ...
    MODEL_FIELD_NUMBER: _ClassVar[int]
    TITLE_FIELD_NUMBER: _ClassVar[int]
    SOURCE_FIELD_NUMBER: _ClassVar[int]
    CELLS_FIELD_NUMBER: _ClassVar[int]
    BASE_FIELD_NUMBER: _ClassVar[int]
    KNOBS_FIELD_NUMBER: _ClassVar[int]
    OWN_FIELD_NUMBER: _ClassVar[int]
    GENERATION_FIELD_NUMBER: _ClassVar[int]
    model: str
    title: str
    source: str
    cells: _containers.RepeatedCompositeFieldContainer[CellView]
    base: str
    knobs: _containers.ScalarMap[str, str]
    own: bool
    generation: int
    def __init__(self, model: _Optional[str] = ..., title: _Optional[str] = ..., source: _Optional[str] = ..., cells: _Optional[_Iterable[_Union[CellView, _Mapping]]] = ..., base: _Optional[str] = ..., knobs: _Optional[_Mapping[str, str]] = ..., own: _Optional[bool] = ..., generation: _Optional[int] = ...) -> None: ...

class NodeSpec(_message.Message):
    __slots__ = ("nid", "cpus", "zones", "online", "offline_blocks", "adistance", "access")
    NID_FIELD_NUMBER: _ClassVar[int]
    CPUS_FIELD_NUMBER: _ClassVar[int]
    ZONES_FIELD_NUMBER: _ClassVar[int]
    ONLINE_FIELD_NUMBER: _ClassVar[int]
    OFFLINE_BLOCKS_FIELD_NUMBER: _ClassVar[int]
    ADISTANCE_FIELD_NUMBER: _ClassVar[int]
    ACCESS_FIELD_NUMBER: _ClassVar[int]
    nid: int
    cpus: _containers.RepeatedScalarFieldContainer[int]
    zones: _containers.RepeatedCompositeFieldContainer[ZoneSpec]
    online: bool
    offline_blocks: _containers.RepeatedScalarFieldContainer[int]
    adistance: int
    access: AccessCoordinate
    def __init__(self, nid: _Optional[int] = ..., cpus: _Optional[_Iterable[int]] = ..., zones: _Optional[_Iterable[_Union[ZoneSpec, _Mapping]]] = ..., online: _Optional[bool] = ..., offline_blocks: _Optional[_Iterable[int]] = ..., adistance: _Optional[int] = ..., access: _Optional[_Union[AccessCoordinate, _Mapping]] = ...) -> None: ...

class OwnCell(_message.Message):
    __slots__ = ("cell", "value", "source", "evidence")
    CELL_FIELD_NUMBER: _ClassVar[int]
    VALUE_FIELD_NUMBER: _ClassVar[int]
    SOURCE_FIELD_NUMBER: _ClassVar[int]
    EVIDENCE_FIELD_NUMBER: _ClassVar[int]
    cell: str
    value: str
    source: str
    evidence: str
    def __init__(self, cell: _Optional[str] = ..., value: _Optional[str] = ..., source: _Optional[str] = ..., evidence: _Optional[str] = ...) -> None: ...

class OwnModel(_message.Message):
    __slots__ = ("name", "base", "title", "source", "cells")
    NAME_FIELD_NUMBER: _ClassVar[int]
    BASE_FIELD_NUMBER: _ClassVar[int]
    TITLE_FIELD_NUMBER: _ClassVar[int]
    SOURCE_FIELD_NUMBER: _ClassVar[int]
    CELLS_FIELD_NUMBER: _ClassVar[int]
    name: str
    base: str
    title: str
    source: str
    cells: _containers.RepeatedCompositeFieldContainer[OwnCell]
    def __init__(self, name: _Optional[str] = ..., base: _Optional[str] = ..., title: _Optional[str] = ..., source: _Optional[str] = ..., cells: _Optional[_Iterable[_Union[OwnCell, _Mapping]]] = ...) -> None: ...

class PartView(_message.Message):
    __slots__ = ("host", "region", "nid", "size", "private", "resource", "memdevs", "conditions")
    HOST_FIELD_NUMBER: _ClassVar[int]
    REGION_FIELD_NUMBER: _ClassVar[int]
    NID_FIELD_NUMBER: _ClassVar[int]
    SIZE_FIELD_NUMBER: _ClassVar[int]
    PRIVATE_FIELD_NUMBER: _ClassVar[int]
    RESOURCE_FIELD_NUMBER: _ClassVar[int]
    MEMDEVS_FIELD_NUMBER: _ClassVar[int]
    CONDITIONS_FIELD_NUMBER: _ClassVar[int]
    host: str
    region: str
    nid: int
    size: int
    private: bool
    resource: str
    memdevs: _containers.RepeatedScalarFieldContainer[str]
    conditions: _containers.RepeatedCompositeFieldContainer[_types_pb2.Condition]
    def __init__(self, host: _Optional[str] = ..., region: _Optional[str] = ..., nid: _Optional[int] = ..., size: _Optional[int] = ..., private: _Optional[bool] = ..., resource: _Optional[str] = ..., memdevs: _Optional[_Iterable[str]] = ..., conditions: _Optional[_Iterable[_Union[_types_pb2.Condition, _Mapping]]] = ...) -> None: ...

class PartitionInfo(_message.Message):
    __slots__ = ("total_size", "volatile_only_size", "persistent_only_size", "partition_alignment_size", "active_volatile_size", "active_persistent_size", "next_volatile_size", "next_persistent_size")
    TOTAL_SIZE_FIELD_NUMBER: _ClassVar[int]
    VOLATILE_ONLY_SIZE_FIELD_NUMBER: _ClassVar[int]
    PERSISTENT_ONLY_SIZE_FIELD_NUMBER: _ClassVar[int]
    PARTITION_ALIGNMENT_SIZE_FIELD_NUMBER: _ClassVar[int]
    ACTIVE_VOLATILE_SIZE_FIELD_NUMBER: _ClassVar[int]
    ACTIVE_PERSISTENT_SIZE_FIELD_NUMBER: _ClassVar[int]
    NEXT_VOLATILE_SIZE_FIELD_NUMBER: _ClassVar[int]
    NEXT_PERSISTENT_SIZE_FIELD_NUMBER: _ClassVar[int]
    total_size: int
    volatile_only_size: int
    persistent_only_size: int
    partition_alignment_size: int
    active_volatile_size: int
    active_persistent_size: int
    next_volatile_size: int
    next_persistent_size: int
    def __init__(self, total_size: _Optional[int] = ..., volatile_only_size: _Optional[int] = ..., persistent_only_size: _Optional[int] = ..., partition_alignment_size: _Optional[int] = ..., active_volatile_size: _Optional[int] = ..., active_persistent_size: _Optional[int] = ..., next_volatile_size: _Optional[int] = ..., next_persistent_size: _Optional[int] = ...) -> None: ...

class PhysicalPort(_message.Message):
    __slots__ = ("port_id", "state", "link", "connected", "device_kind", "supported_ld_count")
    PORT_ID_FIELD_NUMBER: _ClassVar[int]
    STATE_FIELD_NUMBER: _ClassVar[int]
    LINK_FIELD_NUMBER: _ClassVar[int]
    CONNECTED_FIELD_NUMBER: _ClassVar[int]
    DEVICE_KIND_FIELD_NUMBER: _ClassVar[int]
    SUPPORTED_LD_COUNT_FIELD_NUMBER: _ClassVar[int]
    port_id: int
    state: str
    link: str
    connected: str
    device_kind: str
    supported_ld_count: int
    def __init__(self, port_id: _Optional[int] = ..., state: _Optional[str] = ..., link: _Optional[str] = ..., connected: _Optional[str] = ..., device_kind: _Optional[str] = ..., supported_ld_count: _Optional[int] = ...) -> None: ...

class Port(_message.Message):
    __slots__ = ("port", "host", "parent", "parent_dport", "depth", "decoders_committed", "nr_dports", "dports", "memdev", "state")
    PORT_FIELD_NUMBER: _ClassVar[int]
    HOST_FIELD_NUMBER: _ClassVar[int]
    PARENT_FIELD_NUMBER: _ClassVar[int]
    PARENT_DPORT_FIELD_NUMBER: _ClassVar[int]
    DEPTH_FIELD_NUMBER: _ClassVar[int]
    DECODERS_COMMITTED_FIELD_NUMBER: _ClassVar[int]
    NR_DPORTS_FIELD_NUMBER: _ClassVar[int]
    DPORTS_FIELD_NUMBER: _ClassVar[int]
    MEMDEV_FIELD_NUMBER: _ClassVar[int]
    STATE_FIELD_NUMBER: _ClassVar[int]
    port: str
    host: str
    parent: str
    parent_dport: str
    depth: int
    decoders_committed: int
    nr_dports: int
    dports: _containers.RepeatedCompositeFieldContainer[Dport]
    memdev: str
    state: str
    def __init__(self, port: _Optional[str] = ..., host: _Optional[str] = ..., parent: _Optional[str] = ..., parent_dport: _Optional[str] = ..., depth: _Optional[int] = ..., decoders_committed: _Optional[int] = ..., nr_dports: _Optional[int] = ..., dports: _Optional[_Iterable[_Union[Dport, _Mapping]]] = ..., memdev: _Optional[str] = ..., state: _Optional[str] = ...) -> None: ...

class PortView(_message.Message):
    __slots__ = ("host", "port", "position")
    HOST_FIELD_NUMBER: _ClassVar[int]
    PORT_FIELD_NUMBER: _ClassVar[int]
    POSITION_FIELD_NUMBER: _ClassVar[int]
    host: str
    port: Port
    position: int
    def __init__(self, host: _Optional[str] = ..., port: _Optional[_Union[Port, _Mapping]] = ..., position: _Optional[int] = ...) -> None: ...

class ReasonView(_message.Message):
    __slots__ = ("reason", "kind", "errno", "ret", "status", "grpc", "retryable", "text")
    REASON_FIELD_NUMBER: _ClassVar[int]
    KIND_FIELD_NUMBER: _ClassVar[int]
    ERRNO_FIELD_NUMBER: _ClassVar[int]
    RET_FIELD_NUMBER: _ClassVar[int]
    STATUS_FIELD_NUMBER: _ClassVar[int]
    GRPC_FIELD_NUMBER: _ClassVar[int]
    RETRYABLE_FIELD_NUMBER: _ClassVar[int]
    TEXT_FIELD_NUMBER: _ClassVar[int]
    reason: str
    kind: str
    errno: str
    ret: int
    status: int
    grpc: str
    retryable: bool
    text: str
    def __init__(self, reason: _Optional[str] = ..., kind: _Optional[str] = ..., errno: _Optional[str] = ..., ret: _Optional[int] = ..., status: _Optional[int] = ..., grpc: _Optional[str] = ..., retryable: _Optional[bool] = ..., text: _Optional[str] = ...) -> None: ...

class Region(_message.Message):
    __slots__ = ("region", "decoder", "resource", "size", "extended_linear_cache_size", "type", "interleave_ways", "interleave_granularity", "decode_state", "state", "media_errors", "mappings", "daxregion", "qos_class_mismatch")
    REGION_FIELD_NUMBER: _ClassVar[int]
    DECODER_FIELD_NUMBER: _ClassVar[int]
    RESOURCE_FIELD_NUMBER: _ClassVar[int]
    SIZE_FIELD_NUMBER: _ClassVar[int]
    EXTENDED_LINEAR_CACHE_SIZE_FIELD_NUMBER: _ClassVar[int]
    TYPE_FIELD_NUMBER: _ClassVar[int]
    INTERLEAVE_WAYS_FIELD_NUMBER: _ClassVar[int]
    INTERLEAVE_GRANULARITY_FIELD_NUMBER: _ClassVar[int]
    DECODE_STATE_FIELD_NUMBER: _ClassVar[int]
    STATE_FIELD_NUMBER: _ClassVar[int]
    MEDIA_ERRORS_FIELD_NUMBER: _ClassVar[int]
    MAPPINGS_FIELD_NUMBER: _ClassVar[int]
    DAXREGION_FIELD_NUMBER: _ClassVar[int]
    QOS_CLASS_MISMATCH_FIELD_NUMBER: _ClassVar[int]
    region: str
    decoder: str
    resource: str
    size: int
    extended_linear_cache_size: int
    type: str
    interleave_ways: int
    interleave_granularity: int
    decode_state: str
    state: str
    media_errors: MediaErrorList
    mappings: _containers.RepeatedCompositeFieldContainer[RegionMapping]
    daxregion: DaxRegion
    qos_class_mismatch: bool
    def __init__(self, region: _Optional[str] = ..., decoder: _Optional[str] = ..., resource: _Optional[str] = ..., size: _Optional[int] = ..., extended_linear_cache_size: _Optional[int] = ..., type: _Optional[str] = ..., interleave_ways: _Optional[int] = ..., interleave_granularity: _Optional[int] = ..., decode_state: _Optional[str] = ..., state: _Optional[str] = ..., media_errors: _Optional[_Union[MediaErrorList, _Mapping]] = ..., mappings: _Optional[_Iterable[_Union[RegionMapping, _Mapping]]] = ..., daxregion: _Optional[_Union[DaxRegion, _Mapping]] = ..., qos_class_mismatch: _Optional[bool] = ...) -> None: ...

class RegionMapping(_message.Message):
    __slots__ = ("position", "memdev", "decoder")
    POSITION_FIELD_NUMBER: _ClassVar[int]
    MEMDEV_FIELD_NUMBER: _ClassVar[int]
    DECODER_FIELD_NUMBER: _ClassVar[int]
    position: int
    memdev: str
    decoder: str
    def __init__(self, position: _Optional[int] = ..., memdev: _Optional[str] = ..., decoder: _Optional[str] = ...) -> None: ...

class RegionView(_message.Message):
    __slots__ = ("host", "region", "conditions", "position")
    HOST_FIELD_NUMBER: _ClassVar[int]
    REGION_FIELD_NUMBER: _ClassVar[int]
    CONDITIONS_FIELD_NUMBER: _ClassVar[int]
    POSITION_FIELD_NUMBER: _ClassVar[int]
    host: str
    region: Region
    conditions: _containers.RepeatedCompositeFieldContainer[_types_pb2.Condition]
    position: int
    def __init__(self, host: _Optional[str] = ..., region: _Optional[_Union[Region, _Mapping]] = ..., conditions: _Optional[_Iterable[_Union[_types_pb2.Condition, _Mapping]]] = ..., position: _Optional[int] = ...) -> None: ...

class ReplayDifference(_message.Message):
    __slots__ = ("revision", "op", "command", "uapi", "answers")
    REVISION_FIELD_NUMBER: _ClassVar[int]
    OP_FIELD_NUMBER: _ClassVar[int]
    COMMAND_FIELD_NUMBER: _ClassVar[int]
    UAPI_FIELD_NUMBER: _ClassVar[int]
    ANSWERS_FIELD_NUMBER: _ClassVar[int]
    revision: str
    op: str
    command: str
    uapi: bool
    answers: _containers.RepeatedCompositeFieldContainer[ReplayedAnswer]
    def __init__(self, revision: _Optional[str] = ..., op: _Optional[str] = ..., command: _Optional[str] = ..., uapi: _Optional[bool] = ..., answers: _Optional[_Iterable[_Union[ReplayedAnswer, _Mapping]]] = ...) -> None: ...

class ReplayReport(_message.Message):
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
    models: _containers.RepeatedCompositeFieldContainer[ReplayedModel]
    nr_differing: int
    differences: _containers.RepeatedCompositeFieldContainer[ReplayDifference]
    def __init__(self, host: _Optional[str] = ..., revision: _Optional[str] = ..., nr_commands: _Optional[int] = ..., models: _Optional[_Iterable[_Union[ReplayedModel, _Mapping]]] = ..., nr_differing: _Optional[int] = ..., differences: _Optional[_Iterable[_Union[ReplayDifference, _Mapping]]] = ...) -> None: ...

class ReplayedAnswer(_message.Message):
    __slots__ = ("model", "result", "ret", "errno", "reason", "placed", "rule", "sentence", "source", "inferred_cells")
    MODEL_FIELD_NUMBER: _ClassVar[int]
    RESULT_FIELD_NUMBER: _ClassVar[int]
    RET_FIELD_NUMBER: _ClassVar[int]
    ERRNO_FIELD_NUMBER: _ClassVar[int]
    REASON_FIELD_NUMBER: _ClassVar[int]
    PLACED_FIELD_NUMBER: _ClassVar[int]
    RULE_FIELD_NUMBER: _ClassVar[int]
    SENTENCE_FIELD_NUMBER: _ClassVar[int]
    SOURCE_FIELD_NUMBER: _ClassVar[int]
    INFERRED_CELLS_FIELD_NUMBER: _ClassVar[int]
    model: str
    result: str
    ret: int
    errno: str
    reason: str
    placed: _containers.RepeatedCompositeFieldContainer[_types_pb2.NodeCount]
    rule: str
    sentence: str
    source: str
    inferred_cells: _containers.RepeatedScalarFieldContainer[str]
    def __init__(self, model: _Optional[str] = ..., result: _Optional[str] = ..., ret: _Optional[int] = ..., errno: _Optional[str] = ..., reason: _Optional[str] = ..., placed: _Optional[_Iterable[_Union[_types_pb2.NodeCount, _Mapping]]] = ..., rule: _Optional[str] = ..., sentence: _Optional[str] = ..., source: _Optional[str] = ..., inferred_cells: _Optional[_Iterable[str]] = ...) -> None: ...

class ReplayedModel(_message.Message):
    __slots__ = ("model", "title", "nr_differing", "nr_errno", "nr_refused", "oom_kills", "standard_answers", "nodes")
    MODEL_FIELD_NUMBER: _ClassVar[int]
    TITLE_FIELD_NUMBER: _ClassVar[int]
    NR_DIFFERING_FIELD_NUMBER: _ClassVar[int]
    NR_ERRNO_FIELD_NUMBER: _ClassVar[int]
    NR_REFUSED_FIELD_NUMBER: _ClassVar[int]
    OOM_KILLS_FIELD_NUMBER: _ClassVar[int]
    STANDARD_ANSWERS_FIELD_NUMBER: _ClassVar[int]
    NODES_FIELD_NUMBER: _ClassVar[int]
    model: str
    title: str
    nr_differing: int
    nr_errno: int
    nr_refused: int
    oom_kills: int
    standard_answers: _containers.RepeatedScalarFieldContainer[str]
    nodes: _containers.RepeatedCompositeFieldContainer[ReplayedNode]
    def __init__(self, model: _Optional[str] = ..., title: _Optional[str] = ..., nr_differing: _Optional[int] = ..., nr_errno: _Optional[int] = ..., nr_refused: _Optional[int] = ..., oom_kills: _Optional[int] = ..., standard_answers: _Optional[_Iterable[str]] = ..., nodes: _Optional[_Iterable[_Union[ReplayedNode, _Mapping]]] = ...) -> None: ...

class ReplayedNode(_message.Message):
    __slots__ = ("nid", "states", "total_pages", "free_pages", "numa_hit", "numa_miss", "numa_foreign", "private_refused")
    NID_FIELD_NUMBER: _ClassVar[int]
    STATES_FIELD_NUMBER: _ClassVar[int]
    TOTAL_PAGES_FIELD_NUMBER: _ClassVar[int]
    FREE_PAGES_FIELD_NUMBER: _ClassVar[int]
    NUMA_HIT_FIELD_NUMBER: _ClassVar[int]
    NUMA_MISS_FIELD_NUMBER: _ClassVar[int]
    NUMA_FOREIGN_FIELD_NUMBER: _ClassVar[int]
    PRIVATE_REFUSED_FIELD_NUMBER: _ClassVar[int]
    nid: int
    states: _containers.RepeatedScalarFieldContainer[str]
    total_pages: int
    free_pages: int
    numa_hit: int
    numa_miss: int
    numa_foreign: int
    private_refused: int
    def __init__(self, nid: _Optional[int] = ..., states: _Optional[_Iterable[str]] = ..., total_pages: _Optional[int] = ..., free_pages: _Optional[int] = ..., numa_hit: _Optional[int] = ..., numa_miss: _Optional[int] = ..., numa_foreign: _Optional[int] = ..., private_refused: _Optional[int] = ...) -> None: ...

class SwitchView(_message.Message):
    __slots__ = ("switch", "generation", "powered", "nr_ports", "nr_decoders", "nr_vppbs", "nr_bound", "vcss", "ports")
    SWITCH_FIELD_NUMBER: _ClassVar[int]
    GENERATION_FIELD_NUMBER: _ClassVar[int]
    POWERED_FIELD_NUMBER: _ClassVar[int]
    NR_PORTS_FIELD_NUMBER: _ClassVar[int]
    NR_DECODERS_FIELD_NUMBER: _ClassVar[int]
    NR_VPPBS_FIELD_NUMBER: _ClassVar[int]
    NR_BOUND_FIELD_NUMBER: _ClassVar[int]
    VCSS_FIELD_NUMBER: _ClassVar[int]
    PORTS_FIELD_NUMBER: _ClassVar[int]
    switch: str
    generation: int
    powered: bool
    nr_ports: int
    nr_decoders: int
    nr_vppbs: int
    nr_bound: int
    vcss: _containers.RepeatedCompositeFieldContainer[VcsView]
    ports: _containers.RepeatedCompositeFieldContainer[PhysicalPort]
    def __init__(self, switch: _Optional[str] = ..., generation: _Optional[int] = ..., powered: _Optional[bool] = ..., nr_ports: _Optional[int] = ..., nr_decoders: _Optional[int] = ..., nr_vppbs: _Optional[int] = ..., nr_bound: _Optional[int] = ..., vcss: _Optional[_Iterable[_Union[VcsView, _Mapping]]] = ..., ports: _Optional[_Iterable[_Union[PhysicalPort, _Mapping]]] = ...) -> None: ...

class Topology(_message.Message):
    __slots__ = ("nodes", "distances", "max_numnodes", "kernel_version", "memory_block_size", "min_free_kbytes", "swap_pages", "rebuilt", "auto_online_blocks", "watermarks")
    NODES_FIELD_NUMBER: _ClassVar[int]
    DISTANCES_FIELD_NUMBER: _ClassVar[int]
    MAX_NUMNODES_FIELD_NUMBER: _ClassVar[int]
    KERNEL_VERSION_FIELD_NUMBER: _ClassVar[int]
    MEMORY_BLOCK_SIZE_FIELD_NUMBER: _ClassVar[int]
    MIN_FREE_KBYTES_FIELD_NUMBER: _ClassVar[int]
    SWAP_PAGES_FIELD_NUMBER: _ClassVar[int]
    REBUILT_FIELD_NUMBER: _ClassVar[int]
    AUTO_ONLINE_BLOCKS_FIELD_NUMBER: _ClassVar[int]
    WATERMARKS_FIELD_NUMBER: _ClassVar[int]
    nodes: _containers.RepeatedCompositeFieldContainer[NodeSpec]
    distances: _containers.RepeatedCompositeFieldContainer[Int32Row]
    max_numnodes: int
    kernel_version: str
    memory_block_size: int
    min_free_kbytes: int
    swap_pages: int
    rebuilt: bool
    auto_online_blocks: str
    watermarks: bool
    def __init__(self, nodes: _Optional[_Iterable[_Union[NodeSpec, _Mapping]]] = ..., distances: _Optional[_Iterable[_Union[Int32Row, _Mapping]]] = ..., max_numnodes: _Optional[int] = ..., kernel_version: _Optional[str] = ..., memory_block_size: _Optional[int] = ..., min_free_kbytes: _Optional[int] = ..., swap_pages: _Optional[int] = ..., rebuilt: _Optional[bool] = ..., auto_online_blocks: _Optional[str] = ..., watermarks: _Optional[bool] = ...) -> None: ...

class TranslationView(_message.Message):
    __slots__ = ("memdev", "dpa", "device", "ld", "poisoned", "hpa", "root_decoder", "region", "position", "decoder", "switch_decoders", "pfn", "nid", "page", "name", "mappings")
    MEMDEV_FIELD_NUMBER: _ClassVar[int]
    DPA_FIELD_NUMBER: _ClassVar[int]
    DEVICE_FIELD_NUMBER: _ClassVar[int]
    LD_FIELD_NUMBER: _ClassVar[int]
    POISONED_FIELD_NUMBER: _ClassVar[int]
    HPA_FIELD_NUMBER: _ClassVar[int]
    ROOT_DECODER_FIELD_NUMBER: _ClassVar[int]
    REGION_FIELD_NUMBER: _ClassVar[int]
    POSITION_FIELD_NUMBER: _ClassVar[int]
    DECODER_FIELD_NUMBER: _ClassVar[int]
    SWITCH_DECODERS_FIELD_NUMBER: _ClassVar[int]
    PFN_FIELD_NUMBER: _ClassVar[int]
    NID_FIELD_NUMBER: _ClassVar[int]
    PAGE_FIELD_NUMBER: _ClassVar[int]
    NAME_FIELD_NUMBER: _ClassVar[int]
    MAPPINGS_FIELD_NUMBER: _ClassVar[int]
    memdev: str
    dpa: str
    device: str
    ld: int
    poisoned: bool
    hpa: str
    root_decoder: str
    region: str
    position: int
    decoder: str
    switch_decoders: _containers.RepeatedScalarFieldContainer[str]
    pfn: str
    nid: int
    page: str
    name: str
    mappings: _containers.RepeatedCompositeFieldContainer[MappingView]
    def __init__(self, memdev: _Optional[str] = ..., dpa: _Optional[str] = ..., device: _Optional[str] = ..., ld: _Optional[int] = ..., poisoned: _Optional[bool] = ..., hpa: _Optional[str] = ..., root_decoder: _Optional[str] = ..., region: _Optional[str] = ..., position: _Optional[int] = ..., decoder: _Optional[str] = ..., switch_decoders: _Optional[_Iterable[str]] = ..., pfn: _Optional[str] = ..., nid: _Optional[int] = ..., page: _Optional[str] = ..., name: _Optional[str] = ..., mappings: _Optional[_Iterable[_Union[MappingView, _Mapping]]] = ...) -> None: ...

class VcsSpec(_message.Message):
    __slots__ = ("vcs_id", "usp", "nr_vppbs")
    VCS_ID_FIELD_NUMBER: _ClassVar[int]
    USP_FIELD_NUMBER: _ClassVar[int]
    NR_VPPBS_FIELD_NUMBER: _ClassVar[int]
    vcs_id: int
    usp: int
    nr_vppbs: int
    def __init__(self, vcs_id: _Optional[int] = ..., usp: _Optional[int] = ..., nr_vppbs: _Optional[int] = ...) -> None: ...

class VcsView(_message.Message):
    __slots__ = ("vcs_id", "usp", "host", "nr_vppbs", "nr_bound")
    VCS_ID_FIELD_NUMBER: _ClassVar[int]
    USP_FIELD_NUMBER: _ClassVar[int]
    HOST_FIELD_NUMBER: _ClassVar[int]
    NR_VPPBS_FIELD_NUMBER: _ClassVar[int]
    NR_BOUND_FIELD_NUMBER: _ClassVar[int]
    vcs_id: int
    usp: int
    host: str
    nr_vppbs: int
    nr_bound: int
    def __init__(self, vcs_id: _Optional[int] = ..., usp: _Optional[int] = ..., host: _Optional[str] = ..., nr_vppbs: _Optional[int] = ..., nr_bound: _Optional[int] = ...) -> None: ...

class VppbView(_message.Message):
    __slots__ = ("switch", "vcs_id", "vppb_id", "binding_status", "bound_port_id", "bound_ld_id", "frozen", "device", "host", "memdev", "conditions")
    SWITCH_FIELD_NUMBER: _ClassVar[int]
    VCS_ID_FIELD_NUMBER: _ClassVar[int]
    VPPB_ID_FIELD_NUMBER: _ClassVar[int]
    BINDING_STATUS_FIELD_NUMBER: _ClassVar[int]
    BOUND_PORT_ID_FIELD_NUMBER: _ClassVar[int]
    BOUND_LD_ID_FIELD_NUMBER: _ClassVar[int]
    FROZEN_FIELD_NUMBER: _ClassVar[int]
    DEVICE_FIELD_NUMBER: _ClassVar[int]
    HOST_FIELD_NUMBER: _ClassVar[int]
    MEMDEV_FIELD_NUMBER: _ClassVar[int]
    CONDITIONS_FIELD_NUMBER: _ClassVar[int]
    switch: str
    vcs_id: int
    vppb_id: int
    binding_status: str
    bound_port_id: int
    bound_ld_id: int
    frozen: bool
    device: str
    host: str
    memdev: str
    conditions: _containers.RepeatedCompositeFieldContainer[_types_pb2.Condition]
    def __init__(self, switch: _Optional[str] = ..., vcs_id: _Optional[int] = ..., vppb_id: _Optional[int] = ..., binding_status: _Optional[str] = ..., bound_port_id: _Optional[int] = ..., bound_ld_id: _Optional[int] = ..., frozen: _Optional[bool] = ..., device: _Optional[str] = ..., host: _Optional[str] = ..., memdev: _Optional[str] = ..., conditions: _Optional[_Iterable[_Union[_types_pb2.Condition, _Mapping]]] = ...) -> None: ...

class WindowNode(_message.Message):
    __slots__ = ("decoder", "nid")
    DECODER_FIELD_NUMBER: _ClassVar[int]
    NID_FIELD_NUMBER: _ClassVar[int]
    decoder: str
    nid: int
    def __init__(self, decoder: _Optional[str] = ..., nid: _Optional[int] = ...) -> None: ...

class WindowNodeList(_message.Message):
    __slots__ = ("values",)
    VALUES_FIELD_NUMBER: _ClassVar[int]
    values: _containers.RepeatedCompositeFieldContainer[WindowNode]
    def __init__(self, values: _Optional[_Iterable[_Union[WindowNode, _Mapping]]] = ...) -> None: ...

class ZoneMarks(_message.Message):
    __slots__ = ("min", "low", "high", "promo")
    MIN_FIELD_NUMBER: _ClassVar[int]
    LOW_FIELD_NUMBER: _ClassVar[int]
    HIGH_FIELD_NUMBER: _ClassVar[int]
    PROMO_FIELD_NUMBER: _ClassVar[int]
    min: int
    low: int
    high: int
    promo: int
    def __init__(self, min: _Optional[int] = ..., low: _Optional[int] = ..., high: _Optional[int] = ..., promo: _Optional[int] = ...) -> None: ...

class ZoneSpec(_message.Message):
    __slots__ = ("zone", "start_pfn", "spanned", "present", "managed", "free", "marks", "protection")
    ZONE_FIELD_NUMBER: _ClassVar[int]
    START_PFN_FIELD_NUMBER: _ClassVar[int]
    SPANNED_FIELD_NUMBER: _ClassVar[int]
    PRESENT_FIELD_NUMBER: _ClassVar[int]
    MANAGED_FIELD_NUMBER: _ClassVar[int]
    FREE_FIELD_NUMBER: _ClassVar[int]
    MARKS_FIELD_NUMBER: _ClassVar[int]
    PROTECTION_FIELD_NUMBER: _ClassVar[int]
    zone: str
    start_pfn: str
    spanned: int
    present: int
    managed: int
    free: int
    marks: ZoneMarks
    protection: Int64List
    def __init__(self, zone: _Optional[str] = ..., start_pfn: _Optional[str] = ..., spanned: _Optional[int] = ..., present: _Optional[int] = ..., managed: _Optional[int] = ..., free: _Optional[int] = ..., marks: _Optional[_Union[ZoneMarks, _Mapping]] = ..., protection: _Optional[_Union[Int64List, _Mapping]] = ...) -> None: ...
