"""Showing rows: facets of named ones, lists, rankings, and whether there are any."""

from __future__ import annotations

from dataclasses import replace

from db.answer import Answer, Figure, Gap, Item, Note, NoteKind
from db.operations.asked import Asked
from db.operations.figures import View, amount_figure, change_figure, figure_of, figures_of, rate_figure
from db.operations.items import (
    ABOUT_THE_ROW,
    asks_only_who,
    breakdown_items,
    divisions_of,
    items,
    listed_item,
    named_items,
)
from db.operations.notes import breakdown_note, joint_note, outline_notes, picked_notes
from db.operations.picking import Picked, order_view, pick
from db.rows import Row
from nlp.query import (
    TABLE_KINDS,
    Category,
    CategoryClaim,
    DivisionClaim,
    Facet,
    Measure,
    Moved,
    Operation,
    Period,
    Phase,
    RateRange,
    Scope,
)


def show(asked: Asked) -> Answer:
    """Facets of the named rows; of a scope's rows, their facets where there is one row, else a list of them."""
    selection = asked.query.selection
    picked = pick(asked, selection)
    if picked.gap is not None:
        return asked.without(picked.gap)
    if selection.subjects or selection.scope is Scope.DEPARTMENT or len(picked.rows) == 1:
        answer = _described(asked, picked)
        return replace(answer, notes=(*_taken_wrongly(asked, picked), *answer.notes))
    return _listed(asked, picked)


def _taken_wrongly(asked: Asked, picked: Picked) -> tuple[Note, ...]:
    """What the question says in passing of the rows, where it is not so."""
    match asked.query.claim:
        case DivisionClaim(divisions):
            own = divisions_of(picked.rows)
            wrong = not set(divisions) <= set(own)
            return (Note(NoteKind.TAKEN_WRONGLY, tuple(each.name for each in own)),) if wrong else ()
        case CategoryClaim(category):
            # A project without 区分 is a continued one.
            found = {row.category or Category.CONTINUED for row in picked.rows}
            names = tuple(row.category.value for row in picked.rows if row.category)
            return (Note(NoteKind.TAKEN_WRONGLY, names),) if found != {category} else ()
        case _:
            return ()


def list_rows(asked: Asked) -> Answer:
    """The selected rows as items; lines under projects, told apart, after them."""
    picked = pick(asked, asked.query.selection)
    if picked.gap is not None and not picked.beside:
        return asked.without(picked.gap)
    return _listed(asked, picked)


def rank(asked: Asked) -> Answer:
    """The selected rows in order."""
    picked = pick(asked, asked.query.selection)
    if picked.gap is not None:
        return asked.without(picked.gap)
    return _listed(asked, picked)


def exists(asked: Asked) -> Answer:
    """Whether there is such a row, and the rows."""
    picked = pick(asked, asked.query.selection)
    if picked.gap is Gap.NO_ROWS and not picked.beside:
        return replace(asked.without(Gap.NO_ROWS), yes=False)
    if picked.gap is Gap.NO_FIGURE:
        return asked.without(picked.gap)
    return replace(_listed(asked, picked), yes=True)


def context_of(asked: Asked, row: Row) -> tuple[Figure, ...]:
    """What a headline is compared with: the same row before, the change, its rate."""
    view = asked.view
    if row.kind not in TABLE_KINDS:
        return ()
    if view.measure is Measure.BUDGET:
        own = Period(asked.document.fiscal_year, Phase.INITIAL)
        if view.base is not None:
            bases = [view.base]
        else:
            bases = [period for period in row.amounts.cells if period != own] if view.period == own else []
        found: list[Figure | None] = []
        for base in bases:
            against = View(Measure.CHANGE, view.period, base)
            found.append(amount_figure(row.amounts, base, row.named))
            found.append(change_figure(row.amounts, against, row.named))
            found.append(rate_figure(row.amounts, against, row.named))
        return tuple(figure for figure in found if figure is not None)
    complement = Measure.CHANGE_RATE if view.measure is Measure.CHANGE else Measure.CHANGE
    return (*figures_of((row,), view.of(complement)), *both_amounts(row, view))


def both_amounts(row: Row, view: View) -> tuple[Figure, ...]:
    """The amounts of the period and of the base."""
    periods = [period for period in (view.period, view.base) if period is not None]
    found = (amount_figure(row.amounts, period, row.named) for period in periods)
    return tuple(figure for figure in found if figure is not None)


def _described(asked: Asked, picked: Picked) -> Answer:
    rows, view = picked.rows, asked.view
    facets = frozenset(asked.query.facets)
    figures = figures_of(rows, view) if Facet.AMOUNT in facets else ()
    if Facet.AMOUNT in facets and not figures:
        return asked.without(Gap.NO_FIGURE)
    shown: tuple[Item, ...] = ()
    details: list[Item] = []
    if facets & ABOUT_THE_ROW:
        shown = items(rows, view)
    elif Facet.PARENT in facets:
        shown = named_items(above for row in rows if (above := row.parent or row.project) is not None)
        if not shown:
            return asked.without(Gap.NO_ROWS)
        details.extend(items(rows, view))
    elif Facet.DIVISION in facets:
        shown = named_items(divisions_of(rows))
        if not shown:
            return asked.without(Gap.NO_ROWS)
        details.extend(items(rows, view))
    details.extend(items((each for row in rows for each in row.addends), view))
    lines = breakdown_items(rows, view) if facets - {Facet.DIVISION} else ()
    details.extend(lines)
    if figures and not shown:
        details.extend(items(row for row in rows if figure_of(row, view) is None))
    return replace(
        asked.blank,
        figures=figures,
        context=tuple(figure for row in rows for figure in context_of(asked, row)) if figures else (),
        items=shown,
        details=tuple(details),
        notes=(
            *picked_notes(asked.query.selection, picked, counting=bool(picked.left_out)),
            *(joint_note(rows) if figures and Facet.DIVISION in facets else ()),
            *(breakdown_note(rows) if lines else ()),
            *outline_notes(rows),
        ),
    )


def _listed(asked: Asked, picked: Picked) -> Answer:
    """Rows as items; their figures are the headline too where the amounts were asked for."""
    views = _list_views(asked)
    rows = tuple(listed_item(row, *views) for row in picked.rows)
    beside = items(picked.beside, *views)
    who = asks_only_who(asked.query.facets) and bool(divisions_of(picked.rows))
    by = order_view(asked.query.selection.order, asked.view)
    return replace(
        asked.blank,
        figures=figures_of(picked.rows, by) if Facet.AMOUNT in asked.query.facets else (),
        items=named_items(divisions_of(picked.rows)) if who else (*rows, *beside),
        details=(*rows, *beside) if who else (),
        notes=(
            *picked_notes(asked.query.selection, picked, counting=False),
            *outline_notes(picked.rows),
        ),
    )


def _list_views(asked: Asked) -> tuple[View, ...]:
    """What is shown with each row: what it is sorted by first, then what it was chosen by."""
    query, view = asked.query, asked.view
    main = order_view(query.selection.order, view)
    measures = [main.measure]
    if main.measure is Measure.CHANGE_RATE and query.operation is Operation.RANK:
        measures.append(Measure.CHANGE)
    if view.base is not None and main.measure is Measure.BUDGET:
        conditions = query.selection.conditions
        measures += [Measure.CHANGE] if any(isinstance(each, Moved | RateRange) for each in conditions) else []
        measures += [Measure.CHANGE_RATE] if any(isinstance(each, RateRange) for each in conditions) else []
    return tuple(view.of(measure) for measure in dict.fromkeys(measures))
