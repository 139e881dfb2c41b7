"""«前者», «その課», «その事業», «融資事業の何%»: turns that point at a thing spoken of, and what they ask of it."""

from __future__ import annotations

import re
from dataclasses import replace

from nlp.asked_of import asked_of, over
from nlp.carried import PROJECT_SETS, ROWS, SETS, Carried, Followup, focus
from nlp.draft import Draft
from nlp.offers import of_what
from nlp.query import CategoryClaim, Condition, Except, InDivisions, Kind, Measure, Operation, Scope, Selection
from nlp.reading import AskBack, Unclear
from nlp.referents import holds, in_charge, one_of_them, places_division, project, singles
from nlp.said import kinds, named, names_rows


def one(turn: Followup) -> Carried | AskBack | None:
    """«前者の担当課は», «最後のやつは?»: of the things just spoken of, one."""
    if names_rows(turn.frame) or turn.frame.scan.words:
        return None
    found, nth = one_of_them(turn), turn.frame.nth()
    if found is not None:
        by_number = ((nth.start, nth.end),) if nth else ()
        carried = asked_of(replace(turn, frame=turn.frame.without(by_number)), (found,))
        return carried and replace(carried, placed=by_number)
    said = _NTH_OF_THEM.search(turn.frame.text)
    if said is None or nth is None or nth.value > len(turn.results) or turn.last.selection.limit == 1:
        return None
    pointing = (nth.start, said.end())
    rest = replace(turn, frame=turn.frame.without([pointing]))
    carried = asked_of(rest, (turn.results[nth.value - 1],)) if turn.last.operation in ROWS else None
    return carried and replace(carried, placed=(pointing,))


_NTH_OF_THEM = re.compile(r"(?:番目|つ目|位|件目)の?(?:課|事業|会計)(?=の|は|って|が|、)")
"""«3番目の課の事業» after a ranking of divisions."""
_OTHERS = re.compile(r"(?:他|ほか)(?:に|の)(?:は|も)?.{0,6}(?:事業|何|なに|どんな|こと)")
_THAT_PROJECT = re.compile(r"(?:その|この|当該|同|さっきの|先ほどの)事業(?!の?中|の?うち)")


def division(turn: Followup) -> Carried | AskBack | None:
    """«その課ほかに何やってる», «同じ課で一番大きい事業», «課の予算の何%»: the division in charge."""
    frame = turn.frame
    if names_rows(frame) or not (places_division(turn) or _asks_for_others(turn)):
        return None
    divisions = in_charge(turn)
    listed_rows = turn.last.operation in ROWS and len(turn.context.results) > 1
    if not divisions or (len(divisions) > 1 and listed_rows and kinds(turn.context.results) == {Kind.DIVISION}):
        return AskBack(Unclear.NO_SUBJECT)
    if turn.draft is not None and turn.draft.operation in {Operation.SHARE, Operation.RATIO}:
        part = _shared(turn)
        if part is None or part.subjects == divisions:
            return AskBack(Unclear.NO_SUBJECT)
        made = Draft(turn.draft.operation, part, Selection(Scope.NAMED, divisions))
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


def that_project(turn: Followup) -> Carried | AskBack | None:
    """«その事業、去年はいくら» after its division was spoken of."""
    frame = turn.frame
    if not _THAT_PROJECT.search(frame.text) or names_rows(frame):
        return None
    if kinds(turn.last.selection.subjects) == {Kind.PROJECT} or (turn.last.operation in ROWS and len(turn.results) > 1):
        return None
    found = project(turn)
    return asked_of(turn, (found,)) if found else None


_ONLY_CATEGORY = re.compile(
    r"(?:それ(?:って|は)?|これ(?:って|は)?)?(?:新規|拡充|継続)(?:な|事業|なん|です|でしょう)*(?:の|か|ん)*\?"
)


def of_that_category(turn: Followup) -> Carried | None:
    """«新規?» of the one project spoken of."""
    rows, categories = focus(turn), turn.frame.categories
    single = len(rows.subjects) == 1 and rows.subjects[0].kind is Kind.PROJECT
    if not single or len(categories) != 1 or not _ONLY_CATEGORY.fullmatch(turn.frame.text.strip()):
        return None
    draft = Draft(Operation.CHECK, rows, claim=CategoryClaim(categories[0]))
    return Carried(draft, ("subject",), turn.last.period)


_OVER_IT = re.compile(
    r"の(?:予算|額|金額|事業費)?額?の?(?:約|だいたい)?(?:何|なん)(?:%|パーセント|割|倍)|に(?:占め|対し|対する)|のうち|(?:予算|合計|全体)比"
)


def over_another(turn: Followup) -> Carried | AskBack | None:
    """«融資事業の何%?», «一般会計の何割»: what was just spoken of, over the thing the turn names."""
    frame, last = turn.frame, turn.last
    if turn.draft is None or turn.draft.operation not in {Operation.SHARE, Operation.RATIO}:
        return None
    wholes = named(turn) or ((frame.department,) if frame.says_department else ())
    if len(wholes) != 1 or not _OVER_IT.search(frame.text):
        return None
    if last.measure is not Measure.BUDGET:
        return AskBack(Unclear.NO_MEASURE, of_what(last.selection.subjects))
    part = last.selection if last.operation in {Operation.SUM, Operation.SHOW} else _shared(turn)
    if part is None or wholes[0] in part.subjects or last.operation is Operation.COUNT:
        return None
    larger = Selection(Scope.NAMED, wholes)
    if len(part.subjects) == 1 and holds(turn, part.subjects[0], wholes[0]):
        part, larger = larger, part  # «そのうち特別会計が占める割合»
    draft = Draft(turn.draft.operation, part, larger)
    return Carried(draft, ("subject",), last.period)
