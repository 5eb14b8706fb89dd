"""The engine's zonelists, computed from imported distances, equal the recorded fallback orders."""

from __future__ import annotations

from typing import Any

import pytest

from service.fabric.imports import ImportedHost, import_host

boot = pytest.importorskip("service.mm.boot", reason="the engine is not there yet")
models = pytest.importorskip("service.mm.models", reason="the engine is not there yet")

FULL = ("numactl-hardware.txt", "zoneinfo.txt", "kernel-log.txt")
SIZES = ("numactl-hardware.txt", "kernel-log.txt")


def booted(host: ImportedHost, model: str) -> Any:
    """The state of an imported host under a kernel model."""
    return boot.boot_host(host.topology, models.MODELS[model])


@pytest.mark.parametrize("name", ["abcd", "memless", "n8"])
@pytest.mark.parametrize("files", [FULL, SIZES], ids=["zones", "sizes"])
@pytest.mark.parametrize("model", sorted(models.MODELS))
def test_computed_lists_equal_the_recorded_ones(
    real: Any, name: str, files: tuple[str, ...], model: str
) -> None:
    host = import_host([real(f"{name}/{file}") for file in files])
    state = booted(host, model)
    computed = {nid: state.order_of[nid][0] for nid in host.fallback_orders}
    assert computed == host.fallback_orders


@pytest.mark.parametrize(
    "files",
    [
        ("abcd/zoneinfo.txt",),
        ("n8/numactl-hardware.txt",),
        ("cxl1/cxl_list_vvv.json",),
        ("cxl1hv/cxl_list_vvv.json",),
        ("cxlsw/cxl_list_R_v.json", "cxlsw/daxctl_list.json"),
        ("abcd/numactl-hardware.txt", "cxl1/cxl_list_vvv.json"),
    ],
)
def test_every_import_boots(real: Any, files: tuple[str, ...]) -> None:
    host = import_host([real(name) for name in files])
    state = booted(host, "thread-2026-06")
    online = [spec.nid for spec in host.topology.nodes if spec.online and spec.zones]
    assert all(state.order_of[nid][0][0] == nid for nid in online)
