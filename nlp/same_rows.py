"""«どんな事業?», «2番目に大きい事業は», «課別だと»: projects asked about again, where none but the last are meant."""

from __future__ import annotations

import re
from dataclasses import replace

from nlp.asked_of import asked_of
from nlp.carried import PROJECT_SETS, ROWS, Carried, Followup, draft_of, focus, whole, windowed
from nlp.draft import Draft
from nlp.frame import Frame
from nlp.narrowing import found_in
from nlp.query import (
    TABLE_SCOPES,
    Aggregate,
    Dimension,
    Facet,
    Kind,
    Measure,
    Moved,
    Operation,
    Scope,
    Selection,
)
from nlp.reading import AskBack, Unclear
from nlp.referents import same_category
from nlp.rules.ranking import dimension_said
from nlp.said import has_rows, kinds, names_rows
from nlp.selecting import direction

_ALL_PROJECTS = re.compile(r"主要事業")
_WHOLE_LIST = re.compile(r"全事業|全部|全体|全て|すべて|全件|部の|部で|県の|県で|[0-9]{2,}事業")


_TELL_ALL = re.compile(
    r"(?:それ(?:ら)?(?:を|の)?)?(?:全部|ぜんぶ|全て|すべて|一通り|個別に)(?:を)?(?:教|おしえ|見せ|みせ|出し|だし|挙げ|並べ|言っ)[^、。?]{0,8}[?。\s]*"
)


def _all_of_them(turn: Followup) -> Carried | None:
    """«全部教えて» after a number of a set: its rows."""
    last = turn.last
    counted = last.operation in {Operation.COUNT, Operation.SUM, Operation.MEAN, Operation.MEDIAN}
    if (
        not counted
        or last.selection.scope not in PROJECT_SETS | TABLE_SCOPES
        or not _TELL_ALL.fullmatch(turn.frame.text.strip())
    ):
        return None
    return Carried(Draft(Operation.LIST, last.selection, facets=(Facet.NAME,)), ("selection",), last.period, last.base)


_EVERY_DIVISION = re.compile(
    r"(?:じゃあ?|では)?、?(?:全(?:て|部)?の?課|すべての課|各課|課ごと|課別|全部の課)(?:に|で|は|だと|では|も|の)*(?:見る|みる|出す|見て|出して)?(?:と|は)?[?。\s]*"
)


def _of_every_division(turn: Followup) -> Carried | None:
    """«全課で» after one division's change: that of each."""
    last, subjects = turn.last, turn.last.selection.subjects
    if not _EVERY_DIVISION.fullmatch(turn.frame.text.strip()) or last.operation is not Operation.SHOW or not subjects:
        return None
    if not kinds(subjects) <= {Kind.DIVISION, Kind.DEPARTMENT}:
        return None
    made = Draft(Operation.LIST, Selection(Scope.DIVISIONS), measure=last.measure, facets=(Facet.NAME, Facet.AMOUNT))
    return Carried(made, ("measure",), last.period, last.base, last.unit)


_PARTED = re.compile(r"内訳|ずつ|配分|分担|内数|割[るっり]|按分|分け[るてた]|振り分け")


def _each_divisions_part(turn: Followup) -> Carried | None:
    """«課ごとの内訳は» of one project: those that run it, and its amount, which the document does not split."""
    rows, frame = focus(turn), turn.frame
    of_it = _PARTED.search(frame.text) or not frame.has("noun.budget", "ask.amount", "agg.sum", "noun.project")
    if dimension_said(frame) is not Dimension.DIVISION or not of_it or len(rows.subjects) != 1:
        return None
    if turn.last.operation is not Operation.SHOW or kinds(rows.subjects) != {Kind.PROJECT} or frame.about_change:
        return None
    return Carried(Draft(Operation.SHOW, rows, facets=(Facet.DIVISION, Facet.AMOUNT)), ("subject",), turn.last.period)


def _of_the_table(turn: Followup, draft: Draft | None) -> Carried | None:
    """«課別に», «一番多い課» after the department's budget in a period: the divisions in that period."""
    frame, last, rows = turn.frame, turn.last, draft.selection if draft else None
    of_table = last.selection.scope is Scope.DIVISIONS or kinds(last.selection.subjects) == {Kind.DEPARTMENT}
    if draft is None or rows is None or rows.scope is not Scope.DIVISIONS or rows.subjects or not of_table:
        return None
    if frame.timing.periods or frame.timing.base or frame.about_change or frame.has("noun.budget", "ask.amount"):
        return None
    if draft.operation not in {Operation.LIST, Operation.RANK} or last.measure is not Measure.BUDGET:
        return None
    return Carried(draft, ("period",), last.period, None, last.unit) if last.period != frame.default_period else None


def _by_the_last_measure(turn: Followup, draft: Draft | None) -> Carried | AskBack | None:
    """«最も低い課は» after the division with the highest rate; «一番多い課は» after how many projects there are."""
    frame, last, rows = turn.frame, turn.last, draft.selection if draft else None
    if draft is None or rows is None or draft.operation is not Operation.RANK or rows.order is None:
        return None
    if rows.scope is not Scope.DIVISIONS or rows.subjects or rows.conditions or draft.measure is not Measure.BUDGET:
        return None
    if frame.has("noun.budget", "ask.amount"):
        return None
    if last.operation is Operation.COUNT and last.selection.scope in PROJECT_SETS and _SO_MANY.search(frame.text):
        counted = windowed(last.selection, rows)
        made = Draft(Operation.GROUP, counted, group_by=Dimension.DIVISION, aggregates=(Aggregate.COUNT,))
        return Carried(made, ("selection",), last.period)
    if last.selection.scope is not Scope.DIVISIONS or last.measure is Measure.BUDGET:
        return None
    if last.measure is Measure.CHANGE and any(isinstance(c, Moved) for c in last.selection.conditions):
        return AskBack(Unclear.NO_MEASURE)  # the smallest fall, or the smallest budget?
    made = replace(draft, measure=last.measure, selection=replace(rows, order=replace(rows.order, by=last.measure)))
    return Carried(made, ("measure",), last.period, last.base, last.unit)


_SO_MANY = re.compile(r"多い|おおい|少ない|すくない|最多|最少")


def _the_other_way(turn: Followup) -> Carried | None:
    """«減ったのは» after «増えた課は»: the same of the rows that moved the other way."""
    frame, last, way = turn.frame, turn.last, direction(turn.frame)
    moved = [c for c in last.selection.conditions if isinstance(c, Moved)]
    open_end = _WHICH_MOVED.search(frame.text)
    if way is None or len(moved) != 1 or moved[0].direction is way or open_end is None:
        return None
    if last.selection.scope not in TABLE_SCOPES or last.operation not in ROWS | {Operation.COUNT}:
        return None
    kept = tuple(Moved(way) if c == moved[0] else c for c in last.selection.conditions)
    order = last.selection.order
    turned = replace(order, descending=not order.descending) if order else None
    made = replace(draft_of(last), selection=replace(last.selection, conditions=kept, order=turned))
    return Carried(made, ("operation", "base"), last.period, last.base, last.unit)


def _only_moved(turn: Followup) -> Carried | None:
    """«増加のみ» after the change of each division: those that grew."""
    last, way = turn.last, direction(turn.frame)
    rows = last.selection
    of_changes = last.measure is not Measure.BUDGET and last.operation in {Operation.LIST, Operation.RANK}
    if way is None or not of_changes or rows.scope not in TABLE_SCOPES or rows.limit is not None:
        return None
    if not _ONLY_MOVED.fullmatch(turn.frame.text.strip()):
        return None
    kept = tuple(condition for condition in rows.conditions if not isinstance(condition, Moved))
    made = replace(draft_of(last), selection=replace(rows, conditions=(*kept, Moved(way))))
    return Carried(made, ("selection", "base"), last.period, last.base, last.unit)


_ONLY_MOVED = re.compile(
    r"(?:じゃあ?|では)?、?(?:増|減|伸び|上が|下が)[加少えっったてているる]{0,5}(?:課|の|ところ|とこ|もの)?(?:のみ|だけ)(?:で|に(?:して|絞って)?|を|は)?[?。\s]*"
)
_WHICH_MOVED = re.compile(
    r"(?:た|てる|ている|る)(?:の|課|ところ|とこ|方|ほう|もの)(?:は|って|も|ある|あります|が)?(?:どこ|どれ|ある)?(?:です|の|か)*[?。\s]*$"
)


def _rank_among(turn: Followup, draft: Draft | None) -> Carried | None:
    """«前年比で一番減ったのは» of three divisions."""
    among, rows = turn.last.selection.subjects, draft.selection if draft else None
    if draft is None or rows is None or draft.operation is not Operation.RANK or turn.frame.has("noun.division"):
        return None
    if rows.scope is not Scope.DIVISIONS or rows.subjects or len(among) < 2 or kinds(among) != {Kind.DIVISION}:
        return None
    return Carried(replace(draft, selection=replace(rows, scope=Scope.NAMED, subjects=among)), ("subject",))


def of_the_same(turn: Followup) -> Carried | AskBack | None:
    """«どんな事業をやってる?», «一番大きい事業は?», «課別だと»: projects, where none but the last are meant."""
    frame, draft, rows = turn.frame, turn.draft, turn.last.selection
    if all_of_them := _all_of_them(turn):
        return all_of_them
    if names_rows(frame) or frame.topic or _WHOLE_LIST.search(frame.text) or frame.scan.words:
        return None
    # «主要事業の合計だと?» after a division's budget is of its projects.
    if _ALL_PROJECTS.search(frame.text) and kinds(rows.subjects) != {Kind.DIVISION}:
        return None
    if frame.has("noun.project") and not has_rows(draft) and kinds(rows.subjects) == {Kind.DIVISION}:
        return asked_of(turn, rows.subjects)
    dimension = dimension_said(frame)
    if dimension is not None and rows.scope in PROJECT_SETS and not rows.subjects:
        made = Draft(Operation.GROUP, whole(rows), group_by=dimension, aggregates=_aggregates(turn))
        return Carried(made, ("selection",), turn.last.period)
    if parts := _each_divisions_part(turn):
        return parts
    if each := _of_every_division(turn):
        return each
    if in_its_period := _of_the_table(turn, draft):
        return in_its_period
    if of_those := _rank_among(turn, draft):
        return of_those
    if other_way := _the_other_way(turn) or _only_moved(turn):
        return other_way
    if by_the_same := _by_the_last_measure(turn, draft):
        return by_the_same
    bare = draft and draft.selection and draft.selection.scope in PROJECT_SETS and not draft.selection.conditions
    if not bare or draft is None or draft.selection is None or draft.group_by is not None:
        return None
    if rows.scope in PROJECT_SETS and (rows.conditions or rows.limit):
        base = Selection(Scope.NAMED, turn.results) if rows.limit and turn.last.operation in ROWS else whole(rows)
        return Carried(replace(draft, selection=windowed(base, draft.selection)), ("selection",), turn.last.period)
    if (alike := _of_one_category(turn, draft, draft.selection)) is not None:
        return alike
    if (found := found_in(turn)) is not None and draft.selection.start > 1:
        # «2番目に大きい事業は» after the largest was spoken of: of the set that it was found in
        return Carried(
            replace(draft, selection=windowed(whole(found), draft.selection)), ("selection",), turn.last.period
        )
    if kinds(rows.subjects) & {Kind.DIVISION, Kind.PILLAR, Kind.PART, Kind.SECTION}:
        return asked_of(turn, rows.subjects)
    shown = turn.results if turn.last.operation is Operation.RANK else ()
    return asked_of(turn, shown) if len(shown) == 1 and shown[0].kind is Kind.DIVISION else None


def _of_one_category(turn: Followup, draft: Draft, rows: Selection) -> Carried | None:
    """«同じ区分で2番目に大きい事業は» after a project: among those of its category."""
    alike = same_category(turn)
    if alike is None:
        return None
    condition, span = alike
    asked = tuple(facet for facet in draft.facets if facet is not Facet.CATEGORY)
    made = replace(draft, selection=replace(rows, conditions=(condition,)), facets=asked)
    return Carried(made, ("conditions",), turn.last.period, placed=(span,))


def _aggregates(turn: Followup) -> tuple[Aggregate, ...]:
    asked = {Operation.COUNT: (Aggregate.COUNT,), Operation.SUM: (Aggregate.SUM,), Operation.MEAN: (Aggregate.MEAN,)}
    if turn.frame.has("ask.count"):
        return (Aggregate.COUNT,)
    if turn.frame.has("agg.sum", "ask.amount", "noun.budget"):
        return (Aggregate.SUM,)
    return asked.get(turn.last.operation, ())


def those_that_moved(frame: Frame, draft: Draft, rows: Selection) -> Draft | None:
    """«減ったのは» of several: those of them that did."""
    way = direction(frame)
    several = draft.operation is Operation.SHOW and draft.measure is not Measure.BUDGET and len(rows.subjects) > 1
    if not several or way is None or not _WHICH_DID.search(frame.text) or frame.has("ask.amount", "ask.extent"):
        return None
    those = replace(rows, conditions=(*rows.conditions, Moved(way)))
    return replace(draft, operation=Operation.LIST, selection=those, facets=(Facet.NAME,))


_WHICH_DID = re.compile(
    r"(?:た|てる|ている|る)の(?:は|って)(?:どれ|どこ|どちら|どっち|何)?(?:です|でしょう)?か?[?。\s]*$"
)
