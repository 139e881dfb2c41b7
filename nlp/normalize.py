"""Folding text so that spellings of the same thing meet, without losing where each character came from."""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass
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


@dataclass(frozen=True, slots=True)
class Folded:
    """Folded text and, for each of its characters, the index in the original."""

    original: str
    text: str
    offsets: tuple[int, ...]

    def original_span(self, start: int, end: int) -> str:
        """The original characters behind `text[start:end]`."""
        if start >= end:
            return ""
        stop = self.offsets[end] if end < len(self.offsets) else len(self.original)
        return self.original[self.offsets[start] : stop]


def fold_with_offsets(text: str) -> Folded:
    """`fold`, character by character where composition does not join characters, remembering positions."""
    folded: list[str] = []
    offsets: list[int] = []
    position = 0
    for cluster in re.findall(r".[\u3099\u309a\uff9e\uff9f\u0300-\u036f]*", text, flags=re.S):
        piece = fold(cluster)
        folded.append(piece)
        offsets.extend([position] * len(piece))
        position += len(cluster)
    return Folded(text, "".join(folded), tuple(offsets))
