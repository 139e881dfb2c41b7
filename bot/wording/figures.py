"""Figures as sentences, and what they are compared with."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from bot.wording.labels import budget_name
from bot.wording.rows import short_value, value_words
from db.answer import Answer, Figure
from nlp.explain import selection_words
from nlp.query import POLICY_KINDS, Measure, Named, Period, Query, Unit
from nlp.say import base_name, named_words, period_name, year_name


@dataclass(frozen=True, slots=True)
class Words:
    """What one answer says: sentences that answer, then rows."""

    lead: tuple[str, ...]
    rows: tuple[str, ...] = ()


def base_phrase(base: Period, period: Period) -> str:
    """«前年度当初（令和元年度）», or the full name where that says it already."""
    relative, full = base_name(base, period), period_name(base)
    return full if relative == full else f"{relative}（{year_name(base.fiscal_year)}）"


def whose(figure: Figure, query: Query) -> str:
    """Whose figure it is; a policy node's is that of its projects."""
    if figure.subject is None:
        return selection_words(query)
    name = named_words(figure.subject)
    return f"{name}に載る主要事業" if figure.subject.kind in POLICY_KINDS else name


def figure_sentence(figure: Figure, query: Query) -> str:
    """«雇用対策課の令和2年度当初予算は 21億5,879万6千円（2,158,796千円）です。»"""
    name, value = whose(figure, query), value_words(figure, query.unit)
    period, base = figure.period or query.period, figure.base or query.base
    if figure.measure in (Measure.CHANGE, Measure.CHANGE_RATE) and base is not None:
        return f"{name}の{budget_name(period)}は、{base_phrase(base, period)}と比べて {value}です。"
    if figure.unit is Unit.THOUSAND_YEN:
        together = "の合計" if figure.subject is not None and figure.subject.kind in POLICY_KINDS else ""
        return f"{name}の{budget_name(period)}{together}は {value}です。"
    return f"{name}は {value}です。"


def figure_sentences(figures: Iterable[Figure], query: Query) -> Words:
    """One sentence where they are of one thing, else a line a thing."""
    shown = tuple(figures)
    subjects = tuple(dict.fromkeys(figure.subject for figure in shown))
    if len(subjects) <= 1:
        return Words(tuple(_one_subject(shown, query)))
    return Words(
        (f"{shared_name(shown, query)}は、次のとおりです。",),
        tuple(f"・{subject_line(subject, shown, query)}" for subject in subjects),
    )


def subject_line(subject: Named | None, figures: Iterable[Figure], query: Query) -> str:
    """«土地取得事業：1,328万2千円（13,282千円）の増、4.3%»."""
    own = [figure for figure in figures if figure.subject == subject]
    name = subject.name if subject else selection_words(query)
    values = [value_words(own[0], query.unit), *(short_value(figure, query.unit) for figure in own[1:])]
    return f"{name}：{'、'.join(values)}"


def shared_name(figures: Iterable[Figure], query: Query) -> str:
    """What figures of several things have in common: «令和2年度当初予算», «前年度当初（令和元年度）との比較»."""
    first = next(iter(figures))
    period, base = first.period or query.period, first.base or query.base
    if first.measure in (Measure.CHANGE, Measure.CHANGE_RATE) and base is not None:
        return f"{budget_name(period)}と{base_phrase(base, period)}との比較"
    return budget_name(period)


def comparison_lines(answer: Answer) -> tuple[str, ...]:
    """What the headline is compared with, a line a base; nothing where several things are shown at once."""
    figures = (*answer.figures, *answer.context)
    if len({figure.subject for figure in figures}) != 1 or not answer.context:
        return ()
    query = answer.query
    pairs = tuple(dict.fromkeys((f.period or query.period, f.base) for f in figures if f.base is not None))
    amounts = {f.period: f for f in figures if f.measure is Measure.BUDGET and f.period is not None}
    headline = {f.measure for f in answer.figures}
    if headline & {Measure.CHANGE, Measure.CHANGE_RATE}:
        return tuple(_behind_change(period, base, amounts, answer) for period, base in pairs)
    lines = [_against(period, base, amounts, figures, query) for period, base in pairs]
    told = {period for pair in pairs for period in pair}
    lines += [
        f"{budget_name(period)}は {value_words(figure, query.unit)}。"
        for period, figure in amounts.items()
        if period not in told and figure not in answer.figures
    ]
    return tuple(lines)


def _one_subject(figures: tuple[Figure, ...], query: Query) -> list[str]:
    if len(figures) == 2 and figures[0].measure is Measure.CHANGE and figures[1].measure is Measure.CHANGE_RATE:
        sentence = figure_sentence(figures[0], query).removesuffix("です。")
        return [f"{sentence}、{short_value(figures[1])}です。"]
    return [figure_sentence(figure, query) for figure in figures]


def _against(
    period: Period, base: Period, amounts: dict[Period, Figure], figures: tuple[Figure, ...], query: Query
) -> str:
    """«前年度当初（令和元年度） 23億2,739万円（2,327,390千円）と比べて 1億6,859万4千円（168,594千円）の減、▲7.2%。»"""
    before = amounts.get(base)
    moves = [f for f in figures if f.base == base and (f.period or query.period) == period]
    moves.sort(key=lambda f: f.measure is Measure.CHANGE_RATE)
    said = "、".join(short_value(figure, query.unit) for figure in moves)
    of_base = f" {value_words(before, query.unit)}" if before else ""
    return f"{base_phrase(base, period)}{of_base}と比べて {said}。"


def _behind_change(period: Period, base: Period, amounts: dict[Period, Figure], answer: Answer) -> str:
    """«令和元年度当初 23億…（…） → 令和2年度当初 21億…（…）、▲7.2%。»"""
    unit = answer.query.unit
    ends = [f"{period_name(each)} {value_words(amounts[each], unit)}" for each in (base, period) if each in amounts]
    other = [
        short_value(f, unit) for f in answer.context if f.base == base and (f.period or answer.query.period) == period
    ]
    return "、".join([" → ".join(ends), *other] if ends else other) + "。"
