"""Ranks in a conversation: «次は?», «2番目は?», «一番大きいのは?», «1位と2位の差»."""

from __future__ import annotations

import re
from dataclasses import replace

from nlp.carried import SETS, Carried, Followup, again, draft_of, focus
from nlp.draft import Draft
from nlp.frame import Frame
from nlp.numbers import NumberKind
from nlp.query import (
    Category,
    Condition,
    Direction,
    Facet,
    InCategory,
    InDivisions,
    Kind,
    Measure,
    Moved,
    Operation,
    Order,
    Query,
    RankClaim,
    Scope,
    Selection,
)
from nlp.reading import AskBack, Unclear
from nlp.referents import listed, run_of_singles
from nlp.rules.asked import facets, members

_NEXT = re.compile(
    r"^(?:じゃあ?|では)?、?\s*(?:その|さらに|もう(?:一|1)つ)?(?:次|つぎ|下)(?:の(?:(?:やつ|(?P<noun>柱|課|事業|会計))?は?)?|は|に)?"
    r"(?:[^ぁ-んァ-ヶ一-鿿]*|大きい.*|多い.*|小さい.*|少ない.*|高い.*|安い.*|低い.*)$"
)


_ROWS_CALLED = {
    "柱": {Scope.POLICY},
    "課": {Scope.DIVISIONS, Scope.TABLE},
    "事業": {Scope.PROJECTS, Scope.LISTINGS},
    "会計": {Scope.ACCOUNTS, Scope.SPECIAL_ACCOUNTS},
}


def next_in_rank(turn: Followup) -> Carried | None:
    """«その次», «次は?» after a ranking."""
    rows = turn.last.selection
    said = _NEXT.search(turn.frame.text)
    if said is None or turn.last.operation is not Operation.RANK or rows.limit is None:
        return None
    if said["noun"] and rows.scope not in _ROWS_CALLED[said["noun"]]:
        return None
    following = replace(rows, start=rows.start + rows.limit, limit=1)
    return replace(again(turn.last, "selection"), draft=replace(draft_of(turn.last), selection=following))


_REVERSED = re.compile(r"逆(?:の?順|から|に並|さ|向き)|反対の?順|順番を逆")


def reversed_order(turn: Followup) -> Carried | None:
    """«逆順で»: the last rows in the other order."""
    rows = turn.last.selection
    if rows.order is None or not _REVERSED.search(turn.frame.text):
        return None
    other = replace(rows, order=replace(rows.order, descending=not rows.order.descending))
    return replace(again(turn.last, "selection"), draft=replace(draft_of(turn.last), selection=other))


def ranked(turn: Followup, draft: Draft, rows: Selection) -> Carried | AskBack:
    """«2番目は?» after a ranking keeps its order; «一番大きいのは?» after a list ranks that list."""
    if rows.order is not None and len(turn.last.selection.subjects) == 1 and not listed(turn):
        alone = turn.last.selection.subjects
        spoken_of = members(turn.frame, alone) if alone[0].kind is Kind.ACCOUNT else run_of_singles(turn)
        if len(spoken_of) < 2:
            return AskBack(Unclear.NO_SUBJECT)
        among = replace(rows, scope=Scope.NAMED, subjects=spoken_of, conditions=())
        return Carried(replace(draft, selection=among), ("subject",), turn.last.period, turn.last.base)
    if two := _two_ranks(turn, rows):
        return two
    compared = turn.last.selection.subjects
    if turn.last.operation is Operation.COMPARE and len(compared) > 1 and rows.order is not None:
        # «安いほうの担当は» after which of two costs more
        among = replace(rows, scope=Scope.NAMED, subjects=compared, conditions=())
        return Carried(replace(draft, selection=among), ("subject",), turn.last.period, turn.last.base)
    if draft.measure is Measure.BUDGET and turn.last.measure is not Measure.BUDGET and not _of_budgets(turn.frame):
        ordering = rows.order and _by_last_measure(turn, rows.order)
        rows, draft = replace(rows, order=ordering), replace(draft, measure=turn.last.measure)
    kept = _ranked_again(turn, rows)
    held = turn.frame.has("op.difference", "op.ratio") or "÷" in turn.frame.text
    if draft.both_ends and held and kept.order is not None:
        other = replace(kept, order=replace(kept.order, descending=not kept.order.descending))
        top, bottom = (kept, other) if kept.order.descending else (other, kept)
        times = turn.frame.has("op.ratio") or "÷" in turn.frame.text
        operation = Operation.RATIO if times else Operation.DIFFERENCE
        return Carried(Draft(operation, top, bottom, measure=draft.measure), ("selection",), turn.last.period)
    if kept.order is None:
        draft = replace(draft, operation=Operation.SHOW, facets=_facets_of_one(turn.frame))
        if Facet.AMOUNT not in draft.facets:
            return Carried(replace(draft, selection=kept, measure=Measure.BUDGET), ("subject",))
    return Carried(replace(draft, selection=kept), ("selection",), turn.last.period, turn.last.base, turn.last.unit)


def _two_ranks(turn: Followup, rows: Selection) -> Carried | None:
    """«1位と2位の差»: of the last ranking."""
    frame, last = turn.frame, turn.last
    nth = frame.scan.numbers(NumberKind.NTH)
    if len(nth) != 2 or not frame.has("op.difference", "op.ratio") or last.selection.scope is Scope.NAMED:
        return None
    order = last.selection.order or rows.order
    first, second = (replace(last.selection, order=order, start=each.value, limit=1) for each in nth)
    operation = Operation.RATIO if frame.has("op.ratio") else Operation.DIFFERENCE
    return Carried(Draft(operation, first, second, measure=last.measure), ("selection",), last.period, last.base)


def from_the_top(turn: Followup) -> Carried | None:
    """«トップとの差は» after the last of a ranking."""
    frame, rows = turn.frame, turn.last.selection
    if not _FROM_TOP.search(frame.text) or not frame.has("op.difference", "op.ratio"):
        return None
    if rows.order is None:
        return _from_the_largest(turn)
    first = replace(rows, order=Order(True, rows.order.by), start=1, limit=1)
    if turn.last.operation is not Operation.RANK or rows.limit != 1 or first == rows:
        return None
    operation = Operation.RATIO if frame.has("op.ratio") else Operation.DIFFERENCE
    return Carried(Draft(operation, first, rows, measure=turn.last.measure), ("selection",), turn.last.period)


def _from_the_largest(turn: Followup) -> Carried | None:
    """«一番大きい事業とどれくらい違う» of one thing: held against the largest of its kind."""
    frame, last = turn.frame, turn.last
    alone, said = last.selection.subjects, _OF_ALL.search(frame.text)
    scopes = {Kind.PROJECT: Scope.PROJECTS, Kind.DIVISION: Scope.DIVISIONS}
    wanted = said and (Kind.PROJECT if said["kind"] == "事業" else Kind.DIVISION)
    if len(alone) != 1 or wanted is not alone[0].kind or last.measure is not Measure.BUDGET or frame.scan.names:
        return None
    largest = Selection(scopes[wanted], (), frame.project_conditions(), Order(True), 1, 1)
    operation = Operation.RATIO if frame.has("op.ratio") else Operation.DIFFERENCE
    return Carried(Draft(operation, largest, last.selection), ("subject",), last.period)


_OF_ALL = re.compile(r"(?:トップ|1位|一位|首位|最大|一番(?:上|(?:大き|多|高)い))の?(?P<kind>課|事業)(?:と|から)")
_FROM_TOP = re.compile(r"(?:トップ|1位|一位|一番(?:上|(?:大き|多|高)い)?|首位|最大)の?(?:課|事業)?(?:と|から|は)")


def _of_budgets(frame: Frame) -> bool:
    return frame.has("noun.budget", "ask.amount")


def _by_last_measure(turn: Followup, said: Order) -> Order:
    """«一番大きいのは?» after a list of changes is the largest change; of falls the largest fall."""
    falls = any(isinstance(c, Moved) and c.direction is Direction.DOWN for c in turn.last.selection.conditions)
    return replace(said, by=turn.last.measure, descending=said.descending != falls)


def _facets_of_one(frame: Frame) -> tuple[Facet, ...]:
    asked = facets(frame, Facet.AMOUNT if frame.has("noun.budget") else Facet.NAME)
    return asked if asked != (Facet.NAME,) else (Facet.NAME, Facet.AMOUNT, Facet.SUMMARY)


def first_of_rank(turn: Followup) -> Selection | None:
    """«その3つの合計» after the first, second and third were asked one by one."""
    counted = next(iter(turn.frame.scan.numbers(NumberKind.COUNT)), None)
    last: Query = turn.last
    if counted is None or last.operation is not Operation.RANK or turn.draft is None:
        return None
    if turn.draft.operation not in SETS or last.selection.start == 1:
        return None
    return replace(last.selection, start=1, limit=counted.value)


def _ranked_again(turn: Followup, rows: Selection) -> Selection:
    last, frame = turn.last, turn.frame
    sized = frame.has("rank.most", "rank.least", "rank.descending", "rank.ascending", "size.big", "size.small")
    if last.operation is Operation.RANK:
        order = rows.order if sized else last.selection.order
        return replace(last.selection, order=order, start=rows.start, limit=rows.limit)
    if rows.limit == 1 and not sized:
        shown = listed(turn)[rows.start - 1 : rows.start]
        if shown:
            return Selection(Scope.NAMED, shown)  # «3番目のを詳しく»: as listed
    set_again = last.selection.scope is not Scope.NAMED and last.operation in SETS
    base = last.selection if set_again else focus(turn)
    return replace(base, order=rows.order, start=rows.start, limit=rows.limit)


_IN_ITS_DIVISION = re.compile(r"(?:課|担当課)(?:の(?:中|なか|うち)|内)")
_OF_ALL_ROWS = re.compile(r"全体|部(?:の(?:中|なか|うち)|内)").search
_IN_ITS_CATEGORY = re.compile(r"(?:同じ)?区分(?:の(?:中|なか|うち)|内)")


def place_among(turn: Followup, draft: Draft) -> Carried | AskBack | None:
    """«課の中で何番目», «課内順位» of the project spoken of: its place among those that its division runs."""
    claim, text = draft.claim, turn.frame.text
    in_division, in_category = _IN_ITS_DIVISION.search(text), _IN_ITS_CATEGORY.search(text)
    if not isinstance(claim, RankClaim) or claim.rank is not None:
        return None
    one = focus(turn).subjects
    if not (in_division or in_category):
        # «全体順位»: among all, whatever it was placed among before
        every = Selection(Scope.NAMED, one)
        return Carried(replace(draft, selection=every), ("subject",), turn.last.period) if _OF_ALL_ROWS(text) else None
    entry = turn.frame.lexicon.entry(one[0]) if len(one) == 1 and one[0].kind is Kind.PROJECT else None
    if entry is None or (in_division and len(entry.divisions) != 1):
        return AskBack(Unclear.NO_SUBJECT)
    among: Condition = InCategory((entry.category or Category.CONTINUED,))
    if in_division:
        among = InDivisions(entry.divisions)
    rows = Selection(Scope.NAMED, one, (among,))
    return Carried(replace(draft, selection=rows), ("subject", "division"), turn.last.period)


def first_ones(turn: Followup, draft: Draft, window: Selection) -> Carried | AskBack:
    """«上位2件の合計は» after a list: of its first ones by amount, or by the order it was shown in."""
    last = turn.last
    if last.selection.scope is Scope.NAMED or last.operation not in SETS or last.measure is not Measure.BUDGET:
        return AskBack(Unclear.NO_SUBJECT)
    order = last.selection.order or window.order or Order()
    rows = replace(last.selection, order=order, start=window.start, limit=window.limit)
    return Carried(replace(draft, selection=rows), ("selection",), last.period, None, last.unit)
