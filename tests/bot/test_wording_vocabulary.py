"""Every value that can reach a user has words: the enums are walked, so that a new member fails here first."""

from __future__ import annotations

import json
import re
import tomllib
from importlib.resources import files

import pytest

from bot.reply import Reason, Status
from bot.wording import answers, asks, declines, gaps, notes, talk
from bot.wording.intents import intent
from bot.wording.terms import definition, term_names
from db.answer import Answer, Gap, Note, NoteKind
from nlp.catalogue import Catalogue
from nlp.query import Facet, Measure, Operation, Scope, Selection
from nlp.reading import AskBack, Choice, Decline, Refusal, Social, Talk, Unclear
from tests.bot.wording_world import (
    BEFORE,
    CATALOGUE,
    DOCUMENT,
    HARBOUR,
    count,
    of,
    query,
    rate,
    replied,
    show,
    spoken,
    yen,
)

JAPANESE = re.compile(r"[ぁ-ん]")


@pytest.mark.parametrize("why", Refusal)
def test_every_refusal_declines_with_a_reason_and_a_way_on(why: Refusal) -> None:
    reply = spoken(Decline(why, ("もけもけ課",), BEFORE))
    assert reply.status is Status.DECLINED
    assert reply.reason is declines.REASONS[why]
    assert not reply.figures
    assert "のように尋ねていただければ" in reply.text
    assert reply.text.splitlines()[0].endswith("。")
    if reply.reason in (Reason.NOT_IN_DOCUMENT, Reason.OUT_OF_SCOPE):
        assert DOCUMENT.title in reply.text


def test_refusals_do_not_say_the_same() -> None:
    said = [spoken(Decline(why)).text.splitlines()[0] for why in Refusal]
    assert len(set(said)) == len(said)


def test_a_refusal_names_the_period_and_the_words() -> None:
    assert "令和11年度当初" in spoken(Decline(Refusal.OTHER_YEAR, period=BEFORE)).text
    assert "「もけもけ課」" in spoken(Decline(Refusal.UNKNOWN_NAME, ("もけもけ課",))).text
    assert "「新型コロナ」" in spoken(Decline(Refusal.UNKNOWN_TOPIC, ("新型コロナ",))).text
    assert "あああ…」" in spoken(Decline(Refusal.UNREAD_WORDS, ("あ" * 500,))).text


def test_a_refusal_offers_the_readers_nearest_question() -> None:
    near = (Choice("港湾課", "港湾課の予算は？"),)
    assert "「港湾課の予算は？」のように" in spoken(Decline(Refusal.UNKNOWN_NAME, ("港課",), near=near)).text


@pytest.mark.parametrize("why", Unclear)
def test_every_unclear_question_is_asked_back_with_choices(why: Unclear) -> None:
    reply = spoken(AskBack(why, words=("センター",)))
    assert reply.status is Status.CLARIFY
    assert reply.choices
    assert all(choice.question in reply.text for choice in reply.choices)
    offered = (Choice("試験場", "試験場の予算は？"), Choice("研修所", "研修所の予算は？"))
    reply = spoken(AskBack(why, offered, ("センター",)))
    assert [(choice.label, choice.question) for choice in reply.choices] == [(c.label, c.question) for c in offered]


def test_many_choices_are_cut_in_the_text_alone() -> None:
    offered = tuple(Choice(f"候補{n}", f"候補{n}は？") for n in range(30))
    reply = spoken(AskBack(Unclear.SEVERAL_NAMES, offered, ("候補",)))
    assert len(reply.choices) == 30
    assert reply.text.endswith("ほか20件")


@pytest.mark.parametrize("kind", Social)
def test_every_social_turn_is_help(kind: Social) -> None:
    reply = spoken(Talk(kind))
    assert reply.status is Status.HELP
    assert JAPANESE.search(reply.text)


def test_help_is_made_of_the_documents_own_names() -> None:
    text = spoken(Talk(Social.HELP)).text
    assert "・港湾課の予算は？" in text
    assert "航路拡充事業費の担当課は？" in text
    assert DOCUMENT.title in text


def test_an_empty_catalogue_still_speaks() -> None:
    empty = Catalogue(DOCUMENT, (), ())
    assert talk.talk(Social.HELP, empty)
    assert declines.declined(Decline(Refusal.OTHER_YEAR), empty).lead
    assert asks.ask_back(AskBack(Unclear.NO_SUBJECT), asks.choices(AskBack(Unclear.NO_SUBJECT), empty)).lead


@pytest.mark.parametrize("gap", Gap)
def test_every_gap_declines(gap: Gap) -> None:
    reply = replied(Answer(show(HARBOUR), DOCUMENT, gap=gap))
    assert reply.status is Status.DECLINED
    assert reply.reason is not None
    assert not reply.figures
    assert reply.reading


def test_gaps_map_to_reasons() -> None:
    reasons = {gap: replied(Answer(show(HARBOUR), DOCUMENT, gap=gap)).reason for gap in Gap}
    not_held = {Gap.NO_PERIOD, Gap.NO_FIGURE, Gap.NO_REASON, Gap.NO_PARTS}
    assert {gap for gap, reason in reasons.items() if reason is Reason.NOT_IN_DOCUMENT} == not_held
    assert reasons[Gap.NO_ROWS] is reasons[Gap.NO_TERM] is Reason.NO_MATCH


@pytest.mark.parametrize("kind", NoteKind)
def test_every_note_has_words(kind: NoteKind) -> None:
    bare = Note(kind)
    whole = Note(kind, ("甲事業費", "乙事業費"), 2, (rate("-7.2", HARBOUR), rate("-7.3", HARBOUR)))
    for note in (bare, whole):
        answer = Answer(show(HARBOUR, base=BEFORE), DOCUMENT, (yen(1, HARBOUR),), notes=(note,))
        (said,) = notes.notes(answer, CATALOGUE)
        assert said.endswith("。")
        assert "None" not in said
        assert said in replied(answer).notes


@pytest.mark.parametrize("operation", Operation)
def test_every_operation_has_words_and_an_intent(operation: Operation) -> None:
    answer = Answer(query(operation, of(HARBOUR), term="再掲"), DOCUMENT, (yen(1000, HARBOUR),))
    words = answers.answer_words(answer)
    assert words.lead
    assert re.fullmatch(r"[a-z_]+", intent(answer.query))
    reply = replied(answer)
    assert reply.status is Status.ANSWERED
    assert json.loads(json.dumps(reply.to_dict(), ensure_ascii=False))["text"] == reply.text


def test_intents_of_the_basic_questions() -> None:
    assert intent(show(HARBOUR)) == "division_total"
    assert intent(show(HARBOUR, measure=Measure.CHANGE, base=BEFORE)) == "change_amount"
    assert intent(show(HARBOUR, measure=Measure.CHANGE_RATE, base=BEFORE)) == "change_rate"
    assert intent(show(HARBOUR, facets=(Facet.DIVISION,))) == "who"
    assert intent(show(facets=())) == "identify"
    assert intent(query(Operation.SHOW, Selection(Scope.DEPARTMENT))) == "department_total"


@pytest.mark.parametrize("facet", Facet)
def test_every_facet_has_an_intent(facet: Facet) -> None:
    assert intent(show(HARBOUR, facets=(facet,)))


@pytest.mark.parametrize("scope", Scope)
def test_nothing_found_is_said_for_every_scope(scope: Scope) -> None:
    answer = Answer(query(Operation.COUNT, Selection(scope)), DOCUMENT, (count(0),), gap=Gap.NO_ROWS)
    reply = replied(answer)
    assert reply.status is Status.ANSWERED
    assert reply.figures[0].value == 0
    assert gaps.is_answer(answer)


def test_terms_are_found_by_any_spelling() -> None:
    triangle = definition("△")
    assert triangle is not None
    assert triangle.name == "▲"
    assert "減少" in triangle.text
    assert definition("9月現計") == definition("現計")
    assert definition("「再掲」") == definition("【再掲】") == definition("再掲")
    assert definition("もけもけ") is None


@pytest.mark.parametrize("name", term_names())
def test_every_term_is_explained(name: str) -> None:
    term = definition(name)
    assert term is not None
    assert term.name == name
    assert term.text.endswith("。")


def test_no_wording_knows_one_document() -> None:
    texts = [spoken(Talk(kind)).text for kind in Social] + [spoken(Decline(why)).text for why in Refusal]
    assert not any("山形" in text or "商工" in text for text in texts)


def test_every_term_the_reader_knows_is_explained() -> None:
    surfaces = tomllib.loads((files("nlp") / "vocabulary.toml").read_text(encoding="utf-8"))["term"]
    assert [key for key in surfaces if definition(key) is None] == []
    strays = [
        word for key, words in surfaces.items() for word in words if definition(word) not in (None, definition(key))
    ]
    assert strays == []
