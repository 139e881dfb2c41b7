"""«施策体系の「…の拠点形成」に載っている事業»: what the outline groups under a heading of its own."""

from __future__ import annotations

import re

from nlp.frame import Frame
from nlp.query import UnderHeading

_LONG_ENOUGH = 10
"""Characters from which a heading's words are no ordinary talk; a shorter one has to be quoted."""
_BEFORE = re.compile(
    r"(?:施策)?体系(?:の|で|では|で、|に(?:ある|おける)?|にて)?(?:中の)?(?:見出し)?[「『\"]?$|[「『\"]$"
)
_AFTER = re.compile(
    r"[」』\"]?(?:という|って)?(?:の?(?:見出し|項目|区分|欄|ところ|とこ))?(?:の(?!うち))?(?:下|中|なか)?"
    r"[」』\"]?(?:という|って)?(?:の?(?:見出し|項目|区分|欄|ところ|とこ))?(?:の)?(?:下|中|なか|うち)?"
    r"(?:(?:に|へ)(?:は)?(?:載|の|入|並|含ま|あ|位置付|位置づけ|ぶら下が|属|掲載さ|記載さ|分類さ)[っれんけるい]*(?:て)?(?:い)?(?:る|た)?)?"
)


def under_a_heading(frame: Frame) -> Frame | None:
    """The heading is a condition on the projects."""
    for folded, printed in frame.lexicon.headings.items():
        start = frame.text.find(folded)
        if start < 0:
            continue
        before, after = _BEFORE.search(frame.text[:start]), _AFTER.match(frame.text, start + len(folded))
        if before is None and len(folded) < _LONG_ENOUGH:
            continue
        whole = before.start() if before else start, after.end() if after else start + len(folded)
        return frame.without([whole], UnderHeading(printed))
    return None
