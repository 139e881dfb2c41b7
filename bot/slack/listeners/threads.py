"""Said in a thread where the bot was asked, without naming it: answered where it reads as a question to it."""

from __future__ import annotations

from bot.answering import Turn
from bot.slack.addressed import reads_as_question
from bot.slack.call import Call
from bot.slack.counter import Question, answer
from bot.slack.envelopes import Sort
from bot.slack.posting import Spot
from bot.slack.spoken import spoken
from bot.slack.switchboard import Switchboard
from db.talk.threads import Place


def register(board: Switchboard) -> None:
    board.on_event("message", (Sort.IN_THREAD,), on_reply)


async def on_reply(call: Call) -> bool:
    found = call.envelope
    text = spoken(found.text)

    def wanted(turn: Turn) -> bool:
        return reads_as_question(text, turn.reading)

    place = Place(found.sender.team, found.sender.channel, found.thread)
    question = Question(found.key, text, found.sender.user, place, found.ts, arrived=call.arrived)
    routes = (Spot(found.sender.channel, found.thread), Spot(found.sender.user))
    return await answer(call.work, question, routes, wanted=wanted)
