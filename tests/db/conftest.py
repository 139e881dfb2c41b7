"""Fixtures of the store: an empty prepared SQLite file, and the shipped document's text."""

from __future__ import annotations

from collections.abc import AsyncIterator
from datetime import UTC, datetime
from pathlib import Path

import pytest
import pytest_asyncio
from sqlalchemy.ext.asyncio import AsyncEngine

from db.engine import open_store, prepare
from db.ingest.bundled import BundledDocument, bundled_documents


@pytest.fixture
def now() -> datetime:
    return datetime(2024, 4, 1, 9, 0, tzinfo=UTC)


@pytest.fixture(scope="session")
def shipped() -> BundledDocument:
    """The one document shipped with the package."""
    (document,) = bundled_documents()
    return document


@pytest_asyncio.fixture
async def store(tmp_path: Path) -> AsyncIterator[AsyncEngine]:
    """A prepared store without documents."""
    engine = open_store(f"sqlite:///{tmp_path / 'store.db'}")
    await prepare(engine)
    yield engine
    await engine.dispose()
