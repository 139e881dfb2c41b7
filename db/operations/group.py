"""Rows in groups: by division, category, policy level or account, each group with its aggregates."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import replace
from fractions import Fraction

from db.answer import Answer, Figure, Gap, Item
from db.operations.aggregate import additive
from db.operations.asked import Asked
from db.operations.figures import View, count_figure, figure_of, figures_of, number, total, value_figure
from db.operations.items import divisions_of, items
from db.operations.notes import joint_note, picked_notes
from db.operations.picking import ordered, pick
from db.operations.statistics import mean, median
from db.rows import Row
from db.unsupported import UnsupportedCombination
from nlp.query import (
    TABLE_KINDS,
    Aggregate,
    Category,
    Dimension,
    InDivisions,
    Kind,
    Named,
    Order,
    Selection,
)

GroupKey = Named | Category | None

_LEVELS = {Dimension.PILLAR: 1, Dimension.PART: 2, Dimension.SECTION: 3}
_SORTING = (Aggregate.COUNT, Aggregate.MEAN, Aggregate.MEDIAN)
"""What groups are sorted by, where it is the first thing shown of them; else by their sum."""
_DEFAULT = (Aggregate.COUNT, Aggregate.SUM)


def group(asked: Asked) -> Answer:
    """One item a group, in document order unless the selection orders (and cuts) the groups."""
    query = asked.query
    if query.group_by is None:
        raise UnsupportedCombination(query.operation, "a query without a dimension")
    picked = pick(asked, query.selection)
    if picked.gap is not None:
        return asked.without(picked.gap)
    groups = grouped(asked, additive(picked.rows), query.group_by)
    aggregates = query.aggregates or _DEFAULT
    chosen = _in_order(list(groups.items()), query.selection, aggregates, asked.view)
    if not chosen:
        return asked.without(Gap.NO_ROWS)
    shown = tuple(group_item(key, rows, aggregates, asked.view) for key, rows in chosen)
    notes = picked_notes(query.selection, picked, counting=True)
    if query.group_by is Dimension.DIVISION:
        notes = (*notes, *joint_note(row for _, rows in chosen for row in rows))
    headline = tuple(figure for item in shown for figure in item.figures)
    return replace(asked.blank, figures=headline, items=shown, notes=notes)


def grouped(asked: Asked, rows: Iterable[Row], dimension: Dimension) -> dict[GroupKey, list[Row]]:
    """Rows by group, groups in document order; a jointly run project stands in each of its divisions' groups."""
    found: dict[GroupKey, list[Row]] = {key: [] for key in _printed_order(asked, dimension)}
    for row in rows:
        for key in _keys(row, asked, dimension):
            found.setdefault(key, []).append(row)
    return {key: members for key, members in found.items() if members}


def group_item(key: GroupKey, rows: Sequence[Row], aggregates: Iterable[Aggregate], view: View) -> Item:
    """A group as an item: a category goes by its name, none by an empty one."""
    named = key if isinstance(key, Named) else None
    name = key.name if isinstance(key, Named) else key.value if isinstance(key, Category) else ""
    wanted = tuple(aggregates)
    found = (_figure(each, rows, named, view) for each in wanted)
    members: tuple[Item, ...] = ()
    if Aggregate.NAMES in wanted:
        members = items(rows, view)
    else:
        ends = (each for each in wanted if each in (Aggregate.LARGEST, Aggregate.SMALLEST))
        members = items((row for each in ends for row in _end(rows, view, each)), view)
    figures = tuple(figure for figure in found if figure is not None)
    return Item(None if named is None else named.kind, name, figures, named=named, members=members)


def _figure(aggregate: Aggregate, rows: Sequence[Row], named: Named | None, view: View) -> Figure | None:
    match aggregate:
        case Aggregate.COUNT:
            return replace(count_figure(len(rows), rows), subject=named)
        case Aggregate.SUM:
            return total(rows, view, named)
        case Aggregate.MEAN | Aggregate.MEDIAN:
            values = [value for row in rows if (value := number(row.amounts, view)) is not None]
            if len(values) < len(rows):
                return None
            exact = mean(values) if aggregate is Aggregate.MEAN else median(values)
            return replace(value_figure(exact, view, figures_of(rows, view)), subject=named)
        case Aggregate.LARGEST | Aggregate.SMALLEST:
            return next((figure_of(row, view) for row in _end(rows, view, aggregate)), None)
        case Aggregate.NAMES:
            return None


def _end(rows: Sequence[Row], view: View, which: Aggregate) -> tuple[Row, ...]:
    """The largest or smallest row of a group."""
    return ordered(rows, Order(which is Aggregate.LARGEST), view, drop_missing=True)[:1]


def _in_order(
    groups: list[tuple[GroupKey, list[Row]]], selection: Selection, aggregates: Sequence[Aggregate], view: View
) -> list[tuple[GroupKey, list[Row]]]:
    order = selection.order
    if order is not None:
        by = view if order.by is None else view.of(order.by)
        sorted_by = aggregates[0] if aggregates and aggregates[0] in _SORTING else Aggregate.SUM

        def size(rows: list[Row]) -> Fraction:
            figure = _figure(sorted_by, rows, None, by)
            return Fraction(0) if figure is None else Fraction(figure.value)

        groups = sorted(groups, key=lambda each: -size(each[1]) if order.descending else size(each[1]))
    start = max(selection.start, 1) - 1
    return groups[start:] if selection.limit is None else groups[start : start + selection.limit]


def _printed_order(asked: Asked, dimension: Dimension) -> tuple[GroupKey, ...]:
    match dimension:
        case Dimension.DIVISION:
            only = _only_divisions(asked.query.selection)
            return tuple(each for each in asked.divisions() if not only or each.key in only)
        case Dimension.CATEGORY:
            return (Category.NEW, Category.EXPANDED, Category.CONTINUED, None)
        case Dimension.PILLAR | Dimension.PART | Dimension.SECTION:
            return tuple(node.named for node in asked.nodes() if node.named.key.count("-") + 1 == _LEVELS[dimension])
        case Dimension.ACCOUNT:
            return ()


def _keys(row: Row, asked: Asked, dimension: Dimension) -> tuple[GroupKey, ...]:
    match dimension:
        case Dimension.DIVISION:
            if row.kind is Kind.ACCOUNT or not (row.divisions or row.kind is Kind.DIVISION):
                return ()
            only = _only_divisions(asked.query.selection)
            return tuple(each for each in divisions_of((row,)) if not only or each.key in only)
        case Dimension.CATEGORY:
            if row.kind in TABLE_KINDS:
                raise UnsupportedCombination(dimension, row.kind.value)
            return (row.category,)
        case Dimension.ACCOUNT:
            if row.kind not in TABLE_KINDS or not row.accounts:
                raise UnsupportedCombination(dimension, row.kind.value)
            name = row.accounts[-1]
            return (Named(Kind.ACCOUNT, name, name),)
        case _:
            return (_node_at(row, asked, dimension),)


def _node_at(row: Row, asked: Asked, dimension: Dimension) -> Named:
    """The node of that level under which the row is listed first, or the nearest there is above it."""
    if not row.placings:
        raise UnsupportedCombination(dimension, row.kind.value)
    own = row.placings[0].policy
    key = "-".join(own.key.split("-")[: _LEVELS[dimension]])
    return next((node.named for node in asked.nodes() if node.named.key == key), own)


def _only_divisions(selection: Selection) -> frozenset[str]:
    """The divisions a selection was narrowed to: other groups of a joint project are not asked about."""
    return frozenset(
        division.key
        for each in selection.conditions
        if isinstance(each, InDivisions) and not each.negated
        for division in each.divisions
    )
