"""«そのうち貿易振興課のもの», «融資は抜いて», «残りの合計»: a set made smaller, and what is asked of it."""

from __future__ import annotations

import re
from dataclasses import replace

from nlp.asked_of import asked_of, over
from nlp.carried import PROJECT_SETS, ROWS, SETS, Carried, Followup, draft_of, whole
from nlp.draft import Draft
from nlp.query import (
    About,
    Aggregate,
    AmountRange,
    Condition,
    Dimension,
    Except,
    Facet,
    HasBreakdown,
    InCategory,
    InDivisions,
    InPolicy,
    Joint,
    Kind,
    Measure,
    Moved,
    MovedClaim,
    Operation,
    Partial,
    Relisted,
    Scope,
    Selection,
)
from nlp.reading import AskBack
from nlp.referents import holds, places_division, same_category
from nlp.rules.ranking import aggregate_operation
from nlp.said import adds, conditions, excluded_projects, has_rows, is_headless, kinds, leaves_out, names_rows, narrowed
from nlp.selecting import direction

_RATHER = re.compile(r"やっぱ|やはり|違|ちが|間違|まちが|じゃなく|ではなく|そうじゃ")


def narrowing(turn: Followup) -> Carried | AskBack | None:
    """«そのうち貿易振興課のもの», «新しくできたのある?»: the last rows, narrowed, and what is asked of them."""
    frame, last = turn.frame, turn.last
    corrected = bool(_RATHER.search(frame.text)) and bool(frame.categories or frame.bounded_amounts)
    own = bool(frame.divisions) and bool(_ITS_OWN.search(frame.text))
    those = adds(frame) or frame.has("ref.narrow") or corrected or (own and frame.has("noun.thing"))
    shown = turn.results if last.operation is Operation.RANK and last.selection.limit == 1 else ()
    divisions = last.selection.subjects or shown
    if (those or is_headless(turn)) and kinds(divisions) == {Kind.DIVISION} and not names_rows(frame):
        return asked_of(turn, divisions) if conditions(turn) else None
    if last.selection.scope not in PROJECT_SETS:
        return None
    if not those and not is_headless(turn):
        return None
    rows = narrowed(whole(last.selection), conditions(turn), add=adds(frame))
    if last.operation is Operation.RANK and last.selection.limit and adds(frame):
        of_shown = Selection(Scope.NAMED, turn.results, conditions(turn))
        return Carried(over(frame, of_shown, Operation.LIST), ("selection",), last.period, None, last.unit)
    default = Operation.EXISTS if frame.has("ask.exists") else Operation.LIST
    if own:
        return Carried(Draft(Operation.LIST, rows, facets=(Facet.NAME,)), ("selection",), last.period)
    return Carried(over(frame, rows, default), ("selection",), last.period, None, last.unit)


_ITS_OWN = re.compile(r"(?:所管|担当|所属|管轄)(?:(?:する|している|に入る|の)?(?:もの|事業|やつ|の))?(?:は|って)")
"""«このうち中小企業振興課の所管はどれ»: the division is said; which of the rows are its own is asked."""
_OTHER_DIVISIONS = re.compile(
    r"(?:ほか|他|別)の?課(?:の(?:は|も|だと|分は?|状況は?|場合は?))?(?:は|も|だと|では|[?。]|$)"
)
_WITHOUT_THOSE = re.compile(
    r"(?:それ|これ|その|この)(?:ら|[0-9二三四五]*(?:つ|件|事業))?(?:を|は)?(?:除|のぞ|抜|外|はず)"
)
_KIND_OF_ROW = {Scope.DIVISIONS: Kind.DIVISION, Scope.PROJECTS: Kind.PROJECT}
_REST = re.compile(r"残り|残額|のこり|それ以外|その他|(?:ほか|他)(?:は|に|の|課)")


def rest(turn: Followup) -> Carried | AskBack | None:
    """«残りの合計», «他には?»: the set without what was just shown of it; a whole less its part."""
    frame, rows = turn.frame, turn.last.selection
    those_left_out = _WITHOUT_THOSE.search(frame.text)
    if not (_REST.search(frame.text) or those_left_out) or names_rows(frame) or frame.scan.words:
        return None
    if frame.named(Kind.PROJECT, negated=True):
        return None  # «…を除いた残額»: what is taken off is said
    if frame.has("ref.same_division") or places_division(turn):
        return None  # «その課の他の事業»: the division's, whatever they were found among
    if _OTHER_DIVISIONS.search(frame.text) and kinds(rows.subjects) == {Kind.DIVISION}:
        left = Selection(Scope.DIVISIONS, (), (Except(rows.subjects),))
        draft = Draft(Operation.LIST, left, measure=turn.last.measure, facets=(Facet.NAME, Facet.AMOUNT))
        if turn.draft is None or not has_rows(turn.draft):
            return Carried(draft, ("measure",), turn.last.period, turn.last.base, turn.last.unit)
    if _OTHER_DIVISIONS.search(frame.text) and (elsewhere := _of_the_other_divisions(turn)):
        return elsewhere
    if others := _other_rows(turn):
        return others
    if those_left_out:
        return _of_the_larger_set(turn)
    if moved := _others_moved(turn):
        return moved
    found_in = _set_of(turn)
    if found_in is not None and _COMPLEMENT.search(frame.text) and (others := _complement(found_in)):
        return others
    if found_in is not None:
        return _without_shown(found_in)
    if len(turn.exchanges) > 1 and len(rows.subjects) == 1:
        before = turn.exchanges[1].queries[-1]
        if len(before.selection.subjects) == 1 and holds(turn, before.selection.subjects[0], rows.subjects[0]):
            draft = Draft(Operation.DIFFERENCE, before.selection, rows)
            return Carried(draft, ("subject",), turn.last.period)
    return None


_NUMBERS = {
    Operation.COUNT: Aggregate.COUNT,
    Operation.SUM: Aggregate.SUM,
    Operation.MEAN: Aggregate.MEAN,
    Operation.MEDIAN: Aggregate.MEDIAN,
}


def _of_the_other_divisions(turn: Followup) -> Carried | None:
    """«他の課のは» after a number of one division's projects: that of each other."""
    last, rows = turn.last, turn.last.selection
    own = [c for c in rows.conditions if isinstance(c, InDivisions) and not c.negated]
    if rows.scope not in PROJECT_SETS or len(own) != 1 or last.operation not in _NUMBERS:
        return None
    others = tuple(e.named for e in turn.frame.lexicon.of_kind(Kind.DIVISION) if e.named not in own[0].divisions)
    left = InDivisions(others)  # a joint project is theirs too
    kept = replace(rows, conditions=tuple(left if c == own[0] else c for c in rows.conditions))
    number = _NUMBERS[last.operation]
    made = Draft(Operation.GROUP, kept, group_by=Dimension.DIVISION, aggregates=(number,))
    return Carried(made, ("selection",), last.period, None, last.unit)


def _other_rows(turn: Followup) -> Carried | None:
    """«他に減った課は» after one division: what the turn asks itself, but for what was spoken of."""
    said, subjects = turn.draft.selection if turn.draft else None, turn.last.selection.subjects
    if turn.draft is None or said is None or said.subjects or said.limit is not None or not subjects:
        return None
    if _KIND_OF_ROW.get(said.scope) not in kinds(subjects):
        return None
    alike = same_category(turn)
    kept = (*said.conditions, *((alike[0],) if alike else ()))
    left = replace(said, conditions=(*kept, Except(subjects)))
    return Carried(replace(turn.draft, selection=left), ("subject",), placed=(alike[1],) if alike else ())


def _of_the_larger_set(turn: Followup) -> Carried | None:
    """«それらを除いた合計» after a set was narrowed: the set before, without those."""
    taken, last = set(turn.results), turn.last
    if last.operation is Operation.RANK and last.selection.limit and last.selection.scope in PROJECT_SETS and taken:
        found_in = whole(last.selection)  # «それ除くと合計いくら» after the largest
        rows = replace(found_in, conditions=(*found_in.conditions, Except(turn.results)))
        return Carried(over(turn.frame, rows, Operation.LIST), ("selection",), last.period)
    for exchange in turn.exchanges[1:]:
        query, shown = exchange.queries[-1], set(exchange.results)
        if query.selection.scope in PROJECT_SETS and query.selection.limit is None and taken and taken < shown:
            rows = replace(whole(query.selection), conditions=(*query.selection.conditions, Except(turn.results)))
            return Carried(over(turn.frame, rows, Operation.LIST), ("selection",), turn.last.period)
    return None


def found_in(turn: Followup) -> Selection | None:
    """The rows of projects that the one thing spoken of was found in, where it came first in an order."""
    one = _set_of(turn) if len(turn.last.selection.subjects) == 1 else None
    ranked = one is not None and one.last.operation is Operation.RANK and one.last.selection.scope in PROJECT_SETS
    return one.last.selection if one is not None and ranked else None


def _set_of(turn: Followup) -> Followup | None:
    """The turn as it would stand right after the set that what is spoken of was found in."""
    subjects = set(turn.last.selection.subjects)
    for position, exchange in enumerate(turn.exchanges):
        query = exchange.queries[-1]
        if query.selection.scope is not Scope.NAMED and not query.selection.subjects:
            if not subjects <= set(exchange.results):
                return None
            context = replace(
                turn.context, queries=exchange.queries, results=exchange.results, earlier=turn.exchanges[position + 1 :]
            )
            return Followup(replace(turn.frame, context=context), turn.draft, query)
        if set(query.selection.subjects) != subjects:
            return None
    return None


def _others_moved(turn: Followup) -> Carried | None:
    """«他は全部減った?» after the ones that grew: whether all others fell."""
    last, way = turn.last, direction(turn.frame)
    ways = [c.direction for c in last.selection.conditions if isinstance(c, Moved)]
    if way is None or not ways or way in ways or last.selection.scope is not Scope.DIVISIONS or not turn.results:
        return None
    left = Selection(Scope.DIVISIONS, (), (Except(turn.results),))
    every = turn.frame.has("ask.all") and turn.frame.text.rstrip(" 。").endswith(("?", "か", "よね"))
    made = Draft(Operation.CHECK, left, measure=Measure.CHANGE, claim=MovedClaim(way))
    if not every:
        shown = replace(left, conditions=(*left.conditions, Moved(way)))
        made = Draft(Operation.LIST, shown, measure=Measure.CHANGE, facets=(Facet.NAME,))
    return Carried(made, ("selection",), last.period, last.base, last.unit)


_COMPLEMENT = re.compile(r"それ(?:ら)?以外|その他|残り|のこり")


def _complement(turn: Followup) -> Carried | None:
    """«それ以外は» after the whole of a set: the rows that do not meet what was said of it last."""
    rows, last = turn.last.selection, turn.last
    of_a_set = rows.scope in PROJECT_SETS and rows.limit is None and last.operation in _WHOLE_SETS
    if not of_a_set or not rows.conditions or any(leaves_out(c) for c in rows.conditions):
        return None
    said = rows.conditions[-1]
    placed = [c for c in rows.conditions if isinstance(c, InDivisions | InPolicy)]
    if placed and said in placed and len(rows.conditions) > 1:
        # «雇用対策課の新規» however it is ordered: the division's others
        said = next(c for c in reversed(rows.conditions) if c not in placed)
    if not isinstance(said, _DENIED):
        return None
    others: Condition = replace(said, negated=True)
    left = replace(rows, conditions=tuple(others if c == said else c for c in rows.conditions))
    carried = over(turn.frame, left, last.operation if last.operation is not Operation.EXISTS else Operation.LIST)
    return Carried(carried, ("selection",), last.period, None, last.unit)


_DENIED = (InDivisions, InCategory, InPolicy, About, AmountRange, Joint, Relisted, Partial, HasBreakdown)
_WHOLE_SETS = frozenset({Operation.LIST, Operation.EXISTS, Operation.COUNT, Operation.SUM, Operation.MEAN})


def _without_shown(turn: Followup) -> Carried | None:
    frame, rows = turn.frame, turn.last.selection
    new = tuple(c for c in conditions(turn) if not leaves_out(c)) if rows.scope in PROJECT_SETS else ()
    kept = narrowed(whole(rows), new, add=False)
    just_left_out = any(leaves_out(condition) for condition in rows.conditions) and rows.limit is None
    shown = turn.last.operation in ROWS and not (just_left_out and frame.has("agg.sum", "agg.mean", "ask.count"))
    if shown and turn.results and not new and rows.limit is None and rows.scope in PROJECT_SETS:
        return None  # all of a set but all that was shown of it is nothing
    if shown and turn.results:
        kept = replace(kept, conditions=(*kept.conditions, Except(turn.results)))
    elif not just_left_out:
        return None
    carried = over(frame, kept, Operation.LIST)
    return Carried(replace(carried, measure=turn.last.measure), ("selection",), turn.last.period, turn.last.base)


_TAKEN_OFF = re.compile(r"差し?引|引く|引いた|除く|除い|除け|抜き|抜い|外す|外した|外し")


def subtracted(turn: Followup) -> Carried | None:
    """«…を差し引くと?» after a sum, «融資は抜いて» after a list: the same without it."""
    frame, last = turn.frame, turn.last
    taken = (*frame.projects, *frame.named(Kind.PROJECT, negated=True), *excluded_projects(turn))
    sets = last.selection.scope in PROJECT_SETS and last.operation in SETS
    if not taken or not sets or not _TAKEN_OFF.search(frame.text):
        return None
    rows = replace(last.selection, conditions=(*last.selection.conditions, Except(tuple(dict.fromkeys(taken)))))
    asked = aggregate_operation(frame) is not None or frame.has("ask.count")
    draft = over(frame, rows, Operation.LIST) if asked else replace(draft_of(last), selection=rows)
    return Carried(draft, ("selection",), last.period, None, last.unit)
