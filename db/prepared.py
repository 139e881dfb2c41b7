"""Statements that are made once and run often: on a SQLite file by the driver itself.

What SQLAlchemy does at every execution (its cache looked up, contexts and results set up) takes several times as long
as a note or a look-up by key. It still writes the SQL, and says how each value is stored.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from functools import lru_cache
from typing import Any, Protocol

from sqlalchemy import Connection, DateTime, Dialect
from sqlalchemy.dialects import sqlite
from sqlalchemy.exc import DBAPIError
from sqlalchemy.sql.expression import CompoundSelect, Select, UpdateBase
from sqlalchemy.types import TypeEngine

Statement = Select[Any] | CompoundSelect[Any] | UpdateBase
Process = Callable[[Any], Any]


class Rows(Protocol):
    """What comes of a statement, whoever ran it."""

    @property
    def rowcount(self) -> int: ...

    def fetchall(self) -> Sequence[Any]: ...


@dataclass(frozen=True, slots=True)
class _Sql:
    text: str
    values: tuple[tuple[str, Any, Process | None], ...]
    """Of each «?» its name, its value where none is given, and what makes a value what is stored."""


def run(connection: Connection, statement: Statement, parameters: Mapping[str, Any]) -> Rows:
    """Execute a statement that outlives the call. Rows come as they are stored: 0 or 1 for a truth, text for a time.

    Raises what SQLAlchemy would.
    """
    driver = connection.connection.driver_connection
    if not isinstance(driver, sqlite3.Connection):
        return connection.execute(statement, parameters)
    sql = _sql(statement, tuple(parameters))
    if sql is None:
        return connection.execute(statement, parameters)
    values = []
    for name, value, process in sql.values:
        value = parameters.get(name, value)
        values.append(value if process is None else process(value))
    try:
        return driver.execute(sql.text, values)
    except sqlite3.Error as error:
        raise DBAPIError.instance(sql.text, values, error, sqlite3.Error) from error


def rows(connection: Connection, statement: Statement, parameters: Mapping[str, Any]) -> Sequence[Any]:
    """All that a SELECT finds, as it is stored."""
    return run(connection, statement, parameters).fetchall()


@lru_cache(maxsize=1024)
def _sql(statement: Statement, names: tuple[str, ...]) -> _Sql | None:
    """None where the SQL depends on the values: a list of them, as many as there are."""
    dialect = sqlite.dialect()
    compiled = statement.compile(dialect=dialect, column_keys=list(names))
    if compiled.post_compile_params or compiled.literal_execute_params:
        return None
    known = compiled.params
    return _Sql(
        compiled.string,
        tuple((name, known[name], _process(compiled.binds[name].type, dialect)) for name in compiled.positiontup or ()),
    )


def _process(kind: TypeEngine[Any], dialect: Dialect) -> Process | None:
    return _time if isinstance(kind, DateTime) else kind.dialect_impl(dialect).bind_processor(dialect)


def _time(value: datetime | None) -> str | None:
    """As SQLAlchemy stores it, in a tenth of the time; a turn has a dozen."""
    return None if value is None else value.replace(tzinfo=None).isoformat(" ", "microseconds")
