"""From settings to a workplace: the store opened, the document on the desk, a client that waits its turn."""

from __future__ import annotations

import asyncio
import os
import secrets
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from datetime import UTC, datetime, timedelta
from functools import partial

from aiohttp import ClientSession, ClientTimeout, DummyCookieJar

from bot.answering import Desk
from bot.compact import compact
from bot.composition import opened_store, spelled
from bot.digest.run import Terms
from bot.loading import load_text
from bot.settings import Settings
from bot.slack.agent import Agent
from bot.slack.app import web_client
from bot.slack.credentials import Credentials
from bot.slack.crew import Crew
from bot.slack.desks import Desks
from bot.slack.pacing import Pacing
from bot.slack.patience import Patience
from bot.slack.permissions import Permissions
from bot.slack.posting import Posting
from bot.slack.workplace import Queues, Workplace
from db.ingest.report import LoadReport
from db.shelf import Shelf
from db.talk.arrivals import release
from db.talk.notebook import Notebook
from db.talk.outbox import release_outgoing
from nlp.catalogue import DocumentRef

_SECONDS = 30.0
"""As long as slack_sdk waits by itself."""
HANDS = 4


def _session() -> ClientSession:
    # Slack's Web API knows who calls by the token: cookies would only be looked through for every request.
    return ClientSession(timeout=ClientTimeout(_SECONDS), json_serialize=compact, cookie_jar=DummyCookieJar())


async def _load_apart(settings: Settings, text: bytes, data: bytes | None, name: str) -> LoadReport:
    """In a thread with a loop and a store of its own: reading a document takes half a second."""
    return await asyncio.to_thread(asyncio.run, load_text(settings, text, data, name))


@asynccontextmanager
async def opened_workplace(
    settings: Settings,
    credentials: Credentials,
    permissions: Permissions,
    pacing: Pacing | None = None,
    undrawn: frozenset[str] = frozenset(),
    patience: Patience | None = None,
) -> AsyncIterator[Workplace]:
    """Everything but the connection to Slack. At the end running work is waited for, and the rest left to others.

    Args:
        pacing: a second between two messages in a channel, unless given.
        undrawn: types of blocks that the other side takes without showing them.
        patience: how long, and how often, unless as usual.

    Errors: those of `opened_store`; NoSuchDocument.
    """
    async with opened_store(settings) as engine, _session() as session:

        async def set_up(document: DocumentRef) -> Desk:
            reader = await spelled(engine, document)
            return Desk(reader.catalogue, reader, Shelf(document))

        notebook = Notebook(engine)
        client, poster = web_client(credentials, session), web_client(credentials, session, repeats=False)
        work = Workplace(
            notebook=notebook,
            desks=Desks(notebook, set_up),
            permissions=permissions,
            posting=Posting(client, poster, pacing or Pacing(), undrawn),
            agent=Agent(client),
            crew=Crew(),
            queues=Queues(),
            hands=asyncio.Semaphore(HANDS),
            load=partial(_load_apart, settings),
            owner=f"{os.getpid()}-{secrets.token_hex(4)}",
            clock=lambda: datetime.now(UTC),
            patience=patience or Patience(),
            terms=Terms(oldest=timedelta(hours=settings.digest_hours)),
        )
        await work.desks.current()
        try:
            yield work
        finally:
            await work.crew.drain(work.patience.drain_seconds)
            await notebook.write(release, work.owner, work.clock())
            await notebook.write(release_outgoing, work.owner, work.clock())
            notebook.close()
