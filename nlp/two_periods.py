"""One row in two periods of a conversation: «いくら積み増した» after each, «その間», «今年とどっちが多い»."""

from __future__ import annotations

import re
from dataclasses import replace

from nlp.carried import Carried, Followup
from nlp.draft import Draft
from nlp.groups import TWO, WHICH
from nlp.query import Measure, Operation, Period, Selection
from nlp.referents import singles
from nlp.said import has_rows, names_rows
from nlp.timing import chronological

_OF_THAT_TIME = re.compile(r"と(?:どっち|どちら|の?差|比べ|くらべ|では|は?どれ(?:くらい|だけ)違|いくら違)")
_BETWEEN = re.compile(r"(?:その|この)(?:間|かん|差)")


def in_two_periods(turn: Followup) -> bool:
    """The same row was shown in one period and then in another, or the turn says «その間»."""
    asked = [exchange.queries[-1] for exchange in turn.exchanges[:TWO]]
    rows = {query.selection for query in asked if query.operation is Operation.SHOW}
    said = len(asked) == TWO and len(rows) == 1 and len({query.period for query in asked}) == TWO
    return said or _BETWEEN.search(turn.frame.text) is not None


def between_periods(turn: Followup) -> Carried | None:
    """«部の予算は» «前年度は» «差額は?»: the same row in its two periods."""
    frame, rows = turn.frame, turn.last.selection
    asked = [exchange.queries[-1] for exchange in turn.exchanges[:TWO]]
    same = [q for q in asked if q.selection == rows and q.measure is Measure.BUDGET and q.operation is Operation.SHOW]
    if frame.timing.base is not None or frame.has("ask.why"):
        return None  # «前年当初との差» says from what
    if not rows.subjects or not same or (len(same) < len(asked) and singles(turn, TWO)):
        return None
    asked_for = {q.period for q in same}
    periods = sorted(asked_for if len(asked_for) == TWO else asked_for | {frame.default_period}, key=chronological)
    periods = periods[-TWO:]
    if len(periods) < TWO:
        return None
    if (
        turn.draft is not None
        and turn.draft.operation is Operation.CHECK
        and not frame.has("move.amount", "ask.amount")
    ):
        made = replace(turn.draft, selection=rows)  # «てことは増えたんだ?»
        return Carried(made, ("subject", "period"), periods[1], periods[0])
    if frame.has("op.ratio"):
        return Carried(Draft(Operation.RATIO, rows, base=periods[0]), ("subject", "period"), periods[1], periods[0])
    if (
        frame.has("op.difference")
        or (len(asked_for) == TWO and frame.about_change)
        or _BETWEEN.search(frame.text)
        or (WHICH.search(frame.text) and frame.has("size.big", "size.small", "op.compare"))
    ):
        by = Measure.CHANGE_RATE if frame.has("move.rate", "op.percent") else Measure.CHANGE
        return _moved(rows, by, periods)
    return None


def across_periods(turn: Followup) -> Carried | None:
    """«今年とどっちが多い», «去年との差は» after a figure of another period: the same row in both."""
    frame, last, said = turn.frame, turn.last, (*turn.frame.timing.periods, *filter(None, [turn.frame.timing.base]))
    rows = last.selection
    if len(set(said)) != 1 or said[0] == last.period or not _OF_THAT_TIME.search(frame.text):
        return None
    if names_rows(frame) or frame.scan.words or frame.says_department or has_rows(turn.draft):
        return None
    if last.operation is not Operation.SHOW or last.measure is not Measure.BUDGET or len(rows.subjects) != 1:
        return None
    earlier, later = sorted((said[0], last.period), key=chronological)
    if frame.has("op.ratio"):
        made = Draft(Operation.RATIO, rows, base=earlier, periods=(later,))
        return Carried(made, ("subject", "period"), later, earlier)
    by = Measure.CHANGE_RATE if frame.has("move.rate", "op.percent") else Measure.CHANGE
    made = Draft(Operation.SHOW, rows, measure=by, base=earlier, periods=(later,))
    return Carried(made, ("subject", "period"), later, earlier)


def _moved(rows: Selection, measure: Measure, periods: list[Period]) -> Carried:
    return Carried(Draft(Operation.SHOW, rows, measure=measure), ("subject", "period"), periods[1], periods[0])
