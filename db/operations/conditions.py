"""Conditions on rows already read: the first table, breakdown lines, the outline, policy nodes, and for projects
whatever is not left to the store."""

from __future__ import annotations

from collections.abc import Iterable
from fractions import Fraction
from functools import singledispatch

from db.operations.figures import View, change_thousand_yen, number, rate_permille
from db.rows import Row, is_under, placings_under
from db.unsupported import UnsupportedCombination
from nlp.normalize import fold
from nlp.query import (
    POLICY_KINDS,
    TABLE_KINDS,
    About,
    AmountRange,
    Direction,
    Either,
    Except,
    HasBreakdown,
    InCategory,
    InDivisions,
    InOutline,
    InPolicy,
    Joint,
    Kind,
    Level,
    Measure,
    Moved,
    Named,
    Partial,
    RateRange,
    Relisted,
    UnderHeading,
    UnderSeveral,
)


@singledispatch
def holds(condition: object, row: Row, view: View) -> bool:
    """Whether a row meets a condition. Raises `UnsupportedCombination` where the condition means nothing for it."""
    raise UnsupportedCombination(condition, row.kind.value)


@holds.register
def _(condition: InDivisions, row: Row, view: View) -> bool:
    if row.kind in POLICY_KINDS:
        raise UnsupportedCombination(condition, row.kind.value)
    own = {row.named.key} if row.kind is Kind.DIVISION else {division.key for division in row.divisions}
    hits = [division.key in own for division in condition.divisions]
    return (all(hits) if condition.every else any(hits)) is not condition.negated


@holds.register
def _(condition: InCategory, row: Row, view: View) -> bool:
    if _means_nothing(condition, condition.negated, row):
        return True
    return (row.category in condition.categories) is not condition.negated


@holds.register
def _(condition: InPolicy, row: Row, view: View) -> bool:
    if _means_nothing(condition, condition.negated, row):
        return True
    if row.kind in POLICY_KINDS:
        under = any(is_under(row.named.key, node.key) and row.named != node for node in condition.nodes)
    elif condition.every:
        under = all(placings_under(row, (node,)) for node in condition.nodes)
    else:
        under = bool(placings_under(row, condition.nodes))
    return under is not condition.negated


@holds.register
def _(condition: UnderSeveral, row: Row, view: View) -> bool:
    if row.kind in TABLE_KINDS or row.kind in POLICY_KINDS:
        raise UnsupportedCombination(condition, row.kind.value)
    depth = POLICY_KINDS.index(condition.kind) + 1
    nodes = {tuple(placing.policy.key.split("-")[:depth]) for placing in row.placings}
    return (len(nodes) >= condition.at_least) is not condition.negated


@holds.register
def _(condition: About, row: Row, view: View) -> bool:
    text = fold(row.named.name if condition.in_name_only else f"{row.named.name}\n{row.summary}")
    hits = [any(spelling in text for spelling in topic) for topic in condition.topics]
    return (all(hits) if condition.every else any(hits)) is not condition.negated


@holds.register
def _(condition: AmountRange, row: Row, view: View) -> bool:
    value = number(row.amounts, range_view(view))
    return value is not None and within_amounts(value, condition)


@holds.register
def _(condition: RateRange, row: Row, view: View) -> bool:
    rate = rate_permille(row.amounts, view)
    return rate is not None and within_rates(rate, condition)


@holds.register
def _(condition: Moved, row: Row, view: View) -> bool:
    change = change_thousand_yen(row.amounts, view)
    return change is not None and moved(change, condition.direction) is not condition.negated


@holds.register
def _(condition: Joint, row: Row, view: View) -> bool:
    if _means_nothing(condition, condition.negated, row):
        return True
    few = condition.at_most is None or len(row.divisions) <= condition.at_most
    return (len(row.divisions) >= condition.at_least and few) is not condition.negated


@holds.register
def _(condition: Relisted, row: Row, view: View) -> bool:
    if _means_nothing(condition, condition.negated, row):
        return True
    return (row.relisted or bool(row.relistings)) is not condition.negated


@holds.register
def _(condition: Partial, row: Row, view: View) -> bool:
    return _means_nothing(condition, condition.negated, row) or row.partial is not condition.negated


@holds.register
def _(condition: HasBreakdown, row: Row, view: View) -> bool:
    return _means_nothing(condition, condition.negated, row) or bool(row.breakdowns) is not condition.negated


@holds.register
def _(condition: InOutline, row: Row, view: View) -> bool:
    return _means_nothing(condition, condition.negated, row) or (row.kind is Kind.OUTLINE) is not condition.negated


@holds.register
def _(condition: UnderHeading, row: Row, view: View) -> bool:
    if row.kind is not Kind.OUTLINE:
        raise UnsupportedCombination(condition, row.kind.value)
    return row.heading == condition.heading


@holds.register
def _(condition: Level, row: Row, view: View) -> bool:
    if row.kind not in POLICY_KINDS:
        raise UnsupportedCombination(condition, row.kind.value)
    return row.kind is condition.kind


@holds.register
def _(condition: Except, row: Row, view: View) -> bool:
    return not any(_is_or_belongs_to(row, named) for named in condition.names)


@holds.register
def _(condition: Either, row: Row, view: View) -> bool:
    return any(holds(each, row, view) for each in condition.conditions)


def meeting(rows: Iterable[Row], conditions: Iterable[object], view: View) -> tuple[Row, ...]:
    """The rows that meet all conditions, order kept."""
    wanted = tuple(conditions)
    return tuple(row for row in rows if all(holds(condition, row, view) for condition in wanted))


def range_view(view: View) -> View:
    """What an amount range is about: the change where the query measures change, else the amount."""
    return view if view.measure is Measure.CHANGE else view.of(Measure.BUDGET)


def within_amounts(value: Fraction, wanted: AmountRange) -> bool:
    inside = _between(
        value, wanted.low_thousand_yen, wanted.high_thousand_yen, wanted.low_inclusive, wanted.high_inclusive
    )
    return inside is not wanted.negated


def within_rates(permille: Fraction, wanted: RateRange) -> bool:
    return _between(permille, wanted.low_permille, wanted.high_permille, wanted.low_inclusive, wanted.high_inclusive)


def moved(change: int, direction: Direction) -> bool:
    match direction:
        case Direction.UP:
            return change > 0
        case Direction.DOWN:
            return change < 0
        case Direction.FLAT:
            return change == 0
        case Direction.CHANGED:
            return change != 0


def _between(value: Fraction, low: int | None, high: int | None, low_inclusive: bool, high_inclusive: bool) -> bool:
    above = low is None or value > low or (low_inclusive and value == low)
    below = high is None or value < high or (high_inclusive and value == high)
    return above and below


def _is_or_belongs_to(row: Row, named: Named) -> bool:
    if row.named.kind is named.kind and row.named.key == named.key:
        return True
    match named.kind:
        case Kind.DIVISION:
            return any(division.key == named.key for division in row.divisions)
        case Kind.ACCOUNT:
            return named.key in row.accounts
        case Kind.PROJECT:
            return any(each is not None and each.key == named.key for each in (row.project, _project_above(row)))
        case Kind.PILLAR | Kind.PART | Kind.SECTION:
            return bool(placings_under(row, (named,)))
        case _:
            return False


def _project_above(row: Row) -> Named | None:
    return row.parent if row.parent is not None and row.parent.kind is Kind.PROJECT else None


def _means_nothing(condition: object, negated: bool, row: Row) -> bool:
    """Rows of the first table have no category, listing or outline entry: «not …» excludes none of them, «…» is a
    question about something else."""
    if row.kind not in TABLE_KINDS:
        return False
    if not negated:
        raise UnsupportedCombination(condition, row.kind.value)
    return True
