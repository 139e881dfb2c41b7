"""Sending what was put out: in turn, again where it did not work out, never what may be there already."""

from __future__ import annotations

import asyncio
import logging
from collections.abc import Awaitable, Callable
from dataclasses import replace
from datetime import timedelta
from itertools import count
from typing import Any, Concatenate, ParamSpec, TypeVar

from bot.exits import Exit
from bot.failures import told
from bot.slack.call import Arrived
from bot.slack.letters import Letter, Respond, as_json, read_letter
from bot.slack.posting import Mark, Posted, Spot
from bot.slack.setbacks import Setback, Way, setback
from bot.slack.sorry import sorry_letter
from bot.slack.view.notice import with_notice
from bot.slack.workplace import Workplace
from bot.wording import surface as words
from db.talk.asked import asked_id
from db.talk.outbox import Outgoing, begin, put_off, strike_off
from db.talk.threads import Place
from db.talk.turns import give_up_turn, settle_turn

_LOG = logging.getLogger(__name__)
_EVENT = "yosan_answer"
_SKEW = timedelta(minutes=2)
"""Between this clock and Slack's, at most."""
_UPLOADS = 3
_TURNS = 2
"""Of the loop, between the beginning of a request and its being sent on a connection that is open."""

P = ParamSpec("P")
T = TypeVar("T")


class Stopped(Exception):
    """There is no time left to write it down; whoever comes next finds out what became of it."""


class Unseen(Exception):
    """It may have been posted before, and nobody could look; the cause says why."""


async def put_out(
    work: Workplace,
    out: Outgoing,
    letter: Letter,
    keep: Callable[[Outgoing], Awaitable[bool]],
    arrived: Arrived | None = None,
) -> None:
    """Keep an answer, with what it answers being dealt with thereby, and see to its being sent.

    What nobody began with before is sent while it is being kept: keeping it costs nobody time then. Until it is kept
    its question is, as it arrived, and whoever takes that up again looks whether the answer is there. Whatever comes
    between:

    - The process ends before the answer is on its way, or when it is there and is not kept: the question is taken up
      again, its answer looked for, kept, and posted if it is not there.
    - It ends when the answer is kept: the answer is taken up again, and looked for, as any that was begun.
    - The answer cannot be kept: what became of the attempt is waited for, until Slack would show it; then the question
      is left to be taken up again.
    - It was kept by somebody else: so is its being sent.
    - The question was taken over while this process stood still: as with a letter, an attempt ends before that (it
      begins only while there is time for it).

    Args:
        out: not begun, its letter not yet written out.
        keep: writes it down; False where it was written down before.
        arrived: of what may be sent ahead of being kept; else it is kept first.
    """
    if arrived is not None and arrived.again:
        # As long ago as it came, an answer may have been posted.
        out = replace(out, unsure=True, made_at=arrived.at)
    # Where nothing has to be waited for, it is written down as being tried already.
    at_once = not isinstance(letter.route, Spot) or work.posting.turn_taken(letter.route.channel)
    ahead = at_once and isinstance(letter.route, Spot) and arrived is not None and _in_time(work, arrived)
    attempt = asyncio.create_task(_attempt(work, out, letter)) if ahead else None
    try:
        if attempt is not None:
            await _under_way()
        out = replace(out, letter=as_json(letter))
        kept = await keep(replace(out, attempts=out.attempts + 1, unsure=True) if at_once else out)
    except BaseException as error:
        if attempt is not None:
            await _ended(work, attempt, wait=isinstance(error, Exception))
        raise
    if kept:
        await deliver(work, out, letter, begun=at_once, attempt=attempt)
    elif attempt is not None:
        await _ended(work, attempt)


def _in_time(work: Workplace, arrived: Arrived) -> bool:
    """Whether an attempt that begins now ends before somebody else may take up what arrived."""
    longest = timedelta(seconds=work.patience.attempt_seconds)
    return not arrived.again and work.clock() + longest < arrived.at + work.patience.lease


async def _under_way() -> None:
    """Let a request that was begun be sent, as far as nothing has to be waited for."""
    for _ in range(_TURNS):
        await asyncio.sleep(0)


async def _ended(work: Workplace, attempt: asyncio.Task[Posted | None], *, wait: bool = True) -> None:
    """Return when whoever looks for what an attempt brought finds it, if it brought anything."""
    if not wait:
        attempt.cancel()
    try:
        async with asyncio.timeout(work.patience.attempt_seconds):
            await attempt
    except Exception as error:
        if _met(error).unsure:
            await work.crew.pause(work.patience.settling_seconds)


async def deliver(
    work: Workplace,
    out: Outgoing,
    letter: Letter | None = None,
    *,
    begun: bool = False,
    attempt: asyncio.Task[Posted | None] | None = None,
) -> None:
    """Send it. Ends when it was sent or given up, is somebody else's, or there is no time left.

    Args:
        out: as it was before the attempt, if one is written down as `begun`.
        letter: what it says, if that is at hand.
        attempt: the one begun, if it is under way.
    """
    try:
        letter = letter or read_letter(out.letter)
        if letter is None:
            await _give_up(work, replace(out, error="unreadable"), None)
        else:
            await _deliver(work, out, letter, begun=begun, attempt=attempt)
    except Stopped:
        _LOG.info("left to whoever comes next: %s", out.key)
    except Exception:  # the row stays: it is taken up again, and given up in the end
        _LOG.exception("could not send: %s", out.key)


async def _deliver(
    work: Workplace, out: Outgoing, letter: Letter, *, begun: bool, attempt: asyncio.Task[Posted | None] | None
) -> None:
    while True:
        if not begun and not await _begun(work, out, letter):
            return
        begun = False
        try:
            async with asyncio.timeout(work.patience.attempt_seconds):
                posted = await (attempt or _attempt(work, out, letter))
        except Exception as error:
            met = _met(error)
            _LOG.warning("%s: %s, attempt %d", out.key, met.word, out.attempts + 1)
            out = replace(out, attempts=out.attempts + 1, unsure=met.unsure, error=met.word)
        else:
            await _settle(work, out, letter, posted)
            return
        attempt = None
        if met.unsure and (met.way is Way.ELSEWHERE or isinstance(letter.route, Respond)):
            # Nobody can find out whether it is there.
            await _give_up(work, out, letter)
            return
        if met.way is Way.ELSEWHERE:
            found = letter.rerouted()
            if found is None:
                await _give_up(work, out, letter)
                return
            letter = replace(found, message=with_notice(found.message, words.ELSEWHERE))
            out = replace(out, letter=as_json(letter), channel=letter.channel)
            await _put_off(work, out, 0.0)
        elif work.patience.spent(out.attempts):
            await _last_look(work, out, letter)
            return
        else:
            pause = work.patience.pause(out.attempts, met.wait_seconds)
            pause = max(pause, work.patience.settling_seconds) if met.unsure else pause
            await _put_off(work, out, pause)
            if not await work.crew.pause(pause):
                return


async def _begun(work: Workplace, out: Outgoing, letter: Letter) -> bool:
    if isinstance(letter.route, Spot):
        await work.posting.turn(letter.route.channel)
    return await noted(work, begin, out.key, work.owner, work.clock() + work.patience.lease)


async def _last_look(work: Workplace, out: Outgoing, letter: Letter) -> None:
    """Before it is given up: whether the last attempt has brought it there after all."""
    if out.unsure:
        if not await work.crew.pause(work.patience.settling_seconds):
            return
        try:
            posted = await _there(work, out, letter.route) if isinstance(letter.route, Spot) else None
        except Unseen:
            pass
        else:
            if posted is not None:
                await _settle(work, out, letter, posted)
                return
            out = replace(out, unsure=False)
    await _give_up(work, out, letter)


async def _attempt(work: Workplace, out: Outgoing, letter: Letter) -> Posted | None:
    """Send it once, unless it is there already; None where nobody knows where it is."""
    route = letter.route
    if isinstance(route, Respond):
        if out.unsure:
            raise Unseen from None
        await work.posting.respond(route.url, letter.message, public=route.public)
        return None
    there = await _there(work, out, route) if out.unsure else None
    return there or await work.posting.attempt(route, letter.message, _mark(out))


async def _there(work: Workplace, out: Outgoing, spot: Spot) -> Posted | None:
    """The message, if it is there. Raises Unseen."""
    try:
        ts = await work.posting.marked(spot.channel, _mark(out), out.made_at - _SKEW, spot.thread)
        return Posted(await work.posting.conversation(spot.channel), ts) if ts else None
    except Exception as error:
        raise Unseen from error


def _mark(out: Outgoing) -> Mark:
    """What the message is recognised by."""
    return Mark(_EVENT, {"asked": asked_id(out.key)})


def _met(error: Exception) -> Setback:
    if isinstance(error, Unseen):
        cause = error.__cause__
        met = setback(cause) if isinstance(cause, Exception) else None
        return replace(met, unsure=True) if met else Setback(Way.ELSEWHERE, unsure=True, word="interrupted")
    # What is none of Slack's errors is a defect of ours: nothing is tried blindly after it.
    return setback(error) or Setback(Way.ELSEWHERE, unsure=True, word=type(error).__name__)


async def _settle(work: Workplace, out: Outgoing, letter: Letter, posted: Posted | None) -> None:
    now = work.clock()
    if letter.asked and posted is not None:
        place = settled(Place(out.team, letter.channel, letter.thread), posted)
        await noted(work, settle_turn, out, letter.asked, place, posted.ts, letter.state, now)
    else:
        await noted(work, strike_off, out.key, now)
    if posted is not None and isinstance(letter.route, Spot):
        await _upload(work, letter, Spot(posted.channel, letter.route.thread or posted.ts))


async def _upload(work: Workplace, letter: Letter, spot: Spot) -> None:
    """What did not fit into the message. The message says what matters, and is there."""
    for attempts in range(1, _UPLOADS + 1) if letter.message.file is not None else ():
        try:
            await work.posting.upload(spot, letter.message.file)  # type: ignore[arg-type]
        except Exception as error:
            _LOG.warning("no file below %s: %r", spot, error)
            if setback(error) is None or not await work.crew.pause(work.patience.pause(attempts)):
                return
        else:
            return


async def _put_off(work: Workplace, out: Outgoing, pause: float) -> None:
    until = work.clock() + timedelta(seconds=pause) + work.patience.lease
    await noted(work, put_off, out, work.owner, until)


async def _give_up(work: Workplace, out: Outgoing, letter: Letter | None) -> None:
    """Keep it for an admin, and tell who asked."""
    _LOG.error("given up: %s: %s", out.key, out.error)
    now = work.clock()
    sorry = sorry_letter(out, letter, now)
    if await noted(work, give_up_turn, out, sorry, work.owner, now, now + work.patience.lease) and sorry is not None:
        work.crew.start(sorry.key, deliver(work, sorry))


async def noted(work: Workplace, note: Callable[Concatenate[Any, P], T], *args: P.args, **kwargs: P.kwargs) -> T:
    """Write to the store, however long it is out of reach. Raises Stopped."""
    for attempts in count(1):
        try:
            return await work.notebook.write(note, *args, **kwargs)
        except Exception as error:
            if told(error)[1] is not Exit.STORE_FAILED:
                raise
            _LOG.warning("the store is out of reach: %s", type(error).__name__)
            if not await work.crew.pause(work.patience.pause(attempts)):
                raise Stopped from error
    raise AssertionError


def settled(place: Place, posted: Posted) -> Place:
    """Where the conversation goes on: below an answer that began it, in a direct message as it flows."""
    thread = place.thread or ("" if posted.channel.startswith("D") else posted.ts)
    return Place(place.team, posted.channel, thread)
