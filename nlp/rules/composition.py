"""What each part of a whole is of it: «課別構成比», «区分別の件数と割合», «戦略別シェア»."""

from __future__ import annotations

from dataclasses import replace

from nlp.draft import Draft
from nlp.frame import Frame
from nlp.query import (
    Aggregate,
    Category,
    Condition,
    Dimension,
    InCategory,
    InDivisions,
    InPolicy,
    Kind,
    Named,
    Operation,
    Scope,
    Selection,
)
from nlp.rules.asked import Outcome
from nlp.rules.ranking import dimension_said
from nlp.selecting import selection

_OF_ONE_OPERATION = (
    "agg.mean", "agg.median", "rank.most", "rank.least", "op.difference", "op.ratio", "op.compare", "neg.except",
    "ask.confirm", "ask.why",
)  # fmt: skip
_KINDS = {Dimension.PILLAR: Kind.PILLAR, Dimension.PART: Kind.PART, Dimension.SECTION: Kind.SECTION}


def composition(frame: Frame) -> Outcome:
    """The share of each group, beside its number and sum where they are asked for too."""
    by = dimension_said(frame)
    fixed = not frame.about_change and frame.timing.base is None
    if by is None or not frame.has("op.share", "op.percent") or frame.has(*_OF_ONE_OPERATION) or not fixed:
        return None
    if frame.scan.names or frame.scan.numbers() or frame.bounded_amounts or frame.scan.words or frame.extra:
        return None  # «拡充事業が部予算に占める割合を課別に»: of which whole is another question
    counted = frame.has("ask.count")
    of_projects = counted or frame.speaks_of_projects or by not in {Dimension.DIVISION, Dimension.ACCOUNT}
    groups = _of_projects(frame, by) if of_projects else _of_the_table(frame, by)
    if not groups:
        return None
    whole = selection(frame, Scope.PROJECTS) if of_projects else Selection(subjects=(frame.department,))
    money = frame.has("noun.budget", "ask.amount", "agg.sum")
    drafts = [
        Draft(Operation.SHARE, rows, whole, aggregates=(Aggregate.COUNT,) if counted and not money else ())
        for rows in groups
    ]
    if of_projects and (counted or money):
        numbers = (*((Aggregate.COUNT,) if counted else ()), *((Aggregate.SUM,) if money else ()))
        drafts.insert(0, Draft(Operation.GROUP, whole, group_by=by, aggregates=numbers))
    return replace(drafts[0], also=tuple(drafts[1:]))


def _of_the_table(frame: Frame, by: Dimension) -> list[Selection]:
    """Each row; of the accounts those that are in no other."""
    kind = Kind.DIVISION if by is Dimension.DIVISION else Kind.ACCOUNT
    entries = [e for e in frame.lexicon.of_kind(kind) if kind is Kind.DIVISION or e.parent is None]
    return [Selection(subjects=(entry.named,)) for entry in entries]


def _of_projects(frame: Frame, by: Dimension) -> list[Selection]:
    conditions: list[Condition] = []
    if by is Dimension.CATEGORY:
        conditions = [InCategory((category,)) for category in Category]
    elif by is Dimension.DIVISION:
        conditions = [InDivisions((one,)) for one in _named(frame, Kind.DIVISION)]
    elif by in _KINDS:
        conditions = [InPolicy((one,)) for one in _named(frame, _KINDS[by])]
    return [Selection(Scope.PROJECTS, (), (each,)) for each in conditions]


def _named(frame: Frame, kind: Kind) -> tuple[Named, ...]:
    return tuple(entry.named for entry in frame.lexicon.of_kind(kind))
