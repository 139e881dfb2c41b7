"""Sides against each other: difference, ratio, share, and which is larger."""

from __future__ import annotations

from dataclasses import replace
from fractions import Fraction

from db.answer import Answer, Figure, Gap, Note, NoteKind
from db.operations.asked import Asked
from db.operations.figures import COMPUTED_PLACES, View, change_figure, derived, measured, rounded, value_figure
from db.operations.show import both_amounts
from db.operations.sides import Side, Sides, figures_of_sides, sides
from db.unsupported import UnsupportedCombination
from nlp.query import Aggregate, Facet, Measure, Order, Unit


def difference(asked: Asked) -> Answer:
    """The first side minus the second, signed; one row against a base is its change."""
    found = sides(asked)
    if found.gap is not None:
        return asked.without(found.gap)
    view = asked.view
    if len(found.sides) == 1:
        return _change_of_one(asked, found)
    first, second = found.sides[:2]
    values = first.value(view), second.value(view)
    if values[0] is None or values[1] is None:
        return asked.without(Gap.NO_FIGURE)
    parts = figures_of_sides((first, second), view)
    return _compared(asked, found, _apart(asked, values[0] - values[1], parts, view), parts)


def ratio(asked: Asked) -> Answer:
    """How many times the second side the first is, to 4 decimals; of one row, its period's amount over its base's."""
    found = sides(asked)
    if found.gap is not None:
        return asked.without(found.gap)
    view = asked.view
    if len(found.sides) == 1:
        only = found.sides[0]
        if view.base is None:
            raise UnsupportedCombination(asked.query.operation, "a single row without a base")
        before = View(Measure.BUDGET, view.base)
        return _divided(asked, found, (only, view.of(Measure.BUDGET)), (only, before), Unit.TIMES)
    first, second = found.sides[:2]
    return _divided(asked, found, (first, view), (second, view), Unit.TIMES)


def share(asked: Asked) -> Answer:
    """The sum of the selection over the sum of the whole, % to 4 decimals."""
    if asked.query.other is None:
        raise UnsupportedCombination(asked.query.operation, "a query without a whole")
    found = sides(asked)
    if found.gap is not None:
        return asked.without(found.gap)
    part, whole = found.sides
    return _divided(asked, found, (part, asked.view), (whole, asked.view), Unit.PERCENT)


def compare(asked: Asked) -> Answer:
    """The largest side (or smallest, by the order), and how far it is from the next."""
    found = sides(asked)
    if found.gap is not None:
        return asked.without(found.gap)
    order = asked.query.selection.order or Order()
    view = asked.view if order.by is None else asked.view.of(order.by)
    valued = [(side, value) for side in found.sides if (value := side.value(view)) is not None]
    if len(valued) < len(found.sides):
        return asked.without(Gap.NO_FIGURE)
    if len(valued) < 2:
        raise UnsupportedCombination(asked.query.operation, "a single row")
    sign = -1 if order.descending else 1
    ranked = sorted(valued, key=lambda pair: sign * (abs(pair[1]) if order.magnitude else pair[1]))
    winners = [side for side, value in ranked if value == ranked[0][1]]
    notes = found.notes
    if len(winners) > 1:
        notes = (*notes, Note(NoteKind.TIE, tuple(side.name for side in winners), len(winners)))
    gap_between = abs(ranked[0][1] - ranked[1][1])
    headline = _apart(asked, gap_between, figures_of_sides((ranked[0][0], ranked[1][0]), view), view)
    return replace(
        asked.blank,
        figures=(headline,) if Facet.AMOUNT in asked.query.facets else (),
        items=tuple(side.item(view) for side in winners),
        details=tuple(side.item(view) for side in found.sides),
        notes=notes,
    )


def _change_of_one(asked: Asked, found: Sides) -> Answer:
    only = found.sides[0]
    if asked.view.base is None:
        raise UnsupportedCombination(asked.query.operation, "a single row without a base")
    figure = change_figure(only.amounts, asked.view, only.named)
    if figure is None:
        return asked.without(Gap.NO_FIGURE)
    context = [measured(only.amounts, asked.view.of(Measure.CHANGE_RATE), only.named)]
    both = tuple(each for row in only.rows for each in both_amounts(row, asked.view)) if len(only.rows) == 1 else ()
    return _compared(asked, found, figure, (*(each for each in context if each is not None), *both))


def _divided(asked: Asked, found: Sides, above: tuple[Side, View], below: tuple[Side, View], unit: Unit) -> Answer:
    numerator, denominator = above[0].value(above[1]), below[0].value(below[1])
    if numerator is None or denominator is None or denominator == 0:
        return asked.without(Gap.NO_FIGURE)
    exact = numerator / denominator * (100 if unit is Unit.PERCENT else 1)
    parts = (*figures_of_sides(above[:1], above[1]), *figures_of_sides(below[:1], below[1]))
    figure = derived(rounded(exact, COMPUTED_PLACES), unit, parts)
    figure = replace(figure, period=asked.view.period)
    return _compared(asked, found, figure, parts)


def _compared(asked: Asked, found: Sides, headline: Figure, context: tuple[Figure, ...]) -> Answer:
    return replace(
        asked.blank,
        figures=(headline,),
        context=context,
        details=tuple(side.item(asked.view) for side in found.sides),
        notes=found.notes,
    )


def _apart(asked: Asked, exact: Fraction, parts: tuple[Figure, ...], view: View) -> Figure:
    """A difference, in whatever the sides were compared by."""
    if asked.query.aggregates[:1] == (Aggregate.COUNT,):
        return derived(int(exact), Unit.COUNT, parts)
    return value_figure(exact, view, parts)
