"""What each condition on projects is in SQL: one clause per condition type, over `db.tables.PROJECT` and the figure
joined to it.

A condition is split into its shape and its values: building a statement and its cache key costs more than running it,
so conditions that differ in values only (another division, another amount) share one statement and bind the values.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from functools import singledispatch
from itertools import count
from typing import Any

from sqlalchemy import (
    BindParameter,
    ColumnElement,
    Integer,
    String,
    and_,
    bindparam,
    case,
    false,
    func,
    not_,
    or_,
    select,
    true,
)
from sqlalchemy.sql.expression import Select

from db.tables import BREAKDOWN, FACT, LISTING, MEMBERSHIP, ORGANISATION, OUTLINE, POLICY, PROJECT, REVISION, padded
from db.unsupported import UnsupportedCombination
from nlp.query import (
    POLICY_KINDS,
    About,
    AmountRange,
    Category,
    Condition,
    Except,
    HasBreakdown,
    InCategory,
    InDivisions,
    InOutline,
    InPolicy,
    Joint,
    Kind,
    Named,
    Partial,
    Relisted,
    UnderHeading,
    UnderSeveral,
)

Names = Iterator[str]
"""Names of parameters, one for each value in turn."""

Values = tuple[str | int, ...]


CONDITION = "c"
"""What the names of conditions' parameters begin with."""


def parameter_names() -> Names:
    """The names `clause` binds, one after the other: those `values_by_name` gives the values of `split`."""
    return (f"{CONDITION}{position}" for position in count())


@singledispatch
def split(condition: Condition) -> tuple[Condition, Values]:
    """A condition's shape, for `clause`, and its values in the order `clause` binds them."""
    return condition, ()


@split.register
def _(condition: InDivisions) -> tuple[Condition, Values]:
    keys = padded(tuple(dict.fromkeys(division.key for division in condition.divisions)))
    return replace(condition, divisions=(_BLANK,) * len(keys)), (*keys, len(set(keys))) if condition.every else keys


@split.register
def _(condition: InCategory) -> tuple[Condition, Values]:
    values = padded(tuple(category.value for category in condition.categories))
    return replace(condition, categories=(Category.NEW,) * len(values)), values


@split.register
def _(condition: InPolicy) -> tuple[Condition, Values]:
    keys = tuple(node.key for node in condition.nodes)
    keys = keys if condition.every else padded(keys)
    return replace(condition, nodes=(_BLANK,) * len(keys)), keys


@split.register
def _(condition: UnderSeveral) -> tuple[Condition, Values]:
    return replace(condition, at_least=0), (condition.at_least,)


@split.register
def _(condition: About) -> tuple[Condition, Values]:
    patterns = tuple(_pattern(spelling) for topic in condition.topics for spelling in topic)
    return replace(condition, topics=tuple(("",) * len(topic) for topic in condition.topics)), patterns


@split.register
def _(condition: AmountRange) -> tuple[Condition, Values]:
    bounds = (condition.low_thousand_yen, condition.high_thousand_yen)
    shape = replace(
        condition,
        low_thousand_yen=None if bounds[0] is None else 0,
        high_thousand_yen=None if bounds[1] is None else 0,
    )
    return shape, tuple(bound for bound in bounds if bound is not None)


@split.register
def _(condition: Joint) -> tuple[Condition, Values]:
    bounds = (condition.at_least,) if condition.at_most is None else (condition.at_least, condition.at_most)
    return replace(condition, at_least=0, at_most=None if condition.at_most is None else 0), bounds


@split.register
def _(condition: UnderHeading) -> tuple[Condition, Values]:
    return UnderHeading(""), (condition.heading,)


@split.register
def _(condition: Except) -> tuple[Condition, Values]:
    shape = tuple(Named(_family(named), "", "") for named in condition.names)
    return Except(shape), tuple(_key(named) for named in condition.names)


@singledispatch
def clause(shape: object, names: Names) -> ColumnElement[bool]:
    """Whether a project meets a condition of this shape. Raises `UnsupportedCombination` where that means nothing."""
    raise UnsupportedCombination(shape, "projects")


@clause.register
def _(shape: InDivisions, names: Names) -> ColumnElement[bool]:
    members = (
        select(MEMBERSHIP.c.project_id)
        .join_from(MEMBERSHIP, ORGANISATION, ORGANISATION.c.id == MEMBERSHIP.c.organisation_id)
        .where(ORGANISATION.c.revision_id == REVISION, ORGANISATION.c.name.in_(_texts(names, len(shape.divisions))))
    )
    if shape.every:
        members = members.group_by(MEMBERSHIP.c.project_id).having(func.count() == _integer(names))
    return _signed(PROJECT.c.id.in_(members), shape.negated)


@clause.register
def _(shape: InCategory, names: Names) -> ColumnElement[bool]:
    # A project without 区分 is a continued one.
    printed = func.coalesce(PROJECT.c.category, Category.CONTINUED.value)
    return _signed(printed.in_(_texts(names, len(shape.categories))), shape.negated)


@clause.register
def _(shape: InPolicy, names: Names) -> ColumnElement[bool]:
    if shape.every:
        # Under each of several nodes a project can only be by being listed again.
        each = (listed_under(_texts(names, 1), first_only=False) for _ in shape.nodes)
        return _signed(and_(true(), *each), shape.negated)
    # «Outside the pillar» is the complement of what counts as inside it: where a project is listed first.
    return _signed(listed_under(_texts(names, len(shape.nodes)), first_only=shape.negated), shape.negated)


@clause.register
def _(shape: UnderSeveral, names: Names) -> ColumnElement[bool]:
    place, node = LISTING.alias("several_places"), POLICY.alias("several_nodes")
    above, top = POLICY.alias("several_above"), POLICY.alias("several_on_top")
    placed = (
        select(place.c.project_id)
        .join_from(place, node, node.c.id == place.c.policy_id)
        .outerjoin(above, above.c.id == node.c.parent_id)
        .outerjoin(top, top.c.id == above.c.parent_id)
        .where(place.c.revision_id == REVISION)
    )
    of_level = (case((each.c.kind == shape.kind.value, each.c.id)) for each in (node, above, top))
    distinct = func.count(func.coalesce(*of_level).distinct())
    several = placed.group_by(place.c.project_id).having(distinct >= _integer(names))
    return _signed(PROJECT.c.id.in_(several), shape.negated)


@clause.register
def _(shape: About, names: Names) -> ColumnElement[bool]:
    column = PROJECT.c.search_name if shape.in_name_only else PROJECT.c.search_text
    topics = [
        or_(false(), *(column.like(bindparam(next(names), type_=String), escape=_ESCAPE) for _ in topic))
        for topic in shape.topics
    ]
    return _signed(and_(true(), *topics) if shape.every else or_(false(), *topics), shape.negated)


@clause.register
def _(shape: AmountRange, names: Names) -> ColumnElement[bool]:
    amount = FACT.c.amount_thousand_yen
    bounds: list[ColumnElement[bool]] = []
    if shape.low_thousand_yen is not None:
        low = _integer(names)
        bounds.append(amount >= low if shape.low_inclusive else amount > low)
    if shape.high_thousand_yen is not None:
        high = _integer(names)
        bounds.append(amount <= high if shape.high_inclusive else amount < high)
    # Without a figure, neither the range nor its opposite holds.
    return and_(amount.is_not(None), _signed(and_(true(), *bounds), shape.negated))


@clause.register
def _(shape: Joint, names: Names) -> ColumnElement[bool]:
    enough = PROJECT.c.division_count >= _integer(names)
    few = true() if shape.at_most is None else PROJECT.c.division_count <= _integer(names)
    return _signed(and_(enough, few), shape.negated)


@clause.register
def _(shape: Relisted, names: Names) -> ColumnElement[bool]:
    # Aliased: the statement around this joins the table itself. So below.
    again = LISTING.alias("again")
    ids = select(again.c.project_id).where(again.c.revision_id == REVISION, again.c.first_id.is_not(None))
    return _signed(PROJECT.c.id.in_(ids), shape.negated)


@clause.register
def _(shape: Partial, names: Names) -> ColumnElement[bool]:
    return _signed(PROJECT.c.id.in_(_in_outline().where(OUTLINE.c.partial)), shape.negated)


@clause.register
def _(shape: HasBreakdown, names: Names) -> ColumnElement[bool]:
    lines = BREAKDOWN.alias("lines_below")
    ids = select(lines.c.project_id).where(lines.c.revision_id == REVISION)
    return _signed(PROJECT.c.id.in_(ids), shape.negated)


@clause.register
def _(shape: InOutline, names: Names) -> ColumnElement[bool]:
    return _signed(PROJECT.c.id.in_(_in_outline()), shape.negated)


@clause.register
def _(shape: UnderHeading, names: Names) -> ColumnElement[bool]:
    (heading,) = _texts(names, 1)
    return PROJECT.c.id.in_(_in_outline().where(OUTLINE.c.heading == heading))


@clause.register
def _(shape: Except, names: Names) -> ColumnElement[bool]:
    return and_(true(), *(not_(_is_or_belongs_to(named, names)) for named in shape.names))


def listed_under(keys: list[BindParameter[str]], *, first_only: bool) -> ColumnElement[bool]:
    """The project is listed under one of the policy nodes or below them, again or (`first_only`) in the first place."""
    place, node = LISTING.alias("place"), POLICY.alias("node")
    above, top = POLICY.alias("node_above"), POLICY.alias("node_on_top")
    places = (
        select(place.c.project_id)
        .join_from(place, node, node.c.id == place.c.policy_id)
        .outerjoin(above, above.c.id == node.c.parent_id)
        .outerjoin(top, top.c.id == above.c.parent_id)
        .where(
            place.c.revision_id == REVISION,
            or_(node.c.key.in_(keys), above.c.key.in_(keys), top.c.key.in_(keys)),
        )
    )
    if first_only:
        places = places.where(place.c.first_id.is_(None))
    return PROJECT.c.id.in_(places)


def _in_outline() -> Select[Any]:
    return select(OUTLINE.c.project_id).where(OUTLINE.c.revision_id == REVISION, OUTLINE.c.project_id.is_not(None))


_BLANK = Named(Kind.DIVISION, "", "")
_ESCAPE = "/"


def _pattern(spelling: str) -> str:
    for special in (_ESCAPE, "%", "_"):
        spelling = spelling.replace(special, _ESCAPE + special)
    return f"%{spelling}%"


def _texts(names: Names, length: int) -> list[BindParameter[str]]:
    return [bindparam(next(names), type_=String) for _ in range(length)]


def _integer(names: Names) -> BindParameter[int]:
    return bindparam(next(names), type_=Integer)


def _family(named: Named) -> Kind:
    """What is left out with the name: a project, the projects of a division, or those of policy nodes."""
    if named.kind in (Kind.PROJECT, Kind.DIVISION):
        return named.kind
    if named.kind in POLICY_KINDS:
        return Kind.SECTION
    raise UnsupportedCombination(named, "projects")


def _key(named: Named) -> str | int:
    return int(named.key) if named.kind is Kind.PROJECT else named.key


def _is_or_belongs_to(family: Named, names: Names) -> ColumnElement[bool]:
    match family.kind:
        case Kind.PROJECT:
            return PROJECT.c.number == _integer(names)
        case Kind.DIVISION:
            return clause(InDivisions((_BLANK,)), names)
        case _:
            return listed_under(_texts(names, 1), first_only=True)


def _signed(condition: ColumnElement[bool], negated: bool) -> ColumnElement[bool]:
    return not_(condition) if negated else condition
