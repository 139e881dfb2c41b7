"""`kill -9` at any point: each question is answered once, sooner or later. On SQLite and on PostgreSQL."""

from __future__ import annotations

import asyncio
import json
import sys
from pathlib import Path

import psycopg
import pytest

from tests.slack.test_faults import FIGURES, mention, said_since, tallied, tally
from tests.support.stage import NAMED, staged

ROOT = Path(__file__).resolve().parents[2]


@pytest.mark.parametrize("database", ["sqlite", "postgresql"])
async def test_killed_at_any_point(database: str, program: Path, store: str, request: pytest.FixtureRequest) -> None:
    if database == "postgresql":
        server: str = request.getfixturevalue("postgres_url")
        with psycopg.connect(server, autocommit=True) as connection:
            connection.execute("DROP DATABASE IF EXISTS killed")
            connection.execute("CREATE DATABASE killed")
        store = server.replace("/postgres?", "/killed?")
    async with staged(program, store, http=False, bots=0) as stage:
        process = await asyncio.create_subprocess_exec(
            sys.executable, "-m", "tests.slack.crashing", store, stage.relay.address, "0",
            cwd=ROOT, stdin=asyncio.subprocess.PIPE, stdout=asyncio.subprocess.PIPE,
        )  # fmt: skip
        before = await stage.say("始めます")
        stamps = [f"{float(before) + number / 1000:.6f}" for number in range(1, 7)]
        wanted = zip(stamps, FIGURES, strict=True)
        bodies = [mention(f"{NAMED} {name}の予算は？", ts) for ts, name in wanted]
        await asyncio.gather(*(stage.relay.bring(body) for body in bodies))
        await tally(stage, before, FIGURES, seconds=15)
        # Whoever still lives may answer twice until the end.
        found = tallied(await said_since(stage, before), FIGURES)
        assert process.stdin is not None
        process.stdin.close()
        said, _ = await process.communicate()
        deaths = json.loads(said)
        found.show(f"kill -9, {sum(deaths.values())} times, at {len(deaths)} points, {database}")
        assert sum(deaths.values()) >= 5, deaths
        assert (found.answered, found.doubled, found.told) == (len(FIGURES), 0, 0), deaths
