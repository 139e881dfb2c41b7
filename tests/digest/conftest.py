"""Fixtures of digests: stores of one's own, on SQLite and on PostgreSQL."""

from __future__ import annotations

import asyncio
import shutil
import uuid
from pathlib import Path

import psycopg
import pytest
from sqlalchemy import make_url

from tests.digest.world import world
from tests.slack.conftest import program

__all__ = ["program"]


@pytest.fixture(scope="session")
def filled(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A SQLite file with the bundled document in it, to be copied."""
    path: Path = tmp_path_factory.mktemp("digests") / "filled.db"

    async def fill() -> None:
        async with world(f"sqlite:///{path}"):
            pass

    asyncio.run(fill())
    return path


@pytest.fixture
def sqlite(tmp_path: Path, filled: Path) -> str:
    """A store nobody else uses, with the bundled document in it."""
    return f"sqlite:///{shutil.copy(filled, tmp_path / 'digests.db')}"


@pytest.fixture(params=["sqlite", "postgresql"])
def store(request: pytest.FixtureRequest) -> str:
    """A store nobody else uses."""
    if request.param == "sqlite":
        return str(request.getfixturevalue("sqlite"))
    server = str(request.getfixturevalue("postgres_url"))
    name = f"digests_{uuid.uuid4().hex}"
    with psycopg.connect(server, autocommit=True) as connection:
        connection.execute(f'CREATE DATABASE "{name}"'.encode())
    return make_url(server).set(database=name).render_as_string(hide_password=False)
