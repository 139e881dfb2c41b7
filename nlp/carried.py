"""A turn of a conversation, what it takes over from the turns before, and what «それ» is."""

from __future__ import annotations

from dataclasses import dataclass, replace

from nlp.draft import Draft
from nlp.frame import Frame
from nlp.query import DisplayUnit, Kind, Measure, MovedClaim, Named, Operation, Period, Query, Scope, Selection
from nlp.reading import Context, Exchange

ROWS = frozenset(
    {Operation.LIST, Operation.RANK, Operation.EXISTS, Operation.PARTS, Operation.COMPARE, Operation.CAUSE}
)
"""Operations whose answer is rows: what they showed is what is spoken of next."""
SETS = frozenset(
    {
        Operation.COUNT,
        Operation.SUM,
        Operation.MEAN,
        Operation.MEDIAN,
        Operation.GROUP,
        Operation.LIST,
        Operation.EXISTS,
        Operation.RANK,
    }
)
PAIRS = frozenset({Operation.COMPARE, Operation.DIFFERENCE, Operation.RATIO})
BESIDE = frozenset({Kind.OUTLINE, Kind.BREAKDOWN})
"""Shown beside rows, never taken up with them."""
PROJECT_SETS = frozenset({Scope.PROJECTS, Scope.LISTINGS})
_MOST_RESULTS = 30


@dataclass(frozen=True, slots=True)
class Followup:
    """A turn that something was said before."""

    frame: Frame
    draft: Draft | None
    """What the rules make of it alone."""
    last: Query

    @property
    def context(self) -> Context:
        return self.frame.context

    @property
    def exchanges(self) -> tuple[Exchange, ...]:
        """The understood turns, latest first."""
        return (Exchange(self.context.queries, self.context.results, self.context.opened), *self.context.earlier)

    @property
    def results(self) -> tuple[Named, ...]:
        """What the last answer showed; rows beside it only where it showed nothing else."""
        return tuple(n for n in self.context.results if n.kind not in BESIDE) or self.context.results


@dataclass(frozen=True, slots=True)
class Carried:
    """A draft completed from the conversation, and what was taken over."""

    draft: Draft
    inherited: tuple[str, ...]
    """Names of parts, as `nlp.explain` says them; empty where the turn stands alone."""
    period: Period | None = None
    base: Period | None = None
    unit: DisplayUnit | None = None
    placed: tuple[tuple[int, int], ...] = ()
    """Stretches of the turn that only say which of the things spoken of is meant: they stand in no query."""
    beside: tuple[Carried, ...] = ()
    """Further questions that the same turn asks: «両方とも率で»."""


def focus(turn: Followup) -> Selection:
    """What «それ» is: the rows last shown, else the rows last asked about."""
    last = turn.last
    if last.operation in ROWS and 0 < len(turn.results) <= _MOST_RESULTS:
        return Selection(Scope.NAMED, turn.results)
    if last.operation is Operation.SUM:
        return last.selection
    return whole(last.selection)


def whole(rows: Selection) -> Selection:
    """The rows without their order and window."""
    return replace(rows, order=None, start=1, limit=None)


def windowed(rows: Selection, window: Selection) -> Selection:
    """The rows in the order and within the window of another selection."""
    return replace(rows, order=window.order, start=window.start, limit=window.limit)


def draft_of(last: Query) -> Draft:
    """The last question again; what was only checked is now shown."""
    if last.operation in {Operation.CHECK, Operation.WHY}:
        measure = Measure.CHANGE if isinstance(last.claim, MovedClaim) else last.measure
        return Draft(Operation.SHOW, last.selection, measure=measure)
    return Draft(
        last.operation,
        last.selection,
        last.other,
        last.measure,
        last.facets,
        last.group_by,
        last.aggregates,
        last.claim,
    )


def again(query: Query, *inherited: str) -> Carried:
    """An earlier question, whole."""
    return Carried(draft_of(query), inherited, query.period, query.base, query.unit)
