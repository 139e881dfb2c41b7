"""«産業政策課、雇用対策課の順に»: in the order said, which is no ranking."""

from __future__ import annotations

import re

from nlp.frame import Frame

_IN_THAT_ORDER = re.compile(r"の順(?:番)?(?:に|で)")
_SEVERAL = 2


def in_order(frame: Frame) -> Frame | None:
    """After the last of several names."""
    names = [span for span in frame.scan.names if len(span.names) == 1]
    said = _IN_THAT_ORDER.match(frame.text, names[-1].end) if len(names) >= _SEVERAL else None
    return frame.without([said.span()]) if said else None
