"""Which rows a query needs: one hashable value per SELECT, made before anything is read."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from db.unsupported import UnsupportedCombination
from nlp.query import (
    POLICY_KINDS,
    TABLE_KINDS,
    About,
    AmountRange,
    Beyond,
    BeyondClaim,
    Category,
    Condition,
    CountClaim,
    Dimension,
    Either,
    Except,
    HasProjects,
    InCategory,
    InDivisions,
    InPolicy,
    Kind,
    Level,
    Measure,
    Moved,
    Named,
    OnlyClaim,
    Operation,
    Period,
    Query,
    RankClaim,
    RateRange,
    Relisted,
    Scope,
    Selection,
)

TABLE_SCOPES = frozenset({Scope.DIVISIONS, Scope.ACCOUNTS, Scope.SPECIAL_ACCOUNTS, Scope.TABLE, Scope.DEPARTMENT})
PROJECT_SCOPES = frozenset({Scope.PROJECTS, Scope.LISTINGS, Scope.POLICY})
TIE_SLACK = 8
"""Rows read beyond a window, to see which tie with its edge."""


@dataclass(frozen=True, slots=True)
class TableRequest:
    """Rows of the first table, with all their periods and printed rates unless `only` one period is wanted."""

    everything: bool = False
    department: bool = False
    divisions: tuple[str, ...] = ()
    accounts: tuple[str, ...] = ()
    only: Period | None = None


@dataclass(frozen=True, slots=True)
class Top:
    """Only the first `count` rows by amount."""

    count: int
    descending: bool = True


@dataclass(frozen=True, slots=True)
class ProjectRequest:
    """Main projects with their listings and breakdown lines: named or listed under the nodes (all where neither is
    given), and meeting the conditions."""

    period: Period
    numbers: tuple[int, ...] = ()
    nodes: tuple[str, ...] = ()
    conditions: tuple[Condition, ...] = ()
    top: Top | None = None


@dataclass(frozen=True, slots=True)
class BreakdownRequest:
    """Breakdown lines: the keyed ones, or those whose projects meet the conditions."""

    period: Period
    keys: tuple[str, ...] = ()
    conditions: tuple[Condition, ...] = ()


@dataclass(frozen=True, slots=True)
class OutlineRequest:
    """Outline entries and the lines under them: at these positions or of these projects; all where neither is given."""

    period: Period
    positions: tuple[int, ...] = ()
    numbers: tuple[int, ...] = ()


@dataclass(frozen=True, slots=True)
class PolicyRequest:
    """The whole policy tree."""


@dataclass(frozen=True, slots=True)
class DivisionOrder:
    """The divisions' names in printed order."""


@dataclass(frozen=True, slots=True)
class PeriodsRequest:
    """The periods the document has figures of."""


@dataclass(frozen=True, slots=True)
class NotesRequest:
    """Every ※ note, and what it stands at."""


@dataclass(frozen=True, slots=True)
class FrontRequest:
    """What the document says of itself, and its text."""


Request = (
    TableRequest
    | ProjectRequest
    | BreakdownRequest
    | OutlineRequest
    | PolicyRequest
    | DivisionOrder
    | PeriodsRequest
    | NotesRequest
    | FrontRequest
)


def requests(query: Query) -> tuple[Request, ...]:
    """Everything `db.operations` will ask for to answer the query, each request once."""
    if query.operation in _OF_WORDS:
        return _OF_WORDS[query.operation]
    needed: list[Request] = []
    for selection in _selections(query):
        needed.extend(_selection_requests(query, selection))
        for each in selection.conditions:
            if isinstance(each, HasProjects):
                needed.extend(requests(counted_projects(query, each)))
    needed.extend(_operation_requests(query))
    table = table_request(query)
    if table != TableRequest():
        needed.insert(0, table)
    return tuple(dict.fromkeys(needed))


def table_request(query: Query) -> TableRequest:
    """One request for all that the query needs of the first table; empty where it needs nothing."""
    if _needs_whole_table(query):
        compared = query.base is not None or query.operation in _WITH_CONTEXT
        return TableRequest(everything=True, only=None if compared else query.period)
    named = [subject for selection in _selections(query) for subject in selection.subjects]
    return TableRequest(
        department=any(subject.kind is Kind.DEPARTMENT for subject in named)
        or any(not each.subjects and each.scope is Scope.DEPARTMENT for each in _selections(query)),
        divisions=_keys(named, Kind.DIVISION),
        accounts=_keys(named, Kind.ACCOUNT),
    )


def project_request(query: Query, selection: Selection) -> ProjectRequest:
    """The projects a selection speaks of: the subjects among them, or the scope's."""
    return ProjectRequest(
        query.period,
        numbers=tuple(int(key) for key in _keys(selection.subjects, Kind.PROJECT)),
        nodes=tuple(subject.key for subject in selection.subjects if subject.kind in POLICY_KINDS),
        conditions=_project_conditions(query, selection),
        top=_top(query, selection),
    )


def breakdown_request(query: Query, selection: Selection) -> BreakdownRequest:
    """The breakdown lines a selection names, or those under projects of its conditions."""
    of_project = tuple(each for each in selection.conditions if not isinstance(each, _OWN_OF_BREAKDOWN))
    keys = _keys(selection.subjects, Kind.BREAKDOWN)
    return BreakdownRequest(query.period, keys=keys, conditions=of_project)


def outline_request(query: Query, selection: Selection) -> OutlineRequest:
    """The outline entries a selection names, or all."""
    return OutlineRequest(query.period, positions=tuple(int(key) for key in _keys(selection.subjects, Kind.OUTLINE)))


def child_lines_request(query: Query) -> OutlineRequest:
    """The outline entries of the projects named, with the lines under them."""
    numbers = tuple(int(key) for key in _keys(query.selection.subjects, Kind.PROJECT))
    return OutlineRequest(query.period, numbers=numbers)


def division_projects_request(query: Query, division: Named) -> ProjectRequest:
    """The projects of one division."""
    return ProjectRequest(query.period, conditions=(InDivisions((division,)), *query.selection.conditions))


def reference(beyond: Beyond) -> Selection | None:
    """The row that others are measured by, where it is a named one."""
    return Selection(subjects=(beyond.of,)) if isinstance(beyond.of, Named) else None


def counted_projects(query: Query, condition: HasProjects) -> Query:
    """The projects that divisions or nodes are to have so many of."""
    return Query(Operation.MEAN, query.period, Selection(Scope.PROJECTS, (), condition.of))


def peers_selection(query: Query) -> Selection:
    """The rows that a claimed rank is a rank among: all of the subject's kind that meet the conditions."""
    if not query.selection.subjects:
        raise UnsupportedCombination(query.claim, "a selection without a named subject")
    kind = query.selection.subjects[0].kind
    if kind not in _PEERS:
        raise UnsupportedCombination(query.claim, kind.value)
    conditions = query.selection.conditions + ((Level(kind),) if kind in POLICY_KINDS else ())
    return Selection(scope=_PEERS[kind], conditions=conditions)


def shows_breakdowns(query: Query, selection: Selection) -> bool:
    """Whether lines under projects are told apart beside the projects: a selection of projects by category."""
    return (
        not selection.subjects
        and selection.scope is Scope.PROJECTS
        and query.operation in _BESIDE_BREAKDOWNS | _counting(query)
        and any(isinstance(each, InCategory) and not each.negated for each in selection.conditions)
        and not _only_continued(selection)
        and not any(isinstance(each, Beyond) for each in selection.conditions)
    )


_OWN_OF_BREAKDOWN = (InCategory, AmountRange, About, Except, Moved, RateRange, Level)
"""Conditions a breakdown line meets itself; the others its project meets."""

_IN_ROWS = (Moved, RateRange, Beyond, HasProjects, Either)
"""Conditions on change (projects have no base to compare with) and on other rows: never left to the store."""

_OF_WORDS: Mapping[Operation, tuple[Request, ...]] = {
    Operation.DEFINE: (),
    Operation.NOTES: (NotesRequest(),),
    Operation.DOCUMENT: (FrontRequest(),),
}
"""Operations that ask for no rows."""

_WITH_CONTEXT = frozenset({Operation.SHOW, Operation.SUM})
"""Operations that tell what a figure was before, asked or not."""

_BESIDE_BREAKDOWNS = frozenset({Operation.LIST, Operation.COUNT, Operation.SUM, Operation.EXISTS})

_AMONG_PEERS = (RankClaim, BeyondClaim)
"""Claims that hold a row against all of its kind."""

_PEERS = {
    Kind.DIVISION: Scope.DIVISIONS,
    Kind.PROJECT: Scope.PROJECTS,
    Kind.ACCOUNT: Scope.SPECIAL_ACCOUNTS,
    Kind.PILLAR: Scope.POLICY,
    Kind.PART: Scope.POLICY,
    Kind.SECTION: Scope.POLICY,
}


def _counting(query: Query) -> frozenset[Operation]:
    counted = isinstance(query.claim, CountClaim | OnlyClaim)
    return frozenset({Operation.CHECK, Operation.WHY}) if counted else frozenset()


def _only_continued(selection: Selection) -> bool:
    """A line without 区分 is not a continued project: nothing beside those."""
    categories = [each.categories for each in selection.conditions if isinstance(each, InCategory)]
    return all(each == (Category.CONTINUED,) for each in categories)


def _selections(query: Query) -> tuple[Selection, ...]:
    said = (query.selection,) if query.other is None else (query.selection, query.other)
    beyond = (each for one in said for each in one.conditions if isinstance(each, Beyond))
    return (*said, *(rows for each in beyond if (rows := reference(each)) is not None))


def _keys(subjects: Iterable[Named], kind: Kind) -> tuple[str, ...]:
    return tuple(dict.fromkeys(subject.key for subject in subjects if subject.kind is kind))


def _needs_whole_table(query: Query) -> bool:
    if any(not each.subjects and each.scope in TABLE_SCOPES - {Scope.DEPARTMENT} for each in _selections(query)):
        return True
    subjects = query.selection.subjects
    if query.operation in (Operation.PARTS, Operation.CAUSE):
        whole = not subjects and query.selection.scope is Scope.DEPARTMENT
        return whole or any(each.kind in (Kind.DEPARTMENT, Kind.ACCOUNT) for each in subjects)
    return isinstance(query.claim, _AMONG_PEERS) and any(each.kind in TABLE_KINDS for each in subjects)


def _selection_requests(query: Query, selection: Selection) -> list[Request]:
    kinds = {subject.kind for subject in selection.subjects}
    scope = None if kinds else selection.scope
    needed: list[Request] = []
    if kinds & {Kind.PROJECT, *POLICY_KINDS} or scope in PROJECT_SCOPES:
        needed.append(project_request(query, selection))
    if Kind.BREAKDOWN in kinds or scope is Scope.BREAKDOWNS or shows_breakdowns(query, selection):
        needed.append(breakdown_request(query, selection))
    if Kind.OUTLINE in kinds or scope is Scope.OUTLINE:
        needed.append(outline_request(query, selection))
    if scope is Scope.POLICY:
        needed.append(PolicyRequest())
    return needed


def _operation_requests(query: Query) -> list[Request]:
    subjects = query.selection.subjects
    if query.group_by is not None:
        if query.group_by is Dimension.DIVISION:
            return [DivisionOrder()]
        return [PolicyRequest()] if query.group_by in (Dimension.PILLAR, Dimension.PART, Dimension.SECTION) else []
    if query.operation in (Operation.PARTS, Operation.CAUSE):
        needed: list[Request] = [
            division_projects_request(query, each) for each in subjects if each.kind is Kind.DIVISION
        ]
        if any(each.kind is Kind.PROJECT for each in subjects):
            needed.append(child_lines_request(query))
        if any(each.kind in (Kind.PILLAR, Kind.PART) for each in subjects):
            needed.append(PolicyRequest())
        return needed
    if isinstance(query.claim, _AMONG_PEERS) and subjects and subjects[0].kind not in TABLE_KINDS:
        return _selection_requests(query, peers_selection(query))
    return []


def _project_conditions(query: Query, selection: Selection) -> tuple[Condition, ...]:
    """What the store decides. In a policy scope, conditions on nodes stay out: they are not about projects."""
    of_nodes: tuple[type, ...] = (Level, InPolicy, AmountRange, About, Except)
    in_policy_scope = not selection.subjects and selection.scope is Scope.POLICY
    listings = not selection.subjects and selection.scope is Scope.LISTINGS
    return tuple(
        each
        for each in selection.conditions
        if not isinstance(each, _IN_ROWS)
        and not (in_policy_scope and isinstance(each, of_nodes))
        and not (listings and _is_of_the_row(each))
        and not (isinstance(each, AmountRange) and query.measure is Measure.CHANGE)
    )


def _is_of_the_row(condition: Condition) -> bool:
    """A listing stands where it stands and is a re-listing or not, wherever else its project is listed."""
    return isinstance(condition, Relisted) or (isinstance(condition, InPolicy) and condition.negated)


def _top(query: Query, selection: Selection) -> Top | None:
    """How many rows the store may stop at, where it can sort as the query asks and nothing is decided after it."""
    order = selection.order
    plain = (
        not selection.subjects
        and selection.scope is Scope.PROJECTS
        and query.group_by is None
        and selection.limit is not None
        and not any(isinstance(each, (*_IN_ROWS, InPolicy)) for each in selection.conditions)
        and (order.by if order and order.by else query.measure) is Measure.BUDGET
        and (order is not None or query.operation is Operation.RANK)
        and not (order is not None and (order.magnitude or order.near is not None))
    )
    if not plain or selection.limit is None:
        return None
    return Top(selection.start - 1 + selection.limit + TIE_SLACK, order.descending if order else True)
