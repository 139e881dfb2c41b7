"""Where conversations stand: text in, text out, by team, channel and thread."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import Connection, bindparam, delete, select

from db.prepared import rows, run
from db.talk.notebook import upsert_into
from db.talk.tables import CHANNEL, THREAD


@dataclass(frozen=True, slots=True)
class Place:
    """Where a conversation is held."""

    team: str
    channel: str
    thread: str
    """The ts of the thread's first message; empty for the main flow of a direct message, «/U…» for what one person
    asks by commands in a channel."""


_HERE = (
    THREAD.c.team == bindparam("team"),
    THREAD.c.channel == bindparam("channel"),
    THREAD.c.thread == bindparam("thread"),
)
_STATE = select(THREAD.c.state).where(*_HERE)
_SETTLED_OFF = select(CHANNEL.c.team).where(
    CHANNEL.c.team == bindparam("team"), CHANNEL.c.channel == bindparam("channel"), CHANNEL.c.follow_ups.is_(False)
)
_LISTENS = select(THREAD.c.team).where(*_HERE, ~_SETTLED_OFF.exists())


def thread_state(connection: Connection, place: Place) -> str | None:
    """Where the conversation stands; None where the bot was never asked."""
    found = rows(connection, _STATE, _named(place))
    return str(found[0][0]) if found else None


def keep_thread_state(connection: Connection, place: Place, state: str, now: datetime) -> None:
    """Keep where the conversation stands, in place of where it stood."""
    run(connection, upsert_into(connection, THREAD), {**_named(place), "state": state, "spoken_at": now})


def listens(connection: Connection, place: Place) -> bool:
    """Whether the bot was asked in this thread and the channel lets it answer follow-ups."""
    return bool(rows(connection, _LISTENS, _named(place)))


def forget_threads(connection: Connection, before: datetime) -> None:
    """Drop conversations nobody has spoken in since."""
    connection.execute(delete(THREAD).where(THREAD.c.spoken_at < before))


def _named(place: Place) -> dict[str, str]:
    return {"team": place.team, "channel": place.channel, "thread": place.thread}
