"""What is seen while an answer is on its way."""

from __future__ import annotations

from bot.wording import slack as words


def progress_text() -> str:
    """For a status line, or a message that the answer takes the place of."""
    return words.PROGRESS
