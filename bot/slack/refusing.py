"""Telling people, and nobody else, that the bot does not answer here."""

from __future__ import annotations

from bot.slack.call import Call
from bot.slack.envelopes import Sort
from bot.slack.posting import Spot
from bot.slack.view.message import Message
from bot.wording import surface as words


async def refuse(call: Call) -> None:
    """Said once to who asked; what was not said to the bot is passed over."""
    found = call.envelope
    message = Message(words.NOT_HERE)
    if call.response_url:
        await call.work.posting.respond(call.response_url, message)
    elif found.sort is Sort.MENTION:
        await call.work.posting.whisper(Spot(found.sender.channel, found.thread), found.sender.user, message)
