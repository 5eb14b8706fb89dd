"""The schema revision: compared with a constant first, alembic is imported only to change it."""

from __future__ import annotations

import threading
from pathlib import Path
from typing import TYPE_CHECKING, Final

from service.store.errors import SchemaError

if TYPE_CHECKING:
    from alembic.config import Config

#: The revision that this code reads and writes; the newest file of `migrations/versions`.
SCHEMA_REVISION: Final = "0004"

#: Where alembic keeps the stored revision.
REVISION_QUERY: Final = "SELECT version_num FROM alembic_version"

#: Alembic keeps its context in a module: one migration at a time in a process. Between processes
#: the database locks (migrations/env.py).
_one_at_a_time: Final = threading.Lock()


def _folder() -> Path:
    """The migration scripts: beside the package in a checkout, inside it in a wheel."""
    package = Path(__file__).resolve().parents[1]
    for candidate in (package.parent / "migrations", package / "migrations"):
        if (candidate / "env.py").is_file():
            return candidate
    raise SchemaError("the migration scripts are not installed")


def _configured(url: str) -> Config:
    from alembic.config import Config  # noqa: PLC0415 - half a second of imports, rarely needed

    config = Config()
    config.set_main_option("script_location", str(_folder()).replace("%", "%%"))
    config.attributes["url"] = url
    return config


def migrate(url: str, revision: str = "head") -> None:
    """Brings a database up to a revision; blocks, so call it off the event loop.

    Raises: SchemaError where the stored revision is newer than this release.
    """
    from alembic import command  # noqa: PLC0415
    from alembic.util import CommandError  # noqa: PLC0415

    try:
        with _one_at_a_time:
            command.upgrade(_configured(url), revision)
    except CommandError as error:
        raise SchemaError(
            f"{error}: the database was written by a newer release than this one "
            f"({SCHEMA_REVISION})"
        ) from error


def downgrade(url: str, revision: str) -> None:
    """Takes a database down to a revision (`base`: empty); blocks."""
    from alembic import command  # noqa: PLC0415

    with _one_at_a_time:
        command.downgrade(_configured(url), revision)


def check(stored: str | None, *, may_migrate: bool) -> bool:
    """Whether a migration must run first. Raises: SchemaError if it must, but may not."""
    if stored == SCHEMA_REVISION:
        return False
    if not may_migrate:
        raise SchemaError(
            f"the database has schema revision {stored or 'none'}, this release needs "
            f"{SCHEMA_REVISION}: run `cxltwin serve` or `alembic upgrade head` once"
        )
    return True
