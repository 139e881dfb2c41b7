"""Posting digests: what is due is planned, claimed, made, posted and settled, by however many processes.

A run is one process's while its lease lasts, which it prolongs as long as it works. What may have been posted before
(somebody died with it, Slack did not answer) is looked for by its metadata before it is posted again.
"""

from __future__ import annotations

import asyncio
import logging
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import asynccontextmanager
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from enum import StrEnum
from itertools import groupby
from typing import Protocol
from zoneinfo import ZoneInfoNotFoundError

from bot.digest.edition import Edition
from bot.digest.schedule import next_post, posts
from db.digests.definitions import Digest, all_digests, digest_by_id
from db.digests.ledger import (
    Claim,
    Due,
    RunState,
    claim,
    claimable,
    expire,
    last_made,
    note_made,
    plan,
    planned,
    renew,
    settle,
    told_of,
)
from db.talk.notebook import Notebook

_LOG = logging.getLogger(__name__)
_LOOK_BACK = timedelta(days=31)
"""Older dates are not even noted as missed."""
_MOST_BACKOFF = 15


@dataclass(eq=False)
class OutOfReach(Exception):
    """Slack cannot be reached, or did not say what it did: it may go better later."""

    why: str


@dataclass(eq=False)
class Refused(Exception):
    """Slack will not have it, now or later."""

    why: str
    """In Slack's words: «not_in_channel»."""


class Notice(StrEnum):
    """What an owner is told."""

    EMPTY = "empty"
    MISSED = "missed"
    FAILED = "failed"


class Outlet(Protocol):
    """Where digests go. Each call raises OutOfReach or Refused."""

    async def find(self, digest: Digest, channel: str, due: Due) -> str:
        """The ts of the message a run was posted as; empty where there is none."""

    async def post(self, digest: Digest, due: Due, edition: Edition) -> str:
        """Post it once, marked so that `find` finds it; its ts."""

    async def tell(self, digest: Digest, notice: Notice, dates: tuple[date, ...], why: str) -> None:
        """Tell the owner."""


@dataclass(frozen=True, slots=True)
class Occasion:
    """What an edition is made for."""

    digest: Digest
    date: date
    now: datetime
    since: datetime
    """UTC: when the post before was made."""
    told: tuple[str, ...] = ()
    """What earlier posts told of, longest ago first."""
    picked: tuple[str, ...] = ()
    """What it tells of, where that was settled before."""


@dataclass(frozen=True, slots=True)
class Terms:
    lease: timedelta = timedelta(seconds=60)
    """How long others leave alone what somebody works on. Longer than Slack is waited for."""
    oldest: timedelta = timedelta(hours=24)
    """What is later than that is not posted any more."""
    rest: timedelta = timedelta(seconds=20)
    """At most so long until it is looked again."""
    at_a_time: int = 4
    """How many runs one process works on."""


class Runner:
    """One process's part in posting digests."""

    def __init__(
        self,
        notebook: Notebook,
        outlet: Outlet,
        make: Callable[[Occasion], Awaitable[Edition]],
        clock: Callable[[], datetime],
        owner: str,
        terms: Terms | None = None,
    ) -> None:
        """Args:
        make: what a digest tells on an occasion.
        clock: now, UTC.
        owner: this process, among replicas.
        """
        self._notebook = notebook
        self._outlet = outlet
        self._make = make
        self._clock = clock
        self._owner = owner
        self._terms = terms or Terms()
        self._hands = asyncio.Semaphore(self._terms.at_a_time)

    async def round(self) -> tuple[tuple[Due, RunState], ...]:
        """Post what is due; returns what this process settled. Raises what the store raises."""
        now = self._clock()
        await self._plan(now)
        settled: list[tuple[Due, RunState]] = []
        while dues := await self._notebook.read(claimable):
            done = await self._give_up(now) if any(self._too_old(due, now) for due in dues) else []
            done += await self._all_dealt_with(dues)
            settled += done
            if not done:
                break
        return tuple(settled)

    async def _all_dealt_with(self, dues: tuple[Due, ...]) -> list[tuple[Due, RunState]]:
        """One digest's trouble is not another's: what was raised is raised when all have had their turn."""
        found = await asyncio.gather(*(self._dealt_with(due) for due in dues), return_exceptions=True)
        for each in found:
            if isinstance(each, BaseException):
                raise each
        return [each for each in found if each is not None and not isinstance(each, BaseException)]

    async def next_look(self) -> datetime:
        """When there is something to do again, or soon."""
        now = self._clock()
        soon = now + self._terms.rest
        coming = [
            post.at
            for digest in await self._notebook.read(all_digests)
            if not digest.paused and (post := _next(digest, now)) is not None
        ]
        return min([soon, *coming])

    async def _plan(self, now: datetime) -> None:
        """Write down what has become due since it was last looked."""
        known = await self._notebook.read(planned)
        dues = [
            due
            for digest in await self._notebook.read(all_digests)
            if not digest.paused
            for due in _posts(digest, max(digest.since, now - _LOOK_BACK), now, known.get(digest.id))
        ]
        if dues:
            await self._notebook.write(plan, dues)

    def _too_old(self, due: Due, now: datetime) -> bool:
        return due.at < now - self._terms.oldest

    async def _give_up(self, now: datetime) -> list[tuple[Due, RunState]]:
        """What was due so long ago that nobody has claimed it; its owners are told."""
        missed = await self._notebook.write(expire, now - self._terms.oldest, now)
        by_digest = sorted(missed, key=lambda due: (due.digest_id, due.date))
        for digest_id, dues in groupby(by_digest, key=lambda due: due.digest_id):
            digest = await self._notebook.read(digest_by_id, digest_id)
            if digest is not None:
                await self._tell(digest, Notice.MISSED, tuple(due.date for due in dues))
        return [(due, RunState.MISSED) for due in missed]

    async def _dealt_with(self, due: Due) -> tuple[Due, RunState] | None:
        """Claim a run and see it through; None where it is another's, or has to wait."""
        async with self._hands:
            claimed = await self._notebook.write(claim, due, self._owner, self._lease_ms)
            if claimed is None:
                return None
            try:
                async with self._holding(claimed):
                    state = await self._worked_on(claimed)
            except (OutOfReach, TimeoutError) as error:
                _LOG.warning("digest %d of %s has to wait: %r", due.digest_id, due.date, error)
                await self._wait(claimed)
                return None
            return None if state is None else (due, state)

    async def _worked_on(self, claimed: Claim) -> RunState | None:
        due = claimed.due
        digest = await self._notebook.read(digest_by_id, due.digest_id)
        if digest is None:
            return None
        try:
            if claimed.channel and (ts := await self._outlet.find(digest, claimed.channel, due)):
                return await self._settled(claimed, RunState.SENT, ts=ts)
            now = self._clock()
            if digest.paused:
                return await self._settled(claimed, RunState.CANCELLED)
            if self._too_old(due, now):
                return await self._settled(claimed, RunState.MISSED, tell=digest)
            edition = await self._make(await self._occasion(digest, claimed, now))
            if edition.empty:
                return await self._settled(claimed, RunState.SKIPPED, tell=digest)
            # From here on it may be out: whoever takes over looks for it there.
            if not await self._noted(claimed, digest, edition, now):
                return None
            ts = await self._outlet.post(digest, due, edition)
        except Refused as error:
            return await self._settled(claimed, RunState.FAILED, why=error.why, tell=digest)
        return await self._settled(claimed, RunState.SENT, ts=ts)

    async def _noted(self, claimed: Claim, digest: Digest, edition: Edition, now: datetime) -> bool:
        return await self._notebook.write(note_made, claimed, digest.channel, edition.picked, now, self._lease_ms)

    async def _occasion(self, digest: Digest, claimed: Claim, now: datetime) -> Occasion:
        day = claimed.due.date
        before = await self._notebook.read(last_made, digest.id, day)
        told = await self._notebook.read(told_of, digest.id, day)
        return Occasion(digest, day, now, before or digest.since, told, claimed.picked)

    async def _settled(
        self, claimed: Claim, state: RunState, *, ts: str = "", why: str = "", tell: Digest | None = None
    ) -> RunState | None:
        if not await self._notebook.write(settle, claimed, state, self._clock(), ts=ts, why=why):
            return None
        if tell is not None and (notice := _NOTICES.get(state)) and (notice is not Notice.EMPTY or tell.tell_empty):
            await self._tell(tell, notice, (claimed.due.date,), why)
        return state

    async def _tell(self, digest: Digest, notice: Notice, dates: tuple[date, ...], why: str = "") -> None:
        try:
            await self._outlet.tell(digest, notice, dates, why)
        except (OutOfReach, Refused) as error:
            _LOG.warning("could not tell the owner of digest %d: %r", digest.id, error)

    async def _wait(self, claimed: Claim) -> None:
        """Let go of it, but not at once: Slack may need a while."""
        minutes = min(2 ** (claimed.attempt - 1), _MOST_BACKOFF)
        await self._notebook.write(renew, claimed, self._lease_ms * minutes)

    @asynccontextmanager
    async def _holding(self, claimed: Claim) -> AsyncIterator[None]:
        """Prolong the lease as long as it is worked on. Raises TimeoutError where that does not work out in time."""
        # Others may take it when the lease is over: a little earlier it must be let go of.
        sure = self._terms.lease.total_seconds() * 0.9
        loop = asyncio.get_running_loop()
        async with asyncio.timeout(sure) as limit:

            async def prolong() -> None:
                while True:
                    await asyncio.sleep(self._terms.lease.total_seconds() / 3)
                    asked_at = loop.time()
                    if not await self._notebook.write(renew, claimed, self._lease_ms):
                        return
                    limit.reschedule(asked_at + sure)

            prolonging = asyncio.create_task(prolong())
            try:
                yield
            finally:
                prolonging.cancel()
                await asyncio.gather(prolonging, return_exceptions=True)

    @property
    def _lease_ms(self) -> int:
        return round(self._terms.lease.total_seconds() * 1000)


_NOTICES = {
    RunState.SKIPPED: Notice.EMPTY,
    RunState.MISSED: Notice.MISSED,
    RunState.FAILED: Notice.FAILED,
}


def _posts(digest: Digest, after: datetime, until: datetime, last: date | None) -> list[Due]:
    try:
        return [Due(digest.id, post.date, post.at) for post in posts(digest.schedule, after, until, last)]
    except ZoneInfoNotFoundError:
        # Set up on a machine that knows more zones than this one: another replica may post it.
        _LOG.error("digest %d is of an unknown zone: %s", digest.id, digest.schedule.zone)
        return []


def _next(digest: Digest, after: datetime) -> Due | None:
    try:
        post = next_post(digest.schedule, after)
    except ZoneInfoNotFoundError:
        return None
    return None if post is None else Due(digest.id, post.date, post.at)
