"""«区分=新規», «担当 ∈ {A, B}», «予算額 ∈ [a, b]», «事業名 LIKE '%x%'»: a field held against a value, as a clause."""

from __future__ import annotations

import re
from collections.abc import Callable
from functools import lru_cache

from nlp.notation.table import ENDS, ROWS, START, TABLE, either, names, surfaces

_EQUAL, _UNEQUAL = {"=", "is", "in", "∈", ":", "はin"}, {"≠", "∉", "∌", "not in", "is not"}
_OPERATOR = (
    r"\s*(?P<op>[=≠≥≤<>∈∉⊇∋∌:~]"
    r"|(?<![a-z])(?:is not|is|not in|in|not like|like|contains|includes|has|between)(?![a-z]))\s*"
)
_APART = r"(?<![一-鿿ァ-ヶ・ー])"
"""Not the end of a longer word: «雇用対策課:» is no field."""
_NOT_IN_A_NAME = r"\s、,。?!(){}\[\]=<>≥≤≠∈∉∋∌⊇∧∨&|∩∪「」『』'\""
_TOKEN = rf"[^{_NOT_IN_A_NAME}×のはがをにで]{{1,24}}"
_ONE = (
    r"(?:%[^%\s]{1,40}%|'[^']{1,40}'|\"[^\"]{1,40}\"|「[^」]{1,40}」"
    rf"|[^{_NOT_IN_A_NAME}]{{1,24}}?課(?![ごとの別]{{1,2}})|{_TOKEN})"
)
_SET = re.compile(r"[{(\[](?P<members>[^{}()\[\]]{1,120})[})\]]")
_PARTS = re.compile(r"\s*(?:[,、/|∪]|(?<![a-z])or(?![a-z])|または)\s*")
_ALONE = re.compile(r"\s*(?:(?:のみ|だけ|only)\s*(?:[(][^()]{0,12}[)])?|[(](?:単独|他課なし|他の課なし|単独担当)[)])")
_YEN = r"[0-9一二三四五六七八九十百千][0-9,.一二三四五六七八九十百千万億兆]*円?"
_AMOUNT = rf"(?P<amount>{_YEN})"
_PAIR = re.compile(
    rf"(?P<open>[\[(])?\s*(?:(?P<low>{_YEN}?)(?:\s*[、;~]\s*|,\s+|\s*\.\.+\s*|\s+and\s+)(?P<high>{_YEN})"
    r"|(?P<low2>[0-9]{1,9})\s*,\s*(?P<high2>[0-9]{1,9}))\s*(?P<close>[\])])?\s*(?P<unit>[十百千]?[万億]?円)?"
)
_CHAIN = re.compile(
    rf"(?P<low>{_YEN})\s*(?P<above>[≤<])\s*(?P<field>[^\s≤<=>]{{1,12}})\s*(?P<below>[≤<])\s*(?P<high>{_YEN})"
)
_PERCENT = re.compile(r"(?P<sign>[-+▲])?(?P<number>[0-9]{1,4}(?:\.[0-9]+)?)\s*(?P<unit>%|パーセント)?")
_BOUNDS = {"≥": "以上", ">": "を超える", "≤": "以下", "<": "未満"}

Build = Callable[[str, str, int], tuple[str, int] | None]
"""Of an operator, the text and where the value begins: the clause and where the value ends; None if it is none."""


def predicates(text: str) -> str:
    """Folded text with its conditions as clauses between marks."""
    text = _negated_flags(_CHAIN.sub(_chain, _with_units(text)))
    for field, build in _FIELDS.items():
        text = _each(text, _field(field), build)
    return text


_UNIT_SAID = re.compile(r"\s*[(](?:単位:?\s*)?(?P<unit>千円|百万円|万円|億円|円)[)]\s*$")
_BARE = r"(?P<n>[0-9]{1,3}(?:,[0-9]{3})+|[0-9]{3,12})(?![0-9.,%十百千万億兆円倍割課件つ年番])"


@lru_cache(maxsize=1)
def _bare_amounts() -> re.Pattern[str]:
    variable = f"(?:{names('budget')}|(?<![a-z0-9])x(?![a-z0-9]))"
    return re.compile(
        rf"(?P<before>{variable}\s*[≥≤<>]\s*){_BARE}|{_BARE.replace('<n>', '<low>')}(?=\s*[≤<]\s*{variable})"
    )


def _with_units(text: str) -> str:
    """Bare amounts in the unit said beside them, else in the one budgets are printed in."""
    said = _UNIT_SAID.search(text)
    unit = said["unit"] if said else "千円"
    made = _bare_amounts().sub(lambda m: f"{m['before'] or ''}{m['n'] or m['low']}{unit}", text)
    return _UNIT_SAID.sub("", made) if made != text else text


@lru_cache(maxsize=16)
def _field(field: str) -> re.Pattern[str]:
    unit = r"(?:\s*[(][^()]{0,4}円[)])?" if field in {"budget", "change"} else ""
    return re.compile(_APART + names(field) + unit + _OPERATOR)


def _each(text: str, field: re.Pattern[str], build: Build) -> str:
    made, position = "", 0
    for match in field.finditer(text):
        if match.start() < position:
            continue
        built = build(match["op"], text, match.end())
        if built is None:
            continue
        clause, end = built
        made += text[position : match.start()] + clause
        position = end
    return made + text[position:]


def _rows(clause: str) -> str:
    return f"{START}{clause}{ROWS}"


def _members(text: str, position: int) -> tuple[list[str], int] | None:
    """The value or the values of a set that begin here, and where they end."""
    if several := _SET.match(text, position):
        return [_bare(each) for each in _PARTS.split(several["members"].strip())], several.end()
    one = re.compile(_ONE).match(text, position)
    return ([_bare(one.group())], one.end()) if one else None


def _bare(said: str) -> str:
    return said.strip().strip("'\"「」『』%")


@lru_cache(maxsize=1)
def _category_values() -> re.Pattern[str]:
    one = either(surfaces("categories"))
    return re.compile(rf"[{{(\[]?\s*(?P<all>['\"]?{one}['\"]?(?:{_PARTS.pattern}['\"]?{one}['\"]?){{0,3}})\s*[}})\]]?")


def _category(operator: str, text: str, position: int) -> tuple[str, int] | None:
    match = _category_values().match(text, position)
    if match is None or operator not in _EQUAL | _UNEQUAL:
        return None
    said = surfaces("categories")
    values = [said.get(each.strip("'\""), each) for each in _PARTS.split(match["all"].strip())]
    if operator in _EQUAL:
        return _rows(f"区分が{'または'.join(values)}の"), match.end()
    if values == ["空欄"]:
        return _rows("区分が新規または拡充の"), match.end()
    if {"新規", "拡充"} <= set(values):
        return _rows("区分が新規でも拡充でもない"), match.end()
    return (_rows(f"区分が{values[0]}以外の"), match.end()) if len(values) == 1 else None


def _division(operator: str, text: str, position: int) -> tuple[str, int] | None:
    found = _members(text, position)
    if found is None or (operator == ":" and "課" in text[max(0, position - 3) : position]):
        return None
    said, end = found
    if operator in {"=", "is"} and len(said) == 1 and _is_of_the_table(text, position):
        return f"{said[0]}の", end
    if operator == "⊇":
        return _rows(f"{'と'.join(said)}が共に担当する"), end
    if operator in _UNEQUAL or operator == "not like":
        return _rows(f"{'と'.join(said)}以外が担当する"), end
    if operator in {"=", "is", ":", "∋", "contains", "includes", "has", "like", "~"} and len(said) == 1:
        alone = _ALONE.match(text, end)
        return _rows(f"{said[0]}{'だけ' if alone else ''}が担当する"), alone.end() if alone else end
    return (_rows(f"{'または'.join(said)}が担当する"), end) if operator in {"∈", "in"} else None


_OF_PROJECTS = re.compile(rf"事業(?!費)|区分|ステータス|status|戦略|再掲|件数|(?<![a-z])(?:count|n)(?![a-z])|{START}")
_OF_TABLE = re.compile(r"当初|現計|年度|予算(?!額\s*[≥≤<>])|増減|[a-e]列")


def _is_of_the_table(text: str, position: int) -> bool:
    """«課=X, R2当初»: a row of the table; of projects «課» says who runs them."""
    field = text[:position].rstrip("= ").removesuffix("is").rstrip()
    rest = text[: max(0, len(field) - 1)] + text[position:]
    return field.endswith(("課", "課名")) and bool(_OF_TABLE.search(rest)) and not _OF_PROJECTS.search(rest)


def _words(where: str) -> Build:
    def build(operator: str, text: str, position: int) -> tuple[str, int] | None:
        found = _members(text, position)
        if found is None or len(found[0]) != 1 or not found[0][0]:
            return None
        quoted = text[position : found[1]].strip("'\"「」")
        if operator in {"like", "not like"} and not (quoted.startswith("%") and quoted.endswith("%")):
            return None  # begins or ends with it, which nothing looks for
        verb = {
            "like": "含む",
            "contains": "含む",
            "includes": "含む",
            "∋": "含む",
            "~": "含む",
            "has": "含む",
            "not like": "含まない",
        }
        if operator not in verb:
            return None
        return _rows(f"{where}に「{found[0][0]}」を{verb[operator]}"), found[1]

    return build


def bounds(field: str, operator: str, text: str, position: int) -> tuple[str, int] | None:
    """What an amount is held against, one bound or an interval: «予算額が…以上…以下の».

    Args:
        field: as the clause is to call it.
        operator, text, position: as for every field.
    """
    if operator in {"∈", "in", "=", ":", "between"} and (pair := _PAIR.match(text, position)):
        return _interval(field, pair, operator)
    amount = re.compile(_AMOUNT).match(text, position)
    if amount is None or operator not in _BOUNDS or not re.search(r"[万億兆円]", amount["amount"]):
        return None
    return f"{field}が{amount['amount']}{_BOUNDS[operator]}{'' if operator == '>' else 'の'}", amount.end()


def _interval(field: str, pair: re.Match[str], operator: str) -> tuple[str, int] | None:
    low, high = pair["low"] or pair["low2"], pair["high"] or pair["high2"]
    if bool(pair["open"]) != bool(pair["close"]) or not (pair["open"] or operator == "between" or "~" in pair.group()):
        return None
    own = re.search(r"[十百千]?[万億]?円?$", high)
    unit = pair["unit"] or (own.group() if own else "")
    low, high = (each if re.search(r"[万億円]", each) else f"{each}{unit}" for each in (low, high))
    if not unit or re.match(r"0[0-9]", high):
        return None
    above, below = (
        "を超え" if pair["open"] == "(" else "以上",
        "未満" if pair["close"] == ")" and pair["open"] else "以下",
    )
    return f"{field}が{low}{above}{high}{below}の", pair.end()


def _chain(match: re.Match[str]) -> str:
    """«1,000千円 ≤ 予算額 < 2,000千円»"""
    unit = re.search(r"[十百千]?[万億]?円|[万億]", match["high"])
    known = re.fullmatch(names("budget") + "|x", match["field"])
    low = match["low"] if re.search(r"[万億円]", match["low"]) else match["low"] + (unit.group() if unit else "")
    if not unit or not known:
        return match.group()
    above, below = "以上" if match["above"] == "≤" else "を超え", "以下" if match["below"] == "≤" else "未満"
    return _rows(f"予算額が{low}{above}{match['high']}{below}の")


def _budget(operator: str, text: str, position: int) -> tuple[str, int] | None:
    if (number := _STATISTIC.match(text, position)) and operator in _BEYOND:
        return _rows(f"予算額が{'中央値' if number['median'] else '平均'}{_BEYOND[operator]}"), number.end()
    built = bounds("予算額", operator, text, position)
    return (_rows(built[0]), built[1]) if built else None


def _rate(operator: str, text: str, position: int) -> tuple[str, int] | None:
    match = _PERCENT.match(text, position)
    if match is None or operator not in {"≥", ">", "≤", "<", "="}:
        return None
    zero = float(match["number"]) == 0
    if zero:
        return f"{START}{_MOVED[operator]}{TABLE}", match.end()
    falls = match["sign"] in {"-", "▲"}
    if not match["unit"] or operator not in ({"≤", "<"} if falls else {"≥", ">"}):
        return None
    how = "以上" if operator in {"≥", "≤"} else "を超えて"
    return f"{START}{match['number']}%{how}{'減った' if falls else '増えた'}{TABLE}", match.end()


def _change(operator: str, text: str, position: int) -> tuple[str, int] | None:
    if zero := re.compile(r"0(?:千?円)?(?![0-9.,%万億])").match(text, position):
        return (f"{START}{_MOVED[operator]}{TABLE}", zero.end()) if operator in _MOVED else None
    match = re.compile(rf"(?P<sign>[-▲+])?{_AMOUNT}").match(text, position)
    if match is None or not re.search(r"[万億兆円]", match["amount"]):
        return None
    falls = match["sign"] in {"-", "▲"}
    if operator not in ({"≤", "<"} if falls else {"≥", ">"}):
        return None
    how = "以上" if operator in {"≥", "≤"} else "を超えて"
    return f"{START}{match['amount']}{how}{'減った' if falls else '増えた'}{TABLE}", match.end()


_STATISTIC = re.compile(r"(?:(?P<median>median|中央値)|avg|mean|average|平均額?)(?![a-z])(?:\s*[(][^()]{0,20}[)])?")
_BEYOND = {">": "を上回る", "<": "を下回る", "≥": "以上の", "≤": "以下の"}
_MOVED = {">": "増えた", "<": "減った", "≥": "減っていない", "≤": "増えていない", "=": "同額の", "≠": "増減した"}


def _number(operator: str, text: str, position: int) -> tuple[str, int] | None:
    found = _members(text, position) if operator in _EQUAL else None
    if found is None or not all(re.fullmatch(r"[0-9]{1,3}", each) for each in found[0]):
        return None
    return "と".join(f"no.{each}" for each in found[0]), found[1]


def _pillar(operator: str, text: str, position: int) -> tuple[str, int] | None:
    found = _members(text, position) if operator in _EQUAL else None
    if found is None or not all(re.fullmatch(r"[0-9]{1,2}", each) for each in found[0]):
        return None
    return _rows("または".join(f"戦略{each}" for each in found[0]) + "の"), found[1]


def _flag(yes: str, no: str) -> Build:
    def build(operator: str, text: str, position: int) -> tuple[str, int] | None:
        if operator not in {"=", "is", ":"}:
            return None
        match = re.compile(either(surfaces("truth"))).match(text, position)
        return (_rows(yes if surfaces("truth")[match.group()] == "yes" else no), match.end()) if match else None

    return build


def _divisions(operator: str, text: str, position: int) -> tuple[str, int] | None:
    match = re.compile(r"(?P<n>[0-9])(?![0-9])\s*課?").match(text, position)
    if match is None:
        return None
    least = int(match["n"]) + (operator == ">")
    if operator in {"≥", ">"} and least > 1:
        return _rows(f"担当課が{least}つ以上の" if least > 2 else "複数の課が担当する"), match.end()
    return (
        (_rows("一つの課だけが担当する"), match.end()) if (operator, match["n"]) in {("=", "1"), ("<", "2")} else None
    )


_NOT = r"(?:¬|!|(?<![a-z])not(?![a-z]))\s*"
_NOT_FLAG = re.compile(rf"{_NOT}(?P<open>[(])?\s*(?P<flag>再掲|共管|joint)(?:フラグ)?(?:あり|有り?)?(?(open)\s*[)])")
_NOT_DIVISION = re.compile(
    rf"(?:(?<![a-z])not(?![a-z])|¬)\s*(?P<name>[^{_NOT_IN_A_NAME}]{{1,20}}?課)(?![ごとの別]{{2}})"
)
_NOT_CATEGORY = re.compile(rf"{_NOT}(?P<open>[(])?\s*(?P<category>新規|拡充|継続)(?:事業)?(?(open)\s*[)])")


def _negated_flags(text: str) -> str:
    def not_flag(match: re.Match[str]) -> str:
        return _rows("再掲のない" if match["flag"] == "再掲" else "一つの課だけが担当する")

    text = _NOT_DIVISION.sub(lambda match: _rows(f"{match['name']}以外が担当する"), text)
    return _NOT_CATEGORY.sub(lambda match: _rows(f"区分が{match['category']}以外の"), _NOT_FLAG.sub(not_flag, text))


_FIELDS: dict[str, Build] = {
    "divisions": _divisions,
    "relisted": _flag("再掲のある", "再掲のない"),
    "joint": _flag("複数の課が担当する", "一つの課だけが担当する"),
    "category": _category,
    "division": _division,
    "name": _words("事業名"),
    "summary": _words("概要"),
    "number": _number,
    "pillar": _pillar,
    "rate": _rate,
    "change": _change,
    "budget": _budget,
}

_AND = r"(?:\s*(?:∧|(?<![a-z])and(?![a-z])|かつ|&|[,、]|で、|で(?![きは]))\s*|\s*)"
_BETWEEN = re.compile(rf"({ENDS}){_AND}{START}")
_JOINED_BEFORE = re.compile(rf"\s*(?:∧|(?<![a-z])and(?![a-z]))\s*(?={START})")
_JOINED_AFTER = re.compile(rf"({ENDS})\s*(?:∧|(?<![a-z])and(?![a-z]))\s*(?P<also>[^\s、,。?∧∨{START}]{{1,24}})")
_NOUNS = r"(?:主要)?事業|もの|やつ|ヤツ|案件|行|会計|project|全件|プロジェクト|(?<=.)課(?!ごと|別|毎|予算)"
_MEETING = (
    r"\s*(?:を満たす|に(?:落ちる|該当する|当てはまる|合う|入る|マッチする|なる)|となる|である|という|な(?=事業|課))?"
    r"\s*の?\s*"
)
_AT_NOUN = re.compile(rf"{ENDS}{_MEETING}(?=(?P<noun>{_NOUNS}))")
_BARE_END = re.compile(rf"(?P<end>{ENDS})(?P<meeting>\s*(?:を満たす|に該当する|となる|である)(?=[、。?]|$))?")
_NOT_CLAUSE = re.compile(
    rf"{_NOT}(?P<open>[(])?\s*(?P<category>{START}区分が(?:新規|拡充|継続))の(?P<end>{ROWS})(?(open)\s*[)])"
)
_DENIED = re.compile(rf"{_NOT}(?=[(]?\s*{START})")
"""What else is denied stays a sign, and is declined."""
_IN_BRACKETS = re.compile(rf"(?<![a-zσ∑])[({{\[]\s*(?P<clause>{START}[^(){{}}{START}]+{ENDS})\s*[)}}\]]")
_OR = re.compile(rf"の?{ENDS}\s*(?:∨|または|もしくは|(?<![a-z])or(?![a-z]))\s*{START}")


def joined(text: str) -> str | None:
    """Clauses that stand beside each other as one chain; None where «または» joins more than two, which none says."""
    text = _NOT_CLAUSE.sub(r"\g<category>以外の\g<end>", text)
    text = _DENIED.sub("¬", text)
    if either := _OR.findall(text):
        if len(either) > 1 or text.count(START) > len(either) + 1:
            return None
        return _OR.sub("または", _IN_BRACKETS.sub(r"\g<clause>", text))
    text = _BETWEEN.sub("、", _IN_BRACKETS.sub(r"\g<clause>", text))
    text = _JOINED_BEFORE.sub("、", text)
    return _JOINED_AFTER.sub(lambda match: f"、{match['also'].removesuffix('の')}の{match[1]}", text)


_OF_THOSE = re.compile(r"(?:訂正|いや|じゃあ?|では|その?うち|この?うち|うち|そこから|さらに|で)[:、,\s]")


def with_nouns(text: str) -> str:
    """Text whose clauses each have their noun: projects, or the table's divisions, unless one follows."""
    text = _AT_NOUN.sub("", text)
    of_those = _OF_THOSE.match(text)

    def noun(match: re.Match[str]) -> str:
        if of_those:
            return "もの"
        return "事業" if match["end"] == ROWS else "課"

    return _BARE_END.sub(noun, text).replace(START, "")
