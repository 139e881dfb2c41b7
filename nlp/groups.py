"""The things that a turn means together: shown at once, spoken of one by one, or sets that differ in one condition."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace

from nlp.carried import PAIRS, PROJECT_SETS, ROWS, SETS, Followup, whole
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
    Operation,
    Query,
    Scope,
    Selection,
)
from nlp.referents import differing, run_of_singles, singles

DIVISIONS = re.compile(r"両課|課分|[0-9二三四五六]課")
THOSE = re.compile(r"(?:その|この|それら|これら|上の)(?:[2-9]|[二三四五六七八九])(?:つ|件|事業|課|本)")
WHICH = re.compile(
    r"どっち|どちら|いずれ|which|どれが|(?:大き|多|高|小さ|少な|低|安)い?(?:ほう|方)(?=は|が|って|の|を|だけ|[?。\s]|$)"
)
"""«どちらが», «大きい方は»: one of those spoken of."""
TWO = 2
_MOST = 5
SIDES = {Operation.COUNT: (Aggregate.COUNT,), Operation.MEAN: (Aggregate.MEAN,), Operation.SUM: ()}
"""What sets asked about one after the other are held against each other by."""


@dataclass(frozen=True, slots=True)
class Group:
    """Things spoken of, each for itself and all together."""

    each: tuple[Selection, ...]
    united: Selection | None
    """Every row once; None where no selection says that."""
    whole_sets: bool = False
    """Each is a set of projects, not a single thing."""


def size_said(frame: Frame) -> int | None:
    counted = next(iter(frame.scan.numbers(NumberKind.COUNT)), None)
    if counted and 1 < counted.value <= _MOST:
        return counted.value
    said = re.search(r"([二三四五六2-6])(?:つ|件|事業|課)", frame.text)
    if said:
        return int(said[1]) if said[1].isdigit() else "一二三四五六".index(said[1]) + 1
    pair = frame.has("op.difference", "op.ratio", "op.compare") or re.search(r"両|どちらも|どっちも|ふたつ", frame.text)
    return TWO if pair else None


def group_meant(turn: Followup) -> Group | None:
    """The things meant: rows just shown or asked about together, else those spoken of one by one."""
    size = size_said(turn.frame)
    if united := _united_before(turn, size):
        return united
    shown = shown_together(turn, size)
    if shown:
        return shown
    if size is None and (every := _all_of_them(turn)):
        return every
    if size is None and (sets := _run_of_sets(turn)):
        return sets
    return one_by_one(turn, size or TWO) or _shown_before(turn, size) or _two_numbers(turn, size)


def _two_numbers(turn: Followup, size: int | None) -> Group | None:
    """«差» after the sum of a set and that of another, however they differ."""
    recent = [exchange.queries[-1] for exchange in turn.exchanges[:TWO]]
    apart = turn.frame.has("op.difference", "op.ratio") and size in {None, TWO} and len(recent) == TWO
    numbers = all(query.operation in {Operation.SUM, Operation.COUNT, Operation.MEAN} for query in recent)
    sets = all(is_set(query) and not query.selection.subjects for query in recent)
    if not (apart and numbers and sets) or _unlike(recent[0], recent[1]):
        return None
    return Group(tuple(whole(query.selection) for query in reversed(recent)), None, whole_sets=True)


def _run_of_sets(turn: Followup) -> Group | None:
    """«合計は» after «新規は», «拡充は», «継続は»: all sets asked about one after the other."""
    for size in range(min(_MOST, len(turn.exchanges)), TWO, -1):
        found = parallel_sets(turn, size)
        if found and found.united is not None:
            return found
    return None


def _united_before(turn: Followup, size: int | None) -> Group | None:
    """«両課分の合計は» after «両課合わせて何件»: still of both."""
    rows = turn.last.selection
    several = [c for c in rows.conditions if isinstance(c, InDivisions) and len(c.divisions) == (size or TWO)]
    if not several or not DIVISIONS.search(turn.frame.text):
        return None
    return Group((), whole(rows), whole_sets=True)


def shown_together(turn: Followup, size: int | None) -> Group | None:
    rows, other = turn.last.selection, turn.last.other
    if turn.last.operation in PAIRS and other:
        single = len(rows.subjects) == len(other.subjects) == 1
        united = Selection(Scope.NAMED, (*rows.subjects, *other.subjects)) if single else None
        return Group((rows, other), united, whole_sets=not single)
    divisions = {named.kind for named in turn.context.results} == {Kind.DIVISION}
    if divisions and size == len(turn.context.results) and DIVISIONS.search(turn.frame.text):
        shown = turn.context.results
        return Group(tuple(Selection(Scope.NAMED, (n,)) for n in shown), Selection(Scope.NAMED, shown))
    if DIVISIONS.search(turn.frame.text) and {named.kind for named in rows.subjects} != {Kind.DIVISION}:
        return None
    if turn.last.operation in ROWS and len(turn.results) >= TWO and size in {None, len(turn.results)}:
        windowed = rows.limit is not None or rows.scope not in PROJECT_SETS
        united = Selection(Scope.NAMED, turn.results) if windowed or rows.subjects else whole(rows)
        return Group(tuple(Selection(Scope.NAMED, (n,)) for n in turn.results), united)
    if len(rows.subjects) >= TWO and size in {None, len(rows.subjects)}:
        return Group(tuple(Selection(Scope.NAMED, (n,)) for n in rows.subjects), Selection(Scope.NAMED, rows.subjects))
    return None


def _shown_before(turn: Followup, size: int | None) -> Group | None:
    """«その3つの平均» after the rest of a set was asked about: the last three shown."""
    if size is None or not THOSE.search(turn.frame.text):
        return None
    shown = next((e.results for e in turn.exchanges if len(e.results) == size and e.queries[-1].operation in ROWS), ())
    return Group(tuple(Selection(Scope.NAMED, (n,)) for n in shown), Selection(Scope.NAMED, shown)) if shown else None


def _all_of_them(turn: Followup) -> Group | None:
    """«全部足すと» after three single figures: all that were asked about one after the other."""
    things = run_of_singles(turn)
    if len(things) <= TWO or turn.last.operation is not Operation.SHOW:
        return None
    return Group(tuple(Selection(Scope.NAMED, (n,)) for n in things), Selection(Scope.NAMED, things))


def one_by_one(turn: Followup, size: int) -> Group | None:
    if found := _found_one_by_one(turn, size):
        return found
    sets = parallel_sets(turn, size)
    if sets:
        return sets
    things = singles(turn, size)
    periods = {e.queries[-1].period for e in turn.exchanges[:size] if Facet.AMOUNT in e.queries[-1].facets}
    if not things or len(periods) > 1:
        return None
    divisions = bool(DIVISIONS.search(turn.frame.text))
    if divisions and any(named.kind is not Kind.DIVISION for named in things):
        return None
    return Group(tuple(Selection(Scope.NAMED, (n,)) for n in things), Selection(Scope.NAMED, things))


def _found_one_by_one(turn: Followup, size: int) -> Group | None:
    """«高齢者むけのある?» «障がい者のは?», each answered with one project: those projects."""
    recent = turn.exchanges[:size]
    single = all(e.queries[-1].operation in ROWS and len(e.results) == 1 for e in recent)
    things = tuple(dict.fromkeys(e.results[0] for e in reversed(recent) if e.results)) if single else ()
    if len(things) < size or any(named.kind is not Kind.PROJECT for named in things):
        return None
    return Group(tuple(Selection(Scope.NAMED, (n,)) for n in things), Selection(Scope.NAMED, things))


def parallel_sets(turn: Followup, size: int) -> Group | None:
    """The last sets asked about one after the other, that differ in one condition: «新規の合計», «拡充は»."""
    at_once = list(reversed(turn.context.queries))
    queries = at_once if len(at_once) > 1 else [exchange.queries[-1] for exchange in turn.exchanges[:size]]
    size = max(size, len(at_once))
    if len(queries) < size or any(not is_set(query) or _unlike(query, queries[0]) for query in queries):
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


def is_set(query: Query) -> bool:
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
