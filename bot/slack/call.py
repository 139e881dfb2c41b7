"""One thing to be dealt with, as listeners get it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from bot.slack.envelopes import Body, Envelope
from bot.slack.view.actions import Press, read_press
from bot.slack.workplace import Workplace


@dataclass(frozen=True, slots=True)
class Arrived:
    """How something came to be this process's to deal with."""

    at: datetime
    """When it came in, and was written down. UTC."""
    again: bool = False
    """Somebody began with it before, and nobody knows how far they came."""


@dataclass(frozen=True, slots=True)
class Call:
    work: Workplace
    envelope: Envelope
    body: Body
    bot_user: str
    arrived: Arrived

    @property
    def trigger(self) -> str:
        """What opens a modal, for three seconds."""
        return str(self.body.get("trigger_id", ""))

    @property
    def response_url(self) -> str:
        """Where a command or a press is answered, for half an hour; empty for what came from no message."""
        return str(self.body.get("response_url") or "")

    @property
    def view(self) -> dict[str, Any]:
        """The modal submitted, or the view pressed in."""
        found = self.body.get("view")
        return found if isinstance(found, dict) else {}

    @property
    def press(self) -> Press | None:
        """What was pressed or picked; None where it is nothing of ours."""
        actions: Sequence[Mapping[str, Any]] = self.body.get("actions") or ({},)
        picked = actions[0].get("selected_option") or actions[0]
        return read_press(str(picked.get("value") or ""))

    def filled(self, name: str) -> Mapping[str, Any]:
        """What a modal's input holds; empty where it has none of that name."""
        values = (self.view.get("state") or {}).get("values") or {}
        return values.get(name, {}).get(name) or {}
