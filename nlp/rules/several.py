"""Several numbers of the same rows in one question: «何件で合計いくら», «件数・合計・平均»."""

from __future__ import annotations

import re
from dataclasses import replace

from nlp.draft import Ambiguous, Draft, Unknown
from nlp.frame import Frame
from nlp.query import Facet, Kind, Operation, Order, Scope, Selection
from nlp.rules.asked import Outcome
from nlp.scan import Span
from nlp.selecting import asks_how_many, measure, scope, selection, window
from nlp.subjects import subjects

_ASKED = {
    "ask.count": Operation.COUNT,
    "agg.sum": Operation.SUM,
    "agg.mean": Operation.MEAN,
    "agg.median": Operation.MEDIAN,
    "rank.most": Operation.RANK,
    "rank.least": Operation.RANK,
}
_TOTAL_NUMBER = re.compile(r"[のでが、]{0,2}")
"""«合計何件», «全部で何本»: the sum word only says of all."""
AMOUNT_BESIDE = re.compile(
    r"(?:件数|事業数|本数|数)(?:と|・|、|や|及び|および|&)(?:予算|金額|額|費用|事業費)"
    r"|(?:予算額?|金額|事業費|費用)(?:と|・|、|や|及び|および|&)(?:件数|事業数|本数|何件|数)"
)
"""«件数と予算額»: the noun is asked for beside the count."""
_RANKED_BY = re.compile(
    r"(?:件数|事業数|合計額?|総額|平均額?|中央値|(?:あ|当)たり[^。、?はが]{0,6})(?:が|の|で)(?:一番|いちばん|最も|最大|最小|最多|最少|最高|最低)"
)
_ASKS = ("op.share", "op.percent", "op.ratio", "op.difference", "op.compare", "rank.order", "rank.descending")


def several(frame: Frame) -> Outcome:
    """The same rows counted, added, averaged and looked through for the largest, in the order said."""
    if frame.has(*_ASKS) or _RANKED_BY.search(frame.text) or frame.about_change:
        return None
    asked = _operations(frame)
    if len(asked) < 2 or _sums_the_first(frame, asked):
        return None
    rows = _rows(frame)
    if rows is None or isinstance(rows, (Ambiguous, Unknown)):
        return rows
    drafts = [_draft(operation, rows, least=least, frame=frame) for operation, least in asked]
    return replace(drafts[0], also=tuple(drafts[1:]))


def _sums_the_first(frame: Frame, asked: list[tuple[Operation, bool]]) -> bool:
    """«一番少ない事業5つの合計»: of so many rows of the ranking, not beside it."""
    several = window(frame)[1] not in {1, None}
    return several and any(each is Operation.RANK for each, _ in asked)


def _is_of(frame: Frame, before: tuple[Span, str], total: Span) -> bool:
    """«事業数を足すと»: numbers of rows are added, not amounts."""
    counted = _ASKED[before[1]] is Operation.COUNT
    return counted and _OF_IT.fullmatch(frame.text, before[0].end, total.start) is not None


_OF_IT = re.compile(r"[をの]")


def _operations(frame: Frame) -> list[tuple[Operation, bool]]:
    """What is done, once each, in order, and for the ends of a ranking which one."""
    spans = [(span, c) for span in frame.scan.spans for c in span.concepts if c in _ASKED]
    found: list[tuple[Operation, bool]] = []
    for index, (span, concept) in enumerate(spans):
        operation = _ASKED[concept]
        if operation is Operation.COUNT and not asks_how_many(frame):
            continue
        after = spans[index + 1] if index + 1 < len(spans) else None
        earlier = spans[index - 1] if index else None
        if operation is Operation.SUM and earlier and _is_of(frame, earlier, span):
            continue
        counted = after is not None and _ASKED[after[1]] is Operation.COUNT
        if operation is Operation.SUM and after and counted and _says_of_all(frame, span, after[0]):
            continue
        found.append((operation, concept == "rank.least" or _is_least(frame, span.end)))
    if any(operation is Operation.COUNT for operation, _ in found) and not any(o is Operation.SUM for o, _ in found):
        amount = frame.scan.first("ask.amount") or (
            frame.scan.first("noun.budget") if AMOUNT_BESIDE.search(frame.text) else None
        )
        if amount is not None and not frame.has("agg.mean", "agg.median", "rank.most", "rank.least"):
            count = frame.scan.first("ask.count")
            before = count is not None and amount.start < count.start and "ask.amount" in amount.concepts
            found.insert(0 if before else len(found), (Operation.SUM, False))
    return list(dict.fromkeys(found))


def _says_of_all(frame: Frame, total: Span, count: Span) -> bool:
    return bool(_TOTAL_NUMBER.fullmatch(frame.text, total.end, count.start))


def _is_least(frame: Frame, end: int) -> bool:
    """«一番小さい»."""
    return any("size.small" in span.concepts and 0 <= span.start - end <= 1 for span in frame.scan.spans)


def _rows(frame: Frame) -> Selection | Ambiguous | Unknown | None:
    wanted = scope(frame)
    if wanted is None or frame.projects:
        found = subjects(frame)
        if isinstance(found, (Ambiguous, Unknown)):
            return found
        if found and (len(found) > 1 or found[0].kind is not Kind.DIVISION):
            return Selection(subjects=found) if len(found) > 1 else None
        if found is None and not (frame.says_department and frame.has("ask.count")):
            return None
        wanted = Scope.PROJECTS
    return selection(frame, wanted)


def _draft(operation: Operation, rows: Selection, *, least: bool, frame: Frame) -> Draft:
    if operation is not Operation.RANK:
        return Draft(operation, rows, measure=measure(frame))
    ordered = replace(rows, order=Order(not least, measure(frame)), limit=1)
    return Draft(operation, ordered, facets=(Facet.NAME, Facet.AMOUNT))
