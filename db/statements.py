"""Requests as SELECTs. Pure: the document revision and the period are bound when a statement is executed.

Building a statement and its cache key costs more than running it, so equal requests share one statement object.
"""

from __future__ import annotations

from dataclasses import replace
from functools import lru_cache
from typing import Any

from sqlalchemy import ColumnElement, Integer, String, and_, bindparam, case, or_, select
from sqlalchemy.sql.expression import CompoundSelect, Select

from db.clauses import CONDITION, clause, listed_under, parameter_names, split
from db.first_table import first_table, table_shape
from db.requests import (
    BreakdownRequest,
    DivisionOrder,
    FrontRequest,
    NotesRequest,
    OutlineRequest,
    PeriodsRequest,
    PolicyRequest,
    ProjectRequest,
    Request,
    TableRequest,
)
from db.tables import (
    ANY_PERIOD,
    BREAKDOWN,
    DOCUMENT,
    DOCUMENT_REVISION,
    FACT,
    FOOTNOTE,
    LINE_FACT,
    LISTING,
    ORGANISATION,
    OUTLINE,
    POLICY,
    PROJECT,
    PROJECT_FACT,
    REVISION,
    bound,
    of_period,
    padded,
    period_parameters,
    values_by_name,
)
from nlp.query import Condition

Statement = Select[Any] | CompoundSelect[Any]


def statement(request: Request, revision_id: int) -> tuple[Statement, dict[str, Any]]:
    """The SELECT of a request and the parameters to execute it with."""
    shape, parameters = _split(request)
    return _built(shape), {"revision": revision_id, **parameters}


def _split(request: Request) -> tuple[Request, dict[str, Any]]:
    """A request without its values, and these by the names they are bound to."""
    match request:
        case TableRequest():
            return table_shape(request)
        case ProjectRequest(top=top):
            conditions, values = _split_conditions(request.conditions)
            numbers, nodes = padded(request.numbers), padded(request.nodes)
            values |= period_parameters(request.period)
            values |= values_by_name("number", numbers) | values_by_name("node", nodes)
            values |= {"top": top.count} if top else {}
            any_top = replace(top, count=0) if top else None
            shape = ProjectRequest(ANY_PERIOD, (0,) * len(numbers), ("",) * len(nodes), conditions, any_top)
            return shape, values
        case BreakdownRequest(keys=keys):
            conditions, values = _split_conditions(request.conditions)
            return BreakdownRequest(ANY_PERIOD, keys, conditions), values | period_parameters(request.period)
        case OutlineRequest(period=period):
            return replace(request, period=ANY_PERIOD), period_parameters(period)
        case _:
            return request, {}


def _split_conditions(conditions: tuple[Condition, ...]) -> tuple[tuple[Condition, ...], dict[str, Any]]:
    parts = [split(condition) for condition in conditions]
    values = tuple(value for _, values in parts for value in values)
    return tuple(shape for shape, _ in parts), values_by_name(CONDITION, values)


@lru_cache(maxsize=1024)
def _built(request: Request) -> Statement:
    match request:
        case TableRequest():
            return first_table(request)
        case ProjectRequest():
            return _projects(request)
        case BreakdownRequest():
            return _breakdowns(request)
        case OutlineRequest():
            return _outlines(request)
        case PolicyRequest():
            return _policies()
        case DivisionOrder():
            return _divisions()
        case PeriodsRequest():
            return _periods()
        case NotesRequest():
            return _notes()
        case FrontRequest():
            return _front()


def _notes() -> Statement:
    of_project = PROJECT.c.id == FOOTNOTE.c.project_id
    joined = FOOTNOTE.outerjoin(PROJECT, of_project).outerjoin(OUTLINE, OUTLINE.c.id == FOOTNOTE.c.outline_id)
    return (
        select(
            FOOTNOTE.c.text,
            FOOTNOTE.c.section,
            FOOTNOTE.c.line,
            PROJECT.c.number,
            PROJECT.c.name,
            OUTLINE.c.position,
            OUTLINE.c.name,
        )
        .select_from(joined)
        .where(FOOTNOTE.c.revision_id == REVISION)
        .order_by(FOOTNOTE.c.line)
    )


def _front() -> Statement:
    joined = DOCUMENT_REVISION.join(DOCUMENT, DOCUMENT.c.id == DOCUMENT_REVISION.c.document_id)
    columns = select(DOCUMENT.c.title, DOCUMENT.c.published, DOCUMENT_REVISION.c.text)
    return columns.select_from(joined).where(DOCUMENT_REVISION.c.id == REVISION)


def _policies() -> Statement:
    return (
        select(POLICY.c.kind, POLICY.c.key, POLICY.c.name, POLICY.c.line)
        .where(POLICY.c.revision_id == REVISION)
        .order_by(POLICY.c.position)
    )


def _divisions() -> Statement:
    return (
        select(ORGANISATION.c.name)
        .where(ORGANISATION.c.revision_id == REVISION, ORGANISATION.c.parent_id.is_not(None))
        .order_by(ORGANISATION.c.position)
    )


def _periods() -> Statement:
    of_project = case((FACT.c.project_id.is_not(None), 1), else_=0)
    return (
        select(FACT.c.fiscal_year, FACT.c.phase, FACT.c.as_of_month, of_project)
        .where(FACT.c.revision_id == REVISION)
        .distinct()
    )


def _projects(request: ProjectRequest) -> Statement:
    joined = (
        PROJECT.outerjoin(FACT, PROJECT_FACT)
        .join(LISTING, LISTING.c.project_id == PROJECT.c.id)
        .join(POLICY, POLICY.c.id == LISTING.c.policy_id)
        .outerjoin(BREAKDOWN, BREAKDOWN.c.project_id == PROJECT.c.id)
        .outerjoin(LINE_FACT, and_(LINE_FACT.c.breakdown_id == BREAKDOWN.c.id, of_period(LINE_FACT)))
    )
    columns = select(
        PROJECT.c.number,
        PROJECT.c.name,
        PROJECT.c.category,
        PROJECT.c.summary,
        PROJECT.c.division_names,
        FACT.c.amount_thousand_yen,
        FACT.c.line,
        FACT.c.section,
        FACT.c.printed,
        LISTING.c.line,
        LISTING.c.section,
        LISTING.c.first_id,
        POLICY.c.kind,
        POLICY.c.key,
        POLICY.c.name,
        *_breakdown_columns(),
    ).select_from(joined)
    wanted = _wanted_projects(request)
    if request.top is not None:
        amount = FACT.c.amount_thousand_yen
        first = (
            select(PROJECT.c.id)
            .select_from(PROJECT.outerjoin(FACT, PROJECT_FACT))
            .where(wanted)
            .order_by(
                case((amount.is_(None), 1), else_=0),
                amount.desc() if request.top.descending else amount.asc(),
                PROJECT.c.number,
            )
            .limit(bindparam("top", type_=Integer))
            .correlate(None)
        )
        wanted = PROJECT.c.id.in_(first)
    return columns.where(wanted).order_by(LISTING.c.line, BREAKDOWN.c.line)


def _breakdown_columns() -> tuple[ColumnElement[Any], ...]:
    return (
        BREAKDOWN.c.key,
        BREAKDOWN.c.category,
        BREAKDOWN.c.summary,
        BREAKDOWN.c.line,
        LINE_FACT.c.amount_thousand_yen,
        LINE_FACT.c.line,
        LINE_FACT.c.section,
        LINE_FACT.c.printed,
    )


def _wanted_projects(request: ProjectRequest) -> ColumnElement[bool]:
    named: list[ColumnElement[bool]] = []
    if request.numbers:
        named.append(PROJECT.c.number.in_(bound("number", len(request.numbers), Integer)))
    if request.nodes:
        named.append(listed_under(bound("node", len(request.nodes), String), first_only=False))
    of_subjects = [or_(*named)] if named else []
    return and_(PROJECT.c.revision_id == REVISION, *of_subjects, *_clauses(request.conditions))


def _clauses(conditions: tuple[Condition, ...]) -> list[ColumnElement[bool]]:
    names = parameter_names()
    return [clause(shape, names) for shape in conditions]


def _breakdowns(request: BreakdownRequest) -> Statement:
    joined = (
        BREAKDOWN.join(PROJECT, PROJECT.c.id == BREAKDOWN.c.project_id)
        .outerjoin(FACT, PROJECT_FACT)
        .outerjoin(LINE_FACT, and_(LINE_FACT.c.breakdown_id == BREAKDOWN.c.id, of_period(LINE_FACT)))
    )
    keyed = [BREAKDOWN.c.key.in_(request.keys)] if request.keys else []
    return (
        select(PROJECT.c.number, PROJECT.c.name, PROJECT.c.division_names, *_breakdown_columns())
        .select_from(joined)
        .where(BREAKDOWN.c.revision_id == REVISION, *keyed, *_clauses(request.conditions))
        .order_by(BREAKDOWN.c.line)
    )


def _outlines(request: OutlineRequest) -> Statement:
    above = OUTLINE.alias("above")
    project_above = PROJECT.alias("project_above")
    joined = (
        OUTLINE.outerjoin(PROJECT, PROJECT.c.id == OUTLINE.c.project_id)
        .outerjoin(POLICY, POLICY.c.id == OUTLINE.c.policy_id)
        .outerjoin(above, above.c.id == OUTLINE.c.parent_id)
        .outerjoin(project_above, project_above.c.id == above.c.project_id)
        .outerjoin(FACT, and_(FACT.c.outline_id == OUTLINE.c.id, of_period(FACT)))
    )
    wanted: list[ColumnElement[bool]] = []
    if request.positions:
        wanted.append(or_(OUTLINE.c.position.in_(request.positions), above.c.position.in_(request.positions)))
    if request.numbers:
        wanted.append(or_(PROJECT.c.number.in_(request.numbers), project_above.c.number.in_(request.numbers)))
    return (
        select(
            OUTLINE.c.position,
            OUTLINE.c.tag,
            OUTLINE.c.name,
            OUTLINE.c.division_names,
            OUTLINE.c.partial,
            OUTLINE.c.relisted,
            OUTLINE.c.text,
            OUTLINE.c.line,
            OUTLINE.c.section,
            OUTLINE.c.heading,
            above.c.position,
            above.c.name,
            PROJECT.c.number,
            PROJECT.c.name,
            PROJECT.c.division_names,
            POLICY.c.kind,
            POLICY.c.key,
            POLICY.c.name,
            FACT.c.amount_thousand_yen,
            FACT.c.line,
            FACT.c.section,
            FACT.c.printed,
        )
        .select_from(joined)
        .where(OUTLINE.c.revision_id == REVISION, *wanted)
        .order_by(OUTLINE.c.position)
    )
