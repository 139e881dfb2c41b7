"""What a message says, without Slack's markup."""

from __future__ import annotations

import re

_MARKED = re.compile(r"<([^<>]*)>")
_ENTITIES = (("&lt;", "<"), ("&gt;", ">"), ("&amp;", "&"))
"""The ampersand last, else «&amp;lt;» would become «<»."""


def spoken(text: str) -> str:
    """The words of a message: mentions of people and everybody left out, links and channels by what they are called."""
    words = _MARKED.sub(lambda found: _called(found[1]), text)
    for entity, character in _ENTITIES:
        words = words.replace(entity, character)
    return words.strip()


def names_somebody(text: str, bot_user: str) -> bool:
    """Whether a message names a person (or a group, or everybody) other than the bot."""
    return any(
        marked.startswith(("@", "!")) and marked.split("|")[0] != f"@{bot_user}" for marked in _MARKED.findall(text)
    )


def _called(marked: str) -> str:
    """What stands between «<» and «>»: «@U1», «#C1|general», «!here», «https://…|label»."""
    target, _, label = marked.partition("|")
    if target.startswith(("@", "!")):
        return " "
    return label or target
