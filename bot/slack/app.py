"""The Bolt app: one middleware, and every listener. Nothing is connected here."""

from __future__ import annotations

import logging

from aiohttp import ClientSession
from slack_bolt.app.async_app import AsyncApp
from slack_sdk.http_retry.async_handler import AsyncRetryHandler
from slack_sdk.http_retry.builtin_async_handlers import (
    AsyncConnectionErrorRetryHandler,
    AsyncRateLimitErrorRetryHandler,
)
from slack_sdk.web.async_client import AsyncWebClient

from bot.slack.credentials import Credentials
from bot.slack.intake import Intake
from bot.slack.listeners import commands, digests, edits, home, looks, mentions, messages, takeaways, threads, windows
from bot.slack.poster import Poster
from bot.slack.switchboard import Switchboard
from bot.slack.workplace import Workplace

_RATE_LIMIT_RETRIES = 5
_LISTENERS = (mentions, messages, threads, edits, commands, looks, takeaways, windows, digests, home)


def web_client(credentials: Credentials, session: ClientSession, *, repeats: bool = True) -> AsyncWebClient:
    """A client of Slack's Web API.

    Args:
        session: keeps its connections; the client does not close it.
        repeats: wait where Slack says so, and try once more where a connection breaks; not for posts, whose repetition
            is a second post, and which wait in line (`bot.slack.posting`).
    """
    # A logger without a level of its own makes the client spell out every request and answer, only to drop them.
    logger = logging.getLogger("bot.slack.web")
    logger.setLevel(logging.WARNING)
    patience: list[AsyncRetryHandler] = [
        AsyncRateLimitErrorRetryHandler(max_retry_count=_RATE_LIMIT_RETRIES),
        AsyncConnectionErrorRetryHandler(),
    ]
    kind = AsyncWebClient if repeats else Poster
    return kind(
        token=credentials.bot_token,
        base_url=credentials.api,
        session=session,
        logger=logger,
        retry_handlers=patience if repeats else [],
    )


def build_app(credentials: Credentials, work: Workplace) -> tuple[AsyncApp, Switchboard]:
    """The app and what it listens to."""
    # Bolt warns of a token in the environment that it does not need: it has the client that was made with it.
    logger = logging.getLogger("bot.slack.bolt")
    logger.setLevel(logging.ERROR)
    app = AsyncApp(
        logger=logger,
        client=work.posting.client,
        # Over Socket Mode nothing is signed, and nothing verified.
        signing_secret=credentials.signing_secret or "none",
    )
    board = Switchboard(app, work)
    app.middleware(Intake(work, board.begin))
    for module in _LISTENERS:
        module.register(board)
    return app, board
