"""Where questions are answered: asked in a place, read with what was said there, kept, shown, remembered."""

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
from db.talk.asked import Asked, amend_asked, asked_by_id, asked_in, keep_asked, keep_reply, last_asked
from db.talk.threads import Place, keep_thread_state, thread_state
from nlp.reading import Context

AS_FIRST_SHOWN = Look()


@dataclass(frozen=True, slots=True)
class Question:
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
) -> Posted | None:
    """Answer a question by a message everybody there sees; None where it was not `wanted` after all, or is answered."""
    async with work.queues.turn(question.place):
        async with work.hands:
            answered = await (_begun(work, question) if again else _asked(work, question, wanted))
        if answered is None:
            return None
        if again and (ts := answered.asked.reply_ts or await work.posting.posted(spot, answered.asked.id)):
            posted = Posted(spot.channel, ts)
        else:
            posted = await work.posting.post(spot, answered.message(), answered.asked.id)
        await _remember(work, answered, _settled(question.place, posted), posted.ts)
        return posted


async def share(work: Workplace, asked: Asked, look: Look, user: str, response_url: str) -> None:
    """Show everybody in the channel what only one person saw."""
    place = Place(asked.place.team, asked.place.channel, "")
    seen = await asked_again(work, asked, look)
    public = replace(asked, place=place, asker=user, private=False, reply_ts="", asked_at=work.clock())
    async with work.notebook.writing() as connection:
        shown = replace(seen, asked=replace(public, id=await keep_asked(connection, public)))
    message = shown.message(look)
    try:
        posted = await work.posting.post(Spot(place.channel), message, shown.asked.id)
    except SlackApiError as error:
        if not absent(error):
            raise
        # The bot is no member of the channel; by the address of the press it may speak there all the same.
        await work.posting.respond(response_url, message, public=True)
    else:
        await _remember(work, shown, _settled(place, posted), posted.ts)


def absent(error: SlackApiError) -> bool:
    """Whether the bot cannot post to a channel because it is not in it."""
    return error.response.get("error") in ("not_in_channel", "channel_not_found", "is_archived")


async def answer_privately(work: Workplace, question: Question) -> Answered:
    """Answer a question for the asker's eyes; showing it is left to the caller."""
    async with work.queues.turn(question.place):
        answered = await _asked(work, replace(question, private=True), anyhow)
        assert answered is not None  # noqa: S101  (anyhow)
        await _remember(work, answered, question.place)
        return answered


async def asked_again(work: Workplace, asked: Asked, look: Look) -> Answered:
    """A kept question's answer, in the unit and against the base of a look."""
    desk = await work.desks.of(asked.document)
    wished = wish(asked.question)
    async with work.notebook.reading() as connection:
        refined = Refined(look.unit, look.base)
        turn = await take_turn(desk, connection, wished.question, recalled(asked.context), refined)
    return Answered(turn, asked, desk, wished.chart)


async def answer_instead(work: Workplace, asked: Asked, question: str) -> Answered:
    """The kept question was edited, or one of its meanings chosen: answer that from now on."""
    async with work.queues.turn(asked.place):
        answered = await asked_again(work, replace(asked, question=question), AS_FIRST_SHOWN)
        reply = answered.turn.reply
        async with work.notebook.writing() as connection:
            await amend_asked(connection, asked.id, question, reply.reading, reply.status.value)
            if await last_asked(connection, asked.place) == asked.id:
                state = remembered(answered.turn.context)
                await keep_thread_state(connection, asked.place, state, work.clock())
        return answered


async def _asked(work: Workplace, question: Question, wanted: Callable[[Turn], bool]) -> Answered | None:
    desk = await work.desks.current()
    wished = wish(question.text)
    async with work.notebook.reading() as connection:
        context = recalled(await thread_state(connection, question.place))
        if not wished.question and (
            last := await asked_by_id(connection, await last_asked(connection, question.place))
        ):
            # «グラフで» alone: what was asked last, as a picture.
            question = replace(question, text=words.as_chart(wish(last.question).question))
            wished, context = wish(question.text), recalled(last.context)
        turn = await take_turn(desk, connection, wished.question or question.text, context)
    if not wanted(turn):
        return None
    asked = _noted(work, question, desk, context, turn)
    async with work.notebook.writing() as connection:
        kept = replace(asked, id=await keep_asked(connection, asked))
    return Answered(turn, kept, desk, wished.chart)


async def _begun(work: Workplace, question: Question) -> Answered | None:
    """What somebody began: the same question as it was read then, or asked now if they did not get as far."""
    place = question.place
    async with work.notebook.reading() as connection:
        asked = await asked_in(connection, place.team, place.channel, question.message_ts)
    return await (_asked(work, question, anyhow) if asked is None else asked_again(work, asked, AS_FIRST_SHOWN))


async def _remember(work: Workplace, answered: Answered, place: Place, reply_ts: str = "") -> None:
    async with work.notebook.writing() as connection:
        await keep_reply(connection, answered.asked.id, place, reply_ts)
        await keep_thread_state(connection, place, remembered(answered.turn.context), work.clock())


def _settled(place: Place, posted: Posted) -> Place:
    """Where the conversation goes on: below an answer that began it, in a direct message as it flows."""
    thread = place.thread or ("" if posted.channel.startswith("D") else posted.ts)
    return Place(place.team, posted.channel, thread)


def _noted(work: Workplace, question: Question, desk: Desk, context: Context, turn: Turn) -> Asked:
    return Asked(
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
