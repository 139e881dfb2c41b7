"""Socket Mode: the bot calls Slack and stays on the line. Needs no address of its own."""

from __future__ import annotations

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

from slack_bolt.adapter.socket_mode.aiohttp import AsyncSocketModeHandler
from slack_bolt.app.async_app import AsyncApp
from slack_sdk.errors import SlackApiError
from slack_sdk.web.async_client import AsyncWebClient

from bot.slack.credentials import Credentials, RefusedCredentials, Secret


@asynccontextmanager
async def connected(app: AsyncApp, credentials: Credentials) -> AsyncIterator[None]:
    """On the line. Raises RefusedCredentials where Slack does not know the app's token."""
    opening = AsyncWebClient(token=credentials.app_token, base_url=credentials.api)
    handler = AsyncSocketModeHandler(app, credentials.app_token, web_client=opening)
    try:
        await _connect(handler)
        yield
    finally:
        await handler.client.close()


async def _connect(handler: AsyncSocketModeHandler) -> None:
    try:
        await handler.client.connect()
    except SlackApiError as error:
        raise RefusedCredentials(Secret.APP_TOKEN, str(error.response.get("error"))) from error
