"""Bots that are killed by the toss of a coin, before and after everything they write, post or say.

Started by `test_killed` as a program; says at the end, as JSON, how often each point was the last.
"""

from __future__ import annotations

import asyncio
import json
import os
import random
import select
import signal
import sys
from collections import Counter
from collections.abc import Awaitable, Callable
from datetime import timedelta
from pathlib import Path
from typing import Any, NoReturn

from slack_sdk.web.async_client import AsyncWebClient

from bot.settings import Settings
from bot.slack.credentials import Credentials
from bot.slack.opening import opened_workplace
from bot.slack.pacing import Pacing
from bot.slack.patience import Patience
from bot.slack.permissions import Permissions
from bot.slack.playground import credentials_at
from bot.slack.running import answering
from db.talk.notebook import Notebook

PROCESSES = 2
MOST_DEATHS = 16
PATIENCE = Patience(
    first_seconds=0.05,
    most_seconds=0.3,
    settling_seconds=0.1,
    lease=timedelta(seconds=1),
    attempt_seconds=0.6,
    round_seconds=0.2,
)
_CHANCE = 0.15
_LOOKING = ("take_over", "take_outgoing")


def doom(seed: int, tell: int) -> None:
    """From now on whatever this process does may be the last it did."""
    coin = random.Random(seed)  # noqa: S311  (a coin, not a secret)

    def toss(point: str) -> None:
        if coin.random() < _CHANCE:
            os.write(tell, f"{point}\n".encode())
            os.kill(os.getpid(), signal.SIGKILL)

    def doomed(doing: Callable[..., Awaitable[Any]], name: Callable[..., str]) -> Callable[..., Awaitable[Any]]:
        async def done(self: object, *args: Any, **kwargs: Any) -> Any:
            point = name(*args)
            if point and point not in _LOOKING:
                toss(f"before {point}")
            result = await doing(self, *args, **kwargs)
            # Where nothing was found, nothing is lost.
            if point and result:
                toss(f"after {point}")
            return result

        return done

    def note(function: Callable[..., object], *_: object) -> str:
        called = str(getattr(function, "__name__", "?"))
        return "" if called.startswith(("forget", "renew")) else called

    Notebook.write = doomed(Notebook.write, note)  # type: ignore[method-assign, assignment]
    AsyncWebClient.chat_postMessage = doomed(AsyncWebClient.chat_postMessage, lambda *_: "post")  # type: ignore[method-assign, assignment]


async def work(url: str, address: str, seed: int, tell: int) -> None:
    credentials = credentials_at(address)
    settings = Settings(url, Path(os.devnull))
    async with opened_workplace(settings, credentials, Permissions(), Pacing(0), patience=PATIENCE) as place:
        if seed <= MOST_DEATHS + PROCESSES:
            doom(seed, tell)
        async with answering(place, credentials, None):
            await asyncio.sleep(3600)


async def warm(url: str) -> None:
    async with opened_workplace(Settings(url, Path(os.devnull)), Credentials("xoxb-none"), Permissions()):
        pass


def _child(url: str, address: str, seed: int, tell: int) -> NoReturn:
    signal.signal(signal.SIGTERM, signal.SIG_DFL)
    asyncio.run(work(url, address, seed, tell))
    os._exit(0)


def main(url: str, address: str, seed: int) -> None:
    """Keep two of them running until standard input is closed."""
    # What is imported and read once, every child has.
    asyncio.run(warm(url))
    hear, tell = os.pipe()
    started = 0
    running: set[int] = set()
    while not select.select([sys.stdin], [], [], 0.01)[0]:
        while len(running) < PROCESSES:
            started += 1
            if (pid := os.fork()) == 0:
                _child(url, address, seed + started, tell)
            running.add(pid)
        pid, _ = os.waitpid(-1, os.WNOHANG)
        running.discard(pid)
    for pid in running:
        os.kill(pid, signal.SIGKILL)
        os.waitpid(pid, 0)
    os.close(tell)
    with os.fdopen(hear) as said:
        points = Counter(line.strip() for line in said)
    sys.stdout.write(json.dumps(points))


if __name__ == "__main__":
    main(sys.argv[1], sys.argv[2], int(sys.argv[3]))
