"""Who is answered, where, and who may do more than ask."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum

from bot.settings import SLACK_ADMINS, SLACK_CHANNELS, SLACK_STRANGERS, SLACK_TEAMS
from bot.slack.envelopes import Sender


class Verdict(StrEnum):
    WELCOME = "welcome"
    NOT_HERE = "not_here"
    """A person of a workspace that is served, in a channel that is not."""
    IGNORED = "ignored"
    """A bot, a stranger, another workspace: not even told why."""


@dataclass(frozen=True, slots=True)
class Permissions:
    """Empty sets of teams and channels mean: all."""

    teams: frozenset[str] = frozenset()
    channels: frozenset[str] = frozenset()
    """Direct messages are always served."""
    admins: frozenset[str] = frozenset()
    strangers: bool = False
    """Answer people of other organisations in channels shared with them (Slack Connect)."""

    def judge(self, sender: Sender) -> Verdict:
        """Whether someone is answered where they ask."""
        if sender.bot or not sender.user or (self.teams and sender.team not in self.teams):
            return Verdict.IGNORED
        if sender.home not in ("", sender.team) and not self.strangers:
            return Verdict.IGNORED
        direct = not sender.channel or sender.channel.startswith("D")
        if self.channels and not direct and sender.channel not in self.channels:
            return Verdict.NOT_HERE
        return Verdict.WELCOME

    def may_change(self, user: str, owner: str) -> bool:
        """A digest is changed by who set it up, or by an admin."""
        return user == owner or user in self.admins

    def may_delete(self, user: str, asker: str) -> bool:
        """An answer is deleted by who asked for it, or by an admin."""
        return user == asker or user in self.admins


def read_permissions(environment: Mapping[str, str]) -> Permissions:
    """Lists of ids, separated by commas or spaces."""
    return Permissions(
        teams=_ids(environment.get(SLACK_TEAMS, "")),
        channels=_ids(environment.get(SLACK_CHANNELS, "")),
        admins=_ids(environment.get(SLACK_ADMINS, "")),
        strangers=environment.get(SLACK_STRANGERS, "") not in ("", "0"),
    )


def _ids(text: str) -> frozenset[str]:
    return frozenset(filter(None, re.split(r"[\s,、]+", text)))
