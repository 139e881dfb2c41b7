"""One message a second and channel: what Slack asks of apps that post. And longer where it says «wait»."""

from __future__ import annotations

import asyncio

_EVERY_SECONDS = 1.0


class Pacing:
    """Whose turn it is, channel by channel. In order of asking."""

    def __init__(self, every_seconds: float = _EVERY_SECONDS) -> None:
        self._every = every_seconds
        self._free_at: dict[str, float] = {}
        self._held_until: dict[str, float] = {}

    def taken(self, channel: str) -> bool:
        """Take one's turn if it is one's turn now; else False, and nothing is taken."""
        now = asyncio.get_running_loop().time()
        if self._next(channel) > now:
            return False
        self._free_at[channel] = now + self._every
        return True

    async def turn(self, channel: str) -> None:
        """Return when a message may be posted to the channel. The first one never waits."""
        loop = asyncio.get_running_loop()
        while True:
            now = loop.time()
            at = max(now, self._next(channel))
            if len(self._free_at) > 1_000:
                self._free_at = {each: free for each, free in self._free_at.items() if free > now}
            self._free_at[channel] = at + self._every
            if at > now:
                await asyncio.sleep(at - now)
            if self._held_until.get(channel, 0.0) <= at:
                return
            # Slack said «wait» meanwhile: to the end of the line, which begins when it says.

    def hold(self, channel: str, seconds: float) -> None:
        """Slack asks that nothing be posted to the channel for so long."""
        now = asyncio.get_running_loop().time()
        if len(self._held_until) > 1_000:
            self._held_until = {each: until for each, until in self._held_until.items() if until > now}
        self._held_until[channel] = max(self._held_until.get(channel, now), now + seconds)

    def _next(self, channel: str) -> float:
        return max(self._free_at.get(channel, 0.0), self._held_until.get(channel, 0.0))
