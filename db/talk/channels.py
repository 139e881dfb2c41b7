"""What was settled for single channels."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import Connection, select

from db.talk.notebook import upsert_into
from db.talk.tables import CHANNEL


def answers_follow_ups(connection: Connection, team: str, channel: str) -> bool:
    """Whether follow-ups without a mention are answered; they are unless somebody switched that off."""
    statement = select(CHANNEL.c.follow_ups).where(CHANNEL.c.team == team, CHANNEL.c.channel == channel)
    found = connection.scalar(statement)
    return True if found is None else bool(found)


def settle_follow_ups(
    connection: Connection, team: str, channel: str, by: str, now: datetime, *, follow_ups: bool
) -> None:
    """Switch follow-ups on or off in a channel."""
    row = {"team": team, "channel": channel, "follow_ups": follow_ups, "changed_by": by, "changed_at": now}
    connection.execute(upsert_into(connection, CHANNEL), row)
