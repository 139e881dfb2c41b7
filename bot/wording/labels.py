"""Short names of figures and rows, for JSON and tables."""

from __future__ import annotations

from bot.reply import ReplyFigure, ReplyItem
from db.answer import Answer, Figure, Item
from nlp.explain import AGGREGATES, aggregates, selection_words
from nlp.query import Aggregate, Dimension, Kind, Measure, Operation, Period, Phase, Query, Unit
from nlp.say import base_name, period_name

NO_CATEGORY = "区分なし"
NO_GROUP = "その他"
_POLICY = "policy"
_KINDS = {Kind.PILLAR: _POLICY, Kind.PART: _POLICY, Kind.SECTION: _POLICY}
_OPERATIONS = {
    Operation.SUM: "の合計",
    Operation.MEAN: "の平均",
    Operation.MEDIAN: "の中央値",
    Operation.DIFFERENCE: "の差",
    Operation.COMPARE: "の差",
}


def budget_name(period: Period) -> str:
    """«令和2年度当初予算», «令和元年度9月現計»."""
    return period_name(period) + ("予算" if period.phase is Phase.INITIAL else "")


def measure_name(figure: Figure, query: Query) -> str:
    """What the figure measures: «令和2年度当初予算», «対前年度当初 増減額»."""
    period = figure.period or query.period
    base = figure.base or query.base
    measure = figure.measure or query.measure
    if measure is Measure.BUDGET or base is None:
        return budget_name(period)
    own = "" if period == query.period else f"{period_name(period)} "
    return f"{own}対{base_name(base, period)} {'増減率' if figure.unit is Unit.PERCENT else '増減額'}"


def figure_label(figure: Figure, query: Query) -> str:
    """«雇用対策課 令和2年度当初予算», «区分が新規の主要事業 件数»."""
    whose = figure.subject.name if figure.subject else selection_words(query)
    if figure.unit is Unit.COUNT:
        return f"{whose} 件数"
    other = None if query.other is None else selection_words(query, query.other)
    if figure.unit is Unit.TIMES:
        return f"{whose} 倍率" if other is None else f"{whose} {other}に対する倍率"
    if figure.unit is Unit.PERCENT and figure.measure is None:
        return f"{whose} 割合" if other is None else f"{whose} {other}に占める割合"
    return f"{whose} {measure_name(figure, query)}" + ("" if figure.subject else _OPERATIONS.get(query.operation, ""))


def item_name(item: Item, query: Query) -> str:
    """The row's name; a group without one says so."""
    if item.name:
        return item.name
    return NO_CATEGORY if query.group_by in (None, Dimension.CATEGORY) else NO_GROUP


def item_figure_label(item: Item, position: int, query: Query) -> str:
    """Of the figure at `position` among the row's figures."""
    figure = item.figures[position]
    if query.operation is Operation.GROUP:
        return f"{item_name(item, query)} {group_measure(figure, position, len(item.figures), query)}"
    if figure.unit is Unit.COUNT:
        return f"{item_name(item, query)} 件数"
    if figure.unit is Unit.PERCENT and figure.measure is None:
        return f"{item_name(item, query)} 割合"
    return f"{item_name(item, query)} {measure_name(figure, query)}"


def group_measure(figure: Figure, position: int, count: int, query: Query) -> str:
    """What a group's figure is: «件数», «合計», «平均», «最大»."""
    shown = [aggregate for aggregate in aggregates(query) if aggregate is not Aggregate.NAMES]
    if len(shown) == count:
        return AGGREGATES[shown[position]]
    return "件数" if figure.unit is Unit.COUNT else "金額"


def item_kind(item: Item) -> str:
    """A row's kind in the Reply's vocabulary."""
    return "category" if item.kind is None else _KINDS.get(item.kind, item.kind.value)


def reply_figures(answer: Answer) -> tuple[ReplyFigure, ...]:
    """The headline figures, labelled. Of a grouping whose aggregates were asked for («区分別の件数»), each group's."""
    if answer.query.operation is Operation.GROUP and answer.query.aggregates and not answer.figures:
        return tuple(figure for item in reply_items(answer) for figure in item.figures)
    return tuple(ReplyFigure(figure_label(f, answer.query), f.value, f.unit.value) for f in answer.figures)


_A_FEW = 5
"""Rows: who asks how many there are wants to know which, where they are few."""


def reply_items(answer: Answer) -> tuple[ReplyItem, ...]:
    """The rows, labelled; of a count, the few that were counted."""
    counted = answer.query.operation is Operation.COUNT and len(answer.details) <= _A_FEW
    return tuple(
        ReplyItem(
            item_kind(item),
            item_name(item, answer.query),
            tuple(
                ReplyFigure(item_figure_label(item, position, answer.query), figure.value, figure.unit.value)
                for position, figure in enumerate(item.figures)
            ),
            "" if item.detail.number is None else f"No.{item.detail.number}",
            _beside(item),
        )
        for item in (answer.details if counted else answer.items)
    )


def _beside(item: Item) -> str:
    """Who runs a project and its 区分, as a table shows them."""
    category = item.detail.category.value if item.detail.category else ""
    return "／".join(part for part in ("、".join(named.name for named in item.detail.divisions), category) if part)
