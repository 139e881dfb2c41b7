"""Digests without Slack: a store of one's own, a clock one sets, and somewhere to post that keeps what it gets."""

from __future__ import annotations

from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from datetime import UTC, date, datetime, time

from sqlalchemy.ext.asyncio import AsyncEngine

from bot.answering import Desk
from bot.composition import spelled
from bot.digest.edition import Edition
from bot.digest.making import Maker
from bot.digest.run import Notice, Occasion, OutOfReach, Refused, Runner, Terms
from db.digests.definitions import Block, Digest, Schedule, Topic, create_digest
from db.digests.ledger import Due
from db.documents import choose
from db.engine import open_store, prepare
from db.ingest.bundled import ensure_bundled
from db.shelf import Shelf as DocumentShelf
from db.talk.notebook import Notebook

Make = Callable[[Occasion], Awaitable[Edition]]
LONG_AGO = datetime(2019, 1, 1, tzinfo=UTC)
TEAM, OWNER, CHANNEL = "T1", "U1", "C1"


@dataclass
class Clock:
    """Stands still until it is set."""

    now: datetime

    def __call__(self) -> datetime:
        return self.now


@dataclass
class Shelf:
    """An outlet that keeps what is posted, and can be told to fail."""

    clock: Clock
    posted: list[tuple[int, date, datetime]] = field(default_factory=list)
    """Digest, due date, when."""
    editions: list[Edition] = field(default_factory=list)
    told: list[tuple[str, Notice, tuple[date, ...], str]] = field(default_factory=list)
    out_of_reach: int = 0
    """So many posts meet silence, and are not there."""
    unconfirmed: int = 0
    """So many posts are there, and their answer is lost."""
    refusal: str = ""
    looked_in: list[str] = field(default_factory=list)
    """Channels in which a post was looked for."""

    async def find(self, digest: Digest, channel: str, due: Due) -> str:
        self.looked_in.append(channel)
        found = [number for number, (who, day, _) in enumerate(self.posted) if (who, day) == (due.digest_id, due.date)]
        return f"{found[0]}.0" if found else ""

    async def post(self, digest: Digest, due: Due, edition: Edition) -> str:
        if self.refusal:
            raise Refused(self.refusal)
        if self.out_of_reach:
            self.out_of_reach -= 1
            raise OutOfReach("silence")
        self.posted.append((due.digest_id, due.date, self.clock()))
        self.editions.append(edition)
        if self.unconfirmed:
            self.unconfirmed -= 1
            raise OutOfReach("the answer was lost")
        return f"{len(self.posted) - 1}.0"

    async def tell(self, digest: Digest, notice: Notice, dates: tuple[date, ...], why: str) -> None:
        self.told.append((digest.name, notice, dates, why))


@dataclass
class Bare:
    """A store without a document."""

    engine: AsyncEngine
    notebook: Notebook

    async def create(self, wanted: Digest) -> Digest:
        return await self.notebook.write(create_digest, f"key-{wanted.name}", wanted)


@dataclass
class World(Bare):
    desk: Desk
    clock: Clock
    shelf: Shelf

    async def the_desk(self) -> Desk:
        return self.desk

    @property
    def maker(self) -> Maker:
        return Maker(self.notebook, self.the_desk)

    def runner(self, terms: Terms | None = None, owner: str = "one", make: Make | None = None) -> Runner:
        return Runner(self.notebook, self.shelf, make or self.maker, self.clock, owner, terms)


def digest(
    name: str = "お知らせ",
    schedule: Schedule | None = None,
    blocks: tuple[Block, ...] = (Block(Topic.TODAY),),
    since: datetime = LONG_AGO,
    *,
    tell_empty: bool = False,
) -> Digest:
    return Digest(TEAM, OWNER, name, CHANNEL, schedule or Schedule(time(9)), blocks, since, tell_empty)


@asynccontextmanager
async def bare(url: str) -> AsyncIterator[Bare]:
    """A store with nothing in it."""
    engine = open_store(url)
    await prepare(engine)
    notebook = Notebook(engine)
    try:
        yield Bare(engine, notebook)
    finally:
        notebook.close()
        await engine.dispose()


@asynccontextmanager
async def world(url: str, now: datetime = LONG_AGO) -> AsyncIterator[World]:
    """A store with the bundled document in it."""
    async with bare(url) as store:
        desk, clock = await ready_desk(store.engine), Clock(now)
        yield World(store.engine, store.notebook, desk, clock, Shelf(clock))


async def ready_desk(engine: AsyncEngine) -> Desk:
    """The bundled document, loaded where it is not yet."""
    await ensure_bundled(engine, LONG_AGO)
    async with engine.connect() as connection:
        chosen = await choose(connection, None)
    reader = await spelled(engine, chosen)
    return Desk(reader.catalogue, reader, DocumentShelf(reader.catalogue.document))
