"""A table in each of Slack's forms: `data_table` sorts and pages by itself, `table` stands still, lines always work."""

from __future__ import annotations

from collections.abc import Sequence

from bot.slack.view.escape import clean, cut
from bot.slack.view.limits import LIMITS
from bot.slack.view.message import Block
from bot.slack.view.tables import Cell, Column

_EMPTY = "—"
_PAGE_SIZE = 20
_MOST_TEXT = LIMITS["data_table.text"] // 2
"""Characters of one table: two of them are still one message."""
_MOST_CELL = 200


def data_table(columns: Sequence[Column], caption: str) -> Block:
    """The native table that sorts by a column and pages."""
    fitting = _fitting(columns)
    header = [_text(column.heading) for column in fitting]
    body = [[_cell(column, number) for column in fitting] for number in range(len(fitting[0].cells) if fitting else 0)]
    return {
        "type": "data_table",
        "caption": cut(clean(caption), LIMITS["data_table.caption"]),
        "rows": [header, *body],
        "page_size": min(_PAGE_SIZE, max(1, len(body))),
        "row_header_column_index": next((i for i, column in enumerate(fitting) if not column.numeric), 0),
    }


def table(columns: Sequence[Column]) -> Block:
    """The plain native table, numbers to the right."""
    fitting = _fitting(columns)
    rows = [[_text(column.heading) for column in fitting]]
    rows += [[_text(column.cells[number].text) for column in fitting] for number in range(len(fitting[0].cells))]
    settings = [
        {"align": "right" if column.numeric else "left", "is_wrapped": not column.numeric} for column in fitting
    ]
    return {"type": "table", "rows": rows, "column_settings": settings}


def _fitting(columns: Sequence[Column]) -> list[Column]:
    """As many columns, from the left, as one table may hold; the name's and the figures' come first."""
    fitting: list[Column] = []
    size = 0
    for column in columns[: LIMITS["table.columns"]]:
        size += len(column.heading) + sum(min(len(cell.text) or 1, _MOST_CELL) for cell in column.cells)
        if size > _MOST_TEXT and fitting:
            break
        fitting.append(column)
    return fitting


def _cell(column: Column, number: int) -> Block:
    cell: Cell = column.cells[number]
    text = _text(cell.text)
    if column.numeric and cell.value is not None:
        return {"type": "raw_number", "value": cell.value, "text": text["text"]}
    return text


def _text(text: str) -> Block:
    return {"type": "raw_text", "text": cut(clean(text).replace("\n", " ").strip(), _MOST_CELL) or _EMPTY}
