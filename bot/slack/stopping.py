"""Being told to stop: by Ctrl-C, by a service manager, by an orchestrator."""

from __future__ import annotations

import asyncio
import signal
from collections.abc import Iterator
from contextlib import contextmanager

_SIGNALS = (signal.SIGINT, signal.SIGTERM)


@contextmanager
def stop_signals() -> Iterator[asyncio.Event]:
    """An event set when the process is told to stop; told a second time, it dies as any process does."""
    loop, told = asyncio.get_running_loop(), asyncio.Event()

    def tell() -> None:
        told.set()
        for each in _SIGNALS:
            loop.remove_signal_handler(each)

    for each in _SIGNALS:
        loop.add_signal_handler(each, tell)
    try:
        yield told
    finally:
        for each in _SIGNALS:
            loop.remove_signal_handler(each)
