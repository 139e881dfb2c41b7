"""`yosan feedback export`: what people did not like, as cases for `yosan eval`.

A case has the conversation up to the answer that was not liked. What was expected of that answer nobody knows yet: its
expectation is `todo`, with what is known; `yosan eval` asks it, judges nothing, and says what is left to be filled in.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import datetime, timedelta
from pathlib import Path
from typing import TYPE_CHECKING

import click
import yaml

from bot.composition import opened_store
from bot.evaluation.expectations import TODO
from bot.evaluation.questions import BUNDLED
from bot.exits import Exit
from bot.remembering import recalled
from bot.settings import Settings
from bot.slack.view.wishes import wish
from bot.wording import upkeep as words
from db.documents import choose, documents
from db.talk.asked import Asked
from db.talk.disliked import Disliked, asked_before, disliked
from db.talk.notebook import Notebook
from nlp.reading import Context

if TYPE_CHECKING:
    from sqlalchemy.ext.asyncio import AsyncEngine

_MOST_TURNS = 10


@dataclass(frozen=True, slots=True)
class Candidate:
    """A conversation whose last answer was not liked."""

    before: tuple[Asked, ...]
    """In the order asked."""
    disliked: Disliked


async def export_feedback(settings: Settings, file: Path, document: str | None, days: int, now: datetime) -> Exit:
    """Write the cases of one document. Errors: `FileExistsError` and other `OSError`; NoSuchDocument; of the store."""
    since = now - timedelta(days=days)
    async with opened_store(settings) as engine:
        slug, name = await _document(engine, document)
        notebook = Notebook(engine)
        try:
            found = await notebook.read(disliked, since)
            here = [each for each in found if each.asked.document == slug]
            candidates = [Candidate(await _before(notebook, each.asked), each) for each in here]
        finally:
            notebook.close()
    if candidates:
        # Never over what somebody has filled in.
        with file.open("x", encoding="utf-8") as out:
            out.write(cases_text(name, candidates))
    click.echo(words.exported(str(file), len(candidates), len(found) - len(here)))
    return Exit.DONE


async def _document(engine: AsyncEngine, wanted: str | None) -> tuple[str, str]:
    """Its slug, and what a question set calls it."""
    async with engine.connect() as connection:
        slug = (await choose(connection, wanted)).slug
        bundled = {each.ref.slug for each in await documents(connection) if each.bundled}
    return slug, BUNDLED if slug in bundled else slug


async def _before(notebook: Notebook, asked: Asked) -> tuple[Asked, ...]:
    """The turns it leans on: back to the one that began the conversation."""
    if recalled(asked.context) == Context():
        return ()
    turns = []
    for each in await notebook.read(asked_before, asked, _MOST_TURNS):
        turns.append(each)
        if recalled(each.context) == Context():
            break
    return tuple(reversed(turns))


def cases_text(document: str, candidates: Iterable[Candidate]) -> str:
    """A question set as YAML."""
    cases = list(_cases(candidates))
    said = {"document": document, "about": words.ABOUT_CASES, "cases": cases}
    return str(yaml.safe_dump(said, allow_unicode=True, sort_keys=False, width=110))


def _cases(candidates: Iterable[Candidate]) -> Iterator[dict[str, object]]:
    for each in candidates:
        asked = each.disliked.asked
        todo = {
            "reading": asked.reading,
            "reply": asked.reply,
            "disliked": each.disliked.times,
            "liked": each.disliked.liked,
            "comments": list(each.disliked.comments),
        }
        known = {name: value for name, value in todo.items() if value}
        # What came before was not complained of: that it was answered so is all that is expected of it.
        turns: list[dict[str, object]] = [
            {"ask": _question(one), "expect": {"status": one.status}} for one in each.before
        ]
        yield {"name": f"feedback_{asked.id}", "turns": [*turns, {"ask": _question(asked), "expect": {TODO: known}}]}


def _question(asked: Asked) -> str:
    """Without what it says about charts, which is Slack's affair."""
    return wish(asked.question).question or asked.question
