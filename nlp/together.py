"""Several things spoken of, taken together: «二つ足すと», «両課分の合計», «差は?», «両方とも率で»."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace

from nlp.carried import PAIRS, PROJECT_SETS, ROWS, SETS, Carried, Followup, draft_of, whole
from nlp.draft import Draft
from nlp.frame import Frame
from nlp.numbers import NumberKind
from nlp.query import (
    Aggregate,
    Condition,
    Facet,
    InCategory,
    InDivisions,
    InPolicy,
    Kind,
    Measure,
    Operation,
    Order,
    Period,
    Query,
    Scope,
    Selection,
)
from nlp.reading import AskBack, Unclear
from nlp.referents import differing, run_of_singles, singles
from nlp.rules.asked import facets
from nlp.rules.ranking import aggregate_operation
from nlp.said import adds, has_rows, names_rows
from nlp.selecting import measure, order
from nlp.timing import chronological

_TWO = 2
_MOST = 5
_DIVISIONS = re.compile(r"両課|課分|[0-9二三四五六]課")
_JOINS = re.compile(r"足|たす|たし|合わせ|あわせ|合算|プラス")
_WHICH = re.compile(r"どっち|どちら|いずれ|which|どれが")
_THEM = re.compile(r"それら|これら")
_BOTH = re.compile(r"両(?:方|者|事業|案件|課)|どちらも|どっちも")
_THOSE = re.compile(r"(?:その|この|それら|これら|上の)(?:[2-9]|[二三四五六七八九])(?:つ|件|事業|課|本)")
_SO_MANY_DIVISIONS = re.compile(r"両(?:課|者|事業)|(?<![0-9])[2-5二三四五]課(?:の(?:予算|合計|計|差)|計|分|合わせ)")
_ALL_OF_THEM = re.compile(r"(?:[2-5二三四五両])(?:つ|件|事業|課|者|方|本)(?:分|とも|の|を|で)?")


@dataclass(frozen=True, slots=True)
class Group:
    """Things spoken of, each for itself and all together."""

    each: tuple[Selection, ...]
    united: Selection | None
    """Every row once; None where no selection says that."""
    whole_sets: bool = False
    """Each is a set of projects, not a single thing."""


def points_at_several(frame: Frame) -> bool:
    """«両課の合計», «3課の予算合計は»: things that only a conversation can tell."""
    if frame.scan.names or frame.scan.words or (frame.context.queries and not frame.context.adrift):
        return False
    return any(pattern.search(frame.text) for pattern in (_THOSE, _SO_MANY_DIVISIONS))


def together(turn: Followup) -> Carried | AskBack | None:
    """What the turn asks of several things, where it names none itself."""
    frame = turn.frame
    if _names_things(turn) or not _asks_of_several(turn):
        return None
    if moved := _between_periods(turn):
        return moved
    if both := _each_otherwise(turn):
        return both
    if each := _each(turn):
        return each
    group = _group(turn)
    made = _asked(turn, group) if group else None
    if made is None:
        explicit = any(pattern.search(frame.text) for pattern in (_THOSE, _DIVISIONS, _BOTH))
        return AskBack(Unclear.NO_SUBJECT) if explicit and not turn.frame.about_change else None
    return Carried(made, ("subject",), turn.last.period, frame.timing.base, turn.last.unit)


def _names_things(turn: Followup) -> bool:
    frame = turn.frame
    subjects = turn.draft is not None and turn.draft.selection is not None and bool(turn.draft.selection.subjects)
    ranked = frame.scan.numbers(NumberKind.NTH)
    return subjects or names_rows(frame) or bool(frame.scan.words or frame.timing.periods or ranked)


def _asks_of_several(turn: Followup) -> bool:
    frame = turn.frame
    several_sets = len(turn.context.queries) > 1 and _is_set(turn.last)
    if several_sets and aggregate_operation(frame) and not has_rows(turn.draft):
        return True
    pairs = frame.has("op.difference", "op.ratio") or (turn.draft is not None and turn.draft.operation in PAIRS)
    which = frame.has("op.compare", "size.big", "size.small") and bool(_WHICH.search(frame.text))
    if (
        frame.has("ref.both")
        or _EACH.search(frame.text)
        or _DIVISIONS.search(frame.text)
        or _ALL_OF_THEM.search(frame.text)
    ):
        return True
    if _THEM.search(frame.text) and frame.has("agg.sum", "agg.mean") and not has_rows(turn.draft):
        return len(turn.results) < _TWO
    return pairs or (which and not frame.speaks_of_projects) or _adds_up(turn)


def _adds_up(turn: Followup) -> bool:
    """«足すと?» after single figures one by one; «合計額は?» after a count is the sum of what was counted."""
    frame = turn.frame
    if not frame.has("agg.sum", "agg.mean") or has_rows(turn.draft) or adds(frame):
        return False
    joined = bool(_JOINS.search(frame.text)) or not re.search(r"額|いくら|平均|予算", frame.text)
    singles_last = turn.last.operation is Operation.SHOW or turn.last.operation in PAIRS
    sets_last = turn.last.operation is Operation.SUM or (turn.last.operation is Operation.COUNT and joined)
    return (singles_last or sets_last) and bool(_shown_together(turn, _TWO) or _one_by_one(turn, _TWO))


def _size(frame: Frame) -> int | None:
    counted = next(iter(frame.scan.numbers(NumberKind.COUNT)), None)
    if counted and 1 < counted.value <= _MOST:
        return counted.value
    said = re.search(r"([二三四五六2-6])(?:つ|件|事業|課)", frame.text)
    if said:
        return int(said[1]) if said[1].isdigit() else "一二三四五六".index(said[1]) + 1
    pair = frame.has("op.difference", "op.ratio", "op.compare") or re.search(r"両|どちらも|どっちも|ふたつ", frame.text)
    return _TWO if pair else None


def _group(turn: Followup) -> Group | None:
    """The things meant: rows just shown or asked about together, else those spoken of one by one."""
    size = _size(turn.frame)
    if united := _united_before(turn, size):
        return united
    shown = _shown_together(turn, size)
    if shown:
        return shown
    if size is None and (every := _all_of_them(turn)):
        return every
    return _one_by_one(turn, size or _TWO) or _shown_before(turn, size)


def _united_before(turn: Followup, size: int | None) -> Group | None:
    """«両課分の合計は» after «両課合わせて何件»: still of both."""
    rows = turn.last.selection
    several = [c for c in rows.conditions if isinstance(c, InDivisions) and len(c.divisions) == (size or _TWO)]
    if not several or not _DIVISIONS.search(turn.frame.text):
        return None
    return Group((), whole(rows), whole_sets=True)


def _shown_together(turn: Followup, size: int | None) -> Group | None:
    rows, other = turn.last.selection, turn.last.other
    if turn.last.operation in PAIRS and other:
        single = len(rows.subjects) == len(other.subjects) == 1
        united = Selection(Scope.NAMED, (*rows.subjects, *other.subjects)) if single else None
        return Group((rows, other), united, whole_sets=not single)
    divisions = {named.kind for named in turn.context.results} == {Kind.DIVISION}
    if divisions and size == len(turn.context.results) and _DIVISIONS.search(turn.frame.text):
        shown = turn.context.results
        return Group(tuple(Selection(Scope.NAMED, (n,)) for n in shown), Selection(Scope.NAMED, shown))
    if _DIVISIONS.search(turn.frame.text):
        return None
    if turn.last.operation in ROWS and len(turn.results) >= _TWO and size in {None, len(turn.results)}:
        windowed = rows.limit is not None or rows.scope not in PROJECT_SETS
        united = Selection(Scope.NAMED, turn.results) if windowed or rows.subjects else whole(rows)
        return Group(tuple(Selection(Scope.NAMED, (n,)) for n in turn.results), united)
    if len(rows.subjects) >= _TWO and size in {None, len(rows.subjects)}:
        return Group(tuple(Selection(Scope.NAMED, (n,)) for n in rows.subjects), Selection(Scope.NAMED, rows.subjects))
    return None


def _shown_before(turn: Followup, size: int | None) -> Group | None:
    """«その3つの平均» after the rest of a set was asked about: the last three shown."""
    if size is None or not _THOSE.search(turn.frame.text):
        return None
    shown = next((e.results for e in turn.exchanges if len(e.results) == size and e.queries[-1].operation in ROWS), ())
    return Group(tuple(Selection(Scope.NAMED, (n,)) for n in shown), Selection(Scope.NAMED, shown)) if shown else None


def _all_of_them(turn: Followup) -> Group | None:
    """«全部足すと» after three single figures: all that were asked about one after the other."""
    things = run_of_singles(turn)
    if len(things) <= _TWO or turn.last.operation is not Operation.SHOW:
        return None
    return Group(tuple(Selection(Scope.NAMED, (n,)) for n in things), Selection(Scope.NAMED, things))


def _one_by_one(turn: Followup, size: int) -> Group | None:
    sets = _parallel_sets(turn, size)
    if sets:
        return sets
    things = singles(turn, size)
    periods = {e.queries[-1].period for e in turn.exchanges[:size] if Facet.AMOUNT in e.queries[-1].facets}
    if not things or len(periods) > 1:
        return None
    divisions = bool(_DIVISIONS.search(turn.frame.text))
    if divisions and any(named.kind is not Kind.DIVISION for named in things):
        return None
    return Group(tuple(Selection(Scope.NAMED, (n,)) for n in things), Selection(Scope.NAMED, things))


def _parallel_sets(turn: Followup, size: int) -> Group | None:
    """The last sets asked about one after the other, that differ in one condition: «新規の合計», «拡充は»."""
    at_once = list(reversed(turn.context.queries))
    queries = at_once if len(at_once) > 1 else [exchange.queries[-1] for exchange in turn.exchanges[:size]]
    size = max(size, len(at_once))
    if len(queries) < size or any(not _is_set(query) or _unlike(query, queries[0]) for query in queries):
        return None
    conditions: list[Condition] = []
    for query in queries[1:]:
        apart = differing(queries[0].selection, query.selection)
        if apart is None:
            return None
        conditions = [*(conditions or [apart[0]]), apart[1]]
    each = tuple(whole(query.selection) for query in reversed(queries))
    merged = _any_of(tuple(reversed(conditions)))
    if merged is None or len(set(each)) < size:
        return Group(each, None, whole_sets=True)
    kept = tuple(c for c in each[-1].conditions if c != conditions[0])
    return Group(each, replace(each[-1], conditions=(*kept, merged)), whole_sets=True)


def _is_set(query: Query) -> bool:
    counted = query.operation in SETS or query.operation is Operation.SHOW
    return counted and query.selection.scope in PROJECT_SETS and query.selection.limit is None


def _unlike(query: Query, other: Query) -> bool:
    return (query.operation, query.measure, query.period) != (other.operation, other.measure, other.period)


def _any_of(conditions: Sequence[Condition]) -> Condition | None:
    """Rows that meet any of conditions of one kind: «新規», «拡充» → «新規または拡充»."""
    divisions = [c for c in conditions if isinstance(c, InDivisions) and not c.negated and not c.every]
    categories = [c for c in conditions if isinstance(c, InCategory) and not c.negated]
    nodes = [c for c in conditions if isinstance(c, InPolicy) and not c.negated]
    if len(divisions) == len(conditions):
        return InDivisions(tuple(dict.fromkeys(named for c in divisions for named in c.divisions)))
    if len(categories) == len(conditions):
        return InCategory(tuple(dict.fromkeys(category for c in categories for category in c.categories)))
    if len(nodes) == len(conditions):
        return InPolicy(tuple(dict.fromkeys(named for c in nodes for named in c.nodes)))
    return None


def _asked(turn: Followup, group: Group) -> Draft | None:
    """What the turn asks of the group."""
    frame = turn.frame
    pair = len(group.each) == _TWO
    sides = _SIDES.get(turn.last.operation, turn.last.aggregates) if group.whole_sets else ()
    if frame.has("op.ratio"):
        return Draft(Operation.RATIO, group.each[0], group.each[1], aggregates=sides) if pair else None
    if _WHICH.search(frame.text) and pair:
        if group.whole_sets:
            return Draft(Operation.COMPARE, group.each[0], group.each[1], facets=(Facet.NAME,), aggregates=sides)
        return _compared(frame, group)
    if frame.has("op.difference"):
        if not pair:
            return None
        if group.whole_sets:
            return Draft(Operation.DIFFERENCE, group.each[0], group.each[1], aggregates=sides)
        return Draft(Operation.DIFFERENCE, group.united, measure=turn.last.measure)
    if group.united is None:
        return None
    of_amounts = bool(re.search(r"額|いくら|予算", frame.text))
    counted_one_by_one = group.each and turn.last.operation is Operation.COUNT and not of_amounts
    if frame.has("ask.count") or (group.whole_sets and counted_one_by_one):
        return Draft(Operation.COUNT, group.united) if group.whole_sets else None
    if frame.has("agg.sum", "agg.mean", "agg.median") or _only_points(frame):
        return Draft(aggregate_operation(frame) or Operation.SUM, group.united, measure=turn.last.measure)
    asked = facets(frame)
    return Draft(Operation.SHOW, group.united, facets=asked) if asked and not group.whole_sets else None


_SIDES = {Operation.COUNT: (Aggregate.COUNT,), Operation.MEAN: (Aggregate.MEAN,), Operation.SUM: ()}
"""What sets asked about one after the other are held against each other by."""


def _only_points(frame: Frame) -> bool:
    """«両課分は?», «二つで?»: together is all that is said."""
    asking = {c for c in frame.scan.concepts if c.startswith(("ask.", "op.", "rank.", "move.", "by."))}
    return frame.has("ref.both") and asking <= {"ask.amount", "ask.all", "ask.extent", "ask.polar"}


def _compared(frame: Frame, group: Group) -> Draft | None:
    if group.united is None:
        return None
    asked = (Facet.NAME, Facet.AMOUNT) if frame.has("ask.amount", "ask.extent", "op.difference") else (Facet.NAME,)
    by = measure(frame)
    ordering = Order(not frame.has("size.small")) if by is Measure.BUDGET else order(frame, by)
    return Draft(Operation.COMPARE, replace(group.united, order=ordering), measure=by, facets=asked)


def _between_periods(turn: Followup) -> Carried | None:
    """«部の予算は» «前年度は» «差額は?»: the same row in its two periods."""
    frame, rows = turn.frame, turn.last.selection
    asked = [exchange.queries[-1] for exchange in turn.exchanges[:_TWO]]
    same = [q for q in asked if q.selection == rows and q.measure is Measure.BUDGET and q.operation is Operation.SHOW]
    if len(rows.subjects) != 1 or not same or (len(same) < len(asked) and singles(turn, _TWO)):
        return None
    periods = sorted({q.period for q in same} | {frame.default_period}, key=chronological)[-_TWO:]
    if len(periods) < _TWO:
        return None
    if frame.has("op.ratio"):
        return Carried(Draft(Operation.RATIO, rows, base=periods[0]), ("subject", "period"), periods[1], periods[0])
    if frame.has("op.difference") or (_WHICH.search(frame.text) and frame.has("size.big", "size.small", "op.compare")):
        return _moved(rows, Measure.CHANGE, periods)
    return None


def _moved(rows: Selection, measure: Measure, periods: list[Period]) -> Carried:
    return Carried(Draft(Operation.SHOW, rows, measure=measure), ("subject", "period"), periods[1], periods[0])


_EACH = re.compile(r"それぞれ|各々|おのおの")


def _each(turn: Followup) -> Carried | None:
    """«それぞれ何件», «それぞれの合計は»: of sets spoken of together or one after the other, each for itself."""
    frame, last = turn.frame, turn.last
    operation = Operation.COUNT if frame.has("ask.count") else aggregate_operation(frame)
    if operation is None or not _EACH.search(frame.text):
        return None
    several = _parallel_sets(turn, _size(frame) or _TWO)
    sets = _apart(whole(last.selection)) or (several.each if several else ())
    if not sets or last.selection.scope not in PROJECT_SETS:
        return None
    first, *others = (Carried(Draft(operation, rows), ("selection",), last.period, None, last.unit) for rows in sets)
    return replace(first, beside=tuple(others))


def _apart(rows: Selection) -> tuple[Selection, ...]:
    """«新規と拡充» as the new ones and the expanded ones."""
    for condition in rows.conditions:
        alternatives: list[Condition] = []
        if isinstance(condition, InCategory) and not condition.negated:
            alternatives = [InCategory((category,)) for category in condition.categories]
        elif isinstance(condition, InDivisions) and not (condition.negated or condition.every):
            alternatives = [InDivisions((named,)) for named in condition.divisions]
        elif isinstance(condition, InPolicy) and not condition.negated:
            alternatives = [InPolicy((named,)) for named in condition.nodes]
        if len(alternatives) > 1:
            kept = [tuple(one if c == condition else c for c in rows.conditions) for one in alternatives]
            return tuple(replace(rows, conditions=conditions) for conditions in kept)
    return ()


def _each_otherwise(turn: Followup) -> Carried | None:
    """«両方とも率で»: the last two questions of one row, each asked again as another measure."""
    frame = turn.frame
    measure = Measure.CHANGE_RATE if frame.has("move.rate", "op.percent") else None
    if measure is None and frame.has("move.amount"):
        measure = Measure.CHANGE
    if measure is None or not frame.has("ref.both", "ask.all"):
        return None
    two = [exchange.queries[-1] for exchange in turn.exchanges[:_TWO]]
    changes = all(query.measure is not Measure.BUDGET and query.operation is Operation.SHOW for query in two)
    if len(two) < _TWO or not changes or len({(q.selection, q.base) for q in two}) < _TWO:
        return None
    first, second = (
        Carried(replace(draft_of(q), measure=measure), ("subject", "base"), q.period, q.base, q.unit)
        for q in reversed(two)
    )
    return replace(first, beside=(second,))
