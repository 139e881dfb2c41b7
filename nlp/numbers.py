"""Numbers that are not money: No.44, 上位5件, 3番目, 6課中, 5割, 20%以上, 3つの."""

from __future__ import annotations

import itertools
import re
from collections.abc import Callable
from dataclasses import dataclass
from decimal import Decimal
from enum import StrEnum

from kanjize import kanji2number

from nlp.amounts import bound_after

_N = r"(?:[0-9]{1,6}(?![0-9])|[一二三四五六七八九十]{1,4})"
_NTH = r"\s*(?:つ|件|個|本|番|事業|課)目"
_WORDS = {
    "ひとつ": 1, "ふたつ": 2, "みっつ": 3, "よっつ": 4, "いつつ": 5,
    "二者": 2, "両": 2, "first": 1, "second": 2, "third": 3,
    "スリー": 3, "ファイブ": 5, "テン": 10, "one": 1, "two": 2,
    "three": 3, "four": 4, "five": 5, "ten": 10,
}  # fmt: skip


_LONGEST_RUN = 200


class NumberKind(StrEnum):
    PROJECT = "project"
    """番号 of a project."""
    TOP = "top"
    BOTTOM = "bottom"
    NTH = "nth"
    TAKE = "take"
    """«順に10事業»: how many of a sorted list; the direction is said elsewhere."""
    OF = "of"
    """«6課中»"""
    COUNT = "count"
    """«3つの», «2件»"""
    PERCENT = "percent"


@dataclass(frozen=True, slots=True)
class NumberMention:
    start: int
    end: int
    kind: NumberKind
    value: int = 0
    low_permille: int | None = None
    high_permille: int | None = None
    inclusive: bool = True
    bounded: bool = False
    """A percentage said with 以上, 以下 …, not alone."""
    through: int | None = None
    """«2番目から5番目»: the last of them; 0 for «2番目以降»."""
    more: tuple[int, ...] = ()
    """Further numbers of a run: «50番から52番まで», «50番台»."""


_PATTERNS: tuple[tuple[NumberKind, re.Pattern[str]], ...] = (
    (
        NumberKind.PROJECT,
        re.compile(
            rf"(?:no\.?|№|#|番号|整理番号|事業番号|ナンバー|number)\s*[.:]?\s*(?P<n>{_N})(?:番(?!目))?"
            r"(?:\s*(?:から|~)\s*(?:no\.?|#)?\s*(?P<to>[0-9]{1,3})(?![0-9.億万千円%年月])(?:番(?!目))?(?:まで)?(?!\s*を?(?:差し)?引))?"
            r"|(?<![0-9a-z.,月年])(?P<n2>[0-9]{1,4})番(?!目|手|組)(?:の?事業)?"
        ),
    ),
    (
        NumberKind.TOP,
        re.compile(
            rf"(?:上位|トップ|ベスト|top\s*|largest\s*|biggest\s*|上から)(?P<n>{_N}|three|five|ten|スリー|ファイブ|テン)(?!{_NTH})\s*"
            r"(?:位|件|つ|事業|課|projects|divisions)?(?:まで|くらい|ぐらい)?(?!億|万|千)|(?P<n2>[0-9]+)\s*(?:largest|biggest)"
        ),
    ),
    (
        NumberKind.BOTTOM,
        re.compile(
            rf"(?:下位|ワースト(?!{_N}位(?!まで))|下から|bottom\s*|smallest\s*)(?P<n>{_N})(?!{_NTH})\s*"
            r"(?:位|件|つ|事業|課)?(?:まで)?(?!億|万|千)"
        ),
    ),
    (
        NumberKind.NTH,
        re.compile(
            rf"(?:(?P<from>{_N})(?:番目?|位|つ目|件目|本目)?\s*(?:から|~|-|ー|より)\s*第?)?"
            rf"(?P<n>{_N})\s*(?:番目|番手|位(?!置)|{_NTH})"
            rf"(?:(?P<open>以降|以下|より下|以内|まで)|から(?P<take>{_N})(?:件|つ|事業|課|個)(?!目))?|第(?P<n2>{_N})位|(?P<w>ふたつ|みっつ)め|(?P<e>second|third)[\s-]*(?:largest|biggest)"
        ),
    ),
    (
        NumberKind.OF,
        re.compile(
            rf"(?P<n>{_N})\s*(?:課|事業|件|つ|本|個)\s*(?:(?:の|(?:ある|あった|並[ぶん]|並んでる)(?:うちの)?)(?:戦略|柱|課|事業|会計|区分))?(?:中|の?うち|の中|のなか|の課で(?!す|は?ない)|課で(?!す|は?ない))"
        ),
    ),
    (
        NumberKind.TAKE,
        re.compile(
            rf"(?:順に|順で|ほうから|方から|順から|順)\s*、?(?P<n>{_N})\s*(?:つ|件|事業|課|個|本|位)(?:まで|だけ|とって|取って)?"
        ),
    ),
    (
        NumberKind.PERCENT,
        re.compile(
            r"(?P<p>[0-9]+(?:\.[0-9]+)?|[一二三四五六七八九])\s*(?P<u>%|パーセント|パー(?!セ)|割(?!合|り|っ|る))"
            r"|(?P<digits>[1-3一二三])(?:桁|けた|ケタ)(?=.{0,4}(?:伸|増|減|成長|プラス|マイナス|落|上昇|下落))"
        ),
    ),
    (
        NumberKind.COUNT,
        re.compile(
            rf"(?P<n>{_N})\s*(?:つ|件|個|事業|課|本|種類|か所|箇所|ヶ所|回|行|点|時点)(?!目|別)|(?P<w>ひとつ|ふたつ|みっつ|よっつ|いつつ)(?!め)"
        ),
    ),
)


def count_of(said: str) -> int | None:
    """The value of a small number as said («3», «三»); None where nothing is said."""
    if not said:
        return None
    return int(said) if said.isdigit() else int(kanji2number(said))


def number_mentions(text: str) -> list[NumberMention]:
    """Every such number in folded text; at one place the first kind of the list above wins."""
    found: list[NumberMention] = []
    taken: list[tuple[int, int]] = []
    for kind, pattern in _PATTERNS:
        for match in pattern.finditer(text):
            if any(match.start() < end and start < match.end() for start, end in taken):
                continue
            mention = _percent(match) if kind is NumberKind.PERCENT else _mention(kind, match)
            if mention is not None:
                found.append(mention)
                taken.append(match.span())
    return sorted(_enumerated(text, found), key=lambda mention: mention.start)


_NEXT = re.compile(
    r"\s*(?:[、,，と・&]|および|及び|and)\s*(?:no\.?|#|番号)?\s*(?P<n>[0-9]{1,4})(?:番(?!目))?(?![0-9億万千円%件課つ月年.])"
)
_RUN_FROM = re.compile(r"(?<![0-9])(?P<n>[0-9]{1,4})\s*(?:~|から)\s*$")
_DECADE = re.compile(r"台")
_TAKEN_OFF = re.compile(r"\s*(?:番)?(?:の?(?:予算|額))?を?、?(?:差し引|引|マイナス)")
"""«No.50からNo.52を引いた額»: two projects, no run."""
_THROUGH = re.compile(r"\s*(?:から|~)\s*")


def _enumerated(text: str, found: list[NumberMention]) -> list[NumberMention]:
    """«No.50、51、52» names three; «50番から52番まで» all between."""
    more = list(found)
    projects = [mention for mention in found if mention.kind is NumberKind.PROJECT]
    for mention in projects:
        end = mention.end
        while (match := _NEXT.match(text, end)) and not any(m.start < match.end() and end < m.end for m in projects):
            more.append(NumberMention(match.start("n"), match.end(), NumberKind.PROJECT, int(match["n"])))
            end = match.end()
    for mention in projects:
        before = None if _TAKEN_OFF.match(text, mention.end) else _RUN_FROM.search(text, 0, mention.start)
        first_number = int(before["n"]) if before else mention.value
        if before and 0 < mention.value - first_number <= _LONGEST_RUN:
            run = tuple(range(first_number + 1, mention.value))
            more.append(NumberMention(before.start(), mention.start, NumberKind.PROJECT, first_number, more=run))
        decade = _DECADE.match(text, mention.end)
        if decade:
            rest = tuple(range(mention.value + 2, mention.value + 10))
            more.append(NumberMention(decade.start(), decade.end(), NumberKind.PROJECT, mention.value + 1, more=rest))
    for first, last in itertools.pairwise(projects):
        if _TAKEN_OFF.match(text, last.end):
            continue
        if _THROUGH.fullmatch(text, first.end, last.start) and 0 < last.value - first.value <= _LONGEST_RUN:
            following, *others = range(first.value + 1, last.value + 1)
            if following < last.value:
                run = tuple(value for value in others if value < last.value)
                more.append(NumberMention(first.end, last.start, NumberKind.PROJECT, following, more=run))
    return more


def _mention(kind: NumberKind, match: re.Match[str]) -> NumberMention | None:
    groups = match.groupdict()
    said = next((value for key in ("n", "n2", "w", "e") if (value := groups.get(key))), None)
    if said is None:
        return None
    value = _WORDS[said] if said in _WORDS else int(said) if said.isdigit() else int(kanji2number(said))
    if to := groups.get("to"):
        run = tuple(range(value + 1, int(to) + 1))
        return NumberMention(*match.span(), kind, value, more=run) if value and len(run) < _LONGEST_RUN else None
    first, through = _ranks(value, groups.get("from"), groups.get("open"))
    if groups.get("take"):
        through = value + (count_of(groups["take"]) or 1) - 1
    # What says the order is a word of its own.
    start = match.start("n") if kind is NumberKind.TAKE else match.start()
    return NumberMention(start, match.end(), kind, first, through=through) if value else None


def _ranks(value: int, first: str | None, opened: str | None) -> tuple[int, int | None]:
    """«2番目から5番目» (2, 5), «3位まで» (1, 3), «3位以下» (3, 0), «3番目» (3, None)."""
    start = count_of(first or "")
    if start is not None and start < value:
        return start, value
    if opened in {"以内", "まで"}:
        return 1, value
    return value, None if opened is None else 0


def _percent(match: re.Match[str]) -> NumberMention:
    start, end = match.span()
    if match["digits"]:
        low = 10 ** (count_of(match["digits"]) or 1)
        return NumberMention(start, end, NumberKind.PERCENT, 0, low, low * 10 - 1, True, True)
    said = match["p"]
    value = Decimal(said) if said[0].isdigit() and said[0].isascii() else Decimal(int(kanji2number(said)))
    permille = int(value * (100 if match["u"] == "割" else 10))
    step = 100 if match["u"] == "割" else 10 if "." not in said else 1
    how, end = bound_after(match.string, end)
    range_of = _RATE_BOUNDS.get(how)
    low_rate, high_rate = range_of(permille, step) if range_of else (permille, permille)
    bounded = how in _RATE_BOUNDS and how != "exactly"
    inclusive = how not in {"over", "under", "decade", "nearly"}
    return NumberMention(
        start, end if bounded else match.end(), NumberKind.PERCENT, 0, low_rate, high_rate, inclusive, bounded
    )


_RATE_BOUNDS: dict[str, Callable[[int, int], tuple[int | None, int | None]]] = {
    "at_least": lambda rate, _: (rate, None),
    "over": lambda rate, _: (rate, None),
    "at_most": lambda rate, _: (None, rate),
    "under": lambda rate, _: (None, rate),
    "decade": lambda rate, step: (rate - 1, rate + step),
    "somewhat_over": lambda rate, step: (rate, rate + step),
    "nearly": lambda rate, step: (rate - step // 2 - 1, rate),
    "around": lambda rate, step: (rate - step // 2, rate + step // 2),
}
"""By what bounds it, the range of a rate and the size of its last digit, in tenths of a percent."""
