"""«(b)列», «R2当初 > R1当初», «Δ(R1当初, R1.9現計)»: columns by their letters, and periods held against each other."""

from __future__ import annotations

import re
from collections.abc import Sequence

from nlp.notation.predicates import bounds
from nlp.notation.table import START, TABLE
from nlp.periods import PeriodMention, period_mentions, resolve
from nlp.query import Period, Phase
from nlp.say import period_name
from nlp.timing import chronological

_LETTER = r"[a-e]"
_WORD = r"(?:列|欄|カラム|column|col(?![a-z]))"
_COLUMN = re.compile(
    rf"[(](?P<a>{_LETTER})[)]\s*{_WORD}?(?:の(?:値|額|金額))?|(?<![a-z0-9])(?P<b>{_LETTER})\s*{_WORD}(?:の(?:値|額|金額))?"
    rf"|(?:列|column|col)\s*(?P<c>{_LETTER})(?![a-z0-9])"
)
_NAMED_TOO = re.compile(rf"(?<![a-z0-9]){_LETTER}\s*{_WORD}\s*[(](?P<name>[^()]*(?:現計|当初)[^()]*)[)]")
_RATE = re.compile(
    rf"[(]?\s*[(]?\s*(?P<of>{_LETTER})\s*[)]?\s*-\s*[(]?(?P<base>{_LETTER})[)]?\s*[)]?\s*[/÷]\s*[(]?(?P=base)(?![a-z])[)]?"
)
_LESS = re.compile(rf"[(]?(?<![a-z0-9])[(]?(?P<of>{_LETTER})[)]?\s*-\s*[(]?(?P<base>{_LETTER})(?![a-z0-9])[)]{{0,2}}")
_TOWARDS = re.compile(
    rf"[(](?P<base>{_LETTER})[)](?:列|欄)?(?:の額|の値)?\s*(?:→|⇒|から)\s*[(](?P<of>{_LETTER})[)](?:列|欄)?"
)
_HELD = re.compile(r"\s*(?P<op>[=≠≥≤<>])\s*")
_AMOUNT_OP = re.compile(r"\s*(?P<op>[≥≤<>]|∈|between|in)\s*")
_MOVED = {
    ">": "から増えた",
    "<": "から減った",
    "≥": "から減っていない",
    "≤": "から増えていない",
    "=": "と同額の",
    "≠": "と異なる",
}
_MIRRORED = {">": "<", "<": ">", "≥": "≤", "≤": "≥", "=": "=", "≠": "≠"}
_DELTA = re.compile(r"[δ∆]\s*[(]\s*(?P<one>[^(),、]{1,40}?)\s*[,、]\s*(?P<two>[^(),、]{1,40}?)\s*[)]")
_TO = re.compile(
    r"[(]\s*(?P<a>[^()→⇒]{1,16}(?:当初|現計)額?)\s*(?:→|⇒|->)\s*(?P<b>[^()→⇒]{1,16}(?:当初|現計)額?)\s*[)]"
)
_AT = re.compile(r"^(?P<what>[^@。?]{1,60}?)\s*@\s*(?P<whose>[^@。?\s]{1,30})\s*[?。]?$")


def columns(text: str, periods: Sequence[Period]) -> str:
    """Folded text with columns of the first table by name: its periods in printed order are (a), (b), (c)."""
    if not re.search(r"[a-e]", text):
        return text
    of = {chr(ord("a") + index): period for index, period in enumerate(periods)}
    text = _RATE.sub(lambda match: _against(match, of, "増減率"), text)
    text = _LESS.sub(lambda match: _against(match, of, "増減額"), text)
    text = _TOWARDS.sub(lambda match: _against(match, of, "").removesuffix("の"), text)
    year = periods[0].fiscal_year

    text = _NAMED_TOO.sub(r"\g<name>", text) if of else text

    def column(match: re.Match[str]) -> str:
        period = of.get(match["a"] or match["b"] or match["c"])
        beside = [m for m in period_mentions(text, year) if _touches(text, m, match)]
        if period is None or any(resolve(mention, tuple(periods)) != period for mention in beside):
            return match.group()
        return "" if beside else period_name(period)

    return _COLUMN.sub(column, text)


def _touches(text: str, mention: PeriodMention, column: re.Match[str]) -> bool:
    after = text[column.end() : mention.start].strip(" (の") if mention.start >= column.end() else "-"
    before = text[mention.end : column.start()].strip(" の") if mention.end <= column.start() else "-"
    return after == "" or before == ""


def _against(match: re.Match[str], of: dict[str, Period], what: str) -> str:
    """The rate or the difference of two columns."""
    now, base = of.get(match["of"]), of.get(match["base"])
    if now is None or base is None or now == base:
        return match.group()
    return f" {period_name(now)}の{period_name(base)}からの{what}"


def relations(text: str, periods: Sequence[Period]) -> str:
    """Folded text with two periods of one row held against each other, or one against an amount, as clauses."""
    mentions = period_mentions(text, periods[0].fiscal_year)
    made, position = "", 0
    for index, mention in enumerate(mentions):
        if mention.start < position:
            continue
        clause = None
        following = mentions[index + 1] if index + 1 < len(mentions) else None
        held = _HELD.fullmatch(text, mention.end, following.start) if following else None
        if following and held and not (_of_no_year(mention) or _of_no_year(following)):
            clause = _relation(text, (mention, following), held["op"], periods), following.end
        elif operator := _AMOUNT_OP.match(text, mention.end):
            clause = bounds(text[mention.start : mention.end], operator["op"], text, operator.end())
        if clause:
            made += f"{text[position : mention.start]}{START}{clause[0]}{TABLE}"
            position = clause[1]
    return made + text[position:]


def _of_no_year(mention: PeriodMention) -> bool:
    """«9月現計 = 当初»: of which year, nobody said."""
    return mention.fiscal_year is None and mention.phase is Phase.INITIAL


def _relation(text: str, held: tuple[PeriodMention, PeriodMention], operator: str, periods: Sequence[Period]) -> str:
    one, two = held
    first, second = (chronological(resolve(each, tuple(periods))) for each in held)
    if first < second:
        one, two, operator = two, one, _MIRRORED[operator]
    return f"{text[one.start : one.end]}が{text[two.start : two.end]}{_MOVED[operator]}"


def _apart(match: re.Match[str], periods: Sequence[Period]) -> str:
    """Of two periods the later one against the earlier, whichever comes first."""
    held = [period_mentions(match[side], periods[0].fiscal_year) for side in ("one", "two")]
    if not all(len(mentions) == 1 for mentions in held):
        return f"{match['one']}と{match['two']}の差額"
    when = [chronological(resolve(mentions[0], tuple(periods))) for mentions in held]
    earlier, later = (match["one"], match["two"]) if when[0] < when[1] else (match["two"], match["one"])
    return f"{earlier}から{later}の増減額"


def differences(text: str, periods: Sequence[Period]) -> str:
    """Folded text with Δ(x, y) as the difference of the two, and «… @ whose» said first."""
    text = _TO.sub(r" \g<a>から\g<b> ", _DELTA.sub(lambda match: _apart(match, periods), text))
    return _AT.sub(r"\g<whose>の\g<what>", text)
