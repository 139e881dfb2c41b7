"""The store, as those who talk with people use it: many short notes, and reads that never wait for them."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator, Callable
from concurrent.futures import ThreadPoolExecutor
from contextlib import asynccontextmanager
from datetime import UTC, datetime
from typing import Any, Concatenate, ParamSpec, TypeVar, cast

from sqlalchemy import Connection, Engine, Table
from sqlalchemy.dialects import postgresql, sqlite
from sqlalchemy.ext.asyncio import AsyncConnection, AsyncEngine

from db.engine import noting, open_inline

P = ParamSpec("P")
T = TypeVar("T")


class Notebook:
    """Runs the functions of `db.talk`, each in a transaction of its own.

    A SQLite file is read where the caller stands and written by one thread, in order; a server is asked over its
    asynchronous driver.
    """

    def __init__(self, engine: AsyncEngine) -> None:
        self._engine = engine
        self._inline = open_inline(engine)
        self._writer = ThreadPoolExecutor(max_workers=1, thread_name_prefix="yosan-writer")

    async def write(self, note: Callable[Concatenate[Connection, P], T], *args: P.args, **kwargs: P.kwargs) -> T:
        """Write in one short transaction; what it raises undoes it."""
        if self._inline is None:
            async with self._engine.begin() as connection:
                return await connection.run_sync(note, *args, **kwargs)
        inline = self._inline

        def written() -> T:
            with noting(inline) as connection:
                return note(connection, *args, **kwargs)

        return await asyncio.get_running_loop().run_in_executor(self._writer, written)

    async def read(self, look: Callable[Concatenate[Connection, P], T], *args: P.args, **kwargs: P.kwargs) -> T:
        """Look something up by its key."""
        if self._inline is None:
            async with self._engine.connect() as connection:
                return await connection.run_sync(look, *args, **kwargs)
        with self._inline.connect() as inline:
            return look(inline, *args, **kwargs)

    @asynccontextmanager
    async def asking(self) -> AsyncIterator[AsyncConnection]:
        """A connection to answer questions on."""
        if self._inline is None:
            async with self._engine.connect() as connection:
                yield connection
        else:
            with self._inline.connect() as inline:
                # What answers questions executes statements and nothing else.
                yield cast(AsyncConnection, _AtOnce(inline))

    def close(self) -> None:
        """Wait for what is being written."""
        self._writer.shutdown()
        _dispose(self._inline)


class _AtOnce:
    """The part of an AsyncConnection that reading needs, done at once."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection

    async def execute(self, *statement: Any) -> Any:
        return self._connection.execute(*statement)

    async def scalar(self, *statement: Any) -> Any:
        return self._connection.scalar(*statement)

    async def run_sync(self, work: Callable[..., T], *args: Any) -> T:
        return work(self._connection, *args)


def _dispose(engine: Engine | None) -> None:
    if engine is not None:
        engine.dispose()


def insert_into(connection: Connection, table: Table) -> sqlite.Insert | postgresql.Insert:
    """An INSERT that can say what to do where the row is there already."""
    return postgresql.insert(table) if connection.dialect.name == "postgresql" else sqlite.insert(table)


def utc(moment: datetime) -> datetime:
    """SQLite gives times back without their zone."""
    return moment.replace(tzinfo=UTC) if moment.tzinfo is None else moment.astimezone(UTC)
