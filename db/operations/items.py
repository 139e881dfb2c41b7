"""Rows as items of an answer: the name, the figures shown with it, and the details a question may pick from."""

from __future__ import annotations

from collections.abc import Iterable

from db.answer import Detail, Figure, Item
from db.operations.figures import View, figures_of, measured
from db.rows import Row
from nlp.query import Facet, Kind, Measure, Named

ABOUT_THE_ROW = frozenset({Facet.NAME, Facet.SUMMARY, Facet.CATEGORY, Facet.NUMBER, Facet.POLICY, Facet.SOURCE})
"""Facets answered by the row itself; an amount is a figure, and who is in charge is another thing's name."""


def item(row: Row, figures: tuple[Figure, ...] = ()) -> Item:
    return Item(row.kind, row.named.name, figures, detail(row), row.named)


def items(rows: Iterable[Row], *views: View) -> tuple[Item, ...]:
    """Each row with what the views show of it."""
    return tuple(item(row, figures_of((row,), *views)) for row in rows)


def listed_item(row: Row, *views: View) -> Item:
    """A row of a list: an outline entry that stands for a project goes by the project."""
    if row.kind is not Kind.OUTLINE or row.project is None:
        return item(row, figures_of((row,), *views))
    found = (measured(row.amounts, view, row.project) for view in views)
    figures = tuple(figure for figure in found if figure is not None)
    return Item(Kind.PROJECT, row.project.name, figures, detail(row), row.project)


def detail(row: Row) -> Detail:
    return Detail(
        number=row.number,
        divisions=row.divisions,
        category=row.category,
        summary=row.summary,
        policies=tuple(dict.fromkeys([placing.policy for placing in row.placings])),
        relisted_lines=tuple([placing.line for placing in row.placings if placing.relisted]),
    )


def named_items(names: Iterable[Named]) -> tuple[Item, ...]:
    """Things named in other rows, each once."""
    return tuple(Item(named.kind, named.name, named=named) for named in dict.fromkeys(names))


def divisions_of(rows: Iterable[Row]) -> tuple[Named, ...]:
    """Who is in charge of the rows, in printed order, each once; a division is in charge of itself."""
    return tuple(
        dict.fromkeys(
            division for row in rows for division in ((row.named,) if row.kind is Kind.DIVISION else row.divisions)
        )
    )


def asks_only_who(facets: Iterable[Facet]) -> bool:
    """Whether divisions are the answer, rather than a detail of the rows."""
    asked = frozenset(facets)
    return Facet.DIVISION in asked and not asked & ABOUT_THE_ROW


def breakdown_items(rows: Iterable[Row], view: View) -> tuple[Item, ...]:
    """The unnumbered lines under the rows."""
    return items((line for row in rows for line in row.breakdowns), view.of(Measure.BUDGET))
