"""Conversation: what a turn leaves unsaid is taken from the turns before, visibly."""

from __future__ import annotations

import re
from dataclasses import replace

from nlp.carried import PAIRS, SETS, Carried, draft_of, focus, own_subjects
from nlp.draft import Draft
from nlp.followups import amount_or_rate, between_periods, next_in_rank, of_that_category, pair, subtracted
from nlp.frame import Frame
from nlp.numbers import NumberKind
from nlp.query import (
    About,
    AmountRange,
    Condition,
    Except,
    Facet,
    InCategory,
    InDivisions,
    InPolicy,
    Kind,
    Measure,
    Named,
    Operation,
    Query,
    Scope,
    Selection,
)
from nlp.reading import AskBack, Context, Reading, Understood
from nlp.rules.asked import facets
from nlp.rules.ranking import aggregate_operation, ranking, ranks

_ASKS = ("ask.", "agg.", "op.", "rank.", "move.", "by.")


_SOFT = frozenset({"ask.polar", "ask.list", "ask.confirm", "ask.which"})


_AMONG = re.compile(r"の中|のうち|に占め|内で")


def carry(frame: Frame, draft: Draft | None) -> Carried | None:
    """Complete a turn from its context; None where the turn stands alone (or nothing can complete it)."""
    context = frame.context
    if not context.queries:
        return None
    last = context.queries[-1]
    return (
        next_in_rank(frame, last)
        or subtracted(frame, last)
        or between_periods(frame, context, last)
        or of_that_category(frame, context, last)
        or amount_or_rate(frame, last)
        or pair(frame, draft, context, last)
        or _division_of_last(frame, context, last)
        or _corrected(frame, last)
        or _refined(frame, last)
        or _substituted(frame, draft, last)
        or _inherited(frame, draft, context, last)
    )


def _division_of_last(frame: Frame, context: Context, last: Query) -> Carried | None:
    """«その課ほかに何やってる», «同じ課で一番大きい事業»: the division in charge of what was spoken of."""
    if not frame.has("ref.same_division"):
        return None
    divisions = tuple(n for n in (*context.results, *last.selection.subjects) if n.kind is Kind.DIVISION)
    if not divisions:
        projects = [n for n in (*context.results, *last.selection.subjects) if n.kind is Kind.PROJECT]
        entries = [frame.lexicon.entry(n) for n in projects[:1]]
        divisions = tuple(d for entry in entries if entry for d in entry.divisions)
    if not divisions:
        return None
    divisions = tuple(dict.fromkeys(divisions))
    if frame.speaks_of_projects or frame.has(
        "ref.others", "ask.describe", "ask.list", "ask.all", "ask.exists", "rank.most", "rank.least"
    ):
        known = tuple(n for n in last.selection.subjects if n.kind is Kind.PROJECT)
        conditions: tuple[Condition, ...] = (InDivisions(divisions), *frame.project_conditions())
        if frame.has("ref.others") and known:
            conditions = (*conditions, Except(known))
        draft = _over(frame, Selection(Scope.PROJECTS, (), conditions), Operation.LIST)
        return Carried(draft, ("division",))
    measured = Draft(Operation.SHOW, Selection(Scope.NAMED, divisions))
    return Carried(measured, ("division",))


def _over(frame: Frame, rows: Selection, default: Operation) -> Draft:
    """What the turn asks, over rows it did not say itself."""
    if ranks(frame):
        ranked = ranking(frame, None)
        window = ranked.selection or Selection()
        return replace(ranked, selection=replace(rows, order=window.order, start=window.start, limit=window.limit))
    if frame.has("ask.count"):
        return Draft(Operation.COUNT, rows)
    operation = aggregate_operation(frame)
    if operation:
        return Draft(operation, rows)
    asked = (Facet.NAME, Facet.AMOUNT) if frame.has("ask.amount") else (Facet.NAME,)
    return Draft(default, rows, facets=asked)


def _refined(frame: Frame, last: Query) -> Carried | None:
    """«そのうち貿易振興課のもの», «うち拡充は», «他には»: the last rows, narrowed."""
    if frame.has("ref.correct"):
        return None
    those = frame.has("ref.those") or bool(re.match(r"\s*(?:うち|内)", frame.text))
    if not those or last.selection.scope not in {Scope.PROJECTS, Scope.LISTINGS}:
        return None
    narrowed = _with_conditions(replace(last.selection, order=None, start=1, limit=None), frame, add=True)
    return Carried(_over(frame, narrowed, Operation.LIST), ("selection",))


def _corrected(frame: Frame, last: Query) -> Carried | None:
    """«やっぱり拡充の事業名を出して»: another condition in place of the last one, and what the turn asks."""
    listed = last.selection.scope in {Scope.PROJECTS, Scope.LISTINGS}
    if not frame.has("ref.correct") or not listed or not (frame.categories or frame.bounded_amounts):
        return None
    rows = _with_conditions(last.selection, frame, add=False)
    operation = last.operation
    if frame.has("ask.list", "ask.tell", "ask.name"):
        operation, rows = Operation.LIST, replace(rows, order=None, start=1, limit=None)
    return Carried(replace(draft_of(last), operation=operation, selection=rows, facets=(Facet.NAME,)), ("selection",))


_OF_ITS_DIVISION = re.compile(r"課(?:全体)?の?(?:当初)?予算|同課|所管課|担当課")


def _its_division(frame: Frame, draft: Draft, rows: Selection) -> Draft:
    """«それは課の予算の何%»: the whole is the division that runs the project spoken of."""
    entry = frame.lexicon.entry(rows.subjects[0]) if len(rows.subjects) == 1 else None
    if draft.operation is not Operation.SHARE or entry is None or not entry.divisions:
        return draft
    if not _OF_ITS_DIVISION.search(frame.text) or frame.divisions:
        return draft
    return replace(draft, other=Selection(Scope.NAMED, entry.divisions[:1]))


def _substituted(frame: Frame, draft: Draft | None, last: Query) -> Carried | None:
    """«じゃあ貿易振興課は?», «去年は?», «やっぱり新規のほう»: the last question with a part exchanged."""
    if not _is_fragment(frame):
        return None
    timing = frame.timing
    compared = timing.base and (last.measure is not Measure.BUDGET or frame.has("move.versus"))
    if compared and not (own_subjects(frame) or frame.has("move.rate")):
        return Carried(_as_change(last), ("subject", "measure"), last.period, timing.base)
    period = timing.periods[0] if timing.periods else timing.base
    rows_replaced = _replaced_rows(frame, draft, last)
    if rows_replaced:
        return Carried(rows_replaced, ("measure",), period or last.period, last.base)
    if period is None:
        return None
    if last.measure is Measure.BUDGET:
        return Carried(draft_of(last), ("subject", "measure"), period, last.base)
    # A period said after a change is what the change is measured from.
    return Carried(draft_of(last), ("subject", "measure"), last.period, period)


def _as_change(last: Query) -> Draft:
    """The last question, asked of a change if it was not already."""
    if last.measure is Measure.BUDGET:
        return replace(draft_of(last), measure=Measure.CHANGE, operation=Operation.SHOW)
    return replace(draft_of(last), measure=last.measure, operation=last.operation)


def _is_fragment(frame: Frame) -> bool:
    """The turn names things, periods or conditions, and asks nothing of its own."""
    own = [c for c in frame.scan.concepts if c.startswith(_ASKS) and c not in _SOFT and c != "op.compare"]
    if frame.has("noun.project", "noun.division") and not frame.has("ref.correct", "ref.instead"):
        return False
    if frame.has("noun.budget") and not (frame.timing.periods or frame.timing.base):
        return not own and frame.has("ref.correct")
    return not own


def _replaced_rows(frame: Frame, draft: Draft | None, last: Query) -> Draft | None:
    made = draft_of(last)
    conditional = bool(frame.categories or frame.bounded_amounts)
    another_topic = frame.topic is not None and any(isinstance(c, About) for c in last.selection.conditions)
    narrowing = bool(frame.divisions or frame.nodes) or conditional or another_topic
    if last.selection.scope in {Scope.PROJECTS, Scope.LISTINGS} and narrowing:
        return replace(made, selection=_with_conditions(last.selection, frame, add=False))
    said = draft.selection.subjects if draft and draft.selection and draft.selection.scope is Scope.NAMED else ()
    if frame.says_department and not said:
        said = (frame.department,)
    if not said:
        return None
    if made.operation is Operation.SHARE and _AMONG.search(frame.text):
        return replace(made, other=Selection(Scope.NAMED, said))
    if made.operation in SETS and last.selection.scope is not Scope.NAMED:
        return None
    operation = made.operation if made.operation not in PAIRS else Operation.SHOW
    return replace(made, operation=operation, selection=Selection(Scope.NAMED, said))


def _with_conditions(rows: Selection, frame: Frame, *, add: bool) -> Selection:
    new = frame.project_conditions()
    if add:
        return replace(rows, conditions=tuple(dict.fromkeys((*rows.conditions, *new))))
    replaced = {type(condition) for condition in new} & {InDivisions, InCategory, InPolicy, About, AmountRange}
    kept = tuple(c for c in rows.conditions if type(c) not in replaced)
    return replace(rows, conditions=tuple(dict.fromkeys((*kept, *new))))


def _inherited(frame: Frame, draft: Draft | None, context: Context, last: Query) -> Carried | None:
    """«担当は?», «率では?», «2番目は?»: another question about the same rows."""
    if draft is None:
        return None
    rows = draft.selection
    if rows is not None and (rows.subjects or rows.scope is not Scope.NAMED):
        return None
    if draft.operation is Operation.DEFINE:
        return None
    if draft.operation is Operation.RANK and rows is not None:
        again = _ranked_again(frame, rows, context, last)
        if again.order is None:
            draft = replace(draft, operation=Operation.SHOW, facets=_facets_of_one(frame))
        return Carried(replace(draft, selection=again), ("selection",), last.period)
    inherited = focus(context, last)
    if draft.operation in SETS and last.operation in SETS and last.selection.scope is not Scope.NAMED:
        inherited = (
            replace(last.selection, order=None, start=1, limit=None)
            if last.operation is not Operation.RANK
            else last.selection
        )
    inherited = _first_of_rank(frame, draft, last) or inherited
    if draft.operation is Operation.SHOW and frame.has("ask.list") and inherited.scope is not Scope.NAMED:
        draft = replace(draft, operation=Operation.LIST, facets=(Facet.NAME,))
    draft = _its_division(frame, draft, inherited)
    by = draft.measure
    if by is Measure.CHANGE and not frame.about_change and last.measure is not Measure.BUDGET:
        by = last.measure
    changed = by is not Measure.BUDGET
    base = frame.timing.base or (last.base if changed and last.measure is not Measure.BUDGET else None)
    if changed and base is None and last.measure is Measure.BUDGET and last.period != frame.default_period:
        base = last.period  # «9月現計は?» «どれだけ減った?»
    period = last.period if not changed or last.measure is not Measure.BUDGET else None
    if draft.operation is Operation.SHOW and Facet.AMOUNT not in draft.facets:
        period = None  # who runs it does not depend on the year
    return Carried(replace(draft, selection=inherited, measure=by), ("subject",), period, base)


def _facets_of_one(frame: Frame) -> tuple[Facet, ...]:
    asked = facets(frame, Facet.AMOUNT if frame.has("noun.budget") else Facet.NAME)
    return asked if asked != (Facet.NAME,) else (Facet.NAME, Facet.AMOUNT, Facet.SUMMARY)


def _first_of_rank(frame: Frame, draft: Draft, last: Query) -> Selection | None:
    """«その3つの合計» after the first, second and third were asked one by one."""
    counted = next(iter(frame.scan.numbers(NumberKind.COUNT)), None)
    if counted is None or last.operation is not Operation.RANK or draft.operation not in SETS:
        return None
    return replace(last.selection, start=1, limit=counted.value)


def _ranked_again(frame: Frame, rows: Selection, context: Context, last: Query) -> Selection:
    """«2番目は?» after a ranking keeps its order; «一番大きいのは?» after a list ranks that list."""
    sized = frame.has("rank.most", "rank.least", "rank.descending", "rank.ascending", "size.big", "size.small")
    if last.operation is Operation.RANK:
        order = rows.order if sized else last.selection.order
        return replace(last.selection, order=order, start=rows.start, limit=rows.limit)
    if last.operation in {Operation.LIST, Operation.EXISTS, Operation.PARTS} and rows.limit == 1 and not sized:
        shown = focus(context, last).subjects[rows.start - 1 : rows.start]
        if shown:
            return Selection(Scope.NAMED, shown)  # «3番目のを詳しく»: as listed
    whole = last.selection.scope is not Scope.NAMED and last.operation in SETS
    base = last.selection if whole else focus(context, last)
    return replace(base, order=rows.order, start=rows.start, limit=rows.limit)


def remember(context: Context, reading: Reading, results: tuple[Named, ...]) -> Context:
    """The context after a turn.

    Args:
        context: before it.
        reading: of the turn.
        results: what the answer's items named, in order; empty where nothing was answered.
    """
    outcome = reading.outcome
    if isinstance(outcome, Understood):
        last = outcome.queries[-1]
        spoken = last.selection.subjects or (results if len(results) <= 3 else ())
        subjects = tuple(dict.fromkeys((*reversed(spoken), *context.subjects)))[:8]
        return Context(outcome.queries, results, subjects)
    if isinstance(outcome, AskBack):
        return replace(context, choices=outcome.choices)
    return replace(context, choices=())
