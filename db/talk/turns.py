"""A turn of a conversation, kept in one go: the question, and where the conversation stands after it."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import Connection

from db.talk.asked import Asked, amend_asked, keep_asked, last_asked
from db.talk.threads import keep_thread_state


def keep_turn(connection: Connection, asked: Asked, state: str, now: datetime) -> None:
    """A question was answered."""
    keep_asked(connection, asked)
    keep_thread_state(connection, asked.place, state, now)


def amend_turn(connection: Connection, asked: Asked, state: str, now: datetime) -> None:
    """A question was answered anew; the conversation goes on from there if nothing was asked after it."""
    amend_asked(connection, asked.id, asked.question, asked.reading, asked.status)
    last = last_asked(connection, asked.place)
    if last is not None and last.id == asked.id:
        keep_thread_state(connection, asked.place, state, now)
