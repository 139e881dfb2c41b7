"""How whoever answers questions gets at the store: one way for the terminal, a batch and Slack."""

from __future__ import annotations

from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from typing import Any, Self, TypeVar, cast

from sqlalchemy import Connection
from sqlalchemy.ext.asyncio import AsyncConnection, AsyncEngine

from db.engine import Kept, open_inline

T = TypeVar("T")


class Door:
    """Connections to read from. Of one event loop.

    A SQLite file is read where the caller stands, on a connection that stays open: that takes a fraction of the way to
    a thread and back. A server is asked over its asynchronous driver, and so is a store in memory, which has but one
    connection.
    """

    def __init__(self, engine: AsyncEngine) -> None:
        self._engine = engine
        self._inline = open_inline(engine, patient=True)
        self.inline = None if self._inline is None else Kept(self._inline)
        """Where a SQLite file is read at once; None for any other store."""

    @asynccontextmanager
    async def opened(self) -> AsyncIterator[AsyncConnection]:
        """A connection to answer questions on. It goes back afterwards: a conversation may last for hours."""
        if self.inline is None:
            async with self._engine.connect() as connection:
                yield connection
        else:
            with self.inline.opened() as inline:
                # What answers questions executes statements and nothing else.
                yield cast(AsyncConnection, _AtOnce(inline))

    def close(self) -> None:
        if self.inline is not None:
            self.inline.close()
        if self._inline is not None:
            self._inline.dispose()

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()


class _AtOnce:
    """The part of an AsyncConnection that reading needs, done at once."""

    def __init__(self, connection: Connection) -> None:
        self.sync_connection = connection

    async def execute(self, *statement: Any) -> Any:
        return self.sync_connection.execute(*statement)

    async def scalar(self, *statement: Any) -> Any:
        return self.sync_connection.scalar(*statement)

    async def run_sync(self, work: Callable[..., T], *args: Any) -> T:
        return work(self.sync_connection, *args)
