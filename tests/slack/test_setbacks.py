"""What is done about what an attempt to say something met: when it is tried again, and whether it is."""

from __future__ import annotations

import asyncio
from dataclasses import replace

import pytest
from aiohttp import ClientConnectionError
from slack_sdk.errors import SlackApiError

from bot.slack.letters import Letter, Respond, as_json, from_json
from bot.slack.pacing import Pacing
from bot.slack.patience import Patience
from bot.slack.posting import Spot
from bot.slack.setbacks import Setback, Undelivered, Way, setback
from bot.slack.view.message import Attachment, Block, Message


async def test_a_channel_on_hold_is_waited_for_by_all_in_line() -> None:
    pacing, loop = Pacing(0.02), asyncio.get_running_loop()
    start = loop.time()
    assert pacing.taken("C1")
    assert not pacing.taken("C1")
    waiting = [asyncio.create_task(pacing.turn("C1")) for _ in range(3)]
    await asyncio.sleep(0)
    pacing.hold("C1", 0.2)
    done = []
    for task in waiting:
        await task
        done.append(loop.time() - start)
    assert done[0] >= 0.2
    assert done[2] - done[0] >= 0.03
    assert pacing.taken("C2"), "other channels go on"


def test_pauses_grow_are_jittered_and_never_shorter_than_asked_for() -> None:
    low, high = Patience(chance=lambda: 0.0), Patience(chance=lambda: 1.0)
    assert [low.pause(attempts) for attempts in (1, 2, 3, 12)] == [0.5, 1.0, 2.0, 150.0]
    assert [high.pause(attempts) for attempts in (1, 2, 3, 12)] == [1.0, 2.0, 4.0, 300.0]
    assert (low.pause(1, 30), high.pause(1, 30)) == (30.0, 31.0)
    assert [low.spent(attempts) for attempts in (14, 15)] == [False, True]


@pytest.mark.parametrize(
    ("error", "met"),
    [
        (Undelivered(429, "rate_limited", 7), Setback(Way.LATER, False, "rate_limited", 7)),
        (Undelivered(500, "rollup_error"), Setback(Way.LATER, True, "rollup_error")),
        (Undelivered(404, "expired_url"), Setback(Way.ELSEWHERE, False, "expired_url")),
        (ClientConnectionError(), Setback(Way.LATER, True, "ClientConnectionError")),
        (TimeoutError(), Setback(Way.LATER, True, "TimeoutError")),
        (SlackApiError("", {"ok": False, "error": "token_revoked"}), Setback(Way.LATER, False, "token_revoked")),
        (SlackApiError("", {"ok": False, "error": "is_archived"}), Setback(Way.ELSEWHERE, False, "is_archived")),
        (SlackApiError("", {"ok": False, "error": "fatal_error"}), Setback(Way.LATER, True, "fatal_error")),
        (KeyError("ours"), None),
    ],
)
def test_what_an_error_means(error: Exception, met: Setback | None) -> None:
    assert setback(error) == met


def test_a_letter_is_kept_whole() -> None:
    blocks: tuple[Block, ...] = ({"type": "section", "text": {"type": "mrkdwn", "text": "甲"}},)
    message = Message("甲", blocks, (blocks, ()), Attachment("甲.csv", "甲", b"\xef\xbb\xbf1"))
    letter = Letter((Respond("url", True), Spot("C1", "1.2")), message, 7, "1.2", "{}")
    assert from_json(as_json(letter)) == letter
    assert from_json(as_json(letter)).rerouted() == replace(letter, routes=(Spot("C1", "1.2"),), thread="")
