"""Text from outside made harmless: nothing that is said becomes a mention, a link or markup."""

from __future__ import annotations

from bot.answering import readable

_ENTITIES = str.maketrans({"&": "&amp;", "<": "&lt;", ">": "&gt;"})


def escape(text: str) -> str:
    """For mrkdwn and top-level text: Slack's three control characters as entities."""
    return clean(text).translate(_ENTITIES)


def clean(text: str) -> str:
    """Without what no JSON or screen should get: lone surrogates, control characters other than line breaks."""
    return "".join(each for each in readable(text) if each in "\n\t" or ord(each) >= 0x20 and each != "\x7f")


def cut(text: str, most: int) -> str:
    """At most so many characters, «…» where any are left out."""
    return text if len(text) <= most else text[: most - 1] + "…"
