"""Code words among Japanese: «min はどれ», «降順 sort», «雇対 only», «grep「設備投資」»."""

from __future__ import annotations

import re
from functools import lru_cache

from nlp.notation.table import either, surfaces

_QUOTED = re.compile(r"(「[^」]{0,60}」|『[^』]{0,60}』)")
_FIELD = r"(?:担当課|区分|事業名|予算額|番号|事業概要|概要)"
_FIELDS = re.compile(rf"(?<=[課分名額号要])\s*[/&+]\s*(?={_FIELD})")
_GREP = re.compile(
    r"(?:を|で|に)?\s*(?<![a-z])grep(?:で|を|\s)*「(?P<what>[^」]{1,30})」(?:を|で|に)?(?:して)?\s*(?:ヒット(?:する|した)|引っかかる|マッチする|一致する)?"
)
_TOTALS = re.compile(
    r"(?P<by>課|区分|戦略|会計)\s*[×x]\s*(?P<what>[^\s、,。?×]{1,16}?)\s*(?:の\s*)?(?:クロス集計|クロス表|crosstab|pivot)"
)


@lru_cache(maxsize=1)
def _words() -> re.Pattern[str]:
    return re.compile(rf"(?:(?<=[ぁ-ゖ]) )?(?P<word>{either(surfaces('words'))})(?: (?=[ぁ-ゖ]))?")


def code_words(text: str) -> str:
    """Folded Japanese with its code words in Japanese; what is quoted stays."""
    text = _TOTALS.sub(r"\g<by>ごとの\g<what>", _GREP.sub(r"に「\g<what>」が出てくる", text))
    pieces = _QUOTED.split(text)
    said = surfaces("words")
    made = "".join(p if _QUOTED.fullmatch(p) else _words().sub(lambda m: said[m["word"]], p) for p in pieces)
    return _FIELDS.sub("と", re.sub(r"\s+だけ", "だけ", made))
