"""Nothing that came in is forgotten: leases renewed, what others left taken over, what is done with swept away."""

from __future__ import annotations

import asyncio
import json
import logging
from datetime import timedelta

from slack_bolt.app.async_app import AsyncApp
from slack_bolt.request.async_request import AsyncBoltRequest

from bot.slack.intake import AGAIN, LEASE
from bot.slack.workplace import Workplace
from db.talk.arrivals import expire, forget_arrivals, renew, take_over
from db.talk.asked import forget_asked
from db.talk.threads import forget_threads

_LOG = logging.getLogger(__name__)
_EVERY_SECONDS = LEASE.total_seconds() / 3
_OLDEST = timedelta(hours=1)
"""An answer that comes later than that is not waited for any more."""
_ARRIVALS_KEPT = timedelta(days=2)
_THREADS_KEPT = timedelta(days=180)
_ASKED_KEPT = timedelta(days=365)
"""The buttons of older answers do nothing any more."""


async def keep_watch(app: AsyncApp, work: Workplace) -> None:
    """Look after things until cancelled. A store out of reach is looked after when it is back."""
    while True:
        try:
            await look_after(app, work)
        except Exception:  # whatever it is, the next round may go better
            _LOG.exception("could not look after what came in")
        await asyncio.sleep(_EVERY_SECONDS)


async def look_after(app: AsyncApp, work: Workplace) -> int:
    """One round; returns how many things left undone were taken up again."""
    now = work.clock()
    if work.crew.busy:
        await work.notebook.write(renew, work.owner, now + LEASE)
    await work.notebook.write(expire, now - _OLDEST)
    await work.notebook.write(forget_arrivals, now - _ARRIVALS_KEPT)
    await work.notebook.write(forget_threads, now - _THREADS_KEPT)
    await work.notebook.write(forget_asked, now - _ASKED_KEPT)
    left = await work.notebook.write(take_over, work.owner, now, now + LEASE)
    for arrival in left:
        # As if it were delivered again, but past the gate that lets everything through once only.
        request = AsyncBoltRequest(body=json.loads(arrival.payload), mode="socket_mode", context={AGAIN: True})
        await app.async_dispatch(request)
    return len(left)
