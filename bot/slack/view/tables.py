"""Rows as a table: what each column measures, and cells that sort by number where they are numbers."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from bot.slack.view.rows import Rows
from bot.wording import amounts
from bot.wording import slack as words
from bot.wording.labels import group_measure, item_name, measure_name
from bot.wording.rows import divisions_words, numbered
from db.answer import Figure, Item
from nlp.query import DisplayUnit, Facet, Kind, Measure, Operation, Query, Unit

HEAD = 10
"""Rows shown at first, where there are clearly more."""
PAGE = 99
"""Rows of a page: with its heading what the smallest of Slack's tables holds."""
_NOT_WORTH_CUTTING = 2
_MOST_PROSE = 120
_PROJECTS = (Kind.PROJECT, Kind.OUTLINE, Kind.BREAKDOWN)


@dataclass(frozen=True, slots=True)
class Cell:
    """What stands in a cell, and what it sorts by."""

    text: str
    value: int | float | None = None


@dataclass(frozen=True, slots=True)
class Column:
    heading: str
    numeric: bool
    cells: tuple[Cell, ...]
    """One a row."""


@dataclass(frozen=True, slots=True)
class Window:
    """Which of the rows are shown."""

    first: int
    """0-based."""
    last: int
    """Behind the last one shown."""
    total: int

    @property
    def whole(self) -> bool:
        return self.last - self.first >= self.total

    @property
    def page(self) -> int:
        """1-based."""
        return self.first // PAGE + 1

    @property
    def pages(self) -> int:
        return max(1, -(-self.total // PAGE))


def window(total: int, page: int | None) -> Window:
    """The first rows, or a page of all of them; a page that is not there is the nearest one."""
    if page is None:
        return Window(0, total if total <= HEAD + _NOT_WORTH_CUTTING else HEAD, total)
    first = (min(page, max(1, -(-total // PAGE))) - 1) * PAGE
    return Window(first, min(first + PAGE, total), total)


def columns(rows: Rows, query: Query, shown: Window) -> tuple[Column, ...]:
    """The columns of the rows shown; one is left out where no row has anything in it."""
    items = rows.items[shown.first : shown.last]
    ranks = None if rows.start is None else range(rows.start + shown.first, rows.start + shown.last)
    found = [
        *([_column(words.RANK, [Cell(str(rank), rank) for rank in ranks], numeric=True)] if ranks else []),
        *([_numbers(items)] if ranks is None and _has_numbers(items) else []),
        _column(words.NAME, [Cell(_name(item, query, rows)) for item in items]),
        *_measures(items, query),
        *_texts(words.DIVISION, [divisions_words(item.detail) for item in items]),
        *_texts(words.CATEGORY, [_category(item) for item in items]),
        *_texts(words.MEMBERS, ["、".join(member.name for member in item.members) for item in items]),
    ]
    if Facet.SUMMARY in query.facets:
        found += _texts(words.SUMMARY, [item.detail.summary for item in items])
    if Facet.POLICY in query.facets:
        found += _texts(words.POLICY, ["、".join(policy.name for policy in item.detail.policies) for item in items])
    return tuple(found)


def caption(rows: Rows, shown: Window) -> str:
    """What a screen reader says of the table."""
    return words.table_caption(shown.first + 1, shown.last, shown.total)


def figure_cell(figure: Figure, unit: DisplayUnit | None) -> Cell:
    """A figure without its unit, as the document prints numbers: «2,158,796», «▲7.2»."""
    match figure.unit:
        case Unit.THOUSAND_YEN:
            value = int(figure.value)
            shown = unit or DisplayUnit.THOUSAND_YEN
            return Cell(amounts.in_unit(value, shown).removesuffix(shown.value), value)
        case Unit.PERCENT:
            said = amounts.percent(figure.value) if figure.measure else amounts.share(figure.value)
            return Cell(said.removesuffix("%"), float(figure.value))
        case Unit.TIMES:
            return Cell(amounts.times(figure.value).removesuffix("倍"), float(figure.value))
        case Unit.COUNT:
            return Cell(f"{int(figure.value):,}", int(figure.value))


def unit_name(figure: Figure, unit: DisplayUnit | None) -> str:
    """«千円», «億円», «%», «件»."""
    return (unit or DisplayUnit.THOUSAND_YEN).value if figure.unit is Unit.THOUSAND_YEN else figure.unit.value


def figure_heading(item: Item, position: int, query: Query) -> str:
    """What the figure at `position` of a row measures: «令和2年度当初予算», «件数», «割合»."""
    figure = item.figures[position]
    if query.operation is Operation.GROUP:
        return group_measure(figure, position, len(item.figures), query)
    if figure.unit is Unit.COUNT:
        return words.COUNT
    if figure.unit is Unit.TIMES:
        return words.TIMES
    if figure.unit is Unit.PERCENT and figure.measure is None:
        return words.SHARE
    return measure_name(figure, query)


def _measures(items: Sequence[Item], query: Query) -> list[Column]:
    """A column for everything the rows measure, in the order it first comes up."""
    headings: dict[tuple[str, str], None] = {}
    cells: list[dict[tuple[str, str], Cell]] = []
    for item in items:
        own: dict[tuple[str, str], Cell] = {}
        for position, figure in enumerate(item.figures):
            heading = figure_heading(item, position, query)
            key = (heading, unit_name(figure, query.unit))
            headings.setdefault(key)
            own.setdefault(key, figure_cell(figure, query.unit))
        cells.append(own)
    return [
        _column(words.with_unit(heading, unit), [own.get((heading, unit), Cell("")) for own in cells], numeric=True)
        for heading, unit in headings
    ]


def _numbers(items: Sequence[Item]) -> Column:
    cells = [Cell("" if item.detail.number is None else str(item.detail.number), item.detail.number) for item in items]
    return _column(words.NUMBER, cells, numeric=True)


def _has_numbers(items: Sequence[Item]) -> bool:
    return any(item.detail.number is not None for item in items)


def _name(item: Item, query: Query, rows: Rows) -> str:
    """With its printed number where a rank stands in the number's column; a breakdown line says that it is one."""
    if rows.start is not None or item.kind is Kind.BREAKDOWN:
        return numbered(item, query)
    return item_name(item, query)


def _category(item: Item) -> str:
    return item.detail.category.value if item.detail.category and item.kind in _PROJECTS else ""


def _texts(heading: str, texts: Sequence[str]) -> list[Column]:
    cells = [Cell(text if len(text) <= _MOST_PROSE else text[: _MOST_PROSE - 1] + "…") for text in texts]
    return [_column(heading, cells)] if any(texts) else []


def _column(heading: str, cells: Sequence[Cell], *, numeric: bool = False) -> Column:
    return Column(heading, numeric, tuple(cells))


def is_money(figure: Figure) -> bool:
    return figure.unit is Unit.THOUSAND_YEN and figure.value != 0


def is_budget(figure: Figure) -> bool:
    return figure.unit is Unit.THOUSAND_YEN and figure.measure in (Measure.BUDGET, None)
