"""Greetings, thanks, «what can you do»: short, and always with something to ask next."""

from __future__ import annotations

from collections.abc import Callable

from bot.wording.examples import examples
from nlp.catalogue import Catalogue
from nlp.explain import document_name
from nlp.reading import Social


def talk(kind: Social, catalogue: Catalogue) -> tuple[str, ...]:
    """The lines of a social reply."""
    return _WORDS[kind](catalogue)


def example_lines(catalogue: Catalogue, most: int) -> tuple[str, ...]:
    """«・雇用対策課の予算は？»"""
    return tuple(f"・{choice.question}" for choice in examples(catalogue)[:most])


def _asked_like(catalogue: Catalogue, most: int) -> tuple[str, ...]:
    lines = example_lines(catalogue, most)
    return ("たとえば、次のように尋ねてください。", *lines) if lines else ()


def _greeting(catalogue: Catalogue) -> tuple[str, ...]:
    name = document_name(catalogue.document)
    return (f"こんにちは。よさんボットです。「{name}」にある金額や担当課をお答えします。", *_asked_like(catalogue, 3))


def _thanks(catalogue: Catalogue) -> tuple[str, ...]:
    return ("どういたしまして。ほかにも気になることがあれば、続けてどうぞ。",)


def _help(catalogue: Catalogue) -> tuple[str, ...]:
    name = document_name(catalogue.document)
    return (
        f"よさんボットは、「{name}」への質問に、資料の数字と出典でお答えします。",
        "予算額、前年度との増減、事業の一覧・順位・合計・割合、担当課、事業の内容などを尋ねられます。",
        *_asked_like(catalogue, 5),
        "続けて「前年度は？」「率では？」「そのうち新規は？」のように尋ねることもできます。",
        "資料にないこと（決算、理由、今後の見込みなど）には、ないとお答えします。",
    )


def _insult(catalogue: Catalogue) -> tuple[str, ...]:
    return ("お役に立てず、すみません。予算の資料についてなら、お手伝いできます。", *_asked_like(catalogue, 2))


def _reset(catalogue: Catalogue) -> tuple[str, ...]:
    return ("ここまでの話を忘れました。新しい質問をどうぞ。", *_asked_like(catalogue, 2))


_WORDS: dict[Social, Callable[[Catalogue], tuple[str, ...]]] = {
    Social.GREETING: _greeting,
    Social.THANKS: _thanks,
    Social.HELP: _help,
    Social.INSULT: _insult,
    Social.RESET: _reset,
}
