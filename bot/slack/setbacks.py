"""What an attempt to say something met: what is to be done about it, and whether it may have been said all the same."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum

from aiohttp import ClientConnectorError, ClientError
from slack_sdk.errors import SlackApiError


class Way(StrEnum):
    LATER = "later"
    """The same may be taken in a while."""
    ELSEWHERE = "elsewhere"
    """Never like this: another place may take it."""


@dataclass(frozen=True, slots=True)
class Setback:
    way: Way
    unsure: bool
    """It may have been taken."""
    word: str
    """Slack's own («is_archived»), or the kind of error."""
    wait_seconds: float = 0.0
    """What Slack asks to be waited for."""


@dataclass(eq=False)
class Undelivered(Exception):
    """A response address did not take what was sent."""

    status: int
    answer: str
    retry_after: float = 0.0
    """Seconds; 0 where Slack asks for none."""


_LIMITED = frozenset({"ratelimited", "rate_limited", "message_limit_exceeded"})
_TROUBLE = frozenset({"internal_error", "fatal_error", "service_unavailable", "request_timeout", "team_added_to_org"})
"""Slack's own trouble; of some it says that what was asked may have been done."""
_TOKEN = frozenset({"invalid_auth", "not_authed", "account_inactive", "token_revoked", "token_expired"})
"""Nothing can be said at all until somebody gives the bot another token."""


def setback(error: Exception) -> Setback | None:
    """What became of an attempt; None for an error that is not Slack's or the network's."""
    match error:
        case SlackApiError():
            return _refusal(slack_word(error), slack_status(error), seconds(_headers(error)))
        case Undelivered():
            return _refusal(error.answer[:60], error.status, error.retry_after)
        case ClientConnectorError():
            return Setback(Way.LATER, unsure=False, word=type(error).__name__)
        case ClientError() | TimeoutError() | ConnectionError():
            return Setback(Way.LATER, unsure=True, word=type(error).__name__)
        case _:
            return None


def slack_word(error: SlackApiError) -> str:
    """Slack's word for an error; its status where it says none."""
    data = getattr(error.response, "data", error.response)
    word = data.get("error") if isinstance(data, Mapping) else None
    return word if isinstance(word, str) else f"HTTP {slack_status(error)}"


def slack_status(error: SlackApiError) -> int:
    """HTTP's; of an answer that is no JSON, too."""
    return int(getattr(error.response, "status_code", None) or getattr(error.response, "status", None) or 0)


def _headers(error: SlackApiError) -> Mapping[str, str]:
    found = getattr(error.response, "headers", None)
    return found if isinstance(found, Mapping) else {}


def retry_after(error: SlackApiError) -> float:
    """Seconds Slack asks to be waited for; 0 where it asks for none."""
    return seconds(_headers(error))


def limited(error: SlackApiError) -> bool:
    """Whether Slack took nothing because it was asked too often."""
    return slack_status(error) == 429 or slack_word(error) in _LIMITED


def absent(error: SlackApiError) -> bool:
    """Whether the bot cannot post to a channel because it is not in it."""
    return slack_word(error) in ("not_in_channel", "channel_not_found", "is_archived")


def seconds(headers: Mapping[str, str]) -> float:
    """What the answer's «Retry-After» says; 0 where it says nothing."""
    said = next((value for name, value in headers.items() if name.lower() == "retry-after"), "")
    return float(said) if said.replace(".", "", 1).isdecimal() else 0.0


def _refusal(word: str, status: int, wait: float) -> Setback:
    if status == 429 or word in _LIMITED:
        return Setback(Way.LATER, unsure=False, word=word, wait_seconds=wait)
    if status >= 500 or word in _TROUBLE:
        return Setback(Way.LATER, unsure=True, word=word, wait_seconds=wait)
    if word in _TOKEN:
        return Setback(Way.LATER, unsure=False, word=word)
    return Setback(Way.ELSEWHERE, unsure=False, word=word)
