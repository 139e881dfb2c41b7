"""What the bot works with in Slack, as one value."""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable
from contextlib import AbstractAsyncContextManager
from dataclasses import dataclass, field
from datetime import datetime
from weakref import WeakValueDictionary

from bot.digest.run import Terms
from bot.slack.agent import Agent
from bot.slack.crew import Crew
from bot.slack.desks import Desks
from bot.slack.patience import Patience
from bot.slack.permissions import Permissions
from bot.slack.posting import Posting
from db.ingest.report import LoadReport
from db.talk.notebook import Notebook
from db.talk.threads import Place


class Queues:
    """One after the other in a conversation: what was said second is read with what was said first."""

    def __init__(self) -> None:
        self._locks: WeakValueDictionary[Place, asyncio.Lock] = WeakValueDictionary()

    def turn(self, place: Place) -> AbstractAsyncContextManager[None]:
        """Whose turn it is to speak there."""
        lock = self._locks.get(place)
        if lock is None:
            self._locks[place] = lock = asyncio.Lock()
        return lock


@dataclass(frozen=True, slots=True)
class Workplace:
    notebook: Notebook
    desks: Desks
    permissions: Permissions
    posting: Posting
    agent: Agent
    crew: Crew
    queues: Queues
    hands: asyncio.Semaphore
    """How many questions are worked on at a time. More would not be answered sooner, and whoever comes next would
    hear «received» later."""
    load: Callable[[bytes, bytes | None, str], Awaitable[LoadReport]]
    """Loads a document from its text, its data file if it has one, and its name. Raises StoreError."""
    owner: str
    """This process, among replicas."""
    clock: Callable[[], datetime]
    """Now, UTC."""
    patience: Patience = field(default_factory=Patience)
    """How long, how often, and until when something is tried."""
    terms: Terms = field(default_factory=Terms)
    """How digests are posted."""
