"""The same code on a real PostgreSQL: every kind of case is answered exactly as on SQLite."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from tests.support.cases import Case, all_cases
from tests.support.library import Library


@pytest.fixture(scope="module")
def on_postgres(postgres_url: str) -> Iterator[Library]:
    with Library(postgres_url) as library:
        yield library


def _one_of_each() -> list[Case]:
    """The first phrasing of every case: the store sees queries, not wordings."""
    return [case for case in all_cases() if case.id.count(":") == 1 or case.id.endswith(":1")]


def test_it_is_postgres(on_postgres: Library) -> None:
    assert on_postgres.engine.dialect.name == "postgresql"


@pytest.mark.parametrize("document", ["bundled", "invented"])
def test_replies_equal_those_of_sqlite(document: str, library: Library, on_postgres: Library) -> None:
    conversations = [[turn.ask for turn in case.turns] for case in _one_of_each() if case.document == document]
    assert len(conversations) > 50
    differing = [turns for turns in conversations if on_postgres.ask(document, turns) != library.ask(document, turns)]
    assert differing == []


def test_loading_again_changes_nothing(on_postgres: Library) -> None:
    before = on_postgres.digest()
    with Library(on_postgres.url) as again:
        assert again.digest() == before
