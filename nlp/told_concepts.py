"""Whether the queries say what a concept says: one small check for each, by its name in the vocabulary."""

from __future__ import annotations

from collections.abc import Callable

from nlp.numbers import NumberKind
from nlp.query import (
    TABLE_SCOPES,
    About,
    Aggregate,
    AmountRange,
    CategoryClaim,
    CountClaim,
    Dimension,
    Direction,
    DivisionClaim,
    Except,
    Facet,
    HasBreakdown,
    InCategory,
    InDivisions,
    InOutline,
    Joint,
    Kind,
    LargerClaim,
    Level,
    Measure,
    Moved,
    MovedClaim,
    Operation,
    Partial,
    RankClaim,
    RateClaim,
    RateRange,
    Relisted,
    Scope,
)
from nlp.told import PROJECT_KINDS, Said

_OF_WHOLE_ROWS = frozenset({Operation.DEFINE, Operation.PARTS, Operation.CAUSE, Operation.WHY})
_RANKED = frozenset({Operation.RANK, Operation.COMPARE, Operation.GROUP, Operation.CAUSE})


def sided(said: Said) -> bool:
    return said.does(Operation.RATIO, Operation.DIFFERENCE, Operation.COMPARE, Operation.SHARE, Operation.WHY)


def _counts(said: Said) -> bool:
    aggregated = any(Aggregate.COUNT in query.aggregates or query.group_by for query in said.queries)
    return aggregated or said.does(Operation.COUNT, Operation.PARTS) or said.has(CountClaim, RankClaim)


def _of_projects(said: Said) -> bool:
    return said.of_projects or said.does(*_OF_WHOLE_ROWS)


def _means(said: Said) -> bool:
    """A mean of one row is none."""
    of_several = any(q.operation is Operation.MEAN and len(q.selection.subjects) != 1 for q in said.queries)
    return of_several or any(Aggregate.MEAN in query.aggregates for query in said.queries)


def _adds(said: Said) -> bool:
    """A sum of one project is none; of a row of the first table it is the row."""
    shown = all(query.operation in {Operation.SHOW, Operation.LIST} for query in said.queries)
    one = all(len(q.selection.subjects) == 1 and q.selection.subjects[0].kind is Kind.PROJECT for q in said.queries)
    checked = any(
        q.operation is Operation.CHECK and len(q.selection.subjects) > 1 and isinstance(q.claim, MovedClaim)
        for q in said.queries
    )
    return not (shown and one) and not checked  # each of several by itself is no sum


def _lists(said: Said) -> bool:
    return any(query.operation not in {Operation.SUM, Operation.COUNT, Operation.MEAN} for query in said.queries)


def _apart(said: Said) -> bool:
    winner_and_gap = any(q.operation is Operation.COMPARE and Facet.AMOUNT in q.facets for q in said.queries)
    told = said.does(Operation.DIFFERENCE, Operation.WHY) or said.has(LargerClaim, Except)
    return told or winner_and_gap or said.about_change


def _shares(said: Said) -> bool:
    return said.does(Operation.SHARE) or said.has(RateClaim)


def _percents(said: Said) -> bool:
    rates = any(query.measure is Measure.CHANGE_RATE for query in said.queries)
    return rates or _shares(said) or said.has(RateRange)


def _moves(said: Said) -> bool:
    return said.about_change or said.has(Moved, MovedClaim, RateRange, RateClaim) or said.does(Operation.WHY)


def _moves_one_way(said: Said) -> bool:
    """«増えているところ»: a list of all rows with their changes leaves out which way."""
    all_rows = any(
        q.operation is Operation.LIST and q.selection.scope in TABLE_SCOPES and not q.selection.order
        for q in said.queries
    )
    return _moves(said) and (not all_rows or said.has(Moved, RateRange, AmountRange))


def _ranks(said: Said) -> bool:
    # «3番目のを詳しく»: of a list shown, the third is a thing by itself.
    one = all(len(query.selection.subjects) == 1 for query in said.queries)
    return one or said.sorts or said.does(*_RANKED) or said.has(RankClaim)


def _ranks_many(said: Said) -> bool:
    return said.sorts or said.does(*_RANKED)


def _categories(said: Said) -> bool:
    grouped = any(query.group_by is Dimension.CATEGORY for query in said.queries)
    shown = any(Facet.CATEGORY in query.facets for query in said.queries)
    return grouped or shown or said.has(InCategory, CategoryClaim)


def _grouped(said: Said) -> bool:
    table = any(query.selection.scope not in {Scope.NAMED, Scope.PROJECTS} for query in said.queries)
    who_and_how_much = any({Facet.DIVISION, Facet.AMOUNT} <= set(query.facets) for query in said.queries)
    return table or who_and_how_much or any(query.group_by for query in said.queries) or said.does(*_OF_WHOLE_ROWS)


def _divisions(said: Said) -> bool:
    tables = {Scope.DIVISIONS, Scope.TABLE}
    told = any(
        Facet.DIVISION in query.facets or query.selection.scope in tables or query.group_by is Dimension.DIVISION
        for query in said.queries
    )
    return (
        told or said.has(InDivisions, DivisionClaim, Joint) or any(named.kind is Kind.DIVISION for named in said.named)
    )


_OUTLINE_LEVELS = frozenset({Dimension.PILLAR, Dimension.PART, Dimension.SECTION})


def _outlined(said: Said) -> bool:
    """The outline: its entries, whether projects stand in it, or where."""
    facets = {facet for query in said.queries for facet in query.facets}
    placed = bool(facets & {Facet.POLICY, Facet.SOURCE, Facet.PARENT})
    of_policies = bool(said.scopes & {Scope.OUTLINE, Scope.POLICY}) or any(
        query.group_by in _OUTLINE_LEVELS for query in said.queries
    )
    of_policies = of_policies or any(n.kind in PROJECT_KINDS for n in said.named)
    return placed or of_policies or said.has(InOutline, Partial) or said.does(*_OF_WHOLE_ROWS)


def _of_level(kind: Kind, dimension: Dimension) -> Callable[[Said], bool]:
    """«小項目»: rows of that level, groups by it, or the one named."""

    def told(said: Said) -> bool:
        levels = any(isinstance(c, Level) and c.kind is kind for rows in said.rows for c in rows.conditions)
        grouped = any(query.group_by is dimension for query in said.queries)
        shown = any(Facet.POLICY in query.facets for query in said.queries)
        return levels or grouped or shown or any(n.kind is kind for n in said.named) or said.does(Operation.PARTS)

    return told


def _broken_down(said: Said) -> bool:
    lines = Scope.BREAKDOWNS in said.scopes or any(named.kind is Kind.BREAKDOWN for named in said.named)
    return lines or said.has(HasBreakdown) or said.does(Operation.PARTS, Operation.COUNT)


def _leaves_out(said: Said) -> bool:
    """«残りは», «他に»: what was left out, or that the rest is a difference."""
    denied = any(getattr(c, "negated", False) for rows in said.rows for c in rows.conditions)
    parts = said.has(Except) or said.does(Operation.DIFFERENCE, Operation.EXISTS)
    return denied or parts or any(rows.start > 1 for rows in said.rows)


NUMBERS: dict[NumberKind, Callable[[Said], bool]] = {
    NumberKind.PERCENT: _percents,
    NumberKind.NTH: _ranks,
    NumberKind.TOP: _ranks_many,
    NumberKind.BOTTOM: _ranks_many,
    NumberKind.TAKE: _ranks_many,
}

CONCEPTS: dict[str, Callable[[Said], bool]] = {
    "ask.count": _counts,
    "ask.rank": lambda said: said.has(RankClaim),
    "ask.who": _divisions,
    "noun.project": _of_projects,
    "agg.mean": _means,
    "agg.sum": _adds,
    "ask.list": _lists,
    "agg.median": lambda said: said.does(Operation.MEDIAN),
    "op.difference": _apart,
    "op.ratio": lambda said: said.does(Operation.RATIO),
    "op.share": _shares,
    "op.percent": _percents,
    "move.change": _moves,
    "move.versus": lambda said: _moves(said) or _apart(said) or sided(said) or said.has(RankClaim),
    "move.up": lambda said: said.has(LargerClaim) or (_moves_one_way(said) and said.ways != {Direction.DOWN}),
    "move.down": lambda said: said.has(LargerClaim) or (_moves_one_way(said) and said.ways != {Direction.UP}),
    "move.flat": _moves,
    "move.changed": _moves,
    "move.rate": _percents,
    "rank.most": _ranks,
    "rank.least": _ranks,
    "rank.descending": _ranks,
    "rank.ascending": _ranks,
    "cat.new": _categories,
    "cat.expanded": _categories,
    "cat.continued": _categories,
    "by.division": lambda said: _grouped(said) or said.has(RankClaim),
    "by.category": _grouped,
    "by.pillar": _grouped,
    "by.part": _grouped,
    "by.section": _grouped,
    "by.account": _grouped,
    "noun.part": _of_level(Kind.PART, Dimension.PART),
    "noun.section": _of_level(Kind.SECTION, Dimension.SECTION),
    "flag.joint": lambda said: said.has(Joint, InDivisions, DivisionClaim) or _divisions(said),
    "noun.outline": _outlined,
    "flag.in_name": lambda said: said.has(About) or bool(said.named),
    "flag.breakdown": _broken_down,
    "ref.others": _leaves_out,
    "flag.partial": lambda said: said.has(Partial),
    "flag.relisted": lambda said: said.has(Relisted) or _counts(said) or said.of_projects,
}
"""Concepts that say a condition or an operation, and whether the queries say it too."""
