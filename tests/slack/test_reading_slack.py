"""Pure parts of the surface: what was delivered, what it says, whether the bot is meant, who is answered."""

from __future__ import annotations

from pathlib import Path

import pytest

from bot.slack.addressed import reads_as_question
from bot.slack.credentials import BadCredentials, Secret, read_credentials, with_env_file
from bot.slack.envelopes import Sender, Sort, envelope
from bot.slack.permissions import Permissions, Verdict, read_permissions
from bot.slack.spoken import names_somebody, spoken
from bot.slack.totals import total_question
from bot.wording import surface as words
from nlp.reading import Context
from tests.support.library import Library

BOT = "U0BOT"


def event(**said: object) -> dict[str, object]:
    base = {
        "type": "message",
        "channel": "C1",
        "channel_type": "channel",
        "user": "U1",
        "ts": "1.1",
        "text": "予算は？",
    }
    return {"type": "event_callback", "team_id": "T1", "event_id": "Ev1", "event": {**base, **said}}


@pytest.mark.parametrize(
    ("body", "sort"),
    [
        (event(text=f"<@{BOT}> 予算は？"), Sort.MENTION),
        (event(type="app_mention"), Sort.MENTION),
        (event(text=f"<@{BOT}|yosan> 予算は？", thread_ts="1.0"), Sort.MENTION),
        (event(thread_ts="1.0"), Sort.IN_THREAD),
        (event(thread_ts="1.0", subtype="thread_broadcast"), Sort.IN_THREAD),
        (event(), Sort.NOTHING),
        (event(channel="D1", channel_type="im"), Sort.DIRECT),
        (event(channel="D1", channel_type="im", subtype="file_share"), Sort.DIRECT),
        (event(channel="D1", channel_type="im", user=BOT), Sort.NOTHING),
        (event(channel="D1", channel_type="im", bot_id="B1"), Sort.NOTHING),
        (event(subtype="channel_join", text=f"<@{BOT}> joined"), Sort.NOTHING),
        (event(user=None, text=f"<@{BOT}>"), Sort.NOTHING),
        (event(type="reaction_added"), Sort.NOTHING),
        ({"type": "event_callback"}, Sort.NOTHING),
        ({}, Sort.NOTHING),
        ({"command": "/yosan", "trigger_id": "1"}, Sort.COMMAND),
        ({"type": "block_actions", "user": {"id": "U1"}}, Sort.PRESS),
        ({"type": "view_submission", "user": {"id": "U1"}}, Sort.SUBMISSION),
        ({"type": "view_closed", "user": {"id": "U1"}}, Sort.NOTHING),
        ({"type": "shortcut", "user": {"id": "U1"}}, Sort.SHORTCUT),
        ({"type": "message_action", "user": {"id": "U1"}, "message": {"text": "予算"}}, Sort.SHORTCUT),
    ],
)
def test_what_is_delivered_is_told_apart(body: dict[str, object], sort: Sort) -> None:
    assert envelope(body, BOT).sort is sort


def test_a_mention_has_one_key_whichever_event_tells_of_it() -> None:
    text = f"<@{BOT}> 予算は？"
    one, other = event(text=text), {**event(text=text, type="app_mention"), "event_id": "Ev2"}
    assert envelope(one, BOT).key == envelope(other, BOT).key
    assert envelope(event(text=text, ts="1.2"), BOT).key != envelope(one, BOT).key


def test_edits_are_what_people_changed() -> None:
    now = {"user": "U1", "ts": "1.1", "text": "雇用対策課は？", "edited": {"ts": "2.0"}}
    before = {**now, "text": "貿易振興課は？"}
    edited = event(subtype="message_changed", message=now, previous_message=before)
    assert (envelope(edited, BOT).sort, envelope(edited, BOT).text) == (Sort.EDIT, "雇用対策課は？")
    unfurled = event(subtype="message_changed", message=now, previous_message=now)
    assert envelope(unfurled, BOT).sort is Sort.NOTHING
    own = event(subtype="message_changed", message={**now, "user": BOT}, previous_message=before)
    assert envelope(own, BOT).sort is Sort.NOTHING
    deleted = event(subtype="message_deleted", deleted_ts="1.1", previous_message=before)
    assert envelope(deleted, BOT).sort is Sort.DELETION


@pytest.mark.parametrize(
    ("text", "said"),
    [
        (f"<@{BOT}> 貿易振興課の予算は？", "貿易振興課の予算は？"),
        (f"<@{BOT}|yosan>", ""),
        ("<!channel> <!here> 予算は？", "予算は？"),
        ("<#C1|予算>の<https://example.org|資料>", "予算の資料"),
        ("<https://example.org>", "https://example.org"),
        ("1億 &lt; x &amp;amp; y", "1億 < x &amp; y"),
        ("<", "<"),
        ("<<@U1>>", "< >"),
    ],
)
def test_what_a_message_says(text: str, said: str) -> None:
    assert spoken(text) == said


def test_naming_somebody_else() -> None:
    assert names_somebody("<@U2> 前年度は？", BOT)
    assert names_somebody("<!here> 前年度は？", BOT)
    assert not names_somebody(f"<@{BOT}> <#C1|予算> 前年度は？", BOT)


ASKED = (
    "前年度は？",
    "前年度は",
    "率では",
    "減ったの",
    "新規だけ",
    "雇用対策課は？",
    "億円で",
    "事業を一覧で",
    "担当はどこ？",
    "9月現計と比べると",
    "事業別の内訳は",
    "増減率も教えて",
    "一番大きい事業はどれ",
    "雇用対策課は減りましたよね？",
    "平成20年度の予算は？",
    "決算額はいくら？",
)
TOLD = (
    "なるほど、ありがとうございます",
    "貿易振興課は減りましたね",
    "厳しい予算ですね",
    "そうなんだ",
    "これ資料に入れておいてください",
    "鈴木さん、確認お願いします",
    "前年度より減ってますよ",
    "OK",
    "では会議で",
    "では、それで",
    "はい",
    "それでお願いします",
    "雇用対策課の予算も確認しておいてください",
    "3時からは？",
    "この件、部長に確認しておいてくれる？",
    "貿易振興課に聞いてみます",
    "貿易振興課の予算を資料に入れてください",
    "貿易振興課の予算の件です。" * 12 + "どう思いますか？",
    "",
)


@pytest.mark.parametrize(("text", "meant"), [*((text, True) for text in ASKED), *((text, False) for text in TOLD)])
def test_whether_the_bot_is_asked(library: Library, text: str, meant: bool) -> None:
    asker = library.asker("bundled")
    context = library.run(asker.ask("貿易振興課の予算は？", Context())).context
    assert reads_as_question(text, asker.desk.reader.read(text, context)) is meant


@pytest.mark.parametrize(
    ("sender", "verdict"),
    [
        (Sender("T1", "C1", "U1"), Verdict.WELCOME),
        (Sender("T1", "C1", "U1", home="T1"), Verdict.WELCOME),
        (Sender("T1", "C2", "U1"), Verdict.NOT_HERE),
        (Sender("T1", "D9", "U1"), Verdict.WELCOME),
        (Sender("T1", "", "U1"), Verdict.WELCOME),
        (Sender("T2", "C1", "U1"), Verdict.IGNORED),
        (Sender("T1", "C1", "U1", home="T3"), Verdict.IGNORED),
        (Sender("T1", "C1", "U1", bot=True), Verdict.IGNORED),
        (Sender("T1", "C1", ""), Verdict.IGNORED),
    ],
)
def test_who_is_answered_where(sender: Sender, verdict: Verdict) -> None:
    permissions = Permissions(teams=frozenset({"T1"}), channels=frozenset({"C1"}))
    assert permissions.judge(sender) is verdict


def test_permissions_of_an_environment() -> None:
    told = {
        "YOSAN_SLACK_TEAMS": "T1, T2",
        "YOSAN_SLACK_CHANNELS": "C1 C2",
        "YOSAN_SLACK_ADMINS": "U1、U2",
        "YOSAN_SLACK_STRANGERS": "1",
    }
    found = read_permissions(told)
    assert found == Permissions(frozenset({"T1", "T2"}), frozenset({"C1", "C2"}), frozenset({"U1", "U2"}), True)
    assert read_permissions({}) == Permissions()
    assert found.judge(Sender("T1", "C1", "U9", home="T3")) is Verdict.WELCOME
    assert found.may_delete("U1", "U9")
    assert found.may_delete("U9", "U9")
    assert not found.may_delete("U8", "U9")


def test_credentials_come_from_the_environment_before_the_file(tmp_path: Path) -> None:
    file = tmp_path / ".env"
    file.write_text("SLACK_BOT_TOKEN=xoxb-file\nSLACK_APP_TOKEN='xapp-file'\n", "utf-8")
    told = with_env_file({"SLACK_BOT_TOKEN": "xoxb-environment"}, file)
    found = read_credentials(told, http=False)
    assert (found.bot_token, found.app_token) == ("xoxb-environment", "xapp-file")
    assert "xoxb" not in repr(found)
    assert with_env_file({"A": "b"}, tmp_path / "none") == {"A": "b"}


def test_what_is_missing_or_mistaken_is_said() -> None:
    with pytest.raises(BadCredentials) as missing:
        read_credentials({"SLACK_BOT_TOKEN": " "}, http=True)
    assert missing.value.missing == (Secret.BOT_TOKEN, Secret.SIGNING_SECRET)
    with pytest.raises(BadCredentials) as mistaken:
        read_credentials({"SLACK_BOT_TOKEN": "xapp-1", "SLACK_APP_TOKEN": "xapp-1"}, http=False)
    assert mistaken.value.mistaken == (Secret.BOT_TOKEN,)
    for error in (missing.value, mistaken.value):
        said = words.bad_credentials(error)
        assert "SLACK_BOT_TOKEN" in said
        assert "manifest.json" in said


@pytest.mark.parametrize("text", ["", "部", *words.TOTALS, "雇用対策課", "一般会計", "44"])
def test_every_total_is_a_question_that_is_answered(library: Library, text: str) -> None:
    question = total_question(text, library.asker("bundled").desk.catalogue)
    (reply,) = library.ask("bundled", [question])
    assert reply["status"] == "answered"
    assert reply["figures"] or reply["items"]
