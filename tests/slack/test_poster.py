"""What the poster sends, and what it makes of the answer, is what the SDK's own client sends and makes."""

from __future__ import annotations

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

import pytest
from aiohttp import ClientSession, web
from slack_sdk.errors import SlackApiError
from slack_sdk.web.async_client import AsyncWebClient
from slack_sdk.web.async_slack_response import AsyncSlackResponse

from bot.slack.poster import Poster
from bot.slack.setbacks import Setback, setback

JSON, TEXT, HTML = "application/json", "text/plain", "text/html"
Heard = list[tuple[dict[str, str], bytes]]
Client = AsyncWebClient


@asynccontextmanager
async def slack(status: int, kind: str, body: str) -> AsyncIterator[tuple[str, Heard]]:
    """A server with one answer for everything; yields its address and what it was sent."""
    heard: Heard = []

    async def answer(request: web.Request) -> web.Response:
        heard.append((dict(request.headers), await request.read()))
        return web.Response(status=status, body=body.encode(), headers={"Content-Type": kind, "Retry-After": "3"})

    app = web.Application()
    app.router.add_post("/api/chat.postMessage", answer)
    runner = web.AppRunner(app)
    await runner.setup()
    site = web.TCPSite(runner, "127.0.0.1", 0)
    await site.start()
    try:
        yield f"http://127.0.0.1:{runner.addresses[0][1]}/api/", heard
    finally:
        await runner.cleanup()


async def posted(kind: type[Client], address: str) -> str | Setback | None:
    """The ts of the message, or what the attempt met."""
    async with ClientSession() as session:
        client = kind(token="xoxb-1", base_url=address, session=session, retry_handlers=[])  # noqa: S106
        try:
            answer: AsyncSlackResponse = await client.chat_postMessage(channel="C1", text="答え", blocks=[])
        except SlackApiError as error:
            return setback(error)
        return str(answer["ts"])


@pytest.mark.parametrize(
    ("status", "kind", "body"),
    [
        (200, JSON, '{"ok": true, "channel": "C1", "ts": "1.2"}'),
        (200, JSON, '{"ok": false, "error": "is_archived"}'),
        (429, JSON, '{"ok": false, "error": "ratelimited"}'),
        (429, TEXT, "slow down"),
        (200, HTML, "<html>a proxy</html>"),
        (502, HTML, "<html>a proxy</html>"),
        (503, JSON, "{"),
        (500, JSON, ""),
        (200, JSON, "[]"),
    ],
)
async def test_as_the_sdk_would(status: int, kind: str, body: str) -> None:
    async with slack(status, kind, body) as (address, heard):
        ours, theirs = await posted(Poster, address), await posted(AsyncWebClient, address)
        assert ours == theirs
        assert ours is not None
        assert heard[0] == heard[1]
