"""Text from outside made harmless: nothing that is said becomes a mention, a link or markup."""

from __future__ import annotations

import re

from bot.answering import readable

_UNSHOWN = re.compile(r"[\x00-\x08\x0b-\x1f\x7f-\x9f\u202a-\u202e\u2066-\u2069]")
"""Control characters other than tab and line feed, and those that turn the direction of what follows."""
_HALF_ENTITY = re.compile(r"&[a-z]{0,3}$")


def escape(text: str) -> str:
    """For mrkdwn and top-level text: Slack's three control characters as entities."""
    # Three searches for what is hardly ever there take less than a look at every character.
    return clean(text).replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")


def clean(text: str) -> str:
    """Without what no screen should get: lone surrogates, control characters, turned directions."""
    # Most text has none of it, which is told at once.
    return text if text.isprintable() else _UNSHOWN.sub("", readable(text))


def cut(text: str, most: int) -> str:
    """At most so many characters, «…» where any are left out; never a half of an entity."""
    return text if len(text) <= most else head(text, most - 1) + "…"


def head(text: str, most: int) -> str:
    """The beginning of a text, at most so many characters; never a half of an entity."""
    return text if len(text) <= most else _HALF_ENTITY.sub("", text[:most])
