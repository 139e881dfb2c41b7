"""Where questions are answered: asked in a place, read with what was said there, shown, remembered."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace

from slack_sdk.errors import SlackApiError

from bot.answering import Desk, Refined, Turn, take_turn
from bot.remembering import recalled, remembered
from bot.slack.posting import Posted, Spot
from bot.slack.view.answer import answer_message
from bot.slack.view.message import AskedRef, Look, Message
from bot.slack.view.wishes import wish
from bot.slack.workplace import Workplace
from bot.wording import surface as words
from db.talk.asked import Asked, asked_by_id, asked_id, keep_asked, last_asked
from db.talk.threads import Place, thread_state
from db.talk.turns import amend_turn, keep_turn
from nlp.reading import Context

AS_FIRST_SHOWN = Look()


@dataclass(frozen=True, slots=True)
class Question:
    key: str
    """Under which it arrived: asked again under the same key it is the same question."""
    text: str
    asker: str
    place: Place
    message_ts: str = ""
    """The message it was asked by; empty where there is none."""
    private: bool = False
    """The answer is for the asker's eyes."""


@dataclass(frozen=True, slots=True)
class Answered:
    turn: Turn
    asked: Asked
    desk: Desk
    charted: bool = False
    """A picture was asked for."""

    def message(self, look: Look = AS_FIRST_SHOWN) -> Message:
        """What is shown of it, where it is shown."""
        asked = self.asked
        where = replace(
            look,
            chart=True if self.charted and look.chart is None else look.chart,
            ephemeral=asked.private,
            can_share=asked.private and not asked.place.channel.startswith("D"),
            # Nobody sees the question where it was not said: the answer tells whose it was.
            shared=not asked.private and not asked.message_ts,
        )
        return answer_message(self.turn, reference(asked), where, self.desk.catalogue)


def reference(asked: Asked) -> AskedRef:
    """What an answer's buttons lead back to."""
    return AskedRef(asked.id, asked.asker, deletable=not asked.private)


def anyhow(_: Turn) -> bool:
    """Answer whatever it was read as."""
    return True


async def answer_there(
    work: Workplace,
    question: Question,
    spot: Spot,
    *,
    wanted: Callable[[Turn], bool] = anyhow,
    again: bool = False,
) -> None:
    """Answer a question by a message everybody there sees, if it is `wanted` as it was read.

    With `again` somebody may have answered already: then nothing is posted a second time.
    """
    async with work.queues.turn(question.place):
        before = await work.notebook.read(asked_by_id, asked_id(question.key)) if again else None
        if before is not None and before.reply_ts:
            return
        async with work.hands:
            answered = await _asked(work, question)
            message = answered.message() if wanted(answered.turn) else None
        if message is None:
            return
        ts = await work.posting.posted(spot, answered.asked.id) if again else ""
        posted = Posted(spot.channel, ts) if ts else await work.posting.post(spot, message, answered.asked.id)
        place = _settled(question.place, posted)
        await _remember(work, replace(answered, asked=replace(answered.asked, place=place, reply_ts=posted.ts)))


async def answer_privately(work: Workplace, question: Question) -> Answered:
    """Answer a question for the asker's eyes; showing it is left to the caller."""
    async with work.queues.turn(question.place):
        async with work.hands:
            answered = await _asked(work, replace(question, private=True))
        await _remember(work, answered)
        return answered


async def asked_again(work: Workplace, asked: Asked, look: Look) -> Answered:
    """A kept question's answer, in the unit and against the base of a look."""
    desk = await work.desks.of(asked.document)
    wished = wish(asked.question)
    async with work.notebook.asking() as connection:
        refined = Refined(look.unit, look.base)
        turn = await take_turn(desk, connection, wished.question, recalled(asked.context), refined)
    return Answered(turn, asked, desk, wished.chart)


async def answer_instead(work: Workplace, asked: Asked, question: str) -> Answered:
    """The kept question was edited, or one of its meanings chosen: answer that from now on."""
    async with work.queues.turn(asked.place):
        answered = await asked_again(work, replace(asked, question=question), AS_FIRST_SHOWN)
        reply = answered.turn.reply
        amended = replace(answered.asked, reading=reply.reading, status=reply.status.value)
        await work.notebook.write(amend_turn, amended, remembered(answered.turn.context), work.clock())
        return replace(answered, asked=amended)


async def share(work: Workplace, key: str, asked: Asked, look: Look, user: str, response_url: str) -> None:
    """Show everybody in the channel what only one person saw."""
    place = Place(asked.place.team, asked.place.channel, "")
    seen = await asked_again(work, asked, look)
    public = replace(asked, id=asked_id(key), place=place, asker=user, private=False, asked_at=work.clock())
    shown = replace(seen, asked=public)
    message = shown.message(look)
    try:
        posted = await work.posting.post(Spot(place.channel), message, public.id)
    except SlackApiError as error:
        if not absent(error):
            raise
        # The bot is no member of the channel; by the address of the press it may speak there all the same.
        await work.notebook.write(keep_asked, public)
        await work.posting.respond(response_url, message, public=True)
    else:
        kept = replace(public, place=_settled(place, posted), reply_ts=posted.ts)
        await _remember(work, replace(shown, asked=kept))


def absent(error: SlackApiError) -> bool:
    """Whether the bot cannot post to a channel because it is not in it."""
    return error.response.get("error") in ("not_in_channel", "channel_not_found", "is_archived")


async def _asked(work: Workplace, question: Question) -> Answered:
    desk = await work.desks.current()
    wished = wish(question.text)
    context = recalled(await work.notebook.read(thread_state, question.place))
    last = None if wished.question else await work.notebook.read(last_asked, question.place)
    if last is not None:
        # «グラフで» alone: what was asked last, as a picture.
        question = replace(question, text=words.as_chart(wish(last.question).question))
        wished, context = wish(question.text), recalled(last.context)
    async with work.notebook.asking() as connection:
        turn = await take_turn(desk, connection, wished.question or question.text, context)
    return Answered(turn, _noted(work, question, desk, context, turn), desk, wished.chart)


async def _remember(work: Workplace, answered: Answered) -> None:
    await work.notebook.write(keep_turn, answered.asked, remembered(answered.turn.context), work.clock())


def _settled(place: Place, posted: Posted) -> Place:
    """Where the conversation goes on: below an answer that began it, in a direct message as it flows."""
    thread = place.thread or ("" if posted.channel.startswith("D") else posted.ts)
    return Place(place.team, posted.channel, thread)


def _noted(work: Workplace, question: Question, desk: Desk, context: Context, turn: Turn) -> Asked:
    return Asked(
        id=asked_id(question.key),
        place=question.place,
        message_ts=question.message_ts,
        reply_ts="",
        asker=question.asker,
        question=question.text,
        context=remembered(context),
        document=desk.document.slug,
        reading=turn.reply.reading,
        status=turn.reply.status.value,
        private=question.private,
        asked_at=work.clock(),
    )
