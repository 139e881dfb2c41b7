"""Choices when asking back, and the nearest questions that can be answered: each, asked alone, is answered."""

from __future__ import annotations

from rapidfuzz import fuzz

from nlp.frame import Frame
from nlp.lexicon import Lexicon
from nlp.normalize import fold
from nlp.query import Kind, Named, Query
from nlp.reading import Choice

_NEAR = 60.0


def choices_for(candidates: tuple[Named, ...], frame: Frame) -> tuple[Choice, ...]:
    """One choice a candidate, asking of it what was asked."""
    return tuple(Choice(_label(named), f"{_label(named)}{_asked(frame)}") for named in candidates)


def _label(named: Named) -> str:
    return f"No.{named.key} {named.name}" if named.kind is Kind.PROJECT else named.name


def _asked(frame: Frame) -> str:
    if frame.has("ask.who"):
        return "の担当課は?"
    if frame.has("ask.describe"):
        return "の内容は?"
    if frame.has("ask.category"):
        return "の区分は?"
    if frame.about_change:
        return "の前年度当初からの増減額は?"
    return "の予算はいくら?"


def near_choices(query: Query) -> tuple[Choice, ...]:
    """The same subject, asked what the document holds."""
    named = [n for n in query.selection.subjects if n.kind is not Kind.OUTLINE][:2]
    return tuple(Choice(f"{_label(n)}の当初予算", f"{_label(n)}の予算はいくら?") for n in named)


def near_choices_for_division(lexicon: Lexicon, said: str) -> tuple[Choice, ...]:
    """Divisions whose name is near what was said."""
    scored = sorted(
        ((fuzz.ratio(fold(e.named.name), said), e.named) for e in lexicon.of_kind(Kind.DIVISION)), key=lambda p: -p[0]
    )
    return tuple(Choice(n.name, f"{n.name}の予算はいくら?") for score, n in scored[:2] if score >= _NEAR)


def pick(text: str, choices: tuple[Choice, ...]) -> Choice | None:
    """The choice a short reply to a question back means: its number, its name, or words only it has."""
    if not choices:
        return None
    said = text.strip(" 。!?、").removesuffix("です").removesuffix("の方").removesuffix("のほう").removesuffix("は")
    if said.isdigit() and 1 <= int(said) <= len(choices):
        return choices[int(said) - 1]
    fitting = [choice for choice in choices if said and said in fold(choice.label)]
    return fitting[0] if len(fitting) == 1 else None
