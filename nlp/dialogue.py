"""Conversation: what a turn leaves unsaid is taken from the turns before, visibly."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass, replace

from nlp.asked_of import asked_of, over
from nlp.carried import (
    PROJECT_SETS,
    ROWS,
    SETS,
    Carried,
    Followup,
    again,
    focus,
    whole,
)
from nlp.draft import Draft
from nlp.exchanged import exchanged, in_another_form
from nlp.frame import Frame
from nlp.heard import asks_nothing
from nlp.memory import remember
from nlp.narrowing import narrowing, rest, subtracted
from nlp.offers import of_what
from nlp.pointed import division, of_that_category, one, over_another, part_and_whole, that_project
from nlp.query import (
    OF_WORDS,
    Aggregate,
    Facet,
    InDivisions,
    Kind,
    Measure,
    Operation,
    Scope,
    Selection,
)
from nlp.ranks import first_of_rank, from_the_top, next_in_rank, ranked, reversed_order
from nlp.reading import AskBack, Exchange, Unclear
from nlp.rules.ranking import aggregate_operation, dimension_said
from nlp.said import (
    asks,
    has_rows,
    kinds,
    names_rows,
)
from nlp.together import together

__all__ = ["CASES", "Case", "carry", "remember"]


@dataclass(frozen=True, slots=True)
class Case:
    """One way a turn leans on the turns before."""

    name: str
    read: Callable[[Followup], Carried | AskBack | None]


def carry(frame: Frame, draft: Draft | None) -> tuple[str, Carried | AskBack | None]:
    """Complete a turn from its context, and by which case; None where it stands alone (or nothing can complete it)."""
    if not frame.context.queries or frame.context.adrift:
        return "", None
    turn = Followup(frame, draft, frame.context.queries[-1])
    for case in CASES:
        carried = case.read(turn)
        if carried is not None:
            return case.name, carried
    return "", None


# --- back -----------------------------------------------------------------------------------------------------------

_FIRST = re.compile(r"最初|はじめ|初め|元の質問")


def undone(turn: Followup) -> Carried | None:
    """«最初の条件に戻して», «一つ前に戻して»: an earlier question again, or what the turn asks over its rows."""
    frame = turn.frame
    if not frame.has("ref.back") or names_rows(frame) or frame.scan.words or frame.timing.periods or frame.timing.base:
        return None
    if frame.categories or frame.scan.amounts or not re.search(r"戻|もど", frame.text):
        return None
    back = turn.exchanges[1:]
    if not back:
        return again(turn.last, "subject", "operation")
    wanted = back[0].queries[-1]
    if _FIRST.search(frame.text):
        wanted = _opening(turn.exchanges).queries[-1]
    earlier = again(wanted, "subject", "conditions")
    if aggregate_operation(frame) or frame.has("ask.count"):
        return replace(earlier, draft=over(frame, whole(wanted.selection), Operation.LIST))
    return earlier


def _opening(exchanges: tuple[Exchange, ...]) -> Exchange:
    """The turn that the last ones lean on."""
    return next((exchange for exchange in exchanges if exchange.opened), exchanges[-1])


# --- another question about the same --------------------------------------------------------------------------------

_WHOLE_LIST = re.compile(r"主要事業|全事業|全部|全体|全て|すべて|全件|部の|部で|県の|県で|[0-9]{2,}事業")


def of_the_same(turn: Followup) -> Carried | AskBack | None:
    """«どんな事業をやってる?», «一番大きい事業は?», «課別だと»: projects, where none but the last are meant."""
    frame, draft, rows = turn.frame, turn.draft, turn.last.selection
    if names_rows(frame) or frame.topic or _WHOLE_LIST.search(frame.text) or frame.scan.words:
        return None
    if frame.has("noun.project") and not has_rows(draft) and kinds(rows.subjects) == {Kind.DIVISION}:
        return asked_of(turn, rows.subjects)
    dimension = dimension_said(frame)
    if dimension is not None and rows.scope in PROJECT_SETS and not rows.subjects:
        made = Draft(Operation.GROUP, whole(rows), group_by=dimension, aggregates=_aggregates(turn))
        return Carried(made, ("selection",), turn.last.period)
    bare = draft and draft.selection and draft.selection.scope in PROJECT_SETS and not draft.selection.conditions
    if not bare or draft is None or draft.selection is None or draft.group_by is not None:
        return None
    if rows.scope in PROJECT_SETS and (rows.conditions or rows.limit):
        base = Selection(Scope.NAMED, turn.results) if rows.limit and turn.last.operation in ROWS else whole(rows)
        window = draft.selection
        kept = replace(base, order=window.order, start=window.start, limit=window.limit)
        return Carried(replace(draft, selection=kept), ("selection",), turn.last.period)
    if kinds(rows.subjects) & {Kind.DIVISION, Kind.PILLAR, Kind.PART, Kind.SECTION}:
        return asked_of(turn, rows.subjects)
    shown = turn.results if turn.last.operation is Operation.RANK else ()
    return asked_of(turn, shown) if len(shown) == 1 and shown[0].kind is Kind.DIVISION else None


def _aggregates(turn: Followup) -> tuple[Aggregate, ...]:
    asked = {Operation.COUNT: (Aggregate.COUNT,), Operation.SUM: (Aggregate.SUM,), Operation.MEAN: (Aggregate.MEAN,)}
    if turn.frame.has("ask.count"):
        return (Aggregate.COUNT,)
    if turn.frame.has("agg.sum", "ask.amount", "noun.budget"):
        return (Aggregate.SUM,)
    return asked.get(turn.last.operation, ())


def _only_how_much(frame: Frame) -> bool:
    """«どんだけ?» after a change asks how much of it, not the budget."""
    return frame.has("ask.amount", "ask.extent") and not frame.has("noun.budget", "agg.sum", "ask.who", "ask.describe")


_DIVISION = re.compile(
    r"(?:それ|これ|その事業)?(?:の|って|は)?(?:担当)?課(?:は|って|が)?(?:どこ|どれ|何|なに)?(?:の|です|か|だ|さ|ん)*[?。\s]*"
)
_WHERE = re.compile(
    r"(?:それ|これ|そいつ|その事業)?(?:って|は)?(?:どこ|どちら)(?:の|が|です|なの|か|だ|さ|なん)*[?。\s]*"
)
_TABLE_KINDS = frozenset({Kind.DIVISION, Kind.ACCOUNT, Kind.DEPARTMENT})
_NUMBERS = frozenset({Operation.COUNT, Operation.SUM, Operation.MEAN, Operation.MEDIAN})
_OVER_SOMETHING = re.compile(r"の(?:約)?(?:何|なん)(?:%|割|パーセント)")
_ONLY_PROJECTS = frozenset({Facet.DIVISION, Facet.CATEGORY, Facet.NUMBER})
_POINTS_ELSEWHERE = re.compile(r"残り|残額|それ以外|その他|(?:他|ほか)(?:に|は|の)|どっち|どちら|いずれ|両方|両者")
"""What a turn points at that was not found must not be answered with what was."""
_WHICH = frozenset({"どっち", "どちら", "いずれ"})
_STATISTICS = (
    ("ask.count", Operation.COUNT),
    ("agg.sum", Operation.SUM),
    ("agg.mean", Operation.MEAN),
    ("agg.median", Operation.MEDIAN),
)
_OF_ONE = frozenset({Operation.SHOW, Operation.RANK, Operation.CHECK, Operation.SHARE})
_OF_SEVERAL = frozenset({Operation.SUM, Operation.MEAN, Operation.MEDIAN})


def whose(turn: Followup) -> Carried | None:
    """«課どこ», «それどこ?» of the projects spoken of: the division in charge."""
    text, rows = turn.frame.text.strip(), focus(turn)
    if not (_DIVISION.fullmatch(text) or _WHERE.fullmatch(text)) or kinds(rows.subjects) != {Kind.PROJECT}:
        return None
    return Carried(Draft(Operation.SHOW, rows, facets=(Facet.DIVISION,)), ("subject",))


def _sensible(turn: Followup, draft: Draft, rows: Selection) -> bool:
    """Whether that can be asked of those rows; where not, what is asked about is something else."""
    one, table = len(rows.subjects) == 1, bool(rows.subjects) and kinds(rows.subjects) <= _TABLE_KINDS
    if draft.operation in _OF_SEVERAL and (one or rows.limit == 1) and turn.last.operation in _OF_ONE:
        return False
    if draft.operation is Operation.COUNT and (one or rows.limit == 1) and kinds(rows.subjects) != {Kind.DIVISION}:
        return False
    if draft.operation is Operation.SHARE and draft.other is not None and draft.other.subjects == rows.subjects:
        return False
    if draft.operation is not Operation.SHOW:
        return True
    if draft.measure is not Measure.BUDGET and _OVER_SOMETHING.search(turn.frame.text):
        return False
    pointing = _POINTS_ELSEWHERE.search(turn.frame.text)
    # «所管はどちらの課でしょうか» asks which, and points at nothing.
    if pointing and not (Facet.DIVISION in draft.facets and pointing.group() in _WHICH):
        return False
    if turn.frame.has("ask.list") and one:
        return False
    return not table or not _ONLY_PROJECTS.intersection(draft.facets)


def asked_of_it(turn: Followup) -> Carried | AskBack | None:
    """«担当は?», «率では?», «2番目は?»: another question about the same rows."""
    frame, last, draft = turn.frame, turn.last, turn.draft
    if draft is None or has_rows(draft) or draft.operation in OF_WORDS or asks_nothing(frame):
        return None
    if draft.operation is Operation.RANK and draft.selection is not None:
        return ranked(turn, draft, draft.selection)
    rows = focus(turn)
    if draft.operation is Operation.SHARE and draft.other is None:
        pair = part_and_whole(turn)
        if pair is not None:
            part, larger = pair
            return Carried(replace(draft, selection=part, other=larger), ("subject", "other"), last.period)
        return AskBack(Unclear.NO_MEASURE, of_what(rows.subjects))
    if draft.operation in SETS and last.operation in SETS and last.selection.scope is not Scope.NAMED:
        rows = last.selection if last.operation is Operation.RANK else whole(last.selection)
    rows = first_of_rank(turn) or rows
    if frame.has("ask.list") and last.operation in ROWS and last.selection.scope is not Scope.NAMED:
        rows = whole(last.selection)
    if not _sensible(turn, draft, rows):
        return AskBack(Unclear.NO_SUBJECT)
    numbers = [operation for concept, operation in _STATISTICS if frame.has(concept)]
    if len(numbers) > 1 and draft.operation in _NUMBERS and last.measure is Measure.BUDGET:
        first, *others = (Carried(Draft(each, rows), ("subject",), last.period, None, last.unit) for each in numbers)
        return replace(first, beside=tuple(others))
    if (
        draft.operation is Operation.SHOW
        and frame.has("ask.amount")
        and not asks(turn)
        and last.operation in _OF_SEVERAL
    ):
        return again(last, "subject", "operation")
    if draft.facets == (Facet.NAME,) and kinds(rows.subjects) == {Kind.DIVISION}:
        theirs = Selection(Scope.PROJECTS, (), (InDivisions(rows.subjects),))
        return Carried(Draft(Operation.LIST, theirs, facets=(Facet.NAME,)), ("subject",))
    of_projects = draft.operation is Operation.COUNT or frame.has("ask.describe")
    if of_projects and kinds(rows.subjects) == {Kind.DIVISION} and draft.operation in {Operation.SHOW, Operation.COUNT}:
        return asked_of(turn, rows.subjects)
    rows_wanted = frame.has("ask.list") or (last.operation in _NUMBERS and frame.has("ask.which"))
    if draft.operation is Operation.SHOW and rows_wanted and rows.scope is not Scope.NAMED:
        draft = replace(draft, operation=Operation.LIST, facets=(Facet.NAME,))
    by = last.measure if draft.operation is Operation.COUNT else draft.measure
    if draft.operation in _OF_SEVERAL and by is not last.measure and not frame.has("noun.budget", "ask.amount"):
        return AskBack(Unclear.NO_MEASURE)  # of the budgets, or of what they changed by?
    if by is Measure.CHANGE and not frame.about_change and last.measure is not Measure.BUDGET:
        by = last.measure
    if by is Measure.BUDGET and last.measure is not by and draft.operation is Operation.SHOW and _only_how_much(frame):
        by = Measure.CHANGE
    changed = by is not Measure.BUDGET
    base = frame.timing.base or (last.base if changed and last.measure is not Measure.BUDGET else None)
    if changed and base is None and last.measure is Measure.BUDGET and last.period != frame.default_period:
        base = last.period  # «9月現計は?» «どれだけ減った?»
    period = last.period if not changed or last.measure is not Measure.BUDGET else None
    if draft.operation is Operation.SHOW and Facet.AMOUNT not in draft.facets:
        period = None  # who runs it does not depend on the year
    also = tuple(each if has_rows(each) else replace(each, selection=rows) for each in draft.also)
    return Carried(replace(draft, selection=rows, measure=by, also=also), ("subject",), period, base, last.unit)


CASES: tuple[Case, ...] = (
    Case("undone", undone),
    Case("next", next_in_rank),
    Case("reversed", reversed_order),
    Case("from_the_top", from_the_top),
    Case("rest", rest),
    Case("subtracted", subtracted),
    Case("category_of_it", of_that_category),
    Case("together", together),
    Case("whose", whose),
    Case("one_of_them", one),
    Case("division", division),
    Case("over_another", over_another),
    Case("project", that_project),
    Case("another_form", in_another_form),
    Case("exchanged", exchanged),
    Case("narrowed", narrowing),
    Case("of_the_same", of_the_same),
    Case("asked_of_it", asked_of_it),
)
"""Tried in this order."""
REPLACING = frozenset({"subtracted", "exchanged", "narrowed", "over_another"})
"""Cases that put what the turn says in place of something: where that is not understood, what is left is not meant."""
