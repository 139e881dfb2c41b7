"""Conditions that narrow a selection. Each says itself in Japanese in `nlp.say` and in SQL in `db.clauses`."""

from __future__ import annotations

from dataclasses import dataclass

from nlp.things import Category, Direction, Kind, Named


@dataclass(frozen=True, slots=True)
class InDivisions:
    """Run by any (or all) of these divisions; a joint project belongs to each of its divisions."""

    divisions: tuple[Named, ...]
    every: bool = False
    negated: bool = False


@dataclass(frozen=True, slots=True)
class InCategory:
    categories: tuple[Category, ...]
    negated: bool = False


@dataclass(frozen=True, slots=True)
class InPolicy:
    """Listed (first or again) under any of these pillars, parts or sections."""

    nodes: tuple[Named, ...]
    negated: bool = False


@dataclass(frozen=True, slots=True)
class About:
    """Name, summary or outline text mentions any (or all) of the topics.

    Each topic is a group of interchangeable spellings, already normalised as `nlp.normalize.fold` does.
    """

    topics: tuple[tuple[str, ...], ...]
    every: bool = False
    negated: bool = False
    in_name_only: bool = False


@dataclass(frozen=True, slots=True)
class AmountRange:
    """The selected measure lies in the range; None is open. For CHANGE the range is signed 千円."""

    low_thousand_yen: int | None = None
    high_thousand_yen: int | None = None
    low_inclusive: bool = True
    high_inclusive: bool = True
    negated: bool = False


@dataclass(frozen=True, slots=True)
class RateRange:
    """The change rate against the base lies in the range, in tenths of a percent; None is open."""

    low_permille: int | None = None
    high_permille: int | None = None
    low_inclusive: bool = True
    high_inclusive: bool = True


@dataclass(frozen=True, slots=True)
class Moved:
    """The amount went up, down, stayed, or changed at all from the base period to the period."""

    direction: Direction
    negated: bool = False


@dataclass(frozen=True, slots=True)
class Joint:
    """Run by several divisions."""

    negated: bool = False


@dataclass(frozen=True, slots=True)
class Relisted:
    """Listed again (再掲) somewhere."""

    negated: bool = False


@dataclass(frozen=True, slots=True)
class Partial:
    """The outline gives its amount as 「の一部」."""

    negated: bool = False


@dataclass(frozen=True, slots=True)
class HasBreakdown:
    """Has an unnumbered line under it."""

    negated: bool = False


@dataclass(frozen=True, slots=True)
class InOutline:
    """Stands in the 施策体系."""

    negated: bool = False


@dataclass(frozen=True, slots=True)
class Level:
    """Policy nodes of this kind."""

    kind: Kind


@dataclass(frozen=True, slots=True)
class Except:
    """All but these."""

    names: tuple[Named, ...]


Condition = (
    InDivisions
    | InCategory
    | InPolicy
    | About
    | AmountRange
    | RateRange
    | Moved
    | Joint
    | Relisted
    | Partial
    | HasBreakdown
    | InOutline
    | Level
    | Except
)
