"""Nothing that came in or has to go out is forgotten: leases renewed, what others left taken over, old rows pruned."""

from __future__ import annotations

import asyncio
import json
import logging
from datetime import datetime, timedelta

from slack_bolt.app.async_app import AsyncApp
from slack_bolt.request.async_request import AsyncBoltRequest

from bot.slack.call import Arrived
from bot.slack.intake import AGAIN, ARRIVED, LATE
from bot.slack.outbox import deliver
from bot.slack.workplace import Workplace
from db.talk.arrivals import Arrival, finish, forget_arrivals, renew, take_over
from db.talk.asked import forget_asked
from db.talk.outbox import forget_outgoing, renew_outgoing, take_outgoing
from db.talk.threads import forget_threads

_LOG = logging.getLogger(__name__)
_PRUNE_EVERY = 30
"""Rounds."""
_SENT_KEPT = timedelta(days=2)
"""Slack brings nothing again after so long."""
_DEAD_KEPT = timedelta(days=30)
_THREADS_KEPT = timedelta(days=180)
_ASKED_KEPT = timedelta(days=365)
"""The buttons of older answers do nothing any more."""
_AT_A_TIME = 20
_MOST_AT_ONCE = 100
"""What is left by others waits while so much is being worked on."""


async def keep_watch(app: AsyncApp, work: Workplace) -> None:
    """Look after things until cancelled. A store out of reach is looked after when it is back."""
    number = 0
    while True:
        try:
            await look_after(app, work)
            if number % _PRUNE_EVERY == 0:
                await prune(work)
        except Exception:  # whatever it is, the next round may go better
            _LOG.exception("could not look after what came in")
        number += 1
        await asyncio.sleep(work.patience.round_seconds)


async def look_after(app: AsyncApp, work: Workplace) -> int:
    """One round; returns how many things left undone were taken up again."""
    until = work.clock() + work.patience.lease
    if keys := work.crew.keys:
        await work.notebook.write(renew, keys, work.owner, until)
        await work.notebook.write(renew_outgoing, keys, work.owner, until)
    return await _take_outgoing(work) + await _take_over(app, work)


async def prune(work: Workplace) -> None:
    """Drop what nobody needs any longer."""
    now = work.clock()
    await work.notebook.write(forget_arrivals, now - _SENT_KEPT)
    await work.notebook.write(forget_outgoing, now - _SENT_KEPT, now - _DEAD_KEPT)
    await work.notebook.write(forget_threads, now - _THREADS_KEPT)
    await work.notebook.write(forget_asked, now - _ASKED_KEPT)


async def _take_outgoing(work: Workplace) -> int:
    taken = 0
    while work.crew.busy < _MOST_AT_ONCE:
        left = await work.notebook.write(take_outgoing, *_claim(work))
        for out in left:
            work.crew.start(out.key, deliver(work, out))
        taken += len(left)
        if len(left) < _AT_A_TIME:
            break
    return taken


async def _take_over(app: AsyncApp, work: Workplace) -> int:
    taken = 0
    while work.crew.busy < _MOST_AT_ONCE:
        left = await work.notebook.write(take_over, *_claim(work))
        for arrival in left:
            await _again(app, work, arrival)
        taken += len(left)
        if len(left) < _AT_A_TIME:
            break
    return taken


def _claim(work: Workplace) -> tuple[str, datetime, datetime, int, frozenset[str]]:
    now = work.clock()
    return work.owner, now, now + work.patience.lease, _AT_A_TIME, work.crew.keys


async def _again(app: AsyncApp, work: Workplace, arrival: Arrival) -> None:
    """As if it were delivered again, but past the gate that lets everything through once only."""
    late = arrival.arrived_at is not None and arrival.arrived_at < work.clock() - work.patience.oldest
    arrived = Arrived(arrival.arrived_at or work.clock(), again=True)
    context = {AGAIN: arrival.key, ARRIVED: arrived, LATE: late}
    request = AsyncBoltRequest(body=json.loads(arrival.payload), mode="socket_mode", context=context)
    answer = await app.async_dispatch(request)
    if answer.status == 404:
        # A button or a modal of a version that is gone.
        await work.notebook.write(finish, arrival.key)
