"""What came in, written down before it is acknowledged: each once, and by somebody else if its owner dies."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass, field
from datetime import datetime
from functools import cache

from sqlalchemy import Connection, and_, bindparam, delete, select, update
from sqlalchemy.sql.dml import ReturningInsert

from db.prepared import run
from db.talk.notebook import chunked, insert_of, utc
from db.talk.tables import ARRIVAL

_FINISH = update(ARRIVAL).where(ARRIVAL.c.key == bindparam("wanted")).values(done=True, payload="")


@cache
def _once(dialect: str) -> ReturningInsert[tuple[str]]:
    new = insert_of(dialect, ARRIVAL).on_conflict_do_nothing(index_elements=[ARRIVAL.c.key])
    # Drivers do not agree on how many rows were inserted where none was; what comes back they agree on.
    return new.returning(ARRIVAL.c.key)


@dataclass(frozen=True, slots=True)
class Arrival:
    """Something to be dealt with exactly once."""

    key: str
    payload: str
    """JSON, as delivered."""
    arrived_at: datetime | None = field(default=None, compare=False)
    """Known of what is taken over."""


def arrive(connection: Connection, arrival: Arrival, owner: str, now: datetime, lease_until: datetime) -> bool:
    """Write it down as the owner's; False where it has arrived before."""
    row = {
        "key": arrival.key,
        "payload": arrival.payload,
        "done": False,
        "owner": owner,
        "lease_until": lease_until,
        "arrived_at": now,
    }
    return bool(run(connection, _once(connection.dialect.name), row).fetchall())


def underway(connection: Connection, key: str) -> bool:
    """Whether it has arrived and is not dealt with yet."""
    return connection.scalar(select(ARRIVAL.c.key).where(ARRIVAL.c.key == key, ARRIVAL.c.done.is_(False))) is not None


def finish(connection: Connection, key: str) -> None:
    """It is dealt with. What it said is not kept any longer."""
    run(connection, _FINISH, {"wanted": key})


def renew(connection: Connection, keys: Collection[str], owner: str, lease_until: datetime) -> None:
    """The owner is at work on these: nobody else shall take them until then."""
    for some in chunked(keys):
        mine = (ARRIVAL.c.key.in_(some), ARRIVAL.c.owner == owner, ARRIVAL.c.done.is_(False))
        connection.execute(update(ARRIVAL).where(*mine).values(lease_until=lease_until))


def defer(connection: Connection, key: str, until: datetime) -> None:
    """It did not work out: whoever looks after then may try again."""
    undone = (ARRIVAL.c.key == key, ARRIVAL.c.done.is_(False))
    connection.execute(update(ARRIVAL).where(*undone).values(owner="", lease_until=until))


def release(connection: Connection, owner: str, now: datetime) -> None:
    """The owner goes: whoever looks next may take what it leaves."""
    connection.execute(
        update(ARRIVAL).where(ARRIVAL.c.owner == owner, ARRIVAL.c.done.is_(False)).values(lease_until=now)
    )


def take_over(
    connection: Connection,
    owner: str,
    now: datetime,
    lease_until: datetime,
    most: int = 20,
    busy: Collection[str] = frozenset(),
) -> tuple[Arrival, ...]:
    """What others have left undone, now this owner's; oldest first.

    Args:
        busy: keys of what the owner is at work on, and has just let go of maybe.
    """
    left = and_(ARRIVAL.c.done.is_(False), ARRIVAL.c.lease_until < now)
    wanted = select(ARRIVAL.c.key, ARRIVAL.c.payload, ARRIVAL.c.arrived_at).where(left)
    found = connection.execute(wanted.order_by(ARRIVAL.c.arrived_at).limit(most))
    taken = []
    for key, payload, arrived_at in found.all():
        # Others look for the same at the same time: who changes the row has it.
        claim = update(ARRIVAL).where(ARRIVAL.c.key == key, left).values(owner=owner, lease_until=lease_until)
        if key not in busy and connection.execute(claim).rowcount == 1:
            taken.append(Arrival(key, payload, utc(arrived_at)))
    return tuple(taken)


def forget_arrivals(connection: Connection, before: datetime) -> None:
    """Drop what was done with: Slack delivers nothing again after so long."""
    connection.execute(delete(ARRIVAL).where(ARRIVAL.c.done.is_(True), ARRIVAL.c.arrived_at < before))
