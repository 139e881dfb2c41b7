"""«グラフで»: how an answer is wanted is not what is asked."""

from __future__ import annotations

import pytest

from bot.slack.view.message import Look
from bot.slack.view.wishes import Wish, wish
from tests.slack.view.rendered import kinds, seen
from tests.support.cases import all_cases
from tests.support.library import Library


@pytest.mark.parametrize(
    ("said", "asked"),
    [
        ("課の予算をグラフで見せて", "課の予算"),
        ("課別の予算を棒グラフで", "課別の予算"),
        ("課別の予算のグラフを見せてください", "課別の予算"),
        ("予算の大きい順に事業を5つ、図にして", "予算の大きい順に事業を5つ"),
        ("雇用対策課の予算の推移をチャートで", "雇用対策課の予算の推移"),
        ("商業・県産品振興課の事業の一覧を円グラフで見せてくれますか？", "商業・県産品振興課の事業の一覧？"),
        ("グラフで課別の予算を見せて", "課別の予算を見せて"),
        ("グラフを見せて、課別の予算", "課別の予算"),
        ("課別の予算、グラフにできますか？", "課別の予算？"),
        ("課別の予算をグラフ化して", "課別の予算"),
        ("課別の予算の図", "課別の予算"),
    ],
)
def test_words_about_charts_are_taken_out_and_what_is_left_is_answered(said: str, asked: str, library: Library) -> None:
    assert wish(said) == Wish(asked, True)
    one = seen(library, asked)
    assert one.turn.reply.status == "answered"
    assert "data_visualization" in kinds(one.message(Look(chart=True)).blocks)


@pytest.mark.parametrize("said", ["グラフで", "グラフにして", "図で見せて", "棒グラフで見たい", "チャートは？"])
def test_only_a_wish_leaves_no_question(said: str) -> None:
    assert wish(said) in (Wish("", True), Wish("？", True))


@pytest.mark.parametrize(
    "said",
    [
        "図書館の予算は？",
        "意図は？",
        "地図の事業",
        "販路拡大を図る事業は？",
        "図面の予算",
        "企図した事業",
        "雇用対策課の予算は？",
    ],
)
def test_other_words_are_left_alone(said: str) -> None:
    assert wish(said) == Wish(said, False)


def test_no_question_of_any_case_wishes_for_a_chart() -> None:
    asked = {turn.ask for case in all_cases() for turn in case.turns}
    assert sorted(text for text in asked if wish(text) != Wish(text, False)) == []
