"""The list of main projects: headings to a policy tree, rows to projects, re-listings and breakdown lines."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass, field

from db.errors import Unreadable, UnreadableDocument
from db.ingest import era
from db.ingest.clean import nfkc, parse_amount, squeeze
from db.ingest.columns import Role, list_columns, stated_unit
from db.ingest.front import DEPARTMENT_LINE
from db.ingest.policies import PolicyNode, PolicyTree
from db.ingest.read import Line
from db.ingest.table import Note
from db.ingest.unwrap import Evidence, unwrap, widest_line
from nlp.query import Category, Period

_RELISTED = re.compile(r"[【\[〔(（<〈]?\s*(?:再掲|再)\s*[】\]〕)）>〉]?")
_RELISTED_NAME = re.compile(r"[【\[〔(（]\s*再掲\s*[】\]〕)）]")
_SHORT_CATEGORIES = {"新": Category.NEW, "拡": Category.EXPANDED, "継": Category.CONTINUED}
_SEVERAL = re.compile(r"[、，,／/\n]")
_OTHERS = re.compile(r"(?:ほか|他|等)$")
_PROJECT_END = re.compile(r".*(?:費|事業|金|事業等|費等)(?:[(（].*[)）])?")
_PAGE_NUMBER = re.compile(r"[-‐－―\s]*\d{1,3}[-‐－―\s]*|\d{1,3}\s*ページ")


@dataclass(frozen=True, slots=True)
class Amount:
    """A project's amount in one period, in the list's unit."""

    period: Period
    amount: int
    printed: str


@dataclass(frozen=True, slots=True)
class ProjectRow:
    """A row with a number, or an unnumbered one under it (`number` is then the project's above)."""

    line: int
    number: int
    policy: str
    relisted: bool
    is_breakdown: bool
    name: str
    """Line wraps undone; empty for a breakdown line."""
    divisions: tuple[str, ...]
    """Names as the first table prints them."""
    amounts: tuple[Amount, ...]
    category: str | None
    summary: str
    printed: str

    @property
    def amount(self) -> int:
        """In the document's own period."""
        return self.amounts[0].amount


@dataclass(frozen=True, slots=True)
class ProjectList:
    """The whole list."""

    policies: tuple[PolicyNode, ...]
    rows: tuple[ProjectRow, ...]
    unit: str | None
    """The unit the header states."""
    notes: tuple[Note, ...]
    unread: tuple[Line, ...]

    @property
    def projects(self) -> tuple[ProjectRow, ...]:
        """First listings, in printed order."""
        return tuple(row for row in self.rows if not row.relisted and not row.is_breakdown)

    @property
    def relistings(self) -> tuple[ProjectRow, ...]:
        return tuple(row for row in self.rows if row.relisted)

    @property
    def breakdowns(self) -> tuple[ProjectRow, ...]:
        return tuple(row for row in self.rows if row.is_breakdown)


@dataclass(frozen=True, slots=True)
class _Page:
    """A header row and the rows printed under it."""

    columns: dict[Role, int]
    periods: tuple[tuple[int, Period], ...]
    header: Line
    rows: tuple[Line, ...]

    def widest(self, role: Role) -> int:
        index = self.columns.get(role)
        cells = (row.cells[index] for row in self.rows if index is not None and index < len(row.cells))
        return widest_line(cells)


@dataclass(slots=True)
class _State:
    """What the reader of the list has seen so far."""

    tree: PolicyTree = field(default_factory=PolicyTree)
    rows: list[ProjectRow] = field(default_factory=list)
    first: dict[int, ProjectRow] = field(default_factory=dict)
    notes: list[Note] = field(default_factory=list)
    unread: list[Line] = field(default_factory=list)


def read_projects(
    lines: tuple[Line, ...],
    own: Period,
    known: Evidence,
    division: Callable[[str], str | None],
    *,
    grouped: bool,
) -> ProjectList:
    """Read the part under the list's heading. `division` gives a division's printed name for a cell's, or None.

    Raises UnreadableDocument: NO_LIST_HEADER, TOO_FEW_CELLS, TOO_MANY_CELLS, NO_AMOUNT, BAD_AMOUNT, BAD_NUMBER,
    DUPLICATE_NUMBER, NOT_LISTED_BEFORE, NO_NAME, UNKNOWN_DIVISION, NO_HEADING, EMPTY_SECTION, NO_PROJECT_ABOVE,
    CUT_SHORT.
    """
    state = _State()
    page: _Page | None = None
    for at, line in enumerate(lines):
        if line.blank:
            continue
        if not line.is_row:
            _text_line(state, line)
            continue
        columns = list_columns(line)
        if columns is not None:
            page = _page(columns, line, lines[at + 1 :], own)
            state.tree.header_row(line)
            continue
        if page is None:
            raise UnreadableDocument(line.number, Unreadable.NO_LIST_HEADER, (_first_text(line),))
        _add(state, _project_row(state, page, line, known, division, grouped=grouped))
    _check_end(state, lines)
    unit = next((unit for line in lines if list_columns(line) is not None and (unit := stated_unit(line.text))), None)
    return ProjectList(tuple(state.tree.nodes), tuple(state.rows), unit, tuple(state.notes), tuple(state.unread))


def name_parts(name: str) -> tuple[str, ...]:
    """The names in a cell that prints several («A事業費、B事業費»); one name is returned alone."""
    parts, depth, start = [], 0, 0
    for at, each in enumerate(name):
        depth += (each in "「『（(") - (each in "」』）)")
        if each in "、，" and depth == 0:
            parts.append(name[start:at])
            start = at + 1
    parts.append(name[start:])
    several = len(parts) > 1 and all(_PROJECT_END.fullmatch(part) for part in parts)
    return tuple(parts) if several else (name,)


def category(cell: str) -> str | None:
    """区分 as printed, abbreviations and brackets undone («〈新〉» → 新規); None where empty."""
    plain = squeeze(nfkc(cell)).strip("()<>〈〉《》【】[]・-")
    return _SHORT_CATEGORIES.get(plain, plain) or None


def _first_text(line: Line) -> str:
    return next((cell for cell in line.cells if cell), "")


def _page(columns: dict[Role, int], header: Line, following: tuple[Line, ...], own: Period) -> _Page:
    rows: list[Line] = []
    for line in following:
        if line.is_row and list_columns(line) is not None:
            break
        if line.is_row:
            rows.append(line)
    first = columns[Role.AMOUNT]
    others = (
        (index, period)
        for index, cell in enumerate(header.cells)
        if index != first
        and re.search(r"予算額|現計", cell)
        and (period := era.period(cell, own.fiscal_year))
        and period != own
    )
    return _Page(columns, ((first, own), *others), header, tuple(rows))


def _text_line(state: _State, line: Line) -> None:
    """A heading, a note, or something else."""
    text = line.text.strip()
    if text.startswith("※"):
        state.notes.append(Note(line.number, text))
        return
    if state.tree.heading(line):
        return
    if not _PAGE_NUMBER.fullmatch(text) and not DEPARTMENT_LINE.fullmatch(text):
        state.unread.append(line)


def _project_row(
    state: _State,
    page: _Page,
    line: Line,
    known: Evidence,
    division: Callable[[str], str | None],
    *,
    grouped: bool,
) -> ProjectRow:
    cells = line.cells
    expected = len(page.header.cells)
    if len(cells) < expected:
        raise UnreadableDocument(line.number, Unreadable.TOO_FEW_CELLS, (str(len(cells)), str(expected)))
    if any(cells[expected:]):
        raise UnreadableDocument(line.number, Unreadable.TOO_MANY_CELLS, (str(len(cells)), str(expected)))

    def cell(role: Role) -> str:
        index = page.columns.get(role)
        return cells[index] if index is not None else ""

    name = unwrap(_RELISTED_NAME.sub("", cell(Role.NAME)), known, page.widest(Role.NAME))
    summary = unwrap(cell(Role.SUMMARY), known, page.widest(Role.SUMMARY))
    if name and cell(Role.DIVISION) and not cell(Role.NUMBER) and not _marked_again(cell(Role.NAME)):
        raise UnreadableDocument(line.number, Unreadable.BAD_NUMBER, ("",))
    relisted, number = _number(state, line, cell(Role.NUMBER), cell(Role.NAME), name)
    amounts = _amounts(page, line, name or summary, grouped=grouped)
    policy = state.tree.current
    if policy is None:
        raise UnreadableDocument(line.number, Unreadable.NO_HEADING, (name or summary,))
    is_breakdown = not cell(Role.NUMBER) and not relisted
    if is_breakdown and name:
        summary = f"{name} {summary}".strip()
    return ProjectRow(
        line=line.number,
        number=number,
        policy=policy,
        relisted=relisted,
        is_breakdown=is_breakdown,
        name="" if is_breakdown else name,
        divisions=_divisions(line, cell(Role.DIVISION), division),
        amounts=amounts,
        category=category(cell(Role.CATEGORY)),
        summary=summary,
        printed=line.text,
    )


def _number(state: _State, line: Line, printed: str, printed_name: str, name: str) -> tuple[bool, int]:
    """Whether the row is a re-listing, and its project's number."""
    relisted = _RELISTED.search(printed) is not None or _marked_again(printed_name)
    digits = squeeze(nfkc(_RELISTED.sub("", printed))).rstrip(".")
    if not digits and relisted:
        same = [row.number for row in state.first.values() if squeeze(row.name) == squeeze(name)]
        if not same:
            raise UnreadableDocument(line.number, Unreadable.NOT_LISTED_BEFORE, (name,))
        return True, same[0]
    if not digits:
        if not state.first:
            raise UnreadableDocument(line.number, Unreadable.NO_PROJECT_ABOVE, (_first_text(line),))
        return False, state.rows[-1].number
    if not digits.isdigit():
        raise UnreadableDocument(line.number, Unreadable.BAD_NUMBER, (printed,))
    number = int(digits)
    if relisted and number not in state.first:
        raise UnreadableDocument(line.number, Unreadable.NOT_LISTED_BEFORE, (printed,))
    if not relisted and number in state.first:
        first = state.first[number].line
        raise UnreadableDocument(line.number, Unreadable.DUPLICATE_NUMBER, (str(number), str(first)))
    if not name:
        raise UnreadableDocument(line.number, Unreadable.NO_NAME, (str(number),))
    return relisted, number


def _marked_again(printed_name: str) -> bool:
    """Whether the name's cell says 【再掲】."""
    return _RELISTED_NAME.search(printed_name) is not None


def _amounts(page: _Page, line: Line, name: str, *, grouped: bool) -> tuple[Amount, ...]:
    amounts = []
    for index, period in page.periods:
        printed = line.cells[index]
        if not printed:
            raise UnreadableDocument(line.number, Unreadable.NO_AMOUNT, (name,))
        value = parse_amount(printed, grouped=grouped)
        if value is None:
            raise UnreadableDocument(line.number, Unreadable.BAD_AMOUNT, (printed,))
        amounts.append(Amount(period, value, printed))
    return tuple(amounts)


def _divisions(line: Line, cell: str, division: Callable[[str], str | None]) -> tuple[str, ...]:
    names = [squeeze(name) for name in _SEVERAL.split(squeeze(cell)) if name]
    found: list[str] = []
    for name in names:
        printed = division(name) or division(_OTHERS.sub("", name))
        if printed is None:
            raise UnreadableDocument(line.number, Unreadable.UNKNOWN_DIVISION, (name,))
        if printed not in found:
            found.append(printed)
    return tuple(found)


def _add(state: _State, row: ProjectRow) -> None:
    state.rows.append(row)
    if not row.relisted and not row.is_breakdown:
        state.first[row.number] = row
    state.tree.row()


def _check_end(state: _State, lines: tuple[Line, ...]) -> None:
    """The list must not end in the middle: with a heading without rows, or with a line that is nothing yet."""
    last = next((line for line in reversed(lines) if not line.blank), None)
    state.tree.end()
    if last is None or not state.rows:
        raise UnreadableDocument(last.number if last else None, Unreadable.NO_LIST)
    unread_end = bool(state.unread) and state.unread[-1] is last
    if unread_end or re.fullmatch(r"\d+", last.text.strip()):
        raise UnreadableDocument(last.number, Unreadable.CUT_SHORT, (last.text.strip(),))
