"""Opening and migrating the store, on SQLite and PostgreSQL, alone and at the same time."""

from __future__ import annotations

import asyncio
import sqlite3
import sys
from collections.abc import Iterator
from datetime import datetime
from pathlib import Path

import psycopg
import pytest
from alembic.autogenerate import compare_metadata
from alembic.migration import MigrationContext
from alembic.script import ScriptDirectory
from sqlalchemy import Connection, func, select, text
from sqlalchemy.ext.asyncio import AsyncEngine

import db.digests.tables
import db.migrations
import db.talk.tables
from db.documents import choose, documents
from db.engine import open_store, prepare
from db.errors import StoreTooNew, StoreUnavailable
from db.ingest.bundled import ensure_bundled
from db.models import Base, Fact, Revision


@pytest.fixture
def fresh_postgres(postgres_url: str) -> Iterator[str]:
    """A database of its own on the session's server."""
    with psycopg.connect(postgres_url, autocommit=True) as connection:
        connection.execute("DROP DATABASE IF EXISTS fresh_store")
        connection.execute("CREATE DATABASE fresh_store")
    yield postgres_url.replace("/postgres?", "/fresh_store?")
    with psycopg.connect(postgres_url, autocommit=True) as connection:
        connection.execute("DROP DATABASE fresh_store")


def test_head_is_the_last_migration() -> None:
    scripts = ScriptDirectory(str(Path(db.migrations.__file__).parent))
    assert scripts.get_current_head() == db.migrations.HEAD
    assert {script.revision for script in scripts.walk_revisions()} == db.migrations.KNOWN


MAPPED_ELSEWHERE = (db.digests.tables, db.talk.tables)
"""Whose tables are part of the metadata once they are imported, whatever else is tested with this."""


def differences(connection: Connection) -> list[object]:
    return list(compare_metadata(MigrationContext.configure(connection), Base.metadata))


async def test_migrations_make_the_models_tables(store: AsyncEngine) -> None:
    async with store.connect() as connection:
        assert await connection.run_sync(differences) == []


async def test_migrations_make_the_models_tables_on_postgresql(fresh_postgres: str) -> None:
    engine = open_store(fresh_postgres)
    await prepare(engine)
    async with engine.connect() as connection:
        assert connection.dialect.name == "postgresql"
        assert await connection.run_sync(differences) == []
    await engine.dispose()


async def test_preparing_again_does_not_import_alembic(tmp_path: Path) -> None:
    engine = open_store(f"sqlite:///{tmp_path / 'store.db'}")
    await prepare(engine)
    await engine.dispose()
    program = (
        "import asyncio, sys; from db.engine import open_store, prepare\n"
        "asyncio.run(prepare(open_store(sys.argv[1])))\n"
        "print('alembic' in sys.modules)"
    )
    url = f"sqlite:///{tmp_path / 'store.db'}"
    process = await asyncio.create_subprocess_exec(sys.executable, "-c", program, url, stdout=asyncio.subprocess.PIPE)
    output, _ = await process.communicate()
    assert output.decode().strip() == "False"


async def started_together(url: str, now: datetime) -> None:
    """Several processes' first use of one store, each with its own engine."""

    async def start() -> None:
        engine = open_store(url)
        await prepare(engine)
        await ensure_bundled(engine, now)
        await engine.dispose()

    await asyncio.gather(*(start() for _ in range(3)))
    engine = open_store(url)
    async with engine.connect() as connection:
        assert await connection.scalar(select(func.count()).select_from(Revision)) == 1
        assert await connection.scalar(select(func.count()).select_from(Fact)) == 144
        assert (await choose(connection, None)).revision == 1
        assert len(await documents(connection)) == 1
    await engine.dispose()


async def test_several_at_once(tmp_path: Path, now: datetime) -> None:
    await started_together(f"sqlite:///{tmp_path / 'store.db'}", now)


async def test_several_at_once_on_postgresql(fresh_postgres: str, now: datetime) -> None:
    await started_together(fresh_postgres, now)


async def test_directory_is_made(tmp_path: Path) -> None:
    path = tmp_path / "deep" / "down" / "store.db"
    engine = open_store(f"sqlite:///{path}")
    await prepare(engine)
    await engine.dispose()
    assert path.exists()


async def test_in_memory() -> None:
    engine = open_store("sqlite://")
    await prepare(engine)
    async with engine.connect() as connection:
        assert await documents(connection) == ()
    await engine.dispose()


async def test_sqlite_settings(store: AsyncEngine) -> None:
    async with store.connect() as connection:
        assert await connection.scalar(text("PRAGMA foreign_keys")) == 1
        assert await connection.scalar(text("PRAGMA journal_mode")) == "wal"


@pytest.mark.parametrize(
    ("url", "driver"),
    [
        ("sqlite:///x.db", "sqlite+aiosqlite"),
        ("sqlite+aiosqlite:///x.db", "sqlite+aiosqlite"),
        ("postgresql://u:p@host/d", "postgresql+psycopg"),
        ("postgres://u:p@host/d", "postgresql+psycopg"),
    ],
)
def test_plain_urls_get_their_async_driver(
    url: str, driver: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    assert open_store(url).url.drivername == driver


def test_what_is_no_url() -> None:
    with pytest.raises(StoreUnavailable):
        open_store("store.db")


async def test_a_file_that_is_no_database(tmp_path: Path) -> None:
    path = tmp_path / "store.db"
    path.write_text("これはデータベースではありません。" * 200, encoding="utf-8")
    before = path.read_bytes()
    engine = open_store(f"sqlite:///{path}")
    with pytest.raises(StoreUnavailable):
        await prepare(engine)
    await engine.dispose()
    assert path.read_bytes() == before


async def test_a_server_that_is_not_there() -> None:
    engine = open_store("postgresql://someone:secret@127.0.0.1:1/none")
    with pytest.raises(StoreUnavailable) as caught:
        await prepare(engine)
    await engine.dispose()
    assert "secret" not in caught.value.url


async def test_a_store_of_a_newer_version(tmp_path: Path) -> None:
    path = tmp_path / "store.db"
    with sqlite3.connect(path) as connection:
        connection.execute("CREATE TABLE alembic_version (version_num VARCHAR(32) NOT NULL)")
        connection.execute("INSERT INTO alembic_version VALUES ('9999')")
    connection.close()
    engine = open_store(f"sqlite:///{path}")
    with pytest.raises(StoreTooNew) as caught:
        await prepare(engine)
    await engine.dispose()
    assert caught.value.found == "9999"
