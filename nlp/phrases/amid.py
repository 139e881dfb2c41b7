"""«ほとんどの課が減るなか、伸び率で断トツの課»: how the others moved is the background, not a condition."""

from __future__ import annotations

import re

from nlp.frame import Frame

_BACKGROUND = re.compile(
    r"(?:ほとんど|大半|大部分|多く|軒並み|他|ほか|みな|みんな|全体|各課|周り|周囲)[^。?、]{0,14}?"
    r"(?:減|増|マイナス|プラス|落ち|下が|上が|縮|伸び)[^。?、]{0,8}?(?:なか|中)(?:で|にあって|に)?、?"
)
_MOVES = ("move.up", "move.down", "move.flat", "move.changed", "move.rate", "move.change")


def amid(frame: Frame) -> Frame | None:
    """Where what is asked after it says itself how something moved."""
    said = _BACKGROUND.search(frame.text)
    if said is None or not any(span.start >= said.end() for span in frame.scan.all(*_MOVES)):
        return None
    return frame.without([said.span()])
