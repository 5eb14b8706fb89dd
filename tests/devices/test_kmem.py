"""The `state` file of a region's dax device: System RAM by kmem, as a whole or not at all.

Source: Linux 7.3 drivers/dax/kmem.c; the file is new in 7.3.
"""

from __future__ import annotations

import msgspec

from service.fabric.cxl.dax import dax_region
from service.fabric.hosts import entry_data, entry_from_data
from tests.devices.devhost import DeviceHost, hierarchy, with_region

STATE = "/sys/bus/dax/devices/dax0.0/state"


def _host() -> DeviceHost:
    return DeviceHost(with_region(hierarchy()), "mainline")


def _write(host: DeviceHost, value: str) -> str | None:
    answer = host.do("kernfs_write", path=STATE, value=value)
    return answer.reason if answer.ret < 0 else None


def _read(host: DeviceHost) -> str:
    return str(host.ok("kernfs_read", path=STATE).text).strip()


def _mode(host: DeviceHost) -> str:
    assert host.entry.cxl is not None
    region = dax_region(host.entry, host.entry.cxl.region(0))
    assert region is not None
    assert region.devices is not None
    return region.devices[0].mode or ""


def test_memory_comes_and_goes_as_a_whole() -> None:
    host = _host()
    assert (_read(host), _mode(host)) == ("unplugged", "devdax")
    assert _write(host, "online_movable\n") is None
    assert (_read(host), _mode(host)) == ("online_movable", "system-ram")
    assert any(zone.present for zone in host.entry.state.nodes[2].zones)
    assert _write(host, "online_movable") is None, "the same state again is no error"
    assert _write(host, "online_kernel") == "DAX_STATE_PLUGGED"
    assert _write(host, "offline") == "DAX_STATE_WORD"
    assert _write(host, "unplugged") is None
    assert (_read(host), _mode(host)) == ("unplugged", "devdax")
    assert host.entry.devices.resources == {}


def test_plugged_memory_is_in_the_snapshot_of_a_host() -> None:
    host = _host()
    assert _write(host, "online") is None
    data = msgspec.msgpack.decode(msgspec.msgpack.encode(entry_data(host.entry)))
    host.entry = entry_from_data(data)
    assert _read(host) == "online"
    assert _write(host, "unplugged") is None


def test_a_range_that_cxl_sysram_has_is_busy() -> None:
    host = DeviceHost(with_region(hierarchy()))
    host.ok("devm_cxl_add_sysram", region="region0", private=True, online_type="online_movable")
    assert _write(host, "online") == "RESOURCE_BUSY"


def test_there_is_no_such_file_where_no_driver_is_bound_and_in_6_12() -> None:
    unbound = DeviceHost(with_region(hierarchy(), bound=False), "mainline")
    assert _write(unbound, "online") == "NO_SUCH_FILE"
    old = _host()
    assert old.entry.cxl is not None
    assert old.ok("kernfs_read", path="/sys/bus/dax/devices").names == ("dax0.0",)
    old.entry.cxl = msgspec.structs.replace(old.entry.cxl, version="6.12")
    assert _write(old, "online") == "NO_SUCH_FILE"
    assert old.ok("kernfs_read", path="/sys/bus/dax/devices").names == ()
