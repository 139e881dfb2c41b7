"""Every turn of every case, answered once, and its messages in every look."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from itertools import islice

from bot.answering import Turn
from bot.reply import ReplyPart
from bot.slack.view.answer import answer_message
from bot.slack.view.message import AskedRef, Block, Look, Message
from bot.wording.replies import part
from db.answer import Answer
from nlp.catalogue import Catalogue
from nlp.query import DisplayUnit
from tests.support.cases import all_cases
from tests.support.library import Library

ASKED = AskedRef(9_007_199_254_740_991, "U0123456789", deletable=True)
LOOKS = (
    Look(),
    Look(page=1),
    Look(page=2, chart=True, unit=DisplayUnit.HUNDRED_MILLION_YEN),
    Look(chart=True),
    Look(ephemeral=True, can_share=True),
    Look(shared=True),
)


@dataclass(frozen=True, slots=True)
class Seen:
    """One turn of one case."""

    id: str
    document: str
    turn: Turn
    catalogue: Catalogue

    def messages(self) -> Iterator[Message]:
        for look in LOOKS:
            yield answer_message(self.turn, ASKED, look, self.catalogue)

    def message(self, look: Look | None = None) -> Message:
        return answer_message(self.turn, ASKED, look or Look(), self.catalogue)


def answering(turn: Turn, answers: tuple[Answer, ...], catalogue: Catalogue) -> Turn:
    """The turn with other answers, worded."""
    told = [part(answer, answer.document, catalogue).words for answer in answers]
    parts = tuple(ReplyPart(each.lead, each.rows) for each in told)
    return replace(turn, answers=answers, reply=replace(turn.reply, parts=parts))


def all_seen(library: Library) -> list[Seen]:
    """Every turn of every case."""
    found: list[Seen] = []
    for case in all_cases():
        asker = library.asker(case.document)
        turns = library.run(asker.converse([turn.ask for turn in case.turns]))
        found += [Seen(case.id, case.document, turn, asker.desk.catalogue) for turn in turns]
    return found


def seen(library: Library, *texts: str, document: str = "bundled") -> Seen:
    """The last turn of one conversation."""
    asker = library.asker(document)
    return Seen("", document, library.run(asker.converse(texts))[-1], asker.desk.catalogue)


def forms(message: Message) -> Iterator[tuple[Block, ...]]:
    """From the richest to the plainest."""
    yield message.blocks
    yield from message.fallbacks


def strings(value: object) -> Iterator[str]:
    """Every text that can be read in a block, in order."""
    if isinstance(value, dict):
        for key, each in value.items():
            if key in ("text", "label", "title", "caption", "name") and isinstance(each, str):
                yield each
            elif key not in ("value", "action_id"):
                yield from strings(each)
    elif isinstance(value, list | tuple):
        for each in value:
            yield from strings(each)


def buttons(message: Message) -> list[Block]:
    """Everything that can be pressed, menus included."""
    found: list[Block] = []
    for block in message.blocks:
        elements = block.get("elements")
        if block["type"] == "actions" and isinstance(elements, list):
            found += elements
    return found


def kinds(blocks: tuple[Block, ...]) -> list[object]:
    return [block["type"] for block in blocks]


def first_of_kind(blocks: tuple[Block, ...], kind: str) -> Block:
    return next(islice((block for block in blocks if block["type"] == kind), 1))
