"""The agent's view: suggested prompts, and a status while an answer is on its way."""

from __future__ import annotations

import logging
from collections.abc import Sequence

from aiohttp import ClientError
from slack_sdk.errors import SlackApiError
from slack_sdk.web.async_client import AsyncWebClient

from bot.reply import ReplyChoice
from bot.slack.view.progress import progress_text
from bot.wording import surface as words

_LOG = logging.getLogger(__name__)
_MOST_PROMPTS = 4


class Agent:
    """Comforts, not answers: where Slack does not know them, nothing is lost, and it is not asked again."""

    def __init__(self, client: AsyncWebClient) -> None:
        self._client = client
        self._known = True

    async def working(self, channel: str, thread: str) -> None:
        """Show that an answer is on its way. Slack takes it away when the answer comes."""
        if self._known:
            try:
                await self._client.assistant_threads_setStatus(
                    channel_id=channel, thread_ts=thread, status=progress_text()
                )
            except (SlackApiError, ClientError, TimeoutError) as error:
                self._give_up(error)

    async def suggest(self, channel: str, choices: Sequence[ReplyChoice]) -> None:
        """Offer questions to press before anything is asked."""
        prompts = [{"title": choice.label, "message": choice.question} for choice in choices[:_MOST_PROMPTS]]
        if self._known and prompts:
            try:
                await self._client.assistant_threads_setSuggestedPrompts(
                    channel_id=channel, title=words.PROMPTS, prompts=prompts
                )
            except (SlackApiError, ClientError, TimeoutError) as error:
                self._give_up(error)

    def _give_up(self, error: Exception) -> None:
        if isinstance(error, SlackApiError) and error.response.get("error") in ("unknown_method", "missing_scope"):
            self._known = False
        _LOG.info("no agent view: %r", error)
