"""The table of limits against two libraries' own, and that the check finds what breaks them."""

from __future__ import annotations

from typing import Any

import pytest
from slack_sdk.models import blocks as sdk
from slack_sdk.models.views import View
from slackblocks import _limits as theirs

from bot.slack.view.limits import LIMITS, check_message, check_view

_THEIRS = {
    "message.blocks": theirs.MESSAGE_BLOCKS_MAX_ITEMS,
    "message.data_visualization": theirs.MESSAGE_DATA_VISUALIZATIONS_MAX_ITEMS,
    "message.markdown": theirs.MARKDOWN_TOTAL_TEXT_MAX_LENGTH,
    "message.data_table.text": theirs.DATA_TABLE_TOTAL_CONTENT_MAX_LENGTH,
    "view.blocks": theirs.VIEW_BLOCKS_MAX_ITEMS,
    "view.title": theirs.VIEW_TITLE_MAX_LENGTH,
    "view.submit": theirs.VIEW_SUBMIT_MAX_LENGTH,
    "view.close": theirs.VIEW_CLOSE_MAX_LENGTH,
    "view.callback_id": theirs.VIEW_CALLBACK_ID_MAX_LENGTH,
    "view.private_metadata": theirs.VIEW_PRIVATE_METADATA_MAX_LENGTH,
    "block_id": theirs.BLOCK_ID_MAX_LENGTH,
    "action_id": theirs.ACTION_ID_MAX_LENGTH,
    "text": theirs.TEXT_MAX_LENGTH,
    "section.text": theirs.SECTION_TEXT_MAX_LENGTH,
    "section.fields": theirs.SECTION_FIELDS_MAX_ITEMS,
    "section.field": theirs.SECTION_FIELDS_ITEM_MAX_LENGTH,
    "header.text": theirs.HEADER_TEXT_MAX_LENGTH,
    "markdown.text": theirs.MARKDOWN_TEXT_MAX_LENGTH,
    "context.elements": theirs.CONTEXT_ELEMENTS_MAX_ITEMS,
    "actions.elements": theirs.ACTIONS_ELEMENTS_MAX_ITEMS,
    "input.label": theirs.INPUT_LABEL_MAX_LENGTH,
    "input.hint": theirs.INPUT_HINT_MAX_LENGTH,
    "button.text": theirs.BUTTON_TEXT_MAX_LENGTH,
    "button.value": theirs.BUTTON_VALUE_MAX_LENGTH,
    "option.text": theirs.OPTION_TEXT_MAX_LENGTH,
    "option.value": theirs.OPTION_VALUE_MAX_LENGTH,
    "option.description": theirs.OPTION_DESCRIPTION_MAX_LENGTH,
    "overflow.options": theirs.OVERFLOW_OPTIONS_MAX_ITEMS,
    "static_select.options": theirs.SELECT_OPTIONS_MAX_ITEMS,
    "radio_buttons.options": theirs.RADIO_BUTTONS_OPTIONS_MAX_ITEMS,
    "checkboxes.options": theirs.CHECKBOXES_OPTIONS_MAX_ITEMS,
    "placeholder": theirs.SELECT_PLACEHOLDER_MAX_LENGTH,
    "plain_text_input.max_length": theirs.PLAIN_TEXT_INPUT_MAX_LENGTH_MAX,
    "confirm.title": theirs.CONFIRMATION_TITLE_MAX_LENGTH,
    "confirm.text": theirs.CONFIRMATION_TEXT_MAX_LENGTH,
    "confirm.button": theirs.CONFIRMATION_CONFIRM_MAX_LENGTH,
    "table.rows": theirs.TABLE_ROWS_MAX_ITEMS,
    "table.columns": theirs.TABLE_COLUMNS_MAX_ITEMS,
    "data_table.rows": theirs.DATA_TABLE_ROWS_MAX_ITEMS,
    "data_table.columns": theirs.DATA_TABLE_COLUMNS_MAX_ITEMS,
    "data_table.page_size": theirs.DATA_TABLE_PAGE_SIZE_MAX,
    "data_table.text": theirs.DATA_TABLE_CONTENT_MAX_LENGTH,
    "data_visualization.title": theirs.DATA_VISUALIZATION_TITLE_MAX_LENGTH,
    "data_visualization.segments": theirs.DATA_VISUALIZATION_SEGMENTS_MAX_ITEMS,
    "data_visualization.series": theirs.DATA_VISUALIZATION_SERIES_MAX_ITEMS,
    "data_visualization.categories": theirs.DATA_VISUALIZATION_CATEGORIES_MAX_ITEMS,
    "data_visualization.label": theirs.DATA_VISUALIZATION_CATEGORY_LABEL_MAX_LENGTH,
    "data_visualization.axis": theirs.DATA_VISUALIZATION_AXIS_LABEL_MAX_LENGTH,
}
_OURS = {"message.text", "message.table", "context.text", "rich_text.text", "data_table.caption"}
"""Stated by neither library: Slack's documentation, or a number of our own."""


@pytest.mark.parametrize("limit", _THEIRS)
def test_no_limit_is_looser_than_the_registry_of_slackblocks(limit: str) -> None:
    assert LIMITS[limit] <= _THEIRS[limit]


def test_every_limit_was_compared_or_is_ours() -> None:
    assert set(_THEIRS) | _OURS == set(LIMITS)


def test_no_limit_is_looser_than_slack_sdk() -> None:
    assert LIMITS["section.text"] <= sdk.SectionBlock.text_max_length
    assert LIMITS["header.text"] <= sdk.HeaderBlock.text_max_length
    assert LIMITS["button.value"] <= sdk.ButtonElement.value_max_length
    assert LIMITS["button.text"] <= sdk.ButtonElement.text_max_length
    assert LIMITS["option.value"] <= sdk.Option.value_max_length
    assert LIMITS["overflow.options"] <= sdk.OverflowMenuElement.options_max_length
    assert LIMITS["view.title"] <= View.title_max_length


def _plain(length: int) -> dict[str, Any]:
    return {"type": "plain_text", "text": "あ" * length}


def _section(length: int = 1) -> dict[str, Any]:
    return {"type": "section", "text": _plain(length)}


def _button(number: int = 0, **changed: Any) -> dict[str, Any]:
    return {"type": "button", "action_id": f"a{number}", "text": _plain(1), "value": "v", **changed}


def _actions(*elements: dict[str, Any]) -> dict[str, Any]:
    return {"type": "actions", "elements": list(elements)}


def _menu(kind: str, count: int, **changed: Any) -> dict[str, Any]:
    options = [{"text": _plain(1), "value": f"{number}"} for number in range(count)]
    return {"type": kind, "action_id": "m", "options": options, **changed}


def _cells(rows: int, columns: int, length: int = 1) -> list[list[dict[str, Any]]]:
    return [[{"type": "raw_text", "text": "あ" * length} for _ in range(columns)] for _ in range(rows)]


def _data_table(rows: int, columns: int = 1, length: int = 1, **changed: Any) -> dict[str, Any]:
    return {"type": "data_table", "caption": "表", "rows": _cells(rows, columns, length), "page_size": 5, **changed}


def _bars(categories: int = 2, series: int = 1, label: int = 0, **changed: Any) -> dict[str, Any]:
    labels = [f"{number}".rjust(label or 2, "0") for number in range(categories)]
    data = [{"label": each, "value": 1} for each in labels]
    chart = {
        "type": "bar",
        "series": [{"name": f"s{number}", "data": data} for number in range(series)],
        "axis_config": {"categories": labels, "y_label": "千円"},
    }
    return {"type": "data_visualization", "title": "図", "chart": chart, **changed}


def _pie(*values: float) -> dict[str, Any]:
    segments = [{"label": f"{number}", "value": value} for number, value in enumerate(values)]
    return {"type": "data_visualization", "title": "図", "chart": {"type": "pie", "segments": segments}}


_BREAKING: dict[str, tuple[str, list[dict[str, Any]]]] = {
    "blocks": ("message.blocks", [{"type": "divider"}] * 51),
    "section": ("section.text", [_section(3_001)]),
    "nothing in a section": ("required", [{"type": "section"}]),
    "empty text": ("required", [_section(0)]),
    "fields": ("section.fields", [{"type": "section", "fields": [_plain(1)] * 11}]),
    "field": ("section.field", [{"type": "section", "fields": [_plain(2_001)]}]),
    "header": ("header.text", [{"type": "header", "text": _plain(151)}]),
    "header in mrkdwn": ("type", [{"type": "header", "text": {"type": "mrkdwn", "text": "a"}}]),
    "markdown": ("markdown.text", [{"type": "markdown", "text": "あ" * 12_001}]),
    "markdown together": ("message.markdown", [{"type": "markdown", "text": "あ" * 6_001}] * 2),
    "context": ("context.elements", [{"type": "context", "elements": [_plain(1)] * 11}]),
    "context text": ("context.text", [{"type": "context", "elements": [_plain(2_001)]}]),
    "actions": ("actions.elements", [_actions(*(_button(number) for number in range(26)))]),
    "no actions": ("required", [_actions()]),
    "button text": ("button.text", [_actions(_button(text=_plain(76)))]),
    "button value": ("button.value", [_actions(_button(value="v" * 2_001))]),
    "button style": ("shape", [_actions(_button(style="blue"))]),
    "action id": ("action_id", [_actions(_button(action_id="a" * 256))]),
    "action id twice": ("unique", [_actions(_button(1)), _actions(_button(1))]),
    "block id": ("block_id", [{"type": "divider", "block_id": "b" * 256}]),
    "block id twice": ("unique", [{"type": "divider", "block_id": "b"}] * 2),
    "overflow": ("overflow.options", [_actions(_menu("overflow", 6))]),
    "select": ("static_select.options", [_actions(_menu("static_select", 101))]),
    "chosen of others": ("shape", [_actions(_menu("static_select", 2, initial_option={"value": "x"}))]),
    "option value": (
        "option.value",
        [_actions({**_menu("overflow", 1), "options": [{"text": _plain(1), "value": "v" * 151}]})],
    ),
    "option text": (
        "option.text",
        [_actions({**_menu("overflow", 1), "options": [{"text": _plain(76), "value": "v"}]})],
    ),
    "rich text": (
        "rich_text.text",
        [{"type": "rich_text", "elements": [{"type": "x", "elements": [{"type": "text", "text": "あ" * 3_001}]}]}],
    ),
    "empty rich text": (
        "shape",
        [{"type": "rich_text", "elements": [{"type": "x", "elements": [{"type": "text", "text": ""}]}]}],
    ),
    "table rows": ("table.rows", [{"type": "table", "rows": _cells(101, 1)}]),
    "table columns": ("table.columns", [{"type": "table", "rows": _cells(2, 21)}]),
    "two tables": ("message.table", [{"type": "table", "rows": _cells(2, 1)}] * 2),
    "ragged": ("shape", [{"type": "table", "rows": [*_cells(1, 2), *_cells(1, 1)]}]),
    "data table rows": ("data_table.rows", [_data_table(102)]),
    "data table without rows": ("required", [_data_table(1)]),
    "data table columns": ("data_table.columns", [_data_table(2, 21)]),
    "caption": ("required", [_data_table(2, caption="")]),
    "empty cell": ("required", [_data_table(2, length=0)]),
    "page size": ("data_table.page_size", [_data_table(2, page_size=101)]),
    "data table text": ("data_table.text", [_data_table(101, 1, 200)]),
    "data tables together": ("message.data_table.text", [_data_table(60, 1, 200)] * 2),
    "not a number": (
        "shape",
        [{**_data_table(2), "rows": [*_cells(1, 1), [{"type": "raw_number", "value": "1", "text": "1"}]]}],
    ),
    "chart title": ("data_visualization.title", [_bars(title="あ" * 51)]),
    "charts": ("message.data_visualization", [_bars()] * 3),
    "categories": ("data_visualization.categories", [_bars(21)]),
    "series": ("data_visualization.series", [_bars(series=7)]),
    "chart label": ("data_visualization.label", [_bars(label=21)]),
    "segments": ("data_visualization.segments", [_pie(*[1] * 7)]),
    "nothing of a pie": ("shape", [_pie(1, 0)]),
    "infinite": ("shape", [_pie(1, float("inf"))]),
    "unknown": ("type", [{"type": "video"}]),
    "input in a message": ("type", [{"type": "input", "label": _plain(1), "element": _button()}]),
}


@pytest.mark.parametrize(("limit", "blocks"), _BREAKING.values(), ids=_BREAKING.keys())
def test_what_breaks_a_limit_is_found(limit: str, blocks: list[dict[str, Any]]) -> None:
    assert limit in {violation.limit for violation in check_message("答え", blocks)}


def test_text_is_required_and_not_endless() -> None:
    assert [violation.limit for violation in check_message("", [_section()])] == ["required"]
    assert [violation.limit for violation in check_message("あ" * 40_001, [])] == ["message.text"]


@pytest.mark.parametrize(
    ("limit", "changed"),
    [
        ("view.title", {"title": _plain(25)}),
        ("view.submit", {"submit": _plain(25)}),
        ("view.close", {"close": _plain(25)}),
        ("view.blocks", {"blocks": [{"type": "divider"}] * 101}),
        ("view.private_metadata", {"private_metadata": "a" * 3_001}),
        ("view.callback_id", {"callback_id": "a" * 256}),
        ("required", {"blocks": []}),
        ("type", {"blocks": [{"type": "data_table"}]}),
        ("type", {"blocks": [{"type": "table"}]}),
    ],
)
def test_what_breaks_a_views_limit_is_found(limit: str, changed: dict[str, Any]) -> None:
    view = {"type": "modal", "title": _plain(24), "blocks": [_section()], **changed}
    assert limit in {violation.limit for violation in check_view(view)}


def test_what_is_at_every_limit_passes() -> None:
    blocks: list[dict[str, Any]] = [
        _section(3_000),
        {"type": "header", "text": _plain(150)},
        {"type": "context", "elements": [_plain(2_000)] * 10},
        _actions(*(_button(number, text=_plain(75), value="v" * 2_000) for number in range(25))),
        {"type": "table", "rows": _cells(100, 20)},
        _data_table(101, 20, 9, page_size=100),
        _bars(20, 6, 20, title="あ" * 50),
        _pie(*[1] * 6),
    ]
    assert check_message("あ" * 40_000, blocks) == ()
