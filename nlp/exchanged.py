"""«じゃあ貿易振興課は?», «去年は?», «拡充だと?», «億で»: the last question with what the turn says in its place."""

from __future__ import annotations

import re
from dataclasses import replace

from nlp.carried import PAIRS, PROJECT_SETS, SETS, Carried, Followup, draft_of, whole
from nlp.draft import Draft
from nlp.query import (
    TABLE_KINDS,
    TABLE_SCOPES,
    About,
    Aggregate,
    AmountRange,
    BeyondClaim,
    CategoryClaim,
    Dimension,
    Facet,
    InCategory,
    InDivisions,
    InPolicy,
    Joint,
    Kind,
    Measure,
    MeetsClaim,
    MovedClaim,
    Named,
    Operation,
    Period,
    Phase,
    RankClaim,
    RateClaim,
    Scope,
    Selection,
)
from nlp.reading import AskBack, Unclear
from nlp.said import (
    adds,
    asks,
    conditions,
    each_apart,
    is_fragment,
    kinds,
    named,
    names_rows,
    narrowed,
    over_something,
    unplaced,
    wants_amounts,
)
from nlp.selecting import scope

_AMONG = re.compile(r"の中|のうち|に占め|内で|に対し")
_EVERY_CATEGORY = re.compile(
    r"(?:じゃあ?|では)?、?(?:全部|ぜんぶ|全て|すべて|全区分|全体|区分(?:は|を)?問わ(?:ず|ない(?:で|と)?))"
    r"(?:だと|では|なら|で|は|に戻して)?[?。]*"
)
_OF_THEM = re.compile(r"の(?:は|やつ|もの|だけ|だと|のは)")
"""«水産のは?»: of the rows spoken of, those about it."""
_ONLY_A_FORM = ("unit.", "ref.", "idle.", "ask.tell", "noun.budget", "ask.polar")
_OF_THE_FOUND = re.compile(r"何|なん|いくら|どのくらい|どれくらい|どれだけ|いかほど")
_NOT_RATE = re.compile(r"(?:率|%|パーセント|割合)(?:じゃな|ではな|でな).{0,4}額")
_AMOUNT_INSTEAD = re.compile(r"(?:金額|実額|額)(?:だと|では|で|は|に|なら|だったら|ベース)?")


_SINCE = re.compile(r"(?:から|より)(?:は|だと|も)?[?。\s]*$")
"""«前年度からは?»"""
_SHOW_THEM = re.compile(r"見せ|みせ|並べ|表示|一覧|リスト|挙げ|あげて")


_WITHIN_IT = re.compile(r"(?<![一-鿿])課(?:の(?:中|なか)|内)(?:で|だ)")
_SEVERAL_OF_THEM = re.compile(
    r"どれとどれ|何と何|なにとなに|どれとか|どんなの|全部(?:見せ|教え|出し|挙げ)|一覧|リスト|挙げ|並べ"
)


def exchanged(turn: Followup) -> Carried | AskBack | None:
    """The last questions with the rows, the period or the base that the turn says."""
    last = _exchanged(turn)
    if not isinstance(last, Carried):
        return last
    # «新規の件数と合計» «拡充は»: all that was asked of them
    alike = [query for query in turn.context.queries[:-1] if query.selection == turn.last.selection]
    asked = [_exchanged(replace(turn, last=query)) for query in alike]
    before = [each for each in asked if isinstance(each, Carried)]
    if len(alike) < len(turn.context.queries) - 1 or len(before) < len(alike) or not before:
        return last
    first, *more = (*before, last)
    return first if not any(each != first for each in more) else replace(first, beside=_distinct(more))


def _of_neither(turn: Followup) -> bool:
    said = named(turn)
    return turn.last.operation is Operation.SHARE and bool(said) and said != turn.last.selection.subjects


def _distinct(carried: list[Carried]) -> tuple[Carried, ...]:
    return tuple(each for index, each in enumerate(carried) if each not in carried[:index])


def _exchanged(turn: Followup) -> Carried | AskBack | None:
    """The last question so."""
    if not is_fragment(turn):
        return None
    timing = turn.frame.timing
    rows = _other_rows(turn)
    versus = turn.frame.has("move.versus", "op.compare") or turn.frame.text.startswith(("対", "vs"))
    versus = versus or bool(_SINCE.search(turn.frame.text))
    compared = timing.base and (turn.last.measure is not Measure.BUDGET or versus)
    if rows is None and compared:
        return _carried(turn, _as_change(turn), turn.last.period, timing.base, "subject", "measure")
    period = _period_said(turn)
    said = rows.selection.subjects if rows is not None and rows.selection is not None else ()
    if said and said == turn.last.selection.subjects and period is None and turn.frame.scan.words:
        return None  # «新規融資枠は?» of the project it is a part of
    if rows is None and period is None:
        # «貿易振興課だと» after the share of a project in its division: neither of the two
        return AskBack(Unclear.NO_MEASURE) if _of_neither(turn) else None
    made, inherited = (draft_of(turn.last), "subject") if rows is None else (rows, "operation")
    if made.operation is Operation.COUNT and (_SHOW_THEM.search(turn.frame.text) or turn.frame.has("ask.which")):
        made = replace(made, operation=Operation.LIST, facets=(Facet.NAME,))  # «貿易のだけ見せて»
    if made.operation is Operation.RANK and made.selection and _SEVERAL_OF_THEM.search(turn.frame.text):
        made = Draft(Operation.LIST, whole(made.selection), facets=(Facet.NAME,))  # «拡充のはどれとどれ»
    if made.operation in PAIRS and made.other is None and each_apart(turn.frame):
        made = replace(made, operation=Operation.SHOW)  # «それぞれ前年度は» after their difference
    if turn.last.measure is Measure.BUDGET:
        if period and timing.periods and period != timing.periods[0]:
            made = replace(made, periods=(period,))
        return _carried(turn, made, period or turn.last.period, turn.last.base, inherited, "measure")
    if rows is None and _repeats(turn, period):
        shown = replace(made, operation=Operation.SHOW, measure=Measure.BUDGET, facets=(Facet.AMOUNT,))
        return _carried(turn, shown, period, None, inherited)
    # A period said after a change is what the change is measured from.
    return _carried(turn, made, turn.last.period, period or turn.last.base, inherited, "measure")


def _repeats(turn: Followup, period: Period | None) -> bool:
    """«去年はいくら» after the change since last year: that year's budget, or the turn would ask nothing new."""
    last = turn.last
    return (
        period is not None
        and period == last.base
        and last.operation is Operation.SHOW
        and bool(last.selection.subjects)
    )


def _period_said(turn: Followup) -> Period | None:
    """«当初に戻して» after a year's later budget is that year's."""
    timing, year = turn.frame.timing, turn.last.period.fiscal_year
    said = timing.periods[0] if timing.periods else timing.base
    bare = any(mention.fiscal_year is None and mention.phase is Phase.INITIAL for mention in turn.frame.scan.periods)
    if said == turn.frame.default_period and bare and turn.last.measure is Measure.BUDGET:
        return Period(year)
    return said


def in_another_form(turn: Followup) -> Carried | None:
    """«億で», «率だと», «金額にすると»: the same question, its figures in another unit or as another measure."""
    frame, last = turn.frame, turn.last
    if frame.scan.names or frame.scan.words or frame.timing.periods or frame.timing.base or frame.scan.amounts:
        return None
    if frame.says_department or over_something(frame):
        return None
    if frame.unit and all(concept.startswith(_ONLY_A_FORM) for concept in frame.scan.concepts):
        return _carried(turn, draft_of(last), last.period, last.base, "subject", "operation")
    other = _other_measure(turn)
    if other is None or last.measure is Measure.BUDGET or last.operation is Operation.CHECK:
        return None
    made, rows = draft_of(last), last.selection
    if rows.order is not None:
        if _OF_THE_FOUND.search(frame.text):
            return None  # «何%?» of the one that came first, not a ranking by rate
        made = replace(made, selection=replace(rows, order=replace(rows.order, by=other)))
    carried = _carried(turn, replace(made, measure=other), last.period, last.base, "subject", "base")
    return replace(carried, placed=tuple((span.start, span.end) for span in frame.scan.all("op.share")))


def _other_measure(turn: Followup) -> Measure | None:
    """The measure a turn asks for that asks nothing else."""
    frame = turn.frame
    if turn.last.measure is not Measure.BUDGET and wants_amounts(frame):
        return Measure.CHANGE
    as_rate = {"op.share"} if _AS_RATE.fullmatch(frame.text.strip()) else set()
    if asks(turn) - as_rate - {"move.rate", "move.amount", "op.percent", "ask.amount", "ask.extent"}:
        return None
    if turn.last.measure is Measure.CHANGE and frame.has("move.amount") and not frame.has("move.rate"):
        return Measure.CHANGE
    if turn.last.measure is Measure.CHANGE_RATE and _AMOUNT_INSTEAD.search(frame.text):
        return Measure.CHANGE if not frame.about_change or _NOT_RATE.search(frame.text) else None
    if turn.last.measure is Measure.CHANGE and _AS_RATE.fullmatch(frame.text.strip()):
        return Measure.CHANGE_RATE
    if turn.last.measure is Measure.CHANGE and frame.has("move.rate", "op.percent") and not frame.has("op.share"):
        return Measure.CHANGE_RATE
    return None


_AS_RATE = re.compile(
    r"(?:それ|これ)?(?:を|って)?割合(?:で|に|だと|としては|では)?(?:いう|言う|する|します|した|直す|なおす|表す)?(?:と|ら|ば)?(?:は|どう|いくら|何%|何パーセント)?"
    r"(?:です|ですか|か|になりますか)*[?。]*"
)


def _carried(turn: Followup, made: Draft, period: Period | None, base: Period | None, *inherited: str) -> Carried:
    return Carried(made, inherited, period, base, turn.last.unit)


def _as_change(turn: Followup) -> Draft:
    """The last question, asked of a change if it was not already."""
    last = turn.last
    if last.measure is Measure.BUDGET:
        rows = last.selection if last.selection.limit is not None else replace(last.selection, order=None)
        made = replace(draft_of(last), measure=Measure.CHANGE, operation=Operation.SHOW)
        return replace(made, selection=rows, facets=(Facet.AMOUNT,), aggregates=())
    return draft_of(last)


def _other_rows(turn: Followup) -> Draft | None:
    """The last question asked of the rows that the turn says; None where it says none."""
    last, said = turn.last.selection, named(turn)
    if last.scope in PROJECT_SETS:
        return _of_projects(turn, said)
    if last.scope in TABLE_SCOPES and not last.subjects:
        return _of_table(turn, said)
    return _of_named(turn, said)


def _of_projects(turn: Followup, said: tuple[Named, ...]) -> Draft | None:
    made, rows, frame = draft_of(turn.last), turn.last.selection, turn.frame
    if made.operation is Operation.SHARE and frame.says_department and said in {(), (frame.department,)}:
        return _of_a_share(turn, made, (frame.department,))
    if frame.says_department and said in {(), (frame.department,)} and rows != unplaced(rows):
        return replace(made, selection=unplaced(rows))
    kept = tuple(c for c in rows.conditions if not isinstance(c, (InCategory, AmountRange, Joint)))
    if _EVERY_CATEGORY.fullmatch(frame.text.strip()) and kept != rows.conditions:
        return replace(made, selection=replace(rows, conditions=kept))
    if made.operation is Operation.SHARE and _AMONG.search(frame.text) and said:
        return replace(made, other=Selection(Scope.NAMED, said))
    if _WITHIN_IT.search(frame.text):
        return None  # «課の中では»: its place there
    if frame.has("noun.division") and rows.order and not (said or frame.scan.words or frame.categories):
        return replace(made, selection=replace(rows, scope=Scope.DIVISIONS)) if not rows.conditions else None
    one = of_the_shown(turn)
    if one is not None:
        return _about(turn, (one,))
    topical = any(isinstance(c, About) for c in rows.conditions) or adds(frame) or frame.has("ref.narrow")
    topical = topical or (bool(_OF_THEM.search(frame.text)) and not frame.has("noun.project"))
    if frame.topic and not topical and not names_rows(frame):
        return None  # another subject, whole by itself
    if said and kinds(said) <= {Kind.PROJECT} and not frame.topic:
        return _about(turn, said)
    new = conditions(turn)
    one_division = len(new) == 1 and isinstance(new[0], InDivisions) and not new[0].negated
    by_division = one_division and made.operation is Operation.GROUP and made.group_by is Dimension.DIVISION
    # «雇用対策課のは?» of a number for each division
    if by_division and _WHICH_ONES.search(frame.text):
        made = replace(made, operation=Operation.LIST, group_by=None, aggregates=(), facets=(Facet.NAME,))
    elif by_division and len(made.aggregates) == 1 and made.aggregates[0] in _OF_ONE_GROUP:
        made = replace(made, operation=_OF_ONE_GROUP[made.aggregates[0]], group_by=None, aggregates=())
    return replace(made, selection=narrowed(rows, new, add=adds(frame))) if new else None


_OF_ONE_GROUP = {
    Aggregate.COUNT: Operation.COUNT,
    Aggregate.SUM: Operation.SUM,
    Aggregate.MEAN: Operation.MEAN,
    Aggregate.MEDIAN: Operation.MEDIAN,
}
_WHICH_ONES = re.compile(r"(?:何|なに|どれ|どの事業|どんなの)(?:です|か|なの)*[?。\s]*$")


def of_the_shown(turn: Followup) -> Named | None:
    """«賑わいのほう» after three projects were shown: the one of them whose name has the words."""
    words, shown = turn.frame.scan.words, [n for n in turn.results if n.kind is Kind.PROJECT]
    if not words or len(shown) < 2 or names_rows(turn.frame):
        return None
    having = [set(turn.frame.topics.named(word.in_names)) for word in words]
    fitting = [named for named in shown if all(named in names for names in having)]
    return fitting[0] if len(fitting) == 1 else None


def _about(turn: Followup, said: tuple[Named, ...]) -> Draft | None:
    """One of the rows, or another: what was asked of them is asked of it."""
    last, rows = turn.last, Selection(Scope.NAMED, said)
    if last.operation is Operation.SHOW:
        return replace(draft_of(last), selection=rows)
    if last.operation is Operation.SUM:
        return Draft(Operation.SHOW, rows)
    return Draft(Operation.SHOW, rows, facets=(Facet.NAME, Facet.AMOUNT, Facet.SUMMARY))


def _of_table(turn: Followup, said: tuple[Named, ...]) -> Draft | None:
    made, frame, rows = draft_of(turn.last), turn.frame, turn.last.selection
    if not said and frame.says_department:
        said = (frame.department,)
    if said and kinds(said) <= TABLE_KINDS:
        return Draft(Operation.SHOW, Selection(Scope.NAMED, said), measure=turn.last.measure)
    wanted = scope(frame)
    if not said and wanted is Scope.PROJECTS and frame.has("noun.project") and turn.last.measure is Measure.BUDGET:
        return replace(made, selection=replace(rows, scope=wanted))
    if not said and frame.bounded_amounts:
        return replace(made, selection=narrowed(rows, frame.bounded_amounts, add=adds(frame)))
    return None


def _of_named(turn: Followup, said: tuple[Named, ...]) -> Draft | None:
    made, frame = draft_of(turn.last), turn.frame
    if not said and frame.says_department:
        said = (frame.department,)
    if not said or any(not isinstance(c, (InDivisions, InPolicy, About)) for c in conditions(turn)):
        return None  # «貿易振興課の新規事業» is no division
    if made.operation in SETS and turn.last.selection.scope is not Scope.NAMED:
        return None
    if said == turn.last.selection.subjects and frame.scan.words and not frame.scan.names:
        return None  # «新規融資枠は?» of the project spoken of, whose text has the words: another question about it
    if made.operation is Operation.SHARE:
        return _of_a_share(turn, made, said)
    if turn.last.operation is Operation.CHECK and isinstance(turn.last.claim, _OF_ANY_ROW):
        # «貿易振興課は» after «雇用対策課は減った?», after «雇用対策課は何位?»
        return replace(made, operation=Operation.CHECK, selection=Selection(Scope.NAMED, said), claim=turn.last.claim)
    if made.measure is Measure.CHANGE and frame.has("op.percent", "move.rate"):
        made = replace(made, measure=Measure.CHANGE_RATE)
    operation = made.operation if made.operation not in PAIRS else Operation.SHOW
    return replace(made, operation=operation, selection=Selection(Scope.NAMED, said))


_OF_ANY_ROW = (MovedClaim, RankClaim, RateClaim, CategoryClaim, MeetsClaim, BeyondClaim)
"""Statements that another row of the kind may meet as well."""


def _of_a_share(turn: Followup, made: Draft, said: tuple[Named, ...]) -> Draft | None:
    """«部全体だと» is another whole, «No.45は» another part, of its own division where that was the whole."""
    part, larger = made.selection or Selection(), made.other or Selection()
    replaced = Selection(Scope.NAMED, said)
    if _AMONG.search(turn.frame.text) or kinds(said) == {Kind.DEPARTMENT}:
        return replace(made, other=replaced)
    if kinds(said) != kinds(part.subjects):
        return None
    entry = turn.frame.lexicon.entry(said[0]) if len(said) == 1 else None
    if kinds(larger.subjects) != {Kind.DIVISION} or kinds(said) != {Kind.PROJECT}:
        return replace(made, selection=replaced)
    own = entry.divisions if entry else ()
    return replace(made, selection=replaced, other=Selection(Scope.NAMED, own)) if len(own) == 1 else None
