"""Every reply to every case, as Slack would be sent it: within the limits, modelled, whole as text alone."""

from __future__ import annotations

import re
from collections import Counter
from dataclasses import replace

import pytest

from bot.slack.view.actions import pressed
from bot.slack.view.answer import MOST_TEXT, answer_message
from bot.slack.view.escape import escape
from bot.slack.view.limits import LIMITS, check_message
from bot.slack.view.message import AskedRef, Look
from bot.slack.view.parts import unmarked
from bot.wording.replies import part
from nlp.query import DisplayUnit, Operation, Period, Phase
from tests.slack.view.models import validate
from tests.slack.view.rendered import ASKED, LOOKS, Seen, answering, buttons, forms, kinds, seen, strings
from tests.support.library import Library


def test_every_form_of_every_reply_is_within_every_limit(cases_seen: list[Seen]) -> None:
    broken = [
        (each.id, violation)
        for each in cases_seen
        for message in each.messages()
        for blocks in forms(message)
        for violation in check_message(message.text, blocks)
    ]
    assert broken == []
    assert len(cases_seen) > 700


def test_every_form_of_every_reply_is_valid_where_a_model_knows_it(cases_seen: list[Seen]) -> None:
    found: Counter[object] = Counter()
    for each in cases_seen:
        for look in (Look(), Look(page=1, chart=True)):
            for blocks in forms(each.message(look)):
                validate(blocks)
                found.update(kinds(blocks))
    assert min(found[kind] for kind in ("section", "context", "table", "data_table", "data_visualization")) > 50


def test_no_form_was_given_up(cases_seen: list[Seen]) -> None:
    """A form that breaks a limit is left out, not sent: none has to be."""
    for each in cases_seen:
        message = each.message(Look(page=1, chart=True))
        assert message.blocks, each.id
        assert not {"table", "data_table", "data_visualization"} & set(kinds(list(forms(message))[-1]))


def test_the_text_alone_is_the_whole_reply(cases_seen: list[Seen]) -> None:
    for each in cases_seen:
        message = each.message()
        assert message.text == escape(each.turn.reply.text), each.id
        assert message.file is None


def test_every_form_says_every_sentence_and_every_row_of_the_text(cases_seen: list[Seen]) -> None:
    """Rows are laid out in another way: each of their names has to be there. Whole pages show what the text cuts."""
    for each in cases_seen:
        if each.turn.reply.status == "clarify":
            continue
        parts = [part(answer, answer.document, each.catalogue) for answer in each.turn.answers]
        sentences = [line for one in parts for line in one.words.lead] or each.turn.reply.headline.splitlines()
        rows = [line for one in parts for line in one.words.rows if not line.startswith(("ほか", "　概要"))]
        for blocks in forms(each.message(Look(page=1))):
            said = "\n".join(strings(list(blocks)))
            assert not [line for line in sentences if unmarked(line) not in said], each.id
            assert not [line for line in rows if _row_name(line) not in said], (each.id, rows)


def _row_name(line: str) -> str:
    return re.sub(r"^(?:・|\d+\. )(?:No\.\d+ )?", "", line).split("：")[0].partition("［")[0]


def test_every_amount_of_a_row_is_in_every_form(library: Library) -> None:
    one = seen(library, "主要事業をすべて挙げて")
    rows = one.turn.answers[0].items
    assert len(rows) == 76
    for blocks in forms(one.message(Look(page=1))):
        said = "\n".join(strings(list(blocks)))
        assert all(item.name in said and f"{item.figures[0].value:,}" in said for item in rows)


def test_the_answer_comes_first_then_rows_then_small_print_then_buttons(library: Library) -> None:
    message = seen(library, "拡充された事業を予算の大きい順に").message()
    assert kinds(message.blocks) == ["section", "data_table", "context", "actions", "actions"]
    assert [kinds(blocks)[1] for blocks in message.fallbacks] == ["table", "section"]
    small = next(iter(strings(message.blocks[2])))
    assert "読み方: " in small
    assert re.search(r"出典: 主要事業一覧 戦略3 2-\(1\) 331行「746,320」", small)


def test_a_long_list_begins_with_its_first_rows_and_offers_all(library: Library) -> None:
    one = seen(library, "主要事業をすべて挙げて")
    table = one.message().blocks[1]
    assert isinstance(table["rows"], list)
    assert len(table["rows"]) == 1 + 10
    assert list(strings(one.message().blocks[2])) == ["ほか66件"]
    button = next(each for each in buttons(one.message()) if "全76件を見る" in strings(each))
    press = pressed(button)
    assert press is not None
    whole = one.message(press.look).blocks[1]
    assert isinstance(whole["rows"], list)
    assert len(whole["rows"]) == 1 + 76
    back = next(each for each in buttons(one.message(press.look)) if "はじめの行だけ" in strings(each))
    assert pressed(back) is not None


def test_pages_beyond_what_a_table_holds(library: Library) -> None:
    one = seen(library, "主要事業をすべて挙げて")
    answer = one.turn.answers[0]
    many = answering(one.turn, (replace(answer, items=answer.items * 3),), one.catalogue)
    labels = []
    for page, rows in ((1, 99), (2, 99), (3, 30), (4, 30), (999, 30)):
        message = answer_message(many, ASKED, Look(page=page), one.catalogue)
        table = message.blocks[1]
        assert isinstance(table["rows"], list)
        assert len(table["rows"]) == 1 + rows
        labels.append([text for each in buttons(message) for text in strings(each) if "ページ" in text])
        for blocks in forms(message):
            assert check_message(message.text, blocks) == ()
            validate(blocks)
            assert "全228件のうち" in "".join(strings(list(blocks)))
    assert labels[:3] == [["次のページ"], ["前のページ", "次のページ"], ["前のページ"]]


def test_choices_are_buttons_that_ask_what_they_say(library: Library) -> None:
    one = seen(library, "振興課の予算は？")
    assert one.turn.reply.status == "clarify"
    offered = [pressed(each) for each in buttons(one.message()) if str(each["action_id"]).startswith("yosan_choose")]
    asked = [press.question for press in offered if press]
    assert asked == [choice.question for choice in one.turn.reply.choices][:10]
    assert {reply["status"] for each in asked for reply in library.ask("bundled", [each])} == {"answered"}


def test_another_base_is_offered_only_for_a_comparison(library: Library) -> None:
    label = "前年度9月現計と比べる"
    change = seen(library, "工業戦略技術振興課は前年度からいくら増減した？").message()
    button = next(each for each in buttons(change) if label in strings(each))
    press = pressed(button)
    assert press is not None
    assert press.look.base == Period(2019, Phase.CURRENT, 9)
    for question in ("工業戦略技術振興課の予算は？", "新規事業を挙げて", "一番予算の大きい事業は？"):
        assert label not in list(strings(buttons(seen(library, question).message())))


def test_units_are_offered_only_where_there_are_amounts(library: Library) -> None:
    assert "億円" in list(strings(buttons(seen(library, "雇用対策課の予算は？").message())))
    for question in ("新規事業はいくつ？", "区分別の件数"):
        menus = [each for each in buttons(seen(library, question).message()) if each["type"] == "static_select"]
        assert bool(menus) is any(
            figure.unit == "千円"
            for answer in seen(library, question).turn.answers
            for item in (*answer.items, *answer.details)
            for figure in item.figures
        )


def test_the_unit_in_use_is_the_one_chosen(library: Library) -> None:
    menu = next(
        each for each in buttons(seen(library, "雇用対策課の予算を億円で").message()) if each["type"] == "static_select"
    )
    assert "億円" in list(strings(menu["initial_option"]))


def test_a_table_is_headed_by_its_unit(library: Library) -> None:
    table = seen(library, "課別の予算を億円で").message().blocks[1]
    assert isinstance(table["rows"], list)
    assert [cell["text"] for cell in table["rows"][0]] == ["名称", "令和2年度当初予算（億円）"]
    assert table["rows"][1][1] == {"type": "raw_number", "value": 977659, "text": "約9.78"}


@pytest.mark.parametrize("question", ["雇用対策課は来年度いくら？", "天気は？", "こんにちは", "使い方"])
def test_what_is_no_answer_has_neither_files_nor_sources_but_questions(question: str, library: Library) -> None:
    message = seen(library, question).message()
    ids = {str(each["action_id"]) for each in buttons(message)}
    assert not ids & {"yosan_sources", "yosan_look_1"}
    assert "CSV で保存" not in list(strings(buttons(message)))
    assert any(each.startswith("yosan_ask") for each in ids)


def test_only_the_asker_sees_a_button_to_share(library: Library) -> None:
    one = seen(library, "雇用対策課の予算は？")
    alone = one.message(Look(ephemeral=True, can_share=True))
    assert "チャンネルに共有" in list(strings(buttons(alone)))
    assert "この返事を消す" not in list(strings(buttons(alone)))
    assert list(strings(alone.blocks[0])) == ["質問: 雇用対策課の予算は？"]
    assert "チャンネルに共有" not in list(strings(buttons(one.message(Look(ephemeral=True)))))
    assert "チャンネルに共有" not in list(strings(buttons(one.message())))
    shared = one.message(Look(shared=True))
    assert list(strings(shared.blocks[0])) == ["<@U0123456789> さんの質問: 雇用対策課の予算は？"]


def test_only_what_may_be_removed_offers_it(library: Library) -> None:
    one = seen(library, "雇用対策課の予算は？")
    kept = answer_message(one.turn, AskedRef(1, "U1"), Look(), one.catalogue)
    assert "この返事を消す" in list(strings(buttons(one.message())))
    assert "この返事を消す" not in list(strings(buttons(kept)))


def test_every_button_carries_its_question_and_can_be_read_back(cases_seen: list[Seen]) -> None:
    for each in cases_seen:
        for look in LOOKS:
            for button in buttons(each.message(look)):
                options = button.get("options", [])
                assert isinstance(options, list)
                for held in options or [button]:
                    press = pressed({"selected_option": held} if options else held)
                    assert press is not None, each.id
                    assert press.asked == ASKED.id


def test_pressing_one_thing_keeps_the_others(library: Library) -> None:
    one = seen(library, "課ごとの増減額は？")
    look = Look(chart=True, unit=DisplayUnit.HUNDRED_MILLION_YEN)
    button = next(each for each in buttons(one.message(look)) if "前年度9月現計と比べる" in strings(each))
    press = pressed(button)
    assert press is not None
    assert press.look == Look(chart=True, unit=DisplayUnit.HUNDRED_MILLION_YEN, base=Period(2019, Phase.CURRENT, 9))


def test_one_row_of_tools(cases_seen: list[Seen]) -> None:
    for each in cases_seen:
        rows = [block for block in each.message().blocks if block["type"] == "actions"]
        assert len(rows) <= 2, each.id
        assert all(isinstance(row["elements"], list) and len(row["elements"]) <= 10 for row in rows), each.id


def test_a_reply_too_long_for_a_message_goes_along_as_a_file(library: Library) -> None:
    one = seen(library, "雇用対策課の予算は？")
    text = one.turn.reply.text + "\n＆<b>" * 3_000
    long = replace(one.turn, reply=replace(one.turn.reply, text=text))
    message = answer_message(long, ASKED, Look(), one.catalogue)
    assert len(message.text) <= MOST_TEXT
    assert message.text.startswith(escape(one.turn.reply.headline))
    assert message.text.endswith("長いので、全文はファイルにしました。")
    assert message.file is not None
    assert message.file.content.decode("utf-8-sig") == text
    assert not re.search(r"&(?!amp;|lt;|gt;)", message.text)


def test_several_questions_at_once_use_one_plain_table(cases_seen: list[Seen]) -> None:
    several = [each for each in cases_seen if len(each.turn.answers) > 1]
    assert several
    ranked = (each for each in cases_seen for answer in each.turn.answers if answer.query.operation is Operation.RANK)
    doubled = next(ranked)
    twice = answering(doubled.turn, doubled.turn.answers * 3, doubled.catalogue)
    message = answer_message(twice, ASKED, Look(chart=True), doubled.catalogue)
    for blocks in forms(message):
        assert check_message(message.text, blocks) == ()
        assert kinds(blocks).count("data_visualization") <= LIMITS["message.data_visualization"]
        assert kinds(blocks).count("table") <= 1


def test_a_sum_without_a_figure_is_shown(library: Library) -> None:
    asked = "有機エレクトロニクスとバイオクラスター、戦略3に2回ずつ出るから合わせて413,954千円という理解でいいか"
    assert seen(library, asked).message().blocks
