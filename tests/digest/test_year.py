"""A year of digests by an injected clock: holidays, weekends, clocks put forward and back, pauses, edits, outages.

What is expected is worked out here from the calendar, with fixed offsets: not by the code that is tested.
"""

from __future__ import annotations

from collections.abc import Awaitable, Callable
from dataclasses import dataclass, replace
from datetime import UTC, date, datetime, time, timedelta

from bot.digest.run import Notice, Terms
from db.digests.definitions import Block, Digest, Schedule, Topic, change_digest, digest_by_id, pause_digest
from db.digests.ledger import RunState, history
from tests.digest.test_schedule import HOLIDAYS
from tests.digest.world import World, digest, world

YEAR = 2026
BEGIN, END = datetime(2025, 12, 31, 12, tzinfo=UTC), datetime(2026, 12, 31, 12, tzinfo=UTC)
CLOSED = {date.fromisoformat(f"{YEAR}-{day}") for day in HOLIDAYS[YEAR].split()}
DAYS = [date(YEAR, 1, 1) + timedelta(number) for number in range(365)]
TERMS = Terms(rest=timedelta(days=1))

JAPAN, EASTERN, EASTERN_SUMMER = timedelta(hours=9), timedelta(hours=-5), timedelta(hours=-4)
FORWARD, BACK = date(2026, 3, 8), date(2026, 11, 1)
"""When clocks are changed in New York."""

PAUSE, RESUME = datetime(2026, 5, 8, 3, tzinfo=UTC), datetime(2026, 6, 9, 3, tzinfo=UTC)
EDIT = datetime(2026, 8, 3, 3, tzinfo=UTC)
"""A Monday, noon in Japan."""
LATER = datetime(2026, 10, 5, 23, 20, tzinfo=UTC)
"""A Tuesday, 8:20 in Japan: five minutes after that day's post."""
SHORT_OUTAGE = datetime(2026, 7, 1, 23, 30, tzinfo=UTC), datetime(2026, 7, 2, 3, 0, tzinfo=UTC)
LONG_OUTAGE = datetime(2026, 12, 6, 12, tzinfo=UTC), datetime(2026, 12, 9, 23, 30, tzinfo=UTC)
"""From a Sunday to the Thursday after, 8:30 in Japan."""


@dataclass(frozen=True)
class Event:
    at: datetime
    happens: Callable[[], Awaitable[object]]


async def _live(here: World, events: list[Event]) -> None:
    """Let the year pass: look when there is something to look at, unless the bot is down."""
    runner = here.runner(TERMS)
    coming = sorted(events, key=lambda event: event.at)
    while here.clock.now < END:
        await runner.round()
        until = await runner.next_look()
        if coming and coming[0].at < until:
            event = coming.pop(0)
            here.clock.now = event.at
            await event.happens()
            continue
        down = next((outage for outage in (SHORT_OUTAGE, LONG_OUTAGE) if outage[0] <= until < outage[1]), None)
        here.clock.now = min(END, down[1] if down else until)


def _utc(day: date, at: time, offset: timedelta) -> datetime:
    return datetime.combine(day, at, UTC) - offset


def _new_york(day: date, at: time) -> datetime:
    # At 2:30 of the first day of summer time it is what 2:30 would have been: 3:30. On the last one 1:30 comes
    # twice, and the first is meant.
    summer = FORWARD < day < BACK or (day == BACK and at < time(2))
    return _utc(day, at, EASTERN_SUMMER if summer else EASTERN)


def _is_open(day: date) -> bool:
    return day.weekday() < 5 and day not in CLOSED


def _late(moments: list[tuple[date, datetime]]) -> tuple[list[tuple[date, datetime]], list[date]]:
    """What an outage makes of dues: posted when it is over, or missed where that is more than a day."""
    posted, missed = [], []
    for day, due in moments:
        over = next((end for begin, end in (SHORT_OUTAGE, LONG_OUTAGE) if begin <= due < end), None)
        if over is None:
            posted.append((day, due))
        elif over - due <= timedelta(days=1):
            posted.append((day, over))
        else:
            missed.append(day)
    return posted, missed


async def test_a_year(sqlite: str) -> None:
    async with world(sqlite, BEGIN) as here:

        async def kept(name: str, schedule: Schedule, *topics: Topic) -> Digest:
            return await here.create(digest(name, schedule, tuple(map(Block, topics)), BEGIN))

        daily = (0, 1, 2, 3, 4, 5, 6)
        office = await kept("官公庁", Schedule(time(9)), Topic.TODAY)
        night = await kept("夜", Schedule(time(2, 30), daily, "America/New_York", holidays=True), Topic.PILLAR)
        early = await kept("早朝", Schedule(time(1, 30), (6,), "America/New_York", holidays=True), Topic.PILLAR)
        weekly = await kept("週報", Schedule(time(18), (0,)), Topic.NEW)

        async def change(**changed: object) -> None:
            now = await here.notebook.read(digest_by_id, weekly.id)
            assert now is not None
            schedule = replace(now.schedule, **changed)  # type: ignore[arg-type]
            await here.notebook.write(change_digest, replace(now, schedule=schedule), here.clock.now)

        async def pause(*, paused: bool) -> None:
            await here.notebook.write(pause_digest, weekly.id, here.clock.now, paused=paused)

        await _live(
            here,
            [
                Event(PAUSE, lambda: pause(paused=True)),
                Event(RESUME, lambda: pause(paused=False)),
                Event(EDIT, lambda: change(at=time(8, 15), weekdays=(1, 3))),
                Event(LATER, lambda: change(at=time(10))),
            ],
        )
        posted: dict[int, list[tuple[date, datetime]]] = {one.id: [] for one in (office, night, early, weekly)}
        for digest_id, day, at in here.shelf.posted:
            posted[digest_id].append((day, at))

        sundays = [day for day in DAYS if day.weekday() == 6]
        assert posted[night.id] == _late([(day, _new_york(day, time(2, 30))) for day in DAYS])[0]
        assert posted[early.id] == _late([(day, _new_york(day, time(1, 30))) for day in sundays])[0]
        assert {FORWARD, BACK} <= {day for day, _ in posted[early.id]}
        wanted, missed = _late([(day, _utc(day, time(9), JAPAN)) for day in DAYS if _is_open(day)])
        assert posted[office.id] == wanted
        assert len(wanted) + len(missed) == 244
        assert missed == [date(2026, 12, 7), date(2026, 12, 8)]
        assert (date(2026, 7, 2), SHORT_OUTAGE[1]) in wanted

        mondays = [day for day in DAYS if day.weekday() == 0 and day not in CLOSED]
        before = [(d, _utc(d, time(18), JAPAN)) for d in mondays if not PAUSE.date() < d < RESUME.date()]
        before = [(day, at) for day, at in before if at < EDIT]
        twice_a_week = [d for d in DAYS if d.weekday() in (1, 3) and d not in CLOSED and d > EDIT.date()]
        after = [(d, _utc(d, time(8, 15) if d <= date(2026, 10, 6) else time(10), JAPAN)) for d in twice_a_week]
        wanted, missed_weekly = _late([*before, *after])
        assert posted[weekly.id] == wanted
        assert date(2026, 8, 3) not in dict(wanted), "that Monday's had been edited away before 18:00"
        assert date(2026, 10, 6) in dict(wanted), "edited after its post: no second one that day"

        # Nobody is told of a pause; of what was missed, once a digest.
        told = {(name, notice, dates) for name, notice, dates, _ in here.shelf.told}
        assert ("官公庁", Notice.MISSED, tuple(missed)) in told
        assert ("週報", Notice.MISSED, tuple(missed_weekly)) in told
        assert {notice for _, notice, _ in told} == {Notice.MISSED}

        runs = await here.notebook.read(history, None, 10_000)
        sent = {(run.due.digest_id, run.due.date) for run in runs if run.state is RunState.SENT}
        assert len(sent) == len(here.shelf.posted) == sum(map(len, posted.values()))

        # 76 projects, each once before any comes again; and again in the same order.
        walked = [run.picked[0] for run in reversed(runs) if run.due.digest_id == office.id and run.picked]
        assert len(set(walked[:76])) == 76
        assert walked == (walked[:76] * 4)[: len(walked)]
