"""Where questions are answered: asked in a place, read with what was said there, shown, remembered."""

from __future__ import annotations

from collections.abc import Awaitable, Callable
from dataclasses import dataclass, replace
from typing import TypedDict

from bot.answering import Desk, Refined, Turn, take_turn
from bot.remembering import recalled, remembered
from bot.slack.call import Arrived
from bot.slack.letters import Letter, Respond, Route
from bot.slack.outbox import put_out
from bot.slack.posting import Spot
from bot.slack.view.answer import answer_message
from bot.slack.view.message import AskedRef, Look, Message
from bot.slack.view.wishes import wish
from bot.slack.workplace import Workplace
from bot.wording import surface as words
from db.talk.asked import Asked, asked_id, last_asked
from db.talk.outbox import Outgoing
from db.talk.threads import Place, thread_state
from db.talk.turns import amend_turn, answer_turn
from nlp.reading import Decline, Outcome, Refusal

_UNKNOWN = frozenset({Refusal.UNKNOWN_NAME, Refusal.UNKNOWN_TOPIC, Refusal.UNREAD_WORDS, Refusal.OUT_OF_SCOPE})
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
    arrived: Arrived | None = None
    """Known of what is answered where everybody sees it, and can be looked for."""


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


async def answer(
    work: Workplace, question: Question, routes: tuple[Route, ...], *, wanted: Callable[[Turn], bool] = anyhow
) -> bool:
    """Answer a question by the first way that takes it, if it is `wanted` as it was read.

    Returns whether what arrived is dealt with thereby: the answer is put out, whatever becomes of this process.
    """
    async with work.queues.turn(question.place):
        async with work.hands:
            answered = await _asked(work, question)
            message = answered.message() if wanted(answered.turn) else None
        if message is None:
            return False
        await _put_out(work, question.key, answered, routes, message, question.arrived)
    return True


async def _put_out(
    work: Workplace,
    key: str,
    answered: Answered,
    routes: tuple[Route, ...],
    message: Message,
    arrived: Arrived | None = None,
) -> None:
    """Keep the turn and put its answer out, in one go; and see to its being sent."""
    asked, now = answered.asked, work.clock()
    state = remembered(answered.turn.context)
    # Where the answer begins the conversation, its place is known when it is there.
    known = bool(asked.place.thread) or asked.place.channel.startswith("D")
    letter = Letter(
        routes,
        message,
        asked=0 if asked.private else asked.id,
        thread=asked.place.thread,
        state="" if known else state,
    )
    out = Outgoing(key, asked.place.team, letter.channel, asked.asker, asked.question, "", now)
    until = now + work.patience.lease

    async def keep(out: Outgoing) -> bool:
        return await work.notebook.write(answer_turn, asked, state if known else "", out, work.owner, now, until)

    await put_out(work, out, letter, keep, arrived)


async def asked_again(work: Workplace, asked: Asked, look: Look) -> Answered:
    """A kept question's answer, in the unit and against the base of a look."""
    desk = await work.desks.of(asked.document)
    wished = wish(asked.question)
    async with work.notebook.asking() as connection:
        refined = Refined(look.unit, look.base)
        turn = await take_turn(desk, connection, wished.question, recalled(asked.context), refined)
    return Answered(turn, asked, desk, wished.chart)


async def answer_instead(
    work: Workplace, asked: Asked, question: str, show: Callable[[Answered], Awaitable[None]]
) -> None:
    """The kept question was edited, or one of its meanings chosen: answer that from now on.

    Args:
        show: puts the new answer in the place of the old one. It may be done twice.
    """
    async with work.queues.turn(asked.place):
        answered = await asked_again(work, replace(asked, question=question), AS_FIRST_SHOWN)
        amended = replace(answered.asked, **understood(answered.turn))
        # Shown first: whoever has to begin again finds the question as it was, and does both.
        await show(replace(answered, asked=amended))
        await work.notebook.write(amend_turn, amended, remembered(answered.turn.context), work.clock())


async def share(work: Workplace, key: str, asked: Asked, look: Look, user: str, response_url: str) -> bool:
    """Show everybody in the channel what only one person saw."""
    place = Place(asked.place.team, asked.place.channel, "")
    seen = await asked_again(work, asked, look)
    public = replace(asked, id=asked_id(key), place=place, asker=user, private=False, asked_at=work.clock())
    shown = replace(seen, asked=public)
    # Where the bot is no member, it may speak all the same by the address of the press.
    await _put_out(work, key, shown, (Spot(place.channel), Respond(response_url, public=True)), shown.message(look))
    return True


async def _asked(work: Workplace, question: Question) -> Answered:
    desk = await work.desks.current()
    wished = wish(question.text)
    state = await work.notebook.read(thread_state, question.place) or ""
    last = None if wished.question else await work.notebook.read(last_asked, question.place)
    if last is not None:
        # «グラフで» alone: what was asked last, as a picture.
        question = replace(question, text=words.as_chart(wish(last.question).question))
        wished, state = wish(question.text), last.context
    async with work.notebook.asking() as connection:
        turn = await take_turn(desk, connection, wished.question or question.text, recalled(state))
    return Answered(turn, _noted(work, question, desk, state, turn), desk, wished.chart)


def _noted(work: Workplace, question: Question, desk: Desk, state: str, turn: Turn) -> Asked:
    return Asked(
        id=asked_id(question.key),
        place=question.place,
        message_ts=question.message_ts,
        reply_ts="",
        asker=question.asker,
        question=question.text,
        context=state,
        document=desk.document.slug,
        private=question.private,
        asked_at=work.clock(),
        **understood(turn),
    )


class Understood(TypedDict):
    reading: str
    status: str
    reply: str
    unread: tuple[str, ...]
    reason: str


def understood(turn: Turn) -> Understood:
    """What is kept of an answer for those who look after the bot."""
    reply, outcome = turn.reply, turn.reading.outcome
    return {
        "reading": reply.reading,
        "status": reply.status.value,
        "reply": reply.text,
        "unread": tuple(dict.fromkeys((*turn.reading.unread, *missed(outcome)))),
        "reason": outcome.why.value if isinstance(outcome, Decline) else (reply.reason or ""),
    }


def missed(outcome: Outcome) -> tuple[str, ...]:
    """The words a question was declined for because nobody knew them."""
    unknown = isinstance(outcome, Decline) and outcome.why in _UNKNOWN
    return outcome.words if unknown and isinstance(outcome, Decline) else ()
