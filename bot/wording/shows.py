"""SHOW: the figures of what was named, and the facets asked about it."""

from __future__ import annotations

from bot.wording.figures import Words, comparison_lines, figure_sentences
from bot.wording.rows import category_words, divisions_words, numbered, row_lines, value_words
from db.answer import Answer, Item
from nlp.explain import selection_words
from nlp.query import Facet, Kind, Query
from nlp.say import quoted

_ASKED_OF_ITEM = (Facet.SUMMARY, Facet.CATEGORY, Facet.NUMBER, Facet.POLICY, Facet.SOURCE, Facet.NAME)


def show(answer: Answer) -> Words:
    """Figures first, then who, what, which."""
    facets = answer.facets or answer.query.facets
    in_charge = [item for item in answer.items if item.kind is Kind.DIVISION]
    others = [item for item in answer.items if item.kind is not Kind.DIVISION or Facet.DIVISION not in facets]
    figures = figure_sentences(answer.figures, answer.query) if answer.figures else Words(())
    lead = list(figures.lead)
    rows = list(figures.rows)
    if Facet.DIVISION in facets:
        lead.append(_who(answer, in_charge, others))
    if Facet.PARENT in facets:
        names = "、".join(quoted(item.name) for item in others)
        lead.append(f"{selection_words(answer.query)}は、{names}の中に載っています。")
        others = []
    asked = [facet for facet in facets if facet in _ASKED_OF_ITEM]
    if len(others) > 1 and Facet.SUMMARY not in asked:
        rows += row_lines(others, answer.query)
    else:
        for item in others:
            lead += _described(item, asked, answer)
    rows += row_lines(_beside(answer), answer.query)
    lead += comparison_lines(answer)
    return Words(tuple(lead) or ("次のとおりです。",), tuple(rows))


def _beside(answer: Answer) -> list[Item]:
    """Breakdown lines and a node's projects; a single row that only says whose answer it is was already named."""
    told = [item for item in answer.details if item.kind is not Kind.BREAKDOWN]
    if answer.items and len(told) == 1:
        return [item for item in answer.details if item.kind is Kind.BREAKDOWN]
    return list(answer.details)


def _who(answer: Answer, in_charge: list[Item], others: list[Item]) -> str:
    names = [item.name for item in in_charge] or [
        division.name for item in others for division in item.detail.divisions
    ]
    subject = _subject(answer.query, others or [item for item in answer.details if item.kind is not Kind.BREAKDOWN])
    if not names:
        return f"{subject}の担当課は、資料に書かれていません。"
    return f"{subject}の担当は{'、'.join(dict.fromkeys(names))}です。"


def _subject(query: Query, others: list[Item]) -> str:
    if query.selection.subjects or not others:
        return selection_words(query)
    return "、".join(quoted(item.name) for item in others)


def _described(item: Item, facets: list[Facet], answer: Answer) -> list[str]:
    """The facets of one row, a sentence each; its card where its summary is asked for."""
    if Facet.SUMMARY in facets:
        return _card(item, answer)
    name = quoted(item.name)
    lines: list[str] = []
    for facet in facets:
        match facet:
            case Facet.CATEGORY | Facet.POLICY | Facet.SOURCE:
                lines.append(asked_sentence(item, facet))
            case Facet.NUMBER if item.detail.number is not None:
                lines.append(f"{name}の番号は No.{item.detail.number} です。")
            case Facet.NUMBER:
                lines.append(f"{name}には番号が付いていません。")
            case _ if not answer.figures:
                lines.append(_name_sentence(item, answer))
            case _:
                continue
    return lines


def asked_sentence(item: Item, facet: Facet) -> str:
    """What is asked of one row beside its name and its figures; empty for what those say."""
    match facet:
        case Facet.CATEGORY:
            return category_sentence(item)
        case Facet.POLICY:
            return _policy_sentence(item)
        case Facet.SOURCE:
            return _place_sentence(item)
        case _:
            return ""


def category_sentence(item: Item) -> str:
    """«「…」の区分は「拡充」です。», or that it has none."""
    name = quoted(item.name)
    if item.detail.category is None:
        return f"{name}には区分の表示がありません（新規でも拡充でもない、継続の事業です）。"
    return f"{name}の区分は{category_words(item)}です。"


def _card(item: Item, answer: Answer) -> list[str]:
    unit = answer.query.unit
    number = "" if item.detail.number is None else f"No.{item.detail.number} "
    figures = item.figures or tuple(
        figure for figure in answer.context if item.named is not None and figure.subject == item.named
    )
    facts = [
        f"予算額: {value_words(figures[0], unit)}" if figures and not answer.figures else "",
        f"担当: {divisions_words(item.detail)}" if item.detail.divisions else "",
        f"区分: {category_words(item)}" if item.kind is Kind.PROJECT or item.detail.category else "",
    ]
    summary = item.detail.summary or "資料に説明は書かれていません。"
    told = "　".join(fact for fact in facts if fact)
    return [f"{number}{quoted(item.name)}", summary, *([told] if told else [])]


def _policy_sentence(item: Item) -> str:
    first, *again = [quoted(policy.name) for policy in item.detail.policies] or [""]
    if not first:
        return f"{quoted(item.name)}がどの柱に載るかは、資料に書かれていません。"
    relisted = f"（再掲: {'、'.join(again)}）" if again else ""
    return f"{quoted(item.name)}は{first}に載っています{relisted}。"


def _place_sentence(item: Item) -> str:
    places = dict.fromkeys(f"{source.section} {source.line}行" for figure in item.figures for source in figure.sources)
    again = "、".join(f"{line}行" for line in item.detail.relisted_lines)
    if not places:
        return f"{quoted(item.name)}の記載箇所は、下の出典のとおりです。"
    return f"{quoted(item.name)}は {'、'.join(places)}にあります" + (f"（再掲: {again}）。" if again else "。")


def _name_sentence(item: Item, answer: Answer) -> str:
    figures = "、".join(value_words(figure, answer.query.unit) for figure in item.figures)
    told = "／".join(part for part in (figures, divisions_words(item.detail)) if part)
    return f"{numbered(item, answer.query)}{f'（{told}）' if told else ''}です。"
