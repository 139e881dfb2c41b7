"""Making an edition: every block asks the store what it tells, so that nothing is told that has no source."""

from __future__ import annotations

from collections.abc import Awaitable, Callable
from dataclasses import dataclass

from bot.answering import Desk, take_turn
from bot.digest import contents
from bot.digest.edition import Edition, Section
from bot.digest.run import Occasion
from bot.digest.walk import next_of
from bot.reply import Status
from db.answer import Answer
from db.changes import Arrival, arrivals
from db.digests.definitions import Block, Topic
from db.queries import answer
from db.talk.notebook import Notebook
from db.talk.popular import Heard, Popular, heard_in
from nlp.query import Named, Query
from nlp.reading import Context


@dataclass(frozen=True, slots=True)
class Library:
    """What editions are made from, on one connection."""

    desk: Desk
    ask: Callable[[Query], Awaitable[Answer]]
    stands_alone: Callable[[Popular], Awaitable[bool]]
    """Whether a question asked alone is read as it was."""
    heard: Callable[[Occasion], Awaitable[Heard]]
    arrived: Callable[[Occasion], Awaitable[tuple[Arrival, ...]]]


@dataclass(frozen=True, slots=True)
class Made:
    section: Section | None
    picked: str = ""


class Maker:
    """Makes editions from the store's default document."""

    def __init__(self, notebook: Notebook, desk: Callable[[], Awaitable[Desk]]) -> None:
        self._notebook = notebook
        self._desk = desk

    async def __call__(self, occasion: Occasion) -> Edition:
        """The edition of an occasion; empty where no block has anything to tell."""
        desk = await self._desk()
        async with self._notebook.asking() as connection:

            async def ask(query: Query) -> Answer:
                return await answer(connection, query, desk.shelf)

            async def stands_alone(popular: Popular) -> bool:
                reply = (await take_turn(desk, connection, popular.question, Context())).reply
                return reply.status is Status.ANSWERED and reply.reading == popular.reading

            async def heard(on: Occasion) -> Heard:
                return await self._notebook.read(heard_in, on.digest.team, on.digest.channel, on.since, on.now)

            async def arrived(on: Occasion) -> tuple[Arrival, ...]:
                return await arrivals(connection, on.since, on.now)

            library = Library(desk, ask, stands_alone, heard, arrived)
            made = [await _MAKERS[block.topic](library, occasion, block) for block in occasion.digest.blocks]
        return Edition(
            name=occasion.digest.name,
            date=occasion.date,
            catalogue=desk.catalogue,
            sections=tuple(each.section for each in made if each.section is not None),
            picked=tuple(each.picked for each in made if each.section is not None and each.picked),
        )


async def _today(library: Library, occasion: Occasion, block: Block) -> Made:
    catalogue = library.desk.catalogue
    query = contents.all_projects(catalogue, block.only)
    walk = contents.walked(await library.ask(query), block.walk, catalogue) if query is not None else ()
    by_key = {contents.subject_key(catalogue, named): (named, item) for item in walk if (named := item.named)}
    key = _pick(occasion, tuple(by_key))
    if key is None:
        return Made(None)
    named, item = by_key[key]
    told = await library.ask(contents.one_project(catalogue, named))
    return Made(contents.today(told, walk, item, block.walk), key)


async def _moves(library: Library, occasion: Occasion, block: Block) -> Made:
    queries = contents.moves_queries(library.desk.catalogue)
    return Made(contents.moves([await library.ask(query) for query in queries]))


async def _new_ones(library: Library, occasion: Occasion, block: Block) -> Made:
    pairs = contents.category_queries(library.desk.catalogue)
    return Made(contents.new_ones([(await library.ask(total), await library.ask(largest)) for total, largest in pairs]))


async def _pillar(library: Library, occasion: Occasion, block: Block) -> Made:
    catalogue = library.desk.catalogue
    by_key: dict[str, Named] = {
        contents.subject_key(catalogue, named): named for named in contents.pillars(catalogue, block.only)
    }
    key = _pick(occasion, tuple(by_key))
    if key is None:
        return Made(None)
    total, largest = contents.pillar_queries(catalogue, by_key[key])
    place = None if block.only else (list(by_key).index(key) + 1, len(by_key))
    section = contents.pillar_in_focus(by_key[key], place, await library.ask(total), await library.ask(largest))
    return Made(section, key)


async def _questions(library: Library, occasion: Occasion, block: Block) -> Made:
    heard = await library.heard(occasion)
    several = [one for one in heard.answered[: contents.MOST_QUESTIONS] if await library.stands_alone(one)]
    return Made(contents.questions(heard, several))


async def _news(library: Library, occasion: Occasion, block: Block) -> Made:
    return Made(contents.news(await library.arrived(occasion), library.desk.catalogue))


_MAKERS: dict[Topic, Callable[[Library, Occasion, Block], Awaitable[Made]]] = {
    Topic.TODAY: _today,
    Topic.MOVES: _moves,
    Topic.NEW: _new_ones,
    Topic.PILLAR: _pillar,
    Topic.QUESTIONS: _questions,
    Topic.NEWS: _news,
}


def _pick(occasion: Occasion, things: tuple[str, ...]) -> str | None:
    """What was settled before somebody died with it; else what has its turn."""
    settled = next((each for each in occasion.picked if each in things), None)
    return settled or next_of(things, occasion.told)
