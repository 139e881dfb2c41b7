"""What goes wrong between the bot and Slack, and in the store: each question is answered once, or its asker is told.

The figures of each fault are printed (`pytest -s`): questions asked, answers there, doubled, told of, lost.
"""

from __future__ import annotations

import asyncio
import sqlite3
from collections.abc import AsyncIterator, Awaitable, Callable
from dataclasses import dataclass
from pathlib import Path
from tempfile import TemporaryDirectory

import pytest
import pytest_asyncio

import db.engine
from bot.slack.patience import Patience
from bot.slack.playground import BOT, TEAM
from bot.slack.view.actions import Action
from bot.wording import surface as words
from tests.support.postgres import restartable_server
from tests.support.relay import Fault
from tests.support.stage import GIKAI, NAMED, SATO, SUZUKI, YOSAN, Stage, staged

pytestmark = pytest.mark.asyncio(loop_scope="session")

QUICK = Patience(first_seconds=0.05, most_seconds=0.5, settling_seconds=0.1, attempt_seconds=0.5, round_seconds=0.2)
FIGURES = {
    "部": "70,934,529",
    "貿易振興課": "208,155",
    "雇用対策課": "2,158,796",
    "産業政策課": "977,659",
    "工業戦略技術振興課": "4,848,957",
    "商業・県産品振興課": "1,020,038",
}
BY_COMMAND = "中小企業振興課", "60,705,971"
"""What is asked, and what only the answer to it says."""
_TOLD = (words.FAILED, words.LATE, words.NO_STORE)


@dataclass(frozen=True)
class Tally:
    """What came of the questions asked."""

    asked: int
    answered: int
    doubled: int
    told: int

    @property
    def lost(self) -> int:
        return self.asked - self.answered - self.told

    def show(self, fault: str) -> None:
        told = (
            f"asked {self.asked}, answered {self.answered}, doubled {self.doubled}, told {self.told}, lost {self.lost}"
        )
        print(f"\n| {fault} | {told} |")  # noqa: T201  (figures to be read by whoever runs it)


@pytest_asyncio.fixture(scope="module", loop_scope="session")
async def stage(program: Path, tmp_path_factory: pytest.TempPathFactory) -> AsyncIterator[Stage]:
    store = f"sqlite:///{tmp_path_factory.mktemp('faults') / 'bot.db'}"
    async with staged(program, store, http=False, patience=QUICK) as stage:
        await stage.open_home(SATO)
        yield stage
        assert stage.relay.faults == []


def mention(question: str, ts: str) -> dict[str, object]:
    """The event of a message, as Slack brings it."""
    event = {"type": "app_mention", "channel": YOSAN, "user": SATO, "text": question, "ts": ts, "event_ts": ts}
    return {"type": "event_callback", "team_id": TEAM, "event_id": f"Ev{ts}", "event": event}


async def said_since(stage: Stage, since: str) -> list[str]:
    """What the bot said anywhere after a moment."""
    channels = [YOSAN, GIKAI, await stage.direct(SATO)]
    several = [one for channel in channels if channel for one in await stage.messages(channel)]
    return [one["text"] for one in several if one["user"] == BOT and one["ts"] > since]


def tallied(texts: list[str], wanted: dict[str, str]) -> Tally:
    answers = {name: sum(figure in text for text in texts) for name, figure in wanted.items()}
    excuses = sum(text in _TOLD or ("への" in text and "もう一度お尋ねください" in text) for text in texts)
    answered = sum(count > 0 for count in answers.values())
    return Tally(len(wanted), answered, sum(answers.values()) - answered, excuses)


async def tally(stage: Stage, since: str, wanted: dict[str, str], seconds: float = 12) -> Tally:
    """Once nothing is lost and nobody is at work, or the time is over."""
    deadline = asyncio.get_running_loop().time() + seconds
    found = tallied(await said_since(stage, since), wanted)
    while found.lost > 0 or any(work.crew.busy for work in stage.works):
        if asyncio.get_running_loop().time() > deadline:
            break
        await asyncio.sleep(0.05)
        found = tallied(await said_since(stage, since), wanted)
    # Who answers twice may do so a little later.
    await asyncio.sleep(0.3)
    return tallied(await said_since(stage, since), wanted)


async def ask_all(stage: Stage) -> str:
    """Ask everything that is asked in channels; returns a moment before."""
    before = await stage.say("始めます")
    for name in FIGURES:
        await stage.say(f"{NAMED} {name}の予算は？")
    return before


@pytest.mark.parametrize("fault", [fault for fault in Fault if fault is not Fault.ARCHIVED])
async def test_a_fault_of_every_other_post(stage: Stage, fault: Fault) -> None:
    stage.relay.plan = [fault] * 3
    since = await ask_all(stage)
    found = await tally(stage, since, FIGURES)
    found.show(f"posts: {fault}")
    assert (found.answered, found.doubled, found.told) == (len(FIGURES), 0, 0)
    assert stage.relay.plan == []


@pytest.mark.parametrize("fault", [Fault.CUT_TAKEN, Fault.HANGS_TAKEN, Fault.TROUBLE_TAKEN, Fault.CUT, Fault.LIMITED])
async def test_a_fault_where_nobody_can_look(stage: Stage, fault: Fault) -> None:
    """By the address of a command: what may have been said is not said again, and its asker is told so."""
    before = await stage.say("始めます", channel=GIKAI)
    stage.relay.plan = [fault]
    name, figure = BY_COMMAND
    await stage.command("/yosan", f"{name}の予算は？", channel=GIKAI)
    found = await tally(stage, before, {name: figure})
    found.show(f"response address: {fault}")
    assert found.doubled == 0
    taken = fault in (Fault.CUT_TAKEN, Fault.HANGS_TAKEN, Fault.TROUBLE_TAKEN)
    certain = fault is Fault.LIMITED
    assert (found.answered, found.told) == ((1, 0) if certain else (int(taken), 1))


async def test_an_answer_that_may_be_there_waits_until_somebody_can_look(stage: Stage) -> None:
    stage.relay.plan, stage.relay.blind = [Fault.CUT_TAKEN], True
    before = await stage.say("始めます")
    await stage.say(f"{NAMED} 貿易振興課の予算は？")
    await asyncio.sleep(0.6)
    stage.relay.blind = False
    found = await tally(stage, before, {"貿易振興課": FIGURES["貿易振興課"]})
    found.show("posts: connection cut, taken, and the channel cannot be read for a while")
    assert (found.answered, found.doubled, found.told) == (1, 0, 0)


async def test_a_direct_message_is_looked_for_too(stage: Stage) -> None:
    """From home: where it is posted is known by the person only."""
    await stage.open_home(SUZUKI)
    stage.relay.plan = [Fault.CUT_TAKEN]
    before = await stage.say("始めます")
    view = await stage.home(SUZUKI)
    assert view
    await stage.press_home(Action.ASK, user=SUZUKI)

    async def there() -> list[str]:
        channel = await stage.direct(SUZUKI)
        said = await stage.messages(channel) if channel else []
        return [one["text"] for one in said if one["user"] == BOT and one["ts"] > before]

    await stage.until(there)
    await stage.quiet()
    assert len(await there()) == 1


async def test_refused_blocks(stage: Stage) -> None:
    stage.relay.refused = frozenset({"data_table", "data_visualization", "table", "section", "context", "actions"})
    since = await ask_all(stage)
    found = await tally(stage, since, FIGURES)
    stage.relay.refused = frozenset()
    found.show("posts: blocks refused")
    assert (found.answered, found.doubled, found.told) == (len(FIGURES), 0, 0)


async def test_a_revoked_token_that_is_put_right(stage: Stage) -> None:
    stage.relay.revoked = True
    since = await ask_all(stage)
    await asyncio.sleep(0.6)
    assert await said_since(stage, since) == []
    stage.relay.revoked = False
    found = await tally(stage, since, FIGURES)
    found.show("token_revoked for a while")
    assert (found.answered, found.doubled, found.told) == (len(FIGURES), 0, 0)


async def test_duplicates_out_of_order(stage: Stage) -> None:
    """The second before the first, each five times, as both kinds of event."""
    before = await stage.say("始めます")
    stamps = [f"{float(before) + number / 1000:.6f}" for number in range(1, 7)]
    for ts, name in reversed(list(zip(stamps, FIGURES, strict=True))):
        body = mention(f"{NAMED} {name}の予算は？", ts)
        await asyncio.gather(*(stage.relay.bring(body) for _ in range(5)))
    found = await tally(stage, before, FIGURES)
    found.show("five deliveries each, in reverse order")
    assert (found.answered, found.doubled, found.told) == (len(FIGURES), 0, 0)


async def test_a_channel_that_takes_nothing_any_more(stage: Stage) -> None:
    """The answers come in a direct message instead."""
    stage.relay.archived = frozenset({YOSAN})
    since = await ask_all(stage)
    found = await tally(stage, since, FIGURES)
    stage.relay.archived = frozenset()
    found.show("posts: is_archived")
    assert (found.answered, found.doubled, found.told) == (len(FIGURES), 0, 0)
    assert all(text.startswith(words.ELSEWHERE) for text in await said_since(stage, since))


async def test_the_line_is_called_anew_when_it_is_silent(program: Path, store: str) -> None:
    """Pings are answered, nothing comes: nobody but the watchdog notices."""
    patience = Patience(first_seconds=0.05, look_seconds=0.1, silent_seconds=0.4)
    async with staged(program, store, http=False, patience=patience) as stage:
        first = stage.relay.sockets[0]
        stage.relay.silent = True
        await stage.until(lambda: _differs(stage, first))
        stage.relay.silent = False
        ts = await stage.say(f"{NAMED} 貿易振興課の予算は？")
        assert "208,155" in (await stage.reply(ts))["text"]


async def _differs(stage: Stage, socket: object) -> bool:
    return bool(stage.relay.sockets) and socket not in stage.relay.sockets


async def test_a_locked_store(program: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Locked for longer than anybody waits, again and again: before the acknowledgement and after."""
    monkeypatch.setattr(db.engine, "_BUSY_TIMEOUT_MS", 100)
    path = tmp_path / "bot.db"
    async with staged(program, f"sqlite:///{path}", http=False, patience=QUICK) as stage:
        await stage.open_home(SATO)

        async def trouble() -> None:
            other = sqlite3.connect(path, isolation_level=None, timeout=5)
            for _ in range(4):
                other.execute("BEGIN IMMEDIATE")
                await asyncio.sleep(0.4)
                other.execute("ROLLBACK")
                await asyncio.sleep(0.03)
            other.close()

        await _asked_in_trouble(stage, trouble, "SQLite locked four times for 0.4 s, 0.1 s waited for")


async def test_a_server_stopped_and_started_again(program: Path) -> None:
    with TemporaryDirectory(prefix="yosan-pg-") as folder, restartable_server(Path(folder)) as server:
        async with staged(program, server.url, http=False, patience=QUICK) as stage:
            await stage.open_home(SATO)

            async def trouble() -> None:
                await asyncio.sleep(0.02)
                await asyncio.to_thread(server.stop)
                await asyncio.sleep(0.5)
                await asyncio.to_thread(server.start)

            await _asked_in_trouble(stage, trouble, "PostgreSQL stopped and started again")


async def _asked_in_trouble(stage: Stage, trouble: Callable[[], Awaitable[None]], name: str) -> None:
    before = await stage.say("始めます")
    stamps = [f"{float(before) + number / 1000:.6f}" for number in range(1, 7)]
    going = asyncio.ensure_future(trouble())
    brought = []
    for ts, each in zip(stamps, FIGURES, strict=True):
        body = mention(f"{NAMED} {each}の予算は？", ts)
        brought.append(asyncio.create_task(stage.relay.bring(body)))
        await asyncio.sleep(0.15)
    await asyncio.gather(going, *brought)
    found = await tally(stage, before, FIGURES)
    found.show(name)
    assert (found.answered, found.doubled, found.lost) == (len(FIGURES), 0, 0)
