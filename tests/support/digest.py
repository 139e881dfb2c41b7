"""Telling whether anything in a store changed."""

from __future__ import annotations

import hashlib

from sqlalchemy import select
from sqlalchemy.ext.asyncio import AsyncEngine

from db.models import Base


async def digest(engine: AsyncEngine) -> str:
    """SHA-256 over every row of every table of the model, hexadecimal."""
    total = hashlib.sha256()
    async with engine.connect() as connection:
        for table in Base.metadata.sorted_tables:
            total.update(table.name.encode())
            for row in await connection.execute(select(table).order_by(*table.primary_key.columns)):
                total.update(repr(tuple(row)).encode())
    return total.hexdigest()
