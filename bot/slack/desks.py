"""Which document is asked about: the store's default one, noticed within moments when another is loaded."""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable
from time import monotonic

from bot.answering import Desk
from db.documents import choose
from db.errors import NoSuchDocument
from db.talk.notebook import Notebook
from nlp.catalogue import DocumentRef

_FRESH_SECONDS = 2.0
_KEPT = 4
"""Documents whose readers are kept at hand."""


class Desks:
    """Documents ready to be asked about."""

    def __init__(self, notebook: Notebook, set_up: Callable[[DocumentRef], Awaitable[Desk]]) -> None:
        """Args:
        set_up: makes a desk for a document; takes a few tenths of a second.
        """
        self._notebook = notebook
        self._set_up = set_up
        self._desks: dict[int, Desk] = {}
        self._chosen: DocumentRef | None = None
        self._chosen_at = 0.0
        self._setting_up = asyncio.Lock()

    async def current(self) -> Desk:
        """The default document. Raises NoSuchDocument."""
        if self._chosen is None or monotonic() - self._chosen_at > _FRESH_SECONDS:
            async with self._notebook.asking() as connection:
                self._chosen = await choose(connection, None)
            self._chosen_at = monotonic()
        return await self._desk(self._chosen)

    async def of(self, slug: str) -> Desk:
        """The document of that slug in its current revision; the default one where it is gone."""
        current = await self.current()
        if current.document.slug == slug:
            return current
        try:
            async with self._notebook.asking() as connection:
                found = await choose(connection, slug)
        except NoSuchDocument:
            return current
        return await self._desk(found) if found.slug == slug else current

    async def _desk(self, document: DocumentRef) -> Desk:
        if (known := self._desks.get(document.revision_id)) is not None:
            return known
        async with self._setting_up:
            if document.revision_id not in self._desks:
                desk = await self._set_up(document)
                self._desks = dict([*self._desks.items(), (document.revision_id, desk)][-_KEPT:])
            return self._desks[document.revision_id]
