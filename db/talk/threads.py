"""Where conversations stand: text in, text out, by team, channel and thread."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import ColumnElement, Connection, delete, select

from db.talk.notebook import insert_into
from db.talk.tables import CHANNEL, THREAD


@dataclass(frozen=True, slots=True)
class Place:
    """Where a conversation is held."""

    team: str
    channel: str
    thread: str
    """The ts of the thread's first message; empty for the main flow of a direct message, «/U…» for what one person
    asks by commands in a channel."""


def thread_state(connection: Connection, place: Place) -> str | None:
    """Where the conversation stands; None where the bot was never asked."""
    found = connection.scalar(select(THREAD.c.state).where(*_at(place)))
    return None if found is None else str(found)


def keep_thread_state(connection: Connection, place: Place, state: str, now: datetime) -> None:
    """Keep where the conversation stands, in place of where it stood."""
    statement = insert_into(connection, THREAD).values(
        team=place.team, channel=place.channel, thread=place.thread, state=state, spoken_at=now
    )
    connection.execute(
        statement.on_conflict_do_update(
            index_elements=[THREAD.c.team, THREAD.c.channel, THREAD.c.thread],
            set_={"state": statement.excluded.state, "spoken_at": statement.excluded.spoken_at},
        )
    )


def listens(connection: Connection, place: Place) -> bool:
    """Whether the bot was asked in this thread and the channel lets it answer follow-ups."""
    settled_off = (
        select(CHANNEL.c.team)
        .where(CHANNEL.c.team == place.team, CHANNEL.c.channel == place.channel, CHANNEL.c.follow_ups.is_(False))
        .exists()
    )
    return connection.scalar(select(THREAD.c.team).where(*_at(place), ~settled_off)) is not None


def forget_threads(connection: Connection, before: datetime) -> None:
    """Drop conversations nobody has spoken in since."""
    connection.execute(delete(THREAD).where(THREAD.c.spoken_at < before))


def _at(place: Place) -> tuple[ColumnElement[bool], ...]:
    return THREAD.c.team == place.team, THREAD.c.channel == place.channel, THREAD.c.thread == place.thread
