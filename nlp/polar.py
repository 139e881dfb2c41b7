"""Whether yes or no is asked for."""

from __future__ import annotations

import re

from nlp.frame import Frame

_QUESTION_END = re.compile(r"(?:\?|か|よね|かな|っけ)[^ぁ-んァ-ヶ一-鿿a-z0-9?]*$")
_ONLY_END = re.compile(r"(?:だけ|のみ)(?:です|でしょう|なの|なんです|なん)?(?:か|\?)[?。\s]*$")
"""«担当は貿易振興課だけですか»: who it is is said."""
_OPEN = ("ask.which", "ask.count", "ask.list", "ask.all", "ask.who", "ask.why", "ask.describe", "ask.extent")


def is_polar(frame: Frame) -> bool:
    """A question that asks for confirmation, or one that asks for nothing else."""
    if frame.has("ask.confirm", "ask.polar") or _ONLY_END.search(frame.text):
        return True
    # «部ぜんぶ» is one row: «ぜんぶ» asks for none.
    closed = tuple(concept for concept in _OPEN if not (concept == "ask.all" and frame.says_department))
    return bool(_QUESTION_END.search(frame.text)) and not frame.has(*closed)
