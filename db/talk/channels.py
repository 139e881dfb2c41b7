"""What was settled for single channels."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import Connection, select

from db.talk.notebook import insert_into
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
    statement = insert_into(connection, CHANNEL).values(
        team=team, channel=channel, follow_ups=follow_ups, changed_by=by, changed_at=now
    )
    connection.execute(
        statement.on_conflict_do_update(
            index_elements=[CHANNEL.c.team, CHANNEL.c.channel],
            set_={"follow_ups": follow_ups, "changed_by": by, "changed_at": now},
        )
    )
