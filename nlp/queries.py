"""From completed drafts to queries: the periods, the base and the unit that the question or the conversation says."""

from __future__ import annotations

from dataclasses import replace

from nlp.carried import Carried
from nlp.catalogue import Catalogue
from nlp.draft import Draft
from nlp.frame import Frame
from nlp.query import (
    Beyond,
    DisplayUnit,
    Measure,
    Moved,
    MovedClaim,
    Operation,
    Period,
    Query,
    RateClaim,
    RateRange,
    Selection,
)


def queries_of(frame: Frame, carried: Carried) -> list[Query]:
    """The queries of one completed draft and of those said beside it."""
    drafts = (carried.draft, *carried.draft.also)
    return [query for draft in drafts for query in _of_draft(frame, draft, carried)]


def _of_draft(frame: Frame, draft: Draft, carried: Carried) -> list[Query]:
    times, catalogue = frame.timing, frame.lexicon.catalogue
    periods = draft.periods or times.periods or ((carried.period,) if carried.period else (catalogue.default_period,))
    changes = draft.measure is not Measure.BUDGET or _speaks_of_moves(draft)
    base = (draft.base or times.base or carried.base) if changes or draft.operation is Operation.RATIO else None
    assumed = False
    if changes and base is None:
        base, assumed = _assumed_base(catalogue, periods[0])
    if base in periods and len(periods) == 1 and base is not None:
        periods = (catalogue.default_period,)
    if draft.operation is not Operation.SHOW:
        periods = periods[:1]
    bases = (base, *times.more_bases) if changes else (base,)
    if draft.both_ends and draft.selection and draft.selection.order:
        order = draft.selection.order
        other_end = replace(draft.selection, order=replace(order, descending=not order.descending))
        top, bottom = sorted((draft.selection, other_end), key=lambda rows: not _descends(rows))
        return [
            _query(frame, replace(draft, selection=rows), periods[0], base, assumed, carried.unit)
            for rows in (top, bottom)
        ]
    measures = (Measure.CHANGE, Measure.CHANGE_RATE) if draft.and_rate else (draft.measure,)
    return [
        _query(frame, replace(draft, measure=measure), period, base, assumed, carried.unit)
        for period in periods
        for base in bases
        for measure in measures
    ]


def _query(
    frame: Frame,
    draft: Draft,
    period: Period,
    base: Period | None,
    assumed: bool,
    unit: DisplayUnit | None = None,
) -> Query:
    return Query(
        draft.operation,
        period,
        draft.selection or Selection(),
        draft.other,
        draft.measure,
        base,
        assumed,
        draft.facets,
        draft.group_by,
        draft.aggregates,
        draft.claim,
        draft.term,
        frame.unit or unit,
    )


def _assumed_base(catalogue: Catalogue, period: Period) -> tuple[Period | None, bool]:
    earlier = [p for p in catalogue.periods if p != period]
    if period == catalogue.default_period:
        return (earlier[0] if earlier else None), True
    return Period(period.fiscal_year if period.as_of_month else period.fiscal_year - 1), True


def _descends(rows: Selection) -> bool:
    return rows.order is not None and rows.order.descending


def _speaks_of_moves(draft: Draft) -> bool:
    rows = draft.selection
    conditions = rows.conditions if rows else ()
    moved = isinstance(draft.claim, MovedClaim) or (isinstance(draft.claim, RateClaim) and draft.other is None)
    held = any(isinstance(c, Beyond) and c.by not in {None, Measure.BUDGET} for c in conditions)
    return moved or held or any(isinstance(c, (Moved, RateRange)) for c in conditions)
