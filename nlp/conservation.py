"""Nothing said is lost: what a question said as a condition or an operation must stand in the queries made of it.

A reading that leaves one out answers another question. The check knows no rule; it holds the spans of the question
against the finished queries, so that a rule that overlooks something is caught whatever rule it is.
"""

from __future__ import annotations

import re

from nlp.coordination import sides_of
from nlp.frame import Frame
from nlp.numbers import NumberKind
from nlp.query import (
    OF_WORDS,
    AmountClaim,
    AmountRange,
    Beyond,
    BeyondClaim,
    CountClaim,
    Dimension,
    DivisionClaim,
    Except,
    Facet,
    InDivisions,
    Joint,
    Kind,
    LargerClaim,
    Measure,
    Named,
    OnlyClaim,
    Operation,
    Query,
    RankClaim,
    RateRange,
    Relisted,
    Scope,
)
from nlp.relisted import leaves_relisted_out
from nlp.scan import Span
from nlp.told import Said
from nlp.told_concepts import CONCEPTS, NUMBERS, sided
from nlp.told_numbers import number_kept
from nlp.told_periods import periods_left
from nlp.told_signs import told_otherwise

_WITH_ACCOUNTS = frozenset({Scope.TABLE, Scope.ACCOUNTS, Scope.SPECIAL_ACCOUNTS})


_ONE_NUMBER = frozenset({Operation.COUNT, Operation.SUM, Operation.MEAN, Operation.MEDIAN})
_ROW_BY_ROW = frozenset({Operation.COUNT, Operation.LIST, Operation.EXISTS})
_HOW_MANY = re.compile(r"(?:何|なん)(?:行|件|事業|本|課|個)|いくつ")
_ALONE = re.compile(
    r"(?:は|って|のが)[^。、はが]{1,40}?(?<!どれ)(?<!いくら)(?<!どん)(?P<only>だけ|のみ)"
    r"(?:(?:です|でしょう|なの|なんです|なん)?(?:か|\?)|で(?:合|間違|正し|いい|よろし)|だよね|ですよね|、?\s*との)"
)
"""«…のはアンテナショップだけですか»: there are no others."""


def lost(frame: Frame, queries: tuple[Query, ...]) -> tuple[str, ...]:
    """The surfaces of what was said and stands in none of the queries, in order."""
    said = Said.by(queries)
    if said.does(*OF_WORDS):
        return ()
    left = [frame.text[span.start : span.end] for span in frame.scan.spans if not _kept(frame, span, said)]
    left += periods_left(frame, said)
    counts = [match.group() for match in _HOW_MANY.finditer(frame.text)]
    if len(counts) > 1 and len(queries) == 1 and queries[0].operation is Operation.COUNT:
        left.append(counts[-1])  # «何行あって、事業としては何件»
    left += [m.group() for m in _ADDED_UP.finditer(frame.text) if said.does(Operation.COMPARE) and _one_by_one(said)]
    if any(query.operation is Operation.RANK and len(query.selection.subjects) == 1 for query in queries):
        ranks = frame.scan.all("rank.most", "rank.least", "size.big", "size.small")
        left += [frame.text[span.start : span.end] for span in ranks]  # of one thing there is no order
    if said.about_change and (amount := _AMOUNT_THEN.search(frame.text)) and not _tells_amounts(queries):
        left.append(amount["asked"])
    if leaves_relisted_out(frame.text) and Scope.LISTINGS in said.scopes:
        left.append("再掲")
    if frame.counts_relisted and all(
        q.operation in _ROW_BY_ROW and q.selection.scope is Scope.PROJECTS for q in queries
    ):
        left.append("再掲")
    if len(queries) == 1 and queries[0].operation in _ONE_NUMBER and (borders := sides_of(frame.scan)):
        start = borders[0][1]
        left.append(next(frame.text[s.start : s.end] for s in frame.scan.spans if s.start >= start))
    left.extend(told_otherwise(frame, queries, said))
    alone = None if said.has(DivisionClaim, CountClaim, Joint, OnlyClaim) else _ALONE.search(frame.text)
    return tuple(dict.fromkeys([*left, alone["only"]] if alone else left))


_AMOUNT_THEN = re.compile(r"(?P<asked>いくら|なんぼ|何円)(?:の予算)?(?:なの|なん|あって)?で、")
"""«今年いくらで、増えてるのか»: the amount is asked for beside how it moved."""


def _tells_amounts(queries: tuple[Query, ...]) -> bool:
    budgets = any(query.measure is Measure.BUDGET and query.claim is None for query in queries)
    return budgets or any(Facet.AMOUNT in query.facets and query.operation is Operation.CHECK for query in queries)


_ADDED_UP = re.compile(r"足し(?:たら|て|た額)|足すと|合算|合わせ(?:たら|ると|た額)")


def _one_by_one(said: Said) -> bool:
    """«AとBを足したらCより多い?»: three rows held against each other are no sum."""
    return all(rows.scope is Scope.NAMED and len(rows.subjects) > 1 for rows in said.rows)


def _kept(frame: Frame, span: Span, said: Said) -> bool:
    if span.names:
        return _name_kept(frame, span, said)
    if span.amount:
        if _OF_A_NUMBER.search(frame.text, 0, span.start) and not said.has(AmountClaim):
            return False  # «平均額が1億円を超える課»: groups by their number, not the rows by their own
        # «ふるさと納税の746,320千円は何%»: a figure said beside its own name; the answer tells the true one.
        if not span.amount.is_plain and not said.has(AmountClaim):
            return False
        restated = span.amount.is_exact and said.does(Operation.SHARE, Operation.RATIO) and bool(said.named)
        return restated or said.has(AmountRange, AmountClaim, RateRange)
    if span.period:
        # «9月現計からいくら積んだ»: what follows から is compared with, whatever the verb.
        own_year = span.period.fiscal_year == frame.default_period.fiscal_year
        compared = None if own_year else _COMPARED.match(frame.text, span.end)
        return not compared or any(query.base for query in said.queries) or sided(said)
    if span.number and span.number.kind is NumberKind.COUNT and frame.text[span.end - 1] == "課":
        return _so_many(said, span.number.value)
    if span.number and span.number.kind is NumberKind.PROJECT:
        entry = frame.lexicon.entries.get((Kind.PROJECT, str(span.number.value)))
        return entry is None or entry.named in said.named or any(n.kind is Kind.PROJECT for n in said.named)
    if span.number:
        return NUMBERS.get(span.number.kind, _always)(said) and number_kept(frame, span.number, said)
    if "ask.list" in span.concepts and "一覧" in frame.text[span.start : span.end]:
        return True  # «主要事業一覧» is the name of a table
    told_how = _RELISTED_TOLD.search(frame.text) or leaves_relisted_out(frame.text)
    if "flag.relisted" in span.concepts and not told_how:
        return said.has(Relisted) or Scope.LISTINGS in said.scopes
    if _AVERAGES.intersection(span.concepts) and (
        said.has(BeyondClaim) or _MEASURES_OTHERS.match(frame.text, span.end)
    ):
        return said.has(Beyond, BeyondClaim)
    if "noun.division" in span.concepts and _looks_for_divisions(frame, span) and not _of_divisions(said):
        return False
    if "noun.division" in span.concepts and _RUN_BY.match(frame.text, span.end):
        return _of_divisions(said) or said.has(Joint, InDivisions)
    if "op.difference" in span.concepts and _from_a_row(frame, span):
        return said.does(Operation.DIFFERENCE, Operation.COMPARE, Operation.WHY, Operation.CHECK)
    if "move.versus" in span.concepts and not _held_against(frame, span):
        return True
    if "op.difference" in span.concepts and said.has(Except) and "引" not in frame.text[span.start : span.end]:
        held = said.does(Operation.DIFFERENCE, Operation.WHY, Operation.COMPARE)
        return held or said.has(LargerClaim) or said.about_change  # what is left out is no difference
    if "ref.others" in span.concepts and frame.scan.names and not _OTHER_ROWS.match(frame.text, span.start):
        return True  # «残額が特別会計という理解で»: what is left is named
    # Of several readings of one surface one is enough.
    told = [concept for concept in span.concepts if concept != "move.amount"]  # in yen: no reading of its own
    checks = [CONCEPTS[concept] for concept in told if concept in CONCEPTS]
    return not checks or len(checks) < len(told) or any(check(said) for check in checks)


_OTHER_ROWS = re.compile(r"(?:他|ほか|その他|残り)の?(?:全|すべて|[2-9])?(?:て|部)?の?(?:課|会計)")
"""«他の課の合計»."""


def _from_a_row(frame: Frame, difference: Span) -> bool:
    """«部平均との差»: from another row or number, where «前年度との差» is from a period."""
    if not frame.text.startswith("との差", difference.start):
        return False
    before = [span for span in frame.scan.spans if span.end == difference.start]
    return any(
        span.names or {"agg.mean", "agg.median", "noun.department", "rank.most"}.intersection(span.concepts)
        for span in before
    )


_OF_A_NUMBER = re.compile(r"(?:平均|合計|総額|中央値|最大|最小)(?:額|予算)?が$")
_WITH_WHAT = re.compile(r"[」』]?(?:の?(?:予算|金額|額)額?)?[にと]?$")


def _held_against(frame: Frame, versus: Span) -> bool:
    """«施設に対する助成» holds nothing against anything; «前年度に対する» does."""
    things = (span for span in frame.scan.spans if span.period or span.names or span.amount or span.number)
    topical = frame.text.startswith("対", versus.start)
    return not topical or any(_WITH_WHAT.fullmatch(frame.text, each.end, versus.start) for each in things)


_RUN_BY = re.compile(r"(?:同士)?で(?:一緒に|共同で|組んで)?(?:やって|やる|担当|所管|実施|受け持|取り組|組んで|動かし)")
"""«いろんな課でやってる事業»: by which divisions says which rows."""
_DESCRIBED = re.compile(r"(?:[るたいうすむつく]|な|(?:番目|位|以上|以下|未満|超|台)の)$")
_HEAD = re.compile(
    r"課(?:は|って|を|が|も|と|、|,|\s|$|\?|。|どこ|どれ|だけ|のみ|の(?:数|件数|一覧|名|うち|合計|平均|予算))"
)


def _looks_for_divisions(frame: Frame, span: Span) -> bool:
    """«新規事業のない課», «減った課と»: what is described is a division."""
    if "ask.who" in span.concepts or frame.text[span.end - 1] != "課":
        return False
    before = _DESCRIBED.search(frame.text, 0, span.start)
    return before is not None and _HEAD.match(frame.text, span.end - 1) is not None


def _of_divisions(said: Said) -> bool:
    """Rows of the table, groups by division, or the divisions of rows."""
    grouped = any(query.group_by is Dimension.DIVISION or Facet.DIVISION in query.facets for query in said.queries)
    tables = bool(said.scopes & {Scope.DIVISIONS, Scope.TABLE})
    named = any(n.kind is Kind.DIVISION for n in said.named)
    return grouped or tables or named or said.has(DivisionClaim, OnlyClaim)


_AVERAGES = frozenset({"agg.mean", "agg.median"})
_MEASURES_OTHERS = re.compile(
    r"(?:額|値)?(?:以上|以下|未満|超|より|を[上下]回|(?:と|に)(?:比べ|くらべ)て?[^。?]{0,6}(?:大き|小さ|多|少な|高|低))"
)
"""«平均以下»: rows are held against it, it is not asked."""
_RELISTED_TOLD = re.compile(
    r"再掲(?:の行|分|事業|行)?(?:も|を|は|で)?(?:除|抜|ぬ|含|込|こみ|入れ|省|外|数え|カウント|足)"
    r"|二重|ダブ|2回|二回|複数"
)
"""«再掲を除く», «再掲込みで»: how to count, not which rows."""


def _name_kept(frame: Frame, span: Span, said: Said) -> bool:
    if len(span.names) > 1 or span in frame.included:
        return True
    named = span.names[0]
    if named in said.named or named.kind is Kind.DEPARTMENT:
        return True
    if named.kind is Kind.ACCOUNT and said.scopes & _WITH_ACCOUNTS:
        return True
    if named.kind is Kind.ACCOUNT and Scope.DIVISIONS in said.scopes and _holds_the_divisions(frame, named):
        return True
    if _OF_WHICH.match(frame.text, span.end) and not said.does(Operation.SHARE, Operation.RATIO):
        return False  # «…は一般会計の何%»: the whole is no mere group of its parts
    # «特別会計が二つとも», «土地取得事業特別会計»: the members stand for their group, and a member for itself.
    return any(
        (entry := frame.lexicon.entry(each)) is not None and named in (entry.parent, *entry.divisions)
        for each in said.named
    )


def _holds_the_divisions(frame: Frame, account: Named) -> bool:
    """The general account: it is in no other, and no other is in it."""
    entries = frame.lexicon.of_kind(Kind.ACCOUNT)
    return all(entry.parent is None for entry in entries if entry.named == account) and not any(
        entry.parent == account for entry in entries
    )


_OF_WHICH = re.compile(r"\s*(?:の?(?:予算|当初予算|合計|計)額?)?(?:の\s*何(?:%|パーセント|割|倍)|に占める)")
_COMPARED = re.compile(
    r"(?:の?(?:予算|金額|額)額?)?\s*(?:から(?!見|の順|教|言)|より|に比べ|と比べ|に対し|を(?:基準|分母|1と|100と))"
)


def _so_many(said: Said, count: int) -> bool:
    """«4課»: as many rows, as many named, or what is claimed."""
    counted = any(rows.limit == count or len(rows.subjects) == count for rows in said.rows)
    named = [named for named in said.named if named.kind is Kind.DIVISION]
    return counted or len(named) == count or said.has(CountClaim, RankClaim) or Scope.DIVISIONS in said.scopes


def _always(_: Said) -> bool:
    return True
