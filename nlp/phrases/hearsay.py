"""«66%減と伺いました。…の減を額で申しますと»: what the asker was told, before he asks something else."""

from __future__ import annotations

import re

from nlp.frame import Frame
from nlp.numbers import NumberKind

_TOLD = re.compile(r"聞|きい|伺|うかが|承知|承って|記憶|とのこと|読ん|見ました|見て")
_CLAUSE = re.compile(r"[。?!\n]+|(?:が|けど|けれど|ので)、?|、")
_ASKS = (
    "ask.amount", "ask.extent", "ask.count", "ask.who", "ask.which", "ask.list", "ask.describe",
    "move.amount", "move.rate", "op.percent", "op.difference", "unit.thousand_yen", "unit.yen",
)  # fmt: skip


def hearsay(frame: Frame) -> Frame | None:
    """What was told is not what is asked to be confirmed, where something else is asked after it."""
    told = [span for span in frame.scan.all("ask.confirm") if _TOLD.search(frame.text[span.start : span.end])]
    end = _CLAUSE.search(frame.text, told[-1].end) if told else None
    if end is None or not frame.about_change:
        return None
    asked = [span for span in frame.scan.all(*_ASKS) if span.start >= end.end()]
    if not asked or any(span.start >= end.end() for span in frame.scan.all("ask.confirm", "ask.polar")):
        return None
    said = [n for n in frame.scan.numbers(NumberKind.PERCENT) if n.end <= told[-1].start]
    return frame.without([(told[-1].start, told[-1].end), *((n.start, n.end) for n in said)])
