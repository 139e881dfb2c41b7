"""Rows in order or as one number: rank, sum, mean, count."""

from __future__ import annotations

import re
from dataclasses import replace

from nlp.draft import Ambiguous, Draft, Unknown
from nlp.frame import Frame
from nlp.numbers import NumberKind, count_of
from nlp.query import (
    TABLE_KINDS,
    TABLE_SCOPES,
    Dimension,
    Except,
    Facet,
    InDivisions,
    Kind,
    Measure,
    Named,
    Operation,
    Scope,
    Selection,
)
from nlp.rules.asked import Outcome, facets, joined_by, members
from nlp.selecting import asks_how_many, both_ends, direction, measure, order, scope, selection, windows
from nlp.subjects import subjects

_BY = {
    "by.division": Dimension.DIVISION,
    "by.category": Dimension.CATEGORY,
    "by.pillar": Dimension.PILLAR,
    "by.part": Dimension.PART,
    "by.section": Dimension.SECTION,
    "by.account": Dimension.ACCOUNT,
}


_PLUS = re.compile(r"\s*(?:\+|足す|たす|プラス)\s*")


_ITS_AMOUNT = re.compile(
    r"その(?:金)?額|その率|率も|率は|(?:金)?額も|と(?:金)?額(?:を|は|$)|の(?:金|予算)?額(?:は|を)?[?。\s]*$"
)
_EXTREME = re.compile(r"最[大小高低少多](?:値|額)")


def dimension_said(frame: Frame) -> Dimension | None:
    """«課別», «区分ごと», «戦略別»."""
    return next((dimension for concept, dimension in _BY.items() if frame.has(concept)), None)


_SO_MANY_OF_THEM = re.compile(
    r"(?:大き|多|高|小さ|少な|安|低)[いくな]?[^。、]{0,6}?(?:もの|事業|やつ|課|の|ほう|方)(?:を|から|、|\s)*[0-9一二三四五六七八九十]+(?:つ|件|事業|個|本|課)"
)
"""«金額の大きいものを三つ»: that many from the top."""


def ranks(frame: Frame) -> bool:
    if frame.has("rank.most", "rank.least", "rank.descending", "rank.ascending", "rank.order"):
        return True
    if frame.scan.numbers(NumberKind.TOP, NumberKind.BOTTOM, NumberKind.NTH, NumberKind.TAKE):
        return True
    sized = frame.has("size.big", "size.small") and not frame.bounded_amounts
    if sized and frame.scan.numbers(NumberKind.COUNT) and _SO_MANY_OF_THEM.search(frame.text):
        return True
    return sized and frame.has("ask.which", "ask.who")


def rank(frame: Frame) -> Outcome:
    if not ranks(frame):
        return None
    wanted = scope(frame)
    by = measure(frame)
    last = frame.context.queries[-1].selection if frame.context.queries else Selection()
    spoken_of = len(frame.context.results) > 1 or (last.scope in TABLE_SCOPES and last.limit != 1)
    if wanted is None and by is not Measure.BUDGET and not spoken_of:
        wanted = Scope.DIVISIONS
    if wanted is None and len(frame.divisions) + len(frame.accounts) > 1:
        wanted = Scope.TABLE
    if wanted is None and not frame.context.queries and _says_what_is_ranked(frame):
        wanted = Scope.PROJECTS
    if wanted is None:
        return ranking(frame, None)
    return ranking(frame, wanted)


def _says_what_is_ranked(frame: Frame) -> bool:
    """«2番目は?» out of nowhere does not."""
    return frame.has("noun.budget", "ask.amount", "size.big", "size.small") or bool(
        frame.divisions or frame.scan.numbers(NumberKind.TOP, NumberKind.BOTTOM)
    )


def ranking(frame: Frame, wanted: Scope | None) -> Draft:
    by = measure(frame)
    (start, limit), *others = windows(frame)
    ordering = order(frame, by)
    moved = direction(frame) if by is not Measure.BUDGET else None
    rows = (
        selection(frame, wanted, order=ordering, start=start, limit=limit, moved=moved)
        if wanted
        else Selection(Scope.NAMED, (), frame.project_conditions(), ordering, start, limit)
    )
    ends = both_ends(frame) and limit == 1
    aggregate = aggregate_operation(frame)
    if aggregate and limit != 1 and (limit is not None or start > 1):
        return Draft(aggregate, rows, measure=by)
    asked = facets(frame, Facet.NAME)
    of_those_shown = wanted is None and {named.kind for named in frame.context.results} == {Kind.PROJECT}
    if wanted is not Scope.PROJECTS and not of_those_shown:
        asked = tuple(f for f in asked if f is not Facet.DIVISION) or (Facet.NAME,)
    if _ITS_AMOUNT.search(frame.text) or (_EXTREME.search(frame.text) and frame.context.queries):
        asked = tuple(dict.fromkeys((Facet.NAME, *asked, Facet.AMOUNT)))
    of_change = by is not Measure.BUDGET and (frame.has("op.percent", "ask.extent", "ask.amount"))
    if of_change or _FIGURE_TOO.search(frame.text):
        asked = tuple(dict.fromkeys((Facet.NAME, *asked, Facet.AMOUNT)))
    if frame.has("ask.name") or (Facet.NAME not in asked and Facet.DIVISION not in asked):
        asked = tuple(dict.fromkeys((Facet.NAME, *asked)))
    made = Draft(Operation.RANK, rows, measure=by, facets=asked, both_ends=ends)
    also = (replace(made, selection=replace(rows, start=start, limit=limit)) for start, limit in others)
    return replace(made, also=tuple(also))


_FIGURE_TOO = re.compile(
    r"(?:名前?|課|ところ|事業|もの|会計)(?:の名前|名)?(?:と|及び|および|並びに|、)(?:その)?(?:増減|伸び|減少|増加|具体的な?)?(?:率|数字|額|金額|予算額|数値|%)"
    r"|(?:率|数字|額|金額|数値|何%[^、。?]{0,3})(?:も|まで|を?添え|付き|つき|込み)(?!な)"
)
"""«課名と率», «何%増かも一緒に»: the figure beside the name."""


def aggregate_operation(frame: Frame) -> Operation | None:
    if frame.has("agg.mean"):
        return Operation.MEAN
    if frame.has("agg.median"):
        return Operation.MEDIAN
    if _WHICH_IN_ALL.search(frame.text):
        return None
    return Operation.SUM if frame.has("agg.sum") or _TOGETHER.search(frame.text) else None


_WHICH_IN_ALL = re.compile(
    r"(?:全部|ぜんぶ|全体)で(?:は)?、?(?:どれ(?!だけ|くらい|ぐらい|ほど)|どの(?!くらい|ぐらい|程度)|どんな|何と何|どこ)"
)
"""«全部でどれになりますか» adds nothing up."""


_TOGETHER = re.compile(
    r"(?:両方|二つ|ふたつ|両者|両課|両事業)で、?(?:いくら|なんぼ|何円|何千円|どのくらい|どれくらい|どれだけ)"
    r"|[2-9二三四五六両](?:課|つ|件|本|者|事業|会計)(?:分|の予算)?[、,はをで]*(?:併せ|合わせ|あわせ)て"
)
"""«…の3課、あわせて»: of so many things «あわせて» adds up; after anything else it asks something besides."""


_ALL_BUT = re.compile(
    r"(?:除|外し|抜|差し引いて考え|別にし|省)[^。?]{0,12}?(?:残り|残る|ほか|他)の?(?P<n>[2-9二三四五六七八九])課"
)


def all_but(frame: Frame) -> Outcome:
    """«…だけ外して、残り5課の減額を合算»: the sum of the other divisions, where they are as many as is said."""
    said = _ALL_BUT.search(frame.text)
    named = (*frame.named(Kind.DIVISION, negated=True), *frame.named(Kind.DIVISION))
    there_are = len(frame.lexicon.of_kind(Kind.DIVISION))
    if said is None or not named or frame.speaks_of_projects or frame.has("ask.list", "ask.which", "agg.mean"):
        return None
    if count_of(said["n"]) != there_are - len(named):
        return None
    return Draft(Operation.SUM, Selection(Scope.DIVISIONS, (), (Except(named),)), measure=measure(frame))


def without(frame: Frame) -> Outcome:
    """«特別会計を除くと部の予算は»: the rows of the table but those."""
    excluded = frame.named(Kind.DIVISION, Kind.ACCOUNT, negated=True)
    of_accounts = bool(excluded) and all(named.kind is Kind.ACCOUNT for named in excluded)
    of_account = bool(frame.accounts) and all(_holds_the_divisions(frame, named) for named in frame.accounts)
    whole = frame.says_department or scope(frame) in {Scope.DIVISIONS, Scope.TABLE} or of_accounts or of_account
    if not excluded or not whole or frame.speaks_of_projects or frame.divisions:
        return None
    if frame.accounts and not of_account:
        return None
    if frame.has("ask.list", "ask.all", "ask.which", "ask.count", "agg.mean", "agg.median"):
        return None
    wanted = Scope.TABLE if (frame.says_department or of_accounts) and not of_account else Scope.DIVISIONS
    rows = Selection(wanted, (), (Except(members(frame, excluded)),))
    return Draft(Operation.SUM, rows, measure=measure(frame))


def _holds_the_divisions(frame: Frame, account: Named) -> bool:
    """The general account, whose rows are the divisions."""
    return any(entry.parent == account for entry in frame.lexicon.of_kind(Kind.DIVISION))


def _several_described(frame: Frame) -> tuple[Named, ...]:
    """«機械貸与助成と自動車航空機の設備貸与、計いくら»: each group of words describes one project."""
    if frame.speaks_of_projects or frame.bounded_amounts or frame.nodes or frame.divisions or frame.categories:
        return ()
    found = subjects(frame)
    several = isinstance(found, tuple) and len(found) > 1 and all(n.kind is Kind.PROJECT for n in found)
    return found if several and isinstance(found, tuple) else ()


def _is_one_thing(frame: Frame) -> bool:
    """The words describe one project or one line under one, and nothing speaks of several."""
    if frame.speaks_of_projects or frame.bounded_amounts or frame.nodes or frame.divisions:
        return False
    found = subjects(frame)
    return isinstance(found, tuple) and len(found) == 1 and found[0].kind in {Kind.PROJECT, Kind.BREAKDOWN}


def _tells(frame: Frame) -> bool:
    """A word the document has: it would have to narrow the rows."""
    return any(word.known for word in frame.scan.words)


def aggregate(frame: Frame) -> Outcome:
    """Sum, mean or median of several rows; the sum of one row of the table is that row."""
    operation = aggregate_operation(frame) or (Operation.SUM if joined_by(frame, _PLUS) else None)
    if operation is None:
        return None
    by = measure(frame)
    wanted = scope(frame)
    if wanted is Scope.PROJECTS and (several := _several_described(frame)):
        return Draft(operation, Selection(Scope.NAMED, several), measure=by)
    if wanted is Scope.PROJECTS and _is_one_thing(frame):
        return None  # «その交通費助成ってぜんぶでいくら»: there is nothing to add up
    if wanted is Scope.PROJECTS and not frame.projects and (frame.resolution.found or not _tells(frame)):
        return Draft(operation, selection(frame, wanted), measure=by)
    if wanted is Scope.BREAKDOWNS:
        return Draft(operation, selection(frame, wanted), measure=by)
    if wanted is Scope.OUTLINE or (wanted in {Scope.DIVISIONS, Scope.TABLE} and not frame.divisions):
        return Draft(operation, selection(frame, wanted), measure=by)
    found = subjects(frame)
    if isinstance(found, tuple) and len(found) == 1 and operation is not Operation.SUM:
        found = members(frame, found)
    if isinstance(found, tuple) and operation is not Operation.SUM and len(found) == 1:
        # The mean of one division is that of what it runs.
        if found[0].kind is Kind.DIVISION and by is Measure.BUDGET:
            return Draft(operation, Selection(Scope.PROJECTS, (), (InDivisions(found),)), measure=by)
        if found[0].kind is Kind.DEPARTMENT and by is Measure.BUDGET:
            return Draft(operation, Selection(Scope.PROJECTS), measure=by)
    if isinstance(found, tuple) and found:
        each = frame.has("ask.all") and re.search(r"それぞれ|各々|おのおの", frame.text)
        if (len(found) == 1 or each) and all(n.kind in TABLE_KINDS for n in found) and operation is Operation.SUM:
            return None
        return Draft(operation, Selection(Scope.NAMED, found), measure=by)
    if isinstance(found, Ambiguous) and frame.resolution.found and operation is Operation.SUM:
        return Draft(operation, selection(frame, Scope.PROJECTS), measure=by)
    if isinstance(found, (Ambiguous, Unknown)):
        return found
    if operation is not Operation.SUM and frame.has("noun.budget") and not frame.context.queries:
        return Draft(operation, selection(frame, Scope.PROJECTS), measure=by)
    if frame.says_department and not frame.context.queries:
        return None
    excluded = frame.named(Kind.DIVISION, negated=True)
    if excluded:
        return Draft(operation, selection(frame, Scope.DIVISIONS), measure=by)
    if frame.says_department and re.search(r"部", frame.text):
        return None
    return Draft(operation, None, measure=by)


def count(frame: Frame) -> Outcome:
    if not asks_how_many(frame):
        return None
    wanted = scope(frame)
    if wanted is None and frame.divisions:
        wanted = Scope.PROJECTS
    if wanted is None and frame.has("flag.relisted") and not frame.has("neg.except"):
        wanted = Scope.PROJECTS
    if frame.counts_relisted:
        wanted = Scope.LISTINGS
    moved = direction(frame) if wanted is not Scope.PROJECTS else None
    if wanted is None and moved:
        wanted = Scope.DIVISIONS
    rows = selection(frame, wanted, moved=moved) if wanted else None
    return Draft(Operation.COUNT, rows, measure=measure(frame))
