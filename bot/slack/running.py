"""`yosan slack`: connect, answer until told to stop, and let nothing fall."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager, suppress

from aiohttp import ClientError
from slack_sdk.errors import SlackApiError

from bot.exits import Exit
from bot.settings import Settings
from bot.slack.app import build_app
from bot.slack.credentials import Credentials, RefusedCredentials, Secret, Unreachable
from bot.slack.digests import posting_digests, runner_of
from bot.slack.http import served
from bot.slack.keeper import keep_watch
from bot.slack.opening import opened_workplace
from bot.slack.permissions import Permissions
from bot.slack.setbacks import slack_word
from bot.slack.socket import connected
from bot.slack.stopping import stop_signals
from bot.slack.workplace import Workplace
from bot.wording import digest_terminal as terminal
from bot.wording import surface as words


async def run(
    settings: Settings,
    credentials: Credentials,
    permissions: Permissions,
    say: Callable[[str], None],
    address: tuple[str, int] | None = None,
) -> Exit:
    """Answer until told to stop.

    Args:
        say: tells who started it how it goes.
        address: host and port to be called at over HTTP; None for Socket Mode.

    Errors: RefusedCredentials, Unreachable, AddressUnavailable, those of the store.
    """
    with stop_signals() as told:
        async with opened_workplace(settings, credentials, permissions) as work:
            name = await identify(work, credentials.api)
            async with answering(work, credentials, address) as where:
                say(words.connected(name) if where is None else words.listening(name, where))
                await told.wait()
                say(words.STOPPING)
    say(words.STOPPED)
    return Exit.DONE


async def post_due(settings: Settings, credentials: Credentials, say: Callable[[str], None]) -> Exit:
    """`yosan digest run`: post what is due now, and tell what became of it.

    Errors: RefusedCredentials, Unreachable, those of the store.
    """
    async with opened_workplace(settings, credentials, Permissions()) as work:
        await identify(work, credentials.api)
        settled = await runner_of(work).round()
    for due, state in settled:
        say(terminal.settled_line(due, state))
    if not settled:
        say(terminal.NOTHING_DUE)
    return Exit.DONE


@asynccontextmanager
async def answering(
    work: Workplace, credentials: Credentials, address: tuple[str, int] | None
) -> AsyncIterator[tuple[str, int] | None]:
    """Connected and looked after; yields where it is listened at, for HTTP."""
    app, _ = build_app(credentials, work)
    watch = asyncio.create_task(keep_watch(app, work))
    try:
        if address is None:
            async with posting_digests(work), connected(app, credentials, work.patience):
                yield None
        else:
            async with posting_digests(work), served(app, *address) as port:
                yield address[0], port
    finally:
        watch.cancel()
        with suppress(asyncio.CancelledError):
            await watch


async def identify(work: Workplace, api: str) -> str:
    """The bot's name, from Slack; a wrong token is found out now rather than at the first question.

    Raises RefusedCredentials, Unreachable.
    """
    try:
        return str((await work.posting.client.auth_test())["user"])
    except SlackApiError as error:
        raise RefusedCredentials(Secret.BOT_TOKEN, slack_word(error)) from error
    except (ClientError, TimeoutError) as error:
        raise Unreachable(api) from error
