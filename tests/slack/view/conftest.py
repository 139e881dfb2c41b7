"""Fixtures of the views' tests."""

from __future__ import annotations

import pytest

from tests.slack.view.rendered import Seen, all_seen
from tests.support.library import Library


@pytest.fixture(scope="session")
def cases_seen(library: Library) -> list[Seen]:
    """Every turn of every case of `tests/cases`, answered."""
    return all_seen(library)
