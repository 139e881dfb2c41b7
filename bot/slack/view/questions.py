"""What could be asked next: only questions of kinds that the document answers, over its own names."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import islice

from bot.answering import Turn
from bot.reply import Status
from bot.slack.view.escape import cut
from bot.wording import slack as words
from bot.wording.examples import examples
from db.answer import Answer
from nlp.catalogue import Catalogue
from nlp.query import Category, Facet, InCategory, Kind, Measure, Named, Operation
from nlp.reading import AskBack, Decline

Question = tuple[str, str]
"""A short label, and the question it asks."""
MOST = 3
_MOST_NAME = 24
_TOTALS = (Operation.SUM, Operation.COUNT, Operation.MEAN, Operation.MEDIAN)


def next_questions(turn: Turn, catalogue: Catalogue) -> tuple[Question, ...]:
    """At most three, none of them what was just asked.

    An answer leads to what stands next to it; a question declined to the nearest that can be answered.
    """
    found: dict[str, Question] = {}
    for question in _candidates(turn, catalogue):
        if question[1] != turn.reply.question.strip():
            found.setdefault(question[1], question)
    return tuple(found.values())[:MOST]


def about(named: Named, catalogue: Catalogue) -> tuple[Question, ...]:
    """Everything that can be asked of one name."""
    name = named.name
    match named.kind:
        case Kind.DIVISION:
            moves = _moves(name) if catalogue.bases else ()
            mine = ((words.ITS_PROJECTS, words.projects_question(name)),) if _runs_projects(named, catalogue) else ()
            portion = (words.SHARE_OF_ALL, words.share_question(name))
            order = (words.DIVISIONS_RANKED, words.DIVISIONS_QUESTION)
            return ((words.BUDGET, words.budget_question(name)), *moves, *mine, portion, order)
        case Kind.ACCOUNT:
            moves = _moves(name) if catalogue.bases else ()
            parts = ((words.PARTS, words.parts_question(name)),) if _has_parts(named, catalogue) else ()
            return ((words.BUDGET, words.budget_question(name)), *moves, *parts)
        case Kind.DEPARTMENT:
            moves = _moves(name) if catalogue.bases else ()
            ranked = ((words.DIVISIONS_RANKED, words.DIVISIONS_QUESTION),)
            return ((words.BUDGET, words.budget_question(name)), *moves, *ranked)
        case Kind.PROJECT:
            return (
                (words.BUDGET, words.budget_question(name)),
                (words.CONTENT, words.content_question(name)),
                (words.IN_CHARGE, words.in_charge_question(name)),
            )
        case _:
            return ()


def _candidates(turn: Turn, catalogue: Catalogue) -> Iterator[Question]:
    outcome = turn.reading.outcome
    if isinstance(outcome, AskBack):
        return
    if isinstance(outcome, Decline):
        yield from ((choice.question, choice.question) for choice in outcome.near)
    for answer in turn.answers:
        yield from _after(answer, catalogue)
    if turn.reply.status is not Status.ANSWERED or turn.reply.intent == Operation.DEFINE.value:
        yield from ((choice.question, choice.question) for choice in examples(catalogue))


def _after(answer: Answer, catalogue: Catalogue) -> Iterator[Question]:
    query = answer.query
    subjects = query.selection.subjects
    if len(subjects) == 1 and query.operation is not Operation.SHARE:
        said = _said(answer)
        yield from (question for question in about(subjects[0], catalogue) if question[0] not in said)
        return
    category = _category(answer)
    if category is not None:
        if query.operation in _TOTALS:
            yield words.CATEGORY_LIST, words.category_list_question(category.value)
        else:
            yield words.CATEGORY_SUM, words.category_sum_question(category.value)
    first = next((item.named for item in (*answer.items, *answer.details) if item.named is not None), None)
    for named in dict.fromkeys((first, *subjects)):
        if named is not None:
            yield from _of_row(named, catalogue, _said(answer))


def _of_row(named: Named, catalogue: Catalogue, said: set[str]) -> Iterator[Question]:
    """Of a row whose budget is already seen: how it moved, or what it is for."""
    asked = (question for question in about(named, catalogue) if question[0] not in {words.BUDGET, *said})
    for label, question in islice(asked, 1):
        yield words.of_row(cut(named.name, _MOST_NAME), label), question


def _said(answer: Answer) -> set[str]:
    """Labels of what the answer already told."""
    query = answer.query
    facets = answer.facets or query.facets
    said: set[str] = set()
    if query.operation is Operation.SHOW and Facet.AMOUNT in facets:
        said.add(words.BUDGET)
    if query.measure is Measure.CHANGE:
        said |= {words.CHANGE, words.BUDGET}
    if query.measure is Measure.CHANGE_RATE:
        said |= {words.CHANGE_RATE, words.CHANGE}
    if Facet.SUMMARY in facets:
        said |= {words.CONTENT, words.BUDGET, words.IN_CHARGE}
    if Facet.DIVISION in facets:
        said.add(words.IN_CHARGE)
    if query.measure is Measure.BUDGET:
        # How it moved stands below it already.
        said |= {words.CHANGE, words.CHANGE_RATE} if answer.context else {words.CHANGE_RATE}
    if query.operation is Operation.PARTS:
        said |= {words.PARTS, words.BUDGET}
    if query.operation is Operation.SHARE:
        said |= {words.SHARE_OF_ALL, words.BUDGET}
    return said


def _category(answer: Answer) -> Category | None:
    """The one category that everything asked for is of, where nothing else was asked."""
    match answer.query.selection.conditions:
        case (InCategory(categories=(category,), negated=False),):
            return category if category is not Category.CONTINUED else None
        case _:
            return None


def _moves(name: str) -> tuple[Question, ...]:
    return (
        (words.CHANGE, words.change_question(name)),
        (words.CHANGE_RATE, words.change_rate_question(name)),
    )


def _has_parts(account: Named, catalogue: Catalogue) -> bool:
    return any(entry.parent == account for entry in catalogue.entries)


def _runs_projects(division: Named, catalogue: Catalogue) -> bool:
    return any(division in entry.divisions for entry in catalogue.entries if entry.named.kind is Kind.PROJECT)
