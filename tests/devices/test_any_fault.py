"""Drivers bound, used and unbound in any order while any point of the kernel may fail.

Whatever fails: the memory is sound, plugged means claimed, a snapshot holds all of it, an undone
step leaves nothing, and a device that was freed of its faults works again on an empty node.
Sources: patches 22 to 27 of the 27 of RFC v4.
"""

from __future__ import annotations

from typing import Any, Final

from hypothesis import given, settings
from hypothesis import strategies as st

from service.fabric.commands import HOST_COMMANDS
from service.fabric.devices.step import device_step
from service.mm.step import Done
from tests.devices.devhost import AS_CODED, DOCUMENTED, DeviceHost, hierarchy, with_region
from tests.mm.mmhost import MM

PDEVS: Final = ("0000:01:00.0", "0000:02:00.0")
POINTS: Final = (
    "add_memory_resource",
    "offline_pages",
    "memory_group_register_static",
    "mt_get_memory_type",
    "request_mem_region",
    "device_add",
    "cxl_request_dpa",
    "cxl_create_region",
    "cxl_get_hpa_freespace",
    "kthread_create",
    "kzalloc:cram_node",
    "request_irq:12",
    "mbox:0x4402",
)
DRIVERS: Final = ("cxl_mempolicy", "cxl_compression", "cxl_pci")

PDEV: Final = st.sampled_from(PDEVS)
STEPS: Final = st.one_of(
    st.tuples(
        st.sampled_from(["pci_bind", "pci_unbind"]),
        st.fixed_dictionaries({"pdev": PDEV, "driver": st.sampled_from(DRIVERS)}),
    ),
    st.tuples(
        st.just("fail_function"),
        st.fixed_dictionaries(
            {
                "inject": st.sampled_from(POINTS),
                "retval": st.sampled_from(["EBUSY", "ENOMEM", "EINTR", "EIO"]),
                "times": st.integers(1, 3),
                "space": st.integers(0, 2),
            }
        ),
    ),
    st.tuples(
        st.just("irq"), st.fixed_dictionaries({"pdev": PDEV, "vector": st.sampled_from([12, 13])})
    ),
    st.tuples(
        st.just("kernfs_write"),
        st.fixed_dictionaries(
            {
                "path": st.sampled_from(
                    [f"/sys/bus/cxl/devices/sysram_region{n}/hotplug" for n in (0, 1)]
                ),
                "value": st.sampled_from(["offline", "online_movable"]),
            }
        ),
    ),
    st.tuples(
        st.just("cxl_destroy_region"),
        st.fixed_dictionaries({"region": st.sampled_from(["region0", "region1"])}),
    ),
)


def _undoes(host: DeviceHost, op: str, args: dict[str, Any]) -> None:
    """A step that is taken back leaves nothing behind."""
    if op == "fail_function":
        return
    before, cxl = host.snapshot(), host.entry.cxl
    outcome = device_step(host.entry, HOST_COMMANDS[op].model_validate(args))
    assert isinstance(outcome, Done)
    outcome.undo.rollback()
    assert host.snapshot() == before
    assert host.entry.cxl is cxl


@settings(MM, max_examples=60)
@given(
    steps=st.lists(STEPS, min_size=2, max_size=10),
    coded=st.booleans(),
    shared=st.booleans(),
    listed=st.booleans(),
)
def test_any_order_of_drivers_with_any_fault(
    steps: list[tuple[str, dict[str, Any]]],
    coded: bool,
    shared: bool,
    listed: bool,
) -> None:
    """Every state is sound; each refusal has an errno and a reason."""
    cxl = hierarchy((256, 512), (2, 2) if shared else (2, 3))
    host = DeviceHost(with_region(cxl) if listed else cxl, AS_CODED if coded else DOCUMENTED)
    for op, args in steps:
        _undoes(host, op, args)
        answer = host.do(op, **args)
        assert (answer.ret < 0) == (answer.errno is not None)
    before = host.snapshot()
    host.through_snapshot()
    assert host.snapshot() == before


@settings(MM, max_examples=25)
@given(steps=st.lists(STEPS, max_size=6), driver=st.sampled_from(DRIVERS[:2]))
def test_a_device_works_again_once_nothing_fails_any_more(
    steps: list[tuple[str, dict[str, Any]]], driver: str
) -> None:
    """Unbind what is bound, disarm every point: a device of a node that is empty binds."""
    host = DeviceHost(hierarchy((256, 512), (2, 3)))
    for op, args in steps:
        host.do(op, **args)
    for point in POINTS:
        host.ok("fail_function", inject=point, retval="EIO", times=0)
    for pdev in PDEVS:
        found = host.entry.devices.pdevs[pdev]
        if found.driver:
            host.ok("pci_unbind", pdev=pdev, driver=found.driver)
    assert host.entry.cxl is not None
    for number in sorted(host.entry.cxl.regions):
        host.ok("cxl_destroy_region", region=f"region{number}")
    for at, (pdev, nid) in enumerate(zip(PDEVS, (2, 3), strict=True)):
        decoders = host.entry.cxl.endpoints[f"mem{at}"]
        for decoder, each in reversed(list(enumerate(decoders))):
            if each.dpa_size:
                name = host.entry.cxl.topology.memdev_of[f"mem{at}"].decoder_name(decoder)
                host.ok("cxl_dpa_free", pdev=pdev, decoder=name)
        if not host.states(nid):
            host.ok("pci_bind", pdev=pdev, driver=driver)
            assert host.states(nid) == {"N_MEMORY_PRIVATE"}
