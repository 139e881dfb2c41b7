"""Benchmarks measure and report; they judge nothing. Run apart: `uv run pytest tests/benchmarks`."""

from __future__ import annotations

from collections.abc import Callable

import pytest

_LINES = pytest.StashKey[list[str]]()


def pytest_configure(config: pytest.Config) -> None:
    config.stash[_LINES] = []


@pytest.fixture
def report(request: pytest.FixtureRequest) -> Callable[[str], None]:
    """Add a line to the figures printed at the end of the run."""
    return request.config.stash[_LINES].append


def pytest_terminal_summary(terminalreporter: pytest.TerminalReporter, config: pytest.Config) -> None:
    if lines := config.stash[_LINES]:
        terminalreporter.section("figures")
        for line in lines:
            terminalreporter.write_line(line)
