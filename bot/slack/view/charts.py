"""A picture of an answer, where one says more than its rows: a ranking, shares, this year against the last."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from decimal import Decimal

from bot.slack.view.escape import clean, cut
from bot.slack.view.limits import LIMITS
from bot.slack.view.message import Block
from bot.slack.view.rows import Rows, rows_of
from bot.slack.view.tables import figure_heading, is_budget
from bot.wording import slack as words
from bot.wording.amounts import in_unit, share
from bot.wording.labels import item_name
from db.answer import Answer, Figure, Item
from nlp.explain import selection_words
from nlp.query import Dimension, DisplayUnit, Kind, Operation, Unit
from nlp.say import period_name

_MOST_POINTS = LIMITS["data_visualization.categories"]
_MOST_SLICES = LIMITS["data_visualization.segments"]
_LABEL = LIMITS["data_visualization.label"]
_BAR = 16
"""Characters of the longest bar drawn with letters."""
_WHOLES = (Operation.PARTS, Operation.GROUP)
_PARTITIONS = (Dimension.CATEGORY, Dimension.PILLAR, Dimension.ACCOUNT)
"""Each row is in one group: its groups add up to the whole. (A project may be in several divisions.)"""
_SIDES = (Operation.DIFFERENCE, Operation.RATIO)


@dataclass(frozen=True, slots=True)
class Point:
    label: str
    value: int | float
    """千円, 件 or %."""
    shown: str
    """With its unit."""


@dataclass(frozen=True, slots=True)
class Chart:
    """One series of points."""

    title: str
    draw: Callable[[], tuple[Point, ...]]
    """Makes the points: most answers only tell that there could be a picture."""
    pie: bool
    unit: Unit
    display: DisplayUnit | None = None

    @property
    def points(self) -> tuple[Point, ...]:
        return self.draw()


def chart_of(answer: Answer, shown: Rows | None = None) -> Chart | None:
    """The picture of an answer; None where there is nothing to compare.

    Args:
        shown: its rows, where they are known.
    """
    if answer.gap is not None:
        return None
    query = answer.query
    if query.operation is Operation.SHARE:
        return _share(answer)
    if query.operation in _SIDES:
        return _sides(answer)
    rows = shown or rows_of(answer)
    if len(rows.items) >= 2:
        return _of_rows(rows, answer)
    return _over_time(answer)


def visualization(chart: Chart) -> Block:
    """The native chart; amounts in one unit, the largest that leaves the largest of them above 1."""
    series = chart.points
    unit = _unit(chart, series)
    values = [_scaled(point.value, unit) if chart.unit is Unit.THOUSAND_YEN else point.value for point in series]
    labels = _labels([point.label for point in series])
    points = [{"label": label, "value": value} for label, value in zip(labels, values, strict=True)]
    name = unit.value if chart.unit is Unit.THOUSAND_YEN else chart.unit.value
    title = cut(clean(words.with_unit(chart.title, name)), LIMITS["data_visualization.title"])
    if chart.pie:
        return {"type": "data_visualization", "title": title, "chart": {"type": "pie", "segments": points}}
    return {
        "type": "data_visualization",
        "title": title,
        "chart": {
            "type": "bar",
            "series": [{"name": cut(name, _LABEL), "data": points}],
            "axis_config": {"categories": labels, "y_label": name},
        },
    }


def drawn(chart: Chart) -> list[str]:
    """The same as lines of letters, where no chart can be shown."""
    points = chart.points
    longest = max((abs(point.value) for point in points), default=0)
    lines = [chart.title]
    for point in points:
        length = round(abs(point.value) / longest * _BAR) if longest else 0
        bar = ("▒" if point.value < 0 else "█") * max(length, 1 if point.value else 0)
        lines.append(f"{bar or '·'} {point.label} {point.shown}")
    return lines


def _of_rows(rows: Rows, answer: Answer) -> Chart | None:
    items = [item for item in rows.items if item.figures and item.kind is not Kind.BREAKDOWN]
    if len(items) < 2:
        return None
    position = next((i for i, figure in enumerate(items[0].figures) if figure.unit is Unit.THOUSAND_YEN), 0)
    heading, unit = figure_heading(items[0], position, answer.query), items[0].figures[position].unit
    alike = [
        item
        for item in items
        if len(item.figures) > position and figure_heading(item, position, answer.query) == heading
    ]
    if len(alike) < 2:
        return None
    pie = _is_partition(answer, alike, position)
    shown = alike[:_MOST_POINTS]
    title = heading if len(shown) == len(alike) else words.first_of(heading, len(shown))

    def draw() -> tuple[Point, ...]:
        return tuple(_point(_label(item, answer), item.figures[position], answer) for item in shown)

    return Chart(title, draw, pie, unit, answer.query.unit)


def _is_partition(answer: Answer, items: Sequence[Item], position: int) -> bool:
    """Whether the rows add up to a whole that a pie could be: few, all positive, none counted twice."""
    query = answer.query
    if query.operation not in _WHOLES or not 2 <= len(items) <= _MOST_SLICES:
        return False
    if query.operation is Operation.GROUP:
        fits = query.group_by in _PARTITIONS and query.selection.limit is None
        fits = fits and figure_heading(items[0], position, query) in words.ADDABLE
    else:
        fits = {subject.kind for subject in query.selection.subjects} == {Kind.ACCOUNT}
    return fits and all(item.figures[position].value > 0 for item in items)


def _share(answer: Answer) -> Chart | None:
    """The part and the rest of the whole."""
    if len(answer.context) != 2 or answer.query.other is None or not answer.figures:
        return None
    part, whole = answer.context
    if not (0 < part.value < whole.value) or part.unit is not Unit.THOUSAND_YEN or not is_budget(part):
        return None
    percent = Decimal(answer.figures[0].value)
    name = selection_words(answer.query)
    title = words.share_title(selection_words(answer.query, answer.query.other))
    points = (
        Point(name, int(part.value), share(percent)),
        Point(words.REST, int(whole.value) - int(part.value), share(100 - percent)),
    )
    return Chart(title, lambda: points, True, Unit.THOUSAND_YEN, answer.query.unit)


def _sides(answer: Answer) -> Chart | None:
    """The two that were compared."""
    items = [item for item in answer.details if item.figures]
    if len(items) == 2:
        return _of_rows(Rows(tuple(items)), answer)
    return _over_time(answer) if answer.query.other is None else None


def _over_time(answer: Answer) -> Chart | None:
    """One thing's budgets, oldest first."""
    figures = [figure for figure in (*answer.figures, *answer.context) if is_budget(figure) and figure.period]
    if len({figure.subject for figure in figures}) != 1:
        return None
    by_period = {figure.period: figure for figure in figures if figure.period is not None}
    if len(by_period) < 2:
        return None
    subject = figures[0].subject
    title = words.over_time(subject.name if subject else selection_words(answer.query))

    def draw() -> tuple[Point, ...]:
        order = sorted(by_period, key=lambda each: (each.fiscal_year, each.as_of_month or 0))
        return tuple(_point(period_name(period), by_period[period], answer) for period in order)

    return Chart(title, draw, False, Unit.THOUSAND_YEN, answer.query.unit)


def _point(label: str, figure: Figure, answer: Answer) -> Point:
    value = int(figure.value) if figure.unit in (Unit.THOUSAND_YEN, Unit.COUNT) else float(figure.value)
    if figure.unit is Unit.THOUSAND_YEN:
        shown = in_unit(int(figure.value), answer.query.unit or DisplayUnit.THOUSAND_YEN)
    else:
        shown = f"{value:,}{figure.unit.value}"
    return Point(label, value, shown)


def _label(item: Item, answer: Answer) -> str:
    name = item_name(item, answer.query)
    return name if item.detail.number is None else f"{item.detail.number} {name}"


def _labels(labels: Iterable[str]) -> list[str]:
    """Short enough, and none twice."""
    made: list[str] = []
    for number, label in enumerate(labels, 1):
        short = cut(clean(label).strip() or words.UNNAMED, _LABEL)
        made.append(short if short not in made else cut(f"{number} {short}", _LABEL))
    return made


def _unit(chart: Chart, points: Iterable[Point]) -> DisplayUnit:
    if chart.display is not None:
        return chart.display
    largest = max((abs(point.value) for point in points), default=0)
    return DisplayUnit.HUNDRED_MILLION_YEN if largest >= 100_000 else DisplayUnit.TEN_THOUSAND_YEN


_THOUSANDS = {
    DisplayUnit.YEN: Decimal("0.001"),
    DisplayUnit.THOUSAND_YEN: Decimal(1),
    DisplayUnit.TEN_THOUSAND_YEN: Decimal(10),
    DisplayUnit.MILLION_YEN: Decimal(1_000),
    DisplayUnit.HUNDRED_MILLION_YEN: Decimal(100_000),
}
"""How many 千円 a unit is."""


def _scaled(thousand_yen: int | float, unit: DisplayUnit) -> int | float:
    value = Decimal(thousand_yen) / _THOUSANDS[unit]
    return int(value) if value == value.to_integral_value() else float(value)
