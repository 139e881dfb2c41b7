"""The ledger of digests: what is due is written down once, claimed by one, and settled by who claimed it.

Any number of replicas may work on it, without a leader: whose UPDATE changes the row has the run. How long a claim
holds is told by the database's clock, the one clock they share.
"""

from __future__ import annotations

import json
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum
from typing import Any

from sqlalchemy import (
    BigInteger,
    ColumnElement,
    Connection,
    Date,
    Row,
    and_,
    bindparam,
    exists,
    func,
    literal,
    literal_column,
    or_,
    select,
    update,
)
from sqlalchemy.types import DateTime

from db.digests.tables import DIGEST, RUN
from db.talk.notebook import insert_of, utc

_NOW = {
    "sqlite": "CAST((julianday('now') - 2440587.5) * 86400000 AS INTEGER)",
    "postgresql": "CAST(EXTRACT(EPOCH FROM clock_timestamp()) * 1000 AS BIGINT)",
}
"""Milliseconds since 1970, by the database."""


class RunState(StrEnum):
    DUE = "due"
    CLAIMED = "claimed"
    """Somebody works on it, or did until the lease ran out."""
    SENT = "sent"
    SKIPPED = "skipped"
    """There was nothing to tell."""
    MISSED = "missed"
    """Nobody could post it before it was too old."""
    FAILED = "failed"
    """Slack will not have it: `Run.note` says why."""
    CANCELLED = "cancelled"
    """The digest was paused before it was posted."""


@dataclass(frozen=True, slots=True)
class Due:
    """One post that has to be."""

    digest_id: int
    date: date
    """In the digest's zone."""
    at: datetime
    """UTC."""


@dataclass(frozen=True, slots=True)
class Claim:
    """A run that is somebody's, while the lease lasts."""

    due: Due
    owner: str
    attempt: int
    """From 2 on somebody had it before, and may have posted it."""
    picked: tuple[str, ...]
    """What somebody who had it before picked to tell of."""
    channel: str
    """Where somebody who had it before may have posted it; empty where nobody came so far."""


@dataclass(frozen=True, slots=True)
class Run:
    """What became of a due post."""

    due: Due
    state: RunState
    attempts: int
    picked: tuple[str, ...]
    channel: str
    """Where it was posted; empty while it was not tried."""
    ts: str
    note: str
    settled_at: datetime | None


def plan(connection: Connection, dues: Iterable[Due]) -> None:
    """Write down what is due, where it is not written down yet and its digest is there and not paused."""
    statement = _planning(connection.dialect.name)
    for due in dues:
        connection.execute(statement, {"digest": due.digest_id, "day": due.date, "moment": due.at})


def planned(connection: Connection) -> dict[int, date]:
    """Of each digest, up to which date the ledger knows it."""
    statement = select(RUN.c.digest_id, func.max(RUN.c.due_date)).group_by(RUN.c.digest_id)
    return {row[0]: row[1] for row in connection.execute(statement)}


def expire(connection: Connection, before: datetime, now: datetime) -> tuple[Due, ...]:
    """Give up what nobody has claimed in so long a time; returns what this very call gave up."""
    statement = (
        update(RUN)
        .where(RUN.c.state == RunState.DUE, RUN.c.due_at < before)
        .values(state=RunState.MISSED, settled_at=now)
        .returning(RUN.c.digest_id, RUN.c.due_date, RUN.c.due_at)
    )
    return tuple(_due(row) for row in connection.execute(statement).all())


def claimable(connection: Connection, most: int = 50) -> tuple[Due, ...]:
    """What nobody works on, oldest first; of each digest the oldest alone."""
    statement = select(RUN.c.digest_id, RUN.c.due_date, RUN.c.due_at).where(_free(connection)).order_by(RUN.c.due_at)
    return tuple(_due(row) for row in connection.execute(statement.limit(most)).all())


def claim(connection: Connection, due: Due, owner: str, lease_ms: int) -> Claim | None:
    """Make it the owner's for so long; None where somebody else was quicker."""
    statement = (
        update(RUN)
        .where(*_of(due), _free(connection))
        .values(
            state=RunState.CLAIMED,
            owner=owner,
            lease_until=_now(connection) + lease_ms,
            attempts=RUN.c.attempts + 1,
        )
        .returning(RUN.c.attempts, RUN.c.picked, RUN.c.channel)
    )
    row = connection.execute(statement).first()
    return None if row is None else Claim(due, owner, row.attempts, tuple(json.loads(row.picked)), row.channel)


def renew(connection: Connection, claimed: Claim, lease_ms: int) -> bool:
    """Hold it for so long from now on; False where it has become somebody else's. 0: let go of it."""
    statement = update(RUN).where(*_held(claimed)).values(lease_until=_now(connection) + lease_ms)
    return connection.execute(statement).rowcount == 1


def note_made(
    connection: Connection, claimed: Claim, channel: str, picked: tuple[str, ...], made_at: datetime, lease_ms: int
) -> bool:
    """Note what it tells of and where, before it is posted, and hold it for so long from now on.

    False where it has become somebody else's.
    """
    kept = {
        "channel": channel,
        "picked": json.dumps(picked, ensure_ascii=False),
        "made_at": made_at,
        "lease_until": _now(connection) + lease_ms,
    }
    return connection.execute(update(RUN).where(*_held(claimed)).values(**kept)).rowcount == 1


def settle(
    connection: Connection, claimed: Claim, state: RunState, now: datetime, *, ts: str = "", why: str = ""
) -> bool:
    """What became of it. False where it has become somebody else's, who will settle it."""
    kept = {"state": state, "settled_at": now, "ts": ts, "note": why}
    return connection.execute(update(RUN).where(*_held(claimed)).values(**kept)).rowcount == 1


def cancel_due(connection: Connection, digest_id: int, now: datetime) -> None:
    """What nobody has begun with is not posted."""
    statement = update(RUN).where(RUN.c.digest_id == digest_id, RUN.c.state == RunState.DUE)
    connection.execute(statement.values(state=RunState.CANCELLED, settled_at=now))


def told_of(connection: Connection, digest_id: int, before: date) -> tuple[str, ...]:
    """What a digest's posts told of, each once, longest ago first."""
    statement = (
        select(RUN.c.picked)
        .where(RUN.c.digest_id == digest_id, RUN.c.due_date < before)
        .where(RUN.c.state.in_((RunState.SENT, RunState.CLAIMED)))
        .order_by(RUN.c.due_date)
    )
    told: dict[str, None] = {}
    for (picked,) in connection.execute(statement):
        for each in json.loads(picked):
            told.pop(each, None)
            told[each] = None
    return tuple(told)


def last_made(connection: Connection, digest_id: int, before: date) -> datetime | None:
    """When the post before the one of a date was made; None where it is the first."""
    statement = select(func.max(RUN.c.made_at)).where(
        RUN.c.digest_id == digest_id, RUN.c.due_date < before, RUN.c.state == RunState.SENT
    )
    found = connection.scalar(statement)
    return None if found is None else utc(found)


def last_planned(connection: Connection, digest_id: int) -> date | None:
    """The latest date that has had its turn, whatever became of it."""
    found: date | None = connection.scalar(select(func.max(RUN.c.due_date)).where(RUN.c.digest_id == digest_id))
    return found


def history(connection: Connection, digest_id: int | None = None, most: int = 50) -> tuple[Run, ...]:
    """What became of a digest's due posts (of all digests'), latest first."""
    statement = select(RUN).order_by(RUN.c.due_at.desc(), RUN.c.digest_id).limit(most)
    wanted = statement if digest_id is None else statement.where(RUN.c.digest_id == digest_id)
    return tuple(_run(row) for row in connection.execute(wanted).all())


def _planning(dialect: str) -> Any:
    # Only for a digest that is there: one just deleted is no error.
    row = select(
        DIGEST.c.id,
        bindparam("day", type_=Date),
        bindparam("moment", type_=DateTime(timezone=True)),
        literal(RunState.DUE.value),
        literal(""),
        literal(0),
        literal(0),
        literal("[]"),
        literal(""),
        literal(""),
        literal(""),
    ).where(DIGEST.c.id == bindparam("digest"), DIGEST.c.paused.is_(False))
    names = ["digest_id", "due_date", "due_at", "state", "owner", "lease_until", "attempts", "picked"]
    names += ["channel", "ts", "note"]
    key = [RUN.c.digest_id, RUN.c.due_date]
    return insert_of(dialect, RUN).from_select(names, row).on_conflict_do_nothing(index_elements=key)


def _free(connection: Connection) -> ColumnElement[bool]:
    """Nobody works on it, nor on what was due of the same digest before: a post goes on where the last one ended."""
    given_up = and_(RUN.c.state == RunState.CLAIMED, RUN.c.lease_until < _now(connection))
    earlier = RUN.alias("earlier")
    open_ = earlier.c.state.in_((RunState.DUE, RunState.CLAIMED))
    first = ~exists().where(earlier.c.digest_id == RUN.c.digest_id, earlier.c.due_date < RUN.c.due_date, open_)
    return and_(or_(RUN.c.state == RunState.DUE, given_up), first)


def _now(connection: Connection) -> ColumnElement[int]:
    return literal_column(_NOW[connection.dialect.name], BigInteger)


def _of(due: Due) -> tuple[ColumnElement[bool], ...]:
    return RUN.c.digest_id == due.digest_id, RUN.c.due_date == due.date


def _held(claimed: Claim) -> tuple[ColumnElement[bool], ...]:
    # The attempt, too: an owner may have lost it and got it again.
    own = RUN.c.owner == claimed.owner, RUN.c.attempts == claimed.attempt
    return *_of(claimed.due), RUN.c.state == RunState.CLAIMED, *own


def _due(row: Row[*tuple[Any, ...]]) -> Due:
    return Due(row.digest_id, row.due_date, utc(row.due_at))


def _run(row: Row[Any]) -> Run:
    return Run(
        due=_due(row),
        state=RunState(row.state),
        attempts=row.attempts,
        picked=tuple(json.loads(row.picked)),
        channel=row.channel,
        ts=row.ts,
        note=row.note,
        settled_at=None if row.settled_at is None else utc(row.settled_at),
    )
