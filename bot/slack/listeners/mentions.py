"""Asked by name in a channel: answered in the thread."""

from __future__ import annotations

from bot.slack.call import Call
from bot.slack.counter import Question, answer
from bot.slack.envelopes import Sort
from bot.slack.posting import Spot
from bot.slack.spoken import spoken
from bot.slack.switchboard import Switchboard
from bot.wording import surface as words
from db.talk.threads import Place


def register(board: Switchboard) -> None:
    board.on_event("app_mention", (Sort.MENTION,), on_mention)
    # The same words come as a message, too; whichever comes first is answered.
    board.on_event("message", (Sort.MENTION,), on_mention)


async def on_mention(call: Call) -> bool:
    found = call.envelope
    thread = found.thread or found.ts
    place = Place(found.sender.team, found.sender.channel, thread)
    question = Question(
        found.key, spoken(found.text) or words.HELP, found.sender.user, place, found.ts, arrived=call.arrived
    )
    routes = (Spot(found.sender.channel, thread), Spot(found.sender.user))
    return await answer(call.work, question, routes)
