"""COUNT, SUM, MEAN, MEDIAN, DIFFERENCE, RATIO, SHARE, COMPARE: one number made from several."""

from __future__ import annotations

from decimal import Decimal

from bot.wording.amounts import amount, percent
from bot.wording.figures import Words, base_phrase, comparison_lines, figure_sentences
from bot.wording.labels import budget_name
from bot.wording.lists import counted, split_breakdowns
from bot.wording.rows import MOST_DETAILS, row_lines, value_words
from db.answer import Answer, Figure, Item
from nlp.explain import AGGREGATES, selection_words
from nlp.query import Aggregate, Measure, Query, Scope, Unit
from nlp.say import MEASURES, named_words


def count(answer: Answer) -> Words:
    """«…は31件です。»"""
    found = next((int(figure.value) for figure in answer.figures if figure.unit is Unit.COUNT), 0)
    return Words((f"{selection_words(answer.query)}は {counted(found, answer.query)}です。",), _rows(answer))


def total(answer: Answer) -> Words:
    """«…の令和2年度当初予算の合計は …です（31件の合計）。»; of one thing, its own figure."""
    addends = _addends(answer)
    if len(addends) <= 1 and answer.figures[0].subject is not None:
        return Words((*figure_sentences(answer.figures, answer.query).lead, *comparison_lines(answer)))
    return Words((f"{_aggregate(answer, '合計')}（{counted(len(addends), answer.query)}の合計）。",), _rows(answer))


def mean(answer: Answer) -> Words:
    """The mean, and whether it was rounded."""
    addends = _addends(answer)
    known = [int(figure.value) for item in addends for figure in item.figures[:1] if isinstance(figure.value, int)]
    inexact = bool(known) and len(known) == len(addends) and sum(known) % len(known) != 0
    many = f"（{counted(len(addends), answer.query)}の平均{'、千円未満は四捨五入' if inexact else ''}）"
    return Words((f"{_aggregate(answer, '平均')}{many}。",), _rows(answer))


def median(answer: Answer) -> Words:
    """The median, and of how many."""
    addends = _addends(answer)
    values = sorted(int(f.value) for item in addends for f in item.figures[:1] if isinstance(f.value, int))
    half = len(values) // 2
    inexact = len(values) == len(addends) and half > 0 and not len(values) % 2 and sum(values[half - 1 : half + 1]) % 2
    many = f"（{counted(len(addends), answer.query)}の中央値{'、千円未満は四捨五入' if inexact else ''}）"
    return Words((f"{_aggregate(answer, '中央値')}{many}。",), _rows(answer))


def difference(answer: Answer) -> Words:
    """The difference without its sign, and which side is larger; of one row and its base, the change."""
    query, figure = answer.query, answer.figures[0]
    if _is_own_change(answer):
        return Words((*figure_sentences(answer.figures, query).lead, *comparison_lines(answer)))
    first, second = _sides(answer)
    what = _measured_words(query)
    if figure.value == 0:
        return Words((f"差はありません（{what}は{first}と{second}で同額です）。", *_context(answer)))
    larger = first if figure.value > 0 else second
    lead = f"{what}の差は {_apart(figure, query)}です（{larger}のほうが大きい）。"
    return Words((lead, *_context(answer)))


def ratio(answer: Answer) -> Words:
    """«AはBの10.37倍です。»; of one row, against its base."""
    query, value = answer.query, value_words(answer.figures[0])
    if query.other is None and len(answer.details) == 1 and query.base is not None:
        whose = selection_words(query)
        lead = f"{whose}の{budget_name(query.period)}は、{base_phrase(query.base, query.period)}の {value}です。"
        return Words((lead, *_context(answer)))
    first, second = _sides(answer)
    return Words((f"{_measured_words(query)}で見ると、{first}は{second}の {value}です。", *_context(answer)))


def share(answer: Answer) -> Words:
    """«AがBに占める割合は 85.58%です。»"""
    first, second = _sides(answer)
    value = value_words(answer.figures[0])
    lead = f"{_measured_words(answer.query)}で見ると、{first}が{second}に占める割合は {value}です。"
    return Words((lead, *_context(answer)))


def compare(answer: Answer) -> Words:
    """The winner, by how much, and all sides."""
    query = answer.query
    names = "、".join(named_words(item.named) if item.named else item.name for item in answer.items)
    ascending = query.selection.order is not None and not query.selection.order.descending
    what = _measured_words(query)
    if len(answer.items) != 1:
        return Words((f"{what}は、{names}が同額です。",), _rows(answer))
    most = "最も" if len(answer.details) > 2 else ""
    lead = f"{what}が{most}{'小さい' if ascending else '大きい'}のは{names}です。"
    apart = (f"差は {_apart(answer.figures[0], query)}です。",) if answer.figures else ()
    return Words((lead, *apart), _rows(answer))


def _aggregate(answer: Answer, word: str) -> str:
    query, figure = answer.query, answer.figures[0]
    rows, value = selection_words(query), value_words(figure, query.unit)
    base = figure.base or query.base
    if query.measure is Measure.BUDGET or base is None:
        return f"{rows}の{budget_name(query.period)}の{word}は {value}です"
    against = f"{base_phrase(base, query.period)}と比べて "
    if query.measure is Measure.CHANGE_RATE and word == "合計":
        return f"{rows}の{budget_name(query.period)}は、全体では{against}{value}です"
    return f"{rows}の{budget_name(query.period)}は、{word}では{against}{value}です"


def _measured_words(query: Query) -> str:
    how = query.aggregates[0] if query.aggregates else None
    if how is Aggregate.COUNT:
        return "事業の件数" if query.selection.scope is Scope.PROJECTS else "件数"
    if how in (Aggregate.MEAN, Aggregate.MEDIAN):
        return f"{_measure_words(query)}の{AGGREGATES[how]}"
    return _measure_words(query) + ("の合計" if query.group_by else "")


def _measure_words(query: Query) -> str:
    return budget_name(query.period) if query.measure is Measure.BUDGET else MEASURES[query.measure]


def _is_own_change(answer: Answer) -> bool:
    return len(answer.details) <= 1 and answer.figures[0].measure is Measure.CHANGE and answer.query.other is None


def _sides(answer: Answer) -> tuple[str, str]:
    query = answer.query
    if query.other is not None:
        return selection_words(query), selection_words(query, query.other)
    names = [named_words(item.named) if item.named else item.name for item in answer.details]
    first, second = [*names[:2], "", ""][:2]
    return first or selection_words(query), second or "もう一方"


def _context(answer: Answer) -> tuple[str, ...]:
    """The sides' own figures in one line: «A 3億5,010万円（…）、B …。»"""
    figures = answer.context
    if not figures:
        return ()
    names = _sides(answer) if len(figures) == 2 else ()
    same = len({figure.subject for figure in figures}) < len(figures)
    said = []
    for position, figure in enumerate(figures):
        name = named_words(figure.subject) if figure.subject else names[position] if names else ""
        period = budget_name(figure.period) if same and figure.period else ""
        said.append(" ".join(part for part in (name, period, value_words(figure, answer.query.unit)) if part))
    return ("、".join(said) + "。",)


def _apart(figure: Figure, query: Query) -> str:
    """The size of a difference: an amount without 増 or 減, percentage points of rates."""
    if figure.unit is Unit.COUNT:
        return f"{abs(int(figure.value)):,}件"
    if figure.unit is Unit.PERCENT:
        return percent(abs(Decimal(figure.value))).replace("%", "ポイント")
    return amount(abs(int(figure.value)), query.unit)


def _addends(answer: Answer) -> list[Item]:
    return split_breakdowns(answer.details)[0]


def _rows(answer: Answer) -> tuple[str, ...]:
    return row_lines(answer.details, answer.query, most=MOST_DETAILS)
