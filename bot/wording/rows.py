"""Rows of an answer as lines of text: name, figures, and what else helps to tell one from another."""

from __future__ import annotations

from collections.abc import Iterable

from bot.wording.amounts import amount, change, change_rate, percent, share, times
from bot.wording.labels import group_measure, item_name
from db.answer import Detail, Figure, Item
from nlp.query import DisplayUnit, Facet, Kind, Measure, Operation, Query, Unit
from nlp.say import quoted

MOST_ROWS = 20
MOST_DETAILS = 10
_NOT_WORTH_CUTTING = 2
_PROJECT_KINDS = (Kind.PROJECT, Kind.OUTLINE)


def value_words(figure: Figure, unit: DisplayUnit | None = None) -> str:
    """A figure by itself: «21億5,879万6千円（2,158,796千円）», «…の減», «7.2%の減（▲7.2%）», «4件», «10.37倍»."""
    match figure.unit:
        case Unit.THOUSAND_YEN:
            thousand_yen = int(figure.value)
            return change(thousand_yen, unit) if figure.measure is Measure.CHANGE else amount(thousand_yen, unit)
        case Unit.PERCENT:
            return change_rate(figure.value) if figure.measure is Measure.CHANGE_RATE else share(figure.value)
        case Unit.TIMES:
            return times(figure.value)
        case Unit.COUNT:
            return f"{int(figure.value):,}件"


def short_value(figure: Figure, unit: DisplayUnit | None = None) -> str:
    """As `value_words`, a rate as a bare signed number («▲7.2%») for use beside other figures."""
    if figure.unit is Unit.PERCENT and figure.measure is Measure.CHANGE_RATE:
        return percent(figure.value)
    return value_words(figure, unit)


def row_lines(
    items: Iterable[Item], query: Query, *, numbered_from: int | None = None, most: int = MOST_ROWS
) -> tuple[str, ...]:
    """One line a row («・» or its rank), then «ほか56件» for those beyond `most`."""
    rows = list(items)
    if len(rows) <= most + _NOT_WORTH_CUTTING:
        most = len(rows)
    lines: list[str] = []
    for position, item in enumerate(rows[:most]):
        mark = "・" if numbered_from is None else f"{numbered_from + position}. "
        lines.append(mark + row_words(item, query))
        if Facet.SUMMARY in query.facets and item.detail.summary and item.detail.summary != item.name:
            lines.append(f"　概要: {item.detail.summary}")
    if len(rows) > most:
        lines.append(f"ほか{len(rows) - most}件")
    return tuple(lines)


def row_words(item: Item, query: Query) -> str:
    """«No.72 酒田港国際物流拠点化推進事業費：1,811万円（18,110千円）［貿易振興課／拡充］»."""
    figures = "、".join(_row_figures(item, query))
    members = "、".join(quoted(member.name) for member in item.members)
    return (
        numbered(item, query)
        + (f"：{figures}" if figures else "")
        + _tail(item.kind, item.detail)
        + (f" — {members}" if members else "")
    )


def numbered(item: Item, query: Query) -> str:
    """The name with its printed number, where it has one."""
    name = item_name(item, query)
    if item.kind is Kind.BREAKDOWN:
        return f"（内訳の行）{name}"
    return name if item.detail.number is None else f"No.{item.detail.number} {name}"


def category_words(item: Item) -> str:
    """«「拡充」», or that none is printed."""
    if item.detail.category is not None:
        return f"「{item.detail.category.value}」"
    return "表示なし（継続）"


def divisions_words(detail: Detail) -> str:
    return "、".join(division.name for division in detail.divisions)


def _row_figures(item: Item, query: Query) -> list[str]:
    count = len(item.figures)
    if query.operation is Operation.GROUP:
        return [
            f"{group_measure(figure, position, count, query)} {value_words(figure, query.unit)}"
            for position, figure in enumerate(item.figures)
        ]
    return [
        short_value(figure, query.unit) if position else value_words(figure, query.unit)
        for position, figure in enumerate(item.figures)
    ]


def _tail(kind: Kind | None, detail: Detail) -> str:
    parts = [divisions_words(detail)] if detail.divisions else []
    if detail.category is not None and kind in (*_PROJECT_KINDS, Kind.BREAKDOWN):
        parts.append(detail.category.value)
    return f"［{'／'.join(parts)}］" if parts else ""
