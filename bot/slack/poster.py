"""A client for what is sent once: straight to Slack, without what the SDK does around a request to repeat it."""

from __future__ import annotations

from typing import Any

from slack_sdk.web.async_client import AsyncWebClient
from slack_sdk.web.async_slack_response import AsyncSlackResponse


class Poster(AsyncWebClient):
    """Repeats nothing by itself: a repeated post is a second post."""

    async def api_call(
        self, api_method: str, *, json: dict[str, Any] | None = None, **others: Any
    ) -> AsyncSlackResponse:
        """As the SDK's. Of a method that takes JSON, one request over the session it was given.

        Raises SlackApiError, and what the session raises.
        """
        if json is None or others or self.session is None:
            return await super().api_call(api_method, json=json, **others)
        url = f"{self.base_url}{api_method}"
        said = {"Authorization": f"Bearer {self.token}", "Content-Type": "application/json;charset=utf-8"}
        ssl = True if self.ssl is None else self.ssl
        request = self.session.post(url, json=json, headers={**self.headers, **said}, proxy=self.proxy, ssl=ssl)
        async with request as answer:
            try:
                data = await answer.json(content_type=None)
            except ValueError:
                # What stands between may answer in its own words: then the status says what became of it.
                data = None
        found = data if isinstance(data, dict) else {}
        response = AsyncSlackResponse(
            client=self,
            http_verb="POST",
            api_url=url,
            req_args={"json": json},
            data=found,
            headers=answer.headers,  # type: ignore[arg-type]  # a mapping, as the SDK hands it on
            status_code=answer.status,
        )
        response.validate()
        return response
