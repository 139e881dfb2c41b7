"""Whatever is typed, or stands in a document: it mentions nobody, links nowhere, marks nothing up, and is answered."""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import replace

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bot.answering import Turn
from bot.reply import ReplyChoice, ReplySource
from bot.slack.view.answer import answer_message
from bot.slack.view.escape import clean, cut, escape
from bot.slack.view.home import HomeState, RecentQuestion, home_views
from bot.slack.view.limits import check_message, check_view
from bot.slack.view.message import Block, Look, Message
from bot.slack.view.modals import ask_modal, sources_modal
from db.answer import Answer, Detail, Figure, Item, Source
from nlp.catalogue import Catalogue
from nlp.query import Kind, Measure, Named, Unit
from tests.slack.view.models import validate, validate_view
from tests.slack.view.rendered import ASKED, LOOKS, answering, forms, seen
from tests.support.library import Library

_HOSTILE = {
    "broadcast": "<!channel> <!here> <!everyone> 雇用対策課の予算は？",
    "user": "<@U1> <@U1|you> 雇用対策課の予算は？",
    "channel": "<#C1|general>",
    "link": "<https://example.org|ここ> https://example.org mailto:a@example.org",
    "markup": "*太字* _斜体_ ~取消~ `code` ```block``` > 引用",
    "half markup": "* _ ~ ` ``` &lt;!channel&gt;",
    "emoji": ":smile: :+1: :tada:",
    "escaped": "&lt;!channel&gt; &amp;lt;",
    "long": "あ" * 40_000,
    "long markup": "<!channel>" * 4_000,
    "long ampersands": "&" * 40_000,
    "long lines": "\n" * 40_000,
    "surrogate": "\ud83d雇用対策課の予算は？",
    "control": "\x00\x1b[31m\x07\u202e雇用対策課の予算は？",
    "nothing": "",
    "space": "　\n\t",
    "json": '{"i": 1, "q": "x"}',
}


def _mrkdwn(value: object) -> Iterator[str]:
    """Every text that Slack parses."""
    if isinstance(value, dict):
        if value.get("type") == "mrkdwn":
            yield str(value["text"])
        for each in value.values():
            yield from _mrkdwn(each)
    elif isinstance(value, list | tuple):
        for each in value:
            yield from _mrkdwn(each)


def _harmless(text: str) -> None:
    """No «<» but the mention of the asker, no bare ampersand."""
    own = text.replace(f"<@{ASKED.asker}>", "")
    assert "<" not in own
    assert ">" not in own
    assert not own.replace("&amp;", "").replace("&lt;", "").replace("&gt;", "").count("&")


def _checked(message: Message) -> None:
    _harmless(message.text)
    for blocks in forms(message):
        assert check_message(message.text, blocks) == ()
        validate(blocks)
        for text in _mrkdwn(list(blocks)):
            _harmless(text)
    json.dumps([list(blocks) for blocks in forms(message)]).encode("utf-8")
    message.text.encode("utf-8")


@pytest.mark.parametrize("text", _HOSTILE.values(), ids=_HOSTILE.keys())
def test_a_hostile_question_gets_a_harmless_answer(text: str, library: Library) -> None:
    one = seen(library, text)
    for message in one.messages():
        _checked(message)
        assert message.text.strip()


@settings(max_examples=150, deadline=None)
@given(
    text=st.one_of(
        st.text(max_size=200),
        st.lists(st.sampled_from((*_HOSTILE.values(), "課の予算", "新規事業", "？", "と")), max_size=4).map("".join),
    )
)
def test_any_question_gets_a_harmless_answer(text: str, library: Library) -> None:
    one = seen(library, text)
    for look in (Look(), Look(shared=True), Look(ephemeral=True, can_share=True, chart=True, page=3)):
        _checked(one.message(look))


def _said_everywhere(turn: Turn, text: str, catalogue: Catalogue) -> Turn:
    """A document whose every name, cell, section and summary is the text."""
    named = Named(Kind.PROJECT, "1", text)
    figures = (Figure(123_456, Unit.THOUSAND_YEN, named, Measure.BUDGET, sources=(Source(text, 1, text),)),)
    item = Item(Kind.PROJECT, text, figures, Detail(1, (named,), summary=text), named=named)
    first = turn.answers[0]
    answer: Answer = replace(first, figures=figures, items=(item,) * 5, context=figures, details=())
    reply = replace(
        turn.reply,
        question=text,
        text=text,
        headline=text,
        reading=text,
        notes=(text,),
        sources=(ReplySource(text, text, 1, text),),
        choices=(ReplyChoice(text, text),),
    )
    return answering(replace(turn, reply=reply), (answer,), catalogue)


@pytest.mark.parametrize("text", _HOSTILE.values(), ids=_HOSTILE.keys())
@pytest.mark.parametrize("question", ["新規事業を挙げて", "雇用対策課の予算は？", "課を予算の大きい順に並べて"])
def test_a_hostile_document_is_harmless(text: str, question: str, library: Library) -> None:
    one = seen(library, question)
    turn = _said_everywhere(one.turn, text, one.catalogue)
    for look in LOOKS:
        _checked(answer_message(turn, ASKED, look, one.catalogue))
    _checked_view(sources_modal(turn))
    for view in home_views(HomeState(one.catalogue, turn, turn, turn, recent=(RecentQuestion(1, text),))):
        _checked_view(view)


@settings(max_examples=60, deadline=None)
@given(text=st.text(max_size=3_000))
def test_any_document_is_harmless(text: str, library: Library) -> None:
    one = seen(library, "新規事業を挙げて")
    turn = _said_everywhere(one.turn, text, one.catalogue)
    _checked(answer_message(turn, ASKED, Look(shared=True, chart=True), one.catalogue))
    _checked_view(sources_modal(turn))
    _checked_view(ask_modal(text))


def _checked_view(view: Block) -> None:
    assert check_view(view) == ()
    validate_view(view)
    for text in _mrkdwn(view):
        _harmless(text)
    json.dumps(view).encode("utf-8")


@given(text=st.text())
def test_escaping_leaves_nothing_to_parse_and_loses_no_letter(text: str) -> None:
    escaped = escape(text)
    _harmless(escaped)
    assert escaped.replace("&lt;", "<").replace("&gt;", ">").replace("&amp;", "&") == clean(text)


@given(text=st.text(alphabet="&<>あ", min_size=1), most=st.integers(min_value=1, max_value=40))
def test_cutting_never_halves_an_entity(text: str, most: int) -> None:
    short = cut(escape(text), most)
    assert len(short) <= max(most, 1)
    _harmless(short)
