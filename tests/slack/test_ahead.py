"""An answer that is sent while it is being kept is there once, wherever its process ends or whatever fails.

One test for each of the points told of in `bot.slack.outbox.put_out`; `test_killed` hits them all by chance.
"""

from __future__ import annotations

import asyncio
import json
from collections.abc import AsyncIterator, Callable
from dataclasses import replace
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
import pytest_asyncio
from sqlalchemy.exc import OperationalError

from bot.slack.outbox import _EVENT
from bot.slack.patience import Patience
from bot.slack.playground import TEAM
from bot.slack.posting import Mark, Posting, Spot
from bot.slack.view.message import Message
from db.talk.arrivals import Arrival, arrive, release, underway
from db.talk.asked import Asked, asked_by_id, asked_id
from db.talk.notebook import Notebook
from db.talk.outbox import Outgoing, put_out
from db.talk.threads import Place, thread_state
from tests.slack.test_faults import mention
from tests.support.relay import Fault
from tests.support.stage import NAMED, SATO, YOSAN, Stage, staged

pytestmark = pytest.mark.asyncio(loop_scope="session")

QUICK = Patience(first_seconds=0.05, most_seconds=0.3, settling_seconds=0.2, attempt_seconds=0.5, round_seconds=0.2)
QUESTION, FIGURE = f"{NAMED} 貿易振興課の予算は？", "208,155"
Steps = list[str]


@pytest_asyncio.fixture(scope="module", loop_scope="session")
async def stage(program: Path, tmp_path_factory: pytest.TempPathFactory) -> AsyncIterator[Stage]:
    store = f"sqlite:///{tmp_path_factory.mktemp('ahead') / 'bot.db'}"
    async with staged(program, store, http=False, patience=QUICK) as stage:
        yield stage


def key_of(ts: str) -> str:
    return f"said/{TEAM}/{YOSAN}/{ts}"


async def kept(stage: Stage, ts: str) -> Asked:
    """The question asked by a message, once it is dealt with and where its answer is is known."""

    async def settled() -> Asked | None:
        asked = await stage.work.notebook.read(asked_by_id, asked_id(key_of(ts)))
        return asked if asked is not None and asked.reply_ts else None

    return await stage.until(settled)


async def answered_once(stage: Stage, ts: str) -> None:
    """There is one message, the store knows it, and the conversation goes on from it."""
    asked = await kept(stage, ts)
    await stage.quiet()
    (reply,) = await stage.replies(ts)
    assert reply["ts"] == asked.reply_ts
    assert await stage.work.notebook.read(thread_state, Place(TEAM, YOSAN, ts))
    assert not await stage.work.notebook.read(underway, key_of(ts))


def noted_steps(monkeypatch: pytest.MonkeyPatch, fail: Callable[[], bool] = lambda: False) -> Steps:
    """What is done from now on, in order; keeping fails where it is told to."""
    steps: Steps = []
    write, attempt = Notebook.write, Posting.attempt

    async def noted_write(self: Notebook, note: Any, *args: Any, **kwargs: Any) -> Any:
        if note.__name__ == "answer_turn":
            steps.append("keep")
            if fail():
                raise OperationalError("BEGIN", None, Exception("locked"))
        return await write(self, note, *args, **kwargs)

    async def noted_attempt(self: Posting, *args: Any, **kwargs: Any) -> Any:
        steps.append("post")
        posted = await attempt(self, *args, **kwargs)
        steps.append("posted")
        return posted

    monkeypatch.setattr(Notebook, "write", noted_write)
    monkeypatch.setattr(Posting, "attempt", noted_attempt)
    return steps


async def test_sent_while_it_is_being_kept(stage: Stage, monkeypatch: pytest.MonkeyPatch) -> None:
    steps = noted_steps(monkeypatch)
    ts = await stage.say(QUESTION)
    await answered_once(stage, ts)
    assert steps == ["post", "keep", "posted"]


async def test_kept_first_where_an_attempt_might_outlast_the_lease(
    program: Path, store: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    slow = replace(QUICK, attempt_seconds=61.0)
    async with staged(program, store, http=False, patience=slow) as stage:
        steps = noted_steps(monkeypatch)
        ts = await stage.say(QUESTION)
        await answered_once(stage, ts)
        assert steps == ["keep", "post", "posted"]


@pytest.mark.parametrize("posted", [False, True], ids=["before it was posted", "after it was posted"])
async def test_the_process_ended_before_it_was_kept(
    stage: Stage, posted: bool, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The question is left as it arrived: the answer is looked for, and kept before anything is posted."""
    ts = await stage.say("予算の話")
    steps = noted_steps(monkeypatch)
    if posted:
        mark = Mark(_EVENT, {"asked": asked_id(key_of(ts))})
        await stage.work.posting.attempt(Spot(YOSAN, ts), Message(f"{FIGURE}千円です。"), mark)
        steps.clear()
    arrived = stage.work.clock() - timedelta(minutes=5)
    arrival = Arrival(key_of(ts), json.dumps(mention(QUESTION, ts)))
    assert await stage.work.notebook.write(arrive, arrival, "dead", arrived, arrived + timedelta(minutes=1))
    await answered_once(stage, ts)
    assert steps == (["keep"] if posted else ["keep", "post", "posted"])
    assert any(call.get("ts") == ts for call in stage.relay.called("conversations.replies")), "it was looked for"


@pytest.mark.parametrize("fault", [None, Fault.HANGS_TAKEN, Fault.CUT_TAKEN, Fault.TROUBLE], ids=str)
async def test_it_cannot_be_kept(stage: Stage, fault: Fault | None, monkeypatch: pytest.MonkeyPatch) -> None:
    """While it is being posted the store goes away, and comes back later."""
    times = iter([True, True])
    stage.relay.plan = [] if fault is None else [fault]
    steps = noted_steps(monkeypatch, lambda: next(times, False))
    ts = await stage.say(QUESTION)
    await answered_once(stage, ts)
    assert steps.count("keep") == 3
    assert steps.count("post") == (2 if fault is Fault.TROUBLE else 1)


async def test_it_was_kept_by_somebody_else(stage: Stage, monkeypatch: pytest.MonkeyPatch) -> None:
    """They took the question over while this process stood still, and ended: they, too, look first."""
    ts = await stage.say("予算の話")
    letter = json.dumps({})
    out = Outgoing(key_of(ts), TEAM, YOSAN, SATO, QUESTION, letter, stage.work.clock(), attempts=1, unsure=True)
    later = stage.work.clock() + timedelta(seconds=30)
    assert await stage.work.notebook.write(put_out, out, "other", later)
    steps = noted_steps(monkeypatch)
    await stage.relay.bring_once(dict(mention(QUESTION, ts)), retry_attempt=0)
    await stage.reply(ts)
    await stage.quiet()
    assert steps == ["post", "keep", "posted"]
    assert len(await stage.replies(ts)) == 1
    assert not await stage.work.notebook.read(underway, key_of(ts))


async def test_told_to_end_while_it_is_being_kept(stage: Stage, monkeypatch: pytest.MonkeyPatch) -> None:
    """It is cancelled: what was posted is found by whoever comes next."""
    hangs = asyncio.Event()
    write = Notebook.write

    async def hanging(self: Notebook, note: Any, *args: Any, **kwargs: Any) -> Any:
        if note.__name__ == "answer_turn" and not hangs.is_set():
            hangs.set()
            await asyncio.sleep(60)
        return await write(self, note, *args, **kwargs)

    monkeypatch.setattr(Notebook, "write", hanging)
    ts = await stage.say(QUESTION)
    await stage.reply(ts)
    assert await stage.work.crew.drain(0.1) == 1
    await stage.work.notebook.write(release, stage.work.owner, stage.work.clock())
    await answered_once(stage, ts)
