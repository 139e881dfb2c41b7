"""Casual turns of a sentence as the plain ones they stand for, before anything else is read.

«…のほうがお金かけてる» is «…のほうが多い», «1年目なんすよね» has «ですよね»: the form is settled, what is said stays.
"""

from __future__ import annotations

import re

_TURNS: tuple[tuple[re.Pattern[str], str], ...] = (
    (re.compile(r"(?<=[んいたの一-鿿ァ-ヶー])すよ(?=ね|$|\?)"), "ですよ"),
    (re.compile(r"(?<=[一-鿿ァ-ヶーんの])っす(?=か|よ|ね|[?。\s]|$)"), "です"),
    (re.compile(r"(?<![ぁ-ゖ])おせ(?:て|ろ|てけろ|でけろ|ーて)|(?<=[をがはも合額])おせて"), "教えて"),
    (
        re.compile(
            r"(?:の)?(?:ほう|方)が(?:お?金|予算)(?:を|が|も)?(?:かけ|かかっ|もらっ|使っ|つかっ|つい|出し|食っ)て(?:い)?(?:る|ます)"
        ),
        "のほうが多い",
    ),
    (re.compile(r"[?、\s](?:それとも)?(?:どっち|どちら)でもな(?:い|く)(?=[?。\s]|$)"), "?どっち"),
    (re.compile(r"なして(?:や|だ|や?べ|だべ)?(?=[?。\s]|$)|なじょして|なんでだべ|なんでや(?=[?。\s]|$)"), "なぜ"),
    (re.compile(r"(?<=[年期初計])(?:度)?とそれの(?=差|違い|比)"), "との"),
    (re.compile(r"(?<![0-9一二三四五六七八九十百何なん])倍(?=以上|超|を超え)"), "2倍"),
    (
        re.compile(
            r"(?<=[、。?])(?![^、。?]{0,24}(?:課|会計|新規|拡充|継続|柱|戦略))[^、。?\s]{1,12}でも[^、。?\s]{1,12}でも(?:いい|よい|オッケー|ok|かまわない|かまいません)(?:んだ|です|の)?(?:けど|が|から|ので)?"
        ),
        "",
    ),
    (
        re.compile(
            # Of a clause of its own that names and narrows nothing: never a part of «…課の当初を確認したいのですが».
            r"(?<![^、。?])(?![^、。?]{0,12}(?:課|部|会計|新規|拡充|継続|戦略|事業|[0-9]))"
            r"[^、。?\s]{0,12}(?:比べ|くらべ|比較し|確認し|確かめ|メモし|並べ)たい(?:から|ので(?!す)|んで(?!す)|んだけど)、?(?=.)"
        ),
        "",
    ),
    (re.compile(r"(?:なん|何)(?:ぱー|パー)(?!セ|せ|ト|フ|ツ)"), "何%"),
    (
        re.compile(
            r"を?100%(?:と|に)(?:したら|すると|すれば|して|した場合)、?(?P<what>[^、。?]{2,20}?)(?:は|って|が)(?:いくつ|何%|なんぼ|どのくらい)"
        ),
        r"に占める\g<what>の割合は何%",
    ),
    (re.compile(r"お?金(?:を|が)?[食く]って(?:い)?る(?=事業|課|やつ|の(?:は|って|どれ|が))"), "予算の多い"),
    (
        re.compile(
            r"(?P<base>[^、。?\s]{2,20}?)(?:の(?:お金|予算|額))?を1(?:と|に)(?:したら|すると|すれば|して|した場合)、?(?P<what>[^、。?]{2,20}?)(?:は|って|が)(?:いくつ|何倍|なんばい|なんぼ)"
        ),
        r"\g<what>は\g<base>の何倍",
    ),
    (
        re.compile(
            r"(?:[^、。?\s]{1,10}とか){1,3}(?:を|も)?(?:やって|扱って|して)(?:い)?る(?=[一-鿿・ァ-ヶー]{2,12}課)"
        ),
        "",
    ),
)
_INVERTED = re.compile(
    r"(?P<asked>[^。?!]{2,24}(?:なの|なん|かな|ですか|だっけ|いくら|なんぼ|どこ)?)\?\s*(?P<topic>[^。?!]{4,40}(?:の|ん)?って)[?。\s]*"
)
"""«産業政策課なの?アンテナショップの運営してんのって»: what it is about comes after."""


def plain(text: str) -> str:
    """Folded text with casual turns in their plain form."""
    for pattern, turn in _TURNS:
        text = pattern.sub(turn, text)
    match = _INVERTED.fullmatch(text)
    return f"{match['topic']}、{match['asked']}?" if match else text
