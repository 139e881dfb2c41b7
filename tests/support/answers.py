"""What a reply asserts, without how it is said."""

from __future__ import annotations

from dataclasses import dataclass

from bot.evaluation.expectations import headline, names
from bot.reply import Reply


@dataclass(frozen=True, slots=True)
class Answer:
    status: str
    reason: str | None
    intent: str
    figures: tuple[tuple[int | float, str], ...]
    names: tuple[str, ...]
    item_figures: tuple[tuple[int | float, str], ...]
    yes: bool | None


def answer_of(reply: Reply) -> Answer:
    inner = [(float(figure.value), figure.unit) for item in reply.items for figure in item.figures]
    reason = None if reply.reason is None else reply.reason.value
    return Answer(
        reply.status.value,
        reason,
        reply.intent,
        tuple(headline(reply)),
        tuple(names(reply)),
        tuple(inner),
        reply.yes,
    )
