"""Two things held against each other: share, ratio, difference, which is larger."""

from __future__ import annotations

import re
from dataclasses import replace

from nlp.claims import share_claim
from nlp.draft import Ambiguous, Draft, Unknown
from nlp.frame import Frame
from nlp.query import Facet, Kind, Measure, MovedClaim, Named, Operation, Order, Scope, Selection
from nlp.rules.asked import Outcome, joined_by, named_selection
from nlp.selecting import both_ends, measure, scope, selection
from nlp.subjects import subjects
from nlp.vocabulary import vocabulary

_WHOLE_AFTER = re.compile(
    r"(?:計|全体|合計|総額)?(?:の(?:当初)?(?:予算|合計|総額|全体|主要事業)額?(?:全体)?)?\s*"
    r"(?:に(?:占め|対|おけ)|のうち|の中で|の中の|の内|うち|内で|全体の|の(?:何|なん)|中|を占め|を100)"
)


_OF_THE_DIVISION = re.compile(
    r"(?:は|が|、)(?:その|同|当該)?課(?:全体)?の|課(?:の)?予算(?:全体)?の(?:何|うち)|課予算|課全体"
)
_STATED_SHARE = re.compile(r"(?:全体|部|予算|会計|課|合計)の\s*[0-9.一二三四五六七八九]+\s*(?:割|%|パーセント)")


def share(frame: Frame) -> Outcome:
    percent = frame.has("op.percent") and not frame.about_change and frame.timing.base is None
    stated = not frame.about_change and frame.timing.base is None and _STATED_SHARE.search(frame.text)
    if not (frame.has("op.share") or percent or stated):
        return None
    if (
        percent
        and not frame.has("op.share")
        and frame.context.queries
        and _last_changed(frame)
        and not frame.scan.names
    ):
        return Draft(Operation.SHOW, None, measure=Measure.CHANGE_RATE)
    found = subjects(frame)
    if isinstance(found, (Ambiguous, Unknown)):
        return found
    whole, parts = _whole_and_parts(frame, found or ())
    of_division = frame.speaks_of_projects and bool(frame.divisions) and not frame.projects
    if of_division and all(n.kind in {Kind.DIVISION, Kind.DEPARTMENT} for n in (*parts, *((whole,) if whole else ()))):
        whole = frame.divisions[0] if _OF_THE_DIVISION.search(frame.text) else frame.department
        rows = selection(frame, Scope.PROJECTS)
        return Draft(Operation.SHARE, rows, Selection(Scope.NAMED, (whole,)))
    other = Selection(Scope.NAMED, (whole,)) if whole else None
    if parts:
        part: Selection | None = Selection(Scope.NAMED, parts)
    elif frame.speaks_of_projects:
        part = selection(frame, Scope.PROJECTS)
    else:
        part = None
    if part and other is None:
        other = Selection(Scope.NAMED, (frame.department,))
    claimed = share_claim(frame)
    if claimed:
        return Draft(Operation.CHECK, part, other, claim=claimed)
    return Draft(Operation.SHARE, part, other)


def _last_changed(frame: Frame) -> bool:
    last = frame.context.queries[-1]
    return last.measure is not Measure.BUDGET or isinstance(last.claim, MovedClaim)


_SIZE = {Kind.DEPARTMENT: 0, Kind.ACCOUNT: 1, Kind.PILLAR: 1, Kind.PART: 2, Kind.DIVISION: 2, Kind.SECTION: 3}


def _whole_and_parts(frame: Frame, found: tuple[Named, ...]) -> tuple[Named | None, tuple[Named, ...]]:
    """Which of the things said is the whole: the one «に占める», «のうち», «の何割» follows, else the larger kind."""
    marked = [
        span
        for span in frame.scan.spans
        if (span.names or "noun.department" in span.concepts) and _WHOLE_AFTER.match(frame.text, span.end)
    ]
    everything = list(found)
    if frame.says_department and frame.department not in everything:
        everything.append(frame.department)
    if marked:
        whole = marked[0].names[0] if marked[0].names else frame.department
        return whole, tuple(n for n in everything if n != whole and n != frame.department) or tuple(
            n for n in everything if n != whole
        )
    if len(everything) > 1:
        whole = min(everything, key=lambda n: _SIZE.get(n.kind, 4))
        if _SIZE.get(whole.kind, 4) < max(_SIZE.get(n.kind, 4) for n in everything):
            return whole, tuple(n for n in everything if n != whole)
    return None, tuple(everything) if everything != [frame.department] else ()


def ratio(frame: Frame) -> Outcome:
    if not frame.has("op.ratio"):
        return None
    found = named_selection(frame)
    if isinstance(found, (Ambiguous, Unknown)):
        return found
    if found and len(found.subjects) >= 2:
        first, second = found.subjects[:2]
        return Draft(Operation.RATIO, Selection(Scope.NAMED, (first,)), Selection(Scope.NAMED, (second,)))
    return Draft(Operation.RATIO, found, base=frame.timing.base)


_MINUS = re.compile(r"\s*(?:-|引く|ひく|マイナス)\s*")


_MEANING_APART = re.compile(r"違い(?:を教え|は何|って|は\?|とは|が分|がわ)")


def extremes(frame: Frame) -> Outcome:
    """«一番多い課と少ない課の差», «最大は最小の何倍»: the two ends of one ranking."""
    wanted = scope(frame)
    if not both_ends(frame) or wanted is None or not frame.has("op.difference", "op.ratio"):
        return None
    by = measure(frame)
    top = selection(frame, wanted, order=Order(True, by), limit=1)
    bottom = selection(frame, wanted, order=Order(False, by), limit=1)
    operation = Operation.RATIO if frame.has("op.ratio") else Operation.DIFFERENCE
    return Draft(operation, top, bottom, measure=by)


def difference(frame: Frame) -> Outcome:
    """Two things apart: «AとBの差», «#50-#52»."""
    if not joined_by(frame, _MINUS) and not frame.has("op.difference"):
        return None
    found = named_selection(frame)
    if isinstance(found, (Ambiguous, Unknown)):
        return found
    if found is None and len(frame.context.subjects) > 1 and not frame.about_change and not frame.timing.periods:
        return Draft(Operation.DIFFERENCE, None)
    if found is None or len(found.subjects) < 2:
        return None
    if all(n.kind is Kind.ACCOUNT for n in found.subjects) and _MEANING_APART.search(frame.text):
        return Draft(Operation.DEFINE, Selection(), term=vocabulary().term(frame.text), facets=())
    if frame.has("op.compare", "ask.which"):
        return comparison(frame, found)
    return Draft(Operation.DIFFERENCE, replace(found, subjects=found.subjects[:2]))


def compare(frame: Frame) -> Outcome:
    if not frame.has("op.compare", "size.big", "size.small") or frame.has("ref.both"):
        return None
    found = subjects(frame)
    if not isinstance(found, tuple) or len(found) < 2:
        return None
    kinds = {n.kind for n in found}
    if Kind.PROJECT in kinds and Kind.DIVISION in kinds:
        return None
    return comparison(frame, Selection(Scope.NAMED, found))


def comparison(frame: Frame, rows: Selection | None) -> Draft:
    asked = (Facet.NAME, Facet.AMOUNT) if frame.has("ask.amount", "ask.extent", "op.difference") else (Facet.NAME,)
    small = frame.has("size.small", "rank.least") and not frame.has("size.big")
    by = measure(frame)
    if rows is not None:
        rows = replace(rows, order=Order(not small, by))
    return Draft(Operation.COMPARE, rows, measure=by, facets=asked)
