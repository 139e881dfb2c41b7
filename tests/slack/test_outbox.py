"""The outbox: what is given up is told, kept, and sent after all; what was not written down is told, too."""

from __future__ import annotations

import asyncio
import json
from collections.abc import AsyncIterator
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
import pytest_asyncio
from sqlalchemy.exc import OperationalError

from bot.cli import run
from bot.slack.app import build_app
from bot.slack.keeper import look_after, prune
from bot.slack.letterbox import replayable
from bot.slack.letters import Letter, Respond, as_json, from_json
from bot.slack.patience import Patience
from bot.slack.playground import TEAM
from bot.slack.posting import Spot
from bot.slack.view.message import Message
from bot.wording import surface as words
from db.talk.arrivals import Arrival, arrive
from db.talk.outbox import Outgoing, State, outgoing, put_out
from tests.slack.test_faults import mention
from tests.support.stage import NAMED, SATO, YOSAN, Stage, staged

pytestmark = pytest.mark.asyncio(loop_scope="session")

SOON_SPENT = Patience(first_seconds=0.02, most_seconds=0.05, settling_seconds=0.02, attempts=3, round_seconds=0.1)
LONG_AGO = datetime(2024, 4, 1, tzinfo=UTC)


@pytest_asyncio.fixture(scope="module", loop_scope="session")
async def store(tmp_path_factory: pytest.TempPathFactory) -> str:
    return f"sqlite:///{tmp_path_factory.mktemp('outbox') / 'bot.db'}"


@pytest_asyncio.fixture(scope="module", loop_scope="session")
async def stage(program: Path, store: str) -> AsyncIterator[Stage]:
    async with staged(program, store, http=False, patience=SOON_SPENT) as stage:
        await stage.open_home(SATO)
        yield stage


async def _dead(stage: Stage) -> tuple[Outgoing, ...]:
    return await stage.work.notebook.read(outgoing, (State.DEAD,))


async def _direct_text(stage: Stage, part: str) -> str:
    """What the bot says in a direct message and holds a part, once it is there."""

    async def found() -> str | None:
        channel = await stage.direct(SATO)
        said = await stage.messages(channel) if channel else []
        return next((one["text"] for one in said if part in one["text"]), None)

    return await stage.until(found)


async def test_given_up_told_listed_and_sent_after_all(
    stage: Stage, store: str, capsys: pytest.CaptureFixture[str]
) -> None:
    stage.relay.closed = frozenset({YOSAN})
    ts = await stage.say(f"{NAMED} 貿易振興課の予算は？")
    told = await _direct_text(stage, "貿易振興課の予算は？")
    await stage.quiet()
    stage.relay.closed = frozenset()
    assert told == words.unsent("貿易振興課の予算は？")
    (dead,) = await _dead(stage)
    assert (dead.attempts, dead.error, dead.asker, dead.channel) == (3, "internal_error", SATO, YOSAN)

    async def yosan(*arguments: str) -> tuple[int, str]:
        code = await asyncio.to_thread(run, ["outbox", *arguments, "--database", store])
        captured = capsys.readouterr()
        return code, captured.out + captured.err

    number = str(dead.id)
    assert "送れず（internal_error、3回）" in (await yosan("list"))[1]
    assert "208,155" in (await yosan("show", number))[1]
    assert (await yosan("drop", "999"))[0] == 2
    assert (await yosan("replay"))[0] == 2
    code, said = await yosan("replay", number)
    assert (code, said.startswith(f"{number} 番を送り直します")) == (0, True)
    assert "208,155" in (await stage.reply(ts))["text"]
    await stage.quiet()
    assert len(await stage.replies(ts)) == 1
    assert await _dead(stage) == ()
    assert (await yosan("replay", number))[0] == 2
    assert (await yosan("list"))[1].strip() == "送れていない回答はありません。"


async def test_what_may_have_been_answered_to_a_command_is_told_not_repeated(stage: Stage) -> None:
    """Its process died while answering by the address of the command, where nobody can look."""
    letter = Letter((Respond(f"{stage.relay.address}/_hooks/none"), Spot(SATO)), Message("回答"))
    out = Outgoing("command/1", TEAM, "", SATO, "甲の予算は？", as_json(letter), LONG_AGO, attempts=1, unsure=True)
    assert await stage.work.notebook.write(put_out, out, "dead", LONG_AGO)
    before = len(stage.relay.called("response_url"))
    told = await _direct_text(stage, "甲の予算は？")
    assert told == words.unsure("甲の予算は？")
    assert len(stage.relay.called("response_url")) == before
    await stage.quiet()
    (dead,) = await _dead(stage)
    # Sent after all it comes where it can be looked for.
    assert from_json(replayable(dead).letter).routes == (Spot(SATO),)
    assert not replayable(dead).unsure


async def test_a_question_nobody_waits_for_any_more(stage: Stage) -> None:
    ts = await stage.say("予算の話")
    body = mention(f"{NAMED} 貿易振興課の予算は？", ts)
    long_ago = stage.work.clock() - timedelta(hours=2)
    arrival = Arrival(f"said/{TEAM}/{YOSAN}/{ts}", json.dumps(body))
    assert await stage.work.notebook.write(arrive, arrival, "dead", long_ago, long_ago)
    assert (await stage.reply(ts))["text"] == words.LATE
    await stage.quiet()
    assert len(await stage.replies(ts)) == 1


async def test_what_cannot_be_written_down_is_told_when_slack_gives_up(
    stage: Stage, monkeypatch: pytest.MonkeyPatch
) -> None:
    async def broken(*_: object) -> bool:
        raise OperationalError("BEGIN", None, Exception("locked"))

    ts = await stage.say("予算の話")
    monkeypatch.setattr(type(stage.work.notebook), "write", broken)
    body = dict(mention(f"{NAMED} 貿易振興課の予算は？", ts))
    for attempt, taken in ((0, False), (2, False), (3, True)):
        if taken:
            assert await stage.relay.bring_once(body, retry_attempt=attempt) == 200
        else:
            with pytest.raises(TimeoutError):
                await stage.relay.bring_once(body, retry_attempt=attempt, patience=0.3)
    assert (await stage.reply(ts))["text"] == words.NO_STORE


async def test_an_edit_of_a_question_whose_answer_is_on_its_way(stage: Stage) -> None:
    """The answer is that to the question as it was edited, in the end."""
    stage.relay.down = True
    ts = await stage.say(f"{NAMED} 貿易振興課の予算は？")
    await stage.edit(ts, f"{NAMED} 雇用対策課の予算は？")
    stage.relay.down = False
    reply = await stage.reply(ts)
    changed = reply if "2,158,796" in reply["text"] else await stage.changed(reply)
    assert "2,158,796" in changed["text"]
    await stage.quiet()
    assert len(await stage.replies(ts)) == 1


async def test_old_rows_are_pruned(stage: Stage) -> None:
    letter = as_json(Letter((Spot(YOSAN),), Message("…")))
    later = replace(stage.work, clock=lambda: datetime.now(UTC) + timedelta(days=31))
    out = Outgoing("old", TEAM, YOSAN, SATO, "…", letter, LONG_AGO)
    far = datetime.now(UTC) + timedelta(days=99)
    assert await stage.work.notebook.write(put_out, out, "somebody", far)
    await prune(later)
    waiting = await stage.work.notebook.read(outgoing, (State.WAITING, State.SENT, State.DEAD))
    assert [each.key for each in waiting] == ["old"], "what waits is not old"


async def test_two_processes_take_one_letter(stage: Stage) -> None:
    app, _ = build_app(stage.credentials, stage.work)
    ts = await stage.say("予算の話")
    letter = as_json(Letter((Spot(YOSAN, ts),), Message("一度だけ")))
    out = Outgoing("once", TEAM, YOSAN, SATO, "…", letter, datetime.now(UTC))
    assert await stage.work.notebook.write(put_out, out, "dead", LONG_AGO)
    other = replace(stage.work, owner="other")
    await asyncio.gather(look_after(app, stage.work), look_after(app, other))
    await stage.reply(ts)
    await stage.quiet()
    assert len(await stage.replies(ts)) == 1
