"""CXL as one reads it beyond `cxl list`: the plant of a fabric, and addresses of a host."""

from __future__ import annotations

from typing import Annotated, Literal

from pydantic import Field

from service.bounded import NOT_NULL, Count, Hex, HostName, Label, Nid, Strict, WideBytes
from service.fabric.cxl.commands import MappingView, MemdevName, PlantName, PortId, Tag
from service.fabric.devices.commands import DecoderName, RegionName
from service.mm.commands.views import Conditions

Words = Annotated[str, Field(max_length=255)]
#: Binding status of a vPPB as the specification names it
Status = Literal["UNBOUND", "BIND_OR_UNBIND_IN_PROGRESS", "BOUND_PHYSICAL_PORT", "BOUND_LD"]


class PhysicalPort(Strict):
    """A physical port (Get Physical Port State, 5101h)."""

    port_id: PortId
    state: Literal["upstream", "downstream", "disabled"]
    link: Literal["up", "down", "none"]
    #: what is at the other end
    connected: Annotated[Words | None, NOT_NULL] = None
    device_kind: Annotated[Words | None, NOT_NULL] = None
    supported_ld_count: Annotated[Count | None, NOT_NULL] = None


class VppbView(Strict):
    """A vPPB (Get Virtual CXL Switch Info, 5200h), and what its host made of it."""

    switch: PlantName
    vcs_id: PortId
    vppb_id: PortId
    binding_status: Status
    bound_port_id: Annotated[PortId | None, NOT_NULL] = None
    #: FFFFh for a device that is no MLD
    bound_ld_id: Annotated[Count | None, NOT_NULL] = None
    frozen: bool
    device: Annotated[PlantName | None, NOT_NULL] = None
    #: the host whose root port the virtual switch hangs on
    host: Annotated[HostName | None, NOT_NULL] = None
    memdev: Annotated[MemdevName | None, NOT_NULL] = None
    conditions: Conditions = ()


class VcsView(Strict):
    """A virtual CXL switch: its upstream port, its host, and how many of its vPPBs are bound."""

    vcs_id: PortId
    usp: PortId
    host: Annotated[HostName | None, NOT_NULL] = None
    nr_vppbs: Count
    nr_bound: Count


class SwitchView(Strict):
    """A switch (Identify Switch Device, 5100h)."""

    switch: PlantName
    generation: Count
    powered: bool
    nr_ports: Count
    nr_decoders: Count
    nr_vppbs: Count
    nr_bound: Count
    vcss: Annotated[tuple[VcsView, ...], Field(max_length=256)]
    ports: Annotated[tuple[PhysicalPort, ...], Field(max_length=256)]


class LdView(Strict):
    """A logical device: its allocation, who has it, and what of it is used.

    `total_size` = `used_size` + `skipped_size` + `free_size`; `max_available_extent` is what one
    more decoder could get.
    """

    ld: Count
    head: Count
    range1: Count
    range2: Count
    ram_size: WideBytes
    pmem_size: WideBytes
    #: vPPB or root port that has it
    bound_to: Annotated[Words | None, NOT_NULL] = None
    host: Annotated[HostName | None, NOT_NULL] = None
    memdev: Annotated[MemdevName | None, NOT_NULL] = None
    total_size: WideBytes
    used_size: WideBytes
    skipped_size: WideBytes
    free_size: WideBytes
    max_available_extent: WideBytes
    #: dynamic capacity that the host has, and what it was offered
    dc_accepted_size: WideBytes = 0
    dc_pending_size: WideBytes = 0


class DeviceView(Strict):
    """A device of the plant with its logical devices; sizes are bytes.

    `allocated_size` is what LDs have of it, `unallocated_size` what is left for them.
    """

    device: PlantName
    generation: Count
    kind: Words
    serial: Hex
    powered: bool
    device_type: Count
    nr_heads: Count
    granularity: WideBytes
    ram_size: WideBytes
    pmem_size: WideBytes
    allocated_size: WideBytes
    unallocated_size: WideBytes
    used_size: WideBytes
    free_size: WideBytes
    max_available_extent: WideBytes
    dc_size: WideBytes
    dc_used_size: WideBytes
    dc_free_size: WideBytes
    dc_max_available_extent: WideBytes
    qos_class: Count
    memory_class: Annotated[Label | None, NOT_NULL] = None
    owner: Annotated[Label | None, NOT_NULL] = None
    ats: bool
    #: what each head is cabled to
    heads: Annotated[tuple[Words, ...], Field(max_length=8)]
    lds: Annotated[tuple[LdView, ...], Field(max_length=16)]


class DcExtentView(Strict):
    """An extent of dynamic capacity: `state` is `accepted` or `pending` (offered)."""

    device: PlantName
    ld: Count
    state: Literal["accepted", "pending"]
    position: Count
    start: Hex
    size: WideBytes
    tag: Annotated[Tag | None, NOT_NULL] = None
    shared_seq: Count = 0


class MediaErrorView(Strict):
    """A record of the poison list of a memdev, and where it surfaces on the host."""

    memdev: MemdevName
    dpa: Hex
    length: WideBytes
    device: Annotated[PlantName | None, NOT_NULL] = None
    ld: Annotated[Count | None, NOT_NULL] = None
    hpa: Annotated[Hex | None, NOT_NULL] = None
    region: Annotated[RegionName | None, NOT_NULL] = None
    pfn: Annotated[Hex | None, NOT_NULL] = None
    nid: Annotated[Nid | None, NOT_NULL] = None
    page: Annotated[Words | None, NOT_NULL] = None


class TranslationView(Strict):
    """One byte of CXL memory from both sides, and the page that it is in.

    The way down: root decoder, region and position, memdev and its endpoint decoder, DPA. The way
    up: PFN, NUMA node, whose page it is, and the tasks that have it mapped. A byte that no
    committed region maps has no HPA.
    """

    memdev: MemdevName
    dpa: Hex
    device: Annotated[PlantName | None, NOT_NULL] = None
    ld: Annotated[Count | None, NOT_NULL] = None
    poisoned: bool
    hpa: Annotated[Hex | None, NOT_NULL] = None
    root_decoder: Annotated[DecoderName | None, NOT_NULL] = None
    region: Annotated[RegionName | None, NOT_NULL] = None
    position: Annotated[Count | None, NOT_NULL] = None
    decoder: Annotated[DecoderName | None, NOT_NULL] = None
    #: decoders of host bridge and switches on the way, from the root down
    switch_decoders: Annotated[tuple[DecoderName, ...], Field(max_length=8)] = ()
    pfn: Annotated[Hex | None, NOT_NULL] = None
    nid: Annotated[Nid | None, NOT_NULL] = None
    #: `free`, `anon`, `file`, `kernel`, `service`, `hwpoison`, `held`; absent: no memory is online
    page: Annotated[Words | None, NOT_NULL] = None
    name: Annotated[Words | None, NOT_NULL] = None
    mappings: Annotated[tuple[MappingView, ...], Field(max_length=4096)] = ()
