"""The composition root: settings in, a store opened and prepared, a document chosen, something to ask out."""

from __future__ import annotations

from collections.abc import AsyncIterator, Iterable
from contextlib import asynccontextmanager
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import TYPE_CHECKING

from bot.answering import Desk, Turn, take_turn
from bot.settings import Settings
from db.catalogue import catalogue
from db.documents import choose
from db.door import Door
from db.engine import open_store, prepare
from db.ingest.bundled import ensure_bundled
from db.shelf import Shelf
from db.spelling import keep_spelling, kept_spelling
from db.talk.notebook import Notebook
from nlp.reader import Reader
from nlp.reading import Context
from nlp.spellings import Spellings, spellings, spellings_key

if TYPE_CHECKING:
    from sqlalchemy.ext.asyncio import AsyncEngine

    from nlp.catalogue import Catalogue, DocumentRef


@dataclass(frozen=True, slots=True)
class Asker:
    """A document on the desk and the store behind it."""

    engine: AsyncEngine
    door: Door
    desk: Desk

    async def ask(self, text: str, context: Context) -> Turn:
        """One turn."""
        async with self.door.opened() as connection:
            return await take_turn(self.desk, connection, text, context)

    async def converse(self, texts: Iterable[str]) -> tuple[Turn, ...]:
        """One conversation from its beginning, each text a turn."""
        turns: list[Turn] = []
        context = Context()
        async with self.door.opened() as connection:
            for text in texts:
                turn = await take_turn(self.desk, connection, text, context)
                turns.append(turn)
                context = turn.context
        return tuple(turns)


@asynccontextmanager
async def opened_store(settings: Settings) -> AsyncIterator[AsyncEngine]:
    """The store, migrated, with the bundled document in it; closed at the end.

    Errors: those of `db.errors`, and the driver's where the store cannot be reached.
    """
    engine = open_store(settings.database_url)
    try:
        await prepare(engine)
        await ensure_bundled(engine, datetime.now(UTC))
        yield engine
    finally:
        await engine.dispose()


@asynccontextmanager
async def opened_notebook(settings: Settings) -> AsyncIterator[Notebook]:
    """What the store knows of conversations, digests and answers; closed at the end. Errors: of `opened_store`."""
    async with opened_store(settings) as engine:
        notebook = Notebook(engine)
        try:
            yield notebook
        finally:
            notebook.close()


@asynccontextmanager
async def opened_asker(settings: Settings, document: str | None = None) -> AsyncIterator[Asker]:
    """The document that `document` (a slug or a part of a title) chooses, else the store's default one.

    Errors: `NoSuchDocument`, `AmbiguousDocument`, and those of `opened_store`.
    """
    async with opened_store(settings) as engine:
        with Door(engine) as door:
            yield await seated(engine, door, document)


async def seated(engine: AsyncEngine, door: Door, document: str | None) -> Asker:
    """The document chosen from a prepared store, on the desk; asked by the door.

    Errors: `NoSuchDocument`, `AmbiguousDocument`.
    """
    async with engine.connect() as connection:
        known = await catalogue(connection, await choose(connection, document))
    return Asker(engine, door, Desk(known, await _reader(engine, known), Shelf(known.document)))


async def spelled(engine: AsyncEngine, document: DocumentRef) -> Reader:
    """A document's reader; the first one leaves the document's spellings in the store for those after it."""
    async with engine.connect() as connection:
        known = await catalogue(connection, document)
    return await _reader(engine, known)


async def _reader(engine: AsyncEngine, known: Catalogue) -> Reader:
    """The document's reader; the first one leaves its spellings in the store for those after it."""
    revision, key = known.document.revision_id, spellings_key()
    async with engine.connect() as connection:
        kept = await kept_spelling(connection, revision, key)
    if kept is not None:
        return Reader(known, Spellings.from_json(kept))
    found = spellings(known)
    await keep_spelling(engine, revision, key, found.as_json())
    return Reader(known, found)
