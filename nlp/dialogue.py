"""Conversation: what a turn leaves unsaid is taken from the turns before, visibly."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass, replace

from nlp.asked_of import asked_of
from nlp.carried import (
    PROJECT_SETS,
    ROWS,
    SETS,
    Carried,
    Followup,
    again,
    draft_of,
    focus,
    whole,
)
from nlp.draft import Draft
from nlp.exchanged import exchanged, in_another_form
from nlp.frame import Frame
from nlp.heard import asks_nothing
from nlp.its_projects import its_projects
from nlp.joined import joined
from nlp.lifted import lifted
from nlp.memory import remember
from nlp.narrowing import narrowing, rest, subtracted
from nlp.offers import of_what
from nlp.opposed import opposed
from nlp.other_one import the_other
from nlp.pointed import (
    breakdown,
    division,
    held_against,
    of_that_category,
    one,
    over_another,
    part_and_whole,
    that_project,
)
from nlp.proportions import proportion
from nlp.query import (
    OF_WORDS,
    TABLE_KINDS,
    AmountRange,
    Facet,
    InDivisions,
    Kind,
    Measure,
    Operation,
    RankClaim,
    Scope,
    Selection,
)
from nlp.ranks import first_of_rank, first_ones, from_the_top, next_in_rank, place_among, ranked, reversed_order
from nlp.reading import AskBack, Unclear
from nlp.regrouped import regrouped
from nlp.relisted import leaves_relisted_out
from nlp.said import (
    asks,
    each_apart,
    has_rows,
    kinds,
    narrowed,
    over_something,
)
from nlp.same_rows import of_the_same, those_that_moved
from nlp.taken_off import taken_off
from nlp.timing import chronological
from nlp.together import together
from nlp.undoing import undone
from nlp.whose import how_much_moved, stated, whose

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
            return case.name, AskBack(Unclear.NO_SUBJECT) if _loses_rank(frame, carried) else _once_each(frame, carried)
    return "", None


def _once_each(frame: Frame, carried: Carried | AskBack) -> Carried | AskBack:
    """«再掲を除いたほうの合計» after the rows were counted with what is printed again: projects, not rows; and
    «再掲込みだと何件» the other way."""
    rows = None if isinstance(carried, AskBack) else carried.draft.selection
    if isinstance(carried, AskBack) or rows is None or rows.scope not in PROJECT_SETS:
        return carried
    if leaves_relisted_out(frame.text):
        wanted = Scope.PROJECTS
    elif frame.counts_relisted and carried.draft.operation in {Operation.COUNT, Operation.LIST}:
        wanted = Scope.LISTINGS
    else:
        return carried
    return replace(carried, draft=replace(carried.draft, selection=replace(rows, scope=wanted)))


_SIZED = ("size.big", "size.small", "rank.most", "rank.least")


_COSTS = re.compile(r"(?:いくら|なんぼ|どれくらい|どのくらい)(?:お?金)?(?:が|を)?(?:かか|かけ)")
"""«いくらかかってる» asks of no size."""


def _loses_rank(frame: Frame, carried: Carried | AskBack) -> bool:
    """«大きい方は», «その課で次に大きいのは»: where nothing was put in order, the figure of one thing is no answer."""
    if isinstance(carried, AskBack) or carried.draft.operation is not Operation.SHOW or not frame.has(*_SIZED):
        return False
    if frame.has("ask.amount") and not frame.has("rank.most", "rank.least") and _COSTS.search(frame.text):
        return False
    rows, between_periods = carried.draft.selection, carried.draft.base is not None
    unordered = rows is not None and rows.order is None and not any(isinstance(c, AmountRange) for c in rows.conditions)
    one_of_many = rows is not None and rows.scope is not Scope.NAMED
    alone = rows is not None and len(rows.subjects) == 1
    return unordered and (alone or one_of_many) and not carried.placed and not between_periods


# --- another question about the same --------------------------------------------------------------------------------


def _only_how_much(frame: Frame) -> bool:
    """«どんだけ?» after a change asks how much of it, not the budget."""
    return frame.has("ask.amount", "ask.extent") and not frame.has("noun.budget", "agg.sum", "ask.who", "ask.describe")


_NUMBERS = frozenset({Operation.COUNT, Operation.SUM, Operation.MEAN, Operation.MEDIAN})
_ONLY_PROJECTS = frozenset({Facet.DIVISION, Facet.CATEGORY, Facet.NUMBER})
_POINTS_ELSEWHERE = re.compile(
    r"残り|残額|それ以外|その他|(?:他|ほか)(?:に|は|の)|もう(?:一|1|ひと)(?:つ|個|方)|もう片方|どっち|どちら|いずれ|両方|両者"
)
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


def _sensible(turn: Followup, draft: Draft, rows: Selection) -> bool:
    """Whether that can be asked of those rows; where not, what is asked about is something else."""
    one, table = len(rows.subjects) == 1, bool(rows.subjects) and kinds(rows.subjects) <= TABLE_KINDS
    if draft.operation in _OF_SEVERAL and (one or rows.limit == 1) and turn.last.operation in _OF_ONE:
        return False
    if draft.operation is Operation.COUNT and (one or rows.limit == 1) and kinds(rows.subjects) != {Kind.DIVISION}:
        return False
    if draft.operation is Operation.SHARE and draft.other is not None and draft.other.subjects == rows.subjects:
        return False
    if isinstance(draft.claim, RankClaim) and draft.claim.rank is None:
        return one
    if draft.operation is not Operation.SHOW:
        return True
    if draft.measure is not Measure.BUDGET and over_something(turn.frame):
        return False
    pointing = _POINTS_ELSEWHERE.search(turn.frame.text)
    # «所管はどちらの課でしょうか» asks which, and points at nothing.
    if pointing and not (Facet.DIVISION in draft.facets and pointing.group() in _WHICH):
        return False
    if turn.frame.has("ask.list") and one and not turn.frame.has("ask.describe"):
        return False
    return not table or not _ONLY_PROJECTS.intersection(draft.facets)


def _of_the_project(turn: Followup, draft: Draft) -> Carried | None:
    """«名前は», «いくら» after «一番大きい事業はどこの課»: of the project found, though its division was shown."""
    last = turn.last
    found = last.operation is Operation.RANK and last.selection.scope in PROJECT_SETS and last.selection.limit == 1
    if not found or last.facets != (Facet.DIVISION,) or draft.operation is not Operation.SHOW:
        return None
    if turn.frame.about_change or turn.frame.timing.periods:
        return None
    asked = tuple(dict.fromkeys((Facet.NAME, *draft.facets)))
    return Carried(replace(draft_of(last), facets=asked), ("subject",), last.period, None, last.unit)


_TELLING = ("ask.", "noun.", "move.", "op.", "agg.", "size.", "unit.", "rank.")
_ONLY_WHICH = frozenset({"ask.which", "ask.polar", "ask.tell", "ask.confirm", "noun.thing"})


_WITHIN_IT = re.compile(r"(?<![一-鿿])課(?:の(?:中|なか)|内)(?:で|だ)")


def _only_which(turn: Followup) -> bool:
    """«どこへ行けばいい»: what is asked is no figure; «どれとどれ» after a number asks for the rows."""
    frame = turn.frame
    if turn.last.operation in _NUMBERS:
        return False
    if _WITHIN_IT.search(frame.text) and not frame.has("ask.amount", "noun.budget"):
        return True  # «課の中では?»: what of it?
    told = {c for c in frame.scan.concepts if c.startswith(_TELLING)}
    return "ask.which" in told and told <= _ONLY_WHICH and not (frame.timing.periods or frame.timing.base)


def _only_amounts(frame: Frame, draft: Draft) -> bool:
    """«金額は», «いくら» after how many there are: of them all."""
    shown = draft.operation is Operation.SHOW and draft.measure is Measure.BUDGET and draft.facets == (Facet.AMOUNT,)
    return (
        shown
        and frame.has("ask.amount", "noun.budget", "move.amount")
        and not (each_apart(frame) or frame.has("ask.all"))
    )


def _of_who(draft: Draft) -> bool:
    """«具体的にはどの課»."""
    return Facet.DIVISION in draft.facets


def asked_of_it(turn: Followup) -> Carried | AskBack | None:
    """«担当は?», «率では?», «2番目は?»: another question about the same rows."""
    frame, last, draft = turn.frame, turn.last, turn.draft
    if draft is None or has_rows(draft) or draft.operation in OF_WORDS or asks_nothing(frame):
        return None
    if draft.operation is Operation.RANK and draft.selection is not None:
        return ranked(turn, draft, draft.selection)
    if draft.operation in _NUMBERS and draft.selection is not None and draft.selection.limit is not None:
        return first_ones(turn, draft, draft.selection)
    if (placed := place_among(turn, draft)) or (placed := breakdown(turn)):
        return placed
    if draft.operation is Operation.SHOW and draft.facets == (Facet.AMOUNT,) and _only_which(turn):
        return AskBack(Unclear.NO_SUBJECT)
    if named_by_division := _of_the_project(turn, draft):
        return named_by_division
    rows = focus(turn)
    if isinstance(draft.claim, RankClaim) and draft.measure is Measure.BUDGET:
        draft = replace(draft, measure=last.measure)  # «何位» after a rate: by the rate
    if last.operation is Operation.COMPARE and last.group_by and _only_amounts(frame, draft):
        return Carried(replace(draft_of(last), aggregates=()), ("subject",), last.period)  # «金額では?» of the sets
    if last.operation is Operation.COUNT and last.selection.scope in PROJECT_SETS and _only_amounts(frame, draft):
        return Carried(Draft(Operation.SUM, rows), ("subject",), last.period, None, last.unit)
    if draft.operation is Operation.SHARE and draft.other is None:
        pair = part_and_whole(turn)
        if pair is not None:
            part, larger = pair
            return Carried(replace(draft, selection=part, other=larger), ("subject", "other"), last.period)
        return AskBack(Unclear.NO_MEASURE, of_what(rows.subjects))
    if draft.operation in SETS and last.operation in SETS and last.selection.scope is not Scope.NAMED:
        rows = last.selection if last.operation in _NUMBERS | {Operation.RANK} else whole(last.selection)
    rows = first_of_rank(turn) or rows
    if last.operation is Operation.GROUP and last.selection.limit == 1 and kinds(turn.results) == {Kind.DIVISION}:
        # «何件?» of the division with most projects
        rows = narrowed(whole(last.selection), (InDivisions(turn.results),), add=True)
    if frame.has("ask.list") and last.operation in ROWS and last.selection.scope is not Scope.NAMED:
        rows = whole(last.selection)
    if draft.operation in {Operation.MEAN, Operation.MEDIAN} and last.operation is Operation.RANK:
        rows = whole(last.selection) if last.selection.limit == 1 else rows  # of one alone there is no mean
    if (moved := those_that_moved(frame, draft, rows)) is not None:
        return Carried(moved, ("subject",), last.period, frame.timing.base, last.unit)
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
    rows_wanted = rows_wanted and not (_of_who(draft) or frame.has("ask.describe"))
    if draft.operation is Operation.SHOW and rows_wanted and rows.scope is not Scope.NAMED:
        draft = replace(draft, operation=Operation.LIST, facets=(Facet.NAME,))
    by = last.measure if draft.operation is Operation.COUNT else draft.measure
    if draft.operation in _OF_SEVERAL and by is not last.measure and not frame.has("noun.budget", "ask.amount"):
        return AskBack(Unclear.NO_MEASURE)  # of the budgets, or of what they changed by?
    if by is Measure.CHANGE and not frame.about_change and last.measure is not Measure.BUDGET:
        by = last.measure
    if by is Measure.BUDGET and last.measure is not by and draft.operation is Operation.SHOW and _only_how_much(frame):
        by = Measure.CHANGE
    if by is Measure.BUDGET and last.base is not None and frame.has("op.difference"):
        by = Measure.CHANGE  # «前年より増えてる?» «差額で»
    changed = by is not Measure.BUDGET
    base = frame.timing.base or (last.base if changed and last.measure is not Measure.BUDGET else None)
    if changed and base is None and last.measure is Measure.BUDGET and last.period != frame.default_period:
        base = last.period  # «9月現計は?» «どれだけ減った?»
    later = frame.timing.base is not None and chronological(frame.timing.base) < chronological(last.period)
    period = last.period if not changed or later or last.measure is not Measure.BUDGET else None
    if draft.operation is Operation.SHOW and Facet.AMOUNT not in draft.facets:
        period = None  # who runs it does not depend on the year
    also = tuple(each if has_rows(each) else replace(each, selection=rows) for each in draft.also)
    return Carried(replace(draft, selection=rows, measure=by, also=also), ("subject",), period, base, last.unit)


CASES: tuple[Case, ...] = (
    Case("undone", undone),
    Case("next", next_in_rank),
    Case("reversed", reversed_order),
    Case("from_the_top", from_the_top),
    Case("lifted", lifted),
    Case("rest", rest),
    Case("joined", joined),
    Case("the_other", the_other),
    Case("taken_off", taken_off),
    Case("subtracted", subtracted),
    Case("category_of_it", of_that_category),
    Case("how_much_moved", how_much_moved),
    Case("together", together),
    Case("stated", stated),
    Case("whose", whose),
    Case("its_projects", its_projects),
    Case("one_of_them", one),
    Case("proportion", proportion),
    Case("division", division),
    Case("opposed", opposed),
    Case("held_against", held_against),
    Case("over_another", over_another),
    Case("project", that_project),
    Case("another_form", in_another_form),
    Case("exchanged", exchanged),
    Case("narrowed", narrowing),
    Case("of_the_same", of_the_same),
    Case("regrouped", regrouped),
    Case("asked_of_it", asked_of_it),
)
"""Tried in this order."""
REPLACING = frozenset({"subtracted", "exchanged", "narrowed", "over_another"})
"""Cases that put what the turn says in place of something: where that is not understood, what is left is not meant."""
