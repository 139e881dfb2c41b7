"""Opening the store: one async engine for SQLite and PostgreSQL, migrated on first use."""

from __future__ import annotations

import sqlite3
from collections.abc import AsyncIterator, Iterator
from contextlib import asynccontextmanager, contextmanager
from pathlib import Path
from typing import cast

from sqlalchemy import create_engine, event, text
from sqlalchemy.engine import URL, Connection, Engine, make_url
from sqlalchemy.engine.interfaces import DBAPIConnection
from sqlalchemy.exc import ArgumentError, DBAPIError, OperationalError, ProgrammingError
from sqlalchemy.ext.asyncio import AsyncConnection, AsyncEngine, create_async_engine
from sqlalchemy.pool import ConnectionPoolEntry, StaticPool

from db.errors import StoreTooNew, StoreUnavailable
from db.migrations import HEAD, KNOWN

_DRIVERS = {
    "sqlite": "sqlite+aiosqlite",
    "postgres": "postgresql+psycopg",
    "postgresql": "postgresql+psycopg",
}
_BUSY_TIMEOUT_MS = 10_000
_WRITING = "yosan_writing"
_BACKENDS = frozenset({"sqlite", "postgresql"})
_LOCK_KEY = 7_206_733_101
"""Any number will do, as long as every process of this program takes the same."""


def open_store(url: str) -> AsyncEngine:
    """An engine for a SQLAlchemy URL; plain `sqlite:///…` and `postgresql://…` get their async driver.

    Nothing is connected yet; a SQLite file's directory is made. Raises StoreUnavailable for a URL that is none.
    """
    address = _address(url)
    if address.get_backend_name() not in _BACKENDS:
        raise StoreUnavailable(address.render_as_string(hide_password=True), address.get_backend_name())
    if address.get_backend_name() != "sqlite":
        return create_async_engine(address, pool_pre_ping=True)
    in_memory = address.database in (None, "", ":memory:")
    if address.database and not in_memory:
        _make_directory(Path(address.database), address)
    engine = create_async_engine(address, poolclass=StaticPool) if in_memory else create_async_engine(address)
    event.listen(engine.sync_engine, "connect", _set_up_sqlite)
    event.listen(engine.sync_engine, "begin", _begin_sqlite)
    return engine


async def prepare(engine: AsyncEngine) -> None:
    """Bring the schema up to date; one cheap SELECT where it is. Safe when several processes start at once.

    Raises StoreUnavailable (cannot be opened) and StoreTooNew (made by a newer version).
    """
    found = await _version(engine)
    if found == HEAD:
        return
    if found is not None and found not in KNOWN:
        raise StoreTooNew(found)
    async with writing(engine) as connection:
        await connection.run_sync(_migrate)


@asynccontextmanager
async def writing(engine: AsyncEngine) -> AsyncIterator[AsyncConnection]:
    """One transaction that writes, alone: other writers wait for it (SQLite at its start, PostgreSQL by a lock)."""
    try:
        async with engine.connect() as connection:
            await connection.execution_options(**{_WRITING: True})
            async with connection.begin():
                if engine.dialect.name == "postgresql":
                    await connection.execute(text("SELECT pg_advisory_xact_lock(:key)"), {"key": _LOCK_KEY})
                yield connection
    except OperationalError as error:
        raise _unavailable(engine.url, error) from error


def open_inline(engine: AsyncEngine, *, patient: bool) -> Engine | None:
    """The same SQLite file without a thread between: a read by key takes less than the way to another thread and back.

    Args:
        patient: wait where somebody else writes; else that is an error at once (`is_busy`).

    None for a store on a server, and for one in memory.
    """
    if engine.dialect.name != "sqlite" or engine.url.database in (None, "", ":memory:"):
        return None
    inline = create_engine(engine.url.set(drivername="sqlite"), connect_args={"check_same_thread": False})
    event.listen(inline, "connect", _set_up_sqlite if patient else _set_up_impatient)
    event.listen(inline, "begin", _begin_sqlite)
    return inline


def is_busy(error: OperationalError) -> bool:
    """Whether a SQLite file could not be written because somebody else was writing."""
    return isinstance(error.orig, sqlite3.OperationalError) and error.orig.sqlite_errorcode == sqlite3.SQLITE_BUSY


@contextmanager
def noting(engine: Engine) -> Iterator[Connection]:
    """One short transaction that writes, on an engine opened inline."""
    with engine.connect().execution_options(**{_WRITING: True}) as connection, connection.begin():
        yield connection


class Kept:
    """A connection of an inline engine that stays open: opening one for each note takes as long as the note itself.

    Of one thread. What goes wrong with it gives it back to the engine, and the next use opens another. Every SELECT
    sees what is newest: there are no transactions but those of `writing`.
    """

    def __init__(self, engine: Engine) -> None:
        """Args:
        engine: opened inline.
        """
        self._engine = engine
        self._connection: Connection | None = None

    @contextmanager
    def opened(self) -> Iterator[Connection]:
        if self._connection is None:
            self._connection = self._engine.connect().execution_options(isolation_level="AUTOCOMMIT")
        try:
            yield self._connection
        except BaseException:
            self.close()
            raise

    @contextmanager
    def writing(self) -> Iterator[Connection]:
        """One transaction that takes the lock at its start.

        The driver is told of its beginning and end directly: by way of SQLAlchemy that takes longer than a note.
        """
        with self.opened() as connection:
            driver = cast(sqlite3.Connection, connection.connection.driver_connection)
            _tell(driver, "BEGIN IMMEDIATE")
            try:
                yield connection
                _tell(driver, "COMMIT")
            finally:
                if driver.in_transaction:
                    driver.rollback()

    def close(self) -> None:
        if self._connection is not None:
            self._connection.close()
            self._connection = None


def _tell(driver: sqlite3.Connection, statement: str) -> None:
    """Raises what SQLAlchemy would."""
    try:
        driver.execute(statement)
    except sqlite3.Error as error:
        raise OperationalError(statement, None, error) from error


def _address(url: str) -> URL:
    try:
        address = make_url(url)
        return address.set(drivername=_DRIVERS.get(address.drivername, address.drivername))
    except ArgumentError as error:
        raise StoreUnavailable("", str(error)) from None


def _make_directory(path: Path, address: URL) -> None:
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise _unavailable(address, error) from None


def _unavailable(address: URL, error: Exception) -> StoreUnavailable:
    detail = str(error.orig) if isinstance(error, DBAPIError) else str(error)
    return StoreUnavailable(address.render_as_string(hide_password=True), detail)


async def _version(engine: AsyncEngine) -> str | None:
    """The schema version found; None where there is no schema yet."""
    try:
        async with engine.connect() as connection:
            try:
                found = await connection.scalar(text("SELECT version_num FROM alembic_version"))
            except (OperationalError, ProgrammingError) as error:
                if _no_such_table(error):
                    return None
                raise
    except DBAPIError as error:
        raise _unavailable(engine.url, error) from error
    return str(found) if found is not None else None


def _no_such_table(error: DBAPIError) -> bool:
    return "alembic_version" in str(error.orig)


def _migrate(connection: Connection) -> None:
    # Alembic takes a tenth of a second to import, and is needed once in a store's life.
    from alembic import command
    from alembic.config import Config

    config = Config()
    config.set_main_option("script_location", str(Path(__file__).with_name("migrations")).replace("%", "%%"))
    config.set_main_option("path_separator", "os")
    config.attributes["connection"] = connection
    command.upgrade(config, "head")


def _set_up_sqlite(connection: DBAPIConnection, _: ConnectionPoolEntry) -> None:
    cursor = connection.cursor()
    cursor.execute(f"PRAGMA busy_timeout = {_BUSY_TIMEOUT_MS}")
    cursor.execute("PRAGMA foreign_keys = ON")
    cursor.execute("PRAGMA journal_mode = WAL")
    cursor.execute("PRAGMA synchronous = NORMAL")
    cursor.close()


def _set_up_impatient(connection: DBAPIConnection, record: ConnectionPoolEntry) -> None:
    _set_up_sqlite(connection, record)
    cursor = connection.cursor()
    cursor.execute("PRAGMA busy_timeout = 0")
    cursor.close()


def _begin_sqlite(connection: Connection) -> None:
    # The driver begins nothing before a SELECT or DDL, which suits readers; a writer takes its lock at once, so that
    # two of them wait for each other instead of failing halfway.
    if connection.get_execution_options().get(_WRITING):
        connection.exec_driver_sql("BEGIN IMMEDIATE")
