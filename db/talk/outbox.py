"""What goes out: written down before it is sent, sent by one process at a time, struck off when it was sent."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from functools import cache

from sqlalchemy import Connection, Row, and_, bindparam, delete, select, update
from sqlalchemy.sql.dml import ReturningInsert

from db.prepared import run
from db.talk.notebook import chunked, insert_of, utc
from db.talk.tables import OUTBOX


class State(StrEnum):
    WAITING = "waiting"
    """To be sent, or being sent."""
    SENT = "sent"
    DEAD = "dead"
    """Given up; somebody may have it sent after all."""


@dataclass(frozen=True, slots=True)
class Outgoing:
    """Something to be said to somebody."""

    key: str
    team: str
    channel: str
    """Where it is sent now; for those who look after the bot, as asker and question are."""
    asker: str
    question: str
    letter: str
    """JSON; empty once it was sent."""
    made_at: datetime
    """UTC."""
    attempts: int = 0
    unsure: bool = False
    """An attempt was begun, and nobody knows how it ended."""
    error: str = ""
    """What the last attempt met."""
    state: State = State.WAITING
    id: int = 0
    """Given by the store."""


_MINE = and_(OUTBOX.c.key == bindparam("wanted"), OUTBOX.c.state == State.WAITING.value)
_BEGIN = (
    update(OUTBOX)
    .where(_MINE, OUTBOX.c.owner == bindparam("mine"))
    .values(attempts=OUTBOX.c.attempts + 1, unsure=True, lease_until=bindparam("until"))
)
_SENT = (
    update(OUTBOX)
    .where(OUTBOX.c.key == bindparam("wanted"))
    .values(state=State.SENT.value, letter="", question="", unsure=False, error="", settled_at=bindparam("now"))
)


@cache
def _once(dialect: str) -> ReturningInsert[tuple[str]]:
    return insert_of(dialect, OUTBOX).on_conflict_do_nothing(index_elements=[OUTBOX.c.key]).returning(OUTBOX.c.key)


def put_out(connection: Connection, out: Outgoing, owner: str, lease_until: datetime) -> bool:
    """Write it down as the owner's to send; False where it was written down before."""
    row = {
        "key": out.key,
        "team": out.team,
        "channel": out.channel,
        "asker": out.asker,
        "question": out.question,
        "letter": out.letter,
        "state": State.WAITING.value,
        "attempts": out.attempts,
        "unsure": out.unsure,
        "error": "",
        "owner": owner,
        "lease_until": lease_until,
        "made_at": out.made_at,
        "settled_at": None,
    }
    return bool(run(connection, _once(connection.dialect.name), row).fetchall())


def begin(connection: Connection, key: str, owner: str, lease_until: datetime) -> bool:
    """An attempt begins; False where it is no longer the owner's to make."""
    return run(connection, _BEGIN, {"wanted": key, "mine": owner, "until": lease_until}).rowcount == 1


def put_off(connection: Connection, out: Outgoing, owner: str, lease_until: datetime) -> None:
    """An attempt failed: what is known now, and until when the owner alone may try again."""
    mine = and_(OUTBOX.c.key == out.key, OUTBOX.c.state == State.WAITING.value, OUTBOX.c.owner == owner)
    known = {"unsure": out.unsure, "error": out.error, "letter": out.letter, "channel": out.channel}
    connection.execute(update(OUTBOX).where(mine).values(**known, lease_until=lease_until))


def strike_off(connection: Connection, key: str, now: datetime) -> None:
    """It was sent. What it said is not kept any longer."""
    run(connection, _SENT, {"wanted": key, "now": now})


def give_up(connection: Connection, out: Outgoing, now: datetime) -> None:
    """It cannot be sent; kept for somebody to look at."""
    here = and_(OUTBOX.c.key == out.key, OUTBOX.c.state == State.WAITING.value)
    known = {"unsure": out.unsure, "error": out.error, "letter": out.letter, "channel": out.channel}
    connection.execute(update(OUTBOX).where(here).values(**known, state=State.DEAD.value, settled_at=now))


def renew_outgoing(connection: Connection, keys: Collection[str], owner: str, lease_until: datetime) -> None:
    """The owner is at work on these: nobody else shall send them until then."""
    for some in chunked(keys):
        mine = (OUTBOX.c.key.in_(some), OUTBOX.c.owner == owner, OUTBOX.c.state == State.WAITING.value)
        connection.execute(update(OUTBOX).where(*mine).values(lease_until=lease_until))


def release_outgoing(connection: Connection, owner: str, now: datetime) -> None:
    """The owner goes: whoever looks next may send what it leaves."""
    left = and_(OUTBOX.c.owner == owner, OUTBOX.c.state == State.WAITING.value)
    connection.execute(update(OUTBOX).where(left).values(lease_until=now))


def take_outgoing(
    connection: Connection,
    owner: str,
    now: datetime,
    lease_until: datetime,
    most: int = 20,
    busy: Collection[str] = frozenset(),
) -> tuple[Outgoing, ...]:
    """What nobody is sending, now this owner's; oldest first.

    Args:
        busy: keys of what the owner is at work on, and has just let go of maybe.
    """
    left = and_(OUTBOX.c.state == State.WAITING.value, OUTBOX.c.lease_until < now)
    found = connection.execute(select(OUTBOX).where(left).order_by(OUTBOX.c.id).limit(most)).all()
    taken = []
    for row in found:
        # Others look for the same at the same time: who changes the row has it.
        claim = update(OUTBOX).where(OUTBOX.c.id == row.id, left).values(owner=owner, lease_until=lease_until)
        if row.key not in busy and connection.execute(claim).rowcount == 1:
            taken.append(_outgoing(row))
    return tuple(taken)


def outgoing(connection: Connection, states: Collection[State]) -> tuple[Outgoing, ...]:
    """All in these states, oldest first."""
    wanted = select(OUTBOX).where(OUTBOX.c.state.in_([state.value for state in states]))
    return tuple(_outgoing(row) for row in connection.execute(wanted.order_by(OUTBOX.c.id)))


def outgoing_by_id(connection: Connection, number: int) -> Outgoing | None:
    row = connection.execute(select(OUTBOX).where(OUTBOX.c.id == number)).first()
    return None if row is None else _outgoing(row)


def revive(connection: Connection, out: Outgoing, now: datetime) -> bool:
    """Have something given up sent after all, by whoever looks next; False where it is not given up any more."""
    dead = and_(OUTBOX.c.id == out.id, OUTBOX.c.state == State.DEAD.value)
    afresh = {"state": State.WAITING.value, "attempts": 0, "owner": "", "lease_until": now, "settled_at": None}
    known = {"unsure": out.unsure, "letter": out.letter, "channel": out.channel}
    return connection.execute(update(OUTBOX).where(dead).values(**afresh, **known)).rowcount == 1


def drop(connection: Connection, number: int) -> bool:
    """Throw away something given up; False where it is not."""
    dead = and_(OUTBOX.c.id == number, OUTBOX.c.state == State.DEAD.value)
    return connection.execute(delete(OUTBOX).where(dead)).rowcount == 1


def forget_outgoing(connection: Connection, sent_before: datetime, dead_before: datetime) -> None:
    """Drop what was sent, or given up, so long ago."""
    for state, before in ((State.SENT, sent_before), (State.DEAD, dead_before)):
        old = and_(OUTBOX.c.state == state.value, OUTBOX.c.settled_at < before)
        connection.execute(delete(OUTBOX).where(old))


def _outgoing(row: Row[tuple[object, ...]]) -> Outgoing:
    return Outgoing(
        key=row.key,
        team=row.team,
        channel=row.channel,
        asker=row.asker,
        question=row.question,
        letter=row.letter,
        made_at=utc(row.made_at),
        attempts=row.attempts,
        unsure=row.unsure,
        error=row.error,
        state=State(row.state),
        id=row.id,
    )
