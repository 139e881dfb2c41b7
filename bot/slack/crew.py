"""Work that goes on after Slack was told «received»: held on to until it is done, and waited for at the end."""

from __future__ import annotations

import asyncio
from collections import Counter
from collections.abc import Coroutine

_TURNS = 3
"""Turns of the loop between an acknowledgement and the start of the work."""


class Crew:
    """Running work. Bolt's own listener tasks are referenced by nobody, and nobody waits for them."""

    def __init__(self) -> None:
        self._running: set[asyncio.Task[None]] = set()
        self._keys: Counter[str] = Counter()
        self._closing = asyncio.Event()

    def start(self, key: str, work: Coroutine[object, object, None]) -> None:
        """Run it beside the others. What it raises is its own affair: it has to catch.

        Args:
            key: of what it deals with.
        """
        task = asyncio.get_running_loop().create_task(work)
        self._running.add(task)
        self._keys[key] += 1

        def done(ended: asyncio.Task[None]) -> None:
            self._running.discard(ended)
            self._keys[key] -= 1
            if not self._keys[key]:
                del self._keys[key]

        task.add_done_callback(done)

    @property
    def busy(self) -> int:
        """How many are running."""
        return len(self._running)

    @property
    def keys(self) -> frozenset[str]:
        """What is being dealt with."""
        return frozenset(self._keys)

    async def pause(self, seconds: float) -> bool:
        """Wait, if there is time to: False at once when work is to end."""
        try:
            async with asyncio.timeout(seconds):
                await self._closing.wait()
        except TimeoutError:
            return True
        return False

    async def drain(self, seconds: float) -> int:
        """Wait for all, including those started meanwhile; what is not done by then is cancelled, and counted."""
        for _ in range(_TURNS):
            await asyncio.sleep(0)
        self._closing.set()
        deadline = asyncio.get_running_loop().time() + seconds
        while self._running and (left := deadline - asyncio.get_running_loop().time()) > 0:
            await asyncio.wait(self._running, timeout=left)
        late = tuple(self._running)
        for task in late:
            task.cancel()
        await asyncio.gather(*late, return_exceptions=True)
        self._closing.clear()
        return len(late)
