"""Amounts as figures: an amount, its change and its rate of change, each with the cells it comes from."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction

from db.answer import Figure, Source
from db.rows import Amounts, Row, combined
from nlp.query import Measure, Named, Period, Query, Unit

COMPUTED_PLACES = 4
"""Decimals of a computed rate, share or ratio."""


@dataclass(frozen=True, slots=True)
class View:
    """What is looked at in each row: a measure, of a period, against a base."""

    measure: Measure
    period: Period
    base: Period | None = None

    def of(self, measure: Measure) -> View:
        """The same periods by another measure."""
        return View(measure, self.period, self.base)


def view_of(query: Query) -> View:
    return View(query.measure, query.period, query.base)


def measured(amounts: Amounts, view: View, subject: Named | None = None) -> Figure | None:
    """The figure a view shows of amounts; None where the document does not hold what it takes."""
    match view.measure:
        case Measure.BUDGET:
            return amount_figure(amounts, view.period, subject)
        case Measure.CHANGE:
            return change_figure(amounts, view, subject)
        case Measure.CHANGE_RATE:
            return rate_figure(amounts, view, subject)


def figure_of(row: Row, view: View) -> Figure | None:
    return measured(row.amounts, view, row.named)


def figures_of(rows: Iterable[Row], *views: View) -> tuple[Figure, ...]:
    """Every figure the views show of the rows, row by row; what is not held is left out."""
    found = (figure_of(row, view) for row in rows for view in views)
    return tuple(figure for figure in found if figure is not None)


def total(rows: Iterable[Row], view: View, subject: Named | None = None) -> Figure | None:
    """The measure of all rows together: amounts add up, a rate is that of the summed change."""
    return measured(combined(row.amounts for row in rows), view, subject)


def amount_figure(amounts: Amounts, period: Period, subject: Named | None = None) -> Figure | None:
    """千円, as printed unless summed."""
    cell = amounts.cells.get(period)
    if cell is None:
        return None
    return Figure(
        cell.amount_thousand_yen,
        Unit.THOUSAND_YEN,
        subject,
        Measure.BUDGET,
        period,
        computed=cell.computed,
        sources=cell.sources,
    )


def change_figure(amounts: Amounts, view: View, subject: Named | None = None) -> Figure | None:
    """Signed 千円, always computed: documents print rates, not differences."""
    change = change_thousand_yen(amounts, view)
    if change is None:
        return None
    return Figure(
        change,
        Unit.THOUSAND_YEN,
        subject,
        Measure.CHANGE,
        view.period,
        view.base,
        computed=True,
        sources=_pair_sources(amounts, view),
    )


def rate_figure(amounts: Amounts, view: View, subject: Named | None = None) -> Figure | None:
    """Signed %: the printed rate where the document prints one for this very pair of periods, else computed."""
    printed = None if view.base is None else amounts.rates.get((view.period, view.base))
    if printed is not None and printed.printed_permille is not None:
        percent, computed = Decimal(printed.printed_permille).scaleb(-1), False
        sources: tuple[Source, ...] = (printed.source,)
    else:
        rate = exact_rate_percent(amounts, view)
        if rate is None:
            return None
        percent, computed, sources = rounded(rate, COMPUTED_PLACES), True, _pair_sources(amounts, view)
    return Figure(
        percent, Unit.PERCENT, subject, Measure.CHANGE_RATE, view.period, view.base, computed=computed, sources=sources
    )


def change_thousand_yen(amounts: Amounts, view: View) -> int | None:
    now = amounts.cells.get(view.period)
    before = None if view.base is None else amounts.cells.get(view.base)
    return None if now is None or before is None else now.amount_thousand_yen - before.amount_thousand_yen


def exact_rate_percent(amounts: Amounts, view: View) -> Fraction | None:
    """The rate of change from the amounts, unrounded; None where there is none or the base is 0."""
    change = change_thousand_yen(amounts, view)
    if change is None or view.base is None:
        return None
    before = amounts.cells[view.base].amount_thousand_yen
    return None if before == 0 else Fraction(change * 100, before)


def rate_permille(amounts: Amounts, view: View) -> Fraction | None:
    """The rate a condition is about: as printed where printed, so that what is shown and what is filtered agree."""
    figure = rate_figure(amounts, view)
    if figure is None:
        return None
    if not figure.computed:
        return Fraction(figure.value) * 10
    exact = exact_rate_percent(amounts, view)
    return None if exact is None else exact * 10


def number(amounts: Amounts, view: View) -> Fraction | None:
    """The exact value rows are sorted and compared by: 千円, or % unrounded."""
    match view.measure:
        case Measure.BUDGET:
            cell = amounts.cells.get(view.period)
            return None if cell is None else Fraction(cell.amount_thousand_yen)
        case Measure.CHANGE:
            change = change_thousand_yen(amounts, view)
            return None if change is None else Fraction(change)
        case Measure.CHANGE_RATE:
            return exact_rate_percent(amounts, view)


def count_figure(count: int, rows: Iterable[Row] = ()) -> Figure:
    """件, with the lines of the rows counted."""
    sources = tuple(
        dict.fromkeys(
            source for row in rows for cell in list(row.amounts.cells.values())[:1] for source in cell.sources
        )
    )
    return Figure(count, Unit.COUNT, computed=True, sources=sources)


def derived(value: int | Decimal, unit: Unit, parts: Iterable[Figure], view: View | None = None) -> Figure:
    """A number made from other figures; carries all their cells."""
    sources = tuple(dict.fromkeys(source for part in parts for source in part.sources))
    return Figure(
        value,
        unit,
        measure=None if view is None else view.measure,
        period=None if view is None else view.period,
        base=None if view is None or view.measure is Measure.BUDGET else view.base,
        computed=True,
        sources=sources,
    )


def value_figure(exact: Fraction, view: View, parts: Iterable[Figure]) -> Figure:
    """A computed value of the view's measure."""
    value: int | Decimal
    if view.measure is Measure.CHANGE_RATE:
        value, unit = rounded(exact, COMPUTED_PLACES), Unit.PERCENT
    else:
        value, unit = rounded_thousand_yen(exact), Unit.THOUSAND_YEN
    return derived(value, unit, parts, view)


def rounded(exact: Fraction, places: int) -> Decimal:
    """Rounded half away from zero to so many decimals, as budget documents round."""
    scaled = abs(exact) * 10**places
    units = (2 * scaled.numerator + scaled.denominator) // (2 * scaled.denominator)
    return Decimal(units if exact >= 0 else -units).scaleb(-places)


def rounded_thousand_yen(exact: Fraction) -> int:
    return int(rounded(exact, 0))


def _pair_sources(amounts: Amounts, view: View) -> tuple[Source, ...]:
    periods = [period for period in (view.period, view.base) if period is not None]
    return tuple(dict.fromkeys(source for period in periods for source in amounts.cells[period].sources))
