"""What people say they want or suffer from, read as the words a budget has for it, from `wishes.toml`.

«給料あげたい» is «所得向上» where the document has that word; no thesaurus of single words knows it.
"""

from __future__ import annotations

import re
import tomllib
from collections.abc import Callable
from functools import lru_cache
from importlib.resources import files

_WORDS = re.compile(r"[ァ-ヶー一-鿿]+(?:がい者)?|障がい者")


@lru_cache(maxsize=1)
def _wishes() -> tuple[tuple[str, re.Pattern[str]], ...]:
    tables: dict[str, list[str]] = tomllib.loads(files("nlp").joinpath("wishes.toml").read_text("utf-8"))["wishes"]
    return tuple((word, re.compile("|".join(patterns))) for word, patterns in tables.items())


def in_its_words(text: str, has: Callable[[str], bool]) -> str:
    """Folded text with wishes as the document's words for them.

    Args:
        text: folded.
        has: whether the document has a word.
    """
    for word, pattern in _wishes():
        if any(map(has, _WORDS.findall(re.sub(r"\\g<\w+>", "", word)))):
            text = pattern.sub(rf"{word} ", text)
    return text
