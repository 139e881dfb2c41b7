"""What a whole consists of, and what is largest in it."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace

from db.answer import Answer, Figure, Gap, Item, Note, NoteKind
from db.operations.asked import Asked
from db.operations.figures import View, figures_of, total
from db.operations.items import items
from db.operations.notes import breakdown_note, joint_note
from db.operations.picking import ordered, pick
from db.operations.scopes import node_row
from db.requests import (
    child_lines_request,
    division_projects_request,
    outline_request,
    project_request,
)
from db.rows import Row, is_under
from nlp.query import Kind, Measure, Order

LARGEST_BEHIND = 5
"""How many rows are named as what a figure comes from."""


@dataclass(frozen=True, slots=True)
class Parts:
    rows: tuple[Row, ...]
    whole: tuple[Figure, ...] = ()
    notes: tuple[Note, ...] = ()


def parts(asked: Asked) -> Answer:
    """Items are the parts of each selected whole, in document order (projects of a division by amount)."""
    picked = pick(asked, asked.query.selection)
    if picked.gap is not None:
        return asked.without(picked.gap)
    found = [_parts_of(asked, row) for row in picked.rows]
    if not any(each.rows for each in found):
        return replace(asked.without(Gap.NO_PARTS), context=tuple(figure for each in found for figure in each.whole))
    return _answer(asked, found)


def cause(asked: Asked) -> Answer:
    """The largest parts of each selected whole: what its figure comes from, as far as a budget document tells."""
    picked = pick(asked, asked.query.selection)
    if picked.gap is not None:
        return asked.without(picked.gap)
    found = [_largest(_parts_of(asked, row), asked.view) for row in picked.rows]
    if not any(each.rows for each in found):
        return replace(asked.without(Gap.NO_PARTS), context=tuple(figure for each in found for figure in each.whole))
    return _answer(asked, found)


def _answer(asked: Asked, found: Iterable[Parts]) -> Answer:
    each = tuple(found)
    shown: tuple[Item, ...] = items((row for part in each for row in part.rows), asked.view)
    return replace(
        asked.blank,
        context=tuple(figure for part in each for figure in part.whole),
        items=shown,
        notes=tuple(note for part in each for note in part.notes),
    )


def _parts_of(asked: Asked, row: Row) -> Parts:
    whole = figures_of((row,), asked.view)
    match row.kind:
        case Kind.DEPARTMENT | Kind.ACCOUNT:
            return Parts(_table_parts(asked, row), whole)
        case Kind.DIVISION:
            return _projects_of_division(asked, row)
        case Kind.PROJECT:
            return Parts(_lines_of_project(asked, row), whole, breakdown_note((row,)))
        case Kind.PILLAR | Kind.PART | Kind.SECTION:
            return Parts(_below_node(asked, row), whole)
        case Kind.OUTLINE:
            lines = asked.rows(outline_request(asked.query, asked.query.selection))
            return Parts(tuple(each for each in lines if each.parent == row.named), whole)
        case _:
            return Parts((), whole)


def _table_parts(asked: Asked, row: Row) -> tuple[Row, ...]:
    """A department's accounts, then its divisions and single special accounts; an account's rows."""
    table = asked.table
    details = tuple(each for each in table if each.single)
    if row.kind is Kind.DEPARTMENT:
        return (*(each for each in table if each.kind is Kind.ACCOUNT and not each.single), *details)
    return tuple(each for each in details if row.named.key in each.accounts and each.named != row.named)


def _projects_of_division(asked: Asked, row: Row) -> Parts:
    """Main projects by amount; their sum is not the division's budget, and says so."""
    found = asked.rows(division_projects_request(asked.query, row.named))
    rows = ordered(found, Order(), asked.view.of(Measure.BUDGET))
    own = figures_of((row,), asked.view)
    if not rows:
        return Parts((), own)
    together = total(rows, asked.view)
    figures = (*own, together) if together is not None else own
    note = Note(NoteKind.DIVISION_ROW_NOT_PROJECT_SUM, (row.named.name,), len(rows), figures)
    return Parts(rows, own, (note, *joint_note(rows)))


def _lines_of_project(asked: Asked, row: Row) -> tuple[Row, ...]:
    """Breakdown lines of the list, then what the outline prints under the project."""
    entries = asked.rows(child_lines_request(asked.query))
    own = {each.named for each in entries if each.project == row.named}
    children = {each.named.name: each for each in reversed(entries) if each.parent in own}
    return (*row.breakdowns, *reversed(children.values()))


def _below_node(asked: Asked, row: Row) -> tuple[Row, ...]:
    """The nodes right under a pillar or part; the projects of a section."""
    projects = asked.rows(project_request(asked.query, asked.query.selection))
    depth = row.named.key.count("-") + 1
    below = [
        node_row(node.named, projects)
        for node in asked.nodes()
        if node.named.key.count("-") == depth and is_under(node.named.key, row.named.key)
    ]
    return tuple(each for each in below if each is not None) or row.addends


def _largest(found: Parts, view: View) -> Parts:
    details = tuple(row for row in found.rows if row.kind is not Kind.ACCOUNT or row.single)
    rows = ordered(details or found.rows, Order(), view.of(Measure.BUDGET))[:LARGEST_BEHIND]
    return replace(found, rows=rows)
