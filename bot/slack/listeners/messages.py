"""Direct messages, in the agent's view or beside it: everything said there is said to the bot.

A text file is a document to be loaded.
"""

from __future__ import annotations

from bot.slack.call import Call
from bot.slack.counter import Question, answer
from bot.slack.envelopes import Sort
from bot.slack.listeners.loading import attached, load_attached
from bot.slack.posting import Spot
from bot.slack.spoken import spoken
from bot.slack.switchboard import Switchboard
from bot.wording import surface as words
from db.talk.threads import Place


def register(board: Switchboard) -> None:
    board.on_event("message", (Sort.DIRECT,), on_message)


async def on_message(call: Call) -> bool:
    found = call.envelope
    if documents := attached(call.body):
        await load_attached(call, documents)
        return False
    await call.work.agent.working(found.sender.channel, found.thread or found.ts)
    place = Place(found.sender.team, found.sender.channel, found.thread)
    question = Question(
        found.key, spoken(found.text) or words.HELP, found.sender.user, place, found.ts, arrived=call.arrived
    )
    return await answer(call.work, question, (Spot(found.sender.channel, found.thread),))
