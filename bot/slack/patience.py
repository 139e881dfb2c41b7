"""How long, how often, and until when something is tried."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import timedelta
from random import SystemRandom


@dataclass(frozen=True, slots=True)
class Patience:
    first_seconds: float = 1.0
    """Before the second attempt; each later one waits twice as long."""
    most_seconds: float = 300.0
    attempts: int = 15
    """Then it is given up: about half an hour after the first."""
    settling_seconds: float = 3.0
    """After an attempt that may have succeeded: by then Slack shows what it took."""
    lease: timedelta = timedelta(seconds=60)
    """How long others leave alone what somebody works on. Whoever is alive renews it."""
    attempt_seconds: float = 45.0
    """The longest attempt. Less than a lease: nobody else tries at the same time."""
    round_seconds: float = 20.0
    """Between two looks at what was left undone."""
    oldest: timedelta = timedelta(hours=1)
    """A question older than that is not answered any more: its asker is told."""
    drain_seconds: float = 20.0
    """For what is running when told to stop: less than what is given a process between being told and being stopped."""
    look_seconds: float = 10.0
    """Between two looks whether the line to Slack is up."""
    silent_seconds: float = 900.0
    """A line on which nothing came for so long is called anew: it may be dead, and it costs next to nothing."""
    chance: Callable[[], float] = SystemRandom().random
    """From 0 to 1, so that those who failed together do not try again together."""

    def pause(self, attempts: int, at_least: float = 0.0) -> float:
        """Seconds to wait after so many attempts (from 1).

        Args:
            at_least: what Slack asked for.
        """
        backoff = min(self.most_seconds, self.first_seconds * 2.0 ** min(attempts - 1, 30))
        jittered = backoff * (0.5 + self.chance() / 2)
        # Never sooner than asked for, and not all at that very moment.
        return max(jittered, at_least + self.first_seconds * self.chance() if at_least else 0.0)

    def spent(self, attempts: int) -> bool:
        """Whether so many are enough."""
        return attempts >= self.attempts
