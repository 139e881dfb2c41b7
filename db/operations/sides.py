"""What is held against each other: rows, the sums of selections, or groups of rows."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace
from fractions import Fraction

from db.answer import Figure, Gap, Item, Note
from db.operations import statistics
from db.operations.aggregate import additive
from db.operations.asked import Asked
from db.operations.figures import View, count_figure, figures_of, measured, number, value_figure
from db.operations.group import GroupKey, grouped
from db.operations.items import item
from db.operations.notes import joint_note, picked_notes
from db.operations.picking import Picked, pick
from db.rows import Amounts, Row, combined
from nlp.query import (
    Aggregate,
    Category,
    Dimension,
    InCategory,
    InDivisions,
    InPolicy,
    Named,
    Query,
    Selection,
)

_SUM, _COUNT = Aggregate.SUM, Aggregate.COUNT


@dataclass(frozen=True, slots=True)
class Side:
    """One side of a comparison: a row, a selection or a group, and what of it is compared."""

    name: str
    amounts: Amounts
    rows: tuple[Row, ...]
    named: Named | None = None
    of: Aggregate = _SUM
    is_row: bool = False

    def value(self, view: View) -> Fraction | None:
        if self.of is _COUNT:
            return Fraction(len(self.rows))
        if self.of is _SUM:
            # Nothing costs nothing: a side without rows is not one without figures.
            return number(self.amounts, view) if self.rows else Fraction(0)
        values = [value for row in self.rows if (value := number(row.amounts, view)) is not None]
        if not values or len(values) < len(self.rows):
            return None
        return statistics.mean(values) if self.of is Aggregate.MEAN else statistics.median(values)

    def figure(self, view: View) -> Figure | None:
        if self.of is _COUNT:
            return replace(count_figure(len(self.rows), self.rows), subject=self.named)
        if self.of is _SUM:
            return measured(self.amounts, view, self.named)
        exact = self.value(view)
        if exact is None:
            return None
        return replace(value_figure(exact, view, figures_of(self.rows, view)), subject=self.named)

    def item(self, view: View) -> Item:
        figure = self.figure(view)
        figures = () if figure is None else (figure,)
        if self.is_row:
            return item(self.rows[0], figures)
        return Item(None if self.named is None else self.named.kind, self.name, figures, named=self.named)


@dataclass(frozen=True, slots=True)
class Sides:
    sides: tuple[Side, ...]
    notes: tuple[Note, ...] = ()
    gap: Gap | None = None


def sides(asked: Asked) -> Sides:
    """With a second selection those two; with a dimension its groups; else each selected row for itself."""
    query = asked.query
    left = pick(asked, query.selection)
    of = query.aggregates[0] if query.aggregates else _SUM
    if left.gap is not None and not (left.gap is Gap.NO_ROWS and of is _COUNT):
        return Sides((), gap=left.gap)
    if query.group_by is not None:
        return _of_groups(asked, left, query.group_by, of)
    if query.other is None:
        notes = picked_notes(query.selection, left, counting=bool(left.left_out))
        return Sides(tuple(_row_side(row) for row in left.rows), notes)
    right = pick(asked, query.other)
    if right.gap is not None and not (right.gap is Gap.NO_ROWS and of is _COUNT):
        return Sides((), gap=right.gap)
    notes = (
        *picked_notes(query.selection, left, counting=True),
        *picked_notes(query.other, right, counting=True),
    )
    return Sides(
        (_selection_side(query.selection, left, of), _selection_side(query.other, right, of)),
        tuple(dict.fromkeys(notes)),
    )


def _row_side(row: Row) -> Side:
    return Side(row.named.name, row.amounts, (row,), row.named, is_row=True)


def _selection_side(selection: Selection, picked: Picked, of: Aggregate) -> Side:
    if len(picked.rows) == 1 and of is _SUM:
        return _row_side(picked.rows[0])
    rows = additive(picked.rows)
    return Side(_name(selection), combined(row.amounts for row in rows), rows, of=of)


def _of_groups(asked: Asked, picked: Picked, dimension: Dimension, of: Aggregate) -> Sides:
    """The groups that the selection names, in the order said; all there are where it names none."""
    found = grouped(asked, additive(picked.rows), dimension)
    named = _named_groups(asked.query)
    if named:
        # A project without 区分 is a continued one.
        unmarked = found.get(None, [])
        found = {key: found.get(key, unmarked if key is Category.CONTINUED else []) for key in named}
    made = tuple(_group_side(key, tuple(rows), of) for key, rows in found.items())
    notes = picked_notes(asked.query.selection, picked, counting=True)
    if dimension is Dimension.DIVISION:
        notes = (*notes, *joint_note(row for rows in found.values() for row in rows))
    return Sides(made, tuple(dict.fromkeys(notes)))


def _group_side(key: GroupKey, rows: tuple[Row, ...], of: Aggregate) -> Side:
    named = key if isinstance(key, Named) else None
    name = key.name if isinstance(key, Named) else key.value if key is not None else ""
    return Side(name, combined(row.amounts for row in rows), rows, named, of)


def _named_groups(query: Query) -> tuple[GroupKey, ...]:
    """What a selection is narrowed to along the dimension it is grouped by."""
    found: list[GroupKey] = []
    for each in query.selection.conditions:
        match query.group_by, each:
            case Dimension.CATEGORY, InCategory(categories, negated=False):
                found.extend(categories)
            case Dimension.DIVISION, InDivisions(divisions, negated=False):
                found.extend(divisions)
            case ((Dimension.PILLAR | Dimension.PART | Dimension.SECTION), InPolicy(nodes, negated=False)):
                found.extend(nodes)
            case _:
                pass
    return tuple(dict.fromkeys(found))


def figures_of_sides(compared: Iterable[Side], view: View) -> tuple[Figure, ...]:
    """What the view shows of each side that has it."""
    found = (side.figure(view) for side in compared)
    return tuple(figure for figure in found if figure is not None)


def _name(selection: Selection) -> str:
    """What a selection is called: the names it was made by."""
    if selection.subjects:
        return "、".join(subject.name for subject in selection.subjects)
    names: list[str] = []
    for each in selection.conditions:
        match each:
            case InCategory(categories=categories):
                names.extend(category.value for category in categories)
            case InDivisions(divisions=divisions):
                names.extend(division.name for division in divisions)
            case InPolicy(nodes=nodes):
                names.extend(node.name for node in nodes)
            case _:
                pass
    return "、".join(names)
