"""One message a second and channel: what Slack asks of apps that post."""

from __future__ import annotations

import asyncio

_EVERY_SECONDS = 1.0


class Pacing:
    """Whose turn it is, channel by channel. In order of asking."""

    def __init__(self, every_seconds: float = _EVERY_SECONDS) -> None:
        self._every = every_seconds
        self._free_at: dict[str, float] = {}

    async def turn(self, channel: str) -> None:
        """Return when a message may be posted to the channel. The first one never waits."""
        now = asyncio.get_running_loop().time()
        at = max(now, self._free_at.get(channel, now))
        if len(self._free_at) > 1_000:
            self._free_at = {each: free for each, free in self._free_at.items() if free > now}
        self._free_at[channel] = at + self._every
        if at > now:
            await asyncio.sleep(at - now)
