"""A share: the stretch of the question that says the whole, and the rest, which says the part."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace

from nlp.claims import share_claim
from nlp.draft import Ambiguous, Draft, Unknown
from nlp.frame import Frame
from nlp.numbers import NumberKind
from nlp.query import (
    POLICY_KINDS,
    Aggregate,
    Condition,
    InDivisions,
    InPolicy,
    Kind,
    Measure,
    MovedClaim,
    Named,
    Operation,
    Scope,
    Selection,
)
from nlp.rules.asked import EACH, Outcome
from nlp.rules.ranking import ranks
from nlp.scan import Span
from nlp.selecting import order, scope, selection, window
from nlp.subjects import subjects

_HOW_MUCH = (
    r"(?:何|なん|いくら|どれ(?:くらい|ぐらい|だけ|ほど)|どの(?:くらい|ぐらい|程度)"
    r"|[0-9.一二三四五六七八九]+\s*(?:割|%|パー))"
)
_OF_THE_WHOLE = re.compile(
    r"に(?:占め(?:る|ます|て(?:い)?る)?|対(?:する|して|し)|おける)|の(?:うち|中|なか|内)(?:に|で|の)?(?:は)?|(?<=[一-鿿])(?:うち|内で|中で)"
    rf"|(?:予算)?比(?=率|で)|(?<=[課部計])(?P<end>予算)?比(?=[?。\s]|$)|の(?={_HOW_MUCH})|を(?:占め|100)|(?:課|部|会計|全体)(?P<bare>)(?={_HOW_MUCH})|(?<=件)中"
)
"""What follows the whole."""
_OCCUPIED = "占め"
"""«AのうちBがCに占める»: C is the whole, whatever stands before."""
_STATED = re.compile(r"(?:全体|部|予算|会計|課|合計)の\s*[0-9.一二三四五六七八九]+\s*(?:割|%|パーセント)")
_ITS_DIVISION = re.compile(r"(?:その|同|当該|所管|担当)?課(?:全体)?(?:の?(?:当初)?予算(?:額|全体)?)?")
_WHICH_RUNS = re.compile(r"(?:担当|所管|実施)する")
_BOUNDARIES = frozenset({" ", "は", "が", "って", "も", "、", ",", "で", "だけ", "の方", "ほう"})
_CONTENT = frozenset({"noun.project", "noun.department", "cat.new", "cat.expanded", "cat.continued", "flag.joint"})
_SIZE = {Kind.DEPARTMENT: 0, Kind.ACCOUNT: 1, Kind.PILLAR: 1, Kind.PART: 2, Kind.DIVISION: 2, Kind.SECTION: 3}
Rows = Selection | Ambiguous | Unknown | None


@dataclass(frozen=True, slots=True)
class _Split:
    whole: Frame
    part: Frame


def share(frame: Frame) -> Outcome:
    """«部の予算に占める…の割合», «…のうち拡充は何割», «件数で何%»."""
    fixed = not frame.about_change and frame.timing.base is None
    percent = frame.has("op.percent") and fixed
    over = fixed and frame.has("agg.sum") and _OVER_A_ROW.search(frame.text)
    if not (frame.has("op.share") or percent or over or (fixed and _STATED.search(frame.text))):
        return None
    if percent and not frame.has("op.share") and _of_the_last_change(frame):
        return Draft(Operation.SHOW, None, measure=Measure.CHANGE_RATE)
    made = _shared(frame)
    if not isinstance(made, tuple):
        return made
    part, whole = made
    if each := _each_of(frame, part, whole):
        return each
    counted = frame.counting or _counts(frame)
    if counted:
        part, whole = _as_projects(part), _as_projects(whole)
    claimed = share_claim(frame)
    made_of = Draft(
        Operation.CHECK if claimed else Operation.SHARE,
        part,
        whole,
        claim=claimed,
        aggregates=(Aggregate.COUNT,) if counted else (),
    )
    return made_of if claimed else _beside_numbers(frame, made_of)


_NUMBERS_BESIDE = re.compile(
    r"(?P<count>件数|事業数|本数)?(?:と|・|、|,|/|\s|及び|および)*(?P<sum>(?:予算)?(?:合計額?|総額|金額|額|計))?"
    r"(?:と|・|、|,|/|\s|及び|および)+(?:その)?(?:割合|比率|構成比|シェア|%|(?<=額\s)対?部(?:予算|計)?比)"
)


def _beside_numbers(frame: Frame, share: Draft) -> Draft:
    """«件数・割合», «金額とシェア»: the part's own number first; the share is of what is said next to it."""
    said, rows = _NUMBERS_BESIDE.search(frame.text), share.selection
    if said is None or rows is None or not (said["count"] or said["sum"]):
        return share
    several = rows.scope is Scope.PROJECTS and not rows.subjects
    if said["sum"]:
        share = replace(share, aggregates=())
    numbers = [Draft(Operation.COUNT, rows)] if said["count"] and several else []
    if said["sum"]:
        numbers.append(Draft(Operation.SUM if several or len(rows.subjects) > 1 else Operation.SHOW, rows))
    first, *others = (*numbers, share)
    return replace(first, also=tuple(others))


def _each_of(frame: Frame, part: Selection | None, whole: Selection | None) -> Draft | None:
    """«特会構成比：A vs B»: of each of several, not of them together."""
    apart = EACH.search(frame.text) or frame.has("op.compare") or "vs" in frame.text
    if part is None or len(part.subjects) < 2 or not apart or frame.has("agg.sum") or share_claim(frame):
        return None
    first, *others = (Draft(Operation.SHARE, replace(part, subjects=(one,)), whole) for one in part.subjects)
    return replace(first, also=tuple(others))


def _of_the_last_change(frame: Frame) -> bool:
    """«何%?» after a change asks its rate."""
    if not frame.context.queries or frame.scan.names:
        return False
    last = frame.context.queries[-1]
    return last.measure is not Measure.BUDGET or isinstance(last.claim, MovedClaim)


def _counts(frame: Frame) -> bool:
    """«76件のうち何%», «件数は全体の何割»: a number of rows is the whole."""
    return frame.has("ask.count") or bool(frame.scan.numbers(NumberKind.OF)) or "件のうち" in frame.text


def _as_projects(rows: Selection | None) -> Selection | None:
    """What is counted are projects: those of a division, of a policy node, or all."""
    if rows is None or not rows.subjects or any(n.kind in {Kind.PROJECT, Kind.ACCOUNT} for n in rows.subjects):
        return rows
    divisions = tuple(n for n in rows.subjects if n.kind is Kind.DIVISION)
    nodes = tuple(n for n in rows.subjects if n.kind in POLICY_KINDS)
    said: list[Condition] = [InDivisions(divisions)] if divisions else [InPolicy(nodes)] if nodes else []
    return Selection(Scope.PROJECTS, (), (*said, *rows.conditions))


def _shared(frame: Frame) -> tuple[Selection | None, Selection | None] | Ambiguous | Unknown:
    split = _split(frame)
    if split is None:
        return _unmarked(frame)
    whole = _whole(split)
    if isinstance(whole, (Ambiguous, Unknown)):
        return whole
    part = _rows(split.part, whole)
    if isinstance(part, (Ambiguous, Unknown)):
        return part
    if whole is None and (part is None or frame.context.queries):
        return part, None
    if part is None and whole is not None and frame.context.queries:
        return None, whole
    return part, whole or Selection(subjects=(frame.department,))


# --- where the whole is said -----------------------------------------------------------------------------------------


_OVER = re.compile(r"\s*(?:[/÷]|(?<=\s)対(?=[課部]の?(?:当初)?(?:予算|計|合計)))\s*")
_OVER_A_ROW = re.compile(
    r"\s*(?:[/÷]|(?<=\s)対)\s*(?=(?:課|部|一般会計|特別会計|主要事業)(?:全体)?の?(?:当初)?(?:予算|計|合計|総額))"
)
"""«主要事業計 / 課予算»: no two columns, for the row is what the sum is part of."""


def _split(frame: Frame) -> _Split | None:
    over = _OVER.search(frame.text)
    if over is not None:
        part, whole = frame.within(0, over.start()), frame.within(over.end(), len(frame.text))
        if says_something(part) and (says_something(whole) or _ITS_DIVISION.search(frame.text, over.end())):
            return _Split(whole, part)  # «拡充事業 / 主要事業合計 (%)»
    for match in sorted(_OF_THE_WHOLE.finditer(frame.text), key=lambda found: _OCCUPIED not in found.group()):
        if any(span.start < match.start() < span.end for span in frame.scan.names):
            continue
        end = match.start("bare") if match["bare"] is not None else match.start()
        start = _segment_start(frame, end)
        whole = frame.within(start, end)
        if not (says_something(whole) or _ITS_DIVISION.search(whole.text, start)):
            continue
        part = frame.without([(start, match.end())])
        if says_something(part):
            return _Split(whole, part)
        cut = _last_thing(whole)
        if cut is not None:
            return _Split(frame.within(cut, end), frame.without([(cut, match.end())]))
        return _Split(whole, part)
    return None


def _segment_start(frame: Frame, end: int) -> int:
    """After the last particle or comma before the marker that parts the whole from what stands before it."""
    things = [(span.start, span.end) for span in frame.scan.spans if span.names or span.amount]
    things += [(word.start, word.end) for word in frame.scan.words]
    start = 0
    for token in frame.scan.tokens:
        if token.end >= end:
            break
        if token.surface not in _BOUNDARIES or token.pos in {"名詞", "動詞"}:
            continue
        if token.surface == "が" and _WHICH_RUNS.match(frame.text, token.end):
            continue  # «産業政策課が担当する主要事業に占める»
        if not any(s <= token.start and token.end <= e for s, e in things):
            start = token.end
    return start


_TOLD = (NumberKind.PROJECT, NumberKind.TOP, NumberKind.BOTTOM, NumberKind.NTH)


def says_something(frame: Frame) -> bool:
    """Whether anything of the document is spoken of."""
    said = frame.scan.names or frame.scan.words or frame.scan.amounts or frame.scan.numbers(*_TOLD)
    return bool(said) or any(_CONTENT.intersection(span.concepts) for span in frame.scan.spans)


def _last_thing(whole: Frame) -> int | None:
    """«拡充事業の主要事業全体に占める»: where the last thing said begins, if another stands before it."""
    things = [span for span in whole.scan.spans if span.names or _CONTENT.intersection(span.concepts)]
    for index in range(len(things) - 1, 0, -1):
        if not _belongs_to(whole, things[index], things[index - 1]):
            return things[index].start
    return None


def _belongs_to(frame: Frame, span: Span, before: Span) -> bool:
    """«雇用対策課の主要事業», «主要事業全体», «拡充事業»: one thing."""
    gap = frame.text[before.end : span.start]
    if "noun.project" in span.concepts and not before.names and gap == "":
        return True
    if "noun.project" in span.concepts and before.names and before.names[0].kind is not Kind.PROJECT:
        return gap in {"", "の", "が担当する", "の主要"}
    return "noun.department" in span.concepts and gap == ""


# --- what is said there ----------------------------------------------------------------------------------------------


def _whole(split: _Split) -> Rows:
    whole = split.whole
    if ranks(whole) and not whole.projects:
        return _first_of(whole, None)  # «3番目に大きい課は1番目の課の何%»
    if scope(whole) is Scope.PROJECTS and (whole.speaks_of_projects or whole.divisions) and not whole.projects:
        return selection(whole, Scope.PROJECTS)
    if whole.nodes:
        return selection(whole, Scope.PROJECTS)
    found = subjects(whole)
    if isinstance(found, (Ambiguous, Unknown)):
        return found
    if whole.says_department and not (found and len(found) == 1 and found[0].kind is not Kind.DEPARTMENT):
        return Selection(subjects=(whole.department,))
    if found:
        return Selection(subjects=found)
    if whole.bounded_amounts:
        return selection(whole, Scope.PROJECTS)
    return _division_of(split.part) if _ITS_DIVISION.search(whole.text) else None


def _division_of(part: Frame) -> Rows:
    """«…は課の予算の何%»: the division named with the part, or the one that runs it."""
    if part.divisions:
        return Selection(subjects=part.divisions[:1])
    found = subjects(part)
    entry = part.lexicon.entry(found[0]) if isinstance(found, tuple) and len(found) == 1 else None
    if entry is None or not entry.divisions:
        return None
    if len(entry.divisions) > 1:
        return Ambiguous(entry.divisions, "課")
    return Selection(subjects=entry.divisions)


def _rows(part: Frame, whole: Selection | None) -> Rows:
    """The part; of a whole of projects it is those of them that meet what the part says besides."""
    of_projects = whole is not None and whole.scope is Scope.PROJECTS and not whole.subjects
    if ranks(part) and not part.projects:
        return _first_of(part, whole if of_projects else None)
    if whole is not None and of_projects and not part.projects:
        narrowed = part.divisions or part.categories or part.not_categories or part.nodes or part.bounded_amounts
        if narrowed or part.extra or part.has("flag.joint", "flag.relisted", "flag.partial", "flag.breakdown"):
            said = selection(part, Scope.PROJECTS)
            kinds = {type(condition) for condition in said.conditions}
            # «新規は拡充の何%»: of one kind the part says its own.
            kept = tuple(condition for condition in whole.conditions if type(condition) not in kinds)
            return Selection(Scope.PROJECTS, (), (*kept, *said.conditions))
    if of_projects and not part.projects and not part.topic and not part.scan.words and not part.says_department:
        return None  # «…の半分以上を占める事業»: which part is not said
    if part.speaks_of_projects and not part.projects:
        # «雇用対策課の拡充事業», beside its division as the whole.
        rows = selection(part, Scope.PROJECTS)
        divisions = tuple(n for n in (whole.subjects if whole else ()) if n.kind is Kind.DIVISION)
        if divisions and not part.divisions and not part.topic:
            return Selection(Scope.PROJECTS, (), (InDivisions(divisions), *rows.conditions))
        if not isinstance(subjects(part), tuple) or part.divisions or part.categories or not part.scan.words:
            return rows
    found = subjects(part)
    if isinstance(found, (Ambiguous, Unknown)):
        topical = of_projects and part.topic is not None
        return selection(part, Scope.PROJECTS) if topical else found
    if found:
        others = tuple(n for n in found if whole is None or n not in whole.subjects)
        return Selection(subjects=others or found)
    return Selection(subjects=(part.department,)) if part.says_department and whole else None


def _first_of(part: Frame, whole: Selection | None) -> Selection:
    """«上位5事業が占める割合»: the first of a ranking."""
    wanted = Scope.PROJECTS if whole else scope(part) or Scope.PROJECTS
    start, limit = window(part)
    rows = selection(part, wanted, order=order(part, Measure.BUDGET), start=start, limit=limit)
    return replace(rows, conditions=tuple(dict.fromkeys((*(whole.conditions if whole else ()), *rows.conditions))))


def _unmarked(frame: Frame) -> tuple[Selection | None, Selection | None] | Ambiguous | Unknown:
    """«雇用対策課 部全体 %»: of things of different size the larger is the whole; of one, the department is."""
    found = subjects(frame)
    if isinstance(found, (Ambiguous, Unknown)):
        return found
    if frame.speaks_of_projects and not frame.projects and frame.divisions:
        rows = selection(frame, Scope.PROJECTS)
        own = tuple(c for c in rows.conditions if isinstance(c, InDivisions))
        if len(own) < len(rows.conditions):
            return rows, Selection(Scope.PROJECTS, (), own)  # «雇用対策課の拡充事業の割合»: of its projects
        return rows, Selection(subjects=(frame.department,))
    whole, parts = _by_kin(frame, found or ()) or _by_size(frame, found or ())
    if parts:
        part: Selection | None = Selection(subjects=parts)
    else:
        part = selection(frame, Scope.PROJECTS) if frame.speaks_of_projects else None
    if whole is None and part is not None:
        whole = frame.department
    return part, Selection(subjects=(whole,)) if whole else None


def _by_kin(frame: Frame, found: tuple[Named, ...]) -> tuple[Named, tuple[Named, ...]] | None:
    """The one whose members the others are."""
    for whole in found:
        others = tuple(each for each in found if each != whole)
        parents = {entry.parent for each in others if (entry := frame.lexicon.entry(each))}
        if others and parents == {whole}:
            return whole, others
    return None


def _by_size(frame: Frame, found: tuple[Named, ...]) -> tuple[Named | None, tuple[Named, ...]]:
    everything = list(found)
    if frame.says_department and frame.department not in everything:
        everything.append(frame.department)
    if len(everything) > 1:
        whole = min(everything, key=lambda n: _SIZE.get(n.kind, 4))
        if _SIZE.get(whole.kind, 4) < max(_SIZE.get(n.kind, 4) for n in everything):
            return whole, tuple(n for n in everything if n != whole)
    return None, tuple(everything) if everything != [frame.department] else ()
