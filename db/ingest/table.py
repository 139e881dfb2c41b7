"""The table by division and account: header rows to columns, rows to figures by period and printed rates."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from enum import StrEnum

from db.errors import Unreadable, UnreadableDocument
from db.ingest import era
from db.ingest.clean import is_rate, nfkc, parse_amount, parse_permille, squeeze
from db.ingest.read import Line
from nlp.query import Period

_FORMULA = re.compile(r"\(?\(?([a-z])-([a-z])\)?(?:/([a-z]))?")
_LETTER = re.compile(r"\(([a-z])\)")
_CHANGE = re.compile(r"増減|比較|差引|伸[びり]?率|伸率|対前")
_RATE = re.compile(r"率|[%％]|/[a-z]")
_ACCOUNT_TOTAL = re.compile(r"(?P<name>.*会計)(?:の)?(?:小)?(?:合)?計|(?:小計|会計計)")
_GRAND_TOTAL = re.compile(r"(?:.{0,12}(?:部|局|庁|課|室|所|委員会|本部))?(?:総)?(?:合計|総計|総額|計)")
_ACCOUNT = re.compile(r".*会計")
_DIVISION = re.compile(r".*(?:課|室|局|事務局|センター|所|部|班|係)")


@dataclass(frozen=True, slots=True)
class PeriodColumn:
    """A column of amounts."""

    index: int
    period: Period


@dataclass(frozen=True, slots=True)
class ChangeColumn:
    """A column of changes: rates in %, or amounts."""

    index: int
    period: Period
    base: Period
    is_rate: bool


@dataclass(frozen=True, slots=True)
class Columns:
    """What the header rows say."""

    line: int
    count: int
    periods: tuple[PeriodColumn, ...]
    changes: tuple[ChangeColumn, ...]


class RowKind(StrEnum):
    DETAIL = "detail"
    SUBTOTAL = "subtotal"
    TOTAL = "total"


@dataclass(frozen=True, slots=True)
class Cell:
    """An amount as printed."""

    period: Period
    amount: int
    """In the table's unit."""
    printed: str


@dataclass(frozen=True, slots=True)
class Change:
    """A printed rate (tenths of a percent) or change (in the table's unit)."""

    column: ChangeColumn
    value: int | None
    """None where it says that there is none (皆増, «－»)."""
    printed: str


@dataclass(frozen=True, slots=True)
class TableRow:
    """One row of the table."""

    line: int
    kind: RowKind
    account: str | None
    """The account it stands under, or totals; None for the grand total."""
    name: str
    """Of a detail row: the division or the single account; else the label, spaces removed."""
    is_division: bool
    cells: tuple[Cell, ...]
    changes: tuple[Change, ...]

    def amount(self, period: Period) -> int:
        """The amount in a period of the table."""
        return next(cell.amount for cell in self.cells if cell.period == period)


@dataclass(frozen=True, slots=True)
class Note:
    """A ※ note."""

    line: int
    text: str


@dataclass(frozen=True, slots=True)
class Table:
    """The whole table."""

    columns: Columns
    rows: tuple[TableRow, ...]
    """Detail rows and totals in printed order, the grand total last."""
    notes: tuple[Note, ...]
    unread: tuple[Line, ...] = ()

    @property
    def details(self) -> tuple[TableRow, ...]:
        return tuple(row for row in self.rows if row.kind is RowKind.DETAIL)

    @property
    def total(self) -> TableRow:
        """The grand total, always the last row."""
        return self.rows[-1]


def read_table(lines: tuple[Line, ...], own_year: int, *, grouped: bool) -> Table:
    """Read the part that holds the table.

    Raises UnreadableDocument: NO_TABLE, BAD_HEADER, TOO_FEW_CELLS, TOO_MANY_CELLS, NO_AMOUNT, BAD_AMOUNT, BAD_RATE,
    NO_ACCOUNT, DUPLICATE_ROW, NO_TOTAL.
    """
    start = next((at for at, line in enumerate(lines) if line.is_row), len(lines))
    above, lines = lines[:start], lines[start:]
    header = _header_rows(lines)
    columns = _columns(header, own_year)
    rows: list[TableRow] = []
    account: str | None = None
    body = [line for line in lines[len(header) :] if not line.blank]
    ended = 0
    for ended, line in enumerate(body, 1):
        if not line.is_row:
            ended -= 1
            break
        if (group := _group_label(line)) is not None:
            account = group
            continue
        row = _row(line, columns, account, grouped=grouped)
        account = row.account
        rows.append(row)
        if row.kind is RowKind.TOTAL:
            break
    _check_complete(rows, header)
    rest = body[ended:]
    notes = tuple(Note(line.number, line.text.strip()) for line in (*above, *rest) if _is_note(line))
    return Table(columns, _divisions_known(rows), notes, tuple(line for line in rest if not _is_note(line)))


def _is_note(line: Line) -> bool:
    return not line.is_row and line.text.strip().startswith("※")


def _header_rows(lines: tuple[Line, ...]) -> tuple[Line, ...]:
    """The rows before the first that holds an amount or nothing but labels and figures."""
    header: list[Line] = []
    for line in lines:
        if not line.is_row or not (line.text.strip() and _heads(line)):
            break
        header.append(line)
    if not header:
        raise UnreadableDocument(lines[0].number if lines else None, Unreadable.NO_TABLE)
    return tuple(header)


def _heads(line: Line) -> bool:
    """A header row names years, phases or changes in its cells, a row of figures does not."""
    return any(
        era.fiscal_year(cell, 0) is not None or re.search(r"予算|現計|補正|決算", cell) or _CHANGE.search(cell)
        for cell in line.cells
    )


def _columns(header: tuple[Line, ...], own_year: int) -> Columns:
    count = max(len(line.cells) for line in header)
    texts = ["" for _ in range(count)]
    for depth, line in enumerate(header):
        above = ""
        for index, cell in enumerate((*line.cells, *[""] * (count - len(line.cells)))):
            spanning = depth + 1 < len(header)
            above = cell or (above if spanning else "")
            texts[index] += f" {above}"
    plain = [squeeze(nfkc(text)).lower() for text in texts]
    at = header[0].number
    if not any(era.fiscal_year(text, own_year) is not None for text in plain):
        raise UnreadableDocument(at, Unreadable.BAD_HEADER, (header[0].text.strip(),))
    periods: list[PeriodColumn] = []
    changes: list[tuple[int, str]] = []
    letters: dict[str, Period] = {}
    for index, text in enumerate(plain):
        if _CHANGE.search(text) or _FORMULA.search(text):
            changes.append((index, text))
        elif (period := era.period(text, own_year)) is not None:
            if any(each.period == period for each in periods):
                raise UnreadableDocument(at, Unreadable.BAD_HEADER, (texts[index].strip(),))
            periods.append(PeriodColumn(index, period))
            if letter := _LETTER.search(text):
                letters[letter.group(1)] = period
        elif periods and index < _used_columns(plain):
            raise UnreadableDocument(at, Unreadable.BAD_HEADER, (texts[index].strip(),))
    return Columns(at, _used_columns(plain), tuple(periods), _change_columns(changes, periods, letters))


def _used_columns(texts: list[str]) -> int:
    """Columns up to the last that is headed."""
    return max(index + 1 for index, text in enumerate(texts) if text)


def _change_columns(
    found: list[tuple[int, str]], periods: list[PeriodColumn], letters: dict[str, Period]
) -> tuple[ChangeColumn, ...]:
    """What each column of changes compares: by its formula, else the first period with the others in turn."""
    columns: list[ChangeColumn] = []
    bases = {True: 0, False: 0}
    for index, text in found:
        rate = bool(_RATE.search(text))
        bases[rate] += 1
        formula = _FORMULA.search(text)
        if formula and {formula[1], formula[2]} <= letters.keys():
            columns.append(ChangeColumn(index, letters[formula[1]], letters[formula[2]], rate))
        elif bases[rate] < len(periods):
            columns.append(ChangeColumn(index, periods[0].period, periods[bases[rate]].period, rate))
    return tuple(columns)


def _row(line: Line, columns: Columns, account: str | None, *, grouped: bool) -> TableRow:
    cells = line.cells
    first_value = columns.periods[0].index
    labels = [squeeze(cell) for cell in cells[:first_value]]
    needed = max(each.index for each in columns.periods) + 1
    name = next((label for label in reversed(labels) if label), "")
    if len(cells) < needed or (len(cells) < columns.count and columns.changes):
        raise UnreadableDocument(line.number, Unreadable.TOO_FEW_CELLS, (str(len(cells)), str(columns.count)))
    if any(cells[columns.count :]):
        raise UnreadableDocument(line.number, Unreadable.TOO_MANY_CELLS, (str(len(cells)), str(columns.count)))
    kind, of = _kind(labels, account)
    if kind is not RowKind.TOTAL and of is None:
        raise UnreadableDocument(line.number, Unreadable.NO_ACCOUNT, (name,))
    amounts = tuple(_cell(line, name, column, grouped=grouped) for column in columns.periods)
    changes = tuple(_change(line, column, grouped=grouped) for column in columns.changes if cells[column.index].strip())
    is_division = kind is RowKind.DETAIL and (_general(of) or _DIVISION.fullmatch(name) is not None)
    return TableRow(line.number, kind, of, name, is_division, amounts, changes)


def _group_label(line: Line) -> str | None:
    """An account named on a row of its own, without figures."""
    filled = [squeeze(cell) for cell in line.cells if cell]
    return filled[0] if len(filled) == 1 and line.cells[0] and _ACCOUNT.fullmatch(filled[0]) else None


def _general(account: str | None) -> bool:
    return account is not None and account.startswith("一般")


def _kind(labels: list[str], account: str | None) -> tuple[RowKind, str | None]:
    """What a row is by its labels, and its account: the label of the group is printed once for its rows."""
    filled = [label for label in labels if label]
    whole = "".join(filled)
    last = filled[-1] if filled else ""
    subtotal = _ACCOUNT_TOTAL.fullmatch(last) or _ACCOUNT_TOTAL.fullmatch(whole)
    if subtotal:
        return RowKind.SUBTOTAL, subtotal["name"] or account
    if whole == "計" and account is not None and not labels[0]:
        return RowKind.SUBTOTAL, account
    if _GRAND_TOTAL.fullmatch(whole):
        return RowKind.TOTAL, None
    if len(filled) > 1 and _GRAND_TOTAL.fullmatch(last):
        return RowKind.SUBTOTAL, filled[0] if _ACCOUNT.fullmatch(filled[0]) else account
    if labels and labels[0] and len(filled) > 1:
        return RowKind.DETAIL, labels[0]
    return RowKind.DETAIL, account


def _cell(line: Line, name: str, column: PeriodColumn, *, grouped: bool) -> Cell:
    printed = line.cells[column.index]
    if not printed:
        raise UnreadableDocument(line.number, Unreadable.NO_AMOUNT, (name,))
    amount = parse_amount(printed, grouped=grouped)
    if amount is None:
        raise UnreadableDocument(line.number, Unreadable.BAD_AMOUNT, (printed,))
    return Cell(column.period, amount, printed)


def _change(line: Line, column: ChangeColumn, *, grouped: bool) -> Change:
    printed = line.cells[column.index]
    if not column.is_rate:
        amount = parse_amount(printed, grouped=grouped)
        if amount is None:
            raise UnreadableDocument(line.number, Unreadable.BAD_AMOUNT, (printed,))
        return Change(column, amount, printed)
    if not is_rate(printed):
        raise UnreadableDocument(line.number, Unreadable.BAD_RATE, (printed,))
    return Change(column, parse_permille(printed), printed)


def _check_complete(rows: list[TableRow], header: tuple[Line, ...]) -> None:
    if not rows:
        raise UnreadableDocument(header[-1].number, Unreadable.NO_TOTAL)
    if rows[-1].kind is not RowKind.TOTAL:
        raise UnreadableDocument(rows[-1].line, Unreadable.NO_TOTAL, (rows[-1].name,))
    seen: set[tuple[str | None, str]] = set()
    for row in rows:
        if (row.account, row.name) in seen:
            raise UnreadableDocument(row.line, Unreadable.DUPLICATE_ROW, (row.name,))
        seen.add((row.account, row.name))


def _divisions_known(rows: list[TableRow]) -> tuple[TableRow, ...]:
    """A name that is a division in one account is one in every account."""
    divisions = {row.name for row in rows if row.is_division}
    return tuple(
        replace(row, is_division=True) if row.kind is RowKind.DETAIL and row.name in divisions else row for row in rows
    )
