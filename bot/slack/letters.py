"""A message on its way, as it is kept until it is there: what it says, and by which ways it may be sent."""

from __future__ import annotations

import json
from base64 import b64decode, b64encode
from dataclasses import dataclass, replace
from typing import Any

from bot.compact import compact
from bot.slack.posting import Spot
from bot.slack.view.message import Attachment, Message


@dataclass(frozen=True, slots=True)
class Respond:
    """By the address Slack gave for a command or a press, for half an hour. Nobody can look what was said there."""

    url: str
    public: bool = False


Route = Spot | Respond


@dataclass(frozen=True, slots=True)
class Letter:
    routes: tuple[Route, ...]
    """The first is the way it is sent; the next where that one takes nothing."""
    message: Message
    asked: int = 0
    """The question whose answer it is, if everybody may see it."""
    thread: str = ""
    """Of the conversation it belongs to; empty where it begins one."""
    state: str = ""
    """Where the conversation stands, if that has to be kept where the letter begins one."""

    @property
    def route(self) -> Route:
        return self.routes[0]

    @property
    def channel(self) -> str:
        """Where it goes; empty for a response address."""
        return self.route.channel if isinstance(self.route, Spot) else ""

    def rerouted(self) -> Letter | None:
        """By the next way; None where there is no other."""
        return replace(self, routes=self.routes[1:], thread="") if self.routes[1:] else None


def as_json(letter: Letter) -> str:
    message = letter.message
    file = message.file
    said: dict[str, Any] = {
        "routes": [_route_said(route) for route in letter.routes],
        "text": message.text,
        "blocks": message.blocks,
        "fallbacks": message.fallbacks,
        "file": file and [file.name, file.title, b64encode(file.content).decode()],
        "asked": letter.asked,
        "thread": letter.thread,
        "state": letter.state,
    }
    return compact(said)


def from_json(text: str) -> Letter:
    """Raises ValueError, KeyError, TypeError where it was not written by `as_json`."""
    said = json.loads(text)
    file = said["file"]
    message = Message(
        said["text"],
        tuple(said["blocks"]),
        tuple(tuple(blocks) for blocks in said["fallbacks"]),
        Attachment(file[0], file[1], b64decode(file[2])) if file else None,
    )
    routes = tuple(_route(each) for each in said["routes"])
    return Letter(routes, message, said["asked"], said["thread"], said["state"])


def read_letter(text: str) -> Letter | None:
    """The letter; None where it cannot be read (an older or a newer program's)."""
    try:
        return from_json(text)
    except (ValueError, KeyError, TypeError):
        return None


def _route_said(route: Route) -> dict[str, Any]:
    if isinstance(route, Spot):
        return {"channel": route.channel, "thread": route.thread}
    return {"url": route.url, "public": route.public}


def _route(said: dict[str, Any]) -> Route:
    return Respond(said["url"], said["public"]) if "url" in said else Spot(said["channel"], said["thread"])
