"""The rule tree of `yosan explain`: what was tried, what passed, why the one that took the turn did, what was left."""

from __future__ import annotations

import pytest

from bot.explaining import explained
from bot.wording import explaining as words
from nlp.dialogue import CASES
from nlp.phrases import PHRASES
from nlp.reading import Context
from nlp.rules import RULES
from nlp.rules.trail import Fate, Tried, trail
from tests.support.cases import all_cases
from tests.support.library import Library

FIRST_TURNS = [(case.document, case.turns[0].ask) for case in all_cases()]


def tree(library: Library, *questions: str) -> list[str]:
    """The lines of the section of rules, of the last of the questions."""
    context, told = Context(), list[str]()
    for question in questions:
        turn, lines = library.run(explained(library.asker("bundled"), question, context))
        context, told = turn.context, list(lines)
    start = told.index(f"■ {words.RULES}") + 1
    return [line.strip() for line in told[start : told.index(f"■ {words.OUTCOME}")]]


def tried(library: Library, question: str) -> dict[str, Tried]:
    reader = library.asker("bundled").desk.reader
    (frame,) = reader.frames(reader.read(question))
    return {each.rule: each for each in trail(frame)}


def test_the_rule_that_took_the_turn_says_why(library: Library) -> None:
    lines = tree(library, "拡充事業を課別に件数で")
    (taken,) = [line for line in lines if "採用" in line]
    assert taken.startswith("├ group（まとまりごとの集計）採用: ")
    assert "by.division「課別」" in taken
    assert "ask.count「件数」" in taken
    assert lines[-1] == "└ group"


def test_rules_before_it_passed_and_those_after_it_were_not_tried(library: Library) -> None:
    lines = tree(library, "拡充事業を課別に件数で")
    order = [rule.name for rule in RULES]
    at = order.index("group")
    assert [line[2:].partition("（")[0] for line in lines[:at]] == order[:at]
    assert all("見送り: " in line for line in lines[:at])
    assert lines[at + 1] == f"├ 試していない: {'、'.join(order[at + 1 :])}"


def test_a_rule_that_passed_shows_what_it_looked_for_last(library: Library) -> None:
    assert "├ why（理由）見送り: ask.cause なし" in tree(library, "雇用対策課の予算は")
    named = tried(library, "雇用対策課の予算は")["define"]
    assert (named.fate, named.signs[-1].said, named.signs[-1].words) == (Fate.PASSED, True, ("雇用対策課",))


def test_a_phrase_read_before_the_rules_is_told(library: Library) -> None:
    first, *_, last = tree(library, "産業政策課が単独で担当する事業は何件")
    assert first == "├ 先に読んだ言い回し: joint（複数の課で担当するかどうか）"
    assert last == "└ phrase.joint → count"


def test_what_came_after_the_rules_is_told(library: Library) -> None:
    assert tree(library, "雇用対策課の予算は", "前年度は？")[-2:] == [
        "├ 前の質問から補いました: exchanged（前の質問の一部を入れ替え）",
        "└ show → exchanged",
    ]
    assert "├ 名前がいくつかに当てはまるので、聞き返します" in tree(library, "振興課の予算は？")


@pytest.mark.parametrize(
    ("question", "step"), [("雇用対策課の職員は何人いますか", "refuse.headcount"), ("こんにちは", "talk.greeting")]
)
def test_what_is_settled_before_the_rules_shows_none(question: str, step: str, library: Library) -> None:
    (line,) = tree(library, question)
    assert "規則は試していません" in line
    assert step in line


@pytest.mark.parametrize("question", ["", "   ", "あ" * 50_000], ids=["empty", "spaces", "long"])
def test_what_is_not_read_at_all_has_no_tree(question: str, library: Library) -> None:
    assert tree(library, question) == [words.NOTHING]


def test_an_answer_to_a_question_back_is_explained_as_what_was_chosen(library: Library) -> None:
    turn, _ = library.run(explained(library.asker("bundled"), "振興課の予算は？", Context()))
    chosen = turn.reply.choices[0].label
    assert any("採用" in line and chosen in line for line in tree(library, "振興課の予算は？", chosen))


def test_the_tree_is_the_way_the_reading_went(library: Library) -> None:
    """Watching the rules changes nothing: the one that takes the turn is the one the reading names."""
    differing = []
    for document, question in FIRST_TURNS:
        reader = library.asker(document).desk.reader
        reading = reader.read(question)
        rules = reading.rules
        if not rules or words.told_before_rules(rules[0]):
            continue
        trails = [trail(frame) for frame in reader.frames(reading)]
        took = [each.rule for tried in trails for each in tried if each.fate not in (Fate.PASSED, Fate.NOT_TRIED)]
        if took != [step for step in rules if step in words.ABOUT]:
            differing.append((question, rules, took))
    assert differing == []


def test_every_rule_and_step_has_its_words(library: Library) -> None:
    assert set(words.ABOUT) == {rule.name for rule in RULES}
    assert set(words.PHRASES) == {phrase.name for phrase in PHRASES}
    assert set(words.CASES) == {case.name for case in CASES}
    assert set(words.FATES) == set(Fate)
    steps = {step for document, ask in FIRST_TURNS for step in library.asker(document).desk.reader.read(ask).rules}
    told = {*words.ABOUT, *words.AFTER_RULES, *words.CASES, *(f"phrase.{name}" for name in words.PHRASES)}
    assert {step for step in steps if step not in told and not words.told_before_rules(step)} == set()
