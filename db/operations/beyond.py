"""Rows measured by another row, or by their own mean or median."""

from __future__ import annotations

from fractions import Fraction

from db.answer import Figure
from db.operations.asked import Asked
from db.operations.figures import View, figure_of, figures_of, number, value_figure
from db.operations.scopes import subjects
from db.operations.statistics import STATISTICS
from db.requests import reference
from db.rows import Row
from nlp.query import Beyond, Statistic


def beyond(asked: Asked, condition: Beyond, rows: tuple[Row, ...]) -> tuple[tuple[Row, ...], tuple[Figure, ...]]:
    """The rows above (or below) the bound, and the bound; none where there is no such figure."""
    view = asked.view if condition.by is None else asked.view.of(condition.by)
    bound = _bound(asked, condition, rows, view)
    if bound is None:
        return (), ()
    limit, figure = bound
    kept = (
        row for row in rows if (value := number(row.amounts, view)) is not None and _is_past(value, limit, condition)
    )
    return tuple(kept), (figure,)


def _bound(asked: Asked, condition: Beyond, rows: tuple[Row, ...], view: View) -> tuple[Fraction, Figure] | None:
    if isinstance(condition.of, Statistic):
        values = [value for row in rows if (value := number(row.amounts, view)) is not None]
        if not values:
            return None
        limit = STATISTICS[condition.of](values)
        return limit, value_figure(limit, view, figures_of(rows, view))
    named = reference(condition)
    found = subjects(asked, named) if named is not None else ()
    value = number(found[0].amounts, view) if found else None
    figure = figure_of(found[0], view) if found else None
    return None if value is None or figure is None else (value, figure)


def _is_past(value: Fraction, limit: Fraction, condition: Beyond) -> bool:
    if value == limit:
        return condition.inclusive
    return (value > limit) is condition.above
