"""`yosan unknown`: what people said that was not understood, for those who look after words and rules."""

from __future__ import annotations

from datetime import datetime, timedelta

import click

from bot.composition import opened_notebook
from bot.exits import Exit
from bot.settings import Settings
from bot.wording import upkeep as words
from db.talk.unknown import declined_questions, unknown_words


async def show_unknown(settings: Settings, days: int, most: int, now: datetime) -> Exit:
    """Print unread words and declined questions by frequency. Errors: those of the store."""
    since = now - timedelta(days=days)
    async with opened_notebook(settings) as notebook:
        unread = await notebook.read(unknown_words, since, most)
        declined = await notebook.read(declined_questions, since, most)
    click.echo("\n".join(words.unknown_lines(unread, declined, days)))
    return Exit.DONE
