"""«増えていない課», «減ってないのどこ»: rows that did not move that way."""

from __future__ import annotations

import re

from nlp.frame import Frame
from nlp.query import Direction, Moved
from nlp.scan import Span

_NOT_MOVED = re.compile(
    r"(?:(?P<up>増え|ふえ|増加し|伸び|のび|上がっ|増額(?:され|し|になっ)|増やされ|増やし|プラスになっ|上回(?:れ|っ)|超え(?:られ)?|届い?)"
    r"|(?P<down>減っ|へっ|減少し|下がっ|さがっ|落ち|減額(?:され|し|になっ)|減らされ|減らし|削られ|マイナスになっ))"
    r"(?:て)?(?:は|い)?(?:(?:い)?ない|(?:い|おり)ません|いなかった|なかった|ず(?:に)?(?:い|済ん)[^、。課]{0,3})"
    r"(?P<of>課|特別会計|会計|特会|ところ|とこ|の(?=は|って|を|が|どこ|どれ|どっち|だれ|何|[?。\s]|$))"
)


def unmoved(frame: Frame) -> Frame | None:
    """What is looked for stays; where it is left unsaid, divisions are."""
    match = _NOT_MOVED.search(frame.text)
    if match is None:
        return None
    way = Direction.UP if match["up"] else Direction.DOWN
    rest = frame.without([(match.start(), match.start("of"))], Moved(way, negated=True))
    if frame.has("noun.division", "noun.account") or frame.accounts or frame.speaks_of_projects:
        return rest
    return rest.reread(rest.scan.adding(Span(match.start(), match.start() + 1, ("noun.division", "ask.which"))))
