"""Digests in Slack: posted where they belong, recognised by their metadata, their owners told."""

from __future__ import annotations

import asyncio
import logging
from collections.abc import AsyncIterator, Iterator
from contextlib import asynccontextmanager, contextmanager, suppress
from datetime import date, datetime

from aiohttp import ClientError
from slack_sdk.errors import SlackApiError

from bot.digest.edition import Edition
from bot.digest.making import Maker
from bot.digest.run import Notice, OutOfReach, Refused, Runner, Terms
from bot.exits import Exit
from bot.failures import told
from bot.slack.posting import Mark, Posting, Spot
from bot.slack.setbacks import Way, setback, slack_word
from bot.slack.view.digests import digest_message
from bot.slack.view.escape import escape
from bot.slack.view.message import Message
from bot.slack.workplace import Workplace
from bot.wording import digest_windows as words
from db.digests.definitions import Digest
from db.digests.ledger import Due

_LOG = logging.getLogger(__name__)
_EVENT = "yosan_digest"
_FINISH_SECONDS = 15.0


class SlackOutlet:
    """Slack, as digests need it."""

    def __init__(self, posting: Posting) -> None:
        self._posting = posting

    async def find(self, digest: Digest, channel: str, due: Due) -> str:
        """See `Outlet`. No post is older than the moment it was due."""
        with _as_ours():
            return await self._posting.marked(channel, mark(due), due.at)

    async def post(self, digest: Digest, due: Due, edition: Edition) -> str:
        message = digest_message(edition, owner=digest.owner)
        with _as_ours():
            return (await self._posting.post_once(Spot(digest.channel), message, mark(due))).ts

    async def tell(self, digest: Digest, notice: Notice, dates: tuple[date, ...], why: str) -> None:
        text = escape(words.notice(digest, notice, dates, why))
        with _as_ours():
            await self._posting.post(Spot(digest.owner), Message(text))


def mark(due: Due) -> Mark:
    """What the message of a run is recognised by."""
    return Mark(_EVENT, {"digest": due.digest_id, "due": due.date.isoformat()})


def runner_of(work: Workplace, terms: Terms | None = None) -> Runner:
    """This workplace's part in posting digests."""
    maker = Maker(work.notebook, work.desks.current)
    return Runner(work.notebook, SlackOutlet(work.posting), maker, work.clock, work.owner, terms or work.terms)


@asynccontextmanager
async def posting_digests(work: Workplace) -> AsyncIterator[None]:
    """Digests are posted meanwhile. At the end what is being posted is waited for."""
    ended = asyncio.Event()
    running = asyncio.create_task(_keep_posting(runner_of(work), ended, work))
    try:
        yield
    finally:
        ended.set()
        done, _ = await asyncio.wait({running}, timeout=_FINISH_SECONDS)
        if not done:
            running.cancel()
        with suppress(asyncio.CancelledError):
            await running


async def _keep_posting(runner: Runner, ended: asyncio.Event, work: Workplace) -> None:
    while not ended.is_set():
        try:
            await runner.round()
            until = await runner.next_look()
        except Exception as error:  # whatever goes wrong with one, the next ones have to be posted
            if told(error)[1] is Exit.STORE_FAILED:
                _LOG.warning("could not post digests: %r", error)
            else:
                _LOG.exception("could not post digests")
            until = work.clock() + work.terms.rest
        await _asleep(ended, until, work)


async def _asleep(ended: asyncio.Event, until: datetime, work: Workplace) -> None:
    with suppress(TimeoutError):
        await asyncio.wait_for(ended.wait(), max(0.05, (until - work.clock()).total_seconds()))


@contextmanager
def _as_ours() -> Iterator[None]:
    """Slack's errors as those of digests."""
    try:
        yield
    except SlackApiError as error:
        met = setback(error)
        if met is not None and met.way is Way.ELSEWHERE:
            raise Refused(met.word) from error
        # Somebody may put the app right before the post is too old.
        raise OutOfReach(slack_word(error)) from error
    except (ClientError, TimeoutError) as error:
        raise OutOfReach(repr(error)) from error
