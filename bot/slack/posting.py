"""Sending messages so that none is lost: checked, paced, in simpler blocks where the richer ones are refused."""

from __future__ import annotations

import asyncio
import logging
from collections.abc import Awaitable, Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any, TypeVar

from slack_sdk.errors import SlackApiError
from slack_sdk.web.async_client import AsyncWebClient
from slack_sdk.webhook.async_client import AsyncWebhookClient

from bot.slack.pacing import Pacing
from bot.slack.setbacks import Undelivered, limited, retry_after, seconds, slack_word
from bot.slack.view.limits import check_message
from bot.slack.view.message import Attachment, Block, Message
from bot.slack.view.modals import View

_LOG = logging.getLogger(__name__)
_REFUSED = ("block", "attachment", "msg_too_long", "invalid_arguments", "invalid_arg_name")
"""How errors begin (or what they hold) that say something about what was sent, not about who sent it where."""
_WAITS = 5
"""How often Slack's «wait» is waited out where nobody else tries again."""
_MOST_TEXT = 4_000
"""Slack cuts longer ones in notifications; the file has the rest."""

_CHANNELS = ("C", "G", "D")
"""How ids of conversations begin; those of people do not."""

Blocks = Sequence[Block]
T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class Spot:
    """Where a message goes."""

    channel: str
    """Or a person's id: their direct message with the bot."""
    thread: str = ""
    """Empty: not in a thread."""


@dataclass(frozen=True, slots=True)
class Posted:
    """A message of ours."""

    channel: str
    """The direct message's own, where it was posted to a person."""
    ts: str


@dataclass(frozen=True, slots=True)
class Mark:
    """What a message of ours is recognised by: kept by Slack, shown to nobody."""

    event: str
    payload: Mapping[str, str | int]


class Posting:
    """Posts, changes and deletes messages as the app."""

    def __init__(
        self, client: AsyncWebClient, poster: AsyncWebClient, pacing: Pacing, undrawn: frozenset[str] = frozenset()
    ) -> None:
        """Args:
        client: for everything that does no harm when it is done twice.
        poster: repeats nothing by itself.
        pacing: when a channel may be posted to.
        undrawn: types of blocks that are taken, but not shown.
        """
        self._undrawn = undrawn
        self.client = client
        self.poster = poster
        self._pacing = pacing

    def turn_taken(self, channel: str) -> bool:
        """Take one's turn to post to the channel, if it is now."""
        return self._pacing.taken(channel)

    async def turn(self, channel: str) -> None:
        """Return when the channel may be posted to."""
        await self._pacing.turn(channel)

    async def post(self, spot: Spot, message: Message) -> Posted:
        """Post it; something of which no more than one is to be there is put out instead (`bot.slack.outbox`).

        Raises SlackApiError where the channel takes none, ClientError or TimeoutError where Slack is out of reach.
        """
        await self._pacing.turn(spot.channel)
        done = await self._say(spot, message, None, _WAITS)
        if message.file is not None:
            await self.upload(Spot(done.channel, spot.thread or done.ts), message.file)
        return done

    async def post_once(self, spot: Spot, message: Message, mark: Mark) -> Posted:
        """Post it, marked, and try nothing twice.

        Raises ClientError or TimeoutError where it may have been posted: look for the mark before trying again.
        """
        await self._pacing.turn(spot.channel)
        return await self._say(spot, message, mark, _WAITS)

    async def attempt(self, spot: Spot, message: Message, mark: Mark) -> Posted:
        """As `post_once`, but of a caller who has waited for its turn, and tries again where Slack says «wait»."""
        return await self._say(spot, message, mark, 0)

    async def marked(self, channel: str, mark: Mark, since: datetime, thread: str = "") -> str:
        """The ts of the message with that mark, of those posted since; empty where there is none.

        Args:
            channel: or a person's id.
            thread: in which it was posted, if in one.

        Raises SlackApiError where the channel cannot be read.
        """
        channel = await self.conversation(channel)
        cursor, oldest = "", f"{since.timestamp():.6f}"
        while True:
            page: dict[str, Any] = {"oldest": oldest, "limit": 200, "cursor": cursor, "include_all_metadata": True}
            if thread:
                found = await self.client.conversations_replies(channel=channel, ts=thread, **page)
            else:
                found = await self.client.conversations_history(channel=channel, **page)
            for message in found.get("messages") or ():
                metadata = message.get("metadata") or {}
                if metadata.get("event_type") == mark.event and metadata.get("event_payload") == mark.payload:
                    return str(message["ts"])
            cursor = (found.get("response_metadata") or {}).get("next_cursor") or ""
            if not cursor:
                return ""

    async def conversation(self, channel: str) -> str:
        """The channel itself; of a person's id, that of their direct message with the bot."""
        if channel.startswith(_CHANNELS):
            return channel
        return str((await self.client.conversations_open(users=channel))["channel"]["id"])

    async def change(self, channel: str, ts: str, message: Message) -> None:
        """Put it in the place of a message of ours."""

        async def send(text: str, blocks: Blocks) -> str:
            await self.client.chat_update(
                channel=channel, ts=ts, text=text, blocks=list(blocks), unfurl_links=False, unfurl_media=False
            )
            return ts

        await self._send(message, send)
        if message.file is not None:
            await self.upload(Spot(channel, ts), message.file)

    async def whisper(self, spot: Spot, user: str, message: Message) -> None:
        """Post it for one person's eyes."""

        async def send(text: str, blocks: Blocks) -> str:
            said: dict[str, Any] = {"thread_ts": spot.thread} if spot.thread else {}
            answer = await self.client.chat_postEphemeral(
                channel=spot.channel, user=user, text=text, blocks=list(blocks), **said
            )
            return str(answer["message_ts"])

        await self._send(message, send)

    async def respond(self, url: str, message: Message, *, replace: bool = False, public: bool = False) -> None:
        """Answer a command or a press where it was made, by the address Slack gave for it.

        Raises Undelivered where Slack takes it in no form.
        """
        # Nobody can look what was said there: nothing is tried twice.
        hook = AsyncWebhookClient(url, session=self.client.session, logger=self.client.logger, retry_handlers=[])

        async def send(text: str, blocks: Blocks) -> str:
            answer = await hook.send(
                text=text,
                blocks=list(blocks),
                response_type="in_channel" if public else "ephemeral",
                replace_original=replace,
                unfurl_links=False,
                unfurl_media=False,
            )
            if answer.status_code != 200:
                raise Undelivered(answer.status_code, answer.body, seconds(answer.headers))
            return ""

        await self._send(message, send)

    async def delete(self, channel: str, ts: str) -> None:
        """Delete a message of ours; it may be gone already."""
        try:
            await self.client.chat_delete(channel=channel, ts=ts)
        except SlackApiError as error:
            if slack_word(error) != "message_not_found":
                raise

    async def upload(self, spot: Spot, file: Attachment) -> None:
        """Put a file into a thread."""
        said: dict[str, Any] = {"thread_ts": spot.thread} if spot.thread else {}
        await self.client.files_upload_v2(
            channel=spot.channel, filename=file.name, title=file.title, content=file.content, **said
        )

    async def publish(self, user: str, views: Sequence[View]) -> None:
        """Show someone's home, in the richest form that is taken."""
        drawn = [view for view in views if not _types(view) & self._undrawn] or list(views[-1:])
        for view in drawn[:-1]:
            try:
                await self.client.views_publish(user_id=user, view=view)
            except SlackApiError as error:
                if not refused(slack_word(error)):
                    raise
                _LOG.warning("home refused: %s", slack_word(error))
            else:
                return
        await self.client.views_publish(user_id=user, view=drawn[-1])

    async def _send(self, message: Message, send: Callable[[str, Blocks], Awaitable[T]]) -> T:
        """Send the richest form that is taken. Raises what the plainest met."""
        text = message.text if len(message.text) <= _MOST_TEXT else message.text[: _MOST_TEXT - 1] + "…"
        several = tuple(forms(message, self._undrawn))
        for blocks in several[:-1]:
            try:
                return await send(text, blocks)
            except SlackApiError as error:
                if not refused(slack_word(error)):
                    raise
                _LOG.warning("blocks refused: %s", slack_word(error))
            except Undelivered as error:
                if error.status >= 500 or not refused(error.answer):
                    raise
                _LOG.warning("blocks refused: %s", error.answer)
        return await send(text, ())

    async def _say(self, spot: Spot, message: Message, mark: Mark | None, waits: int) -> Posted:
        said: dict[str, Any] = {"thread_ts": spot.thread} if spot.thread else {}
        if mark is not None:
            said["metadata"] = {"event_type": mark.event, "event_payload": dict(mark.payload)}

        async def send(text: str, blocks: Blocks) -> Posted:
            answer = await self._unlimited(
                spot.channel,
                waits,
                text=text,
                blocks=list(blocks),
                unfurl_links=False,
                unfurl_media=False,
                **said,
            )
            return Posted(str(answer["channel"]), str(answer["ts"]))

        return await self._send(message, send)

    async def _unlimited(self, channel: str, waits: int, **said: Any) -> Any:
        """Post when Slack lets us; it took nothing where it says «wait», and says so to all who post there."""
        for waited in range(waits + 1):
            try:
                return await self.poster.chat_postMessage(channel=channel, **said)
            except SlackApiError as error:
                if not limited(error):
                    raise
                wait = max(retry_after(error), 1.0)
                self._pacing.hold(channel, wait)
                if waited == waits:
                    raise
                await asyncio.sleep(wait)
        raise AssertionError(waits)


def forms(message: Message, undrawn: frozenset[str]) -> Iterator[Blocks]:
    """The message's blocks from the richest to the plainest that break no limit; last of all none: text alone."""
    for blocks in (message.blocks, *message.fallbacks):
        if not blocks or any(block["type"] in undrawn for block in blocks):
            continue
        if not message.sound and (faults := check_message(message.text, blocks)):
            _LOG.error("a message breaks limits: %s", faults[:3])
        else:
            yield blocks
    yield ()


def _types(view: View) -> set[str]:
    """Types of a view's blocks."""
    blocks = view["blocks"]
    return {str(block["type"]) for block in blocks} if isinstance(blocks, list) else set()


def refused(error: str) -> bool:
    """Whether an error is about the blocks, so that simpler ones may be taken."""
    return any(sign in error for sign in _REFUSED)
