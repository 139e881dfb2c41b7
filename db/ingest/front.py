"""What a document says of itself: government, department, fiscal year, title, date."""

from __future__ import annotations

import re
from dataclasses import dataclass

from db.errors import Unreadable, UnreadableDocument
from db.ingest import era
from db.ingest.clean import nfkc, squeeze
from db.ingest.layout import Layout
from db.ingest.read import Line

DEPARTMENT_LINE = re.compile(r"(?:部局等?|部|局|所管|部門)名?\s*[：:]\s*(?P<name>\S.*)")
_DEPARTMENT = re.compile(r"\S{1,18}?(?:部|局|庁|本部|委員会|事務局|室|課|センター)")
_GOVERNMENT = re.compile(r"[^\s\d年月日\(\)]{1,6}?(?:都|道|府|県|市|町|村|区)")
_IN_TITLE = re.compile(r"(?P<name>\S{1,18}?(?:部|局|庁|本部|委員会|事務局))(?:の)?(?:当初|補正)?予算")


@dataclass(frozen=True, slots=True)
class Front:
    """How a document is known."""

    government: str
    """Empty where the document does not say."""
    department: str
    fiscal_year: int
    title: str
    """«令和2年度 商工労働部予算の概要»"""
    published: str
    """As printed; empty where it is not."""


def front(parts: Layout) -> Front:
    """Read the front page. Raises UnreadableDocument: NO_FISCAL_YEAR, NO_DEPARTMENT, NO_TITLE."""
    lines = tuple(line for line in parts.front if not line.blank)
    at = lines[0].number if lines else None
    year = _year(parts, lines)
    if year is None:
        raise UnreadableDocument(at, Unreadable.NO_FISCAL_YEAR)
    title = _title(lines)
    if title is None:
        raise UnreadableDocument(at, Unreadable.NO_TITLE)
    government, rest = _government(lines)
    department = _department(parts, rest, title)
    if department is None:
        raise UnreadableDocument(at, Unreadable.NO_DEPARTMENT)
    published = next((found for line in lines if (found := era.date(line.text))), "")
    return Front(government, department, year, title, published)


def _year(parts: Layout, lines: tuple[Line, ...]) -> int | None:
    candidates = [*lines, *(part.heading for part in (parts.table, parts.outline, parts.projects) if part.heading)]
    return next((year for line in candidates if (year := era.fiscal_year(line.text)) is not None), None)


def _title(lines: tuple[Line, ...]) -> str | None:
    """The first line that speaks of 予算, with the year above it where it does not say one."""
    titled = next((line for line in lines if "予算" in line.text), None)
    if titled is None:
        return None
    text = titled.text.strip()
    if era.fiscal_year(text) is not None:
        return text
    year_line = next((line.text.strip() for line in lines if era.fiscal_year(line.text) is not None), "")
    span = era.find_fiscal_year(nfkc(squeeze(year_line)))
    printed = squeeze(year_line)[span.start : span.end] if span else ""
    return f"{printed} {text}".strip()


def _government(lines: tuple[Line, ...]) -> tuple[str, tuple[str, ...]]:
    """The government where a word of the front page is one, and all words of it but that."""
    words = [word for line in lines for word in line.text.split()]
    found = next((word for word in words if _GOVERNMENT.fullmatch(word)), "")
    return found, tuple(word for word in words if word != found)


def _department(parts: Layout, words: tuple[str, ...], title: str) -> str | None:
    """From «部局名：…», else from a word of the front page, else from the title."""
    for line in (*parts.front, *parts.projects.lines, *parts.table.lines):
        match = DEPARTMENT_LINE.fullmatch(line.text.strip())
        if match:
            return squeeze(match["name"])
    word = next((word for word in words if _DEPARTMENT.fullmatch(word)), None)
    if word:
        return word
    in_title = _IN_TITLE.search(re.sub(r"^.*?年度", "", title))
    return in_title["name"] if in_title else None
