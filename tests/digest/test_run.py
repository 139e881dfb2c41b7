"""What becomes of a run: waiting, found again, refused, skipped, too late."""

from __future__ import annotations

import asyncio
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta

import pytest

from bot.digest.edition import Edition
from bot.digest.run import Notice, Occasion, OutOfReach, Terms
from db.digests.definitions import Block, Topic, Walk, change_digest, pause_digest
from db.digests.ledger import Claim, Run, RunState, claim, claimable, history, renew
from tests.digest.world import World, digest, world

MONDAY = datetime(2026, 3, 30, 0, 0, tzinfo=UTC)
"""9:00 in Japan."""
TERMS = Terms(lease=timedelta(seconds=0.2))


async def _runs(here: World) -> list[Run]:
    return list(reversed(await here.notebook.read(history)))


async def test_posted_once_however_often_it_is_looked(sqlite: str) -> None:
    async with world(sqlite, MONDAY) as here:
        kept = await here.create(digest(since=MONDAY - timedelta(days=1)))
        for _ in range(3):
            await here.runner().round()
        assert here.shelf.posted == [(kept.id, MONDAY.date(), MONDAY)]
        (run,) = await _runs(here)
        assert (run.state, run.ts, run.channel) == (RunState.SENT, "0.0", "C1")


async def test_nothing_is_posted_before_it_is_due(sqlite: str) -> None:
    async with world(sqlite, MONDAY - timedelta(seconds=1)) as here:
        await here.create(digest(since=MONDAY - timedelta(hours=1)))
        runner = here.runner()
        assert await runner.round() == ()
        assert await runner.next_look() == MONDAY
        assert here.shelf.posted == []


async def test_replicas_share_the_work(store: str) -> None:
    async with world(store, MONDAY) as here:
        kept = [await here.create(digest(f"{number}", since=MONDAY - timedelta(days=1))) for number in range(5)]
        runners = [here.runner(owner=f"replica {number}") for number in range(4)]
        await asyncio.gather(*(runner.round() for runner in runners))
        assert sorted(posted[0] for posted in here.shelf.posted) == [one.id for one in kept]


async def test_silence_is_met_with_patience(sqlite: str) -> None:
    async with world(sqlite, MONDAY) as here:
        await here.create(digest(since=MONDAY - timedelta(days=1)))
        here.shelf.out_of_reach = 1
        runner = here.runner(TERMS)
        assert await runner.round() == ()
        assert await runner.round() == (), "Slack is given a while"
        await asyncio.sleep(0.3)
        await runner.round()
        assert len(here.shelf.posted) == len(here.shelf.looked_in) == 1
        assert [(run.state, run.attempts) for run in await _runs(here)] == [(RunState.SENT, 2)]


async def test_a_post_whose_confirmation_was_lost_is_found(sqlite: str) -> None:
    async with world(sqlite, MONDAY) as here:
        await here.create(digest(since=MONDAY - timedelta(days=1)))
        here.shelf.unconfirmed = 1
        await here.runner(TERMS).round()
        await asyncio.sleep(0.3)
        await here.runner(TERMS, "another").round()
        assert len(here.shelf.posted) == 1
        assert [(run.state, run.ts) for run in await _runs(here)] == [(RunState.SENT, "0.0")]


async def test_it_is_looked_for_where_it_was_posted(sqlite: str) -> None:
    """The digest may have been given another channel meanwhile."""
    async with world(sqlite, MONDAY) as here:
        kept = await here.create(digest(since=MONDAY - timedelta(days=1)))
        here.shelf.unconfirmed = 1
        runner = here.runner(TERMS)
        await runner.round()
        await here.notebook.write(change_digest, replace(kept, channel="C2"), MONDAY)

        await asyncio.sleep(0.3)
        await runner.round()
        assert here.shelf.looked_in == ["C1"]
        assert len(here.shelf.posted) == 1


async def test_a_refusal_is_told_and_not_tried_again(sqlite: str) -> None:
    async with world(sqlite, MONDAY) as here:
        await here.create(digest(since=MONDAY - timedelta(days=1)))
        here.shelf.refusal = "is_archived"
        for _ in range(2):
            await here.runner().round()
        assert here.shelf.told == [("お知らせ", Notice.FAILED, (MONDAY.date(),), "is_archived")]
        assert [(run.state, run.note) for run in await _runs(here)] == [(RunState.FAILED, "is_archived")]


@pytest.mark.parametrize("tell", [True, False])
async def test_with_nothing_to_tell_it_is_skipped(sqlite: str, tell: bool) -> None:
    async with world(sqlite, MONDAY) as here:
        blocks = (Block(Topic.QUESTIONS), Block(Topic.NEWS), Block(Topic.TODAY, Walk.NUMBER, "存在しない課"))
        await here.create(digest(blocks=blocks, since=MONDAY - timedelta(days=1), tell_empty=tell))
        await here.runner().round()
        assert here.shelf.posted == []
        assert [notice for _, notice, _, _ in here.shelf.told] == [Notice.EMPTY] * tell
        assert [run.state for run in await _runs(here)] == [RunState.SKIPPED]


async def test_what_was_missed_is_caught_up_with_until_it_is_too_old(sqlite: str) -> None:
    async with world(sqlite, MONDAY + timedelta(days=3, minutes=5)) as here:
        kept = await here.create(digest(since=MONDAY - timedelta(days=1)))
        await here.runner(Terms(oldest=timedelta(days=2))).round()
        assert [day.day for _, day, _ in here.shelf.posted] == [1, 2]
        assert here.shelf.told == [("お知らせ", Notice.MISSED, (date(2026, 3, 30), date(2026, 3, 31)), "")]
        states = [run.state for run in await _runs(here)]
        assert states == [RunState.MISSED, RunState.MISSED, RunState.SENT, RunState.SENT]
        assert {run.due.digest_id for run in await _runs(here)} == {kept.id}


async def test_what_somebody_died_with_before_posting_may_be_too_old_too(sqlite: str) -> None:
    async with world(sqlite, MONDAY) as here:
        await here.create(digest(since=MONDAY - timedelta(days=1)))

        async def dies(occasion: Occasion) -> Edition:
            raise OutOfReach("the process died")

        runner = here.runner(TERMS, make=dies)
        await runner.round()
        await asyncio.sleep(0.3)
        here.clock.now = MONDAY + timedelta(days=2)
        await here.runner(TERMS, "another").round()
        assert [run.state for run in await _runs(here)] == [RunState.MISSED, RunState.SENT, RunState.SENT]


async def test_paused_with_somebody_dying_it_is_not_posted(sqlite: str) -> None:
    async with world(sqlite, MONDAY) as here:
        kept = await here.create(digest(since=MONDAY - timedelta(days=1)))
        here.shelf.out_of_reach = 1
        await here.runner(TERMS).round()
        await here.notebook.write(pause_digest, kept.id, MONDAY, paused=True)
        await asyncio.sleep(0.3)
        await here.runner(TERMS).round()
        assert here.shelf.posted == []
        assert [run.state for run in await _runs(here)] == [RunState.CANCELLED]


async def test_who_works_long_keeps_what_is_his(sqlite: str) -> None:
    """The lease is prolonged as long as it is worked on; nobody else gets it meanwhile."""
    async with world(sqlite, MONDAY) as here:
        await here.create(digest(since=MONDAY - timedelta(days=1)))
        maker = here.maker

        async def slow(occasion: Occasion) -> Edition:
            await asyncio.sleep(0.7)
            return await maker(occasion)

        runner = here.runner(TERMS, make=slow)
        working = asyncio.create_task(runner.round())
        for _ in range(6):
            await asyncio.sleep(0.1)
            assert await here.notebook.read(claimable) == ()
        await working
        assert [(run.state, run.attempts) for run in await _runs(here)] == [(RunState.SENT, 1)]


async def test_who_lost_the_run_posts_nothing(sqlite: str) -> None:
    async with world(sqlite, MONDAY) as here:
        await here.create(digest(since=MONDAY - timedelta(days=1)))
        maker = here.maker

        async def robbed(occasion: Occasion) -> Edition:
            (run,) = await _runs(here)
            # As if this process had stood still until its lease was over.
            await here.notebook.write(renew, Claim(run.due, "one", 1, (), ""), -1)
            assert await here.notebook.write(claim, run.due, "another", 60_000) is not None
            return await maker(occasion)

        runner = here.runner(make=robbed)
        assert await runner.round() == ()
        assert here.shelf.posted == []


async def test_one_digests_trouble_is_not_anothers(sqlite: str) -> None:
    async with world(sqlite, MONDAY) as here:
        bad = await here.create(digest("悪い", since=MONDAY - timedelta(days=1)))
        good = await here.create(digest("良い", since=MONDAY - timedelta(days=1)))
        maker = here.maker

        async def defective(occasion: Occasion) -> Edition:
            if occasion.digest.id == bad.id:
                raise KeyError("a defect")
            return await maker(occasion)

        runner = here.runner(make=defective)
        with pytest.raises(KeyError):
            await runner.round()
        assert [posted[0] for posted in here.shelf.posted] == [good.id]
