"""The store's tables as Core tables (selecting columns, not entities), and what every statement binds."""

from __future__ import annotations

from typing import Any, TypeVar, cast

from sqlalchemy import BindParameter, ColumnElement, Integer, String, Table, and_, bindparam, func
from sqlalchemy.sql.expression import FromClause

from db import models
from nlp.query import Period

T = TypeVar("T")

ANY_PERIOD = Period(0)
"""Stands in a statement's shape for the period bound when it is executed."""


def _table(model: type[models.Base]) -> Table:
    # Compiling one statement over mapped classes sets up all mappers: 30 ms that no question needs.
    return cast(Table, model.__table__)


ACCOUNT, ORGANISATION, POLICY, PROJECT = map(
    _table, (models.Account, models.Organisation, models.Policy, models.Project)
)
MEMBERSHIP, LISTING, BREAKDOWN, OUTLINE = map(
    _table, (models.ProjectDivision, models.Listing, models.Breakdown, models.Outline)
)
ALIAS, SYNONYM, PROJECT_ALIAS = map(_table, (models.Alias, models.Synonym, models.ProjectAlias))
DOCUMENT, DOCUMENT_REVISION, SPELLING = map(_table, (models.Document, models.Revision, models.Spelling))
FOOTNOTE = _table(models.Footnote)
FACT, RATE = map(_table, (models.Fact, models.PrintedRate))
LINE_FACT = FACT.alias("line_fact")
"""The fact of a breakdown line, beside its project's."""

REVISION = bindparam("revision", type_=Integer)


def of_period(fact: FromClause) -> ColumnElement[bool]:
    """The fact is of the bound period."""
    return and_(
        fact.c.fiscal_year == bindparam("fiscal_year", type_=Integer),
        fact.c.phase == bindparam("phase", type_=String),
        func.coalesce(fact.c.as_of_month, -1) == bindparam("as_of_month", type_=Integer),
    )


def period_parameters(period: Period) -> dict[str, Any]:
    """What `of_period` binds."""
    # NULL never equals NULL: a month that cannot be stands for «no month».
    month = -1 if period.as_of_month is None else period.as_of_month
    return {"fiscal_year": period.fiscal_year, "phase": period.phase.value, "as_of_month": month}


PROJECT_FACT = and_(FACT.c.project_id == PROJECT.c.id, of_period(FACT))
"""Joins a project to its figure of the bound period."""


def padded(values: tuple[T, ...]) -> tuple[T, ...]:
    """The values, the last repeated up to a power of two: few shapes of statements for lists of any length."""
    wanted = 1 << (len(values) - 1).bit_length() if values else 0
    return (*values, *values[-1:] * (wanted - len(values)))


def bound(prefix: str, count: int, type_: type[Integer | String]) -> list[BindParameter[Any]]:
    """The parameters that `values_by_name` fills."""
    return [bindparam(f"{prefix}{position}", type_=type_) for position in range(count)]


def values_by_name(prefix: str, values: tuple[object, ...]) -> dict[str, Any]:
    """«c0», «c1» …: values in order, by the names of their parameters."""
    return {f"{prefix}{position}": value for position, value in enumerate(values)}
