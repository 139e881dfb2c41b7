"""Answers somebody did not like, with what was asked before them."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import Connection, select

from db.talk.asked import Asked, asked_by_id, votes
from db.talk.tables import ASKED, VOTE


@dataclass(frozen=True, slots=True)
class Disliked:
    asked: Asked
    times: int
    """How many did not like it."""
    liked: int
    """How many did."""
    comments: tuple[str, ...]
    """What was said to be wrong, without who said it."""


def disliked(connection: Connection, since: datetime) -> tuple[Disliked, ...]:
    """Of the questions asked since, oldest first."""
    wanted = (
        select(ASKED.c.id)
        .where(
            ASKED.c.asked_at >= since, select(VOTE.c.good).where(VOTE.c.asked_id == ASKED.c.id, ~VOTE.c.good).exists()
        )
        .order_by(ASKED.c.asked_at, ASKED.c.id)
    )
    found = []
    for number in connection.scalars(wanted).all():
        asked = asked_by_id(connection, number)
        if asked is not None:
            given = votes(connection, number)
            bad = [vote for vote in given if not vote.good]
            comments = tuple(vote.comment for vote in bad if vote.comment)
            found.append(Disliked(asked, len(bad), len(given) - len(bad), comments))
    return tuple(found)


def asked_before(connection: Connection, asked: Asked, most: int) -> tuple[Asked, ...]:
    """The questions asked in its conversation before it, latest first."""
    place = asked.place
    here = (ASKED.c.team == place.team, ASKED.c.channel == place.channel, ASKED.c.thread == place.thread)
    earlier = select(ASKED.c.id).where(*here, ASKED.c.asked_at < asked.asked_at)
    numbers = connection.scalars(earlier.order_by(ASKED.c.asked_at.desc()).limit(most)).all()
    several = (asked_by_id(connection, number) for number in numbers)
    return tuple(each for each in several if each is not None)
