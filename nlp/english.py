"""English words about budgets, read as the Japanese a document prints."""

from __future__ import annotations

import re
import tomllib
from functools import lru_cache
from importlib.resources import files

_LEFT_OVER = re.compile(r"^[\s.,!]+")
"""What stays of «thx. » where the word itself says nothing."""


@lru_cache(maxsize=1)
def _terms() -> tuple[re.Pattern[str], dict[str, str]]:
    terms: dict[str, str] = tomllib.loads(files("nlp").joinpath("english.toml").read_text("utf-8"))["terms"]
    longest_first = sorted(terms, key=len, reverse=True)
    return re.compile(r"(?<![a-z0-9])(?:" + "|".join(map(re.escape, longest_first)) + r")(?![a-z0-9])"), terms


def in_japanese(text: str) -> str:
    """Folded text with the English terms a document would print in Japanese replaced; unchanged without Latin."""
    if not any("a" <= character <= "z" for character in text):
        return text
    pattern, terms = _terms()
    return _LEFT_OVER.sub("", pattern.sub(lambda match: terms[match.group()], text))
