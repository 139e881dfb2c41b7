"""A turn of a conversation, kept in one go: the question, its answer on its way, where the conversation stands."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import Connection

from db.talk.arrivals import finish
from db.talk.asked import Asked, amend_asked, keep_asked, last_asked, settle_asked
from db.talk.outbox import Outgoing, give_up, put_out, strike_off
from db.talk.threads import Place, keep_thread_state


def answer_turn(
    connection: Connection, asked: Asked, state: str, out: Outgoing, owner: str, now: datetime, lease_until: datetime
) -> bool:
    """A question was answered: the answer is put out, and what arrived is dealt with. False where it was before.

    Args:
        state: where the conversation stands; empty where that is not known before the answer is there.
    """
    finish(connection, out.key)
    if not put_out(connection, out, owner, lease_until):
        return False
    keep_asked(connection, asked)
    if state:
        keep_thread_state(connection, asked.place, state, now)
    return True


def settle_turn(
    connection: Connection, out: Outgoing, asked_id: int, place: Place, reply_ts: str, state: str, now: datetime
) -> None:
    """The answer is there, and the conversation goes on at that place.

    Args:
        state: where it stands; empty where that was kept before.
    """
    strike_off(connection, out.key, now)
    settle_asked(connection, asked_id, place, reply_ts)
    if state:
        keep_thread_state(connection, place, state, now)


def say_instead(connection: Connection, key: str, sorry: Outgoing, owner: str, lease_until: datetime) -> bool:
    """What arrived under the key cannot be answered; that it cannot is put out. False where it was before."""
    finish(connection, key)
    return put_out(connection, sorry, owner, lease_until)


def give_up_turn(
    connection: Connection, out: Outgoing, sorry: Outgoing | None, owner: str, now: datetime, lease_until: datetime
) -> bool:
    """The answer cannot be sent; that it cannot is put out in its stead. False where there is nothing to send."""
    give_up(connection, out, now)
    return sorry is not None and put_out(connection, sorry, owner, lease_until)


def amend_turn(connection: Connection, asked: Asked, state: str, now: datetime) -> None:
    """A question was answered anew; the conversation goes on from there if nothing was asked after it."""
    amend_asked(connection, asked)
    last = last_asked(connection, asked.place)
    if last is not None and last.id == asked.id:
        keep_thread_state(connection, asked.place, state, now)
