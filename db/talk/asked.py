"""Questions answered, and how people liked the answers."""

from __future__ import annotations

import json
from dataclasses import dataclass
from datetime import datetime
from hashlib import blake2b

from sqlalchemy import Connection, Row, Select, bindparam, delete, func, select, update

from db.prepared import run
from db.talk.notebook import upsert_into, utc
from db.talk.tables import ASKED, VOTE
from db.talk.threads import Place

_MOST_REPLY = 4_000
"""Characters of a reply that are kept: more than any but the longest have."""

# Made once: building a statement takes longer than executing it.
_SETTLE = (
    update(ASKED)
    .where(ASKED.c.id == bindparam("wanted"))
    .values(channel=bindparam("to_channel"), thread=bindparam("to_thread"), reply_ts=bindparam("ts"))
)


@dataclass(frozen=True, slots=True)
class Asked:
    """One question and what it takes to answer it again the same way."""

    place: Place
    message_ts: str
    """The question's own message; empty where it has none."""
    reply_ts: str
    """The answer's message; empty while there is none, and for one only the asker saw."""
    asker: str
    question: str
    context: str
    """What it was read with, as JSON; empty for what began a conversation."""
    document: str
    """Slug of the document asked about."""
    reading: str
    status: str
    private: bool
    """Only the asker sees the answer."""
    asked_at: datetime
    """UTC."""
    id: int
    """Of `asked_id`."""
    reply: str = ""
    """What was replied, as plain text."""
    unread: tuple[str, ...] = ()
    """Words of the question that were not understood."""
    reason: str = ""
    """Why it was declined; empty where it was not."""


def asked_id(key: str) -> int:
    """The id of the question that arrived under a key: known before it is kept, and the same when it arrives again."""
    digest = blake2b(key.encode(), digest_size=8).digest()
    # Through JSON unharmed, whoever reads it.
    return int.from_bytes(digest) & (2**53 - 1)


def keep_asked(connection: Connection, asked: Asked) -> None:
    """Keep a question, in place of what was kept of it before."""
    row = {
        "id": asked.id,
        "team": asked.place.team,
        "channel": asked.place.channel,
        "thread": asked.place.thread,
        "message_ts": asked.message_ts,
        "reply_ts": asked.reply_ts,
        "asker": asked.asker,
        "question": asked.question,
        "context": asked.context,
        "document": asked.document,
        "reading": asked.reading,
        "status": asked.status,
        "private": asked.private,
        "asked_at": asked.asked_at,
        **_understood(asked),
    }
    run(connection, upsert_into(connection, ASKED), row)


def amend_asked(connection: Connection, asked: Asked) -> None:
    """The question was edited, or one of its meanings chosen: what is asked again from now on."""
    values = {"question": asked.question, "reading": asked.reading, "status": asked.status, **_understood(asked)}
    connection.execute(update(ASKED).where(ASKED.c.id == asked.id).values(values))


def _understood(asked: Asked) -> dict[str, str]:
    unread = json.dumps(asked.unread, ensure_ascii=False) if asked.unread else ""
    return {"reply": asked.reply[:_MOST_REPLY], "unread": unread, "reason": asked.reason}


def settle_asked(connection: Connection, asked_id: int, place: Place, reply_ts: str) -> None:
    """The answer is there: where, and where the conversation goes on."""
    where = {"to_channel": place.channel, "to_thread": place.thread, "ts": reply_ts}
    run(connection, _SETTLE, {"wanted": asked_id, **where})


def last_asked(connection: Connection, place: Place) -> Asked | None:
    """The last question asked in a conversation."""
    here = (ASKED.c.team == place.team, ASKED.c.channel == place.channel, ASKED.c.thread == place.thread)
    return _first(connection, select(ASKED).where(*here).order_by(ASKED.c.asked_at.desc()).limit(1))


def asked_by_id(connection: Connection, asked_id: int) -> Asked | None:
    return _first(connection, select(ASKED).where(ASKED.c.id == asked_id))


def asked_in(connection: Connection, team: str, channel: str, message_ts: str) -> Asked | None:
    """The question that a message asked."""
    found = select(ASKED).where(ASKED.c.team == team, ASKED.c.channel == channel, ASKED.c.message_ts == message_ts)
    return _first(connection, found.order_by(ASKED.c.asked_at.desc()).limit(1))


def recent_questions(connection: Connection, team: str, asker: str, most: int) -> tuple[tuple[int, str], ...]:
    """Ids and texts of what someone asked and got an answer to, latest first, each text once."""
    latest = func.max(ASKED.c.asked_at)
    statement = (
        select(func.max(ASKED.c.id), ASKED.c.question)
        .where(ASKED.c.team == team, ASKED.c.asker == asker, ASKED.c.status == "answered")
        .group_by(ASKED.c.question)
        .order_by(latest.desc())
        .limit(most)
    )
    return tuple((int(row[0]), str(row[1])) for row in connection.execute(statement))


def forget_asked(connection: Connection, before: datetime) -> None:
    """Drop questions asked so long ago, and the votes on their answers."""
    connection.execute(delete(ASKED).where(ASKED.c.asked_at < before))


def vote(connection: Connection, asked_id: int, voter: str, now: datetime, *, good: bool, comment: str = "") -> None:
    """One person's vote; a later one takes its place. A comment is kept until another is given."""
    given = VOTE.c.asked_id == asked_id, VOTE.c.voter == voter
    kept = "" if comment else connection.scalar(select(VOTE.c.comment).where(*given))
    row = {"asked_id": asked_id, "voter": voter, "good": good, "comment": comment or kept or "", "voted_at": now}
    connection.execute(upsert_into(connection, VOTE), row)


@dataclass(frozen=True, slots=True)
class Vote:
    voter: str
    good: bool
    comment: str


def votes(connection: Connection, asked_id: int) -> tuple[Vote, ...]:
    """Everyone's, in order of voter."""
    statement = select(VOTE.c.voter, VOTE.c.good, VOTE.c.comment).where(VOTE.c.asked_id == asked_id)
    return tuple(Vote(*row) for row in connection.execute(statement.order_by(VOTE.c.voter)))


def _first(connection: Connection, statement: Select[tuple[object, ...]]) -> Asked | None:
    row = (connection.execute(statement)).first()
    return None if row is None else _asked(row)


def _asked(row: Row[tuple[object, ...]]) -> Asked:
    return Asked(
        id=row.id,
        place=Place(row.team, row.channel, row.thread),
        message_ts=row.message_ts,
        reply_ts=row.reply_ts,
        asker=row.asker,
        question=row.question,
        context=row.context,
        document=row.document,
        reading=row.reading,
        status=row.status,
        private=row.private,
        asked_at=utc(row.asked_at),
        reply=row.reply,
        unread=tuple(json.loads(row.unread)) if row.unread else (),
        reason=row.reason,
    )
