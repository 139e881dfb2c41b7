"""Rows put together: how many, how much, on average."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import replace
from fractions import Fraction

from db.answer import Answer, Figure, Gap, Note, NoteKind
from db.operations import statistics
from db.operations.asked import Asked
from db.operations.figures import (
    count_figure,
    figures_of,
    number,
    total,
    value_figure,
)
from db.operations.items import items
from db.operations.notes import outline_notes, picked_notes
from db.operations.picking import Picked, flattened, pick
from db.operations.show import context_of
from db.rows import Row
from nlp.query import InDivisions, Kind, Named, Scope, Selection


def count(asked: Asked) -> Answer:
    """件. No row is 0, and the gap says why."""
    picked = pick(asked, asked.query.selection)
    if picked.gap is Gap.NO_FIGURE:
        return asked.without(picked.gap)
    answer = _over(asked, picked, count_figure(len(picked.rows), picked.rows))
    return replace(answer, gap=picked.gap)


def add(asked: Asked) -> Answer:
    """The sum of the measure; of rates, the rate of the summed change."""
    picked = pick(asked, asked.query.selection)
    if picked.gap is not None:
        return asked.without(picked.gap)
    rows = additive(picked.rows)
    figure = total(rows, asked.view, _subject(asked.query.selection, rows))
    if figure is None:
        return asked.without(Gap.NO_FIGURE)
    answer = _over(asked, replace(picked, rows=rows), figure)
    context = context_of(asked, rows[0]) if len(rows) == 1 else ()
    return replace(answer, context=context, notes=(*answer.notes, *_not_the_divisions_row(asked.query.selection)))


def mean(asked: Asked) -> Answer:
    """千円 rounded half up, % to 4 decimals."""
    return _of_values(asked, statistics.mean)


def median(asked: Asked) -> Answer:
    """The middle value, or the mean of the two in the middle, rounded as `mean`."""
    return _of_values(asked, statistics.median)


def additive(rows: Iterable[Row]) -> tuple[Row, ...]:
    """What a sum adds: projects instead of policy nodes, each once, and no outline entry without an amount."""
    return tuple(row for row in flattened(rows) if row.kind is not Kind.OUTLINE or row.amounts.cells)


def _of_values(asked: Asked, reduce: Callable[[list[Fraction]], Fraction]) -> Answer:
    picked = pick(asked, asked.query.selection)
    if picked.gap is not None:
        return asked.without(picked.gap)
    rows = additive(picked.rows)
    values = [value for row in rows if (value := number(row.amounts, asked.view)) is not None]
    if len(values) < len(rows) or not values:
        return asked.without(Gap.NO_FIGURE)
    figure = value_figure(reduce(values), asked.view, figures_of(rows, asked.view))
    return _over(asked, replace(picked, rows=rows), figure)


def _over(asked: Asked, picked: Picked, figure: Figure) -> Answer:
    return replace(
        asked.blank,
        figures=(figure,),
        details=(*items(picked.rows, asked.view), *items(picked.beside, asked.view)),
        notes=(
            *picked_notes(asked.query.selection, picked, counting=True),
            *outline_notes(row for row in picked.rows if row.partial),
        ),
    )


def _subject(selection: Selection, rows: tuple[Row, ...]) -> Named | None:
    """A sum of one named thing is that thing's figure."""
    if len(selection.subjects) == 1:
        return selection.subjects[0]
    return rows[0].named if len(rows) == 1 else None


def _not_the_divisions_row(selection: Selection) -> tuple[Note, ...]:
    """All main projects of one division are not its budget."""
    names = [
        division.name for each in selection.conditions if isinstance(each, InDivisions) for division in each.divisions
    ]
    plain = not selection.subjects and selection.scope is Scope.PROJECTS and len(selection.conditions) == 1
    return (Note(NoteKind.DIVISION_ROW_NOT_PROJECT_SUM, tuple(names)),) if plain and len(names) == 1 else ()
