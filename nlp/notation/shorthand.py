"""Shorthand that is no query: limits in words, ends of an order, what an arrow points to, a share by its sign."""

from __future__ import annotations

import re
from collections.abc import Callable

_L, _R = r"(?<![a-z0-9_])", r"(?![a-z0-9_])"
_N = r"[0-9][0-9,.]*(?:[十百千万億]+)?"
_YEN = r"(?:千円|百万円|万円|億円|円)"
_WHOLE = r"[一-鿿・]{1,14}?(?:合計|計|予算額?|総額|全体|会計)(?:の(?:合計|計|総額|予算額?))?"
_SAID_AS = r"とし?(?:た(?:ら|とき|場合)|て|すると)?(?:する)?と?[、は]?\s*(?P<a>[^、。?]{1,30}?)は"
_ASKED = r"(?:事業名|名称|名前|件数|担当課?|予算額?|金額|概要)"

_NAMES = {"新": "新規", "拡": "拡充", "継": "継続"}

Rewritten = str | Callable[[re.Match[str]], str]


def _rule(pattern: str, to: Rewritten) -> tuple[re.Pattern[str], Rewritten]:
    return re.compile(pattern), to


def _limits(match: re.Match[str]) -> str:
    low = match["end"] == "下限"
    excluded = match["how"] != "含む"
    return match["n"] + (("超" if excluded else "以上") if low else ("未満" if excluded else "以下"))


def _enumerated(match: re.Match[str]) -> str:
    """«戦略1/2/3»."""
    numbers = (match["first"], *re.findall("[0-9]", match["more"]))
    return "、".join(f"{match['kind']}{number}" for number in numbers)


def _categories(match: re.Match[str]) -> str:
    said = "と".join(_NAMES.values()) if match["third"] else f"{_NAMES['新']}と{_NAMES['拡']}"
    each = match.groupdict().get("each") is not None or match.groupdict().get("by")
    return f"{said}それぞれの" if each else said


def _each_of(match: re.Match[str]) -> str:
    """«新規:拡充:継続の件数比»."""
    counted = match["what"] in {"件数", "本数"}
    return f"{_categories(match)}の{'件数' if counted else '合計額'}をそれぞれ"


def _marked(match: re.Match[str]) -> str:
    """«印が新の事業»."""
    return f"区分が{_NAMES[match['of']]}"


_RULES: tuple[tuple[re.Pattern[str], Rewritten], ...] = (
    _rule(r"(?:σ|∑|合計)\s*[/÷]\s*n(?![a-z])", "平均"),
    _rule(rf"{_L}nth_?largest\s*\(\s*(?P<n>[0-9]+)\s*\)", r"大きい順で\g<n>番目"),
    _rule(rf"{_L}(?:head)\s*\(\s*(?P<n>[0-9]+)\s*\)", r"上位\g<n>件"),
    _rule(rf"{_L}(?:tail|bottom)\s*\(\s*(?P<n>[0-9]+)\s*\)", r"下位\g<n>件"),
    _rule(rf"[|]?\s*{_L}head\s+(?P<n>[0-9]+){_R}\s*[|]?", r"に\g<n>件 "),
    _rule(rf"{_L}(?:budget|amount)\s*順", "予算の大きい順"),
    _rule(rf"{_L}largest\s*first{_R}", "大きい順"),
    _rule(rf"{_L}smallest\s*first{_R}", "小さい順"),
    _rule(
        rf"{_L}share\s+of\s+(?P<part>[^\s、。?]+)\s+in\s+(?P<whole>[^\s、。?]+)",
        r"\g<whole>に占める\g<part>の割合",
    ),
    _rule(rf"{_L}share\s+(?:in|of)\s+(?P<whole>[^\s、。?]+)", r"\g<whole>に占める割合"),
    _rule(
        r"^\s*÷\s*(?P<whole>[一-鿿]{1,12}?(?:合計|計|予算額?|総額|全体)(?:\s*[(][^()]{1,10}[)])?)"
        r"\s*(?:で|の)?\s*[(]?%?[)]?(?:なら|は|だと)?\s*(?=[?。]|$)",
        r"\g<whole>に占める割合は",
    ),
    _rule(rf"{_L}ratio\s*[:(]?\s*(?P<a>[^\s/、。,()]+)\s*/\s*(?P<b>[^\s/、。,()]+)\)?", r"\g<a>は\g<b>の何倍"),
    _rule(
        # Neither side has a sign of division itself, or «÷÷÷…» would be parted in every way.
        r"(?P<a>[^\s/÷=、。,():]{1,40})\s{0,3}[/÷]\s{0,3}(?P<b>[^\s/÷=、。,()]{1,40})\s{0,3}=\s{0,3}(?P<q>何(?:%|割|倍))",
        r"\g<a>は\g<b>の\g<q>",
    ),
    _rule(rf"{_L}min\s*の次(?=に)", "一番小さい事業の次"),
    _rule(rf"{_L}max\s*の次(?=に)", "一番大きい事業の次"),
    _rule(rf"(?P<b>[^、。?]{{1,30}}?)を1{_SAID_AS}(?:何倍|いくつ)", r"\g<a>は\g<b>の何倍"),
    _rule(rf"(?P<b>[^、。?]{{1,30}}?)を100{_SAID_AS}(?:何%|いくつ|いくら)", r"\g<a>は\g<b>の何%"),
    _rule(
        rf"^\s*(?:分母|母数)(?:を|は|=)\s*(?P<whole>{_WHOLE})"
        r"(?:に|と)?(?:すると|したら|変えると|変更|して|なら|だと)?\s*[?。]*$",
        r"\g<whole>に占める割合は",
    ),
    _rule(rf"(?:母数|分母)\s*[=は]\s*(?P<whole>{_WHOLE})[、,]", r"\g<whole>に占める"),
    _rule(
        rf"^\s*(?P<whole>{_WHOLE})(?:の枠内(?:なら|だと|で(?:は)?)|だけで見た(?:とき|場合)の|内での?)"
        r"\s*(?:何%|シェアは|割合は)?\s*[?。]*$",
        r"\g<whole>に占める割合は",
    ),
    _rule(rf"^\s*(?P<whole>{_WHOLE})比\s*[?。]*$", r"\g<whole>に占める割合は"),
    _rule(r"^\s*%\s*[?。]*$", "率は"),
    _rule(rf"{_L}top\s*1(?![0-9])", "一番大きいもの"),
    _rule(rf"{_L}n\s*=\s*(?P<n>[0-9]{{1,3}}){_R}", r"\g<n>件"),
    _rule(r"(?P<kind>戦略|柱)\s*(?P<first>[0-9])(?P<more>(?:\s*[/,、・]\s*[0-9](?![0-9万億千]))+)", _enumerated),
    _rule(
        r"(?P<of>(?<![a-z])(?:median|mean|avg|average|sum|max|min)(?![a-z])|中央値|平均値?|合計値?)\s*を\s*(?:取|と)"
        r"(?:って(?:ほしい|ください|みて)?|ると|れば|りたい|ったら)",
        r"\g<of>は",
    ),
    _rule(rf"{_L}prev(?:ious)?\s+prev(?:ious)?\s+year{_R}", "もう一年前"),
    _rule(r"(?<=[一-鿿])[。、]\s*条件\s*[:は]\s*", "、"),
    _rule(rf"{_L}exclud(?:e|ing)\s+(?P<of>[一-鿿・]+)(?:\s*[(](?:共管|joint)も[)])?", r"\g<of>を除く"),
    _rule(r"(?<![a-z])[a-z][a-z&\- ]{2,40}\s*[(](?P<of>[一-鿿・]+課)[)]", r"\g<of>"),
    _rule(rf"{_L}how\s+many\s+(?P<unit>千円|百万円|万円|億円|円)", r"何\g<unit>"),
    _rule(r"^\s*(?:division|dept|section)\s*\?*$", "担当課は?"),
    _rule(rf"(?<=の)\s*(?:dept|division){_R}", "担当課"),
    _rule(r"(?<=[▲※])\s*=\s*\?", "とは何?"),
    _rule(r"(?P<of>区分|ステータス|status)\s*[(](?:新規|拡充|継続|空欄|なし|[/、・|]){2,8}[)]", r"\g<of>"),
    _rule(
        r"新規(?:事業)?:拡充(?:事業)?(?P<third>:継続(?:事業)?)?の?(?P<what>件数|本数|金額|予算額?|額)?比(?:率)?",
        _each_of,
    ),
    _rule(
        r"(?<![一-鿿])新規?\s*[/:|]\s*拡充?(?:\s*[/:|]\s*(?P<third>継続?))?(?:(?P<by>別(?:の|に)?)|(?![一-鿿]))(?!\s*[/:|])"
        r"(?P<each>(?=\s*の?\s*(?:件数|本数|合計|総額|金額|予算額)))?",
        _categories,
    ),
    _rule(r"(?:区分欄?|印|マーク|ラベル)(?:が|は|=|:)\s*(?P<of>新|拡|継)(?![一-鿿])", _marked),
    _rule(r"(?<=[額計])\s*÷\s*(?:全体|全部)(?![一-鿿])", "÷主要事業合計"),
    _rule(
        r"(?P<unit>千円|万円|百万円|億円)未満(?:は|を)?(?:切り?捨て?|四捨五入|切り?上げ?)(?:で|に(?:して)?)?",
        r"\g<unit>単位で",
    ),
    _rule(
        rf"(?P<amount>{_N}{_YEN}?)(?P<one>以上|以下|未満|超)(?P<and>と|・|/|、)(?P<two>以上|以下|未満|超)(?![一-鿿])",
        r"\g<amount>\g<one>\g<and>\g<amount>\g<two>",
    ),
    _rule(rf"{_L}filter\s*:\s*(?P<of>新規|拡充|継続)(?:事業)?", r"\g<of>の事業"),
    _rule(rf"{_L}(?:check|query|q)\s*:\s*", ""),
    _rule(r"(?<=[一-鿿)）費課部計会])\s*(?:=>|⇒|=)\s*(?=[?]|$)", "は"),
    _rule(rf"\s*(?:→|⇒|=>)\s*{_L}names?(?:\s*only)?{_R}", "の名称"),
    _rule(rf"\s*(?:→|⇒|=>)\s*(?={_ASKED}(?:list|だけ|のみ|一覧|[?。\s]|$))", "の"),
    _rule(rf"(?P<end>上限|下限)\s*(?P<n>{_N}{_YEN}?)\s*[(](?P<how>含む|含まない|含まず)[)]", _limits),
    _rule(
        rf"(?P<low>{_N}{_YEN}?)\s*~\s*(?P<high>{_N}{_YEN}?)\s*[(]上(?:限|端)?(?:は|を)?(?:含ま(?:ず|ない)|除く?)[)]",
        r"\g<low>以上\g<high>未満",
    ),
)


def shorthand(text: str) -> str:
    """Folded text with its shorthand in words."""
    for pattern, to in _RULES:
        text = pattern.sub(to, text)
    return text
