"""Where rows come from: the named subjects in the order said, or all rows of a scope in document order."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace

from db.answer import Source
from db.operations.asked import Asked
from db.requests import (
    TABLE_SCOPES,
    breakdown_request,
    outline_request,
    project_request,
)
from db.rows import Amounts, Placing, PolicyNode, Row, combined, is_under, placings_under
from db.unsupported import UnsupportedCombination
from nlp.normalize import fold
from nlp.query import POLICY_KINDS, TABLE_KINDS, About, Except, InPolicy, Kind, Level, Named, Relisted, Scope, Selection


def candidates(asked: Asked, selection: Selection) -> tuple[Row, ...]:
    """The rows a selection ranges over, before the conditions that the store has not decided."""
    if selection.subjects:
        return subjects(asked, selection)
    match selection.scope:
        case scope if scope in TABLE_SCOPES:
            return tuple(row for row in asked.table if _in_scope(row, scope))
        case Scope.PROJECTS:
            return asked.rows(project_request(asked.query, selection))
        case Scope.LISTINGS:
            return listings(asked.rows(project_request(asked.query, selection)))
        case Scope.BREAKDOWNS:
            return asked.rows(breakdown_request(asked.query, selection))
        case Scope.OUTLINE:
            return entries(asked.rows(outline_request(asked.query, selection)), again=_asks_for_relisted(selection))
        case Scope.POLICY:
            return _policy_rows(asked, selection)
        case _:
            raise UnsupportedCombination(selection.scope, "a selection without a named subject")


def subjects(asked: Asked, selection: Selection) -> tuple[Row, ...]:
    """One row for each named subject that the document has, in the order said."""
    kinds = {subject.kind for subject in selection.subjects}
    rows: list[Row] = []
    if kinds & TABLE_KINDS:
        rows += asked.table
    projects = asked.rows(project_request(asked.query, selection))
    rows += projects
    rows += asked.rows(breakdown_request(asked.query, selection)) if Kind.BREAKDOWN in kinds else ()
    rows += asked.rows(outline_request(asked.query, selection)) if Kind.OUTLINE in kinds else ()
    by_name = {(row.kind, row.named.key): row for row in rows}
    department = next((row for row in rows if row.kind is Kind.DEPARTMENT), None)
    found = (
        node_row(subject, projects)
        if subject.kind in POLICY_KINDS
        else department
        if subject.kind is Kind.DEPARTMENT
        else by_name.get((subject.kind, subject.key))
        for subject in selection.subjects
    )
    return tuple(row for row in found if row is not None)


def node_row(node: Named, projects: Iterable[Row]) -> Row | None:
    """A policy node with the sum of its projects: those listed first under it; where none is, the re-listed ones."""
    below = [row for row in projects if placings_under(row, (node,))]
    if not below:
        return None
    first = tuple(row for row in below if is_under(row.placings[0].policy.key, node.key))
    counted = first or tuple(below)
    return Row(
        node,
        min(placing.line for row in below for placing in placings_under(row, (node,))),
        combined(row.amounts for row in counted),
        addends=counted,
        again=tuple(row for row in below if any(placing.relisted for placing in placings_under(row, (node,)))),
        divisions=tuple(dict.fromkeys(division for row in counted for division in row.divisions)),
    )


def listings(projects: Iterable[Row]) -> tuple[Row, ...]:
    """Every row of the list of main projects: a project as often as it is listed."""
    rows = (_listed(row, placing) for row in projects for placing in row.placings)
    return tuple(sorted(rows, key=lambda row: row.line))


def entries(outline: Iterable[Row], *, again: bool = False) -> tuple[Row, ...]:
    """Outline entries, each once however often it is repeated (or, `again`, each that is); entries of one project
    are the same entry."""
    found: dict[tuple[object, ...], Row] = {}
    for row in sorted(outline, key=lambda row: row.relisted is not again):
        same = (Kind.PROJECT, row.project.key) if row.project else (Kind.OUTLINE, row.named.name)
        found.setdefault(same, row)
    return tuple(sorted(found.values(), key=lambda row: row.line))


def _asks_for_relisted(selection: Selection) -> bool:
    return any(isinstance(each, Relisted) and not each.negated for each in selection.conditions)


def _in_scope(row: Row, scope: Scope) -> bool:
    match scope:
        case Scope.DIVISIONS:
            return row.kind is Kind.DIVISION
        case Scope.ACCOUNTS:
            return row.kind is Kind.ACCOUNT and not row.single
        case Scope.SPECIAL_ACCOUNTS:
            return row.kind is Kind.ACCOUNT and row.single
        case Scope.TABLE:
            return row.single
        case _:
            return row.kind is Kind.DEPARTMENT


def _listed(row: Row, placing: Placing) -> Row:
    cells = {
        period: replace(cell, sources=tuple(Source(placing.section, placing.line, each.quote) for each in cell.sources))
        for period, cell in row.amounts.cells.items()
    }
    amounts = Amounts(cells) if placing.relisted else row.amounts
    return replace(row, line=placing.line, placings=(placing,), relisted=placing.relisted, amounts=amounts)


def _policy_rows(asked: Asked, selection: Selection) -> tuple[Row, ...]:
    projects = asked.rows(project_request(asked.query, selection))
    wanted = [node for node in asked.nodes() if _is_wanted(node, selection)]
    rows = (node_row(node.named, projects) for node in wanted)
    return tuple(row for row in rows if row is not None)


def _is_wanted(node: PolicyNode, selection: Selection) -> bool:
    levels = [each.kind for each in selection.conditions if isinstance(each, Level)]
    if node.named.kind not in (levels or [_default_level(selection)]):
        return False
    for each in selection.conditions:
        if isinstance(each, InPolicy):
            below = any(is_under(node.named.key, above.key) and node.named.key != above.key for above in each.nodes)
            if below is each.negated:
                return False
        if isinstance(each, Except) and any(is_under(node.named.key, name.key) for name in each.names):
            return False
        if isinstance(each, About) and _mentions(node, each) is each.negated:
            return False
    return True


def _default_level(selection: Selection) -> Kind:
    """Pillars, or what stands right under the nodes asked about."""
    above = {node.kind for each in selection.conditions if isinstance(each, InPolicy) for node in each.nodes}
    if Kind.PART in above:
        return Kind.SECTION
    return Kind.PART if Kind.PILLAR in above else Kind.PILLAR


def _mentions(node: PolicyNode, about: About) -> bool:
    name = fold(node.named.name)
    hits = [any(spelling in name for spelling in topic) for topic in about.topics]
    return all(hits) if about.every else any(hits)
