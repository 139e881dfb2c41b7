"""«違う、…», «ごめん、…», «AじゃなくてB»: what a turn takes back before it says what it means."""

from __future__ import annotations

import re

from nlp.scan import Scan

CORRECTED = "訂正、"
"""Stands for whatever was said to take something back."""
_TAKEN_BACK = (
    r"(?:間違(?:えた|えました|えて(?:た|ました)|い(?:でした|だった|です)?)|まちがえ(?:た|ました|て(?:た|ました))|まちがい"
    r"|違(?:う|った|います|いました|うよ|うわ|うな|うって|うんだ)|ちが(?:う|った|います)(?:よ|わ|な|って)?|訂正(?:です|します|して)?"
    r"|(?:そう|そっち|それ)(?:じゃ|では)な(?:い|くて|く)(?:よ|です)?|勘違い(?:した|してた|していました|でした)?"
    r"|言い間違(?:えた|い|えました)|打ち間違(?:えた|い|えました)|番号(?:違い|間違い|間違えた)|課を?間違(?:えた|えました|い)|もとい|いや違う)"
)
_SORRY = (
    r"(?:ごめん(?:なさい|ね|なさいね|て)?|すみません|すいません|すまん|失礼(?:しました|いたしました)?"
    r"|申し訳(?:ない|ありません))"
)
_SIGH = r"(?:(?:あ+っ?|え+っ?と?|おっと|いやいや|いや|ん+|う+ん|うわ|やば)[、,。!\s]*)"
_STOP = r"(?:[、,。!!\s]+|$)"
_PREAMBLE = re.compile(rf"^{_SIGH}*(?:{_SORRY}{_STOP}?)?{_SIGH}*{_TAKEN_BACK}(?:{_STOP}{_SORRY})?{_STOP}")
_INSTEAD = re.compile(
    r"(?:の(?:方|ほう|こと))?(?:じゃなくて?|ではなくて?|でなくて|じゃねくて|じゃなしに)[、,。\s]*(?=[^、。?\s])"
)
_GAP = 2


def uncorrected(text: str) -> str:
    """Folded text with a preamble that takes something back as one short word; the text itself without one."""
    match = _PREAMBLE.match(text)
    return CORRECTED + text[match.end() :] if match and match.end() < len(text) else text


def without_rejected(scanned: Scan) -> str | None:
    """The text without what «…じゃなくて» sets aside («雇用対策課じゃなくて貿易振興課»); None where nothing is."""
    match = _INSTEAD.search(scanned.text)
    if match is None:
        return None
    pieces = [(span.start, span.end) for span in scanned.spans] + [(word.start, word.end) for word in scanned.words]
    before = [start for start, end in pieces if start < match.start() and 0 <= match.start() - end <= _GAP]
    if not before:
        return None
    return scanned.text[: min(before)] + scanned.text[match.end() :]
