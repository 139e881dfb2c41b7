"""`yosan eval`: question sets asked and judged, what came of them, and what changed since a run before."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

import click

from bot.composition import Asker, opened_store, seated
from bot.evaluation.comparison import compared
from bot.evaluation.expectations import Verdict
from bot.evaluation.files import read_questions
from bot.evaluation.questions import BUNDLED, Case, QuestionSet
from bot.evaluation.run import Judged, NoSuchTag, Outcome, judged, tagged
from bot.evaluation.saved import read_run, save_run
from bot.exits import Exit
from bot.settings import Settings
from bot.wording import evaluation as words
from db.documents import documents
from db.door import Door

if TYPE_CHECKING:
    from sqlalchemy.ext.asyncio import AsyncEngine


@dataclass(frozen=True, slots=True)
class Wanted:
    """What a run was asked to do beside judging."""

    save: Path | None = None
    against: Path | None = None
    show: bool = False
    tag: str = ""


async def evaluate(settings: Settings, files: Iterable[Path], document: str | None, wanted: Wanted) -> Exit:
    """Print what became of every question; `NOT_ALL_RIGHT` unless all were right.

    Everything is read and asked before anything is printed.
    Errors: `BadQuestions`, `BadRun`, `NoSuchTag` before anything is asked; `OSError` of the files; those of the store.
    """
    sets = [read_questions(file) for file in files]
    before = read_run(wanted.against) if wanted.against is not None else None
    chosen = _chosen(sets, wanted.tag)
    async with opened_store(settings) as engine:
        with Door(engine) as door:
            results = [
                each
                for questions, cases in chosen
                for asker in [await _asker(engine, door, questions, document)]
                for case in cases
                for each in await judged(asker, questions, case)
            ]
    outcomes = [result.outcome for result in results]
    if wanted.save is not None:
        save_run(wanted.save, outcomes)
    click.echo("\n".join(_lines(results, before, wanted)))
    return Exit.DONE if all(each.verdict is Verdict.RIGHT for each in outcomes) else Exit.NOT_ALL_RIGHT


def _chosen(sets: list[QuestionSet], prefix: str) -> list[tuple[QuestionSet, tuple[Case, ...]]]:
    chosen = [(questions, tagged(questions, prefix)) for questions in sets]
    if not any(cases for _, cases in chosen):
        kinds = {case.tag.partition("/")[0] for questions in sets for case in questions.cases}
        raise NoSuchTag(prefix, tuple(sorted(kinds)))
    return [(questions, cases) for questions, cases in chosen if cases]


async def _asker(engine: AsyncEngine, door: Door, questions: QuestionSet, document: str | None) -> Asker:
    """Of the document asked for, else the one the set names, else the default one."""
    if document is None and questions.document == BUNDLED:
        async with door.opened() as connection:
            shipped = [each.ref.slug for each in await documents(connection) if each.bundled]
        return await seated(engine, door, shipped[0] if shipped else BUNDLED)
    return await seated(engine, door, document or questions.document)


def _lines(results: list[Judged], before: tuple[Outcome, ...] | None, wanted: Wanted) -> Iterable[str]:
    outcomes = [result.outcome for result in results]
    if wanted.show:
        for result in results:
            if result.outcome.verdict is not Verdict.RIGHT:
                yield from words.turn_lines(result)
    yield from words.table_lines(outcomes)
    if before is not None:
        asked_for = [each for each in before if each.tag.startswith(wanted.tag)]
        yield from words.comparison_lines(compared(asked_for, outcomes))
