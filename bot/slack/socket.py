"""Socket Mode: the bot calls Slack and stays on the line. Needs no address of its own."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager, suppress

from aiohttp import ClientError, WSMessage
from slack_bolt.adapter.socket_mode.aiohttp import AsyncSocketModeHandler
from slack_bolt.app.async_app import AsyncApp
from slack_sdk.errors import SlackApiError
from slack_sdk.web.async_client import AsyncWebClient

from bot.slack.credentials import Credentials, RefusedCredentials, Secret, Unreachable
from bot.slack.patience import Patience
from bot.slack.setbacks import slack_word
from bot.slack.watchdog import keep_line

_SECONDS = 20.0
"""For a connection to be made."""


@asynccontextmanager
async def connected(app: AsyncApp, credentials: Credentials, patience: Patience | None = None) -> AsyncIterator[None]:
    """On the line, and put through again where it breaks or goes dead.

    Raises RefusedCredentials where Slack does not know the app's token, Unreachable where it does not answer.
    """

    async def call() -> SocketLine:
        return await _called(app, credentials)

    try:
        line = await call()
    except SlackApiError as error:
        raise RefusedCredentials(Secret.APP_TOKEN, slack_word(error)) from error
    except (ClientError, TimeoutError) as error:
        raise Unreachable(credentials.api) from error
    watch = asyncio.create_task(keep_line(line, call, patience or Patience()))
    try:
        yield
    finally:
        watch.cancel()
        with suppress(asyncio.CancelledError):
            await watch


class SocketLine:
    """One connection, as the watchdog sees it."""

    def __init__(self, handler: AsyncSocketModeHandler) -> None:
        self._socket = handler.client
        self._heard_at = asyncio.get_running_loop().time()
        handler.client.on_message_listeners.append(self._hear)

    async def _hear(self, _: WSMessage) -> None:
        self._heard_at = asyncio.get_running_loop().time()

    async def up(self) -> bool:
        """Whether it is connected."""
        return await self._socket.is_connected()

    def silent_seconds(self) -> float:
        """Since Slack sent anything."""
        return asyncio.get_running_loop().time() - self._heard_at

    async def close(self) -> None:
        # Of a broken connection even its end may fail.
        with suppress(ClientError, ConnectionError):
            await self._socket.close()


async def _called(app: AsyncApp, credentials: Credentials) -> SocketLine:
    """Connected. Raises SlackApiError, ClientError, TimeoutError."""
    opening = AsyncWebClient(token=credentials.app_token, base_url=credentials.api)
    handler = AsyncSocketModeHandler(app, credentials.app_token, web_client=opening)
    line = SocketLine(handler)
    try:
        async with asyncio.timeout(_SECONDS):
            # The SDK would ask for an address again and again, and try a dead one for ever.
            socket = handler.client
            socket.wss_uri = await socket.issue_new_wss_url()
            await socket.connect()
    except BaseException:
        await line.close()
        raise
    return line
