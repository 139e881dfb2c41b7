"""Whether yes or no is asked for."""

from __future__ import annotations

import re

from nlp.frame import Frame

_QUESTION_END = re.compile(r"(?:\?|か|よね|かな|っけ)[^ぁ-んァ-ヶ一-鿿a-z0-9?]*$")
_ONLY_END = re.compile(r"(?:だけ|のみ)(?:です|でしょう|なの|なんです|なん)?(?:か|\?)[?。\s]*$")
"""«担当は貿易振興課だけですか»: who it is is said."""
_WHO_SAID = re.compile(
    r"担当(?:課|部署)?(?:が|は)(?![^、。?]*(?:何|どの|どこの)課)[^。?]*課(?:だけ|のみ)?(?:です|でしょう|なの|なん)?か[?。\s]*$"
)
_NUMBER_SAID = re.compile(r"[0-9](?:件|つ|本|課|個|事業|番目|位)(?:だけ|のみ)?(?:です|でしょう|なの|なん)?か[?。\s]*$")
_SEVERAL_SAID = re.compile(
    r"(?:(?:複数|いくつか)の課|(?:1つ|一つ|ひとつ|単独)の課(?:だけ|のみ)?)(?:が|で)(?:担当|所管|実施)(?:する|して(?:い)?る|している|しています|します)?か[?。\s]*$"
)
_SAID = (_ONLY_END, _WHO_SAID, _NUMBER_SAID, _SEVERAL_SAID)
_REACHED_OR_NOT = re.compile(
    r"(?:い[かきっく]|行[かきっく]|届|達|超え|こえ|越え|満た|上回|下回|切っ|切る|割っ|割る)[ぁ-ん]*$"
)
_LEFT_OPEN = re.compile(r"(?:の|もの|やつ|ところ)(?:は|って)[?。\s]*$")
"""«減ったのは?»: which."""
_OPEN = ("ask.which", "ask.count", "ask.list", "ask.all", "ask.who", "ask.why", "ask.describe", "ask.extent")


def is_polar(frame: Frame) -> bool:
    """A question that asks for confirmation, or one that asks for nothing else."""
    if frame.has("ask.confirm", "ask.polar") or any(end.search(frame.text) for end in _SAID):
        return True
    if _ends_with_an_amount(frame):
        return True
    # «部ぜんぶ» is one row: «ぜんぶ» asks for none.
    if _LEFT_OPEN.search(frame.text):
        return False
    closed = tuple(concept for concept in _OPEN if not (concept == "ask.all" and frame.says_department))
    return bool(_QUESTION_END.search(frame.text)) and not frame.has(*closed)


def _ends_with_an_amount(frame: Frame) -> bool:
    """«…全部足しても1億いかない?»: whether it comes to so much."""
    amounts = [span for span in frame.scan.spans if span.amount]
    return bool(amounts) and bool(
        _REACHED_OR_NOT.search(amounts[-1].amount.said if amounts[-1].amount else "")
        and _QUESTION_END.fullmatch(frame.text, amounts[-1].end)
    )
