"""Modals and the shortcuts that open them."""

from __future__ import annotations

from bot.slack.call import Call
from bot.slack.counter import Question, answer
from bot.slack.envelopes import Sender
from bot.slack.permissions import Verdict
from bot.slack.posting import Spot
from bot.slack.spoken import spoken
from bot.slack.switchboard import Switchboard
from bot.slack.view.actions import Action, Callback, Field
from bot.slack.view.message import Message
from bot.slack.view.modals import ask_modal
from bot.wording import surface as words
from db.talk.channels import settle_follow_ups
from db.talk.threads import Place


def register(board: Switchboard) -> None:
    board.on_shortcut(Callback.ASK_SHORTCUT, on_open)
    board.on_shortcut(Callback.MESSAGE_SHORTCUT, on_open)
    board.on_action(Action.OPEN_ASK, on_open)
    board.on_submission(Callback.ASK, on_question)
    board.on_submission(Callback.SETTINGS, on_settings)


async def on_open(call: Call) -> None:
    """A window for a question; on a message, with what it says."""
    view = ask_modal(spoken(call.envelope.text))
    await call.work.posting.client.views_open(trigger_id=call.trigger, view=view)


async def on_question(call: Call) -> bool:
    """Answered in the channel chosen; where none was, or it cannot be there, in a direct message."""
    sender = call.envelope.sender
    text = str(call.filled(Field.QUESTION).get("value") or "").strip()
    channel = str(call.filled(Field.CHANNEL).get("selected_conversation") or "")
    if not text:
        return False
    if channel and call.work.permissions.judge(Sender(sender.team, channel, sender.user)) is not Verdict.WELCOME:
        await call.work.posting.post(Spot(sender.user), Message(words.NOT_THERE))
        channel = ""
    place = Place(sender.team, channel or sender.user, "")
    direct = Spot(sender.user)
    routes = (Spot(channel), direct) if channel else (direct,)
    return await answer(call.work, Question(call.envelope.key, text, sender.user, place), routes)


async def on_settings(call: Call) -> None:
    channel = str(call.view.get("private_metadata", ""))
    picked = call.filled(Field.FOLLOW_UPS).get("selected_option") or {}
    on = picked.get("value") == "on"
    sender = call.envelope.sender
    now = call.work.clock()
    await call.work.notebook.write(settle_follow_ups, sender.team, channel, sender.user, now, follow_ups=on)
    message = Message(words.FOLLOW_UPS_ON if on else words.FOLLOW_UPS_OFF)
    await call.work.posting.whisper(Spot(channel), sender.user, message)
