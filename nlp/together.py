"""Several things spoken of, taken together: «二つ足すと», «両課分の合計», «差は?», «両方とも率で»."""

from __future__ import annotations

import re
from dataclasses import replace

from nlp.asked_of import asked_of
from nlp.carried import PAIRS, PROJECT_SETS, Carried, Followup, draft_of, whole
from nlp.draft import Draft
from nlp.frame import Frame
from nlp.groups import (
    DIVISIONS,
    SIDES,
    THOSE,
    TWO,
    WHICH,
    Group,
    group_meant,
    is_set,
    one_by_one,
    parallel_sets,
    shown_together,
    size_said,
)
from nlp.numbers import NumberKind
from nlp.query import (
    About,
    Condition,
    Facet,
    InCategory,
    InDivisions,
    InPolicy,
    Kind,
    Measure,
    Operation,
    Order,
    Scope,
    Selection,
)
from nlp.reading import AskBack, Unclear
from nlp.referents import differing, in_charge
from nlp.rules.asked import facets, members
from nlp.rules.ranking import aggregate_operation
from nlp.said import adds, each_apart, has_rows, names_rows, wants_amounts
from nlp.selecting import measure, order
from nlp.two_periods import across_periods, between_periods, in_two_periods

_JOINS = re.compile(r"足|たす|たし|合わせ|あわせ|合算|プラス")
_THEM = re.compile(r"それら|これら")
_BOTH = re.compile(r"両(?:方|者|事業|案件|課)|どちらも|どっちも")
_SO_MANY_DIVISIONS = re.compile(r"両(?:課|者|事業)|(?<![0-9])[2-5二三四五]課(?:の(?:予算|合計|計|差)|計|分|合わせ)")
_ALL_OF_THEM = re.compile(r"(?:[2-5二三四五両])(?:つ|件|事業|課|者|方|本)(?:分|とも|の|を|で)?")


def points_at_several(frame: Frame) -> bool:
    """«両課の合計», «3課の予算合計は»: things that only a conversation can tell."""
    if frame.scan.numbers(NumberKind.TOP, NumberKind.BOTTOM):
        return False  # «上位3課の合計»
    if frame.scan.names or frame.scan.words or (frame.context.queries and not frame.context.adrift):
        return False
    return any(pattern.search(frame.text) for pattern in (THOSE, _SO_MANY_DIVISIONS))


def together(turn: Followup) -> Carried | AskBack | None:
    """What the turn asks of several things, where it names none itself."""
    frame = turn.frame
    if joined := _with_the_last(turn):
        return joined
    if across := across_periods(turn):
        return across
    if _names_things(turn) or not _asks_of_several(turn):
        return None
    if wants_amounts(frame) and turn.last.measure is not Measure.BUDGET:
        return None
    if _THE_LARGER.search(frame.text):
        return _of_the_larger(turn)
    if members_shown := _members(turn):
        return members_shown
    if moved := between_periods(turn):
        return moved
    if both := _each_otherwise(turn):
        return both
    if share := _share_together(turn):
        return share
    if each := _each(turn):
        return each
    group = group_meant(turn)
    made = _asked(turn, group) if group else None
    if made is None:
        explicit = any(pattern.search(frame.text) for pattern in (THOSE, DIVISIONS, _BOTH))
        return AskBack(Unclear.NO_SUBJECT) if explicit and not turn.frame.about_change else None
    return Carried(_as_a_share(turn, made), ("subject",), turn.last.period, frame.timing.base, turn.last.unit)


def _as_a_share(turn: Followup, made: Draft) -> Draft:
    """«両課合わせると» after the share of each in one whole: that of both."""
    shares = [exchange.queries[-1] for exchange in turn.exchanges[:TWO]]
    alike = all(q.operation is Operation.SHARE and q.other == shares[0].other for q in shares)
    if made.operation is not Operation.SUM or not alike or re.search(r"額|予算|合計|いくら", turn.frame.text):
        return made
    return Draft(Operation.SHARE, made.selection, shares[0].other, aggregates=shares[0].aggregates)


_WITH = re.compile(r"との?(?:合計|合算|和|計|差額?|合わせ)")


def _with_the_last(turn: Followup) -> Carried | None:
    """«No.50との合計» after another project: of both."""
    frame, draft, last = turn.frame, turn.draft, turn.last
    said = draft.selection.subjects if draft and draft.selection else ()
    before = last.selection.subjects
    alone = len(said) == len(before) == 1 and said != before and said[0].kind is before[0].kind
    if not alone or last.measure is not Measure.BUDGET or frame.about_change or not _WITH.search(frame.text):
        return None
    operation = Operation.DIFFERENCE if frame.has("op.difference") else Operation.SUM
    rows = Selection(Scope.NAMED, (*before, *said))
    return Carried(Draft(operation, rows), ("subject",), last.period, None, last.unit)


def _names_things(turn: Followup) -> bool:
    frame = turn.frame
    subjects = turn.draft is not None and turn.draft.selection is not None and bool(turn.draft.selection.subjects)
    ranked = frame.scan.numbers(NumberKind.NTH)
    return subjects or names_rows(frame) or bool(frame.scan.words or frame.timing.periods or ranked)


def _asks_of_several(turn: Followup) -> bool:
    frame = turn.frame
    several_sets = len(turn.context.queries) > 1 and is_set(turn.last)
    if several_sets and aggregate_operation(frame) and not has_rows(turn.draft):
        return True
    pairs = frame.has("op.difference", "op.ratio") or (turn.draft is not None and turn.draft.operation in PAIRS)
    pairs = pairs and frame.timing.base is None  # «前年度との差額は»: of one thing, between years
    if frame.about_change and in_two_periods(turn):
        return True
    which = frame.has("op.compare", "size.big", "size.small") and bool(WHICH.search(frame.text))
    which = which and not frame.has("ask.who")  # «担当の課はどちら» is of one thing
    if frame.has("ref.both") or each_apart(frame) or DIVISIONS.search(frame.text) or _ALL_OF_THEM.search(frame.text):
        return True
    if _THEM.search(frame.text) and frame.has("agg.sum", "agg.mean") and not has_rows(turn.draft):
        return len(turn.results) < TWO
    return pairs or (which and not frame.speaks_of_projects) or _adds_up(turn)


def _adds_up(turn: Followup) -> bool:
    """«足すと?» after single figures one by one; «合計額は?» after a count is the sum of what was counted."""
    frame = turn.frame
    if not frame.has("agg.sum", "agg.mean") or has_rows(turn.draft) or adds(frame):
        return False
    joined = bool(_JOINS.search(frame.text)) or not re.search(r"額|いくら|平均|予算", frame.text)
    singles_last = turn.last.operation is Operation.SHOW or turn.last.operation in PAIRS
    sets_last = turn.last.operation is Operation.SUM or (turn.last.operation is Operation.COUNT and joined)
    return (singles_last or sets_last) and bool(shown_together(turn, TWO) or one_by_one(turn, TWO))


def _asked(turn: Followup, group: Group) -> Draft | None:
    """What the turn asks of the group."""
    frame = turn.frame
    pair = len(group.each) == TWO
    sides = SIDES.get(turn.last.operation, turn.last.aggregates) if group.whole_sets else ()
    if frame.has("op.ratio"):
        if pair and not group.whole_sets and group.united is not None and _BARE_TIMES.fullmatch(frame.text.strip()):
            return Draft(Operation.RATIO, replace(group.united, order=Order()))  # of the larger
        part, whole_of_it = group.each[:: -1 if _LATTER_FIRST.search(frame.text) else 1] if pair else (None, None)
        return Draft(Operation.RATIO, part, whole_of_it, aggregates=sides) if pair else None
    if WHICH.search(frame.text) and (pair or frame.has("size.big", "size.small")):
        if group.whole_sets and not pair:
            return None
        if group.whole_sets and isinstance((differing(*group.each) or (None,))[0], About):
            return None  # sets of words have no names to be told apart by
        if group.whole_sets:
            told = (Facet.NAME, Facet.AMOUNT) if frame.has("ask.extent", "op.difference") else (Facet.NAME,)
            return Draft(Operation.COMPARE, group.each[0], group.each[1], facets=told, aggregates=sides)
        return _compared(turn, group)
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
    if _THEIR_AMOUNTS.search(frame.text) and not frame.has("agg.sum") and not group.whole_sets:
        return Draft(Operation.SHOW, group.united, measure=turn.last.measure, facets=(Facet.AMOUNT,))
    if frame.has("agg.sum", "agg.mean", "agg.median") or _only_points(frame):
        return Draft(aggregate_operation(frame) or Operation.SUM, group.united, measure=turn.last.measure)
    asked = facets(frame)
    shown = asked and not group.whole_sets and not frame.about_change
    return Draft(Operation.SHOW, group.united, facets=asked) if shown else None


_THEIR_AMOUNTS = re.compile(
    r"(?:両方|両者|どちら|どっち)(?:とも|も)?の?(?:予算額?|金額|額)(?:も|を|は)?(?:[出教見知並示]|お?願|[?。]|$)"
)
"""«両方の額も出して»: each one's, not their sum."""
_LATTER_FIRST = re.compile(
    r"(?:後者|2つ目|二つ目|あとの(?:ほう|方|やつ))[^。]{0,4}[はがって][^。]{0,4}(?:前者|1つ目|一つ目|最初の|先の)"
)
"""«後者は前者の何倍»: the second over the first."""
_BARE_TIMES = re.compile(
    r"(?:じゃあ?|では)?、?(?:約)?(?:何|なん)倍(?:くらい|ぐらい|ほど)?(?:です|なの|になる|になります|か)*[?。\s]*"
)


def _only_points(frame: Frame) -> bool:
    """«両課分は?», «二つで?»: together is all that is said."""
    asking = {c for c in frame.scan.concepts if c.startswith(("ask.", "op.", "rank.", "move.", "by."))}
    return frame.has("ref.both") and asking <= {"ask.amount", "ask.all", "ask.extent", "ask.polar"}


def _compared(turn: Followup, group: Group) -> Draft | None:
    frame, last = turn.frame, turn.last
    if group.united is None:
        return None
    asked = (Facet.NAME, Facet.AMOUNT) if frame.has("ask.amount", "ask.extent", "op.difference") else (Facet.NAME,)
    by = measure(frame)
    ordering = Order(not frame.has("size.small")) if by is Measure.BUDGET else order(frame, by)
    if by is Measure.BUDGET and last.measure is not by and not frame.has("noun.budget"):
        by, ordering = last.measure, replace(ordering, magnitude=True)  # «どっちが大きい» of two changes
    return Draft(Operation.COMPARE, replace(group.united, order=ordering), measure=by, facets=asked)


_THE_LARGER = re.compile(r"(?:大き|多|高|小さ|少な|低|安)い?(?:ほう|方)の(?=[^?。\s])")


def _of_the_larger(turn: Followup) -> Carried | AskBack | None:
    """«大きい方の担当課» after two were compared: of the one meant."""
    said = _THE_LARGER.search(turn.frame.text)
    spoken_of = set(turn.last.selection.subjects)
    compared = [
        (e.queries[-1].selection, e.results)
        for e in turn.exchanges
        if e.queries[-1].operation is Operation.COMPARE and spoken_of <= set(e.queries[-1].selection.subjects)
    ]
    rows, shown = compared[0] if compared else (Selection(), ())
    pair, order, shown = rows.subjects, rows.order, shown[:1]
    if said is None or order is None or len(pair) != TWO or not shown:
        return AskBack(Unclear.NO_SUBJECT)
    wanted = bool(re.match(r"大|多|高", said.group())) == order.descending
    meant = shown if wanted else tuple(named for named in pair if named not in shown)
    span = (said.start(), said.end())
    carried = asked_of(replace(turn, frame=turn.frame.without([span])), meant)
    return carried and replace(carried, placed=(span,))


_SHARE_TOGETHER = re.compile(
    r"(?:(?:合わせ|あわせ|足し|たし|足す|合計し|合計する|合計|全部|ぜんぶ)(?:て|た|る)?(?:と|ら|で|の額)?[、,]?\s*(?:で)?"
    r"|(?:[2-6二三四五六両](?:つ|件|事業|方))で)"
    r"(?P<whole>部|課|全体|担当課)(?:全体)?の?(?:予算)?の?(?:約)?(?:何|なん)(?:%|割|パーセント)"
)


def _share_together(turn: Followup) -> Carried | AskBack | None:
    """«合わせて部の何%», «3つ足すと課の何%»: what was shown, all of it, over a larger whole."""
    frame, last = turn.frame, turn.last
    said, group = _SHARE_TOGETHER.search(frame.text), None
    if said is not None and last.measure is Measure.BUDGET:
        group = group_meant(turn)
    if said is None or group is None or group.united is None:
        return None
    wholes = in_charge(turn) if "課" in said["whole"] else (frame.department,)
    if len(wholes) != 1:
        return None
    entries = [turn.frame.lexicon.entry(each) for each in group.united.subjects if each.kind is Kind.PROJECT]
    if "課" in said["whole"] and any(entry is None or wholes[0] not in entry.divisions for entry in entries):
        return AskBack(Unclear.NO_SUBJECT)
    draft = Draft(Operation.SHARE, group.united, Selection(Scope.NAMED, wholes))
    return Carried(draft, ("subject",), last.period, placed=((said.start(), said.start("whole")),))


def _members(turn: Followup) -> Carried | None:
    """«それぞれ», «大きい方は» of a sum of accounts: the single accounts."""
    frame, alone = turn.frame, turn.last.selection.subjects
    single = members(frame, alone) if len(alone) == 1 and alone[0].kind is Kind.ACCOUNT else ()
    if len(single) < TWO or turn.last.operation is not Operation.SHOW:
        return None
    rows, last = Selection(Scope.NAMED, single), turn.last
    if WHICH.search(frame.text) and frame.has("size.big", "size.small"):
        made: Draft | None = _compared(turn, Group((), rows))
    elif each_apart(frame) and not frame.has("ask.count", "agg.mean", "agg.median"):
        by = measure(frame) if frame.about_change else last.measure
        made = Draft(Operation.SHOW, rows, measure=by, facets=(Facet.AMOUNT,))
    else:
        return None
    return Carried(made, ("subject",), last.period, last.base, last.unit) if made else None


def _each(turn: Followup) -> Carried | None:
    """«それぞれ何件», «それぞれの合計は»: of sets spoken of together or one after the other, each for itself."""
    frame, last = turn.frame, turn.last
    operation = Operation.COUNT if frame.has("ask.count") else aggregate_operation(frame)
    if operation is None or not each_apart(frame):
        return None
    several = parallel_sets(turn, size_said(frame) or TWO)
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
    two = [exchange.queries[-1] for exchange in turn.exchanges[:TWO]]
    changes = all(query.measure is not Measure.BUDGET and query.operation is Operation.SHOW for query in two)
    if len(two) < TWO or not changes or len({(q.selection, q.base) for q in two}) < TWO:
        return None
    first, second = (
        Carried(replace(draft_of(q), measure=measure), ("subject", "base"), q.period, q.base, q.unit)
        for q in reversed(two)
    )
    return replace(first, beside=(second,))
