"""What comes in is written down before Slack hears «received», once, and then dealt with."""

from __future__ import annotations

import logging
from collections.abc import Awaitable, Callable, MutableMapping
from datetime import datetime
from typing import Any

from slack_bolt.middleware.async_middleware import AsyncMiddleware
from slack_bolt.request.async_request import AsyncBoltRequest
from slack_bolt.response import BoltResponse

from bot.compact import compact
from bot.slack.call import Arrived, Call
from bot.slack.envelopes import Body, Envelope, Sort, envelope, said_key
from bot.slack.failing import apologise, apologise_unwritten, passes, store_failed
from bot.slack.outbox import Stopped, noted
from bot.slack.permissions import Verdict
from bot.slack.spoken import names_somebody
from bot.slack.workplace import Workplace
from db.talk.arrivals import Arrival, arrive, defer, finish, underway
from db.talk.asked import asked_in
from db.talk.threads import Place, listens

_LOG = logging.getLogger(__name__)
ENVELOPE = "yosan_envelope"
VERDICT = "yosan_verdict"
AGAIN = "yosan_again"
"""Under it, the key of what came in before and is taken up again."""
LATE = "yosan_late"
ARRIVED = "yosan_arrived"
"""Keys of Bolt's context."""
_LAST_RETRY = 3
"""Slack brings an event three more times, and then no more."""
_BROUGHT_ONCE = frozenset({Sort.COMMAND, Sort.PRESS, Sort.SUBMISSION, Sort.SHORTCUT})
RECEIVED = BoltResponse(status=200, body="")

Context = MutableMapping[str, Any]
Handler = Callable[[Call], Awaitable[bool | None]]
"""Returns whether it has seen to it that what arrived is dealt with."""


class Intake(AsyncMiddleware):
    """The middleware all deliveries pass."""

    def __init__(self, work: Workplace, begin: Callable[[dict[str, Any], Context], bool]) -> None:
        """Args:
        begin: starts what is to be done about an event that is let through; False where that is for Bolt to find.
        """
        self._work = work
        self._begin = begin

    async def async_process(
        self,
        *,
        req: AsyncBoltRequest,
        resp: BoltResponse,
        next: Callable[[], Awaitable[BoltResponse]],  # noqa: A002  (Bolt's name)
    ) -> BoltResponse:
        """Let through what is for the bot and did not come before. Raises what the store raises: Slack tries again."""
        body, context = req.body, req.context
        if not await self._is_let_through(body, context, req):
            return RECEIVED
        # Bolt asks one listener after the other whether an event is theirs; here it is told by its sort already.
        return RECEIVED if self._begin(body, context) else await next()

    async def _is_let_through(self, body: dict[str, Any], context: Context, request: AsyncBoltRequest) -> bool:
        bot_user = str(context.get("bot_user_id") or "")
        found = envelope(body, bot_user)
        verdict = self._work.permissions.judge(found.sender)
        if found.sort is Sort.NOTHING or verdict is Verdict.IGNORED:
            if key := context.get(AGAIN):
                # Not what it was when it came.
                await self._work.notebook.write(finish, key)
            return False
        context[ENVELOPE], context[VERDICT] = found, verdict
        if context.get(AGAIN):
            return True
        arrived = context[ARRIVED] = Arrived(self._work.clock())
        try:
            return await self._taken(found, body, bot_user, arrived.at)
        except Exception as error:
            if not store_failed(error) or not _last(found.sort, request):
                raise
            self._work.crew.start(found.key, apologise_unwritten(Call(self._work, found, body, bot_user, arrived)))
            return False

    async def _taken(self, found: Envelope, body: Body, bot_user: str, now: datetime) -> bool:
        """Write it down; False where it is not for the bot, or has come before."""
        if not await self._concerns(found, bot_user):
            return False
        arrival = Arrival(found.key, compact(body))
        return await self._work.notebook.write(arrive, arrival, self._work.owner, now, now + self._work.patience.lease)

    async def _concerns(self, found: Envelope, bot_user: str) -> bool:
        """What people say to each other is not written down; nor what they change about it."""
        team, channel = found.sender.team, found.sender.channel
        if found.sort is Sort.IN_THREAD:
            if names_somebody(found.text, bot_user):
                return False
            return await self._work.notebook.read(listens, Place(team, channel, found.thread))
        if found.sort in (Sort.EDIT, Sort.DELETION):
            # Asked, or just being answered.
            return await self._work.notebook.read(
                asked_in, team, channel, found.ts
            ) is not None or await self._work.notebook.read(underway, said_key(team, channel, found.ts))
        return True


def _last(sort: Sort, request: AsyncBoltRequest) -> bool:
    """Whether Slack will not bring it again."""
    (number, *_) = request.headers.get("x-slack-retry-num") or ("0",)
    return sort in _BROUGHT_ONCE or (number.isdecimal() and int(number) >= _LAST_RETRY)


async def dealt_with(call: Call, handle: Handler) -> None:
    """Run a listener to its end. What fails for a while is left to be taken up again; what fails for good is said."""
    key, work = call.envelope.key, call.work
    try:
        try:
            settled = await handle(call)
        except Exception as error:
            if passes(error):
                _LOG.warning("left for later: %s: %r", key, error)
                await noted(work, defer, key, work.clock())
            else:
                _LOG.exception("failed: %s", key)
                await apologise(call)
        else:
            if not settled:
                await noted(work, finish, key)
    except Stopped:
        # Its lease is given up at the end, or is over some time.
        _LOG.info("left to whoever comes next: %s", key)
