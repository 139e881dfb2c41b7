"""What is said when something fails, and what may go better in a while."""

from __future__ import annotations

import logging

from aiohttp import ClientError
from slack_sdk.errors import SlackApiError

from bot.exits import Exit
from bot.failures import told
from bot.slack.call import Call
from bot.slack.envelopes import Sort
from bot.slack.posting import Spot, Undelivered
from bot.slack.view.message import Message
from bot.wording import surface as words

_LOG = logging.getLogger(__name__)
_PASSING = frozenset({"ratelimited", "internal_error", "fatal_error", "service_unavailable", "request_timeout"})


def passes(error: Exception) -> bool:
    """Whether trying again later may help: Slack or the store is out of reach."""
    if isinstance(error, SlackApiError):
        return error.response.get("error") in _PASSING or int(error.response.status_code or 0) >= 500
    if isinstance(error, Undelivered):
        return error.status >= 500
    return isinstance(error, (ClientError, TimeoutError)) or told(error)[1] is Exit.STORE_FAILED


async def apologise(call: Call) -> None:
    """Say, where it was asked, that it did not work out."""
    sorry = Message(words.FAILED)
    found, posting = call.envelope, call.work.posting
    try:
        if call.response_url:
            await posting.respond(call.response_url, sorry)
        elif found.sort is Sort.MENTION:
            await posting.post(Spot(found.sender.channel, found.thread or found.ts), sorry)
        elif found.sort is Sort.DIRECT:
            await posting.post(Spot(found.sender.channel, found.thread), sorry)
    except Exception:  # there is no one left to tell
        _LOG.exception("could not apologise: %s", found.key)
