"""The deployment that people copy is well formed, and its database is that of the store tests."""

from __future__ import annotations

import json
import re
import shlex
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

import jsonschema
import pytest
import yaml

from service.settings import Settings
from tests.support import postgres

ROOT = Path(__file__).resolve().parents[2]
DOCKERFILE = (ROOT / "Dockerfile").read_text()


@pytest.fixture(scope="module")
def compose() -> dict[str, Any]:
    """docker-compose.yml with its variables at their defaults."""
    text = (ROOT / "docker-compose.yml").read_text()
    loaded: dict[str, Any] = yaml.safe_load(re.sub(r"\$\{\w+:-([^}]*)\}", r"\1", text))
    return loaded


@pytest.fixture(scope="module")
def twins(compose: dict[str, Any]) -> dict[str, dict[str, Any]]:
    """The services that run cxltwin."""
    return {name: each for name, each in compose["services"].items() if each["image"] == "cxltwin"}


@pytest.fixture(scope="module")
def schema() -> jsonschema.Draft202012Validator:
    """The schema of the Compose Specification."""
    text = (ROOT / "tests/data/compose/compose-spec.json").read_text()
    return jsonschema.Draft202012Validator(json.loads(text))


def test_compose_file_is_valid_by_the_schema_of_the_specification(
    compose: dict[str, Any], schema: jsonschema.Draft202012Validator
) -> None:
    assert [error.message for error in schema.iter_errors(compose)] == []


def test_schema_refuses_a_misspelt_key(schema: jsonschema.Draft202012Validator) -> None:
    broken = {"services": {"cxltwin": {"image": "cxltwin", "helthcheck": {}}}}
    assert any("helthcheck" in error.message for error in schema.iter_errors(broken))


def test_database_of_the_deployment_is_the_database_of_the_tests(compose: dict[str, Any]) -> None:
    service = compose["services"]["postgres"]
    words = service["command"]
    assert words[0] == "postgres"
    assert words[1::2] == ["-c"] * len(postgres.OPTIONS)
    assert dict(word.split("=", 1) for word in words[2::2]) == postgres.OPTIONS
    assert service["environment"] == {
        "POSTGRES_USER": postgres.USER,
        "POSTGRES_PASSWORD": postgres.PASSWORD,
        "POSTGRES_DB": postgres.DATABASE,
        "POSTGRES_INITDB_ARGS": shlex.join(postgres.INITDB_ARGS),
    }


def test_service_reaches_that_database(twins: dict[str, dict[str, Any]]) -> None:
    for service in twins.values():
        url = urlsplit(service["environment"]["CXLTWIN_DATABASE_URL"])
        assert url.scheme == "postgresql+asyncpg"
        assert (url.username, url.password) == (postgres.USER, postgres.PASSWORD)
        assert (url.hostname, url.port) == ("postgres", 5432)
        assert url.path == f"/{postgres.DATABASE}"
        assert service["depends_on"]["postgres"]["condition"] == "service_healthy"


def test_settings_of_the_image_and_the_deployment_are_accepted_and_listen(
    twins: dict[str, dict[str, Any]], monkeypatch: pytest.MonkeyPatch
) -> None:
    image = dict(re.findall(r"\b(CXLTWIN_\w+)=(\S+)", DOCKERFILE.rsplit("\nENV ", 1)[1]))
    for service in twins.values():
        for name, value in (image | service["environment"]).items():
            monkeypatch.setenv(name, value)
        settings = Settings()
        assert settings.database_url == service["environment"]["CXLTWIN_DATABASE_URL"]
        assert (settings.http_host, settings.grpc_host) == ("0.0.0.0", "0.0.0.0")


def test_every_service_has_a_healthcheck(compose: dict[str, Any]) -> None:
    assert all("test" in service["healthcheck"] for service in compose["services"].values())


def test_service_runs_without_rights_on_a_read_only_root(twins: dict[str, dict[str, Any]]) -> None:
    for service in twins.values():
        assert service["read_only"]
        assert service["cap_drop"] == ["ALL"]
        assert service["security_opt"] == ["no-new-privileges:true"]


def test_ports_are_published_on_loopback_and_agree_with_the_image(
    twins: dict[str, dict[str, Any]],
) -> None:
    exposed = re.search(r"^EXPOSE (.*)$", DOCKERFILE, re.MULTILINE)
    assert exposed is not None
    published = []
    for service in twins.values():
        parts = [port.split(":") for port in service["ports"]]
        assert [inside for _, _, inside in parts] == exposed[1].split()
        assert {address for address, _, _ in parts} == {"127.0.0.1"}
        published += [outside for _, outside, _ in parts]
    assert len(published) == len(set(published))


def test_image_has_a_user_a_healthcheck_and_compiled_bytecode() -> None:
    last_stage = DOCKERFILE.rsplit("\nFROM ", 1)[1]
    user = re.search(r"^USER (\d+)$", last_stage, re.MULTILINE)
    assert user is not None
    assert int(user[1]) > 0
    assert re.search(r"^HEALTHCHECK ", last_stage, re.MULTILINE)
    assert "compileall" in DOCKERFILE


def test_image_gets_every_file_that_it_copies() -> None:
    allowed = {
        line.removeprefix("!")
        for line in (ROOT / ".dockerignore").read_text().splitlines()
        if line.startswith("!")
    }
    copied: set[str] = set()
    for line in re.findall(r"^COPY (?!--from)(.*) \S+$", DOCKERFILE, re.MULTILINE):
        copied |= set(line.split())
    assert copied == allowed
    assert sorted(name for name in copied if not (ROOT / name).exists()) == []
