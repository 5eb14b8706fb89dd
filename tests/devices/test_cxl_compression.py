"""cxl_compression: probe, flush pipeline, watermark interrupts, teardown (patch 27 of RFC v4)."""

from __future__ import annotations

from typing import Any, Final

import pytest
from hypothesis import given
from hypothesis import strategies as st

from service.fabric.commands import HOST_COMMANDS
from service.fabric.devices import cxl_compression
from service.fabric.devices.step import device_step
from service.fabric.due import due_work
from service.mm.flush import deferred_pages, recorded
from service.mm.step import Done
from service.reasons import Errno
from tests.devices.devhost import AS_CODED, DOCUMENTED, MIB, DeviceHost, hierarchy, with_region
from tests.mm.mmhost import MM

BOTH: Final = pytest.mark.parametrize("model", [DOCUMENTED, AS_CODED], ids=["documented", "coded"])
PDEV: Final = "0000:01:00.0"
SECOND: Final = "0000:02:00.0"
PAGES: Final = 256 * MIB >> 12


def _bind(host: DeviceHost, pdev: str = PDEV) -> str | None:
    return host.errno("pci_bind", pdev=pdev, driver="cxl_compression")


def _unbind(host: DeviceHost, **args: Any) -> None:
    host.ok("pci_unbind", pdev=PDEV, driver="cxl_compression", **args)


def _bound(model: Any = DOCUMENTED, **adds: Any) -> DeviceHost:
    host = DeviceHost(hierarchy((256,)), model, **adds)
    assert _bind(host) is None
    return host


def _demoted(host: DeviceHost, pages: int = 8) -> None:
    """A task with pages on the compressed node, brought there as reclaim would."""
    host.entry.state.demotion_enabled = True
    host.ok("create_task", pid=100, cpu=0)
    host.ok("mmap", pid=100, area="a", nr_pages=pages)
    host.ok("touch", pid=100, area="a", access="write")
    for node in (0, 1):
        host.entry.state.nodes[node].zones[2].high = 1 << 20
    host.ok("run", work="kswapd", nid=0)
    for node in (0, 1):
        host.entry.state.nodes[node].zones[2].high = 0
    assert _on(host, 2) == pages


def _on(host: DeviceHost, nid: int) -> int:
    return sum(
        pages
        for obj in host.entry.state.objects.values()
        for (node, _), pages in obj.counts(0, 1 << 40).items()
        if node == nid
    )


def _free(host: DeviceHost) -> int:
    return sum(zone.free for zone in host.entry.state.nodes[2].zones)


def _mails(host: DeviceHost) -> list[int | None]:
    """Ranges of the mailbox commands of the last step."""
    assert host.done is not None
    return [each.nr_pages for each in host.done.answer.effects if each.effect == "mailbox"]


# --- probe --------------------------------------------------------------------------------------

#: (payload, flush_buf_size) -> ranges of one command
BUFFERS: Final = {
    (16, 0): 1,
    (23, 0): 1,
    (24, 0): 1,
    (256, 0): 15,
    (512, 0): 31,
    (4096, 0): 255,
    (1 << 20, 0): 65535,
    (512, 8): 8,
    (512, 31): 31,
    (512, 100): 31,
    (512, 1): 1,
    (8, 5): 1,
}


@pytest.mark.parametrize(("payload", "param"), BUFFERS)
def test_ranges_of_a_flush_command(payload: int, param: int) -> None:
    """K05 to K07: what the payload holds behind 8 bytes, at most the parameter, at least 1."""
    assert cxl_compression.buffer_max(payload, param) == BUFFERS[payload, param]


@BOTH
def test_probe_makes_a_node_of_compressed_ram(model: Any) -> None:
    """8.2.1 to 10: private node, cram with its rights, kswapd, demotion target, thread, vectors."""
    host = _bound(model)
    state = host.entry.state
    assert host.states(2) == {"N_MEMORY_PRIVATE"}
    assert state.cram[2].owner == "region0"
    assert state.nodes[2].kswapd
    assert state.node_demotion[0][0] == 1 << 2
    assert [each.name for each in host.entry.devices.flushers.values()] == ["cxl-flush/2"]
    assert host.entry.devices.irqs == {(PDEV, 12): 2, (PDEV, 13): 2}
    assert host.entry.devices.contexts[PDEV].media_ops


@BOTH
def test_every_committed_ram_region_is_converted(model: Any) -> None:
    """K01, K24: both; the second one does not get the vectors, which is only a warning."""
    host = DeviceHost(with_region(with_region(hierarchy((512,)))), model)
    # both regions lie in the window of node 2: the second finds it taken
    assert _bind(host) == "EIO"
    assert set(host.entry.state.cram) == {2}


@pytest.mark.parametrize(("vectors", "handlers"), [(12, []), (13, [12]), (14, [12, 13])])
def test_a_vector_that_the_device_lacks_is_passed_over(vectors: int, handlers: list[int]) -> None:
    """K17."""
    host = _bound(nr_vectors=vectors)
    assert sorted(vector for _, vector in host.entry.devices.irqs) == handlers
    assert host.warnings() == []


#: fault point -> what is left: (sysram plugged, cram registered, thread)
CONVERSION: Final = {
    "kthread_create": (True, False, False),
    "kzalloc:cram_node": (True, False, False),
    "memory_group_register_static": (None, False, False),
}


@BOTH
@pytest.mark.parametrize("site", CONVERSION)
def test_a_failed_conversion_ends_the_probe_with_its_errno(model: Any, site: str) -> None:
    """K25: a failure after the first step leaves the sysram plugged, nothing of cram or flush."""
    host = DeviceHost(hierarchy((256,)), model)
    host.ok("fail_function", inject=site, retval="ENOMEM")
    assert _bind(host) == "ENOMEM"
    sysram = host.entry.devices.sysrams.get("region0")
    left = (
        sysram.plugged if sysram is not None else None,
        2 in host.entry.state.cram,
        bool(host.entry.devices.flushers),
    )
    assert left == CONVERSION[site]
    assert not host.entry.devices.contexts


def test_failed_interrupt_requests_are_warnings() -> None:
    """5.2: devm_request_threaded_irq errors do not fail the probe."""
    host = DeviceHost(hierarchy((256,)))
    host.ok("fail_function", inject="request_irq:12", retval="ENOMEM")
    assert _bind(host) is None
    assert host.warnings() == ["failed to register lthresh IRQ"]
    assert sorted(vector for _, vector in host.entry.devices.irqs) == [13]


@BOTH
def test_a_second_device_of_the_node_is_refused_by_cram(model: Any) -> None:
    """K26: its plug fails inside, then cram says EBUSY."""
    host = DeviceHost(hierarchy((256, 256), (2, 2)), model)
    assert _bind(host) is None
    assert _bind(host, SECOND) == "EBUSY"
    assert host.entry.state.cram[2].owner == "region0"


@pytest.mark.parametrize(("supported", "sent"), [(True, [0]), (False, [0])])
def test_the_support_test_is_one_command_without_ranges(supported: bool, sent: list[int]) -> None:
    """K04, K31: 8 bytes; whatever it says, the probe goes on."""
    host = DeviceHost(hierarchy((256,)), media_operations=supported)
    assert _bind(host) is None
    assert _mails(host) == sent
    assert host.entry.devices.contexts[PDEV].media_ops == supported


# --- demotion, promotion, flush -----------------------------------------------------------------


@BOTH
def test_a_freed_folio_is_zeroed_by_the_device_before_it_is_free(model: Any) -> None:
    """8.2.11 to 14: down by reclaim, freed with the task, deferred, flushed, in the buddy once."""
    host = _bound(model)
    _demoted(host)
    host.ok("exit_task", pid=100)
    state = host.entry.state
    assert (deferred_pages(state.flush[2]), _free(host)) == (8, PAGES - 8)
    assert len(recorded(state.flush[2])) == 8
    host.ok("cxl_flush_kthread_fn", nid=2)
    assert _mails(host) == [8]
    assert (deferred_pages(state.flush[2]), _free(host)) == (0, PAGES)
    assert recorded(state.flush[2]) == []
    assert state.counters["cram_freed_unzeroed", 2] == 8


def test_a_failed_flush_command_is_a_warning_and_the_cpu_zeroes() -> None:
    """K11: the folios are released whatever happened."""
    host = _bound()
    _demoted(host, 3)
    host.ok("exit_task", pid=100)
    host.ok("fail_function", inject="mbox:0x4402", retval="EIO")
    host.ok("cxl_flush_kthread_fn", nid=2)
    assert host.warnings() == ["media ops zero CCI command failed"]
    assert _free(host) == PAGES
    assert host.entry.state.counters["cram_freed_zeroed", 2] == 3


def test_a_full_buffer_zeroes_at_once_and_queues_the_overflow_work() -> None:
    """K12: two fit, six are freed now; the work sends the two."""
    host = DeviceHost(hierarchy((256,)))
    path = "/sys/module/cxl_compression/parameters/"
    assert host.errno("kernfs_write", path=path + "flush_buf_size", value="2") == "EACCES"
    host.entry.devices.params["cxl_compression.flush_buf_size"] = 2
    assert _bind(host) is None
    _demoted(host)
    host.ok("exit_task", pid=100)
    flush = host.entry.state.flush[2]
    assert [each.queued for each in flush.buffers] == [True]
    assert _free(host) == PAGES - 2
    host.ok("cxl_flush_overflow_work", nid=2, cpu=flush.buffers[0].cpu)
    assert _mails(host) == [2]
    assert _free(host) == PAGES


def test_the_interval_is_read_anew_each_round() -> None:
    """K13: flush_interval_ms is 0644."""
    host = _bound()
    slept = []
    for value in ("1000", "250", "junk", "-1"):
        path = "/sys/module/cxl_compression/parameters/flush_interval_ms"
        answer = host.do("kernfs_write", path=path, value=f"{value}\n")
        assert (answer.errno == "EINVAL") == (not value.isdigit())
        host.ok("cxl_flush_kthread_fn", nid=2)
        assert host.done is not None
        effects = host.done.answer.effects
        slept += [each.detail for each in effects if each.effect == "sleep"]
        assert host.ok("kernfs_read", path=path).text == f"{'1000' if value == '1000' else '250'}\n"
    assert slept == ["1000 ms", "250 ms", "250 ms", "250 ms"]


@BOTH
def test_the_watermark_interrupts_stop_demotion_and_let_it_go_on(model: Any) -> None:
    """K14 to K16, 8.2.15 and 16: pressure 1000 and 0; twice the same is once."""
    host = _bound(model)
    zone = next(each for each in host.entry.state.nodes[2].zones if each.managed)
    for vector, pressure, boost in ((12, 1000, PAGES), (12, 1000, PAGES), (13, 0, 0), (11, 0, 0)):
        host.ok("irq", pdev=PDEV, vector=vector)
        np = host.entry.state.nodes[2].node_private
        assert np is not None
        assert np.migration_blocked == (pressure == 1000)
        assert (host.entry.state.cram[2].pressure, zone.boost) == (pressure, boost)


@MM
@given(
    steps=st.lists(
        st.one_of(
            st.tuples(st.just("touch"), st.integers(0, 15), st.integers(1, 4)),
            st.tuples(st.just("unmap"), st.integers(0, 15), st.integers(1, 4)),
            st.tuples(st.just("flush"), st.just(0), st.just(0)),
            st.tuples(st.just("overflow"), st.integers(0, 1), st.just(0)),
        ),
        max_size=10,
    ),
    coded=st.booleans(),
    buf=st.integers(1, 4),
)
def test_every_deferred_folio_reaches_the_buddy_exactly_once(
    steps: list[Any],
    coded: bool,
    buf: int,
) -> None:
    """K28, invariant 11: managed = free + in use + deferred; empty buffers, empty bitmap."""
    host = DeviceHost(hierarchy((256,)), AS_CODED if coded else DOCUMENTED)
    host.entry.devices.params["cxl_compression.flush_buf_size"] = buf
    assert _bind(host) is None
    _demoted(host, 16)
    mapped = set(range(16))
    for name, first, count in steps:
        pages = {page for page in range(first, first + count) if page in mapped}
        where = {"pid": 100, "area": "a"}
        if name == "touch":
            for page in sorted(pages):
                host.ok("touch", first=page, count=1, access="write", **where)
        elif name == "unmap":
            for page in sorted(pages):
                host.ok("munmap", first=page, count=1, **where)
            mapped -= pages
        elif name == "flush":
            host.ok("cxl_flush_kthread_fn", nid=2)
        else:
            host.ok("cxl_flush_overflow_work", nid=2, cpu=first)
        flush = host.entry.state.flush[2]
        held = deferred_pages(flush)
        assert len(recorded(flush)) == held
        assert _free(host) + _on(host, 2) + held == PAGES
    host.ok("exit_task", pid=100)
    for _ in range(2):
        host.ok("cxl_flush_kthread_fn", nid=2)
        for cpu in (0, 1):
            host.ok("cxl_flush_overflow_work", nid=2, cpu=cpu)
    assert _free(host) == PAGES
    assert recorded(host.entry.state.flush[2]) == []


# --- teardown -----------------------------------------------------------------------------------


def _happened(host: DeviceHost, kind: str) -> list[str | None]:
    assert host.done is not None
    return [each.name for each in host.done.answer.effects if each.effect == kind]


@pytest.mark.parametrize(
    ("model", "order"),
    [
        (DOCUMENTED, ["pre_teardown", "sysram_unregister", "post_teardown"]),
        (AS_CODED, ["pre_teardown", "post_teardown", "sysram_unregister"]),
    ],
)
def test_an_idle_device_leaves_nothing_behind(model: Any, order: list[str]) -> None:
    """8.2.17, K20, Q-27-2: the comment's order, or that of registration."""
    host = _bound(model)
    _unbind(host)
    names = [str(name).removeprefix("cxl_compression_") for name in _happened(host, "device")]
    assert [name for name in names if name in order] == order
    state, devices = host.entry.state, host.entry.devices
    assert host.states(2) == set()
    assert host.flags(2) is None
    kept = (state.cram, state.flush, state.memory_groups, state.np_tables, devices.sysrams)
    assert [each for each in kept if each] == []
    assert [each for each in (devices.flushers, devices.irqs, devices.actions) if each] == []
    assert all(not preferred for preferred, _ in state.node_demotion.values())
    assert _bind(host) is None


#: (errno of the offline, how often) -> attempts and waits as documented, as coded
ATTEMPTS: Final[dict[tuple[str, int], tuple[int, int]]] = {
    ("EINTR", 2): (3, 3),
    ("EINTR", -1): (61, 61),
    ("EBUSY", 2): (3, 1),
    ("EBUSY", -1): (61, 1),
}


@BOTH
@pytest.mark.parametrize(("errno", "times"), ATTEMPTS)
def test_the_offline_loop_of_the_teardown(model: Any, errno: str, times: int) -> None:
    """K18, K19, Q-27-9: a second between attempts, 61 at most; as coded -EBUSY is a success."""
    host = _bound(model)
    host.ok("fail_function", inject="offline_pages", retval=errno, times=times)
    _unbind(host)
    attempts = _happened(host, "device").count("cxl_sysram_offline_and_remove")
    expected = ATTEMPTS[errno, times][model is AS_CODED]
    assert attempts == expected
    assert len(_happened(host, "sleep")) == expected - 1
    gave_up = "memory offline failed after 61 retries" in host.warnings()
    assert gave_up == (expected == 61)
    assert not host.entry.devices.flushers


@BOTH
@pytest.mark.parametrize("supported", [True, False])
def test_buffered_frees_are_released_at_teardown(model: Any, supported: bool) -> None:
    """K21: sent over the mailbox, or zeroed by the CPU."""
    host = _bound(model, media_operations=supported)
    _demoted(host, 4)
    host.ok("exit_task", pid=100)
    _unbind(host)
    counters = host.entry.state.counters
    counter = "cram_freed_unzeroed" if supported else "cram_freed_zeroed"
    assert counters[counter, 2] == 4
    assert not host.entry.state.flush
    if model is DOCUMENTED:
        assert host.states(2) == set()


def test_documented_teardown_brings_the_folios_home() -> None:
    """Q-26-1 and w8-2g: evacuated before the rights go."""
    host = _bound()
    _demoted(host, 4)
    _unbind(host)
    assert _on(host, 2) == 0
    assert host.states(2) == set()


@BOTH
def test_regions_that_were_there_before_are_left(model: Any) -> None:
    """K23: no teardown runs; cram, thread and memory stay."""
    host = DeviceHost(with_region(hierarchy((256,))), model)
    assert _bind(host) is None
    _unbind(host)
    assert host.states(2) == {"N_MEMORY_PRIVATE"}
    assert 2 in host.entry.state.cram
    assert host.entry.devices.flushers
    assert not host.entry.devices.irqs


def test_binding_and_flushing_go_on_behind_a_snapshot() -> None:
    host = _bound()
    _demoted(host, 5)
    host.ok("exit_task", pid=100)
    before = host.snapshot()
    host.through_snapshot()
    assert host.snapshot() == before
    host.ok("cxl_flush_kthread_fn", nid=2)
    assert _free(host) == PAGES
    _unbind(host)
    assert host.states(2) == set()


def test_the_rest_of_the_answers_has_an_errno() -> None:
    """Every errno that a probe can end with has its row."""
    from service.reasons import KERNEL_REASONS

    for errno in (Errno.EIO, Errno.ENOMEM, Errno.EBUSY, Errno.ENOSPC, Errno.ENXIO, Errno.EINVAL):
        assert KERNEL_REASONS[f"PROBE_FAILED_{errno.name}"].errno is errno


def test_deferred_folios_make_a_flush_round_due() -> None:
    """A host with auto_run runs the flush thread by itself; the round makes nothing due."""
    host = _bound()
    _demoted(host, 3)
    host.ok("exit_task", pid=100)
    assert host.done is not None
    due = due_work(host.done.answer)
    assert [each.model_dump() for each in due] == [{"nid": 2}]
    assert [each.op for each in due] == ["cxl_flush_kthread_fn"]
    host.ok("cxl_flush_kthread_fn", nid=2)
    assert due_work(host.done.answer) == ()


def test_the_trace_of_a_binding_lists_what_the_driver_called() -> None:
    """explain: every call of probe with its result, rule and source."""
    host = DeviceHost(hierarchy((256,)))
    command = HOST_COMMANDS["pci_bind"].model_validate({"pdev": PDEV, "driver": "cxl_compression"})
    outcome = device_step(host.entry, command, explain=True)
    assert isinstance(outcome, Done)
    calls = [each for each in outcome.trace if each.step == "call"]
    assert [each.name for each in calls] == [
        "media_operation",
        "cxl_dev_state",
        "cxl_get_committed_regions",
        "cxl_dev_state",
        "cxl_get_hpa_freespace",
        "cxl_request_dpa",
        "cxl_create_region",
        "devm_cxl_add_sysram",
        "kthread_run",
        "cram_register_private_node",
        "cxl_dev_state",
        "request_irq",
        "request_irq",
    ]
    assert all(each.rule and each.source and each.detail for each in calls)
    assert all(str(each.detail).startswith("0: ") for each in calls)
