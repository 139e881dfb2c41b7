"""Questions changed or taken back after they were answered."""

from __future__ import annotations

from bot.slack.call import Call
from bot.slack.counter import Answered, answer_instead
from bot.slack.envelopes import Sort
from bot.slack.failing import NotYet
from bot.slack.posting import Spot
from bot.slack.spoken import spoken
from bot.slack.switchboard import Switchboard
from bot.slack.view.removal import removal_offer
from bot.wording import surface as words
from db.talk.asked import Asked, asked_in
from db.talk.threads import Place


def register(board: Switchboard) -> None:
    board.on_event("message", (Sort.EDIT,), on_edit)
    board.on_event("message", (Sort.DELETION,), on_deletion)


async def on_edit(call: Call) -> None:
    """The answer changes with its question."""
    asked = await _answered(call)
    question = spoken(call.envelope.text) or words.HELP
    if asked and question != asked.question:

        async def show(answered: Answered) -> None:
            await call.work.posting.change(asked.place.channel, asked.reply_ts, answered.message())

        await answer_instead(call.work, asked, question, show)


async def on_deletion(call: Call) -> None:
    """The answer stays, for others may have talked about it; its asker may have it deleted."""
    asked = await _answered(call)
    if asked:
        spot = Spot(asked.place.channel, asked.place.thread)
        await call.work.posting.whisper(spot, asked.asker, removal_offer(asked.id))


async def _answered(call: Call) -> Asked | None:
    """The question that the message asked, once its answer is there."""
    found = call.envelope
    team, channel = found.sender.team, found.sender.channel
    thread = found.thread or ("" if channel.startswith("D") else found.ts)
    async with call.work.queues.turn(Place(team, channel, thread)):
        asked = await call.work.notebook.read(asked_in, team, channel, found.ts)
    if asked and not asked.reply_ts:
        # On its way: what is to be changed is not there yet.
        raise NotYet
    return asked
