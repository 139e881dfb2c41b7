"""What was asked and not understood or not answered, most frequent first."""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import Connection, select

from db.talk.tables import ASKED
from nlp.normalize import fold


@dataclass(frozen=True, slots=True)
class Unknown:
    said: str
    """A word, or a question as it was asked last."""
    times: int
    told: str
    """Of a word, a question it was said in; of a question, why it was declined."""


def unknown_words(connection: Connection, since: datetime, most: int) -> tuple[Unknown, ...]:
    """Words of questions asked since that nobody understood."""
    wanted = select(ASKED.c.unread, ASKED.c.question).where(ASKED.c.asked_at >= since, ASKED.c.unread != "")
    rows = connection.execute(wanted.order_by(ASKED.c.asked_at)).all()
    return _counted(((word, row.question) for row in rows for word in json.loads(row.unread)), most)


def declined_questions(connection: Connection, since: datetime, most: int) -> tuple[Unknown, ...]:
    """Questions asked since that were declined."""
    wanted = select(ASKED.c.question, ASKED.c.reason).where(ASKED.c.asked_at >= since, ASKED.c.status == "declined")
    rows = connection.execute(wanted.order_by(ASKED.c.asked_at)).all()
    return _counted(((row.question, row.reason) for row in rows), most)


def _counted(said: Iterable[tuple[str, str]], most: int) -> tuple[Unknown, ...]:
    """What is written alike is counted together."""
    times: Counter[str] = Counter()
    latest: dict[str, tuple[str, str]] = {}
    for text, told in said:
        alike = "".join(fold(text).split()).rstrip("?？。!！")
        times[alike] += 1
        latest[alike] = (text, told)
    return tuple(Unknown(latest[alike][0], count, latest[alike][1]) for alike, count in times.most_common(most))
