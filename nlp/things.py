"""What a budget document names and when: kinds of things, names, periods, categories, directions."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum


class Kind(StrEnum):
    """What a name in a document is the name of."""

    DEPARTMENT = "department"
    DIVISION = "division"
    ACCOUNT = "account"
    PROJECT = "project"
    BREAKDOWN = "breakdown"
    PILLAR = "pillar"
    PART = "part"
    SECTION = "section"
    OUTLINE = "outline"


POLICY_KINDS = (Kind.PILLAR, Kind.PART, Kind.SECTION)
TABLE_KINDS = frozenset({Kind.DEPARTMENT, Kind.DIVISION, Kind.ACCOUNT})
"""What the first table has rows of."""


@dataclass(frozen=True, slots=True)
class Named:
    """One thing a document names."""

    kind: Kind
    key: str
    """Stable within a document: a division's or account's name, a project's number («44»), a breakdown line's
    «2-1», a policy node's «3-1-2» (pillar-part-section), an outline entry's ordinal."""
    name: str
    """As the document prints it, line wraps undone."""


class Measure(StrEnum):
    BUDGET = "budget"
    """The amount in `Query.period`, 千円."""
    CHANGE = "change"
    """The amount in `Query.period` minus that in `Query.base`, signed 千円."""
    CHANGE_RATE = "change_rate"
    """That change over the base, signed %; the printed rate where the document prints one."""


class Phase(StrEnum):
    INITIAL = "initial"
    """当初予算: the budget as first voted."""
    CURRENT = "current"
    """現計予算: initial plus the supplements voted up to a month."""


@dataclass(frozen=True, slots=True)
class Period:
    """A fiscal year and the phase of its budget."""

    fiscal_year: int
    """The western year it begins in: 令和2年度 is 2020."""
    phase: Phase = Phase.INITIAL
    as_of_month: int | None = None
    """For `Phase.CURRENT`: 9 for 9月現計."""


class Category(StrEnum):
    """区分 as printed in the list of main projects, or the tag of an outline entry."""

    NEW = "新規"
    EXPANDED = "拡充"
    CONTINUED = "継続"
    """Printed as 〈継〉 in the outline; in the list a project without 区分."""


class Direction(StrEnum):
    UP = "up"
    DOWN = "down"
    FLAT = "flat"
    CHANGED = "changed"
