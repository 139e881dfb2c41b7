"""Fixtures of the Slack app: the local Slack, found or installed, and a stage in each way of connecting."""

from __future__ import annotations

import asyncio
import os
from collections.abc import AsyncIterator
from pathlib import Path

import pytest
import pytest_asyncio
from platformdirs import user_cache_path

from bot.slack.credentials import NoLocalSlack
from bot.slack.local import local_slack
from tests.support.stage import Stage, staged


@pytest.fixture(scope="session")
def program() -> Path:
    """The local Slack. Where it cannot be had, tests with it are skipped on people's machines, and fail in CI."""
    try:
        return asyncio.run(local_slack(os.environ, user_cache_path("yosan-tests", appauthor=False)))
    except NoLocalSlack as error:
        reason = f"no local Slack ({error.why}): end-to-end tests need Node.js with npm, or YOSAN_LOCAL_SLACK"
        if os.environ.get("CI"):
            pytest.fail(reason)
        pytest.skip(reason)


@pytest.fixture
def store(tmp_path: Path) -> str:
    """A store of one's own; the bundled document is loaded on first use."""
    return f"sqlite:///{tmp_path / 'bot.db'}"


@pytest_asyncio.fixture(scope="session", loop_scope="session", params=["socket", "http"])
async def stage(
    request: pytest.FixtureRequest, program: Path, tmp_path_factory: pytest.TempPathFactory
) -> AsyncIterator[Stage]:
    """One workspace a way of connecting, for all tests: they keep apart by threads and people."""
    store = f"sqlite:///{tmp_path_factory.mktemp('stage') / 'bot.db'}"
    async with staged(program, store, http=request.param == "http") as stage:
        await stage.command("/yosan", "使い方")
        await stage.quiet()
        yield stage
        assert stage.relay.faults == []
