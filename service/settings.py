"""Every setting: a field here, `CXLTWIN_<FIELD>` in the environment, an option of `serve`.

This is the only reader of the environment. A variable with the prefix that no field has is refused,
because a misspelt setting would otherwise be a silent default.
"""

from __future__ import annotations

import ipaddress
import os
from typing import Annotated, Any, Final, Literal, NamedTuple

from pydantic import Field, ValidationInfo, field_validator, model_validator
from pydantic_settings import BaseSettings, SettingsConfigDict
from sqlalchemy import make_url
from sqlalchemy.exc import ArgumentError

PREFIX: Final = "CXLTWIN_"
#: Variables with the prefix that belong to somebody else: the test suite, and docker-compose.yml.
FOREIGN_PREFIX: Final = "CXLTWIN_TEST_"
FOREIGN: Final = frozenset({"CXLTWIN_POSTGRES_PASSWORD"})

Port = Annotated[int, Field(ge=0, le=65535)]
Host = Annotated[str, Field(min_length=1, max_length=253)]


class Shown(NamedTuple):
    """One setting as `cxltwin config show` prints it: secrets masked, with where it comes from."""

    name: str
    value: str
    source: Literal["default", "environment", "given"]


class Settings(BaseSettings):
    """What one process is told; values given to the constructor win over the environment."""

    model_config = SettingsConfigDict(
        env_prefix=PREFIX, extra="forbid", frozen=True, env_ignore_empty=False
    )

    #: the store: sqlite:///FILE, postgresql://..., or memory:// (forgets everything)
    database_url: str = "sqlite:///./var/cxltwin.db"
    #: what a commit survives: `full` power loss; `process` only the death of this process
    durability: Literal["full", "process"] = "full"
    #: bring the schema up to date at start
    migrate: bool = True

    http_host: Host = "127.0.0.1"
    http_port: Port = 8080
    grpc_host: Host = "127.0.0.1"
    grpc_port: Port = 50051
    #: who may call: nobody is asked (loopback only, unless the network is trusted)
    auth: Literal["none"] = "none"
    #: listen beyond loopback although nobody is asked: something in front decides who gets in
    trusted_network: bool = False
    #: where the command line finds the service
    url: str = "http://127.0.0.1:8080"

    #: commands of one transaction at most
    group_max: Annotated[int, Field(ge=1, le=10_000)] = 500
    #: bytes of commands, answers and results of one transaction at most
    group_bytes_max: Annotated[int, Field(ge=1024, le=1 << 30)] = 1 << 20
    #: requests that may be inside the service at a time; more are refused with OVERLOADED
    waiting_max: Annotated[int, Field(ge=1, le=1_000_000)] = 4096
    #: a commit that takes longer sheds load
    commit_age_max_ms: Annotated[int, Field(ge=1, le=3_600_000)] = 5000
    #: how long callers wait while the store cannot tell whether a commit happened
    outcome_deadline_ms: Annotated[int, Field(ge=1, le=3_600_000)] = 5000
    #: how often a command that another replica overtook is run again
    retries_max: Annotated[int, Field(ge=0, le=1000)] = 10
    #: a driver's time for one command, over all its questions, unless it asks for another
    driver_deadline_ms: Annotated[int, Field(ge=20, le=60_000)] = 5000
    #: how long an answer is remembered under its idempotency key
    idempotency_seconds: Annotated[int, Field(ge=1, le=31 * 24 * 3600)] = 24 * 3600
    #: journal rows of a fabric between two snapshots
    snapshot_every: Annotated[int, Field(ge=1, le=1_000_000_000)] = 1000
    #: newest rows that a watched fabric keeps in memory
    watch_rows: Annotated[int, Field(ge=1, le=1_000_000)] = 2048
    #: from SIGTERM on, how long the ports still answer that the service drains (/readyz is 503)
    drain_notice_ms: Annotated[int, Field(ge=0, le=600_000)] = 500
    #: from SIGTERM to the end of the process
    drain_seconds: Annotated[int, Field(ge=0, le=3600)] = 10

    log_level: Literal["debug", "info", "warning", "error"] = "info"
    log_format: Literal["json", "text"] = "text"

    #: allows `failpoints`; never in production
    test_mode: bool = False
    #: points at which this process sleeps, fails or dies: `before_commit=panic;...`
    failpoints: str = ""

    @model_validator(mode="before")
    @classmethod
    def _no_unknown_variable(cls, values: Any) -> Any:
        known = {PREFIX + name.upper() for name in cls.model_fields} | FOREIGN
        unknown = sorted(
            name
            for name in os.environ
            if name.upper().startswith(PREFIX)
            and name.upper() not in known
            and not name.upper().startswith(FOREIGN_PREFIX)
        )
        if unknown:
            raise ValueError(f"unknown settings in the environment: {', '.join(unknown)}")
        return values

    @field_validator("database_url")
    @classmethod
    def _is_a_database(cls, value: str) -> str:
        try:
            backend = make_url(value).get_backend_name()
        except ArgumentError:
            raise ValueError("not a database URL, like sqlite:///FILE") from None
        if backend not in {"sqlite", "postgresql", "memory"}:
            raise ValueError(f"no store for {backend}: use sqlite, postgresql or memory")
        return value

    @field_validator("failpoints")
    @classmethod
    def _only_in_test_mode(cls, value: str, info: ValidationInfo) -> str:
        if value and not info.data.get("test_mode"):
            raise ValueError("failpoints need CXLTWIN_TEST_MODE=true")
        return value

    @model_validator(mode="after")
    def _nobody_is_asked_on_loopback_only(self) -> Settings:
        far = [host for host in (self.http_host, self.grpc_host) if not _is_loopback(host)]
        if far and not self.trusted_network:
            raise ValueError(
                f"{far[0]} is reachable from other machines and auth is none: bind to loopback, "
                "or set CXLTWIN_TRUSTED_NETWORK=true if something in front decides who gets in"
            )
        return self

    def shown(self) -> list[Shown]:
        """All settings in the order of this file, with passwords masked."""
        in_environment = {name.upper() for name in os.environ}
        rows: list[Shown] = []
        for name in type(self).model_fields:
            value = getattr(self, name)
            source: Literal["default", "environment", "given"] = "default"
            if name in self.model_fields_set:
                source = "environment" if PREFIX + name.upper() in in_environment else "given"
            text = _masked(value) if name == "database_url" else str(value)
            rows.append(Shown(name, text, source))
        return rows


def _masked(url: str) -> str:
    return make_url(url).render_as_string(hide_password=True)


def _is_loopback(host: str) -> bool:
    if host == "localhost":
        return True
    try:
        return ipaddress.ip_address(host).is_loopback
    except ValueError:
        return False
