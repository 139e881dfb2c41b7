"""Fixtures of the whole suite: a SQLite store with both documents, and a real PostgreSQL server."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import TYPE_CHECKING

import pytest

from tests.support.postgres import running_server

if TYPE_CHECKING:
    from tests.support.library import Library


@pytest.fixture(scope="session")
def library(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Library]:
    """Both documents in one SQLite file. Tests read it; none may change it."""
    # Imported here: the tests of one module shall not need the whole program.
    from tests.support.library import Library

    path: Path = tmp_path_factory.mktemp("library") / "yosan.db"
    with Library(f"sqlite:///{path}") as library:
        yield library


@pytest.fixture(scope="session")
def postgres_url() -> Iterator[str]:
    """An empty database of a real PostgreSQL server, started for the session; without one tests fail, not skip."""
    # Not pytest's own directory: the path of a server's socket must stay under 108 bytes.
    with TemporaryDirectory(prefix="yosan-pg-") as directory, running_server(Path(directory)) as url:
        yield url
