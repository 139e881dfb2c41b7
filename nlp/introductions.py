"""A first clause that says what the question after it is about: «…する事業がありますよね。あれの担当は».

It asks nothing by itself. What it tells of is put before the question, which may point back to it; where the question
names its own subject, a clause that only tells what the asker is doing says nothing more.
"""

from __future__ import annotations

import re
from collections.abc import Callable

_END = r"(?:[。!\n]+|[、,])\s*"
_AFTER_ALL = (
    r"(?:よ(?:ね|な)|ね|な|でしょ(?:う)?|だろ(?:う)?|じゃ(?:ない|ん)(?:です)?(?:か)?|っけ|の(?:です|だ)が"
    r"|んです(?:が|けど)|んだ(?:が|けど)|けど|が)"
)
_HEARD = (
    r"(?:、?(?:と|って)(?:お)?(?:聞|き|伺|うかが|承知|記憶|存じ)[^。?!、]{0,12}?(?:ました|ます|た|て|る|が|けど|ので|して)+"
    r"|(?:そう|らしい|はず|よう|みたい)(?:です|だ|な(?:ん|の)(?:です|だ)|で)?(?:が|けど|ね|よね|けれど|して)?)"
)
_THERE_IS = re.compile(
    r"(?P<what>[^。?!\n]{3,70}?(?<![2-9二三四五六七八九]つ))(?:が|って|も|は)?(?:、?(?:いくつ|幾つ|何件|何個|何本|何課)か)?(?:(?:ある|あった|あんの?)|あり(?:ます|ました)|ござい(?:ます|ました)|載って(?:い)?(?:る|ます))"
    rf"(?:{_HEARD}|{_AFTER_ALL})+{_END}(?=\S)"
)
_DOING = re.compile(
    r"(?P<what>[^。?!\n]{3,70}?)を[^。?!\n、をはが]{0,8}?(?:整理|確認|把握|調べ|まとめ|比較|記事に|取り上げ|検討|作成|精査|集計|点検|取材|書い)"
    r"(?:て|し)*(?:て?(?:い|お)(?:ます|る(?:ところ|の|ん)?(?:です)?|り(?:ます|まして))|ています|てます|中です|ます|たいです|たいと思って(?:い)?(?:ます|る))"
    r"(?:が|けど|ので|ため)?[。!\n]+\s*(?=\S)"
)
_ENQUIRED = re.compile(
    r"(?:[^。?!\n、]{1,14}から、?)(?P<what>[^。?!\n]{3,60}?)(?:について|に関して|に関する|の件で|のことで|の)*(?:お)?(?:問い?合わ?せ|照会|質問|電話|相談|取材)"
    r"(?:が|を)[^。?!\n、]{0,14}?(?:ます|まして|ました|て|た|る)(?:が|ので|けど)?[。、!\n]+\s*(?=\S)"
)
"""«県民から…の問合せが来ています。»: who asks is nothing of the document."""
_POINTS = re.compile(r"その|それ|そこ|あれ|あの|あそこ|この|これ|該当|もの|やつ|[2-9二三四両](?:つ|者|方|件|事業|課)")


def introduced(text: str, says_of_what: Callable[[str], bool]) -> str:
    """The text with its introducing clause put as what the question is about, or without it; as it is where none is.

    Args:
        text: folded.
        says_of_what: whether a piece names or describes something of the document.
    """
    if (there_is := _THERE_IS.match(text)) and says_of_what(there_is["what"]):
        return f"{there_is['what']}、{text[there_is.end() :]}"
    if (enquired := _ENQUIRED.match(text)) and says_of_what(enquired["what"]):
        return f"{enquired['what']}、{text[enquired.end() :]}"
    doing = _DOING.match(text)
    if doing is None:
        return text
    rest = text[doing.end() :]
    if says_of_what(rest) and not _POINTS.search(rest):
        return rest
    return f"{doing['what']}、{rest}"
