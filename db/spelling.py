"""What the reader worked out of a revision's words, kept beside it: text in, text out."""

from __future__ import annotations

from sqlalchemy import delete, insert, select
from sqlalchemy.ext.asyncio import AsyncConnection, AsyncEngine

from db.engine import writing
from db.tables import SPELLING


async def kept_spelling(connection: AsyncConnection, revision_id: int, key: str) -> str | None:
    """The text kept under the key; None where there is none."""
    found = await connection.scalar(
        select(SPELLING.c.body).where(SPELLING.c.revision_id == revision_id, SPELLING.c.key == key)
    )
    return None if found is None else str(found)


async def keep_spelling(engine: AsyncEngine, revision_id: int, key: str, body: str) -> None:
    """Keep a text, in place of what was kept for the revision under any key."""
    async with writing(engine) as connection:
        await connection.execute(delete(SPELLING).where(SPELLING.c.revision_id == revision_id))
        await connection.execute(insert(SPELLING).values(revision_id=revision_id, key=key, body=body))
