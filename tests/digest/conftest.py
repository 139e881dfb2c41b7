"""Fixtures of digests: stores of one's own, on SQLite and on PostgreSQL."""

from __future__ import annotations

import uuid
from pathlib import Path

import psycopg
import pytest
from sqlalchemy import make_url

from tests.slack.conftest import program

__all__ = ["program"]


@pytest.fixture
def sqlite(tmp_path: Path) -> str:
    return f"sqlite:///{tmp_path / 'digests.db'}"


@pytest.fixture(params=["sqlite", "postgresql"])
def store(request: pytest.FixtureRequest, tmp_path: Path) -> str:
    """A store nobody else uses."""
    if request.param == "sqlite":
        return f"sqlite:///{tmp_path / 'digests.db'}"
    server = str(request.getfixturevalue("postgres_url"))
    name = f"digests_{uuid.uuid4().hex}"
    with psycopg.connect(server, autocommit=True) as connection:
        connection.execute(f'CREATE DATABASE "{name}"'.encode())
    return make_url(server).set(database=name).render_as_string(hide_password=False)
