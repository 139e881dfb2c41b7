"""The project's own vocabulary of expected answers, as failing tests tell it."""

from __future__ import annotations

from bot.evaluation import expectations
from bot.evaluation.exact import EXACT
from bot.evaluation.expectations import Expectation
from bot.reply import Reply
from bot.wording.evaluation import complaint_lines


def complaints(expected: Expectation, reply: Reply) -> list[str]:
    """What of the expectation the reply does not meet, one sentence each; empty where it meets all."""
    found = expectations.complaints(expected, reply, EXACT)
    return [line for complaint in found for line in complaint_lines(complaint)]


def shown(reply: Reply) -> str:
    """A reply in one line, for a failing test."""
    names = [item.name for item in reply.items][:8]
    parts = {key: str(getattr(reply, key)) for key in ("status", "reason", "intent", "yes", "reading")}
    return f"{parts} figures={expectations.headline(reply)} items={names} text={reply.text[:160]!r}"
