"""The SELECT of the first table: figures by division and account, all periods, with printed rates."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

from sqlalchemy import (
    ColumnElement,
    Integer,
    String,
    and_,
    false,
    literal,
    null,
    or_,
    select,
    true,
    type_coerce,
    union_all,
)
from sqlalchemy.sql.expression import CompoundSelect, FromClause, Select

from db.requests import TableRequest
from db.tables import (
    ACCOUNT,
    ANY_PERIOD,
    FACT,
    ORGANISATION,
    RATE,
    REVISION,
    bound,
    of_period,
    padded,
    period_parameters,
    values_by_name,
)


def table_shape(request: TableRequest) -> tuple[TableRequest, dict[str, Any]]:
    """The request without the names and the period it asks for, and these by their parameters' names."""
    divisions, accounts = padded(request.divisions), padded(request.accounts)
    shape = replace(
        request,
        divisions=("",) * len(divisions),
        accounts=("",) * len(accounts),
        only=None if request.only is None else ANY_PERIOD,
    )
    values = values_by_name("division", divisions) | values_by_name("account", accounts)
    return shape, values if request.only is None else values | period_parameters(request.only)


def first_table(shape: TableRequest) -> Select[Any] | CompoundSelect[Any]:
    """Facts and printed rates in one statement: a round trip costs more than the rows. Of one period, facts alone."""
    facts = _table_facts(shape)
    if shape.only is not None:
        return facts.where(of_period(FACT)).order_by(FACT.c.id)
    return union_all(facts, _table_rates(shape)).order_by("what", "row_id")


def _table_facts(shape: TableRequest) -> Select[Any]:
    of_table = and_(
        FACT.c.revision_id == REVISION,
        FACT.c.project_id.is_(None),
        FACT.c.breakdown_id.is_(None),
        FACT.c.outline_id.is_(None),
    )
    return _table_columns(
        FACT,
        literal(0, Integer).label("what"),
        (
            FACT.c.row_kind,
            FACT.c.fiscal_year,
            FACT.c.phase,
            FACT.c.as_of_month,
            type_coerce(null(), Integer).label("base_fiscal_year"),
            type_coerce(null(), String).label("base_phase"),
            type_coerce(null(), Integer).label("base_as_of_month"),
            FACT.c.amount_thousand_yen.label("figure"),
            type_coerce(null(), Integer).label("recomputed"),
        ),
    ).where(of_table, _named_in_table(FACT, shape))


def _table_rates(shape: TableRequest) -> Select[Any]:
    of_table = RATE.c.revision_id == REVISION
    return _table_columns(
        RATE,
        literal(1, Integer).label("what"),
        (
            type_coerce(null(), String).label("row_kind"),
            RATE.c.fiscal_year,
            RATE.c.phase,
            RATE.c.as_of_month,
            RATE.c.base_fiscal_year,
            RATE.c.base_phase,
            RATE.c.base_as_of_month,
            RATE.c.printed_permille,
            RATE.c.computed_permille,
        ),
    ).where(of_table, _named_in_table(RATE, shape))


GROUP = ACCOUNT.alias("account_group")


def _table_columns(
    figures: FromClause, what: ColumnElement[int], columns: tuple[ColumnElement[Any], ...]
) -> Select[Any]:
    joined = (
        figures.outerjoin(ORGANISATION, ORGANISATION.c.id == figures.c.organisation_id)
        .outerjoin(ACCOUNT, ACCOUNT.c.id == figures.c.account_id)
        .outerjoin(GROUP, GROUP.c.id == ACCOUNT.c.parent_id)
    )
    return select(
        what,
        figures.c.id.label("row_id"),
        ORGANISATION.c.name.label("organisation"),
        ORGANISATION.c.parent_id.label("department_id"),
        ACCOUNT.c.name.label("account"),
        GROUP.c.name.label("account_group"),
        *columns,
        figures.c.line,
        figures.c.section,
        figures.c.printed,
    ).select_from(joined)


def _named_in_table(figures: FromClause, shape: TableRequest) -> ColumnElement[bool]:
    if shape.everything:
        return true()
    of_department = ORGANISATION.c.parent_id.is_(None)
    named: list[ColumnElement[bool]] = []
    if shape.divisions:
        names = bound("division", len(shape.divisions), String)
        named.append(and_(ORGANISATION.c.parent_id.is_not(None), ORGANISATION.c.name.in_(names)))
    if shape.accounts:
        names = bound("account", len(shape.accounts), String)
        named.append(and_(of_department, ACCOUNT.c.name.in_(names)))
    if shape.department:
        named.append(and_(of_department, figures.c.account_id.is_(None)))
    return or_(false(), *named)
