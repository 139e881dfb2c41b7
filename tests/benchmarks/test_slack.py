"""Slack: from Bolt's dispatch to the posted reply, against Bolt's own dispatch to a fixed text; and many at once."""

from __future__ import annotations

import asyncio
import gc
import os
from collections.abc import Callable
from dataclasses import replace
from datetime import datetime
from pathlib import Path
from statistics import median, quantiles
from time import perf_counter_ns

import pytest
from platformdirs import user_cache_path
from slack_bolt.app.async_app import AsyncApp
from slack_bolt.request.async_request import AsyncBoltRequest
from slack_sdk.web.async_client import AsyncWebClient
from sqlalchemy import Connection

from bot.remembering import remembered
from bot.settings import Settings
from bot.slack.app import build_app
from bot.slack.counter import Question, _asked
from bot.slack.credentials import Credentials
from bot.slack.local import local_slack, running
from bot.slack.opening import opened_workplace
from bot.slack.pacing import Pacing
from bot.slack.permissions import Permissions
from bot.slack.playground import BOT, TEAM, credentials_at, workspace
from bot.slack.posting import Mark, Posted, Posting, Spot
from bot.slack.spoken import spoken
from bot.slack.view.message import Message
from bot.slack.workplace import Workplace
from db.talk.asked import Asked, keep_asked
from db.talk.threads import Place, keep_thread_state
from tests.support.stage import NAMED, SATO, YOSAN, staged

_ROUNDS = 120
_QUESTIONS = ("貿易振興課の予算は？", "雇用対策課は前年度からいくら増減した？", "一般会計の予算は？", "部の予算は？")
_PEOPLE = {f"U1{number:03}": (f"user{number}", f"利用者 {number}") for number in range(50)}


def _mention(number: int, question: str) -> AsyncBoltRequest:
    ts = f"{1_700_000_000 + number}.{number:06}"
    event = {"type": "app_mention", "channel": YOSAN, "user": SATO, "text": f"{NAMED} {question}", "ts": ts}
    body = {"type": "event_callback", "team_id": TEAM, "event_id": f"Ev{number}", "event": {**event, "event_ts": ts}}
    return AsyncBoltRequest(body=body, mode="socket_mode")


class _Fixed:
    """A Bolt app whose one handler posts a fixed text into the thread."""

    def __init__(self, credentials: Credentials) -> None:
        # As Bolt is used in its own samples.
        client = AsyncWebClient(token=credentials.bot_token, base_url=credentials.api)
        self.app = AsyncApp(client=client, signing_secret="none")  # noqa: S106
        self.posted = asyncio.Event()
        self.at = 0

        @self.app.event("app_mention")
        async def answer(event: dict[str, str], say: Callable[..., asyncio.Future[None]]) -> None:
            await say(text="雇用対策課の令和2年度当初予算は 21億5,879万6千円です。", thread_ts=event["ts"])
            self.at = perf_counter_ns()
            self.posted.set()

    async def dispatch(self, request: AsyncBoltRequest) -> int:
        self.posted.clear()
        await self.app.async_dispatch(request)
        await self.posted.wait()
        return self.at


class _Noticed(Posting):
    """Tells when a message is posted; what is noted down after that nobody waits for."""

    def __init__(self, client: AsyncWebClient, poster: AsyncWebClient, pacing: Pacing) -> None:
        super().__init__(client, poster, pacing)
        self.done = asyncio.Event()
        self.at = 0

    async def attempt(self, spot: Spot, message: Message, mark: Mark) -> Posted:
        posted = await super().attempt(spot, message, mark)
        self.at = perf_counter_ns()
        self.done.set()
        return posted


async def _measured(store: str) -> tuple[list[int], list[int]]:
    program = await local_slack(os.environ, user_cache_path("yosan-tests", appauthor=False))
    async with running(program, workspace()) as address:
        credentials = credentials_at(address)
        async with opened_workplace(Settings(store, Path(os.devnull)), credentials, Permissions(), Pacing(0)) as work:
            noticed = _Noticed(work.posting.client, work.posting.poster, Pacing(0))
            app, _ = build_app(credentials, replace(work, posting=noticed))
            fixed = _Fixed(credentials)

            async def ours(request: AsyncBoltRequest) -> int:
                noticed.done.clear()
                await app.async_dispatch(request)
                await noticed.done.wait()
                return noticed.at

            # As the command does: what was imported is not looked through for garbage.
            gc.collect()
            gc.freeze()
            times: dict[bool, list[int]] = {True: [], False: []}
            for number in range(_ROUNDS * 2):  # interleaved, so that both see the same machine
                mine = bool(number % 2)
                request = _mention(number, _QUESTIONS[number // 2 % len(_QUESTIONS)])
                start = perf_counter_ns()
                posted_at = await (ours(request) if mine else fixed.dispatch(request))
                times[mine].append(posted_at - start)
                await work.crew.drain(10)
            return times[False][5:], times[True][5:]


def test_dispatch_to_reply(tmp_path: Path, report: Callable[[str], None]) -> None:
    fixed, ours = asyncio.run(_measured(f"sqlite:///{tmp_path / 'bot.db'}"))
    floor, whole = median(fixed), median(ours)
    report(f"Bolt's own dispatch to a fixed text, posted: median {floor / 1e6:.2f} ms")
    report(
        f"Slack question to posted answer: median {whole / 1e6:.2f} ms, 95 % {quantiles(ours, n=20)[-1] / 1e6:.2f} ms"
    )
    report(f"answer / fixed text: {whole / floor:.2f} (target 2)")


@pytest.mark.parametrize("http", [False, True], ids=["socket", "http"])
def test_two_hundred_at_once(http: bool, tmp_path: Path, report: Callable[[str], None]) -> None:
    async def ask() -> tuple[float, list[float], int]:
        program = await local_slack(os.environ, user_cache_path("yosan-tests", appauthor=False))
        async with staged(program, f"sqlite:///{tmp_path / 'bot.db'}", http=http, people=_PEOPLE) as stage:
            start = perf_counter_ns()
            asked = [(user, text) for text in _QUESTIONS for user in _PEOPLE]
            sent = await asyncio.gather(*(stage.say(f"{NAMED} {text}", user=user) for user, text in asked))
            for ts in sent:
                await stage.reply(ts)
            seconds = (perf_counter_ns() - start) / 1e9
            await stage.quiet()
            threads = [one.get("thread_ts") for one in await stage.messages() if one["user"] == BOT]
            assert sorted(str(ts) for ts in threads) == sorted(sent)
            return seconds, sorted(stage.relay.ack_seconds), len(sent)

    seconds, acks, asked = asyncio.run(ask())
    way = "HTTP" if http else "Socket Mode"
    report(
        f"{asked} questions at once over {way}: each answered once in {seconds:.1f} s; "
        f"{len(acks)} acks, median {median(acks):.2f} s, worst {acks[-1]:.2f} s"
    )


class _Straight:
    """The same answers, neither written down before they are worked on nor before they are sent."""

    def __init__(self, work: Workplace) -> None:
        self._work = work
        self.app = AsyncApp(client=work.posting.client, signing_secret="none")  # noqa: S106
        self.app.event("app_mention")(self.answer)

    async def answer(self, event: dict[str, str]) -> None:
        place, text = Place(TEAM, event["channel"], event["ts"]), spoken(event["text"])
        question = Question(f"straight/{event['ts']}", text, event["user"], place, event["ts"])
        async with self._work.hands:
            answered = await _asked(self._work, question)
            message = answered.message()
        posted = await self._work.posting.post(Spot(event["channel"], event["ts"]), message)
        asked = replace(answered.asked, reply_ts=posted.ts)
        await self._work.notebook.write(_keep, asked, remembered(answered.turn.context), self._work.clock())


def _keep(connection: Connection, asked: Asked, state: str, now: datetime) -> None:
    keep_asked(connection, asked)
    keep_thread_state(connection, asked.place, state, now)


async def _throughput(store: str, at_once: int, rounds: int) -> tuple[list[float], list[float]]:
    """Answers a second, without and with inbox and outbox, in turns."""
    program = await local_slack(os.environ, user_cache_path("yosan-tests", appauthor=False))
    async with running(program, workspace()) as address:
        credentials = credentials_at(address)
        async with opened_workplace(Settings(store, Path(os.devnull)), credentials, Permissions(), Pacing(0)) as work:
            posted = _Counted(work.posting.client, work.posting.poster, Pacing(0))
            work = replace(work, posting=posted)
            apps = (_Straight(work).app, build_app(credentials, work)[0])
            gc.collect()
            gc.freeze()
            rates: tuple[list[float], list[float]] = ([], [])
            number = 10_000
            for lap in range(2 * rounds):
                requests = [_mention(number + each, _QUESTIONS[each % len(_QUESTIONS)]) for each in range(at_once)]
                number += at_once
                posted.expect(at_once)
                start = perf_counter_ns()
                await asyncio.gather(*(apps[lap % 2].async_dispatch(request) for request in requests))
                await posted.done.wait()
                rates[lap % 2].append(at_once / ((perf_counter_ns() - start) / 1e9))
                await work.crew.drain(10)
                await asyncio.sleep(0.05)
            return rates


class _Counted(Posting):
    """Tells when so many are posted."""

    def expect(self, count: int) -> None:
        self._left, self.done = count, asyncio.Event()

    async def _say(self, spot: Spot, message: Message, mark: Mark | None, waits: int) -> Posted:
        posted = await super()._say(spot, message, mark, waits)
        self._left -= 1
        if not self._left:
            self.done.set()
        return posted


@pytest.mark.parametrize("database", ["sqlite", "postgresql"])
def test_inbox_and_outbox_cost(
    database: str, tmp_path: Path, report: Callable[[str], None], request: pytest.FixtureRequest
) -> None:
    url: str = request.getfixturevalue("postgres_url") if database == "postgresql" else f"sqlite:///{tmp_path / 'b.db'}"
    without, with_them = asyncio.run(_throughput(url, at_once=50, rounds=6))
    floor, whole = median(without[1:]), median(with_them[1:])
    report(
        f"{database}: {floor:.0f} answers a second without inbox and outbox, {whole:.0f} with them: "
        f"{whole / floor:.2f} (target 0.6)"
    )
