"""An answer as a file: CSV that spreadsheets open as Japanese, and XLSX. A row a figure, with where it stands.

Amounts stay in 千円, as the document prints them, whatever unit was asked for: they are there to be calculated with.
"""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal

from xlsxwriter import Workbook

from bot.answering import Turn
from bot.wording import exports as words
from bot.wording.labels import figure_label, group_measure, item_name, measure_name
from db.answer import Answer, Detail, Figure, Item
from nlp.explain import document_name, selection_words
from nlp.query import Operation, Query, Unit
from nlp.say import period_name

HEADINGS = (
    *(words.PART, words.NUMBER, words.NAME, words.DIVISIONS, words.CATEGORY, words.MEASURE, words.VALUE, words.UNIT),
    *(words.PHASE, words.BASE, words.HOW, words.SECTION, words.LINES, words.QUOTES, words.DOCUMENT),
)
Value = str | int | float
_FORMULA = ("=", "+", "-", "@", "\t", "\r", "\n")
_UNSHOWN = re.compile(r"[\x00-\x08\x0b-\x1f\x7f\ufffe\uffff\ud800-\udfff]")
_WIDTHS = {words.NAME: 40, words.DIVISIONS: 24, words.MEASURE: 26, words.SECTION: 26, words.DOCUMENT: 36}
_WIDTH = 14


@dataclass(frozen=True, slots=True)
class Line:
    """One row of the file."""

    cells: tuple[Value, ...]
    """As many as `HEADINGS`."""


def lines(turn: Turn) -> tuple[Line, ...]:
    """Every figure of the answer: what was asked, what it was compared with, the rows."""
    return tuple(line for answer in turn.answers for line in _of_answer(answer))


def to_csv(turn: Turn) -> bytes:
    """UTF-8 with a byte order mark, lines ended by CR LF; what a spreadsheet would run begins with an apostrophe."""
    out = io.StringIO()
    writer = csv.writer(out)
    writer.writerow(HEADINGS)
    writer.writerows([_harmless(cell) for cell in line.cells] for line in lines(turn))
    return out.getvalue().encode("utf-8-sig")


def to_xlsx(turn: Turn) -> bytes:
    """A workbook of two sheets: the figures, and how the question was read. No cell is a formula or a link."""
    out = io.BytesIO()
    with Workbook(out, {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False}) as book:
        head, text, number = (
            book.add_format({"bold": True, "bottom": 1}),
            book.add_format({"text_wrap": True, "valign": "top"}),
            book.add_format({"num_format": "#,##0.####", "valign": "top"}),
        )
        sheet = book.add_worksheet(words.ANSWER_SHEET)
        for column, heading in enumerate(HEADINGS):
            sheet.set_column(column, column, _WIDTHS.get(heading, _WIDTH))
            sheet.write_string(0, column, heading, head)
        found = lines(turn)
        for row, line in enumerate(found, 1):
            for column, cell in enumerate(line.cells):
                if isinstance(cell, str):
                    sheet.write_string(row, column, _shown(cell), text)
                else:
                    sheet.write_number(row, column, cell, number)
        sheet.freeze_panes(1, 0)
        sheet.autofilter(0, 0, max(1, len(found)), len(HEADINGS) - 1)
        read = book.add_worksheet(words.READING_SHEET)
        read.set_column(0, 0, _WIDTH)
        read.set_column(1, 1, 100)
        reply = turn.reply
        said = [(words.QUESTION, reply.question), (words.READING, reply.reading)]
        said += [(words.NOTES, note) for note in reply.notes]
        for row, (label, what) in enumerate(said):
            read.write_string(row, 0, label, head)
            read.write_string(row, 1, _shown(what), text)
    return out.getvalue()


def _of_answer(answer: Answer) -> Iterator[Line]:
    query = answer.query
    document = document_name(answer.document)
    for part, figures in ((words.HEADLINE, answer.figures), (words.CONTEXT, answer.context)):
        for figure in figures:
            name = figure.subject.name if figure.subject else selection_words(query)
            measure = figure_label(figure, query).removeprefix(name).strip()
            yield _line(part, name, Detail(), measure, figure, document)
    for item in _rows(answer):
        for position, figure in enumerate(item.figures):
            measure = _measure(item, position, query)
            yield _line(words.ROW, item_name(item, query), item.detail, measure, figure, document)
        if not item.figures:
            yield _line(words.ROW, item_name(item, query), item.detail, "", None, document)


def _rows(answer: Answer) -> tuple[Item, ...]:
    """Rows and the addends behind a headline, each once."""
    return tuple(dict.fromkeys((*answer.items, *answer.details)))


def _measure(item: Item, position: int, query: Query) -> str:
    figure = item.figures[position]
    if query.operation is Operation.GROUP:
        return group_measure(figure, position, len(item.figures), query)
    return "" if figure.unit is not Unit.THOUSAND_YEN and figure.measure is None else measure_name(figure, query)


def _line(part: str, name: str, detail: Detail, measure: str, figure: Figure | None, document: str) -> Line:
    sources = figure.sources if figure else ()
    value: tuple[Value, ...] = ("", "", "", "", "")
    if figure is not None:
        value = (
            _number(figure.value),
            figure.unit.value,
            period_name(figure.period) if figure.period else "",
            period_name(figure.base) if figure.base else "",
            words.COMPUTED if figure.computed else words.PRINTED,
        )
    return Line(
        (
            part,
            "" if detail.number is None else detail.number,
            name,
            "、".join(division.name for division in detail.divisions),
            detail.category.value if detail.category else "",
            measure,
            *value,
            words.BETWEEN.join(dict.fromkeys(source.section for source in sources)),
            words.BETWEEN.join(str(source.line) for source in sources),
            words.BETWEEN.join(source.quote for source in sources),
            document,
        )
    )


def _number(value: int | Decimal) -> int | float:
    return value if isinstance(value, int) else float(value)


def _harmless(cell: Value) -> Value:
    """Numbers stay numbers; text never begins as a formula does."""
    if not isinstance(cell, str):
        return cell
    text = _UNSHOWN.sub("", cell)
    return f"'{text}" if text.lstrip(" 　").startswith(_FORMULA) or text.startswith(_FORMULA) else text


def _shown(text: str) -> str:
    """What a cell may hold: no control characters, and no more than a spreadsheet takes."""
    return _UNSHOWN.sub("", text)[:32_000]
