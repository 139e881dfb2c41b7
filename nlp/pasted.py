"""A reading («山形県 令和2年度 …予算の概要｜雇用対策課の予算額｜令和2年度当初») asked as a question."""

from __future__ import annotations

import re

from nlp.catalogue import DocumentRef
from nlp.normalize import fold

_PARTED = re.compile(r"\s*\|\s*")


def unpasted(folded: str, document: DocumentRef) -> str:
    """Folded text; a reading without the document's name and with commas between its parts, anything else as it is."""
    name = fold(f"{document.government} {document.title}".strip())
    if not folded.startswith(f"{name}|"):
        return folded
    what, *rest = _PARTED.split(folded.removeprefix(f"{name}|"))
    # A question ends in what it asks: «令和2年度当初、雇用対策課は減ったか».
    return "、".join((*rest, what) if what.endswith("か") else (what, *rest))
