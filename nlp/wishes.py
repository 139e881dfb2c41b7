"""What people say they want or suffer from, read as the words a budget has for it, from `wishes.toml`.

«給料あげたい» is «所得向上» where the document has that word; no thesaurus of single words knows it.
"""

from __future__ import annotations

import re
import tomllib
from collections.abc import Callable
from functools import lru_cache
from importlib.resources import files

Wishes = tuple[tuple[str, re.Pattern[str]], ...]
"""Words, and how what they stand for is wished for."""
_WORDS = re.compile(r"[ァ-ヶー一-鿿]+(?:がい者)?|障がい者")


@lru_cache(maxsize=1)
def _wishes() -> Wishes:
    tables: dict[str, list[str]] = tomllib.loads(files("nlp").joinpath("wishes.toml").read_text("utf-8"))["wishes"]
    return tuple((word, re.compile("|".join(patterns))) for word, patterns in tables.items())


def wishes_of(has: Callable[[str], bool]) -> Wishes:
    """Those that a document has a word for: looked up once, not for every question.

    Args:
        has: whether the document has a word.
    """
    return tuple(
        (word, pattern) for word, pattern in _wishes() if any(map(has, _WORDS.findall(re.sub(r"\\g<\w+>", "", word))))
    )


def in_its_words(text: str, wishes: Wishes) -> str:
    """Folded text with wishes as the document's words for them."""
    for word, pattern in wishes:
        text = pattern.sub(rf"{word} ", text)
    return text
