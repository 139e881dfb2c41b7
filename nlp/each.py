"""Accounts one by one: «特別会計ごと», «特別会計の各会計» as 特別会計それぞれ; «課も特別会計も» as both together."""

from __future__ import annotations

import re

_SPECIAL = r"(?P<special>特別会計|特会)"
_INSIDE = r"(?:の(?:中身|内訳|中|内))?(?:を|は|の|で|について)?、?\s*"
_ONE_BY_ONE = re.compile(
    rf"(?:各|個々の|個別の|一つ一つの|ひとつひとつの|1つ1つの){_SPECIAL}"
    rf"|{_SPECIAL.replace('special', 'before')}{_INSIDE}(?:各会計|(?:会計|特別会計|特会)?(?:ごと|毎|別|単位))(?:に|で)?"
    rf"|{_SPECIAL.replace('special', 'has')}(?:に|の中に)は?、?"
    r"(?:どんな|どのような|どういう|何の|なんの)会計が(?:あって|あり|含まれ)、?"
)
_DIVISIONS_TOO = re.compile(
    r"(?<![一-鿿ァ-ヶa-z])(?<!どの)(?<!その)(?<!この)(?<!うちの)(?:各|全)?課(?:も|や|・|でも|と|、)(?:各|個々の)?(?:特別会計|特会|会計)(?!別|ごと|毎)"
    r"(?P<both>(?:も|でも|を|まで)(?:(?:全部|両方|一緒に)?(?:含め(?:て|た)?|込みで|入れて|合わせて|混ぜて|いいから|いいので|よいので))?)?、?"
)
"""«課も特別会計も含めて»: the rows of one table."""


def one_by_one(text: str) -> str:
    """Folded text with each account of a group, and divisions together with accounts, said in one way each."""
    text = _DIVISIONS_TOO.sub(lambda match: "課と特別会計" + "で、" * bool(match["both"]), text)
    return _ONE_BY_ONE.sub(lambda match: f"{match['special'] or match['before'] or match['has']}それぞれ", text)
