"""Settings: one reader of the environment, nothing silently ignored, nothing open by accident."""

from __future__ import annotations

import pytest
from pydantic import ValidationError

from service.control.ports import Options
from service.settings import PREFIX, Settings


@pytest.fixture(autouse=True)
def _clean_environment(monkeypatch: pytest.MonkeyPatch) -> None:
    import os

    for name in list(os.environ):
        if name.startswith(PREFIX):
            monkeypatch.delenv(name)


def test_defaults_serve_on_loopback_with_an_embedded_database() -> None:
    settings = Settings()
    assert settings.database_url == "sqlite:///./var/cxltwin.db"
    assert (settings.http_host, settings.http_port) == ("127.0.0.1", 8080)
    assert (settings.grpc_host, settings.grpc_port) == ("127.0.0.1", 50051)
    assert settings.durability == "full"


def test_limits_of_the_control_room_have_the_same_defaults_here() -> None:
    options = Options()
    for name in options.__struct_fields__:
        assert getattr(Settings(), name) == getattr(options, name), name


def test_the_environment_is_read_and_arguments_win(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("CXLTWIN_HTTP_PORT", "9000")
    monkeypatch.setenv("CXLTWIN_GRPC_PORT", "9001")
    settings = Settings(grpc_port=9002)
    assert (settings.http_port, settings.grpc_port) == (9000, 9002)


def test_an_unknown_variable_is_refused_by_name(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("CXLTWIN_HTPP_PORT", "9000")
    with pytest.raises(ValidationError, match="CXLTWIN_HTPP_PORT"):
        Settings()


def test_variables_of_the_test_suite_and_of_compose_are_not_ours(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setenv("CXLTWIN_TEST_ANYTHING", "1")
    monkeypatch.setenv("CXLTWIN_POSTGRES_PASSWORD", "1")
    Settings()


def test_an_unknown_argument_is_refused() -> None:
    with pytest.raises(ValidationError):
        Settings.model_validate({"htpp_port": 1})


@pytest.mark.parametrize("host", ["0.0.0.0", "192.0.2.1", "::", "example.org"])
def test_listening_beyond_loopback_without_authentication_is_refused(host: str) -> None:
    with pytest.raises(ValidationError, match="reachable from other machines"):
        Settings(http_host=host)
    with pytest.raises(ValidationError, match="reachable from other machines"):
        Settings(grpc_host=host)
    assert Settings(http_host=host, trusted_network=True).http_host == host


@pytest.mark.parametrize("host", ["127.0.0.1", "127.8.8.8", "::1", "localhost"])
def test_loopback_needs_no_authentication(host: str) -> None:
    assert Settings(http_host=host, grpc_host=host).auth == "none"


def test_failpoints_need_test_mode() -> None:
    with pytest.raises(ValidationError, match="CXLTWIN_TEST_MODE"):
        Settings(failpoints="before_commit=panic")
    assert Settings(test_mode=True, failpoints="before_commit=panic").failpoints


@pytest.mark.parametrize("url", ["mysql://host/db", "nonsense", ""])
def test_a_database_without_a_store_is_refused(url: str) -> None:
    with pytest.raises(ValidationError):
        Settings(database_url=url)


@pytest.mark.parametrize(
    ("name", "value"), [("http_port", 65536), ("group_max", 0), ("durability", "none")]
)
def test_values_out_of_range_are_refused(name: str, value: object) -> None:
    with pytest.raises(ValidationError):
        Settings.model_validate({name: value})


def test_what_is_shown_masks_passwords_and_names_the_source(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setenv("CXLTWIN_DATABASE_URL", "postgresql+asyncpg://user:geheim@db/cxltwin")
    shown = {row.name: row for row in Settings(http_port=1).shown()}
    assert "geheim" not in shown["database_url"].value
    assert shown["database_url"].source == "environment"
    assert shown["http_port"] == ("http_port", "1", "given")
    assert shown["grpc_port"].source == "default"
