"""HTTP: Slack calls the bot, signed. Any number of replicas may listen."""

from __future__ import annotations

import asyncio
import socket
from collections.abc import AsyncIterator, Awaitable, Callable, Iterator, MutableMapping
from contextlib import asynccontextmanager, contextmanager
from typing import Any

from slack_bolt.adapter.asgi.async_handler import AsyncSlackRequestHandler
from slack_bolt.app.async_app import AsyncApp
from uvicorn import Config, Server

from bot.slack.credentials import AddressUnavailable

PATH = "/slack/events"
"""Where events, interactions and commands are delivered, all of them."""
HEALTH = "/health"

Scope = MutableMapping[str, Any]
Asgi = Callable[[Scope, Callable[..., Awaitable[Any]], Callable[..., Awaitable[Any]]], Awaitable[None]]


def asgi(app: AsyncApp) -> Asgi:
    """The app as ASGI, with an address that tells a load balancer it is there."""
    slack = AsyncSlackRequestHandler(app, path=PATH)

    async def serve(scope: Scope, receive: Callable[..., Awaitable[Any]], send: Callable[..., Awaitable[Any]]) -> None:
        if scope["type"] == "http" and scope["path"] == HEALTH:
            await send({"type": "http.response.start", "status": 200, "headers": [(b"content-type", b"text/plain")]})
            await send({"type": "http.response.body", "body": b"ok"})
        else:
            await slack(dict(scope), receive, send)

    return serve


@asynccontextmanager
async def served(app: AsyncApp, host: str, port: int) -> AsyncIterator[int]:
    """Listening; yields the port (a free one for port 0). At the end open requests are answered first.

    Raises AddressUnavailable.
    """
    listening = _listen(host, port)
    server = _Server(Config(asgi(app), lifespan="off", log_config=None, access_log=False))
    serving = asyncio.create_task(server.serve([listening]))
    try:
        yield listening.getsockname()[1]
    finally:
        server.should_exit = True
        await serving


def _listen(host: str, port: int) -> socket.socket:
    try:
        return socket.create_server((host, port), family=socket.AF_INET6 if ":" in host else socket.AF_INET)
    except OSError as error:
        raise AddressUnavailable(host, port) from error


class _Server(Server):
    """Signals are for the whole program, which has more to do at its end than the server knows."""

    @contextmanager
    def capture_signals(self) -> Iterator[None]:
        yield
