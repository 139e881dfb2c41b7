"""A reading («山形県 令和2年度 …予算の概要｜雇用対策課の予算額｜令和2年度当初») asked as a question."""

from __future__ import annotations

import re

from nlp.catalogue import DocumentRef
from nlp.normalize import fold

_APART = re.compile(r"\s+/\s+")
_PARTED = re.compile(r"\s*\|\s*")
_SPELLINGS = re.compile(r"(?<=[」』])\([^()]*を含む\)")
"""«「輸出」（海外販売を含む）»: what a word is taken to mean, which it means again."""


def pasted(folded: str, document: DocumentRef) -> tuple[str, ...]:
    """The questions of a folded reading, without the document's name and with commas between their parts; none where
    the text is no reading of this document."""
    name = fold(f"{document.government} {document.title}".strip())
    if not folded.startswith(f"{name}|"):
        return ()
    return tuple(map(_question, _APART.split(_SPELLINGS.sub("", folded.removeprefix(f"{name}|")))))


def unpasted(folded: str, document: DocumentRef) -> str:
    """Folded text; a reading's question if it has one, anything else as it is."""
    questions = pasted(folded, document)
    return questions[0] if len(questions) == 1 else folded


def _question(said: str) -> str:
    what, *rest = _PARTED.split(said)
    # A question ends in what it asks: «令和2年度当初、雇用対策課は減ったか».
    return "、".join((*rest, what) if what.endswith("か") else (what, *rest))
