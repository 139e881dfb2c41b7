"""What Slack refuses, as a table of limits, and the check of a message or view against it.

Nothing is sent that this finds fault with: a refused message is an answer lost.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

LIMITS: Mapping[str, int] = {
    "message.text": 40_000,
    "message.blocks": 50,
    "message.data_visualization": 2,
    "message.table": 1,
    "message.markdown": 12_000,
    "message.data_table.text": 20_000,
    "view.blocks": 100,
    "view.title": 24,
    "view.submit": 24,
    "view.close": 24,
    "view.callback_id": 255,
    "view.private_metadata": 3_000,
    "block_id": 255,
    "action_id": 255,
    "text": 3_000,
    "section.text": 3_000,
    "section.fields": 10,
    "section.field": 2_000,
    "header.text": 150,
    "markdown.text": 12_000,
    "context.elements": 10,
    "context.text": 2_000,
    "actions.elements": 25,
    "input.label": 2_000,
    "input.hint": 2_000,
    "button.text": 75,
    "button.value": 2_000,
    "option.text": 75,
    "option.value": 150,
    "option.description": 75,
    "overflow.options": 5,
    "static_select.options": 100,
    "radio_buttons.options": 10,
    "checkboxes.options": 10,
    "placeholder": 150,
    "plain_text_input.max_length": 3_000,
    "confirm.title": 100,
    "confirm.text": 300,
    "confirm.button": 30,
    "rich_text.text": 3_000,
    "table.rows": 100,
    "table.columns": 20,
    "data_table.rows": 101,
    "data_table.columns": 20,
    "data_table.page_size": 100,
    "data_table.text": 20_000,
    "data_table.caption": 150,
    "data_visualization.title": 50,
    "data_visualization.segments": 6,
    "data_visualization.series": 6,
    "data_visualization.categories": 20,
    "data_visualization.label": 20,
    "data_visualization.axis": 50,
}
"""At most so many characters or elements. Where sources differ the smaller number stands here (`context.text`,
`data_table.caption`, `rich_text.text` are our own: Slack states none). `data_table.rows` counts the header."""

MESSAGE_BLOCKS = frozenset(
    ("section", "header", "divider", "context", "actions", "markdown", "rich_text", "table", "data_table")
) | {"data_visualization"}
MODAL_BLOCKS = frozenset(("section", "header", "divider", "context", "actions", "input", "rich_text"))
HOME_BLOCKS = MESSAGE_BLOCKS | {"input"}

Fields = Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class Violation:
    """One thing Slack would refuse."""

    where: str
    """«blocks[3].elements[0].text»."""
    limit: str
    """A key of `LIMITS`, or «required», «type», «unique», «shape»."""
    found: int = 0


def check_message(text: str, blocks: Sequence[Fields]) -> tuple[Violation, ...]:
    """Every limit a message breaks; empty where it can be sent."""
    return (*_sized("text", text, "message.text", least=1), *_message_blocks(blocks))


def check_view(view: Fields) -> tuple[Violation, ...]:
    """Every limit a modal or the home tab breaks."""
    return tuple(_view(view))


def _view(view: Fields) -> Iterator[Violation]:
    blocks = view["blocks"]
    allowed = MODAL_BLOCKS if view["type"] == "modal" else HOME_BLOCKS
    yield from _count("blocks", blocks, "view.blocks", least=1)
    yield from _all_blocks(blocks, allowed)
    for key in ("callback_id", "private_metadata"):
        yield from _sized(key, view.get(key, ""), f"view.{key}")
    for key in ("title", "submit", "close"):
        if view["type"] == "modal" and (key == "title" or key in view):
            yield from _sized(key, view[key]["text"], f"view.{key}", least=1)


def _message_blocks(blocks: Sequence[Fields]) -> Iterator[Violation]:
    yield from _count("blocks", blocks, "message.blocks")
    yield from _all_blocks(blocks, MESSAGE_BLOCKS)
    for kind in ("data_visualization", "table"):
        yield from _count(kind, [each for each in blocks if each["type"] == kind], f"message.{kind}")
    tables = sum(_text_size(each["rows"]) for each in blocks if each["type"] == "data_table")
    yield from _over("data_table", tables, "message.data_table.text")
    marked = sum(len(each["text"]) for each in blocks if each["type"] == "markdown")
    yield from _over("markdown", marked, "message.markdown")


def _all_blocks(blocks: Sequence[Fields], allowed: frozenset[str]) -> Iterator[Violation]:
    for number, block in enumerate(blocks):
        where = f"blocks[{number}]"
        if block["type"] not in allowed:
            yield Violation(where, "type")
            continue
        yield from _sized(f"{where}.block_id", block.get("block_id", ""), "block_id")
        yield from _BLOCKS[block["type"]](where, block)
    yield from _unique("block_id", [block["block_id"] for block in blocks if "block_id" in block])
    elements = [element for block in blocks for element in _elements(block)]
    yield from _unique("action_id", [element["action_id"] for element in elements if "action_id" in element])


def _elements(block: Fields) -> list[Fields]:
    """What can be pressed or filled in."""
    found = list(block["elements"]) if block["type"] == "actions" else []
    return found + [block[key] for key in ("accessory", "element") if key in block]


def _section(where: str, block: Fields) -> Iterator[Violation]:
    if "text" not in block and "fields" not in block:
        yield Violation(where, "required")
    if "text" in block:
        yield from _text(f"{where}.text", block["text"], "section.text")
    yield from _count(f"{where}.fields", block.get("fields", ()), "section.fields")
    for field in block.get("fields", ()):
        yield from _text(f"{where}.fields", field, "section.field")
    if "accessory" in block:
        yield from _element(f"{where}.accessory", block["accessory"])


def _header(where: str, block: Fields) -> Iterator[Violation]:
    yield from _text(where, block["text"], "header.text", only="plain_text")


def _nothing(where: str, block: Fields) -> Iterator[Violation]:
    yield from ()


def _markdown(where: str, block: Fields) -> Iterator[Violation]:
    yield from _sized(where, block["text"], "markdown.text", least=1)


def _context(where: str, block: Fields) -> Iterator[Violation]:
    yield from _count(where, block["elements"], "context.elements", least=1)
    for element in block["elements"]:
        yield from _text(where, element, "context.text")


def _actions(where: str, block: Fields) -> Iterator[Violation]:
    yield from _count(where, block["elements"], "actions.elements", least=1)
    for number, element in enumerate(block["elements"]):
        yield from _element(f"{where}.elements[{number}]", element)


def _input(where: str, block: Fields) -> Iterator[Violation]:
    yield from _text(f"{where}.label", block["label"], "input.label", only="plain_text")
    if "hint" in block:
        yield from _text(f"{where}.hint", block["hint"], "input.hint", only="plain_text")
    yield from _element(f"{where}.element", block["element"])


def _element(where: str, element: Fields) -> Iterator[Violation]:
    kind = element["type"]
    yield from _sized(f"{where}.action_id", element.get("action_id", ""), "action_id", least=1)
    if kind == "button":
        yield from _text(f"{where}.text", element["text"], "button.text", only="plain_text")
        yield from _sized(f"{where}.value", element.get("value", ""), "button.value")
        if element.get("style", "primary") not in ("primary", "danger"):
            yield Violation(f"{where}.style", "shape")
    if "confirm" in element:
        yield from _confirm(f"{where}.confirm", element["confirm"])
    if "placeholder" in element:
        yield from _text(f"{where}.placeholder", element["placeholder"], "placeholder", only="plain_text")
    if f"{kind}.options" in LIMITS:
        yield from _options(where, element)
    if kind == "plain_text_input":
        most = element.get("max_length", LIMITS["plain_text_input.max_length"])
        yield from _over(where, most, "plain_text_input.max_length")
        if len(element.get("initial_value", "")) > most:
            yield Violation(f"{where}.initial_value", "shape")


def _options(where: str, element: Fields) -> Iterator[Violation]:
    options = element["options"]
    yield from _count(where, options, f"{element['type']}.options", least=1)
    for option in options:
        yield from _text(f"{where}.option", option["text"], "option.text")
        yield from _sized(f"{where}.option.value", option["value"], "option.value", least=1)
        if "description" in option:
            yield from _text(f"{where}.option.description", option["description"], "option.description")
    yield from _unique(f"{where}.option.value", [option["value"] for option in options])
    for chosen in (*element.get("initial_options", ()), *_one(element.get("initial_option"))):
        if chosen not in options:
            yield Violation(f"{where}.initial_option", "shape")


def _one(option: Fields | None) -> tuple[Fields, ...]:
    return () if option is None else (option,)


def _confirm(where: str, confirm: Fields) -> Iterator[Violation]:
    yield from _text(f"{where}.title", confirm["title"], "confirm.title", only="plain_text")
    yield from _text(f"{where}.text", confirm["text"], "confirm.text")
    for key in ("confirm", "deny"):
        yield from _text(f"{where}.{key}", confirm[key], "confirm.button", only="plain_text")


def _rich_text(where: str, block: Fields) -> Iterator[Violation]:
    yield from _over(where, _text_size(block["elements"]), "rich_text.text")
    if not block["elements"] or any(not element["elements"] for element in block["elements"]):
        yield Violation(where, "required")
    if not all(_nonempty(element) for element in block["elements"]):
        yield Violation(where, "shape")


def _nonempty(element: Fields) -> bool:
    if element["type"] == "text":
        return bool(element["text"])
    return all(_nonempty(each) for each in element.get("elements", ()))


def _table(where: str, block: Fields) -> Iterator[Violation]:
    kind, rows = block["type"], block["rows"]
    yield from _count(where, rows, f"{kind}.rows", least=2)
    yield from _count(where, rows[0] if rows else (), f"{kind}.columns", least=1)
    if len({len(row) for row in rows}) > 1:
        yield Violation(where, "shape")
    for cell in (cell for row in rows for cell in row):
        if cell["type"] not in ("raw_text", "raw_number", "rich_text"):
            yield Violation(where, "type")
        elif cell["type"] != "rich_text" and not cell["text"]:
            yield Violation(f"{where}.cell", "required")
        elif cell["type"] == "raw_number" and (isinstance(cell["value"], bool) or not _is_number(cell["value"])):
            yield Violation(f"{where}.cell", "shape")


def _data_table(where: str, block: Fields) -> Iterator[Violation]:
    yield from _table(where, block)
    yield from _sized(f"{where}.caption", block.get("caption", ""), "data_table.caption", least=1)
    yield from _over(where, _text_size(block["rows"]), "data_table.text")
    yield from _over(f"{where}.page_size", block.get("page_size", 5), "data_table.page_size")
    if block.get("page_size", 5) < 1 or any(cell["type"] == "rich_text" for cell in block["rows"][0]):
        yield Violation(where, "shape")


def _data_visualization(where: str, block: Fields) -> Iterator[Violation]:
    chart = block["chart"]
    yield from _sized(f"{where}.title", block.get("title", ""), "data_visualization.title", least=1)
    if chart["type"] == "pie":
        yield from _points(where, chart["segments"], "data_visualization.segments")
        if any(segment["value"] <= 0 for segment in chart["segments"]):
            yield Violation(f"{where}.segments", "shape")
    elif chart["type"] in ("bar", "line", "area"):
        yield from _axes(where, chart)
    else:
        yield Violation(where, "type")


def _axes(where: str, chart: Fields) -> Iterator[Violation]:
    axis = chart["axis_config"]
    categories = axis["categories"]
    yield from _count(where, chart["series"], "data_visualization.series", least=1)
    yield from _count(where, categories, "data_visualization.categories", least=1)
    yield from _unique(f"{where}.categories", categories)
    yield from _unique(f"{where}.series", [series["name"] for series in chart["series"]])
    for key in ("x_label", "y_label"):
        yield from _sized(f"{where}.{key}", axis.get(key, ""), "data_visualization.axis")
    for series in chart["series"]:
        yield from _sized(f"{where}.series", series["name"], "data_visualization.label", least=1)
        yield from _points(where, series["data"], "data_visualization.categories")
        if [point["label"] for point in series["data"]] != list(categories):
            yield Violation(f"{where}.series", "shape")


def _points(where: str, points: Sequence[Fields], limit: str) -> Iterator[Violation]:
    yield from _count(where, points, limit, least=1)
    for point in points:
        yield from _sized(f"{where}.label", point["label"], "data_visualization.label", least=1)
        if not _is_number(point["value"]):
            yield Violation(f"{where}.value", "shape")


def _is_number(value: object) -> bool:
    return isinstance(value, int | float) and value == value and abs(value) != float("inf")


def _text(where: str, text: Fields, limit: str, *, only: str = "") -> Iterator[Violation]:
    if text["type"] not in ((only,) if only else ("plain_text", "mrkdwn")):
        yield Violation(where, "type")
    yield from _sized(where, text["text"], limit, least=1)


def _text_size(value: object) -> int:
    """Characters in every «text» below."""
    if isinstance(value, Mapping):
        own = value.get("text")
        return (len(own) if isinstance(own, str) else 0) + sum(
            _text_size(each) for key, each in value.items() if key != "text"
        )
    return sum(map(_text_size, value)) if isinstance(value, list | tuple) else 0


def _sized(where: str, text: str, limit: str, *, least: int = 0) -> Iterator[Violation]:
    if len(text.strip()) < least:
        yield Violation(where, "required")
    yield from _over(where, len(text), limit)


def _count(where: str, elements: Sequence[object], limit: str, *, least: int = 0) -> Iterator[Violation]:
    if len(elements) < least:
        yield Violation(where, "required")
    yield from _over(where, len(elements), limit)


def _over(where: str, found: int, limit: str) -> Iterator[Violation]:
    if found > LIMITS[limit]:
        yield Violation(where, limit, found)


def _unique(where: str, values: Sequence[object]) -> Iterator[Violation]:
    if len(set(values)) < len(values):
        yield Violation(where, "unique")


_BLOCKS: Mapping[str, Callable[[str, Fields], Iterator[Violation]]] = {
    "section": _section,
    "header": _header,
    "divider": _nothing,
    "markdown": _markdown,
    "context": _context,
    "actions": _actions,
    "input": _input,
    "rich_text": _rich_text,
    "table": _table,
    "data_table": _data_table,
    "data_visualization": _data_visualization,
}
