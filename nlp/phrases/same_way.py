"""«…も同じ比較で», «パーセントでいくつ»: as it was asked before, which the conversation says."""

from __future__ import annotations

import re

from nlp.frame import Frame
from nlp.vocabulary import IDLE

SAME_WAY = re.compile(
    r"(?:同じ|同様の|おなじ|今の|さっきの|先ほどの)(?:比較|条件|時点|基準|計算|やり方|見方|形|尺度|期間|ベース|相手)(?:で|に|の(?:もと|まま))?(?![^、。?]{0,2}と)"
)
_HOW_MANY_PERCENT = re.compile(r"(?:%|パーセント|率)(?:[でにだ]|に換算|に直|にす)[^、。?]{0,8}?(?P<asked>いくつ|幾つ)")


_BY_FAR = re.compile(
    r"(?P<far>大きく|大幅に|大幅な|がくっと|がくんと|ガクッと|ガクンと|ぐんと|グンと|ぐっと|どかんと|ごっそり|著しく)"
    r"(?:減|増|伸|落|下が|上が|縮|膨ら)[^。?、]{0,8}?(?:の|課|会計|ところ|とこ|方|ほう)(?:は|って)(?:どれ|どこ|どちら|どっち)?(?:です|でしょう|なの|か)*[?。\s]*$"
)
"""«大きく減ったのは?» of what was just shown: the one that moved most."""
_TAKEN_AS_ONE = re.compile(
    r"を(?:100|百|1|一)(?:%|パーセント)?(?:と(?:する|した|して|みな|考え)|に(?:する|した))(?:と|場合|とき|時|なら)?"
)
"""«部の予算を100とすると、特別会計は何%»."""


def same_way(frame: Frame) -> Frame | None:
    """The turn without what only refers to how the last question was asked."""
    scan = frame.scan
    asked = _HOW_MANY_PERCENT.search(frame.text)
    if asked and any(span.start == asked.start("asked") for span in frame.scan.all("ask.count")):
        scan = scan.reread(*asked.span("asked"), "ask.extent")
    if unit := _TAKEN_AS_ONE.search(frame.text):
        scan = scan.reread(*unit.span(), IDLE)
    if frame.context.queries and (said := SAME_WAY.search(frame.text)):
        scan = scan.reread(*said.span(), IDLE)
    if frame.context.queries and (far := _BY_FAR.search(frame.text)):
        scan = scan.reread(*far.span("far"), "rank.most")
    return frame.reread(scan) if scan is not frame.scan else None
