"""Modals and the home tab: valid, whole, and of real answers."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import Any

import pytest

from bot.slack.view.actions import Callback, Field
from bot.slack.view.home import HomeState, LoadedDocument, RecentQuestion, home_questions, home_views
from bot.slack.view.limits import check_view
from bot.slack.view.modals import View, ask_modal, feedback_modal, settings_modal, sources_modal
from tests.slack.view.models import validate_view
from tests.slack.view.rendered import ASKED, Seen, seen, strings
from tests.support.library import Library


def _valid(view: View) -> View:
    assert check_view(view) == ()
    validate_view(view)
    return view


def _blocks(view: View) -> list[dict[str, Any]]:
    blocks = view["blocks"]
    assert isinstance(blocks, list)
    return blocks


def test_sources_of_every_case(cases_seen: list[Seen]) -> None:
    for each in cases_seen:
        said = "\n".join(strings(_valid(sources_modal(each.turn))))
        for source in each.turn.reply.sources:
            assert f"{source.line}行「{source.quote}」" in said, each.id


def test_sources_are_the_printed_cells_by_table_and_say_what_was_taken_from_them(library: Library) -> None:
    view = sources_modal(seen(library, "雇用対策課の予算は？").turn)
    assert view["callback_id"] == Callback.SOURCES
    lines = "\n".join(strings(view["blocks"])).splitlines()
    assert lines[:2] == ["山形県 令和2年度 商工労働部予算の概要", "*課・会計別予算額*"]
    assert "22行「2,158,796」 … 雇用対策課 令和2年度当初予算" in lines[2]


def test_an_answer_without_figures_says_so(library: Library) -> None:
    assert "ありません" in "".join(strings(_valid(sources_modal(seen(library, "天気は？").turn))))


def test_feedback_leads_back_to_its_question() -> None:
    view = _valid(feedback_modal(ASKED))
    assert view["private_metadata"] == str(ASKED.id)
    assert _blocks(view)[0]["block_id"] == Field.COMMENT
    assert _blocks(view)[0]["optional"] is True


@pytest.mark.parametrize("prefill", ["", "雇用対策課の予算は？", "<!channel>" * 500, "\x00\ud83d\n\n"])
def test_ask_takes_any_message_as_its_first_words(prefill: str) -> None:
    assert _valid(ask_modal(prefill))["private_metadata"] == ""
    view = _valid(ask_modal(prefill, "C1", "m"))
    assert view["private_metadata"] == "m"
    assert "\n" not in str(_blocks(view)[0]["element"].get("initial_value", ""))


def test_settings_show_what_is_set() -> None:
    for follow_ups, label in ((True, "スレッドでは @ を付けなくても答える"), (False, "@ を付けたときだけ答える")):
        view = _valid(settings_modal("C1", follow_ups=follow_ups))
        assert list(strings(_blocks(view)[0]["element"]["initial_option"])) == [label]
        assert view["private_metadata"] == "C1"


def _state(library: Library, document: str, **changed: Any) -> HomeState:
    catalogue = library.asker(document).desk.catalogue
    asked = home_questions(catalogue)
    turns = {
        name: seen(library, question, document=document).turn
        for name, question in (
            ("total", asked.total),
            ("divisions", asked.divisions),
            ("new_projects", asked.new_projects),
        )
    }
    return HomeState(catalogue, **{**turns, **changed})


@pytest.mark.parametrize("document", ["bundled", "invented"])
def test_home_is_answered_and_valid_in_every_form(document: str, library: Library) -> None:
    state = _state(library, document)
    for turn in (state.total, state.divisions, state.new_projects):
        assert turn is not None
        assert turn.reply.status == "answered"
    views = home_views(state)
    assert len(views) == 3
    for view in views:
        _valid(view)
        said = "\n".join(strings(view["blocks"]))
        for turn in (state.divisions, state.new_projects):
            assert turn is not None
            assert not [item.name for item in turn.reply.items if item.name not in said]


def test_home_shows_the_total_divisions_new_projects_documents_and_own_questions(library: Library) -> None:
    documents = (
        LoadedDocument("山形県 令和2年度 商工労働部予算の概要", 2, datetime(2024, 3, 31, 20, tzinfo=UTC), True, True),
        LoadedDocument("海原県 令和5年度 農林水産部予算の概要", 1, datetime(2024, 4, 1, tzinfo=UTC), False, False),
    )
    recent = tuple(RecentQuestion(number, f"質問{number}") for number in range(1, 9))
    state = _state(library, "bundled", documents=documents, recent=recent, settings=True, digest="毎月1日に #予算 へ")
    view = _valid(home_views(state)[0])
    said = "\n".join(strings(view["blocks"]))
    assert "709億3,452万9千円" in said
    assert "31億2,625万5千円（3,126,255千円）の減、▲4.2%" in said
    types = [block["type"] for block in _blocks(view)]
    assert "data_visualization" in types
    assert types.count("data_table") == 2
    assert (
        "・山形県 令和2年度 商工労働部予算の概要（第2版、2024年4月1日に読み込み、検算: 一致、いま質問の対象）" in said
    )
    assert "食い違いあり" in said
    assert "質問1" in said
    assert "質問6" not in said
    assert "毎月1日に #予算 へ" in said
    assert "設定" in said


def test_home_of_nobody_yet_and_of_nothing_loaded_is_whole(library: Library) -> None:
    state = HomeState(library.asker("bundled").desk.catalogue)
    said = "\n".join(strings(_valid(home_views(state)[0])["blocks"]))
    assert "まだ質問がありません" in said
    assert "設定されていません" in said
