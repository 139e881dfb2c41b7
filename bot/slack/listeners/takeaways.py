"""Votes, files to take away, and answers that are not wanted any more."""

from __future__ import annotations

from bot.slack.call import Call
from bot.slack.counter import asked_again, reference
from bot.slack.listeners.looks import pressed
from bot.slack.posting import Spot
from bot.slack.switchboard import Switchboard
from bot.slack.view.actions import Action, Callback, Field, Press, Task
from bot.slack.view.files import export_file
from bot.slack.view.message import Message
from bot.slack.view.modals import feedback_modal
from bot.wording import surface as words
from db.talk.asked import Asked, vote


def register(board: Switchboard) -> None:
    board.on_action(Action.VOTE_UP, on_vote_up)
    board.on_action(Action.VOTE_DOWN, on_vote_down)
    board.on_action(Action.MORE, on_more)
    board.on_submission(Callback.FEEDBACK, on_feedback)


async def on_vote_up(call: Call) -> None:
    _, asked = await pressed(call)
    if asked:
        await _count(call, asked.id, good=True)
        await _tell(call, asked, words.THANKS)


async def on_vote_down(call: Call) -> None:
    _, asked = await pressed(call)
    if asked:
        # The modal first: it can be opened for three seconds only.
        view = feedback_modal(reference(asked))
        await call.work.posting.client.views_open(trigger_id=call.trigger, view=view)
        await _count(call, asked.id, good=False)


async def on_feedback(call: Call) -> None:
    asked_id = call.view.get("private_metadata", "")
    comment = call.filled(Field.COMMENT).get("value")
    if str(asked_id).isdecimal() and isinstance(comment, str) and comment.strip():
        await _count(call, int(asked_id), good=False, comment=comment.strip())


async def on_more(call: Call) -> None:
    press, asked = await pressed(call)
    if press is None or asked is None:
        return
    if press.task is Task.DELETE:
        await _delete(call, asked)
    elif press.task in (Task.CSV, Task.XLSX):
        await _upload(call, asked, press)


async def _upload(call: Call, asked: Asked, press: Press) -> None:
    """Into the thread; for an answer that one person sees, into their direct message."""
    answered = await asked_again(call.work, asked, press.look)
    file = export_file(answered.turn, reference(asked), press.task)
    if not asked.private:
        await call.work.posting.upload(Spot(asked.place.channel, asked.place.thread or asked.reply_ts), file)
        return
    posted = await call.work.posting.post(Spot(call.envelope.sender.user), Message(words.file_for(asked.question)))
    await call.work.posting.upload(Spot(posted.channel, posted.ts), file)
    await call.work.posting.respond(call.response_url, Message(words.FILE_SENT))


async def _delete(call: Call, asked: Asked) -> None:
    if not call.work.permissions.may_delete(call.envelope.sender.user, asked.asker):
        await _tell(call, asked, words.NOT_YOURS)
        return
    if asked.reply_ts:
        await call.work.posting.delete(asked.place.channel, asked.reply_ts)
    if call.envelope.ts != asked.reply_ts:
        # Pressed on the offer to delete, which has done its work.
        await call.work.posting.respond(call.response_url, Message(words.DELETED), replace=True)


async def _tell(call: Call, asked: Asked, text: str) -> None:
    """Tell who pressed, beside the answer."""
    if asked.private:
        await call.work.posting.respond(call.response_url, Message(text))
    else:
        spot = Spot(asked.place.channel, asked.place.thread)
        await call.work.posting.whisper(spot, call.envelope.sender.user, Message(text))


async def _count(call: Call, asked: int, *, good: bool, comment: str = "") -> None:
    user, now = call.envelope.sender.user, call.work.clock()
    await call.work.notebook.write(vote, asked, user, now, good=good, comment=comment)
