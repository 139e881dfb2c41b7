"""What is asked most, and what cannot be answered: of the questions everybody in a channel could see."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import Connection, select

from db.talk.tables import ASKED

_MOST = 5_000
"""Questions looked at: enough for any channel between two posts."""


@dataclass(frozen=True, slots=True)
class Popular:
    question: str
    """As it was asked last."""
    reading: str
    """What it was read as; the same for all that are counted together. Empty where it was not understood."""
    times: int


@dataclass(frozen=True, slots=True)
class Heard:
    """What was asked in a channel in a stretch of time, most frequent first."""

    answered: tuple[Popular, ...] = ()
    declined: tuple[Popular, ...] = ()


def heard_in(connection: Connection, team: str, channel: str, since: datetime, until: datetime) -> Heard:
    """What was asked there after one moment and until another. What only its asker saw stays between them."""
    statement = (
        select(ASKED.c.question, ASKED.c.reading, ASKED.c.status)
        .where(ASKED.c.team == team, ASKED.c.channel == channel, ASKED.c.private.is_(False))
        .where(ASKED.c.asked_at > since, ASKED.c.asked_at <= until)
        .where(ASKED.c.status.in_(("answered", "declined")))
        .order_by(ASKED.c.asked_at)
        .limit(_MOST)
    )
    rows = [(" ".join(row.question.split()), row.reading, row.status) for row in connection.execute(statement)]
    return Heard(
        # Asked in other words it is the same question.
        answered=_counted((question, reading, reading) for question, reading, status in rows if status == "answered"),
        declined=_counted((question, reading, question) for question, reading, status in rows if status == "declined"),
    )


def _counted(asked: Iterable[tuple[str, str, str]]) -> tuple[Popular, ...]:
    times: Counter[str] = Counter()
    latest: dict[str, tuple[str, str]] = {}
    for question, reading, same in asked:
        times[same] += 1
        latest[same] = (question, reading)
    return tuple(Popular(*latest[same], count) for same, count in times.most_common())
