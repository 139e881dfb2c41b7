"""When a digest is due: pure functions of its schedule and moments handed in."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from functools import lru_cache
from zoneinfo import ZoneInfo, available_timezones

from jpholiday import JPHoliday

from db.digests.definitions import Schedule

_FARTHEST = timedelta(days=400)
"""Within so long every schedule that ever comes round has come round."""
_DAY = timedelta(days=1)


@dataclass(frozen=True, slots=True)
class Post:
    """One time a schedule comes round."""

    date: date
    """In its zone."""
    at: datetime
    """UTC."""


@lru_cache(maxsize=2_000)
def is_holiday(day: date) -> bool:
    """Whether it is a public holiday in Japan, substitutes and days between two included."""
    return JPHoliday().is_holiday(day)


def is_zone(name: str) -> bool:
    return name in available_timezones()


def posts(schedule: Schedule, after: datetime, until: datetime, last: date | None = None) -> Iterator[Post]:
    """Each time it comes round after one moment and until another, in order.

    Args:
        last: the latest date that has had its turn already: no date has two.
    """
    zone = ZoneInfo(schedule.zone)
    # A day wider on both sides: what is not there, or there twice, may be past midnight.
    day, end = after.astimezone(zone).date() - _DAY, until.astimezone(zone).date() + _DAY
    if last is not None:
        day = max(day, last + _DAY)
    while day <= end:
        if _comes_round(schedule, day):
            at = due_at(schedule, day)
            if after < at <= until:
                yield Post(day, at)
        day += _DAY


def next_post(schedule: Schedule, after: datetime, last: date | None = None) -> Post | None:
    """When it comes round next; None where it never does. `last` as in `posts`."""
    return next(posts(schedule, after, after + _FARTHEST, last), None)


def due_at(schedule: Schedule, day: date) -> datetime:
    """The moment of a day, UTC.

    Where clocks are put forward past the time, it is as long after midnight as it would have been (RFC 5545); where
    they are put back, and show the time twice, it is the first.
    """
    return datetime.combine(day, schedule.at, ZoneInfo(schedule.zone)).astimezone(UTC)


def _comes_round(schedule: Schedule, day: date) -> bool:
    return day.weekday() in schedule.weekdays and (schedule.holidays or not is_holiday(day))
