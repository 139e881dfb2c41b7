"""«前者», «その課», «その事業», «融資事業の何%»: turns that point at a thing spoken of, and what they ask of it."""

from __future__ import annotations

import re
from dataclasses import replace

from nlp.asked_of import asked_of, over
from nlp.carried import PAIRS, PROJECT_SETS, ROWS, SETS, Carried, Followup, focus
from nlp.draft import Draft
from nlp.offers import of_what
from nlp.query import (
    CategoryClaim,
    Condition,
    Except,
    Facet,
    InDivisions,
    Kind,
    LargerClaim,
    Measure,
    Operation,
    Order,
    Scope,
    Selection,
)
from nlp.reading import AskBack, Unclear
from nlp.referents import (
    BACK_TO_IT,
    holds,
    in_charge,
    one_of_them,
    places_division,
    pointing_at_one,
    project,
    singles,
)
from nlp.said import kinds, named, names_rows


def one(turn: Followup) -> Carried | AskBack | None:
    """«前者の担当課は», «最後のやつは?»: of the things just spoken of, one."""
    if names_rows(turn.frame) or turn.frame.scan.words:
        return None
    found, nth = one_of_them(turn), turn.frame.nth()
    if found is not None:
        by_number = ((nth.start, nth.end),) if nth else pointing_at_one(turn)
        carried = asked_of(replace(turn, frame=turn.frame.without(by_number)), (found,))
        return carried and replace(carried, placed=by_number)
    said, pair = _NTH_OF_THEM.search(turn.frame.text), turn.last.operation in PAIRS
    several = turn.last.selection.subjects if pair else turn.results
    if said is None or nth is None or nth.value > len(several) or turn.last.selection.limit == 1:
        return None
    pointing = (nth.start, said.end())
    rest = replace(turn, frame=turn.frame.without([pointing]))
    carried = asked_of(rest, (several[nth.value - 1],)) if pair or turn.last.operation in ROWS else None
    return carried and replace(carried, placed=(pointing,))


_NTH_OF_THEM = re.compile(r"(?:番目|つ目|位|件目)の?(?:課|事業|会計)(?=の|は|って|が|、)")
"""«3番目の課の事業» after a ranking of divisions."""
_PROJECTS_ADDED = re.compile(r"課の(?:主要)?事業(?:の)?(?:計|合計|総額|全体|全部)")
_OTHERS = re.compile(r"(?:他|ほか)(?:に|の)(?:は|も)?.{0,6}(?:事業|何|なに|どんな|こと)")
_THAT_PROJECT = re.compile(r"(?:その|この|当該|同|さっきの|先ほどの)事業(?!の?中|の?うち)")


_ITS_ROWS = re.compile(r"(?:じゃあ?)?、?(?:その|この)課の(?:は|もの(?:は)?|やつ(?:は)?|分(?:は)?)(?:何|どれ)?[?。\s]*")
"""«その課のは?» of the rows spoken of."""


def division(turn: Followup) -> Carried | AskBack | None:
    """«その課ほかに何やってる», «同じ課で一番大きい事業», «課の予算の何%»: the division in charge."""
    frame = turn.frame
    if names_rows(frame) or not (places_division(turn) or _asks_for_others(turn)):
        return None
    divisions = in_charge(turn)
    if (back := BACK_TO_IT.search(frame.text)) and len(divisions) == 1:
        rest = replace(turn, frame=frame.without([back.span()]))
        carried = asked_of(rest, divisions, "division")
        return carried and replace(carried, placed=(back.span(),))
    listed_rows = turn.last.operation in ROWS and len(turn.context.results) > 1
    if not divisions or (len(divisions) > 1 and listed_rows and kinds(turn.context.results) == {Kind.DIVISION}):
        return AskBack(Unclear.NO_SUBJECT)
    if turn.last.operation is Operation.GROUP and _ITS_ROWS.fullmatch(frame.text.strip()):
        rows = Selection(Scope.PROJECTS, (), (*turn.last.selection.conditions, InDivisions(divisions)))
        listing = Draft(Operation.LIST, rows, facets=(Facet.NAME,))
        return Carried(listing, ("selection", "division"), turn.last.period)
    held = Operation.DIFFERENCE if frame.has("op.difference") else turn.draft.operation if turn.draft else None
    if held in {Operation.SHARE, Operation.RATIO, Operation.DIFFERENCE}:
        part = _shared(turn)
        if part is None or part.subjects == divisions:
            return AskBack(Unclear.NO_SUBJECT)
        theirs = Selection(Scope.PROJECTS, (), (InDivisions(divisions),))
        # «同課の主要事業計に占める割合»: of its projects added up, not of its budget
        larger = theirs if _PROJECTS_ADDED.search(frame.text) else Selection(Scope.NAMED, divisions)
        made = Draft(held, part, larger)
        return Carried(made, ("subject", "division"), turn.last.period)
    known = tuple(n for n in (*turn.last.selection.subjects, *turn.results) if n.kind is Kind.PROJECT)
    if frame.has("ref.others"):
        known = tuple(dict.fromkeys(known))
        kept: tuple[Condition, ...] = (InDivisions(divisions), *frame.project_conditions())
        kept = (*kept, Except(known)) if known else kept
        rows = Selection(Scope.PROJECTS, (), kept)
        return Carried(over(frame, rows, Operation.LIST), ("division",), turn.last.period)
    return asked_of(turn, divisions, "division")


def part_and_whole(turn: Followup) -> tuple[Selection, Selection] | None:
    """«割合にすると?» after a thing and the division it belongs to were spoken of one after the other."""
    two = singles(turn, 2)
    for part, larger in (two, two[::-1]) if two else ():
        entry = turn.frame.lexicon.entry(part)
        inside = entry is not None and (larger in entry.divisions or larger == entry.parent)
        if inside or (larger.kind is Kind.DEPARTMENT and part.kind in {Kind.DIVISION, Kind.ACCOUNT}):
            return Selection(Scope.NAMED, (part,)), Selection(Scope.NAMED, (larger,))
    return None


def _asks_for_others(turn: Followup) -> bool:
    """«他にどんな事業がある?» where a division was just spoken of beside its project."""
    whole = turn.last.other.subjects if turn.last.other else ()
    return bool(_OTHERS.search(turn.frame.text)) and Kind.DIVISION in kinds((*turn.context.results, *whole))


def _shared(turn: Followup) -> Selection | None:
    """What is put over its division's budget: the rows just added up or shown, else the project spoken of."""
    last = turn.last
    if last.operation is Operation.SHOW and kinds(last.selection.subjects) == {Kind.PROJECT}:
        return last.selection
    of_a_set = last.operation in SETS or (last.operation is Operation.SHOW and last.selection.scope in PROJECT_SETS)
    if of_a_set and last.operation is not Operation.RANK and last.selection != Selection():
        return last.selection
    if turn.last.operation in ROWS and kinds(turn.results) == {Kind.PROJECT}:
        return Selection(Scope.NAMED, turn.results)
    found = project(turn)
    return Selection(Scope.NAMED, (found,)) if found else None


def breakdown(turn: Followup) -> Carried | None:
    """«その内訳行の金額は»: the unnumbered lines under the project spoken of."""
    rows = focus(turn)
    if not turn.frame.has("flag.breakdown") or len(rows.subjects) != 1 or kinds(rows.subjects) != {Kind.PROJECT}:
        return None
    return Carried(Draft(Operation.PARTS, rows), ("subject",), turn.last.period)


def that_project(turn: Followup) -> Carried | AskBack | None:
    """«その事業、去年はいくら» after its division was spoken of."""
    frame = turn.frame
    if not _THAT_PROJECT.search(frame.text) or names_rows(frame):
        return None
    if kinds(turn.last.selection.subjects) == {Kind.PROJECT} or (turn.last.operation in ROWS and len(turn.results) > 1):
        return None
    found = project(turn)
    if found is None and len(focus(turn).subjects) == 1:
        return AskBack(Unclear.NO_SUBJECT)  # no project was spoken of
    return asked_of(turn, (found,)) if found else None


_NEWNESS = re.compile(
    r"(?:(?:それ|これ|こちら|そちら|この事業|その事業)(?:って|は)?)?(?:今年(?:度)?(?:に|から)?)?[、]?"
    r"(?:新しく(?:できた|始まった|始めた)|新しい|新規の|新設の)(?:やつ|もの|事業|の)?(?:な|なん|です|でしょう)*(?:の|か|ん)*[?]"
)
"""«それって新しいやつ?»"""
_ONLY_CATEGORY = re.compile(
    r"(?:(?:それ|これ|こちら|そちら|この事業|その事業)(?:って|は)?)?"
    r"(?:新規|拡充|継続)(?:な|の?事業|なん|です|でしょう)*(?:の|か|ん)*[?。]"
)


def of_that_category(turn: Followup) -> Carried | None:
    """«新規?» of the one project spoken of."""
    rows, categories = focus(turn), turn.frame.categories
    single = len(rows.subjects) == 1 and rows.subjects[0].kind is Kind.PROJECT
    text = turn.frame.text.strip()
    said = _ONLY_CATEGORY.fullmatch(text) or _NEWNESS.fullmatch(text)
    if not single or len(categories) != 1 or not said:
        return None
    draft = Draft(Operation.CHECK, rows, claim=CategoryClaim(categories[0]))
    return Carried(draft, ("subject",), turn.last.period)


_AGAINST = re.compile(
    r"とでは|と(?:どっち|どちら)|と(?:の|は)?(?:予算|額|金額)?の?(?:差|違い|違う|違っ|開き|比較|比べ|くらべ)"
    r"|より(?:も|は)?(?:いくら|どれくらい|どれだけ|どのくらい|何円|なんぼ|大|多|高|小|少|低|安|上|下)"
)
_BEYOND = re.compile(r"より(?:も|は)?(?:大き|多|高|小さ|少な|低|安)")
_WHICH_IS = re.compile(r"どっち|どちら|大き|多い|高い|小さ|少な|低い|安い")


def held_against(turn: Followup) -> Carried | None:
    """«貿易振興課との差は» after another division: the one spoken of against the one said."""
    frame, last = turn.frame, turn.last
    others = named(turn) or ((frame.department,) if frame.says_department else ())
    held = frame.has("op.difference") or bool(_AGAINST.search(frame.text))
    if len(others) != 1 or not held or not _AGAINST.search(frame.text) or frame.has("op.share", "op.ratio"):
        return None
    if frame.timing.base or frame.timing.periods or frame.about_change:
        return None
    if any(not isinstance(c, InDivisions) or c.negated for c in frame.project_conditions(topic=False)):
        return None
    paired = last.operation in {Operation.DIFFERENCE, Operation.CHECK}
    spoken_of = last.selection.subjects[:1] if paired else last.selection.subjects
    spoken_of = spoken_of or (turn.results if last.operation is Operation.RANK and last.selection.limit == 1 else ())
    if len(spoken_of) != 1 or spoken_of == others or last.operation not in _HELD:
        return None
    pair = Selection(Scope.NAMED, (*spoken_of, *others))
    if _BEYOND.search(frame.text) and not frame.has("ask.which", "ask.extent", "ask.amount"):
        claimed = LargerClaim(frame.has("size.big"))
        made = Draft(Operation.CHECK, pair, measure=last.measure, claim=claimed)
    elif _WHICH_IS.search(frame.text) and not frame.has("op.difference", "ask.extent", "ask.amount"):
        ranked = replace(pair, order=Order(not frame.has("size.small"), last.measure))
        made = Draft(Operation.COMPARE, ranked, measure=last.measure, facets=(Facet.NAME, Facet.AMOUNT))
    else:
        made = Draft(Operation.DIFFERENCE, pair, measure=last.measure)
    return Carried(made, ("subject", "measure"), last.period, last.base, last.unit)


_HELD = frozenset({Operation.SHOW, Operation.RANK, Operation.DIFFERENCE, Operation.CHECK})
_OVER_IT = re.compile(
    r"の(?:予算|額|金額|事業費)?額?の?(?:約|だいたい)?(?:何|なん)(?:%|パーセント|割|倍)|に(?:占め|対し|対する)|のうち|(?:予算|合計|全体)比"
)

_TOWARD = re.compile(r"に(?:対し|占め)")


def over_another(turn: Followup) -> Carried | AskBack | None:
    """«融資事業の何%?», «一般会計の何割»: what was just spoken of, over the thing the turn names."""
    frame, last = turn.frame, turn.last
    again = last.operation is Operation.SHARE and _TOWARD.search(frame.text)  # «部合計に対しては?» after a share
    operation = last.operation if again else turn.draft.operation if turn.draft else None
    if operation not in {Operation.SHARE, Operation.RATIO}:
        return None
    every = frame.says_department and frame.has("noun.project") and not frame.project_conditions()
    wholes = named(turn) or ((frame.department,) if frame.says_department else ())
    if frame.says_department and any(each != frame.department for each in named(turn)):
        return None  # «工技振は部合計の何%»: both are said
    if len(wholes) != 1 or not _OVER_IT.search(frame.text):
        return None
    if last.measure is not Measure.BUDGET:
        return AskBack(Unclear.NO_MEASURE, of_what(last.selection.subjects))
    kept = last.operation in {Operation.SUM, Operation.SHOW, Operation.SHARE, Operation.RATIO}
    part = last.selection if kept else _shared(turn)
    if part is None or wholes[0] in part.subjects or last.operation is Operation.COUNT:
        return None
    larger = Selection(Scope.PROJECTS) if every and wholes == (frame.department,) else Selection(Scope.NAMED, wholes)
    if len(part.subjects) == 1 and holds(turn, part.subjects[0], wholes[0]):
        part, larger = larger, part  # «そのうち特別会計が占める割合»
    return Carried(Draft(operation, part, larger), ("subject",), last.period)
