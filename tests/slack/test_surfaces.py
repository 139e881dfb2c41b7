"""Commands, windows, home, edits, and what is taken away: as a user sees them, in both ways of connecting."""

from __future__ import annotations

import csv
import io

import pytest
from openpyxl import load_workbook

from bot.slack.view.actions import Action, Callback, Field
from bot.wording import slack as said
from bot.wording import surface as words
from db.talk.asked import votes
from tests.support.stage import ADMIN, GIKAI, NAMED, SATO, SUZUKI, YOSAN, Stage

pytestmark = pytest.mark.asyncio(loop_scope="session")


def shown(message: dict[str, object]) -> str:
    """Everything a message shows."""
    return f"{message['text']}\n{message.get('blocks')}"


async def test_a_command_is_answered_to_who_asked(stage: Stage) -> None:
    before = await stage.say("…")
    await stage.command("/yosan", "雇用対策課の予算は？", user=SUZUKI)
    answer = await stage.last(after=before)
    assert (answer["subtype"], answer["ephemeral_to"]) == ("ephemeral", SUZUKI)
    assert "2,158,796千円" in answer["text"].splitlines()[0]


async def test_commands_are_a_conversation(stage: Stage) -> None:
    await stage.command("/yosan", "貿易振興課の予算は？", channel=GIKAI)
    first = await stage.last(GIKAI)
    await stage.command("/yosan", "前年度は？", channel=GIKAI)
    assert "229,484" in (await stage.last(GIKAI, after=first["ts"]))["text"]


async def test_an_answer_can_be_shared(stage: Stage) -> None:
    before = await stage.say("…")
    await stage.command("/yosan", "観光文化スポーツ部の予算は？")
    await stage.command("/yosan", "貿易振興課の予算は？")
    own = await stage.last(after=before)
    await stage.quiet()
    own = await stage.last(after=before)
    await stage.press(own, Action.SHARE)
    shared = await stage.last(after=own["ts"])
    assert "subtype" not in shared
    assert "208,155" in shared["text"]
    assert f"<@{SATO}>" in shown(shared)
    await stage.say("前年度は？", thread=shared["ts"])
    assert "229,484" in (await stage.reply(shared["ts"]))["text"]


@pytest.mark.parametrize(
    ("text", "figure"),
    [("", "70,934,529"), ("課別", "2,158,796"), ("会計別", "69,919,576"), ("新規", "43,374"), ("44", "58,135,619")],
)
async def test_totals(stage: Stage, text: str, figure: str) -> None:
    before = await stage.say("…", channel=GIKAI)
    await stage.command("/yosan-total", text, channel=GIKAI)
    answer = await stage.last(GIKAI, after=before)
    assert answer["subtype"] == "ephemeral"
    assert figure in answer["text"]


async def test_help(stage: Stage) -> None:
    before = await stage.say("…", channel=GIKAI)
    await stage.command("/yosan", "help", channel=GIKAI)
    assert "よさんボット" in (await stage.last(GIKAI, after=before))["text"]


async def test_another_unit_in_the_same_message(stage: Stage) -> None:
    ts = await stage.say(f"{NAMED} 雇用対策課の予算は？")
    reply = await stage.reply(ts)
    await stage.press(reply, Action.LOOK, label="億円")
    changed = await stage.changed(reply)
    assert "21.59億円" in shown(changed)
    await stage.quiet()
    assert len(await stage.replies(ts)) == 1


async def test_another_base_in_the_same_message(stage: Stage) -> None:
    ts = await stage.say(f"{NAMED} 産業政策課は前年度からいくら増減した？")
    reply = await stage.reply(ts)
    await stage.press(reply, Action.LOOK, label="9月現計")
    assert "9月現計" in (await stage.changed(reply))["text"].splitlines()[0]


async def test_all_rows_and_pages(stage: Stage) -> None:
    ts = await stage.say(f"{NAMED} 主要事業を挙げて")
    reply = await stage.reply(ts)
    await stage.press(reply, Action.LOOK, label="76件")
    assert shown(await stage.changed(reply)) != shown(reply)


async def test_a_choice_takes_the_place_of_the_question_asked_back(stage: Stage) -> None:
    ts = await stage.say(f"{NAMED} あれいくら？")
    reply = await stage.reply(ts)
    await stage.press(reply, Action.CHOOSE, label="産業政策課")
    changed = await stage.changed(reply)
    assert "千円" in changed["text"].splitlines()[0]
    # What was chosen is what the conversation is about.
    await stage.say("前年度は？", thread=ts)
    assert "令和元年度" in (await stage.reply(ts, number=2))["text"].splitlines()[0]


async def test_a_chart_when_asked_for(stage: Stage) -> None:
    ts = await stage.say(f"{NAMED} 課ごとの予算をグラフで")
    assert "data_visualization" in str((await stage.reply(ts))["blocks"])
    other = await stage.say(f"{NAMED} 課ごとの予算は？")
    assert "data_visualization" not in str((await stage.reply(other))["blocks"])
    await stage.say("グラフで", thread=other)
    assert "data_visualization" in str((await stage.reply(other, number=2))["blocks"])


async def test_next_questions_are_answered_below(stage: Stage) -> None:
    ts = await stage.say(f"{NAMED} 貿易振興課の予算は？")
    await stage.press(await stage.reply(ts), Action.ASK)
    assert "千円" in (await stage.reply(ts, number=2))["text"]


async def test_sources_in_a_window(stage: Stage) -> None:
    ts = await stage.say(f"{NAMED} 貿易振興課の予算は？")
    await stage.press(await stage.reply(ts), Action.SOURCES)
    modal = await stage.modal(Callback.SOURCES)
    assert "208,155" in str(modal["blocks"])


async def test_files(stage: Stage) -> None:
    ts = await stage.say(f"{NAMED} 課ごとの予算は？")
    reply = await stage.reply(ts)
    await stage.press(reply, Action.MORE, label=said.CSV)
    message, content = await stage.file(YOSAN, ".csv")
    assert message["thread_ts"] == ts
    assert content.startswith("\ufeff".encode())
    assert any("2158796" in row for row in csv.reader(io.StringIO(content.decode("utf-8-sig"))))
    await stage.press(reply, Action.MORE, label=said.XLSX)
    _, content = await stage.file(YOSAN, ".xlsx")
    sheet = load_workbook(io.BytesIO(content)).worksheets[0]
    assert any(2158796 in row for row in sheet.iter_rows(values_only=True))


async def test_votes_of_everyone(stage: Stage) -> None:
    ts = await stage.say(f"{NAMED} 貿易振興課の予算は？")
    reply = await stage.reply(ts)
    await stage.press(reply, Action.VOTE_UP, user=SUZUKI)
    assert (await stage.last(after=reply["ts"]))["text"] == words.THANKS
    await stage.press(reply, Action.VOTE_DOWN)
    modal = await stage.modal(Callback.FEEDBACK)
    await stage.submit({Field.COMMENT: {Field.COMMENT: {"type": "plain_text_input", "value": "課が違います"}}})
    await stage.quiet()
    given = await stage.work.notebook.read(votes, int(modal["private_metadata"]))
    assert {(one.voter, one.good, one.comment) for one in given} == {
        (SATO, False, "課が違います"),
        (SUZUKI, True, ""),
    }


async def test_only_the_asker_or_an_admin_deletes(stage: Stage) -> None:
    for user in (SATO, ADMIN):
        ts = await stage.say(f"{NAMED} 貿易振興課の予算は？")
        reply = await stage.reply(ts)
        await stage.press(reply, Action.MORE, label=said.DELETE, user=SUZUKI)
        assert (await stage.last(after=reply["ts"]))["text"] == words.NOT_YOURS
        await stage.press(reply, Action.MORE, label=said.DELETE, user=user)
        assert await stage.gone(reply)


async def test_an_edited_question_gets_its_answer_changed(stage: Stage) -> None:
    ts = await stage.say(f"{NAMED} 貿易振興課の予算は？")
    reply = await stage.reply(ts)
    await stage.edit(ts, f"{NAMED} 雇用対策課の予算は？")
    assert "2,158,796" in (await stage.changed(reply))["text"]
    await stage.say("前年度は？", thread=ts)
    assert "2,327,390" in (await stage.reply(ts, number=2))["text"].splitlines()[0]


async def test_a_deleted_questions_answer_can_be_removed(stage: Stage) -> None:
    ts = await stage.say(f"{NAMED} 貿易振興課の予算は？")
    reply = await stage.reply(ts)
    await stage.remove(ts)
    offer = await stage.reply(ts, number=2)
    assert offer["ephemeral_to"] == SATO
    await stage.press(offer, Action.MORE)
    assert await stage.gone(reply)


async def test_follow_ups_can_be_switched_off(stage: Stage) -> None:
    ts = await stage.say(f"{NAMED} 貿易振興課の予算は？", channel=GIKAI)
    await stage.reply(ts, GIKAI)
    for choice, answers in (("off", 1), ("on", 2)):
        await stage.command("/yosan", "設定", channel=GIKAI)
        modal = await stage.modal(Callback.SETTINGS)
        option = next(option for option in modal["blocks"][0]["element"]["options"] if option["value"] == choice)
        await stage.submit({Field.FOLLOW_UPS: {Field.FOLLOW_UPS: {"type": "radio_buttons", "selected_option": option}}})
        await stage.quiet()
        await stage.say("前年度は？", channel=GIKAI, thread=ts)
        await stage.quiet()
        assert len([one for one in await stage.replies(ts, GIKAI) if "subtype" not in one]) == answers


async def test_home(stage: Stage) -> None:
    await stage.open_home(SUZUKI)
    home = await stage.home(SUZUKI)
    assert "70,934,529" in str(home["blocks"])
    assert "雇用対策課" in str(home["blocks"])
    await stage.press_home(Action.ASK, user=SUZUKI)
    answer = await stage.last(await stage.direct(SUZUKI))
    assert answer["text"]
    await stage.quiet()
    await stage.open_home(SUZUKI)
    await stage.quiet()
    assert str((await stage.home(SUZUKI))["blocks"]) != str(home["blocks"]), "one's own question is there"


async def test_suggested_prompts_and_status(stage: Stage) -> None:
    await stage.open_home(SATO)
    channel = await stage.direct(SATO)
    event = {"type": "app_home_opened", "user": SATO, "channel": channel, "tab": "messages", "event_ts": "1.1"}
    body = {"type": "event_callback", "team_id": "T01YOSAN", "event_id": f"Ev-{id(event)}", "event": event}
    await stage.relay.inject("events_api", body)
    await stage.quiet()
    prompts = stage.relay.called("assistant.threads.setSuggestedPrompts")[-1]
    assert prompts["channel_id"] == channel
    assert 1 <= len(prompts["prompts"]) <= 4
    ts = await stage.say(prompts["prompts"][0]["message"], channel=channel)
    await stage.last(channel, after=ts)
    assert stage.relay.called("assistant.threads.setStatus")[-1]["thread_ts"] == ts


async def test_shortcuts_open_a_window(stage: Stage) -> None:
    await stage.shortcut(Callback.ASK_SHORTCUT)
    await stage.modal(Callback.ASK)
    question = {"type": "plain_text_input", "value": "雇用対策課の予算は？"}
    where = {"type": "conversations_select", "selected_conversation": YOSAN}
    await stage.submit({Field.QUESTION: {Field.QUESTION: question}, Field.CHANNEL: {Field.CHANNEL: where}}, user=SUZUKI)
    await stage.quiet()
    answer = await stage.last()
    assert "2,158,796" in answer["text"]
    assert f"<@{SUZUKI}>" in shown(answer), "whose question it was is not seen otherwise"


async def test_a_message_shortcut_takes_what_the_message_says(stage: Stage) -> None:
    ts = await stage.say("貿易振興課の予算っていくらだろう")
    message = next(one for one in await stage.messages() if one["ts"] == ts)
    await stage.shortcut(Callback.MESSAGE_SHORTCUT, message)
    modal = await stage.modal(Callback.ASK)
    assert "貿易振興課の予算っていくらだろう" in str(modal["blocks"])
    question = {"type": "plain_text_input", "value": "貿易振興課の予算は？"}
    await stage.submit({Field.QUESTION: {Field.QUESTION: question}})
    await stage.quiet()
    assert "208,155" in (await stage.last(await stage.direct(SATO)))["text"]
