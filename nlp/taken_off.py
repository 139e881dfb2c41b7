"""«そこから…を差し引くと», «これを除くと課の予算は»: a row of the first table less a project that is part of it."""

from __future__ import annotations

import re

from nlp.carried import Carried, Followup
from nlp.draft import Draft
from nlp.query import TABLE_KINDS, Kind, Measure, Named, Operation, Selection
from nlp.referents import in_charge, places_division, project

_OFF = re.compile(
    r"(?:の?(?:分|額|予算))?(?:を|は)?、?(?:差し?引|引[いくけきこ]|除|のぞ|抜[いくきけ]|外[すしせ])[いくかけきたすしせれ]*"
    r"(?:ます|た|て)?(?:と|ら|ば|場合)?(?:(?:の|、)?残り(?:の(?:額|予算))?)?"
)
_IT = re.compile(r"(?:これ|それ|この(?:事業|分)|その(?:事業|分))(?=を|は|の|、|分)")
_WHOSE = re.compile(r"(?:^|[^一-鿿])課(?:全体)?(?:の予算|は|だと|で)")


def taken_off(turn: Followup) -> Carried | None:
    """The difference of the row spoken of and the project that is said, or that was spoken of."""
    off = _OFF.search(turn.frame.text)
    if off is None or turn.last.measure is not Measure.BUDGET or turn.frame.timing.periods:
        return None
    part, whole = _part(turn), _whole(turn)
    if part is None or whole is None or not _holds(turn, whole, part):
        return None
    made = Draft(Operation.DIFFERENCE, Selection(subjects=(whole,)), Selection(subjects=(part,)))
    return Carried(made, ("subject",), turn.last.period, None, turn.last.unit, (off.span(),))


def _part(turn: Followup) -> Named | None:
    frame = turn.frame
    said = tuple(dict.fromkeys((*frame.projects, *frame.named(Kind.PROJECT, negated=True))))
    if said or not _IT.search(frame.text) or frame.scan.words:
        return said[0] if len(said) == 1 else None
    return project(turn)


def _whole(turn: Followup) -> Named | None:
    """The division pointed at or the row last spoken of."""
    if places_division(turn) or (_WHOSE.search(turn.frame.text) and not turn.frame.divisions):
        divisions = in_charge(turn)
        return divisions[0] if len(divisions) == 1 else None
    last = turn.last
    found = turn.results if last.operation is Operation.RANK and last.selection.limit == 1 else last.selection.subjects
    one = found[0] if len(found) == 1 else None
    known = last.operation in {Operation.SHOW, Operation.RANK}
    return one if known and one is not None and one.kind in TABLE_KINDS else None


def _holds(turn: Followup, whole: Named, part: Named) -> bool:
    """A division holds what it runs; what an account holds only the department's whole tells."""
    entry = turn.frame.lexicon.entry(part)
    return whole.kind is Kind.DEPARTMENT or (entry is not None and entry.divisions == (whole,))
