"""Watching the SQL a connection runs, for those who want to see it (`yosan explain`)."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass

from sqlalchemy import event
from sqlalchemy.ext.asyncio import AsyncConnection


@dataclass(frozen=True, slots=True)
class Statement:
    """One statement as the driver got it."""

    sql: str
    parameters: object


@contextmanager
def traced(connection: AsyncConnection) -> Iterator[list[Statement]]:
    """A list that grows by each statement the connection runs inside the block."""
    statements: list[Statement] = []

    def note(_connection: object, _cursor: object, sql: str, parameters: object, *_rest: object) -> None:
        statements.append(Statement(sql, parameters))

    target = connection.sync_connection
    event.listen(target, "before_cursor_execute", note)
    try:
        yield statements
    finally:
        event.remove(target, "before_cursor_execute", note)
