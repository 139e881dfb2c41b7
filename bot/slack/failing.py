"""What is said when something fails, and what may go better in a while."""

from __future__ import annotations

import logging

from bot.exits import Exit
from bot.failures import told
from bot.slack.call import Call
from bot.slack.envelopes import Sort
from bot.slack.letters import Respond, Route
from bot.slack.outbox import deliver, noted
from bot.slack.posting import Spot
from bot.slack.setbacks import Way, setback
from bot.slack.sorry import apology
from bot.slack.spoken import spoken
from bot.slack.view.message import Message
from bot.wording import surface as words
from db.talk.arrivals import finish
from db.talk.turns import say_instead

_LOG = logging.getLogger(__name__)


class NotYet(Exception):
    """What it is about is still on its way."""


def passes(error: Exception) -> bool:
    """Whether trying again later may help: Slack or the store is out of reach, or something has to come first."""
    met = setback(error)
    return (met is not None and met.way is Way.LATER) or isinstance(error, NotYet) or store_failed(error)


def store_failed(error: Exception) -> bool:
    return told(error)[1] is Exit.STORE_FAILED


async def apologise(call: Call, text: str = words.FAILED) -> None:
    """Say, where it was asked, that it did not work out, and be done with it. Raises Stopped."""
    work, found, now = call.work, call.envelope, call.work.clock()
    ways = _ways(call)
    if ways is None:
        await noted(work, finish, found.key)
        return
    sender = found.sender
    sorry = apology(found.key, sender.team, sender.user, spoken(found.text), text, ways, now)
    if await noted(work, say_instead, found.key, sorry, work.owner, now + work.patience.lease):
        await deliver(work, sorry)


async def apologise_late(call: Call) -> bool:
    """Nobody waits for the answer any more. Raises Stopped."""
    await apologise(call, words.LATE)
    return True


async def apologise_unwritten(call: Call) -> None:
    """It could not even be written down, and Slack does not bring it again: said at once, or never."""
    ways = _ways(call)
    for way in (*ways, Spot(call.envelope.sender.user)) if ways is not None else ():
        try:
            if isinstance(way, Respond):
                await call.work.posting.respond(way.url, Message(words.NO_STORE))
            else:
                await call.work.posting.post(way, Message(words.NO_STORE))
        except Exception:  # there may be another way
            _LOG.exception("could not apologise: %s", call.envelope.key)
        else:
            return


def _ways(call: Call) -> tuple[Route, ...] | None:
    """Where to say that something did not work out, before a direct message; None where nobody waits for anything."""
    found = call.envelope
    if call.response_url:
        return (Respond(call.response_url),)
    match found.sort:
        case Sort.MENTION:
            return (Spot(found.sender.channel, found.thread or found.ts),)
        case Sort.DIRECT:
            return (Spot(found.sender.channel, found.thread),)
        case Sort.IN_THREAD:
            # Of what people say to each other nobody waits for an answer.
            asks = spoken(found.text).endswith(("?", "？"))
            return (Spot(found.sender.channel, found.thread),) if asks else None
        case Sort.PRESS | Sort.SUBMISSION | Sort.SHORTCUT | Sort.COMMAND:
            return ()
        case _:
            return None
