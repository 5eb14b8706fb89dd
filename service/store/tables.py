"""The tables, once: statements, migrations and their tests are all derived from `METADATA`.

`fabrics` and `subjects` are heads that a commit locks and compares; `journal` is the truth and is
only ever appended to; the inventory tables and `hosts` are a projection of it that can be rebuilt.
Texts of the journal are the JSON of commands and answers, so that people can read them with psql
or the sqlite3 shell.
"""

from __future__ import annotations

from typing import Any, Final

from sqlalchemy import (
    DDL,
    BigInteger,
    Column,
    Index,
    LargeBinary,
    MetaData,
    PrimaryKeyConstraint,
    Table,
    Text,
    event,
)

from service.fabric.inventory import INTEGER_COLUMNS, INVENTORY_COLUMNS

#: Every constraint and index has a name that follows from its columns.
NAMING: Final = {
    "pk": "pk_%(table_name)s",
    "ix": "ix_%(table_name)s_%(column_0_N_name)s",
    "uq": "uq_%(table_name)s_%(column_0_N_name)s",
}
METADATA: Final = MetaData(naming_convention=NAMING)

#: Head rows are updated with every batch: half-empty pages keep the new version on the same page.
_HEADS: Final[dict[str, Any]] = {"postgresql_with": {"fillfactor": "50"}}


def _text(name: str) -> Column[str]:
    return Column(name, Text, nullable=False)


def _integer(name: str) -> Column[int]:
    return Column(name, BigInteger, nullable=False)


def _bytes(name: str) -> Column[bytes]:
    return Column(name, LargeBinary, nullable=False)


def _ddl(text: str, dialect: str) -> Any:
    return DDL(text).execute_if(dialect=dialect)  # type: ignore[no-untyped-call]


#: One row a fabric that ever existed: its last revision and the digest of its journal up to there.
fabrics: Final = Table(
    "fabrics",
    METADATA,
    _text("fabric"),
    _integer("revision"),
    _bytes("digest"),
    PrimaryKeyConstraint("fabric"),
    **_HEADS,
)

#: One row a living subject: a host, or `""` for the configuration of the fabric itself.
subjects: Final = Table(
    "subjects",
    METADATA,
    _text("fabric"),
    _text("subject"),
    _integer("revision"),
    PrimaryKeyConstraint("fabric", "subject"),
    **_HEADS,
)

#: Host names are unique over all fabrics.
Index(
    "uq_subjects_host",
    subjects.c.subject,
    unique=True,
    sqlite_where=subjects.c.subject != "",
    postgresql_where=subjects.c.subject != "",
)

#: Every committed command with its driver answers and its result, gap-free in each fabric, and who
#: made it when. Only ever appended to.
journal: Final = Table(
    "journal",
    METADATA,
    _text("fabric"),
    _integer("revision"),
    _text("host"),
    _text("op"),
    _text("command"),
    _text("answers"),
    _text("result"),
    _integer("engine_version"),
    _bytes("digest"),
    _text("principal"),
    _text("request_id"),
    _integer("committed_at_ns"),
    PrimaryKeyConstraint("fabric", "revision"),
)

#: Encoded states; `data` is compressed.
snapshots: Final = Table(
    "snapshots",
    METADATA,
    _text("fabric"),
    _integer("revision"),
    _integer("engine_version"),
    _text("state_hash"),
    _bytes("data"),
    PrimaryKeyConstraint("fabric", "revision"),
)

#: Remembered answers; `revision` is that of the last command which the key made.
idempotency: Final = Table(
    "idempotency",
    METADATA,
    _text("principal"),
    _text("key"),
    _text("fingerprint"),
    _text("fabric"),
    _integer("revision"),
    _text("response"),
    _integer("expires_at_ns"),
    PrimaryKeyConstraint("principal", "key"),
)
Index(None, idempotency.c.expires_at_ns)

#: The highest epoch of each driver of a private node; `born` is the revision that made the host, so
#: that a host of the same name begins anew.
driver_epochs: Final = Table(
    "driver_epochs",
    METADATA,
    _text("host"),
    _integer("nid"),
    _text("driver"),
    _integer("born"),
    _integer("epoch"),
    PrimaryKeyConstraint("host", "nid", "driver"),
)

#: What is no command of a fabric: experiments, models of one's own. `data` is compressed.
documents: Final = Table(
    "documents",
    METADATA,
    _text("kind"),
    _text("name"),
    _integer("version"),
    _text("body"),
    _bytes("data"),
    PrimaryKeyConstraint("kind", "name"),
)

#: Who did what: a view of the journal, so that it is written with the effect, costs nothing, cannot
#: differ from it, and is covered by the digest chain. `errno` is empty for a success.
AUDIT_VIEW: Final[dict[str, str]] = {
    dialect: (
        "CREATE VIEW audit AS SELECT fabric, revision, principal, request_id, op, host,"  # noqa: S608
        f" coalesce({errno}, '') AS errno, committed_at_ns FROM journal"
    )
    for dialect, errno in {
        "sqlite": "json_extract(result, '$.errno')",
        "postgresql": "result::json ->> 'errno'",
    }.items()
}
for _dialect, _text_of_view in AUDIT_VIEW.items():
    event.listen(METADATA, "after_create", _ddl(_text_of_view, _dialect))
    event.listen(METADATA, "before_drop", _ddl("DROP VIEW IF EXISTS audit", _dialect))


def _inventory_table(name: str, columns: tuple[str, ...]) -> Table:
    """A projection: the rows of a host in the engine's order, numbered by `position`."""
    return Table(
        name,
        METADATA,
        _text("fabric"),
        _text("host"),
        _integer("position"),
        *(
            Column(column, BigInteger() if column in INTEGER_COLUMNS else Text(), nullable=True)
            for column in columns
        ),
        PrimaryKeyConstraint("fabric", "host", "position"),
    )


#: name -> table, for every table that the engine projects into
INVENTORY: Final[dict[str, Table]] = {
    name: _inventory_table(name, columns) for name, columns in INVENTORY_COLUMNS.items()
}
