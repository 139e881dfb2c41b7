"""«一番多いのは», «件数だと», «平均は» after a number for each division or category: of the same groups."""

from __future__ import annotations

import re
from dataclasses import replace

from nlp.carried import Carried, Followup, draft_of, whole
from nlp.draft import Draft
from nlp.frame import Frame
from nlp.heard import asks_nothing
from nlp.query import OF_WORDS, Aggregate, Dimension, Measure, Operation, Order, Scope
from nlp.reading import AskBack, Unclear
from nlp.said import has_rows

_OF_AMOUNTS = re.compile(r"予算|額|高|大き|小さ|低|安")
_ALL_GROUPS = re.compile(r"全部で|全体で|ぜんぶで|総計|総数|計[?。\s]*$|合計(?:は|だと|で|[?。\s]|$)")
_NUMBERS = {
    Operation.COUNT: Aggregate.COUNT,
    Operation.SUM: Aggregate.SUM,
    Operation.MEAN: Aggregate.MEAN,
    Operation.MEDIAN: Aggregate.MEDIAN,
}
_OF_EACH = frozenset({Operation.MEAN, Operation.MEDIAN})


def regrouped(turn: Followup) -> Carried | AskBack | None:
    """What the turn asks of the groups last shown."""
    last, draft = turn.last, turn.draft
    if last.operation is not Operation.GROUP or last.group_by is None or draft is None:
        return None
    if has_rows(draft) and not _names_the_groups(turn, draft):
        return None
    if draft.operation in OF_WORDS or asks_nothing(turn.frame):
        return None
    if draft.operation is Operation.RANK:
        return _first_group(turn, draft)
    if last.selection.limit is not None or turn.frame.nth() or draft.measure is not Measure.BUDGET:
        return None
    return _other_number(turn, draft)


def _names_the_groups(turn: Followup, draft: Draft) -> bool:
    """«最も多い課» after a number for each division; «予算が最も多い課» is of the first table."""
    rows = draft.selection
    if draft.operation is not Operation.RANK or rows is None or rows.subjects or turn.frame.has("noun.budget"):
        return False
    return rows.scope is Scope.DIVISIONS and not rows.conditions and turn.last.group_by is Dimension.DIVISION


def _other_number(turn: Followup, draft: Draft) -> Carried | AskBack | None:
    frame, last = turn.frame, turn.last
    if draft.operation is Operation.SHOW and frame.has("ask.amount", "noun.budget"):
        return _groups(turn, Aggregate.SUM)
    if draft.operation not in _NUMBERS:
        return None
    counted = last.aggregates == (Aggregate.COUNT,)
    if draft.operation in {Operation.SUM, Operation.COUNT} and _ALL_GROUPS.search(frame.text):
        operation = Operation.COUNT if counted or draft.operation is Operation.COUNT else Operation.SUM
        return Carried(Draft(operation, whole(last.selection)), ("subject",), last.period, None, last.unit)
    if draft.operation in _OF_EACH and counted and not re.search(r"予算|額", frame.text):
        return AskBack(Unclear.NO_MEASURE)  # of how many there are, or of their amounts?
    return _groups(turn, _NUMBERS[draft.operation])


def _groups(turn: Followup, number: Aggregate) -> Carried:
    made = replace(draft_of(turn.last), aggregates=(number,))
    return Carried(made, ("subject",), turn.last.period, None, turn.last.unit)


def _first_group(turn: Followup, draft: Draft) -> Carried | None:
    """«一番多いのは» after a number for each division: the division, not a project."""
    frame, last, window = turn.frame, turn.last, draft.selection
    if frame.has("noun.project") or window is None or window.order is None or draft.measure is not Measure.BUDGET:
        return None
    descending = window.order.descending if _sized(frame) or last.selection.order is None else _descends(turn)
    amounts = bool(_OF_AMOUNTS.search(frame.text))
    numbers = last.aggregates if len(last.aggregates) == 1 else (Aggregate.SUM if amounts else Aggregate.COUNT,)
    rows = replace(last.selection, order=Order(descending), start=window.start, limit=window.limit)
    return Carried(replace(draft_of(last), selection=rows, aggregates=numbers), ("subject",), last.period)


def _sized(frame: Frame) -> bool:
    return frame.has("rank.most", "rank.least", "size.big", "size.small")


def _descends(turn: Followup) -> bool:
    order = turn.last.selection.order
    return order is None or order.descending
