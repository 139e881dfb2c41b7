"""Sending messages so that none is lost: checked, paced, in simpler blocks where the richer ones are refused."""

from __future__ import annotations

import logging
from collections.abc import Awaitable, Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any, TypeVar

from aiohttp import ClientError
from slack_sdk.errors import SlackApiError
from slack_sdk.web.async_client import AsyncWebClient
from slack_sdk.webhook.async_client import AsyncWebhookClient

from bot.slack.pacing import Pacing
from bot.slack.view.limits import check_message
from bot.slack.view.message import Attachment, Block, Message
from bot.slack.view.modals import View

_LOG = logging.getLogger(__name__)
_REFUSED = ("block", "attachment", "msg_too_long", "invalid_arguments", "invalid_arg_name")
"""How errors begin (or what they hold) that say something about what was sent, not about who sent it where."""
_EVENT = "yosan_answer"
_MOST_TEXT = 4_000
"""Slack cuts longer ones in notifications; the file has the rest."""

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

    async def post(self, spot: Spot, message: Message, asked: int = 0) -> Posted:
        """Post it. `asked` marks it as the answer to that question.

        Raises SlackApiError where the channel takes no message at all, ClientError where Slack is out of reach.
        """
        await self._pacing.turn(spot.channel)

        async def send(text: str, blocks: Blocks) -> Posted:
            try:
                return await self._post(spot, text, blocks, asked)
            except (ClientError, TimeoutError):
                # It may have been posted, and only the answer have been lost.
                if asked and (ts := await self.posted(spot, asked)):
                    return Posted(spot.channel, ts)
                return await self._post(spot, text, blocks, asked)

        done = await self._send(message, send)
        if message.file is not None:
            await self.upload(Spot(done.channel, spot.thread or done.ts), message.file)
        return done

    async def post_once(self, spot: Spot, message: Message, mark: Mark) -> Posted:
        """Post it, marked, and try nothing twice.

        Raises ClientError or TimeoutError where it may have been posted: look for the mark before trying again.
        """
        await self._pacing.turn(spot.channel)

        async def send(text: str, blocks: Blocks) -> Posted:
            return await self._post_marked(spot, text, blocks, mark)

        return await self._send(message, send)

    async def marked(self, channel: str, mark: Mark, since: datetime) -> str:
        """The ts of the message with that mark, of those posted since; empty where there is none.

        Raises SlackApiError where the channel cannot be read.
        """
        cursor, oldest = "", f"{since.timestamp():.6f}"
        while True:
            found = await self.client.conversations_history(
                channel=channel, oldest=oldest, limit=200, cursor=cursor, include_all_metadata=True
            )
            for message in found.get("messages") or ():
                metadata = message.get("metadata") or {}
                if metadata.get("event_type") == mark.event and metadata.get("event_payload") == mark.payload:
                    return str(message["ts"])
            cursor = (found.get("response_metadata") or {}).get("next_cursor") or ""
            if not cursor:
                return ""

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
        hook = AsyncWebhookClient(url, session=self.client.session, logger=self.client.logger)

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
                raise Undelivered(answer.status_code, answer.body)
            return ""

        await self._send(message, send)

    async def delete(self, channel: str, ts: str) -> None:
        """Delete a message of ours; it may be gone already."""
        try:
            await self.client.chat_delete(channel=channel, ts=ts)
        except SlackApiError as error:
            if error.response.get("error") != "message_not_found":
                raise

    async def upload(self, spot: Spot, file: Attachment) -> None:
        """Put a file into a thread."""
        said: dict[str, Any] = {"thread_ts": spot.thread} if spot.thread else {}
        await self.client.files_upload_v2(
            channel=spot.channel, filename=file.name, title=file.title, content=file.content, **said
        )

    async def posted(self, spot: Spot, asked: int) -> str:
        """The ts of the answer to a question, among the spot's latest messages; empty where there is none."""
        try:
            if spot.thread:
                found = await self.client.conversations_replies(
                    channel=spot.channel, ts=spot.thread, limit=200, include_all_metadata=True
                )
            else:
                found = await self.client.conversations_history(
                    channel=spot.channel, limit=50, include_all_metadata=True
                )
        except SlackApiError:
            return ""
        for message in found.get("messages") or ():
            metadata = message.get("metadata") or {}
            if metadata.get("event_type") == _EVENT and metadata.get("event_payload", {}).get("asked") == asked:
                return str(message["ts"])
        return ""

    async def publish(self, user: str, views: Sequence[View]) -> None:
        """Show someone's home, in the richest form that is taken."""
        drawn = [view for view in views if not _types(view) & self._undrawn] or list(views[-1:])
        for view in drawn[:-1]:
            try:
                await self.client.views_publish(user_id=user, view=view)
            except SlackApiError as error:
                if not refused(str(error.response.get("error"))):
                    raise
                _LOG.warning("home refused: %s", error.response.get("error"))
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
                if not refused(str(error.response.get("error"))):
                    raise
                _LOG.warning("blocks refused: %s", error.response.get("error"))
            except Undelivered as error:
                if error.status >= 500 or not refused(error.answer):
                    raise
                _LOG.warning("blocks refused: %s", error.answer)
        return await send(text, ())

    async def _post(self, spot: Spot, text: str, blocks: Blocks, asked: int) -> Posted:
        return await self._post_marked(spot, text, blocks, Mark(_EVENT, {"asked": asked}) if asked else None)

    async def _post_marked(self, spot: Spot, text: str, blocks: Blocks, mark: Mark | None) -> Posted:
        said: dict[str, Any] = {"thread_ts": spot.thread} if spot.thread else {}
        if mark is not None:
            said["metadata"] = {"event_type": mark.event, "event_payload": dict(mark.payload)}
        answer = await self.poster.chat_postMessage(
            channel=spot.channel, text=text, blocks=list(blocks), unfurl_links=False, unfurl_media=False, **said
        )
        return Posted(str(answer["channel"]), str(answer["ts"]))


@dataclass(eq=False)
class Undelivered(Exception):
    """A response address did not take what was sent."""

    status: int
    answer: str


def forms(message: Message, undrawn: frozenset[str]) -> Iterator[Blocks]:
    """The message's blocks from the richest to the plainest that break no limit; last of all none: text alone."""
    for blocks in (message.blocks, *message.fallbacks):
        if not blocks or any(block["type"] in undrawn for block in blocks):
            continue
        if faults := check_message(message.text, blocks):
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
