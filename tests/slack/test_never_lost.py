"""Nothing is lost or answered twice: duplicates, crashes, refusals, rate limits, many at once, being stopped."""

from __future__ import annotations

import asyncio
import json
import os
import signal
from collections.abc import AsyncIterator
from datetime import UTC, datetime, timedelta
from itertools import pairwise
from pathlib import Path

import psycopg
import pytest
import pytest_asyncio

from bot.slack.app import build_app
from bot.slack.envelopes import Body
from bot.slack.keeper import look_after
from bot.slack.permissions import Permissions
from bot.slack.playground import BOT, TEAM
from bot.slack.posting import Spot
from bot.slack.stopping import stop_signals
from bot.slack.view.message import Attachment, Message
from bot.wording import surface as words
from db.talk.arrivals import Arrival, arrive
from db.talk.threads import Place, keep_thread_state, thread_state
from tests.support.stage import GIKAI, NAMED, SATO, SUZUKI, YOSAN, Stage, staged

pytestmark = pytest.mark.asyncio(loop_scope="session")

PEOPLE = {f"U1{number:03}": (f"user{number}", f"利用者 {number}") for number in range(50)}
SOME = ("貿易振興課の予算は？", "雇用対策課の予算は？", "一般会計の予算は？", "新規事業を挙げて")


@pytest_asyncio.fixture(scope="session", loop_scope="session", params=["socket", "http"])
async def pair(
    request: pytest.FixtureRequest, program: Path, tmp_path_factory: pytest.TempPathFactory
) -> AsyncIterator[Stage]:
    """Two bots of one app over one store; in Socket Mode the local Slack sends everything to both."""
    store = f"sqlite:///{tmp_path_factory.mktemp('pair') / 'bot.db'}"
    async with staged(program, store, http=request.param == "http", bots=2, people=PEOPLE) as stage:
        yield stage
        assert stage.relay.faults == []


def said(text: str, ts: str, kind: str = "message", event_id: str = "") -> Body:
    """An event as Slack delivers it."""
    event = {"type": kind, "channel": YOSAN, "user": SATO, "text": text, "ts": ts, "event_ts": ts}
    return {
        "type": "event_callback",
        "team_id": TEAM,
        "event_id": event_id or f"Ev{kind}{ts}",
        "event": {**event, **({"channel_type": "channel"} if kind == "message" else {})},
    }


async def test_two_sockets_one_answer(pair: Stage) -> None:
    """With `message` and `app_mention` of each, over HTTP too."""
    sent = [await pair.say(f"{NAMED} {text}") for text in SOME]
    for ts in sent:
        await pair.reply(ts)
    await pair.quiet()
    assert [len(await pair.replies(ts)) for ts in sent] == [1] * len(sent)


async def test_repeated_deliveries_one_answer(pair: Stage) -> None:
    ts = await pair.say("予算の話")
    for kind in ("message", "app_mention"):
        body = said(f"{NAMED} 貿易振興課の予算は？", ts, kind)
        assert set(await pair.relay.inject("events_api", dict(body), times=5)) == {200}
    await pair.quiet()
    assert len(await pair.replies(ts)) == 1


async def test_a_command_delivered_twice_is_answered_once(pair: Stage) -> None:
    before = await pair.say("…", channel=GIKAI)
    await pair.command("/yosan", "貿易振興課の予算は？", channel=GIKAI)
    await pair.last(GIKAI, after=before)
    await pair.quiet()
    assert len([one for one in await pair.messages(GIKAI) if one["user"] == BOT and one["ts"] > before]) == 1


async def test_two_hundred_at_once(pair: Stage) -> None:
    """Four from each of fifty people, all at the same time: each answered once, none lost."""
    pair.relay.ack_seconds.clear()
    asked = [(user, text) for text in SOME for user in PEOPLE]
    sent = await asyncio.gather(*(pair.say(f"{NAMED} {text}", user=user) for user, text in asked))
    assert len(set(sent)) == 200
    for ts in sent:
        await pair.reply(ts)
    await pair.quiet()
    answers = [one for one in await pair.messages(YOSAN) if one["user"] == BOT and one.get("thread_ts") in sent]
    assert sorted(one["thread_ts"] for one in answers) == sorted(sent)
    figures = dict(zip(SOME, ("208,155", "2,158,796", "69,919,576", "4件"), strict=True))
    texts = {one["thread_ts"]: one["text"] for one in answers}
    assert all(figures[text] in texts[ts] for ts, (_, text) in zip(sent, asked, strict=True))
    assert max(pair.relay.ack_seconds) < 3


async def test_what_a_dead_process_left_is_taken_up(pair: Stage) -> None:
    """It was acknowledged, and then nothing: another process answers when the lease is over."""
    ts = await pair.say("予算の話")
    body = said(f"{NAMED} 貿易振興課の予算は？", ts)
    long_ago = datetime.now(UTC) - timedelta(minutes=5)
    arrival = Arrival(f"said/{TEAM}/{YOSAN}/{ts}", json.dumps(body))
    assert await pair.work.notebook.write(arrive, arrival, "dead", long_ago, long_ago + timedelta(minutes=1))
    apps = [build_app(pair.credentials, work)[0] for work in pair.works]
    taken = await asyncio.gather(*(look_after(app, work) for app, work in zip(apps, pair.works, strict=True)))
    assert sum(taken) == 1
    await pair.quiet()
    assert len(await pair.replies(ts)) == 1


async def test_an_answer_whose_receipt_was_lost_is_not_posted_again(pair: Stage) -> None:
    pair.relay.lost_answers = 1
    ts = await pair.say(f"{NAMED} 貿易振興課の予算は？")
    await pair.reply(ts)
    await pair.quiet()
    assert len(await pair.replies(ts)) == 1


async def test_rate_limits_are_waited_out(pair: Stage) -> None:
    pair.relay.rate_limited = 1
    ts = await pair.say(f"{NAMED} 貿易振興課の予算は？")
    assert "208,155" in (await pair.reply(ts))["text"]
    assert pair.relay.rate_limited == 0


async def test_slack_in_trouble_is_tried_again_later(pair: Stage) -> None:
    pair.relay.down = True
    ts = await pair.say(f"{NAMED} 貿易振興課の予算は？")
    await asyncio.sleep(0.5)
    assert await pair.replies(ts) == []
    pair.relay.down = False
    await pair.reply(ts)
    await pair.quiet()
    assert len(await pair.replies(ts)) == 1


async def test_refused_blocks_fall_back(pair: Stage) -> None:
    everything = ("data_table", "data_visualization", "table", "section", "context", "actions", "rich_text", "markdown")
    for refused in (("data_table", "data_visualization"), ("data_table", "data_visualization", "table"), everything):
        pair.relay.refused = frozenset(refused)
        ts = await pair.say(f"{NAMED} 課ごとの予算をグラフで")
        reply = await pair.reply(ts)
        pair.relay.refused = frozenset()
        assert "2,158,796" in reply["text"], "the text alone is the whole answer"
        assert not {block["type"] for block in reply.get("blocks") or []} & set(refused)
        assert bool(reply.get("blocks")) is (refused is not everything)


async def test_refused_blocks_fall_back_for_commands_and_home(pair: Stage) -> None:
    pair.relay.refused = frozenset({"data_table", "data_visualization"})
    before = await pair.say("…", channel=GIKAI)
    await pair.command("/yosan", "課ごとの予算をグラフで", channel=GIKAI)
    answer = await pair.last(GIKAI, after=before)
    await pair.open_home()
    home = await pair.home()
    pair.relay.refused = frozenset()
    assert "2,158,796" in answer["text"]
    for blocks in (answer["blocks"], home["blocks"]):
        assert blocks
        assert not {block["type"] for block in blocks} & {"data_table", "data_visualization"}


async def test_what_is_too_long_is_a_file_below_the_answer(pair: Stage) -> None:
    """No answer to this document is so long: the message is made by hand."""
    ts = await pair.say("予算の話")
    whole = "見出し\n" + "あ" * 50_000
    message = Message(whole, file=Attachment("whole.txt", "全文", whole.encode()))
    await pair.work.posting.post(Spot(YOSAN, ts), message)
    reply = await pair.reply(ts)
    assert reply["text"].startswith("見出し\n")
    assert len(reply["text"]) <= 4_000
    below, content = await pair.file(YOSAN, "whole.txt")
    assert below["thread_ts"] == ts
    assert content.decode() == whole


@pytest.mark.parametrize(
    "text",
    [
        "<!channel> <!here> <!everyone> 貿易振興課の予算は？",
        "<https://example.org|貿易振興課>の予算は？ <mailto:a@example.org|a>",
        "*貿易振興課*の`予算`は？ ~x~ _y_ > & < &lt;!channel&gt;",
        "貿易振興課の予算は？" + "あ" * 40_000,
        "' OR 1=1; DROP TABLE asked; -- \x00 \u202e {{7*7}} ${x}",
    ],
)
async def test_hostile_text_gets_an_answer_and_does_nothing(pair: Stage, text: str) -> None:
    ts = await pair.say(f"{NAMED} {text}")
    reply = await pair.reply(ts)
    seen = f"{reply['text']}{reply.get('blocks')}"
    assert not any(mark in seen for mark in ("<!", f"<@{SUZUKI}>", "<http", "<mailto"))
    await pair.quiet()
    assert len(await pair.replies(ts)) == 1


async def test_bots_strangers_and_other_workspaces_get_no_answer(pair: Stage) -> None:
    ts = await pair.say("予算の話")
    for change in ({"bot_id": "B0OTHER"}, {"user_team": "T0OTHER"}, {"subtype": "bot_message"}, {"user": BOT}):
        body = dict(said(f"{NAMED} 貿易振興課の予算は？", ts, event_id=f"Ev{change}"))
        body["event"] = {**body["event"], **change}
        await pair.relay.inject("events_api", body)
    await pair.quiet()
    assert await pair.replies(ts) == []


async def test_replicas_over_postgresql(program: Path, postgres_url: str) -> None:
    """The same with a server behind them: everything reaches both, each question is answered once."""
    with psycopg.connect(postgres_url, autocommit=True) as connection:
        connection.execute("DROP DATABASE IF EXISTS slack")
        connection.execute("CREATE DATABASE slack")
    store = postgres_url.replace("/postgres?", "/slack?")
    async with staged(program, store, http=False, bots=2) as stage:
        sent = [await stage.say(f"{NAMED} {text}") for text in SOME]
        for ts in sent:
            await stage.reply(ts)
        await stage.say("前年度は？", thread=sent[0])
        assert "229,484" in (await stage.reply(sent[0], number=2))["text"]
        await stage.quiet()
        assert [len(await stage.replies(ts)) for ts in sent] == [2, 1, 1, 1]


async def test_where_it_may_not_answer_only_the_asker_is_told(program: Path, store: str) -> None:
    only = Permissions(channels=frozenset({GIKAI}))
    async with staged(program, store, http=False, permissions=only) as stage:
        ts = await stage.say(f"{NAMED} 貿易振興課の予算は？")
        told = await stage.last(after=ts)
        assert (told["text"], told["ephemeral_to"]) == (words.NOT_HERE, SATO)
        ts = await stage.say(f"{NAMED} 貿易振興課の予算は？", channel=GIKAI)
        assert "208,155" in (await stage.reply(ts, GIKAI))["text"]


async def test_messages_in_one_channel_are_a_second_apart(program: Path, store: str) -> None:
    async with staged(program, store, http=False, pace_seconds=1.0) as stage:
        sent = [await stage.say(f"{NAMED} {text}") for text in SOME[:3]]
        for ts in sent:
            await stage.reply(ts)
        posted = sorted(float(one["ts"]) for one in await stage.messages() if one["user"] == BOT)
        assert all(later - earlier > 0.9 for earlier, later in pairwise(posted))


async def test_what_is_running_is_finished_before_the_end(program: Path, store: str) -> None:
    """Closing waits: questions taken in are answered, though posts are a second apart."""
    async with staged(program, store, http=False, pace_seconds=0.5) as stage:
        sent = [await stage.say(f"{NAMED} {text}") for text in SOME]
        left = await stage.work.crew.drain(10)
        assert left == 0
        assert [len(await stage.replies(ts)) for ts in sent] == [1] * len(sent)


async def test_a_conversation_outlives_the_process(program: Path, store: str) -> None:
    async with staged(program, store, http=False) as stage:
        ts = await stage.say(f"{NAMED} 貿易振興課の予算は？")
        await stage.reply(ts)
        await stage.quiet()
        kept = await stage.work.notebook.read(thread_state, Place(TEAM, YOSAN, ts))
    assert kept is not None
    async with staged(program, store, http=True) as stage:
        # The workspace is a new one, too: the conversation goes on in a thread of it.
        first = await stage.say("予算の話")
        await stage.work.notebook.write(keep_thread_state, Place(TEAM, YOSAN, first), kept, stage.work.clock())
        await stage.say("前年度は？", thread=first)
        assert "229,484" in (await stage.reply(first))["text"]


async def test_being_told_to_stop() -> None:
    with stop_signals() as told:
        os.kill(os.getpid(), signal.SIGTERM)
        await asyncio.wait_for(told.wait(), 2)
