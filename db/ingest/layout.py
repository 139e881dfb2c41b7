"""Where a document's parts begin and end: front page, table by division and account, policy outline, list."""

from __future__ import annotations

import re
from dataclasses import dataclass

from db.ingest.clean import squeeze
from db.ingest.columns import list_columns
from db.ingest.era import fiscal_year
from db.ingest.read import Line

_OUTLINE = re.compile(r"体系図?(?!的)")
_LIST = re.compile(r"事業.*一覧|(主要|重点|主な)(施策・?)?事業|事業(の)?概要$")
_TABLE_HEADER = re.compile(r"予算額|現計|補正後|当初")


@dataclass(frozen=True, slots=True)
class Part:
    """A part of the document and the line that heads it."""

    heading: Line | None
    lines: tuple[Line, ...]


@dataclass(frozen=True, slots=True)
class Layout:
    """A document's parts; an empty part has no lines. In the table's, what stands above its header rows comes first."""

    front: tuple[Line, ...]
    table: Part
    outline: Part
    projects: Part


def layout(lines: tuple[Line, ...]) -> Layout:
    """Find the parts by their headings and header rows; what is missing is left empty, and never raises."""
    list_at = _list_heading(lines)
    outline_at = _outline_heading(lines[:list_at])
    end_of_table = min(list_at, outline_at)
    table_at = _table_header(lines[:end_of_table])
    heading_at = _table_heading(lines, table_at) if table_at < end_of_table else None
    return Layout(
        front=lines[: heading_at if heading_at is not None else table_at],
        table=Part(None, lines[table_at:end_of_table])
        if heading_at is None
        else Part(lines[heading_at], lines[heading_at + 1 : end_of_table]),
        outline=_headed(lines, outline_at, list_at),
        projects=_headed(lines, list_at, len(lines)),
    )


def _headed(lines: tuple[Line, ...], start: int, end: int) -> Part:
    return Part(lines[start], lines[start + 1 : end]) if start < end else Part(None, ())


def _list_heading(lines: tuple[Line, ...]) -> int:
    """The last heading of a list before its first header row; without a header row, the first such heading."""
    header = next((at for at, line in enumerate(lines) if list_columns(line) is not None), None)
    found = [at for at, line in enumerate(lines[:header]) if _heads(line, _LIST)]
    if not found:
        return len(lines)
    return found[-1] if header is not None else found[0]


def _outline_heading(lines: tuple[Line, ...]) -> int:
    return next((at for at, line in enumerate(lines) if _heads(line, _OUTLINE)), len(lines))


def _heads(line: Line, pattern: re.Pattern[str]) -> bool:
    """A line of its own that names the part: with its year, or ending in its name, as headings do."""
    text = line.text.strip()
    if line.is_row or re.match(r"[-・※■◆●(（〈<【\d]", text):
        return False
    found = pattern.search(squeeze(text))
    return found is not None and (fiscal_year(text) is not None or found.end() == len(squeeze(text)))


def _table_header(lines: tuple[Line, ...]) -> int:
    """The first row that heads columns by year."""
    return next(
        (
            at
            for at, line in enumerate(lines)
            if line.is_row
            and any(fiscal_year(cell, 0) is not None or _TABLE_HEADER.search(cell) for cell in line.cells)
        ),
        len(lines),
    )


def _table_heading(lines: tuple[Line, ...], header: int) -> int | None:
    """The last text line above the header row that is no remark in brackets."""
    for at in range(header - 1, -1, -1):
        text = lines[at].text.strip()
        if text and not re.fullmatch(r"[(（〔\[].*[)）〕\]]|単位.*", text):
            return at
    return None


def section_name(heading: Line | None, department: str, fallback: str) -> str:
    """«令和2年度 商工労働部当初予算施策体系» → «施策体系»: the heading without year, department and 当初予算."""
    if heading is None:
        return fallback
    name = squeeze(heading.text).replace(squeeze(department), "") if department else squeeze(heading.text)
    name = re.sub(r"^.*?年度", "", name)
    name = re.sub(r"^(の)?(当初)?予算(案)?(の)?(?=.{2,})", "", name)
    return name or fallback
