"""How each rule took a turn: what it looked for, what of it was said, and what it made of it. For `yosan explain` only.

The rules are run once more, each over a scan that takes note of what it is asked; a reading itself pays nothing.
"""

from __future__ import annotations

from dataclasses import dataclass, field, fields, replace
from enum import StrEnum

from nlp.amounts import YenRange
from nlp.draft import Ambiguous, Draft, Unknown
from nlp.frame import Frame
from nlp.numbers import NumberKind, NumberMention
from nlp.periods import PeriodMention
from nlp.rules import RULES
from nlp.rules.asked import Outcome
from nlp.scan import Scan, Span


class Fate(StrEnum):
    """What became of a rule."""

    PASSED = "passed"
    """It looked and left the turn to the rules after it."""
    TAKEN = "taken"
    AMBIGUOUS = "ambiguous"
    """It took the turn, and what is meant could be several things."""
    UNKNOWN = "unknown"
    """It took the turn, and what is meant is nothing the document has."""
    NOT_TRIED = "not_tried"
    """A rule before it had taken the turn."""


@dataclass(frozen=True, slots=True)
class Sign:
    """Something a rule looked for."""

    concepts: tuple[str, ...]
    """Of several alternatives those that were said, where any was."""
    said: bool
    words: tuple[str, ...]
    """What says it."""


@dataclass(frozen=True, slots=True)
class Tried:
    rule: str
    fate: Fate
    signs: tuple[Sign, ...] = ()
    """In the order looked for; the last one is what a rule that passed had seen before it did."""


def trail(frame: Frame) -> tuple[Tried, ...]:
    """Every rule in its order, up to the one that takes the turn and what was not tried after it."""
    found: list[Tried] = []
    for rule in RULES:
        watched = _watched(frame.scan)
        fate = _fate(rule.read(replace(frame, scan=watched)))
        found.append(Tried(rule.name, fate, tuple(watched.seen)))
        if fate is not Fate.PASSED:
            found += [Tried(later.name, Fate.NOT_TRIED) for later in RULES[len(found) :]]
            break
    return tuple(found)


def _fate(made: Outcome) -> Fate:
    match made:
        case None:
            return Fate.PASSED
        case Draft():
            return Fate.TAKEN
        case Ambiguous():
            return Fate.AMBIGUOUS
        case Unknown():
            return Fate.UNKNOWN


@dataclass(frozen=True)
class _Watched(Scan):
    """A scan that takes note of what it is asked."""

    seen: list[Sign] = field(default_factory=list)

    def has(self, *concepts: str) -> bool:
        self._note(concepts, Scan.all(self, *concepts))
        return Scan.has(self, *concepts)

    def first(self, *concepts: str) -> Span | None:
        self._note(concepts, Scan.all(self, *concepts))
        return Scan.first(self, *concepts)

    def all(self, *concepts: str) -> list[Span]:
        found = Scan.all(self, *concepts)
        self._note(concepts, found)
        return found

    def numbers(self, *kinds: NumberKind) -> list[NumberMention]:
        said = [span for span in self.spans if span.number and span.number.kind in kinds]
        self._note(tuple(f"number.{kind}" for kind in kinds), said)
        return Scan.numbers(self, *kinds)

    @property
    def names(self) -> tuple[Span, ...]:
        found = [span for span in self.spans if span.names]
        self._note(("name",), found)
        return tuple(found)

    @property
    def periods(self) -> tuple[PeriodMention, ...]:
        self._note(("period",), [span for span in self.spans if span.period])
        return tuple(span.period for span in self.spans if span.period)

    @property
    def amounts(self) -> tuple[YenRange, ...]:
        self._note(("amount",), [span for span in self.spans if span.amount])
        return tuple(span.amount for span in self.spans if span.amount)

    def _note(self, concepts: tuple[str, ...], spans: list[Span]) -> None:
        said = tuple(dict.fromkeys(self.text[span.start : span.end] for span in spans))
        told = {concept for span in spans for concept in span.concepts} | (self.concepts & set(concepts))
        self.seen.append(Sign(tuple(c for c in concepts if c in told) or concepts, bool(spans or told), said))


def _watched(scan: Scan) -> _Watched:
    return _Watched(**{part.name: getattr(scan, part.name) for part in fields(scan)})
