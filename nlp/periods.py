"""Fiscal years and phases in folded text: R2 · 令和2年度 · 2020年度 · 前年度当初 · 9月現計 · 補正後."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from kanjize import kanji2number

from nlp.query import Period, Phase

ERAS = {"明治": 1868, "大正": 1912, "昭和": 1926, "平成": 1989, "令和": 2019}
"""Western year of each era's first year."""
_LETTERS = {"m": "明治", "t": "大正", "s": "昭和", "h": "平成", "r": "令和", "れいわ": "令和", "へいせい": "平成"}

_ERA = (
    r"(?P<era>令和|平成|昭和|大正|明治|れいわ|へいせい)\s*(?P<nth>元|[0-9]{1,2}|[一二三四五六七八九十]{1,3})"
    r"\s*(?:年度?|ねんど?)?"
)
_SHORT = r"(?<![a-z0-9])(?P<letter>[rhs])\.?\s*(?P<short>元|[0-9]{1,2})(?![0-9a-z億万千円%])(?:年度?)?"
_WESTERN = (
    r"(?P<fy>fy\s*)?(?P<western>(?:19|20)[0-9]{2})\s*(?(fy)(?:年度?)?|(?:年度?|(?=\s*(?:当初|予算|現計|initial|$))))"
    r"|['’‘](?P<two>[0-9]{2})(?:年度?)?"
)
_FIRST = r"(?P<first>元年度?)"
_BARE = (
    r"(?<![0-9一-鿿a-z.,第])(?P<bare>[0-9]{1,2}|[一二三四五六七八九十]{1,3})年度"
    r"(?!連続|続け|続い|間|分の|にわた|以内|ほど|くらい|ぐらい)"
)
_PREVIOUS_2 = (
    r"(?P<back2>一昨年度?|おととし|前々年度?|前前年度?|(?P<years>[2-9]|[1-9][0-9]|[二三四五六七八九十])年前"
    r"|(?:さらに|その)?もう(?:1|一)年(?:度)?(?:前|さかのぼ(?:ると?|って|った)?|遡(?:ると?|って|った)?)"
    r"|その前の?年度?|さらに前の?年度?|その前年度?|(?:その前|さらに前|もっと前)(?=は|も|だと|なら|って|\?|$))"
)
_PREVIOUS = (
    r"(?P<back1>前年度?|昨年度?|昨年|去年度?|きょねん|さくねんど?|ぜんねんど?|前の年度?|(?<![一-鿿0-9])前(?=は[?。\s]|は$|と(?:比べ|くらべ)|に比べ|からこん|からずっと)|まえの年|1年前|一年前|昨(?=当初)|"
    r"last\s*(?:fiscal\s*)?year|previous\s*year|prior\s*year)"
)
_NEXT = r"(?P<next>来年度?|らいねんど?|翌年度?|次年度|再来年度?|next\s*(?:fiscal\s*)?year)"
_THIS = (
    r"(?P<this>今年度?|本年度?|当年度|新年度|(?<!う)(?<!な)(?<![るたんい])ことし|こんねんど"
    r"|当該年度|this\s*(?:fiscal\s*)?year|今期|今回(?=の?(?:当初|予算)))"
)
_YEAR = re.compile(f"{_ERA}|{_SHORT}|{_WESTERN}|{_FIRST}|{_BARE}|{_PREVIOUS_2}|{_PREVIOUS}|{_NEXT}|{_THIS}")
_CURRENT = (
    r"(?P<current>(?:(?<![0-9a-z])(?P<month>1[0-2]|[1-9]|一|二|三|四|五|六|七|八|九|十|十一|十二)(?:月\s*(?:の\s*)?(?:補正)?(?:現計|時点|補正後|補正|現在)|(?=現計)現計)額?|"
    r"(?:補正後|現計|げんけい|current\s*budget|revised\s*budget)(?:の?予算)?額?|(?P<bare_month>1[0-2]|[1-9])月(?=[にのはでま、]|$|\s|比|対|から|より|と|末|ん?(?:とき|時|ころ|ごろ|頃|とこ))"
    r"|(?<=[rhs和][0-9元]\.)(?P<dotted>1[0-2]|[1-9])(?:の?(?:補正後|補正|現計|時点|現在)(?:の?予算)?額?|(?=比|対比|との|から|より|[?。\s→/、・)]|$))))"
)
_INITIAL = r"(?P<initial>当初(?:予算)?額?|とうしょ|initial(?:\s*budget)?)"
_PHASE = re.compile(rf"{_CURRENT}|{_INITIAL}")
_JOIN = re.compile(r"[\s.の()（）・、年度]*(?:予算)?[\s.の]*")


@dataclass(frozen=True, slots=True)
class PeriodMention:
    """A year, a phase or both, as said."""

    start: int
    end: int
    fiscal_year: int | None = None
    """The western year, where one was named or could be derived from the document's."""
    phase: Phase | None = None
    month: int | None = None
    relative: bool = False
    """Said relative to the document's year (前年度)."""
    back_from_last: bool = False
    """«その前の年»: the year before the one spoken of last."""
    supplement: bool = False
    """«補正» as an act («増額補正»), not a state."""


@dataclass(frozen=True, slots=True)
class _Piece:
    start: int
    end: int
    mention: PeriodMention
    is_year: bool


def period_mentions(text: str, document_year: int) -> tuple[PeriodMention, ...]:
    """Every year and phase of folded text; a phase next to a year joins it.

    Args:
        text: folded text.
        document_year: the fiscal year 本年度 means.
    """
    pieces = sorted(
        [_Piece(m.start(), m.end(), _year(m, document_year), True) for m in _YEAR.finditer(text)]
        + [_Piece(m.start(), m.end(), _phase(m), False) for m in _PHASE.finditer(text)],
        key=lambda piece: piece.start,
    )
    joined: list[PeriodMention] = []
    index = 0
    while index < len(pieces):
        piece = pieces[index]
        following = pieces[index + 1] if index + 1 < len(pieces) else None
        if following and piece.is_year and not following.is_year and _JOIN.fullmatch(text, piece.end, following.start):
            joined.append(_merge(piece.mention, following.mention))
            index += 2
            continue
        if following and piece.is_year and following.is_year and _same_year(text, piece, following):
            # «FY2020(R2)»: one year said twice; what follows joins the second.
            index += 1
            pieces[index] = _Piece(piece.start, following.end, _widen(piece.mention, following.mention), True)
            continue
        joined.append(piece.mention)
        index += 1
    return tuple(joined)


def gathered(said: Sequence[PeriodMention]) -> list[PeriodMention]:
    """«令和元年度の貿易振興課の当初予算»: one year and one phase, apart, are one period."""
    mentions = list({(m.fiscal_year, m.phase, m.month): m for m in reversed(said)}.values())[::-1]
    years = [m for m in mentions if m.fiscal_year is not None and m.phase is None]
    phases = [m for m in mentions if m.fiscal_year is None and m.phase is not None]
    if len(years) == 1 and len(phases) > 1 and len(phases) + 1 == len(mentions):
        return [_merge(years[0], phase) for phase in phases]  # «令和元年度の当初予算と現計»
    if len(mentions) != 2:
        return mentions
    year = next((m for m in mentions if m.fiscal_year is not None and m.phase is None), None)
    phase = next((m for m in mentions if m.fiscal_year is None and m.phase is not None), None)
    return [_merge(year, phase)] if year and phase else mentions


def _same_year(text: str, first: _Piece, second: _Piece) -> bool:
    return first.mention.fiscal_year == second.mention.fiscal_year and bool(
        re.fullmatch(r"[\s(（)）=/、,の]*", text[first.end : second.start])
    )


def _widen(first: PeriodMention, second: PeriodMention) -> PeriodMention:
    return PeriodMention(first.start, second.end, second.fiscal_year, second.phase, second.month, second.relative)


def _merge(year: PeriodMention, phase: PeriodMention) -> PeriodMention:
    return PeriodMention(
        min(year.start, phase.start),
        max(year.end, phase.end),
        year.fiscal_year,
        phase.phase,
        phase.month,
        year.relative,
        year.back_from_last,
        phase.supplement,
    )


def _nth(text: str) -> int:
    if text == "元":
        return 1
    return int(text) if text.isdigit() else int(kanji2number(text))


def _year(match: re.Match[str], document_year: int) -> PeriodMention:
    start, end = match.span()
    if match["era"]:
        era = _LETTERS.get(match["era"], match["era"])
        return PeriodMention(start, end, ERAS[era] + _nth(match["nth"]) - 1)
    if match["letter"]:
        return PeriodMention(start, end, ERAS[_LETTERS[match["letter"]]] + _nth(match["short"]) - 1)
    if match["western"]:
        return PeriodMention(start, end, int(match["western"]))
    if match["two"]:
        return PeriodMention(start, end, document_year - document_year % 100 + int(match["two"]))
    if match["first"]:
        return PeriodMention(start, end, _era_start(document_year))
    if match["bare"]:
        return PeriodMention(start, end, _nearest_year(_nth(match["bare"]), document_year))
    if match["years"]:
        return PeriodMention(start, end, document_year - _nth(match["years"]), relative=True)
    if match["back2"]:
        return PeriodMention(start, end, document_year - 2, relative=True, back_from_last=match["back2"][0] in "そさも")
    if match["next"]:
        return PeriodMention(start, end, document_year + (2 if match["next"].startswith("再") else 1), relative=True)
    return PeriodMention(start, end, document_year - (1 if match["back1"] else 0), relative=True)


def _nearest_year(nth: int, document_year: int) -> int:
    """«2年度», «三十年度»: of the eras' years so numbered, the one nearest the document's."""
    years = [start + nth - 1 for start in ERAS.values()]
    return min(years, key=lambda year: abs(year - document_year))


def _era_start(document_year: int) -> int:
    """元年度 is the first year of the document's own era, or of the one before."""
    return max(start for start in ERAS.values() if start <= document_year)


def _phase(match: re.Match[str]) -> PeriodMention:
    start, end = match.span()
    if match["initial"]:
        return PeriodMention(start, end, None, Phase.INITIAL)
    month = match["month"] or match["bare_month"] or match["dotted"]
    return PeriodMention(
        start, end, None, Phase.CURRENT, _nth(month) if month else None, supplement=bool(match["bare_month"])
    )


def resolve(mention: PeriodMention, periods: tuple[Period, ...]) -> Period:
    """The period meant: one of the document's where it fits, else the one that was said, which it lacks.

    A year alone means its initial budget; a phase alone means the document's column of that phase.

    Args:
        mention: what was said.
        periods: the document's, its own initial budget first.
    """
    fitting = [
        period
        for period in periods
        if mention.fiscal_year in (None, period.fiscal_year)
        and (mention.phase or (Phase.INITIAL if mention.fiscal_year else None)) in (None, period.phase)
        and mention.month in (None, period.as_of_month)
    ]
    if fitting:
        return fitting[0]
    year = mention.fiscal_year
    if year is None:
        years = [period.fiscal_year for period in periods if period.phase is mention.phase]
        year = years[0] if years else periods[0].fiscal_year
    return Period(year, mention.phase or Phase.INITIAL, mention.month)
