"""Where one can ask, and what a user then sees. In both ways of connecting."""

from __future__ import annotations

import pytest
from aiohttp import ClientSession

from bot.slack.http import HEALTH, PATH
from tests.support.stage import NAMED, SATO, SUZUKI, Stage

pytestmark = pytest.mark.asyncio(loop_scope="session")


async def test_a_mention_is_answered_in_its_thread(stage: Stage) -> None:
    ts = await stage.say(f"{NAMED} 雇用対策課の今年度予算は？")
    reply = await stage.reply(ts)
    assert "2,158,796千円" in reply["text"].splitlines()[0]
    assert "出典" in reply["text"]
    assert reply["blocks"]


async def test_a_mention_is_answered_once(stage: Stage) -> None:
    """It comes as `message` and as `app_mention`."""
    ts = await stage.say(f"{NAMED} 貿易振興課の予算は？")
    await stage.reply(ts)
    await stage.quiet()
    assert len(await stage.replies(ts)) == 1


async def test_a_follow_up_needs_no_mention(stage: Stage) -> None:
    ts = await stage.say(f"{NAMED} 貿易振興課の予算は？")
    await stage.reply(ts)
    await stage.say("前年度は？", thread=ts, user=SUZUKI)
    assert "229,484" in (await stage.reply(ts, number=2))["text"].splitlines()[0]


async def test_people_talking_to_each_other_are_left_alone(stage: Stage) -> None:
    ts = await stage.say(f"{NAMED} 貿易振興課の予算は？")
    await stage.reply(ts)
    for text in (
        "なるほど、ありがとうございます",
        "貿易振興課は減りましたね",
        f"<@{SUZUKI}> 前年度は？",
        "会議は何時から？",
    ):
        await stage.say(text, thread=ts)
    await stage.quiet()
    assert len(await stage.replies(ts)) == 1


async def test_threads_without_the_bot_are_not_its_business(stage: Stage) -> None:
    ts = await stage.say("予算の話をしましょう")
    await stage.say("貿易振興課の予算は？", thread=ts)
    await stage.quiet()
    assert await stage.replies(ts) == []


async def test_a_direct_message_is_answered_as_it_flows(stage: Stage) -> None:
    ts = await stage.say("一般会計の予算は？", channel=(await _direct(stage)))
    channel = await stage.direct()
    reply = await stage.last(channel, after=ts)
    assert "thread_ts" not in reply
    assert "一般会計" in reply["text"].splitlines()[0]
    await stage.say("前年度は？", channel=channel)
    assert "令和元年度" in (await stage.last(channel, after=reply["ts"]))["text"].splitlines()[0]


async def _direct(stage: Stage) -> str:
    await stage.open_home(SATO)
    return await stage.direct(SATO)


async def test_what_is_not_signed_by_slack_is_not_listened_to(stage: Stage) -> None:
    if not stage.relay.bot:
        return
    body = {"type": "url_verification", "challenge": "c"}
    async with ClientSession() as session:
        for headers in ({}, {"X-Slack-Signature": "v0=0", "X-Slack-Request-Timestamp": "1"}):
            async with session.post(stage.relay.bot, json=body, headers=headers) as answer:
                assert answer.status == 401
        async with session.get(stage.relay.bot.removesuffix(PATH) + HEALTH) as answer:
            assert (answer.status, await answer.text()) == (200, "ok")
        async with session.post(f"{stage.relay.address}/slack/events", json=body) as answer:
            assert await answer.json() == {"challenge": "c"}, "signed on its way"
