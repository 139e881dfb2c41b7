"""One digest on one day, as a value: what it tells, before anybody words or shows it."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date

from bot.reply import ReplyChoice
from db.answer import Answer
from db.changes import Arrival
from db.digests.definitions import Topic
from db.talk.popular import Heard
from nlp.catalogue import Catalogue


@dataclass(frozen=True, slots=True)
class Part:
    """One answer, and how much of it is told."""

    answer: Answer
    rows: bool = True
    """Its rows, too; else its sentences alone."""
    chart: bool = False
    """As a picture, too, where there is one."""


@dataclass(frozen=True, slots=True)
class Section:
    topic: Topic
    parts: tuple[Part, ...] = ()
    heard: Heard = field(default_factory=Heard)
    """Of `Topic.QUESTIONS`."""
    arrivals: tuple[Arrival, ...] = ()
    """Of `Topic.NEWS`."""
    about: str = ""
    """What of many it tells of today: a division, a section of the policies, a pillar."""
    place: tuple[int, int] | None = None
    """Which of how many it tells of, from 1."""
    asks: tuple[ReplyChoice, ...] = ()
    """What to ask on."""


@dataclass(frozen=True, slots=True)
class Edition:
    name: str
    date: date
    catalogue: Catalogue
    sections: tuple[Section, ...] = ()
    """In the order wished for; none of them empty."""
    picked: tuple[str, ...] = ()
    """What the ledger remembers it told of."""

    @property
    def empty(self) -> bool:
        return not self.sections
