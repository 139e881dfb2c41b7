"""How somebody wants to see an answer, said along with the question: «課別の予算をグラフで»."""

from __future__ import annotations

import re
from dataclasses import dataclass

_KIND = r"(?:棒|円|帯|横棒|縦棒|積み?上げ(?:棒)?|折れ?線)?"
_CHART = rf"(?:{_KIND}(?:グラフ|ｸﾞﾗﾌ|チャート|ﾁｬｰﾄ)|(?<![一-龠])図(?![一-龠ァ-ヶるりっ]))"
_PARTICLE = r"(?:(?:など)?で(?:も)?|にして(?:も)?|に(?:する)?|化(?:して)?|として|を|も|は|が)?"
_VERB = (
    r"(?:(?:見|み)せて|(?:見|み)たい|(?:見|み)られる|表示(?:して)?|示して|(?:描|書|か)いて|出して|作って|つくって|お願い|"
    r"でき(?:る|ます)|出せ(?:る|ます)|ほしい|欲しい|ちょうだい|頂戴|ある)?"
)
_POLITE = (
    r"(?:(?:くだ|下)さい|くれ(?:る|ます|ない|ませんか?)?|もらえ(?:る|ます|ない|ませんか?)?|"
    r"ほしい|します|です|ます|か|ね|よ)*"
)
_REQUEST = re.compile(rf"{_CHART}{_PARTICLE}{_VERB}{_POLITE}")
_END = re.compile(r"[\s。．.、,？?！!]*$")
_JOINT = re.compile(r"[\s、,]*(?:の|を|は|も|が)?[\s、,]*$")
_BARE = re.compile(r"^[\s、,。．.？?！!を]+")


@dataclass(frozen=True, slots=True)
class Wish:
    """A question, and how its answer is wanted."""

    question: str
    """What is left to be read; empty where only the look was spoken of («グラフで»): the last answer is meant."""
    chart: bool


def wish(text: str) -> Wish:
    """What a text asks without its words about charts: no document says anything about those."""
    found = _REQUEST.search(text)
    if found is None:
        return Wish(text, False)
    before, after = text[: found.start()], text[found.end() :]
    if _END.fullmatch(after):
        # «課の予算をグラフで» leaves «課の予算», «課の予算のグラフを、» as well.
        return Wish(_JOINT.sub("", before) + ("？" if "?" in after or "？" in after else ""), True)
    return Wish((before + _BARE.sub("", after) if not before.strip() else before + after).strip(), True)
