"""What is spoken otherwise than it is written: «2せんまん», «ひゃくおく», «1番高い», «一番多い課から少ない課まで»."""

from __future__ import annotations

import re

from nlp.each import one_by_one


def in_plain_words(text: str) -> str:
    """Folded text in the words that the vocabulary and the patterns know."""
    text = _WHAT_IT_DOES.sub(r"\g<before>何をする\g<after>", text)
    text = _ADDED_SINCE.sub("増え", text)
    text = _SET_ASIDE.sub("", text)
    return spoken_amounts(orders(arrowed_orders(_having_least(superlatives(one_by_one(text))))))


_WHAT_IT_DOES = re.compile(
    r"^(?P<before>(?:で|じゃあ?|では|それ(?:は|って)?|これ(?:は|って)?|具体的に)?、?)(?:何|なに)を[一-鿿ァ-ヶー]{2,6}(?:する|して(?:い)?る)"
    r"(?P<after>(?:の|ん)?(?:です|でしょう)?か?[?。]*)$"
)
"""«何を開発するの» of what was spoken of: what it does."""
_ADDED_SINCE = re.compile(r"(?<=いくら|千円を|千円が|れだけ|くらい|何千円)(?:足|追加)(?:さ|し)(?:れ)?(?=て|た)")
"""«9月までにいくら足されてる»."""
_SET_ASIDE = re.compile(r"\([^()]{1,30}(?:では|じゃ|で)なく(?:て)?\)")
"""«主要事業の総計(課別合計の単純加算ではなく)»: what is not asked."""
_DIGITS = {
    "いち": "一", "に": "二", "さん": "三", "よん": "四", "ご": "五", "ろく": "六", "なな": "七", "はち": "八",
    "きゅう": "九",
}  # fmt: skip
_SMALL = {"じゅう": "十", "ひゃく": "百", "びゃく": "百", "ぴゃく": "百", "せん": "千", "ぜん": "千"}
_LARGE = {"まん": "万", "おく": "億"}
_ALL = {**_DIGITS, **_SMALL, **_LARGE}
_DIGIT, _UNIT, _MYRIAD = ("|".join(sorted(table, key=len, reverse=True)) for table in (_DIGITS, _SMALL, _LARGE))
_GROUP = rf"(?:(?:(?:[0-9.]+|{_DIGIT})(?:{_UNIT})?|{_UNIT})+)"
_SPOKEN = re.compile(
    rf"(?P<number>(?:{_GROUP}(?:{_MYRIAD}))+{_GROUP}?)(?P<yen>えん|円)?"
    r"(?=$|[\s、。?!一-鿿]|だい|から|より|くらい|ぐらい|を|の|は|が|も|まで|ちょうど|に|で|って|こえ|いか|いく|ほど)"
)
_PIECE = re.compile("|".join(sorted(_ALL, key=len, reverse=True)))


_MOST = re.compile(
    r"(?<![0-9第no.#番号])1番(?=、?\s*(?:(?:予算額?|金額|事業費|額|件数|事業数|お金|変化|差|増加|減少)(?:が|の|を|は)?)?\s*"
    r"(?:大き|おおき|多|おお|高|たか|小さ|ちいさ|ちっ|少な|すくな|安|やす|低|ひく|でか|デカ|増え|ふえ|減|へっ|伸び|のび|落ち|上の|下の|最後|最初|お金|金))"
)


_STRESSED = re.compile(
    r"い[っー]+ちば[ー]*ん|いちば[ー]+ん|いっちゃん|いっと[うー](?!う|賞|級|地)|いちばんに(?=[大小多少高安])"
)
"""«いっちばん», «いっとう»: the most, as it is spoken."""
_HOW_MANY = re.compile(
    r"(?P<rows>(?:^|新規|拡充|継続|主要|(?:全部|ぜんぶ)(?:で|の)?|課の|[億万円](?:超え?|以上|以下|未満)の|[てで](?:い)?る|[うくるた])(?:事業|やつ|もの|項目)"
    r"|(?:^|特別)(?:課|会計)|^柱)(?P<of>って|は|が|も)?なんぼ(?=(?:ぐらい|くらい|ほど|ばかり)?(?:ある|あん|あり|あっ))"
)
_RUNNER_UP = re.compile(r"次点|準(?:トップ|優勝|首位)")


def superlatives(text: str) -> str:
    """Folded text with «1番大きい» as 一番大きい: the project of that number is not meant; «次点» as 2番目."""
    text = _HOW_MANY.sub(lambda match: f"{match['rows']}{match['of'] or ''}いくつ", text)  # things, not money
    return _RUNNER_UP.sub("2番目", _STRESSED.sub("一番", _MOST.sub("一番", text)))


_LEAST_HAD = re.compile(
    r"(?P<most>一番|いちばん|最も|もっとも)(?:、?(?:予算|お?金)(?:が|を|の|も)?)?"
    r"(?:持って|もらって|貰って|ついて|付いて|つけて|使って|かかって|かけて|積まれて|割り当てられて)い?ない"
)


def _having_least(text: str) -> str:
    """Folded text with «一番予算持ってない課» as 一番予算の少ない課."""
    return _LEAST_HAD.sub(lambda match: f"{match['most']}予算の少ない", text) if "ない" in text else text


_FROM_END_TO_END = re.compile(
    r"(?:一番|いちばん|最も)(?P<from>大き[いな]?|多い?|高い?|(?:予算(?:を|が|の)?)?(?:持って|もらって|ついて)い?る|小さ[いな]?|少ない?|低い?|安い?)の?"
    r"(?P<noun>課|事業|会計|もの|ところ|やつ)?から、?(?:一番|いちばん|最も)(?:大き[いな]?|多い?|高い?|小さ[いな]?|少ない?|低い?|安い?)の?"
    r"(?:課|事業|会計|もの|ところ|やつ)?(?:まで|へ)(?:の)?(?:順番?(?:どおり|通り)?に?)?"
)


def _end_to_end(match: re.Match[str]) -> str:
    """«一番多い課から一番少ない課まで» is 課を多い順に."""
    return f"{match['noun'] or ''}を{'小さい' if match['from'][0] in '小少低安' else '大きい'}順に"


_ARROWED = re.compile(
    r"(?P<from>大き[いな]?|大|多い?|高い?|小さ[いな]?|小|少ない?|低い?|安い?)\s*(?:→|⇒|->|=>)\s*"
    r"(?:大き[いな]?|大|多い?|高い?|小さ[いな]?|小|少ない?|低い?|安い?)(?![一-鿿])(?:順)?"
)


def arrowed_orders(text: str) -> str:
    """Folded text with «高→低» as 高い順に."""
    text = _FROM_END_TO_END.sub(_end_to_end, text)
    return _ARROWED.sub(lambda match: " 大きい順に " if match["from"][0] in "大多高" else " 小さい順に ", text)


_OF_AN_ORDER = re.compile(
    r"(?P<order>億|千万|百万)(?:円)?(?:単位|クラス|レベル|オーダー)の(?:予算|お?金|額|規模)?(?:が|を|の)?"
    r"(?=(?:つ[いけ]|付[いけ]|張り|組ま|組ん|持|かか|掛か|投|充て|計上|配分|動|主要)|(?:大型)?事業|もの|やつ|案件|課)"
)
_ORDERS = {"億": "1億円以上の", "千万": "1000万円以上1億円未満の", "百万": "100万円以上1000万円未満の"}


def orders(text: str) -> str:
    """Folded text with «億単位の予算がついた事業» as a range; «億単位で» is how to write it."""
    return _OF_AN_ORDER.sub(lambda match: _ORDERS[match["order"]], text) if "の" in text else text


def spoken_amounts(text: str) -> str:
    """Folded text with the amounts spelled in kana in the figures they are spoken for."""
    return _SPOKEN.sub(_written, text) if "まん" in text or "おく" in text else text


def _written(match: re.Match[str]) -> str:
    said = match["number"]
    if said[:2] in _LARGE or not _PIECE.search(said):
        return match.group()
    return _PIECE.sub(lambda piece: _ALL[piece.group()], said) + ("円" if match["yen"] else "")
