"""What comes in is written down before Slack hears «received», once, and then dealt with."""

from __future__ import annotations

import json
import logging
from collections.abc import Awaitable, Callable, MutableMapping
from datetime import timedelta
from typing import Any

from slack_bolt.response import BoltResponse

from bot.slack.call import Call
from bot.slack.envelopes import Body, Envelope, Sort, envelope, said_key
from bot.slack.failing import apologise, passes
from bot.slack.permissions import Verdict
from bot.slack.spoken import names_somebody
from bot.slack.workplace import Workplace
from db.talk.arrivals import Arrival, arrive, finish, underway
from db.talk.asked import asked_in
from db.talk.threads import Place, listens

_LOG = logging.getLogger(__name__)
LEASE = timedelta(seconds=60)
"""How long others leave alone what somebody works on. Whoever is alive renews it."""
ENVELOPE = "yosan_envelope"
VERDICT = "yosan_verdict"
AGAIN = "yosan_again"
"""Keys of Bolt's context."""
RECEIVED = BoltResponse(status=200, body="")

Context = MutableMapping[str, Any]


class Intake:
    """The middleware all deliveries pass."""

    def __init__(self, work: Workplace) -> None:
        self._work = work

    async def middleware(
        self, body: dict[str, Any], context: Context, next_: Callable[[], Awaitable[BoltResponse]]
    ) -> BoltResponse:
        """Let through what is for the bot and did not come before. Raises what the store raises: Slack tries again."""
        found = envelope(body, str(context.get("bot_user_id") or ""))
        verdict = self._work.permissions.judge(found.sender)
        if found.sort is Sort.NOTHING or verdict is Verdict.IGNORED:
            return RECEIVED
        context[ENVELOPE], context[VERDICT] = found, verdict
        if not context.get(AGAIN) and not await self._taken(found, body, str(context.get("bot_user_id") or "")):
            return RECEIVED
        return await next_()

    async def _taken(self, found: Envelope, body: Body, bot_user: str) -> bool:
        """Write it down; False where it is not for the bot, or has come before."""
        if not await self._concerns(found, bot_user):
            return False
        now = self._work.clock()
        arrival = Arrival(found.key, json.dumps(body, ensure_ascii=False))
        return await self._work.notebook.write(arrive, arrival, self._work.owner, now, now + LEASE)

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


async def dealt_with(call: Call, handle: Callable[[Call], Awaitable[None]]) -> None:
    """Run a listener to its end. What fails for a while is left to be taken up again; what fails for good is said."""
    try:
        await handle(call)
    except Exception as error:
        if passes(error):
            _LOG.warning("left for later: %s: %r", call.envelope.key, error)
            return
        _LOG.exception("failed: %s", call.envelope.key)
        await apologise(call)
    await call.work.notebook.write(finish, call.envelope.key)
