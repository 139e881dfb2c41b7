"""Folding text so that spellings of the same thing meet."""

from __future__ import annotations

import re
import unicodedata
from functools import lru_cache

_DASHES = dict.fromkeys(map(ord, "‐‑‒–—―−﹣－─"), "-")
_WAVES = dict.fromkeys(map(ord, "〜～∼˜"), "~")
_MARKS = {ord("△"): "▲", ord("・"): "・", ord("･"): "・"}
_FOLDED = _DASHES | _WAVES | _MARKS
_TO_HIRAGANA = {code: code - 0x60 for code in range(ord("ァ"), ord("ヶ") + 1)}
_CONTROL = re.compile(
    r"[\u0000-\u0008\u000b-\u001f\u007f-\u009f\u200b-\u200f\u202a-\u202e\u2060-\u2064\ufeff\ufe0e\ufe0f]"
)


@lru_cache(maxsize=4096)
def fold(text: str) -> str:
    """NFKC, lower case, one sign each for dashes, waves and negative marks; control characters dropped.

    What the store's search columns hold and what every surface is compared in. Waves stay: they mean a range.
    """
    return _CONTROL.sub("", unicodedata.normalize("NFKC", text.translate(_WAVES)).lower()).translate(_FOLDED)


def hiragana(text: str) -> str:
    """Katakana to hiragana, everything else kept."""
    return text.translate(_TO_HIRAGANA)


_LETTERS = re.compile(r"[a-z0-9ぁ-ヶ一-鿿]")
_MOST_MARKS = 4
"""Characters: «※» and «▲？» ask what the mark means; a row of marks asks nothing."""
_SOMETHING = re.compile(r"[a-z0-9ぁ-ヶ一-鿿▲※#%]")


def is_only_marks(folded: str) -> bool:
    """Whether folded text has nothing that could ask."""
    return not _SOMETHING.search(folded) or (len(folded) > _MOST_MARKS and not _LETTERS.search(folded))
