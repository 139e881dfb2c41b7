"""«全体の何%», «そのうち新規は何割», «割合は»: the rows just counted or added up, over those they were found among."""

from __future__ import annotations

import re
from dataclasses import replace

from nlp.carried import PROJECT_SETS, ROWS, Carried, Followup, whole, windowed
from nlp.draft import Draft
from nlp.query import (
    Aggregate,
    Condition,
    InCategory,
    InDivisions,
    InPolicy,
    Kind,
    Measure,
    Operation,
    Order,
    Query,
    Scope,
    Selection,
)
from nlp.reading import AskBack, Unclear
from nlp.rules.ranking import ranking
from nlp.said import adds, conditions, kinds, named, names_rows

_COUNTED = {Operation.COUNT: (Aggregate.COUNT,), Operation.SUM: ()}
"""What of the rows is put over what of the others."""
_EVERY = re.compile(
    r"全体|全事業|全部|主要事業(?:全体|全部|合計|計)?の|全件|総件数|総数|(?<![一-鿿])部(?:全体)?の|[0-9]+件(?:の?うち|中|の)"
)
_TAKES_UP = re.compile(r"(?:の|が)占め|の(?:割合|構成比|シェア|比率)")
_SHARE_OF = re.compile(r"の(?:割合|構成比|シェア|比率)|の占め|が占め|は(?:何|なん)(?:%|割|パー)")
_OF_AMOUNTS = re.compile(r"予算|金額|額|円")
_PART_AND_WHOLE = re.compile(r"(?:の|に対する|に占める|に対して|のうち)(?:約)?(?:何|なん|割合|比率|構成比|シェア)")


def proportion(turn: Followup) -> Carried | AskBack | None:
    """The share of a set in a larger one, both of which the conversation tells."""
    frame, last = turn.frame, turn.last
    asked = frame.has("op.share") or (frame.has("op.percent") and not frame.about_change)
    if not asked or frame.timing.base or frame.timing.periods or last.measure is not Measure.BUDGET:
        return None
    if last.selection.scope not in PROJECT_SETS or (turn.draft and turn.draft.operation is Operation.CHECK):
        return None
    if frame.top():
        return _of_the_first(turn)
    if last.operation not in _COUNTED:
        return None
    counted = _COUNTED[last.operation]
    sides = _narrowed_now(turn) or _over_what_was_said(turn)
    if sides is None and not _says_rows(turn):
        sides = _narrowed_before(turn)
    if sides is None:
        return AskBack(Unclear.NO_MEASURE) if last.operation is Operation.COUNT and not _says_rows(turn) else None
    part, larger = sides
    if counted and _OF_AMOUNTS.search(frame.text):
        counted = ()  # «予算では何%» after a count
    return Carried(Draft(Operation.SHARE, part, larger, aggregates=counted), ("selection",), last.period)


def _says_rows(turn: Followup) -> bool:
    return bool(names_rows(turn.frame) or turn.frame.scan.words or conditions(turn))


def _narrowed_now(turn: Followup) -> tuple[Selection, Selection] | None:
    """«そのうち新規は何%»."""
    new, rows = conditions(turn), whole(turn.last.selection)
    if len(new) == 1 and _SHARE_OF.search(turn.frame.text):
        for old in rows.conditions:
            if _is_among(new[0], old):
                part = tuple(new[0] if each == old else each for each in rows.conditions)
                return replace(rows, conditions=part), rows
    same_kind = {type(condition) for condition in new} & {type(condition) for condition in rows.conditions}
    if not new or not (adds(turn.frame) or (_TAKES_UP.search(turn.frame.text) and not same_kind)):
        return None
    return replace(rows, conditions=tuple(dict.fromkeys((*rows.conditions, *new)))), rows


def _is_among(new: Condition, old: Condition) -> bool:
    """«戦略2の割合» after the sum of three: it is one of those."""
    match old, new:
        case InPolicy(negated=False), InPolicy(negated=False):
            return set(new.nodes) < set(old.nodes) and not old.every
        case InCategory(negated=False), InCategory(negated=False):
            return set(new.categories) < set(old.categories)
        case InDivisions(negated=False), InDivisions(negated=False):
            return set(new.divisions) < set(old.divisions) and not old.every
        case _:
            return False


def _over_what_was_said(turn: Followup) -> tuple[Selection, Selection] | None:
    """«全体の何%», «雇用対策課の何%» of the rows last counted: of all, or of that division's."""
    frame, rows = turn.frame, whole(turn.last.selection)
    said = named(turn)
    if not _PART_AND_WHOLE.search(frame.text):
        return None
    if said and kinds(said) == {Kind.DIVISION} and turn.last.operation is Operation.COUNT:
        own = InDivisions(said)
        return (rows, Selection(Scope.PROJECTS, (), (own,))) if own in rows.conditions else None
    by_count = turn.last.operation is Operation.COUNT
    of_projects = frame.has("noun.project") or (by_count and not _OF_AMOUNTS.search(frame.text))
    if said or not of_projects or not _EVERY.search(frame.text) or frame.has("ref.same_division"):
        return None
    return (rows, Selection(Scope.PROJECTS)) if rows.conditions else None


def _narrowed_before(turn: Followup) -> tuple[Selection, Selection] | None:
    """«割合は» after «雇用対策課の事業は何件» «そのうち新規は»: the narrower over the wider."""
    now = turn.last
    for exchange in turn.exchanges[1:2]:
        before: Query = exchange.queries[-1]
        alike = before.operation is now.operation and before.selection.scope is now.selection.scope
        wider, narrower = set(before.selection.conditions), set(now.selection.conditions)
        if alike and before.period == now.period and wider < narrower:
            return whole(now.selection), whole(before.selection)
    return None


def _of_the_first(turn: Followup) -> Carried | AskBack | None:
    """«上位3つで課の何%» of a list or ranking: its first ones, over its division or the whole."""
    frame, rows = turn.frame, turn.last.selection
    if turn.last.operation not in ROWS | {Operation.SUM, Operation.COUNT} or names_rows(frame) or frame.scan.words:
        return None
    first = windowed(whole(rows), ranking(frame, None).selection or Selection())
    first = replace(first, order=rows.order or first.order or Order())
    own = [c.divisions for c in rows.conditions if isinstance(c, InDivisions) and not c.negated]
    if "課" in frame.text:
        if len(own) != 1 or len(own[0]) != 1:
            return AskBack(Unclear.NO_SUBJECT)
        larger = Selection(Scope.NAMED, own[0])
    elif frame.says_department and not frame.has("noun.project") and "全体" not in frame.text:
        larger = Selection(Scope.NAMED, (frame.department,))
    else:
        larger = whole(rows)
    return Carried(Draft(Operation.SHARE, first, larger), ("selection",), turn.last.period)
