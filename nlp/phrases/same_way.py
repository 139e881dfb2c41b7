"""«…も同じ比較で», «パーセントでいくつ»: as it was asked before, which the conversation says."""

from __future__ import annotations

import re

from nlp.frame import Frame
from nlp.vocabulary import IDLE

SAME_WAY = re.compile(
    r"(?:同じ|同様の|おなじ|今の|さっきの|先ほどの)(?:比較|条件|時点|基準|計算|やり方|見方|形|尺度|期間|ベース|相手)(?:で|に|の(?:もと|まま))?(?![^、。?]{0,2}と)"
)
_HOW_MANY_PERCENT = re.compile(r"(?:%|パーセント|率)(?:[でにだ]|に換算|に直|にす)[^、。?]{0,8}?(?P<asked>いくつ|幾つ)")


def same_way(frame: Frame) -> Frame | None:
    """The turn without what only refers to how the last question was asked."""
    scan = frame.scan
    if asked := _HOW_MANY_PERCENT.search(frame.text):
        scan = scan.reread(*asked.span("asked"), "ask.extent")
    if frame.context.queries and (said := SAME_WAY.search(frame.text)):
        scan = scan.reread(*said.span(), IDLE)
    return frame.reread(scan) if scan is not frame.scan else None
