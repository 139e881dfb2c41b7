"""What a button offers to ask is asked here, alone and of the same document: it has to be answered."""

from __future__ import annotations

import pytest

from bot.slack.view.questions import MOST, about, next_questions
from tests.slack.view.rendered import Seen, seen
from tests.support.library import Library


def _declined(library: Library, document: str, questions: list[str]) -> list[tuple[str, str]]:
    replies = [(question, library.ask(document, [question])[0]) for question in dict.fromkeys(questions)]
    return [(question, reply["text"].splitlines()[0]) for question, reply in replies if reply["status"] != "answered"]


@pytest.mark.parametrize("document", ["bundled", "invented"])
def test_every_question_offered_after_a_case_is_answered(
    document: str, cases_seen: list[Seen], library: Library
) -> None:
    offered = [
        question
        for each in cases_seen
        if each.document == document
        for _, question in next_questions(each.turn, each.catalogue)
    ]
    assert len(set(offered)) > 30
    assert _declined(library, document, offered) == []


@pytest.mark.parametrize("document", ["bundled", "invented"])
def test_every_question_about_every_name_is_answered(document: str, library: Library) -> None:
    """Also about the names no case asks for."""
    catalogue = library.asker(document).desk.catalogue
    offered = [question for entry in catalogue.entries for _, question in about(entry.named, catalogue)]
    assert len(set(offered)) > 50
    assert _declined(library, document, offered) == []


def test_never_what_was_just_asked_and_never_many(cases_seen: list[Seen]) -> None:
    for each in cases_seen:
        offered = next_questions(each.turn, each.catalogue)
        assert len(offered) <= MOST, each.id
        assert each.turn.reply.question not in [question for _, question in offered], each.id


def test_most_answers_lead_on(cases_seen: list[Seen]) -> None:
    answered = [each for each in cases_seen if each.turn.reply.status == "answered"]
    leading = [each for each in answered if next_questions(each.turn, each.catalogue)]
    assert len(leading) > len(answered) * 0.9


@pytest.mark.parametrize(
    ("asked", "offered"),
    [
        ("雇用対策課の予算は？", "雇用対策課の事業を予算の大きい順に"),
        ("新規事業を挙げて", "新規事業の予算の合計は？"),
        ("新規事業の予算の合計は？", "新規事業を挙げて"),
        ("一般会計の予算は？", "一般会計の内訳は？"),
        ("商工労働部の予算は？", "課を予算の大きい順に並べて"),
    ],
)
def test_what_stands_next_to_the_answer(asked: str, offered: str, library: Library) -> None:
    one = seen(library, asked)
    assert offered in [question for _, question in next_questions(one.turn, one.catalogue)]


def test_a_declined_question_leads_to_the_nearest_that_is_answered(library: Library) -> None:
    one = seen(library, "雇用対策課は来年度いくら？")
    assert one.turn.reply.status == "declined"
    assert "雇用対策課" in next_questions(one.turn, one.catalogue)[0][1]
