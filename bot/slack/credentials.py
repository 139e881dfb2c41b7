"""What Slack gives an app to prove itself with, from the environment or a `.env` file."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from pathlib import Path

from bot.settings import SLACK_API


class Secret(StrEnum):
    """Names of the variables, as Slack's own samples call them."""

    BOT_TOKEN = "SLACK_BOT_TOKEN"  # noqa: S105  (the name of a token, not one)
    APP_TOKEN = "SLACK_APP_TOKEN"  # noqa: S105
    SIGNING_SECRET = "SLACK_SIGNING_SECRET"  # noqa: S105


_BEGINS = {Secret.BOT_TOKEN: "xoxb-", Secret.APP_TOKEN: "xapp-", Secret.SIGNING_SECRET: ""}
"""Each is easily taken for another; what it begins with tells."""

SLACK = "https://slack.com/api/"


@dataclass(frozen=True, slots=True)
class Credentials:
    bot_token: str = field(repr=False)
    app_token: str = field(default="", repr=False)
    """For Socket Mode."""
    signing_secret: str = field(default="", repr=False)
    """For requests over HTTP."""
    api: str = SLACK
    """Base of the Web API's addresses: another one for GovSlack, in the playground and in tests."""


@dataclass(eq=False)
class BadCredentials(Exception):
    """Something Slack gives an app was not given to us, or is another thing."""

    missing: tuple[Secret, ...] = ()
    mistaken: tuple[Secret, ...] = ()
    """Given, but does not begin as it must."""


@dataclass(eq=False)
class RefusedCredentials(Exception):
    """Slack does not know what we were given."""

    secret: Secret
    answer: str
    """Slack's word for it: «invalid_auth»."""


@dataclass(eq=False)
class Unreachable(Exception):
    """Slack does not answer at all."""

    api: str


@dataclass(eq=False)
class AddressUnavailable(Exception):
    """The address to be called at cannot be listened at."""

    host: str
    port: int


@dataclass(eq=False)
class NoLocalSlack(Exception):
    """The local Slack is not there, and cannot be had or started."""

    why: str
    """«node» where npm is missing, «npm» where it could not install, «start» where it does not come up."""
    detail: str = ""


def with_env_file(environment: Mapping[str, str], file: Path) -> dict[str, str]:
    """The environment, with what it does not set taken from a `.env` file, if there is one."""
    # Not needed by those who only look up what can go wrong.
    from dotenv import dotenv_values

    kept = dotenv_values(file) if file.is_file() else {}
    return {**{name: value for name, value in kept.items() if value is not None}, **environment}


def read_credentials(environment: Mapping[str, str], *, http: bool) -> Credentials:
    """What the way of connecting needs. Raises BadCredentials."""
    return _read(environment, (Secret.BOT_TOKEN, Secret.SIGNING_SECRET if http else Secret.APP_TOKEN))


def read_bot_credentials(environment: Mapping[str, str]) -> Credentials:
    """What it takes to post, without being called. Raises BadCredentials."""
    return _read(environment, (Secret.BOT_TOKEN,))


def _read(environment: Mapping[str, str], needed: tuple[Secret, ...]) -> Credentials:
    given = {secret: environment.get(secret, "").strip() for secret in Secret}
    missing = tuple(secret for secret in needed if not given[secret])
    mistaken = tuple(secret for secret in needed if given[secret] and not given[secret].startswith(_BEGINS[secret]))
    if missing or mistaken:
        raise BadCredentials(missing, mistaken)
    api = environment.get(SLACK_API, "").strip() or SLACK
    return Credentials(given[Secret.BOT_TOKEN], given[Secret.APP_TOKEN], given[Secret.SIGNING_SECRET], api)
