"""A selection as rows: named subjects or a scope, then conditions, order and window."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace
from fractions import Fraction

from db.answer import Figure, Gap
from db.operations.asked import Asked
from db.operations.beyond import beyond
from db.operations.conditions import holds, meeting
from db.operations.figures import View, number
from db.operations.scopes import candidates
from db.requests import breakdown_request, counted_projects, shows_breakdowns
from db.rows import Placing, Row, placings_under
from db.unsupported import UnsupportedCombination
from nlp.query import (
    AmountRange,
    Beyond,
    Condition,
    Either,
    HasProjects,
    InPolicy,
    Kind,
    Measure,
    Moved,
    Operation,
    Order,
    Query,
    RateRange,
    Relisted,
    Scope,
    Selection,
)


@dataclass(frozen=True, slots=True)
class Picked:
    """The rows of a selection, and what a careful colleague would want to know about them."""

    rows: tuple[Row, ...]
    gap: Gap | None = None
    """Why `rows` is empty, where it is."""
    tied: tuple[Row, ...] = ()
    """Where the window cuts through rows of the same figure: all of those rows."""
    left_out: tuple[Row, ...] = ()
    """Projects with re-listings that were not counted again."""
    left_out_count: int = 0
    """How many re-listings those are."""
    stand_ins: tuple[Row, ...] = ()
    """Projects that are only listed again where nothing is listed first: taken all the same."""
    stand_in_count: int = 0
    """How many re-listings those are."""
    bounds: tuple[Figure, ...] = ()
    """What rows had to be above or below, where that was another row's figure or their own mean."""
    beside: tuple[Row, ...] = ()
    """Breakdown lines that meet the conditions: shown beside projects, never counted with them."""


def pick(asked: Asked, selection: Selection) -> Picked:
    """The rows a selection means. Groups are ordered and cut as groups, so for them all rows are kept."""
    query = asked.query
    found = candidates(asked, selection)
    gap = _missing(query, selection, found)
    if gap is not None:
        return Picked((), gap)
    kept = _kept(query, selection, found, asked.view)
    kept = _with_projects(asked, selection, kept)
    picked = _beyond(asked, selection, _once_each(query, selection, kept))
    beside = _breakdowns_beside(asked, selection)
    if not picked.rows:
        return replace(picked, gap=Gap.NO_ROWS, beside=beside)
    if query.group_by is not None:
        return replace(picked, beside=beside)
    ranked = query.operation is Operation.RANK
    order = selection.order or (Order() if ranked else None)
    rows = ordered(picked.rows, order, asked.view, drop_missing=ranked) if order else picked.rows
    window, tied = cut(rows, selection, order, asked.view)
    return replace(picked, rows=window, tied=tied, beside=beside, gap=None if window else Gap.NO_ROWS)


def flattened(rows: Iterable[Row]) -> tuple[Row, ...]:
    """Policy nodes replaced by their projects, each project once."""
    found: dict[tuple[Kind, str, int], Row] = {}
    for row in rows:
        for each in row.addends or (row,):
            # A listing is told from another of the same project by where it stands.
            found.setdefault((each.kind, each.named.key, each.line), each)
    return tuple(found.values())


def ordered(rows: Iterable[Row], order: Order, view: View, *, drop_missing: bool = False) -> tuple[Row, ...]:
    """Sorted; ties keep document order; rows without the figure come last, or are dropped."""
    by = order_view(order, view)
    values = [(row, _sort_value(row, order, by)) for row in rows]
    with_value = [(row, value) for row, value in values if value is not None]
    with_value.sort(key=lambda pair: -pair[1] if order.descending else pair[1])
    without = [] if drop_missing else [row for row, value in values if value is None]
    return (*(row for row, _ in with_value), *without)


def cut(
    rows: tuple[Row, ...], selection: Selection, order: Order | None, view: View
) -> tuple[tuple[Row, ...], tuple[Row, ...]]:
    """The window, and the rows that tie across one of its edges."""
    start = max(selection.start, 1) - 1
    end = len(rows) if selection.limit is None else start + selection.limit
    window = rows[start:end]
    if order is None or not window:
        return window, ()
    by = order_view(order, view)
    tied: list[Row] = []
    for inside, outside in ((start, start - 1), (end - 1, end)):
        if 0 <= outside < len(rows) and inside < len(rows):
            edge = _sort_value(rows[inside], order, by)
            if edge is not None and _sort_value(rows[outside], order, by) == edge:
                tied.extend(row for row in rows if _sort_value(row, order, by) == edge and row not in tied)
    return window, tuple(tied)


def order_view(order: Order | None, view: View) -> View:
    """What rows are sorted by: the query's measure unless the order says otherwise."""
    return view if order is None or order.by is None else view.of(order.by)


def policy_conditions(selection: Selection) -> tuple[InPolicy, ...]:
    return tuple(each for each in selection.conditions if isinstance(each, InPolicy) and not each.negated)


def _sort_value(row: Row, order: Order, view: View) -> Fraction | None:
    value = number(row.amounts, view)
    if value is not None and order.near is not None:
        return abs(value - order.near)
    return abs(value) if value is not None and order.magnitude else value


def _kept(query: Query, selection: Selection, found: tuple[Row, ...], view: View) -> tuple[Row, ...]:
    """The rows that meet the conditions the store has not decided already."""
    return tuple(
        row
        for row in found
        if all(
            holds(condition, row, view)
            for condition in selection.conditions
            if not _is_decided(condition, row, query, selection)
        )
    )


def _with_projects(asked: Asked, selection: Selection, rows: tuple[Row, ...]) -> tuple[Row, ...]:
    """Divisions and policy nodes that have so many projects of a kind."""
    for condition in selection.conditions:
        if isinstance(condition, HasProjects):
            query = counted_projects(asked.query, condition)
            found = pick(replace(asked, query=query), query.selection).rows
            rows = tuple(row for row in rows if _is_so_many(_number_of(row, found), condition))
    return rows


def _number_of(row: Row, projects: tuple[Row, ...]) -> int:
    if row.kind is Kind.DIVISION:
        return sum(row.named in project.divisions for project in projects)
    if row.addends:
        return len({each.named for each in row.addends} & {project.named for project in projects})
    raise UnsupportedCombination(HasProjects, row.kind.value)


def _is_so_many(number: int, condition: HasProjects) -> bool:
    return condition.at_least <= number and (condition.at_most is None or number <= condition.at_most)


def _beyond(asked: Asked, selection: Selection, picked: Picked) -> Picked:
    """Of the rows that meet all else, those above or below what they are measured by."""
    for condition in selection.conditions:
        if isinstance(condition, Beyond):
            rows, bound = beyond(asked, condition, picked.rows)
            picked = replace(picked, rows=rows, bounds=(*picked.bounds, *bound))
    return picked


def _is_decided(condition: Condition, row: Row, query: Query, selection: Selection) -> bool:
    if isinstance(condition, Moved | RateRange | Either):
        return False
    if isinstance(condition, Beyond | HasProjects):
        return True  # only once it is known which rows meet all else
    scope = _scope_of(selection)
    if row.addends:
        # Nodes were chosen by level and place, their projects by the rest; amounts of nodes are known only now.
        return not (scope is Scope.POLICY and isinstance(condition, AmountRange))
    match row.kind:
        case Kind.PROJECT:
            of_change = isinstance(condition, AmountRange) and query.measure is Measure.CHANGE
            of_listing = isinstance(condition, InPolicy | Relisted) and scope is Scope.LISTINGS
            return not of_change and not of_listing
        case Kind.BREAKDOWN:
            return condition in breakdown_request(query, selection).conditions
        case _:
            return False


def _scope_of(selection: Selection) -> Scope | None:
    return None if selection.subjects else selection.scope


def _missing(query: Query, selection: Selection, found: tuple[Row, ...]) -> Gap | None:
    """NO_FIGURE where rows there are, but none with what the query takes: another year, or a base of projects."""
    view = View(query.measure, query.period, query.base)
    needed = {Measure.BUDGET, query.measure}
    if selection.order is not None and selection.order.by is not None:
        needed.add(selection.order.by)
    needed |= {each.by for each in selection.conditions if isinstance(each, Beyond) and each.by is not None}
    if any(isinstance(each, Moved | RateRange) for each in selection.conditions):
        needed.add(Measure.CHANGE)
    # An outline entry may have no amount at all and still be described.
    rows = [row for row in found if row.kind is not Kind.OUTLINE or not selection.subjects]
    if rows and any(all(number(row.amounts, view.of(measure)) is None for row in rows) for measure in needed):
        return Gap.NO_FIGURE
    return None


def _once_each(query: Query, selection: Selection, rows: tuple[Row, ...]) -> Picked:
    """Projects counted where they are listed first; where nothing is, the re-listed ones stand in."""
    scope = _scope_of(selection)
    if selection.subjects:
        return _of_subjects(query, selection, rows)
    if scope is not Scope.PROJECTS:
        return Picked(rows)
    inside = policy_conditions(selection)
    if not inside:
        again = tuple(row for row in rows if row.relistings)
        return Picked(rows, left_out=again, left_out_count=sum(len(row.relistings) for row in again))
    nodes = tuple(node for each in inside for node in each.nodes)
    first = tuple(
        row for row in rows if all(placings_under(row, each.nodes)[:1] == row.placings[:1] for each in inside)
    )
    if not first:
        count = sum(len(placings_under(row, nodes)) for row in rows)
        return Picked(rows, stand_ins=rows, stand_in_count=count)
    again = tuple(row for row in rows if any(placing.relisted for placing in placings_under(row, nodes)))
    count = sum(placing.relisted for row in again for placing in placings_under(row, nodes))
    return Picked(first, left_out=again, left_out_count=count)


def _of_subjects(query: Query, selection: Selection, rows: tuple[Row, ...]) -> Picked:
    nodes = tuple(row for row in rows if row.addends)
    normal = tuple(row for row in nodes if not _is_stood_in(row))
    stood_in = tuple(row for row in nodes if _is_stood_in(row))
    alone = len(rows) == 1 and query.operation in (Operation.LIST, Operation.RANK, Operation.EXISTS)
    if nodes and (alone or query.operation in _OVER_PROJECTS):
        rows = flattened(rows)
    left_out, left_out_count = _relisted_under(normal)
    stand_ins, stand_in_count = _relisted_under(stood_in)
    return Picked(
        rows,
        left_out=left_out,
        left_out_count=left_out_count,
        stand_ins=stand_ins,
        stand_in_count=stand_in_count,
    )


_OVER_PROJECTS = (Operation.COUNT, Operation.SUM, Operation.MEAN, Operation.MEDIAN, Operation.GROUP)
"""Operations that take a policy node for its projects."""


def _is_stood_in(node: Row) -> bool:
    """Nothing is listed first under the node: what it adds up are re-listings."""
    return all(placings_under(each, (node.named,))[0].relisted for each in node.addends)


def _relisted_under(nodes: Iterable[Row]) -> tuple[tuple[Row, ...], int]:
    """The projects the nodes list again, each once, and how many re-listings there are."""
    found = {
        (each.named, placing.line): each for node in nodes for each in node.again for placing in _again(each, node)
    }
    return tuple({row.named: row for row in found.values()}.values()), len(found)


def _again(row: Row, node: Row) -> tuple[Placing, ...]:
    return tuple(placing for placing in placings_under(row, (node.named,)) if placing.relisted)


def _breakdowns_beside(asked: Asked, selection: Selection) -> tuple[Row, ...]:
    if not shows_breakdowns(asked.query, selection):
        return ()
    lines = asked.rows(breakdown_request(asked.query, selection))
    own = [each for each in selection.conditions if each not in breakdown_request(asked.query, selection).conditions]
    return meeting(lines, own, asked.view)
