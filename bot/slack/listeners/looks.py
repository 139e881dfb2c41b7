"""Buttons that show an answer another way, or another answer in its place."""

from __future__ import annotations

from functools import partial

from slack_sdk.errors import SlackApiError

from bot.slack.call import Call
from bot.slack.counter import Answered, Question, answer, answer_instead, asked_again, share
from bot.slack.letters import Respond, Route
from bot.slack.posting import Spot
from bot.slack.setbacks import slack_word
from bot.slack.switchboard import Switchboard
from bot.slack.view.actions import Action, Press
from bot.slack.view.message import Look, Message
from bot.slack.view.modals import sources_modal
from bot.wording import surface as words
from db.talk.asked import Asked, asked_by_id
from db.talk.threads import Place


def register(board: Switchboard) -> None:
    board.on_action(Action.LOOK, on_look)
    board.on_action(Action.CHOOSE, on_choose)
    board.on_action(Action.ASK, on_ask)
    board.on_action(Action.SOURCES, on_sources)
    board.on_action(Action.SHARE, on_share)


async def on_look(call: Call) -> None:
    press, asked = await pressed(call)
    if press and asked:
        await _show(call, await asked_again(call.work, asked, press.look), press.look)


async def on_choose(call: Call) -> None:
    press, asked = await pressed(call)
    if press and asked and press.question:
        await answer_instead(call.work, asked, press.question, partial(_show, call, look=Look()))


async def on_ask(call: Call) -> bool:
    """What could be asked next, below; below a digest, in its thread; from home, in a direct message."""
    press, asked = await pressed(call)
    if press is None or not press.question:
        return False
    user = call.envelope.sender.user
    place = _below(call) if asked is None else asked.place
    private = asked is not None and asked.private
    way: Route = Respond(call.response_url) if private else Spot(place.channel, place.thread)
    question = Question(call.envelope.key, press.question, user, place, private=private)
    return await answer(call.work, question, (way, Spot(user)) if way != Spot(user) else (way,))


def _below(call: Call) -> Place:
    """Where an answer to no stored question goes: below the message pressed, where it is one that can be seen."""
    found = call.envelope
    if found.sender.channel and found.ts:
        return Place(found.sender.team, found.sender.channel, found.thread or found.ts)
    return Place(found.sender.team, found.sender.user, "")


async def on_sources(call: Call) -> None:
    press, asked = await pressed(call)
    if press and asked:
        answered = await asked_again(call.work, asked, press.look)
        await call.work.posting.client.views_open(trigger_id=call.trigger, view=sources_modal(answered.turn))


async def on_share(call: Call) -> bool:
    press, asked = await pressed(call)
    if not press or not asked:
        return False
    user = call.envelope.sender.user
    return await share(call.work, call.envelope.key, asked, press.look, user, call.response_url)


async def pressed(call: Call) -> tuple[Press | None, Asked | None]:
    """What was pressed, and the stored question it belongs to. Buttons of messages that are gone do nothing."""
    press = call.press
    if press is None or not press.asked:
        return press, None
    asked = await call.work.notebook.read(asked_by_id, press.asked)
    # An id can only be pressed where it was shown.
    return (press, asked) if asked and asked.place.team == call.envelope.sender.team else (None, None)


async def _show(call: Call, answered: Answered, look: Look) -> None:
    """In the place of the message pressed."""
    message = answered.message(look)
    if answered.asked.private:
        await call.work.posting.respond(call.response_url, message, replace=True)
        return
    try:
        await call.work.posting.change(call.envelope.sender.channel, call.envelope.ts, message)
    except SlackApiError as error:
        if slack_word(error) != "message_not_found":
            raise
        await call.work.posting.respond(call.response_url, Message(words.GONE))
