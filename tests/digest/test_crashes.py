"""Whatever dies when: every digest is posted, none twice. Against a Slack, on SQLite and on PostgreSQL."""

from __future__ import annotations

import asyncio
import json
import sys
from collections import Counter
from dataclasses import replace
from datetime import UTC, date, datetime, time
from pathlib import Path

import pytest

from bot.slack.playground import BOT
from db.digests.definitions import Block, Schedule, Topic, create_digest
from db.digests.ledger import RunState, history
from tests.digest.crashing import AFTER_CLAIM, AFTER_POST, LATE, PROCESSES, RUNS
from tests.digest.world import digest, world
from tests.support.stage import YOSAN, staged

ROOT = Path(__file__).resolve().parents[2]
DATES = (date(2024, 4, 1), date(2024, 4, 2), date(2024, 4, 3))
"""Monday's and Tuesday's were missed, Wednesday's is due."""
SECONDS = 40.0


@pytest.mark.asyncio(loop_scope="function")
async def test_six_crashing_processes_post_everything_once(store: str, program: Path) -> None:
    async with world(store) as here, staged(program, store, http=False, bots=0) as stage:
        since = datetime(2024, 3, 31, tzinfo=UTC)
        blocks = (Block(Topic.TODAY), Block(Topic.PILLAR))
        names = [f"お知らせ{number}" for number in range(RUNS // len(DATES))]
        wanted = [replace(digest(name, Schedule(time(9)), blocks, since), channel=YOSAN) for name in names]
        kept = [await here.notebook.write(create_digest, each.name, each) for each in wanted]
        process = await asyncio.create_subprocess_exec(
            sys.executable, "-m", "tests.digest.crashing", store, stage.relay.address, str(SECONDS),
            cwd=ROOT, stdout=asyncio.subprocess.PIPE,
        )  # fmt: skip
        said, _ = await process.communicate()
        endings = Counter({int(ending): count for ending, count in json.loads(said).items()})
        # A process that ends by itself has found nothing left to do; nobody ended in any other way than foreseen.
        assert endings[0] == PROCESSES, endings
        assert set(endings) == {0, AFTER_CLAIM, AFTER_POST}, endings
        assert endings[LATE] == 0

        runs = await here.notebook.read(history)
        due = {(digest.id, day) for digest in kept for day in DATES}
        assert {(run.due.digest_id, run.due.date) for run in runs} == due
        assert {run.state for run in runs} == {RunState.SENT}
        seen = [one for one in await stage.messages(YOSAN) if one["user"] == BOT]
        marks = [stage.relay.metadata[one["ts"]]["event_payload"] for one in seen]
        posted = Counter((mark["digest"], date.fromisoformat(mark["due"])) for mark in marks)
        assert posted == Counter(due)
        # What each run is recorded as is the message that is there, those whose confirmation was lost among them.
        assert {run.ts for run in runs} == {one["ts"] for one in seen}
        # Each digest went on with the next project and pillar, whoever posted it.
        for each in kept:
            told = [thing for run in runs if run.due.digest_id == each.id for thing in run.picked]
            assert len(told) == len(set(told)) == 2 * len(DATES)
