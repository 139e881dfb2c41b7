"""The use case: one turn of a conversation, from its text to the reply and what is remembered for the next turn.

The same for the terminal, JSON and Slack. What it needs comes in as values: a `Desk` (one document, and a reader
that knows its names) and a connection to read from.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from bot.reply import Reply
from bot.wording import reply as worded
from db.answer import Answer
from db.queries import answer
from db.shelf import Shelf
from db.unsupported import UnsupportedCombination
from nlp.catalogue import Catalogue, DocumentRef
from nlp.dialogue import remember
from nlp.query import DisplayUnit, Named, Period
from nlp.reader import Reader
from nlp.reading import Context, Decline, Reading, Refusal, Understood

if TYPE_CHECKING:
    from sqlalchemy.ext.asyncio import AsyncConnection


@dataclass(frozen=True, slots=True)
class Desk:
    """One document, ready to be asked about."""

    catalogue: Catalogue
    reader: Reader
    shelf: Shelf

    @property
    def document(self) -> DocumentRef:
        return self.catalogue.document


@dataclass(frozen=True, slots=True)
class Turn:
    """One question answered: what is shown, what is remembered, and how it came about."""

    reply: Reply
    context: Context
    """What the next turn of the same conversation is read with."""
    reading: Reading
    answers: tuple[Answer, ...]
    """One a query of the reading; empty where the reading asks back, declines or chats."""


@dataclass(frozen=True, slots=True)
class Refined:
    """What someone changed about an answer without asking anew."""

    unit: DisplayUnit | None = None
    """What amounts are shown in."""
    base: Period | None = None
    """What is compared with."""


AS_ASKED = Refined()


async def take_turn(
    desk: Desk, connection: AsyncConnection, text: str, context: Context, refined: Refined = AS_ASKED
) -> Turn:
    """Answer one question. Never raises for what a question says, whatever it says.

    Errors: the driver's own, where the store cannot be read.
    """
    reading = _refined(desk.reader.read(readable(text), context), refined)
    answers: tuple[Answer, ...] = ()
    if isinstance(reading.outcome, Understood):
        try:
            answers = tuple([await answer(connection, query, desk.shelf) for query in reading.outcome.queries])
        except UnsupportedCombination:
            # Well formed, but the document has no such cells: leaving the condition out would answer another question.
            reading = replace(reading, outcome=Decline(Refusal.NOT_UNDERSTOOD, adrift=True))
    return Turn(
        reply=worded(reading, answers, desk.document, desk.catalogue),
        context=remember(context, reading, _results(answers)),
        reading=reading,
        answers=answers,
    )


def _refined(reading: Reading, refined: Refined) -> Reading:
    """The reading, its queries in another unit or against another base. A base is only changed where there is one."""
    outcome = reading.outcome
    if refined == AS_ASKED or not isinstance(outcome, Understood):
        return reading
    queries = tuple(
        replace(
            query,
            unit=refined.unit or query.unit,
            base=refined.base if refined.base is not None and query.base is not None else query.base,
            base_assumed=query.base_assumed and refined.base is None,
        )
        for query in outcome.queries
    )
    return replace(reading, outcome=replace(outcome, queries=queries))


def readable(text: str) -> str:
    """The text with lone surrogates (undecodable bytes of an argument or a pipe) as U+FFFD, pairs joined."""
    return text.encode("utf-16-le", "surrogatepass").decode("utf-16-le", "replace")


def _results(answers: tuple[Answer, ...]) -> tuple[Named, ...]:
    """What the answers' rows name, once each, in order."""
    named = (item.named for one in answers for item in one.items)
    return tuple(dict.fromkeys(name for name in named if name is not None))
