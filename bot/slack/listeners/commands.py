"""`/yosan` and `/yosan-total`: answered to who asked, who may share it."""

from __future__ import annotations

from bot.slack.call import Call
from bot.slack.counter import Question, answer
from bot.slack.letters import Respond
from bot.slack.posting import Spot
from bot.slack.spoken import spoken
from bot.slack.switchboard import Switchboard
from bot.slack.totals import total_question
from bot.slack.view.actions import Action
from bot.slack.view.modals import settings_modal
from bot.wording import surface as words
from db.talk.channels import answers_follow_ups
from db.talk.threads import Place

YOSAN = "/yosan"
TOTAL = "/yosan-total"


def register(board: Switchboard) -> None:
    board.on_command(YOSAN, on_yosan)
    board.on_command(TOTAL, on_total)
    board.on_action(Action.SETTINGS, on_settings)


async def on_yosan(call: Call) -> bool:
    text = spoken(call.envelope.text)
    if text in words.SETTINGS_COMMANDS:
        await on_settings(call)
        return False
    return await _answer(call, words.HELP if text.lower() in ("", "help", "ヘルプ") else text)


async def on_total(call: Call) -> bool:
    desk = await call.work.desks.current()
    return await _answer(call, total_question(spoken(call.envelope.text), desk.catalogue))


async def _answer(call: Call, text: str) -> bool:
    sender = call.envelope.sender
    # What one person asks by commands in a channel is a conversation of its own.
    place = Place(sender.team, sender.channel, f"/{sender.user}")
    question = Question(call.envelope.key, text, sender.user, place, private=True)
    return await answer(call.work, question, (Respond(call.response_url), Spot(sender.user)))


async def on_settings(call: Call) -> None:
    """A window with what is settled for the channel it is asked in."""
    sender = call.envelope.sender
    if not sender.channel:
        return
    on = await call.work.notebook.read(answers_follow_ups, sender.team, sender.channel)
    view = settings_modal(sender.channel, follow_ups=on)
    await call.work.posting.client.views_open(trigger_id=call.trigger, view=view)
