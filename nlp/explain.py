"""「こう読みました」: a query as one Japanese line that a person can check."""

from __future__ import annotations

from dataclasses import replace

from nlp.catalogue import Catalogue, DocumentRef
from nlp.query import (
    OF_WORDS,
    Aggregate,
    AmountClaim,
    BeyondClaim,
    CategoryClaim,
    Claim,
    CountClaim,
    Dimension,
    DisplayUnit,
    DivisionClaim,
    Facet,
    Kind,
    LargerClaim,
    Level,
    Measure,
    MeetsClaim,
    MovedClaim,
    OnlyClaim,
    Operation,
    Order,
    Period,
    Query,
    RankClaim,
    RateClaim,
    Scope,
    Selection,
)
from nlp.say import (
    LEVELS,
    MEASURES,
    MOVES,
    STATISTICS,
    amount_range_words,
    beyond_words,
    names_words,
    period_name,
    qualifier,
    quoted,
    rate_range_words,
    readable_amount,
)

FACETS = {
    Facet.NAME: "名称",
    Facet.DIVISION: "担当課",
    Facet.SUMMARY: "事業概要",
    Facet.CATEGORY: "区分",
    Facet.NUMBER: "番号",
    Facet.POLICY: "柱や項目での位置付け",
    Facet.PARENT: "属する事業",
    Facet.SOURCE: "資料での記載箇所",
}
"""All but `Facet.AMOUNT`, which is said as its measure."""
SCOPES = {
    Scope.DIVISIONS: "課",
    Scope.ACCOUNTS: "会計",
    Scope.SPECIAL_ACCOUNTS: "個々の特別会計",
    Scope.TABLE: "課と特別会計",
    Scope.DEPARTMENT: "部全体",
    Scope.PROJECTS: "主要事業",
    Scope.LISTINGS: "主要事業一覧の行（再掲を含む）",
    Scope.BREAKDOWNS: "番号のない内訳の行",
    Scope.OUTLINE: "施策体系の項目",
    Scope.POLICY: "施策の柱",
    Scope.NAMED: "対象",
}
DIMENSIONS = {
    Dimension.DIVISION: "課",
    Dimension.CATEGORY: "区分",
    Dimension.PILLAR: "施策の柱",
    Dimension.PART: "柱の下の項目",
    Dimension.SECTION: "項目の下の小項目",
    Dimension.ACCOUNT: "会計",
}
AGGREGATES = {
    Aggregate.COUNT: "件数",
    Aggregate.SUM: "合計",
    Aggregate.MEAN: "平均",
    Aggregate.MEDIAN: "中央値",
    Aggregate.LARGEST: "最大",
    Aggregate.SMALLEST: "最小",
    Aggregate.NAMES: "名称",
}
DEFAULT_AGGREGATES = (Aggregate.COUNT, Aggregate.SUM)
INHERITED = {
    "subject": "対象",
    "subjects": "対象",
    "selection": "対象",
    "scope": "対象",
    "conditions": "条件",
    "order": "順番",
    "period": "年度",
    "base": "比較の相手",
    "measure": "見る数字",
    "facets": "知りたいこと",
    "operation": "質問の種類",
    "unit": "単位",
    "other": "割合の分母",
    "division": "担当課",
    "department": "部全体",
}
_ORDERS = {
    (Measure.BUDGET, True): "予算額の大きい順",
    (Measure.BUDGET, False): "予算額の小さい順",
    (Measure.CHANGE, True): "増加額の大きい順",
    (Measure.CHANGE, False): "減少額の大きい順",
    (Measure.CHANGE_RATE, True): "増減率の高い順",
    (Measure.CHANGE_RATE, False): "増減率の低い順",
}


def document_name(document: DocumentRef) -> str:
    """«山形県 令和2年度 商工労働部予算の概要»: the government only where it is known."""
    return f"{document.government} {document.title}".strip()


def reading_lines(
    queries: tuple[Query, ...], document: DocumentRef | Catalogue, inherited: tuple[str, ...] = ()
) -> str:
    """Whole queries on one line, the document named once: document｜what｜period ← base｜unit ／ what｜…

    Args:
        queries: of one message, in order.
        document: what they are asked of.
        inherited: names of the parts taken over from the conversation.
    """
    reference = document.document if isinstance(document, Catalogue) else document
    said = " ／ ".join("｜".join(_parts(query)) for query in queries)
    taken = "、".join(dict.fromkeys(INHERITED.get(part, "対象") for part in inherited))
    return f"{document_name(reference)}｜{said}" + (f"（前の質問から: {taken}）" if taken else "")


def _parts(query: Query) -> list[str]:
    parts = [query_words(query)]
    if query.operation not in OF_WORDS:
        parts.append(periods_words(query.period, query.base))
    if query.unit not in (None, DisplayUnit.THOUSAND_YEN):
        parts.append(f"{query.unit}で表示")
    return parts


def periods_words(period: Period, base: Period | None) -> str:
    """«令和2年度当初 ← 令和元年度当初と比較»."""
    return period_name(period) + (f" ← {period_name(base)}と比較" if base else "")


def query_words(query: Query) -> str:
    """What is asked, without document and period."""
    rows, measure = selection_words(query), MEASURES[query.measure]
    other = rows if query.other is None else selection_words(query, query.other)
    match query.operation:
        case Operation.SHOW:
            taken = f"（{claim_words(query.claim, query)}という前提）" if query.claim else ""
            return f"{rows}の{facets_words(query)}{taken}"
        case Operation.LIST | Operation.RANK:
            return f"{rows}の一覧{_beside(query)}" if query.operation is Operation.LIST else rows + _beside(query)
        case Operation.COUNT:
            return f"{rows}の件数"
        case Operation.SUM:
            return f"{rows}の{measure}の合計"
        case Operation.MEAN:
            return f"{rows}の{measure}の平均"
        case Operation.MEDIAN:
            return f"{rows}の{measure}の中央値"
        case Operation.GROUP:
            return group_words(query)
        case Operation.DIFFERENCE:
            return f"{_sides_words(query)}の差"
        case Operation.RATIO:
            if query.other is None:
                return f"{_sides_words(query)}の倍率"
            ones, others = _together(rows, query.selection), _together(other, query.other)
            return f"{ones}の{compared_words(query)}は{others}の何倍か"
        case Operation.SHARE:
            return f"{rows}が{other}に占める割合（{compared_words(query)}）"
        case Operation.COMPARE:
            return f"{_sides_words(query)}の比較（{'小さい' if _ascending(query.selection) else '大きい'}ほう）"
        case Operation.EXISTS:
            return f"{rows}があるか"
        case Operation.CHECK if query.other is not None and isinstance(query.claim, LargerClaim):
            ones, others = _together(rows, query.selection), _together(other, query.other)
            return f"{ones}の{compared_words(query)}は{others}より{'大きい' if query.claim.larger else '小さい'}か"
        case Operation.CHECK:
            return f"{rows}は{claim_words(query.claim, query)}か"
        case Operation.PARTS:
            return f"{rows}の内訳"
        case Operation.CAUSE:
            return f"{rows}の主な事業"
        case Operation.WHY:
            return f"{rows}が{claim_words(query.claim, query)}理由" if query.claim else f"{rows}の理由"
        case Operation.NOTES:
            place = rows if query.selection.subjects else _NOTED.get(query.selection.scope, "資料")
            return f"{place}の注記" + (f"に{quoted(query.term)}があるか" if query.term else "")
        case Operation.DOCUMENT:
            return "資料の題名と日付"
        case Operation.DEFINE:
            return f"用語{quoted(query.term or '')}の意味"


def compared_words(query: Query) -> str:
    """What of the sides is held against each other: «予算額», «件数», «予算額の平均»."""
    how = query.aggregates[0] if query.aggregates else None
    if how is Aggregate.COUNT:
        return AGGREGATES[how]
    return MEASURES[query.measure] + (f"の{AGGREGATES[how]}" if how else "")


def _together(words: str, rows: Selection) -> str:
    """Several named rows on one side are their sum."""
    return f"{words}の合計" if len(rows.subjects) > 1 else words


def _sides_words(query: Query) -> str:
    """«AとBの予算額», «…の主要事業の区分ごとの件数»."""
    ranked = query.operation is Operation.COMPARE
    rows = selection_words(query, unsorted(query.selection) if ranked else None)
    if query.other is not None:
        other = selection_words(query, query.other)
        if bool(query.selection.subjects) is not bool(query.other.subjects) and not query.aggregates:
            of, total = MEASURES[query.measure], f"{MEASURES[query.measure]}の合計"
            ones, others = (of, total) if query.selection.subjects else (total, of)
            return f"{rows}の{ones}と{other}の{others}"
        return f"{_together(rows, query.selection)}と{_together(other, query.other)}の{compared_words(query)}"
    each = f"{_dimension(query)}ごとの" if query.group_by else ""
    together = "の合計" if query.group_by and not query.aggregates else ""
    return f"{rows}の{each}{compared_words(query)}{together}"


_NOTED = {Scope.TABLE: "課・会計別予算額の表"}


def group_words(query: Query) -> str:
    """A grouping: order and window are the groups', not the rows'."""
    rows = selection_words(query, unsorted(query.selection))
    shown = "・".join(AGGREGATES[aggregate] for aggregate in aggregates(query))
    order, window = group_order_words(query), _window(query.selection)
    sorted_by = f"、{order}{f'に{window}' if window else ''}" if order else ""
    return f"{rows}を{_dimension(query)}ごとに集計（{shown}）{sorted_by}"


def group_order_words(query: Query) -> str:
    """What groups are sorted by: their count where only that is shown, else their sum; empty if they are not."""
    order = query.selection.order
    if order is None:
        return ""
    if query.aggregates[:1] == (Aggregate.COUNT,):
        return f"件数の{'多い' if order.descending else '少ない'}順"
    if query.aggregates and query.aggregates[0] in _AVERAGES:
        size = "大きい" if order.descending else "小さい"
        return f"{MEASURES[query.measure]}の{AGGREGATES[query.aggregates[0]]}の{size}順"
    return order_words(order, query.measure)


_AVERAGES = (Aggregate.MEAN, Aggregate.MEDIAN)


def unsorted(selection: Selection) -> Selection:
    """The rows before they are sorted and cut."""
    return replace(selection, order=None, start=1, limit=None)


def aggregates(query: Query) -> tuple[Aggregate, ...]:
    """What a grouping shows of each group: count and sum unless said otherwise."""
    return query.aggregates or DEFAULT_AGGREGATES


def facets_words(query: Query) -> str:
    """«予算額と担当課»."""
    said = (MEASURES[query.measure] if facet is Facet.AMOUNT else FACETS[facet] for facet in query.facets)
    return "と".join(said) or FACETS[Facet.NAME]


def selection_words(query: Query, selection: Selection | None = None) -> str:
    """Which rows, as a noun phrase: conditions, names or scope, order and window."""
    rows = query.selection if selection is None else selection
    conditions = [condition for condition in rows.conditions if not _is_head(condition, rows)]
    noun = names_words(rows.subjects) if rows.subjects else _head(rows)
    phrase = "、".join(qualifier(condition, query.measure, query.base) for condition in conditions) + noun
    window = _window(rows)
    if rows.order is None:
        return phrase + (f"のうち最初から{window}" if window else "")
    order = order_words(rows.order, query.measure)
    return f"{phrase}のうち{order}に{window}" if window else f"{phrase}（{order}）"


def order_words(order: Order, measure: Measure) -> str:
    """«予算額の大きい順»."""
    by = order.by or measure
    if order.near is not None:
        return f"{MEASURES[by]}が{readable_amount(order.near)}に近い順"
    if order.magnitude:
        return f"{MEASURES[by]}の絶対値の{'大きい' if order.descending else '小さい'}順"
    return _ORDERS[by, order.descending]


def claim_words(claim: Claim | None, query: Query) -> str:
    """What a yes/no question supposes: «予算額が740億円以上750億円未満», «減った»."""
    match claim:
        case AmountClaim(bounds):
            return f"{MEASURES[query.measure]}が{amount_range_words(bounds, query.measure)}" + (
                "でない" if bounds.negated else ""
            )
        case RateClaim(bounds):
            words = rate_range_words(bounds)
            return f"割合が{words.removesuffix('の増')}" if query.other else f"増減率が{words}"
        case RankClaim(rank, descending, of):
            among = f"{of}件中" if of else ""
            place = "何" if rank is None else rank
            return f"{MEASURES[query.measure]}が{among}{'大きい' if descending else '小さい'}ほうから{place}番目"
        case MovedClaim(direction):
            return MOVES[direction][0].removesuffix("の")
        case DivisionClaim(divisions, only, negated):
            return f"担当が{names_words(divisions)}{'だけ' if only else ''}{'でない' if negated else ''}"
        case CategoryClaim(category, negated):
            return f"区分が{category.value}{'でない' if negated else ''}"
        case CountClaim(count, or_more, or_fewer):
            return f"{count}件{'以上' if or_more else '以下' if or_fewer else ''}"
        case OnlyClaim(names):
            of_projects = names[0].kind is Kind.DIVISION and query.selection.scope is Scope.PROJECTS
            return f"{'担当課が' if of_projects else ''}{names_words(names)}だけ"
        case LargerClaim(larger) if query.other:
            added = query.selection if len(query.selection.subjects) > 1 else query.other
            whose = f"{names_words(query.other.subjects)}{'の合計' if query.other is added else ''}"
            return f"{'合計して' if query.selection is added else ''}{whose}より{'大きい' if larger else '小さい'}"
        case LargerClaim(larger):
            return f"前者の{MEASURES[query.measure]}が後者より{'大きい' if larger else '小さい'}"
        case BeyondClaim(of, above, inclusive):
            whose = "主要事業" if query.selection.subjects[0].kind is Kind.PROJECT else "課"
            relation = beyond_words(above, inclusive).removesuffix("の")
            return f"{MEASURES[query.measure]}が{whose}の{STATISTICS[of]}{relation}"
        case MeetsClaim(condition):
            return qualifier(condition, query.measure, query.base).replace("再掲の", "再掲が")
        case None:
            return "そのとおり"


def _beside(query: Query) -> str:
    said = [FACETS[facet] for facet in query.facets if facet not in (Facet.AMOUNT, Facet.NAME)]
    return f"（{'・'.join(said)}）" if said else ""


def _dimension(query: Query) -> str:
    return DIMENSIONS[query.group_by] if query.group_by else "種類"


def _ascending(selection: Selection) -> bool:
    return selection.order is not None and not selection.order.descending


def _is_head(condition: object, selection: Selection) -> bool:
    return isinstance(condition, Level) and not selection.subjects


def _head(selection: Selection) -> str:
    levels = [LEVELS[c.kind] for c in selection.conditions if isinstance(c, Level) and c.kind in LEVELS]
    return levels[0] if levels else SCOPES[selection.scope]


def _window(selection: Selection) -> str:
    match selection.start, selection.limit:
        case 1, None:
            return ""
        case start, None:
            return f"{start}番目以降"
        case start, 1:
            return f"{start}番目"
        case 1, limit:
            return f"{limit}件"
        case start, limit:
            return f"{start}番目から{limit}件"
