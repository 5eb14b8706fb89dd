"""The route table is total, and every row is complete."""

from __future__ import annotations

import pytest

from service.api.params import TEXTS, Params
from service.api.router import Router
from service.api.routes import ROUTES
from service.api.row import AUDIENCES, NOUNS, Row
from service.edge.views import VIEWS
from service.fabric.commands import CXL_PLANT_COMMANDS, FABRIC_COMMANDS, HOST_COMMANDS

VALUES = {
    "pid": 100,
    "nid": 2,
    "switch": "sw0",
    "vcs_id": 0,
    "vppb_id": 0,
    "device": "pool0",
    "composition": "train",
    "memdev": "mem0",
    "region": "region0",
}


def test_every_command_of_a_host_has_one_row() -> None:
    rows = [row.operation_id for row in ROUTES if row.kind == "command"]
    assert sorted(rows) == sorted(HOST_COMMANDS)


def test_every_command_of_the_plant_has_one_row() -> None:
    rows = [row.operation_id for row in ROUTES if row.kind == "plant"]
    assert sorted(rows) == sorted(CXL_PLANT_COMMANDS)


def test_every_command_of_a_fabric_has_one_row() -> None:
    rows = [row.operation_id for row in ROUTES if row.kind in {"create", "update", "delete"}]
    assert sorted(rows) == sorted(FABRIC_COMMANDS)


def test_every_view_has_one_row() -> None:
    assert sorted(row.operation_id for row in ROUTES if row.view is not None) == sorted(VIEWS)


def test_operation_ids_are_unique() -> None:
    names = [row.operation_id for row in ROUTES]
    assert len(set(names)) == len(names)


@pytest.mark.parametrize("row", ROUTES, ids=lambda row: row.operation_id)
def test_row_is_complete(row: Row) -> None:
    assert row.noun in NOUNS
    assert row.audience in AUDIENCES
    assert 5 <= len(row.summary) <= 60
    assert not row.summary.endswith(".")
    if row.kind in {"command", "plant"}:
        assert row.source, "a simulated call names its source"
    for param in Params(row).all():
        assert param.name in TEXTS
    if row.command is not None and row.method != "GET":
        names = [name for name in row.path_params if name in row.command.model_fields]
        row.command.model_validate({**row.example, **{name: VALUES[name] for name in names}})


@pytest.mark.parametrize("row", ROUTES, ids=lambda row: row.operation_id)
def test_router_finds_the_row_again(row: Row) -> None:
    path = row.path
    for name in row.path_params:
        path = path.replace("{" + name + "}", f"{name}-7")
    found = Router(ROUTES).find(path)
    assert found is not None
    assert found.rows[row.method] is row
    assert found.params == {name: f"{name}-7" for name in row.path_params}


@pytest.mark.parametrize(
    "path",
    [
        "/v1",
        "/v1/",
        "/v1/hosts/",
        "/v1/hosts//tasks",
        "/v1/hosts/a:",
        "/v1/hosts/a:b:c",
        "/v1/hosts/a/tasks/1/numa_maps/2",
        "/v2/hosts",
        "/",
        "",
    ],
)
def test_router_finds_nothing_where_nothing_is(path: str) -> None:
    assert Router(ROUTES).find(path) is None


def test_two_rows_of_one_path_and_method_are_a_bug() -> None:
    with pytest.raises(AssertionError, match="two rows"):
        Router([ROUTES[0], ROUTES[0]])
