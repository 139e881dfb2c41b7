"""CHECK and WHY: is what a question supposes true, and what is true instead."""

from __future__ import annotations

from decimal import Decimal

from bot.wording.figures import Words, base_phrase, comparison_lines, figure_sentences, subject_line
from bot.wording.labels import budget_name
from bot.wording.lists import counted, split_breakdowns
from bot.wording.rows import MOST_DETAILS, row_lines, value_words
from bot.wording.shows import asked_sentence, category_sentence
from db.answer import Answer, Figure, Item
from nlp.explain import claim_words, selection_words
from nlp.query import (
    CategoryClaim,
    CountClaim,
    Direction,
    DivisionClaim,
    Facet,
    InPolicy,
    Kind,
    LargerClaim,
    Measure,
    MeetsClaim,
    MovedClaim,
    Named,
    OnlyClaim,
    RankClaim,
    Relisted,
    Unit,
)
from nlp.say import MEASURES, named_words, names_words, quoted

_SIZES = (Measure.CHANGE, Measure.CHANGE_RATE)
_STATES = {
    Direction.UP: ("増えています", "増えていません", "増えた"),
    Direction.DOWN: ("減っています", "減っていません", "減った"),
    Direction.FLAT: ("変わっていません（同額です）", "同額ではありません", "同額だった"),
    Direction.CHANGED: ("変わっています", "変わっていません（同額です）", "変わった"),
}
"""So it is, so it is not, and so it became («…わけではありません»)."""


def check(answer: Answer) -> Words:
    """はい or いいえ first, then the true figure."""
    prefix = {True: "はい、", False: "いいえ、", None: ""}[answer.yes]
    told = _told(answer)
    return Words((prefix + told.lead[0], *told.lead[1:]), told.rows) if told.lead else Words((prefix,), told.rows)


def why(answer: Answer) -> Words:
    """What the question supposes is not so: the true movement. (Where it is so, there is a gap instead.)"""
    told = check(answer)
    return Words((*told.lead, "そのため、お尋ねの理由にはお答えできません。"), told.rows)


def movement(size: int | Decimal) -> str:
    """Of a signed change or rate: «減っています», «増えています», «変わっていません（同額です）»."""
    direction = Direction.UP if size > 0 else Direction.DOWN if size < 0 else Direction.FLAT
    return _STATES[direction][0]


def _told(answer: Answer) -> Words:
    match answer.query.claim:
        case MovedClaim(direction):
            return _moved(direction, answer)
        case RankClaim():
            return _ranked(answer)
        case DivisionClaim():
            return _in_charge(answer)
        case CategoryClaim():
            return _categorised(answer)
        case MeetsClaim():
            return _meets(answer)
        case CountClaim():
            return _counted(answer)
        case OnlyClaim(names):
            return _alone(names, answer)
        case LargerClaim():
            return _larger(answer)
        case _:
            return _figures(answer)


def _figures(answer: Answer) -> Words:
    if not answer.figures:
        return Words((f"{selection_words(answer.query)}は次のとおりです。",), _rows(answer))
    told = figure_sentences(answer.figures, answer.query)
    return Words((*told.lead, *comparison_lines(answer)), told.rows)


def _moved(direction: Direction, answer: Answer) -> Words:
    """Whether it moved that way, and how each one moved where they are several."""
    query, who = answer.query, selection_words(answer.query)
    figures = answer.figures or tuple(figure for item in answer.items for figure in item.figures)
    sizes = sorted(
        (figure for figure in figures if figure.measure in _SIZES), key=lambda figure: _SIZES.index(figure.measure)
    )
    subjects = tuple(dict.fromkeys(figure.subject for figure in sizes))
    base = f"{base_phrase(query.base, query.period)}と比べて" if query.base else ""
    state, denied, past = _STATES[direction]
    if len(subjects) > 1:
        told = f"すべてが{past}わけではありません" if answer.yes is False else state
        lines = [subject_line(subject, sizes, query) + f"（{_truth(subject, sizes)}）" for subject in subjects]
        return Words((f"{who}は、{base}{told}。",), tuple(f"・{line}" for line in lines))
    lead = f"{who}の{budget_name(query.period)}は、{base}{denied if answer.yes is False else state}。"
    if answer.yes is False and sizes and direction in (Direction.UP, Direction.DOWN):
        lead += f"{movement(sizes[0].value)}。"
    size = "、".join(value_words(figure, query.unit) for figure in sizes)
    return Words((lead, *([f"{size}です。"] if size else []), *comparison_lines(answer)))


def _truth(subject: Named | None, sizes: list[Figure]) -> str:
    return movement(next(figure.value for figure in sizes if figure.subject == subject))


def _ranked(answer: Answer) -> Words:
    query, claim = answer.query, answer.query.claim
    largest = claim.descending if isinstance(claim, RankClaim) else True
    counts = [int(figure.value) for figure in answer.context if figure.unit is Unit.COUNT]
    among = f"{counts[0]}件中、" if counts else ""
    who = f"{selection_words(query)}の{MEASURES[query.measure]}は、{among}"
    lead = f"{who}{'大きい' if largest else '小さい'}ほうから{answer.rank}番目です。"
    if answer.rank is None:
        lead = f"{who}その順位ではありません。"
    values = tuple(figure for figure in answer.figures if figure.unit is not Unit.COUNT)
    told = figure_sentences(values, query) if values else Words(())
    return Words((lead, *told.lead), told.rows)


def _in_charge(answer: Answer) -> Words:
    names = [item.name for item in answer.items] or [
        division.name for item in answer.details for division in item.detail.divisions
    ]
    who = selection_words(answer.query)
    if not names:
        return Words((f"{who}の担当課は、資料に書かれていません。",))
    return Words((f"{who}の担当は{'、'.join(dict.fromkeys(names))}です。",))


def _categorised(answer: Answer) -> Words:
    rows, beside = split_breakdowns((*answer.items, *answer.details))
    seen: dict[str, Item] = {}
    for item in (*rows, *beside):
        seen.setdefault(item.name, item)
    lead = tuple(category_sentence(item) for item in seen.values())
    return Words(lead or (f"{selection_words(answer.query)}の区分です。",))


def _meets(answer: Answer) -> Words:
    """Whether it is one of those, and what tells: its divisions, or where it is listed."""
    query, claim = answer.query, answer.query.claim
    said = f"{selection_words(query)}は{claim_words(claim, query)}事業{'です' if answer.yes else 'ではありません'}。"
    failing = "、".join(quoted(item.name) for item in answer.details)
    lead = [said if not failing else f"{failing}は{claim_words(claim, query)}事業ではありません。"]
    divisions = [item.name for item in answer.items if item.kind is Kind.DIVISION]
    if divisions:
        lead.append(f"担当は{'、'.join(divisions)}です。")
    elif isinstance(claim, MeetsClaim) and isinstance(claim.condition, InPolicy | Relisted):
        lead += [asked_sentence(item, Facet.POLICY) for item in answer.items]
    return Words(tuple(lead))


def _counted(answer: Answer) -> Words:
    found = next((int(f.value) for f in answer.figures if f.unit is Unit.COUNT), len(answer.items))
    return Words((f"{selection_words(answer.query)}は {counted(found, answer.query)}です。",), _rows(answer))


def _alone(names: tuple[Named, ...], answer: Answer) -> Words:
    who, found = selection_words(answer.query), len(answer.items)
    if answer.yes:
        return Words((f"{who}は{names_words(names)}だけです。",), _rows(answer))
    return Words((f"{who}は 次の{found}件です。" if found else f"{who}はありません。",), _rows(answer))


def _larger(answer: Answer) -> Words:
    """Both sides, and which is larger."""
    query, sides = answer.query, answer.figures[:2]
    names = [named_words(item.named) if item.named else item.name for item in answer.details[:2]]
    if len(sides) < 2 or len(names) < 2:
        return _figures(answer)
    if sides[0].value == sides[1].value:
        lead = f"{names[0]}と{names[1]}は同額です。"
    else:
        lead = f"大きいのは{names[0] if sides[0].value > sides[1].value else names[1]}です。"
    said = "、".join(f"{name} {value_words(side, query.unit)}" for name, side in zip(names, sides, strict=True))
    what = budget_name(query.period) if query.measure is Measure.BUDGET else MEASURES[query.measure]
    return Words((lead, f"{what}: {said}。"))


def _rows(answer: Answer) -> tuple[str, ...]:
    return row_lines(answer.items or answer.details, answer.query, most=MOST_DETAILS)
