"""Nothing that came in is forgotten: leases renewed, what others left taken over, what is done with swept away."""

from __future__ import annotations

import asyncio
import json
import logging
from datetime import datetime, timedelta
from typing import TYPE_CHECKING

from slack_bolt.app.async_app import AsyncApp
from slack_bolt.request.async_request import AsyncBoltRequest

from bot.exits import Exit
from bot.failures import told
from bot.slack.intake import AGAIN, LEASE
from bot.slack.workplace import Workplace
from db.talk.arrivals import Arrival, expire, forget_arrivals, renew, take_over
from db.talk.threads import forget_threads

if TYPE_CHECKING:
    from sqlalchemy import Connection

_LOG = logging.getLogger(__name__)
_EVERY_SECONDS = LEASE.total_seconds() / 3
_OLDEST = timedelta(hours=1)
"""An answer that comes later than that is not waited for any more."""
_ARRIVALS_KEPT = timedelta(days=2)
_THREADS_KEPT = timedelta(days=180)


async def keep_watch(app: AsyncApp, work: Workplace) -> None:
    """Look after things until cancelled. A store out of reach is looked after when it is back."""
    while True:
        try:
            await look_after(app, work)
        except Exception as error:
            if told(error)[1] is not Exit.STORE_FAILED:
                raise
            _LOG.warning("could not look after what came in: %r", error)
        await asyncio.sleep(_EVERY_SECONDS)


async def look_after(app: AsyncApp, work: Workplace) -> int:
    """One round; returns how many things left undone were taken up again."""
    now = work.clock()
    left = await work.notebook.write(_tidied, work.owner, now, busy=work.crew.busy > 0)
    for arrival in left:
        # As if it were delivered again, but past the gate that lets everything through once only.
        request = AsyncBoltRequest(body=json.loads(arrival.payload), mode="socket_mode", context={AGAIN: True})
        await app.async_dispatch(request)
    return len(left)


def _tidied(connection: Connection, owner: str, now: datetime, *, busy: bool) -> tuple[Arrival, ...]:
    """Renew what the owner is busy with, drop what is old; what others left is the owner's from now on."""
    if busy:
        renew(connection, owner, now + LEASE)
    expire(connection, now - _OLDEST)
    forget_arrivals(connection, now - _ARRIVALS_KEPT)
    forget_threads(connection, now - _THREADS_KEPT)
    return take_over(connection, owner, now, now + LEASE)
