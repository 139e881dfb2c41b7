"""Years and phases as Japanese budget documents print them: 令和元年度, R2, 9月現計額, 12月補正後."""

from __future__ import annotations

import re
from dataclasses import dataclass

from db.ingest.clean import nfkc, squeeze
from nlp.query import Period, Phase

_YEAR_BEFORE = {"明治": 1867, "大正": 1911, "昭和": 1925, "平成": 1988, "令和": 2018}
_INITIALS = {"M": "明治", "T": "大正", "S": "昭和", "H": "平成", "R": "令和"}
_ERA = rf"(?P<era>{'|'.join(_YEAR_BEFORE)}|[{''.join(_INITIALS)}](?=\d|元|\.))\.?(?P<count>元|\d{{1,2}})"
_FISCAL_YEAR = re.compile(rf"(?:{_ERA}|(?P<west>(?:19|20)\d\d))年度")
_RELATIVE_YEAR = re.compile(r"(?P<this>本年度|今年度|当年度|当該年度)|(?P<before>前年度|昨年度)")
_DATE = re.compile(r"(?:明治|大正|昭和|平成|令和)(?:元|[0-9０-９]{1,2})年[0-9０-９]{1,2}月(?:[0-9０-９]{1,2}日)?")
_CURRENT = re.compile(r"現計|現額|補正後|最終|補正予算後|累計")
_MONTH = re.compile(r"(\d{1,2})月")


@dataclass(frozen=True, slots=True)
class YearSpan:
    """A fiscal year and where it is written."""

    fiscal_year: int
    start: int
    end: int


def fiscal_year(text: str, own_year: int | None = None) -> int | None:
    """The first fiscal year written («令和元年度», «R2年度», «2020年度»; 前年度 where `own_year` is known)."""
    plain = squeeze(nfkc(text))
    match = _FISCAL_YEAR.search(plain)
    if match:
        return _western(match)
    relative = _RELATIVE_YEAR.search(plain)
    if relative and own_year is not None:
        return own_year if relative["this"] else own_year - 1
    return None


def find_fiscal_year(text: str) -> YearSpan | None:
    """Where in `text`, which holds plain digits, the first fiscal year is written."""
    match = _FISCAL_YEAR.search(text)
    return YearSpan(_western(match), match.start(), match.end()) if match else None


def date(text: str) -> str | None:
    """The month or day printed («令和2年2月»), as printed."""
    match = _DATE.search(text)
    return match.group() if match else None


def phase(text: str) -> tuple[Phase, int | None]:
    """The phase a column is headed with, and the month of a current budget («9月現計額» → 9)."""
    plain = squeeze(nfkc(text))
    if _CURRENT.search(plain):
        month = _MONTH.search(plain)
        return Phase.CURRENT, int(month.group(1)) if month else None
    return Phase.INITIAL, None


def period(text: str, own_year: int | None = None) -> Period | None:
    """The period a column is headed with; None where no year is written."""
    year = fiscal_year(text, own_year)
    if year is None:
        return None
    kind, month = phase(text)
    return Period(year, kind, month)


def _western(match: re.Match[str]) -> int:
    if match["west"]:
        return int(match["west"])
    era = _INITIALS.get(match["era"], match["era"])
    return _YEAR_BEFORE[era] + (1 if match["count"] == "元" else int(match["count"]))
