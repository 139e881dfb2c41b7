"""`yosan digest` in a terminal."""

from __future__ import annotations

import asyncio
from datetime import UTC, datetime, timedelta

import pytest

from bot.cli import run
from bot.digest import listing
from bot.exits import Exit
from bot.settings import DATABASE_URL, DIGEST_HOURS, read_settings
from bot.wording import digest_terminal as words
from bot.wording import surface
from db.digests.definitions import Block, Topic, create_digest, pause_digest
from db.digests.ledger import RunState
from tests.digest.world import digest, world

NOW = datetime(2026, 4, 1, 0, 0, tzinfo=UTC)


@pytest.fixture(autouse=True)
def settings(sqlite: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv(DATABASE_URL, sqlite)
    monkeypatch.setattr(listing, "moment", lambda: NOW)
    for name in ("SLACK_BOT_TOKEN", "SLACK_APP_TOKEN"):
        monkeypatch.delenv(name, raising=False)


async def _fill(sqlite: str) -> None:
    async with world(sqlite, NOW) as here:
        kept = await here.create(digest("朝の便り", blocks=(Block(Topic.NEW),), since=NOW - timedelta(hours=30)))
        await here.runner().round()
        await here.create(digest("夕方の便り", since=NOW))
        paused = await here.notebook.write(create_digest, "paused", digest("休みの便り", since=NOW))
        await here.notebook.write(pause_digest, paused.id, NOW, paused=True)
        assert kept.id == 1


def _said(capsys: pytest.CaptureFixture[str], *arguments: str, ending: Exit = Exit.DONE) -> str:
    assert run(["digest", *arguments]) == ending
    told = capsys.readouterr()
    return told.out or told.err


def test_with_nothing_set_up(capsys: pytest.CaptureFixture[str]) -> None:
    assert surface.NO_DIGESTS in _said(capsys, "list")
    assert words.NO_RUNS in _said(capsys, "history")


def test_the_list_says_when_each_comes(sqlite: str, capsys: pytest.CaptureFixture[str]) -> None:
    asyncio.run(_fill(sqlite))
    said = _said(capsys, "list")
    assert "1  朝の便り（C1、U1）\n   月火水木金 9:00、日本（Asia/Tokyo）、祝日は休む｜新規・拡充" in said
    assert "次は 2026年4月2日（木）9:00 に届けます。" in said
    assert "止めています。" in said


def test_history(sqlite: str, capsys: pytest.CaptureFixture[str]) -> None:
    asyncio.run(_fill(sqlite))
    assert _said(capsys, "history", "朝の便り").splitlines() == [
        "2026年4月1日（水） 朝の便り: 届けました（2026年4月1日（水）9:00）",
        "2026年3月31日（火） 朝の便り: 届けました（2026年4月1日（水）9:00）",
    ]
    assert len(_said(capsys, "history", "--most", "1").splitlines()) == 1


def test_previews(sqlite: str, capsys: pytest.CaptureFixture[str]) -> None:
    asyncio.run(_fill(sqlite))
    said = _said(capsys, "preview", "1", "--date", "2026-05-07")
    assert said.startswith("朝の便り 2026年5月7日（木）\n\n■ 新規・拡充\n")
    assert "43,374千円" in said
    sample = _said(capsys, "preview", "--topic", "課別の動き", "--topic", "today")
    assert sample.index("■ 課別の動き") < sample.index("■ 今日の事業")
    # Nothing is remembered of it.
    assert "1件目" in _said(capsys, "preview", "夕方")


@pytest.mark.parametrize("arguments", [("preview", "便り"), ("history", "ない"), ("preview", "--topic", "天気")])
def test_what_cannot_be_meant(sqlite: str, capsys: pytest.CaptureFixture[str], arguments: tuple[str, ...]) -> None:
    asyncio.run(_fill(sqlite))
    said = _said(capsys, *arguments, ending=Exit.MISUSED)
    assert "朝の便り" in said or "天気" in said


def test_running_needs_a_token(capsys: pytest.CaptureFixture[str]) -> None:
    assert "SLACK_BOT_TOKEN" in _said(capsys, "run", ending=Exit.MISUSED)


def test_without_a_command_it_explains_itself(capsys: pytest.CaptureFixture[str]) -> None:
    said = _said(capsys)
    assert all(name in said for name in ("list", "preview", "run", "history"))


@pytest.mark.parametrize(("told", "hours"), [("", 24), ("6", 6), ("x", 24)])
def test_how_late_a_digest_may_come(told: str, hours: int) -> None:
    assert read_settings({DIGEST_HOURS: told}).digest_hours == hours


def test_every_state_has_its_words() -> None:
    assert set(words.STATES) == set(RunState)
