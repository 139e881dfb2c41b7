"""LIST, RANK, EXISTS, GROUP, PARTS, CAUSE: answers that are rows."""

from __future__ import annotations

from bot.wording.figures import Words
from bot.wording.rows import divisions_words, numbered, row_lines, row_words, value_words
from bot.wording.shows import asked_sentence
from db.answer import Answer, Figure, Item
from nlp.explain import DIMENSIONS, group_order_words, order_words, selection_words, unsorted
from nlp.query import Facet, Kind, Measure, Order, Query, Scope
from nlp.say import readable_amount

_COUNTERS = {Scope.DIVISIONS: "課", Scope.ACCOUNTS: "会計", Scope.SPECIAL_ACCOUNTS: "会計"}


def listing(answer: Answer) -> Words:
    """«区分が新規の主要事業は、次の4件です。» and the rows; breakdown lines after them, not counted."""
    main, beside = split_breakdowns(answer.items)
    rows = selection_words(answer.query)
    if answer.details and main and all(item.kind is Kind.DIVISION for item in main):
        names = "、".join(item.name for item in main)
        return Words((f"{rows}を担当するのは、{names}です。",), row_lines(answer.details, answer.query))
    if not main:
        return Words((f"{rows}はありません。",))
    lead = [f"{rows}は、次の{counted(len(main), answer.query)}です。"]
    if beside:
        lead.append(f"ほかに、事業の下に番号のない内訳の行が{len(beside)}件あります。")
    return Words(tuple(lead), (*row_lines(main, answer.query), *row_lines(beside, answer.query)))


def rank(answer: Answer) -> Words:
    """The one at a rank in a sentence, several as numbered rows."""
    query = answer.query
    if not answer.items:
        return Words((f"{selection_words(query)}はありません。",))
    if query.selection.limit == 1:
        return _single_rank(answer)
    order = query.selection.order
    pool = selection_words(query, unsorted(query.selection))
    by = f"を{order_words(order, query.measure)}に並べる" if order else ""
    start, count = query.selection.start, len(answer.details or answer.items)
    which = f"{start}番目から{start + count - 1}番目まで" if start > 1 else f"上位{count}件"
    which = which if query.selection.limit is not None or start > 1 else ""
    return Words(
        (f"{pool}{by}と、{which + 'は' if which else ''}次のとおりです。",),
        row_lines(answer.details or answer.items, query, numbered_from=start),
    )


def exists(answer: Answer) -> Words:
    """«はい、…は3件あります。» or «いいえ、…はありません。»"""
    rows = selection_words(answer.query)
    main, beside = split_breakdowns(answer.items)
    if answer.yes is False or not answer.items:
        return Words((f"いいえ、{rows}はありません。",))
    count = counted(len(main), answer.query)
    return Words(
        (f"はい、{rows}が{count}あります。",), (*row_lines(main, answer.query), *row_lines(beside, answer.query))
    )


def group(answer: Answer) -> Words:
    """A row a group; the first one in a sentence where only that was asked for."""
    query = answer.query
    by = DIMENSIONS[query.group_by] if query.group_by else "種類"
    lead = f"{selection_words(query, unsorted(query.selection))}を{by}ごとに集計すると、"
    order = query.selection.order
    if query.selection.limit == 1 and order is not None and len(answer.items) == 1:
        nth = "最も" if query.selection.start == 1 else f"{query.selection.start}番目に"
        size = group_order_words(query).removesuffix("順").split("の")[-1]
        name, _, figures = row_words(answer.items[0], query).partition("：")
        return Words((f"{lead}{nth}{size}のは{name}で、{figures}です。",))
    sorted_by = f"{group_order_words(query)}に" if order is not None else ""
    return Words((f"{lead}{sorted_by}次のとおりです。",), row_lines(answer.items, query))


def parts(answer: Answer) -> Words:
    """What a whole consists of, with the whole's own figure where there is one whole."""
    query = answer.query
    whole = [figure for figure in (*answer.figures, *answer.context) if figure.measure is query.measure]
    subjects = {subject.kind for subject in query.selection.subjects}
    of_division = subjects == {Kind.DIVISION}
    own = f"は {value_words(whole[0], query.unit)}で、" if len({figure.subject for figure in whole}) == 1 else "の"
    what = "主要事業（予算額の大きい順）" if of_division else "内訳"
    lead = f"{selection_words(query)}{own}{what}は次のとおりです。"
    both = "会計ごとの合計と、課・個々の特別会計の額の両方を示します。" if subjects == {Kind.DEPARTMENT} else ""
    return Words((lead, both) if both else (lead,), row_lines(answer.items, query))


def cause(answer: Answer) -> Words:
    """The largest rows behind a figure; a reason is not claimed."""
    of_projects = any(item.kind is Kind.PROJECT for item in answer.items)
    among = f"{selection_words(answer.query)}の{'主要事業' if of_projects else '内訳'}"
    lead = f"{among}のうち、予算額の大きいものは次のとおりです。"
    return Words(
        (lead, "金額が動いた理由そのものは、この資料には書かれていません。"),
        row_lines(answer.items, answer.query, numbered_from=1),
    )


def split_breakdowns(items: tuple[Item, ...]) -> tuple[list[Item], list[Item]]:
    """Rows, and the breakdown lines beside them; breakdown lines alone are the rows."""
    main = [item for item in items if item.kind is not Kind.BREAKDOWN]
    beside = [item for item in items if item.kind is Kind.BREAKDOWN]
    return (main, beside) if main else (beside, [])


def counted(count: int, query: Query) -> str:
    """«6課», «4件»."""
    counter = "件" if query.selection.subjects else _COUNTERS.get(query.selection.scope, "件")
    return f"{count}{counter}"


def superlative(order: Order, query: Query, figure: Figure | None) -> str:
    """«予算額が最も大きい», «減少率が最も高い»; never «増加» of what went down."""
    measure, start = order.by or query.measure, query.selection.start
    most = "最も" if start == 1 else f"{start}番目に"
    if order.near is not None:
        return f"予算額が{readable_amount(order.near)}に{most}近い"
    if order.magnitude:
        return f"増減が{most}{'大きい' if order.descending else '小さい'}"
    if measure is Measure.BUDGET:
        return f"予算額が{most}{'大きい' if order.descending else '小さい'}"
    up = figure.value > 0 if figure is not None and figure.measure is measure else order.descending
    towards = up is order.descending
    if measure is Measure.CHANGE_RATE:
        return f"{'増加率' if up else '減少率'}が{most}{'高い' if towards else '低い'}"
    return f"{'増加額' if up else '減少額'}が{most}{'大きい' if towards else '小さい'}"


def _single_rank(answer: Answer) -> Words:
    query = answer.query
    facets = answer.facets or query.facets
    by_division = Facet.DIVISION in facets and bool(answer.details)
    winner = answer.details[0] if by_division else answer.items[0]
    figures = answer.figures or winner.figures
    order = query.selection.order or Order()
    pool = selection_words(query, unsorted(query.selection))
    what = superlative(order, query, figures[0] if figures else None)
    values = "、".join(value_words(figure, query.unit) for figure in figures)
    in_charge = divisions_words(winner.detail)
    aside = f"（担当: {in_charge}）" if in_charge and not by_division else ""
    lead = [f"{pool}のうち、{what}のは{numbered(winner, query)}{f'で、{values}' if values else ''}です{aside}。"]
    if by_division:
        lead.append(f"担当は{'、'.join(item.name for item in answer.items)}です。")
    if Facet.SUMMARY in facets and winner.detail.summary:
        lead.append(winner.detail.summary)
    lead += filter(None, (asked_sentence(winner, facet) for facet in facets))
    more = [] if by_division else list(answer.items[1:])
    return Words(tuple(lead), tuple(f"・{row_words(item, query)}" for item in more))
