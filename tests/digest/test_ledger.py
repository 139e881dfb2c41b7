"""The ledger: each run is one owner's at a time, whatever the database."""

from __future__ import annotations

import asyncio
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta

import pytest

from db.digests.definitions import (
    Digest,
    all_digests,
    change_digest,
    create_digest,
    delete_digest,
    digest_by_id,
    pause_digest,
)
from db.digests.ledger import (
    Due,
    RunState,
    claim,
    claimable,
    expire,
    history,
    last_made,
    note_made,
    plan,
    renew,
    settle,
    told_of,
)
from tests.digest.world import LONG_AGO, Bare, bare, digest

NOW = datetime(2026, 4, 1, 0, 0, tzinfo=UTC)
LEASE_MS = 60_000
SHORT_MS = 1


async def _planned(here: Bare, *days: int) -> tuple[Digest, list[Due]]:
    kept = await here.create(digest())
    dues = [Due(kept.id, date(2026, 4, day), NOW + timedelta(days=day - 1)) for day in days]
    await here.notebook.write(plan, dues)
    return kept, dues


async def test_what_is_planned_twice_is_there_once(store: str) -> None:
    async with bare(store) as here:
        _, dues = await _planned(here, 1, 2)
        await here.notebook.write(plan, dues)
        assert len(await here.notebook.read(history)) == 2


async def test_of_many_one_has_it(store: str) -> None:
    async with bare(store) as here:
        _, (due,) = await _planned(here, 1)
        claims = await asyncio.gather(
            *(here.notebook.write(claim, due, f"owner {number}", LEASE_MS) for number in range(8))
        )
        assert sum(each is not None for each in claims) == 1


async def test_a_lease_that_ran_out_is_anothers(store: str) -> None:
    async with bare(store) as here:
        _, (due,) = await _planned(here, 1)
        first = await here.notebook.write(claim, due, "first", SHORT_MS)
        assert first is not None
        await asyncio.sleep(0.02)
        assert await here.notebook.read(claimable) == (due,)
        second = await here.notebook.write(claim, due, "second", LEASE_MS)
        assert second is not None
        assert (first.attempt, second.attempt) == (1, 2)
        # Who lost it can neither hold nor settle it any more.
        assert not await here.notebook.write(renew, first, LEASE_MS)
        assert not await here.notebook.write(note_made, first, "C1", ("x",), NOW, LEASE_MS)
        assert not await here.notebook.write(settle, first, RunState.SENT, NOW, ts="1.0")
        assert await here.notebook.write(settle, second, RunState.SENT, NOW, ts="2.0")
        (run,) = await here.notebook.read(history)
        assert (run.state, run.ts, run.attempts, run.settled_at) == (RunState.SENT, "2.0", 2, NOW)


async def test_who_takes_over_tells_of_the_same(store: str) -> None:
    async with bare(store) as here:
        _, (due,) = await _planned(here, 1)
        first = await here.notebook.write(claim, due, "first", LEASE_MS)
        assert first is not None
        assert first.channel == ""
        assert await here.notebook.write(note_made, first, "C1", ("a", "日本"), NOW, SHORT_MS)
        await asyncio.sleep(0.02)
        second = await here.notebook.write(claim, due, "second", LEASE_MS)
        assert second is not None
        assert (second.picked, second.channel) == (("a", "日本"), "C1")


async def test_of_one_digest_one_date_at_a_time(store: str) -> None:
    async with bare(store) as here:
        _, dues = await _planned(here, 1, 2)
        assert await here.notebook.read(claimable) == (dues[0],)
        assert await here.notebook.write(claim, dues[1], "early", LEASE_MS) is None
        first = await here.notebook.write(claim, dues[0], "one", LEASE_MS)
        assert first is not None
        assert await here.notebook.read(claimable) == ()
        await here.notebook.write(settle, first, RunState.FAILED, NOW, why="is_archived")
        assert await here.notebook.read(claimable) == (dues[1],)


async def test_what_was_told_of_and_when(store: str) -> None:
    async with bare(store) as here:
        kept, dues = await _planned(here, 1, 2, 3)
        for number, due in enumerate(dues):
            held = await here.notebook.write(claim, due, "one", LEASE_MS)
            assert held is not None
            picked = ("first", f"{number}") if number != 1 else ("second",)
            await here.notebook.write(note_made, held, "C1", picked, due.at, LEASE_MS)
            await here.notebook.write(settle, held, RunState.SENT if number != 1 else RunState.FAILED, due.at)
        assert await here.notebook.read(told_of, kept.id, date(2026, 4, 4)) == ("0", "first", "2")
        assert await here.notebook.read(last_made, kept.id, date(2026, 4, 3)) == dues[0].at
        assert await here.notebook.read(last_made, kept.id, date(2026, 4, 1)) is None


async def test_what_nobody_claimed_in_time_is_given_up_once(store: str) -> None:
    async with bare(store) as here:
        _, dues = await _planned(here, 1, 2)
        assert await here.notebook.write(expire, NOW + timedelta(hours=1), NOW) == (dues[0],)
        assert await here.notebook.write(expire, NOW + timedelta(hours=1), NOW) == ()
        assert await here.notebook.read(claimable) == (dues[1],)


async def test_a_paused_digest_is_neither_planned_nor_posted(store: str) -> None:
    async with bare(store) as here:
        kept, _ = await _planned(here, 1)
        await here.notebook.write(pause_digest, kept.id, NOW, paused=True)
        (run,) = await here.notebook.read(history)
        assert run.state is RunState.CANCELLED
        await here.notebook.write(plan, [Due(kept.id, date(2026, 4, 9), NOW)])
        assert len(await here.notebook.read(history)) == 1
        await here.notebook.write(pause_digest, kept.id, NOW, paused=False)
        again = await here.notebook.read(digest_by_id, kept.id)
        assert again is not None
        assert (again.paused, again.since) == (False, NOW)


async def test_a_digest_created_twice_by_the_same_is_one(store: str) -> None:
    async with bare(store) as here:
        first = await here.notebook.write(create_digest, "key", digest("一つ目"))
        assert await here.notebook.write(create_digest, "key", digest("二つ目")) == first
        assert await here.notebook.read(all_digests, "T1") == (first,)
        assert await here.notebook.read(all_digests, "T2") == ()


async def test_what_is_deleted_is_gone_and_its_number_is_not_given_again(store: str) -> None:
    async with bare(store) as here:
        kept, _ = await _planned(here, 1)
        await here.notebook.write(delete_digest, kept.id)
        assert await here.notebook.read(history) == ()
        other = await here.create(digest("別の"))
        assert other.id > kept.id


@pytest.mark.parametrize("moved", [True, False])
async def test_only_a_new_schedule_counts_from_now_on(sqlite: str, moved: bool) -> None:
    async with bare(sqlite) as here:
        kept = await here.create(digest())
        changed = replace(kept, name="新しい名前", channel="C2" if moved else kept.channel)
        again = await here.notebook.write(change_digest, changed, NOW)
        assert again.since == (NOW if moved else LONG_AGO)
        assert await here.notebook.read(digest_by_id, kept.id) == again
