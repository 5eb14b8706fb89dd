"""Statement texts for the raw drivers, generated from the tables: the schema has one source.

SQLite statements take one row a call (`executemany`) with `?`; PostgreSQL statements take one array
a column, so that a batch of any size is one statement, prepared once.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

from sqlalchemy import Table, bindparam, delete
from sqlalchemy.dialects import postgresql, sqlite
from sqlalchemy.sql.compiler import SQLCompiler
from sqlalchemy.sql.expression import ClauseElement

_SQLITE: Final = sqlite.dialect(paramstyle="qmark")
_POSTGRES: Final = postgresql.dialect()  # type: ignore[no-untyped-call]
_quote: Final = _POSTGRES.identifier_preparer.quote


def key_columns(table: Table) -> list[str]:
    """The columns of the primary key."""
    return [column.name for column in table.primary_key.columns]


def _columns(table: Table) -> str:
    return ", ".join(_quote(column.name) for column in table.columns)


class _Sqlite:
    """Texts for the sqlite3 driver; parameters stand in the order of the table's columns."""

    @staticmethod
    def _text(statement: ClauseElement, order: Sequence[str]) -> str:
        compiled = statement.compile(dialect=_SQLITE)
        assert isinstance(compiled, SQLCompiler), "a statement, not a schema element"
        assert compiled.positiontup == list(order), "parameters in another order than the columns"
        return str(compiled)

    def insert(self, table: Table, nr_rows: int = 1) -> str:
        """Appends rows; the parameters are those of the first row, then those of the next."""
        text = self._text(sqlite.insert(table), table.columns.keys())
        one = f"({', '.join('?' * len(table.columns))})"
        assert text.endswith(f"VALUES {one}"), "one row"
        return text + f", {one}" * (nr_rows - 1)

    def upsert(self, table: Table) -> str:
        """Writes a row over the one with the same key."""
        insert = sqlite.insert(table)
        key = key_columns(table)
        rest = {
            name: insert.excluded[name]
            for name in table.columns.keys()  # noqa: SIM118 - columns iterate as objects
            if name not in key
        }
        return self._text(insert.on_conflict_do_update(key, set_=rest), table.columns.keys())

    def delete(self, table: Table, *, behind: bool = False) -> str:
        """Deletes the row with a key; `behind`: and those with a greater last key column."""
        statement = delete(table)
        key = list(table.primary_key.columns)
        for column in key[:-1] if behind else key:
            statement = statement.where(column == bindparam(column.name))
        if behind:
            statement = statement.where(key[-1] >= bindparam(key[-1].name))
        return self._text(statement, key_columns(table))

    def select(self, table: Table, *, where: str = "", order: str = "") -> str:
        """Reads whole rows."""
        text = f"SELECT {_columns(table)} FROM {_quote(table.name)}"  # noqa: S608 - names of tables
        text += f" WHERE {where}" if where else ""
        return text + (f" ORDER BY {order}" if order else "")

    @staticmethod
    def tuples(columns: str, width: int, count: int) -> str:
        """A condition on `count` keys of `width` values."""
        one = "(" + ", ".join("?" * width) + ")"
        return f"({columns}) IN (VALUES {', '.join([one] * count)})"


class _Postgres:
    """Texts for asyncpg; one array parameter a column."""

    @staticmethod
    def _arrays(table: Table, names: Sequence[str], first: int = 1) -> str:
        return ", ".join(
            f"${number}::{table.columns[name].type.compile(dialect=_POSTGRES)}[]"
            for number, name in enumerate(names, first)
        )

    def insert(self, table: Table, first: int = 1) -> str:
        """Appends rows; `first` is the number of the first parameter."""
        arrays = self._arrays(table, table.columns.keys(), first)
        return (
            f"INSERT INTO {_quote(table.name)} ({_columns(table)})"  # noqa: S608 - names of tables
            f" SELECT * FROM unnest({arrays})"
        )

    def upsert(self, table: Table, first: int = 1) -> str:
        """Writes rows over those with the same keys; a key may stand only once in the arrays."""
        key = key_columns(table)
        rest = ", ".join(
            f"{_quote(name)} = excluded.{_quote(name)}"
            for name in table.columns.keys()  # noqa: SIM118 - columns iterate as objects
            if name not in key
        )
        target = ", ".join(map(_quote, key))
        return f"{self.insert(table, first)} ON CONFLICT ({target}) DO UPDATE SET {rest}"

    def delete(self, table: Table, *, behind: bool = False) -> str:
        """Deletes rows by key; `behind`: and those with a greater last key column."""
        key = key_columns(table)
        names = ", ".join(map(_quote, key))
        match = [
            f"{_quote(table.name)}.{_quote(name)} {'>=' if behind and name == key[-1] else '='}"
            f" gone.{_quote(name)}"
            for name in key
        ]
        return (
            f"DELETE FROM {_quote(table.name)} USING unnest({self._arrays(table, key)})"  # noqa: S608
            f" AS gone({names}) WHERE {' AND '.join(match)}"
        )

    def select(self, table: Table, *, where: str = "", order: str = "", lock: bool = False) -> str:
        """Reads whole rows."""
        text = f"SELECT {_columns(table)} FROM {_quote(table.name)}"  # noqa: S608 - names of tables
        text += f" WHERE {where}" if where else ""
        text += f" ORDER BY {order}" if order else ""
        return text + (" FOR UPDATE" if lock else "")

    def tuples(self, table: Table, names: Sequence[str]) -> str:
        """A condition on keys given as one array a column."""
        columns = ", ".join(map(_quote, names))
        arrays = self._arrays(table, names)
        return f"({columns}) IN (SELECT * FROM unnest({arrays}))"  # noqa: S608 - names


SQLITE: Final = _Sqlite()
POSTGRES: Final = _Postgres()


def fence_text(table: Table, greatest: str, values: str) -> str:
    """Keeps the higher epoch of a driver on a host that is still the same one; what stands now."""
    name = _quote(table.name)
    return (
        f"INSERT INTO {name} ({_columns(table)}) VALUES ({values})"  # noqa: S608 - names of tables
        f" ON CONFLICT ({', '.join(key_columns(table))}) DO UPDATE SET"
        f" epoch = CASE WHEN {name}.born = excluded.born"
        f" THEN {greatest}({name}.epoch, excluded.epoch) ELSE excluded.epoch END,"
        " born = excluded.born RETURNING epoch"
    )
