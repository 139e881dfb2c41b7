"""Six processes that post digests and die by the toss of a coin, right after claiming and right after posting.

Started by `test_crashes` as a program; says at the end, as JSON, how they died.
"""

from __future__ import annotations

import asyncio
import json
import os
import random
import signal
import sys
import time
from collections import Counter
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from typing import NoReturn

from aiohttp import ClientSession

from bot.answering import Desk
from bot.digest.edition import Edition
from bot.digest.making import Maker
from bot.digest.run import Notice, Occasion, Runner, Terms
from bot.slack.app import web_client
from bot.slack.digests import SlackOutlet
from bot.slack.pacing import Pacing
from bot.slack.playground import credentials_at
from bot.slack.posting import Posting
from db.digests.definitions import Digest
from db.digests.ledger import Due, RunState, history
from db.engine import open_store
from db.talk.notebook import Notebook
from tests.digest.world import ready_desk

PROCESSES = 6
RUNS = 12
NOW = datetime(2024, 4, 3, 0, 0, 5, tzinfo=UTC)
"""A Wednesday, 9:00:05 in Japan."""
TERMS = Terms(lease=timedelta(seconds=0.75), oldest=timedelta(days=3), at_a_time=1)
"""One at a time, or whoever dies dies with several, and the more are open the surer."""
AFTER_CLAIM, AFTER_POST, LATE = 41, 42, 43
_OPEN = (RunState.DUE, RunState.CLAIMED)


@dataclass
class Doomed:
    """An outlet whose process may die when it is asked something for the first time after a claim, or has posted."""

    outlet: SlackOutlet
    coin: random.Random

    def toss(self, ending: int) -> None:
        if self.coin.random() < 0.5:
            os._exit(ending)

    async def find(self, digest: Digest, channel: str, due: Due) -> str:
        self.toss(AFTER_CLAIM)
        return await self.outlet.find(digest, channel, due)

    async def post(self, digest: Digest, due: Due, edition: Edition) -> str:
        ts = await self.outlet.post(digest, due, edition)
        self.toss(AFTER_POST)
        return ts

    async def tell(self, digest: Digest, notice: Notice, dates: tuple[date, ...], why: str) -> None:
        await self.outlet.tell(digest, notice, dates, why)


async def work(url: str, address: str, desk: Desk, seed: str) -> None:
    """Post until nothing is open."""
    credentials = credentials_at(address)
    async with ClientSession() as session:
        client, poster = web_client(credentials, session), web_client(credentials, session, repeats=False)
        coin = random.Random(seed)  # noqa: S311  (a coin, not a secret)
        doomed = Doomed(SlackOutlet(Posting(client, poster, Pacing(0))), coin)
        engine = open_store(url)
        notebook = Notebook(engine)

        async def the_desk() -> Desk:
            return desk

        async def make(occasion: Occasion) -> Edition:
            doomed.toss(AFTER_CLAIM)
            return await Maker(notebook, the_desk)(occasion)

        runner = Runner(notebook, doomed, make, lambda: NOW, seed, TERMS)
        while True:
            await runner.round()
            runs = await notebook.read(history)
            if len(runs) == RUNS and not any(run.state in _OPEN for run in runs):
                break
            await asyncio.sleep(0.15)
        notebook.close()
        await engine.dispose()


async def _desk(url: str) -> Desk:
    engine = open_store(url)
    try:
        return await ready_desk(engine)
    finally:
        await engine.dispose()


def _child(url: str, address: str, desk: Desk, seed: str) -> NoReturn:
    asyncio.run(work(url, address, desk, seed))
    os._exit(0)


def main(url: str, address: str, seconds: float) -> None:
    """Keep six of them running until all have come to an end by themselves."""
    desk = asyncio.run(_desk(url))
    deadline = time.monotonic() + seconds
    endings: Counter[int] = Counter()
    running: set[int] = set()
    started = 0

    def start() -> None:
        nonlocal started
        started += 1
        if (pid := os.fork()) == 0:
            _child(url, address, desk, f"process {started}")
        running.add(pid)

    for _ in range(PROCESSES):
        start()
    while running and time.monotonic() < deadline:
        pid, status = os.waitpid(-1, os.WNOHANG)
        if pid == 0:
            time.sleep(0.01)
            continue
        running.discard(pid)
        ending = os.waitstatus_to_exitcode(status)
        endings[ending] += 1
        if ending != 0:
            start()
    for pid in running:
        os.kill(pid, signal.SIGKILL)
        os.waitpid(pid, 0)
        endings[LATE] += 1
    sys.stdout.write(json.dumps(endings))


if __name__ == "__main__":
    main(sys.argv[1], sys.argv[2], float(sys.argv[3]))
