"""The store, as those who talk with people use it: many short notes, and reads that never wait for them."""

from __future__ import annotations

import asyncio
from collections.abc import Callable, Collection, Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import AbstractAsyncContextManager
from datetime import UTC, datetime
from functools import cache
from typing import Concatenate, ParamSpec, TypeVar

from sqlalchemy import Connection, Table
from sqlalchemy.dialects import postgresql, sqlite
from sqlalchemy.exc import OperationalError
from sqlalchemy.ext.asyncio import AsyncConnection, AsyncEngine

from db.door import Door
from db.engine import Kept, is_busy, noting, open_inline

P = ParamSpec("P")
T = TypeVar("T")


class Notebook:
    """Runs the functions of `db.talk`, each in a transaction of its own.

    A SQLite file is read and written where the caller stands: that takes a fraction of the way to a thread and back.
    Only where another process is writing a thread waits for it. A server is asked over its asynchronous driver.
    """

    def __init__(self, engine: AsyncEngine) -> None:
        self._engine = engine
        self._inline = open_inline(engine, patient=False)
        self._patient = open_inline(engine, patient=True)
        self._writing = None if self._inline is None else Kept(self._inline)
        self._door = Door(engine)
        self._writer = ThreadPoolExecutor(max_workers=1, thread_name_prefix="yosan-writer")

    async def write(self, note: Callable[Concatenate[Connection, P], T], *args: P.args, **kwargs: P.kwargs) -> T:
        """Write in one short transaction; what it raises undoes it."""
        if self._writing is None or self._patient is None:
            async with self._engine.begin() as connection:
                return await connection.run_sync(note, *args, **kwargs)
        try:
            with self._writing.writing() as inline:
                return note(inline, *args, **kwargs)
        except OperationalError as error:
            if not is_busy(error):
                raise
        patient = self._patient

        def written() -> T:
            with noting(patient) as connection:
                return note(connection, *args, **kwargs)

        return await asyncio.get_running_loop().run_in_executor(self._writer, written)

    async def read(self, look: Callable[Concatenate[Connection, P], T], *args: P.args, **kwargs: P.kwargs) -> T:
        """Look something up by its key."""
        if self._door.inline is not None:
            with self._door.inline.opened() as inline:
                return look(inline, *args, **kwargs)
        async with self._engine.connect() as connection:
            return await connection.run_sync(look, *args, **kwargs)

    def asking(self) -> AbstractAsyncContextManager[AsyncConnection]:
        """A connection to answer questions on."""
        return self._door.opened()

    def close(self) -> None:
        """Wait for what is being written."""
        self._writer.shutdown()
        self._door.close()
        if self._writing is not None:
            self._writing.close()
        for engine in (self._inline, self._patient):
            if engine is not None:
                engine.dispose()


def upsert_into(connection: Connection, table: Table) -> sqlite.Insert | postgresql.Insert:
    """An INSERT of whole rows, each in place of the one with its primary key."""
    return _upsert(connection.dialect.name, table)


# Made once: building a statement takes longer than executing it.
@cache
def insert_of(dialect: str, table: Table) -> sqlite.Insert | postgresql.Insert:
    """An INSERT of a dialect, that can say what to do where the row is there already."""
    return postgresql.insert(table) if dialect == "postgresql" else sqlite.insert(table)


@cache
def _upsert(dialect: str, table: Table) -> sqlite.Insert | postgresql.Insert:
    statement, key = insert_of(dialect, table), table.primary_key.columns
    others = {column.name: statement.excluded[column.name] for column in table.columns if column.name not in key}
    return statement.on_conflict_do_update(index_elements=list(key), set_=others)


def chunked(keys: Collection[str], most: int = 500) -> Iterator[list[str]]:
    """Keys in lots that fit into one statement."""
    several = list(keys)
    yield from (several[start : start + most] for start in range(0, len(several), most))


def utc(moment: datetime) -> datetime:
    """SQLite gives times back without their zone."""
    return moment.replace(tzinfo=UTC) if moment.tzinfo is None else moment.astimezone(UTC)
