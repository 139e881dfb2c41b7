"""Rows in groups: by what, with which numbers of each, and in which order."""

from __future__ import annotations

import re
from dataclasses import replace

from nlp.draft import Draft
from nlp.frame import Frame
from nlp.numbers import NumberKind
from nlp.query import Aggregate, Dimension, Facet, Operation, Order, Scope, Selection
from nlp.rules.asked import EACH, LEVELS, Outcome
from nlp.rules.ranking import dimension_said, ranking, ranks
from nlp.rules.several import AMOUNT_BESIDE
from nlp.selecting import asks_how_many, direction, measure, selection, window

_ADDED = re.compile(r"足す|足し|たす|合わせ|あわせ|合算")
_TWICE = re.compile(r"合計|件数")
_MOST = r"(?:一番|いちばん|最も|もっとも|断トツで|ダントツで)"
_SIZE = r"(?:多|少な|大き|小さ|高|低|でか|安)"
_WHOSE = r"(?:(?:主要)?事業の?)?"
_OF = (
    r"(?P<of>件数|事業数|本数|(?:主要)?事業の数|(?:主要)?事業(?!の)|件|本|(?:新規|拡充|継続)(?:事業)?(?!の)"
    rf"|{_WHOSE}(?:合計|総額|計)(?:額|予算)?|{_WHOSE}平均(?:額|予算)?|{_WHOSE}(?:[1一](?:件|事業))?(?:あ|当)たり(?:の)?(?:平均)?(?:予算|金|事業費)?額?|中央値)"
)
_HOLDS = r"(?:持つ|抱える|有する|(?:持って|抱えて|やって)い?る|(?:担当|所管|実施)(?:する|してい?る))"
_WHAT = r"(?P<what>課|区分|柱|戦略|■|大項目|中項目|小項目|節)"
_SUPERLATIVE = rf"(?:{_MOST}{_SIZE}(?:い|く|な)?|最多|最大|最小|最少|最高|最低)"
_RANKED = (
    re.compile(rf"{_OF}(?:が|の|は|で)?{_SUPERLATIVE}(?:の|な)?(?:のは)?{_WHAT}(?!別|ごと|の事業)"),
    re.compile(rf"{_WHAT}(?:の中で|のうち|のなかで|は|で|って)?[、]?{_OF}(?:が|の|は|で){_SUPERLATIVE}"),
    re.compile(rf"{_MOST}{_OF}(?:が|の|は)?{_SIZE}(?:い|な){_WHAT}(?!別|ごと|の事業)"),
    re.compile(
        rf"{_OF}(?:を|が)(?:{_MOST}|一番に)(?:多く|たくさん|沢山|少なく)?(?:を|の)?{_HOLDS}{_WHAT}(?!別|ごと|の事業)"
    ),
    re.compile(rf"(?:{_MOST}(?:多く|たくさん|沢山)){_OF}を{_HOLDS}{_WHAT}(?!別|ごと|の事業)"),
    re.compile(rf"(?:どの|どこの|何){_WHAT}[がはの、]?{_OF}?(?:が|の|は|で)?{_SUPERLATIVE}"),
)
"""«件数が一番多い柱», «柱で合計が最大なのは», «どの区分が一番多い»."""
_BY_WHICH = re.compile(rf"{_OF}(?:が|の){_SUPERLATIVE}(?!の?(?:主要)?事業)")
_DIMENSIONS = {
    "課": Dimension.DIVISION, "区分": Dimension.CATEGORY, "柱": Dimension.PILLAR, "戦略": Dimension.PILLAR,
    "■": Dimension.PILLAR, "大項目": Dimension.PILLAR, "中項目": Dimension.PART, "小項目": Dimension.SECTION,
    "節": Dimension.SECTION,
}  # fmt: skip
_NAMES = re.compile(
    r"事業名|名前|名称|(?:事業|もの)(?:を|は)?(?:挙げ|あげ|並べ|列挙|一覧|リスト|何|どれ)|何がある|一覧"
)


_CALLED = re.compile(r"(?:何|なん)(?:という|て|と(?:呼|言|いう))|名前|名称|題名")
"""«戦略はそれぞれ何という名前か»: the pillars themselves are asked for."""


def _of_things(frame: Frame) -> bool:
    """Of projects or money is spoken, not of headings alone."""
    return frame.speaks_of_projects or frame.has("noun.budget", "ask.amount", "agg.mean", "agg.median")


_HOW_MANY = (NumberKind.TOP, NumberKind.BOTTOM, NumberKind.TAKE, NumberKind.NTH)


def group(frame: Frame) -> Outcome:
    """«課別の件数», «区分ごとに集計», «戦略別に一番大きい事業», «件数が一番多い柱»."""
    by, ranked = _by(frame)
    if by is None or (by is Dimension.DIVISION and frame.divisions and not frame.speaks_of_projects):
        return None
    if by is Dimension.DIVISION and len(frame.projects) == 1 and not frame.speaks_of_projects:
        # «…事業費の課ごとの内訳»: who runs it, and its amount, which the document does not split
        return Draft(Operation.SHOW, Selection(Scope.NAMED, frame.projects), facets=(Facet.DIVISION, Facet.AMOUNT))
    if by is Dimension.PILLAR and frame.has("noun.pillar") and _CALLED.search(frame.text) and not _of_things(frame):
        named = Draft(Operation.LIST, Selection(Scope.POLICY), facets=(Facet.NAME,))
        counted = Draft(Operation.COUNT, Selection(Scope.POLICY), also=(named,))
        return counted if frame.has("ask.count") else named
    shown = _shown(frame)
    if ranked is not None:
        rows = selection(frame, Scope.PROJECTS, order=Order(not _asks_least(frame)))
        numbers = frame.scan.numbers(*_HOW_MANY)
        # «3つの戦略のうち一番…» counts what there is, not what is wanted.
        start, limit = window(frame) if numbers else (1, 1)
        rows = Selection(rows.scope, (), rows.conditions, rows.order, start, limit)
        return Draft(Operation.GROUP, rows, group_by=by, aggregates=ranked)
    of_projects = frame.speaks_of_projects or frame.has("ask.count", "agg.mean", "agg.median")
    of_projects = of_projects or bool(frame.topic) or bool(frame.bounded_amounts)
    if by in {Dimension.DIVISION, Dimension.ACCOUNT} and not of_projects:
        return _table_rows(frame, Scope.DIVISIONS if by is Dimension.DIVISION else Scope.ACCOUNTS)
    if frame.has("rank.descending", "rank.ascending", "rank.order") and not frame.has("rank.most", "rank.least"):
        rows = selection(frame, Scope.PROJECTS, order=Order(not frame.has("rank.ascending")))
        if frame.scan.numbers(*_HOW_MANY):
            start, limit = window(frame)
            rows = replace(rows, start=start, limit=limit)
        return Draft(Operation.GROUP, rows, group_by=by, aggregates=shown)
    rows = selection(frame, Scope.PROJECTS)
    return Draft(Operation.GROUP, rows, group_by=by, aggregates=shown)


def _by(frame: Frame) -> tuple[Dimension | None, tuple[Aggregate, ...] | None]:
    """The dimension, and by what the groups are ranked where one of them is looked for."""
    if _HOW_MANY_OF_EACH.search(frame.text):
        return Dimension.DIVISION, None
    said = dimension_said(frame) or _in_order_of_counts(frame)
    if said is not None:
        ranked = _BY_WHICH.search(frame.text) if frame.has("rank.most", "rank.least") else None
        return said, _aggregate_of(ranked["of"]) if ranked else None
    each = bool(EACH.search(frame.text)) or (len(_TWICE.findall(frame.text)) > 1 and not _ADDED.search(frame.text))
    if len(frame.categories) > 1 and (each or frame.has("ask.parts")):
        return Dimension.CATEGORY, None
    if each and len(frame.divisions) > 1 and frame.speaks_of_projects:
        return Dimension.DIVISION, None
    if each and len(frame.nodes) > 1:
        return LEVELS.get(frame.nodes[0].kind), None
    if EACH.search(frame.text) and frame.has("noun.pillar") and not frame.nodes:
        return Dimension.PILLAR, None
    return _ranked(frame)


_HOW_MANY_OF_EACH = re.compile(
    r"(?:どの|何|どこの)課(?:に|が|で)(?:は)?[^。?、]{1,14}?(?:が|を)?(?:何(?:件|本|事業|個)|いくつ)"
)
"""«どの課に拡充が何件あるか»."""
_PER_PROJECT = re.compile(r"(?:件|事業)(?:あ|当)たり")
_BY_COUNTS = re.compile(
    r"(?:件数|事業数|本数)(?:の|が)?(?:多い|少ない)?(?:順|降順|昇順)(?:に|で|の)?\s*(?P<what>課|区分|柱|戦略|中項目|小項目)"
    r"|(?P<of>課|区分|柱|戦略|中項目|小項目)(?:を|の)?\s*(?:主要)?(?:事業)?(?:件数|事業数|本数)(?:の|が)?(?:多い|少ない)?順"
)


def _in_order_of_counts(frame: Frame) -> Dimension | None:
    """«件数順に課»."""
    match = _BY_COUNTS.search(frame.text)
    return _DIMENSIONS[match["what"] or match["of"]] if match else None


def _ranked(frame: Frame) -> tuple[Dimension | None, tuple[Aggregate, ...] | None]:
    if not frame.has("rank.most", "rank.least", "size.big", "size.small"):
        return None, None
    for pattern in _RANKED:
        match = pattern.search(frame.text)
        if match is None:
            continue
        by, of = _DIMENSIONS[match["what"]], match["of"] or ""
        counted = frame.has("ask.count") or frame.counting or of in _THINGS
        per_project = _PER_PROJECT.search(of)
        if by is Dimension.DIVISION and not counted and not per_project and not frame.speaks_of_projects:
            return None, None  # a row of the first table
        if not of and not counted:
            return None, None
        return by, _aggregate_of("件数" if counted and not re.search("合計|総額|平均", of) else of)
    if _counted_by_division(frame):
        return Dimension.DIVISION, (Aggregate.COUNT,)
    return None, None


_OF_CATEGORY = frozenset(f"{name}{tail}" for name in ("新規", "拡充", "継続") for tail in ("", "事業"))
_THINGS = frozenset(
    {"件数", "事業数", "本数", "事業の数", "主要事業の数", "事業", "主要事業", "件", "本", *_OF_CATEGORY}
)


def _aggregate_of(said: str) -> tuple[Aggregate, ...]:
    if "平均" in said or "たり" in said:
        return (Aggregate.MEAN,)
    if said == "中央値":
        return (Aggregate.MEDIAN,)
    return (Aggregate.COUNT,) if said in _THINGS else (Aggregate.SUM,)


def _counted_by_division(frame: Frame) -> bool:
    """«どの課の事業が一番多い？件数で»: groups ranked by how many, not projects by how much."""
    many = frame.has("ask.count") or bool(re.search(r"(?:事業|件)(?:数)?[がはの].{0,6}(?:多|少な)", frame.text))
    ranked = frame.has("rank.most", "rank.least", "size.big", "size.small")
    which = bool(re.search(r"どの課|どこの課|何課|課(?:は|って)?(?:どこ|どれ)|多い課|少ない課", frame.text))
    return many and ranked and which and not frame.has("noun.budget", "ask.amount")


def _asks_least(frame: Frame) -> bool:
    return frame.has("size.small", "rank.least") and not frame.has("size.big")


def _shown(frame: Frame) -> tuple[Aggregate, ...]:
    """What is shown of each group, in the order said."""
    found: list[tuple[int, Aggregate]] = []
    for span in frame.scan.spans:
        for concept in span.concepts:
            aggregate = _AGGREGATES.get(concept)
            if aggregate is not None:
                found.append((span.start, aggregate))
    said = tuple(dict.fromkeys(aggregate for _, aggregate in sorted(found, key=lambda pair: pair[0])))
    if said == (Aggregate.COUNT,) and AMOUNT_BESIDE.search(frame.text):
        said = (*said, Aggregate.SUM)  # «件数と額»
    if Aggregate.COUNT in said and not asks_how_many(frame):
        said = tuple(each for each in said if each is not Aggregate.COUNT)
    if frame.has("rank.most", "rank.least"):
        least = _asks_least(frame) or frame.has("rank.least")
        said = (*said, Aggregate.SMALLEST if least else Aggregate.LARGEST)
    if said or not frame.has("noun.budget", "ask.amount", "ask.extent"):
        return said or ((Aggregate.NAMES,) if _NAMES.search(frame.text) else ())
    return (Aggregate.SUM,)


_AGGREGATES = {
    "ask.count": Aggregate.COUNT,
    "agg.sum": Aggregate.SUM,
    "agg.mean": Aggregate.MEAN,
    "agg.median": Aggregate.MEDIAN,
}


def _table_rows(frame: Frame, wanted: Scope) -> Draft | None:
    """«課別の予算», «各課を大きい順に»: the rows of the first table, ranked where an order is said."""
    by = measure(frame)
    if ranks(frame):
        return ranking(frame, wanted)
    moved = direction(frame) if frame.has("ask.which", "ask.exists", "noun.thing") else None
    rows = selection(frame, wanted, moved=moved)
    return Draft(Operation.LIST, rows, measure=by, facets=(Facet.NAME, Facet.AMOUNT))
