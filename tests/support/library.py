"""A store with both documents, asked whole questions through the real use case."""

from __future__ import annotations

import asyncio
from collections.abc import Coroutine, Sequence
from types import TracebackType
from typing import Any, Self, TypeVar

from sqlalchemy import select
from sqlalchemy.ext.asyncio import AsyncEngine

from bot import reply
from bot.answering import Desk
from bot.composition import Asker
from db.catalogue import catalogue
from db.documents import choose, documents
from db.door import Door
from db.engine import open_store, prepare
from db.models import Revision
from db.shelf import Shelf
from nlp.reader import Reader
from nlp.reading import Context
from tests.support.digest import digest
from tests.support.documents import load_bundled, load_invented

T = TypeVar("T")

Reply = dict[str, Any]
"""A Reply as its JSON has it."""


class Library:
    """Both documents in one store, and one asker a document. Synchronous, so that a session can share it."""

    def __init__(self, url: str) -> None:
        self._runner = asyncio.Runner()
        self.url = url
        self.engine: AsyncEngine = open_store(url)
        self.door = Door(self.engine)
        self._askers: dict[str, Asker] = {}

    def __enter__(self) -> Self:
        self.run(self._load())
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.door.close()
        self.run(self.engine.dispose())
        self._runner.close()

    def run(self, work: Coroutine[Any, Any, T]) -> T:
        """Run on the library's own loop: an engine belongs to one."""
        return self._runner.run(work)

    def ask(self, document: str, turns: Sequence[str]) -> list[Reply]:
        """One conversation about `document` («bundled» or «invented»): a reply a turn."""
        return [turn.reply.to_dict() for turn in self.run(self._askers[document].converse(turns))]

    def converse(self, document: str, turns: Sequence[str]) -> list[reply.Reply]:
        """The same, the replies as values."""
        return [turn.reply for turn in self.run(self._askers[document].converse(turns))]

    def asker(self, document: str) -> Asker:
        return self._askers[document]

    def text(self, document: str) -> str:
        """The whole document as it was read."""

        async def read() -> str:
            async with self.engine.connect() as connection:
                revision = self._askers[document].desk.document.revision_id
                return (await connection.execute(select(Revision.text).where(Revision.id == revision))).scalar_one()

        return self.run(read())

    def digest(self) -> str:
        """A digest of every row of every table."""
        return self.run(digest(self.engine))

    async def turn(self, document: str, text: str) -> Reply:
        """One question alone, within the library's loop."""
        return (await self._askers[document].ask(text, Context())).reply.to_dict()

    async def _load(self) -> None:
        await prepare(self.engine)
        await load_bundled(self.engine)
        invented = await load_invented(self.engine)
        async with self.engine.connect() as connection:
            shipped = next(one for one in await documents(connection) if one.bundled)
            for name, slug in (("bundled", shipped.ref.slug), ("invented", invented.slug)):
                known = await catalogue(connection, await choose(connection, slug))
                self._askers[name] = Asker(self.engine, self.door, Desk(known, Reader(known), Shelf(known.document)))
