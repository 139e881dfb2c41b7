"""When digests are due: weekdays, Japan's holidays as the Cabinet Office lists them, clocks put forward and back."""

from __future__ import annotations

from datetime import UTC, date, datetime, time, timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bot.digest.schedule import due_at, is_holiday, is_zone, next_post, posts
from bot.digest.walk import next_of
from bot.wording.digest_windows import ZONES
from db.digests.definitions import Schedule

HOLIDAYS = {
    2026: "01-01 01-12 02-11 02-23 03-20 04-29 05-03 05-04 05-05 05-06 07-20 08-11 09-21 09-22 09-23 10-12 11-03 11-23",
    2027: "01-01 01-11 02-11 02-23 03-21 03-22 04-29 05-03 05-04 05-05 07-19 08-11 09-20 09-23 10-11 11-03 11-23",
}
"""Typed off the Cabinet Office's list 「国民の祝日」."""


@pytest.mark.parametrize("year", HOLIDAYS)
def test_holidays_are_those_of_the_cabinet_office(year: int) -> None:
    days = (date(year, 1, 1) + timedelta(number) for number in range(365))
    assert " ".join(f"{day:%m-%d}" for day in days if is_holiday(day)) == HOLIDAYS[year]


@pytest.mark.parametrize(
    ("zone", "at", "day", "moment"),
    [
        ("Asia/Tokyo", time(9), date(2026, 4, 1), "2026-04-01T00:00"),
        ("Asia/Tokyo", time(0, 5), date(2026, 4, 1), "2026-03-31T15:05"),
        ("America/New_York", time(2, 30), date(2026, 3, 7), "2026-03-07T07:30"),
        # 2:30 is not there: clocks go from 2:00 to 3:00. It is posted at 3:30, once.
        ("America/New_York", time(2, 30), date(2026, 3, 8), "2026-03-08T07:30"),
        ("America/New_York", time(2, 30), date(2026, 3, 9), "2026-03-09T06:30"),
        # 1:30 is there twice: it is posted at the first.
        ("America/New_York", time(1, 30), date(2026, 11, 1), "2026-11-01T05:30"),
        ("America/New_York", time(1, 30), date(2026, 11, 2), "2026-11-02T06:30"),
        # At midnight there is no midnight.
        ("America/Santiago", time(0), date(2026, 9, 6), "2026-09-06T04:00"),
        ("Pacific/Kiritimati", time(9), date(2026, 4, 1), "2026-03-31T19:00"),
        ("Australia/Lord_Howe", time(2, 15), date(2026, 10, 4), "2026-10-03T15:45"),
    ],
)
def test_moments(zone: str, at: time, day: date, moment: str) -> None:
    assert due_at(Schedule(at, zone=zone), day) == datetime.fromisoformat(f"{moment}+00:00")


def test_nothing_comes_twice_and_nothing_between_is_left_out() -> None:
    schedule = Schedule(time(9), (0, 2))
    after = datetime(2026, 4, 1, 0, 0, tzinfo=UTC)  # a Wednesday, 9:00 in Japan
    found = list(posts(schedule, after, after + timedelta(days=7)))
    assert [post.date for post in found] == [date(2026, 4, 6), date(2026, 4, 8)]


def test_no_date_has_two_turns() -> None:
    schedule = Schedule(time(10))
    morning = datetime(2026, 4, 1, 0, 30, tzinfo=UTC)
    coming, later = next_post(schedule, morning), next_post(schedule, morning, date(2026, 4, 1))
    assert coming is not None
    assert later is not None
    assert (coming.date, later.date) == (date(2026, 4, 1), date(2026, 4, 2))


def test_without_a_weekday_it_never_comes() -> None:
    assert next_post(Schedule(time(9), ()), datetime(2026, 4, 1, tzinfo=UTC)) is None


def test_new_year_is_passed_over() -> None:
    eve = datetime(2026, 12, 31, 3, tzinfo=UTC)
    coming = next_post(Schedule(time(9)), eve)
    assert coming is not None
    assert coming.date == date(2027, 1, 4)


@pytest.mark.parametrize("zone", ZONES)
def test_every_zone_offered_is_one(zone: str) -> None:
    assert is_zone(zone)


@settings(deadline=None)
@given(things=st.lists(st.text(min_size=1), unique=True, max_size=12), rounds=st.integers(0, 40))
def test_a_walk_repeats_nothing_before_everything_was_told(things: list[str], rounds: int) -> None:
    told: list[str] = []
    walked: list[str] = []
    for _ in range(rounds):
        thing = next_of(things, told)
        if thing is None:
            break
        told = [*(each for each in told if each != thing), thing]
        walked.append(thing)
    size = len(things)
    assert len(walked) == (rounds if things else 0)
    assert all(sorted(walked[at : at + size]) == sorted(things) for at in range(len(walked) - size + 1))


def test_a_walk_goes_on_when_things_come_and_go() -> None:
    told = ["a", "b", "c"]
    assert next_of(["a", "b", "c", "d"], told) == "d"
    assert next_of(["b", "c"], told) == "b"
    assert next_of([], told) is None
