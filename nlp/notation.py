"""Shorthand of spreadsheets, queries and sets, read as the Japanese that it stands for: «Σ(予算額)», «課=…», «(a-b)/b».

Only signs and names of functions are rewritten, each into the words a person would say; what they are said of is left
to the rules, and nothing that was said is dropped.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from functools import partial

from nlp.query import Period
from nlp.say import period_name

_MARKED = re.compile(
    r"[a-zσδ∑∈∉∋∌∩∪∖⊇⊆∧∨¬\\@=≠<>≤≥≦≧÷×→⇒{}\[\]]"
    r"|上限|下限|~|%|を1と|を100と|分母|母数|枠内|計比|戦略[0-9]|joint|[新規]\s*[/:|]\s*拡"
)
"""What every shorthand has at least one of."""
_L, _R = r"(?<![a-z0-9_])", r"(?![a-z0-9_])"
_ARGUMENT = r"\(\s*(?P<of>[^()]{0,40}?)\s*\)"
_N = r"[0-9][0-9,.]*(?:[十百千万億]+)?"
_YEN = r"(?:千円|百万円|万円|億円|円)"
_UNITLESS = r"(?:\s*[(（](?:単位:?)?(?P<unit>千円|百万円|万円|億円|円)[)）])?"
_VARIABLE = r"(?:x|n|予算額?|金額|事業費|額|budget|amount)"
_MONEY = r"(?:予算額?|金額|事業費|額|budget)"
_ASKED = r"(?:事業名|名称|名前|件数|担当課?|予算額?|金額|概要)"
_WHOLE = r"[一-鿿・]{1,14}?(?:合計|計|予算額?|総額|全体|会計)(?:の(?:合計|計|総額|予算額?))?"
_MOST = r"(?:<=|≤|≦|≤)"
_KEY = r"(?:(?:主?担当)?課名?|担当|所管|部署|division|owner|dept)"

_PERIOD = (
    r"(?:(?:(?<![a-z0-9])[rh]\s?(?:[0-9]{1,2}|元)|令和(?:[0-9]{1,2}|元)年度?|(?:今|本|前|昨)年度?)"
    r"(?:[.\s]{0,2}(?:当初|(?:[0-9]{1,2}月)?現計))?|当初|(?:[0-9]{1,2}月)?現計)(?:の?予算額?|額)?"
)
_HELD = {
    ">": "を上回る", "<": "を下回る", ">=": "から減っていない", "<=": "から増えていない",
    "≠": "で異なる", "=": "が同じ",
}  # fmt: skip
_SAME_SIGN = str.maketrans({"≥": ">", "≧": ">", "≤": "<", "≦": "<"})
_NEW, _EXPANDED, _CONTINUED = "新規", "拡充", "継続"

Rewritten = str | Callable[[re.Match[str]], str]


def _rule(pattern: str, to: Rewritten) -> tuple[re.Pattern[str], Rewritten]:
    return re.compile(pattern), to


# --- columns of the first table --------------------------------------------------------------------------------------

_LETTER = r"[(（]?(?<![a-z])(?P<{0}>[a-e])(?![a-z])[)）]?"
_RATE = re.compile(
    r"[(（]\s*" + _LETTER.format("now") + r"\s*-\s*" + _LETTER.format("base")
    + r"\s*[)）]\s*[/÷]\s*(?P=base)(?:\s*[(（]%[)）])?"
)  # fmt: skip
_LESS = re.compile(_LETTER.format("now") + r"\s*-\s*" + _LETTER.format("base") + r"[)）]?")
_TOWARDS = re.compile(
    r"[(（](?P<base>[a-e])[)）](?:列|欄)?(?:の額|の値)?\s*(?:→|⇒|から)\s*[(（](?P<now>[a-e])[)）](?:列|欄)?"
)
_COLUMN = re.compile(
    r"[(（]?(?<![a-z])(?P<one>[a-e])(?![a-z])[)）]?\s*(?:列|欄|カラム|column|col)|[(（](?P<other>[a-e])[)）]"
)
_SINGLE = re.compile(r"(?<![a-z0-9_])[a-e](?![a-z0-9_])")


def _of_columns(text: str, periods: tuple[Period, ...]) -> str:
    """The letters that the table gives its columns, in printed order: «c列», «(a-b)/b»."""
    if not _SINGLE.search(text):
        return text
    names = {letter: period_name(period) for letter, period in zip("abcde", periods, strict=False)}

    def held(match: re.Match[str], what: str) -> str:
        now, base = names.get(match["now"]), names.get(match["base"])
        return f" {now}の{base}から{what}" if now and base and now != base else match.group()

    def named(match: re.Match[str]) -> str:
        return names.get(match["one"] or match["other"], match.group())

    text = _RATE.sub(partial(held, what="の増減率"), text)
    text = _LESS.sub(partial(held, what="の増減額"), text)
    text = _TOWARDS.sub(partial(held, what=""), text)
    return _COLUMN.sub(named, text)


# --- names of functions ----------------------------------------------------------------------------------------------

_FUNCTIONS = {
    "sum": "合計", "σ": "合計", "∑": "合計", "avg": "平均", "mean": "平均", "average": "平均", "median": "中央値",
    "max": "最大", "min": "最小", "count": "件数", "len": "件数",
}  # fmt: skip
_WHERE = re.compile(r"(?P<what>\S+)\s+where\s+(?P<which>.+)")


def _selected(match: re.Match[str]) -> str:
    """«SELECT name WHERE 課=…», «count(*) where 区分=…»: what follows says which."""
    named = match.groupdict().get("name")
    return f"{match['which']} の{'事業名' if named else match['what']}"


def _called(match: re.Match[str]) -> str:
    """«count(課 where …)», «avg(予算額)»."""
    function, of = _FUNCTIONS[match["function"]], match["of"].strip(" *")
    if where := _WHERE.fullmatch(of):
        of = f"{where['which']}の{where['what']}"
    return f" {of}の{function} " if of else f" {function} "


def _summed(match: re.Match[str]) -> str:
    return f"{match['what']}の合計" if match["what"] else "合計"


def _nth_of(match: re.Match[str]) -> str:
    return f" {int(match['n']) + 1}番目 "


# --- sets and conditions ---------------------------------------------------------------------------------------------


def _members(match: re.Match[str], last: str) -> str:
    return last.join(each.strip() for each in re.split(r"[,、]", match["of"]) if each.strip())


def _any_of(match: re.Match[str]) -> str:
    return f"が{_members(match, 'または')}の"


def _none_of(match: re.Match[str]) -> str:
    return f"が{_members(match, '、')}以外の"


def _all_of(match: re.Match[str]) -> str:
    return f"{_divisions(match, 'と')}の両方が担当する"


def _divisions(match: re.Match[str], last: str) -> str:
    members = (each.strip() for each in re.split(r"[,、]", match["of"]) if each.strip())
    return last.join(each if each.endswith(("課", "室", "会計")) else f"{each}課" for each in members)


def _any_division(match: re.Match[str]) -> str:
    return f"{_divisions(match, 'または')}の"


def _no_division(match: re.Match[str]) -> str:
    return f"{_divisions(match, '、')}以外の"


def _between(match: re.Match[str]) -> str:
    """«10,000<=x<30,000 (千円)», «1千万 ≦ 予算 < 3千万»."""
    unit = match["unit"] or ""
    low, high = (_amount(match[side], unit) for side in ("low", "high"))
    low_bound = "以上" if re.fullmatch(_MOST, match["from"]) else "超"
    return f"{low}{low_bound}{high}{'以下' if re.fullmatch(_MOST, match['to']) else '未満'}"


def _amount(said: str, unit: str) -> str:
    """A bare number is in the unit said beside it, else in the one that budgets are printed in."""
    said = said.strip()
    return said if re.search(r"[万億円]", said) else f"{said}{unit or '千円'}"


def _bounded(match: re.Match[str]) -> str:
    return f"{match['key']}{match['sign']}{_amount(match['n'], match['unit'] or '')}"


def _closed(match: re.Match[str]) -> str:
    unit = match["unit"] or ""
    return f"が{_amount(match['low'], unit)}以上{_amount(match['high'], unit)}以下"


def _limits(match: re.Match[str]) -> str:
    low = match["end"] == "下限"
    excluded = bool(match["how"]) and "含まな" in match["how"]
    return match["n"] + (("超" if excluded else "以上") if low else ("未満" if excluded else "以下"))


def _half_open(match: re.Match[str]) -> str:
    return f"{match['low']}以上{match['high']}未満"


def _periods_held(match: re.Match[str]) -> str:
    """«R2当初 <= R1当初»: which way a row went between its own two periods."""
    sign = match["sign"].replace("!=", "≠").replace("<>", "≠")
    sign = "≠" if sign == "≠" else sign[0].translate(_SAME_SIGN) + ("=" if sign[0] in "≥≧≤≦" or len(sign) > 1 else "")
    joined = "と" if sign in "≠=" else "が"  # «AとBで違う», «AがBを上回る»
    return f"{match['a']}{joined}{match['b']}{_HELD[sign]}"


def _enumerated(match: re.Match[str]) -> str:
    """«戦略1/2/3»."""
    numbers = (match["first"], *re.findall("[0-9]", match["more"]))
    return "、".join(f"{match['kind']}{number}" for number in numbers)


def _categories(match: re.Match[str]) -> str:
    return "と".join((_NEW, _EXPANDED, _CONTINUED)[: 3 if match["third"] else 2])


_RULES: tuple[tuple[re.Pattern[str], Rewritten], ...] = (
    # queries
    _rule(rf"{_L}limit\s+1\s+offset\s+(?P<n>[0-9]+){_R}", _nth_of),
    _rule(rf"{_L}order\s+by\s+(?P<what>[^\s、。]+)\s+desc{_R}", r"\g<what>の大きい順 "),
    _rule(rf"{_L}order\s+by\s+(?P<what>[^\s、。]+)(?:\s+asc{_R})?", r"\g<what>の小さい順 "),
    _rule(rf"{_L}limit\s+(?P<n>[0-9]+){_R}", r"\g<n>件 "),
    _rule(rf"(?P<what>[一-鿿■]+?)欄?で\s*(?:{_L}group\s*by{_R}|{_L}pivot{_R})(?:し(?:て|た))?", r"\g<what>別 "),
    _rule(rf"{_L}group\s+by\s+(?:担当)?(?P<what>[一-鿿■]+)", r"\g<what>別 "),
    _rule(
        rf"{_L}select\s+(?:(?P<name>names?|\*)|(?P<what>[^;]{{1,40}}?))\s+(?:from\s+\S+\s+)?where\s+(?P<which>[^;]+)",
        _selected,
    ),
    _rule(rf"(?P<what>{_L}(?:{'|'.join(_FUNCTIONS)})\s*\([^()]{{0,40}}\))\s*where\s+(?P<which>[^;。?]+)", _selected),
    _rule(r"(?<![一-鿿])(?P<what>課|区分|戦略|柱)\s*×\s*(?P<of>[一-鿿]+)\s*の?クロス集計", r"\g<what>別の\g<of>の集計"),
    # functions
    _rule(rf"{_L}(?:len|count)\s*\(\s*担当課?\s*\)\s*(?:>\s*1|(?:>=|≥|≧)\s*2){_R}", "複数の課が担当する"),
    _rule(r"(?:σ|∑|合計)\s*[/÷]\s*n(?![a-z])", "平均"),
    _rule(rf"(?<![a-z_])(?P<function>sum|avg|average|mean|median|max|min|count|len|σ|∑)\s*{_ARGUMENT}", _called),
    _rule(rf"{_L}arg\s*max\s*{_ARGUMENT}", "一番大きいもの"),
    _rule(rf"{_L}arg\s*min\s*{_ARGUMENT}", "一番小さいもの"),
    _rule(rf"{_L}nth_?largest\s*\(\s*(?P<n>[0-9]+)\s*\)", r"大きい順で\g<n>番目"),
    _rule(rf"{_L}(?:head|top)\s*\(\s*(?P<n>[0-9]+)\s*\)", r"上位\g<n>件"),
    _rule(rf"{_L}(?:tail|bottom)\s*\(\s*(?P<n>[0-9]+)\s*\)", r"下位\g<n>件"),
    _rule(rf"{_L}rank\s*[=:#]?\s*(?P<n>[0-9]+){_R}", r"\g<n>位"),
    _rule(rf"(?P<n>[0-9]+)(?:st|nd|rd|th){_R}", r"\g<n>番目"),
    _rule(rf"[|]?\s*{_L}head\s+(?P<n>[0-9]+){_R}\s*[|]?", r"に\g<n>件 "),
    _rule(rf"{_L}sort\s+desc(?:ending)?{_R}|降順\s*(?:で|に)?\s*{_L}sort{_R}", "大きい順"),
    _rule(rf"{_L}sort\s+asc(?:ending)?{_R}|昇順\s*(?:で|に)?\s*{_L}sort{_R}", "小さい順"),
    _rule(rf"{_L}(?:budget|amount)\s*順", "予算の大きい順"),
    _rule(rf"{_L}largest\s*first{_R}", "大きい順"),
    _rule(rf"{_L}smallest\s*first{_R}", "小さい順"),
    _rule(rf"{_L}desc{_R}", "大きい順"),
    _rule(rf"{_L}asc{_R}", "小さい順"),
    _rule(rf"{_L}top\s*1(?![0-9])", "一番大きいもの"),
    _rule(rf"{_L}n\s*=\s*(?P<n>[0-9]{{1,3}}){_R}", r"\g<n>件"),
    _rule(rf"{_L}n\s*(?:=\s*(?=[?\s、。]|$)|(?=[はもを]))", "件数"),
    _rule(rf"{_L}(?:count|cnt){_R}", "件数"),
    _rule(rf"{_L}(?:avg){_R}", "平均"),
    _rule(rf"{_L}(?:grand\s+total){_R}", "合計"),
    _rule(r"[σ∑]\s*(?P<what>(?:主要)?事業(?!費)|予算額?|金額)?", _summed),
    _rule(
        rf"{_L}share\s+of\s+(?P<part>[^\s、。?]+)\s+in\s+(?P<whole>[^\s、。?]+)",
        r"\g<whole>に占める\g<part>の割合",
    ),
    _rule(rf"{_L}share\s+(?:in|of)\s+(?P<whole>[^\s、。?]+)", r"\g<whole>に占める割合"),
    _rule(
        r"^\s*÷\s*(?P<whole>[一-鿿]{1,12}?(?:合計|計|予算額?|総額|全体)(?:\s*[(（][^()（）]{1,10}[)）])?)"
        r"\s*(?:で|の)?\s*[(（]?%?[)）]?(?:なら|は|だと)?\s*(?=[?。]|$)",
        r"\g<whole>に占める割合は",
    ),
    _rule(rf"{_L}ratio\s*[:(]?\s*(?P<a>[^\s/、。,()]+)\s*/\s*(?P<b>[^\s/、。,()]+)\)?", r"\g<a>は\g<b>の何倍"),
    _rule(r"(?P<a>[^\s/、。,()]+)\s*[/÷]\s*(?P<b>[^\s/、。,()]+)\s*=\s*(?P<q>何(?:%|割|倍))", r"\g<a>は\g<b>の\g<q>"),
    _rule(rf"{_L}max\s*-\s*min{_R}", "最大と最小の差"),
    _rule(rf"{_L}min\s*の次(?=に)", "一番小さい事業の次"),
    _rule(rf"{_L}max\s*の次(?=に)", "一番大きい事業の次"),
    _rule(rf"{_L}second(?![\s-]*(?:largest|biggest|smallest)){_R}", "2番目"),
    _rule(rf"{_L}third(?![\s-]*(?:largest|biggest|smallest)){_R}", "3番目"),
    # what is put over what
    _rule(
        r"(?P<b>[^、。?]{1,30}?)を1とし?(?:た(?:ら|とき|場合)|て|すると)?(?:する)?と?[、は]?\s*(?P<a>[^、。?]{1,30}?)は(?:何倍|いくつ)",
        r"\g<a>は\g<b>の何倍",
    ),
    _rule(
        r"(?P<b>[^、。?]{1,30}?)を100とし?(?:た(?:ら|とき|場合)|て|すると)?(?:する)?と?[、は]?\s*(?P<a>[^、。?]{1,30}?)は(?:何%|いくつ|いくら)",
        r"\g<a>は\g<b>の何%",
    ),
    _rule(
        rf"^\s*(?:分母|母数)(?:を|は|=)\s*(?P<whole>{_WHOLE})(?:に|と)?(?:すると|したら|変えると|変更|して|なら|だと)?\s*[?。]*$",
        r"\g<whole>に占める割合は",
    ),
    _rule(rf"(?:母数|分母)\s*[=は]\s*(?P<whole>{_WHOLE})[、,]", r"\g<whole>に占める"),
    _rule(
        rf"^\s*(?P<whole>{_WHOLE})(?:の枠内(?:なら|だと|で(?:は)?)|だけで見た(?:とき|場合)の|内での?)\s*(?:何%|シェアは|割合は)?\s*[?。]*$",
        r"\g<whole>に占める割合は",
    ),
    _rule(rf"^\s*(?P<whole>{_WHOLE})比\s*[?。]*$", r"\g<whole>に占める割合は"),
    # what moved
    _rule(r"^\s*%\s*[?。]*$", "率は"),
    _rule(r"増減率\s*(?:<=?|≤|≦)\s*[-▲]\s*(?P<n>[0-9.]+)\s*%(?:\s*となる|\s*の)?", r"\g<n>%を超えて減った"),
    _rule(r"増減率\s*(?:>=?|≥|≧)\s*\+?(?P<n>[0-9.]+)\s*%(?:\s*となる|\s*の)?", r"\g<n>%を超えて増えた"),
    _rule(rf"(?:δ|{_L}delta)\s*[(（]\s*(?P<a>{_PERIOD})\s*[,、]\s*(?P<b>{_PERIOD})\s*[)）]", r"\g<a>から\g<b>の増減額"),
    _rule(rf"[(（]\s*(?P<a>{_PERIOD})\s*(?:→|⇒|->)\s*(?P<b>{_PERIOD})\s*[)）]", r" \g<a>から\g<b> "),
    _rule(r"(?P<both>両[一-鿿]{0,4})の\s*δ", r"\g<both>の差"),
    _rule(
        rf"(?P<a>{_PERIOD})\s*(?P<sign><=|>=|!=|<>|[<>≤≥≦≧≠])\s*(?P<b>{_PERIOD})(?:\s*の?\s*(?=課|会計|特別会計))?",
        _periods_held,
    ),
    _rule(rf"{_L}prev(?:ious)?\s+prev(?:ious)?\s+year{_R}", "もう一年前"),
    _rule(r"(?:δ|delta)\s*[(（](?P<a>[^,、()]{1,24})[,、]\s*(?P<b>[^()]{1,24})[)）]", r"\g<a>と\g<b>の差"),
    _rule(rf"(?:δ|{_L}delta)\s*%", "増減率"),
    _rule(rf"δ\s*額?|{_L}delta{_R}\s*額?", "増減額"),
    _rule(rf"{_L}gap{_R}", "差"),
    # sets
    _rule(rf"{_KEY}\s*⊇\s*[{{(](?P<of>[^{{}}()]{{1,60}})[}})](?:\s*を満たす)?", _all_of),
    _rule(rf"{_KEY}\s*(?:∉|{_L}not\s+in{_R})\s*[{{(](?P<of>[^{{}}()]{{1,60}})[}})](?:の)?", _no_division),
    _rule(rf"(?:∉|{_L}not\s+in{_R})\s*[{{(](?P<of>[^{{}}()]{{1,60}})[}})](?:の)?", _none_of),
    _rule(rf"{_KEY}\s*(?:∈|{_L}in{_R})\s*[{{(](?P<of>[^{{}}()]{{1,60}})[}})]", _any_division),
    _rule(rf"(?:∈|{_L}in{_R})\s*[{{(](?P<of>[^{{}}()]{{1,60}})[}})]", _any_of),
    _rule(rf"∈\s*\[\s*(?P<low>{_N})\s*{_YEN}?\s*[,、]\s+?(?P<high>{_N})\s*\]\s*(?P<unit>{_YEN})?", _closed),
    _rule(rf"{_KEY}\s*(?:∌|≠|!=|<>)\s*(?P<of>[^\s、。,]+)(?:\s+で)?", r"\g<of>以外の"),
    _rule(rf"{_KEY}\s*∋\s*", ""),
    _rule(r"区分\s*(?:≠|!=|<>)\s*(?P<of>新規|拡充|継続|新|拡)", r"区分が\g<of>以外の"),
    _rule(r"(?P<of>[^\s、。()]+)\s*[∖\\]\s*再掲(?:あり|有り?)?", r"再掲のない\g<of>の事業"),
    _rule(r"(?P<of>[^\s、。()]+)\s*[∖\\]\s*(?P<without>[^\s、。()]+)", r"\g<without>を除く\g<of>"),
    _rule(rf"(?:{_L}and{_R}\s*)?(?:{_L}not{_R}|¬)\s*再掲(?:あり|有り?)?", "で再掲のない事業"),
    _rule(rf"{_L}not\s+(?P<of>[一-鿿][^\s、。()→]*)", r"\g<of>以外"),
    _rule(r"(?P<a>[^\s、。()∩]+)\s*∩\s*(?P<b>[^\s、。()∩]+)", r"\g<a>と\g<b>の両方"),
    _rule(r"\s*∩\s*", " "),
    _rule(rf"\s*(?:∪|∨|(?<=[一-鿿)）]){_L}\s*\bor\b\s*(?=[一-鿿]))\s*", "または"),
    _rule(rf"\s*(?:∧|{_L}and{_R})\s*", "、"),
    # what is said of what
    _rule(rf"{_KEY}\s*{_L}like{_R}\s*['\"]?%(?P<of>[^%]+)%['\"]?", r"\g<of>"),
    _rule(
        rf"区分\s*=\s*(?P<a>新規|拡充|継続)\s*(?:{_L}or{_R}|または|∨|[|]{{1,2}})\s*区分\s*=\s*(?P<b>新規|拡充|継続)",
        r"区分が\g<a>または\g<b>の",
    ),
    _rule(r"(?<=[一-鿿])[。、]\s*条件\s*[:は]\s*", "、"),
    _rule(r"担当課?\s*=\s*(?P<of>[一-鿿・]+課)(?!の?(?:み|だけ)|だけ|のみ)", r"\g<of>が担当する事業 "),
    _rule(r"区分\s*[=:]\s*(?:null|∅|空欄?|なし|無し)", "区分なしの"),
    _rule(r"区分\s*[=]\s*(?P<of>新規|拡充|継続|新|拡|継)", r"区分が\g<of>の"),
    _rule(rf"\[\s*{_KEY}\s*=\s*(?P<of>[^\[\]]+)\]", r" \g<of> "),
    _rule(rf"{_KEY}\s*=\s*(?=[一-鿿])", " "),
    _rule(
        r"(?<![一-鿿])新規?\s*[/:|]\s*拡充?(?:\s*[/:|]\s*(?P<third>継続?))?(?![一-鿿])(?!\s*[/:|])", _categories
    ),
    _rule(rf"{_L}exclud(?:e|ing)\s+(?P<of>[一-鿿・]+)(?:\s*[(（](?:共管|joint)も[)）])?", r"\g<of>を除く"),
    _rule(r"(?<![a-z])[a-z][a-z&\- ]{2,40}\s*[(（](?P<of>[一-鿿・]+課)[)）]", r"\g<of>"),
    _rule(rf"{_L}how\s+many\s+(?P<unit>千円|百万円|万円|億円|円)", r"何\g<unit>"),
    _rule(r"^\s*(?:division|dept|section)\s*\?*$", "担当課は?"),
    _rule(rf"(?<=の)\s*(?:dept|division){_R}", "担当課"),
    _rule(r"(?<=[▲※])\s*=\s*\?", "とは何?"),
    _rule(r"(?P<kind>戦略|柱)\s*(?P<first>[0-9])(?P<more>(?:\s*[/,、・]\s*[0-9](?![0-9万億千]))+)", _enumerated),
    _rule(rf"{_L}id\s*=\s*(?P<n>[0-9]+)", r"no.\g<n>"),
    _rule(r"@\s*(?=[一-鿿])", " "),
    _rule(rf"{_L}filter\s*:\s*(?P<of>新規|拡充|継続)(?:事業)?", r"\g<of>の事業"),
    _rule(rf"{_L}(?:check|query|q)\s*:\s*", ""),
    _rule(r"(?<=[一-鿿)）費課部計会])\s*(?:=>|⇒|=)\s*(?=[?]|$)", "は"),
    _rule(rf"\s*(?:→|⇒|=>)\s*{_L}names?(?:\s*only)?{_R}", "の名称"),
    _rule(rf"\s*(?:→|⇒|=>)\s*(?={_ASKED}(?:list|だけ|のみ|一覧|[?。\s]|$))", "の"),
    # bounds
    _rule(
        rf"(?P<low>{_N}{_YEN}?)\s*(?P<from>{_MOST}|<)\s*{_VARIABLE}\s*(?P<to>{_MOST}|<)\s*(?P<high>{_N}{_YEN}?)"
        rf"{_UNITLESS}",
        _between,
    ),
    _rule(rf"(?P<key>{_MONEY})\s*(?P<sign>>=|<=|[<>≤≥≦≧])\s*(?P<n>{_N}{_YEN}?){_UNITLESS}", _bounded),
    _rule(rf"(?P<end>上限|下限)\s*(?P<n>{_N}{_YEN}?)\s*[(（](?P<how>含む|含まない|含まず)[)）]", _limits),
    _rule(
        rf"(?P<low>{_N}{_YEN}?)\s*~\s*(?P<high>{_N}{_YEN}?)\s*[(（]上(?:限|端)?(?:は|を)?(?:含ま(?:ず|ない)|除く?)[)）]",
        _half_open,
    ),
)  # fmt: skip


def in_words(text: str, periods: tuple[Period, ...]) -> str:
    """Folded text with its shorthand in words; unchanged where it has none.

    Args:
        text: folded.
        periods: the columns of the first table, in printed order.
    """
    if not _MARKED.search(text):
        return text
    text = _of_columns(text, periods)
    for pattern, to in _RULES:
        text = pattern.sub(to, text)
    return text
