"""Looks whether the line to Slack is up and not dead, and calls again where it is.

The SDK reconnects by itself where a connection breaks; this is for where it does not, and for lines on which pings are
answered and nothing ever comes.
"""

from __future__ import annotations

import asyncio
import logging
from collections.abc import Awaitable, Callable
from typing import Protocol

from aiohttp import ClientError
from slack_sdk.errors import SlackApiError

from bot.slack.patience import Patience

_LOG = logging.getLogger(__name__)


class Line(Protocol):
    """A connection to Slack."""

    async def up(self) -> bool: ...

    def silent_seconds(self) -> float: ...

    async def close(self) -> None: ...


async def keep_line(line: Line, call: Callable[[], Awaitable[Line]], patience: Patience) -> None:
    """Keep a line up until cancelled, then close it.

    Args:
        call: makes another connection; raises SlackApiError, ClientError, TimeoutError.
    """
    down, attempts = 0, 0
    try:
        while True:
            await asyncio.sleep(patience.look_seconds if not attempts else patience.pause(attempts))
            down = 0 if await line.up() else down + 1
            # Found down once, it may be about to be up again by itself.
            if down < 2 and line.silent_seconds() < patience.silent_seconds:
                continue
            _LOG.warning("the line to Slack is %s: calling again", "down" if down else "silent")
            try:
                # The new one before the old one goes: what is delivered to both is dealt with once.
                new = await call()
            except (SlackApiError, ClientError, TimeoutError) as error:
                attempts += 1
                _LOG.warning("could not call Slack: %r", error)
                continue
            old, line, down, attempts = line, new, 0, 0
            await old.close()
    finally:
        await line.close()
