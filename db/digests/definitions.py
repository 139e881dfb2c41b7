"""Digests as people set them up."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import datetime, time
from enum import StrEnum
from typing import Any

from sqlalchemy import Connection, Row, delete, select, update

from db.digests.ledger import cancel_due
from db.digests.tables import DIGEST
from db.talk.notebook import insert_of, utc

EVERY_WORKDAY = (0, 1, 2, 3, 4)
JAPAN = "Asia/Tokyo"


class Topic(StrEnum):
    """What a block of a digest is about."""

    TODAY = "today"
    """今日の事業: the projects, one after the other."""
    MOVES = "moves"
    """課別の動き: this year against last."""
    NEW = "new"
    """新規・拡充."""
    PILLAR = "pillar"
    """One pillar of the policies, one after the other unless one is named."""
    QUESTIONS = "questions"
    """What was asked in the channel, and what could not be answered."""
    NEWS = "news"
    """New documents, and what new revisions changed."""


class Walk(StrEnum):
    """The order in which projects are told of."""

    NUMBER = "number"
    DIVISION = "division"
    """Division after division."""
    THEME = "theme"
    """Section after section of the policies."""


@dataclass(frozen=True, slots=True)
class Block:
    topic: Topic
    walk: Walk = Walk.NUMBER
    """Of `TODAY`."""
    only: str = ""
    """Name of a division or pillar that `TODAY` or `PILLAR` keeps to; empty: all."""


@dataclass(frozen=True, slots=True)
class Schedule:
    at: time
    """As clocks in the zone show it."""
    weekdays: tuple[int, ...] = EVERY_WORKDAY
    """Monday is 0; ascending."""
    zone: str = JAPAN
    """IANA name."""
    holidays: bool = False
    """Whether it is posted on Japan's public holidays, too."""


@dataclass(frozen=True, slots=True)
class Digest:
    team: str
    owner: str
    """Who set it up, and is told how it goes."""
    name: str
    channel: str
    schedule: Schedule
    blocks: tuple[Block, ...]
    """In the order they are shown."""
    since: datetime
    """UTC. Nothing that would have been due until then is posted."""
    tell_empty: bool = False
    """Whether the owner is told when there was nothing to tell."""
    paused: bool = False
    id: int = 0
    """0 until it is kept."""


def create_digest(connection: Connection, key: str, digest: Digest) -> Digest:
    """Keep a new one; created again under the same key it is the one created before."""
    statement = insert_of(connection.dialect.name, DIGEST).on_conflict_do_nothing(index_elements=[DIGEST.c.key])
    connection.execute(statement, {"key": key, **_row(digest)})
    return _digest(connection.execute(select(DIGEST).where(DIGEST.c.key == key)).one())


def change_digest(connection: Connection, digest: Digest, now: datetime) -> Digest:
    """Keep it in place of the one of its id. What was changed about where and when holds from now on."""
    before = digest_by_id(connection, digest.id)
    if before is None:
        return digest
    moved = (before.schedule, before.channel) != (digest.schedule, digest.channel)
    changed = replace(digest, since=now if moved else before.since, owner=before.owner, team=before.team)
    connection.execute(update(DIGEST).where(DIGEST.c.id == digest.id).values(**_row(changed)))
    return changed


def pause_digest(connection: Connection, digest_id: int, now: datetime, *, paused: bool) -> None:
    """Stop posting it, or begin again: what would have been due meanwhile is not posted."""
    changed = {"paused": True} if paused else {"paused": False, "since": now}
    connection.execute(update(DIGEST).where(DIGEST.c.id == digest_id, DIGEST.c.paused != paused).values(**changed))
    if paused:
        cancel_due(connection, digest_id, now)


def delete_digest(connection: Connection, digest_id: int) -> None:
    """Drop it and what the ledger holds of it."""
    connection.execute(delete(DIGEST).where(DIGEST.c.id == digest_id))


def digest_by_id(connection: Connection, digest_id: int) -> Digest | None:
    row = connection.execute(select(DIGEST).where(DIGEST.c.id == digest_id)).first()
    return None if row is None else _digest(row)


def all_digests(connection: Connection, team: str | None = None) -> tuple[Digest, ...]:
    """Everybody's, oldest first; of one workspace, where one is named."""
    statement = select(DIGEST).order_by(DIGEST.c.id)
    return tuple(_digest(row) for row in connection.execute(statement if team is None else _of(statement, team)))


def _of(statement: Any, team: str) -> Any:
    return statement.where(DIGEST.c.team == team)


def blocks_as_json(blocks: tuple[Block, ...]) -> str:
    return json.dumps([{"topic": one.topic, "walk": one.walk, "only": one.only} for one in blocks], ensure_ascii=False)


def blocks_from_json(text: str) -> tuple[Block, ...]:
    """What an older or newer program wrote and this one does not know is left out."""
    return tuple(block for said in json.loads(text) if (block := _block(said)) is not None)


def _block(said: Mapping[str, str]) -> Block | None:
    try:
        return Block(Topic(said["topic"]), Walk(said["walk"]), said["only"])
    except (KeyError, ValueError):
        return None


def _row(digest: Digest) -> dict[str, Any]:
    return {
        "team": digest.team,
        "owner": digest.owner,
        "name": digest.name,
        "channel": digest.channel,
        "at": digest.schedule.at.strftime("%H:%M"),
        "weekdays": "".join(map(str, sorted(digest.schedule.weekdays))),
        "zone": digest.schedule.zone,
        "holidays": digest.schedule.holidays,
        "blocks": blocks_as_json(digest.blocks),
        "tell_empty": digest.tell_empty,
        "paused": digest.paused,
        "since": digest.since,
    }


def _digest(row: Row[Any]) -> Digest:
    return Digest(
        team=row.team,
        owner=row.owner,
        name=row.name,
        channel=row.channel,
        schedule=Schedule(time.fromisoformat(row.at), tuple(map(int, row.weekdays)), row.zone, row.holidays),
        blocks=blocks_from_json(row.blocks),
        since=utc(row.since),
        tell_empty=row.tell_empty,
        paused=row.paused,
        id=row.id,
    )
