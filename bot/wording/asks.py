"""Asking back: what was unclear, and the ways it could be meant."""

from __future__ import annotations

from collections.abc import Callable

from bot.reply import ReplyChoice
from bot.wording.declines import words_said
from bot.wording.examples import examples, subject_choices
from bot.wording.figures import Words
from nlp.catalogue import Catalogue
from nlp.reading import AskBack, Unclear

MOST_CHOICES = 10


def choices(outcome: AskBack, catalogue: Catalogue) -> tuple[ReplyChoice, ...]:
    """The reader's choices; without any, questions over the document's own names."""
    if outcome.choices:
        return tuple(ReplyChoice(choice.label, choice.question) for choice in outcome.choices)
    return subject_choices(catalogue) if outcome.why is Unclear.NO_SUBJECT else examples(catalogue)[:3]


def ask_back(outcome: AskBack, offered: tuple[ReplyChoice, ...]) -> Words:
    """The question back, and the choices as rows."""
    lines = [f"・{_offer(choice)}" for choice in offered[:MOST_CHOICES]]
    if len(offered) > MOST_CHOICES:
        lines.append(f"ほか{len(offered) - MOST_CHOICES}件")
    return Words((_WORDS[outcome.why](outcome),), tuple(lines))


def _offer(choice: ReplyChoice) -> str:
    """The question to ask; what it stands for, where it does not say so itself."""
    return choice.question if choice.label in choice.question else f"{choice.label} →「{choice.question}」"


def _several(outcome: AskBack) -> str:
    said = words_said(outcome.words)
    return f"{said}に当てはまるものが、いくつかあります。どれのことでしょうか。" if said else "どれのことでしょうか。"


def _no_subject(outcome: AskBack) -> str:
    return "どの課や事業のことでしょうか。名前を入れて尋ねてください。"


def _no_measure(outcome: AskBack) -> str:
    return "何と何を比べればよいでしょうか。"


def _near(outcome: AskBack) -> str:
    said = words_said(outcome.words)
    return f"{said or 'その名前'}は、この資料に見当たりません。もしかして、次のどれかでしょうか。"


_WORDS: dict[Unclear, Callable[[AskBack], str]] = {
    Unclear.SEVERAL_NAMES: _several,
    Unclear.NO_SUBJECT: _no_subject,
    Unclear.NO_MEASURE: _no_measure,
    Unclear.NEAR_NAME: _near,
}
