"""A query in the making: what a rule made of one turn. What it leaves None the conversation or the defaults fill."""

from __future__ import annotations

from dataclasses import dataclass

from nlp.query import (
    Aggregate,
    Claim,
    Dimension,
    Facet,
    Measure,
    Named,
    Operation,
    Period,
    Selection,
)


@dataclass(frozen=True, slots=True)
class Draft:
    """One rule's reading."""

    operation: Operation
    selection: Selection | None = None
    """None: the turn does not say which rows."""
    other: Selection | None = None
    measure: Measure = Measure.BUDGET
    facets: tuple[Facet, ...] = (Facet.AMOUNT,)
    group_by: Dimension | None = None
    aggregates: tuple[Aggregate, ...] = ()
    claim: Claim | None = None
    term: str | None = None
    both_ends: bool = False
    """Of a ranking, the last row is asked for beside the first."""
    and_rate: bool = False
    """The rate of change is asked for beside its amount."""
    periods: tuple[Period, ...] | None = None
    """Overrides what the frame's timing says."""
    base: Period | None = None
    also: tuple[Draft, ...] = ()
    """What the same question asks besides, answered after it in order."""
    partial_words: bool = False
    """Known words that fit nothing together with the rest were left out knowingly (a search)."""


@dataclass(frozen=True, slots=True)
class Ambiguous:
    """The subject could be several things; ask."""

    candidates: tuple[Named, ...]
    said: str


@dataclass(frozen=True, slots=True)
class Unknown:
    """The subject is nothing the document has; near ones if any."""

    said: str
    near: tuple[Named, ...] = ()
