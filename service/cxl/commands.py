"""CXL objects in the words of `cxl list`: one definition for import, REST, gRPC and CLI.

Addresses and serial numbers are hex strings, sizes are bytes. A key that `cxl list` leaves out is
absent here too, so a recorded listing can be printed again without loss.
Source: ndctl, cxl/json.c and daxctl/json.c.
"""

from __future__ import annotations

from typing import Annotated, Literal

from pydantic import Field

from service.bounded import NOT_NULL, Count, Hex, SmallInt, Strict, WideBytes

CxlName = Annotated[str, Field(pattern=r"^[a-z]+[0-9]+(\.[0-9]+)?$", max_length=32)]
Word = Annotated[str, Field(pattern=r"^[ -~]{0,128}$", max_length=128)]

_Number = Annotated[SmallInt | None, NOT_NULL]
_Size = Annotated[WideBytes | None, NOT_NULL]
_Flag = Annotated[bool | None, NOT_NULL]
_Text = Annotated[Word | None, NOT_NULL]


class Dport(Strict):
    """A downstream port."""

    dport: Word
    alias: _Text = None
    id: Count = 0
    protocol_injectable: _Flag = None


class Bus(Strict):
    """A CXL root (`root0`). `nr_dports` stands when the listing showed only some of its dports."""

    bus: CxlName
    provider: Word
    nr_dports: Annotated[Count | None, NOT_NULL] = None
    dports: Annotated[tuple[Dport, ...], Field(max_length=4096, strict=False)] = ()
    injectable_protocol_errors: Annotated[
        tuple[Word, ...] | None, NOT_NULL, Field(max_length=64, strict=False)
    ] = None


class Port(Strict):
    """A host bridge or switch port (`port1`), or the endpoint port of a memdev (`endpoint2`).

    `parent` is absent when the listing did not show what the port hangs on; `decoders_committed`
    when the tool was too old to print it; `nr_dports` as in `Bus`.
    """

    port: CxlName
    host: Word
    parent: Annotated[CxlName | None, NOT_NULL] = None
    parent_dport: _Text = None
    depth: Count = 0
    decoders_committed: Annotated[Count | None, NOT_NULL] = None
    nr_dports: Annotated[Count | None, NOT_NULL] = None
    dports: Annotated[tuple[Dport, ...], Field(max_length=4096, strict=False)] = ()
    #: of an endpoint: its memdev
    memdev: Annotated[CxlName | None, NOT_NULL] = None
    state: _Text = None


class PartitionInfo(Strict):
    """Partitions of a memdev (option -I): identify and, where it may be split, its active split."""

    total_size: _Size = None
    volatile_only_size: _Size = None
    persistent_only_size: _Size = None
    partition_alignment_size: _Size = None
    active_volatile_size: _Size = None
    active_persistent_size: _Size = None
    next_volatile_size: _Size = None
    next_persistent_size: _Size = None


class Firmware(Strict):
    """Firmware slots of a memdev (option -F)."""

    num_slots: _Number = None
    active_slot: _Number = None
    staged_slot: _Number = None
    online_activate_capable: _Flag = None
    slot_1_version: _Text = None
    slot_2_version: _Text = None
    slot_3_version: _Text = None
    slot_4_version: _Text = None
    fw_update_in_progress: _Flag = None
    remaining_size: _Size = None


class Health(Strict):
    """Health of a memdev (option -H)."""

    maintenance_needed: _Flag = None
    performance_degraded: _Flag = None
    hw_replacement_needed: _Flag = None
    media_normal: _Flag = None
    media_not_ready: _Flag = None
    media_persistence_lost: _Flag = None
    media_data_lost: _Flag = None
    media_powerloss_persistence_loss: _Flag = None
    media_shutdown_persistence_loss: _Flag = None
    media_persistence_loss_imminent: _Flag = None
    media_powerloss_data_loss: _Flag = None
    media_shutdown_data_loss: _Flag = None
    media_data_loss_imminent: _Flag = None
    ext_life_used: _Text = None
    ext_temperature: _Text = None
    ext_corrected_volatile: _Text = None
    ext_corrected_persistent: _Text = None
    life_used_percent: _Number = None
    temperature: _Number = None
    dirty_shutdowns: Annotated[Count | None, NOT_NULL] = None
    volatile_errors: Annotated[Count | None, NOT_NULL] = None
    pmem_errors: Annotated[Count | None, NOT_NULL] = None


class AlertConfig(Strict):
    """Alert thresholds of a memdev (option -A)."""

    life_used_prog_warn_threshold_valid: _Flag = None
    dev_over_temperature_prog_warn_threshold_valid: _Flag = None
    dev_under_temperature_prog_warn_threshold_valid: _Flag = None
    corrected_volatile_mem_err_prog_warn_threshold_valid: _Flag = None
    corrected_pmem_err_prog_warn_threshold_valid: _Flag = None
    life_used_prog_warn_threshold_writable: _Flag = None
    dev_over_temperature_prog_warn_threshold_writable: _Flag = None
    dev_under_temperature_prog_warn_threshold_writable: _Flag = None
    corrected_volatile_mem_err_prog_warn_threshold_writable: _Flag = None
    corrected_pmem_err_prog_warn_threshold_writable: _Flag = None
    life_used_crit_alert_threshold: _Number = None
    life_used_prog_warn_threshold: _Number = None
    dev_over_temperature_crit_alert_threshold: _Number = None
    dev_under_temperature_crit_alert_threshold: _Number = None
    dev_over_temperature_prog_warn_threshold: _Number = None
    dev_under_temperature_prog_warn_threshold: _Number = None
    corrected_volatile_mem_err_prog_warn_threshold: _Number = None
    corrected_pmem_err_prog_warn_threshold: _Number = None


class MediaError(Strict):
    """A record of the poison list (option -L)."""

    offset: Annotated[Hex | None, NOT_NULL] = None
    length: _Size = None
    source: _Text = None
    flags: _Text = None
    overflow_t: Annotated[Hex | None, NOT_NULL] = None


MediaErrors = Annotated[
    tuple[MediaError, ...] | None, NOT_NULL, Field(max_length=4096, strict=False)
]


class Memdev(Strict):
    """A memory device (`mem0`). Sizes of 0 are not printed, as in current versions of `cxl`."""

    memdev: CxlName
    host: Word
    serial: Annotated[Hex | None, NOT_NULL] = None
    ram_size: WideBytes = 0
    pmem_size: WideBytes = 0
    numa_node: _Number = None
    firmware_version: _Text = None
    ram_qos_class: _Number = None
    pmem_qos_class: _Number = None
    state: _Text = None
    health: Annotated[Health | None, NOT_NULL] = None
    alert_config: Annotated[AlertConfig | None, NOT_NULL] = None
    partition_info: Annotated[PartitionInfo | None, NOT_NULL] = None
    firmware: Annotated[Firmware | None, NOT_NULL] = None
    media_errors: MediaErrors = None
    poison_injectable: _Flag = None


class DecoderTarget(Strict):
    """A target of a root or switch decoder."""

    target: Word
    alias: _Text = None
    position: Count
    id: Count = 0


class Decoder(Strict):
    """An HDM decoder (`decoder0.0`): `port` is the root, port or endpoint that holds it.

    `nr_targets` is absent on endpoint decoders; without option -T it stands without `targets`.
    """

    decoder: CxlName
    port: CxlName
    resource: Annotated[Hex | None, NOT_NULL] = None
    size: _Size = None
    interleave_ways: Annotated[Count | None, NOT_NULL] = None
    interleave_granularity: Annotated[Count | None, NOT_NULL] = None
    max_available_extent: _Size = None
    region: Annotated[CxlName | None, NOT_NULL] = None
    dpa_resource: Annotated[Hex | None, NOT_NULL] = None
    dpa_size: _Size = None
    mode: _Text = None
    pmem_capable: _Flag = None
    volatile_capable: _Flag = None
    accelmem_capable: _Flag = None
    qos_class: _Number = None
    nr_targets: Annotated[Count | None, NOT_NULL] = None
    targets: Annotated[tuple[DecoderTarget, ...], Field(max_length=16, strict=False)] = ()
    state: _Text = None


class RegionMapping(Strict):
    """One position of a region: the memdev and endpoint decoder behind it."""

    position: Count
    memdev: CxlName
    decoder: CxlName


class DaxMapping(Strict):
    """A physical range of a dax device (`daxctl list -M`)."""

    page_offset: Count
    start: Hex
    end: Hex
    size: WideBytes


class DaxDevice(Strict):
    """A dax device (`dax0.0`) as `daxctl list` prints it; `target_node` is the node it adds to."""

    chardev: CxlName
    size: WideBytes
    target_node: Annotated[SmallInt | None, NOT_NULL] = None
    align: _Size = None
    mode: _Text = None
    online_memblocks: Annotated[Count | None, NOT_NULL] = None
    total_memblocks: Annotated[Count | None, NOT_NULL] = None
    movable: _Flag = None
    state: _Text = None
    mappings: Annotated[
        tuple[DaxMapping, ...] | None, NOT_NULL, Field(max_length=4096, strict=False)
    ] = None


class DaxRegion(Strict):
    """The dax region behind a CXL region (option -X)."""

    id: Count
    size: WideBytes
    path: _Text = None
    available_size: _Size = None
    align: _Size = None
    devices: Annotated[
        tuple[DaxDevice, ...] | None, NOT_NULL, Field(max_length=4096, strict=False)
    ] = None


class Region(Strict):
    """A CXL region (`region0`)."""

    region: CxlName
    decoder: Annotated[CxlName | None, NOT_NULL] = None
    resource: Annotated[Hex | None, NOT_NULL] = None
    size: WideBytes
    extended_linear_cache_size: _Size = None
    type: Annotated[Literal["ram", "pmem", "dynamic_ram_a"] | None, NOT_NULL] = None
    interleave_ways: Count
    interleave_granularity: Count
    decode_state: _Text = None
    state: _Text = None
    media_errors: MediaErrors = None
    mappings: Annotated[tuple[RegionMapping, ...], Field(max_length=16, strict=False)] = ()
    daxregion: Annotated[DaxRegion | None, NOT_NULL] = None
    qos_class_mismatch: _Flag = None


class CxlInventory(Strict):
    """Everything `cxl list` shows of one host."""

    buses: Annotated[tuple[Bus, ...], Field(max_length=256, strict=False)] = ()
    ports: Annotated[tuple[Port, ...], Field(max_length=16384, strict=False)] = ()
    memdevs: Annotated[tuple[Memdev, ...], Field(max_length=4096, strict=False)] = ()
    decoders: Annotated[tuple[Decoder, ...], Field(max_length=65536, strict=False)] = ()
    regions: Annotated[tuple[Region, ...], Field(max_length=16384, strict=False)] = ()
