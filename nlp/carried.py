"""What a turn takes over: the completed draft, and what «それ» is."""

from __future__ import annotations

from dataclasses import dataclass, replace

from nlp.draft import Draft
from nlp.frame import Frame
from nlp.query import (
    Kind,
    Operation,
    Period,
    Query,
    Scope,
    Selection,
)
from nlp.reading import Context

ROWS = frozenset(
    {Operation.LIST, Operation.RANK, Operation.EXISTS, Operation.PARTS, Operation.COMPARE, Operation.CAUSE}
)


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


_MOST_RESULTS = 30


@dataclass(frozen=True, slots=True)
class Carried:
    """A draft completed from the conversation, and what was taken over."""

    draft: Draft
    inherited: tuple[str, ...]
    period: Period | None = None
    base: Period | None = None


def focus(context: Context, last: Query) -> Selection:
    """What «それ» is: the rows last shown, else the rows last asked about."""
    named = tuple(n for n in context.results if n.kind not in BESIDE) or context.results
    if last.operation in ROWS and 0 < len(named) <= _MOST_RESULTS:
        return Selection(Scope.NAMED, named)
    return (
        replace(last.selection, order=None, start=1, limit=None)
        if last.operation is not Operation.SUM
        else last.selection
    )


def draft_of(last: Query) -> Draft:
    """The last question again; what was only checked is now shown."""
    if last.operation is Operation.CHECK:
        return Draft(Operation.SHOW, last.selection, measure=last.measure)
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


def own_subjects(frame: Frame) -> bool:
    return bool(frame.divisions or frame.accounts or frame.projects or frame.nodes)
