"""What a digest's form was filled in with."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import replace
from datetime import datetime, time
from typing import Any

from bot.digest.schedule import is_zone
from bot.slack.view.actions import Field
from bot.slack.view.digest_windows import ALL, PLACES, topic_field
from bot.wording import digest_windows as words
from db.digests.definitions import Block, Digest, Schedule, Topic, Walk

_LONGEST_NAME = 60
FIRST = (Block(Topic.TODAY), Block(Topic.NEWS))
"""What a new digest tells unless something else is chosen."""

View = Mapping[str, Any]


def new_digest(team: str, owner: str, channel: str, now: datetime) -> Digest:
    """What the form of a new one shows at first."""
    return Digest(team, owner, words.NAME, channel, Schedule(time(9)), FIRST, since=now)


def filled_in(view: View, before: Digest) -> Digest:
    """The digest as the form says; what the form leaves open, or no form could say, stays as it was."""
    values = (view.get("state") or {}).get("values") or {}

    def said(name: str) -> Mapping[str, Any]:
        found = (values.get(name) or {}).get(name)
        return found if isinstance(found, Mapping) else {}

    def picked(name: str, default: str) -> str:
        option = said(name).get("selected_option") or {}
        return str(option.get("value") or default)

    schedule = before.schedule
    zone = picked(Field.ZONE, schedule.zone)
    days = tuple(sorted(int(one["value"]) for one in said(Field.WEEKDAYS).get("selected_options") or ()))
    return replace(
        before,
        name=" ".join(str(said(Field.NAME).get("value") or before.name).split())[:_LONGEST_NAME],
        channel=str(said(Field.CHANNEL).get("selected_conversation") or before.channel),
        schedule=Schedule(
            at=_time(said(Field.AT).get("selected_time"), schedule.at),
            weekdays=days or schedule.weekdays,
            zone=zone if is_zone(zone) else schedule.zone,
            holidays=picked(Field.HOLIDAYS, "on" if schedule.holidays else "off") == "on",
        ),
        blocks=_blocks(picked) or before.blocks,
        tell_empty=picked(Field.TELL_EMPTY, "on" if before.tell_empty else "off") == "on",
    )


def digest_id(view: View) -> int:
    """Of the digest a window is about; 0 for a new one."""
    try:
        return int(json.loads(str(view.get("private_metadata")))["id"])
    except (ValueError, TypeError, KeyError):
        return 0


def _blocks(picked: Any) -> tuple[Block, ...]:
    """In the order of their places; what is chosen twice is told once."""
    names = [picked(topic_field(number), ALL) for number in range(1, PLACES + 1)]
    topics = dict.fromkeys(Topic(name) for name in names if name in set(Topic))
    return tuple(_block(topic, picked) for topic in topics)


def _block(topic: Topic, picked: Any) -> Block:
    def named(name: Field) -> str:
        chosen = picked(name, ALL)
        return "" if chosen == ALL else str(chosen)

    if topic is Topic.TODAY:
        return Block(topic, Walk(picked(Field.WALK, Walk.NUMBER)), named(Field.ONLY))
    return Block(topic, only=named(Field.PILLAR)) if topic is Topic.PILLAR else Block(topic)


def _time(told: object, default: time) -> time:
    try:
        return time.fromisoformat(str(told))
    except ValueError:
        return default
